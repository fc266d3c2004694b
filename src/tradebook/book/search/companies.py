"""The other spellings of a company: what is searched beside the words that a person typed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from tradebook.book.names.analysis import key_of
from tradebook.book.queries import has_words
from tradebook.book.rows import fold
from tradebook.book.schema import name_group, name_spelling, name_use

MOST = 50  # spellings


def other_spellings(connection: Connection, company: str) -> tuple[str, ...]:
    """The names of the bodies that the words name, by the whole of one of their names or by words of it, where they
    bear others that do not hold these words: "MAZ" for "Minsk Automobile Works". At most MOST, in their order."""
    if not fold(company):
        return ()
    g, s, u = name_group.c, name_spelling.c, name_use.c
    bodies = _bodies(connection, company)
    if not bodies:
        return ()
    groups = bodies | set(connection.scalars(select(g.id).where(g.body.in_(sorted(bodies)), g.body != g.id)))
    used = select(u.spelling).where(u.group.in_(sorted(groups)))
    spelled = select(s.name).where(or_(s.group.in_(sorted(groups)), s.id.in_(used)), ~has_words(s.folded, company))
    return tuple(sorted(set(connection.scalars(spelled)))[:MOST])


def _bodies(connection: Connection, company: str) -> set[str]:
    """The bodies that are meant: few of a book have more names than one, and those alone are looked through."""
    g = name_group.c
    whole = select(g.body).where(g.key == key_of(company), g.sort == "body")
    found = set(connection.scalars(whole.limit(MOST)))
    for group in (g.id, g.body):
        found.update(connection.scalars(_named(group, company).limit(MOST - len(found))))
    return found


def _named(group: ColumnElement[Any], company: str) -> Any:
    """Bodies of several groups of names of which a spelling has the words; `group` is the one that is looked at."""
    g, s = name_group.c, name_spelling.c
    query = select(g.body).join(name_spelling, s.group == group)
    return query.where(g.body != g.id, g.sort == "body", has_words(s.folded, company)).distinct()
