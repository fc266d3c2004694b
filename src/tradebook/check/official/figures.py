"""The check of a figure of which it is said whose it is: does it agree with official statistics?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradebook.check.official.causes import gap_of
from tradebook.check.official.findings import by, open_verdict, reports, told_as, told_flows, unsure, verdict_of
from tradebook.check.official.lookup import Lookup
from tradebook.check.official.reading import Reading, obstacle, officials, published, readings
from tradebook.check.official.residuals import unspecified
from tradebook.check.official.trials import Told, Trial, Trials, tolds, trials
from tradebook.check.official.words import books, cited, sum_words
from tradebook.check.verdict import Verdict
from tradebook.check.wording import day_words
from tradebook.places import is_group, name
from tradebook.statement import Statement, TradeFlow
from tradebook.statistics import ALL_GOODS, Row


def the_figure_agrees_with_official_statistics(statements: Sequence[Statement], lookup: Lookup) -> Iterator[Verdict]:
    """A figure is held against what the country whose figure it is reports itself: what was known when the report
    appeared, where that is loaded, and what is known now. It agrees where the official figure lies within the printed
    digits and words like "about"; it agrees within a band where digits were cut, where later revisions can explain the
    rest, or where only the partner's books are there and transport and insurance explain it; it differs where nothing
    of this does. Goods are compared with goods, customs with customs, one currency with the same. Where rows are
    missing, where only the partner's books are there and do not fit, or where goods not specified could hide the rest,
    the verdict is "cannot tell". Plans and targets are left alone."""
    for flow in told_flows(statements):
        if flow.reporter and flow.partner:
            yield _assigned(flow, lookup)


def _assigned(flow: TradeFlow, lookup: Lookup) -> Verdict:
    check = the_figure_agrees_with_official_statistics
    told = tolds(flow)[0]
    hindered = obstacle(flow)
    reading = next(iter(readings(flow)), None)
    if reading is None or hindered:
        return open_verdict(check, flow, told, hindered or "the report does not say of which trade")
    own = trials(flow, reading, lookup)
    mirrored = trials(flow, reading.mirror, lookup) if _has_books(reading.partner) else Trials((), "")
    if own.best is None:
        return _by_mirror(flow, told, reading, own, mirrored, lookup)
    best = own.best
    beside, also = _beside(best, lookup)
    if best.found.step == "as printed":
        since = _revised_since(best, own)
        words = f"{told_as(flow, best)}, and {reports(best)}{since}."
        return verdict_of(check, "agrees", flow, best, words, beside, also=[*also, *_rows_of(own)])
    if best.reached:
        words = f"{told_as(flow, best)}; {reports(best)}, {by(best)}: {best.found.reason}."
        return verdict_of(check, "agrees within", flow, best, words, beside, also=also)
    doubt = doubt_of(flow, best, lookup)
    if doubt:
        words = f"{told_as(flow, best)}, and {reports(best)}, {by(best)}; {doubt}."
        return verdict_of(check, "cannot tell", flow, best, words, beside, also=also)
    elsewhere, others = _fits_elsewhere(flow, reading, mirrored, lookup)
    words = f"{told_as(flow, best)}, but {reports(best)}, {by(best)}{elsewhere}{_then(flow, best)}."
    return verdict_of(check, "differs", flow, best, words, beside, also=[*also, *others])


def _by_mirror(flow: TradeFlow, told: Told, reading: Reading, own: Trials, mirrored: Trials, lookup: Lookup) -> Verdict:
    """The verdict where only the partner's books can be asked."""
    check = the_figure_agrees_with_official_statistics
    best = mirrored.best
    missing = own.missing or "the reporter’s own figure cannot be compared"
    if best is None:
        also = f", and {mirrored.missing}" if mirrored.missing else ""
        return open_verdict(check, flow, told, f"{missing}{also}{_third(reading, lookup)}", reading)
    words = f"{told_as(flow, best)}; {missing}, but {reports(best)}, {by(best)}"
    if best.reached:
        return verdict_of(check, "agrees within", flow, best, f"{words}: {best.found.reason}.")
    why = "" if not _below(best) else ": transport and insurance make an importer’s figure higher, never lower"
    return verdict_of(
        check, "cannot tell", flow, best, f"{words}, which the books of the partner alone cannot settle{why}."
    )


def _has_books(code: str) -> bool:
    """Whether it is a country, that keeps statistics of its own."""
    return not is_group(code)


def _below(trial: Trial) -> bool:
    """Whether the importer's figure is below that of the exporter."""
    ratio = trial.ratio
    return ratio is not None and (
        (trial.reading.measure == "exports" and ratio > 1) or (trial.reading.measure == "imports" and ratio < 1)
    )


def _third(reading: Reading, lookup: Lookup) -> str:
    """What a reconciled series says, where one is loaded."""
    found = [o for o in officials(lookup, reading).found if o.series == "reconciled"]
    if not found:
        return ""
    return f"; the reconciled series {cited(found[0])} has {sum_words(found[0].value, found[0].currency)}"


def doubt_of(flow: TradeFlow, trial: Trial, lookup: Lookup) -> str:
    """Why a figure that no step reaches is still no red flag; "" where it is one."""
    doubt = unsure(flow, trial.official.rows)
    if doubt:
        return doubt
    if flow.goods and trial.value < trial.told.figure.likely.low:
        return _hidden(trial, lookup)
    return ""


def _hidden(trial: Trial, lookup: Lookup) -> str:
    """Whether goods not specified could hold what is missing of a good."""
    lacking = trial.told.figure.likely.low - trial.value
    for _, account in trial.official.parts:
        row = unspecified(lookup, account)
        if row is not None and row.value is not None and not trial.told.by_weight and row.value >= lacking:
            return (
                f"{name(row.reporter)} books {sum_words(row.value, row.currency)} as goods not specified (code "
                f"{row.commodity}), which may hold the rest"
            )
    return ""


def _fits_elsewhere(flow: TradeFlow, reading: Reading, mirrored: Trials, lookup: Lookup) -> tuple[str, tuple[Row, ...]]:
    """That the figure is another one's, where it fits that as printed; with its rows."""
    turned = trials(flow, reading.turned, lookup).best if _has_books(reading.partner) else None
    for trial in (turned, mirrored.best):
        if trial is not None and trial.as_printed:
            whose = f"{books(trial.reading)} ({trial.official_words}, {cited(trial.official)})"
            return f"; it is the figure of {whose}", trial.official.rows
    return "", ()


def _then(flow: TradeFlow, best: Trial) -> str:
    """That the figure of the time of the report is not loaded."""
    day = published(flow)
    if day is None or best.known_then:
        return ""
    return f"; what was reported by {day_words(day.isoformat())} is not loaded"


def _revised_since(best: Trial, own: Trials) -> str:
    """That what was official when the report appeared has been revised."""
    if not best.known_then:
        return ""
    later = [t for t in own.tried if not t.known_then and t.official.source == best.official.source and not t.reached]
    return f", which was revised to {later[0].official_words} since" if later else ""


def _rows_of(several: Trials) -> list[Row]:
    return [row for trial in several.tried for row in trial.official.rows]


def _beside(trial: Trial, lookup: Lookup) -> tuple[str, tuple[Row, ...]]:
    """What the other side reports of the same goods, and what of the gap tested causes explain; with the rows."""
    reading = trial.reading
    if reading.measure not in ("exports", "imports") or reading.without or reading.re_exports:
        return "", ()
    seller, buyer = reading.reporter, reading.partner
    if reading.measure == "imports":
        seller, buyer = buyer, seller
    goods = () if reading.commodities == (ALL_GOODS,) else reading.commodities
    gap = gap_of(lookup, seller, buyer, goods, reading.start, reading.end)
    if gap is None or gap.sides.imports is None or gap.sides.exports is None:
        return "", ()
    other = gap.sides.imports if reading.measure == "exports" else gap.sides.exports
    words = f"{name(other.trade.reporter)} reports {sum_words(other.value, other.currency)}."
    explained = [cause.sentence for cause in gap.causes]
    if gap.unexplained:
        explained.append(f"{sum_words(abs(gap.unexplained), gap.currency)} of the gap is unexplained.")
    rows = (*other.rows, *(row for cause in gap.causes for row in cause.rows))
    return " ".join([words, *explained]), rows
