"""When a slot is right: the table of compared slots, and what of each slot counts.

`STRICT` names, for each kind, the slots that must all be right for a strict hit; `SCORED` names further slots that
are measured by slot but do not decide it, because careful readers word them differently. Wording (`text`) and
confidence never count; lists compare as sets; names compare without case, quotes, articles and legal forms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from typing import Any

from tradebook.evaluate import said
from tradebook.evaluate.cases import Expected
from tradebook.evaluate.said import plain_name
from tradebook.statement import Amount, Attribution, Period, Quantity, Statement

STRICT: dict[str, tuple[str, ...]] = {
    "trade_flow": (
        "stance", "measure", "reporter", "partner", "between", "reporter_area", "partner_area", "amount",
        "amount_also", "quantity", "period", "goods", "excludes", "re_exports", "revision", "change",
        "change.versus", "share", "rank",
    ),
    "traded_goods": ("stance", "origin", "destination", "goods"),
    "deal": (
        "stance", "instrument", "status", "parties", "countries", "amount", "amount_also", "quantity", "delivered",
        "unit_price", "count", "running_total", "goods", "date",
    ),
    "tender": ("stance", "buyer", "goods", "bidders", "status", "amount", "date"),
    "event": ("stance", "type", "name", "edition", "place", "period", "countries", "counts"),
    "venture": (
        "stance", "partners", "countries", "product", "activity", "place", "since", "count", "amount", "capacity",
    ),
    "sales_mix": ("stance", "company", "segments", "markets", "entered", "suspended", "replaced_by", "targets"),
    "restriction": ("stance", "type", "by", "on", "goods", "status", "date"),
    "milestone": ("stance", "type", "countries", "date"),
}  # fmt: skip

# Who says it: agencies and media; people, their office, what they belong to; bodies that say it or give the figure
_ATTRIBUTION = ("agencies", "speakers", "speakers.role", "speakers.organisation", "sources")
SCORED: dict[str, tuple[str, ...]] = {
    "trade_flow": ("coverage", "change.of", "share.of", *_ATTRIBUTION),
    "traded_goods": _ATTRIBUTION,
    "deal": ("incoterm", "sectors", "term", "at", "roles", *_ATTRIBUTION),
    "tender": _ATTRIBUTION,
    "event": ("participants", *_ATTRIBUTION),
    "venture": _ATTRIBUTION,
    "sales_mix": ("reason", *_ATTRIBUTION),
    "restriction": _ATTRIBUTION,
    "milestone": _ATTRIBUTION,
}


def _figure(value: Amount | Quantity | None) -> Hashable:
    if value is None:
        return None
    unit = value.currency if isinstance(value, Amount) else plain_unit(value.unit)
    return (value.value, value.low, value.high, unit, value.qualifier)


def plain_unit(unit: str | None) -> str | None:
    """A code as it is; a counted noun by its last word ("electric buses" are buses), without case and plural."""
    if unit is None or re.fullmatch(r"[A-Z0-9]{2,3}", unit) or not unit.split():
        return unit
    noun = unit.casefold().split()[-1]
    if noun.endswith(("ses", "xes", "ches", "shes")):
        return noun[:-2]
    return noun if noun.endswith(("ss", "us")) else noun.removesuffix("s")


def period_key(value: Period | None) -> Hashable:
    """The days of a period; its EDTF where the days are unknown."""
    if value is None:
        return None
    return (value.start, value.end) if value.start or value.end else value.edtf


def _set(values: Any) -> Hashable:
    return frozenset(value for value in values if value is not None) or None


def goods_key(goods: Any) -> Hashable:
    """The headings (4 digits) of all goods together, for how deep words go below them is a matter of taste; a good
    without a code stands for its words. `goods` are (words, codes)."""
    codes = {code[:4] for _, hs in goods for code in hs}
    words = {plain_name(text) for text, hs in goods if not hs}
    return frozenset(codes | words) or None


def _goods_of(goods: Any) -> Hashable:
    return goods_key([(good.text, good.hs) for good in goods])


def percent_key(percent: float | None) -> Hashable:
    """A percentage to a tenth; "a third" and "two-thirds" are the same as 33 or 33.33 and 67 or 66.67."""
    if percent is None:
        return None
    thirds = next((n for n in (-2, -1, 1, 2) if abs(percent - 100 * n / 3) < 0.34), None)
    return round(percent, 1) if thirds is None else f"{thirds}/3"


def _change(statement: Any) -> Hashable:
    change = statement.change
    return change and (percent_key(change.percent), change.factor, _figure(change.amount), change.qualifier)


def _share(statement: Any) -> Hashable:
    return statement.share and (percent_key(statement.share.percent), statement.share.qualifier)


def _share_of(statement: Any) -> Hashable:
    of = statement.share and statement.share.of
    return of and (of.measure, of.reporter, of.partner)


def _party(party: Any) -> Hashable:
    return party and plain_name(party.name)


def _names(parties: Any) -> Hashable:
    return _set(plain_name(party.name) for party in parties)


def _segment(segment: Any) -> Hashable:
    share = segment.share
    return (segment.country, share and percent_key(share.percent), share and share.qualifier)


def _replacements(replacements: Any) -> Hashable:
    return _set((one.country, period_key(one.period)) for one in replacements)


def _slot(slot: str, key: Callable[[Any], Hashable]) -> Callable[[Any], Hashable]:
    return lambda statement: key(getattr(statement, slot))


# Events that have names of their own; what a visit, a meeting or a commission is called does not count.
_NAMED_EVENTS = frozenset({"exhibition", "forum"})

# What of a slot counts: from the statement to something that compares. Slots not named here compare as they are.
_KEYS: dict[str, Callable[[Any], Hashable]] = {
    **{slot: _slot(slot, _figure) for slot in ("amount", "quantity", "delivered", "unit_price", "capacity")},
    **{slot: _slot(slot, period_key) for slot in ("period", "date", "term")},
    "since": lambda s: s.since and (s.since.start or s.since.edtf),
    **{slot: _slot(slot, plain_name) for slot in (
        "reporter_area", "partner_area", "place", "at", "reason", "incoterm",
    )},
    **{slot: _slot(slot, _set) for slot in ("between", "countries", "markets", "by", "on")},
    **{slot: _slot(slot, _goods_of) for slot in ("goods", "product")},
    **{slot: _slot(slot, _names) for slot in ("parties", "partners", "bidders", "participants")},
    **{slot: _slot(slot, _party) for slot in ("buyer", "company")},
    **{slot: _slot(slot, _replacements) for slot in ("entered", "suspended", "replaced_by")},
    "excludes": lambda s: s.excludes and str(plain_name(s.excludes)).removeprefix("non").strip(),
    "amount_also": lambda s: _set(_figure(one) for one in s.amount_also),
    "sectors": lambda s: _set(plain_name(one) for one in s.sectors),
    "roles": lambda s: _set((plain_name(one.name), one.role) for one in s.parties if one.role),
    "counts": lambda s: _set((one.n, one.country) for one in s.counts),
    "segments": lambda s: _set(_segment(one) for one in s.segments),
    "targets": lambda s: _set((period_key(one.period), one.met) for one in s.targets),
    "rank": lambda s: s.rank and s.rank.n,
    "change": _change,
    "change.versus": lambda s: s.change and period_key(s.change.versus),
    "change.of": lambda s: s.change and s.change.of,
    "share": _share,
    "share.of": _share_of,
    "running_total": lambda s: s.running_total or None,
    "name": lambda s: plain_name(s.name) if s.type in _NAMED_EVENTS else None,
    "agencies": lambda s: s.attribution.agencies or None,
    "speakers": lambda s: tuple(said.people(s.attribution)) or None,
    "speakers.role": lambda s: said.named(s.attribution, "role"),
    "speakers.organisation": lambda s: said.named(s.attribution, "organisation"),
    "sources": lambda s: tuple(said.bodies(s.attribution)) or None,
}  # fmt: skip


# Slots that are right where two attributions name the same: names are compared by pairs, not by a key.
_SAME: dict[str, Callable[[Attribution, Attribution], bool]] = {
    "agencies": said.same_agencies,
    "speakers": said.same_people,
    "speakers.role": said.same_roles,
    "speakers.organisation": said.same_organisations,
    "sources": said.same_bodies,
}


def slot_key(slot: str, statement: Statement) -> Hashable:
    """What of a slot counts; None where the slot is empty."""
    key = _KEYS.get(slot)
    return key(statement) if key else getattr(statement, slot)


def is_right(slot: str, expected: Expected, got: Statement) -> bool:
    """Whether a slot of a matched statement is right; goods are right in any reading that the case allows."""
    if (same := _SAME.get(slot)) is not None:
        return same(expected.statement.attribution, got.attribution)
    if slot in ("goods", "product") and expected.goods:
        return slot_key(slot, got) in {goods_key(choice) for choice in expected.goods}
    return slot_key(slot, expected.statement) == slot_key(slot, got)


def wrong_slots(expected: Expected, got: Statement, slots: tuple[str, ...]) -> tuple[str, ...]:
    """The slots of `slots` that are not right, in their order."""
    return tuple(slot for slot in slots if not is_right(slot, expected, got))


def kind_of(statement: Statement) -> str:
    """The kind of a statement, as it stands in its `kind` field."""
    return str(statement.__struct_config__.tag)


def direction(statement: Any) -> tuple[str, str] | None:
    """Origin and destination of a trade flow's goods; None where the measure or a side leaves them open."""
    if kind_of(statement) != "trade_flow" or statement.measure not in ("exports", "imports"):
        return None
    if statement.reporter is None or statement.partner is None or statement.reporter == statement.partner:
        return None
    sides = (statement.reporter, statement.partner)
    return sides if statement.measure == "exports" else (sides[1], sides[0])


def is_swap(expected: Any, got: Any) -> bool:
    """Whether a matched flow turns exporter and importer round: the direction of exports or imports is the reverse,
    or the sides of a balance are exchanged while its sign stays."""
    if kind_of(expected) != "trade_flow":
        return False
    if expected.measure == got.measure == "balance":
        exchanged = (expected.reporter, expected.partner) == (got.partner, got.reporter)
        signs = [(one.amount.value or 0) < 0 for one in (expected, got) if one.amount]
        return exchanged and expected.reporter != expected.partner and len(set(signs)) < 2
    wanted, read = direction(expected), direction(got)
    return wanted is not None and read == (wanted[1], wanted[0])


def is_guess(expected: Any, got: Any) -> bool:
    """Whether the case leaves the sides open (`between`) and the reading names them all the same."""
    if kind_of(expected) != "trade_flow" or not expected.between or expected.reporter or expected.partner:
        return False
    return bool(got.reporter and got.partner)
