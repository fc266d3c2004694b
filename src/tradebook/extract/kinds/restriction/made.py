"""The draft of a restriction from its noun phrase, its object and who acts; whether it is one of trade at all."""

from __future__ import annotations

from typing import NamedTuple

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import country_of, word_class
from tradebook.extract.kinds.restriction.sides import Target
from tradebook.statement import Good

TABLE = "restriction_words"


class Phrase(NamedTuple):
    """The noun phrase of a restriction: where it begins, its noun, type, owners or targets named in it, goods, way."""

    first: int
    at: int
    kind: str
    lands: tuple[Item, ...]
    owners: tuple[Item, ...]
    goods: tuple[tuple[Good, Item], ...]
    way: str | None
    words: frozenset[str]


def made(
    sentence: Sentence,
    phrase: Phrase,
    object_: Target,
    by: list[Item],
    on: list[Item],
    code: str | None,
    confidence: float,
) -> Draft | None:
    goods = object_.goods or phrase.goods
    doers = tuple(dict.fromkeys([*(c for i in by if (c := acting(i))), *([code] if code else [])]))
    whom = tuple(dict.fromkeys(c for i in on if (c := country_of(i)) is not None and c not in doers))
    way = object_.way or phrase.way
    if not _is_of_trade(phrase, goods, doers, whom, way, object_.trade):
        return None
    kind = "ban" if phrase.kind == "limit" else phrase.kind
    draft = Draft("restriction", sentence, confidence=min(confidence, 0.6) if phrase.kind == "limit" else confidence)
    draft.put("type", kind, sentence.items[phrase.at])
    if doers:
        draft.put("by", doers, *by)
    if whom:
        draft.put("on", whom, *on)
    if goods:
        unique = {(g.hs or g.text.lower()): (g, i) for g, i in goods}
        draft.put("goods", tuple(g for g, _ in unique.values()), *(i for _, i in unique.values()))
    return draft


def acting(item: Item) -> str | None:
    """Whose restriction it is: in trade Brussels acts for the European Union."""
    return "EUU" if item.lower == "brussels" else country_of(item)


def _is_of_trade(
    phrase: Phrase,
    goods: tuple[tuple[Good, Item], ...],
    by: tuple[str, ...],
    on: tuple[str, ...],
    way: str | None,
    trade: bool,
) -> bool:
    """Whether it is a restriction of a state on trade with others, with a side that is known."""
    home = word_class(TABLE, "home")
    if (phrase.words & home) - {"customs"} and way is None and not on:
        return False
    if not (by or on):
        return False
    if phrase.kind == "sanction":
        return bool(on)
    if phrase.kind == "limit" and not (on or goods):
        return False
    if phrase.kind == "licence":
        return way is not None and bool(goods or on)
    if phrase.kind == "tariff":
        special = bool(
            phrase.words
            & {
                "customs",
                "dumping",
                "anti-dumping",
                "antidumping",
                "countervailing",
                "safeguard",
                "retaliatory",
                "tariff",
                "tariffs",
                "duty",
                "duties",
            }
        )
        return (
            bool(on) or way is not None or (bool(goods) and special and not _is_utility(goods)) or (trade and bool(by))
        )
    if phrase.kind == "quota":
        inwards = not phrase.words.isdisjoint({"tariff", "tariff-rate"})  # a tariff quota is one of imports
        return way is not None or (bool(on or inwards) and bool(goods))
    return (
        (way is not None and bool(goods or on or by))
        or (bool(on) and (bool(goods) or trade))
        or (bool(goods) and trade)
    )


def _is_utility(goods: tuple[tuple[Good, Item], ...]) -> bool:
    """Whether a tariff on these goods is a price at home (electricity, gas, water)."""
    return all(g.hs and all(code.startswith(("2716", "2711", "2201")) for code in g.hs) for g, _ in goods)
