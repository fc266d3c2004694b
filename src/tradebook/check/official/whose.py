"""Whose figure it is, where the report does not say: proposals, never written into the statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tradebook.check.official.figures import doubt_of
from tradebook.check.official.findings import open_verdict, told_flows, unowned, verdict_of
from tradebook.check.official.lookup import Lookup
from tradebook.check.official.reading import Reading, obstacle, readings
from tradebook.check.official.trials import Told, Trial, Trials, tolds, trials
from tradebook.check.official.words import books, cited, fits, subject
from tradebook.check.verdict import Proposal, Result, Verdict
from tradebook.statement import Statement, TradeFlow


def whose_figure_it_is(statements: Sequence[Statement], lookup: Lookup) -> Iterator[Verdict]:
    """Where a report tells exports, imports, turnover or a balance of two countries and does not say whose figure it
    is, each reading is held against both countries' own books. The reading that alone fits is proposed, with how far
    the others are from the figure; it is never written into the statement. Where several fit or none does, so it says;
    the figure differs only where the books of both countries are there and none fits."""
    for flow in told_flows(statements):
        if not (flow.reporter and flow.partner):
            yield _unassigned(flow, lookup)


def _unassigned(flow: TradeFlow, lookup: Lookup) -> Verdict:
    check = whose_figure_it_is
    told = tolds(flow)[0]
    hindered = obstacle(flow)
    asked = readings(flow)
    if hindered or len(asked) < 2:
        return open_verdict(check, flow, told, hindered or "the report does not say of which trade")
    own = [trials(flow, reading, lookup) for reading in asked]
    mirrored = [] if flow.measure in ("turnover", "balance") else [trials(flow, r.mirror, lookup) for r in asked]
    tried = [t.best for t in (*own, *mirrored) if t.best is not None]
    proposals = _proposals([*asked, *(r.mirror for r in asked[: len(mirrored)])], [*own, *mirrored])
    if not tried:
        missing = " and ".join(dict.fromkeys(t.missing for t in own if t.missing)) or "nothing can be compared"
        return open_verdict(check, flow, told, missing, asked[0])
    fitting = _top(tried)
    if len(fitting) == 1:
        return _proposed(flow, fitting[0], tried, own, asked, proposals)
    if fitting:
        both = " and ".join(f"{books(t.reading)} ({t.official_words})" for t in fitting)
        words = f"{unowned(flow, told)} {fits(flow.measure)} {both}, so it cannot be told whose it is."
        return verdict_of(check, "cannot tell", flow, fitting[0], words, proposals=proposals)
    return _none_fits(flow, told, tried, own, asked, proposals, lookup)


def _none_fits(
    flow: TradeFlow,
    told: Told,
    tried: Sequence[Trial],
    own: Sequence[Trials],
    asked: Sequence[Reading],
    proposals: tuple[Proposal, ...],
    lookup: Lookup,
) -> Verdict:
    """The verdict where no reading fits: the figure differs only where the books of both countries are there."""
    best = min(tried, key=lambda t: (t.reading.mirrored, t.distance is None, t.distance or Decimal(0)))
    shown = [t for t in tried if t.reading.mirrored == best.reading.mirrored]
    values = ", nor ".join(f"{books(t.reading)} ({t.official_words}, {cited(t.official)})" for t in shown)
    against = "do not fit" if fits(flow.measure) == "fit" else "does not fit"
    words = f"{unowned(flow, told)} {against} {values}"
    open_ones = [(reading, t.missing) for reading, t in zip(asked, own, strict=True) if t.best is None]
    if open_ones:
        reading, missing = open_ones[0]
        whether = "they are" if fits(flow.measure) == "fit" else "it is"
        words += f"; whether {whether} {subject(reading)} cannot be told: {missing}"
    doubt = "" if open_ones else doubt_of(flow, best, lookup)
    result: Result = "cannot tell" if open_ones or doubt else "differs"
    ending = f"; {doubt}" if doubt else ""
    return verdict_of(whose_figure_it_is, result, flow, best, f"{words}{ending}.", proposals=proposals)


def _top(tried: Sequence[Trial]) -> list[Trial]:
    """The trials that fit best: own books as printed, then own books within the band, then the partner's books as
    printed, then those within the band. One that fits better leaves out what fits less well."""

    def tier(trial: Trial) -> int:
        exact = trial.as_printed
        return (2 if trial.reading.mirrored else 0) + (0 if exact else 1)

    fitting = [trial for trial in tried if trial.reached]
    best = min((tier(trial) for trial in fitting), default=0)
    return [trial for trial in fitting if tier(trial) == best]


def _proposed(
    flow: TradeFlow,
    fit: Trial,
    tried: Sequence[Trial],
    own: Sequence[Trials],
    asked: Sequence[Reading],
    proposals: tuple[Proposal, ...],
) -> Verdict:
    others = [t for t in tried if t.reading.reporter != fit.reading.reporter and not t.reading.mirrored]
    against = f", not {books(others[0].reading)} ({others[0].official_words})" if others else ""
    lacking = [
        t.missing for t, r in zip(own, asked, strict=True) if t.best is None and r.reporter != fit.reading.reporter
    ]
    against += f"; {lacking[0]}" if lacking else ""
    reason = f": {fit.found.reason}" if fit.found.reason else ""
    words = (
        f"{unowned(flow, fit.told)} {fits(flow.measure)} {books(fit.reading)} "
        f"({fit.official_words}, {cited(fit.official)}){reason}{against}."
    )
    result: Result = "agrees" if fit.found.step == "as printed" else "agrees within"
    return verdict_of(whose_figure_it_is, result, flow, fit, words, proposals=proposals)


def _proposals(asked: Sequence[Reading], tried: Sequence[Trials]) -> tuple[Proposal, ...]:
    """All readings, the nearest first; those without rows last."""
    found = []
    for reading, several in zip(asked, tried, strict=True):
        best = several.best
        found.append(
            Proposal(
                reporter=reading.reporter,
                partner=reading.partner,
                words=books(reading),
                value=best.value if best else None,
                ratio=best.ratio if best else None,
                distance=best.distance if best else None,
                fits=best.reached if best else False,
                rows=best.official.rows if best else (),
            )
        )
    return tuple(sorted(found, key=lambda p: (p.distance is None, p.distance or Decimal(0))))
