"""`tradebook promises` and `tradebook note`, over a hand-made book."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Command
from tests.cli.making import TARGET
from tradebook.statement import Statement


@pytest.fixture
def target(book: list[Statement]) -> str:
    """The id of the hand-made book's target."""
    return next(s.id for s in book if s.evidence.text == TARGET)


def test_an_entry_says_who_promised_what_and_what_came_of_it(run: Command, target: str) -> None:
    out = run("promises", "--pair", "AZE", "BLR", "--as-of", "2026-02-01").out
    assert out.startswith("DUE: due 31 December 2025\n")
    for words in (f'"{TARGET}"', "promised by Example Agency, in Tradebook Example, 20 May 2022", target[:8]):
        assert words in out
    assert "due since 31 December 2025: nothing found since its day" in out
    assert "Sources\n  [1] Tradebook Example" in out


def test_states_are_chosen(run: Command, target: str) -> None:
    assert run("promises", "--state", "due", "--as-of", "2026-02-01", "--json").json["promises"][0]["state"] == "due"
    assert run("promises", "--state", "kept", "--state", "missed").out == "The book has no promises on this.\n"


def test_pages_follow_each_other(run: Command, target: str) -> None:
    everything = run("promises", "--json").json["promises"]
    first = run("promises", "--limit", "1", "--json").json
    assert [p["fact"]["id"] for p in first["promises"]] == [everything[0]["fact"]["id"]]
    printed = run("promises", "--limit", "1").out
    assert f"The next page: repeat this with --page {first['next_page']}\n" in printed
    second = run("promises", "--limit", "1", "--page", first["next_page"], "--json").json
    assert [p["fact"]["id"] for p in second["promises"]] == [everything[1]["fact"]["id"]]
    assert "of another question" in run("promises", "AZE", "BLR", "--page", first["next_page"]).err
    assert "is no page of promises" in run("promises", "--page", "x").err


def test_a_note_is_written_shown_and_taken_back(run: Command, target: str) -> None:
    written = run("note", target[:8], "ministry called: 400 of 500 reached", "--by", "ann", "--on", "2026-01-20")
    assert written.code == 0
    assert "(partly, 80 %): ministry called" in written.out
    out = run("promises", "AZE", "BLR", "--as-of", "2026-02-01").out
    assert out.startswith("PARTLY, 80 %, new: due 31 December 2025")
    assert "note 1 by ann on 20 January 2026" in out
    assert run("promises", "AZE", "BLR", "--as-of", "2026-01-19", "--json").json["promises"][0]["state"] == "due"
    explained = run("explain", target[:8])
    assert "The promise: due 31 December 2025" in explained.out and "note 1 by ann" in explained.out
    assert "partly, 80 %" in " ".join(run("show", "AZE", "BLR").out.split())
    assert run("note", "--undo", "1", "--by", "bob").out == "note 1 taken back\n"
    assert run("promises", "AZE", "BLR", "--as-of", "2026-02-01", "--json").json["promises"][0]["notes"] == []
    assert "taken back by bob" in run("note").out
    assert run("note", "--json").json[0]["undone"] == "bob"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["note", "ID", "words"], "--by NAME"),
        (["note", "ID"], "no words"),
        (["note", "ID", "words", "--by", "ann", "--share", "most"], "no share"),
        (["note", "ID", "words", "--by", "ann", "--state", "unknown"], "unknown"),
        (["note", "ffffffff", "words", "--by", "ann"], "no promise with this id"),
        (["note", "--undo", "7", "--by", "ann"], "no note has this number"),
        (["note", "ID", "words", "--undo", "7"], "say one thing"),
        (["promises", "AZE", "BLR", "--pair", "AZE", "BLR"], "two pairs named"),
        (["promises", "--state", "lost"], "lost"),
        (["promises", "--pair", "AZE", "AZE"], "same country"),
    ],
)
def test_wrong_usage(run: Command, target: str, arguments: list[str], words: str) -> None:
    done = run(*(target[:8] if a == "ID" else a for a in arguments))
    assert done.code == 2
    assert words in done.err
    assert done.err.startswith("tradebook: ") and done.err.count("\n") == 1


def test_a_statement_that_promises_nothing_takes_no_note(run: Command, book: list[Statement]) -> None:
    done = run("note", book[0].id[:8], "words", "--by", "ann")
    assert done.code == 2
    assert "promises nothing" in done.err
