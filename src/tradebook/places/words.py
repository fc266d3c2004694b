"""Every way in which the press names a place, from all tables, as one list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from tradebook.places.tables import rows
from tradebook.places.variants import variants

Form = Literal[
    "name", "demonym", "people", "capital", "government", "nickname", "area", "city", "group", "group_demonym"
]

_GROUP_FORMS: dict[str, Form] = {"name": "group", "demonym": "group_demonym"}
_COUNTRY_FORMS: dict[str, Form] = {
    "name": "name",
    "demonym": "demonym",
    "people": "people",
    "capital": "capital",
    "government": "government",
    "nickname": "nickname",
}


class PlaceWord(Struct, frozen=True, gc=False):
    """One spelling and the place that it stands for.

    `code` is an ISO 3166-1 alpha-3 code (or SUN, YUG, CSK, DDR, SCG, ANT, XKX) or a group's code; `area` the English
    name of the part of the country, for the form "area" alone. Where `needs_context` is true the word is also
    something else ("Jordan", "Polish") or names several places ("Congo"): alone it is no evidence.
    """

    word: str
    code: str
    form: Form
    area: str | None = None
    needs_context: bool = False


@cache
def words() -> tuple[PlaceWord, ...]:
    """All spellings of all tables with their safe variants, sorted by word and code.

    A spelling stands at most once for a code (and area): what a table lists goes before what is derived, a name
    before a demonym, an area before a city. Matching is case-sensitive; "the" is never part of a word unless the word
    would mean something else without it.
    """
    listed = list(_listed())
    found: dict[tuple[str, str, str | None], PlaceWord] = {}
    for entry in listed:
        found.setdefault((entry.word, entry.code, entry.area), entry)
    known = {(entry.word, entry.code) for entry in listed}
    for entry in listed:
        for spelling in variants(entry.word):
            if (spelling, entry.code) not in known:
                derived = PlaceWord(spelling, entry.code, entry.form, entry.area, entry.needs_context)
                found.setdefault((spelling, entry.code, entry.area), derived)
    return tuple(sorted(found.values(), key=lambda entry: (entry.word, entry.code, entry.area or "")))


@cache
def not_places() -> tuple[str, ...]:
    """Fixed phrases that hold the word of a place and name none ("Swiss francs", "Gulf of Oman"), sorted.

    A reader that takes the longest match lets them hide the words inside them."""
    return tuple(row["phrase"] for row in rows("not_places.csv"))


def _listed() -> Iterator[PlaceWord]:
    """The words as the tables list them; of two tables with one word for one code the earlier one counts."""
    yield from _country_words()
    for row in rows("group_words.csv"):
        yield PlaceWord(row["word"], row["group"], _GROUP_FORMS[row["form"]], None, _flag(row))
    for row in rows("areas.csv"):
        yield PlaceWord(row["word"], row["alpha3"], "area", row["area"], _flag(row))
    taken = {(row["word"], row["alpha3"]) for table in ("country_words.csv", "areas.csv") for row in rows(table)}
    for row in rows("cities.csv"):
        if (row["word"], row["alpha3"]) not in taken:
            yield PlaceWord(row["word"], row["alpha3"], "city", None, _flag(row))


def _country_words() -> Iterator[PlaceWord]:
    order = list(_COUNTRY_FORMS)
    for row in sorted(rows("country_words.csv"), key=lambda row: order.index(row["form"])):
        yield PlaceWord(row["word"], row["alpha3"], _COUNTRY_FORMS[row["form"]], None, _flag(row))


def _flag(row: dict[str, str]) -> bool:
    return row["needs_context"] == "1"
