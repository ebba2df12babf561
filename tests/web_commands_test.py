#!/usr/bin/env python3
"""Tests `avviso fetch`, `watch` and web addresses as inputs, against servers on loopback.

    web_commands_test.py PROGRAM

No other address is asked. A server answers by its table of pages and writes down what
it was asked for, and when.
"""

import gzip
import http.server
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PROGRAM = sys.argv.pop(1) if len(sys.argv) > 1 else "build/avviso"


class Server:
    """Pages by path: (status, headers, body), or a function of the handler that gives one."""

    def __init__(self, pages=None, robots=b""):
        self.pages = dict(pages or {})
        self.pages.setdefault("/robots.txt", (200, {"Content-Type": "text/plain"}, robots))
        self.asked = []  # (path, headers, time)
        self.lock = threading.Lock()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                with outer.lock:
                    outer.asked.append((self.path, dict(self.headers), time.monotonic()))
                page = outer.pages.get(self.path, (404, {}, b"none"))
                if callable(page):
                    page = page(self)
                if page is None:
                    return
                status, headers, body = page
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    self.wfile.write(body)
                except OSError:
                    pass

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # clients that hang up are part of it
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def paths(self):
        return [path for path, _, _ in self.asked]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def run(*arguments, **options):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, timeout=60,
                          check=False, **options)


def fetch(*arguments):
    return run("fetch", "--allow-private", "--interval", "0", *arguments)


PAGE = (200, {"Content-Type": "text/html; charset=utf-8"}, b"<html><p>Words.</p></html>")


def rss(base, numbers):
    items = "".join(
        f"<item><title>Item {n}</title><link>{base}/{n}</link><guid>{base}/{n}</guid>"
        f"<pubDate>Fri, 29 Sep 2023 18:20:0{n % 10} GMT</pubDate>"
        f"<description>Words of {n}.</description></item>" for n in numbers)
    return f"<rss version='2.0'><channel><title>T</title>{items}</channel></rss>".encode()


class WebTest(unittest.TestCase):
    def setUp(self):
        self.servers = []
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)

    def tearDown(self):
        for server in self.servers:
            server.close()
        self.folder.cleanup()

    def serve(self, pages=None, robots=b""):
        self.servers.append(Server(pages, robots))
        return self.servers[-1]


class Fetch(WebTest):
    def test_prints_a_page_decoded(self):
        body = gzip.compress(b"<p>packed</p>")
        server = self.serve({"/": (200, {"Content-Encoding": "gzip"}, body)})
        done = fetch(server.base + "/")
        self.assertEqual((done.returncode, done.stdout), (0, b"<p>packed</p>"), done.stderr)
        agent = server.asked[-1][1]["User-Agent"]
        self.assertRegex(agent, r"^avviso/\d")

    def test_refuses_private_addresses_by_number_by_name_and_behind_a_redirect(self):
        inner = self.serve({"/": PAGE})
        port = inner.base.rsplit(":", 1)[1]
        for host in ("127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "0"):
            done = run("fetch", f"http://{host}:{port}/")
            self.assertEqual(done.returncode, 1)
            self.assertIn(b"error[permission]", done.stderr, host)
        self.assertEqual(inner.asked, [])

    def test_keeps_to_robots(self):
        server = self.serve({"/open": PAGE, "/shut": PAGE},
                            b"User-agent: avviso\nDisallow: /shut\n")
        self.assertEqual(fetch(server.base + "/open").returncode, 0)
        done = fetch(server.base + "/shut")
        self.assertIn(b"robots.txt", done.stderr)
        self.assertEqual(done.returncode, 1)
        self.assertNotIn("/shut", server.paths())

    def test_robots_of_a_broken_site_shut_all_and_none_shut_nothing(self):
        broken = self.serve({"/": PAGE, "/robots.txt": (500, {}, b"")})
        self.assertEqual(fetch(broken.base + "/").returncode, 1)
        self.assertEqual(broken.paths(), ["/robots.txt"])
        none = self.serve({"/": PAGE, "/robots.txt": (404, {}, b"")})
        self.assertEqual(fetch(none.base + "/").returncode, 0)

    def test_redirects_are_followed_counted_and_each_asks_its_own_robots(self):
        shut = self.serve({"/x": PAGE}, b"User-agent: *\nDisallow: /")
        server = self.serve({"/a": (302, {"Location": "/b"}, b""), "/b": PAGE,
                             "/away": (302, {"Location": shut.base + "/x"}, b""),
                             "/round": (302, {"Location": "/round"}, b""),
                             "/file": (302, {"Location": "file:///etc/passwd"}, b"")})
        report = json.loads(fetch("--json", server.base + "/a").stdout)
        self.assertEqual((report["redirects"], report["status"]), (1, 200))
        self.assertEqual(report["final_url"], server.base + "/b")
        self.assertIn(b"robots.txt", fetch(server.base + "/away").stderr)
        self.assertNotIn("/x", shut.paths())
        self.assertIn(b"error[exhausted]", fetch(server.base + "/round").stderr)
        self.assertEqual(server.paths().count("/round"), 11)
        self.assertIn(b"error[invalid]", fetch(server.base + "/file").stderr)

    def test_size_and_time_are_capped(self):
        def slow(handler):
            handler.send_response(200)
            handler.end_headers()
            try:
                for _ in range(100):
                    handler.wfile.write(b"x")
                    time.sleep(0.1)
            except OSError:
                pass
            handler.close_connection = True

        server = self.serve({"/big": (200, {}, b"x" * 100000), "/slow": slow})
        done = fetch("--max-bytes", "50kb", server.base + "/big")
        self.assertIn(b"error[exhausted]", done.stderr)
        start = time.monotonic()
        done = fetch("--timeout", "1", server.base + "/slow")
        self.assertIn(b"error[exhausted]", done.stderr)
        self.assertLess(time.monotonic() - start, 5)

    def test_a_busy_site_is_asked_again_when_it_says(self):
        answers = [(503, {"Retry-After": "1"}, b"busy"), PAGE]
        server = self.serve({"/": lambda _: answers.pop(0)})
        self.assertEqual(fetch(server.base + "/").returncode, 0)
        times = [when for path, _, when in server.asked if path == "/"]
        self.assertGreaterEqual(times[1] - times[0], 0.95)

    def test_keeps_the_pace_of_a_site(self):
        server = self.serve({f"/{n}": PAGE for n in range(4)})
        done = run("fetch", "--allow-private", "--interval", "0.3", "-j", "4", "--json",
                   *[f"{server.base}/{n}" for n in range(4)])
        self.assertEqual(done.returncode, 0, done.stderr)
        times = sorted(when for _, _, when in server.asked)
        self.assertTrue(all(b - a > 0.25 for a, b in zip(times, times[1:])), times)

    def test_validators_are_kept_for_the_next_run(self):
        def page(handler):
            if handler.headers.get("If-None-Match") == '"v1"':
                return (304, {"ETag": '"v1"'}, b"")
            return (200, {"ETag": '"v1"'}, b"words")

        server = self.serve({"/": page})
        state = self.path / "state"
        first = fetch("--state", state, "--json", server.base + "/")
        second = fetch("--state", state, "--json", server.base + "/")
        self.assertEqual(json.loads(first.stdout)["status"], 200)
        self.assertEqual(json.loads(second.stdout)["status"], 304)

    def test_writes_warc(self):
        server = self.serve({"/a": (301, {"Location": "/b"}, b"moved"), "/b": PAGE})
        out = self.path / "out.warc.gz"
        self.assertEqual(fetch("-o", out, server.base + "/a").returncode, 0)
        plain = gzip.decompress(out.read_bytes())
        self.assertEqual(plain.count(b"WARC/1.1\r\n"), 3)
        self.assertIn(b"WARC-Target-URI: " + server.base.encode() + b"/b\r\n", plain)
        self.assertIn(b"HTTP/1.1 301 ", plain)
        self.assertIn(PAGE[2], plain)

    def test_several_pages_need_a_place(self):
        self.assertEqual(fetch("http://a.example/", "http://b.example/").returncode, 2)


class Watch(WebTest):
    def watch(self, *arguments):
        return run("watch", "--allow-private", "--interval", "0", "--once", *arguments)

    def lines(self, done):
        return [json.loads(line) for line in done.stdout.splitlines()]

    def forget_when(self, state):
        """Makes all feeds due again."""
        lines = [json.loads(line) for line in state.read_text().splitlines()]
        for line in lines:
            line.pop("due", None)
        state.write_text("".join(json.dumps(line) + "\n" for line in lines))

    def test_each_item_once_over_restarts(self):
        server = self.serve()
        state = self.path / "state"
        server.pages["/rss"] = (200, {"ETag": '"1"'}, rss(server.base, [2, 1]))
        first = self.lines(self.watch("--state", state, server.base + "/rss"))
        self.assertEqual([line["text"] for line in first],
                         ["Item 1\n\nWords of 1.", "Item 2\n\nWords of 2."])
        self.assertEqual(first[0]["published"], "2023-09-29T18:20:01Z")
        asked = len(server.asked)
        self.assertEqual(self.lines(self.watch("--state", state, server.base + "/rss")), [])
        self.assertEqual(len(server.asked), asked, "it wasn't due")
        self.forget_when(state)
        server.pages["/rss"] = (200, {}, rss(server.base, [3, 2, 1]))
        third = self.lines(self.watch("--state", state, server.base + "/rss"))
        self.assertEqual([line["url"] for line in third], [server.base + "/3"])
        self.assertEqual(server.asked[-1][1].get("If-None-Match"), '"1"')

    def test_items_without_a_link_are_kept_and_told_apart(self):
        state = self.path / "w.state"

        def feed(*titles):
            items = "".join(f"<item><title>{title}</title><description>Troops were sent."
                            "</description></item>" for title in titles)
            return (200, {}, f"<rss version='2.0'><channel>{items}</channel></rss>".encode())

        server = self.serve({"/rss": feed("One", "Two")})
        first = self.lines(self.watch("--state", state, server.base + "/rss"))
        self.assertEqual({line["title"] for line in first}, {"One", "Two"})
        self.assertEqual(len({line["id"] for line in first}), 2)
        # The next poll has one of them in another place, and a new one.
        server.pages["/rss"] = feed("Three", "Two")
        self.forget_when(state)
        again = self.lines(self.watch("--state", state, server.base + "/rss"))
        self.assertEqual([line["title"] for line in again], ["Three"])
        self.assertNotIn(again[0]["id"], {line["id"] for line in first})

    def test_two_feeds_with_the_same_item(self):
        server = self.serve()
        server.pages["/a"] = server.pages["/b"] = (200, {}, rss(server.base, [1]))
        done = self.watch(server.base + "/a", server.base + "/b")
        self.assertEqual(len(self.lines(done)), 1)

    def test_lists_of_feeds(self):
        server = self.serve()
        server.pages["/a"] = (200, {}, rss(server.base, [1]))
        server.pages["/b"] = (200, {}, rss(server.base, [2]))
        server.pages["/opml"] = (200, {}, f"<opml><body><outline xmlUrl='{server.base}/b'/>"
                                 "</body></opml>".encode())
        feeds = self.path / "feeds.txt"
        feeds.write_text(f"# mine\n{server.base}/a\n\n{server.base}/opml\n")
        self.assertEqual(len(self.lines(self.watch(feeds))), 2)

    def test_broken_feeds_are_told_and_put_off(self):
        server = self.serve({"/gone": (410, {}, b""), "/broken": (200, {}, b"<rss><channel>")})
        server.pages["/good"] = (200, {}, rss(server.base, [1]))
        state = self.path / "state"
        done = self.watch("--state", state, server.base + "/gone", server.base + "/broken",
                          server.base + "/good")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(len(self.lines(done)), 1)
        self.assertIn(b"error[not-found]", done.stderr)
        self.assertIn(b"error[corrupt]", done.stderr)
        kept = {line["url"]: line for line in map(json.loads, state.read_text().splitlines())}
        self.assertTrue(kept[server.base + "/gone"]["gone"])
        self.assertEqual(kept[server.base + "/broken"]["failures"], 1)

    def test_ends_cleanly_when_asked(self):
        server = self.serve()
        server.pages["/rss"] = (200, {}, rss(server.base, [1]))
        out, state = self.path / "out.jsonl", self.path / "state"
        process = subprocess.Popen([PROGRAM, "watch", "--allow-private", "--interval", "0",
                                    "--state", str(state), "-o", str(out),
                                    server.base + "/rss"])
        deadline = time.monotonic() + 20
        while not state.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=10), 0)
        self.assertEqual(len(out.read_text().splitlines()), 1)
        self.assertEqual(len(json.loads(state.read_text())["seen"]), 1)


if __name__ == "__main__":
    os.environ.pop("http_proxy", None)
    unittest.main()
