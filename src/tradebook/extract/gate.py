"""The first pass: does a text speak of trade at all? One scan over it, before anything is cut or detected."""

from __future__ import annotations

from functools import cache
from typing import Any

from tradebook.extract.tables import rows

# Reading a text of this length costs no more than looking twice
_SHORT = 400


@cache
def _automaton() -> tuple[Any, tuple[str, ...]]:
    import ahocorasick_rs

    table = rows("gate")
    return ahocorasick_rs.AhoCorasick([row["form"] for row in table]), tuple(row["weight"] for row in table)


@cache
def _places() -> tuple[Any, tuple[str, ...]]:
    import ahocorasick_rs

    from tradebook import places

    words = [w for w in places.words() if w.form in _COUNTRY_FORMS and not w.needs_context and len(w.word) > 2]
    automaton = ahocorasick_rs.AhoCorasick([w.word for w in words])
    return automaton, tuple(w.code for w in words)


_COUNTRY_FORMS = frozenset({"name", "demonym", "people", "group", "group_demonym"})


def _two_countries(text: str) -> bool:
    """Whether a text names two different countries or groups."""
    automaton, codes = _places()
    first: str | None = None
    for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if (end < len(text) and text[end].isalpha()) or (start and text[start - 1].isalpha()):
            continue
        if first is None:
            first = codes[pattern]
        elif codes[pattern] != first:
            return True
    return False


def passes(text: str) -> bool:
    """Whether a text has a word that alone speaks of trade, or two countries and a word of an act of trade beside one
    of its context.

    The words and their weights ("alone"; "strong act", which any context completes; "act", which needs a "strong
    context") stand in `tables/gate.csv`; they are looked for anywhere in the text in lower case, so that stems cover
    their forms ("export" covers "exporters")."""
    if len(text) < _SHORT:
        return True
    automaton, weights = _automaton()
    seen: set[str] = set()
    for pattern, _, _ in automaton.find_matches_as_indexes(text.lower(), overlapping=True):
        seen.add(weights[pattern])
    if "alone" in seen:
        return True
    context = "strong context" in seen
    acts = ("strong act" in seen and (context or "context" in seen)) or ("act" in seen and context)
    return acts and _two_countries(text)
