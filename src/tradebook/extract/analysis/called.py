"""Where a firm is at home, told by what a later sentence calls it: "Unipara moved its production to Almaty. The
Japanese supplier shut its works in Russia"; or by the headline: "Ghana's Kasapre enters Brazil" over "Kasapre Ltd"."""

from __future__ import annotations

from msgspec.structs import replace

from tradebook.extract.analysis.seats import is_firm, of_country
from tradebook.extract.items import Item, Name
from tradebook.extract.tables import words
from tradebook.places import is_group

_NAMES = frozenset({"NAME", "ORG"})
_REACH = 3  # sentences back to the firm that is meant


def homes_called(sentences: list[list[Item]], headlines: list[bool]) -> dict[str, str]:
    """The countries of firms that the report calls by them somewhere else, by the name of the firm in small letters."""
    found: dict[str, str] = {}
    texts = [item.text for items in sentences for item in items[:1]]
    for index, items in enumerate(sentences):
        code = _called(items)
        if code is None:
            continue
        for back in range(index - 1, max(-1, index - 1 - _REACH), -1):
            first = _first_name(sentences[back], texts)
            if first is None:
                continue
            if not headlines[back] and (first.kind == "w" or first.value.country is None):
                found.setdefault(first.lower, code)
            break
    for items, headline in zip(sentences, headlines, strict=True):
        for k in range(len(items)) if headline else ():
            if items[k].kind in _NAMES and (land := _owner(items, k)) is not None:
                found.setdefault(items[k].lower, land)
    return found


def _owner(items: list[Item], k: int) -> str | None:
    """The country of the firm at `k` in a headline: "|Ghana|'s Kasapre enters Brazil"."""
    country: str | None = items[k].value.country
    if country is None and k > 2 and items[k - 1].lower == "s" and items[k - 3].kind == "PLACE":
        country = items[k - 3].value.code
    if country is None and k > 1 and items[k - 1].lower in {"'", "’"} and items[k - 2].kind == "PLACE":
        country = items[k - 2].value.code
    return None if country is None or is_group(country) else country


def with_called(items: list[Item], homes: dict[str, str]) -> list[Item]:
    """The items with those countries given to the names that have none; the same list where none is of them."""
    out = items
    if items and items[0].lower in homes and _is_name(items[0]):
        out = [of_country(items[:1], homes[items[0].lower]), *items[1:]]
    for k, item in enumerate(items):
        if item.kind not in _NAMES or item.value.country is not None or item.value.kind not in {"name", "company"}:
            continue
        code = homes.get(item.lower) or homes.get(item.lower.split(" ")[0])
        if code is not None:
            out = list(items) if out is items else out
            value: Name = replace(item.value, country=code, kind="company")
            out[k] = Item(item.kind, item.start, item.end, item.text, item.lower, value)
    return out


def _is_name(item: Item) -> bool:
    """Whether the first word of a sentence can only be a name: "Fakrana has opened"."""
    plain = item.lower in words("ordinary_words") or item.lower.endswith(("ed", "ing", "ly", "s"))
    return item.kind == "w" and len(item.text) > 3 and item.text[0].isupper() and not plain


def _called(items: list[Item]) -> str | None:
    """The country by which a sentence calls the firm it begins with: "|The Japanese seat maker| shut"."""
    k = 1 if items and items[0].lower in {'"', "“"} else 0
    if len(items) < k + 4 or items[k].lower != "the" or items[k + 1].kind != "DEM" or is_group(items[k + 1].value.code):
        return None
    for j in range(k + 2, min(k + 6, len(items) - 1)):
        if items[j].kind not in {"w", "CUE", "GOOD"} and items[j].lower != "-":
            return None
        if is_firm(items[j]):
            behind = items[j + 1]
            plain = behind.kind in {"w", "CUE"} and not behind.text[0].isupper() and behind.lower != "of"
            return str(items[k + 1].value.code) if plain or behind.lower == "," else None
    return None


def _first_name(items: list[Item], texts: list[str]) -> Item | None:
    """The firm that a sentence is about: a name among its first words, or a first word that is none of the language and
    begins another sentence of `texts` too."""
    if items and _is_name(items[0]) and texts.count(items[0].text) > 1:
        return items[0]
    for k, item in enumerate(items[:9]):
        if item.kind in {"PLACE", "DEM", "PERSON"}:
            return None
        if k + 2 < len(items) and items[k + 2].lower == "based":
            continue  # "the Cacak-based radiator maker X"
        if item.kind in _NAMES:
            return item if item.value.kind in {"name", "company"} else None
    return None
