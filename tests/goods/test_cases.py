"""Phrases of the press and the codes that a person found for them in the nomenclature's own text."""

import csv
from pathlib import Path

import pytest

from tradebook.goods import resolve, valid

CASES = Path(__file__).parents[2] / "cases" / "goods"

# Measured on 2026-11-22; raise them when the lexicon improves. Lowering one needs a reason in the changelog.
SEALED_SAME_CODES = 0.87
SEALED_SAME_HEADINGS = 0.915
SEALED_WRONG_AT_MOST = 0.055


def _cases(name: str) -> list[tuple[str, tuple[str, ...]]]:
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return [(row["phrase"], tuple(row["codes"].split())) for row in csv.DictReader(lines)]


def _codes(phrase: str) -> tuple[str, ...]:
    good = resolve(phrase)
    return good.codes if good else ()


def _headings(codes: tuple[str, ...]) -> set[str]:
    return {code[:4] for code in codes}


@pytest.mark.parametrize(("phrase", "codes"), _cases("goods.csv"))
def test_case(phrase: str, codes: tuple[str, ...]) -> None:
    assert set(_codes(phrase)) == set(codes)


def test_case_files_are_large_valid_and_apart() -> None:
    cases, sealed = dict(_cases("goods.csv")), dict(_cases("sealed.csv"))
    assert sum(1 for codes in cases.values() if codes) >= 330
    assert sum(1 for codes in sealed.values() if codes) >= 170
    assert not {phrase.lower() for phrase in cases} & {phrase.lower() for phrase in sealed}
    assert all(valid(code) for codes in [*cases.values(), *sealed.values()] for code in codes)


def test_sealed_phrases_keep_their_scores() -> None:
    sealed = _cases("sealed.csv")
    found = [(_codes(phrase), codes) for phrase, codes in sealed]
    same = sum(set(mine) == set(codes) for mine, codes in found) / len(found)
    headings = sum(_headings(mine) == _headings(codes) for mine, codes in found) / len(found)
    wrong = sum(bool(mine) and _headings(mine) != _headings(codes) for mine, codes in found) / len(found)
    print(f"sealed goods: {same:.3f} same codes, {headings:.3f} same headings, {wrong:.3f} wrong headings")
    assert same >= SEALED_SAME_CODES
    assert headings >= SEALED_SAME_HEADINGS
    assert wrong <= SEALED_WRONG_AT_MOST
