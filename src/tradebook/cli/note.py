"""`tradebook note`: what a person found out about a promise."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from cyclopts import Parameter

from tradebook.cli import options
from tradebook.cli.console import print_json, write_line
from tradebook.cli.promised import note_words, write_outcome
from tradebook.errors import UsageError


def run(
    promise: Annotated[
        str | None, Parameter(name="ID", help="The promise, by the id that `tradebook promises` shows.")
    ] = None,
    text: Annotated[
        str | None, Parameter(name="TEXT", help='What you found out: "firm called: 180 of 500 delivered".')
    ] = None,
    /,
    *,
    by: Annotated[str | None, Parameter(help="Who says so: a name or initials, kept with the note.")] = None,
    state: Annotated[
        Literal["kept", "partly", "missed", "open", "superseded"] | None,
        Parameter(help="What became of the promise: kept, partly, missed, open or superseded."),
    ] = None,
    share: Annotated[
        str | None,
        Parameter(help='How much of it was done: 36% or 0.36; "180 of 500" in the text says it too.'),
    ] = None,
    on: Annotated[
        date | None,
        Parameter(help="The day from which it counts (YYYY-MM-DD): when it was found out; today if not said."),
    ] = None,
    undo: Annotated[int | None, Parameter(help="Take the note with this number back; it stays in the record.")] = None,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """Write down what you found out about a promise, or take such a note back.

    A note counts as evidence: the state that it gives stands over all that was published before its day; a later note
    stands over an earlier one, and both are shown. Without ID and TEXT all notes are listed.
    """
    from tradebook.book import open_book
    from tradebook.book.promises.notes import share_of

    if undo is not None:
        if promise is not None or text is not None:
            raise UsageError("say one thing: a note on a promise, or --undo with the number of a note")
        _check_author(by)
        with open_book(book, create=False) as opened:
            opened.following.undo(undo, by=by or "")
        write_line(f"note {undo} taken back") if not as_json else print_json({"undone": undo})
        return 0
    if promise is None:
        return _list(book, as_json)
    if text is None:
        raise UsageError('the note has no words. Write: tradebook note ID "what you found out" --by NAME')
    _check_author(by)
    part = share_of(share) if share is not None else None
    with open_book(book, create=False) as opened:
        note = opened.following.note(promise, text, by=by or "", state=state, share=part, on=on)
        if as_json:
            print_json(note)
            return 0
        write_line(f"note {note.number} {note_words(note)}")
        if now := opened.following.of_statement(note.statement):
            write_outcome(now)
    return 0


def _check_author(by: str | None) -> None:
    if by is None or not by.strip():
        raise UsageError("a note needs the name of who gives it: --by NAME")


def _list(book: str | None, as_json: bool) -> int:
    from tradebook.book import open_book

    with open_book(book, create=False) as opened:
        notes = opened.following.notes()
    if as_json:
        print_json(notes)
    elif notes:
        for note in notes:
            write_line(f"note {note.number} on {note.statement[:8]} {note_words(note)}")
    else:
        write_line("The book has no notes.")
    return 0
