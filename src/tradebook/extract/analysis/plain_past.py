"""An earlier figure told in a roundabout way brought to the plain one: "exceeding the 2022 figure of $5m", "short of
the $5m recorded in 2022" as "compared with $5m in 2022", "In 2021 and 2022 it was $5m and $6m respectively" as "it was
$5m in 2021 and $6m in 2022"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence

_SUMS = frozenset({"AMT", "QTY"})
_PASSING = frozenset(
    "exceeding beating surpassing topping eclipsing bettering breaking missing trailing outstripping".split()
)
# "short |of|", "shy |of|"
_SHORT = frozenset({"short", "shy"})
_LEVELS = frozenset("figure level levels record total mark result sum amount volume value high peak tally".split())
_DESCRIBED = frozenset("previous earlier old last all time - historic historical".split())
_SET = frozenset("set recorded reached registered achieved posted seen reported notched logged shipped sold".split())


def put_past_plainly(sentence: Sentence) -> bool:
    """Bring such a figure to the plain wording, as items at the same place; whether there was one."""
    ordered = _in_their_order(sentence.items)
    times = ("FAC" in sentence.kinds or "times" in sentence.cues) and _times_that(sentence)
    if "alone" in sentence.lowers:
        ordered = _time_alone(sentence.items) or ordered
    record = "from" in sentence.lowers and _from_a_record(sentence.items)
    return _figure_of_a_time(sentence) or _passed(sentence) or ordered or times or record


def _time_alone(items: list[Item]) -> bool:
    """Bring "shipments in May |alone| dropped" to "in May dropped"; whether there was one."""
    for k in range(3, len(items) - 1):
        told = items[k].lower == "alone" and items[k - 1].kind == "PER" and items[k - 2].lower in _BEFORE_TIMES
        if told and _tells(items[k + 1]):
            del items[k]
            return True
    return False


def _from_a_record(items: list[Item]) -> bool:
    """Bring "fell from |a record high of| $5m" to "from $5m"; whether there was one."""
    for k in range(len(items) - 4, 0, -1):
        if items[k].lower != "from" or items[k + 1].lower not in {"a", "an", "the"}:
            continue
        j = k + 2
        while j < len(items) - 2 and items[j].lower in _DESCRIBED | _LEVELS:
            j += 1
        if j > k + 2 and items[j].lower == "of" and items[j + 1].kind in _SUMS:
            del items[k + 1 : j + 1]
            return True
    return False


def _times_that(sentence: Sentence) -> bool:
    """Bring "twice |that of| 2022", "double |those of| 2022" to "as much as in 2022"; whether there was one."""
    items = sentence.items
    for k in range(len(items) - 3, 0, -1):
        told = items[k - 1].kind == "FAC" or items[k - 1].is_("times")
        if items[k].lower not in {"that", "those"} or not told:
            continue
        j = k + 1 + (items[k + 1].lower in _SET)
        if items[j].lower not in {"of", "in", "for"} or items[j + 1].kind != "PER":
            continue
        text = sentence.text_between(items[k], items[j])
        words = ("as", "much", "as", "in")
        items[k : j + 1] = [Item("w", items[k].start, items[j].end, text, word) for word in words]
        return True
    return False


def _passed(sentence: Sentence) -> bool:
    """Bring "exceeding the 2022 figure of $5m" to "compared with $5m in 2022"; whether there was one."""
    lowers = sentence.lowers
    if "the" not in lowers or (lowers.isdisjoint(_PASSING) and lowers.isdisjoint(_SHORT)):
        return False
    items, changed = sentence.items, False
    for k in range(len(items) - 3, 0, -1):
        first = _opener(items, k)
        found = _earlier(items, k) if first is not None else None
        if first is None or found is None:
            continue
        figure, period, stop = found
        opener, end = items[first], items[k]
        items[first:stop] = [
            Item("w", opener.start, opener.end, opener.text, "compared"),
            Item("w", end.start, end.end, end.text, "with"),
            figure,
            Item("w", figure.end, figure.end, "in", "in"),
            period,
        ]
        changed = True
    return changed


_COUNTED = frozenset({"AMT", "QTY", "PCT"})
_JOINING = frozenset({"and", ","})
_BEFORE_TIMES = frozenset({"in", "for", "during", "of", "over"})


def _in_their_order(items: list[Item]) -> bool:
    """Bring "|In 2021 and 2022| it was |$5m and $6m respectively|" to "it was $5m in 2021 and $6m in 2022"; whether
    there was one."""
    times = _run(items, frozenset({"PER"}))
    figures = _run(items, _COUNTED)
    if times is None or figures is None or len(times) != len(figures) or len({items[k].kind for k in figures}) > 1:
        return False
    if any(item.kind == "PER" and k not in times for k, item in enumerate(items)):
        return False
    if any(items[k].value.relation is not None or items[k].value.cue is not None for k in times):
        return False
    first, stop = times[0], times[-1] + 1
    first -= items[first - 1].lower == "both"
    if first < 1 or items[first - 1].lower not in _BEFORE_TIMES:
        return False
    first -= 1
    put: list[Item] = []
    for n, (figure, time) in enumerate(zip(figures, times, strict=True)):
        if n:
            end = items[figure].start
            put.append(Item("w", end, end, "and", "and") if n == len(figures) - 1 else Item("w", end, end, ",", ","))
        put += [items[figure], Item("w", items[figure].end, items[figure].end, "in", "in"), items[time]]
    stop += stop < len(items) and items[stop].lower == "," and not first
    gone = {*range(first, stop), *range(figures[0], figures[-1] + 1)}
    told = next((k for k, item in enumerate(items) if item.lower == "respectively"), None)
    if told is not None:
        gone |= {told} | ({told - 1} if items[told - 1].lower == "," else set())
        gone |= {told + 1} if told + 2 < len(items) and items[told + 1].lower == "," else set()
    behind = next((item.lower for k, item in enumerate(items) if k > figures[-1] and k not in gone), "")
    if behind in {"to", "from"}:
        return False  # "exported goods worth $5m and $6m, respectively, |to Oman|"
    out: list[Item] = []
    for k, item in enumerate(items):
        if k == figures[0]:
            out += put
        if k not in gone:
            one = item.lower == "figures" and k < figures[0]  # "|the figures| for 2021 and 2022 were"
            out.append(Item("w", item.start, item.end, item.text, "figure") if one else item)
    items[:] = out
    return True


def _run(items: list[Item], kinds: frozenset[str]) -> list[int] | None:
    """The indices of the one run of two and more such items, joined by commas and "and"; None where there is none, or
    more than one."""
    found: list[list[int]] = []
    k = 0
    while k < len(items):
        if items[k].kind not in kinds:
            k += 1
            continue
        run, j = [k], k + 1
        while j + 1 < len(items) and items[j].lower in _JOINING:
            j += 1 + (items[j].lower == "," and items[j + 1].lower == "and")
            if j >= len(items) or items[j].kind not in kinds:
                break
            run.append(j)
            j += 1
        joined = len(run) > 1 and items[run[-1] - 1].lower == "and"
        if joined:
            found.append(run)
        k = run[-1] + 1
    return found[0] if len(found) == 1 else None


def _figure_of_a_time(sentence: Sentence) -> bool:
    """Bring "|The 2022 figure| was $5m" to "the figure for 2022"; whether there was one."""
    items = sentence.items
    at = int(items[0].lower == "the")
    if len(items) < at + 4 or items[at].kind != "PER":
        return False
    j = at + 1
    while j + 1 < len(items) and items[j].lower in {"'", "’", "s"}:
        j += 1
    if items[j].lower not in _FIGURE or j + 1 >= len(items) or not _tells(items[j + 1]):
        return False
    first = items[at]
    put = [Item("w", first.start, first.start, word, word) for word in ("the", items[j].lower, "for")]
    items[: j + 1] = [*put, first]
    return True


_FIGURE = frozenset({"figure", "total", "level", "result", "value"})


def _tells(verb: Item) -> bool:
    return verb.is_("val") or verb.is_("chverb")


def _opener(items: list[Item], k: int) -> int | None:
    """The index of the word that compares, where "the" at `k` follows it: "|exceeding| the", "|short| of the"."""
    if items[k].lower != "the":
        return None
    if items[k - 1].lower in _PASSING:
        return k - 1
    short = k > 1 and items[k - 1].lower == "of" and items[k - 2].lower in _SHORT
    return k - 2 if short else None


def _earlier(items: list[Item], k: int) -> tuple[Item, Item, int] | None:
    """The figure and its time behind "the" at `k`, and the index behind both: "the |2022| figure of |$5m|", "the |$5m|
    recorded in |2022|"; None where no time is told, and for what was only planned."""
    j, period = k + 1, None
    while j < len(items) and (items[j].kind == "PER" or items[j].lower in _LEVELS | _DESCRIBED | {"'", "’", "s"}):
        period = items[j] if items[j].kind == "PER" else period
        j += 1
    j += j < len(items) and items[j].lower == "of"
    if j >= len(items) or items[j].kind not in _SUMS:
        return None
    figure, j = items[j], j + 1
    if period is not None:
        return figure, period, j
    while j < len(items) and (items[j].lower in _SET or items[j].lower in {"in", "of", "for", "during"}):
        j += 1
    return (figure, items[j], j + 1) if j < len(items) and items[j].kind == "PER" else None
