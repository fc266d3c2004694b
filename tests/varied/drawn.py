"""What short reports are told with: countries, goods, days and what may stand behind a sentence."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.varied import Variation, Varied
from tests.varied.acts import GOODS, edition, entries
from tests.varied.wording import _OTHERS as COUNTRIES
from tradebook.evaluate import Case

TODAY = date(2024, 6, 20)


_MONTHS = "January February March April May June July August September October November December".split()


_SHORT = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()


_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class Draw:
    """What a report is told with: two countries, a good, a day that is over and one to come."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.a, self.b, self.c = rng.sample(sorted(COUNTRIES), 3)
        self.good = rng.choice(GOODS)
        self.told: dict[str, str] = {}

    def words(self) -> dict[str, str]:
        """The words for the countries and the good by what templates call them."""
        found = {"was": "were" if self.good.endswith("s") else "was"}
        found |= {"G": self.good, "N": str(self.rng.choice((20, 30, 45, 60, 100, 120, 250)))}
        for name, code in (("A", self.a), ("B", self.b), ("C", self.c)):
            words = COUNTRIES[code]
            found |= {name: words.name, f"{name}n": words.demonym, f"{name}c": words.capital}
        return found

    def goods(self) -> list[dict[str, Any]]:
        """The good as it is read."""
        return [json.loads(entries()[self.good])]


# The report's day is Thursday, 20 June 2024
_PAST = (
    ("on Tuesday", "2024-06-18"),
    ("on Monday", "2024-06-17"),
    ("yesterday", "2024-06-19"),
    ("on Wednesday", "2024-06-19"),
    ("last Friday", "2024-06-14"),
    ("last month", "2024-05"),
    ("last week", "2024-06-10/2024-06-16"),
    ("this month", "2024-06"),
    ("earlier this month", "2024-06"),
    ("last year", "2023"),
    ("in 2023", "2023"),
    ("in late May", "2024-05"),
    ("at the end of May", "2024-05"),
    ("in the first week of June", "2024-06-01/2024-06-07"),
)


_COMING = (
    ("next Tuesday", "2024-06-25"),
    ("next month", "2024-07"),
    ("next week", "2024-06-24/2024-06-30"),
    ("next year", "2025"),
    ("in early July", "2024-07"),
    ("at the end of July", "2024-07"),
    ("in 2025", "2025"),
    ("later this month", "2024-06"),
)


def time_drawn(rng: Random, *, ahead: bool = False, day: bool = False) -> tuple[str, str]:
    """Words for a time, and its EDTF."""
    if not day and rng.random() < 0.35:
        return rng.choice(_COMING if ahead else _PAST)
    told = TODAY + timedelta(days=rng.randint(12, 90) if ahead else -rng.randint(9, 90))
    month, n = _MONTHS[told.month - 1], told.day
    if not day and rng.random() < 0.3:
        return rng.choice((f"in {month}", f"in {month} {told.year}")), f"{told:%Y-%m}"
    ways = [f"on {month} {n}", f"on {n} {month}", f"on {month} {n}, {told.year}", f"on {n} {month} {told.year}"]
    ways += [f"on {_SHORT[told.month - 1]} {n}", f"on {_WEEKDAYS[told.weekday()]}, {month} {n}"]
    return rng.choice(ways), told.isoformat()


def period(edtf: str) -> dict[str, str]:
    """A day, stretch of days, month or year as it stands in a statement."""
    if "/" in edtf:
        first, last = edtf.split("/")
        return {"edtf": edtf, "start": first, "end": last}
    if len(edtf) == 4:
        return span(edtf)
    if len(edtf) == 10:
        return {"edtf": edtf, "start": edtf, "end": edtf}
    year, month = map(int, edtf.split("-"))
    return {"edtf": edtf, "start": f"{edtf}-01", "end": f"{edtf}-{calendar.monthrange(year, month)[1]:02d}"}


def span(edtf: str) -> dict[str, str]:
    """A stretch of months or years as it stands in a statement."""
    first, _, last = edtf.partition("/")
    if len(first) == 4:
        return {"edtf": edtf, "start": f"{first}-01-01", "end": f"{last or first}-12-31"}
    year, month = map(int, (last or first).split("-"))
    return {
        "edtf": edtf,
        "start": f"{first}-01",
        "end": f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}",
    }


def as_json(content: dict[str, Any]) -> str:
    """The slots of a statement as JSON, in the form of `read`."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


def in_words(template: str, words: dict[str, str]) -> str:
    """A template with its words put in, as English writes them."""
    text = re.sub(r"\{(\w+)\}", lambda m: words[m[1]], template)
    text = re.sub(r"\b(Laos|Netherlands|Philippines)'s\b", r"\1'", text)
    text = re.sub(r"\b([Tt])he the ", r"\1he ", text)
    text = re.sub(r"\b([Aa]) (?=[AEIOaeio])", r"\1n ", text)
    text = text.replace("-the ", "-")
    return re.sub(r"(?:^|(?<=\. ))[a-z]", lambda m: m[0].upper(), text)


def shapes(say: Callable[[Draw], tuple[str, list[dict[str, Any]]]]) -> Variation:
    """A variation that puts a report of `say` with its statements in the place of a case."""

    def vary(case: Case, rng: Random) -> Varied | None:
        text, contents = say(Draw(rng))
        return Varied(text, added=[as_json(c) for c in contents], published=TODAY, alone=True)

    return vary


BULK = "wheat rice sugar maize barley soybeans cement urea onions potatoes lentils coffee tea".split()
BULK += ["palm oil", "milk powder", "sunflower oil"]


_BUYERS = ("Agrimport", "Granocom", "ONIC", "Stapro", "Foodco")


_FAIRS = ("AgroWorld", "BuildTech", "FoodTec", "MineTech", "TexStyle")


def short_report(template: str, draw: Draw, *, ahead: bool) -> tuple[str, str]:
    """A report by a template, and the EDTF of its time."""
    rng = draw.rng
    when, edtf = time_drawn(rng, ahead=ahead, day="{D}" in template)
    day = when.removeprefix("on ").removeprefix("in ")
    day = day.split(", ", 1)[1] if "day, " in day else day
    n = rng.randint(2, 30)
    words = draw.words() | {
        "W": when,
        "D": day,
        "E": edition(n, rng).strip(),
        "P": rng.choice(("25%", "10 percent", "17.5%")),
    }
    words |= {"T": rng.choice(_BUYERS), "Q": rng.choice(("30,000", "120,000", "5,500", "60,000"))}
    words["F"] = rng.choice(_FAIRS)
    words["n"] = str(n)
    words["M"] = str(rng.choice((5, 12, 17, 25)))
    draw.told = words
    return in_words(template, words), edtf


SAID = (
    ", the ministry said",
    ", the government said in a statement",
    ", officials said on Thursday",
    ", according to the trade ministry",
    ", local media reported",
    ", a ministry official told reporters",
)


def tailed(text: str, rng: Random, *tails: Sequence[str]) -> str:
    """The report with more behind its first sentence, which changes nothing of what it tells."""
    if rng.random() < 0.4:
        return text
    return f"{text[:-1]}{rng.choice(rng.choice(tails))}."


VARIATIONS: dict[str, tuple[Variation, float]] = {}
