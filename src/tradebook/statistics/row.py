"""One official figure, and what a load of them has in common.

The columns are those of the international merchandise trade statistics (United Nations, IMTS 2010): who reports, with
whom, which way, which goods in which nomenclature and edition, when, and on what terms the value was taken.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

Flow = Literal["exports", "imports", "re-exports", "re-imports"]
Frequency = Literal["year", "quarter", "month", "cumulative"]
Series = Literal["reported", "reconciled", "estimated"]
Basis = Literal["customs", "balance of payments"]
Coverage = Literal["goods", "services", "goods and services"]
Valuation = Literal["FOB", "CIF"]
TradeSystem = Literal["general", "special"]

ALL_GOODS = "TOTAL"  # the commodity of trade as a whole, in every nomenclature
WORLD = "WLD"  # the partner of trade with all


class Row(Struct, frozen=True, kw_only=True):
    """One figure as its source gives it.

    `reporter`, `partner`, `partner2`: ISO 3166-1 alpha-3, `WLD`, or a group of places/tables/groups.csv; `partner2` is
    the country of consignment where the source tells it, null for all. `flow` "exports" includes re-exports, which may
    stand beside it as rows of their own and are never added. `commodity` is a code of `nomenclature` ("HS", "SITC",
    "TNVED", "BEC", or the source's own word) in its `edition` ("2017", "Rev.4"; null where it is not told), or "TOTAL".
    `start` and `end` are the first and last day; `frequency` "cumulative" is from 1 January to `end`. `value` is in
    full units of `currency` (ISO 4217), null where the source withholds it; `quantity` in `unit` (UNECE
    Recommendation 20). `valuation`, `trade_system`: as the reporter's metadata says, null where it does not.
    `conversion` names how a value came into its currency, null where the source gave it so. `series` keeps figures that
    somebody reconciled (BACI) or estimated apart from what a country reported. `source` is a key of tables/sources.csv,
    `vintage` the day as of which the source published the figure, null where it does not say; `retrieved` the day on
    which it came here; `licence` a short name, `redistributable` whether it may be shown in public pages and exports.
    `origin` says where in the source it stands: a file and line, or a request."""

    reporter: str
    partner: str
    flow: Flow
    start: date
    end: date
    frequency: Frequency
    value: Decimal | None
    currency: str
    commodity: str = ALL_GOODS
    nomenclature: str = "HS"
    edition: str | None = None
    partner2: str | None = None
    valuation: Valuation | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    trade_system: TradeSystem | None = None
    coverage: Coverage = "goods"
    basis: Basis = "customs"
    series: Series = "reported"
    conversion: str | None = None
    source: str
    licence: str
    redistributable: bool = False
    retrieved: date
    vintage: date | None = None
    origin: str

    @property
    def known(self) -> date:
        """The day as of which the figure was known: its vintage, else the day on which it came here."""
        return self.vintage or self.retrieved


class Batch(Struct, frozen=True, kw_only=True):
    """One load: rows that came together. `id` is a hash of what was loaded, so that the same file twice is one batch;
    `source`, `what` ("comtrade AZE BLR 2019-2023", a file's name), `retrieved`, and how many rows it holds."""

    id: str
    source: str
    what: str
    retrieved: date
    rows: int


class Refused(Struct, frozen=True, kw_only=True):
    """One row that could not be kept: where it stands, what is wrong with which value, and the mend."""

    where: str
    problem: str
    mend: str
