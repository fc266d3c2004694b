"""Names of people: by an office or title, a first name, a surname's ending, or what is said behind them."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.mentions.names_bodies import Bodies
from tradebook.extract.mentions.names_scan import APOSTROPHES, PLACES, Found
from tradebook.extract.mentions.names_words import JOBS

_MEDIA = frozenset({"tv", "fm", "radio", "news", "television"})


class People(Bodies):
    """The reader of persons, over that of organisations: one line of classes, for mypyc takes no class of two bases."""

    def _person(self, k: int, end: int) -> Found | None:
        """A person in the run: behind an office or title, by the first name, or by the verb of speech behind it."""
        start = k
        if end - k == 1 and self.lows[k - 1] != "." and self.lows[k - 1] not in self.words.before_person:
            return None
        titled = self.lows[k - 1] in self.words.title or (
            self.lows[k - 1] == "." and self.lows[k - 2] in self.words.title
        )
        if self.lows[k] in self.words.title and end - k == 1 and self.lows[end] == ".":
            return None
        while start < end and self.lows[start] in self.words.title and self.lows[start] not in self.words.given:
            start, titled = start + 1, True
        office = titled or (self._behind_office(k) and not self._of_firm(k, end))
        if end - k > 1 and self.lows[k - 1] in self.words.portfolio:
            office = office or self._office_within(k)  # "Minister of Trade and Industry Ama Boateng"
        while office and start < end - 1 and self.lows[start] in {"general", "designate"}:
            start += 1  # "Director General Ama Boateng"
        while start < end - 1 and self.lows[start] in self.words.crowned:
            start, office = start + 1, True
        if self.lows[k - 1] in {"of", "for", "and", ","} and self._office_within(k):
            while start < end and self.lows[start] in self.words.portfolio:
                start, office = start + 1, True
        while start < end - 1 and self.items[start].kind in PLACES and self.lows[start] not in self.words.given:
            start += 1
        size = self._name_size(start, end)
        if not size:
            return None
        if size > 4 or any(self._unlike_person(j, start, office) for j in range(start, end)):
            return None
        if self._tells_person(start, end, size, office):
            if (
                not office
                and self.text[self.items[start].start : self.items[end - 1].end].lower() in self.words.like_people
            ):
                return self._item("ORG", start, end, "company")
            return self._item("PERSON", start, end, "person")
        return None

    def _office_within(self, k: int) -> bool:
        """Whether an office stands shortly before: "Minister of Trade and [Industry Ama Boateng]"."""
        return any(self.lows[j] in self.words.breaking for j in range(max(0, k - 6), k - 1))

    def _behind_office(self, k: int) -> bool:
        before = self.lows[k - 1]
        return before in self.words.breaking or before == "counterpart" or (before in JOBS and k > 0)

    def _name_size(self, start: int, end: int) -> int:
        """How many capitalised words stand from `start` to `end`; 0 where one of them is no plain word."""
        size = 0
        for k, item in enumerate(self.items[start:end], start):
            if (
                item.kind == "p"
                or (item.text.islower() and self.lows[k - 1] == "-" and self._glued(k))
                or (item.lower in self.words.particles and item.text[0].islower())
            ):
                continue
            if item.kind not in ("w", "CUE", "GOOD", "PLACE") or not item.text[0].isupper() or " " in item.text:
                return 0
            size += 1
        return size

    def _unlike_person(self, j: int, start: int, office: bool) -> bool:
        item = self.items[j]
        if item.kind == "PLACE":
            named = office and j > start and self.items[j - 1].kind == "w"  # "spokesman Petras Vilnius"
            return item.lower not in self.words.given and not named
        return item.lower == "&" or (
            item.kind == "w" and item.lower in self.words.tail and item.lower in self.words.head
        )

    def _tells_person(self, start: int, end: int, size: int, office: bool) -> bool:
        if office:
            return self.items[start].kind == "w" or self.lows[start] in self.words.given
        if size < 2 or (self.lows[start - 1] in self.words.firms and self._deals(end)) or self._owned(start):
            return False  # "Dubai importer Al Dahra bought", "the state-owned Ravi Spinning"
        first, last = self.items[start], self.items[end - 1]
        if first.kind == last.kind == "PLACE" and end - start == 3 and self.lows[start + 1] in {"-", "–"}:
            return False  # "Georgia-Jordan trade"
        if first.lower in self.words.given:
            return last.lower not in self.words.tail or self._spoken(end)
        if any(i.kind != "w" for i in self.items[start:end] if i.kind != "p" and i.text[0].isupper()):
            return False
        if any(i.text.isupper() and len(i.text) > 3 for i in self.items[start:end]) or last.lower in _MEDIA:
            return False
        if last.lower in self.words.tail or last.lower in self.words.ordinary:
            return False
        initials = any(
            i.kind == "w" and ("." in i.text or (len(i.text) == 1 and self.lows[j + 1] == "."))
            for j, i in enumerate(self.items[start:end], start)
        )
        if initials and len(last.text) > 2:
            return True
        if self._surname(last) or any(
            i.lower in self.words.descent for i in self.items[start:end] if i.text[0].islower()
        ):
            return True
        if any(i.lower in self.words.tail or i.lower in self.words.ordinary for i in self.items[start:end]):
            return False
        if self._after_office(start, end):
            return True
        if not self.loose or self._of_owner(start):
            return False
        return self._spoken(end) or self._office_follows(end) or self._speaks_for_body(end)

    def _of_firm(self, k: int, end: int) -> bool:
        """Whether the trade before the name is a firm's: "commodity trader Interalloys Trading", "trader X bought"."""
        return self.lows[k - 1] in self.words.firms and (self.lows[end - 1] in self.words.tail or self._deals(end))

    def _owned(self, start: int) -> bool:
        """Whether "state-owned" or "state-run" stands right before: nobody is."""
        return self.lows[start - 1] in {"owned", "run"} and self.lows[start - 2] == "-"

    def _deals(self, end: int) -> bool:
        """Whether a verb of trade stands at `end`, or behind "has" there."""
        verb = end + (self.lows[end] in {"has", "had", "have", "will"})
        if verb >= self.size or self.items[verb].kind != "CUE":
            return False
        return any(cls.startswith("deal_") for cls in self.items[verb].value.classes)

    def _after_office(self, start: int, end: int) -> bool:
        """Whether an office stands before the commas around the name: "The head of the board, Aye Chan, said"."""
        if self.lows[start - 1] == "," and self.lows[end] in {".", ""} and self.lows[start - 2] != "counterpart":
            return self._said_by_office(start - 1)
        if self.lows[start - 1] != "," or self.lows[end] not in {",", "."}:
            return False
        if self.lows[start - 2] == "counterpart":
            return True  # "and his Zimbabwean counterpart, Sithembiso Nyoni, signed"
        if self.lows[end] != ",":
            return False
        j = end + 1
        if self.lows[j] in {"also", "has", "had", "further", "later", "then"}:
            j += 1
        verb = self.lows[j]
        if not (verb in self.words.speech or verb in self.words.media or verb in self.words.persons_verbs):
            return False
        for j in range(start - 2, max(-1, start - 14), -1):
            if self.lows[j] in self.words.breaking or self.lows[j] == "counterpart":
                return True
            if self.lows[j] in {",", ".", '"', "”", ":", ";"} or self.items[j].kind in ("AMT", "QTY", "PER"):
                return False
        return False

    def _said_by_office(self, comma: int) -> bool:
        """Whether a verb of speech and an office stand before the comma: "said the minister of Oman, |Qais Yousef"."""
        office = False
        for j in range(comma - 1, max(-1, comma - 14), -1):
            if self.lows[j] in self.words.speech or self.lows[j] in self.words.persons_verbs:
                return office
            if self.items[j].kind == "p" or self.items[j].kind in ("AMT", "QTY", "PER", "PERSON"):
                return False
            office = office or self.lows[j] in self.words.breaking
        return False

    def _of_owner(self, start: int) -> bool:
        """Whether the name is a firm's, by the country or the noun before it: "Chile's X said", "miller X said"."""
        before = self.lows[start - 1]
        if before in self.words.firms:
            return True
        k = start - 2 if before == "s" else start - 1
        return k > 0 and self.lows[k] in APOSTROPHES and self.items[k - 1].kind == "PLACE"

    def _surname(self, item: Item) -> bool:
        return len(item.lower) > 5 and item.lower.endswith(self.words.endings)

    def _spoken(self, end: int) -> bool:
        """Whether a verb of speech follows, as only people are its subject here: "Aye Chan said"."""
        j = end
        if self.lows[j] in {"also", "has", "had", "further", "later", "then"}:
            j += 1
        return self.lows[j] in self.words.persons_verbs

    def _speaks_for_body(self, end: int) -> bool:
        """Whether "of" a company or body and a verb of speech follow: "Aye Chan of Bago Rice Ltd said"."""
        if self.lows[end] not in {"of", "from", "at"}:
            return False
        body = False
        for j in range(end + 1, min(end + 10, self.size)):
            if self.lows[j] in self.words.persons_verbs:
                return body
            if self.lows[j] in {"has", "had", "also"}:
                return body and self.lows[j + 1] in self.words.tells
            if not (self.items[j].text[0].isupper() or self.lows[j] in {"of", "for", "the", "and", "."}):
                return False
            body = body or self.lows[j] in self.words.legal or self.lows[j] in self.words.tail
        return False

    def _office_follows(self, end: int) -> bool:
        """Whether an office stands behind a comma: ", head of the association,"."""
        if self.lows[end] != ",":
            return False
        if self.lows[end + 1] == "who" and self.lows[end + 2] in {
            "chairs",
            "heads",
            "leads",
            "runs",
            "owns",
            "presides",
        }:
            return True
        for j in range(end + 1, min(end + 9, self.size)):
            low = self.lows[j]
            if low in self.words.breaking and low not in {"chair"}:
                return True
            if low in {",", "said", "which", "that", "who"} or self.items[j].kind in ("AMT", "QTY", "PER"):
                return False
        return False
