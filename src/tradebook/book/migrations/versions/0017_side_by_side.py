"""What is compared with others stands side by side: the bounds of claims in the index of their keys, the words in which
names may differ beside their blocks."""

import sqlalchemy as sa
from alembic import op

from tradebook.book.names.matching import blocks_of

revision = "0017_side_by_side"
down_revision = "0016_numbers"

ShortId = sa.String(20)
_WORD = 60
_CUT = 450  # letters at which keys are cut
_AT_ONCE = 10_000


def upgrade() -> None:
    op.drop_index("ix_claim_key_core_id", "claim")
    op.create_index("ix_claim_key_bounds", "claim", ["key", "core_id", "point_low", "point_high", "low", "high"])
    op.drop_table("name_block")
    blocks = op.create_table(
        "name_block",
        sa.Column("block", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("group", ShortId, primary_key=True),
        sa.Column("word", sa.String(_WORD), nullable=False),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    groups = sa.table("name_group", *map(sa.column, ("id", "sort", "key", "country")))
    query, last = sa.select(groups).order_by(groups.c.id).limit(_AT_ONCE), ""
    while found := connection.execute(query.where(groups.c.id > last)).all():
        last = found[-1].id
        if any(len(row.key) >= _CUT for row in found):  # what was cut off is in the statements alone
            op.execute("DELETE FROM book_note WHERE name = 'name_rules'")
        rows = [
            {"block": block, "group": row.id, "word": word[:_WORD]}
            for row in found
            for block, word in blocks_of(row.sort, tuple(row.key.split(" ")), row.country)
        ]
        if rows:
            connection.execute(sa.insert(blocks), rows)
