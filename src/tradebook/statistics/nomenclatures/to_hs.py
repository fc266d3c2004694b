"""Codes of other nomenclatures -> the Harmonized System, where the answer is exact; null where it is not."""

from __future__ import annotations

from datetime import date
from functools import cache

from msgspec import Struct

from tradebook.statistics.nomenclatures.editions import edition_in_force, editions
from tradebook.statistics.nomenclatures.tables import rows
from tradebook.statistics.row import ALL_GOODS

# Nomenclatures whose first six digits are the Harmonized System's, in the edition in force.
_LONGER = ("CN", "HS", "HTS", "NCM", "TNVED", "TARIC")
_SIX = 6


class HsCode(Struct, frozen=True):
    """What a code is in the Harmonized System: its `codes` (together they are it), the `edition`, None where that is
    not told, and whether the answer is `exact`: a code of ten digits is a part of its first six."""

    codes: tuple[str, ...]
    edition: str | None
    exact: bool


def to_hs(code: str, nomenclature: str, edition: str | None = None, on: date | None = None) -> HsCode | None:
    """The code in the Harmonized System; `on` is the day whose edition counts where `edition` is none of its own.

    The national nomenclatures that lengthen the Harmonized System (the EU's CN, TN VED of the Eurasian Economic Union,
    the NCM of Mercosur) give its first six digits; SITC only where tables/sitc.csv has an exact answer. None for what
    is no code or has no exact answer."""
    if code == ALL_GOODS:
        return HsCode((ALL_GOODS,), edition, True)
    if nomenclature.upper() in _LONGER:
        plain = code.replace(".", "").replace(" ", "")
        if not plain.isdecimal() or len(plain) % 2 or not 2 <= len(plain) <= 10:
            return None
        told = edition if edition in editions() else (edition_in_force(on) if on is not None else None)
        return HsCode((plain[:_SIX],), told, len(plain) <= _SIX)
    if nomenclature.upper() == "SITC":
        found = _sitc().get(code.replace(".", ""))
        return HsCode(found, None, True) if found is not None else None
    return None


@cache
def _sitc() -> dict[str, tuple[str, ...]]:
    return {row["sitc"]: tuple(row["hs"].split()) for row in rows("sitc.csv")}
