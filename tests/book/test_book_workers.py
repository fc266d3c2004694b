"""Work done ahead in other processes; `read` with several of them."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bench.corpus import trade_reports
from tests.book.ahead import Failing, ends, ends_beside_another, fails, twice
from tests.book.making import a_report
from tests.book.test_book_groups import contents
from tests.tools.databases import Database
from tradebook.book import Book, open_book, workers
from tradebook.book.workers import Ahead
from tradebook.cli import main as tradebook
from tradebook.errors import WorkerLost
from tradebook.report import Report


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process leaves all work to the others."""
    monkeypatch.setattr(workers._Task, "taken_back", lambda _: False)


@pytest.mark.usefixtures("idle")
def test_results_come_in_order_from_the_others() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(60):
            taken.append(number)
            yield number

    results = Ahead(twice, 2).each(items())
    found = []
    for number, result in enumerate(results):
        found.append(result)
        assert len(taken) <= number + 13  # memory stays flat: no item is taken far ahead
    assert [value for value, _ in found] == [2 * number for number in range(60)]
    assert {process for _, process in found[:4]} == {os.getpid()} and os.getpid() not in dict(found[4:]).values()


def test_this_process_does_what_no_other_has_begun() -> None:
    assert [value for value, _ in Ahead(twice, 2).each(range(200))] == [2 * number for number in range(200)]


def test_few_items_and_one_process_begin_nothing() -> None:
    assert {process for _, process in Ahead(twice, 8).each(range(4))} == {os.getpid()}
    assert {process for _, process in Ahead(twice, 1).each(range(40))} == {os.getpid()}


@pytest.mark.usefixtures("idle")
def test_a_worker_that_ends_early_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEBOOK_TESTS", str(os.getpid()))
    with pytest.raises(WorkerLost, match=r"ended before its time.*safe: start it again"):
        list(Ahead(ends, 2).each(range(40)))


def test_a_worker_that_ends_early_takes_the_others_with_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Also where this process has taken work back: else `read` would wait for them without end."""
    mark = tmp_path / "mark"
    monkeypatch.setenv("TRADEBOOK_TESTS", str(os.getpid()))
    monkeypatch.setenv("TRADEBOOK_MARK", str(mark))

    def items() -> Iterator[int]:
        yield from range(9)
        until(mark.exists)  # both workers are at it
        yield 9
        time.sleep(0.3)  # as many as can be have been handed on
        yield from range(10, 40)

    with pytest.raises(WorkerLost):
        list(Ahead(ends_beside_another, 3).each(items()))
    until(lambda: not multiprocessing.active_children())


def test_a_pool_that_breaks_may_tell_what_was_taken_back() -> None:
    task: workers._Task[int, int] = workers._Task(1, given := Future())
    assert task.taken_back() and not task.taken_back()
    given.set_exception(BrokenProcessPool())


@pytest.mark.parametrize("processes", [1, 2])
def test_what_the_work_raises_comes_through(processes: int) -> None:
    found = []
    with pytest.raises(ValueError, match="a slip of ours"):
        for number in Ahead(fails, processes).each(range(40)):
            found.append(number)  # noqa: PERF402 - what came before is kept
    assert found == list(range(20))


class Watched(Ahead[int, tuple[int, int]]):
    """Tells when all that the workers were given is done."""

    def __init__(self, processes: int) -> None:
        super().__init__(twice, processes)
        self._tasks: list[Any] = []

    def _given(self, *arguments: Any) -> Any:
        self._tasks.append(super()._given(*arguments))
        return self._tasks[-1]

    def wait(self) -> None:
        wait([task._future for task in self._tasks])


@pytest.mark.usefixtures("idle")
def test_what_is_done_is_given_out_before_a_slow_item_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_SLOW", 0.0)  # every item is slow
    ahead = Watched(3)
    found: list[int] = []
    missing: list[int] = []

    def items() -> Iterator[int]:
        for number in range(30):
            missing.append(number - len(found))
            yield number
            ahead.wait()  # by the time that the next is asked for all are done

    for value, _ in ahead.each(items()):
        found.append(value)
    assert found == [2 * number for number in range(30)]
    assert max(missing) <= 1  # asked for while one result at most is not given out


@pytest.mark.parametrize("processes", [1, 4])
def test_items_before_a_source_that_fails_come_through(processes: int) -> None:
    def items() -> Iterator[int]:
        yield from range(20)
        raise OSError("the disk of the source")

    found = []
    with pytest.raises(OSError, match="the disk of the source"):
        for value, _ in Ahead(twice, processes).each(items()):
            found.append(value)
    assert found == [2 * number for number in range(20)]


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("failing", [20, 165])
def test_reports_before_one_that_fails_are_recorded(tmp_path: Path, processes: int, failing: int) -> None:
    """Those of its chunk too, in this process (the first) and in another."""
    reports = [a_report(f"Trade grew, says report {n}.") for n in range(180)]
    with open_book(tmp_path / "book.sqlite") as book:
        items = [(report, None) for report in reports]
        told: list[Report] = []
        with pytest.raises(ValueError, match="a slip of ours"):
            told += (t.report for t in book.record_all(items, extract=Failing(failing), processes=processes))
        assert told == reports[:failing]
        assert book.summary().reports == failing and book.verify() == []


def reports(folder: Path, number: int) -> Path:
    file = folder / "reports.jsonl"
    days = [f"2024-03-{1 + n % 28:02d}" for n in range(number)]
    texts = trade_reports(number, seed=3)
    lines = [json.dumps({"text": text, "published": day}) for text, day in zip(texts, days, strict=True)]
    file.write_text("\n".join([*lines, "{no JSON", lines[3], lines[7]]), encoding="utf-8")
    return file


def test_several_processes_make_the_same_book(
    database: Database, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = reports(tmp_path, 90)
    told = []
    for processes in ("1", "2"):
        address = database.new()
        assert tradebook(["read", str(file), "--book", address, "--processes", processes, "--json"]) == 1
        summary = json.loads(capfd.readouterr().out)
        told.append({**summary, "book": None})
        with open_book(address) as book:
            found = contents(book)
        for table, columns in (("report", 2), ("appearance", 2), ("reading", 2)):
            found[table] = [row[:columns] for row in found[table]]  # the rest of them is when it was recorded
        told.append(found)
    assert told[0] == told[2] and told[1] == told[3]
    assert (told[0]["new"], told[0]["known"], told[0]["refused"]) == (90, 2, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals of this kind")
@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_read_takes_its_workers_with_it(tmp_path: Path, root: Path, kill: signal.Signals) -> None:
    """Killed outright or by Ctrl-C: nothing goes on behind its back, and what it wrote holds together."""
    address = str(tmp_path / "book.sqlite")
    file = tmp_path / "reports.jsonl"
    file.write_text("\n".join(json.dumps({"text": text}) for text in trade_reports(1200, seed=8)), encoding="utf-8")
    command = [sys.executable, "-m", "tradebook", "read", "--book", address, "--processes", "2", str(file)]
    # what a shell puts into the background ignores Ctrl-C, and so would `read`, begun by tests that run there
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=listens_to_ctrl_c
    ) as process:
        begun = until(lambda: children(process.pid), 120)
        process.send_signal(kill)
        assert process.wait(30) != 0
        until(lambda: not any(map(is_running, begun)))
    with open_book(address) as book:
        assert book.verify() == []


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals of this kind")
def test_killed_reads_of_several_processes_go_on(database: Database, tmp_path: Path, root: Path) -> None:
    """The one that writes killed, or one that reads ahead of it, at any moment: 100 times on each kind of database."""
    chance = random.Random(12)
    file = reports(tmp_path, 150)
    run = Several(root, file)
    undisturbed = database.new()
    began = time.monotonic()
    assert run(undisturbed) == 1  # one line is no JSON
    seconds = time.monotonic() - began
    killed = 0
    while killed < 100:
        address = database.new()
        while run(address, chance.uniform(0.3, seconds), chance.random() < 0.5) != 1:
            killed += 1
            with open_book(address) as book:
                assert book.verify() == []
        with open_book(undisturbed) as whole, open_book(address) as book:
            assert statements_of(book) == statements_of(whole)
            assert (book.summary().reports, book.summary().appearances) == (150, 150) and book.verify() == []


def statements_of(book: Book) -> list[str]:
    return sorted(entry.statement.id for entry in book.statements(history=True))


KILLED = -signal.SIGKILL if sys.platform != "win32" else 1


class Several:
    """`read` with three processes."""

    def __init__(self, root: Path, file: Path) -> None:
        self._root = root
        self._file = file

    def __call__(self, address: str, after: float | None = None, worker: bool = False) -> int:
        """The exit status of a run to the end; `KILLED` where it was killed `after` so many seconds, or with `worker`
        one of the other processes, where one is: it then ends by itself, with the same status as for a bad line."""
        command = [sys.executable, "-m", "tradebook", "read", "--book", address, "--processes", "3", str(self._file)]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, cwd=self._root, stdout=quiet, stderr=quiet) as process:
            if after is None:
                return process.wait(600)
            with suppress(subprocess.TimeoutExpired):
                return process.wait(after)
            begun = children(process.pid)
            with suppress(ProcessLookupError):
                os.kill(begun[-1] if worker and begun else process.pid, signal.SIGKILL)
            assert process.wait(600) in {1, KILLED}
        until(lambda: not any(map(is_running, begun)))
        return KILLED


def listens_to_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def until(ask: Callable[[], Any], seconds: float = 30) -> Any:
    """What `ask` gives as soon as it gives something."""
    end = time.monotonic() + seconds
    while not (found := ask()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return found


def children(process: int) -> list[int]:
    """The processes that a process has begun, the workers among them."""
    listed = subprocess.run(
        ["ps", "-ww", "-e", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return [int(pid) for pid, parent, arguments in rows if int(parent) == process and "spawn_main" in arguments]


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
