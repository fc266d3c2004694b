"""Other words and figures for the same: synonyms, signs and units, other countries throughout."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.varied import Variation, Varied
from tradebook.evaluate import Case

_PLACES = Path(__file__).parents[2] / "src" / "tradebook" / "places" / "tables"

_RISES = ("rose", "climbed", "increased", "grew", "went up", "advanced")
_FALLS = ("fell", "declined", "dropped", "decreased", "went down", "shrank")
_SUMS = ("amounted to", "totalled", "came to", "stood at", "reached")
_SYNONYMS = (
    _RISES,
    _FALLS,
    _SUMS,
    ("signed", "inked", "concluded"),
    ("purchased", "bought"),
    ("a year earlier", "the year before", "the previous year"),
)
_STRONGER = {verb: tuple(f"{verb} {how}" for how in ("sharply", "slightly", "markedly")) for verb in (*_RISES, *_FALLS)}


def _others(words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(w for w in words if w != word) for word in words}


def _replaced(table: Mapping[str, Sequence[str]]) -> Callable[[Case, Random], Varied | None]:
    longest = sorted(table, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest))})(?![\w-])")

    def vary(case: Case, rng: Random) -> Varied | None:
        text = pattern.sub(lambda m: rng.choice(table[m[0]]), case.report.text)
        return Varied(text) if text != case.report.text else None

    return vary


def percent(case: Case, rng: Random) -> Varied | None:
    """The sign of percent as words, and the words of one style in another."""
    signs = ("%", " percent", " per cent", " pct")
    text = re.sub(r"(?<=\d)(?:%| percent| per cent)", lambda _: rng.choice(signs), case.report.text)
    return Varied(text) if text != case.report.text else None


def money(case: Case, rng: Random) -> Varied | None:
    """Sums of dollars in the styles of other desks."""

    def other(m: re.Match[str]) -> str:
        n, scale = m[1], m[2]
        short = {"million": "m", "billion": "bn"}[scale]
        styles = (f"${n}{short}", f"USD {n} {scale}", f"US${n} {scale}", f"{n} {scale} dollars", f"$ {n} {scale}")
        return rng.choice(styles)

    text = re.sub(r"(?<![\w$])\$(\d[\d.,]*) (million|billion)\b", other, case.report.text)
    return Varied(text) if text != case.report.text else None


class _Words(NamedTuple):
    """The words for a country that are put into a text; "" where it has none that is as plain."""

    name: str
    demonym: str
    capital: str
    people: str


_OTHERS = {
    "AUS": _Words("Australia", "Australian", "Canberra", "Australians"),
    "BFA": _Words("Burkina Faso", "Burkinabe", "Ouagadougou", "Burkinabes"),
    "BIH": _Words("Bosnia and Herzegovina", "Bosnian", "Sarajevo", "Bosnians"),
    "CHL": _Words("Chile", "Chilean", "Santiago", "Chileans"),
    "CIV": _Words("Côte d'Ivoire", "Ivorian", "Yamoussoukro", "Ivorians"),
    "CRI": _Words("Costa Rica", "Costa Rican", "San José", "Costa Ricans"),
    "CZE": _Words("the Czech Republic", "Czech", "Prague", "Czechs"),
    "GHA": _Words("Ghana", "Ghanaian", "Accra", "Ghanaians"),
    "KEN": _Words("Kenya", "Kenyan", "Nairobi", "Kenyans"),
    "KOR": _Words("South Korea", "South Korean", "Seoul", "South Koreans"),
    "LAO": _Words("Laos", "Laotian", "Vientiane", "Laotians"),
    "LKA": _Words("Sri Lanka", "Sri Lankan", "Colombo", "Sri Lankans"),
    "MKD": _Words("North Macedonia", "North Macedonian", "Skopje", "North Macedonians"),
    "MNG": _Words("Mongolia", "Mongolian", "Ulaanbaatar", "Mongolians"),
    "NLD": _Words("the Netherlands", "Dutch", "Amsterdam", ""),
    "NOR": _Words("Norway", "Norwegian", "Oslo", "Norwegians"),
    "NZL": _Words("New Zealand", "New Zealand", "Wellington", "New Zealanders"),
    "PER": _Words("Peru", "Peruvian", "Lima", "Peruvians"),
    "PHL": _Words("the Philippines", "Philippine", "Manila", "Filipinos"),
    "SAU": _Words("Saudi Arabia", "Saudi", "Riyadh", "Saudis"),
    "SRB": _Words("Serbia", "Serbian", "Belgrade", "Serbs"),
    "TTO": _Words("Trinidad and Tobago", "Trinidadian", "Port of Spain", "Trinidadians"),
    "ZAF": _Words("South Africa", "South African", "Pretoria", "South Africans"),
}


# whose money is meant follows from the country
_OWN_MONEY = re.compile(
    r"\b(?:dinar|dirham|franc|kron|lira|pes|pound|rand|real|rial|riyal|rouble|rubl|rupee|shilling)|[A-Z]\$"
)


def _column(table: str) -> list[str]:
    with (_PLACES / table).open(encoding="utf-8") as lines:
        return [row[0] for row in list(csv.reader(lines))[1:]]


@cache
def country_words() -> dict[str, tuple[str, str]]:
    """The words for countries, each with the country's code and what kind of word it is ("name", "demonym")."""
    with (_PLACES / "country_words.csv").open(encoding="utf-8") as lines:
        return {row["word"]: (row["alpha3"], row["form"]) for row in reversed(list(csv.DictReader(lines)))}


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def place_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One that finds the words of countries, and one for all other places; an article before a country is group 1."""
    others = [w for table in ("cities.csv", "areas.csv", "group_words.csv") for w in _column(table)]
    country = re.compile(rf"(?<![\w-])(?:([Tt]he) )?({_any_of(list(country_words()))})(?![\w-])")
    return country, re.compile(rf"(?<![\w-])(?:{_any_of(others)})(?![\w-])")


def countries(case: Case, rng: Random) -> Varied | None:
    """All countries replaced by others, one for one, in all their words."""
    words, (pattern, elsewhere) = country_words(), place_patterns()
    text = case.report.text
    found = list(pattern.finditer(text))
    codes = sorted({words[m[2]][0] for m in found})
    joined = any(text[m.end() : m.end() + 1] == "-" for m in found)
    if not codes or joined or _OWN_MONEY.search(text) or elsewhere.search(pattern.sub("", text)):
        return None
    free = [code for code in _OTHERS if code not in codes]
    taken = dict(zip(codes, rng.sample(free, len(codes)), strict=True)) if len(codes) <= len(free) else {}
    back: dict[str, str] = {new: old for old, new in taken.items()}
    pieces: list[str] = []
    end = 0
    for m in found:
        code, form = words[m[2]]
        word: str = getattr(_OTHERS[taken[code]], form, "") if code in taken else ""
        if not word:
            return None
        if form == "name":
            back.setdefault(word.removeprefix("the "), m[2])
        else:
            back.setdefault(word, m[2])
            word = f"{m[1]} {word}" if m[1] else word
        opens = m.start() == 0 or text[: m.start()].rstrip(" ").endswith((".", "\n", ":", '"'))
        pieces += [text[end : m.start()], word[0].upper() + word[1:] if opens else word]
        end = m.end()
    longest = re.compile(rf"(?<![\w-])(?:{_any_of(list(back))})(?![\w-])")
    return Varied("".join([*pieces, text[end:]]), back=lambda content: longest.sub(lambda m: back[m[0]], content))


VARIATIONS: dict[str, tuple[Variation, float]] = {
    "synonyms": (_replaced({word: others for words in _SYNONYMS for word, others in _others(words).items()}), 0.97),
    "stronger": (_replaced(_STRONGER), 0.97),
    "percent": (percent, 0.99),
    "money": (money, 0.98),
    "countries": (countries, 0.94),
}
