"""Lists in lines: "The main buyers of Uzbek cherries:" and then, line by line, "Russia - 9,000 tonnes"."""

from __future__ import annotations

from typing import cast

import msgspec

from tradebook.extract.analysis import resolved
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.calendars import in_calendar
from tradebook.extract.kinds.flows.growth import Of, growth
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.market import Market, growth_behind, own_measure
from tradebook.extract.kinds.flows.markets import read_market
from tradebook.extract.kinds.flows.nouns import goods_word_head
from tradebook.extract.kinds.flows.settle import sides
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.extract.tables import words
from tradebook.goods import HS_EDITION
from tradebook.statement import Good, Measure, Period, Share, ShareOf

_BULLETS = frozenset({"-", "–", "—", "•", "*", "·", "●", "▪"})
_PARTS = frozenset({"-", "–", "—", ":", "(", "with", ","})
_FIGURES = frozenset({"AMT", "QTY", "PCT"})
_LONGEST = 16


class Listing(msgspec.Struct):
    """What the lines of a list are parts of: the flow, its goods, its period; `last` the sentence of the last line."""

    measure: Measure
    sides: Sides
    goods: tuple[Good, ...]
    period: Item | None
    opening: Sentence
    last: Sentence
    told: Period | None = None


def opens_list(sentence: Sentence) -> bool:
    """Whether a sentence announces the lines behind it."""
    return bool(sentence.items) and sentence.items[-1].lower == ":" and sentence.field == "text"


def opened(sentence: Sentence, found: list[Head], topic: Topic) -> Listing | None:
    """The list that a sentence opens, None where it is none of trade."""
    listing = _opened(sentence, found, topic)
    if listing is not None and topic.near(topic.period_sentence, sentence, 4):
        listing.told = topic.period  # "in the reporting period"
    return listing


def _opened(sentence: Sentence, found: list[Head], topic: Topic) -> Listing | None:
    period = next((i for i in sentence.items if i.kind == "PER" and not i.value.relation), None)
    period = period or (topic.last_period if topic.near(topic.period_sentence, sentence, 4) else None)
    market = read_market(sentence, topic)
    if market is not None and market.owner not in {None, WORLD}:
        return _of_market(sentence, market, period)
    heads = found or [h for h in (goods_word_head(sentence.items, k) for k in _goods_words(sentence)) if h is not None]
    for head in heads:
        side = sides(head, topic, sentence, [])
        if side is not None and side.reporter is not None:
            return Listing(head.measure, side, head.goods, period, sentence, sentence)
    return _of_buyers(sentence, period) or _of_base(sentence, topic, period)


def _of_buyers(sentence: Sentence, period: Item | None) -> Listing | None:
    """ "The five countries that bought the most Kyrgyz beans were:": the exports of those whose goods they are."""
    items = sentence.items
    at = next((k for k, i in enumerate(items) if i.lower in {"that", "which"} and lower_at(items, k - 1) in _LABELS), 0)
    if not at or not any(i.cue("fverb") == "imports" for i in items[at : at + 4]):
        return None
    k = next((k for k in range(at, len(items)) if items[k].kind in {"DEM", "PLACE"}), 0)
    if not k or kind_at(items, k + 1) != "GOOD" or items[k].value.form in {"city", "area"}:
        return None
    side = Sides(items[k].value.code, WORLD, confidence=0.75)
    return Listing("exports", side, (good_of(items[k + 1]),), period, sentence, sentence)


def _of_base(sentence: Sentence, topic: Topic, period: Item | None) -> Listing | None:
    """ "Export growth was notable in the following countries:": the lines are parts of what the report is about."""
    base = topic.settled(sentence)
    if base is None or base.measure not in {"exports", "imports"} or sentence.lowers.isdisjoint(_LABELS):
        return None
    places = {i.value.code for i in sentence.items if i.kind in {"PLACE", "DEM"}}
    if base.sides.reporter is None or places - {base.sides.reporter}:
        return None
    other = next((i.cue("flow") for i in sentence.items if i.is_("flow")), base.measure)
    verb = next((i.cue("fverb") for i in sentence.items if i.is_("fverb")), None)
    if other != base.measure or (verb == "exports" and base.measure == "imports"):
        return None
    return Listing(base.measure, base.sides, base.goods, period, sentence, sentence)


_LABELS = frozenset(
    "countries markets destinations buyers importers suppliers exporters partners goods products items commodities "
    "states purchasers consumers".split()
)


def _goods_words(sentence: Sentence) -> list[int]:
    return [k for k, i in enumerate(sentence.items) if i.lower in {"export", "import", "exported", "imported"}]


def _of_market(sentence: Sentence, market: Market, period: Item | None) -> Listing | None:
    goods = tuple(good_of(item) for item in market.goods)
    side = Sides(market.owner, WORLD, confidence=0.8)
    return Listing(market.measure, side, goods, period, sentence, sentence)


def listed(sentence: Sentence, listing: Listing) -> Draft | None:
    """The flow of one line; None where the line is no member of the list."""
    items = sentence.items
    if len(items) > _LONGEST or sentence.field != "text":
        return None
    start = _behind_bullet(items)
    at = next((k for k in range(start, len(items)) if items[k].kind in _FIGURES), None)
    parted = at - 1 if at is not None else 0
    while parted > start and (items[parted].is_("rise") or items[parted].lower in _BEFORE_FIGURE):
        parted -= 1  # "Poland: |up by| 32%", "wine (|worth| $5 million)"
    if at is None or at == start or lower_at(items, parted) not in _PARTS:
        return None
    draft = Draft("trade_flow", sentence, confidence=listing.sides.confidence * 0.95)
    label = items[start:parted]
    if not (_of_partner(draft, label, listing) or _of_goods(draft, label, listing) or _of_wares(draft, label, listing)):
        return None
    listing.measure = own_measure(items, at) or listing.measure
    _put_figures(draft, items, at, listing)
    if draft.slots.keys().isdisjoint(_TELLING):
        return None
    draft.slots.update(measure=listing.measure, reporter=listing.sides.reporter)
    if listing.sides.reporter_area:
        draft.slots["reporter_area"] = listing.sides.reporter_area
    if listing.period is not None and listing.period.value.period.edtf:
        draft.slots["period"] = in_calendar(listing.period.value, [listing.sides.reporter or ""])
    elif listing.told is not None:
        draft.slots["period"] = listing.told
    draft.lean_on(listing.opening)
    listing.last = sentence
    return draft


_TELLING = frozenset({"amount", "quantity", "share", "change"})


_BEFORE_FIGURE = frozenset({"by", "worth", "valued", "at", "totalling", "totaling"})


def is_bullet(sentence: Sentence) -> bool:
    """Whether a sentence is only the number of a line ("1.")."""
    return len(sentence.items) <= 2 and sentence.items[0].kind == "NUM"


def _behind_bullet(items: list[Item]) -> int:
    if items[0].lower in _BULLETS:
        return 1
    if items[0].kind == "NUM" and lower_at(items, 1) in {".", ")"}:
        return 2
    return 0


def _of_partner(draft: Draft, label: list[Item], listing: Listing) -> bool:
    """ "the United States - ": the partner of a flow that has none yet."""
    named = [i for i in label if i.lower not in {"the", "to", "from"}]
    if len(named) != 1 or named[0].kind != "PLACE" or listing.sides.partner not in {None, WORLD}:
        return False
    if named[0].value.code == listing.sides.reporter:
        return False
    draft.put("partner", named[0].value.code, named[0])
    if listing.goods:
        draft.slots["goods"] = listing.goods
    return True


def _of_goods(draft: Draft, label: list[Item], listing: Listing) -> bool:
    """ "Cotton fibre ": the goods of a line."""
    goods = [i for i in label if i.kind == "GOOD" and not i.value.attributive]
    if not goods or any(i.kind in {"PLACE", "CUE"} and not i.is_("goods_word") for i in label):
        return False
    wording = draft.sentence.text_between(label[0], label[-1])
    whole = resolved(wording.lower())
    if whole is not None:
        draft.put("goods", (Good(text=wording, hs=whole.codes, hs_edition=HS_EDITION, confidence=whole.confidence),))
        draft.cite("goods", *goods)
    else:
        draft.put("goods", tuple(good_of(i) for i in goods), *goods)
    draft.slots["partner"] = listing.sides.partner
    if listing.sides.between:
        draft.slots["between"] = listing.sides.between
    return True


def _of_wares(draft: Draft, label: list[Item], listing: Listing) -> bool:
    """ "Industrial supplies – ", in a list that is said to be of goods: the words of the label, though no table has
    them."""
    if "goods_word" not in listing.opening.cues or listing.goods or len(label) > _LONGEST_LABEL:
        return False
    if not label or not label[0].text[:1].isupper() or any(not _may_label(item) for item in label):
        return False
    draft.put("goods", (Good(text=draft.sentence.text_between(label[0], label[-1])),), *label)
    draft.slots["partner"] = listing.sides.partner
    if listing.sides.between:
        draft.slots["between"] = listing.sides.between
    return True


_LONGEST_LABEL = 7


def _may_label(item: Item) -> bool:
    """Whether a word may stand in the label of goods: no place, figure, time or word for trade itself."""
    if item.kind == "CUE":
        return item.is_("supply") or item.is_("goods_word") or item.is_("coverage")
    return item.kind in {"w", "GOOD"} or item.lower in {"-", ",", "&"}


def shares_in_brackets(sentence: Sentence, topic: Topic) -> list[Draft]:
    """ "The EU (62.3%), Sudan (12.8%) and India (4.8%) took most of the shipments": shares of the flow before."""
    items, spoken = sentence.items, topic.told(sentence, 2)
    if spoken is None or spoken.sides.reporter is None:
        return []
    last, measure, goods = spoken.sides, spoken.measure, spoken.goods
    if _shares_of_another(sentence):
        return []
    if not sentence.lowers.isdisjoint({"share", "shares"}):  # "had the largest shares in turnover"
        measure = next((cast(Measure, i.cue("flow")) for i in reversed(items) if i.is_("flow")), measure)
        last = Sides(last.reporter, WORLD, (), last.reporter_area, confidence=last.confidence)
    elif measure not in _ONE_WAY or sentence.lowers.isdisjoint(flow_words("list_taking")):
        return []
    elif (other := next((i.cue("flow") for i in items if i.cue("flow") in _ONE_WAY), measure)) != measure:
        # "Zambia exported copper. Its imports came mainly from South Africa (27%) and China (13%)"
        measure = cast(Measure, other)
        last = Sides(last.reporter, WORLD, (), last.reporter_area, confidence=last.confidence)
        goods = ()
    if measure == "balance":
        return []
    named = [
        (item, items[k + 2])
        for k, item in enumerate(items[:-3])
        if item.kind == "PLACE"
        and items[k + 1].lower == "("
        and items[k + 2].kind == "PCT"
        and items[k + 3].lower == ")"
    ]
    if len(named) < 2 or any(p.value.percent is None for _, p in named):
        return []
    first = items.index(named[0][1])
    if any(item.kind == "PCT" for item in items[:first]) and "accounted" in {item.lower for item in items[:first]}:
        return []  # "Oman accounted for 43 percent, followed by Peru (17 percent) and Chile (5 percent)"
    period = topic.last_period if topic.near(topic.period_sentence, sentence, 4) else None
    listing = Listing(measure, last, goods, period, sentence, sentence)
    out: list[Draft] = []
    for place, percent in named:
        if place.value.code == last.reporter:
            continue
        draft = Draft("trade_flow", sentence, confidence=0.7)
        draft.slots.update(measure=listing.measure, reporter=last.reporter)
        draft.put("partner", place.value.code, place)
        whole = ShareOf(measure=listing.measure, reporter=last.reporter, partner=WORLD, goods=listing.goods)
        told = percent.value
        draft.put("share", Share(percent=told.percent, qualifier=told.qualifier, of=whole, text=percent.text), percent)
        if listing.goods:
            draft.slots["goods"] = listing.goods
        if period is not None and period.value.period.edtf:
            draft.slots["period"] = in_calendar(period.value, [str(last.reporter)])
        elif period is not None and topic.period is not None:
            draft.slots["period"] = topic.period  # "in the period": what it points at
        draft.lean_on(spoken.sentence)
        out.append(draft)
    return out


_ONE_WAY = frozenset({"exports", "imports"})


def _shares_of_another(sentence: Sentence) -> bool:
    """Whether what is shared out is no trade: "as a |share of GDP|", "the largest shares in investment"."""
    others = words("noise") | flow_words("no_ware")
    if sentence.lowers.isdisjoint({"share", "shares"}) or sentence.lowers.isdisjoint(others):
        return False
    items = sentence.items
    for k, item in enumerate(items):
        if item.lower in {"share", "shares"} and lower_at(items, k + 1) in {"of", "in"}:
            behind = items[k + 2 : k + 5]
            if any(i.lower in others for i in behind) and not any(i.is_("flow") for i in behind):
                return True
    return False


def _put_figures(draft: Draft, items: list[Item], at: int, listing: Listing) -> None:
    for k in range(at, len(items)):
        item = items[k]
        if item.kind == "AMT" and "amount" not in draft.slots:
            draft.put("amount", item.value, item)
            _put_growth(draft, items, item)
        elif item.kind == "QTY" and "quantity" not in draft.slots:
            draft.put("quantity", item.value, item)
            _put_growth(draft, items, item)
        elif item.kind == "PCT" and "change" not in draft.slots and (sign := _sign_of_line(items, k)) is not None:
            weighed = any(i.kind == "QTY" for i in items)
            of: Of | None = "quantity" if weighed and not any(i.kind == "AMT" for i in items) else None
            draft.put("change", growth(item, sign * item.value.percent, of), item)
        elif item.kind == "PCT" and "share" not in draft.slots and _is_share(items, k):
            goods = listing.goods if "partner" in draft.slots else ()
            whole = ShareOf(measure=listing.measure, reporter=listing.sides.reporter, partner=WORLD, goods=goods)
            draft.put(
                "share", Share(percent=item.value.percent, qualifier=item.value.qualifier, of=whole, text=item.text)
            )
            draft.cite("share", item)


def _put_growth(draft: Draft, items: list[Item], figure: Item) -> None:
    if "change" not in draft.slots and (change := growth_behind(items, figure)) is not None:
        draft.slots["change"] = change


def _sign_of_line(items: list[Item], k: int) -> int | None:
    """The sign of a growth that opens what a line tells: "Japan - |68%| increase", "Poland: up |32%|"."""
    if items[k].value.percent is None or items[k].value.points:
        return None
    behind = k + 1 + (lower_at(items, k + 1) in {"percent", "per cent"})
    for j in (behind, k - 1, k - 2 if lower_at(items, k - 1) == "by" else k - 1):
        if 0 <= j < len(items) and items[j].is_("rise"):
            return int(items[j].cue("rise") or 1)
    return None


def _is_share(items: list[Item], k: int) -> bool:
    """A percentage without a sign of growth is the line's share."""
    if items[k].value.percent is None or lower_at(items, k - 1) in {"+", "-", "−"}:
        return False
    whole = kind_at(items, k + 1) != "w" or own_measure(items, k) is not None
    return whole and not any(i.is_("rise") for i in items)
