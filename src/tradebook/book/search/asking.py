"""Answering a question: what is found, ranked, counted and dealt out in pages.

Up to MOST_RANKED statements are ranked: those whose words stand together in one sentence before those whose words stand
in it apart, those before the rest (`question._ranks`), and within each rank the newest first. Where more fit, all are
told by time alone, and their number only as "more than". A page ends with the place of its last statement, from which
the next goes on: what is recorded meanwhile moves no statement from one page to another.
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, select

from tradebook.book.prepared import Prepared
from tradebook.book.queries import read_statement, said
from tradebook.book.schema import statement
from tradebook.book.search.companies import other_spellings
from tradebook.book.search.document import day_at, statement_at
from tradebook.book.search.expression import Expression, Without, all_of
from tradebook.book.search.index import Index, index_of, matching, newest
from tradebook.book.search.question import Question, Slots, question_of
from tradebook.book.search.snippet import Snippet, snippet_of
from tradebook.book.search.words import Term
from tradebook.errors import UsageError
from tradebook.statement import Statement

MOST_RANKED = 10_000
MOST_BY_KIND = 1_000  # counted by kind: these few cost little
LARGEST_PAGE = 1_000
Order = Literal["relevance", "recency"]


class Hit(Struct, frozen=True, kw_only=True):
    """A statement that was found: the day on which its report first appeared, and the words that show why."""

    statement: Statement
    published: date
    snippet: Snippet


class Found(Struct, frozen=True, kw_only=True):
    """A page of what was found. `total` counts all pages, but no further than 10,000: `more` says that there are more
    than that. `kinds` counts by kind where there are at most 1,000, else it is None. `next_page` is to be given to the
    next search for the same; None on the last page."""

    hits: tuple[Hit, ...]
    total: int
    more: bool
    order: Order
    kinds: dict[str, int] | None
    next_page: str | None


class _Place(Struct, frozen=True, array_like=True):
    """Where a page ended: of which question, in which order, at which rank and place."""

    question: int
    ranked: bool
    rank: int
    place: int


def search(connection: Connection, words: str, slots: Slots, limit: int, page: str | None) -> Found:
    """The statements that hold the words and fit the slots. Raises `UsageError` where a word, a slot, the limit or the
    page cannot be."""
    if not 1 <= limit <= LARGEST_PAGE:
        raise UsageError(f"a page of {limit} statements cannot be. Ask for 1 to {LARGEST_PAGE:,}")
    q = question_of(words, slots, other_spellings(connection, slots.company) if slots.company else ())
    asked = question_of(words, slots)  # without the spellings, which the book may learn from one page to the next
    mark = binascii.crc32(repr((asked.wanted, asked.bounds, asked.published)).encode())
    after = _read_page(page, mark) if page else None
    index = index_of(connection)
    everything = newest(connection, index, q, None, MOST_RANKED + 1)
    total = len(everything)
    more = total > MOST_RANKED
    ranked = (not more and bool(q.ranks)) if after is None else after.ranked
    if not more:
        places = _ranked(connection, index, q, everything, limit + 1, after) if ranked else [(0, p) for p in everything]
        found = [one for one in places if after is None or _is_behind(one, after)][: limit + 1]
    else:
        found = _places(connection, index, q, _ranks_of(q) if ranked else [q.wanted], after, limit + 1)
    next_page = _write_page(_Place(mark, ranked, *found[limit - 1])) if len(found) > limit else None
    return Found(
        hits=tuple(_hits(connection, [place for _, place in found[:limit]], q.terms)),
        total=min(total, MOST_RANKED),
        more=more,
        order="relevance" if ranked else "recency",
        kinds=_kinds(connection, everything) if total <= MOST_BY_KIND else None,
        next_page=next_page,
    )


def _ranked(
    connection: Connection, index: Index, q: Question, everything: Sequence[int], number: int, after: _Place | None
) -> list[tuple[int, int]]:
    """Each (rank, place) of statements that were all found, in their order; those of the ranks that the page does not
    come to are left out."""
    left = dict.fromkeys(everything)
    found: list[tuple[int, int]] = []
    for rank, narrower in enumerate(q.ranks):
        if not left:
            break
        here = _of_rank(connection, index, q, narrower, left, number if after is None else None)
        for place in here:
            del left[place]
        found += [(rank, place) for place in here]
        if sum(after is None or _is_behind(one, after) for one in found) >= number:
            return found
    return found + [(len(q.ranks), place) for place in left]


_FEW = 1_000  # statements found; so few are looked for among those that the words of a rank find
_AS_MANY = 3_000  # places; where words stand in more statements, the index joins them with the rest of the question


def _of_rank(
    connection: Connection, index: Index, q: Question, narrower: Expression, left: Collection[int], number: int | None
) -> list[int]:
    """Those of some places that are of a rank, the newest first. Where no more are wanted than `number` with those of
    better ranks, which all fit this one too, the rest may be left out."""
    if len(left) <= _FEW:
        words = index.newest(connection, narrower, min(left), max(left) + 1, _AS_MANY)
        if len(words) < _AS_MANY:
            return [place for place in words if place in left]
    within = all_of((narrower, *q.apart))
    return [place for place in connection.scalars(matching(index, within, q).limit(number)) if place in left]


def _is_behind(one: tuple[int, int], after: _Place) -> bool:
    """Whether a (rank, place) comes on a later page."""
    rank, place = one
    return rank > after.rank or (rank == after.rank and place < after.place)


def _ranks_of(q: Question) -> list[Expression]:
    """For each rank what finds its statements alone. Each rank's own are among those of the next."""
    wanted = [all_of((q.wanted, rank)) for rank in q.ranks] + [q.wanted]
    return [wanted[0], *(Without(part, better) for better, part in zip(q.ranks, wanted[1:], strict=True))]


def _places(
    connection: Connection, index: Index, q: Question, ranks: Sequence[Expression], after: _Place | None, number: int
) -> list[tuple[int, int]]:
    """The next (rank, place) of the statements found."""
    found: list[tuple[int, int]] = []
    for rank, wanted in enumerate(ranks):
        if after is not None and rank < after.rank:
            continue
        below = after.place if after is not None and rank == after.rank else None
        query = matching(index, wanted, q, below).limit(number - len(found))
        found += [(rank, place) for place in connection.scalars(query)]
        if len(found) >= number:
            break
    return found


def _hits(connection: Connection, places: Sequence[int], terms: Sequence[Term]) -> Iterable[Hit]:
    s = statement.c
    rows = {
        row.seq: row
        for row in connection.execute(
            select(s.seq, s.id, said.label("said")).where(s.seq.in_([statement_at(place) for place in places]))
        )
    }
    for place in places:
        row = rows[statement_at(place)]
        found = read_statement(row.id, row.said)
        texts = [found.evidence.text, *(e.text for e in found.evidence_also), found.report.title or ""]
        yield Hit(statement=found, published=day_at(place), snippet=snippet_of(texts, terms))


_KIND_OF = Prepared(select(statement.c.kind).where(statement.c.seq.in_(bindparam("rows", expanding=True))))


def _kinds(connection: Connection, places: Sequence[int]) -> dict[str, int]:
    """How many of each kind stand at the places, the most first."""
    found = Counter(_KIND_OF.scalars(connection, rows=list(map(statement_at, places))))
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _write_page(place: _Place) -> str:
    return urlsafe_b64encode(msgspec.msgpack.encode(place)).decode().rstrip("=")


def _read_page(page: str, mark: int) -> _Place:
    try:
        padded = page + "=" * (-len(page) % 4)
        place = msgspec.msgpack.decode(urlsafe_b64decode(padded), type=_Place)
    except (ValueError, msgspec.MsgspecError) as error:
        raise UsageError(f"{page!r} is no page of a search. Give the one that the last search ended with") from error
    if place.question != mark:
        raise UsageError(f"the page {page!r} is of another search. Repeat that one, or leave out the page")
    return place
