"""A sum that another one contradicts: behind "exports to the US came to $4 billion in June", "exports rose to $13
billion in June" is no longer of those to the US; nor is a sum far beyond all trade between the two, of any year."""

from __future__ import annotations

from msgspec.structs import replace

from tradebook.extract.kinds.flows.flow import Flow
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.statement import Amount, Period

Told = tuple[Flow, Sides]
Settled = tuple[Head, Sides]
Key = tuple[str, str, str, str]

_MORE = 1.2  # so much larger is no revision of a figure
_HALVES = frozenset({"exports", "imports"})
_ITS = frozenset({"its", "their", "his", "our", "your", "s"})
_WHOLE = 10  # times one half: more than what two countries trade with each other mostly is
_FAR_MORE = 5  # so much larger than the trade of the two in any other year


def of_the_whole(settled: list[Settled], told: list[Told], topic: Topic) -> tuple[list[Settled], list[Told]]:
    """The flows of a sentence, those with all the world that were taken for the ones with the partner of before: of one
    time and a far larger sum. What the sentence tells beside such a one, without a partner either, goes with it."""
    for flow, side in told:
        _note_trade(flow, side, topic)
    wrong = next((side for flow, side in told if _is_contradicted(flow, side, topic)), None)
    if wrong is not None:
        settled = [(head, _with_all(head, side, wrong)) for head, side in settled]
        told = [(flow, _with_all(flow.head, side, wrong)) for flow, side in told]
    for flow, side in told:
        amount: Amount | None = flow.draft.get("amount")
        key = _key(flow, side)
        if key is not None and amount is not None and amount.value is not None and _names_partner(flow.head):
            topic.figures[key] = amount
    told = [(flow, _of_the_two(flow, side, topic)) for flow, side in told]
    whose = {id(flow.head): side for flow, side in told if flow.head.measure == "turnover"}
    settled = [(head, whose.get(id(head), side)) for head, side in settled]
    for flow, side in told:
        amount = flow.draft.get("amount")
        if (side.partner == WORLD or flow.parts) and side.reporter is not None and amount is not None:
            topic.figures["all", side.reporter, WORLD, ""] = amount
    return settled, told


def _of_the_two(flow: Flow, side: Sides, topic: Topic) -> Sides:
    """The sides of "total trade" that nobody is named with, behind one half of what two countries trade, in a report
    that tells of no trade with all: that of the two, where the sum may be."""
    head = flow.head
    amount: Amount | None = flow.draft.get("amount")
    period: Period | None = flow.draft.get("period")
    if head.measure != "turnover" or not head.total or head.owner is not None or side.partner != WORLD:
        return side
    if amount is None or period is None or ("all", str(side.reporter), WORLD, "") in topic.figures or head.goods:
        return side
    if any(item.lower in _ITS for item in flow.sentence.items[max(0, head.first - 1) : head.at]):
        return side
    halves = {
        key[2]: known
        for key, known in topic.figures.items()
        if key[0] in _HALVES and key[1] == side.reporter and key[3] == period.edtf
    }
    if len(halves) != 1:
        return side
    [(partner, half)] = halves.items()
    fits = _exceeds(amount, half, 1) and not _exceeds(amount, half, _WHOLE)
    return replace(side, partner=partner) if fits else side


def _with_all(head: Head, side: Sides, wrong: Sides) -> Sides:
    same = (side.reporter, side.partner) == (wrong.reporter, wrong.partner)
    return replace(side, partner=WORLD, partner_area=None) if same and not _names_partner(head) else side


def _is_contradicted(flow: Flow, side: Sides, topic: Topic) -> bool:
    key = _key(flow, side)
    amount: Amount | None = flow.draft.get("amount")
    if key is None or amount is None or amount.value is None or _names_partner(flow.head) or flow.head.echo:
        return False
    if _exceeds(amount, topic.figures.get(key), _MORE):
        return True
    first, second = sorted((key[1], key[2]))
    return key[0] != "turnover" and _exceeds(amount, topic.figures.get(("turnover", first, second, "")), _FAR_MORE)


def _note_trade(flow: Flow, side: Sides, topic: Topic) -> None:
    """Keep the largest sum that the trade of two countries came to."""
    amount: Amount | None = flow.draft.get("amount")
    if flow.head.measure == "turnover" and side.pair and amount is not None and not flow.head.goods:
        first, second = sorted(side.pair)
        if not _exceeds(topic.figures.get(("turnover", first, second, ""), amount), amount, 1):
            topic.figures["turnover", first, second, ""] = amount


def _exceeds(amount: Amount, known: Amount | None, times: float) -> bool:
    """Whether a sum is more than so many times one that is known, of the same currency."""
    if known is None or known.value is None or amount.value is None or known.currency != amount.currency:
        return False
    return abs(amount.value) > times * abs(known.value)


def _key(flow: Flow, side: Sides) -> Key | None:
    """Which flow of which time it is: without goods, with one partner."""
    period: Period | None = flow.draft.get("period")
    if side.reporter is None or side.partner in {None, WORLD} or period is None or not period.edtf:
        return None
    if flow.head.goods or flow.head.excludes or side.reporter_area or side.partner_area:
        return None
    return flow.head.measure, side.reporter, str(side.partner), period.edtf


def _names_partner(head: Head) -> bool:
    there = head.dest if head.measure == "exports" else (head.source,) if head.source else ()
    return bool(there or head.counterpart or head.between or head.mutual or head.open_other)
