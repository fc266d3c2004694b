"""Figures in the order of what they are of: "Exports and imports amounted to $2bn and $3bn, respectively".

What is told in order are several flows, the partners or goods of one, or the countries that took a part of it. The
figures stand in groups, each of as many as there are members: by where they stand ("rose by 9% and 4% to $90m and
$20m") or, told in turn, by what they say ("to 3 from 4, and to 31 from 40").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Place
from tradebook.extract.kinds.flows.counts import put_figure
from tradebook.extract.kinds.flows.flow import Flow, Walk
from tradebook.extract.kinds.flows.giving import give
from tradebook.extract.kinds.flows.growth import Of, growth
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.shares import share_told
from tradebook.extract.kinds.flows.signs import signed
from tradebook.extract.kinds.flows.takers import joined_takers, run_of_figures
from tradebook.extract.kinds.phrases import kind_at, lower_at

Group = tuple[str, list[int]]
"""What its figures say (`value`, `prior`, `change`, `share`) and where they stand."""

_FIGURES = frozenset({"AMT", "QTY", "PCT"})
_JOINING = frozenset({",", "and", "&", "by"})
_WAYS = frozenset({"value", "volume", "quantity", "weight", "tonnage"})  # "rose by 6% and 17% in quantity and value"
_CLAUSE_ENDS = frozenset({";", "while", "whereas"})


def respectively(walk: Walk) -> None:
    """Pair what is told in order with its figures; they are read then, the rest of the sentence is read as ever."""
    if not walk.flows or _halves_against(walk):
        return
    if "respectively" not in walk.sentence.cues:
        _untold_order(walk)
        return
    start = 0
    for mark in [k for k, item in enumerate(walk.items) if item.is_("respectively")]:
        _pair(walk, start, mark)
        start = mark + 1


def _halves_against(walk: Walk) -> bool:
    """ "sold more to Norway than it bought there: $40 million against $8 million": to each half its own."""
    items = walk.items
    if len(walk.flows) != 2 or "than" not in walk.sentence.lowers or {"more", "less"}.isdisjoint(walk.sentence.lowers):
        return False
    first, second = walk.flows
    figures = [k for k, item in enumerate(items) if item.kind in {"AMT", "QTY"}]
    if {first.head.measure, second.head.measure} != {"exports", "imports"} or len(figures) != 2:
        return False
    between = items[figures[0] + 1 : figures[1]]
    if figures[0] < second.head.at or not between or len(between) > 2 or not any(t.is_("compare") for t in between):
        return False
    for flow, k in zip(walk.flows, figures, strict=True):
        give(walk, flow, k, items[k], "value")
        flow.last_role = "value"
    walk.taken.update(figures)
    return True


def _untold_order(walk: Walk) -> None:
    """Two figures right behind each other are of the two that were joined as closely, though no word says so: "exports
    and imports rose 4% and 12%", "imports from Peru and Oman reached $40m and $8m"; "both" have one."""
    if "and" not in walk.sentence.lowers or _several_in_turn(walk):
        return
    items = walk.items
    if len(walk.flows) < 2 and not _several(walk.flows[0]):
        _two_takers(walk)
        return
    for i in range(2, len(items) - 2):
        kind = items[i].kind
        if kind not in _FIGURES or lower_at(items, i - 1) in {"between", "from", "and"}:
            continue
        if items[i + 2].kind == kind and lower_at(items, i + 1) == "and":
            here = [flow for flow in walk.flows if flow.head.at < i]
            runs, mark = _runs(walk, max((flow.head.last for flow in here), default=i), i + 3), i + 3
            joined = len(here) == 2 and _joined_heads(items, here[0].head, here[1].head)
            if len(runs) == 1 and here and not any(t.kind in _FIGURES for t in items[here[0].head.first : i]):
                if joined:
                    _flows_in_order(walk, here, runs, mark)
                elif len(here) == 1 and len(_partners(here[0].head)) == 2:
                    _members_in_order(walk, here[0], runs, mark)
        elif kind == "PCT" and not walk.sentence.lowers.isdisjoint(_EACH):
            _of_both(walk, i)
        return


def _two_takers(walk: Walk) -> None:
    """ "Zambia and Poland took |40 and 22 percent| of the total": two of them, two figures."""
    items = walk.items
    figures = [k for k, item in enumerate(items) if item.kind in _FIGURES]
    for first, second in pairwise(figures):
        joined = second == first + 2 and lower_at(items, first + 1) == "and" and items[first].kind == items[second].kind
        if joined and len(joined_takers(items, first)) == 2:
            _taken(walk, [(_says(walk, first), [first, second])], second + 1)
            return


def _several_in_turn(walk: Walk) -> bool:
    """Three or more figures right behind each other are of as many goods, partners or countries named before: "tea,
    fish and copper exports came to $31 million, $12 million and $8 million"."""
    flow, items = walk.flows[0], walk.items
    first = next((k for k in range(flow.head.at, len(items)) if items[k].kind in {"AMT", "QTY"}), None)
    if first is None or len(walk.flows) > 1:
        return False
    n = len(joined_takers(items, first)) if flow.head.shared else 0
    n = n or max(len(_partners(flow.head)), len(flow.head.goods))
    last = run_of_figures(items, first, n) if n > 1 else None
    if last is None or (n == 2 and not flow.head.shared):
        return False
    runs = _runs(walk, flow.head.at, last + 1)
    return _taken(walk, runs, last + 1) if flow.head.shared else _members_in_order(walk, flow, runs, last + 1)


def _joined_heads(items: list[Item], first: Head, second: Head) -> bool:
    """Whether only "and" stands between two nouns: "exports and imports", "exports to and imports from"."""
    k = first.last + 1 + (lower_at(items, first.last + 1) in {"to", "from"})
    return lower_at(items, k) == "and" and second.first == k + 1 and not (first.verb or second.verb)


def _partners(head: Head) -> Sequence[Place]:
    return head.dest or head.counterpart or [item.value for item in head.sources]


def _of_both(walk: Walk, i: int) -> None:
    """ "exports to Chile and Oman both rose 12%", "exports and imports both rose 12%": two flows with one growth."""
    here = [flow for flow in walk.flows if flow.head.at < i]
    flow = here[-1] if here else None
    if len(here) == 2 and _joined_heads(walk.items, here[0].head, here[1].head) and signed(walk, i) is not None:
        give(walk, here[0], i, walk.items[i], "change")  # the walk gives it to the other
        return
    if flow is None or len(_partners(flow.head)) != 2 or signed(walk, i) is None:
        return
    if _EACH.isdisjoint(item.lower for item in walk.items[flow.head.last + 1 : i]):
        return
    partners = tuple(_partners(flow.head))
    for place in partners:
        flow.parts += [(part, (place,), ()) for part in _parts(walk, [("change", i, [i])])]
    walk.taken.add(i)
    flow.last_role = "part"
    _keep_first(flow.head, partners)


_EACH = frozenset({"both", "each"})


def _pair(walk: Walk, start: int, mark: int) -> None:
    """Pair what one "respectively" orders; where that cannot be told, the figures right before it are of nobody."""
    stop = _clause_end(walk.items, mark)
    runs = _runs(walk, start, stop)
    here = [flow for flow in walk.flows if start <= flow.head.at < mark]
    done = (
        _taken(walk, runs, mark)
        or (
            len(here) > 1
            and _are_its_partners(walk, here, runs, mark)
            and _members_in_order(walk, here[-1], runs, mark)
        )
        or (len(here) > 1 and _flows_in_order(walk, here, runs, mark))
        or (bool(here) and _members_in_order(walk, here[-1], runs, mark))
    )
    if not done and here:
        last = next((places for _, places in reversed(runs) if places[0] < mark), [])
        ways = {item.lower for item in walk.items[last[0] : mark + 6]} if last else set()
        if len(last) > 1 and ways.isdisjoint(_WAYS):
            walk.taken.update(last)


def _are_its_partners(walk: Walk, here: list[Flow], runs: list[Group], mark: int) -> bool:
    """Whether the last flow has as many partners as figures, and is not joined to the one before: "Despite the
    rise in exports to Asia, exports to |Oman and Peru| fell 11 and 36 percent, respectively"."""
    run = next((places for _, places in reversed(runs) if places[0] < mark), [])
    first, last = here[-2].head, here[-1].head
    joined = any(walk.items[k].lower == "and" for k in range(first.last + 1, last.first))
    return len(run) > 1 and len(run) == len(_partners(last)) and not joined and first.last < last.first


def _clause_end(items: list[Item], mark: int) -> int:
    """The index up to which figures behind the word may still be ordered by it."""
    for k in range(mark + 1, len(items)):
        if items[k].lower in _CLAUSE_ENDS or items[k].is_("flow") or items[k].is_("fverb"):
            return k
    return len(items)


# -- groups of figures -------------------------------------------------------------------------------------------------


def _runs(walk: Walk, start: int, stop: int) -> list[Group]:
    """The figures between two indices, those joined to each other together, with what they say."""
    items = walk.items
    runs: list[Group] = []
    for i in range(start, stop):
        if items[i].kind not in _FIGURES:
            continue
        last = runs[-1][1][-1] if runs else None
        if last is not None and items[last].kind == items[i].kind and _are_joined(items[last + 1 : i]):
            runs[-1][1].append(i)
        else:
            says = _says(walk, i)
            grew = any(told == "change_amount" for told, _ in runs) and lower_at(items, i - 1) == "and"
            runs.append(("change_amount" if grew and says == "value" else says, [i]))
    return [
        ("change" if says == "share" and (_growth_behind(items, at[-1]) or _growth_before(items, at[0])) else says, at)
        for says, at in runs
    ]


def _growth_behind(items: list[Item], i: int) -> Item | None:
    """The noun of growth behind the last figure of a run: "showed 6 percent, 4 percent and 12 percent |growth|"."""
    noun = items[i + 1] if i + 1 < len(items) else None
    return noun if noun is not None and noun.is_("rise") else None


def _growth_before(items: list[Item], i: int) -> bool:
    """Whether a noun of growth leads to the first figure of a run: "showing |growths of| 14 percent and 3 percent"."""
    return lower_at(items, i - 1) == "of" and i > 1 and items[i - 2].is_("rise") and items[i - 2].is_("noun")


def _are_joined(between: list[Item]) -> bool:
    """Whether only a comma, "and" or another word of growth stands between two figures."""
    told = [item.lower for item in between]
    return bool(told) and all(item.lower in _JOINING or item.is_("rise") for item in between) and told != ["by"]


def _says(walk: Walk, i: int) -> str:
    """What the first figure of a run says of its flow."""
    items = walk.items
    if items[i].kind == "PCT":
        return "share" if signed(walk, i) is None else "change"
    if items[i].kind == "AMT" and lower_at(items, i - 1) == "by" and i > 1 and items[i - 2].is_("rise"):
        return "change_amount"
    k = i - 1 - (lower_at(items, i - 1) in {"with", "to"} and i > 1 and items[i - 2].is_("compare"))
    earlier = lower_at(items, k) in {"from", "against"} or (k >= 0 and items[k].is_("compare"))
    return "prior" if earlier else "value"


def _groups(items: list[Item], runs: list[Group], n: int, mark: int, first: int) -> list[Group]:
    """The groups of `n` figures behind index `first`, one for each thing that figures say: a run of as many, the last
    before the word if there are several; else as many that are told in turn."""
    found: list[Group] = []
    behind = [(says, places) for says, places in runs if places[0] > first]
    for says, kind in dict.fromkeys((says, items[places[0]].kind) for says, places in behind):
        alike = [places for told, places in behind if told == says and items[places[0]].kind == kind]
        fitting = [places for places in alike if len(places) == n]
        before = [places for places in fitting if places[0] < mark]
        if fitting:
            found.append((says, before[-1] if before else fitting[0]))
        elif sum(map(len, alike)) == n and not any(len(places) > 1 for places in alike):
            found.append((says, [i for places in alike for i in places]))
    return found


def _ordered(items: list[Item], groups: list[Group], mark: int) -> bool:
    """Whether a group stands right before the word, so that it is these things that it orders; what dates the figures
    may stand between."""
    last = max((k for k in range(mark) if items[k].kind in _FIGURES), default=-1)
    behind = any(places[0] > mark for _, places in groups)
    return any(last in places for _, places in groups) or (behind and last < 0)


# -- what is told in order ---------------------------------------------------------------------------------------------


def _flows_in_order(walk: Walk, here: list[Flow], runs: list[Group], mark: int) -> bool:
    """ "exports and imports amounted to $2bn and $3bn, respectively"."""
    for n in range(len(here), 1, -1):
        flows = here[-n:]
        groups = _groups(walk.items, runs, n, mark, flows[-1].head.at)
        said = {says for says, _ in groups}
        if any(says in said and flows[0].head.at < places[0] < flows[-1].head.at for says, places in runs):
            continue  # "exports to Peru sank 20%, while those to Chile and Ecuador": the first has its own
        if not groups or not _ordered(walk.items, groups, mark):
            continue
        for says, places in groups:
            signs = _own_signs(walk.items, flows, places) if says == "change" else [None] * n
            for flow, i, sign in zip(flows, places, signs, strict=True):
                give(walk, flow, i, walk.items[i], says, sign)
                flow.last_role = says
            walk.taken.update(places)
        if groups[-1][0] == "prior":
            _times_in_order(walk, flows, groups)
        return True
    return False


def _times_in_order(walk: Walk, flows: list[Flow], groups: list[Group]) -> None:
    """Give all flows the time told before the earlier figures, and that behind them as what these are of: "reached $6bn
    and $5bn |in May|, compared with $4bn and $3bn, respectively, |in April|"."""
    prior = groups[-1][1]
    told = max((places[-1] for says, places in groups if says == "value"), default=prior[0])
    own = next((k for k in range(told + 1, prior[0]) if kind_at(walk.items, k) == "PER"), 0)
    k = prior[-1] + 1
    while lower_at(walk.items, k) in {",", "in", "during", "the", "for", "respectively"}:
        k += 1
    behind = kind_at(walk.items, k) == "PER"
    for flow in flows:
        if own:
            flow.period = flow.period or walk.items[own]
        if behind:
            flow.versus = flow.versus or walk.items[k]
    walk.taken.update(at for at, told in ((own, own > 0), (k, behind)) if told)


def _own_signs(items: list[Item], flows: list[Flow], places: list[int]) -> list[int | None]:
    """The sign that the verb of each flow gives its growth, where each has its own: "exports |rose| while imports
    |fell|, by 12 and 4 percent respectively"."""
    stops = [*(flow.head.first for flow in flows[1:]), places[0]]
    told = [
        next((int(item.cue("rise") or 1) for item in items[flow.head.last + 1 : stop] if item.is_("rise")), None)
        for flow, stop in zip(flows, stops, strict=True)
    ]
    return told if None not in told else [None] * len(flows)


def _members_in_order(walk: Walk, flow: Flow, runs: list[Group], mark: int) -> bool:
    """One flow, several partners or goods, as many figures: "to Latvia and Lithuania came to 1.9 and 1.1 billion
    respectively"."""
    head = flow.head
    partners = _partners(head)
    for several, n in ((True, len(partners)), (False, len(head.goods))):
        groups = _groups(walk.items, runs, n, mark, head.at) if n > 1 else []
        if not groups or not _ordered(walk.items, groups, mark):
            continue
        for k in range(n):
            told = [(says, places[k], places) for says, places in groups]
            for part in _parts(walk, told):
                flow.parts.append((part, (partners[k],), ()) if several else (part, (), (head.goods[k],)))
        _done(walk, flow, runs, mark)
        if several:
            _keep_first(head, tuple(partners))
        return True
    return False


def _several(flow: Flow) -> bool:
    """Whether a flow has several partners or goods."""
    head = flow.head
    return head.shared or max(len(head.dest), len(head.counterpart), len(head.sources), len(head.goods)) > 1


def _taken(walk: Walk, runs: list[Group], mark: int) -> bool:
    """ "India and France took 619 and 430 tonnes of them, respectively", "Spain, Italy and Japan, which imported oil
    worth $3bn, $2bn and $1bn": what each of several countries took."""
    run = next((places for _, places in reversed(runs) if places[0] < mark), [])
    takers = joined_takers(walk.items, run[0]) if len(run) > 1 else []
    if not takers or len(takers) != len(run):
        return False
    flow = _flow_taken(walk, takers, run)
    if flow is None:
        return False
    trading = flow.head.verb and flow.head.owner is not None and flow.head.owner.code == takers[0].value.code
    for taker, i in zip(takers, run, strict=True):
        if trading and taker is takers[0]:
            give(walk, flow, i, walk.items[i], "value")
            continue
        for part in _parts(walk, [(_says(walk, run[0]), i, run)]):
            part.cite("reporter" if trading else "partner", taker)
            flow.parts.append((part, (taker.value,), ()))
    walk.taken.update(run)
    flow.last_role = "part"
    return True


def _flow_taken(walk: Walk, takers: list[Item], run: list[int]) -> Flow | None:
    """The flow that several took their part of: that of the verb between them and their figures, of the noun behind
    ("of exports"), else the one told before."""
    first = walk.items.index(takers[0])
    for flow in walk.flows:
        if first < flow.head.at < run[0]:
            return flow
    for flow in walk.flows:
        if run[-1] < flow.head.first <= run[-1] + 3 and flow.head.measure != "balance":
            return flow
    before = [flow for flow in walk.flows if flow.head.at <= first]
    return before[-1] if before and not before[-1].head.two_way else None


def _parts(walk: Walk, told: list[tuple[str, int, list[int]]]) -> list[Draft]:
    """The drafts of one member: its figures together, an earlier one by itself."""
    items = walk.items
    now = Draft("trade_flow", walk.sentence)
    earlier = Draft("trade_flow", walk.sentence)
    kinds = {items[i].kind for says, i, _ in told if says == "value"}
    of: Of | None = "value" if "AMT" in kinds else "quantity" if "QTY" in kinds else None
    for says, i, places in told:
        if says == "change" and items[i].value.percent is not None:
            now.put("change", growth(items[i], items[i].value.percent * _sign(walk, places, i), of), items[i])
        elif says == "share" and (share := share_told(items[i])) is not None:
            now.put("share", share, items[i])
        elif says in {"value", "prior"}:
            put_figure(walk, earlier if says == "prior" else now, i, items[i])
    if earlier.slots:
        earlier.slots["_earlier"] = True
    return [draft for draft in (now, earlier) if draft.slots]


def _sign(walk: Walk, places: list[int], i: int) -> int:
    """The sign of one growth of a run: that of the word of growth last told ("were up 11 per cent and down 1.5")."""
    sign = signed(walk, places[0])
    if sign is None:
        noun = _growth_behind(walk.items, places[-1])
        sign = int(noun.cue("rise") or 1) if noun is not None else 1
    for before, at in pairwise(places):
        told = [int(item.cue("rise") or 1) for item in walk.items[before:at] if item.is_("rise")]
        sign = told[-1] if told and at <= i else sign
    return sign


def _done(walk: Walk, flow: Flow, runs: list[Group], mark: int) -> None:
    """All figures of the clause were read: what is left over is of nobody."""
    walk.taken.update(i for _, places in runs for i in places if flow.head.at < i)
    flow.last_role = "part"


def _keep_first(head: Head, places: tuple[Place, ...]) -> None:
    """The flow's own sides are told by any one of its partners, the parts have theirs."""
    if head.two_way:
        head.dest, head.counterpart = (), places[:1]
    elif head.measure == "imports":
        head.source, head.dest, head.counterpart = places[0], head.dest if places[0] not in head.dest else (), ()
        head.spots["source"] = []
    else:
        head.dest, head.counterpart = places[:1], ()
