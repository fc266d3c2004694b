"""`tradebook who`: the page of one body or person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from tradebook.cli import options, say
from tradebook.cli.console import print_json, write_line
from tradebook.cli.pairs import country_code

if TYPE_CHECKING:
    from tradebook.book import Acted, Page, RulingGiven, SpelledAs

_ACTED = {
    "signed": "Signed",
    "delivered": "Delivered",
    "delivering": "Delivers",
    "suspended": "Suspended",
    "cancelled": "Cancelled",
    "negotiated": "Negotiated",
    "tendered": "Tendered",
    "bid": "Bid",
    "sells": "Sells",
    "produces with others": "Produces with others",
    "took part": "Took part",
    "promised": "Promised",
    "said": "Said",
    "is named": "Is named in",
}


def run(
    name: Annotated[
        str, Parameter(name="NAME", help="A company, body or person, in any spelling; or an id that a list gave.")
    ],
    /,
    *,
    country: Annotated[str | None, Parameter(help="Of which country, where several have the name.")] = None,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """Show the page of a company, body or person.

    All spellings with the reason why each is one of them; what a body signed, tendered, sells and promised, and who
    spoke for it; what a person was and said. Only what reports say stands there.
    """
    from tradebook.book import open_book

    with open_book(book, create=False) as opened:
        page = opened.names.who(name, country=country_code(country) if country else None)
    if as_json:
        print_json(page)
    else:
        print_page(page)
    return 0


def print_page(page: Page) -> None:
    """The page as text."""
    where = f", {say.countries_words([page.country])}" if page.country else ""
    write_line(f"{page.name}{where}   [{page.id}]")
    _lines("Spellings", (_spelling(s) for s in page.spellings))
    _lines("Was", (f"{_post(p.role, p.organisation)} ({_days(p.first, p.last)})" for p in page.posts))
    for did, title in _ACTED.items():
        _lines(title, (_acted(one) for one in page.acted if one.did == did))
    rest = [one for one in page.acted if one.did not in _ACTED]
    _lines("Also", (f"{one.did}: {_acted(one)}" for one in rest))
    _lines("Spoke for it", page.speakers)
    _lines("What people said of its names", (ruling_words(r) for r in page.rulings))


def _lines(title: str, lines: Iterable[str]) -> None:
    lines = list(lines)
    if lines:
        write_line()
        write_line(title)
        for line in lines:
            write_line(f"  {line}")


def _spelling(s: SpelledAs) -> str:
    country = f" ({s.country})" if s.country else ""
    days = f", {_days(s.first, s.last)}" if s.first and s.last else ""
    return f"{s.name}{country}: {s.why}; {say.counted(s.statements, 'statement')}{days}"


def _days(first: date, last: date) -> str:
    from tradebook.check.wording import day_words

    days = dict.fromkeys((day_words(first.isoformat()), day_words(last.isoformat())))
    return " to ".join(days)


def _post(role: str | None, organisation: str | None) -> str:
    return ", ".join(part for part in (role, organisation) if part)


def _acted(one: Acted) -> str:
    from tradebook.check.wording import day_words

    return f"{day_words(one.seen.isoformat())}: {say.headline(one.statement)}   {one.statement.id[:8]}"


def ruling_words(r: RulingGiven) -> str:
    """What a person said of names, in one line."""
    what = {
        "join": f"{r.a} and {r.b} are one",
        "part": f"{r.a} and {r.b} are two",
        "rename": f"{r.a} is to be called {r.b}",
    }[r.action]
    note = f', "{r.note}"' if r.note else ""
    undone = f", taken back by {r.undone_by}" if r.undone_by else ""
    return f"{r.number:>4}  {what} ({r.author}, {r.given_at:%Y-%m-%d}{note}){undone}"
