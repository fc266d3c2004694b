"""Sentences that reports repeat: background that an agency prints for months. Each function works inside a transaction
that the caller holds.

A sentence is known again by its words of weight (`words.passage`), and stands among the keys of its report. It is a
repeated passage where reports of two groups hold it: a copy repeats all of its original, and says nothing of a
passage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, func, select

from tradebook.book import schema


def group() -> Any:
    """The number that stands for a report's group: its original's row."""
    c = schema.copy_report.c
    return func.coalesce(c.original, c.report)


def repeated(minimum: int, limit: int) -> Select[Any]:
    """Passages that reports of at least `minimum` groups hold, the most repeated first: passage, groups, reports."""
    k, c = schema.copy_key.c, schema.copy_report.c
    often = select(k.key).where(k.key >= 0).group_by(k.key).having(func.count() >= minimum)
    groups = func.count(group().distinct()).label("groups")
    query = select(k.key.label("passage"), groups, func.count().label("reports"))
    query = query.join(schema.copy_report, c.report == k.report).where(k.key.in_(often))
    query = query.group_by(k.key).having(groups >= minimum)
    return query.order_by(groups.desc(), func.count().desc(), k.key).limit(limit)


def holders(connection: Connection, numbers: Iterable[int]) -> dict[int, list[tuple[int, int, int]]]:
    """passage -> (rank, report, group) of the reports that hold it, the earliest first."""
    k, c = schema.copy_key.c, schema.copy_report.c
    query = select(k.key, c.rank, c.report, group().label("of_group")).join(schema.copy_report, c.report == k.report)
    found: dict[int, list[tuple[int, int, int]]] = {}
    for number, *rest in connection.execute(query.where(k.key.in_(sorted(set(numbers))))):
        found.setdefault(number, []).append(tuple(rest))
    return {number: sorted(rows) for number, rows in found.items()}
