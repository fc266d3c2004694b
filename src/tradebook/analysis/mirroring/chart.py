"""The chart of a mirror: both sides year by year, one panel a direction, the figures of the press as points on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import Any

from msgspec import Struct

from tradebook.analysis.drawing import DASHES, SHAPES, STROKES, svg_of
from tradebook.analysis.mirroring.mirror import Direction, Mirror, Year
from tradebook.check.wording import SCALES
from tradebook.places import name

WIDTH, HEIGHT = 460, 170  # points of a panel
PRESS = "the press"


class Dot(Struct, frozen=True, kw_only=True):
    """One figure on the chart: in which panel, of which year, by whose books, and where it is from."""

    panel: str
    year: int
    series: str
    value: Decimal
    source: str


class Drawn(Struct, frozen=True, kw_only=True):
    """What is on the chart: its dots in one currency, and the sources that were left out, or that are on it for one's
    own use only, for they may not be passed on."""

    dots: tuple[Dot, ...]
    currency: str
    held_back: tuple[str, ...]


def dots_of(mirror: Mirror, *, own_use: bool = False) -> Drawn:
    """The dots of a mirror. What a source does not allow to be passed on is left out, unless the chart is for one's own
    use alone."""
    found = [
        (dot, currency, open_to_all)
        for one in mirror.directions
        for dot, currency, open_to_all in (*_official(one), *_press(one))
    ]
    currencies = Counter(currency for _, currency, _ in found)
    currency = max(currencies, key=lambda c: (currencies[c], c == "USD", c), default="USD")
    return Drawn(
        dots=tuple(dot for dot, told_in, free in found if told_in == currency and (free or own_use)),
        currency=currency,
        held_back=tuple(sorted({dot.source for dot, _, free in found if not free})),
    )


def _panel(one: Direction) -> str:
    return f"{name(one.exporter)} to {name(one.importer)}"


def _official(one: Direction) -> Iterator[tuple[Dot, str, bool]]:
    for year in filter(_whole, one.years):
        for told, series in ((year.exports, ""), (year.imports, ""), (year.third, "reconciled")):
            if told is not None:
                words = series or f"by {name(told.country)}"
                dot = Dot(panel=_panel(one), year=year.year, series=words, value=told.value, source=told.source)
                yield dot, told.currency, told.redistributable


def _whole(year: Year) -> bool:
    """Part of a year is no point beside whole ones."""
    return year.whole


def _press(one: Direction) -> Iterator[tuple[Dot, str, bool]]:
    for year in filter(_whole, one.years):
        for told in year.press:
            if told.value is not None and told.currency:
                dot = Dot(panel=_panel(one), year=year.year, series=PRESS, value=told.value, source=PRESS)
                yield dot, told.currency, True


def draw(drawn: Drawn) -> str:
    """The chart as one SVG element; needs at least one dot."""
    import altair

    alt: Any = altair
    greatest = max(abs(dot.value) for dot in drawn.dots)
    scale, unit = next(((s, word) for s, word in SCALES if greatest >= s), (Decimal(1), "units"))
    values = _values(drawn.dots, scale)
    series = list(dict.fromkeys(d.series for d in drawn.dots if d.series != PRESS))[: len(STROKES)]
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False, domainColor="#444")),
        y=alt.Y("value:Q", title=f"{unit} {drawn.currency}", axis=alt.Axis(tickCount=4, domain=False, ticks=False)),
    )
    panels = list(dict.fromkeys(d.panel for d in drawn.dots))
    parts = [_drawn_panel(alt, base, panel, series) for panel in panels]
    return svg_of(alt.vconcat(*parts), f"Chart: {'; '.join(panels)}")


def _values(dots: Sequence[Dot], scale: Decimal) -> list[dict[str, object]]:
    """The values to draw; a year that a series lacks in its panel is a null, which breaks its line."""
    found: list[dict[str, object]] = []
    for panel, series in dict.fromkeys((dot.panel, dot.series) for dot in dots):
        own = [dot for dot in dots if (dot.panel, dot.series) == (panel, series)]
        told = {dot.year for dot in own}
        years = [dot.year for dot in dots if dot.panel == panel]
        lacking = [year for year in range(min(years), max(years) + 1) if year not in told]
        sums = [(dot.year, float(dot.value / scale)) for dot in own] + [(year, None) for year in lacking]
        found += [
            {"year": str(year), "series": series, "panel": panel, "value": value}
            for year, value in sorted(sums, key=str)
        ]
    return found


def _drawn_panel(alt: Any, base: Any, panel: str, series: Sequence[str]) -> Any:
    """Lines for those who report, open diamonds for the press."""

    def ranged(values: Sequence[Any]) -> Any:
        return alt.Scale(domain=list(series), range=list(values[: len(series)]))

    legend = alt.Legend(orient="right", title=None, symbolSize=70, labelLimit=200)
    lines = (
        base.transform_filter(alt.FieldOneOfPredicate(field="series", oneOf=list(series)))
        .mark_line(strokeWidth=2, point=alt.OverlayMarkDef(size=45, filled=True))
        .encode(
            color=alt.Color("series:N", sort=list(series), legend=legend, scale=ranged(STROKES)),
            strokeDash=alt.StrokeDash("series:N", sort=list(series), legend=legend, scale=ranged(DASHES)),
            shape=alt.Shape("series:N", sort=list(series), legend=legend, scale=ranged(SHAPES)),
        )
    )
    press = (
        base.transform_filter(alt.FieldEqualPredicate(field="series", equal=PRESS))
        .mark_point(shape="diamond", size=90, color="#b03030", strokeWidth=1.8)
        .encode(opacity=alt.Opacity("series:N", legend=alt.Legend(orient="right", title=None)))
    )
    return (
        alt.layer(lines, press)
        .transform_filter(alt.FieldEqualPredicate(field="panel", equal=panel))
        .properties(width=WIDTH, height=HEIGHT, title=panel)
    )


def page(mirror: Mirror, drawn: Drawn, svg: str, notes: Sequence[str]) -> str:
    """The chart as one HTML file without script or address, with its notes."""
    title = escape(f"{name(mirror.first)} and {name(mirror.second)}: both sides of their trade")
    listed = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        "<style>body{font:14px Arial,'Liberation Sans',Helvetica,sans-serif;max-width:52em;margin:2em auto;color:#222}"
        f"svg{{width:100%;height:auto}}</style></head><body><h1>{title}</h1>{svg}<ul>{listed}</ul></body></html>\n"
    )
