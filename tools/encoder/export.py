"""What was learned, as data/encoder/learned.safetensors: the names are BERT's own, those of heads
begin with "heads.". src/encoder/internal/weights.h tells how it is put on top of the base."""

import torch
from safetensors.torch import load_file, save_file

from .gold import MODES, TYPES

LINEARS = {"query": "attention.self.query", "key": "attention.self.key",
           "value": "attention.self.value", "attended": "attention.output.dense",
           "up": "intermediate.dense", "down": "output.dense"}
NORMS = {"norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm"}


def low_rank(delta, rank):
    """delta ~ left @ right, by its largest singular values."""
    u, s, v = torch.linalg.svd(delta.double(), full_matrices=False)
    root = s[:rank].sqrt()
    return (u[:, :rank] * root).float(), (root[:, None] * v[:rank]).float()


def int8(weight):
    """-> whole numbers and the scale of each row."""
    scale = weight.abs().amax(1).clamp_min(1e-12) / 127
    return (weight / scale[:, None]).round().to(torch.int8), scale


def learned_part(model, base, rank):
    """Tensors of the learned part; rank 0: the layers' weights whole, in 8 bits."""
    raw = load_file(base)
    out = {}

    def put_int8(name, weight):
        out[name], out[name + ".scale"] = int8(weight)

    state = {k: v.detach() for k, v in model.state_dict().items()}
    for i in range(len(model.bert.layers)):
        for mine, theirs in LINEARS.items():
            name = f"encoder.layer.{i}.{theirs}"
            weight = state[f"bert.layers.{i}.{mine}.weight"]
            if rank == 0:
                put_int8(name + ".weight", weight)
            else:
                left, right = low_rank(weight - raw[name + ".weight"], rank)
                put_int8(name + ".weight.left", left)
                put_int8(name + ".weight.right", right)
            out[name + ".bias"] = state[f"bert.layers.{i}.{mine}.bias"]
        for mine, theirs in NORMS.items():
            for kind in ("weight", "bias"):
                out[f"encoder.layer.{i}.{theirs}.{kind}"] = state[f"bert.layers.{i}.{mine}.{kind}"]
    for kind in ("weight", "bias"):
        out[f"embeddings.LayerNorm.{kind}"] = state[f"bert.norm.{kind}"]
    for name, value in state.items():
        if name.startswith("heads."):
            out[name] = value.half() if value.dim() == 2 and value.shape[0] > 1 else value
    return {k: v.contiguous() for k, v in out.items()}


def save(model, base, rank, path):
    save_file(learned_part(model, base, rank), path,
              {"types": " ".join(TYPES), "modes": " ".join(MODES)})


@torch.no_grad()
def load_learned(model, base, path):
    """Puts a saved part onto a model that holds the base, as the program does."""
    raw, new = load_file(base), load_file(path)

    def get(name):
        value = new[name].float()
        return value * new[name + ".scale"][:, None] if name + ".scale" in new else value

    state = {}
    for i in range(len(model.bert.layers)):
        for mine, theirs in LINEARS.items():
            name = f"encoder.layer.{i}.{theirs}"
            key = f"bert.layers.{i}.{mine}"
            if name + ".weight.left" in new:
                state[key + ".weight"] = (raw[name + ".weight"] +
                                          get(name + ".weight.left") @ get(name + ".weight.right"))
            else:
                state[key + ".weight"] = get(name + ".weight")
            state[key + ".bias"] = get(name + ".bias")
        for mine, theirs in NORMS.items():
            for kind in ("weight", "bias"):
                state[f"bert.layers.{i}.{mine}.{kind}"] = get(f"encoder.layer.{i}.{theirs}.{kind}")
    for kind in ("weight", "bias"):
        state[f"bert.norm.{kind}"] = get(f"embeddings.LayerNorm.{kind}")
    for name in new:
        if name.startswith("heads."):
            state[name] = get(name)
    model.load_state_dict(state, strict=False)
