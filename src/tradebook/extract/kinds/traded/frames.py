"""Goods told by verbs and nouns that are no words of trade themselves: "X relies on Y for coal", "Turkish carpets are
in demand in Georgia", "Ghana's cocoa goes to the Netherlands". Each word has a frame in `traded_frames.csv`: what the
phrases before it, behind it and behind its prepositions name (seller, buyer, goods)."""

from __future__ import annotations

from datetime import date
from functools import cache

from msgspec import Struct

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.stance import stance_of
from tradebook.extract.kinds.traded.chunks import Chunk, Ware, chunks, traded_words
from tradebook.extract.tables import rows

_BORDERS = frozenset({";", "while", "whereas", "but", "because", "although", "though", "when", "that", "where", ":"})
_ENDS = _BORDERS | frozenset({".", "which", "who", "said", "says", "according", "after", "since", "(", "—", "–"})
_FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC", "BAD"})
_NOUNS = frozenset({"for", "of"})
_BE = frozenset(
    "best well much highly is are was were been being be and also mainly mostly then often usually , largely "
    "chiefly".split()
)
_PASSIVE = frozenset(
    "piped hauled trucked railed flown shipped sent sold exported delivered carried transported supplied "
    "ferried marketed bought taken popular sought prized valued appreciated favoured favored known famous "
    "renowned stocked furnished provided served dependent reliant".split()
)
_LOOSE = frozenset("buys buy purchases imports orders order takes take".split())

_LASTING = frozenset("buying importing purchasing exporting selling supplying shipping".split())
_INVERTED = frozenset("come comes came arrive arrives arrived".split())  # "from Ghana come cocoa beans"
_FIRST = frozenset("largest biggest top leading first second third".split())
_LOADS = frozenset("batch batches consignment consignments first wagon wagons lot lots vessel vessels train".split())


class Frame(Struct, frozen=True):
    """What the phrases around a word name; `next` the words one of which must follow (any where empty)."""

    next: frozenset[str]
    roles: dict[str, frozenset[str]]


class Told(Struct):
    """What the chunks around a word told."""

    sellers: list[Item]
    buyers: list[Item]
    wares: list[Ware]
    points: str | None = None  # the side that a pronoun stands for


@cache
def frames() -> dict[str, tuple[Frame, ...]]:
    """The frames by their word."""
    out: dict[str, tuple[Frame, ...]] = {}
    for row in rows("traded_frames"):
        roles = {part.split("=")[0]: frozenset(part.split("=")[1].split("+")) for part in row["roles"].split()}
        out[row["form"]] = (*out.get(row["form"], ()), Frame(frozenset(row["next"].split()), roles))
    return out


@cache
def frame_words() -> frozenset[str]:
    """The words that have a frame."""
    return frozenset(frames())


def framed_goods(sentence: Sentence) -> list[tuple[int, Told]]:
    """What the frames of a sentence tell, each with the index of its word."""
    out: list[tuple[int, Told]] = []
    if "GOOD" not in sentence.kinds or frame_words().isdisjoint(sentence.lowers):
        return out
    items = sentence.items
    for k, item in enumerate(items):
        if item.lower not in frame_words():
            continue
        for frame in frames()[item.lower]:
            told = _read(items, k, frame)
            if told is not None:
                out.append((k, told))
                break
    return out


def _read(items: list[Item], k: int, frame: Frame) -> Told | None:
    noun = bool(frame.next & _NOUNS)
    if items[k].lower in _LASTING and "been" not in {lower_at(items, k - 1), lower_at(items, k - 2)}:
        return None  # "is buying 5 jets" tells of one act
    if frame.next and not any(lower_at(items, j) in frame.next for j in range(k + 1, k + (5 if noun else 3))):
        return None
    if noun and lower_at(items, k + 1) in _OBJECTS:
        return None  # "sources most of its wheat from": the verb
    if items[k].lower in _PASSIVE and lower_at(items, k - 1) not in _BE and not lower_at(items, k - 1).endswith("ly"):
        return None
    if noun and any(items[j].lower in _FIRST for j in range(max(0, k - 3), k)) and not _one_of_the(items, k):
        return None  # a place among buyers or suppliers is a flow, or no news
    start, stop = bounds(items, k)
    if "goods" not in frame.roles.get("before", ()) and _opens_second(items, k):
        start = k - 1
    stop = next((j for j in range(k + 2, stop) if items[j].lower == items[k].lower and _opens_second(items, j)), stop)
    if any(i.kind in _FIGURES for i in items[start:stop]) or _goes_on(items, stop):
        return None
    told = Told([], [], [])
    if not _before(items, chunks(items, start, k), k, frame, told, noun=noun):
        return None
    reach = k + 2 if items[k].lower in _INVERTED else k + 6
    _behind([c for c in chunks(items, k + 1, stop) if c.prep or c.start <= reach], frame, told)
    if told.sellers and not told.buyers and told.points is None and _owned(items, told.wares):
        told.points = "buyer"  # "its lentils come from Canada"
    if items[k].lower in _LOOSE and not (told.sellers or any(w.origin for w in told.wares)):
        return None
    return told if told.wares else None


_OBJECTS = frozenset("most all much its some half almost nearly".split())


def _opens_second(items: list[Item], k: int) -> bool:
    """Whether the subject right before the word begins a clause: "A provides B with salt, and |B provides|"."""
    return (
        kind_at(items, k - 1) == "PLACE" and lower_at(items, k - 2) in {"and", ","} and kind_at(items, k - 3) != "PLACE"
    )


def _one_of_the(items: list[Item], k: int) -> bool:
    """ "Is one of the biggest sources of wool": one among several has no place."""
    return any(lower_at(items, j) == "of" and lower_at(items, j - 1) in {"one", "some"} for j in range(k - 4, k))


def _owned(items: list[Item], wares: list[Ware]) -> bool:
    return bool(wares) and lower_at(items, items.index(wares[0].items[0]) - 1) in {"its", "their"}


def _goes_on(items: list[Item], stop: int) -> bool:
    """Whether the goods are carried on from there: "is hauled to Dar es Salaam and shipped to China"."""
    return lower_at(items, stop) in _PASSIVE and lower_at(items, stop - 1) in {"and", ","}


def bounds(items: list[Item], k: int) -> tuple[int, int]:
    """The clause around an index: to the borders, and to the next verb of trade on either side of it."""
    start = next((j + 1 for j in range(k - 1, -1, -1) if items[j].lower in _BORDERS), 0)
    stop = len(items)
    for j in range(k + 1, len(items)):
        if items[j].lower in _ENDS or (
            _verb(items, j) and (lower_at(items, j - 1) in {"and", ","} or _aside(items, j))
        ):
            stop = j
            break
    return start, stop


def _aside(items: list[Item], j: int) -> bool:
    """Whether the verb at `j` is that of ", which in turn sells": what follows is its own."""
    k = j - 1
    while k > 0 and lower_at(items, k) in {"in", "turn", "return", "also"}:
        k -= 1
    return lower_at(items, k) == "which" and lower_at(items, k - 1) == ","


def _verb(items: list[Item], j: int) -> bool:
    return items[j].is_("fverb") or items[j].is_("deal_buy") or items[j].is_("deal_sell") or items[j].lower in _LOOSE


def _before(items: list[Item], left: list[Chunk], k: int, frame: Frame, told: Told, *, noun: bool) -> bool:
    """Give the phrases before the word their roles; whether the one that its frame asks for stands there."""
    asked = frame.roles.get("before", frozenset())
    if noun and kind_at(items, k - 1) == "DEM":
        told.buyers.append(items[k - 1])  # "Georgian demand for"
    subject = [c for c in left if c.prep in {"", "'s"} or (c.prep == "of" and _part_of(items, c.start))]
    own = left
    if "goods" in asked:
        wares = next((c for c in reversed(subject) if c.wares), None)
        if wares is not None and not _parted(items, left, wares, k):
            _give(wares, frozenset({"goods", "seller"}), told)
            # what stands before the goods belongs to another clause, unless it opens the sentence
            own = [c for c in left if c.start >= wares.stop or (c.prep and c.start == 1)]
    for chunk in own:
        _give(chunk, frame.roles.get(chunk.prep, frozenset()) if chunk.prep else frozenset(), told)
    if not ("goods" in asked and told.wares) and asked & {"buyer", "seller"}:
        owner = noun and "'s" not in frame.roles
        side = next((c for c in reversed(subject) if (c.places or c.points) and (owner or not c.prep)), None)
        if side is not None:
            _give(side, asked, told)
    if "before" not in frame.roles:
        return True
    return bool(told.wares or told.buyers or told.sellers or told.points or (noun and "in" in frame.roles))


def _part_of(items: list[Item], start: int) -> bool:
    """ "Most of the |flour|": what a part is of is spoken of."""
    of = next((j for j in range(start - 1, max(-1, start - 4), -1) if items[j].lower == "of"), 0)
    return lower_at(items, of - 1) in _PARTS


_PARTS = frozenset("most much all bulk half part majority some many".split())


def _parted(items: list[Item], left: list[Chunk], wares: Chunk, k: int) -> bool:
    """Whether something else than an auxiliary or a phrase of origin stands between the goods and the word."""
    covered = {j for c in left if c.start >= wares.stop for j in range(c.start, c.stop)}
    if any(c.start >= wares.stop and c.prep == "" for c in left):
        return True
    loose = [j for j in range(wares.stop, k) if j not in covered]
    return len(loose) > 6 or any(items[j].lower in {"said", "that", "who"} for j in loose)


def _behind(right: list[Chunk], frame: Frame, told: Told) -> None:
    for chunk in right:
        key = chunk.prep or "object"
        if key == "object" and told.wares and chunk.wares and "goods" not in frame.roles.get("object", ()):
            continue
        _give(chunk, frame.roles.get(key.removesuffix("'s") or "object", frozenset()), told)


def _give(chunk: Chunk, roles: frozenset[str], told: Told) -> None:
    if chunk.wares and "goods" in roles and not told.wares:
        told.wares = list(chunk.wares)
    elif chunk.places and "seller" in roles:
        if not told.sellers:
            told.sellers = list(chunk.places)
        elif not told.wares and told.sellers[0].value.code != chunk.places[0].value.code:
            told.sellers = []  # "relies on Poland for repairs and on Ukraine for grain"
    elif chunk.places and "buyer" in roles:
        if told.buyers and {i.value.code for i in told.buyers} != {i.value.code for i in chunk.places}:
            told.buyers = []  # two destinations, one of them a stage on the way
            return
        told.buyers = list(chunk.places)
    elif chunk.points and roles & {"buyer", "seller"} and told.points is None:
        told.points = "buyer" if "buyer" in roles else "seller"


def drafts_of(sentence: Sentence, at: int, told: Told, *, confidence: float = 0.65) -> list[Draft]:
    """A draft for each pair of seller and buyer; none where one of them is not known or it is only wished for."""
    if doubtful(sentence, at):
        return []
    out: list[Draft] = []
    for seller, wares in by_seller(told):
        for buyer in told.buyers:
            if buyer.value.code == seller.value.code or "WLD" in {buyer.value.code, seller.value.code}:
                continue  # what goes to all the world has no partner
            draft = Draft("traded_goods", sentence, confidence=confidence)
            draft.put("origin", seller.value.code, seller)
            draft.put("destination", buyer.value.code, buyer)
            draft.put("goods", tuple(w.good for w in wares), *(i for w in wares for i in w.items))
            draft.stance = stance_of(sentence, at, draft)
            if draft.stance == "stated":
                out.append(draft)
    return out


def by_seller(told: Told) -> list[tuple[Item, list[Ware]]]:
    """The goods by the land that they come from: the one told before each, else the sellers named."""
    groups: list[tuple[Item, list[Ware]]] = []
    for ware in told.wares:
        if ware.origin is None:
            continue
        known = next((g for g in groups if g[0].value.code == ware.origin.value.code), None)
        if known is None:
            groups.append((ware.origin, [ware]))
        else:
            known[1].append(ware)
    if groups:
        return groups
    return [(seller, told.wares) for seller in told.sellers]


def doubtful(sentence: Sentence, at: int) -> bool:
    """Whether the clause tells of what is wished for, possible, over or denied, or of one day's event."""
    start, stop = bounds(sentence.items, at)
    doubt = traded_words("doubt")
    clause = sentence.items[start:stop]
    if sentence.headline or not doubt.isdisjoint(" ".join([item.lower for item in clause]).split()):
        return True
    if any(item.lower in _LOADS for item in clause) and sentence.lowers.isdisjoint(_OFTEN):
        return True
    if any(item.lower == "no" and kind_at(clause, k + 1) in {"GOOD", "DEM"} for k, item in enumerate(clause)):
        return True
    return any(item.kind == "PER" and _is_day(item) for item in clause)


_OFTEN = frozenset({"mainly", "mostly", "usually", "traditionally", "regularly", "often"})


def _is_day(item: Item) -> bool:
    """Whether a time is so short that one act is told: a day, "last week"."""
    period = item.value.period
    if not period.start or not period.end:
        return False
    return (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days < _SHORT


_SHORT = 14
