"""The parts that a brief is made of, between the book and the page."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

CITED = 3  # reports named for one line; more are counted


class Cite(Struct, frozen=True):
    """A report that a line rests on, and the sentence of it."""

    report: str
    evidence: str


class Cites(Struct, frozen=True):
    """The reports that a line names, and how many more tell the same."""

    named: tuple[Cite, ...]
    more: int = 0


class Line(Struct, frozen=True, kw_only=True):
    """One entry of a list: `lead` in bold, `text`, the stance or status in words (`mark`), and who says so (`by`)."""

    lead: str
    text: str = ""
    mark: str = ""
    by: str = ""
    cites: Cites


class Row(Struct, frozen=True, kw_only=True):
    """One row of a table: a first column (a period, a code), words, a figure and what qualifies it."""

    first: str
    text: str
    figure: str = ""
    aside: str = ""
    mark: str = ""
    cites: Cites


class Cell(Struct, frozen=True, kw_only=True):
    """One headline figure."""

    label: str
    figure: str
    aside: str
    by: str
    cites: Cites


class Point(Struct, frozen=True, kw_only=True):
    """One figure of the chart: `value` in full units of the chart's currency."""

    series: str
    year: int
    value: float
    cites: Cites


Place = Literal["headline", "flows", "chart", "goods left", "goods right", "list"]


class Section(Struct, frozen=True, kw_only=True):
    """A part of the brief: its title, where it stands, its entries (best first to last), how many of them it shows
    at most, its weight when room is short (more is kept longer), and what is said where it is empty.

    `unit` names one entry and several, for what is left out; entries are left out from the end. `order` puts those
    that are shown into their order on the page."""

    name: str
    title: str
    place: Place
    entries: tuple[Line | Row | Cell | Point, ...]
    most: int
    weight: float = 1.0
    unit: tuple[str, str] = ("entry", "entries")
    empty: str = ""
    order: tuple[int, ...] = ()
    note: str = ""
