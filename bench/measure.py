"""Timing: work on texts that were not seen before, in several passes, and the median of them."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")
Env = Mapping[str, str] | None  # the environment of a process, None for our own


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
    return middle([seconds(work, items) / len(items) for items in passes], words / count)


def middle(times: Sequence[float], words: float) -> Rate:
    """The rate of the median of `times`, the seconds an item of each pass; an item has `words` words on average."""
    median = statistics.median(times)
    return Rate(items=1 / median, words=words / median)


def seconds(work: Callable[[T], object], items: Sequence[T]) -> float:
    """The seconds that `work` takes on all items."""
    start = perf_counter()
    for item in items:
        work(item)
    return perf_counter() - start


def command_seconds(*arguments: str, times: int = 7, python: str = sys.executable, env: Env = None) -> float:
    """The median time of a run of `python` with `arguments`, its start included."""
    command = [python, *arguments]

    def once() -> float:
        start = perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=env)
        return perf_counter() - start

    once()
    return statistics.median(once() for _ in range(times))


def peak_memory(*arguments: str, python: str = sys.executable, env: Env = None) -> float | None:
    """The greatest resident memory, in MB, of a run of `python` with `arguments`; None where it cannot be asked for.

    On Linux the kernel's mark of the process's own memory is read: `ru_maxrss` starts at what the process that started
    it held, so a benchmark that has spaCy loaded would measure itself."""
    if sys.platform == "win32":
        return None
    run = subprocess.run([python, "-c", _PEAK, *arguments], check=True, capture_output=True, text=True, env=env)
    return int(run.stdout.split()[-1]) / 2**20


_PEAK = """\
import pathlib, resource, runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_module(sys.argv[0], run_name="__main__")
except SystemExit as end:
    assert not end.code, end.code
status = pathlib.Path("/proc/self/status")
if status.exists():
    print(next(int(line.split()[1]) * 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")))
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""
