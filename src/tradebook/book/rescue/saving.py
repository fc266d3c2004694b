"""What can still be read of a damaged book, written into files that `tradebook read` and people can use."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from tradebook.book import schema
from tradebook.book.forgetting import SQUARE
from tradebook.book.packing import unpack, unpacked
from tradebook.book.rescue.pages import Pages, Row
from tradebook.errors import BookDamaged, UsageError
from tradebook.report import report_id
from tradebook.statement import from_json

Fields = Mapping[str, Any]

REPORTS, STATEMENTS, PEOPLE = "reports.jsonl", "statements.jsonl", "people.jsonl"
# What people said: no reading brings it back. Of all other tables nothing is lost that does not follow from the rest.
_PEOPLE = ("correction", "forgotten", "name_ruling", "note", "pin", "pin_statement")
_HASH = re.compile(r"[0-9a-f]{32}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Saved(Struct, frozen=True, kw_only=True):
    """What was written, and what was lost: `lost_reports` and `lost_statements` are numbers of rows known to be missing
    (what stood at a lost end of the file is not known), `missing_pages` what was cut off the file's end."""

    reports: int
    appearances: int
    statements: int
    people: int
    lost_reports: int
    lost_statements: int
    missing_pages: int

    @property
    def whole(self) -> bool:
        """Whether nothing is known to be lost."""
        return not (self.lost_reports or self.lost_statements or self.missing_pages)


class _Found(Struct):
    """Rows by table and number."""

    tables: dict[str, dict[int, Fields]]

    def add(self, table: str, columns: list[str], rows: Iterable[Row]) -> None:
        for row in rows:
            self.tables[table].setdefault(row.number, _fields(row, columns))

    def of(self, table: str) -> dict[int, Fields]:
        return self.tables.get(table, {})


def save(path: Path, folder: Path) -> Saved:
    """Writes what can be read of the book in the file `path` into `folder`: `reports.jsonl`, one line an appearance,
    which `tradebook read` takes; `statements.jsonl`, as `tradebook export` writes them; `people.jsonl`, what people
    said, one row a line with its table's name. The file is only read.

    Raises `BookDamaged` where nothing of a book is found, `UsageError` where the folder cannot be written to or holds
    such files already."""
    _make(folder)
    try:
        found = _read(pages := Pages(path))
    except OSError as error:
        raise UsageError(f"{path}: it cannot be read ({error.strerror}). Name the file of a book") from error
    reports = {n: row for n, row in found.of("report").items() if _is_whole(row)}
    statements = {n: row for n, row in found.of("statement").items() if _is_statement(row)}
    if not reports and not statements:
        raise BookDamaged(str(path), "nothing of a book can be read in it", "restore a backup")
    lines = list(_report_lines(reports, found.of("appearance")))
    current = [row for row in statements.values() if _is_current(row, statements)]
    for number, (table, row) in enumerate(_without_numbers(path)):
        found.tables[table][number] = row
    people = list(_people(found, statements))
    _write(folder / REPORTS, lines)
    _write(folder / STATEMENTS, (msgspec.Raw(_said(row).encode()) for row in current))
    _write(folder / PEOPLE, people)
    pointed = {row["report"] for row in (*statements.values(), *found.of("appearance").values())}
    return Saved(
        reports=len(reports),
        appearances=len(lines),
        statements=len(current),
        people=len(people),
        lost_reports=_gaps(reports, pointed),
        lost_statements=_gaps(statements, {row["superseded_by"] for row in statements.values()}),
        missing_pages=pages.missing,
    )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: it cannot be written there ({error.strerror}). Name a new folder") from error
    for name in (REPORTS, STATEMENTS, PEOPLE):
        if (folder / name).exists():
            raise UsageError(f"{folder / name}: it is there already. Name a new folder")


# Finding rows


def _read(pages: Pages) -> _Found:
    """Every row that can be told: by its table's tree where that is whole, else by what it looks like."""
    found = _Found(defaultdict(dict))
    seen = pages.free()
    for table, root, columns in _tables(pages):
        for leaf in pages.leaves(root):
            if leaf not in seen:
                seen.add(leaf)
                found.add(table, columns, pages.rows(leaf))
    for number in range(1, pages.count + 1):
        for row in pages.rows(number) if number not in seen else ():
            if (told := _looks_like(row)) is not None:
                found.add(told, _today(told), [row])
    return found


def _today(table: str) -> list[str]:
    return [column.name for column in schema.metadata.tables[table].c]


def _tables(pages: Pages) -> Iterator[tuple[str, int, list[str]]]:
    """Name, first page and columns of each table of rows with numbers, as far as the list of them can be read."""
    for leaf in pages.leaves(1):
        for row in pages.rows(leaf):
            match row.values:
                case ("table", str(name), _, int(root), str(sql)) if name in schema.metadata.tables:
                    if "WITHOUT ROWID" not in sql:
                        yield name, root, _columns(name, sql)


def _columns(table: str, sql: str) -> list[str]:
    with closing(sqlite3.connect(":memory:")) as empty:
        try:
            empty.execute(sql)
            return [row[1] for row in empty.execute(f"PRAGMA table_info('{table}')")]
        except sqlite3.Error:
            return _today(table)


def _fields(row: Row, columns: Iterable[str]) -> Fields:
    values = dict(zip(columns, row.values, strict=False))
    for name in ("json", "corrected"):
        if isinstance(packed := values.get(name), bytes):
            values[name] = unpack(packed)
    if isinstance(text := values.get("text"), bytes):
        values["text"] = unpacked(text)  # None is no text; an empty one was removed on request
    return {**values, "seq": row.number} if "seq" in values else values


def _looks_like(row: Row) -> str | None:
    """The table of a row on a page that no tree leads to."""
    v = row.values
    match v:
        case (None, str(id_), *_, bytes(text)) if len(v) == len(_today("report")) and _HASH.fullmatch(id_):
            return "report" if report_id(unpack(text)) == id_ else None
        case (None, str(id_), int(), int(), int(), str() | bytes(), *_) if _HASH.fullmatch(id_):
            return "statement"
        case (None, int(), _, _, _, _, _, _, str(), str(day), *_) if len(v) < 13 and _DAY.fullmatch(day):
            return "appearance"
    return None


# What is worth writing


def _is_whole(row: Fields) -> bool:
    """Whether the text is that of the id, or one out of which a name was taken on request."""
    text, id_ = row.get("text"), row.get("id")
    return isinstance(text, str) and (report_id(text) == id_ or SQUARE in text or text == "")


def _is_statement(row: Fields) -> bool:
    try:
        return from_json(row["json"]).id == row.get("id")
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError):
        return False


def _said(row: Fields) -> str:
    """What the statement says: as people corrected it, where that can be read, else as it was read."""
    corrected = row.get("corrected")
    try:
        return str(corrected if corrected and from_json(corrected) else row["json"])
    except (msgspec.MsgspecError, TypeError, ValueError):
        return str(row["json"])


def _is_current(row: Fields, statements: Mapping[int, Fields]) -> bool:
    """Whether nothing that can still be read took the statement's place."""
    return row.get("withdrawn_by") is None and row.get("superseded_by") not in statements


def _report_lines(reports: Mapping[int, Fields], appearances: Mapping[int, Fields]) -> Iterator[Fields]:
    """One line an appearance, with the report's text; a report whose appearances are lost appears as it was first
    recorded. Texts removed on request have none."""
    of_report: dict[int, list[Fields]] = defaultdict(list)
    for _, row in sorted(appearances.items()):
        of_report[row["report"]].append(row)
    for number, report in sorted(reports.items()):
        if report["text"]:
            for shown in of_report.get(number, [report]):
                line = {name: shown.get(name) for name in ("title", "published", "outlet", "url")}
                yield {"text": report["text"], **line, "language": report.get("language")}


def _people(found: _Found, statements: Mapping[int, Fields]) -> Iterator[Fields]:
    """What people said; statements and reports that it is about with their ids, which outlive the book."""
    ids = {"report": found.of("report"), "statement": statements, "given_for": statements}
    for table in _PEOPLE:
        for _, row in sorted(found.of(table).items()):
            named = {f"{n}_id": ids[n][row[n]]["id"] for n in ids if row.get(n) in ids[n]}
            yield {"table": table, **row, **named}


def _without_numbers(path: Path) -> Iterator[tuple[str, Fields]]:
    """The rows of people's tables whose rows have no numbers, as far as SQLite itself gets."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as raw:
        raw.row_factory = sqlite3.Row
        for table in _PEOPLE:
            if schema.metadata.tables[table].dialect_options["sqlite"]["with_rowid"]:
                continue
            with suppress(sqlite3.Error, UnicodeDecodeError):  # the latter where bytes of a text are broken
                for row in raw.execute(f"SELECT * FROM {table}"):
                    yield table, dict(row)


def _gaps(found: Mapping[int, Fields], pointed_at: set[Any]) -> int:
    """How many numbers are missing up to the last that is known to have been given."""
    known = {*found, *(n for n in pointed_at if isinstance(n, int))}
    return max(known, default=0) - len(found)


def _write(path: Path, rows: Iterable[Any]) -> None:
    try:
        with path.open("wb") as file:
            file.writelines(msgspec.json.encode(row) + b"\n" for row in rows)
    except OSError as error:
        raise UsageError(f"{path}: it cannot be written there ({error.strerror}). Name another folder") from error
