#!/usr/bin/env python3
"""Checks the tables of data/: countries, bodies, roles, agencies and persons wholly;
common words, merging, reader and judgement for their shape.

Prints a line "file:line: what is wrong" for each fault and exits 1 if there is
one. What is held: UTF-8 in NFC, the header, the number of columns, sorted rows,
no stray blanks, no empty or repeated values in a cell, known codes, parents that
exist, one thing a key, and no name that means two different things.

    tools/check_tables.py [DATA_DIR]        (default: data/ beside tools/)
"""

import re
import sys
import unicodedata
from pathlib import Path

SECTORS = set("GOV MIL COP JUD LEG SPY PTY OPP REB UAF CRM CVL REF LAB EDU BUS JRN MED REL SOC "
              "NGO IGO ELI".split())
STATUSES = {"member", "observer", "state", "territory", "defacto", "former"}
BODY_KINDS = {"global", "regional", "court", "bank", "military", "treaty"}
NGO_KINDS = {"aid", "rights", "environment", "peace", "press", "think-tank", "faith", "monitor",
             "other"}
ROLE_KINDS = {"title", "person", "body", "group"}
UNNAMED_KINDS = {"official", "source", "witness", "analyst", "expert", "spokesperson", "report"}
NUMBERS = {"s", "p", "any"}
NOT_STATE_KINDS = {"animal or plant", "food", "language", "people", "sport", "thing", "treaty",
                   "war"}

DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
COUNTRY = "country"  # stands for the set of codes that countries/*.tsv define

# path: columns; key: columns that name the thing (an exact-case row may repeat
# them); lists: cells that may hold several values; names: cells by which text
# finds the row; filled: cells that may not be empty; values: what a cell may be.
TABLES = {
    "countries/countries.tsv": dict(
        columns="code iso2 name names adjectives people capital status case",
        key="code name", lists="names adjectives people capital",
        names="name names adjectives people capital", means="code status",
        filled="code iso2 name status", values={"status": STATUSES}),
    "countries/former.tsv": dict(
        columns="code iso2 name names adjectives people capital status successor case",
        key="code name", lists="names adjectives people capital",
        names="name names adjectives people capital", means="code name",
        filled="code iso2 name status successor",
        values={"status": {"former"}, "successor": COUNTRY}),
    "countries/seats.tsv": dict(
        columns="name country sector body case", key="name", lists="name", names="name",
        means="name", filled="name sector body", values={"country": COUNTRY, "sector": SECTORS}),
    "countries/not_states.tsv": dict(
        columns="name kind case", key="name", lists="name", names="name", means="name",
        filled="name kind", values={"kind": NOT_STATE_KINDS}),
    "bodies/bodies.tsv": dict(
        columns="id name names sector kind parent case", key="id", lists="names",
        names="name names", means="id", filled="id name sector kind", prefix="igo:",
        values={"sector": {"IGO"}, "kind": BODY_KINDS}),
    "bodies/ngos.tsv": dict(
        columns="id name names sector kind parent country case", key="id", lists="names",
        names="name names", means="id", filled="id name sector kind", prefix="ngo:",
        values={"sector": {"NGO"}, "kind": NGO_KINDS, "country": COUNTRY}),
    "bodies/armed_groups.tsv": dict(
        columns="id name names country sector case", key="id", lists="names",
        names="name names", means="id", filled="id name sector", prefix="arm:",
        values={"sector": {"REB", "UAF", "CRM"}, "country": COUNTRY}),
    "bodies/parties.tsv": dict(
        columns="id name names country sector case", key="id", lists="names",
        names="name names", means="id", filled="id name country sector", prefix="pty:",
        values={"sector": {"PTY"}, "country": COUNTRY}),
    "roles/roles.tsv": dict(
        columns="noun sector kind number case", key="noun kind", lists="", names="noun",
        means="sector", filled="noun sector kind number",
        values={"sector": SECTORS, "kind": ROLE_KINDS, "number": NUMBERS}),
    "roles/unnamed.tsv": dict(
        columns="noun sector kind case", key="noun", lists="", names="noun", means="noun",
        filled="noun kind", values={"sector": SECTORS, "kind": UNNAMED_KINDS}),
    "roles/ethnic.tsv": dict(
        columns="name people country sector case", key="name", lists="people",
        names="name people", means="name", filled="name people",
        values={"country": COUNTRY, "sector": {"REL"}}),
    "agencies/agencies.tsv": dict(
        columns="id name names country domain case", key="id", lists="names",
        names="name names", means="id", filled="id name", prefix="agency:",
        values={"country": COUNTRY, "domain": DOMAIN}),
    "agencies/outlets.tsv": dict(
        columns="id name names country domain case", key="id", lists="names",
        names="name names", means="id", filled="id name", prefix="outlet:",
        values={"country": COUNTRY, "domain": DOMAIN}),
}

# Tables of which the shape alone is held: the header, the columns, no empty
# cell, no key twice. key: columns that no two rows may share; kinds: what
# the column "kind" may be; patterns: what another column must look like.
PLAIN_TABLES = {
    "common_words/common_words.tsv": dict(
        columns="word percent", key="word", patterns={"percent": r"[1-9]\d?|100"}),
    "merging/compatible_types.tsv": dict(
        columns="type other example", key="type other",
        patterns={"type": r"[A-Z]+", "other": r"[A-Z]+"}),
    "ontology/explained.tsv": dict(
        columns="kind name text", key="kind name",
        kinds="type mode class status sector term"),
    "persons/first_names.tsv": dict(
        columns="name gender", key="name", patterns={"gender": "[fm]"}),
    "reader/bylines.tsv": dict(
        columns="kind language words", key="kind language words",
        kinds="before other and cut role title path social blurb"),
    "reader/credits.tsv": dict(
        columns="kind language words", key="kind language words",
        kinds="source contributor translation syndication"),
    "reader/dates.tsv": dict(
        columns="kind language words", key="kind language words",
        kinds="published modified other first"),
    "reader/hints.tsv": dict(columns="word kind", key="word"),
    "reader/languages.tsv": dict(columns="language words", key="language words"),
    "reader/months.tsv": dict(
        columns="language month name", key="language name",
        patterns={"month": r"[1-9]|1[0-2]"}),
    "reader/phrases.tsv": dict(
        columns="kind language phrase", key="kind language phrase", kinds="tail line start notice"),
    "judgement/records.tsv": dict(
        columns="model feature weight", key="model feature",
        patterns={"model": "act|type|status|historical|source|target|merge|confidence|alone",
                  "weight": r"-?\d+(\.\d+)?"}),
    "judgement/claims.tsv": dict(
        columns="feature weight", key="feature", patterns={"weight": r"-?\d+(\.\d+)?"}),
    "patterns/read.tsv": dict(columns="type source target", key="type"),
}

# Tables whose names share one space: a name may stand in one of them only.
SHARED_SPACES = [
    ["countries/countries.tsv", "countries/former.tsv", "countries/seats.tsv",
     "countries/not_states.tsv",
     "bodies/bodies.tsv", "bodies/ngos.tsv", "bodies/armed_groups.tsv", "bodies/parties.tsv",
     "agencies/agencies.tsv", "agencies/outlets.tsv"],
    ["roles/ethnic.tsv", "countries/countries.tsv", "countries/former.tsv"],
]


def pieces(name):
    """The runs of letters and digits; of what stands between them only '+' counts."""
    return " ".join(re.findall(r"[^\W_]+|\+", name))


def fold(name):
    """Case and marks away, as the loader of the tables does."""
    bare = unicodedata.normalize("NFD", name)
    bare = "".join(c for c in bare if not unicodedata.combining(c)).casefold()
    return pieces(bare.translate(str.maketrans("øłıđ", "olid")))


class Checker:
    """Collects the rows of all tables and the faults found in them."""

    def __init__(self, root):
        self.root = root
        self.faults = []
        self.rows = {path: [] for path in TABLES}  # (line, dict)

    def fault(self, path, line, text):
        self.faults.append((path, line, text))

    def read(self, path):
        columns = TABLES[path]["columns"].split()
        try:
            text = (self.root / path).read_bytes().decode("utf-8")
        except FileNotFoundError:
            return self.fault(path, 0, "the table is missing")
        except UnicodeDecodeError as error:
            return self.fault(path, 0, f"not UTF-8 at byte {error.start}")
        if not text.endswith("\n") or text.endswith("\n\n"):
            self.fault(path, text.count("\n"), "the file must end in one line feed")
        lines = text.split("\n")
        if lines[0].split("\t") != columns:
            return self.fault(path, 1, "the header must be: " + " ".join(columns))
        previous = ""
        for number, line in enumerate(lines[1:], 2):
            if line.startswith("#") or line == "":
                if line == "" and number < len(lines):
                    self.fault(path, number, "an empty line")
                continue
            cells = line.split("\t")
            if len(cells) != len(columns):
                self.fault(path, number, f"{len(cells)} columns, not {len(columns)}")
                continue
            if cells[0] < previous:
                self.fault(path, number, f"'{cells[0]}' stands after '{previous}'")
            previous = cells[0]
            row = dict(zip(columns, cells))
            self.check_row(path, number, line, row)
            self.rows[path].append((number, row))

    def check_row(self, path, number, line, row):
        spec = TABLES[path]
        if unicodedata.normalize("NFC", line) != line:
            self.fault(path, number, "not in NFC")
        if any(unicodedata.category(c) in ("Cc", "Cf", "Zs") and c not in "\t " for c in line):
            self.fault(path, number, "an odd blank or control character")
        for column, cell in row.items():
            if cell != cell.strip() or "  " in cell:
                self.fault(path, number, f"{column}: stray blanks")
            if column not in spec["lists"].split():
                if "|" in cell:
                    self.fault(path, number, f"{column}: holds one value only")
                continue
            values = cell.split("|") if cell else []
            if len(set(values)) != len(values):
                self.fault(path, number, f"{column}: a value is repeated")
            if any(v == "" or v != v.strip() for v in values):
                self.fault(path, number, f"{column}: an empty value or stray blanks")
        for column in spec["filled"].split():
            if not row[column]:
                self.fault(path, number, f"{column}: may not be empty")
        if row["case"] not in ("", "exact"):
            self.fault(path, number, f"case: '{row['case']}' is neither empty nor exact")
        if not row.get("id", "").startswith(spec.get("prefix", "")):
            self.fault(path, number, f"id: must begin with {spec['prefix']}")
        elif "id" in row and not re.fullmatch(r"[a-z]+:[a-z0-9-]+", row["id"]):
            self.fault(path, number, f"id: '{row['id']}' is not lower-case letters, digits, '-'")
        if "code" in row and not re.fullmatch(r"[A-Z]{3}", row["code"]):
            self.fault(path, number, f"code: '{row['code']}' is not three capitals")
        if "iso2" in row and not re.fullmatch(r"[A-Z]{2}", row["iso2"]):
            self.fault(path, number, f"iso2: '{row['iso2']}' is not two capitals")

    def check_values(self, path, countries):
        for number, row in self.rows[path]:
            for column, allowed in TABLES[path]["values"].items():
                cell = row[column]
                if cell == "":
                    continue
                if allowed is COUNTRY:
                    good = cell in countries
                elif allowed is DOMAIN:
                    good = DOMAIN.fullmatch(cell)
                else:
                    good = cell in allowed
                if not good:
                    self.fault(path, number, f"{column}: unknown value '{cell}'")

    def check_keys(self, path):
        """A key has one row for names in any case and one for names in exact case at most."""
        spec = TABLES[path]
        free = set(spec["names"].split()) - set(spec["key"].split()) | {"case"}
        seen = {}
        for number, row in self.rows[path]:
            key = tuple(row[c] for c in spec["key"].split())
            for other_number, other in seen.setdefault(key, []):
                if other["case"] == row["case"]:
                    self.fault(path, number, f"the same key as line {other_number}")
                elif any(row[c] != other[c] for c in row if c not in free or c == "name"):
                    self.fault(path, number, f"differs from line {other_number} beyond names")
            seen[key].append((number, row))

    def check_parents(self, path):
        ids = {row["id"] for _, row in self.rows[path]}
        for number, row in self.rows[path]:
            if row["parent"] and (row["parent"] not in ids or row["parent"] == row["id"]):
                self.fault(path, number, f"parent: no row '{row['parent']}'")

    def names_of(self, path, row):
        """The names by which text finds the row, in the form in which they are compared."""
        spec = TABLES[path]
        for column in spec["names"].split():
            if row["case"] == "exact" and column == "name" and column not in spec["lists"]:
                twin = any(r["case"] == "" and r["name"] == row["name"]
                           for _, r in self.rows[path])
                if twin:
                    continue
            for name in row[column].split("|") if row[column] else []:
                yield pieces(name) if row["case"] == "exact" else fold(name)

    def check_shared(self, paths):
        """No name may lead to two different things."""
        seen = {}
        for path in paths:
            for number, row in self.rows[path]:
                meaning = (path,) + tuple(row[c] for c in TABLES[path]["means"].split())
                for name in self.names_of(path, row):
                    first = seen.setdefault(name, (meaning, path, number))
                    if first[0] != meaning:
                        self.fault(path, number,
                                   f"'{name}' already means {first[1]}:{first[2]}")

    def run(self):
        for path in TABLES:
            self.read(path)
        countries = {row["code"] for path in TABLES if path.startswith("countries/")
                     for _, row in self.rows[path] if "code" in row}
        for path in TABLES:
            self.check_values(path, countries)
            self.check_keys(path)
        for path in ("bodies/bodies.tsv", "bodies/ngos.tsv"):
            self.check_parents(path)
        for paths in SHARED_SPACES:
            self.check_shared(paths)
        for path in ("roles/roles.tsv", "roles/unnamed.tsv"):
            self.check_shared([path])
        return sorted(set(self.faults))


def check_persons(root, countries):
    """persons.tsv: sorted, known codes, years in order. Yields (path, line, fault)."""
    path, previous = "persons/persons.tsv", ""
    for number, line in enumerate((root / path).read_text(encoding="utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != 6:
            yield path, number, f"{len(cells)} columns, not 6"
            continue
        name, names, country, sector, begin, end = cells
        if name < previous:
            yield path, number, f"'{name}' stands after '{previous}'"
        previous = name
        if unicodedata.normalize("NFC", line) != line:
            yield path, number, "not in NFC"
        if country and country not in countries:
            yield path, number, f"country: unknown value '{country}'"
        if sector not in SECTORS:
            yield path, number, f"sector: unknown value '{sector}'"
        if not begin.isdigit() or (end and (not end.isdigit() or end < begin)):
            yield path, number, f"years: '{begin}' to '{end}'"
        if names and any(n == "" or n != n.strip() for n in names.split("|")):
            yield path, number, "names: an empty value or stray blanks"


def check_rulers(root, groups):
    """rulers.tsv: groups that exist, days in order. Yields (path, line, fault)."""
    path = "bodies/rulers.tsv"
    for number, line in enumerate((root / path).read_text(encoding="utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != 3 or cells[0] not in groups or (cells[2] and cells[2] < cells[1]):
            yield path, number, f"not a group with its days: '{line}'"


def check_plain(root, path):
    """A table of PLAIN_TABLES: its shape. Yields (path, line, fault)."""
    spec = PLAIN_TABLES[path]
    columns, key = spec["columns"].split(), spec["key"].split()
    patterns = dict(spec.get("patterns", {}))
    if "kinds" in spec:
        patterns["kind"] = "|".join(spec["kinds"].split())
    lines = (root / path).read_text(encoding="utf-8").split("\n")
    header, seen = False, {}
    for number, line in enumerate(lines, 1):
        if line == "" or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = True
            if cells != columns:
                yield path, number, "the header must be: " + " ".join(columns)
                return
            continue
        if len(cells) != len(columns):
            yield path, number, f"{len(cells)} columns, not {len(columns)}"
            continue
        row = dict(zip(columns, cells))
        if any(cell == "" or cell != cell.strip() for cell in cells):
            yield path, number, "an empty cell or stray blanks"
        for column, pattern in patterns.items():
            if not re.fullmatch(pattern, row[column]):
                yield path, number, f"{column}: unknown value '{row[column]}'"
        first = seen.setdefault(tuple(row[c] for c in key), number)
        if first != number:
            yield path, number, f"the same key as line {first}"
    if not header:
        yield path, 1, "the table is empty"


def main():
    default = Path(__file__).resolve().parent.parent / "data"
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    checker = Checker(root)
    faults = checker.run()
    countries = {row["code"] for path in TABLES if path.startswith("countries/")
                 for _, row in checker.rows[path] if "code" in row}
    if (root / "persons/persons.tsv").exists():
        faults += check_persons(root, countries)
    if (root / "bodies/rulers.tsv").exists():
        faults += check_rulers(root, {r["id"] for _, r in checker.rows["bodies/armed_groups.tsv"]})
    for path in PLAIN_TABLES:
        if (root / path).exists():
            faults += check_plain(root, path)
    for path, line, text in faults:
        print(f"{root / path}:{line}: {text}")
    if faults:
        return 1
    total = sum(len(rows) for rows in checker.rows.values())
    print(f"{total} rows in {len(TABLES)} tables: no fault")
    return 0


if __name__ == "__main__":
    sys.exit(main())
