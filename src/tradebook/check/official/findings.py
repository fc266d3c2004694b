"""Findings of the official checks in words, and as verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from tradebook.check.like import SURE
from tradebook.check.official.reading import Reading, days, published
from tradebook.check.official.residuals import moved_codes
from tradebook.check.official.trials import STEPS, Told, Trial, Trials, tolds
from tradebook.check.official.words import cited, country, joined, ratio_words, subject
from tradebook.check.say import bound, explanation_of, name_of
from tradebook.check.verdict import Proposal, Result, Side, Term, Verdict
from tradebook.check.wording import period_words
from tradebook.places import name
from tradebook.places.tables import groups
from tradebook.statement import Statement, TradeFlow
from tradebook.statistics import Row

CLEAR_GOODS = 0.9  # a word of goods with a less certain code bears no red flag
AnyCheck = Callable[..., Any]


def told_flows(statements: Sequence[Statement]) -> Iterator[TradeFlow]:
    """The flows that tell what was, with a figure."""
    for flow in statements:
        if isinstance(flow, TradeFlow) and flow.stance == "stated" and tolds(flow):
            yield flow


def unsure(flow: TradeFlow, rows: Sequence[Row]) -> str:
    """Why a flow bears no red flag whatever the rows say; "" where it may bear one."""
    if flow.confidence < SURE:
        return "the sentence is not read with enough certainty"
    period, day = days(flow), published(flow)
    if period and day and day <= period[1]:
        return "the report appeared before the period was over, and may tell a part of it"
    region = next((code for code in (flow.reporter, flow.partner, *flow.between) if code and _is_region(code)), None)
    if region:
        return f"which countries the report counts as {name(region)} is not known"
    unclear = [good.text for good in flow.goods if good.confidence is not None and good.confidence < CLEAR_GOODS]
    if unclear:
        return f"what “{unclear[0]}” covers in the statistics is not certain"
    return moved_codes(flow.goods, rows)


def _is_region(code: str) -> bool:
    """Whether it is a part of the world, that everybody draws otherwise, and no organisation with members."""
    return code in groups() and groups()[code].kind == "region"


def told_as(flow: TradeFlow, trial: Trial) -> str:
    """What is told: "Azerbaijan’s exports to Belarus in 2021 are told as $295.5 million"."""
    verb = "are" if trial.reading.measure in ("exports", "imports") else "is"
    return f"{subject(trial.reading, flow.goods)} {verb} told as {trial.told.words}"


def reports(trial: Trial) -> str:
    """What the official figure is and whose: "Azerbaijan itself reports $295.5 million (UN Comtrade, as of ...)"."""
    who = name(trial.reading.books)
    then = ", as known then" if trial.known_then else ""
    if trial.reading.mirrored:
        measure = {"exports": "imports of", "imports": "exports of"}.get(trial.reading.measure, "")
        return (
            f"{who} reports {measure} {trial.official_words}".replace("  ", " ") + f" ({cited(trial.official)}{then})"
        )
    return f"{who} itself reports {trial.official_words} ({cited(trial.official)}{then})"


def by(trial: Trial) -> str:
    """How far the official figure is from the one told."""
    if not trial.told.figure.value:
        return "not nothing"
    if trial.value * trial.told.figure.value < 0:
        return "of the opposite sign"
    return ratio_words(trial.value / trial.told.figure.value)


def unowned(flow: TradeFlow, told: Told) -> str:
    """A figure of which it is not said whose: "The exports told as $295.5 million between ..."."""
    what = f" of {joined(good.text for good in flow.goods)}" if flow.goods else ""
    pair = " and ".join(country(code) for code in flow.between or (flow.reporter, flow.partner) if code)
    between = f" between {pair}" if " and " in pair else f" of {pair}" if pair else ""
    period = period_words(flow.period)
    return f"The {flow.measure}{what} told as {told.words}{between}{f' in {period}' if period else ''}"


def open_verdict(
    check: AnyCheck, flow: TradeFlow, told: Told, missing: str, reading: Reading | None = None, what: str = ""
) -> Verdict:
    """Nothing can be compared, and what is missing."""
    what = what or (subject(reading, flow.goods) if reading and flow.reporter else unowned(flow, told))
    verb = "" if " told as " in what else f", told as {told.words},"
    return Verdict(
        check=name_of(check),
        result="cannot tell",
        report=flow.report.id,
        statements=(flow.id,),
        told=told_side(flow, told),
        computed=Side(words="no official figure"),
        sentence=f"{what}{verb} cannot be checked: {missing}.",
        explanation=explanation_of(check),
    )


def compared(
    check: AnyCheck,
    flow: TradeFlow,
    told: Told,
    asked: Sequence[Reading],
    tried: Sequence[Trials],
    hindered: str,
    lead: str,
    excuse: Callable[[Trial], str] = lambda trial: "",
) -> Verdict:
    """The verdict on what is computed from several official figures (`lead`: "growth of "), by whichever reading fits.
    It differs only where every reading could be tried, none of them fits, and there is no `excuse`."""
    found = [several.best for several in tried if several.best is not None]
    missing = [several.missing for several in tried if several.best is None]
    what = f"{lead}{_label(flow, asked)}"
    if hindered or not found:
        reason = hindered or (missing[0] if missing else "nothing can be compared")
        return open_verdict(check, flow, told, reason, what=f"The {what}, told as {told.words},")
    best = min(found, key=lambda trial: (STEPS.index(trial.found.step), trial.distance or 0))
    words = f"The {what} is told as {told.words}; {reports(best)}"
    if best.reached:
        result: Result = "agrees" if best.found.step == "as printed" else "agrees within"
        reason = f": {best.found.reason}" if best.found.reason else ""
        return verdict_of(check, result, flow, best, f"{words}{reason}.")
    doubt = missing[0] if missing else unsure(flow, best.official.rows) or excuse(best)
    if doubt:
        return verdict_of(check, "cannot tell", flow, best, f"{words}; {doubt}.")
    return verdict_of(check, "differs", flow, best, f"{words}.")


def _label(flow: TradeFlow, asked: Sequence[Reading]) -> str:
    if len(asked) == 1:
        return subject(asked[0], flow.goods)
    pair = " and ".join(country(code) for code in flow.between or (flow.reporter, flow.partner) if code)
    return f"{flow.measure} between {pair} in {period_words(flow.period)}"


def told_side(flow: TradeFlow, told: Told) -> Side:
    term = Term(label=flow.measure, text=told.words, statement=flow.id)
    figure = told.figure
    return Side(words=told.words, terms=(term,), low=bound(figure.likely.low), high=bound(figure.likely.high))


def verdict_of(
    check: AnyCheck,
    result: Result,
    flow: TradeFlow,
    trial: Trial,
    sentence: str,
    beside: str = "",
    proposals: tuple[Proposal, ...] = (),
    also: Iterable[Row] = (),
) -> Verdict:
    """The verdict on a trial; `also` are the rows of figures beside it that the sentence or `beside` name, so that what
    may not be redistributed keeps all of it from being published."""
    shown = [*trial.official.rows, *also, *(row for proposal in proposals for row in proposal.rows)]
    return Verdict(
        check=name_of(check),
        result=result,
        report=flow.report.id,
        statements=(flow.id,),
        told=told_side(flow, trial.told),
        computed=Side(words=trial.official_words, low=trial.value, high=trial.value),
        sentence=sentence,
        explanation=explanation_of(check),
        publishable=all(row.redistributable for row in shown),
        ratio=trial.ratio,
        rows=trial.official.rows,
        beside=beside,
        proposals=proposals,
    )
