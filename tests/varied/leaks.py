"""What one passage does to another: two stories in one report, what is no trade beside what is, background, repetition.

A passage that names its own sides and times is read the same whatever stands before or behind it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.varied import Variation, Varied, cases, read
from tests.varied.wording import place_patterns
from tradebook import places
from tradebook.errors import UsageError
from tradebook.evaluate import Case
from tradebook.extract.tokens import stretches
from tradebook.report import make_report
from tradebook.statement import TradeFlow

_ROOT = Path(__file__).parents[2]


class _Land(NamedTuple):
    code: str
    name: str
    demonym: str
    capital: str


_LANDS = (
    _Land("ARG", "Argentina", "Argentine", "Buenos Aires"),
    _Land("BGD", "Bangladesh", "Bangladeshi", "Dhaka"),
    _Land("BOL", "Bolivia", "Bolivian", "La Paz"),
    _Land("CMR", "Cameroon", "Cameroonian", "Yaoundé"),
    _Land("COL", "Colombia", "Colombian", "Bogotá"),
    _Land("DNK", "Denmark", "Danish", "Copenhagen"),
    _Land("ECU", "Ecuador", "Ecuadorian", "Quito"),
    _Land("ETH", "Ethiopia", "Ethiopian", "Addis Ababa"),
    _Land("FIN", "Finland", "Finnish", "Helsinki"),
    _Land("GHA", "Ghana", "Ghanaian", "Accra"),
    _Land("HUN", "Hungary", "Hungarian", "Budapest"),
    _Land("IDN", "Indonesia", "Indonesian", "Jakarta"),
    _Land("KEN", "Kenya", "Kenyan", "Nairobi"),
    _Land("LKA", "Sri Lanka", "Sri Lankan", "Colombo"),
    _Land("MAR", "Morocco", "Moroccan", "Rabat"),
    _Land("MNG", "Mongolia", "Mongolian", "Ulaanbaatar"),
    _Land("MOZ", "Mozambique", "Mozambican", "Maputo"),
    _Land("NPL", "Nepal", "Nepali", "Kathmandu"),
    _Land("PRT", "Portugal", "Portuguese", "Lisbon"),
    _Land("PRY", "Paraguay", "Paraguayan", "Asunción"),
    _Land("SRB", "Serbia", "Serbian", "Belgrade"),
    _Land("TZA", "Tanzania", "Tanzanian", "Dodoma"),
    _Land("URY", "Uruguay", "Uruguayan", "Montevideo"),
    _Land("ZMB", "Zambia", "Zambian", "Lusaka"),
)

# Paragraphs that tell no trade. {C} a country, {D} of that country, {K} its capital, {B} another country, {Y} a year,
# {M} a month, {N} {P} figures
_NO_TRADE = (
    "{C}'s economy grew {P} percent in {Y}, its statistics office said.",
    "{C}'s gross domestic product stood at ${N} billion in {Y}, according to the World Bank.",
    "Inflation in {C} eased to {P} percent in {M} from 7.{d} percent a month earlier.",
    "Consumer prices in {C} rose {P} percent year on year in {M} {Y}.",
    "The {D} central bank kept its key rate at {P} percent in {M}.",
    "{C} has a population of {N} million and an area of about {N}{d},000 square kilometres.",
    "Voters in {C} go to the polls in {M}, with {N} parties on the ballot.",
    "In {Y}, {C} beat {B} 3-1 in the qualifiers before a crowd of {N},000.",
    "{C} gained independence in 19{N}. Its constitution dates from {Y}.",
    "The budget of {C} foresees revenue of ${N} billion and spending of ${N}.{d} billion in {Y}.",
    "{K} plans to spend ${N} million on roads this year, the {D} finance ministry said.",
    "The {D} currency has lost {P} percent against the dollar since {M}.",
    "One dollar bought {N}.{d} units of the {D} currency on Friday, against {N} a year ago.",
    "Unemployment in {C} stood at {P} percent at the end of {Y}.",
    "Heavy rain hit the north of {C} in {M}, leaving {N}00 families without a home.",
    "Temperatures in {K} reached {N} degrees on Sunday, the weather service said.",
    "Some {N}0,000 tourists visited {C} in {M} {Y}, {P} percent more than a year before.",
    "Remittances to {C} came to ${N} million in {Y}, up {P} percent.",
    "{C}'s foreign reserves fell to ${N}.{d} billion in {M}.",
    "Industrial output in {C} shrank {P} percent in {M}, the first fall since {Y}.",
    "The minister, {N}, took office in {Y}. Before that he headed the {D} tax service.",
    "Founded in {Y}, the company employs {N}00 people and is based in {K}.",
    "{C} drew ${N} million in foreign direct investment in {Y}, {P} percent less than the year before.",
    "About {N}0,000 students from {C} study abroad, most of them in {B}.",
    "A flight from {K} takes about {N} hours. The airline carried {N}0,000 passengers in {Y}.",
    "{C}'s parliament passed a law on schools in {M} by {N} votes to {d}.",
    "The {D} government fell in {M} {Y} after {N} months in office.",
    "Farmers in {C} harvested {N}0,000 tonnes of maize in {Y}, the {D} farm ministry said.",
    "The {D} stock index closed {P} percent higher on Thursday, and the yield of ten-year bonds fell to {P} percent.",
    "Public debt in {C} amounted to {N} percent of GDP at the end of {Y}.",
    "{C} and {B} share a border of {N}00 kilometres.",
    "The average wage in {C} rose to ${N}0 a month in {Y}.",
    "In {M} {Y}, {C} was hit by an earthquake that killed {N} people.",
)
_MONTHS = ("January", "February", "March", "April", "September", "October", "November")


def _fill(shape: str, land: _Land, other: _Land, rng: Random) -> str:
    """A shape with its words and figures."""
    text = shape.replace("{C}", land.name).replace("{D}", land.demonym).replace("{K}", land.capital)
    text = text.replace("{B}", other.name).replace("{M}", rng.choice(_MONTHS))
    text = text.replace("{Y}", str(rng.randint(2009, 2021)))
    draws = {"{N}": lambda: str(rng.randint(31, 78)), "{d}": lambda: str(rng.randint(1, 9))}
    draws["{P}"] = lambda: f"{rng.randint(1, 9)}.{rng.randint(1, 9)}"
    return re.sub(r"\{[NdP]\}", lambda m: draws[m[0]](), text)


@cache
def _codes(text: str) -> frozenset[str]:
    """The countries that a text names."""
    found = set()
    for m in place_patterns()[0].finditer(text):
        try:
            found.add(places.country(m[2]))
        except UsageError:
            found.add(m[2])
    return frozenset(found)


def _no_trade(text: str, rng: Random, *, own: bool) -> str:
    """A paragraph that tells no trade, of a country that `text` names (`own`) or of one that it does not."""
    named = _codes(text)
    ours = [land for land in _LANDS if land.code in named]
    others = [land for land in _LANDS if land.code not in named and land.capital not in text]
    land = rng.choice(ours) if own and ours else rng.choice(others)
    other = rng.choice([o for o in others if o is not land])
    return _fill(rng.choice(_NO_TRADE), land, other, rng)


_DATELINE = re.compile(r"[A-Z]{3}.{0,40}(?:[:—–-] |\n)")
_POINTING = re.compile(
    r"(?:It|Its|They|Their|Those|That|This|These|He|She|His|Her|Both|Of (?:this|these|that|which)|Another|In turn|Also"
    r"|The (?:country|two|sides|latter|former|company|figure|republic|firm|deal|minister|pair|sum|total|same|other)"
    r"|But|And|So|Such|There|Thus|Among|Overall|Meanwhile|However)\b"
)


def _stands_alone(text: str) -> bool:
    """Whether a passage begins with a sentence that names a country and points at nothing."""
    if _POINTING.match(text.strip()) or _DATELINE.match(text.strip()):
        return False
    first = next(iter(stretches(make_report(text))))
    return bool(_codes(text[first.start : first.end]))


def before(case: Case, rng: Random) -> Varied | None:
    """A paragraph that tells no trade stands before the report."""
    text = case.report.text.strip()
    if not _stands_alone(text):
        return None
    return Varied(f"{_no_trade(text, rng, own=False)}\n\n{text}")


def behind(case: Case, rng: Random) -> Varied:
    """Paragraphs that tell no trade end the report."""
    text = case.report.text.strip()
    added = [_no_trade(text, rng, own=rng.random() < 0.5) for _ in range(rng.randint(1, 3))]
    return Varied("\n\n".join([text, *added]))


def _cuts(case: Case) -> list[tuple[str, str]]:
    """The ways to part a text between two sentences so that each part alone tells what it tells in the whole."""
    text = case.report.text
    whole = sorted(read(text, case))
    found = []
    for stretch in list(stretches(case.report))[1:]:
        first, rest = text[: stretch.start].strip(), text[stretch.start :].strip()
        if _stands_alone(rest) and (tail := read(rest, case)) and sorted([*read(first, case), *tail]) == whole:
            found.append((first, rest))
    return found


def between(case: Case, rng: Random) -> Varied | None:
    """A paragraph that tells no trade stands between two passages that do not depend on each other."""
    cuts = _cuts(case)
    if not cuts:
        return None
    first, rest = rng.choice(cuts)
    added = _no_trade(case.report.text, rng, own=rng.random() < 0.3)
    return Varied(f"{first}\n\n{added}\n\n{rest}")


def apart(case: Case, rng: Random) -> Varied | None:
    """Two passages that do not depend on each other as paragraphs of their own."""
    cuts = _cuts(case)
    if not cuts:
        return None
    first, rest = rng.choice(cuts)
    return Varied(f"{first}\n\n{rest}")


def swapped(case: Case, rng: Random) -> Varied | None:
    """Two passages that do not depend on each other, the other way round."""
    cuts = [(first, rest) for first, rest in _cuts(case) if _stands_alone(first)]
    if not cuts:
        return None
    first, rest = rng.choice(cuts)
    return Varied(f"{rest}\n\n{first}")


_FOUR = re.compile(r"\b(?:19|20)\d\d\b")


def _is_whole(case: Case) -> bool:
    """Whether a text names its own sides and times."""
    text = case.report.text.strip()
    if len(text) > 500 or "\n" in text or text[-1] not in '."' or not _FOUR.search(text) or not _stands_alone(text):
        return False
    for expected in case.statements:
        said = expected.statement
        if isinstance(said, TradeFlow) and not (said.period and (said.reporter or said.between)):
            return False
        if isinstance(said, TradeFlow) and said.reporter and said.reporter not in _codes(text):
            return False  # whose trade it is, only the outlet tells
    return True


@cache
def _whole() -> tuple[Case, ...]:
    return tuple(case for case in cases(_ROOT) if _is_whole(case))


_JOINS = ("Meanwhile, ", "Separately, ", "Elsewhere, ")
_HEADINGS = ("Other news", "In brief", "Elsewhere", "Also today", "***", "More from the region")
_LOWERED = re.compile(r"(?:The|A|An|Exports|Imports|Trade|Turnover|Sales|Shipments|Total)\b")


def _with_join(text: str, rng: Random) -> str:
    """A story with a word that leads over to it, where its first word can stand behind one."""
    if rng.random() < 0.6:
        return text
    if _LOWERED.match(text):
        return f"{rng.choice(_JOINS)}{text[0].lower()}{text[1:]}"
    country = place_patterns()[0].match(text)
    return f"{rng.choice(_JOINS)}{text}" if country is not None else text


def _told_by(case: Case) -> tuple[Case, ...]:
    """The whole stories that were told when `case` was published, of other countries than it names."""
    day, named = case.report.published, _codes(case.report.text)
    if day is None or not named:
        return ()
    return tuple(
        other
        for other in _whole()
        if other.report.published and other.report.published <= day and _codes(other.report.text).isdisjoint(named)
    )


def joined(case: Case, rng: Random) -> Varied | None:
    """Another story, of other countries, stands behind."""
    others = _told_by(case)
    if not others:
        return None
    text, other = case.report.text.strip(), rng.choice(others).report.text.strip()
    heading = f"{rng.choice(_HEADINGS)}\n\n" if rng.random() < 0.25 else ""
    return Varied(f"{text}\n\n{heading}{_with_join(other, rng)}", added=read(other, case))


_ASIDES = (
    "Analysts had expected a weaker result.",
    "The figures were published on Monday.",
    "The report did not give a reason.",
    "The minister was speaking at a press conference.",
    "Traders said that the market was quiet.",
    "A year ago the office had changed its method.",
    "More detailed figures are due next month.",
    "The office revises its figures twice a year.",
    "Freight rates rose 4 percent in the same week.",
    "The weather was dry in the first quarter of 2019.",
    "A spokesman declined to comment.",
    "It is the third report of its kind since 2017.",
)


def aside(case: Case, rng: Random) -> Varied | None:
    """A sentence that tells no trade and names nobody stands between two passages that do not depend on each other."""
    cuts = _cuts(case)
    if not cuts:
        return None
    first, rest = rng.choice(cuts)
    added, before = rng.choice(_ASIDES), rng.choice((" ", "\n\n"))
    after = rng.choice((" ", "\n\n"))
    return Varied(f"{first}{before}{added}{after}{rest}")


def _is_read(case: Case) -> bool:
    """Whether all that a text tells is read of it alone; else more may be read beside another passage."""
    return len(read(case.report.text, case)) == len(case.statements)


def _own_flow(case: Case, rng: Random) -> tuple[TradeFlow, str, str | None] | None:
    """A flow of a case whose sides are plain countries, with their names; None for the partner is all the world."""
    flows = []
    for expected in case.statements:
        said = expected.statement
        if not isinstance(said, TradeFlow) or said.reporter is None or said.reporter_area or said.partner_area:
            continue
        if said.partner is None or said.excludes or said.re_exports or places.is_group(said.reporter):
            continue
        if said.partner != "WLD" and places.is_group(said.partner):
            continue
        if said.reporter in _codes(case.report.text):
            flows.append(said)
    if not flows:
        return None
    flow = rng.choice(flows)
    return flow, _named(flow.reporter or ""), None if flow.partner == "WLD" else _named(flow.partner or "")


_WITH_ARTICLE = frozenset({"Philippines", "United States", "United Kingdom", "Netherlands", "United Arab Emirates"})


def _named(code: str) -> str:
    name = places.name(code)
    return f"the {name}" if name in _WITH_ARTICLE else name


_BACKGROUND = (
    "Trade between {R} and {P} came to ${n} million in {Y}.",
    "In {Y}, {R} exported goods worth ${n} million to {P}, while its imports from there were worth ${m} million.",
    "{R}'s exports amounted to ${n} billion in {Y}.",
    "{R}'s imports from {P} were worth ${n} million in {Y}, up 4 percent from a year earlier.",
    "{R} had exported {n},000 tonnes of copper to {P} in {Y}.",
    "In {Y}, {P} bought goods worth ${n} million from {R}.",
)


def _background(case: Case, rng: Random, *, behind: bool) -> str | None:
    """A paragraph on the same countries' trade of a year that the text does not tell; before it, on all goods."""
    known = _own_flow(case, rng) if _is_read(case) else None
    years = [str(year) for year in range(2006, 2015) if str(year) not in case.report.text]
    if known is None or not years:
        return None
    _, reporter, partner = known
    shapes = [s for s in _BACKGROUND if (partner is not None or "{P}" not in s) and (behind or "copper" not in s)]
    text = rng.choice(shapes).replace("{R}", reporter).replace("{P}", partner or "").replace("{Y}", rng.choice(years))
    text = text.replace("{n}", str(rng.randint(101, 499))).replace("{m}", str(rng.randint(501, 899)))
    return text[0].upper() + text[1:]


def background(case: Case, rng: Random) -> Varied | None:
    """A paragraph on the same countries' trade of long ago ends the report."""
    added = _background(case, rng, behind=True)
    return None if added is None else Varied(f"{case.report.text.strip()}\n\n{added}", added=read(added, case))


def background_first(case: Case, rng: Random) -> Varied | None:
    """A paragraph on the same countries' trade of long ago stands before a text that names its sides and times."""
    added = _background(case, rng, behind=False) if _is_whole(case) else None
    return None if added is None else Varied(f"{added}\n\n{case.report.text.strip()}", added=read(added, case))


_SAID_AGAIN = {
    "exports": "{O}{g} exports{to} {v} {q} {a} in {Y}",
    "imports": "{O}{g} imports{from} {v} {q} {a} in {Y}",
    "turnover": "{O} trade{with} {v} {q} {a} in {Y}",
}


def _again(case: Case, rng: Random, verbs: tuple[str, ...]) -> str | None:
    """One flow of a text told once more, rounded."""
    plain: list[TradeFlow] = []
    if not _is_read(case):
        return None
    for expected in case.statements:
        said = expected.statement
        if not isinstance(said, TradeFlow) or said.amount is None or said.amount.currency != "USD":
            continue
        if said.period is None or not re.fullmatch(r"\d{4}", said.period.edtf or "") or said.stance != "stated":
            continue
        exact = said.amount.value is not None and said.amount.value > 0 and said.amount.qualifier == "exact"
        simple = not (
            said.re_exports
            or said.share
            or said.rank
            or said.coverage
            or said.quantity
            or said.between
            or said.amount_also
        )
        if exact and simple and said.measure in _SAID_AGAIN and len(said.goods) < 2:
            plain.append(said)
    flows = [f for f in plain if f.reporter and f.partner and not (f.reporter_area or f.partner_area or f.excludes)]
    flows = [
        f for f in flows if (f.period and f.period.edtf in case.report.text) and f.reporter in _codes(case.report.text)
    ]
    if not flows:
        return None
    said = rng.choice(flows)
    assert said.amount is not None and said.amount.value is not None and said.period is not None
    value, scale = said.amount.value, "million"
    unit = 10**6
    if value >= 10**9:
        unit, scale = 10**9, "billion"
    exact_figure = value / unit
    digits = 10 ** (len(str(int(exact_figure))) - 1)
    rounded = round(exact_figure / digits, 1) * digits
    figure = f"{rounded:.1f}".removesuffix(".0") if rounded < 10 else f"{rounded:.0f}"
    near = float(figure)
    words = ("about", "around", "some") if near >= exact_figure else ("more than", "over")
    words = ("nearly", "almost", *words) if near > exact_figure else words
    qualifier = "" if near == exact_figure else rng.choice(words)
    partner = "" if said.partner == "WLD" else _named(said.partner or "")
    owner = f"{_named(said.reporter or '')}'s"
    goods = f" {said.goods[0].text}" if said.goods else ""
    text = _SAID_AGAIN[said.measure].replace("{O}", owner).replace("{g}", goods).replace("{v}", rng.choice(verbs))
    for word in ("to", "from", "with"):
        text = text.replace(f"{{{word}}}", f" {word} {partner}" if partner else "")
    text = text.replace("{q} ", f"{qualifier} " if qualifier else "").replace("{a}", f"${figure} {scale}")
    text = text.replace("{Y}", said.period.edtf or "")
    return text[0].upper() + text[1:]


def headline(case: Case, rng: Random) -> Varied | None:
    """A headline tells one of the figures, rounded."""
    again = _again(case, rng, ("reach", "total", "hit", "at"))
    return None if again is None else Varied(case.report.text, title=again)


def lead(case: Case, rng: Random) -> Varied | None:
    """The first sentence tells one of the figures, rounded; the text as it stands follows."""
    again = _again(case, rng, ("reached", "came to", "totalled", "amounted to"))
    if again is None or not _stands_alone(case.report.text):
        return None
    return Varied(f"{again}.\n\n{case.report.text.strip()}")


def summary(case: Case, rng: Random) -> Varied | None:
    """The last sentence tells one of the figures once more, rounded."""
    again = _again(case, rng, ("reached", "came to", "totalled", "amounted to"))
    if again is None:
        return None
    opener = rng.choice(("", "", "In all, ", "As reported, "))
    return Varied(f"{case.report.text.strip()}\n\n{opener}{again}.")


VARIATIONS: dict[str, tuple[Variation, float]] = {
    "leak_before": (before, 0.99),
    "leak_behind": (behind, 0.985),
    "leak_between": (between, 0.97),
    "leak_apart": (apart, 0.98),
    "leak_swapped": (swapped, 0.98),
    "leak_joined": (joined, 0.98),
    "leak_aside": (aside, 0.97),
    "leak_background": (background, 0.99),
    "leak_background_first": (background_first, 0.96),
    "leak_headline": (headline, 0.96),
    "leak_lead": (lead, 0.97),
    "leak_summary": (summary, 0.97),
}
