"""Numbered sources: every row of a table ends in the numbers of the reports that say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradebook.cli.console import write_line

if TYPE_CHECKING:
    from tradebook.book import Appearance, Book, Fact


class SourceList:
    """Numbers reports in the order in which they are first cited, and lists them."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._numbers: dict[str, int] = {}

    def mark(self, *reports: str) -> str:
        """The numbers of reports (ids): "[1][3]"."""
        numbers = sorted({self._numbers.setdefault(report, len(self._numbers) + 1) for report in reports})
        return "".join(f"[{number}]" for number in numbers)

    def of_fact(self, fact: Fact) -> str:
        """The numbers of all reports that say a fact."""
        return self.mark(*(source.report for source in fact.sources))

    def write(self) -> None:
        """The list, one source a line with the first appearance of each report."""
        if not self._numbers:
            return
        write_line()
        write_line("Sources")
        for report, number in self._numbers.items():
            write_line(f"  [{number}] {_appearances(self._book.appearances(report))}")


def _appearances(appearances: list[Appearance]) -> str:
    first, *others = appearances
    also = f"; also {', '.join(dict.fromkeys(appearance_outlet(a) for a in others))}" if others else ""
    return f"{appearance_words(first)}{also}"


def appearance_outlet(appearance: Appearance) -> str:
    """Who published it, else where it came from."""
    return appearance.outlet or appearance.source or "source not named"


def appearance_words(appearance: Appearance) -> str:
    """ "Azernews, 14 June 2022, "Title", https://..."."""
    from tradebook.check.wording import day_words

    day = day_words(appearance.published.isoformat()) if appearance.published else "no date"
    title = f'"{appearance.title}"' if appearance.title else None
    parts = (appearance_outlet(appearance), day, title, appearance.url)
    return ", ".join(part for part in parts if part)


def days_words(fact: Fact) -> str:
    """ "14 June 2022", or "14 June 2022, last 3 May 2023": when a fact was first told and last repeated."""
    from tradebook.check.wording import day_words

    first, last = (day_words(day.isoformat()) for day in (fact.first_seen, fact.last_repeated))
    return first if first == last else f"{first}, last {last}"
