"""What a report has been speaking of: the sides of the last flow, the last pair, the subject."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct

from tradebook.extract.analysis import Document
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.places import is_group
from tradebook.statement import Good, Measure

WORLD = "WLD"
_PLACES = frozenset({"PLACE", "DEM"})
_GROUP_FORMS = frozenset({"group", "group_demonym"})
_WHO = frozenset({"ORG", "PERSON"})


class Sides(Struct, frozen=True):
    """Reporter and partner (or the pair in `between`), areas, how sure, and the sentence they were taken from."""

    reporter: str | None = None
    partner: str | None = None
    between: tuple[str, ...] = ()
    reporter_area: str | None = None
    partner_area: str | None = None
    confidence: float = 0.9
    source: Sentence | None = None


class Talk:
    """What the report has been speaking of: the sides of the last flow, the last pair, the last subject country."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.last: Sides | None = None
        self.last_sentence: Sentence | None = None
        self.last_period: Item | None = None
        self.last_measure: Measure | None = None
        self.last_goods: tuple[Good, ...] = ()
        self.topic_goods: tuple[Good, ...] | None = None
        self.period_sentence: Sentence | None = None
        self.seen_period: Item | None = None
        self.seen_sentence: Sentence | None = None
        self.pair: tuple[str, ...] = ()
        self.pair_sentence: Sentence | None = None
        self.market: Any = None
        self.theme: tuple[str, ...] = ()
        self.theme_sentence: Sentence | None = None
        self.last_sign: int | None = None
        self.group: str | None = None
        self.subject: str | None = None
        self.subject_sentence: Sentence | None = None

    def enter(self, sentence: Sentence) -> None:
        """Take note of the countries of a sentence before its flows are read."""
        named: list[str] = []
        for item in sentence.items:
            kind = item.kind
            if kind in _PLACES:
                code, form = item.value.code, item.value.form
                if form in _GROUP_FORMS and code != WORLD:
                    self.group = code
                if form == "city" or is_group(code):
                    continue
            elif kind in _WHO and item.value.country:
                code = item.value.country
            else:
                continue
            if code not in named:
                named.append(code)
        if len(named) == 2:
            self.pair, self.pair_sentence = (named[0], named[1]), sentence

    def leave(self, sentence: Sentence) -> None:
        """Take note of the subject and the period of a sentence after its flows were read."""
        for item in sentence.items:
            if item.kind == "PER" and _is_of_statistics(item, sentence):
                self.seen_period, self.seen_sentence = item, sentence
        for k, item in enumerate(sentence.items):
            if item.kind not in _PLACES or is_group(item.value.code):
                continue
            governed = lower_at(sentence.items, k - 1) in _OBJECT
            # a demonym only says whose something is: it serves where no country was the subject yet
            if self.subject is None if item.kind == "DEM" else not governed:
                self.subject, self.subject_sentence = item.value.code, sentence
                return

    def near(self, sentence: Sentence | None, here: Sentence, reach: int = 3) -> bool:
        """Whether a sentence before is near enough to be still what is spoken of."""
        if sentence is None:
            return False
        if sentence.field == "title":
            return here.paragraph <= 1
        return here.index - sentence.index <= reach


def _is_of_statistics(item: Item, sentence: Sentence) -> bool:
    """Whether a period is one that figures are given for: a past month or longer, told by itself."""
    mention: PeriodMention = item.value
    period = mention.period
    if mention.relation is not None or mention.cue is not None or period.start is None or period.end is None:
        return False
    days = (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days
    return 26 <= days <= 366 and (sentence.today is None or period.start < sentence.today)


_OBJECT = frozenset({"to", "from", "with", "of", "into", "between", "by", "and", ",", "in", "at", "for", "against"})
