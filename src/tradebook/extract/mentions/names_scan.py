"""Looking at the items of a sentence for names: what stands where, and how a name's item is made."""

from __future__ import annotations

import re

from tradebook.extract.items import Item, Name
from tradebook.extract.mentions.names_words import Vocabulary

Found = tuple[int, int, Item]
"""Where a name begins among the items, the index behind it, and its item."""

KINDS = frozenset({"w", "CUE", "GOOD", "PLACE", "DEM"})
PLACES = frozenset({"PLACE", "DEM"})
_PLACES_AND_SIGNS = PLACES | {"p"}
QUOTES = frozenset('"“”„«»')
APOSTROPHES = frozenset("'’‘")
_WORLD = "WLD"
_DOMAINS = frozenset("com net org io co ai ru kz az uz by ge am tr eu".split())
_KIN = frozenset("sons son daughters brothers bros associates".split())
_SMALL_START = re.compile(r"[a-z]{1,6}[A-Z][a-z]{2,}")
# What else is joined to a name: "Alba Tech-led", "Novo Port-based"
_JOINED = frozenset("based made led owned run wide style type born free built grown bound held linked listed".split())
_MARGIN = [""] * 24


class Scan:
    """One sentence while its names are sought. `text` is the field that the items' offsets index."""

    def __init__(self, items: list[Item], text: str, words: Vocabulary) -> None:
        self.items = items
        self.text = text
        self.words = words
        self.size = len(items)
        # lower-case words with blanks behind: an index before or behind the sentence finds ""
        self.lows = [i.lower for i in items] + _MARGIN
        self.first = next((k for k, i in enumerate(items) if i.kind != "p"), 0)
        self.loose = True  # whether words are known as names by their capitals
        self.done = 0  # items before this index are given out
        self.fair_end = -1  # the index behind the last name that was one of a fair

    # -- looking at items --------------------------------------------------------------------------------------------

    def _cap(self, k: int) -> bool:
        """Whether item `k` is a word of a name: capitalised, and no word of office."""
        if not 0 <= k < self.size:
            return False
        item = self.items[k]
        if item.kind not in KINDS or item.lower in self.words.breaking:
            return False
        return item.text[0].isupper() or (item.text != item.lower and begins_small(item.text))

    def _is_place(self, k: int) -> bool:
        return 0 <= k < self.size and self.items[k].kind == "PLACE"

    def _glued(self, k: int) -> bool:
        """Whether item `k` stands without a blank behind the one before it."""
        return 0 < k < self.size and self.items[k].start == self.items[k - 1].end

    def _run(self, k: int) -> int:
        """The index behind the capitals that stand together from `k`."""
        j = k
        while j < self.size:
            if self._cap(j):
                if (
                    j > k
                    and self.items[j].lower in self.words.ordinary
                    and self.items[j].kind == "w"
                    and not self._held(j, k)
                ):
                    break
                j += 1
                if self.lows[j] == "." and len(self.lows[j - 1]) == 1 and self._glued(j) and self._cap(j + 1):
                    j += 1
                continue
            step = self._joint(j) if j > k else 0
            if not step:
                break
            j += step
        return j

    def _held(self, j: int, k: int) -> bool:
        """Whether a capitalised common word stays in a name: an organisation word is still to come or it is one."""
        low = self.items[j].lower
        if low in self.words.tail or low in self.words.legal or low in self.words.portfolio:
            return True
        return self._cap(j + 1) and self.items[j].text[0].isupper() and self.lows[j + 1] not in self.words.ordinary

    def _joint(self, j: int) -> int:
        """How many items at `j` only join two parts of a name ("&", "-", "van", "'s" in "People's"); 0 for none."""
        low, item = self.lows[j], self.items[j]
        if low == "&":
            return 1 if self._cap(j + 1) else 0
        if low == ".":
            return 2 if self.lows[j + 1] in _DOMAINS and self._glued(j) and self._glued(j + 1) else 0
        if low == "and":
            return 1 if self.lows[j + 1] in _KIN and self._cap(j + 1) else 0
        if item.text.isdigit():  # "X5 Group"
            return 1 if self._glued(j) and len(item.text) < 3 and self._cap(j + 1) and not self._glued(j + 1) else 0
        if low == "-":
            if not (self._glued(j) and self._glued(j + 1)):
                return 0
            return 1 if self._cap(j + 1) else 2 if self._given_in_two(j) else 0
        if low in APOSTROPHES:
            return self._apostrophe(j)
        if low in self.words.particles and item.kind != "p":
            if self._cap(j + 1):
                return 1
            if self.lows[j + 1] == "-" and self._cap(j + 2):
                return 2
            if self.lows[j + 1] in self.words.particles and self._cap(j + 2):
                return 2
        return 0

    def _given_in_two(self, j: int) -> bool:
        """Whether the hyphen at `j` joins a given name of two syllables: "Kim Min-soo", "Ahn Duk-geun"."""
        second, before = self.items[j + 1], self.items[j - 2 : j]
        if second.kind != "w" or not second.text.islower() or not 2 <= len(second.text) <= 5:
            return False
        if second.lower in _JOINED or second.lower in self.words.function or len(before) < 2:
            return False
        return all(i.kind == "w" and i.text[0].isupper() and len(i.text) <= 6 for i in before)

    def _apostrophe(self, j: int) -> int:
        if self._members_behind(j):
            return 1
        if not (self._glued(j) and self._glued(j + 1)):
            return 0
        if self._cap(j + 1) and self.lows[j + 1] not in {"s", "t"}:
            return 1
        if self.lows[j + 1] == "s" and self.lows[j - 1] in self.words.possessive and self._cap(j + 2):
            return 2
        return 0

    def _members_behind(self, j: int) -> bool:
        """Whether the apostrophe at `j` closes a body's members: "Grain Exporters' Union"."""
        before = self.lows[j - 1]
        if not (self._glued(j) and before.endswith("s") and self._cap(j - 1) and self._cap(j + 1)):
            return False
        return (
            before in self.words.plural
            or before in self.words.possessive
            or (self.lows[j + 1] in self.words.members or (self._cap(j + 2) and self.lows[j + 2] in self.words.members))
        )

    # -- making the item ---------------------------------------------------------------------------------------------

    def _item(
        self, kind: str, start: int, stop: int, name: str, acronym: str | None = None, last: int | None = None
    ) -> Found:
        """The name of the items `start` to `stop`; `last` is the index behind its wording where an acronym follows."""
        first, end = self.items[start], self.items[stop - 1]
        wording = " ".join(self.text[first.start : self.items[(last or stop) - 1].end].split())
        text = self.text[first.start : end.end]
        inside = start if name == "person" else last or stop  # "Gao Hucheng" tells no town of Mali
        value = Name(wording, self._country(start, inside), acronym, name)
        return start, stop, Item(kind, first.start, end.end, text, text.lower(), value)

    def _country(self, start: int, stop: int) -> str | None:
        """The country that a name tells, in itself or by the place right before it ("Belarusian Borivos")."""
        for k in range(start, stop):
            item = self.items[k]
            if k > start and self.lows[k - 1] in self.words.particles and len(self.lows[k - 1]) > 2:
                continue  # "Pradera del Sur"
            prefix = self.lows[k + 1] == "-" and self._glued(k + 1) and item.kind == "DEM"  # "Anglo-Baltic"
            if item.kind in PLACES and not prefix and _tells_country(item):
                return str(item.value.code)
        before = start - 1
        if self.lows[before] == "s" and self.lows[before - 1] in APOSTROPHES:
            before -= 2
        if before >= 0 and self.items[before].kind in PLACES and _tells_country(self.items[before]):
            item = self.items[before]
            if item.kind == "DEM" or before < start - 1:
                return str(item.value.code)
        return None

    def _with_acronym(self, kind: str, start: int, stop: int, name: str) -> Found:
        """The name, with the acronym in brackets behind it ("(MAZ)")."""
        if self.lows[stop] == "(" and self.lows[stop + 2] == ")":
            inside = self.items[stop + 1]
            if inside.kind in ("w", "PLACE") and sum(c.isupper() for c in inside.text) >= 2 and " " not in inside.text:
                return self._item(kind, start, stop + 3, name, inside.text, stop)
        return self._item(kind, start, stop, name)

    def _body(self, start: int, stop: int) -> Found:
        """An ORG: a body or a company by the organisation word that heads it, the one before "of" or the last; a NAME
        where words of a fair stand beside it."""
        if self._at_fair(start, stop):
            self.fair_end = stop
            return self._with_acronym("NAME", start, stop, "event")
        name = "company"
        of = next((j for j in range(start + 1, stop) if self.lows[j] in {"of", "for"}), stop)
        for item in reversed(self.items[start:of]):
            if item.lower in self.words.tail or item.lower in self.words.of:
                name = "body" if item.lower in self.words.bodies else "company"
                break
        return self._with_acronym("ORG", start, stop, name)

    def _at_fair(self, start: int, stop: int) -> bool:
        """Whether a name stands in a row of fairs: "the exhibitions Agro Expo and Food Days", "Agro Expo fair"."""
        if self.lows[stop - 1] in self.words.of and self.lows[stop - 1] not in self.words.fairs:
            return False
        j = stop + 1 if self.lows[stop] in QUOTES else stop
        if self.lows[j] in self.words.fairs or (
            self.lows[j] in {"international", "trade"} and self.lows[j + 1] in self.words.fairs
        ):
            return True
        if self.lows[stop] == "and" and any(
            self.lows[j] in self.words.fairs for j in range(stop + 2, min(stop + 6, self.size))
        ):
            between = self.items[stop + 1 : stop + 6]
            caps = [i for i in between if i.kind in KINDS and i.text[0].isupper()]
            lower = next((i for i in between if i.lower in self.words.fairs), None)
            if caps and lower is not None and between.index(lower) == len(caps):
                return True
        before = start - 1 if self.lows[start - 1] not in QUOTES else start - 2
        return self.lows[before] in self.words.fairs or (
            self.lows[before] in {"and", ",", "&"} and self.fair_end == before
        )

    def _before_office(self, k: int, end: int) -> int:
        """`end` without the words that belong to the office behind the run ("Airbus [Vice President]")."""
        if end < self.size and self.lows[end] in self.words.role and self.items[end].text[0].isupper():
            of_state = self.lows[end] in {"minister", "secretary", "ministers"}
            while (
                end > k
                and self.lows[end - 1] in self.words.office
                and (of_state or self.lows[end - 1] not in self.words.head)
            ):
                end -= 1
        return end

    def _without_places(self, start: int, end: int) -> int:
        """`end` before places that only follow a name ("told Reuters | Azerbaijan"), unless a fair is so called."""
        stop = end
        while stop > start and self.items[stop - 1].kind in _PLACES_AND_SIGNS:
            stop -= 1
        if self._branch(start, stop, end) or (stop > start and self.items[stop - 1].text.islower()):
            return end  # "Banco Central do Brasil"
        if stop < end and (
            self.lows[end] in self.words.fairs
            or (self.items[min(end, self.size - 1)].kind in ("NUM", "PER") and self.lows[stop] != "-")
        ):
            before_fair = (
                any(self.lows[j] in self.words.fairs for j in range(max(0, start - 3), start))
                or self.lows[end] in self.words.fairs
            )
            return end if before_fair else stop
        return stop

    def _branch(self, start: int, stop: int, end: int) -> bool:
        """Whether one place behind a name is part of it: "ADM Jizzakh launched", but not in a headline."""
        if stop <= start or stop + 1 != end or self.items[stop].kind != "PLACE" or end >= self.size:
            return False
        following = self.items[end]
        return following.kind in KINDS and following.text[0].islower() and self.lows[end] not in {"and", "or"}


def begins_small(word: str) -> bool:
    """Whether a word has a name's capital behind small letters: "easyJet", "iRobot", but not "kWh"."""
    return _SMALL_START.match(word) is not None


def _tells_country(item: Item) -> bool:
    """Whether a place is a country or a union of states, and no part of the world."""
    code = str(item.value.code)
    return len(code) == 3 and code != _WORLD
