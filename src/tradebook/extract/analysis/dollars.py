"""Whose dollars a report means by the bare word: those that it names in full first, "an excess of 119 million N.Z.
dollars ... exports rose to 998 million |dollars|", unless it names American ones too."""

from __future__ import annotations

import re
from functools import cache

from tradebook.extract.tables import rows

WORD = "dollars"
"""Under this key stands what the bare word means, among the currencies of a report."""
_AMERICAN = re.compile(r"(?i)\bUSD\b|\bU\.?S\.?\s?\$|\b(?:U\.?S\.?|American)\s?(?:dlr|dollar)")
_BARE = re.compile(r"(?i)\d\S*(?:\s(?:mln|million|bln|billion|trillion))?[\s-](?:dlr|dollar)s?\b")
_CONVERTED = re.compile(r"(?i)(?:dlr|dollar)s?\s\(")


@cache
def _named() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of the dollars that are named in full, and their codes by the word before "dollars"."""
    codes: dict[str, str] = {}
    for row in rows("currencies"):
        whose, _, noun = row["form"].rpartition(" ")
        if whose and noun in {"dollars", "dlrs"} and row["code"] not in {"", "USD"}:
            codes[whose] = row["code"]
    names = "|".join(re.escape(whose) for whose in sorted(codes, key=len, reverse=True))
    return re.compile(rf"(?i)(?:\d|\b(?:mln|million|bln|billion|trillion))\s({names})\s(?:dlr|dollar)s?\b"), codes


def dollars_meant(text: str) -> str | None:
    """The ISO code of the dollars that a report means by the bare word; None where they are American or not known."""
    if "dlr" not in text.lower() and "dollar" not in text.lower():
        return None
    pattern, codes = _named()
    first = pattern.search(text)
    if first is None or _AMERICAN.search(text) or _CONVERTED.search(text):
        return None
    bare = _BARE.search(text)
    if bare is not None and bare.start() < first.start() - 40:
        return None
    found = {codes[match[1].lower()] for match in pattern.finditer(text)}
    return found.pop() if len(found) == 1 else None
