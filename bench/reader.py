#!/usr/bin/env python3
"""Pages a CPU second of reading pages, beside trafilatura and resiliparse, in one run.

    bench/reader.py [--program build/bench/bench_reader] [--pages DIR] [--runs 3]
                    [--peers PYTHON]

Reads the pages in DIR, or made-up ones, on one thread. Peers run in the interpreter that
--peers names (pip install -r requirements-readers.lock; `make bench-reader` makes one in
.venv-readers); without it, or if it has none of them, only ours is measured. Each gets the
bytes of the pages from memory. trafilatura is measured with all metadata and for the text
alone; resiliparse does the text alone, main content only.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import zlib

PEERS = r"""
import json, pathlib, sys, time
pages = [p.read_bytes() for p in sorted(pathlib.Path(sys.argv[1]).rglob("*")) if p.is_file()]
out = {}

def measure(name, work):
    start = time.process_time()
    for page in pages:
        try:
            work(page)
        except Exception:
            pass
    out[name] = len(pages) / (time.process_time() - start)

try:
    import trafilatura
    version = "trafilatura " + trafilatura.__version__
    measure(version + ", all", lambda page: trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False))
    measure(version + ", text", lambda page: trafilatura.extract(page, include_comments=False))
except ImportError:
    pass
try:
    from importlib.metadata import version as version_of
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    measure("resiliparse " + version_of("resiliparse") + ", text", lambda page: extract_plain_text(
        bytes_to_str(page, detect_encoding(page)), main_content=True))
except ImportError:
    pass
print(json.dumps(out))
"""


def write_made_up_pages(folder):
    words = "the talks on the border were put off as both sides moved troops said a spokesman".split()
    for number in range(300):
        menu = "".join(f'<li class="menu-item"><a href="/{i}">Section {i}</a></li>' for i in range(60))
        body = []
        for line in range(8 + number % 30):
            picked = [words[(number * 31 + line * 7 + i * i) % len(words)] for i in range(40)]
            body.append(f'<p class="c{zlib.crc32(bytes([line]))}">{" ".join(picked)}, he said.</p>')
        page = (
            f"<!doctype html><html lang=en><head><title>Talks of day {number} | Daily</title>"
            f'<meta property="article:published_time" content="2023-09-29"></head><body><nav><ul>{menu}'
            f"</ul></nav><article><h1>Talks of day {number}</h1><p class=byline>By Ana Petrova</p>"
            f'{"".join(body)}</article><aside><ul>{menu}</ul></aside><footer>(c) Daily</footer></body></html>'
        )
        (folder / f"{number:03}.html").write_text(page)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default="build/bench/bench_reader")
    parser.add_argument("--data", default="data")
    parser.add_argument("--pages")
    parser.add_argument("--runs", default="3")
    parser.add_argument("--peers")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages = arguments.pages or folder
        if not arguments.pages:
            write_made_up_pages(pathlib.Path(folder))
        done = subprocess.run([arguments.program, arguments.data, pages, arguments.runs],
                              capture_output=True, text=True, check=True)
        ours = json.loads(done.stdout)
        speed = ours["pages_per_s"]
        print(f'{ours["pages"]} pages, {ours["bytes"] / 1e6:.1f} MB; hash of the texts {ours["hash"]}')
        print(f'{"avviso, all":32} {speed:7.0f} pages/CPU s')
        print(f'{"avviso, bytes to tree only":32} {ours["parse_pages_per_s"]:7.0f} pages/CPU s')
        if not arguments.peers:
            print("peers                            not installed: --peers names their Python")
            return 0
        done = subprocess.run([arguments.peers, "-c", PEERS, pages], capture_output=True, text=True)
        found = json.loads(done.stdout) if done.returncode == 0 else {}
        for name, theirs in found.items():
            print(f"{name:32} {theirs:7.0f} pages/CPU s   avviso is faster by {speed / theirs:.1f}")
        if not found:
            print("peers                            not measured: the interpreter has none of them")
    return 0


if __name__ == "__main__":
    sys.exit(main())
