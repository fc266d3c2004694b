"""What outlets take back themselves: notices linked to the reports that they are about, and the statements that they
take back. Each function works inside a transaction that the caller holds.

A notice is about an earlier report at the same address, or of the same outlet under the same headline or in nearly the
same words. A withdrawal takes back all that this report says; a correction what has the figure that it calls wrong, or,
where it names none, what stands in a sentence whose figures differ now. Copies of the report are taken back with it,
and with a figure also the report that it copies. What comes
out hangs on the reports, their groups and their statements alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from operator import itemgetter
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec
from msgspec import Struct
from sqlalchemy import BigInteger, Connection, bindparam, delete, false, insert, select, true

from tradebook.book import schema
from tradebook.book.batching import batches
from tradebook.book.copies.finding import SHARED, alike_to, day_of, first_rank, keys_of_text, prepared_rows
from tradebook.book.copies.likeness import ALIKE, Comparable, changed_sentences, compare
from tradebook.book.copies.notices import Notice, notice_of
from tradebook.book.copies.sketch import alike
from tradebook.book.copies.words import number, rows
from tradebook.book.prepared import Insertion, Prepared
from tradebook.book.queries import current, read_statement, report_of
from tradebook.book.rows import fold, kind_of
from tradebook.statement import SLOTS, Statement

REACH = timedelta(days=90)  # how long after a report its correction by words alone is looked for
VERSION = ALIKE  # the least share of the shorter text's words that makes two reports of an outlet versions of one
_HEADLINE = 4  # words of a headline that is known again
_QUOTED = re.compile(r"[\"“«]([^\"“”»]{15,200})[\"”»]")

Links = dict[int, str]  # report -> the way it was found


class Appearance(Struct, frozen=True):
    """Where a report stood, as far as notices are found by it."""

    url: str | None
    title: str | None
    outlet: str | None


# Where a report stood


def addresses_of(appearances: Iterable[Appearance], notice: Notice | None) -> set[int]:
    """What versions of one story share: addresses, and headlines within an outlet; of a report with a notice also the
    headlines that it quotes, and its outlet."""
    found: set[int] = set()
    for one in appearances:
        found.update(address for _, address in _ways(one, notice))
        if one.outlet and notice:
            found.add(_of_outlet(one.outlet))
    return found


def _ways(one: Appearance, notice: Notice | None) -> Iterator[tuple[str, int]]:
    """The address and the headlines of an appearance, each as a number, with the way in which it finds a report."""
    if one.url:
        yield "address", number(("address", plain_address(one.url)))
    titles = (one.title, *(_QUOTED.findall(notice.text) if notice else ()))
    for head in (headline(title) for title in titles if title and one.outlet):
        if head:
            yield "headline", number(("headline", fold(one.outlet or ""), head))


_a = schema.appearance.c
_APPEARANCES = Prepared(select(_a.url, _a.title, _a.outlet).where(_a.report == bindparam("of")))


def appearances(connection: Connection, seq: int) -> list[Appearance]:
    """Where a report stood, each time that it appeared."""
    return [Appearance(*row) for row in _APPEARANCES.rows(connection, of=seq)]


def _of_outlet(outlet: str) -> int:
    return number(("notices of", fold(outlet)))


def plain_address(url: str) -> str:
    """An address without what changes between links to one page: protocol, "www", campaigns' marks, the last slash."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    host = (parts.netloc or "").casefold().removeprefix("www.")
    kept = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith(("utm_", "fbclid", "gclid"))]
    return f"{host}{parts.path.rstrip('/').removesuffix('/amp')}?{urlencode(sorted(kept)) if kept else ''}"


def headline(title: str) -> str | None:
    """A headline as it is known again, without "CORRECTED", "UPDATE 2" before it; None where it is too short."""
    words = fold(title).split()
    labels = _labels()
    while words and (words[0] in labels or words[0].isdigit()):
        words = words[1:]
    return " ".join(words) if len(words) >= _HEADLINE else None


@cache
def _labels() -> frozenset[str]:
    """Words before a headline that are no part of it."""
    told = {word for row in rows("notices.csv") if row["form"] == "label" for word in row["words"].split()}
    return frozenset(told | {"update", "updated", "urgent"})


# Notices and what they are about


Noticed = tuple[int, Notice | None, list[Appearance]]  # a new report, the notice in it, where it stood
_NONE: Mapping[int, Iterable[int]] = {}


def add(connection: Connection, new: Iterable[Noticed], known: Mapping[int, Iterable[int]] = _NONE) -> None:
    """Notes where new reports stand, and the notices in them. Of some reports the addresses are `known` already."""
    addresses: list[dict[str, Any]] = []
    for seq, notice, stood in new:
        if notice is not None:
            connection.execute(insert(schema.notice), [notice_row(seq, notice)])
        here = known[seq] if seq in known else addresses_of(stood, notice)
        addresses += [{"address": address, "report": seq} for address in here]
    _ADDRESSES.add(connection, sorted(addresses, key=itemgetter("address", "report")))


def note_addresses(connection: Connection, seq: int, notice: Notice | None) -> None:
    """Notes where a report stands, as far as that is not noted yet."""
    _note(connection, seq, addresses_of(appearances(connection, seq), notice) - set(_KNOWN.scalars(connection, of=seq)))


_t = schema.copy_address
_ADDRESSES = Insertion(_t)
_KNOWN = Prepared(select(_t.c.address).where(_t.c.report == bindparam("of")))


def _note(connection: Connection, seq: int, addresses: Iterable[int]) -> None:
    _ADDRESSES.add(connection, [{"address": address, "report": seq} for address in sorted(addresses)])


def notice_row(seq: int, notice: Notice) -> dict[str, Any]:
    """A notice as its row; figures as text, the same on every database."""
    return {
        "report": seq,
        "kind": notice.kind,
        "field": notice.field,
        "start": notice.start,
        "end": notice.end,
        "wrong": _figures_text(notice.wrong),
        "right": _figures_text(notice.right),
    }


def _figures_text(figures: Iterable[Decimal]) -> str:
    return msgspec.json.encode([f"{figure.normalize():f}" for figure in figures]).decode()


_n, _c, _link = schema.notice.c, schema.copy_report.c, schema.notice_report.c
_here = schema.copy_address.alias("here")
_REPORTS = bindparam("reports", type_=BigInteger, expanding=True)
_ANY = Prepared(select(_n.report).limit(1))
_ORIGINALS = Prepared(select(_c.original).where(_c.report.in_(_REPORTS), _c.original.is_not(None)))
_IN_THEM = Prepared(select(_n.report).where(_n.report.in_(_REPORTS)))
_ABOUT_THEM = Prepared(select(_link.notice).where(_link.report.in_(_REPORTS)))
_AT_ITS_ADDRESSES = Prepared(
    select(_n.report)
    .join(_t, _t.c.report == _n.report)
    .join(_here, _here.c.address == _t.c.address)
    .where(_here.c.report == bindparam("of"))
)
_PLACE = Prepared(select(_c.rank, _c.sketch, _c.original).where(_c.report == bindparam("of")))
_SOON_BY_OUTLET = Prepared(
    select(_n.report, _c.sketch)
    .join(_t, _t.c.report == _n.report)
    .join(schema.copy_report, _c.report == _n.report)
    .where(
        _t.c.address.in_(bindparam("outlets", expanding=True)),
        _c.rank >= bindparam("first"),
        _c.rank < bindparam("end"),
    )
)


def concerned(connection: Connection, seq: int, changed: Iterable[int]) -> list[int]:
    """The reports with notices that a change can concern: of the report `seq`, and of the originals of `changed`."""
    if _ANY.first(connection) is None:
        return []
    known = {seq, *changed}
    known.update(_ORIGINALS.scalars(connection, reports=list(known)))
    found = {
        *_IN_THEM.scalars(connection, reports=list(known)),
        *_ABOUT_THEM.scalars(connection, reports=list(known)),
        *_AT_ITS_ADDRESSES.scalars(connection, of=seq),
        *_near(connection, seq),
    }
    return sorted(found)


def concerned_by_all(connection: Connection, new: Sequence[Noticed], changed: Iterable[int]) -> list[int]:
    """As `concerned`, of new reports together, and of the originals of `changed`."""
    if _ANY.first(connection) is None:
        return []
    own = [seq for seq, _, _ in new]
    known = {*own, *changed}
    known.update(_ORIGINALS.scalars(connection, reports=list(known)))
    found = {
        *_IN_THEM.scalars(connection, reports=list(known)),
        *_ABOUT_THEM.scalars(connection, reports=list(known)),
        *_AT_THEIR_ADDRESSES.scalars(connection, reports=own),
    }
    outlets = {seq: {_of_outlet(one.outlet) for one in stood if one.outlet} for seq, _, stood in new}
    noticed = set(_WITH_NOTICES.scalars(connection, outlets=sorted(set().union(*outlets.values()))))
    for seq, theirs in outlets.items():
        if theirs & noticed:
            found.update(_near(connection, seq))
    return sorted(found)


_AT_THEIR_ADDRESSES = Prepared(
    select(_n.report)
    .join(_t, _t.c.report == _n.report)
    .join(_here, _here.c.address == _t.c.address)
    .where(_here.c.report.in_(_REPORTS))
)
_WITH_NOTICES = Prepared(
    select(_t.c.address)
    .join(schema.notice, _n.report == _t.c.report)
    .where(_t.c.address.in_(bindparam("outlets", expanding=True)))
    .distinct()
)


def _near(connection: Connection, seq: int) -> Iterator[int]:
    """The notices of the outlets of a report that can be about its words."""
    outlets = {_of_outlet(one.outlet) for one in appearances(connection, seq) if one.outlet}
    own = _PLACE.first(connection, of=seq)
    day = day_of(own.rank)
    within = {"first": first_rank(day), "end": first_rank(day, REACH.days + 1)}
    for row in _SOON_BY_OUTLET.rows(connection, outlets=sorted(outlets), **within):
        if alike(row.sketch, own.sketch) >= SHARED:
            yield row.report


def links(connection: Connection, seq: int, notice: Notice) -> Links:
    """The earlier reports that the notice in the report `seq` is about."""
    c, t = schema.copy_report.c, schema.copy_address
    own = _PLACE.first(connection, of=seq)
    latest = first_rank(day_of(own.rank), 1)
    here = {address: way for one in appearances(connection, seq) for way, address in _ways(one, notice)}
    found: Links = {}
    query = select(t.c.address, t.c.report).join(schema.copy_report, c.report == t.c.report)
    for address, report in connection.execute(query.where(t.c.address.in_(here), t.c.report != seq, c.rank < latest)):
        if found.get(report) != "address":
            found[report] = here[address]
    for report in _versions(connection, seq, own.rank, own.sketch):
        found.setdefault(report, "text")
    own_group = {own.original or seq, *connection.scalars(select(c.report).where(c.original == (own.original or seq)))}
    return {
        report: way
        for report, way in found.items()
        if report not in own_group and not _says_the_same(connection, report, notice)
    }


def _says_the_same(connection: Connection, report: int, notice: Notice) -> bool:
    """Whether the report carries the same notice: it is what was corrected already."""
    n = schema.notice.c
    row = connection.execute(select(n.kind, n.wrong, n.right).where(n.report == report)).one_or_none()
    return row is not None and tuple(row) == (notice.kind, _figures_text(notice.wrong), _figures_text(notice.right))


def _versions(connection: Connection, seq: int, rank: int, sketch: bytes) -> list[int]:
    """The reports of the same outlet, shortly before, in nearly the same words."""
    k, a = schema.copy_key.c, schema.appearance
    first, latest = first_rank(day_of(rank), -REACH.days), first_rank(day_of(rank), 1)
    ((_, own),) = prepared_rows(connection, [seq])
    both = k.is_original.in_((true(), false()))
    near: set[int] = set()
    for batch in batches(keys_of_text(own, sketch)):
        query = select(k.report).where(k.key.in_(batch), both, k.rank >= first, k.rank < latest, k.report != seq)
        near.update(connection.scalars(query))
    outlets = {fold(one.outlet) for one in appearances(connection, seq) if one.outlet}
    same: set[int] = set()
    for batch in batches(sorted(near)):
        theirs = select(a.c.report, a.c.outlet).where(a.c.report.in_(batch), a.c.outlet.is_not(None))
        same.update(report for report, outlet in connection.execute(theirs) if fold(outlet) in outlets)
    texts = prepared_rows(connection, alike_to(connection, sketch, sorted(same)))
    return [report for report, text in texts if compare(own, text).contained >= VERSION]


# What they take back


def taken_back(connection: Connection, seq: int, notice: Notice, about: Links) -> set[int]:
    """The current statements, by row, that the notice in the report `seq` takes back."""
    c = schema.copy_report.c
    reports = set(about)
    if notice.kind == "correction":  # a figure is wrong wherever it was copied; a story is withdrawn by its outlet only
        reports.update(connection.scalars(select(c.original).where(c.report.in_(about), c.original.is_not(None))))
    reports.update(connection.scalars(select(c.report).where(c.original.in_(reports))))
    reports -= {seq}
    theirs = {row: (report, s) for row, report, s in _statements(connection, reports)}
    if notice.kind == "withdrawal":
        return set(theirs)
    own = [(row, s) for row, _, s in _statements(connection, [seq])]
    quoted = {row for row, s in own if _stands_in(s, notice) and _values(s) & set(notice.wrong)}
    kept = [_values(s) | {Decimal(-1)} for row, s in own if not _stands_in(s, notice)]
    wrong = set(notice.wrong) - {value for values in kept for value in values}
    marked = {row for row, (_, s) in theirs.items() if _values(s) & wrong}
    if not marked and not notice.wrong:
        marked = set(_in_changed_sentences(connection, seq, theirs))
    return marked | quoted


def _statements(connection: Connection, reports: Iterable[int]) -> Iterator[tuple[int, int, Statement]]:
    s = schema.statement.c
    query = select(s.seq, s.report, s.id, s.json).where(s.report.in_(sorted(reports)), current).order_by(s.seq)
    for row in connection.execute(query):
        yield row.seq, row.report, read_statement(row.id, row.json)


def _stands_in(s: Statement, notice: Notice) -> bool:
    """Whether the statement was read from the notice itself."""
    e = s.evidence
    return e.field == notice.field and e.start < notice.end and notice.start < e.end


_FIGURES = ("value", "low", "high", "percent", "factor", "n", "count", "edition")


def _values(s: Statement) -> set[Decimal]:
    """All figures that the statement claims."""
    return {value for name in SLOTS[kind_of(s)] for value in _in(name, msgspec.to_builtins(getattr(s, name)))}


def _in(name: str, value: Any) -> Iterator[Decimal]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _in(key, part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _in(name, part)
    elif name in _FIGURES and isinstance(value, int | float | str) and not isinstance(value, bool):
        try:
            yield abs(Decimal(str(value)))
        except InvalidOperation:
            return


def _in_changed_sentences(connection: Connection, seq: int, theirs: dict[int, tuple[int, Statement]]) -> Iterator[int]:
    """The statements read from sentences whose figures are others in the report `seq`."""
    ((_, own),) = prepared_rows(connection, [seq])
    texts = dict(prepared_rows(connection, {report for report, _ in theirs.values()}))
    places = {report: _changed_places(text, own) for report, text in texts.items()}
    for row, (report, s) in theirs.items():
        e = s.evidence
        if e.field == "text" and any(e.start < end and start < e.end for start, end in places[report]):
            yield row


def _changed_places(text: Comparable, own: Comparable) -> list[tuple[int, int]]:
    return [(sentence.start, sentence.end) for sentence, _ in changed_sentences(text, own)]


# Keeping in step


def refresh(connection: Connection, notices: Iterable[int]) -> None:
    """Finds anew what some reports with notices are about, and writes what differs."""
    for seq in notices:
        wanted_links, wanted_marks = wanted(connection, seq)
        held_links, held_marks = held(connection, seq)
        if wanted_links != held_links:
            _exchange(
                connection,
                schema.notice_report,
                seq,
                [{"report": r, "way": w} for r, w in sorted(wanted_links.items())],
            )
        if wanted_marks != held_marks:
            _exchange(connection, schema.notice_statement, seq, [{"statement": row} for row in sorted(wanted_marks)])


def _exchange(connection: Connection, table: Any, notice: int, rows_of_it: list[dict[str, Any]]) -> None:
    connection.execute(delete(table).where(table.c.notice == notice))
    if rows_of_it:
        connection.execute(insert(table), [row | {"notice": notice} for row in rows_of_it])


def wanted(connection: Connection, seq: int) -> tuple[Links, set[int]]:
    """What the notice in the report `seq` is about and takes back."""
    report = report_of(connection.execute(select(schema.report).where(schema.report.c.seq == seq)).one())
    notice = notice_of(report)
    if notice is None:
        return {}, set()
    about = links(connection, seq, notice)
    return about, taken_back(connection, seq, notice, about)


def held(connection: Connection, seq: int) -> tuple[Links, set[int]]:
    """What the book holds of that."""
    link, mark = schema.notice_report.c, schema.notice_statement.c
    rows = connection.execute(select(link.report, link.way).where(link.notice == seq))
    return {row.report: row.way for row in rows}, set(
        connection.scalars(select(mark.statement).where(mark.notice == seq))
    )


def remove(connection: Connection, seq: int) -> None:
    """Forgets where a report stood and the notice in it, and what notices say of it."""
    s = schema.statement.c
    of_it = select(s.seq).where(s.report == seq)
    for table in (schema.notice_report, schema.notice_statement):
        connection.execute(delete(table).where(table.c.notice == seq))
    connection.execute(delete(schema.notice_report).where(schema.notice_report.c.report == seq))
    connection.execute(delete(schema.notice_statement).where(schema.notice_statement.c.statement.in_(of_it)))
    connection.execute(delete(schema.copy_address).where(schema.copy_address.c.report == seq))
    connection.execute(delete(schema.notice).where(schema.notice.c.report == seq))
