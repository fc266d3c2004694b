"""Files that a command writes: those that cannot be written, and those that must not be written over."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from tradebook.errors import UsageError

_DATABASE = b"SQLite format 3\x00"


def hold_from_harm(path: Path, inputs: Iterable[str] = ()) -> None:
    """Raises `UsageError` where writing to `path` would destroy a book, or one of the files `inputs` that are read."""
    try:
        with path.open("rb") as file:
            is_database = file.read(len(_DATABASE)) == _DATABASE
        is_input = any(Path(name).is_file() and path.samefile(name) for name in inputs)
    except (OSError, ValueError):  # nothing there that could be read, so nothing that could be lost
        return
    if is_database:
        raise UsageError(f"{path}: it is a book, and would be written over. Name another file")
    if is_input:
        raise UsageError(f"{path}: it is read, and would be written over. Name another file")


def open_output(path: Path, inputs: Iterable[str] = ()) -> BinaryIO:
    """The file at `path`, emptied, to be written. Raises `UsageError` where it cannot or must not be written."""
    if path.is_file():  # a device or a pipe would wait to be read
        hold_from_harm(path, inputs)
    try:
        return path.open("wb")
    except OSError as error:
        raise UsageError(f"{path}: it cannot be written there ({error.strerror}). Name another file") from error
