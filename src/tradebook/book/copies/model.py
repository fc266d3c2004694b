"""What is told of copies, passages and notices. No I/O here."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from tradebook.book.model import Appearance


class CopyOf(Struct, frozen=True, kw_only=True):
    """A report of a group. `contained` is the share (0 to 1) of the words of the shorter, the original or the copy,
    that stand in the longer; None for the original itself."""

    report: str
    words: int
    contained: float | None
    appearances: tuple[Appearance, ...]


class CopyGroup(Struct, frozen=True, kw_only=True):
    """A report and its copies, the earliest first. The original is the earliest that the book knows."""

    original: CopyOf
    copies: tuple[CopyOf, ...]


class OutletCount(Struct, frozen=True, kw_only=True):
    """In how many reports an outlet printed something; None is where no outlet is known."""

    outlet: str | None
    reports: int


class Passage(Struct, frozen=True, kw_only=True):
    """A sentence that reports repeat: its words where it stood first, in which report; the days of its first and last
    appearance; in how many `reports` it stands, and in how many `groups` of them (copies of one report are one); by
    whom, the most frequent outlet first; and the agencies that are cited for it."""

    text: str
    report: str
    first_seen: date
    last_repeated: date
    reports: int
    groups: int
    outlets: tuple[OutletCount, ...]
    agencies: tuple[str, ...]


class AboutReport(Struct, frozen=True, kw_only=True):
    """A report that a notice is about; `way` says how it was found: by its address, its headline or its text."""

    report: str
    way: str
    appearances: tuple[Appearance, ...]


class NoticeEntry(Struct, frozen=True, kw_only=True):
    """An outlet's own correction or withdrawal: its words, the figures (in full units, as text) that it takes back and
    those that it gives, the reports that it is about, the statements (ids) that it takes back."""

    report: str
    kind: str
    text: str
    day: date
    wrong: tuple[str, ...]
    right: tuple[str, ...]
    about: tuple[AboutReport, ...]
    statements: tuple[str, ...]
    appearances: tuple[Appearance, ...]
