"""What the book tells of bodies and people. No I/O here."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from tradebook.statement import Statement


class SpelledAs(Struct, frozen=True, kw_only=True):
    """A spelling of a body or person: the country told with it (None where none is), why it is a spelling of this one,
    in how many statements and reports it stands, and between which days."""

    name: str
    country: str | None
    why: str
    statements: int
    reports: int
    first: date | None
    last: date | None


class RulingGiven(Struct, frozen=True, kw_only=True):
    """What a person said of names: `action` is join, part or rename, of `a` and `b` (of a rename the new name)."""

    number: int
    action: str
    a: str
    b: str
    author: str
    note: str | None
    given_at: datetime
    undone_by: str | None = None


class Listed(Struct, frozen=True, kw_only=True):
    """A body or person in a list."""

    id: str
    sort: str
    name: str
    country: str | None
    spellings: int
    statements: int


class Acted(Struct, frozen=True, kw_only=True):
    """One statement in which a body or person stands: as what (signed, tendered, bid, sells, produces, takes part,
    promised, said), when it appeared first, and the statement."""

    did: str
    seen: date
    statement: Statement


class Post(Struct, frozen=True, kw_only=True):
    """A role and organisation of a person, with the days between which reports name it."""

    role: str | None
    organisation: str | None
    first: date
    last: date


class Page(Struct, frozen=True, kw_only=True):
    """All that the book knows of one body or person.

    `earlier` and `also` are other names that it is known by; `speakers` are who spoke for a body, `posts` what a person
    was. Nothing stands here that no report says: no addresses, no telephone numbers."""

    id: str
    sort: str
    name: str
    country: str | None
    spellings: tuple[SpelledAs, ...]
    acted: tuple[Acted, ...]
    speakers: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    rulings: tuple[RulingGiven, ...] = ()
