"""Figures from one currency into another, by a rate that somebody published for just that period, and named.

A rate table is a CSV that a person writes or a central bank publishes (docs/statistics.md):

    currency,base,period,rate,reporter,flow,source
    KES,USD,2022,117.866,,,Central Bank of Kenya
    BYN,USD,2022-06,3.2931,BLR,exports,Belstat

`rate` is how much of `currency` one unit of `base` costs. `reporter` and `flow` are filled for the factors with which a
country converts its own figures (Comtrade publishes them); those go before general rates. Nothing is interpolated: a
year's figure asks for a year's rate, January to June for that of "2022-01/2022-06".
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Struct

from tradebook.errors import BadRecord, UsageError
from tradebook.places import country
from tradebook.statistics.opened import open_text
from tradebook.statistics.row import Row
from tradebook.statistics.spans import month_span, time_period
from tradebook.statistics.store import KEY

COLUMNS = ("currency", "base", "period", "rate", "reporter", "flow", "source")
_NEEDED = COLUMNS[:4]
_FORM = f"The columns are {','.join(COLUMNS)}; such a line is KES,USD,2022,117.866,,,Central Bank of Kenya."
_CODE = re.compile(r"[A-Z]{3}")
_CENT = Decimal("0.001")


class Rate(Struct, frozen=True):
    """One rate: one unit of `base` costs `rate` of `currency` over `start` to `end`; the reporter's own factor where
    `reporter` is given, of one `flow` where that is."""

    currency: str
    base: str
    start: date
    end: date
    rate: Decimal
    reporter: str | None
    flow: str | None
    source: str


class Rates:
    """Rates to convert with."""

    def __init__(self, rates: Iterable[Rate]) -> None:
        self._rates: dict[tuple[object, ...], Rate] = {
            (one.currency, one.base, one.start, one.end, one.reporter, one.flow): one for one in rates
        }

    def __len__(self) -> int:
        return len(self._rates)

    def convert(self, row: Row, currency: str) -> Row | None:
        """The figure in another currency, with `conversion` naming the rate and its source; None where there is no rate
        of just its period. A figure that is in the currency already comes back as it is."""
        if row.currency == currency:
            return row
        for one, other, turned in ((row.currency, currency, False), (currency, row.currency, True)):
            rate = self._find(row, one, other)
            if rate is not None:
                value = row.value
                if value is not None:
                    value = (value * rate.rate if turned else value / rate.rate).quantize(_CENT)
                return msgspec.structs.replace(row, value=value, currency=currency, conversion=_told(rate))
        return None

    def alongside(self, rows: Sequence[Row]) -> list[Row]:
        """The rows, and beside each the same figure in every other currency for which there is a rate of its period;
        not where its source gives the figure in that currency itself."""
        if not self._rates:
            return list(rows)
        given = {_figure(row) for row in rows}
        found = list(rows)
        for row in rows:
            for currency in self._others.get(row.currency, ()):
                made = self.convert(row, currency)
                if made is not None and _figure(made) not in given:
                    found.append(made)
        return found

    @cached_property
    def _others(self) -> dict[str, list[str]]:
        """Which currencies each can be converted into."""
        found: dict[str, dict[str, None]] = {}
        for rate in self._rates.values():
            found.setdefault(rate.currency, {})[rate.base] = None
            found.setdefault(rate.base, {})[rate.currency] = None
        return {currency: list(others) for currency, others in found.items()}

    def all(self) -> list[Rate]:
        """The rates, by currency and time."""
        return sorted(self._rates.values(), key=lambda one: (one.currency, one.base, one.start, one.end))

    def _find(self, row: Row, currency: str, base: str) -> Rate | None:
        """The rate of just the period: the reporter's own of the flow, its own, the general one."""
        for reporter, flow in ((row.reporter, row.flow), (row.reporter, None), (None, None)):
            found = self._rates.get((currency, base, row.start, row.end, reporter, flow))
            if found is not None:
                return found
        return None


def _figure(row: Row) -> tuple[object, ...]:
    return (*(getattr(row, name) for name in KEY), row.vintage)


def _told(rate: Rate) -> str:
    whose = f"{rate.reporter}'s own factor" if rate.reporter else "rate"
    when = f"{rate.start:%Y-%m} to {rate.end:%Y-%m}"
    return f"{whose} {rate.rate.normalize():f} {rate.currency} for 1 {rate.base}, {when} ({rate.source})"


def read_rates(path: Path) -> list[Rate]:
    """The rates of a table. Raises BadRecord at the first line that is wrong: a rate left out would be a silent gap."""
    with open_text(path) as stream:
        start = stream.readline()
        stream.seek(0)
        reader = csv.DictReader(stream, delimiter=max(",;\t", key=start.count))
        missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
        if missing:
            raise BadRecord(path.name, f"the rate table has no column '{missing[0]}'", _FORM, 1)
        return [_rate(path.name, reader.line_num, row) for row in reader if any(row.values())]


def _rate(file: str, line: int, row: dict[str, str | None]) -> Rate:
    told = {name: (row.get(name) or "").strip() for name in COLUMNS}
    for name in ("currency", "base"):
        if not _CODE.fullmatch(told[name]):
            raise BadRecord(file, f"'{told[name]}' is no currency code", "Write its ISO 4217 code, such as KES.", line)
    start, end = _period(file, line, told["period"])
    try:
        rate = Decimal(told["rate"])
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or rate <= 0:
        raise BadRecord(file, f"the rate '{told['rate']}' is no number above nought", "Write it as 117.866.", line)
    try:
        reporter = country(told["reporter"]) if told["reporter"] else None
    except UsageError as error:
        raise BadRecord(file, str(error).rstrip("."), "Leave the reporter blank for a general rate.", line) from None
    return Rate(
        told["currency"], told["base"], start, end, rate, reporter, told["flow"] or None, told["source"] or file
    )


def _period(file: str, line: int, text: str) -> tuple[date, date]:
    first, _, last = text.partition("/")
    one = time_period(first)
    other = time_period(last) if last else one
    if one is None or other is None or other.end < one.start:
        mend = "Write 2022, 2022-06, 2022-Q2 or, from month to month, 2022-01/2022-06."
        raise BadRecord(file, f"'{text}' is no period", mend, line)
    return one.start, month_span(other.end.year, other.end.month).end


def add_rates(folder: Path, path: Path) -> int:
    """Keep a rate table in the folder of the statistics, under its name; returns how many rates it has.

    Raises BadRecord where it is wrong: nothing is kept then."""
    rates = read_rates(path)
    kept = folder / "rates"
    kept.mkdir(parents=True, exist_ok=True)
    if path.resolve() != (kept / path.name).resolve():
        shutil.copyfile(path, kept / path.name)
    return len(rates)


def known_rates(folder: Path) -> Rates:
    """All rates that were kept; of two for the same period the table that comes later by name counts."""
    kept = folder / "rates"
    tables = sorted(kept.glob("*.csv")) if kept.is_dir() else []
    return Rates(rate for table in tables for rate in read_rates(table))
