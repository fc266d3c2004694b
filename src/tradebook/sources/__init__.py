"""Where reports come from: files, pages, JSON Lines -> Iterator[Report].

    text files      the text is the whole file as decoded; front matter and header lines are metadata (see header.py)
    HTML            told by content; the text is the article's, its paragraphs separated by blank lines
    JSON Lines      `{text, title, published, outlet, url, language}` a line, all but `text` optional
    JSON            one such object or an array of them
    gzip of any; "-" for standard input; folders; globs

What cannot be read is refused by name, and the rest is read. The limits stand in limits.py.
Newlines are kept as they stand, "\\r\\n" too: the offsets of a statement index the text as decoded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from tradebook.errors import InputError
from tradebook.report import Report
from tradebook.sources.days import parse_day
from tradebook.sources.draft import NO_DATE, Defaults, Draft, finish
from tradebook.sources.files import read_stream
from tradebook.sources.paths import STDIN, find_files, printable, unreadable

__all__ = ["NO_DATE", "Defaults", "parse_day", "read_reports"]

_NO_DEFAULTS = Defaults()


def read_reports(
    paths: Iterable[str],
    *,
    defaults: Defaults = _NO_DEFAULTS,
    refused: Callable[[InputError], None],
    stdin: BinaryIO | None = None,
) -> Iterator[Report]:
    """The reports in `paths`, in their order: files, folders, globs, "-" for `stdin` (the process's own by default).

    Every input or record that cannot be read goes to `refused` as an InputError and the rest is read; nothing is
    raised. `defaults` are the user's word and stand over what the reports say. `Report.source` is the path, for a
    record of JSON Lines with its line ("news.jsonl:12"); `Report.notes` tell what was left out or changed.
    """
    for name in paths:
        if name == STDIN:
            drafts = _guarded(read_stream(stdin or sys.stdin.buffer, STDIN, refused), STDIN, refused)
            yield from (finish(draft, defaults) for draft in drafts)
            continue
        for path in find_files(name, refused):
            drafts = _guarded(_read_file(path, refused), path, refused)
            yield from (finish(draft, defaults) for draft in drafts)


def _read_file(path: Path, refused: Callable[[InputError], None]) -> Iterator[Draft]:
    with path.open("rb") as stream:
        yield from read_stream(stream, printable(path), refused)


def _guarded(drafts: Iterator[Draft], name: Path | str, refused: Callable[[InputError], None]) -> Iterator[Draft]:
    """The drafts, until their input fails: then the reason goes to `refused`."""
    try:
        yield from drafts
    except InputError as error:
        refused(error)
    except OSError as error:
        refused(unreadable(name, error))
