"""Two pages, whatever the book holds: what is shown, and where it stands.

Every block's height is computed before anything is drawn (see `measure`). Where the whole does not fit, the entry that
weighs least is left out, one at a time, until it does; each section then says how many it left out. All lengths are
millimetres; `brief.css` uses the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from tradebook.brief.measure import fitted, lines, width
from tradebook.brief.notes import Notes, SourceEntry
from tradebook.brief.parts import Cell, Cites, Line, Place, Point, Row, Section

GOODS: tuple[Place, Place] = ("goods left", "goods right")

PAGE_HEIGHT = 269.0
PAGE_WIDTH = 182.0
GUTTER = 7.0
COLUMN = (PAGE_WIDTH - GUTTER) / 2
FOOTER = 7.0
HEAD = 21.0
RUNNING_HEAD = 8.0
TITLE = 8.2  # a section's title with the room above and below
LIST_SIZE, LIST_LINE, LIST_GAP = 8.2, 3.75, 1.15
BY_SIZE = 7.2
ROW, ASIDE = 4.4, 3.1
CHART_WIDTH, CHART = 72.0, 56.0
PERIOD_COLUMN, CODE_COLUMN = 24.0, 17.0
CELL_LINE = 3.5
SOURCE_SIZE, SOURCE_LINE, SOURCE_GAP = 6.6, 2.85, 0.75
BAND_GAP = 1.0
SOURCES_GAP = 3.0
ENOUGH_EVIDENCE = 2  # lines a source; for more of them no second page is begun
HEADLINE_SIZES = (19.0, 17.0, 15.0, 13.0, 11.0)
TITLE_ROOM, TITLE_SIZE = 100.0, 22.0
FILL = 0.985  # of a page's room: what browsers round away


class Block(Struct, frozen=True, kw_only=True):
    """One entry of a list with its section's title where it comes first, its notes, and its height."""

    height: float
    line: Line | None = None
    title: str = ""
    section: str = ""
    note: str = ""


class Page(Struct, frozen=True, kw_only=True):
    """The two columns of lists of one page."""

    left: tuple[Block, ...] = ()
    right: tuple[Block, ...] = ()


class Plan(Struct, frozen=True, kw_only=True):
    """What the brief shows: sections cut to fit, the lists of both pages, the sources with as much of their sentences
    as there is room for, and the numbers of notes. With `one_page` the sources stand on the first page too."""

    sections: dict[str, Section]
    left_out: dict[str, int]
    pages: tuple[Page, Page]
    one_page: bool
    sources: tuple[SourceEntry, ...]
    notes: Notes


def plan(sections: Sequence[Section], notes: Notes, command: str) -> Plan:
    """The plan for two pages; `command` shows the rest of the book ("tradebook show AZE BLR")."""
    shown = {s.name: min(s.most, len(s.entries)) for s in sections}
    while True:
        found = _attempt(sections, shown, notes, command, detail=0)
        if found is not None:
            break
        _leave_one_out(sections, shown)
    best = found
    for detail in (1, 2, 3, 4, 6, 9):
        longer = _attempt(sections, shown, notes, command, detail=detail)
        if longer is None or (best.one_page and not longer.one_page and detail > ENOUGH_EVIDENCE):
            break
        best = longer
    return best


def _leave_one_out(sections: Sequence[Section], shown: dict[str, int]) -> None:
    """Takes the last entry of the section that shows most for its weight. Every section keeps one as long as others
    have more; in the end there is always room, for nothing is left."""
    crowded = [s for s in sections if shown[s.name] > 1 and not _beside(s, sections, shown)]
    crowded = crowded or [s for s in sections if shown[s.name] > 1] or [s for s in sections if shown[s.name] > 0]
    if not crowded:
        raise AssertionError("an empty brief fits on two pages")
    most = max(crowded, key=lambda s: (shown[s.name] / s.weight, s.name))
    shown[most.name] -= 1


def _beside(section: Section, sections: Sequence[Section], shown: dict[str, int]) -> bool:
    """Whether the section stands beside a taller one, so that leaving out an entry of it would win no room."""
    by_place = {s.place: s for s in sections}
    if section.place == "flows":
        drawn = bool(shown[by_place["chart"].name])
        return drawn and rows_height(rows_of(section)[: shown[section.name]]) + LIST_LINE <= CHART
    others: dict[Place, Place] = {"goods left": "goods right", "goods right": "goods left"}
    other = others.get(section.place)
    return other is not None and shown[section.name] < shown[by_place[other].name]


def _attempt(
    sections: Sequence[Section], shown: dict[str, int], notes: Notes, command: str, detail: int
) -> Plan | None:
    """The plan with so many entries a section and so many lines of evidence a source; None where it does not fit."""
    cut = {s.name: _cut(s, shown[s.name]) for s in sections}
    left_out = {s.name: len(s.entries) - shown[s.name] for s in sections}
    numbered = notes.number(cites for s in cut.values() for cites in cites_shown(s))
    listed = numbered.entries(detail, COLUMN)
    blocks = [b for s in cut.values() if s.place == "list" for b in _blocks(s, left_out[s.name], command, numbered)]
    first = PAGE_HEIGHT - FOOTER - HEAD - _bands(cut, left_out)
    below = sources_height(listed)
    one_page = _halves(blocks)[1] + below <= first * FILL
    pages = _pages(blocks, first * FILL, (PAGE_HEIGHT - FOOTER - RUNNING_HEAD - below) * FILL)
    if pages is None or below > PAGE_HEIGHT * 0.6:
        return None
    return Plan(sections=cut, left_out=left_out, pages=pages, one_page=one_page, sources=listed, notes=numbered)


def _cut(section: Section, count: int) -> Section:
    """The section with its best `count` entries, in their order on the page."""
    order = section.order or tuple(range(len(section.entries)))
    entries = tuple(section.entries[i] for i in order if i < count)
    return Section(
        name=section.name,
        title=section.title,
        place=section.place,
        entries=entries,
        most=section.most,
        weight=section.weight,
        unit=section.unit,
        empty=section.empty,
        note=section.note,
    )


def cites_shown(section: Section) -> list[Cites]:
    """The citations of a section, in the order of the page."""
    return [entry.cites for entry in section.entries]


# Heights


def _bands(cut: dict[str, Section], left_out: dict[str, int]) -> float:
    """The height of what stands over both columns on the first page: headline, chart and figures, goods."""
    by_place = {s.place: s for s in cut.values()}
    figures, chart = by_place["flows"], by_place["chart"]
    table = _table_height(figures, left_out)
    trade = max(table, TITLE + CHART) if chart.entries else table + LIST_LINE
    goods = max(_table_height(by_place[place], left_out) for place in GOODS)
    cells = cells_of(by_place["headline"])
    return headline_height(cells) + trade + goods + 2 * BAND_GAP


def _table_height(section: Section, left_out: dict[str, int]) -> float:
    """A table with its title and the line that says what was left out."""
    return TITLE + rows_height(rows_of(section)) + (LIST_LINE if left_out[section.name] else 0)


def rows_height(rows: Sequence[Row]) -> float:
    """The height of a table's rows; what qualifies a figure stands on a line of its own."""
    return sum(ROW + (ASIDE if r.aside else 0) for r in rows) if rows else ROW


def headline_height(cells: Sequence[Cell]) -> float:
    """The height of the headline figures: label, figure, period, and who says so."""
    if not cells:
        return TITLE
    room = cell_room(cells)
    label = max(lines([(c.label, 8, True)], room) for c in cells)
    aside = max(lines([(c.aside, 8, False)], room) for c in cells)
    by = max(lines([(c.by, BY_SIZE, False)], room) for c in cells)
    return 5 + 9.5 + CELL_LINE * (label + aside) + 3.2 * by


def cell_room(cells: Sequence[Cell]) -> float:
    return PAGE_WIDTH / len(cells) - 6


def headline_size(cells: Sequence[Cell], notes: Notes) -> float:
    """The size in points at which all headline figures fit their cells, with their notes."""
    for size in HEADLINE_SIZES:
        wide = (width(c.figure, size) + width(notes.words(c.cites), 6) for c in cells)
        if max(wide, default=0) <= cell_room(cells):
            return size
    return HEADLINE_SIZES[-1]


def title_size(title: str) -> float:
    """The size in points of the brief's title: one line where it can be, else two."""
    wide = width(title, TITLE_SIZE)
    return TITLE_SIZE if wide <= TITLE_ROOM else max(10.5, min(13.0, TITLE_SIZE * 2 * TITLE_ROOM / wide))


def _blocks(section: Section, left_out: int, command: str, notes: Notes) -> list[Block]:
    """The blocks of a list section: the title goes with the first entry, what was left out with the last."""
    unit = section.unit[0] if left_out == 1 else section.unit[1]
    note = f"{left_out} more {unit} in the book: {command}" if left_out else ""
    if not section.entries:
        words = note or section.empty
        return [Block(height=TITLE + LIST_LINE * _count(words), title=section.title, note=words)] if words else []
    found = []
    for place, entry in enumerate(section.entries):
        assert isinstance(entry, Line)
        title = section.title if place == 0 else ""
        after = note if place == len(section.entries) - 1 else ""
        height = line_height(entry, notes) + (TITLE if title else 0) + (LIST_LINE if after else 0)
        found.append(Block(height=height, line=entry, title=title, section=section.title, note=after))
    return found


def _count(text: str) -> int:
    return lines([(text, LIST_SIZE, False)], COLUMN)


def line_height(line: Line, notes: Notes) -> float:
    """The height of one entry of a list."""
    pieces = [
        (f"{line.mark} " if line.mark else "", LIST_SIZE, True),
        (line.lead, LIST_SIZE, True),
        (line.text, LIST_SIZE, False),
        (f"— {line.by}" if line.by else "", BY_SIZE, False),
        (notes.words(line.cites), LIST_SIZE, False),
    ]
    return lines(pieces, COLUMN) * LIST_LINE + LIST_GAP


def sources_height(entries: Sequence[SourceEntry]) -> float:
    """The height of the sources, in two columns balanced by the page."""
    if not entries:
        return TITLE
    heights = [e.lines * SOURCE_LINE + SOURCE_GAP for e in entries]
    return TITLE + SOURCES_GAP + max(split_columns(heights)[1])


def split_columns(heights: Sequence[float]) -> tuple[int, tuple[float, float]]:
    """Where to begin the right column so that the taller of the two is lowest, and the two heights."""
    total = sum(heights)
    best, at, left = (0.0, total), 0, 0.0
    for place, height in enumerate(heights, start=1):
        left += height
        if max(left, total - left) <= max(best):
            best, at = (left, total - left), place
    return at, best


def _pages(blocks: Sequence[Block], first: float, second: float) -> tuple[Page, Page] | None:
    """The blocks on two pages of these heights, as many as fit on the first one; None where they do not fit."""
    if first < 0 or second < 0:
        return None
    for count in range(len(blocks), -1, -1):
        at, height = _halves(blocks[:count])
        if height <= first:
            rest_at, rest = _halves(blocks[count:])
            if rest > second:
                return None
            return _page(blocks[:count], at), _page(blocks[count:], rest_at)
    return None


def _halves(blocks: Sequence[Block]) -> tuple[int, float]:
    """Where the right column begins, and the height of the taller one.

    A column that begins within a section repeats its title; such a break is made only where it wins room."""
    total = sum(b.height for b in blocks) + _again(blocks, 0)
    best, at, height, left = total, len(blocks), total, _again(blocks, 0)
    for place, block in enumerate(blocks[:-1], start=1):
        left += block.height
        again = _again(blocks, place)
        taller = max(left, total - left + again)
        if taller + again < best:
            best, at, height = taller + again, place, taller
    return at, height


def _again(blocks: Sequence[Block], place: int) -> float:
    """The room of the repeated title where a column begins with this block."""
    return TITLE if blocks and not blocks[place].title else 0.0


def _page(blocks: Sequence[Block], at: int) -> Page:
    return Page(left=_column(blocks[:at]), right=_column(blocks[at:]))


def _column(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of one column, the first of which always has a title."""
    if not blocks or blocks[0].title:
        return tuple(blocks)
    first = blocks[0]
    title = f"{first.section} (continued)"
    resumed = Block(height=first.height + TITLE, line=first.line, title=title, section=first.section, note=first.note)
    return (resumed, *blocks[1:])


def fitted_rows(rows: Sequence[Row], notes: Notes, room: float, first: float) -> list[Row]:
    """The rows with their words cut to one line beside the first column (of width `first`), figure and notes."""
    cut = []
    for row in rows:
        taken = first + width(row.figure, LIST_SIZE, bold=True) + width(notes.words(row.cites), BY_SIZE) + 9
        mark = width(f"{row.mark} ", BY_SIZE, bold=True) + 3 if row.mark else 0
        cut.append(
            Row(
                first=fitted(row.first, first - 1.5, LIST_SIZE),
                text=fitted(row.text, max(12.0, room - taken - mark), LIST_SIZE),
                figure=row.figure,
                aside=fitted(row.aside, room - first - 4, BY_SIZE),
                mark=row.mark,
                cites=row.cites,
            )
        )
    return cut


def points_of(section: Section) -> list[Point]:
    return [e for e in section.entries if isinstance(e, Point)]


def rows_of(section: Section) -> list[Row]:
    return [e for e in section.entries if isinstance(e, Row)]


def cells_of(section: Section) -> list[Cell]:
    return [e for e in section.entries if isinstance(e, Cell)]
