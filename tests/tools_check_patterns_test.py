#!/usr/bin/env python3
"""The linter of patterns: silent on the tables as they are, and loud on each fault."""

import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINTER = ROOT / "tools/check_patterns.py"


class CheckPatternsTest(unittest.TestCase):
    def setUp(self):
        self.dir = Path(tempfile.mkdtemp())
        shutil.copytree(ROOT / "data/patterns", self.dir / "data/patterns")
        shutil.copytree(ROOT / "data/ontology", self.dir / "data/ontology")
        (self.dir / "src").symlink_to(ROOT / "src")

    def tearDown(self):
        shutil.rmtree(self.dir)

    def lint(self):
        done = subprocess.run([sys.executable, LINTER, self.dir / "data"],
                              stdout=subprocess.PIPE, check=False)
        return done.returncode, done.stdout.decode()

    def add(self, file, row):
        with open(self.dir / "data/patterns" / file, "a", encoding="utf-8") as out:
            out.write(row.replace(";", "\t") + "\n")

    def expect(self, words):
        code, out = self.lint()
        self.assertEqual(code, 1, out)
        self.assertIn(words, out)

    def test_tables_are_clean(self):
        self.assertEqual(self.lint(), (0, ""))

    def test_unknown_class(self):
        self.add("verbs.tsv", "assault.x;xyzzy;obj=@nonesuch;ASSAULT;;subj;obj;s;;")
        self.expect("no such class: @nonesuch")

    def test_unreachable_row(self):
        self.add("verbs.tsv", "assault.x;xyzzy;obj;ASSAULT;;subj;obj;s;;")
        self.add("verbs.tsv", "assault.y;xyzzy;obj=actor p.with;ASSAULT;;subj;obj;st;;")
        self.expect('assault.y can\'t be reached by "xyzzy": assault.x')

    def test_special_before_general_is_fine(self):
        self.add("verbs.tsv", "assault.y;xyzzy;obj=actor p.with;ASSAULT;;subj;obj;st;;")
        self.add("verbs.tsv", "assault.x;xyzzy;obj;ASSAULT;;subj;obj;s;;")
        self.assertEqual(self.lint(), (0, ""))

    def test_id_of_another_type(self):
        self.add("verbs.tsv", "accuse.x;xyzzy;obj;ASSAULT;;subj;obj;s;;")
        self.expect("accuse.x makes ASSAULT")

    def test_id_twice(self):
        self.add("nouns.tsv", "assault.kill;xyzzy;v;ASSAULT;;subj;obj;s;;")
        self.expect("id twice: assault.kill")

    def test_unknown_sector_and_step(self):
        self.add("verbs.tsv", "assault.x;xyzzy;subj=&XYZ;ASSAULT;;subj;into;s;;")
        self.expect("no such sector: &XYZ")
        self.expect("no such step: into")

    def test_unused_class(self):
        self.add("classes.tsv", "nonesuch;a|b")
        self.expect("nobody asks for the class nonesuch")

    def test_carrier_twice(self):
        self.add("carriers.tsv", "launch;obj;;source;")
        self.expect('"launch" with obj is in line')


if __name__ == "__main__":
    unittest.main()
