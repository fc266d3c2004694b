"""What a statement is about, as keys of an index, and whether it promises. Pure.

A promise and what may have become of it share a key; whether it is so, `acts` and `flows` decide. Keys are wide on
purpose (a pair of countries, a chapter of goods): what nearly fits is shown to the reader as the nearest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tradebook.book.facts.claims import digest, goods_key, is_ahead
from tradebook.book.promises.due import day_of
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


def close_subjects_of(promised: Statement) -> set[str]:
    """The keys under which all stands that can settle the promise."""
    return _hashed(_about(promised))


def wide_subjects_of(promised: Statement) -> set[str]:
    """The keys under which near misses stand, to be looked up for the promises that are shown: the pair's other flows
    and deals, the figures of other partners."""
    if not isinstance(promised, TradeFlow):
        return _hashed(_near(promised))
    return _hashed((*_near(promised), *_sides(promised)))


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
            if sides := _codes(s):
                yield "flow", s.measure, sides, goods_key(s.goods)
        case Deal():
            yield from _about_deal(s)
        case Tender():
            yield from _about_tender(s)
        case Event():
            yield from _about_event(s)
        case Venture():
            yield from _by_name("venture", s)
            for code in countries_of(s) or {""}:
                yield from (("venture", code, chapter) for chapter in chapters(s.product))
        case Restriction():
            yield "restriction", s.type, sorted(s.by)
        case Milestone():
            yield "milestone", s.type, sorted(s.countries)
        case TradedGoods():
            yield "goods", s.origin, s.destination
        case SalesMix():
            yield from _by_name("sales", s)


def _sides(s: TradeFlow) -> Iterator[tuple[object, ...]]:
    """Figures of one measure, country and year: how a figure of another partner is found."""
    if s.period and s.period.end:
        sides = {s.reporter} if s.reporter else set(s.between)
        yield from (("flows of", s.measure, code, s.period.end[:4]) for code in sorted(c for c in sides if c))


def _about_deal(s: Deal) -> Iterator[tuple[object, ...]]:
    countries = sorted(countries_of(s))
    yield from _by_name("deal", s)
    if countries:
        # One that tells no goods stands apart, and one that does is also looked for there.
        yield from (("deal", countries, chapter) for chapter in (*chapters(s.goods), ""))
    if s.stance == "stated" and s.status in ("signed", None):
        buyers = {p.country for p in s.parties if p.role == "buyer" and p.country} or set(countries)
        yield from (("tender", code, chapter) for code in buyers for chapter in chapters(s.goods))


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
