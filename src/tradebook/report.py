"""The report: one text of the press. No I/O here; `tradebook.sources` makes reports."""

from __future__ import annotations

import hashlib
from datetime import date

from msgspec import Struct


def report_id(text: str) -> str:
    """The id of a report: 32 hexadecimal digits of the SHA-256 of its text alone, in UTF-8.

    Lone surrogates (from a source that decoded badly) are hashed as they stand, so that every text has an id.
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Report(Struct, frozen=True, kw_only=True):
    """One text of the press, as a source delivered it; immutable.

    `text` is the input as decoded and all offsets index it (Unicode characters). `body_start` is the offset where
    the story begins: what stands before it (front matter, header lines of wire copies) was read as metadata and is
    not read as sentences. `source` says how the report came in (a path, an address, "-"); `published` is the day
    of publication or None; `language` an ISO 639-1 code or None where it is not yet known; `byline` the person or
    desk that signed; `notes` are remarks of the source for the user ("no date", "decoded as windows-1251").
    """

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    source: str | None = None
    byline: str | None = None
    body_start: int = 0
    notes: tuple[str, ...] = ()


def make_report(
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
    source: str | None = None,
    byline: str | None = None,
    body_start: int = 0,
    notes: tuple[str, ...] = (),
) -> Report:
    """A report with its id computed from `text`."""
    return Report(
        id=report_id(text),
        text=text,
        title=title,
        published=published,
        outlet=outlet,
        url=url,
        language=language,
        source=source,
        byline=byline,
        body_start=body_start,
        notes=notes,
    )
