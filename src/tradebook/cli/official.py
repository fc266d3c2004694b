"""Official statistics in the commands that check: loaded where there are any, never in the way where there are none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tradebook.errors import StatisticsMissing

if TYPE_CHECKING:
    from tradebook.book.promises.store import Witness
    from tradebook.check import Verdict
    from tradebook.statement import Statement
    from tradebook.statistics import Statistics

Official = Callable[[Iterable["Statement"]], "list[Verdict]"]


def official_checks(folder: Path | None) -> Official | None:
    """What checks statements against the statistics of a folder (without one, the usual); null where nothing is
    loaded. Where the libraries are missing, it says so on standard error and checks nothing."""
    statistics = _loaded(folder)
    if statistics is None:
        return None
    from tradebook.check.official import Lookup, run_official

    lookup = Lookup(statistics)
    return lambda statements: run_official(statements, lookup)


def official_witnesses(folder: Path | None) -> tuple[Witness, ...]:
    """What the book asks beside the press of what became of promised figures: the statistics of a folder, where there
    are any and the libraries are installed."""
    statistics = _loaded(folder, quiet=True)
    if statistics is None:
        return ()
    from tradebook.check.official.witness import OfficialWitness

    return (OfficialWitness(statistics),)


def _loaded(folder: Path | None, *, quiet: bool = False) -> Statistics | None:
    """The statistics of a folder; null where nothing is loaded or they cannot be asked."""
    from tradebook.statistics import Statistics

    statistics = Statistics(folder)
    if statistics.empty:
        return None
    try:
        import duckdb  # noqa: F401
    except ImportError:
        if not quiet:
            print(f"tradebook: note: not checked against statistics: {StatisticsMissing()}", file=sys.stderr)
        return None
    return statistics


def beside_words(verdict: Verdict) -> str:
    """What a verdict shows under its sentence: the partner's figure with its tested causes; "" for nothing."""
    return f"  beside it: {verdict.beside}" if verdict.beside else ""
