"""Feeds tools/check_layers.py small trees, good and bad."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECKER = pathlib.Path(__file__).parents[1] / "tools" / "check_layers.py"

LAYERS = """\
# Two rooms and what they may include.
base:
parse:  base
views:  base parse/tree.h
<json.h> base
"""

GOOD = {
    "src/base/span.h": "#include <vector>\n",
    "src/base/span.cc": '#include "base/span.h"\n#include <json.h>\n',
    "src/base/internal/bits.h": "",
    "src/parse/tree.h": '#include "base/span.h"\n',
    "src/parse/parser.h": '#include "parse/tree.h"\n',
    "src/parse/internal/rules.h": "",
    "src/parse/parser.cc": '#include "parse/internal/rules.h"\n',
    "src/views/table.cc": '#include "base/span.h"\n#include "parse/tree.h"\n',
}


class CheckLayers(unittest.TestCase):
    def run_on(self, changes=None, layers=LAYERS):
        """Exit code and output for the good tree with `changes` made."""
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "layers.txt").write_text(layers, encoding="utf-8")
            for name, text in {**GOOD, **(changes or {})}.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            done = subprocess.run(
                [sys.executable, str(CHECKER), str(root)], capture_output=True, text=True, check=False
            )
            return done.returncode, done.stdout

    def assert_fault(self, expected, changes=None, layers=LAYERS):
        code, output = self.run_on(changes, layers)
        self.assertEqual(code, 1, output)
        self.assertEqual(output, expected + "\n")

    def test_good_tree(self):
        self.assertEqual(self.run_on(), (0, ""))

    def test_room_that_is_not_allowed(self):
        self.assert_fault(
            'src/base/up.cc:2: base may not include "parse/tree.h": layers.txt doesn\'t allow it',
            {"src/base/up.cc": '\n#include "parse/tree.h"\n'},
        )

    def test_other_header_of_a_room_allowed_in_part(self):
        self.assert_fault(
            'src/views/verb.cc:1: views may not include "parse/parser.h":'
            " layers.txt doesn't allow it",
            {"src/views/verb.cc": '#include "parse/parser.h"\n'},
        )

    def test_internal_is_private(self):
        self.assert_fault(
            'src/parse/peek.cc:1: "base/internal/bits.h" is private to base',
            {"src/parse/peek.cc": '#  include "base/internal/bits.h"\n'},
        )

    def test_missing_header(self):
        self.assert_fault(
            "src/parse/gone.cc:1: there is no src/base/gone.h",
            {"src/parse/gone.cc": '#include "base/gone.h"\n'},
        )

    def test_relative_include(self):
        self.assert_fault(
            'src/parse/near.cc:1: "tree.h" is no path from src/ into a room',
            {"src/parse/near.cc": '#include "tree.h"\n'},
        )

    def test_climbing_include(self):
        self.assert_fault(
            'src/views/climb.cc:1: "base/../parse/parser.h" is no path from src/ into a room',
            {"src/views/climb.cc": '#include "base/../parse/parser.h"\n'},
        )

    def test_angle_brackets_are_no_way_around(self):
        self.assert_fault(
            'src/views/angle.cc:1: <parse/parser.h> is a header of src/: write "parse/parser.h"',
            {"src/views/angle.cc": "#include <parse/parser.h>\n"},
        )

    def test_other_partys_header(self):
        self.assert_fault(
            "src/views/json.cc:1: <json.h> is for base alone",
            {"src/views/json.cc": "#include <json.h>\n"},
        )

    def test_other_partys_header_for_two_rooms(self):
        layers = LAYERS + "<json.h> parse\n"
        allowed = {"src/parse/json.cc": "#include <json.h>\n"}
        self.assertEqual(self.run_on(allowed, layers), (0, ""))
        self.assert_fault(
            "src/views/json.cc:1: <json.h> is for base and parse alone",
            {"src/views/json.cc": "#include <json.h>\n"},
            layers,
        )

    def test_file_in_no_room(self):
        self.assert_fault("src/stray.cc:1: stands in no room", {"src/stray.cc": ""})

    def test_unknown_room(self):
        self.assert_fault(
            "src/attic/old.cc:1: room 'attic' isn't in layers.txt", {"src/attic/old.cc": ""}
        )

    def test_circle(self):
        layers = LAYERS.replace("parse:  base\n", "parse:  base views\n")
        self.assert_fault(
            "layers.txt:3: 'parse' names 'views', which stands not above", layers=layers
        )

    def test_room_names_itself(self):
        layers = LAYERS.replace("base:\n", "base: base\n")
        self.assert_fault("layers.txt:2: 'base' names 'base', which stands not above", layers=layers)

    def test_room_twice(self):
        self.assert_fault("layers.txt:6: room 'base' stands twice", layers=LAYERS + "base:\n")

    def test_header_that_is_not_there(self):
        layers = LAYERS.replace("parse/tree.h", "parse/tree.h parse/bush.h")
        self.assert_fault("layers.txt:4: there is no src/parse/bush.h", layers=layers)

    def test_line_of_no_form(self):
        self.assert_fault(
            "layers.txt:6: neither 'room: …' nor '<header> room'", layers=LAYERS + "views base\n"
        )


if __name__ == "__main__":
    unittest.main()
