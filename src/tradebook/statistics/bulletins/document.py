"""A YAML file as a tree that remembers its lines, so that a complaint can name the line and the mend.

Scalars stay as they are written: `NO` is Norway and `06` keeps its nought.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

import yaml

from tradebook.errors import BadRecord

MAX_BYTES = 1_000_000  # a mapping is a page or two; more is another file
MAX_DEPTH = 20
_YES = ("yes", "true", "on")
_NO = ("no", "false", "off")

T = TypeVar("T")


class Entry:
    """One value of the file: a text, a list or a block of named values, with its line (from 1)."""

    def __init__(self, where: str, line: int, text: str | None, items: list[Entry], keys: dict[str, Entry]) -> None:
        self.where = where
        self.line = line
        self.text = text
        self.items = items
        self.keys = keys
        self._asked: set[str] = set()

    @property
    def is_block(self) -> bool:
        """Whether the entry holds named values."""
        return self.text is None and not self.items and bool(self.keys)

    def wrong(self, problem: str, mend: str) -> BadRecord:
        """The error that says what is wrong here."""
        return BadRecord(self.where, problem, mend, self.line)

    def get(self, key: str) -> Entry | None:
        """The value under a key, None where it is not given; what is asked for is a known key."""
        self._asked.add(key)
        return self.keys.get(key)

    def need(self, key: str, mend: str) -> Entry:
        """The value under a key that must be there."""
        found = self.get(key)
        if found is None:
            raise self.wrong(f"'{key}' is missing", mend)
        return found

    def word(self) -> str:
        """The entry as a text."""
        if self.text is None or not self.text:
            raise self.wrong("a single value is expected here", "Write one word or number after the colon.")
        return self.text

    def words(self) -> tuple[str, ...]:
        """The entry as a list of texts; a single text is a list of one."""
        if self.text is not None:
            return (self.text,) if self.text else ()
        if self.keys:
            raise self.wrong("a list is expected here", "Write the values as [one, two] or one a line after a dash.")
        return tuple(item.word() for item in self.items)

    def number(self, least: int = 1) -> int:
        """The entry as a whole number."""
        text = self.word()
        if not text.isdecimal() or int(text) < least:
            raise self.wrong(f"'{text}' is no whole number from {least}", f"Write a number such as {max(least, 4)}.")
        return int(text)

    def flag(self) -> bool:
        """The entry as yes or no."""
        text = self.word().casefold()
        if text not in _YES + _NO:
            raise self.wrong(f"'{self.text}' is neither yes nor no", "Write yes or no.")
        return text in _YES

    def one_of(self, allowed: Sequence[str]) -> str:
        """The entry as one of some words."""
        text = self.word()
        if text.casefold() not in allowed:
            raise self.wrong(
                f"'{text}' is not known here", f"{nearest(text, allowed)}Write one of: {', '.join(allowed)}."
            )
        return text.casefold()

    def pairs(self) -> Iterator[tuple[str, Entry]]:
        """The named values of a block whose names are free."""
        if not self.is_block and (self.text or self.items):
            raise self.wrong("named values are expected here", "Write them as 'name: value', one a line, indented.")
        yield from self.keys.items()

    def finish(self) -> None:
        """Raises where the block has a key that nobody asked for: a slip of the pen must not pass unseen."""
        for key, entry in self.keys.items():
            if key not in self._asked:
                known = sorted(self._asked)
                hint = nearest(key, known) or f"Known here: {', '.join(known)}. "
                raise entry.wrong(f"'{key}' is not known here", f"{hint}Correct the word or take the line out.")

    def over(self, base: Entry) -> Entry:
        """This block with the values of `base` where it has none of its own."""
        return Entry(self.where, self.line, None, [], {**base.keys, **self.keys})


def nearest(word: str, known: Sequence[str]) -> str:
    """A hint for a misspelt word ("Did you mean 'sheet'? "), or nothing."""
    near = get_close_matches(word.casefold(), known, n=1, cutoff=0.6)
    return f"Did you mean '{near[0]}'? " if near else ""


def load(path: Path) -> Entry:
    """The tree of a YAML file. Raises BadRecord for what is no block of named values, with the line."""
    where = path.name
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BadRecord(where, f"the mapping file has {size:,} bytes", "Give the mapping, not the bulletin itself.")
        text = path.read_text(encoding="utf-8-sig")
        _without_aliases(where, text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except FileNotFoundError:
        raise BadRecord(where, "there is no such mapping file", f"Check the path {path}.") from None
    except OSError as error:
        raise BadRecord(where, f"it cannot be read ({error.strerror})", "Check the path and its permissions.") from None
    except UnicodeDecodeError:
        raise BadRecord(where, "it is not UTF-8 text", "Save the mapping as UTF-8.") from None
    except yaml.YAMLError as error:
        raise _broken(where, error) from None
    if not isinstance(node, yaml.MappingNode):
        raise BadRecord(where, "it holds no named values", "Write lines such as 'reporter: Belarus'.", 1)
    return _entry(where, node, 0)


def _without_aliases(where: str, text: str) -> None:
    """Raises for `*name`: nobody needs it here, and a few lines of it can fill the memory."""
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            line = event.start_mark.line + 1 if event.start_mark is not None else None
            raise BadRecord(
                where, f"'*{event.anchor}' is a reference", "Put a text that begins with * in quotes.", line
            )


def _broken(where: str, error: yaml.YAMLError) -> BadRecord:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it is not YAML"
    mend = (
        "Look at this line and the one above: a space after each colon, the same indent within a block (no tabs), and "
        "quotes around a text that holds a colon, a # or begins with a sign."
    )
    return BadRecord(where, str(problem), mend, mark.line + 1 if mark is not None else None)


def _entry(where: str, node: yaml.Node, depth: int) -> Entry:
    line = node.start_mark.line + 1
    if depth > MAX_DEPTH:
        raise BadRecord(where, "the blocks are nested too deep", "Take some of the indents out.", line)
    if isinstance(node, yaml.ScalarNode):
        return Entry(where, line, "" if node.value == "~" else node.value.strip(), [], {})
    if isinstance(node, yaml.SequenceNode):
        return Entry(where, line, None, [_entry(where, item, depth + 1) for item in node.value], {})
    keys: dict[str, Entry] = {}
    for name, value in node.value:
        key = name.value.strip() if isinstance(name, yaml.ScalarNode) else ""
        if not key:
            raise BadRecord(where, "a name is missing before the colon", "Write 'name: value'.", line)
        if key in keys:
            raise BadRecord(
                where,
                f"'{key}' is given twice",
                f"Line {keys[key].line} has it too; keep one.",
                name.start_mark.line + 1,
            )
        entry = _entry(where, value, depth + 1)
        entry.line = name.start_mark.line + 1
        keys[key] = entry
    return Entry(where, line, None, [], keys)


def given(entry: Entry | None, reading: Callable[[Entry], T], default: T) -> T:
    """What `reading` makes of an entry, or the default where it is not given."""
    return default if entry is None else reading(entry)
