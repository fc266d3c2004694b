"""Years that are not the calendar's: "FY 2022-23", "fiscal 2023", "the year to June", "the solar year 1401"."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import structs

from tradebook.extract.mentions import calendar as cal
from tradebook.extract.mentions.periods.brackets import months_named
from tradebook.extract.mentions.periods.mention import FiscalPart, Found, PeriodMention, unresolved
from tradebook.extract.mentions.periods.registry import opens, opens_with_number, read_any
from tradebook.extract.mentions.periods.row import Row
from tradebook.extract.mentions.periods.words import APOSTROPHES, DASHES, MONTHS, STRETCH
from tradebook.statement import Period

_TO = frozenset({"to", "ended", "ending", "through"})
FISCAL = "fiscal year"
_NAMES = frozenset({"fiscal", "financial", "fy"})
FISCAL_OFFSETS = {
    word: offset
    for offset, forms in (
        (0, "current ongoing running present this outgoing"),
        (-1, "last previous preceding past prior"),
        (1, "next coming upcoming"),
    )
    for word in forms.split()
}
_POINTING_BACK = frozenset({"previous", "preceding", "prior"})
_BEFORE_LABEL = frozenset({"fy", "fiscal", "financial", "year", "-", "'", "’"})
_BEFORE_SHORT = frozenset({"fy", "fiscal", "year", "'", "’", "-"})
_BEGINNING = frozenset("started starting began beginning begins starts commencing commenced".split())
# What may follow "the last fiscal", with no "year"
_GOES_ON = frozenset(
    "and when as from to against was were over for by with but while compared exported imported shipped sold bought "
    "came reached amounted totalled stood rose fell grew declined increased".split()
)
_FARMED = frozenset({"my", "season", "campaign", "marketing", "crop", "harvest"})
_ENDING = frozenset({"that", "which", "ended", "ends", "ending", "on", "in", "to", "the"})


@opens("fy", "fiscal", "financial", after_the=("fiscal", "financial"))
def fiscal_label(row: Row, i: int) -> Found | None:
    """ "FY 2022-23", "FY2023", "FY24", "fiscal year 2022/23", "financial year 2022-23", "fiscal 2023"."""
    j = _behind_name(row, i)
    if row.low(j) in {"that", "which", "ending", "ended", "to"}:
        return _fiscal_ended(row, i, j)
    label = _label_at(row, j)
    return _whole(row, i, label[1], FiscalPart(years=label[0], today=row.today)) if label else None


@opens_with_number(1, 2)
def fiscal_code(row: Row, i: int) -> Found | None:
    """ "11MFY24", "1HFY24", "3QFY2024", as South Asian desks write."""
    months = _CODES.get(row.low(i + 1), 0)
    n = row.day_at(i)
    if not months or n is None or n * months > _YEAR or not row.glued(i + 1) or not row.glued(i + 2):
        return None
    label = row.tokens[i + 2].text if i + 2 < row.size else ""
    if not label.isdigit() or len(label) not in {2, 4}:
        return None
    year = int(label) if len(label) == 4 else 2000 + int(label)
    part = FiscalPart(years=(year,), months=((n - 1) * months + 1 if months > 1 else 1, n * months))
    return PeriodMention(Period(calendar=FISCAL, text=row.wording(i, i + 3)), fiscal=part), i + 3


_CODES = {"mfy": 1, "qfy": 3, "hfy": 6}
_YEAR = 12


def relative_fiscal_year(row: Row, i: int) -> Found | None:
    """ "the current fiscal year (2023-24)", "last fiscal year", "the previous fiscal" with its first word at `i`."""
    found = _fiscal_year_at(row, i)
    return None if found is None else _whole(row, i, found[1], found[0])


def _whole(row: Row, i: int, stop: int, part: FiscalPart) -> Found:
    edtf = None
    if part.years:
        first, last = part.years[0] - (len(part.years) == 1), part.years[-1]
        edtf = f"{first}/{last}"
    period = Period(edtf=edtf, calendar=FISCAL, text=row.wording(i, stop))
    # "the previous fiscal year" is told from the one that is spoken of, where one is
    before = part.offset == -1 and row.low(i) in _POINTING_BACK
    return PeriodMention(period, relation="previous_year" if before else None, fiscal=part), stop


def fiscal_part(row: Row, i: int, j: int, months: tuple[int, int], *, named: bool = False) -> Found | None:
    """Months of "(the period) of the fiscal year ..." told at `j`: the `months` by their number in it, or `named` ones
    of the calendar; "July-September (2023-24)" and "Q1 FY24" too."""
    found = _fiscal_behind(row, j)
    if found is None:
        return None
    part, stop = found
    inside = structs.replace(part, months=(1, 12) if named else months, named=months if named else None)
    calendar = "marketing year" if part.farm else FISCAL
    return PeriodMention(Period(calendar=calendar, text=row.wording(i, stop)), fiscal=inside), stop


def fiscal_before(row: Row, i: int, j: int, months: tuple[int, int]) -> Found:
    """ "the fiscal |first half (of 2017)": months of the fiscal year of that label, else of the one that runs."""
    year = row.year_at(j + 1) if row.low(j) in {"of", "in"} else None
    stop = j if year is None else j + 2
    part = FiscalPart(offset=0, today=row.today) if year is None else FiscalPart(years=(year,))
    inside = structs.replace(part, months=months)
    return PeriodMention(Period(calendar=FISCAL, text=row.wording(i, stop)), fiscal=inside), stop


def _fiscal_behind(row: Row, j: int) -> tuple[FiscalPart, int] | None:
    k = j + 1 if row.low(j) in STRETCH else j
    told = months_named(row, k + 1) if row.low(k) == "(" else None
    if told is not None and row.low(told[2]) == ")":
        k = told[2] + 1  # "the first quarter (July-September) of the fiscal year"
    joined = row.low(k) in {"of", "in", "during", "for"}
    if joined or (row.low(k) == "," and row.low(k + 1) == "fy"):
        k += 1
    if row.low(k) == "(" and (label := split_label(row, k + 1)) is not None and row.low(label[1]) == ")":
        return FiscalPart(years=label[0], today=row.today), label[1] + 1
    if (label := split_label(row, k + (row.low(k) == "the"))) is not None:
        farm = row.low(label[1]) in _FARMED
        stop = label[1] + farm
        return FiscalPart(years=label[0], farm=farm), stop + (farm and row.low(stop) in {"year", "season"})
    return _fiscal_year_at(row, k, named=joined)


def _fiscal_year_at(row: Row, k: int, *, named: bool = False) -> tuple[FiscalPart, int] | None:
    """The fiscal year told at `k`, by its label, by its distance or by its first day; `named`: "the fiscal year" alone
    is the current one."""
    the = row.low(k) in {"the", "its", "their"}
    k += the
    if (labelled := _label_before_name(row, k)) is not None:
        return labelled
    if row.low(k) in {"country", "nation"} and row.low(k + 1) in APOSTROPHES:
        k += 3
    offset = FISCAL_OFFSETS.get(row.low(k))
    k += offset is not None
    if not _is_name(row, k) and _is_name(row, k + 1) and row.tokens[k].text[:1].isupper():
        k += 1  # "the Ethiopian fiscal year"
    if not _is_name(row, k):
        return None
    j = _behind_name(row, k)
    if (begun := _begun(row, j)) is not None:
        return FiscalPart(begin=begun[0]), begun[1]
    if (label := _label_at(row, j)) is not None:
        return FiscalPart(years=label[0], today=row.today), label[1]
    plain = row.low(j - 1) in {"year", "fy"} or not row.low(j).isalpha() or row.low(j) in _GOES_ON
    if (offset is None and not (named and the)) or not plain:
        return None
    if row.low(j) == "(":
        k = j + 1 + (row.low(j + 1) == "fy")
        label = _label_at(row, k)
        if label is not None and row.low(label[1]) == ")":
            return FiscalPart(years=label[0], today=row.today), label[1] + 1
    return FiscalPart(offset=offset or 0, today=row.today), j


def _label_before_name(row: Row, k: int) -> tuple[FiscalPart, int] | None:
    """ "the |2016 (Ethiopian) fiscal year|", "the |2080/81 fiscal year|"."""
    split = split_label(row, k)
    year = row.year_at(k)
    if split is None and year is None:
        return None
    years, j = split if split is not None else ((year or 0,), k + 1)
    if not _is_name(row, j) and row.tokens[j : j + 1] and row.tokens[j].text[:1].isupper():
        j += 1
    return (FiscalPart(years=years, today=row.today), _behind_name(row, j)) if _is_name(row, j) else None


def _is_name(row: Row, k: int) -> bool:
    """Whether "fiscal", "FY", "budget (year)" stands at `k`."""
    return row.low(k) in _NAMES or (row.low(k) == "budget" and row.low(k + 1) == "year")


def _behind_name(row: Row, i: int) -> int:
    """The index behind "FY", "fiscal (year)" at `i`, and the dash or apostrophe before a label."""
    j = i + 1
    if row.low(j) in {"year", "years"}:
        j += 1
    return j + 1 if row.low(j) in APOSTROPHES or (row.low(j) == "-" and row.glued(j)) else j


def _label_at(row: Row, j: int) -> tuple[tuple[int, ...], int] | None:
    """The year or years that name a fiscal year at `j` ("2022-23", "2023", "24"), and the index behind."""
    if (split := split_label(row, j)) is not None:
        return split
    first = _year_of_label(row, j)
    if first is None or row.is_figure(j):
        return None
    last = row.short_year(j + 2, first) if row.low(j + 1) in DASHES else None
    return ((first, last), j + 3) if last == first + 1 else ((first,), j + 1)


def split_label(row: Row, j: int) -> tuple[tuple[int, ...], int] | None:
    """ "2022-23", "2022/23" at `j`, "2022-2023" only where a slash parts them or "FY" names them."""
    k = j + 1 if row.low(j) == "fy" else j
    first = row.year_at(k)
    last = row.short_year(k + 2, first) if first is not None and row.low(k + 1) in DASHES else None
    if first is None or last != first + 1:
        return None
    plain = (
        len(row.tokens[k + 2].text) == 4 and row.low(k + 1) != "/" and k == j and row.low(j - 1) not in _BEFORE_LABEL
    )
    return None if plain else ((first, last), k + 3)


def _year_of_label(row: Row, j: int) -> int | None:
    if (year := row.year_at(j)) is not None:
        return year
    token = row.tokens[j] if j < row.size else None
    if token is None or token.kind != "n" or len(token.text) != 2 or not token.text.isdigit():
        return None
    return 2000 + int(token.text) if row.low(j - 1) in _BEFORE_SHORT else None


def _begun(row: Row, j: int) -> tuple[date, int] | None:
    """The day from which a fiscal year counts: "(that) started (on) July 8, 2019" at `j`."""
    k = j + 1 if row.low(j) in {"that", "which"} else j
    if row.low(k) not in _BEGINNING:
        return None
    k += 1
    if row.low(k) in {"on", "in", "from"}:
        k += 1
    found = read_any(row, k) if row.low(k) in MONTHS or row.day_at(k) is not None else None
    if found is None or found[0].period.start is None:
        return None
    return date.fromisoformat(found[0].period.start), found[1]


def _fiscal_ended(row: Row, i: int, j: int) -> Found | None:
    """ "fiscal year that ended on July 7, 2022", "financial year ended in March 2023": the twelve months to then."""
    while row.low(j) in _ENDING:
        j += 1
    if row.low(j) not in MONTHS:
        return None
    found = read_any(row, j)
    if found is None or found[0].period.end is None:
        return None
    last = date.fromisoformat(found[0].period.end)
    text = row.wording(i, found[1])
    period = cal.from_bounds(_year_before(last), last, text)
    return PeriodMention(
        Period(start=period.start, end=period.end, edtf=period.edtf, calendar="fiscal year", text=text)
    ), found[1]


def _year_before(last: date) -> date:
    """The first day of the twelve months that end on `last`."""
    if last.day == cal.last_day(last.year, last.month):
        return date(last.year - 1, last.month + 1, 1) if last.month < 12 else date(last.year, 1, 1)
    return date(last.year - 1, last.month, last.day) + timedelta(days=1)


def months_to(row: Row, i: int, count: int, j: int) -> Found | None:
    """ "three months to October", "six months ended June 30": `count` months, the last of which is named behind the
    word at `j`."""
    at = _behind_to(row, j)
    if at is None:
        return None
    begun = 0  # "to mid-May": it ends within the month, and began within the one so many months before
    while row.low(at) in _ENDS or row.low(at) in _WITHIN:
        begun = begun or int(row.low(at) in _WITHIN)
        at += 1
    day_first = row.day_at(at) is not None and row.month_at(at + 1) is not None  # "ended 31 March"
    at += day_first
    month = row.month_at(at)
    if month is None:
        return None
    k = row.after_month(at)
    if not day_first and row.day_at(k) is not None:
        k += 1
    year, stop = row.year_behind(k)
    if year is None and row.today is not None:
        year = row.today.year if month <= row.today.month else row.today.year - 1
    text = row.wording(i, stop)
    if year is None:
        return unresolved(text), stop
    begin = year * 12 + month - count - begun
    last = date(year, month, cal.last_day(year, month))
    return PeriodMention(cal.from_bounds(date(begin // 12, begin % 12 + 1, 1), last, text)), stop


def _behind_to(row: Row, j: int) -> int | None:
    """The index behind the words at `j` that a last month follows: "to", "ended in", "leading up to", "that ended"."""
    if row.low(j) in {"leading", "running", "up"}:
        j += 2 if row.low(j) == "leading" and row.low(j + 1) == "up" else 1
        return j + 1 if row.low(j) == "to" else None
    if row.low(j) in {"that", "which"}:
        return j + 2 if row.low(j + 1) == "ended" else None
    return j + 1 if row.low(j) in _TO else None


_ENDS = frozenset({"the", "end", "-", "of", "late", "in", "on", "with"})
_WITHIN = frozenset({"early", "mid", "middle", "beginning", "start"})


def year_to(row: Row, i: int) -> Found | None:
    """ "year to June 2022", "year ended March 31", "(half |)year to June": "year" stands at `i`."""
    before = row.low(i - 2) if row.low(i - 1) in {"-", "–"} else row.low(i - 1)
    return months_to(row, i, 6 if before == "half" else 12, i + 1)


@opens("marketing", "crop", "my", after_the=("marketing", "crop"))
def farm_year(row: Row, i: int) -> Found | None:
    """ "marketing year 2021/22", "MY 2021/22"."""
    j = i + 2 if row.low(i + 1) == "year" else i + 1
    if j == i + 1 and row.tokens[i].text != "MY":
        return None
    if row.low(j) == "(" and row.low(j + 1) == "my" and row.low(j + 2) == ")":
        j += 3
    first = row.year_at(j)
    last = row.short_year(j + 2, first) if first is not None and row.low(j + 1) in DASHES else None
    if first is None or last != first + 1:
        return None
    return farm_year_of(row, i, j + 3, first)


def season_at(row: Row, k: int) -> tuple[FiscalPart, int] | None:
    """The season that the words at `k` only point at, and the index behind: "the current |export season|", "last
    season", "the season"; which months it has, the goods tell."""
    offset = 0
    while row.low(k) in FISCAL_OFFSETS and row.low(k) not in _NO_SEASONS:
        offset = FISCAL_OFFSETS[row.low(k)]
        k += 1
    k += row.low(k) in _KINDS_OF_SEASON
    if row.low(k) not in {"season", "campaign"} and (row.low(k - 1), row.low(k)) != ("marketing", "year"):
        return None
    labelled = row.year_at(k + 1) is not None or row.low(k + 1) in {"(", "/"}
    if row.today is None or labelled or row.low(k + 1) in {"of", "for"}:
        return None
    return FiscalPart(offset=offset, today=row.today, farm=True), k + 1


_NO_SEASONS = frozenset({"present", "running", "past"})
_KINDS_OF_SEASON = frozenset("export exporting agricultural trading sales marketing new".split())


def relative_season(row: Row, i: int) -> Found | None:
    """ "this season", "last season", "the current marketing year" with its first word at `i`."""
    found = season_at(row, i)
    if found is None:
        return None
    part, stop = found
    if row.low(stop) in APOSTROPHES and row.low(stop + 1) == "s":
        stop += 2
    text = row.wording(i, stop)
    if part.offset == -1 and row.low(i) in _POINTING_BACK:
        return unresolved(text, "year_earlier"), stop
    return PeriodMention(Period(text=text), fiscal=part), stop


def farm_year_of(row: Row, i: int, stop: int, first: int) -> Found:
    """The marketing year that begins in the year `first`, its label from `i` to `stop`."""
    period = Period(edtf=f"{first}/{first + 1}", calendar="marketing year", text=row.wording(i, stop))
    return PeriodMention(period, fiscal=FiscalPart(years=(first, first + 1), farm=True)), stop


# The last day of each month of the solar year, as day and month of the calendar; a day later after some leap years
_SOLAR_ENDS = (
    (4, 20), (5, 21), (6, 21), (7, 22), (8, 22), (9, 22), (10, 22), (11, 21), (12, 21), (1, 20), (2, 19), (3, 20),
)  # fmt: skip
_SOLAR = "solar hijri"


@opens("solar", "iranian", "persian", after_the=True)
def solar_year(row: Row, i: int) -> Found | None:
    """ "solar year 1401", "Iranian year 1401": from about 21 March to 20 March of the next year, or as brackets say."""
    found = _solar_year_at(row, i)
    return None if found is None or found[0] is None else _solar(row, i, found[0], 12, found[1])


def solar_months(row: Row, i: int, count: int, j: int) -> Found | None:
    """ "the first two months of the (current) Iranian year (1402)" with "of" at `j`: the days in brackets, else
    those of the year that is named, else days unknown."""
    k = j + 1
    while row.low(j) == "of" and row.low(k) in {"the", "current", "this", "past", "last", "previous"}:
        k += 1
    if row.low(j) != "of" or row.low(k) not in {"solar", "iranian", "persian"}:
        return None
    found = _solar_year_at(row, k)
    return None if found is None else _solar(row, i, found[0] or _solar_today(row, k - 1), count, found[1])


SOLAR = frozenset({"solar", "iranian", "persian"})


def relative_solar_year(row: Row, i: int) -> Found | None:
    """ "last Iranian year (March 21, 2022-March 20, 2023)", "the current Iranian year" with "last" at `i`."""
    found = _solar_year_at(row, i + 1)
    if found is None:
        return None
    return _solar(row, i, found[0] or _solar_today(row, i), 12, found[1])


def _solar_today(row: Row, k: int) -> int | None:
    """The solar year that "current", "last" at `k` mean on the day of the report."""
    offset = FISCAL_OFFSETS.get(row.low(k))
    if row.today is None or offset is None:
        return None
    return row.today.year - 621 - ((row.today.month, row.today.day) < (3, 21)) + offset


def _solar_year_at(row: Row, i: int) -> tuple[int | None, int] | None:
    """The solar year that begins with its adjective at `i` (None: no number is told), and the index behind."""
    j = i + 2 if row.low(i + 1) in {"calendar", "hijri"} else i + 1
    if row.low(j) != "year" and row.low(i) != "solar":
        return None
    if row.low(j) == "year":
        j += 1
    token = row.tokens[j] if j < row.size else None
    if token is None or token.kind != "n" or not token.text.isdigit() or not 1300 <= int(token.text) <= 1499:
        return None, j
    return int(token.text), j + 1


def _solar(row: Row, i: int, solar: int | None, count: int, j: int) -> Found | None:
    """The first `count` months of a solar year; what stands in brackets at `j` ("March 21-April 20, 2023") is exact."""
    if row.low(j) == "(" and (told := read_any(row, j + 1)) is not None and row.low(told[1]) == ")":
        days = told[0].period
        if days.start is not None and days.end is not None and days.start != days.end:
            text = row.wording(i, told[1])
            return PeriodMention(
                Period(start=days.start, end=days.end, edtf=days.edtf, calendar=_SOLAR, text=text)
            ), told[1] + 1
    if count == 12 and (ended := _solar_ended(row, i, j)) is not None:
        return ended
    text = row.wording(i, j)
    if solar is None:
        return PeriodMention(Period(calendar=_SOLAR, text=text)), j
    year = solar + 621
    month, day = _SOLAR_ENDS[count - 1]
    start, end = f"{year}-03-21", f"{year + (count > 9)}-{month:02d}-{day:02d}"
    return PeriodMention(Period(start=start, end=end, edtf=f"{start}/{end}", calendar=_SOLAR, text=text)), j


def _solar_ended(row: Row, i: int, j: int) -> Found | None:
    """The solar year that brackets at `j` give the last day of: "(ended on March 19)"."""
    if row.low(j) != "(" or row.low(j + 1) not in {"ended", "ending", "ends"}:
        return None
    k = j + 3 if row.low(j + 2) in {"on", "in"} else j + 2
    found = read_any(row, k)
    if found is None or found[0].period.end is None or row.low(found[1]) != ")":
        return None
    last = date.fromisoformat(found[0].period.end)
    made = cal.from_bounds(_year_before(last), last, row.wording(i, found[1]))
    return PeriodMention(structs.replace(made, calendar=_SOLAR)), found[1] + 1
