"""Whose sales they are: the producers that a sentence names."""

from __future__ import annotations

from functools import cache

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
        described = _described_country(sentence.items, side)
        country = (
            (described if described is not None and not _owned_by(sentence.items, side) else None)
            or side.country
            or _described_country(sentence.items, side)
            or _ranked_country(sentence.items, side)
            or seat_told(sentence.items, side)
            or _called_before(sentence.items, side)
            or None
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


def _owned_by(items: list[Item], side: Side) -> bool:
    """Whether a country has the name ("Peru's X"): that is told, too."""
    return any(lower_at(items, k) in {"'", "’"} for k in range(max(0, side.start - 2), side.stop))


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
        if based or (earns and lower_at(items, k - 1) not in PREPOSITIONS):
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
                free = lower_at(items, k - 2) not in PREPOSITIONS
                return [Producer(name, item.value.code, (item, items[j]), sentence, k, j + 1, True, free)]
            if (items[j].kind not in ("w", "GOOD", "CUE") and lower_at(items, j) != "-") or lower_at(
                items, j
            ) in PREPOSITIONS:
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
    if len(words) > 1 and words[0] in _FORMS:
        return True  # "Grupo Bimara"
    if any(i.kind in NAMES and i.value.kind == "company" for i in side.items):
        return True
    if lower_at(items, side.stop) in word_class("producer"):
        return True  # "the Oserian farm"
    if lower_at(items, side.start - 1).rsplit(" ", 1)[-1] in word_class("producer"):
        return True
    behind = (
        {lower_at(items, k) for k in range(side.stop, side.stop + 9)} if lower_at(items, side.stop) == "," else set()
    )
    opened = lower_at(items, side.stop + 1)
    if opened == "one":
        behind = {word.removesuffix("s") for word in behind}  # "one of Kenya's largest exporters"
    owned = kind_at(items, side.stop + 1) == "PLACE" and possessive_at(items, side.stop + 2) > side.stop + 2
    if (opened in _ARTICLES or owned) and bool(behind & word_class("producer")):
        return True  # "X, a maker of pumps,", "X, Latvia's oldest cannery,"
    if _of_trade(items, side.start - 2):
        return True
    if _called_before(items, side) is not None:
        return True
    return _told_as_producer(items, side) is not None or _makes_goods(items, side)


def _called_before(items: list[Item], side: Side) -> str | None:
    """What stands before the comma of a name that it opens: "|Namibia's biggest abattoir,| Meatland, began": the
    country, or "" where none is told; None where no producer is named so."""
    k = side.start - 2
    if lower_at(items, k + 1) != "," or lower_at(items, side.stop) != ",":
        return None
    if lower_at(items, k).rsplit(" ", 1)[-1] not in word_class("producer"):
        return None
    for j in range(k - 1, max(-1, k - 7), -1):
        if items[j].kind in ("DEM", "PLACE") and items[j].value.code != "WLD":
            code: str = items[j].value.code
            return code
        if items[j].kind == "p" and items[j].lower not in {"'", "’", "-"}:
            return ""
    return ""


_FORMS = frozenset("grupo groupe gruppo pt ooo oao zao tov".split())
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
        if lower_at(items, k) in PREPOSITIONS or items[k].kind == "PERSON":
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
    while j >= 0 and j > k - 6 and items[j].kind in ("w", "GOOD", "CUE") and lower_at(items, j) not in PREPOSITIONS:
        j -= 1
    return kind_at(items, j) == "DEM" or (lower_at(items, j) == "based" and kind_at(items, j - 2) == "PLACE")


def _described_country(items: list[Item], side: Side) -> str | None:
    """The country in the words before a name: "Serbian raspberry processor Sirogojno", "Gaziantep carpet maker"."""
    first = side.start - 1 - 2 * _of_trade(items, side.start - 2)
    for k in range(first, max(-1, first - 5), -1):
        if items[k].kind in ("DEM", "PLACE"):
            return items[k].value.code  # type: ignore[no-any-return]
        if items[k].kind not in ("w", "GOOD", "CUE") or lower_at(items, k) in PREPOSITIONS | {
            "and",
            "the",
            "a",
            "is",
            "said",
        }:
            return None
    return None


PREPOSITIONS = frozenset("in at on with from to for of by into between under citing against per".split())


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
        trade = word_class("producer")
        k = next((n for n in told if lower_at(items, n).rsplit(" ", 1)[-1].removesuffix("s") in trade), None)
    if k is None or possessive_at(items, k + 1) > k + 1:
        return None  # "with the local firm X, the Bulgarian company's owner said"
    within = next((i for i in items[start:k] if i.kind in ("DEM", "PLACE") and i.value.code != "WLD"), None)
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
        or "-" in (lower_at(items, k), lower_at(items, k + 1))  # "with the state-owned X"
        or (items[k].kind == "CUE" and items[k].lower.endswith(("er", "or")))  # "with the Israeli importer X"
        or (
            items[k].kind == "w"
            and items[k].text.islower()
            and lower_at(items, k) not in PREPOSITIONS
            and lower_at(items, k + 1) != "that"
        )
    ):
        if article and lower_at(items, k) not in PREPOSITIONS:
            return True  # "Because of the war |the| maker X": another noun before the article
        article = article or lower_at(items, k) in {"the", "a", "an"}
        k -= 1
        if side.start - k > 7:
            return False
    return lower_at(items, k) not in PREPOSITIONS


def _of_trade(items: list[Item], k: int) -> bool:
    """ "The Swedish maker |of| trucks Scania": what a firm makes."""
    made = lower_at(items, k) == "of" and kind_at(items, k + 1) == "GOOD"
    return made and lower_at(items, k - 1).rsplit(" ", 1)[-1] in word_class("producer")
