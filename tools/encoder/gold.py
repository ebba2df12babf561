"""Marked articles as the encoder learns from them: pieces, words, chunks and labels.

A *word* is a run of letters and digits, or a single mark: what BERT's first splitting gives. Every
label stands on the first piece of a word. All offsets are code points of the article's text.
"""

import hashlib
import json
import random
import re
from urllib.parse import urlparse

from tokenizers import Tokenizer

TYPES = ("ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST "
         "RETREAT SANCTION SUPPORT THREATEN").split()  # the order of the act head, after "none"
STATUSES = "happened planned possible denied conditional".split()
ROLES = "source target place time voice".split()
MODES = ("abduct abusive access aerial allege arrest assist beat boycott censor ceasefire change convict "
         "crowd-control curfew cyber demo deport destroy disapprove disarm discontinue drone expel "
         "explosives firearms heavy-weapons hunger investigate martial-law meet militia misinformation "
         "multilateral obstruct phone police primitive relations release resign restrict riot seize sexual "
         "strike suicide-attack targeted territory third-party torture troops unconventional vandalize "
         "violence visit weapons withdraw withhold yield").split()  # after "no mode"
LONGEST = 192  # pieces of a chunk, with [CLS] and [SEP]
IGNORE = -100

SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def fold_of(document, folds):
    """Articles of one outlet are in one fold; those without an address are parted by name."""
    host = urlparse(document.get("url") or "").netloc or document["id"]
    return int(hashlib.sha256(host.encode()).hexdigest(), 16) % folds


def load_tokenizer(path):
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def bucket(distance):
    """Signed distance in words to one of 2 * 7 + 1 buckets: 0, ±1, ±2, ±3-4, ±5-8, … ±33 and more."""
    size = abs(distance)
    step = 0 if size == 0 else min(7, 1 + (size - 1).bit_length())
    return 7 + (step if distance > 0 else -step)


BUCKETS = 15


class Article:
    """One text as pieces, words and sentences, with the labels of its words."""

    def __init__(self, document, tokenizer):
        self.id = document["id"]
        self.text = document["text"]
        encoding = tokenizer.encode(self.text, add_special_tokens=False)
        self.pieces = encoding.ids
        self.words, self.first = [], []  # spans of words; the piece that each begins with
        last = None
        for i, (word, (begin, end)) in enumerate(zip(encoding.word_ids, encoding.offsets)):
            if word != last:
                self.words.append([begin, end])
                self.first.append(i)
                last = word
            self.words[-1][1] = end
        self.sentences = self._sentences()
        n = len(self.words)
        self.act, self.mode = [0] * n, [IGNORE] * n
        self.status, self.historical = [IGNORE] * n, [IGNORE] * n
        self.roles = {}  # trigger word -> {role: set of words}; main mentions alone
        for event in document.get("events", []):
            self._mark(event)

    def _sentences(self):
        """Ranges of words."""
        ends = [m.end() for m in SENTENCE_END.finditer(self.text)] + [len(self.text)]
        out, begin = [], 0
        for end in ends:
            stop = begin
            while stop < len(self.words) and self.words[stop][0] < end:
                stop += 1
            if stop > begin:
                out.append((begin, stop))
            begin = stop
        return out

    def words_of(self, span):
        return [w for w, (b, e) in enumerate(self.words) if b < span[1] and span[0] < e]

    def _mark(self, event):
        for i, mention in enumerate(event["mentions"]):
            inside = self.words_of(mention["trigger"])
            if not inside:
                continue
            t = inside[0]
            if self.act[t] <= 0:
                self.act[t] = 1 + TYPES.index(event["type"])
                self.mode[t] = 1 + MODES.index(event["mode"]) if event["mode"] in MODES else 0
                self.status[t] = STATUSES.index(event["status"])
                self.historical[t] = int(bool(event["historical"]))
            for w in inside[1:]:
                if self.act[w] == 0:
                    self.act[w] = IGNORE
            if i == 0:
                roles = self.roles.setdefault(t, {r: set() for r in ROLES})
                for role in ("source", "target"):
                    for actor in event[role]:
                        roles[role].update(self.words_of(actor["span"]))
                for role in ("place", "time"):
                    if event[role] and event[role].get("span"):
                        roles[role].update(self.words_of(event[role]["span"]))
                if event["attribution"]:
                    roles["voice"].update(self.words_of(event["attribution"][0]["span"]))

    def chunks(self, start=0):
        """Ranges of words of whole sentences, each up to LONGEST pieces; the first chunk ends after
        `start` sentences, if that is not zero. A longer sentence is cut."""
        room = LONGEST - 2
        parts = []
        for begin, end in self.sentences:
            while end > begin:
                stop = begin
                while stop < end and self._pieces(begin, stop + 1) <= room:
                    stop += 1
                stop = max(stop, begin + 1)
                parts.append((begin, stop))
                begin = stop
        out, count = [], 0
        for begin, end in parts:
            full = out and self._pieces(out[-1][0], end) > room
            if not out or full or (start and count == start):
                out.append((begin, end))
            else:
                out[-1] = (out[-1][0], end)
            count += 1
        return out

    def _pieces(self, begin, end):
        stop = self.first[end] if end < len(self.first) else len(self.pieces)
        return stop - self.first[begin]

    def piece_range(self, chunk):
        begin, end = chunk
        stop = self.first[end] if end < len(self.first) else len(self.pieces)
        return self.first[begin], min(stop, self.first[begin] + LONGEST - 2)


def batches(articles, size, rng=None):
    """Chunks of all articles as lists of (article, chunk), of about `size` pieces padded; shuffled
    and cut at random sentences with `rng`, in order of length without."""
    every = []
    for article in articles:
        start = rng.randrange(0, 6) if rng else 0
        for chunk in article.chunks(start):
            begin, end = article.piece_range(chunk)
            every.append((end - begin, article, chunk))
    if rng:
        rng.shuffle(every)
        every.sort(key=lambda e: e[0] // 24 + rng.random())
    else:
        every.sort(key=lambda e: e[0])
    out, batch, longest = [], [], 0
    for length, article, chunk in every:
        if batch and max(longest, length) * (len(batch) + 1) > size:
            out.append(batch)
            batch, longest = [], 0
        batch.append((article, chunk))
        longest = max(longest, length)
    if batch:
        out.append(batch)
    if rng:
        rng.shuffle(out)
    return out


def load(paths, tokenizer):
    return [(d, Article(d, tokenizer)) for path in paths for d in read_lines(path)]


def seeded(seed):
    return random.Random(seed)
