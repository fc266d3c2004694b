"""A world whose figures are consistent, the report and the facts that tell it, and a breaker for each check.

Everything follows from sums of single months, so that totals, parts, growth, shares, ranks and prices agree exactly
before they are printed; printing rounds them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

import msgspec

from tests.check.build import statement
from tradebook.book import Appearance, Fact, FactSource
from tradebook.statement import Deal, SalesMix, Statement, TradeFlow, to_json

PARTNERS = ("KOR", "PER", "BRA")
GOODS = {"copper": "copper:7403", "butter": "butter:0405", "maize": "maize:1005"}
HOME = "CHL"
PRICE = 30_000  # of a tractor


class World(NamedTuple):
    """True trade: `base` what each partner buys of each good in a month, in dollars; `growth` from the year before, in
    per mille; `imports` from all, in per cent of the exports; `tractors` sold in a deal; `shares` of a producer;
    `unit` the last printed digit of sums, `loose` whether they are told with "about"."""

    base: tuple[int, ...]  # partner by good
    growth: int
    imports: int
    tractors: int
    shares: tuple[int, int]
    unit: int
    loose: bool

    def exports(
        self, partner: str | None = None, good: str | None = None, year: int = 2022, months: int = 12
    ) -> Decimal:
        rows = [
            Decimal(self.base[i * len(GOODS) + j])
            for i, p in enumerate(PARTNERS)
            for j, g in enumerate(GOODS)
            if partner in (None, p) and good in (None, g)
        ]
        factor = 1 + Decimal(self.growth) / 1000 if year == 2022 else Decimal(1)
        return sum(rows, Decimal(0)) * months * factor

    def printed(self, value: Decimal) -> dict[str, Any]:
        shown = (value / self.unit).quantize(Decimal(1), rounding=ROUND_HALF_UP) * self.unit
        mark = "about" if self.loose else "exact"
        return {"value": int(shown), "currency": "USD", "precision": self.unit, "qualifier": mark, "text": f"{shown}"}


def flow(amount: dict[str, Any] | None = None, **slots: Any) -> Statement:
    told = {"kind": "trade_flow", "measure": "exports", "reporter": HOME, "partner": "WLD", "period": "2022", **slots}
    return statement(told | ({"amount": amount} if amount else {}))


def percent(value: Decimal) -> float:
    return float(round(value, 1))


def report_on(w: World) -> dict[str, Statement]:
    """The statements of one report, by a short name."""
    exports, before = w.exports(), w.exports(year=2021)
    imports = exports * w.imports / 100
    growth = {"percent": percent(100 * (exports - before) / before), "versus": "2021"}
    return {
        "turnover": flow(w.printed(exports + imports), measure="turnover"),
        "exports": flow(w.printed(exports), change=growth),
        "imports": flow(w.printed(imports), measure="imports"),
        "balance": flow(w.printed(exports - imports), measure="balance"),
        "before": flow(w.printed(before), period="2021"),
        "half": flow(w.printed(w.exports(months=6)), period="2022-01..2022-06"),
        "second half": flow(w.printed(w.exports(months=6)), period="2022-07..2022-12"),
        **{f"to {p}": _to_partner(w, p) for p in PARTNERS},
        **{f"of {g}": _of_good(w, g) for g in GOODS},
        "butter to KOR": _priced(w, "KOR"),
        "butter to PER": _priced(w, "PER"),
        "to KOR, grown": _grown(w),
        "deal": _deal(w),
        "sales": _sales(w),
    }


def _to_partner(w: World, partner: str) -> Statement:
    ranked = sorted(PARTNERS, key=lambda p: -w.exports(p))
    whole = {"measure": "exports", "reporter": HOME, "partner": "WLD"}
    share = {"percent": percent(100 * w.exports(partner) / w.exports()), "of": whole}
    rank = {"n": 1 + ranked.index(partner), "among": "markets", "by": "exports"}
    return flow(w.printed(w.exports(partner)), partner=partner, share=share, rank=rank)


def _of_good(w: World, good: str) -> Statement:
    whole = {"measure": "exports", "reporter": HOME, "partner": "WLD"}
    share = {"percent": percent(100 * w.exports(good=good) / w.exports()), "of": whole}
    return flow(w.printed(w.exports(good=good)), goods=[GOODS[good]], share=share)


def _priced(w: World, partner: str) -> Statement:
    """Butter at some four dollars a kilo, more or less by partner."""
    value = w.exports(partner, "butter")
    tonnes = int(value / (4000 if partner == "KOR" else 5500)) + 1
    quantity = {"value": tonnes, "unit": "TNE", "precision": 1, "text": f"{tonnes}"}
    return flow(w.printed(value), partner=partner, goods=[GOODS["butter"]], quantity=quantity)


def _grown(w: World) -> Statement:
    """The copper of one partner, with its growth in per cent and as a sum."""
    now, before = w.exports("KOR", "copper"), w.exports("KOR", "copper", 2021)
    change = {"percent": percent(100 * (now - before) / before), "amount": w.printed(now - before)}
    return flow(w.printed(now), partner="KOR", goods=[GOODS["copper"]], change=change)


def _deal(w: World) -> Statement:
    amount = {"value": w.tractors * PRICE, "currency": "USD", "precision": 1000, "text": f"{w.tractors * PRICE}"}
    return statement(
        {
            "kind": "deal",
            "instrument": "contract",
            "amount": amount,
            "quantity": f"{w.tractors} tractors",
            "unit_price": f"{PRICE} USD",
            "sentence": f"{w.tractors} tractors at {PRICE} USD each were sold for {w.tractors * PRICE}.",
        }
    )


def _sales(w: World) -> Statement:
    home, abroad = w.shares
    parts = {"Chile": home, "Peru": abroad, "Brazil": 100 - home - abroad}
    segments = [{"market": market, "share": {"percent": share}} for market, share in parts.items()]
    return statement({"kind": "sales_mix", "company": {"name": "Example Mills", "country": HOME}, "segments": segments})


# Breaking


def changed(s: Statement, **slots: Any) -> Statement:
    """Another statement: with other slots, and so with another id."""
    other = msgspec.structs.replace(s, **slots)
    return msgspec.structs.replace(other, id=hashlib.sha256(to_json(other)).hexdigest()[:32])


def times(s: Statement, by: float) -> Statement:
    """The statement with its sum so many times as large, to the same printed digit."""
    assert isinstance(s, TradeFlow | Deal) and s.amount is not None and s.amount.value is not None
    unit = int(s.amount.precision or 1)
    value = int(s.amount.value * by) // unit * unit
    return changed(s, amount=msgspec.structs.replace(s.amount, value=value, text=str(value)))


def _with_share(s: Statement, share: float) -> Statement:
    assert isinstance(s, TradeFlow) and s.share is not None
    return changed(s, share=msgspec.structs.replace(s.share, percent=share))


def _with_change(s: Statement, **slots: Any) -> Statement:
    assert isinstance(s, TradeFlow) and s.change is not None
    return changed(s, change=msgspec.structs.replace(s.change, **slots))


Told = dict[str, Statement]
Breaker = Callable[[Told, int], Told]


def _break_rank(told: Told, by: int) -> Told:
    """The places of the first and the last exchanged."""
    ranked = sorted((f"to {p}" for p in PARTNERS), key=lambda name: told[name].rank.n)  # type: ignore[union-attr]
    first, last = told[ranked[0]], told[ranked[-1]]
    assert isinstance(first, TradeFlow) and isinstance(last, TradeFlow)
    return told | {
        ranked[0]: times(changed(first, rank=last.rank, share=None), 1 + by),
        ranked[-1]: changed(last, rank=first.rank, share=None),
    }


def _break_room(told: Told, by: int) -> Told:
    second = next(f"to {p}" for p in PARTNERS if told[f"to {p}"].rank.n == 2)  # type: ignore[union-attr]
    return told | {second: _with_share(told[second], 50 + 4 * by)}


def _break_sales(told: Told, by: int) -> Told:
    mix = told["sales"]
    assert isinstance(mix, SalesMix)
    segments = [
        msgspec.structs.replace(s, share=msgspec.structs.replace(s.share, percent=30 + 4 * by)) for s in mix.segments
    ]  # type: ignore[type-var]
    return told | {"sales": changed(mix, segments=tuple(segments))}


def _break_price(told: Told, by: int) -> Told:
    flow = told["butter to PER"]
    assert isinstance(flow, TradeFlow) and flow.quantity is not None and flow.quantity.value is not None
    quantity = msgspec.structs.replace(flow.quantity, value=flow.quantity.value * 1000 * by)
    return told | {"butter to PER": changed(flow, quantity=quantity)}


def _break_deal(told: Told, by: int) -> Told:
    """The sum a slip of some zeros too large; the words stay those of the sentence."""
    deal = told["deal"]
    assert isinstance(deal, Deal) and deal.amount is not None and deal.amount.value is not None
    slipped = msgspec.structs.replace(deal.amount, value=deal.amount.value * 10 ** (1 + by % 3))
    return told | {"deal": changed(deal, amount=slipped)}


# check -> what breaks it; `by` is 2 to 9
BREAKERS: dict[str, Breaker] = {
    "turnover is exports plus imports": lambda t, by: t | {"turnover": times(t["turnover"], 1 + by)},
    "balance is exports less imports": lambda t, by: t | {"balance": times(t["balance"], 7 * by)},
    "a part is not larger than its whole": lambda t, by: (
        t | {"to PER": changed(times(t["exports"], by), partner="PER", change=None)}
    ),
    "parts together are not larger than their whole": lambda t, by: (
        t | {f"to {p}": changed(times(t["exports"], 0.4 + 0.05 * by), partner=p, change=None) for p in PARTNERS}
    ),
    "growth fits its base": lambda t, by: t | {"exports": _with_change(t["exports"], percent=150 + 50 * by)},
    "growth in per cent fits the sum that it adds": lambda t, by: (
        t | {"to KOR, grown": _with_change(t["to KOR, grown"], percent=150 + 50 * by)}
    ),
    "a fall is not more than all": lambda t, by: t | {"exports": _with_change(t["exports"], percent=-100 - 5 * by)},
    "a share is not above 100 per cent": lambda t, by: t | {"to KOR": _with_share(t["to KOR"], 100 + 3 * by)},
    "sales shares make no more than the whole": _break_sales,
    "a share fits its two sums": lambda t, by: t | {"of maize": times(t["of maize"], 1 / (1 + by))},
    "shares of trade make no more than the whole": lambda t, by: (
        t | {f"to {p}": _with_share(t[f"to {p}"], 30 + 4 * by) for p in PARTNERS}
    ),
    "a rank leaves room for those before it": _break_room,
    "ranks follow their figures": _break_rank,
    "a deal is its price times its quantity": _break_deal,
    "prices of one good are of one size": _break_price,
}


# Facts of the book


def fact(s: Statement, n: int, day: date, conflicts: tuple[str, ...] = ()) -> Fact:
    """A fact told once, by an outlet of its own, in a report of its own."""
    own = changed(s, report=msgspec.structs.replace(s.report, id=f"report {n}"))
    seen = Appearance(
        report=own.report.id,
        outlet=f"Outlet {n}",
        url=None,
        title=None,
        published=day,
        source=None,
        byline=None,
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    source = FactSource(
        statement=own.id,
        report=own.report.id,
        evidence=own.evidence.text,
        origin=f"Outlet {n}",
        confidence=own.confidence,
        appearances=(seen,),
    )
    return Fact(
        id=fact_id(n),
        key=f"key {n}",
        kind="deal" if isinstance(own, Deal) else "trade_flow",
        figure="value",
        leading=True,
        ahead=own.stance == "target",
        due=None,
        statement=own,
        confidence=own.confidence,
        sources=(source,),
        origins=(f"Outlet {n}",),
        first_seen=day,
        last_repeated=day,
        conflicts=conflicts,
    )


def fact_id(n: int) -> str:
    return f"{n:032x}"


def press_on(w: World) -> dict[str, Statement]:
    """What several reports tell of the trade with one partner, by a short name."""
    now, before = w.exports("KOR"), w.exports("KOR", year=2021)
    growth = {"percent": percent(100 * (now - before) / before), "versus": "2021"}
    day = {
        "kind": "deal",
        "instrument": "contract",
        "status": "signed",
        "countries": ["CHL", "KOR"],
        "date": "2023-05-18",
    }
    first, second = w.tractors * PRICE, w.tractors * PRICE * 2
    return {
        "year": flow(w.printed(now), partner="KOR", change=growth),
        "told again": flow(w.printed(now), partner="KOR"),
        "half": flow(w.printed(w.exports("KOR", months=6)), partner="KOR", period="2022-01..2022-06"),
        "before": flow(w.printed(before), partner="KOR", period="2021"),
        "target": flow(w.printed(now * 2), partner="KOR", period="2030", stance="target"),
        "deal": statement(day | {"amount": _dollars(first), "parties": [{"name": "First Works"}, {"name": "Buyer"}]}),
        "other deal": statement(day | {"amount": _dollars(second), "parties": [{"name": "Second Works"}]}),
        "total": statement(day | {"amount": _dollars(first + second), "count": 12}),
    }


def _dollars(value: int) -> dict[str, Any]:
    return {"value": value, "currency": "USD", "precision": 1000, "text": str(value)}


DAYS = {
    "half": date(2022, 8, 1),
    "before": date(2022, 1, 20),
    "year": date(2023, 1, 20),
    "told again": date(2023, 2, 1),
    "target": date(2023, 6, 1),
    "deal": date(2023, 5, 19),
    "other deal": date(2023, 5, 20),
    "total": date(2023, 5, 20),
}


def facts_of(told: Told) -> list[Fact]:
    """The facts of a book that holds these; the two figures of the year are rivals, as the book would say."""
    numbers = {name: n for n, name in enumerate(told, 1)}
    rivals = {"year": "told again", "told again": "year"}
    return [
        fact(s, numbers[name], DAYS[name], (fact_id(numbers[rivals[name]]),) if name in rivals else ())
        for name, s in told.items()
    ]


# check across the book -> what breaks it; the figures stay within three times of each other
BREAKERS_ACROSS: dict[str, Breaker] = {
    "one flow is told with one figure": lambda t, by: t | {"told again": times(t["told again"], 1.2 + by / 6)},
    "a year is not smaller than its first months": lambda t, by: t | {"half": times(t["half"], 2.4 + by / 3)},
    "growth fits the figure of another report": lambda t, by: (
        t | {"year": _with_change(t["year"], percent=t["year"].change.percent + 25 + 10 * by)}
    ),  # type: ignore[union-attr]
    "a target is not met before it is announced": lambda t, by: t | {"target": times(t["target"], 1 / (2.3 + by / 3))},
    "deals make no more than the total announced": lambda t, by: t | {"total": times(t["total"], 1 / by)},
}
