"""The kinds in their order over one analysed report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tradebook.extract.analysis import Document, analyse
from tradebook.extract.asides import fold, fold_ranks, refold, unfold
from tradebook.extract.attribution import attribute
from tradebook.extract.draft import Draft
from tradebook.extract.finish import finish
from tradebook.extract.gaps import gaps_of
from tradebook.extract.items import of_one_sentence
from tradebook.extract.kinds import (
    deal,
    event,
    milestone,
    restriction,
    sales_mix,
    tender,
    trade_flow,
    traded_goods,
    venture,
)
from tradebook.report import Report
from tradebook.statement import Gap, Period, Statement

KIND_READERS: tuple[Callable[[Document], list[Draft]], ...] = (
    trade_flow.read,
    traded_goods.read,
    deal.read,
    tender.read,
    event.read,
    restriction.read,
    venture.read,
    sales_mix.read,
    milestone.read,
)
"""Each takes the analysed report and gives its drafts, one a claim."""


def read(report: Report, language: str | None) -> tuple[list[Statement], list[Gap]]:
    """The statements and gaps of a report that passed the gate."""
    document = analyse(report)
    drafts = drafts_of(document)
    # who says what is looked for only where something is said
    statements = finish(drafts, report, language, attribute(document)) if drafts else []
    return statements, gaps_of(document, drafts)


def drafts_of(document: Document) -> list[Draft]:
    """What all kinds find in an analysed report, told once; its sentences are as they were afterwards."""
    drafts: list[Draft] = []
    fold(document.sentences)
    for reader in KIND_READERS:
        if reader is traded_goods.read:
            fold_ranks(document.sentences)
        if reader is milestone.read:
            refold(document.sentences)
        drafts += reader(document)
    unfold(document.sentences)
    return _told_once([draft for draft in drafts if not _asks(draft)])


def _asks(draft: Draft) -> bool:
    """Whether a headline only asks: "Colombia slaps a duty on shrimp? Quito reacts" tells nothing."""
    return draft.sentence.headline and "?" in draft.sentence.lowers


def _told_once(drafts: list[Draft]) -> list[Draft]:
    """The drafts without flows whose sum or size a deal of the same sentence has: "will supply 30 tractors to Peru in a
    deal worth $3 million" is a deal."""
    mixes = [d for d in drafts if d.kind == "sales_mix"]
    if mixes:
        drafts = [d for d in drafts if d.kind != "trade_flow" or not any(_is_of_mix(d, mix) for mix in mixes)]
    deals = [d for d in drafts if d.kind == "deal"]
    if not deals:
        return drafts
    drafts = [d for d in drafts if d.kind != "venture" or not any(_is_built_to_order(d, deal) for deal in deals)]
    flows = [d for d in drafts if d.kind == "trade_flow"]
    drafts = _announced_once(drafts, deals, flows)
    deals = [d for d in drafts if d.kind == "deal"]
    counted = {id(d) for d in deals if any(_is_of_deal(f, d) and _is_of_statistics(f, d, flows) for f in flows)}
    signed = [d for d in deals if id(d) not in counted]
    return [
        d
        for d in drafts
        if id(d) not in counted and (d.kind != "trade_flow" or not any(_is_of_deal(d, deal) for deal in signed))
    ]


def _is_built_to_order(venture: Draft, deal: Draft) -> bool:
    """Whether what is told as made together is what a deal of the same sentence orders by the piece: "signed a contract
    with the navy to build four patrol boats"."""
    if venture.sentence is not deal.sentence or venture.get("activity") != "production" or venture.stance != "planned":
        return False
    size, made = deal.get("quantity"), {code[:4] for good in venture.get("product") or () for code in good.hs}
    counted = size is not None and (size.unit or "").islower()
    return counted and bool(made & {code[:4] for good in deal.get("goods") or () for code in good.hs})


def _is_of_mix(flow: Draft, mix: Draft) -> bool:
    """Whether a flow is what a sentence tells of a producer's sales: its share of them, or a market that he entered or
    left and whose supplier the sentence does not name. It is no country's."""
    share, partner = flow.get("share"), flow.get("partner")
    if flow.sentence is not mix.sentence and flow.sentence not in mix.also:
        return False
    if share is not None and any(
        s.country == partner and s.share is not None and s.share.percent == share.percent
        for s in mix.get("segments") or ()
    ):
        return True
    moved = {r.country for slot in ("entered", "suspended") for r in mix.get(slot) or ()}
    named = {i.value.code for i in flow.sentence.items if i.kind in ("PLACE", "DEM")}
    return partner in moved and flow.get("reporter") not in named


def _announced_once(drafts: list[Draft], deals: list[Draft], flows: list[Draft]) -> list[Draft]:
    """The drafts without what only the headline takes for a deal or a flow: the text tells the same sum or size of the
    same countries as the other of the two."""
    if not any(d.sentence.headline for d in (*deals, *flows)):
        return drafts
    twice = {
        id(one)
        for deal in deals
        for flow in flows
        for one, other in ((deal, flow), (flow, deal))
        if one.sentence.headline and not other.sentence.headline and _one_size(deal, flow)
    }
    return [d for d in drafts if id(d) not in twice]


def _one_size(deal: Draft, flow: Draft) -> bool:
    pair = {flow.get("reporter"), flow.get("partner")}
    lands = set(deal.get("countries") or ())
    announces = (
        flow.sentence.headline and flow.stance != "stated" and pair - {"WLD"} <= lands
    )  # "X to import 9,000 tonnes"
    if not announces and (deal.get("parties") or pair != lands):
        return False
    return any(
        mine is not None and theirs is not None and mine.value == theirs.value
        for mine, theirs in ((deal.get(slot), flow.get(slot)) for slot in ("amount", "quantity"))
    )


def _is_of_statistics(flow: Draft, deal: Draft, flows: list[Draft]) -> bool:
    """Whether a purchase by a country is told among its trade of a month or year: "Serbian exports came to $30 million,
    while Ghana sold Serbia cocoa worth $16 million"."""
    period: Period | None = flow.get("period")
    if deal.get("instrument") != "purchase" or deal.get("parties") or deal.get("date") or period is None:
        return False
    if period.start is None or period.end is None:
        return False
    days = date.fromisoformat(period.end).toordinal() - date.fromisoformat(period.start).toordinal()
    return days > 26 and any(_is_beside(flow, other) for other in flows if other is not flow)


def _is_beside(flow: Draft, other: Draft) -> bool:
    """Whether another flow is told in the same sentence, or right before, of the same two countries and time: "Peru's
    exports to Chile came to $5 million in 2023. In return, it bought tea worth $3 million"."""
    if of_one_sentence(other.sentence, flow.sentence):
        return True
    near = other.sentence.paragraph == flow.sentence.paragraph and other.sentence.field == flow.sentence.field
    near = near and 0 < flow.sentence.index - other.sentence.index <= 3
    pair = {flow.get("reporter"), flow.get("partner")}
    told = {other.get("reporter"), other.get("partner")}
    same = pair in (told, set(other.get("between") or ())) or ("also" in flow.sentence.lowers and bool(pair & told))
    return near and same and other.get("period") == flow.get("period")


def _is_of_deal(flow: Draft, deal: Draft) -> bool:
    if (
        (flow.sentence is not deal.sentence and flow.sentence not in deal.also)
        or flow.get("change") is not None
        or flow.get("share") is not None
    ):
        return False
    return any(flow.get(slot) is not None and flow.get(slot) == deal.get(slot) for slot in ("amount", "quantity"))
