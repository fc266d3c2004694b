"""Checks of value against quantity: what one unit costs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext
from itertools import combinations
from typing import Any, NamedTuple

from tradebook.check.data import mapping, table
from tradebook.check.intervals import INFINITY, Figure, Interval, amount_figure, decimal, meeting, quantity_figure
from tradebook.check.like import caution, goods_key, one_voice, same_words, well_read
from tradebook.check.say import Scale, side, verdict, when
from tradebook.check.verdict import Result, Side, Term, Verdict
from tradebook.check.wording import amount_words, number, quantity_words, unit_words
from tradebook.places import name as place_name
from tradebook.statement import Amount, Deal, Evidence, Quantity, Statement, TradeFlow

FAR = 100  # times: what no two prices of one bulk good lie apart, and what a slip of a thousand makes
MORE_IN_IT = 5  # times: a deal of up to so much more than its goods may pay for something else as well
REACH = 25  # characters after a price in which its unit stands
_NO_WORD = re.compile(r"[^\w&]+")
TO_TONNES = {"TNE": Decimal(1), "KGM": Decimal("0.001"), "KTN": Decimal(1000), "DTN": Decimal("0.1")}


def a_deal_is_its_price_times_its_quantity(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """The price of one unit times the quantity makes the sum. Where a report tells of one deal the sum, the quantity
    and the price of a unit, all in one sentence, the price times the quantity is compared with the sum, each within
    its printed digits. A sum that is somewhat larger may pay for other things as well (spare parts, freight), and is
    left open; so is a sentence that speaks of instalments, subsidies or options."""
    for deal in statements:
        if isinstance(deal, Deal) and deal.stance != "denied" and deal.amount and deal.quantity and deal.unit_price:
            yield from _deal_verdict(deal, deal.amount, deal.quantity, deal.unit_price)


def prices_of_one_good_are_of_one_size(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """One good has one size of price. Where a report tells value and quantity of two flows of the same good, the
    value of one unit in each is computed. Prices of one bulk good (grain, butter, sawn wood, steel: goods that are
    sold by weight and of one heading of the customs tariff) differ by partner and quality, but not a hundred times:
    then one of the four figures is wrong, most often by a thousand. Goods of which single pieces can be dear
    (machines, medicines, precious metals) are left alone."""
    priced = [p for s in statements if isinstance(s, TradeFlow) and (p := _price(s)) is not None]
    for one, other in combinations(priced, 2):
        if _comparable(one, other):
            low, high = sorted((one, other), key=lambda p: p.figure.value)
            if low.figure.possible.high * FAR < high.figure.possible.low:
                yield _price_verdict(low, high)


# A deal


def _deal_verdict(deal: Deal, amount: Amount, quantity: Quantity, price: Amount) -> Iterator[Verdict]:
    told, count, each = amount_figure(amount), quantity_figure(quantity), amount_figure(price)
    evidence = _sentence_with(deal, (amount.text, quantity.text, price.text))
    if told is None or count is None or each is None or evidence is None or amount.currency != price.currency:
        return
    factor = _units_in(quantity.unit, evidence.text, price.text)
    if factor is None or amount.currency is None:
        return
    made = each.times(count).times(Figure(factor, Interval(factor, factor), Interval(factor, factor)))
    results: dict[str, Result] = {"meets": "adds up", "open": "cannot tell", "misses": "does not add up"}
    result = results[meeting(made, told)]
    reason = "rounded figures may explain the difference"
    if result == "does not add up":
        reason = caution("price", [deal]) or reason
        if made.possible.high < told.possible.low < made.possible.high * MORE_IN_IT:
            reason = "the sum may pay for more than these goods"
        if reason != "rounded figures may explain the difference":
            result = "cannot tell"
        elif not well_read([deal]):
            return
    yield _deal_finding(deal, result, reason, made, told)


def _deal_finding(deal: Deal, result: Result, reason: str, made: Figure, told: Figure) -> Verdict:
    assert deal.amount is not None and deal.quantity is not None and deal.unit_price is not None
    scale = Scale([deal.amount])
    right = scale.words(deal.amount)
    left = f"{quantity_words(deal.quantity)} at {amount_words(deal.unit_price)}"
    value = scale.computed(made.value, [deal.amount])
    endings: dict[str, str] = {
        "adds up": f"which fits {right}, the sum told ({scale.unit})",
        "does not add up": f"not {right}, the sum told ({scale.unit})",
        "cannot tell": f"beside {right}, the sum told ({scale.unit}); {reason}",
    }
    terms = [
        Term(label="quantity", text=deal.quantity.text, statement=deal.id),
        Term(label="price", text=deal.unit_price.text, statement=deal.id),
    ]
    return verdict(
        a_deal_is_its_price_times_its_quantity,
        result,
        [deal],
        side(right, told, [Term(label="sum", text=deal.amount.text, statement=deal.id)]),
        side(left, made, terms),
        f"{left} makes {value}, {endings[result]}.",
    )


def _sentence_with(deal: Deal, words: Sequence[str]) -> Evidence | None:
    """The one sentence in which all the words stand."""
    for evidence in (deal.evidence, *deal.evidence_also):
        if all(word and word in evidence.text for word in words):
            return evidence
    return None


def _units_in(unit: str | None, sentence: str, price: str) -> Decimal | None:
    """How many of the units that the price is for ("$285 a tonne") are in one unit of the quantity; None where it is
    not known."""
    rest = sentence[sentence.index(price) + len(price) :][:REACH].casefold()
    words = " ".join(_NO_WORD.sub(" ", rest.replace("/", " per ")).split())
    rows = sorted(table("price_units"), key=lambda row: -len(row["words"]))
    priced = next((row["unit"] for row in rows if _begins(words, row["words"])), None)
    if priced == "each":
        return Decimal(1) if unit and unit not in TO_TONNES and (unit.islower() or unit == "C62") else None
    if priced in TO_TONNES and unit in TO_TONNES:
        return TO_TONNES[unit] / TO_TONNES[priced]
    return Decimal(1) if priced is not None and priced == unit else None


def _begins(words: str, phrase: str) -> bool:
    """Whether the phrase stands first, or after one word ("dlrs per tonne", "fob a tonne")."""
    return f" {words} ".startswith(f" {phrase} ") or f" {words.partition(' ')[2]} ".startswith(f" {phrase} ")


# Prices of one good


class Price(NamedTuple):
    """The value of one unit of a flow's goods."""

    flow: TradeFlow
    currency: str
    unit: str
    figure: Figure


def _price(flow: TradeFlow) -> Price | None:
    if flow.amount is None or flow.quantity is None or flow.stance == "denied" or not _is_bulk(flow):
        return None
    value, count = amount_figure(flow.amount), quantity_figure(flow.quantity)
    unit, currency = flow.quantity.unit, flow.amount.currency
    if value is None or count is None or unit is None or currency is None or count.possible.low <= 0:
        return None
    return Price(flow, currency, unit, _divided(value, count)) if value.possible.low > 0 else None


def _is_bulk(flow: TradeFlow) -> bool:
    """Whether all goods are of one heading, of a chapter whose goods are sold by weight."""
    codes = {code for good in flow.goods for code in good.hs}
    headings = {code[:4] for code in codes}
    chapters = mapping("bulk_goods", "chapter", "goods")
    return len(headings) == 1 and all(len(code) >= 4 and code[:2] in chapters for code in codes)


def _divided(a: Figure, b: Figure) -> Figure:
    with localcontext() as context:
        context.prec = 60
        likely = Interval(a.likely.low / b.likely.high, _ratio(a.likely.high, b.likely.low))
        possible = Interval(_ratio(a.possible.low, b.possible.high), _ratio(a.possible.high, b.possible.low))
        return Figure(a.value / b.value, likely, possible)


def _ratio(a: Decimal, b: Decimal) -> Decimal:
    if b == INFINITY:
        return Decimal(0)
    return INFINITY if b <= 0 or a == INFINITY else a / b


def _comparable(one: Price, other: Price) -> bool:
    a, b = one.flow, other.flow
    alike: list[tuple[Any, Any]] = [
        (one.currency, other.currency),
        (one.unit, other.unit),
        (goods_key(a.goods), goods_key(b.goods)),
        (a.stance, b.stance),
    ]
    return (
        a.id != b.id
        and all(x == y for x, y in alike)
        and one_voice([a, b])
        and well_read([a, b])
        and same_words([a, b])
    )


def _price_verdict(low: Price, high: Price) -> Verdict:
    words = unit_words(low.unit, True)
    return verdict(
        prices_of_one_good_are_of_one_size,
        "does not add up",
        [high.flow, low.flow],
        _price_side(high),
        _price_side(low),
        f"{_first_upper(_priced_words(high))}; {_priced_words(low)}: no good of this kind costs "
        f"{_times(low, high)} times as much per {words} in one place as in another.",
    )


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _times(low: Price, high: Price) -> str:
    ratio = high.figure.value / low.figure.value
    return number(decimal(ratio).quantize(Decimal(1)))


def _price_side(price: Price) -> Side:
    amount, quantity = price.flow.amount, price.flow.quantity
    assert amount is not None and quantity is not None
    terms = [
        Term(label="value", text=amount.text, statement=price.flow.id),
        Term(label="quantity", text=quantity.text, statement=price.flow.id),
    ]
    return side(f"{amount_words(amount)} for {quantity_words(quantity)}", price.figure, terms)


def _priced_words(price: Price) -> str:
    """ "exports to Georgia for 2022: $20 million for 5 tonnes, $4,000,000 per tonne"."""
    flow = price.flow
    assert flow.amount is not None and flow.quantity is not None
    partner = f" to {place_name(flow.partner)}" if flow.measure == "exports" and flow.partner else ""
    each = price.figure.value
    rounded = each.quantize(Decimal(1) if each >= 10 else Decimal("0.01"))
    unit = unit_words(price.unit, True)
    return (
        f"{flow.measure}{partner}{when(flow)}: {amount_words(flow.amount)} for {quantity_words(flow.quantity)} "
        f"({price.currency} {number(rounded)} per {unit})"
    )
