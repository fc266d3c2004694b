"""What workers do in the tests: they import it by its name. Not a test itself."""

from __future__ import annotations

import os
from dataclasses import dataclass

from tests.book.making import Reading, reading
from tradebook.report import Report


def twice(number: int) -> tuple[int, int]:
    """The work of the tests: twice the number, and the process that worked it out."""
    return 2 * number, os.getpid()


def ends(number: int) -> int:
    """Ends its process at once where it is not the one of the tests."""
    if number > 5 and os.environ["TRADEBOOK_TESTS"] != str(os.getpid()):
        os._exit(1)
    return number


def fails(number: int) -> int:
    if number == 20:
        raise ValueError("a slip of ours")
    return number


@dataclass(frozen=True)
class Failing:
    """Reads nothing in any report, and fails at one."""

    number: int

    def __call__(self, report: Report) -> Reading:
        if report.text.endswith(f" {self.number}."):
            raise ValueError("a slip of ours")
        return reading()
