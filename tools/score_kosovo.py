#!/usr/bin/env python3
"""Scores copies, stories, merged events and origins against examples/kosovo2023/key.jsonl.

    tools/score_kosovo.py KEY --stories STORIES.jsonl [--records RECORDS.jsonl --events EVENTS.jsonl]

Copies: pairs of a copy family (an article and what was made from it, at any remove), F1.
Stories: B-cubed. Merged events: the program's records whose trigger touches a report of the
key, B-cubed by merged event (records that contest it included) and by the key's event. Origins: of each event of the key with
such records, the number of origins of the merged event that holds most of them. It is right
if it isn't below the number that the key names for the records found, nor above all that the
key knows of the event; `all` asks for the latter number itself, found or not.
"""

import argparse
import collections
import itertools
import json


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def families(pairs, ids):
    root = {i: i for i in ids}

    def find(i):
        while root[i] != i:
            i = root[i]
        return i

    for copy, original in pairs:
        root[find(copy)] = find(original)
    groups = collections.defaultdict(list)
    for i in ids:
        groups[find(i)].append(i)
    return {pair for group in groups.values()
            for pair in itertools.combinations(sorted(group), 2)}


def f1(gold, found):
    right = len(gold & found)
    p = right / len(found) if found else 1.0
    r = right / len(gold) if gold else 1.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def b_cubed(gold, found):
    by_gold, by_found = collections.defaultdict(set), collections.defaultdict(set)
    for item in gold:
        by_gold[gold[item]].add(item)
        by_found[found[item]].add(item)
    p = sum(len(by_gold[gold[i]] & by_found[found[i]]) / len(by_found[found[i]]) for i in gold)
    r = sum(len(by_gold[gold[i]] & by_found[found[i]]) / len(by_gold[gold[i]]) for i in gold)
    p, r = p / len(gold), r / len(gold)
    return p, r, 2 * p * r / (p + r)


def show(name, n, values):
    p, r, f = values
    print(f"{name:<28} n {n:4}  p {p:.4f}  r {r:.4f}  f1 {f:.4f}")


def score_stories(key, stories):
    ids = [entry["id"] for entry in key]
    gold = families([(e["id"], e["copy_of"]) for e in key if e["copy_of"]], ids)
    found = families([(s["id"], s["copy_of"]) for s in stories if s["copy_of"]], ids)
    show("copies, pairs", len(gold), f1(gold, found))
    for pair in sorted(gold - found):
        print("   missed", *pair)
    for pair in sorted(found - gold):
        print("   wrong ", *pair)
    direct = {(e["id"], e["copy_of"]) for e in key if e["copy_of"]}
    told = {(s["id"], s["copy_of"]) for s in stories if s["copy_of"]}
    show("copies, with their original", len(direct), f1(direct, told))
    show("stories, B-cubed", len(ids), b_cubed({e["id"]: e["story"] for e in key},
                                             {s["id"]: s["story"] for s in stories}))


def aligned(key, records):
    """(event of the key, origin) by the id of each record that tells of it."""
    reports = {entry["id"]: entry["reports"] for entry in key}
    found = {}
    for record in records:
        for event in record["events"]:
            triggers = [m["trigger"] for m in event["mentions"][:1]]
            for report in reports.get(record["id"], []):
                begin, end = report["span"]
                if any(t[0] < end and begin < t[1] for t in triggers):
                    found[event["id"]] = (report["event"],
                                          None if report["denies"] else report["origin"])
                    break
    return found


def score_events(key, records, events, verbose):
    found = aligned(key, records)
    merged_of = {report: merged["id"] for merged in events
                 for report in merged["reports"] + merged["contested_by"]}
    missing = [i for i in found if i not in merged_of]
    if missing:
        print(f"   {len(missing)} records are in no merged event")
    gold = {i: event for i, (event, _) in found.items()}
    show("merged events, B-cubed", len(gold), b_cubed(gold, {i: merged_of.get(i, i) for i in gold}))
    told = sum(len(entry["reports"]) for entry in key)
    print(f"{'reports of the key':<28} n {told:4}  records found for them {len(gold)}")
    by_merged = {merged["id"]: merged for merged in events}
    every = collections.defaultdict(set)
    for entry in key:
        for report in entry["reports"]:
            if not report["denies"]:
                every[report["event"]].add(report["origin"])
    right = right_all = counted = 0
    kinds = collections.defaultdict(list)
    for i, (event, origin) in found.items():
        kinds[event].append((i, origin))
    for event, held in sorted(kinds.items()):
        held = [(i, origin) for i, origin in held if origin]
        if not held:
            continue
        counted += 1
        counts = collections.Counter(merged_of.get(i) for i, _ in held)
        best = min(counts, key=lambda m: (-counts[m], m))
        got = len(by_merged[best]["origins"])
        want = len({origin for _, origin in held})
        right += want <= got <= len(every[event])
        right_all += got == len(every[event])
        if verbose and not want <= got <= len(every[event]):
            print("  ", event, "key", sorted({o for _, o in held}), "found",
                  [o["name"] for o in by_merged[best]["origins"]], f"in {len(counts)} merged")
    n = counted
    print(f"{'origin counts right':<28} n {n:4}  {right / n:.4f}  all {right_all / n:.4f}")
    split = collections.defaultdict(set)
    for i, event in gold.items():
        split[event].add(merged_of.get(i, i))
    if verbose:
        text = {e["id"]: (r["id"], e) for r in records for e in r["events"]}
        for event, ids in sorted(split.items()):
            others = {j: g for j, g in gold.items() if merged_of.get(j) in ids and g != event}
            if len(ids) > 1 or others:
                print(event, len(ids), "merged; also", sorted(set(others.values())))
                for i in (i for i in gold if gold[i] == event):
                    article, e = text[i]
                    print("     ", article, merged_of.get(i), e["type"], e["status"],
                          [p["name"] for p in e["source"]], [p["name"] for p in e["target"]],
                          (e["place"] or {}).get("name"), (e["time"] or {}).get("start"),
                          [(n["what"], n["value"]) for n in e["numbers"]], e["mentions"][0]["text"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("key")
    parser.add_argument("--stories")
    parser.add_argument("--records")
    parser.add_argument("--events")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    key = rows(options.key)
    if options.stories:
        score_stories(key, rows(options.stories))
    if options.records and options.events:
        score_events(key, rows(options.records), rows(options.events), options.verbose)


if __name__ == "__main__":
    main()
