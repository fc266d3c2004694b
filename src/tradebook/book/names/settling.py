"""Which names of the book are one body. Pure, and a function of the set of names and of what was said of them alone.

Names with one key, country and class of legal form are a group, and belong together without more. Groups are joined in
stages, each of which rests on those before: what people said; what a name leaves open (its country, its legal form),
where the book knows only one that it can be; companies said to be renamed; slips of the pen; acronyms that a report
introduces. Where a join would be one of several that exclude each other, none is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Literal

from msgspec import Struct

from tradebook.book.names.matching import blocks_of, same_misspelt

Why = Literal["a person", "legal form", "country", "renamed", "misspelt", "acronym"]
STAGES: tuple[Why, ...] = ("a person", "legal form", "country", "renamed", "misspelt", "acronym")


class Group(Struct, frozen=True):
    """Names of one key, country and class of legal form."""

    id: str
    sort: str
    words: tuple[str, ...]
    country: str
    form: str
    distinct: bool


class Told(Struct, frozen=True):
    """That a report calls the group `target` by the name of the group `alias`; `how` is "acronym" or "renamed"."""

    how: str
    alias: str
    target: str


class Ruling(Struct, frozen=True):
    """What a person said of two groups: that they are one body (`join`), or not (`part`)."""

    action: str
    a: str
    b: str


class Link(Struct, frozen=True, order=True):
    """Why two groups are one body."""

    a: str
    b: str
    why: str


class Settled(Struct, frozen=True):
    """The body of each group (the least id of its groups), and what joined them."""

    bodies: dict[str, str]
    links: tuple[Link, ...]


def settle(groups: Iterable[Group], told: Iterable[Told] = (), rulings: Iterable[Ruling] = ()) -> Settled:
    """The bodies of `groups`. Whatever can touch one of them must be among them: those of the same key, of the same
    blocks, those that are told of together, those that a person named."""
    bodies = _Bodies({g.id: g for g in groups}, list(rulings))
    bodies.join_all(sorted((r.a, r.b) for r in bodies.rulings if r.action == "join"), "a person")
    bodies.join_all(_open_forms(bodies.groups), "legal form")
    bodies.join_all(_open_countries(bodies), "country")
    told = [t for t in told if t.alias in bodies.groups and t.target in bodies.groups and t.alias != t.target]
    _join_told(bodies, [t for t in told if t.how == "renamed"], "renamed")
    bodies.join_all(_misspelt(bodies), "misspelt")
    _join_told(bodies, [t for t in told if t.how == "acronym"], "acronym")
    return bodies.settled()


class _Bodies:
    """Groups in the making of bodies; what a person has parted never comes together."""

    def __init__(self, groups: dict[str, Group], rulings: list[Ruling]) -> None:
        self.groups = groups
        self.rulings = [r for r in rulings if r.a in groups and r.b in groups]
        self._parted = [(r.a, r.b) for r in self.rulings if r.action == "part"]
        self._above = {id_: id_ for id_ in groups}
        self._homes = {id_: {g.country} - {""} for id_, g in groups.items()}
        self._links: list[Link] = []

    def of(self, id_: str) -> str:
        """The body so far."""
        while self._above[id_] != id_:
            self._above[id_] = self._above[self._above[id_]]
            id_ = self._above[id_]
        return id_

    def join_all(self, pairs: Iterable[tuple[str, str]], why: Why) -> None:
        for a, b in pairs:
            self.join(a, b, why)

    def join(self, a: str, b: str, why: Why) -> bool:
        """Makes the two one body; whether anything came of it."""
        first, second = sorted((self.of(a), self.of(b)))
        if first == second:
            return False
        if why != "a person" and len(self._homes[first] | self._homes[second]) > 1:
            return False  # two countries
        if any({self.of(x), self.of(y)} == {first, second} for x, y in self._parted):
            return False
        self._above[second] = first
        self._homes[first] |= self._homes[second]
        self._links.append(Link(min(a, b), max(a, b), why))
        return True

    def settled(self) -> Settled:
        return Settled({id_: self.of(id_) for id_ in self.groups}, tuple(sorted(self._links)))


def _families(groups: Iterable[Group]) -> list[list[Group]]:
    """The groups of one key, those with several alone."""
    found: dict[tuple[str, ...], list[Group]] = {}
    for g in sorted(groups, key=lambda g: g.id):
        found.setdefault((g.sort, *g.words), []).append(g)
    return [family for _, family in sorted(found.items()) if len(family) > 1]


def _open_forms(groups: Mapping[str, Group]) -> list[tuple[str, str]]:
    """A name without a legal form, and the one of its country with one, where there is only one."""
    pairs = []
    for family in _families(groups.values()):
        for bare in (g for g in family if not g.form):
            formed = [g for g in family if g.country == bare.country and g.form]
            if len(formed) == 1:
                pairs.append((bare.id, formed[0].id))
    return pairs


def _open_countries(bodies: _Bodies) -> list[tuple[str, str]]:
    """A distinct name without a country, and the one body of that name in all countries, where there is only one."""
    pairs = []
    for family in _families(bodies.groups.values()):
        homeless = sorted({bodies.of(g.id) for g in family if not g.country and g.distinct})
        settled = sorted({bodies.of(g.id) for g in family if g.country})
        if len(homeless) == 1 and len(settled) == 1 and _forms_agree(bodies, family, homeless[0], settled[0]):
            pairs.append((homeless[0], settled[0]))
    return pairs


def _forms_agree(bodies: _Bodies, family: Sequence[Group], a: str, b: str) -> bool:
    forms = [{g.form for g in family if bodies.of(g.id) == body and g.form} for body in (a, b)]
    return not forms[0] or not forms[1] or forms[0] == forms[1]


def _join_told(bodies: _Bodies, told: Sequence[Told], why: Why) -> None:
    """Joins each alias to the one body that it is told to be; until nothing comes of it any more, for two bodies that
    an alias is told to be may turn out to be one."""
    by_alias: dict[str, set[str]] = {}
    for t in told:
        by_alias.setdefault(t.alias, set()).add(t.target)
    open_ = True
    while open_:
        open_ = False
        for alias, targets in sorted(by_alias.items()):
            found = {bodies.of(t) for t in targets} - {bodies.of(alias)}
            if len(found) == 1 and not _is_one_of_several(bodies, alias, targets):
                open_ |= bodies.join(alias, min(targets), why)


def _is_one_of_several(bodies: _Bodies, alias: str, targets: set[str]) -> bool:
    """Whether the alias is one of the bodies that it is told to be already: a further join would make two into one."""
    return len(targets) > 1 and any(bodies.of(t) == bodies.of(alias) for t in targets)


def _misspelt(bodies: _Bodies) -> list[tuple[str, str]]:
    """Pairs of bodies of one country that differ by a slip; where one is like two that are not alike, none."""
    like = _alike(bodies)
    pairs = []
    for cluster in _clusters(like):
        if all(b in like[a] for a, b in combinations(sorted(cluster), 2)):
            pairs += [(min(cluster), other) for other in sorted(cluster) if other != min(cluster)]
    return pairs


def _alike(bodies: _Bodies) -> dict[str, set[str]]:
    by_block: dict[int, list[Group]] = {}
    for g in bodies.groups.values():
        for block, _ in blocks_of(g.sort, g.words, g.country):
            by_block.setdefault(block, []).append(g)
    like: dict[str, set[str]] = {}
    for near in by_block.values():
        for a, b in combinations(near, 2):
            first, second = bodies.of(a.id), bodies.of(b.id)
            if first != second and a.country and can_be_misspelt(a, b):
                like.setdefault(first, set()).add(second)
                like.setdefault(second, set()).add(first)
    return like


def can_be_misspelt(a: Group, b: Group) -> bool:
    """Whether two groups may be one name with a slip."""
    if a.sort != b.sort or a.country != b.country or (a.form and b.form and a.form != b.form):
        return False
    return same_misspelt(a.sort, a.words, b.words)


def _clusters(like: Mapping[str, set[str]]) -> list[set[str]]:
    found: list[set[str]] = []
    seen: set[str] = set()
    for start in sorted(like):
        if start in seen:
            continue
        cluster, open_ = {start}, [start]
        while open_:
            for other in like[open_.pop()] - cluster:
                cluster.add(other)
                open_.append(other)
        seen |= cluster
        found.append(cluster)
    return found
