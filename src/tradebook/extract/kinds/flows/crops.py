"""The good whose balance a sentence tells: "wheat production is put at 8.5 million tonnes, while imports ..."."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import good_of, lower_at
from tradebook.statement import Good


def crop_before(items: list[Item], stop: int) -> tuple[Good, ...]:
    """The last good before an index that only describes its production, harvest or use; () where there is none."""
    for k in range(min(stop, len(items)) - 1, -1, -1):
        if items[k].kind != "GOOD":
            continue
        if lower_at(items, k + 1) in flow_words("output") or (
            lower_at(items, k - 1) == "of" and lower_at(items, k - 2) in flow_words("output")
        ):
            return (good_of(items[k]),)
        return ()
    return ()


def akin(a: tuple[Good, ...], b: tuple[Good, ...]) -> bool:
    """Whether two lists have a heading in common, be it as a part of the other's ("robusta", "coffee")."""
    ours, theirs = ({c[:4] for good in goods for c in good.hs} for goods in (a, b))
    return any(x.startswith(y) or y.startswith(x) for x in ours for y in theirs)


def wider(whole: Good, part: Good) -> bool:
    """Whether one good holds another and more: "agricultural products" sunflower oil, "grain" wheat."""
    inside = bool(part.hs) and all(any(c.startswith(w) for w in whole.hs) for c in part.hs)
    return inside and (len(whole.hs) > len(part.hs) or min(map(len, whole.hs)) < min(map(len, part.hs)))


def is_kind_of(whole: Good, part: Good) -> bool:
    """Whether a good is one sort of another: "coffee" robusta, "tea" instant tea, "garments" knitwear; another word for
    the same does no harm."""
    name, sort = (good.text.lower().removesuffix("s").removesuffix("e") for good in (whole, part))
    if name == sort:
        return False
    noun = sort.endswith(f" {name}")
    return noun or wider(whole, part) or (bool(part.hs) and set(part.hs) == set(whole.hs))


def same_goods(a: tuple[Good, ...], b: tuple[Good, ...] | None) -> bool:
    """Whether two lists name the same goods, be it in other words ("liquefied natural gas", "LNG")."""
    if b is None or a == b:
        return a == b
    ours, theirs = {c for good in a for c in good.hs}, {c for good in b for c in good.hs}
    return bool(ours) and ours == theirs
