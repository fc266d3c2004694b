"""Vehicles counted without their noun: "Turkish car exports rose to |222,000| in May from |205,000|"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.theme import theme_of
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.extract.mentions.numbers import plain
from tradebook.statement import Good, Quantity

_HEADINGS = frozenset({"87", "8701", "8702", "8703", "8704", "8705", "8711"})
_BEFORE = frozenset({"to", "from", "at", "of", "were", "was", "totalled", "totaled", "reached", "against", "than"})
_BEHIND = frozenset(", . ; in from while and compared against but ) during for".split()) | {""}
_LEAST = 1000


def count_vehicles(sentence: Sentence, topic: Topic) -> None:
    """Give the bare numbers of a sentence on trade in vehicles, where they stand as levels, the noun counted."""
    if "NUM" not in sentence.kinds or not ({"flow", "supply"} & sentence.cues or "those" in sentence.lowers):
        return
    items = sentence.items
    theme = _counted(theme_of(topic.document.sentences))
    changed = False
    for k, item in enumerate(items):
        if item.kind != "NUM" or not _is_level(items, k):
            continue
        noun = _noun_before(items, k)
        noun = theme if noun is None else noun
        if noun:
            value = item.value
            counted = Quantity(
                value=plain(value.low), unit=noun, qualifier=value.qualifier, precision=plain(value.precision),
                text=item.text,
            )  # fmt: skip
            items[k] = Item("QTY", item.start, item.end, item.text, item.lower, counted)
            changed = True
    if changed:
        sentence.refresh()


def _is_level(items: list[Item], k: int) -> bool:
    value = items[k].value
    printed = value.printed and value.low == value.high and value.low >= _LEAST and not items[k].text.isdigit()
    if not printed or lower_at(items, k - 1) not in _BEFORE:
        return False
    return kind_at(items, k + 1) == "PER" or lower_at(items, k + 1) in _BEHIND


def _noun_before(items: list[Item], k: int) -> str | None:
    """The noun of the last good before an index; "" where that is no vehicle, None where no good stands there."""
    good = next((item for item in reversed(items[:k]) if item.kind == "GOOD"), None)
    return None if good is None else _counted((good_of(good),))


def _counted(goods: tuple[Good, ...]) -> str:
    """The plural of the vehicle that goods are; "" where they are none."""
    if len(goods) != 1 or not goods[0].hs or not {code[:4] for code in goods[0].hs} <= _HEADINGS:
        return ""
    word = goods[0].text.split()[-1].lower()
    return word if word.endswith("s") else f"{word}s"
