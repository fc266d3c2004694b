"""Partners that go on with a flow, each behind its own direction and without the verb: "Exports to Nepal rose to $800
million, |to Sri Lanka to $350 million| and |to Iran by 5%|", "with Oman 50, with Qatar 60"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.counts import put_figure
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.growth import growth
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.phrases import PlaceAt, kind_at, lower_at, one_place
from tradebook.statement import Change

_WAYS = {"exports": frozenset({"to", "into"}), "imports": frozenset({"from"})}
_BOTH_WAYS = frozenset({"with"})
_JOINING = frozenset({",", "and", ";", "while", "but"})
_LISTED = _JOINING | {":"}
_TOWARDS = frozenset({"to", "at", "by", ":", "-", "–", ",", "("})


def partner_in_turn(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give the figure at `i` to the partner whose direction stands right before it, where the flow was told of another
    one; False where none does."""
    head = flow.head
    listed = item.kind == "PCT" and not flow.filled and head.measure in _WAYS and not _has_partner(head)
    if not listed and (not flow.filled or item.kind == "FAC" or not _has_partner(head)):
        return False
    found = _place_before(walk.items, i, _WAYS.get(head.measure, _BOTH_WAYS), _LISTED if listed else _JOINING)
    if listed and found is not None and not (flow.parts or _opens_list(walk.items, found)):
        return False
    if found is None or any(found.items[-1] in spots for spots in head.spots.values()):
        return False
    part = Draft("trade_flow", walk.sentence)
    if item.kind == "PCT":
        sign = _sign(walk, flow, i)
        if sign is None or item.value.percent is None or item.value.points:
            return False
        part.put("change", growth(item, sign * item.value.percent, None), item)
    elif flow.has("amount") if item.kind == "AMT" else flow.has("quantity"):
        put_figure(walk, part, i, item)
    else:
        return False
    part.cite("partner", *found.items)
    flow.parts.append((part, found.places, ()))
    return True


def _sign(walk: Walk, flow: Flow, i: int) -> int | None:
    """Whether the partner's part rose: by its own verb ("from China |fell| 3%"), else by that of the member before."""
    for k in (i - 1, i - 2):
        if k > 0 and walk.items[k].is_("rise"):
            return int(walk.items[k].cue("rise") or 1)
    known: Change | None = flow.parts[-1][0].get("change") if flow.parts else None
    known = known or flow.draft.get("change")
    if known is None:  # "exports |grew|: to Oman by 8%, to Peru by 5%"
        verb = next((t for t in walk.items[flow.head.last + 1 : i] if t.is_("chverb") and t.is_("rise")), None)
        return int(verb.cue("rise") or 1) if verb is not None else None
    return None if known is None or known.percent is None else 1 if known.percent > 0 else -1


def _has_partner(head: Head) -> bool:
    if head.measure in _WAYS:
        return bool(head.dest if head.measure == "exports" else head.source)
    return bool(head.counterpart)


def _opens_list(items: list[Item], found: PlaceAt) -> bool:
    """Whether a colon stands before the direction: the first of a list."""
    at = items.index(found.items[0])
    return ":" in {lower_at(items, at - 2), lower_at(items, at - 3)}


def _place_before(items: list[Item], i: int, ways: frozenset[str], joining: frozenset[str]) -> PlaceAt | None:
    """The one place before a figure, with a direction of its own behind a comma or "and": ", |to the UAE| at $5m"."""
    k = _behind_place(items, i)
    for way in range(k - 2, max(0, k - 6), -1):
        if items[way].lower not in ways:
            continue
        found = one_place(items, way + 1)
        joined = lower_at(items, way - 1) in joining
        return found if joined and found is not None and found.stop == k else None
    return None


def _behind_place(items: list[Item], i: int) -> int:
    """The index behind the place of the figure at `i`, over the words that lead from one to the other: "to Iran |to|",
    "to Iran |they reached|", "from Iran |fell by|", "to Iran |from $3m to|"."""
    k = i - 1 if lower_at(items, i - 1) in _TOWARDS else i
    if k < i and kind_at(items, k - 1) == items[i].kind and lower_at(items, k - 2) == "from":
        return k - 2
    if k > 1 and items[k - 1].kind == "CUE" and (items[k - 1].is_("val") or items[k - 1].is_("chverb")):
        k -= 1
        k -= lower_at(items, k - 1) in {"they", "it"}
    return k
