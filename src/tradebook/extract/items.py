"""Items: a sentence as a row of typed mentions and plain words, the ground on which the grammars stand.

An item is a token or a mention of several tokens. Its `kind` is one of

    PLACE  a country, group, area or city as a noun       value: Place
    DEM    a demonym used as adjective ("Turkish")        value: Place
    GOOD   a good of the lexicon with its modifiers       value: GoodMention
    AMT    money                                          value: Amount
    QTY    goods by weight, volume or count               value: Quantity
    PCT    a percentage or fraction                       value: Fraction
    FAC    a factor ("1.6 times", "threefold")            value: number
    NUM    a bare number                                  value: Bare
    ORD    an ordinal ("third", "12th")                   value: int
    BAD    a figure that cannot be read                   value: None
    PER    a period                                       value: PeriodMention
    CUE    a word of the grammar's table                  value: Cue
    PERSON, ORG, NAME  names                              value: Name
    w      any other word;  p  any other sign             value: None
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from tradebook.extract.item import Cue, Fraction, GoodMention, Item, Name, Place
from tradebook.statement import Evidence, Field

__all__ = ["Cue", "Fraction", "GoodMention", "Item", "Name", "Place", "Sentence", "cues_of", "of_one_sentence"]


# Kinds that stand in `masked` with their own words
_AS_THEY_STAND = frozenset({"w", "p", "CUE"})
_NO_CUES: frozenset[str] = frozenset()


def cues_of(items: list[Item]) -> frozenset[str]:
    """The classes of all cues among the items."""
    return _NO_CUES.union(*[item.value.classes for item in items if item.kind == "CUE"])


_SPACED = re.compile(r"\s+")


class Sentence:
    """One sentence with its items.

    `masked` is the sentence with each typed mention replaced by its kind ("PLACE exported GOOD worth AMT to PLACE in
    PER"), words in lower case and cues as they stand: grammars of the smaller kinds are regular expressions over it;
    `item_at(offset)` and `found(match, group)` lead back to the items. `cues` is the set of cue classes present,
    `kinds` of kinds, `lowers` of wordings in lower case: what is in none of them need not be looked for item by item;
    `today` the report's day of publication in ISO 8601, or None; `headline` whether it is the title, or the headline
    that opens the text. `whole` holds all items while asides are left out of `items` (see `asides`).
    """

    __slots__ = (
        "_masked",
        "_starts",
        "cues",
        "end",
        "evidence",
        "field",
        "headline",
        "heads",
        "index",
        "items",
        "joined",
        "kinds",
        "lowers",
        "noted",
        "paragraph",
        "quoted",
        "start",
        "text",
        "today",
        "whole",
    )

    def __init__(
        self,
        field: Field,
        index: int,
        paragraph: int,
        start: int,
        end: int,
        text: str,
        items: list[Item],
        today: str | None = None,
        *,
        headline: bool = False,
    ) -> None:
        self.headline = headline or field == "title"
        self.evidence: Evidence | None = None  # the sentence, of a clause the whole one, as evidence; made once
        self.noted: Any = None  # what the grammars of flows note of a sentence, made once
        self.heads: Any = None  # and the heads that they find in it
        self.today = today
        self.field: Field = field
        self.index = index
        self.paragraph = paragraph
        self.start = start
        self.end = end
        self.text = text
        self.items = items
        self.quoted = False
        self.whole: list[Item] | None = None  # all items, where `items` leaves some out
        self.joined = False  # whether no full stop parts it from the one before
        self.cues: frozenset[str] = cues_of(items)
        self.kinds: frozenset[str] = frozenset([item.kind for item in items])
        self.lowers: frozenset[str] = frozenset([item.lower for item in items])
        self._masked: str | None = None
        self._starts: list[int] | None = None

    def show(self, items: list[Item]) -> None:
        """Show the grammars these items, until all are shown again."""
        if self.whole is None:
            self.whole = self.items
        self.items = items
        self.noted = None
        self.refresh()

    def fold(self, items: list[Item]) -> None:
        """Show the grammars these of the items, the others being asides that tell them nothing."""
        self.whole, self.items = self.items, items
        self.refresh()

    def unfold(self) -> None:
        """Show all items again."""
        if self.whole is not None:
            self.items, self.whole = self.whole, None
            self.noted = None
            self.refresh()

    def of_items(self, items: list[Item]) -> Sentence:
        """The same sentence with other items in the places of its own."""
        other = Sentence(
            self.field,
            self.index,
            self.paragraph,
            self.start,
            self.end,
            self.text,
            items,
            self.today,
            headline=self.headline,
        )
        other.quoted, other.evidence, other.joined = self.quoted, self.evidence, self.joined
        return other

    def refresh(self) -> None:
        """Forget what was derived from the items (after a pass has replaced some)."""
        self._masked = self._starts = self.heads = None
        self.cues = cues_of(self.items)
        self.kinds = frozenset([item.kind for item in self.items])
        self.lowers = frozenset([item.lower for item in self.items])

    @property
    def masked(self) -> str:
        """The sentence with its mentions replaced by their kinds."""
        if self._masked is None:
            self._masked = " ".join([i.lower if i.kind in _AS_THEY_STAND else i.kind for i in self.items])
        return self._masked

    @property
    def _borders(self) -> list[int]:
        """Where each item begins in `masked`."""
        if self._starts is None:
            sizes = [len(i.lower if i.kind in _AS_THEY_STAND else i.kind) + 1 for i in self.items]
            self._starts = list(accumulate(sizes[:-1], initial=0)) if sizes else []
        return self._starts

    def item_at(self, offset: int) -> int:
        """The index of the item at an offset of `masked`."""
        return bisect_right(self._borders, offset) - 1

    def found(self, match: re.Match[str], group: str | int, kind: str | None = None) -> list[Item]:
        """The items that a group of a match over `masked` covers, all or those of one kind; [] where it took
        no part."""
        a, b = match.span(group)
        if a < 0 or a == b:
            return []
        items = self.items[self.item_at(a) : self.item_at(b - 1) + 1]
        return items if kind is None else [i for i in items if i.kind == kind]

    def of_kind(self, *kinds: str) -> Iterator[Item]:
        """The items of the kinds, in order."""
        return (i for i in self.items if i.kind in kinds)

    def text_between(self, first: Item, last: Item) -> str:
        """The wording from the first item to the last, white space folded."""
        return _SPACED.sub(" ", self.text[first.start - self.start : last.end - self.start])


def of_one_sentence(a: Sentence, b: Sentence) -> bool:
    """Whether two are the same sentence, or clauses of one."""
    return a is b or (a.evidence is not None and a.evidence == b.evidence)
