"""The audit of contracts: of each deal, how much can have been delivered at most, by the trade since it was signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from msgspec import Struct

from tradebook.analysis.contracts.flows import Counted, counted
from tradebook.analysis.contracts.terms import Terms, is_owed, terms_of
from tradebook.book import Fact
from tradebook.check.wording import amount_words, day_words, money, number, quantity_words
from tradebook.places import name
from tradebook.statement import Deal
from tradebook.statistics import ALL_GOODS, Statistics
from tradebook.statistics.sums import Told

Result = Literal["at most", "no bound", "no sum", "cannot tell"]
ZERO = Decimal(0)
_WITH_FREIGHT = ("CIF", "CFR", "CIP", "CPT", "DAP", "DDP", "DPU", "DAT")


class BookLike(Protocol):
    """What is asked of a book; `tradebook.book.Book` is one."""

    def facts(
        self, *, pair: tuple[str, str] | None = None, kind: str | None = None, as_of: date | None = None
    ) -> list[Fact]: ...


class Audit(Struct, frozen=True, kw_only=True):
    """What official trade says of one deal.

    `result`: "at most" `bound` of `of` can have been delivered; "no bound": more than the deal was traded, so all of it
    can have been; "no sum": the deal tells no sum or weight to compare, `bound` is what was traded; "cannot tell":
    figures or dates are missing. `bound` and `of` are in US dollars, or in kg where `by_weight`; `share` is the one in
    the other. `says` is the sentence to read, `why` what bounds it and what could lift the bound, `counted` the figures
    of each side and direction: of a direction the larger counts, of both directions the sum."""

    fact: str
    statement: str
    sentence: str
    reports: tuple[str, ...]
    terms: Terms
    result: Result
    by_weight: bool
    bound: Decimal | None
    of: Decimal | None
    share: Decimal | None
    until: date | None
    says: str
    why: tuple[str, ...]
    counted: tuple[Counted, ...]


def audit(statistics: Statistics, book: BookLike, pair: tuple[str, str], as_of: date | None = None) -> list[Audit]:
    """The audit of every contract, purchase and agreement of the two countries, the latest signed first, as known on
    the day `as_of`."""
    deals = [fact for fact in book.facts(pair=pair, kind="deal", as_of=as_of) if is_owed(fact)]
    terms = {fact.id: terms_of(fact, pair) for fact in deals}
    shared = Counter(code for one in terms.values() for code in one.goods or (ALL_GOODS,))
    found = [_audit(statistics, fact, terms[fact.id], shared, as_of) for fact in deals]
    return sorted(found, key=lambda one: (one.terms.since or date.min, one.of or ZERO, one.fact), reverse=True)


def _audit(statistics: Statistics, fact: Fact, terms: Terms, shared: Counter[str], as_of: date | None) -> Audit:
    sides = _sides(statistics, terms, as_of)
    chosen = [_larger(both) for both in sides]
    known = [one for one in chosen if one is not None]
    complete = bool(known) and len(known) == len(chosen)
    by_weight = terms.amount is None and terms.weight is not None and all(one.weight is not None for one in known)
    of = terms.weight if by_weight else terms.amount
    bound = _bound(known, by_weight) if complete else None
    until = min(one.until for one in known) if complete else None
    result = _result(bound, of)
    deal = fact.statement
    assert isinstance(deal, Deal)
    return Audit(
        fact=fact.id,
        statement=deal.id,
        sentence=deal.evidence.text,
        reports=tuple(dict.fromkeys(source.report for source in fact.sources)),
        terms=terms,
        result=result,
        by_weight=by_weight,
        bound=bound,
        of=of,
        share=(bound / of).quantize(Decimal("0.0001")) if bound is not None and of and bound < of else None,
        until=until,
        says=_condition(terms) + _says(deal, result, bound, of, by_weight, known, until),
        why=tuple(_why(deal, terms, known, shared) if complete else _missing(terms)),
        counted=tuple(one for both in sides for one in both),
    )


def _sides(statistics: Statistics, terms: Terms, as_of: date | None) -> list[list[Counted]]:
    """Of each direction, what both sides count."""
    if terms.since is None:
        return [[] for _ in terms.directions]
    tellers: tuple[Told, ...] = ("exports", "imports")
    return [
        [
            one
            for told in tellers
            if (one := counted(statistics, exporter, importer, told, terms.goods, terms.since, as_of))
        ]
        for exporter, importer in terms.directions
    ]


def _larger(both: Sequence[Counted]) -> Counted | None:
    """The side that bounds: the one that counts more, for either may miss some."""
    return max(both, key=lambda one: (one.value, one.until), default=None)


def _bound(known: Sequence[Counted], by_weight: bool) -> Decimal:
    return sum(((one.weight or ZERO) if by_weight else one.value for one in known), ZERO)


def _result(bound: Decimal | None, of: Decimal | None) -> Result:
    if bound is None:
        return "cannot tell"
    if of is None:
        return "no sum"
    return "at most" if bound < of else "no bound"


def _condition(terms: Terms) -> str:
    """What all that is said of a deal without a date hangs on."""
    if terms.dated or terms.since is None:
        return ""
    return f"if it was signed in {day_words(terms.since.isoformat()).partition(' ')[2]} or later, "


def _says(
    deal: Deal,
    result: Result,
    bound: Decimal | None,
    of: Decimal | None,
    by_weight: bool,
    known: Sequence[Counted],
    until: date | None,
) -> str:
    whole = amount_words(deal.amount) if deal.amount else quantity_words(deal.quantity) if deal.quantity else ""
    if bound is None or until is None:
        return f"cannot tell how much{f' of {whole}' if whole else ''} can have been delivered"
    words = _tonnes(bound) if by_weight else _dollars(bound)
    month = day_words(until.isoformat()).partition(" ")[2]
    if result == "at most":
        share = f" ({bound / of * 100:.0f} %)" if bound and of else ""
        least = f"at most {words}" if bound else "nothing"
        return f"{least} of {whole} can have been delivered by {month}{share}: {_traded(known)}"
    if result == "no sum":
        return f"at most {words} can have been delivered by {month}: {_traded(known)}"
    return f"all of {whole} can have been delivered by {month}, which does not say that it was: {_traded(known)}"


def _traded(known: Sequence[Counted]) -> str:
    """ "that is all that Azerbaijan counts as imports of 0405 from Belarus since May 2022"."""
    parts = []
    for one in known:
        teller, other = (one.exporter, one.importer) if one.told == "exports" else (one.importer, one.exporter)
        goods = "all goods" if one.codes == (ALL_GOODS,) else ", ".join(one.codes)
        way = (
            f"exports of {goods} to {name(other)}"
            if one.told == "exports"
            else f"imports of {goods} from {name(other)}"
        )
        since = day_words(one.since.isoformat()).partition(" ")[2]
        parts.append(f"{_dollars(one.value)} is all that {name(teller)} counts as {way} since {since}")
    return ", and ".join(parts)


def _dollars(value: Decimal) -> str:
    """A sum with three digits that count, rounded up: a bound must not be rounded down."""
    if value < 1000:
        return money(value.to_integral_value(rounding="ROUND_CEILING"), "USD")
    step = Decimal(1).scaleb(value.adjusted() - 2)
    return money((value / step).to_integral_value(rounding="ROUND_CEILING") * step, "USD", step)


def _tonnes(kilograms: Decimal) -> str:
    return f"{number((kilograms / 1000).to_integral_value(rounding='ROUND_CEILING'))} tonnes"


def _missing(terms: Terms) -> list[str]:
    if terms.since is None:
        return [terms.since_words]
    ways = " and ".join(f"from {name(one)} to {name(other)}" for one, other in terms.directions)
    return [f"no monthly figures, nor the year's, of trade {ways} from {terms.since:%Y-%m} on are loaded"]


def _why(deal: Deal, terms: Terms, known: Sequence[Counted], shared: Counter[str]) -> list[str]:
    """What the bound rests on, and what could lift it."""
    found = [terms.since_words]
    if not terms.goods:
        found.append("the deal names no goods by code, so all trade counts")
    elif any(one.codes != terms.goods for one in known):
        found.append("its goods are not told month by month, so wider codes count")
    if len(terms.directions) > 1:
        found.append("the deal does not say who supplies whom, so both directions count")
    elif any(shared[code] > 1 for code in terms.goods or (ALL_GOODS,)):
        found.append("other deals of these goods share this bound")
    if deal.amount is not None and terms.amount is None:
        found.append(f"its sum is in {deal.amount.currency or 'a currency not told'}, the figures are in US dollars")
    found += [words for one in known for words in _of_side(deal, one)]
    return list(dict.fromkeys(found))


def _of_side(deal: Deal, one: Counted) -> list[str]:
    found = []
    if one.told == "imports":
        found.append("imports are counted with freight and insurance (CIF), so the bound is rather too high")
    elif deal.incoterm in _WITH_FREIGHT:
        found.append(f"exports are counted without freight (FOB), which the price of the deal ({deal.incoterm}) holds")
    else:
        found.append("exports are counted without freight (FOB); a price with freight may be higher by that")
    found += [f"figures in another currency are converted: {words}" for words in one.conversions[:3]]
    if one.whole_years:
        years = " and ".join(str(year) for year in one.whole_years)
        found.append(f"of {years} only the whole year is known, months before the signing among it")
    if one.hidden:
        found.append(f"{_dollars(one.hidden)} of it is trade in goods that are not told, any of which may be these")
    elif one.hidden is None and one.codes != (ALL_GOODS,):
        found.append("trade that is kept confidential (codes 99, 9999, 999999) is not loaded and would come on top")
    return found
