"""What a trade was made up of told in a roundabout way brought to the plain one: "71% of it was copper", "copper took
up 71%", "the bulk was copper (71%)" as "copper accounted for 71% of it"."""

from __future__ import annotations

from tradebook.extract.analysis.plain_words import cue_of, kind_at, low_at
from tradebook.extract.items import Item, Sentence

_FIGURES = frozenset({"PCT", "AMT", "QTY"})
_BEING = frozenset({"was", "were", "is", "are"})
_ENDING = frozenset({".", ",", ";", "and", "while", "but", "with", ""})
_OPENING = frozenset({"", ",", ";", "and", "while", "but", "some", "about", "around", "nearly", "almost", "over"})
_OF_IT = frozenset({"of it", "of them", "of this", "of that"})
_OFS = frozenset({"of", "of these", "of those", "of such", "of this", "of that"})
_POINTING = frozenset({"these", "those", "such", "this", "that"})
_TRADE = frozenset("exports imports shipments sales deliveries supplies purchases goods trade turnover".split())
_TRADED = frozenset("sold bought shipped exported imported purchased supplied delivered sent received".split())
_TAKING_UP = frozenset({"took up", "takes up", "occupied", "occupies", "formed", "forms", "represented"})
_LEADING = frozenset({"led", "leads", "dominated", "dominates", "prevailed", "predominated"})
_MOVED = frozenset({"rose", "fell", "grew", "increased", "dropped", "declined"})
_MOSTLY = frozenset({"mostly", "mainly", "largely", "primarily", "chiefly", "predominantly"})
_COMPRISING = frozenset({"comprised", "included", "comprise", "include"})
_MARKS = frozenset({"(", ",", "-", "–", "—"})
_BULK = frozenset({"bulk", "majority", "most", "largest part", "lion 's share"})


def put_makeup_plainly(sentence: Sentence) -> bool:
    """Bring the goods of a trade and their percentages to the plain wording, as items at the same place; whether there
    was one."""
    items, changed = sentence.items, False
    changed = _pointed(items)
    changed = _takes_up(items) or changed
    changed = _share_of(items) or changed
    changed = _share_first(items) or changed
    changed = _bulk(items) or changed
    changed = _mostly(items) or changed
    return _comprised(items) or changed


def _word(item: Item, lower: str) -> Item:
    return Item("w", item.start, item.end, item.text, lower)


def _accounted(at: Item) -> list[Item]:
    """ "accounted for" in the place of a verb."""
    verb = Item("CUE", at.start, at.end, at.text, "accounted", cue_of("accounted"))
    return [verb, Item("w", at.end, at.end, "for", "for")]


def _with_accounting(first: Item, goods: list[Item], share: Item) -> list[Item]:
    """ "with copper accounting for 71%", behind a comma."""
    start = Item("w", first.start, first.start, "with", "with")
    verb = Item("CUE", share.start, share.start, "accounting", "accounting", cue_of("accounting"))
    return [start, *goods, verb, Item("w", share.start, share.start, "for", "for"), share]


def _goods_at(items: list[Item], k: int) -> int:
    """The index behind the goods that stand at `k`, "copper", "copper and tin", "copper, tin and zinc"; `k` where none
    does."""
    if kind_at(items, k) != "GOOD":
        return k
    stop = k + 1
    while low_at(items, stop) in {",", "and", "as well as", "or"} and kind_at(items, stop + 1) == "GOOD":
        stop += 2
    return stop


def _pointed(items: list[Item]) -> bool:
    """Bring "71% of these exports", "71% of what Peru sold there" to "71% of it"; whether there was one."""
    changed = False
    for k in range(len(items) - 2, 0, -1):
        if items[k].lower not in _OFS or items[k - 1].kind != "PCT":
            continue
        stop = _behind_pointed(items, k + 1) if items[k].lower == "of" else k + 1 + (low_at(items, k + 1) in _TRADE)
        if stop is not None and stop > k + 1 and low_at(items, stop) in _ENDING | _BEING:
            last = items[stop - 1]
            items[k:stop] = [Item("w", items[k].start, last.end, "of it", "of it")]
            changed = True
    return changed


def _behind_pointed(items: list[Item], k: int) -> int | None:
    """The index behind "these exports", "what was sold there" at `k`; None where no such thing stands there."""
    if low_at(items, k) in _POINTING or (low_at(items, k) == "the" and low_at(items, k + 1) == "goods"):
        return k + 2 if low_at(items, k + 1) in _TRADE else None
    if low_at(items, k) != "what":
        return None
    j = k + 1
    if not (low_at(items, j) in {"was", "were", "it", "they"} or kind_at(items, j) == "PLACE"):
        return None
    j += 1 + (low_at(items, j + 1) in {"has", "had", "have"})
    if low_at(items, j) not in _TRADED:
        return None
    j += 1
    if low_at(items, j) == "from" and low_at(items, j + 1) == "there":
        return j + 2
    return j + (low_at(items, j) in {"there", "from there"})


def _takes_up(items: list[Item]) -> bool:
    """Bring "copper was 71% of the total", "took up 71%" and "led with 71%, ahead of tin with 12%" to "accounted for";
    whether there was one."""
    changed = False
    for k in range(len(items) - 2, 0, -1):
        if items[k - 1].kind != "GOOD" or not _is_subject(items, k - 1):
            continue
        verb, share = items[k].lower, items[k + 1].kind == "PCT"
        if share and (verb in _TAKING_UP or (verb in _BEING and low_at(items, k + 2) in _OF_IT | {"of"})):
            items[k : k + 1] = _accounted(items[k])
        elif verb == "took" and items[k + 1].lower == "up" and kind_at(items, k + 2) == "PCT":
            items[k : k + 2] = _accounted(items[k])
        elif verb in _LEADING and items[k + 1].lower == "with" and kind_at(items, k + 2) == "PCT":
            _followed(items, k + 3)
            items[k : k + 2] = _accounted(items[k])
        else:
            continue
        changed = True
    return changed


def _is_subject(items: list[Item], k: int) -> bool:
    """Whether the goods that end at `k` are what the clause tells of; the price of copper is another thing."""
    while k > 1 and items[k - 1].lower in {",", "and"} and items[k - 2].kind == "GOOD":
        k -= 2
    return k == 0 or items[k - 1].lower not in _LINKS


_LINKS = frozenset({"of", "for", "in", "on", "with", "by", "from", "to", "as"})


def _followed(items: list[Item], k: int) -> None:
    """Bring ", ahead of tin with 12%" at `k` to ", followed by"."""
    j = k + (low_at(items, k) == ",")
    if low_at(items, j) == "ahead" and low_at(items, j + 1) == "of" and kind_at(items, j + 2) == "GOOD":
        items[j : j + 2] = [_word(items[j], "followed"), _word(items[j + 1], "by")]


def _share_of(items: list[Item]) -> bool:
    """Bring "copper's share was 71%" and "the share of copper was 71%" to "accounted for"; whether there was one."""
    for k in range(1, len(items) - 1):
        share = k + 1
        if items[k].lower in _MOVED and items[k + 1].lower == "to":
            share = k + 2
        elif items[k].lower not in _BEING and items[k].lower != "reached":
            continue
        if kind_at(items, share) != "PCT" or low_at(items, share + 1) not in _ENDING:
            continue
        before = [low_at(items, j) for j in range(max(0, k - 4), k)]
        if before[-1:] == ["share"] and k > 2 and items[k - 2].lower in {"'s", "’s", "s"}:
            at = k - 3 - (items[k - 3].lower in {"'", "’"})
            if kind_at(items, at) == "GOOD":
                items[at + 1 : share] = _accounted(items[k])
                return True
        first = k - 1
        while first > 0 and (items[first].kind == "GOOD" or items[first].lower in {"and", ","}):
            first -= 1
        told = items[first].lower == "of" and low_at(items, first - 1) == "share" and kind_at(items, k - 1) == "GOOD"
        if told:
            opener = first - 2 if low_at(items, first - 2) == "the" else first - 1
            items[opener:share] = [*items[first + 1 : k], *_accounted(items[k])]
            return True
    return False


def _share_first(items: list[Item]) -> bool:
    """Bring "71% of it was copper", "of this, 71% was copper and 12% tin" to "copper accounted for 71% of it"; whether
    there was one."""
    for k in range(len(items) - 1):
        if items[k].kind not in _FIGURES:
            continue
        opener = _opener(items, k)
        if opener == k > 0 and items[k - 1].lower not in _OPENING:
            continue
        being = _behind_pointer(items, k + 1)
        pointed = being > k + 1
        is_told = low_at(items, being) in _BEING
        goods = being + is_told
        stop = _goods_at(items, goods)
        if stop == goods or not (pointed or (is_told and opener < k and items[k].kind == "PCT")):
            continue
        more = _more_shares(items, stop)
        if low_at(items, more) not in _ENDING:
            continue
        _put_goods_first(items, (opener, k, goods, stop, more))
        return True
    return False


def _behind_pointer(items: list[Item], k: int) -> int:
    """The index behind "of it", "of that" at `k`; `k` where neither stands there."""
    if low_at(items, k) in _OF_IT:
        return k + 1
    return k + 2 if low_at(items, k) == "of" and low_at(items, k + 1) in _IT else k


_IT = frozenset({"it", "them", "this", "that", "these"})
_ROUGHLY = frozenset({"some", "about", "around", "nearly", "almost", "over"})


def _opener(items: list[Item], k: int) -> int:
    """Where "of this," or "of which" before the percentage at `k` begins; `k` where neither stands there."""
    while k and items[k - 1].lower in _ROUGHLY:
        k -= 1
    if low_at(items, k - 1) == "of which":
        return k - 1
    j = k - (low_at(items, k - 1) == ",")
    if low_at(items, j - 1) in _OF_IT and j - 1 == 0:
        return 0
    pointed = low_at(items, j - 1) in {"this", "that", "these", "it", "which"} and low_at(items, j - 2) == "of"
    return j - 2 if pointed and (j == 2 or low_at(items, j - 1) == "which") else k


def _more_shares(items: list[Item], k: int) -> int:
    """The index behind ", 12% tin and 8% zinc" at `k`."""
    while True:
        j = k + (low_at(items, k) == ",")
        j += low_at(items, j) in {"and", "while"}
        if j == k or kind_at(items, j) != "PCT":
            return k
        j += 1 + (low_at(items, j + 1) in _BEING)
        stop = _goods_at(items, j)
        if stop == j:
            return k
        k = stop


def _put_goods_first(items: list[Item], at: tuple[int, int, int, int, int]) -> None:
    """Rewrites the shares between the first index and the last, see `_share_first`."""
    opener, k, goods, stop, more = at
    rest: list[Item] = []
    j = stop
    while j < more:
        share = next(n for n in range(j, more) if items[n].kind == "PCT")
        first = share + 1 + (items[share + 1].lower in _BEING)
        last = _goods_at(items, first)
        linked = Item("w", items[share].start, items[share].start, "for", "for")
        rest += [*items[j:share], *items[first:last], linked, items[share]]
        j = last
    behind_comma = opener > 0
    lead = _with_accounting(items[opener], items[goods:stop], items[k])
    if behind_comma and items[opener - 1].lower not in {",", ";"}:
        return
    if not behind_comma:
        verb = items[goods - 1]
        lead = [*items[goods:stop], *_accounted(verb), items[k], Item("w", verb.end, verb.end, "of it", "of it")]
    items[opener:more] = lead + rest


def _bulk(items: list[Item]) -> bool:
    """Bring "the bulk was copper (71%)" to "copper accounted for 71% of it"; whether there was one."""
    for k in range(1, len(items) - 4):
        if items[k].lower not in _BEING or items[k + 1].kind != "GOOD":
            continue
        subject = k - 1
        if items[subject].lower in _OF_IT:
            subject -= 1
        elif items[subject].lower in _IT and low_at(items, subject - 1) == "of":
            subject -= 2
        if low_at(items, subject) not in _BULK or not (subject == 0 or low_at(items, subject - 1) == "the"):
            continue
        stop = _goods_at(items, k + 1)
        if (
            low_at(items, stop) in _MARKS
            and kind_at(items, stop + 1) == "PCT"
            and low_at(items, stop + 2) in {")", "."}
        ):
            closes = low_at(items, stop + 2) == ")"
            first = subject - (subject > 0)
            share = items[stop + 1]
            pointer = Item("w", share.end, share.end, "of it", "of it")
            items[first : stop + 2 + closes] = [*items[k + 1 : stop], *_accounted(items[k]), share, pointer]
            return True
    return False


def _mostly(items: list[Item]) -> bool:
    """Bring ", mostly copper (71%)" and ", copper being 71% of it" to ", with copper accounting for 71%"; whether there
    was one."""
    for k in range(len(items) - 3, 0, -1):
        if items[k].lower not in _MARKS:
            continue
        mostly = low_at(items, k + 1) in _MOSTLY
        goods = k + 1 + mostly
        stop = _goods_at(items, goods)
        if stop == goods:
            continue
        if (
            mostly
            and low_at(items, stop) == "("
            and kind_at(items, stop + 1) == "PCT"
            and low_at(items, stop + 2) == ")"
        ):
            end = stop + 3
        elif not mostly and low_at(items, stop) == "being" and kind_at(items, stop + 1) == "PCT":
            end = _behind_pointer(items, stop + 2)
        else:
            continue
        items[k + 1 : end] = _with_accounting(items[k + 1], items[goods:stop], items[stop + 1])
        return True
    return False


def _comprised(items: list[Item]) -> bool:
    """Bring "the exports comprised 71% copper and 12% tin" to "consisted of copper (71%) and tin (12%)"; whether there
    was one."""
    for k in range(1, len(items) - 2):
        if items[k].lower not in _COMPRISING or items[k + 1].kind != "PCT":
            continue
        put: list[Item] = []
        j = k + 1
        while kind_at(items, j) == "PCT" and (stop := _goods_at(items, j + 1)) > j + 1:
            share = items[j]
            opened, closed = (Item("w", share.end, share.end, mark, mark) for mark in "()")
            put += [*items[j + 1 : stop], opened, share, closed]
            linked = 1 if low_at(items, stop) in {",", "and"} else 0
            linked += low_at(items, stop) == "," and low_at(items, stop + 1) == "and"
            if kind_at(items, stop + linked) != "PCT":
                j = stop
                break
            put += items[stop : stop + linked]
            j = stop + linked
        if put and low_at(items, j) in _ENDING:
            verb = items[k]
            items[k:j] = [_word(verb, "consisted"), Item("w", verb.end, verb.end, "of", "of"), *put]
            return True
    return False
