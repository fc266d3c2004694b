"""A head: one flow as its phrase tells it."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from tradebook.extract.items import Item, Place
from tradebook.extract.kinds.phrases import GoodsAt, PlaceAt
from tradebook.statement import Good, Measure

MOVED = frozenset({"QTY", "AMT", "NUM", "GOOD"})
"""The kinds of items that tell what a verb of trade moves."""


_POINTING = ("the ", "this ", "that ")


class Head(Struct, eq=False):
    """One flow as its phrase tells it: items `first`..`last` (inclusive), the head word at `at`.

    `owner`, `source`, `dest`, `counterpart`, `agent`, `origin` are the roles as worded; `settle` turns them into
    reporter and partner. `open_owner` is "its", "the country" and the like, `open_other` such a partner;
    `open_area` "the region" as owner; `returns` that it goes the other way than what was told before ("in turn");
    `mutual` "bilateral", "the two countries". `shared`: `owner` is the first of several, each with its figure.
    `relative`: its figure stands right before it ("the 5 tonnes |of tea that Egypt imported"). `loose`: whether it is
    a flow of a country at all, the phrase alone does not say. `elsewhere`: the partner is no country of the table
    ("non-EU countries", "other markets"). `late`: the partner stands behind the figure. `echo`: it only points back at
    a flow, that of `after` or of the sentence before; `again`: it tells that flow once more, for another time ("and
    fell 2% in May"). `earned_from`: where the weight stands that a sum was earned from. `held`:
    it is the share that a partner has.
    `spots` are the items that each role was read from."""

    measure: Measure
    at: int
    first: int = -1  # where nothing else is said, the head word alone
    last: int = -1
    owner: Place | None = None
    source: Place | None = None
    dest: tuple[Place, ...] = ()
    counterpart: tuple[Place, ...] = ()
    agent: Place | None = None
    origin: Place | None = None
    between: tuple[Place, ...] = ()
    open_owner: str | None = None
    open_other: str | None = None
    mutual: bool = False
    loose: bool = False
    late: bool = False
    verb: bool = False
    passive: bool = False
    total: bool = False
    supply: bool = False
    echo: bool = False
    held: bool = False
    share_list: bool = False
    taking: bool = False
    elsewhere: bool = False
    open_area: bool = False
    returns: bool = False
    relative: bool = False
    shared: bool = False
    after: Head | None = None
    again: Head | None = None
    goods: tuple[Good, ...] = ()
    coverage: str | None = None
    excludes: str | None = None
    re_exports: bool | None = None
    sign: int | None = None
    period: Item | None = None
    earned_from: int | None = None
    spots: dict[str, list[Item]] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.first < 0:
            self.first = self.last = self.at

    def twin(self) -> Head:
        """A head of the same phrase, to be filled on its own."""
        spots = {role: items.copy() for role, items in self.spots.items()}
        return replace(self, spots=spots, items=self.items.copy())

    @property
    def places(self) -> list[Place]:
        """All places of its phrase, in whatever role."""
        single = (self.owner, self.source, self.agent, self.origin)
        return [place for place in single if place] + [*self.dest, *self.counterpart, *self.between]

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

    def take_partner(self, place: Place) -> None:
        """Take a place as the other side, in the role that the measure has for it."""
        if self.measure == "exports":
            self.dest = (place,)
        elif self.measure == "imports":
            self.source = place
        else:
            self.counterpart, self.loose = (place,), False

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

    def told_again(self, at: int) -> Head:
        """The same flow told once more, by a verb at `at`."""
        head = Head(self.measure, at)
        head.again = self.again or self
        head.goods, head.coverage, head.excludes = self.goods, self.coverage, self.excludes
        head.re_exports, head.sign, head.echo, head.supply = self.re_exports, self.sign, self.echo, self.supply
        return head

    @property
    def sources(self) -> list[Item]:
        """The places of "from A, B and C", of which `source` is the first."""
        return [item for item in self.spots.get("source", ()) if item.kind == "PLACE"]

    @property
    def sided_beyond_owner(self) -> bool:
        """Whether the phrase names another place than whose flow it is."""
        return bool(self.source or self.dest or self.counterpart or self.agent or self.origin or self.between)

    @property
    def two_way(self) -> bool:
        """Whether it counts trade in both directions."""
        return self.measure in {"turnover", "balance"}

    @property
    def names_reporter(self) -> bool:
        """Whether the phrase names the country whose flow it is."""
        there = self.source if self.measure == "exports" else self.dest if self.measure == "imports" else None
        return bool(self.owner or self.agent or there or (self.origin and self.measure == "exports"))

    @property
    def points_at_owner(self) -> bool:
        """Whether its owner is only pointed at by what it is: "|the Asian country|'s purchases"."""
        named = self.spots.get("owner")
        return named is not None and all(item.kind == "PLACE" and item.lower.startswith(_POINTING) for item in named)

    @property
    def sided(self) -> bool:
        """Whether the phrase names any place at all."""
        return bool(
            self.owner or self.source or self.dest or self.counterpart or self.agent or self.origin or self.between
        )
