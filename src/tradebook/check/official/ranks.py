"""The check of a place among partners: "Belarus is Azerbaijan's third trade partner in the CIS"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from tradebook.check.intervals import exactly
from tradebook.check.official.bands import Found
from tradebook.check.official.findings import open_verdict, unsure, verdict_of
from tradebook.check.official.lookup import Lookup
from tradebook.check.official.reading import Official, Reading, obstacle, officials, readings
from tradebook.check.official.sides import MOST_OF_THE_TOTAL
from tradebook.check.official.trials import Told, Trial
from tradebook.check.official.words import cited, country, joined, owned, span, sum_words
from tradebook.check.verdict import Verdict
from tradebook.places import is_group, members, name, words
from tradebook.statement import Statement, TradeFlow
from tradebook.statistics import WORLD


class Place(NamedTuple):
    """The place of a partner: `above` are the partners that are worth more, `whole` whether all are there."""

    official: Official
    above: tuple[str, ...]
    whole: bool


def a_rank_agrees_with_official_statistics(statements: Sequence[Statement], lookup: Lookup) -> Iterator[Verdict]:
    """The place of a partner is computed from the official figures of the reporter with each of its partners, all of
    one source and period, and held against the place told; of a group that the report names, only its members on that
    day count. Where partners are missing, a place can be too good to be true but cannot be confirmed."""
    for flow in statements:
        rank = flow.rank if isinstance(flow, TradeFlow) else None
        if not isinstance(flow, TradeFlow) or rank is None or rank.n is None or flow.stance != "stated":
            continue
        measure = rank.by or flow.measure
        told = Told(exactly(rank.n), f"place {rank.n}{f' among {rank.among}' if rank.among else ''}", None, False)
        asked = [] if obstacle(flow) else [replace(reading, measure=measure) for reading in readings(flow)]
        yield _verdict(flow, told, asked, rank.among or "", rank.n, lookup)


def _verdict(flow: TradeFlow, told: Told, asked: Sequence[Reading], among: str, n: int, lookup: Lookup) -> Verdict:
    check = a_rank_agrees_with_official_statistics
    hindered = obstacle(flow)
    if not asked or any(is_group(reading.partner) for reading in asked):
        missing = hindered or "a place among all countries needs the figures of all of them"
        return open_verdict(check, flow, told, missing, what=f"The {told.words}")
    placed = [(reading, place) for reading in asked if (place := _place(reading, among, lookup))]
    if not placed:
        missing = f"the figures of {name(asked[0].reporter)} with each of its partners are not loaded"
        return open_verdict(check, flow, told, missing, what=f"The {told.words}")
    fitting = [(reading, place) for reading, place in placed if place.whole and len(place.above) + 1 == n]
    reading, place = (fitting or placed)[0]
    trial = _trial(told, reading, place)
    lead = f"{name(reading.partner)} is told as in {told.words}; by {_books(reading)} it is {trial.official_words}"
    if fitting:
        return verdict_of(check, "agrees", flow, trial, f"{lead}.")
    doubt = unsure(flow, place.official.rows)
    if doubt:
        return verdict_of(check, "cannot tell", flow, trial, f"{lead}; {doubt}.")
    too_good = all(len(one.above) >= n for _, one in placed) and len(placed) == len(asked)
    if too_good or (place.whole and len(placed) == len(asked)):
        above = joined(country(code) for code in place.above[:3])
        return verdict_of(check, "differs", flow, trial, f"{lead}{f', after {above}' if above else ''}.")
    return verdict_of(check, "cannot tell", flow, trial, f"{lead}, but not all partners are loaded.")


def _books(reading: Reading) -> str:
    what = {"turnover": "trade", "balance": "trade balance"}.get(reading.measure, str(reading.measure))
    return f"{owned(name(reading.reporter))} {what} in {span(reading.start, reading.end)}"


def _trial(told: Told, reading: Reading, place: Place) -> Trial:
    value = Decimal(len(place.above) + 1)
    bound = "" if place.whole else " at best"
    worth = sum_words(place.official.value, place.official.currency)
    words = f"place {value}{bound} with {worth} ({cited(place.official)})"
    return Trial(told, reading, place.official, value, words, Found("beyond", ""), False)


def _place(reading: Reading, among: str, lookup: Lookup) -> Place | None:
    """The place of the partner among all, or among the members of the group that the words name."""
    group = _group(among)
    own = next((o for o in officials(lookup, reading).found if o.series == "reported"), None)
    if own is None:
        return None
    inside = members(group, reading.end) - {reading.reporter} if group else None
    if inside is not None and reading.partner not in inside:
        return None
    values: dict[str, Decimal] = {}
    for partner in sorted(inside if inside is not None else _partners(reading, lookup)):
        if partner == reading.reporter:
            continue
        found = officials(lookup, replace(reading, partner=partner)).found
        same = [o for o in found if (o.source, o.currency, o.series) == (own.source, own.currency, own.series)]
        if same:
            values[partner] = same[0].value
    above = sorted((code for code, value in values.items() if value > own.value), key=lambda code: -values[code])
    return Place(own, tuple(above), _whole(reading, own, values, inside, lookup))


def _partners(reading: Reading, lookup: Lookup) -> set[str]:
    """The countries with which the reporter has rows in the period."""
    found = set()
    for _, trade in reading.trades:
        for code in trade.commodities:
            for row in lookup.of_partners(trade.reporter, trade.flow, code):
                inside = trade.start <= row.start and row.end <= trade.end
                if inside and row.partner != WORLD and not _is_group(row.partner):
                    found.add(row.partner)
    return found


def _is_group(code: str) -> bool:
    from tradebook.errors import UsageError

    try:
        return is_group(code)
    except UsageError:
        return False


def _whole(
    reading: Reading, own: Official, values: dict[str, Decimal], inside: frozenset[str] | None, lookup: Lookup
) -> bool:
    """Whether all that count are there: every member of the group, or partners that make the trade with the world."""
    if inside is not None:
        return inside <= set(values)
    world = officials(lookup, replace(reading, partner=WORLD)).found
    same = [o for o in world if (o.source, o.currency) == (own.source, own.currency)]
    return bool(same) and sum(values.values()) >= same[0].value * MOST_OF_THE_TOTAL


@cache
def _group_words() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The names of groups, the longest first."""
    forms = {(entry.word, entry.code) for entry in words() if entry.form in ("group", "group_demonym")}
    longest = sorted(forms, key=lambda form: -len(form[0]))
    return tuple((re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE), code) for word, code in longest)


def _group(among: str) -> str | None:
    """The group that the words name; null for none, and for the world."""
    found = next((code for pattern, code in _group_words() if pattern.search(among)), None)
    return None if found == WORLD else found
