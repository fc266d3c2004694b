"""The second deal that one verb tells: "sold 20 wagons to X for $12 million |and 30 to Y| for $18 million", "signed
contracts with X for wheat |and with Y| for barley"."""

from __future__ import annotations

from msgspec.structs import replace

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import counts, slots
from tradebook.extract.kinds.deal.intake import COUNTERPART
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.turning import opens_second, paper_beside, repeats, second_paper, turns
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.statement import Party, PartyRole, Quantity


def second_deals(sentence: Sentence, draft: Draft, verb: int) -> list[Draft]:
    """The further deals behind that of a draft, whose verb stands at item `verb`; each with the subject of the first,
    its own partner, size, goods and sum."""
    items = sentence.items
    found: list[Draft] = _papers_beside(sentence, draft, verb)
    known: Quantity | None = draft.get("quantity")
    if (
        draft.get("instrument") == "purchase"
        and known is not None
        and known.unit == "TNE"
        and "from" in sentence.lowers
    ):
        return found  # lots of one purchase
    borders = [k for k in range(verb + 1, len(items)) if opens_second(items, k)]
    for n, k in enumerate(borders):
        if items[k].lower == "and" and turns(items, k):
            break
        if (way := repeats(items, verb, k)) is None:
            continue
        ends = (j for j in range(k + 1, len(items)) if items[j].lower in {";", "while"})
        behind = [j for j in borders[n + 1 :] if repeats(items, verb, j) is not None or turns(items, j)]
        stop = min([*behind, *ends, len(items)])
        made = _second(sentence, draft, verb, k, way, stop)
        found += [made] if made is not None else []
    if found and draft.get("count") == len(found) + 1:
        draft.slots.pop("count")  # "two contracts: one with X, the other with Y"
        draft.spans.pop("count", None)
    return found


def _papers_beside(sentence: Sentence, draft: Draft, verb: int) -> list[Draft]:
    """The other documents that the same sides signed, where they tell of what: "a memorandum on tourism |and a contract
    for 20,000 tonnes of rice|"."""
    items = sentence.items
    papers = [(k, noun) for k in range(verb + 1, len(items)) if (noun := paper_beside(items, verb, k))]
    found = []
    for n, (k, noun) in enumerate(papers):
        stop = papers[n + 1][0] if n + 1 < len(papers) else len(items)
        made = Draft("deal", sentence, stance=draft.stance, confidence=draft.confidence * 0.9)
        for slot in ("status", "date", "parties", "countries"):
            if draft.get(slot) is not None:
                made.put(slot, draft.get(slot))
        made.put("instrument", items[noun].cue("deal_noun"), items[noun])
        _put_sizes(made, made, sentence, k, stop)
        if made.get("quantity") or made.get("goods") or made.get("amount"):
            found.append(made)
    return found


def _second(sentence: Sentence, draft: Draft, verb: int, k: int, way: int, stop: int) -> Draft | None:
    parties: tuple[Party, ...] = draft.get("parties") or ()
    side = next((s for s in sides_in(sentence, way + 1, min(stop, way + 11)) if s.start <= way + 6), None)
    first = _partner_before(sentence, parties, verb, k)
    role = first.role if first is not None else _counterpart(parties)
    if side is None or (first is None and side.name is not None and role is None):
        return None
    made = Draft("deal", sentence, stance=draft.stance, confidence=draft.confidence * 0.9)
    for slot in ("instrument", "status", "date", "at"):
        if draft.get(slot) is not None:
            made.put(slot, draft.get(slot))
    signed = False
    if paper := second_paper(sentence.items, k):
        made.put("instrument", sentence.items[paper].cue("deal_noun"), sentence.items[paper])
        signed = made.get("instrument") in _PAPERS
        role = role if made.get("instrument") == draft.get("instrument") else None
    _put_sizes(made, draft, sentence, k, stop)
    others = tuple(party for party in parties if party is not first)
    if signed and role is None:
        others = tuple(replace(party, role=None) for party in others)
    own = (Party(name=side.name, role=role, country=side.country),)
    made.put("parties", (*others, *(own if side.name else ())), *side.items)
    home = {party.country for party in others} - {None}
    codes = [c for c in draft.get("countries") or () if c in home] or _rest(draft, sentence, first, verb)
    made.put("countries", tuple(dict.fromkeys(c for c in (*codes, side.country) if c)), *side.items)
    if len(made.get("parties")) > 1 and len(made.get("countries")) < 2:
        return None  # a deal at home
    told = made.get("quantity") or made.get("goods") or made.get("amount") or (signed and len(made.get("parties")) > 1)
    return made if told and made.get("countries") else None


_PAPERS = frozenset({"memorandum", "agreement", "protocol"})


def _counterpart(parties: tuple[Party, ...]) -> PartyRole | None:
    """The role of who deals with the one party of a deal whose own partner is only a country."""
    return COUNTERPART.get(parties[0].role or "") if len(parties) == 1 else None


def _rest(draft: Draft, sentence: Sentence, first: Party | None, verb: int) -> list[str]:
    """The countries of a deal without that of its own partner, which is told behind the verb."""
    codes = draft.get("countries") or ()
    if first is not None or len(codes) < 2:
        return [c for c in codes if first is None or c != first.country]
    before = {i.value.code for i in sentence.items[:verb] if i.kind in ("PLACE", "DEM")}
    return [c for c in codes if c in before] or list(codes)


def _partner_before(sentence: Sentence, parties: tuple[Party, ...], verb: int, k: int) -> Party | None:
    """The party behind the verb that is named last before the second deal."""
    text, opening = sentence.text.lower(), sentence.start
    first, border = sentence.items[verb].start - opening, sentence.items[k].start - opening
    at = {id(p): text.rfind((p.name or "-").lower(), max(first, 0), max(border, 0)) for p in parties}
    told = [p for p in parties if at[id(p)] >= 0]
    return max(told, key=lambda p: at[id(p)]) if told else None


def _bare(items: list[Item], j: int) -> bool:
    """Whether a number behind "for" counts what was told before it: "for 60."."""
    return lower_at(items, j - 1) == "for" and (kind_at(items, j + 1) == "p" or lower_at(items, j + 1) in {"", "and"})


def respective_deals(sentence: Sentence, draft: Draft, verb: int) -> list[Draft]:
    """The deals of several partners whose sizes stand in one list: "with X of Peru and Y of Kenya for 100 and 60
    tractors respectively"; the draft keeps the first."""
    items = sentence.items
    if "respectively" not in sentence.lowers:
        return []
    partners = _in_row(sentence, verb, draft)
    sizes = _sizes_in_row(items, verb)
    if len(partners) < 2 or len(partners) != len(sizes):
        return []
    mine: tuple[Party, ...] = draft.get("parties") or ()
    rest = tuple(p for p in mine if p.name not in {s.name for s in partners if s.name})
    roles = {p.name: p.role for p in mine}
    lands = {s.country for s in partners}
    own = [c for c in draft.get("countries") or () if c not in lands]
    deals = [
        draft,
        *(Draft("deal", sentence, stance=draft.stance, confidence=draft.confidence * 0.9) for _ in partners[1:]),
    ]
    kept = {
        slot: draft.get(slot) for slot in ("instrument", "status", "goods", "date", "at") if draft.get(slot) is not None
    }
    noun = counts.quantity_at(sentence, max(i for i, k in enumerate(items) if k is sizes[-1]), alone=True)
    for one, side, size in zip(deals, partners, sizes, strict=True):
        for slot, value in kept.items():
            one.slots[slot] = value
        party = (Party(name=side.name, role=roles.get(side.name), country=side.country),) if side.name else ()
        one.put("parties", (*rest, *party), *side.items)
        one.put("countries", tuple(dict.fromkeys(c for c in (*own, side.country) if c)), *side.items)
        if size.kind == "AMT":
            one.put("amount", size.value, size)
        elif noun is not None:
            one.put(
                "quantity", replace(noun.quantity, value=size.value.count, low=None, high=None, text=size.text), size
            )
    return deals[1:]


def _in_row(sentence: Sentence, verb: int, draft: Draft) -> list[Side]:
    """The partners behind the verb that stand in one list, joined by "and"."""
    items = sentence.items
    names = {p.name for p in draft.get("parties") or ()}
    sides = [s for s in sides_in(sentence, verb + 1, len(items)) if s.country and (s.name in names or s.name is None)]
    row: list[Side] = []
    for side in sides:
        if row and not (side.start - row[-1].stop <= 3 and lower_at(items, row[-1].stop) in {"and", ","}):
            break
        row.append(side)
    return row if len({s.country for s in row}) == len(row) else []


def _sizes_in_row(items: list[Item], verb: int) -> list[Item]:
    """The sums, or the numbers before what they count, that stand in one list: "100 and 60 tractors"."""
    for k in range(verb + 1, len(items) - 2):
        kind = items[k].kind
        if kind not in ("AMT", "NUM") or lower_at(items, k + 1) not in {"and", ","}:
            continue
        row = [items[k]]
        j = k
        while (
            lower_at(items, j + 1) in {"and", ","} and kind_at(items, j + 2 + (lower_at(items, j + 2) == "and")) == kind
        ):
            j += 2 + (lower_at(items, j + 2) == "and")
            row.append(items[j])
        if len(row) > 1:
            return row
    return []


def _put_sizes(made: Draft, draft: Draft, sentence: Sentence, k: int, stop: int) -> None:
    items = sentence.items
    counted = counts.quantities(sentence, k, stop)
    known: Quantity | None = draft.get("quantity")
    number = next((j for j in (k + 1, k + 2) if kind_at(items, j) == "NUM"), None)
    if number is None:  # "and another with Y for 60"
        number = next((j for j in range(k + 3, stop) if kind_at(items, j) == "NUM" and _bare(items, j)), None)
    if counted:
        made.put("quantity", counted[0].quantity, *counted[0].items)
    elif number is not None and known is not None and items[number].value.low == items[number].value.high:
        bare = items[number]  # "and 30 to Y": of what the first is counted in
        made.put("quantity", replace(known, value=bare.value.count, low=None, high=None, text=bare.text), bare)
    goods = slots.goods_in(sentence, k, stop)
    if goods:
        made.put("goods", tuple(good for good, _ in goods), *(item for _, item in goods))
    elif draft.get("goods") and made.get("quantity") is not None:
        made.put("goods", draft.get("goods"))
    money = slots.money(items, k, stop)
    if money.amount is not None:
        made.put("amount", money.amount.value, money.amount)
    if money.unit_price is not None:
        made.put("unit_price", money.unit_price.value, money.unit_price)
