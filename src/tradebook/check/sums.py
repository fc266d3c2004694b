"""Checks of sums: turnover, balance, and parts that must fit into their whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from tradebook.check.intervals import Figure, meeting
from tradebook.check.like import (
    Likeness,
    Told,
    both,
    caution,
    goods_key,
    one_voice,
    same_basis,
    same_pair,
    sides,
    tolds,
    well_read,
    within_group,
)
from tradebook.check.say import Scale, side, term, verdict, when
from tradebook.check.verdict import Result, Verdict
from tradebook.statement import Measure, Statement, TradeFlow

CROWD = 40  # figures on one bench; more of one period, currency and good are a table, not a sum
EACH_WAY: tuple[Measure, ...] = ("exports", "imports")

Check = Callable[[Sequence[Statement]], Iterator[Verdict]]


def turnover_is_exports_plus_imports(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """Turnover is exports plus imports. Where a report tells all three of the same trade, for the same period and in
    the same currency, the sum of exports and imports is compared with the turnover, each read within its printed
    digits and its "about" or "over". Unions that count mutual trade by exports alone, such as the Eurasian Economic
    Union, are not held to it."""
    for figures in _benches(statements):
        for total in _of(figures, "turnover"):
            pairs = ((_like((total, one, other)), one, other) for one, other in _halves(figures))
            yield from _settle(total, pairs, _sum_verdict)


def balance_is_exports_less_imports(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """The balance is exports less imports, negative where a country buys more than it sells. Where a report tells
    all three of the same trade, for the same period and in the same currency, the difference is compared with the
    balance told. Where the report does not say whose figures they are, only the sizes are compared."""
    for figures in _benches(statements):
        halves = [(one, other) for one, other in _exports_and_imports(figures) if one.sides == other.sides]
        for total in _of(figures, "balance"):
            pairs = ((_like((total, one, other)), one, other) for one, other in halves)
            yield from _settle(total, pairs, _balance_verdict)


def a_part_is_not_larger_than_its_whole(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """No part is larger than its whole. The exports or imports of one good are compared with those of all goods,
    trade with one partner with trade with the world, one direction with the turnover, and a part of a year with the
    whole year, when the report tells both of the same trade in the same currency. A part that exceeds its whole, even
    at the widest reading of the printed digits, is impossible."""
    figures = [t for t in tolds(statements) if t.flow.measure != "balance"]
    seen = set()
    for whole in figures:
        for part in figures:
            if part.figure.possible.low <= whole.figure.possible.high or not _is_part(part, whole):
                continue
            key = (part.flow.id, whole.flow.id)
            if key not in seen and not _contradicted(whole, figures):
                seen.add(key)
                yield _part_verdict(part, whole)


def _of(figures: Sequence[Told], measure: Measure) -> list[Told]:
    return [told for told in figures if told.flow.measure == measure]


def _benches(statements: Sequence[Statement]) -> Iterator[list[Told]]:
    """The figures of a report, those together that may be added up; benches too crowded to tell apart are left out."""
    found: dict[tuple[Any, ...], list[Told]] = {}
    for told in tolds(statements):
        found.setdefault(told.bench, []).append(told)
    yield from (figures for figures in found.values() if 3 <= len(figures) <= CROWD)


def _exports_and_imports(figures: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    for first in _of(figures, "exports"):
        for second in _of(figures, "imports"):
            yield first, second


def _halves(figures: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """The pairs that may make a turnover: exports and imports, or the exports (imports) of each to the other."""
    yield from _exports_and_imports(figures)
    for measure in EACH_WAY:
        larger_first = sorted(_of(figures, measure), key=lambda told: -told.figure.value)
        for first, second in combinations(larger_first, 2):
            a, b = first.sides, second.sides
            if a.reporter and (a.reporter, a.partner) == (b.partner, b.reporter):
                yield first, second


def _like(figures: Sequence[Told]) -> Likeness | None:
    """Whether a whole (first) and its two halves may be compared."""
    if len({told.amount.currency for told in figures}) > 1 or len({told.flow.id for told in figures}) < len(figures):
        return None
    flows = [told.flow for told in figures]
    return both(same_basis(flows), same_pair(flows[0], flows[1:]))


Trial = tuple[Likeness | None, Told, Told]


def _settle(
    total: Told, trials: Iterable[Trial], judge: Callable[[Trial, Told], tuple[Result, Verdict]]
) -> Iterator[Verdict]:
    """One verdict a total: the trial that adds up where there is one. Where several trials are open to choice and
    none adds up, it is not known which figures belong together, and nothing is said."""
    judged = [(judge(trial, total), trial[0]) for trial in trials if trial[0]]
    fitting = [found for (result, found), _ in judged if result == "adds up"]
    if fitting:
        yield fitting[0]
    elif len(judged) == 1 and judged[0][1] == "sure":
        yield judged[0][0][1]


def _sum_verdict(trial: Trial, total: Told) -> tuple[Result, Verdict]:
    _, first, second = trial
    flows = [total.flow, first.flow, second.flow]
    made = first.figure.plus(second.figure)
    result = _result(made, total.figure)
    reason = caution("sum", flows)
    if reason is None and within_group(flows):
        reason = "trade within a union is counted by exports alone"
    if reason is None and _is_difference(total, first, second):
        reason = "it is their difference, and may be a balance"
    if result == "does not add up" and reason:
        result = "cannot tell"
    amounts = [t.amount for t in (first, second, total)]
    scale = Scale(amounts)
    left = f"{scale.words(first.amount)} + {scale.words(second.amount)}"
    right = scale.words(total.amount)
    value = scale.computed(made.value, amounts)
    value = right if made.value == total.figure.value else value
    sentence = _sentence(result, left, right, value, "turnover", total.flow, scale, reason)
    found = verdict(
        turnover_is_exports_plus_imports,
        result,
        flows,
        side(right, total.figure, [term("turnover", total)]),
        side(left, made, [term(first.flow.measure, first), term(second.flow.measure, second)]),
        sentence,
    )
    return result, found


def _is_difference(total: Told, first: Told, second: Told) -> bool:
    """Whether what is told as a turnover is the difference of the two: then it is rather a balance."""
    return meeting(first.figure.minus(second.figure).size(), total.figure) == "meets"


def _balance_verdict(trial: Trial, total: Told) -> tuple[Result, Verdict]:
    _, first, second = trial
    made = first.figure.minus(second.figure)
    unsigned = bool(total.flow.between)
    result = _result(made.size(), total.figure.size()) if unsigned else _result(made, total.figure)
    reason = None
    if result == "does not add up" and meeting(made.size(), total.figure.size()) != "misses":
        result, reason = "cannot tell", "the size fits, the sign does not"
    if result == "does not add up" and meeting(first.figure.plus(second.figure), total.figure.size()) == "meets":
        result, reason = "cannot tell", "it is their sum, and may be a turnover"
    amounts = [t.amount for t in (first, second, total)]
    scale = Scale(amounts)
    left = f"{scale.words(first.amount)} − {scale.words(second.amount)}"
    right = scale.words(total.amount)
    exact = made.size().value if unsigned else made.value
    value = right if exact == total.figure.value else scale.computed(exact, amounts)
    sentence = _sentence(result, left, right, value, "balance", total.flow, scale, reason)
    found = verdict(
        balance_is_exports_less_imports,
        result,
        [total.flow, first.flow, second.flow],
        side(right, total.figure, [term("balance", total)]),
        side(left, made, [term("exports", first), term("imports", second)]),
        sentence,
    )
    return result, found


def _result(made: Figure, told: Figure) -> Result:
    results: dict[str, Result] = {"meets": "adds up", "open": "cannot tell", "misses": "does not add up"}
    return results[meeting(made, told)]


def _sentence(
    result: Result, left: str, right: str, made: str, what: str, flow: TradeFlow, scale: Scale, reason: str | None
) -> str:
    """One plain sentence: 295.5 + 128.9 adds up to 424.4, the turnover told for 2021 (million USD)."""
    ending = f"the {what} told{when(flow)} ({scale.unit})"
    if result == "adds up":
        near = "" if made == right else f"{made}, which fits "
        return f"{left} adds up to {near}{right}, {ending}."
    if result == "does not add up":
        return f"{left} makes {made}, not {right}, {ending}."
    why = reason or "the difference is within what hedged or cut figures allow"
    return f"{left} makes {made} beside {right}, {ending}; {why}."


def _is_part(part: Told, whole: Told) -> bool:
    """Whether `part` is surely a part of `whole`: alike in all but one of good, partner, direction and time."""
    a, b = part.flow, whole.flow
    if part.amount.currency != whole.amount.currency or a.id == b.id:
        return False
    if (a.stance, a.excludes) != (b.stance, b.excludes) or not _same_terms(a, b):
        return False
    differences = [
        (part.goods != whole.goods, bool(a.goods) and not b.goods and not b.excludes),
        (part.sides != whole.sides, _one_partner_of_the_world(a, b)),
        (a.measure != b.measure, b.measure == "turnover"),
        (part.period != whole.period, _within_year(a, b)),
    ]
    found = [is_part for differs, is_part in differences if differs]
    if len(found) != 1 or not found[0]:
        return False
    return well_read([a, b]) and one_voice([a, b]) and not caution("sum", [a, b]) and not within_group([a, b])


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


def _contradicted(whole: Told, figures: Sequence[Told]) -> bool:
    """Whether the report itself puts the whole in doubt: it tells it twice, with different figures, or tells as
    turnover what is the difference of exports and imports."""
    for other in figures:
        same = other.flow.measure == whole.flow.measure and other.sides == whole.sides
        if not same or other is whole or other.amount.currency != whole.amount.currency:
            continue
        if same_basis([whole.flow, other.flow]) and meeting(whole.figure, other.figure) != "meets":
            return True
    if whole.flow.measure != "turnover":
        return False
    bench = [t for t in figures if t.bench == whole.bench][:CROWD]
    return any(_is_difference(whole, one, other) for one, other in _exports_and_imports(bench))


def _part_verdict(part: Told, whole: Told) -> Verdict:
    scale = Scale([part.amount, whole.amount])
    left, right = scale.words(part.amount), scale.words(whole.amount)
    names = _part_names(part.flow, whole.flow)
    return verdict(
        a_part_is_not_larger_than_its_whole,
        "impossible",
        [part.flow, whole.flow],
        side(left, part.figure, [term(names[0], part)]),
        side(right, whole.figure, [term(names[1], whole)]),
        f"{left} for {names[0]} is larger than {right} for {names[1]}, of which it is a part ({scale.unit}).",
    )


def _part_names(part: TradeFlow, whole: TradeFlow) -> tuple[str, str]:
    if part.measure != whole.measure:
        return part.measure, whole.measure
    if goods_key(part.goods) != goods_key(whole.goods):
        words = ", ".join(g.text for g in part.goods)
        return f"the {part.measure} of {words}", f"all {whole.measure}"
    if sides(part) != sides(whole):
        return f"the {part.measure} of one partner", f"the {whole.measure} of the world"
    return f"the {part.measure}{when(part)}", f"those{when(whole)}"
