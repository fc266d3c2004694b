"""A run whose memory is measured from outside: reads a thousand trade reports and as much other press."""

from __future__ import annotations

from bench.corpus import other_press, trade_reports
from tradebook.extract import extract
from tradebook.report import make_report

if __name__ == "__main__":
    for text in (*trade_reports(1_000), *other_press(1_000)):
        extract(make_report(text))
