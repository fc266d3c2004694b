"""What workers do in the tests: they import it by its name. Not a test itself."""

from __future__ import annotations

import os


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
