"""The sections of the brief: a pipeline of named functions, each from the material to one section.

To add a section, write a function and put it into `SECTIONS` where it stands on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from msgspec.structs import replace

from tradebook.book import Fact, Promise
from tradebook.brief import words
from tradebook.brief.chart import chart_points
from tradebook.brief.material import Material, cites_of, cites_of_each, happened, ranked, together, worth
from tradebook.brief.measure import clean, clipped
from tradebook.brief.parts import Cell, Cite, Cites, Line, Row, Section
from tradebook.check import Result
from tradebook.check.wording import amount_words, day_words, short_period
from tradebook.statement import Good, TradedGoods, TradeFlow

SectionOf = Callable[[Material], Section]
FRESH_DAYS = 730
SETTLED_DAYS = 365  # what was kept or missed is news for so long
DISAGREEING = 3  # figures shown of one disagreement
RESULTS: tuple[Result, ...] = (
    "impossible",
    "does not add up",
    "differs",
    "cannot tell",
    "adds up",
    "agrees within",
    "agrees",
)
LONGEST_VERDICT = 320  # characters of a verdict against official statistics, which names two figures and a source


def headline(material: Material) -> Section:
    """The latest turnover, and exports each way or those of which it is not said whose they are."""
    a, b = material.a, material.b
    flows = [f for f in _flows(material) if _whole_trade(f) and _flow(f).amount and _flow(f).stance == "stated"]
    each = [_latest(flows, partial(_sold_by, seller)) for seller in (a, b)]
    open_ones = [_latest(flows, partial(_of_nobody, measure)) for measure in ("exports", "imports")]
    told = "" if None in each else min(_end(f) for f in each if f)
    others = [*each, *(f for f in open_ones if f and _end(f) > told)]
    latest_first = sorted((f for f in others if f), key=_end, reverse=True)
    chosen = [_latest(flows, lambda f: f.measure == "turnover"), *latest_first]
    shown = [fact for fact in chosen if fact][:4]
    if len(shown) == 4 and _end(shown[3])[:4] < _end(shown[1])[:4]:
        shown.pop()
    cells = tuple(_cell(fact) for fact in shown)
    return Section(
        name="headline",
        title="",
        place="headline",
        entries=cells,
        most=4,
        weight=8,
        empty="The book has no figure of the trade of the two countries as a whole.",
    )


def chart(material: Material) -> Section:
    """The flows over the years, for a chart."""
    points, currency = chart_points(_flows(material))
    return Section(
        name="chart",
        title=f"Trade by year, {currency}" if points else "Trade by year",
        place="chart",
        entries=points,
        most=18,
        weight=3,
        empty="No chart: the book has no figure of a full calendar year.",
        note=currency,
    )


def flows(material: Material) -> Section:
    """The figures told, by period."""
    facts = [f for f in _flows(material) if not _flow(f).goods or _seller(_flow(f)) is None]
    facts.sort(key=lambda f: (_end(f), worth(f, material.as_of)), reverse=True)
    return Section(
        name="flows",
        title="Figures told",
        place="flows",
        entries=tuple(_flow_row(f) for f in facts),
        most=14,
        weight=4,
        empty="The book has no figures of trade between the two.",
        unit=("figure", "figures"),
    )


def goods_from_a(material: Material) -> Section:
    """What the first country sells to the second."""
    return _goods(material, material.a, material.b, "goods left")


def goods_from_b(material: Material) -> Section:
    """What the second country sells to the first."""
    return _goods(material, material.b, material.a, "goods right")


def deals(material: Material) -> Section:
    """Contracts, agreements, loans and purchases that are not still to come."""
    return _listed(material, "Deals", "deal", ("deal", "deals"), most=20, weight=4)


def ventures(material: Material) -> Section:
    """Joint production and industrial cooperation."""
    return _listed(material, "Joint production", "venture", ("venture", "ventures"), most=7, weight=1.5)


def coming(material: Material) -> Section:
    """What lies ahead, and what was promised: the next first, then what is overdue, then undated, then what was kept or
    missed within a year."""
    today = material.as_of
    ahead = [f for f in (*material.of_kind("event"), *material.of_kind("tender")) if _ahead(f, today)]
    dated = [(_promise_key(p, today), _promise_line(p, material)) for p in _best_promises(material)]
    dated += [(_coming_key(_day(_end(f)), today), _line(f)) for f in ahead]
    dated.sort(key=lambda pair: pair[0])
    return Section(
        name="coming",
        title="Coming up and still open",
        place="list",
        entries=tuple(line for _, line in dated),
        most=20,
        weight=4,
        empty="Nothing planned, targeted or expected is open in the book.",
    )


def events(material: Material) -> Section:
    """Visits, fairs, commissions and meetings that have been, and tenders that are no longer ahead."""
    facts = [f for f in (*material.of_kind("event"), *material.of_kind("tender")) if not _ahead(f, material.as_of)]
    return _section_of(material, "Visits, fairs and tenders", facts, ("event", "events"), most=8, weight=1.5)


def restrictions(material: Material) -> Section:
    """Sanctions, bans, tariffs, quotas and licences."""
    return _listed(material, "Restrictions", "restriction", ("restriction", "restrictions"), most=6, weight=2)


def companies(material: Material) -> Section:
    """Where producers sell."""
    return _listed(material, "Where companies sell", "sales_mix", ("company", "companies"), most=5, weight=1.5)


def disagreements(material: Material) -> Section:
    """Figures of the same trade and period that cannot all be right."""
    groups: dict[str, list[Fact]] = {}
    for fact in ranked((f for f in material.by_id.values() if f.conflicts), material.as_of):
        if any(i in material.by_id for i in fact.conflicts):
            groups.setdefault(fact.key, []).append(fact)
    return Section(
        name="disagreements",
        title="What the sources disagree on",
        place="list",
        entries=tuple(_disagreement(facts) for facts in groups.values()),
        most=6,
        weight=2.5,
        empty="No two sources contradict each other in the book.",
    )


def arithmetic(material: Material) -> Section:
    """What the arithmetic says about the figures of each report, and of reports together, red flags first."""
    verdicts = sorted(material.verdicts, key=lambda pair: RESULTS.index(pair[0].result))
    return Section(
        name="arithmetic",
        title="What the arithmetic says",
        place="list",
        entries=tuple(
            Line(lead=words.capital(v.result) + ".", text=clipped(clean(v.sentence), words.TEXT), cites=c)
            for v, c in verdicts
        ),
        most=6,
        weight=2.5,
        empty="No report tells figures that can be held against each other.",
        unit=("comparison", "comparisons"),
    )


def official(material: Material) -> Section:
    """What official statistics say of the figures told, what differs first; where none are loaded the section is
    left out."""
    told = [(v, cites) for v, cites in material.official if v.rows]
    verdicts = sorted(told, key=lambda pair: RESULTS.index(pair[0].result))
    return Section(
        name="official",
        title="What official statistics say" if material.official else "",
        place="list",
        entries=tuple(
            Line(lead=words.capital(v.result) + ".", text=clipped(clean(v.sentence), LONGEST_VERDICT), cites=c)
            for v, c in verdicts
        ),
        most=6,
        weight=3,
        empty="The statistics loaded have no row for the figures told." if material.official else "",
        unit=("comparison", "comparisons"),
    )


def relations(material: Material) -> Section:
    """Treaties, relations, memberships and appointments."""
    return _listed(material, "Milestones", "milestone", ("milestone", "milestones"), most=4, weight=1)


SECTIONS: tuple[SectionOf, ...] = (
    headline,
    chart,
    flows,
    goods_from_a,
    goods_from_b,
    deals,
    coming,
    ventures,
    companies,
    restrictions,
    disagreements,
    arithmetic,
    official,
    events,
    relations,
)


# Lists


def _listed(material: Material, title: str, kind: str, unit: tuple[str, str], *, most: int, weight: float) -> Section:
    return _section_of(material, title, material.of_kind(kind), unit, most=most, weight=weight)


def _section_of(
    material: Material, title: str, facts: Iterable[Fact], unit: tuple[str, str], *, most: int, weight: float
) -> Section:
    """A list of facts: the best are shown, the latest first."""
    best = ranked(facts, material.as_of)
    by_day = sorted(range(len(best)), key=lambda i: (-happened(best[i]).toordinal(), best[i].id))
    entries = tuple(_line(f) for f in best)
    return Section(
        name=unit[1],
        title=title,
        place="list",
        entries=entries,
        most=most,
        weight=weight,
        unit=unit,
        order=tuple(by_day),
    )


def _line(fact: Fact, text_after: str = "") -> Line:
    lead, text = words.words_of(fact.statement)
    status = getattr(fact.statement, "status", None)
    mark = words.mark_of(fact.statement)
    if not mark and status == "planned":
        mark = status
    return Line(
        lead=lead,
        text=words.sentence(text, text_after),
        mark=mark,
        by=words.says_who(fact.statement.attribution),
        cites=cites_of(fact),
    )


def _best_promises(material: Material) -> list[Promise]:
    """Promises by worth; those due within two years of the day count as recent, whenever they were made. Those that
    others replaced are left out, and those settled more than a year ago."""

    def value(promise: Promise) -> float:
        near = promise.due is not None and abs((promise.due - material.as_of).days) < FRESH_DAYS
        return worth(promise.fact, material.as_of) + (2 if near else 0)

    def is_news(promise: Promise) -> bool:
        if promise.state == "superseded":
            return False
        return not _is_settled(promise) or (material.as_of - (promise.since or material.as_of)).days <= SETTLED_DAYS

    return sorted(filter(is_news, material.promises), key=lambda p: (-value(p), p.fact.id))[:60]


def _is_settled(promise: Promise) -> bool:
    return promise.state in ("kept", "missed")


def _promise_line(promise: Promise, material: Material) -> Line:
    """A promise with its state, and the reports of what came of it."""
    line = _line(promise.fact, _promise_words(promise))
    told = [s.statement for s in promise.evidence[:1] if s.source is None and s.statement.report.id in material.sources]
    if not told:
        return line
    cites = together(line.cites, Cites(named=tuple(Cite(s.report.id, s.evidence.text) for s in told)))
    return replace(line, cites=cites)


def _promise_words(promise: Promise) -> str:
    """When it is or was due, and what came of it."""
    day = day_words(promise.due.isoformat()) if promise.due else ""
    if promise.state == "open":
        return f"due by {day}" if day else "no date told"
    when = f"was due by {day}" if day else "no date told"
    if promise.state in ("due", "unknown"):
        return f"{when}, no outcome in the book"
    return f"{when}; {promise.state}: {promise.reason}"


def _promise_key(promise: Promise, today: date) -> tuple[int, int]:
    return (3, -(promise.since or today).toordinal()) if _is_settled(promise) else _coming_key(promise.due, today)


def _coming_key(due: date | None, today: date) -> tuple[int, int]:
    if due is None:
        return (2, 0)
    return (0, due.toordinal()) if due >= today else (1, -due.toordinal())


def _ahead(fact: Fact, today: date) -> bool:
    end = _day(_end(fact))
    return end is not None and end >= today


def _disagreement(facts: Sequence[Fact]) -> Line:
    statement = facts[0].statement
    what = words.words_of(statement)[0].rstrip(",:")
    if isinstance(statement, TradeFlow):
        what = words.sentence(words.flow_label(statement), words.when(statement.period), mark=", ")
    told = (
        f"{_figure_of(f)} ({clipped(words.says_who(f.statement.attribution), 60) or 'outlet not known'}, "
        f"{day_words(f.first_seen.isoformat())})"
        for f in facts[:DISAGREEING]
    )
    more = f"; and {len(facts) - DISAGREEING} more" if len(facts) > DISAGREEING else ""
    return Line(lead=clipped(what, words.NAME) + ":", text="; ".join(told) + more, cites=cites_of_each(facts))


def _figure_of(fact: Fact) -> str:
    statement = fact.statement
    if isinstance(statement, TradeFlow):
        return words.flow_figure(statement)
    amount = getattr(statement, "amount", None)
    return amount_words(amount) if amount else words.words_of(statement)[0].rstrip(",:")


# Flows and goods


def _flow(fact: Fact) -> TradeFlow:
    assert isinstance(fact.statement, TradeFlow)
    return fact.statement


def _flows(material: Material) -> list[Fact]:
    """The flows between the two countries themselves."""
    pair = {material.a, material.b}
    return [f for f in material.of_kind("trade_flow") if _pair(_flow(f)) == pair]


def _pair(flow: TradeFlow) -> set[str]:
    return set(flow.between) or {c for c in (flow.reporter, flow.partner) if c}


def _whole_trade(fact: Fact) -> bool:
    flow = _flow(fact)
    return not (flow.goods or flow.excludes or flow.reporter_area or flow.partner_area or flow.re_exports)


def _seller(flow: TradeFlow) -> str | None:
    """Whose goods they are: the exporting side; None where it is not said."""
    if flow.measure == "exports":
        return flow.reporter
    return flow.partner if flow.measure == "imports" else None


def _sold_by(seller: str, flow: TradeFlow) -> bool:
    return _seller(flow) == seller


def _of_nobody(measure: str, flow: TradeFlow) -> bool:
    """Whether it is a flow of this measure of which it is not said whose it is."""
    return flow.measure == measure and not flow.reporter


def _end(fact: Fact) -> str:
    period = getattr(fact.statement, "period", None) or getattr(fact.statement, "date", None)
    return (period.end or period.start or "") if period else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _full_year(flow: TradeFlow) -> bool:
    period = flow.period
    return bool(
        period
        and period.start
        and period.end
        and period.start[5:] == "01-01"
        and period.end == f"{period.start[:4]}-12-31"
    )


def _latest(facts: Iterable[Fact], fits: Callable[[TradeFlow], bool]) -> Fact | None:
    """The fact of the latest full year, or of the latest period where that is more than two years later."""
    found = [f for f in facts if fits(_flow(f)) and _end(f)]
    if not found:
        return None
    full = [f for f in found if _full_year(_flow(f))]
    newest = max(_end(f) for f in found)
    last_full = max((_end(f) for f in full), default="")
    end = last_full if last_full and int(newest[:4]) - int(last_full[:4]) <= 2 else newest
    same = [f for f in (full if end == last_full else found) if _end(f) == end]
    return max(same, key=lambda f: (_exports_first(f), f.independent, f.last_repeated, f.confidence, f.id))


def _exports_first(fact: Fact) -> int:
    return 1 if _flow(fact).measure == "exports" else 0


def _cell(fact: Fact) -> Cell:
    flow = _flow(fact)
    aside = words.sentence(words.when(flow.period), words.flow_aside(flow), _disputed(fact), mark=" · ")
    return Cell(
        label=words.flow_label(flow),
        figure=words.flow_figure(flow),
        aside=aside,
        by=clipped(words.says_who(flow.attribution), words.NAME),
        cites=cites_of(fact),
    )


def _disputed(fact: Fact) -> str:
    if fact.revised_by:
        return "revised since"
    return "sources disagree" if fact.conflicts else ""


def _flow_row(fact: Fact) -> Row:
    flow = _flow(fact)
    label = words.flow_label(flow)
    unsaid = words.UNSAID if words.UNSAID in label else ""
    return Row(
        first=clean(short_period(flow.period)) or "no period",
        text=label.replace(f" ({words.UNSAID})", ""),
        figure=words.flow_figure(flow),
        aside=words.sentence(unsaid, words.flow_aside(flow), _disputed(fact)),
        mark=words.mark_of(flow),
        cites=cites_of(fact),
    )


def _goods(material: Material, seller: str, buyer: str, place: str) -> Section:
    """One row a good: the latest figure where there is one, and every report that names it."""
    found: dict[tuple[str, ...], list[tuple[Fact, tuple[Good, ...]]]] = {}
    for fact in material.of_kind("traded_goods"):
        traded = fact.statement
        assert isinstance(traded, TradedGoods)
        if (traded.origin, traded.destination) == (seller, buyer):
            for good in traded.goods:
                found.setdefault(_good_key((good,)), []).append((fact, (good,)))
    for fact in _flows(material):
        flow = _flow(fact)
        if flow.goods and _seller(flow) == seller and flow.stance == "stated":
            found.setdefault(_good_key(flow.goods), []).append((fact, flow.goods))
    rows = [_goods_row(entries) for entries in found.values()]
    order = sorted(range(len(rows)), key=lambda i: (-rows[i][0], i))
    return Section(
        name=f"goods {seller}",
        title=f"{words.named(seller)} sells to {words.named(buyer)}",
        place="goods left" if place == "goods left" else "goods right",
        entries=tuple(rows[i][1] for i in order),
        most=14,
        weight=3,
        empty="No goods in the book.",
        unit=("good", "goods"),
    )


def _good_key(goods: Sequence[Good]) -> tuple[str, ...]:
    return tuple(sorted("/".join(g.hs) or g.text.casefold() for g in goods))


def _goods_row(entries: Sequence[tuple[Fact, tuple[Good, ...]]]) -> tuple[float, Row]:
    """A good's rank (figures first, then how many tell of it) and its row."""
    figures = [f for f, _ in entries if isinstance(f.statement, TradeFlow)]
    latest = max(figures, key=lambda f: (_end(f), f.confidence), default=None)
    goods = entries[0][1]
    codes = [code for good in goods for code in good.hs]
    told = sum(f.independent for f, _ in entries)
    ordered = ([latest] if latest else []) + [f for f, _ in entries if f is not latest]
    flow = latest.statement if latest else None
    row = Row(
        first=", ".join(codes[:2]) + ("…" if len(codes) > 2 else ""),
        text=words.capital(words.joined((words.short(g.text, 60) for g in goods), 3)),
        figure=words.flow_figure(flow) if isinstance(flow, TradeFlow) else "",
        aside=_good_aside(flow) if isinstance(flow, TradeFlow) else "",
        cites=_cites_together(ordered),
    )
    return (100 if flow else 0) + min(told, 50), row


def _good_aside(flow: TradeFlow) -> str:
    """Whose figure it is, the period, and what is told beside it."""
    side = f"{words.owned(words.named(flow.reporter or ''))} {flow.measure}"
    terms = words.sentence(side, words.flow_terms(flow), clean(short_period(flow.period)), mark=", ")
    return words.sentence(terms, words.flow_aside(flow))


def _cites_together(facts: Sequence[Fact]) -> Cites:
    return together(*(cites_of(f) for f in facts))
