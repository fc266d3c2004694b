"""`tradebook explain`: where a statement comes from and how it was read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from cyclopts import Parameter

from tradebook.book.rows import kind_of
from tradebook.cli import options, say
from tradebook.cli.console import print_json, write_line
from tradebook.cli.copies import passage_words
from tradebook.cli.corrections import correction_words
from tradebook.cli.facts import print_fact
from tradebook.cli.sources import appearance_words
from tradebook.errors import UsageError
from tradebook.statement import SLOTS, Attribution, Speaker, Statement

if TYPE_CHECKING:
    from tradebook.book import Appearance, Book, Entry, Given
    from tradebook.book.copies.model import CopyGroup, Passage
    from tradebook.report import Report

MARKS = (">>>", "<<<")  # around the evidence; plain, so that a file or a mail keeps them


def run(
    statement: Annotated[
        str, Parameter(name="ID", help="The id of a statement, or its first digits; or the id of a fact.")
    ],
    /,
    *,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """Show where a statement comes from and how it was read.

    The evidence in its paragraph, the attribution from the outlet to the speaker, each slot with the words it was read
    from. Then each fact that it is part of: why each of its statements is in it, what the sources disagree on or have
    revised, and what lies near to it and why that is another fact.
    """
    from tradebook.book import open_book

    with open_book(book, create=False) as opened:
        entry = opened.statement(statement) or _of_fact(opened, statement)
        if entry is None:
            raise UsageError(f"{statement}: the book has no statement with this id. `tradebook show` prints ids")
        explained = _explained(opened, entry)
        if as_json:
            print_json(explained)
        else:
            _print(explained)
            for fact, why in zip(explained["facts"], explained["explanations"], strict=True):
                print_fact(opened, fact, why)
    return 0


def _of_fact(book: Book, fact_id: str) -> Entry | None:
    """The statement that stands for the fact with this id, or whose id begins so."""
    fact = next((book.fact(i) for i in book.fact_ids_named(fact_id)), None)
    return book.statement(fact.statement.id) if fact else None


def _explained(book: Book, entry: Entry) -> dict[str, Any]:
    """All that is known of a statement, by name; values are the book's own types."""
    statement = entry.statement
    report = book.report(statement.report.id)
    return {
        "statement": statement,
        "says": say.headline(statement),
        "current": entry.current,
        "superseded_by": entry.superseded_by,
        "withdrawn_by": entry.withdrawn_by,
        "paragraph": _paragraph(report, statement),
        "slots": _slots(report, statement),
        "appearances": book.appearances(statement.report.id),
        "versions": book.versions(statement.report.id),
        "as_read": entry.as_read,
        "corrections": book.corrections.all(statement.id),
        "copies": book.copies.group(statement.report.id),
        "passage": book.copies.passage(statement.evidence.text),
        "taken_back": book.copies.notices(statement.id) if entry.current else [],
        "facts": (facts := book.facts_of(statement.id)),
        "explanations": [book.explained(fact.id) for fact in facts],
    }


def _paragraph(report: Report | None, statement: Statement) -> str:
    """The paragraph that holds the evidence, the evidence marked in it."""
    evidence = statement.evidence
    if report is None or evidence.field == "title":
        return f"{MARKS[0]}{evidence.text}{MARKS[1]}"
    text = report.text
    breaks = [0, *(m.end() for m in re.finditer(r"(?:\r?\n[ \t]*){2,}", text)), len(text)]
    start = max(at for at in breaks if at <= evidence.start)
    end = min(at for at in breaks if at >= evidence.end)
    before, after = text[start : evidence.start], text[evidence.end : end]
    return f"{before}{MARKS[0]}{evidence.text}{MARKS[1]}{after}".strip()


def _slots(report: Report | None, statement: Statement) -> list[dict[str, Any]]:
    """Each slot that holds something: its value and the words of the report that it was read from."""
    if report is None:
        return []
    source = report.text if statement.evidence.field == "text" else report.title or ""
    rows = []
    for slot in SLOTS[kind_of(statement)]:
        value = getattr(statement, slot)
        spans = statement.spans.get(slot, ())
        if spans or value not in (None, (), False):
            rows.append({"slot": slot, "value": value, "read_from": [source[start:end] for start, end in spans]})
    return rows


def _print(explained: dict[str, Any]) -> None:
    statement: Statement = explained["statement"]
    write_line(explained["says"])
    write_line(f"{kind_of(statement)}, {statement.stance}, confidence {statement.confidence:.2f}, id {statement.id}")
    write_line(f"read by {statement.reader.name} {statement.reader.version}")
    if not explained["current"]:
        instead = explained["superseded_by"]
        write_line(f"superseded by {instead}" if instead else f"no longer found by {explained['withdrawn_by']}")
    write_line(f"\nEvidence ({statement.evidence.field}, characters {_range(statement)})")
    write_line(_indented(explained["paragraph"]))
    for title, sentences in (("Also said in", statement.evidence_also), ("Read with", statement.evidence_context)):
        for sentence in sentences:
            write_line(f"{title}: {sentence.text}")
    for notice in explained["taken_back"]:
        write_line(f"Taken back by the outlet's own {notice.kind}: {' '.join(notice.text.split())}")
    _print_chain(statement.attribution, explained["appearances"])
    _print_versions(statement.report.id, explained["versions"])
    _print_copies(statement.report.id, explained["copies"], explained["passage"])
    _print_slots(explained["slots"])
    _print_corrections(explained["corrections"])


def _print_copies(report: str, group: CopyGroup | None, passage: Passage | None) -> None:
    """Whose copy the report is and what copies it has; whether the sentence is one that reports repeat."""
    if group is not None and group.original.report != report:
        original = group.original.appearances
        share = next(copy.contained for copy in group.copies if copy.report == report)
        words = appearance_words(original[0]) if original else "a report that was removed"
        write_line(f"  a copy of     {group.original.report[:8]} {words}" + (f" ({share:.0%} alike)" if share else ""))
    elif group is not None and group.copies:
        others = say.counted(len(group.copies), "other report")
        write_line(f"  copied in     {others}: tradebook copies {report[:8]}")
    if passage is not None:
        write_line(f"  repeated      {passage_words(passage)}")


def _print_corrections(corrections: list[Given]) -> None:
    """What people said of the reading; the slots above hold what they said."""
    if corrections:
        write_line("\nWhat people said of it")
    for given in corrections:
        write_line(f"  {given.number:>4}  {correction_words(given)}")


def _range(statement: Statement) -> str:
    return f"{statement.evidence.start}-{statement.evidence.end}"


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def _print_chain(attribution: Attribution, appearances: list[Appearance]) -> None:
    """Who says so, from the outlet back to the figure's source."""
    write_line("\nWho says so")
    for appearance in appearances:
        write_line(f"  published by  {appearance_words(appearance)}")
    for agency in attribution.agencies:
        write_line(f"  citing        {agency}")
    for speaker in attribution.speakers:
        write_line(f"  words of      {_speaker(speaker)}")
    if attribution.figure_source:
        write_line(f"  figure from   {attribution.figure_source}")


def _print_versions(report: str, versions: list[Appearance]) -> None:
    """The texts that stood at the report's address, in the order in which the book came to know them."""
    if versions:
        write_line("\nVersions of this page, in the order in which they were read")
    for number, version in enumerate(versions, 1):
        here = "  <- this one" if version.report == report else ""
        write_line(f"  {number}  read on {version.recorded_at:%Y-%m-%d}: {appearance_words(version)}{here}")


def _speaker(speaker: Speaker) -> str:
    return ", ".join(part for part in (speaker.name, speaker.role, speaker.organisation) if part)


def _print_slots(slots: list[dict[str, Any]]) -> None:
    write_line("\nHow it was read")
    for row in slots:
        value = msgspec.json.encode(_without_empty(msgspec.to_builtins(row["value"]))).decode()
        words = ", ".join(f'"{words}"' for words in row["read_from"])
        write_line(f"  {row['slot']}: {value}{f'  from {words}' if words else ''}")


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_empty(part) for key, part in value.items() if part not in (None, [], ())}
    if isinstance(value, (list, tuple)):
        return [_without_empty(part) for part in value]
    return value
