"""Loading a file: the format is told by content, keys are unique, the same load is one batch."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tradebook.errors import BadRecord, TooLarge, UsageError
from tradebook.statistics import Statistics, loading
from tradebook.statistics.loading import Terms, load
from tradebook.statistics.opening import Opening
from tradebook.statistics.sources import source_of, sources

DAY = Terms(retrieved=date(2024, 3, 1))
TABLE = """\
reporter,partner,year,value
AZE,BLR,2020,10
BLR,AZE,2020,11
AZE,WLD,2020,100
AZE,GEO,2021,12
GEO,ARM,2021,13
"""


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "FORMATS", ("tests.statistics.plain_format",))
    monkeypatch.setattr(loading, "REMARKS", ("tests.statistics.plain_format:remarks",))


@pytest.fixture
def statistics(tmp_path: Path) -> Statistics:
    return Statistics(tmp_path / "statistics")


def written(folder: Path, text: str, name: str = "table.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def pairs(statistics: Statistics) -> list[tuple[str, str]]:
    return [(row.reporter, row.partner) for row in statistics.rows()]


def test_a_load_is_kept_and_looked_over(tmp_path: Path, statistics: Statistics) -> None:
    found = load(written(tmp_path, TABLE), DAY, statistics)
    assert found.batch is not None and (found.batch.rows, found.batch.what) == (5, "table.txt")
    assert found.notes == ("5 rows were looked over",)
    assert len(statistics.rows()) == 5


def test_the_same_file_is_one_batch_known_since_the_first_time(tmp_path: Path, statistics: Statistics) -> None:
    path = written(tmp_path, TABLE)
    load(path, DAY, statistics)
    load(path, Terms(retrieved=date(2025, 1, 1)), statistics)
    assert [batch.retrieved for batch in statistics.batches()] == [date(2024, 3, 1)]
    assert {row.retrieved for row in statistics.rows()} == {date(2024, 3, 1)}


@pytest.mark.parametrize(
    ("terms", "kept"),
    [
        ({"reporters": ("AZE",), "partners": ("BLR",)}, [("AZE", "BLR"), ("AZE", "WLD"), ("BLR", "AZE")]),
        ({"reporters": ("BLR",), "partners": ("AZE",)}, [("AZE", "BLR"), ("AZE", "WLD"), ("BLR", "AZE")]),
        ({"reporters": ("GEO",)}, [("AZE", "GEO"), ("GEO", "ARM")]),
        ({"partners": ("GEO",)}, [("AZE", "GEO"), ("GEO", "ARM")]),
        ({"since": 2021}, [("AZE", "GEO"), ("GEO", "ARM")]),
        ({"until": 2020, "reporters": ("BLR",)}, [("AZE", "BLR"), ("BLR", "AZE")]),
    ],
)
def test_only_what_is_asked_for_is_kept(
    tmp_path: Path, statistics: Statistics, terms: dict[str, object], kept: list[tuple[str, str]]
) -> None:
    load(written(tmp_path, TABLE), Terms(retrieved=DAY.retrieved, **terms), statistics)  # type: ignore[arg-type]
    assert pairs(statistics) == kept


def test_a_repeated_figure_is_one_and_a_contradicted_one_is_left_out(tmp_path: Path, statistics: Statistics) -> None:
    path = written(tmp_path, TABLE + "AZE,BLR,2020,10\nGEO,ARM,2021,14\nGEO,ARM,2021,15\nARM,AZE,2021,\n")
    found = load(path, DAY, statistics)
    assert found.repeated == 1
    lost, clash = found.refused
    assert lost.problem == "no value"
    assert "GEO exports ARM" in clash.problem and "3 times" in clash.problem
    for value in ("13 USD", "14 USD", "15 USD", "line 6", "line 8", "line 9"):
        assert value in clash.problem
    assert ("GEO", "ARM") not in pairs(statistics) and len(statistics.rows()) == 4


def test_a_file_without_one_good_row_keeps_nothing(tmp_path: Path, statistics: Statistics) -> None:
    found = load(written(tmp_path, "reporter,partner,year,value\nAZE,BLR,2020,\n"), DAY, statistics)
    assert found.batch is None and len(found.refused) == 1
    assert statistics.empty


def test_what_cannot_be_loaded_is_said_with_its_mend(
    tmp_path: Path, statistics: Statistics, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadRecord, match=r"other\.txt: its beginning is of no format .*plain table.*--mapping"):
        load(written(tmp_path, "a b c\n", "other.txt"), DAY, statistics)
    with pytest.raises(UsageError, match=r"nowhere\.csv"):
        load(tmp_path / "nowhere.csv", DAY, statistics)
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w") as packed:
        packed.writestr("a.csv", TABLE * 100)
    (tmp_path / "half.zip").write_bytes(whole.read_bytes()[:90])
    (tmp_path / "half.gz").write_bytes(gzip.compress(TABLE.encode())[:11])
    for name in ("half.zip", "half.gz"):
        with pytest.raises(BadRecord, match=r"broken .*fetch it again"):
            load(tmp_path / name, DAY, statistics)
    monkeypatch.setattr(loading, "MOST_ROWS", 4)
    with pytest.raises(TooLarge, match=r"more than 4 figures.*countries or years"):
        load(written(tmp_path, TABLE), DAY, statistics)
    assert statistics.empty


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        (b"\xef\xbb\xbfa,b\r\n1,2\r\n", ("a", "b")),
        ('a;"b, c";д\n'.encode("utf-16"), ("a", "b, c", "д")),
        ("é;b".encode("latin-1"), ("é", "b")),
        (b"freq,geo\\TIME_PERIOD\t2020\t2021\n", ("freq,geo\\TIME_PERIOD", "2020", "2021")),
        (b"", ()),
    ],
)
def test_a_head_is_read_in_any_encoding(tmp_path: Path, head: bytes, columns: tuple[str, ...]) -> None:
    path = tmp_path / "head"
    path.write_bytes(head)
    assert Opening(path).columns == columns
    path.write_bytes(gzip.compress(head))
    assert Opening(path).columns == columns


def test_the_table_of_sources_is_whole_and_sorted() -> None:
    assert list(sources()) == sorted(sources())
    for key, source in sources().items():
        assert key == source.key and all((source.name, source.publisher, source.licence, source.citation))


def test_nobodys_licence_is_guessed() -> None:
    assert source_of("baci").redistributable and not source_of("comtrade").redistributable
    assert not source_of("baci", licence="by contract").redistributable
    unknown = source_of("my own table")
    assert (unknown.licence, unknown.redistributable) == ("not told", False)
