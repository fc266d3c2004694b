"""Milestones: pairs from elsewhere in the report, one date told twice, and properties."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook.extract.analysis import analyse
from tradebook.extract.draft import Draft
from tradebook.extract.kinds import milestone
from tradebook.report import make_report
from tradebook.statement import SLOTS

TODAY = date(2023, 6, 14)


def milestones(text: str, title: str | None = None) -> list[Draft]:
    return milestone.read(analyse(make_report(text, title=title, published=TODAY)))


def test_the_pair_comes_from_the_report_with_its_sentence() -> None:
    found = milestones(
        "Georgia sells wine to Kazakhstan. Georgia buys grain from Kazakhstan. Others are Russia and Poland "
        "and Ukraine. "
        "The two countries established diplomatic relations on July 24, 1992."
    )
    assert [set(d.get("countries")) for d in found] == [{"GEO", "KAZ"}]
    assert [s.text for s in found[0].context] == ["Georgia sells wine to Kazakhstan."]


def test_without_a_pair_there_is_none() -> None:
    assert milestones("The two countries established diplomatic relations on July 24, 1992.") == []


def test_title_and_text_are_one() -> None:
    found = milestones(
        "Serbia and China signed a free trade agreement on May 17.",
        title="Serbia and China signed a free trade agreement",
    )
    assert len(found) == 1
    assert [s.field for s in found[0].also] == ["title"]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Chile and India signed a free trade agreement in May 2023.", "stated"),
        ("Chile and India will sign a free trade agreement in July.", "planned"),
        ("Chile and India are negotiating a free trade agreement.", "planned"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    assert [d.stance for d in milestones(text)] == [stance]


WORDS = st.sampled_from(
    "the Peru Chile India EU joined signed free trade agreement diplomatic relations established between "
    "and with on May 18 "
    "1992 in WTO treaty ambassador to appointed was will , . ; not under".split()
)


@given(st.lists(WORDS, max_size=40))
def test_any_words_give_whole_drafts(words: list[str]) -> None:
    text = " ".join(words)
    for draft in milestones(text):
        assert set(draft.slots) <= set(SLOTS["milestone"])
        assert draft.get("countries")
        for spans in draft.spans.values():
            assert all(0 <= start < end <= len(text) for start, end in spans)


def test_an_agreement_with_one_country_is_that_of_the_report() -> None:
    found = milestones(
        "Georgia has a free trade regime with the European Union. The free trade agreement with Turkey came into "
        "force in November 2008, while with China it came into force in January 2018."
    )
    assert [set(d.get("countries")) for d in found] == [{"GEO", "TUR"}]


def test_the_country_spoken_of_established_relations() -> None:
    found = milestones(
        "A business delegation from Lithuania visited Kenya. The country established relations with Kenya in 1998."
    )
    assert [set(d.get("countries")) for d in found] == [{"KEN", "LTU"}]
