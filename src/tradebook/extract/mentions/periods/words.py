"""The words that periods are made of."""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
# "last", "final" and "closing" count as the fourth quarter
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "final": 4,
    "last": 4,
    "opening": 1,
    "closing": 4,
}
COUNTS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
}
DASHES = frozenset("-–—−/")
LAST = frozenset("last past previous preceding prior".split())
SAME = frozenset("same corresponding similar comparable analogous equivalent".split())
# Behind a range of months: "the January-March quarter"
STRETCH = frozenset({"period", "quarter", "half", "semester"})
HALVES = frozenset({"half", "semester"})  # of a year
REPORTING = frozenset("reporting reported accounting mentioned review reviewed said given specified stated".split())
APOSTROPHES = frozenset("'’")
DAY_SUFFIXES = frozenset("st nd rd th".split())
# What stands before a year that is a year, and before "May" when it is the month
YEAR_PREPOSITIONS = frozenset(
    "in of since by from until till during for year through between to and before after than with against versus "
    "early late mid - the s ( , ’s 's calendar vs around ending ended".split()
)
# A number before one of these is a figure, not a day or a year
FIGURE_UNITS = frozenset("tonnes tons million billion mln bln bn percent % pct dollars dlrs barrels head units".split())
MONTH_FIGURES = frozenset("million billion mln bln bn percent % pct tonnes tons dollars years times".split())
FUTURE = frozenset(
    "will plans plan planned expected expects to-be would could aims aim intends intend hopes scheduled".split()
)
