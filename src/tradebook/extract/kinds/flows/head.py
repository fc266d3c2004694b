"""A head: one flow as its phrase tells it."""

from __future__ import annotations

from tradebook.extract.items import Item, Place
from tradebook.extract.kinds.phrases import GoodsAt, PlaceAt
from tradebook.statement import Good, Measure


class Head:
    """One flow as its phrase tells it: items `first`..`last` (inclusive), the head word at `at`.

    `owner`, `source`, `dest`, `counterpart`, `agent`, `origin` are the roles as worded; `settle` turns them into
    reporter and partner. `open_owner` is "its", "the country" and the like, `open_other` such a partner;
    `open_area` "the region" as owner; `returns` that it goes the other way than what was told before ("in turn");
    `mutual` "bilateral", "the two countries". `loose`: whether it is a flow of a country at all, the phrase alone
    does not say. `elsewhere`: the partner is no country of the table ("non-EU countries", "other markets"). `late`:
    the partner stands behind the figure. `echo`: it only points back at a flow, that of `after` or of the sentence
    before. `spots` are the items that each role was read from."""

    __slots__ = (
        "after", "agent", "at", "between", "counterpart", "coverage", "dest", "echo", "elsewhere", "excludes",
        "first", "goods", "items", "last", "late", "loose", "measure", "mutual", "open_area", "open_other",
        "open_owner", "origin", "owner", "passive", "period", "re_exports", "returns", "share_list", "sign",
        "source", "spots", "supply", "taking", "total", "verb",
    )  # fmt: skip

    def __init__(self, measure: Measure, at: int) -> None:
        self.measure: Measure = measure
        self.at = self.first = self.last = at
        self.owner: Place | None = None
        self.source: Place | None = None
        self.dest: tuple[Place, ...] = ()
        self.counterpart: tuple[Place, ...] = ()
        self.agent: Place | None = None
        self.origin: Place | None = None
        self.between: tuple[Place, ...] = ()
        self.open_owner: str | None = None
        self.open_other: str | None = None
        self.elsewhere = False
        self.mutual = self.loose = self.late = self.verb = self.passive = self.open_area = False
        self.total = self.supply = self.echo = self.share_list = self.taking = self.returns = False
        self.after: Head | None = None
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

    def take_owner(self, item: Item) -> None:
        """The place of an item is whose flow it is."""
        self.owner = item.value
        self.spot("owner", item)

    def take_agent(self, found: PlaceAt) -> None:
        """ "by A": who exports or imports."""
        self.agent = found.places[0]
        self.spot("agent", *found.items)

    def take_origin(self, item: Item) -> None:
        """The place of an item is where the goods come from."""
        self.origin = item.value
        self.spot("origin", item)

    def take_dest(self, found: PlaceAt) -> None:
        """ "to A and B"."""
        self.dest = found.places
        self.spot("dest", *found.items)

    def take_source(self, found: PlaceAt) -> None:
        """ "from A"."""
        self.source = found.places[0]
        self.spot("source", *found.items)

    def take_counterpart(self, found: PlaceAt) -> None:
        """ "with A"."""
        self.counterpart = found.places
        self.spot("counterpart", *found.items)

    def take_between(self, found: PlaceAt) -> None:
        """ "between A and B"."""
        self.between = found.places
        self.spot("between", *found.items)

    def take_excluded(self, first: Item, last: Item) -> None:
        """ "non-oil": what is left out."""
        self.excludes = f"{first.text}-{last.text}"
        self.spot("excludes", first, last)

    def take_goods(self, found: GoodsAt) -> None:
        """Goods, and the origin that stands before them ("Turkish steel")."""
        self.goods = found.goods
        self.spot("goods", *found.items)
        if found.origin is not None:
            self.take_origin(found.origin)

    @property
    def two_way(self) -> bool:
        """Whether it counts trade in both directions."""
        return self.measure in {"turnover", "balance"}

    @property
    def sided(self) -> bool:
        """Whether the phrase names any place at all."""
        return bool(
            self.owner or self.source or self.dest or self.counterpart or self.agent or self.origin or self.between
        )
