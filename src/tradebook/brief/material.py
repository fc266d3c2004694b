"""What a brief is made from: the facts, promises and verdicts of one pair, as the book knew them on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import zip_longest
from math import log10
from typing import Protocol

from msgspec import Struct

from tradebook.book import Entry, Fact, FactSource, Promise
from tradebook.brief.measure import clean
from tradebook.brief.parts import CITED, Cite, Cites
from tradebook.check import Verdict, run_across, run_checks
from tradebook.check.across import BUT_CONFLICTS
from tradebook.errors import UsageError
from tradebook.places import name as place_name
from tradebook.statement import Amount, Statement

Checker = Callable[[Iterable[Statement]], list[Verdict]]

HUGE = 10**15  # larger sums rank as this
MOST_PROMISES = 300  # of a pair, in the order of lists: what is due, new, to come; the oldest of the rest are left out


class BookLike(Protocol):
    """What the brief asks of a book; `tradebook.book.Book` is one."""

    def facts(
        self, *, pair: tuple[str, str] | None = None, as_of: date | None = None, min_confidence: float = 0.0
    ) -> list[Fact]: ...
    def promises(
        self, *, pair: tuple[str, str] | None = None, as_of: date | None = None, limit: int | None = None
    ) -> list[Promise]: ...
    def statements(self, *, pair: tuple[str, str] | None = None, min_confidence: float = 0.0) -> list[Entry]: ...


class Material(Struct, frozen=True, kw_only=True):
    """`facts` without those that are promises (a contract of which a delivery is owed is both); `by_id` all of them;
    `by_statement` finds the fact of a statement.

    `verdicts` come with the reports that bear them: the same finding of several reports is one; `official` are those
    against official statistics."""

    a: str
    b: str
    as_of: date
    facts: tuple[Fact, ...]
    promises: tuple[Promise, ...]
    by_id: dict[str, Fact]
    sources: dict[str, FactSource]
    verdicts: tuple[tuple[Verdict, Cites], ...]
    official: tuple[tuple[Verdict, Cites], ...] = ()

    def of_kind(self, kind: str) -> list[Fact]:
        """The facts of a kind that lead with their own figure, the best first."""
        return ranked((f for f in self.facts if f.kind == kind and f.leading), self.as_of)


def gather(
    book: BookLike, a: str, b: str, as_of: date, min_confidence: float = 0.0, official: Checker | None = None
) -> Material:
    """The material of the pair: facts and statements of at least `min_confidence`, checked by arithmetic and, where
    `official` is given, against official statistics."""
    facts = book.facts(pair=(a, b), as_of=as_of, min_confidence=min_confidence)
    sure = {f.id for f in facts}
    followed = book.promises(pair=(a, b), as_of=as_of, limit=MOST_PROMISES)
    promises = [p for p in followed if p.fact.leading and p.fact.id in sure]
    promised = {p.fact.id for p in promises if p.fact.ahead or p.fact.kind == "restriction"}
    sources = {source.report: source for fact in facts for source in fact.sources}
    known = {source.statement for fact in facts for source in fact.sources}
    told = [
        e.statement
        for e in book.statements(pair=(a, b), min_confidence=min_confidence)
        if e.current and e.statement.id in known
    ]
    return Material(
        a=a,
        b=b,
        as_of=as_of,
        facts=tuple(f for f in facts if f.id not in promised),
        promises=tuple(promises),
        by_id={f.id: f for f in facts},
        sources=sources,
        verdicts=tuple(
            _verdicts([*told, *(f.statement for f in facts)], [*run_checks(told), *run_across(facts, BUT_CONFLICTS)])
        ),
        official=tuple(_verdicts(told, official(told))) if official else (),
    )


def _verdicts(statements: Sequence[Statement], verdicts: Iterable[Verdict]) -> list[tuple[Verdict, Cites]]:
    """The verdicts, one a sentence, with the evidence of each report that bears it."""
    evidence = {s.id: (s.report.id, s.evidence.text) for s in statements}
    grouped: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        grouped.setdefault(verdict.sentence, []).append(verdict)
    found = []
    for same in grouped.values():
        cites = {evidence[i][0]: Cite(*evidence[i]) for v in same for i in reversed(v.statements)}
        found.append((same[0], _named(tuple(cites.values()))))
    return found


def _named(cites: tuple[Cite, ...]) -> Cites:
    return Cites(named=cites[:CITED], more=max(0, len(cites) - CITED))


def cites_of(*facts: Fact) -> Cites:
    """The reports to name for facts: that of the statement shown first, then one of each further origin; the rest is
    counted."""
    found: dict[str, Cite] = {}
    origins: set[str | None] = set()
    later: dict[str, Cite] = {}
    for fact in facts:
        ordered = sorted(fact.sources, key=lambda s: (s.statement != fact.statement.id, s.first.day, s.report))
        for source in ordered:
            cite = Cite(source.report, source.evidence)
            fresh = source.origin not in origins or source.statement == fact.statement.id
            (found if fresh else later).setdefault(source.report, cite)
            origins.add(source.origin)
    return _named(tuple({**found, **{k: v for k, v in later.items() if k not in found}}.values()))


def together(*cites: Cites) -> Cites:
    """The reports of several, each once."""
    named = {c.report: c for several in cites for c in several.named}
    kept = tuple(named.values())
    return Cites(named=kept[:CITED], more=max(0, len(kept) - CITED) + sum(c.more for c in cites))


def cites_of_each(facts: Sequence[Fact]) -> Cites:
    """The reports to name where facts stand against each other: one of each fact before a second of any."""
    each = [cites_of(fact) for fact in facts]
    in_turn = [c for several in zip_longest(*(cites.named for cites in each)) for c in several if c is not None]
    kept = tuple({c.report: c for c in in_turn}.values())
    return Cites(named=kept[:CITED], more=max(0, len(kept) - CITED) + sum(cites.more for cites in each))


def ranked(facts: Iterable[Fact], as_of: date) -> list[Fact]:
    """Facts by worth: recent, large, told by several independent origins, read with confidence."""
    return sorted(facts, key=lambda fact: (-worth(fact, as_of), fact.id))


def worth(fact: Fact, as_of: date) -> float:
    """A fact's place in the brief: a year of age weighs as much as a tenfold sum or two more origins."""
    age = max(0, (as_of - happened(fact)).days) / 365
    amount = getattr(fact.statement, "amount", None)
    return min(fact.independent, 6) / 2 + _size(amount) + fact.confidence - age


def _size(amount: Amount | None) -> float:
    if amount is None:
        return 0.0
    value = amount.value if amount.value is not None else amount.high
    return log10(min(abs(value), HUGE)) - 4 if value else 0.0


def happened(fact: Fact) -> date:
    """The day that a fact is about where it is known and not after its report, else when it was first seen."""
    statement = fact.statement
    period = getattr(statement, "date", None) or getattr(statement, "period", None)
    end = period.end or period.start if period else None
    day = _day(end)
    return min(day, fact.first_seen) if day else fact.first_seen


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def country(code: str | None) -> str:
    """A country in words; the code itself where it is in no table."""
    if not code:
        return ""
    try:
        return place_name(code)
    except UsageError:
        return clean(code)
