"""When two attributions name the same people and bodies."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook.evaluate import said
from tradebook.statement import Attribution, Speaker

NAMES = st.sampled_from(
    [
        "State Customs Committee",
        "Bank of Ghana",
        "Geostat",
        "customs data",
        "Ministry of Trade",
        "GASC",
        "Alto Verde Ltd",
    ]
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the State Customs Committee", "Azerbaijan's State Customs Committee"),
        ("customs data", "customs"),
        ("Ministry of Trade", "Trade Ministry"),
        ("Ministry of Trade of Türkiye", "trade ministry's figures"),
        ("ministry", "Ministry of Trade"),
        ("National Statistics Office of Georgia (Geostat)", "Geostat"),
        ("Central Agency for Public Mobilization and Statistics", "CAPMAS"),
        ("Islamic Republic of Iran Customs Administration", "IRICA"),
        ("statistical office", "statistics office"),
        ("consultancy Volga Agro", "Volga Agro"),
        ("central bank", "Bank of Uganda"),
        ("Iranian customs", "customs of Iran"),
        ("Kestrel Coal plc", "Kestrel Coal"),
    ],
)
def test_one_body_under_two_names(one: str, other: str) -> None:
    assert said.same_body(one, other)
    assert said.same_body(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bank of Ghana", "Bank of Uganda"),
        ("Ministry of Trade", "Ministry of Finance"),
        ("Chinese customs", "Brazilian customs"),
        ("Statistics Canada", "Statistics Poland"),
        ("GASC", "General Administration of Customs"),
        ("Turkey", "Turkish customs"),
    ],
)
def test_two_bodies(one: str, other: str) -> None:
    assert not said.same_body(one, other)


@given(NAMES, NAMES)
def test_sameness_has_no_order(one: str, other: str) -> None:
    assert said.same_body(one, one)
    assert said.same_body(one, other) == said.same_body(other, one)


def told(*speakers: tuple[str | None, str | None, str | None], source: str | None = None) -> Attribution:
    return Attribution(
        speakers=tuple(Speaker(name=name, role=role, organisation=body) for name, role, body in speakers),
        figure_source=source,
    )


def test_a_body_counts_the_same_as_speaker_and_as_source() -> None:
    assert said.same_bodies(told((None, None, "State Customs Committee")), told(source="customs committee"))
    assert said.same_people(told((None, None, "State Customs Committee")), told(source="customs committee"))
    assert not said.same_bodies(told((None, None, "Ministry of Trade"), source="customs"), told(source="customs"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Reza Mohebbi", "head", "X"), ("Eng. Reza Mohebbi", None, None), True),
        (("Reza Mohebbi", None, None), ("Ali Mohebbi", None, None), False),
        (("Reza Mohebbi", "head", "X"), (None, "head", "X"), False),
        ((None, "traders", None), (None, None, "traders"), True),
        ((None, "traders", None), (None, "traders", "Europe"), True),
        ((None, "director", "Rotile"), (None, "director", "Hungarian Railways"), False),
        ((None, "director", "Rotile"), (None, "director", None), False),
        ((None, "minister", None), (None, "deputy minister", None), False),
        ((None, "chairman", "X"), (None, "chairwoman", "X"), True),
    ],
)
def test_people(one: Any, other: Any, same: bool) -> None:
    assert said.same_people(told(one), told(other)) is same


def test_offices_and_what_they_belong_to() -> None:
    mine = told(("Reza Mohebbi", "Minister of Trade", "Iran"))
    assert said.same_roles(mine, told(("Mohebbi", "Trade Minister", None)))
    assert said.same_organisations(mine, told(("Mohebbi", "Trade Minister", None)))
    assert not said.same_roles(mine, told(("Mohebbi", "Deputy Trade Minister", None)))
    assert not said.same_organisations(mine, told(("Mohebbi", "Trade Minister", "Chamber of Commerce")))
    assert said.same_roles(mine, told(("Karimov", "poet", None)))  # nobody whom both name


def test_one_agency_too_many() -> None:
    assert said.same_agencies(Attribution(agencies=("Belta", "the Belta agency")), Attribution(agencies=("Belta",)))
    assert not said.same_agencies(Attribution(agencies=("Belta", "Trend")), Attribution(agencies=("Belta",)))
