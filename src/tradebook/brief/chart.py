"""The chart of the flows over the years, drawn on the server as SVG: no script, no address, values inline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from tradebook.analysis.drawing import DASHES, SHAPES, STROKES, svg_of
from tradebook.book import Fact
from tradebook.brief.material import cites_of
from tradebook.brief.parts import Point
from tradebook.brief.words import UNSAID, capital, flow_owner
from tradebook.check.wording import SCALES
from tradebook.statement import Number, Period, TradeFlow

SERIES = 3
LARGEST = 10**16
YEARS = 8
WIDTH, HEIGHT = 318, 168  # points of the drawing; the page scales it
# Told apart by lightness alone, so that they hold in black-and-white print.
SHADES = ("#16324f", "#7a94ad", "#c9d4de")


def chart_points(facts: Iterable[Fact]) -> tuple[tuple[Point, ...], str]:
    """The points to draw, the latest year first, and their currency: full calendar years of all goods, stated, the
    facts in order of worth, one point a series and year, at most three series."""
    fitting = [(f, f.statement) for f in facts if isinstance(f.statement, TradeFlow) and _drawn(f.statement)]
    currencies = Counter(s.amount.currency for _, s in fitting if s.amount and s.amount.currency)
    if not currencies:
        return (), ""
    currency = max(currencies, key=lambda c: (currencies[c], c == "USD", c))
    found: dict[tuple[str, int], Point] = {}
    for fact, flow in fitting:
        year = _year(flow.period)
        if year and flow.amount and flow.amount.currency == currency and _drawable(flow.amount.value):
            series = capital(flow_owner(flow)).replace(f" ({UNSAID})", " (not said whose)")
            point = Point(series=series, year=year, value=float(flow.amount.value or 0), cites=cites_of(fact))
            found.setdefault((series, year), point)
    return _most_told(list(found.values())), currency


def _drawable(value: Number | None) -> bool:
    return value is not None and 0 <= value < LARGEST


def _drawn(flow: TradeFlow) -> bool:
    plain = not (flow.goods or flow.excludes or flow.reporter_area or flow.partner_area or flow.re_exports)
    return plain and flow.stance == "stated" and flow.measure != "balance" and flow.coverage != "goods and services"


def _year(period: Period | None) -> int | None:
    """The calendar year that the period is; None for any other period."""
    if period is None or not period.start or not period.end:
        return None
    year = period.start[:4]
    return int(year) if (period.start, period.end) == (f"{year}-01-01", f"{year}-12-31") else None


def _most_told(points: Sequence[Point]) -> tuple[Point, ...]:
    """The three series with the most years, turnover before others, over the last years."""
    counts = Counter(p.series for p in points)
    kept = sorted(counts, key=lambda s: (-counts[s], not _turnover(s), s))[:SERIES]
    years = sorted({p.year for p in points}, reverse=True)[:YEARS]
    chosen = [p for p in points if p.series in kept and p.year in years]
    return tuple(sorted(chosen, key=lambda p: (-p.year, kept.index(p.series))))


def _turnover(series: str) -> bool:
    """Whether a series, by its name, is of turnover: it stands first."""
    return "turnover" in series.casefold()


def draw(points: Sequence[Point]) -> str:
    """The chart as one SVG element; needs at least one point."""
    import altair

    alt: Any = altair

    scale, unit = _scale(points)
    order = list(dict.fromkeys(p.series for p in sorted(points, key=lambda p: not _turnover(p.series))))
    values = [{"year": str(p.year), "series": p.series, "value": float(Decimal(str(p.value)) / scale)} for p in points]
    base = alt.Chart(alt.Data(values=values)).properties(width=WIDTH, height=HEIGHT)
    several = len({p.year for p in points}) > 3
    spec = (_line_chart if several else _bar_chart)(alt, base, order, unit)
    return svg_of(spec, f"Chart: {', '.join(order)}")


def _scale(points: Sequence[Point]) -> tuple[Decimal, str]:
    greatest = max(abs(p.value) for p in points)
    for scale, word in SCALES:
        if greatest >= scale:
            return scale, word
    return Decimal(1), "units"


def _axes(alt: Any, unit: str) -> tuple[Any, Any, Any]:
    """Years, values and the series' legend, shared by both charts."""
    x = alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False, domainColor="#444"))
    y = alt.Y("value:Q", title=unit, axis=alt.Axis(tickCount=4, domain=False, ticks=False, gridColor="#ddd"))
    legend = alt.Legend(orient="bottom", title=None, columns=1, symbolSize=70, labelLimit=320, rowPadding=1)
    return x, y, legend


def _bar_chart(alt: Any, base: Any, order: list[str], unit: str) -> Any:
    x, y, legend = _axes(alt, unit)
    color = alt.Color("series:N", sort=order, legend=legend, scale=_range(alt, order, SHADES))
    bars = base.mark_bar(stroke="#16324f", strokeWidth=0.6).encode(
        x=x, y=y, xOffset=alt.XOffset("series:N", sort=order), color=color
    )
    text = base.mark_text(dy=-5, fontSize=9, color="#222").encode(
        x=x, y=y, xOffset=alt.XOffset("series:N", sort=order), text=alt.Text("value:Q", format=",.4~g")
    )
    return alt.layer(bars, text)


def _line_chart(alt: Any, base: Any, order: list[str], unit: str) -> Any:
    x, y, legend = _axes(alt, unit)
    return base.mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=45, filled=True)).encode(
        x=x,
        y=y,
        color=alt.Color("series:N", sort=order, legend=legend, scale=_range(alt, order, STROKES)),
        strokeDash=alt.StrokeDash("series:N", sort=order, legend=legend, scale=_range(alt, order, DASHES)),
        shape=alt.Shape("series:N", sort=order, legend=legend, scale=_range(alt, order, SHAPES)),
    )


def _range(alt: Any, order: list[str], values: Sequence[Any]) -> Any:
    return alt.Scale(domain=order, range=list(values[: len(order)]))
