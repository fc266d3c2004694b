"""`tradebook split`: a person's word that a statement does not belong to its fact."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from tradebook.cli import options, say
from tradebook.cli.console import print_json, write_line


def run(
    fact: Annotated[
        str, Parameter(name="FACT", help="The fact, by its id or that of a statement in it; first digits are enough.")
    ],
    statement: Annotated[str, Parameter(name="STATEMENT", help="The statement to take out of it.")],
    /,
    *,
    by: options.By,
    note: options.Remark = None,
    undo: Annotated[bool, Parameter(negative=(), help="Take back that the statement was taken out.")] = False,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """Say that a statement does not belong to the fact that the book put it in.

    It is a fact by itself from then on, until `tradebook merge` binds it to another. The book's own choice stays in the
    record; the split survives a new reading. `tradebook pins` lists what was said.
    """
    from tradebook.book import open_book

    with open_book(book, create=False) as opened:
        if undo:
            pin = opened.pins.undo_last("split", (fact, statement), author=by, note=note)
            if as_json:
                print_json(pin)
            else:
                write_line(f"Taken back: pin {pin.number}, which {pin.author} set")
            return 0
        alone = opened.fact(opened.pins.split(fact, statement, author=by, note=note))
    assert alone is not None
    if as_json:
        print_json(alone)
    else:
        write_line(f"{alone.id[:8]} {say.headline(alone.statement)}: by itself")
    return 0
