"""Asking for promises and what became of them, as of a day; writing down what people found out."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice

import msgspec
from sqlalchemy import Connection, select

from tradebook.book import asking, schema
from tradebook.book.access import Access
from tradebook.book.batching import batches
from tradebook.book.model import Fact, NoteGiven, Promise, PromisePage, PromiseState, Sign
from tradebook.book.promises import notes
from tradebook.book.promises.cases import Case, Cases, Witness
from tradebook.book.promises.found import Match, Told
from tradebook.book.promises.judging import Judged, hold
from tradebook.book.promises.listing import At, Listed, Listing, is_new, promising_under
from tradebook.book.promises.making import facts_of, members_of, numbers_of, standing
from tradebook.book.promises.subjects import promised_under
from tradebook.book.queries import Filter
from tradebook.book.queries import statement as find_statement
from tradebook.book.runs import has_id
from tradebook.errors import UsageError

__all__ = ["Promises", "Witness"]

LOOKED_AT = 1_000  # promises through which one page looks for those that are wanted
LARGEST_PAGE = 1_000


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
        that are due first, then those whose state is new, those to come by their day, and the rest, the latest day
        first. With `states` only these; at most `limit`, after `skip`. What it costs hangs on how many are told."""
        day = as_of or datetime.now(UTC).date()
        with self._access.reading() as connection:
            cases = Cases(connection, self._witnesses, day)
            listed = (one.case for one in Listing(cases, chosen or Filter(), states).after(None))
            wanted = islice(filter(None, listed), skip, None if limit is None else skip + limit)
            return _loaded(cases, list(wanted))

    def page(
        self,
        chosen: Filter | None = None,
        *,
        as_of: date | None = None,
        states: Collection[PromiseState] = (),
        limit: int = 50,
        page: str | None = None,
    ) -> PromisePage:
        """As `find`, a page at a time; `page` is the `next_page` of the page before and is of its day. A page ends
        early where it would look through more than LOOKED_AT promises for those wanted. Raises `UsageError`."""
        if not 1 <= limit <= LARGEST_PAGE:
            raise UsageError(f"a page of {limit} promises cannot be. Ask for 1 to {LARGEST_PAGE:,}")
        chosen = chosen or Filter()
        mark = binascii.crc32(repr((chosen, as_of, sorted(states))).encode())
        day, at = as_of or datetime.now(UTC).date(), None
        if page:
            day, at = _read_page(page, mark)
        with self._access.reading() as connection:
            cases = Cases(connection, self._witnesses, day)
            shown, end = _cut(Listing(cases, chosen, states).after(at), limit)
            return PromisePage(
                promises=tuple(_loaded(cases, shown)),
                next_page=_write_page(end, day, mark) if end else None,
                looked_at=LOOKED_AT if end and len(shown) < limit else None,
            )

    def of_statement(self, statement: str, as_of: date | None = None) -> Promise | None:
        """The promise that the statement with this id makes; None where it makes none."""
        day = as_of or datetime.now(UTC).date()
        with self._access.reading() as connection:
            cases = Cases(connection, self._witnesses, day)
            rows = _rows_of(connection, statement)
            found = cases.of_facts(facts_of(connection, rows, day).values())
            return next(iter(_loaded(cases, list(found.values()))), None)

    def settled_by(self, statement: str, as_of: date | None = None) -> list[Promise]:
        """The promises on whose state the statement with this id bears."""
        day = as_of or datetime.now(UTC).date()
        with self._access.reading() as connection:
            cases = Cases(connection, self._witnesses, day)
            rows = _rows_of(connection, statement)
            facts: set[int] = set()
            for told in cases.evidence.told(rows).values():
                near = promising_under(connection, promised_under(told.statement), day)
                drafts = cases.drafts(facts_of(connection, near, day).values())
                facts |= {fact for fact, draft in drafts.items() if hold(draft.held, told)}
            judged = cases.of_facts(facts).values()
            return _loaded(cases, [case for case in judged if statement in _bearing(case.judged)])

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


def _cut(listed: Iterator[Listed], limit: int) -> tuple[list[Case], At | None]:
    """The next `limit` promises of a list, and where the list goes on; None where it has ended. Only as many promises
    are looked at as LOOKED_AT says."""
    found: list[Case] = []
    end: At | None = None
    passed = 0
    for one in listed:
        if one.case is not None and len(found) == limit:
            return found, end
        if one.case is not None:
            found.append(one.case)
            end = one.at
        else:
            passed += one.looked_at
            if len(found) < limit:
                end = one.at
            if passed >= LOOKED_AT and end:
                return found, end
    return found, None


def _write_page(at: At, day: date, mark: int) -> str:
    return urlsafe_b64encode(msgspec.msgpack.encode((mark, day, at))).decode().rstrip("=")


def _read_page(page: str, mark: int) -> tuple[date, At]:
    """The day of the first page, which is that of all, and the place at which the page begins."""
    try:
        padded = page + "=" * (-len(page) % 4)
        question, day, at = msgspec.msgpack.decode(urlsafe_b64decode(padded), type=tuple[int, date, At])
    except (ValueError, msgspec.MsgspecError) as error:
        raise UsageError(f"{page!r} is no page of promises. Give the one that the last page ended with") from error
    if question != mark:
        raise UsageError(f"the page {page!r} is of another question. Repeat that one, or leave out the page")
    return day, at


# Answers


def _loaded(cases: Cases, found: Sequence[Case]) -> list[Promise]:
    """The promises of the cases, with their facts and near misses, in their order."""
    facts: dict[str, Fact] = {}
    for ids in batches(case.fact for case in found):
        known = asking.facts(cases.connection, Filter(), as_of=cases.day, leading=False, ids=ids)
        facts.update((fact.id, fact) for fact in known)
    return [_promise(case, facts[case.fact], cases.day) for case in cases.with_near_misses(found) if case.fact in facts]


def _promise(case: Case, fact: Fact, day: date) -> Promise:
    judged = case.judged
    return Promise(
        fact=fact,
        due=case.held.due,
        state=judged.state,
        review=judged.review,
        since=judged.since,
        reason=judged.reason,
        share=judged.share,
        changed=is_new(case, day),
        evidence=tuple(_sign(*one) for one in (*judged.deciding, *judged.others)),
        nearest=tuple(_sign(*one) for one in judged.nearest),
        notes=case.notes,
    )


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
    p = schema.promise.c
    if entry is None:
        rows = _rows_of_fact(connection, wanted)
        if not rows:
            raise UsageError(f"{id_or_prefix}: the book has no promise with this id. `tradebook promises` prints ids")
        return rows[0]
    found = connection.scalar(
        select(p.statement).where(p.statement.in_(_rows_of(connection, entry.statement.id))).order_by(p.statement)
    )
    if found is None:
        raise UsageError(f"{id_or_prefix}: this statement promises nothing. `tradebook promises` lists those that do")
    return int(found)


def _rows_of(connection: Connection, statement: str) -> list[int]:
    """The rows of the statement with this id."""
    known = has_id(connection, schema.statement, [statement])
    return list(connection.scalars(select(schema.statement.c.seq).where(known)))


def _rows_of_fact(connection: Connection, fact: str) -> list[int]:
    """The statements of the promise whose fact has this id, the one that stands for it first."""
    for members in members_of(connection, numbers_of(connection, [fact]), date.max).values():
        first = standing(members).seq
        return [first, *(m.seq for m in members if m.seq != first)]
    return []
