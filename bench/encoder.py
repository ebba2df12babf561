#!/usr/bin/env python3
"""Measures the encoder beside ONNX Runtime's 8-bit run of the same weights, on one core.

    bench/encoder.py                           marked articles, or the project's own few texts
    bench/encoder.py --texts news.jsonl --kernels --json figures.json

Ours is Encoder::Read whole: text into pieces, layers, heads. ONNX Runtime gets the same chunks as
ready ids and runs the layers alone, in its 8 bits (quantize_dynamic), in four ways: PyTorch's export as
it is, and with its own fused operators for BERT; one chunk at a time, and eight of like length. The
fastest counts. Each round starts each engine as a process of its own, one after another, on one thread
of one core; measured is CPU time of the second of two passes. Ratios are of the rounds: median, lowest,
highest. Exit code 1 if the median is below 1.5.

"far" tells how far rows of the last layer are from PyTorch's in 32 bits, |difference| / |row|, of some
chunks: a faster wrong answer shows.
"""

import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import warnings

import torch
from torch import nn
from torch.nn import functional as F

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(1, str(ROOT / "bench"))
sys.path.insert(0, str(ROOT / "tools"))  # before bench/, whose encoder.py isn't the package
import nlp  # noqa: E402
import parity  # noqa: E402
import parity_encoder  # noqa: E402

LEAST_RATIO = 1.5
CHECKED = 40  # chunks whose rows are looked at

# The work of one process of ONNX Runtime: MODEL CHUNKS BATCH.
PEER = r"""
import json, sys, time
import numpy, onnxruntime
chunks = sorted(map(json.loads, open(sys.argv[2])), key=len)
size = int(sys.argv[3])
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = options.inter_op_num_threads = 1
options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
session = onnxruntime.InferenceSession(sys.argv[1], options, providers=["CPUExecutionProvider"])
batches = []
for at in range(0, len(chunks), size):
    some = chunks[at:at + size]
    pieces = numpy.zeros((len(some), max(map(len, some))), numpy.int64)
    for row, ids in enumerate(some):
        pieces[row, :len(ids)] = ids
    mask = numpy.arange(pieces.shape[1])[None] < numpy.array([len(ids) for ids in some])[:, None]
    batches.append({"pieces": pieces, "mask": mask.astype(numpy.int64)})
for _ in range(2):
    before = time.process_time()
    for batch in batches:
        session.run(None, batch)
    seconds = time.process_time() - before
print(json.dumps({"cpu_s": seconds}))
"""


class Exported(nn.Module):
    """The layers in the form in which ONNX Runtime's optimizer knows BERT."""

    def __init__(self, bert):
        super().__init__()
        self.bert = bert
        self.types = nn.Embedding(1, len(bert.token_type))
        self.types.weight.data[0] = bert.token_type

    def forward(self, pieces, mask):
        bert = self.bert
        places = torch.arange(pieces.shape[1])[None]
        x = bert.norm(bert.words(pieces) + self.types(torch.zeros_like(pieces)) + bert.positions(places))
        unseen = (1.0 - mask[:, None, None, :].to(torch.float32)) * -10000.0
        width = x.shape[2]
        for layer in bert.layers:
            each = width // layer.heads
            heads = lambda y: y.view(y.size(0), y.size(1), layer.heads, each).permute(0, 2, 1, 3)
            query, key, value = heads(layer.query(x)), heads(layer.key(x)), heads(layer.value(x))
            scores = torch.matmul(query, key.transpose(-1, -2)) / math.sqrt(each) + unseen
            heard = torch.matmul(F.softmax(scores, -1), value).permute(0, 2, 1, 3).contiguous()
            heard = heard.view(heard.size(0), heard.size(1), width)
            x = layer.norm1(layer.attended(heard) + x)
            x = layer.norm2(layer.down(F.gelu(layer.up(x))) + x)
        return x


def export_models(model, folder):
    """-> {name: path} of the 8-bit models."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer

    warnings.simplefilter("ignore")
    plain, fused = folder / "plain.onnx", folder / "fused.onnx"
    example = (torch.randint(1000, 2000, (2, 16)), torch.ones(2, 16, dtype=torch.long))
    axes = {0: "chunks", 1: "length"}
    torch.onnx.export(Exported(model.bert).eval(), example, str(plain), dynamo=False, opset_version=17,
                      input_names=["pieces", "mask"], output_names=["rows"],
                      dynamic_axes={"pieces": axes, "mask": axes, "rows": axes})
    layer = model.bert.layers[0]
    better = optimizer.optimize_model(str(plain), model_type="bert", num_heads=layer.heads,
                                      hidden_size=layer.query.in_features, opt_level=0)
    fusions = better.get_fused_operator_statistics()
    if fusions["Attention"] != len(model.bert.layers):
        print(f"note: ONNX Runtime's optimizer didn't know the layers: {fusions}", file=sys.stderr)
    better.save_model_to_file(str(fused))
    models = {}
    for name, path in (("plain", plain), ("fused", fused)):
        models[name] = folder / f"{name}-8.onnx"
        quantize_dynamic(path, models[name], weight_type=QuantType.QInt8,
                         extra_options={"DefaultTensorType": 1})  # float, where shapes aren't inferred
    return models


@torch.no_grad()
def far_of(model, path, chunks):
    """How far a model's rows are from PyTorch's, on average."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    far = []
    for ids in chunks:
        pieces = torch.tensor([ids])
        rows = torch.from_numpy(session.run(None, {"pieces": pieces.numpy(),
                                                   "mask": torch.ones_like(pieces).numpy()})[0])
        want = model.bert(pieces, torch.tensor([len(ids)]))
        far.append(((rows - want).norm(dim=2) / want.norm(dim=2)).flatten())
    return float(torch.cat(far).mean())


def result_of(command, core):
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(list(map(str, command)), env=environment, stdout=subprocess.PIPE, check=True,
                          preexec_fn=lambda: os.sched_setaffinity(0, {core}))
    return json.loads(done.stdout)


def text_paths(given):
    if given:
        return given
    records = pathlib.Path(os.environ.get("AVVISO_GOLD") or ROOT / "../shared", "gold/records")
    return [records] if records.is_dir() else [ROOT / "samples", parity.STORED]


def measure(arguments, commands):
    """Seconds of each engine, in rounds."""
    rounds = []
    for number in range(arguments.rounds):
        found = {name: result_of(command, arguments.core) for name, command in commands.items()}
        hashes = found["Avviso"]["hash"]
        seconds = {name: r["passes"][-1]["cpu_s"] if name == "Avviso" else r["cpu_s"]
                   for name, r in found.items()}
        pieces = found["Avviso"]["pieces"]
        rounds.append({"pieces": pieces, "seconds": seconds, "hash": hashes})
        print(f"round {number + 1}: " + ", ".join(f"{n} {pieces / s:,.0f}" for n, s in seconds.items()),
              flush=True)
    return rounds


def table(rounds, far):
    """-> the median ratio."""
    pieces = rounds[0]["pieces"]
    seconds = {name: statistics.median(r["seconds"][name] for r in rounds) for name in rounds[0]["seconds"]}
    print(f"\n{'':28}{'pieces/CPU s':>14}{'far':>8}")
    for name, value in seconds.items():
        print(f"{name:28}{pieces / value:14,.0f}" + (f"{far[name]:8.3f}" if name in far else ""))
    best = min((name for name in seconds if name != "Avviso"), key=seconds.get)
    ratios = [r["seconds"][best] / r["seconds"]["Avviso"] for r in rounds]
    ratio = statistics.median(ratios)
    print(f"Avviso against {best}: {ratio:.2f} ({min(ratios):.2f} to {max(ratios):.2f}); at least {LEAST_RATIO} is "
          f"asked for{'' if ratio >= LEAST_RATIO else ': TOO SLOW'}")
    return ratio


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", nargs="+", metavar="PATH", help="JSON Lines, .txt files, folders of them")
    parser.add_argument("--words", type=int, default=50_000, help="take texts up to so many words (50000)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--core", type=int, default=min(os.sched_getaffinity(0)))
    parser.add_argument("--base", type=pathlib.Path, default=parity_encoder.default_base())
    parser.add_argument("--learned", type=pathlib.Path, default=ROOT / "data/encoder/learned.safetensors")
    parser.add_argument("--encoder", metavar="FILE", help="made of both, unless one is given")
    parser.add_argument("--kernels", action="store_true", help="then all of our kernels")
    parser.add_argument("--program", default=str(ROOT / "build/bench/bench_encoder"))
    parser.add_argument("--avviso", default=str(ROOT / "build/avviso"))
    parser.add_argument("--json", metavar="FILE", help="write all figures here")
    arguments = parser.parse_args()
    model = parity_encoder.load_model(arguments.base, arguments.learned)
    with tempfile.TemporaryDirectory() as name, tempfile.NamedTemporaryFile("w", suffix=".jsonl") as texts:
        folder = pathlib.Path(name)
        if not arguments.encoder:
            arguments.encoder = str(folder / "encoder.bin")
            parity_encoder.make_encoder(arguments.avviso, arguments.base, arguments.learned, arguments.encoder)
        words = nlp.take_texts(text_paths(arguments.texts), arguments.words, texts)
        ours = [arguments.program, arguments.encoder, texts.name]
        first = result_of([*ours, "--passes", "1", "--chunks", folder / "chunks"], arguments.core)
        print(f"{first['texts']} texts, {words:,} words, {first['pieces']:,} pieces in {first['chunks']:,} chunks; "
              f"our kernels {first['kernels']}, hash of our output {first['hash']}")
        chunks = [json.loads(line) for line in open(folder / "chunks", encoding="utf-8")]
        commands, far = {"Avviso": ours}, {}
        for kind, path in export_models(model, folder).items():
            distance = far_of(model, path, chunks[:CHECKED])
            for size in (1, 8):
                label = f"ONNX Runtime, {kind}, {size}"
                commands[label] = [sys.executable, "-c", PEER, path, folder / "chunks", size]
                far[label] = distance
        rounds = measure(arguments, commands)
        ratio = table(rounds, far)
        figures = {"rounds": rounds, "far": far, "ratio": ratio}
        if arguments.kernels:
            for kernels in ("amx", "avx512-vnni", "avx2", "portable"):
                try:
                    found = figures[kernels] = result_of([*ours, "--kernels", kernels, "--passes", "1"],
                                                            arguments.core)
                except subprocess.CalledProcessError:
                    continue  # this processor hasn't got them
                print(f"{kernels:28}{found['pieces'] / found['passes'][-1]['cpu_s']:14,.0f}   {found['hash']}")
    if arguments.json:
        pathlib.Path(arguments.json).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    same = {r["hash"] for r in rounds} == {first["hash"]}
    if not same:
        print("our output differs between runs")
    return 0 if same and ratio >= LEAST_RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
