"""What is told beside a ranking of partners: it is of the country whose partners are ranked."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.flow import Flow
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.market_clauses import aside_of
from tradebook.extract.kinds.flows.sides import WORLD, Sides

_T = TypeVar("_T", Head, Flow)


def of_owner(found: list[tuple[_T, Sides]], markets: list[Draft]) -> list[tuple[_T, Sides]]:
    """What is told beside a ranking is of the country whose partners are ranked: "Uganda was the largest market, with
    29% of exports to Africa" are not Uganda's."""
    owners = {draft.get("reporter") for draft in markets}
    partners = {draft.get("partner") for draft in markets} - owners
    if len(markets) == 1 == len(owners) and "rank" in markets[0].slots:  # "its second market, with a surplus of $2bn"
        found = [(one, _with_ranked(one, side, markets[0])) for one, side in found]
    if len(owners) != 1:
        return [(one, side) for one, side in found if side.reporter not in partners]
    owner = owners.pop()
    bought = markets[0].slots["measure"] == "exports"
    return [
        (one, _of_one_owner(one, side, owner, bought=bought) if _may_be_owned(one, side, partners) else side)
        for one, side in found
        if not _may_be_owned(one, side, partners) or side.partner != owner
    ]


def only_describes(items: list[Item], markets: list[Draft]) -> bool:
    """Whether a ranking only tells in an aside whose partner the subject is: in "Ecuador, Lesotho's biggest trading
    partner, raised its exports" they are Ecuador's."""
    if any(draft.get("measure") != "turnover" for draft in markets):
        return False
    nouns = [k for k, item in enumerate(items) if item.is_("partner_noun")]
    return bool(nouns) and all(aside_of(items, k) is not None for k in nouns)


def _may_be_owned(one: Head | Flow, side: Sides, partners: set[object]) -> bool:
    """Whether a flow that was taken for a ranked partner's may be the owner's; "|Egypt's tea imports|" are not."""
    head = one.head if isinstance(one, Flow) else one
    named = head.owner is not None and head.owner.code == side.reporter and not head.verb and head.first + 1 < head.at
    return side.reporter in partners and not named


def _of_one_owner(one: Head | Flow, side: Sides, owner: str, *, bought: bool) -> Sides:
    """The sides with the owner of a ranking; what a buyer bought himself ("Bangladesh, the largest buyer of Indian
    onions, raised its purchases") are still his imports, from that owner."""
    head = one.head if isinstance(one, Flow) else one
    if bought and head.measure == "imports" and head.supply and side.partner == WORLD:
        return replace(side, partner=owner)
    return replace(side, reporter=owner)


def _with_ranked(one: _T, side: Sides, ranked: Draft) -> Sides:
    head = one.head if isinstance(one, Flow) else one
    whole = head.measure == "balance" and side.reporter == ranked.get("reporter") and side.partner == WORLD
    if whole and ranked.spans.get("rank"):  # "a surplus of $50m, with exports down to China, its top market": of all
        whole = ranked.sentence.items[head.first].start > ranked.spans["rank"][0][0]
    return replace(side, partner=ranked.get("partner")) if whole and not (head.total or head.goods) else side
