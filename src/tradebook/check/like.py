"""Like with like: when figures of one report may be compared.

Two readings of a comparison are told apart. It is "sure" when every slot that bears on it is the same and the figures
are of one voice; it is "likely" when a slot is only left open on one side. A check may say "adds up" on a likely
comparison, since chance seldom makes figures meet; it says "does not add up" or "impossible" on a sure one alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from tradebook.check.data import table
from tradebook.check.intervals import Figure, amount_figure, meeting, quantity_figure
from tradebook.places.tables import countries
from tradebook.statement import Amount, Good, Period, Quantity, Statement, TradeFlow

Likeness = Literal["sure", "likely"]
SURE = 0.5  # a reading less confident than this bears no red flag
GROUPS = frozenset({"EAEU", "EUU", "CIS", "GCC", "ASEAN"})


class Sides(NamedTuple):
    """Whose trade a flow is: the reporter's with the partner, or a pair of which it is not said."""

    reporter: str | None
    partner: str | None
    reporter_area: str | None
    partner_area: str | None
    between: tuple[str, ...]

    @property
    def pair(self) -> frozenset[str]:
        return frozenset(self.between) or frozenset(c for c in (self.reporter, self.partner) if c)


class Told(NamedTuple):
    """One figure of a flow: an amount (a flow told in two currencies has two) or a quantity; with the numbers it stands
    for and what it is compared by. `unit` is the currency of an amount, the unit of a quantity."""

    flow: TradeFlow
    amount: Amount | Quantity
    unit: str
    figure: Figure
    sides: Sides
    goods: tuple[Any, ...]
    period: tuple[Any, ...]

    @property
    def bench(self) -> tuple[Any, ...]:
        """What figures must have in common to be added to each other."""
        return (self.unit, self.period, self.goods, self.flow.excludes, self.flow.stance)


def sides(flow: TradeFlow) -> Sides:
    return Sides(flow.reporter, flow.partner, flow.reporter_area, flow.partner_area, tuple(sorted(flow.between)))


def goods_key(goods: Iterable[Good]) -> tuple[Any, ...]:
    """Goods by code where they have one, else by their words; the order does not matter."""
    return tuple(sorted(("/".join(sorted(g.hs)) or g.text.casefold()) for g in goods))


def period_key(flow: TradeFlow) -> tuple[Any, ...]:
    """What must be equal for two flows to be of one period; a flow without one stays within its sentence."""
    period = flow.period
    if period is None or (period.start is None and period.end is None and not period.edtf):
        return ("sentence", flow.evidence.field, flow.evidence.start)
    return (period.start, period.end, period.edtf if period.start is None else None, period.calendar)


def tolds(statements: Iterable[Statement]) -> list[Told]:
    """The amounts of all flows that may be compared: none denied, none without a value."""
    found = []
    for flow in _flows(statements):
        for amount in (flow.amount, *flow.amount_also):
            figure = amount_figure(amount) if amount else None
            if amount and figure and amount.currency:
                found.append(_told(flow, amount, amount.currency, figure))
    return found


def quantities(statements: Iterable[Statement]) -> list[Told]:
    """The quantities of all flows of goods that may be compared: none denied, none without a value or a unit, and no
    rates ("barrels per day"), of which a part of a year can have more than the year."""
    found = []
    for flow in _flows(statements):
        quantity = flow.quantity
        figure = quantity_figure(quantity) if quantity else None
        if quantity and figure and quantity.unit and flow.goods and " per " not in quantity.unit:
            found.append(_told(flow, quantity, quantity.unit, figure))
    return found


def _flows(statements: Iterable[Statement]) -> Iterator[TradeFlow]:
    return (s for s in statements if isinstance(s, TradeFlow) and s.stance != "denied")


def _told(flow: TradeFlow, amount: Amount | Quantity, unit: str, figure: Figure) -> Told:
    return Told(flow, amount, unit, figure, sides(flow), goods_key(flow.goods), period_key(flow))


def one_voice(flows: Sequence[TradeFlow]) -> bool:
    """True where the figures stand in one sentence, or have the same speakers, agencies and figure source."""
    if len({(f.evidence.field, f.evidence.start) for f in flows}) == 1:
        return True
    voices = {(f.attribution.figure_source, f.attribution.agencies, f.attribution.speakers) for f in flows}
    return len(voices) == 1


def well_read(statements: Iterable[Statement]) -> bool:
    """True where every statement was read with enough confidence to carry a red flag, and names its goods in its own
    sentence. A good that was carried over from another sentence may be another's."""
    return all(s.confidence >= SURE and _names_its_goods(s) for s in statements)


def _names_its_goods(statement: Statement) -> bool:
    if not isinstance(statement, TradeFlow):
        return True
    sentences = " ".join(e.text for e in (statement.evidence, *statement.evidence_also)).casefold()
    return all(good.text.casefold() in sentences for good in statement.goods)


def same_words(flows: Sequence[TradeFlow]) -> bool:
    """Whether the goods of all flows are worded alike. Salmon and cod have one code, and are two goods."""
    return len({frozenset(good.text.casefold() for good in flow.goods) for flow in flows}) <= 1


def _open_slots(flow: TradeFlow) -> tuple[Any, ...]:
    return (flow.coverage, flow.re_exports, flow.revision)


def same_basis(flows: Sequence[TradeFlow], *, goods: bool = True, period: bool = True) -> Likeness | None:
    """Whether flows are told of the same goods and period, on the same terms; None where they are not.

    `goods=False` and `period=False` leave these out, for the checks that compare across them."""
    first = flows[0]
    for flow in flows[1:]:
        if (flow.stance, flow.excludes) != (first.stance, first.excludes):
            return None
        if goods and goods_key(flow.goods) != goods_key(first.goods):
            return None
        if period and period_key(flow) != period_key(first):
            return None
    columns = [set(column) for column in zip(*map(_open_slots, flows), strict=True)]
    if any(len(column - {None}) > 1 for column in columns):
        return None
    plain = all(len(column) == 1 for column in columns) and well_read(flows) and (not goods or same_words(flows))
    return "sure" if plain and one_voice(flows) else "likely"


def same_pair(total: TradeFlow, parts: Sequence[TradeFlow]) -> Likeness | None:
    """Whether `parts` (exports, imports) are the trade whose turnover or balance `total` is.

    Sure where all have the same sides, or the total is between the pair of one reporter's figures. Exports of each
    of the two to the other come from two books, and are only likely."""
    whole = sides(total)
    given = [sides(part) for part in parts]
    if all(side == whole for side in given):
        return "sure"
    same_areas = {(s.reporter_area, s.partner_area) for s in (*given, whole)} == {(None, None)}
    if not same_areas or any(side.pair != whole.pair or len(side.pair) != 2 for side in given):
        return None
    return "sure" if not any(side.between for side in given) and len(set(given)) == 1 else "likely"


def both(*likenesses: Likeness | None) -> Likeness | None:
    """The weaker of several."""
    if None in likenesses:
        return None
    return "likely" if "likely" in likenesses else "sure"


def told_otherwise(one: Told, figures: Iterable[Told]) -> bool:
    """Whether the report tells the same again with another figure: then one of the two is of something else, or was
    misread, and neither is ground for a red flag. A turnover is of the pair, whoever's it is said to be."""
    for other in figures:
        if other.flow.id == one.flow.id or other.unit != one.unit or other.flow.measure != one.flow.measure:
            continue
        same = other.sides == one.sides or (one.flow.measure == "turnover" and other.sides.pair == one.sides.pair)
        alike = (other.goods, other.period, other.flow.excludes) == (one.goods, one.period, one.flow.excludes)
        if same and alike and other.flow.stance == one.flow.stance and meeting(one.figure, other.figure) != "meets":
            return True
    return False


def caution(topic: str, statements: Iterable[Statement]) -> str | None:
    """The reason for which a report counts otherwise ("mutual trade"), read from the sentences; else None."""
    words = " ".join(s.evidence.text for s in statements).casefold()
    for row in table("cautions"):
        if row["topic"] == topic and row["phrase"] in words:
            return row["reason"]
    return None


def within_group(flows: Iterable[TradeFlow]) -> bool:
    """True where a flow is the trade of a group with itself, which unions count in ways of their own."""
    return any(len(sides(f).pair) == 1 and sides(f).pair <= GROUPS for f in flows)


def comes_before(base: Period | None, now: Period | None) -> bool:
    """Whether growth can lead from one period to the other: the first begins earlier, where both are known."""
    if base is None or now is None or base.start is None or now.start is None:
        return True
    return base.start < now.start


def year_before(period: Period | None) -> tuple[str, str] | None:
    """The same days one year earlier (start, end); None where the days are not known."""
    if period is None or period.start is None or period.end is None:
        return None
    start, end = (f"{int(day[:4]) - 1:04d}{day[4:]}" for day in (period.start, period.end))
    return start, end.replace("-02-29", "-02-28")


def is_one_country(code: str | None) -> bool:
    """Whether a code is one country of today, which no other country holds: no group, and no state of the past beside
    its successors."""
    listed = countries().get(code or "")
    return listed is not None and listed.status == "current"


NARROW = 3  # a good of more headings than this is a class of goods ("industrial goods"), whose edges nobody knows


def apart_by_code(some: Iterable[Good], others: Iterable[Good]) -> bool:
    """Whether two lists of goods surely share nothing: each has a few codes, none of which holds one of the other."""
    first, second = ([good.hs for good in goods] for goods in (some, others))
    if any(not codes or len(codes) > NARROW for codes in (*first, *second)):
        return False
    return not any(a.startswith(b) or b.startswith(a) for xs in first for a in xs for ys in second for b in ys)
