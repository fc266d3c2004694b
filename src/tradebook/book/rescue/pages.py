"""A file of SQLite, read page by page without SQLite: what stands on a whole page is found, whatever befell others.

SQLite itself gives up at the first broken page that a query meets, and wholly where the first page is broken; its own
recovery is a program apart that Python does not bring. The format is of 2004 and promised to last
(https://www.sqlite.org/fileformat2.html). Nothing here is believed: a page that makes no sense is passed over, and who
calls checks each row by its hash.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

Value = int | float | str | bytes | None

_LEAF, _BRANCH = 0x0D, 0x05
_HEADER = 100  # bytes of the first page that are the file's header
_USUAL = 4096
_LONGEST = 1 << 28  # bytes of a row; a longer one is nonsense


class Row(Struct, frozen=True):
    """A row of some table, its number among `values` as None where it is the key."""

    number: int
    values: tuple[Value, ...]


class Broken(ValueError):
    """What stands here is no part of a table."""


class Pages:
    """The pages of the file at `path`, with those of its write-ahead log over them."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        self.size = _page_size(data)
        self.usable = self.size - (data[20] if len(data) > _HEADER and data[:6] == b"SQLite" else 0)
        self._data = data
        log = path.with_name(f"{path.name}-wal")
        self._over = _logged(log.read_bytes(), self.size) if log.is_file() else {}
        self.count = max(-(-len(data) // self.size), *self._over, 0)
        self.promised = _promised(data)  # how many pages the file says it has; None where it does not

    @property
    def missing(self) -> int:
        """How many pages were cut off the end of the file."""
        return max(0, (self.promised or 0) - self.count)

    def page(self, number: int) -> bytes:
        """The page, from 1. Raises `Broken` where there is none."""
        if number in self._over:
            return self._over[number]
        found = self._data[(number - 1) * self.size : number * self.size] if number > 0 else b""
        if len(found) < self.size:
            raise Broken(f"page {number} is not there")
        return found

    def free(self) -> set[int]:
        """The pages out of use: what stands on them was deleted."""
        found: set[int] = set()
        try:
            number = int.from_bytes(self.page(1)[32:36], "big")
            while number and number not in found:
                found.add(number)
                page = self.page(number)
                many = min(int.from_bytes(page[4:8], "big"), self.size // 4 - 2)
                found.update(struct.unpack_from(f">{many}I", page, 8))
                number = int.from_bytes(page[:4], "big")
        except Broken:
            pass
        return found

    def rows(self, number: int) -> Iterator[Row]:
        """The rows on a leaf of a table; those that make no sense are left out, and nothing comes of any other page."""
        try:
            page = self.page(number)
            kind, cells = self._cells(number, page)
        except Broken:
            return
        if kind != _LEAF:
            return
        for at in cells:
            try:
                yield self._row(page, at)
            except (Broken, IndexError, struct.error, UnicodeDecodeError):
                continue

    def leaves(self, root: int) -> Iterator[int]:
        """The leaves of the table that begins at the page `root`, as far as its branches are whole."""
        todo, seen = [root], set[int]()
        while todo:
            number = todo.pop()
            if number in seen:
                continue
            seen.add(number)
            try:
                page = self.page(number)
                kind, cells = self._cells(number, page)
            except Broken:
                continue
            if kind == _LEAF:
                yield number
            elif kind == _BRANCH:
                start = _HEADER if number == 1 else 0
                children = [int.from_bytes(page[at : at + 4], "big") for at in cells]
                todo += [*children, int.from_bytes(page[start + 8 : start + 12], "big")]

    def _cells(self, number: int, page: bytes) -> tuple[int, tuple[int, ...]]:
        """A page's kind, and where its cells begin."""
        start = _HEADER if number == 1 else 0
        kind = page[start]
        if kind not in (_LEAF, _BRANCH):
            return kind, ()
        many = int.from_bytes(page[start + 3 : start + 5], "big")
        first = start + (8 if kind == _LEAF else 12)
        if first + 2 * many > self.size:
            raise Broken(f"page {number} tells of more than it holds")
        cells = struct.unpack_from(f">{many}H", page, first)
        return kind, tuple(at for at in cells if at < self.size - 4)

    def _row(self, page: bytes, at: int) -> Row:
        length, at = _varint(page, at)
        number, at = _varint(page, at)
        if not 0 < length < _LONGEST:
            raise Broken("a row of no length")
        return Row(number, tuple(_values(self._payload(page, at, length))))

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        """The bytes of a row, with what stands on further pages."""
        most = self.usable - 35
        if length <= most:
            here = length
        else:
            least = (self.usable - 12) * 32 // 255 - 23
            here = least + (length - least) % (self.usable - 4)
            here = here if here <= most else least
        found = bytearray(page[at : at + here])
        following = int.from_bytes(page[at + here : at + here + 4], "big") if here < length else 0
        while len(found) < length:
            more = self.page(following)
            found += more[4 : min(self.usable, 4 + length - len(found))]
            following = int.from_bytes(more[:4], "big")
        if len(found) != length:
            raise Broken("a row that is cut")
        return bytes(found)


def _page_size(data: bytes) -> int:
    said = int.from_bytes(data[16:18], "big")
    said = 65536 if said == 1 else said
    good = data[:6] == b"SQLite" and said >= 512 and said & (said - 1) == 0
    return said if good else _USUAL


def _promised(data: bytes) -> int | None:
    """How many pages the header says there are, where it is of the last change."""
    current = data[:6] == b"SQLite" and len(data) >= _HEADER and data[24:28] == data[92:96]
    return int.from_bytes(data[28:32], "big") if current else None


def _logged(log: bytes, size: int) -> dict[int, bytes]:
    """The newest committed page of each number in a write-ahead log."""
    committed: dict[int, bytes] = {}
    if len(log) < 32 or log[:3] != b"\x37\x7f\x06" or int.from_bytes(log[8:12], "big") != size:
        return committed
    pending: dict[int, bytes] = {}
    for at in range(32, len(log) - size - 23, size + 24):
        if log[at + 8 : at + 16] != log[16:24]:  # of an earlier use of the log
            break
        pending[int.from_bytes(log[at : at + 4], "big")] = log[at + 24 : at + 24 + size]
        if log[at + 4 : at + 8] != bytes(4):
            committed.update(pending)
            pending.clear()
    return committed


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of up to 9 bytes, and where the next begins."""
    value = 0
    for n in range(8):
        byte = data[at + n]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + n + 1
    return value << 8 | data[at + 8], at + 9


_WHOLE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # serial type -> bytes of an integer


def _values(payload: bytes) -> Iterator[Value]:
    """What the columns of a row hold."""
    end, at = _varint(payload, 0)
    data = end
    while at < end:
        kind, at = _varint(payload, at)
        if kind == 0:
            yield None
        elif kind in _WHOLE:
            yield int.from_bytes(payload[data : data + _WHOLE[kind]], "big", signed=True)
            data += _WHOLE[kind]
        elif kind == 7:
            yield float(struct.unpack_from(">d", payload, data)[0])
            data += 8
        elif kind in (8, 9):
            yield kind - 8
        elif kind >= 12:
            length = (kind - 12) // 2
            piece = payload[data : data + length]
            if len(piece) < length:
                raise Broken("a row that is cut")
            yield piece.decode("utf-8") if kind % 2 else piece
            data += length
        else:
            raise Broken(f"no kind of value: {kind}")
