"""Who deals with whom: the sides of a clause and their roles."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import antecedents, pointing
from tradebook.extract.kinds.deal.antecedents import antecedent
from tradebook.extract.kinds.deal.context import both_named
from tradebook.extract.kinds.deal.counterparts import counterparts
from tradebook.extract.kinds.deal.firms import known_country
from tradebook.extract.kinds.deal.instruments import auxiliary, builds_works, passive_at
from tradebook.extract.kinds.deal.intake import COUNTERPART
from tradebook.extract.kinds.deal.leaning import leaning
from tradebook.extract.kinds.deal.loans import Cast, loan_roles, only_approves
from tradebook.extract.kinds.deal.origins import Sides
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.statement import Party, PartyRole


def sides_of(document: Document, clause: Clause, draft: Draft) -> Sides:
    sentence = clause.sentence
    items = sentence.items
    passive = 0 <= clause.noun <= clause.verb and clause.form in ("two", "given")
    edge = clause.noun if passive else clause.verb
    if clause.noun == clause.verb:  # "among them a contract of A with B"
        edge = next((k for k in range(clause.noun + 1, clause.stop) if items[k].lower in {"with", "and"}), clause.stop)
    subject = [s for s in sides_in(sentence, clause.start, edge) if not clause.skip[0] <= s.start < clause.skip[1]]
    if not passive:
        subject = _relative(items, subject, edge) or _acting(sentence, subject, edge)
    other = sides_in(sentence, edge if clause.noun == clause.verb else edge + 1, clause.stop)
    if clause.noun == clause.verb:  # "among them a contract for the purchase of 40 buses from Y"
        other = [s for s in subject if _behind(items, s, {"from", "to", "by"})] + other
        subject = [s for s in subject if s not in other]
    other = [s for s in other if not _says_it(items, s)]
    if clause.form == "two" and (second := _second_with(items, edge, clause.stop)) is not None:
        other = [s for s in other if s.start < second]
    if not sentence.lowers.isdisjoint(_ATTENDING):
        other = [s for s in other if not (s.name and _attends(items, s))]
    if passive and clause.form == "two" and not any(s.name for s in subject):
        by = [s for s in counterparts(clause, other) if s.name]
        if agent := _agent(clause, by):
            subject, other = [agent], [s for s in other if s is not agent]
        elif len(by) > 1 and any(i.lower in {"by", "between"} for i in items[clause.verb : clause.stop]):
            subject, other = by, [s for s in other if s not in by]
    if clause.noun == clause.verb and not any(s.name for s in (*subject, *other)):
        told = antecedents.firm_before(document, sentence)
        if told is not None:
            draft.lean_on(told[1])
            subject = [told[0], *subject]  # "A deal worth AMT with Egypt was for"
    if clause.noun == clause.verb and lower_at(items, clause.noun + 1) == "between":
        subject, other = [*subject, *other[:1]], other[1:]
    if passive and clause.form == "two" and not any(s.name for s in subject) and len(_with(items, other)) == 1:
        # "Its director said that a contract had been signed with Y"
        told = antecedent(document, sentence, 0, clause.noun) or _spoken_for(document, clause)
        if told is not None and told[0].name not in {s.name for s in other}:
            if told[1] is not sentence:
                draft.lean_on(told[1])
            subject = [told[0], *subject]
    if clause.noun < 0 and clause.form in ("send", "buy", "sell") and _done_to(items, clause.verb):
        if clause.form == "send":
            return _of_load(clause, subject, other)
        if passive_at(items, clause.verb) and items[clause.verb].lower.endswith(("ed", "bought", "sold")):
            agents = [s for s in other if _behind(items, s, {"by"})]
            return Sides(agents, [s for s in other if s not in agents], [])
    if not passive and not subject and (land := pointing.country_meant(sentence, clause.start, edge)) is not None:
        subject = [land]
    elif not passive and not any(s.name for s in subject):
        both = both_named(document, sentence, clause.start, edge)
        if both is not None:
            draft.lean_on(both[1])
            return Sides(both[0], [s for s in other if not _is_place_of(draft, s)], [])
        pair = antecedents.joined_before(sentence, clause.start, edge)
        if pair:
            return Sides(pair, [s for s in other if not _is_place_of(draft, s)], [])
        buys = clause.form in ("buy", "give")
        named = pointing.country_before(document, sentence, clause.start, edge) if buys and not subject else None
        named = named or antecedent(document, sentence, clause.start, edge)
        if named is None and clause.form == "send" and clause.noun < 0 and not any(s.name for s in other):
            named = antecedents.spoken_of(document, sentence)
        if named is None and clause.form == "win" and 0 <= clause.noun < clause.verb:
            named = antecedents.firm_before(document, sentence)  # "The order came from"
        if named is None:
            named = pointing.unnamed(document, sentence, clause.start, edge)
        if named is not None:
            side, where = named
            if where is not sentence:
                draft.lean_on(where)
            subject = [side, *(s for s in subject if s.country != side.country)]
    if clause.form in ("send", "buy") and clause.start <= clause.noun < clause.verb:
        mine = {s.name for s in subject}
        agreed = [s for s in sides_in(sentence, clause.noun + 1, clause.verb) if s.name and s.name not in mine]
        other += agreed  # "under a contract with X, Y will": what hangs on "with" is the other side
    return Sides(subject, [s for s in other if not _is_place_of(draft, s)], [])


def _done_to(items: list[Item], v: int) -> bool:
    """Whether the verb at `v` is told of the goods: "were delivered"; not "is set to deliver", "is supplying", "has
    been contracted to supply"."""
    if lower_at(items, v - 1).split(" ")[-1] == "to" or items[v].lower.endswith("ing"):
        return False
    return auxiliary(items, v) and not (items[v].lower == "contracted" and lower_at(items, v + 1) == "to")


def _says_it(items: list[Item], side: Side) -> bool:
    """Whether a side only tells the news in an aside: "from X, the state railway Y said on Friday, part of"."""
    k = side.start - 1
    while k > 0 and (
        kind_at(items, k) in {"DEM", "PLACE", "w", "GOOD"}
        or lower_at(items, k) in {"'", "’", "-"}
        or items[k].is_("country_noun")  # "the state-run"
    ):
        k -= 1
    return side.name is not None and lower_at(items, k) == "," and lower_at(items, side.stop) in {"said", "says"}


def _relative(items: list[Item], sides: list[Side], edge: int) -> list[Side]:
    """The side right before the "which" whose verb stands at `edge`: "financed by X, which has opened a credit line
    for"; [] where there is none."""
    k = edge - 1
    while k > 0 and (items[k].lower in _HELPING or items[k].kind == "PER"):
        k -= 1
    if lower_at(items, k) not in {"which", "who"} or lower_at(items, k - 1) != ",":
        return []
    return [s for s in sides if s.name and s.stop == k - 1 and s.word not in word_class("person")][-1:]


_HELPING = frozenset("has have had will would also recently already in earlier".split())


def _agent(clause: Clause, sides: list[Side]) -> Side | None:
    """Who alone did it, behind "by", where the other side stands before the verb: "A contract to supply X was won by
    Y"."""
    items = clause.sentence.items
    agents = [s for s in sides if s.start > clause.verb and _behind(items, s, {"by"})]
    before = [s for s in sides if s.start < clause.verb]
    return agents[0] if len(agents) == 1 and before and len(sides) == 2 else None


def _second_with(items: list[Item], edge: int, stop: int) -> int | None:
    """Where the same subject's deal with another begins: "with X for 100 jets and with Y for 21"."""
    first = next((k for k in range(edge + 1, stop) if items[k].lower == "with"), stop)
    for k in range(first + 2, stop - 1):
        if items[k].lower == "and" and lower_at(items, k + 1) == "with":
            return k if any(items[j].lower == "for" for j in range(first, k)) else None
    return None


_ATTENDING = frozenset({"presence", "participation", "attendance"})


def _attends(items: list[Item], side: Side) -> bool:
    """Whether a side only looks on: "signed in the presence of Ambassador X", "with the participation of"."""
    for k in range(side.start - 1, max(-1, side.start - 24), -1):
        if items[k].lower in _ATTENDING:
            return lower_at(items, k + 1) == "of"
        if items[k].lower in {"by", "between", ";"}:
            return False
    return False


def _with(items: list[Item], sides: list[Side]) -> list[Side]:
    """The named sides that stand behind "with"."""
    return [s for s in sides if s.name and _behind(items, s, {"with"})]


def _spoken_for(document: Document, clause: Clause) -> tuple[Side, Sentence] | None:
    """The firm that a contract signed "with" somebody is one of: that whose director says so, else that which the
    sentence before is about."""
    sentence = clause.sentence
    inside = [s for s in sides_in(sentence, 0, clause.noun) if s.name and s.word not in word_class("person")]
    if inside:
        return (inside[0], sentence) if len(inside) == 1 else None
    return antecedents.firm_before(document, sentence)


def _of_load(clause: Clause, subject: list[Side], other: list[Side]) -> Sides:
    """The sides of a load that was sent: who sent it stands behind "by", the firm that gets it behind "to"; places
    and names elsewhere (where it was packed, the kind of fruit) are none."""
    items = clause.sentence.items
    countries = [s._replace(name=None) for s in (*subject, *other) if s.country and not _behind(items, s, {"by"})]
    senders = [s for s in other if s.name and _behind(items, s, {"by"}) and s.word not in {"air", "sea"}]
    takers = [s for s in other if s.name and _behind(items, s, {"to"}) and s.word != "city"]
    return Sides(senders, [*takers, *countries], [])


def _behind(items: list[Item], side: Side, prepositions: set[str]) -> bool:
    """Whether a preposition stands right before the side, or before the article or country that opens it."""
    k = side.start - 1
    while (
        lower_at(items, k) in {"the", "a", "an"}
        or kind_at(items, k) == "DEM"
        or (kind_at(items, k) == "w" and items[k].lower in word_class("generic"))
        or possessive_at(items, k) > k
        or possessive_at(items, k - 1) > k
        or (kind_at(items, k) == "PLACE" and possessive_at(items, k + 1) > k + 1)
    ):
        k -= 1
    return lower_at(items, k) in prepositions


def _in_aside(items: list[Item], side: Side, edge: int) -> bool:
    """Whether a side stands in a relative clause that closes before the verb at `edge`: "X, which mines in Y,"."""
    opens = next((k for k in range(side.start, 0, -1) if items[k].lower in {"which", "who", "whose", "operated"}), 0)
    return (
        opens > 0 and lower_at(items, opens - 1) == "," and any(items[k].lower == "," for k in range(side.stop, edge))
    )


def _owns(items: list[Item], side: Side, sides: list[Side], edge: int) -> bool:
    """Whether a side is only told as an owner of the one before, in an aside: "X, a joint venture of Y and Z,"."""
    opens = next((k for k in range(side.start - 1, 0, -1) if items[k].lower == "," and k > 0), 0)
    if not opens or lower_at(items, opens + 1) not in {"a", "an", "the"}:
        return False
    led = any(
        items[k].lower in _HELD_BY and lower_at(items, k + 1) in {"of", "between"} for k in range(opens, side.start)
    )
    closed = any(items[k].lower == "," for k in range(side.stop, edge))
    return led and closed and any(s.name and s.stop == opens for s in sides)


_HELD_BY = frozenset("venture subsidiary unit arm affiliate division".split())


def _acting(sentence: Sentence, sides: list[Side], edge: int) -> list[Side]:
    """The sides before a verb without the fairs and what hangs on a preposition ("At the forum in Cairo, ..."), where
    others remain."""
    sides = [s for s in sides if s.name is None or not _is_event(s)]
    sides = [s for s in sides if not _in_aside(sentence.items, s, edge)] or sides
    sides = [s for s in sides if not _owns(sentence.items, s, sides, edge)]
    free: list[Side] = []
    for k, side in enumerate(sides):
        before = side.start - 1
        while before > 0 and (_opens_side(sentence.items[before]) or _owns_next(sentence.items, before)):
            before -= 1  # "X of Norway and the Zambian dealer Y", "X of Algeria and Spain's Y"
        joined = lower_at(sentence.items, before) in {"and", ","} and k and free[-1:] == [sides[k - 1]]
        if (joined or antecedents.stands_free(sentence, side)) and not _bracketed(sentence, side):
            free.append(side)
    if any(s.name or (s.country and s.word in word_class("generic")) for s in free):
        return free
    if free and _acts_itself(sentence.items, free[-1], edge):
        return free[-1:]
    return [s for s in sides if not _is_seat(sentence.items, s)]


def _acts_itself(items: list[Item], side: Side, edge: int) -> bool:
    """Whether a country stands between a comma and its verb: "After talks with X in Lima, Ghana has agreed to sign"."""
    opens = side.start - 1 - (lower_at(items, side.start - 1) == "the")
    if lower_at(items, opens) != "," or kind_at(items, side.start) != "PLACE" or edge - side.stop > 5:
        return False
    return all(
        i.kind in {"w", "CUE", "PER"} and i.text[:1].islower() | (i.kind == "PER") for i in items[side.stop : edge]
    )


def _opens_side(item: Item) -> bool:
    """Whether an item stands between "and" and the name of a firm: an article, its country, what it is."""
    return item.lower == "the" or item.kind == "DEM" or (item.kind == "w" and item.lower in word_class("generic"))


def _owns_next(items: list[Item], k: int) -> bool:
    """Whether item `k` is part of a country's possessive: "Spain's"."""
    if items[k].kind == "PLACE":
        return possessive_at(items, k + 1) > k + 1
    return items[k].lower in {"s", "'", "’"} and any(
        kind_at(items, j) == "PLACE" and possessive_at(items, j + 1) > k for j in (k - 1, k - 2)
    )


def _is_seat(items: list[Item], side: Side) -> bool:
    """Whether a name is only where a works stands: "a bus factory in Sesvete Kraljevac"."""
    return side.name is not None and kind_at(items, side.start) == "NAME" and lower_at(items, side.start - 1) == "in"


def _is_event(side: Side) -> bool:
    head = (side.name or "").lower().rsplit(" ", 1)[-1]
    if side.items[0].kind not in ("ORG", "NAME") or head == "commission":  # "Botswana Meat Commission" is a body
        return False
    if any(item.kind == "PLACE" for item in side.items[1:]):
        return False  # "At the fair Alba of Serbia signed"
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
_EITHER = frozenset("supply supplies delivery deliveries shipment shipments".split())  # nouns that both sides sign for
_BUYING = frozenset("buy acquire acquisition purchase import procure order procurement imports".split())


def _direction(clause: Clause, mine: list[Side]) -> str | None:
    """What the subject does by the words behind the instrument: "supplier", "buyer"; "open" where goods are supplied
    and the words do not say by whom; None."""
    if clause.form in ("win", "sell", "send"):
        return "supplier"
    if clause.form in ("give", "buy"):
        return "buyer"
    items = clause.sentence.items
    at = max(clause.noun, clause.verb)
    if 0 <= clause.noun < clause.verb and len(mine) == 1 and mine[0].start > clause.verb:
        if items[clause.verb].is_("deal_win"):
            return "supplier"
        at = clause.noun  # "A contract to buy 50 trucks from X was signed by Y"
    if clause.form == "two" and clause.verb < clause.noun and lower_at(items, clause.noun) in {"order", "orders"}:
        behind = range(clause.noun + 1, min(clause.stop, clause.noun + 10))
        return "supplier" if any(items[k].lower == "from" for k in behind) else "buyer"
    for k in range(at + 1, clause.stop):
        low = items[k].lower
        before = lower_at(items, k - 1)
        if before in {"to", "for", "on", "the", "will", "would"} or kind_at(items, k - 1) == "CUE":
            if low in _BUYING:
                return "buyer"
            if before == "to" and low in _SUPPLY and _for_another(items, k - 2, at):
                return "buyer"  # "signed a contract for X to supply"
            if low in _EITHER and before not in {"to", "will", "would"}:
                return "open"
            if low in _SUPPLY:
                return "supplier"
    for k in range(at + 1, clause.stop if clause.instrument != "memorandum" else at):
        if items[k].lower in {"for", "on"} and kind_at(items, k + 1) in {"NUM", "QTY", "GOOD"}:
            return "open"
    return None


def _for_another(items: list[Item], k: int, at: int) -> bool:
    """Whether "for" and another who acts end at `k`, before the infinitive: "a contract |for Peru's X| to build"."""
    if lower_at(items, k) in {"it", "them"}:
        return lower_at(items, k - 1) == "for"
    named = kind_at(items, k) in {"NAME", "ORG"} or (kind_at(items, k) == "w" and items[k].text[:1].isupper())
    first = next((j for j in range(k, max(at, k - 7), -1) if items[j].lower == "for"), -1)
    return named and first >= 0 and not any(items[j].lower in {",", "with", "and"} for j in range(first, k))


def _who_is_to(clause: Clause, sides: Sides) -> Side | None:
    """The named side that a contract is for to supply: "signed a contract for Poland's Solaris to supply"."""
    items = clause.sentence.items
    if clause.form != "two" or not 0 <= clause.verb < clause.noun:
        return None
    for side in sides.other:
        verb = side.stop + 1
        if side.name and lower_at(items, side.stop) == "to" and lower_at(items, verb) in _SUPPLY:
            return side if _for_another(items, side.stop - 1, clause.noun) else None
    return None


_ROLES: dict[str, tuple[PartyRole | None, PartyRole | None]] = {
    "lend": ("lender", "borrower"),
    "borrow": ("borrower", "lender"),
    "invest": ("investor", None),
    "given": (None, "supplier"),
}


_OPPOSITE = {"supplier": "buyer", "buyer": "supplier"}


def _roles(document: Document, clause: Clause, sides: Sides) -> tuple[PartyRole | None, PartyRole | None]:
    """The roles of the subject and of the other side."""
    if clause.status in ("cancelled", "suspended") and clause.form == "two":
        return None, None
    if clause.form in _ROLES:
        return _ROLES[clause.form]
    if clause.form == "send" and clause.instrument == "loan":
        return _ROLES["lend"]  # "Under a loan agreement X will provide Y with AMT"
    way = _direction(clause, sides.subject)
    together = len(sides.subject) > 1
    if clause.form in ("sell", "buy") and clause.status == "negotiated" and together:
        way = "open"  # "X and Y are in talks on the purchase of"
    active = clause.form == "two" and clause.verb < clause.noun
    if together and way in _OPPOSITE and active and all(s.name for s in sides.subject):
        way = "open"  # "X and Y signed a contract to build two ships": neither is told to be the builder
    if way == "open":
        theirs = sides.subject[1:] if together else counterparts(clause, sides.other)
        way = leaning(document, clause, sides.subject[:1] if together else sides.subject, theirs)
        if together and sides.subject[0].name is None and way in _OPPOSITE:
            way = _OPPOSITE[way]  # "Kenya and Egypt's X signed": the state is no party
    if (
        way == "supplier"
        and clause.form == "two"
        and (
            _only_buyer(sides.subject, _with(clause.sentence.items, sides.other))
            or _gives_out_works(clause, sides.subject, [s for s in sides.other if s.name])
        )
    ):
        way = "buyer"  # "The ministry signed a contract with X to build"
    if way is None and clause.instrument == "contract" and _to_state(clause, sides):
        way = "supplier"
    if way == "supplier":
        return "supplier", "buyer"
    if way == "buyer":
        return "buyer", "supplier"
    return None, None


def _to_state(clause: Clause, sides: Sides) -> bool:
    """Whether a firm signs a contract with a ministry or army alone, over no goods that a state might sell."""
    theirs = _with(clause.sentence.items, sides.other)
    mine = [s for s in sides.subject if s.name]
    goods = any(i.kind == "GOOD" for i in clause.sentence.items[clause.noun + 1 : clause.stop])
    return bool(mine and theirs) and not goods and _only_buyer(theirs, mine)


def _only_buyer(mine: list[Side], theirs: list[Side]) -> bool:
    """Whether a ministry or army stands among those that sign first, and none among the others."""
    if not theirs or any(s.word in _STATE for s in theirs):
        return False
    return any(s.name and s.word in _STATE for s in mine)


_TEAMS = frozenset({"consortium", "alliance", "grouping"})


def _team(items: list[Item], sides: list[Side]) -> bool:
    """Whether firms sign as a consortium: "a consortium of X and Y"."""
    first = next((s.start for s in sides if s.name), 0)
    return any(lower_at(items, k) in _TEAMS and lower_at(items, k + 1) in {"of", "between"} for k in range(first))


def _grouped_roles(items: list[Item], named: Cast, sides: Sides) -> Cast:
    """Sides of which several sign together with another: a consortium sells, a state body on one of the two buys."""
    buyers = word_class("state_buyer")
    mine = {s.name for s in sides.subject if s.name}
    if _team(items, sides.subject):
        return [(side, "supplier" if side.name in mine else "buyer") for side, _ in named]
    own, others = ({s.word in buyers for s, _ in named if (s.name in mine) is first} for first in (True, False))
    if (True in own) == (True in others):
        return [(side, None) for side, _ in named]
    return [(side, "buyer" if (side.name in mine) is (True in own) else "supplier") for side, _ in named]


_STATE = frozenset("ministry department army navy police municipality defence defense government".split())
_PUBLIC = frozenset("authority railway railways roads highways airports ports metro municipality council".split())


def _gives_out_works(clause: Clause, mine: list[Side], theirs: list[Side]) -> bool:
    """Whether a public body signs with a firm for works: "Kenya Railways signed a contract with X to build"."""
    if clause.noun < 0 or not builds_works(clause.sentence.items, clause.noun, clause.stop):
        return False
    bare = bool(mine) and all(s.name is None and s.word in {"", "government"} for s in mine)
    if bare and any(s.name for s in theirs):
        return True  # "Tanzania signed an agreement with X to build a line"
    public = [any(_PUBLIC & {s.word, *(s.name or "").lower().split(" ")} for s in one) for one in (mine, theirs)]
    return bool(theirs) and public == [True, False]


def put_parties(document: Document, draft: Draft, clause: Clause, sides: Sides) -> None:
    """The named sides of a clause as parties, with the roles that the words give them."""
    mine, theirs = _roles(document, clause, sides)
    parties: list[Party] = []
    used: list[Item] = []
    items = clause.sentence.items
    chosen: Cast = [(s, mine) for s in sides.subject]
    acts = _who_is_to(clause, sides)
    if acts is not None:
        chosen.append((acts, "supplier"))
    for side in counterparts(clause, sides.other):
        if side is acts:
            continue
        gives = clause.form == "given" and _behind(items, side, {"by"})  # "an order awarded by X"
        chosen.append((side, "buyer" if gives else theirs))
    named = [(s, r) for s, r in chosen if s.name]
    if clause.instrument == "loan":
        named = [(s, r) for s, r in named if not only_approves(s)]
    if clause.form == "send" and not any(s.name for s in sides.subject) and _between_two(clause, named):
        named = [(s, None) for s, _ in named]  # "left under a contract between X and Y"
    if clause.instrument == "loan" and clause.form in ("two", "talk"):
        named = loan_roles(named, joint=len([s for s in sides.subject if s.name]) > 1)
        if items[clause.verb].lower in _GRANTED and any(_behind(items, s, {"by"}) for s, _ in named):
            named = [(s, "lender" if _behind(items, s, {"by"}) else "borrower") for s, _ in named]
    elif mine is None and len(sides.subject) > 1 and clause.form == "two" and _with(items, sides.other):
        named = _grouped_roles(items, named, sides)  # "X and Y signed a contract with the ministry"
    elif (
        len([s for s in sides.subject if s.name]) > 1
        and not _with(items, sides.other)
        and clause.form in ("two", "talk")
        and (clause.instrument == "contract" or (draft.get("goods") and clause.instrument != "memorandum"))
    ):
        named = _joint_roles(named, mine if clause.instrument == "contract" else None)
    if clause.form in ("sell", "buy") and 1 < len(named) == len([s for s in sides.subject if s.name]):
        named = _joint_roles(named, None) if _joined(items, sides.subject) else named  # "X and Y agreed on the sale of"
    if len(named) == 1 and named[0][1] == "buyer" and (seller := _announcer(clause)) is not None:
        named.append((seller, "supplier"))
    elif len(named) == 1 and clause.status in ("cancelled", "suspended") and (teller := _teller(clause)) is not None:
        named.append((teller, None))
    if clause.form in ("two", "talk") and len(named) == 2 and clause.instrument != "loan":
        named = _told_in_turn(items, clause, named)
    for side, role in named:
        name = side.name or side.items[0].text
        if any(p.name == name for p in parties) or (clause.form == "invest" and role is None):
            continue
        parties.append(Party(name=name, role=role, country=side.country))
        used.extend(side.items)
    if parties:
        draft.put("parties", tuple(parties), *(i for i in used if stands_in(draft, i)))


_GRANTED = frozenset({"granted", "extended"})
_IN_TURN = {"former": 0, "the former": 0, "latter": 1, "the latter": 1}
_WILL = frozenset({"will", "would", "is to", "are to"})


def _told_in_turn(items: list[Item], clause: Clause, named: Cast) -> Cast:
    """Two sides with the roles that "under which the latter will supply" tells."""
    for k in range(clause.noun + 1, len(items) - 2):
        which = _IN_TURN.get(items[k].text.lower())  # another reader may have put a country there
        if which is None or items[k + 1].lower not in _WILL:
            continue
        verb = items[k + 2]
        if not (verb.is_("deal_send") or verb.is_("deal_sell") or verb.is_("deal_buy")):
            continue
        role: PartyRole = "buyer" if verb.is_("deal_buy") else "supplier"
        acts = sorted((side for side, _ in named), key=lambda s: s.start)[which]
        return [(side, role if side is acts else COUNTERPART[role]) for side, _ in named]
    return named


def _announcer(clause: Clause) -> Side | None:
    """The firm that makes known what another has ordered, right before the clause: "Airbus said that X has ordered";
    it sells."""
    items, start = clause.sentence.items, clause.start
    if start < 2 or clause.form not in ("buy", "give", "two"):
        return None
    verb = next((k for k in range(start - 1, max(0, start - 6), -1) if items[k].lower in _MAKES_KNOWN), 0)
    before = [s for s in sides_in(clause.sentence, 0, verb) if s.name and s.stop >= verb - 1]
    if not verb or len(before) != 1 or known_country(before[0].name or "") is None:
        return None
    return before[0]


def _teller(clause: Clause) -> Side | None:
    """The firm that says another has stopped its order: "X said Kenya's navy had suspended its order"."""
    items, start = clause.sentence.items, clause.start
    if not any(items[k].lower == "its" for k in range(clause.verb, max(clause.verb, clause.noun))):
        return None
    if start < 2 or not any(items[k].lower in _MAKES_KNOWN for k in range(max(0, start - 3), start)):
        return None
    before = [s for s in sides_in(clause.sentence, 0, start) if s.name and s.word not in word_class("person")]
    return before[0] if len(before) == 1 else None


_MAKES_KNOWN = frozenset("announced announces said says revealed reveals confirmed confirms disclosed".split())


def _joined(items: list[Item], sides: list[Side]) -> bool:
    """Whether two sides of different countries stand before the verb, joined by "and"."""
    named = [s for s in sides if s.name]
    lands = {s.country for s in named}
    return len(named) == 2 == len(lands) and any(i.lower == "and" for i in items[named[0].stop : named[1].start])


def _between_two(clause: Clause, named: Cast) -> bool:
    items = clause.sentence.items[clause.verb : clause.stop]
    return len(named) > 1 and any(i.lower == "between" for i in items)


def stands_in(draft: Draft, item: Item) -> bool:
    return any(i is item for i in draft.sentence.items)


def _joint_roles(named: Cast, first: PartyRole | None) -> Cast:
    """Sides that sign together: a ministry or an army buys, the others sell to it; in a contract of two the words may
    have told the role of the first; else nothing tells who sells."""
    buys = [side.word in word_class("state_buyer") for side, _ in named]
    if first in ("supplier", "buyer") and not any(buys) and len(named) == 2:
        buys = [first == "buyer", first != "buyer"]
    if sum(buys) != 1 or len(named) < 2:
        return [(side, None) for side, _ in named]
    land = next(side.country for (side, _), b in zip(named, buys, strict=True) if b)
    if land is not None and any(side.country != land for side, _ in named):
        buys = [b or side.country == land for (side, _), b in zip(named, buys, strict=True)]
    return [(side, "buyer" if b else "supplier") for (side, _), b in zip(named, buys, strict=True)]
