"""`tradebook evaluate`: how well does it read?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from tradebook.cli import options
from tradebook.cli.console import print_json, say_error, write_line
from tradebook.cli.outputs import open_output
from tradebook.cli.say import counted
from tradebook.errors import UsageError

if TYPE_CHECKING:
    from tradebook.evaluate import Case


def run(
    cases: Annotated[
        str | None, Parameter(name="CASES", help="A YAML file of cases, or a folder that holds some.")
    ] = None,
    /,
    *,
    suite: Annotated[
        str | None, Parameter(help="Hold the scores against the floors of this suite; exit code 1 where one is missed.")
    ] = None,
    floors: Annotated[
        Path | None, Parameter(help="The file of floors (default: floors.toml beside the cases).")
    ] = None,
    misses: Annotated[bool, Parameter(help="Show what was missed and what was wrong, side by side.")] = True,
    second: Annotated[
        Path | None,
        Parameter(help="Score a second annotator's statements on these texts instead: how far do people agree?"),
    ] = None,
    open_sealed: Annotated[
        bool, Parameter(negative="", help="Show the misses of sealed cases too. Then they are sealed no longer.")
    ] = False,
    from_book: Annotated[
        bool,
        Parameter(
            negative="", help="Take the cases from the book: the reports of which a person corrected a statement."
        ),
    ] = False,
    write: Annotated[
        Path | None, Parameter(help="With --from-book: write the cases to this YAML file instead of scoring them.")
    ] = None,
    book: options.BookAddress = None,
    min_confidence: options.MinConfidence = 0.0,
    as_json: options.AsJson = False,
) -> int:
    """Score the reading against cases: precision, recall and F1 by kind and by slot, and the misses side by side.

    With --from-book the cases are the reports of the book that people have corrected, with their statements as they
    stand now; --write makes a file of them, to be looked through and added to a corpus.
    """
    from tradebook.evaluate import agreement, as_data, check_floors, evaluate, load_cases, load_floors, render
    from tradebook.extract import extract

    if from_book == (cases is not None):
        raise UsageError("name the cases (a file or folder), or --from-book: one of the two")
    if write is not None and not from_book:
        raise UsageError("--write goes with --from-book; cases in files are written already")
    if cases is None:
        loaded, notes = _from_book(book)
        if write is not None:
            return _write(write, loaded, notes)
    else:
        loaded = load_cases(cases)
    result = evaluate(loaded, extract, min_confidence=min_confidence) if second is None else agreement(loaded, second)
    if as_json:
        print_json(as_data(result, open_sealed=open_sealed))
    else:
        write_line(render(result, misses=misses, open_sealed=open_sealed).rstrip("\n"))
    if suite is None:
        return 0
    complaints = check_floors(result, load_floors(floors or _floors_of(Path(cases or "."))), suite)
    for complaint in complaints:
        say_error(complaint)
    return 1 if complaints else 0


def _from_book(address: str | None) -> tuple[list[Case], dict[str, str]]:
    """The corrected reports of a book as cases, with a note for each."""
    from tradebook.book import open_book
    from tradebook.evaluate.from_book import cases_of

    with open_book(address, create=False) as opened:
        found = cases_of(opened)
    if not found[0]:
        raise UsageError("nobody has corrected a statement of this book yet: tradebook correct ID ...")
    return found


def _write(path: Path, cases: list[Case], notes: dict[str, str]) -> int:
    from tradebook.evaluate.written import cases_yaml

    with open_output(path) as file:
        file.write(cases_yaml(cases, notes).encode())
    write_line(f"{path}: {counted(len(cases), 'case')}. Look through the statements that nobody has corrected yet")
    return 0


def _floors_of(cases: Path) -> Path:
    """floors.toml in the folder of cases, else in the one that holds it."""
    folder = cases if cases.is_dir() else cases.parent
    here = folder / "floors.toml"
    return here if here.is_file() else folder.parent / "floors.toml"
