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


def passes(text: str) -> bool:
    """Whether a text has a word that alone speaks of trade, or a word of an act of trade beside one of its context.

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
    return ("strong act" in seen and (context or "context" in seen)) or ("act" in seen and context)
