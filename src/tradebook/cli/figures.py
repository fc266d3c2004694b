"""What the commands over official figures share: years, sums of money, tables, and the book that may not be there."""

from __future__ import annotations

import os
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from tradebook.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from tradebook.analysis.potential import Years
    from tradebook.book import Book

_YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")
_PERIOD = re.compile(r"((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?")


def good_codes(good: str) -> tuple[str, ...]:
    """The codes of the Harmonized System that a word or code names; raises `UsageError` where it names none."""
    from tradebook.goods import resolve, valid

    words = good.strip()
    if words.isdigit():
        if not valid(words):
            raise UsageError(f"{words} is no code of the Harmonized System. Give 2, 4 or 6 digits, such as 4406")
        return (words,)
    found = resolve(words)
    if found is None:
        raise UsageError(f"'{good}' is no good that Tradebook knows. Give its HS code, such as 4406")
    return found.codes


def years_of(words: str | None) -> Years | None:
    """The years that "2019-2023" or "2021" names; raises `UsageError` for other words."""
    from tradebook.analysis.potential import Years

    if words is None:
        return None
    found = _YEARS.fullmatch(words.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, -1)
    if not 1900 <= first <= last <= 2100:
        raise UsageError(f"'{words}' names no years. Write 2021 or 2019-2023")
    return Years(first, last)


def dollars(value: Decimal | None) -> str:
    """A sum in US dollars with three digits that count: "$12.3 million"; "not known" where there is none."""
    from tradebook.check.wording import money

    if value is None:
        return "not known"
    if not value:
        return "$0"
    step = Decimal(1).scaleb(max(value.adjusted() - 2, 0))
    return money((value / step).quantize(Decimal(1)) * step, "USD", step)


def made_table(title: str, columns: Sequence[str], right: Iterable[int] = ()) -> Table:
    """An empty table with the columns, those of `right` (by place) set to the right."""
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold", pad_edge=False)
    places = set(right)
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place in places else "left", overflow="fold")
    return table


@contextmanager
def book_if_any(address: str | None) -> Iterator[Book | None]:
    """The book, opened; None where none is named and the user has none yet, for official figures stand without it."""
    from tradebook.book import open_book
    from tradebook.book.address import VARIABLE, default_path

    if address is None and not os.environ.get(VARIABLE) and not default_path().exists():
        yield None
        return
    with open_book(address, create=False) as opened:
        yield opened


def period_of(words: str) -> tuple[date, date]:
    """First and last day of "2021", "2021-05" or "2021-01..2021-10"; raises `UsageError` for other words."""
    first, _, last = words.strip().partition("..")
    found = [_PERIOD.fullmatch(part) for part in (first, last or first)]
    if all(found):
        begins, ends = ((int(m[1]), int(m[2] or 0)) for m in found if m)
        start = date(begins[0], begins[1] or 1, 1)
        year, month = ends[0], ends[1] or 12
        end = date(year, month, monthrange(year, month)[1])
        if start <= end:
            return start, end
    raise UsageError(f"'{words}' names no period. Write 2021, 2021-05 or 2021-01..2021-10")


def signed(value: Decimal, currency: str) -> str:
    """A sum in four digits with its sign."""
    from tradebook.check.wording import money

    step = Decimal(1).scaleb(max(value.adjusted() - 3, 0)) if value else Decimal(1)
    return money(value.quantize(step), currency)
