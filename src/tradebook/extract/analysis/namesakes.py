"""Countries that share their name with a part of another one: in a report on the port of Savannah, Georgia is the US
state."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tradebook.extract.items import Place, Sentence
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
