"""A ranking told beside a clause with figures of its own: "Mexico|, the biggest trading partner of the US,| exported
goods worth $4bn to Canada" tells Mexico's place, and none of its figures is of that trade."""

from __future__ import annotations

from typing import NamedTuple

from tradebook.extract.draft import Draft
from tradebook.extract.items import Cue, Item, Sentence
from tradebook.extract.kinds.flows.flow import FIGURES
from tradebook.extract.kinds.flows.placed import taker_at
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.statement import Rank

_PLACES = frozenset({"PLACE", "DEM"})
_MARKS = frozenset({",", "–", "—", "-"})
_OPENS_NONE = frozenset({"which", "who", "whose", "where", "and", "or", "its", "their"})
# What goes on with the ranking itself: "Germany, the top partner of Poland, |with| $5bn"
_GOES_ON_WITH_IT = frozenset(
    "with at accounting followed taking absorbing ahead worth buying which and or making where receiving".split()
)
_NO_ASIDE = frozenset({"and", "or", ",", ";", "are", "is", "was", "were", "have", "has", "had", "will"})
_FAR = 16


def parted_partner(sentence: Sentence) -> tuple[list[Item], list[Item]] | None:
    """The clause that ranks a partner of "Oman was Peru's largest trading partner|, with exports of $3bn and imports of
    $2bn|", and that end with its sides ("Peru's exports to Oman of $3bn"); None where no such end is told."""
    if "partner_noun" not in sentence.cues or "with" not in sentence.lowers or "flow" not in sentence.cues:
        return None
    items = sentence.items
    noun = next((k for k, item in enumerate(items) if item.cue("partner_noun") == "turnover"), 0)
    k = next((j for j in range(noun + 1, min(noun + 6, len(items) - 4)) if items[j].lower == "with"), 0)
    if not noun or not k or any(item.kind in FIGURES for item in items[:k]):
        return None
    comma = items[k - 1].lower == ","
    if not comma and not any(item.is_("flow") for item in items[k + 1 : k + 3]):
        return None
    owner, partner = _owner_and_partner(items, noun, k)
    if owner is None or partner is None:
        return None
    end: list[Item] = []
    for j in range(k + 1, len(items)):
        item = items[j]
        if item.lower in _NEXT:
            end += _without_nouns(items[j:])
            break
        way = _WAY_OF.get(str(item.cue("flow")))
        if way is None:
            end.append(item)
            continue
        if lower_at(items, j + 1) in {"to", "from", "with", "between"}:
            return None  # "with exports to that country of"
        start = item.start
        whose = [Item("w", start, start, sign, sign) for sign in ("'", "s")]
        end += [owner, *whose, item, Item("w", item.end, item.end, way, way), partner]
    time = next((item for item in items[:k] if item.kind == "PER"), None)
    if time is not None and not any(item.kind == "PER" for item in end):
        end = [Item("w", time.start, time.start, "in", "in"), time, Item("w", time.end, time.end, ",", ","), *end]
    return ([*items[: k - comma], items[-1]], end) if len(end) > len(items) - k - 1 else None


def _without_nouns(items: list[Item]) -> list[Item]:
    """ "followed by Peru with |turnover of| $5bn": those that come next, with their figures alone."""
    out: list[Item] = []
    for k, item in enumerate(items):
        behind = k > 0 and items[k - 1].lower == "with" and item.cue("flow") == "turnover"
        link = k > 1 and item.lower == "of" and items[k - 1].cue("flow") == "turnover" and items[k - 2].lower == "with"
        if not (behind or link):
            out.append(item)
    return out


_NEXT = frozenset({"followed", "ahead", ";"})
_WAY_OF = {"exports": "to", "imports": "from", "turnover": "with"}


def _owner_and_partner(items: list[Item], noun: int, stop: int) -> tuple[Item | None, Item | None]:
    """Whose partner is told of at the noun, and who it is."""
    places = [k for k in range(stop) if items[k].kind == "PLACE"]
    if len(places) != _TWO:
        return None, None
    owner = next((k for k in places if possessive_at(items, k + 1) > k + 1 or (k > noun and _of(items, k))), None)
    partner = next((k for k in places if k != owner), None)
    if owner is None or partner is None or items[owner].value.code == items[partner].value.code:
        return None, None
    if partner < noun:
        told = lower_at(items, partner + 1) in _BEING_RANKED and partner < _TWO
    else:
        told = lower_at(items, partner - 1) in _BEING_RANKED
    return (items[owner], items[partner]) if told else (None, None)


def _of(items: list[Item], k: int) -> bool:
    return lower_at(items, k - 1 - (lower_at(items, k - 1) == "the")) in {"of", "for"}


_TWO = 2
_BEING_RANKED = frozenset({"was", "is", "were", "are", "remained", "remains", "became", "ranked", "ranks", "stayed"})


def take_second_place(drafts: list[Draft], sentence: Sentence) -> None:
    """Give its place to the flow of "exports to Peru came to $9 million, |second only to| Oman with $30 million"."""
    items = sentence.items
    for k in range(1, len(items) - 3):
        if items[k].lower != "second" or [item.lower for item in items[k + 1 : k + 3]] != ["only", "to"]:
            continue
        at = k + 3 + (items[k + 3].lower == "the")
        if kind_at(items, at) != "PLACE":
            continue
        beside = items[at].value.code
        told = [d for d in drafts if d.get("partner") not in {None, WORLD, beside} and d.get("reporter") != beside]
        sized = [d for d in told if d.get("amount") is not None or d.get("quantity") is not None]
        if len(sized) == 1 and sized[0].get("rank") is None and sized[0].get("measure") != "balance":
            sized[0].put("rank", Rank(n=2, among="partners", by=sized[0].get("measure")), items[k])
        return


class Parted(NamedTuple):
    """The items of the ranking as a sentence of its own ("Mexico is the biggest trading partner of the US."), those of
    the clause without it, and whether that one names a country of its own."""

    ranking: list[Item]
    clause: list[Item]
    owned: bool


def parted_rank(sentence: Sentence) -> Parted | None:
    """The two parts of a sentence that tells a ranking in an aside, None where it has none."""
    if "partner_noun" not in sentence.cues:
        return None
    items = sentence.items
    for k in range(1, len(items) - 3):
        if items[k].text not in _MARKS or items[k - 1].kind != "PLACE":
            continue
        if items[k].text != "," and items[k - 1].end == items[k].start:
            continue  # "Gdynia-based"
        ends = range(k + 3, min(k + _FAR, len(items)))
        stop = next((j for j in ends if items[j].text == items[k].text or j == len(items) - 1), None)
        if stop is None or not _ranks(items[k + 1 : stop]) or not _goes_on(items, k, stop):
            continue
        place = items[k - 1]
        being = Item("CUE", place.start, place.end, "is", "is", Cue({"val": "1"}))
        last = stop == len(items) - 1
        rest = [*items[:k], *items[stop + (not last) :]]
        figured = any(item.kind in FIGURES for item in rest)
        headless = figured and not any(item.is_("flow") for item in items[:k])
        owned = headless or any(
            figured and item is not place and item.kind in _PLACES and item.lower != "world" for item in rest
        )
        return Parted([place, being, *items[k + 1 : stop], items[-1]], rest, owned)
    return None


_FINITE = {
    "taking": "took", "ranking": "ranked", "leading": "led", "topping": "topped", "heading": "headed",
    "coming": "came", "occupying": "occupied", "holding": "held", "being": "was", "in": "was", "placed": "ranked",
    "ranked": "ranked",
}  # fmt: skip


def parted_place(sentence: Sentence) -> tuple[list[Item], list[Item]] | None:
    """The clause of a sentence without its end "|, with Oman taking first place with $5bn|", and that end as a sentence
    of its own ("Oman took first place with $5bn"); None where no such end is told."""
    if "with" not in sentence.lowers or sentence.lowers.isdisjoint(_FINITE):
        return None
    items = sentence.items
    for k in range(3, len(items) - 6):
        if items[k].lower != "with" or items[k - 1].lower != ",":
            continue
        at = k + 1 + (lower_at(items, k + 1) == "the")
        verb = items[at + 1]
        finite = _FINITE.get(verb.lower)
        if items[at].kind != "PLACE" or finite is None:
            continue
        put = [Item("w", verb.start, verb.end, verb.text, finite)]
        put += [verb] if verb.lower == "in" else []
        end = [*items[k + 1 : at + 1], *put, *items[at + 2 :]]
        if taker_at(end) is not None:
            return [*items[: k - 1], items[-1]], end
    return None


def _ranks(inside: list[Item]) -> bool:
    """Whether an aside tells whose buyer or seller somebody is, without a figure; no list, and no clause."""
    if lower_at(inside, 0) in _OPENS_NONE or not any(item.is_("partner_noun") for item in inside):
        return False
    if any(item.kind in FIGURES or item.kind == "NUM" or item.is_("fverb") for item in inside):
        return False
    if not _NO_ASIDE.isdisjoint([item.lower for item in inside]):
        return False
    return any(item.kind in _PLACES for item in inside)


def _goes_on(items: list[Item], k: int, stop: int) -> bool:
    """Whether the clause around the aside tells a flow by itself: "Exports to X, ..., rose 5%", "X, ..., sold tea to
    Y"; a place in the world may be that of the flow."""
    in_turn = lower_at(items, stop + 1) == "and" and any(item.is_("respectively") for item in items[stop:])
    if lower_at(items, stop + 1) in _GOES_ON_WITH_IT and not in_turn:
        return False  # but "to Peru, Oman's largest market, |and Chile| fell 8 and 5 percent, respectively"
    behind = items[stop + 1 :]
    around = [*items[:k], *behind]
    worldly = all(item.lower == "world" for item in items[k:stop] if item.kind in _PLACES)
    own = any(item.kind in _PLACES for item in behind)
    told = own or any(item.kind == "GOOD" or item.is_("partner_noun") for item in behind)
    figured = any(item.kind in FIGURES for item in around)
    if worldly and _is_partner(items, k - 1) and behind and behind[0].is_("chverb"):
        return True  # "exports to Peru, the largest importer in the world, rose 5%"
    if (worldly and not own) or (k == 1 and not told and figured):
        return False  # "India, the largest buyer of Indonesian palm oil, imported 900,000 tonnes"
    trading = ("flow", "fverb", "partner_noun", *(("supply",) if in_turn else ()))
    return figured and any(item.is_(cls) for item in around for cls in trading)


def _is_partner(items: list[Item], k: int) -> bool:
    """Whether the place at `k` is the partner of a flow told right before it: "exports |to Peru|"."""
    before = k - 1 - (lower_at(items, k - 1) == "the")
    return lower_at(items, before) in {"to", "from", "with"} and any(item.is_("flow") for item in items[:before])
