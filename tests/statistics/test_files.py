"""Files of UN Comtrade's site and of BACI, made here in the published layouts with our own values."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.statistics.service import record
from tradebook.statistics import Refused, Row, Statistics
from tradebook.statistics import baci as baci_reader
from tradebook.statistics.comtrade import site as site_reader
from tradebook.statistics.loading import Loaded, Terms, load

DAY = date(2024, 3, 1)
PAIR = Terms(retrieved=DAY, reporters=("AZE",), partners=("BLR",))


@pytest.fixture
def statistics(tmp_path: Path) -> Statistics:
    return Statistics(tmp_path / "statistics")


def loaded(statistics: Statistics, path: Path, content: bytes, **terms: Any) -> Loaded:
    path.write_bytes(content)
    return load(path, Terms(retrieved=DAY, **terms), statistics)


# ---- the site of UN Comtrade


def site(*records: dict[str, Any], comma: bool = True) -> bytes:
    """The site's CSV: each line of figures ends in a comma that the header lacks."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(record())
    for one in records:
        writer.writerow(["" if value is None else value for value in one.values()] + ([""] if comma else []))
    return out.getvalue().encode()


@pytest.mark.parametrize("comma", [True, False])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_csv_of_the_site(statistics: Statistics, tmp_path: Path, comma: bool, pack: Any) -> None:
    content = site(
        record(reporterDesc="Azerbaijan, Rep. of"),
        record(cmdCode="0805", qtyUnitCode=12, qtyUnitAbbr="m³", qty="7.5", primaryValue="12.25"),
        record(cmdCode="0805", motCode=2100),
        record(partner2Code=268, primaryValue=3),
        comma=comma,
    )
    found = loaded(statistics, tmp_path / "TradeData.csv", pack(content))
    assert found.refused == () and found.batch is not None and found.batch.source == "comtrade"
    assert any("1 lines by customs procedure" in note for note in found.notes)
    total, fruit = statistics.rows()[1], statistics.rows()[0]
    assert (total.value, total.origin, total.vintage, total.valuation) == (
        Decimal("1000.5"), "TradeData.csv, line 2", None, "FOB",
    )  # fmt: skip
    assert (fruit.value, fruit.quantity, fruit.unit) == (Decimal("12.25"), Decimal("7.5"), "MTQ")
    assert {row.partner2 for row in statistics.rows(all_partner2=True)} == {None, "GEO"}


def test_the_terms_tell_vintage_and_licence(statistics: Statistics, tmp_path: Path) -> None:
    loaded(statistics, tmp_path / "a.csv", site(record()), vintage=date(2022, 5, 5), licence="by letter")
    (row,) = statistics.rows()
    assert (row.vintage, row.licence, row.redistributable) == (date(2022, 5, 5), "by letter", False)


OLD = (
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,"
    "Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,2nd Partner Code,2nd Partner,2nd Partner ISO,"
    "Customs Proc. Code,Customs,Mode of Transport Code,Mode of Transport,Commodity Code,Commodity,Qty Unit Code,"
    "Qty Unit,Qty,Alt Qty Unit Code,Alt Qty Unit,Alt Qty,Netweight (kg),Gross weight (kg),Trade Value (US$),"
    "CIF Trade Value (US$),FOB Trade Value (US$),Flag\n"
    "H4,2016,2016,2016,4,0,2,Export,31,Azerbaijan,AZE,112,Belarus,BLR,,,,,,,,0805,Citrus,8,Weight in kilograms,40,,,,"
    "40,,99,,,0\n"
    "H4,2016,201603,March 2016,4,0,1,Import,384,C\xf4te d'Ivoire,CIV,757,Switzerland,CHE,,,,,,,,0805,Citrus,5,Number,"
    "3,,,,50,,70,,,2\n"
)


def test_a_csv_of_the_site_until_2022(statistics: Statistics, tmp_path: Path) -> None:
    found = loaded(statistics, tmp_path / "comtrade.csv", OLD.encode("latin-1"))
    assert found.refused == ()
    year, month = statistics.rows()
    assert (year.reporter, year.flow, year.value, year.edition, year.quantity) == ("AZE", "exports", 99, "2012", 40)
    assert (month.reporter, month.partner, month.flow, month.end) == ("CIV", "CHE", "imports", date(2016, 3, 31))
    assert (month.quantity, month.unit) == (50, "KGM")  # the number of pieces was estimated


def test_a_half_downloaded_csv_gives_what_is_whole(statistics: Statistics, tmp_path: Path) -> None:
    content = site(record(), record(cmdCode="0805"), record(cmdCode="0806"))
    found = loaded(statistics, tmp_path / "half.csv", content[:-120])
    assert [row.commodity for row in statistics.rows()] == ["0805", "TOTAL"]
    (refused,) = found.refused
    assert refused.where == "half.csv, line 4" and "fields, the header" in refused.problem
    assert "fetch it again" in refused.mend
    many = gzip.compress(site(*(record(cmdCode=f"{code:06d}") for code in range(3000))))
    found = loaded(statistics, tmp_path / "half.csv.gz", many[: len(many) * 9 // 10])
    assert found.batch is not None and 1000 < found.batch.rows < 3000
    assert "breaks off" in found.refused[-1].problem


def test_a_line_whose_figure_holds_the_delimiter_is_refused(statistics: Statistics, tmp_path: Path) -> None:
    content = site(record(), record(cmdCode="0805")).decode().rstrip()
    found = loaded(statistics, tmp_path / "parted.csv", f"{content},5\n".encode())
    assert [row.commodity for row in statistics.rows()] == ["TOTAL"]
    (refused,) = found.refused
    assert refused.where == "parted.csv, line 3" and "between quotes" in refused.mend


@given(st.binary(max_size=300))
def test_no_bytes_below_a_header_end_in_a_traceback(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    path = tmp_path_factory.mktemp("junk") / "a.csv"
    path.write_bytes(site(record()) + junk)
    assert any(isinstance(found, Row | Refused) for found in site_reader.read(path, Terms(retrieved=DAY)))


# ---- BACI

HEAD = "t,i,j,k,v,q\n"
CODES = (
    "country_code,country_name,country_iso2,country_iso3\n31,Azerbaijan,AZ,AZE\n112,Belarus,BY,BLR\n"
    '490,"Other Asia, nes",N/A,S19\n999,Kosovo,XK,XKX\n'
)
YEAR = (
    "2019,31,112,080510,12.345,6.000\n"
    "2019,31,112,080520,1.655,       NA\n"
    "2019,31,757,080510,2.000,1.000\n"
    "2019,112,31,440610,30.000,20.5\n"
    "2019,112,999,440610,5.000,2\n"
    "2019,112,12345,440610,7.000,3\n"
    "2019,268,757,440610,9.000,3\n"
)


def baci(**years: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for year, text in years.items():
            packed.writestr(f"BACI_HS17_{year}_V202401b.csv", HEAD + text)
        packed.writestr("country_codes_V202401b.csv", CODES)
        packed.writestr("product_codes_HS17_V202401b.csv", "code,description\n080510,Oranges\n")
        packed.writestr("Readme.txt", "BACI")
    return out.getvalue()


def told(statistics: Statistics) -> dict[tuple[str, str, str], tuple[Decimal | None, Decimal | None]]:
    return {(row.reporter, row.partner, row.commodity): (row.value, row.quantity) for row in statistics.rows()}


def test_baci_gives_flows_and_sums(statistics: Statistics, tmp_path: Path) -> None:
    found = loaded(statistics, tmp_path / "b.zip", baci(Y2019=YEAR), reporters=("AZE",), partners=("BLR",))
    assert found.batch is not None and found.batch.source == "baci"
    assert [refused.problem for refused in found.refused] == ["country 12345 is none that Tradebook knows"]
    rows = told(statistics)
    assert rows["AZE", "BLR", "080510"] == (12345, 6000)
    assert rows["AZE", "BLR", "080520"] == (1655, None)
    assert rows["AZE", "BLR", "0805"] == rows["AZE", "BLR", "TOTAL"] == (14000, None)
    assert rows["AZE", "WLD", "TOTAL"] == (16000, None)
    assert rows["AZE", "WLD", "080510"] == (14345, 7000)
    assert rows["BLR", "WLD", "44"] == (42000, 25500)  # with countries that nobody knows
    assert rows["WLD", "BLR", "TOTAL"] == (14000, None) and rows["WLD", "AZE", "4406"] == (30000, 20500)
    assert ("AZE", "CHE", "080510") not in rows and ("GEO", "CHE", "440610") not in rows
    (row,) = statistics.rows(reporters=["AZE"], partners=["BLR"], commodities=["080510"])
    assert (row.series, row.valuation, row.edition, row.unit) == ("reconciled", "FOB", "2017", "KGM")
    assert (row.vintage, row.redistributable, row.flow) == (date(2024, 1, 31), True, "exports")
    assert row.start == date(2019, 1, 1) and "BACI_HS17_Y2019_V202401b.csv" in row.origin


def test_baci_of_one_country_has_all_its_partners(statistics: Statistics, tmp_path: Path) -> None:
    content = baci(Y2018=YEAR.replace("2019", "2018"), Y2019=YEAR, Y2020=YEAR.replace("2019", "2020"))
    loaded(statistics, tmp_path / "b.zip", content, reporters=("CHE",), since=2019, until=2019)
    rows = told(statistics)
    assert {key[:2] for key in rows} == {("AZE", "CHE"), ("GEO", "CHE"), ("WLD", "CHE")}
    assert rows["WLD", "CHE", "TOTAL"] == (11000, 4000)
    assert {row.start.year for row in statistics.rows()} == {2019}


def test_baci_takes_codes_of_its_own_list(statistics: Statistics, tmp_path: Path) -> None:
    loaded(statistics, tmp_path / "b.zip", baci(Y2019=YEAR), reporters=("XKX",))
    assert told(statistics)["BLR", "XKX", "440610"] == (5000, 2000)


def test_one_table_of_baci_alone(statistics: Statistics, tmp_path: Path) -> None:
    loaded(statistics, tmp_path / "BACI_HS92_Y2019_V202202.csv", (HEAD + YEAR).encode(), reporters=("AZE",))
    (row,) = statistics.rows(reporters=["AZE"], partners=["BLR"], commodities=["080510"])
    assert (row.edition, row.vintage, row.value) == ("1992", date(2022, 2, 28), 12345)
    other = Statistics(tmp_path / "other")
    load_path = tmp_path / "renamed"
    loaded(other, load_path, (HEAD + YEAR).encode(), reporters=("AZE",))
    (row,) = other.rows(reporters=["AZE"], partners=["BLR"], commodities=["080510"])
    assert (row.edition, row.vintage) == (None, None)


def test_bad_lines_of_baci_cost_no_good_ones(statistics: Statistics, tmp_path: Path) -> None:
    bad = YEAR + "2019,31,112,080530,?,1\n2019,31,112\nx,y,z,080540,1,1\n2019,31,757,08051,4,1\n"
    found = loaded(statistics, tmp_path / "b.zip", baci(Y2019=bad), reporters=("AZE",), partners=("BLR",))
    problems = " ".join(refused.problem for refused in found.refused)
    assert (
        "value '?'" in problems and "'2019,31,112' is no line of BACI" in problems and "'x,y,z,080540,1,1'" in problems
    )
    rows = told(statistics)
    assert rows["AZE", "BLR", "080510"] == (12345, 6000)
    assert ("AZE", "BLR", "0805") not in rows and ("AZE", "WLD", "TOTAL") not in rows  # it would lack the bad line
    assert rows["BLR", "AZE", "TOTAL"] == (30000, 20500)


def test_a_contradiction_in_baci_is_in_no_sum(statistics: Statistics, tmp_path: Path) -> None:
    content = baci(Y2019=YEAR + "2019,31,112,080510,13,6\n2019,112,31,440610,30.000,20.5\n")
    found = loaded(statistics, tmp_path / "b.zip", content, reporters=("AZE",), partners=("BLR",))
    rows = told(statistics)
    assert ("AZE", "BLR", "080510") not in rows and ("AZE", "BLR", "TOTAL") not in rows
    assert rows["BLR", "AZE", "TOTAL"] == (30000, 20500)  # a line that stands there twice counts once
    assert any("AZE exports BLR, 080510" in refused.problem for refused in found.refused)


def test_a_broken_year_of_baci_costs_no_other(statistics: Statistics, tmp_path: Path) -> None:
    content = bytearray(baci(Y2018=YEAR.replace("2019", "2018") * 50, Y2019=YEAR))
    at = content.index(b"Y2018_V202401b.csv") + 60
    content[at : at + 8] = b"\xff" * 8
    found = loaded(statistics, tmp_path / "b.zip", bytes(content), reporters=("AZE",), partners=("BLR",))
    assert {row.start.year for row in statistics.rows()} == {2019}
    assert any("Y2018" in refused.where and "broken" in refused.problem for refused in found.refused)


@settings(max_examples=15)
@given(st.binary(max_size=200) | st.text("0123456789,.\"\n\r'NA ", max_size=80).map(str.encode))
def test_no_bytes_in_a_table_of_baci_end_in_a_traceback(tmp_path_factory: pytest.TempPathFactory, junk: bytes) -> None:
    path = tmp_path_factory.mktemp("junk") / "a.csv"
    path.write_bytes((HEAD + YEAR).encode() + junk)
    found = list(baci_reader.read(path, Terms(retrieved=DAY, reporters=("AZE",))))
    assert any(isinstance(one, Row | Refused) for one in found)
