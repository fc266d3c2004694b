"""Whether two keys that are not equal are still one name, misspelt. Pure.

Strict on purpose: a body parted in two is seen and joined by a person, two bodies in one falsify facts. Distances and
similarities are those of rapidfuzz (optimal string alignment; Jaro and Winkler)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from tradebook.book.names.analysis import is_known_word

SHORTEST = 6  # letters of a word in which one may be wrong
SHORTEST_NAME = 7  # of a proper name
LIKE = 0.93  # of Jaro and Winkler's 1


def same_misspelt(sort: str, a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the words differ in one word alone, and in that by a slip of the pen."""
    if len(a) != len(b) or len(a) < 2:
        return False
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if len(differing) != 1:
        return False
    x, y = differing[0]
    return slip(sort, x, y)


def slip(sort: str, x: str, y: str) -> bool:
    """Whether one word is the other with a slip: a letter too many, too few, or two turned round; in a general word
    also a wrong letter ("tractor", "tracter"). Two general words are two words, however alike; a wrong letter in a name
    makes another (Larsen, Larson)."""
    if OSA.distance(x, y, score_cutoff=1) != 1:  # nearly all that is asked: of a crowded block each name is
        return False
    if not (x.isalpha() and y.isalpha()) or x[:2] != y[:2] or min(len(x), len(y)) < SHORTEST:
        return False
    known = [is_known_word(w) for w in (x, y)] if sort == "body" else [False, False]
    if all(known) or JaroWinkler.similarity(x, y) < LIKE:
        return False
    if any(known):
        return True
    substituted = len(x) == len(y) and sorted(x) != sorted(y)
    inflected = abs(len(x) - len(y)) == 1 and (x[:-1] == y or y[:-1] == x)  # Petrov, Petrova; Orlan, Orlano
    return min(len(x), len(y)) >= SHORTEST_NAME and not substituted and not inflected


@lru_cache(maxsize=8192)
def blocks_of(sort: str, words: tuple[str, ...], country: str) -> tuple[tuple[int, str], ...]:
    """Numbers that two names share at least one of where `same_misspelt` can hold: the name without one word, with the
    beginning of that word; each with the word. What shares none is never compared."""
    if len(words) < 2:
        return ()
    found = {}
    for at, word in enumerate(words):
        if len(word) >= SHORTEST - 1 and word.isalpha():
            rest = "\0".join((sort, country, word[:2], *words[:at], "", *words[at + 1 :]))
            digest = hashlib.blake2b(rest.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            found[int.from_bytes(digest, "big", signed=True)] = word
    return tuple(sorted(found.items()))
