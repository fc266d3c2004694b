"""What a statement claims, made comparable: the key that says what it is about, and the core that says what it says of
it.

Statements with one key speak of one thing; `sorting.py` tells by their cores which of them say the same. A flow's
statement can claim several things at once (a value, a change, a share, a rank), each with a key of its own. Where a
statement says too little to be known again (an undated memorandum without parties), its sentence is its key: only the
same sentence repeats it. Pure.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tradebook.book.facts.figures import Figure, figure_of, is_sharp, printed, scaled
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
    Quantity,
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
    """What a claim says. `figure` is told in `unit` (a currency; none for a number that needs no such), and where the
    report itself gives the same sum in other currencies too, these are in `also`. `slots` contradict each other where
    they differ, `soft` ones never do; `names` are (role, country, folded name); `need` is how much two cores must have
    in common to be the same (weights in sorting.py); `single` says that there is one right answer, so that two which
    differ are a conflict."""

    figure: Figure | None = None
    unit: str | None = None
    also: tuple[tuple[str, Figure], ...] = ()
    time: Time | None = None
    names: tuple[tuple[str, str, str], ...] = ()
    goods: tuple[str, ...] = ()
    slots: dict[str, str] = {}
    soft: dict[str, str] = {}
    need: int = 0
    single: bool = False


class Claim(Struct, frozen=True):
    """One thing that a statement claims. `leading` marks the figure that the statement is about first of all; facts of
    one `mirror` and different keys tell the same from two sides; those of one `series` are running totals of the same.
    `about` is what the key stands for, by name: for telling people why two claims are not of one key (`in_words`)."""

    key: str
    figure: Figured
    leading: bool
    core: Core
    mirror: str | None = None
    series: str | None = None
    about: Mapping[str, object] = {}


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
    parts = (kind_of(s), stance_class(s), fold(s.evidence.text))
    about: dict[str, object] = dict(zip(("kind", "stance", "sentence"), parts, strict=True))
    return Claim(short_digest(*parts), "none", True, Core(slots=_all_slots(s)), about=about)


def _all_slots(s: Statement) -> dict[str, str]:
    kind = kind_of(s)
    slots = {name: getattr(s, name) for name in SLOTS[kind]}
    return {"claim": msgspec.json.encode(claim_of(kind, slots, s.stance), order="sorted").decode()}


def _claim(s: Statement, core: Core, *, weight: int = 0, series: str | None = None, **about: object) -> Claim:
    """The claim with the key `about`, or of its sentence alone where `weight`, what the core knows, is below its
    need."""
    if weight < core.need:
        return _only_its_sentence(s)
    has_figure = core.figure is not None
    key = short_digest(kind_of(s), stance_class(s), has_figure, *about.values())
    told = {"kind": kind_of(s), "stance": stance_class(s), "figure": has_figure, **about}
    return Claim(key, "value" if has_figure else "none", True, core, series=series, about=told)


def in_words(about: Mapping[str, object]) -> dict[str, str]:
    """What a key stands for, by name, in words; what is not known is empty."""
    return {name.replace("_", " "): _in_words(value) for name, value in about.items()}


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_in_words, value)))
    return "" if value is None else str(value)


# Parts of keys


def period_key(p: Period | None) -> tuple[str | None, ...]:
    """A period for comparing: its days where they are known (the first half of a year is January to June, whatever the
    calendar by which it was told), else what is known of it."""
    if p is None:
        return (None,)
    if p.start and p.end:
        return (p.start, p.end)
    return (p.edtf, p.calendar)


def goods_key(goods: Iterable[Good]) -> tuple[str, ...]:
    """Goods for comparing: their codes, or the folded words where there is none; sorted, each once, and no code beside
    one that holds it ("dairy products, butter")."""
    return _goods_key(tuple(goods))


@lru_cache(maxsize=4096)
def _goods_key(goods: tuple[Good, ...]) -> tuple[str, ...]:
    codes = {code for good in goods for code in (good.hs or (fold(good.text),))}
    if len(codes) == 1:
        return tuple(codes)
    return tuple(sorted(c for c in codes if not (c.isdigit() and (c[:2] in codes - {c} or c[:4] in codes - {c}))))


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
    weight = len(core.slots) + len(core.soft)
    if core.figure is not None:
        weight += figure if is_sharp(core.figure) else figure - 1
    return weight + date * bool(core.time and core.time.start) + names * bool(core.names) + goods * bool(core.goods)


class _Money(Struct, frozen=True):
    """A sum as a core takes it: in the currency that the report leads with, and in those that it gives beside it."""

    figure: Figure | None = None
    unit: str | None = None
    also: tuple[tuple[str, Figure], ...] = ()


_NO_MONEY = _Money()


def _money(amount: Amount | None, also: Iterable[Amount] = ()) -> _Money:
    figure = figure_of(amount) if amount else None
    if amount is None or figure is None:
        return _NO_MONEY
    others = {a.currency: f for a in also if a.currency and a.currency != amount.currency and (f := figure_of(a))}
    return _Money(figure, amount.currency, tuple(sorted(others.items())) if others else ())


def _in_base_unit(quantity: Quantity) -> tuple[Figure | None, str | None]:
    """The quantity in the smallest unit of its measure: tonnes, thousand tonnes and kilograms are told in grams."""
    figure = figure_of(quantity)
    base, factor = units().get(quantity.unit or "", (quantity.unit and _counted(quantity.unit), Decimal(1)))
    return (scaled(figure, factor) if figure and factor != 1 else figure), base


def _counted(noun: str) -> str:
    """A counted noun for comparing; a code is left as it is."""
    return noun if noun.isupper() else fold(noun)


@cache
def units() -> dict[str, tuple[str, Decimal]]:
    """Unit -> (the smallest of its measure, how many of it it holds), from `units.csv`: the exact definitions of the
    international and the avoirdupois pound (1959), the bushel is none of them since each good has its own."""
    text = files("tradebook.book.facts").joinpath("units.csv").read_text(encoding="utf-8")
    return {row["unit"]: (row["base"], Decimal(row["factor"])) for row in csv.DictReader(text.splitlines())}


# Trade flows


class _Told(Struct, frozen=True):
    """One figure that a flow carries; `about` is what its key says beyond the flow."""

    figured: Figured
    money: _Money
    about: Mapping[str, object]


def _flow_claims(s: TradeFlow) -> Iterator[Claim]:
    leading = True
    for told in _flow_figures(s):
        yield _flow_claim(s, told, leading)
        leading = False


def _flow_figures(s: TradeFlow) -> Iterator[_Told]:
    value = _money(s.amount, s.amount_also)
    if value.figure:
        yield _Told("value", value, {})
    if s.quantity:
        quantity, unit = _in_base_unit(s.quantity)
        if quantity:
            yield _Told("quantity", _Money(quantity), {"unit": unit})
    change = _change_figure(s.change) if s.change else None
    if s.change and change:
        versus = period_key(s.change.versus)
        yield _Told("change", _Money(change[1]), {"change": change[0], "of": s.change.of, "against": versus})
    if s.share and s.share.percent is not None:
        yield _Told("share", _Money(printed(s.share.percent, s.share.qualifier)), {"of": _share_of(s.share)})
    if s.rank and s.rank.n is not None:
        about = {"among": fold(s.rank.among or ""), "by": s.rank.by}
        yield _Told("rank", _Money(printed(s.rank.n)), about)


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


def _flow_claim(s: TradeFlow, told: _Told, leading: bool) -> Claim:
    core = Core(figure=told.money.figure, unit=told.money.unit, also=told.money.also)
    if not _is_known_flow(s, told):
        parts = (stance_class(s), told.figured, told.about, fold(s.evidence.text))
        about = {"kind": "trade_flow", "stance": parts[0], "figure": parts[1], "sentence": parts[3]}
        core = replace(core, slots=_all_slots(s))
        return Claim(short_digest("trade_flow", *parts), told.figured, leading, core, about=about)
    flow = {
        "region_of_the_first": s.reporter_area and fold(s.reporter_area),
        "region_of_the_second": s.partner_area and fold(s.partner_area),
        "goods": goods_key(s.goods),
        "leaving_out": s.excludes and fold(s.excludes),
        # "Exports" without more are those of goods: customs count nothing else, and services are named where counted.
        "coverage": None if s.coverage == "goods" else s.coverage,
        "re_exports": s.re_exports,
        "stance": stance_class(s),
        "figure": told.figured,
        **told.about,
    }
    sides = {"measure": s.measure, "reporter": s.reporter, "partner": s.partner, "between": sorted(s.between)}
    period = period_key(s.period)
    single = s.stance == "stated" and bool(s.period and s.period.start)  # two forecasts may well differ
    return Claim(
        key=short_digest("trade_flow", *sides.values(), period, *flow.values()),
        figure=told.figured,
        leading=leading,
        core=replace(core, single=True) if single else core,
        mirror=_mirror(s, (period, *flow.values())),
        series=_cumulative(s, told, (*sides.values(), *flow.values())),
        about={"kind": "trade_flow", **sides, "period": period, **flow},
    )


def _is_known_flow(s: TradeFlow, told: _Told) -> bool:
    """Whether it is said whose flow it is and when; a sharp value stands in for the time."""
    if not (s.reporter or s.partner or s.between):
        return False
    if s.period and (s.period.start or s.period.edtf):
        return True
    figure = told.money.figure
    return told.figured == "value" and figure is not None and is_sharp(figure) and figure.value is not None


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


def _cumulative(s: TradeFlow, told: _Told, rest: tuple[object, ...]) -> str | None:
    """What the sums of one flow since one day have in common: January to May, January to October, the year."""
    p = s.period
    if told.figured not in ("value", "quantity") or s.stance != "stated" or p is None or not (p.start and p.end):
        return None
    if p.start[8:] != "01" or p.end[:4] > str(int(p.start[:4]) + 1):
        return None
    return short_digest("series", p.start, *rest)


# The other kinds


def _traded_goods(s: TradedGoods) -> Claim:
    if not s.goods or not (s.origin or s.destination):
        return _only_its_sentence(s)
    return _claim(s, Core(), origin=s.origin, destination=s.destination, goods=goods_key(s.goods))


_INSTRUMENTS = {"investment": "investment", "loan": "loan", "memorandum": "memorandum", "protocol": "protocol"}
_DEAL_STATES = {"planned": "ahead", "negotiated": "ahead", "suspended": "off", "cancelled": "off"}


def _deal(s: Deal) -> Claim:
    money = _money(s.amount, s.amount_also)
    state = _DEAL_STATES.get(s.status or "signed", "done")
    countries = sorted(countries_of(s))
    core = Core(
        figure=money.figure,
        unit=money.unit,
        also=money.also,
        names=_names(s.parties),
        goods=goods_key(s.goods),
        slots=_known(count=s.count, quantity=_quantity_words(s.quantity)),
        soft=_known(at=fold(s.at or "")),
        need=2 if countries else 3,
        time=_time(s.date),
    )
    instrument = _INSTRUMENTS.get(s.instrument or "", "contract")
    weight = _weight(core, figure=2, date=1, names=1, goods=1)
    running = s.running_total and countries and money.figure
    series = short_digest("series", "deal", stance_class(s), countries, state) if running else None
    return _claim(
        s,
        core,
        weight=weight,
        series=series,
        countries=countries,
        state=state,
        instrument=instrument,
        so_far=s.running_total,
    )


def _quantity_words(quantity: Quantity | None) -> str | None:
    if quantity is None or quantity.value is None:
        return None
    figure, unit = _in_base_unit(quantity)
    return f"{figure.value} {unit}" if figure else None


_TENDER_STATES = {"awarded": "awarded", "cancelled": "cancelled"}


def _tender(s: Tender) -> Claim:
    money = _money(s.amount)
    buyer = fold(s.buyer.name) if s.buyer and s.buyer.name else None
    core = Core(
        figure=money.figure, unit=money.unit, goods=goods_key(s.goods), need=1 if buyer else 2, time=_time(s.date)
    )
    is_plan = s.stance in AHEAD or s.status == "planned"  # its announcement is what becomes of it, not the same
    state = _TENDER_STATES.get(s.status or "", "planned" if is_plan else "open")
    weight = _weight(core, figure=2, date=1, goods=1)
    return _claim(s, core, weight=weight, buyer=buyer, countries=sorted(countries_of(s)), state=state)


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
    return _claim(s, core, weight=weight, type=s.type, name=name, countries=countries)


def _venture(s: Venture) -> Claim:
    money = _money(s.amount)
    core = Core(
        figure=money.figure,
        unit=money.unit,
        names=_names(s.partners),
        goods=goods_key(s.product),
        slots=_known(count=s.count),
        soft=_known(place=fold(s.place or "")),
        need=2,
        time=_time(s.since),
    )
    weight = _weight(core, figure=1, date=1, names=2, goods=2)
    return _claim(s, core, weight=weight, activity=s.activity, countries=sorted(countries_of(s)))


def _sales_mix(s: SalesMix) -> Claim:
    if not (s.company and s.company.name):
        return _only_its_sentence(s)
    return _claim(s, Core(slots=_all_slots(s)), company=fold(s.company.name), country=s.company.country)


def _restriction(s: Restriction) -> Claim:
    core = Core(need=0 if s.by or s.on else 1, time=_time(s.date))
    goods = goods_key(s.goods)
    return _claim(s, core, type=s.type, by=sorted(s.by), on=sorted(s.on), goods=goods, status=s.status)


def _milestone(s: Milestone) -> Claim:
    once = s.type == "diplomatic relations" and len(s.countries) > 1  # two countries have one such date
    core = Core(need=0 if once else 1, single=once, time=_time(s.date))
    weight = int(bool(s.countries and core.time and core.time.start))
    return _claim(s, core, weight=weight, type=s.type, countries=sorted(s.countries))


def origin_of(s: Statement) -> str | None:
    """Where the claim comes from, as far back as the text tells; None leaves it to the outlet."""
    a = s.attribution
    organisations = (speaker.organisation for speaker in a.speakers if speaker.organisation)
    return next(organisations, None) or a.figure_source or (a.agencies[0] if a.agencies else None)


def due_of(s: Statement) -> str | None:
    """The last day that the statement names, where it names one whole."""
    p = period_of(s)
    return p.end if p else None
