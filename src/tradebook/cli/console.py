"""Output: JSON in UTF-8 whatever the console speaks, tables that no console chokes on, errors on standard error."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

if TYPE_CHECKING:
    from rich.console import Console


class PipeClosedError(Exception):
    """Nobody reads standard output any more."""


# Windows reports a closed pipe as "invalid argument"
_CLOSED = {errno.EPIPE, errno.EINVAL, errno.ESHUTDOWN}


# Typographic signs of ours and of the press, for consoles that lack them
_PLAIN = str.maketrans({
    "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-",
    "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2026": "...",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ",
})  # fmt: skip


def ready_streams() -> None:
    """A character that the console's encoding lacks is written as its plain twin or as an escape, never as an
    exception."""
    codecs.register_error("tradebook", _in_plain)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="tradebook")


def _in_plain(error: UnicodeError) -> tuple[str | bytes, int]:
    """The handler of what cannot be encoded."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return lacking.translate(_PLAIN).encode("ascii", "backslashreplace").decode("ascii"), error.end


def let_go_of_output() -> None:
    """Point standard output at nothing, so that the flush at the interpreter's end does not fail once more."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a path
        os.dup2(nowhere.fileno(), descriptor)


def say_error(message: str) -> None:
    """One line on standard error."""
    print(f"tradebook: {message}", file=sys.stderr)


def write_bytes(data: bytes) -> None:
    """Write to standard output; raises `PipeClosedError` where nobody reads it."""
    try:
        binary = getattr(sys.stdout, "buffer", None)
        if binary is None:  # replaced by something that takes text only
            sys.stdout.write(data.decode("utf-8"))
        else:
            binary.write(data)
    except OSError as error:
        _if_closed(error)
        raise


class StandardOutput(io.RawIOBase):
    """Standard output as a binary stream; raises `PipeClosedError` where nobody reads it."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        write_bytes(bytes(data))
        return len(data)


def flush() -> None:
    """Send what was written; raises `PipeClosedError` where nobody reads it."""
    try:
        sys.stdout.flush()
    except OSError as error:
        _if_closed(error)
        raise


def _if_closed(error: OSError) -> None:
    if error.errno in _CLOSED:
        raise PipeClosedError from None


def print_json(value: Any) -> None:
    """`value` as indented JSON in UTF-8 on standard output; a path is its text."""
    write_bytes(msgspec.json.format(msgspec.json.encode(value, enc_hook=_as_json), indent=2) + b"\n")
    flush()


def _as_json(value: Any) -> str:
    if isinstance(value, PurePath):
        return str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    raise TypeError(f"{type(value)} has no form in JSON")


def print_line(value: Any) -> None:
    """`value` as one line of JSON in UTF-8 on standard output."""
    write_bytes(msgspec.json.encode(value) + b"\n")


def write_line(line: str = "") -> None:
    """A line of text on standard output; raises `PipeClosedError` where nobody reads it."""
    try:
        print(line)
    except OSError as error:
        _if_closed(error)
        raise


def make_console(stream: TextIO | None = None) -> Console:
    """A console for tables on `stream` (default: standard output): a terminal's width there, else 120 columns."""
    from rich.console import Console

    class QuietConsole(Console):
        def on_broken_pipe(self) -> None:
            raise PipeClosedError

    out = sys.stdout if stream is None else stream
    is_terminal = out.isatty()
    return QuietConsole(file=out, width=None if is_terminal else 120, highlight=False, emoji=False, markup=False)


@contextmanager
def line_on_terminal(task: str) -> Iterator[Callable[[str], None] | None]:
    """What changes the words of a line of progress on standard error; None where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=make_console(sys.stderr), transient=True) as progress:
        shown = progress.add_task(task)
        yield lambda words: progress.update(shown, description=words)
