"""Currencies and units of goods, looked up at a token."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from tradebook.extract.tables import rows
from tradebook.extract.tokens import Token, tokenize

# First token -> the phrases that begin with it, longest first: their tokens and their value
Phrases = dict[str, list[tuple[tuple[str, ...], str]]]

# Signs that open a figure
SIGNS = frozenset("$€£¥₹₽₩₦₴₸₼₾₫฿₱₪₺")
_LETTERS = frozenset({"K", "P", "Q", "R"})
# The note of a vehicle that measures what it carries ("12 trucks of onions") and else is a good itself ("12 trucks")
_CARRIER = "only with what it carries"
_LADEN = frozenset({"loaded", "laden", "carrying", "filled", "packed"})
_NO_LOAD = frozenset({"the", "its", "their", "his", "our", "a", "an", "this", "that", "these", "those", "all", "each"})
# Short forms that are no unit in capitals: "M" and "T" stand for other things there
_SHORT_UNITS = frozenset({"t", "mt", "kt", "m", "mw", "gw"})


def _phrases(forms: dict[str, str]) -> Phrases:
    index: Phrases = {}
    for form, value in forms.items():
        capitals = form.upper()  # dotted capitals ("U.S.") are one token, dotted small letters are not
        parts = tuple(t.lower for t in tokenize(capitals, 0, len(capitals)))
        index.setdefault(parts[0], []).append((parts, value))
    for options in index.values():
        options.sort(key=lambda option: -len(option[0]))
    return index


def _match(index: Phrases, tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    """The longest phrase of the index at token `i`: its value and the index behind it."""
    if i >= len(tokens):
        return None
    for parts, value in index.get(tokens[i].lower, ()):
        n = len(parts)
        if n == 1 or (i + n <= len(tokens) and all(tokens[i + k].lower == parts[k] for k in range(1, n))):
            return value, i + n
    return None


@cache
def _before() -> Phrases:
    return _phrases({r["form"]: r["code"] for r in rows("currencies") if r["place"] in {"before", "either"}})


@cache
def _after() -> Phrases:
    return _phrases({r["form"]: r["code"] for r in rows("currencies") if r["place"] in {"after", "either"}})


@cache
def _units() -> Phrases:
    return _phrases({r["form"]: f"{r['code']} {r['factor']}" for r in rows("units")})


@cache
def _carriers() -> frozenset[str]:
    return frozenset(r["form"].split(" ")[0] for r in rows("units") if r["note"] == _CARRIER)


@cache
def _iso_forms() -> frozenset[str]:
    return frozenset(r["form"] for r in rows("currencies") if r["form"] == r["code"].lower())


def currency_openers() -> frozenset[str]:
    """All words and signs that may begin a currency before its figure."""
    return frozenset(_before())


_THAN = frozenset({"than", "against", "versus"})


def _sum_rather(tokens: Sequence[Token], i: int) -> bool:
    """Whether "the US $" at token `i` tells a sum, as in "more than |the US $240 million| of 2016", and no country, as
    in "the EU bought $21 billion, |the US| $7.5 billion": behind a comparison, or where other sums are so spelt."""
    if i > 1 and tokens[i - 2].lower in _THAN:
        return True
    return any(
        tokens[k].text in SIGNS and tokens[k - 1].text == tokens[i].text and tokens[k - 2].lower != "the"
        for k in range(2, len(tokens) - 1)
        if tokens[k - 1].end < tokens[k].start
    )


def currency_before(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    """The currency that stands before a figure at token `i` ("US$", "Rs.", "USD"), and the index behind it.

    Letters glued to a sign and ISO codes need their capitals."""
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.kind == "n" or (token.kind == "p" and token.text not in SIGNS):
        return None
    found = _match(_before(), tokens, i)
    if found is None or token.text in SIGNS:
        return found
    j = found[1]
    if tokens[j - 1].text in SIGNS:  # "US$", "C$"
        country = i > 0 and tokens[i - 1].lower == "the" and not _sum_rather(tokens, i)
        glued = tokens[j - 1].start == tokens[j - 2].end or (token.lower in {"us", "u.s."} and not country)
        return found if glued and token.text[0].isupper() else None
    if not token.text[0].isupper() or (token.lower in _iso_forms() and not token.text.isupper()):
        return None
    if token.text in _LETTERS and (j >= len(tokens) or tokens[j].start != token.end):
        return None  # rand, kwacha only where the letter is glued to the figure
    return found if found[0] else (f"?{token.lower}", j)


def currency_after(tokens: Sequence[Token], i: int) -> tuple[str, int] | None:
    """The currency that stands behind a figure at token `i` ("dollars", "-dollar", "EUR"), and the index behind it;
    a question mark and the word ("?dinars") where the word alone does not say whose it is."""
    j = i + 1 if i < len(tokens) and tokens[i].text == "-" else i
    found = _match(_after(), tokens, j)
    if found is not None and tokens[j].lower in _iso_forms() and not tokens[j].text.isupper():
        return None
    if found is not None and tokens[j].text == "RON" and found[1] < len(tokens) and tokens[found[1]].lower in _PETROL:
        return None  # "92 RON gasoline": the octane number
    if found is not None and not found[0]:
        word = tokens[j].lower
        several = word if word.endswith("s") or f"{word}s" not in _after() else f"{word}s"
        return f"?{several}", found[1]  # whose dinars, the report may tell
    return found


_PETROL = frozenset("gasoline petrol rating unleaded mogas octane grade fuel motor premium".split())


def unit_at(tokens: Sequence[Token], i: int) -> tuple[str, Decimal, int] | None:
    """The unit at token `i` (also behind a hyphen): code, factor, the index behind it."""
    j = i + 1 if i < len(tokens) and tokens[i].text == "-" else i
    found = _match(_units(), tokens, j)
    if found is None:
        return None
    if tokens[j].lower in _carriers() and not _carries(tokens, found[1]):
        return None
    if tokens[j].lower in {"heads", "head"} and found[1] + 1 < len(tokens) and tokens[found[1] + 1].lower in _HEADED:
        return None  # "the two heads of state"
    if tokens[j].lower in _SHORT_UNITS and tokens[j].text in {"M", "T"}:
        return None
    code, factor = found[0].rsplit(" ", 1)
    if tokens[j].text == "Mt":  # megatonnes; "MT" and "mt" are metric tons
        factor = "1000000"
    return code, Decimal(factor), found[1]


_HEADED = frozenset({"state", "government", "states", "governments", "mission", "missions", "delegation"})


def _carries(tokens: Sequence[Token], i: int) -> bool:
    """Whether what stands at token `i`, behind a vehicle, tells its load: "of flour", "loaded with Indian rice"."""
    j = i + 1 if i < len(tokens) and tokens[i].lower in _LADEN else i
    if j > i and tokens[i].lower == "carrying":
        j -= 1
    elif j >= len(tokens) or tokens[j].lower not in {"of", "with"} or (tokens[j].lower == "with" and j == i):
        return False
    if j + 1 >= len(tokens):
        return False
    load = tokens[j + 1]
    named = load.text[0].isupper() and (j + 2 >= len(tokens) or not tokens[j + 2].text[0].islower())
    return load.kind == "w" and load.lower not in _NO_LOAD and not named
