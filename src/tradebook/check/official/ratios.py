"""The checks of growth and of shares: both are computed from official rows and held against what is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from msgspec.structs import replace

from tradebook.check.intervals import Figure, amount_figure, factor_figure, percent_figure
from tradebook.check.like import caution, year_before
from tradebook.check.official.bands import Found, Revision, Target, judge, revision_of
from tradebook.check.official.findings import compared
from tradebook.check.official.lookup import Lookup
from tradebook.check.official.reading import (
    Official,
    Reading,
    codes,
    obstacle,
    officials,
    on_terms,
    published,
    readings,
    terms_of,
)
from tradebook.check.official.trials import STEPS, Told, Trial, Trials
from tradebook.check.official.words import country, percent, span, subject, sum_words
from tradebook.check.verdict import Verdict
from tradebook.check.wording import change_words, percent_words
from tradebook.statement import Change, Share, Statement, TradeFlow
from tradebook.statistics import ALL_GOODS, WORLD

HUNDRED = Decimal(100)
EXCHANGE = Decimal("1.25")  # by how much exchange rates may explain a growth; our own choice


def growth_agrees_with_official_statistics(statements: Sequence[Statement], lookup: Lookup) -> Iterator[Verdict]:
    """Growth is computed from the official figures of both periods, of one source, and held against the growth told, in
    per cent, as a factor or as a sum. The period compared with is the one that the report names, else the same days of
    the year before. Growth by weight or at constant prices is left alone. As each of the two figures may have been
    revised, growth agrees within a band where usual revisions of both explain the rest. Where the report names no sum
    in the currency of the rows, its growth may be counted in another one: then it differs only where exchange rates
    would have had to move by a quarter to explain it."""
    for flow in statements:
        if not isinstance(flow, TradeFlow) or flow.change is None or flow.stance != "stated":
            continue
        told = _growth_told(flow, flow.change)
        base = _base(flow)
        if told is None or base is None or flow.measure == "balance" or caution("growth", [flow]):
            continue
        asked = [] if obstacle(flow) else readings(flow)
        tried = [_growth_trials(flow, reading, base, told, lookup) for reading in asked]
        check, excuse = growth_agrees_with_official_statistics, partial(_other_currency, flow)
        yield compared(check, flow, told, asked, tried, obstacle(flow), "growth of ", excuse)


def a_share_agrees_with_official_statistics(statements: Sequence[Statement], lookup: Lookup) -> Iterator[Verdict]:
    """A share is computed from the official figures of the part and of the whole that the report names, of one source
    and one period, and held against the share told. Where the report names no whole, a good's share is of the same
    trade in all goods, and a partner's share of the trade with the world."""
    for flow in statements:
        if not isinstance(flow, TradeFlow) or flow.share is None or flow.stance != "stated":
            continue
        told = _share_told(flow.share)
        if told is None or flow.measure == "balance":
            continue
        asked = [] if obstacle(flow) else readings(flow)
        tried = [_share_trials(flow, reading, flow.share, told, lookup) for reading in asked]
        yield compared(a_share_agrees_with_official_statistics, flow, told, asked, tried, obstacle(flow), "share of ")


# Growth


def _growth_told(flow: TradeFlow, change: Change) -> Told | None:
    if change.of == "quantity" or (change.of is None and flow.quantity is not None):
        return None
    figure: Figure | None = None
    if change.percent is not None:
        figure = percent_figure(change.percent, change.qualifier)
    elif change.factor is not None:
        figure = factor_figure(change.factor, change.qualifier)
    elif change.amount is not None:
        figure = amount_figure(change.amount)
    unit = change.amount.currency if change.percent is None and change.factor is None and change.amount else None
    return Told(figure, change_words(change), unit, False) if figure else None


def _base(flow: TradeFlow) -> tuple[date, date] | None:
    versus = flow.change.versus if flow.change else None
    days = (versus.start, versus.end) if versus and versus.start and versus.end else year_before(flow.period)
    try:
        return (date.fromisoformat(days[0] or ""), date.fromisoformat(days[1] or "")) if days else None
    except ValueError:
        return None


def _growth_trials(flow: TradeFlow, reading: Reading, base: tuple[date, date], told: Told, lookup: Lookup) -> Trials:
    before = replace(reading, start=base[0], end=base[1])
    pairs, missing = _pairs(flow, reading, before, lookup)
    found = []
    for now, then, known in pairs:
        if then.value <= 0 or (told.unit is not None and told.unit != now.currency):
            continue
        revision = revision_of(lookup, now, reading.end, published(flow))
        value, gross = _growth(flow, now, then)
        words = f"{sum_words(now.value, now.currency)} after {sum_words(then.value, then.currency)} in {span(*base)}"
        words += f", {_grown(now.value / then.value)}"
        both = replace(now, parts=(*now.parts, *then.parts))
        trial = Trial(told, reading, both, value, words, _judged(told, value, gross, revision), known)
        found.append(trial)
    return Trials(tuple(sorted(found, key=lambda t: STEPS.index(t.found.step))), missing)


def _growth(flow: TradeFlow, now: Official, then: Official) -> tuple[Decimal, Decimal]:
    """The growth in the manner told, and the sum of which a revision is a share: both figures may be revised."""
    change = flow.change
    ratio = now.value / then.value
    if change is not None and change.percent is not None:
        return (ratio - 1) * HUNDRED, ratio * HUNDRED * 2
    if change is not None and change.factor is not None:
        return ratio, ratio * 2
    return now.value - then.value, now.value + then.value


def _other_currency(flow: TradeFlow, trial: Trial) -> str:
    """Whether growth that is told without a sum may be counted in another currency than that of the rows."""
    if flow.amount is not None and flow.amount.currency == trial.official.currency:
        return ""
    change, told, official = flow.change, trial.told.figure.value, trial.value
    if change is None or (change.percent is None and change.factor is None):
        return ""
    ours, theirs = (told, official) if change.percent is None else (1 + told / HUNDRED, 1 + official / HUNDRED)
    if ours <= 0 or theirs <= 0 or max(ours / theirs, theirs / ours) > EXCHANGE:
        return ""
    return f"growth may be counted in another currency than {trial.official.currency}"


def _grown(ratio: Decimal) -> str:
    if ratio >= 2:
        return f"{(ratio).quantize(Decimal('0.01')).normalize():f} times as much"
    return f"{'up' if ratio >= 1 else 'down'} {percent(abs(ratio - 1))}"


# Shares


def _share_told(share: Share) -> Told | None:
    if share.percent is None:
        return None
    figure = percent_figure(share.percent, share.qualifier)
    return Told(figure, percent_words(share.percent, share.qualifier), None, False) if figure else None


def _share_trials(flow: TradeFlow, reading: Reading, share: Share, told: Told, lookup: Lookup) -> Trials:
    whole = _whole(flow, reading, share)
    if whole is None or whole == reading:
        return Trials((), "the report does not say of what it is a share")
    pairs, missing = _pairs(flow, reading, whole, lookup)
    found = []
    for part, all_of_it, known in pairs:
        if all_of_it.value <= 0:
            continue
        value = part.value / all_of_it.value * HUNDRED
        words = (
            f"{sum_words(part.value, part.currency)} of {sum_words(all_of_it.value, part.currency)}, "
            f"{percent(value / HUNDRED, 2)} of {subject(whole)}"
        )
        revision = revision_of(lookup, part, reading.end, published(flow))
        both = replace(part, parts=(*part.parts, *all_of_it.parts))
        found.append(Trial(told, reading, both, value, words, _judged(told, value, value * 2, revision), known))
    return Trials(tuple(sorted(found, key=lambda t: STEPS.index(t.found.step))), missing)


def _whole(flow: TradeFlow, reading: Reading, share: Share) -> Reading | None:
    """What the share is a share of."""
    of = share.of
    goods = codes(of.goods) if of and of.goods else (ALL_GOODS,)
    if not goods or (of is not None and of.reporter not in (None, reading.reporter)):
        return None
    named = of.partner if of else None
    partner = named or (reading.partner if flow.goods and goods == (ALL_GOODS,) else WORLD)
    measure = of.measure if of and of.measure else reading.measure
    return replace(reading, measure=measure, partner=partner, commodities=goods, without=(), re_exports=False)


# Both


def _pairs(
    flow: TradeFlow, first: Reading, second: Reading, lookup: Lookup
) -> tuple[list[tuple[Official, Official, bool]], str]:
    """The official figures of two readings that are of one source and on one set of terms, with whether they were known
    when the report appeared; and what is missing."""
    terms = terms_of(flow)
    day = published(flow)
    found: list[tuple[Official, Official, bool]] = []
    missing = ""
    for known in ([day] if day else []) + [None]:
        ours, lacking = officials(lookup, first, known)
        theirs, lacking_too = officials(lookup, second, known)
        missing = lacking or lacking_too
        for one in ours:
            same = [two for two in theirs if (two.source, two.currency) == (one.source, one.currency)]
            same = [two for two in same if on_terms(terms, one) and on_terms(terms, two)]
            if same and one.series == same[0].series == "reported":
                found.append((one, same[0], known is not None))
    if not found and not missing:
        missing = f"no source has both figures of {country(first.reporter)}"
    return found, missing


def _judged(told: Told, value: Decimal, gross: Decimal, revision: Revision) -> Found:
    return judge(told.figure, Target(value, gross), revision)
