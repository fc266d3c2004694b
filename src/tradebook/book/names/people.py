"""What people said of names, as the settling of names needs it: rows of `name_ruling` that stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, select

from tradebook.book import schema
from tradebook.book.names.locally import Spelling, own_group
from tradebook.book.names.settling import Ruling
from tradebook.book.prepared import Prepared


class People(Struct, frozen=True):
    """`apart` are ids of spellings that stand for themselves alone, `rulings` pairs of groups that are one body or not,
    `renames` the name that a group's body shall bear, the latest last."""

    apart: frozenset[str]
    rulings: tuple[Ruling, ...]
    renames: tuple[tuple[str, str], ...]

    @property
    def parted(self) -> frozenset[frozenset[str]]:
        """The pairs of groups that are not one body."""
        return frozenset(frozenset((r.a, r.b)) for r in self.rulings if r.action == "part")

    def with_group(self, groups: Iterable[str]) -> set[str]:
        """The groups that a person named together with one of `groups`."""
        these = set(groups)
        return {x for r in self.rulings for x in (r.a, r.b) if {r.a, r.b} & these} - these


_t = schema.name_ruling
_STANDING = Prepared(select(_t).where(_t.c.undone_at.is_(None)).order_by(_t.c.given_at, _t.c.seq))


def people_of(connection: Connection) -> People:
    """What people said that stands: of two rulings on one pair of names the later."""
    rows = _STANDING.rows(connection)
    return _people(rows) if rows else NOBODY


NOBODY = People(frozenset(), (), ())


def _people(rows: list[Any]) -> People:
    last: dict[frozenset[Spelling], tuple[str, Spelling, Spelling]] = {}
    renames = []
    for row in rows:
        a = Spelling(row.sort, row.a, row.a_country)
        if row.action == "rename":
            renames.append((a, row.b))
            continue
        b = Spelling(row.sort, row.b, row.b_country)
        last.pop(frozenset((a, b)), None)
        last[frozenset((a, b))] = (row.action, a, b)
    parted = [(a, b) for action, a, b in last.values() if action == "part"]
    apart = frozenset(a.id for a, b in parted if own_group(a).id == own_group(b).id)
    rulings = {Ruling(action, own_group(a, apart).id, own_group(b, apart).id) for action, a, b in last.values()}
    named = tuple((own_group(a, apart).id, name) for a, name in renames)
    return People(apart, tuple(sorted(rulings, key=lambda r: (r.action, r.a, r.b))), named)
