"""The names of one report, settled among themselves. Pure.

A report that says "Borivos sleeper factory" once goes on with "Borivos"; one that introduces "Minsk Tractor Works
(MTZ)" goes on with "MTZ"; a country is told with a name once. None of this reaches beyond the report: elsewhere
"Borivos" may be another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from tradebook.book.facts.claims import short_digest
from tradebook.book.names import tables
from tradebook.book.names.analysis import LONGEST, Analysed, Sort, analyse, plain
from tradebook.book.names.said import Said
from tradebook.book.names.settling import Group
from tradebook.book.rows import fold, parties_of
from tradebook.places import is_country_name
from tradebook.statement import Statement

Role = Literal["party", "speaker", "person"]
LocalWhy = Literal["introduced here", "short form here", "country told here"]


class Spelling(Struct, frozen=True):
    """A name as spelled (white space and Unicode's forms apart), with the country told with it, "" where none is."""

    sort: Sort
    name: str
    country: str

    @property
    def id(self) -> str:
        return _spelling_id(self.sort, self.name, self.country)

    @property
    def analysed(self) -> Analysed:
        return analyse(self.name, self.country, self.sort)


@lru_cache(maxsize=8192)
def _spelling_id(sort: str, name: str, country: str) -> str:
    return short_digest("spelling", sort, name, country)


class Mention(Struct, frozen=True):
    """A name in a statement of the report, given by its row; `role` is that of the name in it."""

    statement: int
    role: Role
    spelling: Spelling


class Alias(Struct, frozen=True):
    """What the report says of two names, as groups."""

    said: Said
    country: str
    alias: Group
    target: Group


class Local(Struct, frozen=True):
    """What comes of a report's names: the group of each spelling, and why it is not that of its own words; what it says
    of names."""

    groups: dict[Spelling, tuple[Group, LocalWhy | None]]
    aliases: tuple[Alias, ...]


def tidy(name: str) -> str:
    """`name` with single spaces, in composed characters: what counts as one spelling."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def mentions_of(seq: int, s: Statement) -> Iterator[Mention]:
    """The names in a statement with the row `seq`: its parties, its speakers and their organisations."""
    for party in parties_of(s):
        if party.name and is_name(tidy(party.name)):
            yield Mention(seq, "party", Spelling("body", tidy(party.name), party.country or ""))
    for speaker in s.attribution.speakers:
        organisation = tidy(speaker.organisation or "")
        if is_name(organisation):
            yield Mention(seq, "speaker", Spelling("body", organisation, ""))
        if speaker.name and fold(speaker.name):
            yield Mention(seq, "person", Spelling("person", tidy(speaker.name), home_of(organisation, speaker.role)))


@lru_cache(maxsize=8192)
def is_name(words: str) -> bool:
    """Whether words name a body: not a word for some body ("the company", "operator"), which has no capital, and not a
    country that speaks."""
    if not fold(words) or not any(c.isupper() or c.isdigit() or c.lower() == c.upper() for c in words if c.isalnum()):
        return False
    return not is_country_name(words)


def home_of(organisation: str, role: str | None) -> str:
    """The country that a person speaks for, as the organisation and the role tell it; "" where they do not."""
    for words in (organisation, role):
        if words and (country := analyse(tidy(words)).country):
            return country
    return ""


@lru_cache(maxsize=8192)
def group_of(name: Analysed, apart: str = "") -> Group:
    """The group of a name; `apart` is the spelling where a person has said that it stands for itself alone."""
    id_ = short_digest("group", name.sort, name.words, name.country, name.form, *([apart] if apart else []))
    words = (*name.words, f"#{short_digest(apart)}") if apart else name.words
    return Group(id_, name.sort, words, name.country, name.form, name.distinct)


def own_group(spelling: Spelling, apart: Collection[str] = ()) -> Group:
    """The group of a spelling by its own words; `apart` are ids of spellings that people have set apart."""
    return group_of(spelling.analysed, spelling.name if apart and spelling.id in apart else "")


def settle_locally(
    mentions: Iterable[Mention],
    said: Iterable[Said],
    apart: Collection[str] = (),
    parted: Collection[frozenset[str]] = (),
) -> Local:
    """Settles the names of one report; `parted` are pairs of groups that people have said are two bodies."""
    spellings = sorted({m.spelling for m in mentions}, key=lambda s: (s.sort, s.name, s.country))
    own = {s: own_group(s, apart) for s in spellings}
    homes = _homes(spellings)
    aliases = tuple(_aliases(spellings, said, homes))
    found: dict[Spelling, tuple[Group, LocalWhy | None]] = {}
    for s in spellings:
        group, why = _resolved(s, spellings, homes, aliases)
        if why is None or s.id in apart or frozenset((own[s].id, group.id)) in parted:
            group, why = own[s], None
        found[s] = (group, why)
    return Local(found, aliases)


def _homes(spellings: Sequence[Spelling]) -> dict[tuple[str, str], str]:
    """(sort, key) -> the one country with which the report names it."""
    found: dict[tuple[str, str], set[str]] = {}
    for s in spellings:
        if s.analysed.country:
            found.setdefault((s.sort, s.analysed.key), set()).add(s.analysed.country)
    return {key: next(iter(countries)) for key, countries in found.items() if len(countries) == 1}


def _at_home(s: Spelling, homes: dict[tuple[str, str], str]) -> Analysed:
    """The name with its country, or with that which the report tells elsewhere."""
    return s.analysed if s.analysed.country else analyse(s.name, homes.get((s.sort, s.analysed.key), ""), s.sort)


def _aliases(spellings: Sequence[Spelling], said: Iterable[Said], homes: dict[tuple[str, str], str]) -> Iterator[Alias]:
    inside = [Said("acronym", a.short, s.name, 0, 0) for s in spellings if (a := s.analysed).short and s.sort == "body"]
    texts = {(one.name, analyse(one.means).key) for one in said}
    for one in (*said, *(i for i in inside if (i.name, analyse(i.means).key) not in texts)):
        target = _at_home(Spelling("body", tidy(one.means), _told(spellings, one.means)), homes)
        alias = analyse(tidy(one.name), target.country)
        if target.key != alias.key:
            yield Alias(one, target.country, group_of(alias), group_of(target))


def _told(spellings: Sequence[Spelling], name: str) -> str:
    """The country that the report tells with `name`."""
    countries = {s.country for s in spellings if s.country and s.analysed.key == analyse(tidy(name)).key}
    return next(iter(countries)) if len(countries) == 1 else ""


def _resolved(
    s: Spelling, spellings: Sequence[Spelling], homes: dict[tuple[str, str], str], aliases: Sequence[Alias]
) -> tuple[Group, LocalWhy | None]:
    here = _at_home(s, homes)
    introduced = {a.target.id: a.target for a in aliases if a.said.how == "acronym" and _is_alias(here, a.alias)}
    if len(introduced) == 1 and s.sort == "body":
        return next(iter(introduced.values())), "introduced here"
    longer = [_at_home(other, homes) for other in _longer(s, here, spellings) if _is_short_of(s, other, here)]
    full = {group_of(name).id: group_of(name) for name in longer}
    if len({name.key for name in longer}) == 1 and len(full) == 1:
        return next(iter(full.values())), "short form here"
    if here.country != s.analysed.country:
        return group_of(here), "country told here"
    return group_of(here), None


def _longer(s: Spelling, here: Analysed, spellings: Sequence[Spelling]) -> Iterator[Spelling]:
    """The spellings that say more and may be the full name: quickly told."""
    for other in spellings:
        if other.sort != s.sort or other == s:
            continue
        words = other.analysed.words
        if s.sort == "person" or (len(words) > len(here.words) and here.words[0] in words):
            yield other


def _is_alias(name: Analysed, alias: Group) -> bool:
    return name.words == alias.words and name.country in ("", alias.country)


def _is_short_of(s: Spelling, other: Spelling, here: Analysed) -> bool:
    """Whether a name is the short form of another in the same report."""
    full = other.analysed
    if s.sort != other.sort or here.key == full.key or (here.country and full.country and here.country != full.country):
        return False
    if s.sort == "person":
        return _is_person_in_short(here.words, full.words)
    if here.official:
        return _is_office_in_short(here, full)
    return here.distinct and _is_body_in_short(s.name, other.name)


def _is_person_in_short(short: Sequence[str], full: Sequence[str]) -> bool:
    """ "Myatlikov" and "M. Myatlikov" beside "Mikhail Myatlikov"."""
    names, initials = [w for w in short if len(w) > 1], [w for w in short if len(w) == 1]
    if len(names) != 1 or names[0] not in full or len(full) < 2 or any(len(w) == 1 for w in full):
        return False
    return all(any(w.startswith(i) for w in full if w != names[0]) for i in initials)


def _is_office_in_short(short: Analysed, full: Analysed) -> bool:
    """ "Ministry of Agriculture" beside "Ministry of Agriculture and Food"; never an office within another."""
    offices = {means for means, kind in tables.heads().values() if kind in ("official", "bank")}
    rest = set(full.words) - set(short.words)
    return full.official and set(short.words) < set(full.words) and len(short.words) > 1 and not rest & offices


_DESCRIBES = frozenset({"plant", "company", "enterprise", "mill", "kombinat", "refinery", "dairy", "bakery", "brewery",
                        "distillery", "smelter", "shipyard", "association", "corporation"})  # fmt: skip


def _is_body_in_short(short: str, full: str) -> bool:
    """ "Borivos" beside "Borivos sleeper factory": what is left says what it is, and is no other body's name. A group,
    a bank or a trading house of the same name is another."""
    words, longer = (re.findall(r"[^\W_]+", name[:LONGEST]) for name in (short, full))
    if len(words) >= len(longer) or [plain(w) for w in longer[: len(words)]] != [plain(w) for w in words]:
        return False
    rest = longer[len(words) :]
    heads = tables.heads()
    if heads.get(plain(rest[-1]), ("", ""))[0] not in _DESCRIBES:
        return False
    return all(w.islower() or heads.get(plain(w), ("", ""))[1] == "facility" for w in rest[:-1])
