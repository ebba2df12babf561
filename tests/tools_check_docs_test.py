"""Feeds tools/check_docs.py small trees, good and bad."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECKER = pathlib.Path(__file__).parents[1] / "tools" / "check_docs.py"

GOOD = {
    "README.md": "See [the errors](docs/errors.md), `src/base/result.h` and `docs/*.md`.\n",
    "docs/errors.md": "| `not-found` | look again |\n| `io` | the disk |\n",
    "docs/notes.md": "| code | meaning |\n|---|---|\n| `odd-bytes` | repaired |\n",
    "docs/cli.md": "`--help`, `--version`; run: `--fast`\n",
    "src/base/result.h": "enum class ErrorCode {\n  kNotFound,  // gone\n  kIo,\n};\n",
    "src/base/utf8.cc": 'doc->notes.push_back({"odd-bytes", "repaired"});\n',
    "program": """#!/bin/sh
if [ "$1" = run ]; then echo "Options:"; echo "  --help"; echo "  --fast  be quick"; exit 0; fi
echo "Options:"; echo "  --help"; echo "  --version"; echo; echo "To read:"; echo "  run   go"
""",
}


class CheckDocs(unittest.TestCase):
    def run_on(self, changes=None, removed=()):
        """Exit code and output for the good tree with `changes` made."""
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in {**GOOD, **(changes or {})}.items():
                if name in removed:
                    continue
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            (root / "program").chmod(0o755)
            done = subprocess.run(
                [sys.executable, str(CHECKER), "--program", str(root / "program"), str(root)],
                capture_output=True,
                text=True,
                check=False,
            )
            return done.returncode, done.stdout

    def assert_fault(self, expected, changes=None, removed=()):
        code, output = self.run_on(changes, removed)
        self.assertEqual(code, 1, output)
        self.assertEqual(output, expected + "\n")

    def test_good_tree(self):
        self.assertEqual(self.run_on(), (0, ""))

    def test_path_that_is_not_there(self):
        self.assert_fault(
            "README.md:2: there is no src/attic/old.h",
            {"README.md": "\nIn `src/attic/old.h` it says\n"},
        )

    def test_pattern_that_matches_nothing(self):
        self.assert_fault("README.md:1: there is no data/*.tsv", {"README.md": "all `data/*.tsv`\n"})

    def test_link_that_leads_nowhere(self):
        self.assert_fault(
            "docs/cli.md:2: the link to gone.md leads nowhere",
            {"docs/cli.md": GOOD["docs/cli.md"] + "[more](gone.md#there)\n"},
        )

    def test_error_code_without_entry(self):
        self.assert_fault(
            "docs/errors.md:1: says nothing of the error code not-found",
            {"docs/errors.md": "`io`, and `was-not-found-here`\n"},
        )

    def test_note_without_entry(self):
        self.assert_fault(
            "docs/notes.md:1: says nothing of the note code cut-short",
            {"src/base/cut.cc": 'AddNote(doc, "cut-short", "why");\n'},
        )

    def test_note_that_nothing_writes(self):
        self.assert_fault(
            "docs/notes.md:1: no code in src/ writes the note old-note",
            {"docs/notes.md": GOOD["docs/notes.md"] + "| `old-note` | gone |\n"},
        )

    def test_flag_of_a_subcommand_without_entry(self):
        self.assert_fault(
            "docs/cli.md:1: says nothing of the flag --fast",
            {"docs/cli.md": "`--help` `--version` `--faster`\n"},
        )

    def test_page_that_is_missing(self):
        self.assert_fault(
            "docs/notes.md:1: is missing",
            {"README.md": "none\n"},
            removed=("docs/notes.md",),
        )


if __name__ == "__main__":
    unittest.main()
