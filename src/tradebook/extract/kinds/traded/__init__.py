"""Goods told between countries beside the flows: by other verbs and nouns, by what a phrase says is sold or bought.

chunks   lists of goods and places in a clause
bare     verbs and nouns whose sides only the sentences before tell
frames   words with a frame of who sells, who buys, and what
clauses  "what A sells to B is", "the list of A's goods that go to B", trade that rests on two sides' goods
parallel the second of two countries behind one verb, with goods of its own
several  several sellers or buyers as one subject
behind   the goods of a flow that only its figure was told of
returns  what goes the other way, or comes from the one to the country that is spoken of
"""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Sentence
from tradebook.extract.kinds.traded.clauses import (
    also_for,
    clause_goods,
    goods_on_sale,
    paired_goods,
    resting_goods,
    swapped_goods,
    where_goods,
)
from tradebook.extract.kinds.traded.frames import drafts_of, framed_goods
from tradebook.extract.kinds.traded.parallel import of_the_other, second_halves
from tradebook.extract.kinds.traded.returns import its_own, pointed, returned, turned
from tradebook.extract.kinds.traded.several import joint_goods, not_only

_FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC", "BAD"})
_BORDERS = frozenset({";", "while", "whereas", "but", ":"})


def counts_goods(sentence: Sentence) -> bool:
    """Whether goods are counted by the piece: "a batch of 40 buses was delivered" is one act."""
    items = sentence.items
    if "NUM" not in sentence.kinds:
        return False
    return any(items[k].kind == "NUM" and items[k + 1].kind == "GOOD" for k in range(len(items) - 1))


def told_goods(sentence: Sentence, before: Sentence | None, known: list[Draft]) -> list[Draft]:
    """The goods that a sentence tells outside the phrases of flows; `before` is the sentence before it, `known` the
    goods read so far."""
    kinds = sentence.kinds
    if "GOOD" not in kinds or sentence.headline:
        return []
    if counts_goods(sentence):
        return []
    if not kinds.isdisjoint(_FIGURES) and sentence.lowers.isdisjoint(_BORDERS):
        return []  # a clause with figures tells a flow
    if "PLACE" not in kinds and "DEM" not in kinds:
        return paired_goods(sentence, before) + returned(sentence, known)
    out = clause_goods(sentence) + resting_goods(sentence) + swapped_goods(sentence)
    out += (
        paired_goods(sentence, before)
        + where_goods(sentence)
        + goods_on_sale(sentence)
        + also_for(sentence)
        + its_own(sentence, before)
        + joint_goods(sentence)
        + not_only(sentence)
    )
    for at, told in framed_goods(sentence):
        out += drafts_of(sentence, at, told) or pointed(sentence, at, told, known + out, before)
    out += returned(sentence, known + out)
    out += turned(sentence, known + out)
    out += second_halves(sentence, known + out)
    return out + of_the_other(sentence, known + out)
