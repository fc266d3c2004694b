"""Editions, moved headings, other nomenclatures, and countries that came and went."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook.goods import valid
from tradebook.places.tables import countries
from tradebook.statistics.nomenclatures import comparable, edition_in_force, editions, lifetime, lived, moves, to_hs
from tradebook.statistics.nomenclatures.tables import rows

NEW_IN_2022 = {"0309", "2404", "3827", "8485", "8524", "8549", "8806", "8807"}


@pytest.mark.parametrize(("day", "edition"), [
    (date(2016, 12, 31), "2012"), (date(2017, 1, 1), "2017"), (date(2025, 6, 1), "2022"), (date(1987, 1, 1), None),
])  # fmt: skip
def test_the_edition_in_force(day: date, edition: str | None) -> None:
    assert edition_in_force(day) == edition


def test_the_table_of_moves_agrees_with_the_nomenclature_of_2022() -> None:
    for move in moves():
        assert move.edition in ("2012", "2017", "2022"), move
        assert move.old != move.new and len(move.old) in (4, 6) and len(move.new) in (4, 6)
        if not any(later.old.startswith(move.new) for later in moves() if later.edition > move.edition):
            assert valid(move.new), f"{move.new} is not in the edition of 2022"
        if move.whole:
            assert not valid(move.old), f"{move.old} is still there, so it did not move whole"
    made = {move.new[:4] for move in moves() if move.edition == "2022" and not valid_before_2022(move.new[:4])}
    assert made == NEW_IN_2022


def valid_before_2022(heading: str) -> bool:
    """Headings of 2022 that stood in 2017: all but the eight that the World Customs Organization made."""
    return valid(heading) and heading not in NEW_IN_2022


def test_sorted_tables() -> None:
    for table in ("moves.csv", "sitc.csv", "lifetimes.csv"):
        lines = [tuple(row.values()) for row in rows(table)]
        assert lines == sorted(lines), table


@pytest.mark.parametrize(("code", "one", "other", "says"), [
    ("8803", "2017", "2022", "moved 8803 to 8807"),
    ("8807", "2012", "2022", "moved goods from 8803 to 8807"),
    ("6908", "2012", "2022", "moved 6908 to 6907"),
    ("8802", "2017", "2022", "moved 8802 partly to 8806"),
    ("854140", "2017", "2022", "854141"),
    ("382490", "2007", "2012", "moved 3824 partly to 3826"),
    ("4407", "2017", "1999", "the edition 1999 of the Harmonized System is not known"),
    ("4407", "2002", "2012", "what moved between the editions of 2002 and 2007 is not in the tables"),
])  # fmt: skip
def test_a_moved_heading_is_not_compared(code: str, one: str, other: str, says: str) -> None:
    for pair in ((one, other), (other, one)):
        told = comparable(code, *pair)
        assert told is not None and says in told


@pytest.mark.parametrize(("code", "one", "other"), [
    ("4407", "2012", "2022"),
    ("TOTAL", "1988", "2022"), ("88", "2017", "2022"), ("8803", "2012", "2017"),
    ("8541", "2017", "2022"), ("8517", "2017", "2022"), ("0402", "2007", "2022"),
])  # fmt: skip
def test_a_heading_that_stayed_is_compared(code: str, one: str, other: str) -> None:
    assert comparable(code, one, other) is None


@given(st.sampled_from(editions()), st.sampled_from(editions()), st.from_regex(r"\d{4}|\d{6}", fullmatch=True))
def test_comparing_is_the_same_both_ways(one: str, other: str, code: str) -> None:
    assert comparable(code, one, other) == comparable(code, other, one)
    assert comparable(code, one, one) is None


@pytest.mark.parametrize(("code", "nomenclature", "codes", "edition", "exact"), [
    ("4406910000", "TNVED", ("440691",), "2022", False),
    ("8703 23 194 0", "TNVED", ("870323",), "2022", False),
    ("4407", "TNVED", ("4407",), "2022", True),
    ("12019000", "NCM", ("120190",), "2022", False),
    ("44071190", "CN", ("440711",), "2022", False),
    ("333", "SITC", ("2709",), None, True),
    ("781", "SITC", ("8703",), None, True),
    ("TOTAL", "SITC", ("TOTAL",), None, True),
])  # fmt: skip
def test_other_nomenclatures(
    code: str, nomenclature: str, codes: tuple[str, ...], edition: str | None, exact: bool
) -> None:
    found = to_hs(code, nomenclature, on=date(2023, 1, 1))
    assert found is not None
    assert (found.codes, found.edition, found.exact) == (codes, edition, exact)


@pytest.mark.parametrize(("code", "nomenclature"), [("44071", "CN"), ("44XX", "CN"), ("65", "SITC"), ("111", "BEC")])
def test_what_has_no_exact_answer_has_none(code: str, nomenclature: str) -> None:
    assert to_hs(code, nomenclature) is None


def test_sitc_goes_to_codes_that_are_there() -> None:
    for row in rows("sitc.csv"):
        assert all(valid(code) for code in row["hs"].split()), row


def test_countries_and_their_time() -> None:
    assert not lived("SUN", date(1995, 1, 1), date(1995, 12, 31))
    assert lived("SUN", date(1991, 1, 1), date(1991, 12, 31))
    assert not lived("SSD", date(2009, 1, 1), date(2009, 12, 31))
    assert lived("DEU", date(1950, 1, 1), date(1950, 12, 31))
    union = lifetime("SUN")
    assert union is not None and "BLR" in union.after and len(union.after) == 15


def test_the_table_of_times_is_whole() -> None:
    former = {code for code, entry in countries().items() if entry.status == "former"}
    told = {row["alpha3"] for row in rows("lifetimes.csv")}
    assert former <= told <= set(countries())
    for code in told:
        time = lifetime(code)
        assert time is not None and (time.first or time.last)
        for other in (*time.before, *time.after):
            assert other in countries()
        for after in time.after:
            heir = lifetime(after)
            if time.last is not None and heir is not None and heir.first is not None:
                assert abs(heir.first - time.last) < timedelta(days=800), (code, after)
