"""What stands between the parts of a clause and tells no grammar anything: folded away before the kinds are read.

"Kenya|, which joined the bloc in 2001,| exported", "to |neighbouring| Mexico", "exports|, he said,| fell|, as
expected,| to $40 million". The grammars see a sentence without these items; who says it, and what the countries have
joined, is read with them. The way through it:

    openers   words that open a sentence and say nothing: "Meanwhile,", "It is noted that"
    between   what commas enclose: adverbials, who says it, appositions, relative clauses
    fronts    what opens a sentence: who says it, participles
    examples  who belongs to a group: "Asian sources |such as Brunei|"
    abbreviations  short names of goods: "liquefied natural gas |(LNG)|"
    before    words before a name and before a verb: "oil-rich Angola", "has |officially| signed"
"""

from __future__ import annotations

from tradebook.extract.analysis.members import carry_units
from tradebook.extract.asides.abbreviations import abbreviations
from tradebook.extract.asides.before import words_before
from tradebook.extract.asides.between import enclosed
from tradebook.extract.asides.examples import examples
from tradebook.extract.asides.fronts import openings
from tradebook.extract.asides.openers import without_openers
from tradebook.extract.items import Item, Sentence, cues_of

__all__ = ["fold", "fold_ranks", "folded", "refold", "unfold"]


def fold(sentences: list[Sentence]) -> None:
    """Leave the asides out of the sentences, until `unfold`."""
    for sentence in sentences:
        plain = folded(sentence)
        if plain is not None:
            carry_units(plain)  # of a list whose members were parted by what is left out
            sentence.fold(plain)


def refold(sentences: list[Sentence]) -> None:
    """Show the asides that tell of treaties and memberships, which most often are told in one."""
    for sentence in sentences:
        if sentence.whole is not None and any(cls.startswith("mile_") for cls in cues_of(sentence.whole)):
            sentence.unfold()
            plain = folded(sentence, joining=True, ranked=False)
            if plain is not None:
                sentence.fold(plain)


def fold_ranks(sentences: list[Sentence]) -> None:
    """Leave out too what a country is to another in trade ("Egypt|, Lesotho's biggest trading partner,| bought"), which
    only trade flows read."""
    for sentence in sentences:
        if "partner_noun" not in sentence.cues or not any(item.kind == "PLACE" for item in sentence.items):
            continue
        plain = folded(sentence, ranked=False)
        if plain is not None:
            whole = sentence.whole or sentence.items
            sentence.fold(plain)
            sentence.whole = whole


def unfold(sentences: list[Sentence]) -> None:
    """Show all items of the sentences again."""
    for sentence in sentences:
        sentence.unfold()


def folded(sentence: Sentence, *, joining: bool = False, ranked: bool = True) -> list[Item] | None:
    """The items without what tells nothing to the grammars, in a new list; None where there is nothing to leave out.
    `joining` keeps what tells of treaties and memberships, `ranked` what a country is to another in trade."""
    items = without_openers(sentence.items)
    hidden: set[int] = set()
    openings(items, sentence.lowers, hidden, joining=joining)
    words_before(items, sentence.lowers, hidden)
    examples(items, sentence, hidden)
    if "(" in sentence.lowers:
        abbreviations(items, hidden)
    enclosed(items, hidden, joining=joining, ranked=ranked)
    if not hidden or len(hidden) == len(items):
        return None if items is sentence.items else items
    return [item for k, item in enumerate(items) if k not in hidden]
