"""Charts as SVG: drawn on the server, no script, no address, values inline; one look for all of them."""

from __future__ import annotations

import re
from typing import Any

FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
# Told apart by lightness, dash and shape, so that they hold in black-and-white print.
STROKES = ("#16324f", "#56789a", "#8b98a5")
DASHES = ([1, 0], [5, 3], [2, 2])
SHAPES = ("circle", "square", "triangle-up")


def styled(chart: Any) -> Any:
    """An Altair chart in our look."""
    return (
        chart.configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=10, titleFontSize=10, titleFontWeight="normal", labelColor="#222")
        .configure_legend(labelFontSize=10)
    )


def svg_of(chart: Any, label: str) -> str:
    """A styled Altair chart as one SVG element fit for a page: named for screen readers, as wide as its place."""
    import vl_convert

    svg = str(vl_convert.vegalite_to_svg(styled(chart).to_dict()))
    svg = re.sub(r"^<\?xml[^>]*\?>\s*", "", svg)
    head, _, rest = svg.partition(">")
    head = re.sub(r'\s(?:width|height)="[^"]*"', "", head)
    from markupsafe import escape

    return f'{head} role="img" aria-label="{escape(label)}">{rest}'
