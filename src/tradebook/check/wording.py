"""Figures in the words of the field: "$424.4 million", "about 60 tonnes", "up 35 %"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tradebook.check.data import mapping, table
from tradebook.check.intervals import decimal, last_digit
from tradebook.statement import Amount, Change, Number, Period, Qualifier, Quantity

SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
QUALIFIERS: dict[Qualifier, str] = {
    "exact": "",
    "about": "about ",
    "over": "over ",
    "under": "under ",
    "up_to": "up to ",
}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MOST_DECIMALS = 3


def _decimals(value: Decimal, scale: Decimal, precision: Decimal | None) -> int:
    """How many decimals print `value / scale` down to its last printed digit."""
    unit = last_digit(value) if precision is None or precision == 0 else precision
    exponent = int((unit / scale).normalize().as_tuple().exponent)
    return max(0, -exponent)


def scale_of(values: Sequence[tuple[Decimal, Decimal | None]]) -> tuple[Decimal, str]:
    """The scale ("million") that prints all values, each with its precision, in at most three decimals, led by the
    greatest; (1, "") where none does."""
    if not values:
        return Decimal(1), ""
    greatest = max(abs(value) for value, _ in values)
    for scale, word in SCALES:
        if greatest >= scale and all(_decimals(v, scale, p) <= MOST_DECIMALS for v, p in values):
            return scale, word
    return Decimal(1), ""


def number(value: Number | Decimal, scale: Decimal = Decimal(1), precision: Number | Decimal | None = None) -> str:
    """`value / scale` with its printed digits and commas: 424400000 by a million is "424.4"."""
    whole = decimal(value)
    unit = None if precision is None else decimal(precision)
    places = _decimals(whole, scale, unit)
    return f"{whole / scale:,.{places}f}".replace("-", "−")


def scaled(value: Number | Decimal, precision: Number | Decimal | None = None) -> str:
    """A number with its scale in words: "424.4 million", "816,000"."""
    whole = decimal(value)
    unit = None if precision is None else decimal(precision)
    scale, word = scale_of([(whole, unit)])
    return f"{number(whole, scale, unit)} {word}".rstrip()


def _span(low: Number, high: Number, precision: Number | None) -> str:
    ends = [decimal(low), decimal(high)]
    unit = None if precision is None else decimal(precision)
    scale, word = scale_of([(end, unit) for end in ends])
    return f"{number(ends[0], scale, unit)}–{number(ends[1], scale, unit)} {word}".rstrip()


def money(value: Number | Decimal, currency: str | None, precision: Number | Decimal | None = None) -> str:
    """A sum: "$424.4 million", "AZN 1.7 billion", "−$166.6 million", "5 million (currency not said)"."""
    whole = decimal(value)
    sign = "−" if whole < 0 else ""
    return sign + _with_currency(scaled(abs(whole), precision), currency)


def _with_currency(words: str, currency: str | None) -> str:
    if currency is None:
        return f"{words} (currency not said)"
    return f"{mapping('currencies', 'currency', 'symbol').get(currency, currency + ' ')}{words}"


def amount_words(amount: Amount) -> str:
    """An amount in words; the report's own wording where it has no value."""
    mark = QUALIFIERS[amount.qualifier]
    if amount.value is not None:
        return mark + money(amount.value, amount.currency, amount.precision)
    if amount.low is not None and amount.high is not None:
        return mark + _with_currency(_span(amount.low, amount.high, amount.precision), amount.currency)
    return amount.text


def unit_words(unit: str | None, single: bool = False) -> str:
    """A unit in words: "tonnes", "tonne" of one; a unit of no table as it stands."""
    if unit is None:
        return ""
    for row in table("units"):
        if row["unit"] == unit:
            return row["one"] if single else row["many"]
    return unit


def quantity_words(quantity: Quantity) -> str:
    """A quantity in words: "60 tonnes", "over 1.2 million barrels"; the report's own wording where it has no value."""
    mark = QUALIFIERS[quantity.qualifier]
    if quantity.value is not None:
        words = scaled(quantity.value, quantity.precision)
        return f"{mark}{words} {unit_words(quantity.unit, words == '1')}".rstrip()
    if quantity.low is not None and quantity.high is not None:
        words = _span(quantity.low, quantity.high, quantity.precision)
        return f"{mark}{words} {unit_words(quantity.unit, False)}".rstrip()
    return quantity.text


def percent_words(percent: Number, qualifier: Qualifier = "exact") -> str:
    """A percentage: "about 60 %"."""
    return f"{QUALIFIERS[qualifier]}{number(abs(decimal(percent)))} %"


def change_words(change: Change) -> str:
    """A growth or a fall: "up 35 %", "down about 4 %", "1.6 times as much", "up $20 million"."""
    mark = QUALIFIERS[change.qualifier]
    if change.percent is not None:
        side = "down" if change.percent < 0 else "up"
        return f"{side} {mark}{number(abs(decimal(change.percent)))} %"
    if change.factor is not None:
        return f"{mark}{number(change.factor)} times as much"
    if change.amount is not None and change.amount.value is not None:
        side = "down" if change.amount.value < 0 else "up"
        size = abs(decimal(change.amount.value))
        return f"{side} {mark}{money(size, change.amount.currency, change.amount.precision)}"
    return change.text


def short_period(period: Period | None) -> str:
    """A period with its months in three letters, for tables: "Jan–Oct 2022"."""
    words = period_words(period)
    for month in MONTHS:
        words = words.replace(month, month[:3])
    return words


def _month(day: str) -> int:
    return int(day[5:7])


def day_words(day: str) -> str:
    """A day: "14 June 2022" of "2022-06-14"; a day that is none, as it stands."""
    if not 1 <= _month(day) <= 12:
        return day
    return f"{int(day[8:10])} {MONTHS[_month(day) - 1]} {day[:4]}"


def _last_day(day: str) -> bool:
    month, last = _month(day), int(day[8:10])
    if month == 2:
        return last in (28, 29)
    return last == (30 if month in (4, 6, 9, 11) else 31)


def _yearless(edtf: str) -> str:
    """ "XXXX-05-18" as "18 May (year not said)"."""
    parts = edtf.split("/")[0].split("-")
    if len(parts) < 2 or not parts[1].isdigit() or not 1 <= int(parts[1]) <= 12:
        return ""
    month = MONTHS[int(parts[1]) - 1]
    day = f"{int(parts[2])} " if len(parts) > 2 and parts[2].isdigit() else ""
    return f"{day}{month} (year not said)"


def period_words(period: Period | None) -> str:
    """A period: "2021", "January–October 2022", "14 June 2022", "since 2007"; "" where nothing is known."""
    if period is None:
        return ""
    start, end = period.start, period.end
    if start is None and end is None:
        return _yearless(period.edtf or "") or period.text
    if start is None or end is None:
        if start is not None:
            return f"since {start[:4] if start[5:] == '01-01' else day_words(start)}"
        return f"until {day_words(end or '')}"
    return _closed(start, end)


def _closed(start: str, end: str) -> str:
    if start == end:
        return day_words(start)
    if not (1 <= _month(start) <= 12 and 1 <= _month(end) <= 12):
        return f"{start} – {end}"
    if start[8:] != "01" or not _last_day(end):
        return _days(start, end)
    first, last = MONTHS[_month(start) - 1], MONTHS[_month(end) - 1]
    if start[5:] == "01-01" and end[5:] == "12-31":
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    if start[:7] == end[:7]:
        return f"{first} {start[:4]}"
    if start[:4] == end[:4]:
        return f"{first}–{last} {start[:4]}"
    return f"{first} {start[:4]} – {last} {end[:4]}"


def _days(start: str, end: str) -> str:
    if start[:7] == end[:7]:
        return f"{int(start[8:10])}–{day_words(end)}"
    return f"{day_words(start)} – {day_words(end)}"
