"""A report without the asides that say what its firms are, for the kinds that ask only whose a works or a market is."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.analysis.asides import without_asides
from tradebook.extract.items import Sentence

_ARTICLES = frozenset({"a", "an", "the"})
_OF_LAND = frozenset({"of", "from"})


def told_plainly(document: Document) -> Document:
    """The report with "Karsan, a Turkish bus maker, opened" as "Karsan opened"; itself where it has no such aside."""
    sentences = [_plain(sentence) for sentence in document.sentences]
    if all(new is old for new, old in zip(sentences, document.sentences, strict=True)):
        return document
    return document.of_sentences(sentences)


def _plain(sentence: Sentence) -> Sentence:
    items = sentence.items
    lowers = sentence.lowers
    aside = "," in lowers and not lowers.isdisjoint(_ARTICLES)
    if not aside and (lowers.isdisjoint(_OF_LAND) or "PLACE" not in sentence.kinds):
        return sentence
    kept = without_asides(items)
    if len(kept) == len(items):
        return sentence
    new = Sentence(
        sentence.field,
        sentence.index,
        sentence.paragraph,
        sentence.start,
        sentence.end,
        sentence.text,
        kept,
        sentence.today,
    )
    new.quoted, new.evidence = sentence.quoted, sentence.evidence
    return new
