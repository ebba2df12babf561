#!/usr/bin/env python3
"""Compares Avviso's parse with spaCy's, token by token.

    tools/parity.py                            the project's own texts and the hostile ones
    tools/parity.py --texts gold/places …      these files and folders as well
    tools/parity.py --model md --gate 10
    tools/parity.py --store                    writes tests/data/parity/ anew, from spaCy

Texts are the "text" members of JSON Lines, and .txt files. Both programs run the
same model directory, spaCy with its default operations, Avviso with --no-blocks.
Compared are offsets, the white space after, norm, tag, part of speech, morphology,
lemma, head, dependency, sentence start and entity. A token that only one of the two
makes differs in "token" alone; heads are compared by the place of the head.

Exit code: 0 within the gate, 1 above it, 2 if one of the programs couldn't run. The
gate, a number of differing tokens in 100,000, holds for the cased texts, the texts in
capitals and the hostile texts each by itself.
"""

import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import hostile_texts  # noqa: E402

COLUMNS = ("token", "ws", "norm", "tag", "pos", "morph", "lemma", "head", "dep", "sent_start", "ent")
MODELS = {"sm": "en_core_web_sm-3.8.0", "md": "en_core_web_md-3.8.0"}
STORED = ROOT / "tests/data/parity"


def model_directory(name):
    if os.path.isfile(os.path.join(name, "config.cfg")):
        return name
    cache = os.environ.get("AVVISO_DATA")
    if not cache:
        cache = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "avviso")
    directory = os.path.join(cache, "models", MODELS.get(name, name))
    if not os.path.isfile(os.path.join(directory, "config.cfg")):
        sys.exit(f"parity: no model in {directory}: run tools/fetch_model.sh {name}")
    return directory


def load_spacy(directory):
    import spacy

    # A re-uploaded model has another name in its meta.json; that warns, no more.
    import warnings
    warnings.simplefilter("ignore")
    nlp = spacy.load(directory)
    nlp.max_length = 10_000_000
    return nlp


def read_texts(paths):
    """(source, text) of every text in files and folders, each text once."""
    files = []
    for path in map(pathlib.Path, paths):
        if path.is_dir():
            files += sorted(p for p in path.rglob("*") if p.suffix in (".jsonl", ".txt"))
        elif path.exists():
            files.append(path)
        else:
            sys.exit(f"parity: {path}: no such file or folder")
    seen = set()
    for file in files:
        content = file.read_text(encoding="utf-8")
        for number, line in enumerate(content.split("\n") if file.suffix == ".jsonl" else [content], 1):
            if not line.strip():
                continue
            text = json.loads(line).get("text") if file.suffix == ".jsonl" else line
            # spaCy refuses longer ones.
            if isinstance(text, str) and text and text not in seen and len(text.encode()) <= 1_000_000:
                seen.add(text)
                yield f"{file.name}:{number}", text


def group_of(text):
    letters = [c for c in text if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return "capitals" if upper * 2 > len(letters) else "cased"


def spacy_rows(doc):
    """A row a token, in the shape of ours_rows."""
    ends = [t.idx + len(t.text) for t in doc]
    rows = []
    for t in doc:
        rows.append({
            "token": (t.idx, ends[t.i]),
            "ws": bool(t.whitespace_),
            "norm": t.norm_,
            "tag": t.tag_,
            "pos": t.pos_,
            "morph": str(t.morph),
            "lemma": t.lemma_,
            "head": (t.head.idx, ends[t.head.i]),
            "dep": t.dep_,
            "sent_start": bool(t.is_sent_start),
            "ent": f"{t.ent_iob_ or 'O'}-{t.ent_type_}",
        })
    return rows


def our_rows(record):
    tokens = record["tokens"]
    rows = []
    for t in tokens:
        head = tokens[t["head"]]
        rows.append({
            "token": (t["start"], t["end"]),
            "ws": t["ws"],
            "norm": t["norm"],
            "tag": t["tag"],
            "pos": t["pos"],
            "morph": t["morph"],
            "lemma": t["lemma"],
            "head": (head["start"], head["end"]),
            "dep": t["dep"],
            "sent_start": t["sent_start"],
            "ent": f"{t['ent_iob']}-{t['ent_type']}",
        })
    return rows


class OurProgram:
    """Parses of `avviso parse`, in the order of the texts."""

    def __init__(self, program, model, texts):
        self.input = tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8")
        for number, (_, text) in enumerate(texts):
            self.input.write(json.dumps({"id": f"t{number}", "text": text}) + "\n")
        self.input.flush()
        self.process = subprocess.Popen(
            [program, "parse", "--json", "--no-blocks", "-q", "-j", "1", "--model", model,
             "--jsonl", self.input.name], stdout=subprocess.PIPE)
        self.number = 0

    def next(self, text):
        line = self.process.stdout.readline()
        record = json.loads(line) if line else {}
        if record.get("id") != f"t{self.number}" or record.get("text") != text:
            print(f"parity: avviso gave no parse of text {self.number}: {text[:200]!r}", file=sys.stderr)
            sys.exit(2)
        self.number += 1
        return record


class Tally:
    def __init__(self, show):
        self.tokens = collections.Counter()
        self.differing = collections.Counter()
        self.columns = collections.defaultdict(collections.Counter)
        self.texts = collections.Counter()
        self.show = show

    def compare(self, group, source, text, theirs, ours):
        self.texts[group] += 1
        self.tokens[group] += len(theirs)
        by_place = {row["token"]: row for row in ours}
        missing = [row for row in theirs if row["token"] not in by_place]
        places = {row["token"] for row in theirs}
        extra = [row for row in ours if row["token"] not in places]
        for row in missing or extra:
            self.note(group, source, text, row, ["token"], None if missing else row)
        for row in theirs:
            other = by_place.get(row["token"])
            wrong = other and [c for c in COLUMNS[1:] if row[c] != other[c]]
            if wrong:
                self.note(group, source, text, row, wrong, other)

    def note(self, group, source, text, row, columns, other):
        self.differing[group] += 1
        self.columns[group].update(columns)
        if self.show <= 0:
            return
        self.show -= 1
        start, end = row["token"]
        around = f"{text[max(0, start - 40):start]}[[{text[start:end][:80]}]]{text[end:end + 40]}"
        print(f"{source} at {start}: {around!r}")
        for column in columns:
            print(f"    {column}: spaCy {row[column]!r}, Avviso {other and other[column]!r}")

    def report(self, gate):
        good = True
        print("differing tokens in 100,000")
        print(f"{'':10}{'texts':>8}{'tokens':>10}{'any':>9}" + "".join(f"{c:>11}" for c in COLUMNS))
        for group in sorted(self.tokens):
            tokens = max(1, self.tokens[group])
            rate = 1e5 * self.differing[group] / tokens
            rates = "".join(f"{1e5 * self.columns[group][c] / tokens:11.2f}" for c in COLUMNS)
            above = rate > gate
            good = good and not above
            print(f"{group:10}{self.texts[group]:8}{self.tokens[group]:10}{rate:9.2f}{rates}"
                  f"{'  ABOVE THE GATE' if above else ''}")
        return good


def compare(arguments):
    directory = model_directory(arguments.model)
    texts = [("hostile:" + name, text) for name, text in hostile_texts.texts()]
    hostile = len(texts)
    paths = arguments.texts or [ROOT / "samples", STORED]
    texts += read_texts(paths)
    nlp = load_spacy(directory)
    ours = OurProgram(arguments.program, directory, texts)
    tally = Tally(arguments.show)
    started = time.monotonic()
    docs = nlp.pipe((text for _, text in texts), batch_size=64)
    for number, ((source, text), doc) in enumerate(zip(texts, docs, strict=True)):
        group = "hostile" if number < hostile else group_of(text)
        tally.compare(group, source, text, spacy_rows(doc), our_rows(ours.next(text)))
    if ours.process.wait() != 0:
        print(f"parity: avviso ended with {ours.process.returncode}", file=sys.stderr)
        return 2
    import spacy
    good = tally.report(arguments.gate)
    print(f"model {directory}, spaCy {spacy.__version__}, gate {arguments.gate:g} in 100,000, "
          f"{time.monotonic() - started:.0f} s: {'passed' if good else 'FAILED'}")
    return 0 if good else 1


def store(arguments):
    """What tests/nlp_pipeline_test.cc holds us to, with no spaCy around."""
    nlp = load_spacy(model_directory(arguments.model))
    for source in sorted(STORED.glob("*.txt")):
        texts = source.read_text(encoding="utf-8").split("\n====\n")
        write_stored(nlp, source.with_suffix(".jsonl"), texts)
    write_stored(nlp, STORED / "hostile.jsonl",
                 [s for sentences in hostile_texts.SENTENCES.values() for s in sentences])
    return 0


def write_stored(nlp, path, texts):
    with open(path, "w", encoding="utf-8") as out:
        for text in texts:
            tokens = []
            for t in nlp(text):
                tokens.append([len(text[:t.idx].encode()), len(text[:t.idx + len(t.text)].encode()),
                               int(bool(t.whitespace_)), t.norm_, t.tag_, t.pos_, str(t.morph), t.lemma_,
                               t.head.i, t.dep_, int(bool(t.is_sent_start)), t.ent_iob_ or "O", t.ent_type_])
            out.write(json.dumps({"text": text, "tokens": tokens}, ensure_ascii=False) + "\n")
    print(f"{path}: {len(texts)} texts")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", nargs="+", metavar="PATH", help="JSON Lines, .txt files, folders of them")
    parser.add_argument("--model", default="sm", help="sm, md, or a model directory (sm)")
    parser.add_argument("--gate", type=float, default=1, help="differing tokens in 100,000 (1)")
    parser.add_argument("--program", default=str(ROOT / "build/avviso"))
    parser.add_argument("--show", type=int, default=10, help="print so many differences (10)")
    parser.add_argument("--store", action="store_true", help="write the stored texts' output anew")
    arguments = parser.parse_args()
    return store(arguments) if arguments.store else compare(arguments)


if __name__ == "__main__":
    sys.exit(main())
