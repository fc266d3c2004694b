"""Deals told in all the ways of the press, from what a case says of one: who, what, for how much, when and where."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from random import Random
from typing import NamedTuple

import msgspec

from tests.varied import Variation, Varied, read
from tests.varied.firm_words import capital, every_place, is_body, land, load, money, place_words
from tradebook.evaluate import Case
from tradebook.statement import Deal, Party


class Facts(NamedTuple):
    """A deal in words: the seller or lender, the other side, what, the sum ("" for none), the day and the place with
    their prepositions, the noun for the deal."""

    one: str
    two: str
    what: str
    sum: str
    when: str
    where: str
    noun: str


def _party(party: Party, rng: Random) -> str | None:
    """A side with its country before or behind it."""
    name = party.name or ""
    if not name:
        state = land(party.country or "")
        return f"{state.the}{state.name}" if state is not None else None
    if party.country is None:
        return name if name[0].isupper() else f"the {name}"
    own = land(party.country)
    if own is None:
        return None
    if not name[0].isupper():
        return f"{own.name}'s {name}" if not own.the else f"the {own.demonym} {name}"
    if is_body(name):
        return f"{own.name}'s {name}" if not own.the else f"the {own.demonym} {name}"
    styles = [f"the {own.demonym} company {name}", f"{own.demonym} firm {name}", f"{name} of {own.the}{own.name}"]
    styles += [f"{own.name}'s {name}"] * 4 if not own.the else []
    return rng.choice(styles)


def _when(deal: Deal, case: Case, rng: Random) -> str | None:
    """The day with its preposition, "" for none; `None` where it has no plain wording."""
    if deal.date is None:
        return ""
    period, published = deal.date, case.report.published
    if period.start is None or period.start != period.end or published is None:
        return None
    day = date.fromisoformat(period.start)
    if not 0 <= (published - day).days < 300:
        return None
    months = "January February March April May June July August September October November December".split()
    month = months[day.month - 1]
    plain = rng.choice((f"on {month} {day.day}", f"on {day.day} {month}"))
    if 0 < (published - day).days < 6:
        return rng.choice((plain, f"on {day:%A}"))
    return plain if day.year == published.year else f"on {day.day} {month} {day.year}"


def _of(case: Case, first: str | None, second: str | None) -> tuple[Deal, Party, Party] | None:
    """The only statement of a case, a deal between the two roles without anything that these wordings leave out; a
    state stands for the side that no party is."""
    if len(case.statements) != 1:
        return None
    deal = case.statements[0].statement
    if not isinstance(deal, Deal) or deal.stance != "stated" or deal.status != "signed":
        return None
    if deal.amount is not None and deal.amount.currency not in {"USD", "EUR", "GBP", "CHF"}:
        return None
    odd = deal.amount_also or deal.delivered or deal.unit_price or deal.count or deal.running_total or deal.term
    if odd or deal.sectors or deal.incoterm:
        return None
    if not 1 <= len(deal.parties) <= 2 or not all(p.name for p in deal.parties):
        return None
    states = [c for c in deal.countries if c not in {p.country for p in deal.parties}]
    sides = list(deal.parties)
    if len(sides) == 1 and len(states) == 1 and first is not None:
        sides.append(Party(None, second if sides[0].role == first else first, states[0]))
    if len(sides) != 2 or {p.role for p in sides} != {first, second}:
        return None
    if first is not None and sides[0].role != first:
        sides.reverse()
    if any(every_place().search(p.name or "") or p.name in place_words() for p in deal.parties):
        return None
    if {p.country for p in sides if p.country} != set(deal.countries):
        return None
    return deal, sides[0], sides[1]


def _is_read(case: Case, deal: Deal) -> bool:
    """Whether the text as it stands is read as the case has it, so that a fault is one of the other wording."""
    found = [msgspec.json.decode(content) for content in read(case.report.text, case)]
    if len(found) != 1 or found[0]["kind"] != "deal":
        return False
    one = found[0]
    if {(p.name, p.role, p.country) for p in deal.parties} != {
        (p.get("name"), p.get("role"), p.get("country")) for p in one.get("parties", ())
    }:
        return False
    figures = [(deal.amount, "amount"), (deal.quantity, "quantity")]
    same = all((told.value if told else None) == one.get(slot, {}).get("value") for told, slot in figures)
    return same and bool(deal.goods) == ("goods" in one) and (deal.date is None) == ("date" not in one)


def _facts(case: Case, rng: Random, first: str | None, second: str | None) -> tuple[Deal, Facts] | None:
    found = _of(case, first, second)
    if found is None:
        return None
    deal, one, two = found
    if not _is_read(case, deal):
        return None
    goods = [good.text for good in deal.goods if good.text.split(" ")[-1] in case.report.text]
    what = load(deal.quantity, goods) if goods and len(goods) == len(deal.goods) else None
    total = money(deal.amount, rng) if deal.amount else ""
    when = _when(deal, case, rng)
    sides = [_party(p, rng) for p in (one, two)]
    if total is None or when is None or None in sides or (what is None and (first == "supplier" or deal.goods)):
        return None
    where = f"in {deal.at}" if deal.at and re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?", deal.at) else ""
    return deal, Facts(str(sides[0]), str(sides[1]), what or "", total, when, where, deal.instrument or "")


_NOUNS = {"contract": ("contract",), "agreement": ("agreement", "deal")}


def _article(phrase: str) -> str:
    return f"{'an' if re.match(r'[aeio]|€?8|11 |18 ', phrase) else 'a'} {phrase}"


def _named(f: Facts, rng: Random, noun: str) -> str:
    """The contract with its sum before or behind it."""
    if not f.sum:
        return _article(noun)
    if f.sum[0] in "$€£" and rng.random() < 0.5:
        return f"a {f.sum} {noun}"
    return rng.choice((f"{_article(noun)} worth {f.sum}", f"{_article(noun)} valued at {f.sum}"))


def _under(f: Facts, rng: Random, noun: str) -> str:
    """The contract that goods are supplied under, with its day."""
    told = _named(f, rng, noun)
    return f"{told} signed{_day(f, rng)}" if f.when or f.where else told


def _day(f: Facts, rng: Random) -> str:
    """Day and place in either order, with a blank before them."""
    parts = [part for part in (f.when, f.where) if part]
    rng.shuffle(parts)
    return "".join(f" {part}" for part in parts)


_Telling = Callable[[Facts, Random, str], str]

_SIGNED: tuple[_Telling, ...] = (
    lambda f, r, n: f"{f.one} signed {_named(f, r, n)} with {f.two} to supply {f.what}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} has signed {_named(f, r, n)} with {f.two} to deliver {f.what}{_day(f, r)}.",
    lambda f, r, n: f"{f.two} signed {_named(f, r, n)}{_day(f, r)} with {f.one} to buy {f.what}.",
    lambda f, r, n: f"{f.two} has signed {_named(f, r, n)}{_day(f, r)} with {f.one} for the purchase of {f.what}.",
    lambda f, r, n: f"{f.one} will supply {f.two} with {f.what} under {_under(f, r, n)}.",
    lambda f, r, n: f"{f.one} will supply {f.what} to {f.two} under {_under(f, r, n)}.",
    lambda f, r, n: (
        f"{f.one} is to deliver {f.what} to {f.two} under {_named(f, r, n)} that the two sides signed{_day(f, r)}."
    ),
    lambda f, r, n: f"Under {_under(f, r, n)}, {f.one} will supply {f.two} with {f.what}.",
    lambda f, r, n: (
        f"{f.one} and {f.two} signed {_named(f, r, n)}{_day(f, r)} under which the former will supply {f.what}."
    ),
    lambda f, r, n: (
        f"{f.two} and {f.one} signed {_named(f, r, n)}{_day(f, r)} under which the latter will supply {f.what}."
    ),
    lambda f, r, n: f"{_named(f, r, n)} to supply {f.what} to {f.two} was signed by {f.one}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} said it had signed {_named(f, r, n)} with {f.two} to supply {f.what}{_day(f, r)}.",
    lambda f, r, n: (
        f"{f.one} announced that it has signed {_named(f, r, n)} to supply {f.two} with {f.what}{_day(f, r)}."
    ),
)
_WON: tuple[_Telling, ...] = (
    lambda f, r, n: f"{f.one} won {_named(f, r, n)} from {f.two} for {f.what}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} has won {_named(f, r, n)} to supply {f.two} with {f.what}{_day(f, r)}.",
    lambda f, r, n: f"{f.two} awarded {f.one} {_named(f, r, n)} for {f.what}{_day(f, r)}.",
    lambda f, r, n: f"{f.two} has awarded {_named(f, r, n)} to {f.one} for {f.what}{_day(f, r)}.",
    lambda f, r, n: f"{f.two} awarded {_named(f, r, n)} for {f.what} to {f.one}{_day(f, r)}.",
    lambda f, r, n: f"{_named(f, r, n)} for {f.what} was awarded to {f.one} by {f.two}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} was awarded {_named(f, r, n)} by {f.two} to supply {f.what}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} has been awarded {_named(f, r, n)} by {f.two} for the delivery of {f.what}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} has secured {_named(f, r, n)} from {f.two} for {f.what}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} landed {_named(f, r, n)} with {f.two} to deliver {f.what}{_day(f, r)}.",
    lambda f, r, n: (
        f"{f.one} has been contracted by {f.two} to deliver {f.what}{' for ' + f.sum if f.sum else ''}{_day(f, r)}."
    ),
    lambda f, r, n: f"{f.one} clinched {_named(f, r, n)} to supply {f.what} to {f.two}{_day(f, r)}.",
)
_ORDERED: tuple[_Telling, ...] = (
    lambda f, r, n: f"{f.one} received {_named(f, r, 'order')} from {f.two} for {f.what}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} has received {_named(f, r, 'order')} for {f.what} from {f.two}{_day(f, r)}.",
    lambda f, r, n: f"{f.two} ordered {f.what} from {f.one}{' for ' + f.sum if f.sum else ''}{_day(f, r)}.",
    lambda f, r, n: f"{f.two} has ordered {f.what}{' worth ' + f.sum if f.sum else ''} from {f.one}{_day(f, r)}.",
    lambda f, r, n: f"{f.two} placed {_named(f, r, 'order')} with {f.one} for {f.what}{_day(f, r)}.",
    lambda f, r, n: f"{f.two} has placed {_named(f, r, 'order')} for {f.what} with {f.one}{_day(f, r)}.",
    lambda f, r, n: f"{_named(f, r, 'order')} for {f.what} was placed with {f.one} by {f.two}{_day(f, r)}.",
    lambda f, r, n: f"{f.what} were ordered from {f.one} by {f.two}{' for ' + f.sum if f.sum else ''}{_day(f, r)}.",
)
_BOUGHT: tuple[_Telling, ...] = (
    lambda f, r, n: f"{f.two} bought {f.what} from {f.one}{' for ' + f.sum if f.sum else ''}{_day(f, r)}.",
    lambda f, r, n: f"{f.two} has purchased {f.what}{' worth ' + f.sum if f.sum else ''} from {f.one}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} sold {f.what} to {f.two}{' for ' + f.sum if f.sum else ''}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} has sold {f.two} {f.what}{' for ' + f.sum if f.sum else ''}{_day(f, r)}.",
    lambda f, r, n: f"{f.two} has bought {f.what} from {f.one}{', paying ' + f.sum if f.sum else ''}{_day(f, r)}.",
)
_LENT: tuple[_Telling, ...] = (
    lambda f, r, n: f"{f.one} granted {f.two} a loan of {f.sum}{_day(f, r)}.",
    lambda f, r, n: f"{f.two} received a loan of {f.sum} from {f.one}{_day(f, r)}.",
    lambda f, r, n: f"{f.two} has borrowed {f.sum} from {f.one}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} has lent {f.two} {f.sum}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} extended a loan worth {f.sum} to {f.two}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} and {f.two} signed a loan agreement worth {f.sum}{_day(f, r)}.",
    lambda f, r, n: f"{f.two} signed a loan agreement with {f.one} for {f.sum}{_day(f, r)}.",
    lambda f, r, n: f"A loan of {f.sum} was granted to {f.two} by {f.one}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} has provided {f.two} with a loan of {f.sum}{_day(f, r)}.",
    lambda f, r, n: f"{f.two} has secured a loan of {f.sum} from {f.one}{_day(f, r)}.",
)


_TOGETHER: tuple[_Telling, ...] = (
    lambda f, r, n: f"{f.one} and {f.two} signed {_named(f, r, n)}{_on(f)}{_day(f, r)}.",
    lambda f, r, n: f"{f.one} has signed {_named(f, r, n)}{_on(f)} with {f.two}{_day(f, r)}.",
    lambda f, r, n: f"{_named(f, r, n)}{_on(f)} was signed by {f.one} and {f.two}{_day(f, r)}.",
    lambda f, r, n: f"{_named(f, r, n)}{_on(f)} was signed between {f.one} and {f.two}{_day(f, r)}.",
)


def _on(f: Facts) -> str:
    return f" for {f.what}" if f.what else ""


_GUESTS = (
    "The signing was attended by Prime Minister Olav Brandt and Trade Minister Ana Lind.",
    "The ceremony was attended by Energy Minister Ivo Maran.",
    "Prime Minister Olav Brandt witnessed the signing.",
    "The document was signed in the presence of Ambassador Ana Lind.",
)
_BEHIND = (
    "The {noun} is worth {sum}.",
    "The value of the {noun} is {sum}.",
    "The {noun} is valued at {sum}.",
    "The {noun} amounts to {sum}.",
    "The cost of the {noun} was put at {sum}.",
)


def deals(case: Case, rng: Random) -> Varied | None:
    """The only deal of a case told by another sentence, with its sum, its day and who attended it at other places."""
    for first, second in (("supplier", "buyer"), ("lender", "borrower"), (None, None)):
        found = _facts(case, rng, first, second)
        if found is not None:
            break
    else:
        return None
    deal, f = found
    instrument = deal.instrument or ""
    noun = rng.choice(_NOUNS.get(instrument, (instrument,)))
    if first is None:
        tellings = _TOGETHER if instrument in {"contract", "agreement", "memorandum"} else ()
    else:
        tellings = {
            "contract": _SIGNED + _WON + _ORDERED,
            "agreement": _SIGNED,
            "purchase": _BOUGHT,
            "loan": _LENT if f.sum else (),
        }.get(instrument, ())
    if not tellings:
        return None
    telling, behind = rng.choice(tellings), ""
    signed = telling in _SIGNED or telling in _TOGETHER
    if f.sum and signed and rng.random() < 0.3:
        behind, f = f" {rng.choice(_BEHIND).format(noun=noun, sum=f.sum)}", f._replace(sum="")
    elif signed and rng.random() < 0.3:
        behind = f" {rng.choice(_GUESTS)}"
    lead = ""
    if f.when and telling in (*_SIGNED[:4], *_TOGETHER) and rng.random() < 0.3:
        lead = f"{capital(', '.join(part for part in (f.when, f.where) if part))}, "
        f = f._replace(when="", where="")
    told = telling(f, rng, noun)
    return Varied(lead + (told if lead else capital(told)) + behind)


VARIATIONS: dict[str, tuple[Variation, float]] = {}  # told with ventures and sales, for there are few of each
