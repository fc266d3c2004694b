"""The countries that take part in an exhibition or forum."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.fair_heads import FairHead
from tradebook.extract.kinds.event.scene import NAMED, PLACED, names_land, word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.places import is_group


def taking_part(sentence: Sentence, head: FairHead, where: Item | None) -> list[Item]:
    """The items that tell the countries which take part."""
    items = sentence.items
    counted = word_class("event_words", "counted", "stand", "role")
    join = word_class("event_words", "join")
    named = range(head.first, head.at)
    inside = {
        id(i)
        for i in items
        if any(a.start <= i.start < b.end for _, a, b in head.names) and i.start >= items[head.at].start
    }
    found: list[Item] = []
    for k, item in enumerate(items):
        holds = item.kind == "ORG" and head.kind == "forum" and k < head.first
        if holds and item.value.country and _followed(items, k, _HOLDING, 8):
            found.append(item)  # "the Dubai Chamber and the Kenya National Chamber held a business forum"
            continue
        if item.kind == "ORG" and item.value.country and k < head.first and _brings(items, k, counted):
            found.append(item)
            continue
        if item.kind not in PLACED or not names_land(item) or item is where or id(item) in inside:
            continue
        if head.kind == "exhibition" and _hosts_alone(items, k):
            continue  # the host of a fair is where it is held
        if k in named:
            if (item.kind == "DEM" and not is_group(item.value.code)) or head.kind == "forum":
                found.append(item)  # but not of "the Gulf Food and Hotel Exhibition"
            continue
        before = lower_at(items, k - 1) if lower_at(items, k - 1) not in {"the", ":"} else lower_at(items, k - 2)
        if (
            kind_at(items, k - 2) != "PLACE"
            and before in {"of", "between"}
            and item.kind == "PLACE"
            and head.kind == "forum"
            and head.at < k <= head.at + 6
            and _and_another(items, k)
        ):
            found += [item, *[items[k + 2 + (lower_at(items, k + 2) == "the")]]]
            continue  # "a conference on trade |between Chile and Kenya|", "the Forum of Regions |of Chile and Kenya|"
        if (
            before == "of" and any(items[j].is_("event_fair") for j in range(max(0, k - 3), k)) and item.kind == "PLACE"
        ) or (before in {"of", "between"} and items[k - 2].is_("event_forum") and _and_another(items, k)):
            found.append(item)  # "the national exhibition of Kyrgyzstan"
            continue
        if before == "of" and _of_firm(items, k) and _followed(items, k, join, 7):
            found.append(item)  # "Alba of Serbia took part in"
            continue
        if item.kind == "DEM":
            if _are_shown(items, k) or _followed(items, k, counted, 5) or _sends(items, k):
                found.append(item)
        elif _possesses(items, k) and before not in {"in", "at"}:
            if _followed(items, k, counted, 6) or _followed(items, k, _PRESENTING, 8):
                found.append(item)
        elif (
            (before in {"from", "of"} and any(lower_at(items, j) in counted for j in range(max(0, k - 6), k)))
            or (found and items[_behind_comma(items, k)] is found[-1])
            or (
                (
                    before == "including"
                    or (before == "as" and "such" in {lower_at(items, k - 2), lower_at(items, k - 3)})
                )
                and any(lower_at(items, j) in counted | {"countries", "nations"} for j in range(max(0, k - 13), k))
            )
            or (before not in _AROUND and (_followed(items, k, join, 7) or _followed(items, k, counted, 2)))
            or (before not in _AROUND and _followed(items, k, _BOOKING, 4))
            or (before == "of" and lower_at(items, k - 2) in _SENDERS and _followed(items, k, _BOOKING, 4))
            or (before not in _AROUND and _has_stand(items, k))
            or before == "represented"
            or (before == "from" and lower_at(items, k - 2) in _WARES and _behind_fair(items, k - 3))
            or (before not in _AROUND and _is_partner(items, k))
        ):
            found += _with_those_before(items, k)
    if where is not None and head.kind == "exhibition":
        host = where.value.code
        found = [
            i
            for i in found
            if i.kind not in PLACED or i.value.code != host or not _opens(items, items.index(i), head.first)
        ]
    if not found and not sentence.lowers.isdisjoint({"pavilion", "stand", "booth"}):
        found = [i for i in items[:8] if i.kind == "ORG" and i.value.country][:1]  # who invites to its stand
    return found


def _opens(items: list[Item], k: int, stop: int) -> bool:
    """Whether the land at `k` is that of who opens or visits the event: "|Slovenia|'s minister opened the fair"."""
    return any(item.lower in _OPENING for item in items[k + 1 : stop])


_OPENING = frozenset("opened opens open inaugurated inaugurates visited visits toured closed attended".split())


def _brings(items: list[Item], k: int, counted: frozenset[str]) -> bool:
    """Whether the body at `k` takes its country's firms to the event: "The |Norwegian Seafood Council| took 25 salmon
    farmers to the Seafood Expo Asia"."""
    j = k + 1
    while lower_at(items, j) in {"has", "will", "is", "also"}:
        j += 1
    if lower_at(items, j) in _LEADING and any(item.lower in _GROUPS for item in items[j : j + 9]):
        return False  # a visit
    return lower_at(items, j) in _BRINGING | _LEADING and _followed(items, j, counted, 8)


_LEADING = frozenset("leads led leading".split())
_GROUPS = frozenset("delegation mission group team".split())
_BRINGING = frozenset("took take takes taking brought bring brings bringing".split())


def _hosts_alone(items: list[Item], k: int) -> bool:
    """Whether a land is who hosts the event: "Ethiopia will host the fair"; two hosts hold it together."""
    if items[k].kind != "PLACE" or lower_at(items, k - 1 - (lower_at(items, k - 1) == "the")) in {"and", ","}:
        return False
    j = k + 1 + (lower_at(items, k + 1) in {"will", "is to", "has", "again", "also"})
    return lower_at(items, j) in {"host", "hosts", "hosted", "hosting"}


def _behind_comma(items: list[Item], k: int) -> int:
    """The index of the member of a list before the land at `k`: "|the US, the Republic of Korea"; `k` where no list
    stands there."""
    j = k - 1
    if lower_at(items, j) == "of" and lower_at(items, j - 1).endswith("republic"):
        j -= 2
    elif lower_at(items, j) == "the":
        j -= 1
    return j - 1 if lower_at(items, j) in {"and", ","} and j > 0 else k


def _and_another(items: list[Item], k: int) -> bool:
    """Whether a second land is joined to that at `k`: "a business forum of Poland and Turkey"."""
    at = k + 2 + (lower_at(items, k + 2) == "the")
    return lower_at(items, k + 1) == "and" and kind_at(items, at) in {"PLACE", "DEM"}


def _of_firm(items: list[Item], k: int) -> bool:
    """Whether the place at `k` tells whose firm stands before it: "Alba of Serbia", at the head of its clause."""
    firm = items[k - 2] if k > 1 else None
    if firm is None or items[k].kind != "PLACE" or lower_at(items, k - 3) not in {"", ",", "and", "that"}:
        return False
    return firm.kind in NAMED or (firm.kind == "w" and firm.text.istitle() and not firm.text.endswith("s"))


def _with_those_before(items: list[Item], k: int) -> list[Item]:
    """The land at `k` with those before "and": "Togo, Zambia and Zimbabwe hosted"."""
    listed = [items[k]]
    j = k - 1 - (lower_at(items, k - 1) == "the")
    while lower_at(items, j) == ("and" if len(listed) == 1 else ",") and kind_at(items, j - 1) == "PLACE":
        if not names_land(items[j - 1]):
            break
        listed.insert(0, items[j - 1])
        j -= 2 + (lower_at(items, j - 2) == "the")
    return [items[k]] if lower_at(items, j) in _AROUND and len(listed) > 1 else listed


def _is_partner(items: list[Item], k: int) -> bool:
    """Whether a land is the partner of a fair: "Germany will be the partner country of"."""
    return any(
        items[j].lower in {"partner", "guest", "theme", "honour", "honor"}
        and (lower_at(items, j + 1) in {"country", "nation"} or lower_at(items, j - 1) == "of")
        for j in range(k + 1, min(len(items), k + 8))
    )


def _are_shown(items: list[Item], k: int) -> bool:
    """Whether the wares of the land at `k` are what is shown: "an exhibition of Turkish and |Zambian| goods", "are
    presenting |Zambian| food at"."""
    j = k
    while lower_at(items, j + 1) in {"and", ","} and kind_at(items, j + 2) == "DEM":
        j += 2
    if lower_at(items, j + 1) not in _WARES and kind_at(items, j + 1) != "GOOD":
        return False
    before = k - 1
    while lower_at(items, before) in {"and", ","} and kind_at(items, before - 1) == "DEM":
        before -= 2
    if lower_at(items, before) in {"of", "for"}:
        return _behind_fair(items, before + 1)
    if kind_at(items, j + 1) == "GOOD" and lower_at(items, j + 2) in {"was", "were", "is", "are"}:
        return lower_at(items, j + 3) in _SHOWN  # "Mongolian tea was presented at an exhibition"
    return lower_at(items, before) in _SHOWING


def _has_stand(items: list[Item], k: int) -> bool:
    """Whether a land has a stand of its own: "Belarus had a national pavilion at"."""
    j = k + 1 + (lower_at(items, k + 1) in {"also", "each", "both"})
    if lower_at(items, j) not in {"had", "has", "have", "set", "mounted", "ran", "hosted", "opened"}:
        return False
    return _followed(items, j, word_class("event_words", "stand"), 6)


def _sends(items: list[Item], k: int) -> bool:
    """Whether it is the office of the land at `k` that brings its firms: "the Uzbek embassy in X organised a stand"."""
    office = next((j for j in range(k + 1, min(len(items), k + 4)) if items[j].lower in _SENDERS), None)
    return office is not None and any(item.lower in _BOOKING for item in items[office + 1 : office + 6])


_SHOWING = frozenset("presenting present presented showing showed showcasing showcased displaying exhibiting".split())
_SHOWN = frozenset("presented shown displayed exhibited showcased promoted".split())
_SENDERS = frozenset("embassy agency chamber association ministry consulate federation union office commerce".split())


def _behind_fair(items: list[Item], k: int) -> bool:
    return any(items[j].is_("event_fair") for j in range(max(0, k - 4), k))


_WARES = frozenset("products goods producers manufacturers brands exports industry industries firms companies".split())
_HOLDING = frozenset("held hold holds hosted host hosts organised organized organise co-hosted".split())
_PRESENTING = frozenset("presented presents presenting exhibited exhibits showed shows showcased displayed".split())
_BOOKING = frozenset(
    "rented rents rent booked books sends sent send sending brings brought leads led take took takes taking bring "
    "organised organized organises set".split()
)
_AROUND = frozenset("in at to from with of into between for on near under against by".split())


def _possesses(items: list[Item], k: int) -> bool:
    return possessive_at(items, k + 1) > k + 1


def _followed(items: list[Item], k: int, words: frozenset[str], reach: int) -> bool:
    for j in range(k + 1, min(len(items), k + 1 + reach)):
        if items[j].lower in words:
            return True
        if items[j].kind in ("PER", "PLACE") or items[j].lower in {"in", "at", ".", ";"}:
            return False
    return False
