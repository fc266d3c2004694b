"""Sides that a sentence only points at: "the French company", "the Chinese side", "it" for a firm without a name."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Sentence
from tradebook.extract.kinds.deal.antecedents import stands_free
from tradebook.extract.kinds.deal.context import sentences_before
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.places import is_group

_BACK = 3
_POINTS = frozenset({"side", "party", "partner", "group", "company", "firm", "giant", "builder", "yard"})


def named(document: Document, draft: Draft, sides: list[Side], others: list[Side]) -> list[Side]:
    """The sides, each "the French company" with the name of the one firm of that country, or of none, that the
    sentences before name; the `others` of the deal may be it themselves."""
    return [_named(document, draft, side, [*sides, *others]) for side in sides]


def _named(document: Document, draft: Draft, side: Side, sides: list[Side]) -> Side:
    items = draft.sentence.items
    if any(s.name and s.country == side.country and s.start < side.start for s in sides):
        return side  # "Uzbek Leasing signed ... on services by the Uzbek company"
    definite = side.start < len(items) and lower_at(items, side.start - 1) == "the"
    if side.name is not None or side.country is None or not definite or not _is_firm(side.word):
        return side
    taken = {s.name for s in sides if s.name}
    if items[0].lower.startswith("according") and (here := _source(draft.sentence, side, taken)) is not None:
        return side._replace(name=here)  # "According to X, the Kenyan company has"
    for other in sentences_before(document, draft.sentence, _BACK):
        if other.headline != draft.sentence.headline:
            continue
        known = [
            s
            for s in sides_in(other, 0, len(other.items))
            if s.name and s.word not in _NO_FIRMS | word_class("event_head")
        ]
        own = [s for s in known if s.country == side.country and s.name not in taken]
        bare = [s for s in known if s.country is None and s.name not in taken and stands_free(other, s)]
        found = own or (bare if len(bare) == 1 and not own else [])
        if len({s.name for s in found}) == 1:
            draft.lean_on(other)
            draft.confidence -= 0.05
            return side._replace(name=found[0].name)
        if found:
            return side
    return side


def _source(sentence: Sentence, side: Side, taken: set[str]) -> str | None:
    """The one firm of no other country that the sentence names before the side, as its source."""
    named = [s for s in sides_in(sentence, 0, side.start - 1) if s.name and s.country in (None, side.country)]
    named = [s for s in named if s.name not in taken and s.word not in _NO_FIRMS]
    return named[0].name if len(named) == 1 else None


_NO_FIRMS = frozenset({"city", "ministry", "government", "embassy", "university"})


def _is_firm(word: str) -> bool:
    return (word in word_class("generic", "ref") or word in _POINTS) and not word.endswith("ies")


def unnamed(document: Document, sentence: Sentence, start: int, edge: int) -> tuple[Side, Sentence] | None:
    """The firm without a name that "it" before the verb stands for: "The Chinese firm will deliver ... It signed"."""
    if not any(sentence.items[k].lower == "it" for k in range(start, edge)):
        return None
    for other in sentences_before(document, sentence, 1):
        if other.headline != sentence.headline:
            return None
        sides = sides_in(other, 0, len(other.items))
        calls = "tender_noun" in sentence.cues and "tender_noun" in other.cues
        if calls and sides and sides[0].name is None and sides[0].country and sides[0].start == 0:
            return sides[0], other  # "Jordan issued a tender. In its last one it bought"
        if sides and sides[0].name is None and _is_firm(sides[0].word) and stands_free(other, sides[0]):
            return sides[0], other
    return None


def country_meant(sentence: Sentence, start: int, edge: int) -> Side | None:
    """The country that "the country" before the verb stands for, told before the clause: "Peru's minister announced
    that the country had bought"."""
    items = sentence.items
    if not start or not any(items[k].is_("country_noun") for k in range(start, edge)):
        return None
    lands = [k for k in range(start) if items[k].kind in ("PLACE", "DEM") and not is_group(items[k].value.code)]
    if len({items[k].value.code for k in lands}) != 1:
        return None
    return Side(None, items[lands[0]].value.code, (items[lands[0]],), "", lands[0], lands[0] + 1)


def country_before(document: Document, sentence: Sentence, start: int, edge: int) -> tuple[Side, Sentence] | None:
    """The country that "it" or "the country" before a verb of buying stands for, which the sentence before opens with
    as its subject: "Kenya has ordered 40 helicopters from X. It also ordered"."""
    items = sentence.items
    it = any(items[k].lower == "it" or items[k].is_("country_noun") for k in range(start, edge))
    before = sentences_before(document, sentence, 1)
    if not it or not before or before[0].headline or start:
        return None
    first = before[0].items[0]
    if first.kind != "PLACE" or first.value.form != "name" or is_group(first.value.code):
        return None
    behind = 1 + (kind_at(before[0].items, 1) == "PER")
    acts = behind < len(before[0].items) and lower_at(before[0].items, behind) not in {"'", "’", "and", ",", "-"}
    return (Side(None, first.value.code, (first,), "", 0, 1), before[0]) if acts else None
