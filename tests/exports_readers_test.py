"""Exports as the programs read them that they are made for.

usage: exports_readers_test.py PROGRAM

The readers are in .venv-exports (see tools/fetch_export_readers.sh); a test whose reader isn't
there is skipped. Skipped as a whole (exit 77) without a model.

The store holds a part of the corpus of examples/ and some articles whose titles, outlets and
words try to break out of each form.
"""
import csv
import glob
import hashlib
import html
import importlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import types
import unittest
import uuid
import zipfile

PROGRAM = ""
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv-exports")
sys.path += glob.glob(os.path.join(VENV, "lib/python3*/site-packages"))
CORPUS = os.path.join(ROOT, "examples/kosovo2023/articles.jsonl")
ARTICLES = 45
EVIL = "\"Serbia\" <b>'); DROP TABLE records; --</b> & ]]> {{7*7}} ${x} \\u0000 \u202e"
HOSTILE = [
    {"id": "=1+1", "url": "javascript:alert(1)", "outlet": EVIL, "title": "=HYPERLINK(\"x\")",
     "text": "Serbia deployed troops near the border with Kosovo, \"NATO\" <script>said</script>."},
    {"id": "'); DROP TABLE articles; --", "outlet": "\"quoted\noutlet\tof lines",
     "title": "</title><script>alert(1)</script>", "url": "https://a.example/?a=1&b=\"<'>\t",
     "text": "Police in Pristina arrested four \"men\" & women after a bomb attack killed two "
             "officers,\nthe <i>mayor</i> said. \"Serbia attacked Kosovo,\" he said."},
    {"id": "c", "url": "https://a.example/c", "outlet": "a.example",
     "text": "The United States urged Serbia to withdraw its troops."},
]
ACLED_TYPES = {
    "Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots",
    "Strategic developments"}
ACLED_DISORDER = {"Political violence", "Demonstrations", "Strategic developments"}
ACLED_SUB_TYPES = {
    "Government regains territory", "Non-state actor overtakes territory", "Armed clash",
    "Excessive force against protesters", "Protest with intervention", "Peaceful protest",
    "Violent demonstration", "Mob violence", "Chemical weapon", "Air/drone strike",
    "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED",
    "Grenade", "Sexual violence", "Attack", "Abduction/forced disappearance", "Agreement",
    "Arrests", "Change to group/activity", "Disrupted weapons use",
    "Headquarters or base established", "Looting/property destruction",
    "Non-violent transfer of territory", "Other"}
ACLED_INTERS = {
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters",
    "Protesters", "Civilians", "External/Other forces"}
QUADS = {"VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}


def reader(name):
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise unittest.SkipTest(f"{name} isn't installed") from error


def schema(table):
    """Names and types of a table of GDELT, as the package gdelt ships them."""
    path = os.path.join(VENV, "data", table + ".csv")
    if not os.path.exists(path):
        raise unittest.SkipTest("gdelt isn't installed")
    with open(path, encoding="utf-8") as file:
        return [(row["name"], row["type"]) for row in csv.DictReader(file)]


class Store(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="avviso-exports-")
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.db = os.path.join(cls.folder, "s.db")
        with open(CORPUS, encoding="utf-8") as file:
            lines = file.readlines()[:ARTICLES]
        lines += [json.dumps(dict(item, published="2023-09-29")) + "\n" for item in HOSTILE]
        subprocess.run([PROGRAM, "ingest", "--db", cls.db, "--jsonl", "-q"],
                       input="".join(lines).encode(), check=True)
        subprocess.run([PROGRAM, "events", "--db", cls.db, "-q"], stdout=subprocess.DEVNULL,
                       check=True)
        cls.rows = [json.loads(line) for line in cls.query("jsonl").splitlines()]
        cls.records = [row["record"] for row in cls.rows]
        cls.ids = {record["id"] for record in cls.records}
        cls.count = len(cls.rows)
        assert cls.count > ARTICLES and len(cls.ids) == cls.count

    @classmethod
    def query(cls, form):
        done = subprocess.run([PROGRAM, "query", "--db", cls.db, "--all", "--format", form],
                              capture_output=True, check=True)
        return done.stdout.decode()

    def path(self, form):
        path = os.path.join(self.folder, "export." + form)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(self.query(form))
        return path

    def texts(self):
        with sqlite3.connect(f"file:{self.db}?mode=ro", uri=True) as store:
            return dict(store.execute("SELECT text_sha256, text FROM revisions"
                                      " JOIN texts USING (revision)"))

    def table(self, form, **more):
        """As a user of pandas reads it; cells as texts."""
        return reader("pandas").read_csv(io.StringIO(self.query(form)), dtype=str,
                                         keep_default_na=False, **more)

    def typed(self, column, kind, *, low=None, high=None):
        """All that is told in a column is of one kind and within bounds."""
        pandas = reader("pandas")
        values = pandas.to_numeric(column[column != ""])
        if kind is int:
            self.assertTrue((values == values.astype("int64")).all(), column.name)
        if low is not None:
            self.assertTrue(values.between(low, high).all(), column.name)
        return values

    def days(self, column):
        return reader("pandas").to_datetime(column[column != ""], format="%Y-%m-%d")


class Tables(Store):
    def test_csv(self):
        frame = self.table("csv")
        self.assertEqual(frame.shape, (self.count, 44))
        self.assertEqual(set(frame["id"]), self.ids)
        self.days(frame["day"])
        self.typed(frame["goldstein"], float, low=-10, high=10)
        self.typed(frame["latitude"], float, low=-90, high=90)
        self.typed(frame["confidence"], float, low=0, high=1)
        # What a spreadsheet would run is disarmed, and nothing else is changed.
        evil = [title for title in frame["title"] if "HYPERLINK" in title]
        self.assertEqual(set(evil), {"'=HYPERLINK(\"x\")"})
        self.assertIn(EVIL, set(frame["outlet"]))

    def test_jsonl(self):
        frame = reader("pandas").read_json(io.StringIO(self.query("jsonl")), lines=True)
        self.assertEqual(len(frame), self.count)
        self.assertEqual(list(frame.columns), ["day", "article", "event", "sentence", "record"])

    def gdelt(self, form, table):
        columns = schema(table)
        # As the package gdelt reads them: no header, pandas' own quoting.
        frame = self.table(form, sep="\t", header=None)
        self.assertEqual(frame.shape[1], len(columns))
        frame.columns = [name for name, _ in columns]
        for name, kind in columns:
            if kind != "STRING":
                self.typed(frame[name], int if kind == "INTEGER" else float)
        return frame

    def test_gdelt_events(self):
        frame = self.gdelt("gdelt", "events2")
        self.assertEqual(frame.shape, (self.count, 61))
        self.assertEqual(len(set(frame["GLOBALEVENTID"])), self.count)
        self.assertTrue(frame["SQLDATE"].str.fullmatch(r"(\d{8})?").all())
        self.assertTrue((frame["SQLDATE"].str[:6] == frame["MonthYear"]).all())
        self.assertTrue((frame["SQLDATE"].str[:4] == frame["Year"]).all())
        self.typed(frame["QuadClass"], int, low=1, high=4)
        self.typed(frame["IsRootEvent"], int, low=0, high=1)
        self.typed(frame["GoldsteinScale"], float, low=-10, high=10)
        self.typed(frame["NumMentions"], int, low=1, high=10000)
        self.typed(frame["ActionGeo_Type"], int, low=0, high=5)
        self.typed(frame["ActionGeo_Lat"], float, low=-90, high=90)
        self.typed(frame["ActionGeo_Long"], float, low=-180, high=180)
        self.assertTrue(frame["EventCode"].str.fullmatch(r"(\d{2,4})?").all())
        for base, length in (("EventBaseCode", 3), ("EventRootCode", 2)):
            self.assertTrue((frame["EventCode"].str[:length] == frame[base]).all())
        self.assertTrue(frame["Actor1CountryCode"].str.fullmatch("([A-Z]{3})?").all())
        self.assertTrue(frame["ActionGeo_CountryCode"].str.fullmatch("([A-Z]{2})?").all())
        self.assertIn("KV", set(frame["ActionGeo_CountryCode"]))
        self.assertTrue(frame["DATEADDED"].str.fullmatch(
            r"\d{8}(\d\d(00|15|30|45)00|235959)").all())
        urls = {row["article"]["url"] or row["article"]["id"] for row in self.rows}
        self.assertEqual({url.strip() for url in frame["SOURCEURL"]},
                         {re.sub(r"[\x00-\x1f]", " ", url).strip() for url in urls})

    def test_gdelt_mentions(self):
        frame = self.gdelt("gdelt-mentions", "mentions")
        self.assertEqual(frame.shape[1], 16)
        events = self.table("gdelt", sep="\t", header=None)
        self.assertEqual(set(frame["GLOBALEVENTID"]), set(events[0]))
        self.assertEqual(len(frame), sum(len(record["mentions"]) for record in self.records))
        self.typed(frame["MentionType"], int, low=1, high=6)
        confidence = self.typed(frame["Confidence"], int, low=10, high=100)
        self.assertTrue((confidence % 10 == 0).all())
        for column in ("Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset"):
            self.typed(frame[column], int, low=-1, high=10**7)
        texts = self.texts()
        for _, row in frame.iterrows():
            extras = json.loads(row["Extras"])
            text = texts[extras["text_sha256"]]
            begin, end = extras["span"]
            self.assertEqual(text[begin:end], extras["quote"])
            self.assertEqual(int(row["ActionCharOffset"]), begin)

    def test_gdelt_feed(self):
        pandas = reader("pandas")
        feed = os.path.join(self.folder, "feed")
        base = "https://news.example/gdeltv2/"
        subprocess.run([PROGRAM, "export", "--db", self.db, "--feed", feed, "--base-url", base],
                       check=True)
        rows = 0
        with open(os.path.join(feed, "masterfilelist.txt"), encoding="utf-8") as file:
            entries = [line.rstrip("\n").split(" ") for line in file]
        with open(os.path.join(feed, "lastupdate.txt"), encoding="utf-8") as file:
            self.assertEqual([line.rstrip("\n").split(" ") for line in file], entries[-2:])
        for size, md5, url in entries:
            name = re.fullmatch(re.escape(base) + r"((\d{14})\.(export|mentions)\.CSV)\.zip", url)
            self.assertTrue(name, url)
            path = os.path.join(feed, name[1] + ".zip")
            with open(path, "rb") as file:
                data = file.read()
            self.assertEqual((str(len(data)), hashlib.md5(data).hexdigest()), (size, md5))
            with zipfile.ZipFile(path) as archive:
                self.assertEqual(archive.namelist(), [name[1]])
            columns = schema("events2" if name[3] == "export" else "mentions")
            frame = pandas.read_csv(path, compression="zip", sep="\t", header=None, dtype=str)
            self.assertEqual(frame.shape[1], len(columns))
            frame.columns = [column for column, _ in columns]
            stamp = "DATEADDED" if name[3] == "export" else "MentionTimeDate"
            self.assertEqual(set(frame[stamp]), {name[2]})
            rows += len(frame) if name[3] == "export" else 0
        self.assertEqual(rows, self.count)

    def test_acled(self):
        frame = self.table("acled")
        self.assertEqual(frame.shape[1], 31)
        wanted = [record for record in self.records if record["quad"].startswith("material")
                  and record["status"] == "happened" and not record["historical"]]
        self.assertEqual(len(frame), len(wanted))
        self.assertEqual(len(set(frame["event_id_cnty"])), len(wanted))
        self.assertTrue(frame["event_id_cnty"].str.fullmatch(r"([A-Z]{3})?\d+").all())
        days = self.days(frame["event_date"])
        self.assertTrue((days.dt.year.astype(str) == frame["year"][days.index]).all())
        self.typed(frame["time_precision"], int, low=1, high=3)
        self.typed(frame["geo_precision"], int, low=1, high=3)
        self.typed(frame["iso"], int, low=0, high=999)
        self.typed(frame["fatalities"], int, low=0, high=10**6)
        self.typed(frame["timestamp"], int, low=1, high=2**33)
        self.typed(frame["latitude"], float, low=-90, high=90)
        self.typed(frame["longitude"], float, low=-180, high=180)
        self.assertLessEqual(set(frame["event_type"]), ACLED_TYPES)
        self.assertLessEqual(set(frame["disorder_type"]), ACLED_DISORDER)
        self.assertLessEqual(set(frame["sub_event_type"]), ACLED_SUB_TYPES)
        for column in ("inter1", "inter2"):
            self.assertLessEqual(set(frame[column]), ACLED_INTERS | {""})
        self.assertLessEqual(set(frame["civilian_targeting"]), {"Civilian targeting", ""})

    def test_polecat(self):
        frame = self.table("polecat", sep="\t")
        self.assertEqual(frame.shape, (self.count, 40))
        self.assertEqual(set(frame["Event ID"]), self.ids)
        self.days(frame["Event Date"])
        self.days(frame["Publication Date"])
        self.typed(frame["Intensity"], float, low=-10, high=10)
        self.typed(frame["Latitude"], float, low=-90, high=90)
        self.typed(frame["GeoNames ID"], int, low=1, high=10**8)
        self.assertEqual(set(frame["Quad Code"]), QUADS)
        self.assertIn("Kosovo", set(frame["Country"]))
        self.assertTrue(frame["Actor Country"].str.fullmatch("([A-Z]{3})?").all())

    def test_icews(self):
        frame = self.table("icews", sep="\t")
        self.assertEqual(frame.shape, (self.count, 20))
        self.typed(frame["Event ID"], int, low=0, high=2**53)
        self.assertEqual(len(set(frame["Event ID"])), self.count)
        self.days(frame["Event Date"])
        self.assertTrue(frame["CAMEO Code"].str.fullmatch(r"(\d{2,4})?").all())
        self.typed(frame["Intensity"], float, low=-10, high=10)
        self.typed(frame["Longitude"], float, low=-180, high=180)
        for side in ("Source", "Target"):
            self.assertTrue(frame[side + " Sectors"].str.fullmatch("([A-Z]{3})?").all())
        self.assertIn("Serbia", set(frame["Source Country"]))
        self.assertIn("Kosovo", set(frame["Country"]))


class Maps(Store):
    def test_geojson(self):
        frame = reader("geopandas").read_file(self.path("geojson"))
        self.assertEqual(frame.crs.to_epsg(), 4326)
        self.assertEqual(set(frame["id"]), self.ids)
        places = {record["id"]: record["place"] for record in self.records}
        pins = 0
        for _, row in frame.iterrows():
            place = places[row["id"]]
            pin = place and place["lat"] is not None and place["precision"] != "country"
            self.assertEqual(row.geometry is not None, bool(pin))
            if pin:
                pins += 1
                self.assertEqual((row.geometry.y, row.geometry.x), (place["lat"], place["lon"]))
        self.assertGreater(pins, 10)
        self.assertEqual(str(frame["day"].dtype)[:8], "datetime")
        self.assertIn(EVIL, set(frame["outlet"]))

    def test_gexf(self):
        graph = reader("networkx").read_gexf(self.path("gexf"))
        self.assertTrue(graph.is_directed())
        self.assertIn("SRB", graph.nodes)
        pairs = sum(len(record["source"]) * len(record["target"]) for record in self.records)
        self.assertEqual(sum(edge["weight"] for *_, edge in graph.edges(data=True)), pairs)


class Feeds(Store):
    def test_feeds(self):
        sentences = {row["record"]["id"]: row["sentence"] for row in self.rows}
        urls = {row["record"]["id"]: row["article"]["url"] for row in self.rows}
        for form in ("rss", "atom"):
            feed = reader("feedparser").parse(self.query(form))
            self.assertFalse(feed.bozo, feed.get("bozo_exception"))
            self.assertEqual({"rss": "rss20", "atom": "atom10"}[form], feed.version)
            self.assertTrue(feed.feed.title)
            self.assertEqual({entry.id for entry in feed.entries},
                             {"urn:avviso:record:" + one for one in self.ids})
            for entry in feed.entries:
                self.assertTrue(entry.title)
                self.assertTrue(entry.get("published_parsed") or entry.get("updated_parsed"))
                record = entry.id.removeprefix("urn:avviso:record:")
                shown = entry.summary if form == "atom" else html.unescape(entry.summary)
                self.assertEqual(shown, sentences[record])
                links = [link.href.strip() for link in entry.get("links", ())]
                self.assertEqual(links, [url.strip() for url in (urls[record],)
                                         if url and url.startswith("http")])


class Linked(Store):
    def test_stix(self):
        text = self.query("stix")
        bundle = reader("stix2").parse(text)
        reports = [entry for entry in bundle.objects if entry.type == "report"]
        known = {entry.id for entry in bundle.objects}
        self.assertEqual(len(known), len(bundle.objects))
        for report in reports:
            self.assertLessEqual(set(report.object_refs), known)
            self.assertEqual(uuid.UUID(report.id.split("--")[1]).version, 5)
        some = [record["id"] for record in self.records if record["source"] or record["target"]]
        self.assertLessEqual(set(some), {report.external_references[0].external_id
                                         for report in reports})

    def test_stix_by_the_letter(self):
        # For names of products, of which there are none; published as source only.
        sys.modules.setdefault("cpe", types.SimpleNamespace(CPE=None))
        validator = reader("stix2validator")
        results = validator.validate_string(self.query("stix"),
                                            validator.ValidationOptions(version="2.1"))
        self.assertTrue(results.is_valid, [str(error) for error in results.errors][:5])

    def test_prov(self):
        rdflib = reader("rdflib")
        graph = rdflib.Graph().parse(data=self.query("prov"), format="json-ld")
        oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
        prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
        articles = set(graph.subjects(rdflib.RDF.type,
                                      rdflib.URIRef("http://schema.org/NewsArticle")))
        self.assertEqual(len(articles), len({row["article"]["id"] for row in self.rows}))
        self.assertTrue(articles & set(graph.objects(predicate=prov.wasDerivedFrom)))
        texts = self.texts()
        notes = list(graph.subjects(rdflib.RDF.type, oa.Annotation))
        self.assertEqual(len(notes), self.count)
        for note in notes:
            target = graph.value(note, oa.hasTarget)
            article = graph.value(target, oa.hasSource)
            text = texts[str(graph.value(article, rdflib.URIRef("urn:avviso:textSha256")))]
            kinds = {graph.value(one, rdflib.RDF.type): one
                     for one in graph.objects(target, oa.hasSelector)}
            exact = str(graph.value(kinds[oa.TextQuoteSelector], oa.exact))
            begin, end = (graph.value(kinds[oa.TextPositionSelector], edge).toPython()
                          for edge in (oa.start, oa.end))
            self.assertEqual(text[begin:end], exact)

    def test_prov_is_the_same_to_another_reader(self):
        jsonld, rdflib = reader("pyld.jsonld"), reader("rdflib")
        text = self.query("prov")
        lines = jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"})
        graph = rdflib.Graph().parse(data=text, format="json-ld")
        other = rdflib.Graph().parse(data=lines, format="nt")
        self.assertEqual(len(graph), len(other))
        self.assertEqual({(p, o) for _, p, o in graph if isinstance(o, rdflib.Literal)},
                         {(p, o) for _, p, o in other if isinstance(o, rdflib.Literal)})


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    probe = subprocess.run([PROGRAM, "code", "--json"], input=b"A test.", capture_output=True,
                           check=False)
    if probe.returncode == 3:
        print("skipped: no model is installed")
        sys.exit(77)
    unittest.main(warnings="ignore")
