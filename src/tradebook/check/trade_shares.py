"""Checks of the shares of one whole of trade, and of ranks: against each other, against shares, against figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import combinations
from typing import Literal, NamedTuple

from tradebook.check.intervals import Figure, decimal, exactly, meeting, percent_figure
from tradebook.check.like import (
    Told,
    apart_by_code,
    caution,
    goods_key,
    is_one_country,
    one_voice,
    period_key,
    quantities,
    same_words,
    tolds,
    well_read,
)
from tradebook.check.say import Scale, side, term, verdict, when
from tradebook.check.shares import worded_fraction
from tradebook.check.verdict import Result, Term, Verdict
from tradebook.check.wording import number, percent_words
from tradebook.places import name as place_name
from tradebook.statement import Share, Statement, TradeFlow

HUNDRED = exactly(100)


def shares_of_trade_make_no_more_than_the_whole(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """The shares of one whole of trade make 100 % together, never more. The shares of several countries in all exports
    or imports of one country, or of several goods, told for the same time, are added as printed. Only parts that
    cannot overlap are added: single countries, and goods whose customs codes exclude each other. Where one part is
    told twice, or two overlap, nothing is said; a sum below 100 % says nothing, since a report need not name every
    part."""
    for way in ("partner", "good"):
        wholes: dict[tuple[object, ...], list[TradeFlow]] = {}
        for flow in statements:
            if isinstance(flow, TradeFlow) and flow.share and _is_share_by(way, flow, flow.share):
                wholes.setdefault(_whole_key(flow, flow.share), []).append(flow)
        for flows in wholes.values():
            flows.sort(key=lambda flow: (-decimal(flow.share.percent or 0) if flow.share else 0, flow.id))
            if len(flows) > 1 and _are_apart(way, flows) and one_voice(flows) and well_read(flows):
                yield from _added(flows)


def a_rank_leaves_room_for_those_before_it(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """Who is second has at most a half, who is third at most a third: those who come before have each at least as
    much. Where a report gives a country both a place among the partners and its share of the same trade, the place
    times the share must not exceed 100 %, even at the lowest reading of the share."""
    for flow in statements:
        if isinstance(flow, TradeFlow) and flow.stance == "stated" and well_read([flow]):
            yield from _room(flow)


def ranks_follow_their_figures(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """Who comes before has at least as much. Where a report gives two countries places in one list (the buyers of one
    country's exports of one good) and figures of the same kind for the same time, the figure of the one that comes
    first must not be smaller. Places in a region, or by another measure than the figures, are left alone."""
    placed = [t for t in (*tolds(statements), *quantities(statements)) if _place(t.flow) and t.flow.stance == "stated"]
    for one, other in combinations(placed, 2):
        first, second = sorted((one, other), key=lambda t: (t.flow.rank.n or 0) if t.flow.rank else 0)
        if _same_list(first, second) and first.figure.possible.high < second.figure.possible.low:
            yield _rank_verdict(first, second)


# Shares of one whole


def _is_share_by(way: str, flow: TradeFlow, share: Share) -> bool:
    """Whether the flow is the share that one partner, or one good, has of a country's trade with the world."""
    of = share.of
    if share.percent is None or of is None or flow.stance != "stated" or of.reporter is None:
        return False
    if of.measure != flow.measure or of.reporter != flow.reporter or flow.reporter_area or flow.partner_area:
        return False
    if caution("sum", [flow]) or caution("rate", [flow]) or caution("share", [flow]):
        return False
    if way == "partner":
        same_goods = goods_key(of.goods) == goods_key(flow.goods)
        return same_goods and of.partner in (None, "WLD") and is_one_country(flow.partner)
    return bool(flow.goods) and not of.goods and of.partner == flow.partner


def _whole_key(flow: TradeFlow, share: Share) -> tuple[object, ...]:
    goods = goods_key(share.of.goods) if share.of else ()
    terms = (flow.excludes, flow.coverage, flow.re_exports, flow.revision)
    return (flow.measure, flow.reporter, share.of.partner if share.of else None, goods, period_key(flow), terms)


def _are_apart(way: str, flows: Sequence[TradeFlow]) -> bool:
    if way == "partner":
        return len({flow.partner for flow in flows}) == len(flows)
    return all(apart_by_code(a.goods, b.goods) for a, b in combinations(flows, 2))


def _share_figure(share: Share) -> Figure | None:
    if share.percent is None:
        return None
    return percent_figure(share.percent, share.qualifier, worded=worded_fraction(share.percent, share.text))


def _added(flows: Sequence[TradeFlow]) -> Iterator[Verdict]:
    pairs = [(flow, f) for flow in flows if flow.share and (f := _share_figure(flow.share))]
    total = reduce(Figure.plus, (figure for _, figure in pairs))
    if total.likely.high < 100:
        return
    results: dict[str, Result] = {"meets": "adds up", "open": "cannot tell", "misses": "does not add up"}
    result = results[meeting(total, HUNDRED)] if total.likely.low > 100 else "adds up"
    words = [percent_words(f.share.percent, f.share.qualifier) for f, _ in pairs if f.share and f.share.percent]
    left, value = " + ".join(words), f"{number(total.value)} %"
    endings: dict[str, str] = {
        "adds up": "which is the whole" if total.value == 100 else "which the roundings of the shares explain",
        "does not add up": "more than the whole, which roundings cannot explain",
        "cannot tell": "more than the whole, which loose roundings may explain",
    }
    first = flows[0]
    names = ", ".join(_entrant_words(flow) for flow in flows)
    yield verdict(
        shares_of_trade_make_no_more_than_the_whole,
        result,
        flows,
        side("100 %", HUNDRED),
        side(left, total, [_share_term(flow) for flow, _ in pairs]),
        f"The shares in the {first.measure} of {place_name(first.reporter or '')}{when(first)} ({names}) add up to "
        f"{value} ({left}), {endings[result]}.",
    )


def _entrant_words(flow: TradeFlow) -> str:
    share = flow.share
    by_good = share is not None and share.of is not None and goods_key(share.of.goods) != goods_key(flow.goods)
    return ", ".join(good.text for good in flow.goods) if by_good else place_name(flow.partner or "")


def _share_term(flow: TradeFlow) -> Term:
    share = flow.share
    words = percent_words(share.percent, share.qualifier) if share and share.percent is not None else ""
    return Term(label=_entrant_words(flow), text=(share.text if share else "") or words, statement=flow.id)


# Ranks


class Place(NamedTuple):
    """A place in a list: whose it is, the list (whose trade, in which direction), and the number."""

    entrant: str
    owner: str
    measure: str
    side: Literal["reporter", "partner"]
    n: int


def _place(flow: TradeFlow) -> Place | None:
    """The place that a flow tells; None where it is not sure who has it in which list.

    "The third exporter to the United States" ranks those who sell there; a buyer, market, supplier or trading partner
    is ranked among those of the reporter."""
    rank = flow.rank
    if rank is None or rank.n is None or rank.n < 1 or rank.by != flow.measure or caution("rank", [flow]):
        return None
    if not is_one_country(flow.reporter) or flow.reporter is None or flow.partner is None:
        return None
    if flow.reporter_area or flow.partner_area or not rank.among:
        return None
    if rank.among == "exporters" and flow.measure == "exports":
        return Place(flow.reporter, flow.partner, flow.measure, "reporter", rank.n)
    if not is_one_country(flow.partner):
        return None
    return Place(flow.partner, flow.reporter, flow.measure, "partner", rank.n)


def _room(flow: TradeFlow) -> Iterator[Verdict]:
    place, share = _place(flow), flow.share
    if place is None or place.n < 2 or share is None or share.of is None or share.percent is None:
        return
    of = share.of
    same_whole = (of.measure, goods_key(of.goods)) == (flow.measure, goods_key(flow.goods))
    owner = of.reporter if place.side == "partner" else of.partner
    figure = _share_figure(share)
    if not same_whole or owner != place.owner or figure is None or caution("share", [flow]):
        return
    if figure.possible.low * place.n <= 100:
        return
    words = percent_words(share.percent, share.qualifier)
    most = number(round(exactly(100).value / place.n, 1))
    yield verdict(
        a_rank_leaves_room_for_those_before_it,
        "impossible",
        [flow],
        side(words, figure, [Term(label="share", text=share.text or words, statement=flow.id)]),
        side(f"at most {most} %", exactly(exactly(100).value / place.n)),
        f"{place_name(place.entrant)} cannot be number {place.n} with {words} of the {flow.measure}{when(flow)}: "
        f"{place.n} times as much would be more than all.",
    )


def _same_list(first: Told, second: Told) -> bool:
    a, b = _place(first.flow), _place(second.flow)
    if a is None or b is None or a.n >= b.n or a.entrant == b.entrant:
        return False
    flows = [first.flow, second.flow]
    terms = {(f.excludes, f.coverage, f.re_exports, f.rank.among if f.rank else None) for f in flows}
    if (a.owner, a.measure, a.side) != (b.owner, b.measure, b.side) or len(terms) > 1:
        return False
    alike = (first.unit, first.goods, first.period) == (second.unit, second.goods, second.period)
    one_kind = all((f.amount is None) != (f.quantity is None) for f in flows)
    return alike and one_kind and one_voice(flows) and well_read(flows) and same_words(flows)


def _rank_verdict(first: Told, second: Told) -> Verdict:
    a, b = _place(first.flow), _place(second.flow)
    assert a is not None and b is not None
    scale = Scale([first.amount, second.amount])
    left, right = scale.words(first.amount), scale.words(second.amount)
    return verdict(
        ranks_follow_their_figures,
        "does not add up",
        [first.flow, second.flow],
        side(left, first.figure, [term(place_name(a.entrant), first)]),
        side(right, second.figure, [term(place_name(b.entrant), second)]),
        f"{place_name(a.entrant)} is told as number {a.n} with {left}, {place_name(b.entrant)} as number {b.n} with "
        f"more, {right}, for {first.flow.measure}{when(first.flow).replace(' for', ' in')} ({scale.unit}).",
    )
