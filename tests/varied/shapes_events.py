"""Short reports of one visit, commission or fair, told in many shapes. A case only gives the draw."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tests.varied import Variation
from tests.varied.drawn import SAID, Draw, as_json, period, shapes, short_report, tailed

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


_OF_VISITS = (
    " to discuss trade",
    " for talks on energy and transport",
    " at the invitation of the government",
    " to hold talks with officials",
    " in order to boost trade",
    " for talks with the president",
    ", accompanied by business leaders",
)


_OF_FAIRS = (
    ", the organisers said",
    " with the support of the trade ministry",
    ", bringing together producers and buyers",
    ", where visitors can taste local food",
    " amid tight security",
)


def _event(templates: Sequence[str], kind: str, *, ahead: bool = False) -> Variation:
    def say(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
        template = draw.rng.choice(templates)
        text, edtf = short_report(template, draw, ahead=ahead)
        content: dict[str, Any] = {"kind": "event", "type": kind, "period": period(edtf), "place": draw.told["Bc"]}
        content["stance"] = "planned" if ahead else "stated"
        if kind == "exhibition":
            content["name"] = draw.told["F"]
        else:
            content["countries"] = sorted((draw.a, draw.b))
        if "{E}" in template:
            content["edition"] = int(draw.told["n"])
        return tailed(text, draw.rng, SAID, _OF_FAIRS if kind == "exhibition" else _OF_VISITS), [content]

    return shapes(say)


def _counted(draw: Draw) -> tuple[str, list[dict[str, Any]]]:
    if draw.rng.random() < 0.5:
        text, edtf = short_report(draw.rng.choice(_GROUPS), draw, ahead=False)
        content: dict[str, Any] = {"kind": "event", "type": "visit", "countries": sorted((draw.a, draw.b))}
        content["counts"] = [{"country": draw.a, "n": int(draw.told["N"]), "of": "companies"}]
    else:
        text, edtf = short_report(draw.rng.choice(_FAIR_COUNTED), draw, ahead=False)
        content = {"kind": "event", "type": "exhibition", "name": draw.told["F"], "edition": int(draw.told["n"])}
        counts = ((int(draw.told["M"]), "countries"), (int(draw.told["N"]), "companies"))
        content["counts"] = [{"n": n, "of": of} for n, of in counts]
    content |= {"place": draw.told["Bc"], "period": period(edtf), "stance": "stated"}
    return text, [json.loads(_sorted(content))]


def _sorted(content: dict[str, Any]) -> str:
    counts = sorted(content["counts"], key=lambda v: json.dumps(v, sort_keys=True))
    return as_json(content | {"counts": counts})


VARIATIONS: dict[str, tuple[Variation, float]] = {
    "shape_counted": (shapes(_counted), 0.98),
    "shape_visit": (_event(_VISITED, "visit"), 0.98),
    "shape_visit_ahead": (_event(_WILL_VISIT, "visit", ahead=True), 0.98),
    "shape_commission": (_event(_SAT, "commission"), 0.98),
    "shape_commission_ahead": (_event(_WILL_SIT, "commission", ahead=True), 0.98),
    "shape_fair": (_event(_FAIR_HELD, "exhibition"), 0.98),
    "shape_fair_ahead": (_event(_FAIR_TO_COME, "exhibition", ahead=True), 0.98),
}
