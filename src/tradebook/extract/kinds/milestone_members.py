"""Memberships as milestones: countries that joined a group or a world body."""

from __future__ import annotations

from typing import NamedTuple

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import NAMED, country_of, word_class
from tradebook.extract.kinds.event.timing import clause, nearest_date, negated, speaks_ahead
from tradebook.extract.kinds.milestone import dated, is_to_come, is_wish, subject_of
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.places import is_group


def memberships(sentence: Sentence) -> list[Draft]:
    """ "A joined the EAEU in 2015", "A became a member of X in 1998 and of Y in 2015", "A's accession to the WTO"."""
    items = sentence.items
    found: list[Draft] = []
    for k, item in enumerate(items):
        if not item.is_("mile_join") or negated(items, k):
            continue
        body = _body_at(items, k + 1)
        start, stop = clause(items, k)
        member = _member(items, start, k)
        if (
            body is None
            or member is None
            or is_wish(items, k)
            or any(items[j].lower in _PASSING for j in range(max(0, k - 5), k))
        ):
            continue
        if item.lower in _MEMBER and not _became(items, k):
            continue
        while body is not None:
            found.append(_membership(sentence, k, member, body, stop))
            body = _next_body(items, body)
    return [
        d
        for d in found
        if d.get("date") is not None or d.stance == "planned" or sentence.items[0].is_("mile_join") or _plain_join(d)
    ]


_PASSING = frozenset("since before after until ahead when applied bid application candidate candidates".split())
_BECOMING = frozenset("became become becomes as".split())
_MEMBER = frozenset({"a member", "a full member", "full member", "th member", "st member", "nd member", "rd member"})


def _became(items: list[Item], k: int) -> bool:
    """ "Became a member", "became the 165th member", "has been a member since"."""
    if lower_at(items, k - 1) == "been":
        behind = (i for i in items[k + 1 : k + 9] if i.kind == "PER")
        return any(i.value.cue == "since" for i in behind)
    if kind_at(items, k - 1) == "NUM":
        return lower_at(items, k - 3) in _BECOMING or lower_at(items, k - 2) in _BECOMING
    return lower_at(items, k - 1) in _BECOMING


def _plain_join(draft: Draft) -> bool:
    lows = {i.lower for i in draft.sentence.items if i.is_("mile_join")}
    return bool(lows & {"joined", "acceded", "became a member", "became a full member", "admitted", "became members"})


class _Body(NamedTuple):
    item: Item
    code: str | None
    at: int


def _body_at(items: list[Item], i: int) -> _Body | None:
    """The group or world body at `i` ("to the WTO", "of the EAEU"), itself and not as the owner of something."""
    k = i
    while k < i + 4 and lower_at(items, k) in {"to", "of", "in", "into", "the", "as", "both"}:
        k += 1
    if k >= len(items):
        return None
    item = items[k]
    if possessive_at(items, k + 1) > k + 1 or (
        kind_at(items, k + 1) in {"w", "CUE", "GOOD"} and lower_at(items, k + 1) not in _BEHIND_BODY
    ):
        return None
    if lower_at(items, k + 1) == "in" and lower_at(items, k + 2).endswith("ing"):
        return None  # "joined the EU in condemning ..."
    if item.kind == "PLACE" and is_group(item.value.code) and item.value.code != "WLD":
        return _Body(item, item.value.code, k)
    if item.lower in word_class("milestone_words", "world_body") and item.kind in _BODY_KINDS:
        return _Body(item, None, k)
    return None


_BODY_KINDS = frozenset({*NAMED, "w", "CUE"})
_BEHIND_BODY = frozenset("in on from as by and after this last next at with since will ( , , would .".split())


def _next_body(items: list[Item], body: _Body) -> _Body | None:
    """A second body in the same breath: "of X in 1998 and of Y in 2015"."""
    for k in range(body.at + 1, min(len(items), body.at + 8)):
        if lower_at(items, k) in {"and", ","}:
            found = _body_at(items, k + 1)
            if found is not None:
                return found
        elif items[k].kind not in ("PER", "p") and lower_at(items, k) not in {"in", "on", "("}:
            return None
    return None


def _member(items: list[Item], start: int, at: int) -> list[Item] | None:
    """Who joins: the countries that are the subject before item `at`."""
    found = [i for i in subject_of(items, start, at) if not is_group(country_of(i) or "WLD")]
    behind = [
        k
        for k in range(start, at)
        if items[k].kind == "PERSON"
        or items[k].lower in {"companies", "company", "firms", "minister", "president", "bank"}
    ]
    return None if not found or behind else found[:4]


def _membership(sentence: Sentence, k: int, member: list[Item], body: _Body, stop: int) -> Draft:
    items = sentence.items
    codes = tuple(dict.fromkeys([*(c for i in member if (c := country_of(i))), *([body.code] if body.code else [])]))
    draft = Draft("milestone", sentence, confidence=0.85)
    draft.put("type", "membership", items[k])
    draft.put("countries", codes, *member, *([body.item] if body.code else []))
    border = next(
        (j for j in range(body.at + 1, stop) if lower_at(items, j) == "and" and _body_at(items, j + 1) is not None),
        stop,
    )
    start, _ = clause(items, k)
    border = min(border, body.at + 7)
    behind = nearest_date(sentence, body.at, body.at, border)
    dated(
        draft,
        body.at,
        body.at if behind is not None else start,
        border if behind is not None else body.at,
        ahead=speaks_ahead(items, k) or is_to_come(items, k),
    )
    return draft
