"""The words that cite, sentence by sentence: "said", "told", "according to", "citing", "reports" -> voices."""

from __future__ import annotations

from itertools import pairwise

from tradebook.extract.attribution.sides import BREAKS, FIGURES, Cited
from tradebook.extract.attribution.signs import OPENING_BRACKETS, SignReader
from tradebook.extract.attribution.voice import Voice
from tradebook.extract.attribution.words import APOSTROPHES, same_outlet
from tradebook.extract.items import Item

_PASSIVE = frozenset(["was", "were", "is", "are", "been", "be", "being", "to be"])
_COPIES = frozenset(
    [
        "quoted",
        "reported",
        "cited",
        "carried",
        "published",
        "released",
        "relayed",
        "broadcast",
        "seen",
        "obtained",
        "reviewed",
    ]
)
# What a statistics office that gives no figure says as a speaker
_OWN_WORDS = frozenset(
    ["said", "says", "say", "reported", "reports", "announced", "noted", "added", "stated", "informed"]
)
_TOLD = frozenset(["reported", "stated", "noted", "disclosed", "revealed"])
_TO_WHOM = frozenset(["confirmed", "disclosed", "explained", "revealed", "said", "admitted", "stated", "announced"])
_PEOPLE = frozenset({"person", "pronoun", "surname"})
_NEWS = frozenset(["number", "numbers", "figure", "figures", "data", "announcement", "news", "information", "estimate"])
_DEEDS = frozenset(["signing", "conclusion", "completion", "award", "launch", "sale", "purchase", "delivery"])
_TALKS = frozenset(["discussion", "discussions", "talks", "talk", "meeting", "conversation", "visit"])
_SAYING = {("as", "saying"), ("as", "noting"), ("as", "telling"), ("as", "reporting")}
_TREATIES = [["Protocol"], ["Agreement"], ["Treaty"], ["Pact"], ["Convention"], ["Act"], ["Law"]]
_DETERMINERS = frozenset({"a", "an", "the", "this", "that", "its", "his", "her", "their", "our"})
_POSSESSIVES = {"his": "he", "her": "she", "their": "they"}


class CueReader(SignReader):
    """Reads the cues of one sentence."""

    def read(self, marks: list[int]) -> Cited:
        """What is cited, from the items at `marks` (those that hold a word of citing)."""
        for k in marks:
            if self.quoted.at(k):
                continue
            low = self.items[k].lower.removesuffix(" to")
            if low in _CITES:
                _CITES[low](self, k)
            elif low == "quoted":
                self._verb(k, low)
                self._quotes(k)
            elif low == "by":
                self._by(k)
            elif low in self.words.speech or low in self.words.media_verbs or low in self.words.data_verbs:
                self._verb(k, low)
        if any(not voice.foresees for voice in self.cited.voices):  # "the government aims to ..., he said"
            self.cited.voices = [voice for voice in self.cited.voices if not voice.foresees]
        self._came_from()
        if self.cited.voices:
            self._to_agency()
        if marks and self.cited.figure is None and self.figured:
            self._data_named(marks)
        self._signature()
        if self.lead and not self.lowers.isdisjoint(OPENING_BRACKETS):
            self._dateline()
        return self.cited

    # -- keeping voices ----------------------------------------------------------------------------------------------

    def _keep(self, voice: Voice | None, *, cites: bool = False) -> bool:
        """Take a voice into what is cited; `cites` where the phrase names a source of news, so that an unknown name
        is a medium."""
        if voice is None:
            return False
        if voice.kind == "figure":
            if self.cited.figure is None or self.cited.figure.name is None:
                self.cited.figure = voice
        elif voice.kind == "medium" or (
            cites
            and voice.kind == "body"
            and voice.item is not None
            and voice.item.kind == "NAME"
            and voice.item.value.kind == "name"
        ):
            self._keep_medium(voice.name)
        else:
            self.cited.voices.append(voice)
        return True

    # -- verbs -------------------------------------------------------------------------------------------------------

    def _verb(self, v: int, low: str) -> None:
        if v and self.items[v - 1].lower in _DETERMINERS:
            return  # "said in a report", "its estimates"
        subject_end = v
        passive = False
        while subject_end > 0 and self._aside(subject_end - 1):
            passive = passive or self.items[subject_end - 1].lower in _PASSIVE
            subject_end -= 1
        if passive:
            if low == "quoted":
                self._keep(self._left(subject_end))
            return
        voice = self._left(subject_end) if subject_end > 0 else None
        if voice is None and low in self.words.inverted and self._may_invert(v):
            voice = self._right(v + 1)
        if voice is None or self._outlet_itself(v, subject_end):
            if low in {"learned", "learnt", "learns"}:
                self._learned(v + 1)
            return
        self._take(voice, v, low)
        if low in {"told", "tells", "informed"}:
            self._listener(v + 1)
        elif low in {"learned", "learnt", "learns"}:
            self._learned(v + 1)
        elif v + 1 < self.size and self.items[v + 1].lower == "to" and low in _TO_WHOM:
            self._listener(v + 2)

    def _outlet_itself(self, v: int, end: int) -> bool:
        """Whether the words before the verb are the outlet's own name, of which a part may be no name by itself."""
        if self.outlet is None:
            return False
        size = len(self.outlet.split())
        return 1 < size <= end and same_outlet(" ".join(i.text for i in self.items[end - size : end]), self.outlet)

    def _aside(self, k: int) -> bool:
        item = self.items[k]
        return item.lower in self.words.aside or item.lower in _PASSIVE or item.kind == "PER"

    def _take(self, voice: Voice, v: int, low: str) -> None:
        if voice.kind == "figure":
            if voice.counts and low in _OWN_WORDS and not self.figured:
                self._keep(Voice("body", name=voice.name, item=voice.item, counts=True))
            elif low in self.words.data_verbs or low in self.words.speech:
                self._keep(voice)
        elif low in {"put", "puts"} and not self._puts_at(voice, v):
            return
        elif low in self.words.estimating and voice.kind == "body":
            self._figure_of(voice)
        elif low in {"put", "puts"} and voice.kind in {"person", "role", "surname", "pronoun"} and self.figured:
            self._keep(voice)  # "The manager put shipments at $14 million"
        elif low in self.words.foreseeing and voice.kind != "medium":
            if not self.cited.voices and (voice.kind in _PEOPLE or self.figured):
                voice.foresees = True
                self._keep(voice)  # not "he added that the ministry expects"
        elif voice.kind == "body" and self._present_tag(voice, v, low):
            self._reporting_medium(voice, v, low)
        elif (
            low == "reported"
            and voice.kind == "body"
            and (self._tells_trade(v) if not self._firm(voice) else self._tells_that(v))
        ):
            self._figure_of(voice)
        elif low == "announced" and voice.kind == "body" and self._tells_deed(v):
            self._keep(voice)
        elif voice.kind == "medium":
            if low in self.words.media_verbs or low in self.words.speech:
                self._reporting_medium(voice, v, low)
        elif self._present_tag(voice, v, low) or (self._plain_name(voice) and same_outlet(voice.name, self.outlet)):
            self._reporting_medium(voice, v, low)
        elif low in self.words.speech and not (
            low in self.words.weak and voice.kind in {"body", "role"} and not self._tells_that(v)
        ):
            self._join_second(voice)
            self._join_body(voice, v)
            self._keep(voice)

    def _firm(self, voice: Voice) -> bool:
        """Whether a voice is a company or a plain name, whose report gives its own count."""
        return voice.kind == "body" and voice.item is not None and voice.item.value.kind in {"company", "name"}

    def _puts_at(self, voice: Voice, v: int) -> bool:
        """Whether "put" tells a figure: with "at" behind it, and somebody told apart."""
        crowd = voice.kind == "role" and (voice.role or "").split()[-1].lower() in self.words.plural
        told = not crowd or voice.organisation is not None
        return told and any(i.lower == "at" for i in self.items[v + 1 : v + 12])

    def _plain_name(self, voice: Voice) -> bool:
        """Whether a voice is a name that may be a medium's: no ministry's, no chamber's."""
        if voice.kind != "body":
            return False
        last = (voice.name or "").lower().split()[-1:]
        return voice.item is None or voice.item.value.kind != "body" or not self.words.media_any.isdisjoint(last)

    def _figure_of(self, voice: Voice) -> None:
        """A body as the source of a sentence's figures; nobody's where there are none."""
        if self.figured:
            self._keep(Voice("figure", name=voice.name, refers=voice.refers))

    def _source(self, voice: Voice | None) -> Voice | None:
        """What "according to" and "citing" name: a body is the source of the figures, where there are some."""
        if voice is None or voice.kind != "body" or voice.name is None or not self.figured:
            return voice
        return Voice("figure", name=voice.name, refers=voice.refers)

    def _join_second(self, voice: Voice) -> None:
        """Two people who say it together: the one before "and" too."""
        if voice.kind != "person" or voice.item is None:
            return
        people = [k for k, i in enumerate(self.items) if i.kind == "PERSON"]
        at = next((k for k in people if self.items[k] is voice.item), -1)
        earlier = [k for k in people if k < at]
        if not earlier:
            return
        between = self.items[earlier[-1] + 1 : at]
        if between and between[0].lower == "and" and all(self._in_office(i) for i in between[1:]):
            first = self.items[earlier[-1]]
            self._keep(Voice("person", name=first.value.text, item=first))

    def _join_body(self, voice: Voice, v: int) -> None:
        """Two bodies that say it together: "X of Sweden and Vietnam's Y said they will"."""
        if voice.kind != "body" or voice.item is None or not any(i.lower == "they" for i in self.items[v + 1 : v + 4]):
            return
        at = next((k for k, i in enumerate(self.items) if i is voice.item), 0)
        joint = next((k for k in range(at - 1, max(-1, at - 7), -1) if self.items[k].lower == "and"), -1)
        if joint > 0 and self.items[joint - 1].kind in ("ORG", "NAME"):
            first = self.items[joint - 1]
            self._keep(Voice("body", name=first.value.text, item=first))

    def _tells_trade(self, v: int) -> bool:
        """Whether what is reported is trade: "the central bank reported gold exports of $2.8 billion"."""
        return any(i.is_("flow") or i.is_("balance") for i in self.items[v + 1 : v + 6])

    def _tells_deed(self, v: int) -> bool:
        """Whether what is announced is done: "announced the successful signing of"."""
        return any(i.lower in _DEEDS for i in self.items[v + 1 : v + 5])

    def _in_office(self, item: Item) -> bool:
        if item.kind in ("DEM", "PLACE", "ORG", "NAME"):
            return True
        low = item.lower
        if low in self.words.role or low in self.words.modifier or low in self.words.portfolio:
            return True
        return low in {"the", "of", "s", "his", "her"} or low in APOSTROPHES

    def _tells_that(self, v: int) -> bool:
        """Whether a weak verb ("reported", "put") tells something here: "that" behind it, or it closes the sentence."""
        following = self.items[v + 1].lower if v + 1 < self.size else "."
        return (
            following in {"that", ".", ",", "in", "on", "separately", "earlier", "later"}
            or v + 1 >= self.size
            or self.items[v + 1].kind == "PER"
        )

    def _present_tag(self, voice: Voice, v: int, low: str) -> bool:
        """Whether an unknown name reports as media do: ", Kaspi Daily reports" or "X reports, citing Y"."""
        if voice.kind != "body" or voice.item is None or voice.item.kind != "NAME":
            return False
        cites_on = self._cites_on(v)
        if low not in self.words.present and not (low in {"reported", "said", "wrote", "noted"} and cites_on):
            return False
        before = next((k for k in range(v) if self.items[k] is voice.item), 0) - 1
        if before >= 0 and self.items[before].lower == "the":
            before -= 1
        following = self.items[v + 1].lower if v + 1 < self.size else "."
        return (
            before >= 0
            and self.items[before].lower == ","
            and (cites_on or following in {".", ",", "with", "via", "citing", "quoting", "referring"})
            and (cites_on or low == "writes" or self.outlet is None or self._like_medium(voice.name or ""))
        )

    def _cites_on(self, v: int) -> bool:
        """Whether a verb is followed by whom it cites: "reports, citing", "reported, with reference to"."""
        return any(i.lower in {"citing", "quoting", "referring", "reference", "via"} for i in self.items[v + 1 : v + 5])

    def _reporting_medium(self, voice: Voice, v: int, low: str) -> None:
        name = voice.name
        if same_outlet(name, self.outlet):
            return
        if (
            self.outlet is None
            and self.lead
            and low in self.words.present
            and self.cited.outlet is None
            and name is not None
        ):
            self.cited.outlet = name
            return
        self._keep_medium(name)

    def _may_invert(self, v: int) -> bool:
        if v == 0:
            return True
        before = self.items[v - 1]
        return before.lower == "so" or before.text in BREAKS or before.lower == "," or self.quoted.at(v - 1)

    def _learned(self, k: int) -> None:
        """From whom a medium has learned it: "learned from the press service of the Example Committee"."""
        if k + 1 >= self.size or self.items[k].lower != "from":
            return
        stop = self._right_end(k + 1)
        of = next((j for j in range(k + 1, stop) if self.items[j].lower == "of"), k)
        start = of + 2 if of + 1 < stop and self.items[of + 1].lower == "the" else of + 1
        named = self.items[start:stop]
        if named and all(i.text[0].isupper() and i.kind not in ("ORG", "PERSON", "NAME") for i in named):
            voice: Voice | None = Voice("body", name=self.phrases.wording(start, stop))
        else:
            voice = self.phrases.voice(start, stop)
        if voice is not None and voice.kind in {"body", "figure", "person", "role"}:
            self._keep(voice)

    def _listener(self, k: int) -> None:
        """Who was told: an agency or medium, at item `k`."""
        stop = self._right_end(k)
        voice = self.phrases.voice(k, stop)
        if voice is None or voice.kind == "medium":
            self._keep(voice)
            return
        first = (voice.name or "").split()[:1]
        if first and first[0].lower() in self.words.agency_names and voice.kind == "body":
            self._keep_medium(first[0])  # "the Reuters Global Markets Forum"
            return
        interview = any(i.lower == "interview" for i in self.items[stop : stop + 6])
        if interview and voice.kind == "body" and voice.item is not None and voice.item.kind == "NAME":
            self._keep_medium(voice.name)
            return
        if (
            voice.kind == "body"
            and voice.name is not None
            and (same_outlet(voice.name, self.outlet) or self._like_medium(voice.name))
        ):
            self._keep_medium(voice.name)

    def _like_medium(self, name: str) -> bool:
        parts = name.lower().split()
        return len(parts) > 1 and (parts[-1] in self.words.media_any or parts[0] in {"radio", "daily", "newspaper"})

    # -- phrases that cite -------------------------------------------------------------------------------------------

    def _according(self, k: int) -> None:
        j = k + 1
        if self.items[k].lower == "according":
            if j >= self.size or self.items[j].lower != "to":
                return
            j += 1
        elif self.items[k].lower == "per" and not (k and self.items[k - 1].lower == "as"):
            return
        if j < self.size and self.items[j].lower in _POSSESSIVES and j + 1 < self.size:
            behind = self.items[j + 1]
            if behind.lower in {"words", "statement", "estimates", "remarks"} or behind.kind == "p":
                self._keep(Voice("pronoun", word=_POSSESSIVES[self.items[j].lower]))
                return
        stop = self._right_end(j)
        voice = self.phrases.voice(j, stop)
        if (
            voice is not None
            and voice.kind == "body"
            and voice.item is not None
            and self._document_follows(voice.item, stop)
        ):
            return
        self._keep(self._source(voice))

    def _document_follows(self, item: Item, stop: int) -> bool:
        at = next((k for k in range(stop) if self.items[k] is item), -1)
        return any(
            self.items[k].lower in {"agreement", "contract", "plan", "treaty", "programme", "program", "decree", "law"}
            for k in range(at + 1, stop)
        )

    def _citing(self, k: int) -> None:
        low = self.items[k].lower
        if low in {"reference", "referring"}:
            if k + 1 >= self.size or self.items[k + 1].lower != "to":
                return
            k += 1
            if not _TALKS.isdisjoint(i.lower for i in self.items[k + 1 : k + 6]):
                return  # "he told reporters, referring to his recent discussion with the president"
            if low == "referring" and not self.cited.media and not self.cited.outlet and not self.lead:
                return
        if low == "via" and not (
            k and (self.items[k - 1].lower in self.words.media_verbs or self.items[k - 1].lower == ",")
        ):
            return
        voice = self._right(k + 1)
        if voice is not None and (voice.name or "").split()[-1:] in _TREATIES:
            return  # "citing the second-term JETCO Protocol to ease trade": a reason, no source
        if low == "via" and voice is not None and voice.kind not in {"medium", "body"}:
            return
        named = voice is not None and voice.item is not None and voice.item.kind == "NAME"
        sort = named and any(
            after is voice.item and before.lower.split()[-1] in self.words.bodies
            for before, after in pairwise(self.items)
            if voice is not None
        )
        if not named or sort:
            voice = self._source(voice)
        self._keep(voice, cites=not sort)

    def _interview(self, k: int) -> None:
        """ "in an interview with Bloomberg", "in comments to local media"."""
        if k + 2 >= self.size or self.items[k + 1].lower not in {"with", "to", "for"}:
            return
        voice = self._right(k + 2)
        if voice is None or voice.name is None:
            return
        if (
            voice.kind == "medium"
            or self._like_medium(voice.name)
            or (
                voice.kind == "body"
                and self.items[k].lower == "interview"
                and voice.item is not None
                and voice.item.kind == "NAME"
            )
        ):
            self._keep_medium(voice.name)

    def _based(self, k: int) -> None:
        """ "based on customs data", "on the basis of records of the port", "going by the numbers of X"."""
        following = {"based": "on", "basis": "of", "going": "by"}[self.items[k].lower]
        if k + 2 >= self.size or self.items[k + 1].lower != following or not self.figured:
            return
        voice = self.phrases.voice(k + 2, self._right_end(k + 2))
        if voice is not None and voice.kind == "figure":
            self._keep(voice)

    def _sets(self, k: int) -> None:
        """ "The board has set a target of $60 million": whose target it is says so."""
        if not any(i.lower in {"target", "goal", "a target", "a goal"} for i in self.items[k + 1 : k + 4]):
            return
        end = k
        while end > 0 and self._aside(end - 1):
            end -= 1
        voice = self._left(end) if end else None
        if voice is not None and voice.kind in {"body", "person", "surname", "role"} and not self.cited.voices:
            voice.foresees = True
            self._keep(voice)

    def _in_words(self, k: int) -> None:
        """ "in his words", "in her opinion", "in the words of the minister"."""
        if k >= 2 and self.items[k - 2].lower == "in":
            owner = self.items[k - 1].lower
            if owner in {"his", "her"}:
                self._keep(Voice("pronoun", word="he" if owner == "his" else "she"))
            elif owner == "the" and k + 1 < self.size and self.items[k + 1].lower == "of":
                self._keep(self._right(k + 2))

    def _by(self, k: int) -> None:
        """ "put at $2 million by the customs service", "quoted by PAP", "as reported by Interfax"."""
        before = self.items[k - 1].lower if k else ""
        j = k + 1
        if j < self.size and self.items[j].lower == "the":
            j += 1
        if j >= self.size:
            return
        item = self.items[j]
        if before in _COPIES or before in self.words.speech:
            voice = self._right(j)
            if voice is not None and voice.kind in {"medium", "figure"}:
                self._keep(voice)
            elif voice is not None and before in {"quoted", "cited"} and voice.kind == "body":
                self._keep(voice, cites=True)
            elif voice is not None and (before in _TOLD or (before == "announced" and self.items[k - 2].lower == "as")):
                self._keep(voice)  # "announced" only behind "as": a tender is announced by a ministry too
            return
        if self._figures_by(j):
            return
        if (
            item.kind in ("ORG", "NAME")
            and self.phrases.is_figure_body(item)
            and any(i.kind in FIGURES for i in self.items[:k])
        ) and any(
            i.lower
            in {
                "put",
                "estimated",
                "given",
                "valued",
                "calculated",
                "compiled",
                "recorded",
                "counted",
                "registered",
            }
            for i in self.items[:k]
        ):
            self._keep(Voice("figure", name=item.value.text))

    def _figures_by(self, j: int) -> bool:
        """ "$7.6 billion by Chinese data": whether the source of the figures stands at `j`."""
        stop = self._right_end(j)
        if stop - j < 2 or self.items[stop - 1].lower not in self.words.data or not self.figured:
            return False
        voice = self.phrases.voice(j, stop)
        return voice is not None and voice.kind == "figure" and voice.name is not None and self._keep(voice)

    def _quotes(self, k: int) -> None:
        """ "It quoted Aye Chan, head of the union": whom a medium quotes."""
        if k and self.items[k - 1].lower not in _PASSIVE and self.items[k - 1].lower not in {"as", "being"}:
            voice, left = self._right(k + 1), self._left(k)
            told = left is not None and (left.kind == "medium" or self._plain_name(left))
            if left is not None and told and self._as_saying(k) and voice is not None:
                self._reporting_medium(left, k, "quoted")
            if voice is not None and (voice.kind == "person" or (voice.kind != "medium" and self._as_saying(k))):
                self._keep(self._source(voice))

    def _as_saying(self, k: int) -> bool:
        """Whether "quoted" at `k` goes on with "as saying": what is told before or behind are the words of whom it
        names."""
        lows = [i.lower for i in self.items[k + 1 : k + 16]]
        return any(pair in _SAYING for pair in pairwise(lows))

    def _view(self, k: int) -> None:
        """ "In the view of Aye Chan, the country will sell"."""
        if (
            k + 1 < self.size
            and self.items[k + 1].lower == "of"
            and "in" in (i.lower for i in self.items[max(0, k - 2) : k])
        ):
            voice = self._right(k + 2)
            if voice is not None and voice.kind in {"person", "surname", "role", "body"}:
                self._keep(voice)

    def _to_agency(self) -> None:
        """An agency to which somebody says it, in whatever form: "said in an e-mail to Reuters"."""
        for k in range(2, self.size):
            item = self.items[k]
            if item.kind == "ORG" and item.value.kind == "agency" and self.items[k - 1].lower == "to":
                self._keep_medium(item.value.text)

    def _came_from(self) -> None:
        """ "The number was given by the deputy minister", "This follows from tables of X": what the sentence before
        told has its source here."""
        if not self.comes_from():
            return
        at = next((k for k in range(2, min(self.size, 9)) if self.items[k].lower in {"by", "from"}), -1)
        if at > 0 and not self.cited.voices and self.cited.figure is None:
            voice = self.phrases.voice(at + 1, self._right_end(at + 1))
            if voice is not None and voice.kind in {"person", "role", "body", "figure"}:
                self._keep(voice)

    def comes_from(self) -> bool:
        """Whether the sentence opens by telling where the news before it comes from."""
        if self.size < 5:
            return False
        first = self.items[0].lower
        if first not in {"this", "the"}:
            return False
        second, third = self.items[1].lower, self.items[2].lower
        if first == "this":
            return second in {"follows", "emerges"} or (second in _PASSIVE and third in {"shown", "evident"})
        return second in _NEWS and (third in _PASSIVE or third in {"came", "comes", "come", "stems"})

    def _data_named(self, marks: list[int]) -> None:
        """Data whose source is named, whatever is said of them: "if figures of the central bank are right", "calculated
        from Eurostat data"."""
        for k in marks:
            if self.items[k].lower not in self.words.data or self.quoted.at(k) or self.items[k].kind == "CUE":
                continue
            start = k
            while start > 0 and k - start < 8 and self._in_phrase(start - 1) and self.items[start - 1].lower != "from":
                start -= 1
            stop = k + 1
            if stop < self.size and self.items[stop].lower in {"of", "from", "by"}:
                stop = self._right_end(stop + 1)
            voice = self.phrases.voice(start, stop)
            named = voice is not None and voice.kind == "figure" and voice.name is not None and voice.refers is None
            if voice is not None and named and (voice.name or "")[0].isupper():
                self._keep(voice)
                return


_CITES = {
    "according": CueReader._according,
    "per": CueReader._according,
    "citing": CueReader._citing,
    "quoting": CueReader._citing,
    "cites": CueReader._citing,
    "reference": CueReader._citing,
    "referring": CueReader._citing,
    "via": CueReader._citing,
    "interview": CueReader._interview,
    "remarks": CueReader._interview,
    "speaking": CueReader._interview,
    "talking": CueReader._interview,
    "statement": CueReader._interview,
    "set": CueReader._sets,
    "view": CueReader._view,
    "based": CueReader._based,
    "basis": CueReader._based,
    "going": CueReader._based,
    "comments": CueReader._interview,
    "comment": CueReader._interview,
    "words": CueReader._in_words,
    "opinion": CueReader._in_words,
}
