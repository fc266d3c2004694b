"""Why a fact holds what it holds: for each statement how it came in, for the facts nearest to it why they are others.

The rules are asked again, on the claims as they stand; nothing is noted when facts are made. What is said here is what
sorts them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, Row, or_, select

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.facts import pins
from tradebook.book.facts.claiming import Row as ClaimRow
from tradebook.book.facts.claims import Claim, Core, claims_of, in_words
from tradebook.book.facts.comparing import middle
from tradebook.book.facts.figures import Bounds, Figure, lies_within, narrow
from tradebook.book.facts.pinboard import Pinned, pinned
from tradebook.book.facts.pinning import Bound, Spot, Standing, bound_facts
from tradebook.book.facts.sorting import Draft, Member, core_of, figures_of, in_common, misfit, telling
from tradebook.book.names.naming import as_named
from tradebook.book.queries import current, read_statement, said
from tradebook.book.recording import Written
from tradebook.book.rows import countries_of
from tradebook.book.runs import has_id
from tradebook.statement import Statement

NEAREST = 3  # facts of other keys, and of the same
_LOOKED_AT = 300
_WITHIN = 0.1  # of the value: what a reader would take for near

How = Literal["begins it", "says the same", "words the figure", "fits", "pinned", "apart"]


class Worded(Struct, frozen=True, kw_only=True):
    """A figure as printed, the values that are printed so, and the figure that lies in them or does not; in `unit` (a
    currency, or none)."""

    figure: Figure
    unit: str
    low: Decimal
    high: Decimal
    other: Figure


class Joined(Struct, frozen=True, kw_only=True):
    """How a statement came into a fact. It `begins it`; `says the same` figure and no more; `words the figure`: what
    the fact tells is printed so (`worded`); `fits`, having things in `common` and none that contradicts; was `pinned`
    to it by a person, or stands `apart` since one took it out (`pin` is the number)."""

    statement: str
    how: How
    worded: Worded | None = None
    common: tuple[str, ...] = ()
    pin: int | None = None


class Differs(Struct, frozen=True, kw_only=True):
    """What two facts are about where it is not the same, in words; empty where one does not say."""

    name: str
    here: str
    there: str


class NearMiss(Struct, frozen=True, kw_only=True):
    """A fact near to this one, and why it is another: its figure is not worded by this (`figure`, with the bounds), it
    would fit `several` facts and so joins none, it differs in what it is `about`, or a `pin` keeps them apart; else the
    part of both that does not go together."""

    fact: str
    statement: str
    why: Literal[
        "figure", "time", "slots", "names", "goods", "too little in common", "currency", "several", "about", "pin"
    ]
    worded: Worded | None = None
    differs: tuple[Differs, ...] = ()


class Explanation(Struct, frozen=True, kw_only=True):
    """Why a fact is what it is."""

    fact: str
    joined: tuple[Joined, ...]
    near: tuple[NearMiss, ...]
    pins: tuple[Pinned, ...]


def explanation(connection: Connection, fact_id: str) -> Explanation | None:
    """Why the fact with this id holds what it holds; None where there is none."""
    row = connection.execute(select(schema.fact).where(has_id(connection, schema.fact, [fact_id]))).one_or_none()
    if row is None:
        return None
    standing = pins.standing_of(connection)
    keys = pins.tied([row.key], pins.stored_clusters(connection))
    claims = _claims(connection, keys)
    bounds = bound_facts(claims, standing)
    mine = next((b for b in bounds if b.id() == fact_id), None)
    if mine is None:  # the book is not what its statements give: `verify` says so
        return None
    ids = {(m.seq, m.figure): m.id for m in mine.members()}
    others = [b for b in bounds if b is not mine and b.head()[0] == row.key]
    near = [*_of_same_key(mine, others, standing), *_of_other_keys(connection, row, mine)]
    said_of = [p for p in pinned(connection) if set(p.statements) & set(ids.values())]
    return Explanation(fact=fact_id, joined=tuple(_joined(mine, standing)), near=tuple(near), pins=tuple(said_of))


def _claims(connection: Connection, keys: Iterable[str]) -> dict[str, list[Member]]:
    c = schema.claim
    found: dict[str, list[Member]] = {}
    for batch in batches(sorted(keys)):
        for row in connection.execute(select(c).where(c.c.key.in_(batch))).mappings():
            found.setdefault(row["key"], []).append(ClaimRow.of(row).member)
    return found


# What came in


def _joined(bound: Bound, standing: Standing) -> list[Joined]:
    head = bound.head()[1]
    found: list[Joined] = []
    for _, draft in sorted(bound.parts, key=lambda part: part[1] is not head):
        first = min(m.id for m in draft.members if m.core == draft.anchor)
        members = sorted(draft.members, key=lambda m: (m.id != first, m.id))
        found += [_how(m, draft, draft is head, m.id == first, standing) for m in members]
    return found


def _how(m: Member, draft: Draft, is_head: bool, is_first: bool, standing: Standing) -> Joined:
    spot = (m.seq, m.figure)
    if draft.apart is not None and is_head:
        return Joined(statement=m.id, how="apart", pin=standing.apart[spot].number)
    if not is_head and (number := _bond(draft, standing)) is not None:
        return Joined(statement=m.id, how="pinned", pin=number)
    if is_first:
        return Joined(statement=m.id, how="begins it")
    core, anchor = core_of(m.core), core_of(draft.anchor)
    if m.core == draft.anchor:
        return Joined(statement=m.id, how="says the same")
    common = in_common(core, anchor)
    if (worded := _worded(core, draft.core)) is not None:
        return Joined(statement=m.id, how="words the figure", worded=worded, common=common)
    return Joined(statement=m.id, how="fits", common=common)


def _bond(draft: Draft, standing: Standing) -> int | None:
    """The last pin that binds a statement of the draft."""
    spots: set[Spot] = {(m.seq, m.figure) for m in draft.members}
    return max((pin.number for pin, bound in standing.bonds if bound & spots), default=None)


def _worded(core: Core, anchor: Core) -> Worded | None:
    """The core's figure as a wording of the anchor's, or the anchor's of the core's."""
    known = figures_of(anchor)
    for unit, figure in figures_of(core).items():
        other = known.get(unit)
        if other is not None and lies_within(other, figure):
            return _bounds_of(figure, unit, other)
        if other is not None and lies_within(figure, other):
            return _bounds_of(other, unit, figure)
    return None


def _bounds_of(figure: Figure, unit: str, other: Figure) -> Worded:
    reach: Bounds = narrow(figure)
    return Worded(figure=figure, unit=unit, low=reach[0], high=reach[1], other=other)


# What did not


def _of_same_key(mine: Bound, others: Sequence[Bound], standing: Standing) -> list[NearMiss]:
    """The facts of the same key whose figures are nearest."""
    draft = mine.head()[1]
    value = middle(draft.core)
    ordered = sorted(others, key=lambda b: (abs(middle(b.head()[1].core) - value), b.id()))
    return [_miss(mine, other, standing) for other in ordered[:NEAREST]]


def _miss(mine: Bound, other: Bound, standing: Standing) -> NearMiss:
    here, there = mine.head()[1], other.head()[1]
    fact, chosen = other.id(), other.chosen()
    if here.apart is not None or there.apart is not None:
        return NearMiss(fact=fact, statement=chosen.id, why="pin")
    # What knows less was held against what knows more.
    rough, fine = sorted((here, there), key=lambda d: telling(d.anchor), reverse=True)
    why = misfit(chosen.kind, rough.core, fine.core)
    if why != "figure":
        return NearMiss(fact=fact, statement=chosen.id, why=why or "several")
    common = figures_of(rough.core).keys() & figures_of(fine.core).keys()
    if not common:
        return NearMiss(fact=fact, statement=chosen.id, why="currency")
    unit = min(common)
    worded = _bounds_of(figures_of(rough.core)[unit], unit, figures_of(fine.core)[unit])
    return NearMiss(fact=fact, statement=chosen.id, why="figure", worded=worded)


def _of_other_keys(connection: Connection, fact: Row[Any], mine: Bound) -> list[NearMiss]:
    """The facts of other keys that a reader would take for the same: of the same countries, with a figure or a time
    near to it; those that differ in least first."""
    s = schema.statement.c
    line = connection.execute(select(s.id, said.label("json")).where(s.seq == fact.statement)).one()
    read = Written(fact.statement, read_statement(line.id, line.json))
    statement = as_named(connection, [read])[0].statement
    claim = _claim_of(statement, fact.figure)
    if claim is None:
        return []
    about = in_words(claim.about)
    found: dict[str, tuple[int, NearMiss]] = {}
    for row, other in _neighbours(connection, fact, statement):
        theirs = _claim_of(other, row.figure)
        if theirs is None or row.fact == fact.id or row.fact in found or row.key == fact.key:
            continue
        words = in_words(theirs.about)
        differs = tuple(
            Differs(name=name, here=about.get(name, ""), there=words.get(name, ""))
            for name in {**about, **words}
            if about.get(name, "") != words.get(name, "")
        )
        if differs and not {d.name for d in differs} & {"sentence", "kind"}:
            miss = NearMiss(fact=row.fact, statement=other.id, why="about", differs=differs)
            found[row.fact] = (len(differs), miss)
    mine_ids = {m.id for m in mine.members()}
    ordered = sorted(found.values(), key=lambda pair: (pair[0], pair[1].fact))
    return [miss for _, miss in ordered if miss.statement not in mine_ids][:NEAREST]


def _claim_of(statement: Statement, figure: str) -> Claim | None:
    return next((c for c in claims_of(statement) if c.figure == figure), None)


def _neighbours(connection: Connection, fact: Row[Any], statement: Statement) -> list[tuple[Row[Any], Statement]]:
    """The statements that stand for facts of the same kind and countries, with a value near to it or of its time."""
    s, f = schema.statement.c, schema.fact.c
    own = connection.execute(select(s.value, s.period_start).where(s.seq == fact.statement)).one()
    query = (
        select(f.id.label("fact"), f.key, f.figure, s.seq, s.id, said.label("json"))
        .join(schema.statement, s.seq == f.statement)
        .where(f.kind == fact.kind, f.figure == fact.figure, f.key != fact.key, current)
    )
    for country in sorted(countries_of(statement))[:2]:
        t = schema.statement_country.c
        query = query.where(s.seq.in_(select(t.statement).where(t.country == country)))
    if fact.mirror is not None:  # the partner's view is linked already
        query = query.where(or_(f.mirror.is_(None), f.mirror != fact.mirror))
    if own.value is not None:
        ends = sorted((own.value * (1 - _WITHIN), own.value * (1 + _WITHIN)))
        query = query.where(s.value.between(*ends))
    elif own.period_start is not None:
        query = query.where(s.period_start == own.period_start)
    rows: list[Any] = list(connection.execute(query.order_by(f.last_repeated.desc(), f.id).limit(_LOOKED_AT)))
    named = as_named(connection, [Written(row.seq, read_statement(row.id, row.json)) for row in rows])
    return [(row, w.statement) for row, w in zip(rows, named, strict=True)]
