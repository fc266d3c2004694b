"""Two reports compared exactly: whether the one is the other printed again. Pure.

What counts is how much of the shorter text stands in the longer, in runs of `RUN` words or more (containment, not
likeness: a copy cut to a third is a copy). Three things speak against a copy however much is shared: sentences that are
the same but for their figures (next month's report by the same template, or a correction), a rest that brings news of
its own (two reports that repeat one background), and a share that is all quotation (two agencies at one press
conference). And a shorter text most of whose figures the longer has nowhere is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from msgspec import Struct

from tradebook.book.copies.notices import notice_of
from tradebook.book.copies.words import RUN, Sentence, months, runs, sentences_of
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


class Prepared(Struct, frozen=True):
    """A report's text, ready to be compared."""

    id: str
    sentences: tuple[Sentence, ...]
    words: tuple[str, ...]
    run_list: tuple[int, ...]  # its runs of words in order, as numbers of this process
    runs: frozenset[int]
    has_notice: bool  # it carries an outlet's correction or withdrawal

    @property
    def mark(self) -> tuple[int, bool]:
        """What a comparison hangs on, in this process."""
        return hash(self.words), self.has_notice


class Likeness(Struct, frozen=True):
    """How two reports are alike. `contained` is the share of the shorter one's words that stand in the longer,
    `of_longer` that of the longer one's in the shorter, `unquoted` is `contained` outside quotation marks, `changed`
    how many sentences differ in figures alone, `news` the share of the figures, names and long words in the shorter
    one's rest that the longer has not got. `changed` is counted where all else speaks for a copy."""

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


def prepare(report: Report) -> Prepared:
    """The report, ready to be compared."""
    sentences = tuple(sentences_of(report))
    words = tuple(word for sentence in sentences for word in sentence.words)
    numbers = tuple(map(hash, runs(words)))
    return Prepared(report.id, sentences, words, numbers, frozenset(numbers), notice_of(report) is not None)


def compare(a: Prepared, b: Prepared) -> Likeness:
    """How two reports are alike, the same whichever is named first; `NOT_ALIKE` where the shorter shares less than
    `ALIKE` of its words with the longer, for most pairs are looked at in vain."""
    shorter, longer = sorted((a, b), key=lambda p: (len(p.words), p.id))
    shared = len(shorter.runs & longer.runs)
    if len(shorter.words) < SHORTEST or shared * RUN < ALIKE * len(shorter.words):
        return NOT_ALIKE
    found = _found(shorter, longer)
    contained = sum(found) / len(found)
    if contained < ALIKE:
        return NOT_ALIKE
    unquoted, news = _unquoted(shorter, found), _news(shorter, found, longer)
    same_notice = a.has_notice == b.has_notice
    looks_so = _speak_for_a_copy(contained, unquoted, news, same_notice)
    if looks_so and _has_other_figures(shorter, longer):
        return NOT_ALIKE
    return Likeness(
        contained=contained,
        of_longer=sum(_found(longer, shorter)) / len(longer.words),
        unquoted=unquoted,
        changed=sum(1 for _ in changed_sentences(shorter, longer)) if looks_so else 0,
        news=news,
        same_notice=same_notice,
    )


def _found(text: Prepared, other: Prepared) -> list[bool]:
    """Of each word of a text whether it stands in a run that the other has too."""
    found = [False] * len(text.words)
    end = 0
    for at, run in enumerate(text.run_list):
        if run in other.runs:
            start, end = max(at, end), min(at + RUN, len(found))
            found[start:end] = [True] * (end - start)
    return found


def _unquoted(text: Prepared, found: Sequence[bool]) -> float:
    quoted = [inside for sentence in text.sentences for inside in sentence.quoted]
    outside = [there for there, inside in zip(found, quoted, strict=True) if not inside]
    return sum(outside) / len(outside) if outside else 0.0


def _news(text: Prepared, found: Sequence[bool], other: Prepared) -> float:
    """The share of what tells in the rest, not found, that the other text has nowhere: figures, names and long words,
    these by their beginning ("Serbia" and "Serbian")."""
    known = {_stem(word) for word in other.words}
    rest: set[str] = set()
    at = 0
    for sentence in text.sentences:
        telling = sentence.names.union(sentence.figures)
        here = found[at : at + len(sentence.words)]
        rest.update(
            _stem(w)
            for w, there in zip(sentence.words, here, strict=True)
            if not there and (w in telling or len(w) >= LONG)
        )
        at += len(sentence.words)
    return len(rest - known) / len(rest) if rest else 0.0


def _stem(word: str) -> str:
    return word if word[0].isdigit() else word[:STEM]


def changed_sentences(a: Prepared, b: Prepared) -> Iterator[tuple[Sentence, Sentence]]:
    """The sentences of the two that are the same but for their figures, those of `a` first."""
    twins: dict[str, list[int]] = {}
    for at, sentence in enumerate(b.sentences):
        for run in set(runs(_masked(sentence.words))):
            twins.setdefault(run, []).append(at)
    for sentence in a.sentences:
        twin = _twin(sentence, twins, b.sentences) if sentence.figures and len(sentence.words) >= TELLING else None
        if twin is not None and _figures_differ(sentence.figures, twin.figures):
            yield sentence, twin


# What makes a small number a figure of the news, and no day, time or count of pages.
_SCALES = frozenset("thousand million billion trillion mln bn lakh crore tonnes tons percent per pct".split())
_YEARS = range(1900, 2101)


def _has_other_figures(shorter: Prepared, longer: Prepared) -> bool:
    """Whether most figures of weight in the shorter stand nowhere in the longer, not even rounded: who prints a text
    again takes its figures over (a short report of other news beside the same background)."""
    known = set(longer.words)
    own = _weighty(shorter.words)
    numbers = [word for word in known if word[0].isdigit()]
    new = [f for f in own - known if not any(_is_rounded(f, n) or _is_rounded(n, f) for n in numbers)]
    return len(new) * 2 > len(own)


def _weighty(words: Sequence[str]) -> set[str]:
    """The figures among the words that no date, time or page explains: with a point, of three digits or more but no
    year, or before a word such as "million"."""
    found = set()
    for word, after in zip(words, (*words[1:], ""), strict=True):
        if not word[0].isdigit():
            continue
        large = word.isdigit() and len(word) > 2 and int(word) not in _YEARS
        if "." in word or large or after in _SCALES:
            found.add(word)
    return found


def _masked(words: Sequence[str]) -> tuple[str, ...]:
    return tuple("0" if word[0].isdigit() else "month" if word in months() else word for word in words)


def _twin(sentence: Sentence, twins: dict[str, list[int]], others: Sequence[Sentence]) -> Sentence | None:
    """The sentence among the others that says the same, figures aside; the one with the same figures where several
    do."""
    own = set(runs(_masked(sentence.words)))
    shared = Counter(at for run in own for at in twins.get(run, ()))
    near = [at for at, count in shared.items() if count >= ALIGNED * len(own)]
    if not near:
        return None
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
    if "." not in fine:
        return False
    try:
        return len(rough) < len(fine) and Decimal(fine).quantize(Decimal(rough)) == Decimal(rough)
    except InvalidOperation:
        return False
