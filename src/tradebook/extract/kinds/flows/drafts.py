"""From a flow to its drafts: the flow itself, its earlier figure, its parts."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.calendars import in_fiscal_year
from tradebook.extract.kinds.flows.distances import told_from
from tradebook.extract.kinds.flows.flow import Flow, Part
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.periods import countries_of
from tradebook.extract.kinds.flows.revisions import fill_revision, take_own_revision
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.stretches import whole_months
from tradebook.extract.kinds.flows.takers import TO_COME
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.stance import stance_of
from tradebook.extract.mentions import calendar as cal
from tradebook.places import is_group
from tradebook.statement import Amount, Change, Period, Share, ShareOf, Stance

_COPIED = (
    "measure",
    "reporter",
    "partner",
    "between",
    "reporter_area",
    "partner_area",
    "goods",
    "excludes",
    "coverage",
    "re_exports",
)


def drafts_of(flow: Flow, side: Sides, sentence: Sentence) -> list[Draft]:
    """The main draft of a flow, that of its earlier figure and those of its parts."""
    draft = flow.draft
    _fill_sides(draft, flow.head, side)
    _fill_rest(draft, flow.head, sentence)
    _in_fiscal_years(draft, side)
    draft.stance = _stance(flow, draft, sentence)
    draft.confidence = side.confidence
    if flow.share_subject is not None or (flow.has("share") and flow.head.share_list):
        _share_before(draft, flow, side)
    elif flow.has("share") and flow.whole is None:
        _share_of_total(draft, flow, side)
    out = [draft] if flow.filled else []
    out += _further(flow, side, draft)
    if flow.head.sign == -1:
        for made in out:
            _negate(made)
    if flow.prior is not None and flow.head.measure == "balance":
        _turn_prior(flow.prior, flow)
    if "revision" in sentence.cues:
        for made in out:
            take_own_revision(made)
    return out


def _turn_prior(prior: Draft, flow: Flow) -> None:
    """Give an earlier balance its own sign where a word of it follows: "a surplus of $630 million, from the $123
    million |deficit| of"."""
    span = next(iter(prior.spans.get("amount", ())), None)
    items = flow.sentence.items
    at = next((k for k, item in enumerate(items) if (item.start, item.end) == span), None)
    sign = items[at + 1].cue("sign") if at is not None and at + 1 < len(items) else None
    amount: Amount | None = prior.get("amount")
    if sign is None or amount is None or amount.value is None:
        return
    if (amount.value < 0) != (int(sign) < 0):
        prior.slots["amount"] = _negative(amount)


def _further(flow: Flow, side: Sides, draft: Draft) -> list[Draft]:
    """The drafts of the earlier figure, of other periods, of the other growth, of the parts."""
    out = [] if flow.prior is None else [_prior(flow.prior, flow, side, draft)]
    for other, item in flow.others:
        made = _with_the_rest_of(other, draft)
        base = out[-1] if made.slots.pop("_of_the_last", False) and out else draft
        period = told_from(item, base.get("period"), countries_of(side))
        if period is not None:
            made.put("period", in_fiscal_year(period, countries_of(side)), item)
            told: Period | None = made.get("period")
            if made.stance == "expected" and told is not None and told.end and told.end < (draft.sentence.today or ""):
                made.stance = "stated"  # "to rise to 35,000 tonnes, from 33,000 in 1986 and 31,000 in 1985"
            out.append(made)
    if flow.twin is not None:
        out.append(_with_the_rest_of(flow.twin, draft, (*_COPIED, "period")))
    for part in flow.parts:
        code = part[1][0].code if part[1] else None
        if code is not None and side.reporter is None and code in side.pair:
            # "Oman's share in the total trade of the neighbouring country"; in their own trade it would be of no way
            if flow.head.total and (owner := side.other(code)) is not None:
                whole = _with_the_rest_of(Draft("trade_flow", draft.sentence), draft, (*_COPIED, "period"))
                whole.slots.pop("between", None)
                whole.slots["reporter"] = owner
                out.append(_part(part, whole, Sides(owner, WORLD, confidence=side.confidence)))
        elif code is None or code != side.reporter:
            out.append(_part(part, draft, side))
    return out


# -- sides, goods and the rest ---------------------------------------------------------------------------------------


def _in_fiscal_years(draft: Draft, side: Sides) -> None:
    """A fiscal year is that of the reporter, else of a country of the pair."""
    countries = countries_of(side)
    for slot in ("period", "_versus"):
        period = draft.slots.get(slot)
        if period is not None:
            draft.slots[slot] = in_fiscal_year(period, countries)
    change: Change | None = draft.get("change")
    if change is not None and change.versus is not None:
        draft.slots["change"] = msgspec.structs.replace(change, versus=in_fiscal_year(change.versus, countries))


def _stance(flow: Flow, draft: Draft, sentence: Sentence) -> Stance:
    """The stance; a period taken from the sentences before says nothing of a target and is not its time."""
    own = flow.period is None or flow.period in sentence.items
    period = None if own else draft.slots.pop("period", None)
    told_by = flow.head.again if flow.head.again is not None and flow.clause is None else flow.head
    stance = stance_of(sentence, told_by.at, draft, flow.clause)
    if period is not None and stance in {"stated", "denied"}:
        draft.slots["period"] = period
    return stance


def _fill_sides(draft: Draft, head: Head, side: Sides) -> None:
    draft.slots["measure"] = head.measure
    draft.cite("measure", draft.sentence.items[head.at])
    for slot, value in (
        ("reporter", side.reporter),
        ("partner", side.partner),
        ("reporter_area", side.reporter_area),
        ("partner_area", side.partner_area),
    ):
        if value is not None:
            draft.slots[slot] = value
    if side.between:
        draft.slots["between"] = side.between
    for items in head.spots.values():
        for item in items:
            _cite_place(draft, item, side)
    if side.source is not None:
        draft.lean_on(side.source)


def _cite_place(draft: Draft, item: Item, side: Sides) -> None:
    """Cite a place for the slot that its country came to fill."""
    if item.kind not in ("PLACE", "DEM"):
        return
    code = item.value.code
    if code == side.reporter:
        draft.cite("reporter", item)
    elif code == side.partner:
        draft.cite("partner", item)
    elif code in side.between:
        draft.cite("between", item)


def _fill_rest(draft: Draft, head: Head, sentence: Sentence) -> None:
    if head.goods:
        draft.put("goods", head.goods, *head.spots.get("goods", ()))
    if head.excludes:
        draft.put("excludes", head.excludes, *head.spots.get("excludes", ()))
    if head.coverage and not head.goods:
        draft.slots["coverage"] = head.coverage
    if head.re_exports:
        draft.slots["re_exports"] = True
    if head.echo:
        draft.slots["_echo"] = True
    if "revision" in sentence.cues:
        fill_revision(draft, sentence)


# -- deficits --------------------------------------------------------------------------------------------------------


def _negate(draft: Draft) -> None:
    amount: Amount | None = draft.get("amount")
    if amount is None or (amount.value or amount.low or 0) < 0:
        return
    draft.slots["amount"] = _negative(amount)
    if also := draft.get("amount_also"):
        draft.slots["amount_also"] = tuple(_negative(a) for a in also)


def _negative(amount: Amount) -> Amount:
    return Amount(
        value=-amount.value if amount.value is not None else None,
        low=-amount.high if amount.high is not None else None,
        high=-amount.low if amount.low is not None else None,
        currency=amount.currency,
        qualifier=amount.qualifier,
        precision=amount.precision,
        text=amount.text,
    )


# -- shares -----------------------------------------------------------------------------------------------------------


def _supplies(flow: Flow, subject: Item) -> bool:
    """Whether a place is said to supply: "Russia supplied only 0.4 percent of imports"; who accounts for a part of them
    may be who imports."""
    items = flow.sentence.items
    at = items.index(subject) if subject in items else len(items)
    supplying = flow_words("supplied", "supplying", "supplies")
    return subject.kind == "PLACE" and any(item.lower in supplying for item in items[at : flow.head.first])


def _share_before(draft: Draft, flow: Flow, side: Sides) -> None:
    """A share or sum told before its whole: what it is the share of, and whose it is."""
    share: Share | None = draft.get("share")
    subject = flow.share_subject
    supplies = subject is not None and flow.head.measure == "imports" and _supplies(flow, subject)
    if supplies and subject is not None and subject.value.code == side.reporter and flow.head.owner is None:
        if side.partner in {None, WORLD, side.reporter}:
            draft.slots.pop("share", None)  # "Poland supplied 3% of imports": whose, nothing tells
            return
        draft.slots.update(reporter=side.partner, partner=side.reporter)
        side = Sides(side.partner, side.reporter, confidence=side.confidence)
    taker = subject is not None and subject.kind == "PLACE" and subject.value.code == side.partner
    partner = WORLD if flow.head.late or taker else side.partner
    whole = ShareOf(
        measure=draft.slots["measure"], reporter=side.reporter, partner=partner, goods=draft.get("goods") or ()
    )
    if share is not None:
        draft.slots["share"] = msgspec.structs.replace(share, of=whole)
    if subject is None or flow.head.late:
        return
    if subject.kind == "GOOD":
        wares = _with_those_before(flow.sentence.items, subject)
        draft.put("goods", tuple(item.value.good for item in wares), *wares)

    elif side.reporter == WORLD and side.partner == WORLD:
        # "Brazil has 30 % of world coffee exports": they are Brazil's
        draft.put("reporter", subject.value.code, subject)
    elif subject.value.area and subject.value.code == side.reporter and side.partner == WORLD:
        # "Vojvodina accounted for a third of Serbia's exports": they are the region's
        draft.slots["reporter_area"] = subject.value.area
        draft.cite("reporter", subject)
    elif subject.value.code not in {side.reporter, side.partner}:
        draft.put("partner", subject.value.code, subject)
        if subject.value.area:
            draft.slots["partner_area"] = subject.value.area


def _with_those_before(items: list[Item], last: Item) -> list[Item]:
    """A good with those that share its percentage: "|Cocoa, gold and coffee| accounted for 60 percent of exports"."""
    k = next((k for k, item in enumerate(items) if item is last), 0)
    first = k
    while first > 1 and items[first - 1].lower in {",", "and"} and items[first - 2].kind == "GOOD":
        first -= 2
    before = items[first - 1]
    opens = first == 0 or before.lower in _BEFORE_WARES or before.kind in {"PER", "DEM"}
    opens = opens or (before.lower == "of" and first > 1 and items[first - 2].is_("flow"))
    linked = items[k - 1].lower == "and"  # "Exports of gold, cocoa accounting for"
    return items[first : k + 1 : 2] if opens and linked else [last]


_BEFORE_WARES = frozenset({",", ";", ":", "with", "while", "where", "but", "and", "both", "that", "together", "as"})


def share_of_whole(flow: Flow, whole: Sides | None) -> None:
    """A share of what another head of the sentence names."""
    share: Share = flow.draft.slots["share"]
    assert flow.whole is not None
    head = flow.whole.head
    narrow = head.dest or head.source or head.counterpart  # "30 percent of total exports to Africa"
    partner = WORLD if whole is None or (head.total and not narrow) else whole.partner
    of_all = head.open_owner is not None or head.goods == flow.head.goods
    if of_all and not head.sided and head.measure == flow.head.measure:
        partner = WORLD  # "exported $5m to Peru, or 7% of its exports": no part of itself
    of = ShareOf(measure=head.measure, reporter=whole.reporter if whole else None, partner=partner, goods=head.goods)
    flow.draft.slots["share"] = msgspec.structs.replace(share, of=of)


def _share_of_total(draft: Draft, flow: Flow, side: Sides) -> None:
    """A share told behind its flow is a share of the reporter's whole trade of that measure; that of a partner, where
    a good is spoken of that the phrase does not name, of all trade in that good."""
    share: Share = draft.slots["share"]
    goods = draft.get("goods") or ()
    narrowed = bool(goods) and "goods" not in flow.head.spots and side.partner not in {None, WORLD}
    partner = side.partner if goods and not narrowed else WORLD
    whole = ShareOf(
        measure=draft.slots["measure"], reporter=side.reporter, partner=partner, goods=goods if narrowed else ()
    )
    draft.slots["share"] = msgspec.structs.replace(share, of=whole)


# -- drafts beside the main one ---------------------------------------------------------------------------------------


def _with_the_rest_of(new: Draft, draft: Draft, slots: Iterable[str] = _COPIED) -> Draft:
    """Fill what a further draft leaves open (its sides, goods, time) from the main draft of the flow."""
    for slot in slots:
        if slot in draft.slots and slot not in new.slots:
            new.slots[slot] = draft.slots[slot]
            new.spans.setdefault(slot, list(draft.spans.get(slot, ())))
    new.context = list(draft.context)
    new.stance = draft.stance
    new.confidence = draft.confidence
    return new


_AIMS = frozenset("target targets goal forecast forecasts estimate estimates projection outlook quota".split())
_AIMING_ANEW = frozenset(
    "raised raises raise cut cuts lowered lowers revised revises lifted lifts reduced reduces increased hiked slashed "
    "trimmed upgraded downgraded pared".split()
)


def _aims_anew(flow: Flow) -> bool:
    """Whether an aim or forecast was changed, so that the figure before was an aim as well: "|raised its export target|
    to 8 million tonnes from 7.5 million"."""
    near = [item.lower for item in flow.sentence.items[: flow.head.last + 4]]
    aim = next((k for k, low in enumerate(near) if low in _AIMS), None)
    return aim is not None and not _AIMING_ANEW.isdisjoint(near[max(0, aim - 8) : aim])


def _prior(prior: Draft, flow: Flow, side: Sides, draft: Draft) -> Draft:
    """The draft of the earlier figure: its period is the one compared with."""
    _with_the_rest_of(prior, draft)
    prior.stance = draft.stance if _aims_anew(flow) else "stated"
    if (share := prior.get("share")) is not None and draft.get("share") is not None:
        prior.slots["share"] = msgspec.structs.replace(share, of=draft.slots["share"].of)
    change: Change | None = draft.get("change")
    versus = change.versus if change is not None else None
    versus = versus or draft.get("_versus") or _named_quarter(prior, draft)
    if versus is not None:
        prior.put("period", in_fiscal_year(versus, countries_of(side)), *([flow.versus] if flow.versus else []))
    prior.confidence = draft.confidence * 0.95
    return prior


def _named_quarter(prior: Draft, draft: Draft) -> Period | None:
    """ "K38 billion in the second quarter against K41 billion |in the first|": the quarter that its number names."""
    period: Period | None = draft.get("period")
    spans = [*prior.spans.get("amount", ()), *prior.spans.get("quantity", ())]
    if period is None or period.start is None or whole_months(period) != 3 or not spans:
        return None
    items = prior.sentence.items
    k = next((k for k, item in enumerate(items) if (item.start, item.end) == spans[-1]), len(items))
    if [item.lower for item in items[k + 1 : k + 3]] != ["in", "the"] or k + 3 >= len(items):
        return None
    named = items[k + 3].cue("ordinal")
    month = int(period.start[5:7])
    if named is None or not 1 <= int(named) <= 4 or month % 3 != 1:
        return None
    year = int(period.start[:4]) - (int(named) > (month + 2) // 3)
    return cal.of_months(year, int(named) * 3 - 2, int(named) * 3, items[k + 3].text)


def _buys(part: Draft) -> bool:
    """Whether the place of a part is said to buy: it is none that is bought from."""
    items = part.sentence.items
    spans = part.spans.get("partner", ())
    at = next((k for k, item in enumerate(items) if (item.start, item.end) in spans), len(items))
    return any(item.lower in flow_words("buying_part") for item in items[at + 1 : at + 4])


def _part(part: Part, draft: Draft, side: Sides) -> Draft:
    """The draft of a part: its partner or goods instead of the flow's."""
    made, places, goods = part
    role = "reporter" if made.spans.get("reporter") else "partner"  # "Poland exported 5 tonnes, Bulgaria 4 tonnes"
    if role == "partner" and draft.slots["measure"] == "imports" and places and _buys(made):
        role = "reporter"  # "Chinese purchases of Brazil's beef rose. Egypt bought 5 tonnes": from Brazil as well
    earlier = made.slots.pop("_earlier", False)
    _with_the_rest_of(made, draft, _COPIED if earlier else (*_COPIED, "period"))
    versus: Period | None = draft.get("_versus")
    if versus is not None and earlier:
        made.slots["period"] = in_fiscal_year(versus, countries_of(side))
    elif versus is not None and (change := made.get("change")) is not None and change.versus is None:
        made.slots["change"] = msgspec.structs.replace(change, versus=versus)
    if places:
        made.slots[role] = places[0].code
        if places[0].area:
            made.slots[f"{role}_area"] = places[0].area
        if role == "reporter" and places[0].code == made.get("partner") and side.reporter is not None:
            made.slots["partner"] = side.reporter  # "exports by Peru were $5bn, against $3bn by Chile": to each other
    if goods:
        made.slots["goods"] = goods
    if (seller := made.slots.pop("_seller", None)) is not None and (other := side.other(seller)) is not None:
        made.slots.update(measure="exports", reporter=seller, partner=other)
        made.slots.pop("between", None)
    alike: Share | None = draft.get("share") if made.slots.pop("_alike", False) else None
    if (share := made.get("share")) is not None and alike is not None:
        made.slots["share"] = msgspec.structs.replace(share, of=alike.of)
    elif share is not None:
        # "to Spain $9m (15%); Italy, $8m (13%)": the next one's is no share of the first's
        of_all = bool(places) and side.partner is not None and not is_group(side.partner)
        whole = ShareOf(
            measure=draft.slots["measure"],
            reporter=side.reporter,
            partner=WORLD if of_all else side.partner,
            goods=draft.get("goods") or (),
        )
        made.slots["share"] = msgspec.structs.replace(share, of=whole)
    made.confidence = draft.confidence * 0.9
    if made.stance == "stated" and _is_to_go(made, draft.sentence.items):
        made.stance = "expected"
    return made


def _is_to_go(part: Draft, items: list[Item]) -> bool:
    """Whether a part is still to go to whom it is for: "exported 900,000 tons, of which 700,000 |will| go to"."""
    spans = [*part.spans.get("quantity", ()), *part.spans.get("amount", ())]
    return any((item.start, item.end) in spans and lower_at(items, k + 1) in TO_COME for k, item in enumerate(items))
