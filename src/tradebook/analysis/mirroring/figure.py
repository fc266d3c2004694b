"""The number to say: for a flow and a period, whose figure it is, what the other side says, and why they differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from tradebook.analysis.mirroring.accounts import Split, Told, not_comparable, split, told
from tradebook.analysis.mirroring.press import BookLike, Press, judged, press_figures
from tradebook.analysis.mirroring.silence import Silence, silent
from tradebook.check.official import Lookup, both_sides, causes
from tradebook.check.wording import day_words, money, period_words
from tradebook.places import name
from tradebook.statement import Period
from tradebook.statistics import Statistics
from tradebook.statistics.sources import source_of

Flow = Literal["exports", "imports"]
Books = Literal["own", "mirror", "reconciled"]
DIGITS = 4  # of a sum that is spoken


class Figure(Struct, frozen=True, kw_only=True):
    """What to say of `flow` of `reporter` with `partner` in a period, of `goods` (codes; none: all goods).

    `ours` is what the reporter itself reports, `theirs` what the partner reports of the same goods, each null with the
    reason in `ours_missing` or `theirs_missing`; `third` a reconciled series, which is neither. `gap` splits the
    difference of the two into its tested causes. `press` is what the book tells of it, `silent` what is known of either
    country's not reporting. `number` is the figure to say and `books` whose it is; null where there is none.
    `sentence` is what to say, with its source, `beside` what to add when asked; `publishable` is False where a figure
    in them may not be passed on."""

    reporter: str
    partner: str
    flow: Flow
    goods: tuple[str, ...]
    start: date
    end: date
    ours: Told | None
    theirs: Told | None
    ours_missing: str
    theirs_missing: str
    third: Told | None
    gap: Split | None
    press: tuple[Press, ...]
    silent: tuple[Silence, ...]
    number: Decimal | None
    currency: str | None
    books: Books | None
    sentence: str
    beside: tuple[str, ...]
    publishable: bool


def figure(
    statistics: Statistics,
    book: BookLike | None,
    reporter: str,
    partner: str,
    flow: Flow,
    start: date,
    end: date,
    goods: Sequence[str] = (),
    as_of: date | None = None,
) -> Figure:
    """The number to say, as known on the day `as_of` (today unless given). The reporter's own figure comes first, then
    the partner's, then a reconciled series; never a mean of them. Raises `StatisticsMissing`."""
    exporter, importer = (reporter, partner) if flow == "exports" else (partner, reporter)
    lookup = Lookup(statistics)
    sides = both_sides(lookup, exporter, importer, goods, start, end, as_of)
    exports, imports = told(sides.exports), told(sides.imports)
    ours, theirs = (exports, imports) if flow == "exports" else (imports, exports)
    missing = (sides.exports_missing, sides.imports_missing)
    ours_missing, theirs_missing = missing if flow == "exports" else missing[::-1]
    third = told(sides.reconciled)
    gap = split(causes(lookup, sides, as_of))
    asked = _Asked(reporter, partner, flow, tuple(goods), start, end)
    chosen, books = _choice(ours, theirs, third)
    press = [p for p in press_figures(book, exporter, importer, goods, as_of) if (p.start, p.end) == (start, end)]
    if as_of is None:  # the checks know what was official when a report appeared, not what was on another day
        press = judged(book, press, exporter, importer, lookup)
    sentence, *beside = _sentences(asked, ours, theirs, third, ours_missing, gap, not_comparable(sides))
    return Figure(
        reporter=reporter,
        partner=partner,
        flow=flow,
        goods=tuple(goods),
        start=start,
        end=end,
        ours=ours,
        theirs=theirs,
        ours_missing=ours_missing,
        theirs_missing=theirs_missing,
        third=third,
        gap=gap,
        press=tuple(press),
        silent=(*silent(reporter, start, end), *silent(partner, start, end)),
        number=chosen.value if chosen else None,
        currency=chosen.currency if chosen else None,
        books=books,
        sentence=sentence,
        beside=tuple(beside),
        publishable=all(one is None or one.redistributable for one in (ours, theirs, chosen)),
    )


def _choice(ours: Told | None, theirs: Told | None, third: Told | None) -> tuple[Told | None, Books | None]:
    if ours is not None:
        return ours, "own"
    if theirs is not None:
        return theirs, "mirror"
    return (third, "reconciled") if third is not None else (None, None)


class _Asked(Struct, frozen=True):
    """What is asked, in words."""

    reporter: str
    partner: str
    flow: Flow
    goods: tuple[str, ...]
    start: date
    end: date

    @property
    def when(self) -> str:
        return period_words(Period(start=self.start.isoformat(), end=self.end.isoformat()))

    @property
    def what(self) -> str:
        return f"goods of HS {', '.join(self.goods)}" if self.goods else "goods"

    def traded(self, sum_of_it: str) -> str:
        """ "Azerbaijan exported goods worth $2 million to Belarus"."""
        verb, way = ("exported", "to") if self.flow == "exports" else ("imported", "from")
        return f"{name(self.reporter)} {verb} {self.what} worth {sum_of_it} {way} {name(self.partner)}"


def _sentences(
    asked: _Asked,
    ours: Told | None,
    theirs: Told | None,
    third: Told | None,
    missing: str,
    gap: Split | None,
    apart: bool,
) -> list[str]:
    """The sentence to speak, and what to say beside it."""
    if ours is not None:
        found = [f"In {asked.when} {asked.traded(sum_words(ours))}, by its own figures ({spoken(ours)})."]
        if theirs is not None:
            found.append(f"{name(theirs.country)} counts {sum_words(theirs)} as its {theirs.flow} ({spoken(theirs)}).")
            found += ["The two are told on other terms and cannot be compared."] if apart else _gap(gap)
        return found
    why = f"{missing}; " if missing else ""
    if theirs is not None:
        words = f"by the figures of {name(theirs.country)}, which counts it as its {theirs.flow} ({spoken(theirs)})"
        return [f"In {asked.when} {asked.traded(sum_words(theirs))}, {words}: {why}this is the mirror alone."]
    if third is not None:
        return [
            f"In {asked.when} {asked.traded(sum_words(third))}, by a reconciled series ({spoken(third)}); neither of "
            "the two countries reports it so."
        ]
    return [f"There is no official figure to say: {missing or 'nothing is loaded'}."]


def _gap(gap: Split | None) -> list[str]:
    if gap is None:
        return []
    if not gap.value:
        return ["The two agree."]
    whole = _sum(abs(gap.value), gap.currency)
    least = [f"The difference is {whole}."]
    if not gap.causes:
        return [*least, "None of the causes that could be tested explains it."]
    rest = _sum(abs(gap.unexplained), gap.currency)
    ending = [f"{rest} of it is unexplained."] if gap.unexplained else ["That explains all of it."]
    return [*least, *(cause.sentence for cause in gap.causes), *ending]


def sum_words(one: Told) -> str:
    """A sum in four digits: "$295.5 million"."""
    return _sum(one.value, one.currency)


def _sum(value: Decimal, currency: str) -> str:
    if not value:
        return money(Decimal(0), currency)
    return money(value.quantize(Decimal(1).scaleb(max(value.adjusted() - DIGITS + 1, 0))), currency)


def spoken(one: Told) -> str:
    """A source as it is named aloud: "UN Comtrade, as of 1 March 2024"."""
    return f"{source_of(one.source).name}, as of {day_words(one.known.isoformat())}"


def cited(one: Told) -> str:
    """Where a figure is from, to be written: its citation, day, valuation, and how it came about."""
    how = "" if one.how == "as reported" else f"; {one.how}"
    valued = f", {one.valuation}" if one.valuation else ""
    return f"{one.citation}, as of {day_words(one.known.isoformat())}{valued}{how}"
