"""What to ask UN Comtrade for two countries, and how a question whose answer was cut off is split.

The aggregates are pinned: all customs procedures (C00), all modes of transport (0), all countries of consignment (0),
for otherwise each figure comes once a procedure and once as their sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec
from msgspec import Struct

from tradebook.statistics.comtrade.codes import code_to_ask
from tradebook.statistics.row import ALL_GOODS, WORLD

Frequency = Literal["A", "M"]
ALL_FLOWS = ("M", "X", "RM", "RX")
MOST_PERIODS = 12  # of a question
CHAPTERS, HEADINGS, SUBHEADINGS = "AG2", "AG4", "AG6"  # all codes of two, four, six digits
CODES_AT_ONCE = 300  # so that the address stays short and the answer under the open cap
_BEYOND = 3  # headings after a chapter's last one of today: earlier editions had some
_RESIDUALS = ("9999",)


class Asked(Struct, frozen=True, kw_only=True):
    """What a user asks for: two countries, years (both included), months too or not; `goods`: codes of the HS (empty:
    all chapters and headings); `detail`: digits of the codes where no goods are named; `consignment`: trade as a whole
    by country of consignment."""

    countries: tuple[str, str]
    since: int
    until: int
    monthly: bool = False
    goods: tuple[str, ...] = ()
    detail: Literal[2, 4, 6] = 4
    consignment: bool = False

    @property
    def what(self) -> str:
        """ "comtrade AZE BLR 2019-2023 monthly"."""
        years = str(self.since) if self.since == self.until else f"{self.since}-{self.until}"
        words = ["comtrade", *self.countries, years, *(["monthly"] if self.monthly else [])]
        return " ".join([*words, *self.goods, *(["by consignment"] if self.consignment else [])])


class Question(Struct, frozen=True, kw_only=True):
    """One call: a reporter's figures. Codes are ours, but for flows and classes of goods."""

    reporter: str
    partners: tuple[str, ...]
    flows: tuple[str, ...]
    frequency: Frequency
    periods: tuple[str, ...]
    goods: tuple[str, ...]
    consignment: bool = False

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the interface."""
        pinned = {} if self.consignment else {"partner2Code": "0"}
        return pinned | {
            "reporterCode": code_to_ask(self.reporter),
            "partnerCode": ",".join(code_to_ask(partner) for partner in self.partners),
            "flowCode": ",".join(self.flows),
            "period": ",".join(self.periods),
            "cmdCode": ",".join(self.goods),
            "customsCode": "C00",
            "motCode": "0",
            "includeDesc": "false",
            **({"breakdownMode": "plus"} if self.consignment else {}),
        }

    def words(self) -> str:
        """What is asked, for messages: "AZE with BLR and WLD, M X, 2019 to 2021, TOTAL"."""
        periods = self.periods[0] if len(self.periods) == 1 else f"{self.periods[0]} to {self.periods[-1]}"
        goods = " ".join(self.goods) if len(self.goods) < 5 else f"{len(self.goods)} headings"
        return f"{self.reporter} with {' and '.join(self.partners)}, {' '.join(self.flows)}, {periods}, {goods}"


def questions(asked: Asked) -> Iterator[Question]:
    """All questions, the most telling first: trade as a whole, then the goods, then the countries of consignment."""
    one, other = asked.countries
    pairs = [(one, other), (other, one)]
    goods = asked.goods or {2: (CHAPTERS,), 4: (CHAPTERS, HEADINGS), 6: (CHAPTERS, HEADINGS, SUBHEADINGS)}[asked.detail]
    for frequency, periods in times(asked):
        for reporter, partner in pairs:
            asking = Question(
                reporter=reporter,
                partners=(partner, WORLD),
                flows=ALL_FLOWS,
                frequency=frequency,
                periods=periods,
                goods=(ALL_GOODS,),
            )
            yield asking
            # the world's trade in each heading is many times as long: it is asked for where goods are named
            partners = (partner, WORLD) if asked.goods else (partner,)
            for part in _parts(goods, CODES_AT_ONCE):
                yield msgspec.structs.replace(asking, goods=part, partners=partners)
            if asked.consignment:
                yield msgspec.structs.replace(asking, partners=(partner,), consignment=True)


def times(asked: Asked) -> Iterator[tuple[Frequency, tuple[str, ...]]]:
    """The periods of a call each: years, then the months of each year where they are asked for."""
    years = [str(year) for year in range(asked.since, asked.until + 1)]
    for part in _parts(years, MOST_PERIODS):
        yield "A", part
    for year in years if asked.monthly else ():
        yield "M", tuple(f"{year}{month:02d}" for month in range(1, 13))


def split(question: Question) -> list[Question]:
    """Smaller questions that ask for the same together; empty where it cannot be made smaller."""
    for field in ("periods", "flows", "partners"):
        values: tuple[str, ...] = getattr(question, field)
        if len(values) > 1:
            return [msgspec.structs.replace(question, **{field: half}) for half in _halves(values)]
    if len(question.goods) > 1:
        return [msgspec.structs.replace(question, goods=half) for half in _halves(question.goods)]
    if question.goods == (HEADINGS,):
        return [msgspec.structs.replace(question, goods=part) for part in _parts(all_headings(), CODES_AT_ONCE)]
    return []


@cache
def all_headings() -> tuple[str, ...]:
    """Headings of every edition: those of today, the numbers that they leave out, and a few after each chapter's last.
    Which headings earlier editions had is in no table here, and a number too many costs nothing."""
    from tradebook.goods.nomenclature import headings

    last: dict[str, int] = {}
    for code in headings():
        last[code[:2]] = max(last.get(code[:2], 0), int(code[2:]))
    found = [f"{chapter}{number:02d}" for chapter in sorted(last) for number in range(1, last[chapter] + _BEYOND + 1)]
    return (*found, *_RESIDUALS)


def _halves(values: Sequence[str]) -> list[tuple[str, ...]]:
    middle = len(values) // 2
    return [tuple(values[:middle]), tuple(values[middle:])]


def _parts(values: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(values[start : start + size]) for start in range(0, len(values), size)]
