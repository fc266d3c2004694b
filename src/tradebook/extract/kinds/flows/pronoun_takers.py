"""What the partner of the flow told before took or gave of it, where only a pronoun names him: "Peru is the main buyer
of Armenia's tea. |It took| 31,000 tonnes in 2023"."""

from __future__ import annotations

from tradebook.extract.items import Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.phrases import kind_at, lower_at

_SUBJECTS = frozenset({"it", "they", "that country"})
_SUMS = frozenset({"QTY", "AMT"})
_PASSED = frozenset({"also", "has", "had", "alone", "about", "some", "goods", "worth", "a", "record"})


def pronoun_takers(sentence: Sentence, told: Scope | None) -> list[Head]:
    """The head that points back at the flow of two countries told before, of which "it" took or gave a sum or weight;
    [] where nothing like that is told."""
    if told is None or told.measure not in {"exports", "imports"} or "fverb" not in sentence.cues:
        return []
    if told.sides.reporter is None or told.sides.partner in {None, WORLD}:
        return []
    items = sentence.items
    k = 0
    while kind_at(items, k) == "PER" or lower_at(items, k) in {"in", "during", "last", ","}:
        k += 1
    named = lower_at(items, k)
    if named == "that" and lower_at(items, k + 1) in {"country", "the country"}:
        named, k = "that country", k + 1
    verb = k + 1
    while lower_at(items, verb) in _PASSED:
        verb += 1
    if named not in _SUBJECTS or verb >= len(items) or not items[verb].is_("past"):
        return []
    other = "imports" if told.measure == "exports" else "exports"
    if items[verb].cue("fverb") not in {other, told.measure}:
        return []
    if items[verb].cue("fverb") == told.measure and named != "it":
        return []
    at = verb + 1
    while lower_at(items, at) in _PASSED:
        at += 1
    behind = at + 1 + (lower_at(items, at + 1) == "worth")
    if kind_at(items, at) not in _SUMS or lower_at(items, behind) in {"of", "to", "from"}:
        return []
    head = Head(told.measure, verb, first=k, last=verb)
    head.echo, head.goods = True, told.goods
    return [head]
