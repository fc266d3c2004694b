"""Promises by their days, for each country and pair, and what statements are about by the day on which they appeared: a
page of promises costs what it shows. Promises are made anew after this migration."""

import sqlalchemy as sa
from alembic import op

revision = "0015_promise_days"
down_revision = "0014_packed_reports"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_table("subject")
    op.create_table(
        "subject",
        sa.Column("subject", sa.String(12), primary_key=True),
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_subject_statement", "subject", ["statement"])
    op.drop_index("ix_promise_due", "promise")
    op.create_table(
        "promise_day",
        sa.Column("scope", sa.String(33), primary_key=True),
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("mark", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sa.Column("until", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_promise_day_statement", "promise_day", ["statement"])
    op.execute("DELETE FROM book_note WHERE name = 'promise_rules'")
