"""Several stories in one report: a paragraph on other countries that tells itself whose trade it is begins another one,
and takes nothing over from what stands before it. A later paragraph on countries of before goes back to theirs."""

from __future__ import annotations

from itertools import groupby

from tradebook.extract.analysis import Document
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.heads import heads
from tradebook.extract.kinds.flows.home import described_in, office_of, owners_in
from tradebook.extract.kinds.flows.noted import lands_named, noted_in
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.places import is_group

_PLACES = frozenset({"PLACE", "DEM"})
_TRADE = frozenset({"flow", "supply", "fverb", "traded", "partner_noun", "earning", "earnings", "gap", "paying"})
_FORBIDS = frozenset({"restr_noun", "restr_do"})
_AHEAD = frozenset({"future", "expect", "plan", "target"})


def stories_of(document: Document) -> list[int]:
    """The number of the story that each sentence of a report belongs to, in order; most reports are one story."""
    if document.stories is None:
        document.stories = _numbered(document)
    return document.stories


class _Story:
    """What one story has told so far: the countries that it names, whether it told whose trade it speaks of, and
    whether it spoke of any."""

    __slots__ = ("lands", "owned", "trades")

    def __init__(self, lands: set[str], *, begun: bool = False) -> None:
        self.lands = lands
        self.owned = self.trades = begun

    def take(self, paragraph: list[Sentence], lands: set[str]) -> None:
        """Take note of a paragraph and the countries that it names."""
        self.lands |= lands
        told = self.owned or (bool(lands) and _tells_whose(paragraph))
        self.owned = told or any(_may_be_whose(sentence) for sentence in paragraph)
        self.trades = self.trades or any(heads(sentence) for sentence in paragraph)


def _numbered(document: Document) -> list[int]:
    sentences = document.sentences
    if len(document.countries) < 2 or not sentences or sentences[0].paragraph == sentences[-1].paragraph:
        return [0] * len(sentences)
    paragraphs = [list(group) for _, group in groupby(sentences, key=_paragraph)]
    lands = [{c for s in paragraph for c in lands_named(s) if not is_group(c)} for paragraph in paragraphs]
    if not _goes_elsewhere(lands):
        return [0] * len(sentences)
    stories = [_Story(set())]
    numbers: list[int] = []
    now = 0
    for paragraph, named in zip(paragraphs, lands, strict=True):
        now = _story_at(paragraph, named, stories, now)
        stories[now].take(paragraph, named)
        numbers += [now] * len(paragraph)
    return numbers


def _paragraph(sentence: Sentence) -> int:
    return sentence.paragraph


def _goes_elsewhere(lands: list[set[str]]) -> bool:
    """Whether a paragraph names only countries that none before it names: else a report is one story."""
    before: set[str] = set()
    for named in lands:
        if named and before and named.isdisjoint(before):
            return True
        before |= named
    return False


def _story_at(paragraph: list[Sentence], named: set[str], stories: list[_Story], now: int) -> int:
    """The number of the story that a paragraph belongs to; a new one is added to `stories`."""
    story = stories[now]
    settled = story.owned or not story.trades
    if not (named and story.lands and settled and named.isdisjoint(story.lands)):
        return now
    back = next((n for n, known in enumerate(stories) if not named.isdisjoint(known.lands)), None)
    if back is not None or not _tells_whose(paragraph):
        return now if back is None else back
    stories.append(_Story(set(named), begun=True))
    return len(stories) - 1


def _may_be_whose(sentence: Sentence) -> bool:
    """Whether a sentence names a country that is more than the other side of a flow."""
    sides = {
        place.code
        for head in heads(sentence)
        for place in (*head.dest, *head.counterpart, *((head.source,) if head.source is not None else ()))
    }
    return any(code not in sides and not is_group(code) for code in lands_named(sentence))


def _tells_whose(paragraph: list[Sentence]) -> bool:
    """Whether a paragraph tells itself whose trade it speaks of."""
    first = paragraph[0]
    if len(paragraph) > 1 and _is_of_its_two(first, paragraph[1]):
        return True
    if first.cues.isdisjoint(_TRADE):
        return len(paragraph) > 1 and _is_of_its_subject(first, paragraph[1])
    found = heads(first)
    if any(_is_whole(head) for head in found) or owners_in(first) or _has_partners(first.items) or _sells(first):
        return True
    subject = noted_in(first).subject
    if subject is not None and any(_is_of_subject(first, subject, head) for head in found):
        return True
    offices = (office_of(item) for item in first.items if item.kind in {"ORG", "NAME"})
    return bool(found) and (any(offices) or bool(described_in(first)))


def _is_of_its_two(first: Sentence, behind: Sentence) -> bool:
    """Whether the trade of two follows a sentence that names them: "Georgia and Oman signed an agreement. Two-way
    trade stood at"."""
    return len(noted_in(first).pair) == 2 and any(h.two_way and not h.sided and not h.loose for h in heads(behind))


def _is_of_its_subject(first: Sentence, behind: Sentence) -> bool:
    """Whether a flow with another country follows a sentence that opens with one: "|Moroccan| berries are in demand.
    Exports to Germany reached 9,000 tonnes"."""
    subject = noted_in(first).first
    opens = any(item.kind in _PLACES and item.value.code == subject for item in first.items[:2])
    if subject is None or not opens:
        return False
    return any(head.sided and all(place.code != subject for place in head.places) for head in heads(behind))


def _is_of_subject(sentence: Sentence, subject: str, head: Head) -> bool:
    """Whether a flow is that of the country which the sentence opens with: "Bulgaria banned |imports from Ukraine|",
    "Hanoi expects |exports|"; who only buys or takes a share is none."""
    codes = {place.code for place in head.places}
    if codes:
        return subject not in codes
    if not sentence.cues.isdisjoint(_FORBIDS):
        return True
    return head.measure == "exports" and not sentence.cues.isdisjoint(_AHEAD) and "PCT" not in sentence.kinds


def _has_partners(items: list[Item]) -> bool:
    """Whether a sentence tells whose partners it speaks of: "Armenia's largest |partners|", "the |markets| of Peru"."""
    for k, item in enumerate(items):
        if not item.is_("partner_noun"):
            continue
        at = k + 2 + (lower_at(items, k + 2) == "the")
        if lower_at(items, k + 1) == "of" and kind_at(items, at) == "PLACE":
            return True
        for j in range(max(0, k - 4), k):
            if items[j].kind == "PLACE" and possessive_at(items, j + 1) > j + 1:
                return True
    return False


def _sells(sentence: Sentence) -> bool:
    """Whether a sentence opens with a country's good that earned something: "Papua New Guinea's palm oil earned"."""
    items = sentence.items
    if sentence.cues.isdisjoint({"earning", "earnings"}) or kind_at(items, 0) not in _PLACES:
        return False
    return kind_at(items, possessive_at(items, 1)) == "GOOD"


def _is_whole(head: Head) -> bool:
    """Whether the phrase of a flow names its country, and for one that is bought or counted both ways the other one
    too: "China bought 9,000 tonnes" may be of what another one sells."""
    if len({place.code for place in head.between}) > 1:
        return True
    both = len({place.code for place in head.places}) > 1
    return head.names_reporter and (both or (head.measure in {"exports", "balance"} and not head.supply))
