"""Pinned floors: the scores below which a change may not fall (cases/floors.toml).

[dev.trade_flow]
strict = 0.90     # least strict F1
loose = 0.95      # least loose F1
precision = 0.95  # least share of what was read that is expected: right kind and evidence
strict_precision = 0.9  # ... and right in every slot
swaps = 0.005     # greatest share of swapped flows among the matched ones

The kind `all` stands for all kinds together.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from tradebook.errors import BadRecord
from tradebook.evaluate.score import Result
from tradebook.statement import KINDS

Floors = dict[str, dict[str, dict[str, float]]]
LIMITS = ("strict", "loose", "precision", "strict_precision", "swaps")
ALL = "all"


def load_floors(path: Path | str) -> Floors:
    """Suite -> kind -> limit -> value (0 to 1); raises `BadRecord` where the file is not of that form."""
    where = str(path)
    try:
        raw = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRecord(where, f"not TOML: {error}", "Write [suite.kind] tables of strict, loose, swaps") from error
    for suite, kinds in raw.items():
        for kind, limits in kinds.items() if isinstance(kinds, dict) else [("", kinds)]:
            if kind not in (*KINDS, ALL):
                raise BadRecord(where, f"[{suite}.{kind}]: no such kind", f"Known are {', '.join((*KINDS, ALL))}")
            for name, value in limits.items():
                if name not in LIMITS or not isinstance(value, (int, float)) or not 0 <= value <= 1:
                    raise BadRecord(
                        where, f"[{suite}.{kind}] {name} = {value!r}", f"Limits are {', '.join(LIMITS)}, from 0 to 1"
                    )
    return raw


def check_floors(result: Result, floors: Floors, suite: str) -> list[str]:
    """What falls below the floors of a suite, one line each; empty where all hold."""
    complaints = []
    for kind, limits in floors.get(suite, {}).items():
        score = result.score(None if kind == ALL else kind)
        measured = {
            "strict": ("strict F1", score.strict.f1),
            "loose": ("loose F1", score.loose.f1),
            "precision": ("precision", score.loose.precision),
            "strict_precision": ("strict precision", score.strict.precision),
        }
        for name, (said, value) in measured.items():
            if name in limits and value < limits[name]:
                complaints.append(f"{suite}, {kind}: {said} is {value:.3f}, the floor is {limits[name]:.3f}")
        swapped = score.swaps / score.loose.right if score.loose.right else 0.0
        if "swaps" in limits and swapped > limits["swaps"]:
            complaints.append(f"{suite}, {kind}: {swapped:.4f} of flows are swapped, at most {limits['swaps']:.4f} may")
    return complaints
