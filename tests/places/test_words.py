"""The list of all spellings, and how spellings are derived."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook import places
from tradebook.places.tables import countries, groups
from tradebook.places.variants import unaccented, variants

HERE = Path(__file__).parent
SPELLINGS = list(csv.DictReader((HERE / "spellings.csv").read_text(encoding="utf-8").splitlines()))
BY_WORD_AND_CODE = {(entry.word, entry.code): entry for entry in places.words()}
LATIN = st.text(alphabet="aäBçéİıłñÖøŞștz'-. ", max_size=20)


@pytest.mark.parametrize("row", SPELLINGS, ids=lambda row: f"{row['word']}-{row['code']}")
def test_spelling_is_known(row: dict[str, str]) -> None:
    entry = BY_WORD_AND_CODE[row["word"], row["code"]]
    assert entry.form == row["form"]
    assert (entry.area or "") == row["area"]
    assert entry.needs_context == (row["needs_context"] == "1")


def test_words_are_unique_sorted_and_of_known_codes() -> None:
    entries = places.words()
    keys = [(entry.word, entry.code, entry.area or "") for entry in entries]
    assert keys == sorted(set(keys))
    assert {entry.code for entry in entries} <= countries().keys() | groups().keys()
    assert all(entry.word == " ".join(entry.word.split()) for entry in entries)
    assert places.words() is entries


def test_only_areas_name_an_area() -> None:
    assert all((entry.area is not None) == (entry.form == "area") for entry in places.words())


def test_a_spelling_without_context_has_one_code() -> None:
    codes: dict[str, set[str]] = {}
    for entry in places.words():
        codes.setdefault(entry.word, set()).add(entry.code)
    assert {e.word: codes[e.word] for e in places.words() if not e.needs_context and len(codes[e.word]) > 1} == {}


def test_every_country_and_group_can_be_spoken_of() -> None:
    assert {entry.code for entry in places.words()} == countries().keys() | groups().keys()


def test_phrases_that_are_no_places_hold_a_word_of_a_place() -> None:
    spellings = {entry.word for entry in places.words()}
    phrases = places.not_places()
    assert len(phrases) > 500
    assert spellings.isdisjoint(phrases)
    assert [phrase for phrase in phrases if not any(part in spellings for part in _parts(phrase))] == []


def _parts(phrase: str) -> set[str]:
    """Every run of whole words in a phrase, without a possessive."""
    for dash in "-–/":
        phrase = phrase.replace(dash, f" {dash} ")
    words = phrase.split()
    runs = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    runs |= {run.replace(" - ", "-") for run in runs}
    return runs | {run.removesuffix("'s") for run in runs}


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("Côte d'Ivoire", {"Cote d'Ivoire", "Côte d’Ivoire", "Cote d’Ivoire"}),
        ("St. Lucia", {"St Lucia", "Saint Lucia"}),
        ("Saint Lucia", {"St Lucia", "St. Lucia"}),
        ("Guinea-Bissau", {"Guinea Bissau"}),
        ("I-Kiribati", set()),
        ("EU-27", set()),
        ("Łódź", {"Lodz"}),
        ("İzmir", {"Izmir"}),
        ("Belarus", set()),
    ],
)
def test_variants(word: str, others: set[str]) -> None:
    assert set(variants(word)) == others


@given(LATIN)
def test_unaccented_leaves_no_accents_and_changes_nothing_twice(text: str) -> None:
    plain = unaccented(text)
    assert not any(unicodedata.combining(letter) for letter in unicodedata.normalize("NFD", plain))
    assert unaccented(plain) == plain


@given(LATIN)
def test_variants_are_sorted_and_without_the_word(text: str) -> None:
    found = variants(text)
    assert list(found) == sorted(set(found))
    assert text not in found
