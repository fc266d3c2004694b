"""Report -> statements: pure, no I/O beyond the package's own tables, no clock, deterministic.

`extract` is the one public function. The way through it:

    gate        is there a word of trade at all? (most press ends here)
    language    English goes on; other languages give no statements yet
    analysis    sentences, tokens, items: figures, periods, places, goods, names, cues
    kinds       one grammar a kind of statement, over the items of each sentence and what stands before it
    attribution who says what, where anything was read: outlet, agencies, speakers, sources of figures
    finish      one statement a claim, with evidence, ids and order
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from tradebook.extract.reader import READER
from tradebook.report import Report
from tradebook.statement import Evidence, Gap, Statement

__all__ = ["READER", "Reading", "extract"]


class Reading(Struct, frozen=True):
    """What one report says: its statements in the order of the text, the figures that were not understood, and the
    language (ISO 639-1, None where the first pass put the report aside before looking)."""

    statements: list[Statement]
    gaps: list[Gap]
    language: str | None = None


def extract(report: Report) -> Reading:
    """Read one report. Never raises on any text; the same report gives the same reading on any machine.

    Half of a surrogate pair, which no UTF-8 holds, is read as U+FFFD; what would have it in its evidence is left out.
    """
    whole = report.text if report.title is None else f"{report.title}\n{report.text}"
    try:
        whole.encode()
    except UnicodeEncodeError:
        return _read_broken(report)
    return _read(report, whole)


def _read(report: Report, whole: str) -> Reading:
    from tradebook.extract import gate

    if not gate.passes(whole):
        return Reading([], [], report.language)
    from tradebook.extract.language import language_of

    language = report.language or language_of(report.text, report.body_start)
    if language not in (None, "en"):
        return Reading([], [], language)
    from tradebook.extract.pipeline import read

    statements, gaps = read(report, language)
    return Reading(statements, gaps, language)


def _read_broken(report: Report) -> Reading:
    title = None if report.title is None else _mended(report.title)
    mended = replace(report, text=_mended(report.text), title=title)
    reading = extract(mended)
    sources = {"text": report.text, "title": report.title or ""}

    def quoted(e: Evidence) -> bool:
        return sources[e.field][e.start : e.end] == e.text

    statements = [
        s for s in reading.statements if all(quoted(e) for e in (s.evidence, *s.evidence_also, *s.evidence_context))
    ]
    return Reading(statements, [g for g in reading.gaps if quoted(g.evidence)], reading.language)


def _mended(text: str) -> str:
    """`text` with U+FFFD for each half of a surrogate pair; offsets stay."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
