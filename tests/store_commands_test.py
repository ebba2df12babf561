"""ingest, query, export and store as a user meets them.

usage: store_commands_test.py PROGRAM

Needs the default model in the cache; without it the tests are skipped (exit 77).
"""
import csv
import hashlib
import io
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

PROGRAM = ""
TEXTS = [
    "Serbia deployed troops near the border with Kosovo on Friday, NATO said.",
    "The United States urged Serbia to withdraw its troops, a White House spokesman said.",
    "Albania's prime minister met the president of North Macedonia in Tirana on Monday.",
    "Police in Pristina arrested four men after a bomb attack killed two officers.",
    "Russia accused Ukraine of shelling a hospital. Ukraine denied that it had shelled it.",
]


def avviso(*args, stdin=b"", timeout=300, **more):
    done = subprocess.run([PROGRAM, *args], input=stdin, capture_output=True, timeout=timeout,
                          check=False, **more)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def lines(count, suffix=""):
    return "".join(
        json.dumps({"id": str(i), "url": f"https://outlet{i % 7}.example/{i}",
                    "published": f"2023-09-{i % 28 + 1:02}", "title": f"News of the day, {i}",
                    "text": f"{TEXTS[i % len(TEXTS)]} It was report {i}.{suffix}"}) + "\n"
        for i in range(count)).encode()


class StoreCase(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="avviso-store-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.db = os.path.join(self.folder, "s.db")

    def path(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def ingest(self, stdin, *args, expect=0):
        code, out, err = avviso("ingest", "--db", self.db, "--jsonl", "--json", *args,
                                stdin=stdin)
        self.assertEqual(code, expect, err)
        return json.loads(out)

    def query(self, *args):
        code, out, err = avviso("query", "--db", self.db, *args)
        self.assertEqual(code, 0, err)
        return out

    def dump(self, db=None):
        code, out, err = avviso("store", "dump", "--db", db or self.db)
        self.assertEqual(code, 0, err)
        return out


class Ingest(StoreCase):
    def test_again_changes_nothing_and_a_change_is_a_revision(self):
        self.assertEqual(self.ingest(lines(10))["added"], 10)
        first = self.dump()
        again = self.ingest(lines(10))
        self.assertEqual((again["added"], again["unchanged"]), (0, 10))
        self.assertEqual(self.dump(), first)
        changed = self.ingest(lines(2, " Corrected.") + lines(10))
        self.assertEqual((changed["revised"], changed["unchanged"]), (2, 10))
        self.assertEqual(avviso("store", "check", "--db", self.db)[0], 0)

    def test_holds_what_code_writes(self):
        self.ingest(lines(10))
        code, coded, _ = avviso("code", "--jsonl", "--json", stdin=lines(10))
        self.assertEqual(code, 0)
        stored = [json.loads(line)["record"] for line in self.dump().splitlines()
                  if '"kind":"revision"' in line]
        by_id = {record["id"]: record for record in stored}
        for line in coded.splitlines():
            self.assertEqual(by_id[json.loads(line)["id"]], json.loads(line))

    def test_the_number_of_threads_does_not_show(self):
        self.ingest(lines(60), "-j", "1")
        one = self.dump()
        self.db += "2"
        self.ingest(lines(60), "-j", "4")
        self.assertEqual(self.dump(), one)

    def test_refused_inputs_are_counted(self):
        bad = b'{"id": "x"}\nno json\n' + lines(2)
        summary = self.ingest(bad, expect=1)
        self.assertEqual(summary["added"], 2)
        self.assertEqual(sum(summary["refused"].values()), 2)

    def test_killed_at_any_moment_a_second_run_ends_the_same(self):
        many = self.path("many.jsonl", lines(1500))
        whole = os.path.join(self.folder, "whole.db")
        self.assertEqual(avviso("ingest", "--db", whole, "-q", many)[0], 0)
        expected = self.dump(whole)
        choose = random.Random(7)
        for attempt in range(4):
            self.db = os.path.join(self.folder, f"killed{attempt}.db")
            run = subprocess.Popen([PROGRAM, "ingest", "--db", self.db, "-q", many])
            time.sleep(choose.uniform(0.2, 1.5))
            run.send_signal(signal.SIGKILL)
            run.wait()
            self.assertEqual(avviso("ingest", "--db", self.db, "-q", many)[0], 0)
            self.assertEqual(self.dump(), expected)

    def test_a_truncated_archive_gives_what_is_whole(self):
        import gzip
        record = (b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:%d>\r\n"
                  b"WARC-Target-URI: https://a.example/%d\r\nContent-Type: text/plain\r\n"
                  b"Content-Length: %d\r\n\r\n%s\r\n\r\n")
        text = TEXTS[0].encode()
        whole = b"".join(gzip.compress(record % (i, i, len(text), text)) for i in range(5))
        path = self.path("cut.warc.gz", whole[:-40])
        code, out, err = avviso("ingest", "--db", self.db, "--json", path)
        self.assertIn(code, (0, 1), err)
        self.assertGreaterEqual(json.loads(out)["added"], 4)
        with sqlite3.connect(self.db) as store:
            archives = store.execute("SELECT archive, archive_offset FROM raw_pages").fetchall()
        # The name stands without the ending of its packing.
        self.assertEqual({name for name, _ in archives}, {path.removesuffix(".gz")})
        self.assertEqual(len({offset for _, offset in archives}), len(archives))

    def test_one_word_many_times(self):
        word = json.dumps({"id": "long", "text": "war " * 200000}).encode() + b"\n"
        short = b"".join(json.dumps({"id": str(i), "text": "War"}).encode() + b"\n"
                         for i in range(500))
        self.assertEqual(self.ingest(word + short, "--max-text", "100k")["added"], 501)


class MergedEvents(StoreCase):
    NEWS = [
        {"id": "a", "outlet": "a.example", "published": "2023-09-29T10:00:00Z",
         "text": "Troops from Serbia attacked a police post in Kosovo on Friday, NATO said."},
        {"id": "b", "outlet": "b.example", "published": "2023-09-29T12:00:00Z",
         "text": "Serbian troops attacked a police post in Kosovo on Friday, the mayor said."},
    ]

    def ingest(self, news):
        stdin = "".join(json.dumps(item) + "\n" for item in news).encode()
        self.assertEqual(avviso("ingest", "--db", self.db, "--jsonl", "-q", stdin=stdin)[0], 0)

    def test_are_kept_with_versions_and_asked_by_origins(self):
        self.ingest(self.NEWS[:1])
        code, out, err = avviso("events", "--db", self.db, "--json")
        self.assertEqual((code, len(out.splitlines())), (0, 1))
        self.assertIn("1 new", err)
        self.assertEqual(avviso("query", "--db", self.db, "--origins", "2", "--json")[1], "")
        self.ingest(self.NEWS[1:])
        code, out, err = avviso("events", "--db", self.db, "--json")
        self.assertIn("1 article placed; events: 0 new, 1 changed, 0 gone", err)
        event = json.loads(out)
        self.assertEqual((len(event["reports"]), len(event["origins"])), (2, 2))
        self.assertEqual(avviso("events", "--db", self.db, "--json"), (0, out, ""))
        found = avviso("query", "--db", self.db, "--origins", "2", "--json")[1].splitlines()
        self.assertEqual(len(found), 2)
        code, tree, _ = avviso("lineage", event["id"], "--db", self.db)
        self.assertEqual(code, 0)
        self.assertIn("a.example", tree)
        self.assertEqual(avviso("store", "check", "--db", self.db)[0], 0)
        with sqlite3.connect(self.db) as store:
            versions = store.execute("SELECT count(*) FROM merged_events").fetchone()[0]
        self.assertEqual(versions, 2)

    def test_ingest_brings_events_up_to_date_if_asked(self):
        stdin = "".join(json.dumps(item) + "\n" for item in self.NEWS).encode()
        code, _, err = avviso("ingest", "--db", self.db, "--jsonl", "--events", stdin=stdin)
        self.assertEqual(code, 0, err)
        self.assertIn("2 articles placed; events: 1 new", err)
        code, out, err = avviso("events", "--db", self.db, "--json")
        self.assertEqual((code, err), (0, ""))
        event = json.loads(out)
        # Of a record, too, the event is found; and what the store shows is what files give.
        code, tree, _ = avviso("lineage", event["reports"][1], "--db", self.db, "--json")
        self.assertEqual((code, json.loads(tree)["id"]), (0, event["id"]))
        code, records, _ = avviso("code", "--jsonl", "--json", "-q", stdin=stdin)
        self.assertEqual(avviso("events", "--json", stdin=records.encode())[1], out)
        code, story, _ = avviso("stories", "--db", self.db, "--json")
        self.assertEqual((code, json.loads(story)["story"]), (0, event["story"]))
        self.assertEqual(json.loads(story)["articles"], 2)

    def test_made_anew(self):
        self.ingest(self.NEWS)
        _, out, _ = avviso("events", "--db", self.db, "--json", "-q")
        code, again, err = avviso("events", "--db", self.db, "--json", "--anew")
        self.assertEqual((code, again), (0, out))
        self.assertIn("2 articles placed", err)
        self.assertEqual(avviso("store", "check", "--db", self.db)[0], 0)

    def test_reliability_is_told_with_what_is_stored(self):
        self.ingest(self.NEWS)
        letters = self.path("letters.tsv", b"nato\tB\n")
        _, out, _ = avviso("events", "--db", self.db, "--json", "-q", "--reliability", letters)
        self.assertIn('"name":"NATO","side":"third-party","reliability":"B"', out)
        self.assertNotIn("reliability", avviso("events", "--db", self.db, "--json", "-q")[1])

    def test_a_store_of_before_is_brought_up(self):
        self.ingest(self.NEWS)
        _, out, _ = avviso("events", "--db", self.db, "--json", "-q")
        with sqlite3.connect(self.db) as store:
            for view in ("current_stories", "current_copies", "current_articles"):
                store.execute(f"DROP VIEW {view}")
            for table in ("pending_articles", "stories", "story_articles", "story_changes",
                          "open_articles", "term_counts", "story_state", "outlets",
                          "event_reports"):
                store.execute(f"DROP TABLE {table}")
            store.execute("DROP INDEX merged_events_by_day")
            store.execute("CREATE VIEW current_articles AS SELECT key FROM articles")
            store.execute("CREATE TABLE event_reports (event TEXT, version INTEGER, record_id TEXT,"
                          " PRIMARY KEY (event, version, record_id)) WITHOUT ROWID")
            store.execute("INSERT INTO event_reports SELECT event, version, 'x' FROM merged_events")
            store.execute("DROP VIEW current_pairs")
            store.execute("DROP VIEW current_records")
            store.execute("CREATE VIEW current_records AS SELECT day FROM records")
            store.execute("DROP TABLE record_actors")
            store.execute("PRAGMA user_version = 1")
        code, _, err = avviso("query", "--db", self.db)
        self.assertEqual(code, 4)
        self.assertIn("error[unsupported]", err)
        code, again, err = avviso("events", "--db", self.db, "--json")
        self.assertEqual((code, again), (0, out), err)
        self.assertIn("2 articles placed", err)
        self.assertEqual(avviso("store", "check", "--db", self.db)[0], 0)

    def test_events_of_no_store(self):
        code, _, err = avviso("events", "--db", os.path.join(self.folder, "none.db"))
        self.assertEqual(code, 4)
        self.assertIn("error[not-found]", err)


class Trouble(StoreCase):
    def fails(self, code, word, *args, **more):
        got, _, err = avviso(*args, **more)
        self.assertEqual(got, code, err)
        self.assertIn(f"error[{word}]", err)

    def test_no_store(self):
        self.fails(4, "not-found", "query", "--db", self.db)
        self.fails(4, "corrupt", "query", "--db", self.path("a.txt", b"text " * 1000))
        self.fails(4, "not-found", "ingest", "--db", self.folder + "/none/s.db", stdin=b"a")

    def test_protected_folder(self):
        folder = self.folder
        if os.geteuid() == 0:  # whom only a file system of the kernel's stops
            folder = "/sys"
            if not os.path.ismount(folder):
                self.skipTest("root may write to every folder here")
        else:
            os.chmod(folder, 0o500)
            self.addCleanup(os.chmod, folder, 0o700)
        self.fails(4, "permission", "ingest", "--db", os.path.join(folder, "s.db"), stdin=b"a")

    def test_newer_version(self):
        self.ingest(lines(1))
        with sqlite3.connect(self.db) as store:
            store.execute("PRAGMA user_version = 99")
        self.fails(4, "unsupported", "query", "--db", self.db)
        self.fails(4, "unsupported", "ingest", "--db", self.db, stdin=b"a")

    def test_locked_by_another_program(self):
        self.ingest(lines(1))
        store = sqlite3.connect(self.db, isolation_level=None)
        store.execute("BEGIN IMMEDIATE")
        self.fails(4, "io", "ingest", "--db", self.db, "--jsonl", stdin=lines(3))
        store.execute("ROLLBACK")
        store.close()
        self.assertEqual(self.ingest(lines(3))["added"], 2)

    def test_full_disk(self):
        self.ingest(lines(5))
        before = self.dump()

        def little():
            resource.setrlimit(resource.RLIMIT_FSIZE, (300000, 300000))

        self.fails(4, "io", "ingest", "--db", self.db, "--jsonl", stdin=lines(2000),
                   preexec_fn=little)
        self.assertTrue(set(before.splitlines()[:5]) <= set(self.dump().splitlines()))
        self.assertEqual(avviso("store", "check", "--db", self.db)[0], 0)

    def test_search_that_cannot_be_understood(self):
        self.ingest(lines(1))
        self.fails(2, "invalid", "query", "--db", self.db, "--text", "AND")
        self.fails(2, "usage", "query", "--db", self.db, "--box", "1,2,3")
        self.fails(2, "usage", "query", "--db", self.db, "--pair", "SRB")

    def test_readers_beside_a_writer(self):
        self.ingest(lines(5))
        with open(self.path("many.jsonl", lines(1500)), "rb") as file:
            run = subprocess.Popen([PROGRAM, "ingest", "--db", self.db, "-q", "--jsonl"],
                                   stdin=file)
            while run.poll() is None:
                self.assertTrue(self.query("--limit", "5"))
        self.assertEqual(run.returncode, 0)


class Forms(StoreCase):
    def setUp(self):
        super().setUp()
        self.ingest(lines(10))

    def test_records_are_found(self):
        found = [json.loads(line) for line in
                 self.query("--all", "--words", "arrested").splitlines()]
        self.assertTrue(found)
        for row in found:
            self.assertIn("arrested", row["sentence"])
        self.assertEqual(self.query("--to", "2000-01-01"), "")
        self.assertEqual(self.query("--type", "coerce"), self.query("--type", "COERCE"))
        _, out, err = avviso("query", "--db", self.db, "--to", "2000-01-01",
                             "--format", "table")
        self.assertEqual((out, err), ("", "avviso: no such records\n"))
        code, out, _ = avviso("store", "check", "--db", self.db, "--json")
        self.assertEqual((code, json.loads(out)["faults"]), (0, []))

    def test_pages(self):
        whole = self.query("--all").splitlines()
        code, out, err = avviso("query", "--db", self.db, "--limit", "4")
        self.assertEqual(out.splitlines(), whole[:4])
        after = err.split("--after '")[1].split("'")[0]
        self.assertEqual(self.query("--limit", "4", "--after", after).splitlines(), whole[4:8])

    def test_by_day(self):
        days = [json.loads(line) for line in self.query("--by-day").splitlines()]
        self.assertEqual(sum(day["records"] for day in days),
                         len(self.query("--all").splitlines()))
        self.assertIn("day,type,records", self.query("--by-day", "--format", "csv"))

    def test_columns_of_other_systems(self):
        for form, columns, head in (("gdelt", 61, 0), ("gdelt-mentions", 16, 0),
                                    ("polecat", 40, 1), ("icews", 20, 1)):
            rows = self.query("--all", "--format", form).splitlines()
            self.assertGreater(len(rows), head, form)
            self.assertEqual({len(row.split("\t")) for row in rows}, {columns}, form)
        acled = list(csv.reader(io.StringIO(self.query("--all", "--format", "acled"))))
        self.assertGreater(len(acled), 1)
        self.assertEqual({len(row) for row in acled}, {31})
        rows = list(csv.DictReader(io.StringIO(self.query("--all", "--format", "csv"))))
        self.assertEqual(len(rows), len(self.query("--all").splitlines()))
        self.assertEqual({len(row) for row in rows}, {44})

    def test_gdelt_ids_agree_and_fit(self):
        events = {row.split("\t")[0] for row in
                  self.query("--all", "--format", "gdelt").splitlines()}
        mentions = {row.split("\t")[0] for row in
                    self.query("--all", "--format", "gdelt-mentions").splitlines()}
        self.assertEqual(events, mentions)
        self.assertLess(max(map(int, events)), 2**53)

    def test_json_forms(self):
        for form in ("geojson", "stix", "prov"):
            json.loads(self.query("--all", "--format", form))
        features = json.loads(self.query("--all", "--format", "geojson"))["features"]
        self.assertEqual(len(features), len(self.query("--all").splitlines()))

    def test_xml_forms(self):
        for form, root in (("gexf", "gexf"), ("rss", "rss"), ("atom", "feed")):
            tree = ElementTree.fromstring(self.query("--all", "--format", form))
            self.assertTrue(tree.tag.endswith(root))

    def test_feed_of_quarters(self):
        feed = os.path.join(self.folder, "feed")
        code, _, err = avviso("export", "--db", self.db, "--feed", feed, "--base-url",
                              "https://news.example/")
        self.assertEqual(code, 0, err)
        with open(os.path.join(feed, "lastupdate.txt"), encoding="utf-8") as file:
            entries = [line.split() for line in file]
        self.assertEqual(len(entries), 2)
        for size, md5, url in entries:
            path = os.path.join(feed, url.removeprefix("https://news.example/"))
            with open(path, "rb") as file:
                data = file.read()
            self.assertEqual((len(data), hashlib.md5(data).hexdigest()), (int(size), md5))
            with zipfile.ZipFile(path) as archive:
                self.assertIsNone(archive.testzip())
                (name,) = archive.namelist()
                self.assertEqual(name + ".zip", os.path.basename(path))
                self.assertTrue(archive.read(name))

    def test_views_for_people(self):
        with sqlite3.connect(self.db) as store:
            self.assertEqual(store.execute("SELECT count(*) FROM current_articles").fetchone(),
                             (10,))
            self.assertTrue(store.execute("SELECT day, source, type, target, sentence, outlet"
                                          " FROM current_records").fetchall())

    def test_opens_read_only_and_every_table_answers(self):
        os.chmod(self.db, 0o444)
        with sqlite3.connect(f"file:{self.db}?mode=ro&immutable=1", uri=True) as store:
            names = [name for (name,) in store.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
            self.assertIn("current_records", names)
            for name in names:
                store.execute(f"SELECT * FROM [{name}] LIMIT 101").fetchall()
                store.execute(f"SELECT count(*) FROM [{name}]").fetchone()
                # Datasette fails on a reference that doesn't name its column.
                for row in store.execute(f"PRAGMA foreign_key_list([{name}])"):
                    self.assertIsNotNone(row[4], name)

    def test_metadata_for_datasette_is_of_this_store(self):
        code, out, err = avviso("store", "metadata", "--db", self.db)
        self.assertEqual(code, 0, err)
        (name, database), = json.loads(out)["databases"].items()
        self.assertEqual(name, "s")
        store = sqlite3.connect(self.db)
        self.addCleanup(store.close)
        for table, told in database["tables"].items():
            columns = {row[1] for row in store.execute(f"PRAGMA table_info([{table}])")}
            named = {*told.get("facets", ()), *told.get("columns", ())}
            named |= {told[key] for key in ("sort_desc", "label_column", "fts_pk") if key in told}
            self.assertTrue(columns, table)
            self.assertLessEqual(named, columns, table)
            if "fts_table" in told:
                found = store.execute(
                    f"SELECT count(*) FROM [{table}] WHERE [{told['fts_pk']}] IN (SELECT rowid"
                    f" FROM [{told['fts_table']}] WHERE [{told['fts_table']}] MATCH 'serbia OR"
                    " police OR nato')").fetchone()
                self.assertGreater(found[0], 0, table)

    def test_info_and_vacuum(self):
        info = json.loads(avviso("store", "info", "--db", self.db, "--json")[1])
        self.assertEqual(info["articles"], 10)
        before = self.dump()
        self.assertEqual(avviso("store", "vacuum", "--db", self.db)[0], 0)
        self.assertEqual(self.dump(), before)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    if avviso("code", "--json", stdin=b"A test.")[0] == 3:
        print("skipped: no model is installed")
        sys.exit(77)
    unittest.main()
