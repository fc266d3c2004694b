"""Restrictions: who acts on whom in each voice, what a date belongs to, one restriction told twice, and properties."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook.extract.analysis import analyse
from tradebook.extract.draft import Draft
from tradebook.extract.kinds import restriction
from tradebook.report import make_report
from tradebook.statement import SLOTS

TODAY = date(2023, 6, 14)


def restrictions(text: str, title: str | None = None) -> list[Draft]:
    return restriction.read(analyse(make_report(text, title=title, published=TODAY)))


@pytest.mark.parametrize(
    ("text", "by", "on", "status"),
    [
        ("China imposed duties on wine from Australia.", ("CHN",), ("AUS",), "in force"),
        ("Duties on Australian wine were imposed by China.", ("CHN",), ("AUS",), "in force"),
        ("China's duties on Australian wine were lifted.", ("CHN",), ("AUS",), "lifted"),
        ("China will lift its duties on Australian wine.", ("CHN",), ("AUS",), "lifted"),
        ("The ban on Japanese seafood that China imposed hurts.", ("CHN",), ("JPN",), "in force"),
        ("Ankara protested against the EU plan to raise duties on Turkish steel.", ("EUU",), ("TUR",), "planned"),
        ("Serbia has banned exports of wheat.", ("SRB",), None, "in force"),
        ("The US embargo on Cuban cigars dates from 1962.", ("USA",), ("CUB",), "in force"),
    ],
)
def test_who_acts_on_whom(text: str, by: tuple[str, ...], on: tuple[str, ...] | None, status: str) -> None:
    found = restrictions(text)
    assert [(d.get("by"), d.get("on"), d.get("status")) for d in found] == [(by, on, status)]


@pytest.mark.parametrize(
    "text",
    [
        "Exporters urged China to lift its duties on Australian wine.",
        "China did not impose duties on Australian wine.",
        "If China imposed duties on Australian wine, growers would suffer.",
        "Slovak tyre maker Matador suspended sales to Russia.",
        "The government raised electricity tariffs.",
        "Sales fell due to the sanctions pressure.",
    ],
)
def test_no_restriction(text: str) -> None:
    assert restrictions(text) == []


def test_each_verb_has_its_own_date() -> None:
    found = restrictions(
        "Russia lowered its export duty on wheat on January 31 and will limit grain exports to 24 million "
        "tonnes from July 1."
    )
    assert [(d.get("type"), d.get("date").text) for d in found] == [("tariff", "January 31"), ("quota", "July 1")]


def test_title_and_text_are_one() -> None:
    found = restrictions("India has banned exports of white rice.", title="India bans white rice exports")
    assert len(found) == 1
    assert [s.field for s in found[0].also] == ["title"]


WORDS = st.sampled_from(
    "the Peru Chilean China's imposed lifted ban on imports exports of wheat from to tariff duties "
    "sanctions against 25% quota "
    "licence by was were will plans and , . ; May 18 anti - dumping its".split()
)


@given(st.lists(WORDS, max_size=40))
def test_any_words_give_whole_drafts(words: list[str]) -> None:
    text = " ".join(words)
    for draft in restrictions(text):
        assert set(draft.slots) <= set(SLOTS["restriction"])
        assert draft.get("by") or draft.get("on")
        # what is planned is planned in its stance too, or the end of a restriction that is still to come
        assert draft.get("status") != "planned" or draft.stance == "planned"
        assert draft.stance != "planned" or draft.get("status") in {"planned", "lifted"}
        for spans in draft.spans.values():
            assert all(0 <= start < end <= len(text) for start, end in spans)
