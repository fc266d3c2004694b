"""Casts that are told apart from the venture: of a second one in the sentence, and of works whose owner the next
sentence names."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.sides import sides_in
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.venture.cast import cast_of
from tradebook.extract.kinds.venture.head import Cast, Head
from tradebook.extract.kinds.venture.not_partners import is_body, said
from tradebook.extract.kinds.venture.placing import put_places


def cast_besides(items: list[Item], head: Head, first: Cast) -> Cast:
    """Who takes part in a second venture of the same firm, which has a place of its own."""
    cast = Cast()
    cast.partners = list(first.partners)
    for side in first.partners:
        cast.add(side.country, side.items[-1])
        if side.country is not None:
            cast.makers.add(side.country)
    put_places(items, head, cast, [])
    return cast


def awaited(document: Document, sentence: Sentence, head: Head, told: Sentence) -> Cast | None:
    """The cast of works in one country of which the next sentence, `told`, says who is behind them: "The investor is
    India's X", "China's X will hold 65 percent of it"; None where it names no foreigner."""
    cast = cast_of(document, sentence, head)
    if cast.host is None or len(cast.countries) > 1 or cast.partners:
        return None
    named = [s for s in sides_in(told, 0, len(told.items)) if s.name is not None and s.word != "city"]
    named = [s for s in named if not is_body(told.items, s) and not said(told.items, s)]
    if not any(s.country is not None and s.country != cast.host for s in named):
        return _with_companies(told, cast) if not named else None
    for side in named:
        cast.partners.append(side)
        cast.add(side.country, side.items[-1])
        if side.country is not None:
            cast.makers.add(side.country)
    return cast


def _with_companies(told: Sentence, cast: Cast) -> Cast | None:
    """ "The project is carried out jointly with |Chinese companies|"."""
    items = told.items
    for k in range(1, len(items) - 1):
        foreign = items[k].kind == "DEM" and items[k].value.code != cast.host
        if foreign and lower_at(items, k + 1) in _FIRMS and lower_at(items, k - 1) in {"with", "by", "of"}:
            cast.add(items[k].value.code, items[k])
            cast.makers.add(items[k].value.code)
            return cast
    return None


_FIRMS = frozenset("companies firms investors partners businessmen company firm investor partner".split())
