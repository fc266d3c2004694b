"""A deal told over two sentences: who signed it in the first, what it is for in the next ("The deal is for ...")."""

from __future__ import annotations

import msgspec

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, empty
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import slots, where
from tradebook.extract.kinds.deal.clause import other_matter
from tradebook.extract.kinds.deal.context import codes_of
from tradebook.extract.kinds.deal.intake import take_other
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.deal.sides import sides_in
from tradebook.extract.kinds.deal.sizes import take_sizes
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.statement import Party, PartyRole

_TELLS = frozenset("is was are were covers covering calls provides includes envisages involves foresees will".split())
_SELLS = frozenset({"sale", "sell", "supply", "delivery", "deliver", "export"})
_BUYS = frozenset({"purchase", "buy", "import", "procurement"})


def told_on(document: Document, draft: Draft, clause: Clause) -> bool:
    """Take in what the next sentence tells of the deal that a draft leaves open; whether that makes it one of trade:
    two firms, goods by number or weight, and a country where they come from or go to."""
    if clause.noun < 0 or clause.mood.no or len(draft.get("parties") or ()) < 2:
        return False
    sentence = _next(document, draft.sentence)
    if sentence is None or not _says_what_for(sentence) or other_matter(sentence, 0, len(sentence.items)):
        return False
    take_sizes(draft, sentence)
    _take_countries(draft, sentence)
    if empty(draft.get("quantity")) or empty(draft.get("goods")) or empty(draft.get("countries")):
        return False
    _take_roles(draft, sentence)
    draft.also.append(sentence)
    draft.confidence -= 0.15
    return True


def signed_by(sentence: Sentence, last: Draft) -> bool:
    """Whether a sentence only says who signed the deal told before it, or that it was ("The deal was signed between A
    and B"); then that deal has taken it in."""
    items = sentence.items
    near = last.sentence.headline == sentence.headline and 0 < sentence.index - last.sentence.index <= _NEAR
    if not near or sentence.lowers.isdisjoint(_MADE) or _with_several(last.sentence.items):
        return False
    if _both_signed(sentence, last):
        return True
    if lower_at(items, 0) not in {"the", "this"}:
        return False
    noun = next((k for k in range(1, min(4, len(items))) if items[k].is_("deal_noun")), None)
    if noun is None or items[noun].lower.endswith("s"):
        return False
    behind, sum_at = _behind_sum(items, noun + 1)
    if lower_at(items, behind) not in {"was", "has been"}:
        return False
    verb = next((k for k in range(behind + 1, min(len(items), behind + 4)) if items[k].lower in _MADE), None)
    if verb is None or any(i.kind in ("AMT", "QTY") for k, i in enumerate(items) if k != sum_at):
        return False
    if sum_at is not None:
        known = last.get("amount")
        told = known is not None and known != items[sum_at].value
        return not told and _took_signing(sentence, last, noun, verb, items[sum_at])
    took = _took_signers(sentence, last, verb) or _took_signing(sentence, last, noun, verb)
    return took and (take_other(last, sentence, noun) or took)


def _with_several(items: list[Item]) -> bool:
    """Whether a deal was made with several firms that are only counted, each of which then has a part: "a deal worth
    AMT with two Chinese companies"."""
    return any(
        i.lower in {"companies", "firms"} and "NUM" in (kind_at(items, k - 1), kind_at(items, k - 2))
        for k, i in enumerate(items)
    )


def ordered_by(sentence: Sentence, last: Draft) -> bool:
    """Whether a sentence only says from whom the order just told of came ("This order comes from X"); then that deal
    has taken it in."""
    items = sentence.items
    near = last.sentence.headline == sentence.headline and 0 < sentence.index - last.sentence.index <= 2
    if not near:
        return False
    if (by := _placed_by(items)) is not None and _of_goods_told(items, last):
        return _take_buyer(sentence, last, by)
    if lower_at(items, 0) not in {"the", "this"}:
        return False
    verb = next((k for k in range(2, min(6, len(items))) if items[k].lower in {"came", "comes"}), 0)
    if not verb or lower_at(items, verb + 1) != "from" or not any(items[k].is_("deal_noun") for k in range(1, verb)):
        return False
    return _take_buyer(sentence, last, verb + 2)


def sold_by(sentence: Sentence, last: Draft) -> bool:
    """Whether a sentence only says who made the sales just told of: "The sales were made by X and Y"; then that deal
    has taken them in."""
    items = sentence.items
    by = next((k for k in range(3, min(6, len(items))) if items[k].lower == "by"), 0)
    near = last.sentence.headline == sentence.headline and 0 < sentence.index - last.sentence.index <= _NEAR
    if not by or not near or lower_at(items, 0) not in {"the", "these"} or lower_at(items, by - 1) not in _DONE:
        return False
    parties: tuple[Party, ...] = last.get("parties") or ()
    role: PartyRole | None = _TRADES.get(lower_at(items, 1))
    if role is None or any(p.role == role for p in parties):
        return False
    named = [s for s in sides_in(sentence, by + 1, len(items)) if s.name]
    told = tuple(Party(name=s.name, role=role, country=s.country) for s in named)
    if not told:
        return False
    last.put("parties", (*parties, *told), *(i for s in named for i in s.items), sentence=sentence)
    last.also.append(sentence)
    return True


_DONE = frozenset({"made", "done"})
_TRADES: dict[str, PartyRole] = {
    "sale": "supplier", "sales": "supplier", "purchase": "buyer", "purchases": "buyer"
}  # fmt: skip


def _placed_by(items: list[Item]) -> int | None:
    """The index behind "by" where a sentence says who gave the order: "the order was placed by", "the ships have been
    ordered by"."""
    if lower_at(items, 0) in {"the", "these"} and (items[1].kind == "GOOD" or items[1].lower in _CRAFT):
        by = next((k for k in range(3, min(7, len(items) - 1)) if items[k].lower == "by"), 0)
        if by and items[by - 1].lower in {"ordered", "contracted", "bought", "purchased"}:
            return by + 1
    for n in range(1, len(items) - 3):
        if items[n].is_("deal_noun") and lower_at(items, n - 1) in {"the", "this"}:
            v = n + 1 + (lower_at(items, n + 1) in {"was", "were"})
            if lower_at(items, v).split(" ")[-1] in {"placed", "awarded", "given"} and lower_at(items, v + 1) == "by":
                return v + 2
    return None


def _of_goods_told(items: list[Item], last: Draft) -> bool:
    """Whether the goods that open a sentence are those of the deal before: "The trams were ordered by"."""
    if items[1].kind != "GOOD":
        return True
    told = {code[:2] for good in last.get("goods") or () for code in good.hs}
    return not told or bool(told & {code[:2] for code in good_of(items[1]).hs})


_CRAFT = frozenset({"ships", "vessels", "units", "aircraft", "newbuildings"})


def _take_buyer(sentence: Sentence, last: Draft, start: int) -> bool:
    items = sentence.items
    parties: tuple[Party, ...] = last.get("parties") or ()
    named = [s for s in sides_in(sentence, start, len(items)) if s.name and s.start <= start + 8]
    if not any(p.role == "supplier" for p in parties) or any(p.role == "buyer" for p in parties) or not named:
        return False
    buyer = named[0]
    last.put(
        "parties",
        (*parties, Party(name=buyer.name, role="buyer", country=buyer.country)),
        *buyer.items,
        sentence=sentence,
    )
    codes = tuple(last.get("countries") or ())
    if buyer.country is not None and buyer.country not in codes and len(codes) < 2:
        last.put("countries", (*codes, buyer.country), *buyer.items, sentence=sentence)
    take_sizes(last, sentence)
    last.also.append(sentence)
    return True


def _behind_sum(items: list[Item], k: int) -> tuple[int, int | None]:
    """The index behind the sum that a deal's noun is said to be worth at `k` ("worth AMT", ", valued at AMT,"), and
    that of the sum."""
    at = k + (lower_at(items, k) == ",")
    if lower_at(items, at) not in {"worth", "valued"}:
        return k, None
    at += 1 + (lower_at(items, at + 1) == "at")
    if kind_at(items, at) != "AMT":
        return k, None
    return at + 1 + (lower_at(items, at + 1) == ","), at


def _both_signed(sentence: Sentence, last: Draft) -> bool:
    """Take who signed and when from "A and B signed the deal on Tuesday", right behind a deal of their countries that
    names one of them or none."""
    items = sentence.items
    verb = next((k for k, i in enumerate(items) if i.lower == "signed"), 0)
    the = lower_at(items, verb + 1) in {"the", "this"} and verb + 2 < len(items) and items[verb + 2].is_("deal_noun")
    if not the or sentence.index - last.sentence.index > 2 or not sentence.kinds.isdisjoint({"AMT", "QTY", "PERSON"}):
        return False
    named = [s for s in sides_in(sentence, 0, verb) if s.name]
    known: dict[str, PartyRole | None] = {p.name: p.role for p in last.get("parties") or () if p.name}
    codes = {s.country for s in named if s.country}
    if len(named) != 2 or lower_at(items, named[1].start - 1) != "and" or not codes <= set(last.get("countries") or ()):
        return False
    if len(known) > 1 or not set(known) <= {s.name for s in named}:
        return False
    missing = _OTHER_ROLE.get(next(iter(known.values()), None))
    last.put(
        "parties",
        tuple(Party(name=s.name, role=known.get(s.name or "", missing), country=s.country) for s in named),
        *(i for s in named for i in s.items),
        sentence=sentence,
    )
    when = slots.times(sentence, verb, len(items), ahead=False)
    if when.date is not None and empty(last.get("date")):
        last.put("date", when.date.value, *when.date.items, sentence=sentence)
    last.also.append(sentence)
    return True


_MADE = frozenset("signed struck concluded reached inked sealed".split())
_OTHER_ROLE: dict[PartyRole | None, PartyRole | None] = {"buyer": "supplier", "supplier": "buyer"}
_NEAR = 5


def _took_signers(sentence: Sentence, last: Draft, verb: int) -> bool:
    """Take the two bodies behind "by" or "between", where the deal has no parties yet and they are of its countries."""
    items = sentence.items
    if lower_at(items, verb + 1) not in {"by", "between"} or not empty(last.get("parties")):
        return False
    named = [s for s in sides_in(sentence, verb + 1, len(items)) if s.name and s.word not in word_class("person")]
    named = [s for s in named if lower_at(items, s.start - 1) not in {"under", "of", "in", "at"}]
    codes = set(last.get("countries") or ())
    if any(s.country is not None and s.country not in codes for s in named) or len(codes) < 2:
        return False
    pair = named[:2]
    told = {s.country for s in pair if s.country}
    if len(pair) == 2 and len(told) == 1 and len(codes) == 2:  # "the national company X and Y of China"
        rest = next(iter(codes - told))
        pair = [s if s.country else s._replace(country=rest) for s in pair]
    if len(pair) < 2 or {s.country for s in pair} != codes:
        return False
    parties = tuple(Party(name=s.name, role=None, country=s.country) for s in pair)
    last.put("parties", parties, *(i for s in pair for i in s.items), sentence=sentence)
    last.also.append(sentence)
    return True


def _took_signing(sentence: Sentence, last: Draft, noun: int, verb: int, amount: Item | None = None) -> bool:
    """What was only told as planned, and then as signed: "X will supply 60 trucks to Y. The contract was signed"."""
    if last.get("status") != "planned" or last.get("instrument") not in {None, "", "purchase"}:
        return False
    if sentence.index > last.sentence.index + 1:
        return False
    items = sentence.items
    last.stance = "stated"
    if amount is not None:
        last.put("amount", amount.value, amount, sentence=sentence)
    last.put("instrument", items[noun].cue("deal_noun"), items[noun], sentence=sentence)
    last.put("status", "signed", items[verb], sentence=sentence)
    when = slots.times(sentence, verb, len(items), ahead=False)
    place = where.place_of(sentence, verb, len(items))
    if place is not None and empty(last.get("at")):
        last.put("at", place.value, *place.items, sentence=sentence)
    told = last.get("date")
    if when.date is not None:
        last.put("date", when.date.value, *when.date.items, sentence=sentence)
        if told is not None and empty(last.get("term")):
            last.put("term", told)
    last.also.append(sentence)
    return True


def _next(document: Document, sentence: Sentence) -> Sentence | None:
    at = sentence.index + 1
    if at >= len(document.sentences) or document.sentences[at].headline != sentence.headline:
        return None
    return document.sentences[at]


def _says_what_for(sentence: Sentence) -> bool:
    """Whether a sentence opens with the deal just told of and says what it is: "The contract covers", "Under it"."""
    items = sentence.items
    k = 1 if lower_at(items, 0) == "under" else 0
    if lower_at(items, k) not in {"the", "this"}:
        return False
    noun = next((j for j in range(k + 1, min(len(items), k + 4)) if items[j].is_("deal_noun")), None)
    if noun is None:
        return False
    if lower_at(items, noun + 1) == ",":  # "The deal, worth AMT, is for"
        noun = next((j for j in range(noun + 2, min(len(items), noun + 12)) if items[j].lower == ","), noun)
    return k == 1 or lower_at(items, noun + 1).split(" ")[0] in _TELLS


def _take_countries(draft: Draft, sentence: Sentence) -> None:
    codes = tuple(draft.get("countries") or ())
    more = [code for code in codes_of(sentence) if code not in codes]
    if more and len(codes) + len(more) <= 3:
        places = [i for i in sentence.items if i.kind in ("PLACE", "DEM") and i.value.code in more]
        draft.put("countries", (*codes, *more), *places, sentence=sentence)


def _take_roles(draft: Draft, sentence: Sentence) -> None:
    """Who sells, where the sentence speaks of a sale or a purchase: the side named first is meant."""
    parties: tuple[Party, ...] = draft.get("parties")
    lows = {i.lower for i in sentence.items}
    if len(parties) != 2 or any(p.role for p in parties) or not lows & (_SELLS | _BUYS):
        return
    roles: tuple[PartyRole, PartyRole] = ("supplier", "buyer") if lows & _SELLS else ("buyer", "supplier")
    told = tuple(msgspec.structs.replace(p, role=r) for p, r in zip(parties, roles, strict=True))
    draft.slots["parties"] = told
