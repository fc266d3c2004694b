"""Records reports into the book named, telling each on standard output; the test kills it. Not a test itself."""

from __future__ import annotations

import sys

from tests.book.making import a_flow, a_report, money, reading
from tradebook.book import open_book

with open_book(sys.argv[1]) as book:
    for n in range(int(sys.argv[2])):
        report = a_report(f"Trade grew to {n}, as report {n} says.")
        statements = [a_flow(report, money(value * 1_100_000, 100_000)) for value in (n, n + 1, n % 7)]
        outcome = book.record(report, reading(*statements)).outcome
        print(report.id, outcome, flush=True)
