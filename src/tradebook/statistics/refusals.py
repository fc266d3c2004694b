"""What a reader could not use, gathered by cause: a table of a million lines must not bring a million complaints."""

from __future__ import annotations

from collections.abc import Iterator

from tradebook.statistics.row import Refused

MOST_CAUSES = 200  # listed one by one; what is beyond is counted


class Refusals:
    """The causes in the order in which they came, each with the place where it came first and how often it came."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._causes: dict[tuple[str, str], tuple[str, int]] = {}
        self._beyond = 0

    def add(self, where: str, problem: str, mend: str) -> None:
        """One more line that cannot be used."""
        cause = (problem, mend)
        if cause in self._causes:
            first, count = self._causes[cause]
            self._causes[cause] = (first, count + 1)
        elif len(self._causes) < MOST_CAUSES:
            self._causes[cause] = (where, 1)
        else:
            self._beyond += 1

    def listed(self) -> Iterator[Refused]:
        """One refusal a cause."""
        for (problem, mend), (where, count) in self._causes.items():
            often = "" if count == 1 else f" ({count:,} times; this is the first)"
            yield Refused(where=where, problem=problem + often, mend=mend)
        if self._beyond:
            yield Refused(
                where=self._file,
                problem=f"{self._beyond:,} more lines could not be used, for other reasons than those listed",
                mend="Mend the listed ones first, then load the file again",
            )
