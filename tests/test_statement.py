"""The statement's id."""

from __future__ import annotations

import pytest

from tradebook.statement import KINDS, SLOTS, statement_id

# slots that have no empty value, by kind
NEEDED = {"trade_flow": {"measure": "exports"}, "event": {"type": "visit"}, "restriction": {"type": "ban"},
          "milestone": {"type": "treaty"}}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_slot_left_out_is_the_same_claim_as_an_empty_one(kind: str) -> None:
    """So that the id that the reader gives is the one that `tradebook verify` computes from what was stored."""
    needed = NEEDED.get(kind, {})
    common = {"id": "", "format": 1, "reader": None, "report": None, "evidence": None, "attribution": None,
              "stance": "stated", "confidence": 1.0}  # fmt: skip
    made = KINDS[kind](**common, **needed)
    whole = {slot: getattr(made, slot) for slot in SLOTS[kind]}
    assert statement_id("r", kind, needed, "stated") == statement_id("r", kind, whole, "stated")


def test_another_claim_is_another_id() -> None:
    slots = {"measure": "exports", "reporter": "ITA"}
    assert statement_id("r", "trade_flow", slots, "stated") != statement_id("r", "trade_flow", slots, "denied")
    assert statement_id("r", "trade_flow", slots, "stated") != statement_id("s", "trade_flow", slots, "stated")
    assert statement_id("r", "trade_flow", slots, "stated") != statement_id(
        "r", "trade_flow", slots | {"partner": "JPN"}, "stated"
    )
