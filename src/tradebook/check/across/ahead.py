"""Checks across the book on targets and on deals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import reduce
from itertools import combinations

from tradebook.book import Fact
from tradebook.book.rows import fold
from tradebook.check.across.alike import CROWD, Known, across, doubt, known, subject, terms
from tradebook.check.intervals import Figure, amount_figure
from tradebook.check.like import caution, tolds, well_read
from tradebook.check.say import Scale, side, when
from tradebook.check.verdict import Term, Verdict
from tradebook.check.wording import day_words
from tradebook.statement import Deal, TradeFlow

LIFTED = ("exports", "turnover")  # what targets are to raise; imports are as often to be cut


def a_target_is_not_met_before_it_is_announced(facts: Sequence[Fact]) -> Iterator[Verdict]:
    """A target lies ahead. Where countries announce to bring their exports or turnover to a sum, and the figure of the
    last full year that was told by then is higher already, the target does not add up with that figure. Every figure
    told for that year must be above the target, and all must be of the same country's books, or nothing is claimed.
    Aims to keep or restore what there was are left alone."""
    figures: dict[tuple[object, ...], list[Known]] = {}
    for one in known(facts):
        figures.setdefault(one.line, []).append(one)
    for fact in facts:
        flow = fact.statement
        if not isinstance(flow, TradeFlow) or fact.figure != "value" or not _raises(flow):
            continue
        for told in tolds([flow]):
            target = Known(fact, told)
            yield from _target_verdict(target, figures.get(target.line, ())[:CROWD])


def deals_make_no_more_than_the_total_announced(facts: Sequence[Fact]) -> Iterator[Verdict]:
    """The single deals of an occasion make no more than the total that was announced of it. Where the contracts of a
    visit or a fair are told as one sum ("contracts for $55 million were signed at the forum"), the single contracts
    told of the same occasion, between the same countries, in the same currency, are added. Deals with a party in
    common or with the same sum may be one deal told twice, and are then not added; nor is what was signed after the
    total was told."""
    deals = [(fact, fact.statement) for fact in facts if isinstance(fact.statement, Deal) and fact.statement.amount]
    usable = [(fact, deal) for fact, deal in deals if well_read([deal]) and deal.status in ("signed", None)]
    singles: dict[tuple[str, str] | None, list[tuple[Fact, Deal]]] = {}
    for fact, deal in usable:
        if _is_single(deal):
            singles.setdefault(_days(deal), []).append((fact, deal))
    for fact, deal in usable:
        if _is_total(deal) and _days(deal) is not None:
            parts = [(f, d) for f, d in singles.get(_days(deal), ()) if _belongs(f, d, fact, deal)]
            if parts and len(parts) <= CROWD and _are_apart(d for _, d in parts):
                yield from _deals_verdict(fact, deal, parts)


# Targets


def _raises(flow: TradeFlow) -> bool:
    """Whether the flow is a target to raise trade to a sum."""
    if flow.stance not in ("target", "planned") or flow.measure not in LIFTED or not well_read([flow]):
        return False
    if flow.amount is None or flow.amount.qualifier in ("under", "up_to"):
        return False
    falls = flow.change is not None and (flow.change.percent or flow.change.factor or 1) < 0
    return not falls and caution("target", [flow]) is None and caution("rate", [flow]) is None


def _target_verdict(target: Known, figures: Sequence[Known]) -> Iterator[Verdict]:
    day = target.fact.first_seen
    if target.days is not None and date.fromisoformat(target.days[1]) <= day:
        return  # an aim of the past, told afterwards
    told = [one for one in figures if _is_full_year(one) and one.fact.first_seen <= day]
    last = max((one.days for one in told if one.days), default=None)
    latest = [one for one in told if one.days == last]
    if last is None or int(last[0][:4]) < day.year - 2:  # what is told of long ago is not where they stand
        return
    if not all(one.figure.possible.low > target.figure.possible.high for one in latest):
        return
    reached = min(latest, key=lambda one: one.figure.value)
    reason = next((why for one in latest if (why := _target_doubt(target, one))), None)
    scale = Scale([target.told.amount, reached.told.amount])
    left, right = scale.words(target.told.amount), scale.words(reached.told.amount)
    yield across(
        a_target_is_not_met_before_it_is_announced,
        "cannot tell" if reason else "does not add up",
        [target.fact, *(one.fact for one in latest)],
        side(left, target.figure, terms(target)),
        side(right, reached.figure, terms(reached)),
        f"{subject(target.flow)} to reach {left} ({target.who}), but {right} was told{when(reached.flow)} "
        f"({reached.who}), in {scale.unit}: {reason or 'the target was met before it was announced'}.",
    )


def _target_doubt(target: Known, told: Known) -> str | None:
    """Why it is not sure that the target was met."""
    return doubt(target, told, told.figure, target.figure)


def _is_full_year(one: Known) -> bool:
    days = one.days
    return days is not None and days[0][5:] == "01-01" and days[1] == f"{days[0][:4]}-12-31"


# Deals


def _is_total(deal: Deal) -> bool:
    """Whether the sum is that of all deals of an occasion."""
    whole = deal.running_total or (deal.count is not None and deal.count > 1)
    return whole and not deal.goods and not deal.quantity and not deal.sectors


def _is_single(deal: Deal) -> bool:
    named = any(party.name for party in deal.parties)
    return named and not deal.running_total and deal.count in (None, 1) and deal.stance == "stated"


def _belongs(part_fact: Fact, part: Deal, whole_fact: Fact, whole: Deal) -> bool:
    """Whether a deal is one of those whose sum was told."""
    same = (set(part.countries), part.instrument) == (set(whole.countries), whole.instrument)
    if not same or part_fact.id == whole_fact.id or not part.amount or not whole.amount:
        return False
    if part.amount.currency is None or part.amount.currency != whole.amount.currency:
        return False
    signed = _days(part)
    if signed is None or signed != _days(whole) or signed[1] > whole_fact.first_seen.isoformat():
        return False
    return not (part.at and whole.at) or fold(part.at) == fold(whole.at)


def _days(deal: Deal) -> tuple[str, str] | None:
    period = deal.date
    return (period.start, period.end) if period and period.start and period.end else None


def _are_apart(deals: Iterable[Deal]) -> bool:
    """Whether no two of the deals can be one deal told twice."""
    for a, b in combinations(deals, 2):
        if _names(a) & _names(b) or a.amount is None or b.amount is None:
            return False
        first, second = amount_figure(a.amount), amount_figure(b.amount)
        if first is None or second is None or first.possible.meets(second.possible):
            return False
    return True


def _names(deal: Deal) -> set[str]:
    return {fold(party.name) for party in deal.parties if party.name}


def _deals_verdict(fact: Fact, total: Deal, parts: Sequence[tuple[Fact, Deal]]) -> Iterator[Verdict]:
    amounts = [deal.amount for _, deal in parts if deal.amount]
    figures = [figure for amount in amounts if (figure := amount_figure(amount))]
    whole = amount_figure(total.amount) if total.amount else None
    if whole is None or total.amount is None or len(figures) < len(parts):
        return
    made = reduce(Figure.plus, figures)
    if made.possible.low <= whole.possible.high:
        return
    scale = Scale([*amounts, total.amount])
    left, right = " + ".join(scale.words(amount) for amount in amounts), scale.words(total.amount)
    value = scale.computed(made.value, [*amounts, total.amount])
    told_on = day_words(fact.first_seen.isoformat())
    yield across(
        deals_make_no_more_than_the_total_announced,
        "does not add up",
        [fact, *(one for one, _ in parts)],
        side(right, whole, [Term(label="total", text=total.amount.text, statement=total.id)]),
        side(left, made, [Term(label=_parties(d), text=d.amount.text, statement=d.id) for _, d in parts if d.amount]),
        f"{left} makes {value} for {len(parts)} of the deals, more than {right}, the total told of all ({told_on}), "
        f"in {scale.unit}.",
    )


def _parties(deal: Deal) -> str:
    return ", ".join(party.name for party in deal.parties if party.name)
