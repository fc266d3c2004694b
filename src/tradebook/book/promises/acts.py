"""A promised act (a tender, a contract, a delivery, a visit, a ban ...) against an act that was told. Pure.

Each kind has one function that says in which ways the other statement speaks of another thing (`None`: it has nothing
to do with it), and one that says what the other statement makes of the promise where it speaks of the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from tradebook.book.facts.claims import is_ahead
from tradebook.book.promises.due import day_of, due_of, is_delivery, later, rule_of, time_of
from tradebook.book.promises.flows import percent, postponed
from tradebook.book.promises.found import Held, Match, Told, near
from tradebook.book.promises.likeness import (
    ratio,
    same_countries,
    same_goods,
    same_name,
    same_names,
    same_place,
    words_for,
)
from tradebook.book.promises.subjects import is_promise
from tradebook.book.rows import countries_of, fold
from tradebook.statement import (
    Deal,
    Event,
    Milestone,
    Period,
    Restriction,
    SalesMix,
    Statement,
    Tender,
    TradedGoods,
    Venture,
)

_MOST_APART = 2
_SLACK = timedelta(days=7)  # a plan is often told by one outlet when another already tells the act
_SOON = timedelta(days=300)  # a later day nearer than this is the same event put off; the next edition is a year off
_NEARLY = 0.98  # of an amount or quantity, which the press rounds
_ENOUGH = 3  # what two deals must have in common; see _deal_weight


def hold(p: Held, o: Told) -> Match | None:
    """What `o` says of the promised act `p`; None where it has nothing to do with it."""
    if o.first < p.first - _SLACK or _tells_no_delivery(p.statement, o.statement):
        return None  # cheap, and so before all else: a busy pair has thousands of deals
    ways = _ways(p.statement, o.statement)
    if ways is None or len(ways) > _MOST_APART:
        return None
    other = o.statement
    if other.stance == "denied":
        return None if ways or o.first < p.first else Match("missed", f"denied on {o.first.isoformat()}")
    if is_ahead(other) and not _is_step(p.statement, other):
        return None if ways else _put_off(p, o)
    if _is_only_promised(p.statement, other):
        return None
    result = _OUTCOMES[type(p.statement)](p.statement, other)
    if result is None:
        return None
    ways += _wrong_time(p, o)
    return near(ways) if ways else _on_day(p, o, result)


def _tells_no_delivery(promised: Statement, other: Statement) -> bool:
    """Whether a delivery is owed, and the other deal tells nothing of one nor of its end."""
    if not isinstance(promised, Deal) or not isinstance(other, Deal) or not is_delivery(promised):
        return False
    return other.status in ("signed", None) and other.delivered is None and other.stance == "stated"


def _is_only_promised(promised: Statement, other: Statement) -> bool:
    """A contract with a term still to come delivers nothing, and says nothing of another such contract."""
    return isinstance(promised, Deal) and is_delivery(promised) and is_promise(other)


def _is_step(promised: Statement, other: Statement) -> bool:
    """A tender that is announced looks ahead to its award, and keeps the plan to hold one."""
    return (
        isinstance(promised, Tender)
        and isinstance(other, Tender)
        and other.stance == "stated"
        and _stage(other) > _stage(promised)
    )


# What is other


def _ways(a: Statement, b: Statement) -> list[str] | None:
    if isinstance(a, Tender) and isinstance(b, Deal):
        return _tender_and_deal(a, b)
    if type(a) is not type(b):
        return None
    return _DIFFERENCES[type(a)](a, b)


def _told_apart(**same: bool | None) -> list[str]:
    """The ways in which two things are not the same, by what is compared."""
    return [f"other {what}" if what == "goods" else f"another {what}" for what, yes in same.items() if yes is False]


def _tenders(a: Tender, b: Tender) -> list[str] | None:
    buyers, goods = _same_buyer(a, b), same_goods(a.goods, b.goods)
    if goods is None and not (a.buyer and b.buyer and buyers):
        return None
    return _told_apart(buyer=buyers, goods=goods)


def _same_buyer(a: Tender, b: Tender) -> bool | None:
    if a.buyer is None or b.buyer is None:
        return None
    if a.buyer.name and b.buyer.name and same_name(a.buyer.name, b.buyer.name):
        return True
    if a.buyer.country and b.buyer.country and a.buyer.country != b.buyer.country:
        return False
    if a.buyer.name and b.buyer.name:
        return False
    return True if a.buyer.country and a.buyer.country == b.buyer.country else None


def _tender_and_deal(a: Tender, b: Deal) -> list[str] | None:
    """A purchase can be the outcome of a tender where buyer and goods are the same."""
    if b.status not in ("signed", None) or b.stance != "stated" or a.buyer is None:
        return None
    if not same_goods(a.goods, b.goods):
        return None
    buyers = [x for x in b.parties if x.role == "buyer"]
    named = [x for x in buyers if x.name and a.buyer.name and same_name(x.name, a.buyer.name)]
    if named:
        return []
    if any(x.name for x in buyers) and a.buyer.name:
        return ["another buyer"]
    codes = {x.country for x in buyers if x.country}
    if a.buyer.country and codes and a.buyer.country not in codes:
        return ["another buyer"]
    return ["it is not said that it follows from a tender"]


def _deals(a: Deal, b: Deal) -> list[str] | None:
    ours, theirs = countries_of(a), countries_of(b)
    countries = same_countries(ours, theirs)
    names, goods = same_names(a.parties, b.parties), same_goods(a.goods, b.goods)
    weight = _deal_weight(a, b, names, goods) + (len(ours & theirs) > 1)
    ways = _told_apart(partner=countries, firm=names, goods=goods)
    if is_delivery(a):
        # Firm or country and the goods must be known: what is owed is goods.
        known = goods is not False and (names or (countries and len(ours) > 1))
        return ways if known and goods is not None else (ways or ["too little is said of it"])
    if not _same_instrument(a, b):
        ways.append(f"a {b.instrument}, not a {a.instrument}")
    if weight + len(ways) < 2:
        return None
    return ways if ways or weight >= _ENOUGH else ["too little is said of it"]


def _deal_weight(a: Deal, b: Deal, names: bool | None, goods: bool | None) -> int:
    """What two deals have in common, their countries apart: a firm, the goods and the sum weigh twice as much as the
    rest."""
    weight = 2 * (names is True) + 2 * (goods is True)
    share = ratio(a.amount, b.amount)
    weight += 2 * (share is not None and 0.9 <= share <= 1.1)
    weight += bool(a.at and b.at and same_place(a.at, b.at))
    weight += bool({fold(x) for x in a.sectors} & {fold(x) for x in b.sectors})
    weight += a.instrument is not None and a.instrument == b.instrument
    return weight + _overlap(a.date, b.date)


_AS_CONTRACT = frozenset({"contract", "purchase", "agreement", "document", None})


def _same_instrument(a: Deal, b: Deal) -> bool:
    return a.instrument == b.instrument or {a.instrument, b.instrument} <= _AS_CONTRACT


def _events(a: Event, b: Event) -> list[str] | None:
    named = same_name(a.name, b.name) if a.name and b.name else None
    countries, place = same_countries(a.countries, b.countries), same_place(a.place, b.place)
    if not named and not _is_known_event(a, countries, place):
        return None
    edition = None if a.edition is None or b.edition is None else a.edition == b.edition
    ways = [f"a {b.type}, not a {a.type}"] if a.type != b.type else []
    if named:
        return ways + _told_apart(edition=edition)
    firms = same_names(a.participants, b.participants) if a.type not in ("exhibition", "forum") else None
    return ways + _told_apart(name=named, country=countries, place=place, edition=edition, participant=firms)


def _is_known_event(a: Event, countries: bool | None, place: bool | None) -> bool:
    """An event without a name is known by two countries, or by its place and one."""
    if a.type in ("visit", "commission", "meeting"):
        return bool(countries) and (len(a.countries) > 1 or bool(place))
    return bool(place) and countries is not False


def _ventures(a: Venture, b: Venture) -> list[str] | None:
    product, names = same_goods(a.product, b.product), same_names(a.partners, b.partners)
    place, countries = same_place(a.place, b.place), same_countries(a.countries, b.countries)
    if not product and not names:
        return None
    ways = _told_apart(product=product, partner=names, place=place, country=countries)
    known = (product is True) + (names is True) + (place is True) + (countries is True and len(a.countries) > 1)
    return ways if ways or known > 1 else ["too little is said of it"]


def _restrictions(a: Restriction, b: Restriction) -> list[str] | None:
    if a.type != b.type or set(a.by) != set(b.by) or not (a.by or a.on):
        return None
    on = same_countries(a.on, b.on)
    goods = same_goods(a.goods, b.goods)
    ways = _told_apart(country=on, goods=goods)
    return ways if ways or goods or (not a.goods and not b.goods) else ["it is not said for which goods"]


def _milestones(a: Milestone, b: Milestone) -> list[str] | None:
    if a.type != b.type or set(a.countries) != set(b.countries) or not a.countries:
        return None
    return ["too little is said of it"] if a.type in ("treaty", "appointment") else []


def _traded(a: TradedGoods, b: TradedGoods) -> list[str] | None:
    if (a.origin, a.destination) != (b.origin, b.destination) or not (a.origin and a.destination):
        return None
    goods = same_goods(a.goods, b.goods)
    return None if goods is None else _told_apart(goods=goods)


def _sales(a: SalesMix, b: SalesMix) -> list[str] | None:
    if not (a.company and b.company and a.company.name and b.company.name):
        return None
    return [] if same_name(a.company.name, b.company.name) else None


_DIFFERENCES: dict[type[Statement], Callable[..., list[str] | None]] = {
    Tender: _tenders,
    Deal: _deals,
    Event: _events,
    Venture: _ventures,
    Restriction: _restrictions,
    Milestone: _milestones,
    TradedGoods: _traded,
    SalesMix: _sales,
}


# Time


def _overlap(a: Period | None, b: Period | None) -> bool:
    if not (a and b and a.start and a.end and b.start and b.end):
        return False
    return a.start <= b.end and b.start <= a.end


def _happened(o: Told) -> tuple[date, date]:
    """The first and last day on which what is told may have happened: its own time where it is known, not after the
    report; else the day of the report."""
    s = o.statement
    period = s.since if isinstance(s, Venture) else s.date if isinstance(s, Deal) else time_of(s)
    start, end = (day_of(period.start), day_of(period.end)) if period else (None, None)
    if start is None or start > o.first:
        return o.first, o.first
    return start, min(end or o.first, o.first)


def _wrong_time(p: Held, o: Told) -> list[str]:
    """What is other about the time."""
    s = o.statement
    period = time_of(s) if isinstance(s, Event) else None
    start = day_of(period.start) if period else None
    if start and start > o.last:
        return ["still ahead when it was told"]
    first, last = _happened(o)
    if last < p.first - _SLACK:
        return ["it was before the promise was made"]
    want = time_of(p.statement)
    begins = day_of(want.start) if want else None
    if isinstance(p.statement, Event) and begins and begins - last > timedelta(days=31):
        return ["an earlier one"]
    latest = later(p.due or p.last, rule_of(p.statement).late if p.due or not _is_event(p) else 365)
    return ["too late to be what was promised"] if first > latest else []


def _is_event(p: Held) -> bool:
    return isinstance(p.statement, Event)


def _on_day(p: Held, o: Told, match: Match) -> Match:
    """The match, with how late it came."""
    first, _ = _happened(o)
    if match.result == "kept" and p.due and first > p.due:
        days = (first - p.due).days
        return Match("kept", f"{match.reason}, {days} day{'s' if days != 1 else ''} after its day", match.share)
    return match


def _put_off(p: Held, o: Told) -> Match | None:
    """Whether a later promise of the same thing names a later day for it."""
    if o.first <= p.first or p.due is None:
        return None
    due = due_of(o.statement, o.first)
    if due is None or due <= p.due:
        return None
    if isinstance(p.statement, Event):
        if due - p.due > _SOON or o.first - p.due > timedelta(days=31):
            return None
        if not p.statement.name and p.statement.edition is None and not _says_put_off(o.statement):
            return None
    elif o.first - p.due > timedelta(days=rule_of(p.statement).late):
        return None
    return Match("superseded", postponed(p.due, due))


def _says_put_off(s: Statement) -> bool:
    said = s.evidence.text.casefold()
    return any(word in said for word in words_for("put off"))


# What comes of it


_STAGES = {"planned": 0, "announced": 1, "bidding": 2, "awarded": 3}


def stage(s: Statement) -> int:
    """How far the thing had come when the statement held it out: of statements that a person has merged those of a
    later stage keep the promise that the others make."""
    return _stage(s) if isinstance(s, Tender) else 0


def _stage(t: Tender) -> int:
    if t.stance != "stated":
        return 0
    return _STAGES.get(t.status or "", 0)


def _of_tender(p: Tender, other: Statement) -> Match | None:
    if isinstance(other, Deal):
        return Match("kept", "the goods were bought")
    assert isinstance(other, Tender)
    if other.status == "cancelled":
        return Match("missed", "the tender was cancelled")
    if _stage(other) <= _stage(p):
        return None
    return Match("kept", {1: "announced", 2: "bids came in", 3: "awarded"}[_stage(other)])


def _of_deal(p: Deal, other: Deal) -> Match | None:
    if other.status == "cancelled":
        return Match("missed", "it was cancelled")
    if other.status == "suspended":
        return Match("running", "it was suspended")
    if other.status in ("planned", "negotiated"):
        return None
    return _of_delivery(p, other) if is_delivery(p) else _of_signing(p, other)


def _of_signing(p: Deal, other: Deal) -> Match:
    share = ratio(p.amount, other.amount)
    if share is None:
        share = ratio(p.quantity, other.quantity)
    if share is None and p.count and other.count:
        share = other.count / p.count
    word = other.status or "signed"
    if share is not None and share < _NEARLY:
        return Match("partly", f"{word}, for {percent(share)} of what was promised", share)
    return Match("kept", word, share)


def _of_delivery(p: Deal, other: Deal) -> Match | None:
    if other.status not in ("delivered", "delivering") and other.delivered is None:
        return None
    whole = p.quantity or other.quantity
    share = ratio(whole, other.delivered)
    if share is None and other.status == "delivered":
        share = ratio(p.quantity, other.quantity)
    if share is not None and share < _NEARLY:
        return Match("partly", f"{percent(share)} delivered", share, fine=(share,))
    if share is not None or other.status == "delivered" or p.stance != "stated":
        return Match("kept", "delivered" if other.status == "delivered" or share else "deliveries began", share)
    return Match("running", "deliveries are under way")


def _of_event(p: Event, other: Event) -> Match:
    return Match("kept", "it was held" if p.type != "visit" else "the visit took place")


def _of_venture(p: Venture, other: Venture) -> Match:
    share = ratio(p.amount, other.amount) if p.amount and other.amount else None
    if share is not None and share < _NEARLY:
        return Match("partly", f"begun, with {percent(share)} of the sum", share)
    return Match("kept", "it has begun")


def _of_restriction(p: Restriction, other: Restriction) -> Match | None:
    ends = p.status == "lifted"
    if other.status == "lifted":
        return Match("kept", "it was lifted") if ends else Match("missed", "it was given up or lifted")
    if other.status == "in force" and not ends:
        return Match("kept", "it is in force")
    return None


def _of_milestone(p: Milestone, other: Milestone) -> Match:
    return Match("kept", "it has come about")


def _of_traded(p: TradedGoods, other: TradedGoods) -> Match:
    return Match("kept", "the goods are traded")


def _of_sales(p: SalesMix, other: SalesMix) -> Match | None:
    entered = {c.country for c in p.entered if c.country} | ({*p.markets} if p.stance != "stated" else set())
    reached = entered & ({c.country for c in other.entered if c.country} | set(other.markets))
    if entered and reached:
        share = len(reached) / len(entered)
        return Match("kept", "the market was entered") if share == 1 else Match("partly", "some markets", share)
    targets = {t.period.end for t in p.targets if t.period and t.period.end}
    for t in other.targets:
        if t.met is not None and t.period and t.period.end in targets:
            return Match("kept", "the target was met") if t.met else Match("missed", "the target was not met")
    return None


_OUTCOMES: dict[type[Statement], Callable[..., Match | None]] = {
    Tender: _of_tender,
    Deal: _of_deal,
    Event: _of_event,
    Venture: _of_venture,
    Restriction: _of_restriction,
    Milestone: _of_milestone,
    TradedGoods: _of_traded,
    SalesMix: _of_sales,
}


def by_itself(s: Statement) -> Match | None:
    """What a statement itself says of its promise: a producer's target that its report calls met or missed."""
    if not isinstance(s, SalesMix):
        return None
    met = [t.met for t in s.targets if t.met is not None]
    if not met:
        return None
    return Match("kept", "its report calls it met") if all(met) else Match("missed", "its report calls it missed")
