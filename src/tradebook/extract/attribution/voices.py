"""A noun phrase -> whose voice it is."""

from __future__ import annotations

from collections.abc import Sequence

from tradebook import places
from tradebook.extract.attribution.voice import Office, Voice
from tradebook.extract.attribution.words import APOSTROPHES, PERSONAL, PRONOUNS, CiteWords
from tradebook.extract.items import Item

_BODIES = frozenset({"ORG", "NAME"})
_FIELDS = frozenset({"w", "CUE", "GOOD"})
_FORMS = frozenset({"republic", "kingdom", "commonwealth", "sultanate", "emirate"})
_ARTICLES = frozenset({"the", "a", "an"})
_INDEFINITE = frozenset({"a", "an", "another", "one"})
_BEFORE_PHRASE = frozenset({"the", "a", "an", "both", "as", "that", "another", "one"})
_NOT_SORT = frozenset("and of for in on at to with from who which that said told says by as was is has".split())
_PLACED = frozenset({"based", "headquartered", "listed"})
_NOT_OF = frozenset({"to", "in"})


class PhraseReader:
    """Reads the noun phrases of one sentence. `text` is the field that the items' offsets index."""

    def __init__(self, items: Sequence[Item], text: str, words: CiteWords, first: int) -> None:
        self.items = items
        self.text = text
        self.words = words
        self.first = first
        self.size = len(items)

    def low(self, k: int) -> str:
        """The word at `k` in lower case, "" outside."""
        return self.items[k].lower if 0 <= k < self.size else ""

    def wording(self, a: int, b: int) -> str:
        """The text of items `a` to `b`, white space folded; a common word at the head of the sentence in lower case."""
        found = " ".join(self.text[self.items[a].start : self.items[b - 1].end].split())
        first = self.items[a]
        lower_behind = all(i.text[0].islower() or i.kind == "p" for i in self.items[a + 1 : b])
        if (
            a == self.first
            and first.kind in _FIELDS
            and not first.text.isupper()
            and lower_behind
            and not self._before_person(b)
        ):
            return found[0].lower() + found[1:]
        return found

    def _before_person(self, k: int) -> bool:
        """Whether a person's name follows at `k`, or behind "of ...": then a capital is the office's own."""
        return any(i.kind == "PERSON" for i in self.items[k : k + 4])

    # -- offices -----------------------------------------------------------------------------------------------------

    def office(self, a: int, b: int, *, upto: int | None = None) -> Office | None:
        """The office in the items `a` to `b`; with `upto` the one that ends right there (before a person's name)."""
        found: Office | None = None
        k = a
        while k < b:
            if self._is_office(k):
                candidate = self._office_at(a, k, b)
                if upto is None:
                    return candidate
                if candidate.stop == upto:
                    found = found or candidate
                k = max(candidate.stop, k + 1)
                continue
            k += 1
        return found

    def _is_office(self, k: int) -> bool:
        item = self.items[k]
        if item.lower not in self.words.role or item.kind not in _FIELDS:
            return False
        if item.lower == "people":
            return self.low(k + 1) in {"with", "familiar", "close", "briefed"}
        return not (self.low(k + 1) in APOSTROPHES and self.low(k + 2) in self.words.bodies)  # "exporters' union"

    def _office_at(self, a: int, k: int, b: int) -> Office:
        stop = k + 1
        while stop < b and (
            self._is_office(stop)
            or (self.low(stop) in {"-", "general", "of"} and stop + 1 <= b and self._joins(stop, b))
        ):
            stop += 1
        if [self.low(j) for j in range(stop, stop + 4)] == ["-", "in", "-", "chief"] and stop + 4 <= b:
            stop += 4
        start = k
        while start > a and self._qualifies(start - 1):
            start -= 1
        organisation, refers = self._owner(a, start)
        role_stop, organisation, refers, end = self._behind(stop, b, organisation, refers)
        return Office(self.wording(start, role_stop), organisation, refers, start, end)

    def _joins(self, k: int, b: int) -> bool:
        if self.low(k) == "general":
            return True
        return self.low(k) == "-" and k + 1 < b and (self._is_office(k + 1) or self.low(k + 1) == "general")

    def _qualifies(self, k: int) -> bool:
        item = self.items[k]
        if item.kind not in _FIELDS:
            return (
                item.kind == "p"
                and item.text == "-"
                and k > 0
                and self.low(k - 1) in {"vice", "co", "ex", "first", "under"}
            )
        low = item.lower
        if low in self.words.bodies and self.low(k + 1) == "owners":
            return True  # "mill owners"
        if low in self.words.bodies and low not in self.words.modifier and self.low(k + 1) not in self.words.portfolio:
            return False
        return (
            low in self.words.modifier or low in self.words.portfolio or low in self.words.role or item.kind == "GOOD"
        )

    def _owner(self, a: int, start: int) -> tuple[str | None, str | None]:
        """The organisation before an office: "the factory's [director]", "Turkish [trade minister]"."""
        k = start - 1
        if k >= a and self.low(k) == "s" and self.low(k - 1) in APOSTROPHES:
            k -= 2
        elif k >= a and self.low(k) in APOSTROPHES:
            k -= 1
        if k < a:
            return None, None
        item = self.items[k]
        if item.kind in _BODIES:
            return item.value.text, None
        if item.kind in ("PLACE", "DEM"):
            return country_name(item), None
        if item.lower in {"its", "their"}:
            return None, "its"
        if item.lower in self.words.bodies and item.kind in _FIELDS:
            if k - 1 >= a and self.items[k - 1].kind in ("DEM", "PLACE"):
                return self.wording(k - 1, k + 1), None
            return None, item.lower
        return None, None

    def _behind(
        self, stop: int, b: int, organisation: str | None, refers: str | None
    ) -> tuple[int, str | None, str | None, int]:
        """What follows an office: "of Economy" is part of it, "of the Y Association" its organisation."""
        role_stop = end = stop
        while end < b and self.low(end) in {"of", "for", "at", "from", "with", "on", "to", "in", "and"}:
            preposition = self.low(end)
            k = end + 1
            while k < b and self.low(k) in _ARTICLES | {"its", "his", "our"}:
                k += 1
            while self.low(k).removeprefix("the ") in _FORMS and self.low(k + 1) == "of":
                k += 2 + (self.low(k + 2) == "the")  # "of the Republic of Azerbaijan"
            if k >= b:
                break
            item = self.items[k]
            body = self.body_after_sort(k, b) if preposition in {"of", "at", "for", "from", "with"} else 0
            if body:
                end = body + 1
                if organisation is None and refers is None:
                    organisation = self.items[body].value.text
                continue
            compound = self._compound_body(k, b) if preposition in {"of", "at", "for", "from"} else 0
            if compound:
                if organisation is None and refers is None:
                    organisation = self.wording(k, compound)
                end = compound
                continue
            if item.kind in _BODIES or item.kind in ("PLACE", "DEM"):
                if preposition == "and":
                    break
                end = k + 1
                if item.kind == "DEM" and end < b and self.low(end) in self.words.bodies:
                    end += 1
                    if organisation is None and refers is None and preposition not in _NOT_OF:
                        organisation = self.wording(k, end)
                elif (
                    organisation is None
                    and refers is None
                    and not (preposition in _NOT_OF and item.kind in ("PLACE", "DEM"))
                ):
                    organisation = country_name(item) if item.kind in ("PLACE", "DEM") else item.value.text
                continue
            body_alone = (
                item.lower in self.words.bodies
                and self.low(k - 1) == "the"
                and self.low(k + 1) not in self.words.portfolio
            )
            if (
                item.lower in self.words.portfolio
                and not body_alone
                and preposition in {"of", "for", "and", "on"}
                and (preposition != "and" or role_stop > stop)
            ):
                while k < b and (
                    self.low(k) in self.words.portfolio
                    or (self.low(k) in {"and", ",", "&"} and self.low(k + 1) in self.words.portfolio and k + 1 < b)
                ):
                    k += 1
                role_stop = end = k
                continue
            if item.lower in self.words.bodies and preposition not in {"and", "to"}:
                if organisation is None and refers is None:
                    refers = item.lower
                end = k + 1
                continue
            if item.lower in {"board", "directors", "management", "supervisory", "executive"} and preposition == "of":
                while k < b and self.low(k) in {
                    "board",
                    "of",
                    "directors",
                    "management",
                    "supervisory",
                    "executive",
                    "the",
                }:
                    k += 1
                if self.low(k - 1) in {"of", "the"}:
                    k -= 1 if self.low(k - 1) == "of" else 2
                role_stop = end = k
                continue
            break
        return role_stop, organisation, refers, end

    def body_after_sort(self, k: int, b: int) -> int:
        """Where the name stands behind a country or what sort of body it is: "of Taiwan's [Giant Bikes]", "at the
        Lima-based consultancy [X]"; 0 for none."""
        for j in range(k, min(k + 8, b)):
            item = self.items[j]
            if item.kind in _BODIES and item.text[0].isupper():
                return j if j > k else 0
            common = item.kind in _FIELDS and (item.text[0].islower() or j == k) and item.lower not in _NOT_SORT
            owner = item.kind in ("PLACE", "DEM") or item.text == "-" or item.lower in APOSTROPHES or item.lower == "s"
            if not (common or owner):
                return 0
        return 0

    def _compound_body(self, k: int, b: int) -> int:
        """Where a body of common words ends that begins at `k` ("oilseed council", "port authority"); 0 for none."""
        j = k
        members = next((m for m in range(k, min(k + 4, b)) if self.low(m) in self.words.plural), -1)
        if members >= 0 and self.low(members + 1) in APOSTROPHES and self.low(members + 2) in self.words.bodies:
            return members + 3 if members + 3 <= b else 0  # "knitwear exporters' union"
        while j < b and j - k < 4 and self.items[j].kind in _FIELDS and self.items[j].text[0].islower() and (
            self.items[j].kind == "GOOD" or self.low(j) in self.words.portfolio or self.low(j) in self.words.modifier
        ):  # fmt: skip
            if j > k and self.low(j) in self.words.bodies:
                break
            j += 1
        if j > k and j < b and self.low(j) in self.words.bodies and self.items[j].kind in _FIELDS:
            return j + 1
        return 0

    # -- voices ------------------------------------------------------------------------------------------------------

    def voice(self, a: int, b: int) -> Voice | None:
        """Whose voice the noun phrase of items `a` to `b` is; None where it is nobody's."""
        new = False
        while a < b and self.low(a) in _BEFORE_PHRASE and b - a > 1:
            new = new or self.low(a) in _INDEFINITE
            a += 1
        if a >= b:
            return None
        if b - a == 1 and self.low(a) in PRONOUNS:
            return Voice("pronoun", word=self.low(a))
        a, b = self._without_press_service(a, b)
        b = self._without_superior(a, b)
        apposed = None if self._has_data(a, b) else self._apposed_body(a, b)
        if apposed is not None:
            return apposed
        if b - a == 1 and self._may_be_surname(a):
            return Voice("surname", name=self.items[a].text)
        if self.low(b - 1) in PERSONAL or self.low(b - 1) == "they":
            return Voice("pronoun", word=self.low(b - 1))
        return (
            self._spokesperson(a, b)
            or self._figure(a, b)
            or self._person(a, b)
            or self._medium(a, b)
            or self._office(a, b, new)
            or self._body(a, b)
        )

    def _without_press_service(self, a: int, b: int) -> tuple[int, int]:
        """The phrase without "press service", which speaks for its owner: "the plant's press service"."""
        offices = {"service", "office"}
        if self.low(a) == "press" and self.low(a + 1) in offices and self.low(a + 2) == "of" and b - a > 3:
            return (a + 4 if self.low(a + 3) == "the" and b - a > 4 else a + 3), b
        if self.low(b - 2) == "press" and self.low(b - 1) in offices:
            owner = b - 2
            if self.low(owner - 1) == "s":
                owner -= 1
            if self.low(owner - 1) in APOSTROPHES and owner - 1 > a:
                return a, owner - 1
        return a, b

    def _without_superior(self, a: int, b: int) -> int:
        """The end of a phrase without to whom its body answers: "the Statistics Agency |under the President of X|"."""
        under = next((k for k in range(a + 1, b) if self.low(k) == "under"), b)
        named = any(i.kind in _BODIES or i.lower in self.words.bodies for i in self.items[a:under])
        return under if named else b

    def _has_data(self, a: int, b: int) -> bool:
        data = self.words.data
        return any(item.lower in data and item.kind in _FIELDS for item in self.items[a : b - 1])

    def _apposed_body(self, a: int, b: int) -> Voice | None:
        """The body that a phrase names last, behind what sort of body it is: "the exporters' association ADEX"."""
        item = self.items[b - 1]
        if item.kind not in _BODIES or item.value.kind == "agency" or b - 2 < a:
            return None
        if any(self.low(k) in {"of", "at", "from", "with"} for k in range(a + 1, b - 2)):
            return None  # "economist Jane Roe of the bank X"
        noun = self.items[b - 2]
        if noun.kind == "ORG":
            sort = noun.text[0].islower() and noun.end < item.start
        else:
            sort = noun.kind in _FIELDS and noun.text[0].islower() and noun.lower in self.words.bodies
            sort = sort or (noun.lower in self.words.company_nouns and item.value.kind != "person")
            sort = sort or noun.lower in {"brokers", "shipbrokers", "consultants", "surveyors", "traders", "dealers"}
        if not sort or noun.lower.split()[-1] in self.words.media_any:
            return None
        return Voice("body", name=item.value.text, item=item, counts=self._counts(item) or self._counts(noun))

    def _counts(self, item: Item) -> bool:
        return item.kind in _BODIES and self.is_figure_body(item)

    def _may_be_surname(self, k: int) -> bool:
        item = self.items[k]
        if item.kind != "w" or not item.text[0].isupper() or self._is_office(k):
            return False
        return item.lower not in self.words.ordinary and item.lower not in self.words.bodies

    def _figure(self, a: int, b: int) -> Voice | None:
        """A source of figures: "customs data", "data of the State Customs Committee", "official figures"."""
        if self.items[b - 1].kind == "PERSON":
            return None  # "statistics manager Jane Roe"
        voice = self._figure_of(a, b)
        if voice is not None:
            voice.survey = True
        return voice

    def _figure_of(self, a: int, b: int) -> Voice | None:
        at, data = -1, self.words.data
        body: Item | None = None
        for k in range(a, b):
            item = self.items[k]
            if at < 0 and item.kind in _FIELDS and item.lower in data:
                at = k
            elif body is None and item.kind in _BODIES and not self._reads(k):
                body = item
        if at < 0:
            if body is not None and not any(i.kind == "PERSON" for i in self.items[a:b]) and self.is_figure_body(body):
                if any(self._is_office(k) for k in range(a, b)):
                    return None
                return Voice("figure", name=body.value.text, item=body, counts=True)
            document = self._document(a, b)
            if document is not None:
                return document
            if self.items[a].kind == "DEM" and a + 2 == b and self.low(a + 1) == "customs":
                return Voice("figure", name=self.wording(a, b))
            customs = self.low(a) == "customs" and (
                b - a == 1 or self.low(a + 1) in {"officials", "office", "service", "authorities"}
            )
            if customs and self.items[a].kind in _FIELDS:
                return Voice("figure", name=self.wording(a, min(b, a + 2)))
            return None
        if body is not None and self.low(at - 1) == "customs" and at - 1 >= a and self.low(at + 1) != "of":
            body = None  # "customs figures published by X"
        if body is not None:
            name = self._with_data(a, body, at)
            general = name == body.value.text and name.islower() and self.low(at - 1) not in {"from", "of"}
            return Voice("figure", name=name, refers=name.split()[-1] if general else None)  # "the central bank's data"
        start = at
        while start > a and self._describes_data(start - 1):
            start -= 1
        while start < at and (self.low(start) == "s" or self.low(start) in APOSTROPHES):
            start += 1  # "China|'s import data"
        if start == at:
            named = self._named_in_words(a, at)
            if named is not None:
                return Voice("figure", name=named)
            owner = self._body(at + 2, b) if self.low(at + 1) in {"of", "from", "by"} and at + 2 < b else None
            return Voice("figure", name=owner.name, refers=owner.refers) if owner else Voice("figure", refers="data")
        noun = self.low(start)
        if noun in self.words.bodies and self.low(start + 1) in APOSTROPHES:
            return Voice("figure", name=self.wording(start, at + 1), refers=noun)
        return Voice("figure", name=self.wording(start, at + 1))

    def _reads(self, k: int) -> bool:
        """Whether the body at `k` is who has seen the data: "port data seen by the Review"."""
        j = k - 2 if self.low(k - 1) in _ARTICLES else k - 1
        return self.low(j) == "by" and self.low(j - 1) in {"seen", "obtained", "reviewed", "cited"}

    def _named_in_words(self, a: int, at: int) -> str | None:
        """The body that plain capitals and a place name before its data: "Enterprise Singapore data"."""
        start = at
        while start > a and self.items[start - 1].kind in ("w", "PLACE") and self.items[start - 1].text[0].isupper():
            start -= 1
        if at - start < 2 or not any(i.kind == "w" for i in self.items[start:at]):
            return None
        return self.wording(start, at)

    def _with_data(self, a: int, body: Item, at: int) -> str:
        """The name of a body whose data is cited; a body in lower case with its data ("commerce ministry data")."""
        k = at - 1
        if k >= a and self.items[k] is body and body.text[0].islower():
            return self.wording(k, at + 1)
        return str(body.value.text)

    def _document(self, a: int, b: int) -> Voice | None:
        """Whose report is cited: "the bureau's latest report", "the trade bulletin released by Uruguay XXI"."""
        at = next((k for k in range(b - 1, a - 1, -1) if self._is_document(k)), -1)
        if at < 0:
            return None
        if any(
            i.kind in _BODIES and i.value.kind == "agency" and not self._reads(k)
            for k, i in enumerate(self.items[a:b], a)
        ):
            return None
        before = self.items[at - 1] if at > a else None
        if before is not None and before.kind == "ORG" and self.items[at].kind in _FIELDS:
            return Voice("figure", name=before.value.text)  # "a finance ministry note"
        if before is not None and before.lower == "customs":
            return Voice("figure", name=self.wording(at - 1, at + 1))
        author = next((i for i in self.items[at + 1 : b] if i.kind in _BODIES), None)
        if author is not None and self.low(at + 1) in {"by", "of", "from", "released", "published", "issued"}:
            return Voice("figure", name=author.value.text)
        owner = next((k for k in range(at - 1, a, -1) if self.low(k) in APOSTROPHES), -1)
        if owner < 0:
            return None
        item = self.items[owner - 1]
        if item.kind in _BODIES:
            return Voice("figure", name=item.value.text)
        if item.lower in self.words.bodies and item.kind in _FIELDS:
            start = owner - 1
            while start > a and self._qualifies(start - 1):
                start -= 1
            if start < owner - 1:
                return Voice("figure", name=self.wording(start, owner))  # "the trade department's annual report"
            return Voice("figure", name=item.lower, refers=item.lower)
        return None

    def _is_document(self, k: int) -> bool:
        item = self.items[k]
        if item.kind in _BODIES:
            return item.text.split()[-1].lower() in self.words.documents and " " in item.text
        return item.lower in self.words.documents and item.kind in _FIELDS

    def _describes_data(self, k: int) -> bool:
        low = self.low(k)
        if low in APOSTROPHES or (low == "s" and self.low(k - 1) in APOSTROPHES):
            return True
        if self.items[k].kind == "DEM":
            return True
        return self.items[k].kind in _FIELDS and (
            low in self.words.data_adjectives or low in self.words.portfolio or low in self.words.bodies
        ) and low not in {"own", "available", "latest", "new", "recent", "updated", "separate", "earlier"}  # fmt: skip

    def is_figure_body(self, item: Item) -> bool:
        """Whether a body is one of statistics or customs."""
        bodies = self.words.figure_bodies
        return any(part in bodies for part in item.value.text.lower().replace("'", " ").split()) or (
            item.value.acronym is not None and item.value.acronym.lower() in bodies
        )

    def _spokesperson(self, a: int, b: int) -> Voice | None:
        """Who speaks for a person: "President Jane Roe's spokesman"."""
        if self.low(b - 1) not in {"spokesman", "spokeswoman", "spokesperson", "office"} or b - a < 3:
            return None
        k = b - 3 if self.low(b - 2) == "s" else b - 2
        if self.low(k) not in APOSTROPHES or k - 1 < a or self.items[k - 1].kind != "PERSON":
            return None
        name = self.items[k - 1].value.text
        if self.low(b - 1) == "office":
            return Voice("body", name=self.wording(k - 1, b))
        return Voice("role", role=self.low(b - 1), organisation=name, new=True)

    def _person(self, a: int, b: int) -> Voice | None:
        people = [i for i in self.items[a:b] if i.kind == "PERSON"]
        if not people:
            return None
        return Voice("person", name=people[-1].value.text, item=people[-1])

    def _medium(self, a: int, b: int) -> Voice | None:
        """An agency, a newspaper, "local media"."""
        named = [k for k in range(a, b) if self.items[k].kind in _BODIES]
        office = self.office(a, b) if self._is_office(a) else None
        if office is not None and office.organisation is not None:
            return None  # "the owner of Varna Press"
        for k in named:
            if self.items[k].value.kind == "agency":
                return Voice("medium", name=self.items[k].value.text, item=self.items[k])
        word = next(
            (
                k
                for k in range(b - 1, a - 1, -1)
                if self.low(k) in self.words.media_common and self.items[k].kind in _FIELDS
            ),
            -1,
        )
        if word < 0 or self.low(b - 1) in self.words.role:
            for k in named:
                parts = self.items[k].value.text.lower().split()
                if len(parts) > 1 and parts[-1] in self.words.media_any and self.items[k].value.kind != "body":
                    return Voice("medium", name=self.items[k].value.text, item=self.items[k])
            return None
        if self.low(word + 1) in self.words.bodies:
            return None  # "the emirate's media office"
        near = [k for k in named if k in (word - 1, word + 1, word - 2)]
        if self.low(word) == "agency" and self.low(word - 1) != "news":
            near = [k for k in near if k == word - 1 and self.items[k].kind == "NAME"]
        if near:
            return Voice("medium", name=self.items[near[0]].value.text, item=self.items[near[0]])
        if self.low(word) == "agency" and self.low(word - 1) != "news":
            return None
        start = word
        while start > a and (
            self.items[start - 1].kind in ("DEM", "PLACE")
            or (self.items[start - 1].kind in _FIELDS and self.low(start - 1) not in _ARTICLES | {"s"})
        ):
            start -= 1
        if start == word and self.low(word) not in {"media", "newspapers"}:
            return None
        return Voice("medium", name=self.wording(start, word + 1))

    def _office(self, a: int, b: int, new: bool) -> Voice | None:
        office = self.office(a, b)
        if office is None:
            return None
        return Voice("role", role=office.role, organisation=office.organisation, refers=office.refers, new=new)

    def _body(self, a: int, b: int) -> Voice | None:
        for k in range(a, b):
            item = self.items[k]
            if item.kind in _BODIES:
                if self._possesses(k, b) or (self.low(k + 1) == "-" and self.low(k + 2) in _PLACED):
                    continue  # "Lima-based X"
                return Voice("body", name=item.value.text, item=item)
        named = self._named_in_words(a, b) if a > self.first else None
        if named is not None and self.low(a) not in self.words.ordinary:
            return Voice("body", name=named)  # "Agriculture Canada"
        noun = b - 1
        for k in range(a, b):
            if self.low(k) in {"of", "in", "for", "at"}:
                noun = k - 1
                break
        if noun < a:
            return None
        low = self.low(noun)
        if low not in self.words.bodies or self.items[noun].kind not in _FIELDS:
            return None
        start = noun
        while start > a and (self.items[start - 1].kind in ("DEM", "PLACE", "GOOD") or self._qualifies(start - 1)):
            start -= 1
        start = self._members(a, start)
        if start == noun:
            owned = self._with_owner(a, start)
            if owned < start:
                return Voice("body", name=self.wording(owned, noun + 1))
            return Voice("body", refers=low, name=low)
        return Voice("body", name=self.wording(self._with_owner(a, start), noun + 1))

    def _members(self, a: int, start: int) -> int:
        """`start`, or where the members stand whose body it is: "furniture exporters' [association]"."""
        if start - 2 < a or self.low(start - 1) not in APOSTROPHES or not self.low(start - 2).endswith("s"):
            return start
        k = start - 2
        while k > a and (self.items[k - 1].kind == "GOOD" or self._qualifies(k - 1)):
            k -= 1
        return k

    def _with_owner(self, a: int, start: int) -> int:
        """`start`, or where the place stands whose body it is: "South Korea's [ministry]"."""
        k = start - 1
        if k > a and self.low(k) == "s" and self.low(k - 1) in APOSTROPHES:
            k -= 1
        if k > a and self.low(k) in APOSTROPHES and self.items[k - 1].kind == "PLACE":
            return k - 1
        return start

    def _possesses(self, k: int, b: int) -> bool:
        """Whether the body at `k` owns what follows ("Gazprom's exports"), unless that is its own voice."""
        if not (k + 2 < b and self.low(k + 1) in APOSTROPHES):
            return False
        return self.low(b - 1) not in {"service", "report", "statement", "website", "office", "department", "letter"}


def country_name(item: Item) -> str:
    """How a place stands as somebody's organisation: as the report spells it; a demonym as its country's name."""
    return item.text if item.kind == "PLACE" else places.name(item.value.code)
