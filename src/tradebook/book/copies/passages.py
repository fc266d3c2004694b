"""Sentences that reports repeat: background that an agency prints for months. Each function works inside a transaction
that the caller holds.

A sentence is known again by its words of weight (`words.passage`). It is a repeated passage where reports of two groups
hold it: a copy repeats all of its original, and says nothing of a passage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from tradebook.book import schema
from tradebook.book.copies.likeness import Prepared
from tradebook.book.copies.words import passage


def numbers_of(report: Prepared) -> list[int]:
    """What the report's sentences are known again by, each once."""
    found = {number for sentence in report.sentences if (number := passage(sentence.words)) is not None}
    return sorted(found)


def add(connection: Connection, seq: int, report: Prepared) -> None:
    """Notes the sentences of a new report."""
    if rows := [{"passage": number, "report": seq} for number in numbers_of(report)]:
        connection.execute(insert(schema.copy_passage), rows)


def remove(connection: Connection, seq: int) -> None:
    """Forgets the sentences of a report."""
    connection.execute(delete(schema.copy_passage).where(schema.copy_passage.c.report == seq))


def lacks(connection: Connection, seq: int, report: Prepared) -> bool:
    """Whether a sentence of the report is not noted."""
    p, numbers = schema.copy_passage.c, numbers_of(report)
    query = select(func.count()).select_from(schema.copy_passage)
    return connection.scalar(query.where(p.passage.in_(numbers), p.report == seq)) != len(numbers)


def held(connection: Connection) -> int:
    """How many sentences are noted."""
    return connection.scalar(select(func.count()).select_from(schema.copy_passage)) or 0


def group() -> Any:
    """The number that stands for a report's group: its original's row."""
    c = schema.copy_report.c
    return func.coalesce(c.original, c.report)


def repeated(minimum: int, limit: int) -> Select[Any]:
    """Passages that reports of at least `minimum` groups hold, the most repeated first: passage, groups, reports, the
    lowest and the highest rank."""
    p, c = schema.copy_passage.c, schema.copy_report.c
    groups = func.count(group().distinct()).label("groups")
    query = select(
        p.passage,
        groups,
        func.count().label("reports"),
        func.min(c.rank).label("first"),
        func.max(c.rank).label("last"),
    )
    query = (
        query.join(schema.copy_report, c.report == p.report)
        .group_by(p.passage)
        .having(func.count() >= minimum, groups >= minimum)
    )
    return query.order_by(groups.desc(), func.count().desc(), p.passage).limit(limit)


def holders(connection: Connection, numbers: Iterable[int]) -> dict[int, list[tuple[int, int, int]]]:
    """passage -> (rank, report, group) of the reports that hold it, the earliest first."""
    p, c = schema.copy_passage.c, schema.copy_report.c
    query = select(p.passage, c.rank, c.report, group().label("of_group")).join(
        schema.copy_report, c.report == p.report
    )
    found: dict[int, list[tuple[int, int, int]]] = {}
    for number, *rest in connection.execute(query.where(p.passage.in_(sorted(set(numbers))))):
        found.setdefault(number, []).append(tuple(rest))
    return {number: sorted(rows) for number, rows in found.items()}
