"""One flow told of several countries in turn: "Exports fell by 7% to €18bn in Lithuania, by 7% to €8.9bn in Estonia and
by 4% to €8.7bn in Latvia"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.calendars import in_calendar
from tradebook.extract.kinds.flows.growth import Of
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.places import is_group
from tradebook.statement import Change

_BETWEEN = frozenset({",", "and", "by", "to", "at", "while", "the", "of"})
_FIGURES = frozenset({"PCT", "AMT", "QTY"})


def read_spread(sentence: Sentence, found: list[Head], topic: Topic) -> list[Draft]:
    """The flows of a sentence that tells one measure of several countries, each behind its figures; [] elsewhere."""
    head = next((h for h in found if not h.echo), None)
    if head is None or head.two_way or head.open_owner or len([h for h in found if not h.echo]) != 1:
        return []
    to_one = head.measure == "exports" and len(head.dest) == 1 and not (head.owner or head.source or head.origin)
    if head.sided and not (to_one and not head.verb):
        return []
    segments = _segments(sentence.items, head.last + 1, "from" if head.sided else "in")
    if len(segments) < 2 or len({place.value.code for _, place in segments}) != len(segments):
        return []
    verb = next((item for item in sentence.items[head.last + 1 :] if item.is_("rise") and item.is_("chverb")), None)
    drafts: list[Draft] = []
    for figures, place in segments:
        draft = Draft("trade_flow", sentence, confidence=0.75)
        draft.slots.update(measure=head.measure, partner=head.dest[0].code if head.dest else WORLD)
        draft.cite("measure", sentence.items[head.at])
        draft.put("reporter", place.value.code, place)
        if head.goods:
            draft.slots["goods"] = head.goods
        for figure in figures:
            _put(draft, figure, verb, summed=any(item.kind == "AMT" for item in figures))
        _time(draft, sentence, topic)
        if draft.get("amount") or draft.get("quantity") or draft.get("change"):
            drafts.append(draft)
    return drafts if len(drafts) == len(segments) else []


def _segments(items: list[Item], start: int, way: str) -> list[tuple[list[Item], Item]]:
    """The figures and the place of each "by 7% to €8.9bn |in| Estonia", "$40 million |from| Peru", from `start` on; []
    where anything else stands
    between them."""
    segments: list[tuple[list[Item], Item]] = []
    figures: list[Item] = []
    k = start
    while k < len(items):
        item = items[k]
        if item.kind in _FIGURES:
            figures.append(item)
        elif item.lower == way and kind_at(items, k + 1 + (lower_at(items, k + 1) == "the")) == "PLACE":
            k += 1 + (lower_at(items, k + 1) == "the")
            place = items[k]
            if not figures or place.value.form in {"city", "capital", "area"} or is_group(place.value.code):
                return []
            segments.append((figures, place))
            figures = []
        elif segments and not figures and item.lower not in _BETWEEN:
            break  # "... in Latvia in the same period"
        elif _stops(item, begun=bool(segments)):
            return []
        k += 1
    return segments if not figures else []


def _stops(item: Item, *, begun: bool) -> bool:
    """Whether an item tells that the sentence is no such list: any other word within it, another country before it."""
    if begun:
        return item.lower not in _BETWEEN
    return item.kind == "PLACE" or item.lower in {";", "which"}


def _put(draft: Draft, figure: Item, verb: Item | None, *, summed: bool) -> None:
    if figure.kind == "AMT" and "amount" not in draft.slots:
        draft.put("amount", figure.value, figure)
    elif figure.kind == "QTY" and "quantity" not in draft.slots:
        draft.put("quantity", figure.value, figure)
    elif figure.kind == "PCT" and verb is not None and figure.value.percent is not None and "change" not in draft.slots:
        sign = int(verb.cue("rise") or 1)
        told = figure.value
        of: Of | None = "value" if summed else None
        change = Change(percent=sign * told.percent, of=of, qualifier=told.qualifier, text=figure.text)
        draft.put("change", change, figure)


def _time(draft: Draft, sentence: Sentence, topic: Topic) -> None:
    """The time of the sentence, else that of the talk before it."""
    own = next(
        (i for i in sentence.items if i.kind == "PER" and i.value.relation is None and i.value.period.edtf), None
    )
    if own is not None:
        draft.put("period", in_calendar(own.value, [draft.slots["reporter"]]), own)
        return
    if topic.period is not None and topic.near(topic.period_sentence, sentence, 3):
        draft.put("period", topic.period)
    elif topic.seen_period is not None and topic.near(topic.seen_sentence, sentence, 2):
        period = in_calendar(topic.seen_period.value, [draft.slots["reporter"]])
        if period.edtf:
            draft.put("period", period)
