"""Statements from a compact notation, for the cases of checks and briefs.

Amounts are written "about 55 million USD" or "1.5..2 billion USD", quantities "60 TNE", periods "2021", "2021-03",
"2021-01..2021-10", "2022-05-18" or "XXXX-05-18", goods "butter:0405" or "steel" without a code. `report` is a short
name, or a mapping with outlet, title, url and published; `sentence` is the evidence, `offset` where it starts.
"""

from __future__ import annotations

import calendar
import re
from decimal import Decimal
from typing import Any

import msgspec

from tradebook.report import report_id
from tradebook.statement import KINDS, Statement, statement_id

SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
FIGURE = re.compile(
    r"(?:(?P<mark>about|over|under|up to) )?(?P<low>-?[\d.]+?)(?:\.\.(?P<high>[\d.]+))?"
    r"(?: (?P<scale>thousand|million|billion|trillion))?(?: (?P<unit>.+))?"
)
PERIOD_SLOTS = {"period", "date", "term", "since", "versus"}
GOOD_SLOTS = {"goods", "product"}


def whole(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def figure(text: str, unit: str) -> dict[str, Any]:
    found = FIGURE.fullmatch(text)
    assert found, text
    power = Decimal(10) ** SCALES.get(found["scale"] or "", 0)
    low = Decimal(found["low"])
    parts: dict[str, Any] = {
        unit: found["unit"],
        "qualifier": (found["mark"] or "exact").replace(" ", "_"),
        "precision": whole(power.scaleb(int(low.as_tuple().exponent))),
        "text": text,
    }
    if found["high"]:
        return parts | {"low": whole(low * power), "high": whole(Decimal(found["high"]) * power)}
    return parts | {"value": whole(low * power)}


def days(text: str) -> tuple[str, str]:
    if len(text) == 4:
        return f"{text}-01-01", f"{text}-12-31"
    if len(text) == 7:
        return f"{text}-01", f"{text}-{calendar.monthrange(int(text[:4]), int(text[5:]))[1]:02d}"
    return text, text


def period(text: str) -> dict[str, Any]:
    if text.startswith("XXXX"):
        return {"edtf": text, "text": text}
    first, _, last = text.partition("..")
    if last == "" and ".." in text:
        return {"start": days(first)[0], "edtf": f"{first}/..", "text": text}
    return {"start": days(first)[0], "end": days(last or first)[1], "edtf": text.replace("..", "/"), "text": text}


def good(text: str) -> dict[str, Any]:
    words, _, codes = text.partition(":")
    return {"text": words, "hs": codes.split(",") if codes else []}


def expand(value: Any, slot: str = "") -> Any:
    if isinstance(value, str):
        if slot in ("amount", "unit_price"):
            return figure(value, "currency")
        if slot in ("quantity", "delivered", "capacity"):
            return figure(value, "unit")
        return period(value) if slot in PERIOD_SLOTS else value
    if isinstance(value, list):
        if slot in GOOD_SLOTS:
            return [good(v) for v in value]
        return [figure(v, "currency") if slot == "amount_also" else expand(v) for v in value]
    if isinstance(value, dict):
        return {key: expand(part, key) for key, part in value.items()}
    return value


def sentence_on(raw: dict[str, Any]) -> str:
    """A sentence that names the goods of the statement: goods that are not named in it bear no red flag."""
    goods = [good.split(":")[0] for good in raw.get("goods", [])]
    return f"A sentence of the report{' on ' if goods else ''}{', '.join(goods)}."


def statement(raw: dict[str, Any]) -> Statement:
    """The statement of a compact mapping."""
    raw = dict(raw)
    kind, sentence = raw.pop("kind"), raw.pop("sentence", sentence_on(raw))
    report = raw.pop("report", "r")
    ref = {"id": report_id(report)} if isinstance(report, str) else {"id": report_id(str(report)), **report}
    attribution = {"outlet": ref.get("outlet"), **raw.pop("attribution", {})}
    start = raw.pop("offset", 0)
    stance, confidence = raw.pop("stance", "stated"), raw.pop("confidence", 0.9)
    slots = {key: expand(value, key) for key, value in raw.items()}
    return msgspec.convert(
        {
            "kind": kind,
            "id": statement_id(ref["id"] + sentence, kind, slots, stance),
            "format": 1,
            "reader": {"name": "by hand", "version": "1"},
            "report": ref,
            "evidence": {"field": "text", "start": start, "end": start + len(sentence), "text": sentence},
            "attribution": attribution,
            "stance": stance,
            "confidence": confidence,
            **slots,
        },
        KINDS[kind],
    )
