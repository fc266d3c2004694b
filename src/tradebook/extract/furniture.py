"""Lines of a page that are no part of its story: links to other stories, captions of pictures, notices, stamps.

"Read also: Chile's exports to Peru rise", "Photo: Agency", "Updated 20 June 2024, 14:05 GMT", "Share this", "Tags:
wheat, Egypt". A link tells another story, so what it says is none of this report's statements.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tradebook.extract.datelines import DAY
from tradebook.extract.tables import rows

# No line of these is longer; what is longer is prose
_LONGEST = 320
_SHORT = 90
_LINKS = 8  # under one heading

_FIRST = re.compile(r"[^\w#]*([^\W\d_][\w'’]*)?")
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?"
_DATE = rf"(?:{DAY}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
_ZONE = r"\(?(?:UTC|GMT|[A-Z]{2,4}T)(?:\s?[+-]\d{1,2}(?::?\d{2})?)?\)?|[A-Z][a-z]+ time|local time"
_MADE = rf"(?:{_DATE}|{_CLOCK}|{_ZONE}|\d+[- ]min(?:ute)?s? read|by \w+|at\b|on\b|[|,·•:–—-]|\s)+"
_STAMP = re.compile(rf"{_MADE}\.?$")
_READ = re.compile(r"\d+[- ]min(?:ute)?s? read$", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:(?:^|[\s(\[|/])(?i:(?:file )?(?:photo|picture)(?: credit)?s?)|(?:^|[(\[|/.!?]\s?)(?i:image|credit))"
    r"\s?[:|/]\s?[^.!?]{2,60}[)\].]*$"
    r"|\b(?:REUTERS|AFP|AP|EPA)(?: Photo)?/[^.!?]{3,40}$|\(file(?: photo)?\)\.?$"
    r"|\bin this (?:undated )?file (?:photo|picture)\b"
)
# What a credit holds in any case, for the expression is slow
_CREDITS = re.compile(r"[:|/]|file")
_RULE = re.compile(r"[^\w$€£¥]{3,}$|_+$|-0-$")
_BYLINE = frozenset(
    "our own correspondent correspondents in for and staff reporter reporters writer the of special desk with".split()
)
_RIGHTS = re.compile(r"[©(aA](?:(?<=©)|(?<=\()[cC]\)\s?\d{4}|(?i:(?<=\ba)ll rights reserved)\b)")
_SHARES = frozenset(
    "facebook twitter whatsapp email e-mail linkedin telegram print copy link share pinterest reddit x".split()
)
_WORDS = re.compile(r"[\w-]+")
_AFTER_LABEL = re.compile(r"\s*(?:[:|»>]|[-–—]\s)\s*")


@cache
def _forms() -> dict[str, tuple[tuple[str, str], ...]]:
    """The phrases of the table with their classes by their first word, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows("furniture"):
        found.setdefault(row["form"].split(" ")[0], []).append((row["form"], row["class"]))
    return {word: tuple(sorted(forms, key=lambda form: -len(form[0]))) for word, forms in found.items()}


def without_furniture(text: str, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines (as offsets of `text`) that are the story's."""
    kept: list[tuple[int, int]] = []
    links = 0  # how many lines may still belong to a heading of links
    behind = -1  # where the last link ends
    for start, end in lines:
        line = text[start:end].strip()
        if not line:
            continue
        told = _told(line)
        if told == "links":
            links, behind = _LINKS, end
        elif told == "link":
            links, behind = 0, end
        elif told:
            continue
        elif _unclosed(line) and (links or (behind >= 0 and text[behind:start].count("\n") == 1)):
            links, behind = max(links - 1, 0), end
        else:
            links, behind = 0, -1
            kept.append((start, end))
    return kept


def _unclosed(line: str) -> bool:
    """Whether a line may be the headline of another story."""
    return len(line) < 140 and line[-1] not in '.!:;"”'


def _told(line: str) -> str:
    """What a line without blanks at its ends is: "links" a heading of links, "link" one with its story, "other" some
    other furniture, "" a line of the story."""
    if len(line) > _LONGEST:
        return ""
    if line[0] in "#>" and (line.startswith(">>") or _hashtags(line)):
        return "link" if line[0] == ">" else "other"
    first = _FIRST.match(line)
    word = first[1].lower().replace("’", "'") if first is not None and first[1] else ""
    if word in _forms() and (told := _of_forms(line, first.start(1) if first is not None else 0, word)):
        return told
    if word in _SHARES and all(w.lower() in _SHARES or w in {"on", "this", "via"} for w in _WORDS.findall(line)):
        return "other"
    if len(line) < _SHORT and (_RULE.match(line) or _READ.match(line) or _is_stamp(line)):
        return "other"
    if len(line) < 2 * _SHORT and _RIGHTS.search(line):
        return "other"
    return "other" if _is_credited(line) else ""


def _is_credited(line: str) -> bool:
    """Whether a line ends with who made its picture."""
    tail = max(0, len(line) - _SHORT)
    return _CREDITS.search(line, tail) is not None and _CREDIT.search(line, tail) is not None


def _hashtags(line: str) -> bool:
    return all(word.startswith("#") and len(word) > 1 for word in line.split())


def _is_stamp(line: str) -> bool:
    """Whether a line is a time alone: "20 June 2024 15:00 (UTC+04:00)"."""
    return any(c.isdigit() for c in line) and _STAMP.match(line) is not None and (":" in line or len(line) > 5)


def _is_byline(rest: str) -> bool:
    """Whether the words behind "By" are names alone: "By Maria Lindqvist in Nairobi"."""
    words = rest.rstrip(":").split()
    return (
        bool(words)
        and not any(c in rest for c in "%$!?")
        and all(word[0].isupper() or word in _BYLINE or not word[0].isalnum() for word in words)
    )


def _of_forms(line: str, at: int, word: str) -> str:
    low = line.lower().replace("’", "'")
    for form, kind in _forms()[word]:
        if not low.startswith(form, at) or low[at + len(form) : at + len(form) + 1].isalnum():
            continue
        rest = line[at + len(form) :].strip(" \t.)]}")
        if (told := _of_kind(kind, line, rest, line[at : at + len(form)])) != "":
            return told
    return ""


def _of_kind(kind: str, line: str, rest: str, label: str) -> str:
    """What a line is that opens with a phrase of the table and goes on with `rest`."""
    marked = _AFTER_LABEL.match(rest) is not None
    if kind == "link":
        if not rest or rest in {":", "|"}:
            return "links"
        loud = label.isupper() and " " in label and rest[0].isupper()  # "READ MORE Kenya's exports rise"
        return "link" if (marked and _unclosed(line)) or loud else ""
    if kind == "byline":
        return "other" if len(line) < _SHORT and _is_byline(rest) else ""
    if kind == "line":
        return "" if rest.strip(":()| 0123456789") else "other"
    if kind == "label":
        return "other" if marked or not rest else ""
    if kind == "stamp":
        return "other" if len(line) < 2 * _SHORT and _STAMP.match(rest.lstrip(": ")) is not None else ""
    if kind == "rights":  # "Copyright 2024 X", not "Copyright industries exported"
        return "other" if len(line) < 2 * _SHORT and not rest[:1].islower() else ""
    if kind == "follow":
        return "other" if len(line) < _SHORT and (" on " in line or "@" in line) else ""
    return "other" if len(line) < 2 * _SHORT else ""
