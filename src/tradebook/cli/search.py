"""`tradebook search`: statements by their words and slots."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from tradebook.book.rows import kind_of
from tradebook.cli import options, say
from tradebook.cli.console import make_console, print_json, write_line
from tradebook.cli.pairs import country_code, pair_of
from tradebook.errors import UsageError
from tradebook.statement import Kind, Measure, Stance

if TYPE_CHECKING:
    from rich.text import Text

    from tradebook.book import Found, Hit

Ends = tuple[date | None, date | None]
_PLAIN_MARKS = ("[", "]")  # around what was found, where nothing can be printed bold


def _no_unknown_option(_type: object, value: object) -> None:
    """Words with one hyphen are left out of what is found; with two they are mistyped options."""
    for word in value if isinstance(value, tuple) else (value,):
        if isinstance(word, str) and word.startswith("--"):
            raise ValueError(f"Unknown option: {word}.")


def run(
    *words: Annotated[
        str,
        Parameter(
            name="WORDS",
            help='Words that must all be there; "words in quotes" follow each other, of word* only the beginning '
            "counts, -word must not be there.",
            allow_leading_hyphen=True,
            validator=_no_unknown_option,
        ),
    ],
    pair: Annotated[
        tuple[str, str] | None,
        Parameter(name="--pair", negative="", help="Only what concerns these two countries: --pair A B."),
    ] = None,
    country: Annotated[str | None, Parameter(help="Only what concerns this country.")] = None,
    reporter: Annotated[str | None, Parameter(help="Only flows of this country, seen from its side.")] = None,
    partner: Annotated[str | None, Parameter(help="Only flows whose other side is this country.")] = None,
    company: options.Company = None,
    good: options.Good = None,
    kind: Annotated[Kind | None, Parameter(help="Only statements of this kind.")] = None,
    measure: Annotated[Measure | None, Parameter(help="Only flows of this measure.")] = None,
    stance: Annotated[Stance | None, Parameter(help="Only what is told so: as a fact, a plan, a target ...")] = None,
    outlet: Annotated[str | None, Parameter(help="Only what this outlet published, by (part of) its name.")] = None,
    period: Annotated[
        str | None,
        Parameter(help="Only what is about this time: 2021, 2021-03, 2021-03-08, 2019..2021, 2019.. (and later)."),
    ] = None,
    value: Annotated[
        str | None,
        Parameter(help="Only amounts of this size: 5m..20m, 1bn.. (and more), ..500k (and less), 424.4m (exactly)."),
    ] = None,
    currency: Annotated[str | None, Parameter(help="Only amounts in this currency, by its code: USD.")] = None,
    published: Annotated[
        str | None, Parameter(help="Only reports that first appeared in this time; written as for --period.")
    ] = None,
    min_confidence: options.MinConfidence = 0.0,
    limit: Annotated[
        int, Parameter(help="How many statements a page has, at most 1,000.", validator=Number(gte=1, lte=1000))
    ] = 20,
    page: Annotated[str | None, Parameter(help="The page to show: what the page before named as the next.")] = None,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """Search the statements of the book by words and slots.

    Words are looked for in the evidence, in names, goods, countries and titles; accents, capitals and plurals do not
    count. Up to 10,000 finds are ranked (all words together in one sentence first) and then told newest first; more
    than that are told newest first alone.
    """
    from tradebook.book import Slots, open_book

    slots = Slots(
        pair=pair_of(*pair) if pair else None,
        country=country_code(country) if country else None,
        reporter=country_code(reporter) if reporter else None,
        partner=country_code(partner) if partner else None,
        company=company,
        good=good,
        kind=kind,
        measure=measure,
        stance=stance,
        outlet=outlet,
        period=days_of(period) if period else None,
        value=values_of(value) if value else None,
        currency=currency,
        published=days_of(published) if published else None,
        min_confidence=min_confidence,
    )
    typed = " ".join(_as_typed(word) for word in words)
    if not typed and slots == Slots():
        raise UsageError("nothing to search for named. Give words, or an option such as --pair A B or --good butter")
    with open_book(book, create=False) as opened:
        found = opened.search(typed, slots, limit=limit, page=page)
    if as_json:
        print_json(found)
    else:
        _print(found)
    return 0


def _as_typed(word: str) -> str:
    """A word as the person typed it: the shell takes the quotes of "two words" away."""
    if " " not in word.strip() or '"' in word:
        return word
    excluded, rest = ("-", word[1:]) if word.startswith("-") else ("", word)
    return f'{excluded}"{rest}"'


# Ranges


def days_of(words: str) -> Ends:
    """The first and the last day that words such as "2021", "2021-03" or "2019..2021" name; None is an open end. Raises
    `UsageError` for others."""
    first, dots, last = words.strip().partition("..")
    if not dots:
        return _days(first, words)
    if not first and not last:
        raise UsageError(f"{words!r} names no time. {_TIME_MEND}")
    return (_days(first, words)[0] if first else None), (_days(last, words)[1] if last else None)


_TIME_MEND = "Write a year, month or day (2021, 2021-03, 2021-03-08), or two of them with .. between (2019..2021)"
_TIME = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _days(time: str, words: str) -> tuple[date, date]:
    match = _TIME.fullmatch(time.strip())
    try:
        year, month, day = (int(part) if part else None for part in match.groups()) if match else (0, None, None)
        first = date(year or 0, month or 1, day or 1)
        if day:
            return first, first
        last = date(first.year + (first.month // 12 if month else 1), (first.month % 12 + 1) if month else 1, 1)
    except ValueError as error:
        raise UsageError(f"{words!r} names no time. {_TIME_MEND}") from error
    return first, last - timedelta(days=1)


_VALUE = re.compile(r"(-?[\d,]*\.?\d+)\s*(k|thousand|m|mn|mln|million|b|bn|bln|billion|tn|trn|trillion)?", re.I)
_TIMES = {"k": 10**3, "t": 10**3, "m": 10**6, "b": 10**9, "tn": 10**12}
_VALUE_MEND = "Write an amount (424.4m, 1bn, 500000), or two of them with .. between (5m..20m)"


def values_of(words: str) -> tuple[float | None, float | None]:
    """The least and the greatest value that words such as "5m..20m" name; None is an open end. Raises `UsageError` for
    others."""
    first, dots, last = words.strip().partition("..")
    if not dots:
        return (_value(first, words), _value(first, words))
    if not first and not last:
        raise UsageError(f"{words!r} names no amount. {_VALUE_MEND}")
    return (_value(first, words) if first else None), (_value(last, words) if last else None)


def _value(number: str, words: str) -> float:
    match = _VALUE.fullmatch(number.strip())
    if match is None:
        raise UsageError(f"{words!r} names no amount. {_VALUE_MEND}")
    figure, unit = match.groups()
    unit = (unit or "").lower()
    times = _TIMES["tn"] if unit.startswith("tr") or unit == "tn" else _TIMES[unit[0]] if unit else 1
    return float(round(float(figure.replace(",", "")) * times, 6))


# Printing


def _print(found: Found) -> None:
    if not found.hits:
        write_line("The book has no statement that fits.")
        return
    number = f"more than {found.total:,} statements" if found.more else say.counted(found.total, "statement")
    order = "best first" if found.order == "relevance" else "newest first"
    kinds = ", ".join(f"{kind} {count}" for kind, count in (found.kinds or {}).items())
    write_line(f"{number}, {order}{f' ({kinds})' if kinds else ''}")
    console = make_console()
    for hit in found.hits:
        write_line()
        write_line(f"{hit.statement.id[:8]} {kind_of(hit.statement)}: {say.headline(hit.statement)}")
        console.print(_snippet(hit, console.is_terminal), soft_wrap=True)
        write_line(f"         {_source(hit)}")
    if found.next_page:
        write_line(f"\nThe next page: repeat this search with --page {found.next_page}")


def _source(hit: Hit) -> str:
    report = hit.statement.report
    parts = (report.outlet, hit.published.isoformat(), report.title)
    return ", ".join(part for part in parts if part)


def _snippet(hit: Hit, bold: bool) -> Text:
    """The sentence, with what was searched for in bold or, where that cannot be, in brackets."""
    from rich.text import Text

    text = Text("         ")
    at = 0
    snippet = hit.snippet
    for start, end in snippet.marks:
        text.append(" ".join(snippet.text[at:start].split("\n")))
        marked = snippet.text[start:end]
        text.append(marked if bold else f"{_PLAIN_MARKS[0]}{marked}{_PLAIN_MARKS[1]}", "bold" if bold else "")
        at = end
    text.append(" ".join(snippet.text[at:].split("\n")))
    return text
