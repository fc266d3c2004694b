"""Many stems looked for at once: whether any of them stands in a text, in one scan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradebook.extract.analysis import Document
    from tradebook.extract.items import Sentence


class Stems:
    """A set of stems (lower case), looked for anywhere in a text in any case."""

    __slots__ = ("_automaton",)

    def __init__(self, stems: Iterable[str]) -> None:
        import ahocorasick_rs

        self._automaton = ahocorasick_rs.AhoCorasick(sorted(stems))

    def inside(self, text: str) -> bool:
        """Whether any of the stems stands in the text."""
        return bool(self._automaton.find_matches_as_indexes(text.lower()))

    def sentences_of(self, document: Document) -> list[Sentence]:
        """The sentences of a report that hold any of the stems: one scan of the text instead of one a sentence."""
        sentences = document.sentences
        titled = [sentence for sentence in sentences if sentence.field == "title" and self.inside(sentence.text)]
        return titled + self._holding(document.report.text, [s for s in sentences if s.field == "text"])

    def _holding(self, text: str, sentences: Sequence[Sentence]) -> list[Sentence]:
        low = text.lower()
        if len(low) != len(text):  # a capital of two small letters moves all that stands behind it
            return [sentence for sentence in sentences if self.inside(sentence.text)]
        found: list[Sentence] = []
        rest = iter(sentences)
        sentence = next(rest, None)
        for _, start, stop in self._automaton.find_matches_as_indexes(low, overlapping=True):  # in order of their ends
            while sentence is not None and sentence.end < stop:
                sentence = next(rest, None)
            if sentence is None:
                break
            if sentence.start <= start and not (found and found[-1] is sentence):
                found.append(sentence)
        return found
