"""The tables of names: legal forms, translations of general words, romanisations, given names. Read once, when first
needed."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from importlib.resources import files

from msgspec import Struct


class LegalForm(Struct, frozen=True):
    """A legal form: its class ("shares", "liability", "state", "" where it has none), whether it may stand before the
    name, and whether it is one only in capitals ("AS", "SE")."""

    kind: str
    before: bool
    capitals: bool


def _rows(name: str) -> list[dict[str, str]]:
    text = files("tradebook.book.names").joinpath(f"tables/{name}").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def unaccented(word: str) -> str:
    """`word` without accents."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


@cache
def legal_forms() -> dict[tuple[str, ...], LegalForm]:
    """Words of a form, without points and case -> the form."""
    return {
        tuple(row["form"].split()): LegalForm(row["class"], row["place"] == "both", row["case"] == "as written")
        for row in _rows("legal_forms.csv")
    }


@cache
def heads() -> dict[str, tuple[str, str]]:
    """General word -> (what it is taken for in every language, its class)."""
    return {row["word"]: (row["means"], row["class"]) for row in _rows("heads.csv")}


@cache
def phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Words in a row -> the words they are taken for."""
    return {tuple(row["words"].split()): tuple(row["means"].split()) for row in _rows("phrases.csv")}


@cache
def letters() -> tuple[tuple[str, str], ...]:
    """Letters of one romanisation -> of another, the longest first."""
    found = [(row["letters"], row["as"]) for row in _rows("letters.csv")]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def romanised() -> dict[int, str]:
    """Letters that are not of the Latin alphabet's 26 -> Latin ones, for `str.translate`."""
    return {ord(row["letter"]): row["as"] for row in _rows("romanised.csv")}


@cache
def given_names() -> dict[str, str]:
    """Spelling of a given name -> the name."""
    return {unaccented(row["spelling"]): row["name"] for row in _rows("given_names.csv")}


@cache
def titles() -> frozenset[str]:
    """Words before a person's name that are no part of it."""
    return frozenset(row["title"] for row in _rows("titles.csv"))
