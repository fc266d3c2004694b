"""The formats of statistical exchange: one table of ours in each of them reads the same; what is broken is told."""

from __future__ import annotations

import gzip
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import quoteattr

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradebook.errors import BadRecord
from tradebook.statistics import Refused, Row, Statistics
from tradebook.statistics.loading import Opening, Terms, _format_of, load

FILES = Path(__file__).parent / "files"
DAY = Terms(retrieved=date(2026, 11, 1))
# The same figures, as Eurostat would send them.
COMEXT = (
    "comext-1.csv",
    "comext-2.csv",
    "estat_ds-045409.tsv.gz",
    "comext-generic.xml",
    "comext-specific.xml",
    "comext-specific-3.xml",
)


def read(path: Path, terms: Terms = DAY) -> tuple[list[Row], list[Refused]]:
    """What the format that claims a file makes of it."""
    found = list(_format_of(Opening(path)).read(path, terms))
    return [one for one in found if isinstance(one, Row)], [one for one in found if isinstance(one, Refused)]


def figures(rows: list[Row]) -> list[tuple[object, ...]]:
    return [
        (row.reporter, row.partner, row.flow, row.start, row.frequency, row.value, row.commodity, row.quantity)
        for row in rows
    ]


def test_the_table_of_comext_says_what_it_says() -> None:
    rows, refused = read(FILES / "comext-1.csv")
    year, march = date(2021, 1, 1), date(2022, 3, 1)
    assert figures(rows) == [
        ("DEU", "BLR", "imports", year, "year", Decimal(523410987), "TOTAL", Decimal("812034511")),
        ("DEU", "BLR", "imports", year, "year", Decimal(40112233), "4407", Decimal("102334450")),
        ("DEU", "BLR", "imports", year, "year", Decimal(31000001), "44071190", Decimal("80112225")),
        ("DEU", "AZE", "imports", year, "year", Decimal(1200345678), "2709", Decimal("3045678900")),
        ("DEU", "AZE", "exports", year, "year", None, "84", None),
        ("GRC", "AZE", "imports", year, "year", Decimal(498000111), "TOTAL", Decimal("99001100")),
        ("DEU", "WLD", "exports", year, "year", Decimal(1380000000000), "TOTAL", Decimal(100)),
        ("DEU", "BLR", "exports", march, "month", Decimal(61234567), "TOTAL", Decimal("34567890")),
    ]
    assert {(row.source, row.currency, row.licence, row.redistributable) for row in rows} == {
        ("comext", "EUR", "CC BY 4.0", True)
    }
    assert [row.valuation for row in rows] == ["CIF"] * 4 + ["FOB", "CIF", "FOB", "FOB"]
    assert [row.nomenclature for row in rows] == ["HS", "HS", "CN", "HS", "HS", "HS", "HS", "HS"]
    assert [row.edition for row in rows] == ["2017"] * 7 + ["2022"]
    assert [row.series for row in rows if row.commodity == "2709"] == ["estimated"]
    assert {row.unit for row in rows if row.quantity is not None} == {"KGM"}
    assert {row.vintage for row in rows} == {date(2026, 9, 15)}
    assert rows[0].origin == "comext-1.csv, line 3"
    (outside,) = refused
    assert "'EXT_EU27_2020' (countries outside the EU)" in outside.problem and "2 times" in outside.problem


@pytest.mark.parametrize("name", COMEXT)
def test_every_format_says_the_same(name: str) -> None:
    first, _ = read(FILES / COMEXT[0])
    rows, refused = read(FILES / name)
    plain = [msgspec.structs.replace(row, origin="", vintage=None) for row in rows]
    assert plain == [msgspec.structs.replace(row, origin="", vintage=None) for row in first]
    assert len(refused) == 1


@pytest.mark.parametrize("path", sorted((FILES / "pysdmx").iterdir()), ids=lambda path: path.stem)
def test_messages_that_pysdmx_wrote_say_the_same(path: Path) -> None:
    """The same table, written by other code than ours (pysdmx 1.20 with pandas), each way of grouping it."""
    first, _ = read(FILES / COMEXT[0])
    rows, _ = read(path)
    assert sorted(map(str, figures(rows))) == sorted(map(str, figures(first)))


@pytest.mark.parametrize("name", [name for name in COMEXT if name.endswith(".xml")])
def test_our_messages_are_as_the_standard_has_them(name: str) -> None:
    from pysdmx.io.xml.doc_validation import validate_doc

    validate_doc((FILES / name).read_text(encoding="utf-8"))


def test_only_the_countries_and_years_asked_for_are_kept() -> None:
    asked = Terms(retrieved=DAY.retrieved, reporters=("DEU",), partners=("BLR",), since=2022)
    for name in COMEXT:
        rows, _ = read(FILES / name, asked)
        assert [(row.partner, row.start.year) for row in rows] == [("BLR", 2022)], name


def test_bulk_files_are_added_over_procedures_and_a_short_line_is_told() -> None:
    rows, refused = read(FILES / "comext-bulk.dat")
    assert [(row.start, row.end, row.value, row.quantity) for row in rows[:2]] == [
        (date(2023, 1, 1), date(2023, 12, 31), Decimal(20000301), Decimal(50000700)),
        (date(2023, 3, 1), date(2023, 3, 31), Decimal(2500000), Decimal(6000000)),
    ]
    assert [one.where for one in refused] == ["comext-bulk.dat, line 5", "comext-bulk.dat, line 7"]
    assert "withheld" in refused[0].problem and "too few columns" in refused[1].problem


def test_an_old_bulk_file_has_its_sum_beside_the_parts() -> None:
    (row,), refused = read(FILES / "comext-bulk-2010.dat")
    assert (row.value, row.quantity, row.edition, refused) == (Decimal(1000), Decimal(50), "2007", [])


def test_an_archive_that_nobody_here_unpacks_says_how(tmp_path: Path) -> None:
    path = tmp_path / "full_v2_202312.7z"
    path.write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(100))
    with pytest.raises(BadRecord, match=r"7-Zip archive\. Unpack it"):
        read(path)


def test_the_interface_of_the_imf() -> None:
    rows, refused = read(FILES / "imf-imts.csv")
    told = [(row.partner, row.flow, row.frequency, row.value, row.valuation, row.series) for row in rows]
    assert told == [
        ("BLR", "exports", "year", Decimal(87654321), "FOB", "reported"),  # SCALE 6 is how the site shows it
        ("BLR", "imports", "year", Decimal(203456789), "CIF", "estimated"),
        ("WLD", "exports", "year", Decimal(22208000000), "FOB", "reported"),
        ("XKX", "exports", "month", Decimal(1500), "FOB", "reported"),
        ("EUROZONE", "exports", "quarter", Decimal(3000000000), "FOB", "reported"),
    ]
    problems = [(one.where.rpartition(" ")[2], one.problem) for one in refused]
    assert problems == [
        ("4", "imports are valued FOB here (MG_FOB_USD) and CIF in other lines"),
        ("10", "the partner 'G505' (a group of the IMF) is no country or group of Tradebook"),
        ("11", "'20x1' is no year, quarter or month"),
        ("12", "the line has 17 columns, the header 16"),
    ]


@pytest.mark.parametrize("name", ["imf-portal.csv", "dot-series.csv", "dot-panel.csv", "dot-compact.xml"])
def test_downloads_of_the_imf_are_in_full_dollars(name: str) -> None:
    rows, _ = read(FILES / name)
    values = {(row.flow, row.frequency, row.start.year): row.value for row in rows}
    assert values["exports", "year", 2021] == Decimal(87654321)
    assert values["imports", "month", 2021] == Decimal(20345678)
    assert {row.source for row in rows} == {"imf-imts"}


def test_a_table_of_the_portal_that_is_not_of_trade_is_told(tmp_path: Path) -> None:
    path = tmp_path / "weo.csv"
    text = (FILES / "imf-portal.csv").read_text(encoding="utf-8").replace("IMF.STA:IMTS", "IMF.RES:WEO")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadRecord, match=r"it is a table of 'IMF\.RES:WEO"):
        read(path)


def test_a_table_without_partners_names_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "cpi.csv"
    path.write_text(
        "DATAFLOW,COUNTRY,FREQ,TIME_PERIOD,OBS_VALUE\nIMF.STA:CPI(5.0.0),AZE,A,2020,101\n", encoding="utf-8"
    )
    with pytest.raises(BadRecord, match=r"line 1: no column tells the partner and the flow .*mapping file"):
        read(path)


def test_a_part_of_all_trade_is_not_taken_for_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "sea.csv"
    head = "DATAFLOW,FREQ,REF_AREA,COUNTERPART_AREA_1,TRADE_FLOW,COMMODITY_1,TRANSPORT_MODE,UNIT_MEASURE"
    lines = ["XX:T(1.0),A,AZ,BY,X,_T,SEA,USD,2020,5", "XX:T(1.0),A,AZ,BY,X,_T,_T,USD,2020,7"]
    path.write_text("\n".join([f"{head},TIME_PERIOD,OBS_VALUE", *lines]), encoding="utf-8")
    (row,), (refused,) = read(path)
    assert (row.value, row.source, row.licence) == (Decimal(7), "xx", "not told")
    assert "one part of all trade (transport_mode SEA)" in refused.problem


def test_half_a_message_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "half.xml"
    whole = (FILES / "comext-specific.xml").read_bytes()
    path.write_bytes(whole[: whole.index(b"44071190")])
    rows, refused = read(path)
    assert [row.commodity for row in rows] == ["TOTAL", "4407"]
    assert any("breaks off" in one.problem and "fetch it again" in one.mend for one in refused)


def test_half_a_packed_file_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "half.csv.gz"
    lines = (FILES / "comext-1.csv").read_text(encoding="utf-8").splitlines()
    body = "\r\n".join([lines[0], *(lines[1:] * 1000)])
    path.write_bytes(gzip.compress(body.encode())[:-100])
    rows, refused = read(path)
    assert len(rows) > 100
    assert any("broken from here" in one.problem for one in refused)


def test_the_error_of_a_server_is_not_a_table(tmp_path: Path) -> None:
    path = tmp_path / "answer.xml"
    fault = "<S:Fault xmlns:S='http://schemas.xmlsoap.org/soap/envelope/'><faultcode>150</faultcode>"
    path.write_text(f"<?xml version='1.0'?>{fault}<faultstring>INVALID_QUERY</faultstring></S:Fault>", encoding="utf-8")
    with pytest.raises(BadRecord, match=r"server's error message: .*INVALID_QUERY"):
        read(path)


def test_outside_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("1234", encoding="utf-8")
    path = tmp_path / "entity.xml"
    text = (FILES / "comext-generic.xml").read_text(encoding="utf-8")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    path.write_text(text.replace("?>", f"?>{entity}", 1).replace(">TEST<", ">&e;<"), encoding="utf-8")
    rows, _ = read(path)
    assert not any("1234" in row.origin for row in rows)


def test_all_of_it_goes_into_the_store(tmp_path: Path) -> None:
    statistics = Statistics(tmp_path)
    for path in sorted(path for path in FILES.iterdir() if path.is_file()):
        assert load(path, DAY, statistics).batch is not None, path.name
    (row,) = statistics.rows(reporters=["DEU"], partners=["BLR"], flows=["exports"])
    assert row.value == Decimal(61234567)  # of six loads of one figure, one


OBSERVATION = st.tuples(
    st.sampled_from(["DE", "FR", "EL"]),
    st.sampled_from(["BY", "AZ", "KE", "WORLD"]),
    st.sampled_from(["TOTAL", "44", "4407", "44071190"]),
    st.sampled_from(["1", "2"]),
    st.one_of(
        st.integers(1995, 2025).map(str),
        st.tuples(st.integers(1995, 2025), st.integers(1, 12)).map(lambda pair: f"{pair[0]}-{pair[1]:02}"),
    ),
)


@given(st.dictionaries(OBSERVATION, st.decimals(-10, 10**12, places=2), min_size=1, max_size=20))
def test_any_table_reads_the_same_as_csv_and_as_xml(table: dict[tuple[str, ...], Decimal]) -> None:
    names = ("reporter", "partner", "product", "flow", "TIME_PERIOD")
    head = f"DATAFLOW,{','.join(names)},indicators,OBS_VALUE"
    lines = [f"ESTAT:DS-045409(1.0),{','.join(key)},VALUE_IN_EUROS,{value}" for key, value in table.items()]
    opening, _, rest = (FILES / "comext-specific-3.xml").read_text(encoding="utf-8").partition("<Obs ")
    observations = [
        "<Obs " + " ".join(f"{name}={quoteattr(code)}" for name, code in zip(names, key, strict=True))
        + f' indicators="VALUE_IN_EUROS" OBS_VALUE="{value}"/>'
        for key, value in table.items()
    ]  # fmt: skip
    with TemporaryDirectory() as folder:
        csv, xml = Path(folder) / "t.csv", Path(folder) / "t.xml"
        csv.write_text("\n".join([head, *lines]), encoding="utf-8")
        xml.write_text(opening + "\n".join(observations) + rest[rest.rindex("</mes:DataSet>") :], encoding="utf-8")
        one, other = read(csv), read(xml)
    assert figures(one[0]) == figures(other[0])
    assert [row.value for row in one[0]] == list(table.values())
    assert one[1] == other[1] == []
