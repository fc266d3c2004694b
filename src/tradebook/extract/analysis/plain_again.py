"""What a clause leaves out because it stands in the clause before, put in again: "exports to Oman accounted for 14% of
the total, and 12% to Peru", "74 percent of Omani, 61 percent of Peruvian exports", "$5m in January and $6m in February
2023"."""

from __future__ import annotations

from datetime import date

import msgspec

from tradebook.extract.analysis.plain_words import cue_of, kind_at, low_at
from tradebook.extract.items import Item, Sentence
from tradebook.extract.mentions import calendar as cal

_FIGURES = frozenset({"PCT", "AMT", "QTY"})
_JOINING = frozenset({"and", ",", "while", ";"})
_SHARED = frozenset({"accounted", "made up", "represented", "constituted"})
_SOLD = frozenset({"exported", "sold", "shipped", "sent"})
_WAYS = frozenset({"to", "from", "with"})


def put_again(sentence: Sentence) -> bool:
    """Put in what a clause leaves out, as items at the same place; whether there was any such thing."""
    items, lowers, changed = sentence.items, sentence.lowers, False
    if "PCT" in sentence.kinds:
        if "flow" in sentence.cues and not lowers.isdisjoint(_SHARED):
            changed = _shares_go_on(items)
        if "DEM" in sentence.kinds and "flow" in sentence.cues:
            changed = _nouns_again(items) or changed
        if not lowers.isdisjoint(_SOLD):
            changed = _each_sold(items) or changed
        if "flow" in sentence.cues and "of" in lowers:
            changed = _of_its_goods(items) or changed
    if "than" in lowers and "flow" in sentence.cues and not lowers.isdisjoint(_QUICKER):
        changed = _than_the_other(items) or changed
    if "and" in lowers and "flow" in sentence.cues and not sentence.kinds.isdisjoint(_FIGURES):
        changed = _owners_in_order(items) or changed
    if "worth" in lowers and "AMT" in sentence.kinds:
        changed = _worth(items) or changed
    if "PER" in sentence.kinds and "and" in lowers:
        changed = _years_of_months(items) or changed
    return changed


# -- shares of partners ----------------------------------------------------------------------------------------------


def _shares_go_on(items: list[Item]) -> bool:
    """Bring "exports to Oman accounted for 14% of the total, |and 12% to Peru|", "|and those to Peru for 12%|" to "and
    exports to Peru accounted for 12% of the total"; whether there was one."""
    at = next((k for k, item in enumerate(items) if item.lower in _SHARED), 0)
    share = at + 1 + (low_at(items, at + 1) == "for")
    if kind_at(items, share) != "PCT":
        return False
    noun = next((k for k in range(at - 1, -1, -1) if items[k].cue("flow") in {"exports", "imports"}), None)
    if noun is None or low_at(items, noun + 1) not in _WAYS or any(i.kind in _FIGURES for i in items[:at]):
        return False
    if kind_at(items, noun + 2 + (low_at(items, noun + 2) == "the")) != "PLACE":
        return False
    k, changed = share + 1, False
    while k < len(items) - 2:
        found = _next_share(items, k, low_at(items, noun + 1)) if items[k].lower in _JOINING else None
        if found is None:
            k += 1
            continue
        first, stop, place, figure = found
        start = items[first].start
        flow = items[noun]
        put = [
            Item("w", start, start, "and", "and"),
            Item("CUE", start, start, flow.text, flow.lower, flow.value),
            *(Item("w", start, start, low, low) for low in (low_at(items, noun + 1),)),
            place,
            Item("CUE", start, start, "accounted", "accounted", cue_of("accounted")),
            Item("w", start, start, "for", "for"),
            figure,
            *(Item("w", figure.end, figure.end, low, low) for low in ("of", "the")),
            Item("CUE", figure.end, figure.end, "total", "total", cue_of("total")),
        ]
        items[first:stop] = put
        k, changed = first + len(put), True
    return changed


def _next_share(items: list[Item], k: int, way: str) -> tuple[int, int, Item, Item] | None:
    """Where a further share begins and ends at the joining word `k`, with whom it is and the percentage."""
    j = k + 1
    j += items[k].lower == "," and low_at(items, j) in {"and", "while"}
    if kind_at(items, j) == "PCT":
        figure = items[j]
        j += 1 + (low_at(items, j + 1) in {"went", "came"})
        at = j + 1 + (low_at(items, j + 1) == "the")
        told = low_at(items, j) == way and kind_at(items, at) == "PLACE"
        return (k, at + 1, items[at], figure) if told else None
    j += low_at(items, j) in {"those", "that"}
    at = j + 1 + (low_at(items, j + 1) == "the")
    if low_at(items, j) != way or kind_at(items, at) != "PLACE":
        return None
    stop = at + 1 + (low_at(items, at + 1) in {"for", "by", "at"})
    return (k, stop + 1, items[at], items[stop]) if kind_at(items, stop) == "PCT" else None


def _nouns_again(items: list[Item]) -> bool:
    """Bring "74 percent of Omani|, 61 percent of Peruvian and 74 percent of Chilean exports" to "of Omani exports";
    whether there was one."""
    changed = False
    for k in range(len(items) - 2, 2, -1):
        ends = items[k].kind == "DEM" and items[k - 1].lower == "of" and items[k - 2].kind in _FIGURES
        if not ends or items[k + 1].lower not in _JOINING:
            continue
        j = k + 2 + (items[k + 1].lower == "," and low_at(items, k + 2) == "and")
        if kind_at(items, j) not in _FIGURES or low_at(items, j + 1) != "of" or kind_at(items, j + 2) != "DEM":
            continue
        noun = items[j + 3] if j + 3 < len(items) else items[k]
        if noun.is_("flow"):
            end = items[k].end
            items.insert(k + 1, Item("CUE", end, end, noun.text, noun.lower, noun.value))
            changed = True
    return changed


def _each_sold(items: list[Item]) -> bool:
    """Bring "Oman exported 63 percent |and Peru 64 percent| to the EU" to "the EU took 63 percent of Oman's exports and
    64 percent of Peru's exports"; whether there was one."""
    for k in range(1, len(items) - 6):
        sells = items[k].lower in _SOLD and items[k - 1].kind == "PLACE" and items[k + 1].kind == "PCT"
        if not sells or [items[k + 2].lower, items[k + 3].kind, items[k + 4].kind] != ["and", "PLACE", "PCT"]:
            continue
        at = k + 6 + (low_at(items, k + 6) == "the")
        if low_at(items, k + 5) != "to" or kind_at(items, at) != "PLACE":
            continue
        first, other, verb = items[k - 1], items[k + 3], items[k]
        put = [items[at], Item("CUE", verb.start, verb.end, verb.text, "took", cue_of("took"))]
        for n, (share, whose) in enumerate(((items[k + 1], first), (items[k + 4], other))):
            put += [items[k + 2]] if n else []
            put += [share, Item("w", share.end, share.end, "of", "of"), whose]
            put += [Item("w", whose.end, whose.end, sign, sign) for sign in ("'", "s")]
            put.append(Item("CUE", whose.end, whose.end, "exports", "exports", cue_of("exports")))
        items[k - 1 : at + 1] = put
        return True
    return False


_QUICKER = frozenset({"faster", "slower", "more", "less"})


def _than_the_other(items: list[Item]) -> bool:
    """Bring "exports grew |faster than imports|, up 12 percent at $5m" to "exports grew"; whether there was one. What
    both grew by, each in its turn, is left as it stands."""
    for k in range(1, len(items) - 3):
        if items[k].lower not in _QUICKER:
            continue
        j = k + 1 + (low_at(items, k + 1) in {"quickly", "slowly", "strongly", "sharply", "rapidly"})
        at = j + 1 + (low_at(items, j + 1) in {"its", "the", "their"})
        if low_at(items, j) != "than" or at >= len(items) or items[at].cue("flow") not in {"exports", "imports"}:
            continue
        if not (items[k - 1].is_("chverb") or items[k - 1].is_("rise")) or low_at(items, at + 1) not in _ENDS | {"in"}:
            continue
        against = next((n for n in range(at, len(items) - 1) if items[n].lower in {"against", "versus"}), 0)
        if against and kind_at(items, against + 1) == "PCT":
            end, noun = items[against], items[at]
            items[against : against + 1] = [
                Item("w", end.start, end.end, end.text, "and"),
                Item("CUE", end.end, end.end, noun.text, noun.lower, noun.value),
                Item("w", end.end, end.end, "by", "by"),
            ]
        elif sum(item.kind == "AMT" for item in items) > 1:
            return False
        stop = at + 1 + (low_at(items, at + 1) == ":")
        del items[k:stop]
        colon = next((n for n in range(k, min(k + 4, len(items))) if items[n].lower == ":"), None)
        if colon is not None and against:
            del items[colon]
        return True
    return False


_ENDS = frozenset({",", ".", ";", ":", "and", "while"})


def _owners_in_order(items: list[Item]) -> bool:
    """Bring "Kenya's and Chile's exports to Oman came to $4m and $8m respectively" to "Kenya's exports to Oman came to
    $4m and Chile's exports to Oman came to $8m"; whether there was one."""
    for k in range(1, len(items) - 5):
        if items[k].lower != "and":
            continue
        first, second = _owner_ending(items, k - 1), _owner_from(items, k + 1)
        if first is None or second is None or not items[second].is_("flow"):
            continue
        figures = [n for n in range(second, len(items)) if items[n].kind in _FIGURES]
        if len(figures) != _PAIR or figures[1] != figures[0] + 2 or low_at(items, figures[0] + 1) != "and":
            continue
        if items[figures[0]].kind != items[figures[1]].kind or any(i.kind == "DEM" for i in items[second : figures[0]]):
            continue
        told = items[second : figures[0]]
        stop = figures[1] + 1
        stop += low_at(items, stop) == "," and low_at(items, stop + 1) == "respectively"
        stop += low_at(items, stop) == "respectively"
        items[first:stop] = [
            *items[first:k], *told, items[figures[0]], items[figures[0] + 1],
            *items[k + 1 : second], *told, items[figures[1]],
        ]  # fmt: skip
        return True
    return False


_PAIR = 2


def _owner_ending(items: list[Item], k: int) -> int | None:
    """Where the owner begins that ends at `k`: "|Kenya's|", "|Kenyan|"; None where none does."""
    if items[k].kind == "DEM":
        return k
    at = k - 2 if low_at(items, k) == "s" else -1
    return at if at >= 0 and items[at].kind == "PLACE" and low_at(items, k - 1) in {"'", "’"} else None


def _owner_from(items: list[Item], k: int) -> int | None:
    """The index behind the owner that begins at `k`; None where none does."""
    if kind_at(items, k) == "DEM":
        return k + 1
    return (
        k + 3
        if kind_at(items, k) == "PLACE" and low_at(items, k + 1) in {"'", "’"} and low_at(items, k + 2) == "s"
        else None
    )


def _worth(items: list[Item]) -> bool:
    """Bring "sold goods worth $3m to Oman |and bought $1m worth|" to "and bought goods worth $1m"; whether there was
    one."""
    for k in range(4, len(items)):
        told = items[k].lower == "worth" and items[k - 1].kind == "AMT" and items[k - 2].is_("fverb")
        ends = low_at(items, k + 1) in {".", ",", ";", ""} or (
            low_at(items, k + 1) == "in" and kind_at(items, k + 2) == "PER"
        )
        if not told or items[k - 3].lower not in {"and", "while"} or not ends:
            continue
        worth, figure = items[k], items[k - 1]
        start = figure.start
        goods = Item("CUE", start, start, "goods", "goods", cue_of("goods"))
        items[k - 1 : k + 1] = [goods, Item("w", start, start, worth.text, worth.lower), figure]
        return True
    return False


def _of_its_goods(items: list[Item]) -> bool:
    """Bring "shipped 17 percent |of its (total) exports| to Oman" to "of its goods"; whether there was one."""
    changed = False
    for k in range(1, len(items) - 5):
        way = "to" if items[k].lower in _SENDING else "from" if items[k].lower in _GETTING else ""
        if not (way and items[k].is_("fverb")) or items[k + 1].kind != "PCT" or items[k + 2].lower != "of":
            continue
        if items[k + 3].lower not in {"its", "their"}:
            continue
        j = k + 4 + (items[k + 4].lower in {"total", "overall", "export", "import"})
        noun = items[j] if j + 1 < len(items) else items[k]
        flow = noun.cue("flow") == ("exports" if way == "to" else "imports")
        if (flow or noun.lower in {"goods", "export goods", "import goods"}) and items[j + 1].lower == way:
            items[k + 4 : j + 1] = [Item("CUE", items[k + 4].start, noun.end, noun.text, "goods", cue_of("goods"))]
            changed = True
    return changed


_SENDING = _SOLD
_GETTING = frozenset("imported bought received took sourced got".split())


# -- times -----------------------------------------------------------------------------------------------------------


def _years_of_months(items: list[Item]) -> bool:
    """Give the months of "$5m |in January|, $6m |in February| and $7m in March 2023" the year of the last; whether
    there was one."""
    changed = False
    for k in range(len(items) - 1, 2, -1):
        month = _month_of(items[k])
        if month is None or not items[k].text[-4:].isdigit():
            continue
        year, j, run = int(items[k].value.period.start[:4]), k, list[tuple[int, int]]()
        while (before := _month_before(items, j)) is not None:
            told = _month_of(items[before])
            if told is None or told >= month or not items[before].text.isalpha():
                break
            run.append((before, told))
            month, j = told, before
        opening = items[max(0, j - 6) : j]
        if any(item.lower in _COMPARING or item.is_("compare") for item in opening):
            continue  # "That compares with $290 million in April and $286 million in May 2023"
        for before, told in run:
            item = items[before]
            period = cal.of_months(year, told, told, item.text)
            shifted = msgspec.structs.replace(item.value, period=period)
            changed = changed or period != item.value.period
            items[before] = Item(item.kind, item.start, item.end, item.text, item.lower, shifted)
    return changed


_BEFORE_TIME = frozenset({"in", "for", "during"})
_COMPARING = frozenset({"from", "against", "versus", "than", "after"})


def _month_of(item: Item) -> int | None:
    """The number of the month that an item names; None for any other time."""
    if item.kind != "PER" or item.value.relation is not None or item.value.period.start is None:
        return None
    start, end = date.fromisoformat(item.value.period.start), date.fromisoformat(item.value.period.end or "0001-01-01")
    whole = start.day == 1 and (start.year, start.month) == (end.year, end.month) and end.day > start.day
    return start.month if whole else None


def _month_before(items: list[Item], k: int) -> int | None:
    """The index of the time that a list tells before the one at `k`: "$5m in |January|, $6m in February"."""
    j = k - 1
    figured = low_at(items, j) in _BEFORE_TIME
    if figured:
        j -= 1
        if kind_at(items, j) not in _FIGURES:
            return None
        j -= 1
    if low_at(items, j) not in {"and", ","}:
        return None
    j -= 1 + (low_at(items, j) == "and" and low_at(items, j - 1) == ",")
    return j if kind_at(items, j) == "PER" and (not figured or low_at(items, j - 1) in _BEFORE_TIME) else None
