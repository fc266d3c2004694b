"""Timing: work on texts that were not seen before, in several passes, and the median of them."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Rate:
    """Items and words worked a second: the median of the passes."""

    items: float
    words: float


def words_in(texts: Sequence[str]) -> int:
    """The words of texts, told by white space."""
    return sum(len(text.split()) for text in texts)


def rate(work: Callable[[T], object], warm_up: T, passes: Sequence[Sequence[T]], words: int) -> Rate:
    """How fast `work` goes over the items of `passes`, which hold `words` words together: the median of the passes.

    `warm_up` is worked first and not counted: it pays for imports and tables. No item may come twice, neither in a pass
    nor over the passes: repeated texts are found in caches and give figures that no new text reaches (spaCy's tokenizer
    seemed six times faster on repeated texts of few words than on newswire).
    """
    work(warm_up)
    count = sum(len(items) for items in passes)
    seconds = statistics.median(_seconds(work, items) / len(items) for items in passes)
    return Rate(items=1 / seconds, words=words / count / seconds)


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
