"""Recording reports: what is new, what is one more appearance, what changes nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from tests.book.making import a_flow, a_report, a_statement, money, reading, told_by
from tradebook.book import Book, open_book
from tradebook.errors import BadRecord, UsageError
from tradebook.statement import (
    Change,
    Event,
    EventCount,
    Gap,
    Good,
    Party,
    Period,
    Replacement,
    Segment,
    SegmentShare,
    Statement,
    Tender,
    from_json,
    to_json,
)

DAY = Period(start="2022-05-18", end="2022-05-18", edtf="2022-05-18", text="May 18")
BUTTER = Good(text="butter", hs=("0405",))


def all_kinds(report: object) -> list[Statement]:
    """A statement of every kind about the report."""
    r = report
    return [
        a_flow(r, money(424_400_000, 100_000), change=Change(percent=93.5, text="up 93.5%"), goods=(BUTTER,)),
        a_statement(r, "traded_goods", origin="BLR", destination="AZE", goods=(BUTTER, Good(text="peat pots"))),
        a_statement(r, "deal", countries=("AZE", "BLR"), parties=(Party(name="Élan Works OJSC", role="supplier"),)),
        a_statement(r, "tender", buyer=Party(name="Baku Rail", country="AZE"), goods=(BUTTER,), status="planned"),
        a_statement(
            r, "event", type="exhibition", name="Food Fair", counts=(EventCount(n=39, of="companies", country="BLR"),)
        ),
        a_statement(r, "venture", countries=("AZE", "BLR"), product=(BUTTER,), place="Ganja"),
        a_statement(
            r,
            "sales_mix",
            company=Party(name="Sleeper Factory", country="BLR"),
            segments=(Segment(market="export", share=SegmentShare(percent=60)), Segment(country="LTU")),
            replaced_by=(Replacement(country="GEO"),),
        ),
        a_statement(r, "restriction", type="ban", by=("RUS",), on=("GEO",), goods=(BUTTER,)),
        a_statement(r, "milestone", type="diplomatic relations", countries=("AZE", "BLR"), date=DAY),
    ]


def test_every_kind_comes_back_as_it_was(book: Book) -> None:
    report = a_report(
        "Trade grew. It grew well.", title="Trade", url="https://example.org/1", source="a.txt", notes=("x",)
    )
    statements = all_kinds(report)
    gap = Gap(report=report.id, evidence=statements[0].evidence, figure="7", reason="no unit")
    recorded = book.record(report, reading(*statements, gaps=[gap]))
    assert (recorded.outcome, recorded.statements, recorded.gaps) == ("new", 9, 1)
    assert [entry.statement for entry in book.statements()] == statements
    assert [entry.statement for entry in book.each_statement()] == statements
    assert book.report(report.id) == report
    assert book.summary().gaps == 1
    assert sum(book.summary().statements.values()) == 9
    assert book.verify() == []
    for s in statements:
        entry = book.statement(s.id[:8])
        assert entry is not None and entry.current and entry.statement == from_json(to_json(s))


def test_the_same_report_again_changes_nothing(book: Book) -> None:
    report = a_report("Trade grew.")
    book.record(report, reading(a_flow(report, money(424_400_000, 100_000))))
    before = (book.summary(), book.facts(), book.appearances(report.id))
    again = book.record(replace(report, source="another copy of the file"), reading(a_flow(report, money(5))))
    assert (again.outcome, again.statements) == ("known", 0)
    assert (book.summary(), book.facts(), book.appearances(report.id)) == before
    assert book.known(report.id) and not book.known("0" * 32)


def test_another_outlet_is_one_more_appearance(book: Book) -> None:
    report = a_report("Trade grew.", outlet="Wire", published=date(2022, 6, 14))
    book.record(report, reading(a_flow(report, money(424_400_000, 100_000))))
    reprint = a_report("Trade grew.", outlet="Morning Paper", published=date(2022, 6, 10))
    assert book.record(reprint, reading()).outcome == "appearance"
    assert book.record(reprint, reading()).outcome == "known"
    assert [a.outlet for a in book.appearances(report.id)] == ["Morning Paper", "Wire"]
    (fact,) = book.facts()
    assert (fact.first_seen, fact.last_repeated) == (date(2022, 6, 10), date(2022, 6, 14))
    assert fact.origins == ("Morning Paper",)  # a reprint is no second source; the earliest outlet stands for the text
    assert [o.name for o in book.sources()] == ["Morning Paper", "Wire"]
    assert book.verify() == []


def test_a_copy_that_says_less_of_where_it_appeared_is_known(book: Book) -> None:
    report = a_report("Trade grew.", url="https://example.org/1")
    book.record(report, reading())
    assert book.record(a_report("Trade grew.", outlet=None, published=None), reading()).outcome == "known"


def test_a_report_without_a_date_is_seen_when_it_was_recorded(book: Book) -> None:
    report = a_report("Trade grew.", published=None)
    moment = datetime(2024, 2, 3, 23, 30, tzinfo=UTC)
    book.record(report, reading(a_flow(report, money(1_500_000, 100_000))), recorded_at=moment)
    (fact,) = book.facts()
    assert (fact.first_seen, fact.last_repeated) == (date(2024, 2, 3), date(2024, 2, 3))


def test_an_ungrounded_statement_is_refused_and_leaves_nothing(book: Book) -> None:
    report = a_report("Trade grew.", source="in.txt")
    good, other = a_flow(report, money(5_500_000, 100_000)), a_report("Something else was said here.")
    moved = replace(good, evidence=replace(good.evidence, start=1))
    for wrong, part in [(moved, "does not stand at text[1:11]"), (a_flow(other, money(1)), "is of report")]:
        with pytest.raises(BadRecord, match=r"in\.txt.*read the report anew") as caught:
            book.record(report, reading(good, wrong))
        assert part in str(caught.value)
    assert not book.known(report.id) and book.statements() == []


@pytest.mark.parametrize(
    ("text", "what"), [("ab\ud800", "half of a surrogate pair at character 2"), ("\x00", "a zero byte")]
)
def test_text_that_no_database_holds_is_refused(book: Book, text: str, what: str) -> None:
    with pytest.raises(BadRecord, match=what):
        book.record(a_report(text), reading())
    assert book.summary().reports == 0


def test_a_statement_given_twice_is_recorded_once(book: Book) -> None:
    report = a_report("Trade grew.")
    flow = a_flow(report, money(5_500_000, 100_000))
    assert book.record(report, reading(flow, flow)).statements == 1


def test_filters(book: Book) -> None:
    report = a_report("Trade grew.")
    statements = all_kinds(report)
    by_kind = {type(s).__name__: s for s in statements}
    book.record(report, reading(*statements))

    def kinds(**filters: object) -> list[str]:
        asked = [type(e.statement).__name__ for e in book.statements(**filters)]  # type: ignore[arg-type]
        facts = [type(f.statement).__name__ for f in book.facts(**filters)]  # type: ignore[arg-type]
        assert sorted(asked) == sorted(facts)
        return sorted(asked)

    assert kinds(pair=("BLR", "AZE")) == ["Deal", "Milestone", "TradeFlow", "TradedGoods", "Venture"]
    assert kinds(country="GEO") == ["Restriction", "SalesMix"]
    assert kinds(company="elan") == ["Deal"]
    assert kinds(company="rail") == ["Tender"]
    assert kinds(good="butter", kind="tender") == ["Tender"]
    assert kinds(good="pots") == ["TradedGoods"]
    assert kinds(good="utter") == []
    assert kinds(good="04") == kinds(good="0405") == kinds(good="Butter")
    assert kinds(good="0406") == []
    assert kinds(kind="event") == ["Event"]
    assert kinds(min_confidence=0.95) == []
    assert isinstance(by_kind["Event"], Event) and isinstance(by_kind["Tender"], Tender)


def test_where_an_event_is_held_concerns_its_country(book: Book) -> None:
    report = a_report("A fair was held.")
    fair = a_statement(report, "event", type="exhibition", place="Baku", countries=("BLR",))
    elsewhere = a_statement(report, "event", type="forum", place="Nowhere Hall", countries=("BLR",))
    book.record(report, reading(fair, elsewhere))
    assert [e.statement for e in book.statements(pair=("AZE", "BLR"))] == [fair]
    assert len(book.statements(country="BLR")) == 2
    assert book.verify() == []


def test_names_of_speakers_are_found_too(book: Book) -> None:
    report = a_report("Trade grew.")
    told = a_statement(
        report, "milestone", type="treaty", countries=("AZE",), attribution=told_by("Chamber of Commerce")
    )
    book.record(report, reading(told))
    assert [e.statement for e in book.statements(company="chamber of")] == [told]
    assert book.statements(company="100%") == [] and book.statements(company="%") == []


def test_a_prefix_must_be_long_enough_and_of_one_statement(book: Book) -> None:
    report = a_report("Trade grew.")
    book.record(report, reading(*(a_flow(report, money(n * 1_100_000, 100_000)) for n in range(1, 120))))
    for wrong in ("abc", "not hex!", ""):
        with pytest.raises(UsageError, match="no id of a statement"):
            book.statement(wrong)
    assert book.statement("0" * 32) is None


def test_two_write_and_one_reads_at_once(address: str) -> None:
    def record(worker: int) -> None:
        with open_book(address) as mine:
            for n in range(worker, worker + 40):  # half of the reports are the other's too
                report = a_report(f"Report {n}.")
                mine.record(report, reading(a_flow(report, money(424_400_000 + n % 3 * 100_000, 100_000))))

    with open_book(address) as book, ThreadPoolExecutor(2) as pool:
        work = [pool.submit(record, worker) for worker in (0, 20)]
        seen = [len(book.statements())]
        while not all(one.done() for one in work):
            seen.append(len(book.statements()))
        for one in work:
            one.result()
        assert seen == sorted(seen)
        assert book.summary().reports == book.summary().appearances == 60
        assert len(book.facts()) == 3 and book.verify() == []
