"""Two reports compared exactly: whether the one is the other printed again. Pure.

What counts is how much of the shorter text stands in the longer, in runs of `RUN` words or more (containment, not
likeness: a copy cut to a third is a copy). Three things speak against a copy however much is shared: sentences that are
the same but for their figures (next month's report by the same template, or a correction), a rest that brings news of
its own (two reports that repeat one background), and a share that is all quotation (two agencies at one press
conference).
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
    runs: frozenset[str]
    has_notice: bool  # it carries an outlet's correction or withdrawal


class Likeness(Struct, frozen=True):
    """How two reports are alike. `contained` is the share of the shorter one's words that stand in the longer,
    `of_longer` that of the longer one's in the shorter, `unquoted` is `contained` outside quotation marks, `changed`
    how many sentences differ in figures alone, `news` the share of the figures, names and long words in the shorter
    one's rest that the longer has not got."""

    contained: float
    of_longer: float
    unquoted: float
    changed: int
    news: float
    same_notice: bool

    @property
    def copies(self) -> bool:
        """Whether the one is the other printed again."""
        if not self.same_notice or self.changed or self.contained < CONTAINED:
            return False
        if self.contained >= SURELY:
            return True
        added = self.news * (1 - self.contained)
        return self.unquoted >= UNQUOTED and (self.news <= NEWS or added <= ADDED)


NOT_ALIKE = Likeness(contained=0, of_longer=0, unquoted=0, changed=0, news=1, same_notice=True)


def prepare(report: Report) -> Prepared:
    """The report, ready to be compared."""
    sentences = tuple(sentences_of(report))
    words = tuple(word for sentence in sentences for word in sentence.words)
    return Prepared(report.id, sentences, words, frozenset(runs(words)), notice_of(report) is not None)


def compare(a: Prepared, b: Prepared) -> Likeness:
    """How two reports are alike, the same whichever is named first."""
    shorter, longer = sorted((a, b), key=lambda p: (len(p.words), p.id))
    if len(shorter.words) < SHORTEST or shorter.runs.isdisjoint(longer.runs):
        return NOT_ALIKE
    found = _found(shorter.words, longer.runs)
    contained = sum(found) / len(found)
    return Likeness(
        contained=contained,
        of_longer=sum(_found(longer.words, shorter.runs)) / len(longer.words),
        unquoted=_unquoted(shorter, found),
        changed=sum(1 for _ in changed_sentences(shorter, longer)),
        news=_news(shorter, found, longer),
        same_notice=a.has_notice == b.has_notice,
    )


def _found(words: Sequence[str], others: frozenset[str]) -> list[bool]:
    """Of each word whether it stands in a run that is among the others."""
    found = [False] * len(words)
    for at, run in enumerate(runs(words)):
        if run in others:
            found[at : at + RUN] = [True] * len(found[at : at + RUN])
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
