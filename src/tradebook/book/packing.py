"""Long texts in columns, packed: a statement's JSON takes a quarter of the room, a report's text about half.

Statements are short and alike, so that they are packed against a dictionary that has seen their like
(`tables/packing_1.txt`: zlib's preset dictionary, RFC 1950). The dictionary is part of the format of every book: it is
never edited. A better one would be `packing_2.txt`, and the first byte of what is packed says which one it needs.
"""

from __future__ import annotations

import zlib
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

_FIRST = b"\x01"
_RAW = -15  # a stream without zlib's own head and sum: the databases and `verify` keep watch over what is stored


def pack(text: str) -> bytes:
    """`text`, packed."""
    packer = _packer().copy()
    packed: bytes = packer.compress(text.encode()) + packer.flush()
    return _FIRST + packed


def unpack(packed: bytes) -> str:
    """What `pack` was given; an empty text where the bytes are damaged, which is no statement and no report's text, and
    is told as such."""
    return unpacked(packed) or ""


def unpacked(packed: bytes) -> str | None:
    """What `pack` was given; None where the bytes are damaged."""
    if packed[:1] != _FIRST:
        return None
    try:
        unpacker = zlib.decompressobj(_RAW, _dictionary())
        text = unpacker.decompress(packed[1:]).decode()
    except (zlib.error, UnicodeDecodeError):
        return None
    return text if unpacker.eof else None


@cache
def _dictionary() -> bytes:
    return (files(__package__) / "tables" / "packing_1.txt").read_bytes()


@cache
def _packer() -> Any:
    """A packer that knows the dictionary; its copies start from there, which halves the time."""
    return zlib.compressobj(6, zlib.DEFLATED, _RAW, 8, zlib.Z_DEFAULT_STRATEGY, _dictionary())


class Packed(TypeDecorator[str]):
    """A text that the database holds packed; one that is packed already (bytes) is put in as it is."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | bytes | None, dialect: Dialect) -> bytes | None:
        return pack(value) if isinstance(value, str) else value

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else unpack(value)
