"""A report -> sentences with items. One pass: figures and periods by their readers, words by the lexicon.

builder     one sentence's tokens -> items
wording     goods with what stands around them: modifiers before, heads behind
qualified   "about", "more than" go to the figure behind them
pairs       ranges with "between", scales and units that a figure takes from its pair
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from tradebook.extract.analysis.builder import build
from tradebook.extract.analysis.wording import resolved
from tradebook.extract.items import Sentence
from tradebook.extract.mentions.names import chunk_names
from tradebook.extract.tables import rows
from tradebook.extract.tokens import Stretch, stretches, tokenize
from tradebook.report import Report

__all__ = ["Document", "analyse", "resolved"]

_SCALE_WORDS = r"(?:mln|million|bln|bn|billion|thousand|percent|per cent|%|tonnes|tons|mn|crore)"
_DECIMAL_COMMA = re.compile(rf"\d,\d{{1,2}}\s?{_SCALE_WORDS}", re.IGNORECASE)
_DECIMAL_POINT = re.compile(r"\d\.\d{1,2}(?!\d|\.\d)")
# Relative words are resolved only against a day of these years; another one is a mistake of the source
_YEARS = range(1800, 2200)


class Document:
    """A report in sentences, with what holds for the whole of it.

    `sentences` in order, the title (field "title") first; `countries` counts the mentions of each country;
    `today` is the day of publication, or None where it is unknown or outside 1800-2199; `decimal_comma` says that the
    report writes decimal commas; `local` maps the default meaning of a currency word to the one it has here.
    """

    __slots__ = ("countries", "decimal_comma", "local", "report", "sentences", "today")

    def __init__(self, report: Report) -> None:
        self.report = report
        published = report.published
        self.today: date | None = published if published is not None and published.year in _YEARS else None
        text = report.text
        self.decimal_comma = bool(_DECIMAL_COMMA.search(text)) and not _DECIMAL_POINT.search(text)
        self.local = _local_currencies(text)
        self.sentences: list[Sentence] = []
        self.countries: dict[str, int] = {}


def analyse(report: Report) -> Document:
    """The sentences of a report with their items. Never raises on any text."""
    document = Document(report)
    countries = document.countries
    for index, stretch in enumerate(stretches(report)):
        sentence = _sentence(document, index, stretch)
        document.sentences.append(sentence)
        for item in sentence.items:
            if item.kind in ("PLACE", "DEM"):
                code = item.value.code
                countries[code] = countries.get(code, 0) + 1
    return document


def _sentence(document: Document, index: int, stretch: Stretch) -> Sentence:
    field = document.report.text if stretch.field == "text" else document.report.title or ""
    tokens = tokenize(field, stretch.start, stretch.end)
    items = build(field, tokens, today=document.today, decimal_comma=document.decimal_comma, local=document.local)
    return Sentence(
        stretch.field,
        index,
        stretch.paragraph,
        stretch.start,
        stretch.end,
        field[stretch.start : stretch.end],
        chunk_names(items, field),
        document.today.isoformat() if document.today else None,
    )


@cache
def _local_rows() -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]:
    return tuple(
        (row["default"], row["code"], tuple(row["words"].split("|")), tuple(w for w in row["unless"].split("|") if w))
        for row in rows("local_currencies")
    )


def _local_currencies(text: str) -> dict[str, str]:
    """What a currency word shared by several countries means in this report: "Rs" in a Pakistani one is PKR.

    Told by the words of the text: the row's country stands in it, and before those of the other rows and the default
    (a report is of the country that it names first)."""
    local: dict[str, str] = {}
    for default, code, words, unless in _local_rows():
        if default in local:
            continue
        mine = _first(text, words)
        if mine is not None and ((other := _first(text, unless)) is None or mine < other):
            local[default] = code
    return local


def _first(text: str, words: tuple[str, ...]) -> int | None:
    """Where the first of the words stands in a text, None where none does."""
    return min((at for word in words if (at := text.find(word)) >= 0), default=None)
