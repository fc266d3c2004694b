"""What the sentences before, and the report as a whole, say of the sides that a phrase leaves open."""

from __future__ import annotations

from typing import cast

from tradebook.extract.analysis import Document
from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.flows.earnings import EARNER
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.home import office_of
from tradebook.extract.kinds.flows.let_in import let_in
from tradebook.extract.kinds.flows.markets_named import is_market
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.flows.ways_back import tells_other_direction
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.places import is_group


def owner_of(
    head: Head, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]]
) -> tuple[str | None, float, Sentence | None]:
    """The owner by name, or the country that "its" and "the country" point at."""
    if head.owner is not None:
        return head.owner.code, 0.9, None
    if head.open_owner is None:
        return None, 0.0, None
    taken = {p.code for p in (*head.dest, *head.counterpart)} | ({head.source.code} if head.source else set())
    if head.open_owner == "their":
        return None, 0.0, None
    taken |= sharers(sentence, head)
    k = head.first
    if head.open_owner == "its" and k > 1 and sentence.items[k - 1].lower.endswith("ing"):
        raising = sentence.items[k - 2]  # "with China increasing its purchases"
        if raising.kind == "PLACE" and raising.value.code not in taken:
            return raising.value.code, 0.75, None
    if head.open_owner == EARNER:
        return _who_earns(topic, sentence, before, head)
    acting = _who_acts(head, sentence, before[-1][0]) if before and head.open_owner == "its" else None
    if acting is not None and acting not in taken:
        return acting, 0.75, None
    if before and before[-1][1].reporter and before[-1][1].reporter not in taken:
        return before[-1][1].reporter, 0.75, None
    if (own := _country_of_official(sentence.items, head.first + 2)) not in {None, *taken}:
        return own, 0.8, None
    if (guest := let_in(sentence, head.first, head.measure)) is not None and guest.value.code not in taken:
        return guest.value.code, 0.7, None
    for item in places_before(sentence, head.first):
        if item.value.code not in taken:
            return item.value.code, 0.8, None
    last = topic.told(sentence, 1)
    behind = sentence.index and topic.document.sentences[sentence.index - 1]
    if behind and behind.paragraph == sentence.paragraph and behind.field == sentence.field:
        guest = let_in(behind, len(behind.items), head.measure)
        if guest is not None and guest.value.code not in taken:
            return guest.value.code, 0.65, behind
    if last is not None and (subject := _subject_before(head, last)) not in {None, *taken}:
        return subject, 0.65, last.sentence
    if "country" in head.open_owner and (office := _opening_office(sentence, head.first)) not in {None, *taken}:
        return office, 0.75, None
    known = topic.settled(sentence)
    if known is not None and known.sides.reporter not in {None, *taken}:
        return known.sides.reporter, 0.7, known.sentence
    if topic.subject and topic.subject not in taken and topic.near(topic.subject_sentence, sentence):
        return topic.subject, 0.65, topic.subject_sentence
    main = main_country(topic.story, taken) or (topic.home if topic.home not in taken else None)
    if main is None and "country" in head.open_owner and topic.office_country not in taken:
        main = topic.office_country  # "The country's deficit widened, data of the Philippine Statistics Authority show"
    return (main, 0.55, None) if main else (None, 0.0, None)


def _subject_before(head: Head, told: Scope) -> str | None:
    """The subject of the sentence before, which its flow names as the partner, where "it" or "its" opens this one: what
    "it" bought and sold; "its" exports, where it was the one that sells, its imports where it buys ("Russia is India's
    main supplier. |Its| exports to the country", "The EU bought 40% of Ghana's cocoa. |Its| imports from there")."""
    if head.first > 1 or (subject := _opening_subject(told.sentence)) is None:
        return None
    if told.sides.partner != subject or told.sides.reporter in {None, WORLD}:
        return None
    if head.verb:
        return subject if head.open_owner == "it" else None
    if head.open_owner != "its" or told.measure not in _HALVES or head.measure not in _HALVES:
        return None
    return subject if told.measure != head.measure else None  # the goods go the way that they went


def _opening_subject(sentence: Sentence) -> str | None:
    """The country or group that a sentence begins with."""
    k = 1 if lower_at(sentence.items, 0) == "the" else 0
    if kind_at(sentence.items, k) != "PLACE" or possessive_at(sentence.items, k + 1) > k + 1:
        return None
    return str(sentence.items[k].value.code)


_HALVES = frozenset({"exports", "imports"})


def sharers(sentence: Sentence, head: Head) -> set[str]:
    """The countries that take a share of exports, or supply one of imports, whose owner is only pointed at, and so are
    not that owner: "|China and Japan| took 50 and 18 per cent of the country's exports"."""
    items, stop = sentence.items, head.first
    sharing = _SHARING.get(head.measure)
    if sharing is None or lower_at(items, stop - 1) not in {"of", "in"}:
        return set()
    found: set[str] = set()
    listed: list[str] = []
    for k, item in enumerate(items[: stop - 1]):
        if item.kind == "PLACE":
            listed.append(item.value.code)
        elif item.lower in sharing or (item.kind == "PCT" and found and kind_at(items, k - 1) == "PLACE"):
            found.update(listed)
            listed = []
        elif item.lower not in _BETWEEN_SHARERS:
            listed = []
    of_sum = kind_at(items, stop - 2) in {"AMT", "QTY"}  # "accounted for |$5 million of the country's exports|"
    return found if of_sum or any(item.kind == "PCT" for item in items[:stop]) else set()


_BETWEEN_SHARERS = frozenset({",", "and", "the", "alone", "together", "both", "each", "also", "now"})
_MAKING_UP = frozenset("accounted accounts account represented represents".split()) | {"made up", "makes up", "make up"}
_SHARING = {
    "exports": _MAKING_UP
    | frozenset("took takes taking take bought buys absorbed absorbs received receives purchased purchases".split()),
    "imports": _MAKING_UP | frozenset("supplied supplies supplying provided provides delivered delivers sent".split()),
}


def _opening_office(sentence: Sentence, stop: int) -> str | None:
    """The country of the one office of statistics before "the country's trade": "According to |Peru's statistics
    office|, the country's trade came to", "|Statistics Canada| announced that the country's exports"."""
    if "ORG" not in sentence.kinds:
        return None
    first = kind_at(sentence.items, int(lower_at(sentence.items, 0) == "the"))
    if first != "ORG" and lower_at(sentence.items, 0) not in {"according", "according to", "as"}:
        return None
    offices = {office_of(item) for item in sentence.items[:stop] if item.kind == "ORG"} - {None, ""}
    return offices.pop() if len(offices) == 1 else None


def _who_acts(head: Head, sentence: Sentence, known: Head) -> str | None:
    """The country whose own clause "its" stands in, behind the flow before: "exports to Oman were $3 million, while
    |Oman| puts its imports at"."""
    items = sentence.items
    for k in range(head.first - 1, known.last, -1):
        if items[k].kind != "PLACE":
            continue
        acts = _acts_up_to(items, items[k], head.first) and not is_group(items[k].value.code)
        return str(items[k].value.code) if acts else None
    return None


def _who_earns(
    topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]], head: Head
) -> tuple[str | None, float, Sentence | None]:
    """Whose exports goods are that "brought in $488 million": of the flow before, of the exports that the report is
    about, of the office that gives the figure."""
    if before:
        known, side = before[-1]
        return (side.reporter, 0.75, None) if known.measure == "exports" else (None, 0.0, None)
    base = topic.settled(sentence)
    if base is not None and base.sides.reporter is not None:
        return (base.sides.reporter, 0.7, base.sentence) if base.measure == "exports" else (None, 0.0, None)
    office = whose_statistics(sentence, head.last, "")
    return (office, 0.65, None) if office is not None else (None, 0.0, None)


def places_before(sentence: Sentence, stop: int) -> list[Item]:
    """Countries as subjects before an index of the sentence: that of the clause that reaches the index, then the one
    that the sentence begins with, then the nearest; last those that only something happens in."""
    items = sentence.items
    found: list[Item] = []
    settings: list[Item] = []
    object_of = set_in = -2  # the index of the last place that a preposition governs, alone or in a list
    cause = _behind_cause(items)
    for k, item in enumerate(items[:stop]):
        if item.kind != "PLACE" or lower_at(items, k + 1) in _FOLLOWING or _is_ranked(items, k + 1):
            continue  # "Honduras followed with $1bn": a partner in a list
        if lower_at(items, possessive_at(items, k + 1)) == "share":
            continue  # "Italy's share of the country's exports": another country's
        before = lower_at(items, k - 1)
        j = k - 2 if before == "the" else k - 1
        if k < cause or (lower_at(items, j) in _JOINING and set_in == j - 1):
            set_in = k  # "Fuelled by growth in |Peru and Chile|, exports": what only tells why
            continue
        bound = lower_at(items, j) == "for" and lower_at(items, j - 1) in _BOUND  # "exports destined for Rwanda"
        if bound or lower_at(items, j) in _GOVERNING or (lower_at(items, j) in _JOINING and object_of == j - 1):
            object_of = k
        elif lower_at(items, j) in _SETTING:
            set_in = k
            settings += [] if is_group(item.value.code) else [item]
        elif not is_group(item.value.code):
            found.append(item)
    if len(found) > 1 and _acts_up_to(items, found[-1], stop):
        return [found[-1], *found[:1], *found[1:-1][::-1], *settings]
    return found[:1] + found[1:][::-1] + settings


def _behind_cause(items: list[Item]) -> int:
    """The index of the comma behind what opens a sentence as the cause of what it tells ("Fuelled by growth in Peru,",
    "Amid strong demand from Oman,"), 0 where nothing does."""
    first = lower_at(items, 0)
    if first not in flow_words("cause") or (first.endswith("ed") and lower_at(items, 1) != "by"):
        return 0
    return next((k for k in range(1, min(_LONG_CAUSE, len(items))) if items[k].lower == ","), 0)


_LONG_CAUSE = 20
_JOINING = frozenset({"and", ",", "/", "or", "&"})


def _acts_up_to(items: list[Item], place: Item, stop: int) -> bool:
    """Whether a country is the subject of the clause that goes up to an index: "Unlike Latvia, |Uruguay| raised its
    exports"."""
    k = items.index(place)
    between = items[k + 1 : stop]
    opens = lower_at(items, k - 1 - (lower_at(items, k - 1) == "the")) in _OPENS_CLAUSE
    return opens and bool(between) and all(item.lower not in _CLAUSE_ENDS for item in between)


_OPENS_CLAUSE = frozenset(
    {"", ",", "while", "but", "whereas", "that", "and", "as", "because", "although", "though", ";"}
)
_CLAUSE_ENDS = frozenset({",", ";", "while", "but", "whereas", "which", "that", "said", "and"})
_SETTING = frozenset("in unlike besides despite like than except outside via through against near inside".split())


def _is_ranked(items: list[Item], k: int) -> bool:
    """Whether a place, whose verb stands at `k`, is given its place among partners: "Russia |is in second place|",
    "Italy came third"."""
    if lower_at(items, k) not in _RANKED_BY:
        return False
    behind = items[k + 1 : k + 5]
    placed = next((n for n, item in enumerate(behind) if item.lower in _PLACES), None)
    if placed is not None:
        return any(item.is_("ordinal") or item.is_("rank") for item in behind[:placed])
    return lower_at(items, k) in {"came", "comes", "ranks", "ranked"} and bool(behind) and behind[0].is_("ordinal")


_RANKED_BY = frozenset("is was are were came comes ranks ranked stands stood takes took remains remained".split())
_PLACES = frozenset({"place", "position", "spot", "rank"})


def new_subject(head: Head, topic: Topic, sentence: Sentence) -> Place | None:
    """The country that "it", "its" and "the country" mean where the sentence right before, behind all flows told, has
    another one as its subject: "Kenya sells tea to Iran. Iran grows little tea. The country imported 80,000 tonnes"."""
    there, focus = topic.subject_sentence, topic.focus
    if there is None or focus is None or head.open_owner not in _POINTING_AT_ONE:
        return None
    if there.index != sentence.index - 1 or focus.sentence.index >= there.index or there.headline != sentence.headline:
        return None
    if topic.subject in {None, focus.sides.reporter} or places_before(sentence, head.first):
        return None
    if any(place.code == topic.subject for place in (*head.dest, *head.counterpart, head.source) if place is not None):
        return None
    items = there.items
    if head.measure == focus.measure == "exports" and head.passive and _bought_before(topic):
        return None  # "Kenya exported tea. Pakistan took the most. Some 17,000 tonnes of coffee were exported": Kenya's
    if any(item.is_("country_noun") for item in items):
        return None  # "The United States was the country's leading buyer": another one is meant there already
    acting = [k for k, item in enumerate(items) if item.kind == "PLACE" and item.value.code == topic.subject]
    if (
        not acting
        or lower_at(items, acting[0] - 1 - (lower_at(items, acting[0] - 1) == "the")) not in _OPENS
        or possessive_at(items, acting[0] + 1) > acting[0] + 1
    ):
        return None
    return cast(Place, items[acting[0]].value)


_FOLLOWING = frozenset({"followed", "follows"})
_DATA = frozenset({"data", "figures", "statistics"})
_POINTING_AT_ONE = frozenset(
    {"it", "its", "country", "the country", "the country's", "the nation", "nation", "the republic"}
)
_OPENS = frozenset({"", "although", "though", "while", "since", "because", "as", "but", "however", ","})

_GOVERNING = frozenset({"to", "from", "with", "into", "at", "between"})
_BOUND = frozenset({"bound", "destined", "headed", "heading", "intended", "meant"})


def main_country(document: Document, taken: set[str]) -> str | None:
    """The one country that a report is about: named more than all others together, or alone."""
    counts = {c: n for c, n in document.countries.items() if not is_group(c) and c not in taken}
    if not counts:
        return None
    best = max(counts, key=lambda c: counts[c])
    rest = sum(counts.values()) - counts[best]
    return best if counts[best] > rest and counts[best] >= 2 else None


def counterpart_of(
    country: str, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]], head: Head | None = None
) -> tuple[str, Sentence | None] | None:
    """The other side of a country in what is being spoken of; in the sentence itself it must stand before `head`.

    "Shipments to B fell": whose shipments, what was spoken of before tells better than a place in the sentence."""
    scope = topic.settled(sentence, 2)
    if head is not None and head.supply and not before and scope and scope.sides.reporter not in {None, country}:
        return str(scope.sides.reporter), scope.sentence
    for _, known in reversed(before):
        if (other := known.other(country)) is not None:
            return other, None
        if known.reporter and known.reporter != country and known.partner != country:
            return known.reporter, None
    told = _told_before(country, sentence, head)
    if told is not None:
        return (told, None) if told else None
    return _spoken_of(country, topic, sentence, head)


def _told_before(country: str, sentence: Sentence, head: Head | None) -> str | None:
    """The other side that the sentence tells before `head`, or before its first sum; "" where it names two."""
    items = sentence.items
    # "the surplus with China was $5bn, India reached $1bn": not a subject behind the figure
    sum_at = next((k for k, item in enumerate(items) if item.kind == "AMT"), len(items))
    stop = sum_at if head is None else head.first
    if (own := _country_of_official(items, stop)) not in {None, country}:
        return own
    for item in places_before(sentence, stop):
        if item.value.code == country or item.value.form not in {"name", "government", "nickname"}:
            continue
        if head is None and lower_at(items, items.index(item) - 1) == "with":
            continue  # "trade with Russia fell by 9 percent and with Kazakhstan it rose"
        if _is_one_of_two(items, item):
            return ""
        if head is None or head.measure != "exports" or not _buys(items, item):
            return str(item.value.code)
    return None if head is None else whose_statistics(sentence, stop, country)


def _spoken_of(country: str, topic: Topic, sentence: Sentence, head: Head | None) -> tuple[str, Sentence | None] | None:
    """The other side in what the sentences before speak of."""
    for scope in (topic.settled(sentence), topic.told(sentence)):
        if scope is not None and (found := scope.sides.other(country) or scope.sides.reporter) not in {None, country}:
            return str(found), scope.sentence
    if (
        country in topic.pair
        and topic.near(topic.pair_sentence, sentence)
        and not _is_of_pair(topic, sentence, country)
    ):
        return topic.pair[1] if topic.pair[0] == country else topic.pair[0], topic.pair_sentence
    sold = head is not None and head.measure == "exports"
    if sold and topic.subject not in {None, country} and topic.near(topic.subject_sentence, sentence, 2):
        assert topic.subject is not None
        if not _bought_before(topic):
            return topic.subject, topic.subject_sentence
    main = topic.home or main_country(topic.story, {country})
    return (main, None) if main and main != country else None


def _is_of_pair(topic: Topic, sentence: Sentence, country: str) -> bool:
    """Whether the pair is that of the sentence itself, which tells the other one behind "with"."""
    others = set(topic.pair) - {country}
    return topic.pair_sentence is sentence and any(
        item.kind == "PLACE" and item.value.code in others and lower_at(sentence.items, k - 1) == "with"
        for k, item in enumerate(sentence.items)
    )


def _bought_before(topic: Topic) -> bool:
    """Whether the subject of the sentences before is told as a buyer there: "Pakistan bought 17 million kg"."""
    items = topic.subject_sentence.items if topic.subject_sentence is not None else []
    named = [item for item in items if item.kind == "PLACE" and item.value.code == topic.subject]
    return any(_buys(items, item) or is_market(items, items.index(item)) for item in named)


def _country_of_official(items: list[Item], stop: int) -> str | None:
    """The country of "his country" before an index: "the |Portuguese| ambassador said that her country had sold"."""
    for k in range(min(stop, len(items) - 1) - 1, 0, -1):
        if items[k].lower in {"his", "her"} and items[k + 1].lower in {"country", "nation", "homeland"}:
            return next((str(i.value.code) for i in reversed(items[:k]) if i.kind == "DEM"), None)
    return None


def _is_one_of_two(items: list[Item], place: Item) -> bool:
    """ "|Croatia and Greece| ranked second and third with the trade with Peru": whose it is, is told of both."""
    k = items.index(place)
    joined = lower_at(items, k + 1) == "and" and kind_at(items, k + 2 + (lower_at(items, k + 2) == "the")) == "PLACE"
    return joined and "respectively" in {item.lower for item in items[k:]}


def _buys(items: list[Item], place: Item) -> bool:
    """Whether a country is said to buy ("El Salvador |purchased| 36 percent of the sales"): it is no seller then."""
    k = items.index(place) + 1
    return k < len(items) and items[k].cue("fverb") == "imports"


def whose_statistics(sentence: Sentence, start: int, country: str) -> str | None:
    """The country of the office that gives the figure: "exports to Austria ..., Hungary's statistical office said"."""
    items = sentence.items
    for k in range(start, len(items)):
        item = items[k]
        if item.kind == "ORG" and item.value.country not in {None, country}:
            return str(item.value.country)
        if item.kind not in {"PLACE", "DEM"} or item.value.code == country:
            continue
        behind = possessive_at(items, k + 1)
        if item.kind == "PLACE" and behind > k + 1 and lower_at(items, behind) in flow_words("office"):
            return str(item.value.code)
        if lower_at(items, behind) in _DATA or (
            item.kind == "DEM" and lower_at(items, k + 1) in flow_words("office") and lower_at(items, k + 2) in _DATA
        ):
            return str(item.value.code)
    return None


def main_two(document: Document) -> tuple[str, ...]:
    """The two countries that a report is about: named twice each, and no third one near them, or no others at all."""
    ranked = sorted(((n, c) for c, n in document.countries.items() if not is_group(c)), reverse=True)
    if len(ranked) == 2:
        return (ranked[0][1], ranked[1][1])
    if len(ranked) >= 2 and ranked[1][0] >= 2 and (len(ranked) == 2 or ranked[2][0] * 2 <= ranked[1][0]):
        return (ranked[0][1], ranked[1][1])
    return ()


def way_back(head: Head, topic: Topic, sentence: Sentence) -> Sides | None:
    """ "Kenya's exports to Oman were $40 million. In the opposite direction, exports came to $8 million.": what the
    buyer of the sentence before sold to its seller."""
    if not tells_other_direction(sentence) or (told := topic.told(sentence, 1)) is None:
        return None
    known = told.sides
    if told.measure not in {"exports", "imports"} or known.reporter is None or known.partner in {None, WORLD}:
        return None
    same = head.measure == told.measure
    if head.measure in {"turnover", "balance"}:
        head.measure, same = told.measure, True
    if same:
        return Sides(known.partner, known.reporter, (), known.partner_area, known.reporter_area, 0.75, told.sentence)
    return Sides(known.reporter, known.partner, (), known.reporter_area, known.partner_area, 0.75, told.sentence)
