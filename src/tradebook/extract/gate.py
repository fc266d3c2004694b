"""The first pass: does a text speak of trade at all? One scan over it, before anything is cut or detected."""

from __future__ import annotations

from functools import cache
from typing import Any

from tradebook.extract.tables import rows


@cache
def _automaton() -> tuple[Any, frozenset[int]]:
    import ahocorasick_rs  # noqa: PLC0415 - late, as every heavier library

    table = rows("gate")
    strong = frozenset(k for k, row in enumerate(table) if row["alone"] == "1")
    return ahocorasick_rs.AhoCorasick([row["form"] for row in table]), strong


def passes(text: str) -> bool:
    """Whether a text has a word that alone speaks of trade, or two different ones that do together.

    The words stand in `tables/gate.csv`; they are looked for anywhere in the text in lower case, so that stems
    cover their forms ("export" covers "exporters")."""
    automaton, strong = _automaton()
    seen: set[int] = set()
    for pattern, _, _ in automaton.find_matches_as_indexes(text.lower()):
        if pattern in strong:
            return True
        seen.add(pattern)
        if len(seen) > 1:
            return True
    return False
