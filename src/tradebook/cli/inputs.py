"""Reports from the paths of a command line, with what was refused said on standard error and counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from tradebook.cli.console import say_error
from tradebook.errors import InputError, UsageError
from tradebook.report import Report


class Inputs:
    """The reports under `paths`, one by one; `refused` counts what could not be read, each said when met.

    `published` and `outlet` stand in where a report does not say its own. Raises `UsageError` where no path is given.
    """

    def __init__(self, paths: Sequence[str], published: date | None, outlet: str | None) -> None:
        if not paths:
            raise UsageError("no reports named. Give files, folders or globs, or - for standard input")
        self.paths = paths
        self.published = published
        self.outlet = outlet
        self.refused = 0

    def __iter__(self) -> Iterator[Report]:
        from tradebook.sources import Defaults, read_reports

        defaults = Defaults(published=self.published, outlet=self.outlet)
        return read_reports(self.paths, defaults=defaults, refused=self.refuse)

    def refuse(self, error: InputError) -> None:
        """Name one input that could not be read; the others go on."""
        self.refused += 1
        say_error(f"refused {error}")
