"""Names: the items of a sentence that form the name of a person, a body or a company become one item.

A name is told by what it is made of: an organisation word ("Ministry of ...", "... Railways"), a legal form, an
office or a first name beside it; a run of capitals without any of these is a NAME. Places, goods and words of the
grammar join a name only where its head is such a word or another proper word follows: "Azerbaijan Railways" is one
name, "Azerbaijan and Belarus" and "Turkish steel" are none.
"""

from __future__ import annotations

from msgspec.structs import replace

from tradebook.extract.items import Item
from tradebook.extract.mentions.names_bodies import AREA_FORMS
from tradebook.extract.mentions.names_people import People
from tradebook.extract.mentions.names_quoted import has_quotes, without_quotes
from tradebook.extract.mentions.names_scan import APOSTROPHES, KINDS, PLACES, QUOTES, Found, begins_small
from tradebook.extract.mentions.names_words import Vocabulary, first_word, vocabulary

_OF_BUSINESS = frozenset("rd ma qa fb cf om td ep bb pl".split())  # "R&D"
_NAME_GOES_ON = frozenset({"of", "for", "on", "and", "&"})
_AGENCY_HEADS = frozenset({"news", "agency"})


def chunk_names(items: list[Item], text: str, *, titled: bool = False) -> list[Item]:
    """The items of one sentence with those that form a name merged into one item of kind PERSON, ORG or NAME.

    `text` is the field that the offsets of the items index (the whole report or title): a lone capital at the head
    of a sentence is looked up in it. `titled` is a headline with a capital at every word. Items that belong to no name
    are returned as they are.
    """
    words = vocabulary()
    if has_quotes(text, items):
        items = without_quotes(items, text, words)
    marks = _marks(items, words)
    for k in marks:
        if items[k].kind == "PER" or items[k].lower.startswith("the "):
            items = _parted(items, words)
            marks = _marks(items, words)
            break
    if not marks:
        return items
    return _Chunker(items, text, words).merged(marks, titled)


def _marks(items: list[Item], words: Vocabulary) -> list[int]:
    """Where a name may begin: capitals, months that are first names too, and lower-case heads of public bodies."""
    official, given, function = words.official, words.given, words.function
    opener = len(items) > 1 and items[0].lower in function and items[1].text[0].islower()  # "The ministry said"
    marks = []
    for k, item in enumerate(items):
        text, low = item.text, item.lower
        if text == low:  # most items; signs and figures too
            found = low in official
        elif text[0].isupper():
            found = item.kind in KINDS or low in given or low in official
        else:
            article = item.kind == "CUE" and text.startswith("the ") and len(text) > 4 and text[4].isupper()
            found = article or low in official or begins_small(text)
        if found and not (opener and k == 0):
            marks.append(k)
    return marks


def _parted(items: list[Item], words: Vocabulary) -> list[Item]:
    """The items with "The State" cut in two where a name goes on behind it ("The State Customs Committee"),
    and with first names that were taken for a month made words again ("Minister Jan Kowal")."""
    out: list[Item] = []
    for item, following in zip(items, [*items[1:], None], strict=True):
        article, blank, noun = item.text.partition(" ")
        name_goes_on = following is not None and following.kind in KINDS and following.text[0].isupper()
        if (
            item.kind == "CUE"
            and blank
            and article.lower() == "the"
            and noun[0].isupper()
            and " " not in noun
            and name_goes_on
        ):
            cut = item.start + len(article)
            out.append(Item("w", item.start, cut, article, article.lower()))
            out.append(Item("w", item.end - len(noun), item.end, noun, noun.lower()))
        elif name_goes_on and following is not None and following.kind == "w" and _first_name(item, out, words):
            out.append(Item("w", item.start, item.end, item.text, item.lower))
        else:
            out.append(item)
    return out


def _first_name(item: Item, before: list[Item], words: Vocabulary) -> bool:
    """Whether what was taken for a month is a first name: behind an office or title; "Jan" before any capital."""
    if item.kind != "PER" or item.lower not in words.given or not before:
        return False
    return item.lower == "jan" or before[-1].lower in words.breaking or before[-1].lower in words.title


# Whose they are a demonym tells, which some papers are called by ("The Australian")
_OF_A_STATE = frozenset(
    "government ministry minister ministers authorities authority embassy parliament senate cabinet president premier "
    "market economy company firm companies firms dollar states state farmers exporters importers producers "
    "delegation".split()
)


class _Chunker(People):
    """One sentence while its names are sought."""

    def merged(self, marks: list[int], titled: bool) -> list[Item]:
        if self._shouted(marks):
            return self.items  # a headline in capitals tells no names
        self.loose = not (titled or self._titled(marks))
        out: list[Item] = []
        for k in marks:
            if k < self.done:
                continue
            found = self._name_at(k)
            if found is None:
                continue
            start, stop, item = self._with_figure(found)
            out.extend(self.items[self.done : start])
            out.append(item)
            self.done = stop
        if not self.done:
            return self.items
        out.extend(self.items[self.done :])
        return out

    def _with_figure(self, found: Found) -> Found:
        """The name with the figure that is written to it as one word: "3V Foods"."""
        start, stop, item = found
        if start <= self.done or not self._glued(start) or item.kind == "PERSON":
            return found
        figure = self.items[start - 1]
        if figure.kind != "NUM" or not figure.text.isdigit() or len(figure.text) > 2 or self._glued(start - 1):
            return found
        text = figure.text + item.text
        name = replace(item.value, text=figure.text + item.value.text)
        return start - 1, stop, Item(item.kind, figure.start, item.end, text, text.lower(), name)

    def _shouted(self, marks: list[int]) -> bool:
        """Whether most words of more than three letters are in capitals."""
        if len(marks) < 2:
            return False
        shouted = sum([1 for k in marks if self.items[k].text.isupper() and len(self.items[k].text) > 3])
        if shouted < 2:
            return False
        return shouted * 10 > sum(1 for i in self.items if i.kind in KINDS and len(i.text) > 3) * 6

    def _titled(self, marks: list[int]) -> bool:
        """Whether this is a headline with a capital at every word: then capitals alone tell nothing."""
        if len(marks) < 3:
            return False
        common = sum(
            1 for k in marks
            if k > self.first and (i := self.items[k]).text[0].isupper()
            and (i.kind in ("CUE", "GOOD") or i.lower in self.words.ordinary)
        )  # fmt: skip
        return common >= 3 and len(marks) * 2 > sum(1 for i in self.items if i.kind in KINDS)

    # -- one name ----------------------------------------------------------------------------------------------------

    def _opens_report(self, item: Item) -> bool:
        """Whether the town in capitals is where it is reported from, without a dash: "DHAKA Unipec has won"."""
        if not item.text.isupper() or len(item.text) < 4 or item.value.form not in {"city", "capital", "area"}:
            return False
        return self.size > 1 and self.items[1].text[0].isupper() and not self.items[1].text.isupper()

    def _name_at(self, k: int) -> Found | None:
        item = self.items[k]
        if k == 0 and item.kind == "PLACE" and self._opens_report(item):
            return None
        if item.lower in self.words.official and item.text[0].islower():
            return self._lower_body(k)
        if not self._cap(k) or (item.kind in PLACES and self._stands_alone(k + 1)):
            return None
        agency = self._agency(k)
        if agency is not None:
            return agency
        if k == self.first and item.lower in self.words.openers and self._opened(k):
            return None
        if (
            item.lower in self.words.ordinary
            and item.kind != "PLACE"
            and not self._called_so(k)
            and not self._opens_person(k)
            and not self._opens_body(k)
        ):
            return None
        if item.text.isupper() and item.lower in self.words.legal_before:
            formal = self._formal(k)
            if formal is not None:
                return formal
        return self._of_run(k, self._run(k))

    def _stands_alone(self, k: int) -> bool:
        """Whether the item behind a place shows that no name begins with it: most places end here, quickly."""
        if k >= self.size:
            return True
        item = self.items[k]
        if item.kind not in KINDS:
            return item.kind != "p" or item.text in {",", ".", ")", ";", ":"}
        return item.lower in self.words.function and item.text[0].islower()

    def _opened(self, k: int) -> bool:
        """Whether a name that no table knows stands behind the word at `k`: "Brewer Hopmeester", not "Carrier Corp"."""
        word = self.lows[k + 1]
        plain = self._cap(k + 1) and self.items[k + 1].kind == "w" and word not in self.words.ordinary
        return plain and self.loose and word not in self.words.legal and word not in self.words.tail

    def _opens_person(self, k: int) -> bool:
        """Whether a common word is an initial ("A. B. Smith") or a first name ("Jan Kowal")."""
        if len(self.items[k].text) == 1:
            return self.lows[k + 1] == "." and self._cap(k + 2)
        return self.lows[k] in self.words.given and self._cap(k + 1)

    def _opens_body(self, k: int) -> bool:
        """Whether a common word opens the name of a body: "State Customs Committee", "National Bank of"."""
        if self.lows[k] == "statistics" and self._is_place(k + 1):
            return True
        if (
            k == self.first
            and self.lows[k + 1] != "of"
            and not (self._cap(k + 1) and self.lows[k + 1] not in self.words.ordinary)
        ):
            return False
        end = self._run(k)
        if self._of_fields(k, end) is not None or self._fair(k) is not None:
            return True
        if k != self.first and end > k + 1 and self.lows[k] not in self.words.function and self._at_fair(k, end):
            return True  # "the exhibitions Farm Tech and ..."
        if end == k + 1 and self.lows[k] in self.words.of and self.lows[end] == "of" and self._cap(end + 1):
            return True  # "Port of Rotterdam"
        return (
            end > k + 1
            and any(self.lows[j] in self.words.tail for j in range(k + 1, end))
            and self.lows[k] not in self.words.function
        )

    def _agency(self, k: int) -> Found | None:
        """An agency or medium of the table that begins at item `k`."""
        item = self.items[k]
        low = item.lower
        forms = self.words.agencies.get(low if low.isalnum() else first_word(low))
        if forms is None:
            return None
        for form in forms:
            end = item.start + len(form)
            if not self.text.startswith(form, item.start):
                continue
            stop = k
            while stop < self.size and self.items[stop].end < end:
                stop += 1
            if stop >= self.size or self.items[stop].end != end:
                continue
            stop += 1
            if self._cap(stop) and self.items[stop].kind == "w" and self.lows[stop] not in _AGENCY_HEADS:
                continue
            if self._glued(stop) and self.lows[stop] in {"-", "&"} and self._cap(stop + 1):
                continue
            if form.startswith("The ") and self.lows[stop] in _OF_A_STATE:
                continue  # "The Australian government"
            if self.lows[stop] == "&" and self._cap(stop + 1) and self.lows[stop + 1] not in self.words.agencies:
                continue  # "Forbes & Walter" is a firm
            if self._cap(stop) and self.lows[stop] in _AGENCY_HEADS:
                stop = self._run(stop)
            if (
                self.lows[stop] in self.words.breaking
                and self.items[stop].text[0].isupper()
                and low in self.words.modifier
            ):
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
        following = self.lows[k + 1]
        reporting = following in self.words.media or following in {"has", "had", "quoted", ","} or following in QUOTES
        before = self.lows[k - 1]
        cited = before in {
            "citing",
            "told",
            "to",
            "by",
            "via",
            "with",
            "-",
            "–",
            "—",
            "quoting",
            "from",
            "of",
            "agency",
            "newspaper",
        }
        return not (reporting or cited) and (k == self.first or item.kind != "w" or item.lower in self.words.ordinary)

    def _formal(self, k: int) -> Found | None:
        """A name behind its legal form: "JSC Russian Railways", 'OOO "Ural"'."""
        j = k + 1
        while (
            j < self.size and self._cap(j) and self.lows[j] in self.words.legal_before and self.items[j].text.isupper()
        ):
            j += 1
        quoted = self.lows[j] in QUOTES
        j += quoted
        if not self._cap(j):
            return None
        stop = self._run(j)
        if quoted:
            close = next((c for c in range(j, min(j + 8, self.size)) if self.lows[c] in QUOTES), -1)
            if close < 0:
                return None
            stop = close + 1
        return self._with_acronym("ORG", k, stop, "company")

    def _of_run(self, k: int, end: int) -> Found | None:
        """The name in the run of capitals `k` to `end`, if there is one."""
        end = self._before_officer(k, self._before_office(k, end))
        if end <= k:
            return None
        several = end - k > 1
        if not several and self._only_a_place(k, end):
            return self._with_legal_form(k, end)
        return (
            (self._bracketed(k, end) if self.lows[end] == "(" or self._cap(end) else None)
            or self._with_complement(k, end)
            or self._with_legal_form(k, end)
            or (self._fair(k) if several or self._cap(end) else None)
            or (self._of_fields(k, end) if self.lows[end] in {"and", "&"} else None)
            or self._person(k, end)
            or (self._statistics(k, end) or self._headed(k, end) if several else None)
            or self._before_lower_head(k, end)
            or self._behind_lower_head(k, end)
            or self._undecided(k, end)
        )

    def _before_officer(self, k: int, end: int) -> int:
        """`end` without the person who holds the office before the run: "CEO of Twiga Foods |Peter Njonjo said"."""
        if end - k < 3 or self.lows[k - 1] not in {"of", "at"} or not self._office_within(k):
            return end
        for j in range(end - 2, max(k, end - 4), -1):
            if self.lows[j] in self.words.given and self.lows[j - 1] not in self.words.given:
                return j
        return end

    def _only_a_place(self, k: int, end: int) -> bool:
        """Whether item `k` alone is a country or demonym beside nothing that could make a name of it but a legal form:
        the commonest capital by far, which then need not be shown to each reader."""
        item = self.items[k]
        if item.kind not in PLACES or self.lows[end] in _NAME_GOES_ON or self._cap(end):
            return False
        before = self.lows[k - 1]
        if before == "." or before in self.words.before_person:
            return False
        return item.kind == "DEM" or item.value.form not in AREA_FORMS

    # -- the rest ----------------------------------------------------------------------------------------------------

    def _undecided(self, k: int, end: int) -> Found | None:
        """A NAME: a run with a proper word that is nothing else."""
        if not self.loose or self.lows[k - 1] == "<":
            return None
        if end - k == 1 and (self.lows[k] in self.words.tail or self.lows[k] in self.words.of):
            return None  # "the Ministry", "the Research"
        start = k
        ware = k == self.first and end == k + 2 and self.items[k].kind == "GOOD" and self._own(k + 1)
        if k == self.first and self.items[k].kind in ("CUE", "GOOD") and not ware:
            return None
        while not ware and start < end and (self.items[start].kind == "DEM" or self._common(start)):
            start += 1
        stop = self._without_places(start, end)
        if end - k == 1 and self._called_so(k):
            return self._with_acronym("NAME", k, end, "name")
        if stop <= start or not any(self._own(j) for j in range(start, stop)):
            return None
        if start == self.first and not self._stands(start, stop):
            return None
        kind = "company" if self.lows[stop] in {"ceo", "cfo", "coo"} else "name"
        if self._at_fair(start, stop):
            kind, self.fair_end = "event", stop
        return self._with_acronym("NAME", start, stop, kind)

    def _called_so(self, k: int) -> bool:
        """Whether a common word is a company's name: a capital behind its country's "'s" ("Bangladesh's Summit")."""
        item = self.items[k]
        if item.kind != "CUE" or " " in item.text or item.text.isupper() or not self.loose:
            return False
        owned = self.lows[k - 1] == "s" and self.lows[k - 2] in APOSTROPHES and self.items[k - 3].kind == "PLACE"
        return owned and item.lower in self.words.fairs and self.lows[k + 1] not in {"in", "on", "at", "of"}

    def _fair(self, k: int) -> Found | None:
        """A fair or forum by its last word: "China International Import Expo", "India International Trade Fair"."""
        if not self.loose or k == self.first:
            return None
        end = k
        while self._cap(end):
            end += 1
        if end - k < 2 or self.items[end - 1].lower.split()[-1] not in self.words.fairs:
            return None
        if not any(self.items[j].kind in PLACES or self._own(j) for j in range(k, end - 1)):
            return None
        self.fair_end = end
        return self._with_acronym("NAME", k, end, "event")

    def _common(self, j: int) -> bool:
        item = self.items[j]
        return item.kind in ("CUE", "GOOD", "p") or (
            item.kind == "w" and (item.lower in self.words.function or item.lower in self.words.title)
        )

    def _own(self, j: int) -> bool:
        item = self.items[j]
        return (
            item.kind == "w"
            and item.lower not in self.words.ordinary
            and item.lower not in self.words.portfolio
            and (len(item.text) > 1 or self._letters(j))
        )

    def _letters(self, j: int) -> bool:
        """Whether the letter `j` opens a name of two: "P&O"."""
        two = self.lows[j + 1] == "&" and self._glued(j + 1) and self._glued(j + 2) and len(self.lows[j + 2]) == 1
        return two and self.lows[j] + self.lows[j + 2] not in _OF_BUSINESS

    def _stands(self, start: int, stop: int) -> bool:
        """Whether a run at the head of a sentence is a name: its first word is capitalised elsewhere too, or more
        than one capital stands there and the first word is not a common one."""
        word = self.items[start]
        if (word.text.isupper() and 2 <= len(word.text) <= 6) or word.text[0].islower():
            return True
        if self.text.find(f" {word.lower} ") >= 0:
            return False
        if self.lows[stop] in self.words.role and self.items[stop].text[0].isupper():
            return word.lower not in self.words.generic
        if stop - start > 1 and any(self._own(j) for j in range(start + 1, stop)):
            return True
        if self.lows[stop] in self.words.speech or (self.lows[stop] in {"has", "will"} and word.kind == "w"):
            return not word.lower.endswith(("s", "ing", "ly"))
        return self._seen_inside(word)

    def _seen_inside(self, item: Item) -> bool:
        """Whether the report has the word that opens a sentence with its capital inside a sentence too."""
        word, text = item.text, self.text
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            border = end == len(text) or not text[end].isalnum()
            if (
                at >= 2
                and at != item.start
                and border
                and text[at - 1] == " "
                and (text[at - 2].islower() or text[at - 2] in ",-")
            ):
                return True
            at = text.find(word, end)
        return False
