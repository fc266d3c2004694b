"""Timing: work on a list, again and again, until it has taken long enough to be believed."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")
PASSES = 3


@dataclass(frozen=True)
class Rate:
    """Items and words worked a second: the median of the passes."""

    items: float
    words: float


def words_in(texts: Sequence[str]) -> int:
    """The words of texts, told by white space."""
    return sum(len(text.split()) for text in texts)


def rate(work: Callable[[T], object], items: Sequence[T], words: int) -> Rate:
    """How fast `work` goes over `items`, which hold `words` words together. One pass warms up and is not counted."""
    work(items[0])
    seconds = statistics.median(_seconds(work, items) for _ in range(PASSES))
    return Rate(items=len(items) / seconds, words=words / seconds)


def _seconds(work: Callable[[T], object], items: Sequence[T]) -> float:
    start = perf_counter()
    for item in items:
        work(item)
    return perf_counter() - start


def command_seconds(*arguments: str, times: int = 7) -> float:
    """The median time of a run of Python with `arguments`, its start included."""
    command = [sys.executable, *arguments]

    def once() -> float:
        start = perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return perf_counter() - start

    once()
    return statistics.median(once() for _ in range(times))


def peak_memory(*arguments: str) -> float | None:
    """The greatest resident memory, in MB, of a run of Python with `arguments`; None where it cannot be asked for."""
    if sys.platform == "win32":
        return None
    code = (
        "import resource, runpy, sys; sys.argv = sys.argv[1:]; runpy.run_module(sys.argv[0], run_name='__main__'); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    run = subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True)
    peak = int(run.stdout.split()[-1])
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
