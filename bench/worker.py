"""One build of Tradebook at work in a process of its own: `python -m bench.worker`, run by `bench.builds`.

Each line it gets is a task in JSON, {"work": "reports" | "pages", "items": [texts or paths]}; it answers each with a
line that holds the seconds. Its first line says whether its reading is compiled.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.measure import seconds
from tradebook.extract import extract, pipeline
from tradebook.report import make_report
from tradebook.sources import Defaults, read_reports

WARM_UP = "Italy's exports to Japan amounted to $9 billion in 2022. The contract was signed in May."


def main() -> None:
    """Answer each line until there is no more."""
    extract(make_report(WARM_UP))
    _answer(not (pipeline.__file__ or "").endswith(".py"))
    for line in sys.stdin:
        task = json.loads(line)
        _answer(WORKS[task["work"]](task["items"]))


def _answer(value: bool | float) -> None:
    print(json.dumps(value), flush=True)


def _reports(texts: Sequence[str]) -> float:
    reports = [make_report(text) for text in texts]
    return seconds(extract, reports)


def _pages(paths: Sequence[str]) -> float:
    return seconds(_read_page, [Path(path) for path in paths])


def _read_page(path: Path) -> None:
    refused: list[Exception] = []
    for report in read_reports([str(path)], defaults=Defaults(), refused=refused.append):
        extract(report)
    if refused:
        raise refused[0]


WORKS: dict[str, Callable[[Sequence[str]], float]] = {"reports": _reports, "pages": _pages}

if __name__ == "__main__":
    main()
