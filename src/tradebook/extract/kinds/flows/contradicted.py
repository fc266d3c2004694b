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
    return settled, told


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
