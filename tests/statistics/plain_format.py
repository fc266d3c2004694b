"""A small format of official figures, for the tests of loading: CSV with reporter, partner, year and value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from tradebook.statistics import Refused, Row
from tradebook.statistics.loading import Opening, Terms

NAME = "the plain table of the tests"


def fits(opening: Opening) -> bool:
    return opening.columns == ("reporter", "partner", "year", "value")


def read(path: Path, terms: Terms) -> Iterator[Row | Refused]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[1:], start=2):
        reporter, partner, year, value = line.split(",")
        origin = f"{path}, line {number}"
        if not value:
            yield Refused(where=origin, problem="no value", mend="Write one")
            continue
        yield Row(
            reporter=reporter,
            partner=partner,
            flow="exports",
            start=date(int(year), 1, 1),
            end=date(int(year), 12, 31),
            frequency="year",
            value=Decimal(value),
            currency="USD",
            source="comtrade",
            licence="UN",
            retrieved=terms.retrieved,
            origin=origin,
        )


def remarks(rows: Sequence[Row]) -> Iterator[str]:
    yield f"{len(rows)} rows were looked over"
