"""What cannot be read is refused by name, and the rest is read: refusals.yaml, limits, hostile pages, folders."""

from __future__ import annotations

import errno
import io
import os
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tradebook.errors import BadRecord, InputError, TooLarge
from tradebook.report import Report, report_id
from tradebook.sources import Defaults, files, pages, read_reports, records

CASES = yaml.safe_load((Path(__file__).parent / "refusals.yaml").read_text(encoding="utf-8"))


def read(*names: str | Path, stdin: bytes | None = None) -> tuple[list[Report], list[InputError]]:
    refused: list[InputError] = []
    stream = None if stdin is None else io.BytesIO(stdin)
    return list(read_reports(map(str, names), refused=refused.append, stdin=stream)), refused


def good(path: Path, text: str = "The mill sold flour.") -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_refusal(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / case["file"]
    path.write_bytes(bytes.fromhex(case["hex"]) if "hex" in case else case["content"].encode())
    reports, (error,) = read(path, good(tmp_path / "other.txt"))
    assert type(error).__name__ == case["error"]
    assert str(error).startswith(str(path)) and case["says"] in str(error)
    assert len(reports) == case.get("read", 0) + 1


def test_nested_json_is_refused_by_line(tmp_path: Path) -> None:
    path = tmp_path / "deep.jsonl"
    path.write_text('{"text": ' + "[" * 200_000 + '}\n{"text": "Two."}\n', encoding="utf-8")
    reports, (error,) = read(path)
    assert "line 1: the JSON is nested too deep" in str(error)
    assert [report.source for report in reports] == [f"{path}:2"]


def test_a_line_over_the_limit_is_passed_over_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "long.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "One."}\n{"text": "')
        for _ in range(50):
            file.write(b"a" * 1_000_000)
        file.write(b'"}\n{"text": "Three."}\n')
    tracemalloc.start()
    reports, (error,) = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(error, TooLarge) and error.line == 2 and "over 10 MB" in str(error)
    assert [report.text for report in reports] == ["One.", "Three."]
    assert peak < 3 * records.MAX_LINE


@pytest.mark.parametrize("name", ["long.txt", "long.html"])
def test_a_text_with_a_line_over_the_limit_is_refused_by_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    start = "<html><body>" if name.endswith("html") else "Trade"
    path.write_bytes(start.encode() + b"\nOne.\n" + b"a " * (records.MAX_LINE // 2 + 1) + b"\nLast.\n")
    reports, (error,) = read(path)
    assert reports == []
    assert isinstance(error, TooLarge) and f"{path}, line 3: the line is over 10 MB" in str(error)


def test_a_long_text_of_short_lines_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("The mill sold flour.\n" * 600_000, encoding="utf-8")
    reports, refused = read(path)
    assert (len(reports), refused) == (1, [])


def test_a_stream_of_records_takes_flat_memory(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    line = b'{"text": "' + b"The mill sold flour. " * 95 + b'"}\n'
    with path.open("wb") as file:
        file.writelines([line] * (20_000_000 // len(line)))
    tracemalloc.start()
    count = sum(1 for _ in read_reports([str(path)], refused=pytest.fail))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000_000 // len(line)
    assert peak < 3_000_000


@pytest.mark.parametrize("name", ["big.txt", "big.html", "big.json"])
def test_a_file_over_the_limit(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILE", 1_000_000)
    path = good(tmp_path / name, "<html><body>" + "The mill sold flour. " * 60_000)
    reports, (error,) = read(path, good(tmp_path / "other.txt"))
    assert isinstance(error, TooLarge) and "it is over 1 MB" in str(error)
    assert len(reports) == 1


ARTICLE = "<p>The mill in Gomel sold flour worth $2 million to Baku in 2021, its director said on Monday.</p>"
HOSTILE: dict[str, tuple[str, str | None]] = {
    "nested": ("<div>" * 100_000 + ARTICLE + "</div>" * 100_000, "elements"),
    "nested under the count": ("<div>" * 5_000 + ARTICLE + "</div>" * 5_000, "deep"),
    "never closed": ("<b>x " * 19_000 + ARTICLE, "deep"),
    "scripts": ("<script>var a = '<p>';</script>" * 15_000 + ARTICLE, "elements"),
    "scripts never closed": (ARTICLE + "<script>" * 300_000, "elements"),
    "an attribute of megabytes": ("<div class='" + "a " * 2_500_000 + "'>" + ARTICLE, "characters"),
    "quotes never closed": (ARTICLE + "<a b='" * 100_000, "elements"),
    "a tag never closed": (ARTICLE + "<a " * 300_000, "elements"),
    "comments never closed": (ARTICLE + "<!--" * 300_000, None),
    "brackets": (ARTICLE + "< " * 200_000, None),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_page(name: str, tmp_path: Path) -> None:
    body, reason = HOSTILE[name]
    path = good(tmp_path / "page.html", f"<html><head><title>Flour</title></head><body>{body}</body></html>")
    started = time.monotonic()
    (report,), refused = read(path)
    # A bound against hanging, far above what a slow machine takes (measured: under half a second).
    assert time.monotonic() - started < 20
    assert refused == [] and "The mill in Gomel sold flour" in report.text and "var a" not in report.text
    if reason is not None:
        assert any(note.startswith("all text of the page was read") and reason in note for note in report.notes)


def test_a_page_with_too_many_tags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_TAGS", 1_000)
    reports, (error,) = read(good(tmp_path / "page.html", "<html>" + "<i>a</i>" * 600))
    assert reports == [] and isinstance(error, TooLarge) and "1,201 tags" in str(error)


def test_a_parser_that_fails_takes_one_page_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    reports, (error,) = read(good(tmp_path / "page.html", f"<html>{ARTICLE}"), good(tmp_path / "other.txt"))
    assert len(reports) == 1 and isinstance(error, BadRecord) and "RecursionError" in str(error)


def test_text_that_was_cut_in_a_character(tmp_path: Path) -> None:
    path = tmp_path / "cut.txt"
    path.write_bytes("Şəki sells silk for 5 €".encode()[:-1])
    (report,), refused = read(path)
    assert refused == [] and report.text == "Şəki sells silk for 5 "
    assert report.notes == ("the last character was cut and is left out", "no date")


def test_a_few_broken_bytes_among_good_characters(tmp_path: Path) -> None:
    path = tmp_path / "broken.txt"
    path.write_bytes("Минск sells cheese".encode() + b"\xff to " + "Баку".encode())
    (report,), _ = read(path)
    assert report.text == "Минск sells cheese\ufffd to Баку"
    assert report.notes == ("broken characters were replaced (1)", "no date")


def test_json_lines_in_an_old_encoding(tmp_path: Path) -> None:
    text = "Экспорт масла и сыра увеличился, поставки мебели остались на уровне прошлого года, сообщили в министерстве."
    path = tmp_path / "old.jsonl"
    path.write_bytes((f'{{"text": "{text}"}}\n' * 3).encode("windows-1251"))
    reports, refused = read(path)
    assert refused == [] and [report.text for report in reports] == [text] * 3
    assert {report.notes for report in reports} == {("decoded as windows-1251", "no date")}


def test_a_folder_with_all_that_can_go_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good(tmp_path / "a.txt")
    good(tmp_path / "gone.txt")
    good(tmp_path / "locked.txt")
    good(tmp_path / ".hidden.txt")
    (tmp_path / "sub").mkdir()
    good(tmp_path / "sub" / "z.txt", "The dairy sold butter.")
    (tmp_path / "sub" / "back").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "nothing.txt").symlink_to(tmp_path / "no such file")
    os.mkfifo(tmp_path / "pipe")
    plain_open = Path.open

    def guarded(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path.name == "locked.txt":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        if path.name == "gone.txt":
            path.unlink()
        return plain_open(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", guarded)
    reports, refused = read(tmp_path)
    assert [report.source for report in reports] == [str(tmp_path / "a.txt"), str(tmp_path / "sub" / "z.txt")]
    names = ["gone.txt", "locked.txt", "nothing.txt", "pipe", "self"]
    assert [Path(error.where).name for error in refused] == names
    assert "Permission denied" in str(refused[1]) and "neither a file nor a folder" in str(refused[3])


def test_a_read_that_fails_midway() -> None:
    class Torn(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 0:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return super().read(20)

    refused: list[InputError] = []
    assert list(read_reports(["-"], refused=refused.append, stdin=Torn(b"The mill sold flour."))) == []
    assert "Input/output error" in str(refused[0]) and refused[0].where == "-"


def test_names_that_stand_for_nothing(tmp_path: Path) -> None:
    good(tmp_path / "a.txt")
    reports, refused = read(tmp_path / "none.txt", tmp_path / "*.html", "bad\x00name", tmp_path / "a.txt")
    assert len(reports) == 1
    assert [error.problem for error in refused] == [
        "there is no such file or folder",
        "no file matches the pattern",
        "there is no such file or folder",
    ]


def test_globs_and_folders_are_sorted_and_in_order(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", "x[1].txt"):
        good(tmp_path / name)

    def names(*paths: Path) -> list[str]:
        return [Path(report.source or "").name for report in read(*paths)[0]]

    assert names(tmp_path / "*.txt") == ["a.txt", "b.txt", "x[1].txt"]
    assert names(tmp_path / "**") == ["a.txt", "b.txt", "c.txt", "x[1].txt"]
    assert names(tmp_path / "b.txt", tmp_path / "sub", tmp_path / "a.txt") == ["b.txt", "c.txt", "a.txt"]
    assert names(tmp_path / "x[1].txt") == ["x[1].txt"]


def test_a_name_that_is_no_text_can_still_be_printed(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(name)).write_bytes(b"The mill sold flour.")
    (report,), _ = read(tmp_path)
    assert report.source is not None and report.source.endswith("\ufffd.txt")
    assert report.source.encode("utf-8")


def test_the_word_of_the_user_wins_and_is_noted() -> None:
    said = Defaults(published=date(2020, 1, 2), outlet="Mill Gazette")
    lines = b'{"text": "One.", "published": "2019-01-01", "outlet": "BelTA"}\n{"text": "Two."}\n'
    first, second = read_reports(["-"], defaults=said, refused=pytest.fail, stdin=io.BytesIO(lines))
    assert first.published == second.published == said.published
    assert first.outlet == second.outlet == "Mill Gazette"
    assert first.notes == (
        "published 2019-01-01 in the report, set to 2020-01-02",
        "outlet 'BelTA' in the report, set to 'Mill Gazette'",
    )
    assert second.notes == ()
    assert [first.source, second.source] == ["-:1", "-:2"]


@pytest.mark.parametrize(
    "make",
    [lambda data: data, lambda data: b'{"text": "' + data + b'"}\n', lambda data: b"<html><p>" + data],
    ids=["bare", "record", "page"],
)
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(make: Callable[[bytes], bytes], data: bytes) -> None:
    reports, refused = read("-", stdin=make(data))
    assert reports or refused
    for report in reports:
        assert report.id == report_id(report.text)
        assert 0 <= report.body_start <= len(report.text)
        assert report.text.encode("utf-8")
    assert all(str(error).startswith("-") for error in refused)


@given(st.text(min_size=1).filter(lambda text: not text.isspace()))
def test_the_text_of_a_record_is_kept_as_given(text: str) -> None:
    import msgspec

    (report,), refused = read("-", stdin=msgspec.json.encode({"text": text}))
    assert refused == [] and report.text == text
