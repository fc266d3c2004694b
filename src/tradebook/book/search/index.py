"""The index in its database: SQLite's FTS5 or PostgreSQL's tsvector, asked alike. The one place where they differ.

Both get words that are cut, folded and stemmed already, and questions that were never in a person's syntax. In SQLite
the words stand in a table without content of its own (`search_text`, its rowid is the place); what was put there stands
packed in `search_entry.words`, for FTS5 must be told it again when it is taken out. In PostgreSQL that column is the
vector itself.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Protocol

from msgspec.structs import replace
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    column,
    delete,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from tradebook.book.batching import batches
from tradebook.book.prepared import Insertion, Prepared
from tradebook.book.schema import search_entry
from tradebook.book.search import expression as ex
from tradebook.book.search.document import BORDER, FIELDS, Document, first_place
from tradebook.book.search.question import Bounds, Question

_NUMBERS = ("statement", "place", "low", "high", "begins", "ends", "confidence")


class Index(Protocol):
    """What both databases do; every method works inside a transaction that the caller holds."""

    def add(self, connection: Connection, documents: Sequence[Document]) -> None:
        """Puts documents in; best in the order of their places."""

    def drop(self, connection: Connection, statements: Iterable[int]) -> None:
        """Takes out the documents of statements, given by their rows; those that are not there are passed over."""

    def clear(self, connection: Connection) -> None:
        """Takes everything out."""

    def leave_no_trace(self, connection: Connection) -> None:
        """Writes the index anew where it still holds words of what was taken out: they went on request."""

    def found(self, wanted: ex.Expression, numbers: bool) -> tuple[Select[Any], ColumnElement[int]]:
        """What selects the places of the documents that fit, in no order, and the column of the place; with `numbers`
        so that the columns of `search_entry` can be compared too."""

    def newest(self, connection: Connection, wanted: ex.Expression, first: int, below: int, number: int) -> list[int]:
        """As `found`: the `number` newest places from `first` on and `below` another."""

    def differing(self, connection: Connection, documents: Sequence[Document]) -> Iterator[int]:
        """The statements of those documents that do not stand in the index as they are given."""


def index_of(connection: Connection) -> Index:
    """The index of the connection's database."""
    return SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL


def matching(index: Index, wanted: ex.Expression, q: Question, below: int | None = None) -> Select[Any]:
    """The places that fit `wanted` and all that the question bounds, the newest first; only those `below` a place."""
    query, place = index.found(wanted, q.bounds != Bounds())
    first, last = q.published
    if first is not None:
        query = query.where(place >= first_place(first))
    if last is not None:
        query = query.where(place < first_place(last) + (1 << 32))
    if below is not None:
        query = query.where(place < below)
    return query.where(*_within(q.bounds)).order_by(place.desc())


def newest(connection: Connection, index: Index, q: Question, below: int | None, number: int) -> list[int]:
    """The `number` newest places that fit a question, those below a place."""
    below = below if below is not None else LAST_PLACE
    if q.bounds == Bounds() and q.published == (None, None):
        return index.newest(connection, q.wanted, 0, below, number)
    return list(connection.scalars(matching(index, q.wanted, q, below).limit(number)))


LAST_PLACE = 1 << 62


def _within(bounds: Bounds) -> Iterator[ColumnElement[bool]]:
    e = search_entry.c
    if bounds.value is not None:
        yield (e.high >= bounds.value[0]) & (e.low <= bounds.value[1])
    if bounds.period is not None:
        yield (e.ends >= bounds.period[0]) & (e.begins <= bounds.period[1])
    if bounds.confidence:
        yield e.confidence >= bounds.confidence


def _numbers(d: Document) -> dict[str, Any]:
    return {name: getattr(d, name) for name in _NUMBERS}


def _newest(place: ColumnElement[int], fits: ColumnElement[bool]) -> Prepared:
    """The newest places that fit, `number` of them; it is asked often, and so made ready once."""
    between = (place >= bindparam("first"), place < bindparam("below"))
    return Prepared(
        select(place).where(fits, *between).order_by(place.desc()).limit(bindparam("number", type_=Integer))
    )


# SQLite

_text = table("search_text", column("rowid"))
_PLACE: ColumnElement[int] = _text.c.rowid
_TEXT_ROWS = Insertion(table("search_text", column("rowid"), *map(column, FIELDS)))
_GONE_ROWS = Insertion(table("search_text", column("search_text"), column("rowid"), *map(column, FIELDS)))
_ENTRY_ROWS = Insertion(search_entry)
_AMONG = search_entry.c.statement.in_(bindparam("statements", expanding=True))
_HELD = Prepared(select(search_entry).where(_AMONG))
_DROP = Prepared(delete(search_entry).where(_AMONG))
_NEWEST = _newest(_PLACE, literal_column("search_text").op("MATCH")(bindparam("wanted", type_=String)))
_OPTIMIZE = text("INSERT INTO search_text (search_text) VALUES ('optimize')")
_CLEAR = text("INSERT INTO search_text (search_text) VALUES ('delete-all')")
# What short texts have in common, so that packing has something to find in them
_COMMON = (
    b"k=traded_goods k=restriction k=sales_mix k=milestone k=venture k=tender k=event k=deal v=10_1 v=9_1 v=8_ "
    b"h=87 h=8701 m=turnover m=imports m=exports p= r= s=target s=expected s=planned s=stated u=eur u=usd y=2021 "
    b"million billion percent export import trade between amounted to reached company signed a contract for the of and "
    b"in year said supply to be will of = the united republic minister chamber of commerce trade c= c= f=9 f=8 f=7 k=tr"
    b"ade_flow m=exports p= r= s=stated u=usd v=8_"
)


def _packed(lines: Sequence[str]) -> bytes:
    packer = _packer().copy()
    packed: bytes = packer.compress("\n".join(lines).encode()) + packer.flush()
    return packed


@cache
def _packer() -> Any:
    return zlib.compressobj(6, zlib.DEFLATED, -15, 8, zlib.Z_DEFAULT_STRATEGY, _COMMON)


def _unpacked(packed: bytes) -> list[str]:
    unpacker = zlib.decompressobj(-15, _COMMON)
    return unpacker.decompress(packed).decode().split("\n")


def packed(d: Document) -> Document:
    """The document with its fields packed."""
    return replace(d, packed=_packed(d.fields))


def _text_row(place: int, lines: Sequence[str]) -> dict[str, Any]:
    return {"rowid": place, **dict(zip(FIELDS, lines, strict=True))}


class _Sqlite:
    """FTS5. A word is what stands between spaces: the tokenizer `ascii` changes nothing in what was folded."""

    def add(self, connection: Connection, documents: Sequence[Document]) -> None:
        if documents:
            rows = [{**_numbers(d), "words": d.packed or _packed(d.fields)} for d in documents]
            _ENTRY_ROWS.add(connection, rows)
            _TEXT_ROWS.add(connection, [_text_row(d.place, d.fields) for d in documents])

    def drop(self, connection: Connection, statements: Iterable[int]) -> None:
        ids = list(statements)
        held = [_text_row(row.place, _unpacked(row.words)) for row in _HELD.rows(connection, statements=ids)]
        _GONE_ROWS.add(connection, [{"search_text": "delete", **row} for row in held])
        _DROP.run(connection, statements=ids)

    def clear(self, connection: Connection) -> None:
        connection.execute(_CLEAR)
        connection.execute(delete(search_entry))

    def leave_no_trace(self, connection: Connection) -> None:
        connection.execute(_OPTIMIZE)  # the words of what was taken out stand there until parts of it are merged

    def found(self, wanted: ex.Expression, numbers: bool) -> tuple[Select[Any], ColumnElement[int]]:
        fits = literal_column("search_text").op("MATCH")(bindparam(None, fts5_of(wanted)))
        if not numbers:  # looking up each entry takes longer than finding it
            return select(_PLACE).where(fits), _PLACE
        # the mask is place's `statement_at`; it leads from the index to the entry and never back
        entry = search_entry.c.statement == _PLACE.op("&")(literal_column("4294967295"))
        return select(_PLACE).select_from(_text.join(search_entry, entry)).where(fits), _PLACE

    def newest(self, connection: Connection, wanted: ex.Expression, first: int, below: int, number: int) -> list[int]:
        asked = {"wanted": fts5_of(wanted), "first": first, "below": below, "number": number}
        return _NEWEST.scalars(connection, **asked)

    def differing(self, connection: Connection, documents: Sequence[Document]) -> Iterator[int]:
        for some in batches(documents):
            rows = _HELD.rows(connection, statements=[d.statement for d in some])
            stored = {row.statement: row for row in rows}
            for d in some:
                if not _is_stored(d, stored.get(d.statement)):
                    yield d.statement


def _is_stored(d: Document, row: Any) -> bool:
    if row is None or _numbers(d) != {name: getattr(row, name) for name in _NUMBERS}:
        return False
    return tuple(_unpacked(row.words)) == d.fields


def fts5_of(e: ex.Expression) -> str:
    """An expression in FTS5's syntax. Every word stands in quotes, so that none of them is an operator."""
    match e:
        case ex.Phrase():
            names = " ".join(FIELDS[n] for n in e.fields)
            words = " + ".join(f'"{token}"' for token in e.tokens)
            return f"({{{names}}} : {words}{' *' if e.open_end else ''})"
        case ex.All():
            return f"({' AND '.join(fts5_of(part) for part in e.parts)})"
        case ex.Any():
            return f"({' OR '.join(fts5_of(part) for part in e.parts)})"
        case ex.Without():
            return f"({fts5_of(e.part)} NOT {fts5_of(e.excluded)})"


# PostgreSQL

_NEWEST_VECTORS = _newest(
    search_entry.c.place, search_entry.c.words.op("@@")(cast(bindparam("wanted", type_=String), TSQUERY))
)
# A vector tells four weights apart; slots, outlets and goods need none, no word of a text is spelled like theirs.
_WEIGHTS = ("A", "B", "C", "D", "D", "D", "D")
_FIELD_GAP = 2  # positions between two fields, so that no phrase reaches from one into the next
_LAST_POSITION = 16_000  # a vector holds no higher one


class _Postgresql:
    """A vector with positions, and a GIN index over it."""

    def add(self, connection: Connection, documents: Sequence[Document]) -> None:
        if documents:
            _ENTRY_ROWS.add(connection, [{**_numbers(d), "words": vector_of(d)} for d in documents])

    def drop(self, connection: Connection, statements: Iterable[int]) -> None:
        _DROP.run(connection, statements=list(statements))

    def clear(self, connection: Connection) -> None:
        connection.execute(delete(search_entry))

    def leave_no_trace(self, connection: Connection) -> None:
        """Nothing to do: the row is gone, and with it its entries in the index at the next VACUUM."""

    def found(self, wanted: ex.Expression, numbers: bool) -> tuple[Select[Any], ColumnElement[int]]:
        e = search_entry.c
        fits = e.words.op("@@")(cast(bindparam(None, tsquery_of(wanted)), TSQUERY))
        return select(e.place).where(fits), e.place

    def newest(self, connection: Connection, wanted: ex.Expression, first: int, below: int, number: int) -> list[int]:
        asked = {"wanted": tsquery_of(wanted), "first": first, "below": below, "number": number}
        return _NEWEST_VECTORS.scalars(connection, **asked)

    def differing(self, connection: Connection, documents: Sequence[Document]) -> Iterator[int]:
        e = search_entry.c
        for d in documents:
            same = (e.words == cast(bindparam(None, vector_of(d)), e.words.type)) & (e.statement == d.statement)
            rows = connection.execute(select(*(e[name] for name in _NUMBERS)).where(same)).mappings().all()
            if not rows or dict(rows[0]) != _numbers(d):
                yield d.statement


def vector_of(d: Document) -> str:
    """A document as PostgreSQL writes a vector."""
    places: dict[str, list[str]] = {}
    at = 0
    for words, weight in zip(d.fields, _WEIGHTS, strict=True):
        for word in words.split():
            at = min(at + 1, _LAST_POSITION)
            if word != BORDER:
                places.setdefault(word, []).append(f"{at}{weight}")
        at += _FIELD_GAP
    return " ".join(f"'{word}':{','.join(positions)}" for word, positions in places.items())


def tsquery_of(e: ex.Expression) -> str:
    """An expression as PostgreSQL writes a query."""
    match e:
        case ex.Phrase():
            weights = (
                ""
                if e.fields[0] in (ex.OUTLET, ex.GOOD, ex.SLOT) or len(e.fields) == 4
                else "".join(_WEIGHTS[n] for n in e.fields)
            )
            words = [f"'{token}':{weights}" for token in e.tokens]
            words[-1] += "*" if e.open_end else ""
            return f"({' <-> '.join(word.rstrip(':') for word in words)})"
        case ex.All():
            return f"({' & '.join(tsquery_of(part) for part in e.parts)})"
        case ex.Any():
            return f"({' | '.join(tsquery_of(part) for part in e.parts)})"
        case ex.Without():
            return f"({tsquery_of(e.part)} & !{tsquery_of(e.excluded)})"


SQLITE: Index = _Sqlite()
POSTGRESQL: Index = _Postgresql()
