#!/usr/bin/env python3
"""Turns other parties' lists of actors into rows of this project's tables.

    tools/import_actors.py archigos  FILE.tsv   >persons rows
    tools/import_actors.py wikidata  FILE.csv   >persons rows
    tools/import_actors.py ucdp      FILE.csv   >armed_groups rows
    tools/import_actors.py petrarch  FILE.txt   >persons rows, then armed_groups rows

Nothing is written into data/: the rows go to standard output in the tables' form, sorted,
to be looked through and merged by hand. Mind the licence of what you import. What can't
be read is told on standard error with its line.

archigos   tab separated, with the columns `ccode` (Correlates of War) or `idacr`, `leader`,
           `startdate` and `enddate` (ISO or d/m/y).
wikidata   the CSV of a query with the columns `personLabel`, `iso3`, `start`, `end`, and
           perhaps `altLabels` (parted by |) and `sector`.
ucdp       the actor list: `ActorId`, `NameData` (or `Name`), `Org` (1 is a government), and
           perhaps `GWNOLoc`, the state by the number of Gleditsch and Ward.
petrarch   actor dictionaries: names in capitals with `_` for blanks, `+SYNONYM` lines below,
           and codes in brackets that may be dated: `[RUSGOV 000507-080507]`, `[>120507]`, `[<...]`.
"""

import csv
import re
import sys

# Numbers and letters of states that differ from ISO 3166: Correlates of War, and Gleditsch and Ward.
COW = {2: "USA", 20: "CAN", 40: "CUB", 41: "HTI", 42: "DOM", 70: "MEX", 90: "GTM", 91: "HND",
       92: "SLV", 93: "NIC", 94: "CRI", 95: "PAN", 100: "COL", 101: "VEN", 130: "ECU", 135: "PER",
       140: "BRA", 145: "BOL", 150: "PRY", 155: "CHL", 160: "ARG", 165: "URY", 200: "GBR",
       205: "IRL", 210: "NLD", 211: "BEL", 220: "FRA", 225: "CHE", 230: "ESP", 235: "PRT",
       255: "DEU", 260: "DEU", 290: "POL", 305: "AUT", 310: "HUN", 315: "CSK", 316: "CZE",
       317: "SVK", 325: "ITA", 339: "ALB", 340: "SRB", 341: "MNE", 343: "MKD", 344: "HRV",
       345: "SRB", 346: "BIH", 347: "XKX", 349: "SVN", 350: "GRC", 352: "CYP", 355: "BGR",
       359: "MDA", 360: "ROU", 365: "RUS", 366: "EST", 367: "LVA", 368: "LTU", 369: "UKR",
       370: "BLR", 371: "ARM", 372: "GEO", 373: "AZE", 375: "FIN", 380: "SWE", 385: "NOR",
       390: "DNK", 404: "GNB", 411: "GNQ", 420: "GMB", 432: "MLI", 433: "SEN", 434: "BEN",
       435: "MRT", 436: "NER", 437: "CIV", 438: "GIN", 439: "BFA", 450: "LBR", 451: "SLE",
       452: "GHA", 461: "TGO", 471: "CMR", 475: "NGA", 481: "GAB", 482: "CAF", 483: "TCD",
       484: "COG", 490: "COD", 500: "UGA", 501: "KEN", 510: "TZA", 516: "BDI", 517: "RWA",
       520: "SOM", 522: "DJI", 530: "ETH", 531: "ERI", 540: "AGO", 541: "MOZ", 551: "ZMB",
       552: "ZWE", 553: "MWI", 560: "ZAF", 565: "NAM", 570: "LSO", 571: "BWA", 580: "MDG",
       581: "COM", 600: "MAR", 615: "DZA", 616: "TUN", 620: "LBY", 625: "SDN", 626: "SSD",
       630: "IRN", 640: "TUR", 645: "IRQ", 651: "EGY", 652: "SYR", 660: "LBN", 663: "JOR",
       666: "ISR", 670: "SAU", 678: "YEM", 679: "YEM", 690: "KWT", 692: "BHR", 694: "QAT",
       696: "ARE", 698: "OMN", 700: "AFG", 701: "TKM", 702: "TJK", 703: "KGZ", 704: "UZB",
       705: "KAZ", 710: "CHN", 712: "MNG", 713: "TWN", 731: "PRK", 732: "KOR", 740: "JPN",
       750: "IND", 760: "BTN", 770: "PAK", 771: "BGD", 775: "MMR", 780: "LKA", 781: "MDV",
       790: "NPL", 800: "THA", 811: "KHM", 812: "LAO", 816: "VNM", 820: "MYS", 830: "SGP",
       840: "PHL", 850: "IDN", 860: "TLS", 900: "AUS", 910: "PNG", 920: "NZL", 950: "FJI"}
SECTORS = set("GOV MIL COP JUD LEG SPY PTY OPP REB UAF CRM CVL REF LAB EDU BUS JRN MED REL SOC "
              "NGO IGO".split())
ARMED = {"REB", "UAF", "CRM", "SEP", "INS"}


def complain(line, text):
    print(f"line {line}: {text}", file=sys.stderr)


def year(text):
    """The year of 2012-05-07, 7/5/2012 or 2012; None if there is none."""
    found = re.search(r"(?<!\d)(\d{4})(?!\d)", text or "")
    return int(found.group(1)) if found else None


def person(name, names, country, sector, begin, end):
    """A row of persons.tsv; `end` 9999 or None while the office lasts."""
    last = "" if end is None or end >= 9999 else str(end)
    return "\t".join([name, "|".join(sorted(set(names) - {name})), country, sector, str(begin),
                      last])


def group(name, names, country, sector):
    key = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return "\t".join([f"arm:{key}", name, "|".join(sorted(set(names) - {name})), country, sector,
                      ""])


def archigos(file):
    for number, row in enumerate(csv.DictReader(file, delimiter="\t"), 2):
        code = row.get("ccode") or ""
        country = COW.get(int(code)) if code.isdigit() else None
        name, begin, end = row.get("leader"), year(row.get("startdate")), year(row.get("enddate"))
        if not country or not name or not begin:
            complain(number, "no known state, leader or start")
            continue
        yield person(name.strip(), [], country, "GOV", begin, end)


def wikidata(file):
    for number, row in enumerate(csv.DictReader(file), 2):
        name, begin = row.get("personLabel", "").strip(), year(row.get("start"))
        if not name or not begin or re.fullmatch(r"Q\d+", name):
            complain(number, "no name or start")
            continue
        names = [n for n in (row.get("altLabels") or "").split("|") if n]
        yield person(name, names, row.get("iso3", ""), row.get("sector") or "GOV", begin,
                     year(row.get("end")))


def ucdp(file):
    for number, row in enumerate(csv.DictReader(file), 2):
        name = (row.get("NameData") or row.get("Name") or "").strip()
        if not name:
            complain(number, "no name")
            continue
        if row.get("Org") == "1" or name.startswith("Government of "):
            continue
        place = (row.get("GWNOLoc") or "").split(",")[0].strip()
        # "PKK: Partiya Karkeren Kurdistan" has the short name in front.
        names = [part.strip() for part in name.split(":")]
        yield group(names[-1], names, COW.get(int(place), "") if place.isdigit() else "", "REB")


def two_digit_year(digits):
    """020507 is the year 2002; years from 30 on are of the last century."""
    if len(digits) == 8:
        return int(digits[:4])
    short = int(digits[:2])
    return 1900 + short if short >= 30 else 2000 + short


def spell(name):
    words = [w.capitalize() for w in re.split(r"[_ ]+", name.strip("_ ")) if w]
    return " ".join(words)


def petrarch_codes(text):
    """(code, first year or None, last year or None) of each bracket."""
    for inner in re.findall(r"\[([^\]]*)\]", text):
        found = re.fullmatch(r"\s*([A-Z]{3,})\s*([<>])?\s*(\d{6,8})?(?:\s*-\s*(\d{6,8}))?\s*", inner)
        if not found:
            continue
        code, mark, first, last = found.groups()
        begin = two_digit_year(first) if first and mark != "<" else None
        end = two_digit_year(last) if last else None
        if first and mark == "<":
            end = two_digit_year(first)
        yield code, begin, end


def petrarch(file):
    entry = None  # (name, synonyms, codes, line)
    persons, groups = [], []

    def finish():
        if entry is None:
            return
        name, names, codes, line = entry
        if not codes:
            complain(line, f"{name}: no code")
        for code, begin, end in codes:
            country, sector = code[:3], code[3:6]
            if sector in ARMED:
                groups.append(group(name, names, country, sector if sector in SECTORS else "REB"))
            elif sector in SECTORS and (begin or end):
                persons.append(person(name, names, country, sector, begin or end, end))

    for number, line in enumerate(file, 1):
        line = line.split("#")[0].split(";")[0].rstrip()
        if not line.strip():
            continue
        head = re.match(r"\s*(\+?)([^\[]+)", line)
        if line.lstrip().startswith("["):
            if entry is not None:
                entry[2].extend(petrarch_codes(line))
        elif head and head.group(1):
            if entry is not None:
                entry[1].append(spell(head.group(2)))
        elif head:
            finish()
            entry = (spell(head.group(2)), [], list(petrarch_codes(line)), number)
    finish()
    yield from sorted(set(persons))
    yield from sorted(set(groups))


READERS = {"archigos": archigos, "wikidata": wikidata, "ucdp": ucdp, "petrarch": petrarch}


def main(argv):
    if len(argv) != 2 or argv[0] not in READERS:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    with open(argv[1], encoding="utf-8-sig", newline="") as file:
        rows = list(READERS[argv[0]](file))
    for row in rows if argv[0] == "petrarch" else sorted(set(rows)):
        print(row)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
