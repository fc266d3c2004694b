"""What a deal says that bears on its delivery: what is owed, in which direction, of which goods, from when on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from tradebook.analysis.contracts.flows import KILOGRAM, Month, month_of
from tradebook.book import Fact
from tradebook.check.intervals import decimal
from tradebook.check.wording import day_words
from tradebook.statement import Amount, Deal, Quantity

DELIVERED = ("contract", "purchase", "agreement")  # a memorandum, a loan or an investment owes no goods
STATUSES = ("signed", "delivering", "delivered", None)
_KILOGRAMS = {KILOGRAM: Decimal(1), "TNE": Decimal(1000), "KTN": Decimal(1_000_000), "DTN": Decimal(100)}
_YEARLESS = re.compile(r"XXXX-(\d\d)")


class Terms(Struct, frozen=True, kw_only=True):
    """The terms of one deal. `amount` in dollars and `weight` in kg, null where it tells neither; `directions` (from,
    to): one where the deal tells who supplies whom, else both; `goods` codes, none where it names none by code.
    `since` is the day from which deliveries can count, null where nothing tells it; `since_words` says how it is known.
    `dated` is False where it follows from the day of the report alone, so that all that is said of it is on condition
    that the deal was not signed before."""

    amount: Decimal | None
    weight: Decimal | None
    directions: tuple[tuple[str, str], ...]
    goods: tuple[str, ...]
    since: date | None
    since_words: str
    dated: bool


def is_owed(fact: Fact) -> bool:
    """Whether a fact is a deal under which goods are owed: signed, not taken back or denied, and telling a sum, a
    quantity or goods."""
    deal = fact.statement
    return (
        isinstance(deal, Deal)
        and bool(deal.amount or deal.quantity or deal.goods)
        and deal.instrument in DELIVERED
        and deal.status in STATUSES
        and deal.stance == "stated"
        and fact.taken_back is None
    )


def terms_of(fact: Fact, pair: tuple[str, str]) -> Terms:
    """The terms of a deal of the two countries of `pair`."""
    deal = fact.statement
    assert isinstance(deal, Deal)
    since, words, dated = _since(fact, deal)
    return Terms(
        amount=_dollars(deal),
        weight=_weight(deal.quantity),
        directions=_directions(deal, pair),
        goods=_codes(deal),
        since=since,
        since_words=words,
        dated=dated,
    )


def _dollars(deal: Deal) -> Decimal | None:
    """The sum in US dollars, of a range its upper end; it may be told beside one in another currency."""
    amounts: Sequence[Amount] = [one for one in (deal.amount, *deal.amount_also) if one is not None]
    for one in amounts:
        value = one.high if one.value is None else one.value
        if one.currency == "USD" and value is not None:
            return decimal(value)
    return None


def _weight(quantity: Quantity | None) -> Decimal | None:
    if quantity is None or quantity.unit not in _KILOGRAMS:
        return None
    value = quantity.high if quantity.value is None else quantity.value
    return None if value is None else decimal(value) * _KILOGRAMS[quantity.unit]


def _directions(deal: Deal, pair: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """From whom to whom: as a supplier or a buyer of one of the two tells it, else both ways."""
    ways = set()
    for party in deal.parties:
        if party.country in pair and party.role in ("supplier", "buyer"):
            other = pair[1] if party.country == pair[0] else pair[0]
            ways.add((party.country, other) if party.role == "supplier" else (other, party.country))
    return tuple(ways) if len(ways) == 1 else (pair, (pair[1], pair[0]))


def _codes(deal: Deal) -> tuple[str, ...]:
    """The goods by code; none where one of them has no code, for then the others are not all."""
    if any(not good.hs for good in deal.goods):
        return ()
    return tuple(sorted({code for good in deal.goods for code in good.hs}))


def _since(fact: Fact, deal: Deal) -> tuple[date | None, str, bool]:
    """From when deliveries can count, and whether the deal tells it: the day on which it was signed; else, where it is
    news that it was signed, the month before the report's."""
    told = deal.date
    if deal.status != "signed" and (told is None or deal.status == "delivered"):
        return None, "the report tells of deliveries and not when the deal was signed", False
    if told is not None and told.start:
        return date.fromisoformat(told.start), f"signed {_when(told.start, told.end)}", True
    published = min((a.published for s in fact.sources for a in s.appearances if a.published), default=None)
    if published is None:
        return None, "neither the deal nor the report has a date", False
    yearless = _YEARLESS.match(told.edtf or "") if told is not None else None
    if yearless:
        month = int(yearless[1])
        year = published.year - (month > published.month)
        return date(year, month, 1), f"signed in {_month(Month(year, month))}", True
    before = month_of(published)
    before = Month(before.year - (before.number == 1), (before.number - 2) % 12 + 1)
    report = f"the report of {day_words(published.isoformat())} does not say when it was signed"
    return before.first, f"{report}; counted from the month before", False


def _when(start: str, end: str | None) -> str:
    return f"on {day_words(start)}" if end == start else f"in {_month(month_of(date.fromisoformat(start)))}"


def _month(month: Month) -> str:
    return day_words(month.first.isoformat()).partition(" ")[2]
