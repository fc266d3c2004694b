"""Statements that say the same thing make one fact, whatever the order in which their reports were read."""

from __future__ import annotations

import itertools
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.book.making import YEAR_2021, a_flow, a_report, a_statement, money, reading, told_by
from tests.tools.databases import Database
from tradebook.book import Book, Fact, open_book
from tradebook.book.facts.claims import claims_of
from tradebook.book.facts.comparing import Told, rivals
from tradebook.book.facts.sorting import Member, core_of, core_text, figures_of, rules_out, sort_into_facts
from tradebook.report import Report
from tradebook.statement import (
    Amount,
    Change,
    Good,
    Party,
    Period,
    Quantity,
    Rank,
    Share,
    Statement,
    TradeFlow,
)

CASES = yaml.safe_load(Path(__file__).with_name("figures.yaml").read_text(encoding="utf-8"))
MILLION = 1_000_000


def amount_of(short: str) -> Amount:
    """The amount that a case's short form means."""
    *qualifier, value, precision = short.split()
    ends = [round(float(x) * MILLION) for x in value.split("..")]
    worth = float(precision) * MILLION
    if len(ends) == 2:
        return Amount(low=ends[0], high=ends[1], precision=worth, currency="USD")
    return money(ends[0], worth, qualifier[0] if qualifier else "exact")


def members(statements: list[Statement]) -> list[Member]:
    """The statements as members of the facts of their leading figure; all must have one key."""
    claims = [claims_of(s)[0] for s in statements]
    assert len({claim.key for claim in claims}) == 1
    day = date(2022, 1, 1)
    return [
        Member(n, s.id, "trade_flow", c.figure, True, core_text(c.core), None, s.stance, 0.9, None, day, day)
        for n, (s, c) in enumerate(zip(statements, claims, strict=True))
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_figures(case: dict[str, Any]) -> None:
    flows = {short: a_flow(a_report(f"Trade came to {short}."), amount_of(short)) for short in case["figures"]}
    short_of = {s.id: short for short, s in flows.items()}
    for order in itertools.islice(itertools.permutations(flows.values()), 24):
        drafts = sort_into_facts("key", members(list(order)))
        found = {frozenset(short_of[m.id] for m in d.members): d for d in drafts}
        assert set(found) == {frozenset(group) for group in case["facts"]}
        names = {d.id("key"): group for group, d in found.items()}
        told = [Told.of(d.id("key"), d.core, date(2022, 1, 1), ()) for d in drafts]
        conflicts = {frozenset([names[i], names[c]]) for i, each in rivals(told).items() for c in each.conflicts}
        wanted = {
            frozenset(next(g for g in found if short in g) for short in pair) for pair in case.get("conflicts", [])
        }
        assert conflicts == wanted


figures = st.builds(
    lambda value, step, qualifier, currency: money(value * step, step, qualifier, currency),
    st.integers(-60, 120),
    st.sampled_from([1, 10, 100]),
    st.sampled_from(["exact", "about", "over", "under", "up_to"]),
    st.sampled_from(["USD", "USD", "EUR"]),
)
sums = st.tuples(figures, st.none() | figures)


@settings(max_examples=150, deadline=None)
@given(st.lists(sums, min_size=2, max_size=14), st.randoms(use_true_random=False))
def test_facts_of_figures_do_not_hang_on_the_order(
    told: list[tuple[Amount, Amount | None]], chance: random.Random
) -> None:
    found = members(
        [
            a_flow(a_report(f"Report {n}."), amount, amount_also=(also,) if also else ())
            for n, (amount, also) in enumerate(told)
        ]
    )
    before = sort_into_facts("key", found)
    chance.shuffle(found)
    after = sort_into_facts("key", found)
    assert [(d.id("key"), {m.id for m in d.members}) for d in before] == [
        (d.id("key"), {m.id for m in d.members}) for d in after
    ]
    assert sorted(m.id for d in after for m in d.members) == sorted(m.id for m in found)
    assert len({d.id("key") for d in after}) == len(after)
    for draft in after:  # no chains: what stands together agrees with what the fact tells, in a currency that both have
        for m in draft.members:
            common = figures_of(core_of(m.core)).keys() & figures_of(draft.core).keys()
            assert common and not rules_out(draft.core, core_of(m.core))


# Which statements of two reports are one fact

EXPORTS = {"measure": "exports", "between": (), "reporter": "AZE", "partner": "BLR"}
DAY = Period(start="2022-05-18", end="2022-05-18", edtf="2022-05-18")
MAY_18 = Period(edtf="XXXX-05-18")
MAY_19 = Period(start="2022-05-19", end="2022-05-19", edtf="2022-05-19")
A, B = a_report("The first report tells it so."), a_report("The second report tells it in its own way.")
BUTTER, CHEESE = Good(text="butter", hs=("0405",)), Good(text="cheese", hs=("0406",))
HUNDRED = money(100_500_000, 100_000)


def a_deal(report: Report, **slots: Any) -> Statement:
    return a_statement(
        report, "deal", **{"countries": ("AZE", "BLR"), "status": "signed", "instrument": "contract", **slots}
    )


SO_FAR = [Period(start="2022-01-01", end=f"2022-{month}") for month in ("03-31", "05-31", "10-31")]


def contract(value: int = 55_000_000) -> Amount:
    return money(value, 1_000_000, "about")


SAME = {
    "words of a good do not count where it has a code": (
        a_flow(A, HUNDRED, goods=(BUTTER,)),
        a_flow(B, HUNDRED, goods=(Good(text="dairy butter", hs=("0405",)),)),
    ),
    "a year in days and in words": (
        a_flow(A, HUNDRED),
        a_flow(B, HUNDRED, period=Period(start="2021-01-01", end="2021-12-31", edtf="2021-01/2021-12")),
    ),
    "the pair in another order": (a_flow(A, HUNDRED), a_flow(B, HUNDRED, between=("BLR", "AZE"))),
    "doubled and up 100%": (
        a_flow(A, change=Change(factor=2, text="doubled")),
        a_flow(B, change=Change(percent=100, text="up 100%")),
    ),
    "a sharp value without a period": (a_flow(A, HUNDRED, period=None), a_flow(B, HUNDRED, period=None)),
    "targets of two speakers": (a_flow(A, HUNDRED, stance="target"), a_flow(B, HUNDRED, stance="planned")),
    "a deal told with and without its date": (a_deal(A, amount=contract(), date=DAY), a_deal(B, amount=contract())),
    "a deal whose year one report does not say": (
        a_deal(A, amount=contract(), date=DAY),
        a_deal(B, amount=contract(), date=MAY_18),
    ),
    "a deal with one side named in each": (
        a_deal(A, amount=contract(), parties=(Party(name="Tractor Works", role="supplier"),)),
        a_deal(B, amount=contract(), parties=(Party(name="Agroleasing", role="buyer"),)),
    ),
    "an event by its name": (
        a_statement(A, "event", type="exhibition", name="Food Fair", period=DAY, countries=("AZE",)),
        a_statement(B, "event", type="exhibition", name="FOOD FAIR", countries=("AZE", "BLR")),
    ),
    "a tender by buyer and good": (
        a_statement(A, "tender", buyer=Party(name="Baku Rail"), goods=(BUTTER,), status="announced"),
        a_statement(B, "tender", buyer=Party(name="Baku Rail"), goods=(BUTTER,), status="announced", date=DAY),
    ),
    "a venture by place and product": (
        a_statement(A, "venture", countries=("AZE", "BLR"), product=(BUTTER,), place="Ganja", activity="assembly"),
        a_statement(B, "venture", countries=("BLR", "AZE"), product=(BUTTER,), activity="assembly"),
    ),
    "a quantity of a deal in tonnes and in kilograms": (
        a_deal(A, quantity=Quantity(value=12.5, unit="KTN"), date=DAY),
        a_deal(B, quantity=Quantity(value=12_500_000, unit="KGM"), date=DAY),
    ),
    "a flow in pieces and in units": (
        a_flow(A, quantity=Quantity(value=1200, unit="PCE", precision=1)),
        a_flow(B, quantity=Quantity(value=1200, unit="C62", precision=1)),
    ),
    "a fiscal year by its name and by its months": (
        a_flow(A, HUNDRED, period=Period(start="2022-04-01", end="2023-03-31", calendar="fiscal year")),
        a_flow(B, HUNDRED, period=Period(start="2022-04-01", end="2023-03-31")),
    ),
    "a heading beside its chapter says no more": (
        a_flow(A, HUNDRED, goods=(Good(text="dairy", hs=("04",)), BUTTER)),
        a_flow(B, HUNDRED, goods=(Good(text="dairy produce", hs=("04",)),)),
    ),
    "a venture with its cost rounded": (
        a_statement(A, "venture", countries=("AZE",), product=(BUTTER,), amount=money(424_400_000, 100_000)),
        a_statement(B, "venture", countries=("AZE",), product=(BUTTER,), amount=money(420_000_000, 10_000_000)),
    ),
    "a deal in one of two currencies": (
        a_deal(A, amount=contract(), amount_also=(money(50_000_000, 1_000_000, currency="EUR"),)),
        a_deal(B, amount=money(50_000_000, 1_000_000, currency="EUR")),
    ),
    "goods both ways": (
        a_statement(A, "traded_goods", origin="AZE", destination="BLR", goods=(BUTTER, CHEESE)),
        a_statement(B, "traded_goods", origin="AZE", destination="BLR", goods=(CHEESE, BUTTER)),
    ),
    "the same sentence of an agency": (
        a_statement(A, "milestone", type="treaty", countries=("AZE",), span=(0, 9)),
        a_statement(a_report("The first page."), "milestone", type="treaty", countries=("AZE",), span=(0, 9)),
    ),
}
APART = {
    "a tender that is planned and its announcement": (
        a_statement(A, "tender", buyer=Party(name="Baku Rail"), goods=(BUTTER,), status="planned", stance="planned"),
        a_statement(B, "tender", buyer=Party(name="Baku Rail"), goods=(BUTTER,), status="announced"),
    ),
    "another measure": (a_flow(A, HUNDRED), a_flow(B, HUNDRED, measure="exports")),
    "another currency": (a_flow(A, HUNDRED), a_flow(B, money(100_500_000, 100_000, currency="EUR"))),
    "deals in two currencies": (
        a_deal(A, amount=contract()),
        a_deal(B, amount=money(50_000_000, 1_000_000, currency="EUR")),
    ),
    "barrels and tonnes": (
        a_flow(A, quantity=Quantity(value=500, unit="BLL", precision=1)),
        a_flow(B, quantity=Quantity(value=500, unit="TNE", precision=1)),
    ),
    "another year": (a_flow(A, HUNDRED), a_flow(B, HUNDRED, period=Period(start="2022-01-01", end="2022-12-31"))),
    "another good": (a_flow(A, HUNDRED, goods=(BUTTER,)), a_flow(B, HUNDRED, goods=(CHEESE,))),
    "without oil": (a_flow(A, HUNDRED), a_flow(B, HUNDRED, excludes="oil")),
    "a region": (a_flow(A, HUNDRED, **EXPORTS), a_flow(B, HUNDRED, **EXPORTS, reporter_area="Ganja")),
    "a target is no figure": (a_flow(A, HUNDRED), a_flow(B, HUNDRED, stance="target")),
    "a denial is none either": (a_flow(A, HUNDRED), a_flow(B, HUNDRED, stance="denied")),
    "the partner's side": (
        a_flow(A, HUNDRED, **EXPORTS),
        a_flow(B, HUNDRED, measure="imports", between=(), reporter="BLR", partner="AZE"),
    ),
    "a rough value without a period": (
        a_flow(A, money(2_000_000, 1_000_000), period=None),
        a_flow(B, money(2_000_000, 1_000_000), period=None),
    ),
    "growth without a period": (
        a_flow(A, change=Change(percent=5), period=None),
        a_flow(B, change=Change(percent=5), period=None),
    ),
    "deals on two days": (a_deal(A, amount=contract(), date=DAY), a_deal(B, amount=contract(), date=MAY_19)),
    "deals of two suppliers": (
        a_deal(A, amount=contract(), parties=(Party(name="Tractor Works", role="supplier"),)),
        a_deal(B, amount=contract(), parties=(Party(name="Wagon Works", role="supplier"),)),
    ),
    "deals in two goods": (
        a_deal(A, amount=contract(), goods=(BUTTER,)),
        a_deal(B, amount=contract(), goods=(CHEESE,)),
    ),
    "deals of which nothing is known": (a_deal(A), a_deal(B)),
    "a loan and a contract": (a_deal(A, amount=contract()), a_deal(B, amount=contract(), instrument="loan")),
    "deals that share one rough digit": (a_deal(A, amount=contract(2_000_000)), a_deal(B, amount=contract(2_000_000))),
    "a sum so far": (a_deal(A, amount=contract()), a_deal(B, amount=contract(), running_total=True)),
    "visits on unknown days": (
        a_statement(A, "event", type="visit", countries=("AZE", "BLR")),
        a_statement(B, "event", type="visit", countries=("AZE", "BLR")),
    ),
    "editions of a fair": (
        a_statement(A, "event", type="exhibition", name="Food Fair", edition=14),
        a_statement(B, "event", type="exhibition", name="Food Fair", edition=15),
    ),
}


def leading_keys_and_facts(pair: tuple[Statement, Statement]) -> int:
    """How many facts two statements make."""
    claims = [(claims_of(s)[0], s) for s in pair]
    keys: dict[str, list[Statement]] = {}
    for claim, s in claims:
        keys.setdefault(claim.key, []).append(s)
    day = date(2022, 1, 1)
    count = 0
    for key, statements in keys.items():
        rows = [
            Member(
                n,
                s.id,
                str(s.__struct_config__.tag),
                c.figure,
                True,
                core_text(c.core),
                None,
                s.stance,
                0.9,
                None,
                day,
                day,
            )
            for n, s in enumerate(statements)
            for c in claims_of(s)[:1]
        ]
        count += len(sort_into_facts(key, rows))
    return count


@pytest.mark.parametrize("name", SAME)
def test_one_fact(name: str) -> None:
    assert leading_keys_and_facts(SAME[name]) == leading_keys_and_facts(SAME[name][::-1]) == 1


@pytest.mark.parametrize("name", APART)
def test_two_facts(name: str) -> None:
    assert leading_keys_and_facts(APART[name]) == leading_keys_and_facts(APART[name][::-1]) == 2


def test_an_undated_deal_does_not_join_two_that_exclude_each_other() -> None:
    reports = [a_report(f"Report number {n} about it.") for n in range(3)]
    deals = [
        a_deal(reports[0], amount=contract()),
        a_deal(reports[1], amount=contract(), date=DAY),
        a_deal(reports[2], amount=contract(), date=MAY_19),
    ]
    for order in itertools.permutations(deals):
        assert len(sort_into_facts("key", [m for d in order for m in deal_members(d)])) == 3


def deal_members(s: Statement) -> list[Member]:
    day, claim = date(2022, 1, 1), claims_of(s)[0]
    return [Member(0, s.id, "deal", claim.figure, True, core_text(claim.core), None, s.stance, 0.9, None, day, day)]


# In a real book


def shape(facts: list[Fact]) -> list[tuple[object, ...]]:
    """What must not hang on the order of reports."""
    return [
        (
            *(
                f.id,
                f.kind,
                f.figure,
                f.leading,
                f.statement.id,
                f.confidence,
                f.origins,
                f.first_seen,
                f.last_repeated,
            ),
            *(
                f.conflicts,
                f.mirrors,
                f.revises,
                f.revised_by,
                f.series,
                tuple((s.statement, s.origin, len(s.appearances)) for s in f.sources),
            ),
        )
        for f in facts
    ]


def in_two_currencies(report: Report, chance: random.Random) -> Statement:
    """The trade of 2020, in dollars, in euros or in both."""
    dollars = money(chance.choice([400, 404, 450]) * MILLION, chance.choice([1, 10]) * MILLION)
    euros = money(chance.choice([370, 372, 390]) * MILLION, chance.choice([1, 10]) * MILLION, currency="EUR")
    first, *also = chance.choice([[dollars], [euros], [dollars, euros], [euros, dollars]])
    return a_flow(report, first, amount_also=tuple(also), period=Period(start="2020-01-01", end="2020-12-31"))


def world(chance: random.Random) -> list[tuple[Report, list[Statement]]]:
    """Some reports that overlap in what they say, with reprints."""
    made: list[tuple[Report, list[Statement]]] = []
    for n in range(16):
        report = a_report(
            f"Report {n} says what it says of trade.",
            outlet=chance.choice(["Wire", "Paper", None]),
            published=date(2022, 6, 1 + chance.randrange(28)),
        )
        statements: list[Statement] = [
            a_flow(
                report,
                amount_of(chance.choice(["424.4 0.1", "over 420 1", "about 420 10", "430.1 0.1", "424 1"])),
                change=Change(percent=chance.choice([93.5, 90])) if chance.random() < 0.5 else None,
                confidence=chance.choice([0.7, 0.9]),
                attribution=told_by(chance.choice([None, "Ministry", "ministry", f"Office {n}", f"Office {n}"])),
                revision=chance.choice([None, None, None, None, None, "preliminary", "revised"]),
            ),
            a_flow(report, money(MILLION * (n + 3), 1), period=chance.choice(SO_FAR)),
            in_two_currencies(report, chance),
            a_deal(report, amount=contract(chance.choice([40, 41, 55]) * MILLION), running_total=True),
            a_deal(report, amount=contract(), date=chance.choice([None, DAY, MAY_18, MAY_19])),
            a_flow(
                report,
                HUNDRED,
                **(EXPORTS if n % 2 else {"measure": "imports", "between": (), "reporter": "BLR", "partner": "AZE"}),
            ),
        ]
        made.append((report, statements))
    made += [
        (a_report(r.text, outlet="Reprint", published=date(2022, 5, 2 + n)), []) for n, (r, _) in enumerate(made[:4])
    ]
    return made


def test_a_book_does_not_hang_on_the_order_of_reports(database: Database) -> None:
    chance = random.Random(20220614)
    reports = world(chance)
    statements = {r.id: s for r, s in reports if s}
    shapes = []
    for _ in range(4):
        with open_book(database.new()) as book:
            for report, _ in reports:
                book.record(report, reading(*statements[report.id]))
            assert book.verify() == []
            shapes.append(shape(book.facts(leading=False)))
        chance.shuffle(reports)
    assert all(found == shapes[0] for found in shapes[1:])
    for relation in range(9, 14):  # conflicts, mirrors, revisions and series took part
        assert any(row[relation] for row in shapes[0]), relation


@pytest.mark.parametrize("seed", range(4))
def test_facts_kept_in_step_are_those_made_anew(book: Book, seed: int) -> None:
    """Whatever was read, and read anew, step by step: `verify` sorts all statements anew and finds the same facts."""
    chance = random.Random(seed)
    for report, statements in world(chance):
        book.record(report, reading(*statements))
    assert book.verify() == []
    for _ in range(2):
        read = {report.id: statements for report, statements in world(chance) if statements}
        book.reread(lambda report, read=read: reading(*chance.sample(read[report.id], 2)))  # type: ignore[misc]
        assert book.verify() == []
        assert len(book.statements()) == 32


def test_origins_are_counted_once(book: Book) -> None:
    told = [
        told_by("State Customs Committee"),
        told_by(agency="Wire"),
        told_by(source="state customs committee"),
        told_by(),
    ]
    for n, attribution in enumerate(told):
        report = a_report(f"Report {n}.", outlet="wire")
        book.record(report, reading(a_flow(report, HUNDRED, attribution=attribution)))
    (fact,) = book.facts()
    assert fact.independent == 2 and len(fact.sources) == 4
    assert fact.origins == ("State Customs Committee", "Wire")


def test_a_conflict_and_a_mirror_are_linked(book: Book) -> None:
    values = (424_400_000, 430_100_000)
    for n, value in enumerate(values):
        report = a_report(f"Report {n}.", published=date(2022, 6, 1 + n))
        imports = a_flow(report, money(value, 100_000), measure="imports", between=(), reporter="BLR", partner="AZE")
        book.record(report, reading(a_flow(report, money(value, 100_000), **EXPORTS), imports))
    facts = {
        (f.statement.measure, f.statement.amount.value): f for f in book.facts() if isinstance(f.statement, TradeFlow)
    }  # type: ignore[union-attr]
    low, high = facts["exports", values[0]], facts["exports", values[1]]
    assert low.conflicts == (high.id,) and high.conflicts == (low.id,)
    assert set(low.mirrors) == {facts["imports", v].id for v in values}
    assert book.facts(as_of=date(2022, 6, 1))[0].conflicts == ()


def test_each_figure_of_a_flow_is_a_fact_and_one_leads(book: Book) -> None:
    flow = a_flow(
        A,
        HUNDRED,
        quantity=Quantity(value=500, unit="TNE"),
        change=Change(percent=-5),
        share=Share(percent=12),
        rank=Rank(n=3, among="partners"),
    )
    book.record(A, reading(flow))
    assert [f.figure for f in book.facts()] == ["value"]
    assert {f.figure: f.leading for f in book.facts_of(flow.id)} == {
        "value": True,
        "quantity": False,
        "change": False,
        "share": False,
        "rank": False,
    }
    change = next(f for f in book.facts_of(flow.id) if f.figure == "change")
    assert book.fact(change.id) == change and book.fact("nothing") is None
    book.record(B, reading(a_flow(B, change=Change(percent=-5))))
    assert {f.figure for f in book.facts()} == {"value", "change"}
    assert book.verify() == []


def test_as_of_a_day(book: Book) -> None:
    first = a_report("The first.", published=date(2022, 3, 1))
    better = a_report("The better.", published=date(2022, 4, 1))
    rough, fine = a_flow(first, money(420_000_000, 1_000_000, "over")), a_flow(better, money(424_400_000, 100_000))
    book.record(better, reading(fine))
    book.record(first, reading(rough))
    assert [f.statement for f in book.facts()] == [fine]
    (then,) = book.facts(as_of=date(2022, 3, 31))
    assert then.statement == rough and then.last_repeated == date(2022, 3, 1)
    assert book.facts(as_of=date(2022, 2, 28)) == []


def test_promises(book: Book) -> None:
    target = a_flow(
        A, money(10**9, 10**9), stance="target", period=Period(start="2030-01-01", end="2030-12-31", edtf="2030")
    )
    tender = a_statement(A, "tender", buyer=Party(name="Baku Rail"), goods=(BUTTER,), status="announced", date=DAY)
    hoped = a_deal(A, stance="expected", amount=contract())
    held = a_statement(A, "event", type="exhibition", name="Food Fair", period=YEAR_2021)
    book.record(A, reading(target, tender, hoped, held, a_flow(A, HUNDRED)))
    states = {p.fact.kind: (p.due, p.state) for p in book.promises(as_of=date(2023, 1, 1))}
    assert states == {
        "tender": (date(2022, 5, 18), "due"),
        "trade_flow": (date(2030, 12, 31), "open"),
        "deal": (None, "open"),
    }
    assert [p.fact.kind for p in book.promises(as_of=date(2023, 1, 1))] == ["tender", "deal", "trade_flow"]
    assert [p.fact.kind for p in book.promises(pair=("AZE", "BLR"), as_of=date(2031, 1, 1))] == ["trade_flow", "deal"]
    assert book.promises(as_of=date(2022, 6, 1)) == []  # before the report appeared


def test_a_day_that_is_none_breaks_nothing(book: Book) -> None:
    odd = Period(start="2022-02-30", end="2022-02-31", edtf="2022-02-30")
    for report in (A, B):
        book.record(report, reading(a_deal(report, amount=contract(), date=odd, stance="planned")))
    assert [p.due for p in book.promises(as_of=date(2030, 1, 1))] == [None]
