"""How a figure of the press is read against official rows: whose it is, of what, when and on which terms."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from tradebook.check.official.lookup import Lookup
from tradebook.check.official.sides import Account, Accounts, Trade, accounts
from tradebook.errors import UsageError
from tradebook.places import name
from tradebook.statement import Good, Measure, Statement, TradeFlow
from tradebook.statistics import ALL_GOODS, Row
from tradebook.statistics.row import Basis, Coverage, Flow, Series

Part = tuple[int, Account]  # +1 where it is added, -1 where it is taken off
EACH_WAY: dict[Measure, tuple[tuple[int, Flow], ...]] = {
    "exports": ((1, "exports"),),
    "imports": ((1, "imports"),),
    "turnover": ((1, "exports"), (1, "imports")),
    "balance": ((1, "exports"), (-1, "imports")),
}


@cache
def table(file: str) -> tuple[dict[str, str], ...]:
    """The rows of `tables/<file>.csv` of this package."""
    text = files("tradebook.check.official").joinpath("tables", f"{file}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


class Reading(Struct, frozen=True, kw_only=True):
    """One way to take a figure: the `measure` of `reporter` with `partner`.

    `commodities` are codes that do not overlap; `without` codes are taken off (non-oil trade is all but chapter 27).
    `mirrored` asks the partner's books for the same goods: what it bought is what the reporter sold."""

    measure: Measure
    reporter: str
    partner: str
    start: date
    end: date
    commodities: tuple[str, ...] = (ALL_GOODS,)
    without: tuple[str, ...] = ()
    re_exports: bool = False
    mirrored: bool = False

    @property
    def books(self) -> str:
        """Whose books are asked."""
        return self.partner if self.mirrored else self.reporter

    @property
    def mirror(self) -> Reading:
        """The same goods by the other side's books."""
        return replace(self, mirrored=not self.mirrored)

    @property
    def turned(self) -> Reading:
        """The same measure of the partner, by its own books."""
        return replace(self, reporter=self.partner, partner=self.reporter, mirrored=False)

    @property
    def trades(self) -> tuple[tuple[int, Trade], ...]:
        """The trades that make the figure, each with its sign."""
        found = []
        for sign, flow in EACH_WAY[self.measure]:
            asked: Flow = "re-exports" if self.re_exports and flow == "exports" else flow
            trade = Trade(
                reporter=self.reporter,
                partner=self.partner,
                flow=asked,
                start=self.start,
                end=self.end,
                commodities=self.commodities,
            )
            trade = trade.mirrored if self.mirrored else trade
            found.append((sign, trade))
            found += [(-sign, replace(trade, commodities=self.without))] if self.without else []
        return tuple(found)


class Terms(NamedTuple):
    """On which terms a report counts; null where it does not say."""

    coverage: Coverage | None
    basis: Basis | None


class Official(Struct, frozen=True, kw_only=True):
    """What official rows make of a reading: the value, and the accounts it is made of."""

    value: Decimal
    currency: str
    parts: tuple[Part, ...]
    source: str
    series: Series
    coverage: Coverage
    basis: Basis

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for _, account in self.parts for row in account.rows)

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of all sources, each once."""
        return tuple(dict.fromkeys(account.source for _, account in self.parts))

    @property
    def known(self) -> date:
        return max(account.known for _, account in self.parts)

    @property
    def gross(self) -> Decimal:
        """The sum of the parts without their signs: what a revision is a share of."""
        return sum((abs(account.value) for _, account in self.parts), Decimal(0))

    @property
    def publishable(self) -> bool:
        return all(account.redistributable for _, account in self.parts)

    @property
    def quantity(self) -> tuple[Decimal, str] | None:
        """The quantity and its unit, where it is of one part and that has one."""
        (_, account), *others = self.parts
        if others or account.quantity is None or account.unit is None:
            return None
        return account.quantity, account.unit


class Officials(NamedTuple):
    """What there is for one reading: one a source and currency, and why there is none ("" where there is one)."""

    found: tuple[Official, ...]
    missing: str


def officials(lookup: Lookup, reading: Reading, as_known: date | None = None) -> Officials:
    """What official rows make of a reading, the best first. The parts of one figure are of one source; only where no
    source has all of them are they taken from several, on the same terms."""
    each = [(sign, accounts(lookup, trade, as_known)) for sign, trade in reading.trades]
    found = [_joined(each, first, one_source=True) for first in each[0][1].found]
    if not any(official and official.series == "reported" for official in found):
        found += [_joined(each, first, one_source=False) for first in each[0][1].found if first.series == "reported"][
            :1
        ]
    whole = tuple(official for official in found if official is not None)
    missing = next((told.missing for _, told in each if told.missing), "its parts are told on different terms")
    return Officials(whole, "" if any(official.series == "reported" for official in whole) else missing)


def _joined(each: Sequence[tuple[int, Accounts]], first: Account, *, one_source: bool) -> Official | None:
    """The figure whose parts are like the first one's; null where one is missing."""
    chosen = [(sign, _like(first, told.found, one_source=one_source)) for sign, told in each]
    parts = tuple((sign, account) for sign, account in chosen if account is not None)
    return _official(parts) if len(parts) == len(each) else None


def _like(account: Account, others: Iterable[Account], *, one_source: bool) -> Account | None:
    terms = (account.series, account.currency, account.coverage, account.basis)
    for other in others:
        same = (other.series, other.currency, other.coverage, other.basis) == terms
        if same and (not one_source or other.source == account.source):
            return other
    return None


def _official(parts: tuple[Part, ...]) -> Official:
    first = parts[0][1]
    return Official(
        value=sum((sign * account.value for sign, account in parts), Decimal(0)),
        currency=first.currency,
        parts=parts,
        source=first.source,
        series=first.series,
        coverage=first.coverage,
        basis=first.basis,
    )


# From a flow to its readings


def days(flow: TradeFlow) -> tuple[date, date] | None:
    """First and last day of a flow's period; null where they are not known."""
    if flow.period is None or flow.period.start is None or flow.period.end is None:
        return None
    try:
        return date.fromisoformat(flow.period.start), date.fromisoformat(flow.period.end)
    except ValueError:
        return None


def published(flow: Statement) -> date | None:
    """The day on which the report was published, where it is known."""
    try:
        return date.fromisoformat(flow.report.published) if flow.report.published else None
    except ValueError:
        return None


def codes(goods: Sequence[Good]) -> tuple[str, ...]:
    """The codes of goods without those that lie within another of them; none where a good has no code."""
    if any(not good.hs for good in goods):
        return ()
    found = sorted({code for good in goods for code in good.hs})
    return tuple(code for code in found if not any(code != other and code.startswith(other) for other in found))


def terms_of(flow: TradeFlow) -> Terms:
    """On which terms a flow is told: its own slot, else what its sentence and its source say."""
    return Terms(flow.coverage or _term(flow, "coverage"), _term(flow, "basis"))  # type: ignore[arg-type]


def on_terms(terms: Terms, official: Official) -> bool:
    """Whether an official figure is on the terms of the report: of goods by customs unless it says otherwise."""
    if (terms.coverage or "goods") != official.coverage:
        return False
    return official.basis == (terms.basis or "customs")


def counting(flow: TradeFlow) -> str:
    """The reason for which a report counts otherwise ("mutual trade"); "" where there is none."""
    return _term(flow, "counting") or ""


def without(flow: TradeFlow) -> tuple[str, ...] | None:
    """The codes that a flow leaves out; null where what it leaves out is not known by a code."""
    if not flow.excludes:
        return ()
    found = term_in(flow.excludes, "without")
    return (found,) if found else None


def _term(flow: TradeFlow, term: str) -> str | None:
    return term_in(f"{flow.evidence.text} {flow.attribution.figure_source or ''}", term)


def term_in(text: str, term: str) -> str | None:
    """What tables/terms.csv says of a term by the first of its phrases that the text has as whole words; else null."""
    return next((value for pattern, value in _phrases(term) if pattern.search(text)), None)


@cache
def _phrases(term: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = [row for row in table("terms") if row["term"] == term]
    return tuple((re.compile(rf"\b{re.escape(row['phrase'])}\b", re.IGNORECASE), row["value"]) for row in rows)


def readings(flow: TradeFlow) -> list[Reading]:
    """The ways to take a flow by the reporters' own books: one where it is said whose it is, else one a country."""
    period = days(flow)
    left_out = without(flow)
    if period is None or left_out is None:
        return []
    goods = codes(flow.goods) if flow.goods else (ALL_GOODS,)
    if not goods:
        return []
    return [
        Reading(
            measure=flow.measure,
            reporter=reporter,
            partner=partner,
            start=period[0],
            end=period[1],
            commodities=goods,
            without=left_out,
            re_exports=bool(flow.re_exports),
        )
        for reporter, partner in _pairs(flow)
    ]


def _pairs(flow: TradeFlow) -> list[tuple[str, str]]:
    if flow.reporter and flow.partner:
        pairs = [(flow.reporter, flow.partner)]
    elif len(flow.between) == 2:
        a, b = flow.between
        pairs = [(a, b), (b, a)]
    else:
        return []
    return [(a, b) for a, b in pairs if a != b and _known(a) and _known(b)]


def _known(code: str) -> bool:
    try:
        return bool(name(code))
    except UsageError:
        return False


def obstacle(flow: TradeFlow) -> str:
    """Why a flow cannot be held against official rows whatever is loaded; "" where it can."""
    if not (flow.reporter and flow.partner) and len(flow.between) != 2:
        return "the report does not say between whom"
    if flow.reporter_area or flow.partner_area:
        return "official figures are of whole countries, and this one is of a part"
    if days(flow) is None:
        return "the report does not say of which period"
    if without(flow) is None:
        return f"what it leaves out ({flow.excludes}) has no code in the statistics"
    if flow.goods and not codes(flow.goods):
        return "not every good has a code of the Harmonized System"
    if not _pairs(flow):
        return "it is the trade of a group with itself, or of a country that statistics do not know"
    return counting(flow)
