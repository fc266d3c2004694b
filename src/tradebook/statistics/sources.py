"""Who publishes official figures, and on what terms: `tables/sources.csv`, read late."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from msgspec import Struct

UNKNOWN_LICENCE = "not told"  # of a source that nobody described: never shown in public


class Source(Struct, frozen=True, kw_only=True):
    """One line of the table: our `key`, the `name` of the publication, its `publisher`, a short name of the `licence`,
    whether single figures may be shown in public pages and exports (`redistributable`), and how it is cited."""

    key: str
    name: str
    publisher: str
    licence: str
    redistributable: bool
    citation: str


@cache
def sources() -> dict[str, Source]:
    """The sources by key, in the order of the keys."""
    text = files("tradebook.statistics").joinpath("tables", "sources.csv").read_text(encoding="utf-8")
    found = {}
    for row in csv.DictReader(text.splitlines()):
        values = {name: value.strip() for name, value in row.items() if name != "redistributable"}
        found[row["key"]] = Source(**values, redistributable=row["redistributable"] == "yes")
    return found


def source_of(key: str, licence: str | None = None) -> Source:
    """What is known of the source `key`; one that the table lacks is cited by its key and not redistributable.

    A `licence` that the user tells and that is not the table's own takes the permission away: nobody has read it here.
    """
    known = sources().get(key)
    if known is None:
        told = licence or UNKNOWN_LICENCE
        return Source(key=key, name=key, publisher=key, licence=told, redistributable=False, citation=key)
    if licence is None or licence == known.licence:
        return known
    return Source(
        key=key,
        name=known.name,
        publisher=known.publisher,
        licence=licence,
        redistributable=False,
        citation=known.citation,
    )
