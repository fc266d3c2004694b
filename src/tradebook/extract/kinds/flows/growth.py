"""Growth: percentages, sums, factors; of value and of weight."""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

from tradebook.extract.draft import Draft
from tradebook.extract.items import Fraction, Item
from tradebook.extract.kinds.flows.flow import FIGURES, Flow, Walk
from tradebook.extract.kinds.flows.roles import is_blocked, signed
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.tables import rows
from tradebook.statement import Amount, Change, Qualifier


def give_change(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    fraction: Fraction = item.value
    sign = sign if sign is not None else signed(walk, i) or 1
    percent = fraction.percent
    known: Change | None = flow.draft.get("change")
    if percent is None:
        return False
    of = _change_of(walk, flow, i)
    if known is not None and known.percent is None and known.amount is not None:
        # "an increase of $4.7 billion, or 19.4%": one change in two ways
        both = Change(
            percent=percent * (-1 if (known.amount.value or 0) < 0 else 1),
            amount=known.amount,
            of=known.of,
            qualifier=fraction.qualifier,
            text=known.text,
        )  # type: ignore[arg-type]
        flow.draft.put("change", both, item)
        return True
    if known is not None:
        return _second_change(walk, flow, i, item, percent * sign, of)
    flow.draft.put("change", Change(percent=percent * sign, of=of, qualifier=fraction.qualifier, text=item.text), item)  # type: ignore[arg-type]
    return True


def _second_change(walk: Walk, flow: Flow, i: int, item: Item, percent: int | float, of: str) -> bool:
    """Growth of weight and growth of value in one sentence are two flows."""
    known: Change = flow.draft.slots["change"]
    if (
        known.of == "quantity"
        and of == "quantity"
        and not _is_by_weight(walk, i)
        and flow.draft.get("quantity") is not None
    ):
        of = "value"
    if known.of == of or flow.twin is not None:
        return False
    twin = Draft("trade_flow", walk.sentence)
    twin.put("change", Change(percent=percent, of=of, qualifier=item.value.qualifier, text=item.text), item)  # type: ignore[arg-type]
    flow.twin = twin
    return True


def _change_of(walk: Walk, flow: Flow, i: int) -> str:
    if _is_by_weight(walk, i):
        return "quantity"
    flat = _around(walk, i)
    if any(p in flat for p in ("by value", "in value", "in monetary", "in dollar", "value terms")):
        return "value"
    return "quantity" if flow.draft.get("quantity") is not None and flow.draft.get("amount") is None else "value"


def _around(walk: Walk, i: int) -> str:
    """The words around a figure, back to the figure before it."""
    start = i
    while start > max(0, i - 7) and walk.items[start - 1].kind not in FIGURES:
        start -= 1
    stop = i + 1
    while stop < min(len(walk.items), i + 6) and walk.items[stop].kind not in FIGURES:
        stop += 1
    return " ".join(t.lower for t in walk.items[start:stop] if t is not walk.items[i])


def _is_by_weight(walk: Walk, i: int) -> bool:
    flat = _around(walk, i)
    return any(phrase in flat for phrase in _BY_WEIGHT) and not any(p in flat for p in ("in value", "by value"))


_BY_WEIGHT = (
    "by weight",
    "in volume",
    "by volume",
    "in tonnage",
    "in quantity",
    "by quantity",
    "in physical",
    "physical terms",
    "in weight",
    "in tons",
    "in tonnes",
    "in terms of volume",
    "volume terms",
)


def give_change_amount(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    if flow.draft.get("change") is not None or item.kind not in {"AMT", "QTY"}:
        return False
    sign = sign if sign is not None else signed(walk, i) or 1
    if item.kind == "QTY":
        return False
    amount: Amount = item.value
    if sign < 0 and amount.value is not None:
        amount = Amount(
            value=-amount.value,
            currency=amount.currency,
            qualifier=amount.qualifier,
            precision=amount.precision,
            text=amount.text,
        )
    flow.draft.put("change", Change(amount=amount, of="value", qualifier=amount.qualifier, text=item.text), item)
    return True


def give_factor(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    if flow.draft.get("change") is not None:
        return False
    falls = signed(walk, i) == -1
    factor = item.value
    if falls and factor:
        factor = round(1 / factor, 4)
    of: Literal["value", "quantity"] = "quantity" if _is_by_weight(walk, i) else "value"
    change = Change(factor=factor, of=of, qualifier=qualifier_of(item.lower), text=item.text)
    flow.draft.put("change", change, item)
    return True


def give_times(walk: Walk, i: int, item: Item) -> None:
    """ "doubled", "tripled", "halved": a factor of the flow before."""
    flow = walk.before(i)
    if flow is None or is_blocked(walk, flow, i) or flow.draft.get("change") is not None:
        return
    low = item.lower
    if low in {"double", "triple", "quadruple", "twice"} and not _is_factor_word(walk, i):
        return
    qualifier = (
        "about"
        if lower_at(walk.items, i - 1) in {"almost", "nearly", "roughly", "about"}
        else "over"
        if lower_at(walk.items, i - 2) == "more"
        else "exact"
    )
    flow.draft.put(
        "change",
        Change(factor=plain_number(item.cue("times") or "1"), of="value", qualifier=qualifier, text=item.text),
        item,
    )  # type: ignore[arg-type]


def _is_factor_word(walk: Walk, i: int) -> bool:
    before = lower_at(walk.items, i - 1)
    after = lower_at(walk.items, i + 1)
    if after in {"digit", "-", "standards", "taxation", "the"} and before not in {
        "was",
        "were",
        "is",
        "nearly",
        "almost",
    }:
        return False
    return before in {
        "to",
        "almost",
        "nearly",
        "will",
        "was",
        "were",
        "is",
        "than",
        "by",
        "could",
        "would",
        "about",
    } or after in {"the", "that", "what", "as"}


def part_twin(flow: Flow) -> None:
    """Growth of weight and of value make two flows: the quantity goes with the one, the money with the other."""
    if flow.twin is None:
        return
    change: Change = flow.draft.slots["change"]
    moved = ("amount", "amount_also") if change.of == "quantity" else ("quantity",)
    for slot in moved:
        if slot in flow.draft.slots:
            flow.twin.slots[slot] = flow.draft.slots.pop(slot)
            flow.twin.spans[slot] = flow.draft.spans.pop(slot, [])


@cache
def _qualifying() -> tuple[tuple[str, Qualifier], ...]:
    forms = ((r["form"], cast(Qualifier, r["qualifier"])) for r in rows("qualifiers"))
    return tuple(sorted(forms, key=lambda form: -len(form[0])))


def qualifier_of(wording: str) -> Qualifier:
    """The qualifier that a figure's wording (lower case) begins with ("more than 2.5 times"), else "exact"."""
    return next((qualifier for form, qualifier in _qualifying() if wording.startswith(f"{form} ")), "exact")


def plain_number(text: str) -> int | float:
    """A table's number as integer where whole."""
    return float(text) if "." in text else int(text)
