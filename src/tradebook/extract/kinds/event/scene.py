"""What relations between countries need of a report: the pair being spoken of, whose officials are whose, sides.

Shared by the kinds `event`, `milestone` and `restriction`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tradebook.extract.analysis import Document
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.lexicon import lookup
from tradebook.extract.tables import rows
from tradebook.extract.tokens import Token, tokenize
from tradebook.places import is_group

NAMED = frozenset({"ORG", "NAME", "PERSON"})
PLACED = frozenset({"PLACE", "DEM"})
_NO_SIDE = frozenset({"WLD"})
_CITY = frozenset({"city"})
_VENUE = frozenset({"in", "at", "near", "from", "to"})


class Pair(NamedTuple):
    """Two countries and the sentence that they were taken from (None where it is the report as a whole)."""

    codes: tuple[str, ...]
    source: Sentence | None


@cache
def word_class(table: str, *names: str) -> frozenset[str]:
    """The words of one class, or of several, of `tables/TABLE.csv` (columns form, class, note)."""
    return frozenset(row["form"] for row in rows(table) if row["class"] in names)


@cache
def role_words() -> frozenset[str]:
    """The words of office."""
    return word_class("event_words", "role")


def country_of(item: Item) -> str | None:
    """The country or group that an item names or belongs to, None where it tells none."""
    if item.kind in PLACED:
        code: str = item.value.code
        return None if code in _NO_SIDE else code
    if item.kind in NAMED:
        return item.value.country  # type: ignore[no-any-return]
    return None


class Sides(NamedTuple):
    """The countries that act together, their items, how sure, the sentence that they were taken from if another."""

    codes: tuple[str, ...]
    items: tuple[Item, ...]
    confidence: float
    source: Sentence | None = None


def sides_told(items: list[Item], confidence: float, *, group_alone: bool = False) -> Sides | None:
    """Sides from the items that tell them; None for fewer than two countries, but for a group where it may stand
    alone."""
    told = [(c, i) for i in items if (c := country_of(i)) is not None]
    codes = tuple(dict.fromkeys(c for c, _ in told))
    if len(codes) > 1 or (group_alone and any(is_group(c) for c in codes)):
        return Sides(codes, tuple(i for _, i in told), confidence)
    return None


def names_land(item: Item) -> bool:
    """Whether an item names a country or group itself and not a town in it."""
    return item.kind in PLACED and item.value.form not in _CITY and item.value.code not in _NO_SIDE


def lands_in(items: list[Item]) -> dict[str, Item]:
    """Each country and group that the items name (towns aside), with its first item."""
    found: dict[str, Item] = {}
    for k, item in enumerate(items):
        if names_land(item) and not (item.value.form == "capital" and lower_at(items, k - 1) in _VENUE):
            found.setdefault(item.value.code, item)
    return found


@cache
def places_inside(text: str) -> tuple[str, ...]:
    """The countries and groups named inside a name ("Azerbaijan-Belarus Business Council"), in order."""
    tokens = tokenize(text, 0, len(text))
    found: list[str] = []
    i = 0
    while i < len(tokens):
        stop = i + 1
        if tokens[i].text in _PREFIXES:
            found.append(_PREFIXES[tokens[i].text])
            i = stop
            continue
        for entries, end in lookup(tokens, i):
            sure = _text_of(tokens, i - 1) in _HYPHENS or _text_of(tokens, end) in _HYPHENS
            place = next((e.place for e in entries if e.place is not None and (sure or not e.needs_context)), None)
            if place is not None:
                if place.form not in _CITY and place.code not in _NO_SIDE and place.code not in found:
                    found.append(place.code)
                stop = end
                break
        i = stop
    return tuple(found)


def _text_of(tokens: list[Token], i: int) -> str:
    """The wording of the token at `i`, "" outside."""
    return tokens[i].text if 0 <= i < len(tokens) else ""


_HYPHENS = frozenset({"-", "–", "—", "/"})
_PREFIXES = {"Sino": "CHN", "Russo": "RUS", "Franco": "FRA", "Anglo": "GBR", "Italo": "ITA", "Indo": "IND"}


@cache
def town_inside(name: str) -> str | None:
    """The town that a name begins with: "Ganja" of "Ganja automobile plant"."""
    tokens = tokenize(name, 0, len(name))
    if len(tokens) < 2:
        return None
    for entries, stop in lookup(tokens, 0):
        if any(e.place is not None and e.place.form in _TOWNS and not e.adjective for e in entries):
            return name[: tokens[stop - 1].end]
    return None


_TOWNS = frozenset({"city", "area", "capital"})


class Scene:
    """A report as the stage of relations: who the officials are, which two countries are spoken of."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.commission: Sides | None = None  # the last commission told, with its two countries
        self._people: dict[str, tuple[str, Sentence]] | None = None

    def pair(self, sentence: Sentence) -> Pair | None:
        """The two countries that "the two countries" means in a sentence; None where more than two could be meant."""
        own = _states(sentence)
        if len(own) == 2:
            return Pair(own, sentence)
        if len(main := self.main(sentence)) == 2 and self._plainly(main, sentence):
            return Pair(main, self._naming(main, sentence))
        sentences = self.document.sentences
        before = sentences[sentence.index - 1] if sentence.index else None
        if before is not None and len(_states(before)) == 2:
            return Pair(_states(before), before)
        if len(main) == 2:
            return Pair(main, self._naming(main, sentence))
        for known in reversed(sentences[max(0, sentence.index - 5) : sentence.index]):
            if len(_states(known)) == 2:
                return Pair(_states(known), known)
        return None

    def main(self, sentence: Sentence) -> tuple[str, ...]:
        """The two countries named most where a sentence stands, or the one; () where a third is named as often."""
        ranked = sorted(((n, c) for c, n in self.document.lands(sentence).items() if not is_group(c)), reverse=True)
        if not ranked:
            return ()
        if len(ranked) == 1 or (ranked[1][0] == 1 and ranked[0][0] > 1 and len(ranked) > 2):
            return (ranked[0][1],)
        if len(ranked) == 2 or ranked[2][0] < ranked[1][0]:
            return tuple(sorted((ranked[0][1], ranked[1][1])))
        return ()

    def _plainly(self, main: tuple[str, ...], sentence: Sentence) -> bool:
        """Whether the report speaks of two countries, and of each at least twice as often as of any third."""
        counts = self.document.lands(sentence)
        third = max((n for c, n in counts.items() if c not in main and not is_group(c)), default=0)
        return min(counts[c] for c in main) >= max(2, 2 * third)

    def other_than(self, code: str) -> str | None:
        """The country that the report is about beside `code`, None where that is not plain."""
        counts = {c: n for c, n in self.document.countries.items() if not is_group(c) and c != code}
        ranked = sorted(((n, c) for c, n in counts.items()), reverse=True)
        if not ranked or ranked[0][0] < 2 or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
            return None
        return ranked[0][1]

    def _naming(self, codes: tuple[str, ...], but: Sentence) -> Sentence | None:
        """The sentence that names both countries first, for the evidence's context."""
        return next((s for s in self.document.sentences if s is not but and set(codes) <= set(_states(s))), None)

    # -- officials ------------------------------------------------------------------------------------------

    def country_of_person(self, item: Item) -> tuple[str, Sentence] | None:
        """The country of a person as the report introduced them, with the sentence that did."""
        if self._people is None:
            self._people = {}
            for known in self.document.sentences:
                self._introduce(known)
        return self._people.get(_surname(item.text))

    def is_surname(self, item: Item) -> bool:
        """Whether a bare capital word is the surname of an official whom the report has introduced."""
        if item.kind not in {"w", "NAME"} or not item.text[:1].isupper() or " " in item.text:
            return False
        return self.country_of_person(item) is not None

    def _introduce(self, sentence: Sentence) -> None:
        assert self._people is not None
        for k, item in enumerate(sentence.items):
            if item.kind == "PERSON":
                code = office_country(sentence.items, k)
                if code is not None:
                    self._people.setdefault(_surname(item.text), (code, sentence))

    def last_official(self, sentence: Sentence) -> tuple[str, Sentence] | None:
        """The country of the last official named before a sentence ("he will travel to ...")."""
        for known in reversed(self.document.sentences[max(0, sentence.index - 3) : sentence.index]):
            for k in range(len(known.items) - 1, -1, -1):
                if known.items[k].kind == "PERSON":
                    found = self.country_of_person(known.items[k])
                    return found if found is not None else self._presumed(known, k)
        return None

    def _presumed(self, sentence: Sentence, k: int) -> tuple[str, Sentence] | None:
        """An official without a country is one of the country that the report speaks of most."""
        if not any(i.lower in role_words() for i in sentence.items[max(0, k - 4) : k]):
            return None
        main = self.document.lands(sentence)
        ranked = sorted(((n, c) for c, n in main.items() if not is_group(c)), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] <= ranked[1][0]):
            return None
        return ranked[0][1], sentence


def _surname(name: str) -> str:
    return name.rsplit(" ", 1)[-1].lower()


def _states(sentence: Sentence) -> tuple[str, ...]:
    return tuple(c for c in lands_in(sentence.items) if not is_group(c))


def office_country(items: list[Item], k: int) -> str | None:
    """The country whose official the person at `k` is: "Senegal's President X", "Turkish trade minister X",
    "X, the president of Chile"."""
    roles = role_words()
    seen = False
    for j in range(k - 1, max(-1, k - 8), -1):
        item = items[j]
        if item.kind in PLACED:
            return country_of(item) if seen and names_land(item) else None
        if item.kind == "PERSON":
            return None
        if item.lower in roles or item.kind == "ORG":
            seen = True
        elif item.kind not in ("w", "CUE", "p", "NAME") or item.lower in {",", "said", "told", "and"}:
            break
    if seen and lower_at(items, k + 1) == "of" and kind_at(items, k + 2) == "PLACE" and names_land(items[k + 2]):
        return country_of(items[k + 2])  # "President X of Turkey"
    if lower_at(items, k + 1) != ",":
        return None
    seen = False
    for j in range(k + 2, min(len(items), k + 10)):
        item = items[j]
        if item.lower in roles:
            seen = True
        elif item.kind in PLACED:
            after = any(i.lower in roles for i in items[j + 1 : j + 4])
            return country_of(item) if (seen or after) and names_land(item) else None
        elif item.lower in {",", "who", "said"}:
            return None
    return None


# -- sides -----------------------------------------------------------------------------------------------------------


def sides_from(items: list[Item], i: int, reach: int = 16) -> tuple[list[Item], int]:
    """The countries of a list of sides from item `i`: "Azerbaijani and Belarus companies", "the presidents of Kenya
    and Uganda", "his Uzbek counterpart X"; the index behind the last. Ends at a preposition of place or time, a
    verb, or a period."""
    found: list[Item] = []
    stop = i
    k = i
    while k < min(len(items), i + reach):
        item = items[k]
        if item.kind == "PER" or item.lower in _SIDE_ENDS:
            break
        if names_land(item) or (item.kind in NAMED and item.value.country):
            found.append(item)
            stop = k + 1
        k = max(k + 1, possessive_at(items, k + 1) if item.kind in PLACED else k + 1)
    return found, stop


_SIDE_ENDS = frozenset(
    "in on at was were is are has have had will would took takes take to for during held discussed ; : "
    "who which where when "
    "about over as said ahead after before since under within".split()
)


def hosts_at(items: list[Item], i: int) -> tuple[list[Item], int]:
    """The places that a visit goes to at `i`: "Azerbaijan", "the Uzbek capital Tashkent", "Baku, Azerbaijan",
    "Kazakhstan and Uzbekistan"; the index behind."""
    k = i
    while lower_at(items, k) in _HOST_FILLERS:
        k += 1
    if kind_at(items, k) == "DEM":
        j = k + 1
        while lower_at(items, j) in {"capital", "city", "port", "region", "resort", "town", "of", "border"}:
            j += 1
        if j == k + 1 or kind_at(items, j) != "PLACE":
            return [], i
        k = j
    found: list[Item] = []
    stop = i
    while kind_at(items, k) == "PLACE":
        behind = possessive_at(items, k + 1)
        if behind > k + 1:
            if kind_at(items, behind) == "PLACE" and items[behind].value.form in {"city", "capital", "area"}:
                k = behind
                continue
            return ([items[k]], k + 1) if lower_at(items, behind) in {"capital"} else (found, stop)
        found.append(items[k])
        stop = k + 1
        step = 0
        while lower_at(items, stop + step) in {",", "and"} and step < 2:
            step += 1
        if not step:
            break
        k = stop + step
        # behind a comma the sentence may go on with its subject: only the country of the town before stands there
        own = kind_at(items, k) == "PLACE" and items[k].value.code == found[-1].value.code
        if lower_at(items, stop) == "," and not own and not _list_of_lands(items, stop):
            break
        while lower_at(items, k) in {"the", "neighbouring", "neighboring"}:
            k += 1
    return found, stop


def _list_of_lands(items: list[Item], k: int) -> bool:
    """Whether the comma at `k` goes on a list of places: "Luxembourg, the Netherlands and Belgium"."""
    while lower_at(items, k) == ",":
        k += 1 + (lower_at(items, k + 1) == "the")
        if kind_at(items, k) != "PLACE":
            return False
        k += 1
    if lower_at(items, k) != "and":
        return False
    k += 1 + (lower_at(items, k + 1) == "the")
    # a verb behind it would make the last two the subject of a clause
    return kind_at(items, k) == "PLACE" and (
        lower_at(items, k + 1) in _BEHIND_LIST or kind_at(items, k + 1) in {"PER", "p", ""}
    )


_BEHIND_LIST = frozenset(
    "from on in for this next last between with starting beginning where at during later to".split()
)


_HOST_FILLERS = frozenset(
    "the neighbouring neighboring friendly capital city of port a south north east west southern northern "
    "eastern western two three island nations states countries republics".split()
)
