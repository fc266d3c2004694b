"""All words that the reader knows, as one tree over tokens.

Measured against an Aho-Corasick automaton (ahocorasick_rs): over a sentence that is cut into tokens anyway, a look-up
of each token in a dictionary costs the same and word borders come for free; the automaton serves the first pass
(`gate`), where nothing is cut yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

from tradebook import goods, places
from tradebook.extract.entries import Entry
from tradebook.extract.items import Cue, Place
from tradebook.extract.tables import rows, words
from tradebook.extract.tokens import Token, tokenize


class Node(dict[str, "Node"]):
    """A node of the tree of tokens: the next tokens lead on; `entries` are the phrases that end here."""

    __slots__ = ("entries",)

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry] = []


_ADJECTIVES = frozenset({"demonym", "group_demonym"})


def _tokens(form: str) -> tuple[Token, ...]:
    return tuple(tokenize(form, 0, len(form)))


def cue_tables() -> list[str]:
    """The names of the tables of cues: `tables/cues_*.csv`, one for each kind of statement or task."""
    folder = resources.files("tradebook.extract").joinpath("tables")
    return sorted(f.name[:-4] for f in folder.iterdir() if f.name.startswith("cues_") and f.name.endswith(".csv"))


def _cues() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for table in cue_tables():
        for row in rows(table):
            found.setdefault(row["form"], {})[row["class"]] = row["value"]
    return found


@cache
def tree() -> Node:
    """The tree over all tables of words (about 40,000 phrases); built once, in about a quarter of a second."""
    root = Node()

    def put(form: str, entry: Entry) -> None:
        node = root
        for token in _tokens(form):
            node = node.setdefault(token.lower, Node())
        node.entries.append(entry)

    for word in places.words():
        place = Place(code=word.code, form=word.form, area=word.area)
        cased = tuple(t.text for t in _tokens(word.word))
        put(
            word.word,
            Entry(place=place, adjective=word.form in _ADJECTIVES, needs_context=word.needs_context, cased=cased),
        )
    origins = {word.word.lower() for word in places.words() if word.form in _ADJECTIVES}
    known = {term.form for term in goods.terms()}
    kinds = words("named_kinds")
    for term in goods.terms():
        origin, _, good = term.form.partition(" ")
        if origin in origins and good in known and term.form not in kinds:
            continue  # "Thai rice" is rice, and Thailand's; "French beans" grow in Kenya
        put(term.form, Entry(good=term))
    for form, classes in _cues().items():
        put(form, Entry(cue=Cue(classes)))
    return root


def lookup(tokens: Sequence[Token], i: int) -> list[tuple[list[Entry], int]]:
    """The phrases that begin at token `i`, longest first: their entries and the index behind them."""
    return phrases_from(tree().get(tokens[i].lower), tokens, i)


def phrases_from(node: Node | None, tokens: Sequence[Token], i: int) -> list[tuple[list[Entry], int]]:
    """The same where the node of token `i` is known."""
    found: list[tuple[list[Entry], int]] = []
    size = len(tokens)
    while node is not None:
        i += 1
        if node.entries:
            found.append((node.entries, i))
        node = node.get(tokens[i].lower) if i < size else None
    found.reverse()
    return found


def spelt_as(entry: Entry, tokens: Sequence[Token], i: int) -> bool:
    """Whether the tokens at `i` are spelt as a place is: with its capitals, or all in capitals (headlines)."""
    return all(
        tokens[i + k].text == part or (len(part) > 3 and tokens[i + k].text == part.upper())
        for k, part in enumerate(entry.cased)
    )
