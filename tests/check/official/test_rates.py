"""A figure in dollars against books in another currency: only by a rate that was loaded, and the rate is named."""

from __future__ import annotations

from pathlib import Path

from tests.check.build import statement
from tests.check.official.world import row, store
from tradebook.check.official import run_official
from tradebook.statistics.rates import add_rates

TOLD = {
    "kind": "trade_flow", "measure": "exports", "reporter": "KEN", "partner": "UGA", "amount": "1.2 million USD",
    "period": "2022",
}  # fmt: skip
HEAD = "currency,base,period,rate,reporter,flow,source\n"


def test_without_a_rate_nobody_can_tell_and_with_one_it_is_named(tmp_path: Path) -> None:
    statistics = store(tmp_path / "s", [row("KEN exports UGA", "2022", 141439200, currency="KES", source="knbs")])
    (before,) = run_official([statement(TOLD)], statistics)
    assert before.result == "cannot tell" and "KES, and no rate is loaded" in before.sentence
    table = tmp_path / "cbk.csv"
    table.write_text(f"{HEAD}KES,USD,2022,117.866,,,Central Bank of Kenya\n", encoding="utf-8")
    add_rates(statistics.folder, table)
    (after,) = run_official([statement(TOLD)], statistics)
    assert after.result == "agrees"
    rate = "rate 117.866 KES for 1 USD, 2022-01 to 2022-12 (Central Bank of Kenya)"
    source = "Kenya National Bureau of Statistics, Leading Economic Indicators"
    assert f"Kenya itself reports $1.2 million ({source}, as of 1 March 2024, converted by {rate})" in after.sentence


def test_a_rate_of_another_year_does_not_help(tmp_path: Path) -> None:
    statistics = store(tmp_path / "s", [row("KEN exports UGA", "2022", 141439200, currency="KES", source="knbs")])
    table = tmp_path / "cbk.csv"
    table.write_text(f"{HEAD}KES,USD,2021,109.638,,,Central Bank of Kenya\n", encoding="utf-8")
    add_rates(statistics.folder, table)
    (found,) = run_official([statement(TOLD)], statistics)
    assert found.result == "cannot tell"
