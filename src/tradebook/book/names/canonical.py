"""Which of a body's spellings is its name, and why a spelling is a spelling of it, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from tradebook.book.names import tables
from tradebook.book.names.analysis import STOP, Analysed, analyse, bare_words
from tradebook.book.names.locally import Spelling
from tradebook.book.rows import fold
from tradebook.places import name as place_name

REASONS = {
    "a person": "a person said so",
    "legal form": "the only one of this name and country whose legal form is told",
    "country": "the only one of this name in the book; here without its country",
    "renamed": "a report says that it was renamed",
    "misspelt": "one letter apart in one word, all else the same",
    "acronym": "a report introduces it in brackets, and no other body of the country has it",
    "introduced here": "introduced in brackets in the same report",
    "short form here": "the short form of a fuller name in the same report",
    "country told here": "its country is told elsewhere in the same report",
}


def canonical(spellings: Iterable[tuple[Spelling, bool]]) -> str:
    """The name among a body's spellings, each with whether it is an earlier name: what a reader would put in a list.

    A present name goes before an earlier one, a full one before an acronym, Latin letters before others, one without
    bracket, legal form and capitals throughout before one with; then the one that says most, the shortest, the first
    in the alphabet. So the name hangs on the spellings alone, not on how often or when they came."""
    names = list(spellings)
    return (min(names, key=lambda one: _rank(*one)) if len(names) > 1 else names[0])[0].name


def _rank(s: Spelling, earlier: bool) -> tuple[object, ...]:
    a = s.analysed
    shouted = s.name.isupper() and not a.acronym
    return (earlier, a.acronym, _is_foreign(s.name), a.short is not None, bool(a.legal), shouted, s.name.islower(),
            -_told(a), len(s.name), s.name)  # fmt: skip


def _told(a: Analysed) -> int:
    """How much the name says, of a person without single letters."""
    return sum(len(word) > 1 for word in a.words)


def _is_foreign(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and sum(c < "ɐ" for c in letters) * 2 < len(letters)


def differences(spelled: Spelling, name: str, country: str) -> str:
    """Why `spelled`, whose words make the same key, is the body called `name`: what differs, in words."""
    if spelled.name == name:
        return "the name itself"
    if spelled.sort == "person":
        return _of_person(fold(spelled.name).split(), fold(name).split())
    a, b = spelled.analysed, analyse(name, country)
    said = []
    if a.legal != b.legal:
        said.append("the legal form " + " or ".join(" ".join(x).upper() for x in (a.legal, b.legal) if x))
    if a.short != b.short:
        said.append(f"the acronym {a.short or b.short} in brackets")
    said += _wording(bare_words(spelled.name), bare_words(name))
    return f"the same but for {' and '.join(said)}" if said else "the same but for case, accents or punctuation"


def _of_person(mine: list[str], its: list[str]) -> str:
    if sorted(mine) == sorted(its):
        return "the same but for case or accents" if mine == its else "the same words in another order"
    return "another romanisation, or with a title or the father's name"


def _wording(mine: list[str], its: list[str]) -> list[str]:
    """What differs between the words of two names of one key."""
    if mine == its:
        return []
    if sorted(mine) == sorted(its):
        return ["the order of the words"]
    heads = tables.heads()
    differing = [w for w in (*mine, *its) if (w in mine) != (w in its)]
    said = []
    if any(w in heads for w in differing):
        said.append("the wording of " + ", ".join(w for w in differing if w in heads))
    other = [w for w in differing if w not in heads and w not in STOP]
    if other:
        said.append("the romanisation or the country in " + ", ".join(other))
    return said or ["a small word"]


def shown(name: str, country: str) -> str:
    """A body in one line: "Minsk Automobile Plant (Belarus)"."""
    return f"{name} ({place_name(country)})" if country else f"{name} (country not told)"
