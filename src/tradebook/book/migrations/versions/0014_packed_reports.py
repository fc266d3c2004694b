"""Texts of reports, packed: the largest part of a book takes half of the room."""

import sqlalchemy as sa
from alembic import op

from tradebook.book.packing import pack

revision = "0014_packed_reports"
down_revision = "0013_lean"

_AT_ONCE = 1000
_EMPTY = {"sqlite": "x''", "postgresql": "''"}


def upgrade() -> None:
    bind = op.get_bind()
    empty = sa.text(_EMPTY[bind.dialect.name])
    op.add_column("report", sa.Column("packed", sa.LargeBinary, nullable=False, server_default=empty))
    last = 0
    query = sa.text("SELECT seq, text FROM report WHERE seq > :last ORDER BY seq LIMIT :number")
    change = sa.text("UPDATE report SET packed = :packed WHERE seq = :seq")
    while rows := bind.execute(query, {"last": last, "number": _AT_ONCE}).all():
        bind.execute(change, [{"seq": seq, "packed": pack(text)} for seq, text in rows])
        last = rows[-1].seq
    op.drop_column("report", "text")
    op.execute("ALTER TABLE report RENAME COLUMN packed TO text")
