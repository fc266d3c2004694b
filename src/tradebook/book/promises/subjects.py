"""What a statement is about, as keys of an index, and whether it promises. Pure.

A statement stands under some keys (`subjects_of`); what may have become of a promise is looked for under others
(`close_subjects_of`), and a promise that a statement may settle under `promised_under`. Whether it is so, `acts` and
`flows` decide. Keys are as narrow as these allow, for a busy pair has thousands of deals: figures stand by the year
that they are for, deals by the chapters of their goods, and what is looked for goes through all that may count. What
nearly fits stands under wide keys, which are asked only for what is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tradebook.book.facts.claims import digest, goods_key, is_ahead
from tradebook.book.promises.due import day_of, is_by
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

KEY = 12  # hexadecimal digits: a key that two subjects share costs a comparison, nothing else
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


def subjects_of(s: Statement) -> set[str]:
    """The keys under which the statement stands: the close ones and the wide ones."""
    return _hashed(_about(s)) | _hashed(_near(s))


def close_subjects_of(promised: Statement, first: date, last: date) -> set[str]:
    """The keys under which all stands that can settle the promise, which was made on the day `first`; of a target
    without a day up to the day `last`."""
    match promised:
        case TradeFlow():
            return _hashed(_flows(promised, (AHEAD, *_years(promised, first, last))))
        case Deal():
            return _hashed(_deals_bearing_on(promised))
        case Venture():
            return _hashed(_ventures_bearing_on(promised))
        case _:
            return _hashed(_about(promised))


def promised_under(told: Statement) -> set[str]:
    """The keys under which the promises stand that the statement can settle."""
    match told:
        case TradeFlow():
            return _hashed(_flows(told, (AHEAD,)))
        case Deal():
            return _hashed((*_deals_bearing_on(told), *_outcomes_of_tenders(told)))
        case Venture():
            return _hashed(_ventures_bearing_on(told))
        case _:
            return _hashed(_about(told))


def wide_subjects_of(promised: Statement) -> set[str]:
    """The keys under which near misses stand, to be looked up for the promises that are shown: the pair's other flows
    and deals, the same flow in the years around, the figures of other partners."""
    if not isinstance(promised, TradeFlow):
        return _hashed(_near(promised))
    end = day_of(promised.period.end) if promised.period else None
    around = (str(end.year - 1), str(end.year + 1), "") if end else ("",)
    return _hashed((*_near(promised), *_sides(promised), *_flows(promised, around)))


def _hashed(about: Iterable[tuple[object, ...]]) -> set[str]:
    return {digest(*one)[:KEY] for one in about}


def _near(s: Statement) -> Iterator[tuple[object, ...]]:
    match s:
        case TradeFlow():
            if sides := _codes(s):
                yield "flow", sides
            if s.stance == "stated":
                yield from _sides(s)
        case Deal():
            if countries := sorted(countries_of(s)):
                yield "deal", countries
        case _:
            return


def _codes(s: TradeFlow) -> list[str]:
    return sorted({c for c in (s.reporter, s.partner, *s.between) if c})


def _about(s: Statement) -> Iterator[tuple[object, ...]]:
    match s:
        case TradeFlow():
            yield from _flows(s, (AHEAD if is_ahead(s) else _year(s),))
        case Deal():
            yield from _about_deal(s)
        case Tender():
            yield from _about_tender(s)
        case Event():
            yield from _about_event(s)
        case Venture():
            yield from _by_name("venture", s)
            countries = sorted(countries_of(s))
            wheres: list[object] = [countries, *countries] if len(countries) > 1 else [countries]
            yield from (("venture", where, chapter) for where in wheres for chapter in chapters(s.product))
        case Restriction():
            yield "restriction", s.type, sorted(s.by)
        case Milestone():
            yield "milestone", s.type, sorted(s.countries)
        case TradedGoods():
            yield "goods", s.origin, s.destination
        case SalesMix():
            yield from _by_name("sales", s)


# Flows

AHEAD = "ahead"  # in place of a year: what is promised, for whatever time
_MOST_YEARS = 60


def _flows(s: TradeFlow, times: Iterable[str]) -> Iterator[tuple[object, ...]]:
    """The flow at some times: years, AHEAD, or "" for a figure of which no time is told."""
    if sides := _codes(s):
        goods = goods_key(s.goods)
        yield from (("flow", s.measure, sides, goods, time) for time in times)


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


def _about_deal(s: Deal) -> Iterator[tuple[object, ...]]:
    countries = sorted(countries_of(s))
    yield from _by_name("deal", s)
    if countries:
        yield from (("deal", countries, chapter) for chapter in _standing(s.goods))
    yield from _outcomes_of_tenders(s)


def _outcomes_of_tenders(s: Deal) -> Iterator[tuple[object, ...]]:
    """A purchase stands where a tender for the same goods looks."""
    if s.stance == "stated" and s.status in ("signed", None):
        buyers = {p.country for p in s.parties if p.role == "buyer" and p.country} or countries_of(s)
        yield from (("tender", code, chapter) for code in buyers for chapter in chapters(s.goods))


def _standing(goods: Sequence[Good]) -> set[str]:
    """The chapters under which goods stand, and "" where one has no code: another wording of it may be of any."""
    return chapters(goods) | ({""} if not all(good.hs for good in goods) or not goods else set())


def _deals_bearing_on(s: Deal) -> Iterator[tuple[object, ...]]:
    """Deals with the same firm; or of the same countries, with goods of the same chapters or without a code. One that
    tells no goods may be any of the pair."""
    yield from _by_name("deal", s)
    if countries := sorted(countries_of(s)):
        yield from (
            (("deal", countries, chapter) for chapter in (*chapters(s.goods), ""))
            if s.goods
            else (("deal", countries),)
        )


def _ventures_bearing_on(s: Venture) -> Iterator[tuple[object, ...]]:
    """Ventures with the same firm; or with products of the same chapters in the same countries, in one or none of them,
    or in any of them and others."""
    yield from _by_name("venture", s)
    countries = sorted(countries_of(s))
    fewer: list[list[str]] = [[code] for code in countries] if len(countries) > 1 else []
    wheres: list[object] = [countries, *countries, *fewer, []]
    yield from (("venture", where, chapter) for where in wheres for chapter in chapters(s.product))


def _about_tender(s: Tender) -> Iterator[tuple[object, ...]]:
    if s.buyer and s.buyer.name:
        yield "tender by", fold(s.buyer.name)
    code = s.buyer.country if s.buyer and s.buyer.country else ""
    yield from (("tender", code, chapter) for chapter in chapters(s.goods))


def _about_event(s: Event) -> Iterator[tuple[object, ...]]:
    if s.name:
        yield "event", fold(s.name)
    if len(s.countries) > 1:
        yield "event of", s.type, sorted(s.countries)
    if s.place:
        yield "event at", s.type, fold(s.place)


def _by_name(what: str, s: Statement) -> Iterator[tuple[object, ...]]:
    yield from ((what, "by", fold(p.name)) for p in parties_of(s) if p.name and fold(p.name))


def chapters(goods: Iterable[Good]) -> set[str]:
    """The chapters of the goods' codes, or their folded words where there are none."""
    return {code[:2] for good in goods for code in good.hs} | {fold(good.text) for good in goods if not good.hs}
