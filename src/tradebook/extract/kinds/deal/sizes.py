"""What a further sentence tells of a deal's goods and sums: "The deal, worth $3 million, is for 120 buses"."""

from __future__ import annotations

from tradebook.extract.draft import Draft, empty
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import counts, slots
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import Quantity


def take_sizes(draft: Draft, sentence: Sentence) -> bool:
    """Give a deal the quantity, goods, sum and price that it lacks and the sentence tells; whether it told any."""
    items = sentence.items
    told = False
    counted = counts.quantities(sentence, 0, len(items))
    counted = [c for c in counted if c.quantity.unit not in counts.WORKS and not beside_deal(items, c.start)]
    parts = in_parts(sentence)
    if counted and not parts and empty(draft.get("quantity")):
        draft.put("quantity", counted[0].quantity, *counted[0].items, sentence=sentence)
        told = True
    elif counted and _is_whole(draft, counted[0].quantity):
        draft.put("delivered", draft.get("quantity"))
        draft.spans["delivered"] = draft.spans.pop("quantity", [])
        draft.put("quantity", counted[0].quantity, *counted[0].items, sentence=sentence)
        draft.slots["status"] = "delivering"
        told = True
    goods = [(g, i) for g, i in slots.goods_in(sentence, 0, len(items)) if not _of_maker(items, i)]
    if counted and counted[0].good is not None:
        goods = goods or [(counted[0].good, counted[0].items[-1])]
    if goods and empty(draft.get("goods")):
        draft.put("goods", tuple(g for g, _ in goods), *(i for _, i in goods), sentence=sentence)
        told = True
    found = slots.money(items, 0, len(items))
    if found.amount is not None and not parts and empty(draft.get("amount")):
        draft.put("amount", found.amount.value, found.amount, sentence=sentence)
        if found.also and empty(draft.get("amount_also")):
            draft.put("amount_also", tuple(i.value for i in found.also), *found.also, sentence=sentence)
        told = True
    if found.unit_price is not None and empty(draft.get("unit_price")):
        draft.put("unit_price", found.unit_price.value, found.unit_price, sentence=sentence)
        told = True
    return told


def in_parts(sentence: Sentence) -> bool:
    """Whether a sentence tells the sizes of several goods, of which none is that of the whole: "provides for 60,000
    tonnes of corn worth AMT and 55,000 tonnes of wheat valued at AMT"."""
    if "QTY" not in sentence.kinds or "AMT" not in sentence.kinds:
        return False
    told = [c for c in counts.quantities(sentence, 0, len(sentence.items)) if c.quantity.unit == "TNE"]
    sums = [i for i in sentence.items if i.kind == "AMT"]
    if len(told) < 2 or len(sums) < 2:
        return False
    goods = [next((i.lower for i in sentence.items[c.stop : c.stop + 4] if i.kind == "GOOD"), "") for c in told]
    return len(set(goods)) == len(goods) and "" not in goods


_OPTIONS = frozenset({"option", "options", "provision", "provisions", "optional"})


def beside_deal(items: list[Item], k: int) -> bool:
    """Whether what is counted at `k` is not what was agreed: an option for more ("with an option for 30 more"), or
    what the goods go into ("to be installed in 50 trains")."""
    if optional(items, k):
        return True
    near = range(max(0, k - 4), k)
    return lower_at(items, k - 1) in {"in", "on", "into", "aboard"} and any(
        items[j].lower.endswith("ed") and items[j].kind in ("w", "CUE") for j in near
    )


def optional(items: list[Item], k: int) -> bool:
    """Whether what is counted at `k` is only an option for more."""
    return any(items[j].lower in _OPTIONS for j in range(max(0, k - 4), k))


def _of_maker(items: list[Item], good: Item) -> bool:
    """Whether a good only says what a firm makes: "the cement manufacturer X"."""
    k = next((k for k, i in enumerate(items) if i is good), -1)
    return lower_at(items, k + 1) in word_class("maker", "generic")


def _is_whole(draft: Draft, agreed: Quantity) -> bool:
    """Whether a quantity agreed is the whole of which a delivery told before was a part."""
    if draft.get("status") not in {"delivered", "delivering"} or not empty(draft.get("delivered")):
        return False
    return is_part(draft.get("quantity"), agreed)


def is_part(came: Quantity | None, agreed: Quantity) -> bool:
    """Whether one quantity is less than another of the same unit."""
    if came is None or came.unit != agreed.unit or came.value is None or agreed.value is None:
        return False
    return came.value < agreed.value
