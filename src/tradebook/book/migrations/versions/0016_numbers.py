"""What statements are about as numbers, which take half the room of texts. Promises are made anew after it."""

import sqlalchemy as sa
from alembic import op

revision = "0016_numbers"
down_revision = "0015_promise_days"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_table("subject")
    op.create_table(
        "subject",
        sa.Column("subject", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_subject_statement", "subject", ["statement"])
    op.execute("DELETE FROM book_note WHERE name = 'promise_rules'")
