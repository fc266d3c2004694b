"""Where a deal was made: the town, the fair or forum, the visit."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.context import sentences_before
from tradebook.extract.kinds.deal.slots import Read
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.places import is_group


def place_of(sentence: Sentence, start: int, stop: int) -> Read | None:
    """Where it was agreed: "at the Tbilisi fair", "on the sidelines of the forum in Gomel", "in Jeddah", "visit to
    Beijing"; what has a name of its own before the town."""
    town: Read | None = None
    for k in range(start, stop):
        if _leads_to_event(sentence.items, k) and (named := _event(sentence, k + 1, stop)) is not None:
            return named
        if town is None:
            town = _town(sentence.items, k, start)
    return town


def _leads_to_event(items: list[Item], k: int) -> bool:
    low = items[k].lower
    return low in {"at", "during", "within"} or (low == "of" and lower_at(items, k - 1) in _BESIDE)


_BESIDE = frozenset("sidelines sideline margins fringes framework part".split())


def _town(items: list[Item], k: int, start: int) -> Read | None:
    low = items[k].lower
    if low == "in" and lower_at(items, k + 1) in CITY_STATES and _beside_signing(items, k):
        return Read(items[k + 1].text, (items[k + 1],))
    if low in {"in", "to"} and kind_at(items, k + 1) == "PLACE" and items[k + 1].value.form in {"city", "capital"}:
        if (low == "to" and not _during_visit(items, k, start)) or (low == "in" and _works_there(items, k)):
            return None
        return Read(items[k + 1].text, (items[k + 1],))
    town = kind_at(items, k) == "PLACE" and items[k].value.form in {"city", "capital"}
    if town and lower_at(items, k + 1) == "visit" and lower_at(items, k - 2) == "during":
        return Read(items[k].text, (items[k],))  # "during the Harare visit"
    return None


CITY_STATES = frozenset({"luxembourg", "singapore", "monaco", "djibouti", "san marino", "hong kong", "macau", "macao"})


def _beside_signing(items: list[Item], k: int) -> bool:
    """Whether "in" at `k` stands beside the act or its day: "signed in Singapore", "on March 11 in Luxembourg"."""
    return kind_at(items, k - 1) == "PER" or (k > 0 and items[k - 1].is_("deal_do")) or kind_at(items, k + 3) == "PER"


def _works_there(items: list[Item], k: int) -> bool:
    """Whether a town is only where works stand that the goods are for: "trams for a new line in Bucharest"."""
    return lower_at(items, k - 1) in _WORKS


_WORKS = frozenset(
    "line lines plant plants factory metro airport port station hospital road bridge refinery tunnel terminal mill "
    "district network grid system route fleet stadium school warehouse depot shipyard yard headquarters office".split()
)
_DASHES = frozenset({"-", "–", "—"})


def _during_visit(items: list[Item], k: int, start: int) -> bool:
    return lower_at(items, k - 1) in {"visit", "trip", "mission", "delegation"} and any(
        items[j].lower == "during" for j in range(start, k)
    )


def _event(sentence: Sentence, k: int, stop: int) -> Read | None:
    items = sentence.items
    while (
        lower_at(items, k) in {"the", "a", "an", "this", "framework", "of", "end", "close", "conclusion"}
        or kind_at(items, k) == "ORD"
    ):
        k += 1
    for j in range(k, min(stop, k + 7)):
        if items[j].lower.rsplit(" ", 1)[-1] in word_class("event_head"):
            in_town = lower_at(items, j + 1) == "in" and kind_at(items, j + 2) == "PLACE"
            nameless = items[k].text.islower() or items[j].lower.endswith(("meeting", "talks", "session"))
            if in_town and items[j + 2].value.form in {"city", "capital"} and nameless:
                return Read(
                    sentence.text_between(items[k], items[j + 2]) if j == k else items[j + 2].text,
                    (items[k], items[j + 2]),
                )  # what has no name is called by its town
            # "the forum" alone says as little as it can, and yet where
            return Read(sentence.text_between(items[k], items[j]), (items[k], items[j]))
        if (items[j].kind == "p" and items[j].lower not in _DASHES) or items[j].lower in {"in", "on", "with", "and"}:
            return None
    return None


def named_before(document: Document, draft: Draft) -> None:
    """Give "the expo" the name that the sentences before have told for it."""
    at = draft.get("at") or ""
    if not at.islower() or " " in at:
        return
    for sentence in sentences_before(document, draft.sentence, _FAR):
        items = sentence.items
        for k, item in enumerate(items):
            if item.kind in ("ORG", "NAME") and item.lower.rsplit(" ", 1)[-1] == at and " " in item.text:
                first = items[k - 2] if lower_at(items, k - 1) == "-" and kind_at(items, k - 2) == "PLACE" else item
                draft.put("at", sentence.text_between(first, item), item, sentence=sentence)  # "China-ASEAN Expo"
                return


_FAR = 8


def site_of_projects(items: list[Item], verb: int, stop: int) -> Item | None:
    """The country where the projects stand on which papers were signed "with companies from" others; those of the
    place signed too."""
    if not any(lower_at(items, k) == "with" for k in range(verb, verb + 3)):
        return None
    for k in range(verb + 1, stop):
        if kind_at(items, k) == "PLACE" and lower_at(items, k - 1) == "in" and not is_group(items[k].value.code):
            return items[k] if of_projects(items, k) else None
    return None


def of_projects(items: list[Item], k: int) -> bool:
    """Whether projects stand in the place at `k`: "on projects worth AMT in"."""
    return any(items[j].lower in {"project", "projects"} for j in range(max(0, k - 8), k))
