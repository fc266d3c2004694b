# ruff: noqa: E501 - an expression reads best on one line
"""Short reports of one tender, told in many shapes. A case only gives the draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.varied import Variation
from tests.varied.drawn import BULK, Draw, period, shapes, short_report, tailed

_TENDERED = (
    "{A}'s {T} issued a tender to buy {Q} tonnes of {G} {W}.",
    "{A}'s {T} announced a tender for {Q} tonnes of {G} {W}.",
    "{A}'s {T} launched an international tender for {Q} tonnes of {G} {W}.",
    "{A}'s {T} floated a tender to buy {Q} tonnes of {G} {W}.",
    "{A}'s {T} called a tender for {Q} tonnes of {G} {W}.",
    "{A}'s {T} opened a tender for the supply of {Q} tonnes of {G} {W}.",
    "{A}'s {T} published a tender to import {Q} tonnes of {G} {W}.",
    "{A}'s {T} put out a tender for {Q} tonnes of {G} {W}.",
    "{A}'s {T} invited bids for {Q} tonnes of {G} {W}.",
    "{A}'s {T} called for bids for {Q} tonnes of {G} {W}.",
    "{A}'s {T} invited bids to supply {Q} tonnes of {G} {W}.",
    "{A}'s {T} sought bids for {Q} tonnes of {G} {W}.",
    "{A}'s {T} tendered for {Q} tonnes of {G} {W}.",
    "{W}, {A}'s {T} issued an international tender to purchase {Q} tonnes of {G}.",
    "{W} {A}'s {T} announced a tender to buy {Q} tonnes of {G}.",
    "A tender for {Q} tonnes of {G} was issued by {A}'s {T} {W}.",
    "A tender to buy {Q} tonnes of {G} was announced by {T} of {A} {W}.",
    "An international tender for {Q} tonnes of {G} was floated {W} by {A}'s {T}.",
    "{A}'s {T} invited tenders for {Q} tonnes of {G} {W}.",
    "{A}'s {T} requested offers for {Q} tonnes of {G} {W}.",
)


_CLOSING = (
    "{A}'s {T} has issued a tender to buy {Q} tonnes of {G}. The deadline for offers is {D}.",
    "{A}'s {T} has issued a tender to buy {Q} tonnes of {G}. Bids are due by {D}.",
    "{A}'s {T} has issued a tender to buy {Q} tonnes of {G}. Bids are due {W}.",
    "{A}'s {T} has issued a tender to buy {Q} tonnes of {G}. Offers must be submitted by {D}.",
    "{A}'s {T} has issued a tender to buy {Q} tonnes of {G}. Bids must be in by {D}.",
    "{A}'s {T} has issued a tender to buy {Q} tonnes of {G}. The tender closes {W}.",
    "{A}'s {T} has issued a tender to buy {Q} tonnes of {G}. The closing date is {D}.",
    "{A}'s {T} has issued a tender to buy {Q} tonnes of {G}. The deadline for submission of price offers in the tender is {D}.",
    "{A}'s {T} has issued a tender to buy {Q} tonnes of {G}, with bids due by {D}.",
    "{A}'s {T} has issued a tender to buy {Q} tonnes of {G}, with offers to be submitted by {D}.",
    "{A}'s {T} has issued a tender to buy {Q} tonnes of {G}, with a deadline of {D}.",
    "{A}'s {T} has issued a tender to buy {Q} tonnes of {G} closing {W}.",
    "{A}'s {T} has issued a tender to buy {Q} tonnes of {G} that closes {W}.",
    "{A}'s {T} has issued a tender for {Q} tonnes of {G}, which will close {W}.",
    "{A}'s {T} is seeking {Q} tonnes of {G} in a tender that closes {W}.",
    "{A}'s {T} is seeking to buy {Q} tonnes of {G} in a tender closing {W}.",
    "{A}'s {T} seeks to buy {Q} tonnes of {G} in a tender with a deadline of {D}.",
    "{A}'s {T} has invited bids for {Q} tonnes of {G}. Bids will be accepted until {D}.",
    "{A}'s {T} has invited bids by {D} for {Q} tonnes of {G}.",
    "{A}'s {T} has called for bids for {Q} tonnes of {G} to be submitted by {D}.",
    "{A}'s {T} will accept bids until {D} in a tender for {Q} tonnes of {G}.",
    "The deadline for bids in {A}'s {T} tender for {Q} tonnes of {G} is {D}.",
)


_TO_TENDER = (
    "{A}'s {T} will issue a tender to buy {Q} tonnes of {G} {W}.",
    "{A}'s {T} plans to issue a tender for {Q} tonnes of {G} {W}.",
    "{A}'s {T} will hold a tender for {Q} tonnes of {G} {W}.",
    "{A}'s {T} is to hold a tender for {Q} tonnes of {G} {W}.",
    "{A}'s {T} will tender for {Q} tonnes of {G} {W}.",
    "{A}'s {T} intends to launch a tender for {Q} tonnes of {G} {W}.",
    "{W}, {A}'s {T} will announce a tender for {Q} tonnes of {G}.",
    "A tender for {Q} tonnes of {G} will be issued by {A}'s {T} {W}.",
    "{A}'s {T} plans to tender for {Q} tonnes of {G} {W}.",
    "{A}'s {T} is planning to hold a tender for {Q} tonnes of {G} {W}.",
)


_CALLED_OFF = (
    "{A}'s {T} cancelled its tender for {Q} tonnes of {G} {W}.",
    "{A}'s {T} has cancelled a tender to buy {Q} tonnes of {G}.",
    "{A}'s {T} scrapped its tender for {Q} tonnes of {G} {W}.",
    "{A}'s {T} called off its tender for {Q} tonnes of {G} {W}.",
    "{A}'s {T} annulled its tender for {Q} tonnes of {G} {W}.",
    "{A}'s {T} withdrew its tender for {Q} tonnes of {G} {W}.",
    "A tender for {Q} tonnes of {G} was cancelled by {A}'s {T} {W}.",
    "{W}, {A}'s {T} cancelled its tender for {Q} tonnes of {G}.",
    "{A}'s {T} cancelled {W} a tender for {Q} tonnes of {G}.",
    "The tender of {A}'s {T} for {Q} tonnes of {G} was cancelled {W}.",
)


_WON = (
    "{C}'s {X} won a tender of {A}'s {T} for {Q} tonnes of {G} {W}.",
    "{C}'s {X} won a tender held by {A}'s {T} for {Q} tonnes of {G} {W}.",
    "{C}'s {X} was awarded a tender by {A}'s {T} to supply {Q} tonnes of {G} {W}.",
    "{A}'s {T} awarded a tender for {Q} tonnes of {G} to {C}'s {X} {W}.",
    "{W}, {A}'s {T} awarded a tender for {Q} tonnes of {G} to {C}'s {X}.",
    "A tender of {A}'s {T} for {Q} tonnes of {G} was won by {C}'s {X} {W}.",
    "A tender for {Q} tonnes of {G} was awarded by {A}'s {T} to {C}'s {X} {W}.",
    "{C}'s {X} was named the winner of a tender of {A}'s {T} for {Q} tonnes of {G} {W}.",
    "{C}'s {X} has won the tender of {A}'s {T} for {Q} tonnes of {G}.",
    "{C}'s {X} won a tender to supply {Q} tonnes of {G} to {A}'s {T} {W}.",
    "{C}'s {X} emerged as the winner of a tender for {Q} tonnes of {G} called by {A}'s {T}.",
    "{A}'s {T} named {C}'s {X} the winner of its tender for {Q} tonnes of {G} {W}.",
    "The tender of {A}'s {T} for {Q} tonnes of {G} went to {C}'s {X} {W}.",
    "{C}'s {X} secured a tender of {A}'s {T} for {Q} tonnes of {G} {W}.",
)


_BID = (
    "{C}'s {X} submitted a bid in a tender of {A}'s {T} for {Q} tonnes of {G} {W}.",
    "{C}'s {X} bid in a tender of {A}'s {T} for {Q} tonnes of {G} {W}.",
    "{C}'s {X} took part in a tender of {A}'s {T} for {Q} tonnes of {G} {W}.",
    "{C}'s {X} handed in a bid in a tender held by {A}'s {T} for {Q} tonnes of {G} {W}.",
    "{C}'s {X} made the lowest offer in a tender of {A}'s {T} for {Q} tonnes of {G} {W}.",
    "{A}'s {T} received a bid from {C}'s {X} in its tender for {Q} tonnes of {G} {W}.",
    "The lowest offer in a tender of {A}'s {T} for {Q} tonnes of {G} came from {C}'s {X} {W}.",
    "{C}'s {X} offered the lowest price in a tender of {A}'s {T} for {Q} tonnes of {G} {W}.",
    "{C}'s {X} participated in a tender of {A}'s {T} for {Q} tonnes of {G} {W}.",
    "{C}'s {X} put in a bid in a tender of {A}'s {T} for {Q} tonnes of {G} {W}.",
    "A bid was submitted by {C}'s {X} in a tender of {A}'s {T} for {Q} tonnes of {G} {W}.",
    "{C}'s {X} was the lowest bidder in a tender of {A}'s {T} for {Q} tonnes of {G} {W}.",
)


_SELLERS = ("Granit", "Nordkorn", "Alfagro", "Meridia", "Oleana")


_OF_TENDERS = (
    ", traders said",
    ", European traders said on Wednesday",
    ", traders in Hamburg said",
    ", according to traders",
    ", the company said on its website",
)


def _tender(templates: Sequence[str], status: str, *, ahead: bool = False) -> Variation:
    def say(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
        template = draw.rng.choice(templates)
        draw.good = draw.rng.choice(BULK)
        text, edtf = short_report(template, draw, ahead=ahead)
        content: dict[str, Any] = {"kind": "tender", "status": status, "goods": draw.goods()}
        content["stance"] = "planned" if status == "planned" else "stated"
        content["buyer"] = {"country": draw.a, "name": draw.told["T"], "role": "buyer"}
        if "{W}" in template or "{D}" in template:
            content["date"] = period(edtf)
        return tailed(text, draw.rng, _OF_TENDERS), [content]

    return shapes(say)


def _with_seller(templates: Sequence[str], status: str) -> Variation:
    def say(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
        template = draw.rng.choice(templates)
        draw.good = draw.rng.choice(BULK)
        firm = draw.rng.choice(_SELLERS)
        text, edtf = short_report(template.replace("{X}", firm), draw, ahead=False)
        content: dict[str, Any] = {"kind": "tender", "status": status, "goods": draw.goods(), "stance": "stated"}
        content["buyer"] = {"country": draw.a, "name": draw.told["T"], "role": "buyer"}
        content["bidders"] = [{"country": draw.c, "name": firm, "role": "supplier"}]
        if "{W}" in template:
            content["date"] = period(edtf)
        return text, [content]

    return shapes(say)


VARIATIONS: dict[str, tuple[Variation, float]] = {
    "shape_awarded": (_with_seller(_WON, "awarded"), 0.98),
    "shape_bidding": (_with_seller(_BID, "bidding"), 0.98),
    "shape_tender": (_tender(_TENDERED, "announced"), 0.98),
    "shape_tender_closing": (_tender(_CLOSING, "announced", ahead=True), 0.98),
    "shape_tender_ahead": (_tender(_TO_TENDER, "planned", ahead=True), 0.98),
    "shape_tender_off": (_tender(_CALLED_OFF, "cancelled"), 0.98),
}
