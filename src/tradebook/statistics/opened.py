"""Files of figures opened as text, packed or not, in whatever encoding they are."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from pathlib import Path
from typing import IO, TextIO, cast

from tradebook.errors import BadRecord, NotText, UsageError
from tradebook.sources.decoding import Undecodable, decode, wide_encoding

GZIP = b"\x1f\x8b"
BREAKS = (EOFError, gzip.BadGzipFile, zlib.error)  # what reading a packed file that was cut off brings up
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_HEAD = 65_536
_WHOLE = 64 * 1024 * 1024  # a file that is not UTF-8 is decoded whole up to this size
HALF = "It may have been downloaded only in part: fetch it again"


def open_bytes(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked where it is gzip. Raises UsageError where it cannot be opened."""
    try:
        file = path.open("rb")
        packed = file.read(2) == GZIP
        file.seek(0)
    except OSError as error:
        raise UsageError(f"{path}: it cannot be read ({error.strerror}). Name a file") from error
    if not packed:
        return file
    file.close()  # a GzipFile of an open file would leave it open
    return cast(IO[bytes], gzip.open(path))


def open_text(path: Path, encoding: str | None = None) -> TextIO:
    """The file as text; UTF-8 streams, another encoding is told by the caller or found from the whole file.

    A byte that the encoding does not know becomes U+FFFD. Raises NotText where the encoding cannot be told."""
    head = _head(path)
    wide = wide_encoding(head)
    if wide is None and encoding is None and b"\x00" in head:
        raise NotText(path.name, "it is binary data, not text", "Save it as UTF-8 CSV or as XLSX.")
    if wide is not None and head.startswith(_MARKS):
        wide = wide[:6]  # the codec that takes the byte order mark off
    if encoding is None and wide is None and not _is_utf8(head):
        return _decoded(path)
    stream = open_bytes(path)
    return io.TextIOWrapper(stream, encoding or wide or "utf-8-sig", errors="replace", newline="")


def _head(path: Path) -> bytes:
    with open_bytes(path) as stream:
        try:
            return stream.read(_HEAD)
        except BREAKS as error:
            raise BadRecord(path.name, f"the packed file is broken ({error})", HALF) from error


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return len(head) == _HEAD and error.start > _HEAD - 4  # a letter cut in two
    return True


def _decoded(path: Path) -> TextIO:
    with open_bytes(path) as stream:
        data = stream.read(_WHOLE + 1)
    if len(data) > _WHOLE:
        raise NotText(
            path.name, "it is not UTF-8 and too large to guess from", "Name its encoding in the mapping file."
        )
    try:
        return io.StringIO(decode(data).text, newline="")
    except Undecodable as error:
        raise NotText(path.name, str(error), "Save it as UTF-8 CSV or as XLSX.") from None
