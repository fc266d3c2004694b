"""The contract of the format over real newswire: schema, evidence, no crash, the same ids twice."""

from __future__ import annotations

import gzip
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import jsonschema
import pytest

from tradebook.book.rows import kind_of
from tradebook.errors import InputError
from tradebook.extract import Reading, extract
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


class Wire:
    """The stories as read: each with its reading, and those on which the reading crashed."""

    def __init__(self, stories: list[Report]) -> None:
        self.crashes: list[str] = []
        self.readings: list[tuple[Report, Reading]] = []
        start = perf_counter()
        for report in stories:
            try:
                self.readings.append((report, extract(report)))
            except Exception as error:  # whatever it is, it is what this test looks for
                self.crashes.append(f"{report.source}: {type(error).__name__}: {error}")
        self.seconds = perf_counter() - start

    @property
    def statements(self) -> Iterator[tuple[Report, Statement]]:
        return ((report, statement) for report, reading in self.readings for statement in reading.statements)


@pytest.fixture(scope="module")
def wire(stories: list[Report]) -> Wire:
    read = Wire(stories)
    kinds = Counter(kind_of(statement) for _, statement in read.statements)
    with_any = sum(bool(reading.statements) for _, reading in read.readings)
    gaps = Counter(gap.reason for _, reading in read.readings for gap in reading.gaps)
    count, seconds = len(stories), read.seconds
    print(f"\n{count} stories in {seconds:.1f} s ({count / seconds:.0f}/s), {with_any} with statements:")
    for kind in KINDS:
        print(f"  {kind:13} {kinds[kind]:6}")
    print(f"{gaps.total()} gaps; the commonest reasons:")
    for reason, number in gaps.most_common(8):
        print(f"  {number:6} {reason}")
    return read


def test_no_story_crashes_the_reading(wire: Wire) -> None:
    assert not wire.crashes, f"{len(wire.crashes)} stories:\n" + "\n".join(wire.crashes[:20])


def test_every_line_fits_the_types_and_comes_back_the_same(wire: Wire) -> None:
    count = 0
    for _, statement in wire.statements:
        line = to_json(statement)
        assert b"\n" not in line
        assert from_json(line) == statement
        fields = json.loads(line)
        assert set(fields) == {"kind", *COMMON_FIELDS, *SLOTS[fields["kind"]]} - {
            "corrections"
        }  # only people make these
        count += 1
    assert count > 500


def test_a_sample_fits_the_published_schema(wire: Wire) -> None:
    lines = [json.loads(to_json(statement)) for _, statement in wire.statements]
    validator = jsonschema.Draft202012Validator(json_schema())
    for line in lines[:: max(1, len(lines) // SAMPLE)]:
        validator.validate(line)


def source_of(report: Report, field: str) -> str:
    return report.text if field == "text" else report.title or ""


def test_evidence_stands_where_it_says(wire: Wire) -> None:
    for report, s in wire.statements:
        for evidence in (s.evidence, *s.evidence_also, *s.evidence_context):
            assert source_of(report, evidence.field)[evidence.start : evidence.end] == evidence.text
            assert evidence.text.strip()
        length = len(source_of(report, s.evidence.field))
        for spans in s.spans.values():
            for start, end in spans:
                assert 0 <= start < end <= length


def test_gaps_stand_where_they_say(wire: Wire) -> None:
    for report, reading in wire.readings:
        for gap in reading.gaps:
            assert gap.report == report.id
            evidence = gap.evidence
            assert source_of(report, evidence.field)[evidence.start : evidence.end] == evidence.text
            assert gap.figure in evidence.text


def test_reading_twice_gives_the_same(wire: Wire) -> None:
    for report, reading in wire.readings:
        again = extract(report)
        assert [s.id for s in again.statements] == [s.id for s in reading.statements]
        assert len({s.id for s in again.statements}) == len(again.statements)


def test_the_command_prints_what_the_library_reads(
    wire: Wire, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """`tradebook extract` over the first stories: one line a statement, in the order of the text."""
    from tradebook.cli import main

    few = wire.readings[:500]
    file = tmp_path / "few.jsonl"
    rows = ({"text": r.text, "title": r.title, "published": r.published and r.published.isoformat()} for r, _ in few)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert main(["extract", str(file)]) == 0
    printed = [from_json(line) for line in io.BytesIO(capsysbinary.readouterr().out)]
    assert [s.evidence for s in printed] == [s.evidence for _, reading in few for s in reading.statements]
