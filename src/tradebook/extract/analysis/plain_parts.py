"""Parts of a trade told in a roundabout way brought to the plain one: "with 38% going to Oman" as "of which 38% went to
Oman", "the bulk of it (38%)" as "38% of it", "Oman imported 38% of it" as "took"."""

from __future__ import annotations

from tradebook.extract.analysis.plain_words import cue_of
from tradebook.extract.items import Item, Sentence

_FIGURES = frozenset({"PCT", "AMT", "QTY"})
_GOING = frozenset({"going to", "going", "headed", "heading", "destined", "bound"})
_COMING = frozenset({"coming", "originating", "arriving"})
_WAYS = {"to": _GOING, "for": _GOING, "from": _COMING}
_VAGUE = frozenset({"bulk", "majority", "share", "part", "portion", "half", "most", "third", "quarter", "chunk"})
_DESCRIBED = frozenset("the a vast great large largest bigger biggest overwhelming main lion ' ’ s over than".split())
_IT = frozenset({"it", "them", "this", "that", "these", "which"})
_OF_IT = frozenset({"of it", "of them", "of this", "of that", "of which"})
_OPENING, _CLOSING = frozenset({"(", ",", "-", "–", "—"}), frozenset({")", ",", "-", "–", "—"})
_BUYING = frozenset("imported bought purchased acquired".split())
_GIVING = frozenset("supplied provided delivered".split())
_HAVING = frozenset({"has", "have", "had"})
# "which |was supplied by| Oman": by the verb and what follows it, whether goods came or went
_PASSIVE = {
    "by": {
        "came": frozenset("supplied provided delivered shipped produced grown".split()),
        "went": frozenset("bought purchased imported taken absorbed received acquired".split()),
    },
    "from": {"came": frozenset("bought purchased imported sourced procured shipped supplied delivered".split())},
    "to": {"went": frozenset("sold shipped exported sent delivered supplied".split())},
}
_AGENT = {"came": "from", "went": "to"}
_BOUGHT = frozenset({"it", "them", "this", "that", "these", "the total", "those"})


def put_parts_plainly(sentence: Sentence) -> bool:
    """Bring the parts of a trade to the plain wording, as items at the same place; whether there was one."""
    lowers, changed = sentence.lowers, False
    if "with" in lowers and not (lowers.isdisjoint(_GOING) and lowers.isdisjoint(_COMING)):
        changed = _with_going(sentence)
    if "responsible" in lowers and "PCT" in sentence.kinds:
        changed = _responsible(sentence.items) or changed
    if not lowers.isdisjoint(_VAGUE) or "PCT" in sentence.kinds:
        changed = _exactly(sentence) or changed
    if "PCT" in sentence.kinds and not lowers.isdisjoint(_BUYING):
        changed = _bought(sentence.items) or changed
    if "PCT" in sentence.kinds and not lowers.isdisjoint(_GIVING):
        changed = _supplied(sentence) or changed
    if not lowers.isdisjoint(_BEING):
        changed = _came(sentence.items) or changed
    if not lowers.isdisjoint(_FELL) and "PCT" in sentence.kinds:
        changed = _fell_on(sentence) or changed
    if "taken" in lowers and not lowers.isdisjoint(_HAVING):
        changed = _taken(sentence.items) or changed
    if "most" in lowers and not lowers.isdisjoint(_TAKING):
        changed = _took_the_most(sentence.items) or changed
    if "DEM" in sentence.kinds and not lowers.isdisjoint(_BUYERS) and not lowers.isdisjoint(_TAKING):
        changed = _buyers(sentence) or changed
    if "with" in lowers and "partner_noun" in sentence.cues:
        changed = _with_the_buyer(sentence) or changed
    if "share" in lowers and "PCT" in sentence.kinds and not lowers.isdisjoint(_HAVING_MOST):
        changed = _had_the_largest(sentence.items) or changed
    if "market" in lowers and not sentence.kinds.isdisjoint(_NATIONS):
        changed = _market_as_buyer(sentence) or changed
    return changed


def _with_going(sentence: Sentence) -> bool:
    """Bring ", with 38% going to Oman" to "of which 38% went to Oman"; whether there was one."""
    items, changed = sentence.items, False
    for k in range(len(items) - 3, 0, -1):
        if items[k].lower != "with" or items[k + 1].kind not in _FIGURES:
            continue
        verb, future = items[k + 2], items[k + 2].lower == "going to"
        way = "to" if future else items[k + 3].lower if k + 3 < len(items) else ""
        if not future and verb.lower not in _WAYS.get(way, ()):
            continue
        word = "came" if way == "from" else "went"
        end = verb.start + len("going") if future else verb.end
        put = [Item("CUE", verb.start, end, verb.text[: end - verb.start], word, cue_of(word))]
        if future:
            put.append(Item("w", end + 1, verb.end, "to", "to"))
        items[k] = Item("w", items[k].start, items[k].end, items[k].text, "of which")
        items[k + 2 : k + 3] = put
        changed = True
    return changed


def _responsible(items: list[Item]) -> bool:
    """Bring "with Oman responsible for 38%" to "accounting for"; whether there was one."""
    changed = False
    for k in range(1, len(items) - 2):
        item = items[k]
        told = items[k - 1].kind == "PLACE" and items[k + 1].lower == "for" and items[k + 2].kind == "PCT"
        if item.lower == "responsible" and told:
            items[k] = Item("w", item.start, item.end, item.text, "accounting")
            changed = True
    return changed


def _exactly(sentence: Sentence) -> bool:
    """Bring "the bulk of it (38%)", "the largest share, 38%," and "a third of that (38%)" to "38% of it"; whether there
    was one."""
    items = sentence.items
    for k in range(len(items) - 2, 0, -1):
        if items[k].kind not in _FIGURES or items[k - 1].lower not in _OPENING or items[k + 1].lower not in _CLOSING:
            continue
        first = _vague_before(items, k - 1)
        if first is None or k + 2 >= len(items):
            continue
        opener = items[first]
        items[first : k + 2] = [
            items[k],
            Item("w", opener.start, items[k - 1].start, sentence.text_between(opener, items[k - 1]), "of it"),
        ]
        return True
    return False


def _vague_before(items: list[Item], stop: int) -> int | None:
    """The index of the first word of "the vast majority |of it|", "the largest share", "more than a third of that" that
    ends before `stop`; None where no such thing stands there."""
    k = stop - 1
    pointed = k >= 0 and items[k].lower in _OF_IT
    if pointed:
        k -= 1
    elif k > 0 and items[k].lower in _IT and items[k - 1].lower == "of":
        pointed, k = True, k - 2
    if k < 0 or not (items[k].lower in _VAGUE or (pointed and items[k].kind == "PCT")):
        return None
    while k > 0 and items[k - 1].lower in _DESCRIBED:
        k -= 1
    opens = k == 0 or items[k - 1].lower in {",", ";", ":", "and", "with", "while"}
    return k if opens else None


def _bought(items: list[Item]) -> bool:
    """Bring "Oman alone imported 38% of it" to "took 38% of it"; whether there was one."""
    changed = False
    for k in range(1, len(items) - 2):
        item = items[k]
        if item.lower not in _BUYING or items[k + 1].kind != "PCT":
            continue
        before = items[k - 2] if items[k - 1].lower in {"alone", "itself"} and k > 1 else items[k - 1]
        if before.kind == "PLACE" and _is_of_it(items, k + 2):
            items[k] = Item("CUE", item.start, item.end, item.text, "took", cue_of("took"))
            changed = True
    return changed


def _is_of_it(items: list[Item], k: int) -> bool:
    if items[k].lower in _OF_IT:
        return True
    if items[k].lower != "of" or k + 1 >= len(items):
        return False
    pointer = items[k + 1].lower
    total = pointer == "the" and k + 2 < len(items) and items[k + 2].lower in {"total", "volume"}
    return pointer in _BOUGHT or total


def _supplied(sentence: Sentence) -> bool:
    """Bring "Oman supplied 38% of it" and "Oman provided 90% and Peru 8%" to "accounted for"; whether there was one."""
    items, changed = sentence.items, False
    for k in range(len(items) - 2, 0, -1):
        item = items[k]
        if item.lower not in _GIVING or items[k + 1].kind != "PCT":
            continue
        before = items[k - 2] if items[k - 1].lower in {"alone", "itself"} and k > 1 else items[k - 1]
        behind = items[k + 2] if k + 2 < len(items) else None
        ends = behind is None or behind.lower in _ENDING or _is_of_it(items, k + 2)
        if before.kind == "PLACE" and ends:
            put = [Item("CUE", item.start, item.end, item.text, "accounted", cue_of("accounted"))]
            put.append(Item("w", item.end, item.end, "for", "for"))
            items[k : k + 1] = put
            changed = True
    return changed


_ENDING = frozenset({".", ",", ";", "and", "while"})
_BEING = frozenset({"was", "were", "is", "are", "been", "being"})


def _came(items: list[Item]) -> bool:
    """Bring "95% of which was supplied by Oman" to "came from Oman", "38% of it was bought by Peru" to "went to Peru";
    whether there was one."""
    changed = False
    for k in range(len(items) - 4, 0, -1):
        if items[k].lower not in _BEING or items[k + 3].kind != "PLACE" or not _of_a_part(items, k):
            continue
        verb, link = items[k + 1], items[k + 2]
        word = next((w for w, verbs in _PASSIVE.get(link.lower, {}).items() if verb.lower in verbs), None)
        if word is None:
            continue
        items[k : k + 3] = [
            Item("CUE", items[k].start, verb.end, verb.text, word, cue_of(word)),
            Item("w", link.start, link.end, _AGENT[word], _AGENT[word]),
        ]
        changed = True
    return changed


def _of_a_part(items: list[Item], k: int) -> bool:
    """Whether a percentage, with or without what it is of, stands before `k` as the subject."""
    j = k - 1
    if items[j].lower in _OF_IT:
        j -= 1
    elif items[j].lower in _IT | {"total"} and items[j - 1].lower in {"of", "the"}:
        j -= 2 + (items[j - 1].lower == "the")
    elif items[j].is_("flow"):  # "two thirds |of Polish exports| were bought by"
        of = next((n for n in range(j - 1, max(0, j - 5), -1) if items[n].lower == "of"), 0)
        j = of - 1 if of else j
    return j >= 0 and items[j].kind == "PCT"


def _taken(items: list[Item]) -> bool:
    """Bring "has taken 4 million tonnes" to "took"; whether there was one."""
    changed = False
    for k in range(1, len(items) - 1):
        item = items[k]
        before = items[k - 2] if items[k - 1].lower in {"already", "so far"} and k > 1 else items[k - 1]
        if item.lower == "taken" and before.lower in _HAVING and items[k + 1].kind in _FIGURES:
            items[k] = Item("CUE", item.start, item.end, item.text, "took", cue_of("took"))
            changed = True
    return changed


def _with_the_buyer(sentence: Sentence) -> bool:
    """Bring "with Oman, the top buyer, taking 38%" to "with Oman taking 38%" and "with Oman the main supplier at 5
    tonnes" to "with Oman supplying 5 tonnes"; whether there was one."""
    items = sentence.items
    for k in range(len(items) - 3, 1, -1):
        if items[k].kind != "PLACE" or items[k - 1].lower not in {"with", "the"}:
            continue
        if items[k - 1].lower == "the" and items[k - 2].lower != "with":
            continue
        comma = items[k + 1].lower == ","
        j = k + 1 + comma
        if j >= len(items) or items[j].lower not in {"the", "its", "their"}:
            continue
        noun = next((n for n in range(j + 1, min(j + 5, len(items) - 2)) if items[n].is_("partner_noun")), None)
        if noun is None or not any(items[n].is_("superlative") or items[n].is_("rank") for n in range(j + 1, noun)):
            continue
        stop = noun + 1 + (comma and items[noun + 1].lower == ",")
        if items[stop].lower.endswith("ing"):
            del items[k + 1 : stop]
            return True
        if not comma and items[stop].lower in {"at", "with"} and items[stop + 1].kind in _FIGURES:
            given = items[noun].lower in _SUPPLIERS
            word = "supplying" if given else "taking"
            first = items[k + 1]
            text = sentence.text_between(first, items[stop])
            items[k + 1 : stop + 1] = [Item("w", first.start, items[stop].end, text, word)]
            return True
    return False


_SUPPLIERS = frozenset({"supplier", "source", "provider", "exporter", "seller"})


_FELL = frozenset({"fell", "falls", "belonged", "belongs"})
_SHARES = frozenset({"share", "part", "portion", "proportion", "weight"})


def _fell_on(sentence: Sentence) -> bool:
    """Bring "the largest share fell on copper - 40%" and "belonged to Oman (40%)" to "copper accounted for 40% of it";
    whether there was one."""
    items = sentence.items
    for k in range(2, len(items) - 4):
        verb, named = items[k], items[k + 2]
        if verb.lower not in _FELL or items[k + 1].lower not in {"on", "to"} or items[k - 1].lower not in _SHARES:
            continue
        if named.kind not in {"PLACE", "GOOD"} or items[k + 3].lower not in _OPENING or items[k + 4].kind != "PCT":
            continue
        first = k - 1
        while first > 0 and (items[first - 1].is_("superlative") or items[first - 1].lower in _DESCRIBED):
            first -= 1
        if first == k - 1:
            continue
        stop = k + 5
        closes = stop < len(items) and items[stop].lower == ")" and items[k + 3].lower == "("
        items[first : stop + closes] = [
            named,
            Item("CUE", verb.start, verb.end, verb.text, "accounted", cue_of("accounted")),
            Item("w", verb.end, verb.end, "for", "for"),
            items[k + 4],
            Item("w", items[k + 4].end, items[k + 4].end, "of it", "of it"),
        ]
        return True
    return False


_TAKING = frozenset("took takes bought buys absorbed imported purchased received".split())
_BUYERS = frozenset("buyers importers customers consumers traders mills refiners crushers processors companies".split())


def _took_the_most(items: list[Item]) -> bool:
    """Bring "Oman took the most, 5 tonnes" to "took 5 tonnes"; whether there was one."""
    for k in range(1, len(items) - 4):
        told = [item.lower for item in items[k + 1 : k + 3]] == ["the", "most"]
        if items[k].lower in _TAKING and told and items[k + 3].lower in _OPENING and items[k + 4].kind in _FIGURES:
            closes = k + 5 < len(items) and items[k + 3].lower == "(" and items[k + 5].lower == ")"
            items[k + 1 : k + 5 + closes] = [items[k + 4]]
            return True
    return False


def _buyers(sentence: Sentence) -> bool:
    """Bring "Omani buyers took 5 tonnes" to "Oman took 5 tonnes"; whether there was one."""
    items, changed = sentence.items, False
    for k in range(len(items) - 4, -1, -1):
        if items[k].kind != "DEM" or items[k + 1].lower not in _BUYERS or items[k + 2].lower not in _TAKING:
            continue
        if items[k + 3].kind not in _FIGURES:
            continue
        text = sentence.text_between(items[k], items[k + 1])
        items[k : k + 2] = [Item("PLACE", items[k].start, items[k + 1].end, text, text.lower(), items[k].value)]
        changed = True
    return changed


_NATIONS = frozenset({"DEM", "PLACE"})
_MARKET_DOES = frozenset("topped tops led leads headed took takes absorbed absorbs accounted received ranked".split())
_MOVED_TO = frozenset({"fell", "slipped", "rose", "moved", "climbed", "dropped"})


def _market_as_buyer(sentence: Sentence) -> bool:
    """Bring "the |Chinese market| absorbed 38%", "the |Chinese market| fell to third place" to "China"; whether there
    was one."""
    items, changed = sentence.items, False
    for k in range(len(items) - 3, -1, -1):
        if items[k].kind not in _NATIONS or items[k + 1].lower != "market" or (k and items[k - 1].lower != "the"):
            continue
        if k > 1 and items[k - 2].lower not in {",", "and", "while", "but", ";"}:
            continue
        verb = items[k + 2].lower
        placed = verb in _MOVED_TO and any(item.is_("ordinal") for item in items[k + 3 : k + 6])
        if verb not in _MARKET_DOES and not placed:
            continue
        text = sentence.text_between(items[k], items[k + 1])
        items[k : k + 2] = [Item("PLACE", items[k].start, items[k + 1].end, text, text.lower(), items[k].value)]
        changed = True
    return changed


_HAVING_MOST = frozenset({"took", "had", "held", "accounted", "has", "received", "claimed", "holds", "takes"})


def _had_the_largest(items: list[Item]) -> bool:
    """Bring "Oman |took the largest share with 43 percent| of deliveries" to "accounted for 43 percent"; whether there
    was one."""
    for k in range(1, len(items) - 4):
        if items[k].lower not in _HAVING_MOST or items[k - 1].kind != "PLACE":
            continue
        j = k + 1 + (items[k + 1].lower == "for")
        if items[j].lower != "the" or not (items[j + 1].is_("superlative") or items[j + 1].lower in _GREAT):
            continue
        share = j + 2
        if share + 2 >= len(items) or items[share].lower != "share":
            continue
        at = share + 1
        while at < len(items) - 1 and items[at].lower in {",", "with", "at", ":", "–", "—", "-"}:
            at += 1
        if at == share + 1 or items[at].kind != "PCT":
            continue
        verb, link = items[k], items[k + 1]
        items[k:at] = [
            Item("CUE", verb.start, verb.end, verb.text, "accounted", cue_of("accounted")),
            Item("w", link.start, link.end, link.text, "for"),
        ]
        end = items[k + 2].end
        if items[k + 3].lower != "of":
            items[k + 3 : k + 3] = [Item("w", end, end, word, word) for word in ("of", "the", "total")]
        return True
    return False


_GREAT = frozenset({"main", "highest", "lion", "greatest"})
