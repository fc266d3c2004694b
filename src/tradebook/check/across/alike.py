"""When figures of several reports may be compared, and what each fact brings to the comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec

from tradebook.book import Fact
from tradebook.check.intervals import Figure, Interval
from tradebook.check.like import Told, caution, quantities, same_words, tolds, well_read, within_group
from tradebook.check.say import term, verdict
from tradebook.check.verdict import Result, Side, Term, Verdict
from tradebook.check.wording import day_words, period_words
from tradebook.goods import resolve
from tradebook.places import name as place_name
from tradebook.statement import Statement, TradeFlow

REVISED = Decimal("0.10")  # of a figure: what later revisions change at most, as a rule
FAR = 3  # times: figures further apart are seldom of one thing, whatever their sentences say
SURE = 0.7  # readings of two reports are both right less often than those of one
LONGEST_GOOD = 3  # words that name a good, when looking whether a sentence names any

WHOSE = "it is not said whose figures they are, and the books of two countries differ"
UNSURE = "one of them was not read with enough certainty"
PARTLY = "one of them stands beside a good, and may be of that alone"
APART = "so far apart, they may be of different things"
SERVICES = "it is not said whether services are counted"
LATER = "a later revision may explain the difference"
CROWD = 400  # figures of one flow and currency; more are a table that belongs elsewhere


class Known(NamedTuple):
    """A figure of a flow as a fact of the book holds it."""

    fact: Fact
    told: Told

    @property
    def flow(self) -> TradeFlow:
        return self.told.flow

    @property
    def figure(self) -> Figure:
        return self.told.figure

    @property
    def line(self) -> tuple[Any, ...]:
        """What two figures must have in common to be of one flow, at whatever time."""
        flow, told = self.flow, self.told
        terms = (flow.excludes, flow.coverage, flow.re_exports)
        return (flow.measure, told.sides, told.goods, told.unit, *terms)

    @property
    def days(self) -> tuple[str, str] | None:
        """The first and the last day that the figure is of; None where either is unknown."""
        period = self.flow.period
        return (period.start, period.end) if period and period.start and period.end else None

    @property
    def who(self) -> str:
        """Who says so, and since when: "Kenya National Bureau of Statistics, 17 January 2023"."""
        origins = ", ".join(self.fact.origins[:2]) or "nobody named"
        return f"{origins}, {day_words(self.fact.first_seen.isoformat())}"


def known(facts: Iterable[Fact]) -> Iterator[Known]:
    """The figures that may be compared with those of other reports: values and quantities that were stated, read with
    confidence, of a time that was over when they were first told, and not revised since."""
    for fact in facts:
        flow = fact.statement
        if not isinstance(flow, TradeFlow) or fact.revised_by or flow.stance != "stated" or not well_read([flow]):
            continue
        if within_group([flow]) or caution("sum", [flow]) or caution("rate", [flow]):
            continue
        for told in _tolds(fact, flow):
            one = Known(fact, told)
            if one.days and date.fromisoformat(one.days[1]) <= fact.first_seen:
                yield one


def _tolds(fact: Fact, flow: Statement) -> list[Told]:
    if fact.figure == "value":
        return tolds([flow])
    return quantities([flow]) if fact.figure == "quantity" else []


def lines(figures: Iterable[Known]) -> Iterator[list[Known]]:
    """The figures of one flow in one unit together; flows with too many to tell apart are left out."""
    found: dict[tuple[Any, ...], list[Known]] = {}
    for one in figures:
        found.setdefault(one.line, []).append(one)
    yield from (several for several in found.values() if 1 < len(several) <= CROWD)


def same_report(a: Fact, b: Fact) -> bool:
    """Whether one report tells both: what its writer tells side by side is judged within the report, or meant as two
    things."""
    return not {s.report for s in a.sources}.isdisjoint(s.report for s in b.sources)


def are_of_one_book(a: TradeFlow, b: TradeFlow) -> bool:
    """Whether two figures surely come from the statistics of one country: both say whose exports or imports they are,
    or name the same source. A turnover "between" two countries can come from either's books, and these differ."""
    if a.reporter and a.reporter == b.reporter and a.measure in ("exports", "imports"):
        return True
    return bool(voices(a) & voices(b))


def voices(flow: TradeFlow) -> set[str]:
    """Whose figure it is, as far as the text tells: the source of the figure, else the speakers' bodies. An agency or
    an outlet prints what it gets from many, and is none."""
    told = flow.attribution
    if told.figure_source:
        return {told.figure_source.casefold()}
    return {s.organisation.casefold() for s in told.speakers if s.organisation}


def doubt(first: Known, second: Known, made: Figure, told: Figure) -> str | None:
    """The reason for which a contradiction between figures of two reports is left open; None where there is none.

    `made` and `told` are what is compared; they miss each other even at their widest reading."""
    if not are_of_one_book(first.flow, second.flow) or first.flow.revision != second.flow.revision:
        return WHOSE
    if min(first.flow.confidence, second.flow.confidence) < SURE:
        return UNSURE
    if not (_is_of_all(first.flow) and _is_of_all(second.flow) and same_words([first.flow, second.flow])):
        return PARTLY
    if not (_are_of_goods(first.flow) and _are_of_goods(second.flow)):
        return SERVICES
    if _loosened(made).possible.meets(_loosened(told).possible):
        return LATER
    return APART if _times(made, told) > FAR else None


def _are_of_goods(flow: TradeFlow) -> bool:
    """Whether it is clear what is counted. What one country sells another is told of goods as a rule; a country's
    whole exports are told with services and without."""
    return bool(flow.goods) or flow.coverage is not None or flow.partner not in (None, "WLD") or bool(flow.between)


def _loosened(figure: Figure) -> Figure:
    """The figure with room for a later revision: its widest reading goes further by half of what offices revise, and
    the other side's by the other half."""
    low, high = figure.possible
    room = abs(figure.value) * REVISED / 2
    return Figure(figure.value, figure.likely, Interval(low - room, high + room))


def _times(a: Figure, b: Figure) -> Decimal:
    """How many times the smaller of two sizes goes into the larger."""
    small, large = sorted((abs(a.value), abs(b.value)))
    return large / small if small else Decimal(FAR + 1)


def _is_of_all(flow: TradeFlow) -> bool:
    """Whether a figure without goods is surely of all trade: no good is named in its sentence. A reader that misses
    "of steel" would else hold the steel against the whole."""
    if flow.goods:
        return True
    words = flow.evidence.text.split()
    phrases = (" ".join(words[i : i + n]) for n in range(1, LONGEST_GOOD + 1) for i in range(len(words) - n + 1))
    return caution("whole", [flow]) is None and not any(
        (found := resolve(phrase)) is not None and not found.ambiguous for phrase in phrases
    )


def label(flow: TradeFlow) -> str:
    """A flow in words: "the exports of Kenya to Egypt for 2022"."""
    goods = ", ".join(good.text for good in flow.goods)
    of = f" of {goods}" if goods else ""
    period = period_words(flow.period)
    return f"the {flow.measure}{of}{_whose(flow)}{f' for {period}' if period else ''}"


def subject(flow: TradeFlow) -> str:
    """A flow as the beginning of a sentence: "The exports of Kenya to Egypt for 2022 are"."""
    words = label(flow)
    return f"{words[:1].upper()}{words[1:]} {'is' if flow.measure in ('turnover', 'balance') else 'are'}"


def _whose(flow: TradeFlow) -> str:
    if flow.between:
        return " between " + " and ".join(place_name(code) for code in flow.between)
    if not flow.reporter:
        return ""
    of = flow.reporter_area or place_name(flow.reporter)
    words = f" by {of}" if flow.goods else f" of {of}"
    link = {"exports": "to", "imports": "from"}.get(flow.measure, "with")
    return f"{words} {link} {flow.partner_area or place_name(flow.partner)}" if flow.partner else words


def terms(*figures: Known) -> list[Term]:
    """The figures as terms of a side."""
    return [term(one.who, one.told) for one in figures]


def across(check: Any, result: Result, facts: Sequence[Fact], told: Side, computed: Side, sentence: str) -> Verdict:
    """The verdict of a check across the book; the first fact is the one that is judged."""
    found = verdict(check, result, [fact.statement for fact in facts], told, computed, sentence)
    return msgspec.structs.replace(
        found,
        reports=tuple(dict.fromkeys(fact.statement.report.id for fact in facts)),
        facts=tuple(dict.fromkeys(fact.id for fact in facts)),
    )
