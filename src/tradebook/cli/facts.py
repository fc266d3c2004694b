"""Why a fact is what it is, in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from tradebook.check.wording import amount_words, money, number, percent_words
from tradebook.cli import say
from tradebook.cli.console import write_line
from tradebook.cli.pins import pin_words
from tradebook.cli.sources import appearance_words, days_words
from tradebook.errors import UsageError
from tradebook.places import name as place_name
from tradebook.statement import Amount

if TYPE_CHECKING:
    from tradebook.book import Book, Explanation, Fact, FactSource
    from tradebook.book.facts.explaining import Joined, NearMiss, Worded
    from tradebook.book.facts.figures import Figure

_COUNTRIES = ("reporter", "partner", "between", "countries", "country", "origin", "destination", "by", "on")
LISTED = 30  # statements of a fact, unless it has few more
_WHY = {
    "time": "of another time",
    "slots": "another count, quantity or edition",
    "names": "other parties",
    "goods": "other goods",
    "too little in common": "too little that both tell, to be sure that it is the same",
    "currency": "in another currency, and no report gives both",
    "several": "it could word several facts, so it joins none",
    "pin": "a person took one of them out",
}
_HOW = {
    "begins it": "most precise, begins the fact",
    "says the same": "says the same",
    "apart": "taken out by a person",
}


def print_fact(book: Book, fact: Fact, why: Explanation | None) -> None:
    """The fact with its statements, each with the reason why it is in it; what stands against it; what is near."""
    origins = say.counted(fact.independent, "independent origin")
    write_line(f"\nFact {fact.id[:8]}: {say.counted(len(fact.sources), 'statement')}, {origins}")
    _print_sources(fact, why)
    _print_relations(book, fact)
    if why is not None and why.near:
        write_line("  Near to it, and not the same")
        for miss in why.near:
            write_line(f"    {_miss_words(book, fact, miss)}")
    if why is not None and why.pins:
        write_line("  What people said")
        for pinned in why.pins:
            write_line(f"    pin {pinned.pin.number}, {pin_words(pinned)}")


def _print_sources(fact: Fact, why: Explanation | None) -> None:
    reasons = {} if why is None else {j.statement: _how_words(fact, j) for j in why.joined}
    order = [j.statement for j in why.joined] if why is not None else []
    places = {statement: place for place, statement in enumerate(order)}
    sources = sorted(fact.sources, key=lambda s: places.get(s.statement, len(places)))
    shown = sources if len(sources) <= LISTED + 5 else sources[:LISTED]
    for source in shown:
        reason = f": {reasons[source.statement]}" if source.statement in reasons else ""
        write_line(f"  {source.statement[:8]} {appearance_words(source.first)}{reason}{_aside(source)}")
    if len(shown) < len(sources):
        write_line(f"  and {len(sources) - len(shown):,} more: --json lists them")


def _aside(source: FactSource) -> str:
    """Why a source does not count as one of its own."""
    if source.taken_back is not None:
        return ", corrected by the outlet" if source.taken_back.kind == "correction" else ", withdrawn by the outlet"
    if source.copy_of is not None:
        return f", a copy of {source.copy_of[:8]}"
    return f", the same sentence as in {source.repeats[:8]}" if source.repeats is not None else ""


def _how_words(fact: Fact, joined: Joined) -> str:
    if joined.how == "pinned":
        return f"put with it by a person (pin {joined.pin})"
    if joined.how == "words the figure" and joined.worded is not None:
        return worded_words(fact.figure, joined.worded)
    if joined.how in ("fits", "words the figure"):
        return f"tells the same {', '.join(joined.common)}" if joined.common else "nothing in it contradicts"
    return _HOW[joined.how]


def worded_words(figured: str, worded: Worded, *, holds: bool = True) -> str:
    """ "over $420 million is said of $420 million to $430 million, which holds $424.4 million"."""
    unit = worded.unit or None
    if worded.figure.value == worded.other.value and worded.figure.qualifier == worded.other.qualifier:
        return _HOW["says the same"]
    low, high = (_number_words(figured, end, unit) for end in (worded.low, worded.high))
    other = figure_words(figured, worded.other, unit)
    verb = "holds" if holds else "does not hold"
    return f"{figure_words(figured, worded.figure, unit)} is said of {low} to {high}, which {verb} {other}"


def figure_words(figured: str, figure: Figure, unit: str | None) -> str:
    """A figure as the press would print it."""
    if figured == "value":
        return amount_words(
            Amount(
                value=figure.value,
                low=figure.low,
                high=figure.high,
                currency=unit,
                qualifier=figure.qualifier,
                precision=figure.precision,
            )
        )
    if figured in ("change", "share") and figure.value is not None:
        return percent_words(figure.value, figure.qualifier)
    words = amount_words(Amount(value=figure.value, low=figure.low, high=figure.high, currency="", text=""))
    return words.strip()


def _number_words(figured: str, value: Decimal, unit: str | None) -> str:
    if figured == "value":
        return money(value, unit)
    return percent_words(float(value)) if figured in ("change", "share") else number(value)


def _print_relations(book: Book, fact: Fact) -> None:
    parts = (
        ("Disputed by", fact.conflicts),
        ("Takes the place of", fact.revises),
        ("Revised since", fact.revised_by),
        ("The same from the other side", fact.mirrors),
    )
    for title, ids in parts:
        if ids:
            write_line(f"  {title}")
            for other in _facts(book, ids):
                write_line(f"    {_fact_words(other)}")
    if fact.series:
        write_line("  One of a series of running totals, not to be added up")
        for other in _facts(book, fact.series):
            write_line(f"  {'>>' if other.id == fact.id else '  '}{_fact_words(other)}")


def _facts(book: Book, ids: Iterable[str]) -> list[Fact]:
    return [fact for i in ids if (fact := book.fact(i)) is not None]


def _fact_words(fact: Fact) -> str:
    """ "4a22d879 exports ...: $430 million; Customs; 3 June 2022"."""
    who = ", ".join(fact.origins) or "nobody named"
    return f"{fact.id[:8]} {say.headline(fact.statement)}; {who}; {days_words(fact)}"


def _miss_words(book: Book, fact: Fact, miss: NearMiss) -> str:
    entry = book.statement(miss.statement)
    says = say.headline(entry.statement) if entry else ""
    return f"{miss.fact[:8]} {says}: {_why_words(fact, miss)}"


def _why_words(fact: Fact, miss: NearMiss) -> str:
    if miss.why == "figure" and miss.worded is not None:
        return worded_words(fact.figure, miss.worded, holds=False)
    if miss.why == "about":
        sides = ((d.name, _side_words(d.name, d.here), _side_words(d.name, d.there)) for d in miss.differs)
        return "; ".join(f"{name}: {here} here, {there} there" for name, here, there in sides)
    return _WHY[miss.why]


def _side_words(name: str, words: str) -> str:
    """What one of two facts is about; countries by name, a period as such."""
    parts = words.split(", ") if words else []
    if name in _COUNTRIES:
        return ", ".join(map(_country, parts)) or "not said"
    if name == "period" and len(parts) == 2:
        return " to ".join(parts)
    return words or "not said"


def _country(code: str) -> str:
    try:
        return place_name(code)
    except UsageError:
        return code
