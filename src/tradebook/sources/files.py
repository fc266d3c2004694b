"""One open stream -> drafts: unpack gzip, tell the form by content, hand over to the form's reader."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

import msgspec

from tradebook.errors import BadRecord, InputError, NotText, TooLarge
from tradebook.sources.decoding import Decoded, Undecodable, decode, wide_encoding
from tradebook.sources.draft import Draft, Refuse
from tradebook.sources.limits import HEAD, MAX_FILE, MAX_LINE, shown
from tradebook.sources.records import read_document, read_lines
from tradebook.sources.texts import read_text

GZIP = b"\x1f\x8b"
# Markup at the very beginning; an extension alone only decides where some markup is there at all.
PAGE_OPENING = re.compile(
    r"(?:<\?xml[^>]{0,200}>\s*|<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|script|div|article|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
ANY_MARKUP = re.compile(r"</?[a-z][a-z0-9]*[\s/>]", re.IGNORECASE)
OBJECT_OPENING = re.compile(r'\{\s*["}]')
ARRAY_OPENING = re.compile(r"\[\s*[{\]]")
PAGES = (".html", ".htm", ".xhtml")
LINES = (".jsonl", ".ndjson")
NOT_UTF8 = "Save it as UTF-8 text, or leave it out."


class _Rewound(io.RawIOBase):
    """A stream whose beginning was read already: gives `head` again, then the rest. Closing leaves the stream open."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview | bytearray) -> int:  # type: ignore[override]
        if self._head:
            piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            piece = self._rest.read(len(buffer)) or b""
        buffer[: len(piece)] = piece
        return len(piece)


def read_stream(stream: BinaryIO, name: str, refuse: Refuse) -> Iterator[Draft]:
    """The drafts in `stream`, whose printable name is `name` (its extension helps to tell the form).

    Raises InputError where the input as a whole is refused; single records go to `refuse`. OSError goes through.
    """
    try:
        head = _read_up_to(stream, HEAD)
        if head.startswith(GZIP):
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=io.BufferedReader(_Rewound(head, stream), HEAD)))
            head = _read_up_to(stream, HEAD)
        yield from _read_form(stream, head, name, refuse)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadRecord(name, f"the gzip archive is broken ({error})", "Fetch or pack it again.") from None


def _read_up_to(stream: BinaryIO, size: int) -> bytes:
    """The next `size` bytes, or fewer at the end: a pipe may give less at a time."""
    pieces = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _read_form(stream: BinaryIO, head: bytes, name: str, refuse: Refuse) -> Iterator[Draft]:
    form = _tell_form(head, name.casefold().removesuffix(".gz"))
    if form == "lines":
        yield from _read_lines(stream, head, name, refuse)
        return
    data = head if len(head) < HEAD else head + _read_up_to(stream, MAX_FILE + 1 - len(head))
    if len(data) > MAX_FILE:
        mend = "Split it; JSON Lines (.jsonl), one object a line, may be of any size."
        raise TooLarge(name, f"it is over {shown(MAX_FILE)}", mend)
    if form != "document":  # an array of JSON may well stand in one line
        _hold_to_line_limit(data, name)
    decoded = _decode(data, name, form)
    if not decoded.text or decoded.text.isspace():
        raise InputError(name, "it is empty" if not data else "it is blank", "Leave it out or give it a text.")
    if form == "document":
        yield from _read_document(decoded, name, refuse)
    elif form == "page":
        from tradebook.sources.pages import read_page  # late: it brings trafilatura, a third of a second

        yield read_page(decoded.text, name, decoded.notes)
    else:
        yield read_text(decoded.text, name, decoded.notes)


def _hold_to_line_limit(data: bytes, name: str) -> None:
    """Raises TooLarge for the first line that is over the limit: no press has such lines, and reading one is slow."""
    start, number = 0, 1
    while len(data) - start > MAX_LINE:
        end = data.find(b"\n", start, start + MAX_LINE + 1)
        if end < 0:
            raise TooLarge(name, f"the line is over {shown(MAX_LINE)}", "Break it into paragraphs.", number)
        start, number = end + 1, number + 1


def _decode(data: bytes, name: str, form: str) -> Decoded:
    declared = None
    if form == "page":
        meta = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]{2,40})", data[:4096], re.IGNORECASE)
        declared = None if meta is None else meta[1].decode("ascii", "replace")
    try:
        return decode(data, declared)
    except Undecodable as error:
        raise NotText(name, str(error), NOT_UTF8) from None


def _tell_form(head: bytes, name: str) -> str:
    """The form of an input from its beginning: "lines", "document" (of JSON), "page" or "text"."""
    text = head.decode(wide_encoding(head) or "utf-8", "replace").removeprefix("\ufeff").lstrip()
    if name.endswith(LINES):
        return "lines"
    if ARRAY_OPENING.match(text):
        return "document"
    if OBJECT_OPENING.match(text):
        return _tell_json(text, name)
    if PAGE_OPENING.match(text) or (name.endswith(PAGES) and ANY_MARKUP.search(text)):
        return "page"
    return "document" if name.endswith(".json") else "text"


def _tell_json(text: str, name: str) -> str:
    """Lines, where a line of the beginning is an object by itself or is longer than the beginning; else a document."""
    lines = text.splitlines()[:50] if len(text) < 1_000_000 else []
    for line in lines:
        if line.startswith("{") and _is_object(line):
            return "lines"
    cut = len(lines) < 2 and len(text) >= HEAD // 4
    return "lines" if cut and not name.endswith(".json") else "document"


def _is_object(line: str) -> bool:
    try:
        return isinstance(msgspec.json.decode(line.encode("utf-8", "replace")), dict)
    except (msgspec.MsgspecError, RecursionError):
        return False


def _read_lines(stream: BinaryIO, head: bytes, name: str, refuse: Refuse) -> Iterator[Draft]:
    if not head:
        raise InputError(name, "it is empty", "Leave it out or give it a text.")
    rewound: BinaryIO = io.BufferedReader(_Rewound(head, stream), 4 * HEAD)
    found = False

    def note(error: InputError) -> None:
        nonlocal found
        found = True
        refuse(error)

    for draft in read_lines(rewound, head, name, note):
        found = True
        yield draft
    if not found:
        raise InputError(name, "it is blank", "Leave it out or give it a text.")


def _read_document(decoded: Decoded, name: str, refuse: Refuse) -> Iterator[Draft]:
    data = decoded.text.encode("utf-8", "surrogatepass")
    try:
        drafts = list(read_document(data, name, refuse))
    except BadRecord:
        if sum(1 for line in data.splitlines() if line.startswith(b"{")) < 2:
            raise
        # Named .json, and JSON Lines all the same, with a first line that is broken or long.
        drafts = list(read_lines(io.BytesIO(data), data[:HEAD], name, refuse))
    for draft in drafts:
        draft.head.notes.extend(decoded.notes)
        yield draft
