"""When a tender is: its closing day first, else the first day told; days of delivery and of saying are none."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import slots
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.tender_call import Call
from tradebook.extract.kinds.tender_calls import words_of
from tradebook.statement import Period


def date_of(sentence: Sentence, call: Call) -> slots.Read | None:
    """The first day told of a tender; the day on which somebody said so is none, a day of closing lies ahead."""
    items = sentence.items
    for k in range(call.start, len(items)):
        told = items[k].kind == "PER" and call.status != "cancelled" and not _of_validity(items, k)
        day = until(items[k], sentence.today) if told else None
        if day is not None:
            return slots.Read(day, (items[k],))
    closing = [k for k in range(call.start, len(items)) if items[k].kind == "PER" and _closes_near(items, k)]
    for k in [*closing, *range(call.start, len(items))]:
        if items[k].kind == "PER" and (_of_delivery(items, k) or _is_stretch(items[k], call)):
            continue
        if call.status == "cancelled" and any(items[j].lower in _TO_COME for j in range(call.noun, k)):
            continue  # "has cancelled its tender and will issue a new one in July"
        if items[k].kind != "PER" or _said_on(items, k) or _in_opener(items, k, call):
            continue
        when = slots.times(sentence, k, k + 1, ahead=_ahead(items, k, call))
        if when.date is not None or when.term is not None:
            return when.date or when.term
    return None


def until(item: Item, today: str | None) -> Period | None:
    """The day that offers are taken until: "until March 30", which lies ahead of the report."""
    period: Period = item.value.ahead or item.value.period
    if not (period.edtf or "").startswith("../") or period.end is None:
        return None
    day = period.end
    if today is not None and day < today and not any(word.isdigit() and len(word) == 4 for word in period.text.split()):
        day = f"{int(day[:4]) + 1}{day[4:]}"
    return Period(start=day, end=day, edtf=day, text=period.text)


def _of_validity(items: list[Item], k: int) -> bool:
    """Whether the day at `k` is that until which offers hold: "and remain valid until July 5"."""
    return any(lower_at(items, j) in {"valid", "validity", "firm"} for j in range(k - 3, k))


_DELIVERING = frozenset("delivery deliveries shipment shipments arrival loading shipped delivered arriving".split())


def _of_delivery(items: list[Item], k: int) -> bool:
    """Whether the time at `k` is that of delivery: "for shipment in October", "eight cargoes for May and June"."""
    if lower_at(items, k - 1) == "for" and kind_at(items, k - 2) in {"GOOD", "QTY"}:
        return True
    if lower_at(items, k + 1) in _DELIVERING:
        return True  # "for October deliveries"
    if lower_at(items, k - 1) in {"in", "from"} and lower_at(items, k - 2) in {"beginning", "starting", "running"}:
        return any(item.is_("deal_noun") for item in items[max(0, k - 7) : k - 2])  # "a contract starting in 2025"
    return any(lower_at(items, j) in _DELIVERING for j in range(max(0, k - 4), k))


def _is_stretch(item: Item, call: Call) -> bool:
    """Whether a time is a stretch of months, as goods are wanted in: "to import diesel in January-June"."""
    period: Period = item.value.period
    if call.status not in {"announced", "bidding"} or period.start is None or period.end is None:
        return False
    if call.status == "announced" and len(period.edtf or "") == 4:
        return True  # "invites bids for the supply of insulin in 2025"
    return period.start[:4] == period.end[:4] and 0 < int(period.end[5:7]) - int(period.start[5:7]) < 11


def _closes_near(items: list[Item], k: int) -> bool:
    """Whether the day at `k` is that on which offers close: "which closes on Thursday"."""
    return any(lower_at(items, j) in {"closes", "close", "due", "deadline"} for j in range(max(0, k - 4), k))


def _in_opener(items: list[Item], k: int, call: Call) -> bool:
    """Whether the time at `k` is that of a clause before the call: "After it threw out all offers last month, X"."""
    if lower_at(items, 0) not in {"after", "following", "although", "though", "since", "despite"}:
        return False
    return any(i.lower == "," for i in items[k : min(call.noun, call.verb)])


def _said_on(items: list[Item], k: int) -> bool:
    """Whether the day at `k` stands right behind a verb of saying: "traders said on Thursday"."""
    at = k - 1 - (lower_at(items, k - 1) == "on")
    if (
        lower_at(items, at) in {"statement", "filing", "notice", "release", "report"}
        and lower_at(items, at - 2) == "in"
    ):
        return True  # "said in a statement on Tuesday"
    return lower_at(items, at) in word_class("speech")


_CLOSING = frozenset("close closes closing deadline due submit submission open opens opening expires".split())


def _ahead(items: list[Item], k: int, call: Call) -> bool:
    """Whether the day at `k` lies ahead: that on which an open tender closes; bids in hand are past it."""
    if any(item.lower in _OVER for item in items[max(0, k - 4) : k]):
        return False  # "the deadline expired on Monday"
    return call.mood.ahead or (
        call.status in {"announced", "planned"} and (_closes_on(items, k) or _is_under_way(items, k))
    )


def _is_under_way(items: list[Item], k: int) -> bool:
    """Whether somebody "is holding", "is tendering" before the day at `k`: one to come."""
    for j in range(k - 2, 0, -1):
        if items[j].lower.endswith("ing") and lower_at(items, j - 1) in {"is", "are"}:
            return lower_at(items, k - 1) == "on"
        if items[j].lower in {",", ";", "said"}:
            return False
    return False


_OVER = frozenset({"expired", "passed", "ended", "closed"})


def _closes_on(items: list[Item], k: int) -> bool:
    if any(i.lower == "deadline" for i in items[:k]):
        return True
    if any(lower_at(items, j) == "opened" and lower_at(items, j - 1) in {"be", "to be"} for j in range(k - 3, k)):
        return True  # "with offers to be opened on July 25"
    return any(lower_at(items, j) in _CLOSING for j in range(max(0, k - 6), k))


def until_then(last: Draft, sentence: Sentence) -> bool:
    """ "Documents can be had until June 7", right behind a tender without a day."""
    near = last.sentence.headline == sentence.headline and sentence.index - last.sentence.index == 1
    if not near or last.get("date") is not None or last.get("status") != "announced":
        return False
    if not sentence.lowers & {"documents", "bids", "offers", "proposals", "applications", "submissions", "bidders"}:
        return False
    for k, item in enumerate(sentence.items):
        told = item.kind == "PER" and not _of_validity(sentence.items, k)
        day = until(item, sentence.today) if told else None
        if day is not None:
            last.put("date", day, item, sentence=sentence)
            last.also.append(sentence)
            return True
    return False


_OF_ANOTHER = frozenset({"bought", "purchased", "previous"})


def go_on(last: Draft, sentence: Sentence) -> None:
    """A sentence behind that gives the closing day of the same tender."""
    items = sentence.items
    closing = any(i.lower in _ENDS for i in items) or (lower_at(items, 0) in _OFFERS and _is_due(items))
    if not 0 < sentence.index - last.sentence.index <= (3 if closing else 1) or last.get("date") is not None:
        return
    if last.get("status") == "cancelled" and not sentence.lowers.isdisjoint(_TO_COME):
        return  # "It will re-float the tender in July"
    if last.get("status") in {"awarded", "bidding"} and any(i.lower in words_of("announced") for i in sentence.items):
        return  # when it was called
    if kind_at(items, 0) == "PLACE" or not sentence.lowers.isdisjoint(_OF_ANOTHER):
        return  # "In its last tender on May 4, it bought 60,000 tonnes"
    for k, item in enumerate(items):
        if item.kind != "PER" or _said_on(items, k) or _of_validity(items, k):
            continue
        when = slots.times(sentence, k, k + 1, ahead=True)
        date = when.date or when.term
        if date is not None:
            last.put("date", date.value, *date.items, sentence=sentence)
            last.also.append(sentence)
            return


_TO_COME = frozenset({"will", "would", "plans", "expected", "new"})
_ENDS = frozenset({"deadline", "closing", "closes", "close", "ends", "expires"})
_OFFERS = frozenset({"bids", "offers", "proposals", "price", "bidders", "tenders"})


def _is_due(items: list[Item]) -> bool:
    """ "Offers must be submitted by April 12", "Bids are due on Monday"."""
    return any(item.lower in {"due", "submitted", "lodged", "handed", "must"} for item in items[1:6])
