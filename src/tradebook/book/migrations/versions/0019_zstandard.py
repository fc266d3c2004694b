"""What is new is packed as Zstandard frames, which earlier versions cannot read; what is packed already stays as it is
(`packing.py` reads both). Nothing else changes."""

revision = "0019_zstandard"
down_revision = "0018_subject_index"


def upgrade() -> None:
    pass
