"""Footnotes: one number a report, given in the order in which the page names them, so that only cited ones appear."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from msgspec import Struct

from tradebook.book import Appearance, FactSource
from tradebook.brief.measure import clean, clipped, fitted, lines
from tradebook.brief.parts import Cites
from tradebook.check.wording import day_words

SIZE = 6.6
TITLE_LENGTH = 110
LINK_LENGTH = 58
INDENT = 5.0


class SourceEntry(Struct, frozen=True, kw_only=True):
    """One numbered source: who published it, its title or first words, its day, where it stands, and its sentence."""

    number: int
    outlet: str
    title: str
    day: str
    link: str
    shown_link: str
    also: str
    evidence: str
    lines: int


class Notes:
    """The sources of a brief. `number` gives the notes of what is shown; `words` the numbers of a citation."""

    def __init__(self, sources: dict[str, FactSource], numbers: dict[str, int] | None = None) -> None:
        self._sources = sources
        self._numbers = numbers or {}
        self._evidence: dict[str, list[str]] = {}

    def number(self, shown: Iterable[Cites]) -> Notes:
        """Notes that number the reports cited, in this order."""
        notes = Notes(self._sources)
        for cites in shown:
            for cite in cites.named:
                notes._numbers.setdefault(cite.report, len(notes._numbers) + 1)
                sentences = notes._evidence.setdefault(cite.report, [])
                if cite.evidence not in sentences:
                    sentences.append(cite.evidence)
        return notes

    def numbers(self, cites: Cites) -> list[int]:
        """The numbers of a citation, in order."""
        return sorted(self._numbers[c.report] for c in cites.named)

    def words(self, cites: Cites) -> str:
        """The numbers as they are printed: "1, 3 (+4)"."""
        more = f" (+{cites.more})" if cites.more else ""
        return ", ".join(map(str, self.numbers(cites))) + more

    def entries(self, detail: int, room: float) -> tuple[SourceEntry, ...]:
        """The sources with up to `detail` lines of their sentences, each measured for columns of `room` mm."""
        return tuple(self._entry(report, number, detail, room) for report, number in self._numbers.items())

    def _entry(self, report: str, number: int, detail: int, room: float) -> SourceEntry:
        source = self._sources.get(report)
        first = source.first if source else None
        sentences = self._evidence.get(report, [])
        outlet = clipped(clean(_publisher(first) if first else ""), 60) or "outlet not known"
        title = clean((first.title if first else None) or "")
        named = f"“{clipped(title or clean(sentences[0] if sentences else ''), TITLE_LENGTH)}”"
        published = first.published if first else None
        day = day_words(published.isoformat()) if published else "no date"
        link = safe_link(first.url if first else None)
        others = len(source.appearances) - 1 if source else 0
        also = f"also in {others} other place{'s' if others > 1 else ''}" if others > 0 else ""
        evidence = _evidence(sentences, detail, room - INDENT)
        head = [(f"{outlet}, {named}, {day}. {shown_link(link)} {also}", SIZE, False)]
        count = lines(head, room - INDENT) + (lines([(evidence, SIZE, False)], room - INDENT) if evidence else 0)
        return SourceEntry(
            number=number,
            outlet=outlet,
            title=named,
            day=day,
            link=link,
            shown_link=shown_link(link),
            also=also,
            evidence=evidence,
            lines=count,
        )


def _publisher(first: Appearance) -> str:
    """Who published it: the outlet, else who signed, else the name of the file that it came in."""
    return first.outlet or first.byline or re.split(r"[/\\]", first.source or "")[-1]


def _evidence(sentences: list[str], detail: int, room: float) -> str:
    """The sentences that the brief rests on, within `detail` lines."""
    if not detail or not sentences:
        return ""
    text = clean(" … ".join(sentences))
    return text if lines([(text, SIZE, False)], room) <= detail else fitted(text, room * detail * 0.9, SIZE)


def safe_link(url: str | None) -> str:
    """A web address that a page may link to; "" for any other ("javascript:", a path)."""
    address = clean(url or "").replace(" ", "%20")
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.netloc else ""


def shown_link(link: str) -> str:
    """An address as it is printed: without its scheme, cut to a line."""
    bare = link.split("://", 1)[-1].removeprefix("www.").rstrip("/")
    return bare if len(bare) <= LINK_LENGTH else bare[: LINK_LENGTH - 1] + "…"
