"""Runs `tradebook read` again and again, each in a process of its own that it kills. Not a test itself.

python -m tests.book.killed FILE: for each line `HOW ADDRESS LIST` on standard input it forks, so that nothing is
imported anew, runs `tradebook read --book ADDRESS FILE` in the child, and prints how that ended (-9: killed). HOW is
`at=N`: the child kills itself at the Nth point, which are each command to the database, the moment before each commit
and those after it, before each report of the group is acknowledged; or `after=S`: the parent kills it after S seconds;
or `never`. The ids of the reports that `read` was told to be recorded go to the file LIST. Groups are small, so that
few reports make several.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from tradebook.book import Book, Taken, checkpoints, groups, prepared
from tradebook.cli import main as tradebook

GROUP = 5  # reports written together
DIRECTLY: tuple[tuple[Any, str], ...] = ((prepared, "_execute"), (prepared._Ready, "many"))  # the ways to the driver


class Points:
    """Counts the points, and kills the process at the one that was asked for."""

    def __init__(self, at: int | None) -> None:
        self._left = at

    def __call__(self, *_: Any) -> None:
        if self._left is not None:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def read(address: str, file: str, acknowledged: Path, point: Points) -> int:
    """`tradebook read` with its points watched."""
    record_all = Book.record_all
    event.listen(Engine, "before_cursor_execute", point)
    event.listen(Engine, "commit", point)
    for place, name in DIRECTLY:
        setattr(place, name, pointed(getattr(place, name), point))
    groups.MOST = GROUP
    checkpoints.EVERY = 1  # in a thread, while the next group is written

    def watched(*arguments: Any, **more: Any) -> Iterator[Taken]:
        for taken in record_all(*arguments, **more):
            point()  # committed, and nobody has been told
            assert taken.recorded is not None
            with acknowledged.open("a", encoding="utf-8") as file:
                file.write(f"{taken.recorded.report} {taken.recorded.outcome}\n")
            yield taken

    Book.record_all = watched  # type: ignore[assignment, method-assign]
    os.dup2(2, 1)  # its summary is not what the test waits for
    return tradebook(["read", "--book", address, file])


def pointed(execute: Callable[..., Any], point: Points) -> Callable[..., Any]:
    def with_point(*arguments: Any) -> Any:
        point()
        return execute(*arguments)

    return with_point


def run(how: str, address: str, acknowledged: Path, file: str) -> int:
    """One child's exit status; -9 where it was killed."""
    name, _, value = how.partition("=")
    child = os.fork()
    if child == 0:
        os._exit(read(address, file, acknowledged, Points(int(value) if name == "at" else None)))
    if name == "after":
        time.sleep(float(value))
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(file: str) -> None:
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(sys.stderr):
        tradebook(["read", "--book", f"{folder}/book.sqlite", file])  # imports and loads all that a child needs
    import psycopg  # noqa: F401

    for line in sys.stdin:
        how, address, acknowledged = line.split()
        print(run(how, address, Path(acknowledged), file), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
