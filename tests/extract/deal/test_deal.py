"""Deals: the parts that cases over whole reports show badly, and properties that hold for any text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook.extract.analysis import analyse
from tradebook.extract.draft import Draft
from tradebook.extract.kinds import deal
from tradebook.extract.kinds.deal.branches import sectors
from tradebook.extract.kinds.deal.sides import sides_in
from tradebook.report import make_report
from tradebook.statement import SLOTS

TODAY = date(2023, 6, 14)


def deals(text: str, title: str | None = None) -> list[Draft]:
    return deal.read(analyse(make_report(text, title=title, published=TODAY)))


def sentence(text: str) -> Any:
    return analyse(make_report(text, published=TODAY)).sentences[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Poland's Pesa won", [("Pesa", "POL")]),
        ("Hyundai Rotem of South Korea signed", [("Hyundai Rotem", "KOR")]),
        ("Kazakhstan's national railway KTZ and Stadler", [("KTZ", "KAZ"), ("Stadler", "CHE")]),
        ("the Saudi defence ministry agreed", [("Saudi defence ministry", "SAU")]),
        ("companies of Kazakhstan and Uzbekistan", [(None, "KAZ"), (None, "UZB")]),
        ("a Chinese company", [(None, "CHN")]),
        ("the Romanian city of Cluj-Napoca", [(None, "ROU"), ("Cluj-Napoca", "ROU")]),
        ("Sonabel, the Burkinabe power utility, signed", [("Sonabel", "BFA")]),
        ("Mongolia's Erdenet signed", [("Erdenet", "MNG")]),
        ("Italy's Gas Levante signed", [("Gas Levante", "ITA")]),
        ("Norway's largest fish exporter Vestlaks Sjomat signed", [("Vestlaks Sjomat", "NOR")]),
        ("Kenya Grain Agency, KGA, of Nairobi", [("Kenya Grain Agency", "KEN")]),
    ],
)
def test_sides(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    one = sentence(text)
    found = [(side.name, side.country) for side in sides_in(one, 0, len(one.items))]
    assert [pair for pair in found if pair in expected] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Firms of the two countries concluded deals in the wood processing and foodstuffs sectors.",
            ("wood processing", "foodstuffs"),
        ),
        ("They work in the fields of energy, transport and tourism with Iran.", ("energy", "transport", "tourism")),
        ("Most of the contracts concern flour and packaging.", ("flour", "packaging")),
        ("They met in various sectors.", ()),
        ("They met in Minsk.", ()),
    ],
)
def test_sectors(text: str, expected: tuple[str, ...]) -> None:
    assert sectors(sentence(text)) == expected


def test_long_lists_of_sectors_cost_no_time() -> None:
    # a regular expression once took seconds here: nested repetition over words
    assert sectors(sentence("They trade in " + "alpha beta gamma delta " * 400 + "without a head.")) == ()


def test_lead_and_quote_make_one_deal_with_the_more_specific_wording() -> None:
    found = deals(
        'Contracts worth $70 million were signed during the visit of the Latvian delegation to Armenia. "A meeting of '
        "Armenian and Latvian companies was held on June 12. Several contracts for about $70 million were "
        'concluded," the chairman said.'
    )
    assert len(found) == 1
    assert found[0].slots["amount"].qualifier == "about"
    assert found[0].slots["date"].edtf == "2023-06-12"
    assert set(found[0].slots["countries"]) == {"ARM", "LVA"}
    assert len(found[0].also) == 1


def test_sectors_of_the_next_sentence_go_to_what_was_signed() -> None:
    found = deals(
        "Armenian and Latvian firms signed contracts worth $70 million. We expect new contracts soon. "
        "Most contracts were concluded in the dairy and timber sectors."
    )
    signed = next(d for d in found if d.stance == "stated")
    assert signed.slots["sectors"] == ("dairy", "timber")


def test_the_company_is_the_one_named_before() -> None:
    found = deals("Belarusian Amkodor makes loaders. The company signed a contract with Peru for 40 loaders.")
    assert found[0].slots["parties"][0].name == "Amkodor"
    assert set(found[0].slots["countries"]) == {"BLR", "PER"}
    assert found[0].context


def test_the_country_is_the_one_a_firm_was_introduced_with() -> None:
    found = deals(
        "Zambian grower Kafue Greens exports beans. Mali sells sesame. Kafue Greens signed a contract with Belgium's "
        "Noordzee for 700 tonnes of beans."
    )
    assert [(p.name, p.country) for p in found[0].slots["parties"]] == [("Kafue Greens", "ZMB"), ("Noordzee", "BEL")]


def test_countries_that_merely_stand_near_are_no_sides() -> None:
    found = deals(
        "Sesame from Mali sells well in Japan. The African Development Bank signed a $90 million loan agreement with "
        "Senegal in Tunis on March 12."
    )
    assert found[0].slots["countries"] == ("SEN",)


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Oman's Grain Agency bought 20,000 tonnes of wheat on Monday.", ("OMN",)),
        ("Oman's Grain Agency bought 20,000 tonnes of wheat from local farmers on Monday.", None),
        ("Indian state logistics agency Annagar bought 20,000 tonnes of rice from Nepal in May.", ("IND", "NPL")),
        ("India bought 20,000 tonnes of rice from Nepal in May.", None),
        ("Morocco's Taza Cables signed a syndicated loan of $80 million in May.", ("MAR",)),
        ("Morocco's Taza Cables signed a syndicated loan of 80 million dirhams in May.", None),
    ],
)
def test_bodies_that_buy_and_borrow_alone(text: str, countries: tuple[str, ...] | None) -> None:
    assert [d.slots["countries"] for d in deals(text)] == ([countries] if countries else [])


def test_agreed_to_lend_is_done() -> None:
    draft = deals("Uruguay's Banco Oriental agreed in April to lend Paraguay's Ingenio Guarani $25 million.")[0]
    assert (draft.stance, draft.slots["status"], draft.slots["date"].edtf) == ("stated", "signed", "2023-04")


def test_the_first_load_is_of_the_firm_spoken_of() -> None:
    found = deals(
        "Serbian mill Zlatno Klas makes flour. It has found buyers in Libya. The first wagon with 60 tonnes of flour "
        "left for Tripoli last week."
    )
    assert [p.name for p in found[-1].slots["parties"]] == ["Zlatno Klas"]
    assert set(found[-1].slots["countries"]) == {"SRB", "LBY"}


def test_the_date_is_of_the_deals_own_clause() -> None:
    slots = deals(
        "Japan's Aomori Cargo, which will open a hall in October, signed an agreement with Poland's Gdynia Port on "
        "May 6 to supply 20 cranes."
    )[0].slots
    assert slots["date"].edtf == "2023-05-06"


def test_a_headline_is_no_second_deal() -> None:
    found = deals(
        "Chile's Codelco signed a contract with China to supply 20,000 tonnes of copper on Monday.",
        title="Codelco signs copper contract with China",
    )
    assert len(found) == 1
    assert found[0].sentence.field == "text"


def test_a_unit_price_is_not_the_sum() -> None:
    slots = deals("Sri Lanka bought 20,000 tonnes of Indian rice at $445 a tonne FOB.")[0].slots
    assert "amount" not in slots
    assert (slots["unit_price"].value, slots["incoterm"]) == (445, "FOB")


@pytest.mark.parametrize(
    "text",
    [
        "Ghana and Togo discussed cooperation in trade.",
        "The Serbian striker signed a contract worth EUR 3 million with the Italian club.",
        "France's Total agreed to buy a 20 percent stake in Brazil's field.",
        "No contract was signed between Egypt and Sudan.",
        "China bought 60 million tonnes of Brazilian soybeans in 2022.",
        "In order to export more, Kenya signed up new growers.",
    ],
)
def test_no_deal(text: str) -> None:
    assert deals(text) == []


PIECES = st.sampled_from(
    [
        *"Peru China signed a contract contracts worth with the of to supply 40 buses was awarded order for".split(),
        *"and bought 200 tonnes wheat loan lent agreed on sale under delivered tender first batch will Solaris".split(),
        *'$5 million . , ( ) < > " ;'.split(),
    ]
)


@given(st.lists(PIECES, max_size=40))
def test_any_text_is_read_without_an_error(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for draft in deals(text):
        assert set(draft.slots) <= set(SLOTS["deal"])
        assert 0 <= draft.confidence <= 1
        assert all(0 <= a < b <= len(text) for spans in draft.spans.values() for a, b in spans)
        assert draft.get("countries")
