"""What statements are about stands in one row a statement; what stands under a subject is found by an index that is
written in runs (SQLite) or by a table of its own (PostgreSQL). Promises are made anew after it. What a report is
compared by holds its figures too; those of earlier reports are read from their texts as before."""

import sqlalchemy as sa
from alembic import op

revision = "0018_subject_index"
down_revision = "0017_side_by_side"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_table("subject")
    op.create_table(
        "subject",
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("subjects", sa.LargeBinary, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE subject_text "
            "USING fts5(subjects, content='', columnsize=0, detail=none, tokenize=ascii)"
        )
    else:
        op.create_table(
            "subject_key",
            sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
            sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
            sa.Column("statement", sa.BigInteger, primary_key=True, autoincrement=False),
        )
    op.add_column("copy_report", sa.Column("figures", sa.Text))
    op.execute("DELETE FROM book_note WHERE name = 'promise_rules'")
