"""Events: what cases show badly (the pair spoken of, counts, one event told twice), and properties."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook.extract.analysis import analyse
from tradebook.extract.draft import Draft
from tradebook.extract.kinds import event
from tradebook.extract.kinds.event.scene import Scene, places_inside
from tradebook.extract.kinds.event.venue import counts_in
from tradebook.report import make_report
from tradebook.statement import SLOTS

TODAY = date(2023, 6, 14)


def events(text: str, title: str | None = None) -> list[Draft]:
    return event.read(analyse(make_report(text, title=title, published=TODAY)))


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Kenya and Ghana trade tea. The two countries want more.", {"KEN", "GHA"}),
        ("Kenya sells tea to Ghana. It grows. The two countries want more.", {"KEN", "GHA"}),
        ("Peru, Chile and Bolivia trade. The two countries want more.", None),
        ("Tea sells well. The two countries want more.", None),
        (
            "Kenya sells tea to Ghana. Kenya buys cocoa from Ghana. Mali is near. The two countries want more.",
            {"KEN", "GHA"},
        ),
    ],
)
def test_the_pair_is_the_one_spoken_of(text: str, pair: set[str] | None) -> None:
    document = analyse(make_report(text, published=TODAY))
    found = Scene(document).pair(document.sentences[-1])
    assert (set(found.codes) if found else None) == pair


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("It drew 1,100 companies from 34 countries.", [(1100, "companies", None), (34, "countries", None)]),
        ("Some 60 Polish firms came.", [(60, "firms", "POL")]),
        ("There were 39 companies and organizations.", [(39, "companies and organizations", None)]),
        ("It drew 80 firms, among them 12 from Chile.", [(80, "firms", None), (12, "firms", "CHL")]),
        ("The Group of 77 countries met.", []),
        ("It cost 39 million dollars.", []),
    ],
)
def test_counts(text: str, counts: list[tuple[int, str, str | None]]) -> None:
    sentence = analyse(make_report(text, published=TODAY)).sentences[0]
    found = counts_in(sentence, 0, len(sentence.items))
    assert [(c.value.n, c.value.of, c.value.country) for c in found] == counts


def test_countries_inside_a_name() -> None:
    assert places_inside("Vietnam-Netherlands Business Forum") == ("VNM", "NLD")
    assert places_inside("Industry Forum") == ()


def test_headline_and_text_tell_one_visit() -> None:
    found = events(
        "Latvian Transport Minister Andris Kalnins will visit Tashkent on July 10.",
        title="Latvian minister to visit Uzbekistan",
    )
    assert len(found) == 1
    assert found[0].sentence.field == "text"
    assert [s.field for s in found[0].also] == ["title"]
    assert found[0].stance == "planned"


def test_counts_of_the_next_sentence_make_it_context() -> None:
    found = events(
        "Kazakh firms showed goods at the Agro World exhibition. The Kazakh stand is represented by 22 companies."
    )
    assert len(found) == 1
    assert found[0].get("counts")[0].n == 22
    assert [s.text for s in found[0].context] == ["The Kazakh stand is represented by 22 companies."]


def test_a_visit_of_a_minister_without_a_country_leans_on_the_report() -> None:
    found = events("Chile sells pears. Chile wants to sell more. The minister will travel to Hanoi in July.")
    assert found[0].get("countries") == ("CHL", "VNM")
    assert found[0].confidence <= 0.6


WORDS = st.sampled_from(
    "the Peru Chilean minister visit visited to in Lima exhibition forum Agro Expo and , . ; 12 "
    "companies meeting between of held "
    "May 18 will delegation commission joint 20 th from Turkish ' s \" (".split()
)


@given(st.lists(WORDS, max_size=40))
def test_any_words_give_whole_drafts(words: list[str]) -> None:
    text = " ".join(words)
    for draft in events(text):
        assert set(draft.slots) <= set(SLOTS["event"])
        assert 0 < draft.confidence <= 1
        for spans in draft.spans.values():
            assert all(0 <= start < end <= len(text) for start, end in spans)
