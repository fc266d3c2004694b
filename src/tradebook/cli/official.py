"""Official statistics in the commands that check: loaded where there are any, never in the way where there are none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from tradebook.check import Verdict
from tradebook.errors import StatisticsMissing
from tradebook.statement import Statement

Official = Callable[[Iterable[Statement]], list[Verdict]]


def official_checks(folder: Path | None) -> Official | None:
    """What checks statements against the statistics of a folder (without one, the usual); null where nothing is
    loaded. Where the libraries are missing, it says so once on standard error and checks nothing."""
    from tradebook.statistics import Statistics

    statistics = Statistics(folder)
    if statistics.empty:
        return None
    try:
        import duckdb  # noqa: F401
    except ImportError:
        print(f"tradebook: note: not checked against statistics: {StatisticsMissing()}", file=sys.stderr)
        return None
    from tradebook.check.official import Lookup, run_official

    lookup = Lookup(statistics)
    return lambda statements: run_official(statements, lookup)


def beside_words(verdict: Verdict) -> str:
    """What a verdict shows under its sentence: the partner's figure with its tested causes; "" for nothing."""
    return f"  beside it: {verdict.beside}" if verdict.beside else ""
