"""Work done ahead in other processes, its results in order.

A worker is begun anew, not forked: the same on every system, and nothing of the book (its connections, its locks) is
ever in it. It ends with the process that began it, also where that was killed. While that process would wait, it does
itself what no worker has begun, so that no processor is idle.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from tradebook.errors import WorkerLost

In = TypeVar("In")
Out = TypeVar("Out")

_ALONE = 4  # items done before workers are begun: they take longer to begin than few items do
_AHEAD = 10  # items that each worker is ahead: as many as it does while a group is written
_SLOW = 0.05  # seconds that an item may be waited for before results are given out as soon as they are there


class Ahead(Generic[In, Out]):
    """`work` done on many items by `processes` in all, this one among them; with one, nothing is begun. `work`, the
    items and the results must be such as can be pickled."""

    def __init__(self, work: Callable[[In], Out], processes: int) -> None:
        self._work = work
        self._workers = max(0, processes - 1)

    def each(self, items: Iterable[In]) -> Generator[Out, None, None]:
        """The result of each item, in their order; a few items are taken ahead of the results. Raises `WorkerLost`
        where a worker ended before its time, and what `work` or `items` raises, behind the results of all items before.
        Close it when not all is taken."""
        left = iter(items)
        for number, item in enumerate(left, 1):
            yield self._work(item)
            if self._workers and number == _ALONE:
                break
        else:
            return
        if (first := next(left, None)) is not None:
            yield from self._with_workers(first, left)

    def _with_workers(self, first: In, left: Iterator[In]) -> Iterator[Out]:
        pool = ProcessPoolExecutor(self._workers, multiprocessing.get_context("spawn"), _begin, (self._work,))
        try:
            yield from self._in_order(pool, first, left)
        except BrokenProcessPool as error:
            raise WorkerLost from error
        finally:
            others = list((pool._processes or {}).values())
            pool.shutdown(wait=True, cancel_futures=True)
            for process in others:  # one that the pool lost sight of would be waited for when the program ends
                process.kill()

    def _in_order(self, pool: ProcessPoolExecutor, first: In, left: Iterator[In]) -> Iterator[Out]:
        """The results. As long as items come quickly, enough are taken ahead that no worker is idle while a result is
        used; where one was waited for, what is done is given out before the next is asked for. Where no further item
        can be had, the results of those that came are given out before the reason is raised; on Ctrl-C those that are
        there."""
        ahead = deque([self._given(pool, first)])
        failed: BaseException | None = None
        waited = 0.0
        while failed is None:
            while ahead and (len(ahead) > _AHEAD * self._workers or (waited >= _SLOW and ahead[0].is_done())):
                yield self._next(ahead)
            began = time.monotonic()
            try:
                item = next(left)
            except StopIteration:
                break
            except BaseException as error:
                failed = error
            else:
                waited = time.monotonic() - began
                ahead.append(self._given(pool, item))
        while ahead and (failed is None or isinstance(failed, Exception) or ahead[0].is_done()):
            yield self._next(ahead)
        if failed is not None:
            raise failed

    def _given(self, pool: ProcessPoolExecutor, item: In) -> _Task[In, Out]:
        return _Task(item, pool.submit(_do, pickle.dumps(item, pickle.HIGHEST_PROTOCOL)))

    def _next(self, ahead: deque[_Task[In, Out]]) -> Out:
        """The result of the first; until it is there, this process does what nobody has begun."""
        while not ahead[0].is_done():
            task = next((task for task in ahead if task.taken_back()), None)
            if task is None:
                break
            try:
                task.result = self._work(task.item)
            except Exception as error:
                task.failed = error  # it is raised in its turn: what came before is still with the others
        result: Out = ahead.popleft().outcome()
        return result


class _Task(Generic[In, Out]):
    def __init__(self, item: In, future: Future[bytes]) -> None:
        self.item = item
        self.result: Out | None = None
        self.failed: Exception | None = None
        self._future = future
        self._is_mine = False

    def is_done(self) -> bool:
        return self._is_mine or self._future.done()

    def taken_back(self) -> bool:
        """Whether the task could be taken from the workers, which have not begun it."""
        if self._is_mine or not self._future.cancel():
            return False
        self._is_mine = True
        # A pool that breaks tells that to all that it was given, which Python 3.11 takes for a mistake where a task was
        # taken back, and stops half way: the other workers would live on.
        vars(self._future)["set_exception"] = lambda _: None
        return True

    def outcome(self) -> Any:
        if self.failed is not None:
            raise self.failed
        return self.result if self._is_mine else pickle.loads(self._future.result())


# In a worker

_work: Callable[[Any], Any] | None = None


def _begin(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that began this one, which ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


_done = 0


def _do(item: bytes) -> bytes:
    """Results go back as bytes: they are unpickled where they are used, not in the pool's own thread beside it."""
    global _done
    assert _work is not None
    result = pickle.dumps(_work(pickle.loads(item)), pickle.HIGHEST_PROTOCOL)
    if not _done:
        collect_seldom()
    _done += 1
    return result


_COLLECTED_AFTER = 20_000  # objects more than before: a group of reports has a hundred thousand, all in use to its end


def collect_seldom() -> None:
    """Has Python look for unused objects in circles less often, and never among those that are there now, the tables
    that were loaded: a fifth of the time of recording went there. For programs of their own alone, not for a library's
    caller, as it concerns the whole process."""
    gc.freeze()
    gc.set_threshold(_COLLECTED_AFTER, 10, 10)
