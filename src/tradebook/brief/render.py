"""The page: the plan of a brief put into its template. All text is escaped by the template's engine."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from tradebook.brief import layout
from tradebook.brief.chart import draw
from tradebook.brief.layout import Plan
from tradebook.brief.material import Material, country
from tradebook.check.wording import day_words


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _file(name: str) -> str:
    return files("tradebook.brief").joinpath("templates", name).read_text(encoding="utf-8")


def page(material: Material, plan: Plan, command: str, span: str) -> str:
    """The brief as one HTML document that needs nothing else."""
    by_place = {s.place: s for s in plan.sections.values()}
    chart, flows = by_place["chart"], by_place["flows"]
    points = layout.points_of(chart)
    cells = layout.cells_of(by_place["headline"])
    left, right = by_place["goods left"], by_place["goods right"]
    flows_room = layout.PAGE_WIDTH - layout.GUTTER - layout.CHART_WIDTH if points else layout.PAGE_WIDTH

    def rows(section: Any, room: float, first: float) -> list[Any]:
        return layout.fitted_rows(layout.rows_of(section), plan.notes, room, first)

    context = {
        "a": country(material.a),
        "b": country(material.b),
        "codes": f"{material.a} – {material.b}",
        "as_of": day_words(material.as_of.isoformat()),
        "span": span,
        "command": command,
        "css": Markup(_file("brief.css")),
        "cells": cells,
        "cell_size": layout.headline_size(cells, plan.notes) if cells else 0,
        "title_size": layout.title_size(f"{country(material.a)} – {country(material.b)}"),
        "headline": by_place["headline"],
        "chart": chart,
        "drawing": Markup(draw(points)) if points else "",
        "chart_notes": _chart_notes(plan),
        "flows": flows,
        "flow_rows": rows(flows, flows_room, layout.PERIOD_COLUMN),
        "goods": [
            (section, rows(section, layout.COLUMN, layout.CODE_COLUMN), _left_out(plan, section.name))
            for section in (left, right)
        ],
        "flows_left_out": _left_out(plan, "flows"),
        "pages": plan.pages,
        "sources": plan.sources,
        "source_split": layout.split_columns([s.lines * layout.SOURCE_LINE + layout.SOURCE_GAP for s in plan.sources])[
            0
        ],
        "notes": plan.notes,
        "two_pages": not plan.one_page,
    }
    return _environment().from_string(_file("brief.html")).render(context)


def _left_out(plan: Plan, name: str) -> int:
    return plan.left_out[name]


def _chart_notes(plan: Plan) -> list[int]:
    """The numbers of the notes that the chart's figures rest on."""
    cites = [p.cites for s in plan.sections.values() if s.place == "chart" for p in layout.points_of(s)]
    return sorted({number for cite in cites for number in plan.notes.numbers(cite)})
