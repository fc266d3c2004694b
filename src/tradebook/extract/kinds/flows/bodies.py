"""The trade of the country whose exporters or growers a body speaks for: "The Thai Rice Exporters Association said
|exports| rose", "The association has set |an export target|"."""

from __future__ import annotations

from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.flows.acting import reporting
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.places import is_group

_BODIES = frozenset("association council federation confederation chamber guild board".split())
_DOING = frozenset({"has", "had", "is", "was", "set", "sets", "aims", "hopes", "plans", "targets", "raised", "cut"})
_REACH = 12  # sentences


def of_its_members(sentence: Sentence, head: Head, topic: Topic) -> Place | None:
    """The country of the body of producers or exporters that opens a sentence and says or sets something of a bare
    flow; None where no such body does, or its country is not known."""
    items = sentence.items
    k = int(lower_at(items, 0) == "the")
    if head.measure != "exports" or k + 1 >= head.first or not _acts(items, k + 1):
        return None
    if kind_at(items, k) == "ORG":
        return _country(items[k]) if topic.base is None else None
    if k == 0 or lower_at(items, k) not in _BODIES:
        return None
    return _country_before(lower_at(items, k), sentence, topic)


def _acts(items: list[Item], k: int) -> bool:
    return lower_at(items, k) in reporting() or lower_at(items, k) in _DOING


def _country_before(noun: str, sentence: Sentence, topic: Topic) -> Place | None:
    """The country of the body named last before a sentence that its noun points at; None where two may be meant."""
    sentences = topic.document.sentences[max(0, sentence.index - _REACH) : sentence.index]
    named = [
        item
        for before in sentences
        for item in before.whole or before.items
        if item.kind == "ORG" and noun in item.lower.split()
    ]
    return _country(named[-1]) if named and len({item.value.country for item in named}) == 1 else None


def _country(item: Item) -> Place | None:
    code = item.value.country
    speaks = not _BODIES.isdisjoint(item.lower.split())
    return Place(code=code, form="name") if speaks and code is not None and not is_group(code) else None
