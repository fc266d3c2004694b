"""The page at which a report appeared, so that two texts of one page are known as its versions; a publisher's day that
lies after the one on which the report was recorded no longer counts."""

import datetime

import sqlalchemy as sa
from alembic import op

from tradebook.book.rows import day_of, page_of

revision = "0010_versions"
down_revision = "0008_search"

_AT_ONCE = 1000


def upgrade() -> None:
    op.add_column("appearance", sa.Column("page", sa.String(20)))
    connection = op.get_bind()
    table = sa.table(
        "appearance",
        sa.column("seq", sa.Integer),
        sa.column("url", sa.Text),
        sa.column("published", sa.Date),
        sa.column("recorded_at", sa.DateTime),
        sa.column("day", sa.Date),
        sa.column("page", sa.String),
    )
    last, moved = 0, False
    while rows := connection.execute(
        sa.select(table).where(table.c.seq > last).order_by(table.c.seq).limit(_AT_ONCE)
    ).all():
        for row in rows:
            day: datetime.date = day_of(row.published, row.recorded_at)
            moved = moved or day != row.day
            connection.execute(sa.update(table).where(table.c.seq == row.seq).values(page=page_of(row.url), day=day))
        last = rows[-1].seq
    op.create_index("ix_appearance_page", "appearance", ["page"])
    if moved:  # what follows from the days is made anew when the book is opened
        note = sa.table("book_note", sa.column("name", sa.String))
        connection.execute(sa.delete(note).where(note.c.name.like("%\\_rules", escape="\\")))
