"""Text files -> reports. The text stays as decoded; a YAML front matter block and header lines are metadata."""

from __future__ import annotations

import re

from tradebook.sources.draft import Draft
from tradebook.sources.header import Head
from tradebook.sources.tables import rows

# A front matter block longer than this, in characters, is part of the text.
MAX_FRONT_MATTER = 64 * 1024
FENCE = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
FENCE_END = re.compile(r"(?:^|[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)")


def read_text(text: str, source: str, notes: tuple[str, ...]) -> Draft:
    """The report of a text file; `text` is the whole file."""
    head = Head(notes=list(notes))
    _read_front_matter(text, head)
    return Draft(text, head, source, headline_in_text=True)


def _read_front_matter(text: str, head: Head) -> None:
    """Fields of a block between lines of "---" at the very beginning; `body_start` moves behind it.

    A block that is YAML but no mapping is prose between two rules and is left in the body.
    """
    begin = FENCE.match(text)
    if begin is None:
        return
    end = FENCE_END.search(text, begin.end() - 1, MAX_FRONT_MATTER)
    if end is None:
        return
    import yaml  # late: few texts have such a block

    try:
        # The base loader gives words as written: "2022-13-45" must not raise, nor "no" become a truth value.
        fields = yaml.load(text[begin.end() : end.start() + 1], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        what = str(getattr(error, "problem", None) or type(error).__name__)
        head.notes.append(f"the front matter is not YAML ({what}) and was left out")
        head.body_start = end.end()
        return
    if not isinstance(fields, dict):
        return
    head.body_start = end.end()
    names = {row["key"]: row["field"] for row in rows("header_keys.csv")}
    for key, value in fields.items():
        field = names.get(str(key).casefold().replace("_", " "))
        if field is not None:
            _set(head, field, str(key), value)


def _set(head: Head, field: str, key: str, value: object) -> None:
    if isinstance(value, list) and value and all(isinstance(entry, str) for entry in value):
        value = ", ".join(value)
    if isinstance(value, str):
        head.set(field, "" if value in ("null", "~") else value)
    else:
        head.notes.append(f"{key} in the front matter is not a text and was left out")
