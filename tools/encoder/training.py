"""Tunes the encoder on marked articles, and scores its heads on held-out ones."""

import time

import torch
from torch.nn import functional as F

from . import gold as G
from .model import Encoder

CLS, SEP = 101, 102
EPOCHS = 6
BATCH = 1536  # pieces
RATE, HEAD_RATE = 6e-5, 6e-4
WARM = 0.06  # share of the steps
SMOOTHING = 0.02
# Losses are sums over words, triggers, or pairs of them, so that a batch of many triggers counts
# for more; SCALE brings them to the size of one.
SCALE = 24.0
MODE, STATUS, HISTORICAL, ROLE = 0.3, 0.5, 0.3, 0.3
POSITIVE = 3.0  # a word that has a role counts as so many that have none


def pack(batch):
    """Pieces [chunks, longest], their lengths, and for each chunk the rows of its words."""
    ranges = [article.piece_range(chunk) for article, chunk in batch]
    longest = max(end - begin for begin, end in ranges) + 2
    pieces = torch.zeros(len(batch), longest, dtype=torch.long)
    lengths, rows = [], []
    for i, ((article, (first, last)), (begin, end)) in enumerate(zip(batch, ranges)):
        pieces[i, : end - begin + 2] = torch.tensor([CLS] + article.pieces[begin:end] + [SEP])
        lengths.append(end - begin + 2)
        rows.append([1 + article.first[w] - begin for w in range(first, last)
                     if article.first[w] < end])
    return pieces, torch.tensor(lengths), rows


def run(model, batch):
    """For each chunk the hidden rows of acts and the offers to roles of its words."""
    pieces, lengths, rows = pack(batch)
    with torch.autocast("cpu", torch.bfloat16, enabled=model.training):
        h = model.bert(pieces, lengths)
    h = h.float()
    g, offers = model.heads.of_words(torch.cat([h[i, r] for i, r in enumerate(rows)]))
    counts = [len(r) for r in rows]
    return list(zip(g.split(counts), offers.split(counts)))


def buckets_of(triggers, words):
    return torch.tensor([[G.bucket(w - t) for w in words] for t in triggers])


def role_loss(heads, article, chunk, g, offers):
    first, words = chunk[0], range(chunk[0], chunk[0] + len(g))
    triggers = [w for w in words if w in article.roles]
    if not triggers:
        return 0.0
    scores = heads.roles(g[[t - first for t in triggers]], offers, buckets_of(triggers, words))
    want = torch.zeros_like(scores)
    for i, t in enumerate(triggers):
        for k, role in enumerate(G.ROLES):
            for w in article.roles[t][role]:
                if w in words:
                    want[i, w - first, k] = 1
    return F.binary_cross_entropy_with_logits(scores, want, pos_weight=torch.tensor(POSITIVE),
                                              reduction="sum")


def loss_of(model, batch):
    heads, out = model.heads, run(model, batch)
    labels = {name: torch.tensor([x for (article, (first, _)), (g, _) in zip(batch, out)
                                  for x in getattr(article, name)[first: first + len(g)]])
              for name in ("act", "mode", "status", "historical")}
    g = torch.cat([rows for rows, _ in out])
    loss = F.cross_entropy(heads.act(g), labels["act"], ignore_index=G.IGNORE,
                           label_smoothing=SMOOTHING, reduction="sum")
    is_act = labels["act"] > 0
    if is_act.any():
        of_acts = heads.dropout(g[is_act])
        for name, share in (("mode", MODE), ("status", STATUS)):
            loss = loss + share * F.cross_entropy(getattr(heads, name)(of_acts),
                                                  labels[name][is_act], reduction="sum")
        loss = loss + HISTORICAL * F.binary_cross_entropy_with_logits(
            heads.historical(of_acts)[:, 0], labels["historical"][is_act].float(), reduction="sum")
    for (article, chunk), (rows, offers) in zip(batch, out):
        loss = loss + ROLE * role_loss(heads, article, chunk, rows, offers)
    return loss / SCALE


def train(articles, config, base, seed, say):
    """A tuned Encoder. `say` is called with a line of progress now and then."""
    torch.manual_seed(seed)
    model = Encoder(config)
    model.bert.load(base)
    rng = G.seeded(seed)
    plan = [b for _ in range(EPOCHS) for b in G.batches(articles, BATCH, rng)]
    optimiser = torch.optim.AdamW(
        [{"params": [p for p in model.bert.parameters() if p.requires_grad], "lr": RATE},
         {"params": model.heads.parameters(), "lr": HEAD_RATE}],
        weight_decay=0.01, betas=(0.9, 0.98))
    warm = max(1, int(WARM * len(plan)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, (len(plan) - s) / (len(plan) - warm)))
    model.train()
    start, pieces, total = time.time(), 0, 0.0
    for step, batch in enumerate(plan, 1):
        loss = loss_of(model, batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        total += float(loss.detach())
        pieces += sum(e - b for b, e in (a.piece_range(c) for a, c in batch))
        if step % 50 == 0:
            say("step %d of %d, loss %.2f, %.0f pieces/s"
                % (step, len(plan), total / 50, pieces / (time.time() - start)))
            total = 0.0
    model.eval()
    return model


@torch.no_grad()
def read(model, article):
    """For each chunk: its range of words, their hidden rows, their offers."""
    chunks = article.chunks()
    return [(chunk, g, offers) for chunk, (g, offers) in
            zip(chunks, run(model, [(article, c) for c in chunks]))]


def f1(hits, said, true):
    return "%.3f/%.3f/%.3f" % (hits / max(1, said), hits / max(1, true),
                               2 * hits / max(1, said + true))


@torch.no_grad()
def score(model, articles, least=0.5):
    """One line: triggers found and typed, status, history, mode, words of roles (P/R/F1)."""
    true = sum(a > 0 for article in articles for a in article.act)
    said = found = typed = 0
    right = {"status": 0, "historical": 0, "mode": 0}
    roles = {r: [0, 0, 0] for r in G.ROLES}
    for article in articles:
        for (first, _), g, offers in read(model, article):
            p = model.heads.act(g).softmax(-1)
            guess = {"status": model.heads.status(g).argmax(-1), "mode": model.heads.mode(g).argmax(-1),
                     "historical": (model.heads.historical(g)[:, 0] > 0).long()}
            words = range(first, first + len(g))
            for i, w in enumerate(words):
                act = article.act[w]
                if act > 0:
                    for name in right:
                        right[name] += int(guess[name][i]) == getattr(article, name)[w]
                if act != G.IGNORE and 1 - p[i, 0] > least:
                    said += 1
                    found += act > 0
                    typed += act > 0 and act == 1 + int(p[i, 1:].argmax())
                if w in article.roles:
                    scores = model.heads.roles(g[i: i + 1], offers, buckets_of([w], words))[0] > 0
                    for k, role in enumerate(G.ROLES):
                        want = {x - first for x in article.roles[w][role] if x in words}
                        got = set(torch.nonzero(scores[:, k])[:, 0].tolist())
                        for j, n in enumerate((len(want & got), len(got), len(want))):
                            roles[role][j] += n
    parts = ["%d triggers" % true, "found " + f1(found, said, true), "typed " + f1(typed, said, true)]
    parts += ["%s %.3f" % (name, n / max(1, true)) for name, n in right.items()]
    parts += ["%s %s" % (role, f1(*n)) for role, n in roles.items()]
    return ", ".join(parts)
