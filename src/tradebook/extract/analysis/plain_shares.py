"""Shares and lists of partners told in a roundabout way brought to the plain one: "a third (33%) of exports" as "33%
of exports", "By destination: Oman - 38%" as "Oman accounted for 38%", "Oman was the destination of 38%" as "took"."""

from __future__ import annotations

from tradebook.extract.analysis.plain_words import cue_of
from tradebook.extract.item import Cue
from tradebook.extract.items import Item, Sentence

_FIGURES = frozenset({"PCT", "AMT", "QTY"})
_TOTALS = frozenset({"total", "total amount", "sum", "total volume", "total value", "overall total"})
_VAGUE = frozenset({"most", "bulk", "majority", "half", "third", "quarter", "part", "share"})
_CLOSE = 8
_OF_THIS = Cue({"include": "1"})
_PARTED = frozenset(
    {
        "country of origin",
        "country of destination",
        "destination",
        "destinations",
        "country",
        "countries",
        "market",
        "markets",
        "partner",
        "partners",
    }
)
_ORIGINS = frozenset({"origin", "destination", "source"})
_MARKS = frozenset({"-", "–", "—", "(", ":"})
_BEING = frozenset({"was", "were", "is", "are", "remained", "became"})


def put_shares_plainly(sentence: Sentence) -> bool:
    """Bring shares and lists of partners to the plain wording, as items at the same place; whether there was one."""
    items, lowers, changed = sentence.items, sentence.lowers, False
    if "PCT" in sentence.kinds and "(" in lowers:
        changed = _exact(items)
        changed = _grown_first(items) or changed
    if items[0].lower == "of" and "total" in lowers:
        changed = _of_this(sentence) or changed
    if items[0].lower == "by":
        changed = _by_partner(sentence) or changed
    if "imports" in lowers and not lowers.isdisjoint(_SOURCES):
        changed = _source_of_imports(items) or changed
    if "partner_noun" in sentence.cues and not lowers.isdisjoint(_TURNOVERS) and "with" in lowers:
        changed = _with_a_turnover(items) or changed
    if "destination" in lowers and "PCT" in sentence.kinds:
        changed = _was_destination(sentence) or changed
    return changed


def _exact(items: list[Item]) -> bool:
    """Bring "|a third (33.3%)| of exports" and "|most| of the exports |(70%)|" to the figure of the bracket; whether
    there was one."""
    for k in range(len(items) - 3, 0, -1):
        if items[k].lower != "(" or items[k + 1].kind != "PCT" or items[k + 2].lower != ")":
            continue
        at = _vague_at(items, k, items[k + 1])
        if at is None:
            continue
        first, stop = at
        figure = items[k + 1]
        rest = items[stop:k]
        items[first : k + 3] = [figure, *rest]
        return True
    return False


def _grown_first(items: list[Item]) -> bool:
    """Bring "Oman |(up 12% to $5m)|" to "($5m, up 12%)", as lists mostly tell it; whether there was one."""
    changed = False
    for k in range(len(items) - 6, 0, -1):
        if items[k].lower != "(" or not (items[k + 1].is_("rise") or items[k + 1].lower in {"+", "-", "−", "–"}):
            continue
        j = k + 2 + (items[k + 2].lower == "by")
        if j + 3 >= len(items) or [items[j].kind, items[j + 1].lower, items[j + 3].lower] != ["PCT", "to", ")"]:
            continue
        level = items[j + 2]
        if level.kind in {"AMT", "QTY"} and items[k - 1].kind in {"PLACE", "GOOD"}:
            link = items[j + 1]
            comma = Item("w", link.start, link.start, ",", ",")
            items[k + 1 : j + 3] = [level, comma, *items[k + 1 : j + 1]]
            changed = True
    return changed


def _vague_at(items: list[Item], k: int, exact: Item) -> tuple[int, int] | None:
    """Where the words stand that the bracket at `k` tells exactly: "|a third| (", "|most| of the exports ("; None where
    none do."""
    j = k - 1
    while j > 0 and k - j < 6 and (items[j].is_("flow") or items[j].lower in _BETWEEN or items[j].kind == "GOOD"):
        j -= 1
    if j < k - 1 and items[j + 1].lower != "of":
        return None
    word = items[j]
    if word.kind == "PCT":
        if any(sign.isdigit() for sign in word.text) or not _near(word, exact):
            return None
    elif word.lower not in _VAGUE or j == k - 1:
        return None
    first = j
    while first > 0 and items[first - 1].lower in _BEFORE_VAGUE:
        first -= 1
    return first, j + 1


_BETWEEN = frozenset("of the its all total these those them it".split()) | {"of it", "of them", "of the total"}
_BEFORE_VAGUE = frozenset("the a vast great large overwhelming main lion ' ’ s about almost nearly around over".split())


def _near(told: Item, exact: Item) -> bool:
    """Whether a share in words is about that of the bracket."""
    shares = [item.value.percent for item in (told, exact)]
    return None not in shares and abs(shares[0] - shares[1]) < _CLOSE


def _of_this(sentence: Sentence) -> bool:
    """Bring "|Of the total|, 38% went to Oman" to "of this"; whether there was one."""
    items = sentence.items
    k = 1 + (items[1].lower in {"the", "this", "that"})
    if k + 3 >= len(items) or items[k].lower not in _TOTALS:
        return False
    k += 1 + (items[k + 1].lower in {"amount", "volume", "value", "sum"})
    at = k + (items[k].lower == ",")
    about = items[at].lower in {"about", "some", "around"}
    if items[at + about].kind not in _FIGURES:
        return False
    text = sentence.text_between(items[0], items[k - 1])
    items[:k] = [Item("CUE", items[0].start, items[k - 1].end, text, "of this", _OF_THIS)]
    return True


def _by_partner(sentence: Sentence) -> bool:
    """Bring "|By destination:| Oman - 38%, Peru - 22%" to "Oman accounted for 38%, Peru 22%", and "|By country of
    origin,| Oman was first" to the words behind; whether there was one."""
    items = sentence.items
    k = 1 + (items[1].lower == "the")
    if k + 5 >= len(items) or items[k].lower not in _PARTED | _ORIGINS:
        return False
    k += 1
    if items[k].lower == "of" and items[k + 1].lower in _ORIGINS:
        k += 2
    if items[k].lower not in {":", ","}:
        return False
    at = k + 1 + (items[k + 1].lower == "the")
    if items[at].kind != "PLACE":
        return False
    if items[k].lower == ",":
        del items[: k + 1]
        return True
    if items[at + 1].lower not in _MARKS or items[at + 2].kind not in _FIGURES:
        return False
    mark = items[at + 1]
    put = [Item("CUE", mark.start, mark.end, mark.text, "accounted", cue_of("accounted"))]
    put.append(Item("w", mark.end, mark.end, "for", "for"))
    rest = [item for n, item in enumerate(items) if n > at + 1 and not _is_mark(items, n, bracket=mark.lower == "(")]
    items[:] = [*items[k + 1 : at + 1], *put, *rest]
    return True


def _is_mark(items: list[Item], n: int, *, bracket: bool) -> bool:
    """Whether the item at `n` only parts a partner of a list from its figure."""
    if bracket and items[n].lower == ")":
        return True
    return items[n].lower in _MARKS and items[n - 1].kind == "PLACE" and items[n + 1].kind in _FIGURES


_SOURCES = frozenset({"source", "sources", "origin", "origins"})


def _source_of_imports(items: list[Item]) -> bool:
    """Bring "the largest source |of imports| was Oman with" to "the largest source"; whether there was one."""
    for k in range(1, len(items) - 4):
        told = items[k].lower in _SOURCES and items[k + 1].lower == "of" and items[k + 2].lower == "imports"
        if told and items[k + 3].lower in _BEING | {",", "("}:
            del items[k + 1 : k + 3]
            return True
    return False


_TURNOVERS = frozenset({"turnover", "value", "revenue"})
_REACHING = frozenset("of at reaching totalling totaling worth hitting exceeding amounting".split())


def _with_a_turnover(items: list[Item]) -> bool:
    """Bring "the largest export market, |with turnover reaching| $17bn" to "with $17bn": of that measure, and no trade
    both ways; whether there was one."""
    nouns = {item.cue("partner_noun") for item in items} - {None}
    told = [item.lower for item in items if item.lower in {"export", "import", "exports", "imports"}]
    if "turnover" in nouns and not told:
        return False  # "its largest trading partner, with turnover of $5bn"
    changed = False
    for k in range(len(items) - 4, 0, -1):
        if items[k].lower != "with":
            continue
        j = k + 1 + (items[k + 1].lower in {"a", "an", "the", "total"})
        j += items[j].lower in {"export", "import"}
        if j + 2 >= len(items) or items[j].lower not in _TURNOVERS or items[j + 1].lower not in _REACHING:
            continue
        at = j + 2 + (items[j + 2].lower == "to")
        if at < len(items) and items[at].kind in {"AMT", "QTY"}:
            del items[k + 1 : at]
            changed = True
    return changed


def _was_destination(sentence: Sentence) -> bool:
    """Bring "Oman |was the destination of| 38% of them and Peru of 22%" to "took"; whether there was one."""
    items = sentence.items
    for k in range(1, len(items) - 4):
        j = k + 1 + (items[k + 1].lower == "the")
        if items[k].lower not in _BEING or items[j].lower != "destination" or items[k - 1].kind != "PLACE":
            continue
        if items[j + 1].lower not in {"of", "for"} or items[j + 2].kind not in _FIGURES:
            continue
        text = sentence.text_between(items[k], items[j + 1])
        items[k : j + 2] = [Item("CUE", items[k].start, items[j + 1].end, text, "took", cue_of("took"))]
        for n in range(len(items) - 2, k + 2, -1):
            if items[n].lower in {"of", "for"} and items[n - 1].kind == "PLACE" and items[n + 1].kind in _FIGURES:
                del items[n]
        return True
    return False
