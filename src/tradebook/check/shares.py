"""Checks of shares: of one share, of a producer's sales, and of a share against the two sums it joins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from tradebook.check.data import table
from tradebook.check.intervals import Figure, decimal, exactly, meeting, percent_figure
from tradebook.check.like import Told, goods_key, same_basis, told_otherwise, tolds
from tradebook.check.say import Scale, side, term, verdict
from tradebook.check.verdict import Result, Term, Verdict
from tradebook.check.wording import number, percent_words
from tradebook.statement import SalesMix, Segment, Share, Statement, TradeFlow

HUNDRED = exactly(100)
FRACTION_NEAR = Decimal("0.7")


def a_share_is_not_above_100_per_cent(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """A share of a whole lies between nothing and 100 %. A share of trade or of a producer's sales beyond that, even
    at the widest reading of its printed digits, is impossible."""
    for statement in statements:
        if statement.stance == "denied":
            continue
        for label, figure, words in _single_shares(statement):
            if figure.possible.low > 100 or figure.possible.high < 0:
                yield verdict(
                    a_share_is_not_above_100_per_cent,
                    "impossible",
                    [statement],
                    side(words, figure, [Term(label=label, text=words, statement=statement.id)]),
                    side("100 %", HUNDRED),
                    f"A share of {words} ({label}) is impossible: a share lies between nothing and 100 %.",
                )


def sales_shares_make_no_more_than_the_whole(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """The parts of a producer's sales make 100 % together, never more. They are added as printed: "approximately"
    stands for 5 % of the figure either way, and a fraction in words ("one third") is round by nature, so that 60 %, a
    third and 10 % make about 103 % without contradiction. A sum beyond 100 % at the widest reading does not add up. A
    sum below 100 % says nothing, since a report need not name every market; and where a share abroad stands beside
    the shares of foreign countries, which may be parts of it, no verdict is given."""
    for mix in statements:
        if isinstance(mix, SalesMix) and mix.stance != "denied":
            yield from _mix_verdict(mix)


def a_share_fits_its_two_sums(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """A share joins two sums. Where a report tells the exports or imports of a good, their share in all exports or
    imports, and those as well, for the same period and in the same currency, the share of the whole must make the
    part, each within its printed digits."""
    figures = tolds(statements)
    for part in figures:
        share = part.flow.share
        if share is None or share.percent is None or share.of is None:
            continue
        wholes = [whole for whole in figures if _is_whole(whole, part, share)]
        if len(wholes) == 1:
            found = _share_verdict(part, wholes[0], share)
            doubted = any(told_otherwise(one, figures) for one in (part, wholes[0]))
            yield from (v for v in found if not (doubted and v.result == "does not add up"))


def _single_shares(statement: Statement) -> Iterator[tuple[str, Figure, str]]:
    if isinstance(statement, TradeFlow) and statement.share and statement.share.percent is not None:
        share = statement.share
        figure = percent_figure(statement.share.percent, share.qualifier)
        if figure:
            yield statement.measure, figure, percent_words(statement.share.percent, share.qualifier)
    if isinstance(statement, SalesMix):
        for segment in statement.segments:
            found = segment_figure(segment, statement)
            if found and segment.share and segment.share.percent is not None:
                words = percent_words(segment.share.percent, segment.share.qualifier)
                yield segment.market or segment.country or "one market", found, words


@cache
def _fractions() -> tuple[tuple[re.Pattern[str], float], ...]:
    found = []
    for row in table("fractions"):
        words = r"[\s-]".join(map(re.escape, row["word"].split()))
        found.append((re.compile(rf"\b{words}s?\b", re.IGNORECASE), float(row["percent"])))
    return tuple(found)


def worded_fraction(percent: float, text: str) -> bool:
    """Whether the text has a fraction in words of this percentage ("one-third" for 33.3)."""
    near = [pattern for pattern, value in _fractions() if abs(decimal(value) - decimal(percent)) <= FRACTION_NEAR]
    return any(pattern.search(text) for pattern in near)


def segment_figure(segment: Segment, mix: SalesMix) -> Figure | None:
    """The share of one segment in percentage points; None where it has none."""
    if segment.share is None or segment.share.percent is None:
        return None
    sentences = " ".join(e.text for e in (mix.evidence, *mix.evidence_also, *mix.evidence_context))
    worded = worded_fraction(segment.share.percent, sentences)
    return percent_figure(segment.share.percent, segment.share.qualifier, worded=worded)


def _of_one_whole(mix: SalesMix, segments: Sequence[Segment]) -> bool:
    """Whether all shares are surely of the same whole."""
    wholes = {s.share.of.casefold() for s in segments if s.share and s.share.of}
    if len(wholes) > 1:
        return False
    words = {row["word"] for row in table("export_words")}
    abroad = any((s.market or "").casefold() in words for s in segments)
    home = mix.company.country if mix.company else None
    foreign = [s.country for s in segments if s.country and home and s.country != home]
    markets = [(s.market, s.country) for s in segments]
    return not (abroad and foreign) and len(set(markets)) == len(markets)


def _mix_verdict(mix: SalesMix) -> Iterator[Verdict]:
    pairs = [(s, f) for s in mix.segments if (f := segment_figure(s, mix))]
    segments = [segment for segment, _ in pairs]
    if len(pairs) < 2 or not _of_one_whole(mix, segments):
        return
    total = pairs[0][1]
    for _, figure in pairs[1:]:
        total = total.plus(figure)
    if total.likely.high < 100:
        return
    if total.likely.low <= 100:
        result: Result = "adds up"
    else:
        result = "does not add up" if total.possible.low > 100 else "cannot tell"
    home = mix.company.country if mix.company else None
    abroad = any((s.market or "").casefold() in {r["word"] for r in table("export_words")} for s in segments)
    if result == "does not add up" and abroad and home is None and any(s.country for s in segments):
        return
    yield _mix_finding(mix, segments, total, result)


def _mix_finding(mix: SalesMix, segments: Sequence[Segment], total: Figure, result: Result) -> Verdict:
    words = [percent_words(s.share.percent, s.share.qualifier) for s in segments if s.share and s.share.percent]
    left = " + ".join(words)
    value = number(total.value.quantize(decimal(1))) + " %"
    name = (mix.company.name if mix.company else None) or "the producer"
    plain = total.value == 100
    endings: dict[Result, str] = {
        "adds up": "which is the whole" if plain else "which the roundings of the shares explain",
        "does not add up": "more than the whole, which roundings cannot explain",
        "cannot tell": "more than the whole, which loose roundings may explain",
    }
    near = "" if plain else "about "
    return verdict(
        sales_shares_make_no_more_than_the_whole,
        result,
        [mix],
        side("100 %", HUNDRED),
        side(left, total, [_segment_term(s, mix) for s in segments]),
        f"The shares of the sales of {name} add up to {near}{value} ({left}), {endings[result]}.",
    )


def _segment_term(segment: Segment, mix: SalesMix) -> Term:
    share = segment.share
    words = percent_words(share.percent, share.qualifier) if share and share.percent is not None else ""
    return Term(label=segment.market or segment.country or "", text=words, statement=mix.id)


def _is_whole(whole: Told, part: Told, share: Share) -> bool:
    """Whether `whole` is surely the flow that the share is a share of."""
    a, b, of = whole.flow, part.flow, share.of
    if of is None or a.id == b.id or whole.unit != part.unit:
        return False
    if a.measure != of.measure or goods_key(a.goods) != goods_key(of.goods) or a.excludes:
        return False
    named = (of.reporter, of.partner)
    if named == (None, None):
        same = bool(a.between) and tuple(sorted(a.between)) == tuple(sorted(b.between))
    else:
        same = named == (a.reporter, a.partner)
    return same and same_basis([a, b], goods=False) is not None


def _share_verdict(part: Told, whole: Told, share: Share) -> Iterator[Verdict]:
    if share.percent is None:
        return
    percent = percent_figure(share.percent, share.qualifier, worded=worded_fraction(share.percent, share.text))
    if percent is None:
        return
    made = whole.figure.times(percent).times(exactly(Decimal("0.01")))
    results: dict[str, Result] = {"meets": "adds up", "open": "cannot tell", "misses": "does not add up"}
    result = results[meeting(made, part.figure)]
    if result == "does not add up" and same_basis([whole.flow, part.flow], goods=False) != "sure":
        return
    scale = Scale([whole.amount, part.amount])
    left = f"{percent_words(share.percent, share.qualifier)} of {scale.words(whole.amount)}"
    told = scale.words(part.amount)
    computed = scale.computed(made.value, [part.amount])
    verbs: dict[Result, str] = {
        "adds up": f"which fits {told}",
        "does not add up": f"not {told}",
        "cannot tell": f"beside {told}; rounded figures may explain the difference",
    }
    yield verdict(
        a_share_fits_its_two_sums,
        result,
        [part.flow, whole.flow],
        side(told, part.figure, [term(part.flow.measure, part)]),
        side(left, made, [term(f"all {whole.flow.measure}", whole)]),
        f"{left} makes {computed}, {verbs[result]} ({scale.unit}).",
    )
