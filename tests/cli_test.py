"""The program as a user meets it: inputs of every badness, exit codes, output.

usage: cli_test.py PROGRAM

Needs the default model in the cache; without it the tests are skipped (exit 77).
"""
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

PROGRAM = ""
TEXT = "Serbia asked NATO to withdraw its troops from the border, a spokesman said on Friday.\n"
MEMORY_KB = 700_000  # the model takes about 100 MB; the rest is room for an article


NO_GAZETTEER = "avviso: no gazetteer is installed"


def avviso(*args, stdin=b"", env=None, timeout=120, **more):
    """Runs the program; returns its exit code, output and messages."""
    environment = dict(os.environ, **(env or {}))
    done = subprocess.run([PROGRAM, *args], input=stdin, capture_output=True, timeout=timeout,
                          env=environment, check=False, **more)
    # What it says of a gazetteer that isn't there is tested once.
    said = [line for line in done.stderr.decode().splitlines(True) if not line.startswith(NO_GAZETTEER)]
    return done.returncode, done.stdout, "".join(said)


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="avviso-cli-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def add(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def records(self, out):
        return [json.loads(line) for line in out.splitlines()]

    def notes(self, record):
        return [note["code"] for note in record["notes"]]


class Actor(Files):
    def test_phrases(self):
        code, out, err = avviso("actor", "--json", "Serbian troops", "the Peruvian foreign minister")
        self.assertEqual((code, err), (0, ""))
        self.assertEqual([r["code"] for r in self.records(out)], ["SRBMIL", "PERGOV"])

    def test_text(self):
        code, out, _ = avviso("actor", "Serbian troops", "--date", "2023-09-29")
        self.assertEqual((code, out), (0, b"Serbian troops\tSRBMIL\n"))

    def test_lines(self):
        lines = [{"id": "a", "text": "Taliban", "date": "1 May 2005"},
                 {"id": 7, "text": "Taliban", "date": "2022-05-01"},
                 {"id": "c", "text": "the minister", "context": "Chile's minister spoke."}]
        code, out, err = avviso("actor", "--jsonl",
                                stdin="\n".join(map(json.dumps, lines)).encode())
        self.assertEqual((code, err), (0, ""))
        records = self.records(out)
        self.assertEqual([(r["id"], r["country"], r["sector"]) for r in records[:2]],
                         [("a", "AFG", "REB"), ("7", "AFG", "GOV")])
        self.assertEqual(records[2]["country"], "CHL")
        self.assertEqual(list(records[0]), ["id", "name", "country", "sector", "code", "row"])

    def test_bad_lines(self):
        code, out, err = avviso("actor", "--jsonl",
                                stdin=b'{"id": "a"}\n{"text": "x", "date": "soon"}\nnot\n')
        self.assertEqual((code, out), (1, b""))
        self.assertEqual(len(err.splitlines()), 3)

    def test_usage(self):
        self.assertEqual(avviso("actor")[0], 2)


class Code(Files):
    def test_without_a_gazetteer(self):
        _, cache, _ = avviso("data", "path")
        os.symlink(os.path.join(cache.decode().strip(), "models"), os.path.join(self.folder, "models"))
        command = [PROGRAM, "code", "--format", "jsonl", "-"]
        environment = dict(os.environ, AVVISO_DATA=self.folder)
        done = subprocess.run(command, input=b"Police in Kosovo arrested two men.", env=environment,
                              capture_output=True, timeout=120, check=False)
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stderr.decode().startswith(NO_GAZETTEER))
        record = json.loads(done.stdout)
        self.assertIsNone(record["engine"]["gazetteer"])
        self.assertEqual([place["country"] for place in record["places"]], ["XKX"])

    def test_text_file(self):
        code, out, err = avviso("code", "--published", "2023-09-29", self.add("a.txt", TEXT))
        self.assertEqual((code, err), (0, ""))
        (record,) = self.records(out)
        self.assertEqual((record["id"], record["text"], record["published"]),
                         ("a", TEXT, "2023-09-29"))
        for event in record["events"]:
            for actor in event["source"] + event["target"]:
                begin, end = actor["span"]
                self.assertEqual(record["text"][begin:end], actor["text"])

    def test_standard_input(self):
        for args in (["code", "--json"], ["code", "--json", "-"]):
            code, out, _ = avviso(*args, stdin=TEXT.encode())
            self.assertEqual(code, 0)
            self.assertEqual(self.records(out)[0]["id"], "stdin")

    def test_same_bytes_for_every_number_of_threads(self):
        lines = "".join(json.dumps({"id": str(i), "text": TEXT * (i % 5 + 1)}) + "\n"
                        for i in range(60))
        path = self.add("many.jsonl", lines)
        outs = {avviso("code", "--json", "-j", n, path)[1] for n in ("1", "2", "8")}
        self.assertEqual(len(outs), 1)
        self.assertEqual([r["id"] for r in self.records(outs.pop())], [str(i) for i in range(60)])

    def test_table(self):
        code, out, _ = avviso("code", "--format", "table", self.add("a.txt", TEXT))
        self.assertEqual(code, 0)
        self.assertIn("a", out.decode().splitlines()[0])
        self.assertNotIn(b"\x1b", out)
        _, out, _ = avviso("code", "--format", "table", "--color", "always",
                           self.add("a.txt", TEXT))
        self.assertIn(b"\x1b[1m", out)

    def test_explain(self):
        path = self.add("b.txt", "France asked Iran to free the prisoners.")
        code, out, _ = avviso("explain", path)
        self.assertEqual(code, 0)
        self.assertRegex(out.decode(), r"request\.\S+ \(verbs\.tsv:\d+\): REQUEST")
        self.assertIn("only the content of another act", out.decode())
        self.assertRegex(out.decode(), r"act: change or take out the row [^:]+:\s+patterns/\w+.tsv:\d+ \(1\)")
        self.assertIn("avviso actor", out.decode())
        _, out, _ = avviso("explain", "--json", path)
        (why,) = self.records(out)
        self.assertEqual([record["type"] for record in why["records"]], ["REQUEST"])
        self.assertEqual([step["text"] for step in why["turned_down"]], ["free"])
        self.assertRegex(why["records"][0]["rows"][0], r"^patterns/verbs.tsv:\d+$")
        _, out, _ = avviso("code", "--json", "--explain", path)
        (record,) = self.records(out)
        for each in why["records"]:  # what the encoder leaned on costs much, so explain alone tells it
            each.pop("leaned_on", None)
        self.assertEqual(record["explanation"], why)
        self.assertEqual(record["events"][0]["id"], why["records"][0]["id"])

    def test_least_confidence(self):
        path = self.add("a.txt", TEXT)
        counts = []
        for least in ("0", "0.15", "1"):
            code, out, _ = avviso("code", "--json", "--min-confidence", least, path)
            self.assertEqual(code, 0)
            events = self.records(out)[0]["events"]
            self.assertTrue(all(event["confidence"] >= float(least) for event in events))
            counts.append(len(events))
        self.assertEqual(counts, sorted(counts, reverse=True))
        self.assertGreater(counts[0], counts[2])
        self.assertEqual(avviso("code", "--min-confidence", "2", path)[0], 2)

    def test_output_file_and_verify(self):
        target = os.path.join(self.folder, "out.jsonl")
        code, out, _ = avviso("code", "-o", target, self.add("a.txt", "“Čačak”: " + TEXT))
        self.assertEqual((code, out), (0, b""))
        code, out, _ = avviso("verify", target)
        self.assertEqual(code, 0)
        self.assertIn(b"1 records", out)

    def test_parse_formats(self):
        path = self.add("a.txt", TEXT)
        _, out, _ = avviso("parse", "--json", path)
        (parse,) = self.records(out)
        for token in parse["tokens"]:
            self.assertEqual(parse["text"][token["start"]:token["end"]], token["text"])
        _, out, _ = avviso("parse", path)
        rows = [line.split("\t") for line in out.decode().splitlines() if "\t" in line]
        self.assertEqual([row[1] for row in rows], [token["text"] for token in parse["tokens"]
                                                    if token["pos"] != "SPACE"])
        self.assertEqual({len(row) for row in rows}, {10})
        self.assertEqual(avviso("parse", "--format", "table", path)[0], 0)


class BadInput(Files):
    def test_empty(self):
        for content in (b"", b" \n\n\t\n"):
            code, out, _ = avviso("code", "--json", stdin=content)
            self.assertEqual(code, 0)
            (record,) = self.records(out)
            self.assertEqual(record["events"], [])
            self.assertIn("empty-text", self.notes(record))
        self.assertEqual(avviso("code", "--jsonl", "--json")[:2], (0, b""))
        self.assertEqual(avviso("code", self.folder)[:2], (0, b""))

    def test_binary_is_refused(self):
        path = self.add("x.txt", bytes(range(256)) * 40)
        code, out, err = avviso("code", path)
        self.assertEqual((code, out), (1, b""))
        self.assertIn("error[invalid]", err)
        code, _, err = avviso("code", self.add("u16.txt", TEXT.encode("utf-16")))
        self.assertEqual(code, 1)
        self.assertIn("UTF-16", err)

    def test_ill_formed_bytes_are_repaired(self):
        code, out, _ = avviso("code", "--json", self.add("x.txt", b"Caf\xe9. " + TEXT.encode()))
        (record,) = self.records(out)
        self.assertEqual((code, self.notes(record)), (0, ["ill-formed-bytes"]))
        self.assertTrue(record["text"].startswith("Caf\ufffd. Serbia"))

    def test_nul_characters_stay(self):
        code, out, _ = avviso("code", "--json", self.add("x.txt", b"A\0B. " + TEXT.encode()))
        (record,) = self.records(out)
        self.assertEqual(code, 0)
        self.assertIn("nul-characters", self.notes(record))
        self.assertTrue(record["text"].startswith("A\0B. Serbia"))

    def test_what_cannot_be_opened_does_not_stop_the_rest(self):
        good = self.add("good.txt", TEXT)
        secret = self.add("secret.txt", TEXT)
        os.chmod(secret, 0)
        missing = os.path.join(self.folder, "missing.txt")
        code, out, err = avviso("code", "--json", missing, secret, good)
        self.assertEqual(code, 1)
        ids = [record["id"] for record in self.records(out)]
        self.assertIn("error[not-found]: cannot open " + missing, err)
        if os.geteuid() == 0:  # root reads what nobody may
            self.assertEqual(ids, ["secret", "good"])
        else:
            self.assertEqual(ids, ["good"])
            self.assertIn("error[permission]", err)

    def test_pages_are_read_and_coded(self):
        page = "<title>Troops mass - Hot News</title><h1>Troops mass</h1><p>" + TEXT
        code, out, _ = avviso("code", "--json", self.add("x.html", page))
        self.assertEqual(code, 0)
        (record,) = self.records(out)
        self.assertEqual(record["title"], "Troops mass")
        self.assertIn(TEXT.split("\n")[0], record["text"])
        line = json.dumps({"html": page, "id": "p", "published": "2023-09-30"}).encode() + b"\n"
        code, out, _ = avviso("code", "--jsonl", "--json", stdin=line)
        self.assertEqual(code, 0)
        self.assertEqual(self.records(out)[0]["published"], "2023-09-30")

    def test_pages_without_tables_are_refused_and_named(self):
        code, _, err = avviso("read", "--jsonl", "--data", "/nowhere", stdin=b'{"html": "<p>x"}\n')
        self.assertEqual(code, 1)
        self.assertIn("error[not-found]", err)
        self.assertIn("stdin:1", err)

    def test_binary_under_a_pages_name_is_refused(self):
        path = os.path.join(self.folder, "picture.html")
        with open(path, "wb") as file:
            file.write(bytes(range(256)) * 40)
        code, _, err = avviso("read", path)
        self.assertEqual(code, 1)
        self.assertIn("error[invalid]", err)
        self.assertIn("binary", err)

    def test_what_was_read_can_be_coded(self):
        page = "<title>Troops mass</title><h1>Troops mass</h1><p>" + TEXT
        path = self.add("x.html", page)
        code, read, _ = avviso("read", "--json", path)
        self.assertEqual(code, 0)
        code, coded, _ = avviso("code", "--jsonl", "--json", stdin=read)
        self.assertEqual(code, 0)
        code, direct, _ = avviso("code", "--json", path)
        self.assertEqual(self.records(coded)[0]["text"], self.records(direct)[0]["text"])
        self.assertEqual(self.records(coded)[0]["events"], self.records(direct)[0]["events"])

    def test_malformed_lines_are_named_and_passed_over(self):
        lines = b'{"text":"One."}\n{"text":\n{"text":7}\n\n[[[[\n{"text":"Two."}\n'
        code, out, err = avviso("code", "--jsonl", "--json", stdin=lines)
        self.assertEqual(code, 1)
        self.assertEqual([record["id"] for record in self.records(out)], ["line-1", "line-6"])
        for line in ("stdin:2", "stdin:3", "stdin:5"):
            self.assertIn(line, err)
        self.assertEqual(len(err.splitlines()), 3)
        code, _, err = avviso("code", "--jsonl", "--json", "--quiet", stdin=lines)
        self.assertEqual((code, err), (1, ""))

    def test_deep_json_is_refused(self):
        deep = b'{"text":' + b"[" * 200_000 + b"]" * 200_000 + b"}\n"
        code, out, err = avviso("code", "--jsonl", "--json", stdin=deep + b'{"text":"x"}\n')
        self.assertEqual(code, 1)
        self.assertEqual(len(self.records(out)), 1)
        self.assertIn("stdin:1", err)

    def huge(self, *args, stdin):
        """Runs with little room for an article; returns code, output, memory in kB."""
        with tempfile.TemporaryFile() as file, tempfile.TemporaryFile() as result:
            file.write(stdin)
            file.seek(0)
            process = subprocess.Popen([PROGRAM, *args], stdin=file, stdout=result)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            result.seek(0)
            return process.returncode, result.read(), usage.ru_maxrss

    def test_one_line_of_50_mb(self):
        line = (TEXT.strip() + " ").encode() * (50_000_000 // len(TEXT))
        code, out, memory = self.huge("code", "--json", "--max-text", "100000", stdin=line)
        (record,) = self.records(out)
        self.assertEqual(code, 0)
        self.assertIn("truncated-at-limit", self.notes(record))
        self.assertLessEqual(len(record["text"].encode()), 100_000)
        self.assertLess(memory, MEMORY_KB)

    def test_one_word_of_50_mb(self):
        code, out, memory = self.huge("parse", "--json", "--max-text", "1000000",
                                      stdin=b"x" * 50_000_000)
        self.assertEqual(code, 0)
        self.assertEqual(len(self.records(out)[0]["text"]), 1_000_000)
        self.assertLess(memory, MEMORY_KB)

    def test_json_line_of_50_mb(self):
        line = json.dumps({"text": "x " * 25_000_000}).encode()
        code, out, memory = self.huge("code", "--jsonl", "--json", "--quiet", "--max-text", "100000",
                                      stdin=line + b'\n{"text":"Fine."}\n')
        self.assertEqual(code, 1)
        self.assertEqual([record["id"] for record in self.records(out)], ["line-2"])
        self.assertLess(memory, MEMORY_KB)

    def test_a_million_lines_of_one_word(self):
        code, out, memory = self.huge("code", "--json", "--max-text", "200000",
                                      stdin=b"word\n" * 1_000_000)
        self.assertEqual(code, 0)
        self.assertEqual(len(self.records(out)[0]["text"]), 200_000)
        self.assertLess(memory, MEMORY_KB)

    def test_endless_input_is_cut(self):
        code, out, _ = avviso("parse", "--json", "--max-text", "10000", "/dev/zero")
        self.assertEqual((code, out), (1, b""))


class BadOutput(Files):
    def test_full_disk(self):
        path = self.add("a.txt", TEXT)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "code", path], stdout=full, stderr=subprocess.PIPE,
                                  check=False, timeout=60)
        self.assertEqual(done.returncode, 4)
        self.assertIn(b"error[io]", done.stderr)
        self.assertEqual(avviso("code", "-o", "/dev/full", path)[0], 4)

    def test_output_that_cannot_be_made(self):
        path = self.add("a.txt", TEXT)
        code, _, err = avviso("code", "-o", os.path.join(self.folder, "no", "out"), path)
        self.assertEqual(code, 4)
        self.assertIn("error[not-found]", err)
        self.assertEqual(avviso("code", "-o", self.folder, path)[0], 4)

    def test_closed_pipe_ends_quietly(self):
        path = self.add("many.jsonl", (json.dumps({"text": TEXT * 50}) + "\n") * 200)
        for jobs in ("1", "3"):
            process = subprocess.Popen([PROGRAM, "code", "--json", "-j", jobs, path],
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            self.assertTrue(process.stdout.readline().startswith(b'{"id"'))
            process.stdout.close()
            said = process.stderr.read().decode().splitlines()
            self.assertEqual([line for line in said if not line.startswith(NO_GAZETTEER)], [])
            process.stderr.close()
            self.assertEqual(process.wait(timeout=60), 141)


class Setup(Files):
    def test_slips_are_named_with_what_may_be_meant(self):
        for args, told in ((("qurey",), "no command qurey; did you mean query? (see avviso --help)"),
                           (("--verison",), "no option --verison; did you mean --version?"),
                           (("store", "chekc"), "did you mean check? (see avviso store --help)"),
                           (("query", "--db", "x", "--fromat=csv"),
                            "no option --fromat; did you mean --format? (see avviso query --help)"),
                           (("xyzzy",), "no command xyzzy (see avviso --help)"),
                           (("store",), "say what to do (see avviso store --help)"),
                           (("query",), "--db is required (see avviso query --help)"),
                           ((), "To look after:")):
            with self.subTest(args):
                code, out, err = avviso(*args)
                self.assertEqual((code, out), (2, b""))
                self.assertIn(told, err)

    def test_usage_errors(self):
        for args in ([], ["cod"], ["code", "--bogus"], ["code", "--published", "Friday", "x"],
                     ["code", "-j", "0", "x"], ["code", "--format", "xml", "x"],
                     ["code", "--max-text", "0", "x"], ["verify"], ["completion", "csh"]):
            code, out, err = avviso(*args)
            self.assertEqual((code, out), (2, b""), args)
            self.assertIn("error[usage]", err)

    def test_help_has_examples(self):
        for command in (["code"], ["parse"], ["verify"], ["data", "verify"], ["data", "path"],
                        ["data", "add-model"], ["completion"]):
            code, out, _ = avviso(*command, "--help")
            self.assertEqual(code, 0)
            self.assertIn(b"Example", out)
        self.assertTrue(avviso("--version")[1].startswith(b"avviso "))

    def test_no_model(self):
        code, out, err = avviso("code", stdin=b"x", env={"AVVISO_DATA": self.folder})
        self.assertEqual((code, out), (3, b""))
        self.assertIn("error[not-found]", err)
        self.assertEqual(avviso("code", "--model", "/nonexistent", stdin=b"x")[0], 3)
        self.assertEqual(avviso("data", "verify", env={"AVVISO_DATA": self.folder})[0], 3)

    def test_no_tables(self):
        code, _, err = avviso("code", "--data", self.folder, stdin=b"x")
        self.assertEqual(code, 3)
        self.assertIn("--data", err)

    def installed(self):
        cache = avviso("data", "path")[1].decode().strip()
        return os.path.join(cache, "models", "en_core_web_sm-3.8.0")

    def test_model_cut_in_half(self):
        model = os.path.join(self.folder, "model")
        shutil.copytree(self.installed(), model)
        self.assertEqual(avviso("parse", "--model", model, stdin=b"x")[0], 0)
        for name in ("parser/model", "tok2vec/model", "tokenizer", "vocab/lookups.bin",
                     "config.cfg", "ner/moves"):
            path = os.path.join(model, name)
            with open(path, "rb") as file:
                whole = file.read()
            os.chmod(path, stat.S_IRUSR | stat.S_IWUSR)
            with open(path, "wb") as file:
                file.write(whole[:len(whole) // 2])
            code, out, err = avviso("parse", "--model", model, stdin=b"x")
            self.assertEqual((code, out), (3, b""), name)
            self.assertRegex(err, r"error\[(truncated|corrupt|unsupported|wrong-shape|not-found)\]")
            with open(path, "wb") as file:
                file.write(whole)

    def test_add_and_verify(self):
        env = {"AVVISO_DATA": os.path.join(self.folder, "cache")}
        code, out, _ = avviso("data", "add-model", self.installed(), env=env)
        self.assertEqual((code, out), (0, b"added en_core_web_sm-3.8.0\n"))
        code, out, _ = avviso("data", "verify", "--json", env=env)
        self.assertEqual((code, json.loads(out)["problems"]), (0, []))
        path = os.path.join(env["AVVISO_DATA"], "models", "en_core_web_sm-3.8.0", "meta.json")
        os.chmod(path, stat.S_IRUSR | stat.S_IWUSR)
        with open(path, "ab") as file:
            file.write(b" ")
        code, out, _ = avviso("data", "verify", env=env)
        self.assertEqual(code, 3)
        self.assertIn(b"meta.json: differs", out)
        self.assertEqual(avviso("data", "add-model", self.folder, env=env)[0], 3)

    def test_verify_finds_the_first_lie(self):
        _, out, _ = avviso("code", "--json", stdin=TEXT.encode())
        record = json.loads(out)
        record["claims"] = [{"source": {"text": "Serbia", "span": [0, 5]}}]
        path = self.add("bad.jsonl", out.decode() + json.dumps(record) + "\n")
        code, out, err = avviso("verify", path)
        self.assertEqual((code, out), (1, b""))
        self.assertIn("bad.jsonl:2: claims[0].source.text", err)
        self.assertEqual(avviso("verify", os.path.join(self.folder, "none"))[0], 4)

    def test_completions_run_in_their_shells(self):
        for shell in ("bash", "zsh", "fish"):
            code, out, _ = avviso("completion", shell)
            self.assertEqual(code, 0)
            self.assertIn(b"max-text", out)
            if shutil.which(shell):
                check = subprocess.run([shell, "-n"], input=out, capture_output=True, check=False)
                self.assertEqual(check.returncode, 0, check.stderr)


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    if not os.path.isdir(os.path.join(avviso("data", "path")[1].decode().strip(), "models",
                                      "en_core_web_sm-3.8.0")):
        print("skipped: no model in the cache (tools/fetch_model.sh fetches it)")
        sys.exit(77)
    unittest.main()
