"""Which countries a passage is about: those of its paragraph, and of all paragraphs that countries link with it.

What a report tells of other countries elsewhere (another story, a background on somebody else) has no say in it."""

from __future__ import annotations

from collections.abc import Sequence

from tradebook.extract.items import Sentence
from tradebook.places import is_group

_PLACES = frozenset({"PLACE", "DEM"})


def countries_in(sentences: Sequence[Sentence]) -> dict[str, int]:
    """How often the sentences name each country and group."""
    counts: dict[str, int] = {}
    for sentence in sentences:
        _count(sentence, counts)
    return counts


def _count(sentence: Sentence, counts: dict[str, int]) -> None:
    if sentence.kinds.isdisjoint(_PLACES):
        return
    for item in sentence.items:
        if item.kind in _PLACES:
            code = str(item.value.code)
            counts[code] = counts.get(code, 0) + 1


def linked_countries(sentences: Sequence[Sentence]) -> dict[int, dict[str, int]]:
    """For each paragraph, how often the countries and groups are named in all paragraphs that are linked with it by a
    country; a paragraph that names none is left out."""
    named: dict[int, dict[str, int]] = {}
    for sentence in sentences:
        _count(sentence, named.setdefault(sentence.paragraph, {}))
    blocks: list[dict[str, int]] = []
    found: dict[int, dict[str, int]] = {}
    for counts in named.values():
        lands = {code for code in counts if not is_group(code)}
        if not lands:
            continue
        block = dict(counts)
        apart: list[dict[str, int]] = []
        for known in blocks:
            if lands.isdisjoint(known):
                apart.append(known)
            else:
                block = {code: block.get(code, 0) + known.get(code, 0) for code in {**known, **block}}
        blocks = [*apart, block]
    for paragraph, counts in named.items():
        own = next((b for b in blocks if any(code in b and not is_group(code) for code in counts)), None)
        if own is not None:
            found[paragraph] = own
    return found
