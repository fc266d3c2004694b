"""Phrases of trade whose sides only the sentences before tell: "Hungary exports medicines" behind "Hungary and
Mongolia traded goods worth $50 million", "among the goods exported were"."""

from __future__ import annotations

import re
from typing import cast

from tradebook.extract.items import Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.statement import Measure

_VERB = re.compile(
    r"(?:^|[;:,] |\b(?:and|while|whereas|but) )(?:the )?(?P<owner>PLACE) "
    r"(?:(?:mainly|mostly|chiefly|primarily|largely|currently|also|traditionally|in turn|usually) )?"
    r"(?P<verb>exports?|imports?|sells?|buys?|purchases|ships|supplies|sends|exported|imported|sold|bought) "
    r"(?=(?:\w+ ){0,3}?GOOD)"
)
_GOODS = re.compile(
    r"\b(?:goods|products|items|commodities|articles) (?P<verb>exported|imported|shipped|sold|bought|purchased|"
    r"supplied|delivered) (?=(?:were|are|included?|comprised?|consist\w*|mainly) )"
)
_WORDS = frozenset({"goods", "products", "items", "commodities", "articles"})
_REACH = 2


def bare_heads(sentence: Sentence, found: list[Head], topic: Topic) -> list[Head]:
    """The heads that the phrases of a sentence leave to the trade told before it."""
    if "GOOD" not in sentence.kinds:
        return []
    out = _set_against(sentence, found)
    if not (told := topic.told(sentence, _REACH)):
        return out
    if not _WORDS.isdisjoint(sentence.lowers) and (match := _GOODS.search(sentence.masked)):
        out.append(_head(sentence, match))
    if "PLACE" in sentence.kinds and len(told.sides.pair) == 2:
        for match in _VERB.finditer(sentence.masked):
            owner = sentence.found(match, "owner")[0]
            if (
                owner.value.code in told.sides.pair
                and owner.value.form != "city"
                and _of_the_two(sentence, match, told)
            ):
                head = _head(sentence, match)
                head.verb = head.returns = True
                head.take_owner(owner)
                out.append(head)
    return [head for head in out if not any(h.first <= head.at <= h.last for h in found)]


def _set_against(sentence: Sentence, found: list[Head]) -> list[Head]:
    """The head of "Peru exports tea to Oman, |while Oman supplies dates|": of the two countries before it."""
    if sentence.lowers.isdisjoint(_CONTRAST) or not found:
        return []
    out: list[Head] = []
    for match in _VERB.finditer(sentence.masked):
        owner, at = sentence.found(match, "owner")[0], sentence.item_at(match.start("verb"))
        first = next((h for h in reversed(found) if h.at < at), None)
        if first is None or not _CONTRAST & set(match[0].split(" ")[:2]):
            continue
        known = next((h for h in found if h.first <= at <= h.last), None)
        if known is not None and (known.sided_beyond_owner or known.open_other or known.elsewhere or known.total):
            continue
        pair = {place.code for place in first.places}
        other = next((place for place in first.places if place.code != owner.value.code), None)
        if (
            len(pair) != 2
            or owner.value.code not in pair
            or other is None
            or not _names_no_other(sentence, match, pair)
        ):
            continue
        head = _head(sentence, match) if known is None else known.twin()
        head.verb = True
        if known is None:
            head.take_owner(owner)
            out.append(head)
        else:
            found[found.index(known)] = head
        if head.measure == "exports":
            head.dest = (other,)
        else:
            head.source = other
    return out


_CONTRAST = frozenset({"while", "whereas", "and", "but"})


def _of_the_two(sentence: Sentence, match: re.Match[str], told: Scope) -> bool:
    """Whether the clause behind a verb names no third country and no other direction."""
    return _names_no_other(sentence, match, set(told.sides.pair))


def _names_no_other(sentence: Sentence, match: re.Match[str], pair: set[str]) -> bool:
    for item in sentence.items[sentence.item_at(match.end() - 1) + 1 :]:
        if item.lower in _ENDS:
            break
        if item.kind in {"PLACE", "DEM"} and item.value.code not in pair:
            return False
        if item.lower in {"from", "to", "abroad", "elsewhere", "overseas", "worldwide"}:
            return False
    return True


_ENDS = frozenset({";", ".", "while", "whereas", "but"})


def _head(sentence: Sentence, match: re.Match[str]) -> Head:
    at = sentence.item_at(match.start("verb"))
    measure = sentence.items[at].cue("fverb") or ("imports" if match["verb"] in _BUYING else "exports")
    return Head(cast(Measure, measure), at)


_BUYING = frozenset("buy buys bought purchases purchased import imports imported".split())
