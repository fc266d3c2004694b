"""Verdicts as ClaimReview of schema.org: what search engines and fact-checking desks read.

One JSON-LD document, one review a verdict. A review is published in the name of the person or desk that asks for it,
and says no more than the verdict: the sentence of the report, its place, the result in words (no marks out of five,
which would say more than arithmetic can) and the check's explanation. Verdicts that cannot be told are no reviews, and
those behind which stands a figure that may not be redistributed are left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import IO, Any

import msgspec
from msgspec import Struct

from tradebook.book import Appearance
from tradebook.check import Verdict
from tradebook.statement import Statement


class Publisher(Struct, frozen=True, kw_only=True):
    """In whose name the reviews are published."""

    name: str
    url: str | None = None


class Written(Struct, frozen=True, kw_only=True):
    """How many reviews were written, and how many verdicts were left out because of a licence."""

    reviews: int
    blocked: int


def export_claimreview(
    verdicts: Iterable[Verdict],
    statements: Mapping[str, Statement],
    appearances: Mapping[str, Sequence[Appearance]],
    publisher: Publisher,
    on: date,
    out: IO[bytes],
) -> Written:
    """Writes the reviews to the binary stream `out` as one JSON-LD document (UTF-8), in the order of the verdicts.

    `statements` finds the statements of the verdicts by id, `appearances` where their reports were published; `on` is
    the day of the reviews."""
    told = [v for v in verdicts if v.result != "cannot tell" and v.statements[0] in statements]
    allowed = [v for v in told if v.publishable]
    reviews = [_review(v, statements[v.statements[0]], appearances, publisher, on) for v in allowed]
    document = {"@context": "https://schema.org", "@graph": reviews}
    out.write(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
    return Written(reviews=len(reviews), blocked=len(told) - len(allowed))


def _review(
    verdict: Verdict,
    statement: Statement,
    appearances: Mapping[str, Sequence[Appearance]],
    publisher: Publisher,
    on: date,
) -> dict[str, Any]:
    mark = hashlib.sha256(msgspec.json.encode([verdict.check, verdict.statements])).hexdigest()[:32]
    return {
        "@type": "ClaimReview",
        "identifier": mark,
        "datePublished": on.isoformat(),
        "author": _known({"@type": "Organization", "name": publisher.name, "url": publisher.url}),
        "claimReviewed": statement.evidence.text,
        "itemReviewed": _claim(statement, appearances.get(verdict.report, ())),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": verdict.result.capitalize(),
            "ratingExplanation": verdict.explanation,
        },
        "reviewBody": verdict.sentence,
    }


def _claim(statement: Statement, places: Sequence[Appearance]) -> dict[str, Any]:
    first = min((a.published for a in places if a.published), default=None)
    return _known(
        {
            "@type": "Claim",
            "author": _author(statement, places),
            "datePublished": first.isoformat() if first else None,
            "appearance": [_article(a) for a in places] or None,
        }
    )


def _author(statement: Statement, places: Sequence[Appearance]) -> dict[str, Any] | None:
    """Whose claim it is, as far back as the text tells: the figure's source, the speaker's body, the agency, else the
    outlet. People are named by their body alone."""
    told = statement.attribution
    bodies = [told.figure_source, *(s.organisation for s in told.speakers), *told.agencies]
    outlets = [a.outlet for a in places]
    name = next((body for body in [*bodies, *outlets] if body), None)
    return {"@type": "Organization", "name": name} if name else None


def _article(place: Appearance) -> dict[str, Any]:
    return _known(
        {
            "@type": "NewsArticle",
            "headline": place.title,
            "url": place.url,
            "datePublished": place.published.isoformat() if place.published else None,
            "publisher": {"@type": "Organization", "name": place.outlet} if place.outlet else None,
        }
    )


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that are known."""
    return {name: value for name, value in fields.items() if value is not None}
