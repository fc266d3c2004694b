"""A clause -> a draft: parties with roles, countries, sums, quantities, goods, dates."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import context, origins, slots
from tradebook.extract.kinds.deal.agreed import Clause
from tradebook.extract.kinds.deal.context import antecedent, both_named, both_sides, pair_before
from tradebook.extract.kinds.deal.further import told_on
from tradebook.extract.kinds.deal.judge import is_bank, is_deal
from tradebook.extract.kinds.deal.origins import Sides
from tradebook.extract.kinds.deal.sides import Side, sides_in, ticker, word_class
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.extract.mentions.numbers import plain
from tradebook.places import is_group
from tradebook.statement import Party, PartyRole, Quantity


def fill(document: Document, clause: Clause, last: Draft | None = None) -> Draft | None:
    """The draft of a clause, None where it lacks what makes a deal of trade."""
    draft = Draft("deal", clause.sentence, stance=clause.mood.stance, confidence=clause.confidence)
    items = clause.sentence.items
    if clause.instrument is not None:
        mark = items[clause.noun] if clause.noun >= 0 else items[clause.verb]
        draft.put("instrument", clause.instrument, mark)
    draft.put("status", clause.status, items[clause.verb])
    _sums(draft, clause)
    _sizes(draft, clause)
    _when_and_where(draft, clause)
    sides = origins.known(document, draft, clause, _sides(document, clause, draft))
    _parties(draft, clause, sides)
    _countries(document, draft, clause, sides, last)
    context.take_partner(document, draft)
    if not is_deal(draft, clause, sides) and not told_on(document, draft, clause):
        return None
    _branches(draft)
    return draft


# -- figures -----------------------------------------------------------------------------------------------------------


def _sums(draft: Draft, clause: Clause) -> None:
    items = clause.sentence.items
    near = min(clause.verb, clause.noun - 4) if clause.noun >= 0 else clause.verb
    found = slots.money(items, max(clause.start, near), clause.stop)
    if found.amount is None:
        found = slots.money(items, clause.start, clause.stop)
    if found.amount is not None:
        draft.put("amount", found.amount.value, found.amount)
    if found.also:
        draft.put("amount_also", tuple(i.value for i in found.also), *found.also)
    if found.unit_price is not None:
        draft.put("unit_price", found.unit_price.value, found.unit_price)
    term = slots.incoterm(items, clause.start, clause.stop)
    if term is not None:
        draft.put("incoterm", term.text.upper(), term)


def _sizes(draft: Draft, clause: Clause) -> None:
    sentence, items = clause.sentence, clause.sentence.items
    if clause.noun >= 0 and (count := _count(items, clause.noun)) is not None:
        draft.put("count", int(count.value.low), count)
    found = slots.quantities(sentence, clause.start, clause.stop)
    found = [] if clause.form == "invest" else _of_goods(found)
    if found and not (clause.form in ("lend", "borrow") and found[0].good is None):
        whole, part = _part_and_whole(items, found)
        draft.put("quantity", whole.quantity, *whole.items)
        if part is not None:
            draft.put("delivered", part.quantity, *part.items)
    _goods(draft, clause, found)


_POWER = frozenset({"MAW", "KWT", "A90", "KMT", "MTR", "SMI", "HAR", "ACR", "MTK", "KMK"})


def _of_goods(found: list[slots.Counted]) -> list[slots.Counted]:
    """The quantities without sizes of works, fields and roads ("four 100 MW gas turbines")."""
    return [c for c in found if c.quantity.unit not in _POWER]


def _count(items: list[Item], n: int) -> Item | None:
    """The number of documents right before their noun: "31 documents", "two new contracts"."""
    for k in range(n - 1, max(-1, n - 4), -1):
        if items[k].kind == "NUM":
            exact = items[k].value.low == items[k].value.high and items[k].value.scale == 1
            exact = exact and not (k and items[k - 1].text[:1].isupper() and k > 1)  # "Public Law 480 agreement"
            return items[k] if exact and lower_at(items, k + 1) not in {"-", "of"} else None
        if items[k].kind not in ("w", "DEM", "CUE", "GOOD") or items[k].lower in {"a", "an", "the"}:
            return None
    return None


def _part_and_whole(items: list[Item], found: list[slots.Counted]) -> tuple[slots.Counted, slots.Counted | None]:
    """The quantity agreed and the part delivered: "10,000 tonnes of the 23,000 tonnes"."""
    if len(found) > 1:
        between = [i.lower for i in items[found[0].stop : found[1].start]]
        if {"and", ","} & set(between):
            return found[0], None
        alike = found[0].quantity.unit == found[1].quantity.unit or between[1:2] == ["the"]
        if between and between[0] in {"of", "out"} and len(between) <= 4 and alike:
            return found[1], found[0]
        if lower_at(items, found[0].start - 1) == "first" and lower_at(items, found[1].start - 1) in {
            "for",
            "of",
            "on",
        }:
            return found[1], found[0]  # "the first 50 trucks under a contract for 400"
    first = found[0].start
    if lower_at(items, first - 1) == "the":
        first -= 1
    if lower_at(items, first - 1) == "of" and kind_at(items, first - 2) == "NUM":  # "120,000 of 150,000 tonnes"
        bare = items[first - 2]
        part = Quantity(
            value=plain(bare.value.low), unit=found[0].quantity.unit, qualifier=bare.value.qualifier,
            precision=plain(bare.value.precision), text=bare.text,
        )  # fmt: skip
        return found[0], slots.Counted(part, None, (bare,), first - 2, first - 1)
    return found[0], None


def _goods(draft: Draft, clause: Clause, found: list[slots.Counted]) -> None:
    if clause.instrument in ("loan", "investment"):
        found = []
        if not _straight_for(clause):
            return
    sentence = clause.sentence
    goods = list({c.good.text: (c.good, c.items[-1]) for c in found if c.good is not None}.values())
    at = max(clause.verb, clause.noun) if clause.noun >= 0 else clause.verb
    for good, item in slots.goods_in(sentence, at + 1, clause.stop) or (
        slots.goods_in(sentence, clause.start, at) if not goods else []
    ):
        if not _describes(sentence.items, item) and all(good.text not in g.text for g, _ in goods):
            goods.append((good, item))
    if not goods and clause.noun > clause.verb >= 0:
        goods = [(good_of(i), i) for i in sentence.items[clause.verb + 1 : clause.noun] if i.kind == "GOOD"]
    if not goods and found and (found[0].quantity.unit or "").isupper():
        items = sentence.items
        goods = [
            (good_of(items[k]), items[k])
            for k in range(clause.start, clause.verb)
            if items[k].kind == "GOOD" and lower_at(items, k + 1) in word_class("maker")
        ]  # "LNG exporter X agreed to supply Y with 300,000 tonnes"
    if goods:
        draft.put("goods", tuple(g for g, _ in goods), *(i for _, i in goods))


def _straight_for(clause: Clause) -> bool:
    """Whether a loan names the goods it pays for: "a line of credit for metro trains"."""
    items = clause.sentence.items
    return any(items[k].lower == "for" and kind_at(items, k + 1) == "GOOD" for k in range(clause.verb, clause.stop - 1))


def _describes(items: list[Item], item: Item) -> bool:
    """Whether a good only describes a body behind it ("armaments agency", "steel company ESM")."""
    k = next((n for n, i in enumerate(items) if i is item), -1)
    nxt = lower_at(items, k + 1)
    return (
        _of_maker(items, k)
        or (item.lower in word_class("maker") and kind_at(items, k - 1) == "GOOD")
        or nxt in word_class("generic")
        or nxt in word_class("body_head")
        or nxt in {"importer", "sector", "sectors", "industry", "fair", "project", "projects"}
    )


def _of_maker(items: list[Item], k: int) -> bool:
    """Whether the good at `k` is what a firm makes in general: "the largest producer of steel"."""
    while k > 0 and (items[k - 1].kind == "GOOD" or (items[k - 1].kind == "w" and items[k - 1].text.islower())):
        k -= 1
        if items[k].lower == "of":
            return lower_at(items, k - 1) in word_class("maker")
    return False


# -- time and place --------------------------------------------------------------------------------------------------


def _when_and_where(draft: Draft, clause: Clause) -> None:
    sentence = clause.sentence
    when = slots.times(sentence, clause.start, clause.stop, ahead=clause.mood.ahead, verb=clause.verb)
    if when.date is not None and clause.form != "invest":
        draft.put("date", when.date.value, *when.date.items)
    if when.term is not None:
        draft.put("term", when.term.value, *when.term.items)
    place = slots.place_of(sentence, clause.start, clause.stop)
    if place is not None:
        draft.put("at", place.value, *place.items)


def _branches(draft: Draft) -> None:
    joint = slots.cooperation(draft.sentence)
    if joint and not draft.get("amount"):
        draft.put("sectors", joint)
        draft.slots.pop("goods", None)
        draft.spans.pop("goods", None)
        return
    found = slots.sectors(draft.sentence)
    if found and not draft.get("goods"):
        draft.put("sectors", found)


# -- sides -----------------------------------------------------------------------------------------------------------


_WITH = frozenset("with from to by between for of".split())


def _sides(document: Document, clause: Clause, draft: Draft) -> Sides:
    sentence = clause.sentence
    items = sentence.items
    passive = 0 <= clause.noun <= clause.verb and clause.form in ("two", "given")
    edge = clause.noun if passive else clause.verb
    if clause.noun == clause.verb:  # "among them a contract of A with B"
        edge = next((k for k in range(clause.noun + 1, clause.stop) if items[k].lower in {"with", "and"}), clause.stop)
    subject = sides_in(sentence, clause.start, edge)
    if not passive:
        subject = _acting(sentence, subject, edge)
    other = sides_in(sentence, edge if clause.noun == clause.verb else edge + 1, clause.stop)
    if passive and clause.form == "two" and not any(s.name for s in subject):
        by = [s for s in _counterparts(clause, other) if s.name]
        if len(by) > 1 and any(i.lower in {"by", "between"} for i in items[clause.verb : clause.stop]):
            subject, other = by, [s for s in other if s not in by]
    if not passive and not any(s.name for s in subject):
        both = both_named(document, sentence, clause.start, edge)
        if both is not None:
            draft.lean_on(both[1])
            return Sides(both[0], [s for s in other if not _is_place_of(draft, s)], [])
        named = antecedent(document, sentence, clause.start, edge)
        if named is None and clause.form == "send" and clause.noun < 0 and not any(s.name for s in other):
            named = context.spoken_of(document, sentence)
        if named is not None:
            side, where = named
            if where is not sentence:
                draft.lean_on(where)
            subject = [side, *(s for s in subject if s.country != side.country)]
    return Sides(subject, [s for s in other if not _is_place_of(draft, s)], [])


def _in_aside(items: list[Item], side: Side, edge: int) -> bool:
    """Whether a side stands in a relative clause that closes before the verb at `edge`: "X, which mines in Y,"."""
    opens = next((k for k in range(side.start, 0, -1) if items[k].lower in {"which", "who", "whose", "operated"}), 0)
    return (
        opens > 0 and lower_at(items, opens - 1) == "," and any(items[k].lower == "," for k in range(side.stop, edge))
    )


def _acting(sentence: Sentence, sides: list[Side], edge: int) -> list[Side]:
    """The sides before a verb without the fairs and what hangs on a preposition ("At the forum in Cairo, ..."), where
    others remain."""
    sides = [s for s in sides if s.name is None or not _is_event(s)]
    sides = [s for s in sides if not _in_aside(sentence.items, s, edge)] or sides
    free: list[Side] = []
    for k, side in enumerate(sides):
        before = side.start - 1
        before -= lower_at(sentence.items, before) == "the"
        joined = lower_at(sentence.items, before) in {"and", ","} and k and free[-1:] == [sides[k - 1]]
        if (joined or context.stands_free(sentence, side)) and not _bracketed(sentence, side):
            free.append(side)
    return free if any(s.name for s in free) else sides


def _is_event(side: Side) -> bool:
    head = (side.name or "").lower().rsplit(" ", 1)[-1]
    if side.items[0].kind not in ("ORG", "NAME") or head == "commission":  # "Botswana Meat Commission" is a body
        return False
    return side.items[0].value.kind == "event" or head in word_class("event_head")


def _bracketed(sentence: Sentence, side: Side) -> bool:
    return lower_at(sentence.items, side.start - 1) == "(" and lower_at(sentence.items, side.stop) == ")"


def _is_place_of(draft: Draft, side: Side) -> bool:
    at = draft.get("at")
    return bool(at) and side.name is not None and side.name in at


_SUPPLY = frozenset(
    "supply deliver build sell ship export provide construct manufacture shipment supplies delivery sale "
    "send upgrade".split()
)
_BUYING = frozenset("buy acquire acquisition purchase import procure order procurement imports".split())


def _direction(clause: Clause) -> str | None:
    """What the subject does by the words behind the instrument: "supplier", "buyer", None."""
    if clause.form in ("win", "sell", "send"):
        return "supplier"
    if clause.form in ("give", "buy"):
        return "buyer"
    items = clause.sentence.items
    at = max(clause.noun, clause.verb)
    for k in range(at + 1, clause.stop):
        low = items[k].lower
        before = lower_at(items, k - 1)
        if before in {"to", "for", "on", "the", "will", "would"} or kind_at(items, k - 1) == "CUE":
            if low in _BUYING:
                return "buyer"
            if low in _SUPPLY:
                return "supplier"
    for k in range(at + 1, clause.stop if clause.instrument != "memorandum" else at):
        if items[k].lower in {"for", "on"} and kind_at(items, k + 1) in {"NUM", "QTY", "GOOD"}:
            return "supplier"
    return None


_ROLES: dict[str, tuple[PartyRole | None, PartyRole | None]] = {
    "lend": ("lender", "borrower"),
    "borrow": ("borrower", "lender"),
    "invest": ("investor", None),
    "given": (None, "supplier"),
}


def _roles(clause: Clause) -> tuple[PartyRole | None, PartyRole | None]:
    """The roles of the subject and of the other side."""
    if clause.status in ("cancelled", "suspended") and clause.form == "two":
        return None, None
    if clause.form in _ROLES:
        return _ROLES[clause.form]
    way = _direction(clause)
    if way == "supplier":
        return "supplier", "buyer"
    if way == "buyer":
        return "buyer", "supplier"
    return None, None


_Cast = list[tuple[Side, PartyRole | None]]


def _parties(draft: Draft, clause: Clause, sides: Sides) -> None:
    mine, theirs = _roles(clause)
    parties: list[Party] = []
    used: list[Item] = []
    chosen = [(s, mine) for s in sides.subject] + [(s, theirs) for s in _counterparts(clause, sides.other)]
    named = [(s, r) for s, r in chosen if s.name]
    if clause.instrument == "loan" and clause.form in ("two", "talk"):
        named = _loan_roles(named)
    elif (
        len([s for s in sides.subject if s.name]) > 1
        and clause.form == "two"
        and (clause.instrument == "contract" or draft.get("goods"))
    ):
        named = _joint_roles(named, ordered=clause.instrument == "contract" and mine == "supplier")
    for side, role in named:
        name = side.name or side.items[0].text
        if any(p.name == name for p in parties) or (clause.form == "invest" and role is None):
            continue
        parties.append(Party(name=name, role=role, country=side.country))
        used.extend(side.items)
    if parties:
        draft.put("parties", tuple(parties), *(i for i in used if _in(draft, i)))


def _in(draft: Draft, item: Item) -> bool:
    return any(i is item for i in draft.sentence.items)


def _loan_roles(named: _Cast) -> _Cast:
    """Of two that sign a loan the bank lends; of two banks the one named first."""
    banks = [is_bank(side) for side, _ in named]
    if not any(banks):
        return [(side, None) for side, _ in named]
    if all(banks):
        return [(side, "lender" if k == 0 else "borrower") for k, (side, _) in enumerate(named)]
    return [(side, "lender" if bank else "borrower") for (side, _), bank in zip(named, banks, strict=True)]


def _joint_roles(named: _Cast, *, ordered: bool) -> _Cast:
    """Sides that sign together: a ministry or an army buys, the others sell to it; in a contract for the supply of
    goods (`ordered`) the first sells; else nothing tells who does."""
    buys = [side.word in word_class("state_buyer") for side, _ in named]
    if ordered and not any(buys) and len(named) == 2:
        buys = [False, True]
    if sum(buys) != 1 or len(named) < 2:
        return [(side, None) for side, _ in named]
    return [(side, "buyer" if b else "supplier") for (side, _), b in zip(named, buys, strict=True)]


_BEHIND = frozenset({"with", "from", "by", "between"})
_LINKS = {"lend": frozenset({"with", "between"})}  # what a loan buys from others makes them no borrowers


def _infinitive(items: list[Item], k: int) -> bool:
    """Whether a verb with its object follows "to" at `k` ("to upgrade that country's fleet"), or another verb governs
    it ("leased to")."""
    if kind_at(items, k - 1) == "w" and items[k - 1].lower.endswith("ed"):
        return True
    return kind_at(items, k + 1) == "w" and lower_at(items, k + 2) in {"the", "that", "its", "their", "a"}


def _with_goods(items: list[Item], verb: int, k: int) -> bool:
    """Whether "with" at `k` names the goods: "to supply Colombia with System X"."""
    if items[k].lower != "with":
        return False
    at = next((j for j in range(k - 1, verb, -1) if items[j].lower in {"supply", "provide"}), None)
    return at is not None and not any(i.is_("deal_noun") or i.lower == "," for i in items[at:k])


_MADE = frozenset("made manufactured produced built mined assembled designed developed operated owned".split())


def _is_source(items: list[Item], side: Side) -> bool:
    """Whether a name is where the goods come from, and no side: "from its Alba mine", "buses made by X"."""
    before = lower_at(items, side.start - 1)
    if before in {"its", "their"} or (before == "s" and lower_at(items, side.start - 3) == "latter"):
        return True
    by = side.start - 1 - (before in {"the", "a"})
    return lower_at(items, by) == "by" and lower_at(items, by - 1).split(" ")[-1] in _MADE


_ASTRAY = frozenset("and in at on under via through across over into near during against".split())


def _counterparts(clause: Clause, others: list[Side]) -> list[Side]:
    """The sides behind the verb that are party to the deal: those behind "with", "from", "by", "to", "between", and
    what is joined to them by "and"; a name elsewhere is something else (a plant, a project)."""
    items = clause.sentence.items
    found: list[Side] = []
    for side in others:
        if _is_source(items, side):
            continue
        k = side.start - 1
        while k > clause.start and (
            items[k].lower in {"the", "a", "an", "its", "-", "'", "’", "s", "based", "of", "city", "state", "local"}
            or items[k].kind in ("DEM", "PLACE", "GOOD")
            or (
                items[k].kind == "w"
                and items[k].text.islower()
                and items[k].lower not in _WITH | _ASTRAY
                and items[k].kind != "CUE"
            )
            or items[k].is_("partner_noun")
            or items[k].is_("rank")
            or (items[k].lower in {"import", "export", "trade", "power"} and kind_at(items, k + 1) == "w")
        ):
            if items[k].lower == "of" and lower_at(items, k - 1) not in {"city", "government", "ministry", "port"}:
                break
            k -= 1
        low = lower_at(items, k)
        if (
            (
                (low in _LINKS.get(clause.form, _BEHIND) and not _with_goods(items, clause.verb, k))
                or (items[k].text == "to" and not items[k + 1].is_("deal_send") and not _infinitive(items, k))
                or (low == "for" and clause.form in ("lend", "borrow"))
            )
            or (low in {"and", ","} and found and side.start - found[-1].stop <= 4)
            or (clause.form in ("lend", "give") and k == clause.verb)
            or (
                items[k].lower in {"supply", "provide"}
                and any(i.lower == "with" for i in items[side.stop : clause.stop])
            )
        ):
            found.append(side)
    return found


# -- countries -------------------------------------------------------------------------------------------------------


def _countries(document: Document, draft: Draft, clause: Clause, sides: Sides, last: Draft | None) -> None:
    found: dict[str, Item] = {}
    for side in sides.all():
        if side.country and _is_side(side.country) and not (side.name is None and _only_hosts(clause, side)):
            found.setdefault(side.country, side.items[-1])
    if len(found) < 2 and clause.form in ("sell", "buy") and clause.instrument == "purchase":
        for side in sides_in(clause.sentence, clause.stop, len(clause.sentence.items)):
            if side.country and side.name and not any(s.country for s in sides.subject):
                found[side.country] = side.items[-1]  # "private exporters ..., the U.S. Department of Agriculture said"
    if len(found) < 2:
        items = clause.sentence.items
        for k in range(clause.start, clause.stop):
            item = items[k]
            if (
                item.kind in ("PLACE", "DEM")
                and _is_side(item.value.code)
                and not (k and ticker(items, k - 1) > k)
                and not (clause.form not in ("win", "given") and _hosts(items, k))
            ):
                found.setdefault(item.value.code, item)
    if not found and clause.noun >= 0:
        for item in draft.sentence.items:
            if item.kind in ("PLACE", "DEM") and _is_side(item.value.code):
                found.setdefault(item.value.code, item)
        if len(found) != 2:
            found = {}
    found = _without_place(found, clause, sides)
    sized = any(draft.get(s) for s in ("amount", "count", "quantity", "goods"))
    if not found:
        context.inherit(draft, last, _definite(clause))
        if draft.get("countries"):
            return
    if len(found) < 2 and sized and _open_side(clause, found, sides):
        pair = pair_before(document, draft.sentence, set(found)) or both_sides(document, draft.sentence, set(found))
        if pair is not None and (not found or set(pair[0]) == set(origins.main_pair(document))):
            codes, where = pair
            draft.lean_on(where)
            if (
                draft.get("date") is None
                and where.index == draft.sentence.index - 1
                and (day := context.date_of_event(where))
            ):
                draft.put("date", day[0], day[1], sentence=where)
            draft.confidence -= 0.15
            draft.put("countries", codes)
            draft.cite("countries", *found.values())
            return
    if found:
        draft.put("countries", tuple(found), *(i for i in found.values() if _in(draft, i)))


_UNIONS = frozenset({"EUU", "EEC", "EAEU", "ASEAN"})


def _is_side(code: str) -> bool:
    """Whether a code can be a side of a deal: a country, or a union that signs for its members."""
    return code in _UNIONS or not is_group(code)


def _definite(clause: Clause) -> bool:
    items = clause.sentence.items
    return clause.noun >= 0 and any(
        lower_at(items, k) in {"the", "this", "that"} for k in (clause.noun - 1, clause.noun - 2)
    )


_TOWNS = frozenset({"city", "capital"})


def _hosts(items: list[Item], k: int) -> bool:
    """Whether the place at `k` only tells where something was done: "in Jeddah", "in Jeddah, Saudi Arabia"."""
    if kind_at(items, k) != "PLACE":
        return False
    if lower_at(items, k - 1) == "," and kind_at(items, k - 2) == "PLACE":
        k -= 2
    return items[k].value.form in _TOWNS and lower_at(items, k - 1) in {"in", "at"}


def _only_hosts(clause: Clause, side: Side) -> bool:
    items = clause.sentence.items
    k = next((k for k in range(clause.start, clause.stop) if items[k] is side.items[0]), -1)
    return k > 0 and _hosts(items, k)


def _open_side(clause: Clause, found: dict[str, Item], sides: Sides) -> bool:
    """Whether a side is left whose country the report may tell: none is named here, or one of unknown country; the
    lender of a loan may be of none."""
    if clause.form == "invest":
        return True
    named = {s.name: s.country for s in sides.all() if s.name}
    if clause.instrument == "loan":
        return len(named) < 2 and None not in named.values()
    return not found or not named or None in named.values()


def _without_place(found: dict[str, Item], clause: Clause, sides: Sides) -> dict[str, Item]:
    """Where two countries deal, one that only hosts them ("in Dubai") is none of theirs."""
    if len(found) < 3:
        return found
    items = clause.sentence.items
    hosts = {
        items[k + 1].value.code
        for k in range(clause.start, clause.stop - 1)
        if items[k].lower in {"in", "at"} and items[k + 1].kind == "PLACE"
    }
    rest = {c: i for c, i in found.items() if c not in hosts}
    return rest if len(rest) >= 2 else found
