#!/usr/bin/env python3
"""Trains the encoder's learned part on marked articles: `make train`.

usage: tools/train_encoder.py --base FOLDER --work FOLDER [--sets ../shared] [--program build/avviso]
                              [--only FOLD,…|whole]

For each of five folds over outlets an encoder that hasn't seen it is trained, scored on it, and left as
WORK/foldN.bin for tools/train_records.py; then one on all articles, whose learned part becomes
data/encoder/learned.safetensors, with the hash of the file that it makes beside it. FOLDER is the base's, which
tools/fetch_encoder.sh leaves in the cache. From a fixed seed; about two hours on two cores, 3 GB of memory. The sets are
no part of the repository (tools/quality.sh tells where they stand).
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from encoder import export, gold as G, training  # noqa: E402

FOLDS = 5
SEED = 1
RANK = 64


def make_file(program, base, learned, out):
    """The hash of the encoder's file that `learned` makes."""
    told = subprocess.run([program, "data", "add-encoder", "--json", "--data", ROOT / "data", base,
                           "--learned", learned, "-o", out], check=True, stdout=subprocess.PIPE)
    return json.loads(told.stdout)["sha256"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sets", default=str(ROOT.parent / "shared"))
    parser.add_argument("--base", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--program", default=str(ROOT / "build/avviso"))
    parser.add_argument("--only", default=",".join(map(str, range(FOLDS))) + ",whole")
    args = parser.parse_args()
    base, work = Path(args.base), Path(args.work)
    work.mkdir(parents=True, exist_ok=True)
    config = json.loads((base / "config.json").read_text())
    tokenizer = G.load_tokenizer(base / "tokenizer.json")
    records = Path(args.sets, "gold/records")
    pairs = G.load([records / "train.jsonl", records / "dev.jsonl"], tokenizer)
    for part in args.only.split(","):
        fold = None if part == "whole" else int(part)
        seen = [a for d, a in pairs if fold is None or G.fold_of(d, FOLDS) != fold]
        held = [a for d, a in pairs if fold is not None and G.fold_of(d, FOLDS) == fold]
        print("%s: %d articles, %d held out" % (part, len(seen), len(held)), flush=True)
        model = training.train(seen, config, base / "model.safetensors", SEED,
                               lambda line: print("  " + line, flush=True))
        learned = work / ("fold%d.safetensors" % fold) if held else ROOT / "data/encoder/learned.safetensors"
        export.save(model, base / "model.safetensors", RANK, learned)
        if held:
            export.load_learned(model, base / "model.safetensors", learned)
            print("  " + training.score(model, held), flush=True)
        sha256 = make_file(args.program, base, learned, work / (learned.stem + ".bin"))
        if not held:
            (ROOT / "data/encoder/encoder.sha256").write_text(sha256 + "  encoder-1.bin\n")


if __name__ == "__main__":
    main()
