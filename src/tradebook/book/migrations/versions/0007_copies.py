"""Copies, repeated passages, outlets' own corrections: made anew from the reports after this migration."""

import sqlalchemy as sa
from alembic import op

revision = "0007_copies"
down_revision = "0006_names"

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Word = sa.String(32)


def upgrade() -> None:
    op.create_table(
        "copy_report",
        sa.Column("report", Key, sa.ForeignKey("report.seq"), primary_key=True),
        sa.Column("rank", Key, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("original", Key, sa.ForeignKey("report.seq")),
        sa.Column("contained", sa.Float(53)),
        sa.Column("sketch", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_copy_report_original", "copy_report", ["original"])
    op.create_index("ix_copy_report_rank", "copy_report", ["rank"])
    op.create_table(
        "copy_key",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("is_original", sa.Boolean, primary_key=True),
        sa.Column("rank", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("report", Key, sa.ForeignKey("report.seq"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copy_passage",
        sa.Column("passage", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("report", Key, sa.ForeignKey("report.seq"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copy_address",
        sa.Column("address", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("report", Key, sa.ForeignKey("report.seq"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_copy_address_report", "copy_address", ["report"])
    op.create_table(
        "notice",
        sa.Column("report", Key, sa.ForeignKey("report.seq"), primary_key=True),
        sa.Column("kind", Word, nullable=False),
        sa.Column("field", Word, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("wrong", sa.Text, nullable=False),
        sa.Column("right", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "notice_report",
        sa.Column("notice", Key, sa.ForeignKey("notice.report"), primary_key=True),
        sa.Column("report", Key, sa.ForeignKey("report.seq"), primary_key=True),
        sa.Column("way", Word, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_notice_report_report", "notice_report", ["report"])
    op.create_table(
        "notice_statement",
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sa.Column("notice", Key, sa.ForeignKey("notice.report"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_notice_statement_notice", "notice_statement", ["notice"])
