"""Countries that share their name with a part of another one (in a report on the port of Savannah, Georgia is the US
state), or a nickname with another one (in a report on Jordan "the Kingdom" is Jordan)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tradebook import places
from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.tables import rows


class _Namesake(NamedTuple):
    """A row of `tables/namesakes.csv`: the country's word and code, the place that it is in a report with one of the
    `signs` and none of the words `unless`."""

    word: str
    code: str
    place: Place
    signs: tuple[str, ...]
    unless: tuple[str, ...]


@cache
def _namesakes() -> tuple[_Namesake, ...]:
    return tuple(
        _Namesake(
            row["word"],
            row["code"],
            Place(code=row["other"], form="area", area=row["area"]),
            tuple(row["signs"].split("|")),
            tuple(row["unless"].split("|")),
        )
        for row in rows("namesakes")
    )


def settle_namesakes(text: str, sentences: list[Sentence], countries: dict[str, int]) -> None:
    """Turn the country's name into the other place where the words of the report say that this is meant."""
    for one in _namesakes():
        if not countries.get(one.code) or not any(sign in text for sign in one.signs):
            continue
        if any(word in text for word in one.unless):
            continue
        for sentence in sentences:
            for item in sentence.items:
                if item.kind == "PLACE" and item.text == one.word and item.value.code == one.code:
                    item.value = one.place
                    countries[one.code] -= 1
                    countries[one.place.code] = countries.get(one.place.code, 0) + 1
        if not countries[one.code]:
            del countries[one.code]


@cache
def _shared_towns() -> dict[str, frozenset[str]]:
    """The towns of one name in several countries."""
    lands: dict[str, set[str]] = {}
    for word in places.words():
        if word.form == "city":
            lands.setdefault(word.word, set()).add(word.code)
    return {name: frozenset(codes) for name, codes in lands.items() if len(codes) > 1}


def settle_towns(sentences: list[Sentence], countries: dict[str, int]) -> None:
    """Give a town of a name that several countries have to the one of them that the report names otherwise:
    "Concepcion" in a report on Paraguay."""
    if len(countries) < 2:
        return
    shared = _shared_towns()
    for sentence in sentences:
        if "PLACE" not in sentence.kinds:
            continue
        for item in sentence.items:
            if item.kind != "PLACE" or item.text not in shared or item.value.form != "city":
                continue
            bearers, here = shared[item.text], str(item.value.code)
            named = _besides(sentences, bearers, item.text)
            if len(named) == 1 and here not in named:
                item.value = Place(code=named[0], form="city", area=item.value.area)
                countries[named[0]] = countries.get(named[0], 0) + 1
                countries[here] = countries.get(here, 1) - 1
                if countries[here] <= 0:
                    del countries[here]


def _besides(sentences: list[Sentence], bearers: frozenset[str], town: str) -> list[str]:
    """Those of `bearers` that the sentences name by another word than the town's."""
    items = (i for s in sentences for i in s.items if i.kind in {"PLACE", "DEM"} and i.text != town)
    return list(dict.fromkeys(str(i.value.code) for i in items if i.value.code in bearers))


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    return {row["word"]: frozenset(row["codes"].split("|")) for row in rows("shared_nicknames")}


def settle_nicknames(sentences: list[Sentence], seat: Item | None, countries: dict[str, int]) -> None:
    """Give a nickname that several countries bear ("the Kingdom") to the one of them that the report names: that of its
    dateline, else the only one, else the first but for those of the same sentence. Where it names none, or only in the
    same sentence together with another, the nickname keeps the country of the tables, if it has one there."""
    known = _nicknames()
    for sentence in sentences:
        if known.keys().isdisjoint(sentence.lowers):
            continue
        for k, item in enumerate(sentence.items):
            bearers = known.get(item.lower)
            if bearers is None or item.kind not in {"PLACE", "CUE"}:
                continue
            if k + 1 < len(sentence.items) and sentence.items[k + 1].lower == "of":
                continue  # "the kingdom of Bahrain" says which
            code = _bearer(bearers, sentence, sentences, seat)
            if code is None or (item.kind == "PLACE" and item.value.code == code):
                continue
            if item.kind == "PLACE":
                countries[item.value.code] -= 1
                if not countries[item.value.code]:
                    del countries[item.value.code]
            item.kind, item.value = "PLACE", Place(code=code, form="nickname")
            countries[code] = countries.get(code, 0) + 1
            sentence.refresh()


def _bearer(bearers: frozenset[str], sentence: Sentence, sentences: list[Sentence], seat: Item | None) -> str | None:
    """Which of `bearers` a nickname in `sentence` means, None where the report does not tell."""
    if seat is not None and seat.value.code in bearers:
        return str(seat.value.code)
    named = _named(sentences, bearers)
    if len(named) > 1:
        beside = _named([sentence], bearers)
        named = [code for code in named if code not in beside][:1]
    return named[0] if named else None


def _named(sentences: list[Sentence], bearers: frozenset[str]) -> list[str]:
    """Those of `bearers` that the sentences name by another word, also inside the name of a body, in their order."""
    found: dict[str, None] = {}
    for sentence in sentences:
        for item in sentence.items:
            if item.kind in {"PLACE", "DEM"}:
                if item.value.code in bearers and item.lower not in _nicknames():
                    found[item.value.code] = None
            elif item.kind in {"ORG", "NAME"}:
                codes = [_country_words().get(word, "") for word in item.text.split()]
                found.update(dict.fromkeys(code for code in codes if code in bearers))
    return list(found)


@cache
def _country_words() -> dict[str, str]:
    return {one.word: one.code for one in places.words() if one.form in {"name", "demonym"}}
