"""A process killed while it records loses nothing that it acknowledged, half-writes nothing, and goes on."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from tradebook.book import open_book

REPORTS = 150


def start(root: Path, book: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.book.killed", book, str(REPORTS)]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)


def kill_after(process: subprocess.Popen[str], lines: int) -> list[str]:
    """The acknowledgements of a process killed right after its next `lines` new reports; all, where it ended before."""
    assert process.stdout is not None
    told: list[str] = []
    new = 0
    for line in process.stdout:
        told.append(line)
        new += line.endswith("new\n")
        if new >= lines:
            process.kill()
            break
    told += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    return told


def test_kill(root: Path, address: str) -> None:
    chance = random.Random(9)
    acknowledged: set[str] = set()
    for _ in range(4):
        told = [
            line.split() for line in kill_after(start(root, address), chance.randrange(1, 30)) if line.endswith("\n")
        ]
        repeated = [report for report, outcome in told if outcome == "new" and report in acknowledged]
        assert repeated == []
        acknowledged |= {report for report, _ in told}
        with open_book(address) as book:
            assert book.verify() == []
            assert all(book.known(report) for report in acknowledged)
            assert book.summary().statements["trade_flow"] == 3 * book.summary().reports - few_values(
                book.summary().reports
            )
    kill_after(start(root, address), REPORTS + 1)
    with open_book(address) as book:
        assert book.summary().reports == book.summary().appearances == REPORTS
        assert book.verify() == []


def few_values(reports: int) -> int:
    """Of how many statements the same claim was made twice by one report (its values n and n % 7 are one below 7)."""
    return min(reports, 7)
