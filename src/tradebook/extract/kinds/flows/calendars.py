"""Years that are not the calendar's, in days: fiscal years by their country, marketing years by country and good."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from msgspec import structs

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.extract.mentions.periods.mention import FiscalPart
from tradebook.extract.tables import rows
from tradebook.statement import Good, Period

# A year told by its distance has begun; months of it that are not over are those of the year before
_OWN_CALENDAR = 2  # years: a label that is so near to today in the country's own calendar is of that one
_REPORTED_EARLY = timedelta(days=10)

MARKETING = "marketing year"
"""The calendar of seasons: "the 2023/24 marketing year"."""

_First = tuple[int, int, str, int]
"""Month and day of the first day, whether a single year names the year that begins or ends, and how many years the
country's own calendar is behind ours."""


@cache
def _fiscal_years() -> dict[str, _First]:
    return {
        r["alpha3"]: (int(r["month"]), int(r["day"]), r["label"], int(r["behind"] or 0)) for r in rows("fiscal_years")
    }


@cache
def _marketing_years() -> tuple[tuple[str, str, int], ...]:
    return tuple((r["alpha3"], r["heading"], int(r["month"])) for r in rows("marketing_years"))


def has_fiscal_year(country: str) -> bool:
    """Whether a country counts by a fiscal year of its own."""
    return country in _fiscal_years()


def has_marketing_year(countries: Iterable[str], goods: Iterable[Good]) -> bool:
    """Whether one of the countries counts one of the goods by a marketing year of the table."""
    codes = [code for good in goods for code in good.hs]
    known = set(countries)
    return any(
        row[0] in known and any(code.startswith(row[1]) or row[1].startswith(code) for code in codes)
        for row in _marketing_years()
    )


def in_calendar(
    mention: PeriodMention,
    countries: Iterable[str],
    goods: Iterable[Good] = (),
    *,
    ahead: bool = False,
    farm_year: Period | None = None,
) -> Period:
    """The period of a mention: what it is of a fiscal year, in days, by the first of `countries` whose year is in the
    table, of a marketing year by country and goods or as `farm_year` had its months; else as it is. `ahead`: the
    sentence speaks of what is to come."""
    part = mention.fiscal or _season_of(mention.period, countries, goods)
    if part is None:
        return mention.ahead if ahead and mention.ahead is not None else mention.period
    if part.begin is not None:
        return _part_from(part.begin, part, mention.period)
    if part.farm:
        begin = _farm_begin(part, countries, goods, farm_year)
        if begin is None:
            return mention.period
        return structs.replace(_part_from(begin, part, mention.period), calendar=MARKETING)
    for country in countries:
        known = _fiscal_years().get(country)
        if known is not None and (begin := _begin(part, known, ahead=ahead)) is not None:
            return _part_from(begin, part, mention.period)
    return mention.period


def _season_of(period: Period, countries: Iterable[str], goods: Iterable[Good]) -> FiscalPart | None:
    """A bare "2022/23" as a season: of goods that their country counts by one, and called no fiscal year."""
    years = (period.edtf or "").split("/")
    if period.calendar != "fiscal year" or len(years) != 2 or any(letter.isalpha() for letter in period.text):
        return None
    if not all(year.isdigit() for year in years) or not has_marketing_year(list(countries)[:1], goods):
        return None
    return FiscalPart(years=(int(years[0]), int(years[1])), farm=True)


def _farm_begin(
    part: FiscalPart, countries: Iterable[str], goods: Iterable[Good], farm_year: Period | None
) -> date | None:
    """The first day of a marketing year that has a label of two years: as the report told it of another one, else of
    the grains, oils and so on of the country."""
    if len(part.years) != 2 and part.today is None:
        return None
    if farm_year is not None and farm_year.start is not None:
        return _season_from(int(farm_year.start[5:7]), part)
    codes = {code for good in goods for code in good.hs}
    for country in list(countries)[: 1 if part.years else 2]:
        months = {
            m for c, heading, m in _marketing_years() if c == country and any(x.startswith(heading) for x in codes)
        }
        if months:
            return _season_from(months.pop(), part) if len(months) == 1 else None
    return None


def _season_from(month: int, part: FiscalPart) -> date:
    """The first day of the season that begins in a month: by its label, else by its distance from the one that runs."""
    if part.years:
        return date(part.years[0], month, 1)
    assert part.today is not None and part.offset is not None  # every season has a label or a day
    return date(part.today.year - (part.today.month < month) + part.offset, month, 1)


def farm_year_begun(countries: Iterable[str], goods: Iterable[Good], day: date) -> date | None:
    """The first day of the marketing year of goods of the first of `countries` in which a day lies, by the table."""
    codes = {code for good in goods for code in good.hs}
    own = list(countries)[:1]
    months = {
        m for c, h, m in _marketing_years() if c in own and any(x.startswith(h) or h.startswith(x) for x in codes)
    }
    if len(months) != 1:
        return None
    month = months.pop()
    return date(day.year - (day.month < month), month, 1)


def has_farm_year(countries: Iterable[str], goods: Iterable[Good]) -> bool:
    """Whether goods of the first of `countries` are counted by a marketing year."""
    codes = {code for good in goods for code in good.hs}
    own = list(countries)[:1]
    return any(c in own and any(x.startswith(h) or h.startswith(x) for x in codes) for c, h, _ in _marketing_years())


def _begin(part: FiscalPart, known: _First, *, ahead: bool) -> date | None:
    """The first day of the year that a part is of, in a country whose year begins as `known` says."""
    month, day, label, behind = known
    if part.years:
        if behind and part.today is not None and abs(part.years[0] + behind - part.today.year) <= _OWN_CALENDAR:
            return date(part.years[0] + behind, month, day)  # "the 2016 Ethiopian fiscal year" begins in 2023
        return date(part.years[0] - (len(part.years) == 1 and label == "end"), month, day)
    if part.today is None or part.offset is None:
        return None
    year = part.today.year - ((part.today.month, part.today.day) < (month, day))
    begin = date(year + part.offset, month, day)
    inside = part.named is not None or part.months != (1, 12)
    if part.offset == 0 and inside and not ahead:
        end = _part_from(begin, part, Period()).end
        if end is not None and date.fromisoformat(end) > part.today + _REPORTED_EARLY:
            return date(year - 1, month, day)
    return begin


def _part_from(begin: date, part: FiscalPart, told: Period) -> Period:
    if part.named is not None:
        made = _named_months(begin, part.named, told.text)
    else:
        first, last = part.months
        made = cal.from_bounds(_months_on(begin, first - 1), _months_on(begin, last) - timedelta(days=1), told.text)
    return Period(start=made.start, end=made.end, edtf=made.edtf, calendar=told.calendar, text=told.text)


def _named_months(begin: date, months: tuple[int, int], text: str | None) -> Period:
    """Months of the calendar in the year that begins on a day; one that begins in mid-month has that month whole."""
    first, last = months
    year = begin.year if first >= begin.month else begin.year + 1
    return cal.of_months(year, first, last, text or "")


def _months_on(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, day.day)


def in_fiscal_year(period: Period, countries: Iterable[str]) -> Period:
    """A fiscal year known by its label only ("2022/2023"), in days, where one of `countries` is in the table."""
    if period.calendar != "fiscal year" or period.start is not None or period.edtf is None or "/" not in period.edtf:
        return period
    first, last = (int(part) for part in period.edtf.split("/"))
    for country in countries:
        known = _fiscal_years().get(country)
        if known is not None:
            text = period.text or ""
            single = "/" not in text and "-" not in text and "–" not in text
            begin = date(last if single and known[2] == "start" else first, known[0], known[1])
            return _part_from(begin, FiscalPart(), period)
    return period
