"""Who comes on a visit: the official, delegation or business people, and their country."""

from __future__ import annotations

from typing import NamedTuple

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import NAMED, PLACED, Scene, country_of, names_land, office_country, word_class
from tradebook.extract.kinds.event.timing import clause
from tradebook.extract.kinds.phrases import lower_at
from tradebook.places import is_group


class Guest(NamedTuple):
    """Who comes: the country, the item that tells it, the persons, how sure, the sentence it was taken from."""

    code: str
    item: Item | None
    persons: tuple[Item, ...]
    confidence: float
    source: Sentence | None = None


_NO_GUEST = frozenset(
    "tourists tourist visitors travellers travelers fans team players player squad pilgrims troops soldiers "
    "writers authors artists musicians dancers students pupils athletes doctors nurses "
    "refugees migrants pope goods wheat shipments cargo vessel ship ships train wagons tanker".split()
)


def guest_inside(
    items: list[Item], start: int, stop: int, hosts: list[Item], scene: Scene, sentence: Sentence
) -> Guest | None:
    """The guest named between "visit" and "to": "of the Belarus delegation", "by Turkish President X"."""
    if not any(items[j].lower in {"of", "by"} for j in range(start, stop)):
        return None
    if "its" in {items[j].lower for j in range(start, stop)}:  # "Oman is preparing a visit of its president to Iran"
        lands = [j for j in range(start) if items[j].kind == "PLACE" and names_land(items[j])]
        own = next((items[j] for j in reversed(lands) if lower_at(items, j - 1) not in _AWAY | {"of", "the"}), None)
        return Guest(own.value.code, own, (), 0.7) if own is not None else None
    return guest_in(sentence, start, stop, hosts, scene)


def guest_before(sentence: Sentence, k: int, hosts: list[Item], scene: Scene, *, strict: bool) -> Guest | None:
    """The guest whose visit item `k` is, from what stands before it in its clause or before the sentence."""
    items = sentence.items
    start, _ = clause(items, k)
    first = start
    for j in range(k - 1, start, -1):
        if items[j].lower in {"after", "when", "as", "where", "during"} and j < k - 1:
            start = j + 1
            break
    known = guest_in(sentence, start, k, hosts, scene) or sayer(sentence, start, hosts, scene)
    if known is not None:
        return known
    if start > first and (known := guest_in(sentence, first, start, hosts, scene)) is not None:
        return known  # "arrived in Oman on Monday after a two-day visit to Iran"
    lead = [lower_at(items, j) for j in range(start, min(k, start + 3))]
    own = {items[j].lower for j in range(max(start, k - 5), k)}
    spoken = next((items[j] for j in range(k - 1, -1, -1) if items[j].kind == "PERSON"), None)
    if spoken is None and (known_as := next((i for i in items[start:k] if scene.is_surname(i)), None)) is not None:
        spoken = known_as  # "Hale last visited Kenya in 2019"
    if spoken is not None:
        introduced = scene.country_of_person(spoken)
        if introduced is not None and introduced[0] not in host_codes(hosts):
            return Guest(introduced[0], None, (), 0.65, introduced[1])
        at = items.index(spoken)
        untold = any(items[j].lower in {"president", "minister", "premier"} for j in range(max(start, at - 3), at))
        return presumed(items, start, k, hosts, scene) if untold and introduced is None else None
    leading = items[k].lower.endswith("ing") and k - start < 3  # "After visiting Lima, the minister went on to"
    if (leading or {"his", "her", "their"} & own) and (named := _guest_behind(sentence, k, hosts, scene)) is not None:
        return named
    if (
        "he" in lead
        or "she" in lead
        or {"his", "her"} & own
        or {"minister", "president", "premier", "delegation"} & own
    ):
        official = scene.last_official(sentence)
        if official is not None and official[0] not in host_codes(hosts):
            return Guest(official[0], None, (), 0.6, official[1])
    if not strict or not {"he", "she"}.isdisjoint(lead):
        return presumed(items, start, k, hosts, scene)
    return None


def _guest_behind(sentence: Sentence, k: int, hosts: list[Item], scene: Scene) -> Guest | None:
    """The guest behind the comma: "during his visit to Wellington, Vanuatu's prime minister ..."."""
    items = sentence.items
    comma = next((j for j in range(k + 1, min(len(items), k + 10)) if lower_at(items, j) == ","), None)
    return guest_in(sentence, comma + 1, min(len(items), comma + 8), hosts, scene) if comma is not None else None


def presumed(items: list[Item], start: int, k: int, hosts: list[Item], scene: Scene) -> Guest | None:
    """An official without a country is of the country that the report is about beside the host."""
    leader = any(items[j].lower in {"president", "premier", "minister", "king", "delegation"} for j in range(start, k))
    code = scene.other_than(hosts[0].value.code) if leader and len(set(host_codes(hosts))) == 1 else None
    persons = tuple(i for i in items[start:k] if i.kind == "PERSON")
    return Guest(code, None, persons, 0.55) if code is not None else None


def sayer(sentence: Sentence, start: int, hosts: list[Item], scene: Scene) -> Guest | None:
    """The guest that "it" stands for at the head of a clause: "|A's chamber| said that it will send a mission to"."""
    items = sentence.items
    at = start + (lower_at(items, start) == "that")
    if lower_at(items, at) not in {"it", "they"}:
        return None
    said = next((k for k in range(at - 1, max(-1, at - 8), -1) if items[k].is_("said") or items[k].lower in _SAYING), 0)
    if not said:
        return None
    own = guest_in(sentence, 0, said, hosts, scene)
    if own is not None:
        return own
    taken = set(host_codes(hosts))
    body = next((i for i in items[:said] if i.kind == "ORG" and i.value.country and i.value.country not in taken), None)
    if body is not None:
        return Guest(body.value.country, body, (), 0.75)
    lands = [i for i in items[:said] if names_land(i) and not is_group(i.value.code) and i.value.code not in taken]
    alone = len({i.value.code for i in lands}) == 1 and lower_at(items, items.index(lands[0]) - 1) not in _AWAY
    return Guest(lands[0].value.code, lands[0], (), 0.7) if alone else None


_SAYING = frozenset("said says announced announces confirmed told stated reported".split())


def guest_in(sentence: Sentence, start: int, stop: int, hosts: list[Item], scene: Scene) -> Guest | None:
    """The guest named among items `start:stop`, of another country than the hosts."""
    items = sentence.items
    leaders = word_class("event_words", "leader")
    roles = [
        j
        for j in range(start, stop)
        if _bare(items[j].lower) in leaders or (items[j].kind in NAMED and _is_office(items[j], leaders))
    ]
    roles += [j for j in range(start, stop) if j not in roles and _is_counted(items, j, start)]
    persons = tuple(items[j] for j in range(start, stop) if items[j].kind == "PERSON")
    if any(items[j].lower in _NO_GUEST and not _is_expert(items, j) for j in range(start, stop)):
        return None
    taken = set(host_codes(hosts))
    if roles:
        best = _country_near(items, start, stop, roles, taken)
        if best is not None:
            code = country_of(items[best])
            assert code is not None
            return Guest(code, items[best], persons, 0.85)
    for j in range(start, stop):
        if items[j].kind != "PERSON":
            continue
        code = office_country(items, j)
        known = (code, sentence) if code else scene.country_of_person(items[j])
        if known is not None and known[0] not in taken:
            return Guest(known[0], None, persons, 0.75, known[1])
    return None


def _is_expert(items: list[Item], j: int) -> bool:
    """Whether a team is one of experts: "an inspection team", "a team of negotiators"."""
    return items[j].lower == "team" and (
        lower_at(items, j - 1) in _EXPERT or (lower_at(items, j + 1) == "of" and lower_at(items, j + 2) in _EXPERT)
    )


_EXPERT = frozenset("inspection expert negotiating technical trade inspectors experts negotiators officials".split())


def _is_counted(items: list[Item], j: int, start: int) -> bool:
    """Whether people or firms are counted at `j`: "a group of 18 Malagasy growers", "60 traders from Karachi"."""
    if items[j].lower not in word_class("event_words", "counted"):
        return False
    return any(items[x].kind == "NUM" for x in range(max(start, j - 6), j))


def _bare(word: str) -> str:
    return word.removesuffix("'s")


def _is_office(item: Item, leaders: frozenset[str]) -> bool:
    return any(part in leaders for part in item.lower.split()) or (item.kind == "ORG" and item.value.kind == "body")


_AWAY = frozenset("in to at with for on against between into near than via".split())


def _country_near(items: list[Item], start: int, stop: int, roles: list[int], taken: set[str]) -> int | None:
    """The item that tells the guest's country: the nearest to a role word that is no place where something is."""
    best: tuple[int, int] | None = None
    for j in range(start, stop):
        code = country_of(items[j])
        if (
            code is None
            or code in taken
            or (items[j].kind in PLACED and not names_land(items[j]) and not _is_home(items, j))
            or (is_group(code) and code != "EUU")
        ):
            continue
        before = lower_at(items, j - 1) if lower_at(items, j - 1) != "the" else lower_at(items, j - 2)
        if before in _AWAY:
            continue
        distance = min(r - j if r >= j else (j - r) + (0 if before in {"of", "from"} else 3) for r in roles)
        if distance <= 9 and (best is None or distance < best[0]):
            best = (distance, j)
    return best[1] if best else None


def _is_home(items: list[Item], j: int) -> bool:
    """Whether the town at `j` is where the guest is from: "a delegation from Ganja", "the mayor of Ganja"."""
    return lower_at(items, j - 1) == "from" or (
        lower_at(items, j - 1) == "of" and lower_at(items, j - 2) in {"governor", "mayor", "head"}
    )


def joined(items: list[Item], guest: Guest) -> list[str]:
    """The countries of all in a list of guests: "importers from |Peru, Chile and Turkey|"."""
    if guest.item is None or guest.item not in items:
        return [guest.code]
    at = items.index(guest.item)
    found = [guest.code]
    for step in (-1, 1):
        k = at
        while True:
            link = k + step
            while lower_at(items, link) in {",", "and", "the"}:
                link += step
            if link == k + step or not 0 <= link < len(items):
                break
            member = items[link]
            if member.kind != guest.item.kind or not names_land(member) or is_group(member.value.code):
                break
            found.append(member.value.code)
            k = link
    return found


def host_codes(hosts: list[Item]) -> list[str]:
    """The countries of the hosts."""
    return [h.value.code for h in hosts]
