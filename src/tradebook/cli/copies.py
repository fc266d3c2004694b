"""`tradebook copies`: reports printed again, sentences that reports repeat, what outlets took back themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, TypeVar

from cyclopts import Parameter
from cyclopts.validators import Number

from tradebook.cli import options
from tradebook.cli.console import print_json, write_line
from tradebook.cli.pairs import optional_pair
from tradebook.cli.say import counted
from tradebook.cli.sources import appearance_words
from tradebook.errors import UsageError

if TYPE_CHECKING:
    from tradebook.book import Book
    from tradebook.book.copies.model import CopyGroup, CopyOf, NoticeEntry, Passage

T = TypeVar("T")


def run(
    first: Annotated[
        str | None,
        Parameter(name="REPORT-OR-A", help="A report's id or its first digits; or a country, by name or code."),
    ] = None,
    second: options.Second = None,
    /,
    *,
    passages: Annotated[
        bool, Parameter(negative=(), help="List the sentences that reports repeat instead: background of agencies.")
    ] = False,
    notices: Annotated[
        bool, Parameter(negative=(), help="List the corrections and withdrawals by outlets themselves instead.")
    ] = False,
    limit: Annotated[int, Parameter(help="Show so many at the most.", validator=Number(gte=1))] = 20,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """List which reports are one report printed again: the original, then its copies, each with how much they share.

    Of all reports, of those on two countries, or of one report. Copies count as one source in every fact; so does a
    sentence that reports repeat, and what an outlet took back itself does not count.
    """
    from tradebook.book import open_book

    if passages and notices:
        raise UsageError("--passages and --notices are two lists. Name one")
    if (passages or notices) and first is not None:
        raise UsageError("--passages and --notices list those of the whole book. Leave out the names")
    with open_book(book, create=False) as opened:
        if passages:
            found = opened.copies.passages(limit)
            return _show(found, as_json, _print_passages, "No sentence of the book is repeated by another report.")
        if notices:
            told = opened.copies.notices(limit=limit)
            return _show(told, as_json, _print_notices, "No report of the book corrects or withdraws another.")
        groups = _groups(opened, first, second, limit)
        return _show(groups, as_json, _print_groups, "No report of these is a copy of another.")


def _groups(book: Book, first: str | None, second: str | None, limit: int) -> list[CopyGroup]:
    if first is not None and second is None:
        group = book.copies.group(first)
        if group is None:
            raise UsageError(f"{first}: the book has no report with this id. `tradebook copies` prints ids")
        return [group]
    return book.copies.groups(optional_pair(first, second), limit)


def _show(found: Sequence[T], as_json: bool, write: Callable[[Sequence[T]], None], nothing: str) -> int:
    if as_json:
        print_json(found)
    elif found:
        write(found)
    else:
        write_line(nothing)
    return 0


def _print_groups(groups: Sequence[CopyGroup]) -> None:
    for group in groups:
        number = len(group.copies)
        write_line(
            f"{group.original.report[:8]} {_first(group.original)}: {number} {'copy' if number == 1 else 'copies'}"
        )
        for copy in group.copies:
            share = f"{copy.contained:.0%}" if copy.contained is not None else ""
            write_line(f"  {copy.report[:8]} {share:>4} of {copy.words} words  {_first(copy)}")


def _first(member: CopyOf) -> str:
    words = appearance_words(member.appearances[0]) if member.appearances else "removed"
    others = len(member.appearances) - 1
    return f"{words} (and {counted(others, 'reprint')} word for word)" if others > 0 else words


def _print_passages(found: Sequence[Passage]) -> None:
    for passage in found:
        write_line(f'"{passage.text}"')
        write_line(f"  {passage_words(passage)}")


def passage_words(passage: Passage) -> str:
    """ "in 12 reports, first 3 May 2022, last 4 June 2023; by Azernews (9), Trend (3); citing BelTA"."""
    from tradebook.check.wording import day_words

    first, last = (day_words(day.isoformat()) for day in (passage.first_seen, passage.last_repeated))
    outlets = ", ".join(f"{o.outlet or 'source not named'} ({o.reports})" for o in passage.outlets[:5])
    more = f" and {len(passage.outlets) - 5} more" if len(passage.outlets) > 5 else ""
    citing = f"; citing {', '.join(passage.agencies)}" if passage.agencies else ""
    copies = f" ({passage.groups} that are no copies of each other)" if passage.groups < passage.reports else ""
    return f"in {passage.reports} reports{copies}, first {first}, last {last}; by {outlets}{more}{citing}"


def _print_notices(found: Sequence[NoticeEntry]) -> None:
    for notice in found:
        where = appearance_words(notice.appearances[0]) if notice.appearances else "removed"
        write_line(f"{notice.report[:8]} {notice.kind} by {where}")
        write_line(f"  {' '.join(notice.text.split())}")
        for about in notice.about:
            words = appearance_words(about.appearances[0]) if about.appearances else "removed"
            write_line(f"  about {about.report[:8]} {words} (found by its {about.way})")
        if not notice.about:
            write_line("  the report that it is about is not in the book")
        if notice.statements:
            write_line(f"  takes back {', '.join(statement[:8] for statement in notice.statements)}")
