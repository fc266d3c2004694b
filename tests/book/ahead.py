"""What workers do in the tests: they import it by its name. Not a test itself."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

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


def ends_beside_another(number: int) -> int:
    """Ends the first worker that does it, after a while; any other is at it for long."""
    if os.environ["TRADEBOOK_TESTS"] == str(os.getpid()):
        return number
    try:
        Path(os.environ["TRADEBOOK_MARK"]).touch(exist_ok=False)
    except FileExistsError:
        time.sleep(60)
    time.sleep(1.5)
    os._exit(1)


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
