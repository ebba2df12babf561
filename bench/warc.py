#!/usr/bin/env python3
"""MB a CPU second of plain bytes read from a .warc.gz, beside FastWARC, in one run.

    bench/warc.py [--program build/bench/bench_warc] [--pages DIR] [--file FILE.warc.gz]

Makes an archive (a gzip member a record, as crawlers write) of the pages in DIR, over
and over until it is 200 MB, or of made-up pages if no DIR is given. FastWARC is used if
the interpreter that runs this has it (pip install fastwarc). Both read every response, parse
its HTTP header and take the body. The numbers of records and of bytes must be the same.
"""

import argparse
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import zlib


def made_up_pages():
    words = "the talks on the border were put off as both sides moved troops said a spokesman".split()
    for number in range(400):
        lines = []
        for line in range(40 + number % 300):
            picked = [words[(number * 31 + line * 7 + i * i) % len(words)] for i in range(18)]
            lines.append(f'<p class="c{line}" id="{zlib.crc32(bytes([line % 256]))}">{" ".join(picked)}</p>')
        yield ("<!doctype html><title>%d</title>" % number + "\n".join(lines)).encode()


def write_archive(path, pages, most):
    written, records = 0, 0
    with open(path, "wb") as out:
        while written < most:
            for page in pages:
                block = (
                    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
                    b"Server: example\r\nContent-Length: %d\r\n\r\n" % len(page)
                ) + page
                for kind, body in ((b"request", b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"),
                                   (b"response", block)):
                    record = (
                        b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Date: 2023-09-29T18:20:00Z\r\n"
                        b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\n"
                        b"WARC-Target-URI: https://a.example/%d\r\n"
                        b"Content-Type: application/http; msgtype=%s\r\nContent-Length: %d\r\n\r\n"
                        % (kind, records, records, kind, len(body))
                    ) + body + b"\r\n\r\n"
                    out.write(gzip.compress(record, 6, mtime=0))
                    written += len(record)
                records += 1
                if written >= most:
                    break


def fastwarc(path, runs):
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        return None
    try:  # up to version 1; later ones take a path
        from fastwarc.stream_io import FileStream, GZipStream

        def open_archive():
            return GZipStream(FileStream(path, "rb"))
    except ImportError:

        def open_archive():
            return path

    best, records, size = 1e9, 0, 0
    for _ in range(runs):
        start = time.process_time()
        records = size = 0
        for record in ArchiveIterator(open_archive(), record_types=WarcRecordType.response):
            records += 1
            size += len(record.reader.read())
        best = min(best, time.process_time() - start)
    return {"records": records, "bytes": size, "seconds": best}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default="build/bench/bench_warc")
    parser.add_argument("--pages")
    parser.add_argument("--file")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.file or str(pathlib.Path(folder) / "pages.warc.gz")
        if not arguments.file:
            if arguments.pages:
                files = sorted(p for p in pathlib.Path(arguments.pages).rglob("*") if p.is_file())
                pages = [p.read_bytes() for p in files]
            else:
                pages = list(made_up_pages())
            write_archive(path, pages, 200_000_000)
        done = subprocess.run([arguments.program, path, str(arguments.runs)], capture_output=True,
                              text=True, check=True)
        ours = json.loads(done.stdout)
        theirs = fastwarc(path, arguments.runs)
        plain = ours["mb_per_s"] * ours["seconds"]
        print(f'avviso    {ours["mb_per_s"]:6.0f} MB/s  {ours["records"]} records '
              f'{ours["bytes"]} bytes  hash {ours["hash"]}')
        if theirs is None:
            print("FastWARC  not installed")
            return 0
        print(f'FastWARC  {plain / theirs["seconds"]:6.0f} MB/s  {theirs["records"]} records '
              f'{theirs["bytes"]} bytes')
        same = (ours["records"], ours["bytes"]) == (theirs["records"], theirs["bytes"])
        return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
