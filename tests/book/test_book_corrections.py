"""What people say of a reading stands beside it, wins, and outlives a new reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from tests.book.making import a_flow, a_report, a_statement, money, reading
from tradebook.book import Book, open_book
from tradebook.errors import UsageError
from tradebook.statement import Period, TradeFlow

EXPORTS = {"measure": "exports", "between": (), "reporter": "AZE", "partner": "BLR"}
REPORT = a_report("Exports came to $424.4 million in 2021, the ministry said.")
READ = a_flow(REPORT, money(424_400_000, 100_000), **EXPORTS)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    with open_book(tmp_path / "book.sqlite") as opened:
        opened.record(REPORT, reading(READ))
        yield opened


def only_flow(book: Book) -> TradeFlow:
    (fact,) = book.facts()
    assert isinstance(fact.statement, TradeFlow)
    return fact.statement


def test_a_value_that_a_person_gives_wins_and_the_reading_stays(book: Book) -> None:
    now = book.corrections.set(READ.id, {"reporter": "BLR", "partner": "AZE"}, author="N. K.", note="turned round")
    assert isinstance(now, TradeFlow) and (now.reporter, now.partner, now.confidence) == ("BLR", "AZE", 1.0)
    flow = only_flow(book)
    assert (flow.reporter, flow.partner, flow.id) == ("BLR", "AZE", READ.id)
    entry = book.statement(READ.id)
    assert entry is not None and entry.as_read == READ and entry.statement == now
    said = [(c.author, c.slot, c.was, c.value, c.note) for c in now.corrections or ()]
    assert said == [
        ("N. K.", "reporter", "AZE", "BLR", "turned round"),
        ("N. K.", "partner", "BLR", "AZE", "turned round"),
    ]
    assert book.verify() == []


def test_it_is_found_by_what_the_person_said(book: Book) -> None:
    book.corrections.set(READ.id, {"partner": "GEO"}, author="N. K.")
    assert len(book.facts(pair=("AZE", "GEO"))) == 1 and book.facts(pair=("AZE", "BLR")) == []
    assert len(book.statements(country="GEO")) == 1


def test_saying_whose_figure_it_is_takes_the_pair_away(book: Book) -> None:
    report = a_report("Supplies of $295.5 million between Azerbaijan and Belarus.")
    unsaid = a_flow(report, money(295_500_000, 100_000), measure="exports")
    book.record(report, reading(unsaid))
    now = book.corrections.set(unsaid.id, {"reporter": "BLR", "partner": "AZE"}, author="N. K.")
    assert isinstance(now, TradeFlow) and now.between == () and book.verify() == []


def test_a_wrong_statement_is_in_no_fact_and_stays_in_the_record(book: Book) -> None:
    book.corrections.mark(READ.id, "wrong", author="N. K.")
    assert book.facts() == [] and len(book.statements()) == 1
    assert book.verify() == []
    book.corrections.mark(READ.id, "right", author="A. B.")
    assert only_flow(book).id == READ.id


def test_the_later_of_two_people_stands_and_both_are_kept(book: Book) -> None:
    book.corrections.set(READ.id, {"partner": "GEO"}, author="first")
    book.corrections.set(READ.id, {"partner": "ARM"}, author="second")
    assert only_flow(book).partner == "ARM"
    first, second = book.corrections.all()
    assert (first.overruled, second.overruled) == (True, False)
    assert second.says.was == "BLR"  # what the machine had read, not what the first had said
    book.corrections.undo(second.number, by="second")
    assert only_flow(book).partner == "GEO"
    book.corrections.undo(first.number, by="second")
    assert only_flow(book) == READ and READ.corrections is UNSET
    assert [g.undone for g in book.corrections.all()] == ["second", "second"]
    assert book.verify() == []


def test_a_new_reading_carries_it(book: Book) -> None:
    book.corrections.set(READ.id, {"reporter": "BLR", "partner": "AZE"}, author="N. K.")
    better = a_flow(REPORT, money(424_400_000, 100_000), **EXPORTS, goods=())
    better = replace(better, period=Period(start="2021-01-01", end="2021-10-31", edtf="2021-01/2021-10"))
    better = a_statement(REPORT, "trade_flow", amount=better.amount, period=better.period, **EXPORTS)
    book.reread(lambda _: reading(better), every=True)
    flow = only_flow(book)
    assert (flow.id, flow.reporter, flow.partner, flow.period) == (better.id, "BLR", "AZE", better.period)
    assert [(g.statement, g.given_for, g.carried, g.agreed) for g in book.corrections.all()] == 2 * [
        (better.id, READ.id, True, False)
    ]
    assert book.verify() == []


def test_a_new_reading_that_agrees_says_so(book: Book) -> None:
    book.corrections.set(READ.id, {"reporter": "BLR", "partner": "AZE"}, author="N. K.")
    turned = a_flow(REPORT, money(424_400_000, 100_000), measure="exports", between=(), reporter="BLR", partner="AZE")
    book.reread(lambda _: reading(turned), every=True)
    assert all(g.agreed for g in book.corrections.all()) and only_flow(book).reporter == "BLR"


def test_a_new_reading_without_the_statement_keeps_the_record(book: Book) -> None:
    book.corrections.mark(READ.id, "wrong", author="N. K.")
    book.reread(lambda _: reading(), every=True)
    (given,) = book.corrections.all()
    assert given.lost and book.facts() == [] and book.verify() == []


def test_facts_made_anew_keep_it(tmp_path: Path, book: Book) -> None:
    from tradebook.book import layers

    book.corrections.set(READ.id, {"partner": "GEO"}, author="N. K.")
    before = book.facts()
    with book._access.writing() as connection:
        layers.make_anew(connection, layers.LAYERS)
    assert book.facts() == before and book.verify() == []


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"partnr": "GEO"}, "has no such slot"),
        ({"partner": 5}, "partner: Expected `str"),
        ({"measure": "sales"}, "measure: Invalid enum value"),
        ({}, "no slot named"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(book: Book, values: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        book.corrections.set(READ.id, values, author="N. K.")
    assert book.corrections.all() == [] and only_flow(book) == READ


def test_it_needs_a_statement_and_a_name(book: Book) -> None:
    with pytest.raises(UsageError, match="no statement with this id"):
        book.corrections.mark("abcdef12", "wrong", author="N. K.")
    with pytest.raises(UsageError, match="the name of who"):
        book.corrections.mark(READ.id, "wrong", author="  ")
    with pytest.raises(UsageError, match="no correction has this number"):
        book.corrections.undo(7, by="N. K.")


SLOTS = st.fixed_dictionaries(
    {},
    optional={
        "reporter": st.sampled_from(["AZE", "BLR", "GEO", None]),
        "measure": st.sampled_from(["exports", "imports", "turnover"]),
        "period": st.sampled_from([None, {"start": "2020-01-01", "end": "2020-12-31", "edtf": "2020"}]),
        "amount": st.sampled_from([None, {"value": 5, "currency": "EUR"}]),
    },
).filter(bool)


@settings(max_examples=25, deadline=None)
@drawn(st.lists(st.one_of(SLOTS, st.sampled_from(["wrong", "right"]), st.integers(1, 9)), max_size=8))
def test_whatever_people_say_and_take_back_the_book_is_sound(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, object] | str | int]
) -> None:
    with open_book(tmp_path_factory.mktemp("book") / "book.sqlite") as book:
        other = a_report("Turnover was $424.4 million in 2021.")
        book.record(REPORT, reading(READ))
        book.record(other, reading(a_flow(other, money(424_400_000, 100_000), **EXPORTS)))
        before = book.facts()
        for step in steps:
            if isinstance(step, dict):
                book.corrections.set(READ.id, step, author="N. K.")
            elif isinstance(step, str):
                book.corrections.mark(READ.id, step, author="N. K.")  # type: ignore[arg-type]
            elif any(g.number == step and g.undone is None for g in book.corrections.all()):
                book.corrections.undo(step, by="N. K.")
            assert book.verify() == []
        for given in book.corrections.all():
            if given.undone is None:
                book.corrections.undo(given.number, by="N. K.")
        assert book.facts() == before and book.verify() == []
