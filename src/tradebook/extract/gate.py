"""The first pass: does a text speak of trade at all? One scan over it, before anything is cut or detected."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from tradebook.extract.tables import rows

# Reading a text of this length costs no more than looking twice
_SHORT = 400


# and a page of this length may hold no more than such a text between links, captions and tags
_SHORT_PAGE = 1500


def _prose(text: str) -> int:
    """How many characters stand in lines that end as sentences do."""
    return sum(len(line) for line in text.split("\n") if line.rstrip().endswith(_STOPS))


_STOPS = (".", "!", "?", '"', "”")


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
    firms = [row for row in rows("firms") if len(row["name"]) > 2]
    automaton = ahocorasick_rs.AhoCorasick([*(w.word for w in words), *(row["name"] for row in firms)])
    return automaton, (*(w.code for w in words), *(row["country"] or row["name"] for row in firms))


_COUNTRY_FORMS = frozenset({"name", "demonym", "people", "group", "group_demonym"})


# So far from a word of an act do its countries stand: in its own sentence or in the one beside it
_NEAR = 150


def _countries(text: str) -> Iterator[tuple[int, str]]:
    """The countries and groups that a text names, and those of the firms that the world knows, each with its offset."""
    automaton, codes = _places()
    for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        if (end == len(text) or not text[end].isalpha()) and (not start or not text[start - 1].isalpha()):
            yield start, codes[pattern]


def _two_countries(text: str) -> bool:
    """Whether a text names two different countries or groups."""
    first: str | None = None
    for _, code in _countries(text):
        if first is None:
            first = code
        elif code != first:
            return True
    return False


def _two_near(text: str, acts: set[int]) -> bool:
    """Whether a text names two different countries or groups near one of the offsets."""
    named = list(_countries(text))
    return any(len({code for start, code in named if abs(start - act) <= _NEAR}) > 1 for act in acts)


def passes(text: str) -> bool:
    """Whether a text has a word that alone speaks of trade, or two countries and a word of an act of trade beside one
    of its context.

    The words and their weights ("alone"; "supply act", which only needs two countries; "strong act", which any context
    completes; "act", which needs a "strong context" and its countries near it; "works", which need only these;
    "lender", a bank that lends to one country; "none", another word that begins as an act does) stand in
    `tables/gate.csv`; they are looked for anywhere in the text in lower case, so that stems cover their forms
    ("export" covers "exporters")."""
    if len(text) < _SHORT or (len(text) < _SHORT_PAGE and _prose(text) < _SHORT):
        return True
    automaton, weights = _automaton()
    seen: set[str] = set()
    acts: set[int] = set()
    works: set[int] = set()
    for pattern, start, _ in automaton.find_matches_as_indexes(text.lower(), overlapping=True):
        weight = weights[pattern]
        seen.add(weight)
        if weight == "act":
            acts.add(start)
        elif weight == "works":
            works.add(start)
        elif weight == "none":
            acts.discard(start)
    if "alone" in seen:
        return True
    context = "strong context" in seen
    if "supply act" in seen:
        return _two_countries(text) or ("lender" in seen and "strong act" in seen)
    if "strong act" in seen and "lender" in seen:
        return any(True for _ in _countries(text))  # a bank of many countries and one that it lends to
    if "strong act" in seen and (context or "context" in seen):
        return _two_countries(text)
    near = acts | works if context else works
    return bool(near) and _two_near(text, near)
