"""Checks across the book: what several reports tell of one flow, held against each other.

Each check takes the facts of the book (or of one pair) and yields verdicts; its docstring is the published
explanation. Two reports seldom say on which terms their figures are, so a red flag needs more here than within one
report: both say whose trade it is, or name the same source (`alike.are_of_one_book`); the time was over when it was
told; and the difference is more than statistics offices revise (`alike.REVISED`). What a person or an outlet took
back, and what a later figure of the same origin revised, is not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from tradebook.book import Fact
from tradebook.check.across.ahead import (
    a_target_is_not_met_before_it_is_announced,
    deals_make_no_more_than_the_total_announced,
)
from tradebook.check.across.flows import (
    a_year_is_not_smaller_than_its_first_months,
    growth_fits_the_figure_of_another_report,
    one_flow_is_told_with_one_figure,
)
from tradebook.check.verdict import Verdict

CheckAcross = Callable[[Sequence[Fact]], Iterator[Verdict]]

ACROSS: tuple[CheckAcross, ...] = (
    one_flow_is_told_with_one_figure,
    a_year_is_not_smaller_than_its_first_months,
    growth_fits_the_figure_of_another_report,
    a_target_is_not_met_before_it_is_announced,
    deals_make_no_more_than_the_total_announced,
)
# For pages that list the figures that differ anyway.
BUT_CONFLICTS = tuple(check for check in ACROSS if check is not one_flow_is_told_with_one_figure)


def run_across(facts: Iterable[Fact], checks: Sequence[CheckAcross] = ACROSS) -> list[Verdict]:
    """The verdicts on what several reports tell, check by check. The order of the facts does not matter."""
    ordered = sorted((fact for fact in facts if fact.taken_back is None), key=lambda fact: (fact.id, fact.figure))
    return [found for check in checks for found in check(ordered)]
