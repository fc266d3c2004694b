"""One claim, one draft: flows that headline, lead and later sentences tell again."""

from __future__ import annotations

from typing import Any

import msgspec

from tradebook.extract.draft import Draft, absorb, same_claim, slot_agrees
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.statement import SLOTS, Amount, Change, Period, Quantity

_GIVEN = ("amount", "quantity", "change", "share")
_SIDES_AND_GOODS = ("reporter", "partner", "between", "goods", "coverage", "amount_also")


def merged_flows(drafts: list[Draft]) -> list[Draft]:
    """The drafts of a report, each flow once: what two sentences tell of one flow of one time becomes one draft, and
    marks that only the merging needs are taken out."""
    out: list[Draft] = []
    for draft in drafts:
        draft.slots.pop("_versus", None)
        order = range(len(out) - 1, -1, -1) if _only_grew(draft) else range(len(out))
        for k in order:
            known = out[k]
            if _same(known, draft):
                change = _sharper(known.get("change"), draft.get("change"))
                out[k] = absorb(known, draft)
                if change is not None:
                    out[k].slots["change"] = _grown(change, out[k])
                break
        else:
            out.append(draft)
    for draft in out:
        draft.slots.pop("_echo", None)
        _one_reading_of_sides(draft)
    return out


def _only_grew(draft: Draft) -> bool:
    """Whether a draft tells nothing but a growth: of the flow told last, where two offices gave their figure of it."""
    return draft.get("change") is not None and not any(draft.get(s) for s in ("amount", "quantity", "share", "rank"))


def _one_reading_of_sides(draft: Draft) -> None:
    """Where one telling says whose figure it is and another only names the pair, the first holds."""
    if draft.get("reporter") and draft.get("between"):
        del draft.slots["between"]
        draft.spans.pop("between", None)


def _same(a: Draft, b: Draft) -> bool:
    """Whether two drafts tell one flow: alike in sides, goods and time, and with figures that agree or complete each
    other."""
    if a.slots.get("measure") != b.slots.get("measure") or a.stance != b.stance or not _same_sides(a, b):
        return False
    if (a.sentence.headline) != (b.sentence.headline):
        return _headline_of(a, b)
    if a.sentence is b.sentence and (
        _values_differ(a.get("amount"), b.get("amount")) or _weights_differ(a.get("quantity"), b.get("quantity"))
    ):
        return False  # "to $3bn from $2.5bn": however roughly the first is told
    if _adds_rank(a, b) or _adds_rank(b, a):
        return True
    mine, theirs = a.slots.get, b.slots.get
    for slot in ("goods", "excludes", "coverage", "reporter_area", "partner_area", "re_exports"):
        if (mine(slot) or None) != (theirs(slot) or None) and not (
            slot in {"coverage", "goods"}
            and slot_agrees(slot, mine(slot), theirs(slot))
            and (_figure_equal(a, b) or (slot == "coverage" and (_completes(a, b) or _growth_equal(a, b))))
        ):
            return False
    if (
        _completes(a, b)
        or _grew_by_the_same(a, b)
        or _adds_growth(a, b)
        or _adds_growth(b, a)
        or _adds_share(a, b)
        or _adds_share(b, a)
    ):
        return True
    if _growth_equal(a, b) and None in {a.slots["change"].of, b.slots["change"].of}:
        # one telling gives what grew, the other only by how much
        return all(slot_agrees(s, a.get(s), b.get(s)) for s in SLOTS[a.kind] if s not in {*_SIDES_AND_GOODS, "change"})
    return same_claim(a, b, needs=("amount", "quantity", "change", "share"), ignore=_SIDES_AND_GOODS)


def _values_differ(a: Amount | None, b: Amount | None) -> bool:
    return a is not None and b is not None and a.currency == b.currency and a.value != b.value


def _weights_differ(a: Quantity | None, b: Quantity | None) -> bool:
    return a is not None and b is not None and a.unit == b.unit and a.value != b.value


def _completes(a: Draft, b: Draft) -> bool:
    """Whether two sentences give different figures of one flow of one time: the value here, its growth there.
    Growth of weight goes with a weight, growth of value with money."""
    mine: Period | None = a.get("period")
    theirs: Period | None = b.get("period")
    if mine is None or theirs is None or mine.edtf is None or mine.edtf != theirs.edtf:
        return False
    if _side_key(a) != _side_key(b) or not all(slot_agrees(s, a.get(s), b.get(s)) for s in _GIVEN):
        return False
    change: Change | None = a.get("change") or b.get("change")
    if change is None or a.get("share") or b.get("share"):
        return False
    if bool(a.get("change")) == bool(b.get("change")) or a.sentence is b.sentence:
        return False
    amount, quantity = a.get("amount") or b.get("amount"), a.get("quantity") or b.get("quantity")
    if change.of is None:
        return amount is not None or quantity is not None
    return quantity is None if change.of == "value" else amount is None


def _grew_by_the_same(a: Draft, b: Draft) -> bool:
    """Whether two sentences tell by what sum one flow of one time grew: "fell by $52 billion, or 2.3 percent", "were
    $2,209 billion, down $52 billion"."""
    x, y = a.get("change"), b.get("change")
    if x is None or y is None or x.amount is None or y.amount is None or a.sentence is b.sentence:
        return False
    if x.amount.value != y.amount.value or x.amount.currency != y.amount.currency or not _one_time(a, b):
        return False
    return _side_key(a) == _side_key(b) and all(slot_agrees(s, a.get(s), b.get(s)) for s in ("amount", "quantity"))


def _grown(change: Change, draft: Draft) -> Change:
    """A growth with what grew, where the other sentence gave the figure."""
    if change.of is not None or bool(draft.get("amount")) == bool(draft.get("quantity")):
        return change
    return msgspec.structs.replace(change, of="value" if draft.get("amount") else "quantity")


def _headline_of(a: Draft, b: Draft) -> bool:
    """Whether headline and text tell one flow: the headline may give one figure of it, the lead another."""
    goods_a = {code[:4] for g in a.get("goods") or () for code in g.hs}
    goods_b = {code[:4] for g in b.get("goods") or () for code in g.hs}
    nested = not (goods_a and goods_b) or goods_a <= goods_b or goods_b <= goods_a
    if goods_a != goods_b and not (nested and (_figure_equal(a, b) or _growth_equal(a, b))):
        return False  # "coal exports double" is not told by "exports came to $15bn"
    if a.get("excludes") != b.get("excludes") or not slot_agrees("period", a.get("period"), b.get("period")):
        return False
    figures = ("amount", "quantity", "change", "share", "rank")
    return all(_figures_agree(slot, a.get(slot), b.get(slot)) for slot in figures)


def _figures_agree(slot: str, a: Any, b: Any) -> bool:
    if slot == "change" and a is not None and b is not None:
        return _one_growth(a, b)
    return slot_agrees(slot, a, b)


def _one_growth(a: Change, b: Change) -> bool:
    """Whether two growths are one within the rounding of a headline."""
    if a.amount is not None and b.amount is not None and a.factor is None and b.factor is None:
        return a.amount.value == b.amount.value and a.amount.currency == b.amount.currency
    if a.percent is None or b.percent is None:
        return a.percent == b.percent and _one_factor(a, b)
    loose = a.qualifier != "exact" or b.qualifier != "exact" or isinstance(a.percent, int) != isinstance(b.percent, int)
    return abs(a.percent - b.percent) <= (1 if loose else 0)


def _one_factor(a: Change, b: Change) -> bool:
    """Whether "more than doubled" and "rose 2.2 times" are one growth."""
    if a.factor is None or b.factor is None or a.factor == b.factor:
        return a.factor == b.factor
    rough, exact = (a, b) if a.qualifier != "exact" else (b, a)
    assert rough.factor is not None and exact.factor is not None
    gap = exact.factor - rough.factor
    return 0 <= gap < 1 if rough.qualifier == "over" else rough.qualifier == "about" and abs(gap) <= 0.3


_TOLD = ("amount", "quantity", "change", "share")


def _adds_rank(flow: Draft, ranked: Draft) -> bool:
    """Whether `ranked` only says which place the flow has: in the same sentence, or of the same time."""
    if ranked.slots.get("rank") is None or any(ranked.get(slot) for slot in _TOLD):
        return False
    if flow.get("rank") is not None and not _one_place(flow, ranked):
        return False
    if ranked.get("goods") and not (
        slot_agrees("goods", flow.get("goods"), ranked.get("goods"))
        # "bought natural gas, which made it the largest gas supplier" is one good
        or (flow.sentence is ranked.sentence and not _headings(flow).isdisjoint(_headings(ranked)))
    ):
        return False
    if ranked.get("period") is None and _side_key(flow) == _side_key(ranked) and _one_place(flow, ranked):
        return True
    if flow.sentence is ranked.sentence:
        return slot_agrees("period", flow.get("period"), ranked.get("period"))
    same_goods = (flow.get("goods") or ()) == (ranked.get("goods") or ())
    return same_goods and _one_time(flow, ranked) and _side_key(flow) == _side_key(ranked)


def _headings(draft: Draft) -> set[str]:
    return {code[:4] for good in draft.get("goods") or () for code in good.hs}


def _one_place(flow: Draft, ranked: Draft) -> bool:
    """Whether both tell the same place among the same partners."""
    if flow.get("rank") is None or (flow.get("goods") or ()) != (ranked.get("goods") or ()):
        return False
    return bool(flow.slots["rank"].n == ranked.slots["rank"].n)


def _adds_share(flow: Draft, part: Draft) -> bool:
    """Whether `part` only says how much of the whole the flow is, for the same time."""
    if part.get("share") is None or flow.get("share") is not None or any(part.get(slot) for slot in _TOLD[:3]):
        return False
    if part.get("partner") == WORLD and not (part.spans.get("goods") or part.slots.get("_echo")):
        return False  # a share of all that a country sells is somebody's or some good's
    return bool(flow.get("amount") or flow.get("quantity") or flow.get("change")) and _one_time(flow, part)


def _one_time(a: Draft, b: Draft) -> bool:
    return a.get("period") is not None and a.get("period").edtf == b.get("period").edtf if b.get("period") else False


def _adds_growth(flow: Draft, echo: Draft) -> bool:
    """Whether `echo` ("that was 8% more than in 2021") only adds the growth of the flow in the sentence before."""
    if not echo.slots.get("_echo") or echo.get("amount") or echo.get("quantity") or echo.get("change") is None:
        return False
    if flow.get("change") is not None and not _one_growth(flow.slots["change"], echo.slots["change"]):
        return False
    of = echo.slots["change"].of
    if (of == "quantity" and flow.get("amount") and not flow.get("quantity")) or (
        of == "value" and flow.get("quantity") and not flow.get("amount")
    ):
        return False  # "came to $260 million. The volume was 4 percent lower": of the weight, that was not told
    near = 0 <= echo.sentence.index - flow.sentence.index <= 1
    return near and echo.get("share") is None and echo.get("period") == flow.get("period") and flow.get("share") is None


def _figure_equal(a: Draft, b: Draft) -> bool:
    x, y = a.get("amount"), b.get("amount")
    return x is not None and y is not None and x.value == y.value


def _growth_equal(a: Draft, b: Draft) -> bool:
    x, y = a.get("change"), b.get("change")
    return x is not None and y is not None and x.percent is not None and x.percent == y.percent


def _same_sides(a: Draft, b: Draft) -> bool:
    mine, theirs = _side_key(a), _side_key(b)
    if mine == theirs:
        return True
    pair_a, pair_b = set(mine[2]) or {mine[0], mine[1]}, set(theirs[2]) or {theirs[0], theirs[1]}
    return pair_a == pair_b and (bool(mine[2]) != bool(theirs[2]) or a.get("measure") == "turnover")


def _side_key(draft: Draft) -> tuple[Any, Any, tuple[str, ...]]:
    slots = draft.slots
    return slots.get("reporter"), slots.get("partner"), slots.get("between") or ()


def _sharper(a: Change | None, b: Change | None) -> Change | None:
    """The more exact of two tellings of one growth ("almost 15%" in a headline, 14.9% in the text)."""
    if a is None or b is None:
        return a or b
    if (a.percent is None) != (b.percent is None) and a.factor is None and b.factor is None:
        first, other = (a, b) if a.percent is not None else (b, a)
        return msgspec.structs.replace(first, versus=first.versus or other.versus)
    if (a.qualifier == "exact") != (b.qualifier == "exact"):
        best, other = (a, b) if a.qualifier == "exact" else (b, a)
    else:
        best, other = (b, a) if isinstance(b.percent, float) and not isinstance(a.percent, float) else (a, b)
    if best.versus is None and other.versus is not None:
        return msgspec.structs.replace(best, versus=other.versus, amount=best.amount or other.amount)
    return best
