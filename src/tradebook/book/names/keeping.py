"""The book's names, kept in step with its statements. Each function works inside a transaction that the caller holds.

The names of a report are settled as it is recorded; of the book's bodies only those are settled anew that its names can
touch: names of the same key, of the same blocks, told of together, named together by a person. Rows are found by index,
never by going through all names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, and_, bindparam, delete, or_, select, tuple_, update

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.facts.claims import short_digest
from tradebook.book.names.blocks import block_rows, misspelt
from tradebook.book.names.canonical import canonical
from tradebook.book.names.locally import Local, Mention, Spelling, mentions_of, own_group, settle_locally
from tradebook.book.names.people import People, people_of
from tradebook.book.names.said import Said, said_in
from tradebook.book.names.settling import Group, Link, Settled, Told, settle
from tradebook.book.prepared import Insertion, Prepared
from tradebook.book.recording import Written
from tradebook.book.rows import fold
from tradebook.statement import Statement

_AT_ONCE = 400
_IDS: Any = bindparam("ids", expanding=True)
Use = tuple[int, str, str]  # statement, spelling, role


class Wanted(Struct):
    """What one report gives: rows by their keys; `homes` are the groups of the spellings by their own words."""

    uses: dict[Use, tuple[str | None, str | None]]
    said: dict[str, dict[str, Any]]
    spellings: dict[str, Spelling]
    groups: dict[str, Group]
    homes: dict[str, str] = {}


class Names(Struct, frozen=True):
    """The names in a report, without the book: what it says of names, its mentions (`statement` is the place among its
    statements), and how they are settled where no person has said anything of names; `own` is the group of each
    spelling by its own words."""

    said: list[Said]
    mentions: list[Mention]
    local: Local
    own: dict[Spelling, Group]


def names_of(text: str, statements: Iterable[Statement]) -> Names:
    """The names in a report with this text and these statements. Pure."""
    said = said_in(text)
    mentions = [m for at, s in enumerate(statements) for m in mentions_of(at, s)]
    local = settle_locally(mentions, said)
    return Names(said, mentions, local, {s: own_group(s) for s in local.groups})


def wanted_of(report: int, text: str, statements: Sequence[Written], people: People) -> Wanted:
    """What a report with this text and these current statements gives."""
    names = names_of(text, (w.statement for w in statements))
    return _wanted(report, names, [w.seq for w in statements], people)


def _wanted(report: int, names: Names, seqs: Sequence[int], people: People) -> Wanted:
    """What a report gives, its names and the rows of its statements given."""
    local, own = names.local, names.own
    if people.apart:
        own = {s: own_group(s, people.apart) for s in own}
    if people.apart or people.parted:
        local = settle_locally(names.mentions, names.said, people.apart, people.parted)
    groups = {g.id: g for g, _ in local.groups.values()}
    groups.update((g.id, g) for g in own.values())
    for alias in local.aliases:
        groups.update({alias.alias.id: alias.alias, alias.target.id: alias.target})
    spellings, homes = {s.id: s for s in own}, {s.id: g.id for s, g in own.items()}
    return Wanted(_uses(names.mentions, seqs, local), _said(report, local), spellings, groups, homes)


def _uses(mentions: Iterable[Mention], seqs: Sequence[int], local: Local) -> dict[Use, tuple[str | None, str | None]]:
    found: dict[Use, tuple[str | None, str | None]] = {}
    for m in mentions:
        group, why = local.groups[m.spelling]
        found[seqs[m.statement], m.spelling.id, m.role] = (group.id, why) if why else (None, None)
    return found


def _said(report: int, local: Local) -> dict[str, dict[str, Any]]:
    rows = {}
    for a in local.aliases:
        row = {
            "report": report,
            "how": a.said.how,
            "alias": a.alias.id,
            "target": a.target.id,
            "name": a.said.name,
            "means": a.said.means,
            "country": a.country,
            "start": a.said.start,
            "end": a.said.end,
        }
        id_ = short_digest(*(row[name] for name in ("how", "alias", "target", "start")))
        rows[id_] = {**row, "id": id_}
    return rows


def spelling_row(s: Spelling, group: str) -> dict[str, Any]:
    """The row of a spelling, which is of the group with the id `group` by its own words."""
    return {"id": s.id, "sort": s.sort, "name": s.name, "folded": fold(s.name), "country": s.country, "group": group}


def group_row(g: Group, body: str) -> dict[str, Any]:
    """The row of a group of the body with the id `body`."""
    return {"id": g.id, "sort": g.sort, "key": " ".join(g.words)[:450], "country": g.country, "form": g.form,
            "distinct_": g.distinct, "body": body}  # fmt: skip


def _group(row: Any) -> Group:
    return Group(row.id, row.sort, tuple(row.key.split(" ")), row.country, row.form, bool(row.distinct_))


# One report


def keep_new(connection: Connection, reports: Iterable[tuple[int, Sequence[int], Names]]) -> set[int]:
    """Takes in the names of new reports, each given by its row, those of its statements, and its names. Returns the
    rows of other statements whose bodies have other names now."""
    people = people_of(connection)
    whole = Wanted({}, {}, {}, {})
    said: list[dict[str, Any]] = []
    new: set[int] = set()
    for report, seqs, names in reports:
        wanted = _wanted(report, names, seqs, people)
        whole.uses.update(wanted.uses)
        whole.spellings.update(wanted.spellings)
        whole.groups.update(wanted.groups)
        whole.homes.update(wanted.homes)
        said += wanted.said.values()
        new.update(seqs)
    if not whole.groups:
        return set()
    seeds = {row[end] for row in said for end in ("alias", "target")}
    new_groups, grown = _add_names(connection, whole)
    seeds |= new_groups | grown
    _SAID_ROWS.add(connection, said)
    _USE_ROWS.add(connection, [_use_row(u, by) for u, by in whole.uses.items()])
    return (resettle(connection, seeds, people, new=new_groups) if seeds else set()) - new


def keep(
    connection: Connection, report: int, statements: Sequence[Written], *, among: Collection[int] = ()
) -> set[int]:
    """Makes the names of a known report those of its current statements. Returns the rows of the other statements, here
    and in other reports, whose bodies have other names now; those `among` are left out."""
    people = people_of(connection)
    text = _TEXT.scalars(connection, report=report)
    wanted = wanted_of(report, text[0] if text else "", statements, people)
    uses = stored_uses(connection, [report]).get(report, {})
    said = stored_said(connection, [report]).get(report, {})
    gone = {u for u in uses if wanted.uses.get(u) != uses[u]}
    gone_said = [row for id_, row in said.items() if wanted.said.get(id_) != row]
    new_said = [row for id_, row in wanted.said.items() if said.get(id_) != row]
    seeds = {row[end] for row in (*gone_said, *new_said) for end in ("alias", "target")}
    _delete_uses(connection, gone)
    for row in gone_said:
        t = schema.name_said
        connection.execute(delete(t).where(t.c.report == report, t.c.id == row["id"]))
    new_groups, grown = _add_names(connection, wanted)
    seeds |= new_groups | grown
    _SAID_ROWS.add(connection, new_said)
    new_uses = {u: by for u, by in wanted.uses.items() if uses.get(u) != by}
    _USE_ROWS.add(connection, [_use_row(u, by) for u, by in new_uses.items()])
    left = {by[0] for by in uses.values() if by[0]} | seeds
    seeds |= _drop_orphans(connection, {u[1] for u in gone}, left, people)
    touched = resettle(connection, seeds, people, new=new_groups) if seeds else set()
    touched |= {u[0] for u in (*gone, *new_uses)}
    return touched - set(among)


_TEXT = Prepared(select(schema.report.c.text).where(schema.report.c.seq == bindparam("report")))
_USE_ROWS, _SAID_ROWS, _SPELLING_ROWS, _GROUP_ROWS, _BLOCK_ROWS, _BODY_ROWS, _LINK_ROWS = map(
    Insertion,
    (
        schema.name_use,
        schema.name_said,
        schema.name_spelling,
        schema.name_group,
        schema.name_block,
        schema.name_body,
        schema.name_link,
    ),
)


def _use_row(use: Use, by: tuple[str | None, str | None]) -> dict[str, Any]:
    return {"statement": use[0], "spelling": use[1], "role": use[2], "group": by[0], "why": by[1]}


def _delete_uses(connection: Connection, uses: Iterable[Use]) -> None:
    t = schema.name_use
    for batch in batches(uses, _AT_ONCE // 3):
        connection.execute(delete(t).where(tuple_(t.c.statement, t.c.spelling, t.c.role).in_(batch)))


_KNOWN_SPELLINGS = Prepared(select(schema.name_spelling.c.id).where(schema.name_spelling.c.id.in_(_IDS)))
_KNOWN_GROUPS = Prepared(select(schema.name_group.c.id).where(schema.name_group.c.id.in_(_IDS)))


def _add_names(connection: Connection, wanted: Wanted) -> tuple[set[str], set[str]]:
    """Rows for spellings and groups that are new; the groups that are new, and those that have a new spelling."""
    new_spellings = _unknown(connection, _KNOWN_SPELLINGS, wanted.spellings)
    rows = [spelling_row(wanted.spellings[id_], wanted.homes[id_]) for id_ in new_spellings]
    _SPELLING_ROWS.add(connection, rows)
    new_groups = _unknown(connection, _KNOWN_GROUPS, wanted.groups)
    _GROUP_ROWS.add(connection, [group_row(wanted.groups[id_], id_) for id_ in new_groups])
    _BLOCK_ROWS.add(connection, [r for id_ in new_groups for r in block_rows(wanted.groups[id_])])
    return set(new_groups), {row["group"] for row in rows}


def _unknown(connection: Connection, query: Prepared, ids: Collection[str]) -> list[str]:
    return sorted(set(ids).difference(query.scalars(connection, ids=sorted(ids))))


def _drop_orphans(connection: Connection, spellings: set[str], groups: set[str], people: People) -> set[str]:
    """Deletes those of the spellings and groups that nothing uses any more; the groups that this can touch."""
    s, u = schema.name_spelling, schema.name_use
    owners = set(groups)
    for batch in batches(sorted(spellings)):
        unused = and_(s.c.id.in_(batch), ~select(u.c.statement).where(u.c.spelling == s.c.id).exists())
        owners.update(connection.scalars(select(s.c.group).where(unused)))
        connection.execute(delete(s).where(unused))
    orphans = {id_ for id_ in owners if not _is_needed(connection, id_)}
    if not orphans:
        return owners
    touched = set(closure(connection, orphans, people).groups) | owners
    _drop_blocks(connection, orphans)
    for batch in batches(sorted(orphans)):
        connection.execute(delete(schema.name_group).where(schema.name_group.c.id.in_(batch)))
    _drop_links(connection, orphans)
    b, g = schema.name_body, schema.name_group
    for batch in batches(sorted(orphans)):
        connection.execute(delete(b).where(b.c.id.in_(batch), ~select(g.c.id).where(g.c.body == b.c.id).exists()))
    return touched - orphans


def _drop_blocks(connection: Connection, groups: Iterable[str]) -> None:
    b = schema.name_block
    for row in _GROUPS.rows(connection, ids=sorted(groups)):
        for block in block_rows(_group(row)):
            connection.execute(delete(b).where(b.c.block == block["block"], b.c.group == row.id))


def _is_needed(connection: Connection, group: str) -> bool:
    s, u, t = schema.name_spelling.c, schema.name_use.c, schema.name_said.c
    places = (
        select(s.id).where(s.group == group),
        select(u.statement).where(u.group == group),
        select(t.id).where(t.alias == group),
        select(t.id).where(t.target == group),
    )
    return any(connection.execute(query.limit(1)).first() is not None for query in places)


def _drop_links(connection: Connection, groups: Iterable[str]) -> None:
    t = schema.name_link
    for batch in batches(sorted(groups)):
        connection.execute(delete(t).where(or_(t.c.a.in_(batch), t.c.b.in_(batch))))


def move_spelling(connection: Connection, spelled: Spelling, people: People) -> set[str]:
    """Puts a spelling of the book into the group that it is of since people have said so; the groups concerned."""
    s, g = schema.name_spelling, schema.name_group
    group = own_group(spelled, people.apart)
    now = connection.scalar(select(s.c.group).where(s.c.id == spelled.id))
    if now is None or now == group.id:
        return set()
    if connection.scalar(select(g.c.id).where(g.c.id == group.id)) is None:
        _GROUP_ROWS.add(connection, [group_row(group, group.id)])
        _BLOCK_ROWS.add(connection, block_rows(group))
    connection.execute(update(s).where(s.c.id == spelled.id).values(group=group.id))
    return _drop_orphans(connection, set(), {now}, people) | {group.id}


def stored_uses(connection: Connection, reports: Sequence[int]) -> dict[int, dict[Use, tuple[str | None, str | None]]]:
    """The uses that the book holds for some reports."""
    u, s = schema.name_use.c, schema.statement.c
    query = select(s.report, u.statement, u.spelling, u.role, u.group, u.why).join(
        schema.statement, s.seq == u.statement
    )
    found: dict[int, dict[Use, tuple[str | None, str | None]]] = {}
    for report, statement, spelling, role, group, why in connection.execute(query.where(s.report.in_(reports))):
        found.setdefault(report, {})[statement, spelling, role] = (group, why)
    return found


def stored_said(connection: Connection, reports: Sequence[int]) -> dict[int, dict[str, dict[str, Any]]]:
    """What the book holds of what some reports say of names."""
    t = schema.name_said
    found: dict[int, dict[str, dict[str, Any]]] = {}
    for row in connection.execute(select(t).where(t.c.report.in_(reports))).mappings():
        found.setdefault(row["report"], {})[row["id"]] = dict(row)
    return found


# The bodies that some groups can touch


class Closure(Struct):
    """Groups of the book by id, the body that each has in it, and what reports say of them."""

    groups: dict[str, Group]
    bodies: dict[str, str]
    told: set[Told]


def closure(connection: Connection, seeds: Iterable[str], people: People) -> Closure:
    """The groups of `seeds` and all that their bodies can hang on; those that the book has not are left out."""
    found = Closure({}, {}, set())
    open_ = set(seeds)
    while open_:
        fresh: dict[str, Group] = {}
        for row in _GROUPS.rows(connection, ids=sorted(open_)):
            fresh[row.id] = _group(row)
            found.bodies[row.id] = row.body
        bodies = sorted({found.bodies[id_] for id_ in fresh})
        asked = open_ | set(fresh)
        found.groups.update(fresh)
        told = _told_with(connection, asked)
        found.told |= told
        open_ = {*bodies, *_FELLOWS.scalars(connection, ids=bodies)}
        open_ |= _neighbours(connection, fresh) | people.with_group(asked)
        open_.update(*((t.alias, t.target) for t in told))
        open_ -= found.groups.keys() | asked
    return found


_g = schema.name_group.c
_GROUPS = Prepared(select(schema.name_group).where(_g.id.in_(_IDS)))
# The groups of a body: the one that it is named by, and those that are not.
_FELLOWS = Prepared(select(_g.id).where(_g.body.in_(_IDS), _g.body != _g.id))
_FAMILY = Prepared(select(schema.name_group).where(_g.key.in_(_IDS)))
_t = schema.name_said.c
_SAID_WITH = [Prepared(select(_t.how, _t.alias, _t.target).where(end.in_(_IDS))) for end in (_t.alias, _t.target)]


def _neighbours(connection: Connection, groups: Mapping[str, Group]) -> set[str]:
    """The groups that may be one body with one of `groups`, by their names."""
    found = misspelt(connection, groups.values())
    homes = {(" ".join(g.words)[:450], g.country) for g in groups.values()}
    family = _FAMILY.rows(connection, ids=sorted({key for key, _ in homes}))
    open_ = {row.key for row in family if not row.country}  # else those of one country have nothing to do with others
    for row in family:
        if (row.key, row.country) in homes or (row.distinct_ and row.key in open_):
            found.add(row.id)
    return found


def _told_with(connection: Connection, groups: Iterable[str]) -> set[Told]:
    """What reports say of some groups, and of others with them."""
    ids = sorted(groups)
    return {Told(how, alias, target) for query in _SAID_WITH for how, alias, target in query.rows(connection, ids=ids)}


def resettle(connection: Connection, seeds: Iterable[str], people: People, new: Collection[str] = ()) -> set[int]:
    """Settles anew all bodies that `seeds` can touch, and writes what differs; the rows of the statements in which a
    body has another name now. Groups that are `new` have none."""
    near = closure(connection, seeds, people)
    groups = near.groups
    told = sorted((t for t in near.told if t.alias in groups), key=lambda t: (t.how, t.alias, t.target))
    settled = settle(groups.values(), told, people.rulings)
    bodies = body_rows(groups, settled, _spellings(connection, groups), told, people)
    concerned = sorted({*near.bodies.values(), *bodies})
    before = {row["id"]: row for row in _BODIES.dicts(connection, ids=concerned)}
    _write_bodies(connection, settled, bodies, near.bodies, before)
    _write_links(connection, groups, settled)
    names = {id_: bodies[settled.bodies[id_]]["name"] for id_, g in groups.items() if g.sort == "body"}
    renamed = [
        id_
        for id_, body in near.bodies.items()
        if id_ in names and id_ not in new and _name_of(before, body) != names[id_]
    ]
    return _statements_with(connection, renamed)


def _name_of(bodies: Mapping[str, dict[str, Any]], id_: str) -> str | None:
    return bodies[id_]["name"] if id_ in bodies else None


_s = schema.name_spelling.c
_SPELLINGS = Prepared(select(_s.group, _s.sort, _s.name, _s.country).where(_s.group.in_(_IDS)))
_CALLED = [
    Prepared(select(end, name, _t.country).where(end.in_(_IDS)))
    for end, name in ((_t.alias, _t.name), (_t.target, _t.means))
]


def _spellings(connection: Connection, groups: Collection[str]) -> dict[str, list[Spelling]]:
    """The spellings of each group; for a group that no statement uses, what the reports that tell of it call it."""
    found: dict[str, list[Spelling]] = {}
    for group, sort, name, country in _SPELLINGS.rows(connection, ids=sorted(groups)):
        found.setdefault(group, []).append(Spelling(sort, name, country))
    bare = sorted(set(groups) - set(found))
    for query in _CALLED:
        for group, spelled, country in query.rows(connection, ids=bare):
            found.setdefault(group, []).append(Spelling("body", spelled, country))
    return found


def body_rows(
    groups: Mapping[str, Group],
    settled: Settled,
    spellings: Mapping[str, Sequence[Spelling]],
    told: Iterable[Told],
    people: People,
) -> dict[str, dict[str, Any]]:
    """The rows of the bodies of `groups`, by id."""
    earlier = {t.alias for t in told if t.how == "renamed" and settled.bodies[t.alias] == settled.bodies.get(t.target)}
    members: dict[str, list[str]] = {}
    for id_, body in settled.bodies.items():
        members.setdefault(body, []).append(id_)
    given = {settled.bodies[group]: name for group, name in people.renames if group in settled.bodies}
    rows = {}
    for body, ids in members.items():
        names = [(s, id_ in earlier) for id_ in ids for s in spellings.get(id_, ())]
        name = given.get(body) or (canonical(names) if names else " ".join(groups[body].words))
        countries = sorted({groups[id_].country for id_ in ids} - {""})
        rows[body] = {"id": body, "sort": groups[body].sort, "name": name, "country": countries[0] if countries else ""}
    return rows


_BODIES = Prepared(select(schema.name_body).where(schema.name_body.c.id.in_(_IDS)))
_GONE = Prepared(delete(schema.name_body).where(schema.name_body.c.id.in_(_IDS)))
_RENAME = Prepared(
    update(schema.name_body)
    .where(schema.name_body.c.id == bindparam("to_id"))
    .values({name: bindparam(f"to_{name}") for name in ("sort", "name", "country")})
)
_MOVE = Prepared(update(schema.name_group).where(_g.id == bindparam("of_group")).values(body=bindparam("to_body")))


def _write_bodies(
    connection: Connection,
    settled: Settled,
    bodies: Mapping[str, dict[str, Any]],
    homes: Mapping[str, str],
    before: Mapping[str, dict[str, Any]],
) -> None:
    """Writes what differs: `homes` are the bodies that the groups have in the book, `before` the rows of all bodies."""
    moved = [{"of_group": id_, "to_body": body} for id_, body in sorted(settled.bodies.items()) if homes[id_] != body]
    _MOVE.run_each(connection, moved)
    _GONE.run(connection, ids=sorted(set(before) - set(bodies)))
    changed = [bodies[id_] for id_ in sorted(set(before) & set(bodies)) if before[id_] != bodies[id_]]
    _RENAME.run_each(connection, [{f"to_{name}": value for name, value in row.items()} for row in changed])
    _BODY_ROWS.add(connection, [row for id_, row in sorted(bodies.items()) if id_ not in before])


_l = schema.name_link.c
_LINKS = Prepared(select(_l.a, _l.b, _l.why).where(or_(_l.a.in_(_IDS), _l.b.in_(_IDS))))


def _write_links(connection: Connection, groups: Collection[str], settled: Settled) -> None:
    t = schema.name_link
    stored = {Link(a, b, why) for a, b, why in _LINKS.rows(connection, ids=sorted(groups))}
    for link in stored - set(settled.links):
        connection.execute(delete(t).where(t.c.a == link.a, t.c.b == link.b))
    _LINK_ROWS.add(connection, [link_row(link) for link in sorted(set(settled.links) - stored)])


def link_row(link: Link) -> dict[str, Any]:
    """The row of a link."""
    return {"a": link.a, "b": link.b, "why": link.why}


def _statements_with(connection: Connection, groups: Collection[str]) -> set[int]:
    """The rows of the statements that use names of the groups."""
    u, s = schema.name_use.c, schema.name_spelling
    found: set[int] = set()
    for batch in batches(sorted(groups)):
        found.update(connection.scalars(select(u.statement).where(u.group.in_(batch))))
        own = select(u.statement).join(s, s.c.id == u.spelling).where(s.c.group.in_(batch), u.group.is_(None))
        found.update(connection.scalars(own))
    return found
