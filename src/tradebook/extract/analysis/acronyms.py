"""Short names that look like goods: where a report gives "Saudi Grains Organization (SAGO)", SAGO is no starch."""

from __future__ import annotations

import re

from tradebook.extract.items import Name, Sentence

_IN_BRACKETS = re.compile(r"\(([A-Z]{3,7})\)")
_NAMES = frozenset({"ORG", "NAME"})


def settle_acronyms(text: str, sentences: list[Sentence]) -> None:
    """Turn the goods that are the short name of a body, given in brackets behind it, into that name throughout."""
    for short in set(_IN_BRACKETS.findall(text)):
        if (name := _named(short, sentences)) is None:
            continue
        for sentence in sentences:
            changed = False
            for item in sentence.items:
                if item.kind == "GOOD" and item.text == short:
                    item.kind, item.value, changed = "ORG", name, True
            if changed:
                sentence.refresh()


def _named(short: str, sentences: list[Sentence]) -> Name | None:
    """What `short` is the name of, where it is read as a good and stands in brackets behind a body's name."""
    for sentence in sentences:
        items = sentence.items
        for k in range(2, len(items) - 1):
            if items[k].kind != "GOOD" or items[k].text != short:
                continue
            body = items[k - 2]
            bracketed = items[k - 1].lower == "(" and items[k + 1].lower == ")"
            if bracketed and body.kind in _NAMES and body.text[:1] == short[0] and " " in body.text:
                return Name(short, body.value.country, None, body.value.kind)
    return None
