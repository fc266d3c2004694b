"""The noun phrases beside a word of citing: who stands before the verb, and who behind it."""

from __future__ import annotations

from tradebook.extract.attribution.quotes import Quoted
from tradebook.extract.attribution.voice import Voice
from tradebook.extract.attribution.voices import PhraseReader
from tradebook.extract.attribution.words import PRONOUNS, CiteWords
from tradebook.extract.items import Item, Sentence

BREAKS = frozenset(['"', "“", "”", "„", "«", "»", ";", ":", "(", ")", "—", "–", "[", "]", "/", "!"])
STOPS = frozenset(
    """
    that which who whom whose when while where because although though if but so than as by after before during
    since is are was were be been has have had will would could should may might can not to into between against
    until he she they we i it
    """.split()
)
FIGURES = frozenset({"AMT", "QTY", "PCT", "NUM", "FAC", "BAD"})
_ENDS = FIGURES | {"PER"}
_VERBS = frozenset({"fverb", "chverb"})


_WITHHOLDING = frozenset("asked declined requested wished refused spoke did wanted preferred".split())


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


class SideReader:
    """The phrases of one sentence. `outlet` is the report's own, None where unknown; `lead` whether the sentence
    stands where an outlet names itself."""

    def __init__(
        self, sentence: Sentence, quoted: Quoted, text: str, words: CiteWords, outlet: str | None, lead: bool
    ) -> None:
        self.items = sentence.items
        self.lowers = sentence.lowers
        self.figured = not sentence.kinds.isdisjoint(FIGURES)
        self.quoted = quoted
        self.words = words
        self.outlet = outlet
        self.lead = lead
        self.size = len(self.items)
        first = next((k for k, i in enumerate(self.items) if i.kind != "p"), 0)
        self.phrases = PhraseReader(self.items, text, words, first)

    # -- phrases left and right --------------------------------------------------------------------------------------

    def _left(self, end: int) -> Voice | None:
        """The voice of the noun phrase that ends before item `end`; over an apposition in commas too."""
        items = self.items
        if items[end - 1].lower == ",":
            return self._apposed(end - 1)
        if items[end - 1].text in BREAKS:
            return self._before_break(end)
        if (unnamed := self._unnamed(end)) is not None:
            return self._left(unnamed)
        start = end
        if items[end - 1].lower in PRONOUNS:
            return self.phrases.voice(end - 1, end) if items[end - 1].lower not in {"him", "her", "them"} else None
        while start > 0 and end - start < 22 and self._in_phrase(start - 1):
            start -= 1
        if start == end:
            return None
        return self.phrases.voice(start, end)

    def _unnamed(self, end: int) -> int | None:
        """The index of "who" where a clause without commas tells that somebody gives no name: "a source |who| asked not
        to be named told"."""
        for k in range(end - 2, max(0, end - 12), -1):
            if self.items[k].lower == "who":
                return k if self.items[k + 1].lower.split(" ")[0] in _WITHHOLDING else None
            if self.items[k].lower == ",":
                return None
        return None

    def _before_break(self, end: int) -> Voice | None:
        """A name with its acronym or ticker in brackets before the verb."""
        if self.items[end - 1].text != ")":
            return None
        opening = next((k for k in range(end - 2, max(-1, end - 8), -1) if self.items[k].text == "("), -1)
        return self._left(opening) if opening > 0 else None

    def _in_phrase(self, k: int) -> bool:
        item = self.items[k]
        if item.kind in _ENDS or item.text in BREAKS or item.lower == "," or self.quoted.at(k):
            return False
        if item.lower == "and":
            return self._joins_fields(k)
        if item.lower in STOPS:
            return item.lower in {"to", "by"} and self._inside_phrase(k)
        if item.kind != "CUE" or _VERBS.isdisjoint(item.value.classes) or not item.text.islower():
            return True
        words = self.words
        return item.lower in words.portfolio or item.lower in words.modifier or item.lower in words.role

    def _joins_fields(self, k: int) -> bool:
        """Whether "and" joins two fields of one office or body, not two clauses."""
        if k + 1 >= self.size or k == 0:
            return False
        after, before = self.items[k + 1].lower, self.items[k - 1].lower
        if before in self.words.role and any(i.lower in self.words.role for i in self.items[k + 1 : k + 5]):
            return after in self.words.portfolio or after in self.words.modifier  # "Prime Minister and Trade Minister"
        return (after in self.words.portfolio or after in self.words.modifier) and (
            before in self.words.portfolio or before in self.words.modifier
        )

    def _inside_phrase(self, k: int) -> bool:
        """ "ambassador to Turkey", "figures released by Eurostat"."""
        before = self.items[k - 1].lower if k else ""
        if self.items[k].lower == "to":
            return before in self.words.role
        return (
            before
            in {
                "released",
                "published",
                "issued",
                "compiled",
                "provided",
                "collected",
                "prepared",
                "presented",
                "gathered",
                "unveiled",
                "posted",
                "seen",
                "obtained",
                "reviewed",
            }
            or before in self.words.documents
        )

    def _apposed(self, comma: int) -> Voice | None:
        """The person or body before an apposition that closes at `comma`: "X, head of Y, said"."""
        for opening in range(comma - 1, max(-1, comma - 22), -1):
            if self.quoted.at(opening) or self.items[opening].text in BREAKS:
                return None
            if self.items[opening].lower == "," and opening > 0:
                before = self.items[opening - 1]
                if (
                    comma == opening + 2 and self.items[opening + 1].kind == "PERSON"
                ):  # "The ambassador, Luc Morel, said"
                    return Voice("person", name=self.items[opening + 1].value.text, item=self.items[opening + 1])
                alone = self.items[opening + 1]
                if comma == opening + 2 and alone.kind in ("ORG", "NAME") and self._is_body_noun(before):
                    return self.phrases.voice(opening + 1, comma)  # "the statistical office, Monstat, said"
                titled = [i.lower for i in self.items[opening + 1 : comma - 1] if i.text != "."]
                if titled and self.items[comma - 1].kind == "PERSON" and self.words.title.issuperset(titled):
                    return Voice("person", name=self.items[comma - 1].value.text, item=self.items[comma - 1])
                if before.kind == "PERSON":
                    return Voice("person", name=before.value.text, item=before)
                if before.lower in self.words.role and self.items[opening + 1].lower in {"who", "speaking", "asking"}:
                    return self._left(opening)
                if self.phrases.office(opening + 1, comma) is not None and before.kind == "NAME":
                    return Voice("body", name=before.value.text, item=before)
                if before.kind in ("ORG", "NAME") and not any(i.kind == "PERSON" for i in self.items[opening:comma]):
                    return self._left(opening)
        return None

    def _is_body_noun(self, item: Item) -> bool:
        """Whether an item is a common noun for a body: "office", "the [customs agency]"."""
        return item.text[0].islower() and item.lower.split()[-1] in self.words.bodies

    def _right_end(self, k: int) -> int:
        stop = k
        while stop < self.size and stop - k < 22:
            item = self.items[stop]
            if (
                self.quoted.at(stop)
                or item.text in BREAKS
                or item.lower == ","
                or (item.lower == "." and (stop == k or self.items[stop - 1].lower not in self.words.title))
                or item.kind in FIGURES
                or item.kind == "PER"
            ):
                break
            if item.lower == "and" and not self._joins_fields(stop):
                break
            if item.lower in STOPS and not (item.lower in {"to", "by"} and stop > k and self._inside_phrase(stop)):
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
