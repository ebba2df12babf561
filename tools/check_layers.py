#!/usr/bin/env python3
"""Holds the includes of src/ to layers.txt.

layers.txt has a line a room: its name, a colon, and what it may include. Rules:
  1. a room stands after every room that it names, so the graph holds no circle;
  2. "room/file.h" allows that header alone, "room" all headers of the room
     except those in room/internal/, which are the room's own;
  3. a quoted include is a path from src/ to a header that exists; a header of a
     room isn't included in angle brackets;
  4. a line "<prefix> room": headers <prefix…> of another party are included by
     that room alone; more lines of one prefix name more rooms.

    tools/check_layers.py [ROOT]

Prints file:line and the fault, and exits 1 if there is any.
"""

import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
SOURCES = {".h", ".cc", ".inc", ".cpp", ".hpp"}


class Layers:
    def __init__(self):
        self.rooms = {}  # room -> set of what it may include: "room" or "room/file.h"
        self.parties = []  # (prefix of a header, room)


def read_layers(root, faults):
    layers = Layers()
    where = "layers.txt"
    for number, line in enumerate((root / where).read_text(encoding="utf-8").splitlines(), 1):
        line = line.split("#", 1)[0].strip()
        if not line:
            continue
        party = re.fullmatch(r"<([^>]+)>\s+(\w+)", line)
        if party:
            if party[2] not in layers.rooms:
                faults.append(f"{where}:{number}: no room '{party[2]}' stands above")
            layers.parties.append((party[1], party[2]))
            continue
        entry = re.fullmatch(r"(\w+):(.*)", line)
        if not entry:
            faults.append(f"{where}:{number}: neither 'room: …' nor '<header> room'")
            continue
        room, allowed = entry[1], entry[2].split()
        if room in layers.rooms:
            faults.append(f"{where}:{number}: room '{room}' stands twice")
        for item in allowed:
            other, _, header = item.partition("/")
            if other not in layers.rooms:
                faults.append(f"{where}:{number}: '{room}' names '{item}', which stands not above")
            elif header and not (root / "src" / item).is_file():
                faults.append(f"{where}:{number}: there is no src/{item}")
        layers.rooms[room] = set(allowed)
    return layers


def quoted_fault(root, layers, room, header):
    """What is wrong with #include "header" in a file of `room`; None if nothing."""
    other, _, rest = header.partition("/")
    if not rest or ".." in header.split("/") or other not in layers.rooms:
        return f'"{header}" is no path from src/ into a room'
    if not (root / "src" / header).is_file():
        return f"there is no src/{header}"
    if other == room:
        return None
    if "internal" in rest.split("/"):
        return f'"{header}" is private to {other}'
    if other in layers.rooms[room] or header in layers.rooms[room]:
        return None
    return f'{room} may not include "{header}": layers.txt doesn\'t allow it'


def angle_fault(root, layers, room, header):
    if (root / "src" / header).is_file():
        return f'<{header}> is a header of src/: write "{header}"'
    owners = [owner for prefix, owner in layers.parties if header.startswith(prefix)]
    if owners and room not in owners:
        return f"<{header}> is for {' and '.join(owners)} alone"
    return None


def check_file(root, layers, path, faults):
    inside = path.relative_to(root / "src")
    name = f"src/{inside.as_posix()}"
    if len(inside.parts) == 1:
        faults.append(f"{name}:1: stands in no room")
        return
    room = inside.parts[0]
    if room not in layers.rooms:
        faults.append(f"{name}:1: room '{room}' isn't in layers.txt")
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        include = INCLUDE.match(line)
        if not include:
            continue
        fault = (
            quoted_fault(root, layers, room, include[1])
            if include[1]
            else angle_fault(root, layers, room, include[2])
        )
        if fault:
            faults.append(f"{name}:{number}: {fault}")


def check(root):
    """The list of faults under `root`, a folder with layers.txt and src/."""
    faults = []
    layers = read_layers(root, faults)
    files = sorted(p for p in (root / "src").rglob("*") if p.suffix in SOURCES and p.is_file())
    for path in files:
        check_file(root, layers, path, faults)
    if not files:
        faults.append("src:1: holds no source file")
    return faults


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parents[1])
    faults = check(root)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
