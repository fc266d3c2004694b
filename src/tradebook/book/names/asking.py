"""Asking the book for bodies and people (`Book.names`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from tradebook.book import schema
from tradebook.book.access import Access
from tradebook.book.batching import batches
from tradebook.book.facts.claims import is_ahead
from tradebook.book.names import keeping, rulings
from tradebook.book.names.analysis import Sort, analyse
from tradebook.book.names.canonical import REASONS, differences, shown
from tradebook.book.names.locally import Mention, Spelling, mentions_of, tidy
from tradebook.book.names.model import Acted, Listed, Page, Post, RulingGiven, SpelledAs
from tradebook.book.queries import current, read_statement, said
from tradebook.book.rows import fold
from tradebook.errors import UsageError
from tradebook.statement import Deal, Event, SalesMix, Statement, Tender, Venture

MOST_NAMED = 8  # bodies that an error message lists


class Names:
    """Bodies and people: which spellings are one, what the book says of them, and what people say of their names."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def all(
        self,
        *,
        country: str | None = None,
        sort: Sort | None = None,
        words: str | None = None,
        limit: int | None = None,
    ) -> list[Listed]:
        """The bodies and people of the book, those that most statements name first; `words` chooses by the beginning of
        a word of any spelling, `country` by code."""
        with self._access.reading() as connection:
            return _listed(connection, country, sort, words, limit)

    def find(self, name: str, *, country: str | None = None) -> list[Listed]:
        """The bodies and people that `name` can mean: those with a spelling of the same key where there are any, else
        those of which a spelling has words that begin so. An id that a list gave finds its own."""
        with self._access.reading() as connection:
            return _found(connection, name, country)

    def who(self, name: str, *, country: str | None = None) -> Page:
        """The page of the body or person that `name` means. Raises `UsageError` where there is none, or several."""
        with self._access.reading() as connection:
            return _page(connection, _the_one(connection, name, country))

    def join(self, a: str, b: str, *, by: str, note: str | None = None, countries: Sequence[str | None] = ()) -> Page:
        """Says that two names are one body; returns its page. `countries` tell which of several is meant."""
        first, second = _two(countries)
        with self._access.writing() as connection:
            one, other = _the_one(connection, a, first), _the_one(connection, b, second)
            if one.id == other.id:
                raise UsageError(f"{a} and {b} are one body already: {shown(one.name, one.country or '')}")
            if one.sort != other.sort:
                raise UsageError(f"{a} is a {one.sort} and {b} a {other.sort}. Name two of a kind")
            x, y = _own_spellings(connection, one)[0], _own_spellings(connection, other)[0]
            rulings.give(connection, "join", [(x, y.name, y.country)], by, note)
            return _page(connection, _of_spelling(connection, x))

    def part(self, a: str, b: str, *, by: str, note: str | None = None, country: str | None = None) -> Page:
        """Says that the name `a` is not the body that has the name `b` too; returns the page of `a`."""
        with self._access.writing() as connection:
            one = _the_one(connection, b, country)
            spelled = _own_spellings(connection, one)
            out = [s for s in spelled if fold(s.name) == fold(a)]
            stays = [s for s in spelled if fold(s.name) == fold(b)] or [s for s in spelled if s not in out]
            if not out or not stays or stays[0] in out:
                names = ", ".join(s.name for s in spelled[:MOST_NAMED])
                raise UsageError(f"{a} and {b} are not two spellings of one body. Spell both as listed: {names}")
            rulings.give(connection, "part", [(x, y.name, y.country) for x in out for y in stays], by, note)
            return _page(connection, _of_spelling(connection, out[0]))

    def rename(self, a: str, name: str, *, by: str, note: str | None = None, country: str | None = None) -> Page:
        """Says what the body that `a` means shall be called; returns its page."""
        with self._access.writing() as connection:
            one = _the_one(connection, a, country)
            x = _own_spellings(connection, one)[0]
            rulings.give(connection, "rename", [(x, rulings.checked(name, "the new name"), "")], by, note)
            return _page(connection, _of_spelling(connection, x))

    def undo(self, number: int, *, by: str) -> RulingGiven:
        """Takes back what a person said, by its number; the machine's choice holds again."""
        with self._access.writing() as connection:
            return rulings.undo(connection, number, by)

    def said(self) -> list[RulingGiven]:
        """What people said of names, the earliest first, also what was taken back."""
        with self._access.reading() as connection:
            return rulings.given(connection)


def _two(countries: Sequence[str | None]) -> tuple[str | None, str | None]:
    first, second, *_ = (*countries, None, None)
    return first, second


# Finding

_u, _s, _g, _b = schema.name_use, schema.name_spelling, schema.name_group, schema.name_body


def _bodies() -> Select[Any]:
    """Every body with the number of its spellings and of the statements that name it."""
    used = (
        select(func.coalesce(_u.c.group, _s.c.group).label("group"), _u.c.statement, _u.c.spelling)
        .join(_s, _s.c.id == _u.c.spelling)
        .subquery()
    )
    counted = (func.count(used.c.spelling.distinct()), func.count(used.c.statement.distinct()))
    query = select(_b.c.id, _b.c.sort, _b.c.name, _b.c.country, *counted)
    return (
        query.join(_g, _g.c.body == _b.c.id)
        .join(used, used.c.group == _g.c.id)
        .group_by(_b.c.id, _b.c.sort, _b.c.name, _b.c.country)
    )


def _rows(connection: Connection, query: Select[Any]) -> list[Listed]:
    found = [
        Listed(id=id_, sort=sort, name=name, country=country or None, spellings=spellings, statements=statements)
        for id_, sort, name, country, spellings, statements in connection.execute(query)
    ]
    return sorted(found, key=lambda one: (-one.statements, one.name, one.id))


def _listed(
    connection: Connection, country: str | None, sort: Sort | None, words: str | None, limit: int | None
) -> list[Listed]:
    query = _bodies()
    if country:
        query = query.where(_b.c.country == country)
    if sort:
        query = query.where(_b.c.sort == sort)
    if words:
        query = query.where(_b.c.id.in_(_with_words(words)))
    return _rows(connection, query)[:limit]


def _with_words(words: str) -> Select[Any]:
    wanted = fold(words).replace("_", r"\_")
    fits = or_(_s.c.folded.like(wanted + "%", escape="\\"), _s.c.folded.like("% " + wanted + "%", escape="\\"))
    group = func.coalesce(_u.c.group, _s.c.group)
    spelled = select(group).join(_s, _s.c.id == _u.c.spelling).where(fits)
    return select(_g.c.body).where(_g.c.id.in_(spelled))


def _found(connection: Connection, name: str, country: str | None) -> list[Listed]:
    if not fold(name):
        raise UsageError(f"{name!r} holds no letters. Give a name, or part of one")
    keys = {analyse(tidy(name), country or "", sort).key for sort in ("body", "person")}
    exact = select(_g.c.body).where(_g.c.key.in_(sorted(keys)))
    spelled = select(func.coalesce(_u.c.group, _s.c.group)).join(_s, _s.c.id == _u.c.spelling)
    exact_spelled = select(_g.c.body).where(_g.c.id.in_(spelled.where(_s.c.folded == fold(name))))
    for which in (select(_b.c.id).where(_b.c.id == name.strip()), exact.union(exact_spelled), _with_words(name)):
        query = _bodies().where(_b.c.id.in_(which))
        if country:
            query = query.where(_b.c.country.in_((country, "")))
        if found := _rows(connection, query):
            return found
    return []


def _the_one(connection: Connection, name: str, country: str | None) -> Listed:
    found = _found(connection, name, country)
    if country and len(found) > 1:
        found = [one for one in found if one.country == country] or found
    if not found:
        raise UsageError(f"{name}: the book names nobody so. `tradebook names` lists the bodies and people of the book")
    named = [one for one in found if fold(one.name) == fold(name)]
    if len(found) > 1 and len(named) != 1:
        listed = "; ".join(f"{shown(one.name, one.country or '')} [{one.id}]" for one in found[:MOST_NAMED])
        raise UsageError(f"{name} may be any of these: {listed}. Give the full name, --country, or the id in brackets")
    return found[0] if len(found) == 1 else named[0]


def _of_spelling(connection: Connection, s: Spelling) -> Listed:
    body = select(_g.c.body).join(_s, _s.c.group == _g.c.id).where(_s.c.id == s.id)
    return _rows(connection, _bodies().where(_b.c.id.in_(body)))[0]


def _own_spellings(connection: Connection, one: Listed) -> list[Spelling]:
    """The spellings whose own words make them this body's, its name first."""
    query = select(_s.c.sort, _s.c.name, _s.c.country).join(_g, _g.c.id == _s.c.group).where(_g.c.body == one.id)
    found = [Spelling(sort, name, country) for sort, name, country in connection.execute(query)]
    if not found:
        raise UsageError(f"{one.name}: no statement spells it so; reports only tell of it. Name another spelling")
    return sorted(found, key=lambda s: (s.name != one.name, not s.country, s.name, s.country))


# The page


def _page(connection: Connection, one: Listed) -> Page:
    groups = set(connection.scalars(select(_g.c.id).where(_g.c.body == one.id)))
    statements = _statements(connection, groups)
    uses = _uses(connection, groups)
    spelled = _spelled(connection, one, groups, uses, {seq: (report, day) for seq, report, day, _ in statements})
    acted, speakers, posts = [], [], []
    these = {(use.statement, use.spelling, use.role) for use in uses}
    for seq, _, day, statement in statements:
        mine = [m for m in mentions_of(seq, statement) if (m.statement, m.spelling.id, m.role) in these]
        acted += [
            Acted(did=did, seen=day, statement=statement) for did in dict.fromkeys(_did(statement, m) for m in mine)
        ]
        speakers += _speakers(statement, mine)
        posts += [(post, day) for post in _posts(statement, mine)]
    return Page(
        id=one.id,
        sort=one.sort,
        name=one.name,
        country=one.country,
        spellings=spelled,
        acted=tuple(acted),
        speakers=tuple(dict.fromkeys(speakers)),
        posts=_over_time(posts),
        rulings=tuple(rulings.given(connection, {s.name for s in spelled} | {one.name})),
    )


def _uses(connection: Connection, groups: Iterable[str]) -> list[Any]:
    query = select(_u.c.statement, _u.c.spelling, _u.c.role, _u.c.why, _s.c.sort, _s.c.name, _s.c.country, _s.c.group)
    query = query.join(_s, _s.c.id == _u.c.spelling)
    found: list[Any] = []
    for batch in batches(sorted(groups)):
        own = and_(_u.c.group.is_(None), _s.c.group.in_(batch))
        found += connection.execute(query.where(or_(_u.c.group.in_(batch), own))).all()
    return found


def _statements(connection: Connection, groups: Iterable[str]) -> list[tuple[int, int, date, Statement]]:
    """The current statements that name the groups, the earliest first: row, report's row, first day, statement."""
    seqs = sorted({use.statement for use in _uses(connection, groups)})
    s, a = schema.statement.c, schema.appearance.c
    day = select(func.min(a.day)).where(a.report == s.report).scalar_subquery()
    found = []
    for batch in batches(seqs):
        query = select(s.seq, s.report, s.id, said.label("line"), day.label("day")).where(s.seq.in_(batch), current)
        rows = connection.execute(query)
        found += [(row.seq, row.report, row.day, read_statement(row.id, row.line)) for row in rows]
    return sorted(found, key=lambda one: (one[2], one[3].id))


def _spelled(
    connection: Connection, one: Listed, groups: set[str], uses: Sequence[Any], seen: dict[int, tuple[int, date]]
) -> tuple[SpelledAs, ...]:
    links = _links(connection, groups)
    home = _home(connection, one, groups)
    by_spelling: dict[tuple[Any, ...], list[Any]] = {}
    for use in uses:
        by_spelling.setdefault((use.sort, use.name, use.country, use.group, use.why), []).append(use)
    found = []
    for (sort, name, country, group, why), rows in by_spelling.items():
        places = [seen[row.statement] for row in rows if row.statement in seen]
        spelling = Spelling(sort, name, country)
        reason = REASONS[why] if why else REASONS.get(links.get(group, ""), "") if group not in home else ""
        found.append(
            SpelledAs(
                name=name,
                country=country or None,
                why=reason or differences(spelling, one.name, one.country or ""),
                statements=len({row.statement for row in rows}),
                reports=len({report for report, _ in places}),
                first=min((day for _, day in places), default=None),
                last=max((day for _, day in places), default=None),
            )
        )
    return tuple(sorted(found, key=lambda s: (s.name != one.name, -s.statements, s.name, s.country or "", s.why)))


def _home(connection: Connection, one: Listed, groups: set[str]) -> set[str]:
    """The groups of the body's name: what else belongs to it needs a reason."""
    keys = {analyse(one.name, country, one.sort).key for country in ("", one.country or "")}
    query = select(_g.c.id).where(_g.c.id.in_(sorted(groups)), _g.c.key.in_(sorted(keys)))
    return set(connection.scalars(query)) if len(groups) < keeping._AT_ONCE else set()


def _links(connection: Connection, groups: set[str]) -> dict[str, str]:
    """Group -> why it belongs to the others."""
    t = schema.name_link.c
    found: dict[str, str] = {}
    order = list(REASONS)
    for batch in batches(sorted(groups)):
        rows = connection.execute(select(t.a, t.b, t.why).where(or_(t.a.in_(batch), t.b.in_(batch)))).all()
        for a, b, why in sorted(rows, key=lambda row: (order.index(row[2]), row[0], row[1])):
            found.setdefault(a, why)
            found.setdefault(b, why)
    return found


def _did(s: Statement, m: Mention) -> str:
    """What a statement says that the one mentioned did."""
    if m.role != "party":
        return "said"
    if is_ahead(s):
        return "promised"
    match s:
        case Deal():
            return "signed" if s.status in (None, "signed") else str(s.status)
        case Tender():
            return "tendered" if s.buyer and s.buyer.name and tidy(s.buyer.name) == m.spelling.name else "bid"
        case SalesMix():
            return "sells"
        case Venture():
            return "produces with others"
        case Event():
            return "took part"
        case _:
            return "is named"


def _speakers(s: Statement, mine: Iterable[Mention]) -> list[str]:
    """Who spoke for the organisation."""
    names = {m.spelling.name for m in mine if m.role == "speaker"}
    spoke = [one for one in s.attribution.speakers if one.name and one.organisation and tidy(one.organisation) in names]
    return [f"{tidy(one.name or '')}, {one.role}" if one.role else tidy(one.name or "") for one in spoke]


def _posts(s: Statement, mine: Iterable[Mention]) -> list[tuple[str | None, str | None]]:
    names = {m.spelling.name for m in mine if m.role == "person"}
    return [(x.role, x.organisation) for x in s.attribution.speakers if x.name and tidy(x.name) in names]


def _over_time(posts: Iterable[tuple[tuple[str | None, str | None], date]]) -> tuple[Post, ...]:
    days: dict[tuple[str | None, str | None], list[date]] = {}
    for post, day in posts:
        if post != (None, None):
            days.setdefault(post, []).append(day)
    found = [Post(role=r, organisation=o, first=min(seen), last=max(seen)) for (r, o), seen in days.items()]
    return tuple(sorted(found, key=lambda p: (p.first, p.last, p.role or "", p.organisation or "")))
