"""A head: one flow as its phrase tells it."""

from __future__ import annotations

from tradebook.extract.items import Item, Place
from tradebook.statement import Good


class Head:
    """One flow as its phrase tells it: items `first`..`last` (inclusive), the head word at `at`.

    `owner`, `source`, `dest`, `counterpart`, `agent`, `origin` are the roles as worded; `settle` turns them into
    reporter and partner. `open_owner` is "its", "the country" and the like; `mutual` "bilateral", "the two countries"."""

    __slots__ = (
        "after", "agent", "at", "between", "counterpart", "coverage", "dest", "echo", "excludes", "first", "goods", "items", "last", "late",
        "loose", "measure", "mutual", "open_other", "open_owner", "origin", "owner", "passive", "period", "re_exports", "share_list",
        "sign", "source", "spots", "supply", "total", "verb",
    )  # fmt: skip

    def __init__(self, measure: str, at: int) -> None:
        self.measure = measure
        self.at = self.first = self.last = at
        self.owner: Place | None = None
        self.source: Place | None = None
        self.dest: tuple[Place, ...] = ()
        self.counterpart: tuple[Place, ...] = ()
        self.agent: Place | None = None
        self.origin: Place | None = None
        self.between: tuple[Place, ...] = ()
        self.open_owner: str | None = None
        self.mutual = False
        self.loose = False
        self.late = False
        self.verb = False
        self.passive = False
        self.total = False
        self.supply = False
        self.echo = False
        self.open_other: str | None = None
        self.after: Head | None = None
        self.share_list = False
        self.goods: tuple[Good, ...] = ()
        self.coverage: str | None = None
        self.excludes: str | None = None
        self.re_exports: bool | None = None
        self.sign: int | None = None
        self.period: Item | None = None
        self.spots: dict[str, list[Item]] = {}
        self.items: list[Item] = []

    def spot(self, role: str, *items: Item) -> None:
        """Note where a role was read."""
        self.spots.setdefault(role, []).extend(items)

    @property
    def sided(self) -> bool:
        """Whether the phrase names any place at all."""
        return bool(
            self.owner or self.source or self.dest or self.counterpart or self.agent or self.origin or self.between
        )
