"""`tradebook correct`: a person's word on a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from tradebook.book.rows import kind_of
from tradebook.cli import options, say
from tradebook.cli.console import print_json, write_line
from tradebook.cli.pairs import country_code
from tradebook.errors import UsageError

if TYPE_CHECKING:
    from tradebook.book import Book
    from tradebook.statement import Statement

_CODES = ("reporter", "partner", "origin", "destination")  # slots that hold one country
_NOTHING = ("", "-")


def run(
    statement: Annotated[str, Parameter(name="ID", help="The id of a statement, or its first digits.")],
    /,
    *values: Annotated[
        str,
        Parameter(
            name="SLOT=VALUE",
            help="The right value of a slot: reporter=Belarus, period=2021, amount='USD 295.5 million'; "
            "nothing or - after = where the report does not say.",
        ),
    ],
    by: Annotated[str, Parameter(help="Who says so: a name or initials, kept with the correction.")],
    wrong: Annotated[
        bool, Parameter(negative=(), help="The report says no such thing: leave it out of all facts.")
    ] = False,
    right: Annotated[bool, Parameter(negative=(), help="It was looked at, and is right as it stands.")] = False,
    note: Annotated[str | None, Parameter(help="A remark to keep with it: why, or who was asked.")] = None,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """Say that a statement is wrong or right, or give the right values of its slots.

    The machine's reading stays in the record; what you say wins in facts, tables and exports, and is kept when the
    report is read anew. Values are written as in the cases (docs/annotation.md); countries by name or code.
    `tradebook corrections` lists what was said and takes it back.
    """
    from tradebook.book import open_book

    if sum((bool(values), wrong, right)) != 1:
        raise UsageError("say one thing: --wrong, --right, or slots with their values (reporter=Belarus period=2021)")
    with open_book(book, create=False) as opened:
        if values:
            kind = kind_of(_statement(opened, statement))
            now = opened.corrections.set(statement, dict(_parsed(kind, v) for v in values), author=by, note=note)
        else:
            now = opened.corrections.mark(statement, "wrong" if wrong else "right", author=by, note=note)
    if as_json:
        print_json(now)
    else:
        write_line(f"{now.id[:8]} {'marked as wrong: ' if wrong else ''}{say.headline(now)}")
    return 0


def _statement(book: Book, id_or_prefix: str) -> Statement:
    entry = book.statement(id_or_prefix)
    if entry is None:
        raise UsageError(f"{id_or_prefix}: the book has no statement with this id. `tradebook show` prints ids")
    return entry.statement


def _parsed(kind: str, words: str) -> tuple[str, Any]:
    """A slot and its value as builtins, of "slot=value"."""
    from tradebook.evaluate import notation
    from tradebook.statement import SLOTS

    slot, equals, value = (part.strip() for part in words.partition("="))
    if not equals or not slot:
        raise UsageError(f"{words!r} names no slot with a value. Write slot=value, for instance reporter=Belarus")
    if slot == "stance":
        return slot, value
    if slot not in SLOTS[kind]:
        raise UsageError(f"{slot}: a {kind} has no such slot. It has {', '.join(SLOTS[kind])}")
    if value in _NOTHING:
        return slot, [] if slot in notation.MANY else None
    if slot in _CODES:
        return slot, country_code(value)
    if slot in notation.CODES:
        return slot, [country_code(name) for name in _names(value)]
    try:
        return slot, notation.slot_value(slot, value)
    except ValueError as error:
        raise UsageError(f"{slot}: {error}") from error


def _names(value: str) -> list[str]:
    """Countries parted by commas or semicolons; codes also by spaces."""
    if "," in value or ";" in value:
        return [name.strip() for name in value.replace(";", ",").split(",") if name.strip()]
    words = value.split()
    return words if all(len(word) <= 4 and word.isupper() for word in words) else [value]
