"""Checks of sums: turnover, balance, and parts that must fit into their whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial, reduce
from itertools import combinations
from typing import Any

from tradebook.check.intervals import Figure, meeting
from tradebook.check.like import (
    Likeness,
    Told,
    both,
    caution,
    same_basis,
    same_pair,
    told_otherwise,
    tolds,
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
    digits and its "about" or "over". Re-exports that the report counts apart are added. Unions that count mutual trade
    by exports alone, such as the Eurasian Economic Union, are not held to it."""
    apart = re_exports_apart(statements)
    for figures in _benches(statements):
        re_exports = [t for t in figures if t.flow.re_exports and t.flow.measure == "exports"]
        for total in _of(figures, "turnover"):
            pairs = ((_like((total, one, other)), one, other) for one, other in _halves(figures))
            yield from _settle(
                total, pairs, partial(_sum_verdict, re_exports=re_exports, apart=_twice(total, figures) or apart)
            )


def balance_is_exports_less_imports(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """The balance is exports less imports, negative where a country buys more than it sells. Where a report tells
    all three of the same trade, for the same period and in the same currency, the difference is compared with the
    balance told. Where the report does not say whose figures they are, only the sizes are compared."""
    apart = re_exports_apart(statements)
    for figures in _benches(statements):
        halves = [(one, other) for one, other in exports_and_imports(figures) if one.sides == other.sides]
        for total in _of(figures, "balance"):
            pairs = ((_like((total, one, other)), one, other) for one, other in halves)
            yield from _settle(total, pairs, partial(_balance_verdict, apart=_twice(total, figures) or apart))


def _of(figures: Sequence[Told], measure: Measure) -> list[Told]:
    return [told for told in figures if told.flow.measure == measure]


def _benches(statements: Sequence[Statement]) -> Iterator[list[Told]]:
    """The figures of a report, those together that may be added up; benches too crowded to tell apart are left out."""
    found: dict[tuple[Any, ...], list[Told]] = {}
    for told in tolds(statements):
        found.setdefault(told.bench, []).append(told)
    yield from (figures for figures in found.values() if 3 <= len(figures) <= CROWD)


def exports_and_imports(figures: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    for first in _of(figures, "exports"):
        for second in _of(figures, "imports"):
            yield first, second


def _halves(figures: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """The pairs that may make a turnover: exports and imports, or the exports (imports) of each to the other."""
    yield from exports_and_imports(figures)
    for measure in EACH_WAY:
        larger_first = sorted(_of(figures, measure), key=lambda told: -told.figure.value)
        for first, second in combinations(larger_first, 2):
            a, b = first.sides, second.sides
            if a.reporter and (a.reporter, a.partner) == (b.partner, b.reporter):
                yield first, second


def _like(figures: Sequence[Told]) -> Likeness | None:
    """Whether a whole (first) and its two halves may be compared."""
    if len({told.unit for told in figures}) > 1 or len({told.flow.id for told in figures}) < len(figures):
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


def re_exports_apart(statements: Sequence[Statement]) -> str | None:
    """The reason for which a sum of exports and imports is left open: the report counts re-exports by themselves."""
    return caution("re-exports", statements)


def _twice(total: Told, figures: Sequence[Told]) -> str | None:
    """The reason for which a whole is left open that the report tells a second time."""
    return "the report tells it a second time with another figure" if told_otherwise(total, figures) else None


def _sum_verdict(
    trial: Trial, total: Told, *, re_exports: Sequence[Told] = (), apart: str | None = None
) -> tuple[Result, Verdict]:
    parts = _with_re_exports([trial[1], trial[2]], total, re_exports)
    made = reduce(Figure.plus, (part.figure for part in parts))
    result = _result(made, total.figure)
    reason = _reason_against(total, parts, apart)
    if result == "does not add up" and reason:
        result = "cannot tell"
    amounts = [t.amount for t in (*parts, total)]
    scale = Scale(amounts)
    left = " + ".join(scale.words(part.amount) for part in parts)
    right = scale.words(total.amount)
    value = right if made.value == total.figure.value else scale.computed(made.value, amounts)
    sentence = _sentence(result, left, right, value, "turnover", total.flow, scale, reason)
    found = verdict(
        turnover_is_exports_plus_imports,
        result,
        [total.flow, *(part.flow for part in parts)],
        side(right, total.figure, [term("turnover", total)]),
        side(left, made, [term("re-exports" if p.flow.re_exports else p.flow.measure, p) for p in parts]),
        sentence,
    )
    return result, found


def _with_re_exports(parts: list[Told], total: Told, re_exports: Sequence[Told]) -> list[Told]:
    """The parts with the re-exports that the report tells apart, where the turnover holds these."""
    made = reduce(Figure.plus, (part.figure for part in parts))
    if meeting(made, total.figure) == "meets":
        return parts
    others = [e for e in re_exports if e.sides == parts[0].sides and all(e.flow.id != p.flow.id for p in parts)]
    fitting = [e for e in others if meeting(made.plus(e.figure), total.figure) == "meets"]
    return [*parts, *fitting[:1]]


def _reason_against(total: Told, parts: Sequence[Told], apart: str | None) -> str | None:
    """Why a turnover that its parts do not make may be right all the same."""
    flows = [total.flow, *(part.flow for part in parts)]
    if (reason := caution("sum", flows)) is not None:
        return reason
    if within_group(flows):
        return "trade within a union is counted by exports alone"
    if is_difference(total, parts[0], parts[1]):
        return "it is their difference, and may be a balance"
    return apart


def is_difference(total: Told, first: Told, second: Told) -> bool:
    """Whether what is told as a turnover is the difference of the two: then it is rather a balance."""
    return meeting(first.figure.minus(second.figure).size(), total.figure) == "meets"


def _balance_verdict(trial: Trial, total: Told, *, apart: str | None = None) -> tuple[Result, Verdict]:
    _, first, second = trial
    made = first.figure.minus(second.figure)
    unsigned = bool(total.flow.between)
    result = _result(made.size(), total.figure.size()) if unsigned else _result(made, total.figure)
    reason = None
    if result == "does not add up" and meeting(made.size(), total.figure.size()) != "misses":
        result, reason = "cannot tell", "the size fits, the sign does not"
    if result == "does not add up" and meeting(first.figure.plus(second.figure), total.figure.size()) == "meets":
        result, reason = "cannot tell", "it is their sum, and may be a turnover"
    if result == "does not add up" and apart:
        result, reason = "cannot tell", apart
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
