"""A statement as rows: the columns and side tables that queries look through. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import msgspec

from tradebook.places import located
from tradebook.statement import (
    KINDS,
    Amount,
    Deal,
    Event,
    Good,
    Milestone,
    Party,
    Period,
    Restriction,
    SalesMix,
    Statement,
    Tender,
    TradedGoods,
    TradeFlow,
    Venture,
    to_json,
)

_NOT_WORD = re.compile(r"[^\w]+")
FOLDED_MAX = 400  # what an index of PostgreSQL holds in any script; longer names are cut for searching only


def fold(words: str) -> str:
    """`words` for comparing: lower case, no accents, single spaces, no punctuation; cut where an index would end."""
    return _folded_name(words) if len(words) <= _NAME else fold_whole(words)[:FOLDED_MAX]


_NAME = 100  # characters: names and goods come again and again, each of them in several slots and layers


@lru_cache(maxsize=16384)
def _folded_name(words: str) -> str:
    return fold_whole(words)[:FOLDED_MAX]


def fold_whole(words: str) -> str:
    """As `fold`, however long."""
    if words.isascii():
        return _NOT_WORD.sub(" ", words.lower()).strip()
    plain = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", plain).strip()


def day_of(published: date | None, recorded_at: datetime) -> date:
    """The day on which a report counts as seen: when it was published, where that is not after it was recorded (a day's
    grace is for the time zones), else when it was recorded. A publisher's date can lie; ours does not."""
    recorded = recorded_at.date()
    return published if published is not None and published <= recorded + timedelta(days=1) else recorded


_TRACKING = re.compile(r"(?:^|(?<=&))(?:utm_\w+|fbclid|gclid)=[^&]*&?")


def page_of(url: str | None) -> str | None:
    """What stands for the page at an address: the same however a link to it is written (scheme, "www.", case of the
    host, marks of a campaign, a place on the page). None where the address is none of the web."""
    if url is None or not url.lower().startswith(("http://", "https://")):
        return None
    rest = url.split("://", 1)[1].partition("#")[0]
    place, _, query = rest.partition("?")
    host, slash, path = place.partition("/")
    query = _TRACKING.sub("", query).rstrip("&")
    page = f"{host.lower().removeprefix('www.')}{slash}{path}".rstrip("/") + (f"?{query}" if query else "")
    return hashlib.sha256(page.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def countries_of(s: Statement) -> set[str]:
    """The countries and groups that the statement names, in any slot."""
    return {code for code in _countries(s) if code}


def countries_concerned(s: Statement) -> set[str]:
    """The countries under which the statement is found: those that it names, and the one where an event or a venture
    has its place (an exhibition in Baku with firms from Belarus concerns both)."""
    named = countries_of(s)
    if isinstance(s, Event | Venture) and s.place and (code := located(s.place)) is not None:
        named.add(code)
    return named


def _countries(s: Statement) -> Iterator[str | None]:
    match s:
        case TradeFlow():
            yield from (s.reporter, s.partner, *s.between)
        case TradedGoods():
            yield from (s.origin, s.destination)
        case SalesMix():
            yield from s.markets
            yield from (segment.country for segment in s.segments)
            yield from (change.country for change in (*s.entered, *s.suspended, *s.replaced_by))
        case Restriction():
            yield from (*s.by, *s.on)
        case Tender():
            pass
        case Deal() | Event() | Venture() | Milestone():
            yield from s.countries
    if isinstance(s, Event):
        yield from (c.country for c in s.counts)
    yield from (party.country for party in parties_of(s))


def parties_of(s: Statement) -> tuple[Party, ...]:
    """The bodies that take part in what the statement says."""
    match s:
        case Deal():
            return s.parties
        case Tender():
            return (*((s.buyer,) if s.buyer else ()), *s.bidders)
        case Event():
            return s.participants
        case Venture():
            return s.partners
        case SalesMix():
            return (s.company,) if s.company else ()
        case _:
            return ()


def goods_of(s: Statement) -> tuple[Good, ...]:
    """The goods that the statement is about."""
    match s:
        case TradeFlow() | TradedGoods() | Deal() | Tender() | Restriction():
            return s.goods
        case Venture():
            return s.product
        case _:
            return ()


def period_of(s: Statement) -> Period | None:
    """The time that the statement is about: a flow's period, a deal's date, the start of a venture."""
    match s:
        case TradeFlow() | Event():
            return s.period
        case Deal() | Tender() | Restriction() | Milestone():
            return s.date
        case Venture():
            return s.since
        case _:
            return None


def amount_of(s: Statement) -> Amount | None:
    """The statement's money."""
    match s:
        case TradeFlow() | Deal() | Tender() | Venture():
            return s.amount
        case _:
            return None


def pair_of(s: Statement, countries: Collection[str] | None = None) -> str | None:
    """The pair's key, "AZE-BLR", where the statement concerns exactly two countries (`countries`, where they are known
    already)."""
    named = countries_concerned(s) if countries is None else countries
    return "-".join(sorted(named)) if len(named) == 2 else None


def names_of(s: Statement) -> dict[tuple[str, str], str]:
    """(folded name, role) -> name as spelled, of parties (`party`) and speakers' organisations (`speaker`)."""
    found: dict[tuple[str, str], str] = {}
    for party in parties_of(s):
        if party.name and fold(party.name):
            found.setdefault((fold(party.name), "party"), party.name)
    for speaker in s.attribution.speakers:
        if speaker.organisation and fold(speaker.organisation):
            found.setdefault((fold(speaker.organisation), "speaker"), speaker.organisation)
    return found


def good_rows(s: Statement) -> list[tuple[str, str | None]]:
    """(folded words, code) of each good, one a code."""
    rows: dict[tuple[str, str | None], None] = {}
    for good in goods_of(s):
        for hs in good.hs or (None,):
            rows.setdefault((fold(good.text), hs))
    return list(rows)


def columns_of(s: Statement, countries: Collection[str] | None = None) -> dict[str, Any]:
    """The statement's own row, but for its report and reading; `countries` are those that it concerns, where they are
    known already."""
    period, amount = period_of(s), amount_of(s)
    flow = s if isinstance(s, TradeFlow) else None
    return {
        "id": s.id,
        "json": to_json(s).decode(),
        "kind": kind_of(s),
        "stance": s.stance,
        "confidence": s.confidence,
        "measure": flow.measure if flow else None,
        "reporter": flow.reporter if flow else None,
        "partner": flow.partner if flow else None,
        "pair": pair_of(s, countries),
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "value": _number(amount.value) if amount else None,
        "currency": amount.currency if amount else None,
    }


def _number(value: int | float | None) -> float | None:
    """As a database's number; None where it is too large for one."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return None


_KINDS = {cls: kind for kind, cls in KINDS.items()}


def kind_of(s: Statement) -> str:
    """The statement's kind, such as "trade_flow"."""
    return _KINDS[type(s)]


def same_reading(old: str, new: Statement) -> bool:
    """Whether `new` says and rests on the same as the recorded `old` (JSON), whatever reader and metadata it names."""
    before, after = msgspec.json.decode(old), msgspec.json.decode(to_json(new))
    for side in (before, after):
        side.pop("reader", None)
        side.pop("report", None)
    return bool(before == after)
