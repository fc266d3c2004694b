"""Ventures, read sentence by sentence; the wordings are measured by the cases in cases/dev."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook.extract.analysis import analyse
from tradebook.extract.draft import Draft
from tradebook.extract.kinds import venture
from tradebook.report import make_report


def read(text: str) -> list[Draft]:
    return venture.read(analyse(make_report(text)))


def one(text: str) -> Draft:
    drafts = read(text)
    assert len(drafts) == 1
    return drafts[0]


def names(draft: Draft) -> list[str]:
    return [p.name for p in draft.get("partners") or ()]


def test_leader_of_the_cooperation_in_the_next_sentence() -> None:
    draft = one(
        "Trade between Armenia and Belarus rose by 3%. Belarusian buses have been assembled in Armenia since 2011. "
        "The leader of this cooperation is the Gyumri bus plant."
    )
    assert names(draft) == ["Gyumri bus plant"]
    assert set(draft.get("countries")) == {"ARM", "BLR"}
    assert draft.get("place") == "Gyumri"
    assert draft.get("since").edtf == "2011/.."
    assert len(draft.also) == 1


def test_the_sentences_that_follow_fill_what_is_open() -> None:
    draft = one(
        "Turkey's Sutas and Romania's Albalact set up a joint venture. The plant will be located in Ploiesti. "
        "Its annual capacity is 90,000 tonnes of cheese."
    )
    assert draft.get("place") == "Ploiesti"
    assert draft.get("capacity").value == 90000
    assert draft.get("capacity").unit == "TNE"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Italy's Iveco and Uzbekistan's Uzavtosanoat assemble trucks in Samarkand.", "stated"),
        ("Italy's Iveco and Uzbekistan's Uzavtosanoat will assemble trucks in Samarkand.", "planned"),
        ("Italy's Iveco and Uzbekistan's Uzavtosanoat could assemble trucks in Samarkand.", "expected"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    assert one(text).stance == stance


@pytest.mark.parametrize(
    "text",
    [
        "Morocco's Somaca assembles cars in Casablanca.",
        "The two ministers discussed joint ventures of Ghana and Togo in cement.",
        "France and Spain issued a joint communique on fishing.",
        "Chile imported cars assembled in Mexico.",
    ],
)
def test_no_venture(text: str) -> None:
    assert read(text) == []


def test_a_venture_told_twice_is_one_draft() -> None:
    draft = one(
        "Sweden's Volvo and India's Eicher assemble buses in Pithampur.\n\n"
        "Buses are assembled in Pithampur by Sweden's Volvo and India's Eicher."
    )
    assert len(draft.also) == 1


@given(st.sampled_from(["Poland", "Chile", "Kenya", "Vietnam"]), st.integers(min_value=1990, max_value=2024))
def test_year_and_country_are_read_as_they_stand(country: str, year: int) -> None:
    draft = one(f"{country}'s Marvex has assembled buses in Oran, Algeria, since {year}.")
    assert draft.get("since").start == f"{year}-01-01"
    assert len(draft.get("countries")) == 2
    assert "DZA" in draft.get("countries")
    text = draft.sentence.text
    for slot in ("since", "place"):
        for start, end in draft.spans[slot]:
            assert text[start - draft.sentence.start : end - draft.sentence.start]
