"""What a statement claims, made comparable: the key that says what it is about, and the core that says what it says of
it.

Statements with one key speak of one thing; `sorting.py` tells by their cores which of them say the same. A flow's
statement can claim several things at once (a value, a change, a share, a rank), each with a key of its own. Where a
statement says too little to be known again (an undated memorandum without parties), its sentence is its key: only the
same sentence repeats it. Pure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from decimal import Decimal

import msgspec
from msgspec import Struct

from tradebook.book.facts.figures import Figure, figure_of, is_sharp, printed
from tradebook.book.model import Figured
from tradebook.book.rows import countries_of, fold, kind_of, period_of
from tradebook.statement import (
    SLOTS,
    Amount,
    Change,
    Deal,
    Event,
    Good,
    Milestone,
    Party,
    Period,
    Restriction,
    SalesMix,
    Share,
    Statement,
    Tender,
    TradedGoods,
    TradeFlow,
    Venture,
    claim_of,
)


class Time(Struct, frozen=True, array_like=True):
    """When: both days inclusive; `edtf` only where a day is unknown ("XXXX-05-18")."""

    start: str | None
    end: str | None
    edtf: str | None = None


class Core(Struct, frozen=True, omit_defaults=True):
    """What a claim says. `slots` contradict each other where they differ, `soft` ones never do; `names` are (role,
    country, folded name); `need` is how much two cores must have in common to be the same (weights in sorting.py);
    `single` says that there is one right answer, so that two which differ are a conflict."""

    figure: Figure | None = None
    time: Time | None = None
    names: tuple[tuple[str, str, str], ...] = ()
    goods: tuple[str, ...] = ()
    slots: dict[str, str] = {}
    soft: dict[str, str] = {}
    need: int = 0
    single: bool = False


class Claim(Struct, frozen=True):
    """One thing that a statement claims. `leading` marks the figure that the statement is about first of all; facts of
    one `mirror` and different keys tell the same from two sides."""

    key: str
    figure: Figured
    leading: bool
    core: Core
    mirror: str | None = None


def digest(*parts: object) -> str:
    """32 hexadecimal digits that stand for the parts."""
    return hashlib.sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()[:32]


def short_digest(*parts: object) -> str:
    """20 hexadecimal digits that stand for the parts, for what is many and never leaves the book."""
    return digest(*parts)[:20]


AHEAD = ("planned", "target", "expected")


def is_ahead(s: Statement) -> bool:
    """Whether the statement promises: its stance looks ahead, or its deal or tender is still to come."""
    if s.stance in AHEAD:
        return True
    if s.stance != "stated":
        return False
    return (isinstance(s, Deal) and s.status == "planned") or (
        isinstance(s, Tender) and s.status in ("planned", "announced")
    )


def stance_class(s: Statement) -> str:
    """`stated`, `ahead` or `denied`: statements of different classes never say the same."""
    return "ahead" if is_ahead(s) else s.stance


def claims_of(s: Statement) -> list[Claim]:
    """All that the statement claims, the leading claim first; never empty."""
    match s:
        case TradeFlow():
            return list(_flow_claims(s)) or [_only_its_sentence(s)]
        case TradedGoods():
            return [_traded_goods(s)]
        case Deal():
            return [_deal(s)]
        case Tender():
            return [_tender(s)]
        case Event():
            return [_event(s)]
        case Venture():
            return [_venture(s)]
        case SalesMix():
            return [_sales_mix(s)]
        case Restriction():
            return [_restriction(s)]
        case Milestone():
            return [_milestone(s)]


def _only_its_sentence(s: Statement) -> Claim:
    """A claim that only the same sentence repeats, with the same slots."""
    return Claim(
        short_digest(kind_of(s), stance_class(s), fold(s.evidence.text)), "none", True, Core(slots=_all_slots(s))
    )


def _all_slots(s: Statement) -> dict[str, str]:
    kind = kind_of(s)
    slots = {name: getattr(s, name) for name in SLOTS[kind]}
    return {"claim": msgspec.json.encode(claim_of(kind, slots, s.stance), order="sorted").decode()}


def _claim(s: Statement, core: Core, *about: object, weight: int = 0) -> Claim:
    """The claim with the key `about`, or of its sentence alone where `weight`, what the core knows, is below its
    need."""
    if weight < core.need:
        return _only_its_sentence(s)
    has_figure = core.figure is not None
    key = short_digest(kind_of(s), stance_class(s), has_figure, *about)
    return Claim(key, "value" if has_figure else "none", True, core)


# Parts of keys


def period_key(p: Period | None) -> tuple[str | None, ...]:
    """A period for comparing: its days and calendar where they are known, else what is known of it."""
    if p is None:
        return (None,)
    if p.start and p.end:
        return (p.start, p.end, p.calendar)
    return (p.edtf, p.calendar)


def goods_key(goods: Iterable[Good]) -> tuple[str, ...]:
    """Goods for comparing: their codes, or the folded words where there is none; sorted, each once."""
    return tuple(sorted({code for good in goods for code in (good.hs or (fold(good.text),))}))


def _time(p: Period | None) -> Time | None:
    if p is None or not (p.start or p.end or p.edtf):
        return None
    return Time(p.start, p.end, None if p.start and p.end else p.edtf)


def _names(parties: Iterable[Party]) -> tuple[tuple[str, str, str], ...]:
    named = ((p.role or "", p.country or "", fold(p.name)) for p in parties if p.name and fold(p.name))
    return tuple(sorted(set(named)))


def _known(**slots: object) -> dict[str, str]:
    return {name: str(value) for name, value in slots.items() if value not in (None, "", ())}


def _weight(core: Core, *, figure: int = 0, date: int = 0, names: int = 0, goods: int = 0) -> int:
    """What a core knows, weighed as in sorting.py."""
    weight = len(core.slots) + len(core.soft) - ("currency" in core.slots)
    if core.figure is not None:
        weight += figure if is_sharp(core.figure) else figure - 1
    return weight + date * bool(core.time and core.time.start) + names * bool(core.names) + goods * bool(core.goods)


def _money(amount: Amount | None) -> tuple[Figure | None, str | None]:
    figure = figure_of(amount) if amount else None
    return figure, amount.currency if amount and figure else None


# Trade flows


def _flow_claims(s: TradeFlow) -> Iterator[Claim]:
    leading = True
    for figured, figure, about in _flow_figures(s):
        yield _flow_claim(s, figured, figure, about, leading)
        leading = False


def _flow_figures(s: TradeFlow) -> Iterator[tuple[Figured, Figure, tuple[object, ...]]]:
    """The figures that the flow carries, with what each key says beyond the flow."""
    value = figure_of(s.amount) if s.amount else None
    if s.amount and value:
        yield "value", value, (s.amount.currency,)
    quantity = figure_of(s.quantity) if s.quantity else None
    if s.quantity and quantity:
        yield "quantity", quantity, (s.quantity.unit,)
    change = _change_figure(s.change) if s.change else None
    if s.change and change:
        yield "change", change[1], (change[0], s.change.of, period_key(s.change.versus))
    if s.share and s.share.percent is not None:
        yield "share", printed(s.share.percent, s.share.qualifier), _share_of(s.share)
    if s.rank and s.rank.n is not None:
        yield "rank", printed(s.rank.n), (fold(s.rank.among or ""), s.rank.by)


def _change_figure(c: Change) -> tuple[str, Figure] | None:
    """What kind of change, and its number; a factor is told in percent ("doubled" is +100 %)."""
    if c.percent is not None:
        return "percent", printed(c.percent, c.qualifier)
    if c.factor is not None:
        factor = printed(c.factor, c.qualifier)
        percent = (Decimal(str(c.factor)) - 1) * 100
        precision = Decimal(str(factor.precision)) * 100
        return "percent", Figure(float(percent), None, None, c.qualifier, float(precision))
    figure = figure_of(c.amount) if c.amount else None
    return (f"amount {c.amount.currency}", figure) if c.amount and figure else None


def _share_of(share: Share) -> tuple[object, ...]:
    of = share.of
    return (of.measure, of.reporter, of.partner, goods_key(of.goods)) if of else ()


def _flow_claim(s: TradeFlow, figured: Figured, figure: Figure, about: tuple[object, ...], leading: bool) -> Claim:
    if not _is_known_flow(s, figured, figure):
        sentence = short_digest("trade_flow", stance_class(s), figured, about, fold(s.evidence.text))
        return Claim(sentence, figured, leading, Core(figure=figure, slots=_all_slots(s)))
    rest = (
        s.reporter_area and fold(s.reporter_area),
        s.partner_area and fold(s.partner_area),
        goods_key(s.goods),
        s.excludes and fold(s.excludes),
        s.coverage,
        s.re_exports,
        period_key(s.period),
        stance_class(s),
        figured,
        about,
    )
    key = short_digest("trade_flow", s.measure, s.reporter, s.partner, sorted(s.between), *rest)
    single = s.stance == "stated" and bool(s.period and s.period.start)  # two forecasts may well differ
    return Claim(key, figured, leading, Core(figure=figure, single=single), _mirror(s, rest))


def _is_known_flow(s: TradeFlow, figured: Figured, figure: Figure) -> bool:
    """Whether it is said whose flow it is and when; a sharp value stands in for the time."""
    if not (s.reporter or s.partner or s.between):
        return False
    if s.period and (s.period.start or s.period.edtf):
        return True
    return figured == "value" and is_sharp(figure) and figure.value is not None


def _mirror(s: TradeFlow, rest: tuple[object, ...]) -> str | None:
    """What a flow and its partner's view of it have in common: seller and buyer, or the two of a turnover."""
    if s.reporter_area or s.partner_area:
        return None
    sides = sorted({c for c in (s.reporter, s.partner, *s.between) if c})
    if s.measure == "turnover" and len(sides) == 2:
        return short_digest("mirror", "turnover", sides, *rest)
    if s.reporter and s.partner and s.measure in ("exports", "imports"):
        ends = (s.reporter, s.partner) if s.measure == "exports" else (s.partner, s.reporter)
        return short_digest("mirror", ends, *rest)
    return None


# The other kinds


def _traded_goods(s: TradedGoods) -> Claim:
    if not s.goods or not (s.origin or s.destination):
        return _only_its_sentence(s)
    return _claim(s, Core(), s.origin, s.destination, goods_key(s.goods))


_INSTRUMENTS = {"investment": "investment", "loan": "loan", "memorandum": "memorandum", "protocol": "protocol"}
_DEAL_STATES = {"planned": "ahead", "negotiated": "ahead", "suspended": "off", "cancelled": "off"}


def _deal(s: Deal) -> Claim:
    figure, currency = _money(s.amount)
    state = _DEAL_STATES.get(s.status or "signed", "done")
    countries = sorted(countries_of(s))
    quantity = f"{s.quantity.value} {s.quantity.unit}" if s.quantity and s.quantity.value is not None else None
    core = Core(
        figure=figure,
        names=_names(s.parties),
        goods=goods_key(s.goods),
        slots=_known(currency=currency, count=s.count, quantity=quantity),
        soft=_known(at=fold(s.at or "")),
        need=2 if countries else 3,
        time=_time(s.date),
    )
    instrument = _INSTRUMENTS.get(s.instrument or "", "contract")
    weight = _weight(core, figure=2, date=1, names=1, goods=1)
    return _claim(s, core, countries, state, instrument, s.running_total, weight=weight)


_TENDER_STATES = {"awarded": "awarded", "cancelled": "cancelled"}


def _tender(s: Tender) -> Claim:
    figure, currency = _money(s.amount)
    buyer = fold(s.buyer.name) if s.buyer and s.buyer.name else None
    core = Core(
        figure=figure,
        goods=goods_key(s.goods),
        slots=_known(currency=currency),
        need=1 if buyer else 2,
        time=_time(s.date),
    )
    state = _TENDER_STATES.get(s.status or "", "open")
    weight = _weight(core, figure=2, date=1, goods=1)
    return _claim(s, core, buyer, sorted(countries_of(s)), state, weight=weight)


def _event(s: Event) -> Claim:
    name = fold(s.name or "")
    core = Core(
        slots=_known(edition=s.edition),
        soft=_known(place=fold(s.place or "")),
        need=0 if name else 2,
        time=_time(s.period),
    )
    countries = None if name else sorted(countries_of(s))
    weight = _weight(core, date=2) if countries else 0
    return _claim(s, core, s.type, name, countries, weight=weight)


def _venture(s: Venture) -> Claim:
    figure, currency = _money(s.amount)
    core = Core(
        names=_names(s.partners),
        goods=goods_key(s.product),
        slots=_known(count=s.count),
        soft=_known(place=fold(s.place or "")),
        need=2,
        time=_time(s.since),
    )
    money = (figure, currency) if figure else None
    weight = _weight(core, date=1, names=2, goods=2)
    return _claim(s, core, s.activity, sorted(countries_of(s)), money, weight=weight)


def _sales_mix(s: SalesMix) -> Claim:
    if not (s.company and s.company.name):
        return _only_its_sentence(s)
    return _claim(s, Core(slots=_all_slots(s)), fold(s.company.name), s.company.country)


def _restriction(s: Restriction) -> Claim:
    core = Core(need=0 if s.by or s.on else 1, time=_time(s.date))
    return _claim(s, core, s.type, sorted(s.by), sorted(s.on), goods_key(s.goods), s.status)


def _milestone(s: Milestone) -> Claim:
    once = s.type == "diplomatic relations" and len(s.countries) > 1  # two countries have one such date
    core = Core(need=0 if once else 1, single=once, time=_time(s.date))
    return _claim(s, core, s.type, sorted(s.countries), weight=int(bool(s.countries and core.time and core.time.start)))


def origin_of(s: Statement) -> str | None:
    """Where the claim comes from, as far back as the text tells; None leaves it to the outlet."""
    a = s.attribution
    organisations = (speaker.organisation for speaker in a.speakers if speaker.organisation)
    return next(organisations, None) or a.figure_source or (a.agencies[0] if a.agencies else None)


def due_of(s: Statement) -> str | None:
    """The last day that the statement names, where it names one whole."""
    p = period_of(s)
    return p.end if p else None
