"""Both sides of a trade: what the exporter reports as exports, and what the importer reports as imports.

The two are never one figure: exports are valued where they leave (FOB), imports where they arrive (CIF) in most
countries, goods pass through third countries, and ships take time. Each side is therefore an account of its own, with
the rows it is made of. A figure of a period is taken as its reporter printed it where it did; else it is the sum of its
months, quarters or years where all of them are there, or the difference of two figures from 1 January on. Where only
some are there, there is no account, and the side says what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from tradebook.check.official.lookup import DEEP, Lookup
from tradebook.check.wording import day_words
from tradebook.places import is_group, members, name
from tradebook.statistics import ALL_GOODS, WORLD, Row, Statistics
from tradebook.statistics.row import Basis, Coverage, Flow, Frequency, Series, Valuation

How = Literal[
    "as reported",
    "sum of months",
    "sum of quarters",
    "sum of years",
    "difference of figures from 1 January",
    "sum of the codes below",
    "sum of the members",
]
_FREQUENCIES: tuple[Frequency, ...] = ("year", "cumulative", "quarter", "month")  # the one to take first
_TILES: tuple[tuple[Frequency, How], ...] = (
    ("year", "sum of years"),
    ("quarter", "sum of quarters"),
    ("month", "sum of months"),
)
MOST_OF_THE_TOTAL = Decimal("0.995")  # the codes of a level that make less than this of all goods are not all there


class Trade(Struct, frozen=True, kw_only=True):
    """What is asked: whose flow with whom, of which goods ("TOTAL" for all), from which day to which."""

    reporter: str
    partner: str
    flow: Flow
    start: date
    end: date
    commodities: tuple[str, ...] = (ALL_GOODS,)

    @property
    def mirrored(self) -> Trade:
        """The same goods as the partner reports them; only exports and imports have a mirror."""
        flow: Flow = "imports" if self.flow == "exports" else "exports"
        return Trade(
            reporter=self.partner,
            partner=self.reporter,
            flow=flow,
            start=self.start,
            end=self.end,
            commodities=self.commodities,
        )


class Account(Struct, frozen=True, kw_only=True):
    """What one country's statistics say of a trade, from one source.

    `value` is in full units of `currency`; `quantity` in `unit`, null where not every row has one in the same unit.
    `rows` are what it is made of and `how` says how it was; `known` is the day as of which all of them were known.
    `valuation` is null where the rows do not say it or differ."""

    trade: Trade
    value: Decimal
    currency: str
    rows: tuple[Row, ...]
    how: How
    source: str
    licence: str
    redistributable: bool
    known: date
    series: Series
    coverage: Coverage
    basis: Basis
    valuation: Valuation | None = None
    quantity: Decimal | None = None
    unit: str | None = None


class Accounts(Struct, frozen=True, kw_only=True):
    """The accounts of one trade, the best first, one a source, series, currency and basis; `missing` says in words why
    there is none of what the country itself reports ("" where there is one)."""

    trade: Trade
    found: tuple[Account, ...] = ()
    missing: str = ""

    @property
    def reported(self) -> Account | None:
        """The best account of goods that the country itself reports, in dollars where there is one in dollars."""
        return next((account for account in self.found if account.series == "reported"), None)

    @property
    def third(self) -> Account | None:
        """The reconciled account (BACI): a third figure, never a side."""
        return next((account for account in self.found if account.series == "reconciled"), None)


class Sides(Struct, frozen=True, kw_only=True):
    """Both sides of what `exporter` sold to `importer`: `exports` as the exporter reports them, `imports` as the
    importer does. `exports_missing` and `imports_missing` say why a side is null."""

    exporter: str
    importer: str
    commodities: tuple[str, ...]
    start: date
    end: date
    exports: Account | None
    imports: Account | None
    reconciled: Account | None
    exports_missing: str = ""
    imports_missing: str = ""

    @property
    def complete(self) -> bool:
        """Whether both sides are there, in one currency and on one basis."""
        if self.exports is None or self.imports is None:
            return False
        return _terms(self.exports) == _terms(self.imports)

    @property
    def gap(self) -> Decimal | None:
        """What the importer reports more than the exporter; null where one side is missing or told otherwise."""
        if not self.complete or self.exports is None or self.imports is None:
            return None
        return self.imports.value - self.exports.value

    @property
    def ratio(self) -> Decimal | None:
        """The importer's figure by the exporter's; null where a side is missing or the exporter reports nothing."""
        if self.gap is None or self.exports is None or self.imports is None or not self.exports.value:
            return None
        return self.imports.value / self.exports.value


def both_sides(
    statistics: Statistics | Lookup,
    exporter: str,
    importer: str,
    commodities: Sequence[str],
    start: date,
    end: date,
    as_known: date | None = None,
) -> Sides:
    """Both sides of what `exporter` sold to `importer` from `start` to `end` (both included).

    `commodities` are codes that do not overlap, or none for all goods. With `as_known` only what was known on that day
    counts. Where both sides can be had from one source in one currency, they are. Raises `StatisticsMissing`."""
    trade = Trade(
        reporter=exporter,
        partner=importer,
        flow="exports",
        start=start,
        end=end,
        commodities=tuple(commodities) or (ALL_GOODS,),
    )
    lookup = Lookup.of(statistics)
    ours, theirs = accounts(lookup, trade, as_known), accounts(lookup, trade.mirrored, as_known)
    exports, imports = _match(ours, theirs)
    return Sides(
        exporter=exporter,
        importer=importer,
        commodities=trade.commodities,
        start=start,
        end=end,
        exports=exports,
        imports=imports,
        reconciled=ours.third or theirs.third,
        exports_missing=ours.missing,
        imports_missing=theirs.missing,
    )


def accounts(statistics: Statistics | Lookup, trade: Trade, as_known: date | None = None) -> Accounts:
    """What the statistics say of one trade as its reporter tells it: an account a source."""
    lookup = Lookup.of(statistics)
    found, reason = _direct(lookup, trade, as_known)
    if not found and trade.partner != WORLD and is_group(trade.partner):
        found = _of_members(lookup, trade, as_known)
    best_first = tuple(sorted(found, key=_worth))
    told = any(account.series == "reported" for account in best_first)
    if not told and as_known is not None:
        later = accounts(lookup, trade).reported
        reason = _not_yet(trade, later, as_known) if later else reason
    return Accounts(trade=trade, found=best_first, missing="" if told else reason)


def _not_yet(trade: Trade, later: Account, as_known: date) -> str:
    """That a figure is there, and that nobody can tell what it was on that day."""
    day, known = (day_words(when.isoformat()) for when in (as_known, later.known))
    return f"what {name(trade.reporter)} reported by {day} is not loaded; the figure loaded is as of {known}"


def _worth(account: Account) -> tuple[object, ...]:
    """The order of accounts: what is reported, of goods, by customs, in dollars, printed so, known last."""
    return (
        account.series != "reported",
        account.coverage != "goods",
        account.basis != "customs",
        account.currency != "USD",
        account.how != "as reported",
        -account.known.toordinal(),
        account.source,
    )


def _terms(account: Account) -> tuple[object, ...]:
    return (account.currency, account.coverage, account.basis)


def _match(ours: Accounts, theirs: Accounts) -> tuple[Account | None, Account | None]:
    """The accounts to hold against each other: of one source and on the same terms where there are such."""
    pairs = [
        (a, b)
        for a in ours.found
        for b in theirs.found
        if a.series == b.series == "reported" and _terms(a) == _terms(b)
    ]
    if not pairs:
        return ours.reported, theirs.reported
    return min(pairs, key=lambda pair: (pair[0].source != pair[1].source, _worth(pair[0]), _worth(pair[1])))


# One source's rows


class _Covered(NamedTuple):
    rows: tuple[Row, ...]
    how: How
    value: Decimal


def _direct(lookup: Lookup, trade: Trade, as_known: date | None) -> tuple[list[Account], str]:
    """The accounts from rows with this very partner, and why there is none."""
    rows = [
        row
        for code in trade.commodities
        for row in lookup.rows(trade.reporter, trade.partner, trade.flow, code, as_known)
    ]
    lacking = set(trade.commodities) - {row.commodity for row in rows}
    if lacking:
        deep = lookup.rows(trade.reporter, trade.partner, trade.flow, DEEP, as_known)
        rows = list({id(row): row for row in (*rows, *deep)}.values())
    found, reasons = [], []
    for group in _groups(rows).values():
        account, reason = _account(group, trade)
        found += [account] if account else []
        reasons += [reason] if reason else []
    return found, reasons[0] if reasons else _nothing(trade, bool(rows))


def _groups(rows: Iterable[Row]) -> dict[tuple[str, ...], list[Row]]:
    """The rows that may be added up: of one source, series, currency, coverage, basis and nomenclature."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        nomenclature = "" if row.commodity == ALL_GOODS else row.nomenclature
        key: tuple[str, ...] = (row.source, row.series, row.currency, row.coverage, row.basis, nomenclature)
        found.setdefault(key, []).append(row)
    for key, group in found.items():
        if key[-1]:  # a level is whole where it makes the total, which stands in every nomenclature
            group += found.get((*key[:-1], ""), [])
    return found


def _account(rows: Sequence[Row], trade: Trade) -> tuple[Account | None, str]:
    covered = []
    for code in trade.commodities:
        part, reason = _of_code(rows, code, trade)
        if part is None:
            return None, reason
        covered.append(part)
    used = tuple(row for part in covered for row in part.rows)
    hows = [part.how for part in covered]
    quantity, unit = _quantity(used) if len(set(hows)) == 1 and "difference" not in hows[0] else (None, None)
    valuations = {row.valuation for row in used}
    return Account(
        trade=trade,
        value=sum((part.value for part in covered), Decimal(0)),
        currency=used[0].currency,
        rows=used,
        how=max(hows, key=lambda how: how != "as reported"),
        source=used[0].source,
        licence=", ".join(sorted({row.licence for row in used})),
        redistributable=all(row.redistributable for row in used),
        known=max(row.known for row in used),
        series=used[0].series,
        coverage=used[0].coverage,
        basis=used[0].basis,
        valuation=valuations.pop() if len(valuations) == 1 else None,
        quantity=quantity,
        unit=unit,
    ), ""


def _quantity(rows: Sequence[Row]) -> tuple[Decimal | None, str | None]:
    units = {row.unit for row in rows}
    amounts = [row.quantity for row in rows if row.quantity is not None]
    if len(units) != 1 or None in units or len(amounts) < len(rows):
        return None, None
    return sum(amounts, Decimal(0)), units.pop()


def _of_code(rows: Sequence[Row], code: str, trade: Trade) -> tuple[_Covered | None, str]:
    own = [row for row in rows if row.commodity == code]
    part, reason = covering(own, trade.start, trade.end)
    if part is None and not own:
        part = _from_below(rows, code, trade.start, trade.end)
    return part, "" if part else reason or _nothing(trade, bool(own))


def covering(rows: Sequence[Row], start: date, end: date) -> tuple[_Covered | None, str]:
    """The rows (of one commodity) that make the period, and why they do not."""
    exact = [row for row in rows if (row.start, row.end) == (start, end)]
    if exact:
        row = min(exact, key=lambda row: (row.value is None, _FREQUENCIES.index(row.frequency), -row.known.toordinal()))
        if row.value is None:
            return None, f"{row.source} withholds the figure"
        return _Covered((row,), "as reported", row.value), ""
    reasons = []
    for frequency, how in _TILES:
        inside = [row for row in rows if row.frequency == frequency and start <= row.start and row.end <= end]
        tiles = _tiled(inside, start, end)
        if tiles and all(row.value is not None for row in tiles):
            return _Covered(tuple(tiles), how, _sum(tiles)), ""
        if inside:
            known = sum(row.value is not None for row in inside)
            reasons.append(f"only {known} {frequency}{'s' if known != 1 else ''} of the period are there")
    difference = _difference(rows, start, end)
    return (difference, "") if difference else (None, reasons[-1] if reasons else "")


def _tiled(rows: Iterable[Row], start: date, end: date) -> list[Row]:
    """The rows that follow each other day by day from start to end; none where one is missing."""
    by_start: dict[date, Row] = {}
    for row in rows:
        kept = by_start.get(row.start)
        if kept is None or (kept.value is None and row.value is not None) or row.known > kept.known:
            by_start[row.start] = row
    found, day = [], start
    while day <= end and day in by_start:
        found.append(by_start[day])
        day = by_start[day].end + timedelta(days=1)
    return found if day == end + timedelta(days=1) else []


def _difference(rows: Sequence[Row], start: date, end: date) -> _Covered | None:
    """A part of a year as the difference of two figures from 1 January on."""
    if start.year != end.year or start == date(start.year, 1, 1):
        return None
    first = date(start.year, 1, 1)
    later, _ = covering([row for row in rows if row.frequency in ("cumulative", "year")], first, end)
    earlier, _ = covering(
        [row for row in rows if row.frequency in ("cumulative", "year")], first, start - timedelta(days=1)
    )
    if later is None or earlier is None:
        return None
    value = later.value - earlier.value
    return _Covered((*later.rows, *earlier.rows), "difference of figures from 1 January", value)


def _from_below(rows: Sequence[Row], code: str, start: date, end: date) -> _Covered | None:
    """A heading from the codes below it, and all goods from all codes: only where a level of the source is whole."""
    inside = [row for row in rows if (row.start, row.end) == (start, end) and row.value is not None]
    for length in (2, 4, 6):
        level = [row for row in inside if len(row.commodity) == length and row.commodity.isdigit()]
        chosen = [row for row in level if code in (ALL_GOODS, row.commodity[: len(code)])]
        if chosen and (code == ALL_GOODS or length > len(code)) and level_is_whole(level, inside):
            return _Covered(tuple(chosen), "sum of the codes below", _sum(chosen))
    return None


def level_is_whole(level: Sequence[Row], rows: Iterable[Row]) -> bool:
    """Whether the codes of a level are all there: a reconciled series comes whole, and of others they make the total
    of all goods that the source gives beside them."""
    if all(row.series == "reconciled" for row in level):
        return True
    totals = [row.value for row in rows if row.commodity == ALL_GOODS and row.value]
    return bool(totals) and _sum(level) >= totals[0] * MOST_OF_THE_TOTAL


def _sum(rows: Iterable[Row]) -> Decimal:
    return sum((row.value for row in rows if row.value is not None), Decimal(0))


def _of_members(lookup: Lookup, trade: Trade, as_known: date | None) -> list[Account]:
    """A group's account as the sum of its members on the last day, where a source has every one of them."""
    inside = sorted(members(trade.partner, trade.end) - {trade.reporter})
    each = [_direct(lookup, replace(trade, partner=member), as_known)[0] for member in inside]
    if not each or not all(each):
        return []
    found = []
    for first in each[0]:
        key = (first.source, first.series, *_terms(first))
        parts = [next((a for a in one if (a.source, a.series, *_terms(a)) == key), None) for one in each]
        whole = [part for part in parts if part is not None]
        if len(whole) == len(inside):
            found.append(_added(trade, whole))
    return found


def _added(trade: Trade, parts: Sequence[Account]) -> Account:
    valuations = {part.valuation for part in parts}
    return replace(
        parts[0],
        trade=trade,
        value=sum((part.value for part in parts), Decimal(0)),
        rows=tuple(row for part in parts for row in part.rows),
        how="sum of the members",
        redistributable=all(part.redistributable for part in parts),
        known=max(part.known for part in parts),
        valuation=valuations.pop() if len(valuations) == 1 else None,
        quantity=None,
        unit=None,
    )


def _nothing(trade: Trade, others: bool) -> str:
    """Why there is no account, in words."""
    way = {"exports": "to", "imports": "from", "re-exports": "to", "re-imports": "from"}[trade.flow]
    what = "" if trade.commodities == (ALL_GOODS,) else f" of {', '.join(trade.commodities)}"
    partner = "the world" if trade.partner == WORLD else name(trade.partner)
    period = "this period" if others else "any period"
    return f"no figure of {name(trade.reporter)} on its {trade.flow}{what} {way} {partner} is loaded for {period}"
