"""Text -> sentences -> tokens, by rules of our own: press is full of "$424.4 mln." and "U.S.", where the common
splitters break a sentence (blingfire 16, pysbd 13 and spaCy's sentencizer 9 of 20 hard sentences right)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from tradebook.extract.clauses import may_part, parts
from tradebook.extract.datelines import without_dateline
from tradebook.extract.furniture import without_furniture
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
    """Where one sentence stands: the field, the offsets, the number of its paragraph; `sign` is what parts
    it from the one before where that is no full stop: ";" or ","."""

    field: Field
    start: int
    end: int
    paragraph: int
    sign: str = ""


# Characters of the longest sentence; what is longer is cut
LONGEST_SENTENCE = 5000

# The first sign is looked for by itself, for that is fast; then what stands around it
# The last alternative is for the blank that was lost between two paragraphs: "fell by 4%.According to"
_END = re.compile(
    r"[.!?…](?:(?<![.!?…][.!?…])[.!?…]*[\"”“’'»)\]]*(?=\s)|(?<=[.!?])[\"”’](?=[A-Z\"“])"
    r"|(?:(?<=[a-z][a-z][a-z%]\.)|(?<=\d%\.)|(?<=[ (]\d\d\d\d\.))(?=[A-Z][a-z]*[ ,]))"
)
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.&-]*)\.[\"”’')\]]*$")
_INITIAL = re.compile(r"^(?:[A-Z]|[A-Z]\.[A-Z])$")
_ALPHA = re.compile(r"[A-Za-z]+")
_NUMBERED = re.compile(r"\d+[.)]\s")  # the entry of a list
_MONEY = frozenset("$€£¥₹")
_PROSE = 40  # characters; shorter lines are headings and cells
_WIDEST = 120  # characters; longer lines are paragraphs
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
    "u.s u.k u.n u.s.s.r u.a.e e.u d.o.o s.r.o s.p.a a.s s.a n.v b.v "
    "co corp inc ltd ltda plc jsc llc bros pvt pte pty sdn bhd mln mn bn bln tn etc a.m p.m".split()
)
_MONTHS = frozenset("jan feb mar apr jun jul aug sept sep oct nov dec".split())
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
    if nxt == stop and text[stop - 1] == "." and not _parts_unspaced(text, nxt, word):
        return False
    if follower.isdigit() and low in _BEFORE_SUM:
        return False
    if low in _MAY_END:
        opener = _ALPHA.match(text, nxt)
        if low in _SCALES:
            return opener is None or opener.group() not in {"US", "U"}
        return opener is not None and opener.group().lower() in _OPENERS and opener.group()[0].isupper()
    if low in _NEVER_ENDS:
        if low in _MONTHS and follower.isupper():
            # "on 12 Sept. The ministers", "in Sept. The ministers"; "Sept. 12"
            opener = _ALPHA.match(text, nxt)
            day = before.start() > 1 and text[before.start() - 1] == " " and text[before.start() - 2].isdigit()
            return day or (opener is not None and opener.group().lower() in _OPENERS)
        # "no" and the months also end sentences; a figure after them shows the abbreviation
        if low in {"no", "mar", "sec", "art", "fig", "al", "est", "sh", "ed", "etc"}:
            return not follower.isdigit() and (low in {"no", "etc", "al", "mar", "art"})
        return False
    return not _INITIAL.match(word)


def _parts_unspaced(text: str, nxt: int, word: str) -> bool:
    """Whether a full stop without a blank behind it ends a sentence: "the market.The", no "Booking.Com"."""
    opener = _ALPHA.match(text, nxt)
    return opener is not None and (word.islower() or opener.group().lower() in _OPENERS)


def unwrapped(text: str, start: int) -> str:
    """`text` with a blank for each line end (and carriage return) behind `start` that is only typography.
    Offsets stay.

    A text is hard-wrapped where its lines are filled: the first word of the next one had no room any more. In any other
    text a line end is taken for a blank only where it stands in the middle of a sentence."""
    if text.find("\n", start) < 0:
        return text
    breaks = list(_breaks(text, start))
    wrapped = _hard_wrapped(text, breaks)
    pieces: list[str] = []
    at = start
    for line in breaks:
        if _fills(text, line) if wrapped else _goes_on(text, line):
            pieces += (text[at : line.end], " " * (line.next - line.end))
            at = line.next
    return text[:start] + "".join(pieces) + text[at:] if pieces else text


class _Break(NamedTuple):
    """A single line end: where its line begins and ends, where the next line begins, both without blanks; and whether
    the first word of the next line had no room in this one, by the longest line of the block."""

    begin: int
    end: int
    next: int
    filled: bool


_FIRST_WORD = re.compile(r"\S+")
_BULLET = re.compile(r"[•*·]\s")
_LISTED = re.compile(r"[-–—]\s|\d{1,3}[.)]\s")  # which also begin a line of prose: "on April / 4. The ministers"


def _breaks(text: str, start: int) -> Iterator[_Break]:
    """The single line ends from `start`; a blank line is none."""
    block: list[tuple[int, int]] = []
    for line in text[start:].split("\n"):
        begin = start + len(line) - len(line.lstrip())
        end = start + len(line.rstrip())
        start += len(line) + 1
        if end > begin:
            block.append((begin, end))
        else:
            yield from _of_block(text, block)
            block = []
    yield from _of_block(text, block)


def _of_block(text: str, block: list[tuple[int, int]]) -> Iterator[_Break]:
    if len(block) < 2:
        return
    width = max(end - begin for begin, end in block)
    for (begin, end), (after, _) in pairwise(block):
        word = _FIRST_WORD.match(text, after)
        assert word is not None
        yield _Break(begin, end, after, end - begin + 1 + len(word.group()) > width)


def _hard_wrapped(text: str, breaks: list[_Break]) -> bool:
    """Whether single line ends are only typography: most of them stand behind filled lines of prose, and a good part of
    those in the middle of a sentence for sure."""
    full = [line for line in breaks if line.filled and _PROSE <= line.end - line.begin <= _WIDEST]
    inside = sum(1 for line in full if _inside(text, line))
    going_on = sum(1 for line in full if text[line.end - 1] not in '.!?"”:' or _inside(text, line))
    return bool(inside) and inside * 4 >= len(full) and going_on * 3 >= len(breaks) * 2


# No sentence, headline or cell ends with one of these
_NEVER_LAST = frozenset(
    "a an the of in to from for by with at on as and or but than that which who its their our this these was is were "
    "are has have had will would be been between against per over under about nearly almost worth including".split()
)


def _fills(text: str, line: _Break) -> bool:
    """Whether a line of a hard-wrapped text ends for want of room, not before the next entry of a list."""
    if not line.filled or _BULLET.match(text, line.next):
        return False
    return text[line.end - 1] not in ".!?:;" or not _LISTED.match(text, line.next)


def _inside(text: str, line: _Break) -> bool:
    """Whether the line end stands in the middle of a sentence for sure."""
    if text[line.next].islower() or text[line.begin : line.end].endswith((",", ',"', ",”", ",’")):
        return True
    return text[max(text.rfind(" ", line.begin, line.end) + 1, line.begin) : line.end] in _NEVER_LAST


def _goes_on(text: str, line: _Break) -> bool:
    """Whether a line end stands in the middle of a sentence, in a text that is not hard-wrapped throughout: the
    line is long enough to be prose, ends without a stop, and what follows is no beginning of a sentence."""
    last, follower = text[line.end - 1], text[line.next]
    if line.end - line.begin < _PROSE or _NUMBERED.match(text, line.next):
        return False
    if follower.islower():
        return last.isalnum() or last in ",%)"
    return (last.islower() or last == ",") and (follower in _MONEY or follower.isdigit())


def _paragraphs(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The paragraphs of an unwrapped text from `start`: each line is one."""
    at = start
    for border in _BORDER.finditer(text, start):
        yield at, border.start()
        at = border.end()
    yield at, len(text)


_BORDER = re.compile(r"[\r\n]+\s*")


def _sentences_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for m in _END.finditer(text, start, end):
        nxt = m.end()
        while nxt < end and text[nxt].isspace():
            nxt += 1
        if nxt < end and _ends(text, m.end(), nxt):
            yield at, m.end()
            at = nxt
    yield at, end


def _clauses_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences, those parted that are two in all but their signs."""
    for a, b in _sentences_of(text, start, end):
        if may_part(text, a, b):
            yield from parts(text, a, b)
        else:
            yield a, b


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


_SIGNS_OF_CLAUSES = frozenset(";,")  # behind a clause that is told in one sentence with the next


def stretches(report: Report) -> list[Stretch]:
    """The sentences of a report in order, the title first; blank stretches are left out, borders carry no blanks."""
    text = unwrapped(report.text, report.body_start)
    return _stretches(report, text, _paragraphs(text, report.body_start), _sentences_of)


def story_of(report: Report, text: str) -> tuple[list[Stretch], Stretch | None]:
    """As `stretches`, of a report whose unwrapped text is at hand, without what a page sets around a story, and clause
    by clause where a sentence is two in all but its signs; and the dateline, None where there is none."""
    lines = without_furniture(text, [_behind_mark(text, *line) for line in _paragraphs(text, report.body_start)])
    lines, dateline = without_dateline(text, lines)
    own = None if dateline is None else _trimmed("text", text, *dateline, -1)
    return _stretches(report, text, lines, _clauses_of), own


_MARK = re.compile(r"[•·■□▪▫●○◆►▶→»>*–—-](?:\s+(?=[\"“']?[^\W\d_])|(?<=[•■▪●►→])(?=[^\W\d_]))")


def _behind_mark(text: str, start: int, end: int) -> tuple[int, int]:
    """A paragraph without the bullet or dash that it opens with."""
    while start < end and text[start].isspace():
        start += 1
    mark = _MARK.match(text, start, end)
    return (start if mark is None else mark.end(), end)


def _stretches(
    report: Report,
    text: str,
    paragraphs: Iterable[tuple[int, int]],
    parted: Callable[[str, int, int], Iterator[tuple[int, int]]],
) -> list[Stretch]:
    found: list[Stretch] = []
    if report.title and report.title.strip():
        found.append(_trimmed("title", report.title, 0, len(report.title), -1))
    for number, (a, b) in enumerate(paragraphs):
        for s, e in (piece for part in parted(text, a, b) for piece in _pieces(text, *part)):
            stretch = _trimmed("text", text, s, e, number)
            if stretch.end > stretch.start:
                sign = text[found[-1].end] if s > a and found[-1].paragraph == number else ""
                found.append(stretch._replace(sign=sign) if sign in _SIGNS_OF_CLAUSES else stretch)
    return found


def _trimmed(field: Field, text: str, start: int, end: int, paragraph: int) -> Stretch:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Stretch(field, start, end, paragraph)
