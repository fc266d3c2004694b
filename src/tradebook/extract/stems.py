"""Many stems looked for at once: whether any of them stands in a text, in one scan."""

from __future__ import annotations

from collections.abc import Iterable


class Stems:
    """A set of stems (lower case), looked for anywhere in a text in any case."""

    __slots__ = ("_automaton",)

    def __init__(self, stems: Iterable[str]) -> None:
        import ahocorasick_rs

        self._automaton = ahocorasick_rs.AhoCorasick(sorted(stems))

    def inside(self, text: str) -> bool:
        """Whether any of the stems stands in the text."""
        return bool(self._automaton.find_matches_as_indexes(text.lower()))
