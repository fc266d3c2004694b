"""Where an event is, and what is counted at it."""

from __future__ import annotations

from typing import NamedTuple

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import country_of, word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.statement import EventCount


class Counted(NamedTuple):
    value: EventCount
    item: Item
    stop: int


_TOWNS = frozenset({"city", "capital", "area"})


def venue(items: list[Item], at: int, start: int, stop: int) -> Item | None:
    """The place where the event of item `at` is: behind "in" or "at", or as who hosts it; towns before countries."""
    found: list[tuple[float, Item]] = []
    for k in range(start, stop):
        if kind_at(items, k) != "PLACE" or possessive_at(items, k + 1) > k + 1:
            continue
        item = items[k]
        before = lower_at(items, k - 1) if lower_at(items, k - 1) not in _SKIPPED else lower_at(items, k - 2)
        located = (
            before in {"in", "at"}
            or (before == "capital" and item.value.form == "capital")
            or (before == "of" and lower_at(items, k - 2) in {"city", "port"})
        )
        drawn = before in {"to", "into"} and any(items[j].lower in _DRAWING for j in range(start, k))
        hall = k + 1 + (lower_at(items, k + 1) in {"permanent", "international", "central", "national"})
        inside = item.value.form in _TOWNS and lower_at(items, hall) in _HALLS
        located = located or (item.value.form in _TOWNS and (drawn or inside))
        hosting = item.value.form in _TOWNS and any(items[j].lower in _HOSTS for j in range(k + 1, min(stop, k + 4)))
        if (
            not (located or hosting)
            or item.value.form == "group"
            or (item.value.form == "government" and lower_at(items, k - 1) != "in")
            or _goes_on(items, k)
        ):
            continue
        rank = abs(k - at) + (0 if item.value.form in _TOWNS else 30) + (5 if k < at else 0)
        found.append((rank, item))
    return min(found, key=lambda f: f[0])[1] if found else None


_DRAWING = frozenset(
    "drew draws draw drawn bring attract attracted attracts brought brings returned returns return came come comes "
    "moved moves".split()
)
_HALLS = frozenset(
    "hotel hall conference convention congress exhibition expo arena stadium fairground fairgrounds".split()
)
_HOSTS = frozenset("venue host hosts hosted hosting".split())
_SKIPPED = frozenset({"the", "southern", "northern", "eastern", "western"})


def _goes_on(items: list[Item], k: int) -> bool:
    """Whether the place is part of a longer wording: "in Minsk Region's", "in China trade"."""
    return lower_at(items, k + 1) in {"-", "–", "—"} or (kind_at(items, k + 1) == "CUE" and items[k + 1].is_("flow"))


def counts_in(
    sentence: Sentence,
    start: int,
    stop: int,
    fallback: str | None = None,
    known: tuple[EventCount, ...] | None = None,
) -> list[Counted]:
    """What is counted among items `start:stop`: "39 companies and organizations", "60 Polish firms", "delegates from
    130 countries". `fallback` is the country of those whose own is not told, `known` what was counted at another event
    told before: "14 firms to Riga and 9 to Oslo"."""
    found: list[Counted] = []
    k, stop = start, min(stop, len(sentence.items))
    while k < stop:
        if known and sentence.items[k].kind == "NUM" and lower_at(sentence.items, k + 1) in {"to", "at", "in"}:
            bare = sentence.items[k].value
            if bare.low == bare.high and bare.low == int(bare.low):
                same = EventCount(n=int(bare.low), of=known[0].of, country=known[0].country)
                found.append(Counted(same, sentence.items[k], k + 1))
                k += 1
                continue
        counted = (
            _count_at(sentence, k, stop, fallback, [c for c in found if c.value.of != "countries"])
            if sentence.items[k].kind == "NUM"
            else None
        )
        if counted is not None:
            found.append(counted)
            k = counted.stop
        else:
            k += 1
    return found


def _count_at(sentence: Sentence, k: int, stop: int, fallback: str | None, known: list[Counted]) -> Counted | None:
    items = sentence.items
    if lower_at(items, k - 1) == "of" and lower_at(items, k - 2) == "group" and items[k].text in _GROUPS:
        return None
    if items[k].lower == "two" and lower_at(items, k - 1) == "the":
        return None  # "the two friendly countries"
    bare = items[k].value
    if bare.low != bare.high or bare.low != int(bare.low) or bare.low < 1:
        return None
    nouns = word_class("event_words", "counted")
    if (
        lower_at(items, k + 1) == "of"
        and lower_at(items, k + 2) in {"its", "their"}
        and lower_at(items, k + 3) in nouns
    ):
        owner = next((c for i in items[:k] if i.kind == "PLACE" and (c := country_of(i)) is not None), None)
        return Counted(EventCount(n=int(bare.low), of=items[k + 3].text, country=owner), items[k], k + 4)
    behind = k + 1
    if lower_at(items, behind) in {"of them", "of these", "of which", "of whom", "of those"} or (
        lower_at(items, behind) == "of" and lower_at(items, behind + 1) in {"them", "these", "which", "whom", "those"}
    ):
        behind += 1 if " " in lower_at(items, behind) else 2  # "45 of them from Uzbekistan"
        behind += lower_at(items, behind) in {"are", "were", "come", "came", "being"}
        if known and lower_at(items, behind) == "from" and (place := _from_place(items, behind + 1)) is not None:
            return Counted(EventCount(n=int(bare.low), of=known[-1].value.of, country=place), items[k], behind + 2)
        if known and kind_at(items, behind) == "DEM" and lower_at(items, behind + 1) in {",", ".", "and", ")", ""}:
            own = country_of(items[behind])  # "52 companies, 30 of them Hungarian,"
            return Counted(EventCount(n=int(bare.low), of=known[-1].value.of, country=own), items[k], behind + 1)
    came = k + 1 + (lower_at(items, k + 1) in _HAILING)
    if lower_at(items, came) == "from" and known and (place := _from_place(items, came + 1)) is not None:
        return Counted(EventCount(n=int(bare.low), of=known[-1].value.of, country=place), items[k], came + 2)
    if kind_at(items, k + 1) == "DEM" and lower_at(items, k + 2) in {"and", ","} and kind_at(items, k + 3) == "NUM":
        shared = _count_at(sentence, k + 3, stop, fallback, known)  # "30 Polish and 45 Turkish firms"
        if shared is not None and kind_at(items, k + 4) == "DEM":
            part = EventCount(n=int(bare.low), of=shared.value.of, country=country_of(items[k + 1]))
            return Counted(part, items[k], k + 2)
    country: str | None = None
    if lower_at(items, k - 1) == "with" and kind_at(items, k - 2) == "PLACE" and not _is_goal(items, k - 2):
        country = country_of(items[k - 2])  # "from Iran with 80 companies to Brazil with six"
        if known and lower_at(items, k + 1) in {".", ",", "and", ";", "to", ""}:
            return Counted(EventCount(n=int(bare.low), of=known[-1].value.of, country=country), items[k], k + 1)
    j = k + 1
    while j < min(stop, k + 7) and lower_at(items, j) not in nouns:
        item = items[j]
        if item.kind == "DEM" or (item.kind == "PLACE" and lower_at(items, j + 1) in nouns):
            country = country_of(item)
        elif item.kind not in ("w", "CUE", "GOOD", "p") or (
            item.lower in _STOPS
            and not (item.lower == "and" and kind_at(items, j - 1) == "GOOD")
            and not (item.lower in {",", "and"} and lower_at(items, j - 1) in _SORTS)
        ):
            return None
        j += 1
    if (
        j >= min(stop, k + 7)
        or not items[j].lower.endswith(("s", "men", "people"))
        or (j + 1 < stop and lower_at(items, j + 1) in {"'", "’"})
    ):
        return None
    last = j
    things = items[j].lower in {
        "stands",
        "booths",
        "pavilions",
        "stalls",
    }  # "1,450 stands and guests from 31 countries"
    while not things and lower_at(items, last + 1) in {"and", ","} and lower_at(items, last + 2) in nouns:
        last += 2
    if lower_at(items, last + 1) in {"from", "of"} and (place := _from_place(items, last + 2)) is not None:
        country = country or place
    return Counted(
        EventCount(n=int(bare.low), of=sentence.text_between(items[j], items[last]), country=country or fallback),
        items[k],
        last + 1,
    )


_HAILING = frozenset("came come comes are were hail hailed arrived".split())
_SORTS = frozenset("local regional national international foreign domestic global overseas".split())


def _is_goal(items: list[Item], k: int) -> bool:
    """Whether the place at `k` is where somebody goes: "travelled to Manila with 12 companies"."""
    before = k - 1 - (lower_at(items, k - 1) == "the")
    if lower_at(items, before) == "to":
        return all(lower_at(items, j) != "from" for j in range(before - 8, before))  # "from Iran to Brazil with six"
    return lower_at(items, before) in {"in", "at", "into", "visited"}


_GROUPS = frozenset("7 8 10 20 24 77 Seven Eight Ten Twenty seven eight ten twenty".split())
_STOPS = frozenset(
    "of , . ; in on at percent million billion to day days year years month months hours was were and for by "
    "per".split()
)


def _from_place(items: list[Item], k: int) -> str | None:
    if lower_at(items, k) == "the":
        k += 1
    several = lower_at(items, k + 1) in {",", "and"} and kind_at(items, k + 2) == "PLACE"
    return country_of(items[k]) if kind_at(items, k) == "PLACE" and not several else None
