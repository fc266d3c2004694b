"""The factors by which UN Comtrade turns reporters' currencies into dollars, kept as rates of exchange.

With them a figure of the press in the national currency is held against just the figure that the reporter gave.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

from tradebook.errors import InputError
from tradebook.statistics.comtrade.records import Publication
from tradebook.statistics.rates import COLUMNS, read_rates
from tradebook.statistics.spans import time_period

SOURCE = "UN Comtrade"
_Line = dict[str, str]


def keep_factors(folder: Path, notes: Mapping[tuple[str, str], Publication]) -> int:
    """Keep the factors of publications in the folder of the statistics, one table a reporter, beside those of other
    periods that are there; returns how many came."""
    by_reporter: dict[str, dict[tuple[str, str], _Line]] = {}
    for (reporter, period), publication in notes.items():
        for line in _lines(reporter, period, publication):
            by_reporter.setdefault(reporter, {})[line["period"], line["flow"]] = line
    for reporter, lines in by_reporter.items():
        path = folder / "rates" / f"comtrade-{reporter}.csv"
        periods = {period for period, _ in lines}
        kept = {key: line for key, line in _kept(path).items() if key[0] not in periods}
        _write(path, kept | lines)
    return sum(map(len, by_reporter.values()))


def _lines(reporter: str, period: str, publication: Publication) -> Iterator[_Line]:
    """A line a flow, or one for both where the factor is the same; a factor is dollars for one unit of the currency."""
    spelled = period if len(period) == 4 else f"{period[:4]}-{period[4:]}"
    if publication.currency is None or publication.currency == "USD" or time_period(spelled) is None:
        return
    told = {"exports": publication.exports_factor, "imports": publication.imports_factor}
    factors = {flow: factor for flow, factor in told.items() if factor is not None}
    if len(factors) == 2 and len(set(factors.values())) == 1:
        factors = {"": next(iter(factors.values()))}
    for flow, factor in factors.items():
        yield _line(publication.currency, spelled, factor, reporter, flow)


def _line(currency: str, period: str, factor: Decimal, reporter: str, flow: str) -> _Line:
    values = ("USD", currency, period, f"{factor.normalize():f}", reporter, flow, SOURCE)
    return dict(zip(COLUMNS, values, strict=True))


def _kept(path: Path) -> dict[tuple[str, str], _Line]:
    """The lines that are there; none where the table is missing or somebody broke it."""
    found: dict[tuple[str, str], _Line] = {}
    if not path.is_file():
        return found
    with suppress(InputError):
        read_rates(path)
        with path.open(encoding="utf-8", newline="") as file:
            found = {(line["period"], line["flow"]): line for line in csv.DictReader(file)}
    return found


def _write(path: Path, lines: Mapping[tuple[str, str], _Line]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=".rates-")
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines[key] for key in sorted(lines))
    Path(made).replace(path)
