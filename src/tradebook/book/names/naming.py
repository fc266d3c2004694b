"""Statements with the names of their bodies in place of their spellings: what claims and origins are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, func, select

from tradebook.book import schema
from tradebook.book.names.locally import tidy
from tradebook.book.prepared import Prepared
from tradebook.book.recording import Written
from tradebook.book.rows import parties_of
from tradebook.statement import Deal, Event, Party, SalesMix, Statement, Tender, Venture

Names = Mapping[tuple[str, str, str], str]  # (role, name as spelled, country told with it) -> the body's name


def _select_names() -> Any:
    u, s, g, b = schema.name_use.c, schema.name_spelling, schema.name_group, schema.name_body
    query = select(u.statement, u.role, s.c.name, s.c.country, b.c.name.label("body"))
    query = query.join(s, s.c.id == u.spelling).join(g, g.c.id == func.coalesce(u.group, s.c.group))
    wanted = u.statement.in_(bindparam("statements", expanding=True))
    return query.join(b, b.c.id == g.c.body).where(wanted, u.role != "person", b.c.name != s.c.name)


_NAMES = Prepared(_select_names())


def as_named(connection: Connection, written: Sequence[Written]) -> list[Written]:
    """The statements with each party and each speaker's organisation called by the name of its body."""
    concerned = (w.seq for w in written if parties_of(w.statement) or w.statement.attribution.speakers)
    names = names_in(connection, concerned)
    return [Written(w.seq, named(w.statement, names[w.seq])) if w.seq in names else w for w in written]


def names_in(connection: Connection, statements: Iterable[int]) -> dict[int, dict[tuple[str, str, str], str]]:
    """Row of a statement -> the names in it that are not their body's, with that."""
    found: dict[int, dict[tuple[str, str, str], str]] = {}
    for seq, role, name, country, body in _NAMES.rows(connection, statements=list(statements)):
        found.setdefault(seq, {})[role, name, country] = body
    return found


def named(s: Statement, names: Names) -> Statement:
    """`s` with the names of bodies."""
    speakers = tuple(
        replace(one, organisation=names.get(("speaker", tidy(one.organisation), ""), one.organisation))
        if one.organisation
        else one
        for one in s.attribution.speakers
    )
    s = replace(s, attribution=replace(s.attribution, speakers=speakers))
    match s:
        case Deal():
            return replace(s, parties=_all(s.parties, names))
        case Tender():
            return replace(s, buyer=_party(s.buyer, names) if s.buyer else None, bidders=_all(s.bidders, names))
        case Event():
            return replace(s, participants=_all(s.participants, names))
        case Venture():
            return replace(s, partners=_all(s.partners, names))
        case SalesMix():
            return replace(s, company=_party(s.company, names) if s.company else None)
        case _:
            return s


def _all(parties: Iterable[Party], names: Names) -> tuple[Party, ...]:
    return tuple(_party(party, names) for party in parties)


def _party(party: Party, names: Names) -> Party:
    if not party.name:
        return party
    return replace(party, name=names.get(("party", tidy(party.name), party.country or ""), party.name))
