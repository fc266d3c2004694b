"""The frame of a sheet: its headings, and which of its columns hold what the mapping names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from tradebook.errors import BadRecord
from tradebook.statistics.bulletins.mapping import Mapping, Spot, Value
from tradebook.statistics.bulletins.sheets import Line
from tradebook.statistics.bulletins.words import fold, text_of

_LETTERS = re.compile(r"[A-Z]{1,3}")
_RANGE = re.compile(r"([A-Za-z]{1,3}|\d+)\s*(?:-|–|to)\s*([A-Za-z]{1,3}|\d+)")
_FROM = re.compile(r"from\s+([A-Za-z]{1,3}|\d+)")
_CELL = re.compile(r"([A-Za-z]{1,3})(\d+)")


class Frame:
    """What stands above the figures of a sheet. Raises BadRecord where the mapping names a column that is not there."""

    def __init__(self, mapping: Mapping, sheet: str, above: Sequence[Line]) -> None:
        self._mapping = mapping
        self._sheet = sheet
        self._above = {line.number: [text_of(cell) for cell in line.cells] for line in above}
        first, last = mapping.headings
        self._width = max((len(self._above.get(number, ())) for number in range(first, last + 1)), default=0)
        self._headings = {number: self._heading_row(number, fill=number < last) for number in range(first, last + 1)}
        self._found: dict[str, int] = {}
        self.values = [(column, value) for value in mapping.values for column in self._columns(value)]
        self._fills = [self.column(name, None) for name in mapping.fill_down]
        self._until = tuple(fold(word) for word in mapping.until)

    def _heading_row(self, number: int, *, fill: bool) -> list[str]:
        """The texts of a heading row; above another one, a text stands over the blank cells to its right as well."""
        row = self._above.get(number, [])
        row = row + [""] * (self._width - len(row))
        if fill:
            for column in range(1, len(row)):
                row[column] = row[column] or row[column - 1]
        return row

    def column(self, name: str, line: int | None) -> int:
        """The index of a column by its heading, letters or number."""
        if name not in self._found:
            self._found[name] = self._sought(name, line)
        return self._found[name]

    def _sought(self, name: str, line: int | None) -> int:
        wanted = fold(name)
        rows = list(self._headings.values())
        joined = [fold(" / ".join(dict.fromkeys(row[at] for row in rows if row[at]))) for at in range(self._width)]
        for texts in (
            [fold(text) for text in rows[-1]] if rows else [],
            joined,
            *([fold(t) for t in row] for row in rows),
        ):
            at = [column for column, text in enumerate(texts) if text == wanted]
            if len(at) == 1:
                return at[0]
            if len(at) > 1 and texts is not joined:
                letters = ", ".join(self.letter(column) for column in at)
                raise self._wrong(
                    f"'{name}' stands above several columns ({letters})", "Write the letter instead.", line
                )
        plain = self._by_letter(name)
        if plain is None:
            raise self._wrong(f"no column is headed '{name}'", self._hint(wanted), line)
        return plain

    def _by_letter(self, name: str) -> int | None:
        if name.isdecimal() and int(name) >= 1:
            return int(name) - 1
        return _index(name) if _LETTERS.fullmatch(name) else None

    def _hint(self, wanted: str) -> str:
        texts = {fold(text): text for row in self._headings.values() for text in row if text}
        near = get_close_matches(wanted, list(texts), n=1, cutoff=0.5)
        first, last = self._mapping.headings
        where = f"row {first}" if first == last else f"rows {first}-{last}"
        listed = ", ".join(list(texts.values())[:8]) or "nothing"
        hint = f"Did you mean '{texts[near[0]]}'? " if near else ""
        return (
            f"{hint}The headings ({where}) read: {listed}. Correct the name, 'headings', or write the column's letter."
        )

    def _columns(self, value: Value) -> list[int]:
        """The columns of a value: one, or all of a range."""
        name = value.columns
        headed = {fold(text) for row in self._headings.values() for text in row}
        span, after = _RANGE.fullmatch(name), _FROM.fullmatch(name)
        if fold(name) in headed or (span is None and after is None):
            return [self.column(name, value.line)]
        if after is not None:
            return list(range(self._edge(after[1]), self._width))
        assert span is not None
        return list(range(self._edge(span[1]), self._edge(span[2]) + 1))

    def _edge(self, name: str) -> int:
        return int(name) - 1 if name.isdecimal() else _index(name.upper())

    def told(self, spot: Spot, cells: Sequence[object], column: int) -> str:
        """What stands at a spot, for the figure in `column` of the row `cells`."""
        if spot.kind == "fixed":
            return spot.what
        if spot.kind == "column":
            at = self.column(spot.what, spot.line)
            return text_of(cells[at]) if at < len(cells) else ""
        if spot.kind == "sheet":
            return self._sheet
        return self._heading(spot, column) if spot.kind == "heading" else self._cell(spot)

    def _heading(self, spot: Spot, column: int) -> str:
        number = int(spot.what)
        if number not in self._headings:
            first, last = self._mapping.headings
            raise self._wrong(f"row {number} is no heading", f"'headings' are rows {first} to {last}.", spot.line)
        row = self._headings[number]
        return row[column] if column < len(row) else ""

    def _cell(self, spot: Spot) -> str:
        match = _CELL.fullmatch(spot.what)
        assert match is not None
        row = self._above.get(int(match[2]))
        if row is None:
            mend = f"Only cells above the figures (row {self._mapping.first_row}) can be named."
            raise self._wrong(f"cell {spot.what} is not above the figures", mend, spot.line)
        at = _index(match[1].upper())
        return row[at] if at < len(row) else ""

    def filled(self, cells: tuple[object, ...], held: dict[int, object]) -> tuple[object, ...]:
        """The row with what stands above put into the blank cells of the columns of `fill down`."""
        if not self._fills:
            return cells
        made = list(cells)
        for column in self._fills:
            if column < len(made) and text_of(made[column]):
                held[column] = made[column]
            elif column in held:
                made += [None] * (column + 1 - len(made))
                made[column] = held[column]
        return tuple(made)

    def ends(self, cells: Sequence[object]) -> bool:
        """Whether the row begins with one of the words of `until`."""
        if not self._until:
            return False
        first = next((text for cell in cells if (text := text_of(cell))), "")
        return fold(first).startswith(self._until)

    def _wrong(self, problem: str, mend: str, line: int | None) -> BadRecord:
        return BadRecord(self._mapping.file, problem, mend, line)

    @staticmethod
    def letter(column: int) -> str:
        """The letters of a column as spreadsheets show them."""
        letters = ""
        column += 1
        while column:
            column, rest = divmod(column - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return letters


def _index(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1
