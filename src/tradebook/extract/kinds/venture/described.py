"""A firm that a sentence only describes and another one names: "The South Korean cable maker opened a plant" under the
headline "Kyungshin opens factory"."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.antecedents import stands_free
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.wording import NAMES
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.sales_mix.own_words import OwnWords, is_called
from tradebook.extract.kinds.sales_mix.producers import word_class as producing
from tradebook.extract.kinds.venture.head import Cast, Head
from tradebook.extract.kinds.venture.not_partners import is_body
from tradebook.extract.kinds.venture.words import word_class
from tradebook.places import is_group


def meant(document: Document, sentence: Sentence, head: Head) -> tuple[Side, Sentence] | None:
    """Whom a subject without a name means, with the sentence that names it: a firm that is only described, or "we"."""
    return _described(document, sentence, head) or _our_firm(document, sentence, head)


def _described(document: Document, sentence: Sentence, head: Head) -> tuple[Side, Sentence] | None:
    """Whom "the Norwegian pump maker" before the verb means: the one free name of the sentence or headline before it,
    where that has no other country; None where none is certain."""
    code = _nationality(sentence.items, head)
    if code is None or sentence.index == 0:
        return None
    other = document.sentences[sentence.index - 1]
    named = [s for s in sides_in(other, 0, len(other.items)) if s.name is not None and s.word != "city"]
    free = [s for s in named if kind_at(other.items, s.start) in NAMES and stands_free(other, s)]
    if len(free) != 1 or free[0].country not in (None, code) or free[0].start > 3:
        return None
    return free[0]._replace(country=code), other


def _our_firm(document: Document, sentence: Sentence, head: Head) -> tuple[Side, Sentence] | None:
    """Whom "we" before the verb means: the firm of who speaks, as the report names it anywhere."""
    if not any(lower_at(sentence.items, k) == "we" for k in range(head.start, head.verb)):
        return None
    body = OwnWords(document).body_of(sentence.index)
    if body is None:
        return None
    for other in document.sentences:
        for side in sides_in(other, 0, len(other.items)):
            if side.name is not None and side.word != "city" and is_called(side.name, body):
                return side, other
    return None


def announced_by(document: Document, sentence: Sentence, head: Head, cast: Cast) -> tuple[Side, Sentence] | None:
    """Whose the works are that "will be opened" somewhere: the one foreign firm of the sentence before, if that speaks
    of the country where they stand ("Bangladesh's X plans to invest in India. A mill will be opened in Kolkata")."""
    items = sentence.items
    if head.joint or cast.host is None or cast.partners or len(cast.countries) != 1 or sentence.index == 0:
        return None
    works = next((i for i in items[head.start : head.verb] if i.lower in word_class("works")), None)
    passive = {lower_at(items, k) for k in range(max(0, head.verb - 4), head.verb)} & {"be", "been", "was", "were"}
    other = document.sentences[sentence.index - 1]
    passive = passive or {lower_at(items, head.verb)} & word_class("starting")
    if works is None or not passive or "by" in sentence.lowers:
        return None
    if _INVESTING.isdisjoint(other.lowers) and not _goes_on(items, head):
        return None
    if other.headline != sentence.headline or not any(
        i.kind == "PLACE" and i.value.code == cast.host for i in other.items
    ):
        return None
    named = [s for s in sides_in(other, 0, len(other.items)) if s.name is not None and s.word != "city"]
    abroad = len(named) == 1 and named[0].country not in (None, cast.host) and named[0].start <= 3
    return (named[0], other) if abroad and not is_body(other.items, named[0]) else None


def _goes_on(items: list[Item], head: Head) -> bool:
    """Whether works are told as some of a firm's: "|A third| mill is to be built", "|the Tunisian| plant"."""
    k = next((n for n in range(head.start, head.verb) if items[n].lower in word_class("works")), head.start)
    first = {items[n].lower for n in range(max(head.start, k - 4), k)}
    described = any(items[n].kind == "DEM" and lower_at(items, n - 1) == "the" for n in range(max(1, k - 3), k))
    return described or not first.isdisjoint(_ONE_MORE)


_ONE_MORE = frozenset("second third fourth fifth another new further".split())
_INVESTING = frozenset("invest invests invested investing investment entered enters enter expands expanding".split())


def _nationality(items: list[Item], head: Head) -> str | None:
    """The country of a firm that is the subject without a name: "|The Norwegian| pump maker has"."""
    for k in range(head.start + 1, min(head.verb, head.start + 5)):
        if items[k].kind != "DEM" or lower_at(items, k - 1) != "the" or is_group(items[k].value.code):
            continue
        noun = next((n for n in range(k + 1, min(head.verb, k + 5)) if _is_firm(items, n)), None)
        if noun is None or kind_at(items, noun + 1) in {*NAMES, "PERSON", "p"} or lower_at(items, noun + 1) == "of":
            return None
        told: str = items[k].value.code
        return told
    return None


def _is_firm(items: list[Item], n: int) -> bool:
    last = lower_at(items, n).rsplit(" ", 1)[-1]
    return items[n].kind in ("w", "CUE") and last in producing("producer") | _FIRMS


_FIRMS = frozenset({"maker", "manufacturer", "company", "firm"})
