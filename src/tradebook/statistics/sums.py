"""Sums of yearly figures, made where the figures lie: a reconciled table holds millions of rows, its sums hundreds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct

from tradebook.statistics.row import ALL_GOODS
from tradebook.statistics.store import KEY, Statistics

Told = Literal["exports", "imports"]
By = Literal["exporter", "importer"]


class Sum(Struct, frozen=True, kw_only=True):
    """Goods that went from `exporter` to `importer` (alpha-3 or `WLD`; empty where the sum is over all of them) in a
    year, as the exporter (`told` "exports") or the importer ("imports") counts them. `commodity` is a code of the
    Harmonized System or "TOTAL"; `value` in US dollars."""

    exporter: str
    importer: str
    told: Told
    year: int
    commodity: str
    value: Decimal


class Source(Struct, frozen=True, kw_only=True):
    """Where a sum may come from: one source in one series, which is never mixed with another; what may be done with
    it, and the last day on which a part of it came here."""

    source: str
    series: str
    licence: str
    redistributable: bool
    retrieved: date
    first: int
    last: int


def yearly_sources(
    statistics: Statistics, goods: Sequence[str], as_known: date | None = None, countries: Sequence[str] = ()
) -> list[Source]:
    """The sources that hold yearly figures in dollars of goods by code or of all goods ("TOTAL"), by name."""
    if statistics.empty:
        return []
    wheres, values = _plain(as_known)
    wheres.append("(" + " OR ".join(["starts_with(commodity, ?)"] * len(goods)) + ")")
    values += goods
    if countries:
        wheres.append("(reporter IN (SELECT unnest(?)) OR partner IN (SELECT unnest(?)))")
        values += [list(countries), list(countries)]
    query = (
        "SELECT source, series, min(licence), bool_and(redistributable), max(retrieved), min(year(start)),"
        f" max(year(start)) FROM figures WHERE {' AND '.join(wheres)} GROUP BY source, series ORDER BY source, series"
    )
    names = Source.__struct_fields__
    return [Source(**dict(zip(names, line, strict=True))) for line in statistics.ask(query, values)]


def yearly_sums(
    statistics: Statistics,
    source: Source,
    by: Sequence[By],
    *,
    digits: int,
    exporters: Sequence[str],
    importers: Sequence[str],
    goods: Sequence[str] = (),
    told: Sequence[Told] = ("exports", "imports"),
    from_subheadings: bool = False,
    since: int,
    until: int,
    as_known: date | None = None,
) -> list[Sum]:
    """The sums of one source by year, teller, code and what `by` names, over the `exporters` and `importers` listed.

    `digits` is the length of the codes summed to, 0 for all goods; `goods` are the beginnings of the codes wanted.
    Where a country gives no figure of that length, its subheadings (6 digits) are added up, if `from_subheadings` says
    that the source always has all of them. Of several editions of the nomenclature the latest counts, never two."""
    if statistics.empty or not exporters or not importers:
        return []
    own = f"commodity = '{ALL_GOODS}'" if digits == 0 else f"(length(commodity) = {digits:d} AND {_IS_CODE})"
    finer = f"(length(commodity) = 6 AND {_IS_CODE})"
    code = f"'{ALL_GOODS}'" if digits == 0 else f"left(commodity, {digits:d})"
    wheres, values = _plain(as_known)
    wheres += ["source = ?", "series = ?", "year(start) BETWEEN ? AND ?", "flow IN (SELECT unnest(?))"]
    values += [source.source, source.series, since, until, list(told)]
    wheres += ["exporter IN (SELECT unnest(?))", "importer IN (SELECT unnest(?))"]
    values += [list(exporters), list(importers)]
    wheres.append(f"({own} OR {finer})" if from_subheadings else own)
    if goods:
        wheres.append("(" + " OR ".join(["starts_with(commodity, ?)"] * len(goods)) + ")")
        values += goods
    sides = ", ".join(side if side in by else f"'' AS {side}" for side in ("exporter", "importer"))
    keys = ", ".join(f'figures."{name}"' for name in KEY)
    newest = f"row_number() OVER (PARTITION BY {keys} ORDER BY coalesce(vintage, retrieved) DESC, origin) = 1"
    query = f"""
        WITH sided AS (
            SELECT figures.*, CASE flow WHEN 'exports' THEN reporter ELSE partner END AS exporter,
                   CASE flow WHEN 'exports' THEN partner ELSE reporter END AS importer
            FROM figures),
        newest AS (SELECT * FROM sided AS figures WHERE {" AND ".join(wheres)} QUALIFY {newest}),
        editions AS (
            SELECT exporter, importer, flow, year(start) AS year, {code} AS code, coalesce(edition, '') AS edition,
                   coalesce(max(value) FILTER ({own}), sum(value) FILTER (NOT {own})) AS value
            FROM newest GROUP BY ALL),
        latest AS (
            SELECT exporter, importer, flow, year, code, arg_max(value, edition) AS value FROM editions GROUP BY ALL)
        SELECT {sides}, flow, year, code, sum(value) FROM latest GROUP BY ALL ORDER BY ALL"""
    return [
        Sum(exporter=line[0], importer=line[1], told=line[2], year=line[3], commodity=line[4], value=Decimal(line[5]))
        for line in statistics.ask(query, values)
    ]


_IS_CODE = "regexp_full_match(commodity, '[0-9]+')"


def _plain(as_known: date | None) -> tuple[list[str], list[Any]]:
    """What every figure of such a sum has: a whole year of goods by customs, in dollars, of no third country."""
    wheres = [
        "frequency = 'year'",
        "flow IN ('exports', 'imports')",
        "partner2 IS NULL",
        "coverage = 'goods'",
        "basis = 'customs'",
        "currency = 'USD'",
        "value IS NOT NULL",
        f"(nomenclature = 'HS' OR commodity = '{ALL_GOODS}')",
    ]
    if as_known is None:
        return wheres, []
    return [*wheres, "coalesce(vintage, retrieved) <= ?"], [as_known]
