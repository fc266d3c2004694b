"""Which markets are closed to an exporter's good: by restrictions in the book, or because a person says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, Protocol

from msgspec import Struct

from tradebook.book import Entry, Fact
from tradebook.errors import UsageError
from tradebook.places import members
from tradebook.statement import Good, Period, Replacement, Restriction, SalesMix

CLOSING = ("ban", "sanction")  # a tariff, a quota or a licence makes a market dearer, not closed
Why = Literal["restriction", "excluded"]


class BookLike(Protocol):
    """What is asked of a book; `tradebook.book.Book` is one."""

    def facts(
        self, *, country: str | None = None, kind: str | None = None, as_of: date | None = None
    ) -> list[Fact]: ...
    def statements(self, *, good: str | None = None, kind: str | None = None) -> list[Entry]: ...


class Said(Struct, frozen=True, kw_only=True):
    """What the book tells of a market: the fact, its sentence, the reports that say it, what was restricted, since when
    (a day, null where it is not told), and a `remark` on why it bears on the market as it does."""

    fact: str
    statement: str
    sentence: str
    reports: tuple[str, ...]
    type: str
    status: str | None
    since: str | None
    first_seen: date
    remark: str = ""


class Closed(Struct, frozen=True, kw_only=True):
    """A market that is left out of the ranking: `why`, and what the book says of it."""

    country: str
    why: tuple[Why, ...]
    said: tuple[Said, ...] = ()


class Closures(Struct, frozen=True, kw_only=True):
    """The closed markets by country; `bearing` is what the book tells of other markets that closes none (planned,
    lifted, of goods not told; tariffs, quotas; a firm that stopped supplies)."""

    closed: dict[str, Closed]
    bearing: dict[str, tuple[Said, ...]]


def closures(
    book: BookLike | None, exporter: str, goods: Sequence[str], without: Iterable[str] = (), as_of: date | None = None
) -> Closures:
    """What closes markets to `goods` (codes) of `exporter`, as the book knew it on `as_of`; `without` are the countries
    and groups that a person excludes. Raises `UsageError` where a person excludes the exporter itself."""
    excluded = {country for code in without for country in members(code, as_of)}
    if exporter in excluded:
        raise UsageError(f"{exporter} is the exporter and cannot be excluded. Name other countries with --without")
    closing: dict[str, list[Said]] = {}
    bearing: dict[str, list[Said]] = {}
    facts = [] if book is None else book.facts(kind="restriction", as_of=as_of)
    told = sorted(facts, key=lambda fact: (fact.first_seen, fact.id))
    for fact in told:
        for country in _markets(fact, exporter):
            remark = _no_closure(fact, goods, _lifted(told, fact, country, exporter, goods))
            if remark != _ELSEWHERE:
                (bearing if remark else closing).setdefault(country, []).append(_said(fact, remark))
    for country, said in _stopped(book, exporter, goods):
        bearing.setdefault(country, []).append(said)
    return Closures(
        closed={
            country: Closed(
                country=country,
                why=(
                    *(("restriction",) if country in closing else ()),
                    *(("excluded",) if country in excluded else ()),
                ),
                said=(*closing.get(country, ()), *bearing.pop(country, ())),
            )
            for country in sorted(closing.keys() | excluded)
        },
        bearing={country: tuple(said) for country, said in sorted(bearing.items())},
    )


_ELSEWHERE = "of other goods"


def _markets(fact: Fact, exporter: str) -> frozenset[str]:
    """The countries whose restriction on the exporter a fact tells of."""
    told = fact.statement
    if not isinstance(told, Restriction) or told.stance == "denied" or fact.taken_back is not None:
        return frozenset()
    on = _day(told.date) or fact.first_seen
    if exporter not in {country for code in told.on for country in members(code, on)}:
        return frozenset()
    return frozenset(country for code in told.by for country in members(code, on)) - {exporter}


def _no_closure(fact: Fact, goods: Sequence[str], lifted: Fact | None) -> str:
    """Why a restriction closes no market for the goods, in words; "" where it closes it."""
    told = fact.statement
    assert isinstance(told, Restriction)
    bears = _overlap(told.goods, goods)
    if bears is False:
        return _ELSEWHERE
    if told.status == "lifted":
        return "lifted"
    if told.status == "planned" or told.stance != "stated":
        return "planned, not in force"
    if lifted is not None:
        return f"lifted since, as told on {lifted.first_seen.isoformat()}"
    if told.type not in CLOSING:
        return f"a {told.type} makes the market dearer, it does not close it"
    return "" if bears else "it is not told which goods it is on"


def _overlap(told: Sequence[Good], goods: Sequence[str]) -> bool | None:
    """Whether a restriction is on the goods; None where it names no goods, or none by code."""
    codes = [code for good in told for code in good.hs]
    if any(one.startswith(other) or other.startswith(one) for one in codes for other in goods):
        return True
    return None if any(not good.hs for good in told) or not told else False


def _lifted(told: Sequence[Fact], fact: Fact, country: str, exporter: str, goods: Sequence[str]) -> Fact | None:
    """The later fact that ends this restriction: of the same type, by the same country, on these goods."""
    first = fact.statement
    assert isinstance(first, Restriction)
    for later in told:
        end = later.statement
        ends = isinstance(end, Restriction) and end.status == "lifted" and end.type == first.type
        if ends and country in _markets(later, exporter) and _time(later) > _time(fact):
            assert isinstance(end, Restriction)
            if _overlap(end.goods, goods):
                return later
    return None


def _time(fact: Fact) -> date:
    told = fact.statement
    return (_day(told.date) if isinstance(told, Restriction) else None) or fact.first_seen


def _day(period: Period | None) -> date | None:
    start = period.start if period else None
    return date.fromisoformat(start) if start else None


def _said(fact: Fact, remark: str) -> Said:
    told = fact.statement
    assert isinstance(told, Restriction)
    return Said(
        fact=fact.id,
        statement=told.id,
        sentence=told.evidence.text,
        reports=tuple(dict.fromkeys(source.report for source in fact.sources)),
        type=told.type,
        status=told.status,
        since=told.date.start if told.date else None,
        first_seen=fact.first_seen,
        remark=remark,
    )


def _stopped(book: BookLike | None, exporter: str, goods: Sequence[str]) -> list[tuple[str, Said]]:
    """Firms of the exporter that stopped supplies to a market, in reports that speak of the goods. That one firm
    stopped does not close a market to all."""
    if book is None:
        return []
    reports = {entry.statement.report.id for code in goods for entry in book.statements(good=code)}
    found = []
    for fact in book.facts(country=exporter, kind="sales_mix"):
        told = fact.statement
        ours = isinstance(told, SalesMix) and (told.company is None or told.company.country in (None, exporter))
        if not ours or fact.taken_back is not None or not reports & {source.report for source in fact.sources}:
            continue
        assert isinstance(told, SalesMix)
        found += [(stop.country, _stop(fact, told, stop)) for stop in told.suspended if stop.country]
    return found


def _stop(fact: Fact, told: SalesMix, stop: Replacement) -> Said:
    name = (told.company.name if told.company else None) or "a producer"
    reason = f" ({told.reason})" if told.reason else ""
    sentences = [told.evidence, *told.evidence_also, *told.evidence_context]
    own = next((one.text for one in sentences if stop.text and stop.text in one.text), told.evidence.text)
    return Said(
        fact=fact.id,
        statement=told.id,
        sentence=own,
        reports=tuple(dict.fromkeys(source.report for source in fact.sources)),
        type="supplies suspended",
        status=None,
        since=None,
        first_seen=fact.first_seen,
        remark=f"{name} suspended its supplies{reason}; one firm's step closes the market to no other",
    )
