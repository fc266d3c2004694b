"""What the user names -> the files behind it: files, folders, globs, "-"."""

from __future__ import annotations

import glob  # pathlib has no globbing of absolute patterns
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from tradebook.errors import InputError
from tradebook.sources.draft import Refuse

STDIN = "-"


def find_files(name: str, refuse: Refuse) -> Iterator[Path]:
    """The files that `name` stands for: itself, all in a folder (sorted, no hidden ones), all that a glob matches.

    A folder reached a second time through a link is passed over, so that a loop of links ends. What is neither a file
    nor a folder (a pipe, a device, a link to nothing) is refused.
    """
    path = Path(name)
    try:
        exists = os.path.lexists(path)
    except ValueError:  # a NUL in the name
        exists = False
    if exists:
        yield from _walk(path, set(), refuse)
        return
    pattern = glob.has_magic(name) and "\x00" not in name
    matches = sorted(glob.glob(name, recursive=True)) if pattern else []  # noqa: PTH207
    if not matches:
        what = "no file matches the pattern" if pattern else "there is no such file or folder"
        refuse(InputError(printable(name), what, "Check the name, or leave it out."))
    seen: set[tuple[int, int]] = set()
    for match in matches:
        # "**" matches folders and what is in them: the files come once, by their own names.
        if not ("**" in name and Path(match).is_dir()):
            yield from _walk(Path(match), seen, refuse)


def _walk(path: Path, seen: set[tuple[int, int]], refuse: Refuse) -> Iterator[Path]:
    try:
        status = path.stat()
    except OSError as error:
        refuse(unreadable(path, error))
        return
    if stat.S_ISREG(status.st_mode):
        yield path
    elif not stat.S_ISDIR(status.st_mode):
        refuse(InputError(printable(path), "it is neither a file nor a folder", 'Pipe its content in, with "-".'))
    elif (status.st_dev, status.st_ino) not in seen:
        seen.add((status.st_dev, status.st_ino))
        try:
            names = sorted(child.name for child in path.iterdir() if not child.name.startswith("."))
        except OSError as error:
            refuse(unreadable(path, error))
            return
        for name in names:
            yield from _walk(path / name, seen, refuse)


def unreadable(path: Path | str, error: OSError) -> InputError:
    """The error for a file that the system does not hand out."""
    reason = error.strerror or str(error) or type(error).__name__
    return InputError(printable(path), f"it cannot be read ({reason})", "Check its rights and that it is still there.")


def printable(path: Path | str) -> str:
    """A path as it can be printed and stored: bytes of its name that are no characters are replaced."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
