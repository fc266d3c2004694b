"""Sentences stand among the keys that copies are looked up by; both are made anew from the reports after this."""

import sqlalchemy as sa
from alembic import op

revision = "0012_copies_fast"
down_revision = "0011_packed"


def upgrade() -> None:
    op.drop_table("copy_passage")
    op.execute("DELETE FROM copy_key")
    op.execute("DELETE FROM copy_report")
    op.drop_index("ix_copy_report_original", "copy_report")
    is_copy = sa.text("original IS NOT NULL")
    op.create_index(
        "ix_copy_report_original", "copy_report", ["original"], sqlite_where=is_copy, postgresql_where=is_copy
    )
    op.execute("DELETE FROM book_note WHERE name = 'copies_rules'")  # made anew when the book is opened
