"""National bulletins through mapping files: the six worked ones, what people write wrong, and broken files."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tradebook.errors import BadRecord, NotText
from tradebook.statistics import Refused, Row, Statistics
from tradebook.statistics.bulletins import mapping
from tradebook.statistics.bulletins.reader import read
from tradebook.statistics.loading import Loaded, Terms, load

EXAMPLES = Path(__file__).parents[2] / "bulletins"
WORKED = {
    "azerbaijan-customs.xlsx": 16, "belstat.xlsx": 48, "comexstat.csv": 20, "knbs.xlsx": 180, "tradestat.csv": 9,
    "turkstat.xlsx": 51,
}  # fmt: skip
MISTAKES = yaml.safe_load((Path(__file__).parent / "mapping_mistakes.yaml").read_text(encoding="utf-8"))
TABLE = "Country,Year,Export,Import\nRussia,2021,10,20\nPoland,2022,30,40\n"
MAPPING = """\
source: test
reporter: BLR
partner: {column: Country}
period: {column: Year}
values:
  - {column: Export, flow: exports}
  - {column: Import, flow: imports}
currency: USD
"""


def worked(name: str, folder: Path) -> tuple[Loaded, Statistics]:
    """A worked bulletin in a store of its own."""
    statistics = Statistics(folder)
    mapping = EXAMPLES / f"{Path(name).stem}.yaml"
    return load(EXAMPLES / name, Terms(retrieved=date(2026, 11, 1), mapping=mapping), statistics), statistics


def made(folder: Path, table: str | bytes, mapping: str = MAPPING, name: str = "table.csv") -> Any:
    """What is made of a table and a mapping: rows and refusals."""
    path, told = folder / name, folder / "mapping.yaml"
    path.write_bytes(table if isinstance(table, bytes) else table.encode())
    told.write_text(mapping, encoding="utf-8")
    found = list(read(path, Terms(retrieved=date(2026, 11, 1), mapping=told)))
    return [one for one in found if isinstance(one, Row)], [one for one in found if isinstance(one, Refused)]


@pytest.mark.parametrize("name", WORKED)
def test_worked_bulletins_load_whole_and_without_remarks(name: str, tmp_path: Path) -> None:
    found, _ = worked(name, tmp_path)
    assert found.batch is not None and found.batch.rows == WORKED[name]
    assert found.refused == ()
    sums = [note for note in found.notes if "add up" in note or "above" in note or "negative" in note]
    assert sums == []


def test_every_worked_bulletin_is_told_to_be_ours() -> None:
    for name in WORKED:
        told = (EXAMPLES / f"{Path(name).stem}.yaml").read_text(encoding="utf-8")
        assert "made up for Tradebook" in told, name
    assert {path.name for path in EXAMPLES.glob("*.yaml")} >= {f"{Path(name).stem}.yaml" for name in WORKED}


def test_every_line_of_a_mapping_is_documented() -> None:
    code = (Path(mapping.__file__)).read_text(encoding="utf-8")
    asked = set(re.findall(r"entry\.(?:get|need)\(\s*\"([^\"]+)\"", code))
    assert len(asked) > 30
    told = (EXAMPLES.parent / "docs" / "statistics.md").read_text(encoding="utf-8")
    bulletins = told.partition("## National bulletins")[2].partition("\n## ")[0]
    inline = re.sub(r"```.*?```", "", bulletins, flags=re.DOTALL)
    words = {word for code in re.findall(r"`([^`]+)`", inline) for word in re.split(r"[:,{}]+ ?", code)}
    assert asked - words == set()


def test_the_mapping_of_the_docs_is_one(tmp_path: Path) -> None:
    told = (EXAMPLES.parent / "docs" / "statistics.md").read_text(encoding="utf-8")
    block = told.partition("```yaml\n")[2].partition("```")[0]
    rows, refused = made(tmp_path, TABLE, block)
    assert [row.value for row in rows] == [Decimal(n) * 10**6 for n in (10, 20, 30, 40)] and refused == []


def test_belstat_has_years_above_flows(tmp_path: Path) -> None:
    _, statistics = worked("belstat.xlsx", tmp_path)
    rows = statistics.rows(partners=["AZE"])
    assert [(row.flow, row.start.year, row.value) for row in rows] == [
        ("exports", 2021, Decimal(150200000)),
        ("exports", 2022, Decimal(165200000)),
        ("exports", 2023, Decimal(180200000)),
        ("imports", 2021, Decimal(41300000)),
        ("imports", 2022, Decimal(45400000)),
        ("imports", 2023, Decimal(49600000)),
    ]
    assert {row.valuation for row in rows if row.flow == "imports"} == {"CIF"}
    assert statistics.rows(partners=["TKM"], flows=["imports"])[0].value == 0  # a dash
    assert {row.partner for row in statistics.rows()} == {"WLD", "CIS", "AZE", "KAZ", "RUS", "TKM", "DEU", "LVA"}


def test_azerbaijan_has_its_period_in_the_title(tmp_path: Path) -> None:
    _, statistics = worked("azerbaijan-customs.xlsx", tmp_path)
    (row,) = statistics.rows(partners=["BLR"], flows=["imports"])
    assert (row.start, row.end, row.frequency) == (date(2023, 1, 1), date(2023, 6, 30), "cumulative")
    assert (row.value, row.vintage) == (Decimal(101450660), date(2023, 7, 20))


def test_turkstat_total_of_three_months_is_no_year(tmp_path: Path) -> None:
    _, statistics = worked("turkstat.xlsx", tmp_path)
    totals = [row for row in statistics.rows(partners=["BLR"]) if row.frequency != "month"]
    assert [(row.frequency, row.end) for row in totals] == [
        ("year", date(2022, 12, 31)),
        ("cumulative", date(2023, 3, 31)),
    ]
    months = [row.value for row in statistics.rows(partners=["BLR"], frequencies=["month"], until=date(2022, 12, 31))]
    assert sum(value or 0 for value in months) == totals[0].value
    assert {row.trade_system for row in totals} == {"general"}


def test_knbs_has_countries_across_and_flows_on_two_sheets(tmp_path: Path) -> None:
    _, statistics = worked("knbs.xlsx", tmp_path)
    exports = statistics.rows(partners=["UGA"], flows=["exports"])
    imports = statistics.rows(partners=["UGA"], flows=["imports"])
    assert len(exports) == len(imports) == 15
    assert {row.currency for row in exports + imports} == {"KES"}
    assert statistics.rows(partners=["WLD"], frequencies=["year"])[0].start == date(2022, 1, 1)


def test_comex_stat_is_added_up_over_states_and_its_codes_are_its_own(tmp_path: Path) -> None:
    _, statistics = worked("comexstat.csv", tmp_path)
    (row,) = statistics.rows(partners=["CHN"], commodities=["120190"], until=date(2023, 1, 31))
    lines = (EXAMPLES / "comexstat.csv").read_text(encoding="latin-1").splitlines()
    parts = [line.replace('"', "").split(";") for line in lines[1:]]
    same = [part for part in parts if part[1:3] == ["01", "12019000"] and part[4] == "160"]
    assert len(same) == 2
    assert row.value == sum(Decimal(part[10]) for part in same)
    assert (row.quantity, row.unit) == (sum(Decimal(part[9]) for part in same), "KGM")
    assert (row.nomenclature, row.edition, row.redistributable) == ("HS", "2022", True)
    assert "and 1 more, added up" in row.origin
    assert {one.partner for one in statistics.rows()} == {"CHN", "USA", "DEU", "BLR"}  # 994 is left out


def test_india_has_years_of_accounts(tmp_path: Path) -> None:
    _, statistics = worked("tradestat.csv", tmp_path)
    rows = statistics.rows(commodities=["09", "TOTAL"])
    assert {(row.start, row.end) for row in rows} == {
        (date(2021, 4, 1), date(2022, 3, 31)), (date(2022, 4, 1), date(2023, 3, 31))
    }  # fmt: skip
    assert [row.value for row in rows if row.commodity == "TOTAL"] == [Decimal(46720000), Decimal(1257270000)]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake["name"] for mistake in MISTAKES])
def test_a_mistake_in_a_mapping_names_its_line_and_the_mend(mistake: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(BadRecord) as raised:
        made(tmp_path, TABLE, mistake["mapping"])
    assert raised.value.line == mistake["line"], str(raised.value)
    assert str(raised.value).startswith("mapping.yaml")
    for words in mistake["says"]:
        assert words in str(raised.value)


def test_what_cannot_be_read_is_refused_and_the_rest_kept(tmp_path: Path) -> None:
    table = (
        "Country,Year,Export,Import\n"
        "Russia,2021,10,n/a\n"  # no figure
        "Atlantis,2021,1,2\n"  # no country, told once
        "Atlantis,2022,1,2\n"
        "Poland,soon,3,4\n"  # no year
        ",2021,5,6\n"  # a blank country
        "276,2021,7,8\n"  # a number of whose list?
        "Latvia,2021,\"1,234.5\",-7\n"
    )  # fmt: skip
    rows, refused = made(tmp_path, table)
    told = [(row.partner, row.flow, row.value) for row in rows]
    assert told == [("RUS", "exports", 10), ("LVA", "exports", Decimal("1234.5")), ("LVA", "imports", -7)]
    problems = {one.problem.partition(" that Tradebook")[0].partition(" (")[0] for one in refused}
    assert problems == {
        "'n/a' is no figure",
        "'Atlantis' is no country or group",
        "'soon' tells no period",
        "the country is blank",
        "the country code '276' is not known",
    }
    assert refused[0].where == "table.csv, row 2, column D"
    assert all("mapping.yaml" in one.mend for one in refused)


def test_a_decimal_comma_is_told_not_guessed(tmp_path: Path) -> None:
    table = "Country;Year;Export;Import\nRussia;2021;1 234,5;1.234,5\n"
    rows, refused = made(tmp_path, table)
    assert rows == [] and all("decimal" in one.mend for one in refused)
    rows, refused = made(tmp_path, table, MAPPING + "decimal: comma\n")
    assert [row.value for row in rows] == [Decimal("1234.5")] * 2 and refused == []


def test_signs_say_nothing_unknown_or_withheld(tmp_path: Path) -> None:
    table = "Country,Year,Export,Import\nRussia,2021,-,...\nPoland,2021,c,5\n"
    rows, refused = made(tmp_path, table, MAPPING + 'signs: {"-": nothing, "...": unknown, c: withheld}\n')
    assert [(row.partner, row.flow, row.value) for row in rows] == [
        ("RUS", "exports", 0), ("POL", "exports", None), ("POL", "imports", 5)
    ]  # fmt: skip
    assert refused == []


def test_a_total_beside_months_with_a_gap_is_refused(tmp_path: Path) -> None:
    table = "Country,Year,Jan,Feb,Mar,Total\nRussia,2023,1,,3,4\nPoland,2023,1,2,,3\n"
    mapping = """\
source: test
reporter: BLR
partner: {column: Country}
flow: exports
period:
  year: {column: Year}
  month: {heading: 1}
  whole year: [Total]
value: {columns: C-F, currency: USD}
"""
    rows, (refused,) = made(tmp_path, table, mapping)
    assert [(row.partner, row.end.month) for row in rows if row.frequency == "cumulative"] == [("POL", 2)]
    assert "months are missing beside it" in refused.problem


def test_encodings_and_separators_of_spreadsheets_are_found(tmp_path: Path) -> None:
    mapping = MAPPING + "countries: {Россия: RUS, Польша: POL}\n"
    table = TABLE.replace("Russia", "Россия").replace("Poland", "Польша")
    for encoding, separator in (("utf-8-sig", ","), ("utf-16", "\t"), ("cp1251", ";")):
        told = mapping + ("encoding: windows-1251\n" if encoding == "cp1251" else "")
        rows, refused = made(tmp_path, table.replace(",", separator).encode(encoding), told)
        assert [row.partner for row in rows] == ["RUS", "RUS", "POL", "POL"] and refused == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "an old Excel file"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "a web page"),
        (b"PK\x03\x04" + bytes(50), "the workbook is broken"),
        (bytes(range(256)) * 8, "binary data"),
        (b"\x1f\x8b\x08\x00" + bytes(4), "packed file is broken"),
    ],
)
def test_what_is_no_table_is_told_with_the_mend(content: bytes, says: str, tmp_path: Path) -> None:
    with pytest.raises((BadRecord, NotText), match=says):
        made(tmp_path, content, name="bulletin.xls")


def test_half_a_workbook_and_a_missing_sheet_are_told(tmp_path: Path) -> None:
    whole = (EXAMPLES / "belstat.xlsx").read_bytes()
    with pytest.raises(BadRecord, match="fetch it again"):
        made(tmp_path, whole[: len(whole) // 2], name="half.xlsx")
    with pytest.raises(BadRecord, match="no sheet 'Trade' but Countries"):
        made(tmp_path, whole, MAPPING + "sheet: Trade\n", name="whole.xlsx")


def test_a_sheet_that_ends_above_its_figures_is_refused(tmp_path: Path) -> None:
    rows, (refused,) = made(tmp_path, TABLE, MAPPING + "first row: 10\n")
    assert rows == [] and "ends above row 10" in refused.problem


def test_formulas_that_nobody_worked_out_are_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["Country", "Year", "Export", "Import"], ["Russia", 2021, 5, "=C2*2"], ["Poland", 2021, 7, 8]):
        sheet.append(line)
    book.save(tmp_path / "made.xlsx")
    rows, (refused,) = made(tmp_path, (tmp_path / "made.xlsx").read_bytes(), name="t.xlsx")
    assert [(row.partner, row.value) for row in rows] == [("RUS", 5), ("POL", 7), ("POL", 8)]
    assert "formulas without their results (1 cells)" in refused.problem


def test_every_sheet_may_be_a_period(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "June 2023"
    for sheet in (first, book.create_sheet("July 2023"), book.create_sheet("Notes")):
        sheet.append(["Country", "Export"])
        sheet.append(["Russia", 5])
    book.save(tmp_path / "made.xlsx")
    told = """\
source: test
reporter: BLR
sheet: all
partner: {column: Country}
period: {sheet: name}
flow: exports
value: Export
currency: USD
leave out: [Notes]
"""
    rows, refused = made(tmp_path, (tmp_path / "made.xlsx").read_bytes(), told, name="t.xlsx")
    assert [row.start for row in rows] == [date(2023, 6, 1), date(2023, 7, 1)] and refused == []


def test_the_countries_asked_for_are_kept(tmp_path: Path) -> None:
    path, told = tmp_path / "t.csv", tmp_path / "m.yaml"
    path.write_text(TABLE, encoding="utf-8")
    told.write_text(MAPPING, encoding="utf-8")
    terms = Terms(retrieved=date(2026, 11, 1), mapping=told, reporters=("BLR",), partners=("POL",), source="Mine")
    rows = [row for row in read(path, terms) if isinstance(row, Row)]
    assert {(row.partner, row.source) for row in rows} == {("POL", "mine")}


NUMBER = st.decimals(-(10**11), 10**11, places=2)


@given(
    st.lists(NUMBER, min_size=1, max_size=6),
    st.sampled_from([("point", ",", "."), ("comma", ".", ","), ("comma", " ", ",")]),
)
def test_printed_figures_come_back_as_they_are(figures: list[Decimal], style: tuple[str, str, str]) -> None:
    name, thousands, point = style
    printed = [f"{figure:,.2f}".translate(str.maketrans({",": thousands, ".": point})) for figure in figures]
    table = "Country|Year|Export|Import\n" + "".join(f"Russia|{2000 + n}|{text}|\n" for n, text in enumerate(printed))
    with TemporaryDirectory() as folder:
        rows, refused = made(Path(folder), table, MAPPING + f"decimal: {name}\nin: thousands\n")
    assert [row.value for row in rows] == [figure * 1000 for figure in figures]
    assert refused == []


@settings(max_examples=30)
@given(st.lists(st.integers(0, 10**12) | st.floats(0, 10**9), min_size=1, max_size=5))
def test_cells_of_a_workbook_come_back_to_the_thousandth(figures: list[float]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Country", "Year", "Export", "Import"])
    for n, figure in enumerate(figures):
        sheet.append(["Russia", 2000 + n, figure, None])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.xlsx"
        book.save(path)
        rows, refused = made(Path(folder), path.read_bytes(), name="t2.xlsx")
    assert len(rows) == len(figures) and refused == []
    for row, figure in zip(rows, figures, strict=True):
        assert row.value is not None and abs(row.value - Decimal(str(figure))) <= Decimal("0.0005")
