"""From the words of a bulletin to those of a row: countries, flows, periods, goods, signs. Each word is read once."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping as Named
from decimal import Decimal
from enum import Enum
from typing import Final, NamedTuple

from tradebook.errors import BadRecord, UsageError
from tradebook.places import country
from tradebook.statistics.bulletins.mapping import Mapping
from tradebook.statistics.bulletins.words import (
    flows,
    fold,
    month_named,
    number_of,
    period_of,
    quarter_of,
    text_of,
    year_of,
)
from tradebook.statistics.nomenclatures import edition_in_force
from tradebook.statistics.opened import open_text
from tradebook.statistics.row import ALL_GOODS, Flow
from tradebook.statistics.spans import Span, month_span, quarter_span, since_january, whole_year

# What offices hang on a name or figure for a footnote: "Russia1)", "123.4 1)", "123.4*". A figure needs the blank.
_FOOTNOTE = re.compile(r"(?:\s*(?:\d\)|\*+|[\u00b9\u00b2\u00b3\u2070-\u2079]+))+$")
_FIGURE_NOTE = re.compile(r"(?:\s+\d\)|\s*\*+|\s*[\u00b9\u00b2\u00b3\u2070-\u2079]+)+$")
_NOT_DIGITS = re.compile(r"[\s.\u00a0]+")


class Omitted(Enum):
    """The answer for what the mapping leaves out."""

    YES = "left out"


LEFT_OUT: Final = Omitted.YES


class Unreadable(Exception):
    """One figure cannot be used: the problem with the offending value and the mend."""

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend


class Code(NamedTuple):
    """The code of the goods of a row."""

    code: str
    nomenclature: str
    edition: str | None


class Lookup:
    """The words of one mapping."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._countries: dict[str, str | Omitted | Unreadable] = {}
        self._periods: dict[tuple[str, ...], Span | Unreadable | None] = {}
        self._given: Named[str, str] = {**_table(mapping), **mapping.countries}
        period = mapping.period
        self.period_parts = [name for name in ("text", "year", "month", "quarter") if getattr(period, name) is not None]

    def _left_out(self, word: str) -> bool:
        folded = fold(word)
        return any(
            folded == pattern or (pattern.endswith("*") and folded.startswith(pattern[:-1]))
            for pattern in self._mapping.leave_out
        )

    def country(self, word: str) -> str | Omitted:
        """Our code of a country or group. Raises Unreadable for a word that is none."""
        if word not in self._countries:
            try:
                self._countries[word] = self._country(word)
            except Unreadable as error:
                self._countries[word] = error
        found = self._countries[word]
        if isinstance(found, Unreadable):
            raise found
        return found

    def _country(self, word: str) -> str | Omitted:
        plain = _FOOTNOTE.sub("", word).strip()
        for form in (word, plain):
            if self._left_out(form):
                return LEFT_OUT
            if fold(form) in self._given:
                return self._given[fold(form)]
        listed = f"Add it in {self._mapping.file} under 'countries' with its code, or under 'leave out'"
        if not plain:
            raise Unreadable("the country is blank", f"Name its column in {self._mapping.file}, or use 'fill down'")
        if plain.isdecimal() and not self._mapping.numeric_codes:
            # Offices number countries each in its own way, and some of the numbers are other countries' ISO codes.
            raise Unreadable(f"the country code '{plain}' is not known", f"{listed} (or see 'country codes')")
        try:
            return country(plain)
        except UsageError as error:
            raise Unreadable(str(error).rstrip("."), listed) from None

    def flow(self, word: str) -> Flow | None:
        """The flow that a word tells; None where it is left out. Raises Unreadable for a word that tells none."""
        plain = fold(_FOOTNOTE.sub("", word))
        if self._left_out(word):
            return None
        found = self._mapping.flows.get(plain) or flows().get(plain)
        if found is None:
            mend = f"Add it in {self._mapping.file} under 'flows' (such as '{word or 'Export'}: exports')"
            raise Unreadable(f"'{word}' is no flow", mend)
        return found

    def period(self, told: dict[str, str]) -> Span | None:
        """The period that its parts tell; None where it is left out. Raises Unreadable where they tell none."""
        key = tuple(told.values())
        if key not in self._periods:
            try:
                self._periods[key] = self._period(told)
            except Unreadable as error:
                self._periods[key] = error
        found = self._periods[key]
        if isinstance(found, Unreadable):
            raise found
        return found

    def _period(self, told: dict[str, str]) -> Span | None:
        if any(self._left_out(text) for text in told.values() if text):
            return None
        spots = self._mapping.period
        span = self._of_text(told["text"]) if "text" in told else self._of_parts(told)
        if span is None:
            shown = " ".join(text for text in told.values() if text) or "a blank"
            mend = f"See 'period' in {self._mapping.file}: name its place, or put the heading under 'leave out'"
            raise Unreadable(f"'{shown}' tells no period", mend)
        if spots.covers == "cumulative" and span.frequency == "month":
            return since_january(span.end.year, span.end.month)
        if spots.covers == "month" and span.frequency == "cumulative" and span.end.month == 1:
            return month_span(span.end.year, 1)
        if spots.covers is not None and span.frequency != spots.covers and span.end.month != 12:
            mend = f"Correct 'covers' in {self._mapping.file}"
            raise Unreadable(f"'{' '.join(told.values())}' is a {span.frequency}, not a {spots.covers}", mend)
        return span

    def _of_text(self, text: str) -> Span | None:
        return period_of(text, self._mapping.period.begins)

    def _of_parts(self, told: dict[str, str]) -> Span | None:
        begins = self._mapping.period.begins
        year = year_of(told["year"])
        if year is None:
            return period_of(told["year"], begins)
        if "month" in told:
            if fold(told["month"]) in self._mapping.period.whole_year:
                return whole_year(year, begins)
            month = month_named(told["month"])
            if month is None:
                return period_of(f"{told['month']} {year}") if told["month"] else None
            return month_span(year, month)
        if "quarter" in told:
            if fold(told["quarter"]) in self._mapping.period.whole_year:
                return whole_year(year, begins)
            quarter = quarter_of(told["quarter"])
            return None if quarter is None else quarter_span(year, quarter)
        return whole_year(year, begins)

    def goods(self, word: str, span: Span) -> Code | None:
        """The code of the goods; None where it is left out. Raises Unreadable for what is no code."""
        told = self._mapping.goods
        edition = edition_in_force(span.start) if told.edition == "in force" else told.edition
        if told.code is None or fold(word) in told.total or word == ALL_GOODS:
            return Code(ALL_GOODS, told.nomenclature, edition)
        if self._left_out(word):
            return None
        code = _NOT_DIGITS.sub("", word)
        code = code.zfill(told.width) if told.width and code.isdecimal() else code
        if not code.isdecimal():
            mend = f"Put it under 'leave out', or under 'total' of 'goods' where it is the sum, in {self._mapping.file}"
            raise Unreadable(f"'{word}' is no code of goods", mend)
        return Code(code[: told.digits] if told.digits else code, told.nomenclature, edition)

    def figure(self, cell: object) -> Decimal | Omitted | None:
        """A figure; None where a sign says it is withheld, LEFT_OUT where it says there is none or it is not known."""
        text = text_of(cell)
        sign = self._mapping.signs.get(text)
        if sign is not None:
            return {"nothing": Decimal(0), "withheld": None, "unknown": LEFT_OUT}[sign]
        found = number_of(cell, self._mapping.decimal)
        if found is None and isinstance(cell, str):
            found = number_of(_FIGURE_NOTE.sub("", cell.strip()), self._mapping.decimal)
        if found is None:
            mend = (
                f"Add it in {self._mapping.file} under 'signs' (nothing, unknown or withheld), "
                "or see 'decimal' where the comma parts decimals"
            )
            raise Unreadable(f"'{text}' is no figure", mend)
        return found


def _table(mapping: Mapping) -> dict[str, str]:
    """The codes of a publisher's own table; what names no country of ours is left to be refused where it is used."""
    told = mapping.country_table
    if told is None:
        return {}
    found: dict[str, str] = {}
    with open_text(told.path) as stream:
        start = stream.readline()
        stream.seek(0)
        rows = csv.DictReader(stream, delimiter=max("\t;,|", key=start.count))
        for name in (told.code, told.country):
            if name not in (rows.fieldnames or ()):
                headed = ", ".join(rows.fieldnames or ())
                mend = f"Its columns are {headed}: correct the name."
                raise BadRecord(mapping.file, f"{told.path.name} has no column '{name}'", mend, told.line)
        for row in rows:
            try:
                found[fold(row[told.code] or "")] = country(row[told.country] or "")
            except UsageError:
                continue
    return found
