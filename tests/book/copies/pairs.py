"""The pairs of reports that the recognition of copies is measured on, made from the families in the data files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from tradebook.extract.tokens import stretches
from tradebook.report import Report, make_report

HERE = Path(__file__).parent


class Pair(Struct, frozen=True):
    """Two reports, and whether the second is a copy of the first; `manner` says how it was made."""

    family: str
    manner: str
    first: Report
    second: Report
    copy: bool


def pairs(name: str) -> Iterator[Pair]:
    """The pairs of `families_NAME.yaml`: eleven of each family."""
    for family in yaml.safe_load((HERE / f"families_{name}.yaml").read_text(encoding="utf-8")):
        yield from _of_family(family)


def _of_family(family: dict[str, Any]) -> Iterator[Pair]:
    text = family["text"]
    sentences = sentences_in(text)
    cut = [sentences[n] for n in family["cut"]]
    copies = {
        "dateline": f"BRUSSELS, 3 March - {_paragraphs(sentences)}\n\n(c) All rights reserved.",
        "cut": " ".join(cut),
        "lead": " ".join([family["lead"], *sentences[1:]]),
        "edited": _replaced(text, family["edits"]),
        "lead and cut": " ".join([family["lead"], *(s for s in cut if s != sentences[0]), sentences[-1]]),
        "more": f"{_paragraphs(sentences)}\n\n{family['more']}",
    }
    following = family["next"]
    others = {
        "next": following if isinstance(following, str) else _replaced(text, following),
        "rival": family["rival"],
        "background": " ".join([family["news"], *(sentences[n] for n in family["background"])]),
        "mostly background": " ".join([sentences_in(family["news"])[0], *sentences[-4:]]),
        "correction": f"{family['notice']}\n\n{text}",
    }
    for manner, second in copies.items():
        yield Pair(family["name"], manner, _report(text, 1), _report(second, 2), True)
    for manner, second in others.items():
        first = _replaced(text, family["wrong"]) if manner == "correction" else text
        yield Pair(family["name"], manner, _report(first, 1), _report(second, 2), False)


def sentences_in(text: str) -> list[str]:
    """The sentences of a text as the reader parts them."""
    return [text[s.start : s.end] for s in stretches(make_report(text))]


def _paragraphs(sentences: list[str]) -> str:
    return "\n\n".join(" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2))


def _replaced(text: str, words: dict[str, str]) -> str:
    for old, new in words.items():
        assert old in text, f"{old!r} does not stand in the text"
        text = text.replace(old, new)
    return text


def _report(text: str, day: int) -> Report:
    return make_report(text, published=date(2024, 5, day), outlet=f"Outlet {day}")
