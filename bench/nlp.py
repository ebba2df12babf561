#!/usr/bin/env python3
"""Measures Avviso's language pipeline beside spaCy's, text in to full annotation out.

    bench/nlp.py --texts news.jsonl        spaCy default, spaCy tuned, Avviso, five rounds
    bench/nlp.py --texts news.jsonl --kernels --json figures.json

Each round starts each engine as a process of its own, one after another, on one thread.
Measured is CPU time, user and system, of annotating all texts: once at first sight and
once more in the same process, with the model loaded before. "tuned" is spaCy with
OpenBLAS instead of BLIS and batches of 16 texts, its fastest here. Ratios are medians of
the rounds, with the lowest and the highest round; the engines must find equally many
tokens. Without --texts the project's own few texts are taken, which says little.
"""

import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "bench"))
import parity  # noqa: E402


def run_spacy(kind, directory, path):
    """The work of one process of spaCy; prints what bench_nlp prints."""
    texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8")]
    import openblas_for_thinc
    from thinc.api import set_current_ops

    if kind == "tuned":
        set_current_ops(openblas_for_thinc.Operations())
    started = time.perf_counter()
    nlp = parity.load_spacy(directory)
    load = time.perf_counter() - started
    options = {"batch_size": 16} if kind == "tuned" else {}
    passes, checksum = [], 0
    for _ in range(2):
        before, wall = os.times(), time.perf_counter()
        tokens = sum(len(doc) for doc in nlp.pipe(texts, **options))
        after = os.times()
        passes.append({"cpu_s": after.user - before.user + after.system - before.system,
                       "wall_s": time.perf_counter() - wall})
    # A library that refuses its arguments is fast, so look at what came out.
    for doc in nlp.pipe(texts[:20], **options):
        checksum += sum(t.head.i * 31 + t.dep % 1009 + t.tag % 1013 + t.ent_type % 1019 for t in doc)
    print(json.dumps({"tokens": tokens, "load_s": load, "passes": passes, "checksum": checksum,
                      "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                      "openblas": openblas_for_thinc.core_name()}))


def environment():
    """One thread, and OpenBLAS's own choice of kernels."""
    values = dict(os.environ)
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        values.pop(name, None)
    for name in ("OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "OMP_NUM_THREADS"):
        values[name] = "1"
    return values


def result_of(command):
    done = subprocess.run(command, env=environment(), stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def speeds(result):
    """Tokens a CPU second, at first sight and warm."""
    seconds = [p["cpu_s"] for p in result["passes"]]
    return result["tokens"] / seconds[0], result["tokens"] / seconds[-1]


def take_texts(paths, words, out):
    taken = 0
    for _, text in parity.read_texts(paths):
        if parity.group_of(text) == "cased" and taken < words:
            taken += len(text.split())
            out.write(json.dumps({"text": text}) + "\n")
    out.flush()
    return taken


def table(rounds):
    print(f"\n{'':16}{'load s':>9}{'peak MB':>9}{'first sight':>13}{'warm':>9}   tokens a CPU second, medians")
    for name in rounds[0]:
        results = [r[name] for r in rounds]
        first, warm = (statistics.median(speeds(r)[i] for r in results) for i in (0, 1))
        load = statistics.median(r["load_s"] for r in results)
        peak = max(r["peak_mb"] for r in results)
        print(f"{name:16}{load:9.3f}{peak:9.0f}{first:13,.0f}{warm:9,.0f}")
    for other in ("spaCy tuned", "spaCy default"):
        ratios = [[speeds(r["Avviso"])[i] / speeds(r[other])[i] for r in rounds] for i in (0, 1)]
        parts = [f"{what} {statistics.median(x):.1f} ({min(x):.1f} to {max(x):.1f})"
                 for what, x in zip(("first sight", "warm"), ratios)]
        print(f"Avviso against {other}: " + ", ".join(parts))


def other_runs(ours):
    """Other kernels, and two threads: figures of one process each."""
    out = {}
    print(f"\n{'':16}{'CPU first':>11}{'CPU warm':>11}{'wall warm':>11}   tokens a second; hash")
    for name, flags in (("avx512", ["--kernels", "avx512"]), ("avx2", ["--kernels", "avx2"]),
                        ("portable", ["--kernels", "portable"]), ("-j 1", []), ("-j 2", ["-j", "2"])):
        try:
            result = out[name] = result_of(ours + flags + ["--passes", "3"])
        except subprocess.CalledProcessError:
            continue  # this processor hasn't got them
        first, warm = speeds(result)
        wall = result["tokens"] / result["passes"][-1]["wall_s"]
        print(f"{name:16}{first:11,.0f}{warm:11,.0f}{wall:11,.0f}   {result['hash']}")
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", nargs="+", metavar="PATH", help="JSON Lines, .txt files, folders of them")
    parser.add_argument("--words", type=int, default=100_000, help="take texts up to so many words (100000)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--model", default="sm", help="sm, md, or a model directory (sm)")
    parser.add_argument("--kernels", action="store_true", help="then all kernels, and two threads")
    parser.add_argument("--only-ours", action="store_true", help="no spaCy")
    parser.add_argument("--program", default=str(ROOT / "build/bench/bench_nlp"))
    parser.add_argument("--json", metavar="FILE", help="write all figures here")
    parser.add_argument("--spacy", nargs=2, metavar=("KIND", "TEXTS"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    directory = parity.model_directory(arguments.model)
    if arguments.spacy:
        return run_spacy(arguments.spacy[0], directory, arguments.spacy[1])

    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as texts:
        words = take_texts(arguments.texts or [ROOT / "samples", parity.STORED], arguments.words, texts)
        if words < 50_000:
            print(f"only {words} words: too few to say much, give --texts", file=sys.stderr)
        itself = [sys.executable, __file__, "--model", directory, "--spacy"]
        commands = {
            "spaCy default": itself + ["default", texts.name],
            "spaCy tuned": itself + ["tuned", texts.name],
            "Avviso": [arguments.program, directory, texts.name],
        }
        rounds = []
        for number in range(0 if arguments.only_ours else arguments.rounds):
            rounds.append({name: result_of(command) for name, command in commands.items()})
            found = {name: r["tokens"] for name, r in rounds[-1].items()}
            if len(set(found.values())) != 1:
                sys.exit(f"the engines differ in their tokens: {found}")
            print(f"round {number + 1}: " + ", ".join(
                f"{name} {speeds(r)[0]:,.0f} / {speeds(r)[1]:,.0f}" for name, r in rounds[-1].items()),
                flush=True)
        figures = {"rounds": rounds}
        if rounds:
            if len({r[k]["checksum"] for r in rounds for k in ("spaCy default", "spaCy tuned")}) != 1:
                print("note: spaCy default and tuned differ in some annotation")
            print(f"{rounds[0]['Avviso']['tokens']:,} tokens of {rounds[0]['Avviso']['texts']} texts; OpenBLAS "
                  f"runs its {rounds[0]['spaCy tuned']['openblas']} kernels, Avviso {rounds[0]['Avviso']['kernels']}")
            table(rounds)
        if arguments.kernels or arguments.only_ours:
            figures["others"] = other_runs(commands["Avviso"])
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
