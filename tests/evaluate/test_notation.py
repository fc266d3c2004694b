"""The compact notation of case files."""

from __future__ import annotations

import pytest

from tradebook.evaluate import notation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USD 295.5 million", {"value": 295500000, "currency": "USD", "qualifier": "exact"}),
        ("about USD 55 million", {"value": 55000000, "currency": "USD", "qualifier": "about"}),
        ("over INR 2500 crore", {"value": 25000000000, "currency": "INR", "qualifier": "over"}),
        ("up to USD 1.5..2 million", {"low": 1500000, "high": 2000000, "currency": "USD", "qualifier": "up_to"}),
        ("USD -300 million", {"value": -300000000, "currency": "USD", "qualifier": "exact"}),
        ("? 12.55", {"value": 12.55, "currency": None, "qualifier": "exact"}),
        ("USD 1.1 billion", {"value": 1100000000, "currency": "USD", "qualifier": "exact"}),
    ],
)
def test_amount(text: str, expected: dict[str, object]) -> None:
    assert notation.amount(text) == {**expected, "text": text}


@pytest.mark.parametrize("text", ["295.5 million", "USD 1.2.3 million", "USD five", "USD 5 zillion", "usd 5", "USD"])
def test_amount_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="write"):
        notation.amount(text)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [("TNE 5.7 million", "TNE", 5700000), ("lift kits 120", "lift kits", 120), ("over MWH 12", "MWH", 12)],
)
def test_quantity(text: str, unit: str, value: int) -> None:
    read = notation.quantity(text)
    assert (read["unit"], read["value"]) == (unit, value)


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-05-18", "2022-05-18", "2022-05-18"),
        ("2021-01/2021-10", "2021-01-01", "2021-10-31"),
        ("2007/..", "2007-01-01", None),
        ("../2030", None, "2030-12-31"),
    ],
)
def test_period(edtf: str, start: str | None, end: str | None) -> None:
    assert notation.period(edtf) == {"start": start, "end": end, "edtf": edtf, "text": edtf}


def test_period_of_unknown_year_has_no_days() -> None:
    assert notation.period("XXXX-05-18") == {"edtf": "XXXX-05-18", "text": "XXXX-05-18"}


@pytest.mark.parametrize("edtf", ["21", "2021-13", "2021-02-30", "2022/2021", "May 2021", "XX-05"])
def test_period_refuses(edtf: str) -> None:
    with pytest.raises(ValueError):
        notation.period(edtf)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+35% of value versus 2020", {"percent": 35, "of": "value"}),
        ("about -4.5% of quantity", {"percent": -4.5, "of": "quantity", "qualifier": "about"}),
        ("x1.6", {"factor": 1.6}),
        ("over x2 versus 2020-01/2020-06", {"factor": 2, "qualifier": "over"}),
    ],
)
def test_change(text: str, expected: dict[str, object]) -> None:
    read = notation.change(text)
    assert read.items() >= expected.items()
    assert ("versus" in read) == ("versus" in text)


def test_change_in_percent_and_money() -> None:
    read = notation.change("+19.4% USD 4.7 billion versus 2022")
    assert (read["percent"], read["amount"]["value"], read["versus"]["edtf"]) == (19.4, 4700000000, "2022")


@pytest.mark.parametrize("text", ["35%", "up 35%", "of value", "+35 percent", "x1.6 of money"])
def test_change_refuses(text: str) -> None:
    with pytest.raises(ValueError, match="change"):
        notation.change(text)


def test_goods_with_choices() -> None:
    assert notation.good("copper = 74 | 7403") == {"text": "copper", "hs": ["74"]}
    assert notation.good_choices("beef = 0201 0202 | 02") == [["0201", "0202"], ["02"]]
    assert notation.good("bridge beams =") == {"text": "bridge beams", "hs": []}


@pytest.mark.parametrize("text", ["butter", "butter = 405", "butter = O405", "= 0405"])
def test_goods_refuse(text: str) -> None:
    with pytest.raises(ValueError, match=r"good|code"):
        notation.good(text)


def test_parts_with_fields() -> None:
    assert notation.party("Borivos | supplier | BLR") == {"name": "Borivos", "role": "supplier", "country": "BLR"}
    assert notation.speaker("- | minister") == {"name": None, "role": "minister", "organisation": None}
    assert notation.event_count("39 | companies | BLR") == {"n": 39, "of": "companies", "country": "BLR"}
    assert notation.rank("3 | trading partners | turnover") == {"n": 3, "among": "trading partners", "by": "turnover"}
    assert notation.segment("export | - | about 60% | production")["share"] == {
        "percent": 60, "qualifier": "about", "of": "production",
    }  # fmt: skip
    assert notation.share("18.1% of exports BRA WLD")["of"] == {
        "measure": "exports", "reporter": "BRA", "partner": "WLD",
    }  # fmt: skip
    assert notation.replacement("GBR 2021")["period"]["start"] == "2021-01-01"
    assert notation.sales_target("export plan | 2022-05 | met")["met"] is True


def test_members_of_lists() -> None:
    assert notation.slot_value("between", "AZE BLR") == ["AZE", "BLR"]
    assert notation.slot_value("sectors", "wood processing; foodstuffs") == ["wood processing", "foodstuffs"]
    assert notation.slot_value("sectors", ["a; b", "c"]) == ["a; b", "c"]
    with pytest.raises(ValueError, match="one value"):
        notation.slot_value("amount", ["USD 5"])
