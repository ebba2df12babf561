#!/usr/bin/env python3
"""`avviso stories`, `events` and `lineage` on examples/kosovo2023, held to its answer key.

    stories_commands_test.py PROGRAM

What needs a coded corpus is skipped if no model is installed; the rest always runs.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else "build/avviso"
CORPUS = ROOT / "examples" / "kosovo2023"
sys.path.insert(0, str(ROOT / "tools"))
import kosovo_corpus  # noqa: E402  (found by the path above)
import score_kosovo  # noqa: E402


def avviso(*args, stdin=b""):
    done = subprocess.run([PROGRAM, *args], input=stdin, capture_output=True, timeout=300,
                          check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


class Stories(unittest.TestCase):
    def test_corpus_is_what_its_marked_texts_give(self):
        articles, key = kosovo_corpus.read()
        self.assertEqual(articles, score_kosovo.rows(CORPUS / "articles.jsonl"))
        self.assertEqual(key, score_kosovo.rows(CORPUS / "key.jsonl"))

    def test_copies_and_stories(self):
        code, out, _ = avviso("stories", "--jsonl", str(CORPUS / "articles.jsonl"))
        self.assertEqual(code, 0)
        found = rows(out)
        key = score_kosovo.rows(CORPUS / "key.jsonl")
        self.assertEqual([f["id"] for f in found], [k["id"] for k in key])
        ids = [k["id"] for k in key]
        gold = score_kosovo.families([(k["id"], k["copy_of"]) for k in key if k["copy_of"]], ids)
        told = score_kosovo.families([(f["id"], f["copy_of"]) for f in found if f["copy_of"]], ids)
        self.assertGreaterEqual(score_kosovo.f1(gold, told)[2], 0.95)
        stories = score_kosovo.b_cubed({k["id"]: k["story"] for k in key},
                                       {f["id"]: f["story"] for f in found})
        self.assertGreaterEqual(stories[2], 0.72)

    def test_passages_hold_the_words_they_say(self):
        articles = {a["id"]: a["title"] + "\n\n" + a["text"]
                    for a in score_kosovo.rows(CORPUS / "articles.jsonl")}
        _, out, _ = avviso("stories", "--jsonl", "--passages", str(CORPUS / "articles.jsonl"))
        seen = 0
        for line in rows(out):
            for passage in line.get("passages", []):
                begin, end = passage["span"]
                first, last = passage["original"]
                copy = articles[line["id"]][begin:end].lower().split()
                original = articles[line["copy_of"]][first:last].lower().split()
                self.assertTrue(copy and original)
                if not passage["reworded"]:
                    seen += 1
                    self.assertEqual([w.strip("(),.-:;") for w in copy if w.strip("(),.-:;")],
                                     [w.strip("(),.-:;") for w in original if w.strip("(),.-:;")])
        self.assertGreater(seen, 20)

    def test_order_of_lines_is_the_inputs_and_does_not_matter(self):
        lines = (CORPUS / "articles.jsonl").read_bytes().splitlines(keepends=True)
        _, forward, _ = avviso("stories", "--jsonl", stdin=b"".join(lines))
        _, backward, _ = avviso("stories", "--jsonl", stdin=b"".join(reversed(lines)))
        self.assertEqual(forward.splitlines(), list(reversed(backward.splitlines())))

    def test_odd_input(self):
        code, out, _ = avviso("stories", "--jsonl", stdin=b"")
        self.assertEqual((code, out), (0, ""))
        code, out, err = avviso("stories", "--jsonl", stdin=b'{"id": "a", "text": "x"}\n{bad\n')
        self.assertEqual(code, 1)
        self.assertEqual(len(rows(out)), 1)
        self.assertIn("error[", err)
        code, _, _ = avviso("stories", "--data", "/nonexistent", "--jsonl", stdin=b"")
        self.assertEqual(code, 3)


class Events(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        code, cls.records, err = avviso("code", "--jsonl", "--format", "jsonl", "--quiet",
                                        "--min-confidence", "0.1",
                                        str(CORPUS / "articles.jsonl"))
        if code == 3:
            raise unittest.SkipTest(f"no model: {err}")

    def events(self, *args):
        code, out, err = avviso("events", "--json", *args, stdin=self.records.encode())
        self.assertEqual(code, 0, err)
        return rows(out)

    def test_merged_events_and_origins(self):
        key = score_kosovo.rows(CORPUS / "key.jsonl")
        events = self.events()
        found = score_kosovo.aligned(key, rows(self.records))
        self.assertGreater(len(found), 120)
        merged_of = {r: e["id"] for e in events for r in e["reports"] + e["contested_by"]}
        scores = score_kosovo.b_cubed({i: event for i, (event, _) in found.items()},
                                      {i: merged_of[i] for i in found})
        self.assertGreaterEqual(scores[2], 0.85)

    def test_each_record_stands_in_one_event(self):
        events = self.events()
        told = [r for e in events for r in e["reports"] + e["contested_by"]]
        all_records = [e["id"] for r in rows(self.records) for e in r["events"]]
        self.assertEqual(sorted(told), sorted(all_records))
        for event in events:
            self.assertEqual(sorted(r for o in event["origins"] for r in o["reports"]),
                             sorted(event["reports"]))

    def test_same_input_same_bytes(self):
        first = avviso("events", "--json", stdin=self.records.encode())[1]
        self.assertEqual(first, avviso("events", "--json", stdin=self.records.encode())[1])

    def test_lineage(self):
        event = max(self.events(), key=lambda e: len(e["reports"]))
        code, tree, _ = avviso("lineage", event["id"], stdin=self.records.encode())
        self.assertEqual(code, 0)
        for origin in event["origins"]:
            self.assertIn(origin["name"], tree)
        self.assertEqual(tree.count("└─") + tree.count("├─"),
                         len(event["reports"]) + len(event["contested_by"]))
        code, out, _ = avviso("lineage", event["reports"][0], "--json", "-",
                              stdin=self.records.encode())
        self.assertEqual(json.loads(out)["id"], event["id"])
        code, _, err = avviso("lineage", "m-nothing", stdin=self.records.encode())
        self.assertEqual(code, 1)
        self.assertIn("error[not-found]", err)

    def test_reliability_is_the_users(self):
        with tempfile.NamedTemporaryFile("w", suffix=".tsv") as table:
            table.write("# mine\ndanube-wire.example\tB\n")
            table.flush()
            letters = {o["name"]: o.get("reliability") for e in
                       self.events("--reliability", table.name) for o in e["origins"]}
            self.assertEqual(letters["danube-wire.example"], "B")
            self.assertEqual({v for k, v in letters.items() if k != "danube-wire.example"}, {None})
            table.write("someone\tG\n")
            table.flush()
            code, _, err = avviso("events", "--reliability", table.name, stdin=b"")
            self.assertEqual(code, 4)
            self.assertIn(":3:", err)

    def test_what_is_no_record(self):
        for line in (b"{bad", b'{"id": "a"}', b'{"text": "ab", "events": [{"mentions": []}]}',
                     b'{"text": "ab", "events": [{"mentions": [{"sentence": [0, 9]}]}]}'):
            code, out, err = avviso("events", "--json", stdin=line + b"\n")
            self.assertEqual((code, out), (4, ""), line)
            self.assertIn("stdin:1", err)


if __name__ == "__main__":
    unittest.main()
