"""The statement: what a report says, written down (format 1).

This module is the public format. The JSON Schema that the project publishes is generated from these types, the
book stores the same fields, `tradebook extract` prints them. Fields may be added; none changes its name or meaning
without a new format number. No I/O here.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType
from msgspec.structs import fields

FORMAT: Final = 1

Country = Annotated[
    str,
    Meta(
        description="ISO 3166-1 alpha-3, an old or user-assigned code (SUN, YUG, CSK, DDR, XKX), "
        "or a code of the table of groups (WLD, EUU, EAEU, CIS, ...)"
    ),
]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Span = Annotated[tuple[int, int], Meta(description="[start, end) in Unicode characters of the evidence's field")]
Number = int | float

Qualifier = Literal["exact", "about", "over", "under", "up_to"]
Stance = Literal["stated", "planned", "target", "expected", "denied"]
Measure = Literal["turnover", "exports", "imports", "balance"]
Kind = Literal[
    "trade_flow", "traded_goods", "deal", "tender", "event", "venture", "sales_mix", "restriction", "milestone"
]
Field = Literal["text", "title"]
PartyRole = Literal["supplier", "buyer", "lender", "borrower", "investor", "organiser", "partner"]


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Base of the parts of statements: immutable, named fields only."""


class Amount(_Part, frozen=True):
    """Money. `value` in full units (an integer where whole); `low`/`high` for a range, then `value` is null;
    `precision` is the worth of the last printed digit; `currency` in ISO 4217, null where it is not said plainly."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    currency: str | None = None
    qualifier: Qualifier = "exact"
    precision: Number | None = None
    text: str = ""


class Quantity(_Part, frozen=True):
    """Goods by count, weight or volume.

    `unit` is a UNECE Recommendation 20 code where one exists, else the counted noun."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    qualifier: Qualifier = "exact"
    precision: Number | None = None
    text: str = ""


class Period(_Part, frozen=True):
    """A time: both days inclusive; `edtf` in ISO 8601-2; `start` and `end` are null where the year is unknown."""

    start: Day | None = None
    end: Day | None = None
    edtf: str | None = None
    calendar: str | None = None
    text: str = ""


class Good(_Part, frozen=True):
    """A good as the report words it, with the Harmonized System codes the words cover, never deeper than they allow."""

    text: str
    hs: tuple[str, ...] = ()
    hs_edition: str | None = None
    confidence: float | None = None


class Party(_Part, frozen=True):
    """A side of a deal; the name as the report spells it."""

    name: str | None = None
    role: PartyRole | None = None
    country: Country | None = None


class Speaker(_Part, frozen=True):
    name: str | None = None
    role: str | None = None
    organisation: str | None = None


class Attribution(_Part, frozen=True):
    """Who published it, which agencies or media are cited for it, whose words these are, whose figure it is."""

    outlet: str | None = None
    agencies: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    figure_source: str | None = None


class Change(_Part, frozen=True):
    """A growth or a fall: `percent` signed, or `factor` ("doubled" is 2), or `amount`.

    `versus` is the period compared with."""

    percent: Number | None = None
    factor: Number | None = None
    amount: Amount | None = None
    of: Literal["value", "quantity"] | None = None
    qualifier: Qualifier = "exact"
    versus: Period | None = None
    text: str = ""


class ShareOf(_Part, frozen=True):
    measure: Measure | None = None
    reporter: Country | None = None
    partner: Country | None = None
    goods: tuple[Good, ...] = ()


class Share(_Part, frozen=True):
    percent: Number | None = None
    qualifier: Qualifier = "exact"
    of: ShareOf | None = None
    text: str = ""


class Rank(_Part, frozen=True):
    n: int | None = None
    among: str | None = None
    by: Measure | None = None


class Evidence(_Part, frozen=True):
    """A whole sentence of the report: `field[start:end] == text`, always."""

    field: Field
    start: int
    end: int
    text: str


class ReportRef(_Part, frozen=True):
    """The report that a statement was read in."""

    id: str
    source: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: Day | None = None
    language: str | None = None


class Reader(_Part, frozen=True):
    name: str
    version: str


class EventCount(_Part, frozen=True):
    """A count at an event: 39 companies of a country."""

    n: int | None = None
    of: str | None = None
    country: Country | None = None


class SegmentShare(_Part, frozen=True):
    percent: Number | None = None
    of: str | None = None
    qualifier: Qualifier = "exact"


class Segment(_Part, frozen=True):
    """One part of a producer's sales: the market as worded, its country where it is one, the share."""

    market: str | None = None
    country: Country | None = None
    share: SegmentShare | None = None


class Replacement(_Part, frozen=True):
    country: Country | None = None
    period: Period | None = None
    text: str = ""


class SalesTarget(_Part, frozen=True):
    text: str = ""
    period: Period | None = None
    met: bool | None = None


class Correction(_Part, frozen=True):
    """What a person said of a reading: a `mark` for the whole statement, or the right `value` of a `slot`, which the
    machine had read as `was` (both as in the statement's JSON). `at` is the moment, in UTC."""

    author: str
    at: str
    mark: Literal["wrong", "right"] | None = None
    slot: str | None = None
    was: Any = None
    value: Any = None
    note: str | None = None


class _Statement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What all statements share. `spans` maps a slot to where it was read, in the evidence's field."""

    id: str
    format: Literal[1] = FORMAT
    reader: Reader
    report: ReportRef
    evidence: Evidence
    evidence_also: tuple[Evidence, ...] = ()
    evidence_context: tuple[Evidence, ...] = ()
    spans: dict[str, tuple[Span, ...]] = {}
    attribution: Attribution = Attribution()
    stance: Stance = "stated"
    confidence: Annotated[float, Meta(ge=0, le=1)]
    # Only where a person has looked at the reading; the slots then hold what that person says.
    corrections: tuple[Correction, ...] | UnsetType = UNSET


class TradeFlow(_Statement, tag="trade_flow", frozen=True):
    """A figure of trade. Whose figure it is is never guessed: where the report does not say, `reporter` and
    `partner` are null and `between` holds the pair."""

    measure: Measure
    reporter: Country | None = None
    partner: Country | None = None
    between: tuple[Country, ...] = ()
    reporter_area: str | None = None
    partner_area: str | None = None
    amount: Amount | None = None
    amount_also: tuple[Amount, ...] = ()
    quantity: Quantity | None = None
    period: Period | None = None
    goods: tuple[Good, ...] = ()
    excludes: str | None = None
    coverage: Literal["goods", "services", "goods and services"] | None = None
    re_exports: bool | None = None
    revision: Literal["preliminary", "revised"] | None = None
    change: Change | None = None
    share: Share | None = None
    rank: Rank | None = None


class TradedGoods(_Statement, tag="traded_goods", frozen=True):
    """What is traded, without a figure."""

    origin: Country | None = None
    destination: Country | None = None
    goods: tuple[Good, ...] = ()


Instrument = Literal["contract", "agreement", "memorandum", "protocol", "document", "investment", "loan", "purchase"]
DealStatus = Literal["signed", "planned", "negotiated", "suspended", "cancelled", "delivered", "delivering"]


class Deal(_Statement, tag="deal", frozen=True):
    """Something agreed."""

    instrument: Instrument | None = None
    status: DealStatus | None = None
    parties: tuple[Party, ...] = ()
    countries: tuple[Country, ...] = ()
    amount: Amount | None = None
    amount_also: tuple[Amount, ...] = ()
    quantity: Quantity | None = None
    delivered: Quantity | None = None
    unit_price: Amount | None = None
    incoterm: str | None = None
    count: int | None = None
    running_total: bool = False
    goods: tuple[Good, ...] = ()
    sectors: tuple[str, ...] = ()
    date: Period | None = None
    term: Period | None = None
    at: str | None = None


class Tender(_Statement, tag="tender", frozen=True):
    """A call for bids, from its plan to its award."""

    buyer: Party | None = None
    goods: tuple[Good, ...] = ()
    bidders: tuple[Party, ...] = ()
    status: Literal["planned", "announced", "bidding", "awarded", "cancelled"] | None = None
    amount: Amount | None = None
    date: Period | None = None


class Event(_Statement, tag="event", frozen=True):
    """An exhibition, a forum, a visit, a commission's session, a meeting."""

    type: Literal["exhibition", "forum", "visit", "commission", "meeting"]
    name: str | None = None
    edition: int | None = None
    place: str | None = None
    period: Period | None = None
    countries: tuple[Country, ...] = ()
    counts: tuple[EventCount, ...] = ()
    participants: tuple[Party, ...] = ()


class Venture(_Statement, tag="venture", frozen=True):
    """Joint production and industrial cooperation."""

    partners: tuple[Party, ...] = ()
    countries: tuple[Country, ...] = ()
    product: tuple[Good, ...] = ()
    activity: Literal["assembly", "production", "joint company", "project"] | None = None
    place: str | None = None
    since: Period | None = None
    count: int | None = None
    amount: Amount | None = None
    capacity: Quantity | None = None


class SalesMix(_Statement, tag="sales_mix", frozen=True):
    """Where a producer sells."""

    company: Party | None = None
    segments: tuple[Segment, ...] = ()
    markets: tuple[Country, ...] = ()
    entered: tuple[Replacement, ...] = ()
    suspended: tuple[Replacement, ...] = ()
    replaced_by: tuple[Replacement, ...] = ()
    reason: str | None = None
    targets: tuple[SalesTarget, ...] = ()


class Restriction(_Statement, tag="restriction", frozen=True):
    """A sanction, ban, tariff, quota or licence; the cut or end of one has the status `lifted`."""

    type: Literal["sanction", "ban", "tariff", "quota", "licence"]
    by: tuple[Country, ...] = ()
    on: tuple[Country, ...] = ()
    goods: tuple[Good, ...] = ()
    status: Literal["in force", "planned", "lifted"] | None = None
    date: Period | None = None


class Milestone(_Statement, tag="milestone", frozen=True):
    """A date in the relations of countries."""

    type: Literal["diplomatic relations", "treaty", "free trade agreement", "membership", "appointment"]
    countries: tuple[Country, ...] = ()
    date: Period | None = None


Statement = TradeFlow | TradedGoods | Deal | Tender | Event | Venture | SalesMix | Restriction | Milestone
KINDS: dict[str, type[_Statement]] = {
    "trade_flow": TradeFlow,
    "traded_goods": TradedGoods,
    "deal": Deal,
    "tender": Tender,
    "event": Event,
    "venture": Venture,
    "sales_mix": SalesMix,
    "restriction": Restriction,
    "milestone": Milestone,
}

COMMON_FIELDS = frozenset(_Statement.__struct_fields__)
SLOTS: dict[str, tuple[str, ...]] = {
    kind: tuple(f for f in cls.__struct_fields__ if f not in COMMON_FIELDS) for kind, cls in KINDS.items()
}


class Gap(Struct, frozen=True, kw_only=True):
    """A figure beside a trade word that gave no statement, with the reason."""

    report: str
    evidence: Evidence
    figure: str
    reason: str


_WORDING = frozenset({"text", "confidence", "hs_edition"})


def _without_wording(value: Any) -> Any:
    """`value` (builtins or parts) as builtins, without what is wording or judgement: `text`, `confidence`, nulls.

    A good without a code keeps its words, for nothing else names it."""
    if isinstance(value, (list, tuple)):
        return [v if type(v) in _PLAIN else _without_wording(v) for v in value]
    if isinstance(value, Struct):
        return _part_told(value)
    if isinstance(value, dict):
        told = {
            name: v if type(v) in _PLAIN else _without_wording(v)
            for name, v in value.items()
            if v is not None and name not in _WORDING
        }
        if "hs" in value and not value["hs"] and value.get("text") is not None:
            told["text"] = value["text"]
        return told
    return (
        value if value is None or isinstance(value, (str, int, float)) else _without_wording(msgspec.to_builtins(value))
    )


def _part_told(part: Struct) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name in _names_told(type(part)):
        value = getattr(part, name)
        if value is not None:
            told[name] = value if type(value) in _PLAIN else _without_wording(value)
    if "hs" in told and not told["hs"]:
        text = getattr(part, "text", None)
        if text is not None:
            told["text"] = text
    return told


@cache
def _names_told(part: type[Struct]) -> tuple[str, ...]:
    """The fields of a part that are neither wording nor judgement."""
    return tuple(name for name in part.__struct_fields__ if name not in _WORDING)


_PLAIN = frozenset({str, int, float, bool})


@cache
def _empty_slots(kind: str) -> dict[str, Any]:
    """Slot -> what it holds where the report says nothing, for the slots of a kind that may be empty but not null."""
    found = fields(KINDS[kind])
    return {
        f.name: _without_wording(f.default)
        for f in found
        if f.name not in COMMON_FIELDS and f.default is not msgspec.NODEFAULT and f.default is not None
    }


def claim_of(kind: str, slots: dict[str, Any], stance: str) -> dict[str, Any]:
    """The normalised claim: the slots of a kind (as builtins or parts) without wording, and the stance.

    A slot that is left out is the same as one that is empty."""
    return {"kind": kind, "stance": stance, "slots": _empty_slots(kind) | _without_wording(slots)}


def statement_id(report: str, kind: str, slots: dict[str, Any], stance: str) -> str:
    """The id of a statement: 32 hexadecimal digits of the SHA-256 of report id and normalised claim.

    `slots` maps each slot of the kind to its value; the same claim gives the same id on any machine."""
    claim = msgspec.json.encode([report, claim_of(kind, slots, stance)], order="sorted")
    return hashlib.sha256(claim).hexdigest()[:32]


_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Statement] = msgspec.json.Decoder(Statement)


def to_json(statement: Statement) -> bytes:
    """One line of JSON (UTF-8, without the line's end)."""
    return _encoder.encode(statement)


def from_json(line: bytes | str) -> Statement:
    """The statement that `to_json` wrote; raises `msgspec.ValidationError` where it does not fit the schema."""
    return _decoder.decode(line)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a statement, generated from these types."""
    schema = msgspec.json.schema(Statement)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tradebook statement, format 1",
        **schema,
    }
