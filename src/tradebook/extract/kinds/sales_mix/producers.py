"""Whose sales they are: producers named in a report, and what "the factory", "its", "our" and "we" go back to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tradebook.extract.analysis import Document
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.wording import NAMES
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.kinds.sales_mix.producer import Producer
from tradebook.extract.stems import Stems
from tradebook.extract.tables import rows, words


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of `tables/sales_mix_words.csv`."""
    return frozenset(row["form"] for row in rows("sales_mix_words") if row["class"] == name)


@cache
def stems(name: str) -> Stems:
    """The words of a class as stems that may stand anywhere in a text."""
    return Stems(word_class(name))


def producers_in(sentence: Sentence) -> list[Producer]:
    """The producers that a sentence names, in order."""
    found = []
    for side in _joined(sentence, sides_in(sentence, 0, len(sentence.items))):
        if side.name is None or side.word == "city" or _is_body(sentence.items, side):
            continue
        if _is_participle(sentence.items, side) or _only_reports(sentence.items, side):
            continue
        sure = _is_sure(sentence.items, side)
        free = _is_free(sentence.items, side)
        items = tuple(i for i in side.items if i.kind != "PLACE" and i.kind != "DEM") or side.items
        country = (
            side.country
            or _described_country(sentence.items, side)
            or _ranked_country(sentence.items, side)
            or seat_told(sentence.items, side)
        )
        found.append(
            Producer(
                side.name,
                country,
                items,
                sentence,
                side.start,
                side.stop,
                sure,
                free,
                _is_of_country(sentence.items, side),
            )
        )
    found += _like_persons(sentence)
    found += _like_places(sentence)
    found += [p for p in _of_speakers(sentence) if all(p.start != q.start for q in found)]
    return sorted(found, key=lambda p: p.start) or _by_town(sentence)


def _joined(sentence: Sentence, sides: list[Side]) -> list[Side]:
    """The sides, where two names without a word between them are one: "Ala-Too" and "Style"."""
    out: list[Side] = []
    for side in sides:
        last = out[-1] if out else None
        names = last is not None and last.name is not None and side.name is not None
        if last is not None and names and last.stop == side.start and side.items[0].kind in NAMES:
            out[-1] = Side(
                f"{last.name} {side.name}", last.country, (*last.items, *side.items), side.word, last.start, side.stop
            )
            continue
        out.append(side)
    return out


def _only_reports(items: list[Item], side: Side) -> bool:
    """Whether a name is that of who wrote what is told: "a report by |Coastal Analysts| said"."""
    return lower_at(items, side.start - 1) in {"by", "from"} and lower_at(items, side.start - 2) in _PAPERS


_PAPERS = frozenset("report study survey analysis forecast review note bulletin paper outlook".split())


def _is_participle(items: list[Item], side: Side) -> bool:
    """The first word of a sentence that is no name: "Having halted deliveries, it", "Overseas markets"."""
    if side.start or side.items[0].kind not in ("w", "CUE") or " " in (side.name or ""):
        return False
    word = side.items[0].lower
    opened = word.endswith("ed") and lower_at(items, 1) in {"by", "in", "with", "on"}  # "Encouraged by orders"
    return word.endswith("ing") or opened or word in _FIRST_WORDS or word in words("ordinary_words")


_FIRST_WORDS = frozenset(
    "instead payment overseas foreign net gross sales export exports domestic home two three several".split()
)


def _of_speakers(sentence: Sentence) -> list[Producer]:
    """Works that a speaker heads: "Director of the Slutsk cheese plant Olga Pashkevich said"."""
    items = sentence.items
    return [
        Producer(i.value.text, i.value.country, (i,), sentence, k, k + 1, True, True)
        for k, i in enumerate(items)
        if _heads(items, k, i) or _speaks_for(items, k, i)
    ]


def _heads(items: list[Item], k: int, item: Item) -> bool:
    """ "director of the Slutsk cheese plant N. N."."""
    if item.kind != "ORG" or kind_at(items, k + 1) != "PERSON" or lower_at(items, k - 1) not in {"of", "the", "at"}:
        return False
    return item.lower.split(" ")[-1] in word_class("producer")


def _speaks_for(items: list[Item], k: int, item: Item) -> bool:
    """ "N. N. of Zhongtian Molding said": the firm of who speaks; a body is none."""
    if item.kind not in NAMES or lower_at(items, k - 1) not in {"of", "at"} or kind_at(items, k - 2) != "PERSON":
        return False
    if item.value.kind in {"agency", "event"} or set(item.lower.split()) & word_class("body"):
        return False
    return lower_at(items, k + 1) in {"said", "says", "told", "added"}


def _like_persons(sentence: Sentence) -> list[Producer]:
    """Firms that are called like persons: "Selim Traktor exports", "Konya-based Selim Traktor"; no person has a town
    or output like that."""
    if "PERSON" not in sentence.kinds:
        return []
    items = sentence.items
    found = []
    for k, item in enumerate(items):
        if item.kind != "PERSON":
            continue
        if _farms(items, k):
            found.append(Producer(item.text, items[k - 3].value.code, (item,), sentence, k, k + 1, True, True))
            continue
        based = lower_at(items, k - 1) == "based" and lower_at(items, k - 2) == "-" and kind_at(items, k - 3) == "PLACE"
        earns = lower_at(items, k + 1) in _EARNING and kind_at(items, k + 2) == "PCT"
        if based or (earns and lower_at(items, k - 1) not in _PREPOSITIONS):
            country = items[k - 3].value.code if based else None
            found.append(Producer(item.text, country, (item,), sentence, k, k + 1, based, True))
    return found


def _like_places(sentence: Sentence) -> list[Producer]:
    """Firms that are called like places: "The Armenian cognac producer Ararat sells"."""
    items = sentence.items
    return [
        Producer(item.text, items[k - 3].value.code, (item,), sentence, k, k + 1, True, True)
        for k, item in enumerate(items)
        if item.kind == "PLACE"
        and lower_at(items, k + 1) in _EARNING
        and lower_at(items, k - 1) in word_class("producer")
        and kind_at(items, k - 2) == "GOOD"
        and kind_at(items, k - 3) == "DEM"
    ]


def _farms(items: list[Item], k: int) -> bool:
    """ "Norwegian salmon farmer Mowi": a farm of one word, by its country and its goods."""
    trade = lower_at(items, k - 1) in {"farmer", "grower", "breeder"} and kind_at(items, k - 2) == "GOOD"
    return trade and kind_at(items, k - 3) == "DEM" and " " not in items[k].text


_EARNING = frozenset("exports exported sells sold ships earns earned gets generates generated derives makes".split())


def _by_town(sentence: Sentence) -> list[Producer]:
    """A works that is called by its town: "the Petropavl machine-building plant"."""
    items = sentence.items
    for k, item in enumerate(items):
        if (
            item.kind != "PLACE"
            or item.value.form not in {"city", "area", "capital"}
            or lower_at(items, k - 1) not in {"the", ""}
        ):
            continue
        for j in range(k + 1, min(k + 6, len(items))):
            if lower_at(items, j).rsplit(" ", 1)[-1] in word_class("producer"):
                name = sentence.text_between(item, items[j])
                free = lower_at(items, k - 2) not in _PREPOSITIONS
                return [Producer(name, item.value.code, (item, items[j]), sentence, k, j + 1, True, free)]
            if (items[j].kind not in ("w", "GOOD", "CUE") and lower_at(items, j) != "-") or lower_at(
                items, j
            ) in _PREPOSITIONS:
                break
    return []


def _is_body(items: list[Item], side: Side) -> bool:
    words = (side.name or "").lower().split()
    if any(w in word_class("body") for w in words) or side.word in word_class("body"):
        return True
    if any(i.kind in NAMES and i.value.kind in {"agency", "event"} for i in side.items):
        return True
    if lower_at(items, side.start - 1) in {"told", "tells", "telling"}:
        return True  # an outlet: "told Caspian Ledger that"
    if kind_at(items, side.stop) == "PERSON":
        return words[-1] not in word_class("producer")  # "director of the Slutsk plant N. N." names the plant
    return all(len(w) < 2 or w.isdigit() for w in words)


def _is_sure(items: list[Item], side: Side) -> bool:
    words = (side.name or "").lower().split()
    if words[-1] in word_class("producer") or side.word in word_class("producer"):
        return True
    if any(i.kind in NAMES and i.value.kind == "company" for i in side.items):
        return True
    if lower_at(items, side.stop) in word_class("producer"):
        return True  # "the Oserian farm"
    if lower_at(items, side.start - 1).rsplit(" ", 1)[-1] in word_class("producer"):
        return True
    behind = (
        {lower_at(items, k) for k in range(side.stop, side.stop + 9)} if lower_at(items, side.stop) == "," else set()
    )
    if lower_at(items, side.stop + 1) in {"a", "an", "the", "one"} and bool(behind & word_class("producer")):
        return True
    if _of_trade(items, side.start - 2):
        return True
    return _told_as_producer(items, side) is not None or _makes_goods(items, side)


_IS = frozenset({"is", "was", "remains", "became", "has been"})
_ARTICLES = frozenset({"a", "an", "the", "one"})
_SELLS = frozenset("sells exports ships supplies delivers markets".split())
_MAKES = frozenset("makes produces manufactures builds assembles grows brews bakes".split())


def _told_as_producer(items: list[Item], side: Side) -> int | None:
    """Where a sentence says what a name is, the index of the word: "Borivos is a pump maker in Norway"."""
    if lower_at(items, side.stop) not in _IS or lower_at(items, side.stop + 1) not in _ARTICLES:
        return None
    for k in range(side.stop + 2, min(len(items), side.stop + 8)):
        if lower_at(items, k).rsplit(" ", 1)[-1] in word_class("producer"):
            return k
        if lower_at(items, k) in _PREPOSITIONS or items[k].kind == "PERSON":
            return None
    return None


def _makes_goods(items: list[Item], side: Side) -> bool:
    """ "Borivos makes pumps": a name whose trade a sentence tells by its verb."""
    verb = lower_at(items, side.stop)
    if verb in _SELLS and lower_at(items, side.stop + 1) == "its":
        return any(i.kind == "GOOD" for i in items[side.stop + 2 : side.stop + 5])  # "Borivos sells its pumps in"
    makes = verb in _MAKES and side.items[-1].kind in NAMES
    return makes and any(i.kind == "GOOD" for i in items[side.stop + 1 : side.stop + 5])


def _is_of_country(items: list[Item], side: Side) -> bool:
    """Whether a name is a firm's because a country has it or a town is its seat ("Norway's Nordfjord Laks",
    "Pune-based Narmada"), or by its trade ("Ethiopian coffee washer Sidama Gold"); offices and their holders are
    told by other words."""
    if items[side.start].kind not in NAMES and side.items[-1].kind not in NAMES:
        return False
    k = next((n for n in range(side.start, side.stop) if items[n].kind in NAMES), side.start)
    owned = lower_at(items, k - 1) in {"s", "'", "’"}
    if owned and any(kind_at(items, n) == "PLACE" for n in (k - 2, k - 3)):
        return True
    if lower_at(items, k - 1) == "based" and lower_at(items, k - 2) == "-" and kind_at(items, k - 3) == "PLACE":
        return True
    trade = lower_at(items, k - 1)
    if not trade.endswith(("er", "or", "ers")) or trade in words("role_words"):
        return False
    j = k - 2
    while j >= 0 and j > k - 6 and items[j].kind in ("w", "GOOD", "CUE") and lower_at(items, j) not in _PREPOSITIONS:
        j -= 1
    return kind_at(items, j) == "DEM" or (lower_at(items, j) == "based" and kind_at(items, j - 2) == "PLACE")


def _described_country(items: list[Item], side: Side) -> str | None:
    """The country in the words before a name: "Serbian raspberry processor Sirogojno", "Gaziantep carpet maker"."""
    first = side.start - 1 - 2 * _of_trade(items, side.start - 2)
    for k in range(first, max(-1, first - 5), -1):
        if items[k].kind in ("DEM", "PLACE"):
            return items[k].value.code  # type: ignore[no-any-return]
        if items[k].kind not in ("w", "GOOD", "CUE") or lower_at(items, k) in _PREPOSITIONS | {
            "and",
            "the",
            "a",
            "is",
            "said",
        }:
            return None
    return None


_PREPOSITIONS = frozenset("in at on with from to for of by into between under citing against per".split())


_RANKED = frozenset("biggest largest leading top main major oldest only first second third".split())


def _ranked_country(items: list[Item], side: Side) -> str | None:
    """The country of "X became Slovenia's biggest exporter", "X, Fiji's leading maker of ..."."""
    for k in range(side.stop, min(len(items) - 1, side.stop + 5)):
        if items[k].kind == "PLACE" and (behind := possessive_at(items, k + 1)) > k + 1:
            return items[k].value.code if lower_at(items, behind) in _RANKED else None
        if items[k].kind in NAMES:
            return None
    return None


def seat_told(items: list[Item], side: Side) -> str | None:
    """The country in "X is a pump maker in Norway", "X, a Norwegian pump maker"; None where nothing like that stands
    behind the name."""
    k = _told_as_producer(items, side)
    start = side.stop + 2
    if k is None and lower_at(items, side.stop) == "," and lower_at(items, side.stop + 1) in _ARTICLES:
        told = range(start, min(len(items), side.stop + 8))
        k = next((n for n in told if lower_at(items, n).rsplit(" ", 1)[-1] in word_class("producer")), None)
    if k is None:
        return None
    within = next((i for i in items[start:k] if i.kind in ("DEM", "PLACE")), None)
    if within is not None:
        country: str | None = within.value.code
        return country
    behind = lower_at(items, k + 1) in {"in", "from", "of"} and kind_at(items, k + 2) == "PLACE"
    return items[k + 2].value.code if behind else None


def _is_free(items: list[Item], side: Side) -> bool:
    """Whether a name stands as a subject, not behind a preposition."""
    k = side.start - 1
    article = False
    while k >= 0 and (
        (not article and lower_at(items, k) in {"the", "a", "an"})
        or items[k].kind in ("DEM", "GOOD", "PLACE")
        or _of_trade(items, k)
        or (items[k].kind == "CUE" and items[k].lower.endswith(("er", "or")))  # "with the Israeli importer X"
        or (
            items[k].kind == "w"
            and items[k].text.islower()
            and lower_at(items, k) not in _PREPOSITIONS
            and lower_at(items, k + 1) != "that"
        )
    ):
        if article and lower_at(items, k) not in _PREPOSITIONS:
            return True  # "Because of the war |the| maker X": another noun before the article
        article = article or lower_at(items, k) in {"the", "a", "an"}
        k -= 1
        if side.start - k > 7:
            return False
    return lower_at(items, k) not in _PREPOSITIONS


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


def _of_trade(items: list[Item], k: int) -> bool:
    """ "The Swedish maker |of| trucks Scania": what a firm makes."""
    made = lower_at(items, k) == "of" and kind_at(items, k + 1) == "GOOD"
    return made and lower_at(items, k - 1).rsplit(" ", 1)[-1] in word_class("producer")


_PASSED = frozenset({",", "which", "that", "has", "have", "also", "now", "currently", "already", "still", "had"})
SpokenOf = tuple[Producer, int] | None


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

    def country_of(self, producer: Producer) -> str | None:
        """A producer's country, where the report tells it beside any mention of the name."""
        if producer.country is not None:
            return producer.country
        known = (p for s in self.document.sentences for p in self.at(s) if p.name == producer.name)
        return next((p.country for p in known if p.country is not None), None)

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
        inside = [p for p in here if (p.sure or p.likely or _possesses(p)) and any(a <= p.start < b for a, b in where)]
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
            return inside[0]
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
        if kind_at(items, k) != "PLACE" or lower_at(items, k - 1) in _PREPOSITIONS:
            return False
        return all(p.start != k for p in self.at(sentence))

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
            p.sure and (p.name == producer.name or p.name.startswith(producer.name + " "))
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
            if (
                low in word_class("producer")
                and k
                and lows[k - 1] == "the"
                and items[at + k].kind in ("w", "CUE", "GOOD")
            ):
                return low
        return "it" if any(low in _THIRD for low in lows) else None

    def _spoken_for(self, sentence: Sentence, spoken_of: SpokenOf) -> Producer | None:
        """Whom "we" stands for: the producer of the speaker named here, else the one spoken of before."""
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


_OPENERS = frozenset(
    "with after since by because where as besides despite although though while when once before unlike".split()
)
_REACH = 8
