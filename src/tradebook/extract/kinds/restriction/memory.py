"""What a report has told of restrictions so far: "the ban" and "the government" go back to it."""

from __future__ import annotations

from tradebook.extract.draft import Draft, slot_agrees
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import Scene, country_of, names_land, word_class
from tradebook.extract.kinds.event.timing import begun, clause, dates, lies_ahead, period_at, speaks_ahead
from tradebook.extract.kinds.phrases import lower_at, possessive_at
from tradebook.extract.kinds.restriction.leaders import acting_leader
from tradebook.extract.kinds.restriction.made import Phrase
from tradebook.extract.kinds.restriction.when import COMING, nears
from tradebook.places import is_group
from tradebook.statement import Good

_OFFICES = frozenset(
    "government country ministry authorities cabinet kingdom republic centre directorate administration department "
    "notification decree regulator".split()
)


def _is_office(item: Item) -> bool:
    return item.lower in _OFFICES or (item.kind == "ORG" and not _OFFICES.isdisjoint(item.lower.split()))


class Memory:
    """The restrictions read so far in a report, and its scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.told: list[Draft] = []

    def last(self, kind: str) -> Draft | None:
        """The last restriction of a type that tells its goods or whom it hits."""
        return next((d for d in reversed(self.told) if d.get("type") == kind and (d.get("goods") or d.get("on"))), None)

    def actor(self, sentence: Sentence, start: int, at: int, taken: set[str], *, passive: bool) -> str | None:
        """The country of "the government", "the ministry", "it", or of a passive without an agent in a report about
        one country: whose restriction was told before, else the one that the report speaks of most."""
        items = sentence.items
        if (passive or any(i.lower == "we" for i in items[start:at])) and (told := _teller(items, taken)) is not None:
            return told
        leader = acting_leader(sentence, 0 if passive else start, at, self.scene)
        if leader is not None and leader not in taken:
            return leader
        pronoun = "it" in {lower_at(items, j) for j in range(start, start + 3)}  # "From Tuesday it also cut"
        lead = items if passive else items[0 if pronoun else start : at]
        before = next((d for d in reversed(self.told) if d.get("by")), None)
        reach = 3 if sentence.lowers.isdisjoint({"similar", "earlier", "previous"}) else 6
        near = before is not None and sentence.index - before.sentence.index < reach
        if pronoun and not near and (opening := self._subject_before(sentence)) is not None and opening not in taken:
            return opening
        if not (near and (pronoun or passive)) and not any(_is_office(i) or i.is_("country_noun") for i in lead):
            return None
        if before is not None and len(before.get("by")) == 1 and before.get("by")[0] not in taken:
            home = self.scene.document.seat
            hit = home is not None and names_land(home) and home.value.code in (before.get("on") or ())
            if hit and not pronoun and not passive and any(_is_office(i) for i in lead):
                return None  # "BRASILIA - Argentina reopened its market. The ministry had itself": whose, is open
            return str(before.get("by")[0])
        counts = self.scene.document.lands(sentence)
        counts = {c: n for c, n in counts.items() if not self._only_beside(c, taken)}
        ranked = sorted(
            ((n, c) for c, n in counts.items() if not is_group(c) and c not in taken and self._is_named(c)),
            reverse=True,
        )
        if not ranked or (len(ranked) > 1 and (ranked[0][0] < 2 or ranked[1][0] == ranked[0][0])):
            return None
        return ranked[0][1]

    def _is_named(self, code: str) -> bool:
        """Whether the report names the country itself, and not only a town in it ("Freeport", a mine's owner)."""
        named = (i for s in self.scene.document.sentences for i in s.items if names_land(i))
        return any(i.value.code == code for i in named)

    def _subject_before(self, sentence: Sentence) -> str | None:
        """The country that opens the sentence right before: "Kenya denied it. |It| has withdrawn the duty"."""
        known = self.scene.document.sentences[sentence.index - 1] if sentence.index else None
        if known is None or known.headline != sentence.headline or known.paragraph != sentence.paragraph:
            return None
        first = next((i for i in known.items[:2] if i.kind == "PLACE"), None)
        return country_of(first) if first is not None and names_land(first) else None

    def _only_beside(self, code: str, taken: set[str]) -> bool:
        """Whether a country is named only in one breath with those who are hit: "China (including Hong Kong)"."""
        if not taken or code in taken:
            return False
        named = [
            (s.items, k)
            for s in self.scene.document.sentences
            for k, i in enumerate(s.items)
            if i.kind in {"PLACE", "DEM"} and i.value.code == code
        ]
        return bool(named) and all(_joined_to(items, k, taken) for items, k in named)

    def date_by_order(self, sentence: Sentence) -> None:
        """ "The order took effect on Friday" dates the restriction of the sentence before."""
        if not self.told or sentence.index - self.told[-1].sentence.index > 3:
            return
        items = sentence.items
        act = next((k for k, i in enumerate(items[:9]) if i.cue("restr_act") == "force"), None)
        if act is not None and any(i.lower in _ORDERS for i in items[:act]):
            _set_off(self.told[-1], sentence, act)

    def complete(self, draft: Draft) -> None:
        """Who restricts, from an earlier restriction of the same type on the same country and goods."""
        if draft.get("by") or not draft.get("on"):
            return
        for known in reversed(self.told):
            if not all(known.get(slot) == draft.get(slot) for slot in ("type", "on")) or not known.get("by"):
                continue
            if slot_agrees("goods", known.get("goods"), draft.get("goods")):
                draft.put("by", known.get("by"))
                draft.lean_on(known.sentence)
                return


def _joined_to(items: list[Item], k: int, taken: set[str]) -> bool:
    """Whether the country at `k` stands behind one of `taken` with only "and" or "including" between."""
    j = k - 1
    while j >= 0 and items[j].lower in {"and", "including", "(", ",", "or"}:
        j -= 1
    return 0 <= j < k - 1 and items[j].kind in {"PLACE", "DEM"} and items[j].value.code in taken


def _teller(items: list[Item], taken: set[str]) -> str | None:
    """The country whose office tells what is banned: "beef imports will be banned, the agriculture minister of Oman
    said"; None for the country that is hit."""
    said = next((k for k, item in enumerate(items) if item.lower in _TELLING), None)
    if said is None:
        return None
    actor = word_class("restriction_words", "actor")
    for k in range(max(0, said - 8), min(len(items), said + 8)):
        code = country_of(items[k])
        if code is None or code in taken or is_group(code):
            continue
        if items[k].kind == "ORG" and items[k].value.kind == "body":
            return code
        behind = possessive_at(items, k + 1) if items[k].kind == "PLACE" else k + 1
        owns = (items[k].kind == "DEM" or behind > k + 1) and any(i.lower in actor for i in items[behind : behind + 3])
        if names_land(items[k]) and (owns or (lower_at(items, k - 1) == "of" and lower_at(items, k - 2) in actor)):
            return code
    return None


_TELLING = frozenset("said says announced announces told reported".split())


def told_beside(items: list[Item], at: int, by: list[Item]) -> tuple[tuple[tuple[Good, Item], ...], list[Item]]:
    """The goods, and whom it hits, where the words before a bare "ban" tell them: "A, the top seller of tin, lifts
    its ban on exports", "A's exports of tin to B resumed since B had imposed a ban"."""
    goods = [
        (items[k].value.good, items[k])
        for k in range(at)
        if items[k].kind == "GOOD"
        and not items[k].value.attributive
        and (
            any(items[j].is_("flow") for j in range(k + 1, min(at, k + 3)))
            or _of_seller(items, k - 1 - (k > 1 and items[k - 1].kind == "DEM"))
        )
    ]
    doers = {country_of(i) for i in by}
    lands = [k for k in range(at) if names_land(items[k])]
    hit = [items[k] for k in lands if country_of(items[k]) not in doers]
    towards = [k - 1 - (lower_at(items, k - 1) == "the") for k in lands if country_of(items[k]) in doers]
    taken = any(lower_at(items, k) == "to" for k in towards)
    if len({g.hs for g, _ in goods}) != 1:
        return (), (_whose_exports(items, at, lands, hit) if not goods else [])
    one = taken and len({country_of(i) for i in hit}) == 1
    return tuple(goods[:1]), (hit if one else _whose_exports(items, at, lands, hit))


def _of_seller(items: list[Item], k: int) -> bool:
    """Whether "of" at `k` stands behind what is sold or who sells: "exports |of| Indian shrimp", "seller |of| tin"."""
    return lower_at(items, k) == "of" and k > 0 and (items[k - 1].lower in _SELLERS or items[k - 1].is_("flow"))


def _whose_exports(items: list[Item], at: int, lands: list[int], hit: list[Item]) -> list[Item]:
    """The one country whose exports or exporters the words before a tariff or ban tell of: "Swiss exports fell
    after Washington imposed a tariff", "India's exporters suffer from the tariff that Washington imposed"."""
    if len({country_of(item) for item in hit}) != 1:
        return []
    for k in lands:
        j = possessive_at(items, k + 1)
        told = any(
            lower_at(items, n).startswith("export") or lower_at(items, n) in {"shipments", "deliveries"}
            for n in range(j, min(j + 3, at))
        )
        told = told or (lower_at(items, k - 1) == "of" and lower_at(items, k - 2).startswith("export"))
        if items[k] in hit and told:
            return hit[:1]
    return []


def _set_off(before: Draft, sentence: Sentence, act: int) -> bool:
    """Give the restriction told before the date from which it holds: "the ban takes effect on Monday"."""
    items = sentence.items
    if items[act].cue("restr_act") != "force" or before.get("date") is not None or before.get("status") == "lifted":
        return False
    when = next((k for k in dates(sentence, act, len(items)) if k - act < 4), None)
    if when is None:
        return False
    ahead = speaks_ahead(items, act) or nears(sentence, when, coming=items[act].lower in COMING)
    period = begun(period_at(sentence, when, ahead=ahead))
    before.put("date", period, items[when], sentence=sentence)
    if lies_ahead(sentence, period) and before.get("status") == "in force":
        before.slots["status"], before.stance = "planned", "planned"
    return True


_PERHAPS = frozenset("may might could can either should".split())
_SELLERS = frozenset("supplier producer exporter seller grower importer buyer producers exporters".split())
_ORDERS = frozenset(
    "protocol agreement order notification decision measure measures decree move restriction restrictions".split()
)


_EARLIER = frozenset({"previous", "earlier", "former"})
_POINTING = frozenset("the this that its these those their".split())


def echoed(sentence: Sentence, phrase: Phrase, by: list[Item], act: int, memory: Memory, status: str) -> Draft | None:
    """ "The ban was lifted in May", "China's ban, imposed in 2020": goods and sides of the restriction told before;
    None where none was, or where another country acts."""
    items = sentence.items
    before = memory.last("ban" if phrase.kind == "limit" else phrase.kind)
    earlier = lower_at(items, phrase.first - 1) in _EARLIER or not phrase.words.isdisjoint(_EARLIER)
    if before is None or not (phrase.owners or earlier or lower_at(items, phrase.first) in _POINTING):
        return None
    doers = {c for i in by if (c := country_of(i))}
    known = set(before.get("by") or ())
    if doers and known and not doers & known:
        return None
    start, end = clause(items, act)
    told = [
        k for k in dates(sentence, start, end) if lower_at(items, k - 1) != "until" and items[k].value.cue != "until"
    ]
    if status == "in force" and (earlier or _set_off(before, sentence, act) or not told):
        return None  # it only goes on about what is told
    if any(lower_at(items, j) in _PERHAPS for j in range(act - 5, act)):
        return None
    spared = items[act].lower.startswith("exempt")
    wares = [i for i in items[:act] if i.kind == "GOOD" and not i.value.attributive] if spared else []
    if spared and (not wares or wares[0].value.good.hs in {g.hs for g in before.get("goods") or ()}):
        return None  # "small farms are exempt from the ban"
    draft = Draft("restriction", sentence, confidence=0.6)
    draft.put("type", before.get("type"), items[phrase.at])
    for slot in ("by", "on", "goods"):
        if before.get(slot):
            draft.put(slot, before.get(slot))
    if doers:
        draft.put("by", tuple(doers), *by)
    if wares:
        draft.put("goods", tuple(i.value.good for i in wares), *wares)
    draft.lean_on(before.sentence)
    return draft
