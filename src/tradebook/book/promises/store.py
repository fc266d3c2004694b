"""Asking for promises and what became of them, as of a day; writing down what people found out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Row, select

from tradebook.book import asking, schema
from tradebook.book.access import Access
from tradebook.book.copies.counting import taken_back
from tradebook.book.model import STATES, Fact, NoteGiven, Promise, PromiseState, Sign
from tradebook.book.names.naming import Names, named, names_in
from tradebook.book.promises import notes
from tradebook.book.promises.acts import stage
from tradebook.book.promises.found import Held, Match, Told
from tradebook.book.promises.judging import NEAREST, Judged, hold, judge
from tradebook.book.promises.subjects import close_subjects_of, subjects_of, wide_subjects_of
from tradebook.book.queries import Filter, read_statement, restrict, said
from tradebook.book.queries import statement as find_statement
from tradebook.errors import UsageError
from tradebook.statement import Statement

_AT_ONCE = 500
NEW = timedelta(days=14)  # a state is new for so long
_WIDE = 200  # statements under one wide subject; where there are more, none is looked at for the nearest


class Witness(Protocol):
    """Evidence from elsewhere than the press: official statistics. What it tells is held against a promise as a
    report's statement is; `Told.source` names where it is from, `Told.first` is the day on which it was published."""

    def told(self, connection: Connection, promised: Sequence[Statement], as_of: date) -> Iterable[Told]:
        """What was known by the day `as_of` on the subjects of these promises."""


class _Row(Struct):
    """A promise in the making: the rows of the statements that make it."""

    fact: str
    members: list[Any]


class _Case(Struct):
    """A promise with its judgement and the rows of all statements that make it."""

    fact: str
    held: Held
    judged: Judged
    notes: tuple[NoteGiven, ...]
    seqs: frozenset[int]


class Promises:
    """What was promised (`Book.following`). `witnesses` are asked beside the press."""

    def __init__(self, access: Access, witnesses: Sequence[Witness] = ()) -> None:
        self._access = access
        self._witnesses = witnesses

    def find(
        self,
        chosen: Filter | None = None,
        *,
        as_of: date | None = None,
        states: Collection[PromiseState] = (),
        limit: int | None = None,
        skip: int = 0,
    ) -> list[Promise]:
        """The promises with a statement that fits the filter, as known on the day `as_of` (today unless given): those
        that are due first, then those whose state is new, then those to come by their day. With `states` only these;
        at most `limit`, after `skip`."""
        day = as_of or datetime.now(UTC).date()
        with self._access.reading() as connection:
            rows = _promising(connection, chosen or Filter(), day)
            cases = [case for case in self._cases(connection, rows, day) if not states or case.judged.state in states]
            cases.sort(key=lambda case: _order(case, day))
            return _loaded(connection, cases[skip : None if limit is None else skip + limit], day)

    def of_statement(self, statement: str, as_of: date | None = None) -> Promise | None:
        """The promise that the statement with this id makes; None where it makes none."""
        day = as_of or datetime.now(UTC).date()
        with self._access.reading() as connection:
            rows = _members(connection, _facts_of_id(connection, statement), day)
            return next(iter(_loaded(connection, list(self._cases(connection, rows, day)), day)), None)

    def settled_by(self, statement: str, as_of: date | None = None) -> list[Promise]:
        """The promises on whose state the statement with this id bears."""
        day = as_of or datetime.now(UTC).date()
        with self._access.reading() as connection:
            entry = find_statement(connection, statement)
            keys = sorted(close_subjects_of(entry.statement)) if entry else []
            theirs = select(schema.subject.c.statement).where(schema.subject.c.subject.in_(keys))
            ids = _fact_ids(connection, schema.promise.c.statement.in_(theirs))
            cases = list(self._cases(connection, _members(connection, ids, day), day))
            touched = [case for case in cases if statement in _bearing(case.judged)]
            return _loaded(connection, touched, day)

    def note(
        self,
        promise: str,
        text: str,
        *,
        by: str,
        state: str | None = None,
        share: float | None = None,
        on: date | None = None,
    ) -> NoteGiven:
        """Writes down what a person found out about the promise with this id (of its fact or of one of its statements,
        or the first digits of that). A `share` alone, or "180 of 500" in the text, says the state too. `on` is the day
        from which it counts: today unless given. Raises `UsageError`."""
        if share is None and state in (None, "partly"):
            share = notes.share_in(text)
        with self._access.writing() as connection:
            row = _promise_row(connection, promise)
            number = notes.add(connection, row, text, by, state=state, share=share, on=on)
            return next(note for note in notes.everything(connection) if note.number == number)

    def undo(self, number: int, *, by: str) -> None:
        """Takes the note with this number back; it stays in the record. Raises `UsageError`."""
        with self._access.writing() as connection:
            notes.undo(connection, number, by)

    def notes(self) -> list[NoteGiven]:
        """All notes in the order in which they were given, those taken back and those whose promise a new reading no
        longer holds too."""
        with self._access.reading() as connection:
            return notes.everything(connection)

    def _cases(self, connection: Connection, rows: Iterable[_Row], day: date) -> Iterator[_Case]:
        """The promises of some rows, judged."""
        standing = [_as_made(row) for row in _standing(connection, rows, day)]
        names = names_in(connection, (member.seq for row in standing for member in row.members))
        drafts = [(row, _held(row, names)) for row in standing]
        given = notes.standing(connection, day)
        lookup = _Evidence(connection, [held for _, held in drafts], day)
        heard = _heard(self._witnesses, connection, [held.statement for _, held in drafts], day)
        for row, held in drafts:
            seqs = frozenset(member.seq for member in row.members)
            mine = sorted((n for seq in seqs for n in given.get(seq, ())), key=lambda n: (n.on, n.given_at, n.number))
            told = [o for o in lookup.on(held.statement) if o.rank not in seqs]
            told += [o for key in close_subjects_of(held.statement) for o in heard.get(key, ())]
            judged = judge(held, {o.rank: o for o in told}.values(), mine, day)
            yield _Case(row.fact, held, judged, _shown(mine), seqs)


def _shown(given: Sequence[NoteGiven]) -> tuple[NoteGiven, ...]:
    """Notes, the last first; those that say another state than the last that says one are overruled."""
    telling = [note for note in given if note.state is not None]
    last = telling[-1] if telling else None
    marked = [replace(n, overruled=n.state is not None and n is not last) for n in given]
    return tuple(reversed(marked))


def _heard(
    witnesses: Sequence[Witness], connection: Connection, promised: Sequence[Statement], day: date
) -> dict[str, list[Told]]:
    """What witnesses tell, by subject."""
    found: dict[str, list[Told]] = {}
    for witness in witnesses:
        for told in witness.told(connection, promised, day):
            for key in subjects_of(told.statement):
                found.setdefault(key, []).append(told)
    return found


# Rows


def _columns() -> Any:
    s, c, f = schema.statement.c, schema.claim.c, schema.fact.c
    return (
        s.seq, s.id, s.kind, said.label("json"), c.figure, c.first_seen, c.last_repeated, c.origin, c.confidence,
        f.id.label("fact"), schema.promise.c.due,
    )  # fmt: skip


def _joined() -> Any:
    """Statements that promise, each with its leading claim and the fact of that."""
    p, s, c, f = schema.promise, schema.statement, schema.claim, schema.fact
    return (
        p.join(s, s.c.seq == p.c.statement)
        .join(c, (c.c.statement == p.c.statement) & c.c.leading)
        .join(f, f.c.seq == c.c.fact)
    )


def _promising(connection: Connection, chosen: Filter, day: date) -> list[_Row]:
    """The promises with a statement that fits, known by `day`, each with all the statements that make it."""
    if chosen == Filter():
        return _grouped(connection.execute(select(*_columns()).select_from(_joined()).where(_known(day))))
    s = schema.statement.c
    fitting = restrict(select(s.seq), chosen)
    return _members(connection, _fact_ids(connection, schema.promise.c.statement.in_(fitting), _known(day)), day)


def _known(day: date) -> Any:
    return schema.claim.c.first_seen <= day


def _fact_ids(connection: Connection, *which: Any) -> list[str]:
    return sorted(set(connection.scalars(select(schema.fact.c.id).select_from(_joined()).where(*which))))


def _facts_of_id(connection: Connection, statement: str) -> list[str]:
    return _fact_ids(connection, schema.statement.c.id == statement)


def _members(connection: Connection, facts: Sequence[str], day: date) -> list[_Row]:
    found: list[_Row] = []
    for start in range(0, len(facts), _AT_ONCE):
        query = select(*_columns()).select_from(_joined())
        batch = facts[start : start + _AT_ONCE]
        found += _grouped(connection.execute(query.where(schema.fact.c.id.in_(batch), _known(day))))
    return found


def _grouped(rows: Iterable[Row[Any]]) -> list[_Row]:
    found: dict[str, _Row] = {}
    for row in rows:
        found.setdefault(row.fact, _Row(row.fact, [])).members.append(row)
    return list(found.values())


def _standing(connection: Connection, rows: Iterable[_Row], day: date) -> list[_Row]:
    """The promises without the statements that their outlets took back by `day`; those that nothing else makes go."""
    rows = list(rows)
    void = taken_back(connection, (m.seq for row in rows for m in row.members), day)
    kept = [_Row(row.fact, [m for m in row.members if m.seq not in void]) for row in rows] if void else rows
    return [row for row in kept if row.members]


def _as_made(row: _Row) -> _Row:
    """The promise without those of its statements that tell a later stage of it: these are evidence."""
    stages = {m.seq: stage(read_statement(m.id, m.json)) for m in row.members if m.kind == "tender"}
    if len(set(stages.values())) < 2:
        return row
    return _Row(row.fact, [m for m in row.members if stages[m.seq] == min(stages.values())])


def _held(row: _Row, names: Mapping[int, Names]) -> Held:
    """The promise that some statements make: the fullest of them stands for it, the earliest day that one names is its
    day. Bodies go by their one name (`names`, by the statement's row)."""
    standing = min(row.members, key=lambda m: (-len(m.json), -m.confidence, m.id))
    statement = named(read_statement(standing.id, standing.json), names.get(standing.seq, {}))
    days = [m.due for m in row.members if m.due is not None]
    first = min(m.first_seen for m in row.members)
    last = max(m.first_seen for m in row.members)
    return Held(statement, standing.figure, first, last, min(days) if days else None, standing.origin)


class _Evidence:
    """What the book holds on the subjects of some promises, read in a few queries."""

    def __init__(self, connection: Connection, promised: Sequence[Held], day: date) -> None:
        wanted: set[str] = set()
        for p in promised:
            wanted |= close_subjects_of(p.statement)
        self._told: dict[str, list[Told]] = {}
        seqs = self._index(connection, sorted(wanted))
        found = _tell(connection, sorted({seq for _, seq in seqs}), day)
        for key, seq in seqs:
            if seq in found:
                self._told.setdefault(key, []).append(found[seq])

    @staticmethod
    def _index(connection: Connection, keys: Sequence[str]) -> list[tuple[str, int]]:
        b = schema.subject.c
        found: list[tuple[str, int]] = []
        for start in range(0, len(keys), _AT_ONCE):
            query = select(b.subject, b.statement).where(b.subject.in_(keys[start : start + _AT_ONCE]))
            found += [(key, seq) for key, seq in connection.execute(query)]
        return found

    def on(self, statement: Statement) -> list[Told]:
        """What was told on the subjects of a promise, each once."""
        found = {o.rank: o for key in close_subjects_of(statement) for o in self._told.get(key, ())}
        return list(found.values())


def _tell(connection: Connection, seqs: Sequence[int], day: date) -> dict[int, Told]:
    """The statements of some rows as they were known on `day`, without those that their outlets had taken back."""
    s, c = schema.statement.c, schema.claim.c
    void = taken_back(connection, seqs, day)
    seqs = [seq for seq in seqs if seq not in void]
    names = names_in(connection, seqs)
    found: dict[int, Told] = {}
    for start in range(0, len(seqs), _AT_ONCE):
        query = (
            select(s.seq, s.id, s.kind, said.label("json"), c.first_seen, c.last_repeated, c.origin)
            .join(schema.claim, (c.statement == s.seq) & c.leading)
            .where(s.seq.in_(seqs[start : start + _AT_ONCE]), _known(day))
        )
        for row in connection.execute(query):
            told = read_statement(row.id, row.json)
            body = named(told, names[row.seq]) if row.seq in names else told
            last = min(row.last_repeated, day)
            found[row.seq] = Told(row.seq, body, row.first_seen, last, row.origin, spelled=told)
    return found


# Answers


def _order(case: _Case, day: date) -> tuple[int, int, int, str]:
    """Due first, what is new next, then what runs by its day, then the rest, the latest first."""
    state, since = case.judged.state, case.judged.since
    due = case.held.due
    by_day = due.toordinal() if due else date.max.toordinal()
    if state == "due":
        return 0, by_day, 0, case.fact
    if _is_new(case, day):
        return 1, -since.toordinal(), STATES.index(state), case.fact
    if state in ("open", "partly"):
        return 2, by_day, 0, case.fact
    return 3 + STATES.index(state), -since.toordinal(), 0, case.fact


def _is_new(case: _Case, day: date) -> bool:
    """Whether the state has changed of late; a promise that was only just made has not."""
    return case.judged.state != "open" and day - NEW <= case.judged.since


def _loaded(connection: Connection, cases: Sequence[_Case], day: date) -> list[Promise]:
    """The promises of the cases, with their facts and near misses, in their order."""
    cases = _with_near_misses(connection, cases, day)
    facts: dict[str, Fact] = {}
    for start in range(0, len(cases), _AT_ONCE):
        ids = [case.fact for case in cases[start : start + _AT_ONCE]]
        facts.update((f.id, f) for f in asking.facts(connection, Filter(), as_of=day, leading=False, ids=ids))
    return [
        Promise(
            fact=facts[case.fact],
            due=case.held.due,
            state=case.judged.state,
            review=case.judged.review,
            since=case.judged.since,
            reason=case.judged.reason,
            share=case.judged.share,
            changed=_is_new(case, day),
            evidence=tuple(_sign(*one) for one in (*case.judged.deciding, *case.judged.others)),
            nearest=tuple(_sign(*one) for one in case.judged.nearest),
            notes=case.notes,
        )
        for case in cases
        if case.fact in facts
    ]


def _with_near_misses(connection: Connection, cases: Sequence[_Case], day: date) -> list[_Case]:
    """The cases, those that nothing settles with what is near under wider subjects; asked only of those shown."""
    keys = {case.fact: _wide_keys(case) for case in cases}
    b = schema.subject.c
    found: dict[str, list[int]] = {}
    for key in sorted(set().union(*keys.values()) if keys else ()):
        rows = list(connection.scalars(select(b.statement).where(b.subject == key).limit(_WIDE + 1)))
        found[key] = rows if len(rows) <= _WIDE else []  # some of so many would hang on the order of reading
    told = _tell(connection, sorted({seq for seqs in found.values() for seq in seqs}), day)
    return [
        _nearer(case, [told[q] for q in sorted({q for key in keys[case.fact] for q in found[key]}) if q in told], day)
        for case in cases
    ]


def _wide_keys(case: _Case) -> set[str]:
    unsettled = not case.judged.deciding and len(case.judged.nearest) < NEAREST
    return wide_subjects_of(case.held.statement) if unsettled else set()


def _nearer(case: _Case, told: Sequence[Told], day: date) -> _Case:
    """The case with what is near among what was told under wider subjects."""
    known = {o.rank for o, _ in case.judged.nearest} | case.seqs
    near = [(o, m) for o in told if o.rank not in known and (m := hold(case.held, o)) and m.result == "near"]
    near.sort(key=lambda one: (one[1].apart, one[0].first, one[0].statement.id))
    nearest = sorted((*case.judged.nearest, *near), key=lambda one: one[1].apart)[:NEAREST]
    case.judged = replace(case.judged, nearest=tuple(nearest))
    return case


def _sign(told: Told, match: Match) -> Sign:
    return Sign(
        result=match.result,
        says=match.reason,
        day=told.first,
        statement=told.as_spelled,
        share=match.share,
        source=told.source,
    )


def _bearing(judged: Judged) -> set[str]:
    return {told.statement.id for told, _ in (*judged.deciding, *judged.others)}


def _promise_row(connection: Connection, id_or_prefix: str) -> int:
    """The row of a statement that makes the promise with this id. Raises `UsageError` where there is none."""
    wanted = id_or_prefix.strip().lower()
    entry = None if len(wanted) == 32 and _rows_of_fact(connection, wanted) else find_statement(connection, wanted)
    p, s = schema.promise.c, schema.statement.c
    if entry is None:
        rows = _rows_of_fact(connection, wanted)
        if not rows:
            raise UsageError(f"{id_or_prefix}: the book has no promise with this id. `tradebook promises` prints ids")
        return rows[0]
    found = connection.scalar(
        select(p.statement).join(schema.statement, s.seq == p.statement).where(s.id == entry.statement.id)
    )
    if found is None:
        raise UsageError(f"{id_or_prefix}: this statement promises nothing. `tradebook promises` lists those that do")
    return int(found)


def _rows_of_fact(connection: Connection, fact: str) -> list[int]:
    """The statements of the promise whose fact has this id, the one that stands for it first."""
    rows = _members(connection, [fact], date.max)
    members = rows[0].members if rows else []
    return [m.seq for m in sorted(members, key=lambda m: (-len(m.json), -m.confidence, m.id))]
