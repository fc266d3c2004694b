"""Delimited text as it comes: any usual encoding, packed with gzip or not, cut off in the middle or not."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterator
from contextlib import closing

from tradebook.statistics.opened import open_text
from tradebook.statistics.opening import BROKEN, Opening
from tradebook.statistics.row import Refused

Line = tuple[int, dict[str, str]]

PARTED = "Put fields that hold the delimiter between quotes, or export the table anew"


def lines(opening: Opening) -> Iterator[Line | Refused]:
    """The lines below the header, each with its number and its fields by the header's names.

    A line with fewer fields than the header is refused, for its figures may be cut off, and one with more, where the
    further are not empty (a comma at the end): one of its figures may be parted by a comma of its own. A file that
    breaks off gives what was whole."""
    name = opening.path.name
    with closing(open_text(opening.path, opening.encoding)) as text:
        reader = csv.reader(text, delimiter=opening.delimiter)
        header: list[str] | None = None
        while True:
            where = f"{name}, line {reader.line_num + 1}"
            try:
                fields = next(reader, None)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                yield Refused(where=where, problem=f"the packed file breaks off here ({error})", mend=BROKEN)
                return
            except csv.Error as error:
                yield Refused(where=where, problem=f"it cannot be read as a table ({error})", mend="Correct the line")
                continue
            if fields is None:
                return
            if header is None:
                header = [field.strip().removeprefix("\ufeff") for field in fields]
            elif len(fields) < len(header) and any(fields):
                problem = f"it has {len(fields)} fields, the header {len(header)}"
                yield Refused(where=where, problem=problem, mend=BROKEN)
            elif any(fields[len(header) :]):
                problem = f"it has {len(fields)} fields, the header {len(header)}"
                yield Refused(where=where, problem=problem, mend=PARTED)
            elif any(fields):
                yield reader.line_num, {name: field.strip() for name, field in zip(header, fields, strict=False)}
