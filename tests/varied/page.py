"""What stands around a story on a page: datelines, headlines, bylines, captions, links, notices."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from tests.varied import Variation, Varied
from tests.varied.wording import place_patterns
from tradebook import places
from tradebook.evaluate import Case


class _Town(NamedTuple):
    """A town from which wires report, its country's code, the words that name it, and how a dateline may add them."""

    name: str
    code: str
    land: str


_TOWNS = (
    _Town("Geneva", "CHE", "Switzerland"),
    _Town("London", "GBR", "United Kingdom"),
    _Town("New Delhi", "IND", "India"),
    _Town("Tashkent", "UZB", "Uzbekistan"),
    _Town("Singapore", "SGP", ""),
    _Town("Dubai", "ARE", "United Arab Emirates"),
    _Town("Baku", "AZE", "Azerbaijan"),
    _Town("Nairobi", "KEN", "Kenya"),
    _Town("Islamabad", "PAK", "Pakistan"),
    _Town("Karachi", "PAK", "Pakistan"),
    _Town("Brussels", "BEL", "Belgium"),
    _Town("Tokyo", "JPN", "Japan"),
    _Town("Beijing", "CHN", "China"),
    _Town("Washington", "USA", ""),
    _Town("Hamburg", "DEU", "Germany"),
    _Town("Ankara", "TUR", "Turkey"),
    _Town("Kuala Lumpur", "MYS", "Malaysia"),
    _Town("Sao Paulo", "BRA", "Brazil"),
    _Town("Buenos Aires", "ARG", "Argentina"),
    _Town("Minsk", "BLR", "Belarus"),
    _Town("Addis Ababa", "ETH", "Ethiopia"),
    _Town("Colombo", "LKA", "Sri Lanka"),
    _Town("Abuja", "NGA", "Nigeria"),
    _Town("Sofia", "BGR", "Bulgaria"),
    _Town("Sydney", "AUS", "Australia"),
)
_AGENCIES = (
    "Reuters",
    "AFP",
    "AP",
    "Xinhua",
    "BelTA",
    "Trend",
    "TASS",
    "APP",
    "Newswire",
    "Meridian Wire",
    "ABC",
    "UzA",
)
_PEOPLE = ("Maria Lindqvist", "Tomas Okello", "A. Karimova", "James Whitfield", "Li Na", "Carlos Mendez Ruiz")
_PAPERS = ("The Daily Courier", "Meridian Wire", "Trade Gazette", "The Harbour Post", "Newswire", "Business Standard")
_MONTHS = "January February March April May June July August September October November December".split()
_SHORT = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()


def _day(case: Case, rng: Random) -> tuple[date, bool]:
    """The day of a story, and whether its year may be printed: the case's own, or any without a year."""
    day = case.report.published
    return (day - timedelta(days=rng.randint(0, 1)), True) if day else (date(2023, rng.randint(1, 12), 14), False)


def _printed(day: date, rng: Random, *, year: bool) -> str:
    """A day as datelines and stamps print it."""
    month = rng.choice((_MONTHS, _SHORT))[day.month - 1]
    plain = rng.choice((f"{month} {day.day}", f"{day.day} {month}"))
    if not year or rng.random() < 0.7:
        return plain
    return f"{month} {day.day}, {day.year}" if plain[0].isalpha() else f"{plain} {day.year}"


def _opens_story(text: str) -> bool:
    """Whether a text opens with a sentence of prose that a desk could put a dateline before."""
    line = text.lstrip().split("\n", 1)[0]
    return len(line) > 50 and line.rstrip()[-1:] in '.!?"”' and not re.match(r"[A-Z]{4,}|[^.]{0,60}? [-–—] ", line)


def _elsewhere(text: str, rng: Random) -> _Town | None:
    """A town of a country that the text does not speak of; None where it speaks of none, or of the place by "here"."""
    country, other = place_patterns()
    named = {m[2] for m in country.finditer(text)} | {m[0] for m in other.finditer(text)}
    if not named or re.search(r"\bhere\b|\b[Tt]he country\b|\b[Hh]is country", text) or _OPEN.match(text.lstrip()):
        return None
    codes = _codes(named)
    return rng.choice([town for town in _TOWNS if town.code not in codes])


# whose these are may follow from the town alone
_OPEN = re.compile(r"(?:\w+ ){0,3}(?:[Ee]xports|[Ii]mports) (?!of|from|by|to)|Imports from|We\b|\W")


def _codes(named: set[str]) -> set[str]:
    return {word.code for word in places.words() if word.word in named}


def _before_story(case: Case, dateline: str) -> Varied:
    text = case.report.text
    return Varied(text[: len(text) - len(text.lstrip())] + dateline + text.lstrip())


def dateline(case: Case, rng: Random) -> Varied | None:
    """A dateline without a day in front of the first sentence."""
    town = _elsewhere(case.report.text, rng) if _opens_story(case.report.text) else None
    if town is None:
        return None
    name, big = town.name, town.name.upper()
    agency = rng.choice(_AGENCIES)
    shapes = [
        f"{big} — ",
        f"{big} – ",
        f"{big} - ",
        f"{big} -- ",
        f"{big}: ",
        f"{name}: ",
        f"{big} ({agency}) - ",
        f"{big} ({agency}): ",
        f"{name} ({agency}) -- ",
        f"{big}, ({agency}) – ",
        f"{big} / {agency} / ",
        f"{big} /{agency}/ - ",
        f"{big} ({agency}) ",
        f"[{big}] ",
        f"{big} | ",
        f"{big} (dpa) — ",
        f"By our correspondent in {name}\n\n",
        f"Our Correspondent, {name}\n\n",
        f"{big}\n\n",
        f"{name} - ",
        f"{big}—",
    ]
    if town.land:
        shapes += [f"{big}, {town.land} — ", f"{big}, {town.land} ({agency}) — ", f"{name}, {town.land} – "]
    return _before_story(case, rng.choice(shapes))


def dated(case: Case, rng: Random) -> Varied | None:
    """A dateline with a day in front of the first sentence."""
    town = _elsewhere(case.report.text, rng) if _opens_story(case.report.text) else None
    if town is None:
        return None
    day, year = _day(case, rng)
    when = _printed(day, rng, year=year)
    name, big = town.name, town.name.upper()
    agency = rng.choice(_AGENCIES)
    shapes = [
        f"{big}, {when} ({agency}) - ",
        f"{big}, {when} ({agency}) — ",
        f"{big}, {when} — ",
        f"{big}, {when} - ",
        f"{big}, {when} -- ",
        f"{big}, {when}. /{agency}/. ",
        f"{big}, {when} /{agency}/. ",
        f"{big}, {when} /{agency}/ - ",
        f"{big}. {when}. {agency.upper()} - ",
        f"{big}, {when}, {agency} — ",
        f"{name}, {when} ({agency}): ",
        f"{big}: {when} - ",
        f"{big}, {when}: ",
        f"{name}, {when}, {agency}. ",
        f"{big} — {when} — ",
        f"{big}, {when} ({agency})-- ",
        f"{name} | {when} | ",
        f"{big} ({agency}) {when} — ",
        f"{name}, {when}\n\n",
        f"{when}, {name} — ",
        f"{when} ({agency}) — ",
        f"{big} {when} ({agency}): ",
        f"{big}, {when} ({agency}) ",
    ]
    if town.land:
        shapes += [
            f"{name}, {town.land}, {when}\n\nBy {rng.choice(_PEOPLE)} - {agency}:\n\n",
            f"{big}, {town.land}, {when} — ",
            f"{big}, {town.land}, {when} /{agency}/ -- ",
            f"{name}, {town.land} – {when} – ",
        ]
    return _before_story(case, rng.choice(shapes))


# -- headlines --------------------------------------------------------------------------------------------------------

_PLAIN = (
    "Trade in brief",
    "Business news",
    "Economy in figures",
    "Latest trade figures released",
    "What the new figures say",
    "Trade and industry round-up",
    "Business briefs",
    "In figures: foreign trade",
    "Morning briefing: trade, deals and markets",
)
_SENTENCE = re.compile(r"(.+?[.!?][\"”]?)(?:\s|$)", re.DOTALL)
_PRESENT = {
    "rose": "rise",
    "fell": "fall",
    "grew": "grow",
    "declined": "decline",
    "increased": "increase",
    "dropped": "drop",
    "totalled": "total",
}
_PLURAL = re.compile(rf"\b(exports|imports|supplies) ({'|'.join(_PRESENT)})\b")


def _headline(text: str, rng: Random) -> str | None:
    """A headline in the words of the first sentence, or a plain one."""
    if rng.random() < 0.25:
        return rng.choice(_PLAIN)
    found = _SENTENCE.match(text.strip())
    if found is None or "\n" in found[1] or not 25 <= len(found[1]) <= 130 or re.search(r"[\"“”:;]", found[1]):
        return None
    line = found[1].rstrip(".!?")
    if line.endswith((" Ltd", " Inc", " Co", " mln", " bln", " Corp")) or re.search(r"\b[A-Z]\.|\.\s", line):
        return None
    if rng.random() < 0.5:
        line = _PLURAL.sub(lambda m: f"{m[1]} {_PRESENT[m[2]]}", line)
    return line


_TIME = re.compile(
    r" (?:in|for|during|over) (?:the )?(?:first |second |third |fourth |last )?"
    rf"(?:half|quarter|year|\w+ months)? ?(?:of )?(?:(?:{'|'.join(_MONTHS)})"
    r"(?:[-–][A-Z]\w+)?,? ?(?:20\d\d|this year|last year)?|20\d\d|last year|this year)(?=[,.]? |[,.]?$)"
    r"| on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
)
_YEARS = re.compile(rf"20\d\d|{'|'.join(_MONTHS)}|year|season|month|quarter")
_SAID = re.compile(
    r",? (?:the |an? )?[^,]{3,60} (?:said|reported|showed|announced)(?: on \w+day| \w+day)?$|^According to [^,]+, "
)
_MOVED = re.compile(
    r"\b(rose|grew|increased|climbed|fell|declined|dropped|decreased) (?:by )?(\d[\d.]*) ?(?:%|per ?cent)"
)
_RISES = frozenset({"rose", "grew", "increased", "climbed"})


def _shortened(line: str, rng: Random) -> str:
    """A first sentence as a headline tells it: no time, no speaker, signs for words."""
    line = _SAID.sub("", line)
    if rng.random() < 0.7 and len(_YEARS.findall(line)) < 2 and not re.search(_TIME.pattern + ",", line):
        line = _TIME.sub("", line)
    if rng.random() < 0.5:
        line = _MOVED.sub(lambda m: f"{'up' if m[1] in _RISES else 'down'} {m[2]}%", line)
    else:
        line = _MOVED.sub(lambda m: f"{_PRESENT.get(m[1], m[1])} {m[2]}%", line) if "xports" in line else line
    if rng.random() < 0.6:
        line = re.sub(r"(?<=\d) billion\b", "bn", re.sub(r"(?<=\d) million\b", "m", line))
    line = re.sub(r"^(?:The|A|An) ", "", line)
    return line[0].upper() + line[1:]


def _in_short(case: Case, rng: Random) -> str | None:
    found = _SENTENCE.match(case.report.text.strip())
    if found is None or "\n" in found[1] or re.search(r"[\"“”:;]|\b[A-Z]\.|\.\s", found[1].rstrip(".")):
        return None
    line = _shortened(found[1].rstrip(".!?"), rng)
    return line if 20 <= len(line) <= 140 and line + "." != found[1] and not line.endswith((",", " and")) else None


def short_headed(case: Case, rng: Random) -> Varied | None:
    """The first sentence as a desk shortens it, as the report's title."""
    title = _in_short(case, rng)
    return None if title is None else Varied(case.report.text, title)


def short_headline(case: Case, rng: Random) -> Varied | None:
    """The same as the first line of the text."""
    title = _in_short(case, rng) if _opens_story(case.report.text) else None
    return None if title is None else Varied(f"{title}\n\n{case.report.text.lstrip()}")


def headed(case: Case, rng: Random) -> Varied | None:
    """A headline that tells the first sentence, as the report's title."""
    title = _headline(case.report.text, rng)
    return None if title is None else Varied(case.report.text, title)


def headline(case: Case, rng: Random) -> Varied | None:
    """The same as the first line of the text."""
    title = _headline(case.report.text, rng) if _opens_story(case.report.text) else None
    if title is None:
        return None
    return Varied(f"{title}\n\n{case.report.text.lstrip()}")


# -- what no story tells ----------------------------------------------------------------------------------------------


def _stamp(case: Case, rng: Random) -> str:
    day, _ = _day(case, rng)
    day = case.report.published or day
    short = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    american = f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
    clock = f"{rng.randint(6, 22):02}:{rng.randint(0, 59):02}"
    return rng.choice(
        [
            f"Updated {short}, {clock} GMT",
            f"Published: {american}",
            f"Published {short} {clock}",
            f"Last updated: {american} {clock} IST",
            f"{short} {clock} (UTC+04:00)",
            f"{american} at {clock}",
            f"{day.day:02}.{day.month:02}.{day.year} {clock}",
            f"First published on {american}",
            f"{american} | {rng.randint(2, 6)} min read",
            f"Posted on {american} by admin",
            f"{clock}, {short}",
            f"Updated: {day.isoformat()} {clock}",
        ]
    )


def _byline(rng: Random) -> str:
    person, paper = rng.choice(_PEOPLE), rng.choice(_PAPERS)
    return rng.choice(
        [
            f"By {person}",
            f"By {person} for {paper}",
            f"By {person} and {rng.choice(_PEOPLE)}",
            f"BY {person.upper()}",
            f"{person} | {paper}",
            f"by {person}, {paper}",
            f"Written by {person}",
            f"By {paper} staff",
            f"By {paper} Correspondent",
            "By Staff Reporter",
            "Our Correspondent",
            f"{person}, business reporter",
            f"Author: {person}",
            f"Text: {person}",
        ]
    )


_LAND_SCENES = (
    (
        "A container ship leaves the port of {0}.",
        "Containers wait for loading at a terminal near {0}, in this file photo.",
    ),
    ("Workers sort goods for export at a warehouse in {0} last month.", "Trucks queue at a border post outside {0}."),
    ("A view of the harbour of {0}", "The trade ministry's building in {0}", "Containers at {0} port"),
)


def _caption(case: Case, rng: Random) -> str:
    town = rng.choice(_TOWNS).name
    credit = rng.choice((*_AGENCIES, *_PAPERS, rng.choice(_PEOPLE)))
    scene = rng.choice(rng.choice(_LAND_SCENES)).format(town)
    return rng.choice(
        [
            f"Photo: {credit}",
            f"Photo by {rng.choice(_PEOPLE)}/{credit}",
            f"[Photo: {credit}]",
            f"(Photo: {credit})",
            f"{scene} Photo: {credit}",
            f"{scene} (Photo: {credit})",
            f"{scene} [Photo/{credit}]",
            f"FILE PHOTO: {scene} REUTERS/{rng.choice(_PEOPLE)}",
            f"Image: {scene}",
            f"{scene} PHOTO | FILE",
            f"Image credit: {credit}",
            f"{scene} | Photo Credit: {credit}",
            f"Photo courtesy of {credit}",
            f"Picture: {credit}",
            "Illustrative photo",
            f"{scene} Credit: {credit}",
        ]
    )


def _another_story(rng: Random) -> str:
    a, b = rng.sample(_TOWNS, 2)
    land, other = a.land or "Singapore", b.land or "Singapore"
    return rng.choice(
        [
            f"{land}'s exports to {other} rise 12% in May",
            f"{land}, {other} sign deal on wheat supplies",
            f"{land} bans imports of poultry from {other}",
            f"{other} buys 60,000 tonnes of wheat from {land}",
            f"Trade between {land} and {other} hits $2 billion",
            f"{land} to host trade fair in June",
            f"{land}'s trade deficit widens to $1.4bn",
            f"Five things to know about {land}'s economy",
        ]
    )


def _link(rng: Random) -> str:
    story = _another_story(rng)
    return rng.choice(
        [
            f"Read also: {story}",
            f"Read more: {story}",
            f"Also read: {story}",
            f"ALSO READ | {story}",
            f"READ ALSO: {story}",
            f"Read Also: {story}",
            f"Related: {story}",
            f"RELATED STORY: {story}",
            f"See also: {story}",
            f"Must read: {story}",
            f"Also Read | {story}",
            f"More: {story}",
            f"Don't miss: {story}",
            f"READ MORE - {story}",
            f">> {story}",
            f"Recommended: {story}",
            f"Related Stories:\n- {story}\n- {_another_story(rng)}",
            f"Read also\n{story}\n{_another_story(rng)}",
        ]
    )


def _ask(rng: Random) -> str:
    paper = rng.choice(_PAPERS)
    return rng.choice(
        [
            "Share this",
            "Share",
            "Share this article:",
            "Facebook Twitter WhatsApp Email",
            "Share on Facebook | Share on Twitter",
            "ADVERTISEMENT",
            "Advertisement",
            "Story continues below",
            "Article continues after advertisement",
            f"Sign up for the {paper} newsletter and get the news in your inbox every morning.",
            f"Follow us on Twitter @{paper.replace(' ', '')}",
            f"Follow {paper} on Google News",
            f"Subscribe to {paper} to read more.",
            "Listen to this article",
            "Print",
            "Save",
            "3 min read",
            "Comments (0)",
            "Leave a comment",
            "Click here to join our WhatsApp channel",
            "Download our app for the latest news",
        ]
    )


def _closing(case: Case, rng: Random) -> str:
    paper, person = rng.choice(_PAPERS), rng.choice(_PEOPLE)
    year = (case.report.published or date(2023, 1, 1)).year
    land = rng.choice([t.land for t in _TOWNS if t.land])
    return rng.choice(
        [
            f"Source: {rng.choice(_AGENCIES)}",
            f"Source: {paper}",
            f"Copyright {year} {paper}. All rights reserved.",
            f"© {year} {paper}",
            f"Copyright {paper}, {year}",
            f"(c) {year} {paper}. Reproduction without permission is prohibited.",
            f"Tags: exports, imports, {land}, trade",
            f"Topics: {land} | trade | economy",
            f"#{land.replace(' ', '')} #exports #trade",
            f"Tags\n{land}\nExports\nTrade deficit",
            f"Keywords: {land}, exports, tariffs",
            f"Reporting by {person}; editing by {rng.choice(_PEOPLE)}",
            f"(Reporting by {person} in {rng.choice(_TOWNS).name}; Editing by {rng.choice(_PEOPLE)})",
            f"(Reporting by {person}; Writing by {rng.choice(_PEOPLE)})",
            f"With inputs from {rng.choice(_AGENCIES)}",
            f"Editor: {person}",
            f"About {paper}: {paper} is a news agency of {land} that reports on trade, energy and transport.",
            f"About the agency\n\n{paper} is an independent news agency founded in {land} in 1998. "
            f"It has offices in {rng.choice(_TOWNS).name} and {rng.choice(_TOWNS).name}.",
            "Disclaimer: This story has not been edited by our staff and is published from a syndicated feed.",
            "All rights reserved. The use of the material is allowed only with a link to the source.",
            "When using the material, a hyperlink to the agency is obligatory.",
            "(END)",
            "ENDS",
            "---",
            "-0-",
            f"For more news on {land}, click here.",
            f"Published in {paper}, {_MONTHS[rng.randint(0, 11)]} {rng.randint(1, 28)}, {year}.",
            f"This article first appeared in {paper}.",
            "Have a tip? Write to our newsroom.",
        ]
    )


def _pieces(text: str) -> list[str]:
    return re.split(r"\n\s*\n", text.strip())


def above(case: Case, rng: Random) -> Varied | None:
    """Bylines, stamps and captions above the story, one a line."""
    if not _opens_story(case.report.text):
        return None
    lines = [_byline(rng), _stamp(case, rng), _caption(case, rng), _ask(rng)]
    rng.shuffle(lines)
    border = rng.choice(("\n", "\n\n"))
    kept = lines[: rng.randint(1, 3)]
    return Varied(border.join(kept) + "\n\n" + case.report.text.lstrip())


def _between(fill: Variation) -> Variation:
    """Something that `fill` gives (as a text) between two paragraphs of the story."""

    def vary(case: Case, rng: Random) -> Varied | None:
        pieces = _pieces(case.report.text)
        if len(pieces) < 2:
            return None
        given = fill(case, rng)
        if given is None:
            return None
        at = rng.randint(1, len(pieces) - 1)
        return Varied("\n\n".join([*pieces[:at], given.text, *pieces[at:]]))

    return vary


def _amid(case: Case, rng: Random) -> Varied | None:
    return Varied(rng.choice([_caption(case, rng), _link(rng), _ask(rng)]))


def below(case: Case, rng: Random) -> Varied | None:
    """Links, tags and notices below the story."""
    lines = [_closing(case, rng), _link(rng), _ask(rng), _stamp(case, rng)]
    rng.shuffle(lines)
    return Varied(case.report.text.rstrip() + "\n\n" + "\n\n".join(lines[: rng.randint(1, 3)]) + "\n")


def whole(case: Case, rng: Random) -> Varied | None:
    """A page as it is saved: headline, byline, stamp, caption, dateline, story with links in it, tags, notices."""
    if not _opens_story(case.report.text):
        return None
    lines = [_byline(rng), _stamp(case, rng), _caption(case, rng), _ask(rng)]
    rng.shuffle(lines)
    headline = _in_short(case, rng) or _headline(case.report.text, rng) or rng.choice(_PLAIN)
    with_dateline = rng.choice((dateline, dated))(case, rng)
    pieces = _pieces(with_dateline.text if with_dateline is not None else case.report.text)
    for at in range(len(pieces) - 1, 0, -1):
        if rng.random() < 0.4:
            pieces.insert(at, rng.choice((_link(rng), _ask(rng), _caption(case, rng))))
    foot = [_closing(case, rng), _link(rng), _ask(rng), _closing(case, rng)]
    rng.shuffle(foot)
    return Varied("\n\n".join([headline, *lines[: rng.randint(0, 3)], *pieces, *foot[: rng.randint(1, 4)]]) + "\n")


VARIATIONS: dict[str, tuple[Variation, float]] = {
    "dateline": (dateline, 0.99),
    "dated": (dated, 0.99),
    "headed": (headed, 0.98),
    "headline": (headline, 0.98),
    "short_headed": (short_headed, 0.97),
    "short_headline": (short_headline, 0.97),
    "above": (above, 0.99),
    "amid": (_between(_amid), 0.96),
    "whole": (whole, 0.98),
    "below": (below, 0.99),
}
