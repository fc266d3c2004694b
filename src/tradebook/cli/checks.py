"""`tradebook checks`: what is checked, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from tradebook.cli import options
from tradebook.cli.console import print_json, write_line
from tradebook.errors import UsageError

if TYPE_CHECKING:
    from tradebook.check import Listed
    from tradebook.check.examples import Told


def run(
    name: Annotated[
        str | None, Parameter(name="NAME", help="Only the checks with these words in their name (growth).")
    ] = None,
    /,
    *,
    as_json: options.AsJson = False,
) -> int:
    """List every check with its explanation, one example that holds and one that does not.

    The examples are read and checked while you wait, so what stands below them is what Tradebook says today.
    """
    from tradebook.check import catalogue

    words = (name or "").casefold().split()
    chosen = [check for check in catalogue() if all(word in check.name for word in words)]
    if not chosen:
        raise UsageError(f"no check has {name!r} in its name. `tradebook checks` lists them all")
    if as_json:
        print_json([_as_dict(check) for check in chosen])
        return 0
    scope = None
    for check in chosen:
        if check.scope != scope:
            scope = check.scope
            write_line(f"{scope.capitalize()}\n")
        _print(check)
    return 0


def _as_dict(check: Listed) -> dict[str, object]:
    from tradebook.check.examples import examples, verdicts_on

    example = examples().get(check.name)
    sides = {"holds": example.holds, "broken": example.broken} if example else {}
    return {
        "name": check.name,
        "scope": check.scope,
        "explanation": check.explanation,
        "examples": {
            side: {"reports": told, "verdicts": [v for v in verdicts_on(told) if v.check == check.name]}
            for side, told in sides.items()
        },
    }


def _print(check: Listed) -> None:
    from textwrap import fill

    from tradebook.check.examples import examples

    write_line(check.name)
    write_line(fill(check.explanation, 100, initial_indent="  ", subsequent_indent="  "))
    example = examples().get(check.name)
    if example is not None:
        _print_side("holds", example.holds, check.name)
        _print_side("broken", example.broken, check.name)
    write_line()


def _print_side(title: str, told: tuple[Told, ...], check: str) -> None:
    from textwrap import fill

    from tradebook.check.examples import verdicts_on

    write_line(f"  {title}:")
    for each in told:
        day = f"{each.outlet}, {each.published}: " if len(told) > 1 else ""
        write_line(fill(f"{day}{each.text}", 100, initial_indent="    ", subsequent_indent="    "))
    found = [v for v in verdicts_on(told) if v.check == check]
    for verdict in found:
        words = f"{verdict.result}: {verdict.sentence}"
        write_line(fill(words, 100, initial_indent="    -> ", subsequent_indent="       "))
    if not found:
        write_line("    -> no objection")
