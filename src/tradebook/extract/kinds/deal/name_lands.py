"""Which countries the words of a name tell: "QatarEnergy", "Jordan Phosphate Mines", "Peru-Ghana Business Forum"."""

from __future__ import annotations

import re
from functools import cache

from tradebook import places
from tradebook.extract.analysis import resolved
from tradebook.extract.items import Item
from tradebook.extract.kinds.deal.firms import known_country
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.event.scene import places_inside
from tradebook.extract.kinds.phrases import lower_at
from tradebook.places import is_group

_STATES = re.compile(r"^(?:U\.S\.|US) (?=\S+ \S)")


def without_states(items: list[Item], i: int, name: str) -> str:
    """A firm's name without the "U.S." that only says where it sits ("with U.S. Venture Global LNG"); behind an article
    or before a good it belongs to the name of a body ("the U.S. Grains Council", "US Wheat Associates")."""
    if name.startswith(("U.S. ", "US ")) and known_country(alone := name.split(" ", 1)[1]) is not None:
        return alone  # "and the U.S. Cummins"
    match = _STATES.match(name)
    if match is None or lower_at(items, i - 1) == "the" or resolved(name[match.end() :].split(" ")[0].lower()):
        return name
    rest = name[match.end() :]
    return name if {word.lower() for word in rest.split(" ")} & _PUBLIC else rest


_PUBLIC = frozenset(
    "department ministry navy army force bank council embassy agency commission committee government".split()
)


def named_country(item: Item) -> str | None:
    """The country that a name of two words written as one begins with: "QatarEnergy", "PetroVietnam" has none."""
    match = _CAMEL.match(item.text)
    return _country_names().get(match.group()) if match is not None else None


def pair_in(name: str) -> tuple[str, ...]:
    """The two countries that the name of a forum or council joins ("Peru-Ghana Business Forum"), or none."""
    found = places_inside(name) if len(name) > 10 else ()
    return found if len(found) == 2 and not any(is_group(code) for code in found) else ()


def names_meeting(name: str) -> bool:
    """Whether a name is that of a meeting or of what was agreed there, which the town only hosted: "Johannesburg
    Summit"."""
    return name.rsplit(" ", 1)[-1] in _MEETINGS


_MEETINGS = frozenset("Summit Agreement Accord Accords Declaration Protocol Convention Round Consensus Process".split())


def origin_of(name: str) -> str | None:
    """The country of a demonym that stands before the name of a works ("Polish Kolbet wheel factory"), where it is
    no part of it ("Turkish Airlines"), else None."""
    parts = name.split(" ")
    if len(parts) < 3 or not parts[-1].islower() or parts[-1] not in word_class("generic"):
        return None
    return _demonyms().get(parts[0])


def nationality(word: str) -> bool:
    """Whether a word is a nationality: "Korean"."""
    return word in _demonyms()


@cache
def _demonyms() -> dict[str, str]:
    return {word.word: word.code for word in places.words() if word.form == "demonym"}


@cache
def _country_names() -> dict[str, str]:
    return {word.word: word.code for word in places.words() if word.form == "name"}


_CAMEL = re.compile(r"[A-Z][a-z]{3,}(?=[A-Z])")


def firm_of_land(item: Item) -> str | None:
    """The country that opens what looks like a person's name and is a firm's: "Jordan Phosphate Mines"."""
    parts = item.text.split(" ")
    if item.kind != "PERSON" or len(parts) < 3 or not any(resolved(part.lower()) for part in parts[1:]):
        return None
    return _country_names().get(parts[0])
