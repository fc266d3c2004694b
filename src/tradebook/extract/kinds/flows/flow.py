"""A flow being filled: a head with the draft of its figures, and the sentence that is walked."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.tables import words
from tradebook.statement import Good

FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC"})
"""The kinds of items that are figures of a flow by themselves."""

NUMBERS = FIGURES | {"NUM"}
"""Figures, and numbers that the words around them make one."""

FIGURE_SLOTS = frozenset({"amount", "quantity", "change", "share", "rank"})
"""The slots that hold what a flow's figures say."""

RANKS = frozenset({"superlative", "rank", "ordinal"})
"""The classes of words that give a partner or a good its place."""

Part = tuple[Draft, tuple[Place, ...], tuple[Good, ...]]


class Flow:
    """A head with the draft that its figures fill. `prior` is the draft of the figure for the earlier period, `twin`
    that of the other growth where weight and value grew apart; `parts` drafts of what the figure includes, with
    partners and goods of their own; `clause` the items that its stance is told by, where the whole clause is not;
    `others` figures of the same flow with their own period; `period` the item of its
    period; `versus` that of its comparison; `whole` the flow that its share is of (`only_whole` there: it is told only
    as that whole); `last_role` what the last figure said."""

    __slots__ = (
        "clause", "draft", "head", "last_role", "only_whole", "others", "parts", "period", "prior", "sentence",
        "share_subject", "twin", "versus", "whole",
    )  # fmt: skip

    def __init__(self, head: Head, sentence: Sentence) -> None:
        self.head = head
        self.sentence = sentence
        self.draft = Draft("trade_flow", sentence)
        self.prior: Draft | None = None
        self.twin: Draft | None = None
        self.whole: Flow | None = None
        self.only_whole = False
        self.parts: list[Part] = []
        self.clause: tuple[int, int] | None = None
        self.others: list[tuple[Draft, Item]] = []
        self.period: Item | None = head.period
        self.versus: Item | None = None
        self.last_role = ""
        self.share_subject: Item | None = None

    def has(self, *slots: str) -> bool:
        """Whether any of the slots is filled."""
        told = self.draft.slots
        for slot in slots:  # noqa: SIM110 - a loop, for any() costs more than all the looking
            if slot in told:
                return True
        return False

    @property
    def filled(self) -> bool:
        """Whether any figure was attached."""
        return not FIGURE_SLOTS.isdisjoint(self.draft.slots)


class Walk:
    """A sentence on the way: `flows` are its heads with what was attached so far, `taken` the indices of items that
    were read ahead, `asides` the clauses (from, to) of which what follows speaks no more, `opening` the period before
    the first head and `opening_versus` one compared with there."""

    __slots__ = ("asides", "flows", "items", "opening", "opening_versus", "sentence", "taken")

    def __init__(self, sentence: Sentence, found: list[Head]) -> None:
        self.sentence = sentence
        self.items = sentence.items
        self.flows = [Flow(head, sentence) for head in found]
        self.taken: set[int] = set()
        self.asides: list[tuple[int, int]] = []
        self.opening: Item | None = None
        self.opening_versus: Item | None = None

    def before(self, i: int) -> Flow | None:
        """The last flow whose phrase begins before item `i`."""
        best = None
        for flow in self.flows:
            if flow.head.at < i and not (self.asides and self._is_over(flow, i)):
                best = flow
        return best

    def _is_over(self, flow: Flow, i: int) -> bool:
        """Whether a flow stands in an aside that ends before item `i`, and is no share of what stood before that."""
        inside = any(start < flow.head.at < end <= i for start, end in self.asides)
        return inside and flow.share_subject is None


def is_divided(items: list[Item], flow: Flow) -> bool:
    """Whether a sentence opens with a flow of which it tells the parts: "|Of Kenya's tea exports|, a third went to"."""
    return lower_at(items, 0) == "of" and (flow.head.first <= 2 or (flow.head.verb and flow.head.at <= _NEAR))


_NEAR = 7  # items: "Of all the wheat that Jordan |exported|"


def behind_aside(items: list[Item], k: int) -> int:
    """The index of the main verb behind a clause between commas at `k` without figures, or with those of something else
    ("exports to Russia, which banned fruit in August 2022, |collapsed|", "to Peru, which has 30 million people,
    |came|"); `k` where none stands there."""
    if lower_at(items, k) != "," or lower_at(items, k + 1) not in _RELATIVE:
        return k
    close = next((j for j in range(k + 2, len(items)) if items[j].lower == ","), len(items))
    verb = any(item.is_("val") or item.is_("chverb") for item in items[close + 1 : close + 3])
    plain = all(item.kind not in FIGURES for item in items[k:close])
    another = any(item.lower in words("noise") or item.lower == "people" for item in items[k:close])
    return close + 1 if verb and (plain or another) else k


_RELATIVE = frozenset({"which", "who", "whose", "where"})


def has_figure(sentence: Sentence) -> bool:
    """Whether a sentence tells a figure or number, or how many times."""
    return "times" in sentence.cues or not sentence.kinds.isdisjoint(NUMBERS)
