"""The two halves of a trade told as shares of it, in a sentence of its own: "Exports accounted for 47 percent of trade
and imports for 53 percent", "The share of Polish exports was 64%"."""

from __future__ import annotations

from typing import cast

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.statement import Measure, Share, ShareOf

_HALVES = frozenset({"exports", "imports"})
_SHARING = frozenset("accounted accounts accounting made makes making represented represents constituted share".split())
_PASSED = frozenset(
    "the a of for up and while with its their it that this was were is at stood amounted came to total overall "
    "respectively remaining other whereas , . ' ’ s".split()
) | {"made up", "makes up", "making up", "of it", "of this", "of that", "of the total"}  # fmt: skip


def halves_shared(sentence: Sentence, topic: Topic) -> list[Draft]:
    """The exports and imports whose share in the trade of the sentence before is told; [] where anything else is."""
    if "PCT" not in sentence.kinds or "flow" not in sentence.cues or sentence.lowers.isdisjoint(_SHARING | _MADE_UP):
        return []
    whole = topic.last[-1] if topic.last else None
    if whole is None or whole.get("measure") != "turnover" or whole.get("goods") or len(topic.last) > 1:
        return []
    if sentence.index - whole.sentence.index != 1:
        return []
    found = _shares(sentence.items)
    drafts = [_draft(sentence, half, owner, share, whole) for half, owner, share in found]
    return [draft for draft in drafts if draft is not None] if all(drafts) else []


_MADE_UP = frozenset({"made up", "makes up", "constituted", "constitutes"})


def _shares(items: list[Item]) -> list[tuple[Item, Item | None, Item]]:
    """Each half with whose it is said to be and its percentage; [] where the sentence tells more than that."""
    found: list[tuple[Item, Item | None, Item]] = []
    half: Item | None = None
    owner: Item | None = None
    for k, item in enumerate(items):
        if item.kind in {"PLACE", "DEM"}:
            behind = possessive_at(items, k + 1)
            if item.kind == "PLACE" and behind == k + 1 and lower_at(items, k - 1) not in {"of", "from"}:
                return []
            owner = item
        elif item.cue("flow") in _HALVES:
            if half is not None:
                return []
            half = item
        elif item.kind == "PCT":
            if half is None or item.value.percent is None or item.value.points:
                return []
            found.append((half, owner, item))
            half = owner = None
        elif item.cue("flow") == "turnover":
            if not found or half is not None:
                return []
        elif item.lower not in _PASSED and item.lower not in _SHARING:
            return []
    return found if half is None and owner is None and kind_at(items, 0) != "PCT" else []


def _draft(sentence: Sentence, half: Item, owner: Item | None, share: Item, whole: Draft) -> Draft | None:
    """The flow that the half is, with its share; None where it is not known whose it is."""
    known = (whole.get("reporter"), whole.get("partner"))
    pair = tuple(whole.get("between") or ()) or known
    code = owner.value.code if owner is not None else known[0]
    if code is None or code == WORLD or code not in pair:
        return None
    other = pair[1] if pair[0] == code else pair[0]
    draft = Draft("trade_flow", sentence, confidence=whole.confidence * 0.9)
    draft.put("measure", cast("Measure", half.cue("flow")), half)
    draft.slots.update(reporter=code, partner=other, period=whole.get("period"))
    of = ShareOf(measure="turnover", reporter=code, partner=other)
    told = share.value
    draft.put("share", Share(percent=told.percent, qualifier=told.qualifier, of=of, text=share.text), share)
    draft.lean_on(whole.sentence)
    return draft
