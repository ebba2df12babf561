#!/usr/bin/env python3
"""Learns data/judgement/claims.tsv: which words report, and in which words.

usage: tools/train_claims.py [--sets FOLDER] [--program build/avviso] [--half]

The set is no part of the repository (tools/quality.sh tells where it stands): articles with
the source, cue and content of every attribution. The program lists each way to read a word as
a report, with its features (src/claims/internal/weigh.h); those that agree with an attribution
are the good ones. A logistic model is fitted by stochastic gradient descent with a step of
its own for each feature, from one fixed seed: the same set and program give the same table.

--half learns from every other article, to be scored on those between, and writes the table too.
Nothing but Python's own library is needed. Takes some minutes.
"""

import argparse
import bisect
import collections
import json
import math
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOKEN = re.compile(r"\w+|[^\w\s]")
SEED = 7
EPOCHS = 8
STEP, SHRINK = 0.1, 1e-3
LEAST_SEEN = 3  # articles' words that occur less often tell of one text only
LEAST_WEIGHT = 0.05
AGREES = 0.5  # intersection over union, of tokens
ALMOST = 0.12  # readings this much worse than the best one of their word are left out
RIGHT_SOURCE = 0.06  # what the right source counts among them
GATE = 0.05  # the least share of good readings for a word in a shape to be looked at
GENEROUS = 0.6  # added to the bias: what is missed costs as much as what is wrong


def articles(path):
    with open(path, encoding="utf-8") as lines:
        return [d for d in map(json.loads, lines) if d.get("primary", True)]


def readings_of(program, docs):
    """By article: its sentences, and each reading of a word with nothing learned."""
    tables = tempfile.mkdtemp()
    shutil.copytree(ROOT / "data", tables, dirs_exist_ok=True)
    Path(tables, "judgement/claims.tsv").write_text("feature\tweight\n")
    given = "".join(json.dumps({"id": d["id"], "text": d["text"]}) + "\n" for d in docs)
    made = subprocess.run([program, "code", "--jsonl", "--format", "jsonl", "--explain", "--quiet",
                           "--data", tables], check=True, input=given.encode(),
                          stdout=subprocess.PIPE).stdout
    shutil.rmtree(tables)
    return {d["id"]: d["explanation"]["heard"] for d in map(json.loads, made.splitlines())}


def overlap(a, b):
    return min(a[1], b[1]) > max(a[0], b[0])


class Labels:
    """What the marked attributions of one article say of a reading."""

    def __init__(self, doc):
        self.tokens = [m.span() for m in TOKEN.finditer(doc["text"])]
        self.starts = [a for a, _ in self.tokens]
        self.gold = [(self.cover(a["content"]), a) for a in doc["attributions"] if a["content"]]

    def cover(self, spans):
        found = set()
        for begin, end in spans:
            i = bisect.bisect_left(self.starts, begin)
            while i < len(self.tokens) and self.tokens[i][1] <= end:
                found.add(i)
                i += 1
        return found

    def best(self, heard):
        """(how well it agrees, with which attribution, whether the cue is the same)"""
        content = self.cover(heard["content"])
        begin, end = heard["sentence"]  # quotations are followed over sentences elsewhere
        best = (0, None, False)
        for i, (gold, marked) in enumerate(self.gold):
            if not gold & content:
                continue
            gold = {t for t in gold if self.tokens[t][0] >= begin and self.tokens[t][1] <= end}
            share = len(gold & content) / len(gold | content)
            if share <= best[0]:
                continue
            best = (share, i, any(overlap(heard["cue"], c) for c in marked["cue"]))
        share, i, same_cue = best
        if share >= AGREES:
            source = heard["source"]
            marked = self.gold[i][1]["source"]
            right = (any(overlap(source, s) for s in marked) if marked
                     else source[0] == source[1])
            share += RIGHT_SOURCE * right
        return share, i, same_cue

    def of(self, heard):
        """(label, features) for each reading that tells anything."""
        judged = [(h, *self.best(h)) for h in heard]
        winner = {}  # attribution -> the word that reports it
        for h, share, i, same_cue in judged:
            if share >= AGREES and (i not in winner or (same_cue, share) > winner[i][0]):
                winner[i] = ((same_cue, share), tuple(h["cue"]))
        top = collections.defaultdict(float)
        for h, share, i, _ in judged:
            if i in winner and winner[i][1] == tuple(h["cue"]):
                top[winner[i][1]] = max(top[winner[i][1]], share)
        for h, share, i, same_cue in judged:
            cue = tuple(h["cue"])
            if share >= AGREES and winner[i][1] == cue:
                if share >= top[cue] - 0.02:
                    yield 1, h["features"]
                elif share < top[cue] - ALMOST:
                    yield 0, h["features"]
            elif share < AGREES or not same_cue:
                yield 0, h["features"]


def word_and_shape(features):
    word = next(f for f in features if f.startswith("cue "))[4:]
    shape = next(f for f in features if f.startswith("shape ")).split(" ")[1]
    return word, shape


def gates(examples):
    """The words, with their shapes, that report often enough."""
    known = set()
    for line in (ROOT / "data/patterns/reporting.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        known |= set(line.split("\t")[0].split("|"))
    seen, good = collections.Counter(), collections.Counter()
    for label, features in examples:
        seen[word_and_shape(features)] += 1
        good[word_and_shape(features)] += label
    open_ = {k for k in seen if good[k] and good[k] >= GATE * seen[k] and
             (good[k] >= 2 or good[k] > 0.12 * seen[k])}
    by_word = collections.Counter()
    for word, shape in open_:
        by_word[word] += good[word, shape]
    return {(w, s) for w, s in open_ if by_word[w] >= 2 or w in known}


def fit(examples):
    counts = collections.Counter(f for _, features in examples for f in features)
    names = sorted(f for f in counts if counts[f] >= LEAST_SEEN)
    row = {f: i for i, f in enumerate(names)}
    data = [(label, [row[f] for f in features if f in row]) for label, features in examples]
    weights, slopes = [0.0] * len(names), [1e-8] * len(names)
    rng = random.Random(SEED)
    for _ in range(EPOCHS):
        rng.shuffle(data)
        for label, rows in data:
            total = max(-30.0, min(30.0, sum(weights[i] for i in rows)))
            slope = 1 / (1 + math.exp(-total)) - label
            if abs(slope) < 1e-3:
                continue
            for i in rows:
                own = slope + SHRINK * weights[i]
                slopes[i] += own * own
                weights[i] -= STEP * own / math.sqrt(slopes[i])
    out = {f: w for f, w in zip(names, weights) if abs(w) >= LEAST_WEIGHT}
    out["bias"] = out.get("bias", 0.0) + GENEROUS
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sets", default=ROOT.parent / "shared")
    parser.add_argument("--program", default=ROOT / "build/avviso")
    parser.add_argument("--half", action="store_true")
    args = parser.parse_args()
    docs = articles(Path(args.sets) / "gold/attribution/polnear_train.jsonl")
    if args.half:
        docs = docs[::2]
    heard = readings_of(args.program, docs)
    examples = [e for d in docs for e in Labels(d).of(heard[d["id"]])]
    gate = gates(examples)
    kept = [e for e in examples if word_and_shape(e[1]) in gate]
    print("%d readings, %d good; behind the gates %d, %d good" % (
        len(examples), sum(y for y, _ in examples), len(kept), sum(y for y, _ in kept)),
        file=sys.stderr)
    rows = [("gate " + word, 1.0) for word in {w for w, _ in gate}]
    rows += [("gate %s %s" % pair, 1.0) for pair in gate]
    rows += fit(kept).items()
    with open(ROOT / "data/judgement/claims.tsv", "w", encoding="utf-8") as out:
        out.write("# What features of a possible claim weigh for its being one.\n"
                  "# Made by tools/train_claims.py; don't edit.\nfeature\tweight\n")
        out.writelines("%s\t%.2f\n" % (name, weight) for name, weight in sorted(rows))


if __name__ == "__main__":
    main()
