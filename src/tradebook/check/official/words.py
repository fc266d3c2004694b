"""Official figures and comparisons in words that a minister can read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from tradebook.check.official.reading import Official, Reading
from tradebook.check.wording import day_words, money, number, period_words
from tradebook.errors import UsageError
from tradebook.places import name
from tradebook.statement import Good, Period
from tradebook.statistics import WORLD
from tradebook.statistics.sources import source_of

DIGITS = 4  # of a sum that was computed or comes from a table
SHORT_NAME = 20
FAR = Decimal(2)  # ratios from here on are told as "2.3 times", others in per cent


def rounded(value: Decimal, digits: int = DIGITS) -> Decimal:
    """A sum in so many digits."""
    if not value:
        return Decimal(0)
    return value.quantize(Decimal(1).scaleb(max(value.adjusted() - digits + 1, 0)))


def sum_words(value: Decimal, currency: str) -> str:
    """A sum in four digits: "$12.35 million"."""
    return money(rounded(value), currency)


def percent(share: Decimal, decimals: int = 1) -> str:
    """A share: "6 %", "0.4 %"."""
    value = (share * 100).quantize(Decimal(1).scaleb(-decimals))
    return f"{number(value.normalize())} %"


def ratio_words(ratio: Decimal) -> str:
    """How much one figure is of another: "4.2 % more", "38 % less", "2.3 times as much"."""
    if ratio <= FAR:
        share = abs(ratio - 1)
        return f"{percent(share)} {'more' if ratio > 1 else 'less'}" if share >= Decimal("0.0005") else "the same"
    return f"{number(ratio.quantize(Decimal('0.01')).normalize())} times as much"


def owned(word: str) -> str:
    """ "Azerbaijan’s", "Belarus’"."""
    return word + ("’" if word.endswith("s") else "’s")


def joined(words: Iterable[str]) -> str:
    """ "a, b and c"."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def span(start: date, end: date) -> str:
    """A period: "2021", "January–October 2022"."""
    return period_words(Period(start=start.isoformat(), end=end.isoformat()))


def country(code: str) -> str:
    """A country or group in words; a code that is in no table stays a code."""
    if code == WORLD:
        return "the world"
    try:
        return name(code)
    except UsageError:
        return code


def subject(reading: Reading, goods: Sequence[Good] = ()) -> str:
    """A reading in words: "Azerbaijan’s exports of butter to Belarus in 2021"."""
    what = f" of {joined(good.text for good in goods)}" if goods else ""
    kind = {"turnover": "trade", "balance": "trade balance"}.get(reading.measure, str(reading.measure))
    kind = "re-exports" if reading.re_exports and kind == "exports" else kind
    kind += " without oil" if reading.without == ("27",) else ""
    way = {"exports": "to", "imports": "from"}.get(reading.measure, "with")
    whose, whom = owned(name(reading.reporter)), country(reading.partner)
    return f"{whose} {kind}{what} {way} {whom} in {span(reading.start, reading.end)}"


def fits(measure: str) -> str:
    """The verb of a measure: exports fit, a turnover fits."""
    return "fit" if measure in ("exports", "imports") else "fits"


def books(reading: Reading) -> str:
    """What the books asked call it: "Belarus’ imports from Azerbaijan" for Azerbaijan's exports by Belarus' books."""
    if not reading.mirrored:
        return subject(reading)
    measures = {"exports": "imports", "imports": "exports"}
    measure = measures.get(reading.measure, reading.measure)
    return subject(
        Reading(
            measure=measure,  # type: ignore[arg-type]
            reporter=reading.partner,
            partner=reading.reporter,
            start=reading.start,
            end=reading.end,
            commodities=reading.commodities,
            without=reading.without,
        )
    )


def source_words(key: str) -> str:
    """A source in words: its name where that is short, else as it is cited, without what stands in brackets."""
    source = source_of(key)
    return source.name if len(source.name) <= SHORT_NAME else source.citation.split(" (")[0]


def cited(official: Official) -> str:
    """Whose publication it is and of which day ("UN Comtrade, as of 1 March 2024"), and a rate it was converted by."""
    names = joined(source_words(key) for key in official.sources)
    rates = list(dict.fromkeys(row.conversion for row in official.rows if row.conversion))
    by = rates[0] if len(rates) == 1 else f"{len(rates)} rates"
    return f"{names}, as of {day_words(official.known.isoformat())}{f', converted by {by}' if rates else ''}"
