"""Who takes part in a venture and where: named partners, countries, the place."""

from __future__ import annotations

from functools import cache

import msgspec

from tradebook.extract.analysis import Document
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.antecedents import antecedent
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.wording import NAMES
from tradebook.extract.kinds.event.scene import town_inside
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.kinds.sales_mix.producers import seat_told
from tradebook.extract.kinds.venture.alliances import PARTS_OF_LANDS
from tradebook.extract.kinds.venture.described import announced_by, meant
from tradebook.extract.kinds.venture.head import Cast, Head
from tradebook.extract.kinds.venture.not_partners import (
    is_body,
    is_bracketed,
    is_brand,
    is_called,
    is_itself,
    is_make,
    is_parent,
    is_run,
    is_unnamed,
    is_works_town,
    one_name,
    said,
)
from tradebook.extract.kinds.venture.pair import put_pair
from tradebook.extract.kinds.venture.placing import KINDS_OF_PLACE, put_places, sends_kits
from tradebook.extract.kinds.venture.role import role_of
from tradebook.extract.kinds.venture.words import word_class
from tradebook.extract.lexicon import lookup
from tradebook.extract.tokens import tokenize
from tradebook.places import is_group

_TOWN = frozenset({"city", "area", "capital"})


def cast_of(document: Document, sentence: Sentence, head: Head) -> Cast:
    """Who takes part in the venture of a sentence, and where it stands."""
    cast = Cast()
    items = sentence.items
    head = _within(items, head)
    sides = [*_sides(sentence, head.start, head.stop), *owners_in(sentence, head.stop)]
    for side in sides:
        told = _fullest(document, sentence, side) if side.country else _at_home(document, side)
        _side(items, told._replace(country=None) if _is_local(items, side) else told, cast, head)
    put_places(items, head, cast, [s for s in sides if s.name is None or not is_itself(items, s, head)])
    _subject(document, sentence, head, cast)
    _goods_origin(items, head, cast)
    _made_for(items, sides, head, cast)
    _at_seat(document, head, cast)
    put_pair(document, sentence, head, cast)
    _announced(document, sentence, head, cast)
    _in_the_other_land(document, sentence, head, cast)
    return cast


def _in_the_other_land(document: Document, sentence: Sentence, head: Head, cast: Cast) -> None:
    """The country of works in a town that no table knows: the only other one that the paragraph and the next name
    ("Taiwan's X opened a plant in Prokuplje. Serbia's president attended")."""
    if head.joint or cast.host is not None or cast.place is None or len(cast.countries) != 1 or not cast.partners:
        return
    if cast.place[1].kind != "NAME" or any(cast.place[0] in (p.name or "") for p in cast.partners):
        return  # "Varna Shipyard" stands in Varna
    near = document.sentences[sentence.index : sentence.index + 5]
    named = {str(i.value.code) for s in near for i in s.items if i.kind in ("PLACE", "DEM")} - set(cast.countries)
    if len(named) == 1 and not is_group(code := named.pop()) and code not in _DESKS:
        cast.host = code
        cast.add(code, None)
        cast.inferred = True


def _at_seat(document: Document, head: Head, cast: Cast) -> None:
    """The country of works in a town that no table knows: that of the dateline, where their firm is from another
    ("GEORGETOWN - Trinidad-based X has broken ground on a plant at Coverden")."""
    if document.seat is None or len(cast.countries) != 1:
        return
    code = document.seat.value.code
    if head.joint:
        # "KIGALI - The X plant, a joint venture of Y and Kenya's Z,": one of two is from elsewhere
        if len(cast.partners) == 2 and sum(p.country is None for p in cast.partners) == 1 and code not in _DESKS:
            cast.add(code, None)
        return
    if cast.host is not None or cast.place is None:
        return
    if code not in cast.countries and not is_group(code) and code not in _DESKS:
        cast.host = code
        cast.add(code, None)


_DESKS = frozenset({"GBR", "USA", "CHE", "SGP", "HKG", "ARE"})  # where wires report from on all the world


def _within(items: list[Item], head: Head) -> Head:
    """The head with the clause that speaks of it: those "between" whom a joint venture is stand behind it ("the agency
    approved the joint venture between X and Y"), and what comes "secondly" is another matter."""
    second = next((k for k in range(head.at, head.stop) if items[k].lower in {"secondly", "separately"}), None)
    if second is not None:
        head = msgspec.structs.replace(head, stop=second)
    if not head.joint or head.aside or lower_at(items, head.at + 1) != "between":
        return head
    named = sum(item.kind in NAMES for item in items[head.at + 1 : head.stop])
    return msgspec.structs.replace(head, start=max(head.start, head.at)) if named > 1 else head


def _is_local(items: list[Item], side: Side) -> bool:
    """Whether a firm is at home where the works stand, whatever its name says: "Japan Motors as its local partner"."""
    return lower_at(items, side.stop) == "as" and any(lower_at(items, side.stop + n) == "local" for n in (1, 2))


def _fullest(document: Document, sentence: Sentence, side: Side) -> Side:
    """A side by the fullest name that the report has given so far: "Sunrise" as "Sunrise Apparel"."""
    if side.name is None or side.word == "city" or kind_at(sentence.items, side.stop - 1) not in NAMES:
        return side
    for other in document.sentences[: sentence.index]:
        if f"{side.name} " in other.text and not other.headline:
            for told in _sides(other, 0, len(other.items)):
                fuller = told.name is not None and told.name.startswith(side.name + " ")
                if fuller and told.country in (None, side.country) and told.stop <= told.start + 2:
                    return side._replace(name=told.name)
    return side


def _at_home(document: Document, side: Side) -> Side:
    """A side with the country that another mention of its name gives: "Borivos is a pump maker in Norway"."""
    if side.name is None or side.word == "city":
        return side
    for sentence in document.sentences:
        if side.name not in sentence.text:
            continue
        for told in _sides(sentence, 0, len(sentence.items)):
            fuller = told.name is not None and told.name.startswith(side.name + " ") and told.stop <= told.start + 2
            code = (told.country or seat_told(sentence.items, told)) if told.name == side.name or fuller else None
            if code is not None and not is_group(code):
                return side._replace(country=code, name=told.name if fuller else side.name)
    return side


# -- partners --------------------------------------------------------------------------------------


def _sides(sentence: Sentence, start: int, stop: int) -> list[Side]:
    """The sides of a stretch; a town's name behind another country's possessive is a company ("Vietnam's Masan")."""
    items = sentence.items
    found = [s for s in sides_in(sentence, start, stop) if not (s.name is None and _owner_of_name(items, s))]
    for k in range(start, min(stop, len(items))):
        item = items[k]
        if _named_as_town(items, k):
            behind = possessive_at(items, k + 1)
            found = [s for s in found if not (s.start <= behind < s.stop)]
            found.append(Side(items[behind].text, item.value.code, (items[behind], item), "", k, behind + 1))
    if (owner := _owner_of_works(items, start, stop)) is not None and not any(s.start == owner.start for s in found):
        found = [s if _has_land(items, owner, s) else s._replace(country=None) for s in found]
        found.append(owner)
    return sorted(found, key=lambda s: s.start)


def _has_land(items: list[Item], owner: Side, side: Side) -> bool:
    """Whether a side's country is its own, and not the owner's that was carried on to it."""
    if side.country is None or side.country != owner.country or side.start < owner.start:
        return True
    return any(items[k].kind in {"DEM", "PLACE"} for k in range(owner.stop, min(side.stop, len(items))))


def _owner_of_works(items: list[Item], start: int, stop: int) -> Side | None:
    """ "Brazilian bus maker |Marcopolo|'s joint venture with", "Vietnam's |VinFast|'s factory in": whose it is."""
    for k in range(start, min(stop, len(items)) - 2):
        behind = possessive_at(items, k + 1)
        if items[k].kind not in NAMES or behind == k + 1:
            continue
        works = word_class("works") | {"venture", "ventures"}
        if not any(lower_at(items, n) in works for n in range(behind, min(behind + 5, stop))):
            continue
        land = next((items[n] for n in range(k - 1, max(-1, k - 5), -1) if items[n].kind in {"DEM", "PLACE"}), None)
        country = land.value.code if land is not None and not is_group(land.value.code) else items[k].value.country
        used = (items[k], land) if land is not None else (items[k],)
        return Side(items[k].value.text, country, used, "", k, k + 1)
    return None


def owners_in(sentence: Sentence, start: int) -> list[Side]:
    """Whose the works are, in a clause of its own: "it belongs in equal parts to X and Y", "it is owned by X and Y"."""
    items = sentence.items
    for k in range(start, len(items) - 2):
        belongs = items[k].lower in {"belongs", "belong"}
        owned = items[k].lower in {"owned", "run", "held"} and lower_at(items, k - 1) in {
            "is",
            "are",
            "jointly",
            "equally",
        }
        if not belongs and not owned:
            continue
        if not {lower_at(items, n) for n in range(max(0, k - 4), k)} & {
            "it",
            "plant",
            "factory",
            "works",
            "which",
            "they",
        }:
            continue
        found = [s for s in sides_in(sentence, k + 1, len(items)) if s.name is not None and s.word != "city"]
        return found if len(found) > 1 else []
    return []


def _named_as_town(items: list[Item], k: int) -> bool:
    if kind_at(items, k) != "PLACE":
        return False
    behind = possessive_at(items, k + 1)
    return (
        behind > k + 1
        and kind_at(items, behind) == "PLACE"
        and items[behind].value.form in _TOWN
        and items[behind].value.code != items[k].value.code
    )


def _owner_of_name(items: list[Item], side: Side) -> bool:
    return _named_as_town(items, side.start)


def _licenses(items: list[Item], k: int) -> bool:
    """Whether who stands at `k` gives the licence: "a licence from X"."""
    return any(lower_at(items, n).startswith("licen") for n in range(k - 6, k))


def _side(items: list[Item], side: Side, cast: Cast, head: Head) -> None:
    if side.name is None or side.word == "city" or is_bracketed(items, side):
        return
    before = role_of(items, side.start)
    if side.name.lower() in KINDS_OF_PLACE and lower_at(items, side.stop) == "of":
        return  # "in the Municipality of Bor"
    if lower_at(items, side.stop) in {"province", "governorate", "county", "district"}:
        if before == "in" and cast.place is None:
            cast.place = (f"{side.name} {items[side.stop].text}", items[side.start])  # "in the Hisor district"
        return  # "in Sadat city, Menoufia province"
    if is_works_town(items, side):
        cast.place = cast.place or (side.name, items[side.start])
        return
    if side.name.split(" ")[-1].lower() in _ZONES:
        if before == "in":
            called = any(i.kind == "DEM" for i in side.items)  # "in the |Japanese| Economic Zone near Dhaka"
            if not called:
                cast.place = cast.place or (town_inside(side.name) or side.name, side.items[0])
                cast.host = cast.host or side.country or _country_of_town(side.name)
        return
    if before == "in" and _in_its_town(items, side):
        cast.place = cast.place or (side.name, side.items[0])
        cast.host = cast.host or side.country
        cast.add(side.country, side.items[-1])
        return
    works = side.name.rsplit(" ", 1)[-1] in word_class("works")
    if before == "in" and works and (town := town_inside(side.name)) is not None:
        cast.place = cast.place or (town, side.items[0])  # "at the Kostanay plant"
        cast.host = cast.host or side.country or _country_of_town(side.name)
        return
    if before == "in" and kind_at(items, side.start) == "NAME" and (land := _land_behind(items, side.stop)) is not None:
        cast.place = cast.place or (side.name, side.items[0])  # "in Surat Thani, southern Thailand"
        cast.host = cast.host or land
        return
    bracketed = side.country is not None and lower_at(items, side.start + 1) == "(" and side.items[-1].kind == "PLACE"
    if (
        before == "in"
        and (side.country is None or bracketed)
        and kind_at(items, side.start) == "NAME"
        and items[side.start].value.kind != "company"
    ):
        if cast.place is None:
            cast.place = (side.name, items[side.start])  # a town that no table knows
            _host_behind(items, side.stop, cast)
            cast.host = cast.host or side.country
            cast.add(side.country, side.items[-1])
            cast.host = cast.host or _country_of_town(side.name)
        return
    if (
        (before in word_class("far") and not _licenses(items, side.start) and not sends_kits(items, side, head))
        or is_body(items, side)
        or is_unnamed(items, side)
        or said(items, side)
    ):
        return
    if side.start == head.at:
        town = town_inside(side.name)
        cast.place = cast.place or ((town, side.items[0]) if town is not None else None)
        return  # "|The Saran factory| was built by X and Y"
    if is_itself(items, side, head) or is_called(items, side):
        return
    if is_run(items, side):
        town = town_inside(side.name)
        cast.place = cast.place or ((town, side.items[0]) if town is not None else None)
        return
    parent = is_parent(items, side)
    if parent and cast.partners and side.country not in (None, cast.partners[-1].country):
        # "Midea Electric Egypt, a subsidiary of China's Midea": the land of a branch is where it works
        cast.host, cast.makers = cast.host or cast.partners[-1].country, {side.country or ""}
        cast.add(side.country, side.items[-1])
        return
    if (
        is_brand(items, side)
        or (cast.partners and is_make(items, side))
        or parent
        or any(one_name(known.name, side.name) for known in cast.partners)
    ):
        return
    cast.partners.append(side)
    cast.add(side.country, side.items[-1])
    if side.country is not None and before != "in":
        cast.makers.add(side.country)


def _land_behind(items: list[Item], k: int) -> str | None:
    """The country told behind a town: "in Surat Thani|, southern Thailand|"."""
    if lower_at(items, k) != ",":
        return None
    k += 1 + (lower_at(items, k + 1) in PARTS_OF_LANDS)
    told = kind_at(items, k) == "PLACE" and items[k].value.form == "name" and not is_group(items[k].value.code)
    return items[k].value.code if told else None


def _in_its_town(items: list[Item], side: Side) -> bool:
    """Whether a name of one word behind a country is a town that no table knows: "a glass factory in Jordan's Maan"."""
    at = side.stop - 1
    own = items[at].kind == "NAME" and items[at].value.kind == "name" and items[at].text[:1].isupper()
    return own and lower_at(items, at - 1) in {"s", "'", "’"} and not items[at].text.isupper()


_ZONES = frozenset("zone park estate hub corridor district technopark".split())


def _country_of_town(name: str) -> str | None:
    """The country of the town that a name begins with: "Kigali Special Economic Zone"."""
    town = town_inside(name)
    if town is None:
        return None
    tokens = tokenize(town, 0, len(town))
    return next(
        (
            e.place.code
            for entries, _ in lookup(tokens, 0)
            for e in entries
            if e.place is not None and e.place.form in _TOWN
        ),
        None,
    )


def _host_behind(items: list[Item], k: int, cast: Cast) -> None:
    for _ in range(3):  # "in Sadat city, Menoufia province, Egypt"
        k += lower_at(items, k) in KINDS_OF_PLACE
        if lower_at(items, k) != ",":
            return
        if kind_at(items, k + 1) == "PLACE":
            cast.host = items[k + 1].value.code
            return
        if kind_at(items, k + 1) != "NAME" or lower_at(items, k + 2) not in KINDS_OF_PLACE:
            return
        k += 2


# -- what stands elsewhere -------------------------------------------------------------------------


def _subject(document: Document, sentence: Sentence, head: Head, cast: Cast) -> None:
    """The named side that "it" or "the company" before the verb stands for."""
    if (speaking := _under_which(sentence, head)) is not None:
        if not any(known.name == speaking.name for known in cast.partners):
            cast.partners.insert(0, speaking)
            cast.add(speaking.country, None)
            if speaking.country:
                cast.makers.add(speaking.country)
        return
    if any(s.start < head.verb and not _beside_pronoun(sentence.items, s) for s in cast.partners):
        return
    found = meant(document, sentence, head) or antecedent(document, sentence, head.start, min(head.verb, head.at))
    if found is None or is_body(sentence.items, found[0]):
        return
    found = _subject_of(found)
    side, other = found[0] if found[0].country else _at_home(document, found[0]), found[1]
    if any(known.name == side.name for known in cast.partners):
        return
    cast.partners.insert(0, side)
    cast.add(side.country, None)
    if side.country:
        cast.makers.add(side.country)
    if other is not sentence:
        cast.other.append(other)


def _subject_of(found: tuple[Side, Sentence]) -> tuple[Side, Sentence]:
    """Whom "it" means where a sentence names several: the one that it begins with ("|Indosari| owns 59 percent of it,
    Singapore's Pinehill the rest")."""
    side, other = found
    named = sides_in(other, 0, min(side.start, 3)) if side.start > 2 else []
    first = next((s for s in named if s.name is not None and s.word != "city" and s.start == 0), None)
    if first is None or is_body(other.items, first) or kind_at(other.items, 0) not in NAMES:
        return found
    return first, other


def _announced(document: Document, sentence: Sentence, head: Head, cast: Cast) -> None:
    """The firm of the sentence before, where works are told without whose they are."""
    found = announced_by(document, sentence, head, cast)
    if found is None:
        return
    cast.partners.append(found[0])
    cast.add(found[0].country, None)
    cast.makers.add(found[0].country or "")
    cast.other.append(found[1])


def _under_which(sentence: Sentence, head: Head) -> Side | None:
    """Who "it" is behind an agreement: "X said it had signed a deal with Y under which |it| would assemble"."""
    items = sentence.items
    for k in range(head.verb - 1, max(1, head.verb - 5), -1):
        if items[k].lower == "it" and lower_at(items, k - 1) == "which":
            named = [s for s in sides_in(sentence, 0, k) if s.name is not None and not is_body(items, s)]
            opens = named and lower_at(items, named[0].stop) in {"said", "has", "signed", "announced"}
            return named[0] if opens else None
    return None


def _beside_pronoun(items: list[Item], side: Side) -> bool:
    """Whether a partner stands beside "it": "With X it has been making", "it and X announced"."""
    if lower_at(items, side.stop) == "," and lower_at(items, side.stop + 1) in {"it", "they"}:
        return True
    before = {lower_at(items, k) for k in range(max(0, side.start - 5), side.start)}
    return lower_at(items, side.stop) in {"it", "they"} or {"it", "and"} <= before


def _made_for(items: list[Item], sides: list[Side], head: Head, cast: Cast) -> None:
    """Whom works make their goods for, where nobody else takes part: "the Slovak plant sews jackets for Italy's X"."""
    contract = any(i.lower in {"contract", "licence", "license"} for i in items[head.verb :])
    if len(cast.countries) != 1 or (cast.partners and not contract) or head.joint:
        return
    for side in sides:
        foreign = side.country is not None and side.country not in cast.countries
        if side.name is not None and foreign and side.start > head.verb and role_of(items, side.start) == "for":
            cast.host = cast.host or next(iter(cast.countries))  # the works stand where their firm is at home
            cast.partners.append(side)
            cast.add(side.country, side.items[-1])
            cast.makers = {side.country} if side.country else cast.makers
            return


def _goods_origin(items: list[Item], head: Head, cast: Cast) -> None:
    """The country in a good's wording: "Belarus tractors"."""
    for item in items[head.start : head.stop]:
        if item.kind == "GOOD" and item.text[0].isupper():
            for code in _countries_inside(item.text):
                cast.add(code, item)
                cast.makers.add(code)


@cache
def _countries_inside(text: str) -> tuple[str, ...]:
    tokens = tokenize(text, 0, len(text))
    found = (
        [
            e.place.code
            for entries, _ in lookup(tokens, 0)
            for e in entries
            if e.place is not None and e.place.form not in _TOWN
        ]
        if tokens
        else []
    )
    return tuple(dict.fromkeys(found[:1]))
