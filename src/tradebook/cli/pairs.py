"""The countries that a command line names."""

from __future__ import annotations

from tradebook.errors import UsageError


def country_code(words: str) -> str:
    """The code of a country by name or code; raises `UsageError` for one that is not known."""
    from tradebook.places import country

    return country(words)


def pair_of(first: str, second: str) -> tuple[str, str]:
    """The codes of two countries; raises `UsageError` where one is not known or both are the same."""
    codes = country_code(first), country_code(second)
    if codes[0] == codes[1]:
        raise UsageError(f"{first} and {second} are the same country ({codes[0]}). Name two")
    return codes


def optional_pair(first: str | None, second: str | None) -> tuple[str, str] | None:
    """The pair where both countries are named, None where neither is; raises `UsageError` for one alone."""
    if first is None:
        return None
    if second is None:
        raise UsageError(f"one country named ({first}). Name the other too")
    return pair_of(first, second)
