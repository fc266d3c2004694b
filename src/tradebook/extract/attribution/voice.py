"""Who is meant by a noun phrase, and an office read in one."""

from __future__ import annotations

from typing import Literal

from tradebook.extract.items import Item

VoiceKind = Literal["person", "surname", "role", "body", "medium", "figure", "pronoun"]


class Voice:
    """Who is meant, before it is known whom that is.

    `name` is a person's, body's or medium's name; `role` the office; `organisation` what it belongs to; `refers` a
    noun that stands for a body named before ("factory" in "the factory's director", "ministry" in "the ministry");
    `word` the pronoun; `item` the item that names it; `new` whether somebody not named before is meant ("a ministry
    official"); `counts` whether it is a body of statistics or customs that is named, not its data; `foresees` whether
    it is heard only by what it aims at or expects; `survey` whether statistics are cited, which go on over paragraphs.
    """

    __slots__ = (
        "counts",
        "foresees",
        "item",
        "kind",
        "name",
        "new",
        "organisation",
        "refers",
        "role",
        "survey",
        "word",
    )

    def __init__(
        self,
        kind: VoiceKind,
        *,
        name: str | None = None,
        role: str | None = None,
        organisation: str | None = None,
        refers: str | None = None,
        word: str | None = None,
        item: Item | None = None,
        new: bool = False,
        counts: bool = False,
        survey: bool = False,
    ) -> None:
        self.kind = kind
        self.counts = counts
        self.foresees = False
        self.survey = survey or counts
        self.name = name
        self.role = role
        self.organisation = organisation
        self.refers = refers
        self.word = word
        self.item = item
        self.new = new


class Office:
    """An office read in a phrase: its wording, the organisation or the noun that refers to one, where it stands."""

    __slots__ = ("organisation", "refers", "role", "start", "stop")

    def __init__(self, role: str, organisation: str | None, refers: str | None, start: int, stop: int) -> None:
        self.role = role
        self.organisation = organisation
        self.refers = refers
        self.start = start
        self.stop = stop
