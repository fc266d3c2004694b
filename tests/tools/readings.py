"""Reads reports with the Tradebook of the Python that runs it: `python -m tests.tools.readings REPORTS READINGS`.

REPORTS is a pickled list of reports; READINGS gets a list in JSON: of each report the reading as JSON, or the exception
that it raised.
"""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path

import msgspec

from tradebook.extract import extract
from tradebook.report import Report


def reading_of(report: Report) -> str:
    try:
        return msgspec.json.encode(extract(report)).decode()
    except Exception as error:  # what the two builds do differently is to be seen, whatever it is
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    reports = pickle.loads(Path(sys.argv[1]).read_bytes())
    Path(sys.argv[2]).write_text(json.dumps([reading_of(report) for report in reports]), encoding="utf-8")
