"""Asking the store of statistics: one question a pair and flow, remembered for a run of many checks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from tradebook.statistics import Row, Statistics
from tradebook.statistics.rates import Rates, known_rates
from tradebook.statistics.row import Flow
from tradebook.statistics.store import KEY

DEEP = "*"  # a question for rows of every commodity


class Lookup:
    """A store of statistics that remembers what it was asked. Make a new one where something was loaded."""

    def __init__(self, statistics: Statistics) -> None:
        self.statistics = statistics
        self._answers: dict[tuple[str, ...], list[Row]] = {}

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
        asked = (reporter, partner, flow, commodity)
        if asked not in self._answers:
            found = self.statistics.rows(
                reporters=[reporter],
                partners=[partner],
                flows=[flow],
                commodities=[] if commodity == DEEP else [commodity],
                all_vintages=True,
            )
            self._answers[asked] = self.rates.alongside(found)
        return self._answers[asked]

    def of_partners(self, reporter: str, flow: Flow, commodity: str, as_known: date | None = None) -> list[Row]:
        """As `rows`, with every partner: to rank them."""
        asked = (reporter, "", flow, commodity)
        if asked not in self._answers:
            found = self.statistics.rows(reporters=[reporter], flows=[flow], commodities=[commodity], all_vintages=True)
            self._answers[asked] = self.rates.alongside(found)
        return newest(self._answers[asked], as_known)

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
        rows = self.statistics.rows(
            reporters=[reporter],
            flows=[flow],
            commodities=commodities,
            since=start,
            until=end,
            all_partner2=True,
            all_vintages=True,
        )
        return newest(self.rates.alongside([row for row in rows if row.partner2 is not None]), as_known)


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
