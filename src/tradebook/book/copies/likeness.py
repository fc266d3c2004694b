"""Two reports compared exactly: whether the one is the other printed again. Pure.

What counts is how much of the shorter text stands in the longer, in runs of `RUN` words or more (containment, not
likeness: a copy cut to a third is a copy). Three things speak against a copy however much is shared: sentences that are
the same but for their figures (next month's report by the same template, or a correction), a rest that brings news of
its own (two reports that repeat one background), and a share that is all quotation (two agencies at one press
conference). And a shorter text most of whose figures the longer has nowhere is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import ClassVar

from msgspec import Struct

from tradebook.book.copies.notices import notice_of
from tradebook.book.copies.words import QUOTES, RUN, Sentence, marks_of, months, runs, sentences_of
from tradebook.report import Report

SHORTEST = 12  # words of a report that can be a copy
ALIKE = 0.4  # the least share of the shorter text's words for which two are compared in full
CONTAINED = 0.5  # the least share of the shorter text's words that stand in the longer
SURELY = 0.9  # from this share on, what the rest says is not looked at
OF_THE_LATER = 0.2  # the least share of a longer, later text: a digest that prints a whole note among others is no copy
UNQUOTED = 0.4  # the least share of the words outside quotation marks
NEWS = 0.5  # the greatest share of what tells in the rest that the other text has not got
ADDED = 0.12  # or the greatest share of such news in the shorter text as a whole
LONG = 6  # letters of a word that tells something
STEM = 4  # letters by which a name or a long word is known in another form
TELLING = 6  # words of a sentence whose figures are compared; shorter ones are counters, dates, page marks
ALIGNED = 0.6  # the share of a sentence's runs, figures masked, that make it another's twin


class Figures(Struct, frozen=True, gc=False):
    """The figures of a text, each once: those of weight, and `every` one, years and days too."""

    weighty: frozenset[str]
    every: frozenset[str]

    MOST: ClassVar[int] = 120  # of a text that are kept beside it; tables have thousands

    @classmethod
    def among(cls, words: Sequence[str]) -> Figures:
        """Those among the words of a text."""
        text = "\n".join(words)  # a figure can have blanks in it
        if text.isascii():
            found = _FIGURE.findall(text)
            every, before_scales = frozenset([word for word, _ in found]), {word for word, scale in found if scale}
        else:
            at_figures = [(at, word) for at, word in enumerate(words) if word[0].isdigit()]
            every = frozenset([word for _, word in at_figures])
            before_scales = {word for at, word in at_figures if words[at + 1 : at + 2] and words[at + 1] in _SCALES}
        return cls(frozenset([word for word in every if word in before_scales or _is_weighty(word)]), every)

    def written(self) -> str | None:
        """As they are kept; None where they are too many."""
        if len(self.every) > self.MOST:
            return None
        return "\n".join((*sorted(self.weighty), "|", *sorted(self.every - self.weighty)))

    @classmethod
    def read(cls, written: str) -> Figures:
        """What `written` gave."""
        weighty, _, others = written.partition("|")
        heavy = frozenset(filter(None, weighty.split("\n")))
        return cls(heavy, heavy.union(filter(None, others.split("\n"))))


class Comparable:
    """A report's text, ready to be compared. What few comparisons need is worked out when the first asks for it."""

    def __init__(self, report: Report) -> None:
        self.id = report.id
        self.text = report.text
        self.sentences = tuple(sentences_of(report))
        self.words = tuple([word for sentence in self.sentences for word in sentence.words])
        self.notice = notice_of(report)  # the outlet's correction or withdrawal in it

    @cached_property
    def mark(self) -> tuple[int, bool]:
        """What a comparison hangs on, in this process."""
        return hash(self.words), self.notice is not None

    @cached_property
    def run_list(self) -> list[int]:
        """Its runs of words in order, as numbers of this process; the whole where it is shorter than a run."""
        w = self.words
        if len(w) < RUN:
            return [hash(w)] if w else []
        return list(map(hash, zip(*(w[at:] for at in range(RUN)), strict=False)))

    @cached_property
    def runs(self) -> frozenset[int]:
        return frozenset(self.run_list)

    @property
    def telling_runs(self) -> list[str]:
        """Its runs of words that tell something, sentence by sentence; the whole where there are none."""
        found = [run for sentence in self.sentences for run in sentence.runs]
        return found or ([" ".join(self.words)] if self.words else [])

    @property
    def has_quotes(self) -> bool:
        """Whether there are quotation marks in it."""
        return any(sign in self.text for sign in QUOTES)

    @cached_property
    def quoted(self) -> list[bool]:
        """Of each word whether it stands inside quotation marks."""
        return [inside for number in range(len(self.sentences)) for inside in self._marks(number)[0]]

    def telling(self, number: int) -> frozenset[str]:
        """The names and figures of the sentence with this number."""
        return self._marks(number)[1].union(self.sentences[number].figures)

    def _marks(self, number: int) -> tuple[tuple[bool, ...], frozenset[str]]:
        sentence = self.sentences[number]
        return marks_of(self.text[sentence.start : sentence.end])

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(map(_stem, self.words))

    @cached_property
    def figures(self) -> Figures:
        return Figures.among(self.words)

    @cached_property
    def masked(self) -> list[frozenset[str]]:
        """The runs of each sentence, figures masked."""
        return [frozenset(runs(_masked(s.words))) for s in self.sentences]

    @cached_property
    def with_run(self) -> dict[str, list[int]]:
        """Each masked run -> the numbers of the sentences that have it."""
        found: dict[str, list[int]] = {}
        for at, here in enumerate(self.masked):
            for run in here:
                found.setdefault(run, []).append(at)
        return found


class Likeness(Struct, frozen=True):
    """How two reports are alike. `contained` is the share of the shorter one's words that stand in the longer,
    `of_longer` that of the longer one's in the shorter, `unquoted` is `contained` outside quotation marks, `changed`
    how many sentences differ in figures alone, `news` the share of the figures, names and long words in the shorter
    one's rest that the longer has not got. `changed` is counted where all else speaks for a copy; `unquoted` and `news`
    are looked at where `contained` is less than `SURELY`, and are 1 and 0 from there on."""

    contained: float
    of_longer: float
    unquoted: float
    changed: int
    news: float
    same_notice: bool

    @property
    def copies(self) -> bool:
        """Whether the one is the other printed again."""
        return self.changed == 0 and _speak_for_a_copy(self.contained, self.unquoted, self.news, self.same_notice)


def _speak_for_a_copy(contained: float, unquoted: float, news: float, same_notice: bool) -> bool:
    """Whether all but the figures speaks for a copy."""
    if not same_notice or contained < CONTAINED:
        return False
    if contained >= SURELY:
        return True
    added = news * (1 - contained)
    return unquoted >= UNQUOTED and (news <= NEWS or added <= ADDED)


NOT_ALIKE = Likeness(contained=0, of_longer=0, unquoted=0, changed=0, news=1, same_notice=True)


def prepare(report: Report) -> Comparable:
    """The report, ready to be compared."""
    return Comparable(report)


def in_order(a: Comparable, b: Comparable) -> tuple[Comparable, Comparable]:
    """The shorter of two first."""
    return (a, b) if (len(a.words), a.id) <= (len(b.words), b.id) else (b, a)


def compare(a: Comparable, b: Comparable) -> Likeness:
    """How two reports are alike, the same whichever is named first; `NOT_ALIKE` where the shorter shares less than
    `ALIKE` of its words with the longer, for most pairs are looked at in vain."""
    shorter, longer = in_order(a, b)
    shared = len(shorter.runs & longer.runs)
    if len(shorter.words) < SHORTEST or shared * RUN < ALIKE * len(shorter.words):
        return NOT_ALIKE
    found = _found(shorter, longer)
    contained = found.count(1) / len(found)
    if contained < ALIKE:
        return NOT_ALIKE
    surely = contained >= SURELY  # then the rest is not looked at
    unquoted, news = (1.0, 0.0) if surely else (_unquoted(shorter, found), _news(shorter, found, longer))
    same_notice = (a.notice is None) == (b.notice is None)
    looks_so = _speak_for_a_copy(contained, unquoted, news, same_notice)
    if looks_so and has_other_figures(shorter.figures, longer.figures):
        return NOT_ALIKE
    return Likeness(
        contained=contained,
        of_longer=_found(longer, shorter).count(1) / len(longer.words),
        unquoted=unquoted,
        changed=sum(1 for _ in changed_sentences(shorter, longer)) if looks_so else 0,
        news=news,
        same_notice=same_notice,
    )


def _found(text: Comparable, other: Comparable) -> bytearray:
    """Of each word of a text whether it stands in a run that the other has too: 1 or 0."""
    theirs = other.runs
    if len(text.words) < RUN:
        return bytearray([text.run_list[0] in theirs]) * len(text.words)
    found = bytearray(len(text.words))
    for at, run in enumerate(text.run_list):
        if run in theirs:
            found[at : at + RUN] = _WHOLE_RUN
    return found


_WHOLE_RUN = b"\1" * RUN


def _unquoted(text: Comparable, found: bytearray) -> float:
    """The share of the words outside quotation marks that are found."""
    if not text.has_quotes:
        return found.count(1) / len(found)
    outside = [there for there, inside in zip(found, text.quoted, strict=True) if not inside]
    return sum(outside) / len(outside) if outside else 0.0


def _news(text: Comparable, found: bytearray, other: Comparable) -> float:
    """The share of what tells in the rest, not found, that the other text has nowhere: figures, names and long words,
    these by their beginning ("Serbia" and "Serbian")."""
    rest: set[str] = set()
    end = 0
    for number, sentence in enumerate(text.sentences):
        start, end = end, end + len(sentence.words)
        if 0 not in found[start:end]:
            continue
        telling = text.telling(number)
        for at, word in enumerate(sentence.words, start):
            if not found[at] and (len(word) >= LONG or word in telling):
                rest.add(_stem(word))
    return len(rest - other.stems) / len(rest) if rest else 0.0


def _stem(word: str) -> str:
    return word if word[0].isdigit() else word[:STEM]


def changed_sentences(a: Comparable, b: Comparable) -> Iterator[tuple[Sentence, Sentence]]:
    """The sentences of the two that are the same but for their figures, those of `a` first."""
    same = {sentence.words for sentence in b.sentences}
    for at, sentence in enumerate(a.sentences):
        if len(sentence.words) < TELLING or sentence.words in same or not sentence.figures:
            continue
        twin = _twin(sentence, a.masked[at], b)
        if twin is not None and _figures_differ(sentence.figures, twin.figures):
            yield sentence, twin


# What makes a small number a figure of the news, and no day, time or count of pages.
_SCALES = frozenset("thousand million billion trillion mln bn lakh crore tonnes tons percent per pct".split())
_YEARS = range(1900, 2101)
_FIGURE = re.compile(rf"^(\d.*)(?:\n({'|'.join(sorted(_SCALES))})$)?", re.MULTILINE)


def has_other_figures(shorter: Figures, longer: Figures) -> bool:
    """Whether most figures of weight in the shorter stand nowhere in the longer, not even rounded: who prints a text
    again takes its figures over (a short report of other news beside the same background)."""
    own = shorter.weighty
    missing = own - longer.every
    if len(missing) * 2 <= len(own):
        return False
    new = [f for f in missing if not any(_is_rounded(f, n) or _is_rounded(n, f) for n in longer.every)]
    return len(new) * 2 > len(own)


def _is_weighty(figure: str) -> bool:
    """Whether no date, time or page explains a figure that does not stand before a word such as "million": with a
    point, or of three digits or more but no year."""
    return "." in figure or (figure.isdigit() and len(figure) > 2 and int(figure) not in _YEARS)


def _masked(words: Sequence[str]) -> tuple[str, ...]:
    return tuple("0" if word[0].isdigit() else "month" if word in months() else word for word in words)


def _twin(sentence: Sentence, own: frozenset[str], other: Comparable) -> Sentence | None:
    """The sentence of the other text that says the same, figures aside; the one with the same figures where several
    do. `own` are the sentence's masked runs."""
    shared = Counter(at for run in own for at in other.with_run.get(run, ()))
    near = [at for at, count in shared.items() if count >= ALIGNED * len(own)]
    if not near:
        return None
    others = other.sentences
    best = min(near, key=lambda at: (_figures_differ(sentence.figures, others[at].figures), -shared[at], at))
    return others[best]


def _figures_differ(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether each has a figure that the other has not, not even rounded."""
    mine, theirs = Counter(a) - Counter(b), Counter(b) - Counter(a)
    for figure in list(mine):
        rounded = next((other for other in theirs if _is_rounded(figure, other) or _is_rounded(other, figure)), None)
        if rounded is not None:
            del mine[figure], theirs[rounded]
    return bool(mine and theirs)


def _is_rounded(fine: str, rough: str) -> bool:
    """Whether `rough` is `fine` with fewer digits behind the point."""
    if "." not in fine or len(rough) >= len(fine):
        return False
    try:
        if abs(float(fine) - float(rough)) > 1:  # most pairs, told more quickly
            return False
        return Decimal(fine).quantize(Decimal(rough)) == Decimal(rough)
    except (InvalidOperation, ValueError):
        return False
