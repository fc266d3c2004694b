"""The countries of a deal: those of its sides, else those of its clause, else those that the report is about."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import cast, context, loans, origins, where
from tradebook.extract.kinds.deal.context import both_sides, pair_before
from tradebook.extract.kinds.deal.name_lands import names_meeting, pair_in
from tradebook.extract.kinds.deal.names import ticker
from tradebook.extract.kinds.deal.origins import Sides
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.where import CITY_STATES
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.event.scene import places_inside
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.places import is_group
from tradebook.statement import Party


def _named_lands(draft: Draft, clause: Clause, sides: Sides) -> dict[str, Item]:
    """The countries that the clause itself tells: those of its sides, else those that stand in it, else those that
    the meeting is named for."""
    found: dict[str, Item] = {}
    loan = clause.instrument == "loan"
    parties = {p.name for p in draft.get("parties") or ()}
    for side in sides.all():
        joined: tuple[str | None, ...] = pair_in(side.name or "") or (side.country,)
        if side.name is not None and len(joined) == 1 and side.items[0].kind != "PLACE" and names_meeting(side.name):
            continue
        for code in joined:
            if not code or not _is_side(code) or (side.name is None and _only_hosts(clause, side)):
                continue
            if lower_at(clause.sentence.items, side.start - 1) in _LEFT_OUT or _passed_over(clause, side):
                continue
            if side.name is None and _in_name(clause.sentence.items, side.items[0]):
                continue
            if side.name is None and len(found) > 1 and _by_the_way(clause, side):
                continue
            if loan and found and loans.pays_for(clause, side.start, sides, len(found)):
                continue
            if side.name is not None and len(found) > 1 and parties and side.name not in parties:
                continue  # "sold two Boeing 777s": who once built them
            found.setdefault(code, side.items[-1])
    if len(found) < 2 and clause.form in ("sell", "buy") and clause.instrument == "purchase":
        for side in sides_in(clause.sentence, clause.stop, len(clause.sentence.items)):
            if side.country and side.name and not any(s.country for s in sides.subject):
                found[side.country] = side.items[-1]  # "private exporters ..., the U.S. Department of Agriculture said"
    open_ = clause.form == "win" if any(s.name for s in sides.all()) else clause.form == "two"
    if len(found) == 1 and open_ and clause.start > 0:
        told = {s.country: s for s in sides_in(clause.sentence, 0, clause.start) if s.country}
        if len(told) == 1 and (side := next(iter(told.values()))).word in word_class("person"):
            found.setdefault(
                side.country or "", side.items[-1]
            )  # "Kenya's minister said a contract would be signed with"
    if len(found) < 2 and clause.form in ("sell", "buy") and clause.start > 0:
        for side in sides_in(clause.sentence, 0, clause.start):
            if side.country and side.name and _is_side(side.country):
                found.setdefault(side.country, side.items[-1])  # "Zimbabwe's board announced that X had agreed to buy"
    if len(found) < 2:
        items = clause.sentence.items
        for k in range(clause.start, _before_aside(clause)):
            item = items[k]
            if (
                item.kind in ("PLACE", "DEM")
                and _is_side(item.value.code)
                and not (k and ticker(items, k - 1) > k)
                and lower_at(items, k - 1) not in _LEFT_OUT
                and not _in_name(items, item)
                and not (loan and found and loans.pays_for(clause, k, sides, 1))
                and not clause.skip[0] <= k < clause.skip[1]
                and lower_at(items, possessive_at(items, k + 1)) not in _OF_OTHERS
                and lower_at(items, k + 1) not in {"futures", "prices", "exchange", "benchmark"}
                and not (clause.form not in ("win", "given") and _hosts(items, k))
            ):
                found.setdefault(item.value.code, item)
    if not found and clause.noun >= 0:
        for item in draft.sentence.items:
            if item.kind in ("PLACE", "DEM") and _is_side(item.value.code):
                found.setdefault(item.value.code, item)
        if len(found) != 2:
            found = {}
    if not found and "event_fair" in draft.sentence.cues and draft.get("amount"):
        host = places_inside(draft.get("at") or "")
        here = next((i for i in draft.sentence.items if host and i.text == draft.get("at")), None)
        if len(host) == 1 and here is not None:
            return {host[0]: here}
    passive = clause.form == "two" and clause.noun < clause.verb and not any(s.name for s in sides.all())
    if passive and (site := where.site_of_projects(clause.sentence.items, clause.verb, clause.stop)):
        found.setdefault(site.value.code, site)
    return _of_meeting(draft, found) if len(found) < 2 else found


def _pair_of_neighbour(
    document: Document, draft: Draft, known: set[str], last: Draft | None
) -> tuple[tuple[str, ...], Sentence] | None:
    """The two countries that the sentences before speak of; not those of another firm's deal told there ("Its rival X
    said it had received an order from an Oceania-based owner"), nor two that only stand there side by side."""
    pair = pair_before(document, draft.sentence, known)
    if pair is not None and not _dealt(draft, pair[1], last):
        return None
    mine = {p.name for p in draft.get("parties") or () if p.name}
    if pair is None or known or last is None or pair[1] is not last.sentence or not mine:
        return pair
    theirs = {p.name for p in last.get("parties") or () if p.name}
    return None if theirs and not mine & theirs else pair


def _dealt(draft: Draft, where: Sentence, last: Draft | None) -> bool:
    """Whether a deal may be one between the two countries of the sentence `where`: it speaks of both ("the two sides"),
    or they met, dealt or talked there. Two that only stand beside each other ("China took 41 percent and Japan 22")
    have nothing to do with what is told next."""
    if context.speaks_of_both(draft.sentence):
        return True
    if last is not None and any(where is told for told in (last.sentence, *last.also)):
        pair = set(context.codes_of(where))  # "The utility awarded the contract; three Chinese firms took part"
        return len(last.get("countries") or ()) < 2 or pair == set(last.get("countries"))
    if draft.get("instrument") in {"purchase", None}:
        return "deal_noun" in where.cues
    words = {word for i in where.items for word in i.lower.split(" ")}
    return (
        not words.isdisjoint(_MEETING | word_class("event_head"))
        or "deal_noun" in where.cues
        or "deal_talk" in where.cues
    )


_MEETING = frozenset("visit visits visited talks negotiations met bilateral mutual between delegation".split())


def _pair_of_list(clause: Clause, found: dict[str, Item]) -> dict[str, Item]:
    """The two countries that signed the documents of which the clause names one: "Ghana and India signed 12 documents,
    among them a contract to buy 40 buses from X of India"; none where it names another country."""
    lands = {i.value.code: i for i in clause.sentence.items[: clause.noun] if i.kind in ("PLACE", "DEM")}
    lands = {code: i for code, i in lands.items() if not is_group(code)}
    return lands if len(lands) == 2 and set(found) <= set(lands) else {}


def _own_state(document: Document, clause: Clause, found: set[str]) -> str | None:
    """The country of the report where its own government acts: "The government has approved the purchase of"."""
    items = clause.sentence.items
    before = range(max(clause.start, 0), max(clause.verb, clause.start))
    acts = any(items[k].lower in _GOVERNING and lower_at(items, k - 1) in _OF_OWN for k in before)
    if not acts or any(items[k].kind in ("PLACE", "DEM", "ORG", "NAME") for k in before):
        return None
    own = origins.own_country(document)
    return None if own in found else own


_GOVERNING = frozenset("government cabinet committee ministry parliament authorities state".split())
_OF_OWN = frozenset("the purchase procurement coordination economic advisers".split())


def _passed_over(clause: Clause, side: Side) -> bool:
    """Whether somebody else was chosen "over" the side."""
    items = clause.sentence.items
    return lower_at(items, side.start - 1) == "over" and items[clause.verb].lower in word_class("choose")


def _by_the_way(clause: Clause, side: Side) -> bool:
    """Whether a third country only stands in what is told beside the deal: "through a line that runs to Tanzania",
    "reached after Argentina halted exports", "on trains between China and Europe"."""
    items = clause.sentence.items
    if kind_at(items, side.start) == "DEM" and kind_at(items, side.start + 1) == "GOOD":
        return False  # where the goods come from
    if any(items[k].lower in _BESIDE for k in range(max(clause.verb, clause.noun) + 1, side.start)):
        return True
    k = side.start - 1 - (lower_at(items, side.start - 1) == "the")
    if lower_at(items, k) in {"to", "with", "from"} and lower_at(items, k - 1) in _LINES:
        return True  # "for a transmission line to Namibia"
    if lower_at(items, k) == "," and kind_at(items, k - 1) == "PLACE" and items[k - 1].value.form in _TOWNS:
        k -= 2  # "in Nairobi, Kenya"
    while lower_at(items, k) in {"and", ","} and kind_at(items, k - 1) == "PLACE":
        k -= 2 + (lower_at(items, k - 2) == "the")  # "with the A, B and C"
    return k > max(clause.verb, clause.noun) and lower_at(items, k) not in _LEADING


_LINES = frozenset("line lines link road highway railway pipeline bridge cable corridor interconnector".split())
_BESIDE = frozenset(
    "that which whose where after amid since while between via through across linking beating rivals "
    "competition".split()
)
_LEADING = frozenset("to from with of by for in at into".split())


def _in_name(items: list[Item], place: Item) -> bool:
    """Whether a place is only part of what hyphens join ("the Lamu Port-South Sudan-Ethiopia-Transport road"), or the
    union of a neighbour ("its Asean neighbour")."""
    k = next((k for k, i in enumerate(items) if i is place), -1)
    if k < 0 or place.kind not in ("PLACE", "DEM"):
        return False
    glued = (lower_at(items, k - 1) == "-" and items[k - 1].end == place.start, lower_at(items, k + 1) == "-")
    if is_group(place.value.code) or place.kind == "DEM":
        return is_group(place.value.code) and lower_at(items, k + 1) in _MEMBER
    if any(glued) and place.value.form in _TOWNS and any(_is_town(items, j) for j in (k - 2, k + 2)):
        return True  # "for the Belgrade-Budapest line"
    joined = kind_at(items, k - 2) == "w" and items[k - 2].text[:1].isupper()  # "Port-South Sudan"
    behind = kind_at(items, k + 2) == "w" and items[k + 2].text[:1].isupper()  # "Ethiopia-Transport"
    return (glued[0] and (joined or behind)) or (glued[0] and glued[1])


def _is_town(items: list[Item], k: int) -> bool:
    return kind_at(items, k) == "PLACE" and items[k].value.form in _TOWNS


_MEMBER = frozenset("neighbor neighbour neighbors neighbours member members partner partners country nation".split())
_LEFT_OUT = frozenset({"except", "excluding", "than", "via", "through", "across"})  # "of any origin except", "via Iran"


def _before_aside(clause: Clause) -> int:
    """The end of the clause, or the index of what it tells of another firm: ", ahead of Boeing, whose jets"."""
    items = clause.sentence.items
    first = max(clause.verb, clause.noun) + 1
    return next(
        (k for k in range(first, clause.stop) if items[k].lower == "whose" and lower_at(items, k - 1) == ","),
        clause.stop,
    )


def _of_meeting(draft: Draft, found: dict[str, Item]) -> dict[str, Item]:
    """The two countries in the name of the forum where it was signed, where they take in those found."""
    pair = pair_in(draft.get("at") or "")
    if not pair or not set(found) <= set(pair):
        return found
    here = next((i for i in draft.sentence.items if i.kind in ("ORG", "NAME") and pair_in(i.text) == pair), None)
    return dict.fromkeys(pair, here) if here is not None else found


def countries(document: Document, draft: Draft, clause: Clause, sides: Sides, last: Draft | None) -> None:
    found = _without_place(_named_lands(draft, clause, sides), clause, sides)
    at = draft.get("at")
    if len(found) > 1 and (at or "").lower() in CITY_STATES:
        found = {code: item for code, item in found.items() if item.text != at}
    sized = any(draft.get(s) for s in ("amount", "count", "quantity", "goods"))
    if not found:
        context.inherit(draft, last, _definite(clause))
        if draft.get("countries"):
            return
    both = clause.instrument in ("memorandum", "agreement") and context.of_both(
        clause.sentence, clause.start, clause.stop
    )
    parties = draft.get("parties") or ()
    one_bare = len(parties) == 2 and len(found) == 1 and [p.country for p in parties].count(None) == 1
    if len(found) == 1 and clause.noun == clause.verb and (told := _pair_of_list(clause, found)):
        found = told
    if found and (own := _own_state(document, clause, set(found))) is not None:
        draft.confidence -= 0.1
        draft.put("countries", (own, *found), *found.values())
        return
    told_at = not found and clause.noun >= 0 and _at_the_visit(clause)
    if len(found) < 2 and (sized or both or one_bare or told_at) and _open_side(clause, found, sides, parties):
        pair = (
            _pair_of_neighbour(document, draft, set(found), last)
            or both_sides(document, draft.sentence, set(found))
            or context.only_pair(document, draft.sentence, set(found))
        )
        if pair is not None and (not found or set(pair[0]) == set(origins.main_pair(document, draft.sentence))):
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
        sender = origins.home(document) if len(found) == 1 and clause.form == "send" and clause.noun < 0 else None
        codes = (sender, *found) if sender is not None and sender not in found else tuple(found)
        draft.put("countries", codes, *(i for i in found.values() if cast.stands_in(draft, i)))


def _at_the_visit(clause: Clause) -> bool:
    """Whether a document on something was signed at the visit or talks told before: "During the visit, a memorandum
    on cooperation in agriculture was signed", "signed after the talks"."""
    items = clause.sentence.items
    if lower_at(items, clause.noun + 1) not in {"on", "of"}:
        return False
    visits = word_class("event_head") | {"visit", "trip", "talks", "session", "meeting"}
    return any(
        items[k].lower in _AT_VISIT
        and lower_at(items, k + 1) in {"the", "this"}
        and lower_at(items, k + 2).rsplit(" ", 1)[-1] in visits
        for k in range(len(items))
    )


_AT_VISIT = frozenset("during following after at".split())
_OF_OTHERS = frozenset("offer offers bid price prices proposal".split())  # "a price equal to Vietnam's offer"
_UNIONS = frozenset({"EUU", "EEC", "EAEU", "ASEAN"})


def _is_side(code: str) -> bool:
    """Whether a code can be a side of a deal: a country, or a union that signs for its members."""
    return code in _UNIONS or not is_group(code)


def _definite(clause: Clause) -> bool:
    items = clause.sentence.items
    return clause.noun >= 0 and any(
        lower_at(items, k) in {"the", "this", "that"} for k in (clause.noun - 1, clause.noun - 2)
    )


_SELLERS = frozenset("mills plants factories growers farms producers makers yards exporters buyers".split())
_TOWNS = frozenset({"city", "capital"})


def _hosts(items: list[Item], k: int) -> bool:
    """Whether the place at `k` only tells where something was done: "in Jeddah", "in Jeddah, Saudi Arabia", "at the
    Dubai Airshow"."""
    if kind_at(items, k) != "PLACE":
        return False
    if k + 1 < len(items) and items[k + 1].is_("event_fair"):
        return True
    if lower_at(items, k - 1) == "," and kind_at(items, k - 2) == "PLACE":
        if items[k - 2].value.code != items[k].value.code:
            return False  # "After talks in Helsinki, Ghana signed"
        k -= 2
    if lower_at(items, k - 2) in word_class("generic") | _SELLERS:
        return False  # "by mills in Kostanay"
    return items[k].value.form in _TOWNS and lower_at(items, k - 1) in {"in", "at"}


def _only_hosts(clause: Clause, side: Side) -> bool:
    items = clause.sentence.items
    k = next((k for k in range(clause.start, clause.stop) if items[k] is side.items[0]), -1)
    return k > 0 and _hosts(items, k)


def _open_side(clause: Clause, found: dict[str, Item], sides: Sides, parties: tuple[Party, ...]) -> bool:
    """Whether a side is left whose country the report may tell: none is named here, or one of unknown country; the
    lender of a loan may be of none."""
    if clause.form == "invest":
        return True
    named = {s.name: s.country for s in sides.all() if s.name}
    if clause.instrument == "loan":
        told = {p.country for p in parties if p.name}
        return len(parties) < 2 and None not in told
    return not found or not named or None in named.values()


def _without_place(found: dict[str, Item], clause: Clause, sides: Sides) -> dict[str, Item]:
    """Where two countries deal, one that only hosts them ("in Dubai") is none of theirs."""
    if len(found) < 3:
        return found
    items = clause.sentence.items
    hosts = {
        items[k + 1].value.code
        for k in range(clause.start, clause.stop - 1)
        if items[k].lower in {"in", "at"}
        and items[k + 1].kind == "PLACE"
        and not where.of_projects(items, k)
        and not (clause.form in ("win", "given") and k > clause.noun >= 0)  # works "in Nairobi, Kenya"
        and not (lower_at(items, k + 2) in {",", "and"} and items[k + 1].value.form == "name")  # "in X, Y and Z"
    }
    hosts -= {side.country for side in sides.all() if side.name and side.country}
    rest = {c: i for c, i in found.items() if c not in hosts}
    return rest if len(rest) >= 2 else found
