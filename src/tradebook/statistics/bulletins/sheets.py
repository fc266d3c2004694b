"""The sheets of a bulletin as rows of cells: CSV (or any separated text) and XLSX, row by row."""

from __future__ import annotations

import csv
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple

from tradebook.errors import BadRecord, StatisticsMissing, TooLarge
from tradebook.statistics.bulletins.mapping import Mapping
from tradebook.statistics.opened import BREAKS, HALF, open_bytes, open_text

_BARE = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_SEARCHED = 50 * 1024 * 1024  # of a sheet that is larger no formula is looked for
MAX_UNPACKED = 2 * 1024**3
_SAVE = "Open it in a spreadsheet program and save it as XLSX or CSV UTF-8"
_KINDS = ((b"\xd0\xcf\x11\xe0", "an old Excel file (XLS)"), (b"%PDF-", "a PDF"), (b"{\\rtf", "an RTF document"))


class Line(NamedTuple):
    """One row of a sheet: its number (from 1) and its cells; `broken` says why it could not be read."""

    number: int
    cells: tuple[object, ...]
    broken: str = ""


class Sheet(NamedTuple):
    """One sheet: its name (of a CSV: the file's) and its rows."""

    name: str
    lines: Iterator[Line]


def sheets(path: Path, mapping: Mapping) -> Iterator[Sheet]:
    """The sheets that the mapping asks for: one by name or number, all ("all"), else the first.

    Raises BadRecord for a file that is no table or has no such sheet, TooLarge for one that unpacks beyond measure."""
    with open_bytes(path) as stream:
        try:
            head = stream.read(512)
        except BREAKS as error:
            raise BadRecord(path.name, f"the packed file is broken ({error})", HALF) from error
    for mark, kind in _KINDS:
        if head.startswith(mark):
            raise BadRecord(path.name, f"it is {kind}", _SAVE)
    if head.lstrip().lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise BadRecord(path.name, "it is a web page under the name of a table", _SAVE)
    if head.startswith(b"PK"):
        yield from _workbook(path, mapping)
    else:
        yield Sheet(path.stem, _text_lines(path, mapping))


def _text_lines(path: Path, mapping: Mapping) -> Iterator[Line]:
    with closing(open_text(path, mapping.encoding)) as stream:
        separator = mapping.separator
        if separator is None:
            start = [stream.readline() for _ in range(mapping.headings[1] + 3)]
            separator = max("\t;,|", key="".join(start).count)
            stream.seek(0)
        reader = csv.reader(stream, delimiter=separator)
        while True:
            number = reader.line_num + 1
            try:
                yield Line(number, tuple(next(reader)))
            except StopIteration:
                return
            except csv.Error as error:
                yield Line(number, (), str(error))
            except BREAKS as error:
                yield Line(number, (), f"the packed file is broken from here ({error})")
                return


def _workbook(path: Path, mapping: Mapping) -> Iterator[Sheet]:
    try:
        import openpyxl
    except ImportError as error:
        raise StatisticsMissing from error
    _measure(path)
    # Of styles and rules, which are no figures. Rows are handed out one by one, so no block can hold the filter.
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
    with path.open("rb") as file:
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        except Exception as error:  # whatever a broken or foreign XML brings up in the library
            raise BadRecord(path.name, f"the workbook cannot be read ({error})", f"{HALF}, or: {_SAVE}") from error
        bare = _bare_formulas(path)
        with closing(book):
            for name in _chosen(path, list(book.sheetnames), mapping):
                yield Sheet(name, _cells(book, name, bare))


def _measure(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(member.file_size for member in packed.infolist())
            names = set(packed.namelist())
    except zipfile.BadZipFile as error:
        raise BadRecord(path.name, f"the workbook is broken ({error})", HALF) from error
    if size > MAX_UNPACKED:
        raise TooLarge(path.name, f"it unpacks to {size:,} bytes", "Save the sheet that you need as CSV.")
    if "xl/workbook.xml" not in names:
        raise BadRecord(
            path.name, "it is a ZIP archive or another Office document, not XLSX", f"Unpack it, or: {_SAVE}"
        )


def _chosen(path: Path, names: list[str], mapping: Mapping) -> list[str]:
    asked = mapping.sheet
    if asked is None:
        return names[:1]
    if asked.casefold() == "all":
        return names
    same = [name for name in names if name.strip().casefold() == asked.casefold()]
    if same:
        return same
    if asked.isdecimal() and 1 <= int(asked) <= len(names):
        return [names[int(asked) - 1]]
    raise BadRecord(
        path.name, f"it has no sheet '{asked}' but {', '.join(names)}", f"Correct 'sheet' in {mapping.file}."
    )


def _bare_formulas(path: Path) -> int:
    """How many cells hold a formula and no result: a program wrote them, and no spreadsheet has worked them out yet."""
    count = 0
    with zipfile.ZipFile(path) as packed:
        for member in packed.infolist():
            if member.filename.startswith("xl/worksheets/") and member.file_size <= _SEARCHED:
                with suppress(zipfile.BadZipFile, zlib.error, OSError, RuntimeError):
                    count += len(_BARE.findall(packed.read(member)))
    return count


def _cells(book: Any, name: str, bare: int) -> Iterator[Line]:
    number = 0
    if bare:
        yield Line(
            1, (), f"the workbook holds formulas without their results ({bare:,} cells). {_SAVE}, if they matter"
        )
    try:
        sheet = book[name]
        sheet.reset_dimensions()  # the size that other programs write is often wrong
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield Line(number, tuple(cells))
    except Exception as error:  # as above; what came before is kept
        yield Line(number + 1, (), f"the sheet cannot be read from here ({error})")
