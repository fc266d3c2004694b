"""What people say belongs together or apart; series and revisions. Claims and facts are made anew afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0003_pins"
down_revision = "0002_facts"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Id = sa.String(32)
ShortId = sa.String(20)
Word = sa.String(32)


def upgrade() -> None:
    op.add_column("claim", sa.Column("series", ShortId))
    op.add_column("claim", sa.Column("revision", Word))
    op.add_column("fact", sa.Column("series", ShortId))
    op.create_index("ix_fact_series", "fact", ["series"])
    op.drop_table("fact_statement")
    op.create_table(
        "fact_statement",
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sa.Column("fact", Id, sa.ForeignKey("fact.id"), primary_key=True),
        sa.Column("figure", Word, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_fact_statement_fact", "fact_statement", ["fact"])
    op.create_table(
        "pin",
        sa.Column("seq", Key, primary_key=True),
        sa.Column("action", Word, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("undoes", Key, sa.ForeignKey("pin.seq")),
    )
    op.create_table(
        "pin_statement",
        sa.Column("pin", Key, sa.ForeignKey("pin.seq"), primary_key=True),
        sa.Column("statement_id", Id, primary_key=True),
        sa.Column("figure", Word, primary_key=True),
        sa.Column("side", Word, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pin_statement_statement_id", "pin_statement", ["statement_id"])
    op.create_table(
        "pinned_key",
        sa.Column("key", ShortId, primary_key=True),
        sa.Column("cluster", ShortId, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pinned_key_cluster", "pinned_key", ["cluster"])
