"""What the variations of firms share: the firms that a case names, the words for their countries, invented names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.varied import Variation
from tradebook import places
from tradebook.evaluate import Case
from tradebook.statement import Amount, Deal, Party, Quantity, SalesMix, Statement, Tender, Venture

VARIATIONS: dict[str, tuple[Variation, float]] = {}  # only a helper of other modules

_SOURCE = Path(__file__).parents[2] / "src" / "tradebook"


class Land(NamedTuple):
    """The plainest words for a country, and its towns; `name` without its article, `the` where one stands before it."""

    the: str
    name: str
    demonym: str
    capital: str
    towns: tuple[str, ...]


_ARTICLES = frozenset({"Netherlands", "Philippines", "Czech Republic", "United States", "United Kingdom", "Maldives",
                       "United Arab Emirates", "Democratic Republic of Congo", "Bahamas", "Gambia"})  # fmt: skip
_PLAIN = {
    ("ARE", "demonym"): "Emirati", ("ARE", "name"): "United Arab Emirates", ("ARG", "name"): "Argentina",
    ("ARM", "capital"): "Yerevan", ("AUS", "demonym"): "Australian", ("AZE", "name"): "Azerbaijan",
    ("BGD", "capital"): "Dhaka", ("BIH", "name"): "Bosnia and Herzegovina", ("BLR", "capital"): "Minsk",
    ("BLR", "name"): "Belarus", ("BOL", "name"): "Bolivia", ("BRA", "capital"): "Brasilia", ("BRA", "name"): "Brazil",
    ("CHE", "capital"): "Bern", ("CHE", "name"): "Switzerland", ("CHL", "capital"): "Santiago",
    ("CHN", "name"): "China", ("CIV", "capital"): "Abidjan", ("CIV", "demonym"): "Ivorian",
    ("CIV", "name"): "Ivory Coast", ("COL", "name"): "Colombia", ("CYP", "capital"): "Nicosia",
    ("CZE", "name"): "Czech Republic", ("DEU", "name"): "Germany", ("EGY", "capital"): "Cairo",
    ("EGY", "name"): "Egypt", ("ESP", "demonym"): "Spanish", ("ESP", "name"): "Spain",
    ("ETH", "capital"): "Addis Ababa", ("ETH", "demonym"): "Ethiopian", ("ETH", "name"): "Ethiopia",
    ("FJI", "demonym"): "Fijian", ("GBR", "demonym"): "British", ("GBR", "name"): "Britain",
    ("GEO", "demonym"): "Georgian", ("GEO", "name"): "Georgia", ("GRC", "name"): "Greece",
    ("HRV", "demonym"): "Croatian", ("HUN", "name"): "Hungary", ("IDN", "capital"): "Jakarta",
    ("IND", "capital"): "New Delhi", ("IRL", "name"): "Ireland", ("IRN", "capital"): "Tehran",
    ("IRN", "demonym"): "Iranian", ("IRN", "name"): "Iran", ("IRQ", "capital"): "Baghdad", ("IRQ", "name"): "Iraq",
    ("JPN", "name"): "Japan", ("KAZ", "capital"): "Astana", ("KAZ", "demonym"): "Kazakh", ("KEN", "name"): "Kenya",
    ("KGZ", "demonym"): "Kyrgyz", ("KGZ", "name"): "Kyrgyzstan", ("KOR", "demonym"): "South Korean",
    ("KOR", "name"): "South Korea", ("KWT", "name"): "Kuwait", ("LAO", "demonym"): "Laotian", ("LAO", "name"): "Laos",
    ("LBN", "name"): "Lebanon", ("LKA", "demonym"): "Sri Lankan", ("LKA", "name"): "Sri Lanka",
    ("MAR", "name"): "Morocco", ("MDA", "demonym"): "Moldovan", ("MDA", "name"): "Moldova",
    ("MEX", "capital"): "Mexico City", ("MEX", "name"): "Mexico", ("MKD", "name"): "North Macedonia",
    ("MMR", "name"): "Myanmar", ("NGA", "name"): "Nigeria", ("NLD", "demonym"): "Dutch",
    ("NLD", "name"): "Netherlands", ("PAK", "name"): "Pakistan", ("PAN", "capital"): "Panama City",
    ("PER", "name"): "Peru", ("PHL", "demonym"): "Philippine", ("POL", "demonym"): "Polish",
    ("POL", "name"): "Poland", ("QAT", "name"): "Qatar", ("RUS", "name"): "Russia", ("SAU", "capital"): "Riyadh",
    ("SAU", "name"): "Saudi Arabia", ("SEN", "name"): "Senegal", ("SRB", "demonym"): "Serbian",
    ("SRB", "name"): "Serbia", ("SVK", "name"): "Slovakia", ("SVN", "demonym"): "Slovenian",
    ("SVN", "name"): "Slovenia", ("SYR", "name"): "Syria", ("THA", "name"): "Thailand", ("TJK", "demonym"): "Tajik",
    ("TKM", "capital"): "Ashgabat", ("TUN", "name"): "Tunisia", ("TUR", "capital"): "Ankara",
    ("TUR", "demonym"): "Turkish", ("TUR", "name"): "Turkey", ("TZA", "name"): "Tanzania", ("UGA", "name"): "Uganda",
    ("UKR", "capital"): "Kyiv", ("URY", "name"): "Uruguay", ("USA", "demonym"): "American",
    ("USA", "name"): "United States", ("VEN", "demonym"): "Venezuelan", ("VEN", "name"): "Venezuela",
    ("VNM", "capital"): "Hanoi", ("VNM", "demonym"): "Vietnamese", ("VNM", "name"): "Vietnam",
    ("ZAF", "demonym"): "South African", ("ZMB", "name"): "Zambia", ("ZWE", "demonym"): "Zimbabwean",
}  # fmt: skip


@cache
def _forms() -> dict[tuple[str, str], str]:
    found = dict(_PLAIN)
    with (_SOURCE / "places" / "tables" / "country_words.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["needs_context"] == "0":
                found.setdefault((row["alpha3"], row["form"]), row["word"])
    return found


@cache
def _towns() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    with (_SOURCE / "places" / "tables" / "cities.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["needs_context"] == "0" and row["word"].isascii() and row["word"].isalpha():
                found.setdefault(row["alpha3"], []).append(row["word"])
    return {code: tuple(words) for code, words in found.items()}


@cache
def land(code: str) -> Land | None:
    """The words for a country, `None` where its plain ones are not known."""
    words = [_forms().get((code, form), "") for form in ("name", "demonym", "capital")]
    _, demonym, capital = words
    name = _PLAIN.get((code, "name")) or re.sub(
        r"^(?:Republic|Islamic Republic) of | \(.*| of America$", "", places.name(code) or ""
    )
    the = "the " if name in _ARTICLES else ""
    return Land(the, name, demonym, capital, _towns().get(code, ())) if name and demonym and capital else None


@cache
def every_place() -> re.Pattern[str]:
    """One that finds any word of a country."""
    with (_SOURCE / "places" / "tables" / "country_words.csv").open(encoding="utf-8") as lines:
        words = sorted((row["word"] for row in csv.DictReader(lines)), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])")


@cache
def place_words() -> frozenset[str]:
    """The towns and areas of the tables."""
    words: set[str] = set()
    for table in ("cities.csv", "areas.csv"):
        with (_SOURCE / "places" / "tables" / table).open(encoding="utf-8") as lines:
            words.update(row[0] for row in list(csv.reader(lines))[1:])
    return frozenset(words)


@cache
def known_firms() -> frozenset[str]:
    """The firms whose seat the reader knows without being told."""
    with (_SOURCE / "extract" / "tables" / "firms.csv").open(encoding="utf-8") as lines:
        return frozenset(row["name"].casefold() for row in csv.DictReader(lines))


def of_statement(statement: Statement) -> Iterator[Party]:
    """The firms and bodies in the slots of a statement."""
    if isinstance(statement, Deal):
        yield from statement.parties
    elif isinstance(statement, Venture):
        yield from statement.partners
    elif isinstance(statement, SalesMix) and statement.company is not None:
        yield statement.company
    elif isinstance(statement, Tender):
        yield from [statement.buyer, *statement.bidders] if statement.buyer is not None else statement.bidders


def parties(case: Case) -> list[Party]:
    """The firms and bodies that a case names, each once, the longest name first."""
    found = {p.name: p for e in case.statements for p in of_statement(e.statement) if p.name}
    return [found[name] for name in sorted(found, key=lambda n: (-len(n), n))]


_NO_FIRM = re.compile(
    r"bank\b|\b(?:ministry|fund|authority|agency|board|committee|government|council|university|army|navy|force|office"
    r"|chamber|city|airlines?|airways|railways?|port|association|federation|union|cooperative|company|corporation)\b",
    re.IGNORECASE,
)


def is_body(name: str) -> bool:
    """Whether `name` is that of a body: the name of its country may be part of it."""
    return _NO_FIRM.search(name) is not None


def is_firm(name: str) -> bool:
    """Whether `name` is a bare proper name of a firm: no body, no description, none that tells a country."""
    return (
        name[0].isupper()
        and all(word[0].isupper() or word in {"&", "and", "de"} for word in name.split())
        and not _NO_FIRM.search(name)
        and not name.isupper()
        and not re.search(r"[a-z][A-Z]", name)
        and not every_place().search(name)
        and not place_words().intersection(re.findall(r"\w+", name))
        and not any(name.casefold().startswith(known) for known in known_firms())
    )


def places_of(name: str, text: str) -> list[int]:
    """Where `name` stands in `text`, [] where parts of it are used besides (a short form would be left behind)."""
    whole = [m.start() for m in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w-])(?! [A-Z&(])", text)]
    for word in re.findall(r"[A-Z][\w-]{2,}", name):
        if len(re.findall(rf"\b{re.escape(word)}\b", text)) != len(whole) * name.count(word):
            return []
    return whole


STEMS = (
    "Veltra", "Orsand", "Kalvion", "Tarnak", "Brimtex", "Zhanros", "Hakmar", "Lumivor", "Sodrena", "Pelkora", "Ustvar",
    "Marodin", "Quenza", "Trivala", "Oltimex", "Dravson", "Kubrasan", "Yesilar", "Halvorsk", "Nabirsa", "Sintrel",
    "Wendrow", "Fjordal", "Bakhtan", "Temsor", "Ruvenco", "Azmir", "Delmark", "Gorlan", "Ishkora",
)  # fmt: skip

TRADES = ("Foods", "Motors", "Energy", "Textiles", "Cables", "Pharma", "Agro", "Trading", "Industries", "Engineering",
          "Logistics", "Steel", "Machinery", "Mills", "Systems", "Technologies", "Resources", "Shipyards")  # fmt: skip


def stems(rng: Random, n: int) -> list[str]:
    """`n` invented names that no table has."""
    return rng.sample(STEMS, n)


def money(amount: Amount, rng: Random) -> str | None:
    """A sum in the words of a desk, `None` where it is a range or has no plain currency."""
    if amount.value is None or amount.currency is None or not re.fullmatch(r"[A-Z]{3}", amount.currency):
        return None
    figure = scaled(amount.value)
    sign = {"USD": "$", "EUR": "€", "GBP": "£"}.get(amount.currency)
    styles = [f"{amount.currency} {figure}", *([f"{sign}{figure}"] * 3 if sign else [])]
    styles += {"USD": [f"{figure} dollars"], "EUR": [f"{figure} euros"]}.get(amount.currency, [])
    return _DEGREES[amount.qualifier] + rng.choice(styles) if amount.qualifier in _DEGREES else None


_DEGREES = {"exact": "", "about": "about ", "over": "more than ", "up to": "up to "}
_UNITS = {"TNE": "tonnes", "MTQ": "cubic metres", "LTR": "litres", "KGM": "kg", "MWH": "MWh", "BLL": "barrels"}


def scaled(value: float) -> str:
    """A figure as it is printed: 3.5 million, 90,000."""
    for size, word in ((10**9, "billion"), (10**6, "million")):
        if value >= size:
            return f"{value / size:.10g} {word}"
    return f"{value:,.10g}"


def load(quantity: Quantity | None, goods: Sequence[str]) -> str | None:
    """What was sold: "75 buses", "900 tonnes of asparagus", "power cable"; `None` where it has no plain wording."""
    if len(goods) != 1:
        return None
    if quantity is None:
        return goods[0]
    if quantity.value is None or quantity.unit is None or quantity.qualifier not in _DEGREES:
        return None
    figure = _DEGREES[quantity.qualifier] + scaled(quantity.value)
    if quantity.unit in _UNITS:
        return f"{figure} {_UNITS[quantity.unit]} of {goods[0]}"
    return f"{figure} {goods[0]}" if goods[0].endswith(quantity.unit.split()[-1]) else None


def capital(text: str) -> str:
    """`text` with its first letter as a sentence has it, but for a name that begins small."""
    return text if re.match(r"[a-z]+[A-Z]", text) else text[0].upper() + text[1:]
