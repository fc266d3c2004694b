"""JSON Lines and JSON documents -> reports. One record is `{text, title, published, outlet, url, language}`.

Only `text` is asked for; `date` is another name of `published`; other fields are not looked at.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from tradebook.errors import BadRecord, InputError, NotText, TooLarge
from tradebook.sources.decoding import Undecodable, decode, wide_encoding
from tradebook.sources.draft import Draft, Refuse
from tradebook.sources.header import Head
from tradebook.sources.limits import HEAD, MAX_LINE, shown

FIELDS = ("title", "outlet", "url", "language")
FORM = 'Each line is one object such as {"text": "...", "title": "...", "published": "2022-06-14"}.'


class Record(msgspec.Struct):
    """A record as it came; the types of the fields are looked at by hand, so that a message can name the field."""

    text: Any = None
    title: Any = None
    published: Any = None
    date: Any = None
    outlet: Any = None
    url: Any = None
    language: Any = None


_decode_record = msgspec.json.Decoder(Record).decode
_decode_records = msgspec.json.Decoder(list[msgspec.Raw]).decode


def read_lines(stream: BinaryIO, head: bytes, source: str, refuse: Refuse) -> Iterator[Draft]:
    """The records of a JSON Lines stream, one at a time: no more than one line is held. `head` tells the encoding."""
    encoding: str | None = None
    for number, line in _lines(stream, head, source, refuse):
        try:
            try:
                yield read_record(line, source, number)
            except UnicodeDecodeError:
                text, encoding, notes = _decode_line(line, encoding, source, number)
                draft = read_record(text, source, number)
                draft.head.notes.extend(notes)
                yield draft
        except InputError as error:
            refuse(error)


def _lines(stream: BinaryIO, head: bytes, source: str, refuse: Refuse) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers from 1; a line over MAX_LINE is refused and passed over."""
    wide = wide_encoding(head[:4096])
    lines = _byte_lines(stream) if wide is None else _wide_lines(stream, wide)
    for number, line in enumerate(lines, start=1):
        if line is None:
            refuse(TooLarge(source, f"the line is over {shown(MAX_LINE)}", "Split the record.", number))
            continue
        if number == 1 and line.startswith(b"\xef\xbb\xbf"):
            line = line[3:]
        if line and not line.isspace():
            yield number, line


def _byte_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Lines of bytes; None for one that is too long, which is read over in pieces."""
    while line := stream.readline(MAX_LINE + 2):
        if len(line) <= MAX_LINE or line.endswith(b"\n"):
            yield line
            continue
        del line
        while (piece := stream.readline(HEAD)) and not piece.endswith(b"\n"):
            pass
        yield None


def _wide_lines(stream: BinaryIO, encoding: str) -> Iterator[bytes | None]:
    """The same for UTF-16 and UTF-32: the lines come out in UTF-8."""
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="\n")
    try:
        while line := text.readline(MAX_LINE // 4):
            if len(line) < MAX_LINE // 4 or line.endswith("\n"):
                yield line.encode("utf-8", "replace")
                continue
            del line
            while (piece := text.readline(HEAD)) and not piece.endswith("\n"):
                pass
            yield None
    finally:
        text.detach()


def _decode_line(line: bytes, known: str | None, source: str, number: int) -> tuple[bytes, str | None, tuple[str, ...]]:
    """A line that is not UTF-8, in UTF-8; the encoding that one line was found to have is tried first for the next."""
    try:
        found = decode(line, known)
    except Undecodable as error:
        raise NotText(source, str(error), "Save it as UTF-8.", number) from None
    names = [note.removeprefix("decoded as ") for note in found.notes if note.startswith("decoded as ")]
    return found.text.encode("utf-8", "replace"), (names[0] if names else known), found.notes


def read_document(data: bytes, source: str, refuse: Refuse) -> Iterator[Draft]:
    """The records of a JSON document in UTF-8: one object or an array. Raises BadRecord for what is neither."""
    opening = data.lstrip()[:1]
    if opening != b"[":
        yield read_record(data, source, None)
        return
    try:
        entries = [bytes(raw) for raw in _decode_records(data)]
    except (msgspec.MsgspecError, RecursionError) as error:
        entries = [json.dumps(value).encode() for value in _load_leniently(data, source, None, error, list)]
    for number, entry in enumerate(entries, start=1):
        try:
            draft = read_record(entry, f"{source}, entry {number}", None)
            draft.source = f"{source}:{number}"
            yield draft
        except InputError as error:
            refuse(error)


def read_record(data: bytes, source: str, number: int | None) -> Draft:
    """One record. Raises BadRecord where it has no text; a field that cannot be read becomes a note.

    UnicodeDecodeError goes through: what encoding the line has is for the caller to find.
    """
    notes: list[str] = []
    try:
        record = _decode_record(data)
    except (msgspec.MsgspecError, RecursionError) as error:
        fields, mended = _mend(_load_leniently(data, source, number, error, dict))
        if mended:
            notes.append("broken characters (lone surrogates) were replaced")
        record = Record(**{name: fields.get(name) for name in Record.__struct_fields__})
    text = record.text
    if not isinstance(text, str):
        problem = "the record has no field 'text'" if text is None else f"the field 'text' is {_kind(text)}, not a text"
        raise BadRecord(source, problem, FORM, number)
    if not text or text.isspace():
        raise BadRecord(source, "the field 'text' is blank", "Leave the record out or give it its text.", number)
    head = Head(notes=notes)
    for field in FIELDS:
        _set(head, field, getattr(record, field))
    if record.published is not None:
        _set(head, "published", record.published)
    elif record.date is not None:
        _set(head, "published", record.date)
    return Draft(text, head, f"{source}:{number}" if number is not None else source)


def _set(head: Head, field: str, value: Any) -> None:
    if isinstance(value, str):
        head.set(field, value)
    elif value is not None:
        head.notes.append(f"{field} is {_kind(value)}, not a text, and was left out")


def _kind(value: Any) -> str:
    """What a JSON value is, in a message."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {str(value)[:30]}"
    names: dict[type, str] = {list: "a list", dict: "an object", str: "a text"}
    return names.get(type(value), "null")


def _load_leniently(data: bytes, source: str, number: int | None, first: Exception, kind: type) -> Any:
    """A second try for what the strict reader refuses but other programs write: lone surrogates, raw tabs in strings.

    Raises BadRecord with the strict reader's message where this fails too.
    """
    try:
        value = json.loads(data.decode("utf-8"), strict=False)
    except UnicodeDecodeError:
        raise
    except (ValueError, RecursionError):
        problem = "the JSON is nested too deep" if isinstance(first, RecursionError) else _problem(first)
        raise BadRecord(source, problem, FORM, number) from None
    if not isinstance(value, kind):
        problem = f"it is {_kind(value)}, not an object"
        raise BadRecord(source, problem, FORM, number)
    return value


def _problem(error: Exception) -> str:
    return f"it is not JSON ({str(error).removeprefix('JSON is malformed: ')})"


def _mend(fields: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """The fields with U+FFFD for each lone surrogate, and whether there was one."""
    mended = {name: _whole(value) if isinstance(value, str) else value for name, value in fields.items()}
    return mended, any(mended[name] != fields[name] for name in Record.__struct_fields__ if name in fields)


def _whole(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
