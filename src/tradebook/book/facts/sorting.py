"""Statements of one key, sorted into facts. Pure, and a function of the set of statements alone: the order in which
reports were read never shows in the facts.

Statements with the same core stand together. The cores are taken from the most telling to the least; each joins the one
fact that it fits, tested against the core that the fact began with and against no other, so that roundings never chain.
A core that fits none, or several, begins a fact of its own.

A report that gives one sum in two currencies ties them: its core has a figure in each, and what fits either is the same
fact. Without such a report, sums in two currencies stay apart, however near the rate of the day brings them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tradebook.book.facts.claims import Core, Time, digest
from tradebook.book.facts.figures import Figure, exclude, is_sharp, lies_within, narrow, point, roughness
from tradebook.book.rows import fold


class Member(Struct, frozen=True):
    """A statement as one of its claims takes part in a key's facts; `core` is the JSON of its core, `first` and `last`
    the days between which its report appeared."""

    seq: int
    id: str
    kind: str
    figure: str
    leading: bool
    core: str
    mirror: str | None
    stance: str
    confidence: float
    origin: str | None
    first: date
    last: date


class Draft(Struct):
    """A fact in the making: the core that it began with (`anchor`, JSON), its members, and the core with the figures in
    further currencies that reports tied to it. `apart` is the id of the statement where a person took it out of the
    fact that the machine put it in."""

    anchor: str
    members: list[Member]
    core: Core
    apart: str | None = None

    @classmethod
    def alone(cls, member: Member) -> Draft:
        """A statement that stands apart."""
        return cls(member.core, [member], core_of(member.core), member.id)

    def id(self, key: str) -> str:
        """The fact's id: a hash of its key and of the core that it began with."""
        return digest(key, self.anchor) if self.apart is None else digest(key, self.anchor, self.apart)

    @property
    def text(self) -> str:
        """The core that later claims are tested against, as JSON."""
        return self.anchor if self.core is core_of(self.anchor) else core_text(self.core)


class Rule(Struct, frozen=True):
    """How much it weighs, by kind, that two cores have a part in common; `days` is how short a time must be to
    count."""

    figure: int = 0
    date: int = 0
    names: int = 0
    goods: int = 0
    slots: int = 0
    days: int = 31


RULES = {
    "deal": Rule(figure=2, date=1, names=1, goods=1, slots=1),
    "tender": Rule(figure=2, date=1, goods=1),
    "event": Rule(date=2, slots=1),
    "venture": Rule(figure=1, date=1, names=2, goods=2, slots=1, days=366),
    "milestone": Rule(date=1, days=366),
    "restriction": Rule(date=1, days=366),
}
_NO_RULE = Rule()

_decode = msgspec.json.Decoder(Core).decode


@lru_cache(maxsize=4096)
def core_of(text: str) -> Core:
    """The core that a row holds as JSON."""
    return _decode(text)


def core_text(core: Core) -> str:
    """The core as JSON, the same for the same core."""
    return msgspec.json.encode(core, order="sorted").decode()


def sort_into_facts(key: str, members: Iterable[Member]) -> list[Draft]:
    """The facts of a key, in an order that hangs on their content alone."""
    by_core: dict[str, list[Member]] = {}
    for member in members:
        by_core.setdefault(member.core, []).append(member)
    facts = _Facts()
    for text in sorted(by_core, key=telling):
        group = sorted(by_core[text], key=lambda m: (-m.confidence, m.id))
        facts.place(group[0].kind, text, group)
    return facts.drafts


def figures_of(core: Core) -> dict[str, Figure]:
    """The core's figures by currency; a number without one stands under an empty word."""
    if core.figure is None:
        return {}
    return {core.unit or "": core.figure, **dict(core.also)}


def roughness_of(core: Core) -> Decimal:
    """How much the core's finest figure leaves open, as a part of itself."""
    return min((roughness(f) for f in figures_of(core).values()), default=Decimal(0))


def telling(text: str) -> tuple[int, Decimal, str]:
    """The order of cores: those that know most first, then the most precise, then by their text."""
    core = core_of(text)
    known = len(core.names) + len(core.slots) + len(core.soft) + bool(core.time and core.time.start) + bool(core.goods)
    return (-known, roughness_of(core), text)


class _Facts:
    """The facts begun so far, with an index of where their figures lie, so that a large key stays quick."""

    def __init__(self) -> None:
        self._begun: list[Draft | None] = []  # None where a draft went into an earlier one
        self._places: dict[str, list[tuple[Decimal, int]]] = {}  # currency -> (lower end of an anchor's figure, draft)
        self._reach = Decimal(0)

    @property
    def drafts(self) -> list[Draft]:
        return [draft for draft in self._begun if draft is not None]

    def place(self, kind: str, text: str, group: list[Member]) -> None:
        core = core_of(text)
        fitting = [n for n, d in self._near(kind, core) if fits(kind, core, d.core)]
        if len(fitting) != 1 and not (core.also and self._tied(kind, fitting)):
            self._begun.append(Draft(text, list(group), core))
            self._index(len(self._begun) - 1, figures_of(core))
            return
        first, *others = fitting
        for number in others:
            self._unite(first, number)
        self._join(first, core, group)

    def _tied(self, kind: str, fitting: list[int]) -> bool:
        """Whether these drafts tell of sums in different currencies, which a report may tie to each other."""
        units = [unit for n in fitting if (d := self._begun[n]) for unit in figures_of(d.core)]
        return kind == "trade_flow" and len(fitting) > 1 and len(units) == len(set(units))

    def _unite(self, first: int, other: int) -> None:
        gone = self._begun[other]
        assert gone is not None
        self._begun[other] = None
        self._join(first, gone.core, gone.members)

    def _join(self, number: int, core: Core, group: list[Member]) -> None:
        draft = self._begun[number]
        assert draft is not None
        draft.members += group
        if not core.also and core.unit == draft.core.unit:
            return
        known = figures_of(draft.core)
        if new := {unit: figure for unit, figure in figures_of(core).items() if unit not in known}:
            draft.core = replace(draft.core, also=tuple(sorted({**dict(draft.core.also), **new}.items())))
            self._index(number, new)

    def _index(self, number: int, figures: dict[str, Figure]) -> None:
        for unit, figure in figures.items():
            insort(self._places.setdefault(unit, []), (point(figure)[0], number))
            low, high = narrow(figure)
            self._reach = max(self._reach, high - low)

    def _near(self, kind: str, core: Core) -> Iterator[tuple[int, Draft]]:
        """The drafts whose figures can come near the core's; all, where it has none."""
        if core.figure is None:
            yield from ((n, draft) for n, draft in enumerate(self._begun) if draft is not None)
            return
        near: set[int] = set()
        for unit, figure in figures_of(core).items():
            low, high = narrow(figure)
            if kind != "trade_flow":
                low, high = low - self._reach, high + self._reach
            places = self._places.get(unit, [])
            from_, to = bisect_left(places, (low, -1)), bisect_right(places, (high, len(self._begun)))
            near.update(number for _, number in places[from_:to])
        for number in sorted(near):
            if (draft := self._begun[number]) is not None:
                yield number, draft


def fits(kind: str, core: Core, anchor: Core) -> bool:
    """Whether a claim with `core` says the same as the fact that began with `anchor`, their keys being the same."""
    return misfit(kind, core, anchor) is None


Misfit = Literal["figure", "time", "slots", "names", "goods", "too little in common"]


def misfit(kind: str, core: Core, anchor: Core) -> Misfit | None:
    """What keeps a claim with `core` from saying the same as the fact that began with `anchor`; None where nothing
    does."""
    if not _figures_agree(kind, core, anchor):
        return "figure"
    if not _times_agree(core.time, anchor.time):
        return "time"
    if any(anchor.slots.get(name, value) != value for name, value in core.slots.items()):
        return "slots"
    if not _names_agree(core, anchor):
        return "names"
    if core.goods and anchor.goods and not share_goods(core.goods, anchor.goods):
        return "goods"
    if core.need and _in_common(RULES.get(kind, _NO_RULE), core, anchor) < core.need:
        return "too little in common"
    return None


def _figures_agree(kind: str, core: Core, anchor: Core) -> bool:
    """A flow's figure must be a wording of the fact's value; of other kinds one of the two of the other. In several
    currencies one must agree, and none may rule the other out."""
    if core.figure is None or anchor.figure is None:
        return core.figure is anchor.figure
    if not core.also and not anchor.also:
        return core.unit == anchor.unit and _is_worded(kind, core.figure, anchor.figure)
    known = figures_of(anchor)
    common = [(figure, known[unit]) for unit, figure in figures_of(core).items() if unit in known]
    return any(_is_worded(kind, a, b) for a, b in common) and not any(exclude(a, b) for a, b in common)


def _is_worded(kind: str, figure: Figure, anchor: Figure) -> bool:
    return lies_within(anchor, figure) or (kind != "trade_flow" and lies_within(figure, anchor))


def _names_agree(core: Core, anchor: Core) -> bool:
    """Names contradict where both know who has a role, and it is not the same."""
    if not core.names or not anchor.names:
        return True
    roles = {name[:2] for name in core.names} & {name[:2] for name in anchor.names}
    return all(_of_role(core, role) & _of_role(anchor, role) for role in roles)


def _of_role(core: Core, role: tuple[str, ...]) -> set[str]:
    return {name[2] for name in core.names if name[:2] == role}


def share_goods(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether a good of one is, or is part of, a good of the other."""
    return any(x == y or (x.isdigit() and y.isdigit() and (x.startswith(y) or y.startswith(x))) for x in a for y in b)


def _in_common(rule: Rule, core: Core, anchor: Core) -> int:
    """The weight of what the two cores, which do not contradict each other, both know."""
    weight = 0
    if core.figure is not None and anchor.figure is not None:
        weight += rule.figure if is_sharp(core.figure) and is_sharp(anchor.figure) else max(rule.figure - 1, 0)
    if _both_short(core.time, anchor.time, rule.days):
        weight += rule.date
    if {name[2] for name in core.names} & {name[2] for name in anchor.names}:
        weight += rule.names
    if core.goods and anchor.goods:
        weight += rule.goods
    return weight + rule.slots * len(_same_slots(core, anchor))


def _same_slots(core: Core, anchor: Core) -> list[str]:
    same = [n for n in core.slots if n in anchor.slots]
    return same + [n for n, v in core.soft.items() if anchor.soft.get(n) == v]


def in_common(core: Core, anchor: Core) -> tuple[str, ...]:
    """The names of what two cores that do not contradict each other both know."""
    parts = {
        "figure": core.figure is not None and anchor.figure is not None,
        "time": bool(core.time and anchor.time),
        "names": bool({name[2] for name in core.names} & {name[2] for name in anchor.names}),
        "goods": bool(core.goods and anchor.goods),
    }
    return (*(name for name, shared in parts.items() if shared), *_same_slots(core, anchor))


def _both_short(a: Time | None, b: Time | None, days: int) -> bool:
    return all(t is not None and t.start and t.end and _days(t.start, t.end) < days for t in (a, b))


def _days(start: str, end: str) -> int:
    """Days from one to the other; very many where one is no day of the calendar."""
    try:
        return (date.fromisoformat(end) - date.fromisoformat(start)).days
    except ValueError:
        return 10**6


_NO_YEAR = re.compile(r"XXXX-(\d\d(?:-\d\d)?)$")


def _times_agree(a: Time | None, b: Time | None) -> bool:
    """Whether two times can be the same: they overlap, or what is known of a day without a year fits."""
    if a is None or b is None:
        return True
    day_a, day_b = _without_year(a), _without_year(b)
    if day_a and day_b:
        return day_a.startswith(day_b) or day_b.startswith(day_a)
    if day_a or day_b:
        return _falls_in(day_a or day_b or "", b if day_a else a)
    first, last = max(a.start or "", b.start or ""), min(a.end or "9999", b.end or "9999")
    return first <= last


def _without_year(t: Time) -> str | None:
    found = _NO_YEAR.match(t.edtf or "") if not (t.start and t.end) else None
    return found.group(1) if found else None


def _falls_in(day: str, t: Time) -> bool:
    if not t.start or not t.end or t.start[:4] != t.end[:4]:
        return True
    return t.start[5:][: len(day)] <= day <= t.end[5:][: len(day)]


def rules_out(a: Core, b: Core) -> bool:
    """Whether two facts of one key cannot both be right; only of what has one right answer."""
    if not a.single:
        return False
    if a.figure is None or b.figure is None:
        return not _times_agree(a.time, b.time)
    known = figures_of(b)
    common = [(figure, known[unit]) for unit, figure in figures_of(a).items() if unit in known]
    return bool(common) and all(exclude(x, y) for x, y in common)


def representative(draft: Draft) -> Member:
    """The member that stands for the fact: the most precise, then the surest, then by id."""

    return min(draft.members, key=precision_order)


def precision_order(m: Member) -> tuple[Decimal, bool, int, float, str]:
    """The order in which statements come to stand for their fact."""
    core = core_of(m.core)
    return (roughness_of(core), not m.leading, -len(m.core), -m.confidence, m.id)


def origins_of(origins: Iterable[str | None]) -> tuple[str, ...]:
    """The independent origins by name, each once however it is spelled, sorted; those without a name are left out."""
    named: dict[str, str] = {}
    for origin in sorted(o for o in origins if o):
        named.setdefault(fold(origin) or origin, origin)
    return tuple(sorted(named.values()))
