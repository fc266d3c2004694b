"""Asides are left out of what the grammars see; what tells of trade stays."""

from __future__ import annotations

from datetime import date

import pytest

from tradebook.extract.analysis import analyse
from tradebook.extract.asides import folded
from tradebook.report import make_report

# what stands in brackets is left out
_FOLDED = [
    "Exports [, he said ,] fell [, as expected ,] to $40 million .",
    "Kenya [, which joined the bloc in 2001 ,] exported tea to Egypt .",
    "Exports to [neighbouring] Mexico rose .",
    "[Oil - rich] Angola bought wheat .",
    "Trade with [its southern neighbour] Mexico rose .",
    "Trade with [the island nation of] Malta rose .",
    "[It was noted that] exports rose to $5 million .",
    "[The minister told reporters on the sidelines of the forum that] Kenya exported tea .",
    "[As the minister noted ,] exports rose .",
    "[Meanwhile ,] exports rose .",
    "[At the same time ,] [as the minister noted ,] exports rose .",
    "[Founded in 1950 ,] Azmara signed a contract .",
    "Exports reached $40 million [, a record high ,] in 2023 .",
    "Exports [– despite a poor season –] rose .",
    "Poland [( population 38 million )] exported apples .",
    "Nigeria [, Africa ' s largest oil producer ,] exported crude .",
    "In 2023 [, however] , exports rose .",
    "Kenya [, a landlocked country ,] and Uganda signed a treaty .",
    "Exports to Kenya , the Netherlands , Poland rose .",
    "Kenya , the largest buyer of tea , bought wheat .",
    "Kenya , which imported tea worth $5 million , exported coffee .",
    "Exports , the company said , rose .",
    "Tea exports , according to Kenya ' s customs , fell .",
    "Exports rose by 5 % in volume , in dollars , by 3 % .",
    "The firm opened in Ghana , where it runs a plant , in 2020 .",
]


@pytest.mark.parametrize("marked", _FOLDED)
def test_only_what_tells_nothing_is_left_out(marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    sentence = analyse(make_report(text, published=date(2024, 6, 20))).sentences[0]
    left = folded(sentence) or sentence.items
    words, inside = [], False
    for word in marked.replace("[", "[ ").replace("]", " ]").split():
        if word in {"[", "]"}:
            inside = word == "["
        elif not inside:
            words.append(word)
    assert " ".join(item.text for item in left).split() == words
