"""Tenders: plans, calls, bids and awards; what only sounds like one; properties that hold for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook.extract.analysis import analyse
from tradebook.extract.draft import Draft
from tradebook.extract.kinds import tender
from tradebook.report import make_report
from tradebook.statement import SLOTS

TODAY = date(2023, 6, 14)


def tenders(text: str, title: str | None = None) -> list[Draft]:
    return tender.read(analyse(make_report(text, title=title, published=TODAY)))


@pytest.mark.parametrize(
    ("text", "status", "stance"),
    [
        ("Pakistan will tender on June 20 for 100,000 tonnes of wheat.", "planned", "planned"),
        ("Jordan has issued a tender for 120,000 tonnes of wheat.", "announced", "stated"),
        ("Spain's CAF is competing in a tender for 30 trams.", "bidding", "stated"),
        ("Spain's CAF won a tender for 30 trams.", "awarded", "stated"),
        ("Iraq cancelled its tender for 50,000 tonnes of rice.", "cancelled", "stated"),
        ("Nepal is expected to issue a tender for 40 buses.", "planned", "expected"),
    ],
)
def test_status_and_stance(text: str, status: str, stance: str) -> None:
    (one,) = tenders(text)
    assert (one.slots["status"], one.stance) == (status, stance)


def test_the_bidder_is_the_company_named_before() -> None:
    (one,) = tenders(
        "Belarusian Vitmash sleeper plant has found a buyer. The company plans to bid in a large tender of Azerbaijan "
        "Railways for sleepers at the end of July, the director said."
    )
    assert [p.name for p in one.slots["bidders"]] == ["Vitmash sleeper plant"]
    assert (one.slots["buyer"].name, one.slots["buyer"].country) == ("Azerbaijan Railways", "AZE")
    assert one.slots["date"].edtf == "2023-07"
    assert one.slots["status"] == "planned"


def test_a_closing_day_of_the_next_sentence() -> None:
    (one,) = tenders("India's NFL launched a tender for 600,000 tonnes of urea. Offers are due on June 28.")
    assert one.slots["date"].edtf == "2023-06-28"
    assert len(one.also) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Egypt's GASC bought 120,000 tonnes of wheat in a tender.",
        "Halvers launched a tender offer for the shares of Finland's Norrpap.",
        "The central bank allotted EUR 100 billion in its weekly tender.",
        "Importers in Chile prefer tender beef from Argentina.",
        "His bid to export cheese to Japan failed.",
    ],
)
def test_no_tender(text: str) -> None:
    assert tenders(text) == []


PIECES = st.sampled_from(
    [
        *"Peru Jordan issued a tender tenders for 40 buses bids bid won by was awarded the of to will plans".split(),
        *'offers wheat . , invited cancelled take part in Solaris $5 million on June 20 " ;'.split(),
    ]
)


@given(st.lists(PIECES, max_size=40))
def test_any_text_is_read_without_an_error(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for draft in tenders(text):
        assert set(draft.slots) <= set(SLOTS["tender"])
        assert draft.get("buyer") or draft.get("bidders") or (draft.get("goods") and draft.get("date"))
        assert all(0 <= a < b <= len(text) for spans in draft.spans.values() for a, b in spans)
