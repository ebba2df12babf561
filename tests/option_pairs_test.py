"""No command ignores an option: every two options of every command are tried together.

usage: option_pairs_test.py PROGRAM

Commands and options are read from the program itself (completion fish). Of two options that
each change what a command does alone, both must show together, or the command must refuse
them and name one. An option without a value in VALUES fails the test, so that a new one gets
its entry. Needs the default model in the cache; without it the tests are skipped (exit 77).
"""
import concurrent.futures
import datetime
import itertools
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = ""
OPTION = re.compile(r"complete -c avviso -n '__fish_seen_subcommand_from (\S+?)"
                    r"(?:; and __fish_seen_subcommand_from (\S+?))?' -l (\S+)( -s \S)?( -r)?")
ACTS = ["attacked {} in {}", "accused {} of lying in {}", "arrested three men from {} in {}",
        "will arrest men from {} in {}", "shelled {} near {}", "praised {} in {}"]
LONG = ("A court in Tirana convicted four men of smuggling weapons over the border, the prosecutor"
        " said. The judge read the sentence for two hours before a full hall, and the men's families"
        " wept. Their lawyers will appeal, they told reporters outside, where police kept the crowd"
        " away from the gate.")


def news(count):
    """Articles in which every act, actor, place, day and voice goes with every other."""
    choose = random.Random(14)
    countries = ["Serbia", "Kosovo", "Albania"]
    for i in range(count):
        day = datetime.date(2023, 9, 24) + datetime.timedelta(i % 14)
        source = choose.choice(countries)
        target = choose.choice([country for country in countries if country != source])
        act = choose.choice(ACTS).format(target, choose.choice(["Mitrovica", "Pristina", "Belgrade"]))
        voice = choose.choice(["NATO", "the United Nations", "Russia"])
        text = f"{source} {act} on {day:%A}, {voice} said. It was {choose.choice(['cold', 'warm'])}."
        yield {"id": str(i), "url": f"https://a{i}.example/", "headline": f"Report {i}",
               "published": day.isoformat(), "text": text}
    for i in ("first", "second"):
        yield {"id": i, "url": f"https://{i}.example/", "headline": "Four convicted",
               "published": "2023-10-01", "text": LONG}


# Commands that dial out, or change what is installed, are tested elsewhere.
LEFT_OUT = {"fetch", "watch", "data add-model", "data add-gazetteer", "data add-encoder",
            "store vacuum"}
# Options that show in nothing that a command writes here, and why.
UNSEEN = {
    "--help": "it is answered before all others",
    "--allow-private": "only web addresses", "--interval": "only web addresses",
    "--timeout": "only web addresses", "--max-bytes": "only web addresses",
    "--user-agent": "only web addresses", "--jobs": "output is the same for all",
    "--data": "the same tables", "--model": "the same model", "--quiet": "nothing is said here",
    "--encoder": "none is there", "--no-encoder": "none is there",
}
# One of these forms holds what the other option is about nowhere, or says it in any case.
ALLOWED = {
    ("--color", "--format"): "colour is for tables",
    ("--color", "--json"): "colour is for tables",
    ("--color", "--by-day"): "counts have no colour",
    ("--color", "--by"): "counts have no colour",
    ("--color", "--pairs"): "colour is for tables",
    ("--color", "--output"): "the file has the colours",
    ("--limit", "--order"): "an order is seen in a page of it",
    ("--json", "--output"): "a file gets JSON in any case",
    ("--after", "--to"): "both cut off the newest",
    ("--from", "--limit"): "the newest are of the last days",
    ("--format", "--pairs"): "pairs are of csv alone",
    ("--json", "--jsonl"): "lines of actor have JSON in any case",
}
VALUES = {
    # No filter's records are all of another's.
    "--format": "csv", "--from": "2023-10-06", "--to": "2023-09-29", "--as-of": "@as_of",
    "--actor": "Serbia", "--source": "Albania,Serbia", "--target": "Kosovo",
    "--pair": "Kosovo>Albania", "--type": "coerce,support", "--mode": "allege,arrest",
    "--class": "material-conflict", "--status": "happened", "--country": "Kosovo",
    "--box": "42.8,20,45,22", "--text": "cold", "--words": "Saturday OR Monday OR Tuesday",
    "--voice": "NATO,Russia", "--origins": "1", "--order": "oldest", "--limit": "15",
    "--by": "week", "--color": "always", "--published": "2020-01-01",
    "--min-confidence": "0.9", "--max-text": "40", "--map": "title=headline", "--date": "1995-01-01",
    "--base-url": "https://x.example/", "--reliability": "@letters", "--context": "In Chile.",
    "--db": "@db",
}
SPECIAL = {
    ("code", "--format"): "table", ("parse", "--format"): "table", ("read", "--format"): "table",
    ("query", "--per"): "type", ("query", "--after"): "2023-10-06/0",
    ("actors", "--limit"): "2",
}


def options_of_commands():
    out = subprocess.run([PROGRAM, "completion", "fish"], capture_output=True, check=True,
                         text=True).stdout
    commands = {}
    for line in out.splitlines():
        if found := OPTION.match(line):
            first, second, flag, _, value = found.groups()
            name = f"{first} {second}" if second else first
            commands.setdefault(name, {})["--" + flag] = bool(value)
    return commands


class Pairs(unittest.TestCase):
    maxDiff = None
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="avviso-pairs-")
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.db = os.path.join(cls.folder, "s.db")
        # The rules alone: what is learned may find other acts in these texts tomorrow.
        cache = subprocess.run([PROGRAM, "data", "path"], capture_output=True, check=True,
                               text=True).stdout.strip()
        for name in ("models", "gazetteer"):
            os.symlink(os.path.join(cache, name), os.path.join(cls.folder, name))
        os.environ["AVVISO_DATA"] = cls.folder
        cls.news = os.path.join(cls.folder, "news.jsonl")
        lines = [json.dumps(item) + "\n" for item in news(24)]
        with open(cls.news, "w", encoding="utf-8") as file:
            file.writelines(lines)
        many = [json.dumps(item) + "\n" for item in news(160)]
        for half in (many[::2], many[1::2]):
            done = subprocess.run([PROGRAM, "ingest", "--db", cls.db, "--events", "-q", "--jsonl"],
                                  input="".join(half).encode(), capture_output=True, check=False)
            assert done.returncode == 0, done.stderr
            if half == many[::2]:
                cls.as_of = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
                time.sleep(2)
        cls.records = os.path.join(cls.folder, "records.jsonl")
        with open(cls.records, "wb") as file:
            subprocess.run([PROGRAM, "code", "--json", cls.news], stdout=file, check=True)
        cls.letters = os.path.join(cls.folder, "letters.tsv")
        with open(cls.letters, "w", encoding="utf-8") as file:
            file.write("NATO\tB\n")
        done = subprocess.run([PROGRAM, "events", "--json", cls.records], capture_output=True,
                              check=True)
        cls.event = next(event["id"] for event in map(json.loads, done.stdout.splitlines())
                         if any(origin["name"] == "NATO" for origin in event["origins"]))
        cls.commands = options_of_commands()

    def base(self, command, number):
        """The command line that needs nothing more, with its own place for what it writes."""
        words = command.split()
        own = os.path.join(self.folder, f"{words[0]}{number}")
        inputs = {"code": [self.news], "explain": [self.news], "parse": [self.news],
                  "read": [self.news], "ingest": ["--db", own + ".db", self.news],
                  "stories": [self.news], "events": [self.records],
                  "lineage": [self.event, self.records], "query": ["--db", self.db],
                  "actors": ["--db", self.db], "store": ["--db", self.db],
                  "export": ["--db", self.db, "--feed", own], "verify": [self.records],
                  "actor": ["the minister"], "help": ["types"], "completion": ["bash"]}
        return words + inputs.get(words[0], []), own

    def value(self, command, option):
        if option == "--output":
            return "@output"
        value = SPECIAL.get((command, option), VALUES.get(option))
        self.assertIsNotNone(value, f"{command} {option} has no value in VALUES")
        return value

    def observe(self, command, options, number):
        """Exit code and all that the command has written, where only content counts."""
        line, own = self.base(command, number)
        for option in options:
            if option in line:
                continue
            line.append(option)
            if self.commands[command][option]:
                places = {"@output": own + ".out", "@letters": self.letters, "@db": self.db,
                          "@as_of": self.as_of}
                value = self.value(command, option)
                line.append(places.get(value, value))
        if command == "query" and "--per" in options and "--by" not in options:
            line += ["--by", "month"]
        if command == "query" and "--pairs" in options and "--format" not in options:
            line += ["--format", "csv"]
        done = subprocess.run([PROGRAM, *line], capture_output=True, timeout=120, check=False)
        kept = {}
        for path in (own + ".out", own + ".db"):
            if not os.path.exists(path):
                continue
            if path.endswith(".db"):
                with sqlite3.connect(path) as store:
                    kept["db"] = repr(store.execute(
                        "SELECT t.text, r.published, count(e.json) FROM revisions r JOIN texts t"
                        " USING (revision) LEFT JOIN records e USING (revision) GROUP BY 1"
                    ).fetchall() + store.execute("SELECT count(*) FROM merged_events").fetchall())
            else:
                with open(path, "rb") as file:
                    kept["out"] = file.read()
        if os.path.isdir(own):
            for name in sorted(os.listdir(own)):
                if name.endswith(".txt"):
                    with open(os.path.join(own, name), "rb") as file:
                        kept[name] = file.read()
        said = re.sub(rb"[0-9.]+ (s|articles/s|MB/s)\b", b"", done.stderr.replace(
            own.encode(), b""))
        return done.returncode, done.stdout, said, json.dumps(kept, default=repr, sort_keys=True)

    def test_no_option_is_ignored_beside_another(self):
        number = itertools.count()
        ignored, effects = [], {}
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            tried = {}
            for command, options in self.commands.items():
                if command in LEFT_OUT:
                    continue
                seen = [option for option in options if option not in UNSEEN]
                for chosen in [(), *[(o,) for o in seen], *itertools.combinations(seen, 2)]:
                    tried[(command, *chosen)] = pool.submit(self.observe, command, chosen,
                                                            next(number))
            for key, future in tried.items():
                effects[key] = future.result()
        for (command, *chosen), both in effects.items():
            if len(chosen) != 2 or tuple(sorted(chosen)) in ALLOWED:
                continue
            if "--all" in chosen and both[0] == 0:
                continue  # a filter leaves less than a page
            none = effects[(command,)]
            for option, other in (chosen, chosen[::-1]):
                if both[0] == 2 and any(name.encode() in both[2] for name in chosen):
                    continue
                alone = effects[(command, option)]
                if alone != none and both == effects[(command, other)] and both != alone:
                    ignored.append(f"avviso {command}: {option} is ignored beside {other}")
        self.assertEqual("\n".join(sorted(set(ignored))), "")

    def test_commands_that_dial_out_refuse_before_they_do(self):
        for line, named in (
                (["watch", "--model", "m", "https://a.example/"], "--model needs --code"),
                (["fetch", "--json", "-o", "a.warc.gz", "https://a.example/"], "--json can't go"),
                (["watch", "-q", "-v", "https://a.example/"], "--quiet can't go with --verbose"),
                (["events", "--anew", self.records], "--anew needs --db"),
                (["events", "--db", self.db, self.records], "--db can't go with files"),
                (["lineage", "--db", self.db, "m-1", self.records], "--db can't go with files"),
                (["stories", "--db", self.db, self.news], "--db can't go with files"),
                (["actor", "--jsonl", "--date", "2020-01-01"], "--jsonl can't go with --date"),
                (["export", "--db", self.db, "--feed", self.folder, "--from", "2023-02-02", "--to",
                  "2023-01-01"], "--from")):
            done = subprocess.run([PROGRAM, *line], capture_output=True, check=False, timeout=60)
            self.assertEqual(done.returncode, 2, line)
            self.assertIn("error[usage]: " + named, done.stderr.decode())

    def test_an_option_changes_something_alone(self):
        idle = []
        for command in ("query", "events", "stories", "lineage", "actors"):
            none = self.observe(command, (), f"{command}-")
            for option in self.commands[command]:
                if option in UNSEEN or option in ("--json", "--jsonl", "--all", "--color", "--origins"):
                    continue
                if option in self.base(command, 0)[0]:
                    continue
                if self.observe(command, (option,), f"{command}{option}") == none:
                    idle.append(f"avviso {command} {option}")
        self.assertEqual("\n".join(idle), "")


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    if subprocess.run([PROGRAM, "code", "--json"], input=b"A test.", capture_output=True,
                      check=False).returncode == 3:
        print("skipped: no model is installed")
        sys.exit(77)
    unittest.main()
