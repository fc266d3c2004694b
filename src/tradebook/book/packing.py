"""Long texts in columns, packed: a statement's JSON takes a quarter of the room, a report's text about a third.

Statements are short and alike, so that they are packed against a dictionary that has seen their like. It is part of the
format of every book: it is never edited. The first byte of what is packed says which one it needs and how it is packed:

- 2: a Zstandard frame (RFC 8878) against `tables/packing_2.zdict`, which `cases/packing.py` trained. What is new is
  packed so.
- 1: a raw deflate stream (RFC 1951) against `tables/packing_1.txt`; books of earlier versions hold such. Packing took
  20 times as long.
"""

from __future__ import annotations

import threading
import zlib
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator
from zstandard import ZstdCompressionDict, ZstdCompressor, ZstdDecompressor, ZstdError

LEVEL = 3  # 5 takes twice the time for 3 % less room

_DEFLATED, _ZSTANDARD = b"\x01", b"\x02"
_RAW = -15  # a stream without zlib's own head and sum: the databases and `verify` keep watch over what is stored


def pack(text: str) -> bytes:
    """`text`, packed."""
    return _ZSTANDARD + _tools().packer.compress(text.encode())


def unpack(packed: bytes) -> str:
    """What `pack` was given; an empty text where the bytes are damaged, which is no statement and no report's text, and
    is told as such."""
    return unpacked(packed) or ""


def unpacked(packed: bytes) -> str | None:
    """What `pack` was given, in this version or an earlier one; None where the bytes are damaged."""
    unpacker: Any
    if packed[:1] == _ZSTANDARD:
        unpacker = _tools().unpacker.decompressobj()
    elif packed[:1] == _DEFLATED:
        unpacker = zlib.decompressobj(_RAW, _table("packing_1.txt"))
    else:
        return None
    try:
        text: str = unpacker.decompress(packed[1:]).decode()
    except (ZstdError, zlib.error, UnicodeDecodeError):
        return None
    return text if unpacker.eof else None


class _Tools(threading.local):
    """A packer and an unpacker for each thread: neither may be used by two at once."""

    def __init__(self) -> None:
        known = _dictionary()
        # without its length a damaged text cannot ask for room that it has no need of
        self.packer = ZstdCompressor(level=LEVEL, dict_data=known, write_content_size=False, write_dict_id=False)
        self.unpacker = ZstdDecompressor(dict_data=known)


@cache
def _tools() -> _Tools:
    return _Tools()


@cache
def _dictionary() -> ZstdCompressionDict:
    return ZstdCompressionDict(_table("packing_2.zdict"))


@cache
def _table(name: str) -> bytes:
    return (files(__package__) / "tables" / name).read_bytes()


class Packed(TypeDecorator[str]):
    """A text that the database holds packed; one that is packed already (bytes) is put in as it is."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | bytes | None, dialect: Dialect) -> bytes | None:
        return pack(value) if isinstance(value, str) else value

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else unpack(value)
