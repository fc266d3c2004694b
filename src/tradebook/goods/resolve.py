"""From a phrase of the press to codes: the longest known head, the words before it accounted for, or nothing."""

from __future__ import annotations

import msgspec

from tradebook.goods.lexicon import by_key, passed_over, shifts
from tradebook.goods.words import clean, key

# No name of a good is longer; what is longer is a sentence.
MAX_WORDS = 16

# A hyphened word with one of these ends says how or where a thing is made and leaves it the same thing.
_MANNERS = ("type", "style", "made", "grown", "bred", "quality", "grade", "origin", "produced", "built", "assembled")
_DETERMINERS = frozenset({"the", "a", "an", "some", "all", "various", "certain", "different", "such", "other", "its"})
_BETWEEN_MODIFIERS = frozenset({"and", "or", "/"})
_KINDS_OF = frozenset("types kinds sorts varieties grades brands variety type kind set sets".split())
_OF = frozenset({"of", "for", "to"})
# Heads of shifts.csv that are also said the other way round ("parts of", "articles of").
_MADE_HEADS = frozenset(
    {"articles", "products", "parts", "part", "spare parts", "spares", "seeds", "components", "parts and accessories"}
)

# In the table of shifts: this code stays as it is; it stays only if no other code of the good does ("frozen salmon"
# is 0303, though salmon may be fillets; "frozen fillets" are 0304).
_SAME = "="
_SAME_IF_ALONE = "?"
_SAMES = frozenset({_SAME, _SAME_IF_ALONE})

# Each step away from a term's own wording costs some certainty.
_COMPOSED = 0.85
_SHIFTED = 0.95


class Resolved(msgspec.Struct, frozen=True, gc=False):
    """What a phrase means: the lexicon's `term` at its head, and its codes of the HS 2022 (never empty)."""

    term: str
    codes: tuple[str, ...]
    confidence: float
    ambiguous: bool = False


def resolve(phrase: str) -> Resolved | None:
    """The good that `phrase` names, or None where a word in it is not understood. Never raises on any text."""
    words = [word.strip(',;:.!?"“”()') for word in clean(phrase).split(" ")]
    words = [word for word in words if word]
    if not words or len(words) > MAX_WORDS:
        return None
    found = _by_head(words) or _of(words) or _composed(words)
    if found is None and words[0] in _DETERMINERS:
        return resolve(" ".join(words[1:]))
    return found


def _by_head(words: list[str]) -> Resolved | None:
    """The longest known term at the end, if all the words before it are understood."""
    known = by_key()
    for start in range(len(words)):
        good = known.get(key(" ".join(words[start:])))
        if good is not None:
            found = Resolved(good.term, good.codes, good.confidence, good.ambiguous)
            return _modified(words[:start], found)
    if len(words) == 1 and "-" in words[0]:
        return _by_head(words[0].replace("-", " ").split())
    return None


def _modified(before: list[str], good: Resolved) -> Resolved | None:
    """`good` under the words before it, from the nearest outwards; None at the first word not understood."""
    if not before:
        return good
    for size in (3, 2, 1):
        if size > len(before):
            continue
        words = key(" ".join(before[-size:]))
        shift = shifts("before").get(words)
        if shift is not None:
            shifted = _shifted(shift, good, unmatched=words in passed_over())
            return shifted and _modified(before[:-size], shifted)
        if words in passed_over() or (size == 1 and _says_manner(before[-1])):
            return _modified(before[:-size], good)
    if before[-1] in _BETWEEN_MODIFIERS and len(before) > 1:
        return _modified(before[:-1], good)
    return None


def _says_manner(word: str) -> bool:
    return "-" in word and word.rsplit("-", 1)[1] in _MANNERS


def _shifted(shift: dict[str, tuple[str, ...]], good: Resolved, unmatched: bool) -> Resolved | None:
    """`good` with its codes exchanged; codes that the table leaves out stay if `unmatched`, else there is no answer.

    A row of the table without codes drops the code (no live fillets)."""
    codes: list[str] = []
    alone: list[str] = []
    for code in good.codes:
        starts = [start for start in shift if code.startswith(start)]
        if starts:
            to = shift[max(starts, key=len)]
            (alone if to == (_SAME_IF_ALONE,) else codes).extend(code if new in _SAMES else new for new in to)
        elif unmatched:
            codes.append(code)
        else:
            return None
    codes = codes or alone
    if not codes:
        return None
    return Resolved(good.term, tuple(dict.fromkeys(codes)), round(good.confidence * _SHIFTED, 3))


def _of(words: list[str]) -> Resolved | None:
    """ "types of wheat" is wheat; "parts of tractors", "spare parts for cars" are what the good's own parts are;
    "yarn of cotton" is the cotton yarn that the lexicon has."""
    at = next((i for i, word in enumerate(words) if word in _OF and 0 < i < len(words) - 1), None)
    if at is None:
        return None
    head, good = words[:at], words[at + 1 :]
    if words[at] == "of" and len(head) == 1 and head[0] in _KINDS_OF:
        return _by_head(good) or _composed(good)
    if key(" ".join(head)) in _MADE_HEADS:
        return _composed([*good, *head])
    turned = by_key().get(key(" ".join([*good, *head]))) if words[at] == "of" else None
    if turned is None:
        return None
    return Resolved(turned.term, turned.codes, round(turned.confidence * _COMPOSED, 3), turned.ambiguous)


def _composed(words: list[str]) -> Resolved | None:
    """ "<good> parts", "<material> products": the codes of the good under a head that moves them."""
    after = shifts("after")
    for size in (3, 2, 1):
        if size >= len(words):
            continue
        head = key(" ".join(words[-size:]))
        if head in after:
            good = _by_head(words[:-size])
            moved = good and _shifted(after[head], good, unmatched=False)
            return moved and Resolved(moved.term, moved.codes, round(moved.confidence * _COMPOSED, 3))
    return None
