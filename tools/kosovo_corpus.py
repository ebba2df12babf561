#!/usr/bin/env python3
"""Makes articles and answer key of examples/kosovo2023 from its marked texts.

    tools/kosovo_corpus.py           writes articles.jsonl and key.jsonl
    tools/kosovo_corpus.py --check   exits 1 if they aren't what the marked texts give

A marked text holds articles one after another:

    ## id | outlet | time of publication | story | article it was copied from, or -
    headline
    paragraphs, with {event|origin|words that name the act}

An origin of - is the outlet itself, or that of the article at the end of its copies. One
that begins with ! denies the act.
"""

import json
import re
import sys
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "examples" / "kosovo2023"
MARK = re.compile(r"\{(e\d+)\|([^|{}]+)\|([^|{}]+)\}")


def unmark(body):
    """The text without marks, and (event, origin, begin, end) of each."""
    text, marks, at = "", [], 0
    for match in MARK.finditer(body):
        text += body[at:match.start()]
        marks.append((match[1], match[2], len(text), len(text) + len(match[3])))
        text += match[3]
        at = match.end()
    return text + body[at:], marks


def read():
    articles, key = [], []
    for path in sorted((CORPUS / "marked").glob("*.txt")):
        for block in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            head, title, body = block.split("\n", 2)
            name, outlet, published, story, copy_of = (part.strip() for part in head.split("|"))
            text, marks = unmark(body.strip())
            if "{" in text or "}" in text:
                sys.exit(f"{path.name}: {name}: a mark of another form")
            shift = len(title) + 2
            articles.append({"id": name, "url": f"https://{outlet}/{published[:10]}/{name}",
                             "outlet": outlet, "published": published, "title": title,
                             "text": text})
            key.append({"id": name, "outlet": outlet, "story": story,
                        "copy_of": None if copy_of == "-" else copy_of,
                        "reports": [{"event": event, "origin": origin,
                                     "span": [begin + shift, end + shift],
                                     "words": text[begin:end]}
                                    for event, origin, begin, end in marks]})
    outlets = {entry["outlet"] for entry in key}
    by_id = {entry["id"]: entry for entry in key}
    for entry in key:
        root = entry
        while root["copy_of"]:
            root = by_id[root["copy_of"]]
        for report in entry["reports"]:
            report["denies"] = report["origin"].startswith("!")
            origin = report["origin"].lstrip("!")
            label = origin.lower().replace(" ", "-") + ".example"  # an outlet, by its name
            report["origin"] = (root["outlet"] if origin == "-" else
                                label if label in outlets else origin)
    order = sorted(range(len(articles)), key=lambda i: (articles[i]["published"], i))
    return [articles[i] for i in order], [key[i] for i in order]


def main():
    for name, rows in zip(("articles.jsonl", "key.jsonl"), read()):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        path = CORPUS / name
        if "--check" in sys.argv[1:]:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                sys.exit(f"{name} isn't what the marked texts give: run {sys.argv[0]}")
        else:
            path.write_text(text, encoding="utf-8")
            print(f"{path}: {len(rows)} lines")


if __name__ == "__main__":
    main()
