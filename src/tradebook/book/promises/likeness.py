"""Whether two statements speak of the same bodies, goods, countries and places. Pure.

Each function returns True or False where both sides know, None where one does not."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from tradebook.book.facts.claims import goods_key
from tradebook.book.facts.figures import Figure, figure_of
from tradebook.book.facts.sorting import share_goods
from tradebook.book.rows import fold
from tradebook.statement import Amount, Good, Party, Quantity


@cache
def words_for(what: str) -> frozenset[str]:
    """The words of words.csv that mean this."""
    text = files("tradebook.book.promises").joinpath("words.csv").read_text(encoding="utf-8")
    return frozenset(row["word"] for row in csv.DictReader(text.splitlines()) if row["means"] == what)


def same_name(a: str, b: str) -> bool:
    """Whether two names are one body's: the same words without legal forms, or all words of the one in the other."""
    one, other = _words(a), _words(b)
    if not one or not other:
        return fold(a) == fold(b)
    small, large = sorted((one, other), key=len)
    return small == large or (small < large and max(len(word) for word in small) > 3 and len(small) * 3 >= len(large))


@lru_cache(maxsize=8192)
def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in fold(name).split() if word not in words_for("nothing in a name"))


def same_names(a: Iterable[Party], b: Iterable[Party]) -> bool | None:
    """Whether the parties have a body in common, or none: a role that both know must be held by the same."""
    ours, theirs = [p for p in a if p.name], [p for p in b if p.name]
    if not ours or not theirs:
        return None
    if any(x.role and x.role == y.role and not same_name(x.name or "", y.name or "") for x in ours for y in theirs):
        common = [x for x in ours if any(x.role == y.role and same_name(x.name or "", y.name or "") for y in theirs)]
        roles = {x.role for x in ours if x.role} & {y.role for y in theirs if y.role}
        return roles <= {x.role for x in common}
    common_any = any(same_name(x.name or "", y.name or "") for x in ours for y in theirs)
    return True if common_any else _no_role_shared(ours, theirs)


def _no_role_shared(ours: list[Party], theirs: list[Party]) -> bool | None:
    """A buyer on one side and a supplier on the other say nothing of each other."""
    if all(x.role and y.role and x.role != y.role for x in ours for y in theirs):
        return None
    return False


def same_goods(a: Iterable[Good], b: Iterable[Good]) -> bool | None:
    """Whether a good of one is, or is part of, a good of the other."""
    one, other = goods_key(a), goods_key(b)
    if not one or not other:
        return None
    if share_goods(one, other):
        return True
    # A good without a code is known by its words alone, and another wording of it may have one.
    plain = [words for words in (*one, *other) if not words.isdigit()]
    return bool(plain) and any(_akin(x, y) for x in one for y in other)


def _akin(x: str, y: str) -> bool:
    if x.isdigit() or y.isdigit():
        return False
    return set(x.split()) <= set(y.split()) or set(y.split()) <= set(x.split())


def same_countries(a: Iterable[str], b: Iterable[str]) -> bool | None:
    """Whether all countries of one are among those of the other."""
    one, other = set(a), set(b)
    if not one or not other:
        return None
    return one <= other or other <= one


def same_place(a: str | None, b: str | None) -> bool | None:
    """Whether one place is, or is named in, the other."""
    one, other = set(fold(a or "").split()), set(fold(b or "").split())
    if not one or not other:
        return None
    return one <= other or other <= one


def ratio(promised: Amount | Quantity | None, told: Amount | Quantity | None) -> float | None:
    """How much of the promised the told is; None where they cannot be compared."""
    if promised is None or told is None or _unit(promised) != _unit(told) or not _unit(promised):
        return None
    want, got = figure_of(promised), figure_of(told)
    if want is None or got is None:
        return None
    low, most = _ends(want)[0], _ends(got)[1]
    return most / low if low > 0 and most >= 0 else None


def _ends(f: Figure) -> tuple[float, float]:
    if f.value is not None:
        return float(f.value), float(f.value)
    return float(f.low or 0), float(f.high or 0)


def _unit(part: Amount | Quantity) -> str:
    return fold((part.currency if isinstance(part, Amount) else part.unit) or "").removesuffix("s")
