"""The brief: the two pages that a person takes into a meeting of two countries.

    write_brief(book, "AZE", "BLR", Path("brief.html"))

writes one HTML file that needs nothing else and prints to at most two A4 pages. The way of the data:
`material` (what the book says of the pair) -> `sections` (a tuple of functions, one a section) -> `layout` (what fits,
and where) -> `render` (the page).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from tradebook.brief.layout import plan
from tradebook.brief.material import BookLike, Checker, Material, country, gather
from tradebook.brief.notes import Notes
from tradebook.brief.sections import SECTIONS
from tradebook.check.wording import day_words
from tradebook.errors import UsageError


class BriefInfo(Struct, frozen=True, kw_only=True):
    """What was written: where, on whom, as of when; how many reports, outlets and facts the book has on the pair, how
    many sources the brief cites, and how many entries it left out, by section."""

    path: Path
    a: str
    b: str
    as_of: date
    reports: int
    outlets: int
    facts: int
    cited: int
    left_out: dict[str, int]


def write_brief(
    book: BookLike,
    a: str,
    b: str,
    out: Path,
    *,
    as_of: date | None = None,
    min_confidence: float = 0.0,
    official: Checker | None = None,
) -> BriefInfo:
    """Writes the brief on the countries `a` and `b` (codes) to `out`, as the book knew them on `as_of` (today where
    None), of facts with a statement of at least `min_confidence` (0 to 1). `official` checks statements against
    official statistics, where they are loaded. Raises `UsageError` for one country twice or a file that cannot be
    written."""
    html, info = make_brief(book, a, b, as_of or date.today(), out, min_confidence, official)
    try:
        out.write_text(html, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{out}: the brief cannot be written there ({error.strerror}). Name another file.") from error
    return info


def make_brief(
    book: BookLike,
    a: str,
    b: str,
    as_of: date,
    out: Path,
    min_confidence: float = 0.0,
    official: Checker | None = None,
) -> tuple[str, BriefInfo]:
    """The brief's HTML and what is in it; `out` only names the file in the info."""
    from tradebook.brief.render import page

    if a == b:
        raise UsageError(f"A brief is on two countries; {country(a)} ({a}) was named twice.")
    material = gather(book, a, b, as_of, min_confidence, official)
    command = f"tradebook show {a} {b}"
    planned = plan([section(material) for section in SECTIONS], Notes(material.sources), command)
    outlets = {s.first.outlet for s in material.sources.values() if s.first.outlet}
    info = BriefInfo(
        path=out,
        a=a,
        b=b,
        as_of=as_of,
        reports=len(material.sources),
        outlets=len(outlets),
        facts=len(material.by_id),
        cited=len(planned.sources),
        left_out={name: count for name, count in planned.left_out.items() if count},
    )
    return page(material, planned, command, _span(material, info)), info


def _span(material: Material, info: BriefInfo) -> str:
    """How much the book holds: "7 reports from 3 outlets, 20 May 2019 – 15 June 2022"."""
    days = sorted(d for s in material.sources.values() if (d := s.first.published))
    reports = f"{info.reports:,} report{'s' if info.reports != 1 else ''}"
    outlets = f"{info.outlets:,} outlet{'s' if info.outlets != 1 else ''}"
    ends = [day_words(d.isoformat()) for d in dict.fromkeys((days[0], days[-1]))] if days else []
    return f"{reports} from {outlets}" + (f", {' – '.join(ends)}" if ends else "")


__all__ = ["SECTIONS", "BookLike", "BriefInfo", "make_brief", "write_brief"]
