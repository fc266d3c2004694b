"""Appointments as milestones: ambassadors and trade representatives who took their post."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Sentence
from tradebook.extract.kinds.event.scene import NAMED, names_land, sides_told, word_class
from tradebook.extract.kinds.event.timing import negated, speaks_ahead
from tradebook.extract.kinds.milestone import dated, made
from tradebook.extract.kinds.phrases import lower_at


def posts(sentence: Sentence) -> list[Draft]:
    """An ambassador or trade representative of one country in another who took the post."""
    items = sentence.items
    names = word_class("milestone_words", "post")
    at = next(
        (
            k
            for k, i in enumerate(items)
            if i.lower in names or (i.kind in NAMED and i.lower.rsplit(" ", 1)[-1] in names)
        ),
        None,
    )
    if at is None or (
        items[at].lower in {"representative", "commissioner"}
        and lower_at(items, at - 1) not in {"trade", "commercial", "permanent", "special"}
    ):
        return []
    act = next((k for k, i in enumerate(items) if i.is_("mile_post") and i.lower != "named"), None)
    if act is None:
        act = next((k for k, i in enumerate(items) if i.lower == "named" and abs(k - at) < 12), None)
    if act is None or abs(act - at) > 22 or negated(items, act):
        return []
    sender = [i for i in items if names_land(i) or (i.kind in NAMED and i.value.country)]
    sides = sides_told(sender, 0.75)
    if sides is None or len(sides.codes) > 3:
        return []
    draft = made(sentence, "appointment", items[at], sides)
    dated(draft, act, 0, len(items), ahead=speaks_ahead(items, act))
    return [draft]
