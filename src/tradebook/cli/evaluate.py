"""`tradebook evaluate`: how well does it read?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from tradebook.cli import options
from tradebook.cli.console import print_json, say_error, write_line


def run(
    cases: Annotated[str, Parameter(name="CASES", help="A YAML file of cases, or a folder that holds some.")],
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
    min_confidence: options.MinConfidence = 0.0,
    as_json: options.AsJson = False,
) -> int:
    """Score the reading against cases: precision, recall and F1 by kind and by slot, and the misses side by side."""
    from tradebook.evaluate import agreement, as_data, check_floors, evaluate, load_cases, load_floors, render
    from tradebook.extract import extract

    loaded = load_cases(cases)
    result = evaluate(loaded, extract, min_confidence=min_confidence) if second is None else agreement(loaded, second)
    if as_json:
        print_json(as_data(result, open_sealed=open_sealed))
    else:
        write_line(render(result, misses=misses, open_sealed=open_sealed).rstrip("\n"))
    if suite is None:
        return 0
    complaints = check_floors(result, load_floors(floors or _floors_of(Path(cases))), suite)
    for complaint in complaints:
        say_error(complaint)
    return 1 if complaints else 0


def _floors_of(cases: Path) -> Path:
    """floors.toml in the folder of cases, else in the one that holds it."""
    folder = cases if cases.is_dir() else cases.parent
    here = folder / "floors.toml"
    return here if here.is_file() else folder.parent / "floors.toml"
