"""Texts told another way that mean the same: the reading must not change.

A variation changes the text of a case so that what it says stays (a dateline in front, an aside behind the subject,
other countries throughout). No expected statements are needed: the reading of the changed text is held against that of
the text as it stands. `python -m tests.varied NAME` shows where they differ.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from zlib import crc32

import msgspec

from tradebook.evaluate import Case, load_cases
from tradebook.evaluate.compare import STRICT
from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.statement import Statement


class Varied(NamedTuple):
    """A changed text; `back` turns a statement's JSON into what the text as it stands would give; `added` are the
    readings (of `contents`) that the change brings with it; `published` is another day of the report; `alone`: nothing
    of the case is left, and `added` is all."""

    text: str
    title: str | None = None
    back: Callable[[str], str] = str
    added: Sequence[str] = ()
    published: date | None = None
    alone: bool = False


Variation = Callable[[Case, Random], Varied | None]  # None where a text gives no room for the change


class Difference(NamedTuple):
    """What is no longer read of a case, and what is read instead, each as JSON."""

    case: Case
    varied: Varied
    lost: list[str]
    new: list[str]


class Outcome(NamedTuple):
    """How many cases gave room for the change, and where the reading changed."""

    tried: int
    differences: list[Difference]

    @property
    def same(self) -> float:
        """The share of cases whose reading stayed, 0 to 1."""
        return 1 - len(self.differences) / self.tried if self.tried else 0.0


_WORDING = frozenset({"text", "label", "words"})


@cache
def cases(root: Path) -> tuple[Case, ...]:
    """The open cases that have statements and no headline, in the order of their files."""
    return tuple(c for c in load_cases(root / "cases" / "dev") if c.statements and c.report.title is None)


def run(variation: Variation, of: Sequence[Case], seed: int = 0) -> Outcome:
    """`variation` tried on each of the cases `of`; what is drawn for a case hangs on `seed` and its id alone."""
    tried = 0
    differences: list[Difference] = []
    for case in of:
        varied = variation(case, Random(f"{seed} {case.id}"))
        if varied is None:
            continue
        tried += 1
        before = Counter(varied.added) + Counter(() if varied.alone else read(case.report.text, case))
        after = Counter(_sorted_again(varied.back(c)) for c in read(varied.text, case, varied.title, varied.published))
        if before != after:
            lost, new = list((before - after).elements()), list((after - before).elements())
            differences.append(Difference(case, varied, lost, new))
    return Outcome(tried, differences)


@cache
def _contents(text: str, published: Any, title: str | None) -> tuple[str, ...]:
    report = make_report(text, published=published, title=title)
    return tuple(_content(s) for s in extract(report).statements)


def read(text: str, case: Case, title: str | None = None, published: date | None = None) -> tuple[str, ...]:
    """What `text` is read as on the day of `case` (or `published`): the compared slots of each statement, as JSON."""
    return _contents(text, published or case.report.published, title)


def _content(statement: Statement) -> str:
    """The slots that must be right in a strict hit, without their wording."""
    data: dict[str, Any] = msgspec.to_builtins(statement)
    slots = (slot for slot in STRICT[data["kind"]] if "." not in slot)
    kept = {"kind": data["kind"], **{slot: _plain(data.get(slot)) for slot in slots}}
    return json.dumps({k: v for k, v in kept.items() if not _empty(v)}, sort_keys=True, ensure_ascii=False)


def _sorted_again(content: str) -> str:
    """Lists in their order after the words in them were changed."""
    return json.dumps(_plain(json.loads(content)), sort_keys=True, ensure_ascii=False)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if k not in _WORDING and not _empty(v)}
    if isinstance(value, list | tuple):
        return sorted((_plain(v) for v in value), key=lambda v: json.dumps(v, sort_keys=True))
    return value


def _empty(value: Any) -> bool:
    return value is None or value in ("", [], (), {})


class Known(NamedTuple):
    """A variation, and the least share of the open cases whose reading stays as it is."""

    vary: Variation
    least: float


def variations() -> dict[str, Known]:
    """All variations by name: those that the modules of this package list as `VARIATIONS`."""
    found: dict[str, Known] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name != "__main__"):
        listed: dict[str, tuple[Variation, float]] = importlib.import_module(f"{__name__}.{module}").VARIATIONS
        found.update({name: Known(*pair) for name, pair in listed.items()})
    return found


def part(of: Sequence[Case], one_in: int, name: str) -> list[Case]:
    """One case in `one_in`, always the same ones for `name`, whatever other cases there are."""
    return [case for case in of if crc32(f"{name} {case.id}".encode()) % one_in == 0]
