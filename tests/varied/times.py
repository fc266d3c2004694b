# ruff: noqa: E501 - an expression reads best on one line
"""Time told otherwise: months, halves, quarters and years in other words, days in other styles, another year throughout."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from random import Random

from msgspec import structs

from tests.varied import Variation, Varied
from tradebook.evaluate import Case

_MONTHS = "January February March April May June July August September October November December".split()
_SHORT = "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec".split()
_COUNTS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_ANY = "|".join(_MONTHS)
_YEAR = r"(?:19|20)\d\d"
_IN = r"(?P<in>[Ii]n|[Ff]or|[Dd]uring|[Oo]ver)"
# a year behind months; None where the months stand alone
_OF_YEAR = (
    rf"(?: (?:of )?(?P<year>{_YEAR}|this year|last year|the year|(?:the )?current year))?(?![\w-]| fiscal| financial)"
)
# what makes months or years those of something else
_FISCAL = re.compile(r"\b(?:fiscal|financial|season|marketing year|crop year|solar|Iranian|FY)\b")


def _told(pattern: str, say: Callable[[re.Match[str], Random], str | None], *, flags: int = 0) -> Variation:
    """A variation that puts what `say` makes of each match in its place (None: it stays)."""
    compiled = re.compile(pattern, flags)

    def vary(case: Case, rng: Random) -> Varied | None:
        text = case.report.text
        if _FISCAL.search(text):
            return None
        told = compiled.sub(lambda m: _capital(m, say(m, rng)), text)
        return Varied(told) if told != text else None

    return vary


def _capital(m: re.Match[str], said: str | None) -> str:
    if said is None:
        return m[0]
    return said[0].upper() + said[1:] if m[0][0].isupper() else said


def _of(year: str | None) -> str:
    return f" of {year}" if year else ""


def _stretch(first: int, last: int, year: str | None, rng: Random) -> str:
    """Months `first` to `last` (0 to 11) behind a preposition."""
    a, b = _MONTHS[first], _MONTHS[last]
    behind = f" {year}" if year else ""
    ways = [f"in {a}-{b}{behind}", f"in {a}–{b}{behind}", f"from {a} to {b}{behind}", f"from {a} through {b}{behind}"]
    ways += [f"in {_SHORT[first]}-{_SHORT[last]}{behind}", f"in the {a}-{b} period{_of(year)}"]
    ways += [f"in the period from {a} to {b}{behind}", f"for {a}-{b}{behind}", f"over {a}-{b}{behind}"]
    ways += [f"during {a}-{b}{behind}", f"in the period of {a}-{b}{behind}", f"in the {a} to {b} period{_of(year)}"]
    if year and year.isdigit():
        ways += [f"in the period {a}-{b}{behind}", f"between {a} and {b}{behind}", f"in {a} to {b}{behind}"]
    count = last - first + 1
    if first == 0 and count in {6, 3} and year:
        part = {6: ("half", "H1", "1H", "six"), 3: ("quarter", "Q1", "1Q", "three")}[count]
        ways += [f"in the first {part[0]}{_of(year)}", f"in the first {part[3]} months{_of(year)}"]
        if year.isdigit():
            ways += [f"in {part[1]}{behind}", f"in {part[2]}{behind}", f"in the first {part[0]}{behind}"]
    elif first == 0 and year:
        ways += [f"in the first {_COUNTS[count]} months{_of(year)}", f"in the first {count} months{_of(year)}"]
        ways += [f"over the first {_COUNTS[count]} months{_of(year)}"]
        if year.isdigit():
            ways += [f"in {count}M{behind}", f"in the {_COUNTS[count]} months to {b}{behind}"]
            ways += [f"in the {_COUNTS[count]} months through {b}{behind}", f"in {_COUNTS[count]} months of {year}"]
            ways += [f"in the {count} months to {b}{behind}", f"in the {_COUNTS[count]} months ended {b}{behind}"]
    return rng.choice(ways)


def _months(m: re.Match[str], rng: Random) -> str | None:
    first, last = _MONTHS.index(m["first"]), _MONTHS.index(m["last"])
    if last <= first:
        return None
    return _stretch(first, last, m["year"], rng)


def _first_months(m: re.Match[str], rng: Random) -> str | None:
    count = _COUNTS.index(m["count"]) if m["count"] in _COUNTS else int(m["count"])
    if count < 2 or m["year"] is None:
        return None
    year = None if m["year"] in {"the year", "the current year", "current year"} else m["year"]
    if year is None:
        return rng.choice(
            (f"over the first {_COUNTS[count]} months of the year", f"in the first {count} months of this year")
        )
    return _stretch(0, count - 1, year, rng)


_PARTS = {("first", "half"): (0, 5), ("second", "half"): (6, 11), ("first", "quarter"): (0, 2)}
_PARTS |= {("second", "quarter"): (3, 5), ("third", "quarter"): (6, 8), ("fourth", "quarter"): (9, 11)}


def _part(m: re.Match[str], rng: Random) -> str | None:
    first, last = _PARTS[m["ord"], m["part"]]
    year = m["year"]
    if not year:
        return None
    if not year.isdigit():
        return None if year.startswith(("the", "cur")) else f"in {_MONTHS[first]}-{_MONTHS[last]} of {year}"
    letter, n = m["part"][0].upper(), "first second third fourth".split().index(m["ord"]) + 1
    ways = [
        f"in {letter}{n} {year}",
        f"in {n}{letter} {year}",
        f"in {n}{letter}{year[2:]}",
        f"in {letter}{n} of {year}",
    ]
    ways += [f"in {_MONTHS[first]}-{_MONTHS[last]} {year}", f"from {_MONTHS[first]} to {_MONTHS[last]} {year}"]
    ways += [f"over the {m['ord']} {m['part']} of {year}", f"during the {m['ord']} {m['part']} of {year}"]
    ways += [
        f"in the {m['ord']} {m['part']} {year}",
        f"in the {_MONTHS[last]} quarter of {year}" if letter == "Q" else "",
    ]
    ways += [f"in the {n}{('st', 'nd', 'rd', 'th')[n - 1]} {m['part']} of {year}"]
    return rng.choice([way for way in ways if way])


_WHOLE = (
    "calendar {}",
    "calendar year {}",
    "the calendar year {}",
    "all of {}",
    "the whole of {}",
    "the full year {}",
    "full-year {}",
)


def _year_in(m: re.Match[str], rng: Random) -> str:
    year = m["year"]
    if m["in"].lower() != "in":
        return f"in {year}"
    ways = [f"in the year {year}", f"during {year}", f"in the course of {year}", f"during the year {year}"]
    clause = re.split(r"[,;.] ", m.string[: m.start()])[-1] + re.split(r"[,;.](?: |$)", m.string[m.end() :])[0]
    traded = re.search(
        r"\b(?:exports?|imports?|trade|turnover|exported|imported|shipped|sold|bought)\b.* [\d.,]+", clause
    )
    if traded and not re.search(r"\b(?:signed|began|joined|since|opened|entered|started|target)\b", clause):
        ways += [f"in {whole.format(year)}" for whole in _WHOLE]
        ways += [f"throughout {year}", f"over the course of {year}"]
    return rng.choice(ways)


def _day_told(m: re.Match[str], rng: Random) -> str | None:
    month = m["month"] or m["month2"]
    day = int(m["day"] or m["day2"])
    year = m["year"] or m["year2"]
    suffix = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    short = _SHORT[_MONTHS.index(month)]
    dot = "" if short in {"May", "Jun", "Jul"} else "."
    behind, comma = (f" {year}", f", {year}") if year else ("", "")
    ways = [
        f"{day} {month}{behind}",
        f"{month} {day}{comma}",
        f"{month} {day}{suffix}{comma}",
        f"{short}{dot} {day}{comma}",
    ]
    ways += [f"{day}{suffix} {month}{behind}", f"the {day}{suffix} of {month}{behind}", f"{day} {short}{behind}"]
    return f"on {rng.choice(ways)}"


def _weekday(case: Case, rng: Random) -> Varied | None:
    """A day of the week before the day of the report as its date, and the other way round."""
    today = case.report.published
    if today is None:
        return None

    def dated(m: re.Match[str]) -> str:
        names = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
        back = (today.weekday() - names.index(m[1])) % 7
        day = date.fromordinal(today.toordinal() - back)
        month = _MONTHS[day.month - 1]
        return f"on {rng.choice((f'{day.day} {month}', f'{month} {day.day}', f'{m[1]}, {month} {day.day}', f'{m[1]} ({month} {day.day})'))}"

    text = re.sub(
        r"(?<=\w )on ([MTWFS]\w+day)(?=[ .,;])(?! (?:to|next|night|and|evening)\b|, \w+ \d)", dated, case.report.text
    )
    return (
        Varied(text)
        if text != case.report.text
        and not re.search(r"\b(?:will|next|plans?|to be|due|to|closes|expires|ends)\b", text)
        else None
    )


def _relative(case: Case, rng: Random) -> Varied | None:
    """The year before the report's by its number or as last year, the report's own as this year."""
    if case.report.published is None or _FISCAL.search(case.report.text):
        return None
    year = case.report.published.year
    text = case.report.text
    forward = {
        rf"\b[Ii]n {year - 1}\b(?![-/])": "last year",
        rf"\b[Oo]f {year - 1}\b(?![-/])": "of last year",
        rf"\b(?:[Ii]n|[Ff]or) (?P<m>{_ANY}) {year - 1}\b(?![-/])": r"in \g<m> last year",
        rf"\b[Oo]f {year}\b(?![-/])": rng.choice(("of this year", "of the current year")),
        rf"\b[Ii]n {year}\b(?![-/])": "this year",
    }
    back = {
        r"(?<!of )(?<!from )(?<!than )(?<!same period )\b[Ll]ast year\b(?!'s|’s| and a half)": f"in {year - 1}",
        r"\bof last year\b": f"of {year - 1}",
        r"\bof this year\b": f"of {year}",
        r"(?<!of )(?<!so far )(?<!later )(?<!earlier )\b[Tt]his year\b(?!'s|’s)": f"in {year}",
    }
    told = text
    for pattern, said in (forward if rng.random() < 0.5 else back).items():
        told = re.sub(pattern, lambda m, said=said: _capital(m, m.expand(said)), told)
    return Varied(told) if told != text else None


def _earlier_by(dates: str, years: int) -> str:
    return re.sub(_YEAR, lambda m: str(int(m[0]) - years), dates)


def _shifted(case: Case, rng: Random) -> Varied | None:
    """The report and all years that it tells some years earlier or later."""
    text, published = case.report.text, case.report.published
    if re.search(r"day\b|[Ww]eek|\b1[34]\d\d\b|February 29|29 February|s\b(?<=\d\ds)|\bleap\b|'\d\d\b", text):
        return None
    years = [int(y) for y in re.findall(rf"(?<![\d.,$€£]){_YEAR}(?!\d|[.,]\d)", text)]
    if not years or (published is not None and (published.month, published.day) == (2, 29)):
        return None
    by = rng.choice([n for n in (-8, -4, 4) if max(years) + n <= 2045])  # leap years stay such
    spans = rf"(?<![\d.,$€£])({_YEAR})(?:([-/–])(\d\d)(?!\d))?(?!\d|[.,]\d)"
    moved = re.sub(spans, lambda m: f"{int(m[1]) + by}" + (f"{m[2]}{(int(m[3]) + by) % 100:02d}" if m[2] else ""), text)

    def back(content: str) -> str:
        return re.sub(
            rf"(?<=\")(?<!hs_edition\": \")(?:\.\./)?{_YEAR}[-/.\d]*(?=\")", lambda m: _earlier_by(m[0], by), content
        )

    day = None if published is None else published.replace(year=published.year + by)
    return Varied(moved, back=back, published=day)


_EARLIER = (
    ("a year earlier", "a year before", "a year ago", "the year before", "the year earlier"),
    ("year on year", "year-on-year", "on the year", "from a year earlier", "compared with a year earlier"),
    ("than a year earlier", "than a year before", "than a year ago"),
    ("the same period of last year", "the same period last year", "the corresponding period of last year"),
    ("the same period of the previous year", "the corresponding period of the previous year"),
    ("the same period of the previous year", "the same period a year earlier", "the like period of the previous year"),
)


def _earlier(case: Case, rng: Random) -> Varied | None:
    """The time a year before in other words."""
    table: dict[str, list[str]] = {}
    for words in _EARLIER:
        for word in words:
            table.setdefault(word, []).extend(w for w in words if w != word)
    longest = "|".join(map(re.escape, sorted(table, key=len, reverse=True)))
    text = re.sub(rf"(?<![\w-])({longest})(?![\w-])", lambda m: rng.choice(table[m[0]]), case.report.text)
    return Varied(text) if text != case.report.text else None


def _fiscal(case: Case, rng: Random) -> Varied | None:
    """A fiscal year in other shapes."""

    def said(m: re.Match[str]) -> str:
        first = int(m["first"])
        last = first + 1
        ways = [
            f"fiscal year {first}-{last % 100:02d}",
            f"fiscal year {first}/{last % 100:02d}",
            f"FY{first}-{last % 100:02d}",
        ]
        ways += [
            f"financial year {first}-{last % 100:02d}",
            f"fiscal {first}-{last % 100:02d}",
            f"FY {first}-{last % 100:02d}",
        ]
        ways += [
            f"fiscal year {first}-{last}",
            f"{first}-{last % 100:02d} fiscal year",
            f"{first}/{last % 100:02d} financial year",
        ]
        the = m["the"] or ""
        way = rng.choice(ways)
        return way if way.startswith("FY") or "year" not in way else f"{the or 'the '}{way}"

    spans = rf"(?P<first>{_YEAR})[-/–](?:{_YEAR}|\d\d)"
    pattern = (
        rf"(?P<the>the )?(?:(?:fiscal|financial)(?: year)? {spans}|FY ?{spans.replace('first', 'second')})(?![\d-])"
    )
    text = re.sub(pattern, lambda m: said(m) if m["first"] else m[0], case.report.text)
    return Varied(text) if text != case.report.text else None


_ACTS = re.compile(
    r"\b(?:signed|agreed|imposed|because|that|which|who|got|introduced|under|for shipment|target|end|ended|before|after|has|have|"
    r"met|against|will|is|border|when|while|as)\b"
)


def _fronted(case: Case, rng: Random) -> Varied | None:
    """The time of a sentence at its beginning instead of its end, or the other way round."""
    text = case.report.text.strip()
    if "\n" in text:
        return None
    when = rf"in (?:{_YEAR}|(?:{_ANY})(?:-(?:{_ANY}))?(?: {_YEAR})?|the first \w+ months of {_YEAR}|the \w+ (?:half|quarter) of {_YEAR})"
    sentences = re.split(r"(?<=[a-z0-9]{2}\.) (?=[A-Z])", text)
    told = []
    for sentence in sentences:
        if _ACTS.search(sentence):
            told.append(sentence)
            continue
        behind = re.fullmatch(rf"((?:[^,:;\"]|,(?=\d))+?) ({when})\.", sentence)
        before = re.fullmatch(rf"I(n {when[3:]}),? ((?:[^,:;\"]|,(?=\d))+)\.", sentence)
        if behind and len(re.findall(when, sentence)) == 1 and not re.search(rf"{_YEAR}|{_ANY}", behind[1]):
            if re.match(
                r"(?:The|A|An|Its|Total|Exports|Imports|Trade|This|That|It|They|Of|Their|In|Shipments|Sales)\b",
                behind[1],
            ):
                opened = behind[1][0].lower() + behind[1][1:]
            else:
                opened = behind[1]
            told.append(f"I{behind[2][1:]}{rng.choice((', ', ' '))}{opened}.")
        elif before and not re.search(rf"{_YEAR}|{_ANY}", before[2]):
            body = before[2]
            told.append(f"{body[0].upper()}{body[1:]} i{before[1]}.")
        else:
            told.append(sentence)
    new = " ".join(told)
    return Varied(new) if new != text else None


def one_after_the_other(*parts: Variation) -> Variation:
    """A variation that makes the changes of all `parts` that find room."""

    def vary(case: Case, rng: Random) -> Varied | None:
        told = case
        for part in parts:
            varied = part(told, rng)
            if varied is not None:
                told = structs.replace(told, report=structs.replace(told.report, text=varied.text))
        return Varied(told.report.text) if told is not case else None

    return vary


_BEHIND_DAY = rf"(?![\w-]|[–]|,? {_YEAR}| (?:and|to|or) \d)"
_DAY = rf"(?P<day>\d\d?) (?P<month>{_ANY})(?: (?P<year>{_YEAR}))?"
_MONTH_DAY = rf"(?P<month2>{_ANY}) (?P<day2>\d\d?)(?:,? (?P<year2>{_YEAR}))?"

VARIATIONS: dict[str, tuple[Variation, float]] = {
    "stretch_told": (
        one_after_the_other(
            _told(rf"\b{_IN} (?P<first>{_ANY})[-–](?P<last>{_ANY}){_OF_YEAR}", _months),
            _told(rf"\b{_IN} the first (?P<count>\w+) months{_OF_YEAR}", _first_months),
            _told(rf"\b{_IN} the (?P<ord>first|second|third|fourth) (?P<part>half|quarter){_OF_YEAR}", _part),
        ),
        0.97,
    ),
    "year_told": (
        _told(rf"\b(?P<in>[Ii]n|[Dd]uring) (?P<year>{_YEAR})(?![\w-]|[/–,]\d| (?:season|fiscal|Q\d)|['’])", _year_in),
        0.99,
    ),
    "day_told": (_told(rf"\b[Oo]n (?:{_DAY}|{_MONTH_DAY}){_BEHIND_DAY}", _day_told), 0.98),
    "weekday": (_weekday, 0.97),
    "relative_years": (_relative, 0.97),
    "shifted_years": (_shifted, 0.99),
    "years_apart": (one_after_the_other(_earlier, _fiscal), 0.95),
    "time_fronted": (_fronted, 0.98),
}
