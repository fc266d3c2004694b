"""The words that cite, sentence by sentence: "said", "told", "according to", "citing", "reports" -> voices."""

from __future__ import annotations

from tradebook.extract.attribution.quotes import Quoted
from tradebook.extract.attribution.voices import PhraseReader, Voice
from tradebook.extract.attribution.words import APOSTROPHES, PRONOUNS, CiteWords, same_outlet
from tradebook.extract.items import Item, Sentence

_BREAKS = frozenset(['"', "“", "”", "„", "«", "»", ";", ":", "(", ")", "—", "–", "[", "]", "/", "!"])
_STOPS = frozenset(
    """
    that which who whom whose when while where because although though if but so than as by after before during
    since is are was were be been has have had will would could should may might can not to into between against
    until he she they we i it
    """.split()
)
_PASSIVE = frozenset(["was", "were", "is", "are", "been", "be", "being"])
_COPIES = frozenset(["quoted", "reported", "cited", "carried", "published", "released", "relayed", "broadcast"])
_FIGURES = frozenset({"AMT", "QTY", "PCT", "NUM", "FAC", "BAD"})
# What a statistics office that gives no figure says as a speaker
_OWN_WORDS = frozenset(
    ["said", "says", "say", "reported", "reports", "announced", "noted", "added", "stated", "informed"]
)
_TOLD = frozenset(["reported", "stated", "noted", "disclosed", "revealed"])
_PEOPLE = frozenset({"person", "pronoun", "surname"})
_DASHES = frozenset(["-", "–", "—"])


class Cited:
    """What one sentence cites: `voices` (speakers, in order), `media` (agencies and media), `figure` (a source of
    figures), `outlet` (a medium that reports in its own name), `dateline` (an agency that signs the whole text)."""

    __slots__ = ("dateline", "figure", "media", "outlet", "tail_only", "voices")

    def __init__(self) -> None:
        self.voices: list[Voice] = []
        self.media: list[str] = []
        self.figure: Voice | None = None
        self.outlet: str | None = None
        self.dateline: str | None = None
        self.tail_only = False


class CueReader:
    """Reads the cues of one sentence. `outlet` is the report's own, None where unknown; `lead` whether the sentence
    stands where an outlet names itself."""

    def __init__(
        self, sentence: Sentence, quoted: Quoted, text: str, words: CiteWords, outlet: str | None, lead: bool
    ) -> None:
        self.items = sentence.items
        self.quoted = quoted
        self.words = words
        self.outlet = outlet
        self.lead = lead
        self.size = len(self.items)
        first = next((k for k, i in enumerate(self.items) if i.kind != "p"), 0)
        self.phrases = PhraseReader(self.items, text, words, first)
        self.cited = Cited()

    def read(self, marks: list[int]) -> Cited:
        """What is cited, from the items at `marks` (those that hold a word of citing)."""
        for k in marks:
            if self.quoted.at(k):
                continue
            low = self.items[k].lower
            if low in _CITES:
                _CITES[low](self, k)
            elif low == "quoted":
                self._verb(k, low)
            elif low == "by":
                self._by(k)
            elif low in self.words.speech or low in self.words.media_verbs or low in self.words.data_verbs:
                self._verb(k, low)
        self._signature()
        if self.lead:
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
        elif not self._crowd(voice):
            self.cited.voices.append(voice)
        return True

    def _crowd(self, voice: Voice) -> bool:
        """Whether nobody is told apart: "traders said", "sources say"."""
        return (
            voice.kind == "role"
            and voice.organisation is None
            and voice.refers is None
            and (voice.role or "").lower() in self.words.plural
            and not voice.new
        )

    def _keep_medium(self, name: str | None) -> None:
        if name is None or same_outlet(name, self.outlet) or same_outlet(name, self.cited.outlet):
            return
        if name not in self.cited.media:
            self.cited.media.append(name)

    # -- verbs -------------------------------------------------------------------------------------------------------

    def _verb(self, v: int, low: str) -> None:
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
        if voice is None:
            return
        self._take(voice, v, low)
        if low in {"told", "tells", "informed"}:
            self._listener(v)

    def _aside(self, k: int) -> bool:
        item = self.items[k]
        return item.lower in self.words.aside or item.lower in _PASSIVE or item.kind == "PER"

    def _take(self, voice: Voice, v: int, low: str) -> None:
        if voice.kind == "figure":
            if voice.counts and low in _OWN_WORDS and not self._any_figure():
                self._keep(Voice("body", name=voice.name, item=voice.item, counts=True))
            elif low in self.words.data_verbs or low in self.words.speech:
                self._keep(voice)
        elif low in self.words.estimating and voice.kind == "body":
            self._figure_of(voice)
        elif low in self.words.foreseeing and voice.kind != "medium":
            if not self.cited.voices and (voice.kind in _PEOPLE or self._any_figure()):
                self._keep(voice)  # not "he added that the ministry expects"
        elif low == "reported" and self._firm(voice) and self._tells_that(v):
            self._figure_of(voice)
        elif voice.kind == "medium":
            if low in self.words.media_verbs or low in self.words.speech:
                self._reporting_medium(voice, v, low)
        elif self._present_tag(voice, v, low) or (voice.kind == "body" and same_outlet(voice.name, self.outlet)):
            self._reporting_medium(voice, v, low)
        elif low in self.words.speech and not (
            low in self.words.weak and voice.kind in {"body", "role"} and not self._tells_that(v)
        ):
            self._join_second(voice)
            self._keep(voice)

    def _any_figure(self) -> bool:
        return any(i.kind in _FIGURES for i in self.items)

    def _firm(self, voice: Voice) -> bool:
        """Whether a voice is a company or a plain name, whose report gives its own count."""
        return voice.kind == "body" and voice.item is not None and voice.item.value.kind in {"company", "name"}

    def _figure_of(self, voice: Voice) -> None:
        """A body as the source of a sentence's figures; nobody's where there are none."""
        if self._any_figure():
            self._keep(Voice("figure", name=voice.name, refers=voice.refers))

    def _source(self, voice: Voice | None) -> Voice | None:
        """What "according to" and "citing" name: a body is the source of the figures, where there are some."""
        if voice is None or voice.kind != "body" or voice.name is None or not self._any_figure():
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
        if voice.kind != "body" or voice.item is None or voice.item.kind != "NAME" or low not in self.words.present:
            return False
        before = next((k for k in range(v) if self.items[k] is voice.item), 0) - 1
        if before >= 0 and self.items[before].lower == "the":
            before -= 1
        following = self.items[v + 1].lower if v + 1 < self.size else "."
        return (
            before >= 0
            and self.items[before].lower == ","
            and following in {".", ",", "with", "via", "citing", "quoting", "referring"}
        )

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
        return before.text in _BREAKS or before.lower == "," or self.quoted.at(v - 1)

    def _listener(self, v: int) -> None:
        """Who was told: an agency or medium."""
        k = v + 1
        stop = self._right_end(k)
        voice = self.phrases.voice(k, stop)
        if voice is None or voice.kind == "medium":
            self._keep(voice)
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

    # -- phrases left and right --------------------------------------------------------------------------------------

    def _left(self, end: int) -> Voice | None:
        """The voice of the noun phrase that ends before item `end`; over an apposition in commas too."""
        items = self.items
        if items[end - 1].lower == ",":
            return self._apposed(end - 1)
        if items[end - 1].text in _BREAKS:
            return self._before_break(end)
        start = end
        if items[end - 1].lower in PRONOUNS:
            return self.phrases.voice(end - 1, end) if items[end - 1].lower not in {"him", "her", "them"} else None
        while start > 0 and end - start < 22 and self._in_phrase(start - 1):
            start -= 1
        if start == end:
            return None
        return self.phrases.voice(start, end)

    def _before_break(self, end: int) -> Voice | None:
        """A name with its acronym or ticker in brackets before the verb."""
        if self.items[end - 1].text != ")":
            return None
        opening = next((k for k in range(end - 2, max(-1, end - 8), -1) if self.items[k].text == "("), -1)
        return self._left(opening) if opening > 0 else None

    def _in_phrase(self, k: int) -> bool:
        item = self.items[k]
        if (
            self.quoted.at(k)
            or item.text in _BREAKS
            or item.lower == ","
            or item.kind in _FIGURES
            or item.kind == "PER"
        ):
            return False
        if item.lower == "and":
            return self._joins_fields(k)
        if item.lower in _STOPS:
            return item.lower in {"to", "by"} and self._inside_phrase(k)
        words = self.words
        if item.lower in words.portfolio or item.lower in words.modifier or item.lower in words.role:
            return True
        if not item.text.islower():
            return True
        return not (item.is_("fverb") or item.is_("chverb"))

    def _joins_fields(self, k: int) -> bool:
        """Whether "and" joins two fields of one office or body, not two clauses."""
        if k + 1 >= self.size or k == 0:
            return False
        after, before = self.items[k + 1].lower, self.items[k - 1].lower
        return (after in self.words.portfolio or after in self.words.modifier) and (
            before in self.words.portfolio or before in self.words.modifier
        )

    def _inside_phrase(self, k: int) -> bool:
        """ "ambassador to Turkey", "figures released by Eurostat"."""
        before = self.items[k - 1].lower if k else ""
        if self.items[k].lower == "to":
            return before in self.words.role
        return before in {
            "released",
            "published",
            "issued",
            "compiled",
            "provided",
            "collected",
            "prepared",
            "presented",
            "gathered",
        }

    def _apposed(self, comma: int) -> Voice | None:
        """The person or body before an apposition that closes at `comma`: "X, head of Y, said"."""
        for opening in range(comma - 1, max(-1, comma - 22), -1):
            if self.quoted.at(opening) or self.items[opening].text in _BREAKS:
                return None
            if self.items[opening].lower == "," and opening > 0:
                before = self.items[opening - 1]
                if (
                    comma == opening + 2 and self.items[opening + 1].kind == "PERSON"
                ):  # "The ambassador, Luc Morel, said"
                    return Voice("person", name=self.items[opening + 1].value.text, item=self.items[opening + 1])
                if before.kind == "PERSON":
                    return Voice("person", name=before.value.text, item=before)
                if before.lower in self.words.role and self.items[opening + 1].lower in {"who", "speaking", "asking"}:
                    return self._left(opening)
                if self.phrases.office(opening + 1, comma) is not None and before.kind == "NAME":
                    return Voice("body", name=before.value.text, item=before)
                if before.kind in ("ORG", "NAME") and not any(i.kind == "PERSON" for i in self.items[opening:comma]):
                    return self._left(opening)
        return None

    def _right_end(self, k: int) -> int:
        stop = k
        while stop < self.size and stop - k < 22:
            item = self.items[stop]
            if (
                self.quoted.at(stop)
                or item.text in _BREAKS
                or item.lower in {",", "."}
                or item.kind in _FIGURES
                or item.kind == "PER"
            ):
                break
            if item.lower == "and" and not self._joins_fields(stop):
                break
            if item.lower in _STOPS and not (item.lower in {"to", "by"} and stop > k and self._inside_phrase(stop)):
                break
            if (
                stop > k
                and item.lower in {"in", "on", "with", "at"}
                and self.items[stop - 1].kind in ("PERSON", "w")
                and self.items[stop - 1].lower not in self.words.role
            ) and (self.items[stop - 1].kind == "PERSON" or self.items[stop - 1].lower in {"reporters", "journalists"}):
                break
            stop += 1
        return stop

    def _right(self, k: int) -> Voice | None:
        while k < self.size and (self.items[k].kind == "PER" or self.items[k].lower in {"on", "today", "yesterday"}):
            k += 1
        if k < self.size and self.items[k].lower in {"he", "she", "they", "him", "her", "them"}:
            return Voice("pronoun", word=self.items[k].lower)
        stop = self._right_end(k)
        return self.phrases.voice(k, stop) if stop > k else None

    # -- phrases that cite -------------------------------------------------------------------------------------------

    def _according(self, k: int) -> None:
        j = k + 1
        if self.items[k].lower == "according":
            if j >= self.size or self.items[j].lower != "to":
                return
            j += 1
        elif self.items[k].lower == "per" and not (k and self.items[k - 1].lower == "as"):
            return
        if j < self.size and self.items[j].lower in {"his", "her", "their"} and j + 1 < self.size:
            if self.items[j + 1].lower in {"words", "statement", "estimates", "remarks"}:
                self._keep(Voice("pronoun", word={"his": "he", "her": "she", "their": "they"}[self.items[j].lower]))
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
            if low == "referring" and not self.cited.media and not self.cited.outlet and not self.lead:
                return
        if low == "via" and not (
            k and (self.items[k - 1].lower in self.words.media_verbs or self.items[k - 1].lower == ",")
        ):
            return
        voice = self._right(k + 1)
        if low == "via" and voice is not None and voice.kind not in {"medium", "body"}:
            return
        if voice is not None and not (voice.item is not None and voice.item.kind == "NAME"):
            voice = self._source(voice)
        self._keep(voice, cites=True)

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
            and any(i.kind in _FIGURES for i in self.items[:k])
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
        if stop - j < 2 or self.items[stop - 1].lower not in self.words.data or not self._any_figure():
            return False
        voice = self.phrases.voice(j, stop)
        return voice is not None and voice.kind == "figure" and voice.name is not None and self._keep(voice)

    # -- signatures --------------------------------------------------------------------------------------------------

    def _signature(self) -> None:
        """An agency behind a dash or in brackets at the end: "Exports up a fifth - Interfax"."""
        k = self.size - 1
        if k > 0 and self.items[k].text in {".", ")"}:
            k -= 1
        if k < 2 or self.items[k].kind != "ORG" or self.items[k].value.kind != "agency":
            return
        mark = self.items[k - 1]
        spaced = mark.start > self.items[k - 2].end
        if (
            (mark.text in _DASHES and spaced)
            or mark.text == "("
            or (mark.text == ":" and self.items[k - 2].lower in {"source", "sources"})
        ):
            self._keep_medium(self.items[k].value.text)

    def _dateline(self) -> None:
        """An agency in the dateline: "BAKU, July 17 (Reuters) -", "MOSCOW, June 3. /TASS/."."""
        for k in range(min(14, self.size - 1)):
            item = self.items[k]
            if item.kind != "ORG" or item.value.kind != "agency" or k == 0:
                continue
            if (self.items[k - 1].text, self.items[k + 1].text) in {("(", ")"), ("/", "/"), ("[", "]")}:
                ending = self.items[k + 2].text if k + 2 < self.size else "."
                if ending in {"-", "–", "—", ".", ":"} or k + 2 >= self.size:
                    self.cited.dateline = item.value.text
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
    "comments": CueReader._interview,
    "comment": CueReader._interview,
    "words": CueReader._in_words,
    "opinion": CueReader._in_words,
}
