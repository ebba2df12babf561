#!/usr/bin/env python3
"""Scores `avviso actor --jsonl` against phrases with known country and sector.

    tools/score_actors.py PHRASES.jsonl PREDICTIONS.jsonl [--list]
    tools/score_actors.py --inputs PHRASES.jsonl >input.jsonl

A line of PHRASES has `id`, `text`, perhaps `context` and `date`, and `expect` with `country` (or
`cc`) and `code_1` (or `sector`). Expectations outside of the codebook's codes aren't scored;
IGO, UNO and EUR as a country mean none. A line that expects no code wants both
empty.
"""

import json
import sys

SECTORS = set("GOV MIL COP JUD LEG SPY PTY OPP REB UAF CRM CVL REF LAB EDU BUS JRN MED REL SOC NGO "
              "IGO ELI".split())


def phrases(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file):
            phrase = json.loads(line)
            if not phrase["text"].startswith("d["):
                yield f"{number}:{phrase['id']}", phrase


def expected(phrase):
    expect = phrase.get("expect") or {}
    if "code is None" in (phrase.get("other_asserts") or []):
        return "", ""
    country, sector = expect.get("country", expect.get("cc")), expect.get("code_1",
                                                                        expect.get("sector"))
    if country in ("IGO", "UNO", "EUR"):
        country = ""
    return country, sector if sector in SECTORS else None


def main(argv):
    if argv[0] == "--inputs":
        for key, phrase in phrases(argv[1]):
            keep = {k: phrase[k] for k in ("text", "context", "date") if phrase.get(k)}
            print(json.dumps({"id": key, **keep}, ensure_ascii=False))
        return
    with open(argv[1], encoding="utf-8") as file:
        got = {d["id"]: d for d in map(json.loads, file)}
    right, total = {"country": 0, "sector": 0}, {"country": 0, "sector": 0}
    for key, phrase in phrases(argv[0]):
        answer = got.get(key, {})
        for slot, want in zip(("country", "sector"), expected(phrase)):
            if want is None:
                continue
            total[slot] += 1
            right[slot] += answer.get(slot) == want
            if answer.get(slot) != want and "--list" in argv:
                print(f"{slot}: {phrase['text']!r} wants {want or '-'}, got "
                      f"{answer.get('name')} {answer.get(slot) or '-'}")
    for slot in right:
        print(f"{slot:8} {right[slot]}/{total[slot]} = {right[slot] / max(total[slot], 1):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
