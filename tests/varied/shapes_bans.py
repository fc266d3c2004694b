"""Short reports of one restriction or treaty, told in many shapes. A case only gives the draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.varied import Variation
from tests.varied.drawn import SAID, Draw, in_words, period, shapes, short_report, tailed, time_drawn

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


def _act(templates: Sequence[str], slots: dict[str, Any], *, on: bool = True, ahead: bool = False) -> Variation:
    def say(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
        template = draw.rng.choice(templates)
        when, edtf = time_drawn(draw.rng, ahead=ahead, day="{D}" in template)
        day = when.removeprefix("on ").removeprefix("in ")
        if "{D}" in template and "day, " in day:
            day = day.split(", ", 1)[1]
        words = draw.words() | {
            "W": when,
            "D": day,
            "P": draw.rng.choice(("25%", "10 percent", "50 per cent", "17.5%")),
        }
        content = {"kind": "restriction", "by": [draw.a], "date": period(edtf), "goods": draw.goods(), **slots}
        if on:
            content["on"] = [draw.b]
        text = in_words(template, words)
        return tailed(text, draw.rng, SAID, _OF_BANS), [content]

    return shapes(say)


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


_OF_TREATIES = (
    " after six years of talks",
    " to boost trade",
    ", the two governments said",
    ", opening the way for more trade",
    ", officials said",
)


def _milestone(templates: Sequence[str], kind: str) -> Variation:
    def say(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
        text, edtf = short_report(draw.rng.choice(templates), draw, ahead=False)
        content = {"kind": "milestone", "type": kind, "stance": "stated", "date": period(edtf)}
        return tailed(text, draw.rng, _OF_TREATIES), [content | {"countries": sorted((draw.a, draw.b))}]

    return shapes(say)


STATED = {"stance": "stated"}


VARIATIONS: dict[str, tuple[Variation, float]] = {
    "shape_ban": (_act(_BANNED, {"type": "ban", "status": "in force", **STATED}), 0.98),
    "shape_export_ban": (_act(_EXPORT_BANNED, {"type": "ban", "status": "in force", **STATED}, on=False), 0.98),
    "shape_lifted": (_act(_LIFTED, {"type": "ban", "status": "lifted", **STATED}), 0.98),
    "shape_planned": (_act(_TO_BE_BANNED, {"type": "ban", "status": "planned", "stance": "planned"}, ahead=True), 0.98),
    "shape_treaty": (_milestone(_TREATY, "free trade agreement"), 0.98),
    "shape_relations": (_milestone(_RELATIONS, "diplomatic relations"), 0.98),
    "shape_tariff": (_act(_TARIFFS, {"type": "tariff", "status": "in force", **STATED}), 0.98),
}
