"""Asking the store of statistics: one question a pair and flow, remembered for a run of many checks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from tradebook.statistics import ALL_GOODS, Row, Statistics
from tradebook.statistics.rates import Rates, known_rates
from tradebook.statistics.row import Flow
from tradebook.statistics.store import KEY

DEEP = "*"  # a question for rows of every commodity


class Lookup:
    """A store of statistics that remembers what it was asked. Make a new one where something was loaded."""

    def __init__(self, statistics: Statistics) -> None:
        self.statistics = statistics
        self._answers: dict[tuple[str, str, str], dict[tuple[str, Flow], list[Row]]] = {}
        self._consigned: dict[tuple[str, ...], list[Row]] = {}

    @classmethod
    def of(cls, statistics: Statistics | Lookup) -> Lookup:
        """The lookup over a store; a lookup is taken as it is."""
        return statistics if isinstance(statistics, Lookup) else cls(statistics)

    @cached_property
    def rates(self) -> Rates:
        """The rates that were loaded; a figure stands in each currency that they reach, with the rate named."""
        return known_rates(self.statistics.folder)

    def rows(self, reporter: str, partner: str, flow: Flow, commodity: str, as_known: date | None = None) -> list[Row]:
        """What `reporter` says of its `flow` with `partner` in one commodity (`DEEP`: in each), of all periods; of each
        figure the newest vintage, or that known on `as_known`. Rows by country of consignment are left out."""
        return newest(self.vintages(reporter, partner, flow, commodity), as_known)

    def vintages(self, reporter: str, partner: str, flow: Flow, commodity: str) -> list[Row]:
        """As `rows`, each figure in all its vintages."""
        if (reporter, partner, flow) not in self._told:
            return []
        if commodity == ALL_GOODS:
            return self._whole_trade(reporter).get((partner, flow), [])
        asked = (reporter, partner, commodity)
        if asked not in self._answers:
            found = self._ask(reporters=[reporter], partners=[partner], commodities=_chosen(commodity))
            self._answers[asked] = _by_trade(found)
        return self._answers[asked].get((partner, flow), [])

    def of_partners(self, reporter: str, flow: Flow, commodity: str, as_known: date | None = None) -> list[Row]:
        """As `rows`, with every partner: to rank them."""
        if commodity == ALL_GOODS:
            whole = self._whole_trade(reporter)
        else:
            asked = (reporter, "", commodity)
            if asked not in self._answers:
                self._answers[asked] = _by_trade(self._ask(reporters=[reporter], commodities=_chosen(commodity)))
            whole = self._answers[asked]
        return newest((row for (_, way), rows in whole.items() if way == flow for row in rows), as_known)

    def _whole_trade(self, reporter: str) -> dict[tuple[str, Flow], list[Row]]:
        """A country's trade as a whole with each partner, which most checks ask for, in one question."""
        asked = (reporter, "", ALL_GOODS)
        if asked not in self._answers:
            self._answers[asked] = _by_trade(self._ask(reporters=[reporter], commodities=[ALL_GOODS]))
        return self._answers[asked]

    def _ask(self, **what: Sequence[str]) -> list[Row]:
        """Rows in all vintages and, by the rates loaded, in other currencies."""
        return self.rates.alongside(self.statistics.rows(**what, all_vintages=True))  # type: ignore[arg-type]  # lists of codes alone, no switches

    @cached_property
    def _told(self) -> frozenset[tuple[str, str, str]]:
        """Who reports which flow with whom: nothing else need be asked about."""
        found = self.statistics.ask("SELECT DISTINCT reporter, partner, flow FROM figures")
        return frozenset((reporter, partner, flow) for reporter, partner, flow in found)

    def consigned(
        self,
        reporter: str,
        flow: Flow,
        commodities: Sequence[str],
        start: date,
        end: date,
        as_known: date | None = None,
    ) -> list[Row]:
        """The rows of a period that name a country of consignment, with every partner."""
        if reporter not in self._consigning:
            return []
        rows = self._ask_consigned(reporter, flow, tuple(commodities))
        inside = (row for row in rows if start <= row.start and row.end <= end)
        return newest(inside, as_known)

    def _ask_consigned(self, reporter: str, flow: Flow, commodities: tuple[str, ...]) -> list[Row]:
        asked = (reporter, flow, *commodities)
        if asked not in self._consigned:
            found = self.statistics.rows(
                reporters=[reporter], flows=[flow], commodities=commodities, all_partner2=True, all_vintages=True
            )
            self._consigned[asked] = self.rates.alongside([row for row in found if row.partner2 is not None])
        return self._consigned[asked]

    @cached_property
    def _consigning(self) -> frozenset[str]:
        """Who reports by country of consignment."""
        query = "SELECT DISTINCT reporter FROM figures WHERE partner2 IS NOT NULL"
        return frozenset(reporter for (reporter,) in self.statistics.ask(query))


def _chosen(commodity: str) -> list[str]:
    return [] if commodity == DEEP else [commodity]


def _by_trade(rows: Iterable[Row]) -> dict[tuple[str, Flow], list[Row]]:
    found: dict[tuple[str, Flow], list[Row]] = {}
    for row in rows:
        found.setdefault((row.partner, row.flow), []).append(row)
    return found


def newest(rows: Iterable[Row], as_known: date | None = None) -> list[Row]:
    """Of each figure its newest vintage, or the newest that was known on a day; in the order given."""
    best: dict[tuple[object, ...], Row] = {}
    for row in rows:
        if as_known is not None and row.known > as_known:
            continue
        key = tuple(getattr(row, name) for name in KEY)
        if key not in best or row.known > best[key].known:
            best[key] = row
    return list(best.values())
