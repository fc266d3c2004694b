"""What statements are about, which of them promise, and what people found out about promises."""

import sqlalchemy as sa
from alembic import op

revision = "0009_promises"
down_revision = "0008_search"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Word = sa.String(32)


def upgrade() -> None:
    op.create_table(
        "subject",
        sa.Column("subject", sa.String(12), primary_key=True),
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_subject_statement", "subject", ["statement"])
    op.create_table(
        "promise",
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sa.Column("due", sa.Date),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_promise_due", "promise", ["due"])
    op.create_table(
        "note",
        sa.Column("seq", Key, primary_key=True),
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", Word),
        sa.Column("share", sa.Float(53)),
        sa.Column("counts_from", sa.Date, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("given_at", sa.DateTime, nullable=False),
        sa.Column("undone_by", sa.Text),
        sa.Column("undone_at", sa.DateTime),
    )
    op.create_index("ix_note_statement", "note", ["statement"])
