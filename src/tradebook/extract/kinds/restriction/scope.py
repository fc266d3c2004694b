"""How far a restriction told before reaches: "The embargo also covers dairy from Norway", "lifted its ban on onions but
imposed a duty", "but the ban on wheat remains"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import country_of
from tradebook.extract.kinds.event.timing import negated
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.restriction.made import Phrase
from tradebook.extract.kinds.restriction.memory import Memory
from tradebook.extract.kinds.restriction.sides import Target, target

_COVERING = frozenset("covers covered cover applies applied apply extends extended includes included affects".split())


def covers(sentence: Sentence, phrase: Phrase, memory: Memory) -> tuple[Draft, ...] | None:
    """What "the embargo also covers" tells: a restriction of its own where others are hit, else nothing but further
    goods of the one told before; None where no such words stand."""
    items = sentence.items
    verb = next((k for k in range(phrase.at + 1, phrase.at + 5) if lower_at(items, k) in _COVERING), None)
    if verb is None or lower_at(items, phrase.first) not in {"the", "this", "its"}:
        return None
    last = memory.last("ban" if phrase.kind == "limit" else phrase.kind)
    if last is None or negated(items, verb, 3) or phrase.goods or phrase.lands or phrase.owners:
        return None
    if any(items[k].lower in {"will", "would", "may", "could"} for k in range(phrase.at, verb)):
        return ()
    told = target(items, verb + 1 + (lower_at(items, verb + 1) == "to"))
    if not told.goods or sentence.index - last.sentence.index > 3:
        return ()
    known = last.get("goods") or ()
    hit = tuple(dict.fromkeys(c for i in told.on if (c := country_of(i)) is not None))
    if not hit or set(hit) <= set(last.get("on") or ()):
        new = [(g, i) for g, i in told.goods if (g.hs or g.text.lower()) not in {k.hs or k.text.lower() for k in known}]
        if new and known:
            last.put("goods", (*known, *(g for g, _ in new)), *(i for _, i in new), sentence=sentence)
        return ()
    draft = Draft("restriction", sentence, stance=last.stance, confidence=0.6)
    draft.put("type", last.get("type"), items[phrase.at])
    if last.get("by"):
        draft.put("by", last.get("by"))
    draft.put("on", hit, *told.on)
    draft.put("goods", tuple(g for g, _ in told.goods), *(i for _, i in told.goods))
    draft.put("status", last.get("status"))
    draft.lean_on(last.sentence)
    return (draft,)


def as_before(items: list[Item], start: int, stop: int, object_: Target, phrase: Phrase) -> Target:
    """The object of a second act whose subject and goods stand in the clause `start:stop` before it."""
    wares = [items[k] for k in range(start, stop) if items[k].kind == "GOOD" and not items[k].value.attributive]
    if object_.goods or phrase.goods or len({i.value.good.hs for i in wares}) != 1:
        return object_
    way = next((i.lower.split(" ")[0] for i in items[start:stop] if i.is_("flow")), None)
    return object_._replace(goods=((wares[0].value.good, wares[0]),), way=object_.way or way)


def goes_on_about(sentence: Sentence, phrase: Phrase, memory: Memory) -> bool:
    """Whether "the ban on wheat" stands right behind a ban on another good's trade: it is one of trade too."""
    last = memory.told[-1] if memory.told else None
    if last is None or last.get("type") != phrase.kind or not 0 < sentence.index - last.sentence.index < 2:
        return False
    return bool(last.get("goods")) and lower_at(sentence.items, phrase.first) in {"the", "its"} | {phrase.kind}
