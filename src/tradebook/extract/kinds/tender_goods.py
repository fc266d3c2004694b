"""The goods that a tender asks for: counted, named behind it, or told in plain words that no table knows."""

from __future__ import annotations

import msgspec

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import counts, slots
from tradebook.extract.kinds.phrases import kind_at, lower_at, unknown_good
from tradebook.extract.kinds.tender_call import Call
from tradebook.extract.kinds.tender_calls import words_of
from tradebook.statement import Good


def take_goods(draft: Draft, sentence: Sentence, call: Call) -> None:
    """Put the goods of the call into the draft."""
    counted = counts.quantities(sentence, call.start, call.stop)
    goods = [(c.good, c.items[-1]) for c in counted if c.good is not None and not _who_bids(c.good)]
    first = min(call.noun, call.verb)
    texts = {g.text for g, _ in goods}
    behind = slots.goods_in(sentence, first + 1, call.stop) or _for_goods(sentence, call)
    behind = [(g, i) for g, i in behind if _word_behind(sentence.items, i) not in words_of("buyer")]
    goods += [(g, i) for g, i in behind if g.text not in texts and not any(g.text in t for t in texts)]
    if len(goods) > 1:
        goods = [(g, i) for g, i in goods if g.text.lower() not in _ANY] or goods  # "buses, 40 vehicles,"
    if not goods:
        near = max(call.start, call.noun - 3) if sentence.items[0].lower != "for" else 0  # "For corn, X will tender"
        goods = [(i.value.good, i) for i in sentence.items[near : call.noun] if i.kind == "GOOD"]
    if not goods:
        goods = _of_suppliers(sentence.items)
    if goods:
        goods = [(_without_new(sentence.items, g, i, call), i) for g, i in goods]
        draft.put("goods", tuple(g for g, _ in goods), *(i for _, i in goods))


def _without_new(items: list[Item], good: Good, item: Item, call: Call) -> Good:
    """ "A new wheat tender": the tender is new, not the wheat."""
    at = call.noun - 1
    if items[at] is not item or not good.text.lower().startswith("new ") or lower_at(items, at - 1) != "a":
        return good
    return msgspec.structs.replace(good, text=good.text[len("new ") :])


def _who_bids(good: Good) -> bool:
    """Whether what is counted are bids or those who make them: "five trading houses"."""
    return good.text.lower().rsplit(" ", 1)[-1] in _NO_GOODS


def _of_suppliers(items: list[Item]) -> list[tuple[Good, Item]]:
    """ "Three suppliers of fertiliser have been shortlisted in the tender", "the order for 12 trams went to"."""
    return [
        (i.value.good, i)
        for k, i in enumerate(items)
        if i.kind == "GOOD"
        and (
            (lower_at(items, k - 1) in {"of", "for"} and lower_at(items, k - 2) in _SUPPLIERS)
            or (lower_at(items, k - 1) == "of" and kind_at(items, k - 2) in {"QTY", "NUM"})
            or lower_at(items, k - 1) in {"buy", "purchase", "import", "buying", "importing", "procure"}
        )
    ]


_SUPPLIERS = frozenset(
    "suppliers makers sellers exporters producers supply delivery purchase import procurement".split()
)
_ANY = frozenset({"vehicles", "units", "pieces", "machines"})
_NO_GOODS = frozenset(
    "calls bids offers tenders bidders firms companies rounds attempts suppliers countries contracts "
    "years days packages lots tranches phases groups stages houses participants traders sellers makers "
    "manufacturers producers exporters rivals competitors others vendors parties consortia consortiums "
    "applicants applications proposals contenders".split()
)


def _word_behind(items: list[Item], item: Item) -> str:
    """The word behind an item: "state grains agency" buys, and is no good."""
    return next((lower_at(items, k + 1) for k, i in enumerate(items) if i is item), "")


def _for_goods(sentence: Sentence, call: Call) -> list[tuple[Good, Item]]:
    """Goods in plain words behind "for": "a tender to buy track parts", "for school desks"."""
    items = sentence.items
    for k in range(call.noun, call.stop - 1):
        if items[k].lower in {"for", "buy", "purchase"}:
            j = k + 1 + (lower_at(items, k + 1) in {"the", "new"})
            if (named := unknown_good(items, j)) is not None and named[-1].lower not in _NOT_BOUGHT:
                return [(Good(text=sentence.text_between(named[0], named[-1])), named[0])]
    return []


_NOT_BOUGHT = frozenset(
    "years months days weeks works services rights licences licenses stations projects offers bids".split()
)
