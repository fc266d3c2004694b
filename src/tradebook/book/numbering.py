"""Numbers of rows to come: rows that know theirs, and those of the rows that they point at, go in all at once.

The writer of a book is alone, so the numbers that follow the last are free; on PostgreSQL the sequences give them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, func, select

from tradebook.book.prepared import Prepared


class Numbers:
    """The numbers (`seq`) of some tables."""

    def __init__(self, *tables: Table) -> None:
        self._names = [table.name for table in tables]
        self._last = Prepared(select(*(select(func.max(t.c.seq)).scalar_subquery().label(t.name) for t in tables)))
        self._next = Prepared(_sequences(self._names))

    def free(self, connection: Connection, **many: int) -> dict[str, Sequence[int]]:
        """Table -> so many numbers that no row of it has; none where the table is not named."""
        wanted = {name: many.get(name, 0) for name in self._names}
        if connection.dialect.name != "sqlite":
            return dict(zip(wanted, self._next.first(connection, **wanted), strict=True))
        last = self._last.first(connection)
        return {
            name: range((end or 0) + 1, (end or 0) + 1 + n) for (name, n), end in zip(wanted.items(), last, strict=True)
        }


def _sequences(names: Sequence[str]) -> Select[Any]:
    """One array of each sequence."""
    columns = []
    for name in names:
        numbers = select(func.nextval(f"{name}_seq_seq")).select_from(func.generate_series(1, bindparam(name)))
        columns.append(func.array(numbers.scalar_subquery()).label(name))
    return select(*columns)
