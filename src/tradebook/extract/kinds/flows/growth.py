"""Growth: percentages, sums, factors; of value and of weight."""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

import msgspec

from tradebook.extract.draft import Draft
from tradebook.extract.items import Fraction, Item
from tradebook.extract.kinds.flows.flow import FIGURES, Flow, Walk
from tradebook.extract.kinds.flows.retelling import times_again
from tradebook.extract.kinds.flows.roles import is_blocked
from tradebook.extract.kinds.flows.signs import signed
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.tables import rows
from tradebook.statement import Amount, Change, Period, Qualifier

Of = Literal["value", "quantity"]

_BY_WEIGHT = (
    "by weight", "in volume", "by volume", "in tonnage", "in quantity", "by quantity",
    "in physical", "physical terms", "volume wise", "volume - wise", "in weight", "in tons",
    "in tonnes", "in terms of volume", "in terms of weight", "in terms of quantity", "in terms of tonnage",
    "volume terms",
)  # fmt: skip
_BY_VALUE = ("by value", "in value", "in monetary", "in dollar", "value terms", "value wise", "value - wise")
_VOLUMES = frozenset({"volume", "volumes"})
_LEAST = 1000
_NOMINAL = frozenset({"double", "triple", "treble", "quadruple", "twice"})
_BEFORE_FLOW = frozenset(
    "double doubling doubled triple tripling tripled treble trebling trebled quadruple quadrupling quadrupled "
    "halve halving halved".split()
)
_OTHER_NOUNS = frozenset({"digit", "digits", "figures", "-", "standards", "taxation", "the"})
_BEING = frozenset({"was", "were", "is", "nearly", "almost"})
_BEFORE_MULTIPLE = frozenset({"than", ",", "nearly", "almost", "about", "roughly", "over", "-", "–", "—", "or"})
_LEVELS = frozenset({"level", "amount", "volume", "figure", "value", "total", "number", "quantity", "tonnage"})


# -- percentages -------------------------------------------------------------------------------------------------------


def give_change(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    """A percentage as the growth of a flow; `sign` None: told by the words around it."""
    fraction: Fraction = item.value
    if fraction.percent is None:
        return False
    percent = fraction.percent * (sign if sign is not None else signed(walk, i) or 1)
    of = _change_of(walk, flow, i)
    later = later_level(walk, flow, i)
    if later is not None and "change" not in later.slots:
        later.put("change", growth(item, percent, of), item)
        return True
    known: Change | None = flow.draft.get("change")
    if known is None and of == "quantity" and flow.twin is None and _weighed_apart(walk, flow, i):
        flow.twin = Draft("trade_flow", walk.sentence)
        flow.twin.put("change", growth(item, percent, of), item)
        return True
    if known is None:
        flow.draft.put("change", growth(item, percent, of), item)
        return True
    if known.percent is None and known.amount is not None:
        flow.draft.put("change", _in_both_ways(known, known.amount, fraction.percent, fraction.qualifier), item)
        return True
    if (time := _time_of_another(walk.items, flow, i)) is not None:
        other = Draft("trade_flow", walk.sentence)
        other.put("change", growth(item, percent, of if flow.has("amount", "quantity") else None), item)
        flow.others.append((other, walk.items[time]))
        walk.taken.add(time)
        return True
    return _second_change(walk, flow, i, item, percent, of)


def later_level(walk: Walk, flow: Flow, i: int) -> Draft | None:
    """The second level of a flow, told for a time of its own, where the figure at `i` follows it: "$2.4 billion in 2023
    and |$990 million| in January to May, an increase of 8.6%"."""
    if flow.last_role not in {"value", "quantity", "change"} or not flow.others:
        return None
    level = next((item for item in reversed(walk.items[:i]) if item.kind in {"AMT", "QTY"}), None)
    later, time = flow.others[-1]
    if flow.period is not None and _first_day(time) < _first_day(flow.period):
        return None  # "$60 million in 2023 and $50 million in 2022, up 20%"
    told = [*later.spans.get("amount", ()), *later.spans.get("quantity", ())]
    return later if level is not None and (level.start, level.end) in told else None


def turn_to_later(flow: Flow) -> None:
    """Turn a flow to the last of its times, where its growth was told for that one: what it is compared with, and the
    time of what follows, are that one's."""
    if not flow.others or flow.period is None or flow.has("change") or flow.prior is not None:
        return
    later, time = flow.others[-1]
    if "change" in later.slots and "" < _first_day(flow.period) < _first_day(time):
        flow.others[-1] = (flow.draft, flow.period)
        flow.draft, flow.period = later, time


def _first_day(time: Item) -> str:
    """When a time begins, "" where that is not told; of a fiscal year ("2010-11") its first year."""
    period = time.value.period
    if period is not None and period.start:
        return str(period.start)
    return time.text[:4] if time.text[:4].isdigit() else ""


def _weighed_apart(walk: Walk, flow: Flow, i: int) -> bool:
    """Whether a growth is of weight beside a sum: "exports rose to $45bn, as |volumes were up| 1.6 per cent"."""
    return flow.has("amount") and not flow.has("quantity") and _subject_told(walk.items, i) == "quantity"


def _time_of_another(items: list[Item], flow: Flow, i: int) -> int | None:
    """The index of the time of a second growth that is joined to the first, which has its own: "shrank 20 percent in
    March |and 9.5 percent| in the first quarter"."""
    j = i - 1
    while j > 0 and (items[j].is_("rise") or items[j].is_("val") or items[j].lower in {"by", "were", "had", "have"}):
        j -= 1
    if flow.period is None or flow.period not in items or lower_at(items, j) not in {"and", "but"}:
        return None
    k = i + 1 + (lower_at(items, i + 1) in {"in", "for", "over", "during"})
    if k == i + 1 or kind_at(items, k) != "PER":
        return None
    mention = items[k].value
    if mention.relation is not None or mention.cue is not None or items[k] is flow.period:
        return None
    return k if lower_at(items, k - 1) != "over" or _holds(mention.period, flow.period.value.period) else None


def _holds(stretch: Period, period: Period) -> bool:
    """Whether a stretch of time holds another: "fell 2 percent over the first five months", told for May; other months
    would be what is compared with."""
    if not (stretch.start and stretch.end and period.start and period.end):
        return False
    return stretch.start <= period.start and period.end <= stretch.end


def growth(item: Item, percent: int | float, of: Of | None) -> Change:
    """The growth that a percentage tells: signed, of value or of quantity."""
    return Change(percent=percent, of=of, qualifier=cast(Qualifier, item.value.qualifier), text=item.text)


def _in_both_ways(known: Change, amount: Amount, percent: int | float, qualifier: str) -> Change:
    """ "an increase of $4.7 billion, or 19.4%": one change in two ways."""
    falls = (amount.value or 0) < 0
    return Change(
        percent=-percent if falls else percent,
        amount=amount,
        of=known.of,
        qualifier=cast(Qualifier, qualifier),
        text=known.text,
    )


def _second_change(walk: Walk, flow: Flow, i: int, item: Item, percent: int | float, of: Of) -> bool:
    """Growth of weight and growth of value in one sentence are two flows."""
    known: Change = flow.draft.slots["change"]
    if known.of == "quantity" and of == "quantity" and flow.has("quantity") and not _is_by_weight(walk, i):
        of = "value"
    weighed = flow.has("quantity") and not flow.has("amount")
    if known.of == of == "value" and weighed and _subject_told(walk.items, i) == "value":
        known = msgspec.structs.replace(known, of="quantity")  # what was told with a weight was of weight
        flow.draft.slots["change"] = known
    if known.of == of or flow.twin is not None:
        return False
    flow.twin = Draft("trade_flow", walk.sentence)
    flow.twin.put("change", growth(item, percent, of), item)
    return True


def settle_growth(flow: Flow) -> None:
    """What a growth is of, once all figures are given: nothing tells it where the flow has none and no word says so."""
    part_twin(flow)
    change: Change | None = flow.draft.get("change")
    if change is None or change.of != "value" or change.amount is not None or flow.has("amount"):
        return
    by_value = any(phrase in flow.sentence.masked for phrase in _BY_VALUE)
    if (flow.has("quantity") and not by_value) or _counts_volume(flow):
        flow.draft.slots["change"] = msgspec.structs.replace(change, of="quantity")  # "fell 20% to 3.9 million bags"
    elif flow.twin is None and not by_value:
        flow.draft.slots["change"] = msgspec.structs.replace(change, of=None)


def _counts_volume(flow: Flow) -> bool:
    """ "the volume of exports sank 5%", "that of imports 2%": of weight, where no money is told."""
    items, head = flow.sentence.items, flow.head
    if head.two_way:
        return False
    if "volume" in items[head.at].lower:
        return True
    if lower_at(items, head.first - 1) != "of":
        return False
    owner = lower_at(items, head.first - 2)
    return owner in _VOLUMES or (owner == "that" and any("volume" in t.lower for t in items[: head.first]))


def part_twin(flow: Flow) -> None:
    """Where weight and value grew apart, the quantity goes with the one growth, the money with the other."""
    if flow.twin is None:
        return
    change: Change | None = flow.draft.get("change")
    if change is None:
        return
    moved = ("amount", "amount_also") if change.of == "quantity" else ("quantity",)
    for slot in moved:
        if slot in flow.draft.slots:
            flow.twin.slots[slot] = flow.draft.slots.pop(slot)
            flow.twin.spans[slot] = flow.draft.spans.pop(slot, [])


# -- of value or of weight ---------------------------------------------------------------------------------------------


def _of_in_order(items: list[Item], i: int) -> Of | None:
    """ "an increase of |26% and 97% in quantity and value", "3% and 54% by volume and by value": two growths and what
    they are of, in one order."""
    first = i if lower_at(items, i + 1) == "and" and kind_at(items, i + 2) == "PCT" else i - 2
    if first < 0 or kind_at(items, first) != "PCT" or lower_at(items, first + 1) != "and":
        return None
    if kind_at(items, first + 2) != "PCT":
        return None
    told = [item.lower for item in items[first + 3 : first + 12]]
    stop = next((k for k, word in enumerate(told) if word in _ORDER_ENDS), len(told))
    order = [_MEASURED[word] for word in told[:stop] if word in _MEASURED]
    if len(order) != 2 or order[0] == order[1]:
        return None
    return order[0 if first == i else 1]


_MEASURED: dict[str, Of] = {
    "volume": "quantity",
    "quantity": "quantity",
    "weight": "quantity",
    "tonnage": "quantity",
    "value": "value",
    "earnings": "value",
    "revenue": "value",
}
_ORDER_ENDS = frozenset({",", ".", ";", "but", "while", "compared", "when", "to"})


def _change_of(walk: Walk, flow: Flow, i: int) -> Of:
    """Whether a growth is of value or of quantity, by the words around it, else by what figure the flow has."""
    if (ordered := _of_in_order(walk.items, i)) is not None:
        return ordered
    near = " ".join([t.lower for t in walk.items[i + 1 : i + 4] if t.kind not in FIGURES])
    if near.startswith(_BY_VALUE):
        return "value"
    if near.startswith(_BY_WEIGHT):
        return "quantity"
    flat = _around(walk, i)
    if _speaks_of_weight(flat):
        return "quantity"
    if _has_phrase(flat, _BY_VALUE):
        return "value"
    subject = _subject_told(walk.items, i)
    if subject is not None:
        return subject
    if (level := _level_beside(walk.items, flow, i)) is not None:
        return level
    return "quantity" if flow.has("quantity") and not flow.has("amount") else "value"


def _subject_told(items: list[Item], i: int) -> Of | None:
    """ "their value slipped by 3%", "the volume fell 5%": what grew is the subject of the verb of change."""
    if i > 1 and items[i - 1].is_("val") and i + 1 < len(items) and items[i + 1].is_("rise"):
        noun = lower_at(items, i - 2)  # "the |volume| was 4 percent lower"
        return "value" if noun in _MONEYS else "quantity" if noun in _VOLUMES else None
    for j in range(i - 1, max(0, i - 4), -1):
        if items[j].is_("rise") and (items[j].is_("chverb") or items[j - 1].is_("val")):
            noun = lower_at(items, j - 1 - items[j - 1].is_("val"))  # "volumes were |down|"
            return "value" if noun in _MONEYS else "quantity" if noun in _VOLUMES else None
    return None


def _level_beside(items: list[Item], flow: Flow, i: int) -> Of | None:
    """What grew by the level that it grew to, "rose 3 percent |to 410,000 bags|", or, of a second growth, by the sum or
    weight right before it, "earned |$12 million|, 12 percent less"."""
    k = i + 2 if lower_at(items, i + 1) == "to" else 0
    if k and kind_at(items, k) in {"AMT", "QTY"}:
        return "value" if items[k].kind == "AMT" else "quantity"
    known: Change | None = flow.draft.get("change")
    if known is None or known.of is None or lower_at(items, i - 1) not in {",", "("}:
        return None
    return "value" if kind_at(items, i - 2) == "AMT" else "quantity" if kind_at(items, i - 2) == "QTY" else None


_MONEYS = frozenset({"value", "earnings", "revenue", "revenues", "receipts", "proceeds", "income"})


def _around(walk: Walk, i: int) -> str:
    """The words around a figure, between the figures before and behind it."""
    items = walk.items
    start = i
    while start > max(0, i - 7) and items[start - 1].kind not in FIGURES:
        start -= 1
    stop = i + 1
    while stop < min(len(items), i + 6) and items[stop].kind not in FIGURES:
        stop += 1
    return " ".join([t.lower for t in (*items[start:i], *items[i + 1 : stop])])


def _speaks_of_weight(flat: str) -> bool:
    return "in value" not in flat and "by value" not in flat and _has_phrase(flat, _BY_WEIGHT)


def _has_phrase(flat: str, phrases: tuple[str, ...]) -> bool:
    for phrase in phrases:  # noqa: SIM110 - a loop, for any() costs more than all the looking
        if phrase in flat:
            return True
    return False


def _is_by_weight(walk: Walk, i: int) -> bool:
    return _speaks_of_weight(_around(walk, i))


# -- sums and factors --------------------------------------------------------------------------------------------------


def give_change_amount(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    """A sum as what a flow grew by; weights have no slot for that."""
    known: Change | None = flow.draft.get("change")
    if item.kind == "AMT" and item.value.value is not None and abs(item.value.value) < _LEAST:
        return False  # "$4 above last week": a price
    if item.kind != "AMT" or (known is not None and (known.amount is not None or known.percent is None)):
        return False
    amount: Amount = item.value
    later = later_level(walk, flow, i)
    if later is None and known is None and (between := _range(walk, i)) is not None:
        down = (sign if sign is not None else signed(walk, i) or 1) < 0
        low, high = (-between[1], -between[0]) if down else between
        amount = Amount(
            low=low, high=high, currency=walk.items[i + 2].value.currency, qualifier="exact",
            precision=amount.precision, text=f"{item.text} to {walk.items[i + 2].text}",
        )  # fmt: skip
        walk.taken.add(i + 2)
    if amount.value is not None and (sign if sign is not None else signed(walk, i) or 1) < 0:
        amount = Amount(
            value=-amount.value,
            currency=amount.currency,
            qualifier=amount.qualifier,
            precision=amount.precision,
            text=amount.text,
        )
    if later is not None and "change" not in later.slots:
        later.put("change", Change(amount=amount, of="value", qualifier=amount.qualifier, text=item.text), item)
        return True
    if known is not None:  # "a 25 percent rise, equivalent to $10bn"
        if lower_at(walk.items, i - 2) not in {"equivalent", "("} and lower_at(walk.items, i - 1) not in {"or", "("}:
            return False
        falls = (known.percent or 0) < 0 < (amount.value or 0)
        amount = msgspec.structs.replace(amount, value=-(amount.value or 0)) if falls else amount
        flow.draft.slots["change"] = msgspec.structs.replace(known, amount=amount)
        flow.draft.cite("change", item)
        return True
    flow.draft.put("change", Change(amount=amount, of="value", qualifier=amount.qualifier, text=item.text), item)
    return True


def _range(walk: Walk, i: int) -> tuple[int | float, int | float] | None:
    """The ends of "to fall |by 15 billion to 20 billion dlrs", "by $2 to $3 billion": the first figure leaves to the
    second what both have in common, so the second is no level that was reached."""
    items = walk.items
    if lower_at(items, i - 1) not in {"by", "of"} or lower_at(items, i + 1) not in {"to", "-"}:
        return None
    if i + 2 >= len(items) or items[i + 2].kind != "AMT":
        return None
    first, last = items[i].value, items[i + 2].value
    if first.value is None or last.value is None or first.value >= last.value:
        return None
    named = any(not (char.isdigit() or char in ".,") for char in items[i].lower.split(" ")[0])
    whole = items[i].lower.split(" ")
    bare = not named and len(whole) <= 2 and len(items[i + 2].lower.split(" ")) > 2
    short = named and len(whole) == 1 and items[i].lower[-1:].isdigit() and len(items[i + 2].lower.split(" ")) == 2
    return (first.value, last.value) if bare or short else None


def give_factor(walk: Walk, flow: Flow, i: int, item: Item, sign: int | None) -> bool:
    """ "grew 1.6 times": a factor below one where the words tell a fall."""
    if flow.has("change") or _times_another(walk, flow, i):
        return False
    factor = item.value
    if factor and signed(walk, i) == -1:
        factor = round(1 / factor, 4)
    part = _part_told(flow, walk.items, i)
    of: Of = "quantity" if _is_by_weight(walk, i) or (part is not None and "amount" not in part.slots) else "value"
    change = Change(factor=factor, of=of, qualifier=qualifier_of(item.lower), text=item.text)
    (part or flow.draft).put("change", change, item)
    return True


def _part_told(flow: Flow, items: list[Item], i: int) -> Draft | None:
    """The part that "Italy took 2 tonnes, |ten times| as much as a year earlier" is of, where it was told right
    before."""
    if flow.last_role != "part" or not flow.parts or lower_at(items, i - 1) not in {",", "("}:
        return None
    part = flow.parts[-1][0]
    span = (items[i - 2].start, items[i - 2].end)
    told = span in part.spans.get("quantity", ()) or span in part.spans.get("amount", ())
    return part if told and "change" not in part.slots else None


def _times_another(walk: Walk, flow: Flow, i: int) -> bool:
    """ "imports were two and a half times its exports": the one measured by the other, no growth."""
    items = walk.items
    if lower_at(items, i + 2) == "than" and lower_at(items, i + 1) in _LARGER:
        # "19 times higher than its exports to India", "ten times more than those of Peru"
        named = items[i + 3 : i + 9]
        measured = any(item.is_("flow") or item.is_("supply") or item.lower in {"those", "that"} for item in named)
        return measured and not any(item.kind == "PER" for item in named)
    behind = next((other for other in walk.flows if i < other.head.first <= i + 2), None)
    return behind is not None and behind.head.measure != flow.head.measure


_LARGER = frozenset({"higher", "more", "larger", "greater", "bigger", "lower", "less"})


def _sizes_two(items: list[Item], i: int) -> bool:
    """ "|twice| as large as exports": the sizes of two flows, no growth of either."""
    sized = lower_at(items, i + 1) == "as" and lower_at(items, i + 3) == "as"
    return sized and i + 4 < len(items) and items[i + 4].is_("flow")


def half_as_much(walk: Walk) -> None:
    """Give "$180 million, |half| as much as in 2021" as a factor of the flow before."""
    for i, item in enumerate(walk.items):
        words = [lower_at(walk.items, k) for k in (i + 1, i + 3)]
        if item.lower != "half" or words != ["as", "as"] or _sizes_two(walk.items, i):
            continue
        flow = walk.before(i)
        if flow is not None and flow.has("amount", "quantity") and not flow.has("change"):
            of: Of = "value" if flow.has("amount") else "quantity"
            flow.draft.put("change", Change(factor=0.5, of=of, text=item.text), item)


def give_times(walk: Walk, i: int, item: Item) -> None:
    """ "doubled", "tripled", "halved": a factor of the flow before."""
    ahead = next((f for f in walk.flows if f.head.first == i + 1 and not f.head.verb), None)
    if ahead is not None and item.lower in _BEFORE_FLOW and not ahead.has("change"):
        # "aims to double its exports"
        factor = plain_number(item.cue("times") or "1")
        ahead.draft.put("change", Change(factor=factor, of="value", text=item.text), item)
        return
    flow = walk.before(i)
    if flow is None or is_blocked(walk, flow, i) or _sizes_two(walk.items, i):
        return
    ends = flow.head.last == i - 1 and lower_at(walk.items, i + 1) in {"", ".", ",", "in", "to"}
    if item.lower in _NOMINAL and not ends and not _is_factor_word(walk.items, i):
        return
    factor = plain_number(item.cue("times") or "1")
    if (part := _part_told(flow, walk.items, i)) is not None:
        of: Of = "value" if "amount" in part.slots else "quantity"
        qualifier = _times_qualifier(walk.items, i)
        part.put("change", Change(factor=factor, of=of, qualifier=qualifier, text=item.text), item)
        return
    flow = times_again(walk, flow, i)
    if flow.has("change"):
        return
    change = Change(factor=factor, of="value", qualifier=_times_qualifier(walk.items, i), text=item.text)
    flow.draft.put("change", change, item)


def _times_qualifier(items: list[Item], i: int) -> Qualifier:
    if lower_at(items, i - 1) in {"almost", "nearly", "roughly", "about"}:
        return "about"
    return "over" if lower_at(items, i - 2) == "more" else "exact"


def _is_factor_word(items: list[Item], i: int) -> bool:
    """Whether "double" or "twice" tells a factor ("will double", "was twice the"), not "double taxation"."""
    before, after = lower_at(items, i - 1), lower_at(items, i + 1)
    if "from" in {before, lower_at(items, i - 2)}:
        return False  # "down from about twice that figure": an earlier one, untold
    if after in {"the", "that"} and before in _BEFORE_MULTIPLE:
        # "more than double the 31.7 million of the previous year", "twice the level of 2022"
        return kind_at(items, i + 2) in FIGURES | {"NUM"} or lower_at(items, i + 2) in _LEVELS
    if after in _OTHER_NOUNS and before not in _BEING:
        return False
    return before in flow_words("before_factor") or after in {"the", "that", "what", "as"}


@cache
def _qualifying() -> tuple[tuple[str, Qualifier], ...]:
    forms = ((r["form"], cast(Qualifier, r["qualifier"])) for r in rows("qualifiers"))
    return tuple(sorted(forms, key=lambda form: -len(form[0])))


def qualifier_of(wording: str) -> Qualifier:
    """The qualifier that a figure's wording (lower case) begins with ("more than 2.5 times"), else "exact"."""
    return next((qualifier for form, qualifier in _qualifying() if wording.startswith(f"{form} ")), "exact")


def plain_number(text: str) -> int | float:
    """A table's number as integer where whole."""
    return float(text) if "." in text else int(text)
