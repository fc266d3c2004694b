"""`tradebook merge`: a person's word that facts are one."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from tradebook.cli import options, say
from tradebook.cli.console import print_json, write_line


def run(
    *ids: Annotated[
        str, Parameter(name="ID", help="Facts, by id or by the id of a statement in them; the first digits are enough.")
    ],
    by: options.By,
    note: options.Remark = None,
    undo: Annotated[bool, Parameter(negative=(), help="Take back the last merge that bound these.")] = False,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """Say that facts are one, which the book keeps apart.

    The book's own choice stays in the record beside it; the merge survives a new reading, and what is read later and
    belongs to any of the facts comes to the one. `tradebook pins` lists what was said, `tradebook explain` what came
    of it.
    """
    from tradebook.book import open_book

    with open_book(book, create=False) as opened:
        if undo:
            pin = opened.pins.undo_last("merge", ids, author=by, note=note)
            if as_json:
                print_json(pin)
            else:
                write_line(f"Taken back: pin {pin.number}, which {pin.author} set")
            return 0
        fact = opened.fact(opened.pins.merge(ids, author=by, note=note))
    assert fact is not None
    if as_json:
        print_json(fact)
    else:
        write_line(f"{fact.id[:8]} {say.headline(fact.statement)}: {say.counted(len(fact.sources), 'statement')}")
    return 0
