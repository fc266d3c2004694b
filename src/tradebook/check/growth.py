"""Checks of growth against the figures it is growth of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Literal

import msgspec

from tradebook.check.intervals import (
    INFINITY,
    Figure,
    Interval,
    amount_figure,
    exactly,
    factor_figure,
    meeting,
    percent_figure,
)
from tradebook.check.like import (
    Told,
    caution,
    comes_before,
    quantities,
    same_basis,
    told_otherwise,
    tolds,
    well_read,
    year_before,
)
from tradebook.check.say import Scale, side, term, verdict, when
from tradebook.check.verdict import Result, Term, Verdict
from tradebook.check.wording import change_words
from tradebook.statement import Change, Statement, TradeFlow


def growth_fits_its_base(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """Growth is compared with the two figures it joins. Where a report tells a figure, its growth in per cent, as a
    factor ("doubled") or as a sum, and the figure of the period compared with, the base and the growth must make the
    figure, each within its printed digits: 3.04 billion up by 35 % makes 4.1 billion. A factor in a whole number is
    read loosely. Growth of sums is held against sums, growth by weight or number against quantities in the same unit;
    growth at constant prices is neither and is left alone."""
    seen = set()
    for figures, of in ((tolds(statements), "value"), (quantities(statements), "quantity")):
        for now in figures:
            change = now.flow.change
            if change is None or change_is_of(now.flow, change) != of or caution("growth", [now.flow]):
                continue
            bases = [base for base in figures if _is_base(base, now, change)]
            judged = [found for base in bases if (found := _judge(base, now, change))]
            chosen = _choose(judged)
            if chosen and chosen.result == "does not add up" and _doubted(now, bases, figures):
                continue
            if chosen and chosen.statements not in seen:
                seen.add(chosen.statements)
                yield chosen


def growth_in_per_cent_fits_the_sum_that_it_adds(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """Growth told twice, in per cent and as a sum, must be the same growth. Where a report says that a figure rose by
    so much per cent, or by so much money, to a sum, the sum less the money added is the base, and the base with the
    growth in per cent must make the sum again, each within its printed digits."""
    for now in tolds(statements):
        change = now.flow.change
        if change is None or change.percent is None or change.amount is None or now.flow.measure == "balance":
            continue
        if change.amount.currency == now.unit and change.of != "quantity" and not caution("growth", [now.flow]):
            yield from _twice_told(now, change)


def a_fall_is_not_more_than_all(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """Nothing falls by more than 100 %: exports, imports and turnover cannot be less than nothing. A balance can,
    and is left alone."""
    for flow in statements:
        if not isinstance(flow, TradeFlow) or flow.measure == "balance" or flow.stance == "denied":
            continue
        change = flow.change
        figure = percent_figure(change.percent, "exact") if change and change.percent is not None else None
        if change and figure and figure.possible.high < -100:
            yield verdict(
                a_fall_is_not_more_than_all,
                "impossible",
                [flow],
                side(change_words(change), figure),
                side("−100 %", exactly(-100)),
                f"{flow.measure.capitalize()}{when(flow)} cannot be {change_words(change)}: "
                "nothing falls by more than 100 %.",
            )


def change_is_of(flow: TradeFlow, change: Change) -> Literal["value", "quantity"] | None:
    """Whether the growth is surely of the sum of money, or of the quantity: said so, or there is no other figure that
    it could be of; None where that is not known."""
    if change.amount is not None:
        return "value"
    if change.of is not None:
        return change.of
    if flow.amount is None or flow.quantity is None:
        return "value" if flow.quantity is None else "quantity"
    return None


def _doubted(now: Told, bases: Sequence[Told], figures: Sequence[Told]) -> bool:
    """Whether the report tells one of the figures a second time, otherwise."""
    return any(told_otherwise(one, figures) for one in (now, *bases))


def _is_base(base: Told, now: Told, change: Change) -> bool:
    a, b = base.flow, now.flow
    if a.id == b.id or (a.measure, base.sides) != (b.measure, now.sides) or a.stance != "stated":
        return False
    if base.unit != now.unit or now.flow.stance != "stated":
        return False
    if same_basis([a, b], period=False) is None or a.period is None:
        return False
    days = (a.period.start, a.period.end)
    if None in days or b.measure == "balance" or not comes_before(a.period, b.period):
        return False
    if change.versus is not None and change.versus.start is not None:
        return days == (change.versus.start, change.versus.end)
    same_sentence = (a.evidence.field, a.evidence.start) == (b.evidence.field, b.evidence.start)
    return same_sentence and days == year_before(b.period)


def grown(base: Figure, change: Change) -> Figure | None:
    """The figure that the base becomes by the change."""
    if change.percent is not None:
        percent = percent_figure(change.percent, change.qualifier)
        return base.times(exactly(1).plus(percent.times(exactly(Decimal("0.01"))))) if percent else None
    if change.factor is not None:
        factor = factor_figure(change.factor, change.qualifier)
        return base.times(factor) if factor else None
    added = amount_figure(change.amount) if change.amount else None
    return base.plus(added) if added else None


def _judge(base: Told, now: Told, change: Change) -> Verdict | None:
    by_sum = change.percent is None and change.factor is None
    if by_sum and change.amount and change.amount.currency != now.unit:
        return None
    made = grown(base.figure, change)
    if made is None:
        return None
    results: dict[str, Result] = {"meets": "adds up", "open": "cannot tell", "misses": "does not add up"}
    result = results[meeting(made, now.figure)]
    sure = same_basis([base.flow, now.flow], period=False) == "sure"
    if result == "does not add up" and not sure:
        return None
    return _verdict(result, made, base, now, change)


def _twice_told(now: Told, change: Change) -> Iterator[Verdict]:
    added = amount_figure(change.amount) if change.amount else None
    percent = percent_figure(change.percent, change.qualifier) if change.percent is not None else None
    if added is None or percent is None or change.amount is None or percent.possible.low <= -100:
        return
    rate = percent.times(exactly(Decimal("0.01")))
    # The money added is this part of the figure: rate / (1 + rate), which grows with the rate.
    share = Figure(*(_of_whole(part) for part in rate))
    made = now.figure.times(share)
    results: dict[str, Result] = {"meets": "adds up", "open": "cannot tell", "misses": "does not add up"}
    result = results[meeting(made, added)]
    if result == "does not add up" and not (well_read([now.flow]) and now.flow.stance == "stated"):
        return
    scale = Scale([now.amount, change.amount])
    told, whole = scale.words(change.amount), scale.words(now.amount)
    computed = scale.computed(made.value, [change.amount])
    left = f"{change_words(msgspec.structs.replace(change, amount=None))} to {whole}"
    endings: dict[str, str] = {
        "adds up": f"which fits the {told} told",
        "does not add up": f"not the {told} told",
        "cannot tell": f"beside the {told} told; rounded figures may explain the difference",
    }
    yield verdict(
        growth_in_per_cent_fits_the_sum_that_it_adds,
        result,
        [now.flow],
        side(told, added, [Term(label="change", text=change.amount.text or told, statement=now.flow.id)]),
        side(left, made, [term(now.flow.measure, now)]),
        f"{now.flow.measure.capitalize()} {left} is a change of {computed}, {endings[result]}{when(now.flow)} "
        f"({scale.unit}).",
    )


def _of_whole(rate: Decimal | Interval) -> Any:
    """The part of a figure that a growth at this rate has added to it."""
    if isinstance(rate, Interval):
        return Interval(_of_whole(rate.low), _of_whole(rate.high))
    return Decimal(1) if rate == INFINITY else rate / (1 + rate)


def _verdict(result: Result, made: Figure, base: Told, now: Told, change: Change) -> Verdict:
    scale = Scale([base.amount, now.amount])
    told, before = scale.words(now.amount), scale.words(base.amount)
    computed = scale.computed(made.value, [base.amount, now.amount])
    left = f"{before} {change_words(change)}"
    ending = f"told as {now.flow.measure}{when(now.flow)} ({scale.unit})"
    if result == "adds up":
        sentence = f"{left} makes {computed}, which fits {told}, {ending}."
    elif result == "does not add up":
        sentence = f"{left} makes {computed}, not {told}, {ending}."
    else:
        sentence = f"{left} makes {computed} beside {told}, {ending}; rounded figures may explain the difference."
    return verdict(
        growth_fits_its_base,
        result,
        [now.flow, base.flow],
        side(told, now.figure, [term(now.flow.measure, now)]),
        side(left, made, [term(f"{base.flow.measure}{when(base.flow)}", base)]),
        sentence,
    )


def _choose(judged: Sequence[Verdict]) -> Verdict | None:
    """The fitting verdict where there is one; else the only one; several misses mean that the base is not known."""
    fitting = [found for found in judged if found.result == "adds up"]
    if fitting:
        return fitting[0]
    return judged[0] if len(judged) == 1 else None
