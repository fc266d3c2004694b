"""One of several processes that work on one book; the tests start it. Not a test itself.

python -m tests.book.working ADDRESS WHAT [OUTLET]: says "ready", waits for a line, works, prints what it did as JSON.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Callable

from tests.book.making import Reading, a_flow, a_report, money, reading
from tradebook.book import Book, open_book
from tradebook.report import Report

REPORTS = 40


def reading_of(report: Report) -> Reading:
    """Flows whose values meet those of other reports."""
    number = int(report.text.split()[3].rstrip(","))
    return reading(*(a_flow(report, money(value * 1_100_000, 100_000)) for value in (number, number % 5 + 100)))


def record(book: Book, outlet: str) -> Counter[str]:
    """Records the reports in an order of its own."""
    numbers = list(range(REPORTS))
    random.Random(outlet).shuffle(numbers)
    done: Counter[str] = Counter()
    for n in numbers:
        report = a_report(f"Trade grew to {n}, as report {n} says.", outlet=outlet)
        done[book.record(report, reading_of(report)).outcome] += 1
    return done


def ask(book: Book, _: str) -> Counter[str]:
    """Asks until every report is there; whatever it is told must hang together and never shrink."""
    seen = 0
    done: Counter[str] = Counter()
    while seen < REPORTS:
        facts = book.facts(leading=False)
        assert all(fact.sources and fact.origins for fact in facts)
        reports = len({source.report for fact in facts for source in fact.sources})
        assert reports >= seen
        seen = reports
        done["asked"] += 1
    return done


def reread(book: Book, _: str) -> Counter[str]:
    """Reads what is there anew, again and again, until every report is there."""
    done: Counter[str] = Counter()
    while True:
        difference = book.reread(reading_of)
        done["changed"] += len(difference.added) + len(difference.gone) + len(difference.changed)
        if difference.reports == REPORTS:
            return done


def nothing(_: Book, __: str) -> Counter[str]:
    return Counter()


WORK: dict[str, Callable[[Book, str], Counter[str]]] = {
    "record": record, "ask": ask, "reread": reread, "open": nothing,
}  # fmt: skip


def main(address: str, what: str, outlet: str = "Wire") -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    with open_book(address) as book:
        print(json.dumps(WORK[what](book, outlet)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
