"""The ids of statements and facts, and the keys by which facts stand to others, in indexes that are written in runs."""

import sqlalchemy as sa
from alembic import op

revision = "0020_runs"
down_revision = "0019_zstandard"

_RUN = sa.text("(seq >> 13)")


def upgrade() -> None:
    op.drop_index("ix_statement_id", "statement")
    op.create_index("ix_statement_run_id", "statement", [_RUN, "id"])
    op.drop_index("ix_fact_id", "fact")
    op.create_index("ix_fact_run_id", "fact", [_RUN, "id"])
    for column in ("mirror", "series"):
        op.drop_index(f"ix_fact_{column}", "fact")
        known = sa.text(f'"{column}" IS NOT NULL')
        op.create_index(f"ix_fact_run_{column}", "fact", [_RUN, column], sqlite_where=known, postgresql_where=known)
