"""How facts stand to each other: conflict, revision, series, the same from the other side. Pure.

*Conflict*: two figures of one flow and period that cannot both be right, from different sources. *Revision*: a later
figure that takes the place of an earlier one: the same origin gave the earlier and gives the later on a later day, or a
report calls the later one revised, or the earlier one preliminary. *Series*: sums that grow: of one flow since one day
(January to May, January to October), or "so far" sums of one occasion; neither conflict nor to be added up.

Facts can be thousands on one flow, so nothing here compares each with each: they lie sorted by their figures, and a
fact is held against those nearest to it that it rules out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain, islice, zip_longest

from msgspec import Struct

from tradebook.book.facts.claims import Core
from tradebook.book.facts.figures import lies_within, point, wide
from tradebook.book.facts.sorting import figures_of, rules_out

MOST = 12  # links of one kind that a fact names: the nearest; all, but for what no reader would go through
_LOOKED_AT = 60  # to each side
_OCCASION = timedelta(days=31)  # a fair and what is told of it afterwards
_LONGEST_SERIES = 60


class Telling(Struct, frozen=True):
    """One statement of a fact: its origin (folded; None where nobody is named), the first day, and whether it calls its
    figure `preliminary` or `revised`."""

    origin: str | None
    day: date
    revision: str | None


class Told(Struct, frozen=True):
    """A fact among those of its key."""

    id: str
    core: Core
    first: date
    origins: dict[str, date]  # the first day of each
    revised: date | None  # the last day on which it was called revised
    preliminary: bool  # by all who tell it

    @classmethod
    def of(cls, id_: str, core: Core, first: date, tellings: Sequence[Telling]) -> Told:
        origins: dict[str, date] = {}
        for t in tellings:
            if t.origin:
                origins[t.origin] = min(t.day, origins.get(t.origin, t.day))
        revised = max((t.day for t in tellings if t.revision == "revised"), default=None)
        preliminary = bool(tellings) and all(t.revision == "preliminary" for t in tellings)
        return cls(id_, core, first, origins, revised, preliminary)


class Rivals(Struct):
    """The facts of its key that a fact cannot be right beside: in `conflicts`, `revises` the earlier, `revised_by` the
    later."""

    conflicts: list[str]
    revises: list[str]
    revised_by: list[str]


def rivals(facts: Sequence[Told], wanted: Container[str] | None = None) -> dict[str, Rivals]:
    """Id -> the rivals of each fact of one key (or of those `wanted`); of each sort at most `MOST`, the nearest."""
    found: dict[str, Rivals] = {}
    lines = _lines(facts)
    for fact in facts:
        if wanted is None or fact.id in wanted:
            mine = found[fact.id] = Rivals([], [], [])
            for other, ruled_out in _against(fact, facts, lines):
                _note(mine, fact, other, ruled_out)
                if len(mine.conflicts) >= MOST:
                    break
            for ids in (mine.conflicts, mine.revises, mine.revised_by):
                del ids[MOST:]
                ids.sort()
    return found


def _note(mine: Rivals, fact: Told, other: Told, ruled_out: bool) -> None:
    is_later, is_earlier = _revises(fact, other), _revises(other, fact)
    if is_later and not is_earlier:
        mine.revises.append(other.id)
    elif is_earlier and not is_later:
        mine.revised_by.append(other.id)
    elif ruled_out:
        mine.conflicts.append(other.id)


def _revises(later: Told, earlier: Told) -> bool:
    """Whether `later` takes the place of `earlier`; where both seem to, neither does."""
    if later.revised is not None and later.revised > earlier.first and not earlier.revised:
        return True
    if earlier.preliminary and not later.preliminary and later.first > earlier.first:
        return True
    return any(day > earlier.origins[origin] for origin, day in later.origins.items() if origin in earlier.origins)


def _lines(facts: Sequence[Told]) -> dict[str, _Line]:
    """The facts with figures, a line for each currency."""
    if len(facts) < 2 or not facts[0].core.single:
        return {}
    by_unit: dict[str, list[Told]] = {}
    for fact in facts:
        for unit in figures_of(fact.core):
            by_unit.setdefault(unit, []).append(fact)
    return {unit: _Line(unit, several) for unit, several in by_unit.items()}


def _against(fact: Told, facts: Sequence[Told], lines: dict[str, _Line]) -> Iterator[tuple[Told, bool]]:
    """The facts nearest to this one that it rules out, or that are marked as a revision beside it; and whether it rules
    them out."""
    if fact.core.figure is not None and lines:
        yield from lines[fact.core.unit or ""].against(fact)
    elif fact.core.single:
        yield from ((o, True) for o in facts[: 2 * _LOOKED_AT] if o is not fact and rules_out(fact.core, o.core))


class _Line:
    """Facts with a figure in one currency, sorted by what their figures do not rule out."""

    def __init__(self, unit: str, facts: Sequence[Told]) -> None:
        self._unit = unit
        self._by_low = sorted(facts, key=lambda f: (self._wide(f)[0], f.id))
        self._by_high = sorted(facts, key=lambda f: (self._wide(f)[1], f.id))
        self._lows = [self._wide(f)[0] for f in self._by_low]
        self._highs = [self._wide(f)[1] for f in self._by_high]
        self._marked = any(f.revised or f.preliminary for f in facts)

    def _wide(self, fact: Told) -> tuple[Decimal, Decimal]:
        return wide(figures_of(fact.core)[self._unit])

    def against(self, fact: Told) -> Iterator[tuple[Told, bool]]:
        """The facts that it rules out, the nearest first; and where any is marked, those that merely differ."""
        low, high = self._wide(fact)
        below, above = bisect_left(self._highs, low), bisect_right(self._lows, high)
        down = reversed(self._by_high[max(0, below - _LOOKED_AT) : below])
        up = self._by_low[above : above + _LOOKED_AT]
        for other in chain.from_iterable(zip_longest(down, up)):
            if other is not None:  # a further currency may agree
                yield other, not (fact.core.also and other.core.also) or rules_out(fact.core, other.core)
        if self._marked:
            ruled_out = set(map(id, chain(self._by_high[:below], self._by_low[above:])))
            rest = (f for f in self._by_low if id(f) not in ruled_out and (f.revised or f.preliminary or fact.revised))
            yield from islice(((f, False) for f in rest if f is not fact and self._differ(f, fact)), _LOOKED_AT)

    def _differ(self, a: Told, b: Told) -> bool:
        """Whether neither figure is a wording of the other."""
        first, second = figures_of(a.core)[self._unit], figures_of(b.core)[self._unit]
        return not lies_within(first, second) and not lies_within(second, first)


def nearest(value: Decimal, line: Sequence[tuple[Decimal, str]], most: int = MOST) -> list[str]:
    """The ids of a sorted `line` of (figure, id) nearest to `value`."""
    at = bisect_left(line, (value, ""))
    around = line[max(0, at - most) : at + most]
    return [id_ for _, id_ in sorted(around, key=lambda pair: (abs(pair[0] - value), pair[1]))[:most]]


def middle(core: Core) -> Decimal:
    """The middle of what the core's figure names; 0 where it has none."""
    if core.figure is None:
        return Decimal(0)
    low, high = point(core.figure)
    return (low + high) / 2


# Series


class Sum(Struct, frozen=True):
    """A fact that may be one of a series: `end` is the last day that it is about, or None."""

    id: str
    key: str
    core: Core
    end: str | None
    first: date
    confidence: float


def of_periods(sums: Iterable[Sum]) -> list[list[Sum]]:
    """The sums of one flow since one day, by their last days; of several for one period the latest told."""
    latest: dict[str, Sum] = {}
    for each in sums:
        known = latest.get(each.key)
        if known is None or (each.first, each.confidence, each.id) > (known.first, known.confidence, known.id):
            latest[each.key] = each
    series = sorted(latest.values(), key=lambda s: (s.end or "", s.key))
    return [series[:_LONGEST_SERIES]] if len({s.end for s in series}) > 1 else []


def of_occasions(sums: Iterable[Sum]) -> list[list[Sum]]:
    """The "so far" sums of the same countries, one series an occasion: a place or fair that is not another, and no
    more than a month between one and the next."""
    series: list[list[Sum]] = []
    for each in sorted(sums, key=lambda s: (_day(s), middle(s.core), s.id)):
        fitting = next((one for one in reversed(series) if _same_occasion(one, each)), None)
        if fitting is None:
            series.append([each])
        else:
            fitting.append(each)
    return [one[:_LONGEST_SERIES] for one in series if len(one) > 1]


def _day(s: Sum) -> date:
    """The day of a sum: the one it names, else the one on which it was first told."""
    time = s.core.time
    try:
        return min(s.first, date.fromisoformat(time.end)) if time and time.end else s.first
    except ValueError:
        return s.first


def _same_occasion(series: Sequence[Sum], s: Sum) -> bool:
    if series[-1].core.unit != s.core.unit or _day(s) - _day(series[-1]) > _OCCASION:
        return False
    places = [set(place.split()) for one in series if (place := one.core.soft.get("at"))]
    here = set(s.core.soft.get("at", "").split())
    return not here or all(here <= place or place <= here for place in places)
