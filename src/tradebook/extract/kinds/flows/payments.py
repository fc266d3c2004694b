"""What a country pays for foreign goods: "India's bill for Australian coal came to $10 billion", "the EU paid $5
billion for palm oil from Indonesia"."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.left import read_left
from tradebook.extract.kinds.flows.right import go_on_right
from tradebook.extract.kinds.flows.wording import opens_clause
from tradebook.extract.kinds.phrases import goods_list, kind_at, lower_at, one_place

_FOREIGN = frozenset({"imported", "foreign"})
_BEHIND_PAID = frozenset({"out", "some", "about"})


def take_payer(items: list[Item], head: Head) -> None:
    """Take whose imports "cost |Armenia| $31 million"."""
    k = head.last + 1
    k += lower_at(items, k) in {"also", "alone"}
    if head.measure != "imports" or head.owner is not None or lower_at(items, k) != "cost":
        return
    if kind_at(items, k + 1) == "PLACE" and kind_at(items, k + 2) == "AMT":
        head.take_owner(items[k + 1])
        head.last = k + 1


def paying_head(items: list[Item], at: int) -> Head | None:
    """The head of a bill or a payment for goods; None where nothing says that they come from abroad."""
    return _bill(items, at) if items[at].cue("paying") == "noun" else _payment(items, at)


def _bill(items: list[Item], at: int) -> Head | None:
    head = Head("imports", at)
    read_left(items, head)
    return head if _foreign_goods(items, at + 1, head) else None


def _payment(items: list[Item], at: int) -> Head | None:
    j = at - 1
    while lower_at(items, j) in {"has", "have", "had", "also"}:
        j -= 1
    if lower_at(items, j) != "it" and (kind_at(items, j) != "PLACE" or items[j].value.form in {"city", "capital"}):
        return None
    paid_before = kind_at(items, j - 1 - (lower_at(items, j - 1) == "that")) == "AMT"
    if not paid_before and not opens_clause(lower_at(items, j - 1)) and kind_at(items, j - 1) != "PER":
        return None
    head = Head("imports", at)
    head.verb = True
    if items[j].kind == "PLACE":
        head.take_owner(items[j])
    else:
        head.open_owner = "it"
    head.first = j
    if paid_before and lower_at(items, at + 1) in {"for", "on"}:
        head.relative = True  # "the $92 million |(that) it paid for imports from Oman|"
        head.first -= lower_at(items, j - 1) == "that"
        return head if _foreign_goods(items, at + 2, head) else None
    k = at + 1
    payee = one_place(items, k)
    if payee is not None:  # "paid Oman $92 million for imports"
        head.take_source(payee)
        k = payee.stop
    while lower_at(items, k) in _BEHIND_PAID:
        k += 1
    if kind_at(items, k) != "AMT" or lower_at(items, k + 1) != "for":
        return None
    return head if _foreign_goods(items, k + 2, head) else None


def _foreign_goods(items: list[Item], k: int, head: Head) -> bool:
    """Take the goods from index `k` on; False where nothing says that they are foreign."""
    while lower_at(items, k) in {"the", "its"}:
        k += 1
    foreign = lower_at(items, k) in _FOREIGN
    k += foreign
    if kind_at(items, k) == "QTY" and lower_at(items, k + 1) == "of":
        k += 2
    found = goods_list(items, k, unknown=False)
    if found is None:
        return _bare_imports(items, k, head)
    head.take_goods(found)
    head.last = found.stop - 1
    if lower_at(items, found.stop) in {"imports", "purchases"}:
        foreign, head.last = True, found.stop
    if lower_at(items, head.last + 1) == "from" and (source := one_place(items, head.last + 2)) is not None:
        head.take_source(source)
        head.last = source.stop - 1
    else:
        go_on_right(items, head.last + 1, head)
    return foreign or bool(head.origin or head.source)


def _bare_imports(items: list[Item], k: int, head: Head) -> bool:
    """Take "for |imports from Oman|", of whatever goods; False where no such word stands there."""
    if k >= len(items) or items[k].cue("flow") != "imports":
        return False
    head.last = k
    go_on_right(items, k + 1, head)
    return True
