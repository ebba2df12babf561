#!/usr/bin/env python3
"""Finds faults in data/patterns that the loader can't see.

Prints a line "file:line: what is wrong" for each and exits 1 if there is one:

  - an id that stands twice, or that names another type than its row
  - a class that is asked for and doesn't exist, exists twice, or is asked for by nobody
  - a word twice in a cell
  - a rule that can't be reached by one of its words, since a row above takes all that it takes
  - a verb that carries nouns of the same place twice
  - types, modes and sectors that the ontology lacks

    tools/check_patterns.py [DATA_DIR]        (default: data/ beside tools/)
"""

import re
import sys
from pathlib import Path

RULES = ("verbs.tsv", "nouns.tsv", "adjectives.tsv")
SLOTS = set("subj obj iobj poss mod to that bid ing comp prt v attr aux neg self voice".split())
SECTORS = set("GOV MIL COP JUD LEG SPY PTY OPP REB UAF CRM CVL REF LAB EDU BUS JRN MED REL SOC "
              "NGO IGO ELI".split())
FREE_PREFIXES = {"none"}  # of rows that say what is no act


class Rule:
    def __init__(self, file, number, cells):
        (self.id, lemmas, when, self.type, self.mode, source, target, self.need, _,
         _) = cells
        self.file, self.number = file, number
        self.lemmas = lemmas.split("|")
        self.tests = [read_test(t) for t in when.split()]
        self.paths = [p for cell in (source, target) if cell != "-" for p in cell.split()]
        self.type = self.type.rstrip("!")

    def takes_all_of(self, other):
        """True if whatever `other` takes, this takes too."""
        if not set(self.need) <= set(other.need):
            return False
        return all(any(implies(theirs, mine) for theirs in other.tests) for mine in self.tests)


def read_test(text):
    """(negated, path, values or None)"""
    negated = text.startswith("!")
    path, equals, values = text.lstrip("!").partition("=")
    if path.endswith("!"):
        negated, path = True, path[:-1]
    return negated, path, frozenset(values.split("|")) if equals else None


def implies(a, b):
    """True if the test `b` holds wherever `a` does, by their words alone."""
    if a[0] != b[0] or a[1] != b[1]:
        return False
    if a[0]:  # not any of more values is the stronger
        return a[2] is None or (b[2] is not None and b[2] <= a[2])
    if b[2] is None:
        return True
    if a[2] is None:
        return False
    wider = set(b[2]) | ({"actor"} if "~actor" in b[2] else set())
    return a[2] <= wider


def rows_of(path):
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            rows.append((number, line.split("\t")))
    return rows[1:]


class Linter:
    def __init__(self, data):
        self.data = data
        self.faults = []
        self.patterns = data / "patterns"
        self.types = {c[0] for _, c in rows_of(data / "ontology/types.tsv")}
        self.quads = {c[1] for _, c in rows_of(data / "ontology/types.tsv")}
        self.modes = {(c[0], c[1]) for _, c in rows_of(data / "ontology/modes.tsv")}

    def fault(self, file, number, what):
        self.faults.append((file, number, what))

    def run(self):
        rules = [Rule(f, n, c) for f in RULES for n, c in rows_of(self.patterns / f)]
        self.check_words()
        self.check_ids(rules)
        self.check_cells(rules)
        self.check_classes(rules)
        self.check_order(rules)
        self.check_carriers()
        return sorted(self.faults)

    def check_words(self):
        for path in sorted(self.patterns.glob("*.tsv")):
            for number, cells in rows_of(path):
                for cell in cells:
                    words = cell.split("|") if " " not in cell else []
                    for word in sorted({w for w in words if words.count(w) > 1}):
                        self.fault(path.name, number, "twice in a cell: " + word)

    def check_ids(self, rules):
        seen = set()
        for rule in rules:
            if rule.id in seen:
                self.fault(rule.file, rule.number, "id twice: " + rule.id)
            seen.add(rule.id)
            prefix = rule.id.split(".")[0]
            if rule.type == "-":
                if prefix not in FREE_PREFIXES:
                    self.fault(rule.file, rule.number, rule.id + " is no act, yet its id names one")
            elif prefix.upper() != rule.type:
                self.fault(rule.file, rule.number, rule.id + " makes " + rule.type)

    def check_cells(self, rules):
        for rule in rules:
            if rule.type != "-" and rule.type not in self.types:
                self.fault(rule.file, rule.number, "no such type: " + rule.type)
            if rule.mode and (rule.type, rule.mode) not in self.modes:
                self.fault(rule.file, rule.number, "no such mode: " + rule.mode)
            for path in rule.paths + [t[1] for t in rule.tests]:
                steps = re.sub(r"\bp\.[^.]+", "obj", path).split(".")
                for step in steps:
                    if step not in SLOTS:
                        self.fault(rule.file, rule.number, "no such step: " + step)
            for _, _, values in rule.tests:
                for value in values or ():
                    if value[0] == "&" and value[1:] not in SECTORS:
                        self.fault(rule.file, rule.number, "no such sector: " + value)
                    if value[0] == "#" and value[1:] not in self.types | self.quads:
                        self.fault(rule.file, rule.number, "no such type: " + value)

    def check_classes(self, rules):
        rows = rows_of(self.patterns / "classes.tsv")
        asked = {v[1:] for r in rules for t in r.tests for v in t[2] or () if v[0] == "@"}
        code = "".join(p.read_text(encoding="utf-8")
                       for p in sorted((self.data.parent / "src").rglob("*.cc")))
        by_name = set(re.findall(r'Class\("([a-z-]+)"', code))
        known = set()
        for number, cells in rows:
            if cells[0] in known:
                self.fault("classes.tsv", number, "class twice: " + cells[0])
            known.add(cells[0])
            numbered = re.fullmatch(r"number-\d+", cells[0])
            if cells[0] not in asked | by_name and not numbered:
                self.fault("classes.tsv", number, "nobody asks for the class " + cells[0])
        for rule in rules:
            for _, _, values in rule.tests:
                for value in sorted(values or ()):
                    if value[0] == "@" and value[1:] not in known:
                        self.fault(rule.file, rule.number, "no such class: " + value)

    def check_order(self, rules):
        for file in RULES:
            above = {}
            for rule in (r for r in rules if r.file == file):
                for lemma in rule.lemmas:
                    for other in above.get(lemma, ()):
                        if other.takes_all_of(rule):
                            self.fault(file, rule.number, "%s can't be reached by \"%s\": %s "
                                       "(line %d) takes all that it takes" %
                                       (rule.id, lemma, other.id, other.number))
                            break
                    above.setdefault(lemma, []).append(rule)

    def check_carriers(self):
        seen = {}
        for number, cells in rows_of(self.patterns / "carriers.tsv"):
            for lemma in cells[0].split("|"):
                key = (lemma, cells[1], cells[2])
                if key in seen:
                    self.fault("carriers.tsv", number, "\"%s\" with %s is in line %d too" %
                               (lemma, cells[1], seen[key]))
                seen.setdefault(key, number)


def main():
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / "data"
    faults = Linter(data).run()
    for file, number, what in faults:
        print("%s:%d: %s" % (Path("data/patterns") / file, number, what))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
