"""What holds for any text at all."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradebook.extract import extract
from tradebook.extract.analysis import Document, analyse
from tradebook.extract.items import Item, Sentence
from tradebook.extract.lettering import plain
from tradebook.extract.tokens import stretches, unwrapped
from tradebook.report import Report, make_report
from tradebook.statement import TradeFlow

# Pieces that the readers look for, so that chance also builds what is nearly a figure, a period, a name
WORDS = """
$ € US$ USD EUR Rs mln million bn. billion crore lakh tonnes t kg % percent per cent points times -fold half a
an third two-thirds one two twenty five hundred thousand 1 2 3 12 1.5 1,5 1,234 1.2.3 2021 2022-23 1993-06-11
18/05/2022 30.02.2022 10M Q1 H2 FY 9M22 May March January February 29 31 October Monday Friday the first last
past next this year years month quarter of half to from between and by since until as of the end early mid
year-end a year earlier same period ago on by - – — / ( ) " “ ” . , ; : ... ' s U.S. Inc. No. Mr. J. St.
exports imports of butter from to Turkey Georgia Belarusian Poland's Minsk EU trade turnover signed a contract
with worth fell rose Ivan Petrov, director of Works JSC said imported goods respectively which took share in
""".split()
PIECES = [*WORDS, "\n", "\n\n", "\t"]
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=60).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
)
DAYS = st.none() | st.dates() | st.just(date.min) | st.just(date.max)
REPORTS = st.builds(
    lambda text, title, day: make_report(text, title=title, published=day, language="en"),
    TEXTS,
    st.none() | TEXTS,
    DAYS,
)


def _field(report: Report, sentence: Sentence) -> str:
    text = unwrapped(plain(report.text), report.body_start)
    return text if sentence.field == "text" else plain(report.title or "")


@settings(max_examples=300, deadline=None)
@given(REPORTS)
def test_reading_never_raises_and_repeats_itself(report: Report) -> None:
    first, second = extract(report), extract(report)
    assert [s.id for s in first.statements] == [s.id for s in second.statements]
    assert first.gaps == second.gaps


def test_one_figure_told_in_order_is_read() -> None:
    """ "respectively" with nobody before it to share the figures out to."""
    (flow,) = extract(make_report("Egypt imported goods respectively worth $251.9 million.")).statements
    assert isinstance(flow, TradeFlow)
    assert (flow.reporter, flow.measure, flow.amount and flow.amount.value) == ("EGY", "imports", 251_900_000)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(categories=["Cs", "Lu", "Zs"]), max_size=8), st.integers(0, 105))
def test_half_a_surrogate_pair_costs_only_its_own_sentence(broken: str, at: int) -> None:
    more = "Kenya's imports of tea from Uganda fell to $2 million in 2019. The Kenyan firm Elan signed a contract."
    text = "Chile's exports to Peru rose to $5 million in 2020.\n\n" + more[:at] + "\ud83d" + broken + more[at:]
    report = make_report(text, title="Trade " + broken, language="en")
    statements = extract(report).statements
    assert any(s.evidence.start == 0 for s in statements)
    for s in statements:
        for e in (s.evidence, *s.evidence_also, *s.evidence_context):
            assert (text if e.field == "text" else report.title or "")[e.start : e.end] == e.text
            assert e.text.encode()


MARKS = frozenset("'\"“”‘’„«»")  # a name in quotes is an item without them


@settings(max_examples=300, deadline=None)
@given(REPORTS)
def test_items_lie_in_their_sentence_in_order(report: Report) -> None:
    for sentence in analyse(report).sentences:
        field = _field(report, sentence)
        assert field[sentence.start : sentence.end] == sentence.text
        at = sentence.start
        for item in sentence.items:
            assert at <= item.start < item.end <= sentence.end
            assert " ".join(field[item.start : item.end].split()) == " ".join(item.text.split())
            assert all(sign.isspace() or sign in MARKS for sign in field[at : item.start])
            at = item.end
        assert all(sign.isspace() or sign in MARKS for sign in field[at : sentence.end])


@settings(max_examples=300, deadline=None)
@given(REPORTS)
def test_sentences_cover_the_text_without_overlap(report: Report) -> None:
    at = 0
    for stretch in (s for s in stretches(report) if s.field == "text"):
        assert not report.text[at : stretch.start].strip()
        assert stretch.start >= at and stretch.end > stretch.start
        at = stretch.end
    assert not report.text[at:].strip()
    at = 0
    for sentence in (s for s in analyse(report).sentences if s.field == "text"):  # the story's alone
        assert sentence.start >= at and sentence.end > sentence.start
        at = sentence.end


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _values(item: Item) -> list[Decimal]:
    value = item.value
    return [Decimal(str(v)) for v in (value.value, value.low, value.high) if v is not None]


FIGURES = st.builds(
    lambda before, number, scale, after: f"It cost {before}{number}{scale}{after} then.",
    st.sampled_from(["", "$", "US$", "EUR ", "Rs ", "about $", "over "]),
    st.from_regex(r"\A[0-9]{1,4}([., ][0-9]{1,4}){0,4}\Z"),
    st.sampled_from(["", " million", "bn", " mln.", " lakh crore", "k", " thousand", "-million"]),
    st.sampled_from(["", " tonnes", " dollars", " euros", " kg", "%", " barrels"]),
)


@settings(max_examples=500, deadline=None)
@given(FIGURES)
def test_a_figure_takes_all_of_its_digits_or_none(text: str) -> None:
    """A value's digits are the printed ones, and no digit that touches them is left over."""
    report = make_report(text)
    for sentence in analyse(report).sentences:
        for item in sentence.items:
            if item.kind not in ("AMT", "QTY"):
                continue
            for value in _values(item):
                printed = _digits(format(value.normalize(), "f")).strip("0")
                assert printed in _digits(item.text)
            around = text[max(0, item.start - 2) : item.start], text[item.end : item.end + 2]
            assert not re.search(r"\d[.,]?\Z", around[0])
            assert not re.match(r"[.,]?\d", around[1])


@settings(max_examples=200, deadline=None)
@given(TEXTS, DAYS)
def test_periods_run_forward(text: str, day: date | None) -> None:
    for sentence in analyse(make_report(text, published=day)).sentences:
        for item in sentence.items:
            for period in (item.value.period, item.value.ahead) if item.kind == "PER" else ():
                if period is not None and period.start and period.end:
                    assert date.fromisoformat(period.start) <= date.fromisoformat(period.end)


@pytest.mark.parametrize(
    "piece",
    ["from ", "by ", "since ", "as of ", "the ", "early ", "end of ", "May 2021-", "from between ", "1 May to "],
)
def test_openers_without_end(piece: str) -> None:
    assert analyse(make_report(piece * 1500, published=date(2022, 1, 1))).sentences


def test_a_day_outside_the_press_is_no_day() -> None:
    text = "Exports rose last year and over the past century."
    for day in (date.min, date.max):
        document: Document = analyse(make_report(text, published=day))
        assert document.today is None
