"""Outlets' own corrections and withdrawals: recognised, linked to what they are about, and heeded in facts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.book.making import a_flow, a_report, money, reading
from tests.tools.databases import Database
from tradebook.book import Book, open_book
from tradebook.book.copies.correcting import headline, plain_address
from tradebook.book.copies.notices import notice_of
from tradebook.report import Report, make_report
from tradebook.statement import Period, Statement

CASES = yaml.safe_load(Path(__file__).with_name("notices.yaml").read_text(encoding="utf-8"))
DAY = date(2024, 5, 1)
STORY = (
    "Exports of tea from Kenya to Pakistan came to {figure} in the first quarter, the tea board in Mombasa said. "
    "The auctions sold 43 percent of the leaf to buyers in Karachi. Rain in the highlands helped the bushes along. "
    "Packers in Lahore mix it with leaf from Rwanda and sell it in small bags. Freight through the Red Sea takes "
    "twelve days longer than a year ago. The board's chairman hopes for a trade agreement before the summer."
)
WRONG, RIGHT = 442_000_000, 424_000_000
NOTICE = "Correction: An earlier version of this story said exports came to $442 million; they came to $424 million."


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_what_is_a_notice(case: dict[str, Any]) -> None:
    for text in (case["text"], f"Trade grew in May.\n\n{case['text']}", f"{case['text']}\n\nTrade grew in May."):
        notice = notice_of(make_report(text))
        assert (notice.kind if notice else None) == case.get("kind")
        if notice is not None:
            assert text[notice.start : notice.end] == notice.text
            assert sorted(notice.wrong) == [Decimal(n) for n in case.get("wrong", [])]
            assert sorted(notice.right) == [Decimal(n) for n in case.get("right", [])]


def test_addresses_and_headlines() -> None:
    plain = plain_address("https://www.Example.org/tea/?utm_source=x&id=7")
    assert plain == plain_address("http://example.org/tea?id=7") != plain_address("http://example.org/tea?id=8")
    assert headline("CORRECTED: Tea exports to Pakistan rise") == headline("Tea exports to Pakistan rise")
    assert headline("Correction") is None


def story(figure: str, outlet: str = "Agency", day: int = 0, before: str = "", **more: Any) -> Report:
    text = f"{before}\n\n{STORY.format(figure=figure)}" if before else STORY.format(figure=figure)
    return a_report(text, outlet=outlet, published=DAY + timedelta(day), **more)


def flow(report: Report, value: int, words: str) -> Statement:
    start = report.text.index(words)
    return a_flow(report, money(value, 1_000_000), span=(start, start + len(words)))


def told(figure: str = "$442 million", value: int = WRONG, **more: Any) -> tuple[Report, list[Statement]]:
    report = story(figure, **more)
    return report, [flow(report, value, f"came to {figure} in the first quarter")]


def corrected(day: int = 1, **more: Any) -> tuple[Report, list[Statement]]:
    report, statements = told("$424 million", RIGHT, day=day, before=NOTICE, **more)
    statements.append(flow(report, WRONG, "exports came to $442 million"))
    return report, statements


def record(book: Book, items: Sequence[tuple[Report, list[Statement]]]) -> None:
    for report, statements in items:
        book.record(report, reading(*statements))
    assert book.verify() == []


def values(book: Book, **more: Any) -> dict[int, Any]:
    return {fact.statement.amount.value: fact for fact in book.facts(**more)}  # type: ignore[union-attr]


def test_what_was_taken_back_stands_in_no_series_and_mirrors_nothing(book: Book) -> None:
    def months(last: int, value: int, day: int, **more: Any) -> tuple[Report, Statement]:
        report = a_report(
            f"Turnover of months to {last} came to {value} dollars.",
            outlet="Agency",
            published=DAY + timedelta(day),
            **more,
        )
        end = date(2021, last + 1, 1) - timedelta(1)
        time = Period(start="2021-01-01", end=end.isoformat(), edtf=f"2021-01/2021-{last:02}")
        return report, a_flow(report, money(value, 1_000_000), period=time)

    url = "https://agency.example/trade/2021-05"
    early, wrong, late = months(3, 40_000_000, 0), months(5, 60_000_000, 2, url=url), months(9, 90_000_000, 5)
    withdrawn = a_report("This story has been withdrawn.", outlet="Agency", published=DAY + timedelta(3), url=url)
    for report, statement in (early, wrong, late):
        record(book, [(report, [statement])])
    record(book, [(withdrawn, [])])
    found = {fact.statement.id: fact for fact in book.facts(taken_back=True)}
    assert found[wrong[1].id].taken_back
    assert found[early[1].id].series == found[late[1].id].series == (found[early[1].id].id, found[late[1].id].id)
    before = {fact.statement.id: fact for fact in book.facts(as_of=DAY + timedelta(2))}
    assert before[early[1].id].series == (before[early[1].id].id, before[wrong[1].id].id)


def test_a_corrected_figure_is_not_counted_and_no_conflict(database: Database) -> None:
    copy = told(outlet="Paper", day=0, before="NAIROBI, by our correspondent.")
    items = [told(), copy, corrected()]
    for order in itertools.permutations(items):
        with open_book(database.new()) as book:
            record(book, order)
            assert len(book.copies.groups()) == 1
            facts = values(book)
            assert set(facts) == {RIGHT} and facts[RIGHT].conflicts == ()
            void = values(book, taken_back=True)[WRONG]
            assert void.taken_back.kind == "correction" and void.conflicts == ()
            assert all(source.taken_back for source in void.sources) and len(void.sources) == 3
            before = values(book, as_of=DAY)
            assert set(before) == {WRONG} and before[WRONG].taken_back is None
            (notice,) = book.copies.notices()
            assert [about.way for about in notice.about] == ["text"] and len(notice.statements) == 3
            assert book.copies.notices(items[0][1][0].id) == [notice]


def test_another_source_of_the_wrong_figure_stays(book: Book) -> None:
    other = a_report("Kenyan tea worth $442 million went to Pakistan, says the customs service.", outlet="Customs")
    record(book, [told(), corrected(), (other, [a_flow(other, money(WRONG, 1_000_000))])])
    facts = values(book)
    assert facts[WRONG].taken_back is None and facts[WRONG].origins == ("Customs",)
    assert facts[WRONG].conflicts == (facts[RIGHT].id,) and facts[RIGHT].conflicts == (facts[WRONG].id,)


def test_a_withdrawal_by_address_and_by_headline(book: Book) -> None:
    first, second = (
        told(outlet="Agency", url="https://agency.example/tea"),
        told("$450 million", 450_000_000, outlet="Paper", title="Kenyan tea conquers Pakistan again"),
    )
    record(book, [first, second])
    assert len(values(book)) == 2
    gone = a_report(
        "This story has been withdrawn.",
        outlet="Agency",
        published=DAY + timedelta(2),
        url="http://www.agency.example/tea/",
    )
    kill = a_report(
        'WITHDRAWAL: please disregard the story headlined "Kenyan tea conquers Pakistan again".',
        outlet="Paper",
        published=DAY + timedelta(3),
    )
    record(book, [(gone, []), (kill, [])])
    assert values(book) == {}
    kinds = {fact.taken_back.kind for fact in book.facts(taken_back=True) if fact.taken_back}
    assert kinds == {"withdrawal"}
    assert [about.way for notice in book.copies.notices() for about in notice.about] == ["headline", "address"]


def test_a_correction_that_names_no_figure(book: Book) -> None:
    report, statements = told("$424 million", RIGHT, day=1, before="(Corrects first paragraph)")
    record(book, [told(), (report, statements)])
    assert set(values(book)) == {RIGHT}


def test_another_outlets_report_is_not_taken_back(book: Book) -> None:
    record(book, [told(outlet="Agency"), corrected(outlet="Paper")])
    assert set(values(book)) == {WRONG, RIGHT}
    (notice,) = book.copies.notices()
    assert notice.about == ()


def test_a_new_reading_keeps_what_was_taken_back(book: Book) -> None:
    first, second = told(), corrected()
    record(book, [first, second])
    again = {
        first[0].id: [flow(first[0], WRONG, "Kenya to Pakistan came to $442 million in the first quarter")],
        second[0].id: second[1][:1],
    }
    book.reread(lambda report: reading(*again[report.id]))
    assert set(values(book)) == {RIGHT} and book.verify() == []
    assert values(book, taken_back=True)[WRONG].taken_back is not None


def test_a_notice_that_is_removed_takes_nothing_back(book: Book) -> None:
    notice = corrected()
    record(book, [told(), notice])
    book.forgetting.report(notice[0].id, by="Anna")
    assert set(values(book)) == {WRONG} and book.verify() == []
