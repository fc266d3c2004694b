# ruff: noqa: E501 - an expression reads best on one line
"""Short reports of one flow with its time told in many shapes, and texts whose time is another one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Any

from tests.varied import Variation, Varied
from tests.varied.drawn import BULK, TODAY, Draw, as_json, in_words, shapes, span
from tests.varied.wording import _OTHERS as COUNTRIES
from tradebook.evaluate import Case

_SPANS = (  # how a stretch of time of the report's year and the one before may be told: what it is, and the words
    ("2023", "{in} 2023", "in the year 2023", "during 2023", "last year", "in calendar 2023", "over the whole of 2023"),
    ("2023", "in full-year 2023", "in all of 2023", "throughout 2023", "in the calendar year 2023", "for the year 2023"),
    ("2024-01/2024-05", "in January-May", "in January-May 2024", "from January to May", "from January to May 2024"),
    ("2024-01/2024-05", "in the first five months of 2024", "in the first five months of the year", "in Jan-May 2024"),
    ("2024-01/2024-05", "in 5M 2024", "in the five months to May", "in the five months through May", "in Jan.-May 2024"),
    ("2024-01/2024-05", "in the January-May period", "in the period from January to May", "from January through May"),
    ("2024-01/2024-05", "between January and May 2024", "in the period January-May 2024", "in the first 5 months of 2024"),
    ("2024-01/2024-05", "in January to May", "in the first five months of this year", "in January through May 2024"),
    ("2024-01/2024-05", "over the first five months of the year", "during the first five months", "in five months"),
    ("2024-01/2024-05", "in the five months ending in May", "in the five-month period to May", "in the Jan-May period"),
    ("2024-01/2024-05", "in the first five months of the current year", "in the months from January to May 2024"),
    ("2024-01/2024-03", "in the first quarter", "in Q1", "in Q1 2024", "in the first quarter of 2024", "in 1Q 2024"),
    ("2024-01/2024-03", "in the first quarter of this year", "in January-March 2024", "in the three months to March"),
    ("2024-01/2024-03", "in the March quarter", "in the first three months of 2024", "in this year's first quarter"),
    ("2024-01/2024-03", "in 1Q24", "in the first quarter (Q1) of 2024", "in the 2024 first quarter", "in Q1 of 2024"),
    ("2023-01/2023-06", "in the first half of 2023", "in H1 2023", "in January-June 2023", "in the six months to June 2023"),
    ("2023-01/2023-06", "in the first six months of 2023", "in 1H 2023", "in 1H23", "in the first half of last year"),
    ("2023-01/2023-06", "in last year's first half", "in the six months ended June 2023", "in the first half-year of 2023"),
    ("2023-07/2023-12", "in the second half of 2023", "in H2 2023", "in July-December 2023", "in the second half of last year"),
    ("2023-10/2023-12", "in the fourth quarter of 2023", "in Q4 2023", "in the last quarter of 2023", "in the final quarter of 2023"),
    ("2023-10/2023-12", "in October-December 2023", "in the last three months of 2023", "in the December quarter of 2023"),
    ("2024-05", "in May", "in May 2024", "last month", "in the month of May", "during May", "for May", "in the month of May 2024"),
    ("2024-04", "in April", "in April 2024", "in the month of April", "this April", "during April 2024", "in April this year"),
    ("2023-04", "in April 2023", "in April last year", "in April of last year", "in April of 2023", "in the month of April 2023"),
    ("2019/2023", "from 2019 to 2023", "between 2019 and 2023", "in 2019-2023", "over 2019-2023", "in the years 2019 to 2023"),
)  # fmt: skip


_TOLD = (
    "{A} exported {G} worth $5 million to {B} {W}.",
    "{A}'s exports of {G} to {B} came to $5 million {W}.",
    "{W}, {A} exported {G} worth $5 million to {B}.",
    "{W} {A}'s exports of {G} to {B} amounted to $5 million.",
    "{A}'s {G} exports to {B} totalled $5 million {W}.",
    "{A} {W} exported {G} worth $5 million to {B}.",
    "Exports of {G} from {A} to {B} stood at $5 million {W}.",
    "{A}'s {G} exports to {B} {W} were worth $5 million.",
    "{A}'s exports of {G} to {B} {W} reached $5 million.",
    "{A} sold {G} worth $5 million to {B} {W}.",
    "{A} shipped $5 million worth of {G} to {B} {W}.",
    "The value of {A}'s exports of {G} to {B} was $5 million {W}.",
    "{A} earned $5 million from {G} exports to {B} {W}.",
    "According to the statistics office, {A} exported {G} worth $5 million to {B} {W}.",
    "{A} exported {G} worth $5 million to {B} {W}, the statistics office said.",
    "{A}'s exports of {G} to {B} {W} came to $5 million, according to customs data.",
)


_GROWN = (
    "{A}'s exports of {G} to {B} rose 8% to $5 million {W}.",
    "{A}'s exports of {G} to {B} grew by 8% {W} to $5 million.",
    "{W}, {A}'s exports of {G} to {B} increased 8% to $5 million.",
    "{A} exported {G} worth $5 million to {B} {W}, up 8%.",
    "{A}'s {G} exports to {B} climbed 8% to reach $5 million {W}.",
    "{W} {A} exported {G} worth $5 million to {B}, an increase of 8%.",
    "{A}'s exports of {G} to {B} {W} rose by 8% to $5 million.",
    "{A}'s exports of {G} to {B} {W} were worth $5 million, 8% more.",
)


_COMPARED = (
    "compared with the same period of the previous year",
    "compared to the same period last year",
    "from the same period a year earlier",
    "compared with the corresponding period of the previous year",
    "year on year",
    "year-on-year",
    "from a year earlier",
    "on the year",
    "over the same period of last year",
    "against the same period of the year before",
    "compared with a year earlier",
    "on an annual basis",
    "as compared with the same period of the previous year",
    "in annual terms",
    "in comparison with the same period of the previous year",
    "versus the same period a year ago",
    "relative to the same period of the previous year",
)


def _flow(templates: Sequence[str], *, grown: bool = False, compared: bool = False) -> Variation:
    def say(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
        rng = draw.rng
        edtf, *ways = rng.choice(_SPANS[:-1] if grown else _SPANS)
        when = rng.choice(ways).replace("{in}", rng.choice(("in", "for", "during")))
        template = rng.choice(templates)
        if "{A} {W}" in template and when.startswith("for"):
            when = f"in{when[3:]}"
        draw.good = rng.choice(BULK)
        content: dict[str, Any] = {"kind": "trade_flow", "measure": "exports", "reporter": draw.a, "partner": draw.b}
        content |= {"goods": draw.goods(), "period": span(edtf), "stance": "stated"}
        content["amount"] = {"currency": "USD", "precision": 1000000, "qualifier": "exact", "value": 5000000}
        if grown:
            content["change"] = {"of": "value", "percent": 8, "qualifier": "exact"}
        text = in_words(template, draw.words() | {"W": when})
        if compared:
            year, *rest = edtf.split("/")
            before = "/".join(f"{int(part[:4]) - 1}{part[4:]}" for part in (year, *rest))
            content["change"]["versus"] = span(before)
            text = f"{text[:-1]} {rng.choice(_COMPARED)}."
        return text, [content]

    return shapes(say)


_TWO_YEARS = (
    "{A}'s exports of {G} to {B} rose to $5 million {W} from $4 million {E}.",
    "{W}, {A}'s exports of {G} to {B} rose to $5 million from $4 million {E}.",
    "{A}'s exports of {G} to {B} came to $5 million {W}, against $4 million {E}.",
    "{A}'s exports of {G} to {B} came to $5 million {W}, compared with $4 million {E}.",
    "{A} exported {G} worth $5 million to {B} {W}, up from $4 million {E}.",
    "{A}'s {G} exports to {B} totalled $5 million {W} ($4 million {E}).",
    "{W} {A} exported {G} worth $5 million to {B}, compared to $4 million {E}.",
    "{A}'s exports of {G} to {B} amounted to $5 million {W}. {E} they had been $4 million.",
    "{A}'s exports of {G} to {B} increased from $4 million {E} to $5 million {W}.",
    "{A}'s exports of {G} to {B} {W} stood at $5 million versus $4 million {E}.",
    "{A} exported {G} worth $5 million to {B} {W}, while {E} it exported {G} worth $4 million.",
)


_EARLIER = (
    "in the same period of {Y}",
    "in the same period a year earlier",
    "a year earlier",
    "in the same period last year",
    "in the corresponding period of {Y}",
    "in the corresponding period of the previous year",
    "in the same period of the previous year",
    "the year before",
    "a year ago",
    "in the same period of last year",
    "over the same period of {Y}",
    "in the like period of {Y}",
)  # fmt: skip


_FIRST_TOLD = (
    "{A} exported {G} worth $5 million to {B} {W}. Its imports from {B} came to $7 million.",
    "{W}, {A} exported {G} worth $5 million to {B}. Imports from {B} came to $7 million.",
    "{A}'s exports of {G} to {B} came to $5 million {W}, while its imports from {B} amounted to $7 million.",
    "{W} {A}'s exports of {G} to {B} came to $5 million and its imports from {B} to $7 million.",
    "{A}'s exports of {G} to {B} came to $5 million, while imports from {B} reached $7 million {W}.",
    "{A}'s imports from {B} came to $7 million {W}. Exports of {G} to {B} were worth $5 million.",
    "{A}'s imports from {B} came to $7 million {W}. In the same period, it exported {G} worth $5 million to {B}.",
    "{A}'s imports from {B} came to $7 million {W}. During this period {A} exported {G} worth $5 million to {B}.",
    "{A}'s imports from {B} came to $7 million {W}.\n\nExports of {G} to {B} reached $5 million over the period.",
    "{A}'s imports from {B} came to $7 million {W}, the customs office said. It put exports of {G} to {B} at $5 million.",
)


_HEADLINES = (
    "{A}'s trade with {B} {W}",
    "Trade of {A} and {B} {W}: the figures",
    "{A}-{B} trade {W}",
    "What {A} sold to {B} {W}",
    "{A}'s foreign trade {W}",
)


def _flow_content(draw: Draw, measure: str, value: int, period: str | None) -> dict[str, Any]:
    content: dict[str, Any] = {"kind": "trade_flow", "measure": measure, "reporter": draw.a, "partner": draw.b}
    content |= {"stance": "stated"}
    content["amount"] = {"currency": "USD", "precision": 1000000, "qualifier": "exact", "value": value}
    if measure == "exports":
        content["goods"] = draw.goods()
    if period is not None:
        content["period"] = span(period)
    return content


def _drawn_span(rng: Random) -> tuple[str, str]:
    edtf, *ways = rng.choice(_SPANS[:-1])
    return edtf, rng.choice(ways).replace("{in}", "in")


def _two_years(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
    rng = draw.rng
    draw.good = rng.choice(BULK)
    edtf, when = _drawn_span(rng)
    before = "/".join(f"{int(part[:4]) - 1}{part[4:]}" for part in edtf.split("/"))
    earlier = rng.choice(_EARLIER).replace("{Y}", before[:4])
    if "last year" in earlier and not edtf.startswith("2024"):
        earlier = "a year earlier"
    text = in_words(rng.choice(_TWO_YEARS), draw.words() | {"W": when, "E": earlier})
    return text, [_flow_content(draw, "exports", 5000000, edtf), _flow_content(draw, "exports", 4000000, before)]


def _of_both(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
    rng = draw.rng
    draw.good = rng.choice(BULK)
    edtf, when = _drawn_span(rng)
    text = in_words(rng.choice(_FIRST_TOLD), draw.words() | {"W": when})
    return text, [_flow_content(draw, "exports", 5000000, edtf), _flow_content(draw, "imports", 7000000, edtf)]


def _headline(case: Case, rng: Random) -> Varied | None:
    """A time that only the headline tells."""
    draw = Draw(rng)
    draw.good = rng.choice(BULK)
    edtf, when = _drawn_span(rng)
    words = draw.words() | {"W": when}
    text = in_words("{A}'s exports of {G} to {B} came to $5 million. Imports from {B} amounted to $7 million.", words)
    contents = [_flow_content(draw, "exports", 5000000, edtf), _flow_content(draw, "imports", 7000000, edtf)]
    added = [as_json(content) for content in contents]
    return Varied(text, title=in_words(rng.choice(_HEADLINES), words), added=added, published=TODAY, alone=True)


_ANY_TIME = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"(?i:\b(?:year|month|quarter|half|week|today|yesterday|earlier|season|annual|ago|since|by|until|decade)\w*)|day\b|ly\b"
)


def _other_time(case: Case, rng: Random) -> Varied | None:
    """The one time of a text, a year, as another stretch of time in whatever words."""
    text = case.report.text
    times = _ANY_TIME.findall(text)
    told = re.search(r"\b([Ii])n ((?:19|20)\d\d)(?=[ .,;](?!\d))(?! (?:season|fiscal))", text)
    if len(times) != 1 or told is None or not _TRADED.search(text) or _DONE_ONCE.search(text):
        return None
    edtf, *ways = rng.choice(_SPANS[2:-1])
    when = rng.choice(ways)
    if when == "in five months":
        return None
    when = when.replace("{in}", "in")
    when = when[0].upper() + when[1:] if told[1] == "I" else when
    year = int(told[2])
    table = {}
    for back in (0, 1):
        part = "/".join(f"{int(p[:4]) - back}{p[4:]}" for p in edtf.split("/"))
        table[as_json(span(part))] = as_json(span(str(year - back)))
    longest = re.compile("|".join(map(re.escape, table)))
    return Varied(
        text[: told.start()] + when + text[told.end() :],
        back=lambda content: longest.sub(lambda m: table[m[0]], content),
        published=TODAY,
    )


_TRADED = re.compile(r"(?i:\b(?:export|import|trade|turnover|sold|bought|ship|suppl|deliver|earn|deficit|surplus))")


_DONE_ONCE = re.compile(
    r"\b(?:signed|joined|established|opened|entered|began|launched|ratified|founded|banned|imposed|lifted|visited|target|will|accession|"
    r"expect\w*|plans?|forecasts?|projected|aims?|should|could|to reach|hopes?|intends?)\b"
)


# Ways to tell one stretch of either of two years
_OF_YEARS = (
    ("{y}-01/{y}-05", "in January-May {y}", "in the first five months of {y}", "in the five months to May {y}"),
    ("{y}-01/{y}-05", "in 5M {y}", "in January-May of {y}", "in the period from January to May {y}", "in Jan-May {y}"),
    ("{y}-01/{y}-03", "in Q1 {y}", "in the first quarter of {y}", "in January-March {y}", "in Q1 of {y}", "in 1Q {y}"),
    ("{y}-01/{y}-06", "in H1 {y}", "in the first half of {y}", "in January-June {y}", "in the first six months of {y}"),
    ("{y}-05", "in May {y}", "in May of {y}", "in the month of May {y}"),
    ("{y}", "in calendar year {y}", "in the year {y}", "during {y}", "in full-year {y}", "in the whole of {y}"),
)  # fmt: skip


_POINTING = (
    "in the same period of {y}",
    "in the corresponding period of {y}",
    "in the same period of the previous year",
)


def _two_times(case: Case, rng: Random) -> Varied | None:
    """The two years of a text, one after the other, as the same months of both."""
    text = case.report.text
    times = _ANY_TIME.findall(text)
    told = list(re.finditer(r"\bin ((?:19|20)\d\d)(?=[ .,;)](?!\d))(?! (?:season|fiscal))", text))
    years = sorted({int(m[1]) for m in told})
    if len(times) != len(told) or len(years) != 2 or years[1] - years[0] != 1 or _DONE_ONCE.search(text):
        return None
    edtf, *ways = rng.choice(_OF_YEARS)
    way = rng.choice(ways)
    shift = 2024 - years[1]

    def said(m: re.Match[str]) -> str:
        year = int(m[1])
        points = year == years[0] and m.start() > told[0].start() and told[0][1] != m[1] and len(told) == 2
        shape = rng.choice(_POINTING) if points and rng.random() < 0.5 else way
        return shape.replace("{y}", str(year + shift))

    changed = re.sub(told[0].re, said, text)
    table = {as_json(span(edtf.replace("{y}", str(year + shift)))): as_json(span(str(year))) for year in years}
    longest = re.compile("|".join(map(re.escape, table)))
    return Varied(changed, back=lambda content: longest.sub(lambda m: table[m[0]], content), published=TODAY)


# Years that run from July to June (Pakistan) and from April to March (India)
_FISCAL_SPANS = {
    "PAK": (
        ("2022-07/2023-06", "in fiscal year 2022-23", "in FY23", "in FY2022-23", "in the fiscal year 2022-23", "in FY 2022/23"),
        ("2022-07/2023-06", "in the last fiscal year", "in the financial year 2022-23", "in the 2022-23 fiscal year", "last fiscal year"),
        ("2022-07/2023-06", "in fiscal 2022-23", "in the fiscal year ended June 2023", "in the year to June 2023", "during FY23"),
        ("2022-07/2023-06", "in the twelve months to June 2023", "in the previous fiscal year", "in fiscal year 2022/23"),
        ("2023-07/2024-05", "in July-May 2023-24", "in July-May FY24", "in the first 11 months of FY24", "in July-May of FY24"),
        ("2023-07/2024-05", "in the first eleven months of the current fiscal year", "in 11MFY24", "in July-May (2023-24)"),
        ("2023-07/2024-05", "in the first 11 months (July-May) of FY24", "in the first 11 months of the ongoing fiscal year"),
        ("2023-07/2024-05", "in the July-May period of FY24", "during the first eleven months of FY2023-24", "in 11 months of FY24"),
        ("2023-07/2024-05", "during July-May of the current fiscal year", "in the first 11 months of fiscal year 2023-24"),
        ("2023-07/2023-12", "in the first half of FY24", "in 1HFY24", "in H1 FY24", "in the first six months of FY24", "in H1FY24"),
        ("2023-07/2023-12", "in July-December FY24", "in the first half of the current fiscal year", "in July-December 2023"),
        ("2023-07/2023-09", "in the first quarter of FY24", "in Q1 FY24", "in 1QFY24", "in July-September FY24", "in Q1FY24"),
        ("2023-07/2023-09", "in the first quarter of the current fiscal year", "in the first three months of FY24", "in Q1 of FY24"),
        ("2024-05", "in May", "in May 2024"),
    ),
    "IND": (
        ("2023-04/2024-03", "in fiscal year 2023-24", "in FY24", "in FY2023-24", "in the financial year 2023-24", "in FY 2023-24"),
        ("2023-04/2024-03", "in 2023-24", "in the last financial year", "in the last fiscal", "in fiscal 2023-24", "last fiscal year"),
        ("2023-04/2024-03", "in the year to March 2024", "in the year ended March 31, 2024", "in the fiscal ended March 2024"),
        ("2023-04/2024-02", "in April-February 2023-24", "in the first 11 months of FY24", "in April-February FY24"),
        ("2023-04/2024-02", "during the April-February period of 2023-24", "in April-February of 2023-24", "in 11M FY24"),
        ("2023-04/2023-09", "in the first half of FY24", "in H1 FY24", "in H1FY24", "in April-September 2023", "in H1 of FY24"),
        ("2023-04/2023-09", "in the first half of 2023-24", "in April-September FY24", "in the first six months of FY24"),
        ("2024-01/2024-03", "in the fourth quarter of FY24", "in Q4 FY24", "in Q4FY24", "in the last quarter of FY24", "in January-March"),
        ("2023-10/2023-12", "in the third quarter of FY24", "in Q3 FY24", "in the October-December quarter of FY24", "in Q3 of FY24"),
        ("2024-04/2024-05", "in April-May 2024-25", "in the first two months of FY25", "in April-May of the current fiscal"),
        ("2024-04/2024-05", "in the first two months of the current financial year", "in April-May FY25", "in April-May 2024"),
    ),
}  # fmt: skip


_FISCAL_NAMES = {"PAK": "Pakistan", "IND": "India"}


def _fiscal(case: Case, rng: Random) -> Varied | None:
    """A flow of a country whose year begins in July or April."""
    draw = Draw(rng)
    draw.a, draw.good = rng.choice(sorted(_FISCAL_SPANS)), rng.choice(BULK)
    edtf, *ways = rng.choice(_FISCAL_SPANS[draw.a])
    draw_words = {"A": _FISCAL_NAMES[draw.a], "W": rng.choice(ways), "G": draw.good, "B": COUNTRIES[draw.b].name}
    text = in_words(rng.choice(_TOLD), draw_words)
    content = as_json(_flow_content(draw, "exports", 5000000, edtf))
    plain = '"calendar": "fiscal year", '
    return Varied(text, back=lambda c: c.replace(plain, ""), added=[content], published=TODAY, alone=True)


VARIATIONS: dict[str, tuple[Variation, float]] = {
    "shape_time": (_flow(_TOLD), 0.98),
    "shape_time_grown": (_flow(_GROWN, grown=True), 0.98),
    "shape_time_compared": (_flow(_GROWN[:3] + _GROWN[4:5] + _GROWN[6:7], grown=True, compared=True), 0.98),
    "other_time": (lambda case, rng: _other_time(case, rng) or _two_times(case, rng), 0.98),
    "shape_fiscal": (_fiscal, 0.98),
    "shape_two_years": (shapes(_two_years), 0.98),
    "shape_of_both": (shapes(_of_both), 0.98),
    "shape_headline": (_headline, 0.98),
}
