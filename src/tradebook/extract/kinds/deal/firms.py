"""The country of a firm that the world knows by its name, for reports that do not tell it: "Siemens", "Petrobras"."""

from __future__ import annotations

from functools import cache

from tradebook import places
from tradebook.extract.tables import rows

_LONGEST = 4


def known_country(name: str) -> str | None:
    """The seat of the group whose name opens `name`, from `tables/firms.csv`; a country that the name goes on with is
    that of the branch ("Siemens Poland"). None for a firm that the table lacks or knows to have two seats."""
    parts = name.split(" ")
    if parts[0] in {"Korea", "Korean"} and len(parts) > 1:
        return _of_branch(parts[1:], "KOR")  # bodies of the North are told as such
    table = _seats()
    for size in range(min(len(parts), _LONGEST), 0, -1):
        code = table.get(" ".join(parts[:size]))
        if code is not None:
            return _of_branch(parts[size:], code)
    return _FORMS.get(parts[-1]) if len(parts) > 1 else None


# Legal forms that the firms of one country alone bear
_FORMS = {
    "ASA": "NOR", "Oyj": "FIN", "AB": "SWE", "SpA": "ITA", "A/S": "DNK", "Bhd": "MYS", "Berhad": "MYS", "Tbk": "IDN",
    "UAB": "LTU", "Kft": "HUN", "Zrt": "HUN", "Nyrt": "HUN",
}  # fmt: skip


def _of_branch(rest: list[str], seat: str) -> str | None:
    for word in rest:
        if (form := _lands().get(word)) is not None:
            return form
    return seat or None


@cache
def _seats() -> dict[str, str]:
    return {row["name"]: row["country"] for row in rows("firms")}


@cache
def _lands() -> dict[str, str]:
    return {word.word: word.code for word in places.words() if word.form in {"name", "demonym"}}
