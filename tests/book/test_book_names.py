"""Names: which spellings are one body, on pairs of names from all continents, on reports, and in real books."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.book.making import READER, Reading, a_report, a_statement, money, reading
from tests.tools.databases import Database
from tradebook.book import Book, Slots, layers, open_book
from tradebook.book.names.analysis import analyse
from tradebook.book.names.locally import Mention, Spelling, settle_locally
from tradebook.book.names.said import said_in
from tradebook.book.names.settling import Group, Told, settle
from tradebook.book.search.companies import other_spellings
from tradebook.errors import UsageError
from tradebook.report import Report
from tradebook.statement import Attribution, Party, Speaker

ROOT = Path(__file__).resolve().parent.parent.parent
PAIRS = list(csv.DictReader((ROOT / "cases/names/pairs.csv").read_text(encoding="utf-8").splitlines()))
# Floors: a change may raise them, never lower them.
PRECISION, RECALL = 1.0, 0.96


def judged_same(pair: dict[str, str]) -> bool:
    """Whether the two names of a pair are one body in a book that has them and what a report says, each in a report of
    its own."""
    names = [Spelling(pair["sort"], pair[x], pair[f"country_{x}"]) for x in "ab"]  # type: ignore[arg-type]
    locals_ = [settle_locally([Mention(1, "party", s)], []) for s in names]
    told = settle_locally([], said_in(pair["said"]))
    groups: dict[str, Group] = {g.id: g for one in locals_ for g, _ in one.groups.values()}
    sayings = set()
    for one in (*locals_, told):
        for alias in one.aliases:
            groups.update({g.id: g for g in (alias.alias, alias.target)})
            sayings.add(Told(alias.said.how, alias.alias.id, alias.target.id))
    settled = settle(groups.values(), sorted(sayings, key=str))
    a, b = (next(iter(one.groups.values()))[0].id for one in locals_)
    return settled.bodies[a] == settled.bodies[b]


def test_pairs_of_names() -> None:
    assert len(PAIRS) >= 300
    judged = [(pair, judged_same(pair)) for pair in PAIRS]
    right = sum(same and pair["same"] == "yes" for pair, same in judged)
    wrong = [f"{pair['a']} = {pair['b']}" for pair, same in judged if same and pair["same"] == "no"]
    missed = [f"{pair['a']} = {pair['b']}" for pair, same in judged if not same and pair["same"] == "yes"]
    precision, recall = right / (right + len(wrong)), right / (right + len(missed))
    print(f"{len(PAIRS)} pairs: precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= PRECISION, wrong
    assert recall >= RECALL, missed


# What reports say of names

SAID = {
    "The State Oil Company of Azerbaijan Republic (SOCAR) sells gas.": [
        ("acronym", "SOCAR", "State Oil Company of Azerbaijan Republic")
    ],
    "The Minsk Automobile Works (MAZ) sends trucks.": [("acronym", "MAZ", "Minsk Automobile Works")],
    "The Ministry of Economy, Trade and Industry (METI) agreed.": [
        ("acronym", "METI", "Ministry of Economy, Trade and Industry")
    ],
    "Northgate Steel, formerly known as Hallam Iron Works, closed a mill.": [
        ("renamed", "Hallam Iron Works", "Northgate Steel")
    ],
    "Bandra Cement (formerly Bandra Lime Company) won.": [("renamed", "Bandra Lime Company", "Bandra Cement")],
    "Orlan Works, now known as Velan Group, sells pumps.": [("renamed", "Orlan Works", "Velan Group")],
    "The firm changed its name from Orlan Works to Velan Group.": [("renamed", "Orlan Works", "Velan Group")],
    "Exports to Georgia (GEO) came to 5 million dollars (USD).": [],
    "Sri Lanka, formerly Ceylon, exported tea.": [],
    "The plant (OJSC) sold 5,000 tons (5 percent) to Baku (Azerbaijan).": [],
    "Minsk Tractor Works (ABC) sold tractors.": [],
    "": [],
}


@pytest.mark.parametrize("text", SAID)
def test_what_reports_say(text: str) -> None:
    found = said_in(text)
    assert [(s.how, s.name, s.means) for s in found] == SAID[text]
    assert all(s.name in text[s.start : s.end] and s.means in text[s.start : s.end] for s in found)


@given(st.text(max_size=300))
def test_any_text_and_any_name_can_be_read(text: str) -> None:
    said_in(text)
    for sort in ("body", "person"):
        found = analyse(text, "", sort)  # type: ignore[arg-type]
        assert found.words and len(found.key) <= 450


def test_a_name_of_ten_thousand_characters() -> None:
    long = "Minsk " + "Tractor" * 1500 + " Works"
    assert analyse(long).key != analyse(long + " No. 2").key
    assert len(analyse(long).key) <= 450


# The names of one report

LOCAL = {
    "a short form": ([("Borivos sleeper factory", "BLR"), ("Borivos", "BLR")], "", 1),
    "a short form whose country is not told": ([("Borivos sleeper factory", "BLR"), ("Borivos", "")], "", 1),
    "not of a group": ([("Borivos Holding", "BLR"), ("Borivos", "BLR")], "", 2),
    "not of a subsidiary": ([("Borivos Trading Company", "BLR"), ("Borivos", "BLR")], "", 2),
    "not of another country": ([("Borivos sleeper factory", "BLR"), ("Borivos", "RUS")], "", 2),
    "of two full names neither": ([("Borivos dairy", "BLR"), ("Borivos brewery", "BLR"), ("Borivos", "BLR")], "", 3),
    "an office": ([("Ministry of Agriculture and Food", "BLR"), ("Ministry of Agriculture", "BLR")], "", 1),
    "not an office within another": (
        [("Ministry of Finance Tax Service", "BLR"), ("Ministry of Finance", "BLR")],
        "",
        2,
    ),
    "the country told once": ([("Ministry of Economy", "AZE"), ("Ministry of Economy", "")], "", 1),
    "the country told twice": (
        [("Ministry of Economy", "AZE"), ("Ministry of Economy", "BLR"), ("Ministry of Economy", "")],
        "",
        3,
    ),
    "an acronym": ([("MAZ", "BLR"), ("Minsk Automobile Plant", "BLR")], "Minsk Automobile Works (MAZ) sent it.", 1),
    "an acronym of two": (
        [("MAZ", ""), ("Minsk Automobile Works", "BLR")],
        "Minsk Automobile Works (MAZ) and Mogilev Automobile Works (MAZ) sent it.",
        2,
    ),
}


@pytest.mark.parametrize("name", LOCAL)
def test_names_of_one_report(name: str) -> None:
    names, text, bodies = LOCAL[name]
    mentions = [Mention(n, "party", Spelling("body", one, country)) for n, (one, country) in enumerate(names)]
    found = settle_locally(mentions, said_in(text))
    assert len({group.id for group, _ in found.groups.values()}) == bodies
    backwards = settle_locally(mentions[::-1], said_in(text))
    assert backwards.groups == found.groups


# In a real book


def signed(text: str, name: str, country: str | None = "BLR", **more: Any) -> tuple[Report, Reading]:
    """A report with one deal of $55 million, and its reading."""
    report = a_report(text)
    slots = {"instrument": "contract", "status": "signed", "countries": ("AZE", "BLR")}
    amount = money(55_000_000, 1_000_000, "about")
    party = Party(name=name, country=country, role="supplier")
    return report, reading(a_statement(report, "deal", parties=(party,), amount=amount, **slots, **more))


def spoken(name: str, organisation: str, role: str = "director") -> Attribution:
    return Attribution(outlet="Trade Daily", speakers=(Speaker(name=name, role=role, organisation=organisation),))


REPORTS = (
    signed("The Minsk Automobile Works (MAZ) signed for $55 million.", "Minsk Automobile Works"),
    signed("MAZ signed for about $55 million in Baku.", "MAZ"),
    signed(
        "OJSC Minsk Automobile Plant has its deal, said Mikhail Myatlikov.",
        'OJSC "Minsk Automobile Plant"',
        attribution=spoken("Mikhail Myatlikov", "Minsk Automobile Plant"),
    ),
    signed(
        "The Minsk Tractor Works has one too.",
        "Minsk Tractor Works",
        attribution=spoken("Mikhail Miatlikov", "Belarusian Chamber of Commerce and Industry", "chairman"),
    ),
    signed("Northgate Steel, formerly known as Hallam Iron Works, sold it.", "Northgate Steel", "GBR"),
    signed("Hallam Iron Works sold it.", "Hallam Iron Works", "GBR"),
    signed("Gomselmash sold it.", "Gomselmash", "BLR"),
    signed("It was Gomselmash.", "Gomselmash", None),
    signed("Mogilev Automobile Works (MAZ) is another.", "Mogilev Automobile Works"),
    signed("Minsk Tracter Works did so.", "Minsk Tracter Works"),
)
MAZ = REPORTS[:3]


def fill(book: Book, reports: Iterable[tuple[Report, Reading]]) -> Book:
    for report, read in reports:
        book.record(report, read)
    return book


def shape(book: Book) -> object:
    """What must not hang on the order of reports: bodies, pages, facts."""
    listed = book.names.all()
    pages = [(page.name, page.country, page.spellings) for page in (book.names.who(one.id) for one in listed)]
    return listed, pages, sorted((f.id, f.origins, sorted(s.statement for s in f.sources)) for f in book.facts())


def test_one_body_one_fact(book: Book) -> None:
    fill(book, MAZ)
    page = book.names.who("MAZ")
    assert (page.name, page.country) == ("Minsk Automobile Plant", "BLR")
    assert {s.name: s.why for s in page.spellings} == {
        "Minsk Automobile Plant": "the name itself",
        "Minsk Automobile Works": "the same but for the wording of works, plant",
        "MAZ": "a report introduces it in brackets, and no other body of the country has it",
        'OJSC "Minsk Automobile Plant"': "the same but for the legal form OJSC",
    }
    assert page.speakers == ("Mikhail Myatlikov, director",)
    assert [len(fact.sources) for fact in book.facts()] == [3]
    for asked in ("MAZ", "Minsk Automobile Factory", "OAO Minsk Automobile Works", "minsk auto"):
        assert len(book.statements(company=asked)) == 3, asked
        assert len(book.facts(company=asked)) == 1
        named = {hit.statement.id for hit in book.search(slots=Slots(company=asked)).hits}
        assert {e.statement.id for e in book.statements(company=asked)} <= named, asked
        assert book.facts(company=asked)[0].id in {f.id for f in book.latest_facts(Slots(company=asked)).facts}
    assert not book.statements(company="Minsk Tractor Works")
    assert [e.statement.parties[0].name for e in book.statements(kind="deal")][1] == "MAZ"  # as the report spells it
    assert not book.verify()


def test_an_acronym_of_two_bodies_is_neither(book: Book) -> None:
    fill(book, REPORTS)
    assert book.names.who("MAZ").name == "MAZ"
    in_brackets = book.names.who("Mogilev Automobile Works")
    assert [s.name for s in in_brackets.spellings] == ["Mogilev Automobile Works"]
    assert not book.verify()


def test_renamed_misspelt_and_without_its_country(book: Book) -> None:
    fill(book, REPORTS)
    assert [s.name for s in book.names.who("Hallam Iron Works").spellings] == ["Northgate Steel", "Hallam Iron Works"]
    assert [s.name for s in book.names.who("Minsk Tractor Works").spellings] == [
        "Minsk Tracter Works",
        "Minsk Tractor Works",
    ]
    assert {s.country for s in book.names.who("Gomselmash").spellings} == {"BLR", None}


def test_people(book: Book) -> None:
    fill(book, REPORTS)
    page = book.names.who("Miatlikov")
    assert len(page.spellings) == 2 and {p.role for p in page.posts} == {"director", "chairman"}
    assert [a.did for a in page.acted] == ["said", "said"]
    with pytest.raises(UsageError, match="names nobody so"):
        book.names.who("Nikolai Myatlikov")
    with pytest.raises(UsageError, match="may be any of these"):
        book.names.who("Works")


@pytest.mark.parametrize("seed", range(3))
def test_names_do_not_hang_on_the_order_of_reports(database: Database, seed: int) -> None:
    with open_book(database.new()) as first, open_book(database.new()) as second:
        fill(first, REPORTS)
        fill(second, random.Random(seed).sample(REPORTS, len(REPORTS)))
        assert shape(first) == shape(second)
        assert not first.verify() and not second.verify()


def test_names_kept_in_step_are_those_made_anew(book: Book) -> None:
    fill(book, REPORTS)
    readings = {report.id: read for report, read in REPORTS}
    gone = {REPORTS[0][0].id, REPORTS[8][0].id, REPORTS[4][0].id}
    book.reread(lambda report: reading() if report.id in gone else readings[report.id], every=True, reader=READER)
    assert not book.verify()
    before = shape(book)
    with book._writing() as connection:
        layers.make_anew(connection, layers.LAYERS)
    assert shape(book) == before
    book.reread(lambda report: readings[report.id], every=True, reader=READER)
    assert not book.verify()


COUNTRIES = ("BLR", "KAZ", None)
BY_COUNTRY = [
    signed(f"{name} signed for ${number} million, the {number}th.", name, country)
    for number, (name, country) in enumerate(
        ((name, country) for name in ("Gomselmash", "Gomselmash JSC", "Orlanbek Motor Works") for country in COUNTRIES),
        11,
    )
] + [signed("Orlanbek Moter Works signed for $40 million, the 40th.", "Orlanbek Moter Works", "KAZ")]


@pytest.mark.parametrize("seed", range(4))
def test_a_name_in_several_countries_and_without_one(book: Book, seed: int) -> None:
    """That of no country belongs to one body of its name, where there is one alone: it ties names that have nothing to
    do with each other otherwise, and comes and goes like any other."""
    fill(book, random.Random(seed).sample(BY_COUNTRY, len(BY_COUNTRY)))
    assert not book.verify()
    for report, _ in random.Random(-seed).sample(BY_COUNTRY, 5):
        book.forgetting.report(report.id, by="A. Clerk")
        assert not book.verify()


# What people say


def test_joining_parting_renaming_and_taking_back(book: Book) -> None:
    fill(book, REPORTS)
    before = shape(book)
    page = book.names.join("MAZ", "Minsk Automobile Works", by="A. Clerk", note="their own letterhead")
    assert {"MAZ", "Minsk Automobile Works"} <= {s.name for s in page.spellings} and page.rulings[
        0
    ].author == "A. Clerk"
    assert len(book.names.part("Hallam Iron Works", "Northgate Steel", by="B").spellings) == 1
    assert len(book.names.part('OJSC "Minsk Automobile Plant"', "Minsk Automobile Works", by="B").spellings) == 1
    assert book.names.rename("Gomselmash", "Gomel Harvester Works", by="B").name == "Gomel Harvester Works"
    assert not book.verify()
    said, now = book.names.said(), shape(book)
    with book._writing() as connection:
        layers.make_anew(connection, layers.LAYERS)
    assert shape(book) == now and book.names.said() == said
    for ruling in said:
        book.names.undo(ruling.number, by="C. Chief")
    assert shape(book) == before and not book.verify()
    assert {r.undone_by for r in book.names.said()} == {"C. Chief"}


def test_what_people_cannot_say(book: Book) -> None:
    fill(book, MAZ)
    with pytest.raises(UsageError, match="one body already"):
        book.names.join("MAZ", "Minsk Automobile Plant", by="A")
    with pytest.raises(UsageError, match="not two spellings of one body"):
        book.names.part("Minsk Tractor Works", "MAZ", by="A")
    with pytest.raises(UsageError, match="who says so"):
        book.names.rename("MAZ", "Trucks", by="  ")
    with pytest.raises(UsageError, match="has this number"):
        book.names.undo(7, by="A")


def test_what_is_forgotten_is_no_name_any_more(book: Book) -> None:
    fill(book, REPORTS)
    book.names.rename("Mikhail Miatlikov", "M. Myatlikov", by="A. Clerk")
    book.forgetting.person(["Mikhail Myatlikov"], by="A. Clerk")
    book.forgetting.text(REPORTS[0][0].id, by="A. Clerk")
    book.forgetting.report(REPORTS[5][0].id, by="A. Clerk")
    assert not book.verify()
    assert [s.name for s in book.names.who("Mikhail Miatlikov").spellings] == ["Mikhail Miatlikov"]


def test_a_correction_of_a_name(book: Book) -> None:
    fill(book, REPORTS)
    entry = book.statements(company="Gomselmash")[0]
    parties = [{"name": "Gomel Glass JSC", "role": "supplier", "country": "BLR"}]
    book.corrections.set(entry.statement.id, {"parties": parties}, author="A. Clerk")
    assert book.names.who("Gomel Glass").spellings[0].name == "Gomel Glass JSC"
    assert not book.verify()


def test_a_spelling_recorded_between_two_pages_of_a_search(book: Book) -> None:
    """The next page is still that of the same search."""
    fill(book, (signed(f"Deal {n} of the Minsk Automobile Works.", "Minsk Automobile Works") for n in range(4)))
    asked = Slots(company="Minsk Automobile")
    first = book.search(slots=asked, limit=2)
    fill(book, MAZ)
    with book._access.reading() as connection:
        assert other_spellings(connection, "Minsk Automobile") == ("MAZ",)
    second = book.search(slots=asked, limit=2, page=first.next_page)
    shown = [hit.statement.id for found in (first, second) for hit in found.hits]
    assert len(set(shown)) == 4
