"""`tradebook extract`: reports in, statements out as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import msgspec
from cyclopts import Parameter

from tradebook.cli import options
from tradebook.cli.console import flush, print_line, say_error, write_bytes
from tradebook.cli.inputs import Inputs
from tradebook.cli.outputs import open_output
from tradebook.report import Report
from tradebook.statement import Gap, to_json


def run(
    *paths: options.Paths,
    gaps: Annotated[
        Path | None,
        Parameter(help="Write the figures that gave no statement to this file, as JSON Lines."),
    ] = None,
    published: options.Published = None,
    outlet: options.Outlet = None,
    with_text: Annotated[
        bool,
        Parameter(negative=(), help="Print before the statements of a report a line of kind `report` with its text."),
    ] = False,
    min_confidence: options.MinConfidence = 0.0,
) -> int:
    """Print the statements of reports as JSON Lines, in the order of the text; no book is touched.

    What cannot be read is named on standard error, and the exit code is 1 then. The form of a line is documented in
    docs/format.md, its JSON Schema is what `tradebook schema` prints.
    """
    from tradebook.extract import extract

    inputs = Inputs(paths, published, outlet)
    notes: dict[str, list[str]] = {}
    with ExitStack() as files:
        gaps_file = files.enter_context(open_output(gaps, paths)) if gaps else None
        for report in inputs:
            reading = extract(report)
            for note in report.notes:
                notes.setdefault(note, []).append(report.source or report.id)
            if with_text:
                print_line(_report_line(report, reading.language))
            for statement in reading.statements:
                if statement.confidence >= min_confidence:
                    write_bytes(to_json(statement) + b"\n")
            flush()
            if gaps_file:
                _write_gaps(gaps_file, report, reading.gaps)
    _say_notes(notes)
    return 1 if inputs.refused else 0


def _say_notes(notes: dict[str, list[str]]) -> None:
    """What the sources remarked, each remark once with the first report that it is about."""
    for note, sources in notes.items():
        more = f" and {len(sources) - 1} more" if len(sources) > 1 else ""
        say_error(f"note: {note}: {sources[0]}{more}")


def _report_line(report: Report, language: str | None) -> dict[str, Any]:
    """A report itself, as `--with-text` prints it: what all offsets of its statements index."""
    return {
        "kind": "report",
        "id": report.id,
        "source": report.source,
        "url": report.url,
        "title": report.title,
        "outlet": report.outlet,
        "published": report.published,
        "language": report.language or language,
        "text": report.text,
        "notes": report.notes,
    }


def _write_gaps(file: BinaryIO, report: Report, gaps: Iterable[Gap]) -> None:
    """The gaps of a report, each with where a person finds it: the file, and the line of the report's text."""
    for gap in gaps:
        evidence = gap.evidence
        line = report.text.count("\n", 0, evidence.start) + 1 if evidence.field == "text" else None
        told = {**msgspec.to_builtins(gap), "source": report.source, "line": line}
        file.write(msgspec.json.encode(told) + b"\n")
