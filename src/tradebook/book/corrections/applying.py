"""A statement as people correct it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, get_type_hints

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

from tradebook.book.rows import kind_of
from tradebook.errors import UsageError
from tradebook.statement import SLOTS, Correction, Statement, TradeFlow

STANCE = "stance"  # no slot of a kind, but a person may know better here too


def corrected(read: Statement, given: Sequence[Correction]) -> Statement:
    """`read` with what people said of it, the earliest first: of two corrections of one slot the later stands. It keeps
    the id of the reading; what a person looked at is sure. Without corrections it is `read` itself."""
    if not given:
        return read
    slots = {c.slot: converted(read, c.slot, c.value) for c in given if c.slot is not None}
    spans = {name: places for name, places in read.spans.items() if name not in slots}
    return replace(read, **slots, spans=spans, confidence=1.0, corrections=tuple(given))


def is_wrong(s: Statement) -> bool:
    """Whether the last mark that people gave the statement is that it is wrong."""
    marks = [] if s.corrections is UNSET else [c.mark for c in s.corrections if c.mark]
    return bool(marks) and marks[-1] == "wrong"


def converted(read: Statement, slot: str, value: Any) -> Any:
    """`value` (builtins) as the type of the slot. Raises `UsageError` for a slot that the kind has not, or a value that
    does not fit it."""
    kind = kind_of(read)
    known = (*SLOTS[kind], STANCE)
    if slot not in known:
        raise UsageError(f"{slot}: a {kind} has no such slot. It has {', '.join(known)}")
    try:
        return msgspec.convert(value, _types(type(read))[slot])
    except msgspec.ValidationError as error:
        raise UsageError(f"{slot}: {error}. Give a value as docs/format.md describes the slot") from error


@cache
def _types(kind: type[Statement]) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def with_what_follows(read: Statement, values: dict[str, Any]) -> dict[str, Any]:
    """`values` by slot, and what follows from them: where a person says whose figure a flow is, the pair that stood for
    "not said" goes."""
    said = values.get("reporter") or values.get("partner")
    if isinstance(read, TradeFlow) and said and read.between and "between" not in values:
        return {**values, "between": []}
    return values


def is_corrected(s: Statement) -> bool:
    """Whether a person gave the right value of one of its slots."""
    return s.corrections is not UNSET and any(c.slot for c in s.corrections)
