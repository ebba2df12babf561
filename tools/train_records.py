#!/usr/bin/env python3
"""Learns data/judgement/records.tsv from marked articles, and says how good records are on held-out folds.

usage: tools/train_records.py --encoders FOLDER [--sets FOLDER] [--program build/avviso] [--folds 0,1,…] [--dry]

FOLDER holds fold0.bin, fold1.bin, …: encoders that were trained without the articles of that fold
(tools/train_encoder.py). Each article is read by the one that hasn't seen it. The sets are no part of the
repository (tools/quality.sh tells where they stand).

Models, each a sum of weights of named features (src/events/internal/decision.h, roles.h, confidence.h):

  act, source, target, historical, confidence, alone    logistic
  type, status                                          softmax with shared weights

All of them are fitted by Newton's method with a penalty on squares, so that the same sets and program give
the same table. What is printed is of folds that neither the encoder nor the weights have seen. Needs numpy.
"""

import argparse
import collections
import json
import math
import subprocess
import sys
import tempfile
import shutil
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from encoder.gold import STATUSES, TYPES, fold_of, read_lines  # noqa: E402

PENALTY = {"act": 2.0, "source": 3.0, "target": 3.0, "historical": 1.0, "merge": 2.0, "confidence": 4.0, "alone": 4.0}
# Weights to begin with: all is an act, of the type and with the parties that the rule or the encoder says.
FIRST = {"act": {"bias": 5.0}, "type": {"read": 1.0, "rule": 1.0, "firm rule": 2.0},
         "status": {"read": 1.0, **{"rule of a deed " + s: 2.0 for s in STATUSES}}, "source": {"bias": -0.5, "read": 0.5, "rule itself": 2.0},
         "target": {"bias": -0.5, "read": 0.5, "rule itself": 2.0}}
WORDS = "ACCUSE AGREE REJECT REQUEST SUPPORT THREATEN".split()  # acts of words, in data/ontology/types.tsv
OFTEN = 8  # a feature that is seen less often says too little
LEAST_LOG = -7.0


class Program:
    """The program, with a table of weights of one's own."""

    def __init__(self, path):
        self.path = path
        self.tables = tempfile.mkdtemp()
        shutil.copytree(ROOT / "data", self.tables, dirs_exist_ok=True)

    def run(self, articles, weights, *options):
        write_table(Path(self.tables, "judgement/records.tsv"), weights)
        given = "".join(json.dumps({k: d[k] for k in ("id", "text", "published", "url") if d.get(k)}) + "\n"
                        for d in articles)
        made = subprocess.run([self.path, "code", "--jsonl", "--format", "jsonl", "--explain", "--quiet",
                               "--min-confidence", "0", "--data", self.tables, *options],
                              check=True, input=given.encode(), stdout=subprocess.PIPE).stdout
        return {d["id"]: d for d in map(json.loads, made.decode().splitlines())}


def write_table(path, weights):
    rows = sorted((model, name, w) for model, table in weights.items() for name, w in table.items()
                  if abs(w) >= 0.005)
    path.write_text("# What features of candidates, actors and records weigh.\n"
                    "# Made by tools/train_records.py; don't edit.\nmodel\tfeature\tweight\n" +
                    "".join("%s\t%s\t%.3f\n" % row for row in rows), encoding="utf-8")


# ---- fitting

def matrix(rows, names):
    column = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, features in enumerate(rows):
        for name, value in features.items():
            if name in column:
                x[i, column[name]] = value
    return x


def fit_logistic(rows, labels, penalty, share=None, steps=30):
    """{feature: weight} of rows of {feature: value}; "bias" isn't shrunk."""
    counts = collections.Counter(name for r in rows for name in r)
    names = sorted(n for n, c in counts.items() if c >= OFTEN)
    x, y = matrix(rows, names), np.array(labels, float)
    s = np.ones(len(y)) if share is None else np.array(share, float)
    shrink = np.array([1e-6 if n == "bias" else penalty for n in names])
    w = np.zeros(len(names))
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (s * (p - y)) + shrink * w
        bend = (x * (s * p * (1 - p))[:, None]).T @ x + np.diag(shrink + 1e-9)
        step = np.linalg.solve(bend, slope)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return dict(zip(names, w))


def fit_softmax(rows, labels, names, penalty=0.5, steps=400, rate=0.5):
    """rows: for each class {feature: value}; weights are shared by the classes."""
    x = np.stack([matrix(r, names) for r in rows])  # [example, class, feature]
    y = np.array(labels)
    w = np.zeros(len(names))
    for step in range(steps):
        sums = x @ w
        p = np.exp(sums - sums.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        mean = np.einsum("ec,ecf->ef", p, x)
        slope = (mean - x[np.arange(len(y)), y]).sum(0) + penalty * w
        spread = np.einsum("ec,ecf,ecg->fg", p, x, x) - mean.T @ mean
        move = np.linalg.solve(spread + (penalty + 1e-9) * np.eye(len(names)), slope)
        w -= np.clip(move, -2, 2)
        if np.abs(move).max() < 1e-6:
            break
    return dict(zip(names, w))


def total(weights, features):
    return sum(weights.get(n, 0.0) * v for n, v in features.items())


def log(p):
    return max(LEAST_LOG, math.log(p)) if p > 0 else LEAST_LOG


# ---- labels

def overlap(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def label_acts(document, considered):
    """For each candidate the gold event that it tells, and whether by its main mention; or None."""
    out = [None] * len(considered)
    told = set()
    mentions = [(g, k, m) for g, event in enumerate(document["events"])
                for k, m in enumerate(event["mentions"])]
    for i, c in enumerate(considered):
        hits = [(k, g) for g, k, m in mentions if overlap(c["trigger"], m["trigger"])]
        if hits:
            k, g = min(hits)
            out[i] = (document["events"][g], k == 0, [document["events"][h] for j, h in hits if j == 0])
            told.update((g, j) for j, g in hits)
    for g, k, m in mentions:  # told by another word of the same sentence
        if (g, k) in told:
            continue
        event = document["events"][g]
        near = [i for i, c in enumerate(considered) if out[i] is None and c["rule_type"] == event["type"]
                and overlap(c["trigger"], m["sentence"])]
        if near:
            i = min(near, key=lambda i: abs(considered[i]["trigger"][0] - m["trigger"][0]))
            out[i] = (event, k == 0, [event] if k == 0 else [])
    return out


def label_roles(events, roles):
    """Rows of `roles` -> 1, 0 or None (part of a party's words, but not its mention)."""
    out = {}
    for side in ("source", "target"):
        rows = [i for i, r in enumerate(roles) if r["side"] == side]
        for i in rows:
            out[i] = 0
        for actor in (a for e in events for a in e[side]):
            span = actor["span"]
            scored = []
            for i in rows:
                m = roles[i]["mention"]
                common = overlap(m, span)
                if common:
                    head_in = overlap(roles[i]["head"], span) > 0
                    scored.append((head_in, common / (m[1] - m[0] + span[1] - span[0] - common), i))
            if not scored:
                continue
            best = max(scored)
            for _, _, i in scored:
                if out[i] == 0:
                    out[i] = None
            if best[0] and best[1] >= 0.3:
                out[best[2]] = 1
    return out


# ---- the stages

class Seen:
    """What the program considered in held-out articles, with labels."""

    def __init__(self):
        self.act, self.type, self.status, self.historical, self.merge = [], [], [], [], []
        self.roles = {"source": [], "target": []}

    def add(self, document, made):
        considered = made["explanation"]["considered"]
        labels = label_acts(document, considered)
        event_at = {tuple(c["trigger"]): label[0]["id"] for c, label in zip(considered, labels) if label}
        for pair in made["explanation"]["pairs"]:
            first, second = (event_at.get(tuple(pair[k])) for k in ("first", "second"))
            if first and second:
                self.merge.append((pair["features"], first == second))
        for c, label in zip(considered, labels):
            self.act.append((c["act"], label is not None))
            if label is None:
                continue
            event, _, main = label
            self.type.append((type_rows(c), TYPES.index(event["type"])))
            if c["read_status"]:
                self.status.append((status_rows(c), STATUSES.index(event["status"])))
                if c["historical"]:
                    self.historical.append((c["historical"], bool(event["historical"])))
            if main:
                for i, y in label_roles(main, c["roles"]).items():
                    if y is not None:
                        self.roles[c["roles"][i]["side"]].append((c["roles"][i]["features"], y))

    def fit(self):
        weights = {"act": fit_logistic(*zip(*self.act), PENALTY["act"])}
        weights["type"] = fit_softmax(*zip(*self.type), ["read", "rule", "firm rule"] + ["type " + t for t in TYPES])
        weights["status"] = fit_softmax(*zip(*self.status), ["read"] + [kind + s for kind in ("rule of words ", "rule of a deed ", "status ")
                                                                     for s in STATUSES])
        weights["historical"] = fit_logistic(*zip(*self.historical), PENALTY["historical"])
        if self.merge:
            weights["merge"] = fit_logistic(*zip(*self.merge), PENALTY["merge"])
        for side, rows in self.roles.items():
            weights[side] = fit_logistic(*zip(*rows), PENALTY[side])
        return weights


def joined(parts):
    out = Seen()
    for part in parts:
        for name in ("act", "type", "status", "historical", "merge"):
            getattr(out, name).extend(getattr(part, name))
        for side in out.roles:
            out.roles[side] += part.roles[side]
    return out


def type_rows(c):
    any_act = max(1 - c["read"][0], 1e-6)
    rows = []
    for i, name in enumerate(TYPES):
        row = {"read": log(c["read"][i + 1] / any_act), "type " + name: 1.0}
        if c["by_rule"] and c["rule_type"] == name:
            row["firm rule" if c["firm"] else "rule"] = 1.0
        rows.append(row)
    return rows


def status_rows(c):
    return [{"read": log(p), "status " + s: 1.0, **({("rule of words " if c["rule_type"] in WORDS else "rule of a deed ") + s: 1.0}
                                                          if c["rule_status"] == s else {})}
            for s, p in zip(STATUSES, c["read_status"])]


def is_right(scorer, p, g):
    return (p["type"] == g["type"] and p["status"] == g["status"] and
            all(scorer.countries(p, s) == scorer.countries(g, s) for s in ("source", "target")))


class Coded:
    """The records of one article, with what their confidence is made of."""

    def __init__(self, scorer, document, made):
        features = {r["id"]: r.get("features") or {} for r in made["explanation"]["records"]}
        self.scorer, self.golds, self.events = scorer, document["events"], made["events"]
        self.features = [features[e["id"]] for e in self.events]
        self.said = [1.0] * len(self.events)

    def weigh(self, weights):
        self.said = [round(1 / (1 + math.exp(-total(weights, f))), 2) for f in self.features]

    def matched(self, least):
        """(record, found, typed, right) of those that are at least so sure: a record that isn't given takes no
        gold event from one that is."""
        kept = [i for i, said in enumerate(self.said) if said >= least]
        pairs = dict(self.scorer.match([self.events[i] for i in kept], self.golds))
        for k, i in enumerate(kept):
            g = self.golds[pairs[k]] if k in pairs else None
            if not (g and g.get("optional")):  # annotators disagreed whether it is one
                yield (i, bool(g), bool(g) and g["type"] == self.events[i]["type"],
                       bool(g) and is_right(self.scorer, self.events[i], g))

    def rightness(self, least):
        right = {i: r for i, _, _, r in self.matched(0.0)}
        right.update({i: r for i, _, _, r in self.matched(least)})
        return [(self.features[i], r) for i, r in right.items()]


def fit_confidence(coded, name):
    """Twice: what is hardly right shall not take a gold event from what may be."""
    weights = None
    for least in (0.0, 0.1):
        rows = [row for c in coded for row in c.rightness(least)]
        weights = fit_logistic(*zip(*rows), PENALTY[name])
        for c in coded:
            c.weigh(weights)
    return weights


def held_out(of_fold, name):
    """Gives the records of each fold the confidence that the others' teach."""
    learned = {f: fit_confidence([c for g in of_fold if g != f for c in of_fold[g]], name) for f in of_fold}
    for f, coded in of_fold.items():
        for c in coded:
            c.weigh(learned[f])
    return [c for coded in of_fold.values() for c in coded]


def curve(coded, golds):
    print("least confidence  records  found P/R/F1         typed P/R/F1         whole P/R/F1")
    for least in (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7):
        rows = [row for c in coded for row in c.matched(least)]
        cells = []
        for k in (1, 2, 3):
            hit = sum(r[k] for r in rows)
            cells.append("%.3f/%.3f/%.3f" % (hit / max(1, len(rows)), hit / golds,
                                             2 * hit / max(1, len(rows) + golds)))
        print("  %.2f           %6d   %s   %s   %s" % (least, len(rows), *cells))


def reliability(coded, least=0.1):
    rows = [(c.said[i], right) for c in coded for i, _, _, right in c.matched(least)]
    error = 0
    for low in np.arange(0, 1, 0.1):
        part = [r for r in rows if low <= r[0] < low + 0.1]
        if part:
            said, right = np.mean([r[0] for r in part]), np.mean([r[1] for r in part])
            error += abs(said - right) * len(part) / len(rows)
            print("  %.1f  %5d  said %.2f  right %.2f" % (low, len(part), said, right))
    print("expected calibration error of records from %.2f: %.3f" % (least, error))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sets", default=str(ROOT.parent / "shared"))
    parser.add_argument("--program", default=str(ROOT / "build/avviso"))
    parser.add_argument("--encoders", required=True)
    parser.add_argument("--folds", default="0,1,2,3,4")
    parser.add_argument("--dry", action="store_true", help="measure, write nothing")
    args = parser.parse_args()
    sys.path.insert(0, str(Path(args.sets) / "score"))
    import records as scorer
    folds = [int(f) for f in args.folds.split(",")]
    articles = [d for name in ("train", "dev") for d in read_lines(Path(args.sets, "gold/records", name + ".jsonl"))]
    of_fold = {f: [d for d in articles if fold_of(d, 5) == f] for f in folds}
    golds = sum(not e.get("optional") for f in folds for d in of_fold[f] for e in d["events"])
    program = Program(args.program)
    encoder = lambda f: ("--encoder", str(Path(args.encoders, "fold%d.bin" % f)))

    # What is seen depends on what was decided before it: the second round starts from the first's.
    start, seen = {f: FIRST for f in folds}, {}
    for _ in range(2):
        for f in folds:
            made = program.run(of_fold[f], {**start[f], "merge": {"bias": -20.0}}, *encoder(f))
            seen[f] = Seen()
            for d in of_fold[f]:
                seen[f].add(d, made[d["id"]])
        start = {f: joined(seen[g] for g in folds if g != f).fit() for f in folds}
        for weights in start.values():
            weights["act"]["bias"] += 3.0  # so that unlikely ones are seen too

    def code(weights_of, *options):
        coded = {}
        for f in folds:
            made = program.run(of_fold[f], weights_of(f), *(options or encoder(f)))
            coded[f] = [Coded(scorer, d, made[d["id"]]) for d in of_fold[f]]
        return coded

    together = code(lambda f: joined(seen[g] for g in folds if g != f).fit())
    alone = code(lambda f: {}, "--no-encoder")
    shutil.rmtree(program.tables)
    print("held-out folds: %d articles, %d gold records" % (sum(map(len, of_fold.values())), golds))
    held = held_out(together, "confidence")
    curve(held, golds)
    reliability(held)
    print("the rules alone")
    curve(held_out(alone, "alone"), golds)
    if args.dry:
        return
    weights = joined(seen.values()).fit()
    for name, coded in (("confidence", together), ("alone", alone)):
        weights[name] = fit_confidence([c for f in folds for c in coded[f]], name)
    write_table(ROOT / "data/judgement/records.tsv", weights)


if __name__ == "__main__":
    main()
