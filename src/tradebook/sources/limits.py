"""The limits of what is read. Over them an input is refused by name, never cut."""

from __future__ import annotations

# One line of a text, a page or JSON Lines, in bytes: a year of a daily newspaper fits.
MAX_LINE = 10_000_000
# A text file, a page or a JSON document as a whole, in bytes after unpacking. JSON Lines files have no limit.
MAX_FILE = 64_000_000
# What is looked at to tell the form of an input, in bytes.
HEAD = 64 * 1024


def shown(size: int) -> str:
    """A size in bytes as a person reads it: 10 MB."""
    return f"{size // 1_000_000} MB"
