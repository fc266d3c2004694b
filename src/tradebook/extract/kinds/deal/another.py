"""The side that two deals told one after the other share: "Serbia signed a contract with X. Another contract, worth
AMT, was awarded to Y of Austria"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.deal.intake import COUNTERPART
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.statement import Party


def take_instrument(draft: Draft, clause: Clause, last: Draft | None) -> None:
    """Give what "another" alone stands for the instrument of the deal before: "signed another with Y"."""
    if clause.noun < 0 or clause.sentence.items[clause.noun].text.lower() != "another":
        return
    near = last is not None and 0 < draft.sentence.index - last.sentence.index <= _NEAR
    draft.slots["instrument"] = last.get("instrument") if last is not None and near else None


def take_goods(draft: Draft, clause: Clause, last: Draft | None) -> None:
    """Give "a similar contract" for so many tonnes the goods of the deal just before."""
    items, noun = clause.sentence.items, clause.noun
    if last is None or draft.get("goods") or any(i.kind == "GOOD" for i in items):
        return
    if not (_priced_too(draft, clause, last) if noun < 0 else noun and lower_at(items, noun - 1) in _ALIKE):
        return
    far = _NEAR if noun >= 0 else 2 * _NEAR
    near = last.sentence.headline == draft.sentence.headline and 0 < draft.sentence.index - last.sentence.index <= far
    size, theirs = draft.get("quantity"), last.get("quantity")
    told = size is None or (size.unit or "").isupper()
    if near and told and last.get("goods") and (theirs is None or size is None or theirs.unit == size.unit):
        draft.put("goods", last.get("goods"))
        draft.lean_on(last.sentence)


def _priced_too(draft: Draft, clause: Clause, last: Draft) -> bool:
    """Whether a purchase of a bare weight at a price goes on with one told before: "Brazil sold 40,000 tonnes of cotton
    to China. China also bought 20,000 tonnes from Pakistan at 52 cents a pound"."""
    if clause.instrument != "purchase" or last.get("instrument") != "purchase" or len(last.get("goods") or ()) != 1:
        return False
    shared = set(draft.get("countries") or ()) & set(last.get("countries") or ())
    priced = draft.get("unit_price") or draft.get("amount")
    return bool(shared) and (bool(priced) or " also " in clause.sentence.text)


_ALIKE = frozenset({"similar", "identical", "comparable"})
_ANOTHER = frozenset("another second third fourth separate further other".split())
_NEAR = 2


def take_common(draft: Draft, clause: Clause, last: Draft | None) -> None:
    """Give a deal that is told as another one of the same kind, with one of its sides alone, the side of the deal
    before that it leaves out."""
    codes: tuple[str, ...] = draft.get("countries") or ()
    mine = [p for p in draft.get("parties") or () if p.name]
    if last is None or len(codes) > 1 or len(mine) > 1 or not is_another(clause.sentence.items, clause.noun):
        return
    near = last.sentence.headline == draft.sentence.headline and 0 < draft.sentence.index - last.sentence.index <= _NEAR
    theirs: tuple[Party, ...] = last.get("parties") or ()
    if not near or not (mine or codes) or any(p.name == mine[0].name for p in theirs if mine):
        return
    role = mine[0].role if mine else None
    other = COUNTERPART.get(role or "")
    shared = next((p for p in theirs if other is not None and p.role == other), None)
    if shared is not None and shared.country is not None and shared.country not in codes:
        draft.slots["parties"] = (shared, *mine)
        draft.slots["countries"] = (shared.country, *codes)
    else:
        land = _land_left(last, theirs, role)
        if land is None or land in codes:
            return
        draft.slots["countries"] = (land, *codes)
    draft.lean_on(last.sentence)
    draft.confidence -= 0.1


def _land_left(last: Draft, theirs: tuple[Party, ...], role: str | None) -> str | None:
    """The one country of the deal before that is not that of its own party in the role told anew."""
    taken = {p.country for p in theirs if p.role in {role, None} or role is None}
    left = [code for code in last.get("countries") or () if code not in taken]
    return left[0] if len(left) == 1 and taken else None


def is_another(items: list[Item], noun: int) -> bool:
    """Whether the deal's word at `noun` tells one more of the kind: "Another contract", "A second order"."""
    k = noun - 1
    while k >= 0 and (kind_at(items, k) in {"AMT", "GOOD", "NUM"} or (kind_at(items, k) == "w" and k > noun - 4)):
        if lower_at(items, k) in _ANOTHER:
            return True
        k -= 1
    return k >= 0 and lower_at(items, k) in _ANOTHER
