#!/usr/bin/env python3
"""Scores the times that avviso finds in tests/data/times/news.txt: F1 of strict and relaxed
extents, of values and of types, as those who compare systems over TIMEX3 news corpora do.

usage: times_score_test.py AVVISO [--errors]

Exit code 1 if a score is below its bound, 77 if the default model is not in the cache.
"""

import json
import pathlib
import re
import subprocess
import sys

SENTENCES = pathlib.Path(__file__).parent / "data" / "times" / "news.txt"
MARK = re.compile(r"\[([^][|]+)\|(DATE|TIME|DURATION|SET)\|([^][|]+)\]")
BOUNDS = {"strict": 0.97, "relaxed": 0.98, "value": 0.97, "type": 0.98}
SKIPPED = 77


def read(path):
    """Yields (day, text, [(begin, end, type, value)])."""
    day = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            day = line[2:]
        elif line and not line.startswith("#"):
            text, marks, at = "", [], 0
            for found in MARK.finditer(line):
                text += line[at:found.start()]
                words, kind, value = found.groups()
                marks.append((len(text), len(text) + len(words), kind, value))
                text, at = text + words, found.end()
            text += line[at:]
            if "[" in text or "|" in text:
                sys.exit(f"times_score_test: bad mark in: {line}")
            yield day, text, marks


def compare(marks, times, count):
    """Adds one article to the counts; what differs, as lines."""
    free, wrong = list(times), []
    for begin, end, kind, value in marks:
        near = [t for t in free if t["span"][0] < end and begin < t["span"][1]]
        if not near:
            wrong.append(f"missed {kind} {value}")
            continue
        best = next((t for t in near if t["span"] == [begin, end]), near[0])
        free.remove(best)
        hits = {"relaxed": True, "strict": best["span"] == [begin, end],
                "value": (best["value"] or "") == value, "type": best["type"] == kind}
        for name, hit in hits.items():
            count[name] += hit
        if not all(hits.values()):
            wrong.append(f"{kind} {value}: got {best['type']} {best['value']} {best['text']!r}")
    wrong += [f"extra {t['type']} {t['value']} {t['text']!r}" for t in free]
    count["marked"] += len(marks)
    count["found"] += len(times)
    return wrong


def main():
    program, show = sys.argv[1], "--errors" in sys.argv
    articles = list(read(SENTENCES))
    lines = "".join(json.dumps({"id": str(i), "published": day, "text": text}) + "\n"
                    for i, (day, text, _) in enumerate(articles))
    done = subprocess.run([program, "code", "--jsonl", "--format", "jsonl", "--quiet"],
                          input=lines, capture_output=True, text=True, check=False)
    if done.returncode and "model" in done.stderr:
        print(f"skipped: {done.stderr.strip()}")
        return SKIPPED
    if done.returncode:
        sys.exit(f"times_score_test: {done.stderr}")
    found = {a["id"]: a["times"] for a in map(json.loads, done.stdout.splitlines())}
    count = dict.fromkeys([*BOUNDS, "marked", "found"], 0)
    for i, (_, text, marks) in enumerate(articles):
        times = [dict(t, text=text[slice(*t["span"])]) for t in found[str(i)]]
        wrong = compare(marks, times, count)
        if wrong and show:
            print(text, *wrong, sep="\n    ")
    both = count["marked"] + count["found"]
    scores = {name: 2 * count[name] / both for name in BOUNDS}
    print(f"{len(articles)} articles, {count['marked']} marked, {count['found']} found:",
          *(f"{name} {score:.3f}" for name, score in scores.items()))
    return any(scores[name] < bound for name, bound in BOUNDS.items())


if __name__ == "__main__":
    sys.exit(main())
