"""`tradebook pins`: what people said belongs together, or does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from tradebook.cli import options, say
from tradebook.cli.console import print_json, write_line
from tradebook.errors import UsageError

if TYPE_CHECKING:
    from tradebook.book import Book, Pinned


def run(
    id_: Annotated[
        str | None, Parameter(name="ID", help="Only what concerns this fact or statement; first digits are enough.")
    ] = None,
    /,
    *,
    undo: Annotated[int | None, Parameter(help="Take back the merge or split with this number.")] = None,
    by: Annotated[str | None, Parameter(help="Who takes it back.")] = None,
    note: options.Remark = None,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """List what people merged and split, in the order in which they did, or take one of it back.

    Each with its number, who said it and when, and what became of it: overruled by a later one, carried to a new
    reading, waiting for a statement that no reading finds any more, taken back.
    """
    from tradebook.book import open_book

    if undo is not None and by is None:
        raise UsageError("--undo needs the name of who takes it back: --by NAME")
    with open_book(book, create=False) as opened:
        if undo is not None and by is not None:
            opened.pins.undo(undo, author=by, note=note)
        found = opened.pins.all(id_)
        if as_json:
            print_json(found)
        elif not found:
            write_line("Nobody has merged or split facts here.")
        else:
            _print(opened, found)
    return 0


def _print(book: Book, found: list[Pinned]) -> None:
    for each in found:
        write_line(f"{each.pin.number:>4}  {pin_words(each)}")
        apart = {m.statement for m in each.pin.of("apart")}
        for id_ in each.statements:
            entry = book.statement(id_)
            side = "out: " if id_ in apart else ""
            write_line(f"        {side}{id_[:8]} {say.headline(entry.statement) if entry else ''}")


def pin_words(each: Pinned) -> str:
    """ "merged by Ann, 3 March 2023 (same contract), overruled by pin 7"."""
    from tradebook.check.wording import day_words

    pin = each.pin
    words = [
        f"{'merged' if pin.action == 'merge' else 'split'} by {pin.author}",
        day_words(pin.made_at.date().isoformat()),
    ]
    said = ", ".join(words) + (f" ({pin.note})" if pin.note else "")
    states = (
        f"taken back by {each.undone_by}" if each.undone_by is not None else "",
        f"contradicted by pin {each.overruled_by}, which counts" if each.overruled_by is not None else "",
        "carried to a new reading" if each.carried else "",
        f"waits for {say.counted(len(each.waiting), 'statement')} no longer read" if each.waiting else "",
    )
    return ", ".join((said, *filter(None, states)))
