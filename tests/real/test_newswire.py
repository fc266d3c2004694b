"""The contract of the format over real newswire: schema, evidence, no crash, the same ids twice."""

from __future__ import annotations

import gzip
import io
import json
from collections import Counter
from pathlib import Path
from time import perf_counter

import jsonschema
import pytest

from tradebook.errors import InputError
from tradebook.extract import extract
from tradebook.report import Report
from tradebook.sources import Defaults, read_reports
from tradebook.statement import COMMON_FIELDS, KINDS, SLOTS, Statement, from_json, json_schema, to_json

pytestmark = pytest.mark.real

SAMPLE = 300  # statements that are checked with a schema library of others too


@pytest.fixture(scope="module")
def stories(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Report]:
    """All stories, through the same door as a user's file of JSON Lines."""
    unpacked = tmp_path_factory.mktemp("newswire") / "newswire.jsonl"
    with unpacked.open("wb") as out:
        for packed in sorted((texts / "newswire").glob("*.jsonl.gz")):
            out.write(gzip.decompress(packed.read_bytes()))
    refused: list[InputError] = []
    reports = list(
        read_reports([str(unpacked)], defaults=Defaults(published=None, outlet=None), refused=refused.append)
    )
    assert [str(error) for error in refused if "empty" not in str(error).lower()] == []
    assert len(reports) + len(refused) == len(unpacked.read_bytes().splitlines())
    assert len(reports) > 9_000
    return reports


@pytest.fixture(scope="module")
def readings(stories: list[Report]) -> list[tuple[Report, tuple[Statement, ...]]]:
    start = perf_counter()
    read = [(report, tuple(extract(report).statements)) for report in stories]
    seconds = perf_counter() - start
    kinds = Counter(type(s).__struct_config__.tag for _, statements in read for s in statements)
    with_any = sum(bool(statements) for _, statements in read)
    print(f"\n{len(read)} stories in {seconds:.1f} s ({len(read) / seconds:.0f}/s), {with_any} with statements:")
    for kind in KINDS:
        print(f"  {kind:13} {kinds[kind]:6}")
    return read


def test_every_line_fits_the_types_and_comes_back_the_same(
    readings: list[tuple[Report, tuple[Statement, ...]]],
) -> None:
    count = 0
    for _, statements in readings:
        for statement in statements:
            line = to_json(statement)
            assert b"\n" not in line
            assert from_json(line) == statement
            fields = json.loads(line)
            assert set(fields) == {"kind", *COMMON_FIELDS, *SLOTS[fields["kind"]]}
            count += 1
    assert count > 1_000


def test_a_sample_fits_the_published_schema(readings: list[tuple[Report, tuple[Statement, ...]]]) -> None:
    lines = [json.loads(to_json(s)) for _, statements in readings for s in statements]
    validator = jsonschema.Draft202012Validator(json_schema())
    for line in lines[:: max(1, len(lines) // SAMPLE)]:
        validator.validate(line)


def test_evidence_stands_where_it_says(readings: list[tuple[Report, tuple[Statement, ...]]]) -> None:
    for report, statements in readings:
        for s in statements:
            for evidence in (s.evidence, *s.evidence_also, *s.evidence_context):
                source = report.text if evidence.field == "text" else report.title or ""
                assert source[evidence.start : evidence.end] == evidence.text
                assert evidence.text.strip()
            whole = report.text if s.evidence.field == "text" else report.title or ""
            for spans in s.spans.values():
                for start, end in spans:
                    assert 0 <= start < end <= len(whole)


def test_gaps_stand_where_they_say(stories: list[Report]) -> None:
    for report in stories:
        for gap in extract(report).gaps:
            assert gap.report == report.id
            source = report.text if gap.evidence.field == "text" else report.title or ""
            assert source[gap.evidence.start : gap.evidence.end] == gap.evidence.text
            assert gap.figure in gap.evidence.text


def test_reading_twice_gives_the_same(readings: list[tuple[Report, tuple[Statement, ...]]]) -> None:
    for report, statements in readings:
        again = tuple(extract(report).statements)
        assert [s.id for s in again] == [s.id for s in statements]
        assert len({s.id for s in statements}) == len(statements)


def test_the_command_prints_what_the_library_reads(
    readings: list[tuple[Report, tuple[Statement, ...]]],
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    """`tradebook extract` over the first stories: one line a statement, in the order of the text."""
    from tradebook.cli import main

    few = readings[:500]
    file = tmp_path / "few.jsonl"
    rows = ({"text": r.text, "title": r.title, "published": r.published and r.published.isoformat()} for r, _ in few)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert main(["extract", str(file)]) == 0
    printed = [from_json(line) for line in io.BytesIO(capsysbinary.readouterr().out)]
    assert [s.evidence for s in printed] == [s.evidence for _, statements in few for s in statements]
