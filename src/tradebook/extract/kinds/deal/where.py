"""Where a deal was made: the town, the fair or forum, the visit."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.slots import Read
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at


def place_of(sentence: Sentence, start: int, stop: int) -> Read | None:
    """Where it was agreed: "at the Tbilisi fair", "during the forum in Gomel", "in Jeddah", "visit to Beijing"."""
    items = sentence.items
    for k in range(start, stop):
        low = items[k].lower
        if low in {"in", "to"} and kind_at(items, k + 1) == "PLACE" and items[k + 1].value.form in {"city", "capital"}:
            if low == "to" and not _during_visit(items, k, start):
                continue
            return Read(items[k + 1].text, (items[k + 1],))
        town = kind_at(items, k) == "PLACE" and items[k].value.form in {"city", "capital"}
        if town and lower_at(items, k + 1) == "visit" and lower_at(items, k - 2) == "during":
            return Read(items[k].text, (items[k],))  # "during the Harare visit"
        if low in {"at", "during", "within"} and (named := _event(sentence, k + 1, stop)) is not None:
            return named
    return None


_DASHES = frozenset({"-", "–", "—"})


def _during_visit(items: list[Item], k: int, start: int) -> bool:
    return lower_at(items, k - 1) in {"visit", "trip", "mission", "delegation"} and any(
        items[j].lower == "during" for j in range(start, k)
    )


def _event(sentence: Sentence, k: int, stop: int) -> Read | None:
    items = sentence.items
    while lower_at(items, k) in {"the", "a", "an", "this", "framework", "of"} or kind_at(items, k) == "ORD":
        k += 1
    for j in range(k, min(stop, k + 7)):
        if items[j].lower.rsplit(" ", 1)[-1] in word_class("event_head"):
            if (
                lower_at(items, j + 1) == "in"
                and kind_at(items, j + 2) == "PLACE"
                and items[j + 2].value.form in {"city", "capital"}
            ):
                return Read(
                    sentence.text_between(items[k], items[j + 2]) if j == k else items[j + 2].text,
                    (items[k], items[j + 2]),
                )
            # "the forum" alone says as little as it can, and yet where
            return Read(sentence.text_between(items[k], items[j]), (items[k], items[j]))
        if (items[j].kind == "p" and items[j].lower not in _DASHES) or items[j].lower in {"in", "on", "with", "and"}:
            return None
    return None
