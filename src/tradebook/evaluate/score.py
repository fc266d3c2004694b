"""The score of a reading: matching statements to cases one to one, counting hits, swaps and wrong slots.

A statement matches an expected one where the kind is the same and its evidence overlaps a piece that the case names.
Where several assignments are possible, the one with the most matches is taken, among those the one with the most
right slots, then the most strict hits; both sides are put in a fixed order first, so that the order of the reading
never changes a score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from tradebook.evaluate.cases import Case, Expected
from tradebook.evaluate.compare import SCORED, STRICT, is_guess, is_right, is_swap, kind_of, slot_key, wrong_slots
from tradebook.report import Report
from tradebook.statement import KINDS, Statement, claim_of

# Lower borders of the classes of the reliability table.
CLASSES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9)


class Reading(Protocol):
    """What `extract` returns, as far as scoring needs it."""

    @property
    def statements(self) -> Sequence[Statement]: ...


class Pair(Struct, frozen=True, kw_only=True):
    """An expected statement and the one that matches it; either is None where there is none. `wrong` are the strict
    slots that are not right, `wrong_scored` the others."""

    expected: Expected | None
    got: Statement | None
    wrong: tuple[str, ...] = ()
    wrong_scored: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        if self.expected is not None:
            return kind_of(self.expected.statement)
        assert self.got is not None
        return kind_of(self.got)

    @property
    def matched(self) -> bool:
        return self.expected is not None and self.got is not None

    @property
    def strict(self) -> bool:
        return self.matched and not self.wrong

    @property
    def swapped(self) -> bool:
        return self.expected is not None and self.got is not None and is_swap(self.expected.statement, self.got)

    @property
    def guessed(self) -> bool:
        return self.expected is not None and self.got is not None and is_guess(self.expected.statement, self.got)


class Outcome(Struct, frozen=True, kw_only=True):
    """A case and what became of its statements."""

    case: Case
    pairs: tuple[Pair, ...]


class Score(Struct, frozen=True, kw_only=True):
    """Counts of one class: `right` of `expected` and of `got`."""

    expected: int
    got: int
    right: int

    @property
    def precision(self) -> float:
        """Right among got; 1 where nothing was got."""
        return self.right / self.got if self.got else 1.0

    @property
    def recall(self) -> float:
        """Right among expected; 1 where nothing was expected."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean; 1 where nothing was expected and nothing got."""
        return 2 * self.right / (self.expected + self.got) if self.expected + self.got else 1.0


class KindScore(Struct, frozen=True, kw_only=True):
    """The scores of a kind (or of all): loose, strict, swaps and guessed directions among matched statements."""

    loose: Score
    strict: Score
    swaps: int
    guesses: int


class Reliability(Struct, frozen=True, kw_only=True):
    """One row of the reliability table: statements with confidence from `low` up, their mean confidence (0 to 1),
    and how many are strictly right."""

    low: float
    n: int
    mean: float
    right: int


class Result(Struct, frozen=True, kw_only=True):
    """The outcomes of all cases; the tables are computed from them."""

    outcomes: tuple[Outcome, ...]

    def pairs(self, kind: str | None = None, group: str | None = None) -> list[Pair]:
        """The pairs of a kind and a group of cases; None is all."""
        return [
            pair
            for outcome in self.outcomes
            if group is None or outcome.case.group == group
            for pair in outcome.pairs
            if kind is None or pair.kind == kind
        ]

    def score(self, kind: str | None = None, group: str | None = None) -> KindScore:
        """The scores of a kind and a group of cases."""
        return kind_score(self.pairs(kind, group))

    def kinds(self) -> list[str]:
        """The kinds that were expected or got, in the order of the format."""
        present = {pair.kind for pair in self.pairs()}
        return [kind for kind in KINDS if kind in present]

    def groups(self) -> list[str]:
        """The groups of cases, in their order."""
        return list(dict.fromkeys(outcome.case.group for outcome in self.outcomes))

    def slots(self, kind: str) -> dict[str, Score]:
        """The score of each compared slot over the matched statements of a kind; slots empty on both sides do not
        count, so that an always empty slot earns nothing."""
        return slot_scores(kind, self.pairs(kind))

    def reliability(self, kind: str | None = None) -> list[Reliability]:
        """How often statements of a confidence class are strictly right."""
        return reliability(self.pairs(kind))


def evaluate(
    cases: Iterable[Case],
    extract: Callable[[Report], Reading],
    *,
    min_confidence: float = 0.0,
) -> Result:
    """Reads every case's report with `extract` and scores the statements of at least `min_confidence` (0 to 1)."""
    outcomes = []
    for case in cases:
        got = [one for one in extract(case.report).statements if one.confidence >= min_confidence]
        outcomes.append(Outcome(case=case, pairs=match(case.statements, got)))
    return Result(outcomes=tuple(outcomes))


def match(expected: Sequence[Expected], got: Sequence[Statement]) -> tuple[Pair, ...]:
    """The pairs of a case: matched ones and those that miss a side, in the order of the text."""
    expected = sorted(expected, key=lambda one: _order(one.statement))
    got = sorted(got, key=_order)
    pairs: list[Pair] = []
    for kind in KINDS:
        wanted = [one for one in expected if kind_of(one.statement) == kind]
        read = [one for one in got if kind_of(one) == kind]
        pairs += _match_kind(kind, wanted, read)
    return tuple(sorted(pairs, key=_pair_order))


def _order(statement: Statement) -> tuple[Any, ...]:
    """A fixed order: by evidence, then by the claim."""
    builtins = msgspec.to_builtins(statement)
    claim = msgspec.json.encode(claim_of(kind_of(statement), builtins, statement.stance), order="sorted")
    return (statement.evidence.field, statement.evidence.start, kind_of(statement), claim)


def _pair_order(pair: Pair) -> tuple[Any, ...]:
    statement = pair.expected.statement if pair.expected else pair.got
    assert statement is not None
    return _order(statement)


def overlaps(expected: Expected, got: Statement) -> bool:
    """Whether the evidence of a statement shares a character with a piece that the case names."""
    return any(
        field == got.evidence.field and start < got.evidence.end and got.evidence.start < end
        for field, start, end in expected.places
    )


def _match_kind(kind: str, expected: Sequence[Expected], got: Sequence[Statement]) -> list[Pair]:
    slots = STRICT[kind] + SCORED[kind]
    # One match outweighs all slots, one right slot outweighs all strict hits.
    unit = len(expected) + 1
    weights = [
        [
            (unit * unit * (len(slots) + 1) + unit * sum(is_right(slot, one, other) for slot in slots)
             + (not wrong_slots(one, other, STRICT[kind])))
            if overlaps(one, other)
            else 0
            for other in got
        ]
        for one in expected
    ]  # fmt: skip
    chosen = assign(weights)
    pairs = []
    for row, column in chosen.items():
        one, other = expected[row], got[column]
        wrong, wrong_scored = (wrong_slots(one, other, table[kind]) for table in (STRICT, SCORED))
        pairs.append(Pair(expected=one, got=other, wrong=wrong, wrong_scored=wrong_scored))
    taken = set(chosen.values())
    pairs += [Pair(expected=one, got=None) for row, one in enumerate(expected) if row not in chosen]
    pairs += [Pair(expected=None, got=other) for column, other in enumerate(got) if column not in taken]
    return pairs


def assign(weights: Sequence[Sequence[int]]) -> dict[int, int]:
    """The assignment of rows to columns, one to one, with the greatest sum of weights; pairs of weight 0 are left
    out. Shortest augmenting paths with potentials (the Hungarian method), on the matrix made square with zeros."""
    size = max(len(weights), max((len(row) for row in weights), default=0))
    cost = [[0] * (size + 1) for _ in range(size + 1)]
    for r, row in enumerate(weights):
        for c, weight in enumerate(row):
            cost[r + 1][c + 1] = -weight
    rows, columns = [0] * (size + 1), [0] * (size + 1)
    owner = [0] * (size + 1)  # the row that holds a column; column 0 is the one being placed
    for row_number in range(1, size + 1):
        owner[0] = row_number
        _augment(cost, rows, columns, owner)
    return {
        owner[c] - 1: c - 1
        for c in range(1, size + 1)
        if owner[c] <= len(weights) and c <= len(weights[owner[c] - 1]) and weights[owner[c] - 1][c - 1] > 0
    }


def _augment(cost: list[list[int]], rows: list[int], columns: list[int], owner: list[int]) -> None:
    """Places the row that stands at column 0 by the cheapest chain of exchanges."""
    size = len(owner) - 1
    least: list[float] = [float("inf")] * (size + 1)
    way, used, here = [0] * (size + 1), [False] * (size + 1), 0
    while owner[here]:
        used[here] = True
        row = owner[here]
        for c in range(1, size + 1):
            if not used[c] and (reduced := cost[row][c] - rows[row] - columns[c]) < least[c]:
                least[c], way[c] = reduced, here
        step = min((least[c], c) for c in range(1, size + 1) if not used[c])
        for c in range(size + 1):
            if used[c]:
                rows[owner[c]] += int(step[0])
                columns[c] -= int(step[0])
            else:
                least[c] -= step[0]
        here = step[1]
    while here:
        owner[here], here = owner[way[here]], way[here]


def kind_score(pairs: Sequence[Pair]) -> KindScore:
    """The scores over some pairs."""
    expected = sum(pair.expected is not None for pair in pairs)
    got = sum(pair.got is not None for pair in pairs)
    return KindScore(
        loose=Score(expected=expected, got=got, right=sum(pair.matched for pair in pairs)),
        strict=Score(expected=expected, got=got, right=sum(pair.strict for pair in pairs)),
        swaps=sum(pair.swapped for pair in pairs),
        guesses=sum(pair.guessed for pair in pairs),
    )


def slot_scores(kind: str, pairs: Sequence[Pair]) -> dict[str, Score]:
    """The score of each compared slot over the matched pairs."""
    scores = {}
    for slot in STRICT[kind] + SCORED[kind]:
        expected = got = right = 0
        for pair in pairs:
            if pair.expected is None or pair.got is None:
                continue
            wanted = slot_key(slot, pair.expected.statement) is not None
            read = slot_key(slot, pair.got) is not None
            expected, got = expected + wanted, got + read
            right += wanted and read and is_right(slot, pair.expected, pair.got)
        if expected or got:
            scores[slot] = Score(expected=expected, got=got, right=right)
    return scores


def reliability(pairs: Sequence[Pair]) -> list[Reliability]:
    """The reliability table of the statements that were read; classes without statements are left out."""
    table = []
    for low, high in zip(CLASSES, (*CLASSES[1:], 1.01), strict=True):
        members = [pair for pair in pairs if pair.got is not None and low <= pair.got.confidence < high]
        if members:
            mean = sum(pair.got.confidence for pair in members if pair.got is not None) / len(members)
            table.append(Reliability(low=low, n=len(members), mean=mean, right=sum(pair.strict for pair in members)))
    return table
