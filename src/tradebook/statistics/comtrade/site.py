"""The CSV that UN Comtrade's site exports, the present one and that of the site until 2022, and its bulk files."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from tradebook.statistics.comtrade.records import Part, Setting, row_of
from tradebook.statistics.loading import Terms
from tradebook.statistics.opening import Opening
from tradebook.statistics.refusals import Refusals
from tradebook.statistics.row import Refused, Row
from tradebook.statistics.sources import source_of
from tradebook.statistics.tabular import lines

NAME = "CSV of UN Comtrade's site"
_NEEDED = {"reporterCode", "partnerCode", "flowCode", "cmdCode", "period", "classificationCode", "primaryValue"}
_OLD_FLOWS = {"Import": "M", "Export": "X", "Re-Export": "RX", "Re-Import": "RM"}


@cache
def _new_names() -> dict[str, str]:
    table = files("tradebook.statistics").joinpath("tables", "comtrade_columns.csv").read_text(encoding="utf-8")
    return {row["old"]: row["new"] for row in csv.DictReader(table.splitlines())}


def fits(opening: Opening) -> bool:
    """Whether the header is that of UN Comtrade."""
    return {_new_names().get(name, name) for name in opening.columns} >= _NEEDED


def read(path: Path, terms: Terms) -> Iterator[Row | Refused | str]:
    """The figures of a file; parts of figures (by customs procedure, by mode of transport) are counted and left out."""
    source = source_of(terms.source or "comtrade", terms.licence)
    setting = Setting(source=source, retrieved=terms.retrieved, vintage=terms.vintage)
    parts, refusals = 0, Refusals(path.name)
    for found in lines(Opening(path)):
        if isinstance(found, Refused):
            yield found
            continue
        number, fields = found
        row = row_of(_present(fields), f"{path.name}, line {number}", setting)
        if isinstance(row, Refused):
            refusals.add(row.where, row.problem, row.mend)
        elif isinstance(row, Part):
            parts += 1
        else:
            yield row
    yield from refusals.listed()
    if parts:
        yield f"{path.name}: {parts:,} lines by customs procedure or mode of transport are parts of others and left out"


def _present(fields: dict[str, str]) -> dict[str, str]:
    """A line under the present names; one of the site until 2022 is put into the present codes."""
    if "primaryValue" in fields:
        return fields
    found = {_new_names().get(name, name): value for name, value in fields.items()}
    flag = found.get("isQtyEstimated", "")
    estimated = {"isQtyEstimated": str(flag in ("2", "6")), "isNetWgtEstimated": str(flag in ("4", "6"))}
    return found | estimated | {"flowCode": _OLD_FLOWS.get(found["flowCode"], found["flowCode"])}
