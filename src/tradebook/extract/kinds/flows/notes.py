"""What is noted of one sentence."""

from __future__ import annotations

from msgspec import Struct

from tradebook.extract.items import Item, Place


class Noted(Struct, frozen=True):
    """What one sentence names: the last group, the first area, the two countries if there are just two, the last
    period of statistics, the first country as subject, the first country as subject or owner."""

    group: str | None
    area: Place | None
    pair: tuple[str, ...]
    period: Item | None
    subject: str | None
    first: str | None
