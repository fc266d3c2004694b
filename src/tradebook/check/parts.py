"""Checks of parts that must fit into their whole: one part alone, and several together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import combinations, pairwise
from typing import Literal

from tradebook.check.intervals import Figure, meeting
from tradebook.check.like import (
    Told,
    apart_by_code,
    caution,
    goods_key,
    is_one_country,
    one_voice,
    quantities,
    same_words,
    sides,
    told_otherwise,
    tolds,
    well_read,
    within_group,
)
from tradebook.check.say import Scale, side, term, verdict, when
from tradebook.check.sums import CROWD, exports_and_imports, is_difference
from tradebook.check.verdict import Result, Verdict
from tradebook.places import name as place_name
from tradebook.statement import Statement, TradeFlow

Way = Literal["good", "partner", "direction", "time"]
WAYS: tuple[Way, ...] = ("good", "partner", "time")  # in which several parts make one whole


def a_part_is_not_larger_than_its_whole(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """No part is larger than its whole. The exports or imports of one good are compared with those of all goods,
    trade with one partner with trade with the world, one direction with the turnover, and a part of a year with the
    whole year, when the report tells both of the same trade, in the same currency or by the same measure of weight. A
    part that exceeds its whole, even at the widest reading of the printed digits, is impossible."""
    for figures in (_sums(statements), quantities(statements)):
        seen = set()
        for whole in figures:
            for part in figures:
                if part.figure.possible.low <= whole.figure.possible.high or not is_part(part, whole):
                    continue
                key = (part.flow.id, whole.flow.id)
                if key not in seen and not _contradicted(whole, figures):
                    seen.add(key)
                    yield _part_verdict(part, whole)


def parts_together_are_not_larger_than_their_whole(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """The parts of one whole, added up, are not larger than it: the exports to several countries against the exports
    to the world, several goods against all goods, several months of one year against the year. Only parts that cannot
    overlap are added: single countries (never a group beside its members), goods whose customs codes exclude each
    other, times that follow each other. Where one part is told twice, or two overlap, nothing is said. Each figure
    counts at the lowest reading of its printed digits before the sum is called impossible."""
    for figures in (_sums(statements), quantities(statements)):
        if len(figures) > CROWD:
            continue
        for whole in figures:
            for way in WAYS:
                parts = [part for part in figures if way_of(part, whole) == way and _sure(part, whole)]
                parts.sort(key=lambda part: _place(part, way))
                if len(parts) > 1 and _are_apart(parts, way) and not _contradicted(whole, figures):
                    yield from _together(parts, whole)


def _sums(statements: Sequence[Statement]) -> list[Told]:
    return [t for t in tolds(statements) if t.flow.measure != "balance"]


def is_part(part: Told, whole: Told) -> bool:
    """Whether `part` is surely a part of `whole`: alike in all but one of good, partner, direction and time."""
    return way_of(part, whole) is not None and _sure(part, whole)


def way_of(part: Told, whole: Told) -> Way | None:
    """In which way a figure is a part of another; None where it is none, or other in more ways than one."""
    a, b = part.flow, whole.flow
    if part.unit != whole.unit or a.id == b.id:
        return None
    if (a.stance, a.excludes) != (b.stance, b.excludes) or not _same_terms(a, b):
        return None
    if part.goods == whole.goods and not same_words([a, b]):
        return None
    differences: list[tuple[Way, bool, bool]] = [
        ("good", part.goods != whole.goods, bool(a.goods) and not b.goods and not b.excludes),
        ("partner", part.sides != whole.sides, _one_partner_of_the_world(a, b)),
        ("direction", a.measure != b.measure, b.measure == "turnover"),
        ("time", part.period != whole.period, _within_year(a, b)),
    ]
    found = [(way, is_part) for way, differs, is_part in differences if differs]
    return found[0][0] if len(found) == 1 and found[0][1] else None


def _sure(part: Told, whole: Told) -> bool:
    flows = [part.flow, whole.flow]
    if caution("sum", flows) or caution("rate", flows):
        return False
    return well_read(flows) and one_voice(flows) and not within_group(flows)


def _same_terms(a: TradeFlow, b: TradeFlow) -> bool:
    return (a.coverage, a.re_exports, a.revision) == (b.coverage, b.re_exports, b.revision)


def _one_partner_of_the_world(a: TradeFlow, b: TradeFlow) -> bool:
    same = (a.reporter, a.reporter_area) == (b.reporter, b.reporter_area)
    return same and a.reporter is not None and b.partner == "WLD" and a.partner not in (None, "WLD")


def _within_year(a: TradeFlow, b: TradeFlow) -> bool:
    """Whether `a` is of a part of the year of `b`."""
    if not (a.period and b.period and a.period.start and a.period.end and b.period.start and b.period.end):
        return False
    inside = b.period.start <= a.period.start and a.period.end <= b.period.end
    year = b.period.start[5:] == "01-01" and b.period.end == f"{b.period.start[:4]}-12-31"
    return inside and year and (a.period.start, a.period.end) != (b.period.start, b.period.end)


def _place(part: Told, way: Way) -> tuple[object, ...]:
    """The order in which parts are added: by time, else the largest first."""
    start = part.flow.period.start if part.flow.period else None
    return (start or "",) if way == "time" else (-part.figure.value, part.flow.id)


def _are_apart(parts: Sequence[Told], way: Way) -> bool:
    """Whether no two of the parts can overlap."""
    if way == "good":
        return all(apart_by_code(a.flow.goods, b.flow.goods) for a, b in combinations(parts, 2))
    if way == "partner":
        partners = [part.flow.partner for part in parts]
        whole_countries = all(is_one_country(p) for p in partners) and not any(p.flow.partner_area for p in parts)
        return whole_countries and len(set(partners)) == len(partners)
    periods = sorted((p.flow.period.start or "", p.flow.period.end or "") for p in parts if p.flow.period)
    return all(first[1] < second[0] for first, second in pairwise(periods))


def _contradicted(whole: Told, figures: Sequence[Told]) -> bool:
    """Whether the report itself puts the whole in doubt: it tells it twice, with different figures, or tells as
    turnover what is the difference of exports and imports."""
    if told_otherwise(whole, figures):
        return True
    if whole.flow.measure != "turnover":
        return False
    bench = [t for t in figures if t.bench == whole.bench][:CROWD]
    return any(is_difference(whole, one, other) for one, other in exports_and_imports(bench))


def _part_verdict(part: Told, whole: Told) -> Verdict:
    scale = Scale([part.amount, whole.amount])
    left, right = scale.words(part.amount), scale.words(whole.amount)
    names = part_name(part.flow, whole.flow), _whole_name(part.flow, whole.flow)
    return verdict(
        a_part_is_not_larger_than_its_whole,
        "impossible",
        [part.flow, whole.flow],
        side(left, part.figure, [term(names[0], part)]),
        side(right, whole.figure, [term(names[1], whole)]),
        f"{left} for {names[0]} is larger than {right} for {names[1]}, of which it is a part ({scale.unit}).",
    )


def part_name(part: TradeFlow, whole: TradeFlow) -> str:
    """What a part is, by that in which it differs from its whole: "the exports of butter"."""
    if part.measure != whole.measure:
        return part.measure
    if goods_key(part.goods) != goods_key(whole.goods):
        return f"the {part.measure} of {', '.join(g.text for g in part.goods)}"
    if sides(part) != sides(whole):
        return f"the {part.measure} of one partner"
    return f"the {part.measure}{when(part)}"


def _whole_name(part: TradeFlow, whole: TradeFlow) -> str:
    if part.measure != whole.measure:
        return whole.measure
    if goods_key(part.goods) != goods_key(whole.goods):
        return f"all {whole.measure}"
    if sides(part) != sides(whole):
        return f"the {whole.measure} of the world"
    return f"those{when(whole)}"


def _together(parts: Sequence[Told], whole: Told) -> Iterator[Verdict]:
    """The verdict on several parts and their whole; none where they leave room, or one alone exceeds it."""
    limit = whole.figure.possible.high
    if any(part.figure.possible.low > limit for part in parts):
        return
    made = reduce(Figure.plus, (part.figure for part in parts))
    if made.likely.high < whole.figure.likely.low:
        return
    results: dict[str, Result] = {"meets": "adds up", "open": "cannot tell", "misses": "impossible"}
    amounts = [t.amount for t in (*parts, whole)]
    scale = Scale(amounts)
    left, right = " + ".join(scale.words(part.amount) for part in parts), scale.words(whole.amount)
    value = scale.computed(made.value, amounts)
    result = results[meeting(made, whole.figure)]
    names = ", ".join(_short_name(part, whole) for part in parts)
    endings: dict[str, str] = {
        "adds up": f"which is the whole told, {right}" if value == right else f"which fits the whole told, {right}",
        "cannot tell": f"more than the whole told, {right}, which hedged or cut figures may explain",
        "impossible": f"more than the whole told, {right}",
    }
    yield verdict(
        parts_together_are_not_larger_than_their_whole,
        result,
        [whole.flow, *(part.flow for part in parts)],
        side(right, whole.figure, [term(whole.flow.measure, whole)]),
        side(left, made, [term(part_name(p.flow, whole.flow), p) for p in parts]),
        f"{left} ({names}) makes {value}, {endings[result]}, "
        f"for all {whole.flow.measure}{when(whole.flow)} ({scale.unit}).",
    )


def _short_name(part: Told, whole: Told) -> str:
    """What sets a part apart from the others."""
    flow = part.flow
    if part.goods != whole.goods:
        return ", ".join(good.text for good in flow.goods)
    if part.sides != whole.sides:
        return place_name(flow.partner or "")
    return when(flow).removeprefix(" for ")
