"""The encoder in PyTorch: BERT's layers, and heads on the first pieces of words.

    pieces -> embeddings (frozen) -> layers -> rows of words -> act, mode, status, historical, roles

src/encoder computes the same without PyTorch; the names of the tensors are its contract.
"""

import math

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

from .gold import BUCKETS, MODES, ROLES, STATUSES, TYPES

ACT_WIDTH = 256
ROLE_WIDTH = 64


class Layer(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.attended = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x, mask):
        n, length, width = x.shape
        split = lambda y: y.view(n, length, self.heads, -1).transpose(1, 2)
        a = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)),
                                           split(self.value(x)), attn_mask=mask)
        a = a.transpose(1, 2).reshape(n, length, width)
        x = self.norm1(x + self.dropout(self.attended(a)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Bert(nn.Module):
    """The base: a folder's config.json and model.safetensors, BERT's names."""

    def __init__(self, config):
        super().__init__()
        width = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.token_type = nn.Parameter(torch.zeros(width))
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"])
            for _ in range(config["num_hidden_layers"]))
        for p in (*self.words.parameters(), *self.positions.parameters(), self.token_type):
            p.requires_grad_(False)

    def load(self, path):
        raw = load_file(path)
        own = {"words.weight": "embeddings.word_embeddings.weight",
               "positions.weight": "embeddings.position_embeddings.weight",
               "norm.weight": "embeddings.LayerNorm.weight", "norm.bias": "embeddings.LayerNorm.bias"}
        parts = {"query": "attention.self.query", "key": "attention.self.key",
                 "value": "attention.self.value", "attended": "attention.output.dense",
                 "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
                 "down": "output.dense", "norm2": "output.LayerNorm"}
        for i in range(len(self.layers)):
            for mine, theirs in parts.items():
                for kind in ("weight", "bias"):
                    own[f"layers.{i}.{mine}.{kind}"] = f"encoder.layer.{i}.{theirs}.{kind}"
        state = {mine: raw[theirs] for mine, theirs in own.items()}
        state["token_type"] = raw["embeddings.token_type_embeddings.weight"][0]
        self.load_state_dict(state)

    def forward(self, pieces, lengths):
        at = torch.arange(pieces.shape[1])
        x = self.words(pieces) + self.positions(at)[None] + self.token_type
        x = self.dropout(self.norm(x))
        mask = (at[None] < lengths[:, None])[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Heads(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.hidden = nn.Linear(width, ACT_WIDTH)
        self.act = nn.Linear(ACT_WIDTH, 1 + len(TYPES))
        self.mode = nn.Linear(ACT_WIDTH, 1 + len(MODES))
        self.status = nn.Linear(ACT_WIDTH, len(STATUSES))
        self.historical = nn.Linear(ACT_WIDTH, 1)
        self.role_act = nn.Linear(ACT_WIDTH, len(ROLES) * ROLE_WIDTH)
        self.role_word = nn.Linear(width, len(ROLES) * ROLE_WIDTH)
        self.role_distance = nn.Parameter(torch.zeros(BUCKETS, len(ROLES)))
        nn.init.constant_(self.role_distance, -2.0)
        self.dropout = nn.Dropout(0.1)

    def of_words(self, h):
        """Rows of words -> the hidden rows of acts, and what the words offer to roles."""
        return F.gelu(self.hidden(self.dropout(h))), self.role_word(self.dropout(h))

    def roles(self, g, offers, buckets):
        """Scores [triggers, words, roles] of triggers' hidden rows and words' offers."""
        a = self.role_act(g).view(-1, len(ROLES), ROLE_WIDTH)
        b = offers.view(-1, len(ROLES), ROLE_WIDTH)
        return (torch.einsum("trd,wrd->twr", a, b) / math.sqrt(ROLE_WIDTH)
                + self.role_distance[buckets])


class Encoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.bert = Bert(config)
        self.heads = Heads(config["hidden_size"])
