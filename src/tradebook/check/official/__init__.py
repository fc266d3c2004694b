"""Press figures against official statistics: both sides of a trade, tested causes of a gap, verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from tradebook.check.official.causes import Cause, Gap, Untested, causes, gap_of
from tradebook.check.official.figures import the_figure_agrees_with_official_statistics
from tradebook.check.official.goods import the_goods_named_are_those_of_official_statistics
from tradebook.check.official.lookup import Lookup
from tradebook.check.official.margins import Margin, margin
from tradebook.check.official.ranks import a_rank_agrees_with_official_statistics
from tradebook.check.official.ratios import (
    a_share_agrees_with_official_statistics,
    growth_agrees_with_official_statistics,
)
from tradebook.check.official.sides import Account, Accounts, Sides, Trade, accounts, both_sides
from tradebook.check.official.whose import whose_figure_it_is
from tradebook.check.say import explanation_of, name_of
from tradebook.check.verdict import Verdict
from tradebook.statement import Statement
from tradebook.statistics import Statistics

OfficialCheck = Callable[[Sequence[Statement], Lookup], Iterator[Verdict]]

OFFICIAL_CHECKS: tuple[OfficialCheck, ...] = (
    the_figure_agrees_with_official_statistics,
    whose_figure_it_is,
    growth_agrees_with_official_statistics,
    a_share_agrees_with_official_statistics,
    a_rank_agrees_with_official_statistics,
    the_goods_named_are_those_of_official_statistics,
)


def run_official(
    statements: Iterable[Statement],
    statistics: Statistics | Lookup,
    checks: Sequence[OfficialCheck] = OFFICIAL_CHECKS,
) -> list[Verdict]:
    """The verdicts on statements against official figures, in the order of the statements' reports; none where nothing
    is loaded. Raises `StatisticsMissing` where rows are loaded and DuckDB is not installed."""
    lookup = Lookup.of(statistics)
    if lookup.statistics.empty:
        return []
    by_report: dict[str, list[Statement]] = {}
    for statement in statements:
        by_report.setdefault(statement.report.id, []).append(statement)
    return [found for told in by_report.values() for check in checks for found in check(told, lookup)]


def official_explanations() -> dict[str, str]:
    """The published explanation of each official check, by its name."""
    return {name_of(check): explanation_of(check) for check in OFFICIAL_CHECKS}


__all__ = [
    "OFFICIAL_CHECKS",
    "Account",
    "Accounts",
    "Cause",
    "Gap",
    "Lookup",
    "Margin",
    "OfficialCheck",
    "Sides",
    "Trade",
    "Untested",
    "accounts",
    "both_sides",
    "causes",
    "gap_of",
    "margin",
    "official_explanations",
    "run_official",
]
