"""How a partner's share stands or moved: "Russia's share of Egypt's wheat imports slipped from 74% in 2023 to 61%"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.shares import share_told
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.statement import Rank

_POINTING = frozenset({"them", "it", "this", "that", "these", "total"})
_PASSED = frozenset("has have had also then now already more than further again was were is are stood been".split())
_ENDS = frozenset({";", "while", "whereas", "but", "."})
_BEFORE = frozenset({"in", "during", "for", "(", "a", "the", "over"})
_NEAR = 9  # items between the phrase and its figure


def share_heads(sentence: Sentence, found: list[Head], told: Scope | None) -> list[Head]:
    """`found` with heads of shares that partners have: of a flow named behind ("of Egypt's wheat imports") or of that
    `told` before ("Russia's share slipped"). Their figures are read by `fill_share`."""
    if "share" not in sentence.lowers or "PCT" not in sentence.kinds:
        return found
    items, out = sentence.items, list(found)
    for k, item in enumerate(items):
        if item.lower == "share" and (head := _share_head(items, k, out, told)) is not None:
            inside = range(head.first, head.last + 1)
            out = [h for h in out if h.at not in inside or h is head.after]
            out.insert(next((n for n, h in enumerate(out) if h.at > head.at), len(out)), head)
            if head.measure == "turnover":
                out = [_of_the_half(items, h, head) for h in out]
    return out


def _of_the_half(items: list[Item], half: Head, share: Head) -> Head:
    """The share that a partner has in one direction, told behind that in all trade: "Oman's share in Peru's turnover
    was 26 percent, including |38 percent in exports| and 4 percent in imports"."""
    k = half.at - 2
    told = k > share.last and lower_at(items, k + 1) == "in" and kind_at(items, k) == "PCT"
    if not told or half.sided or half.measure not in {"exports", "imports"}:
        return half
    if any(item.is_("flow") and item.cue("flow") in {"balance", "turnover"} for item in items[share.last + 1 : k]):
        return half
    head = Head(half.measure, half.at, k, half.last)
    head.echo = head.held = True
    head.after = share.after
    place = share.counterpart[0]
    if half.measure == "exports":
        head.dest = (place,)
    else:
        head.source = place
    return head


def _share_head(items: list[Item], k: int, found: list[Head], told: Scope | None) -> Head | None:
    if lower_at(items, k - 1) in {"their", "its"}:
        return _share_of_goods(items, k, found) or _share_of_partner(items, k, found, told)
    holder, first, stop = _held(items, k)
    if holder is None or (holder.kind in {"PLACE", "DEM"} and holder.value.form == "city"):
        return None
    whole = None
    measure = told.measure if told is not None else None
    if lower_at(items, stop) in {"of", "in"}:
        whole = next((h for h in found if stop < h.at < stop + _NEAR and h.first <= h.at and not h.echo), None)
        at = stop + 1 + (lower_at(items, stop + 1) == "the")
        if whole is not None and (lower_at(items, at) not in _POINTING or whole.first <= at):
            stop = whole.last + 1
            if lower_at(items, stop) == "in" and kind_at(items, stop + 1) == "PLACE" and told is not None:
                stop += 2 * (items[stop + 1].value.code == told.sides.reporter)  # "of the turnover in Kenya"
        elif lower_at(items, stop + 1) in _POINTING:
            stop += 2
        else:
            return None
    place = holder.value if holder.kind in {"PLACE", "DEM"} else _pointed_at(whole, told)
    if place is None:
        return None
    whole = whole or next((h for h in reversed(found) if h.last < first and not h.held), None)
    measure = whole.measure if whole is not None else measure
    if not _is_told(items, stop) or measure is None or measure == "balance":
        return None
    head = Head(measure, stop - 1, first, stop - 1)
    head.echo = head.held = True
    head.after, head.goods = whole, whole.goods if whole is not None else ()
    if measure == "exports":
        head.dest = (place,)
    elif measure == "imports":
        head.source = place
    else:
        head.counterpart = (place,)
    head.spot("source" if measure == "imports" else "dest" if measure == "exports" else "counterpart", holder)
    return head


def _share_of_goods(items: list[Item], k: int, found: list[Head]) -> Head | None:
    """ "Exports of tea came to $5 million and |their share in total exports| was 12 percent": that of the goods told
    before in the sentence."""
    before = next((h for h in reversed(found) if h.last < k and not h.held), None)
    whole = next((h for h in found if k + 1 < h.at < k + _NEAR and h.first <= h.at), None)
    if before is None or whole is None or not before.goods or whole.goods or whole.measure != before.measure:
        return None
    if lower_at(items, k + 1) not in {"in", "of"} or whole.sided or not _is_told(items, whole.last + 1):
        return None
    head = before.twin()
    head.at, head.first, head.last = whole.last, k - 1, whole.last
    head.held = True
    head.after = whole
    return head


def _share_of_partner(items: list[Item], k: int, found: list[Head], told: Scope | None) -> Head | None:
    """ "Exports to the EU came to $773 million. |Their share in total exports| was 66 percent": of the partner told
    before; "|its share in the foreign trade of Kenya|": the other one of the two."""
    whole = next((h for h in found if k + 1 < h.at < k + _NEAR and h.first <= h.at), None)
    if (
        whole is None
        or told is None
        or lower_at(items, k + 1) not in {"in", "of"}
        or (whole.two_way and whole.counterpart)
    ):
        return None
    sides = told.sides
    partner = sides.other(whole.owner.code) if whole.owner is not None else sides.partner if sides.reporter else None
    if partner in {None, WORLD} or whole.dest or whole.source or whole.goods or not _is_told(items, whole.last + 1):
        return None
    if whole.measure != told.measure and whole.owner is None:
        return None
    head = Head(whole.measure, whole.last, k - 1, whole.last)
    head.echo = head.held = True
    head.after = whole
    head.take_partner(Place(code=str(partner), form="name"))
    return head


def _pointed_at(whole: Head | None, told: Scope | None) -> Place | None:
    """The partner that "The country's share in Kenya's trade" means, where that has just been told with it."""
    if whole is None or told is None or (whole.owner is not None and whole.owner.code != told.sides.reporter):
        return None
    if whole.owner is None and whole.sided:
        return None
    partner = told.sides.partner
    return Place(code=partner, form="name") if partner not in {None, WORLD} else None


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
    if j < k - 1 and j >= 0 and items[j].is_("country_noun"):
        return items[j], j, k + 1
    if kind_at(items, k - 1) == "DEM":
        return items[k - 1], k - 1, k + 1
    at = k + 2 + (lower_at(items, k + 2) == "the")
    origin = lower_at(items, k + 1) == "of" and kind_at(items, at) in {"DEM", "PLACE"}
    origin = origin and kind_at(items, at + 1) == "GOOD" and lower_at(items, at + 2) in {"in", "of"}
    if origin and any(item.cue("flow") == "imports" for item in items[at + 3 : at + 3 + _NEAR]):
        return items[at], k, at + 2  # "the share of Kenyan tea in Egypt's tea imports"
    if lower_at(items, k + 1) == "of" and kind_at(items, at) == "PLACE":
        behind = lower_at(items, at + 1)
        if behind in {"countries", "states", "nations", "members"}:
            return items[at], k, at + 2
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
        elif not (item.kind == "w" and (item.lower.endswith("ly") or item.lower in _BEFORE_SHARE)):
            return False
    return told and any(item.kind == "PCT" for item in items[j : j + _NEAR])


_BEFORE_SHARE = frozenset({"to", "at", "from", "by", "of", "for"})


def fill_share(walk: Walk, flow: Flow) -> None:
    """Give the percentages behind the phrase to a partner's share: that of now, and that of before."""
    items = walk.items
    first = flow.head.first
    if items[first].kind == "PCT" and (half := share_told(items[first])) is not None:
        walk.taken.add(first)
        flow.draft.put("share", half, items[first])
        _put_place(walk, flow, flow.head.last)
        return
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
        if item.value.points or (lower_at(items, k - 1) == "by" and any(i.is_("rise") for i in items[k - 4 : k])):
            continue  # "fell |by 0.3 percent| to 6.4 percent": by how much
        if _is_earlier(items, k):
            before = before or (k, item)
        elif not flow.has("share"):
            flow.draft.put("share", share, item)
            _put_place(walk, flow, k)
            flow.period = _time_behind(walk, k) or flow.period
        else:
            walk.taken.discard(k)  # "Kenya's share was 31 percent, that of Jordan 12": of another
            break
    if before is None or not flow.has("share"):
        return
    flow.prior = Draft("trade_flow", walk.sentence)
    flow.prior.put("share", share_told(before[1]), before[1])
    flow.versus = _time_behind(walk, before[0]) or flow.versus


def _put_place(walk: Walk, flow: Flow, k: int) -> None:
    """Put the place in the bracket behind a share: "26.4 percent |(1st place)|"."""
    items = walk.items
    if lower_at(items, k + 1) != "(":
        return
    numbered = kind_at(items, k + 2) == "NUM" and lower_at(items, k + 3) in _ORDINAL_ENDS
    place = k + 3 + numbered
    if lower_at(items, place) not in {"place", "rank", "position"}:
        return
    n = items[k + 2].value.count if numbered else int(items[k + 2].cue("ordinal") or 0)
    if n:
        walk.taken.update(range(k + 2, place))
        flow.draft.put("rank", Rank(n=n, among="partners", by=flow.head.measure), items[k + 2])


_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})


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
