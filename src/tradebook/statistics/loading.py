"""From a file of official figures to rows: one reader a format.

A reader is a function that takes a file and the terms of the load and yields rows and, for what it cannot use,
refusals; it never ends at a bad line. Formats are told apart by content, not by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from msgspec import Struct

from tradebook.statistics.row import Refused, Row


class Terms(Struct, frozen=True, kw_only=True):
    """What is asked of a load. `retrieved`: the day on which the file came here; `vintage`, `source`, `licence`: where
    the user tells them; `reporters`, `partners`: the countries to keep (empty: all; a row is kept where its reporter is
    one of `reporters` and its partner one of `partners`, or the other way round, and world totals of either);
    `since`, `until`: years, both included; `mapping`: the mapping file of a bulletin."""

    retrieved: date
    vintage: date | None = None
    source: str | None = None
    licence: str | None = None
    reporters: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    mapping: Path | None = None


Reader = Callable[[Path, Terms], Iterator[Row | Refused]]
