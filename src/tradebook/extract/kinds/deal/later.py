"""What the sentences right behind a deal tell of its sum, its price and what came of it, without naming it again:
"The city pays 61 million euros", "Brokers put the price at $37 million apiece", "Of the 80,000 tonnes agreed, 26,000
had been delivered"."""

from __future__ import annotations

import msgspec

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, empty
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import counts, slots
from tradebook.extract.kinds.deal.context import codes_of
from tradebook.extract.kinds.deal.intake import COUNTERPART
from tradebook.extract.kinds.deal.sides import sides_in
from tradebook.extract.kinds.deal.sizes import beside_deal, is_part
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.extract.mentions.numbers import plain
from tradebook.statement import Party, PartyRole, Quantity

_BEHIND = 2


def told_later(document: Document, drafts: list[Draft]) -> None:
    """Give each deal the sum, price and deliveries that the next two sentences tell of it."""
    taken = {id(s) for d in drafts for s in (d.sentence, *d.also)}
    for draft in drafts:
        if draft.sentence.headline or draft.stance == "denied":
            continue
        if "of which" in draft.sentence.lowers:
            _take_deliveries(draft, draft.sentence)
        at = draft.sentence.index + 1
        behind = document.sentences[at : at + _BEHIND]
        while behind and not _may_tell(behind[-1]):
            behind.pop()
        for sentence in behind:
            if id(sentence) in taken:
                if sentence not in draft.also:
                    if _opens_with_value(sentence) and _take_sum(draft, sentence):
                        draft.also.append(sentence)
                    break
                continue
            if _is_other(draft, sentence):
                break
            taken_in = _take_sum(draft, sentence) | _take_deliveries(draft, sentence) | _take_size(draft, sentence)
            if taken_in | _take_roles(draft, sentence):
                draft.also.append(sentence)
                taken.add(id(sentence))


def _opens_with_value(sentence: Sentence) -> bool:
    """Whether a sentence that tells a loan for the deal opens with the deal's own value: "The value of the project is
    AMT, of which X will lend AMT"."""
    items = sentence.items
    first = 1 + (lower_at(items, 1) in {"total", "overall"})
    head = lower_at(items, first) in {"value", "cost"} and lower_at(items, first + 1) in {"of", "is", "was"}
    sums = [i for i in items if i.kind == "AMT"]
    return head and len(sums) > 1 and not sentence.lowers.isdisjoint({"lend", "loan", "finance", "lends", "credit"})


def _may_tell(sentence: Sentence) -> bool:
    """Whether a sentence has what a sum, a size or a delivery is told by; a quick look before the sides are read."""
    return "AMT" in sentence.kinds or not sentence.lowers.isdisjoint(_CAME) or _goes_on(sentence.items)


def _is_other(draft: Draft, sentence: Sentence) -> bool:
    """Whether a sentence speaks of other sides than those of the deal: another country, another name."""
    if sentence.headline != draft.sentence.headline or not set(codes_of(sentence)) <= set(draft.get("countries") or ()):
        return True
    known = [(p.name or "").lower() for p in draft.get("parties") or ()]
    items = sentence.items
    named = [
        s.name.lower()
        for s in sides_in(sentence, 0, len(items))
        if s.name and s.word != "city" and not {lower_at(items, s.start - 1), lower_at(items, s.start - 2)} & _AT
    ]
    return any(all(name not in one and one not in name for one in known) for name in named)


_AT = frozenset({"at", "near"})  # "to the terminal at Port Arden"


# -- the sum ---------------------------------------------------------------------------------------------------------


def _take_sum(draft: Draft, sentence: Sentence) -> bool:
    items = sentence.items
    if "AMT" not in sentence.kinds or not sentence.lowers.isdisjoint(_ELSEWHERE):
        return False
    if " not " in sentence.text and not sentence.lowers.isdisjoint(_DISCLOSING):
        return False  # "did not give the value but said such orders exceed AMT"
    if (items[0].kind != "PCT" and _shares(items)) or _of_more(draft, sentence) or _of_all(items):
        return False
    found = slots.money(items, 0, len(items))
    changed = False
    at = next((k for k, i in enumerate(items) if i is found.amount), -1)
    if (
        found.amount is not None
        and (found.amount.value.value or _LEAST) >= _LEAST  # "European customers agreed to pay $234": a price
        and empty(draft.get("amount"))
        and (_told_as_sum(draft, items, at) or _value_of(sentence))
    ):
        draft.put("amount", found.amount.value, found.amount, sentence=sentence)
        if found.also and empty(draft.get("amount_also")):
            draft.put("amount_also", tuple(i.value for i in found.also), *found.also, sentence=sentence)
        changed = True
    priced = False
    if found.unit_price is not None:
        at = next(k for k, i in enumerate(items) if i is found.unit_price)
        priced = _each(items, at) or _price_put_at(items, at, each=True)
    if priced and found.unit_price and empty(draft.get("unit_price")) and not empty(draft.get("quantity")):
        draft.put("unit_price", found.unit_price.value, found.unit_price, sentence=sentence)
        changed = True
    return changed


def _of_all(items: list[Item]) -> bool:
    """Whether a sentence tells what all deals of a meeting come to: "Total deals announced there were put at AMT"."""
    return items[0].lower in {"total", "all", "overall"} and any(
        i.is_("deal_noun") and i.lower.endswith("s") for i in items[1:4]
    )


def _shares(items: list[Item]) -> bool:
    """Whether a percentage stands before the first sum, or none is told: "a 30 percent rise to AMT"; what follows "the
    value was AMT, with a 30 percent down payment" is part of it."""
    share = next((k for k, i in enumerate(items) if i.kind == "PCT"), None)
    if share is None:
        return False
    first = next((k for k, i in enumerate(items) if i.kind == "AMT"), share)
    return first > share or not any(i.lower in _INSTALMENTS for i in items[share + 1 : share + 4])


_LEAST = 3000
_DISCLOSING = frozenset({"give", "disclose", "disclosed", "reveal", "revealed", "specify", "given", "announced"})
_INSTALMENTS = frozenset({"payment", "advance", "prepayment", "deposit", "instalment", "installment", "upfront"})


def _of_more(draft: Draft, sentence: Sentence) -> bool:
    """Whether a sentence tells of more goods of the kind than the deal has: it is of another one ("awarded a contract
    for 95 locomotives. It would also seek to buy 1,064 locomotives at a cost of AMT")."""
    mine: Quantity | None = draft.get("quantity")
    if mine is None or mine.value is None:
        return False
    head = (mine.unit or "").rsplit(" ", 1)[-1]
    told = (c.quantity for c in counts.quantities(sentence, 0, len(sentence.items)))
    return any((q.unit or "").rsplit(" ", 1)[-1] == head and (q.value or 0) > mine.value for q in told)


_ELSEWHERE = frozenset("turnover exports imports profit revenue revenues budget gdp last previous earlier".split())
_PAYS = frozenset("pay pays paid paying".split())
_SUMS = frozenset(
    "cost costs costing price priced value valued values valuing worth amounts amounted earn earns earning bring "
    "brings total totals totalling estimated comes came totaled totalled put puts".split()
)
_IT = frozenset("it this together they altogether combined pair both".split())


def _each(items: list[Item], k: int) -> bool:
    """Whether the price at `k` is that of one piece of the deal: "AMT apiece", "At AMT a tonne, the sale will"."""
    opens = k == 1 and lower_at(items, 0) == "at"
    each = any(lower_at(items, j) == "each" for j in range(max(0, k - 4), k))
    return lower_at(items, k + 1) in {"each", "apiece"} or opens or each


def _of_deal(draft: Draft, items: list[Item], at: int) -> bool:
    """Whether what stands before the sum at `at` is the deal: "It comes to", "the value of the award at"."""
    for k in range(at - 1, -1, -1):
        if lower_at(items, k) == "of" and lower_at(items, k + 1) in {"the", "its", "their", "a", "this"}:
            return k + 2 < at and (items[k + 2].is_("deal_noun") or items[k + 2].lower in _DEALS)
    if any(i.is_("deal_noun") or i.lower in _DEALS | _IT for i in items[:at]):
        return True
    if _acts_on(items[: at + 1]):
        return True  # "The company will deliver 40 buses worth AMT"
    told = {code[:4] for good in draft.get("goods") or () for code in good.hs}
    head = items[1] if lower_at(items, 0) in {"the", "these"} and at > 2 else None
    return head is not None and head.kind == "GOOD" and bool(told & {code[:4] for code in good_of(head).hs})


_DEALS = frozenset("award sale purchase shipment consignment order".split())


def _told_as_sum(draft: Draft, items: list[Item], at: int) -> bool:
    """Whether the sum at `at` is told as what the deal costs: "pays AMT", "comes to AMT", "for AMT the company will",
    "a third of the AMT"."""
    if lower_at(items, at - 1) == "the" and lower_at(items, at - 2) == "of":
        return True
    if lower_at(items, at - 1) in {"the", "this"} and lower_at(items, at + 1) in {
        "project",
        "scheme",
        "contract",
        "deal",
    }:
        return True
    if at == 1 and lower_at(items, 0) == "for":
        return any(i.is_("deal_send") or i.lower in {"install", "build", "get", "gets", "receives"} for i in items[2:])
    if lower_at(items, at - 1) == "for" and _acts_on(items[: at + 1]):
        return True
    if _price_put_at(items, at):
        return True
    near = {word for k in range(max(0, at - 5), at) for word in items[k].lower.split(" ")}
    if near & word_class("other_sum"):
        return False
    return bool(near & _PAYS and at < 8) or (bool(near & _SUMS) and _of_deal(draft, items, at))


def _price_put_at(items: list[Item], at: int, *, each: bool = False) -> bool:
    """Whether a sentence opens with the price and says what it is: "The price was put at AMT"; with `each` what one
    costs, "was set at AMT a tonne"."""
    if at > 6 or lower_at(items, 0) not in {"the", "its"} or (lower_at(items, at + 1) in {"a", "per", "-"}) != each:
        return False
    head = 1 + (lower_at(items, 1) in {"total", "contract", "purchase", "overall"})
    if lower_at(items, head) not in {"price", "cost", "sum", "bill"}:
        return False
    return all(item.lower in _PUT_AT or item.kind == "CUE" for item in items[head + 1 : at]) and at > head + 1


_PUT_AT = frozenset("is was has been put estimated given set reported said to be at as".split())


def _value_of(sentence: Sentence) -> bool:
    """Whether a sentence tells the value of what was just told: "The two sides put its value at AMT"."""
    lows = sentence.lowers
    own = "value" in lows and not lows.isdisjoint({"its", "their", "total", "the"})
    return own and len(codes_of(sentence)) < 2 and lows.isdisjoint(word_class("other_sum"))


# -- goods and how much of them -------------------------------------------------------------------------------------

_COVERS = frozenset("covers cover covering includes include provides provide calls envisages involves foresees".split())


def _take_size(draft: Draft, sentence: Sentence) -> bool:
    """ "Under it, the Uzbek side will ship 8,000 tons", "The extension covers 4,500 tonnes", "For AMT the company will
    install a 5 km cable car": what the deal is of, where nothing was told yet."""
    items = sentence.items
    if draft.get("instrument") in ("loan", "investment") or not _goes_on(items):
        return False
    stop = len(items)
    counted = counts.quantities(sentence, 0, stop)
    counted = [c for c in counted if counts.of_goods(items, c) and not beside_deal(items, c.start)]
    changed = False
    if counted and empty(draft.get("quantity")) and not _per_time(items, counted[0].stop):
        draft.put("quantity", counted[0].quantity, *counted[0].items, sentence=sentence)
        changed = True
    if empty(draft.get("goods")) and empty(draft.get("sectors")) and draft.get("instrument") != "memorandum":
        goods = slots.goods_in(sentence, 0, stop)
        if counted and counted[0].good is not None:
            goods = goods or [(counted[0].good, counted[0].items[-1])]
        if goods:
            draft.put("goods", tuple(g for g, _ in goods), *(i for _, i in goods), sentence=sentence)
            changed = True
    return changed


def _per_time(items: list[Item], k: int) -> bool:
    """Whether what is counted is an output: "40,000 cars a year"."""
    return any(lower_at(items, j) in {"capacity", "output", "produces", "production"} for j in range(k, k + 6))


def _goes_on(items: list[Item]) -> bool:
    """Whether a sentence opens with the deal and says what it is for."""
    first = lower_at(items, 0)
    if first == "under" and lower_at(items, 1) in {"it", "the", "this", "its"}:
        return lower_at(items, 1) == "it" or any(i.is_("deal_noun") or i.lower == "terms" for i in items[2:5])
    if first == "for" and kind_at(items, 1) == "AMT":
        return True
    if first in {"it", "this"}:
        return any(i.lower.split(" ")[0] in _COVERS for i in items[1:9])
    if _acts_on(items) or _tells_volume(items):
        return True
    if items[0].is_("deal_noun") and first.endswith("s") and lower_at(items, 1).split(" ")[0] in _COVERS:
        return True  # "Contracts cover cotton, aluminium and dried fruit"
    opened = first in {"the", "this"} and any(
        i.is_("deal_noun") or i.lower in {"extension", "order", "first", "package"} for i in items[1:4]
    )
    return opened and any(i.lower.split(" ")[0] in _COVERS for i in items[2:9])


def _tells_volume(items: list[Item]) -> bool:
    """Whether a sentence only tells how much was agreed: "The volume is 800,000 tonnes a year"."""
    head = 1 + (lower_at(items, 1) in {"annual", "total", "contract", "contracted", "agreed"})
    if lower_at(items, 0) not in {"the", "its", "total", "annual"} or lower_at(items, head) not in _VOLUMES:
        return False
    return any(i.kind == "QTY" for i in items[head + 1 : head + 7]) and "PER" not in {i.kind for i in items}


_VOLUMES = frozenset({"volume", "volumes", "quantity", "quantities", "amount"})


def _take_roles(draft: Draft, sentence: Sentence) -> bool:
    """Who supplies whom, where both sides are known and the sentence tells what one of them will do: "the Kenyan side
    will supply", "the former will supply the latter with"."""
    items = sentence.items
    parties: tuple[Party, ...] = draft.get("parties") or ()
    if len(parties) != 2 or any(p.role for p in parties) or draft.get("instrument") in ("loan", "investment"):
        return False
    verb = next((k for k in range(2, len(items)) if lower_at(items, k - 1) in _WILL and _trades(items[k])), 0)
    if not verb or not _goes_on(items):
        return False
    acts = _side_meant(items[:verb], parties)
    if acts is None:
        return False
    role: PartyRole = "buyer" if items[verb].is_("deal_buy") else "supplier"
    told = tuple(msgspec.structs.replace(p, role=role if p is acts else COUNTERPART[role]) for p in parties)
    draft.put("parties", told, items[verb], sentence=sentence)
    return True


_WILL = frozenset({"will", "would", "is to", "are to"})


def _trades(item: Item) -> bool:
    return item.is_("deal_send") or item.is_("deal_buy") or item.is_("deal_sell")


def _side_meant(items: list[Item], parties: tuple[Party, ...]) -> Party | None:
    """The one of two parties that the words before the verb mean: by its country, its place, its name or the first
    word of it."""
    lows = {i.lower for i in items}
    if "former" in lows:
        return parties[0]
    if "latter" in lows:
        return parties[1]
    lands = {i.value.code for i in items if i.kind in ("DEM", "PLACE")}
    found = [p for p in parties if p.country in lands]
    text = " ".join(i.text for i in items)
    found = found or [p for p in parties if p.name and (p.name in text or p.name.split(" ")[0] in text.split(" "))]
    return found[0] if len(found) == 1 and parties[0].country != parties[1].country else None


def _acts_on(items: list[Item]) -> bool:
    """Whether one of the sides is told to supply or take so much: "the Irish co-op will provide 9,000 tonnes"."""
    for k in range(2, len(items) - 1):
        if items[k - 1].lower in {"will", "would", "is to", "are to"}:
            trades = _trades(items[k]) or items[k].lower in _GETS
            behind = k + 1 + (lower_at(items, k + 1) in {"a", "the", "some"})
            given = next((j + 1 for j in range(k + 2, k + 6) if lower_at(items, j) == "with"), behind)
            return trades and {kind_at(items, behind), kind_at(items, given)} & {"QTY", "NUM"} != set()
    return False


_GETS = frozenset({"receive", "get", "take", "import", "obtain"})


# -- deliveries ------------------------------------------------------------------------------------------------------

_CAME = frozenset("delivered shipped supplied exported sent loaded".split())
_AGREED = frozenset("agreed ordered contracted covered bought sold".split())


def _take_deliveries(draft: Draft, sentence: Sentence) -> bool:
    """ "Of the 80,000 tonnes agreed, 26,000 had been delivered", "So far 300 tonnes have been shipped"."""
    items = sentence.items
    if not empty(draft.get("delivered")) or sentence.lowers.isdisjoint(_CAME):
        return False
    here = 0
    if sentence is draft.sentence and "of which" in sentence.lowers:  # "for 40 buses, of which 10 have been delivered"
        here = next(k for k, i in enumerate(items) if i.lower == "of which")
    verb = next((k for k in range(here, len(items)) if items[k].lower in _CAME), -1)
    first = lower_at(items, 0) == "the" and lower_at(items, 1) == "first"
    if lower_at(items, verb - 1).split(" ")[-1] not in ({"been", "were", "was"} if first else {"been"}):
        return False
    whole = next((k for k in range(2, verb) if _whole_at(items, k)), None)
    counted = counts.quantities(sentence, here, verb)
    agreed = items[whole].value if whole is not None else draft.get("quantity")
    if agreed is None:
        return False
    part = next((c.quantity for c in counted if is_part(c.quantity, agreed)), None) or _bare_part(items, verb, agreed)
    if part is None or not is_part(part, agreed):
        return False
    if whole is None and not (
        first or here or not sentence.lowers.isdisjoint(_OF_IT) or _of_goods_agreed(items, draft)
    ):
        return False
    if empty(draft.get("quantity")):
        draft.put("quantity", agreed, items[whole or 0], sentence=sentence)
    draft.put("delivered", part, items[verb], sentence=sentence)
    if draft.get("status") in {"signed", None}:
        draft.put("status", "delivering", items[verb], sentence=sentence)
    return True


_OF_IT = frozenset({"far", "already", "of these", "of them", "of those"})


def _of_goods_agreed(items: list[Item], draft: Draft) -> bool:
    """Whether the goods of the deal are named anew: "Some 10 buses had been delivered by May"."""
    told = {good.text.lower().rsplit(" ", 1)[-1] for good in draft.get("goods") or ()}
    return any(i.text.lower().rsplit(" ", 1)[-1] in told for i in items if i.kind in {"GOOD", "QTY", "w"})


def _whole_at(items: list[Item], k: int) -> bool:
    """Whether the quantity at `k` is all that was agreed: "Of the 80,000 tonnes agreed,"."""
    return kind_at(items, k) == "QTY" and lower_at(items, k - 2) == "of" and lower_at(items, k + 1) in _AGREED | {","}


def _bare_part(items: list[Item], verb: int, agreed: Quantity) -> Quantity | None:
    """The bare number before the verb, in the unit of what was agreed."""
    k = next((k for k in range(verb - 1, -1, -1) if items[k].kind == "NUM"), None)
    if k is None:
        return None
    bare = items[k].value
    return Quantity(
        value=plain(bare.low), unit=agreed.unit, qualifier=bare.qualifier, precision=plain(bare.precision),
        text=items[k].text,
    )  # fmt: skip
