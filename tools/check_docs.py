#!/usr/bin/env python3
"""Checks that the documents are true to the code.

  * a path of the repository that a document names exists (a name with * or <…>
    is a pattern: something must match it), and so does a relative link;
  * every ErrorCode of src/base/result.h is in docs/errors.md;
  * every note code that src/ writes is in docs/notes.md, and the other way round
    (a code stands there in backticks at the head of a table row or heading);
  * every --flag in the program's --help, of all subcommands, is in docs/cli.md.

    tools/check_docs.py [--program build/avviso] [ROOT]

Without --program the flags aren't looked at. Prints file:line and the fault, and
exits 1 if there is any.
"""

import argparse
import pathlib
import re
import subprocess
import sys

PATH = re.compile(
    r"(?<![\w./:~$-])((?:src|data|tests|tools|docs|bench|samples|packages|\.ci)/[\w.*<>/-]*[\w*>/])"
)
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
CODE = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+"
# The ways a note is made: Note{"code", …}, notes.push_back({"code", …}), AddNote("code", …),
# note.code = "code".
NOTE = re.compile(
    r"(?:\bNote\s*\{|\bnotes\S*(?:\.|->)(?:push_back|emplace_back)\(\s*\{?|\bAddNote\((?:[^\"()]*,)?"
    rf"|\.code\s*=)\s*\"({CODE})\""
)
LISTED_NOTE = re.compile(rf"^(?:\|\s*|#+\s*)`({CODE})`", re.MULTILINE)
FLAG = re.compile(r"(?<![\w-])(--[a-z][a-z0-9-]*)")


def documents(root):
    found = [p for p in sorted(root.glob("*.md")) if p.is_file()]
    for folder in ("docs", "samples", "data", "tests", "bench"):
        found += sorted((root / folder).rglob("*.md"))
    return found


def path_faults(root, document):
    name = document.relative_to(root).as_posix()
    for number, line in enumerate(document.read_text(encoding="utf-8").splitlines(), 1):
        for path in PATH.findall(LINK.sub("]", line)):
            pattern = re.sub(r"<[^>]*>|NNNN", "*", path).rstrip("/")
            there = any(root.glob(pattern)) if "*" in pattern else (root / pattern).exists()
            if not there:
                yield f"{name}:{number}: there is no {path}"
        for target in LINK.findall(line):
            if "://" in target or target.startswith("mailto:"):
                continue
            if not (document.parent / target).exists():
                yield f"{name}:{number}: the link to {target} leads nowhere"


def error_faults(root):
    header = (root / "src/base/result.h").read_text(encoding="utf-8")
    codes = re.search(r"enum class ErrorCode \{(.*?)\};", header, re.DOTALL)
    names = re.findall(r"^\s*k([A-Z]\w*)", codes[1] if codes else "", re.MULTILINE)
    if not names:
        yield "src/base/result.h:1: no ErrorCode found"
        return
    yield from missing_words(
        root / "docs/errors.md",
        root,
        [re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower() for name in names],
        "error code",
    )


def missing_words(page, root, words, kind):
    """A fault for each of `words` that `page` doesn't hold as a word of its own."""
    name = page.relative_to(root).as_posix()
    if not page.is_file():
        yield f"{name}:1: is missing"
        return
    text = page.read_text(encoding="utf-8")
    for word in words:
        if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
            yield f"{name}:1: says nothing of the {kind} {word}"


def note_faults(root):
    used = set()
    for source in sorted((root / "src").rglob("*")):
        if source.suffix in (".h", ".cc"):
            used |= set(NOTE.findall(source.read_text(encoding="utf-8")))
    page = root / "docs/notes.md"
    yield from missing_words(page, root, sorted(used), "note code")
    if page.is_file():
        for code in LISTED_NOTE.findall(page.read_text(encoding="utf-8")):
            if code not in used:
                yield f"docs/notes.md:1: no code in src/ writes the note {code}"


def help_of(program, words):
    done = subprocess.run(
        [program, *words, "--help"], capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout


def subcommands(text):
    """Under "Subcommands:", or under headings that say what they are for ("To read:")."""
    sections = re.findall(r"^(?:\w*[Ss]ubcommands|To [a-z ]+):\n((?: .*\n)*)", text, re.MULTILINE)
    return [word for section in sections
            for word in re.findall(r"^ {1,4}(\w[\w-]*)", section, re.MULTILINE)]


def flag_faults(root, program):
    flags, waiting = set(), [()]
    while waiting:
        words = waiting.pop()
        text = help_of(program, words)
        flags |= set(FLAG.findall(text))
        waiting += [(*words, word) for word in subcommands(text)]
    if flags <= {"--help"}:
        yield f"{program}:1: its help names no flag"
    yield from missing_words(root / "docs/cli.md", root, sorted(flags), "flag")


def check(root, program):
    """The list of faults under `root`."""
    faults = []
    for document in documents(root):
        faults += path_faults(root, document)
    faults += error_faults(root)
    faults += note_faults(root)
    if program:
        faults += flag_faults(root, program)
    return faults


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program")
    parser.add_argument("root", nargs="?", default=pathlib.Path(__file__).parents[1])
    arguments = parser.parse_args()
    program = arguments.program and str(pathlib.Path(arguments.program).resolve())
    faults = check(pathlib.Path(arguments.root).resolve(), program)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
