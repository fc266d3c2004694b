"""Partners or goods of one flow, each with its figures in brackets: "The largest volume of trade was with China (27
percent or $1.1 billion) and Korea (4.3%; $180 million)", "growth in Oman (7% value growth) and Peru (up 9%)"."""

from __future__ import annotations

import msgspec
from msgspec import Struct, field

from tradebook.extract.draft import Draft
from tradebook.extract.items import Fraction, Item, Sentence
from tradebook.extract.kinds.flows.growth import Of, growth
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.settle import sides
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at, possessive_at
from tradebook.extract.tables import words
from tradebook.statement import Amount, Change, Share, ShareOf

_FIGURES = frozenset({"AMT", "QTY", "PCT"})
_SIGNS = {"+": 1, "-": -1, "−": -1, "–": -1}
_LONGEST = 14


class Member(Struct):
    """One of a list: its place or good, and what its bracket tells: figures, growths with their sign and what grew."""

    named: Item
    at: int
    stop: int
    figures: list[Item] = field(default_factory=list)
    growths: list[tuple[Item, int, Of | None]] = field(default_factory=list)


def bracketed(sentence: Sentence, found: list[Head], topic: Topic) -> list[Draft]:
    """The flows of a sentence that lists partners or goods with their figures in brackets; [] where it does not."""
    if "(" not in sentence.lowers:
        return []
    items = sentence.items
    members = _members(items)
    if len(members) < 2:
        return []
    first = members[0].at
    head = next((h for h in reversed(found) if h.at < first and (not h.echo or h.taking)), None)
    if head is None and (behind := _grown_behind(items, found, members)) is not None:
        side = sides(behind[0], topic, sentence, [])
        if side is None or side.reporter in {None, WORLD} or side.between:
            return []
        return [_draft(sentence, behind[0], side, member, behind[1]) for member in members]
    if head is None or head.measure == "balance" or not _leads(items, head, members):
        return []
    side = sides(head, topic, sentence, [])
    if side is None or side.reporter in {None, WORLD} or (side.between and not side.reporter):
        return []
    partners = members[0].named.kind == "PLACE"
    if partners and any(m.named.value.code == side.reporter for m in members):
        return []
    sign = None if _told_mainly(items, head, _start(items, first)) else _growth_listed(items, head, first)
    return [_draft(sentence, head, side, member, sign) for member in members]


def _members(items: list[Item]) -> list[Member]:
    """The members of the one list of a sentence, all of one kind; [] where a figure of theirs stands elsewhere."""
    members: list[Member] = []
    k = 0
    while k < len(items):
        member = _member(items, k)
        if member is None:
            if members and items[k].kind in _FIGURES:
                return []
            k += 1
            continue
        if members and not _joins(items, members[-1].stop, _start(items, k)):
            return []
        members.append(member)
        k = member.stop + 1
    kinds = {m.named.kind for m in members}
    return members if len(kinds) == 1 else []


def _start(items: list[Item], k: int) -> int:
    """Where the phrase of the member at `k` begins: "|to the| Netherlands"."""
    while lower_at(items, k - 1) in {"the", "to", "with", "from", "in", "by"}:
        k -= 1
    return k


def _joins(items: list[Item], stop: int, start: int) -> bool:
    """Whether nothing but words of listing stand between two members."""
    return all(i.lower in _BETWEEN or i.kind == "ordinal" for i in items[stop + 1 : start])


_BETWEEN = frozenset(
    {",", "and", ";", "as", "well", "followed", "by", "then", "also", "well as", "as well as", "while"}
)


def _member(items: list[Item], k: int) -> Member | None:
    item = items[k]
    if item.kind not in {"PLACE", "GOOD"} or (item.kind == "GOOD" and item.value.attributive):
        return None
    if item.kind == "PLACE" and (item.value.form == "city" or possessive_at(items, k + 1) > k + 1):
        return None
    opens = k + 1
    if (
        lower_at(items, opens) == "("
        and lower_at(items, opens + 2) == ")"
        and kind_at(items, opens + 1) not in _FIGURES
    ):
        opens += 3  # "the United Arab Emirates (UAE) ($2 billion)"
    if lower_at(items, opens) != "(":
        return None
    stop = next((j for j in range(opens + 1, min(opens + _LONGEST, len(items))) if items[j].lower == ")"), None)
    if stop is None:
        return None
    member = Member(item, k, stop)
    return member if _take(member, items, opens + 1, stop) else None


def _take(member: Member, items: list[Item], start: int, stop: int) -> bool:
    """Take what the bracket tells; False where something else stands in it."""
    for k in range(start, stop):
        item = items[k]
        if item.kind == "PCT":
            grown = _grown(items, k, start, stop)
            if item.value.percent is None or item.value.points:
                return False
            if grown is None:
                member.figures.append(item)
            else:
                member.growths.append((item, *grown))
        elif item.kind in {"AMT", "QTY"}:
            if item.value.value is None or item.value.value < 0 or _moves(items, k):
                return False
            member.figures.append(item)
        elif not (item.lower in _INSIDE or item.lower in _SIGNS or item.is_("rise") or item.is_("flow")):
            return False
    return bool(member.figures or member.growths)


def _moves(items: list[Item], k: int) -> bool:
    """Whether the sum at `k` is what something grew by: "(-$4 million)", "(up by 5 tonnes)", "(a $3 million fall)"."""
    behind = items[k + 1] if k + 1 < len(items) else items[k]
    return lower_at(items, k - 1) in {*_SIGNS, "by"} or items[k - 1].is_("rise") or behind.is_("rise")


_INSIDE = frozenset(
    ", ; / or and with a an the of total share in value volume terms yoy y - year on annually by worth up down all its "
    "for respectively compared ; : growth".split()
)


def _grown(items: list[Item], k: int, start: int, stop: int) -> tuple[int, Of | None] | None:
    """The sign of a growth in brackets and what grew ("7.5% value |growth|", "up 9%", "-4%"); None for a share."""
    of: Of | None = None
    sign: int | None = None
    if lower_at(items, k - 1) in _SIGNS and items[k - 1].end == items[k].start:
        sign = _SIGNS[lower_at(items, k - 1)]
    before = k - 1 - (lower_at(items, k - 1) == "by")
    if sign is None and before >= start and items[before].is_("rise"):
        sign = int(items[before].cue("rise") or 1)
    for j in range(k + 1, min(k + 5, stop)):
        if items[j].kind in _FIGURES:
            break
        if items[j].lower in {"value", "volume"}:
            of = "value" if items[j].lower == "value" else "quantity"
        if items[j].is_("rise") and sign is None:
            sign = int(items[j].cue("rise") or 1)
    if sign is None and any(lower_at(items, j) in {"yoy", "y"} for j in range(k + 1, min(k + 3, stop))):
        sign = 1
    return None if sign is None else (sign, of)


def _leads(items: list[Item], head: Head, members: list[Member]) -> bool:
    """Whether the list is what the flow of `head` consists of: joined to it by a word that fits its direction, without
    another figure or subject between."""
    first = members[0].at
    start = _start(items, first)
    opens = max([head.last, *(k for k in range(head.last + 1, start) if items[k].is_("partner_noun"))])
    if _told_mainly(items, head, start):
        return True
    between = items[opens + 1 : start]
    if any(i.kind in _FIGURES or i.lower in words("noise") or i.lower in {";", "which", "but"} for i in between):
        return False
    if any(i.kind == "PLACE" for i in between):
        return False
    joined = {lower_at(items, j) for j in range(start, first)} - {"the"}
    last = lower_at(items, start - 1)
    named = {m.named.value.code for m in members} if members[0].named.kind == "PLACE" else set()
    if not named:
        led = (
            bool(joined & {"by", "with", "in"})
            or last in _BEING | flow_words("concerning")
            or last in {"of", ":", "for"}
        )
        return not head.goods and led
    given = {place.code for place in (*head.dest, *head.counterpart, *((head.source,) if head.source else ()))}
    if given - named:
        return False
    way = {"exports": {"to"}, "imports": {"from"}, "turnover": {"with"}}[head.measure]
    if joined & way or given:
        return True
    if joined & {"to", "from", "of"}:
        return False
    if "in" in joined or opens > head.last:
        return lower_at(items, start - 1) in flow_words("list_market") | {"as", "like", "including"}
    if last in {"on", ":"} or last in _BEING:
        return _of_parts(items, head)
    if joined & {"by", "with"} or last == "for":
        return any(i.lower in flow_words("list_leading") for i in between)
    return False


_BEING = frozenset({"was", "were", "is", "are", "been", "being", "include", "included", "including", "among"})


def _told_mainly(items: list[Item], head: Head, start: int) -> bool:
    """Whether the list stands behind a comma, a word like "mainly" and the way of the flow: "exports came to $1.4
    billion in 2023, |mainly to| Oman (38%)"."""
    way = {"exports": "to", "imports": "from", "turnover": "with"}[head.measure]
    k = start - 1
    while k > head.last and items[k].lower in flow_words("mainly"):
        k -= 1
    given = head.dest or head.counterpart or head.source
    return k < start - 1 and lower_at(items, k) == "," and lower_at(items, start) == way and not given


def _of_parts(items: list[Item], head: Head) -> bool:
    """Whether the phrase of the flow is of its parts by their size: "the largest share of exports", "the bulk of"."""
    before = items[max(0, head.at - 6) : head.at + 3]
    return any(i.is_("superlative") or i.is_("rank") or i.lower in flow_words("list_part") for i in before)


def _grown_behind(items: list[Item], found: list[Head], members: list[Member]) -> tuple[Head, int] | None:
    """The flow, and the sign, of "Tea (12%) and fish (4%) also |saw a high increase in exports|": what each grew by."""
    stop = members[-1].stop
    head = next((h for h in found if stop < h.first < stop + _LONGEST and not h.echo and not h.goods), None)
    if head is None or head.measure not in {"exports", "imports"} or _start(items, members[0].at) > _OPENING:
        return None
    if lower_at(items, head.first - 1) != "in" or any(m.growths for m in members):
        return None
    noun = next((i for i in reversed(items[stop + 1 : head.first]) if i.is_("rise")), None)
    named = noun is not None and (noun.is_("noun") or noun.lower.endswith("s"))
    if noun is None or not named or any(i.kind in _FIGURES for i in items[stop + 1 : head.first]):
        return None
    return head, int(noun.cue("rise") or 1)


_OPENING = 3


def _growth_listed(items: list[Item], head: Head, first: int) -> int | None:
    """The sign where the list tells by how much its members grew: "growth in exports to Oman (7%) and Peru (5%)", "the
    largest declines were in tea ($5 million)"; None for a list of their sizes."""
    near = items[max(0, min(head.first - 4, first - 18)) : first]
    if any(i.lower in flow_words("list_part") for i in near):
        return None
    rise = next((i for i in reversed(near) if i.is_("rise")), None)
    return int(rise.cue("rise") or 1) if rise is not None else None


def _draft(sentence: Sentence, head: Head, side: Sides, member: Member, sign: int | None) -> Draft:
    items, named = sentence.items, member.named
    draft = Draft("trade_flow", sentence, confidence=0.75)
    draft.slots.update(measure=head.measure, reporter=side.reporter, partner=side.partner)
    draft.cite("measure", items[head.at])
    if side.reporter_area:
        draft.slots["reporter_area"] = side.reporter_area
    if head.goods:
        draft.put("goods", head.goods, *head.spots.get("goods", ()))
    if head.excludes:
        draft.slots["excludes"] = head.excludes
    if named.kind == "PLACE":
        draft.put("partner", named.value.code, named)
        if named.value.area:
            draft.slots["partner_area"] = named.value.area
        whole = WORLD
    else:
        draft.put("goods", (good_of(named),), named)
        whole = side.partner or WORLD
    for figure in member.figures:
        _put(draft, figure, ShareOf(measure=head.measure, reporter=side.reporter, partner=whole, goods=head.goods))
    for item, way, of in member.growths:
        _put_growth(draft, item, way, of)
    return draft if sign is None else _as_growth(draft, member, sign, _moved_most(items, head))


def _put(draft: Draft, figure: Item, whole: ShareOf) -> None:
    if figure.kind == "AMT":
        if "amount" not in draft.slots:
            draft.put("amount", figure.value, figure)
        elif figure.value.currency != draft.slots["amount"].currency and "amount_also" not in draft.slots:
            draft.put("amount_also", (figure.value,), figure)
    elif figure.kind == "QTY":
        if "quantity" not in draft.slots:
            draft.put("quantity", figure.value, figure)
    elif "share" not in draft.slots:
        told: Fraction = figure.value
        assert told.percent is not None  # no other percentage is taken
        share = Share(percent=told.percent, qualifier=told.qualifier, of=whole, text=figure.text)
        draft.put("share", share, figure)


def _put_growth(draft: Draft, item: Item, sign: int, of: Of | None) -> None:
    if "change" in draft.slots or item.value.percent is None:
        return
    if of is None:
        of = "value" if "amount" in draft.slots else "quantity" if "quantity" in draft.slots else None
    draft.put("change", growth(item, sign * item.value.percent, of), item)


def _moved_most(items: list[Item], head: Head) -> bool:
    """Whether the sums too are what the members grew by: "The largest |declines in| exports were in tea ($5m)"."""
    before = items[max(0, head.first - 4) : head.first]
    named = any(i.is_("rise") and i.is_("noun") for i in before) and lower_at(items, head.first - 1) in {"in", "of"}
    return named or any(i.lower in {"declines", "increases", "rises", "falls", "drops", "decreases"} for i in before)


def _as_growth(draft: Draft, member: Member, sign: int, moved: bool) -> Draft:
    """The draft of a list of growth: its bare percentage is no share, and its sum no level where that grew."""
    for figure in member.figures:
        if figure.kind == "PCT" and "share" in draft.slots:
            del draft.slots["share"]
            draft.spans.pop("share", None)
            _put_growth(draft, figure, sign, None)
        elif figure.kind == "AMT" and moved and "amount" in draft.slots and "change" not in draft.slots:
            told: Amount = draft.slots.pop("amount")
            draft.spans.pop("amount", None)
            signed = msgspec.structs.replace(told, value=sign * told.value if told.value is not None else None)
            draft.put("change", Change(amount=signed, of="value", text=figure.text), figure)
    return draft
