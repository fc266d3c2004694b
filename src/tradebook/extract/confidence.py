"""How likely a statement is right in every slot: a small logistic model over what the reading knows of itself.

The grammars give each draft a mark for the way its sides were read. That mark, and what makes sentences hard (many
figures, slots taken from other sentences, no period), go through one linear model a group of kinds; its weights stand
in `tables/confidence.csv` and were fitted by `cases/calibrate.py` on cases that no rule was made for (Platt scaling
with features: J. Platt, "Probabilistic outputs for support vector machines", 1999).
"""

from __future__ import annotations

from functools import cache
from math import exp, log
from operator import mul

from tradebook.extract.draft import Draft
from tradebook.extract.tables import rows

FEATURES = ("bias", "as_read", "figures", "length", "context", "undated", "not_stated", "goods", "change", "title")
GROUPS = {"trade_flow": "trade_flow", "deal": "deal"}
OTHER = "other"
LEAST, MOST = 0.02, 0.98

_FIGURES = frozenset({"AMT", "QTY", "PCT", "FAC"})
_TIMES = frozenset({"period", "date", "since"})


def features_of(draft: Draft) -> dict[str, float]:
    """The features of a draft, by name in the order of FEATURES: all between about -4 and 4, `bias` always 1."""
    items, slots = draft.sentence.items, draft.slots
    mark = min(max(draft.confidence, 0.05), 0.95)
    return {
        "bias": 1.0,
        "as_read": log(mark / (1 - mark)),
        "figures": min(len([item for item in items if item.kind in _FIGURES]), 8) / 4,
        "length": min(len(items), 80) / 40,
        "context": 1.0 if draft.context else 0.0,
        "undated": 1.0 if _TIMES.isdisjoint(slots) else 0.0,
        "not_stated": 0.0 if draft.stance == "stated" else 1.0,
        "goods": 1.0 if slots.get("goods") else 0.0,
        "change": 1.0 if slots.get("change") is not None else 0.0,
        "title": 1.0 if draft.sentence.field == "title" else 0.0,
    }


def confidence_of(draft: Draft) -> float:
    """The confidence of a draft, 0 to 1, to two decimals."""
    weights = _weights()[GROUPS.get(draft.kind, OTHER)]
    score = sum(map(mul, weights, features_of(draft).values()))
    return round(min(max(1 / (1 + exp(-score)), LEAST), MOST), 2)


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    """The weights of each group, in the order of FEATURES, which is that of `features_of`."""
    found: dict[str, dict[str, float]] = {}
    for row in rows("confidence"):
        found.setdefault(row["group"], dict.fromkeys(FEATURES, 0.0))[row["feature"]] = float(row["weight"])
    return {group: tuple(weights.values()) for group, weights in found.items()}
