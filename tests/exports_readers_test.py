"""Exports as the programs read them that they are made for.

usage: exports_readers_test.py PROGRAM

Each test needs one reader (networkx, feedparser, stix2, rdflib), from .venv-exports (see
tools/fetch_export_readers.sh) or installed, and is skipped where there is none. Skipped as a
whole (exit 77) without a model.
"""
import glob
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = ""
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path += glob.glob(os.path.join(ROOT, ".venv-exports/lib/python3*/site-packages"))
ARTICLES = [
    ("Serbia deployed troops near the border with Kosovo, a NATO spokesman said.", "a"),
    ("Police in Pristina arrested four men after a bomb attack killed two officers.", "b"),
    ("The United States urged Serbia to withdraw its troops.", "c"),
]


def reader(name):
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise unittest.SkipTest(f"{name} isn't installed") from error


class Readers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="avviso-exports-")
        cls.db = os.path.join(cls.folder, "s.db")
        text = "".join(json.dumps({"id": i, "url": f"https://a.example/{i}", "text": t,
                                   "published": "2023-09-29"}) + "\n" for t, i in ARTICLES)
        subprocess.run([PROGRAM, "ingest", "--db", cls.db, "--jsonl", "-q"],
                       input=text.encode(), check=True)
        cls.count = len(cls.query("jsonl").splitlines())

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    @classmethod
    def query(cls, form):
        done = subprocess.run([PROGRAM, "query", "--db", cls.db, "--all", "--format", form],
                              capture_output=True, check=True)
        return done.stdout.decode()

    def path(self, form):
        path = os.path.join(self.folder, "export." + form)
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.query(form))
        return path

    def test_gexf(self):
        graph = reader("networkx").read_gexf(self.path("gexf"))
        self.assertIn("SRB", graph.nodes)
        self.assertTrue(all(edge["weight"] >= 1 for *_, edge in graph.edges(data=True)))

    def test_feeds(self):
        for form in ("rss", "atom"):
            feed = reader("feedparser").parse(self.query(form))
            self.assertFalse(feed.bozo, feed.get("bozo_exception"))
            self.assertEqual(len(feed.entries), self.count)
            self.assertEqual(len({entry.id for entry in feed.entries}), self.count)

    def test_stix(self):
        bundle = reader("stix2").parse(self.query("stix"))
        reports = [entry for entry in bundle.objects if entry.type == "report"]
        self.assertEqual(len(reports), self.count)
        known = {entry.id for entry in bundle.objects}
        for report in reports:
            self.assertLessEqual(set(report.object_refs), known)

    def test_prov(self):
        rdflib = reader("rdflib")
        graph = rdflib.Graph().parse(data=self.query("prov"), format="json-ld")
        exact = rdflib.URIRef("http://www.w3.org/ns/oa#exact")
        self.assertEqual(len(set(graph.subjects(exact))), self.count)
        derived = rdflib.URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")
        articles = set(graph.subjects(rdflib.RDF.type,
                                      rdflib.URIRef("http://schema.org/NewsArticle")))
        self.assertTrue(articles)
        self.assertTrue(articles & set(graph.objects(predicate=derived)))


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    probe = subprocess.run([PROGRAM, "code", "--json"], input=b"A test.", capture_output=True,
                           check=False)
    if probe.returncode == 3:
        print("skipped: no model is installed")
        sys.exit(77)
    unittest.main()
