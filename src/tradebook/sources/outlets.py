"""Which names are outlets: the reviewed table outlets.csv, and words that only the names of outlets carry."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import urlsplit

from tradebook.sources.tables import rows

DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}", re.IGNORECASE)


@cache
def _known() -> frozenset[str]:
    names = {name for row in rows("outlets.csv") for name in (row["name"], *row["also"].split(";"))}
    return frozenset(name.casefold() for name in names if name)


@cache
def _words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("outlet_words.csv"))


@cache
def _domains() -> dict[str, str]:
    return {row["domain"]: row["name"] for row in rows("outlets.csv") if row["domain"]}


def is_known_outlet(name: str) -> bool:
    """Whether `name` stands in the table, under its name or another spelling of it; case does not matter."""
    return name.casefold() in _known()


def is_outlet(name: str) -> bool:
    """Whether `name` is an outlet rather than a person: known, a domain, or with a word such as "News" or "Gazette"."""
    if is_known_outlet(name) or DOMAIN.fullmatch(name):
        return True
    words = re.findall(r"\w+", name.casefold())
    if any(word in _words() for word in words):
        return True
    return len(words) == 1 and words[0].endswith(("news", "press", "media", "inform"))


def outlet_of_address(url: str) -> str | None:
    """The table's name of the outlet that owns the host of `url`, or None."""
    try:
        host = (urlsplit(url).hostname or "").casefold()
    except ValueError:
        return None
    labels = host.split(".")
    for first in range(len(labels) - 1):
        name = _domains().get(".".join(labels[first:]))
        if name is not None:
            return name
    return None
