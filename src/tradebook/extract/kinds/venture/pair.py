"""The countries of a venture that its sentence leaves open: the pair that the report speaks of."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.items import Sentence
from tradebook.extract.kinds.deal.context import both_sides, pair_before
from tradebook.extract.kinds.venture.head import Cast, Head
from tradebook.places import is_group


def put_pair(document: Document, sentence: Sentence, head: Head, cast: Cast) -> None:
    """The pair that the report speaks of, where the sentence leaves a country open."""
    if len(cast.countries) >= 2 or (not head.joint and head.activity != "assembly"):
        return
    known = set(cast.countries)
    found = both_sides(document, sentence, known)
    if found is None and head.joint and len(known) == 1 and any(s.country is None for s in cast.partners):
        found = _headline_pair(document, known)
    if found is None and head.activity != "joint company" and (known or not cast.partners):
        found = pair_before(document, sentence, known) or _main_pair(document, sentence, known)
    if found is None:
        return
    for code in found[0]:
        cast.add(code, None)
    cast.inferred = True
    cast.other.append(found[1])


def _headline_pair(document: Document, known: set[str]) -> tuple[tuple[str, ...], Sentence] | None:
    """The two countries of a headline: "Bosnian, Swedish firms to make pumps", where the text has the town of one."""
    for sentence in document.sentences:
        if sentence.headline or sentence.field == "title":
            codes = dict.fromkeys(
                i.value.code for i in sentence.items if i.kind in ("PLACE", "DEM") and not is_group(i.value.code)
            )
            return (tuple(codes), sentence) if len(codes) == 2 and known < set(codes) else None
    return None


def _main_pair(document: Document, sentence: Sentence, known: set[str]) -> tuple[tuple[str, ...], Sentence] | None:
    """The two countries that the report speaks of far more than of any other."""
    ranked = sorted(((c, n) for c, n in document.lands(sentence).items() if not is_group(c)), key=lambda c: -c[1])
    if len(ranked) < 2 or (len(ranked) > 2 and ranked[2][1] * 2 > ranked[1][1]):
        return None
    codes = (ranked[0][0], ranked[1][0])
    if not known <= set(codes):
        return None
    where = next(
        (s for s in document.sentences if set(codes) <= {i.value.code for i in s.items if i.kind in ("PLACE", "DEM")}),
        None,
    )
    return (codes, where) if where is not None else None
