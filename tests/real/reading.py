"""Reading a file or a text the way the command line does, as plain data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from tradebook.errors import InputError
from tradebook.extract import extract
from tradebook.report import Report
from tradebook.sources import Defaults, read_reports


def read_file(path: Path) -> tuple[Report, list[dict[str, Any]]]:
    """The one report in a file and its statements as builtins, as in the JSON."""
    refused: list[InputError] = []
    reports = list(read_reports([str(path)], defaults=Defaults(published=None, outlet=None), refused=refused.append))
    assert refused == []
    assert len(reports) == 1
    return reports[0], statements_of(reports[0])


def statements_of(report: Report) -> list[dict[str, Any]]:
    """The statements of a report as builtins."""
    return [msgspec.json.decode(msgspec.json.encode(statement)) for statement in extract(report).statements]
