""" "The grain", "the fuel", "the commodity" as the good that they point at: "Rice exports fell 5%. In June Vietnam
shipped 700,000 tonnes of |the grain|"."""

from __future__ import annotations

from functools import cache

from tradebook.extract.analysis import resolved
from tradebook.extract.items import GoodMention, Item, Sentence
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at
from tradebook.extract.tables import rows
from tradebook.goods import HS_EDITION
from tradebook.statement import Good

_DEFINITE = frozenset({"the", "this", "that"})
_FIGURES = frozenset({"AMT", "QTY", "PCT"})
# Short for what is spoken of, also without an article: "Ghana shipped 5 tonnes of |beans|" in a report on cocoa
_SHORT = frozenset({"bean", "beans", "kernels", "leaf"})
_BEHIND = frozenset(
    "to from in at by for during worth and as since between was were is has had last this until valued abroad "
    "overseas into on over through while but which that".split()
)


@cache
def _meant() -> dict[str, frozenset[str]]:
    """The chapters that a general word may stand for; none where it stands for any good."""
    return {row["form"]: frozenset(row["chapters"].split()) for row in rows("goods_meant")}


def put_in_goods_meant(sentence: Sentence, topic: Topic) -> None:
    """Put the good that was told before into a sentence that points at it by a general word."""
    known = _meant()
    if not sentence.lowers.isdisjoint(_MADE) and topic.base is not None and len(topic.base.goods) == 1:
        _put_in_products(sentence, topic.base.goods[0])
    if sentence.lowers.isdisjoint(known):
        return
    if sentence.kinds.isdisjoint(_FIGURES) and sentence.lowers.isdisjoint(_SHORT):
        return
    items = sentence.items
    found = False
    for k, item in enumerate(items):
        if k and item.lower in known and _points(items, k) and (good := _told(items, k, topic)) is not None:
            items[k] = Item("GOOD", item.start, item.end, item.text, item.lower, GoodMention(good))
            found = True
    if found:
        sentence.refresh()


# What is made of the good spoken of: "|Meal| exports reached 9,000 tonnes" in a report on soybeans
_MADE = frozenset({"meal", "oil", "cake", "kernels", "concentrates", "concentrate", "cathodes", "flour", "butter"})


def _put_in_products(sentence: Sentence, whole: Good) -> None:
    """Put in what is made of a good, where its trade is told by its own word alone."""
    items, found = sentence.items, False
    name = whole.text.lower().removesuffix("s")
    for k, item in enumerate(items[:-1]):
        if item.lower not in _MADE or not (items[k + 1].is_("flow") or items[k + 1].is_("supply")):
            continue
        if k and lower_at(items, k - 1) not in {"and", ",", ";", "while", "whereas", "but", "the"}:
            continue
        made = resolved(f"{name} {item.lower}")
        if made is None or any(code in whole.hs for code in made.codes):
            continue
        good = Good(text=item.text, hs=made.codes, hs_edition=HS_EDITION, confidence=made.confidence)
        items[k] = Item("GOOD", item.start, item.end, item.text, item.lower, GoodMention(good))
        found = True
    if found:
        sentence.refresh()


def _points(items: list[Item], k: int) -> bool:
    """Whether a general word stands for itself behind "the", and describes nothing ("the grain market")."""
    item = items[k]
    weighed = item.lower in _SHORT and lower_at(items, k - 1) == "of" and kind_at(items, k - 2) in _FIGURES
    weighed = weighed or (item.lower in _SHORT and kind_at(items, k - 1) == "DEM")  # "buyers of Ghanaian |beans|"
    if not (weighed or lower_at(items, k - 1) in _DEFINITE) or item.kind not in {"GOOD", "w", "CUE"}:
        return False
    if item.kind == "GOOD" and item.value.attributive:
        return False
    if k + 1 >= len(items) or lower_at(items, k + 1) in {"'", "’"}:
        return True
    behind = items[k + 1]
    return behind.kind in {"p", "PER", "CUE", *_FIGURES} or behind.lower in _BEHIND or not behind.text[0].isalpha()


def _told(items: list[Item], k: int, topic: Topic) -> Good | None:
    """The one narrower good that the sentence, the flow before it or the report speaks of."""
    chapters = _meant()[items[k].lower]
    own = set(items[k].value.good.hs) if kind_at(items, k) == "GOOD" else set[str]()
    for j in range(k - 1, -1, -1):
        if items[j].kind == "GOOD":
            good = good_of(items[j])
            return good if _is_narrower(good, chapters, own) and items[j].lower not in _meant() else None
    scopes = (topic.focus, topic.base)
    if items[k].lower in _SHORT and topic.base is not None and topic.base.told:
        scopes = scopes[::-1]  # "processed cocoa fell. Peru buys Ghanaian |beans|"
    for scope in scopes:
        if scope is not None and scope.goods and len(scope.goods) == 1:
            good = scope.goods[0]
            return good if _is_narrower(good, chapters, own) else None
    return None


def _is_narrower(good: Good, chapters: frozenset[str], own: set[str]) -> bool:
    if not good.hs or set(good.hs) == own:
        return False
    return not chapters or all(code[:2] in chapters for code in good.hs)
