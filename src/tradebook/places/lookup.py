"""From a user's argument to a code, and from a code to what is known of it."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from functools import cache

from tradebook.errors import UsageError
from tradebook.places.tables import Membership, countries, groups, memberships
from tradebook.places.variants import unaccented
from tradebook.places.words import words

# What a user may type for a country: cities, areas and government houses would only surprise.
_ACCEPTED = frozenset({"name", "demonym", "people", "capital", "nickname", "group", "group_demonym"})


def country(text: str) -> str:
    """The code of the country or group that a user names.

    Takes, in any case and with or without accents and "the": ISO 3166-1 alpha-2, alpha-3 and numeric codes, codes of
    groups, names, demonyms, peoples, capitals. Raises UsageError, naming the nearest names where none fits and the
    candidates where several do.
    """
    asked = " ".join(text.split())
    code = _by_code(asked.upper())
    if code:
        return code
    found = _names().get(_folded(asked), ())
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(f"{name(candidate)} ({candidate})" for candidate in found)
        raise UsageError(f"'{text}' may be any of these: {listed}. Give the code of the one you mean.")
    raise UsageError(f"'{text}' is no country or group that Tradebook knows. {_hint(asked)}")


def is_country_name(text: str) -> bool:
    """Whether the words are the name, demonym or capital of a country or group, and nothing more."""
    return _folded(" ".join(text.split())) in _names()


def located(place: str) -> str | None:
    """The code of the country in which a named city or area lies ("Baku" -> "AZE"), or of the country itself.

    None for words that are no place of the tables, that may also be something else, or that name several places.
    """
    codes = _locations().get(_folded(place), frozenset())
    return next(iter(codes)) if len(codes) == 1 else None


@cache
def _locations() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in words():
        if entry.form in ("name", "capital", "area", "city"):
            found.setdefault(_folded(entry.word), set()).update(() if entry.needs_context else {entry.code})
    return {word: frozenset(codes) for word, codes in found.items()}


def name(code: str) -> str:
    """The short English name of a country or group; raises UsageError for an unknown code.

    Where the press and the state differ it is the name that the state asks for: Türkiye, Czechia, Côte d'Ivoire.
    """
    if code in countries():
        return countries()[code].name
    if code in groups():
        return groups()[code].name
    raise UsageError(f"'{code}' is no code of a country or group. Codes are like BLR, XKX, EUU or WLD.")


def alpha2(code: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country ("BY" for "BLR"); None for a group. UsageError for an unknown code."""
    name(code)
    return countries()[code].alpha2 if code in countries() else None


def numeric(code: str) -> str | None:
    """The ISO 3166-1 numeric code, three digits ("112" for "BLR"); None for a group and where there is none (XKX).
    UsageError for an unknown code."""
    name(code)
    return (countries()[code].numeric or None) if code in countries() else None


@cache
def is_group(code: str) -> bool:
    """Whether `code` is a group's (EUU, CIS, WLD) and not a country's. UsageError for an unknown code."""
    name(code)
    return code in groups()


def members(group: str, on: date | None = None) -> frozenset[str]:
    """The alpha-3 codes of a group's members on a day; without a day, of all who are members with no end in sight.

    The world has every country whose code is in use now. A country is its own only member. UsageError for an unknown
    code.
    """
    if not is_group(group):
        return frozenset({group})
    if group == "WLD":
        return frozenset(code for code, entry in countries().items() if entry.status != "former")
    return frozenset(entry.alpha3 for entry in memberships()[group] if _runs(entry, on))


def source_code(group: str, source: str) -> str | None:
    """The code under which a source of statistics knows a group; `source` is m49, comtrade, eurostat or imf.

    None where it knows no such group or means other members by it. UsageError for an unknown group or source.
    """
    if group not in groups():
        raise UsageError(f"'{group}' is no code of a group. Codes of groups are like EUU, CIS or WLD.")
    if source not in ("m49", "comtrade", "eurostat", "imf"):
        raise UsageError(f"'{source}' is no source of group codes. Take m49, comtrade, eurostat or imf.")
    found: str = getattr(groups()[group], source)
    return found or None


def _runs(entry: Membership, on: date | None) -> bool:
    if on is None:
        return entry.last is None
    return (entry.first is None or entry.first <= on) and (entry.last is None or on <= entry.last)


def _by_code(asked: str) -> str | None:
    if asked in countries() or asked in groups():
        return asked
    return _codes().get(asked)


@cache
def _codes() -> dict[str, str]:
    """Alpha-2 and numeric codes -> alpha-3; a code in use now goes before a former one that had the same."""
    found: dict[str, str] = {}
    for entry in sorted(countries().values(), key=lambda entry: entry.status == "former"):
        found.setdefault(entry.alpha2, entry.alpha3)
        if entry.numeric:
            found.setdefault(entry.numeric, entry.alpha3)
    return found


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Folded words -> the codes they may stand for; a short name of ours is never ambiguous."""
    found: dict[str, set[str]] = {}
    for entry in words():
        if entry.form in _ACCEPTED:
            found.setdefault(_folded(entry.word), set()).add(entry.code)
    short = {_folded(entry.name): code for code, entry in countries().items()}
    return {word: (short[word],) if word in short else tuple(sorted(codes)) for word, codes in found.items()}


def _folded(text: str) -> str:
    """`text` as names are compared: no case, accents, dots, hyphens, curly apostrophes, and no leading "the"."""
    plain = unaccented(text).casefold().replace("\u2019", "'").replace(".", "").replace("-", " ")
    return " ".join(plain.split()).removeprefix("the ")


def _hint(asked: str) -> str:
    """What to tell a user whose word is no country: the country of the area or city, else the nearest names."""
    for entry in words():
        if entry.form in ("area", "city") and _folded(entry.word) == _folded(asked):
            return f"It lies in {name(entry.code)}: give {entry.code}."
    near = get_close_matches(_folded(asked), _names(), n=3, cutoff=0.7)
    codes = list(dict.fromkeys(code for word in near for code in _names()[word]))
    if codes:
        return "Did you mean " + " or ".join(f"{name(code)} ({code})" for code in codes[:3]) + "?"
    return "Give an English name or a code, such as Belarus, BY or BLR."
