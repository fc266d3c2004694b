"""`tradebook names`: the bodies and people of the book, and what people say of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter
from cyclopts.validators import Number

from tradebook.cli import options, say
from tradebook.cli.console import make_console, print_json, write_line
from tradebook.cli.pairs import country_code
from tradebook.cli.who import print_page, ruling_words
from tradebook.errors import UsageError

if TYPE_CHECKING:
    from tradebook.book import Book, Listed, Page

_ACTIONS = {"join": 2, "part": 2, "rename": 2, "undo": 1, "said": 0, "list": 0}


def run(
    *words: Annotated[
        str,
        Parameter(
            name="WORDS",
            help="Nothing, or list [NAME]: the list. join A B: A and B are one. part A B: the spelling A is another "
            "than B. rename A NEW: what A shall be called. undo NUMBER: take back what a person said. "
            "said: what people said.",
        ),
    ],
    country: Annotated[
        str | None, Parameter(help="Of this country; for join, part and rename, the country of A.")
    ] = None,
    other_country: Annotated[str | None, Parameter(help="For join: the country of B.")] = None,
    kind: Annotated[
        Literal["body", "person"] | None, Parameter(help="List only bodies (companies, offices) or only people.")
    ] = None,
    limit: Annotated[int, Parameter(help="How many the list shows; 0 shows all.", validator=Number(gte=0))] = 100,
    by: Annotated[str | None, Parameter(help="Who says so; needed for join, part, rename and undo.")] = None,
    note: Annotated[str | None, Parameter(help="Why, in a few words.")] = None,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """List the companies, bodies and people of the book, or say which names are one.

    The machine joins spellings only where it is sure. What a person says stands over it, is kept with its author and
    day, and survives when the machine's choice is made anew.
    """
    from tradebook.book import open_book

    action, arguments = _action(words)
    codes = [country_code(words) if words else None for words in (country, other_country)]
    with open_book(book, create=False) as opened:
        if action == "list":
            found = opened.names.all(country=codes[0], sort=kind, words=" ".join(arguments) or None)
            print_json(found[: limit or None]) if as_json else _print_list(found, limit)
        elif action == "said":
            said = opened.names.said()
            if as_json:
                print_json(said)
            for ruling in () if as_json else said:
                write_line(ruling_words(ruling))
            if not said and not as_json:
                write_line("Nobody has said anything of the names of this book.")
        else:
            _act(opened, action, arguments, codes, _author(by), note, as_json)
    return 0


def _action(words: tuple[str, ...]) -> tuple[str, list[str]]:
    """The action and what it is about; a word that is no action is a name to list."""
    if not words or words[0] not in _ACTIONS:
        return "list", list(words)
    action, arguments = words[0], list(words[1:])
    wanted = _ACTIONS[action]
    if action != "list" and len(arguments) != wanted:
        raise UsageError(
            f"names {action}: {wanted} {'name' if wanted == 1 else 'names'} wanted, {len(arguments)} given. "
            "A name of several words stands in quotes: 'Minsk Tractor Works'"
        )
    return action, arguments


def _author(by: str | None) -> str:
    if by is None:
        raise UsageError("who says so? Give your name: --by NAME")
    return by


def _act(
    book: Book, action: str, arguments: list[str], codes: list[str | None], by: str, note: str | None, as_json: bool
) -> None:
    names = book.names
    if action == "undo":
        if not arguments[0].isdecimal():
            raise UsageError(f"{arguments[0]}: undo takes the number that `tradebook names said` prints")
        ruling = names.undo(int(arguments[0]), by=by)
        print_json(ruling) if as_json else write_line(ruling_words(ruling))
        return
    a, b = arguments
    page: Page
    if action == "join":
        page = names.join(a, b, by=by, note=note, countries=codes)
    elif action == "part":
        page = names.part(a, b, by=by, note=note, country=codes[0])
    else:
        page = names.rename(a, b, by=by, note=note, country=codes[0])
    print_json(page) if as_json else print_page(page)


def _print_list(found: list[Listed], limit: int) -> None:
    from rich import box
    from rich.table import Table

    if not found:
        write_line("The book names nobody so.")
        return
    shown = found[: limit or None]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("name", "country", "spellings", "statements", "id"):
        table.add_column(column, no_wrap=column in ("id", "statements"), overflow="fold")
    for one in shown:
        country = say.countries_words([one.country]) if one.country else "not told"
        table.add_row(one.name[:200], country, f"{one.spellings}", f"{one.statements:,}", one.id)
    make_console().print(table)
    if len(shown) < len(found):
        write_line(f"{len(found) - len(shown):,} more; --limit 0 shows all.")
