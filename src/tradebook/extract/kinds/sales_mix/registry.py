"""What "the factory", "its", "our" and "we" go back to: the producers of a report in the order of its text."""

from __future__ import annotations

from collections.abc import Sequence

from tradebook.extract.analysis import Document
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.wording import NAMES
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.sales_mix.own_words import OwnWords, is_called
from tradebook.extract.kinds.sales_mix.producer import Producer
from tradebook.extract.kinds.sales_mix.producers import PREPOSITIONS, producers_in, word_class

_PASSED = frozenset({",", "which", "that", "has", "have", "also", "now", "currently", "already", "still", "had"})
SpokenOf = tuple[Producer, int] | None


def _is_short_for(name: str, full: str) -> bool:
    """ "Yazara" for "Yazara Otomotiv", "Bimara" for "Grupo Bimara"."""
    return full.startswith(name + " ") or full.endswith(" " + name)


def _is_countrys(sentence: Sentence) -> bool:
    """Whether a country is the first word and the subject, so that "its" goes back to it: "Cuba suffers from ..."."""
    items = sentence.items
    k = 1 if lower_at(items, 0) == "the" else 0
    return kind_at(items, k) == "PLACE" and items[k + 1 : k + 2] != [] and items[k + 1].kind in ("w", "CUE")


def _who_said(here: list[Producer], stop: int) -> Producer | None:
    """The firm that speaks of itself: "the company's largest market is Germany, X said"."""
    for p in here:
        items = p.sentence.items
        told = lower_at(items, p.stop) in _SAID or any(lower_at(items, k) in _SAID for k in range(stop, p.start))
        if p.start >= stop and (p.sure or p.likely) and told:
            return p  # "X said", "said the maker X"
    return None


_SAID = frozenset({"said", "says", "reported", "reports", "told"})


def _possesses(producer: Producer) -> bool:
    """ "Bellegprom's production"."""
    return lower_at(producer.sentence.items, producer.stop) in {"'", "’"}


_FIRST = frozenset({"our", "we", "us"})
_THIRD = frozenset({"it", "its", "their", "they", "her", "his"})


class Registry:
    """The producers of a report in the order of its text, found when first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._known: dict[int, list[Producer]] = {}
        self._own_words = OwnWords(document)

    def country_of(self, producer: Producer) -> str | None:
        """A producer's country, where the report tells it beside any mention of the name."""
        if producer.country is not None:
            return producer.country
        known = (p for s in self.document.sentences for p in self.at(s) if p.name == producer.name)
        return next((p.country for p in known if p.country is not None), None)

    def fullest(self, producer: Producer) -> Producer:
        """A producer by the fullest name that the report has given so far: "Daejin" as "Daejin Textile"."""
        before = self.document.sentences[: producer.sentence.index + 1]
        known = (p for s in before for p in self.at(s) if p.sure or p.likely)
        return next((p for p in known if _is_short_for(producer.name, p.name)), producer)

    def last(self, sentence: Sentence) -> Producer | None:
        """The only producer that the three sentences before name, for one that names nobody."""
        if self.at(sentence) or sentence.kinds & {"PLACE", "DEM"}:
            return None
        before = self.document.sentences[max(0, sentence.index - 3) : sentence.index]
        known = [p for s in before if s.headline == sentence.headline for p in self.at(s)]
        return known[-1] if len({p.name for p in known}) == 1 and known[-1].free else None

    def before(self, sentence: Sentence, reach: int = 1) -> Producer | None:
        """The one producer that the sentence right before is about, if it is one for certain; within `reach` the one
        before a sentence that names nobody."""
        back = self.document.sentences[max(0, sentence.index - reach) : sentence.index][::-1]
        back = [s for s in back if s.headline == sentence.headline]
        near = next((s for s in back if self.at(s) or s.kinds & {"PLACE", "DEM"} or s is back[-1]), None)
        known = self.at(near) if near is not None else []
        return known[0] if len({p.name for p in known}) == 1 and known[0].free and self.sure(known[0]) else None

    def at(self, sentence: Sentence) -> list[Producer]:
        """The producers that a sentence names."""
        found = self._known.get(sentence.index)
        if found is None:
            found = self._known[sentence.index] = producers_in(sentence)
        return found

    def owner(
        self,
        sentence: Sentence,
        where: list[tuple[int, int]],
        spoken_of: SpokenOf = None,
        buyers: Sequence[tuple[int, int]] = (),
    ) -> Producer | None:
        """Whose sales the words in the stretches `where` of item indexes tell of; None where no producer can be named.

        `spoken_of` is the producer whose sales were told last, with the index of that sentence; the stretches
        `buyers` name those who buy, which are no producers here."""
        at, stop = min(a for a, _ in where), max(b for _, b in where)
        if self._country_acts(sentence, at):
            return None
        here = [p for p in self.at(sentence) if not any(a <= p.start < b for a, b in buyers)]
        inside = [p for p in here if any(a <= p.start < b for a, b in where)]
        inside = [p for p in inside if p.likely or _possesses(p) or self.sure(p)]
        before = [p for p in here if p.start < at and p.free]
        refers = self._refers(sentence, 0, stop)
        if refers is None and at == 1:
            refers = self._refers(sentence, stop, stop + 8)  # "Having halted deliveries to Oman, it now looks"
        countrys = _is_countrys(sentence) and not any(a <= 1 for a, _ in buyers)
        if refers == "it" and spoken_of is None and not before and not inside and countrys:
            return None
        if refers == "first":
            return self._spoken_for(sentence, spoken_of)
        if inside and not any(p.sure or p.likely for p in before):
            acts = (p for p in here if p.free and p not in inside and any(0 <= a - p.stop <= 6 for a, _ in where))
            return next(acts, inside[0])  # "US sales are 7% of the factory's output, but X wants to export 15%"
        addressed = at <= 10 and lower_at(sentence.items, 0) == "for" and lower_at(sentence.items, at - 1) == ","
        opened = self._behind_opener(sentence) if (at <= 3 or addressed) and not before else None
        if opened is not None:
            return opened
        if before:
            sure = [p for p in before if p.sure]
            return sure[-1] if sure else before[-1]
        owners = [p for p in here if (p.sure or p.likely) and _owns_sales(sentence.items, p.start)]
        if len({p.name for p in owners}) == 1:
            return owners[0]
        if refers is not None:
            return self._before(sentence, refers, spoken_of) or _who_said(here, stop)
        behind = [p for p in here if (p.sure or p.likely) and 0 <= p.start - stop <= 2]
        return behind[0] if behind else _who_said(here, stop)

    def _behind_opener(self, sentence: Sentence) -> Producer | None:
        """Whom a clause without a subject at the head of a sentence speaks of: "Having pulled out of Peru, the group
        X", "With Uruguay added in May, the shoes of X": the first producer behind the comma."""
        items = sentence.items
        first = lower_at(items, 0)
        named = self.at(sentence)[:1]
        if first in {"for", "at", "with"} and named and named[0].start <= 6 and lower_at(items, named[0].stop) == ",":
            return named[0] if named[0].sure or named[0].likely else None  # "For Japan's X, China is the market"
        if first not in _OPENERS and not first.endswith("ing"):
            return None
        comma = next((k for k in range(2, min(len(items), 22)) if items[k].lower == ","), None)
        behind = [p for p in self.at(sentence) if comma is not None and p.start > comma]
        return next((p for p in behind if p.sure or p.likely), None)

    def _country_acts(self, sentence: Sentence, at: int) -> bool:
        """Whether a country is the subject: "Egypt, which exports a third of its output"."""
        items = sentence.items
        k = at - 1
        while k > 0 and lower_at(items, k) in _PASSED:
            k -= 1
        if lower_at(items, k + 1) == ",":
            k = _before_aside(items, k + 1)  # "X, a cannery in Peru's Ica province, has begun"
        if kind_at(items, k) != "PLACE" or lower_at(items, k - 1) in PREPOSITIONS:
            return False
        return all(p.start != k for p in self.at(sentence))

    def of_office(self, sentence: Sentence) -> bool:
        """Whether "our" in a sentence is a minister's: then it is his country's."""
        return not sentence.lowers.isdisjoint(_FIRST) and self._own_words.of_office(sentence.index)

    def subject(self, sentence: Sentence) -> Producer | None:
        """The producer that a sentence is about: its first free one, if it is one for certain."""
        free = [p for p in self.at(sentence) if p.free]
        return free[0] if free and (free[0].sure or free[0].likely) else None

    def spoken(self, sentence: Sentence) -> Producer | None:
        """The producer that "it" or "the company", the first word of a sentence, goes back to."""
        items = sentence.items
        named = lower_at(items, 0) == "the" and lower_at(items, 1) in word_class("producer")
        return self.before(sentence) if (lower_at(items, 0) == "it" or named) and not self.at(sentence) else None

    def sure(self, producer: Producer) -> bool:
        """Whether a producer is one for certain: here, or by a fuller name elsewhere ("Hyundai", "Hyundai Motor")."""
        if producer.sure:
            return True
        return any(
            p.sure and (p.name == producer.name or _is_short_for(producer.name, p.name))
            for s in self.document.sentences
            for p in self.at(s)
        )

    def _refers(self, sentence: Sentence, at: int, stop: int) -> str | None:
        """What in the stretch goes back to a producer: "first" for "our", a noun for "the factory", "it"."""
        items = sentence.items
        lows = [items[k].lower for k in range(at, min(stop, len(items)))]
        for k, low in enumerate(lows):
            if low in _FIRST and items[at + k].kind != "PLACE":  # "from the US"
                return "first"
            first = k - 1
            while (
                k - first < 3
                and first > 0
                and kind_at(items, at + first) in {"DEM", "GOOD", "w"}
                and lows[first] != "the"
            ):
                first -= 1  # "the Uzbek producer", "the German kitchen maker"
            if (
                low in word_class("producer")
                and k
                and lows[first] == "the"
                and items[at + k].kind in ("w", "CUE", "GOOD")
            ):
                return low
        return "it" if any(low in _THIRD for low in lows) else None

    def of_many(self, sentence: Sentence) -> bool:
        """Whether "their" means the many of the sentence before: "The park's |residents| exported goods"."""
        if "their" not in sentence.lowers or self.at(sentence):
            return False
        before = self.document.sentences[sentence.index - 1] if sentence.index else None
        return before is not None and not before.lowers.isdisjoint(_MANY) and not self.at(before)

    def _spoken_for(self, sentence: Sentence, spoken_of: SpokenOf) -> Producer | None:
        """Whom "we" stands for: the producer of the speaker named here, else the one spoken of before."""
        body = self._own_words.body_of(sentence.index)
        if body is not None:
            of_body = [p for s in self.document.sentences for p in self.at(s) if is_called(p.name, body)]
            if of_body:
                return next((p for p in of_body if p.sure or p.likely), of_body[0])
        here = [p for p in self.at(sentence) if p.sure]
        for producer in here:
            if any(lower_at(sentence.items, k) in {"of", "at"} for k in range(producer.start - 6, producer.start)):
                return producer
        return self._before(sentence, "it", spoken_of)

    def _before(self, sentence: Sentence, noun: str, spoken_of: SpokenOf) -> Producer | None:
        """The nearest producer named before; one whose name ends in the noun first."""
        known = [
            p for s in self.document.sentences[: sentence.index] if s.headline == sentence.headline for p in self.at(s)
        ]
        known = [p for p in known if sentence.index - p.sentence.index <= _REACH or (p.sure and p.free)]
        for wanted in (
            [p for p in known if p.name.lower().endswith(noun)],
            [p for p in known if p.sure and p.free],
            [p for p in known if p.free and sentence.index - p.sentence.index <= 3 and p.items[0].kind in NAMES],
            [p for p in known if (p.sure or p.likely) and sentence.index - p.sentence.index <= 3],
        ):
            if wanted:  # of several in one sentence its subject
                wanted = [next(p for p in wanted if p.sentence is wanted[-1].sentence)]
            if wanted and not wanted[-1].free and spoken_of is not None and sentence.index - spoken_of[1] <= 3:
                return spoken_of[0]
            if wanted:
                near = (
                    spoken_of is not None
                    and spoken_of[1] >= wanted[-1].sentence.index
                    and sentence.index - spoken_of[1] <= _REACH
                )
                return (
                    spoken_of[0]
                    if spoken_of is not None and near and not wanted[-1].name.lower().endswith(noun)
                    else wanted[-1]
                )
        return spoken_of[0] if spoken_of is not None and sentence.index - spoken_of[1] <= 3 else None


_MANY = frozenset(
    "residents companies firms enterprises producers exporters farmers growers members manufacturers factories".split()
)


def _before_aside(items: list[Item], comma: int) -> int:
    """The index of the word before the aside that a comma closes: "|X|, a cannery in Peru,"; before the comma where it
    closes none."""
    for k in range(comma - 2, max(0, comma - 14), -1):
        if items[k].lower == ",":
            return k - 1 if lower_at(items, k + 1) in {"a", "an", "the", "one", "which"} else comma - 1
    return comma - 1


_OPENERS = frozenset(
    "with after since by because where as besides despite although though while when once before unlike".split()
)
_REACH = 8


def _owns_sales(items: list[Item], k: int) -> bool:
    """Whether the firm at `k` is whose sales or markets were named before it: "the export markets of the maker X"."""
    while k > 0 and (
        items[k - 1].kind in ("DEM", "GOOD", "PLACE")
        or lower_at(items, k - 1) in {"'", "’", "s", "the", "-"}
        or lower_at(items, k - 1).rsplit(" ", 1)[-1] in word_class("producer")
    ):
        k -= 1
    if lower_at(items, k - 1) == "by":  # "Two markets were opened up by the maker X", not "a third is taken by X"
        return not any(items[n].lower in _TAKEN for n in range(max(0, k - 8), k))
    noun = lower_at(items, k - 2) in _SALES_NOUNS or kind_at(items, k - 2) == "GOOD"
    return lower_at(items, k - 1) in {"of", "at", "for"} and noun


_TAKEN = frozenset("taken bought purchased ordered consumed used imported".split())
_SALES_NOUNS = frozenset(
    "sales revenue revenues turnover output production exports market markets customers customer buyers buyer "
    "clients destinations orders shipments deliveries business products".split()
)
