"""From a user's argument to a code; from a code to names, other codes and members."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook import places
from tradebook.errors import UsageError
from tradebook.places.tables import countries, groups

HERE = Path(__file__).parent


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((HERE / name).read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("row", table("lookups.csv"), ids=lambda row: row["asked"])
def test_country(row: dict[str, str]) -> None:
    assert places.country(row["asked"]) == row["code"]


@pytest.mark.parametrize(
    ("place", "code"),
    [("Baku", "AZE"), ("ho chi minh city", "VNM"), ("Peru", "PER"), ("Georgia", None), ("San Jose", None), ("", None)],
)
def test_located(place: str, code: str | None) -> None:
    assert places.located(place) == code


@pytest.mark.parametrize("code", [*countries(), *groups()])
def test_every_code_and_name_is_found(code: str) -> None:
    assert places.country(code.lower()) == code
    assert places.country(places.name(code)) == code
    if not places.is_group(code) and countries()[code].status == "current":
        assert places.country(places.alpha2(code) or "") == code
        assert places.country(places.numeric(code) or "") == code


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Congo", ["'Congo'", "(COD)", "(COG)"]),
        ("korea", ["'korea'", "(KOR)", "(PRK)"]),
        ("Dominican", ["'Dominican'", "(DMA)", "(DOM)"]),
        ("Virgin Islands", ["'Virgin Islands'", "(VGB)", "(VIR)"]),
        ("Belrus", ["'Belrus'", "Belarus (BLR)"]),
        ("Azerbaidjjan", ["Azerbaijan (AZE)"]),
        ("Bavaria", ["'Bavaria'", "Germany", "DEU"]),
        ("hamburg", ["'hamburg'", "Germany", "DEU"]),
        ("", ["''", "BLR"]),
        ("???", ["'???'", "BLR"]),
        ("QQ", ["'QQ'", "no country"]),
    ],
)
def test_unknown_or_ambiguous_countries_are_refused_with_a_mend(asked: str, said: list[str]) -> None:
    with pytest.raises(UsageError) as refused:
        places.country(asked)
    assert [part for part in said if part not in str(refused.value)] == []


@given(st.text(max_size=30))
def test_any_text_gives_a_known_code_or_a_usage_error(text: str) -> None:
    try:
        code = places.country(text)
    except UsageError:
        return
    assert code in countries() or code in groups()


def test_other_codes() -> None:
    assert places.alpha2("BLR") == "BY"
    assert places.numeric("BLR") == "112"
    assert places.numeric("XKX") is None
    assert places.alpha2("EUU") is None
    assert places.numeric("WLD") is None
    assert places.is_group("EUU")
    assert not places.is_group("BLR")
    assert places.name("TUR") == "Türkiye"


@pytest.mark.parametrize("call", [places.name, places.alpha2, places.numeric, places.is_group, places.members])
def test_unknown_codes_are_refused(call: object) -> None:
    assert callable(call)
    with pytest.raises(UsageError, match="'QQQ'"):
        call("QQQ")


@pytest.mark.parametrize("row", table("membership.csv"), ids=lambda row: f"{row['group']}-{row['day']}-{row['member']}")
def test_membership(row: dict[str, str]) -> None:
    there = row["member"] in places.members(row["group"], date.fromisoformat(row["day"]))
    assert there == (row["yes"] == "1")


@pytest.mark.parametrize(
    ("group", "day", "size"),
    [
        ("EEC", "1960-01-01", 6),
        ("EUU", "1993-11-01", 12),
        ("EUU", "1995-01-01", 15),
        ("EUU", "2004-05-01", 25),
        ("EUU", "2007-01-01", 27),
        ("EUU", "2013-07-01", 28),
        ("EUU", "2020-02-01", 27),
        ("ASEAN", "2000-01-01", 10),
        ("GCC", "2000-01-01", 6),
        ("G7", "2000-01-01", 7),
        ("OECD", "2022-01-01", 38),
        ("OIC", "2022-01-01", 57),
        ("AFU", "2022-01-01", 55),
        ("ARABLEAGUE", "2022-01-01", 22),
        ("COMMONWEALTH", "2023-01-01", 56),
        ("ECOWAS", "2024-01-01", 15),
        ("SADC", "2023-01-01", 16),
        ("COMESA", "2023-01-01", 21),
        ("APEC", "2023-01-01", 21),
        ("OPEC", "2024-01-01", 12),
        ("EUROZONE", "2023-01-01", 20),
        ("CASIA", "2023-01-01", 5),
        ("WLD", "2023-01-01", 250),
    ],
)
def test_sizes_of_groups(group: str, day: str, size: int) -> None:
    assert len(places.members(group, date.fromisoformat(day))) == size


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("AFRICA", ["NAFRICA", "SSAFRICA"]),
        ("SSAFRICA", ["WAFRICA", "EAFRICA", "CAFRICA", "SAFRICA"]),
        ("EUROPE", ["WEUROPE", "EEUROPE", "NEUROPE", "SEUROPE"]),
        ("AMERICAS", ["NAMERICA", "CENTAM", "CARIB", "SAMERICA"]),
        ("EEA", ["EUU", "EFTA"]),
    ],
)
def test_regions_are_the_sum_of_their_parts(whole: str, parts: list[str]) -> None:
    together = frozenset[str]().union(*(places.members(part) for part in parts))
    assert together - places.members(whole) <= {"CHE"}  # in EFTA, and alone there in not being in the EEA
    assert places.members(whole) <= together


@pytest.mark.parametrize("group", groups())
def test_nobody_is_a_member_now_under_a_former_code(group: str) -> None:
    assert all(countries()[code].status != "former" for code in places.members(group))


def test_members_without_a_day_are_those_with_no_end() -> None:
    assert "GBR" not in places.members("EUU")
    assert places.members("NAFTA") == frozenset()
    assert places.members("BLR") == {"BLR"}


def test_codes_of_groups_at_sources() -> None:
    assert places.source_code("EUU", "comtrade") == "97"
    assert places.source_code("WLD", "m49") == "001"
    assert places.source_code("GCC", "eurostat") is None
    with pytest.raises(UsageError, match="'BLR'"):
        places.source_code("BLR", "m49")
    with pytest.raises(UsageError, match="'oec'"):
        places.source_code("EUU", "oec")
