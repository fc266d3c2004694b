"""What was read: reports, appearances, readings, statements, evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0001_reports"
down_revision = None

Key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Id = sa.String(32)
Day = sa.String(10)
Code = sa.String(16)
Word = sa.String(32)


def upgrade() -> None:
    op.create_table(
        "book_note",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "report",
        sa.Column("seq", Key, primary_key=True),
        sa.Column("id", Id, nullable=False, unique=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.Date),
        sa.Column("outlet", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("language", sa.String(16)),
        sa.Column("source", sa.Text),
        sa.Column("byline", sa.Text),
        sa.Column("body_start", sa.Integer, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "appearance",
        sa.Column("seq", Key, primary_key=True),
        sa.Column("report", Key, sa.ForeignKey("report.seq"), nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.Date),
        sa.Column("source", sa.Text),
        sa.Column("byline", sa.Text),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
    )
    op.create_index("ix_appearance_report", "appearance", ["report"])
    op.create_table(
        "reading",
        sa.Column("seq", Key, primary_key=True),
        sa.Column("report", Key, sa.ForeignKey("report.seq"), nullable=False),
        sa.Column("reader", sa.String(64)),
        sa.Column("version", sa.String(64)),
        sa.Column("language", sa.String(16)),
        sa.Column("read_at", sa.DateTime, nullable=False),
        sa.Column("statements", sa.Integer, nullable=False),
        sa.Column("gaps", sa.Integer, nullable=False),
    )
    op.create_index("ix_reading_report", "reading", ["report"])
    op.create_table(
        "statement",
        sa.Column("seq", Key, primary_key=True),
        sa.Column("id", Id, nullable=False),
        sa.Column("report", Key, sa.ForeignKey("report.seq"), nullable=False),
        sa.Column("reading", Key, sa.ForeignKey("reading.seq"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.Column("kind", Word, nullable=False),
        sa.Column("stance", Word, nullable=False),
        sa.Column("confidence", sa.Float(53), nullable=False),
        sa.Column("measure", Word),
        sa.Column("reporter", Code),
        sa.Column("partner", Code),
        sa.Column("pair", sa.String(33)),
        sa.Column("period_start", Day),
        sa.Column("period_end", Day),
        sa.Column("value", sa.Float(53)),
        sa.Column("currency", Code),
        sa.Column("superseded_by", Key, sa.ForeignKey("statement.seq")),
        sa.Column("withdrawn_by", sa.String(130)),
        sa.Column("retired_at", sa.DateTime),
    )
    op.create_index("ix_statement_id", "statement", ["id"])
    op.create_index("ix_statement_report", "statement", ["report"])
    op.create_index("ix_statement_kind", "statement", ["kind"])
    op.create_table(
        "statement_country",
        sa.Column("country", Code, primary_key=True),
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_statement_country_statement", "statement_country", ["statement"])
    op.create_table(
        "statement_name",
        sa.Column("folded", sa.String(400), primary_key=True),
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sa.Column("role", Word, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_statement_name_statement", "statement_name", ["statement"])
    op.create_table(
        "statement_good",
        sa.Column("seq", Key, primary_key=True),
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), nullable=False),
        sa.Column("words", sa.String(400), nullable=False),
        sa.Column("hs", sa.String(6)),
    )
    op.create_index("ix_statement_good_statement", "statement_good", ["statement"])
    op.create_index("ix_statement_good_hs", "statement_good", ["hs"])
    op.create_table(
        "sentence",
        sa.Column("seq", Key, primary_key=True),
        sa.Column("report", Key, sa.ForeignKey("report.seq"), nullable=False),
        sa.Column("field", Word, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("ix_sentence_report_field_start_end", "sentence", ["report", "field", "start", "end"], unique=True)
    op.create_table(
        "evidence",
        sa.Column("statement", Key, sa.ForeignKey("statement.seq"), primary_key=True),
        sa.Column("sentence", Key, sa.ForeignKey("sentence.seq"), primary_key=True),
        sa.Column("role", Word, primary_key=True),
        sqlite_with_rowid=False,
    )
