"""What is traded, without a figure: "Belarus supplies Azerbaijan with butter", "the main exports to X are"."""

from __future__ import annotations

from copy import copy
from operator import attrgetter

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, merged, same_claim
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.heads import heads
from tradebook.extract.kinds.flows.nouns import goods_word_head
from tradebook.extract.kinds.flows.settle import sides
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.topic import Topic, topics_of
from tradebook.extract.kinds.flows.wanted import goods_as_main, wanted_goods
from tradebook.extract.kinds.flows.wares import COMING, coming_head, goods_behind_figure
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import GoodsAt, good_of, goods_list, kind_at, lower_at, uncoded_member
from tradebook.extract.kinds.stance import NEGATING, stance_of
from tradebook.extract.kinds.traded import counts_goods, told_goods
from tradebook.extract.kinds.traded.bare import bare_heads
from tradebook.extract.kinds.traded.behind import goods_behind, goods_of_both, goods_with
from tradebook.extract.kinds.traded.groups import Group, groups_behind
from tradebook.extract.mentions.figures import Bare
from tradebook.extract.tables import words
from tradebook.statement import Good

_FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC", "BAD"})
_ENDS_LIST = frozenset(
    {"others", "other", "etc", "more", "goods", "products", "so", "things", "items", "articles", "among"}
)
_WANTING = frozenset({"list", "countries", "nations", "states"})
_TRIGGERS = ("flow", "fverb", "supply", "traded")


def read(document: Document) -> list[Draft]:
    """The goods traded between countries that a report names without figures."""
    drafts: list[Draft] = []
    before: Sentence | None = None
    for sentence, topic in zip(document.sentences, topics_of(document), strict=True):
        topic.enter(sentence)
        told = not sentence.cues.isdisjoint(_TRIGGERS) or not sentence.lowers.isdisjoint(COMING)
        if told and not _forbids(sentence) and not _happens_once(sentence):
            found = _heads(sentence)
            found += bare_heads(sentence, found, topic)
            if found:
                drafts.extend(_sentence(sentence, found, topic))
        if sentence.kinds.isdisjoint(_FIGURES) and (
            "partner_noun" in sentence.cues or not sentence.lowers.isdisjoint(_WANTING)
        ):
            drafts.extend(wanted_goods(sentence, topic))
        _add(drafts, goods_as_main(sentence, topic))
        if "GOOD" in sentence.kinds and not _forbids(sentence) and not _happens_once(sentence):
            _add(drafts, told_goods(sentence, before, drafts))
            _add(drafts, goods_behind(sentence, topic) + goods_with(sentence, topic) + goods_of_both(sentence, topic))
        before = sentence
        topic.leave(sentence)
    return merged([d for d in drafts if not (d.sentence.headline and _told_in_full(d, drafts))], _same)


def _add(drafts: list[Draft], more: list[Draft]) -> None:
    """Add what is told outside the phrases of flows: of the same sides in the same sentence the longer list counts."""
    for draft in more:
        for k, known in enumerate(drafts):
            if known.sentence is draft.sentence and all(
                known.get(s) == draft.get(s) for s in ("origin", "destination")
            ):
                if len(draft.get("goods")) > len(known.get("goods")):
                    drafts[k] = draft
                break
        else:
            drafts.append(draft)


def _told_in_full(headline: Draft, drafts: list[Draft]) -> bool:
    """Whether the text tells what a headline says of the same two sides, by one of its goods."""
    named = {code[:4] for good in headline.get("goods") for code in good.hs}
    return any(
        not d.sentence.headline
        and all(d.get(side) == headline.get(side) for side in ("origin", "destination"))
        and not named.isdisjoint(code[:4] for good in d.get("goods") for code in good.hs)
        for d in drafts
    )


def _forbids(sentence: Sentence) -> bool:
    """What is forbidden, burdened or stopped is a restriction, and so are imports that are let in again; exports that
    are resumed are none."""
    if "restr_noun" in sentence.cues:
        return True
    told = sentence.lowers & flow_words("forbidding")
    again = told <= _RESUMING and any(item.cue("flow") == "exports" for item in sentence.items)
    return bool(told) and not again


_RESUMING = frozenset({"resumed", "resumes"})


def _happens_once(sentence: Sentence) -> bool:
    """Whether a sentence tells of talks, of one act ("for the first time"), of what a fall was offset by, or of what is
    over ("in the past")."""
    if not sentence.lowers.isdisjoint(flow_words("no_trade_yet")):
        return True
    items = sentence.items
    if "past" in sentence.lowers and any(
        item.lower == "past" and lower_at(items, k - 1) == "the" and lower_at(items, k - 2) == "in"
        for k, item in enumerate(items)
    ):
        return True
    if not sentence.lowers.isdisjoint({"until", "till"}) and items[0].lower in {"until", "till"}:
        return True  # "Until a few years ago it also sold coconuts there"
    if items[0].kind == "PER" and items[0].lower.startswith(("until ", "till ")):
        return True
    return "first" in sentence.lowers and any(
        item.lower == "first" and lower_at(items, k + 1) == "time" for k, item in enumerate(items)
    )


def _same(a: Draft, b: Draft) -> bool:
    return same_claim(a, b, needs=("goods",))


def _heads(sentence: Sentence) -> list[Head]:
    found = heads(sentence)
    if not sentence.lowers.isdisjoint(COMING):
        found += [
            h
            for at, item in enumerate(sentence.items)
            if item.lower in COMING and (h := coming_head(sentence.items, at))
        ]
    if sentence.lowers.isdisjoint(_GOODS_NOUNS):
        return sorted(found, key=_at)
    for at, item in enumerate(sentence.items):
        if item.lower in _GOODS_NOUNS and not any(h.first <= at <= h.last for h in found):
            head = goods_word_head(sentence.items, at)
            if head is not None:
                found.append(head)
    return sorted(found, key=_at)


def _is_not(items: list[Item], head: Head) -> bool:
    """ "bought no wheat from Jordan", "does not sell tea to Peru", "has never exported", "exports never began"."""
    if not head.verb and any(lower_at(items, k) == "never" for k in range(head.at + 1, min(len(items), head.at + 9))):
        return True
    return head.verb and (lower_at(items, head.at + 1) == "no" or lower_at(items, head.at - 1) in NEGATING)


_GOODS_NOUNS = frozenset({"export", "import", "exported", "imported"})
_at = attrgetter("at")


def _sentence(sentence: Sentence, found: list[Head], topic: Topic) -> list[Draft]:
    settled: list[tuple[Head, Sides]] = []
    out: list[Draft] = []
    figured = not sentence.kinds.isdisjoint(_FIGURES) or "times" in sentence.cues or _big_number(sentence)
    figured = figured or counts_goods(sentence)
    for k, head in enumerate(found):
        if not figured and not _is_not(sentence.items, head) and (parts := groups_behind(sentence.items, head)):
            out += _shared_out(sentence, head, parts, topic, settled)
            continue
        for one in _one_by_one(sentence, head):
            side = sides(one, topic, sentence, settled)
            if side is None:
                continue
            settled.append((one, side))
            if one.measure not in {"exports", "imports"} or _buys_once(sentence, one) or _is_not(sentence.items, one):
                continue
            following = found[k + 1] if k + 1 < len(found) else None
            if figured and not _clause_without_figure(sentence.items, one):
                goods = _beside_figure(sentence.items, one, following)
            else:
                goods = _goods(sentence, one, following, found[k - 1] if k else None)
            spoken = any(known.reporter == side.reporter for _, known in settled[:-1])
            if one.supply and not spoken and not _seller_told(one, side, sentence):
                continue
            draft = _draft(sentence, one, side, *goods)
            if draft is not None:
                out.append(draft)
    topic.take(settled, sentence, told=figured)
    return out


def _shared_out(
    sentence: Sentence, head: Head, parts: list[Group], topic: Topic, settled: list[tuple[Head, Sides]]
) -> list[Draft]:
    """The drafts of a verb that shares its goods out: each group's goods to, or from, each of its countries."""
    out: list[Draft] = []
    for goods, places in parts:
        for place, item in zip(places.places, places.items, strict=False):
            one = head.twin()
            one.source, one.dest = (None, (place,)) if head.measure == "exports" else (place, ())
            one.spots = {role: spot for role, spot in one.spots.items() if role not in {"source", "dest", "goods"}}
            one.spot("dest" if head.measure == "exports" else "source", item)
            one.goods = goods.goods
            side = sides(one, topic, sentence, settled)
            if side is None:
                continue
            settled.append((one, side))
            draft = _draft(sentence, one, side, goods.goods, list(goods.items))
            if draft is not None:
                out.append(draft)
    return out


def _buys_once(sentence: Sentence, head: Head) -> bool:
    """ "Egypt buys Russian wheat" as a headline: one purchase, no trade that goes on."""
    if not sentence.headline or not head.verb:
        return False
    verb = sentence.items[head.at]
    return (verb.is_("deal_buy") or verb.is_("deal_sell")) and sentence.lowers.isdisjoint(flow_words("mainly"))


def _one_by_one(sentence: Sentence, head: Head) -> list[Head]:
    """A head for each of several destinations ("are exported to Turkey, Germany and Italy") or origins; none where the
    origins are a choice ("wheat sourced from Canada or Australia")."""
    if head.measure == "imports":
        return _by_origin(sentence, head)
    if not head.verb or head.measure != "exports" or len({p.code for p in head.dest}) < 2:
        return [head]
    out: list[Head] = []
    for place in head.dest:
        one = copy(head)
        one.dest = (place,)
        out.append(one)
    return out


def _by_origin(sentence: Sentence, head: Head) -> list[Head]:
    found = head.sources
    if len({item.value.code for item in found}) < 2:
        return [head]
    listed = sentence.items[sentence.items.index(found[0]) : sentence.items.index(found[-1])]
    if any(item.lower == "or" for item in listed):
        return []
    out: list[Head] = []
    for item in found:
        one = head.twin()
        one.source, one.spots["source"] = item.value, [item]
        out.append(one)
    return out


def _big_number(sentence: Sentence) -> bool:
    for item in sentence.items:
        if item.kind == "NUM":
            bare: Bare = item.value
            if bare.scale != 1:
                return True
    return False


def _clause_without_figure(items: list[Item], head: Head) -> bool:
    """Whether a contrast parts a head from the figures of its sentence ("..., while Uganda mainly sells sugar")."""
    borders = [k for k, item in enumerate(items) if item.lower in _CLAUSE_ENDS]
    start = max((k for k in borders if k < head.at), default=0)
    stop = min((k for k in borders if k > head.at), default=len(items))
    return bool(borders) and not any(item.kind in _FIGURES or item.is_("times") for item in items[start:stop])


def _beside_figure(items: list[Item], head: Head, following: Head | None) -> tuple[tuple[Good, ...], list[Item]]:
    """What a flow's figure is of for the most part ("rose to $640 million, led by copper and cherries")."""
    stop = len(items) if following is None else following.first
    found = goods_behind_figure(items, head.last + 1, stop) or _first_of_all(items, head)
    return (found.goods, list(found.items)) if found is not None else ((), [])


def _first_of_all(items: list[Item], head: Head) -> GoodsAt | None:
    """The goods named as the first of all that a sum is of: "exported tea, coffee and other goods worth $40m"."""
    found = goods_list(items, head.at + 1, unknown=False) if head.verb else None
    if found is None or found.origin is not None:
        return None
    k = found.stop + (lower_at(items, found.stop) == ",")
    others = lower_at(items, k) == "and" and lower_at(items, k + 1) == "other"
    return found if others and lower_at(items, k + 2) in {"goods", "products", "items", "commodities"} else None


def _draft(sentence: Sentence, head: Head, side: Sides, goods: tuple[Good, ...], used: list[Item]) -> Draft | None:
    if side.reporter is None or (side.partner in {None, WORLD} and not head.sided):
        return None
    pointing = head.sided or head.open_owner or head.open_other or head.mutual or head.returns
    bare = not head.verb and not head.supply and side.partner not in {None, WORLD}
    if not goods or not (pointing or bare or _goes_on_about(head, side)):
        return None
    partner = None if side.partner == WORLD else side.partner
    origin, destination = (side.reporter, partner) if head.measure == "exports" else (partner, side.reporter)
    if origin is None or destination is None or WORLD in {origin, destination}:
        # a country's trade with the world as a whole is no news without a figure
        return None
    draft = Draft("traded_goods", sentence, confidence=side.confidence - 0.05)
    draft.slots["origin"], draft.slots["destination"] = origin, destination
    draft.put("goods", goods, *used)
    for items in head.spots.values():
        for item in items:
            if item.kind in ("PLACE", "DEM") and item.value.code in {origin, destination}:
                draft.cite("origin" if item.value.code == origin else "destination", item)
    if side.source is not None:
        draft.lean_on(side.source)
    draft.stance = stance_of(sentence, head.at, draft, _own_clause(sentence.items, head))
    return draft if draft.stance == "stated" else None  # what is planned or wanted is not traded


def _goes_on_about(head: Head, side: Sides) -> bool:
    """Whether a bare noun goes on about the trade of two that was told before ("The main exports were gold")."""
    return not head.verb and side.source is not None and not head.supply


def _own_clause(items: list[Item], head: Head) -> tuple[int, int] | None:
    """The relative clause that a verb stands in, or the first of two that "and" joins: what the country wants or could
    do behind it is another matter."""
    if (wish := _joined_wish(items, head)) is not None:
        return 0, wish
    start = next((k for k in range(head.at - 1, max(-1, head.at - 4), -1) if items[k].lower in {"which", "whose"}), -1)
    if start < 1 or lower_at(items, start - 1) != ",":
        return None
    stop = next((k for k in range(head.last + 1, len(items)) if items[k].lower == ","), len(items))
    return start, stop


def _joined_wish(items: list[Item], head: Head) -> int | None:
    """The index of the word that joins what may come about to a head: "exports tea to Oman|, and could also export
    coffee"."""
    for k in range(head.last + 1, len(items)):
        if items[k].lower not in _JOINING:
            continue
        j = k + 1
        while j < k + 4 and (lower_at(items, j) in {"it", "also", "the", "now"} or kind_at(items, j) == "PLACE"):
            j += 1
        if j < len(items) and (items[j].lower in _MODAL or items[j].is_("plan") or items[j].is_("expect")):
            return k
    return None


_JOINING = frozenset({"and", "but", "while", "whereas"})
_MODAL = frozenset("could can may might would will should wants want hopes hope seeks".split())


def _seller_told(head: Head, side: Sides, sentence: Sentence) -> bool:
    """Whether the phrase or the sentence before says who sells: "arms sales to Iran" beside another country's name
    does not."""
    told = head.owner or head.source or head.agent or head.origin or head.open_owner
    return bool(told) or (side.source is not None and side.source is not sentence)


def _goods(
    sentence: Sentence, head: Head, following: Head | None, previous: Head | None
) -> tuple[tuple[Good, ...], list[Item]]:
    """The goods of a head: its own object, else the list that a verb of being joins to it, before or behind."""
    items = sentence.items
    told_before = head.goods and items.index(head.spots["goods"][0]) < head.at if "goods" in head.spots else head.goods
    if head.passive and told_before:  # what is shipped stands before
        told = _list(items, head.first, head.at)
        return told if told[0] else _own(head)
    stop = _stop(items, head, following)
    start = head.at + 1 if head.verb else head.last + 1
    behind = _list(items, start, stop)
    if head.verb and behind[0]:
        return behind
    listing = flow_words("listing")
    first_good = items.index(behind[1][0]) if behind[1] else len(items)
    joined = any(
        (i.lower in listing and not (i.lower in _LOOSELY and _of_circumstance(items, k, behind[1])))
        or _falls_on(items, k)
        for k, i in enumerate(items[head.last + 1 : min(head.last + 7, first_good)], head.last + 1)
    )
    opens = lower_at(items, head.last + 1) in {",", "("}
    joined = joined or (opens and lower_at(items, head.last + 2) in flow_words("mainly"))
    if behind[0] and (joined or _prevails(items, behind[1][-1])):
        return behind
    begin = next((k + 1 for k in range(head.first - 1, -1, -1) if items[k].lower in _CLAUSE_ENDS), 0)
    if previous is not None and not previous.verb and previous.last < head.first:
        begin = max(begin, previous.last + 1)  # "tea dominates the exports, |cement| the imports"
        if lower_at(items, head.first - 1) in {",", "and", "while", "but", "whereas"}:
            if behind[0] and not head.verb and _follows(items, head.last + 1, behind[1][0]):
                return behind  # "exports are dominated by tea, its imports |by cement|"
            begin = head.first
    before = _list(items, begin, head.first)
    if (
        head.goods
        and not head.passive
        and not head.verb
        and not {g.text for g in head.goods} & {g.text for g in before[0]}
    ):
        return _whole_own(items, head) if not sentence.headline else ((), [])
    if before[0] and any(i.lower.split(" ")[0] in _JOINED_BEFORE for i in items[: head.at]):
        return before
    return _whole_own(items, head) if not sentence.headline else ((), [])


def _follows(items: list[Item], k: int, good: Item) -> bool:
    """Whether a good stands right at `k`, or behind "by" or "mainly" there."""
    while lower_at(items, k) in {"by", "in", "of", "mainly", "mostly", "chiefly", "largely", "the"}:
        k += 1
    return k < len(items) and items[k] is good


def _of_circumstance(items: list[Item], k: int, goods: list[Item]) -> bool:
    """Whether "with" or "made" at `k` tells what came about beside the trade, and not of what it is: "exports to Russia
    fell, |with| more tea sold to Egypt"."""
    if not goods:
        return False
    if items[k].lower == "made":
        return lower_at(items, k + 1) not in {"of", "up"}
    last = items.index(goods[-1])
    return not _follows(items, k + 1, goods[0]) or lower_at(items, last + 1) not in _BEHIND_GOODS


_LOOSELY = frozenset({"with", "made"})
_BEHIND_GOODS = frozenset(
    {"", ".", ",", ";", "as", "among", "leading", "topping", "being", "the", "making", "accounting", "at"}
)


def _falls_on(items: list[Item], k: int) -> bool:
    """ "The largest share falls on tea and coffee", "exports range from tea to tractors"."""
    low, behind = items[k].lower, lower_at(items, k + 1)
    return (low in {"falls", "fell", "fall"} and behind == "on") or (low in {"range", "ranges"} and behind == "from")


def _prevails(items: list[Item], last: Item) -> bool:
    """ "In the structure of exports to Korea, yarn and dried fruit prevail"."""
    return lower_at(items, items.index(last) + 1) in _PREVAILING


def _whole_own(items: list[Item], head: Head) -> tuple[tuple[Good, ...], list[Item]]:
    """The goods of a head, with the rest of the list that they begin ("exports, mostly maize, soymeal and wheat,")."""
    spots = head.spots.get("goods", [])
    found = goods_list(items, items.index(spots[0]), unknown=False) if spots and len(head.goods) == 1 else None
    if found is not None and len(found.goods) > 1 and found.origin is None:
        return found.goods, list(found.items)
    return _own(head)


_PREVAILING = frozenset("prevail prevails prevailed predominate predominated dominate dominated".split())


def _own(head: Head) -> tuple[tuple[Good, ...], list[Item]]:
    return head.goods, head.spots.get("goods", [])


def _stop(items: list[Item], head: Head, following: Head | None) -> int:
    end = len(items) if following is None else following.first if not following.verb else following.at
    borders = range(head.at + 1, end)
    stop = next((k for k in borders if items[k].lower in _CLAUSE_ENDS or _second_verb(items, k)), end)
    if (wish := _joined_wish(items, head)) is not None:
        stop = min(stop, wish)
    if following is None:
        return next((k for k in range(head.at + 1, stop) if _other_way(items, k)), stop)
    while stop > head.last and (
        lower_at(items, stop - 1) in {"and", "while", ",", "whereas"} or kind_at(items, stop - 1) == "PLACE"
    ):
        stop -= 1
    return max(stop, head.last + 1)


_JOINED_BEFORE = frozenset(
    "top lead head are is were was remain among make dominate account accounted constitute constituted dominated form "
    "as come comes came arrive flow".split()
)
_CLAUSE_ENDS = frozenset({";", "whereas", "while"})


def _second_verb(items: list[Item], k: int) -> bool:
    """Whether "and" at `k` opens what else the subject does: "exports gems to the UAE and buys gold there"."""
    if items[k].lower == "," and kind_at(items, k + 1) == "PLACE" and kind_at(items, k + 2) == "CUE":
        return items[k + 2].is_("fverb") or items[k + 2].is_("deal_sell")  # ", Bulgaria sells"
    if items[k].lower in {"and", ","} and kind_at(items, k + 1) == "PLACE" and kind_at(items, k + 2) == "GOOD":
        return True  # "Kenya exports tea and |Egypt sugar"
    if items[k].lower in {"and", "but"} and lower_at(items, k + 1) in {"get", "receive", "obtain", "take", "bring"}:
        return True  # "We sell cognac to Russia |and get wheat from there"
    if items[k].lower in {"and", "but", ","} and lower_at(items, k + 1) in {"those", "that"}:
        # "and those from India cover rice", "and those exported there were tea"
        return lower_at(items, k + 2) in {"from", "to", "of"} | _CARRIED
    if items[k].lower not in {"and", "but"} or kind_at(items, k + 1) != "CUE":
        return False
    verb = items[k + 1]
    trades = verb.is_("fverb") or verb.is_("deal_buy") or verb.is_("deal_sell")
    return trades and (verb.lower.endswith("s") or kind_at(items, k + 2) == "GOOD")


def _other_way(items: list[Item], k: int) -> bool:
    """Whether something else begins at `k`: ", importing crude oil", ", and cocoa and gold come the other way"."""
    if lower_at(items, k) != ",":
        return False
    j = k + 1 + (lower_at(items, k + 1) in {"and", "while", "with"})
    if lower_at(items, j) in _TURNING:
        return True
    if lower_at(items, j) == "which":
        return any(i.is_("fverb") or i.is_("deal_sell") for i in items[j + 1 : j + 5])  # ", which in turn sells cotton"
    while kind_at(items, j) in {"GOOD", "DEM"} or lower_at(items, j) in {",", "and"}:
        j += 1
    carried = lower_at(items, j) in {"is", "are"} and lower_at(items, j + 1) in _CARRIED
    turned = lower_at(items, j) == "in" and lower_at(items, j + 2) in {"other", "opposite", "reverse"}
    return j > k + 1 and kind_at(items, j - 1) == "GOOD" and (lower_at(items, j) in _GOING or carried or turned)


_TURNING = frozenset("importing buying purchasing receiving exporting selling shipping supplying sending".split())
_CARRIED = frozenset("imported bought purchased brought exported sold shipped sent supplied delivered".split())
_GOING = frozenset(
    "come comes go goes travel travels flow flows move moves return returns going coming flowing".split()
)


def _list(items: list[Item], start: int, stop: int) -> tuple[tuple[Good, ...], list[Item]]:
    """All goods between two indices: those of the lexicon, and plain words that stand as members of their list."""
    found: list[Good] = []
    used: list[Item] = []
    segment: list[Item] = []
    lead: list[Item] = []  # what stands first, until the next member tells that it opens a list of goods
    for k in range(start, stop + 1):
        item = items[k] if k < stop else None
        if item is None or item.lower in {",", "and", ";", ":", ".", "as", "or"}:
            opens = not found and not lead and item is not None and item.lower in {",", "and"}
            _member(segment, found, used)
            if lead and found:
                found.insert(0, Good(text=" ".join(i.text for i in lead)))
                used.extend(lead)
            lead = _leading(segment) if opens and not found else []
            segment = []
        else:
            segment.append(item)
    return tuple(found), used


def _leading(segment: list[Item]) -> list[Item]:
    """The words behind "were" that may be a good which the lexicon does not know: "were |boulders|, oranges"."""
    listing = flow_words("listing")
    at = next((k + 1 for k in range(len(segment) - 1, -1, -1) if segment[k].lower in listing), 0)
    told = segment[at:]
    for first in range(max(0, len(segment) - 3), len(segment)):
        if kind := _uncoded(segment[first:]):
            return kind  # "exports |raw materials|, wood and"
    plain = all(i.kind == "w" and i.text.islower() and i.lower not in words("plain_words") for i in told)
    return told if at and 0 < len(told) <= 2 and plain and told[-1].lower.endswith("s") else []


def _member(segment: list[Item], found: list[Good], used: list[Item]) -> None:
    """Add what one member of a list names; "parts for tractors" are no tractors, "no wine" is none."""
    goods = [
        i
        for k, i in enumerate(segment)
        if i.kind == "GOOD" and not i.value.attributive and lower_at(segment, k - 1) not in {"for", "no"}
    ]
    if goods:
        for item in goods:
            good = good_of(item)
            if all(good.text.lower() != g.text.lower() for g in found):
                found.append(good)
                used.append(item)
        return
    if found and segment and (kind := _uncoded(segment)):
        found.append(Good(text=" ".join(i.text for i in kind)))
        used.extend(kind)
        return
    if not found or not segment or len(segment) > 4 or any(i.kind != "w" or not i.text.islower() for i in segment):
        return
    if segment[-1].lower in _ENDS_LIST or segment[0].lower in _ENDS_LIST or not segment[-1].lower.endswith("s"):
        return
    found.append(Good(text=" ".join(i.text for i in segment)))
    used.extend(segment)


def _uncoded(segment: list[Item]) -> list[Item]:
    """The words of a member that name a kind of goods without a code: "|household goods| to Oman"."""
    joined = [_COMMA, *segment]
    return uncoded_member(joined, 1)


_COMMA = Item("p", 0, 1, ",", ",")
