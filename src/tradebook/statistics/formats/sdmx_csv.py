"""SDMX-CSV, versions 1.0 and 2.0, as Eurostat, the IMF and others send it: one observation a line, read line by line.

https://github.com/sdmx-twg/sdmx-csv. The columns name themselves; tables/concepts.csv says which part each plays.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from tradebook.errors import BadRecord
from tradebook.statistics.formats.codes import roles
from tradebook.statistics.formats.observations import NEEDED, Observation, rows
from tradebook.statistics.loading import Opening, Terms
from tradebook.statistics.opened import BREAKS, HALF, open_text
from tradebook.statistics.refusals import Refusals
from tradebook.statistics.row import Refused, Row

NAME = "SDMX-CSV"
_WHOLE = {"dataflow", "updated"}  # parts that hold a colon of their own


def fits(opening: Opening) -> bool:
    """Whether the first line is the header of SDMX-CSV."""
    names = [_named(column)[0] for column in opening.columns]
    return "obs_value" in names and "time_period" in names and bool({"dataflow", "structure_id"} & set(names))


def read(path: Path, terms: Terms) -> Iterator[Row | Refused]:
    """The trade figures of the file. Raises BadRecord where it is no table of trade between countries."""
    refusals = Refusals(path.name)
    yield from rows(_observations(path, refusals), terms, refusals)
    yield from refusals.listed()


def _named(column: str) -> tuple[str, bool]:
    """A column's name in lower case, and whether labels stand beside the codes ("FREQ: Frequency")."""
    name, colon, _ = column.strip().partition(":")
    return name.strip().casefold(), bool(colon)


def _observations(path: Path, refusals: Refusals) -> Iterator[Observation]:
    with closing(open_text(path)) as stream:
        start = stream.readline()
        stream.seek(0)
        reader = csv.reader(stream, delimiter=max(",;\t", key=start.count))
        header = next(reader, [])
        layout = _Layout(path.name, header)
        while True:
            try:
                line = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                refusals.add(f"{path.name}, line {reader.line_num}", f"the line is broken ({error})", "Mend it")
                continue
            except BREAKS as error:
                where = f"{path.name}, line {reader.line_num + 1}"
                refusals.add(where, f"the packed file is broken from here ({error})", HALF)
                return
            if not any(line):
                continue
            where = f"{path.name}, line {reader.line_num}"
            if not layout.least <= len(line) <= len(header):
                mend = HALF if len(line) < len(header) else "Put a value that holds the separator in quotes"
                refusals.add(where, f"the line has {len(line)} columns, the header {len(header)}", mend)
                continue
            yield layout.observation(where, line)


class _Layout:
    """Which column plays which part."""

    def __init__(self, file: str, header: Sequence[str]) -> None:
        named = [_named(column) for column in header]
        self._labelled = {at for at, (_, labelled) in enumerate(named) if labelled}
        self._roles: dict[str, int] = {}
        self._pins: list[tuple[str, int]] = []
        for at, (name, _) in enumerate(named):
            role = roles().get(name)
            if role == "pin":
                self._pins.append((name, at))
            elif role is not None:
                self._roles.setdefault(role, at)
        missing = [role for role in NEEDED if role not in self._roles]
        if "flow" not in self._roles and "indicator" not in self._roles:
            missing.append("flow")
        if missing:
            raise BadRecord(
                file,
                f"no column tells the {' and the '.join(missing)} (its columns are {', '.join(header)})",
                "If it is a table of trade, describe its columns in a mapping file (--mapping FILE)",
                1,
            )
        self.least = max(self._roles[role] for role in NEEDED) + 1

    def _code(self, line: Sequence[str], at: int) -> str:
        text = line[at] if at < len(line) else ""
        return text.partition(":")[0].strip() if at in self._labelled else text

    def observation(self, where: str, line: Sequence[str]) -> Observation:
        """One line by its parts."""
        told = {role: self._code(line, at) for role, at in self._roles.items()}
        for role in _WHOLE & self._roles.keys():
            at = self._roles[role]
            told[role] = line[at] if at < len(line) else ""
        return Observation(where, told, tuple((name, self._code(line, at)) for name, at in self._pins))
