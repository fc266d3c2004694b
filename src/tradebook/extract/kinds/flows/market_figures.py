"""The figures of a ranked partner, put into its flow."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.market import Market, goods_shared, growth_behind
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.phrases import good_of, lower_at
from tradebook.statement import Measure, Share, ShareOf


def put_figure(draft: Draft, figure: Item, market: Market) -> None:
    if market.noun_at >= 0 and _of_another_flow(draft, figure, market):
        return
    if figure.kind == "AMT" and "amount" not in draft.slots:
        draft.put("amount", figure.value, figure)
    elif figure.kind == "AMT" and _in_brackets(draft, figure):
        draft.put("amount_also", (figure.value,), figure)
    elif figure.kind == "QTY" and "quantity" not in draft.slots:
        draft.put("quantity", figure.value, figure)
    elif figure.kind == "PCT" and "share" not in draft.slots and figure.value.percent is not None:
        measure: Measure = "imports" if market.supplies else draft.slots["measure"]  # of what the owner buys
        whole = ShareOf(measure=measure, reporter=market.owner, partner=WORLD)
        if "goods" not in draft.slots and (good := goods_shared(draft.sentence.items, figure)) is not None:
            draft.put("goods", (good_of(good),), good)
        draft.put(
            "share",
            Share(percent=figure.value.percent, qualifier=figure.value.qualifier, of=whole, text=figure.text),
            figure,
        )


def _of_another_flow(draft: Draft, figure: Item, market: Market) -> bool:
    """Whether one half of trade stands between ranked partners and a figure: "entered the top three partners,
    where the |export| of Armenian goods reached"."""
    items = draft.sentence.items
    at = items.index(figure) if figure in items else 0
    between = items[market.noun_at + 1 : at]
    named = [k for k in range(market.noun_at + 1, at) if [(items[k].start, items[k].end)] == draft.spans.get("partner")]
    behind = items[named[0] : at] if named else []
    named_else = {item.cue("flow") for item in items[min(market.noun_at, at) + 1 : at]} - {None, draft.slots["measure"]}
    if "balance" in named_else:
        return True  # "the second market, ahead of China, with a trade surplus of $2bn"
    if draft.slots["measure"] != "turnover" and "turnover" in named_else:
        return True  # "is its 12th largest market, with trade totalling $2bn"
    if any(item.is_("flow") for item in behind) and not any(item.lower == "with" for item in behind):
        return True  # "a larger partner than South Africa, in 2011 the trade value reached"
    return draft.slots["measure"] == "turnover" and any(item.cue("flow") in {"exports", "imports"} for item in between)


def put_growth(draft: Draft, figures: list[Item]) -> None:
    """What the figure of a partner grew by, told right behind it."""
    for figure in figures:
        if figure.kind != "PCT" and figure in draft.sentence.items and "change" not in draft.slots:
            change = growth_behind(draft.sentence.items, figure)
            if change is not None:
                draft.slots["change"] = change


def _in_brackets(draft: Draft, figure: Item) -> bool:
    """Whether a sum is the one before it in another currency: "1.7 trillion yuan ($234 billion)"."""
    before = lower_at(draft.sentence.items, draft.sentence.items.index(figure) - 1)
    return before == "(" and figure.value.currency != draft.slots["amount"].currency
