"""What people say belongs together, or not: it stands beside the machine's choice and survives all that follows."""

from __future__ import annotations

import random
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.book.making import Reading, a_flow, a_report, a_statement, money, reading
from tradebook.book import Book, Fact, open_book
from tradebook.errors import UsageError
from tradebook.report import Report
from tradebook.statement import Change, Period, Reader, Statement

MILLION = 1_000_000
VALUES = (424_400_000, 424_000_000, 430_100_000, 431_000_000, 12_000_000)
PRECISIONS = (100_000, MILLION, 100_000, MILLION, MILLION)
BETTER = Reader(name="tests", version="2")


def told(number: int) -> tuple[Report, Statement]:
    report = a_report(f"Report {number} says what trade came to.", published=date(2022, 6, 1 + number))
    return report, a_flow(report, money(VALUES[number], PRECISIONS[number]))


@pytest.fixture
def ids(book: Book) -> list[str]:
    """The ids of statements of five reports: the first two say the same."""
    made = [told(n) for n in range(5)]
    for report, statement in made:
        book.record(report, reading(statement))
    assert groups(book) == {(0, 1), (2,), (3,), (4,)}
    return [statement.id for _, statement in made]


NUMBERS = {told(n)[1].id: n for n in range(5)}


def groups(book: Book) -> set[tuple[int, ...]]:
    """Which of the five statements stand together; the book is sound."""
    assert [p for p in book.verify() if not p.note] == []
    return {tuple(sorted(NUMBERS[s.statement] for s in fact.sources)) for fact in book.facts()}


def test_merging_binds_whole_facts(book: Book, ids: list[str]) -> None:
    merged = book.pins.merge([ids[1], ids[2]], author="Ann", note="same table")
    assert groups(book) == {(0, 1, 2), (3,), (4,)}
    fact = book.fact(merged)
    assert fact is not None and fact.first_seen == date(2022, 6, 1) and fact.last_repeated == date(2022, 6, 3)
    late = a_report("One more report.")
    book.record(late, reading(a_flow(late, money(430_100_000, 100_000))))
    (grown,) = [f for f in book.facts() if f.id == merged]
    assert len(grown.sources) == 4  # what the machine adds to either comes along
    assert [p for p in book.verify() if not p.note] == []


def test_facts_of_two_keys_can_be_merged(book: Book, ids: list[str]) -> None:
    other = a_report("Trade of the first half.")
    flow = a_flow(other, money(424_400_000, 100_000), period=Period(start="2021-01-01", end="2021-12-30"))
    book.record(other, reading(flow))
    assert len(book.facts()) == 5
    fact = book.pins.merge([ids[0], flow.id], author="Ann")
    assert len(book.facts()) == 4 and len(next(f for f in book.facts() if f.id == fact).sources) == 3
    assert book.verify() == []
    book.pins.undo_last("merge", [ids[0], flow.id], author="Ann")
    assert len(book.facts()) == 5 and book.verify() == []


def test_splitting_takes_out_one_statement(book: Book, ids: list[str]) -> None:
    alone = book.pins.split(ids[0], ids[1], author="Ann")
    assert groups(book) == {(0,), (1,), (2,), (3,), (4,)}
    assert book.fact(alone) is not None
    again = a_report("The same figure once more.")
    book.record(again, reading(a_flow(again, money(VALUES[1], PRECISIONS[1]))))
    assert len(book.facts()) == 5  # others of the same figure stay with the machine's choice
    assert book.verify() == []


def test_taking_back(book: Book, ids: list[str]) -> None:
    before = groups(book)
    book.pins.merge([ids[0], ids[2], ids[3]], author="Ann")
    book.pins.split(ids[0], ids[1], author="Ann")
    assert groups(book) == {(0, 2, 3), (1,), (4,)}
    assert book.pins.undo_last("split", [ids[0], ids[1]], author="Bob").action == "split"
    assert groups(book) == {(0, 1, 2, 3), (4,)}
    book.pins.undo(1, author="Bob")
    assert groups(book) == before
    assert [(p.pin.action, p.undone_by) for p in book.pins.all()] == [("merge", "Bob"), ("split", "Bob")]
    with pytest.raises(UsageError, match="taken back already"):
        book.pins.undo(1, author="Bob")
    with pytest.raises(UsageError, match="no merge that still stands"):
        book.pins.undo_last("merge", [ids[0], ids[2]], author="Bob")


def test_the_later_of_two_that_contradict_each_other_counts_and_both_stay(book: Book, ids: list[str]) -> None:
    book.pins.merge([ids[0], ids[2]], author="Ann")
    book.pins.split(ids[0], ids[2], author="Bob")
    assert groups(book) == {(0, 1), (2,), (3,), (4,)}
    (note,) = book.verify()
    assert note.note and note.where == "pin 2" and "contradicts pin 1" in note.problem
    assert [p.overruled_by for p in book.pins.all()] == [2, None]
    book.pins.merge([ids[0], ids[2]], author="Ann")
    assert groups(book) == {(0, 1, 2), (3,), (4,)}
    assert len(book.pins.all()) == 3
    assert {p.pin.author for p in book.pins.all(ids[2])} == {"Ann", "Bob"}


def test_a_statement_is_moved_by_a_split_and_a_merge(book: Book, ids: list[str]) -> None:
    book.pins.split(ids[0], ids[1], author="Ann")
    book.pins.merge([ids[1], ids[2]], author="Ann")
    assert groups(book) == {(0,), (1, 2), (3,), (4,)}
    assert book.verify() == []


def test_pins_go_with_a_new_reading(book: Book, ids: list[str]) -> None:
    book.pins.merge([ids[0], ids[4]], author="Ann")
    book.pins.split(ids[0], ids[1], author="Ann")

    def anew(report: Report) -> Reading:
        """Every figure is read more finely, and one is no longer found."""
        n = next(n for n in range(5) if told(n)[0].id == report.id)
        return reading(*([] if n == 3 else [a_flow(report, money(VALUES[n] + 40_000, 10_000), reader=BETTER)]))

    book.reread(anew, reader=BETTER)
    assert [p for p in book.verify() if not p.note] == []
    sizes = sorted(len(f.sources) for f in book.facts())
    assert sizes == [1, 1, 2]
    values = {
        tuple(sorted(e.statement.amount.value for s in f.sources if (e := book.statement(s.statement))))  # type: ignore[union-attr]
        for f in book.facts()
    }
    assert values == {(12_040_000, 424_440_000), (424_040_000,), (430_140_000,)}
    assert all(p.carried for p in book.pins.all())
    book.reread(lambda report: reading(*(s for n in range(5) if (s := told(n)[1]).report.id == report.id)))
    assert groups(book) == {(0, 4), (1,), (2,), (3,)}


def test_a_pin_waits_for_a_statement_that_is_gone(book: Book, ids: list[str]) -> None:
    book.pins.merge([ids[2], ids[4]], author="Ann")
    book.reread(lambda _: reading(), reader=BETTER)
    assert book.facts() == [] and book.verify() == []
    assert len(book.pins.all()[0].waiting) == 2
    book.reread(lambda report: reading(*(s for n in range(5) if (s := told(n)[1]).report.id == report.id)))
    assert groups(book) == {(0, 1), (2, 4), (3,)}


def test_a_wrong_statement_leaves_its_pins(book: Book, ids: list[str]) -> None:
    book.pins.merge([ids[2], ids[4]], author="Ann")
    book.corrections.mark(ids[4], "wrong", author="Bob")
    assert groups(book) == {(0, 1), (2,), (3,)}
    book.corrections.undo(1, by="Bob")
    assert groups(book) == {(0, 1), (2, 4), (3,)}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda b, i: b.pins.merge(i[:1], author="Ann"), "at least two"),
        (lambda b, i: b.pins.merge(["ffffffff", i[0]], author="Ann"), "no fact or statement"),
        (lambda b, i: b.pins.merge(["xyz", i[0]], author="Ann"), "is no id"),
        (lambda b, i: b.pins.merge(i[:2], author=" "), "the name of who sets it"),
        (lambda b, i: b.pins.merge(i[:2], author="Ann", note="x" * 10_001), "the note has"),
        (lambda b, i: b.pins.split(i[0], i[3], author="Ann"), "is not in fact"),
        (lambda b, i: b.pins.split(i[3], i[3], author="Ann"), "alone"),
        (lambda b, i: b.pins.undo(7, author="Ann"), "no merge or split has this number"),
    ],
)
def test_what_cannot_be_said(book: Book, ids: list[str], wrong: object, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        wrong(book, ids)  # type: ignore[operator]
    assert book.pins.all() == [] and book.verify() == []


def test_facts_that_cannot_be_one(book: Book, ids: list[str]) -> None:
    report = a_report("Another report tells of other things.")
    others = [
        a_statement(report, "milestone", type="treaty", countries=("AZE", "BLR")),
        a_flow(report, money(VALUES[0], 100_000), stance="target"),
        a_flow(report, money(VALUES[0], 100_000), stance="denied"),
        a_flow(report, change=Change(percent=5)),
    ]
    book.record(report, reading(*others))
    for other, message in zip(others, ("a milestone and a trade flow", "promise", "denied", "a change"), strict=True):
        with pytest.raises(UsageError, match=message):
            book.pins.merge([ids[0], other.id], author="Ann")


def shape(facts: list[Fact]) -> list[tuple[object, ...]]:
    return [
        (f.id, f.statement.id, f.first_seen, f.last_repeated, f.conflicts, f.mirrors, [s.statement for s in f.sources])
        for f in facts
    ]


pinning = st.lists(
    st.tuples(st.sampled_from(["merge", "split", "undo"]), st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=6
)


@settings(max_examples=25, deadline=None)
@given(pinning, st.permutations(range(5)), st.integers(0, 5))
def test_facts_with_pins_do_not_hang_on_the_order(
    said: list[tuple[str, int, int]], order: list[int], before: int
) -> None:
    """Pins said on a whole book, and the same pins in a book whose reports come in another order, some after them."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first.sqlite", Path(folder) / "second.sqlite"
        with open_book(first) as book:
            for n in range(5):
                book.record(told(n)[0], reading(told(n)[1]))
            for action, a, b in said:
                say(book, action, told(a)[1].id, told(b)[1].id)
            assert [p for p in book.verify() if not p.note] == []
            wanted = shape(book.facts())
            marks = rows_of_pins(book)
        with open_book(second) as book:
            for n in order[:before]:
                book.record(told(n)[0], reading(told(n)[1]))
            write_pins(book, marks)
            for n in order[before:]:
                book.record(told(n)[0], reading(told(n)[1]))
            assert [p for p in book.verify() if not p.note] == []
            assert shape(book.facts()) == wanted


def say(book: Book, action: str, a: str, b: str) -> None:
    try:
        if action == "merge":
            book.pins.merge([a, b], author="Ann")
        elif action == "split":
            book.pins.split(a, b, author="Bob")
        elif (every := book.pins.all()) and not every[-1].pin.undone:
            book.pins.undo(every[-1].pin.number, author="Ann")
    except UsageError:
        pass


def rows_of_pins(book: Book) -> list[tuple[str, list[tuple[object, ...]]]]:
    with book._reading() as connection:
        return [
            (name, [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {name}")])
            for name in ("pin", "pin_statement")
        ]


def write_pins(book: Book, rows: list[tuple[str, list[tuple[object, ...]]]]) -> None:
    """Pins as they come into a book from a copy of another, before its reports are all read."""
    from tradebook.book import layers
    from tradebook.book.facts.layer import FACTS

    with book._writing() as connection:
        for name, several in rows:
            for row in several:
                marks = ", ".join("?" * len(row))
                connection.exec_driver_sql(f"INSERT INTO {name} VALUES ({marks})", row)
        layers.make_anew(connection, [FACTS])


def test_pins_survive_making_all_anew(book: Book, ids: list[str]) -> None:
    from tradebook.book import layers

    chance = random.Random(3)
    for _ in range(6):
        say(book, chance.choice(["merge", "split"]), *chance.sample(ids, 2))
    before = shape(book.facts())
    with book._writing() as connection:
        layers.make_anew(connection, layers.LAYERS)
    assert shape(book.facts()) == before
