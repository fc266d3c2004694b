"""`tradebook search`: what it prints, its ranges, its mistakes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cli.conftest import Command
from tradebook.cli.search import days_of, values_of
from tradebook.errors import UsageError
from tradebook.statement import Statement


def test_a_table_for_people(run: Command, book: list[Statement]) -> None:
    found = run("search", "exports", "--pair", "Azerbaijan", "Belarus")
    assert found.code == 0
    assert "statement" in found.out.splitlines()[0] and "best first" in found.out.splitlines()[0]
    assert "[exports]" in found.out.casefold()


def test_json_for_programs_and_pages(run: Command, book: list[Statement]) -> None:
    first = run("search", "--country", "BLR", "--limit", 2, "--json").json
    assert len(first["hits"]) == 2 and first["order"] == "recency" and not first["more"]
    second = run("search", "--country", "BLR", "--limit", 2, "--page", first["next_page"], "--json").json
    ids = [hit["statement"]["id"] for hit in (*first["hits"], *second["hits"])]
    assert len(set(ids)) == len(ids) == min(4, first["total"])
    assert f"--page {first['next_page']}" in run("search", "--country", "BLR", "--limit", 2).out


def test_words_that_the_shell_put_together_follow_each_other(run: Command, book: list[Statement]) -> None:
    sentence = book[0].evidence.text
    words = " ".join(sentence.split()[:3])
    backwards = " ".join(sentence.split()[2::-1])
    assert run("search", words, "--json").json["total"] >= 1
    assert run("search", backwards, "--json").json["total"] == 0


def test_words_to_leave_out(run: Command, book: list[Statement]) -> None:
    every = run("search", "--country", "BLR", "--json").json["total"]
    some = run("search", "-exports", "--country", "BLR", "--json").json["total"]
    assert 0 < some < every


def test_nothing_found(run: Command, book: list[Statement]) -> None:
    assert run("search", "unheard-of").out == "The book has no statement that fits.\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "nothing to search for"), (("?",), "holds no word"), (("--bla",), "--bla"),
        (("butter", "--page", "x"), "is no page"), (("butter", "--kind", "deals"), "deals"),
        (("butter", "--value", "much"), "'much' names no amount"), (("--period", "soon"), "'soon' names no time"),
        (("--pair", "Belarus", "BLR"), "same country"), (("--limit", "0"), "limit"),
    ],
)  # fmt: skip
def test_mistakes(run: Command, book: list[Statement], arguments: tuple[str, ...], words: str) -> None:
    done = run("search", *arguments)
    assert done.code == 2 and words in done.err


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2021", (date(2021, 1, 1), date(2021, 12, 31))), ("2021-02", (date(2021, 2, 1), date(2021, 2, 28))),
        ("2021-12", (date(2021, 12, 1), date(2021, 12, 31))), ("2021-02-03", (date(2021, 2, 3), date(2021, 2, 3))),
        ("2019..2021-03", (date(2019, 1, 1), date(2021, 3, 31))), ("2019..", (date(2019, 1, 1), None)),
        ("..2019", (None, date(2019, 12, 31))),
    ],
)  # fmt: skip
def test_times(words: str, days: object) -> None:
    assert days_of(words) == days


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("424.4m", (424.4e6, 424.4e6)), ("1bn..", (1e9, None)), ("..500k", (None, 5e5)),
        ("5 million..20mln", (5e6, 2e7)),
        ("-20m..-5m", (-2e7, -5e6)), ("1,500,000", (1.5e6, 1.5e6)), ("1tn", (1e12, 1e12)), ("2 thousand", (2e3, 2e3)),
        ("0", (0.0, 0.0)),
    ],
)  # fmt: skip
def test_values(words: str, values: object) -> None:
    assert values_of(words) == values


@pytest.mark.parametrize("words", ["..", "1..2..3", "ten", "5q", "2021-13", "2021-02-30"])
def test_ranges_that_are_none(words: str) -> None:
    for read in (days_of, values_of):
        with pytest.raises(UsageError, match="names no"):
            read(words)
