"""What a report has been speaking of: the sides of the last flow, the last pair, the subject."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct

from tradebook.extract.analysis import Document
from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.places import is_group
from tradebook.statement import Good, Measure, Period

WORLD = "WLD"
_PLACES = frozenset({"PLACE", "DEM"})
_GROUP_FORMS = frozenset({"group", "group_demonym"})
# Kinds of items that are noted: places, periods, bodies and persons
_NOTED = _PLACES | {"PER", "ORG", "PERSON"}


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
    """What the report has been speaking of: the sides of the last flow (`last_told`: with a figure), the last pair,
    the last subject country; `halves` holds the last exports and imports of all goods, `about` the countries of its
    headline or, where that names none, of its lead."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.last: Sides | None = None
        self.last_sentence: Sentence | None = None
        self.last_period: Item | None = None
        self.period: Period | None = None
        self.period_reporter: str | None = None
        self.stretches: dict[int, Period] = {}
        self.farm_year: Period | None = None
        self.last_measure: Measure | None = None
        self.last_goods: tuple[Good, ...] = ()
        self.halves: dict[Measure, tuple[Sides, Sentence]] = {}
        self.topic_goods: tuple[Good, ...] | None = None
        self.period_sentence: Sentence | None = None
        self.seen_period: Item | None = None
        self.seen_sentence: Sentence | None = None
        self.pair: tuple[str, ...] = ()
        self.pair_sentence: Sentence | None = None
        self.market: Any = None
        self.market_period: Period | None = None
        self.market_seen: Sentence | None = None
        self.theme: tuple[str, ...] = ()
        self.theme_sentence: Sentence | None = None
        self.last_sign: int | None = None
        self.group: str | None = None
        self.area: Place | None = None
        self.subject: str | None = None
        self.subject_sentence: Sentence | None = None
        self.last_told = False
        self.about = _about(document)
        self._reporting: str | None = None

    def enter(self, sentence: Sentence) -> None:
        """Take note of the countries of a sentence before its flows are read."""
        noted = _noted(sentence)
        self.group = noted.group or self.group
        self.area = self.area or noted.area
        if noted.pair:
            self.pair, self.pair_sentence = noted.pair, sentence

    def leave(self, sentence: Sentence) -> None:
        """Take note of the subject and the period of a sentence after its flows were read."""
        noted = _noted(sentence)
        if noted.period is not None:
            self.seen_period, self.seen_sentence = noted.period, sentence
        # a demonym only says whose something is: it serves where no country was the subject yet
        subject = noted.first if self.subject is None else noted.subject
        if subject is not None:
            self.subject, self.subject_sentence = subject, sentence

    @property
    def reporting_country(self) -> str | None:
        """The country of the one office that gives the figures of a report which names no country else: "May beef
        exports rose, the U.S. Meat Export Federation said"."""
        if self._reporting is None:
            document = self.document
            offices = {
                str(item.value.country)
                for sentence in document.sentences
                if "ORG" in sentence.kinds
                for item in sentence.items
                if item.kind == "ORG" and item.value.country
            }
            alone = len(offices) == 1 and not {c for c in document.countries if not is_group(c)} - offices
            self._reporting = next(iter(offices)) if alone else ""
        return self._reporting or None

    def near(self, sentence: Sentence | None, here: Sentence, reach: int = 3) -> bool:
        """Whether a sentence before is near enough to be still what is spoken of."""
        if sentence is None:
            return False
        if sentence.field == "title":
            return here.paragraph <= 1
        return here.index - sentence.index <= reach


def _about(document: Document) -> set[str]:
    for sentence in document.sentences[:3]:
        named = {
            str(i.value.code)
            for i in sentence.items
            if i.kind in _PLACES and i.value.form not in {"city", "capital"} and not is_group(i.value.code)
        }
        if named:
            return named
    return set()


class _Noted(Struct, frozen=True):
    """What one sentence names: the last group, the first area, the two countries if there are just two, the last
    period of statistics, the first country as subject, the first country as subject or owner."""

    group: str | None
    area: Place | None
    pair: tuple[str, ...]
    period: Item | None
    subject: str | None
    first: str | None


_NOTHING = _Noted(None, None, (), None, None, None)


def _noted(sentence: Sentence) -> _Noted:
    """The notes of a sentence, made once for all who talk about it."""
    noted: _Noted | None = sentence.noted
    if noted is None:
        noted = sentence.noted = _note(sentence)
    return noted


def _note(sentence: Sentence) -> _Noted:
    group = subject = first = None
    period: Item | None = None
    area: Place | None = None
    named: list[str] = []
    ways: list[str] = []
    if sentence.kinds.isdisjoint(_NOTED):
        return _NOTHING
    for k, item in enumerate(sentence.items):
        kind = item.kind
        if kind not in _NOTED:
            continue
        if kind in _PLACES:
            behind = possessive_at(sentence.items, k + 1)
            if behind > k + 1 and kind_at(sentence.items, behind) == "PLACE":
                continue  # "China's Hong Kong"
            code, form = item.value.code, item.value.form
            if form in _GROUP_FORMS and code != WORLD:
                group = code
            if is_group(code):
                continue
            if form == "area" and area is None:
                area = item.value
            governor = _governor(sentence.items, k)
            way = ways[-1] if ways and governor in {"and", ",", "or"} else governor
            ways.append(way if kind != "DEM" else "")
            free = kind != "DEM" and governor not in _OBJECT
            subject = subject or (code if free else None)
            first = first or (code if free or kind == "DEM" else None)
            if form == "city":
                continue
        elif kind == "PER":
            period = item if _is_of_statistics(item, sentence) else period
            continue
        elif item.value.country:
            code = item.value.country
        else:
            continue
        if code not in named:
            named.append(code)
    # two that goods go to, or come from, are no pair
    pair = tuple(named) if len(named) == 2 and not (len(ways) > 1 and set(ways) in _ONE_WAY) else ()
    return _Noted(group, area, pair, period, subject, first)


_ONE_WAY = ({"to"}, {"from"}, {"into"})


def _governor(items: list[Item], k: int) -> str:
    """The preposition before a place; "going to" is one word of the grammar."""
    return lower_at(items, k - 1 - (lower_at(items, k - 1) == "the")).rpartition(" ")[2]


def _is_of_statistics(item: Item, sentence: Sentence) -> bool:
    """Whether a period is one that figures are given for: a past month or longer, told by itself."""
    mention: PeriodMention = item.value
    period = mention.period
    if mention.fiscal is not None:
        return mention.relation is None and (mention.fiscal.offset or 0) <= 0
    if mention.relation is not None or mention.cue is not None or period.start is None or period.end is None:
        return False
    days = (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days
    return 26 <= days <= 366 and (sentence.today is None or period.start < sentence.today)


_OBJECT = frozenset({"to", "from", "with", "of", "into", "between", "by", "and", ",", "in", "at", "for", "against"})
