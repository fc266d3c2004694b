"""Text -> sentences -> tokens, by rules of our own: press is full of "$424.4 mln." and "U.S.", where the common
splitters break a sentence (blingfire 16, pysbd 13 and spaCy's sentencizer 9 of 20 hard sentences right)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tradebook.extract.items import Item
from tradebook.report import Report
from tradebook.statement import Field

# One alternative a token: dotted capitals ("U.S."), word, grouped figure ("816 000"), figure, any other sign. Words of
# plain letters are tried first, for a set of plain letters is looked up fastest. The one group makes `split` hand out
# the tokens between the blanks, which is quicker than a match for each.
_TOKEN = re.compile(
    r"""([a-z]+[^\W\d_]* | (?:[A-Z]\.){2,} | [A-Z][a-z]*[^\W\d_]* | [^\W\d_]+
      | (?<![\d.,])[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:[.,]\d+)*
      | \d+(?:[.,]\d+|['’]\d{3}(?!\d))*
      | [^\s\w]|_)""",
    re.VERBOSE,
)


Token = Item
"""A token is an item of the kind `n` (number), `w` (word, dotted capitals too) or `p` (any other sign): most words and
signs stay what they are, so that no second object is made of them. No reader changes one."""


def _class_of(sign: str) -> str:
    """The class of a token by its first sign."""
    return "n" if sign.isdecimal() else "w" if sign.isalnum() else "p"


_CLASSES = {sign: _class_of(sign) for sign in map(chr, range(128))}


_SIGNS = frozenset(",.;:")  # that stand behind a word and end it


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, with offsets into `text`."""
    found: list[Token] = []
    put = found.append
    odd = -1  # where the stretch begins that the expression has to cut
    for piece in text[start:end].split(" "):
        stop = start + len(piece)
        if piece.isalpha():  # most pieces are words of letters alone
            if odd >= 0:
                _cut(text, odd, start, found)
                odd = -1
            put(Token("w", start, stop, piece, piece.lower()))
        elif odd < 0 and (word := piece[:-1]).isalpha() and piece[-1] in _SIGNS:
            put(Token("w", start, stop - 1, word, word.lower()))
            put(Token("p", stop - 1, stop, piece[-1], piece[-1]))
        elif odd < 0:
            odd = start  # to the next word of letters: "816 000" is one token
        start = stop + 1
    if odd >= 0:
        _cut(text, odd, end, found)
    return found


def _cut(text: str, start: int, end: int, found: list[Token]) -> None:
    """Add the tokens of `text[start:end]` as the expression cuts them."""
    put, class_of = found.append, _CLASSES.get
    parts = iter(_TOKEN.split(text[start:end]))
    for blank, word in zip(parts, parts, strict=False):  # what is left over is the blank behind the last token
        start += len(blank)
        stop = start + len(word)
        put(Token(class_of(word[0]) or _class_of(word[0]), start, stop, word, word.lower()))
        start = stop


class Stretch(NamedTuple):
    """Where one sentence stands: the field, the offsets, the number of its paragraph."""

    field: Field
    start: int
    end: int
    paragraph: int


# Characters of the longest sentence; what is longer is cut
LONGEST_SENTENCE = 5000

# The first sign is looked for by itself, for that is fast; then what stands around it
_END = re.compile(r"[.!?…](?:(?<![.!?…][.!?…])[.!?…]*[\"”“’'»)\]]*(?=\s)|(?<=[.!?])[\"”’](?=[A-Z\"“]))")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.&-]*)\.[\"”’')\]]*$")
_INITIAL = re.compile(r"^(?:[A-Z]|[A-Z]\.[A-Z])$")
_ALPHA = re.compile(r"[A-Za-z]+")
_NUMBERED = re.compile(r"\d+[.)]\s")  # the entry of a list
_MONEY = frozenset("$€£¥₹")
_PROSE = 40  # characters; shorter lines are headings and cells
_OPENING = "\"“”‘’'«([—–-$€£¥₹"

# After these a full stop ends nothing, whatever follows.
_NEVER_ENDS = frozenset(
    "mr mrs ms dr prof gen col lt sgt rev hon st messrs gov sen rep pres no nos vs jr sr fig art sec approx est "
    "dept ave jan feb mar apr jun jul aug sept sep oct nov dec etc e.g i.e cf viz incl resp p pp vol ed al "
    "rs sh ksh u.s u.k".split()
)
# After these it ends nothing where a figure follows: "Kshs. 83 billion", "Tk. 500 crore".
_BEFORE_SUM = frozenset("kshs shs ush ushs tsh tshs tk nrs le dh dhs sr qr".split())
# After these it ends nothing unless the next word can only open a sentence.
_MAY_END = frozenset(
    "u.s u.k u.n u.s.s.r u.a.e e.u co corp inc ltd plc jsc llc bros mln mn bn bln tn etc a.m p.m".split()
)
_SCALES = frozenset("mln mn bln bn tn".split())
_OPENERS = frozenset(
    "the a an in on at it he she they we i this that these those but and however while as for with according "
    "since after before meanwhile last exports imports total trade its their his her there by from of to when if "
    "also moreover earlier both one another two so under during over among all more most".split()
)


def _ends(text: str, stop: int, nxt: int) -> bool:
    """Whether the full stop that ends at `stop` closes a sentence, the next one beginning at `nxt`."""
    follower = text[nxt]
    if not (follower.isupper() or follower.isdigit() or follower in _OPENING or not follower.isascii()):
        return False
    start = max(0, stop - 40)
    before = _WORD_BEFORE.search(text, max(start, text.rfind(" ", start, stop) + 1), stop)
    if before is None:
        return True
    word = before.group(1)
    low = word.lower()
    if follower.isdigit() and low in _BEFORE_SUM:
        return False
    if low in _MAY_END:
        opener = _ALPHA.match(text, nxt)
        if low in _SCALES:
            return opener is None or opener.group() not in {"US", "U"}
        return opener is not None and opener.group().lower() in _OPENERS and opener.group()[0].isupper()
    if low in _NEVER_ENDS:
        # "no" and the months also end sentences; a figure after them shows the abbreviation
        if low in {"no", "mar", "sec", "art", "fig", "al", "est", "sh", "ed", "etc"}:
            return not follower.isdigit() and (low in {"no", "etc", "al", "mar", "art"})
        return False
    return not _INITIAL.match(word)


def _paragraphs(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The paragraphs from `start`: parted by blank lines; by every line where the text is not hard-wrapped."""
    body_end = len(text)
    newlines = text.count("\n", start)
    if not newlines:
        yield start, body_end
        return
    wrapped = _hard_wrapped(text, start)
    border = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+|\r\n\s*\r\n\s*") if wrapped else re.compile(r"[\r\n]+\s*")
    at = start
    for m in border.finditer(text, start):
        if wrapped or not _goes_on(text, at, m):
            yield at, m.start()
            at = m.end()
    yield at, body_end


def _goes_on(text: str, start: int, border: re.Match[str]) -> bool:
    """Whether a single line end stands in the middle of a sentence, in a text that is not hard-wrapped throughout: the
    line is long enough to be prose, ends without a stop, and what follows is no beginning of a sentence."""
    last = border.start() - 1
    if border.end() >= len(text) or border.group().count("\n") != 1:
        return False
    line = text.rfind("\n", start, border.start()) + 1 or start
    follower = text[border.end()]
    return (
        border.start() - line >= _PROSE
        and (text[last].islower() or text[last] == ",")
        and (follower.islower() or follower in _MONEY or follower.isdigit())
        and not _NUMBERED.match(text, border.end())
    )


def _hard_wrapped(text: str, start: int) -> bool:
    """Whether single line ends are only typography: most of them come after 45 to 100 characters and are followed
    by a line that goes on in the middle of a sentence."""
    lines = [line.rstrip() for line in text[start:].split("\n")]
    single = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    if len(single) < 2:
        return False
    going_on = sum(1 for a, b in single if 40 <= len(a) <= 110 and (b.lstrip()[0].islower() or a[-1] not in '.!?"”:'))
    return going_on * 3 >= len(single) * 2


def _sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for m in _END.finditer(text, start, end):
        nxt = m.end()
        while nxt < end and text[nxt].isspace():
            nxt += 1
        if nxt < end and _ends(text, m.end(), nxt):
            yield from _pieces(text, at, m.end())
            at = nxt
    yield from _pieces(text, at, end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut where it is longer than `LONGEST_SENTENCE`: between words, in the middle of one only where there
    is no blank at all (tables and lists without a full stop; no grammar reaches so far)."""
    while end - start > LONGEST_SENTENCE:
        cut = start + LONGEST_SENTENCE
        blank = max(text.rfind(sign, start + 1, cut) for sign in " \t\n")
        cut = blank if blank > start else cut
        yield start, cut
        start = cut
    yield start, end


def stretches(report: Report) -> list[Stretch]:
    """The sentences of a report in order, the title first; blank stretches are left out, borders carry no blanks."""
    found: list[Stretch] = []
    if report.title and report.title.strip():
        found.append(_trimmed("title", report.title, 0, len(report.title), -1))
    text = report.text
    for number, (a, b) in enumerate(_paragraphs(text, report.body_start)):
        for s, e in _sentences_of(text, a, b):
            stretch = _trimmed("text", text, s, e, number)
            if stretch.end > stretch.start:
                found.append(stretch)
    return found


def _trimmed(field: Field, text: str, start: int, end: int, paragraph: int) -> Stretch:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Stretch(field, start, end, paragraph)
