"""Damaged, hostile and endless input, and files that are no stores: what a user is told, with
which exit code, and that nothing whole is lost.

usage: bad_input_test.py PROGRAM

Needs the default model in the cache; without it the tests are skipped (exit 77).
"""
import gzip
import json
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import zlib

PROGRAM = ""
SANITIZED = os.environ.get("AVVISO_SANITIZED") == "1"  # memory and time mean nothing then
TEXT = "Serbia deployed troops near the border with Kosovo on Friday, NATO said."


def line(number, text=TEXT):
    return json.dumps({"id": str(number), "url": f"https://a.example/{number}",
                       "published": "2023-09-29", "text": f"{text} Report {number}."}) + "\n"


def lines(count):
    return "".join(line(i) for i in range(count)).encode()


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="avviso-bad-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.db = os.path.join(self.folder, "s.db")

    def path(self, name, content=b""):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def run_it(self, *args, stdin=b"", cwd=None):
        done = subprocess.run([PROGRAM, *args], input=stdin, capture_output=True, timeout=300,
                              check=False, cwd=cwd)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def fails(self, code, message, *args, **more):
        got, out, err = self.run_it(*args, **more)
        self.assertEqual(got, code, err)
        self.assertIn(message, err)
        return out

    def added(self, db=None):
        with sqlite3.connect(db or self.db) as store:
            return store.execute("SELECT count(*) FROM current_articles").fetchone()[0]

    def dump(self, db=None):
        code, out, err = self.run_it("store", "dump", "--db", db or self.db)
        self.assertEqual(code, 0, err)
        return out

    def bounded(self, seconds, megabytes, *args):
        """Exit code and messages of a run that must end in time and within memory."""
        log = os.path.join(self.folder, "messages")
        with open(log, "wb") as messages, open(os.devnull, "rb") as nothing:
            start = time.monotonic()
            run = subprocess.Popen([PROGRAM, *args], stdin=nothing, stdout=messages,
                                   stderr=messages)
            _, status, usage = os.wait4(run.pid, 0)
            run.returncode = os.waitstatus_to_exitcode(status)
        if not SANITIZED:
            self.assertLess(time.monotonic() - start, seconds)
            self.assertLess(usage.ru_maxrss, megabytes * 1024)
        with open(log, encoding="utf-8") as messages:
            return run.returncode, messages.read()


class Packed(Case):
    LOST = "its packed bytes are damaged or cut short"

    def test_lines_cut_short(self):
        whole = gzip.compress(lines(200))
        for name, cut in (("half", len(whole) // 2), ("header", 5), ("checksum", len(whole) - 3)):
            with self.subTest(name):
                db = os.path.join(self.folder, name + ".db")
                path = self.path(name + ".jsonl.gz", whole[:cut])
                self.fails(1, f"error[truncated]: {path[:-3]}: {self.LOST}", "ingest", "--db", db,
                           path)
                unpacked = zlib.decompressobj(31).decompress(whole[:cut])
                self.assertLessEqual(abs(self.added(db) - unpacked.count(b"\n")), 1)

    def test_a_row_that_is_cut_is_no_row(self):
        rows = b"id,text\n" + b"".join(b'%d,"%s"\n' % (i, TEXT.encode()) for i in range(9))
        stored = gzip.compress(rows, compresslevel=0)
        path = self.path("t.csv.gz", stored[:-60])
        self.fails(1, self.LOST, "ingest", "--db", self.db, path)
        with sqlite3.connect(self.db) as store:
            texts = {text for (text,) in store.execute("SELECT text FROM current_articles")}
        self.assertEqual(texts, {TEXT})
        self.assertEqual(self.added(), 8)
        self.assertEqual(self.run_it("ingest", "--db", self.db, "-q",
                                     self.path("u.csv.gz", gzip.compress(rows)))[0], 0)

    def test_a_web_archive_cut_anywhere(self):
        record = (b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:%d>\r\n"
                  b"WARC-Target-URI: https://a.example/%d\r\nContent-Type: text/plain\r\n"
                  b"Content-Length: %d\r\n\r\n%s\r\n\r\n")
        text = TEXT.encode()
        records = [record % (i, i, len(text), text) for i in range(5)]
        for name, data, why in (
                ("plain.warc", b"".join(records)[:-50], "error[truncated]"),
                ("packed.warc.gz", b"".join(map(gzip.compress, records))[:-50],
                 "its compressed bytes are damaged")):
            with self.subTest(name):
                db = os.path.join(self.folder, name + ".db")
                code, _, err = self.run_it("ingest", "--db", db, self.path(name, data))
                self.assertEqual(code, 1, err)
                self.assertIn(why, err)
                self.assertEqual(self.added(db), 4)


class Endless(Case):
    def test_a_text_of_50_megabytes_is_cut_with_a_note(self):
        path = self.path("long.txt", (TEXT + " ").encode() * (50_000_000 // (len(TEXT) + 1)))
        args = ("--max-text", "20k", path)
        code, err = self.bounded(20, 500, "ingest", "--db", self.db, *args)
        self.assertEqual(code, 0, err)
        code, record, _ = self.run_it("code", "--json", *args)
        self.assertEqual(code, 0)
        self.assertIn("truncated-at-limit", [note["code"] for note in json.loads(record)["notes"]])
        stored = [json.loads(one) for one in self.dump().splitlines()]
        self.assertEqual([one["record"] for one in stored if one["kind"] == "revision"],
                         [json.loads(record)])

    def test_a_line_of_50_megabytes_is_refused_and_the_next_is_read(self):
        path = self.path("long.jsonl", line(0, "x" * 50_000_000).encode() + lines(2))
        code, err = self.bounded(20, 500, "ingest", "--db", self.db, path)
        self.assertEqual(code, 1, err)
        self.assertIn("error[exhausted]", err)
        self.assertIn("(raise --max-text)", err)
        self.assertEqual(self.added(), 2)

    def test_many_articles_of_one_word(self):
        path = self.path("words.jsonl", b"".join(b'{"id": "%d", "text": "War"}\n' % i
                                                 for i in range(20000)))
        code, err = self.bounded(60, 500, "ingest", "--db", self.db, path)
        self.assertEqual(code, 0, err)
        self.assertEqual(self.added(), 20000)
        self.assertEqual(self.run_it("store", "check", "--db", self.db)[0], 0)


class NoStore(Case):
    ASKING = (("query",), ("store", "info"), ("store", "dump"), ("store", "check"))

    def test_what_is_no_store_is_named(self):
        other = os.path.join(self.folder, "other.db")
        with sqlite3.connect(other) as store:
            store.execute("CREATE TABLE t (a)")
        os.mkfifo(os.path.join(self.folder, "pipe"))
        os.symlink("nowhere", os.path.join(self.folder, "dangling"))
        for name, message in (
                (self.path("empty"), "error[corrupt]: {}: an empty file, not a store"),
                (self.path("text", b"text " * 1000), "error[corrupt]: {}: not a store"),
                (other, "error[corrupt]: {}: an SQLite file, but not a store of avviso"),
                (self.folder, "error[invalid]: {}: a folder, not a store"),
                (os.path.join(self.folder, "pipe"), "error[invalid]: {}: not a store"),
                ("/dev/null", "error[invalid]: {}: not a store"),
                (os.path.join(self.folder, "dangling"), "error[not-found]: {}: no such file"),
                (os.path.join(self.folder, "none"), "error[not-found]: {}: no such file")):
            for command in self.ASKING:
                with self.subTest(name=name, command=command):
                    self.fails(4, message.format(name), *command, "--db", name)
        self.fails(2, "error[usage]: --db: is empty", "query", "--db", "")

    def test_what_cannot_become_one_is_left_as_it_is(self):
        other = os.path.join(self.folder, "other.db")
        with sqlite3.connect(other) as store:
            store.execute("CREATE TABLE t (a)")
        text = self.path("text", b"text " * 1000)
        for name, code in ((other, "corrupt"), (text, "corrupt"), (self.folder, "invalid"),
                           ("/dev/null", "invalid")):
            with self.subTest(name):
                before = self.bytes_of(name)
                self.fails(4, f"error[{code}]: {name}", "ingest", "--db", name, "--jsonl",
                           stdin=lines(1))
                self.assertEqual(self.bytes_of(name), before)
        self.assertFalse(os.path.exists(self.folder + "-writer"))

    def bytes_of(self, name):
        if not os.path.isfile(name):
            return None
        with open(name, "rb") as file:
            return file.read()

    def test_an_empty_file_becomes_one(self):
        self.db = self.path("empty")
        self.assertEqual(self.run_it("ingest", "--db", self.db, "--jsonl", stdin=lines(2))[0], 0)
        self.assertEqual(self.added(), 2)

    def test_names_of_every_kind(self):
        expected = None
        for name in ("with space", "störe—仓库.db", "it's \"quoted\"", "a?mode=memory#%41%00",
                     ":memory:", "file:x", "-dash", "semi;colon$(x)`y`"):
            with self.subTest(name):
                given = "--db=" + name
                for _ in range(2):
                    code, _, err = self.run_it("ingest", given, "--jsonl", stdin=lines(3),
                                               cwd=self.folder)
                    self.assertEqual(code, 0, err)
                self.assertTrue(os.path.isfile(os.path.join(self.folder, name)))
                code, out, err = self.run_it("store", "dump", given, cwd=self.folder)
                self.assertEqual(code, 0, err)
                expected = expected or out
                self.assertEqual(out, expected)

    def test_a_link_stays_a_link(self):
        link = os.path.join(self.folder, "link.db")
        os.symlink("s.db", link)
        for db in (link, self.db):
            self.assertEqual(self.run_it("ingest", "--db", db, "--jsonl", stdin=lines(3))[0], 0)
        self.assertTrue(os.path.islink(link))
        self.assertEqual(self.added(), 3)


class Interrupted(Case):
    def start(self, db):
        """An ingest that goes on for as long as it is given lines."""
        run = subprocess.Popen([PROGRAM, "ingest", "--db", db, "--jsonl", "-q"],
                               stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(run.stderr.close)

        def feed():
            try:
                for i in range(100000):
                    run.stdin.write(line(i).encode())
                    run.stdin.flush()
                    time.sleep(0.001)
            except (BrokenPipeError, ValueError):
                pass

        feeder = threading.Thread(target=feed)
        feeder.start()
        self.addCleanup(feeder.join)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:  # until the first batch is there
            try:
                if self.added(db) > 0:
                    return run
            except sqlite3.Error:
                pass
            time.sleep(0.05)
        run.kill()
        self.fail("nothing was stored")

    def stop(self, run, number):
        run.send_signal(number)
        run.wait()
        try:
            run.stdin.close()
        except BrokenPipeError:
            pass
        return run.returncode

    def test_a_second_writer_is_refused_and_the_first_goes_on(self):
        run = self.start(self.db)
        before = self.added()
        for command in (("ingest", "--jsonl"), ("store", "vacuum")):
            self.fails(4, f"error[io]: {self.db}: another program is writing to it", *command,
                       "--db", self.db, stdin=lines(1))
        deadline = time.monotonic() + 60
        while self.added() == before and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertGreater(self.added(), before)
        self.stop(run, signal.SIGKILL)
        # What the killed one left behind is in nobody's way.
        self.assertEqual(self.run_it("ingest", "--db", self.db, "--jsonl", stdin=lines(1))[0], 0)

    def test_stopped_by_hand_and_run_again(self):
        whole = os.path.join(self.folder, "whole.db")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(number):
                db = os.path.join(self.folder, f"{number}.db")
                self.assertEqual(self.stop(self.start(db), number), -number)
                self.assertEqual(self.run_it("store", "check", "--db", db)[0], 0)
                count = self.added(db)
                for one in (db, whole):
                    self.assertEqual(self.run_it("ingest", "--db", one, "--jsonl",
                                                 stdin=lines(count))[0], 0)
                self.assertEqual(self.dump(db), self.dump(whole))
                os.unlink(whole)

    def test_who_reads_has_gone(self):
        self.run_it("ingest", "--db", self.db, "--jsonl", stdin=lines(500))
        for args in (("query", "--all"), ("query", "--all", "--format", "stix"),
                     ("query", "--all", "--format", "gexf"), ("store", "dump")):
            with self.subTest(args):
                run = subprocess.Popen([PROGRAM, *args, "--db", self.db], stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE)
                run.stdout.close()
                self.assertEqual(run.stderr.read(), b"")
                run.stderr.close()
                self.assertEqual(run.wait(), 141)

    def test_no_room_for_the_output(self):
        self.run_it("ingest", "--db", self.db, "--jsonl", stdin=lines(3))
        for args in (("query",), ("query", "--by-day"), ("query", "-o", "/dev/full"),
                     ("store", "info"), ("store", "dump"), ("store", "metadata")):
            with self.subTest(args), open("/dev/full", "wb") as full:
                done = subprocess.run([PROGRAM, *args, "--db", self.db], stdout=full,
                                      stderr=subprocess.PIPE, check=False)
                self.assertEqual(done.returncode, 4)
                self.assertIn(b"error[io]", done.stderr)


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    probe = subprocess.run([PROGRAM, "code", "--json"], input=b"A test.", capture_output=True,
                           check=False)
    if probe.returncode == 3:
        print("skipped: no model is installed")
        sys.exit(77)
    unittest.main()
