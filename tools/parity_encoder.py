#!/usr/bin/env python3
"""Compares the encoder with PyTorch and the `tokenizers` library.

    tools/parity_encoder.py                      the project's own texts, hostile ones, marked articles
    tools/parity_encoder.py --encoder FILE       another file than one made of --base and --learned

Four gates:

  pieces     the same pieces at the same places as `tokenizers` gives, for every text;
  reference  rows of the last layer of the plain C++ reference: |ours - PyTorch's| / |PyTorch's| at most
             1e-4 for each piece of some of the texts (--rows);
  acts       the words for which 8 bits say another act (of none and 16 types) than PyTorch in 32 bits:
             at most 0.5 %;
  triggers   F1 of words that are an act with more than .5, against the marked articles: what 8 bits
             change is at most .003.

The marked articles are no part of the repository: AVVISO_GOLD names a folder with gold/records (../shared);
without them the last gate is passed over. Texts are read in chunks of whole sentences, as
tools/encoder/gold.py cuts them. Texts with a command of BERT's ("[SEP]") are left out: to us it is text.

Exit code: 0 within the gates, 1 outside of one, 2 if a program couldn't run.
"""

import argparse
import collections
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy
import torch

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import hostile_texts  # noqa: E402
import parity  # noqa: E402
from encoder import export, gold  # noqa: E402
from encoder.model import Encoder  # noqa: E402

COMMANDS = ("[CLS]", "[SEP]", "[UNK]", "[PAD]", "[MASK]")
MOST_REFERENCE, MOST_ACTS, MOST_TRIGGERS = 1e-4, 0.005, 0.003
BATCH = 4096  # pieces, padded
TRIGGER = 0.5

# A chunk of an article: its text, and its words and pieces as ranges of the article's.
Part = collections.namedtuple("Part", "group article text words pieces")


def default_base():
    cache = os.environ.get("AVVISO_DATA")
    if not cache:
        cache = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "avviso")
    return pathlib.Path(cache, "encoder/all-MiniLM-L6-v2")


def make_encoder(avviso, base, learned, path):
    """The file that runs, of the same weights as PyTorch's."""
    done = subprocess.run([avviso, "data", "add-encoder", str(base), "--learned", str(learned),
                           "-o", str(path)], stdout=subprocess.DEVNULL)
    if done.returncode != 0:
        sys.exit(2)


def load_model(base, learned):
    """The encoder in PyTorch, as it was when it was learned."""
    model = Encoder(json.loads((base / "config.json").read_text(encoding="utf-8")))
    model.bert.load(base / "model.safetensors")
    export.load_learned(model, base / "model.safetensors", learned)
    return model.eval()


def documents():
    """(group, document) of every text."""
    for name, text in hostile_texts.texts():
        yield "hostile", {"id": name, "text": text}
    for source, text in parity.read_texts([ROOT / "samples"]):
        yield "samples", {"id": source, "text": text}
    records = pathlib.Path(os.environ.get("AVVISO_GOLD") or ROOT / "../shared", "gold/records")
    for name in ("train.jsonl", "dev.jsonl"):
        if (records / name).is_file():
            for document in gold.read_lines(records / name):
                yield "marked", document


def run(program, texts, *arguments):
    """What encoder_states tells of each text."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            file.write(json.dumps({"id": str(number), "text": text}) + "\n")
        file.flush()
        done = subprocess.run([program, file.name, *map(str, arguments)], stdout=subprocess.PIPE)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if done.returncode != 0 or len(lines) != len(texts):
        print(f"parity: {program} ended with {done.returncode} after {len(lines)} texts", file=sys.stderr)
        sys.exit(2)
    return lines


def places_in_bytes(text):
    """For each code point, and the end, its place in UTF-8."""
    return [0, *itertools.accumulate(len(c.encode()) for c in text)]


def compare_pieces(arguments, tokenizer, articles):
    """-> whether all are the same."""
    told = run(arguments.program, [a.text for _, a in articles],
               "--vocabulary", arguments.base / "vocab.txt")
    differing = collections.Counter()
    for (group, article), ours in zip(articles, told):
        place = places_in_bytes(article.text)
        encoding = tokenizer.encode(article.text, add_special_tokens=False)
        theirs = [[i, place[b], place[e]] for i, (b, e) in zip(encoding.ids, encoding.offsets)]
        if ours["pieces"] != theirs:
            differing[group] += 1
            at = next((n for n, (a, b) in enumerate(zip(ours["pieces"], theirs)) if a != b), -1)
            print(f"{article.id}: piece {at} differs: {ours['pieces'][at:at + 1]} is {theirs[at:at + 1]}")
    count = sum(len(ours["pieces"]) for ours in told)
    print(f"pieces: {len(articles)} texts, {count:,} pieces; texts that differ: {differing.total()}")
    return differing.total() == 0


def parts_of(articles):
    parts = []
    for group, article in articles:
        for begin, end in article.chunks():
            text = article.text[article.words[begin][0]:article.words[end - 1][1]]
            parts.append(Part(group, article, text, (begin, end), article.piece_range((begin, end))))
    return parts


@torch.no_grad()
def read_parts(model, parts):
    """PyTorch's rows of each part, [CLS] and [SEP] included."""
    order = sorted(range(len(parts)), key=lambda i: parts[i].pieces[1] - parts[i].pieces[0])
    rows = [None] * len(parts)
    while order:
        longest = parts[order[-1]].pieces[1] - parts[order[-1]].pieces[0] + 2
        batch = [order.pop() for _ in range(min(len(order), max(1, BATCH // longest)))]
        pieces = torch.zeros(len(batch), longest, dtype=torch.long)
        lengths = []
        for row, i in enumerate(batch):
            begin, end = parts[i].pieces
            ids = [101, *parts[i].article.pieces[begin:end], 102]
            pieces[row, :len(ids)] = torch.tensor(ids)
            lengths.append(len(ids))
        read = model.bert(pieces, torch.tensor(lengths))
        for row, i in enumerate(batch):
            rows[i] = read[row, :lengths[row]].clone()
    return rows


def far(ours, theirs):
    """Of each row."""
    return numpy.linalg.norm(ours - theirs, axis=1) / numpy.linalg.norm(theirs, axis=1)


def compare_states(arguments, model, parts):
    """-> whether the plain reference is PyTorch's equal."""
    total = sum(p.pieces[1] - p.pieces[0] for p in parts)
    parts = parts[::max(1, -(-total // arguments.rows))]
    theirs = read_parts(model, parts)
    width = theirs[0].shape[1]
    with tempfile.NamedTemporaryFile(suffix=".bin") as states:
        run(arguments.program, [p.text for p in parts], "--reference", arguments.base, arguments.learned,
            "--encoder", arguments.encoder, "--states", states.name)
        ours = numpy.fromfile(states.name, dtype="<f4").reshape(-1, width)
    reference, int8, at = [], [], 0
    for part, rows in zip(parts, theirs):
        count, rows = len(rows), rows.numpy().astype("f8")
        if at + 2 * count > len(ours):
            print("reference: rows are missing")
            return False
        reference.append(far(ours[at:at + count], rows))
        int8.append(far(ours[at + count:at + 2 * count], rows))
        at += 2 * count
    reference, int8 = numpy.concatenate(reference), numpy.concatenate(int8)
    good = at == len(ours) and reference.max() <= MOST_REFERENCE
    print(f"reference: {len(parts)} chunks, {len(reference):,} rows; furthest {reference.max():.2e} "
          f"(gate {MOST_REFERENCE:g}), mean {reference.mean():.2e}{'' if good else '  ABOVE THE GATE'}")
    print(f"8 bits: of the same rows furthest {int8.max():.3f}, mean {int8.mean():.4f}, "
          f"99 of 100 under {numpy.quantile(int8, .99):.4f}")
    return good


class Triggers:
    """Words that name an act, against the marked ones."""

    def __init__(self):
        self.found = self.right = self.gold = 0

    def add(self, article, word, likely):
        label = article.act[word]
        self.gold += label > 0
        if likely > TRIGGER and label != gold.IGNORE:
            self.found += 1
            self.right += label > 0

    def f1(self):
        return 2 * self.right / max(1, self.found + self.gold)


@torch.no_grad()
def theirs_of(model, part, rows):
    """PyTorch's act probabilities of the part's words that begin in it."""
    begin, end = part.pieces
    first = [part.article.first[w] - begin for w in range(*part.words) if part.article.first[w] < end]
    hidden, _ = model.heads.of_words(rows[[1 + i for i in first]])
    return first, model.heads.act(hidden).softmax(-1).numpy()


def compare_acts(arguments, model, parts):
    """-> whether 8 bits decide as PyTorch does."""
    told = run(arguments.program, [p.text for p in parts], "--encoder", arguments.encoder)
    words, differing = collections.Counter(), collections.Counter()
    full, int8, odd = Triggers(), Triggers(), 0
    for at in range(0, len(parts), 256):
        some = parts[at:at + 256]
        for part, rows, ours in zip(some, read_parts(model, some), told[at:at + 256]):
            first, acts = theirs_of(model, part, rows)
            here = part.article.pieces[slice(*part.pieces)]
            if ours["words"] != first or [p[0] for p in ours["pieces"][:len(here)]] != here:
                odd += 1  # a cut at a mark that belongs to what is before
                continue
            mine = numpy.array(ours["acts"])
            words[part.group] += len(first)
            differing[part.group] += int((mine.argmax(1) != acts.argmax(1)).sum())
            if part.group == "marked":
                for i in range(len(first)):
                    full.add(part.article, part.words[0] + i, 1 - acts[i, 0])
                    int8.add(part.article, part.words[0] + i, 1 - mine[i, 0])
    share = differing.total() / max(1, words.total())
    good = share <= MOST_ACTS and odd * 100 <= len(parts)
    groups = ", ".join(f"{g} {differing[g]} of {words[g]:,} ({differing[g] / words[g]:.2%})" for g in words)
    print(f"acts: {len(parts)} chunks, {words.total():,} words; decided otherwise {share:.3%} "
          f"(gate {MOST_ACTS:.1%}): {groups}; chunks cut otherwise: {odd}{'' if good else '  ABOVE THE GATE'}")
    if full.gold == 0:
        print("triggers: no marked articles (AVVISO_GOLD), so this gate is passed over")
        return good
    lost = abs(full.f1() - int8.f1())
    near = lost <= MOST_TRIGGERS
    print(f"triggers: {full.gold:,} marked; F1 in 32 bits {full.f1():.4f}, in 8 bits {int8.f1():.4f}, "
          f"difference {lost:.4f} (gate {MOST_TRIGGERS:g}){'' if near else '  ABOVE THE GATE'}")
    return good and near


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=pathlib.Path, default=default_base(), help="folder of the base")
    parser.add_argument("--learned", type=pathlib.Path, default=ROOT / "data/encoder/learned.safetensors")
    parser.add_argument("--encoder", metavar="FILE", help="made of both, unless one is given")
    parser.add_argument("--rows", type=int, default=10_000, help="rows for the plain reference, about (10000)")
    parser.add_argument("--limit", type=int, default=0, help="take so many texts of each kind alone")
    parser.add_argument("--program", default=str(ROOT / "build/bench/encoder_states"))
    parser.add_argument("--avviso", default=str(ROOT / "build/avviso"))
    arguments = parser.parse_args()
    tokenizer = gold.load_tokenizer(arguments.base / "tokenizer.json")
    articles, taken = [], collections.Counter()
    for group, document in documents():
        taken[group] += 1
        if not arguments.limit or taken[group] <= arguments.limit:
            if not any(command in document["text"] for command in COMMANDS):
                articles.append((group, gold.Article(document, tokenizer)))
    model = load_model(arguments.base, arguments.learned)
    with tempfile.TemporaryDirectory() as folder:
        if not arguments.encoder:
            arguments.encoder = os.path.join(folder, "encoder.bin")
            make_encoder(arguments.avviso, arguments.base, arguments.learned, arguments.encoder)
        parts = parts_of(articles)
        good = [compare_pieces(arguments, tokenizer, articles), compare_states(arguments, model, parts),
                compare_acts(arguments, model, parts)]
    print(f"PyTorch {torch.__version__}: {'passed' if all(good) else 'FAILED'}")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
