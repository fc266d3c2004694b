"""Less to write a report: what statements say anyway is not kept beside them a second time (their sentences, the names
in them), a claim names its fact itself, facts are known to each other by number, and indexes that no question uses, or
only some rows, go or hold those rows alone. Claims and facts are made anew after this migration."""

import sqlalchemy as sa
from alembic import op

revision = "0013_lean"
down_revision = "0012_copies_fast"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Id = sa.String(32)
ShortId = sa.String(20)
Day = sa.String(10)
Word = sa.String(32)


def upgrade() -> None:
    for table in ("evidence", "sentence", "statement_name", "fact_statement", "fact", "claim"):
        op.drop_table(table)
    _facts()
    _claims()
    op.drop_index("ix_name_spelling_folded", "name_spelling")
    op.drop_index("ix_name_block_group", "name_block")
    _only("name_group", "body", '"body" <> "id"')
    _only("name_use", "group", '"group" IS NOT NULL')
    op.execute("DELETE FROM book_note WHERE name = 'fact_rules'")


def _only(table: str, column: str, which: str) -> None:
    """An index over some rows in place of one over all."""
    name = f"ix_{table}_{column}"
    op.drop_index(name, table)
    _partial(name, table, column, which)


def _partial(name: str, table: str, column: str, which: str) -> None:
    op.create_index(name, table, [column], sqlite_where=sa.text(which), postgresql_where=sa.text(which))


def _facts() -> None:
    op.create_table(
        "fact",
        sa.Column("seq", Key, primary_key=True),
        sa.Column("id", Id, nullable=False),
        sa.Column("key", ShortId, nullable=False),
        sa.Column("core_id", ShortId, nullable=False),
        sa.Column("core", sa.Text, nullable=False),
        sa.Column("mirror", ShortId),
        sa.Column("series", ShortId),
        sa.Column("kind", Word, nullable=False),
        sa.Column("figure", Word, nullable=False),
        sa.Column("leading", sa.Boolean, nullable=False),
        sa.Column("stance", Word, nullable=False),
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), nullable=False),
        sa.Column("first_seen", sa.Date, nullable=False),
        sa.Column("last_repeated", sa.Date, nullable=False),
        sa.Column("confidence", sa.Float(53), nullable=False),
        sa.Column("ahead", sa.Boolean, nullable=False),
        sa.Column("due", Day),
    )
    op.create_index("ix_fact_id", "fact", ["id"], unique=True)
    op.create_index("ix_fact_key_core_id", "fact", ["key", "core_id"])
    _partial("ix_fact_mirror", "fact", "mirror", "mirror IS NOT NULL")
    _partial("ix_fact_series", "fact", "series", "series IS NOT NULL")


def _claims() -> None:
    op.create_table(
        "claim",
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sa.Column("figure", Word, primary_key=True),
        sa.Column("fact", Key, sa.ForeignKey("fact.seq")),
        sa.Column("key", ShortId, nullable=False),
        sa.Column("core_id", ShortId, nullable=False),
        sa.Column("point_low", sa.Float(53), nullable=False),
        sa.Column("point_high", sa.Float(53), nullable=False),
        sa.Column("low", sa.Float(53), nullable=False),
        sa.Column("high", sa.Float(53), nullable=False),
        sa.Column("core", sa.Text, nullable=False),
        sa.Column("mirror", ShortId),
        sa.Column("series", ShortId),
        sa.Column("revision", Word),
        sa.Column("leading", sa.Boolean, nullable=False),
        sa.Column("statement_id", Id, nullable=False),
        sa.Column("kind", Word, nullable=False),
        sa.Column("stance", Word, nullable=False),
        sa.Column("confidence", sa.Float(53), nullable=False),
        sa.Column("origin", sa.Text),
        sa.Column("ahead", sa.Boolean, nullable=False),
        sa.Column("due", Day),
        sa.Column("first_seen", sa.Date, nullable=False),
        sa.Column("last_repeated", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claim_key_core_id", "claim", ["key", "core_id"])
    op.create_index("ix_claim_fact", "claim", ["fact"])
