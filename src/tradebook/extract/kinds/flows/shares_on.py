"""Shares that go on with the one told before, without its words: "Copper made up 45 percent of exports, |fish 12|",
"Norway's share was 31 percent, |that of Oman 12 percent|", "followed by Peru with 9 percent"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import FIGURES, Flow, Walk
from tradebook.extract.kinds.flows.shares import share_told
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at, possessive_at

_JOINING = frozenset({"and", ",", "while", "whereas", ";", "by", "but"})
_SMALL = frozenset({"for", "with", "at", "a", "another", "some", "about", "only", "just", "the", "by", "("})
_NAMED = frozenset({"PLACE", "GOOD"})


def share_goes_on(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give a share to the next partner or good of those whose shares are told; False where it is none."""
    behind = walk.items[i + 1] if i + 1 < len(walk.items) else item
    if item.value.points or flow.head.measure == "balance" or behind.is_("rise"):
        return False
    known = _kind_told(walk, flow, i)
    named = _named_before(walk.items, i) if known is not None else None
    share = share_told(item)
    if share is None or named is None or named.kind != known or any(named is t for t in _told(flow)):
        return False
    part = Draft("trade_flow", walk.sentence)
    part.put("share", share, item)
    part.slots["_alike"] = True
    if named.kind == "PLACE":
        part.cite("partner", named)
        flow.parts.append((part, (named.value,), ()))
    else:
        part.cite("goods", named)
        flow.parts.append((part, (), (good_of(named),)))
    return True


def _told(flow: Flow) -> list[Item]:
    """What has its share already."""
    spots = [item for items in flow.head.spots.values() for item in items]
    return [*spots, flow.share_subject] if flow.share_subject is not None else spots


def _kind_told(walk: Walk, flow: Flow, i: int) -> str | None:
    """Of what kind the last share was: of a partner or of a good; None where the last percentage was none."""
    last = next((t for t in reversed(walk.items[:i]) if t.kind == "PCT"), None)
    if last is None or any(t.kind in {"AMT", "QTY"} for t in walk.items[walk.items.index(last) : i]):
        return None
    span = (last.start, last.end)
    for part, places, _ in reversed(flow.parts):
        if span in part.spans.get("share", ()):
            return "PLACE" if places else "GOOD"
    earlier = flow.prior.spans.get("share", ()) if flow.prior is not None else ()
    if span not in flow.draft.spans.get("share", ()) and span not in earlier:
        return None
    if flow.share_subject is not None:
        return flow.share_subject.kind
    named = _named_before(walk.items, walk.items.index(last)) or walk.items[walk.items.index(last) - 2]
    if named.kind in _NAMED:
        return named.kind
    partner = flow.head.dest or flow.head.source or flow.head.counterpart
    return "PLACE" if partner and not flow.head.goods else "GOOD" if flow.head.goods and not partner else None


def _named_before(items: list[Item], i: int) -> Item | None:
    """What stands joined before a percentage, over the words that lead from it: "and |fish| for", "|Oman|'s was"."""
    k = i - 1
    while k > 0 and (
        lower_at(items, k) in _SMALL or items[k].is_("val") or lower_at(items, k) in flow_words("making_up")
    ):
        k -= 1
    if lower_at(items, k) == "share":
        k -= 1
    owner = next((j for j in (k - 1, k - 2) if j > 0 and possessive_at(items, j + 1) == k + 1), k)
    named, k = items[owner], owner - 1
    if named.kind not in _NAMED or (named.kind == "GOOD" and named.value.attributive):
        return None
    k -= lower_at(items, k) == "the"
    if lower_at(items, k) == "of" and lower_at(items, k - 1) in {"that", "share", "those"}:
        k -= 2 + (lower_at(items, k - 2) == "the")
    return named if lower_at(items, k) in _JOINING and kind_at(items, k - 1) not in _NAMED else None


def share_for_another(walk: Walk, flow: Flow, i: int, item: Item) -> bool:
    """Give the share of "China accounted for 16 percent of exports, compared to |13 percent for the United States|" to
    that partner; the next ones follow."""
    at = i + 2 + (lower_at(walk.items, i + 2) == "the")
    share = share_told(item)
    if lower_at(walk.items, i + 1) != "for" or kind_at(walk.items, at) != "PLACE" or share is None:
        return False
    before = walk.items[i - 1]
    compared = before.is_("compare") or (
        lower_at(walk.items, i - 1) in {"to", "with"} and walk.items[i - 2].is_("compare")
    )
    if not (compared or (flow.last_role == "part" and lower_at(walk.items, i - 1) in {",", "and"})):
        return False
    part = Draft("trade_flow", walk.sentence)
    part.put("share", share, item)
    part.slots["_alike"] = True
    part.cite("partner", walk.items[at])
    flow.parts.append((part, (walk.items[at].value,), ()))
    return True


def worth_of_share(walk: Walk, i: int) -> bool:
    """Give the sum of "accounted for 16 percent of total exports, |equivalent to $744 million|", "of all trade, |valued
    at $5 billion|" to that part, never to the whole; whether it tells one."""
    if not _equals(walk.items, i):
        return False
    last = next((t for t in reversed(walk.items[:i]) if t.kind in FIGURES), None)
    if last is None or last.kind != "PCT":
        return False
    span = (last.start, last.end)
    for flow in walk.flows:
        for draft in (flow.draft, *(part for part, _, _ in flow.parts)):
            if span not in draft.spans.get("share", ()):
                continue
            if "amount" not in draft.slots:
                draft.put("amount", walk.items[i].value, walk.items[i])
            return True
    return False


def _equals(items: list[Item], i: int) -> bool:
    """Whether the words before the sum at `i` say that it is worth what stands before them."""
    before = (lower_at(items, i - 2), lower_at(items, i - 1))
    if before in {("equivalent", "to"), ("equal", "to")}:
        return True
    k = i - 2 - (before == ("valued", "at"))
    return (before == ("valued", "at") or before[1] in {"worth", "totalling", "totaling"}) and lower_at(items, k) == ","
