"""The figures of a ranked partner, put into its flow."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.growth import growth
from tradebook.extract.kinds.flows.market import Market, goods_shared, growth_behind
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, lower_at
from tradebook.statement import Measure, Share, ShareOf


def put_figure(draft: Draft, figure: Item, market: Market) -> None:
    if market.noun_at >= 0 and _of_another_flow(draft, figure, market):
        return
    if figure.kind == "PCT" and _grew_by(draft.sentence.items, figure):
        return
    if figure.kind == "AMT" and "amount" not in draft.slots:
        draft.put("amount", figure.value, figure)
    elif figure.kind == "AMT" and _in_brackets(draft, figure):
        draft.put("amount_also", (figure.value,), figure)
    elif figure.kind == "QTY" and "quantity" not in draft.slots:
        draft.put("quantity", figure.value, figure)
    elif figure.kind == "PCT" and (sign := _sign_recorded(draft, figure, market)) is not None:
        if figure.value.percent is not None and "change" not in draft.slots:
            draft.put("change", growth(figure, sign * figure.value.percent, None), figure)
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


def _grew_by(items: list[Item], figure: Item) -> bool:
    """Whether a percentage is the second of two growths: "exports up 12% by volume and |14.4% by value|"."""
    at = items.index(figure) if figure in items else 0
    if at < 3 or lower_at(items, at - 1) not in {"and", ","} or lower_at(items, at + 1) not in {"by", "in"}:
        return False
    measured = lower_at(items, at + 2) in {"value", "volume", "quantity", "weight", "terms"}
    return measured and any(item.is_("rise") for item in items[max(0, at - 7) : at])


def _of_another_flow(draft: Draft, figure: Item, market: Market) -> bool:
    """Whether one half of trade stands between ranked partners and a figure: "entered the top three partners,
    where the |export| of Armenian goods reached"."""
    items = draft.sentence.items
    at = items.index(figure) if figure in items else 0
    between = items[market.noun_at + 1 : at]
    named = [k for k in range(market.noun_at + 1, at) if [(items[k].start, items[k].end)] == draft.spans.get("partner")]
    behind = items[named[0] : at] if named else []
    if _of_all(items, market, at):
        return True
    named_else = {item.cue("flow") for item in items[min(market.noun_at, at) + 1 : at]} - {None, draft.slots["measure"]}
    if "balance" in named_else:
        return True  # "the second market, ahead of China, with a trade surplus of $2bn"
    if draft.slots["measure"] != "turnover" and "turnover" in named_else:
        return True  # "is its 12th largest market, with trade totalling $2bn"
    if any(item.is_("flow") for item in behind) and not any(item.lower == "with" for item in behind):
        return True  # "a larger partner than South Africa, in 2011 the trade value reached"
    return draft.slots["measure"] == "turnover" and any(item.cue("flow") in {"exports", "imports"} for item in between)


def _sign_recorded(draft: Draft, figure: Item, market: Market) -> int | None:
    """The sign of "markets that |recorded growth in| receipts include Oman (5%)": by how much each grew; None where the
    list tells shares."""
    items = draft.sentence.items
    named = draft.spans.get("partner") or [(figure.start, figure.end)]
    first = next(
        (
            k
            for k, item in enumerate(items)
            if item.kind == "PLACE" and k > market.noun_at and item.value.code != market.owner
        ),
        len(items),
    )
    if market.noun_at < 0 or first >= len(items) or items[first].start > named[0][0]:
        return None
    between = items[market.noun_at + 1 : first]
    grown = next((i for i in between if i.is_("rise") and i.is_("noun")), None)
    told = grown is not None and any(i.lower in flow_words("posting") or i.is_("val") for i in between)
    return int(grown.cue("rise") or 1) if told and grown is not None else None


def _of_all(items: list[Item], market: Market, at: int) -> bool:
    """Whether a clause of its own tells the figure of all that the owner trades: "Uganda was the biggest market, as
    |Kenya's exports| hit"."""
    for k in range(market.noun_at + 1, at):
        if items[k].lower not in _OPENING or lower_at(items, k - 1) != ",":
            continue
        flow = next((j for j in range(k + 1, at) if items[j].is_("flow")), None)
        if flow is None or lower_at(items, flow + 1) in {"to", "from", "with", "there"}:
            continue
        owned = any(i.kind in {"PLACE", "DEM"} and i.value.code == market.owner for i in items[k + 1 : flow])
        return owned or any(i.is_("country_noun") or i.is_("total") for i in items[k + 1 : flow])
    return False


_OPENING = frozenset({"as", "when", "because", "since", "with"})


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
