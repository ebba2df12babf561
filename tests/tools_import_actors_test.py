"""The importers of actors, on made-up lists in the forms of others."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

TOOL = pathlib.Path(__file__).resolve().parent.parent / "tools" / "import_actors.py"


def run(kind, text):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        done = subprocess.run([sys.executable, TOOL, kind, file.name], capture_output=True,
                              text=True, check=False)
    return done.returncode, done.stdout.splitlines(), done.stderr


class Importers(unittest.TestCase):
    def test_archigos(self):
        code, rows, err = run("archigos", "ccode\tleader\tstartdate\tenddate\n"
                              "501\tOrlan Roe\t1999-03-01\t2004-05-06\n"
                              "345\tVera Sol\t01/02/2010\t\n"
                              "9999\tNo State\t2000-01-01\t2001-01-01\n")
        self.assertEqual((code, rows), (0, ["Orlan Roe\t\tKEN\tGOV\t1999\t2004",
                                            "Vera Sol\t\tSRB\tGOV\t2010\t"]))
        self.assertIn("line 4", err)

    def test_wikidata(self):
        code, rows, err = run("wikidata", "personLabel,iso3,start,end,altLabels\n"
                              "Orlan Roe,KEN,1999-03-01T00:00:00Z,2004-05-06T00:00:00Z,O. Roe|Roe\n"
                              "Q12345,KEN,1999-03-01T00:00:00Z,,\n")
        self.assertEqual((code, rows), (0, ["Orlan Roe\tO. Roe|Roe\tKEN\tGOV\t1999\t2004"]))
        self.assertIn("line 3", err)

    def test_ucdp(self):
        code, rows, _ = run("ucdp", "ActorId,NameData,Org,GWNOLoc\n"
                            "1,Government of Kenya,1,501\n"
                            "2,FFU: Free Farmers Union,2,501\n")
        self.assertEqual((code, rows),
                         (0, ["arm:free-farmers-union\tFree Farmers Union\tFFU\tKEN\tREB\t"]))

    def test_petrarch(self):
        code, rows, err = run("petrarch", "ORLAN_ROE_  ; a comment\n"
                              "+ROE_\n"
                              "\t[KENGOV 990301-040506]\n"
                              "\t[KENELI >040506]\n"
                              "VERA_SOL_ [KENGOV >100101]\n"
                              "FREE_FARMERS_ARMY_ [KENREB]\n"
                              "NOBODY_\n")
        self.assertEqual((code, rows), (0, ["Orlan Roe\tRoe\tKEN\tGOV\t1999\t2004",
                                            "Vera Sol\t\tKEN\tGOV\t2010\t",
                                            "arm:free-farmers-army\tFree Farmers Army\t\tKEN\tREB\t"]))
        self.assertIn("Nobody: no code", err)

    def test_usage(self):
        self.assertEqual(run("nothing", "")[0], 2)


if __name__ == "__main__":
    unittest.main()
