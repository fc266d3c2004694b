"""`tradebook verify`: is the book itself in order?"""

from __future__ import annotations

from tradebook.cli import options
from tradebook.cli.console import print_json, say_error, write_line
from tradebook.cli.say import counted


def run(*, book: options.BookAddress = None, as_json: options.AsJson = False) -> int:
    """Check every evidence span, id and link of the book; the exit code is 1 where something is wrong.

    What is readable of a damaged book can still be written out with `tradebook export`.
    """
    from tradebook.book import open_book

    with open_book(book, create=False) as opened:
        found = list(opened.verify())
        summary = opened.summary()
        shown = opened.address.shown
    problems, notes = [p for p in found if not p.note], [p for p in found if p.note]
    if as_json:
        print_json({"book": shown, "summary": summary, "problems": problems, "notes": notes})
        return 1 if problems else 0
    for problem in problems:
        say_error(f"{problem.where}: {problem.problem}")
    for note in notes:
        write_line(f"{note.where}: {note.problem}")
    counts = ", ".join(
        (
            counted(summary.reports, "report"),
            counted(sum(summary.statements.values()), "statement"),
            counted(summary.facts, "fact"),
        )
    )
    write_line(f"{shown}: {counts}: {counted(len(problems), 'problem') if problems else 'all in order'}")
    return 1 if problems else 0
