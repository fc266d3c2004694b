"""No check fires on consistent figures made at random; every check fires on a figure broken at random."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.check.world import (
    BREAKERS,
    BREAKERS_ACROSS,
    GOODS,
    PARTNERS,
    World,
    facts_of,
    press_on,
    report_on,
)
from tradebook.check import RED, catalogue, run_across, run_checks

CELLS = len(PARTNERS) * len(GOODS)
TRIES = settings(max_examples=15)  # a world has twenty figures of its own


def worlds(loose: bool) -> st.SearchStrategy[World]:
    return st.builds(
        World,
        base=st.lists(st.integers(10**6, 10**7), min_size=CELLS, max_size=CELLS).map(tuple),
        growth=st.integers(-300, 500),
        imports=st.integers(10, 60),
        tractors=st.integers(2, 900),
        shares=st.tuples(st.integers(20, 45), st.integers(20, 45)),
        unit=st.sampled_from([10**5, 10**6]),
        loose=st.booleans() if loose else st.just(False),
    )


def test_every_check_has_a_breaker() -> None:
    scopes = ("within a report", "across the book")  # those against official statistics have tests of their own
    assert {*BREAKERS, *BREAKERS_ACROSS} == {listed.name for listed in catalogue() if listed.scope in scopes}


@TRIES
@given(worlds(loose=True))
def test_no_check_fires_on_a_consistent_report(world: World) -> None:
    assert not [v.sentence for v in run_checks(report_on(world).values()) if v.result in RED]


@TRIES
@given(worlds(loose=False))
def test_much_of_a_consistent_report_adds_up(world: World) -> None:
    """Silence would be easy: that the checks do compare these figures is shown here."""
    found = {v.check for v in run_checks(report_on(world).values()) if v.result == "adds up"}
    assert found >= {
        "turnover is exports plus imports",
        "balance is exports less imports",
        "parts together are not larger than their whole",
        "growth fits its base",
        "growth in per cent fits the sum that it adds",
        "sales shares make no more than the whole",
        "a share fits its two sums",
        "shares of trade make no more than the whole",
        "a deal is its price times its quantity",
    }


@pytest.mark.parametrize("check", BREAKERS)
@TRIES
@given(world=worlds(loose=False), by=st.integers(2, 9))
def test_a_broken_figure_is_found_by_its_check(check: str, world: World, by: int) -> None:
    broken = BREAKERS[check](report_on(world), by)
    assert check in {v.check for v in run_checks(broken.values()) if v.result in RED}


@TRIES
@given(worlds(loose=True))
def test_no_check_fires_on_a_consistent_book(world: World) -> None:
    assert not [v.sentence for v in run_across(facts_of(press_on(world))) if v.result in RED]


@pytest.mark.parametrize("check", BREAKERS_ACROSS)
@TRIES
@given(world=worlds(loose=False), by=st.integers(2, 9))
def test_a_broken_book_is_found_by_its_check(check: str, world: World, by: int) -> None:
    broken = BREAKERS_ACROSS[check](press_on(world), by)
    assert check in {v.check for v in run_across(facts_of(broken)) if v.result in RED}
