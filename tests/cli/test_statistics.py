"""`tradebook statistics`, with UN Comtrade played by a server on loopback."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.statistics.service import KEY, Clock, Comtrade, Fault, record, running
from tests.statistics.test_comtrade import both_sides
from tests.statistics.test_files import YEAR, baci, site
from tradebook.cli.statistics import ADDRESS
from tradebook.cli.statistics import KEY as KEY_NAME


@pytest.fixture
def comtrade(monkeypatch: pytest.MonkeyPatch) -> Iterator[Comtrade]:
    monkeypatch.setattr("tradebook.statistics.comtrade.service.RealClock", Clock)
    monkeypatch.delenv(KEY_NAME, raising=False)
    with running() as server:
        server.records = both_sides()
        monkeypatch.setenv(ADDRESS, server.base)
        yield server


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRADEBOOK_STATISTICS", str(tmp_path / "figures"))
    return tmp_path / "figures"


PULL = ("statistics", "pull", "Azerbaijan", "BLR", "--years", "2021")


def test_pull_list_and_forget(run: Command, comtrade: Comtrade) -> None:
    pulled = run(*PULL)
    assert pulled.code == 0 and "comtrade AZE BLR 2021: 7 figures, load " in pulled.out
    listed = run("statistics", "list")
    for word in ("comtrade AZE BLR 2021", "UN Comtrade", "UN Comtrade terms", date.today().isoformat(), "no"):
        assert word in listed.out
    (one,) = run("statistics", "list", "--json").json
    assert one["publisher"].startswith("United Nations") and one["redistributable"] is False
    gone = run("statistics", "forget", one["batch"]["id"][:6], "--answers")
    assert gone.code == 0 and "Forgotten: comtrade AZE BLR 2021 (7 figures" in gone.out and "kept answers" in gone.out
    assert "No official figures are loaded" in run("statistics", "list").out
    assert run(*PULL, "--offline").code == 1


def test_pull_as_json_and_with_a_key(run: Command, comtrade: Comtrade, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_NAME, KEY)
    found = run(*PULL, "--detail", "6", "--json").json
    assert found["missing"] == [] and found["loaded"]["batch"]["rows"] == 7
    assert {path.split("/")[1] for path, _ in comtrade.calls} == {"data"}
    monkeypatch.setenv(KEY_NAME, "wrong")
    refused = run(*PULL, "--again")
    assert refused.code == 1 and "refuses the key" in refused.err and "wrong" not in refused.err
    assert run(*PULL, "--detail", "6").code == 0  # of what was kept


def test_pull_without_a_network(run: Command, comtrade: Comtrade, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(*PULL).code == 0
    comtrade.faults = [Fault(503)] * 20
    found = run(*PULL, "--again")
    assert found.code == 0 and "7 figures" in found.out and f"the oldest answer is of {date.today()}" in found.out
    assert "waiting 2 s (attempt 1 of 5)" in found.err and "out of order (503), 5 times" in found.err
    comtrade.faults = [Fault(503)] * 20
    nothing = run("statistics", "pull", "AZE", "GEO", "--years", "2019-2021")
    assert nothing.code == 1 and "no figures" in nothing.out
    assert "not to be had: " in nothing.err and "AZE with GEO and WLD, M X RM RX, 2019 to 2021, TOTAL" in nothing.err


def test_pull_of_named_goods(run: Command, comtrade: Comtrade) -> None:
    assert run(*PULL, "--goods", "4406, oranges").code == 0
    asked = {call["cmdCode"] for _, call in comtrade.calls if "cmdCode" in call}
    assert "TOTAL" in asked and any(code.startswith("4406,0805") for code in asked)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--years", "lately"), "neither a year nor two"),
        (("--years", "2023-2019"), "Write 2019-2023"),
        (("--years", "2019-2999"), "there are figures for 1900 to"),
        (("--years", "2021", "--goods", "44065"), "neither a code of the Harmonized System"),
        (("--years", "2021", "--goods", "blorps"), "neither a code of the Harmonized System"),
        (("--years", "2021", "--detail", "6"), "TRADEBOOK_COMTRADE_KEY"),
    ],
)
def test_wrong_words(run: Command, comtrade: Comtrade, words: tuple[str, ...], message: str) -> None:
    found = run("statistics", "pull", "AZE", "BLR", *words)
    assert found.code == 2 and message in found.err
    assert comtrade.calls == []


def test_a_group_without_a_code_is_not_asked_for(run: Command, comtrade: Comtrade) -> None:
    found = run("statistics", "pull", "AZE", "ASEAN", "--years", "2021")
    assert found.code == 2 and "members one by one" in found.err


def test_load_files(run: Command, tmp_path: Path) -> None:
    good, odd = tmp_path / "TradeData.csv", tmp_path / "letter.txt"
    good.write_bytes(site(record(), record(partnerCode=899), record(cmdCode="0805"), record(cmdCode="0805")))
    odd.write_text("Dear Sir,\n", encoding="utf-8")
    found = run("statistics", "load", good, odd, tmp_path / "nowhere.csv")
    assert found.code == 1
    assert "TradeData.csv: 2 figures, load " in found.out
    assert "1 figure stood there more than once" in found.out
    assert "1 row left out:" in found.out and "TradeData.csv, line 3: partner 899 (Areas" in found.out
    assert "letter.txt" in found.err and "no format that Tradebook knows" in found.err and "nowhere.csv" in found.err
    again = run("statistics", "load", good, "--json")
    assert again.code == 0 and again.json[0]["loaded"]["repeated"] == 1


def test_load_a_year_of_baci_for_a_pair(run: Command, tmp_path: Path) -> None:
    path = tmp_path / "b.zip"
    path.write_bytes(baci(Y2018=YEAR.replace("2019", "2018"), Y2019=YEAR))
    found = run("statistics", "load", path, "--country", "AZE", "--country", "Belarus", "--years", "2019")
    assert found.code == 0
    (one,) = run("statistics", "list", "--json").json
    assert one["batch"]["what"] == "b.zip AZE BLR 2019" and one["redistributable"] is True
    other = run(
        "statistics", "load", path, "--country", "AZE", "--licence", "by letter", "--statistics", tmp_path / "x"
    )
    assert other.code == 0
    (one,) = run("statistics", "list", "--statistics", tmp_path / "x", "--json").json
    assert (one["licence"], one["redistributable"]) == ("by letter", False)


def test_a_load_is_here_since_the_first_time(run: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(site(record())))
    run("statistics", "load", path, "--retrieved", "2023-04-05")
    assert "here since 2023-04-05" in run("statistics", "load", path).out


def test_the_sources_are_listed(run: Command) -> None:
    told = run("statistics", "list", "--sources").out
    assert "comtrade" in told and "Etalab 2.0" in told
    assert {one["key"] for one in run("statistics", "list", "--sources", "--json").json} >= {"baci", "comtrade"}


def test_nothing_is_forgotten_unnamed(run: Command, tmp_path: Path) -> None:
    assert run("statistics", "forget").code == 2
    gone = run("statistics", "forget", "abc")
    assert gone.code == 2 and "no load begins so" in gone.err
    assert run("statistics", "load").code == 2


def test_a_bulletin_is_loaded_by_its_mapping(run: Command) -> None:
    examples = Path(__file__).parents[2] / "bulletins"
    loaded = run("statistics", "load", examples / "belstat.xlsx", "--mapping", examples / "belstat.yaml")
    assert loaded.code == 0 and "48 figures" in loaded.out and "left out" not in loaded.out
    (one,) = run("statistics", "list", "--json").json
    assert one["batch"]["source"] == "belstat" and one["redistributable"] is False


def test_a_workbook_without_a_mapping_asks_for_one(run: Command) -> None:
    examples = Path(__file__).parents[2] / "bulletins"
    told = run("statistics", "load", examples / "belstat.xlsx")
    assert told.code == 1 and "It is an Excel workbook: tell what its columns are" in " ".join(told.err.split())


def test_a_mistake_in_a_mapping_is_told_with_its_line(run: Command, tmp_path: Path) -> None:
    examples = Path(__file__).parents[2] / "bulletins"
    wrong = tmp_path / "mine.yaml"
    text = (examples / "belstat.yaml").read_text(encoding="utf-8")
    wrong.write_text(text.replace("in: millions", "in: milions"), encoding="utf-8")
    line = text[: text.index("in: millions")].count("\n") + 1
    told = run("statistics", "load", examples / "belstat.xlsx", "--mapping", wrong)
    assert told.code == 1
    assert f"mine.yaml, line {line}: 'milions' is not known here. Did you mean 'millions'?" in " ".join(
        told.err.split()
    )


def test_rates_are_kept_and_listed(run: Command, tmp_path: Path, folder: Path) -> None:
    assert "No rates are kept" in run("statistics", "rates").out
    table = tmp_path / "cbk.csv"
    head = "currency,base,period,rate,reporter,flow,source"
    table.write_text(f"{head}\nKES,USD,2022,117.866,,,Central Bank of Kenya\n", encoding="utf-8")
    assert run("statistics", "rates", table).code == 0
    listed = run("statistics", "rates").out
    assert "117.866" in listed and "Central Bank of Kenya" in listed
    (one,) = run("statistics", "rates", "--json").json
    assert (one["currency"], one["base"], one["end"]) == ("KES", "USD", "2022-12-31")
    table.write_text(f"{head}\nKES,USD,2022,zero,,,x\n", encoding="utf-8")
    wrong = run("statistics", "rates", table)
    assert wrong.code == 1 and "line 2: the rate 'zero' is no number" in " ".join(wrong.err.split())
