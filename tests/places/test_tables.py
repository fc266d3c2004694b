"""The tables of places hold what they promise: form, order, codes, completeness."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from importlib.resources import files
from itertools import pairwise

import pytest

from tradebook.places.tables import countries, first_day, groups, last_day, memberships, rows

TABLES = {
    "areas.csv": ["word", "area", "alpha3", "needs_context"],
    "cities.csv": ["word", "alpha3", "needs_context"],
    "countries.csv": ["alpha3", "alpha2", "numeric", "name", "capital", "status"],
    "country_words.csv": ["word", "alpha3", "form", "needs_context"],
    "group_members.csv": ["group", "alpha3", "from", "to"],
    "group_words.csv": ["word", "group", "form", "needs_context"],
    "groups.csv": ["group", "name", "kind", "m49", "comtrade", "eurostat", "imf"],
    "not_places.csv": ["phrase", "reason"],
}
WORD_TABLES = ("areas.csv", "cities.csv", "country_words.csv", "group_words.csv")
# Lands without a settled population: no capital, and nobody to name.
UNSETTLED = {"ATA", "ATF", "BVT", "HMD", "SGS", "SJM", "UMI"}


def raw(table: str) -> list[list[str]]:
    text = (files("tradebook.places") / "tables" / table).read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines()))


def code_of(row: dict[str, str]) -> str:
    return row.get("alpha3") or row["group"]


@pytest.mark.parametrize("table", TABLES)
def test_form_of_table(table: str) -> None:
    header, *lines = raw(table)
    assert header == TABLES[table]
    assert lines == sorted(lines), "lines are not sorted"
    assert [line for line in lines if len(line) != len(header)] == []
    assert [line for line in lines for value in line if value != " ".join(value.split())] == []
    assert [line for line in lines if not line[0]] == []


@pytest.mark.parametrize("table", WORD_TABLES)
def test_codes_and_flags_of_words(table: str) -> None:
    known = countries().keys() | groups().keys()
    assert [row for row in rows(table) if code_of(row) not in known] == []
    assert [row for row in rows(table) if row["needs_context"] not in ("0", "1")] == []
    keys = [(row["word"], code_of(row), row.get("form")) for row in rows(table)]
    assert len(keys) == len(set(keys)), "a line stands twice"


def test_codes_of_countries_are_well_formed_and_unique() -> None:
    in_use = [entry for entry in countries().values() if entry.status != "former"]
    assert len(in_use) == 250  # 249 of ISO 3166-1 and XKX
    for entry in countries().values():
        assert re.fullmatch(r"[A-Z]{3}", entry.alpha3), entry
        assert re.fullmatch(r"[A-Z]{2}", entry.alpha2), entry
        assert re.fullmatch(r"\d{3}", entry.numeric) or entry.alpha3 == "XKX", entry
        assert entry.status in ("current", "former", "user-assigned"), entry
    for codes in ([e.alpha2 for e in in_use], [e.numeric for e in in_use], [e.name for e in countries().values()]):
        assert len(codes) == len(set(codes))
    assert {e.alpha3 for e in countries().values() if e.status == "former"} >= {"SUN", "YUG", "CSK", "DDR"}


def test_every_country_has_name_demonym_and_capital() -> None:
    forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows("country_words.csv"):
        forms[row["alpha3"]][row["form"]].add(row["word"])
    for code, entry in countries().items():
        has = forms[code]
        assert entry.name in has["name"], code
        if code in UNSETTLED:
            continue
        assert has["demonym"] or code == "VAT", code  # "Vatican" is name and adjective in one
        if entry.status != "former":
            assert entry.capital in has["capital"] | has["name"], code


def test_forms_of_words() -> None:
    forms = {row["form"] for row in rows("country_words.csv")}
    assert forms == {"name", "demonym", "people", "capital", "government", "nickname"}
    assert {row["form"] for row in rows("group_words.csv")} == {"name", "demonym"}


def test_a_word_of_two_places_needs_context() -> None:
    codes: dict[str, set[str]] = defaultdict(set)
    plain: dict[str, set[str]] = defaultdict(set)
    for table in WORD_TABLES:
        for row in rows(table):
            codes[row["word"]].add(code_of(row))
            if row["needs_context"] == "0":
                plain[row["word"]].add(code_of(row))
    assert {word: plain[word] for word in codes if len(codes[word]) > 1 and plain[word]} == {}


def test_words_do_not_begin_with_an_article() -> None:
    kept = {"The Hague", "The Valley", "the Kingdom", "the Rock", "the States"}  # something else without it
    found = {row["word"] for table in WORD_TABLES for row in rows(table) if row["word"].casefold().startswith("the ")}
    assert found == kept


def test_groups_are_well_formed() -> None:
    assert groups().keys().isdisjoint(countries().keys())
    assert groups().keys().isdisjoint({entry.alpha2 for entry in countries().values()})
    worded = {row["group"] for row in rows("group_words.csv")}
    for code, group in groups().items():
        assert group.kind in ("world", "bloc", "organisation", "region")
        assert code in worded, code
        assert (code in memberships()) == (code != "WLD"), code


def test_members_are_countries_with_periods_in_order() -> None:
    for entries in memberships().values():
        for entry in entries:
            assert entry.alpha3 in countries(), entry
            assert entry.first is None or entry.last is None or entry.first <= entry.last, entry


def test_periods_of_one_member_do_not_overlap() -> None:
    periods = defaultdict(list)
    for entries in memberships().values():
        for entry in entries:
            periods[entry.group, entry.alpha3].append((entry.first, entry.last))
    for member, several in periods.items():
        if len(several) > 1:
            assert all(first for first, _ in several), member
            several.sort()
            for (_, last), (first, _) in pairwise(several):
                assert last is not None and last < first, member


def test_dates_of_the_tables_may_be_a_month_or_a_year() -> None:
    assert str(first_day("2004")) == "2004-01-01"
    assert str(first_day("2004-05")) == "2004-05-01"
    assert str(last_day("2004")) == "2004-12-31"
    assert str(last_day("2004-02")) == "2004-02-29"
    assert str(last_day("2004-12")) == "2004-12-31"
    assert str(last_day("2004-12-30")) == "2004-12-30"
    assert first_day("") is None
    assert last_day("") is None


def test_enough_cities_and_areas() -> None:
    assert len(rows("cities.csv")) > 1500
    assert len({(row["area"], row["alpha3"]) for row in rows("areas.csv")}) > 800
