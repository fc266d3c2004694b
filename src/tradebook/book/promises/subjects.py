"""What a statement is about, as keys of an index, and whether it promises. Pure.

A statement stands under some keys (`subjects_of`); what may have become of a promise is looked for under others
(`close_subjects_of`), and a promise that a statement may settle under `promised_under`. Whether it is so, `acts` and
`flows` decide. Close keys are as narrow as these allow, for a busy firm or pair has thousands of deals: they hold all
that nothing contradicts, and little else. Figures stand by the year that they are for, acts by the chapters of their
goods together with the firm, the countries or the place. What nearly fits stands under wide keys, which are asked only
for what is shown, and of which only what was told last is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tradebook.book.facts.claims import digest, is_ahead
from tradebook.book.promises.due import day_of, is_by
from tradebook.book.promises.flows import same_flow
from tradebook.book.rows import countries_of, fold, parties_of
from tradebook.statement import (
    Deal,
    Event,
    Good,
    Milestone,
    Restriction,
    SalesMix,
    Statement,
    Tender,
    TradedGoods,
    TradeFlow,
    Venture,
)

_DIGITS = 12  # hexadecimal: a key that two subjects share costs a comparison, nothing else
_FOLLOWED = ("contract", "purchase", None)


def is_promise(s: Statement) -> bool:
    """Whether the statement holds something out: its stance looks ahead, its deal, tender or restriction is still to
    come, its producer has a target, or it is a contract for goods of which a delivery is owed."""
    if is_ahead(s):
        return True
    match s:
        case Restriction():
            return s.stance == "stated" and s.status == "planned"
        case SalesMix():
            return s.stance == "stated" and any(t.met is not None or t.period for t in s.targets)
        case Deal():
            return s.stance == "stated" and _owes_delivery(s)
        case _:
            return False


def _owes_delivery(deal: Deal) -> bool:
    """A signed contract for goods with a term that lies ahead of its report; without a term most are carried out
    unheard, and a list of them all would bury the rest."""
    if deal.status not in ("signed", None) or deal.instrument not in _FOLLOWED or not deal.goods:
        return False
    end, told = day_of(deal.term.end) if deal.term else None, day_of(deal.report.published)
    return end is not None and not deal.running_total and (told is None or end >= told)


def subjects_of(s: Statement) -> set[int]:
    """The keys under which the statement stands: the close ones and the wide ones."""
    return _hashed(_about(s)) | _hashed(_near(s))


def close_subjects_of(promised: Statement, first: date, last: date) -> set[int]:
    """The keys under which all stands that can settle the promise, which was made on the day `first`; of a target
    without a day up to the day `last`."""
    match promised:
        case TradeFlow():
            return _hashed(_flows(promised, (AHEAD, *_years(promised, first, last))))
        case _:
            return _hashed(_bearing_on(promised))


def promised_under(told: Statement) -> set[int]:
    """The keys under which the promises stand that the statement can settle."""
    match told:
        case TradeFlow():
            return _hashed(_flows(told, (AHEAD,)))
        case Deal():
            return _hashed((*_bearing_on(told), *_outcomes_of_tenders(told)))
        case _:
            return _hashed(_bearing_on(told))


def wide_subjects_of(promised: Statement) -> set[int]:
    """The keys under which near misses stand, to be looked up for the promises that are shown: the pair's other flows
    and deals, the same flow in the years around, the figures of other partners."""
    if not isinstance(promised, TradeFlow):
        return _hashed(_near(promised))
    end = day_of(promised.period.end) if promised.period else None
    around = (str(end.year - 1), str(end.year + 1), "") if end else ("",)
    return _hashed((*_near(promised), *_sides(promised), *_flows(promised, around)))


def _hashed(about: Iterable[tuple[object, ...]]) -> set[int]:
    return {int(digest(*one)[:_DIGITS], 16) for one in about}


def _near(s: Statement) -> Iterator[tuple[object, ...]]:
    """The wide keys."""
    match s:
        case TradeFlow():
            if sides := _codes(s):
                yield "flow", sides
            if s.stance == "stated":
                yield from _sides(s)
        case Deal():
            if countries := sorted(countries_of(s)):
                yield "deal", countries
            yield from _by_name("deal", s)
        case Venture():
            yield from _by_name("venture", s)
        case Restriction():
            yield "restriction", s.type, sorted(s.by)
        case TradedGoods():
            yield "goods", s.origin, s.destination
        case _:
            return


def _codes(s: TradeFlow) -> list[str]:
    return sorted({c for c in (s.reporter, s.partner, *s.between) if c})


def _about(s: Statement) -> Iterator[tuple[object, ...]]:
    """The close keys under which the statement stands."""
    match s:
        case TradeFlow():
            yield from _flows(s, (AHEAD if is_ahead(s) else _year(s),))
        case Deal():
            countries, goods = sorted(countries_of(s)), _marks(s.goods)
            yield from ((*key, mark) for key in _by_name("deal", s) for mark in goods)
            yield from (("deal", countries, mark) for mark in goods if countries)
            yield from _outcomes_of_tenders(s)
        case Venture():
            goods = _marks(s.product)
            yield from ((*key, mark) for key in _by_name("venture", s) for mark in goods)
            yield from ((*where, mark) for where in _wheres(s) for mark in goods if s.product)
        case Restriction():
            on = s.on or (UNTOLD,)
            yield from (("restriction", s.type, sorted(s.by), code, mark) for code in on for mark in _marks(s.goods))
        case TradedGoods():
            yield from (("goods", s.origin, s.destination, mark) for mark in _marks(s.goods))
        case _:
            yield from _bearing_on(s)


def _bearing_on(s: Statement) -> Iterator[tuple[object, ...]]:
    """The close keys under which all stands that is about the same, whether it promises or tells."""
    match s:
        case Deal():
            countries = sorted(countries_of(s))
            yield from _by_name_and_goods("deal", s, s.goods)
            if countries:
                yield from (
                    (("deal", countries, mark) for mark in _sought(s.goods)) if s.goods else (("deal", countries),)
                )
        case Venture():
            yield from _by_name_and_goods("venture", s, s.product)
            yield from _ventures(s)
        case Restriction():
            yield from _restrictions(s)
        case TradedGoods():
            yield from (("goods", s.origin, s.destination, mark) for mark in _marks(s.goods))
        case Tender():
            if s.buyer and s.buyer.name:
                yield "tender by", fold(s.buyer.name)
            code = s.buyer.country if s.buyer and s.buyer.country else ""
            yield from (("tender", code, chapter) for chapter in chapters(s.goods))
        case Event():
            if s.name:
                yield "event", fold(s.name)
            if len(s.countries) > 1:
                yield "event of", s.type, sorted(s.countries)
            if s.place:
                yield "event at", s.type, fold(s.place)
        case Milestone():
            yield "milestone", s.type, sorted(s.countries)
        case SalesMix():
            yield from _by_name("sales", s)


# Goods

UNTOLD = "untold"  # in place of goods or a country where none is named
UNCODED = ""  # in place of the chapter of a good without a code: another wording of it may be any such good


def _marks(goods: Sequence[Good]) -> set[str]:
    """What stands for goods in a key: the chapters of their codes."""
    coded = {code[:2] for good in goods for code in good.hs}
    return coded | ({UNCODED} if not all(good.hs for good in goods) else set()) or {UNTOLD}


def _sought(goods: Sequence[Good]) -> set[str]:
    """The marks of all goods that may be the same as these, which are told: also where none are named."""
    return _marks(goods) | {UNTOLD}


def _by_name(what: str, s: Statement) -> Iterator[tuple[object, ...]]:
    yield from ((what, "by", fold(p.name)) for p in parties_of(s) if p.name and fold(p.name))


def _by_name_and_goods(what: str, s: Statement, goods: Sequence[Good]) -> Iterator[tuple[object, ...]]:
    """What stands under the same firm with goods that may be the same; where no goods are told, all of the firm."""
    for key in _by_name(what, s):
        yield from ((*key, mark) for mark in _sought(goods)) if goods else (key,)


def chapters(goods: Iterable[Good]) -> set[str]:
    """The chapters of the goods' codes, or their folded words where there are none."""
    return {code[:2] for good in goods for code in good.hs} | {fold(good.text) for good in goods if not good.hs}


# Flows

AHEAD = "ahead"  # in place of a year: what is promised, for whatever time
_MOST_YEARS = 60


def _flows(s: TradeFlow, times: Iterable[str]) -> Iterator[tuple[object, ...]]:
    """The flow at some times: years, AHEAD, or "" for a figure of which no time is told."""
    if _codes(s):
        flow = same_flow(s)
        yield from (("flow", *flow, time) for time in times)


def _year(s: TradeFlow) -> str:
    return s.period.end[:4] if s.period and s.period.end else ""


def _years(promised: TradeFlow, first: date, last: date) -> list[str]:
    """The years whose figures can settle a promise: those of its own time; of one that is for a time "by" which
    something is to be, or for none, also those from its making on."""
    period = promised.period
    start, end = (day_of(period.start), day_of(period.end)) if period else (None, None)
    own = [day.year for day in (start, end) if day]
    if start is None or end is None or is_by(period):
        own += [first.year, (end or last).year]
    return [str(year) for year in range(min(own), max(own) + 1)][:_MOST_YEARS]


def _sides(s: TradeFlow) -> Iterator[tuple[object, ...]]:
    """Figures of one measure, country and year: how a figure of another partner is found."""
    if s.period and s.period.end:
        sides = {s.reporter} if s.reporter else set(s.between)
        yield from (("flows of", s.measure, code, s.period.end[:4]) for code in sorted(c for c in sides if c))


# Acts


def _outcomes_of_tenders(s: Deal) -> Iterator[tuple[object, ...]]:
    """A purchase stands where a tender for the same goods looks."""
    if s.stance == "stated" and s.status in ("signed", None):
        buyers = {p.country for p in s.parties if p.role == "buyer" and p.country} or countries_of(s)
        yield from (("tender", code, chapter) for code in buyers for chapter in chapters(s.goods))


def _restrictions(s: Restriction) -> Iterator[tuple[object, ...]]:
    """Restrictions of the same kind and state, on one of the same countries or none that is named, of goods that may be
    the same; where it tells neither, all of that kind and state."""
    key = "restriction", s.type, sorted(s.by)
    if not s.on or not s.goods:
        yield key
        return
    yield from ((*key, code, mark) for code in (*s.on, UNTOLD) for mark in _sought(s.goods))


def _wheres(s: Venture) -> Iterator[tuple[object, ...]]:
    """Where a venture stands, whoever has it: by its countries, each of two or more, each of three or more, and the
    words of its place."""
    countries = sorted(set(s.countries))
    yield "venture of", countries
    yield from (("venture in", code) for code in countries if len(countries) > 1)
    yield from (("venture among", code) for code in countries if len(countries) > 2)
    yield from _places(s)


def _places(s: Venture) -> Iterator[tuple[object, ...]]:
    yield from (("venture at", word) for word in set(fold(s.place or "").split()))


def _ventures(s: Venture) -> Iterator[tuple[object, ...]]:
    """Ventures for the same product that nothing contradicts: at the same place; or of the same countries, of one or
    none of them, or of these and others."""
    countries = sorted(set(s.countries))
    wheres: list[tuple[object, ...]] = [*_places(s), ("venture of", countries), ("venture of", [])]
    wheres += [("venture of", [code]) for code in countries]
    if len(countries) > 1:
        wheres.append(("venture among", countries[0]))
    if len(countries) != 2:
        wheres += [("venture in", code) for code in countries]
    yield from ((*where, mark) for where in wheres for mark in _marks(s.product) if s.product)
