"""What the benchmark measures, beside its bar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure; `bar` is what it must reach ("at_least") or stay under, None where there is no bar."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    at_least: bool = True

    @property
    def verdict(self) -> str:
        if self.bar is None:
            return ""
        reached = self.value >= self.bar if self.at_least else self.value <= self.bar
        side = "at least" if self.at_least else "at most"
        return f"{'ok' if reached else 'MISSED'}: {side} {self.bar:,g}"
