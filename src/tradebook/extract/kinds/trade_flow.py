"""Trade flows: figures of what countries trade."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, absorb, same_claim, slot_agrees
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.attach import attach
from tradebook.extract.kinds.flows.echo import echo_heads, inherit_goods
from tradebook.extract.kinds.flows.flow import FIGURES, Flow
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.heads import heads
from tradebook.extract.kinds.flows.markets import read_markets
from tradebook.extract.kinds.flows.periods import in_fiscal_year, resolve_periods
from tradebook.extract.kinds.flows.settle import WORLD, Sides, Talk, sides
from tradebook.extract.kinds.stance import stance_of
from tradebook.statement import Amount, Change, Share, ShareOf

_TRIGGERS = ("flow", "supply", "fverb", "traded", "partner_noun")


def read(document: Document) -> list[Draft]:
    """The trade flows of a report."""
    talk = Talk(document)
    drafts: list[Draft] = []
    for sentence in document.sentences:
        talk.enter(sentence)
        if any(t in sentence.cues for t in _TRIGGERS) or talk.near(talk.last_sentence, sentence, 2):
            drafts.extend(_sentence(sentence, talk, document))
        talk.leave(sentence)
    return _merged(drafts)


def _has_figure(sentence: Sentence) -> bool:
    return any(i.kind in FIGURES or i.kind == "NUM" or i.is_("times") for i in sentence.items)


def _sentence(sentence: Sentence, talk: Talk, document: Document) -> list[Draft]:
    if not _has_figure(sentence):
        _note_sides(heads(sentence), talk, sentence)
        return []
    echoing = talk.last_measure if talk.near(talk.last_sentence, sentence, 2) else None
    found = echo_heads(sentence, heads(sentence), echoing)
    for head in found:
        if head.echo and head.measure == "balance" and head.sign is None:
            head.sign = talk.last_sign
    markets = read_markets(sentence, talk)
    if not found and not markets:
        return []
    kinds = {i.kind for i in sentence.items}
    if echoing is not None:
        for head in found:
            inherit_goods(head, talk.last_goods, kinds)
    walk = attach(sentence, found)
    flows = walk.flows
    settled: list[tuple[Head, Sides]] = []
    out: list[Draft] = []
    told: list[tuple[Flow, Sides]] = []
    for flow in flows:
        side = sides(flow.head, talk, sentence, settled)
        if side is None:
            continue
        settled.append((flow.head, side))
        if flow.filled or flow.parts:
            told.append((flow, side))
    told += _late_sides(flows, settled, told)
    resolve_periods([flow for flow, _ in told], walk.opening, talk, document)
    found_sides = {id(head): side for head, side in settled}
    for flow, side in told:
        if flow.only_whole and "share" not in flow.draft.slots and not flow.filled:
            continue
        if flow.whole is not None:
            _share_of_whole(flow, found_sides.get(id(flow.whole.head)))
        out.extend(_drafts(flow, side, sentence))
    if markets:
        out = _with_markets(out, markets, talk, walk.opening or next((f.period for f, _ in told if f.period), None))
    _remember(settled, told, talk, sentence)
    return out


def _late_sides(
    flows: list[Flow], settled: list[tuple[Head, Sides]], told: list[tuple[Flow, Sides]]
) -> list[tuple[Flow, Sides]]:
    """Bare heads that stand before the phrase with the sides: "Exports made up 70% of the turnover between A and B"."""
    if not settled:
        return []
    first = settled[0][1]
    done = {id(flow) for flow, _ in told} | {id(h) for h, _ in settled}
    out = []
    for flow in flows:
        bare = not flow.head.sided and flow.head.open_owner is None and not flow.head.total and not flow.head.supply
        if flow.filled and bare and id(flow) not in done and id(flow.head) not in done and _pair_known(first):
            out.append((flow, first))
    return out


def _pair_known(side: Sides) -> bool:
    return len(side.between) == 2 or side.partner not in {None, WORLD}


def _with_markets(out: list[Draft], markets: list[Draft], talk: Talk, period: Item | None) -> list[Draft]:
    """What ranks and lists of partners say, beside or instead of what the figures' walk made of them."""
    for draft in markets:
        item = period or (talk.last_period if talk.near(talk.period_sentence, draft.sentence, 4) else None)
        here = next((i for i in draft.sentence.items if i.kind == "PER" and not i.value.relation), None)
        item = here or item
        if item is not None and not item.value.relation and item.value.period.edtf:
            resolved = in_fiscal_year(item.value.period, [draft.slots["reporter"]])
            draft.put("period", resolved, *([item] if item in draft.sentence.items else []))
        if "goods" not in draft.slots and talk.last_goods and talk.near(talk.last_sentence, draft.sentence, 2):
            draft.slots["goods"] = talk.last_goods
    taken = {span for d in markets for slot in ("amount", "quantity", "share") for span in d.spans.get(slot, ())}
    kept = [
        d
        for d in out
        if not any(
            span in taken for slot in ("amount", "quantity", "share", "change") for span in d.spans.get(slot, ())
        )
    ]
    return kept + markets


def _note_sides(found: list[Head], talk: Talk, sentence: Sentence) -> None:
    """A flow without a figure still says what the next sentences speak of."""
    for head in found:
        if head.sided and (side := sides(head, talk, sentence, [])) is not None:
            talk.last, talk.last_sentence = side, sentence
            talk.last_measure = head.measure  # type: ignore[assignment]
            talk.last_goods = head.goods


def _remember(
    settled: list[tuple[Head, Sides]], told: list[tuple[Flow, Sides]], talk: Talk, sentence: Sentence
) -> None:
    for head, side in settled:
        if head.measure in {"turnover", "balance"} and _pair_known(side):
            pair = side.between or (side.reporter, side.partner)
            talk.theme, talk.theme_sentence = tuple(c for c in pair if c), sentence
    # supplies told in passing do not change what the report speaks of
    main = [(head, side) for head, side in settled if not head.supply and not head.echo]
    chosen = main or ([] if talk.near(talk.last_sentence, sentence, 2) else settled)
    if chosen:
        named = [(head, side) for head, side in chosen if head.sided or head.mutual] or chosen
        talk.last = named[-1][1]
        talk.last_measure = chosen[-1][0].measure  # type: ignore[assignment]
        talk.last_sign = chosen[-1][0].sign
    if settled:
        talk.last_sentence = sentence
    for flow, _ in told:
        if flow.period is not None and not flow.period.value.relation and flow.draft.stance == "stated":
            if flow.head.echo and _earlier(flow.period, talk.last_period):
                continue
            talk.last_period, talk.period_sentence = flow.period, sentence
    goods = next((head.goods for head, _ in reversed(settled) if head.goods), ())
    if goods or any(not head.echo and not head.supply for head, _ in settled):
        talk.last_goods = goods


def _earlier(item: Item, known: Item | None) -> bool:
    """Whether a period lies before the one that is spoken of ("a year earlier, in February 2023, the gap had been")."""
    if known is None:
        return False
    mine, theirs = item.value.period.start, known.value.period.start
    return bool(mine and theirs and mine < theirs)


# -- from a flow to its drafts -----------------------------------------------------------------------------------------


def _drafts(flow: Flow, side: Sides, sentence: Sentence) -> list[Draft]:
    """The main draft of a flow, that of its earlier figure and those of its parts."""
    draft = flow.draft
    _fill_sides(draft, flow.head, side)
    _fill_goods(draft, flow.head)
    _fill_rest(draft, flow.head, sentence)
    _fiscal(draft, side)
    if flow.head.echo:
        draft.slots["_echo"] = True
    stance = stance_of(sentence, flow.head.at, draft)
    draft.stance = stance
    draft.confidence = side.confidence
    if flow.share_subject is not None or (draft.get("share") is not None and flow.head.share_list):
        _share_of(draft, flow, side)
    elif draft.get("share") is not None and flow.whole is None:
        _share_of_total(draft, side)
    if flow.head.sign == -1:
        _negate(draft)
    out = [draft] if flow.filled else []
    if flow.prior is not None:
        out.append(_prior(flow, side, draft))
    for other, item in flow.others:
        made = _like(other, draft)
        made.put("period", item.value.period, item)
        out.append(made)
    if flow.twin is not None:
        out.append(_like(flow.twin, draft, (*_COPIED, "period")))
    out.extend(_part(part, places, goods, draft, side) for part, places, goods in flow.parts)
    for made in out:
        if flow.head.sign == -1 and made is not draft:
            _negate(made)
    return out


def _fiscal(draft: Draft, side: Sides) -> None:
    """A fiscal year is that of the reporter, else of a country of the pair."""
    countries = [c for c in (side.reporter, *side.between, side.partner) if c]
    for slot in ("period", "_versus"):
        period = draft.slots.get(slot)
        if period is not None:
            draft.slots[slot] = in_fiscal_year(period, countries)
    change: Change | None = draft.get("change")
    if change is not None and change.versus is not None:
        draft.slots["change"] = msgspec.structs.replace(change, versus=in_fiscal_year(change.versus, countries))


def _fill_sides(draft: Draft, head: Head, side: Sides) -> None:
    draft.slots["measure"] = head.measure
    draft.cite("measure", *([_head_item(draft.sentence, head)]))
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


def _head_item(sentence: Sentence, head: Head) -> Item:
    return sentence.items[head.at]


def _cite_place(draft: Draft, item: Item, side: Sides) -> None:
    """Cite a place for the slot that its country came to fill."""
    if item.kind not in ("PLACE", "DEM"):
        return
    code = item.value.code
    slot = (
        "reporter"
        if code == side.reporter
        else "partner"
        if code == side.partner
        else "between"
        if code in side.between
        else None
    )
    if slot:
        draft.cite(slot, item)


def _fill_goods(draft: Draft, head: Head) -> None:
    if head.goods:
        draft.put("goods", head.goods, *head.spots.get("goods", ()))


def _fill_rest(draft: Draft, head: Head, sentence: Sentence) -> None:
    if head.excludes:
        draft.put("excludes", head.excludes, *head.spots.get("excludes", ()))
    if head.coverage and not head.goods:
        draft.slots["coverage"] = head.coverage
    if head.re_exports:
        draft.slots["re_exports"] = True
    if "revision" in sentence.cues:
        item = next(i for i in sentence.items if i.is_("revision"))
        behind = {i.lower for i in sentence.items}
        if item.cue("revision") == "preliminary" and behind & {
            "data",
            "figures",
            "estimates",
            "figure",
            "estimate",
            "statistics",
            "results",
            "information",
        }:
            draft.put("revision", "preliminary", item)
        elif item.lower == "revised":
            draft.put("revision", "revised", item)


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


def _share_of(draft: Draft, flow: Flow, side: Sides) -> None:
    """A share told before its whole: what it is the share of, and whose it is."""
    share: Share = draft.slots["share"]
    subject = flow.share_subject
    taker = subject is not None and subject.kind == "PLACE" and subject.value.code == side.partner
    partner = WORLD if flow.head.late or taker else side.partner
    whole = ShareOf(
        measure=draft.slots["measure"], reporter=side.reporter, partner=partner, goods=draft.get("goods") or ()
    )
    draft.slots["share"] = Share(percent=share.percent, qualifier=share.qualifier, of=whole, text=share.text)
    subject = flow.share_subject
    if subject is None or flow.head.late:
        return
    if subject.kind == "GOOD":
        draft.put("goods", (subject.value.good,), subject)
    elif side.reporter == WORLD and side.partner == WORLD:
        # "Brazil has 30 % of world coffee exports": they are Brazil's
        draft.put("reporter", subject.value.code, subject)
    elif subject.value.code not in {side.reporter, side.partner}:
        draft.put("partner", subject.value.code, subject)
        if subject.value.area:
            draft.slots["partner_area"] = subject.value.area


def _share_of_whole(flow: Flow, whole: Sides | None) -> None:
    """A share of what another head of the sentence names."""
    share: Share = flow.draft.slots["share"]
    assert flow.whole is not None
    head = flow.whole.head
    partner = WORLD if whole is None or head.total else whole.partner
    of = ShareOf(measure=head.measure, reporter=whole.reporter if whole else None, partner=partner, goods=head.goods)  # type: ignore[arg-type]
    flow.draft.slots["share"] = Share(percent=share.percent, qualifier=share.qualifier, of=of, text=share.text)


def _share_of_total(draft: Draft, side: Sides) -> None:
    """A share told behind its flow is a share of the reporter's whole trade of that measure."""
    share: Share = draft.slots["share"]
    partner = side.partner if draft.get("goods") else WORLD
    whole = ShareOf(measure=draft.slots["measure"], reporter=side.reporter, partner=partner)
    draft.slots["share"] = Share(percent=share.percent, qualifier=share.qualifier, of=whole, text=share.text)


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


def _like(new: Draft, draft: Draft, slots: Iterable[str] = _COPIED) -> Draft:
    for slot in slots:
        if slot in draft.slots and slot not in new.slots:
            new.slots[slot] = draft.slots[slot]
            new.spans.setdefault(slot, list(draft.spans.get(slot, ())))
    new.context = list(draft.context)
    new.stance = draft.stance
    new.confidence = draft.confidence
    return new


def _prior(flow: Flow, side: Sides, draft: Draft) -> Draft:
    prior = _like(flow.prior, draft)  # type: ignore[arg-type]
    prior.stance = "stated"
    change: Change | None = draft.get("change")
    versus = change.versus if change is not None else None
    if versus is None and flow.versus is not None and not flow.versus.value.relation:
        versus = flow.versus.value.period
    if versus is not None:
        countries = [c for c in (side.reporter, *side.between, side.partner) if c]
        prior.put("period", in_fiscal_year(versus, countries), *([flow.versus] if flow.versus else []))
    elif flow.versus is not None and (resolved := draft.slots.get("_versus")) is not None:
        prior.put("period", resolved, flow.versus)
    prior.confidence = draft.confidence * 0.95
    return prior


def _part(part: Draft, places: Any, goods: Any, draft: Draft, side: Sides) -> Draft:
    made = _like(part, draft, (*_COPIED, "period"))
    if places:
        made.slots["partner"] = places[0].code
        if places[0].area:
            made.slots["partner_area"] = places[0].area
    if goods:
        made.slots["goods"] = goods
    if (share := made.get("share")) is not None:
        whole = ShareOf(
            measure=draft.slots["measure"], reporter=side.reporter, partner=side.partner, goods=draft.get("goods") or ()
        )
        made.slots["share"] = Share(percent=share.percent, qualifier=share.qualifier, of=whole, text=share.text)
    made.confidence = draft.confidence * 0.9
    return made


# -- one claim, one statement --------------------------------------------------------------------------------------------


def _same(a: Draft, b: Draft) -> bool:
    if a.get("measure") != b.get("measure") or a.stance != b.stance or not _same_sides(a, b):
        return False
    if (a.sentence.field == "title") != (b.sentence.field == "title"):
        return _headline_of(a, b)
    for slot in ("goods", "excludes", "coverage", "reporter_area", "partner_area"):
        if (a.get(slot) or None) != (b.get(slot) or None) and not (
            slot in {"coverage", "goods"} and slot_agrees(slot, a.get(slot), b.get(slot)) and _figure_equal(a, b)
        ):
            return False
    if _adds_growth(a, b) or _adds_growth(b, a):
        return True
    return same_claim(a, b, needs=("amount", "quantity", "change", "share"), ignore=_SIDES_AND_GOODS)


_SIDES_AND_GOODS = ("reporter", "partner", "between", "goods", "coverage", "amount_also")


def _headline_of(a: Draft, b: Draft) -> bool:
    """Whether headline and text tell one flow: the headline may give one figure of it, the lead another."""
    goods_a = {code[:4] for g in a.get("goods") or () for code in g.hs}
    goods_b = {code[:4] for g in b.get("goods") or () for code in g.hs}
    if goods_a != goods_b and goods_a and goods_b:
        return False
    if a.get("excludes") != b.get("excludes") or not slot_agrees("period", a.get("period"), b.get("period")):
        return False
    figures = ("amount", "quantity", "change", "share", "rank")
    return all(_figures_agree(slot, a.get(slot), b.get(slot)) for slot in figures)


def _figures_agree(slot: str, a: Any, b: Any) -> bool:
    if slot == "change" and a is not None and b is not None:
        return _one_growth(a, b)
    return slot_agrees(slot, a, b)


def _one_growth(a: Change, b: Change) -> bool:
    """Whether two growths are one within the rounding of a headline."""
    if a.percent is None or b.percent is None:
        return a.percent == b.percent and a.factor == b.factor
    loose = a.qualifier != "exact" or b.qualifier != "exact" or isinstance(a.percent, int) != isinstance(b.percent, int)
    return abs(a.percent - b.percent) <= (1 if loose else 0)


def _adds_growth(flow: Draft, echo: Draft) -> bool:
    """Whether `echo` ("that was 8% more than in 2021") only adds the growth of the flow in the sentence before."""
    if not echo.slots.get("_echo") or echo.get("amount") or echo.get("quantity") or echo.get("change") is None:
        return False
    if flow.get("change") is not None and not _one_growth(flow.slots["change"], echo.slots["change"]):
        return False
    near = 0 <= echo.sentence.index - flow.sentence.index <= 1
    return near and echo.get("share") is None and echo.get("period") == flow.get("period") and flow.get("share") is None


def _figure_equal(a: Draft, b: Draft) -> bool:
    x, y = a.get("amount"), b.get("amount")
    return x is not None and y is not None and x.value == y.value


def _same_sides(a: Draft, b: Draft) -> bool:
    mine, theirs = _side_key(a), _side_key(b)
    if mine == theirs:
        return True
    pair_a, pair_b = set(mine[2]) or {mine[0], mine[1]}, set(theirs[2]) or {theirs[0], theirs[1]}
    return pair_a == pair_b and (bool(mine[2]) != bool(theirs[2]) or a.get("measure") == "turnover")


def _side_key(draft: Draft) -> tuple[Any, Any, tuple[str, ...]]:
    return draft.get("reporter"), draft.get("partner"), draft.get("between") or ()


def _merged(drafts: list[Draft]) -> list[Draft]:
    out: list[Draft] = []
    for draft in drafts:
        draft.slots.pop("_versus", None)
        for k, known in enumerate(out):
            if _same(known, draft):
                change = _sharper(known.get("change"), draft.get("change"))
                out[k] = absorb(known, draft)
                if change is not None:
                    out[k].slots["change"] = change
                break
        else:
            out.append(draft)
    for draft in out:
        draft.slots.pop("_echo", None)
    return out


def _sharper(a: Change | None, b: Change | None) -> Change | None:
    """The more exact of two tellings of one growth ("almost 15%" in a headline, 14.9% in the text)."""
    if a is None or b is None:
        return a or b
    if (a.qualifier == "exact") != (b.qualifier == "exact"):
        best, other = (a, b) if a.qualifier == "exact" else (b, a)
    else:
        best, other = (b, a) if isinstance(b.percent, float) and not isinstance(a.percent, float) else (a, b)
    if best.versus is None and other.versus is not None:
        return msgspec.structs.replace(best, versus=other.versus, amount=best.amount or other.amount)
    return best
