"""Towns and peoples in reports of before 1993: Moscow is of the Soviet Union, Prague of Czechoslovakia."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from msgspec.structs import replace

from tradebook.extract.items import Item, Sentence
from tradebook.extract.tables import rows

LAST = 1992
"""The last year of which a report may know another state than today's."""


@cache
def _states(year: int) -> dict[str, str]:
    """The codes of states of today and of those that they were parts of in a year."""
    return {row["code"]: row["old"] for row in rows("old_states") if year <= int(row["until"])}


def settle_old_states(sentences: Sequence[Sentence], year: int) -> None:
    """Give places and names the states that they belonged to in a year."""
    states = _states(year)
    for sentence in sentences:
        for k, item in enumerate(sentence.items):
            if (value := _as_then(item, states)) is not None:
                sentence.items[k] = Item(item.kind, item.start, item.end, item.text, item.lower, value)


def _as_then(item: Item, states: dict[str, str]) -> Any:
    if item.kind in {"PLACE", "DEM"} and (old := states.get(item.value.code)) is not None:
        return replace(item.value, code=old)
    if item.kind in {"ORG", "PERSON", "NAME"} and (old := states.get(item.value.country or "")) is not None:
        return replace(item.value, country=old)
    return None
