"""The sides that stand in a stretch of a sentence: names, with the countries that stand beside them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tradebook import places
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.tables import rows, words
from tradebook.places import is_group

NAMES = frozenset({"ORG", "NAME"})


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of `tables/deal_words.csv`."""
    return frozenset(row["form"] for row in rows("deal_words") if row["class"] == name)


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
            if item.kind == "p" and (behind := _aside(self.items, self.at)) > self.at:
                self._flush()
                self.at = behind
            elif item.kind == "PLACE":
                self._place(item)
            elif item.kind == "DEM":
                self._flush()
                self.pending.open(item, self.at, self.at)
                self.at += 1
            elif (length := name_length(self.items, self.at)) and self.at + length <= self.stop:
                self._name(length)
            elif item.kind == "CUE" and item.text.istitle() and self.pending.word in word_class("generic"):
                self._name(1)  # "the Bangladeshi power company Summit"
            else:
                self._word(item)
        self._flush()
        return _apposed(self.items, self.found)

    def _place(self, item: Item) -> None:
        items, i = self.items, self.at
        behind = possessive_at(items, i + 1)
        if behind > i + 1:
            self._flush()
            self.pending.open(item, behind, i)
            self.at = behind
        elif lower_at(items, i + 1) == "-" and lower_at(items, i + 2) in {
            "based",
            "headquartered",
            "owned",
            "registered",
        }:
            self._flush()
            self.pending.open(item, i + 3, i)
            self.at = i + 3
        elif item.value.form in {"city", "area"} and _owned(items, i) and items[i + 1 : i + 2] and _acts(items, i + 1):
            self.pending.clear()  # "Mongolia's Erdenet signed": a firm that bears its town's name
            self.found.append(Side(item.text, item.value.code, (item,), item.lower, i, i + 1))
            self.at = i + 1
        elif self._is_city(item):
            code = item.value.code
            self.pending.clear()
            self.found.append(Side(item.text, code, (item,), "city", i, i + 1))
            self.at = i + 1
        elif _two_towns(items, i):
            self._emit(i, i + 2, self.pending.country)  # whose firm it is, its name does not tell
            self.pending.clear()
        elif (
            _capital_word(items, i + 1)
            and items[i + 1].start == item.end + 1
            and (_capital_word(items, i + 2) or (_owned(items, i) and item.value.form in {"area", "city"}))
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
        place, word = self.pending.item, self.pending.word
        self.pending.clear()
        self._emit(i, stop, country or told, place, word)

    def _emit(self, i: int, stop: int, country: str | None, place: Item | None = None, word: str = "") -> None:
        items = self.items
        if _only_leads(items, stop):
            self.at = stop + 1  # "the Hansa group flagship X", "ASX-listed X"
            return
        if _hyphened(items, i):
            i -= 2  # "Export-Import Bank"
        if _numbered(items, stop):
            stop += 1  # "Vinafood 2"
        elif (
            items[i].kind in NAMES
            and kind_at(items, stop) == "PLACE"
            and items[stop].start == items[stop - 1].end + 1
            and items[stop].value.form == "name"
            and possessive_at(items, stop + 1) == stop + 1
        ):
            country, stop = items[stop].value.code, stop + 1  # "Wabtec Kazakhstan"
        elif _land_behind(items, i, stop):
            i -= (
                items[i - 1].kind == "CUE"
                and items[i - 1].text[:1].isupper()
                and items[i - 1].end + 1 == items[i].start
            )
            country, stop = items[stop].value.code, stop + 1  # "Export Development Canada"
        name: str | None = _BRACKET.sub("", self.sentence.text_between(items[i], items[stop - 1]))
        country = None if country is not None and is_group(country) else country or _named_country(items[i])
        used = [items[i], items[stop - 1]] if stop - i > 1 else [items[i]]
        if lower_at(items, stop) in _OPENING and kind_at(items, stop + 1) != "PLACE":
            stop = _behind_bracket(items, stop)
        if country is None and lower_at(items, stop) in {"of", "from"}:
            k = stop + 1 + (lower_at(items, stop + 1) == "the")
            if kind_at(items, k) == "PLACE" and k < self.stop:
                country, place, stop = items[k].value.code, items[k], k + 1
        elif country is None and lower_at(items, stop) == "(" and kind_at(items, stop + 1) == "PLACE":
            country, place, stop = items[stop + 1].value.code, items[stop + 1], stop + 3
        if place is not None:
            used.append(place)
        word = word or _tail_word(name or "")
        if name is not None and country is None and (origin := _origin_of(name)) is not None:
            country, name = origin, name.split(" ", 1)[1]
        if _is_city_works(items, i, stop):
            name = None  # "a Minsk plant" names no one
        if name is not None and (len(name) < 2 or name.lower() in _NAMELESS or name.lower() in word_class("generic")):
            name = None
        self.found.append(Side(name, country, tuple(used), word, i, stop))
        self.at = stop

    def _word(self, item: Item) -> None:
        pending = self.pending
        low = item.lower
        if pending.country is not None:
            if (item.kind in ("w", "GOOD") and item.text[:1].islower() and low not in _BREAKS) or (
                item.kind == "CUE" and (low in _heads() or item.is_("partner_noun") or self._describes(item))
            ):
                pending.word = low
            elif item.is_("rank") or item.is_("superlative") or (low == "and" and self._runs_on()):
                pass  # "Japan's largest power generator"
            elif low not in {"-", "'", "’", '"', "“", "”"}:
                self._flush()
        self.at += 1

    def _describes(self, item: Item) -> bool:
        """Whether a word of the grammar only says what a firm is: "Danish shipping company X"."""
        return item.text[:1].islower() and lower_at(self.items, self.at + 1) in word_class("generic")

    def _runs_on(self) -> bool:
        """Whether "and" joins what a firm makes: "Yugoslavia's top oil and gas producer Ina"."""
        items, k = self.items, self.at + 1
        while kind_at(items, k) in {"w", "GOOD"} and items[k].text[:1].islower() and k < self.at + 5:
            k += 1
        return lower_at(items, k - 1) in word_class("generic") and k > self.at + 1

    def _any_one(self) -> bool:
        """Whether an article makes it any company: "a Chinese company"."""
        return lower_at(self.items, self.pending.at - 1) in {"a", "an", "the"} and self.pending.word in word_class(
            "generic"
        )

    def _flush(self) -> None:
        pending = self.pending
        if pending.country is not None and pending.item is not None:
            name = None
            first, last = pending.first, self.at - 1
            if (
                pending.word in word_class("body_head")
                and not self._any_one()
                and last > first - 1
                and pending.item.value.form != "city"
            ):
                while last > first and self.items[last].lower != pending.word:
                    last -= 1
                if pending.word in _DESCRIBED and self.items[first - 1].lower in {"s", "'", "’"}:
                    while first > 0 and self.items[first] is not pending.item:
                        first -= 1  # "Kazakhstan's national railway": only the owner makes it a name
                name = self.sentence.text_between(self.items[first], self.items[last])
            self.found.append(Side(name, pending.country, (pending.item,), pending.word, pending.at, self.at))
        pending.clear()


def _apposed(items: list[Item], sides: list[Side]) -> list[Side]:
    """The sides with what only describes the one before joined to it: "Sonabel, the Burkinabe power utility,"."""
    found: list[Side] = []
    for side in sides:
        last = found[-1] if found else None
        describes = (
            last is not None
            and last.name is not None
            and last.country in (None, side.country)
            and side.word in word_class("generic") | word_class("body_head")
            and lower_at(items, last.stop) == ","
            and (
                (lower_at(items, last.stop + 1) in {"the", "a", "an"} and side.start == last.stop + 2)
                or (side.start == last.stop + 1 and kind_at(items, side.start) == "PLACE")
            )
            and lower_at(items, side.stop) in {",", ".", ";", ""}
            and (side.name is None or side.name.endswith(side.word))
        )
        if last is not None and _acronym_of(last, side) and lower_at(items, side.start - 1) in {",", "("}:
            found[-1] = last._replace(stop=side.stop)
        elif last is not None and _works_of(last, side):
            found[-1] = side._replace(
                country=side.country or last.country, items=(*last.items, *side.items), start=last.start
            )  # "the Lida mill Biely Hleb"
        elif describes and last is not None:
            found[-1] = last._replace(
                country=side.country, items=(*last.items, *side.items), word=side.word, stop=side.stop
            )
        else:
            found.append(side)
    return found


def _acronym_of(long: Side, short: Side) -> bool:
    """Whether a name is made of the capitals of the one before: "Kenya Ports Authority, KPA"."""
    if long.name is None or short.name is None or len(short.name) < 2 or short.start > long.stop + 1:
        return False
    return short.name == "".join(word[0] for word in long.name.split() if word[0].isupper())


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


_NAMELESS = frozenset({"unit", "government", "ministry", "state", "company", "parliament", "republic"})
_DESCRIBED = frozenset(
    "directorate railway railways grid utility company buyer carrier airline operator importer bank".split()
)


def _acts(items: list[Item], k: int) -> bool:
    """Whether a verb of deals stands at `k`, or right behind an auxiliary there."""
    k += lower_at(items, k) in _AUXILIARIES
    return any(items[k].is_(c) for c in ("deal_do", "deal_win", "deal_buy", "deal_give")) if k < len(items) else False


def _land_behind(items: list[Item], i: int, stop: int) -> bool:
    """Whether a country's name right behind capitalised words ends the name of a body that then acts."""
    return (
        items[i].kind == "w"
        and kind_at(items, stop) == "PLACE"
        and items[stop].value.form == "name"
        and items[stop].start == items[stop - 1].end + 1
        and (kind_at(items, stop + 1) == "CUE" or lower_at(items, stop + 1) in _AUXILIARIES)
    )


_AUXILIARIES = frozenset("has have had will would is was said says".split())


def ticker(items: list[Item], k: int) -> int:
    """The index behind a stock market's sign at `k` ("Alsthom <ALSF.PA>"), or `k`: it is no name and no country."""
    for j in range(k + 1, min(len(items), k + 7)):
        if items[j].lower == ">":
            inside = "".join(i.text for i in items[k + 1 : j])
            return j + 1 if inside.isupper() and len(inside) <= 8 else k
    return k


def _aside(items: list[Item], k: int) -> int:
    """The index behind a sign or bracket at `k` that names no side, or `k`."""
    if items[k].lower == "<":
        return ticker(items, k)
    return _source_or_sign(items, k) if items[k].lower in _OPENING else k


_OPENING = frozenset({"(", "["})
_BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")  # "Kenya Railways (KR)"


def _behind_bracket(items: list[Item], k: int) -> int:
    """The index behind the short bracket that opens at `k` with another name of the same ("(KTZ)", "(ASX: EGR)"),
    or `k`."""
    for j in range(k + 1, min(len(items), k + 7)):
        if items[j].lower in {")", "]"}:
            return j + 1
        if items[j].kind in ("AMT", "QTY", "PER", "PCT"):
            break
    return k


def _source_or_sign(items: list[Item], k: int) -> int:
    """The index behind the bracket at `k` where it names an agency ("(VNA) -") or a stock market's sign
    ("(ASX: EGR)"), or `k`."""
    behind = _behind_bracket(items, k)
    if behind == k:
        return k
    source = k <= 6 and lower_at(items, behind) in {"-", "–", "—"}
    return behind if source or any(i.lower == ":" for i in items[k:behind]) else k


_LEADS = frozenset("flagship subsidiary unit arm affiliate".split())


def _only_leads(items: list[Item], stop: int) -> bool:
    """Whether the name that ends before `stop` only says whose firm or on which exchange the one behind it is."""
    if lower_at(items, stop) == "-" and lower_at(items, stop + 1) in {"listed", "quoted", "backed"}:
        return True
    behind = items[stop + 1 : stop + 2]
    return lower_at(items, stop) in _LEADS and bool(behind) and behind[0].text[:1].isupper()


def _hyphened(items: list[Item], i: int) -> bool:
    """Whether a word of the grammar stands before the name at `i` by a hyphen, and belongs to it."""
    return (
        i > 1
        and lower_at(items, i - 1) == "-"
        and items[i - 2].kind == "CUE"
        and items[i - 2].text[:1].isupper()
        and items[i - 2].end == items[i - 1].start
        and items[i - 1].end == items[i].start
    )


def _numbered(items: list[Item], stop: int) -> bool:
    """Whether a small number behind a name is part of it: no noun that it could count follows."""
    if (
        kind_at(items, stop) != "NUM"
        or not items[stop].text.isdigit()
        or len(items[stop].text) > 2
        or items[stop].start != items[stop - 1].end + 1
    ):
        return False
    return kind_at(items, stop + 1) in {"CUE", "", "p"} or lower_at(items, stop + 1) in {
        "has",
        "have",
        "and",
        "will",
        "is",
        "to",
        "said",
    }


def _named_country(item: Item) -> str | None:
    """The country that a name of two words written as one begins with: "QatarEnergy", "PetroVietnam" has none."""
    match = _CAMEL.match(item.text)
    return _country_names().get(match.group()) if match is not None else None


def _origin_of(name: str) -> str | None:
    """The country of a demonym that stands before the name of a works ("Polish Kolbet wheel factory"), where it is
    no part of it ("Turkish Airlines"), else None."""
    parts = name.split(" ")
    if len(parts) < 3 or not parts[-1].islower() or parts[-1] not in word_class("generic"):
        return None
    return _demonyms().get(parts[0])


@cache
def _demonyms() -> dict[str, str]:
    return {word.word: word.code for word in places.words() if word.form == "demonym"}


@cache
def _country_names() -> dict[str, str]:
    return {word.word: word.code for word in places.words() if word.form == "name"}


_CAMEL = re.compile(r"[A-Z][a-z]{3,}(?=[A-Z])")


def _is_city_works(items: list[Item], i: int, stop: int) -> bool:
    """Whether the name is only a town and a word for works, behind an indefinite article."""
    return lower_at(items, i - 1) in {"a", "an", "one"} and items[stop - 1].lower.rsplit(" ", 1)[-1] in word_class(
        "generic"
    )


_BREAKS = frozenset(
    "and or with from by to for on in at of under after during between which that who "
    "has have had was were is are be will "
    "would said also as its their the a an it".split()
)


@cache
def _heads() -> frozenset[str]:
    return (
        word_class("generic")
        | word_class("body_head")
        | {"government", "producers", "suppliers", "buyers", "state", "power", "trade", "export", "import", "supply"}
    )


def _tail_word(name: str) -> str:
    return name.rsplit(" ", 1)[-1].lower()


def _capital_word(items: list[Item], i: int) -> bool:
    """Whether a capitalised word that no table knows stands at `i`."""
    if kind_at(items, i) != "w":
        return False
    text = items[i].text
    return text[0].isupper() and items[i].lower not in words("plain_words") and items[i].lower not in _SMALL


_SMALL = frozenset(
    "the a an in on at it he she they we i this that these those and but for as by of to from with during under after "
    "following meanwhile earlier according since both however also total exports imports".split()
)


def name_length(items: list[Item], i: int) -> int:
    """How many items from `i` on form a name: one of the name reader's, or a run of capitalised words."""
    kind = kind_at(items, i)
    named = kind in NAMES
    if not named and kind != "PERSON" and not _capital_word(items, i):
        return 0
    if _opens(items, i):
        return 0
    if named:
        return 1 + _tail(items, i) if kind == "NAME" else 1
    if kind == "PERSON":
        return int(_firm_like(items, i))
    j = i
    while _capital_word(items, j) or (
        j > i
        and (lower_at(items, j) in {"&", "-"} or (kind_at(items, j) == "NUM" and items[j].text.isdigit()))
        and _goes_on(items, j)
    ):
        j += 1
    if j - i == 1 and items[i].lower in word_class("person"):
        return 0
    if lower_at(items, i + 1) == "-" and kind_at(items, i + 2) == "w" and items[i + 2].text.islower():
        return 0  # "State-owned Vinafood"
    if j == i + 1 and kind_at(items, j) == "NAME" and items[j].start == items[i].end + 1 and i > 0:
        j += 1  # "Italy's Gas Adria"
    return j - i


def _opens(items: list[Item], i: int) -> bool:
    """Whether the word at `i` only opens the sentence ("Separately,") or tells the seat ("Karnal-based")."""
    if i == 0 and kind_at(items, 0) == "w" and items[0].lower.endswith("ly") and lower_at(items, 1) == ",":
        return True
    if i == 0 and kind_at(items, 0) == "w" and lower_at(items, 1) in word_class("generic") and items[1].text.islower():
        return True  # "Engineering firm X"
    return lower_at(items, i + 1) == "-" and lower_at(items, i + 2) in {"based", "headquartered"}


def _tail(items: list[Item], i: int) -> int:
    """The capitalised words right behind a name that a country owns: they belong to it ("China's Jiangnan Fruit")."""
    j = i + 1
    while (
        (_owned(items, i) or lower_at(items, i - 1) == "<")
        and _capital_word(items, j)
        and items[j].start == items[j - 1].end + 1
    ):
        j += 1
    return j - i - 1


def _owned(items: list[Item], i: int) -> bool:
    """Whether a country's possessive stands right before `i`."""
    return any(kind_at(items, i - d) == "PLACE" and possessive_at(items, i - d + 1) == i for d in (2, 3))


def _two_towns(items: list[Item], i: int) -> bool:
    """Whether towns of two countries stand side by side at `i` with nothing between: the name of a firm
    ("Saigon Newport")."""
    if kind_at(items, i + 1) != "PLACE" or items[i + 1].start != items[i].end + 1:
        return False
    one, two = items[i].value, items[i + 1].value
    return {one.form, two.form} <= {"city", "area"} and one.code != two.code and not _owned(items, i)


def _firm_like(items: list[Item], i: int) -> bool:
    """Whether what looks like a person at `i` is a firm: a country owns it, and no first name opens it or a firm
    is joined to it by "and"."""
    trade = lower_at(items, i - 1) in word_class("generic") and kind_at(items, i - 2) == "GOOD"
    if trade or _said_it(items, i):
        return True  # "grain trader X", "X said it has"
    if not _owned(items, i):
        return False
    joined = lower_at(items, i + 1) == "and" and any(kind_at(items, k) in NAMES for k in range(i + 2, i + 8))
    return joined or items[i].lower.split(" ")[0] not in words("first_names")


def _said_it(items: list[Item], i: int) -> bool:
    """Whether the name at `i` is spoken of as "it" ("X on Friday said it has bagged") or called a maker of goods."""
    for k in range(i + 1, min(len(items), i + 12)):
        if items[k].lower in word_class("speech"):
            return lower_at(items, k + 1 + (lower_at(items, k + 1) == "that")) == "it"
        if items[k].kind in ("AMT", "QTY") or items[k].lower in {";", "who", "he", "she"}:
            return False
        if lower_at(items, i + 1) == "," and items[k].lower in word_class("generic"):
            return not any(items[j].lower in {"of", "at", "the"} for j in range(i + 2, k))
    return False


def _goes_on(items: list[Item], j: int) -> bool:
    return _capital_word(items, j + 1) or kind_at(items, j) == "NUM"


def sides_in(sentence: Sentence, start: int, stop: int) -> list[Side]:
    """The sides in the items `start:stop`, in order: each name with its country, each country without a name."""
    return _Scan(sentence, start, stop).run()
