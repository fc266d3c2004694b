"""Several stories in one report: a paragraph on other countries that tells itself whose trade it is begins another one,
and takes nothing over from what stands before it. A later paragraph on countries of before goes back to theirs."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.items import Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.heads import heads
from tradebook.extract.kinds.flows.home import office_of, owners_in
from tradebook.extract.kinds.flows.sides import WORLD

_PLACES = frozenset({"PLACE", "DEM"})
_NAMING = _PLACES | {"ORG"}


def stories_of(document: Document) -> list[int]:
    """The number of the story that each sentence of a report belongs to, in order; most reports are one story."""
    if document.stories is None:
        document.stories = _numbered(document)
    return document.stories


def _numbered(document: Document) -> list[int]:
    sentences = document.sentences
    numbers = [0] * len(sentences)
    if len(document.countries) < 2 or not sentences or sentences[0].paragraph == sentences[-1].paragraph:
        return numbers
    named: list[set[str]] = [set()]
    story, start = 0, 0
    while start < len(sentences):
        stop = start + 1
        while stop < len(sentences) and sentences[stop].paragraph == sentences[start].paragraph:
            stop += 1
        paragraph = sentences[start:stop]
        codes = {code for sentence in paragraph for code in _named_in(sentence)}
        if codes and named[story] and codes.isdisjoint(named[story]):
            story = _story_of(codes, paragraph, named, story)
        named[story] |= codes
        numbers[start:stop] = [story] * (stop - start)
        start = stop
    return numbers


def _story_of(codes: set[str], paragraph: list[Sentence], named: list[set[str]], story: int) -> int:
    """The story of a paragraph on other countries than those of the one that is told: a story of before, or a new
    one."""
    for number, known in enumerate(named):
        if number != story and not codes.isdisjoint(known):
            return number
    if not _tells_whose(paragraph[0]):
        return story
    named.append(set())
    return len(named) - 1


def _named_in(sentence: Sentence) -> set[str]:
    """The countries and groups of a sentence, and those of its bodies."""
    if sentence.kinds.isdisjoint(_NAMING):
        return set()
    found = {
        str(item.value.code if item.kind in _PLACES else item.value.country)
        for item in sentence.items
        if item.kind in _PLACES or (item.kind == "ORG" and item.value.country)
    }
    return found - {WORLD}


def _tells_whose(sentence: Sentence) -> bool:
    """Whether a sentence tells itself whose trade it speaks of."""
    found = heads(sentence)
    if not found:
        return False
    if any(_is_whole(head) for head in found) or owners_in(sentence):
        return True
    return any(item.kind in {"ORG", "NAME"} and office_of(item) for item in sentence.items)


def _is_whole(head: Head) -> bool:
    """Whether the phrase of a flow names its country, and for one that is bought or counted both ways the other one
    too: "China bought 9,000 tonnes" may be of what another one sells."""
    if len({place.code for place in head.between}) > 1:
        return True
    return head.names_reporter and (head.measure in {"exports", "balance"} or len({p.code for p in head.places}) > 1)


def as_one(document: Document, sentences: list[Sentence]) -> Document:
    """Some sentences of a report as a report of their own."""
    part = Document(document.report)
    part.sentences = sentences
    for sentence in sentences:
        if not sentence.kinds.isdisjoint(_PLACES):
            for item in sentence.items:
                if item.kind in _PLACES:
                    part.countries[item.value.code] = part.countries.get(item.value.code, 0) + 1
    return part
