"""Which spellings belong to which body, and what people said of it; made anew from the reports after this migration."""

import sqlalchemy as sa
from alembic import op

revision = "0006_names"
down_revision = "0005_corrections"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ShortId = sa.String(20)
Code = sa.String(16)
Word = sa.String(32)


def upgrade() -> None:
    _spellings()
    _why()
    _uses()
    _rulings()


def _spellings() -> None:
    op.create_table(
        "name_spelling",
        sa.Column("id", ShortId, primary_key=True),
        sa.Column("sort", Word, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.String(400), nullable=False),
        sa.Column("country", Code, nullable=False),
        sa.Column("group", ShortId, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_spelling_group", "name_spelling", ["group"])
    op.create_index("ix_name_spelling_folded", "name_spelling", ["folded"])
    op.create_table(
        "name_group",
        sa.Column("id", ShortId, primary_key=True),
        sa.Column("sort", Word, nullable=False),
        sa.Column("key", sa.String(450), nullable=False),
        sa.Column("country", Code, nullable=False),
        sa.Column("form", Word, nullable=False),
        sa.Column("distinct_", sa.Boolean, nullable=False),
        sa.Column("body", ShortId, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_group_key", "name_group", ["key"])
    op.create_index("ix_name_group_body", "name_group", ["body"])
    op.create_table(
        "name_body",
        sa.Column("id", ShortId, primary_key=True),
        sa.Column("sort", Word, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("country", Code, nullable=False),
        sqlite_with_rowid=False,
    )


def _why() -> None:
    op.create_table(
        "name_link",
        sa.Column("a", ShortId, primary_key=True),
        sa.Column("b", ShortId, primary_key=True),
        sa.Column("why", Word, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_link_b", "name_link", ["b"])
    op.create_table(
        "name_block",
        sa.Column("block", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("group", ShortId, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_block_group", "name_block", ["group"])
    op.create_table(
        "name_said",
        sa.Column("report", Key, sa.ForeignKey("report.seq"), primary_key=True),
        sa.Column("id", ShortId, primary_key=True),
        sa.Column("how", Word, nullable=False),
        sa.Column("alias", ShortId, nullable=False),
        sa.Column("target", ShortId, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("means", sa.Text, nullable=False),
        sa.Column("country", Code, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_said_alias", "name_said", ["alias"])
    op.create_index("ix_name_said_target", "name_said", ["target"])


def _uses() -> None:
    op.create_table(
        "name_use",
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sa.Column("spelling", ShortId, primary_key=True),
        sa.Column("role", Word, primary_key=True),
        sa.Column("group", ShortId),
        sa.Column("why", Word),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_use_spelling", "name_use", ["spelling"])
    op.create_index("ix_name_use_group", "name_use", ["group"])


def _rulings() -> None:
    op.create_table(
        "name_ruling",
        sa.Column("seq", Key, primary_key=True),
        sa.Column("action", Word, nullable=False),
        sa.Column("sort", Word, nullable=False),
        sa.Column("a", sa.Text, nullable=False),
        sa.Column("a_country", Code, nullable=False),
        sa.Column("b", sa.Text, nullable=False),
        sa.Column("b_country", Code, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("given_at", sa.DateTime, nullable=False),
        sa.Column("undone_by", sa.Text),
        sa.Column("undone_at", sa.DateTime),
    )
