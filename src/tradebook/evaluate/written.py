"""Statements as cases write them: the other way of `notation`, and the YAML file that `load_cases` reads.

What the notation has no words for (a fiscal calendar, the goods of a share) is left out; the case's note says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import yaml

from tradebook.evaluate import notation
from tradebook.evaluate.cases import TITLE_MARK, Case, Expected
from tradebook.statement import (
    SLOTS,
    Amount,
    Change,
    Good,
    Number,
    Party,
    Period,
    Quantity,
    Rank,
    Replacement,
    SalesTarget,
    Segment,
    Share,
    Speaker,
    Statement,
)
from tradebook.statement import EventCount as Count

_WORDS = {"exact": "", "about": "about ", "over": "over ", "under": "under ", "up_to": "up to "}


def written(value: Any) -> str | None:
    """One value of a slot in the notation; None where the notation has no words for it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (str, int)):
        return str(value)
    way = _WAYS.get(type(value))
    return way(value) if way else None


def _number(n: Number) -> str:
    return format(Decimal(str(n)), "f")


def _figure(value: Number | None, low: Number | None, high: Number | None) -> str | None:
    if value is not None:
        return _number(value)
    return f"{_number(low)}..{_number(high)}" if low is not None and high is not None else None


def _amount(a: Amount) -> str | None:
    figure = _figure(a.value, a.low, a.high)
    return figure and f"{_WORDS[a.qualifier]}{a.currency or '?'} {figure}"


def _quantity(q: Quantity) -> str | None:
    figure = _figure(q.value, q.low, q.high)
    return figure and q.unit and f"{_WORDS[q.qualifier]}{q.unit} {figure}"


def _period(p: Period) -> str | None:
    days = f"{p.start or '..'}/{p.end or '..'}" if p.start or p.end else None
    for text in (p.edtf, days):
        if text and _says_the_same(text, p):
            return text
    return None


def _says_the_same(text: str, p: Period) -> bool:
    try:
        told = notation.period(text)
    except ValueError:
        return False
    return (told.get("start"), told.get("end")) == (p.start, p.end)


def _change(c: Change) -> str | None:
    amount = _amount(c.amount) if c.amount else None
    size = f"{c.percent:+g}%" if c.percent is not None else f"x{_number(c.factor)}" if c.factor is not None else None
    if size is None and amount is None:
        return None
    parts = [size, amount, c.of and f"of {c.of}", (when := c.versus and _period(c.versus)) and f"versus {when}"]
    return _WORDS[c.qualifier] + " ".join(part for part in parts if part)


def _share(s: Share) -> str | None:
    if s.percent is None:
        return None
    of = [s.of.measure, s.of.reporter, s.of.partner] if s.of else []
    while of and not of[-1]:
        of.pop()
    return f"{_WORDS[s.qualifier]}{_number(s.percent)}%" + (f" of {' '.join(x or '-' for x in of)}" if of else "")


def _fields(*values: object) -> str:
    return " | ".join("-" if value is None else str(value).replace("|", "/") for value in values)


def _good(g: Good) -> str:
    words = re.sub(r"[=|]", " ", g.text).strip()
    return f"{words or '-'} = {' '.join(g.hs)}".rstrip()


def _segment(s: Segment) -> str:
    share = s.share
    percent = None if share is None or share.percent is None else f"{_WORDS[share.qualifier]}{_number(share.percent)}%"
    return _fields(s.market, s.country, percent, share.of if share else None)


def _replacement(r: Replacement) -> str | None:
    when = _period(r.period) if r.period else None
    return r.country and " ".join(part for part in (r.country, when) if part)


def _target(t: SalesTarget) -> str:
    when = _period(t.period) if t.period else None
    return _fields(t.text, when, None if t.met is None else "met" if t.met else "missed")


_WAYS: dict[type, Callable[[Any], str | None]] = {
    Amount: _amount,
    Quantity: _quantity,
    Period: _period,
    Change: _change,
    Share: _share,
    Rank: lambda r: None if r.n is None else _fields(r.n, r.among, r.by),
    Party: lambda p: _fields(p.name, p.role, p.country),
    Speaker: lambda s: _fields(s.name, s.role, s.organisation),
    Count: lambda c: None if c.n is None else _fields(c.n, c.of, c.country),
    Good: _good,
    Segment: _segment,
    Replacement: _replacement,
    SalesTarget: _target,
}


def cases_yaml(cases: Iterable[Case], notes: dict[str, str] | None = None) -> str:
    """The cases as the YAML file that `load_cases` reads; `notes` gives a note by the id of the case."""
    items = [_case(case, (notes or {}).get(case.id)) for case in cases]
    return yaml.dump(items, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks, as people write them."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def _case(case: Case, note: str | None) -> dict[str, Any]:
    report, left_out = case.report, set[str]()
    statements = [_statement(expected, case, left_out) for expected in case.statements]
    if left_out:
        note = "; ".join(
            part for part in (note, f"the notation has no words for {', '.join(sorted(left_out))}") if part
        )
    told = {
        "id": case.id,
        "outlet": report.outlet,
        "published": report.published and report.published.isoformat(),
        "title": report.title,
        "url": report.url,
        "note": note,
        "text": report.text,
    }
    return {name: value for name, value in told.items() if value is not None} | {"statements": statements}


def _statement(expected: Expected, case: Case, left_out: set[str]) -> dict[str, Any]:
    s = expected.statement
    first, *others = (_piece(case, *place) for place in expected.places)
    item: dict[str, Any] = {"kind": s.__struct_config__.tag, "evidence": first}
    if others:
        item["also"] = others
    if s.stance != "stated":
        item["stance"] = s.stance
    for slot in SLOTS[str(s.__struct_config__.tag)]:
        value = getattr(s, slot)
        if value is None or value == () or (value is False and slot == "running_total"):
            continue
        told = _slot(value)
        if told is None:
            left_out.add(slot)
        else:
            item[slot] = told
    return item | _attribution(s)


def _slot(value: Any) -> str | list[str] | None:
    if not isinstance(value, tuple):
        return written(value)
    members = [written(one) for one in value]
    return None if None in members else [one for one in members if one is not None]


def _attribution(s: Statement) -> dict[str, Any]:
    a = s.attribution
    told = {
        "agencies": list(a.agencies),
        "speakers": [one for speaker in a.speakers if (one := written(speaker))],
        "figure_source": a.figure_source,
    }
    told = {name: value for name, value in told.items() if value}
    return {"attribution": told} if told else {}


def _piece(case: Case, field: str, start: int, end: int) -> str:
    """A piece of evidence: its words where they stand in the report once, else its offsets."""
    whole = (case.report.title if field == "title" else case.report.text) or ""
    words = whole[start:end]
    plain = words == words.strip() and "\n" not in words and not words.startswith((TITLE_MARK, "@", "text@", "title@"))
    if plain and whole.count(words) == 1:
        return f"{TITLE_MARK} {words}" if field == "title" else words
    return f"{'title' if field == 'title' else ''}@{start}-{end}"
