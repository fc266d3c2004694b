"""Corrections by people, each statement as they correct it, and what was removed on request."""

import sqlalchemy as sa
from alembic import op

revision = "0005_corrections"
down_revision = "0003_pins"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Word = sa.String(32)


def upgrade() -> None:
    op.add_column("statement", sa.Column("corrected", sa.Text))
    op.create_table(
        "correction",
        sa.Column("seq", Key, primary_key=True),
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), nullable=False),
        sa.Column("given_for", Key, sa.ForeignKey("statement.seq"), nullable=False),
        sa.Column("mark", Word),
        sa.Column("slot", Word),
        sa.Column("was", sa.Text),
        sa.Column("value", sa.Text),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("given_at", sa.DateTime, nullable=False),
        sa.Column("undone_by", sa.Text),
        sa.Column("undone_at", sa.DateTime),
    )
    op.create_index("ix_correction_statement", "correction", ["statement"])
    op.create_index("ix_correction_given_for", "correction", ["given_for"])
    op.create_table(
        "forgotten",
        sa.Column("seq", Key, primary_key=True),
        sa.Column("what", Word, nullable=False),
        sa.Column("report", Key, sa.ForeignKey("report.seq")),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("forgotten_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_forgotten_report", "forgotten", ["report"])
