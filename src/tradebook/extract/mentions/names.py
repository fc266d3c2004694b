"""Names: the items of a sentence that form the name of a person, a body or a company become one item.

A name is told by what it is made of: an organisation word ("Ministry of ...", "... Railways"), a legal form, an
office or a first name beside it; a run of capitals without any of these is a NAME. Places, goods and words of the
grammar join a name only where its head is such a word or another proper word follows: "Azerbaijan Railways" is one
name, "Azerbaijan and Belarus" and "Turkish steel" are none.
"""

from __future__ import annotations

from tradebook.extract.items import Item, Name
from tradebook.extract.mentions.names_words import Vocabulary, first_word, vocabulary

Found = tuple[int, int, Item]
"""Where a name begins among the items, the index behind it, and its item."""

_KINDS = frozenset({"w", "CUE", "GOOD", "PLACE", "DEM"})
_PLACES = frozenset({"PLACE", "DEM"})
_APOSTROPHES = frozenset("'’‘")
_QUOTES = frozenset("\"“”„«»")
_WORLD = "WLD"
# Fields of lower-case bodies that are no ministry: "customs committee", "statistics office", "central bank".
_OFFICIAL_FIELDS = frozenset("customs statistics statistical tax revenue census commerce agriculture treasury".split())
_BANK_FIELDS = frozenset("central national reserve".split())
_AREA_FORMS = frozenset({"area", "city", "capital"})
# What the industry words before a lower-case "plant" or "company" do not end in.
_NO_FIELD_ENDINGS = ("ed", "ly", "ings", "ns", "es", "ts", "rs", "ds")


def chunk_names(items: list[Item], text: str) -> list[Item]:
    """The items of one sentence with those that form a name merged into one item of kind PERSON, ORG or NAME.

    `text` is the field that the offsets of the items index (the whole report or title): a lone capital at the head
    of a sentence is looked up in it. Items that belong to no name are returned as they are.
    """
    words = vocabulary()
    official = words.official
    marks = [
        k for k, i in enumerate(items)
        if (i.kind in _KINDS and ("A" <= i.text[0] <= "Z" or i.text[0] > "\x7f" and i.text[0].isupper())) or i.lower in official
    ]  # fmt: skip
    if not marks:
        return items
    return _Chunker(items, text, words).merged(marks)


class _Chunker:
    """One sentence while its names are sought."""

    def __init__(self, items: list[Item], text: str, words: Vocabulary) -> None:
        self.items = items
        self.text = text
        self.words = words
        self.size = len(items)
        self.first = next((k for k, i in enumerate(items) if i.kind != "p"), 0)
        self.done = 0  # items before this index are given out
        self.fair_end = -1  # the index behind the last name that was one of a fair

    def merged(self, marks: list[int]) -> list[Item]:
        letters = [self.items[k] for k in marks if self.items[k].kind == "w"]
        shouted = sum(1 for i in letters if len(i.text) > 3 and i.text.isupper())
        if shouted > 3 and shouted * 10 > sum(1 for i in self.items if i.kind == "w" and len(i.text) > 3) * 6:
            return self.items  # a headline in capitals tells no names
        self.loose = not self._titled(marks)
        out: list[Item] = []
        for k in marks:
            if k < self.done:
                continue
            found = self._name_at(k)
            if found is None:
                continue
            start, stop, item = found
            out.extend(self.items[self.done : start])
            out.append(item)
            self.done = stop
        if not self.done:
            return self.items
        out.extend(self.items[self.done :])
        return out

    def _titled(self, marks: list[int]) -> bool:
        """Whether this is a headline with a capital at every word: then capitals alone tell nothing."""
        common = sum(
            1 for k in marks
            if k > self.first and (i := self.items[k]).text[0].isupper()
            and (i.kind in ("CUE", "GOOD") or i.lower in self.words.ordinary)
        )  # fmt: skip
        return common >= 3 and len(marks) * 2 > sum(1 for i in self.items if i.kind in _KINDS)

    # -- looking at items ---------------------------------------------------------------------------------------------

    def _low(self, k: int) -> str:
        return self.items[k].lower if 0 <= k < self.size else ""

    def _cap(self, k: int) -> bool:
        """Whether item `k` is a word of a name: capitalised, and no word of office."""
        if not 0 <= k < self.size:
            return False
        item = self.items[k]
        return item.kind in _KINDS and item.text[0].isupper() and item.lower not in self.words.breaking

    def _glued(self, k: int) -> bool:
        """Whether item `k` stands without a blank behind the one before it."""
        return 0 < k < self.size and self.items[k].start == self.items[k - 1].end

    def _run(self, k: int) -> int:
        """The index behind the capitals that stand together from `k`."""
        j = k
        while j < self.size:
            if self._cap(j):
                if j > k and self.items[j].lower in self.words.ordinary and self.items[j].kind == "w" and not self._held(j, k):
                    break
                j += 1
                if self._low(j) == "." and len(self._low(j - 1)) == 1 and self._glued(j) and self._cap(j + 1):
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
        return self._cap(j + 1) and self.items[j].text[0].isupper() and self._low(j + 1) not in self.words.ordinary

    def _joint(self, j: int) -> int:
        """How many items at `j` only join two parts of a name ("&", a hyphen, "van", "'s" in "People's"); 0 for none."""
        low, item = self._low(j), self.items[j]
        if low == "&":
            return 1 if self._cap(j + 1) else 0
        if low == "-":
            return 1 if self._glued(j) and self._glued(j + 1) and self._cap(j + 1) else 0
        if low in _APOSTROPHES:
            return self._apostrophe(j)
        if low in self.words.particles and item.kind != "p":
            if self._cap(j + 1):
                return 1
            if self._low(j + 1) == "-" and self._cap(j + 2):
                return 2
            if self._low(j + 1) in self.words.particles and self._cap(j + 2):
                return 2
        return 0

    def _apostrophe(self, j: int) -> int:
        if not (self._glued(j) and self._glued(j + 1)):
            return 0
        if self._cap(j + 1) and self._low(j + 1) not in {"s", "t"}:
            return 1
        if self._low(j + 1) == "s" and self._low(j - 1) in self.words.possessive and self._cap(j + 2):
            return 2
        return 0

    # -- one name -----------------------------------------------------------------------------------------------------

    def _name_at(self, k: int) -> Found | None:
        item = self.items[k]
        if item.lower in self.words.official and item.text[0].islower():
            return self._lower_body(k)
        if not self._cap(k):
            return None
        agency = self._agency(k)
        if agency is not None:
            return agency
        if item.lower in self.words.ordinary and item.kind != "PLACE" and not self._opens_body(k):
            return None
        if item.text.isupper() and item.lower in self.words.legal_before:
            formal = self._formal(k)
            if formal is not None:
                return formal
        return self._of_run(k, self._run(k))

    def _opens_body(self, k: int) -> bool:
        """Whether a common word opens the name of a body: "State Customs Committee", "National Bank of"."""
        if k == self.first and not (self._cap(k + 1) and self._low(k + 1) not in self.words.ordinary):
            return False
        end = self._run(k)
        return end > k + 1 and any(self._low(j) in self.words.tail for j in range(k + 1, end)) and self._low(k) not in _FUNCTION

    def _item(self, kind: str, start: int, stop: int, name: str, acronym: str | None = None, last: int | None = None) -> Found:
        """The name of the items `start` to `stop`; `last` is the index behind its wording where an acronym follows."""
        first, end = self.items[start], self.items[stop - 1]
        wording = " ".join(self.text[first.start : self.items[(last or stop) - 1].end].split())
        text = self.text[first.start : end.end]
        value = Name(wording, self._country(start, last or stop), acronym, name)
        return start, stop, Item(kind, first.start, end.end, text, text.lower(), value)

    def _country(self, start: int, stop: int) -> str | None:
        """The country that a name tells, in itself or by the place right before it ("Belarusian Borivos")."""
        for item in self.items[start:stop]:
            if item.kind in _PLACES and item.value.code != _WORLD:
                return str(item.value.code)
        before = start - 1
        if self._low(before) == "s" and self._low(before - 1) in _APOSTROPHES:
            before -= 2
        if before >= 0 and self.items[before].kind in _PLACES and self.items[before].value.code != _WORLD:
            item = self.items[before]
            if item.kind == "DEM" or before < start - 1:
                return str(item.value.code)
        return None

    def _with_acronym(self, kind: str, start: int, stop: int, name: str) -> Found:
        """The name, with the acronym in brackets behind it ("(MAZ)")."""
        if self._low(stop) == "(" and self._low(stop + 2) == ")":
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
        of = next((j for j in range(start + 1, stop) if self._low(j) in {"of", "for"}), stop)
        for item in reversed(self.items[start:of]):
            if item.lower in self.words.tail or item.lower in self.words.of:
                name = "body" if item.lower in self.words.bodies else "company"
                break
        return self._with_acronym("ORG", start, stop, name)

    def _at_fair(self, start: int, stop: int) -> bool:
        """Whether a name stands in a row of fairs: "the exhibitions Caspian Agro and Inter Food", "Agro Expo fair"."""
        if self._low(stop - 1) in self.words.of and self._low(stop - 1) not in _FAIRS:
            return False
        j = stop + 1 if self._low(stop) in _QUOTES else stop
        if self._low(j) in _FAIRS or (self._low(j) in {"international", "trade"} and self._low(j + 1) in _FAIRS):
            return True
        if self._low(stop) == "and" and any(self._low(j) in _FAIRS for j in range(stop + 2, min(stop + 6, self.size))):
            between = self.items[stop + 1 : stop + 6]
            caps = [i for i in between if i.kind in _KINDS and i.text[0].isupper()]
            lower = next((i for i in between if i.lower in _FAIRS), None)
            if caps and lower is not None and between.index(lower) == len(caps):
                return True
        before = start - 1 if self._low(start - 1) not in _QUOTES else start - 2
        return self._low(before) in _FAIRS or (
            self._low(before) in {"and", ",", "&"} and self.fair_end == before
        )

    def _agency(self, k: int) -> Found | None:
        """An agency or medium of the table that begins at item `k`."""
        item = self.items[k]
        forms = self.words.agencies.get(first_word(item.lower))
        for form in forms or ():
            end = item.start + len(form)
            if not self.text.startswith(form, item.start):
                continue
            stop = k
            while stop < self.size and self.items[stop].end < end:
                stop += 1
            if stop >= self.size or self.items[stop].end != end:
                continue
            stop += 1
            if self._cap(stop) and self.items[stop].kind == "w" and self._low(stop) not in _AGENCY_HEADS:
                continue
            if self._glued(stop) and self._low(stop) in {"-", "&"} and self._cap(stop + 1):
                continue
            if self._cap(stop) and self._low(stop) in _AGENCY_HEADS:
                stop = self._run(stop)
            if self._low(stop) in self.words.breaking and self.items[stop].text[0].isupper() and item.lower in self.words.modifier:
                continue  # "Prime Minister"
            if stop == k + 1 and self._doubtful_agency(k):
                continue
            return self._with_acronym("ORG", k, stop, "agency")
        return None

    def _doubtful_agency(self, k: int) -> bool:
        """Whether a lone word that is also a common word ("Report", "Trend") does not act as an agency here."""
        item = self.items[k]
        if item.lower not in self.words.ordinary and item.kind == "w" and k != self.first:
            return False
        if item.text.isupper() and item.kind == "w" and len(item.text) > 1:
            return False
        following = self._low(k + 1)
        reporting = following in self.words.media or following in {"has", "had", "quoted", ","} or following in _QUOTES
        before = self._low(k - 1)
        cited = before in {"citing", "told", "to", "by", "via", "with", "-", "–", "—", "quoting", "from", "of", "agency", "newspaper"}
        return not (reporting or cited) and (k == self.first or item.kind != "w" or item.lower in self.words.ordinary)

    def _formal(self, k: int) -> Found | None:
        """A name behind its legal form: "JSC Russian Railways", 'OOO "Ural"'."""
        j = k + 1
        while j < self.size and self._cap(j) and self._low(j) in self.words.legal_before and self.items[j].text.isupper():
            j += 1
        quoted = self._low(j) in _QUOTES
        j += quoted
        if not self._cap(j):
            return None
        stop = self._run(j)
        if quoted:
            close = next((c for c in range(j, min(j + 8, self.size)) if self._low(c) in _QUOTES), -1)
            if close < 0:
                return None
            stop = close + 1
        return self._with_acronym("ORG", k, stop, "company")

    def _of_run(self, k: int, end: int) -> Found | None:
        """The name in the run of capitals `k` to `end`, if there is one."""
        end = self._before_office(k, end)
        if end <= k:
            return None
        return (
            self._with_complement(k, end)
            or self._with_legal_form(k, end)
            or self._person(k, end)
            or self._headed(k, end)
            or self._before_lower_head(k, end)
            or self._behind_lower_head(k, end)
            or self._undecided(k, end)
        )

    def _before_office(self, k: int, end: int) -> int:
        """`end` without the words that belong to the office behind the run ("Airbus [Vice President]")."""
        if end < self.size and self._low(end) in self.words.role and self.items[end].text[0].isupper():
            while end > k and self._low(end - 1) in self.words.modifier | self.words.portfolio and not (
                self._low(end - 1) in self.words.head
            ):
                end -= 1
        return end

    # -- organisations ------------------------------------------------------------------------------------------------

    def _with_complement(self, k: int, end: int) -> Found | None:
        """A body with "of" or "for" behind its head: "State Committee for Statistics of Uzbekistan"."""
        if self._low(end - 1) not in self.words.of or self._low(end) not in {"of", "for", "on"}:
            return None
        stop = self._complement(end)
        return self._body(self._trimmed(k, end), stop) if stop else None

    def _trimmed(self, k: int, end: int) -> int:
        """`k` past an opening demonym or place that belongs to the sentence, not to the name; here: past nothing."""
        return k if end - k <= 1 or self._low(k) not in _FUNCTION else k + 1

    def _complement(self, j: int) -> int:
        """The index behind "of X", "for X and Y", "of X of PLACE" from `j`; 0 where nothing proper follows."""
        k = j + 1
        if self._low(k) == "the":
            k += 1
        if not self._part(k):
            return 0
        stop = self._part_end(k)
        while stop < self.size:
            low = self._low(stop)
            if low in {"and", "&"} and self._goes_on(stop):
                stop = self._part_end(stop + 1)
            elif low == "," and self._part(stop + 1) and self._low(stop + 1) in self.words.portfolio and self._low(stop + 2) in {",", "and", "&"}:
                stop = stop + 2
            elif low == "," and self._low(stop + 1) in {"and", "&"} and self._low(stop + 2) in self.words.portfolio:
                stop = self._part_end(stop + 2)
            elif low in {"of", "for"} and self.items[stop - 1].kind not in _PLACES:
                further = self._complement(stop)
                return further or stop
            else:
                break
        return stop

    def _part(self, k: int) -> bool:
        """Whether item `k` can be what a body is of: a capital, or a field in lower case ("ministry of trade")."""
        return self._cap(k) or (self._low(k) in self.words.portfolio and self.items[k].text[0].islower())

    def _goes_on(self, j: int) -> bool:
        """Whether "and" at `j` joins fields of one body ("Commerce and Industry") and not two names."""
        if self.items[j - 1].kind in _PLACES or not self._part(j + 1):
            return False
        low = self._low(j + 1)
        if self.items[j + 1].text[0].islower() and self._cap(j - 1):
            return False
        return low in self.words.portfolio or low in self.words.tail or low in self.words.plural

    def _part_end(self, k: int) -> int:
        """The index behind the fields, places or proper words from `k`; fields end where other words begin, for
        a person may stand there ("Ministry of Commerce Luo Weidong")."""
        if self.items[k].text[0].islower():
            while k < self.size and self._low(k) in self.words.portfolio and self.items[k].text[0].islower():
                k += 1
            return k
        end = self._run(k)
        if self._low(k) in self.words.portfolio:
            j = k
            while j < end and (self._low(j) in self.words.portfolio or self._low(j) in self.words.tail or self._low(j) in {"-", "&"}):
                j += 1
            return j if self._low(j - 1) not in {"-", "&"} else end
        if self.items[k].kind == "PLACE":
            return k + 1
        return self._before_office(k, end)

    def _with_legal_form(self, k: int, end: int) -> Found | None:
        """A run that holds or is followed by a legal form: "Airbus SE", "Samsung Electronics Co., Ltd"."""
        legal = next((j for j in range(end - 1, k, -1) if self._legal(j)), -1)
        if legal < 0:
            j = end + 1 if self._low(end) == "," else end
            if not (self._legal(j) and j > k):
                return None
            legal = j
        stop = legal + 1
        while True:
            j = stop
            while self._low(j) in {".", ",", "&"} and j < stop + 2:
                j += 1
            if j < self.size and self._legal(j):
                stop = j + 1
                continue
            break
        if self._low(stop) == "." and self._glued(stop) and stop + 1 < self.size:
            stop += 1
        start = k + 1 if k == self.first and self._low(k) in _FUNCTION else k
        if start >= legal:
            return None
        return self._with_acronym("ORG", self._past_demonym(start, legal), stop, "company")

    def _legal(self, j: int) -> bool:
        low = self._low(j)
        return low in self.words.legal and (self.items[j].text[0].isupper() or low == "plc")

    def _past_demonym(self, start: int, last: int) -> int:
        """`start` past a demonym before unknown proper words ("Turkish | Karsan"), which it only describes."""
        if self.items[start].kind == "DEM" and last - start > 1 and self.items[start + 1].kind == "w":
            following = self._low(start + 1)
            if following not in self.words.tail and following not in self.words.portfolio and following not in self.words.ordinary:
                return start + 1
        return start

    def _headed(self, k: int, end: int) -> Found | None:
        """A run whose last organisation word makes it a name: "Azerbaijan Railways", "Hyundai Motor Group"."""
        heads = self.words.tail if self.loose else self.words.head
        last = next((j for j in range(end - 1, k, -1) if self._low(j) in heads and self.items[j].kind in ("w", "GOOD", "CUE")), -1)
        if last < 0:
            return None
        if not any(self._proper(j) for j in range(k, last)):
            return None
        own = any(self.items[j].kind == "w" and self._low(j) not in self.words.ordinary for j in range(k, last))
        if self.items[last].kind == "CUE" and self._low(last) not in self.words.head and not own:
            return None  # "Azerbaijan Trade" as a headline has it
        stop = last + 1
        while stop < end and self.items[stop].kind == "w" and self._low(stop) not in self.words.ordinary:
            stop += 1
        if stop < end and self.items[stop - 1].kind == "p":
            stop = last + 1
        if stop <= end and self._low(stop) in {"of", "for"} and self._low(stop - 1) in self.words.of:
            stop = self._complement(stop) or stop
        start = k
        if k == self.first and self.items[k].kind in ("CUE", "GOOD") and self._low(k) in self.words.ordinary:
            start = k + 1
        return self._body(start, stop) if last > start else None

    def _proper(self, j: int) -> bool:
        """Whether item `j` can carry a name before its head: a place, or a capital that is no mere function word."""
        item = self.items[j]
        return item.kind != "p" and item.text[0].isupper() and item.lower not in _FUNCTION

    def _before_lower_head(self, k: int, end: int) -> Found | None:
        """A proper word with a head in lower case behind it: "Ganja automobile plant", "Borivos sleeper factory"."""
        start = self._past_demonym(k, end)
        first = self.items[start]
        if first.kind == "DEM" and end - start == 1:
            return None
        named = any(i.kind == "w" and i.lower not in self.words.ordinary for i in self.items[start:end])
        place = self.items[end - 1]
        if not named and not (place.kind == "PLACE" and place.value.form in _AREA_FORMS):
            return None
        if k == self.first and end - k == 1 and not named:
            named = False
        j = end + 1 if self._low(end) in _QUOTES and k and self._low(k - 1) in _QUOTES else end
        head = self._lower_head(j)
        if head < 0:
            return None
        low = self._low(head)
        if low not in self.words.facility and not named:
            return None
        if head == j and (low not in self.words.head or low == "works"):
            return None
        if j > end:
            start -= 1
        return self._body(start, head + 1)

    def _lower_head(self, j: int) -> int:
        """The index of a head in lower case behind at most three words of its field from `j`; -1 for none."""
        for m in range(j, min(j + 4, self.size)):
            item = self.items[m]
            low = item.lower
            if item.kind == "p" or not item.text[0].islower():
                return -1
            if item.kind in ("w", "CUE", "GOOD") and (low in self.words.facility or low in self.words.generic):
                return m
            if item.kind == "GOOD":
                continue
            if item.kind not in ("w", "CUE") or not low.isalpha() or low in self.words.ordinary or low.endswith(_NO_FIELD_ENDINGS):
                return -1
            if low in self.words.speech or low in self.words.role or low in self.words.particles:
                return -1
        return -1

    def _behind_lower_head(self, k: int, end: int) -> Found | None:
        """Proper words right behind a head in lower case: "the sleeper factory Borivos", "carmaker Hyundai"."""
        before = self._low(k - 1)
        if before in _QUOTES:
            before = self._low(k - 2)
        if before not in self.words.facility and before not in self.words.generic:
            return None
        if not any(i.kind == "w" and i.lower not in self.words.ordinary for i in self.items[k:end]) or self.items[k].kind == "DEM":
            return None
        return self._with_acronym("ORG", k, self._without_places(k, end), "company")

    def _lower_body(self, k: int) -> Found | None:
        """A public body in lower case with its field: "finance ministry", "customs committee", "ministry of trade"."""
        low = self._low(k)
        start = k
        fields = self.words.portfolio if low == "ministry" else _BANK_FIELDS if low == "bank" else _OFFICIAL_FIELDS
        if self._low(k - 1) in fields and self._lower_field(k - 1):
            start = k - 1
            if low != "bank":
                while start > self.done and start > k - 5 and self._lower_field(start - 1):
                    joint = self._low(start - 1) == "and"
                    if joint and not self._lower_field(start - 2):
                        break
                    start -= 1
        stop = k + 1
        if self._low(stop) in {"of", "for"} and (start < k or low in {"ministry", "department"} or self._low(stop + 1) in fields):
            further = self._complement(stop)
            if further and (start < k or self._low(stop + 1) in self.words.portfolio):
                stop = further
        if start == k and stop == k + 1:
            return None
        if start - 1 >= self.done and self.items[start - 1].kind in _PLACES:
            start -= 1
        return self._body(start, stop)

    def _lower_field(self, k: int) -> bool:
        """Whether item `k` is a word of a field, or "and" between two, that can stand before "ministry"."""
        if k < self.done:
            return False
        item = self.items[k]
        if item.lower == "and":
            return True
        return item.kind in ("w", "CUE", "GOOD") and item.lower in self.words.portfolio and (item.text[0].islower() or k == self.first)

    # -- persons --------------------------------------------------------------------------------------------------------

    def _person(self, k: int, end: int) -> Found | None:
        """A person in the run: behind an office or title, by the first name, or by the verb of speech behind it."""
        start = k
        titled = self._low(k - 1) in self.words.title or (self._low(k - 1) == "." and self._low(k - 2) in self.words.title)
        if self._low(k) in self.words.title and end - k == 1 and self._low(end) == ".":
            return None
        while start < end and self._low(start) in self.words.title and self._low(start) not in self.words.given:
            start, titled = start + 1, True
        office = titled or self._behind_office(k)
        while start < end and self._low(start) in self.words.portfolio and self._low(k - 1) in {"of", "for", "and", ","}:
            start, office = start + 1, True
        while start < end - 1 and self.items[start].kind in _PLACES and self._low(start) not in self.words.given:
            start += 1
        size = self._name_size(start, end)
        if not size:
            return None
        if size > 4 or any(self._unlike_person(j) for j in range(start, end)):
            return None
        if self._tells_person(start, end, size, office):
            return self._item("PERSON", start, end, "person")
        return None

    def _behind_office(self, k: int) -> bool:
        before = self._low(k - 1)
        return before in self.words.breaking or (before in {"economist", "analyst", "trader", "farmer"} and k > 0)

    def _name_size(self, start: int, end: int) -> int:
        """How many capitalised words stand from `start` to `end`; 0 where one of them is no plain word."""
        size = 0
        for item in self.items[start:end]:
            if item.kind == "p" or item.lower in self.words.particles and item.text[0].islower():
                continue
            if item.kind not in ("w", "CUE", "GOOD", "PLACE") or not item.text[0].isupper() or " " in item.text:
                return 0
            size += 1
        return size

    def _unlike_person(self, j: int) -> bool:
        item = self.items[j]
        if item.kind == "PLACE":
            return item.lower not in self.words.given
        return item.lower == "&" or (item.kind == "w" and item.lower in self.words.tail and item.lower in self.words.head)

    def _tells_person(self, start: int, end: int, size: int, office: bool) -> bool:
        if office:
            return self.items[start].kind == "w" or self._low(start) in self.words.given
        if size < 2:
            return False
        first, last = self.items[start], self.items[end - 1]
        if first.lower in self.words.given:
            return last.lower not in self.words.tail or self._spoken(end)
        if any(i.kind != "w" for i in self.items[start:end] if i.kind != "p"):
            return False
        if any(i.text.isupper() and len(i.text) > 3 for i in self.items[start:end]):
            return False
        if last.lower in self.words.tail or last.lower in self.words.ordinary:
            return False
        initials = any(len(i.text.replace(".", "")) == 1 or "." in i.text for i in self.items[start:end] if i.kind == "w")
        if initials and len(last.text) > 2:
            return True
        if self._surname(last) or any(i.lower in _PERSON_PARTICLES for i in self.items[start:end] if i.text[0].islower()):
            return True
        return self.loose and (self._spoken(end) or self._office_follows(end))

    def _surname(self, item: Item) -> bool:
        return len(item.lower) > 5 and item.lower.endswith(self.words.endings)

    def _spoken(self, end: int) -> bool:
        """Whether a verb of speech follows, as only people are its subject here: "Aye Chan said"."""
        j = end
        if self._low(j) in {"also", "has", "had", "further", "later", "then"}:
            j += 1
        return self._low(j) in _PERSON_VERBS

    def _office_follows(self, end: int) -> bool:
        """Whether an office stands behind a comma: ", head of the association,"."""
        if self._low(end) != ",":
            return False
        for j in range(end + 1, min(end + 9, self.size)):
            low = self._low(j)
            if low in self.words.breaking and low not in {"chair"}:
                return True
            if low in {",", "said", "which", "that", "who"} or self.items[j].kind in ("AMT", "QTY", "PER"):
                return False
        return False

    # -- the rest ---------------------------------------------------------------------------------------------------------

    def _undecided(self, k: int, end: int) -> Found | None:
        """A NAME: a run with a proper word that is nothing else."""
        if not self.loose:
            return None
        start = k
        if k == self.first and self.items[k].kind in ("CUE", "GOOD"):
            return None
        while start < end and (self.items[start].kind == "DEM" or self._common(start)):
            start += 1
        stop = self._without_places(start, end)
        if stop <= start or not any(self._own(j) for j in range(start, stop)):
            return None
        if start == self.first and not self._stands(start, stop):
            return None
        kind = "company" if self._low(stop) in {"ceo", "cfo", "coo"} else "name"
        if self._at_fair(start, stop):
            kind, self.fair_end = "event", stop
        return self._with_acronym("NAME", start, stop, kind)

    def _common(self, j: int) -> bool:
        item = self.items[j]
        return item.kind in ("CUE", "GOOD", "p") or (item.kind == "w" and (item.lower in _FUNCTION or item.lower in self.words.title))

    def _without_places(self, start: int, end: int) -> int:
        """`end` before places that only follow a name ("told Reuters | Azerbaijan"), unless a fair is so called."""
        stop = end
        while stop > start and self.items[stop - 1].kind in _PLACES | {"p"}:
            stop -= 1
        if stop < end and (self._low(end) in _FAIRS or self.items[min(end, self.size - 1)].kind in ("NUM", "PER") and self._low(stop) != "-"):
            before_fair = any(self._low(j) in _FAIRS for j in range(max(0, start - 3), start)) or self._low(end) in _FAIRS
            return end if before_fair else stop
        return stop

    def _own(self, j: int) -> bool:
        item = self.items[j]
        return item.kind == "w" and item.lower not in self.words.ordinary and item.lower not in self.words.portfolio and len(item.text) > 1

    def _stands(self, start: int, stop: int) -> bool:
        """Whether a run at the head of a sentence is a name: its first word is capitalised elsewhere too, or more
        than one capital stands there and the first word is not a common one."""
        word = self.items[start]
        if word.text.isupper() and 2 <= len(word.text) <= 6:
            return True
        if self.text.find(f" {word.lower} ") >= 0:
            return False
        if stop - start > 1 and any(self._own(j) for j in range(start + 1, stop)):
            return True
        if self._low(stop) in self.words.speech or (self._low(stop) in {"has", "will"} and word.kind == "w"):
            return not word.lower.endswith(("s", "ing", "ly"))
        return self._seen_inside(word.text)

    def _seen_inside(self, word: str) -> bool:
        """Whether the report has the word with its capital inside a sentence too."""
        text, at = self.text, self.text.find(word)
        while at >= 0:
            end = at + len(word)
            border = end == len(text) or not text[end].isalnum()
            if at >= 2 and border and text[at - 1] == " " and (text[at - 2].islower() or text[at - 2] in ",-"):
                return True
            at = text.find(word, end)
        return False


_FUNCTION = frozenset(
    "the a an in on at it he she they we i this that these those but and however while as for with according since after "
    "before meanwhile by from of to when if also moreover earlier both there during under over among his her its their "
    "our my about last next today yesterday many some such".split()
)
_AGENCY_HEADS = frozenset({"news", "agency"})
_FAIRS = frozenset("exhibition exhibitions fair fairs forum expo summit festival show conference".split())
_PERSON_PARTICLES = frozenset("bin bint ibn von van der al el".split())
_PERSON_VERBS = frozenset(
    "said told noted added stressed emphasized emphasised stated explained underlined underscored highlighted says "
    "remarked commented recalled believes admitted confirmed thinks notes adds argued warned".split()
)
