"""Whose trade a bare noun tells where no flow was told before it."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.before import main_country, places_before, whose_statistics
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.home import office_of
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import lower_at
from tradebook.places import is_group


def balance_of_home(head: Head, topic: Topic, sentence: Sentence) -> Sides | None:
    """ "The trade deficit was $44 billion, the Census Bureau said": that of the country whose statistics the report
    tells, where nothing was told before; behind a firm it may be the firm's."""
    bare = head.measure == "balance" and not (head.counterpart or head.mutual) and not sentence.headline
    if not bare or topic.base is not None or topic.pair:
        return None
    if any(item.kind == "ORG" and not _is_office(item) for item in sentence.items[: head.at]):
        return None
    home = topic.home
    return Sides(home, WORLD, confidence=0.55) if home is not None else None


def _is_office(item: Item) -> bool:
    """Whether a body is an authority: one whose country is known, or that its name calls one."""
    return office_of(item) is not None or item.lower.split(" ")[0] in _AUTHORITIES


_AUTHORITIES = frozenset({"department", "ministry", "bureau", "agency", "office", "commission", "committee"})


def unspoken(head: Head, topic: Topic, sentence: Sentence) -> Sides | None:
    """A bare noun where no flow was told before: the trade of the one country that sentence or report speak of."""
    named = [i for i in places_before(sentence, head.first) if not _attributive(sentence, i)]
    if "partner_noun" in sentence.cues and any(_is_a_partner(sentence, item, head) for item in named):
        return None
    base = topic.base
    if head.total and not named and base is not None and base.sides.reporter == topic.home is not None:
        return Sides(topic.home, WORLD, confidence=0.55)  # "Total trade fell", after a ranking of partners
    if len({i.value.code for i in named}) == 1 and head.measure != "turnover":
        return Sides(named[0].value.code, WORLD, confidence=0.6)
    if head.measure == "turnover" and not head.total:
        return None
    plain = not (head.supply or head.verb or head.passive or sentence.items[head.at].lower == "arrivals")
    if topic.subject is not None and topic.near(topic.subject_sentence, sentence, 2) and plain:
        return Sides(topic.subject, WORLD, confidence=0.55, source=topic.subject_sentence)
    if plain and not sentence.headline and topic.home is not None:
        return Sides(topic.home, WORLD, confidence=0.55)
    main = main_country(topic.story, set())
    if main and len([c for c in topic.story.countries if not is_group(c)]) == 1:
        return Sides(main, WORLD, confidence=0.55)
    reporting = topic.reporting_country or whose_statistics(sentence, head.last, "") if plain else None
    return Sides(reporting, WORLD, confidence=0.5) if reporting is not None else None


def _is_a_partner(sentence: Sentence, item: Item, head: Head) -> bool:
    """Whether a place is told to be somebody's market or partner: "Egypt is the second largest tea importer, with 14%
    of the total exports": they are not its own."""
    k = sentence.items.index(item) + 1
    if lower_at(sentence.items, k) not in {"is", "was", "remains", "remained", "became", "has"}:
        return False
    return any(other.is_("partner_noun") for other in sentence.items[k : head.first])


def _attributive(sentence: Sentence, item: Item) -> bool:
    """Whether a place only describes the noun behind it ("U.S. tin disposals", "the UAE pact")."""
    k = sentence.items.index(item) + 1
    if k >= len(sentence.items):
        return False
    after = sentence.items[k]
    return (
        after.kind == "GOOD"
        or after.is_("deal_noun")
        or (after.kind == "w" and after.lower not in {"has", "had", "also", "said", "s", "ran", "runs"})
    )
