"""Promises on the screen: the short table of `show`, the entries of `promises` and `explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradebook.brief.words import says_who
from tradebook.check.wording import day_words
from tradebook.cli import say
from tradebook.cli.console import write_line

if TYPE_CHECKING:
    from datetime import date

    from tradebook.book import NoteGiven, Promise, Sign
    from tradebook.cli.sources import SourceList

INDENT = " " * 4


def due_words(promise: Promise) -> str:
    """ "31 December 2025"; "no date, look again on 1 March 2026"."""
    if promise.due:
        return day_words(promise.due.isoformat())
    return f"no date, look again on {day_words(promise.review.isoformat())}" if promise.review else "no date"


def state_words(promise: Promise) -> str:
    """ "partly, 36 %"."""
    if promise.share is None or promise.state != "partly":
        return promise.state
    return f"{promise.state}, {share_words(promise.share)}"


def share_words(share: float) -> str:
    """A share in percent, never 100 of what is not whole."""
    from tradebook.book.promises.flows import percent

    return percent(share)


def write_promise(promise: Promise, sources: SourceList) -> None:
    """One promise with its sentence, who promised it, and what came of it."""
    statement = promise.fact.statement
    new = ", new" if promise.changed else ""
    write_line(f"{state_words(promise).upper()}{new}: due {due_words(promise)}")
    write_line(f"{INDENT}{say.headline(statement)}  {statement.id[:8]} {sources.of_fact(promise.fact)}")
    write_line(f"{INDENT}promised by {says_who(statement.attribution) or 'a source not named'}, {_told(promise)}:")
    write_line(f'{INDENT}"{statement.evidence.text}"')
    write_outcome(promise, sources)
    write_line()


def _told(promise: Promise) -> str:
    first, last = promise.fact.first_seen, promise.fact.last_repeated
    words = day_words(first.isoformat())
    return words if first == last else f"{words}, last repeated {day_words(last.isoformat())}"


def write_outcome(promise: Promise, sources: SourceList | None = None) -> None:
    """What came of a promise: the reason of its state, the evidence, the near misses, the notes."""
    write_line(f"{INDENT}{promise.state}{_since(promise.since)}: {promise.reason}")
    for sign in promise.evidence:
        _write_sign(f"{sign.result}", sign, sources)
    for sign in promise.nearest:
        _write_sign(f"nearest ({sign.says})", sign, sources)
    for note in promise.notes:
        write_line(f"{INDENT}note {note.number} {note_words(note)}")


def _since(day: date | None) -> str:
    return f" since {day_words(day.isoformat())}" if day else ""


def _write_sign(what: str, sign: Sign, sources: SourceList | None) -> None:
    statement = sign.statement
    mark = "" if sources is None or sign.source else f" {sources.mark(statement.report.id)}"
    where = sign.source or day_words(sign.day.isoformat())
    write_line(f'{INDENT}{what}: {where}, {statement.id[:8]}{mark} "{statement.evidence.text}"')


def note_words(note: NoteGiven) -> str:
    """A note in one line: who, when, what it says."""
    says = ", ".join(
        part
        for part in (
            note.state or "",
            share_words(note.share) if note.share is not None else "",
            "overruled by a later note" if note.overruled else "",
            "its promise is no longer read" if note.lost else "",
            f"taken back by {note.undone}" if note.undone else "",
        )
        if part
    )
    given = note.given_at.date().isoformat()
    entered = f", entered {day_words(given)}" if note.on.isoformat() != given else ""
    day = day_words(note.on.isoformat())
    return f"by {note.author} on {day}{entered}{f' ({says})' if says else ''}: {note.text}"
