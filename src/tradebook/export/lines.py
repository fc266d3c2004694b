"""JSON Lines: the statements in the product's own format, or the facts with their sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

import msgspec

from tradebook.book import Book, Entry, Fact
from tradebook.statement import to_json

_encoder = msgspec.json.Encoder()


def export_jsonl(what: Book | Iterable[Entry | Fact], out: IO[bytes]) -> int:
    """Writes one JSON object a line (UTF-8) to the binary stream `out`; returns how many.

    A book gives its current statements and entries give theirs, each exactly in the published format, so that
    `tradebook.statement.from_json` reads the line. Facts give their fields, with the statement that stands for each and
    all their sources.
    """
    count = 0
    for line in _lines(what):
        out.write(line + b"\n")
        count += 1
    return count


def _lines(what: Book | Iterable[Entry | Fact]) -> Iterable[bytes]:
    chosen = what.each_statement() if isinstance(what, Book) else what
    return (_fact_line(item) if isinstance(item, Fact) else to_json(item.statement) for item in chosen)


def _fact_line(fact: Fact) -> bytes:
    fields: dict[str, Any] = {name: getattr(fact, name) for name in fact.__struct_fields__}
    return _encoder.encode({**fields, "independent": fact.independent})
