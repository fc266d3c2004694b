"""The first pass: does a text speak of trade at all? One scan over it, before anything is cut or detected.

A word that hardly stands elsewhere ("exporters", "bilateral") lets a text through by itself. What else a trade report
may be told with ("sold", "visited", "signed") stands in all press, so it counts only with what makes it a statement
beside it: two countries, and a figure, goods or an office."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from tradebook.extract.tables import rows

# Reading a text of this length costs no more than looking twice
_SHORT = 400


# and a page of this length may hold no more than such a text between links, captions and tags
_SHORT_PAGE = 1500


def _prose(text: str) -> int:
    """How many characters stand in lines that end as sentences do."""
    return sum(len(line) for line in text.split("\n") if line.rstrip().endswith(_STOPS))


_STOPS = (".", "!", "?", '"', "”")

# So far from a word of an act do its countries stand: in its own sentence or in the one beside it
_NEAR = 150
# and so far its figure or goods
_BESIDE = 80


@cache
def _automaton() -> tuple[Any, tuple[str, ...]]:
    import ahocorasick_rs

    table = rows("gate")
    return ahocorasick_rs.AhoCorasick([row["form"] for row in table]), tuple(row["weight"] for row in table)


@cache
def _lands() -> tuple[Any, tuple[str, ...], int]:
    """Spellings of countries, groups and firms with their country, then those of towns and areas, where they begin."""
    import ahocorasick_rs

    from tradebook import places

    known = [w for w in places.words() if len(w.word) > 2 or w.word in _LETTERS]
    plain = [w for w in known if w.form in _COUNTRY_FORMS and not w.needs_context]
    plain += [w for w in known if w.form in _NAME_FORMS and w.needs_context and len(w.word) > 3]
    firms = [row for row in rows("firms") if len(row["name"]) > 2]
    towns = [w for w in known if w.form == "capital" or (w.form in _TOWN_FORMS and not w.needs_context)]
    first = [*(w.word for w in plain), *(row["name"] for row in firms), *_ABROAD]
    codes = (*(w.code for w in plain), *(row["country"] or row["name"] for row in firms), *("-" for _ in _ABROAD))
    automaton = ahocorasick_rs.AhoCorasick(
        [*first, *(w.word for w in towns)], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return automaton, (*codes, *(w.code for w in towns)), len(first)


_COUNTRY_FORMS = frozenset({"name", "demonym", "people", "group", "group_demonym"})
_NAME_FORMS = frozenset({"name", "demonym", "people"})
_TOWN_FORMS = frozenset({"city", "area"})
_LETTERS = frozenset({"EU", "UK", "US"})
# Another country, though not which
_ABROAD = ("abroad", "overseas", "other countries", "foreign", "neighbour", "neighbor", "countries")


def _named(text: str) -> Iterator[tuple[int, str, bool]]:
    """The places and firms of a known country that a text names: offset, country, whether the name alone is plain."""
    automaton, codes, plain = _lands()
    for pattern, start, end in automaton.find_matches_as_indexes(text):
        if (end == len(text) or not text[end].isalpha()) and (not start or not text[start - 1].isalpha()):
            yield start, codes[pattern], pattern < plain


@cache
def _goods() -> Any:
    """Words that name goods, in lower case: terms of one word, and those of several that hold none of these."""
    import ahocorasick_rs

    from tradebook.goods.lexicon import terms

    forms = {term.form for term in terms()}
    single = {form for form in forms if form.isalpha()}
    several = {form for form in forms - single if single.isdisjoint(re.split(r"[ -]", form))}
    return ahocorasick_rs.AhoCorasick(sorted(single | several), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def _names_goods(lower: str) -> bool:
    return any(
        (end == len(lower) or not lower[end].isalpha()) and (not start or not lower[start - 1].isalpha())
        for _, start, end in _goods().find_matches_as_indexes(lower)
    )


def _near(places: list[int], at: int, far: int = _NEAR) -> bool:
    """Whether one of the offsets, which are in their order, is near another."""
    found = bisect_left(places, at - far)
    return found < len(places) and places[found] <= at + far


class _Looked:
    """A text and what the scan found in it: the offsets of each weight, in their order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower = text.lower()
        self.at: dict[str, list[int]] = {}
        self._lands: list[tuple[int, str, bool]] | None = None
        automaton, weights = _automaton()
        for pattern, start, _ in automaton.find_matches_as_indexes(self.lower, overlapping=True):
            self.at.setdefault(weights[pattern], []).append(start)

    def of(self, *weights: str) -> list[int]:
        return sorted(start for weight in weights for start in self.at.get(weight, ()))

    def has(self, weights: Iterable[str]) -> bool:
        return any(weight in self.at for weight in weights)

    def lands(self) -> list[tuple[int, str, bool]]:
        if self._lands is None:
            self._lands = list(_named(self.text))
        return self._lands

    def a_land(self) -> bool:
        return any(plain for _, _, plain in self.lands())

    def two_lands(self) -> bool:
        """Whether the text names two different countries or groups."""
        return len({code for _, code, plain in self.lands() if plain}) > 1

    def between_lands(self, acts: Iterable[int]) -> list[int]:
        """The acts near which two different countries are named, be it by a town, one of them in their own sentence."""
        return [act for act in acts if len(self._codes_near(act)) > 1 and self._has_own(act)]

    def beside_lands(self, acts: Iterable[int]) -> list[int]:
        """The acts near which a country is named."""
        return [act for act in acts if self._codes_near(act)]

    def _codes_near(self, at: int) -> set[str]:
        return {code for _, code, _ in self._lands_from(at - _NEAR, at + _NEAR)}

    def _has_own(self, at: int) -> bool:
        start = at - _NEAR
        for stop in _STOP.finditer(self.text, max(0, start), at):
            start = stop.end()
        stop_behind = _STOP.search(self.text, at, at + _NEAR)
        return bool(self._lands_from(start, stop_behind.start() if stop_behind else at + _NEAR))

    def _lands_from(self, start: int, end: int) -> list[tuple[int, str, bool]]:
        lands = self.lands()
        return lands[bisect_left(lands, (start,)) : bisect_left(lands, (end,))]

    def goods_near(self, acts: Iterable[int]) -> bool:
        """Whether goods are named near one of the acts, which are in their order."""
        seen = 0
        for act in acts:
            start, end = max(seen, act - _BESIDE), act + _BESIDE
            if start < end and _names_goods(self.lower[start:end]):
                return True
            seen = max(seen, end - _LONGEST)
        return False


# A sentence ends here, though not each one does ("the U.S. ")
_STOP = re.compile(r"[a-z0-9)%][.!?][\"”]? |\n")

# What a good is called is no longer than this
_LONGEST = 30


def passes(text: str) -> bool:
    """Whether a text has a word that alone speaks of trade, or a word of an act of trade with what belongs to one
    beside it.

    The words and their weights stand in `tables/gate.csv`; they are looked for anywhere in the text in lower case, so
    that stems cover their forms ("export" covers "exporters")."""
    if len(text) < _SHORT or (len(text) < _SHORT_PAGE and _prose(text) < _SHORT):
        return True
    looked = _Looked(text)
    return "alone" in looked.at or _of_the_text(looked) or _of_a_passage(looked)


def _of_the_text(looked: _Looked) -> bool:
    """ "supply act" only needs two countries; "strong act" any word of context and two countries, or a bank of many
    countries ("lender") and one that it lends to."""
    if "supply act" in looked.at and looked.two_lands():
        return True
    if "strong act" not in looked.at:
        return False
    return ("lender" in looked.at and looked.a_land()) or (looked.has(_CONTEXT) and looked.two_lands())


_STRONG_CONTEXT = ("strong context", "strong measure", "strong office")
_CONTEXT = (*_STRONG_CONTEXT, "context", "measure", "office")
_MEASURES = ("measure", "strong measure")
_OFFICES = ("office", "strong office")


def _of_a_passage(looked: _Looked) -> bool:
    """An act with two countries near it: "act" where the text has a "strong context", "works" and "bonds" alone,
    "meets" with an office near, "trades" with a figure or goods near; "earns" with these and a single country."""
    at = looked.at
    if not looked.lands():
        return False
    acts = looked.of("works", "bonds")
    if looked.has(_STRONG_CONTEXT):
        acts += sorted({*at.get("act", ())} - {*at.get("none", ())})
    if looked.between_lands(acts):
        return True
    offices = looked.of(*_OFFICES)
    if looked.between_lands(act for act in looked.of("meets", "act") if _near(offices, act)):
        return True
    measures = looked.of(*_MEASURES)
    trades = looked.between_lands(looked.of("trades", "act", "strong act", "supply act"))
    if any(_near(measures, act, _BESIDE) for act in trades) or looked.goods_near(trades):
        return True
    return looked.goods_near(
        looked.beside_lands(act for act in looked.of("earns", "supply act") if _near(measures, act, _BESIDE))
    )
