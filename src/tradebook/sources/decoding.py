"""Bytes -> text: UTF-8, UTF-16 and UTF-32 at once; other encodings by detection, and with a note.

No newline is changed.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

# The encodings that detection chooses from: those of the press on the web before UTF-8.
ENCODINGS = (
    "cp1251", "cp1252", "cp1250", "cp1254", "cp1256", "koi8_r", "cp866", "iso8859_2", "iso8859_5", "iso8859_9",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
)  # fmt: skip
SHOWN_NAMES = {"cp1250": "windows-1250", "cp1251": "windows-1251", "cp1252": "windows-1252", "cp1254": "windows-1254",
               "cp1256": "windows-1256", "koi8_r": "KOI8-R", "gb18030": "GB18030", "big5": "Big5",
               "shift_jis": "Shift JIS", "euc_jp": "EUC-JP", "euc_kr": "EUC-KR", "cp866": "cp866",
               "iso8859_2": "ISO 8859-2", "iso8859_5": "ISO 8859-5", "iso8859_9": "ISO 8859-9"}  # fmt: skip
# Detection reads this much; more makes it slow and no surer.
DETECTED_BYTES = 64 * 1024
# Text holds hardly any control characters (tab, newline, form feed and escape aside); binary data is full of them.
MAX_CONTROL_SHARE = 0.01

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
KINDS_OF_BINARY = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x1f\x8b", "a gzip archive inside a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
CONTROLS = bytes(byte for byte in range(32) if byte not in (9, 10, 12, 13, 27))
# Signs that windows-1252 shares with its sisters: with no other byte above 127, the text is English with such quotes.
SHARED_SIGNS = bytes((0x80, 0x82, 0x84, 0x85, *range(0x91, 0x98), 0x99, 0xA0, 0xA7, 0xA9, 0xAB, 0xAE, 0xB0, 0xB7, 0xBB))
ASCII = bytes(range(128))


class Undecodable(ValueError):
    """The bytes are no text; the message says what they are."""


class Decoded(NamedTuple):
    """The text, and what the user should know of how it was read."""

    text: str
    notes: tuple[str, ...] = ()


def wide_encoding(head: bytes) -> str | None:
    """The UTF-16 or UTF-32 encoding of a text that begins with `head` (with a mark or without), or None."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return None if encoding == "utf-8" else encoding
    if b"\x00" not in head[:4096]:
        return None
    sample = head[: min(len(head), 4096) // 4 * 4]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        if text and _is_plain(text):
            return encoding
    return None


def _is_plain(text: str) -> bool:
    """Whether a trial in UTF-16 gave letters of one neighbourhood: Latin, Greek, Cyrillic, Caucasian, and spaces."""
    near = sum(1 for char in text if char in "\t\n\r\f" or " " <= char < "\u0600" or "\u2010" <= char < "\u2120")
    return near >= 0.95 * len(text)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`. `declared` is an encoding that the document itself names, tried where UTF-8 fails.

    A byte order mark is dropped; newlines stay as they are. Raises Undecodable where the data is binary or its
    encoding cannot be told.
    """
    for mark, kind in KINDS_OF_BINARY:
        if data.startswith(mark):
            raise Undecodable(f"it is {kind}, not text")
    wide = wide_encoding(data[:4096])
    if wide is not None:
        return _decode_wide(data, wide)
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    controls = len(data) - len(data.translate(None, CONTROLS))
    if controls > MAX_CONTROL_SHARE * len(data):
        raise Undecodable("it is binary data, not text")
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _repair(data, error) or _decode_other(data, declared)


def _decode_wide(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    controls = sum(text.count(chr(byte)) for byte in CONTROLS)
    if controls > MAX_CONTROL_SHARE * len(text):
        raise Undecodable("it is binary data, not text")
    notes = [f"decoded as {encoding[:6].upper()}"]
    if text.endswith("\ufffd"):
        text = text[:-1]
        notes.append("the last character was cut and is left out")
    if "\ufffd" in text:
        notes.append(f"broken characters were replaced ({text.count(chr(0xFFFD))})")
    return Decoded(text, tuple(notes))


def _repair(data: bytes, error: UnicodeDecodeError) -> Decoded | None:
    """UTF-8 that was cut at its end, or that holds a few broken bytes among many good characters; else None."""
    if error.reason == "unexpected end of data" and error.end == len(data):
        return Decoded(data[: error.start].decode("utf-8"), ("the last character was cut and is left out",))
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(1 for char in text if char > "\x7f") - broken
    if good <= 4 * broken:
        return None
    return Decoded(text, (f"broken characters were replaced ({broken})",))


def _decode_other(data: bytes, declared: str | None) -> Decoded:
    if b"\x00" in data:
        raise Undecodable("it is binary data, not text")
    for encoding in (_known(declared), _by_signs(data)):
        if encoding is not None:
            try:
                return Decoded(data.decode(encoding), (f"decoded as {SHOWN_NAMES.get(encoding, encoding)}",))
            except (UnicodeDecodeError, LookupError):
                continue
    encoding = _detected(data)
    if encoding is None:
        raise Undecodable("its encoding cannot be told")
    text = data.decode(encoding, "replace")
    return Decoded(text, (f"decoded as {SHOWN_NAMES.get(encoding, encoding)}",))


def _known(declared: str | None) -> str | None:
    """The codec of a declared encoding, if it is one for text; Latin 1 means windows-1252, as browsers hold it."""
    if declared is None:
        return None
    try:
        codec = codecs.lookup(declared)
    except (LookupError, ValueError):
        return None
    if not getattr(codec, "_is_text_encoding", True):
        return None
    name = codec.name.replace("-", "_")
    return "cp1252" if name in ("iso8859_1", "ascii") else name


def _by_signs(data: bytes) -> str | None:
    return "cp1252" if not data.translate(None, ASCII + SHARED_SIGNS) else None


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # late: UTF-8 is what comes

    # Lines without high bytes say nothing, and there are often too many of them before the first that does.
    telling = b"\n".join(line for line in re.split(rb"[\r\n]+", data) if line.translate(None, ASCII))
    best = from_bytes(telling[:DETECTED_BYTES], cp_isolation=list(ENCODINGS)).best()
    return None if best is None else best.encoding
