"""When a promise is due, when one without a day is looked at again, and when nothing more is to be hoped for. Pure."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from msgspec import Struct

from tradebook.book.rows import kind_of, period_of
from tradebook.statement import Deal, Period, SalesMix, Statement


class Rule(Struct, frozen=True):
    """The days of one kind: an undated promise is looked at again `review` days after it was last repeated; one of
    which nothing was heard is `unknown` `wait` days after its day; what comes about more than `late` days after it is
    not what was promised. `why` says why so."""

    kind: str
    review: int
    wait: int
    late: int
    why: str


@cache
def rules() -> dict[str, Rule]:
    """The rules by kind, from rules.csv."""
    text = files("tradebook.book.promises").joinpath("rules.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["kind"]: Rule(
            row["kind"], int(row["review_days"]), int(row["wait_days"]), int(row["late_days"]), row["why"]
        )
        for row in rows
    }


def rule_of(s: Statement) -> Rule:
    """The rule of the statement's kind."""
    return rules()[kind_of(s)]


def longest_wait() -> int:
    """The days after which nothing more is to be hoped for, of the kind for which they are most."""
    return max(rule.wait for rule in rules().values())


def day_for(s: Statement, due: date | None, last: date) -> date:
    """The day `due` of a promise; where it has none, when it is to be looked at again, told last on the day `last`."""
    return due or later(last, rule_of(s).review)


def later(day: date, days: int) -> date:
    """The day so many days later, at most the calendar's last."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def day_of(text: str | None) -> date | None:
    """A day as statements hold it; None where it is no day of the calendar."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def time_of(s: Statement) -> Period | None:
    """The time that a promise is for: a term of delivery before the day of signing, the time of a producer's target."""
    if isinstance(s, Deal):
        return s.term if s.term and s.term.end and is_delivery(s) else s.date or s.term
    if isinstance(s, SalesMix):
        return next((t.period for t in s.targets if t.period), None)
    return period_of(s)


_BY = ("by ", "until ", "till ", "before ", "up to ", "no later", "as early as ")


def is_by(period: Period | None) -> bool:
    """Whether the words of a time name a day by which something is to be, not the time that it is for."""
    return period is not None and period.text.casefold().startswith(_BY)


def is_delivery(deal: Deal) -> bool:
    """Whether the deal as promised is a delivery, not a signature."""
    if deal.stance == "stated":
        return deal.status != "planned" and deal.status != "negotiated"
    return deal.status in ("delivered", "delivering")


def due_of(s: Statement, told: date) -> date | None:
    """The last day that the promise names, told on the day `told`; None where it names none.

    A day without a year is the next such day. A producer's target that its report calls met or missed lies behind the
    report, even where its month was read forward ("the target by June was met", told in September)."""
    period = time_of(s)
    if period is None:
        return None
    due = day_of(period.end) or _next(period.edtf, told)
    if due and due > told and isinstance(s, SalesMix) and any(t.met is not None for t in s.targets):
        return _years_back(due, told)
    return due


_NO_YEAR = re.compile(r"(?:.*/)?XXXX-(\d\d)(?:-(\d\d))?$")


def _next(edtf: str | None, told: date) -> date | None:
    """The next day of a month, or of a month's end, that a time without a year names."""
    found = _NO_YEAR.match(edtf or "")
    if not found:
        return None
    month, day = int(found[1]), int(found[2]) if found[2] else None
    for year in range(told.year, told.year + 5):  # 29 February comes within four years, but for 2100
        due = _last_of(year, month, day)
        if due and due >= told:
            return due
    return None


def _last_of(year: int, month: int, day: int | None) -> date | None:
    try:
        if day is not None:
            return date(year, month, day)
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except ValueError:
        return None


def _years_back(due: date, told: date) -> date:
    year = told.year if (due.month, due.day) <= (told.month, told.day) else told.year - 1
    return date(year, due.month, min(due.day, 28) if due.month == 2 else due.day)
