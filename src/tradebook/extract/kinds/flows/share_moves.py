"""How a partner's share stands or moved: "Russia's share of Egypt's wheat imports slipped from 74% in 2023 to 61%"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.shares import share_told
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.statement import Measure

_POINTING = frozenset({"them", "it", "this", "that", "these", "total"})
_PASSED = frozenset("has have had also then now already more than further again was were is are stood been".split())
_ENDS = frozenset({";", "while", "whereas", "but", "."})
_BEFORE = frozenset({"in", "during", "for", "(", "a", "the", "over"})
_NEAR = 9  # items between the phrase and its figure


def share_heads(sentence: Sentence, found: list[Head], measure: Measure | None) -> list[Head]:
    """`found` with heads of shares that partners have: of a flow named behind ("of Egypt's wheat imports") or, with
    `measure`, of the flow told before ("Russia's share slipped"). Their figures are read by `fill_share`."""
    if "share" not in sentence.lowers or "PCT" not in sentence.kinds:
        return found
    items, out = sentence.items, list(found)
    for k, item in enumerate(items):
        if item.lower == "share" and (head := _share_head(items, k, out, measure)) is not None:
            inside = range(head.first, head.last + 1)
            out = [h for h in out if h.at not in inside or h is head.after]
            out.insert(next((n for n, h in enumerate(out) if h.at > head.at), len(out)), head)
    return out


def _share_head(items: list[Item], k: int, found: list[Head], measure: Measure | None) -> Head | None:
    holder, first, stop = _held(items, k)
    if holder is None or holder.value.form == "city":
        return None
    whole = None
    if lower_at(items, stop) in {"of", "in"}:
        whole = next((h for h in found if stop < h.at < stop + _NEAR and h.first <= h.at and not h.echo), None)
        if whole is not None and lower_at(items, stop + 1 + (lower_at(items, stop + 1) == "the")) not in _POINTING:
            stop = whole.last + 1
        elif lower_at(items, stop + 1) in _POINTING:
            stop += 2
        else:
            return None
    whole = whole or next((h for h in reversed(found) if h.last < first and not h.held), None)
    measure = whole.measure if whole is not None else measure
    if not _is_told(items, stop) or measure is None or measure == "balance":
        return None
    head = Head(measure, stop - 1, first, stop - 1)
    head.echo = head.held = True
    head.after, head.goods = whole, whole.goods if whole is not None else ()
    if measure == "exports":
        head.dest = (holder.value,)
    elif measure == "imports":
        head.source = holder.value
    else:
        head.counterpart = (holder.value,)
    head.spot("source" if measure == "imports" else "dest" if measure == "exports" else "counterpart", holder)
    return head


def _held(items: list[Item], k: int) -> tuple[Item | None, int, int]:
    """Whose share stands at `k`, the first index of the phrase, and that behind it: "Russia's |share|", "the Chinese
    |share|", "the |share| of Russia"."""
    j = k - 1
    if lower_at(items, j) == "s":
        j -= 1
    if lower_at(items, j) in {"'", "’"}:
        j -= 1
    if j < k - 1 and kind_at(items, j) == "PLACE":
        return items[j], j, k + 1
    if kind_at(items, k - 1) == "DEM":
        return items[k - 1], k - 1, k + 1
    at = k + 2 + (lower_at(items, k + 2) == "the")
    if lower_at(items, k + 1) == "of" and kind_at(items, at) == "PLACE":
        behind = lower_at(items, at + 1)
        if behind not in {"'", "’", "s", "and", ","}:
            return items[at], k, at + 1
    return None, k, k + 1


def _is_told(items: list[Item], j: int) -> bool:
    """Whether a verb that tells a figure stands at `j`, and a percentage behind it."""
    told = False
    for k in range(j, min(j + 5, len(items))):
        item = items[k]
        if item.is_("val") or item.is_("chverb") or item.is_("rise") or item.is_("times") or item.lower in _PASSED:
            told = told or item.lower not in {"also", "then", "now", "already", "again", "more", "than", "further"}
        elif k == j and item.lower.endswith("ing"):
            told = True  # "with Russia's share slipping from"
        elif item.kind == "PCT":
            return told
        elif not (item.kind == "w" and (item.lower.endswith("ly") or item.lower in {"to", "at", "from", "by", "of"})):
            return False
    return told and any(item.kind == "PCT" for item in items[j : j + _NEAR])


def fill_share(walk: Walk, flow: Flow) -> None:
    """Give the percentages behind the phrase to a partner's share: that of now, and that of before."""
    items = walk.items
    before: tuple[int, Item] | None = None
    limit = min((f.head.first for f in walk.flows if f.head.first > flow.head.last), default=len(items))
    for k in range(flow.head.last + 1, limit):
        item = items[k]
        if item.lower in _ENDS:
            break
        if item.is_("times"):
            walk.taken.add(k)  # "more than doubled to 12 percent": the share
        if item.kind != "PCT" or (share := share_told(item)) is None:
            continue
        walk.taken.add(k)
        if item.value.points:
            continue
        if _is_earlier(items, k):
            before = before or (k, item)
        elif not flow.has("share"):
            flow.draft.put("share", share, item)
            flow.period = _time_behind(walk, k) or flow.period
        else:
            walk.taken.discard(k)  # "Kenya's share was 31 percent, that of Jordan 12": of another
            break
    if before is None or not flow.has("share"):
        return
    flow.prior = Draft("trade_flow", walk.sentence)
    flow.prior.put("share", share_told(before[1]), before[1])
    flow.versus = _time_behind(walk, before[0]) or flow.versus


def _is_earlier(items: list[Item], k: int) -> bool:
    """ "from 74%", "against 74%", "compared with 74%"."""
    j = k - 1 - (lower_at(items, k - 1) in {"a", "just", "only"})
    return lower_at(items, j) == "from" or any(n > 0 and items[n].is_("compare") for n in (j, j - 1))


def _time_behind(walk: Walk, k: int) -> Item | None:
    """The time right behind a figure, taken from the walk."""
    j = k + 1
    while lower_at(walk.items, j) in _BEFORE:
        j += 1
    if kind_at(walk.items, j) != "PER":
        return None
    walk.taken.add(j)
    return walk.items[j]
