"""Leaving the book to others now and then, while one process writes group after group.

SQLite keeps no queue of writers: who waits asks again every tenth of a second in the end, and would hardly ever meet
the few milliseconds between two groups. PostgreSQL's writers stand in a queue and need none of this.
"""

from __future__ import annotations

import time

EVERY = 2.0  # seconds, of the ten that a writer waits for another, after which the others are let in
PAUSE = 0.11  # seconds: in so many each of those who wait asks once


class Turns:
    """The turns of one writer of a file."""

    def __init__(self) -> None:
        self._ended = self._let_in = time.monotonic()

    def begin(self) -> None:
        """To be called before each turn: waits where nobody else had the time to come in for long. Time in which this
        process had no turn anyway counts."""
        now = time.monotonic()
        if now - self._ended < PAUSE:
            if now - self._let_in < EVERY:
                return
            time.sleep(PAUSE - (now - self._ended))
            now = time.monotonic()
        self._let_in = now

    def end(self) -> None:
        """To be called after each turn."""
        self._ended = time.monotonic()
