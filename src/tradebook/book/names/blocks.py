"""Names that may be one with a slip of the pen, found in the book: those of a block (`matching.blocks_of`).

A block of a common kind of firm holds thousands of names, nearly all of which differ in more than a letter. So the
database is asked only for words that have one length, or one letter more or less, and the beginning or the end in
common, which a slip behind the first two letters always leaves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Connection, Integer, String, bindparam, column, func, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from tradebook.book import schema
from tradebook.book.names.matching import blocks_of, slip
from tradebook.book.names.settling import Group
from tradebook.book.prepared import Prepared
from tradebook.book.schema import LONGEST_WORD

_BEGINNING, _END = 3, 2  # letters, of a word of six or more: a slip in the one leaves the other


def block_rows(g: Group) -> list[dict[str, Any]]:
    """The rows of a group."""
    return [
        {"block": block, "group": g.id, "word": word[:LONGEST_WORD]}
        for block, word in blocks_of(g.sort, g.words, g.country)
    ]


class _EachWord(FunctionElement[Any]):
    """A table of words, given as one JSON list of lists: the block, the beginning, the end, the number of letters."""

    name = "each_word"
    inherit_cache = True


@compiles(_EachWord, "sqlite")
def _in_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    parts = ", ".join(f"json_extract(value, '$[{n}]') AS \"{name}\"" for n, name in enumerate(_PARTS))
    # with a limit the words are taken out of the list once each, not once for each row of their blocks
    return f"(SELECT {parts} FROM json_each({compiler.process(element.clauses, **more)}) LIMIT -1)"


@compiles(_EachWord, "postgresql")
def _in_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    kinds = ("bigint", "text", "text", "integer")
    parts = ", ".join(
        f'CAST(each.value ->> {n} AS {kind}) AS "{name}"'
        for n, (name, kind) in enumerate(zip(_PARTS, kinds, strict=True))
    )
    return (
        f"(SELECT {parts} FROM json_array_elements(CAST({compiler.process(element.clauses, **more)} AS json)) AS each)"
    )


_PARTS = ("block", "beginning", "ending", "letters")
_asked = (
    _EachWord(bindparam("words", type_=String))
    .table_valued(
        column("block", BigInteger), column("beginning", String), column("ending", String), column("letters", Integer)
    )
    .alias("asked")
)
_b = schema.name_block.c
_length = func.length(_b.word)
_is_near = func.abs(_length - _asked.c.letters) <= 1
_begins_so = func.substr(_b.word, 1, _BEGINNING) == _asked.c.beginning
_ends_so = func.substr(_b.word, _length - (_END - 1), _END) == _asked.c.ending
_is_cut = or_(_length == LONGEST_WORD, _asked.c.letters == LONGEST_WORD)  # the rest of the word is not known
_NEAR = Prepared(
    select(_b.block, _b.group, _b.word)
    .select_from(_asked.join(schema.name_block, _b.block == _asked.c.block))
    .where(or_(_is_cut, _is_near & or_(_begins_so, _ends_so)))
)


def misspelt(connection: Connection, groups: Iterable[Group]) -> set[str]:
    """The other groups that differ from one of `groups` in one word alone, which can be the same with a slip. The word
    stands with its block, so that the many names of a crowded one are not looked up."""
    by_block: dict[int, set[tuple[str, str]]] = {}
    own = set()
    for g in groups:
        own.add(g.id)
        for block, word in blocks_of(g.sort, g.words, g.country):
            by_block.setdefault(block, set()).add((g.sort, word[:LONGEST_WORD]))
    words = [
        (block, word[:_BEGINNING], word[-_END:], len(word))
        for block, several in by_block.items()
        for _, word in several
    ]
    found: set[str] = set()
    for block, group, word in _NEAR.rows(connection, words=msgspec.json.encode(words).decode()) if words else ():
        if len(word) == LONGEST_WORD or any(slip(sort, other, word) for sort, other in by_block[block]):
            found.add(group)
    return found - own
