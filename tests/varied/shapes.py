# ruff: noqa: E501 - an expression reads best on one line
"""Short reports of one act, told in many shapes: bans, duties, tenders, visits, fairs, treaties. A case only gives the draw."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.varied import Variation, Varied
from tests.varied.acts import GOODS, edition, entries
from tests.varied.wording import _OTHERS as COUNTRIES
from tradebook.evaluate import Case

_TODAY = date(2024, 6, 20)
_MONTHS = "January February March April May June July August September October November December".split()
_SHORT = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class Draw:
    """What a report is told with: two countries, a good, a day that is over and one to come."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.a, self.b, self.c = rng.sample(sorted(COUNTRIES), 3)
        self.good = rng.choice(GOODS)
        self.told: dict[str, str] = {}

    def words(self) -> dict[str, str]:
        """The words for the countries and the good by what templates call them."""
        found = {"was": "were" if self.good.endswith("s") else "was"}
        found |= {"G": self.good, "N": str(self.rng.choice((20, 30, 45, 60, 100, 120, 250)))}
        for name, code in (("A", self.a), ("B", self.b), ("C", self.c)):
            words = COUNTRIES[code]
            found |= {name: words.name, f"{name}n": words.demonym, f"{name}c": words.capital}
        return found

    def goods(self) -> list[dict[str, Any]]:
        """The good as it is read."""
        return [json.loads(entries()[self.good])]


# The report's day is Thursday, 20 June 2024
_PAST = (
    ("on Tuesday", "2024-06-18"),
    ("on Monday", "2024-06-17"),
    ("yesterday", "2024-06-19"),
    ("on Wednesday", "2024-06-19"),
    ("last Friday", "2024-06-14"),
    ("last month", "2024-05"),
    ("last week", "2024-06-10/2024-06-16"),
    ("this month", "2024-06"),
    ("earlier this month", "2024-06"),
    ("last year", "2023"),
    ("in 2023", "2023"),
    ("in late May", "2024-05"),
    ("at the end of May", "2024-05"),
    ("in the first week of June", "2024-06-01/2024-06-07"),
)
_COMING = (
    ("next Tuesday", "2024-06-25"),
    ("next month", "2024-07"),
    ("next week", "2024-06-24/2024-06-30"),
    ("next year", "2025"),
    ("in early July", "2024-07"),
    ("at the end of July", "2024-07"),
    ("in 2025", "2025"),
    ("later this month", "2024-06"),
)


def _when(rng: Random, *, ahead: bool = False, day: bool = False) -> tuple[str, str]:
    """Words for a time, and its EDTF."""
    if not day and rng.random() < 0.35:
        return rng.choice(_COMING if ahead else _PAST)
    told = _TODAY + timedelta(days=rng.randint(12, 90) if ahead else -rng.randint(9, 90))
    month, n = _MONTHS[told.month - 1], told.day
    if not day and rng.random() < 0.3:
        return rng.choice((f"in {month}", f"in {month} {told.year}")), f"{told:%Y-%m}"
    ways = [f"on {month} {n}", f"on {n} {month}", f"on {month} {n}, {told.year}", f"on {n} {month} {told.year}"]
    ways += [f"on {_SHORT[told.month - 1]} {n}", f"on {_WEEKDAYS[told.weekday()]}, {month} {n}"]
    return rng.choice(ways), told.isoformat()


def _period(edtf: str) -> dict[str, str]:
    if "/" in edtf:
        first, last = edtf.split("/")
        return {"edtf": edtf, "start": first, "end": last}
    if len(edtf) == 4:
        return _span(edtf)
    if len(edtf) == 10:
        return {"edtf": edtf, "start": edtf, "end": edtf}
    year, month = map(int, edtf.split("-"))
    return {"edtf": edtf, "start": f"{edtf}-01", "end": f"{edtf}-{calendar.monthrange(year, month)[1]:02d}"}


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


def _told(template: str, words: dict[str, str]) -> str:
    text = re.sub(r"\{(\w+)\}", lambda m: words[m[1]], template)
    text = re.sub(r"\b(Laos|Netherlands|Philippines)'s\b", r"\1'", text)
    text = re.sub(r"\b([Tt])he the ", r"\1he ", text)
    text = re.sub(r"\b([Aa]) (?=[AEIOaeio])", r"\1n ", text)
    text = text.replace("-the ", "-")
    return re.sub(r"(?:^|(?<=\. ))[a-z]", lambda m: m[0].upper(), text)


def _shapes(say: Callable[[Draw], tuple[str, list[dict[str, Any]]]]) -> Variation:
    def vary(case: Case, rng: Random) -> Varied | None:
        text, contents = say(Draw(rng))
        return Varied(text, added=[_json(c) for c in contents], published=_TODAY, alone=True)

    return vary


_BANNED = (
    "{A} banned imports of {G} from {B} {W}.",
    "{A} imposed a ban on imports of {G} from {B} {W}.",
    "{A} imposed a ban on {G} imports from {B} {W}.",
    "{W}, {A} introduced an import ban on {G} from {B}.",
    "{W} {A} prohibited imports of {G} from {B}.",
    "Imports of {G} from {B} were banned by {A} {W}.",
    "{A} prohibited the import of {G} from {B} {W}.",
    "A ban on imports of {G} from {B} was imposed by {A} {W}.",
    "{A}'s ban on imports of {G} from {B} took effect {W}.",
    "{A}'s ban on the import of {Bn} {G} came into force {W}.",
    "{A} closed its market to {G} from {B} {W}.",
    "{A} stopped importing {G} from {B} {W}.",
    "{A} halted imports of {G} from {B} {W}.",
    "{A} suspended imports of {G} from {B} {W}.",
    "{A} barred imports of {Bn} {G} {W}.",
    "{A} blocked imports of {G} from {B} {W}.",
    "{A} outlawed the import of {G} from {B} {W}.",
    "The government of {A} banned the import of {G} from {B} {W}.",
    "{A}'s agriculture ministry banned imports of {G} from {B} {W}.",
    "{A}'s agriculture ministry said it had banned imports of {G} from {B} {W}.",
    "The {An} government placed a ban on {G} imports from {B} {W}.",
    "{Ac} banned imports of {Bn} {G} {W}.",
    "{A} {W} banned imports of {G} from {B}.",
    "{A} {W} imposed a ban on imports of {Bn} {G}.",
    "{Bn} {G} {was} banned by {A} {W}.",
    "An import ban on {G} from {B} was introduced by {A} {W}.",
    "The import of {G} from {B} was prohibited by {A} {W}.",
    "{A} put in place a ban on {G} from {B} {W}.",
    "{A} has had a ban on imports of {G} from {B} in place since {D}.",
    "{A} has banned imports of {G} from {B} since {D}.",
    "Since {D}, {A} has banned imports of {G} from {B}.",
    "Imports of {G} from {B} have been banned in {A} since {D}.",
    "Imports of {G} from {B} into {A} have been prohibited since {D}.",
    "{A} has not allowed imports of {G} from {B} since {D}.",
)  # fmt: skip
_EXPORT_BANNED = (
    "{A} banned exports of {G} {W}.",
    "{A} imposed a ban on exports of {G} {W}.",
    "{A} introduced an export ban on {G} {W}.",
    "{W}, {A} banned the export of {G}.",
    "{W} {A} halted exports of {G}.",
    "Exports of {G} were banned by {A} {W}.",
    "The export of {G} from {A} was prohibited {W}.",
    "{A}'s ban on {G} exports took effect {W}.",
    "{A}'s ban on exports of {G} came into force {W}.",
    "{A} suspended exports of {G} {W}.",
    "{A} stopped exports of {G} {W}.",
    "{A} has banned exports of {G} since {D}.",
    "The government of {A} prohibited exports of {G} {W}.",
    "{Ac} put a ban on {G} exports {W}.",
    "{A}'s trade ministry imposed an export ban on {G} {W}.",
    "Exports of {G} from {A} have been banned since {D}.",
    "A ban on the export of {G} was introduced by {A} {W}.",
    "{A} {W} prohibited the export of {G}.",
)
_LIFTED = (
    "{A} lifted its ban on imports of {G} from {B} {W}.",
    "{A} lifted the ban on {G} imports from {B} {W}.",
    "{A} lifted a ban on {Bn} {G} {W}.",
    "{A} ended its ban on imports of {G} from {B} {W}.",
    "{A} removed its ban on the import of {G} from {B} {W}.",
    "{A} scrapped its ban on imports of {G} from {B} {W}.",
    "{W}, {A} lifted its import ban on {G} from {B}.",
    "{W} {A} abolished its ban on imports of {Bn} {G}.",
    "The ban on imports of {G} from {B} was lifted by {A} {W}.",
    "{A}'s ban on imports of {G} from {B} was lifted {W}.",
    "{A}'s ban on imports of {G} from {B} ended {W}.",
    "{A}'s ban on {Bn} {G} expired {W}.",
    "{A} resumed imports of {G} from {B} {W}.",
    "Imports of {G} from {B} were resumed by {A} {W}.",
    "{A} reopened its market to {G} from {B} {W}.",
    "{A} reopened its market to {Bn} {G} {W}.",
    "{A} put an end to its ban on imports of {G} from {B} {W}.",
    "{A} revoked its ban on {G} from {B} {W}.",
    "{A} withdrew its ban on imports of {G} from {B} {W}.",
    "{A} called off its ban on imports of {G} from {B} {W}.",
    "{A} allowed imports of {G} from {B} again {W}.",
    "{Ac} lifted the ban on imports of {Bn} {G} {W}.",
    "{A}'s agriculture ministry lifted a ban on imports of {G} from {B} {W}.",
    "The {An} government ended the ban on {G} imports from {B} {W}.",
    "{A} {W} lifted its ban on imports of {G} from {B}.",
    "A ban on imports of {Bn} {G} was lifted by {A} {W}.",
    "{A} dropped its ban on imports of {G} from {B} {W}.",
)
_TO_BE_BANNED = (
    "{A} will ban imports of {G} from {B} from {D}.",
    "{A} plans to ban imports of {G} from {B} {W}.",
    "{A} is to ban imports of {G} from {B} from {D}.",
    "{A} is planning to ban imports of {G} from {B} {W}.",
    "{A} will impose a ban on imports of {G} from {B} {W}.",
    "{A} intends to introduce a ban on imports of {G} from {B} {W}.",
    "From {D} {A} will ban imports of {G} from {B}.",
    "{A}'s ban on imports of {G} from {B} will take effect {W}.",
    "A ban by {A} on imports of {G} from {B} will come into force {W}.",
    "Imports of {G} from {B} will be banned by {A} from {D}.",
    "{A} is going to prohibit imports of {G} from {B} {W}.",
    "{A} will stop importing {G} from {B} {W}.",
    "{A} will close its market to {G} from {B} {W}.",
    "{A} plans a ban on imports of {G} from {B} from {D}.",
    "{A} announced plans to ban imports of {G} from {B} {W}.",
    "{A} said it would ban imports of {G} from {B} from {D}.",
    "The government of {A} plans to prohibit the import of {G} from {B} from {D}.",
)
_TARIFFS = (
    "{A} imposed a tariff of {P} on imports of {G} from {B} {W}.",
    "{A} imposed a {P} tariff on {G} from {B} {W}.",
    "{A} imposed a {P} duty on {Bn} {G} {W}.",
    "{A} introduced a {P} import duty on {G} from {B} {W}.",
    "{A} slapped a {P} tariff on {G} from {B} {W}.",
    "{A} levied a duty of {P} on {G} imports from {B} {W}.",
    "{W}, {A} imposed anti-dumping duties on {G} from {B}.",
    "{A} imposed anti-dumping duties of {P} on {Bn} {G} {W}.",
    "{A} raised its import duty on {G} from {B} to {P} {W}.",
    "{A} raised the tariff on {Bn} {G} to {P} {W}.",
    "{A}'s tariff of {P} on {Bn} {G} took effect {W}.",
    "A {P} tariff on {G} from {B} was imposed by {A} {W}.",
    "A {P} duty imposed by {A} on {G} from {B} came into force {W}.",
    "{A} increased duties on imports of {G} from {B} {W}.",
    "{A} {W} imposed a {P} duty on imports of {G} from {B}.",
    "{A} doubled its duty on imports of {G} from {B} {W}.",
    "{A} has levied a tariff of {P} on {G} from {B} since {D}.",
    "Imports of {G} from {B} have faced a {P} tariff in {A} since {D}.",
    "{A} put a duty of {P} on {Bn} {G} {W}.",
)


def _act(templates: Sequence[str], slots: dict[str, Any], *, on: bool = True, ahead: bool = False) -> Variation:
    def say(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
        template = draw.rng.choice(templates)
        when, edtf = _when(draw.rng, ahead=ahead, day="{D}" in template)
        day = when.removeprefix("on ").removeprefix("in ")
        if "{D}" in template and "day, " in day:
            day = day.split(", ", 1)[1]
        words = draw.words() | {
            "W": when,
            "D": day,
            "P": draw.rng.choice(("25%", "10 percent", "50 per cent", "17.5%")),
        }
        content = {"kind": "restriction", "by": [draw.a], "date": _period(edtf), "goods": draw.goods(), **slots}
        if on:
            content["on"] = [draw.b]
        text = _told(template, words)
        return _tailed(text, draw.rng, _SAID, _OF_BANS), [content]

    return _shapes(say)


_VISITED = (
    "{A}'s foreign minister visited {Bc} {W}.",
    "{A}'s foreign minister paid a visit to {Bc} {W}.",
    "{A}'s foreign minister paid an official visit to {Bc} {W}.",
    "{A}'s foreign minister made a visit to {Bc} {W}.",
    "{A}'s foreign minister arrived in {Bc} {W} on an official visit.",
    "{A}'s foreign minister arrived in {Bc} for a working visit {W}.",
    "{W}, {A}'s foreign minister visited {Bc}.",
    "{W} {A}'s foreign minister arrived in {Bc} on a two-day visit.",
    "The foreign minister of {A} visited {Bc} {W}.",
    "The {An} president visited {Bc} {W}.",
    "{A}'s president went to {Bc} {W} for an official visit.",
    "{A}'s president was in {Bc} on a working visit {W}.",
    "The president of {A} began a visit to {Bc} {W}.",
    "{A}'s president travelled to {Bc} {W}.",
    "The visit of {A}'s president to {Bc} took place {W}.",
    "{A}'s trade minister concluded a visit to {Bc} {W}.",
    "{A}'s trade minister wrapped up a visit to {Bc} {W}.",
    "A {An} trade delegation visited {Bc} {W}.",
    "A {An} government delegation arrived in {Bc} {W}.",
    "A delegation from {A} visited {Bc} {W}.",
    "A delegation from {A} arrived {W} in {Bc}.",
)
_WILL_VISIT = (
    "{A}'s foreign minister will visit {Bc} {W}.",
    "{A}'s foreign minister is to visit {Bc} {W}.",
    "{A}'s foreign minister is due to visit {Bc} {W}.",
    "{A}'s foreign minister is scheduled to visit {Bc} {W}.",
    "{A}'s foreign minister will pay a visit to {Bc} {W}.",
    "{A}'s foreign minister will pay an official visit to {Bc} {W}.",
    "{A}'s foreign minister plans to visit {Bc} {W}.",
    "{A}'s foreign minister is expected to visit {Bc} {W}.",
    "{A}'s foreign minister will travel to {Bc} {W}.",
    "{A}'s foreign minister will arrive in {Bc} {W} on an official visit.",
    "{A}'s foreign minister is set to visit {Bc} {W}.",
    "The foreign minister of {A} is going to visit {Bc} {W}.",
    "A visit by {A}'s foreign minister to {Bc} is planned for {D}.",
    "A visit of the {An} president to {Bc} is scheduled for {D}.",
    "The {An} president's visit to {Bc} is scheduled for {D}.",
    "The visit of {A}'s president to {Bc} will take place {W}.",
    "{W}, {A}'s president will visit {Bc}.",
    "{W} the {An} president is to visit {Bc}.",
    "A {An} trade delegation will visit {Bc} {W}.",
    "A delegation from {A} is due in {Bc} {W}.",
    "A delegation from {A} will arrive in {Bc} {W}.",
)
_SAT = (
    "The {E} meeting of the {An}-{Bn} intergovernmental commission was held in {Bc} {W}.",
    "The {E} meeting of the {An}-{Bn} intergovernmental commission took place in {Bc} {W}.",
    "The {E} session of the {An}-{Bn} joint commission was held in {Bc} {W}.",
    "The {E} session of the joint commission of {A} and {B} took place in {Bc} {W}.",
    "{W}, the {E} session of the {An}-{Bn} joint economic commission was held in {Bc}.",
    "{W} {Bc} hosted the {E} meeting of the {An}-{Bn} intergovernmental commission.",
    "{Bc} hosted the {E} session of the {An}-{Bn} joint commission {W}.",
    "The {An}-{Bn} joint commission held its {E} session in {Bc} {W}.",
    "The {E} meeting of the intergovernmental commission between {A} and {B} opened in {Bc} {W}.",
    "The joint commission of {A} and {B} met in {Bc} {W} for the {E} time.",
    "The {E} meeting of the {A}-{B} joint economic committee was held {W} in {Bc}.",
    "{A} and {B} held the {E} meeting of their joint commission in {Bc} {W}.",
)
_WILL_SIT = (
    "The {E} meeting of the {An}-{Bn} intergovernmental commission will be held in {Bc} {W}.",
    "The {E} meeting of the {An}-{Bn} intergovernmental commission will take place in {Bc} {W}.",
    "The {E} session of the {An}-{Bn} joint commission is to be held in {Bc} {W}.",
    "The {E} session of the joint commission of {A} and {B} is scheduled for {D} in {Bc}.",
    "{W}, {Bc} will host the {E} session of the {An}-{Bn} joint economic commission.",
    "{Bc} will host the {E} meeting of the {An}-{Bn} intergovernmental commission {W}.",
    "The {An}-{Bn} joint commission will hold its {E} session in {Bc} {W}.",
    "The {E} meeting of the {A}-{B} joint economic committee is due to take place {W} in {Bc}.",
    "{A} and {B} will hold the {E} meeting of their joint commission in {Bc} {W}.",
    "The {E} session of the {An}-{Bn} joint commission is planned to be held in {Bc} {W}.",
)
_FAIR_HELD = (
    "The {E} {F} exhibition was held in {Bc} {W}.",
    "The {E} {F} exhibition took place in {Bc} {W}.",
    "The {E} {F} exhibition opened in {Bc} {W}.",
    "The {E} international exhibition {F} opened in {Bc} {W}.",
    "The {E} {F} trade fair kicked off in {Bc} {W}.",
    "The {E} {F} fair began in {Bc} {W}.",
    "{Bc} hosted the {E} {F} exhibition {W}.",
    "{W}, the {E} {F} exhibition opened in {Bc}.",
    "{W} {Bc} hosted the {E} international exhibition {F}.",
    "The {E} edition of the {F} exhibition took place in {Bc} {W}.",
    "The {E} {F} exhibition was organised in {Bc} {W}.",
    "The {E} {F} fair closed in {Bc} {W}.",
    "The {F} exhibition was held in {Bc} {W} for the {E} time.",
    "The {E} {F} exhibition started {W} in {Bc}.",
)
_FAIR_TO_COME = (
    "The {E} {F} exhibition will be held in {Bc} {W}.",
    "The {E} {F} exhibition will take place in {Bc} {W}.",
    "The {E} {F} exhibition will open in {Bc} {W}.",
    "The {E} international exhibition {F} is to be held in {Bc} {W}.",
    "The {E} {F} trade fair is scheduled for {D} in {Bc}.",
    "{Bc} will host the {E} {F} exhibition {W}.",
    "{W}, {Bc} will host the {E} {F} exhibition.",
    "The {E} edition of the {F} exhibition is due to take place in {Bc} {W}.",
    "The {E} {F} fair opens in {Bc} {W}.",
    "The {E} {F} exhibition is planned to be held in {Bc} {W}.",
    "The {E} {F} exhibition is set to open in {Bc} {W}.",
)
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
_TREATY = (
    "{A} and {B} signed a free trade agreement {W}.",
    "{A} signed a free trade agreement with {B} {W}.",
    "{W}, {A} and {B} signed a free trade agreement.",
    "{W} {A} signed a free trade agreement with {B}.",
    "A free trade agreement between {A} and {B} was signed {W}.",
    "{A} and {B} inked a free trade agreement {W}.",
    "{A} and {B} concluded a free trade agreement {W}.",
    "The free trade agreement between {A} and {B} came into force {W}.",
    "The free trade agreement between {A} and {B} entered into force {W}.",
    "The free trade agreement between {A} and {B} took effect {W}.",
    "The {A}-{B} free trade agreement came into effect {W}.",
    "{A}'s free trade agreement with {B} entered into force {W}.",
    "{A}'s free trade agreement with {B} took effect {W}.",
    "The free trade agreement of {A} and {B} was signed {W}.",
    "The free trade agreement signed by {A} and {B} came into force {W}.",
    "{A} and {B} {W} signed a free trade agreement.",
    "{A} ratified its free trade agreement with {B} {W}.",
)
_RELATIONS = (
    "{A} and {B} established diplomatic relations {W}.",
    "{A} established diplomatic relations with {B} {W}.",
    "Diplomatic relations between {A} and {B} were established {W}.",
    "Diplomatic relations between {A} and {B} date from {D}.",
    "{W}, {A} and {B} established diplomatic relations.",
    "{A} and {B} established diplomatic ties {W}.",
    "{A}'s diplomatic relations with {B} were established {W}.",
    "{A} and {B} have had diplomatic relations since {D}.",
    "{A} has had diplomatic relations with {B} since {D}.",
    "{A} and {B} set up diplomatic relations {W}.",
    "{A} and {B} have maintained diplomatic relations since {D}.",
)

_BULK = "wheat rice sugar maize barley soybeans cement urea onions potatoes lentils coffee tea".split()
_BULK += ["palm oil", "milk powder", "sunflower oil"]
_BUYERS = ("Agrimport", "Granocom", "ONIC", "Stapro", "Foodco")
_FAIRS = ("AgroWorld", "BuildTech", "FoodTec", "MineTech", "TexStyle")


def _short(template: str, draw: Draw, *, ahead: bool) -> tuple[str, str]:
    """A report by a template, and the EDTF of its time."""
    rng = draw.rng
    when, edtf = _when(rng, ahead=ahead, day="{D}" in template)
    day = when.removeprefix("on ").removeprefix("in ")
    day = day.split(", ", 1)[1] if "day, " in day else day
    n = rng.randint(2, 30)
    words = draw.words() | {
        "W": when,
        "D": day,
        "E": edition(n, rng).strip(),
        "P": rng.choice(("25%", "10 percent", "17.5%")),
    }
    words |= {"T": rng.choice(_BUYERS), "Q": rng.choice(("30,000", "120,000", "5,500", "60,000"))}
    words["F"] = rng.choice(_FAIRS)
    words["n"] = str(n)
    words["M"] = str(rng.choice((5, 12, 17, 25)))
    draw.told = words
    return _told(template, words), edtf


def _event(templates: Sequence[str], kind: str, *, ahead: bool = False) -> Variation:
    def say(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
        template = draw.rng.choice(templates)
        text, edtf = _short(template, draw, ahead=ahead)
        content: dict[str, Any] = {"kind": "event", "type": kind, "period": _period(edtf), "place": draw.told["Bc"]}
        content["stance"] = "planned" if ahead else "stated"
        if kind == "exhibition":
            content["name"] = draw.told["F"]
        else:
            content["countries"] = sorted((draw.a, draw.b))
        if "{E}" in template:
            content["edition"] = int(draw.told["n"])
        return _tailed(text, draw.rng, _SAID, _OF_FAIRS if kind == "exhibition" else _OF_VISITS), [content]

    return _shapes(say)


def _tender(templates: Sequence[str], status: str, *, ahead: bool = False) -> Variation:
    def say(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
        template = draw.rng.choice(templates)
        draw.good = draw.rng.choice(_BULK)
        text, edtf = _short(template, draw, ahead=ahead)
        content: dict[str, Any] = {"kind": "tender", "status": status, "goods": draw.goods()}
        content["stance"] = "planned" if status == "planned" else "stated"
        content["buyer"] = {"country": draw.a, "name": draw.told["T"], "role": "buyer"}
        if "{W}" in template or "{D}" in template:
            content["date"] = _period(edtf)
        return _tailed(text, draw.rng, _OF_TENDERS), [content]

    return _shapes(say)


def _milestone(templates: Sequence[str], kind: str) -> Variation:
    def say(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
        text, edtf = _short(draw.rng.choice(templates), draw, ahead=False)
        content = {"kind": "milestone", "type": kind, "stance": "stated", "date": _period(edtf)}
        return _tailed(text, draw.rng, _OF_TREATIES), [content | {"countries": sorted((draw.a, draw.b))}]

    return _shapes(say)


_SPANS = (  # how a stretch of time of the report's year and the one before may be told: what it is, and the words
    ("2023", "{in} 2023", "in the year 2023", "during 2023", "last year", "in calendar 2023", "over the whole of 2023"),
    ("2023", "in full-year 2023", "in all of 2023", "throughout 2023", "in the calendar year 2023", "for the year 2023"),
    ("2024-01/2024-05", "in January-May", "in January-May 2024", "from January to May", "from January to May 2024"),
    ("2024-01/2024-05", "in the first five months of 2024", "in the first five months of the year", "in Jan-May 2024"),
    ("2024-01/2024-05", "in 5M 2024", "in the five months to May", "in the five months through May", "in Jan.-May 2024"),
    ("2024-01/2024-05", "in the January-May period", "in the period from January to May", "from January through May"),
    ("2024-01/2024-05", "between January and May 2024", "in the period January-May 2024", "in the first 5 months of 2024"),
    ("2024-01/2024-05", "in January to May", "in the first five months of this year", "in January through May 2024"),
    ("2024-01/2024-05", "over the first five months of the year", "during the first five months", "in five months"),
    ("2024-01/2024-05", "in the five months ending in May", "in the five-month period to May", "in the Jan-May period"),
    ("2024-01/2024-05", "in the first five months of the current year", "in the months from January to May 2024"),
    ("2024-01/2024-03", "in the first quarter", "in Q1", "in Q1 2024", "in the first quarter of 2024", "in 1Q 2024"),
    ("2024-01/2024-03", "in the first quarter of this year", "in January-March 2024", "in the three months to March"),
    ("2024-01/2024-03", "in the March quarter", "in the first three months of 2024", "in this year's first quarter"),
    ("2024-01/2024-03", "in 1Q24", "in the first quarter (Q1) of 2024", "in the 2024 first quarter", "in Q1 of 2024"),
    ("2023-01/2023-06", "in the first half of 2023", "in H1 2023", "in January-June 2023", "in the six months to June 2023"),
    ("2023-01/2023-06", "in the first six months of 2023", "in 1H 2023", "in 1H23", "in the first half of last year"),
    ("2023-01/2023-06", "in last year's first half", "in the six months ended June 2023", "in the first half-year of 2023"),
    ("2023-07/2023-12", "in the second half of 2023", "in H2 2023", "in July-December 2023", "in the second half of last year"),
    ("2023-10/2023-12", "in the fourth quarter of 2023", "in Q4 2023", "in the last quarter of 2023", "in the final quarter of 2023"),
    ("2023-10/2023-12", "in October-December 2023", "in the last three months of 2023", "in the December quarter of 2023"),
    ("2024-05", "in May", "in May 2024", "last month", "in the month of May", "during May", "for May", "in the month of May 2024"),
    ("2024-04", "in April", "in April 2024", "in the month of April", "this April", "during April 2024", "in April this year"),
    ("2023-04", "in April 2023", "in April last year", "in April of last year", "in April of 2023", "in the month of April 2023"),
    ("2019/2023", "from 2019 to 2023", "between 2019 and 2023", "in 2019-2023", "over 2019-2023", "in the years 2019 to 2023"),
)  # fmt: skip
_TOLD = (
    "{A} exported {G} worth $5 million to {B} {W}.",
    "{A}'s exports of {G} to {B} came to $5 million {W}.",
    "{W}, {A} exported {G} worth $5 million to {B}.",
    "{W} {A}'s exports of {G} to {B} amounted to $5 million.",
    "{A}'s {G} exports to {B} totalled $5 million {W}.",
    "{A} {W} exported {G} worth $5 million to {B}.",
    "Exports of {G} from {A} to {B} stood at $5 million {W}.",
    "{A}'s {G} exports to {B} {W} were worth $5 million.",
    "{A}'s exports of {G} to {B} {W} reached $5 million.",
    "{A} sold {G} worth $5 million to {B} {W}.",
    "{A} shipped $5 million worth of {G} to {B} {W}.",
    "The value of {A}'s exports of {G} to {B} was $5 million {W}.",
    "{A} earned $5 million from {G} exports to {B} {W}.",
    "According to the statistics office, {A} exported {G} worth $5 million to {B} {W}.",
    "{A} exported {G} worth $5 million to {B} {W}, the statistics office said.",
    "{A}'s exports of {G} to {B} {W} came to $5 million, according to customs data.",
)
_GROWN = (
    "{A}'s exports of {G} to {B} rose 8% to $5 million {W}.",
    "{A}'s exports of {G} to {B} grew by 8% {W} to $5 million.",
    "{W}, {A}'s exports of {G} to {B} increased 8% to $5 million.",
    "{A} exported {G} worth $5 million to {B} {W}, up 8%.",
    "{A}'s {G} exports to {B} climbed 8% to reach $5 million {W}.",
    "{W} {A} exported {G} worth $5 million to {B}, an increase of 8%.",
    "{A}'s exports of {G} to {B} {W} rose by 8% to $5 million.",
    "{A}'s exports of {G} to {B} {W} were worth $5 million, 8% more.",
)
_COMPARED = (
    "compared with the same period of the previous year",
    "compared to the same period last year",
    "from the same period a year earlier",
    "compared with the corresponding period of the previous year",
    "year on year",
    "year-on-year",
    "from a year earlier",
    "on the year",
    "over the same period of last year",
    "against the same period of the year before",
    "compared with a year earlier",
    "on an annual basis",
    "as compared with the same period of the previous year",
    "in annual terms",
    "in comparison with the same period of the previous year",
    "versus the same period a year ago",
    "relative to the same period of the previous year",
)


def _span(edtf: str) -> dict[str, str]:
    first, _, last = edtf.partition("/")
    if len(first) == 4:
        return {"edtf": edtf, "start": f"{first}-01-01", "end": f"{last or first}-12-31"}
    year, month = map(int, (last or first).split("-"))
    return {
        "edtf": edtf,
        "start": f"{first}-01",
        "end": f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}",
    }


def _flow(templates: Sequence[str], *, grown: bool = False, compared: bool = False) -> Variation:
    def say(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
        rng = draw.rng
        edtf, *ways = rng.choice(_SPANS[:-1] if grown else _SPANS)
        when = rng.choice(ways).replace("{in}", rng.choice(("in", "for", "during")))
        template = rng.choice(templates)
        if "{A} {W}" in template and when.startswith("for"):
            when = f"in{when[3:]}"
        draw.good = rng.choice(_BULK)
        content: dict[str, Any] = {"kind": "trade_flow", "measure": "exports", "reporter": draw.a, "partner": draw.b}
        content |= {"goods": draw.goods(), "period": _span(edtf), "stance": "stated"}
        content["amount"] = {"currency": "USD", "precision": 1000000, "qualifier": "exact", "value": 5000000}
        if grown:
            content["change"] = {"of": "value", "percent": 8, "qualifier": "exact"}
        text = _told(template, draw.words() | {"W": when})
        if compared:
            year, *rest = edtf.split("/")
            before = "/".join(f"{int(part[:4]) - 1}{part[4:]}" for part in (year, *rest))
            content["change"]["versus"] = _span(before)
            text = f"{text[:-1]} {rng.choice(_COMPARED)}."
        return text, [content]

    return _shapes(say)


_TWO_YEARS = (
    "{A}'s exports of {G} to {B} rose to $5 million {W} from $4 million {E}.",
    "{W}, {A}'s exports of {G} to {B} rose to $5 million from $4 million {E}.",
    "{A}'s exports of {G} to {B} came to $5 million {W}, against $4 million {E}.",
    "{A}'s exports of {G} to {B} came to $5 million {W}, compared with $4 million {E}.",
    "{A} exported {G} worth $5 million to {B} {W}, up from $4 million {E}.",
    "{A}'s {G} exports to {B} totalled $5 million {W} ($4 million {E}).",
    "{W} {A} exported {G} worth $5 million to {B}, compared to $4 million {E}.",
    "{A}'s exports of {G} to {B} amounted to $5 million {W}. {E} they had been $4 million.",
    "{A}'s exports of {G} to {B} increased from $4 million {E} to $5 million {W}.",
    "{A}'s exports of {G} to {B} {W} stood at $5 million versus $4 million {E}.",
    "{A} exported {G} worth $5 million to {B} {W}, while {E} it exported {G} worth $4 million.",
)
_EARLIER = (
    "in the same period of {Y}",
    "in the same period a year earlier",
    "a year earlier",
    "in the same period last year",
    "in the corresponding period of {Y}",
    "in the corresponding period of the previous year",
    "in the same period of the previous year",
    "the year before",
    "a year ago",
    "in the same period of last year",
    "over the same period of {Y}",
    "in the like period of {Y}",
)  # fmt: skip
_FIRST_TOLD = (
    "{A} exported {G} worth $5 million to {B} {W}. Its imports from {B} came to $7 million.",
    "{W}, {A} exported {G} worth $5 million to {B}. Imports from {B} came to $7 million.",
    "{A}'s exports of {G} to {B} came to $5 million {W}, while its imports from {B} amounted to $7 million.",
    "{W} {A}'s exports of {G} to {B} came to $5 million and its imports from {B} to $7 million.",
    "{A}'s exports of {G} to {B} came to $5 million, while imports from {B} reached $7 million {W}.",
    "{A}'s imports from {B} came to $7 million {W}. Exports of {G} to {B} were worth $5 million.",
    "{A}'s imports from {B} came to $7 million {W}. In the same period, it exported {G} worth $5 million to {B}.",
    "{A}'s imports from {B} came to $7 million {W}. During this period {A} exported {G} worth $5 million to {B}.",
    "{A}'s imports from {B} came to $7 million {W}.\n\nExports of {G} to {B} reached $5 million over the period.",
    "{A}'s imports from {B} came to $7 million {W}, the customs office said. It put exports of {G} to {B} at $5 million.",
)
_HEADLINES = (
    "{A}'s trade with {B} {W}",
    "Trade of {A} and {B} {W}: the figures",
    "{A}-{B} trade {W}",
    "What {A} sold to {B} {W}",
    "{A}'s foreign trade {W}",
)


def _flow_content(draw: Draw, measure: str, value: int, period: str | None) -> dict[str, Any]:
    content: dict[str, Any] = {"kind": "trade_flow", "measure": measure, "reporter": draw.a, "partner": draw.b}
    content |= {"stance": "stated"}
    content["amount"] = {"currency": "USD", "precision": 1000000, "qualifier": "exact", "value": value}
    if measure == "exports":
        content["goods"] = draw.goods()
    if period is not None:
        content["period"] = _span(period)
    return content


def _drawn_span(rng: Random) -> tuple[str, str]:
    edtf, *ways = rng.choice(_SPANS[:-1])
    return edtf, rng.choice(ways).replace("{in}", "in")


def _two_years(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
    rng = draw.rng
    draw.good = rng.choice(_BULK)
    edtf, when = _drawn_span(rng)
    before = "/".join(f"{int(part[:4]) - 1}{part[4:]}" for part in edtf.split("/"))
    earlier = rng.choice(_EARLIER).replace("{Y}", before[:4])
    if "last year" in earlier and not edtf.startswith("2024"):
        earlier = "a year earlier"
    text = _told(rng.choice(_TWO_YEARS), draw.words() | {"W": when, "E": earlier})
    return text, [_flow_content(draw, "exports", 5000000, edtf), _flow_content(draw, "exports", 4000000, before)]


def _of_both(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
    rng = draw.rng
    draw.good = rng.choice(_BULK)
    edtf, when = _drawn_span(rng)
    text = _told(rng.choice(_FIRST_TOLD), draw.words() | {"W": when})
    return text, [_flow_content(draw, "exports", 5000000, edtf), _flow_content(draw, "imports", 7000000, edtf)]


def _headline(case: Case, rng: Random) -> Varied | None:
    """A time that only the headline tells."""
    draw = Draw(rng)
    draw.good = rng.choice(_BULK)
    edtf, when = _drawn_span(rng)
    words = draw.words() | {"W": when}
    text = _told("{A}'s exports of {G} to {B} came to $5 million. Imports from {B} amounted to $7 million.", words)
    contents = [_flow_content(draw, "exports", 5000000, edtf), _flow_content(draw, "imports", 7000000, edtf)]
    added = [_json(content) for content in contents]
    return Varied(text, title=_told(rng.choice(_HEADLINES), words), added=added, published=_TODAY, alone=True)


_SAID = (
    ", the ministry said",
    ", the government said in a statement",
    ", officials said on Thursday",
    ", according to the trade ministry",
    ", local media reported",
    ", a ministry official told reporters",
)
_OF_BANS = (
    " after an outbreak of disease",
    " because of pests found in several consignments",
    " to protect local producers",
    " amid a trade dispute",
    ", citing health risks",
    " on health grounds",
    " following complaints from producers",
    ", a move that angered traders",
    " at the request of producers",
    " despite protests",
)
_OF_VISITS = (
    " to discuss trade",
    " for talks on energy and transport",
    " at the invitation of the government",
    " to hold talks with officials",
    " in order to boost trade",
    " for talks with the president",
    ", accompanied by business leaders",
)
_OF_TENDERS = (
    ", traders said",
    ", European traders said on Wednesday",
    ", traders in Hamburg said",
    ", according to traders",
    ", the company said on its website",
)
_OF_FAIRS = (
    ", the organisers said",
    " with the support of the trade ministry",
    ", bringing together producers and buyers",
    ", where visitors can taste local food",
    " amid tight security",
)
_OF_TREATIES = (
    " after six years of talks",
    " to boost trade",
    ", the two governments said",
    ", opening the way for more trade",
    ", officials said",
)


def _tailed(text: str, rng: Random, *tails: Sequence[str]) -> str:
    """The report with more behind its first sentence, which changes nothing of what it tells."""
    if rng.random() < 0.4:
        return text
    return f"{text[:-1]}{rng.choice(rng.choice(tails))}."


_ANY_TIME = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"(?i:\b(?:year|month|quarter|half|week|today|yesterday|earlier|season|annual|ago|since|by|until|decade)\w*)|day\b|ly\b"
)


def _other_time(case: Case, rng: Random) -> Varied | None:
    """The one time of a text, a year, as another stretch of time in whatever words."""
    text = case.report.text
    times = _ANY_TIME.findall(text)
    told = re.search(r"\b([Ii])n ((?:19|20)\d\d)(?=[ .,;](?!\d))(?! (?:season|fiscal))", text)
    if len(times) != 1 or told is None or not _TRADED.search(text) or _DONE_ONCE.search(text):
        return None
    edtf, *ways = rng.choice(_SPANS[2:-1])
    when = rng.choice(ways)
    if when == "in five months":
        return None
    when = when.replace("{in}", "in")
    when = when[0].upper() + when[1:] if told[1] == "I" else when
    year = int(told[2])
    table = {}
    for back in (0, 1):
        part = "/".join(f"{int(p[:4]) - back}{p[4:]}" for p in edtf.split("/"))
        table[_json(_span(part))] = _json(_span(str(year - back)))
    longest = re.compile("|".join(map(re.escape, table)))
    return Varied(
        text[: told.start()] + when + text[told.end() :],
        back=lambda content: longest.sub(lambda m: table[m[0]], content),
        published=_TODAY,
    )


_TRADED = re.compile(r"(?i:\b(?:export|import|trade|turnover|sold|bought|ship|suppl|deliver|earn|deficit|surplus))")
_DONE_ONCE = re.compile(
    r"\b(?:signed|joined|established|opened|entered|began|launched|ratified|founded|banned|imposed|lifted|visited|target|will|accession|"
    r"expect\w*|plans?|forecasts?|projected|aims?|should|could|to reach|hopes?|intends?)\b"
)


# Ways to tell one stretch of either of two years
_OF_YEARS = (
    ("{y}-01/{y}-05", "in January-May {y}", "in the first five months of {y}", "in the five months to May {y}"),
    ("{y}-01/{y}-05", "in 5M {y}", "in January-May of {y}", "in the period from January to May {y}", "in Jan-May {y}"),
    ("{y}-01/{y}-03", "in Q1 {y}", "in the first quarter of {y}", "in January-March {y}", "in Q1 of {y}", "in 1Q {y}"),
    ("{y}-01/{y}-06", "in H1 {y}", "in the first half of {y}", "in January-June {y}", "in the first six months of {y}"),
    ("{y}-05", "in May {y}", "in May of {y}", "in the month of May {y}"),
    ("{y}", "in calendar year {y}", "in the year {y}", "during {y}", "in full-year {y}", "in the whole of {y}"),
)  # fmt: skip
_POINTING = (
    "in the same period of {y}",
    "in the corresponding period of {y}",
    "in the same period of the previous year",
)


def _two_times(case: Case, rng: Random) -> Varied | None:
    """The two years of a text, one after the other, as the same months of both."""
    text = case.report.text
    times = _ANY_TIME.findall(text)
    told = list(re.finditer(r"\bin ((?:19|20)\d\d)(?=[ .,;)](?!\d))(?! (?:season|fiscal))", text))
    years = sorted({int(m[1]) for m in told})
    if len(times) != len(told) or len(years) != 2 or years[1] - years[0] != 1 or _DONE_ONCE.search(text):
        return None
    edtf, *ways = rng.choice(_OF_YEARS)
    way = rng.choice(ways)
    shift = 2024 - years[1]

    def said(m: re.Match[str]) -> str:
        year = int(m[1])
        points = year == years[0] and m.start() > told[0].start() and told[0][1] != m[1] and len(told) == 2
        shape = rng.choice(_POINTING) if points and rng.random() < 0.5 else way
        return shape.replace("{y}", str(year + shift))

    changed = re.sub(told[0].re, said, text)
    table = {_json(_span(edtf.replace("{y}", str(year + shift)))): _json(_span(str(year))) for year in years}
    longest = re.compile("|".join(map(re.escape, table)))
    return Varied(changed, back=lambda content: longest.sub(lambda m: table[m[0]], content), published=_TODAY)


# Years that run from July to June (Pakistan) and from April to March (India)
_FISCAL_SPANS = {
    "PAK": (
        ("2022-07/2023-06", "in fiscal year 2022-23", "in FY23", "in FY2022-23", "in the fiscal year 2022-23", "in FY 2022/23"),
        ("2022-07/2023-06", "in the last fiscal year", "in the financial year 2022-23", "in the 2022-23 fiscal year", "last fiscal year"),
        ("2022-07/2023-06", "in fiscal 2022-23", "in the fiscal year ended June 2023", "in the year to June 2023", "during FY23"),
        ("2022-07/2023-06", "in the twelve months to June 2023", "in the previous fiscal year", "in fiscal year 2022/23"),
        ("2023-07/2024-05", "in July-May 2023-24", "in July-May FY24", "in the first 11 months of FY24", "in July-May of FY24"),
        ("2023-07/2024-05", "in the first eleven months of the current fiscal year", "in 11MFY24", "in July-May (2023-24)"),
        ("2023-07/2024-05", "in the first 11 months (July-May) of FY24", "in the first 11 months of the ongoing fiscal year"),
        ("2023-07/2024-05", "in the July-May period of FY24", "during the first eleven months of FY2023-24", "in 11 months of FY24"),
        ("2023-07/2024-05", "during July-May of the current fiscal year", "in the first 11 months of fiscal year 2023-24"),
        ("2023-07/2023-12", "in the first half of FY24", "in 1HFY24", "in H1 FY24", "in the first six months of FY24", "in H1FY24"),
        ("2023-07/2023-12", "in July-December FY24", "in the first half of the current fiscal year", "in July-December 2023"),
        ("2023-07/2023-09", "in the first quarter of FY24", "in Q1 FY24", "in 1QFY24", "in July-September FY24", "in Q1FY24"),
        ("2023-07/2023-09", "in the first quarter of the current fiscal year", "in the first three months of FY24", "in Q1 of FY24"),
        ("2024-05", "in May", "in May 2024"),
    ),
    "IND": (
        ("2023-04/2024-03", "in fiscal year 2023-24", "in FY24", "in FY2023-24", "in the financial year 2023-24", "in FY 2023-24"),
        ("2023-04/2024-03", "in 2023-24", "in the last financial year", "in the last fiscal", "in fiscal 2023-24", "last fiscal year"),
        ("2023-04/2024-03", "in the year to March 2024", "in the year ended March 31, 2024", "in the fiscal ended March 2024"),
        ("2023-04/2024-02", "in April-February 2023-24", "in the first 11 months of FY24", "in April-February FY24"),
        ("2023-04/2024-02", "during the April-February period of 2023-24", "in April-February of 2023-24", "in 11M FY24"),
        ("2023-04/2023-09", "in the first half of FY24", "in H1 FY24", "in H1FY24", "in April-September 2023", "in H1 of FY24"),
        ("2023-04/2023-09", "in the first half of 2023-24", "in April-September FY24", "in the first six months of FY24"),
        ("2024-01/2024-03", "in the fourth quarter of FY24", "in Q4 FY24", "in Q4FY24", "in the last quarter of FY24", "in January-March"),
        ("2023-10/2023-12", "in the third quarter of FY24", "in Q3 FY24", "in the October-December quarter of FY24", "in Q3 of FY24"),
        ("2024-04/2024-05", "in April-May 2024-25", "in the first two months of FY25", "in April-May of the current fiscal"),
        ("2024-04/2024-05", "in the first two months of the current financial year", "in April-May FY25", "in April-May 2024"),
    ),
}  # fmt: skip
_FISCAL_NAMES = {"PAK": "Pakistan", "IND": "India"}


def _fiscal(case: Case, rng: Random) -> Varied | None:
    """A flow of a country whose year begins in July or April."""
    draw = Draw(rng)
    draw.a, draw.good = rng.choice(sorted(_FISCAL_SPANS)), rng.choice(_BULK)
    edtf, *ways = rng.choice(_FISCAL_SPANS[draw.a])
    draw_words = {"A": _FISCAL_NAMES[draw.a], "W": rng.choice(ways), "G": draw.good, "B": COUNTRIES[draw.b].name}
    text = _told(rng.choice(_TOLD), draw_words)
    content = _json(_flow_content(draw, "exports", 5000000, edtf))
    plain = '"calendar": "fiscal year", '
    return Varied(text, back=lambda c: c.replace(plain, ""), added=[content], published=_TODAY, alone=True)


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
_FAIR_COUNTED = (
    "{N} companies from {M} countries took part in the {E} {F} exhibition in {Bc} {W}.",
    "The {E} {F} exhibition was held in {Bc} {W} with {N} companies from {M} countries.",
    "The {E} {F} exhibition, held in {Bc} {W}, brought together {N} companies from {M} countries.",
    "The {E} {F} exhibition in {Bc} {W} drew {N} companies from {M} countries.",
    "The {E} {F} exhibition took place in {Bc} {W}, attended by {N} companies from {M} countries.",
    "The {E} {F} exhibition opened in {Bc} {W}. {N} companies from {M} countries are taking part.",
    "The {E} {F} exhibition took place in {Bc} {W}; {N} companies from {M} countries attended.",
    "{W}, {Bc} hosted the {E} {F} exhibition, which gathered {N} companies from {M} countries.",
    "The {E} {F} exhibition was held in {Bc} {W}. It was attended by {N} companies from {M} countries.",
    "{N} companies representing {M} countries attended the {E} {F} exhibition in {Bc} {W}.",
    "The {E} {F} exhibition in {Bc} {W} was attended by {N} companies from {M} countries.",
)
_GROUPS = (
    "A delegation of {N} {An} companies visited {Bc} {W}.",
    "A delegation of {N} companies from {A} visited {Bc} {W}.",
    "{N} {An} companies visited {Bc} {W} as part of a trade mission.",
    "A trade mission of {N} {An} companies arrived in {Bc} {W}.",
    "{W}, a delegation of {N} {An} companies arrived in {Bc}.",
    "A {An} trade mission of {N} companies visited {Bc} {W}.",
    "A group of {N} {An} companies paid a visit to {Bc} {W}.",
    "A delegation from {A} made up of {N} companies visited {Bc} {W}.",
    "A {An} delegation comprising {N} companies visited {Bc} {W}.",
    "A delegation of {N} {An} companies travelled to {Bc} {W} to look for partners.",
)
_SELLERS = ("Granit", "Nordkorn", "Alfagro", "Meridia", "Oleana")


def _with_seller(templates: Sequence[str], status: str) -> Variation:
    def say(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
        template = draw.rng.choice(templates)
        draw.good = draw.rng.choice(_BULK)
        firm = draw.rng.choice(_SELLERS)
        text, edtf = _short(template.replace("{X}", firm), draw, ahead=False)
        content: dict[str, Any] = {"kind": "tender", "status": status, "goods": draw.goods(), "stance": "stated"}
        content["buyer"] = {"country": draw.a, "name": draw.told["T"], "role": "buyer"}
        content["bidders"] = [{"country": draw.c, "name": firm, "role": "supplier"}]
        if "{W}" in template:
            content["date"] = _period(edtf)
        return text, [content]

    return _shapes(say)


def _counted(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
    if draw.rng.random() < 0.5:
        text, edtf = _short(draw.rng.choice(_GROUPS), draw, ahead=False)
        content: dict[str, Any] = {"kind": "event", "type": "visit", "countries": sorted((draw.a, draw.b))}
        content["counts"] = [{"country": draw.a, "n": int(draw.told["N"]), "of": "companies"}]
    else:
        text, edtf = _short(draw.rng.choice(_FAIR_COUNTED), draw, ahead=False)
        content = {"kind": "event", "type": "exhibition", "name": draw.told["F"], "edition": int(draw.told["n"])}
        counts = ((int(draw.told["M"]), "countries"), (int(draw.told["N"]), "companies"))
        content["counts"] = [{"n": n, "of": of} for n, of in counts]
    content |= {"place": draw.told["Bc"], "period": _period(edtf), "stance": "stated"}
    return text, [json.loads(_sorted(content))]


def _sorted(content: dict[str, Any]) -> str:
    counts = sorted(content["counts"], key=lambda v: json.dumps(v, sort_keys=True))
    return _json(content | {"counts": counts})


_STATED = {"stance": "stated"}
VARIATIONS: dict[str, tuple[Variation, float]] = {
    "shape_ban": (_act(_BANNED, {"type": "ban", "status": "in force", **_STATED}), 0.9),
    "shape_export_ban": (_act(_EXPORT_BANNED, {"type": "ban", "status": "in force", **_STATED}, on=False), 0.9),
    "shape_lifted": (_act(_LIFTED, {"type": "ban", "status": "lifted", **_STATED}), 0.9),
    "shape_planned": (_act(_TO_BE_BANNED, {"type": "ban", "status": "planned", "stance": "planned"}, ahead=True), 0.9),
    "shape_time": (_flow(_TOLD), 0.9),
    "shape_time_grown": (_flow(_GROWN, grown=True), 0.9),
    "shape_time_compared": (_flow(_GROWN[:3] + _GROWN[4:5] + _GROWN[6:7], grown=True, compared=True), 0.9),
    "other_time": (lambda case, rng: _other_time(case, rng) or _two_times(case, rng), 0.9),
    "shape_fiscal": (_fiscal, 0.9),
    "shape_awarded": (_with_seller(_WON, "awarded"), 0.9),
    "shape_bidding": (_with_seller(_BID, "bidding"), 0.9),
    "shape_counted": (_shapes(_counted), 0.9),
    "shape_two_years": (_shapes(_two_years), 0.9),
    "shape_of_both": (_shapes(_of_both), 0.9),
    "shape_headline": (_headline, 0.9),
    "shape_visit": (_event(_VISITED, "visit"), 0.9),
    "shape_visit_ahead": (_event(_WILL_VISIT, "visit", ahead=True), 0.9),
    "shape_commission": (_event(_SAT, "commission"), 0.9),
    "shape_commission_ahead": (_event(_WILL_SIT, "commission", ahead=True), 0.9),
    "shape_fair": (_event(_FAIR_HELD, "exhibition"), 0.9),
    "shape_fair_ahead": (_event(_FAIR_TO_COME, "exhibition", ahead=True), 0.9),
    "shape_tender": (_tender(_TENDERED, "announced"), 0.9),
    "shape_tender_closing": (_tender(_CLOSING, "announced", ahead=True), 0.9),
    "shape_tender_ahead": (_tender(_TO_TENDER, "planned", ahead=True), 0.9),
    "shape_tender_off": (_tender(_CALLED_OFF, "cancelled"), 0.9),
    "shape_treaty": (_milestone(_TREATY, "free trade agreement"), 0.9),
    "shape_relations": (_milestone(_RELATIONS, "diplomatic relations"), 0.9),
    "shape_tariff": (_act(_TARIFFS, {"type": "tariff", "status": "in force", **_STATED}), 0.9),
}
