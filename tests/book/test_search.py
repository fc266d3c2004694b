"""Search on both databases: what is found, in which order, in pages; in step with the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.press import Press
from tests.book.making import a_flow, a_report, a_statement, money, reading
from tests.tools.databases import Database, change
from tests.tools.postgres import Postgres
from tradebook.book import Book, Slots, open_book
from tradebook.book.search import asking
from tradebook.errors import UsageError
from tradebook.statement import Good, Party, Period, Statement

BUTTER = Good(text="butter", hs=("040510",), hs_edition="2022")
TRACTORS = Good(text="tractors", hs=("8701",), hs_edition="2022")
MAY = Period(start="2021-05-18", end="2021-05-18", edtf="2021-05-18", text="on May 18")
LONG = Period(start="2007-01-01", end=None, edtf="2007/..", text="since 2007")


def flow(text: str, published: date = date(2022, 6, 14), **more: Any) -> tuple[Any, Statement]:
    report = a_report(
        text, published=published, title=more.pop("title", None), outlet=more.pop("outlet", "Trade Daily")
    )
    return report, a_flow(report, more.pop("amount", money(424_400_000, 100_000)), **more)


@pytest.fixture
def stocked(book: Book) -> dict[str, str]:
    """A few statements of each sort: name -> id."""
    deal_report = a_report(
        "Türkiye's Doğan Motor Works sold 20 tractors to Minsk-Auto.", "Izmir Post", date(2022, 3, 1)
    )
    deal = a_statement(
        deal_report, "deal", instrument="contract", status="signed", goods=(TRACTORS,), countries=("TUR", "BLR"),
        parties=(Party(name="Doğan Motor Works", role="supplier", country="TUR"), Party(name="Minsk-Auto")),
        amount=money(2_500_000, 100_000, currency="EUR"), date=MAY, confidence=0.6,
    )  # fmt: skip
    made = {
        "exports": flow(
            "Exports of butter to Belarus came to $3.4 million.", date(2022, 6, 16), measure="exports", between=(),
            reporter="AZE", partner="BLR", goods=(BUTTER,), amount=money(3_400_000, 100_000),
        ),
        "turnover": flow("Trade with Belarus reached $424.4 million.", date(2022, 6, 15), title="Butter leads the way"),
        "target": flow("The sides want butter trade of $1 billion.", stance="target", amount=money(10**9, 10**9)),
        "apart": flow(
            "Butter is dear: the exports fell.", date(2022, 6, 13), period=LONG, amount=None, measure="exports"
        ),
        "deal": (deal_report, deal),
    }  # fmt: skip
    for report, statement in made.values():
        book.record(report, reading(statement))
    return {name: statement.id for name, (_, statement) in made.items()}


def names(book: Book, stocked: dict[str, str], words: str = "", **slots: Any) -> list[str]:
    known = {id_: name for name, id_ in stocked.items()}
    return [known[hit.statement.id] for hit in book.search(words, Slots(**slots)).hits]


# fmt: off
QUESTIONS: list[tuple[str, dict[str, Any], list[str]]] = [
    # the sentence before what is beside it, then the newest first
    ("butter", {}, ["exports", "target", "apart", "turnover"]),
    ("BUTTER, belarus!", {}, ["exports", "target", "apart", "turnover"]),
    ("butter exports", {}, ["exports", "apart"]),
    ("exports of butter", {}, ["exports", "apart"]),
    ('"exports of butter"', {}, ["exports"]),
    ("“exports of butter”", {}, ["exports"]),
    ('"butter exports"', {}, []),
    ("butter -exports", {}, ["target", "turnover"]),
    ("-butter", {}, ["deal"]),
    ('butter -"exports of"', {}, ["target", "apart", "turnover"]),
    ("butt*", {}, ["exports", "target", "apart", "turnover"]),
    ("tractor", {}, ["deal"]),
    ("doğan", {}, ["deal"]), ("DOGAN", {}, ["deal"]), ("Turkiye", {}, ["deal"]), ("türki*", {}, ["deal"]),
    ("minsk-auto", {}, ["deal"]), ("auto minsk", {}, ["deal"]), ("424.4", {}, ["turnover"]), ("4244", {}, []),
    ("works minsk", {}, ["deal"]), ('"works minsk"', {}, []),  # no phrase reaches from one name into the next
    ("azerbaijan", {}, ["exports", "turnover", "target", "apart"]),
    ("butter OR tractors", {}, []), ("the", {}, ["target", "apart", "turnover"]),
    ("", {"pair": ("BLR", "AZE")}, ["exports", "turnover", "target", "apart"]),
    ("", {"country": "TUR"}, ["deal"]),
    ("", {"reporter": "AZE"}, ["exports"]), ("", {"partner": "BLR"}, ["exports"]), ("", {"partner": "AZE"}, []),
    ("", {"kind": "deal"}, ["deal"]), ("", {"measure": "exports"}, ["exports", "apart"]),
    ("", {"stance": "target"}, ["target"]),
    ("", {"company": "Dogan"}, ["deal"]), ("", {"company": "motor wor"}, ["deal"]),
    ("", {"company": "works minsk"}, []),
    ("", {"good": "butter"}, ["exports"]), ("", {"good": "04"}, ["exports"]), ("", {"good": "040"}, ["exports"]),
    ("", {"good": "0405"}, ["exports"]), ("", {"good": "04051"}, ["exports"]), ("", {"good": "040510"}, ["exports"]),
    ("", {"good": "0406"}, []), ("", {"good": "87"}, ["deal"]), ("", {"good": "tract"}, ["deal"]),
    ("", {"outlet": "izmir"}, ["deal"]), ("", {"outlet": "post"}, ["deal"]), ("", {"outlet": "Trade D"},
        ["exports", "turnover", "target", "apart"]),
    ("", {"period": (date(2021, 1, 1), date(2021, 12, 31))}, ["exports", "turnover", "target", "apart", "deal"]),
    ("", {"period": (date(2021, 5, 18), date(2021, 5, 18)), "kind": "deal"}, ["deal"]),
    ("", {"period": (date(2021, 5, 19), date(2021, 5, 20)), "kind": "deal"}, []),
    ("", {"period": (date(2009, 1, 1), date(2010, 12, 31))}, ["apart"]),
    ("", {"period": (date(1990, 1, 1), date(2020, 12, 31))}, ["apart"]), ("", {"period": (None, date(2006, 1, 1))}, []),
    ("", {"period": (date(2030, 1, 1), None)}, ["apart"]),
    ("", {"value": (3_400_000, 3_400_000)}, ["exports"]), ("", {"value": (3_400_001, 3_900_000)}, []),
    ("", {"value": (1_000_000, 5_000_000)}, ["exports", "deal"]),
    ("", {"value": (400e6, None)}, ["turnover", "target"]),
    ("", {"value": (None, 2_500_000)}, ["deal"]), ("", {"value": (None, None), "currency": "USD"},
        ["exports", "turnover", "target"]),
    ("", {"currency": "eur"}, ["deal"]), ("", {"min_confidence": 0.61}, ["exports", "turnover", "target", "apart"]),
    ("", {"min_confidence": 0.9}, ["exports", "turnover", "target", "apart"]), ("", {"min_confidence": 0.91}, []),
    ("", {"published": (date(2022, 6, 15), date(2022, 6, 16))}, ["exports", "turnover"]),
    ("", {"published": (None, date(2022, 6, 1))}, ["deal"]),
    ("butter", {"stance": "stated", "measure": "exports", "value": (0, 1e7)}, ["exports"]),
]
# fmt: on


def test_what_is_found(book: Book, stocked: dict[str, str]) -> None:
    found = {(words, str(slots)): names(book, stocked, words, **slots) for words, slots, _ in QUESTIONS}
    assert found == {(words, str(slots)): wanted for words, slots, wanted in QUESTIONS}


@pytest.mark.parametrize(
    ("words", "slots", "says"),
    [
        ("!!!", {}, "holds no word"), ('""', {}, "holds no word"), (" ".join(map(str, range(65))), {}, "at most 64"),
        ("", {"kind": "deals"}, "'deals' is no kind"), ("", {"stance": "said"}, "is no stance"),
        ("", {"measure": "sales"}, "is no measure"), ("", {"company": "."}, "is no name of a company"),
        ("", {"outlet": "-"}, "is no name of an outlet"), ("", {"value": (2, 1)}, "before it begins"),
        ("", {"period": (date(2022, 1, 2), date(2022, 1, 1))}, "before it begins"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(book: Book, words: str, slots: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        book.search(words, Slots(**slots))


def test_a_hit_says_where_it_stands_and_why(book: Book, stocked: dict[str, str]) -> None:
    hit, *_ = book.search("belarus butter").hits
    assert hit.published == date(2022, 6, 16)
    assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == ["butter", "Belarus"]


def test_kinds_are_counted(book: Book, stocked: dict[str, str]) -> None:
    assert book.search("belarus").kinds == {"trade_flow": 4, "deal": 1}


# In step with the book


def test_a_new_reading_is_found_and_the_old_is_not(book: Book) -> None:
    report, first = flow("Exports of butter reached $3.4 million.")
    book.record(report, reading(first))
    better = a_flow(report, money(3_400_000, 100_000), goods=(BUTTER,))
    book.reread(lambda _: reading(better))
    assert [hit.statement.id for hit in book.search("butter").hits] == [better.id]
    book.reread(lambda _: reading())
    assert book.search("butter").total == 0
    assert book.verify() == []


def test_a_reprint_is_found_by_its_outlet_headline_and_earliest_day(book: Book) -> None:
    report, statement = flow("Trade reached $424.4 million.", date(2022, 6, 14))
    book.record(report, reading(statement))
    earlier = a_report(report.text, "Baku Herald", date(2022, 6, 10), title="Record in sight")
    book.record(earlier, reading())
    for slots in (Slots(outlet="herald"), Slots(outlet="daily"), Slots(published=(None, date(2022, 6, 10)))):
        assert book.search("record sight", slots).total == 1
    assert book.search("", Slots(published=(date(2022, 6, 11), None))).total == 0
    assert book.verify() == []


def test_a_corrected_statement_is_found_by_what_a_person_said(book: Book, stocked: dict[str, str]) -> None:
    book.corrections.set(stocked["exports"], {"partner": "KAZ"}, author="desk")
    assert names(book, stocked, "", partner="KAZ") == ["exports"]
    assert names(book, stocked, "", partner="BLR") == []
    book.corrections.mark(stocked["exports"], "wrong", author="desk")
    assert names(book, stocked, "", partner="KAZ") == []
    assert book.verify() == []


def test_the_order_of_reading_does_not_show(database: Database) -> None:
    made = list(islice(Press().reports(200), 60))
    found = []
    for order in (made, made[::-1]):
        with open_book(database.new()) as book:
            for report, said in order:
                book.record(report, said)
            found.append({(h.statement.id, h.published) for h in book.search("exports", limit=1000).hits})
            assert book.verify() == []
    assert found[0] == found[1] != set()


def test_verify_finds_an_index_that_is_not_in_step(book: Book, address: str, stocked: dict[str, str]) -> None:
    change(address, "UPDATE search_entry SET place = place + 1 WHERE statement = 1")
    assert any("search index" in problem.problem for problem in book.verify())


def test_a_book_without_an_index_gets_one(address: str) -> None:
    with open_book(address) as book:
        report, statement = flow("Exports of butter reached $3.4 million.")
        book.record(report, reading(statement))
    change(address, "UPDATE book_note SET value = '0' WHERE name = 'search_rules'")
    with open_book(address) as book:
        assert book.search("butter").total == 1
        assert book.verify() == []


# Pages


@pytest.fixture
def pressed(book: Book) -> Book:
    """A book of sixty reports of the benchmark's press."""
    for report, said in islice(Press().reports(200), 60):
        book.record(report, said)
    return book


def all_pages(book: Book, words: str, limit: int, meanwhile: Callable[[], object] = lambda: None) -> list[str]:
    found: list[str] = []
    page = None
    while True:
        part = book.search(words, limit=limit, page=page)
        found += [hit.statement.id for hit in part.hits]
        if (page := part.next_page) is None:
            return found
        meanwhile()


@pytest.mark.parametrize("limit", [1, 7, 1000])
def test_pages_hold_each_find_once(pressed: Book, limit: int) -> None:
    whole = [hit.statement.id for hit in pressed.search("butter", limit=1000).hits]
    assert all_pages(pressed, "butter", limit) == whole
    assert len(set(whole)) == len(whole) == pressed.search("butter").total > 3


def test_what_is_recorded_meanwhile_moves_nothing(pressed: Book) -> None:
    before = all_pages(pressed, "exports", 5)
    press = Press(seed=12).reports(200)

    def record_more() -> None:
        pressed.record(*next(press))

    during = all_pages(pressed, "exports", 5, record_more)
    assert [id_ for id_ in during if id_ in set(before)] == before


def test_too_many_are_counted_no_further_and_told_by_time(pressed: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MOST_RANKED", 5)
    found = pressed.search("exports", limit=1000)
    assert (found.total, found.more, found.order) == (5, True, "recency")
    days = [hit.published for hit in found.hits]
    assert len(days) > 5 and days == sorted(days, reverse=True)
    assert all_pages(pressed, "exports", 4) == [hit.statement.id for hit in found.hits]


def test_a_page_of_another_search_is_refused(pressed: Book) -> None:
    page = pressed.search("exports", limit=1).next_page
    for words, shown, says in (("imports", page, "another search"), ("exports", "x" + str(page), "no page")):
        with pytest.raises(UsageError, match=says):
            pressed.search(words, limit=1, page=shown)
    with pytest.raises(UsageError, match="a page of 0"):
        pressed.search("exports", limit=0)


# The facts that were told last


def test_the_latest_facts_are_those_of_the_pair(pressed: Book) -> None:
    """With room for all of them they are what `facts` finds; with less the latest of each kind, and it says so."""
    every = pressed.facts(pair=("AZE", "BLR"))
    whole = pressed.latest_facts(Slots(pair=("AZE", "BLR")), 1000)
    assert {fact.id for fact in whole.facts} == {fact.id for fact in every} != set()
    assert whole.more == ()
    few = pressed.latest_facts(Slots(pair=("AZE", "BLR")), 2)
    for kind in {fact.kind for fact in every}:
        shown = [fact for fact in few.facts if fact.kind == kind]
        latest = [fact for fact in whole.facts if fact.kind == kind]
        assert shown == latest[:2]
        assert (kind in few.more) == (len(latest) > 2)
    assert pressed.latest_facts(Slots(pair=("AZE", "XXX"))).facts == ()


# Any question


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, postgres_server: Callable[[], Postgres]) -> Iterator[list[Book]]:
    """The same book in both databases."""
    server = postgres_server()
    addresses: list[str | Path] = [tmp_path_factory.mktemp("search") / "book.sqlite", server.new()]
    books = [open_book(address) for address in addresses]
    odd = a_report(
        "Ünïcode, Straße, 東京 and مصر: it said NEAR(a b) AND \"quotes\" OR 'more' at $1_000 = ok.", title="Col: x*"
    )
    for book in books:
        for report, said in islice(Press().reports(200), 60):
            book.record(report, said)
        book.record(odd, reading(a_flow(odd, money(10**6))))
    yield books
    for book in books:
        book.close()
    server.drop(str(addresses[1]))


WORDS = st.sampled_from(
    "butter exports Belarus trade of the AND OR NOT NEAR near( ) \" ' * - ^ : col: {a} + ; -- /* Türkiye Straße 東京 "
    'million $3.4 = k=deal \\ % _ -exports tract* "signed a" \x00 \ud800 ﬁsh İ'.split(" ")
)
QUESTION = st.one_of(st.lists(WORDS, max_size=6).map(" ".join), st.text(max_size=30))


@given(question=QUESTION)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_breaks_and_both_databases_answer_alike(both: list[Book], question: str) -> None:
    answers = []
    for book in both:
        try:
            found = book.search(question, limit=1000)
        except UsageError as error:
            answers.append(str(error))
            continue
        answers.append((found.total, found.kinds, [(hit.statement.id, hit.snippet) for hit in found.hits]))
    assert answers[0] == answers[1]


SLOTS = st.fixed_dictionaries(
    {},
    optional={
        "pair": st.just(("AZE", "BLR")), "country": st.sampled_from(["BLR", "CHN", "XXX"]),
        "kind": st.sampled_from(["trade_flow", "deal"]), "stance": st.sampled_from(["stated", "target"]),
        "good": st.sampled_from(["87", "870", "8701", "butter", "crude oi"]),
        "company": st.text(min_size=1, max_size=3),
        "value": st.tuples(st.none() | st.floats(-1e9, 1e7), st.none() | st.floats(1e7, 1e12)),
        "period": st.tuples(
            st.none() | st.dates(date(2000, 1, 1), date(2005, 1, 1)), st.none() | st.dates(date(2005, 1, 1))
        ),
        "currency": st.just("USD"), "min_confidence": st.floats(0, 1), "outlet": st.text(min_size=1, max_size=3),
    },
)  # fmt: skip


@given(slots=SLOTS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_databases_choose_alike(both: list[Book], slots: dict[str, Any]) -> None:
    answers = []
    for book in both:
        try:
            found = book.search("", Slots(**slots), limit=1000)
        except UsageError as error:
            answers.append(str(error))
            continue
        answers.append([hit.statement.id for hit in found.hits])
    assert answers[0] == answers[1]


def test_a_name_without_an_end_and_a_sentence_of_many_words(book: Book) -> None:
    text = f"{'Abc' * 4000} of {'word ' * 20_000} exported butter."
    report = a_report(text)
    book.record(report, reading(a_flow(report, money(10**6), goods=(BUTTER,))))
    assert book.search("butter", Slots(good="0405")).total == 1
    assert book.search("abc" * 4000).total == 1
    assert len(book.search("word").hits[0].snippet.text) < 400
    assert book.verify() == []
