"""Cases: texts with the statements that a careful analyst reads in them, from plain YAML files.

`load_cases` reads a file or a folder; the notation is that of `tradebook.evaluate.notation` and docs/annotation.md.
Every scalar of the YAML is taken as written (`0405` stays a code, `2021-05-18` a string), every error names the file
and the line.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import yaml
from msgspec import Struct

from tradebook.errors import BadRecord, UsageError
from tradebook.evaluate import notation
from tradebook.report import Report, make_report
from tradebook.statement import KINDS, SLOTS, Attribution, Evidence, Reader, ReportRef, Statement

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The folder whose misses are not shown: nobody may tune on them.
SEALED = "sealed"
CASE_KEYS = ("id", "outlet", "published", "title", "url", "note", "attribution", "text", "statements")
LABEL_KEYS = ("id", "note", "attribution", "statements")
STATEMENT_KEYS = ("kind", "evidence", "also", "stance", "attribution", "note")
ATTRIBUTION_KEYS = ("agencies", "speakers", "figure_source")
TITLE_MARK = "title:"
CASE_READER = Reader(name="case", version="1")
MOST_CHOICES = 64
_OFFSETS = re.compile(r"(?P<field>title|text)?@(?P<start>\d+)-(?P<end>\d+)")


class Expected(Struct, frozen=True, kw_only=True):
    """One statement of a case. `statement` holds the expected slots; its evidence is the piece that the case names,
    `places` are all pieces (field, start, end) where the claim may be found, `goods` the sets of goods that are
    right (each a tuple of (words, codes) pairs), `line` the line in the file."""

    statement: Statement
    places: tuple[tuple[str, int, int], ...]
    goods: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...] = ()
    line: int


class Case(Struct, frozen=True, kw_only=True):
    """A text and its expected statements. `suite` is the folder ("dev"), `group` the file's stem ("direction")."""

    id: str
    suite: str
    group: str
    where: str
    line: int
    report: Report
    statements: tuple[Expected, ...]

    @property
    def sealed(self) -> bool:
        """Whether its misses are kept from those who write the grammars."""
        return self.suite == SEALED


class _Map(dict[str, Any]):
    """A mapping of the file that knows its line, and the line of each key."""

    line: int
    lines: dict[str, int]


class _Wrong(Exception):
    """Something wrong at a line of the file; `load_file` makes a `BadRecord` of it."""

    def __init__(self, line: int, problem: str, mend: str) -> None:
        self.line, self.problem, self.mend = line, problem, mend


def _plain(node: yaml.Node) -> Any:
    """Strings, lists and `_Map`s of a YAML node, scalars as written."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    mapping = _Map()
    mapping.line, mapping.lines = node.start_mark.line + 1, {}
    for key_node, child in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in mapping:
            raise _Wrong(line, f"{key!r} stands twice", "Keep one of the two")
        mapping[key], mapping.lines[key] = _plain(child), line
    return mapping


def load_cases(path: Path | str) -> list[Case]:
    """The cases of one YAML file, or of all `*.yaml` files under a folder, in the order of their names.

    Raises `UsageError` where the path holds no case file, `BadRecord` (file, line) for a case that is wrong."""
    path = Path(path)
    files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise UsageError(f"{path}: no case file. Name a YAML file of cases or a folder that holds some")
    return _each_once([case for file in files for case in load_file(file)])


def load_labels(path: Path | str, reports: Mapping[str, Report]) -> list[Case]:
    """Cases whose texts stand elsewhere: items of `id` and `statements`, the id being a key of `reports`.

    So a second annotator's reading of the same texts is written, and labels of texts that are not ours to keep; there
    evidence may be named by its offsets, `@120-175` or `title@0-30`. Raises as `load_cases` does."""
    file = Path(path)
    if not file.is_file():
        raise UsageError(f"{file}: no file of labels. Name a YAML file")
    return _each_once(_load(file, lambda item: _label(item, file, reports)))


def _each_once(cases: list[Case]) -> list[Case]:
    """The cases; raises `BadRecord` where two have one id."""
    seen: dict[str, Case] = {}
    for case in cases:
        if (other := seen.setdefault(case.id, case)) is not case:
            problem = f"the id {case.id!r} is taken by {other.where}"
            raise BadRecord(case.where, problem, "Give it another id", case.line)
    return cases


def load_file(file: Path) -> list[Case]:
    """The cases of one YAML file; raises `BadRecord` naming file and line."""
    return _load(file, lambda item: _case(item, file))


def _load(file: Path, make: Callable[[_Map], Case]) -> list[Case]:
    where = str(file)
    try:
        document = yaml.compose(file.read_text(encoding="utf-8"), Loader=_Loader)
        raw = _plain(document) if document is not None else []
        if not isinstance(raw, list) or not all(isinstance(item, _Map) for item in raw):
            raise _Wrong(1, "the file is not a list of cases", "Begin each case with '- id: ...'")
        return [make(item) for item in raw]
    except UnicodeDecodeError as error:
        raise BadRecord(where, f"byte {error.start} is not UTF-8", "Save the file as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BadRecord(where, f"not YAML: {error.problem}", "Mend the line, or quote the value", line) from error
    except _Wrong as error:
        raise BadRecord(where, error.problem, error.mend, error.line) from error


def _known_keys(item: _Map, known: tuple[str, ...]) -> None:
    for key in item:
        if key not in known:
            raise _Wrong(item.lines[key], f"{key!r} is not known here", f"Known are {', '.join(known)}")


def _checked(item: _Map, known: tuple[str, ...], needed: tuple[str, ...]) -> None:
    _known_keys(item, known)
    for key in needed:
        if key not in item:
            raise _Wrong(item.line, f"the case has no {key!r}", f"Add {key}: (statements: [] where none is expected)")


def _label(item: _Map, file: Path, reports: Mapping[str, Report]) -> Case:
    _checked(item, LABEL_KEYS, ("id", "statements"))
    report = reports.get(item["id"])
    if report is None:
        raise _Wrong(item.line, f"there is no text with the id {item['id']!r}", "Mend the id")
    return _with_statements(item, file, report)


def _case(item: _Map, file: Path) -> Case:
    _checked(item, CASE_KEYS, ("id", "text", "statements"))
    report = make_report(
        item["text"],
        title=item.get("title"),
        outlet=item.get("outlet"),
        url=item.get("url"),
        published=_published(item),
        source=str(file),
    )
    return _with_statements(item, file, report)


def _with_statements(item: _Map, file: Path, report: Report) -> Case:
    default = _attribution(item, Attribution(outlet=report.outlet))
    statements = item["statements"]
    if not isinstance(statements, list) or not all(isinstance(one, _Map) for one in statements):
        raise _Wrong(item.lines["statements"], "statements is not a list", "Begin each with '- kind: ...', or write []")
    return Case(
        id=item["id"],
        suite=file.parent.name,
        group=file.stem,
        where=str(file),
        line=item.line,
        report=report,
        statements=tuple(_expected(one, report, default) for one in statements),
    )


def _published(item: _Map) -> date | None:
    try:
        return date.fromisoformat(item["published"]) if item.get("published") else None
    except ValueError as error:
        raise _Wrong(item.lines["published"], f"{item['published']!r} is no day", "Write 2022-06-14") from error


def _attribution(item: _Map, default: Attribution) -> Attribution:
    """The attribution that an item names, else the default; the outlet is always the report's."""
    named = item.get("attribution")
    if named is None:
        return default
    if not isinstance(named, _Map):
        raise _Wrong(item.lines["attribution"], "attribution is not a mapping", "Write {agencies: [...], ...}")
    _known_keys(named, ATTRIBUTION_KEYS)
    try:
        speakers = [notation.speaker(one) for one in named.get("speakers", [])]
    except ValueError as error:
        raise _Wrong(named.line, str(error), "Mend the speaker") from error
    return msgspec.convert(
        {
            "outlet": default.outlet,
            "agencies": named.get("agencies", []),
            "speakers": speakers,
            "figure_source": named.get("figure_source"),
        },
        Attribution,
    )


def _expected(item: _Map, report: Report, default: Attribution) -> Expected:
    kind = item.get("kind", "")
    if kind not in KINDS:
        raise _Wrong(item.line, f"the kind {kind!r} is not known", f"Known are {', '.join(KINDS)}")
    _known_keys(item, STATEMENT_KEYS + SLOTS[kind])
    if "evidence" not in item:
        raise _Wrong(item.line, "the statement has no evidence", "Name a piece of its sentence")
    pieces = [item["evidence"], *item.get("also", [])]
    places = tuple(_place(piece, report, item.line) for piece in pieces)
    return Expected(
        statement=_statement(item, kind, report, places[0], _attribution(item, default)),
        places=places,
        goods=_goods_choices(item),
        line=item.line,
    )


def _place(piece: str, report: Report, line: int) -> tuple[str, int, int]:
    """Field, start and end of a piece of evidence: named by its offsets, or found exactly once."""
    if offsets := _OFFSETS.fullmatch(piece):
        named = offsets["field"] or "text"
        first, last = int(offsets["start"]), int(offsets["end"])
        if not first < last <= len((report.title if named == "title" else report.text) or ""):
            raise _Wrong(line, f"the evidence {piece!r} lies outside the {named}", "Mend the offsets")
        return named, first, last
    field, words, where = "text", piece, report.text
    if piece.startswith(TITLE_MARK):
        field, words, where = "title", piece.removeprefix(TITLE_MARK).strip(), report.title or ""
    found = where.count(words) if words else 0
    if found != 1:
        problem = f"the evidence {words!r} stands {found} times in the {field}"
        raise _Wrong(line, problem, "Name a piece that stands there once, spelled as the text spells it")
    start = where.index(words)
    return field, start, start + len(words)


def _statement(
    item: _Map, kind: str, report: Report, place: tuple[str, int, int], attribution: Attribution
) -> Statement:
    field, start, end = place
    slots: dict[str, Any] = {}
    for slot in SLOTS[kind]:
        if slot in item:
            try:
                slots[slot] = notation.slot_value(slot, item[slot])
            except ValueError as error:
                raise _Wrong(item.lines[slot], f"{slot}: {error}", "See docs/annotation.md") from error
    text = (report.title or "") if field == "title" else report.text
    whole = {
        "kind": kind,
        "id": "",
        "reader": CASE_READER,
        "report": ReportRef(id=report.id, outlet=report.outlet, title=report.title),
        "evidence": Evidence(field=field, start=start, end=end, text=text[start:end]),  # type: ignore[arg-type]
        "attribution": attribution,
        "stance": item.get("stance", "stated"),
        "confidence": 1.0,
        **slots,
    }
    try:
        statement: Statement = msgspec.convert(msgspec.to_builtins(whole), Statement)
    except msgspec.ValidationError as error:
        raise _Wrong(item.line, f"not a {kind}: {error}", "See docs/annotation.md for what a slot may hold") from error
    return statement


def _goods_choices(item: _Map) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]:
    """Every set of goods that is right, from the choices that `|` parts (at most MOST_CHOICES of them)."""
    slot = "product" if "product" in item else "goods"
    written = notation.members(slot, item.get(slot, []))
    choices = [
        [(text.partition("=")[0].strip(), tuple(codes)) for codes in notation.good_choices(text)] for text in written
    ]
    return tuple(itertools.islice(itertools.product(*choices), MOST_CHOICES))
