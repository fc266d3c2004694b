"""The compact notation of case files: short strings that a person writes, turned into the parts of statements.

Every function takes the string as it stands in the file and returns builtins that `msgspec.convert` turns into the
parts of `tradebook.statement`; all of them raise `ValueError` with the offending value and the mend. The notation is
described for annotators in docs/annotation.md.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

Parts = dict[str, Any]

_SCALES = {
    "thousand": Decimal(10**3),
    "lakh": Decimal(10**5),
    "million": Decimal(10**6),
    "crore": Decimal(10**7),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_QUALIFIERS = {"about": "about", "over": "over", "under": "under", "up to": "up_to"}
_NUMBER = r"-?\d+(?:\.\d+)?"
_FIGURE = re.compile(rf"(?P<low>{_NUMBER})(?:\.\.(?P<high>{_NUMBER}))?(?: (?P<scale>[a-z]+))?")


def _qualified(text: str) -> tuple[str, str]:
    """The qualifier in front ("exact" where there is none) and the rest."""
    for words, qualifier in _QUALIFIERS.items():
        if text.startswith(words + " "):
            return qualifier, text[len(words) + 1 :].strip()
    return "exact", text


def _whole(number: Decimal) -> int | float:
    """An integer where the number is whole, as the format asks."""
    return int(number) if number == number.to_integral_value() else float(number)


def _figure(text: str) -> Parts:
    """`value`, or `low` and `high`, of "12.5", "7..8 billion", "-300 million"."""
    match = _FIGURE.fullmatch(text)
    scale = _SCALES.get(match["scale"], Decimal(0)) if match and match["scale"] else Decimal(1)
    if match is None or not scale:
        raise ValueError(f"{text!r} is no number; write 295500000, 295.5 million or 7..8 billion")
    low = Decimal(match["low"]) * scale
    if match["high"] is None:
        return {"value": _whole(low)}
    return {"low": _whole(low), "high": _whole(Decimal(match["high"]) * scale)}


def amount(text: str) -> Parts:
    """ "about USD 55 million" as an amount; `?` stands for a currency that the text does not say."""
    qualifier, rest = _qualified(text)
    currency, _, figure = rest.partition(" ")
    if not re.fullmatch(r"[A-Z]{3}|\?", currency):
        raise ValueError(f"{text!r} has no currency in front; write USD 295.5 million (or ? 295.5 million)")
    return {"currency": None if currency == "?" else currency, "qualifier": qualifier, "text": text, **_figure(figure)}


def quantity(text: str) -> Parts:
    """ "over TNE 5.7 million" or "lift kits 120" as a quantity: the unit first, then the figure."""
    qualifier, rest = _qualified(text)
    match = re.fullmatch(rf"(?P<unit>\S.*) (?P<figure>{_NUMBER}.*)", rest)
    if match is None:
        raise ValueError(f"{text!r} is no quantity; write the unit, then the figure: TNE 60, or tractors 120")
    return {"unit": match["unit"], "qualifier": qualifier, "text": text, **_figure(match["figure"])}


def _days(text: str) -> tuple[date, date]:
    """First and last day of "2021", "2021-10" or "2021-10-31"."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text):
        raise ValueError(f"{text!r} is no date; write 2021, 2021-10, 2021-10-31, an interval A/B, or XXXX-05-18")
    year, *rest = (int(part) for part in text.split("-"))
    first, last = rest[0] if rest else 1, rest[0] if rest else 12
    if not 1 <= first <= 12:
        raise ValueError(f"{text!r} has no such month; months are 01 to 12")
    if len(rest) == 2:
        return date(year, first, rest[1]), date(year, first, rest[1])
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def period(text: str) -> Parts:
    """EDTF as a period: a year, month or day, an interval "2021-01/2021-10", an open end "2007/..", an unknown year
    "XXXX-05-18" (then start and end are null)."""
    if "X" in text:
        if not re.fullmatch(r"XXXX(-\d{2}(-\d{2})?)?(/XXXX-\d{2}(-\d{2})?)?", text):
            raise ValueError(f"{text!r} is no date; where the year is unknown write XXXX-05 or XXXX-05-18")
        return {"edtf": text, "text": text}
    first, slash, last = text.partition("/")
    start = None if first == ".." else _days(first)[0]
    end = None if last == ".." else _days(last if slash else first)[1]
    if start and end and start > end:
        raise ValueError(f"{text!r} ends before it starts; write the earlier date first")
    return {
        "start": start and start.isoformat(),
        "end": end and end.isoformat(),
        "edtf": text,
        "text": text,
    }


def good(text: str) -> Parts:
    """ "butter = 0405", "beef = 0201 0202", "bridge beams =" (no code). Where two readings are both right, "|"
    parts them ("copper = 74 | 7403"); the first is taken here, `good_choices` gives all."""
    words, equals, _ = text.partition("=")
    if not equals or not words.strip():
        raise ValueError(f"{text!r} is no good; write its words, = and its HS codes: butter = 0405, or bridge beams =")
    return {"text": words.strip(), "hs": good_choices(text)[0]}


def good_choices(text: str) -> list[list[str]]:
    """The lists of codes that are right for a good, in the order of the file."""
    choices = [choice.split() for choice in text.partition("=")[2].split("|")]
    for code in (code for choice in choices for code in choice):
        if not re.fullmatch(r"\d{2}(\d{2}(\d{2})?)?", code):
            raise ValueError(f"{code!r} is no HS code; codes have 2, 4 or 6 digits")
    return choices


_VERSUS = re.compile(r"\s*\bversus (\S+)$")
_OF = re.compile(r"\s*\bof (value|quantity)$")
_PERCENT = re.compile(r"([+-]\d+(?:\.\d+)?)%")
_FACTOR = re.compile(r"x(\d+(?:\.\d+)?)")
_AMOUNT_OF_CHANGE = re.compile(r"([A-Z]{3}|\?) -?\d.*")


def change(text: str) -> Parts:
    """ "+35% of value versus 2020", "x1.6", "about -4% of quantity", "+19.4% USD 4.7 billion" as a change."""
    qualifier, rest = _qualified(text)
    parts: Parts = {"qualifier": qualifier, "text": text}
    if match := _VERSUS.search(rest):
        parts["versus"], rest = period(match[1]), rest[: match.start()]
    if match := _OF.search(rest):
        parts["of"], rest = match[1], rest[: match.start()]
    if match := _PERCENT.match(rest):
        parts["percent"], rest = _whole(Decimal(match[1])), rest[match.end() :].strip()
    elif match := _FACTOR.match(rest):
        parts["factor"], rest = _whole(Decimal(match[1])), rest[match.end() :].strip()
    if rest and _AMOUNT_OF_CHANGE.fullmatch(rest):
        parts["amount"], rest = amount(rest), ""
    if rest or not parts.keys() & {"percent", "factor", "amount"}:
        raise ValueError(f"{text!r} is no change; write +35% or x1.6 (then of value, versus 2020, where they are said)")
    return parts


def share(text: str) -> Parts:
    """ "about 72.5% of exports KAZ UZB" as a share; after "of" stand measure, reporter, partner (- where unknown)."""
    qualifier, rest = _qualified(text)
    match = re.fullmatch(rf"({_NUMBER})%(?: of (\S+)(?: (\S+))?(?: (\S+))?)?", rest)
    if match is None:
        raise ValueError(f"{text!r} is no share; write 18.1% or 18.1% of exports BRA WLD")
    parts: Parts = {"percent": _whole(Decimal(match[1])), "qualifier": qualifier, "text": text}
    if match[2]:
        names = ("measure", "reporter", "partner")
        parts["of"] = {name: _known(word) for name, word in zip(names, match.groups()[1:], strict=True)}
    return parts


def _known(word: str | None) -> str | None:
    return None if word in (None, "", "-") else word


def _fields(text: str, most: int, form: str) -> list[str | None]:
    fields = [_known(field.strip()) for field in text.split("|")]
    if len(fields) > most:
        raise ValueError(f"{text!r} has more than {most} parts; write {form} (- for what is not said)")
    return fields + [None] * (most - len(fields))


def rank(text: str) -> Parts:
    """ "3 | trading partners | turnover": the place, among whom, by what measure."""
    place, among, by = _fields(text, 3, "3 | trading partners | turnover")
    if place is None or not place.isdigit():
        raise ValueError(f"{text!r} is no rank; write 3 | trading partners | turnover")
    return {"n": int(place), "among": among, "by": by}


def party(text: str) -> Parts:
    """ "Name | role | COUNTRY" as a party."""
    name, role, country = _fields(text, 3, "Name | role | COUNTRY")
    return {"name": name, "role": role, "country": country}


def speaker(text: str) -> Parts:
    """ "Name | role | organisation" as a speaker."""
    name, role, organisation = _fields(text, 3, "Name | role | organisation")
    return {"name": name, "role": role, "organisation": organisation}


def event_count(text: str) -> Parts:
    """ "39 | companies | BLR" as a count at an event."""
    number, of, country = _fields(text, 3, "39 | companies | BLR")
    if number is None or not number.isdigit():
        raise ValueError(f"{text!r} is no count; write 39 | companies | BLR")
    return {"n": int(number), "of": of, "country": country}


def segment(text: str) -> Parts:
    """ "export | - | about 60% | production": market, country, share, what it is a share of."""
    market, country, percent, of = _fields(text, 4, "market | COUNTRY | 60% | production")
    parts: Parts = {"market": market, "country": country}
    if percent:
        said = share(percent)
        parts["share"] = {"percent": said["percent"], "qualifier": said["qualifier"], "of": of}
    return parts


def replacement(text: str) -> Parts:
    """ "GBR 2021" or "RUS": a country that was entered, left or that replaces, with the time where it is said."""
    country, _, when = text.partition(" ")
    return {"country": country, "period": period(when) if when else None, "text": text}


def sales_target(text: str) -> Parts:
    """ "words | period | met" (or "missed", or nothing)."""
    words, when, met = _fields(text, 3, "words | 2022-05 | met")
    if met not in (None, "met", "missed"):
        raise ValueError(f"{met!r} is neither met nor missed")
    return {"text": words or "", "period": period(when) if when else None, "met": None if met is None else met == "met"}


def truth(text: str) -> bool:
    """ "true" or "false"."""
    if text not in ("true", "false"):
        raise ValueError(f"{text!r} is neither true nor false")
    return text == "true"


def number(text: str) -> int:
    """A whole number."""
    if not text.isdigit():
        raise ValueError(f"{text!r} is no whole number")
    return int(text)


def word(text: str) -> str:
    """The string itself."""
    return text


One = Callable[[str], Any]

# How a slot that holds one value is written; the same slot is written alike in every kind.
ONE: dict[str, One] = {
    "activity": word, "amount": amount, "at": word, "buyer": party, "capacity": quantity, "change": change,
    "company": party, "count": number, "coverage": word, "date": period, "delivered": quantity, "destination": word,
    "edition": number, "excludes": word, "incoterm": word, "instrument": word, "measure": word, "name": word,
    "origin": word, "partner": word, "partner_area": word, "period": period, "place": word, "quantity": quantity,
    "rank": rank, "re_exports": truth, "reason": word, "reporter": word, "reporter_area": word, "revision": word,
    "running_total": truth, "share": share, "since": period, "status": word, "term": period, "type": word,
    "unit_price": amount,
}  # fmt: skip

# How one member of a slot that holds a list is written.
MANY: dict[str, One] = {
    "agencies": word, "amount_also": amount, "between": word, "bidders": party, "by": word, "countries": word,
    "counts": event_count, "entered": replacement, "goods": good, "markets": word, "on": word, "parties": party,
    "participants": party, "partners": party, "product": good, "replaced_by": replacement, "sectors": word,
    "segments": segment, "speakers": speaker, "suspended": replacement, "targets": sales_target,
}  # fmt: skip

# Slots whose members are codes: "AZE BLR" is two of them. The members of the others are parted by ";".
CODES = frozenset({"between", "by", "on", "countries", "markets"})


def members(slot: str, value: str | list[str]) -> list[str]:
    """The members of a list slot, from a YAML list or from one string."""
    if isinstance(value, list):
        return value
    parts = value.split() if slot in CODES else [part.strip() for part in value.split(";")]
    return [part for part in parts if part]


def slot_value(slot: str, value: str | list[str]) -> Any:
    """The value of a slot as builtins; raises `ValueError` where it does not fit the notation."""
    if slot in MANY:
        return [MANY[slot](member) for member in members(slot, value)]
    if not isinstance(value, str):
        raise ValueError(f"{slot} holds one value, not a list")
    return ONE[slot](value)
