"""Search: an index over the words and slots of the current statements, filled after this migration."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0008_search"
down_revision = "0007_copies"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "search_entry",
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sa.Column("place", sa.BigInteger, nullable=False),
        sa.Column("low", sa.Float(53)),
        sa.Column("high", sa.Float(53)),
        sa.Column("begins", sa.Integer),
        sa.Column("ends", sa.Integer),
        sa.Column("confidence", sa.Integer, nullable=False),
        sa.Column("words", sa.LargeBinary().with_variant(TSVECTOR(), "postgresql"), nullable=False),
    )
    if sqlite:
        op.execute(
            "CREATE VIRTUAL TABLE search_text USING fts5(sentence, name, about, title, outlet, good, slot, "
            "content='', columnsize=0, tokenize=\"ascii tokenchars '_='\")"
        )
    else:
        op.create_index("ix_search_entry_place", "search_entry", ["place"])
        op.create_index("ix_search_entry_words", "search_entry", ["words"], postgresql_using="gin")
