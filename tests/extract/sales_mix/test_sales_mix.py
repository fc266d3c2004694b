"""Sales mixes, put together over sentences; the wordings are measured by the cases in cases/dev."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook.extract.analysis import analyse
from tradebook.extract.draft import Draft
from tradebook.extract.kinds import sales_mix
from tradebook.report import make_report


def read(text: str) -> list[Draft]:
    return sales_mix.read(analyse(make_report(text, published=date(2023, 9, 14))))


def one(text: str) -> Draft:
    drafts = read(text)
    assert len(drafts) == 1
    return drafts[0]


def countries(draft: Draft, slot: str) -> list[str]:
    return [r.country for r in draft.get(slot) or ()]


def test_one_producer_over_a_whole_report() -> None:
    draft = one(
        "The Maribor cable factory signed a contract with Croatia in May, its director Ana Kos said.\n\n"
        "About 70 percent of its output is exported, she added.\n\n"
        '"A quarter is taken by the Croatian Railways, and 5 percent goes to spot buyers. Our regular customers are '
        "Italy and Austria. We entered the Iraqi market last year, but due to the unpaid bills the "
        'supplies were suspended," she said.\n\n'
        '"We made up for the slump with additional supplies to Italy and Austria and reached our export '
        'targets by July," she said.'
    )
    assert draft.get("company").name == "Maribor cable factory"
    assert [s.share.percent for s in draft.get("segments")] == [70, 25, 5]
    assert draft.get("segments")[1].country == "HRV"
    assert draft.get("markets") == ("ITA", "AUT")
    assert countries(draft, "entered") == ["IRQ"]
    assert draft.get("entered")[0].period.edtf == "2022"
    assert countries(draft, "suspended") == ["IRQ"]
    assert draft.get("reason") == "the unpaid bills"
    assert countries(draft, "replaced_by") == ["ITA", "AUT"]
    assert [(t.met, t.period.edtf) for t in draft.get("targets")] == [(True, "2023-07")]
    assert draft.sentence.text.startswith('"A quarter')
    assert len(draft.also) == 4


def test_new_buyers_replace_a_lost_market_or_are_an_entry() -> None:
    lost = one("The Lviv glass factory lost its customers in Russia and found new buyers in Poland.")
    assert countries(lost, "suspended") == ["RUS"]
    assert countries(lost, "replaced_by") == ["POL"]
    assert countries(one("The Lviv glass factory found new buyers in Poland."), "entered") == ["POL"]


@pytest.mark.parametrize(
    "said",
    [
        '"Our exports account for 60 percent of sales," the Borivos director, Ivar Olsen, said.',
        'Ivar Olsen, who heads Borivos, says: "We sell 60 percent of our output in Chile."',
        '"We sell 60 percent of our output abroad. Our main market is Peru," Borivos director Ivar Olsen said.',
    ],
)
def test_our_is_the_firm_of_who_speaks(said: str) -> None:
    drafts = read("Norway's Borivos buys steel from the Italian mill Alba Ferro. " + said)
    assert {d.get("company").name for d in drafts} == {"Borivos"}


def test_a_market_with_a_share_stands_among_the_segments_only() -> None:
    draft = one("The Turku paper mill sells 40% of its output to Germany. Its main markets are Germany and Spain.")
    assert draft.get("markets") == ("ESP",)


def test_what_is_planned_is_a_draft_of_its_own() -> None:
    drafts = read("The Turku paper mill exports 40% of its output. It plans to enter the Chilean market.")
    assert [d.stance for d in drafts] == ["stated", "planned"]
    assert countries(drafts[1], "entered") == ["CHL"]


@pytest.mark.parametrize(
    "text",
    [
        "Egypt, which exports a third of its output, sells oil to Italy.",
        "The ministry said that 70 percent of the country's cotton is exported.",
        "The central bank entered the market and sold dollars.",
        "The investor sold 20 percent of its stake to buyers in Japan.",
    ],
)
def test_no_sales_mix(text: str) -> None:
    assert read(text) == []


@given(st.integers(min_value=1, max_value=100), st.sampled_from(["Poland", "Chile", "Kenya", "Vietnam"]))
def test_share_and_market_are_read_as_they_stand(percent: int, country: str) -> None:
    draft = one(f"The Turku paper mill sells {percent}% of its output to {country}.")
    (segment,) = draft.get("segments")
    assert segment.share.percent == percent
    assert segment.market == country
    assert segment.country is not None
