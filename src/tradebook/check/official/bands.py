"""How far a figure of the press may be from the official one, and why: a band that is derived, step by step.

A figure is held against the official one in this order, and the first step that reaches it gives the verdict:

1. as printed: the official figure lies within the printed digits and the qualifier ("about", "over") -> "agrees";
2. as printed, read at its widest: digits that were cut instead of rounded, "over" by more than is usual -> "agrees
   within";
3. revision: what was official when the report appeared is not loaded, and the figure may have been revised since. The
   share is the greatest revision between vintages of the reporter's figures where at least five of them are loaded in
   two vintages, else that of tables/revisions.csv by the months between the period's end and the report (our choice,
   said so in each verdict) -> "agrees within";
4. valuation, only where the partner's books stand in for those of the reporter: exports FOB lie between the importer's
   figure by one and the greatest margin (`margins.py`), and the importer's figure itself, never above it -> "agrees
   within".

What no step reaches differs. The steps of a mirrored figure never give "agrees", nor "differs" (`figures.py`).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from tradebook.check.intervals import Figure, Interval
from tradebook.check.official.lookup import Lookup
from tradebook.check.official.margins import margin
from tradebook.check.official.reading import Official, Reading, table
from tradebook.check.official.words import percent
from tradebook.statistics.store import KEY

Step = Literal["as printed", "read at its widest", "revision", "valuation", "beyond"]
LEAST_REVISED = 5  # figures in two vintages, before their revisions say what is usual
ONE = Decimal(1)


class Revision(NamedTuple):
    """The share by which a figure may have been revised, and what says so."""

    share: Decimal
    reason: str


class Found(NamedTuple):
    """Which step reached the official figure, and why in words ("" where nothing is to be said)."""

    step: Step
    reason: str


class Target(NamedTuple):
    """What a figure is held against: the official value, the sum that a revision is a share of, and, where the
    partner's books stand in, what the reporter's figure can be by them and why (else null)."""

    value: Decimal
    gross: Decimal
    stands_in: Interval | None = None
    reason: str = ""


def judge(told: Figure, target: Target, revision: Revision | None) -> Found:
    """The first step that reaches the official figure; a revision is only allowed for where one is given."""
    room = target.gross * revision.share if revision else Decimal(0)
    if target.stands_in is not None:
        if told.likely.meets(target.stands_in):
            return Found("valuation", target.reason)
        if revision and told.likely.meets(_widened(target.stands_in, room)):
            return Found("valuation", f"{target.reason}, and {revision.reason}")
        return Found("beyond", "")
    exact = Interval(target.value, target.value)
    if told.likely.meets(exact):
        return Found("as printed", "")
    if told.possible.meets(exact):
        return Found("read at its widest", "the digits may have been cut, or the wording is wide")
    if revision and told.likely.meets(_widened(exact, room)):
        return Found("revision", revision.reason)
    return Found("beyond", "")


def target_of(official: Official, reading: Reading, lookup: Lookup) -> Target:
    """What the value of a reading is held against."""
    if not reading.mirrored:
        return Target(official.value, official.gross)
    return Target(official.value, official.gross, _valued(official, reading, lookup), _valuation_words(reading))


def _widened(interval: Interval, room: Decimal) -> Interval:
    return Interval(interval.low - room, interval.high + room)


def _valued(official: Official, reading: Reading, lookup: Lookup) -> Interval:
    """What the reporter's figure can be where the partner's is this: its exports FOB at most what the partner books as
    imports CIF, its imports CIF at least what the partner books as exports FOB."""
    whole = Interval(Decimal(0), Decimal(0))
    for sign, account in official.parts:
        seller, buyer = reading.reporter, reading.partner
        if account.trade.flow in ("exports", "re-exports"):
            seller, buyer = buyer, seller
        found = margin(seller, buyer, lookup.statistics.folder)
        part = Interval(account.value, account.value)
        if account.trade.flow == "imports" and account.valuation != "FOB":
            part = Interval(account.value / (ONE + found.high), account.value / (ONE + found.low))
        elif account.trade.flow in ("exports", "re-exports") and account.valuation != "CIF":
            part = Interval(account.value * (ONE + found.low), account.value * (ONE + found.high))
        whole = whole.plus(part) if sign > 0 else whole.minus(part)
    return whole


def _valuation_words(reading: Reading) -> str:
    if reading.measure == "exports":
        return "the importer counts transport and insurance, the exporter does not"
    if reading.measure == "imports":
        return "the importer counts transport and insurance, and the exporter’s figure does not"
    return "the two sides value goods with and without transport and insurance"


def revision_of(lookup: Lookup, official: Official, end: date, published: date | None) -> Revision:
    """How far the figure may have been revised since a report of a period that ended on `end`."""
    measured = _measured(lookup, official)
    if measured is not None:
        return Revision(
            measured, f"figures of this reporter were revised by up to {percent(measured)} between vintages"
        )
    months = (published.year - end.year) * 12 + published.month - end.month if published else None
    for row in table("revisions"):
        if row["months"] == "*" or (months is not None and months <= int(row["months"])):
            share = Decimal(row["share"])
            return Revision(share, f"later revisions of up to {percent(share)} are usual")
    raise AssertionError("the last row of the table is for all")


def _measured(lookup: Lookup, official: Official) -> Decimal | None:
    """The greatest revision of the reporter's figures of this flow with this partner, from the vintages loaded."""
    values: dict[tuple[object, ...], list[Decimal]] = {}
    for _, account in official.parts:
        trade = account.trade
        for code in trade.commodities:
            for row in lookup.vintages(trade.reporter, trade.partner, trade.flow, code):
                if row.value and row.source == account.source:
                    values.setdefault(tuple(getattr(row, name) for name in KEY), []).append(row.value)
    shares = [(max(several) - min(several)) / max(several) for several in values.values() if len(several) > 1]
    return max(shares) if len(shares) >= LEAST_REVISED else None
