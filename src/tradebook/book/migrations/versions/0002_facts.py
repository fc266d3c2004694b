"""What follows from it: claims and facts, made anew from the statements after this migration."""

import sqlalchemy as sa
from alembic import op

revision = "0002_facts"
down_revision = "0001_reports"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Id = sa.String(32)
ShortId = sa.String(20)
Day = sa.String(10)
Word = sa.String(32)


def upgrade() -> None:
    op.create_table(
        "claim",
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sa.Column("figure", Word, primary_key=True),
        sa.Column("key", ShortId, nullable=False),
        sa.Column("core_id", ShortId, nullable=False),
        sa.Column("point_low", sa.Float(53), nullable=False),
        sa.Column("point_high", sa.Float(53), nullable=False),
        sa.Column("low", sa.Float(53), nullable=False),
        sa.Column("high", sa.Float(53), nullable=False),
        sa.Column("core", sa.Text, nullable=False),
        sa.Column("mirror", ShortId),
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
    )
    op.create_index("ix_claim_key_core_id", "claim", ["key", "core_id"])
    op.create_table(
        "fact",
        sa.Column("id", Id, primary_key=True),
        sa.Column("key", ShortId, nullable=False),
        sa.Column("core_id", ShortId, nullable=False),
        sa.Column("core", sa.Text, nullable=False),
        sa.Column("mirror", ShortId),
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
        sqlite_with_rowid=False,
    )
    op.create_index("ix_fact_key_core_id", "fact", ["key", "core_id"])
    op.create_index("ix_fact_mirror", "fact", ["mirror"])
    op.create_index("ix_fact_ahead_due", "fact", ["ahead", "due"])
    op.create_table(
        "fact_statement",
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sa.Column("fact", Id, sa.ForeignKey("fact.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_fact_statement_fact", "fact_statement", ["fact"])
