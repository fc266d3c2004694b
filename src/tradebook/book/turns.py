"""Leaving the book to others now and then, while one process writes group after group.

SQLite keeps no queue of writers: who waits asks again every tenth of a second in the end, and would hardly ever meet
the few milliseconds between two groups. So who waits says so by a file beside the book, and who writes on and on looks
for such files from time to time, and leaves the book alone for long enough where it finds one. PostgreSQL's writers
stand in a queue and need none of this.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

EVERY = 2.0  # seconds, of the ten that a writer waits for another, after which the others are let in
PAUSE = 0.11  # seconds: in so many each of those who wait asks once
_MARK = "-waiting-"
DEAD = 60.0  # seconds after which nobody can still be waiting


@contextmanager
def waiting(path: Path) -> Iterator[None]:
    """Within it, it is known that this process waits for the book at `path`."""
    mark = path.with_name(f"{path.name}{_MARK}{os.getpid()}-{threading.get_ident()}")
    with suppress(OSError):  # then it is not let in, and may still find the book free
        mark.touch()
    try:
        yield
    finally:
        with suppress(OSError):
            mark.unlink(missing_ok=True)


def is_waited_for(path: Path) -> bool:
    """Whether another waits for the book. The mark of one that was killed is removed when nobody can wait so long."""
    found = False
    with suppress(OSError), os.scandir(path.parent) as beside:
        for mark in beside:
            if mark.name.startswith(f"{path.name}{_MARK}"):
                found = _is_alive(mark) or found
    return found


def _is_alive(mark: os.DirEntry[str]) -> bool:
    try:
        if time.time() - mark.stat().st_mtime <= DEAD:
            return True
        Path(mark).unlink()
    except OSError:  # it came in meanwhile
        pass
    return False


class Turns:
    """The turns of one writer of a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ended = self._let_in = time.monotonic()

    def begin(self) -> None:
        """To be called before each turn: lets in who waits where nobody else had the time to come in for long. Time in
        which this process had no turn anyway counts."""
        now = time.monotonic()
        if now - self._ended < PAUSE:
            if now - self._let_in < EVERY:
                return
            if is_waited_for(self._path):
                time.sleep(PAUSE - (now - self._ended))
                now = time.monotonic()
        self._let_in = now

    def end(self) -> None:
        """To be called after each turn."""
        self._ended = time.monotonic()
