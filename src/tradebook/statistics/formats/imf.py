"""The IMF's downloads: wide tables of the data portal (IMTS) and of the Direction of Trade Statistics before it.

https://data.imf.org/en/datasets/IMF.STA:IMTS. What its SDMX interface sends is read as SDMX-CSV and SDMX-ML. The
portal's tables carry a line a series and a column a period; those of old name the countries by the IMF's own numbers,
so that the names are read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from tradebook.errors import BadRecord
from tradebook.statistics.formats.codes import NoPlace, imf_place
from tradebook.statistics.formats.observations import Observation, rows
from tradebook.statistics.loading import Opening, Terms
from tradebook.statistics.opened import open_text
from tradebook.statistics.refusals import Refusals
from tradebook.statistics.row import Refused, Row
from tradebook.statistics.spans import time_period

NAME = "IMF table of trade by partner country"
_PORTAL = {"DATASET", "SERIES_CODE", "COUNTERPART_COUNTRY", "INDICATOR"}
_SERIES = {"Country Name", "Counterpart Country Name", "Indicator Code"}
_PANEL = {"Country Name", "Counterpart Country Name", "Time Period"}
_CODE = re.compile(r"\((\w+)\)\s*$")
_KEY = ("reporter", "indicator", "partner", "frequency")  # the order of the dimensions of IMTS in a series' code


def fits(opening: Opening) -> bool:
    """Whether the header is one of the IMF's three."""
    columns = {column.strip('"\ufeff') for column in opening.columns}
    return any(needed <= columns for needed in (_PORTAL, _SERIES, _PANEL))


def read(path: Path, terms: Terms) -> Iterator[Row | Refused]:
    """The trade figures of the file. Raises BadRecord for a table of the portal that is not of trade."""
    refusals = Refusals(path.name)
    with closing(open_text(path)) as stream:
        start = stream.readline()
        stream.seek(0)
        reader = csv.reader(stream, delimiter=max(",;\t", key=start.count))
        header = [column.strip() for column in next(reader, [])]
        lines = _Lines(path.name, header, refusals)
        found = (one for line in reader for one in lines.read(f"{path.name}, line {reader.line_num}", line))
        yield from rows(found, terms, refusals, lines.dataflow)
    yield from refusals.listed()


class _Lines:
    """The lines of one file under its header."""

    def __init__(self, file: str, header: Sequence[str], refusals: Refusals) -> None:
        self._file = file
        self._at = {name: column for column, name in enumerate(header)}
        self._refusals = refusals
        self._periods = [(column, name) for column, name in enumerate(header) if time_period(name) is not None]
        self._indicators = [(column, match[1]) for column, name in enumerate(header) if (match := _CODE.search(name))]
        self._portal = set(header) >= _PORTAL
        self._panel = set(header) >= _PANEL
        # The portal's values are counted in its SCALE; those of old are in full dollars.
        self.dataflow = "IMF:DOT"

    def read(self, where: str, line: Sequence[str]) -> Iterator[Observation]:
        """The observations of a line."""
        if len(line) < min(len(self._at), 4):
            return
        if self._portal:
            yield from self._of_portal(where, line)
        else:
            yield from self._of_old(where, line)

    def _cell(self, line: Sequence[str], name: str) -> str:
        column = self._at.get(name)
        return line[column].strip() if column is not None and column < len(line) else ""

    def _of_portal(self, where: str, line: Sequence[str]) -> Iterator[Observation]:
        dataset = self._cell(line, "DATASET")
        if not re.match(r"IMF(\.STA)?:(IMTS|DOT)\b", dataset):
            raise BadRecord(self._file, f"it is a table of '{dataset}'", "Take one of IMF.STA:IMTS, trade by partner.")
        codes = self._cell(line, "SERIES_CODE").split(".")
        if len(codes) != len(_KEY):
            self._refusals.add(where, f"the series '{'.'.join(codes)}' is not of four codes", "Fetch the file again")
            return
        told = {**dict(zip(_KEY, codes, strict=True)), "multiplier": self._cell(line, "SCALE")}
        for column, period in self._periods:
            if column < len(line):
                yield Observation(where, {**told, "period": period, "value": line[column]})

    def _of_old(self, where: str, line: Sequence[str]) -> Iterator[Observation]:
        if self._cell(line, "Attribute") not in ("", "Value"):
            return
        try:
            told = {
                "reporter": imf_place(self._cell(line, "Country Name")),
                "partner": imf_place(self._cell(line, "Counterpart Country Name")),
            }
        except NoPlace:
            names = f"'{self._cell(line, 'Country Name')}' or '{self._cell(line, 'Counterpart Country Name')}'"
            problem = f"{names} is no country or group of Tradebook"
            self._refusals.add(
                where, problem, "Nothing to mend where it is a group; else tell its name in the IMF's way"
            )
            return
        if self._panel:
            period = self._cell(line, "Time Period")
            for column, code in self._indicators:
                if column < len(line):
                    yield Observation(where, {**told, "indicator": code, "period": period, "value": line[column]})
            return
        told["indicator"] = self._cell(line, "Indicator Code")
        for column, period in self._periods:
            if column < len(line):
                yield Observation(where, {**told, "period": period, "value": line[column]})
