"""A promised figure of trade against a figure that was told. Pure.

It is the same flow only where measure, sides, areas, goods, what is left out and the kind of figure are the same; the
target's own period decides, and only it says how much was reached. Part of the period reaches a target only where it
alone is enough, "by 2030" also where an earlier year is.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tradebook.book.facts.claims import goods_key, is_ahead
from tradebook.book.facts.figures import Figure, figure_of, narrow, point, printed
from tradebook.book.promises.due import day_of, is_by
from tradebook.book.promises.found import Held, Match, Told, near
from tradebook.book.rows import fold
from tradebook.statement import Amount, Change, Period, Quantity, TradeFlow

_MOST_APART = 2  # what is other in more ways than this is not near
_ABOUT = Decimal("0.97")  # "about $500 million" reaches 500; "about 450" does not
_WHOLE = timedelta(days=372)  # a year, in any calendar
_TONNE = {"TNE": Decimal(1), "KGM": Decimal("0.001"), "DTN": Decimal("0.1"), "KTN": Decimal(1000)}


def hold(p: Held, o: Told) -> Match | None:
    """What `o` says of the promised flow `p`; None where it has nothing to do with it."""
    target, other = p.statement, o.statement
    if not isinstance(target, TradeFlow) or not isinstance(other, TradeFlow):
        return None
    ways = differences(target, other)
    if len(ways) > _MOST_APART:
        return None
    if is_ahead(other):
        return None if ways else _replaced(p, target, o, other)
    if other.stance == "denied":
        return None if ways or not _same_period(target, other) else Match("missed", "it was denied")
    pair = _figures(p.figure, target, other)
    if pair is None:
        ways = [*ways, "another kind of figure or currency"]
    early = _other_period(p, target, o, other)
    if early and not (pair and not ways and _enough_early(p, target, other, pair)):
        ways = [*ways, early]
    if ways or pair is None:
        return near(ways) if len(ways) <= _MOST_APART else None
    return _measured(target, other, *pair)


def differences(a: TradeFlow, b: TradeFlow) -> list[str]:
    """In what two flows differ, their time and figure apart."""
    ways = []
    if a.measure != b.measure:
        ways.append(f"{b.measure} instead of {a.measure}")
    if _sides(a) != _sides(b) and (a.measure == b.measure or _codes(a) != _codes(b)):
        ways.append(_other_sides(a, b))
    if goods_key(a.goods) != goods_key(b.goods):
        ways.append("other goods" if b.goods else "trade as a whole")
    if _terms(a) != _terms(b):
        ways.append("it counts other things")
    return ways


def same_flow(s: TradeFlow) -> tuple[object, ...]:
    """What is the same for two flows that differ in nothing but time and figure, and for no others."""
    return s.measure, _sides(s), goods_key(s.goods), _terms(s)


def _terms(s: TradeFlow) -> tuple[object, ...]:
    """What the figure counts."""
    coverage = s.coverage if s.coverage != "goods" else None
    return fold(s.excludes or ""), fold(coverage or ""), bool(s.re_exports)


def _other_sides(a: TradeFlow, b: TradeFlow) -> str:
    """What is other about the sides."""
    if _codes(a) != _codes(b):
        return "another partner"
    if _areas(a) != _areas(b):
        return "another area"
    return "the other way" if b.reporter and a.reporter else "it is not said whose figure it is"


def _areas(s: TradeFlow) -> list[str]:
    return [fold(s.reporter_area or ""), fold(s.partner_area or "")]


def _codes(s: TradeFlow) -> set[str]:
    return {c for c in (s.reporter, s.partner, *s.between) if c}


def _sides(s: TradeFlow) -> object:
    """Whose flow with whom; a turnover is the same from both sides."""
    if s.measure == "turnover":
        return sorted(_codes(s)), sorted(_areas(s))
    return s.reporter, s.partner, sorted(s.between), _areas(s)


# Time


def _same_period(a: TradeFlow, b: TradeFlow) -> bool:
    if a.period is None or b.period is None:
        return False
    return bool(a.period.end) and (a.period.start, a.period.end) == (b.period.start, b.period.end)


def _other_period(p: Held, target: TradeFlow, o: Told, other: TradeFlow) -> str:
    """What is other about the time that the figure is for; "" where it is the promise's own."""
    told = other.period
    if told is None or not (told.start and told.end):
        return "it is not said for when"
    if _same_period(target, other):
        end = day_of(told.end)
        return "told before the period was over" if end and end - o.first > timedelta(days=31) else ""
    want = target.period
    if want and want.start and want.end and want.start <= told.start and told.end <= want.end:
        return f"only part of the period ({_words(told)})"
    return f"another period ({_words(told)})"


def _words(p: Period) -> str:
    return p.text or p.edtf or f"{p.start} to {p.end}"


def _enough_early(p: Held, target: TradeFlow, other: TradeFlow, pair: tuple[Figure, Figure]) -> bool:
    """Whether a figure of another time shows that the target is reached: a part of the period that is enough alone, or
    for a target "by" a time (or without one) a year between its making and that time."""
    told, want = other.period, target.period
    if told is None or not told.start or not told.end or p.figure not in ("value", "quantity"):
        return False
    if target.measure == "balance" or _is_down(target) or not _reaches(*pair):
        return False
    start, end = day_of(told.start), day_of(told.end)
    if start is None or end is None or end - start > _WHOLE:
        return False
    if want and want.start and want.end and want.start <= told.start and told.end <= want.end:
        return True
    in_time = end >= p.first and (p.due is None or end <= p.due)
    is_open = want is None or not (want.start or want.edtf)
    return in_time and (is_open or is_by(want))


# Figures


def _figures(figure: str, a: TradeFlow, b: TradeFlow) -> tuple[Figure, Figure] | None:
    """The promised and the told figure, where they can be compared."""
    match figure:
        case "value":
            return _money(a, b)
        case "quantity":
            return _quantities(a.quantity, b.quantity)
        case "change":
            return _changes(a, b)
        case "share":
            return _shares(a, b)
        case "rank":
            return _ranks(a, b)
        case _:
            return None


def _money(a: TradeFlow, b: TradeFlow) -> tuple[Figure, Figure] | None:
    for one in _sums(a):
        for other in _sums(b):
            if one.currency and one.currency == other.currency:
                first, second = figure_of(one), figure_of(other)
                if first and second:
                    return first, second
    return None


def _sums(s: TradeFlow) -> tuple[Amount, ...]:
    return (*((s.amount,) if s.amount else ()), *s.amount_also)


def _quantities(a: Quantity | None, b: Quantity | None) -> tuple[Figure, Figure] | None:
    if a is None or b is None:
        return None
    first, second = figure_of(a), figure_of(b)
    if first is None or second is None:
        return None
    if a.unit == b.unit:
        return first, second
    if a.unit not in _TONNE or b.unit not in _TONNE:
        return None
    return first, _scaled(second, _TONNE[b.unit] / _TONNE[a.unit])


def _scaled(f: Figure, by: Decimal) -> Figure:
    def times(x: float | None) -> float | None:
        return None if x is None else float(Decimal(str(x)) * by)

    return Figure(times(f.value), times(f.low), times(f.high), f.qualifier, times(f.precision))


def _changes(a: TradeFlow, b: TradeFlow) -> tuple[Figure, Figure] | None:
    first, second = _percent(a.change), _percent(b.change)
    if not a.change or not b.change or first is None or second is None:
        return None
    return (first, second) if (a.change.of or "value") == (b.change.of or "value") else None


def _percent(c: Change | None) -> Figure | None:
    """A growth in percent; "doubled" is +100 %."""
    if c is None or (c.percent is None and c.factor is None):
        return None
    if c.percent is not None:
        return printed(c.percent, c.qualifier)
    return Figure(float((Decimal(str(c.factor)) - 1) * 100), None, None, c.qualifier, 1)


def _shares(a: TradeFlow, b: TradeFlow) -> tuple[Figure, Figure] | None:
    if not a.share or not b.share or a.share.percent is None or b.share.percent is None:
        return None
    return printed(a.share.percent, a.share.qualifier), printed(b.share.percent, b.share.qualifier)


def _ranks(a: TradeFlow, b: TradeFlow) -> tuple[Figure, Figure] | None:
    """Ranks turned round, for the first place is the best."""
    if not a.rank or not b.rank or a.rank.n is None or b.rank.n is None:
        return None
    return printed(-a.rank.n), printed(-b.rank.n)


def _is_down(target: TradeFlow) -> bool:
    """Whether the promise is to come down to its figure."""
    if target.amount and target.amount.qualifier == "under":
        return True
    change = target.change
    if change is None or target.measure == "balance":
        return False
    return (change.percent or 0) < 0 or (change.factor or 1) < 1


def _aim(target: Figure) -> Decimal:
    return point(target)[0]


def _reaches(target: Figure, told: Figure) -> bool:
    aim, most = _aim(target), point(told)[1]
    if most >= aim:
        return True
    return told.qualifier == "about" and narrow(told)[1] >= aim and most >= aim * _ABOUT


def _measured(target: TradeFlow, other: TradeFlow, aim: Figure, told: Figure) -> Match:
    """How far the told figure of the promise's own time reaches."""
    fine = (float(other.revision == "revised"), -_width(told))
    said = f"{_wording(other, told)} told, {_wording(target, aim)} promised"
    if _is_down(target):
        reached = point(told)[0] <= point(aim)[1]
        return Match("kept" if reached else "missed", said, fine=fine)
    share = _share(aim, told)
    if _reaches(aim, told):
        return Match("kept", said, share, fine=fine)
    if share is None or share <= 0:
        return Match("missed", said, fine=fine)
    return Match("partly", f"{said}: {percent(share)}", share, fine=fine)


def _width(f: Figure) -> float:
    """How much the figure leaves open."""
    low, high = narrow(f)
    return float(high - low)


def _share(aim: Figure, told: Figure) -> float | None:
    want, got = _aim(aim), sum(point(told), Decimal(0)) / 2
    return None if want <= 0 or got < 0 else float(got / want)


def percent(share: float) -> str:
    """A share in words: "36 %", and never "100 %" of what was not reached."""
    whole = share * 100
    text = f"{whole:.0f}" if whole < 99 or whole >= 100 else f"{min(whole, 99.9):.1f}"
    return f"{text} %"


def _wording(s: TradeFlow, f: Figure) -> str:
    """The figure as the report printed it."""
    parts = (s.amount, *s.amount_also, s.quantity, s.change)
    for part in parts:
        if isinstance(part, Change):
            return part.text or f"{f.value:g} %"
        if part is not None and figure_of(part) == f and part.text:
            return part.text
    if s.share and s.share.text and f.value == s.share.percent:
        return s.share.text
    if s.rank and s.rank.n is not None and f.value == -s.rank.n:
        return f"rank {s.rank.n}"
    return f"{f.value:,}" if f.value is not None else f"{f.low:,} to {f.high:,}"


# Other targets


def _replaced(p: Held, target: TradeFlow, o: Told, other: TradeFlow) -> Match | None:
    """Whether a later target takes the promise's place: the same figure for a later day, or of the same body another
    figure for the same time. A forecast for another year is another forecast."""
    pair = _figures(p.figure, target, other)
    if pair is None or o.first <= p.first or (target.stance == "expected") != (other.stance == "expected"):
        return None
    due = day_of(other.period.end) if other.period else None
    same = point(pair[0]) == point(pair[1])
    if same and p.due and due and due > p.due and target.stance != "expected":
        return Match("superseded", postponed(p.due, due))
    if _same_period(target, other) and not same and _one_voice(p, o) and not _agree(*pair):
        return Match("superseded", f"{_wording(other, pair[1])} instead of {_wording(target, pair[0])}")
    return None


def _agree(a: Figure, b: Figure) -> bool:
    return narrow(a)[0] <= point(b)[0] <= narrow(a)[1] or narrow(b)[0] <= point(a)[0] <= narrow(b)[1]


def _one_voice(p: Held, o: Told) -> bool:
    one, other = (fold(x.origin or x.statement.report.outlet or "") for x in (p, o))
    return bool(one) and one == other


def postponed(from_: date, to: date) -> str:
    """ "postponed from 2024-06-30 to 2025-06-30"."""
    return f"postponed from {from_.isoformat()} to {to.isoformat()}"
