"""The beginning of a file, by which its format is told."""

from __future__ import annotations

import csv
import gzip
import zipfile
import zlib
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from tradebook.errors import BadRecord, UsageError

HEAD = 65_536  # bytes
BROKEN = "It may have been downloaded only in part: fetch it again"
_DELIMITERS = "\t;,"


class Opening:
    """What a file's format is told by: its first bytes (unpacked where the file is gzip), the names of its members
    where it is a ZIP, and the mapping file that the user named."""

    def __init__(self, path: Path, mapping: Path | None = None) -> None:
        """Raises `BadRecord` for a packed file that is broken, `UsageError` for one that cannot be read."""
        self.path = path
        self.mapping = mapping
        try:
            with path.open("rb") as file:
                self.head = file.read(HEAD)
            self.gzipped = self.head.startswith(b"\x1f\x8b")
            if self.gzipped:
                self.head = _unpacked_head(path)
            self.members = self._members()
        except (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error) as error:
            raise BadRecord(str(path), f"the packed file is broken ({error})", BROKEN) from error
        except OSError as error:
            raise UsageError(f"{path}: it cannot be read ({error.strerror}). Name a file") from error

    def _members(self) -> tuple[str, ...]:
        if not self.head.startswith(b"PK"):
            return ()
        with zipfile.ZipFile(self.path) as packed:
            return tuple(packed.namelist())

    @cached_property
    def encoding(self) -> str:
        """UTF-16 where its mark says so, UTF-8 where the beginning is that, else Latin-1."""
        if self.head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        try:
            self.head.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if error.start <= HEAD - 4:  # later, the last character is cut in two
                return "latin-1"
        return "utf-8-sig"

    @cached_property
    def text(self) -> str:
        """The first characters."""
        return self.head.decode(self.encoding, "ignore")

    @cached_property
    def first_line(self) -> str:
        """The first line without its end."""
        return self.text.replace("\r", "\n").partition("\n")[0]

    @cached_property
    def delimiter(self) -> str:
        """Whichever of tab, semicolon and comma parts the first line most."""
        return max(_DELIMITERS, key=self.first_line.count)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The fields of the first line, without surrounding blanks; none where it is no table of text."""
        if self.members or "\x00" in self.first_line:
            return ()
        with suppress(csv.Error):
            return tuple(field.strip() for field in next(csv.reader([self.first_line], delimiter=self.delimiter), []))
        return ()


def _unpacked_head(path: Path) -> bytes:
    """The first bytes of a gzip file, as many as came through where it breaks off."""
    found = b""
    with gzip.open(path) as packed:
        try:
            while len(found) < HEAD and (more := packed.read(4096)):
                found += more
        except EOFError as error:
            if not found:
                raise gzip.BadGzipFile("nothing of it can be unpacked") from error
    return found[:HEAD]
