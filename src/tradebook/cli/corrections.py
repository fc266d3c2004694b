"""`tradebook corrections`: what people said of the book's statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from cyclopts import Parameter

from tradebook.cli import options, say
from tradebook.cli.console import print_json, write_line
from tradebook.errors import UsageError

if TYPE_CHECKING:
    from tradebook.book import Book, Given


def run(
    statement: Annotated[
        str | None, Parameter(name="ID", help="Only those of the statement with this id, or its first digits.")
    ] = None,
    /,
    *,
    undo: Annotated[int | None, Parameter(help="Take back the correction with this number.")] = None,
    by: Annotated[str | None, Parameter(help="Who takes it back.")] = None,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """List the corrections of the book in the order in which they were given, or take one back.

    Each with who gave it and when, what the machine had read, and what became of it: overruled by a later one, carried
    to a new reading (look at it again), agreed to by a new reading, taken back.
    """
    from tradebook.book import open_book

    if undo is not None and by is None:
        raise UsageError("--undo needs the name of who takes the correction back: --by NAME")
    with open_book(book, create=False) as opened:
        if undo is not None and by is not None:
            opened.corrections.undo(undo, by=by)
        found = opened.corrections.all(statement)
        if as_json:
            print_json(found)
        elif not found:
            write_line("Nobody has corrected a statement of this book.")
        else:
            _print(opened, found)
    return 0


def _print(book: Book, found: list[Given]) -> None:
    headlines: dict[str, str] = {}
    for given in found:
        if given.statement not in headlines:
            entry = book.statement(given.statement)
            headlines[given.statement] = say.headline(entry.statement) if entry else ""
            write_line(f"{given.statement[:8]} {headlines[given.statement]}")
        write_line(f"  {given.number:>4}  {correction_words(given)}")


def correction_words(given: Given) -> str:
    """A correction in one line: what, who and when, what became of it."""
    c = given.says
    what = f"marked as {c.mark}" if c.mark else f"{c.slot}: {value_words(c.value)} (read: {value_words(c.was)})"
    parts = [what, f"{c.author}, {c.at[:10]}", f'"{c.note}"' if c.note else ""]
    return ", ".join(part for part in (*parts, *_became(given)) if part)


def _became(given: Given) -> list[str]:
    words = {
        f"taken back by {given.undone}": given.undone is not None,
        "overruled by a later one": given.overruled,
        "the new reading holds no such statement": given.lost,
        "a new reading says the same": given.agreed,
        "given for an earlier reading: look at it again": given.carried and not given.agreed,
    }
    return [said for said, is_so in words.items() if is_so]


def value_words(value: Any) -> str:
    """A slot's value as a person would write it: the words of parts, codes as they are."""
    match value:
        case None | [] | {}:
            return "nothing"
        case list():
            return "; ".join(value_words(one) for one in value)
        case dict():
            said = value.get("text") or value.get("edtf") or value.get("name")
            return str(said) if said else msgspec.json.encode(value).decode()
        case _:
            return str(value)
