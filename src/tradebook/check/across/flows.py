"""Checks across the book on the figures of one flow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradebook.book import Fact
from tradebook.check.across.alike import (
    Known,
    across,
    doubt,
    known,
    lines,
    same_report,
    subject,
    terms,
)
from tradebook.check.growth import change_is_of, grown
from tradebook.check.intervals import Figure, meeting
from tradebook.check.like import caution, comes_before, year_before
from tradebook.check.say import Scale, side, when
from tradebook.check.verdict import Result, Verdict
from tradebook.check.wording import change_words
from tradebook.statement import Change

ROUNDED = "rounded figures may explain the difference"


def one_flow_is_told_with_one_figure(facts: Sequence[Fact]) -> Iterator[Verdict]:
    """One flow of one time has one figure. Where two reports tell the same exports or imports (the same countries,
    goods, days, currency and terms) with figures that cannot both be right, even at the widest reading of their
    digits, one of them is wrong or was revised without saying so. A figure that says of itself that it is revised, or
    that the same office gives on a later day, takes the place of the earlier one and is no contradiction. Where it is
    not said whose figures they are, the two countries' books may explain the difference, and nothing is claimed."""
    by_id: dict[str, list[Known]] = {}
    for one in known(facts):
        by_id.setdefault(one.fact.id, []).append(one)
    for several in by_id.values():
        for first in several:
            for id_ in first.fact.conflicts:
                others = [o for o in by_id.get(id_, ()) if o.told.unit == first.told.unit and o.line == first.line]
                yield from (_conflict(first, other) for other in others if _are_rivals(first, other))


def a_year_is_not_smaller_than_its_first_months(facts: Sequence[Fact]) -> Iterator[Verdict]:
    """A year holds its months. Where one report tells the exports of a year and another those of its first eight
    months (or any part of that year) for the same countries and goods, in the same currency, the year cannot be
    smaller. Offices revise their figures by some per cent, so a red flag needs a difference of more than a tenth, and
    both figures from the same country's books; else the verdict is "cannot tell"."""
    for figures in lines(known(facts)):
        years = [one for one in figures if _is_year(one)]
        for year in years:
            for part in figures:
                if _is_part_of(part, year) and not same_report(part.fact, year.fact):
                    yield from _year_verdict(part, year)


def growth_fits_the_figure_of_another_report(facts: Sequence[Fact]) -> Iterator[Verdict]:
    """Growth told in one report is held against the figure of the year before told in another. The earlier figure and
    the growth must make the later figure. Earlier figures are revised before growth is computed from them, so a
    difference of up to a tenth is left open; beyond that, and where both figures are of the same country's books, the
    growth does not add up. Where several figures are told for the year before, one that fits is enough."""
    for figures in lines(known(facts)):
        for now in figures:
            change = now.flow.change
            of = change_is_of(now.flow, change) if change else None
            if change is None or of != now.fact.figure or now.flow.measure == "balance":
                continue
            if now.flow.amount_also or caution("growth", [now.flow]):  # growth may be told of another currency
                continue
            yield from _growth_verdict(now, change, figures)


# The same flow told differently


def _are_rivals(first: Known, other: Known) -> bool:
    """Whether the two are a pair to be judged, once."""
    if (first.fact.first_seen, first.fact.id) <= (other.fact.first_seen, other.fact.id):
        return False
    if first.flow.measure == "balance" or first.flow.revision != other.flow.revision:
        return False
    return not same_report(first.fact, other.fact) and meeting(first.figure, other.figure) == "misses"


def _conflict(later: Known, earlier: Known) -> Verdict:
    reason = doubt(later, earlier, later.figure, earlier.figure)
    scale = Scale([later.told.amount, earlier.told.amount])
    left, right = scale.words(later.told.amount), scale.words(earlier.told.amount)
    return across(
        one_flow_is_told_with_one_figure,
        "cannot tell" if reason else "does not add up",
        [later.fact, earlier.fact],
        side(left, later.figure, terms(later)),
        side(right, earlier.figure, terms(earlier)),
        f"{subject(later.flow)} told as {left} ({later.who}) and as {right} ({earlier.who}), "
        f"in {scale.unit}: {reason or 'both cannot be right of the same trade'}.",
    )


# A year and its months


def _is_year(one: Known) -> bool:
    days = one.days
    return days is not None and days[0][5:] == "01-01" and days[1] == f"{days[0][:4]}-12-31"


def _is_part_of(part: Known, year: Known) -> bool:
    if part.days is None or year.days is None or part.days == year.days or part.flow.measure == "balance":
        return False
    return year.days[0] <= part.days[0] and part.days[1] <= year.days[1]


def _year_verdict(part: Known, year: Known) -> Iterator[Verdict]:
    if part.figure.possible.low <= year.figure.possible.high:
        return
    reason = doubt(part, year, part.figure, year.figure)
    scale = Scale([part.told.amount, year.told.amount])
    left, right = scale.words(part.told.amount), scale.words(year.told.amount)
    yield across(
        a_year_is_not_smaller_than_its_first_months,
        "cannot tell" if reason else "does not add up",
        [year.fact, part.fact],
        side(right, year.figure, terms(year)),
        side(left, part.figure, terms(part)),
        f"{subject(year.flow)} told as {right} ({year.who}), those{when(part.flow)} as {left} ({part.who}), "
        f"in {scale.unit}: {reason or 'a year cannot be smaller than a part of it'}.",
    )


# Growth


def _growth_verdict(now: Known, change: Change, figures: Sequence[Known]) -> Iterator[Verdict]:
    versus = change.versus
    days = (versus.start, versus.end) if versus and versus.start else year_before(now.flow.period)
    bases = [
        one
        for one in figures
        if one.days == days and one.fact.id != now.fact.id and comes_before(one.flow.period, now.flow.period)
    ]
    if not bases or any(same_report(base.fact, now.fact) for base in bases):
        return
    judged = [(meeting(made, now.figure), base, made) for base in bases if (made := _made(base, change))]
    fitting = [(base, made) for met, base, made in judged if met == "meets"]
    if fitting:
        yield _growth_finding("adds up", None, now, change, *fitting[0])
    elif len(judged) == 1:
        met, base, made = judged[0]
        reason = doubt(now, base, made, now.figure) if met == "misses" else ROUNDED
        yield _growth_finding("cannot tell" if reason else "does not add up", reason, now, change, base, made)


def _made(base: Known, change: Change) -> Figure | None:
    if change.amount is not None and change.percent is None and change.factor is None:
        return grown(base.figure, change) if change.amount.currency == base.told.unit else None
    return grown(base.figure, change)


def _growth_finding(
    result: Result, reason: str | None, now: Known, change: Change, base: Known, made: Figure
) -> Verdict:
    scale = Scale([base.told.amount, now.told.amount])
    told, before = scale.words(now.told.amount), scale.words(base.told.amount)
    computed = scale.computed(made.value, [base.told.amount, now.told.amount])
    endings = {
        "adds up": f"which fits {told}",
        "does not add up": f"not {told}",
        "cannot tell": f"beside {told}; {reason}",
    }
    return across(
        growth_fits_the_figure_of_another_report,
        result,
        [now.fact, base.fact],
        side(told, now.figure, terms(now)),
        side(f"{before} {change_words(change)}", made, terms(base)),
        f"{subject(now.flow)} told as {told}, {change_words(change)} ({now.who}); "
        f"{before}{when(base.flow)} ({base.who}) with this growth makes {computed}, {endings[result]} ({scale.unit}).",
    )
