"""What the index holds of a statement: its words, field by field, and its slots as words of their own. Pure.

A slot is a word such as `k=deal` or `c=BLR`: no text can hold one, since folding leaves no "=", and the index joins
slots and words as it joins words. Values and times stand as classes ("a million to two", "2021"); what a question wants
within its first and last class is compared with the numbers of `Document` themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from msgspec import Struct

from tradebook.book.rows import amount_of, countries_concerned, good_rows, kind_of, names_of, period_of
from tradebook.book.search.words import tokens
from tradebook.places import name as place_name
from tradebook.statement import Amount, Statement, TradeFlow

FIELDS = ("sentence", "name", "about", "title", "outlet", "good", "slot")
BORDER = "="  # stands between two names of one field, so that no phrase reaches from one into the other
MOST_WORDS = 600  # of a field: "sentences" of a thousand words are tables and lists without an end
MOST_YEARS = 12  # a longer time is in the class of long ones
NO_START, NO_END = 0, 9_999_999  # as days: since ever, without end


class Document(Struct, frozen=True):
    """What is searched of a statement. `fields` are the words of those of FIELDS, with a space between two; `place` is
    its place in time, the newest report's statements highest; `low` and `high` are the ends of its amount, `begins` and
    `ends` of its period as days (`date.toordinal`), `confidence` is in thousandths. `packed` are the fields as SQLite
    keeps them, where they are packed already."""

    statement: int
    place: int
    fields: tuple[str, ...]
    low: float | None
    high: float | None
    begins: int | None
    ends: int | None
    confidence: int
    packed: bytes | None = None


class Published(Struct, frozen=True):
    """What a report's appearances say: the day of the first, and all titles and outlets, sorted."""

    day: date
    titles: tuple[str, ...]
    outlets: tuple[str, ...]


_SEQ_BITS = 32


def place_of(day: date, statement: int) -> int:
    """A number that rises with the day, then with the statement's row."""
    return day.toordinal() << _SEQ_BITS | statement


def first_place(day: date) -> int:
    """The place before all of those of a day."""
    return day.toordinal() << _SEQ_BITS


def statement_at(place: int) -> int:
    """The row of the statement at a place."""
    return place & ((1 << _SEQ_BITS) - 1)


def day_at(place: int) -> date:
    """The day of a place: when the statement's report first appeared."""
    return date.fromordinal(place >> _SEQ_BITS)


def document_of(seq: int, s: Statement, published: Published) -> Document:
    """What the index holds of the statement in the row `seq`."""
    amount, days = ends_of(amount_of(s)), days_of(s)
    goods, countries = good_rows(s), tuple(sorted(countries_concerned(s)))
    fields = (
        _joined([s.evidence.text, *(e.text for e in s.evidence_also)]),
        _joined_again(names_of(s).values()),
        _joined_again(_about(s, goods, countries)),
        _joined_again(published.titles),
        _apart("o", published.outlets),
        _apart("g", (words for words, _ in goods)),
        tuple(sorted(_slots(s, goods, countries, amount, days))),
    )
    return Document(
        statement=seq,
        place=place_of(published.day, seq),
        fields=tuple(map(" ".join, fields)),
        low=amount[0] if amount else None,
        high=amount[1] if amount else None,
        begins=days[0] if days else None,
        ends=days[1] if days else None,
        confidence=thousandths(s.confidence),
    )


def at_place(d: Document, seq: int, day: date) -> Document:
    """A document as that of the statement in the row `seq`, whose report first appeared on `day`."""
    return Document(seq, place_of(day, seq), d.fields, d.low, d.high, d.begins, d.ends, d.confidence, d.packed)


def thousandths(confidence: float) -> int:
    """A confidence as a whole number."""
    return round(confidence * 1000)


def _joined(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of several texts, each once, with a border between them."""
    found: list[str] = []
    for text in dict.fromkeys(texts):
        words = tokens(text, MOST_WORDS - len(found))
        if words:
            found += [BORDER, *words] if found else words
    return tuple(found[:MOST_WORDS])


def _joined_again(texts: Iterable[str]) -> tuple[str, ...]:
    """As `_joined`, of names that come again and again."""
    return _joined_once(tuple(texts))


@lru_cache(maxsize=4096)
def _joined_once(texts: tuple[str, ...]) -> tuple[str, ...]:
    return _joined(texts)


def _apart(name: str, texts: Iterable[str]) -> tuple[str, ...]:
    """The words of texts that no search for words finds, only one for this slot."""
    return _apart_once(name, tuple(texts))


@lru_cache(maxsize=4096)
def _apart_once(name: str, texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([word if word == BORDER else f"{name}={word}" for word in _joined(texts)])


Goods = Sequence[tuple[str, str | None]]  # rows.good_rows


def _about(s: Statement, goods: Goods, countries: Sequence[str]) -> Iterator[str]:
    """Goods in the report's words, countries by their names, people and agencies, and what else is named."""
    yield from dict.fromkeys(words for words, _ in goods)
    yield from (place_name(code) or code for code in countries)
    for speaker in s.attribution.speakers:
        yield from (text for text in (speaker.name, speaker.role) if text)
    yield from s.attribution.agencies
    for slot in ("name", "place", "at", "reporter_area", "partner_area"):
        if text := getattr(s, slot, None):
            yield text


# Slots


def _slots(
    s: Statement,
    goods: Goods,
    countries: tuple[str, ...],
    amount: tuple[float, float] | None,
    days: tuple[int, int] | None,
) -> set[str]:
    found = {slot("k", kind_of(s)), slot("s", s.stance), slot("f", confidence_class(thousandths(s.confidence)))}
    found.update(_slots_of_countries(countries))
    if isinstance(s, TradeFlow):
        told = (("m", s.measure), ("r", s.reporter), ("p", s.partner))
        found.update([slot(name, value) for name, value in told if value])
    for _, code in goods:
        if code:
            found.update(_slots_of_code(code))
    money = amount_of(s)
    if amount and money:
        found.update([slot("v", value_class) for value_class in classes_between(*amount)])
        if money.currency:
            found.add(slot("u", money.currency))
    if days:
        found.update(_slots_of_days(days))
    return found


@lru_cache(maxsize=4096)
def _slots_of_countries(countries: tuple[str, ...]) -> tuple[str, ...]:
    return (*(slot("c", code) for code in countries), *pair_slots(countries))


@lru_cache(maxsize=4096)
def _slots_of_code(code: str) -> tuple[str, ...]:
    return tuple(slot("h", code[:length]) for length in (2, 4, 6) if len(code) >= length)


@lru_cache(maxsize=4096)
def _slots_of_days(days: tuple[int, int]) -> tuple[str, ...]:
    return tuple(slot("y", year) for year in years_between(*days))


MOST_IN_PAIRS = 5  # countries


def pair_slots(countries: Sequence[str]) -> list[str]:
    """The pairs among some countries, which are sorted; of many countries only that they are many."""
    if len(countries) > MOST_IN_PAIRS:
        return ["q=many"]
    return [slot("q", f"{a}-{b}") for a, b in combinations(countries, 2)]


@lru_cache(maxsize=16384)
def slot(name: str, value: str | int) -> str:
    """A slot as a word of the index. Its letters are small: the index does not tell them from large ones."""
    return f"{name}={str(value).lower().replace(' ', '_').replace('-', '_')}"


def ends_of(amount: Amount | None) -> tuple[float, float] | None:
    """The least and the greatest value of an amount; None where it has no value."""
    known = [float(x) for x in (amount.value, amount.low, amount.high) if x is not None] if amount else []
    return (min(known), max(known)) if known else None


def days_of(s: Statement) -> tuple[int, int] | None:
    """The first and the last day that the statement is about; None where neither is known."""
    p = period_of(s)
    if p is None or not (p.start or p.end):
        return None
    begins, ends = _ordinal(p.start, NO_START), _ordinal(p.end, NO_END)
    return None if begins is None or ends is None else (begins, ends)


def _ordinal(day: str | None, without: int) -> int | None:
    try:
        return date.fromisoformat(day).toordinal() if day else without
    except ValueError:  # a day that no calendar has
        return None


def confidence_class(confidence: int) -> int:
    """0 to 10: tenths, rounded down."""
    return confidence // 100


def years_between(begins: int, ends: int) -> list[str]:
    """The classes of a time: the years that it touches; `long` for one without an end or of many years."""
    if begins == NO_START or ends == NO_END:
        return ["long"]
    first, last = date.fromordinal(begins).year, date.fromordinal(ends).year
    return [str(year) for year in range(first, last + 1)] if last - first < MOST_YEARS else ["long"]


MOST_CLASSES = 40


def classes_between(low: float, high: float) -> list[str]:
    """The classes of the values from `low` to `high`: their first digit and their magnitude; `wide` where they are
    many. Values of one class are alike in sign, magnitude and first digit."""
    if low > high:
        return []
    if low < 0 < high:
        return ["wide"]
    if high <= 0 and low < 0:
        positive = classes_between(-high, -low)
        return positive if positive == ["wide"] else [f"n{name}" for name in positive]
    (digit, magnitude), (last_digit, last_magnitude) = _class_of(low), _class_of(high)
    found = []
    while (magnitude, digit) <= (last_magnitude, last_digit):
        found.append(f"{magnitude}_{digit}")
        if len(found) > MOST_CLASSES:
            return ["wide"]
        digit, magnitude = (digit + 1, magnitude) if 0 < digit < 9 else (1, magnitude + 1)
    return found


def classes_asked(low: float, high: float) -> list[tuple[str, bool]]:
    """The classes of all amounts that have a value from `low` to `high`; True says that all classes are meant whose
    names begin so. Some values of the first and the last class lie outside."""
    found = [("wide", False)]
    if high >= 0:
        found += _classes_asked(max(low, 0.0), high, "")
    if low < 0:
        found += _classes_asked(max(-high, 0.0), -low, "n")
    return found


def _classes_asked(low: float, high: float, sign: str) -> Iterator[tuple[str, bool]]:
    (digit, magnitude), last = _class_of(low), _class_of(min(high, _ENDLESS))
    while (magnitude, digit) <= (last[1], last[0]):
        if digit == 1 and magnitude < last[1]:
            yield f"{sign}{magnitude}_", True
            magnitude += 1
            continue
        yield f"{sign}{magnitude}_{digit}", False
        digit, magnitude = (digit + 1, magnitude) if 0 < digit < 9 else (1, magnitude + 1)


_EXACT = 1e15  # below it a number of the machine is printed as what it is
_ENDLESS = 1e24  # nothing is traded for so much


def _class_of(value: float) -> tuple[int, int]:
    """First digit and magnitude of a value that is not negative; values under 1 are of the lowest class."""
    whole = int(value) if value < _EXACT else int(Decimal(str(value)))  # as it is printed: 1e23 begins with a one
    return (int(str(whole)[0]), len(str(whole))) if whole else (0, 0)
