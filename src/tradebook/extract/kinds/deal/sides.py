"""The sides that stand in a stretch of a sentence: names, with the countries that stand beside them."""

from __future__ import annotations

import re
from typing import NamedTuple

from tradebook.extract.analysis import resolved
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.firms import known_country
from tradebook.extract.kinds.deal.name_lands import firm_of_land, named_country, nationality, origin_of, without_states
from tradebook.extract.kinds.deal.names import (
    BOARD,
    BRACKET,
    BREAKS,
    DESCRIBED,
    NAMELESS,
    OFFICE_HOLDERS,
    OPENING,
    acts_at,
    behind_aside,
    behind_bracket,
    behind_office,
    body_heads,
    capital_before,
    capital_cue,
    capital_word,
    described_before,
    hyphen_behind,
    hyphened,
    is_city_works,
    is_owned_acronym,
    land_behind,
    name_length,
    names_nobody,
    nation_behind,
    numbered,
    only_kind,
    only_leads,
    opens_name,
    owned_by_country,
    particle_before,
    tail_word,
    titled_behind,
    two_towns,
)
from tradebook.extract.kinds.deal.wording import NAMES, word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.tables import words
from tradebook.places import is_group

_RANK = re.compile(r" (?:Deputy|Vice|Chief|Executive|Managing)$")  # "TAI Deputy" Chairman X
_TAIL = re.compile(r"(?<=[A-Za-z]{3})(?: [a-z]+){0,2} (?:company|firm|concern)$")  # "MVM Energia energy company"


_TOWNS = frozenset({"city", "area", "capital"})


_GOES_ON = frozenset({"w", "CUE", "GOOD"})
_BUSY = frozenset(
    {"buying", "selling", "trading", "importing", "exporting", "purchasing"}
)  # "state wheat buying agency"


class Side(NamedTuple):
    """One side: its name (None where only its country is said), country, items, the lower-case word that says what
    it is ("importer", "ministry"), and the stretch of item indexes."""

    name: str | None
    country: str | None
    items: tuple[Item, ...]
    word: str
    start: int
    stop: int


class _Pending:
    """A country that waits for the name it belongs to."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.country: str | None = None
        self.item: Item | None = None
        self.first = -1  # where words of a body's name would begin
        self.at = -1
        self.word = ""

    def open(self, item: Item, first: int, at: int) -> None:
        self.country, self.item, self.first, self.at, self.word = item.value.code, item, first, at, ""


# What may name a side though it is written small
_NAMING = NAMES | {"p", "PLACE", "DEM", "PERSON"}


class _Scan:
    def __init__(self, sentence: Sentence, start: int, stop: int) -> None:
        self.sentence = sentence
        self.items = sentence.items
        self.stop = min(stop, len(self.items))
        self.at = start
        self.pending = _Pending()
        self.found: list[Side] = []

    def run(self) -> list[Side]:
        while self.at < self.stop:
            item = self.items[self.at]
            if item.text == item.lower and item.kind not in _NAMING:
                self._word(item)  # what has no capital opens no name: most words
            elif item.kind == "p" and (behind := behind_aside(self.items, self.at)) > self.at:
                self._flush()
                self.at = behind
            elif item.kind == "PLACE":
                self._place(item)
            elif (behind := behind_office(self.items, self.at)) > self.at:
                self._flush()  # "Minister of Industry and Trade Ivan Petrov": the country stays, the person is no side
                self.at = min(behind, self.stop)
            elif item.kind == "DEM":
                if opens_name(self.items, self.at):
                    self._opened(item)
                else:
                    self._flush()
                    self.pending.open(item, self.at, self.at)
                    self.at += 1
            elif item.kind == "p" and item.text == item.lower:
                self._word(item)
            elif is_owned_acronym(self.items, self.at) or (self._after_owner() and capital_cue(self.items, self.at)):
                self._name(1 + (item.kind == "CUE" and name_length(self.items, self.at + 1)))
            elif (length := name_length(self.items, self.at)) and self.at + length <= self.stop:
                self._name(length)
            elif item.kind == "CUE" and item.text.istitle() and self.pending.word in word_class("generic"):
                self._name(1)  # "the Bangladeshi power company Summit"
            else:
                self._word(item)
        self._flush()
        return _apposed(self.items, self.found)

    def _ends(self, k: int) -> bool:
        """Whether a possessive or a verb follows at `k`: what stands before is a name ("Interpipe Dnipro signed")."""
        aside = lower_at(self.items, k) == "," and lower_at(self.items, k + 1) in {"the", "a", "an", "which"}
        return possessive_at(self.items, k) > k or kind_at(self.items, k) == "CUE" or aside

    def _opened(self, item: Item) -> None:
        """A name that a word for a region or nation opens: "Arab Contractors", "Greek shipowner Global Chartering"."""
        place, word = self.pending.item, self.pending.word
        country = self.pending.country if is_group(item.value.code) else item.value.code
        self.pending.clear()
        self._emit(self.at, self.at + 1 + name_length(self.items, self.at + 1), country, place, word)

    def _after_owner(self) -> bool:
        """Whether a country and perhaps a word for firms stand right before: "Romanian partner"."""
        return self.pending.country is not None and self.at > 0

    def _place(self, item: Item) -> None:
        items, i = self.items, self.at
        behind = possessive_at(items, i + 1)
        if i == 0 and _is_dateline(items):
            self.at = 1  # "DHAKA Unipec and Vitol have won"
        elif (first := described_before(items, i)) >= 0:
            self._flush()
            name = self.sentence.text_between(items[first], items[i - 2]).removeprefix("The ").removeprefix("the ")
            used = (items[first], items[i - 2], item)
            self.found.append(Side(name, item.value.code, used, items[i - 2].lower, first, i + 1))
            self.at = i + 1
        elif item.text == "Emirates" and lower_at(items, i - 1) not in {"the", "arab"}:
            self._flush()  # without its article the airline
            self.found.append(Side(item.text, item.value.code, (item,), "airline", i, i + 1))
            self.at = i + 1
        elif behind > i + 1:
            self._flush()
            self.pending.open(item, behind, i)
            self.at = behind
        elif lower_at(items, i + 1) == "-" and lower_at(items, i + 2) in {"listed", "bound", "made", "built"}:
            self._flush()
            self.at = i + 3  # "a New York-listed miner"
        elif lower_at(items, i + 1) == "-" and lower_at(items, i + 2) in {
            "based",
            "headquartered",
            "owned",
            "registered",
        }:
            self._flush()
            self.pending.open(item, i + 3, i)
            self.at = i + 3
        elif (
            item.value.form in {"city", "area"}
            and owned_by_country(items, i)
            and items[i + 1 : i + 2]
            and acts_at(items, i + 1 + (items[i + 1].lower == ","))
        ):
            owner = self.pending.country or item.value.code
            self.pending.clear()  # "Mongolia's Erdenet signed": a firm that bears a town's name
            self.found.append(Side(item.text, owner, (item,), item.lower, i, i + 1))
            self.at = i + 1
        elif self._is_city(item):
            code = item.value.code
            self.pending.clear()
            self.found.append(Side(item.text, code, (item,), "city", i, i + 1))
            self.at = i + 1
        elif kind_at(items, i + 1) in NAMES and items[i + 1].start == item.end + 1 and item.value.form == "name":
            self._flush()
            self._emit(i, i + 1 + name_length(items, i + 1), item.value.code)  # "China Tobacco"
        elif two_towns(items, i):
            self._emit(i, i + 2, self.pending.country)  # whose firm it is, its name does not tell
            self.pending.clear()
        elif (
            capital_word(items, i + 1)
            and items[i + 1].start == item.end + 1
            and (
                capital_word(items, i + 2)
                or (owned_by_country(items, i) and item.value.form in {"area", "city"})
                or (item.value.form == "name" and resolved(items[i + 1].lower) is not None)
                or (item.value.form == "name" and _names_body(items, i))
            )
        ):
            length = 1 + name_length(items, i + 1)  # "China National Petroleum Corporation"
            self._flush()
            self._emit(i, i + length, item.value.code)
        else:
            self._flush()
            self.pending.open(item, i, i)
            self.at = i + 1

    def _is_city(self, item: Item) -> bool:
        return item.value.form in {"city", "capital"} and (
            (
                lower_at(self.items, self.at - 1) == "of"
                and lower_at(self.items, self.at - 2) in {"city", "municipality", "port", "town"}
            )
            or (lower_at(self.items, self.at - 1) in {"capital", "city"} and kind_at(self.items, self.at - 2) == "DEM")
        )

    def _name(self, length: int) -> None:
        items, i = self.items, self.at
        country, stop = self.pending.country, i + length
        told = next((x.value.country for x in items[i:stop] if x.kind in NAMES and x.value.country), None)
        if items[i].kind == "w" and self.pending.word in word_class("person"):
            self._flush()  # "Prime Minister Roman Golovchenko": the country stays, the person is no side
            self.at = stop
            return
        if items[i].kind == "w" and items[stop - 1].lower in word_class("person"):
            self._flush()  # "Indian Prime Minister Narendra Modi", whose office was read as a name
            self.at = stop + (kind_at(items, stop) == "PERSON")
            return
        if items[i].kind != "ORG" and titled_behind(items, stop):
            self._flush()
            self.at = stop  # "Jiang Yao, Chinese Vice Minister of Commerce,"
            return
        place, word = self.pending.item, self.pending.word
        self.pending.clear()
        self._emit(i, stop, country or told, place, word)

    def _emit(self, i: int, stop: int, country: str | None, place: Item | None = None, word: str = "") -> None:
        items = self.items
        if only_leads(items, stop):
            self.at = stop + 1  # "the Hansa group flagship X", "ASX-listed X"
            return
        if country is not None and capital_before(items, i):
            i -= 1  # "Greek shipowner Global Chartering"
        if hyphened(items, i):
            i -= 2  # "Export-Import Bank"
        elif items[i].lower.startswith("import ") and lower_at(items, i - 1) == "export":
            i -= 1  # "Export Import Bank"
        if particle_before(items, i):
            i -= 1  # "Van Houdt Fruit"
        if self.sentence.field == "text" and kind_at(items, stop) in _GOES_ON and items[stop].text.istitle():
            behind = items[stop].start == items[stop - 1].end + 1 and len(items[stop].text) > 3
            stop += behind and items[stop].lower not in words("first_names")  # "Adani Global"
        if hyphen_behind(items, stop):
            stop += 2  # "Trading House Ar-Be"
        if numbered(items, stop):
            stop += 1  # "Vinafood 2"
        elif (
            kind_at(items, stop) == "PLACE"
            and (items[i].kind in NAMES or (stop == i + 1 and items[stop].value.form != "name"))
            and items[stop].start == items[stop - 1].end + 1
            and (
                items[stop].value.form == "name"
                or (
                    items[i].kind != "ORG"
                    and items[stop].value.form in {"city", "area", "capital"}
                    and lower_at(items, stop + 1) != "-"
                )
            )
            and (possessive_at(items, stop + 1) == stop + 1 or items[stop].value.form != "name")
        ):
            told = country if items[stop].value.form != "name" else None
            country, stop = told or items[stop].value.code, stop + 1  # "Wabtec Kazakhstan", "Italy's Dolcezza Piemonte"
        elif only_kind(items, i, stop):
            country, stop = country or items[stop].value.country, stop + 1
        elif nation_behind(items, i, stop):
            country, stop = country or items[stop].value.code, stop + 1  # "Royal Jordanian"
        elif land_behind(items, i, stop):
            i -= (
                items[i - 1].kind == "CUE"
                and items[i - 1].text[:1].isupper()
                and items[i - 1].end + 1 == items[i].start
            )
            country, stop = items[stop].value.code, stop + 1  # "Export Development Canada"
        name: str | None = BRACKET.sub("", self.sentence.text_between(items[i], items[stop - 1]))
        name = without_states(items, i, _RANK.sub("", _TAIL.sub("", BOARD.sub("", name or ""))))
        country = (
            None
            if country is not None and is_group(country)
            else country or named_country(items[i]) or firm_of_land(items[i])
        )
        used = [items[i], items[stop - 1]] if stop - i > 1 else [items[i]]
        if lower_at(items, stop) in OPENING and kind_at(items, stop + 1) != "PLACE":
            stop = behind_bracket(items, stop)
        if self._elsewhere(i, stop):
            country = None  # "Limpopo Grain of Zimbabwe"
        if country is None and lower_at(items, stop) in {"of", "from", "in"}:
            k = stop + 1 + (lower_at(items, stop + 1) == "the")
            seated = lower_at(items, stop) != "in" or (
                lower_at(items, i - 1) in {"with", "from", "to"}
                and kind_at(items, k) == "PLACE"
                and items[k].value.form == "name"
            )
            if kind_at(items, k) == "PLACE" and k < self.stop and seated:
                country, place, stop = items[k].value.code, items[k], k + 1
        elif country is None and lower_at(items, stop) == "(" and kind_at(items, stop + 1) == "PLACE":
            told = None if is_group(items[stop + 1].value.code) else items[stop + 1].value.code
            country, place, stop = told, items[stop + 1], stop + 3
        if place is not None:
            used.append(place)
        word = word or tail_word(name or "")
        if name and country is None:
            country = known_country(name)
        if name and name.startswith("Inter-"):
            country = None  # "Inter-American Development Bank"
        if name is not None and country is None and (origin := origin_of(name)) is not None:
            country, name = origin, name.split(" ", 1)[1]
        if is_city_works(items, i, stop):
            name = None  # "a Minsk plant" names no one
        if name is not None and (
            _any_firm(name)
            or names_nobody(items, i, stop)
            or len(name) < 2
            or (name.lower() in NAMELESS and not (place is not None and name.isupper() and word.islower()))
            or name.lower() in word_class("generic")
        ):
            name = None  # but "Polish carrier LOT" is one
        self.found.append(Side(name, country, tuple(used), word, i, stop))
        self.at = stop

    def _elsewhere(self, i: int, stop: int) -> bool:
        """Whether the country of a name that a town or area opens is told behind it."""
        items = self.items
        opened = items[i].kind in NAMES or (items[i].kind == "PLACE" and items[i].value.form in _TOWNS)
        if not opened or lower_at(items, stop) != "of":
            return False
        return kind_at(items, stop + 1) == "PLACE" and items[stop + 1].value.form == "name"

    def _word(self, item: Item) -> None:
        pending = self.pending
        low = item.lower
        if pending.country is not None:
            if (item.kind in ("w", "GOOD") and item.text[:1].islower() and low not in BREAKS) or (
                item.kind == "CUE"
                and (low in _BUSY or low in body_heads() or item.is_("partner_noun") or self._describes(item))
            ):
                pending.word = low.rsplit(" ", 1)[-1] if item.kind == "GOOD" else low
            elif item.is_("rank") or item.is_("superlative") or (low == "and" and self._runs_on()):
                pass  # "Japan's largest power generator"
            elif item.kind == "w" and capital_before(self.items, self.at + 1) and name_length(self.items, self.at + 1):
                pass  # "Greek shipowner Global Chartering"
            elif low not in {"-", "'", "’", '"', "“", "”"}:
                self._flush()
        self.at += 1

    def _describes(self, item: Item) -> bool:
        """Whether a word of the grammar only says what a firm is: "Danish shipping company X"."""
        nxt = lower_at(self.items, self.at + 1)
        line = item.lower == "shipping" and nxt in {"line", "lines"}
        return item.text[:1].islower() and (line or nxt in word_class("generic"))

    def _runs_on(self) -> bool:
        """Whether "and" joins what a firm makes: "Yugoslavia's top oil and gas producer Ina"."""
        items, k = self.items, self.at + 1
        while kind_at(items, k) in {"w", "GOOD"} and items[k].text[:1].islower() and k < self.at + 5:
            k += 1
        return lower_at(items, k - 1) in word_class("generic") and k > self.at + 1

    def _state_buyer(self) -> bool:
        """Whether the words behind the country name the body that buys for it: "Iraq's state grains buyer"."""
        pending = self.pending
        return pending.word == "buyer" and any(i.lower == "state" for i in self.items[pending.first : self.at])

    def _any_one(self) -> bool:
        """Whether an article makes it any company: "a Chinese company"."""
        article = lower_at(self.items, self.pending.at - 1)
        if article in {"a", "an"} and self.pending.word == "agency":
            return True  # "with a US aid agency", which a name behind it may tell
        return article in {"a", "an", "the"} and self.pending.word in word_class("generic")

    def _flush(self) -> None:
        pending = self.pending
        if pending.country is not None and pending.item is not None:
            name = None
            first, last = pending.first, self.at - 1
            if (
                (pending.word in word_class("body_head") or self._state_buyer())
                and not self._any_one()
                and last > first - (pending.word != "office")
                and pending.item.value.form != "city"
            ):
                while last > first and self.items[last].lower != pending.word:
                    last -= 1
                if pending.word in DESCRIBED and self.items[first - 1].lower in {"s", "'", "’"}:
                    while first > 0 and self.items[first] is not pending.item:
                        first -= 1  # "Kazakhstan's national railway": only the owner makes it a name
                name = self.sentence.text_between(self.items[first], self.items[last])
                name = None if _any_firm(name) else name
            self.found.append(Side(name, pending.country, (pending.item,), pending.word, pending.at, self.at))
        pending.clear()


def _names_body(items: list[Item], i: int) -> bool:
    """Whether a country and one word with a capital right behind it name who deals: "with Ghana Highways for"."""
    dealt = lower_at(items, i - 1) in {"with", "from", "by"} and items[i + 1].kind == "w"
    return dealt and items[i + 1].lower not in word_class("person") and items[i + 1].lower not in _OFFICES


_OFFICES = frozenset("president premier minister prime ambassador king government".split())
_TERMS = frozenset({"FOB", "CIF", "CFR", "CPT", "DAP", "FCA", "EXW"})  # "FOB Aktau"
_PARTS_OF_WORKS = frozenset({"Line", "Phase", "Lot", "Package", "Terminal", "Block"})


def _any_firm(name: str) -> bool:
    """Whether a name is none: a nationality and a word for firms ("Korean company"), or people ("Representatives")."""
    first, _, rest = name.rpartition(" ")
    low = rest.lower()
    if low in OFFICE_HOLDERS or name.split(" ")[0] in _TERMS:
        return True  # "by Prime Ministers of X and Y"
    if first in _PARTS_OF_WORKS and len(rest) < 4:
        return True  # "trains for metro Line M5"
    if rest == "port":
        return True  # "to the Manila port": where goods arrive
    return (not first and low in word_class("person")) or (low in word_class("generic") and nationality(first))


def _apposed(items: list[Item], sides: list[Side]) -> list[Side]:
    """The sides with what only describes the one before joined to it: "Sonabel, the Burkinabe power utility,"."""
    found: list[Side] = []
    for side in sides:
        last = found[-1] if found else None
        describes = (
            last is not None
            and last.name is not None
            and last.country in (None, side.country)
            and side.word in word_class("generic", "body_head")
            and lower_at(items, last.stop) == ","
            and (
                (lower_at(items, last.stop + 1) in {"the", "a", "an"} and side.start == last.stop + 2)
                or (side.start == last.stop + 1 and kind_at(items, side.start) in {"PLACE", "DEM"})
                or (side.start == last.stop + 1 and lower_at(items, side.start).startswith("the "))
            )
            and lower_at(items, side.stop) in {",", ".", ";", ""}
            and (side.name is None or side.name.endswith(side.word))
        )
        if last is not None and _acronym_of(last, side) and lower_at(items, side.start - 1) in {",", "("}:
            found[-1] = last._replace(stop=side.stop)
        elif last is not None and _names_firm(items, last, side):
            found[-1] = side._replace(
                country=last.country, items=(*last.items, *side.items), word=last.word, start=last.start
            )  # "the Guyanese company, Nanda Persaud"
        elif last is not None and _is_unit_abroad(items, last, side):
            found[-1] = last._replace(country=side.country)
        elif last is not None and side.name is None and _is_parent(items, last, side):
            continue  # "X, the Belarusian unit of the Swiss group,"
        elif last is not None and side.name is not None and _is_parent(items, last, side):
            found[-1] = last._replace(country=last.country or side.country)  # "X, a unit of Y,": at home where Y is
        elif last is not None and _owned_by(items, last, side):
            found[-1] = side._replace(country=side.country or last.country)
        elif last is not None and _works_of(last, side):
            found[-1] = side._replace(
                country=side.country or last.country, items=(*last.items, *side.items), start=last.start
            )  # "the Lida mill Biely Hleb"
        elif describes and last is not None:
            found[-1] = last._replace(
                country=last.country if is_group(side.country or "") else side.country,
                items=(*last.items, *side.items),
                word=side.word,
                stop=side.stop,
            )
        elif last is not None and _fellow(items, last, side):
            found.append(side._replace(country=last.country))  # "two Serbian companies A and B"
        else:
            found.append(side)
    return found


def _fellow(items: list[Item], first: Side, side: Side) -> bool:
    """Whether a name is the second of several firms of one country."""
    if first.name is None or side.name is None or side.country is not None or first.country is None:
        return False
    joined = lower_at(items, first.stop) in {"and", ","} and side.start == first.stop + 1
    return joined and first.word.endswith("s") and first.word in word_class("generic")


def _acronym_of(long: Side, short: Side) -> bool:
    """Whether a name is made of the capitals of the one before: "Kenya Ports Authority, KPA"."""
    if long.name is None or short.name is None or len(short.name) < 2 or short.start > long.stop + 1:
        return False
    return short.name == "".join(word[0] for word in long.name.split() if word[0].isupper())


def _names_firm(items: list[Item], firm: Side, side: Side) -> bool:
    """Whether a name behind a comma is that of the firm that only its country and trade told."""
    described = firm.name is None or (firm.name.endswith(firm.word) and firm.name.rsplit(" ", 1)[-1] == firm.word)
    one = firm.word.endswith("s") and _one_of(items, firm.start)
    word = firm.word[:-1] if one else firm.word
    told = described and firm.country is not None and word in word_class("generic")
    stop = firm.stop + (lower_at(items, firm.stop) == ",")
    the = lower_at(items, stop) == "the"
    return (
        told
        and (one or not firm.word.endswith("s"))
        and side.name is not None
        and side.country in (None, firm.country)
        and (stop > firm.stop or the)
        and side.start == stop + the
    )


def _one_of(items: list[Item], k: int) -> bool:
    """Whether "one of" stands before the owner at `k`: "one of Turkey's largest builders, X,"."""
    k -= lower_at(items, k - 1) == "the"
    return lower_at(items, k - 1) == "of" and lower_at(items, k - 2) == "one"


def _owned_by(items: list[Item], owner: Side, side: Side) -> bool:
    """Whether a name is that of a described part of the one before: "Alba Railways' engineering arm Albatech"."""
    k = possessive_at(items, owner.stop)
    if owner.name is None or side.name is None or k == owner.stop or not k <= side.start <= k + 8:
        return False
    if lower_at(items, side.start - 1) == "," == lower_at(items, side.stop) and side.start - 2 > k:
        part = items[side.start - 2].lower
        return part in _PARTS | {"area", "business"} and all(i.text.islower() for i in items[k : side.start - 1])
    if side.start > k + 4:
        return False
    if k == side.start and " " in side.name:
        return False  # whose director it might be
    return all(i.kind == "DEM" or (i.kind in _PLAIN and i.text.islower()) for i in items[k : side.start])


_PLAIN = frozenset({"w", "GOOD", "CUE"})


def _is_unit_abroad(items: list[Item], firm: Side, side: Side) -> bool:
    """Whether a nationality in an aside tells where the firm before it sits, as a part of another: "X, the Finnish
    subsidiary of Y,"."""
    if firm.name is None or side.name is not None or side.country is None or side.word not in _PARTS:
        return False
    return lower_at(items, firm.stop) == "," and lower_at(items, side.start - 1) in {"a", "the", "an", ","}


_PARTS = frozenset("unit subsidiary arm affiliate division part member branch".split())
_HELD = frozenset("owned controlled held backed run operated".split())


def _is_parent(items: list[Item], firm: Side, side: Side) -> bool:
    """Whether a name only tells in an aside whose the firm before it is: "X, a unit of Y," ("X, owned by Y,")."""
    if firm.name is None or lower_at(items, firm.stop) != ",":
        return False
    k = side.start - 1
    while k > firm.stop and lower_at(items, k) not in {"of", "by", ","}:
        if items[k].kind not in ("PLACE", "DEM", "w", "GOOD", "CUE") and lower_at(items, k) not in {"'", "’", "s"}:
            return False
        k -= 1
    if lower_at(items, k) == "of":
        return lower_at(items, k - 1) in _PARTS and k - firm.stop <= 6
    return lower_at(items, k) == "by" and lower_at(items, k - 1) in _HELD and k - firm.stop <= 5


def _works_of(works: Side, side: Side) -> bool:
    """Whether a town and its works only say what the name right behind them is."""
    return (
        works.name is not None
        and side.name is not None
        and side.start == works.stop
        and works.name[:1].isupper()
        and works.name.rsplit(" ", 1)[-1].islower()
        and side.country in (None, works.country)
    )


def _is_dateline(items: list[Item]) -> bool:
    """Whether the sentence opens with the town it is reported from, in capitals, and no dash."""
    town = items[0].value.form in _TOWNS and items[0].text.isupper() and len(items[0].text) > 3
    return town and len(items) > 1 and items[1].text[:1].isupper() and not items[1].text.isupper()


def sides_in(sentence: Sentence, start: int, stop: int) -> list[Side]:
    """The sides in the items `start:stop`, in order: each name with its country, each country without a name."""
    return _Scan(sentence, start, stop).run()
