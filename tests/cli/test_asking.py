"""The commands that ask the book: show, explain, check, promises, verify, export, brief; over a hand-made book."""

from __future__ import annotations

import csv
import io
import itertools
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.making import DEAL, EXPORTS, TEXT
from tests.tools.databases import Database
from tradebook.cli import say
from tradebook.cli.show import SECTIONS
from tradebook.statement import KINDS, Good, Statement, TradedGoods, from_json

pytestmark = pytest.mark.usefixtures("database")  # on both kinds of database


def test_show_has_a_section_for_every_kind() -> None:
    assert [section.kind for section in SECTIONS] == list(KINDS)


def test_show_prints_every_section_with_its_sources(run: Command, book: list[Statement]) -> None:
    done = run("show", "Azerbaijan", "BY")
    assert done.code == 0
    assert done.out.startswith("Azerbaijan and Belarus\n")
    for section in SECTIONS:
        assert section.title in done.out
    for words in ("2021", "$424.4 million", "$295.5 million", "butter (HS 0405)", "Example Works", "Example Fair"):
        assert words in done.out
    assert 'Tradebook Example, 20 May 2022, "An example", https://example.org/1' in done.out
    assert "[1]" in done.out
    assert "[2]" not in done.out


def test_show_puts_promises_apart(run: Command, book: list[Statement]) -> None:
    out = run("show", "AZE", "BLR").out
    trade, promises = out.index("\nTrade"), out.index("\nPromises")
    assert "$500 million" in out[promises:]
    assert "$500 million" not in out[trade:promises]


def test_show_by_company_and_good(run: Command, book: list[Statement]) -> None:
    company = run("show", "--company", "Example Works").out
    assert "Deals" in company and "Events" not in company
    good = run("show", "--good", "butter").out
    assert "butter" in good and "Deals" not in good
    assert run("show", "--good", "0405").out.splitlines()[2:] == good.splitlines()[2:]


def test_show_in_json(run: Command, book: list[Statement]) -> None:
    facts = run("show", "AZE", "BLR", "--json").json
    kinds = {fact["kind"] for fact in facts["facts"]}
    assert kinds == set(KINDS)
    assert facts["promises"][0]["fact"]["statement"]["stance"] == "target"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show"], "Name two countries"),
        (["show", "AZE"], "Name the other"),
        (["show", "AZE", "Azerbaijan"], "same country"),
        (["show", "AZE", "Atlantis"], "Atlantis"),
        (["explain", "ffffffff"], "no statement with this id"),
        (["explain"], "ID"),
        (["brief", "AZE"], "B"),
        (["export", "--format", "xlsx"], "xlsx"),
        (["check", "AZE"], "Name the other"),
        (
            ["brief", "Saudi", "Arabia", "China"],
            "China: more than this command takes. A name of several words stands in",
        ),
        (["show", "--good", ""], "empty"),
        (["check", "--company", " "], "empty"),
        (["promises", "--book", ""], "address is empty"),
        (["brief", "AZE", "BLR", "--min-confidence", "2"], "Must be <= 1"),
    ],
)
def test_wrong_usage(run: Command, book: list[Statement], arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert words in done.err
    assert done.err.startswith("tradebook: ") and done.err.count("\n") == 1
    assert done.out == ""


def test_show_says_when_there_is_nothing(run: Command, book: list[Statement]) -> None:
    done = run("show", "Chile", "Kenya")
    assert done.code == 0
    assert "nothing on this" in done.out


@pytest.mark.parametrize("command", ["show AZE BLR", "check", "promises", "verify", "explain abcdef", "export"])
def test_no_book_is_a_message(run: Command, database: Database, command: str) -> None:
    done = run(*command.split(), "--book", database.new(bare=True))
    assert done.code == 1
    assert "there is no book here" in done.err
    assert "tradebook read" in done.err


def test_explain(run: Command, book: list[Statement]) -> None:
    deal = next(s for s in book if s.evidence.text == DEAL)
    out = run("explain", deal.id[:8]).out
    assert f">>>{DEAL}<<<" in out
    paragraph = out[out.index("Evidence") : out.index("Who says so")]
    assert EXPORTS in paragraph
    assert "Ganja" not in paragraph  # the next paragraph
    for words in ("Tradebook Example, 20 May 2022", "Example Agency", "Ann Example, director, Example Works"):
        assert words in out
    assert f'instrument: "contract"  from "{DEAL[:5]}"' in out
    assert "by hand 1" in out


def test_explain_takes_no_prefix_that_several_ids_begin_with(run: Command, tmp_path: Path) -> None:
    lines = tmp_path / "many.jsonl"
    records = ({"text": f"Italy's exports to Japan amounted to ${n}.5 million in 2021."} for n in range(1, 700))
    lines.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    run("read", lines)
    ids = sorted(from_json(line).id for line in run("export").out.splitlines())
    one, other = next((a, b) for a, b in itertools.pairwise(ids) if a[:4] == b[:4])
    done = run("explain", one[:4])
    assert done.code == 2
    assert one in done.err and other in done.err and "more digits" in done.err
    assert run("explain", one).code == 0


def test_explain_in_json(run: Command, book: list[Statement]) -> None:
    explained = run("explain", book[0].id, "--json").json
    assert explained["current"] is True
    assert explained["slots"][0]["read_from"] == [TEXT[book[0].evidence.start : book[0].evidence.start + 5]]
    assert explained["facts"][0]["sources"][0]["statement"] == book[0].id


def test_check_adds_up(run: Command, book: list[Statement]) -> None:
    done = run("check", "AZE", "BLR")
    assert done.code == 0
    line = done.out.splitlines()[0]
    assert line.startswith("adds up")
    for figure in ("295.5", "128.9", "424.4"):
        assert figure in line
    assert line.endswith("[1]")
    verdict = run("check", "--json").json[0]
    assert verdict["result"] == "adds up"


def test_promises(run: Command, book: list[Statement]) -> None:
    assert "$500 million" in run("promises").out
    assert "31 December 2025" in run("promises", "AZE", "BLR").out
    assert run("promises", "--due", "--as-of", "2024-01-01").out == "No promise is due.\n"
    assert "due" in run("promises", "--due", "--as-of", "2026-01-02").out
    assert {p["fact"]["kind"] for p in run("promises", "--json").json["promises"]} == {"trade_flow", "tender"}


def test_verify(run: Command, book: list[Statement]) -> None:
    done = run("verify")
    assert done.code == 0
    assert "1 report, 12 statements" in done.out
    assert "all in order" in done.out
    assert run("verify", "--json").json["problems"] == []


def test_export_as_json_lines_gives_the_statements_back(run: Command, book: list[Statement]) -> None:
    lines = run("export", "--format", "jsonl").out.splitlines()
    assert {from_json(line).id for line in lines} == {statement.id for statement in book}


def test_export_as_csv(run: Command, book: list[Statement], tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv").out.removeprefix("\ufeff"))))
    assert {row["id"] for row in rows} == {statement.id for statement in book}
    target = tmp_path / "book.csv"
    assert run("export", "--format", "csv", "-o", target).code == 0
    assert list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig")))) == rows


def test_brief(run: Command, book: list[Statement], tmp_path: Path) -> None:
    target = tmp_path / "brief.html"
    done = run("brief", "AZE", "BLR", "-o", target)
    assert done.code == 0
    assert str(target) in done.out
    page = target.read_text(encoding="utf-8")
    assert "424.4" in page and "Tradebook Example" in page


def test_brief_into_no_folder_is_a_message(run: Command, book: list[Statement], tmp_path: Path) -> None:
    done = run("brief", "AZE", "BLR", "-o", tmp_path / "no" / "brief.html")
    assert done.code == 2
    assert "brief.html" in done.err


def test_what_is_less_sure_is_left_out(run: Command, book: list[Statement], tmp_path: Path) -> None:
    target = tmp_path / "brief.html"
    for command in (["show", "AZE", "BLR"], ["check"], ["promises"], ["export", "--facts"], ["export"]):
        plain, strict = run(*command), run(*command, "--min-confidence", "1")
        assert (plain.code, strict.code) == (0, 0)
        assert len(strict.out.splitlines()) < len(plain.out.splitlines())
    assert run("brief", "AZE", "BLR", "-o", target, "--min-confidence", "1", "--json").json["facts"] == 0
    assert run("brief", "AZE", "BLR", "-o", target, "--min-confidence", "0.5", "--json").json["facts"] > 0


def test_export_of_a_choice_of_statements(run: Command, book: list[Statement]) -> None:
    chosen = [from_json(line) for line in run("export", "--good", "butter").out.splitlines()]
    assert chosen and {s.id for s in chosen} < {s.id for s in book}
    rows = list(csv.DictReader(io.StringIO(run("export", "AZE", "BLR", "--format", "csv").out.removeprefix("\ufeff"))))
    assert rows and {row["facts"] for row in rows} == {""}


def test_a_figure_in_a_cell_carries_no_mark_of_the_brief(run: Command, book: list[Statement]) -> None:
    for out in (run("show", "AZE", "BLR").out, run("promises").out, *(run("explain", s.id[:8]).out for s in book)):
        assert ",:" not in out and "::" not in out
    assert "$500 million: turnover" in run("promises").out


def test_explain_takes_the_id_of_a_fact(run: Command, book: list[Statement]) -> None:
    fact = run("show", "AZE", "BLR", "--json").json["facts"][0]
    explained = run("explain", fact["id"], "--json").json
    assert explained["statement"]["id"] == fact["statement"]["id"]


def test_show_names_every_good(run: Command, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    goods = ["butter", "beef", "cheese", "furniture", "fiberboard", "tractors", "potatoes", "sugar"]
    report.write_text(f"Belarus exports {', '.join(goods[:-1])} and {goods[-1]} to Azerbaijan.", encoding="utf-8")
    run("read", report)
    out = run("show", "AZE", "BLR").out
    assert [good for good in goods if good not in out] == []


def test_a_side_that_is_not_told_is_left_out() -> None:
    common = {"id": "", "reader": None, "report": None, "evidence": None, "attribution": None, "confidence": 1.0}
    goods = (Good(text="butter", hs=("0405",), hs_edition="2022", confidence=1.0),)
    traded = TradedGoods(**common, stance="stated", goods=goods, destination="AZE")  # type: ignore[arg-type]
    assert say.cells(traded) == ("butter (HS 0405)", "to Azerbaijan")
