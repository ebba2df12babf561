"""Writes the expectations beside it: what spaCy makes of texts and rules of our own.

    python make.py MODEL        (spaCy 3.8.18; MODEL is en_core_web_sm-3.8.0's directory)

small_*.bin are rules of our own in spaCy's formats; tokens.jsonl and rules.jsonl are
what spaCy answers, with these ("small") and with the model ("en").
"""
import json
import random
import re
import sys
from pathlib import Path

import spacy
from spacy.attrs import LOWER, NORM, ORTH, PREFIX, SHAPE, SUFFIX
from spacy.lookups import Lookups
from spacy.tokenizer import Tokenizer

HERE = Path(__file__).parent
TEXTS = [
    "The envoy didn't sign; she'd said she can't, won't and mustn't.",
    "The envoy didn’t sign – “we’re waiting”, he’d said.",
    "Rebels (backed by two U.S.-based firms) seized 5km of road, 3.5m² and $20 or €1,000.50.",
    "See https://news.example/a/b?c=d&e=f#g, www.wire.example or mail desk+tips@wire.example.",
    "(http://user:pw@host.example:8080/x_(y)) 10.1.2.3 8.8.8.8:80/x 192.168.1.1 file.txt",
    "well-known state-of-the-art 1990-1995 a–b a—b a--b a---b x:y x/y x=y 3+4 3*4 3^4 -5 +7",
    "  leading  and\ttabs\nand\r\nlines\u00a0and\u2003wide\u3000space\u2028x\x85y\x1cz  \n \t ",
    "Привет, мир! 5км/ч. кг ΑΣ ΣΑΣ ὈΔΥΣΣΕΎΣ Σ İstanbul ǅ ß ẞ",
    "مرحبا، بالعالم؟ ١٢٣ 漢字かなカナ、テスト。「引用」",
    "😀😀 family 👨‍👩‍👧‍👦! e\u0301te\u0301 n\u0303 \ufeffBOM zero\u200bwidth soft\u00adhyphen",
    "U.S. U.K. a.m. p.m. 5a.m. 10p.m. 5pm i.e. e.g. Ph.D. Mr. Smith's Jones' '90s ’90s 1990's",
    ":) (: :-) ;) <3 \\o/ ¯\\_(ツ)_/¯ (╯°□°）╯︵┻━┻ ^_^",
    "...and so. . . on…… wait.. 'Cause ’em ma'am gonna gotta c'mon y'all let's ain't dunno",
    "C++ C# .NET @handle #tag $NEWS &amp; <b>bold</b> 20°C. 5°K. 9-to-5 F-16s end.Start a,b 1,b",
    "NORM VERB DATE PERSON ORTH dobj _ nsubj PROPN",
    "((a)) [[b]] {{c}} <<d>> \"'\"'a'\"'\" don't.\" - -- --- ---- — .. . ' '' ´´ ‘‘",
    "a" * 99 + " " + "b" * 100 + " " + "A1" * 60 + " " + "é" * 100,
    "\x01\x02 a\x7fb Ⅷ ⅷ ① ² ½ ٣ ﬁ \ue000 \U0010ffff km 5km² km. Σ'Σ ΑΣ'Α ΑΣ.",
    "x" + "-y" * 60 + " " + "(" * 40 + "." * 30 + "!" * 20,
    "Ministers were going home; they got the better lists and it gets worse. You told it to us.",
    "There is no one but him: that is what does the harm, which has gone, as I had.",
]
SMALL_TEXTS = [
    "don't (do) a/b/c 5kg 5kg. KEEP-ME keep-me ??!! web://x.y/z (web://x.y) e.g. (e.g.) a..b ..",
    "xx-yy--zz ab(c [a] 'tis n't o-k. o-k o - k  \n\tok\u00a0don't)) don't don't",
    "éé/ñ ¡hola! 5kg5 a/ /b / // aa/bb//cc",
]


def small_tokenizer(nlp):
    return Tokenizer(
        nlp.vocab,
        rules={
            "don't": [{ORTH: "do"}, {ORTH: "n't", NORM: "not"}],
            "e.g.": [{ORTH: "e.g.", NORM: "for example"}],
            "o-k.": [{ORTH: "o-k."}],
            "o-k": [{ORTH: "o"}, {ORTH: "-k", NORM: "kay"}],
            "'tis": [{ORTH: "'t", NORM: "it"}, {ORTH: "is"}],
        },
        prefix_search=re.compile(r"^[(\[¡']|^web(?=:)").search,
        suffix_search=re.compile(r"[)\]!]$|\?\?$|\.\.+$|(?<=[0-9])(?:kg|g)$|(?<=[a-z])\.$").search,
        infix_finditer=re.compile(r"\.\.+|(?<=[a-zé])/(?=[a-zñ])|(?<!-)-(?!-)|-{2,}?").finditer,
        token_match=re.compile(r"KEEP-\w+$").match,
        url_match=re.compile(r"(?u)^[a-z]{2,5}://\S+\.\w*(?:/\S*)?$").match,
    )


def fold(ids):
    value = 0xCBF29CE484222325
    for i in ids:
        value = ((value ^ int(i)) * 0x100000001B3) % 2**64
    return "%016x" % value


def token_case(rules, tokenizer, text):
    doc = tokenizer(text)
    byte = [0]
    for c in text:
        byte.append(byte[-1] + len(c.encode()))
    rows = []
    for t in doc:
        ids = doc[t.i : t.i + 1].to_array([ORTH, LOWER, NORM, PREFIX, SUFFIX, SHAPE])[0]
        rows.append([byte[t.idx], byte[t.idx + len(t.text)], int(bool(t.whitespace_)), t.norm_, fold(ids)])
    return {"rules": rules, "text": text, "tokens": rows}


SMALL_PATTERNS = [
    {"patterns": [[{"TAG": "A"}]], "attrs": {"POS": "ADJ", "MORPH": "Number=Sing|Case=Nom,Acc"}},
    {"patterns": [[{"TAG": {"IN": ["B", "C"]}}]], "attrs": {"POS": "NOUN", "MORPH": "_"}},
    {"patterns": [[{"LOWER": "they"}, {}, {"TAG": "C"}]], "attrs": {"LEMMA": "third", "TAG": "D"}, "index": -1},
    {"patterns": [[{"LOWER": {"REGEX": "^the"}, "DEP": {"NOT_IN": ["x", ""]}}]], "attrs": {"NORM": "th", "POS": "X"}},
    {"patterns": [[{"DEP": "x"}], [{"ORTH": "The"}]], "attrs": {"DEP": "y", "MORPH": "B=2|A=1"}},
    {"patterns": [[{"IS_SPACE": True}]], "attrs": {"POS": "SPACE"}},
    {"patterns": [[{"IS_ALPHA": False, "TAG": {"NOT_IN": ["A", "B"]}}]], "attrs": {"POS": "PUNCT"}},
    {"patterns": [[{"SHAPE": "xxxx"}, {"SUFFIX": "ent"}]], "attrs": {"LEMMA": "before"}, "index": 0},
]


def small_lookups():
    lookups = Lookups()
    lookups.add_table("lemma_rules", {"noun": [["s", ""], ["es", ""], ["ies", "y"]], "adj": [["er", ""], ["", ""]]})
    lookups.add_table("lemma_index", {"noun": ["box", "city", "list", "home"], "adj": ["bett"]})
    lookups.add_table("lemma_exc", {"noun": {"ministers": ["minister", "priest"]}, "adj": {"better": ["good"]}})
    lookups.add_table("lemma_lookup", {"were": "be", "going": "go", "The": "that"})
    return lookups


def rule_cases(rules, nlp, ruler, lemmatizer, texts, tags, deps, chance):
    for text in texts:
        doc = nlp.tokenizer(text)
        for t in doc:
            t.tag_, t.dep_ = chance.choice(tags), chance.choice(deps)
        given = [[t.tag_, t.dep_] for t in doc]
        doc = lemmatizer(ruler(doc))
        want = [[t.tag_, t.pos_, str(t.morph), t.dep_, t.lemma_] for t in doc]
        yield {"rules": rules, "text": text, "given": given, "want": want}


def main():
    nlp = spacy.load(sys.argv[1])
    small = small_tokenizer(nlp)
    (HERE / "small_tokenizer.bin").write_bytes(small.to_bytes(exclude=["vocab"]))
    cases = [token_case("en", nlp.tokenizer, t) for t in TEXTS]
    cases += [token_case("small", small, t) for t in SMALL_TEXTS + TEXTS]

    ruler = nlp.create_pipe("attribute_ruler")
    ruler.add_patterns(SMALL_PATTERNS)
    ruler.to_disk(HERE / "ruler")
    (HERE / "ruler/patterns").rename(HERE / "small_patterns.bin")
    lookups = small_lookups()
    (HERE / "small_lemmas.bin").write_bytes(lookups.to_bytes())
    chance = random.Random(5)
    en_tags = [""] + list(nlp.get_pipe("tagger").labels)
    en_deps = [""] + list(nlp.get_pipe("parser").labels)
    rules = list(rule_cases("en", nlp, nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer"),
                            TEXTS * 2, en_tags, en_deps, chance))
    for mode, overwrite in (("rule", False), ("rule", True), ("lookup", False)):
        lemmatizer = spacy.blank("xx").create_pipe("lemmatizer", config={"mode": mode, "overwrite": overwrite})
        lemmatizer = type(lemmatizer)(nlp.vocab, None, mode=mode, overwrite=overwrite)
        lemmatizer.initialize(lookups=lookups)
        rules += rule_cases(mode + (" overwrite" if overwrite else ""), nlp, ruler, lemmatizer,
                            TEXTS[-3:] + ["They saw the tent. The boxes, cities and that bent list's homes"],
                            ["", "A", "B", "C", "E"], ["", "x", "z"], chance)
    for name, rows in (("tokens.jsonl", cases), ("rules.jsonl", rules)):
        with open(HERE / name, "w", encoding="utf8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


main()
