#!/usr/bin/env python3
"""Scores when and where deeds took place on short reports whose places and dates are marked as
words, such as gold/plover/satp.jsonl of the sets that tools/quality.sh reads.

usage: score_reports.py input REPORTS.jsonl > IN.jsonl       input for avviso code --jsonl
       score_reports.py score REPORTS.jsonl CODED.jsonl      both halves (of even and odd rows)

A row has "id", "text", "date" (the year) and "events" with the lists "location" and "date_text".
800 rows with a place are drawn with a fixed seed. No day of publication is marked, so the day
after the first marked date stands in.

  placed   reports with records of which at least one has a place, of those with records
  place    records with a place that shares a word with a marked one, of those with a place
  time     records of material conflict whose time is one marked day, of those of such reports
"""

import datetime
import json
import random
import re
import sys

MONTHS = ("january february march april may june july august september october november "
          "december").split()
DATE = re.compile(r"(?i)(" + "|".join(MONTHS) + r")\w*\s*(\d{1,2})")
COMMON = set("the of in at and district area village town city near province state division "
             "agency region".split())
ROWS, SEED = 800, 7


def draw(path):
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    random.Random(SEED).shuffle(rows)
    return [row for row in rows if any(event["location"] for event in row["events"])][:ROWS]


def marked_days(row):
    return [(MONTHS.index(found[1].lower()) + 1, int(found[2])) for event in row["events"]
            for text in event["date_text"] for found in DATE.finditer(text)]


def published(row):
    year = int(row["date"])
    for month, day in marked_days(row):
        try:
            return str(datetime.date(year, month, day) + datetime.timedelta(1))
        except ValueError:
            continue
    return f"{year}-12-31"


def words(text):
    return set(re.findall(r"\w+", (text or "").lower())) - COMMON


def is_marked_place(place, row):
    marked = set().union(*(words(text) for event in row["events"] for text in event["location"]))
    return bool((words(place["text"]) | words(place["name"])) & marked)


def is_marked_day(time, days):
    if not time or not time["start"] or time["start"] != time["end"]:
        return False
    return tuple(map(int, time["start"].split("-")[1:])) in days


def score(rows, coded):
    told = placed = places = right_places = times = right_times = 0
    for row in rows:
        events = coded[row["id"]]
        with_place = [event for event in events if event["place"]]
        told += bool(events)
        placed += bool(with_place)
        places += len(with_place)
        right_places += sum(is_marked_place(event["place"], row) for event in with_place)
        days = set(marked_days(row))
        deeds = [event for event in events if days and event["quad"] == "material-conflict"]
        times += len(deeds)
        right_times += sum(is_marked_day(event["time"], days) for event in deeds)
    print(f"placed {placed}/{told} {placed / told:.3f}   place {right_places}/{places} "
          f"{right_places / places:.3f}   time {right_times}/{times} {right_times / times:.3f}")


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("input", "score"):
        sys.exit(__doc__)
    rows = draw(sys.argv[2])
    if sys.argv[1] == "input":
        for row in rows:
            print(json.dumps({"id": row["id"], "text": row["text"], "published": published(row)}))
        return
    with open(sys.argv[3], encoding="utf-8") as lines:
        coded = {article["id"]: article["events"] for article in map(json.loads, lines)}
    for half in (slice(None), slice(0, None, 2), slice(1, None, 2)):
        score(rows[half], coded)


if __name__ == "__main__":
    main()
