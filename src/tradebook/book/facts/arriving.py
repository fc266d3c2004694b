"""New reports: shorter ways to what `merging.refresh` does, each of which ends in the same facts.

A core that the key knows already joins the fact of that core, for the sorting hangs on the set of cores. A core that is
near to none begins a fact. Another is placed as the sorting would place it: into the one fact that it fits, or as a
fact of its own where none of the cores that it goes before fits it. What is left is sorted anew with all that is near.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, bindparam, func, select, update

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.facts import merging, pins
from tradebook.book.facts.claiming import CLAIM_ROWS, Row, bounds_of
from tradebook.book.facts.pinning import Spot
from tradebook.book.facts.sorting import Member, core_of, fits, precision_order, telling
from tradebook.book.prepared import Prepared
from tradebook.book.recording import Written


class Newcomer(Struct, frozen=True):
    """A new claim: as a member of its key's facts, and as the row that is still to be put in, which names its fact by
    then wherever it can."""

    row: Row
    claim: dict[str, Any]

    @property
    def core_id(self) -> str:
        return str(self.claim["core_id"])

    @property
    def spot(self) -> Spot:
        return self.row.member.seq, self.row.member.figure


Fresh = dict[str, list[Newcomer]]  # by key


def add_new(connection: Connection, claims: list[dict[str, Any]], written: Sequence[Written]) -> None:
    """Merges the claims (rows without their facts) of new reports' statements into the facts."""
    fresh: Fresh = {}
    for claim in claims:
        fresh.setdefault(claim["key"], []).append(Newcomer(Row.of(claim), claim))
    pinned = pins.there_are(connection)
    if pinned:  # they ask for the claims of the book
        CLAIM_ROWS.add(connection, claims)
        fresh = _without_pinned(connection, fresh, written)
    known = set(_KNOWN_KEYS.scalars(connection, keys=list(fresh)))
    alone = {key: new for key, new in fresh.items() if key not in known}
    left = _add_to_known(connection, {key: fresh[key] for key in sorted(known)}, alone)
    _begin(connection, alone)
    if pinned:
        merging.tie(connection, {n.spot: n.claim["fact"] for new in fresh.values() for n in new if n.claim["fact"]})
    else:
        CLAIM_ROWS.add(connection, claims)
    for key, new in left.items():
        _place_each(connection, key, new)


def _rows(new: Iterable[Newcomer]) -> list[Row]:
    return [n.row for n in new]


def _without_pinned(connection: Connection, fresh: Fresh, written: Sequence[Written]) -> Fresh:
    """Sorts the keys that hang on pins; the claims of the others."""
    pinned = pins.touched(connection, fresh, [w.statement.id for w in written])
    done = merging.refresh_pinned(connection, pinned) if pinned else set()
    return {key: new for key, new in fresh.items() if key not in done}


def _add_to_known(connection: Connection, fresh: Fresh, alone: Fresh) -> Fresh:
    """Merges claims into keys that the book has facts of, as far as that can be told before they are put in; those that
    begin facts go to `alone`, what is left is returned."""
    homes = _Homes(connection, {(key, n.core_id) for key, new in fresh.items() for n in new})
    left: Fresh = {}
    for key, rows in fresh.items():
        if not (new := _absorb(key, rows, homes)):
            continue
        if len({n.core_id for n in new}) > 1:
            left[key] = new
            continue
        place = _place_of(connection, key, new[0].row)
        if place is None:
            alone[key] = new
        elif place:
            home = homes.of_fact(place)
            for n in new:
                home.take(n)
        else:
            left[key] = new
    homes.write()
    return left


def _place_each(connection: Connection, key: str, new: Sequence[Newcomer]) -> None:
    """Merges claims with cores that are new to their key, which stand in the book without a fact: one core after the
    other, until the key must be sorted to tell."""
    by_core: dict[str, list[Newcomer]] = {}
    for n in new:
        by_core.setdefault(n.core_id, []).append(n)
    waiting = list(by_core.values())
    while waiting:
        place = _place_of(connection, key, waiting[0][0].row)
        if place == 0:
            cores = {n.row.member.core for several in waiting for n in several}
            merging.refresh_near(connection, key, merging.near(connection, key, cores))
            return
        several = waiting.pop(0)
        if place is None:
            merging.write_new(connection, {key: _rows(several)})
            continue
        homes = _Homes(connection, set())
        for n in several:
            homes.of_fact(place).take(n)
        homes.write()
        merging.tie(connection, {n.spot: place for n in several})


def _begin(connection: Connection, fresh: Fresh) -> None:
    """Writes the facts of claims that touch no others; the claims, which are still to be put in, name them."""
    if fresh:
        numbers = merging.add_facts_of(connection, {key: _rows(new) for key, new in fresh.items()})
        for new in fresh.values():
            for n in new:
                n.claim["fact"] = numbers[n.spot]


_KEYS: Any = bindparam("keys", expanding=True)
_CORES: Any = bindparam("cores", expanding=True)
_F, _C = schema.fact.c, schema.claim.c
_KNOWN_KEYS = Prepared(select(_F.key).where(_F.key.in_(_KEYS)).distinct())


# Cores that a fact has already


class _Home(Struct):
    """A fact that claims join: its number, the member that stands for it, and what its row sums up of its members;
    `before` is the latter as the book holds it."""

    fact: int
    standing: Member
    summed: dict[str, Any]
    before: dict[str, Any]
    row: Row | None = None  # of the new member that has come to stand for it

    def take(self, n: Newcomer) -> None:
        """Adds a claim, which gets the fact's number; where it is the most precise it comes to stand for the fact."""
        m, summed = n.row.member, self.summed
        n.claim["fact"] = self.fact
        self.summed = {
            "first_seen": min(m.first, summed["first_seen"]),
            "last_repeated": max(m.last, summed["last_repeated"]),
            "confidence": max(m.confidence, summed["confidence"]),
            "leading": m.leading or summed["leading"],
        }
        if precision_order(m) < precision_order(self.standing):
            self.standing, self.row = m, n.row


class _Homes:
    """The facts that new claims join."""

    def __init__(self, connection: Connection, asked: set[tuple[str, str]]) -> None:
        self._connection = connection
        self._by_core: dict[tuple[str, str], _Home] = {}
        self._by_fact: dict[int, _Home] = {}
        for batch in batches(sorted(asked), 30):
            keys, cores = sorted({key for key, _ in batch}), sorted({core for _, core in batch})
            for row in _HOMES.dicts(connection, keys=keys, cores=cores):
                home = self._by_fact.get(row["of_fact"]) or self._add(row)
                self._by_core[row["of_key"], row["of_core"]] = home

    def _add(self, row: dict[str, Any]) -> _Home:
        summed = {name: row[f"fact_{column}"] for name, column in _SUMMED.items()}
        member = Row.of(row).member
        home = self._by_fact[row["of_fact"]] = _Home(row["of_fact"], member, summed, summed)
        return home

    def of_core(self, key: str, core_id: str) -> _Home | None:
        """The fact of a core; None where none of the key has it."""
        return self._by_core.get((key, core_id))

    def of_fact(self, fact: int) -> _Home:
        """The fact with this number."""
        return self._by_fact.get(fact) or self._add(_HOME.dicts(self._connection, number=fact)[0])

    def write(self) -> None:
        """Writes what the claims that joined have changed of the facts."""
        stand, widen = [], []
        for home in self._by_fact.values():
            if home.row is not None:
                m = home.standing
                stand.append(
                    {
                        "of_fact": home.fact,
                        "to_statement": m.seq,
                        "to_mirror": m.mirror,
                        "to_series": home.row.series,
                        "to_stance": m.stance,
                        "to_ahead": home.row.ahead,
                        "to_due": home.row.due,
                    }
                )
            if home.summed != home.before:
                widen.append({"of_fact": home.fact, **{f"to_{name}": value for name, value in home.summed.items()}})
        _STAND.run_each(self._connection, stand)
        _WIDEN.run_each(self._connection, widen)


_SUMMED = {"first_seen": "first", "last_repeated": "last", "confidence": "confidence", "leading": "leading"}


def _absorb(key: str, rows: Iterable[Newcomer], homes: _Homes) -> list[Newcomer]:
    """Adds claims of a key to the facts that have their cores already; returns those with cores that are new to the
    key."""
    new = []
    for n in rows:
        home = homes.of_core(key, n.core_id)
        if home is None:
            new.append(n)
        else:
            home.take(n)
    return new


def _setting(*names: str) -> Prepared:
    of_fact = update(schema.fact).where(_F.seq == bindparam("of_fact"))
    return Prepared(of_fact.values({name: bindparam(f"to_{name}") for name in names}))


_WIDEN = _setting("first_seen", "last_repeated", "confidence", "leading")
_STAND = _setting("statement", "mirror", "series", "stance", "ahead", "due")


def _select_homes(asked: Any) -> Select[Any]:
    """Facts with the claims that stand for them, of the rows of `asked`: a fact's number and how it was asked for."""
    standing = schema.claim.alias("standing")
    return (
        select(asked, standing)
        .add_columns(_F.first_seen.label("fact_first"), _F.last_repeated.label("fact_last"))
        .add_columns(_F.confidence.label("fact_confidence"), _F.leading.label("fact_leading"))
        .select_from(asked)
        .join(schema.fact, _F.seq == asked.c.of_fact)
        .join(standing, (standing.c.statement == _F.statement) & (standing.c.figure == _F.figure))
    )


# Two lists, not a list of pairs: SQLite searches the index by the one and reads all of it for the other.
_OF_CORES = (
    select(_C.key.label("of_key"), _C.core_id.label("of_core"), func.min(_C.fact).label("of_fact"))
    .where(_C.key.in_(_KEYS), _C.core_id.in_(_CORES), _C.fact.is_not(None))
    .group_by(_C.key, _C.core_id)
    .subquery()
)
_HOMES = Prepared(_select_homes(_OF_CORES))
_ONE_FACT = select(_F.seq.label("of_fact")).where(_F.seq == bindparam("number")).subquery()
_HOME = Prepared(_select_homes(_ONE_FACT))


# Cores that are new to their key


def _place_of(connection: Connection, key: str, new: Row) -> int | None:
    """Where a new core of a key belongs: the number of the fact that it joins, None for a fact of its own, 0 where the
    key must be sorted to tell."""
    core = new.member.core
    near = _near(connection, key, core)
    if not near:
        return None
    if any(core_of(text).also for text in (core, *(known.core for known in near))):
        return 0  # a report that ties currencies moves what was sorted before
    return _place_among(new.member.kind, core, near)


class _Known(Struct, frozen=True):
    """A core of the key: its text, its fact's number, and whether the fact began with it."""

    core: str
    fact: int
    began: bool


def _near(connection: Connection, key: str, core: str) -> list[_Known]:
    """The other cores of the key that can touch a core: by their figures, else by their times."""
    bounds = {f"its_{name}": value for name, value in bounds_of(core).items()}
    return [
        _Known(text, fact, anchor == core_id)
        for text, core_id, fact, anchor in _TOUCHING.rows(connection, of_key=key, **bounds)
    ]


_in_key = schema.claim.alias("in_key")  # read in the index alone; of the others only those that touch are looked up
_TOUCHING = Prepared(
    select(_C.core, _C.core_id, _C.fact, _F.core_id.label("anchor"))
    .select_from(_in_key)
    .join(schema.claim, (_C.statement == _in_key.c.statement) & (_C.figure == _in_key.c.figure))
    .join(schema.fact, _F.seq == _C.fact)  # the report's own claims have none yet
    .where(merging.touching(_in_key.c))
    .distinct()
)


def _place_among(kind: str, text: str, near: Iterable[_Known]) -> int | None:
    """As `_place_of`, of one new core. In the order of the sorting it joins the one fact before it that it fits, and
    then nothing changes for the rest. Else it begins a fact, and those behind it that fit it are other than they
    were."""
    core, rank = core_of(text), telling(text)
    fitting: set[int] = set()
    after = False
    for other in near:
        known = core_of(other.core)
        if telling(other.core) > rank:
            after = after or fits(kind, known, core)
        elif other.began and fits(kind, core, known):
            fitting.add(other.fact)
    if len(fitting) == 1:
        return fitting.pop()
    return 0 if after else None
