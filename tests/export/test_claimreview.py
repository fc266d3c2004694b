"""Verdicts as ClaimReview: what goes out, and what does not."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import msgspec

from tests.book.making import a_flow, a_report, money, told_by
from tradebook.check import Result, Side, Verdict
from tradebook.export import Publisher, Written, export_claimreview
from tradebook.statement import Statement

REPORT = a_report("Trade came to $424.4 million.", outlet="Wire")
FLOW = a_flow(REPORT, money(424_400_000, 100_000), attribution=told_by("Example Chamber"))
DAY = date(2026, 1, 2)


def verdict(result: Result, **more: Any) -> Verdict:
    plain = Verdict(
        check="turnover is exports plus imports",
        result=result,
        report=REPORT.id,
        statements=(FLOW.id,),
        told=Side(words="424.4"),
        computed=Side(words="295.5 + 128.9"),
        sentence="A sentence.",
        explanation="An explanation.",
    )
    return msgspec.structs.replace(plain, **more)


def exported(*verdicts: Verdict, statements: tuple[Statement, ...] = (FLOW,)) -> tuple[Written, list[dict[str, Any]]]:
    out = io.BytesIO()
    publisher = Publisher(name="Example Desk")
    written = export_claimreview(verdicts, {s.id: s for s in statements}, {}, publisher, DAY, out)
    return written, json.loads(out.getvalue())["@graph"]


def test_what_cannot_be_told_is_no_review() -> None:
    written, reviews = exported(verdict("cannot tell"), verdict("impossible"))
    assert written == Written(reviews=1, blocked=0)
    assert [review["reviewRating"]["alternateName"] for review in reviews] == ["Impossible"]


def test_a_figure_that_may_not_be_redistributed_stays_here() -> None:
    written, reviews = exported(verdict("does not add up", publishable=False), verdict("adds up"))
    assert written == Written(reviews=1, blocked=1)
    assert [review["reviewRating"]["alternateName"] for review in reviews] == ["Adds up"]


def test_a_review_names_the_body_and_no_person() -> None:
    _, (review,) = exported(verdict("adds up"))
    assert review["itemReviewed"]["author"]["name"] == "Example Chamber"
    assert "The speaker" not in json.dumps(review)
    assert review["datePublished"] == "2026-01-02"
    assert "ratingValue" not in review["reviewRating"]


def test_the_same_finding_keeps_its_identifier() -> None:
    (_, (first,)), (_, (again,)) = exported(verdict("adds up")), exported(verdict("impossible"))
    (_, (other,)) = exported(verdict("adds up", check="balance is exports less imports"))
    assert first["identifier"] == again["identifier"] != other["identifier"]


def test_a_verdict_on_a_statement_that_is_not_there_is_left_out() -> None:
    assert exported(verdict("adds up"), statements=()) == (Written(reviews=0, blocked=0), [])
