"""Asking a store as people type: names, countries, types; counts; who is there; help.

usage: query_commands_test.py PROGRAM

Needs the default model in the cache; without it the tests are skipped (exit 77).
"""
import collections
import csv
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

PROGRAM = ""
NEWS = [
    ("2023-09-24", "Gunmen killed two policemen in Kosovo on Sunday, Kosovo police said."),
    ("2023-09-25", "Serbian President Aleksandar Vučić accused Kosovo's prime minister Albin Kurti"
                   " of lying on Monday."),
    ("2023-09-26", "Kosovo arrested three Serbs on Tuesday, Interior Minister Xhelal Svecla said."),
    ("2023-09-29", "Serbia deployed troops near the border with Kosovo on Friday, NATO said."),
    ("2023-09-30", "The United States urged Serbia to withdraw its troops, Antony Blinken said on"
                   " Saturday."),
    ("2023-10-03", "NATO sent troops to Kosovo on Tuesday."),
    ("2023-10-04", "Aleksandar Vucic met NATO's Jens Stoltenberg in Belgrade on Wednesday."),
    ("2023-10-20", "Germany and France condemned Russia on Friday."),
    ("2023-10-21", "Gordon Brown criticised Russia on Saturday."),
    ("2023-10-22", "Scott Brown praised Ukraine on Sunday."),
]


def avviso(*args, stdin=b""):
    done = subprocess.run([PROGRAM, *args], input=stdin, capture_output=True, timeout=300,
                          check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class StoreCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="avviso-query-")
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.db = os.path.join(cls.folder, "s.db")
        lines = [{"id": f"{outlet}{i}", "url": f"https://{outlet}.example/{i}", "published": day,
                  "text": text if outlet == "a" else f"It was reported today: {text}"}
                 for i, (day, text) in enumerate(NEWS) for outlet in "ab"]
        stdin = "".join(json.dumps(line) + "\n" for line in lines).encode()
        code, _, err = avviso("ingest", "--db", cls.db, "--jsonl", "--events", "-q", stdin=stdin)
        assert code == 0, err
        cls.rows = cls.records()

    @classmethod
    def records(cls, *args):
        code, out, err = avviso("query", "--db", cls.db, "--all", "--json", *args)
        assert code == 0, err
        return [json.loads(line) for line in out.splitlines()]

    def ids(self, *args):
        return {row["record"]["id"] for row in self.records(*args)}

    def refused(self, *args):
        code, out, err = avviso("query", "--db", self.db, *args)
        self.assertEqual((code, out), (2, ""), err)
        return err


class AsPeopleType(StoreCase):
    def test_countries(self):
        whole = self.ids("--country", "XKX")
        self.assertTrue(whole)
        for kosovo in ("Kosovo", "kosovo", "XK", "xkx", "Kosovar"):
            self.assertEqual(self.ids("--country", kosovo), whole, kosovo)
        self.assertIn("no country Kosvo; did you mean Kosovo (XKX)?",
                      self.refused("--country", "Kosvo"))
        self.assertIn("no country Xyzzyland", self.refused("--country", "XKX,Xyzzyland"))

    def test_kinds(self):
        whole = self.ids("--type", "ASSAULT")
        self.assertTrue(whole)
        self.assertEqual(self.ids("--type", "assault"), whole)
        self.assertTrue(self.ids("--class", "Material-Conflict") >= whole)
        self.assertTrue(self.ids("--mode", "ARREST"))
        for option, value, hint in (("--type", "FIGHT", "ACCUSE"), ("--type", "ASSULT", "ASSAULT?"),
                                    ("--mode", "drones", "did you mean drone?"),
                                    ("--class", "conflict", "verbal-conflict"),
                                    ("--status", "happend", "did you mean happened?")):
            err = self.refused(option, value)
            self.assertIn(f"error[invalid]: {option}: no ", err)
            self.assertIn(hint, err)

    def test_actors_by_name_code_and_id(self):
        serbia = self.ids("--source", "SRB")
        self.assertTrue(serbia)
        for name in ("Serbia", "serbian", "RS", "srb"):
            self.assertEqual(self.ids("--source", name), serbia, name)
        self.assertEqual(self.ids("--actor", "NATO"), self.ids("--actor", "igo:nato"))
        self.assertTrue(self.ids("--actor", "NATO"))
        pair = self.ids("--pair", "SRB>XKX")
        self.assertTrue(pair)
        self.assertEqual(self.ids("--pair", "Serbia>Kosovo"), pair)
        self.assertEqual(self.ids("--pair", "serbia>XK"), pair)

    def test_names_folded_and_in_part(self):
        vucic = self.ids("--source", "Aleksandar Vučić")
        self.assertGreaterEqual(len(vucic), 3)
        for name in ("Vucic", "VUČIĆ", "aleksandar vucic", "Alexander Vucic"):
            self.assertEqual(self.ids("--source", name), vucic, name)
        self.assertEqual(self.ids("--pair", "Vucic>Kurti"),
                         self.ids("--source", "Vucic") & self.ids("--target", "Kurti"))
        blinken = self.ids("--voice", "Antony Blinken")
        self.assertTrue(blinken)
        for name in ("blinken", "BLINKEN", "Antony BLINKEN"):
            self.assertEqual(self.ids("--voice", name), blinken, name)

    def test_of_several_all_are_told(self):
        err = self.refused("--source", "Brown")
        for name in ("gordon brown (2)", "scott brown (2)", "give more of the name"):
            self.assertIn(name, err)
        self.assertTrue(self.ids("--source", "Gordon Brown"))

    def test_any_bytes_are_a_name_that_nobody_has(self):
        for option in ("--source", "--voice", "--country", "--type", "--class"):
            for value in (b"\xff\xfe\x80", b"\xc4", b"", b"\x1b[31m", "٠".encode() * 3000):
                done = subprocess.run([PROGRAM, "query", "--db", self.db, option, value],
                                      capture_output=True, check=False, timeout=60)
                self.assertEqual((done.returncode, done.stdout), (2, b""), (option, value))
                self.assertNotIn(b"\x1b", done.stderr)
        done = subprocess.run([PROGRAM, "actors", "--db", self.db, b"\xff\xfe"], check=False,
                              capture_output=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout), (0, b""))

    def test_what_can_find_nothing_is_refused(self):
        self.assertIn("it is after it", self.refused("--from", "2023-10-02", "--to", "2023-10-01"))
        self.assertIn("--box", self.refused("--box", "42,200,43,210"))
        self.assertIn("--box", self.refused("--box", "20,42,21,99,1"))

    def test_nobody_is_called_so(self):
        err = self.refused("--source", "Vucik")
        self.assertIn("nobody in the store is called Vucik", err)
        self.assertIn("avviso actors --db FILE WORD", err)
        self.assertIn("--voice: nobody", self.refused("--voice", "Xyzzy"))
        self.assertIn("--pair: nobody", self.refused("--pair", "Serbia>Xyzzy"))
        # A country that is known but not there finds nothing.
        self.assertEqual(self.records("--actor", "Chile"), [])


class Actors(StoreCase):
    def listed(self, *args):
        code, out, err = avviso("actors", "--db", self.db, *args)
        self.assertEqual(code, 0, err)
        return [json.loads(line) for line in out.splitlines()]

    def test_counts_are_those_of_the_records(self):
        counts = collections.Counter()
        for row in self.rows:
            for side in ("source", "target"):
                for name in {(a["name"] or a["text"], a["code"]) for a in row["record"][side]}:
                    counts[(side, *name)] += 1
        listed = self.listed("--limit", "1000")
        for actor in listed:
            for side in ("source", "target"):
                self.assertEqual(actor["as_" + side],
                                 counts.pop((side, actor["name"], actor["code"] or ""), 0), actor)
        self.assertFalse(counts)
        self.assertTrue(any(actor["as_voice"] for actor in listed))

    def test_words_choose(self):
        names = [actor["name"] for actor in self.listed("vucic")]
        self.assertTrue(names)
        self.assertTrue(all("Vu" in name for name in names), names)
        self.assertTrue(all((actor["code"] or "").startswith("SRB")
                            for actor in self.listed("Serbia")))
        self.assertEqual(self.listed("Xyzzy"), [])
        code, _, err = avviso("actors", "--db", self.db, "--limit", "1")
        self.assertEqual(code, 0)
        self.assertIn("--limit N shows more", err)

    def test_no_store(self):
        self.assertEqual(avviso("actors", "--db", self.db + ".none")[0], 4)
        self.assertEqual(avviso("actors")[0], 2)


class Counts(StoreCase):
    FILTERS = [("--type", "assault,coerce"), ("--class", "verbal-conflict"),
               ("--status", "happened"), ("--actor", "Serbia"), ("--source", "Vucic"),
               ("--target", "Kosovo"), ("--pair", "Serbia>Kosovo"), ("--country", "Kosovo,Serbia"),
               ("--words", "troops OR policemen"), ("--text", "reported"), ("--origins", "1"),
               ("--voice", "NATO"), ("--box", "40,19,44,23"), ("--as-of", "2100-01-01"),
               ("--as-of", "2000-01-01"), ("--from", "2023-09-26"), ("--to", "2023-09-26"),
               ("--mode", "troops,arrest")]

    def by_day(self, *args):
        code, out, err = avviso("query", "--db", self.db, "--by-day", *args)
        self.assertEqual(code, 0, err)
        return {(row["day"], row["type"]): row["records"] for row in
                map(json.loads, out.splitlines())}

    def counted(self, *args):
        counts = collections.Counter()
        for row in self.records(*args):
            if row["day"]:
                counts[(row["day"], row["record"]["type"])] += 1
        return dict(counts)

    def test_by_day_keeps_to_every_filter_and_pair_of_filters(self):
        for i, first in enumerate(self.FILTERS):
            self.assertEqual(self.by_day(*first), self.counted(*first), first)
            for second in self.FILTERS[i + 1:]:
                if first[0] == second[0]:
                    continue
                self.assertEqual(self.by_day(*first, *second), self.counted(*first, *second),
                                 (first, second))

    def series(self, *args):
        code, out, err = avviso("query", "--db", self.db, "--by", *args)
        self.assertEqual(code, 0, err)
        return [json.loads(line) for line in out.splitlines()]

    def test_series_have_zeros_and_articles(self):
        days = self.series("day")
        starts = [row["start"] for row in days]
        self.assertEqual(starts, sorted(set(starts)))
        self.assertEqual(sum(row["records"] for row in days),
                         sum(1 for row in self.rows if row["day"]))
        self.assertTrue(any(row["records"] == 0 for row in days))
        by_start = {row["start"]: row for row in days}
        self.assertEqual(by_start["2023-09-29"]["articles"], 2)
        self.assertEqual(by_start["2023-09-28"]["articles"], 0)
        self.assertTrue(all(row["events"] <= row["records"] for row in days))
        for period in ("week", "month"):
            self.assertEqual(sum(row["records"] for row in self.series(period)),
                             sum(row["records"] for row in days))

    def test_series_per_kind_add_up(self):
        whole = sum(row["records"] for row in self.series("month"))
        for per in ("type", "class", "country"):
            rows = self.series("month", "--per", per)
            self.assertEqual(sum(row["records"] for row in rows), whole, per)
            keys = {row[per] for row in rows}
            self.assertEqual(len(rows), len(keys) * len({row["start"] for row in rows}))
        pairs = {(row["source"], row["target"]) for row in self.series("week", "--per", "pair")}
        self.assertIn(("SRB", "XKX"), pairs)
        serbia = self.series("week", "--per", "pair", "--pair", "Serbia>Kosovo")
        self.assertEqual(sum(row["records"] for row in serbia
                             if (row["source"], row["target"]) == ("SRB", "XKX")),
                         len(self.ids("--pair", "Serbia>Kosovo")))

    def test_forms(self):
        code, out, _ = avviso("query", "--db", self.db, "--by", "week", "--per", "type",
                              "--format", "csv")
        self.assertEqual(code, 0)
        rows = list(csv.DictReader(io.StringIO(out)))
        self.assertEqual(list(rows[0]), ["start", "type", "records", "happened", "events",
                                         "goldstein", "articles"])
        code, out, _ = avviso("query", "--db", self.db, "--by", "week", "--format", "table")
        self.assertIn("ARTICLES", out)


class Joins(StoreCase):
    def csv(self, *args):
        code, out, err = avviso("query", "--db", self.db, "--all", "--format", "csv", *args)
        self.assertEqual(code, 0, err)
        return list(csv.DictReader(io.StringIO(out)))

    def test_columns_hold_the_actors(self):
        rows = {row["id"]: row for row in self.csv()}
        for found in self.rows:
            record = found["record"]
            row = rows[record["id"]]
            for side in ("source", "target"):
                for column, member in (("name", "name"), ("country", "country"),
                                       ("sector", "sector"), ("code", "code"), ("id", "id")):
                    self.assertEqual(row[f"{side}_{column}"],
                                     "; ".join(a[member] or "" for a in record[side]))
            self.assertEqual(int(row["pairs"]),
                             max(1, len(record["source"])) * max(1, len(record["target"])))
            self.assertEqual(row["event"], (found["event"] or {"id": ""})["id"])

    def test_a_row_a_pair(self):
        pairs = self.csv("--pairs")
        self.assertEqual(len(pairs), sum(int(row["pairs"]) for row in self.csv()))
        self.assertGreater(len(pairs), len(self.rows))
        self.assertFalse([row for row in pairs if "; " in row["source_country"]])
        with sqlite3.connect(self.db) as store:
            store.row_factory = sqlite3.Row
            stored = store.execute("SELECT * FROM current_pairs").fetchall()
        columns = ["id", "source_name", "source_country", "source_sector", "target_name",
                   "target_country", "target_sector", "type", "class", "event", "voices"]
        self.assertEqual(sorted([str(row[c] or "") for c in columns] for row in stored),
                         sorted([row[c] for c in columns] for row in pairs))

    def test_sql_has_the_columns_of_csv(self):
        rows = {row["id"]: row for row in self.csv()}
        with sqlite3.connect(self.db) as store:
            store.row_factory = sqlite3.Row
            stored = store.execute("SELECT * FROM current_records").fetchall()
        self.assertEqual(len(stored), len(rows))
        for row in stored:
            told = rows[row["id"]]
            for column, value in told.items():
                if column in ("source", "target"):  # joined otherwise; *_name is the same
                    continue
                if column in ("day_inferred", "historical"):
                    self.assertEqual(row[column], 1 if value == "true" else 0, column)
                elif isinstance(row[column], float):
                    self.assertAlmostEqual(row[column], float(value))
                else:
                    self.assertEqual(str("" if row[column] is None else row[column]), value,
                                     (column, row["id"]))


class Table(StoreCase):
    def table(self, *args):
        code, out, err = avviso("query", "--db", self.db, "--format", "table", *args)
        self.assertEqual(code, 0, err)
        return out, err

    def test_events_are_listed_once_with_ids_and_voices(self):
        out, err = self.table("--all")
        events = {row["event"]["id"] for row in self.rows if row["event"]}
        self.assertTrue(events)
        for event in events:
            self.assertEqual(len(re.findall(event + r"\s+on the word of ", out)), 1, event)
        self.assertIn("origin", out)
        told = err.split("avviso lineage --db ")[1].split()
        code, tree, _ = avviso("lineage", "--db", *told[:2])
        self.assertEqual(code, 0)
        self.assertTrue(tree)

    def test_pages_of_events(self):
        whole = self.table("--all")[0]
        first, err = self.table("--limit", "3")
        self.assertTrue(whole.startswith(first))
        self.assertIn("--after '", err)

    def test_as_the_store_stood(self):
        self.assertEqual(self.table("--as-of", "2000-01-01"), ("", "avviso: no such records\n"))
        self.assertEqual(self.table("--all", "--as-of", "2100-01-01")[0], self.table("--all")[0])


class Help(unittest.TestCase):
    def test_terms_and_types(self):
        code, out, _ = avviso("help", "terms")
        self.assertEqual(code, 0)
        for term in ("actor", "voice", "origin", "class", "lineage"):
            self.assertRegex(out, rf"(?m)^  {term} +\w")
        code, out, _ = avviso("help", "types")
        self.assertEqual(code, 0)
        for name in ("ASSAULT", "material-conflict", "happened", "SRBMIL"[3:]):
            self.assertRegex(out, rf"(?m)^  {name} +\w")
        self.assertRegex(out, r"(?m)^    drone +\w")

    def test_of_a_command(self):
        self.assertEqual(avviso("help", "query"), avviso("query", "--help"))
        self.assertEqual(avviso("help"), avviso("--help"))
        self.assertEqual(avviso("help", "xyzzy")[0], 2)
        self.assertEqual(avviso("help", "terms", "--data", "/nowhere")[0], 3)

    def test_completion_knows_flags_from_options(self):
        out = avviso("completion", "fish")[1]
        self.assertRegex(out, r"(?m)from query' -l json -d")
        self.assertRegex(out, r"(?m)from query' -l from -r -d")
        self.assertTrue("-l by -r -f -a 'day week month'" in out)

    def test_commands_by_task_and_network_apart(self):
        self.assertNotIn("\n\n\n", avviso("query", "--help")[1])
        out = avviso("--help")[1]
        places = [out.index(heading) for heading in
                  ("To read:", "To code:", "To keep:", "To ask:", "To look after:")]
        self.assertEqual(places, sorted(places))
        for command in ("read", "code", "ingest", "watch", "fetch"):
            out = avviso(command, "--help")[1]
            network = out.index("Network (for web addresses):")
            for option in ("--timeout", "--interval", "--user-agent", "--allow-private"):
                self.assertGreater(out.index(option), network)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    if avviso("code", "--json", stdin=b"A test.")[0] == 3:
        print("skipped: no model is installed")
        sys.exit(77)
    unittest.main()
