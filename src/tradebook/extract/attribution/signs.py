"""The media that sign a text or a sentence, and what a sentence cites."""

from __future__ import annotations

from tradebook.extract.attribution.quotes import Quoted
from tradebook.extract.attribution.sides import Cited, SideReader
from tradebook.extract.attribution.words import CiteWords, same_outlet
from tradebook.extract.items import Sentence

_DASHES = frozenset(["-", "–", "—"])
_AFTER_DATELINE = _DASHES | {".", ":"}
_BRACKETS = {"(": ")", "/": "/", "[": "]"}
_UNNAMED = frozenset({"news agency", "agency", "newspaper", "daily", "newswire", "broadcaster"})
OPENING_BRACKETS = frozenset(_BRACKETS)


class SignReader(SideReader):
    """Keeps what one sentence cites, and reads who signs it."""

    def __init__(
        self, sentence: Sentence, quoted: Quoted, text: str, words: CiteWords, outlet: str | None, lead: bool
    ) -> None:
        super().__init__(sentence, quoted, text, words, outlet, lead)
        self.cited = Cited()

    def _keep_medium(self, name: str | None) -> None:
        if name is None or same_outlet(name, self.outlet) or same_outlet(name, self.cited.outlet):
            return
        if name.lower().removeprefix("the ") in _UNNAMED:
            return  # "the news agency quotes": which, it has told before
        if name not in self.cited.media:
            self.cited.media.append(name)

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
        """An agency in the dateline: "BAKU, July 17 (Reuters) -", "MOSCOW, June 3. /TASS/.". A name that the table does
        not know signs only behind a day and before a dash, or where slashes stand around it."""
        for k in range(1, min(14, self.size - 1)):
            opening = self.items[k - 1].text
            if opening not in _BRACKETS or self.items[k + 1].text != _BRACKETS[opening]:
                continue
            item = self.items[k]
            ending = self.items[k + 2].text if k + 2 < self.size else "."
            known = item.kind == "ORG" and item.value.kind == "agency"
            if known and (ending in _AFTER_DATELINE or k + 2 >= self.size):
                self.cited.dateline = item.value.text
                return
            if ending in _DASHES and self._signs(k):
                self.cited.dateline = item.text
                return

    def _signs(self, k: int) -> bool:
        """Whether the name in brackets at `k` follows a place and a day, with nothing else before it."""
        item = self.items[k]
        if item.kind not in ("NAME", "ORG", "w") or not item.text[0].isupper():
            return False
        before = self.items[: k - 1]
        city = k == 2 and before[0].text.isupper() and len(before[0].text) > 3
        return (city or any(i.kind == "PER" for i in before)) and all(
            i.kind in ("PER", "PLACE", "p", "NAME") or i.text.isupper() for i in before
        )
