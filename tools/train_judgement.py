#!/usr/bin/env python3
"""Learns data/judgement from labelled sets, and says how good it is on held-out folds.

usage: tools/train_judgement.py [--sets FOLDER] [--program build/avviso] [--dry]

The sets are no part of the repository (tools/quality.sh tells where they stand). Two models
are fitted, each a sum of weights of named features (src/events/internal/judge.h):

  types       softmax over the PLOVER codes and "none", by stochastic gradient descent
  confidence  logistic, by gradient descent; what it takes from the first model is taken
              from folds that didn't see the text

All is drawn from one fixed seed; the same sets and program give the same tables. Nothing
but Python's own library is needed. Takes some minutes.
"""

import argparse
import collections
import json
import math
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = 20240229
FOLDS = 5
EPOCHS = 16
RATE, DECAY, SHRINK = 0.5, 0.3, 1e-3
SURER, ENOUGH = 2.0, 0.4  # kSurer and kEnough of judge.cc
LEAST = 0.002  # kLeast
DEFAULT = 0.15  # kMinConfidence of engine.h
NONE = "none"
YIELD = ("CONCEDE", "RETREAT")
SHARE = {"dyads": 1.0, "records": 1.0, "records-none": 0.5, "penta-none": 0.7, "penta": 0.5}


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_types():
    """Type -> (code of a plan told by its actor, and by somebody else)."""
    rows = [line.split("\t") for line in
            (ROOT / "data/ontology/types.tsv").read_text(encoding="utf-8").splitlines()
            if line and not line.startswith("#")]
    return {row[0]: row for row in rows[1:]}, {row[0]: row[1] for row in rows[1:]}


class Engine:
    """Runs the program with tables that have learned nothing."""

    def __init__(self, program, sets):
        self.program, self.sets = program, Path(sets)
        self.tables = tempfile.mkdtemp()
        shutil.copytree(ROOT / "data", self.tables, dirs_exist_ok=True)
        for name in ("types", "confidence"):
            path = Path(self.tables, "judgement", name + ".tsv")
            path.write_text("feature\tweight%s\n" % ("s" if name == "types" else ""))

    def run(self, gold):
        given = subprocess.run([sys.executable, self.sets / "score/inputs.py", gold],
                               check=True, stdout=subprocess.PIPE).stdout
        made = subprocess.run([self.program, "code", "--jsonl", "--format", "jsonl", "--explain",
                               "--quiet", "--min-confidence", "0", "--data", self.tables],
                              check=True, input=given, stdout=subprocess.PIPE).stdout
        return {d["id"]: d for d in map(json.loads, made.decode("utf-8").splitlines())}


class Example:
    """One event of one text, with what the judge saw of it."""

    def __init__(self, fold, document, event, judged, features):
        self.fold, self.document, self.event = fold, document, event
        self.firm = judged["firm"]
        self.code, self.features, self.record_features = judged["code"], judged["features"], features
        self.label, self.share = None, 0.0  # of the model of types: a code, or some to choose from
        self.right = None  # called with the judged code: is the record right?
        self.kind = ""


def examples_of(document, fold):
    judged = {tuple(j["trigger"]): j for j in document["explanation"]["judged"]}
    features = {r["id"]: r["features"] for r in document["explanation"]["records"]}
    out = []
    for event in document["events"]:
        found = judged.get(tuple(event["mentions"][0]["trigger"]))
        if found:
            out.append(Example(fold, document["id"], event, found, features[event["id"]]))
    return out


def settle_yield(label, own):
    """The sets of dyads don't part the two kinds of giving way."""
    if label != "YIELD":
        return label
    return own if own in YIELD else YIELD


def same(a, b):
    return a == b or (a in YIELD and b in YIELD)


def from_dyads(engine, scorer):
    out = []
    gold = read_lines(engine.sets / "gold/plover/dyads_train.jsonl")
    made = engine.run(engine.sets / "gold/plover/dyads_train.jsonl")
    for i, g in enumerate(gold):
        examples = examples_of(made[g["id"]], i % FOLDS)
        s, t = scorer.marked(g)
        best, best_key = None, None
        for k, e in enumerate(examples):
            a, b = scorer.touches(e.event["source"], s), scorer.touches(e.event["target"], t)
            swapped = (scorer.touches(e.event["source"], t) and
                       scorer.touches(e.event["target"], s))
            key = ((a or not s) + (b or not t), swapped, -k)
            if best_key is None or key > best_key:
                best, best_key = e, key
        label = g["events"][0]["plover"]
        if best is None:
            out.append((label, None))
            continue
        best.kind, best.label, best.share = "dyads", settle_yield(label, best.code), SHARE["dyads"]
        out.append((label, best))
        if best.firm and not same(best.code, "RETREAT" if label == "YIELD" else label):
            best.label = None  # the codebook settles this otherwise than the set
            continue
        both = best_key[0] == 2
        best.right = lambda code, label=label, both=both: both and same(
            code, "RETREAT" if label == "YIELD" else label)
    return out


def from_records(engine, scorer):
    types, _ = read_types()
    out, unmatched = [], 0
    gold = scorer.load(engine.sets / "gold/records/dev.jsonl")
    made = engine.run(engine.sets / "gold/records/dev.jsonl")
    for i, (name, golds) in enumerate(gold.items()):
        examples = examples_of(made[name], i % FOLDS)
        pairs = dict(scorer.match([e.event for e in examples], golds))
        for k, e in enumerate(examples):
            e.kind = "records"
            if k not in pairs:
                e.label, e.share, e.right = NONE, SHARE["records-none"], lambda code: False
                unmatched += 1
            else:
                g = golds[pairs[k]]
                planned = e.event["status"] == "planned"
                row = types[g["type"]]
                own_planned = e.code == types[e.event["type"]][2]
                e.label = (row[2] if own_planned else row[3]) if planned else g["type"]
                e.share = SHARE["records"]
                fits = (e.event["status"] == g["status"] and
                        all(scorer.countries(e.event, slot) == scorer.countries(g, slot)
                            for slot in ("source", "target")))
                e.right = lambda code, fits=fits, label=e.label: fits and code == label
            out.append(e)
    return out


def from_penta(engine):
    """Sentences with a class of types: they confirm what the rules say, or that nothing is."""
    _, quad_of = read_types_once()
    quads = {1: "verbal-cooperation", 2: "material-cooperation", 3: "verbal-conflict",
             4: "material-conflict"}
    out, silent = [], collections.Counter()
    path = engine.sets / "gold/plover/penta_train.jsonl"
    made = engine.run(path)
    for i, g in enumerate(read_lines(path)):
        examples = examples_of(made[g["id"]], i % FOLDS)
        silent[g["penta"] != 0] += not examples
        for e in examples:
            e.kind, e.is_event = "penta", g["penta"] != 0
            if g["penta"] == 0:
                if e.code != "REQUEST":  # an appeal is talk for this set, not for the codebook
                    e.label, e.share = NONE, SHARE["penta-none"]
            elif quad_of[e.code] == quads[g["penta"]] or (g["penta"] == 2 and e.code in YIELD):
                e.label, e.share = e.code, SHARE["penta"] / len(examples)
            out.append(e)
    return out, silent


def sums_of(weights, features, n):
    sums = [0.0] * n
    for name, value in features.items():
        row = weights.get(name)
        if row:
            sums = [s + w * value for s, w in zip(sums, row)]
    return sums


def softmax(sums):
    most = max(sums)
    parts = [math.exp(s - most) for s in sums]
    total = sum(parts)
    return [p / total for p in parts]


def fit_types(examples, classes):
    """Features that occur once are left out: they tell of one text only."""
    counts = collections.Counter(name for e in examples for name in e.features)
    column = {c: i for i, c in enumerate(classes)}
    data = [([(n, v) for n, v in e.features.items() if counts[n] > 1],
             [column[c] for c in ((e.label,) if isinstance(e.label, str) else e.label)], e.share)
            for e in examples]
    weights = {n: [0.0] * len(classes) for n in sorted(counts) if counts[n] > 1}
    rng = random.Random(SEED)
    for epoch in range(EPOCHS):
        rng.shuffle(data)
        rate = RATE / (1 + epoch * DECAY)
        for features, labels, share in data:
            sums = [0.0] * len(classes)
            for name, value in features:
                sums = [s + w * value for s, w in zip(sums, weights[name])]
            p = softmax(sums)
            whole = sum(p[label] for label in labels)
            for label in labels:
                p[label] -= p[label] / whole
            steps = [(i, q * rate * share) for i, q in enumerate(p) if abs(q) > 1e-3]
            keep = 1 - rate * SHRINK
            for name, value in features:
                row = weights[name]
                for i, step in steps:
                    row[i] = row[i] * keep - step * value
    return weights


def judge(weights, example, classes):
    """(code, its likelihood, the likelihood of none), as judge.cc has it."""
    p = softmax(sums_of(weights, example.features, len(classes)))
    likely = dict(zip(classes, p))
    if example.firm:
        return example.code, 1 - likely[NONE], likely[NONE]
    own = likely[example.code]
    code, best = example.code, own
    planned = example.event["status"] == "planned"
    types, _ = read_types_once()
    by_actor = example.code == types[example.event["type"]][2]
    for name in classes[:-1]:
        if planned and types[name][2 if by_actor else 3] != name:
            continue
        if likely[name] > best and likely[name] > max(own * SURER, ENOUGH):
            code, best = name, likely[name]
    return code, best, likely[NONE]


_types = []


def read_types_once():
    if not _types:
        _types.append(read_types())
    return _types[0]


def logit(p):
    p = min(max(p, LEAST), 1 - LEAST)
    return math.log(p / (1 - p))


def confidence_features(example, verdict):
    code, act, none = verdict
    out = dict(example.record_features)
    out["act"], out["none"] = logit(act), logit(none)
    if code != example.code:
        out["type changed"] = 1.0
    return out


def fit_confidence(rows, steps=600, rate=0.3, shrink=0.01):
    """rows: (features, right, share)."""
    names = sorted({n for f, _, _ in rows for n in f})
    weights = dict.fromkeys(names, 0.0)
    total = sum(share for _, _, share in rows)
    for _ in range(steps):
        slope = {n: shrink * w for n, w in weights.items() if n != "bias"}
        slope["bias"] = 0.0
        for features, right, share in rows:
            p = 1 / (1 + math.exp(-sum(weights[n] * v for n, v in features.items())))
            d = (p - right) * share / total
            for n, v in features.items():
                slope[n] = slope.get(n, 0.0) + d * v
        for n in names:
            weights[n] -= rate * slope.get(n, 0.0) / (4 if n in ("act", "none") else 1)
    return weights


def probability(weights, features):
    return 1 / (1 + math.exp(-sum(weights.get(n, 0.0) * v for n, v in features.items())))


def macro(pairs):
    pairs = [tuple("YIELD" if c in YIELD else c for c in p) for p in pairs]
    classes = sorted({g for g, _ in pairs})
    total = 0.0
    for c in classes:
        tp = sum(g == p == c for g, p in pairs)
        wrong = sum((g == c) != (p == c) for g, p in pairs)
        total += 2 * tp / (2 * tp + wrong) if tp else 0
    return total / len(classes)


def reliability(rows):
    """rows: (confidence, right)."""
    print("confidence    records   said   right")
    for low in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        part = [(c, r) for c, r in rows if low <= c < low + (0.1 if low < 0.8 else 1)]
        if part:
            print("  %.1f–%.1f    %6d     %.2f   %.2f" % (
                low, low + 0.1 if low < 0.8 else 1, len(part),
                sum(c for c, _ in part) / len(part), sum(r for _, r in part) / len(part)))
    print("Brier score %.3f, of the mean alone %.3f" % (
        sum((c - r) ** 2 for c, r in rows) / len(rows),
        (lambda m: sum((m - r) ** 2 for _, r in rows) / len(rows))(
            sum(r for _, r in rows) / len(rows))))


def thresholds(rows, golds):
    print("least confidence   records   precision   recall   F1 of whole records")
    for least in (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5):
        kept = [r for c, r in rows if c >= least]
        right = sum(kept)
        p, r = right / max(1, len(kept)), right / golds
        print("  %.2f             %6d       %.3f      %.3f    %.3f" % (
            least, len(kept), p, r, 2 * p * r / max(1e-9, p + r)))


def write(path, head, column, rows):
    text = "# %s\n# Made by tools/train_judgement.py; don't edit.\nfeature\t%s\n" % (head, column)
    path.write_text(text + "".join("%s\t%s\n" % row for row in rows), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sets", default=str(ROOT.parent / "shared"))
    parser.add_argument("--program", default=str(ROOT / "build/avviso"))
    parser.add_argument("--dry", action="store_true", help="measure, write nothing")
    args = parser.parse_args()
    sys.path.insert(0, str(Path(args.sets) / "score"))
    import dyads
    import records
    engine = Engine(args.program, args.sets)
    pairs = from_dyads(engine, dyads)
    in_records = from_records(engine, records)
    in_penta, silent = from_penta(engine)
    shutil.rmtree(engine.tables)
    everything = [e for _, e in pairs if e] + in_records + in_penta
    classes = sorted(read_types_once()[0]) + [NONE]

    verdict = {}
    for fold in range(FOLDS):
        weights = fit_types([e for e in everything if e.label and e.fold != fold], classes)
        for e in everything:
            if e.fold == fold:
                verdict[id(e)] = judge(weights, e, classes)
    quad_of = read_types_once()[1]
    quads = lambda rows: [tuple(("material-cooperation" if c in YIELD + ("YIELD",) else
                                 quad_of.get(c)) for c in p) for p in rows]
    before = [(g, e.code if e else None) for g, e in pairs]
    after = [(g, verdict[id(e)][0] if e else None) for g, e in pairs]
    print("held-out folds, dyads: root macro-F1 %.3f -> %.3f, quad %.3f -> %.3f" % (
        macro(before), macro(after), macro(quads(before)), macro(quads(after))))
    matched = [e for e in in_records if e.label != NONE]
    print("held-out folds, records: right type %d -> %d of %d matched" % (
        sum(e.code == e.label for e in matched),
        sum(verdict[id(e)][0] == e.label for e in matched), len(matched)))

    rows, fold_of, typed = [], [], {}
    for e in everything:
        if e.right is None:
            continue
        features = confidence_features(e, verdict[id(e)])
        if e.kind == "dyads":  # where both sides are always told
            for name in ("no source", "no target", "lacks an actor"):
                if features.pop(name, None):
                    features["set=dyads " + name] = 1.0
            features["set=dyads"] = 1.0
        rows.append((features, float(e.right(verdict[id(e)][0])),
                     0.4 if e.kind == "dyads" else 1.0))
        fold_of.append((e.fold, e.kind))
        typed[len(rows) - 1] = verdict[id(e)][0] == e.label
    said, kept, right, told = [], 0, 0, {}
    for fold in range(FOLDS):
        weights = fit_confidence([r for r, (f, _) in zip(rows, fold_of) if f != fold])
        said += [(probability(weights, r[0]), r[1]) for r, (f, kind) in zip(rows, fold_of)
                 if f == fold and kind == "records"]
        for e in in_penta:
            if e.fold == fold:
                sure = probability(weights, confidence_features(e, verdict[id(e)])) >= DEFAULT
                told[e.document] = (e.is_event, sure or told.get(e.document, (0, False))[1])
        for i, (r, (f, kind)) in enumerate(zip(rows, fold_of)):
            if f == fold and kind == "records" and probability(weights, r[0]) >= DEFAULT:
                kept, right = kept + 1, right + typed[i]
    golds = sum(map(len, records.load(Path(args.sets) / "gold/records/dev.jsonl").values()))
    print("held-out folds, records from %.2f: right type P %.3f R %.3f F1 %.3f" % (
        DEFAULT, right / kept, right / golds, 2 * right / (kept + golds)))
    hits, false = (sum(s and g == is_event for g, s in told.values()) for is_event in (1, 0))
    missed = silent[True] + sum(g and not s for g, s in told.values())
    print("held-out folds, sentences with negatives: P %.3f R %.3f F1 %.3f, silent on %d of %d" % (
        hits / (hits + false), hits / (hits + missed), 2 * hits / (2 * hits + false + missed),
        silent[False] + sum(not g and not s for g, s in told.values()),
        silent[False] + sum(not g for g, _ in told.values())))
    reliability(said)
    thresholds(said, golds)
    if args.dry:
        return
    weights = fit_types([e for e in everything if e.label], classes)
    write(ROOT / "data/judgement/types.tsv",
          "What features of an act weigh for each type, and last for its being none.", "weights",
          [("types", " ".join(classes[:-1]))] +
          [(n, " ".join("%.2f" % w for w in row)) for n, row in sorted(weights.items())
           if max(map(abs, row)) >= 0.02])
    learned = fit_confidence(rows)
    learned = {n: w for n, w in learned.items() if not n.startswith("set=")}
    write(ROOT / "data/judgement/confidence.tsv", "What features of a record weigh for its being right.",
          "weight", [(n, "%.3f" % w) for n, w in sorted(learned.items())])


if __name__ == "__main__":
    main()
