"""The checks within a report, and running them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tradebook.check.growth import (
    a_fall_is_not_more_than_all,
    growth_fits_its_base,
    growth_in_per_cent_fits_the_sum_that_it_adds,
)
from tradebook.check.parts import a_part_is_not_larger_than_its_whole, parts_together_are_not_larger_than_their_whole
from tradebook.check.prices import a_deal_is_its_price_times_its_quantity, prices_of_one_good_are_of_one_size
from tradebook.check.shares import (
    a_share_fits_its_two_sums,
    a_share_is_not_above_100_per_cent,
    sales_shares_make_no_more_than_the_whole,
)
from tradebook.check.sums import Check, balance_is_exports_less_imports, turnover_is_exports_plus_imports
from tradebook.check.trade_shares import (
    a_rank_leaves_room_for_those_before_it,
    ranks_follow_their_figures,
    shares_of_trade_make_no_more_than_the_whole,
)
from tradebook.check.verdict import Verdict
from tradebook.statement import Statement

CHECKS: tuple[Check, ...] = (
    turnover_is_exports_plus_imports,
    balance_is_exports_less_imports,
    a_part_is_not_larger_than_its_whole,
    parts_together_are_not_larger_than_their_whole,
    growth_fits_its_base,
    growth_in_per_cent_fits_the_sum_that_it_adds,
    a_fall_is_not_more_than_all,
    a_share_is_not_above_100_per_cent,
    sales_shares_make_no_more_than_the_whole,
    a_share_fits_its_two_sums,
    shares_of_trade_make_no_more_than_the_whole,
    a_rank_leaves_room_for_those_before_it,
    ranks_follow_their_figures,
    a_deal_is_its_price_times_its_quantity,
    prices_of_one_good_are_of_one_size,
)


def run_checks(statements: Iterable[Statement], checks: Sequence[Check] = CHECKS) -> list[Verdict]:
    """The verdicts on statements of any number of reports, report by report in the order given.

    Each check sees the statements of one report at a time; a comparison that cannot be made gives no verdict."""
    by_report: dict[str, list[Statement]] = {}
    for statement in statements:
        by_report.setdefault(statement.report.id, []).append(statement)
    return [found for told in by_report.values() for check in checks for found in check(told)]
