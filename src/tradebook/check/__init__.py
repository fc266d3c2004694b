"""Checks: does what is told hold together? Each check is one small function in a list.

A check within a report (`CHECKS`) takes the statements of one report, a check across the book (`ACROSS`) takes facts,
one against official statistics (`tradebook.check.official`) statements and the statistics loaded; all yield verdicts,
and their docstrings are the published explanations (`catalogue`). They speak only of like with like (see
`tradebook.check.like` and `tradebook.check.across.alike`): a comparison that is not surely of the same trade, period,
basis and currency gives no red flag. "Adds up" says that figures agree among themselves, never that they are true;
"agrees" that an official figure says the same.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from tradebook.check.across import ACROSS, CheckAcross, run_across
from tradebook.check.inside import CHECKS, run_checks
from tradebook.check.say import explanation_of, name_of
from tradebook.check.sums import Check
from tradebook.check.verdict import RED, Result, Side, Term, Verdict

Scope = Literal["within a report", "across the book", "against official statistics"]


class Listed(Struct, frozen=True, kw_only=True):
    """A check as it is published: its name, what it looks at, and its explanation."""

    name: str
    scope: Scope
    explanation: str


def catalogue() -> list[Listed]:
    """Every check, in the order in which they run."""
    scopes: list[tuple[Scope, tuple[Check, ...] | tuple[CheckAcross, ...]]] = [
        ("within a report", CHECKS),
        ("across the book", ACROSS),
    ]
    from tradebook.check.official import official_explanations

    return [
        Listed(name=name_of(check), scope=scope, explanation=explanation_of(check))
        for scope, checks in scopes
        for check in checks
    ] + [
        Listed(name=name, scope="against official statistics", explanation=text)
        for name, text in official_explanations().items()
    ]


def explanations() -> dict[str, str]:
    """The published explanation of each check, by its name."""
    return {listed.name: listed.explanation for listed in catalogue()}


__all__ = [
    "ACROSS",
    "CHECKS",
    "RED",
    "Check",
    "CheckAcross",
    "Listed",
    "Result",
    "Scope",
    "Side",
    "Term",
    "Verdict",
    "catalogue",
    "explanations",
    "run_across",
    "run_checks",
]
