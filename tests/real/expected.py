"""The statements that the two reports make, written over a world (see world.py): kind and the slots that matter.

An expectation is a `Want`: a kind, slots as a nested pattern, attribution. `missing` lists those that no statement
meets, in words. Patterns: a dict asks for its own keys only, a list for the same members in any order, a `Has` for at
least these members, a callable for a value it accepts, all else for equality.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.real.world import FRACTIONS, MONTHS, World

Statement = dict[str, Any]


@dataclass(frozen=True)
class Has:
    """At least these members, each a pattern."""

    members: tuple[Any, ...]


@dataclass(frozen=True)
class Want:
    """One statement that a report makes. `how_many` is how many statements of a reading meet it."""

    kind: str
    slots: dict[str, Any]
    stance: str = "stated"
    attribution: dict[str, Any] = field(default_factory=dict)
    how_many: int = 1


def meets(value: Any, pattern: Any) -> bool:
    """Whether a value (builtins, as in the JSON) meets a pattern."""
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(meets(value.get(key), part) for key, part in pattern.items())
    if isinstance(pattern, Has):
        return isinstance(value, list) and all(any(meets(v, m) for v in value) for m in pattern.members)
    if isinstance(pattern, list):
        return isinstance(value, list) and len(value) == len(pattern) and meets(value, Has(tuple(pattern)))
    if callable(pattern):
        return bool(pattern(value))
    return bool(value == pattern)


def missing(statements: list[Statement], wants: list[Want]) -> list[str]:
    """What is wrong with a reading: each expectation that is not met by the right number of statements."""
    problems = []
    for want in wants:
        found = [s for s in statements if _met(s, want)]
        if len(found) != want.how_many:
            same_kind = [s["evidence"]["text"] for s in statements if s["kind"] == want.kind]
            problems.append(
                f"{len(found)} instead of {want.how_many} of {want.kind} {want.stance} {_plain(want.slots)} "
                f"{_plain(want.attribution)}; {want.kind} read: {len(same_kind)}"
            )
    return problems


def _met(statement: Statement, want: Want) -> bool:
    return (
        statement["kind"] == want.kind
        and statement["stance"] == want.stance
        and meets(statement, want.slots)
        and meets(statement["attribution"], want.attribution)
    )


def _plain(pattern: Any) -> Any:
    if isinstance(pattern, dict):
        return {key: _plain(part) for key, part in pattern.items()}
    if isinstance(pattern, Has):
        return ["at least", *map(_plain, pattern.members)]
    if isinstance(pattern, list):
        return [_plain(part) for part in pattern]
    return getattr(pattern, "__name__", pattern)


# ---- parts of patterns


def _contains(words: str) -> Callable[[Any], bool]:
    def holds(value: Any) -> bool:
        return isinstance(value, str) and words.casefold() in value.casefold()

    holds.__name__ = f"contains {words!r}"
    return holds


def _begins(start: str) -> Callable[[Any], bool]:
    def holds(value: Any) -> bool:
        return isinstance(value, str) and value.startswith(start)

    holds.__name__ = f"begins {start!r}"
    return holds


def _about(number: float) -> Callable[[Any], bool]:
    def holds(value: Any) -> bool:
        return value is not None and abs(value - number) < 0.5

    holds.__name__ = f"about {number}"
    return holds


def _goods(goods: tuple[tuple[str, tuple[str, ...]], ...]) -> Callable[[Any], bool]:
    """Every one of the goods is read, with a code under each of its headings."""

    def holds(value: Any) -> bool:
        codes = [code for good in value or () for code in good["hs"]]
        return all(any(code.startswith(heading) for code in codes) for _, headings in goods for heading in headings)

    holds.__name__ = f"goods {[headings for _, headings in goods]}"
    return holds


def _dollars(value: int, qualifier: str = "exact") -> dict[str, Any]:
    return {"value": value, "low": None, "high": None, "currency": "USD", "qualifier": qualifier}


# ---- what both reports say, as background


def _background(world: World) -> list[Want]:
    here, there = world.here.code, world.there.code
    pair = [here, there]
    return [
        Want("trade_flow", _flow(world, "turnover", world.turnover), attribution={"outlet": world.outlet}),
        Want(
            "milestone",
            {
                "type": "diplomatic relations",
                "countries": pair,
                "date": {"start": world.relations.isoformat(), "end": world.relations.isoformat()},
            },
        ),
        Want(
            "traded_goods",
            {"origin": there, "destination": here, "goods": _goods((("coaches", ("8605",)), *world.export_goods))},
        ),
        Want(
            "traded_goods",
            {"origin": here, "destination": there, "goods": _goods((*world.import_goods, ("juices", ("2009",))))},
        ),
        Want(
            "venture",
            {
                "countries": pair,
                "activity": "assembly",
                "since": {"edtf": lambda edtf: edtf is not None and edtf.startswith(str(world.since))},
                "product": _goods((("tractors", ("8701",)), ("trucks", ("8704",)))),
            },
        ),
        Want(
            "venture",
            {"partners": Has(({"name": _contains(f"{world.here.town} automobile plant")},)), "countries": pair},
        ),
    ]


def _flow(world: World, measure: str, tenths: int) -> dict[str, Any]:
    return {
        "measure": measure,
        "reporter": None,
        "partner": None,
        "between": [world.here.code, world.there.code],
        "amount": _dollars(tenths * 100_000) | {"precision": 100_000},
        "period": {"start": f"{world.year}-01-01", "end": f"{world.year}-12-31", "edtf": str(world.year)},
        "goods": [],
    }


# ---- report 000: the visit


def visit(world: World) -> list[Want]:
    """Report 000, which carries no date: the contracts, the meeting, the visit, the exhibitions, the year's trade."""
    here, there = world.here.code, world.there.code
    month = MONTHS.index(world.meeting[0]) + 1
    day = f"XXXX-{month:02d}-{world.meeting[1]:02d}"
    chairman = {
        "name": world.chairman,
        "role": "Chairman",
        "organisation": f"{world.there.adjective} Chamber of Commerce and Industry",
    }
    said = {"outlet": world.outlet, "agencies": [world.agency], "speakers": [chairman]}
    return [
        Want(
            "deal",
            {
                "instrument": "contract",
                "status": "signed",
                "countries": [here, there],
                "amount": _dollars(world.contracts * 1_000_000, "about") | {"precision": 1_000_000},
                "date": {"start": None, "end": None, "edtf": day},
                "sectors": ["wood processing", "foodstuffs"],
            },
            attribution=said,
        ),
        Want("deal", {"amount": {"value": world.contracts * 1_000_000}}),
        Want("deal", {"instrument": "contract", "amount": None}, "expected", {"speakers": [chairman]}),
        Want("event", {"type": "meeting", "countries": [here, there], "period": {"edtf": day}}),
        Want("event", {"type": "visit", "countries": [here, there], "period": {"edtf": _begins(day)}}),
        *(
            Want(
                "event",
                {
                    "type": "exhibition",
                    "name": _contains(fair),
                    "counts": Has(({"n": world.firms, "of": _contains("companies"), "country": there},)),
                },
            )
            for fair in world.fairs
        ),
        Want("trade_flow", _flow(world, "exports", world.exports)),
        Want("trade_flow", _flow(world, "imports", world.imports)),
        *_background(world),
    ]


# ---- report 004: the producer


def producer(world: World) -> list[Want]:
    """Report 004: the contract, the tender, the sales mix and its markets, the background."""
    here, there = world.here.code, world.there.code
    published = world.published
    before = f"{published.year}-{published.month - 1:02d}"
    last_of_month = monthrange(published.year, published.month)[1]
    director = {"name": world.director, "role": "director", "organisation": _contains(world.company)}
    said = {"outlet": world.outlet, "agencies": [world.agency], "speakers": [director]}
    markets = [world.third.code, world.fourth.code, here]
    _, closed = world.closed
    return [
        Want(
            "deal",
            {
                "instrument": "contract",
                "status": "signed",
                "countries": [here, there],
                "parties": Has(({"name": _contains(world.company), "role": "supplier", "country": there},)),
                "goods": Has(({"text": _contains("bridge beams")},)),
                "date": {"edtf": before},
                "amount": None,
            },
            attribution=said,
        ),
        Want(
            "tender",
            {
                "buyer": {"name": _contains(f"{world.here.name} Railways"), "country": here},
                "goods": Has(({"text": _contains("sleeper")},)),
                "bidders": Has(({"name": _contains(world.company)},)),
                "date": {"end": f"{published.year}-{published.month:02d}-{last_of_month}"},
            },
            "planned",
            said,
        ),
        Want(
            "sales_mix",
            {
                "company": {"name": _contains(world.company), "country": there},
                "segments": Has(
                    (
                        {"share": {"percent": world.exported, "qualifier": "about"}},
                        {
                            "market": _contains(f"{world.there.adjective} Railways"),
                            "country": there,
                            "share": {"percent": _about(FRACTIONS[world.fraction]), "qualifier": "about"},
                        },
                        {"market": _contains("spot"), "share": {"percent": world.spot}},
                    )
                ),
                "markets": markets,
                "entered": [{"country": closed, "period": {"edtf": str(published.year - 1)}}],
                "suspended": [{"country": closed}],
                "replaced_by": [{"country": code} for code in markets],
                "reason": _contains("sanctions"),
                "targets": [{"met": True, "period": {"edtf": _contains(before)}}],
            },
            attribution={"speakers": [director]},
        ),
        Want("sales_mix", {"company": {"name": _contains(world.company)}}),
        *_background(world),
    ]
