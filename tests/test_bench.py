"""The benchmark's texts and its arithmetic; the figures themselves depend on the machine and are in no test."""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

import bench.__main__ as command
from bench import book
from bench.baci import baci_figures
from bench.corpus import near_press, other_press, page_of, trade_reports
from bench.measure import command_seconds, peak_memory, rate, words_in
from bench.press import Press, Reading
from tradebook.book.rows import kind_of, pair_of
from tradebook.report import Report
from tradebook.statement import KINDS


def test_texts_are_the_same_each_time_and_differ_from_each_other() -> None:
    assert trade_reports(20) == trade_reports(20)
    assert len(set(trade_reports(20))) == 20


@pytest.mark.parametrize("texts", [trade_reports(20), near_press(20), other_press(20)], ids=["trade", "near", "other"])
def test_texts_have_about_three_hundred_words(texts: list[str]) -> None:
    assert 300 <= words_in(texts) / len(texts) <= 345


def test_the_stock_of_words_grows_with_the_texts() -> None:
    """New texts bring new words, as the press does; else caches would be measured instead of the reading."""
    few, many = ({word for text in trade_reports(count) for word in text.split()} for count in (100, 400))
    assert len(many) > 2 * len(few)
    assert len(many) > 4_000


def test_no_text_comes_twice() -> None:
    passes = command._passes(["a", "b", "a", "c", "d"])
    assert sorted(text for texts in passes for text in texts) == ["a", "b", "c", "d"]


def test_a_page_carries_its_article() -> None:
    text = trade_reports(1)[0]
    page = page_of(text)
    assert all(paragraph in page for paragraph in text.split("\n\n"))


def test_rate_counts_items_and_words() -> None:
    seen: list[str] = []
    measured = rate(seen.append, "warm", [["one two"], ["three"]], words=3)
    assert seen == ["warm", "one two", "three"]
    assert measured.words / measured.items == pytest.approx(1.5)


def test_processes_are_measured() -> None:
    assert 0 < command_seconds("-c", "pass", times=1) < 60
    peak = peak_memory("this")
    assert peak is None or peak > 1


def test_the_memory_of_a_run_is_its_own() -> None:
    """Not that of the process that measures it, which `ru_maxrss` starts at."""
    ours = bytearray(200 * 2**20)
    ours[:: 2**10] = b"x" * len(ours[:: 2**10])
    peak = peak_memory("this")
    assert peak is None or peak < 100


def test_a_figure_is_held_against_its_bar() -> None:
    assert command.Figure("a", 2, "x/s", 1).verdict == "ok: at least 1"
    assert command.Figure("a", 0.5, "x/s", 1).verdict == "MISSED: at least 1"
    assert command.Figure("a", 0.5, "s", 1, at_least=False).verdict == "ok: at most 1"
    assert command.Figure("a", 0.5, "s").verdict == ""


def test_the_figures_go_into_a_json_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "_chosen", lambda _: iter([command.Figure("speed", 2.0, "x/s", 1.0)]))
    monkeypatch.setattr("sys.argv", ["bench", "--json", str(tmp_path / "bench.json")])
    command.main()
    (row,) = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert (row["name"], row["value"]) == ("speed", 2.0)
    assert "ok: at least 1" in capsys.readouterr().out


def test_a_year_of_baci_is_made_and_loaded() -> None:
    """The file has the published layout, and each figure of loading it is there."""
    figures = {figure.name.rsplit(",", 1)[-1]: figure.value for figure in baci_figures(1)}
    assert figures[" a pair: rows kept"] > 2 and figures[" all partners of one: rows kept"] > 1_000
    assert all(value > 0 for value in figures.values())


def test_the_press_of_the_book_is_the_same_each_time() -> None:
    assert some_press(40) == some_press(40)


def test_the_press_of_the_book_is_like_the_press() -> None:
    """Statements are grounded, of all kinds; reports come again, claims in other words too, some pairs often."""
    made = some_press(1_500)
    reports = {report.id for report, _ in made}
    statements = [(report, s) for report, reading in made for s in reading.statements]
    assert {kind_of(s) for _, s in statements} == set(KINDS)
    assert all(report.text[s.evidence.start : s.evidence.end] == s.evidence.text for report, s in statements)
    assert 0.05 < 1 - len(reports) / len(made) < 0.15
    assert 200 <= words_in([report.text for report, _ in made]) / len(made) <= 300
    pairs = Counter(pair_of(s) for _, s in statements)
    assert 0.01 < pairs["AZE-BLR"] / len(statements) < 0.05
    assert len(pairs) > 300


def test_a_book_is_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "MARKS", (100,))
    monkeypatch.setattr(book, "REPORTS_OF_READ", (2,))
    kept = tmp_path / "book.sqlite"
    names = [figure.name for figure in book.book_figures(200, keep=kept)]
    assert "recording, up to 100 statements" in names
    assert any(name.startswith("the pair page") for name in names)
    asked = [figure.name for figure in book.book_figures(200, ready=kept)]
    assert asked == [name for name in names if name in asked]


def some_press(count: int) -> list[tuple[Report, Reading]]:
    return list(islice(Press().reports(count), count))
