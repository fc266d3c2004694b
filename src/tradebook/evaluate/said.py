"""When two attributions name the same people and bodies.

The press calls one body by many names: "Azerbaijan's State Customs Committee", "the State Customs Committee (SCC)",
"SCC data". Names compare by their words: without articles, "of" and "for", legal forms, countries, and words of data at
the end ("customs data" is customs); what a shorter form leaves out does not part it from the longer one. A country
counts only where both forms name one: "Bank of Ghana" is not "Bank of Uganda". An acronym is the name whose initials it
is, or behind which it stands in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from functools import cache, lru_cache
from typing import TypeVar

from tradebook import places
from tradebook.extract.attribution.words import cite_words
from tradebook.statement import Attribution, Speaker

_T = TypeVar("_T")

# Legal forms and small words that do not make another name of a company or body.
_FORMS = re.compile(
    r"\b(?:the|a|an|ltd|limited|llc|llp|inc|plc|corp|co|jsc|ojsc|cjsc|pjsc|gmbh|ag|sa|spa|bv|nv|ab|asa|oy|pt|pte|tbk"
    r"|sdn|bhd|pvt|private|company|corporation|joint|stock)\b"
)
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_OWNER = re.compile(r"^(?:[A-Z][\w.-]*\s?)+['’]s?\s+(?=[a-z])")
_SMALL = frozenset("of for and in on to at s its their da de di du do la le el van von y et und".split())
_DATA = frozenset("data figures numbers records report reports estimates calculations document note bulletin".split())
_QUALITY = frozenset("official preliminary provisional latest own national state local".split())
# Words of an office that make another one of it, whatever stands beside them
_RANKS = frozenset("deputy vice acting former prime first assistant co ex".split())
_SAME_ROLE = {
    **dict.fromkeys(["chairman", "chairwoman", "chairperson", "president"], "chair"),
    **dict.fromkeys(["spokesman", "spokeswoman", "spokespeople", "spokesmen"], "spokesperson"),
    **dict.fromkeys(["chief", "leader", "boss"], "head"),
    "statistical": "statistics",
}


def plain_name(name: str | None) -> str | None:
    """A name without case, punctuation, articles, legal forms, the short name in brackets ("Food Corporation (FCI)")
    and the owner of a body that is only described ("Jordan's state grain buyer"); None where there is none."""
    if name is None:
        return None
    name = _OWNER.sub("", _IN_BRACKETS.sub("", name)) or name
    bare = re.sub(r"[^\w\s]+", " ", re.sub(r"[.’'\"“”«»]", "", name.casefold()))
    return " ".join(_FORMS.sub(" ", bare).split()) or bare.strip()


@lru_cache(maxsize=1 << 14)
def same_body(one: str, other: str) -> bool:
    """Whether two names are of the same body, agency or firm."""
    if plain_name(one) == plain_name(other):
        return True
    if any(_is_short(a, b) for a, b in ((one, other), (other, one))):
        return True
    (mine, my_countries), (yours, your_countries) = _words(one), _words(other)
    if my_countries and your_countries and not my_countries & your_countries:
        return False
    if not mine or not yours:
        return mine == yours and my_countries == your_countries
    return mine <= yours or yours <= mine


def people(attribution: Attribution) -> list[Speaker]:
    """The speakers that are people: with a name or an office, or a crowd ("traders")."""
    return [_as_person(one) for one in attribution.speakers if _is_person(one)]


def bodies(attribution: Attribution) -> list[str]:
    """The bodies that say it or whose figure it is: speakers without a person, and the source of the figure. Whether
    "the customs said" tells who speaks or whose figure it is, is a matter of taste."""
    named = [one.organisation for one in attribution.speakers if not _is_person(one) and one.organisation]
    return [*named, *([attribution.figure_source] if attribution.figure_source else [])]


def same_people(one: Attribution, other: Attribution) -> bool:
    """Whether two attributions name the same people."""
    return _matched(people(one), people(other), _same_person)


def same_bodies(one: Attribution, other: Attribution) -> bool:
    """Whether two attributions name the same bodies, as speakers or as sources of the figure."""
    return _matched(_once(bodies(one)), _once(bodies(other)), same_body)


def same_agencies(one: Attribution, other: Attribution) -> bool:
    """Whether two attributions cite the same agencies and media."""
    return _matched(_once(one.agencies), _once(other.agencies), same_body)


def same_roles(one: Attribution, other: Attribution) -> bool:
    """Whether the people with a name that both attributions have are given the same office."""
    return all(same_role(a.role, b.role) for a, b in _shared(one, other))


def same_organisations(one: Attribution, other: Attribution) -> bool:
    """Whether the people with a name that both attributions have belong to the same body; a country may be left
    out, for many offices imply it."""
    return all(_same_owner(a.organisation, b.organisation) for a, b in _shared(one, other))


def named(attribution: Attribution, part: str) -> Hashable:
    """The people with a name of whom `part` ("role" or "organisation") is told; None where there are none."""
    return (
        frozenset((one.name, getattr(one, part)) for one in attribution.speakers if one.name and getattr(one, part))
        or None
    )


def same_role(one: str | None, other: str | None) -> bool:
    """Whether two offices are the same: the shorter form may leave words out, but no rank ("deputy", "vice")."""
    if one is None or other is None:
        return one == other
    mine, yours = _role(one), _role(other)
    return (mine & _RANKS) == (yours & _RANKS) and (mine <= yours or yours <= mine)


def _same_person(one: Speaker, other: Speaker) -> bool:
    if one.name or other.name:
        mine, yours = set((plain_name(one.name) or "").split()), set((plain_name(other.name) or "").split())
        return bool(mine and yours) and (mine <= yours or yours <= mine)
    return same_role(one.role, other.role) and _same_owner(one.organisation, other.organisation)


def _same_owner(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one == other or not _words(one or other or "")[0]
    return same_body(one, other)


def _shared(one: Attribution, other: Attribution) -> list[tuple[Speaker, Speaker]]:
    return [(a, b) for a in one.speakers if a.name for b in other.speakers if b.name and _same_person(a, b)]


def _is_person(one: Speaker) -> bool:
    return bool(one.name or one.role) or _crowd(one)


def _crowd(one: Speaker) -> bool:
    words = (one.organisation or "").split()
    return bool(words) and words[-1] in cite_words().plural


def _as_person(one: Speaker) -> Speaker:
    return Speaker(role=one.organisation) if not one.name and not one.role else one


def _once(names: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for name in names:
        if not any(same_body(name, other) for other in kept):
            kept.append(name)
    return kept


def _matched(some: Sequence[_T], others: Sequence[_T], same: Callable[[_T, _T], bool]) -> bool:
    """Whether every one has its counterpart, one to one."""
    if len(some) != len(others):
        return False
    if not some:
        return True
    return any(
        same(some[0], other) and _matched(some[1:], [*others[:k], *others[k + 1 :]], same)
        for k, other in enumerate(others)
    )


def _is_short(short: str, full: str) -> bool:
    """Whether `short` is the acronym of `full`: in brackets behind it, or its initials."""
    if short.casefold() in {one.strip("() ").casefold() for one in re.findall(r"\([^)]*\)", full)}:
        return True
    letters = short.replace(".", "")
    if not letters.isupper() or len(letters) < 2 or " " in letters:
        return False
    words = re.findall(r"\w+", _IN_BRACKETS.sub("", full))
    initials = "".join(word[0] if word[0].isupper() else f"{word[0].upper()}?" for word in words)
    return re.fullmatch(initials, letters) is not None


@lru_cache(maxsize=1 << 14)
def _words(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a name that tell it apart, and the countries in it."""
    parts = re.sub(r"[’']s?\b|[^\w\s]", " ", _IN_BRACKETS.sub("", name.casefold())).split()
    countries, kept, k = set(), [], 0
    while k < len(parts):
        size = next((n for n in (4, 3, 2, 1) if " ".join(parts[k : k + n]) in _country_words()), 0)
        if size:
            countries.add(_country_words()[" ".join(parts[k : k + size])])
            k += size
            continue
        kept.append(_SAME_ROLE.get(parts[k], parts[k]))
        k += 1
    told = [word for word in kept if word not in _SMALL and not _FORMS.fullmatch(word)]
    while len(told) > 1 and (told[-1] in _DATA or (told[-1] == "statistics" and name.islower())):
        told.pop()
    while len(told) > 1 and told[0] in _QUALITY:
        told.pop(0)
    return frozenset(told), frozenset(countries)


def _role(role: str) -> frozenset[str]:
    return _words(role.replace("-", " "))[0]


_COUNTRY_FORMS = frozenset({"name", "demonym", "people", "group", "group_demonym"})


@cache
def _country_words() -> dict[str, str]:
    return {word.word.casefold(): word.code for word in places.words() if word.form in _COUNTRY_FORMS}
