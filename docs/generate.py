"""Writes the pages of docs/ that follow from the code, so that they cannot differ from it.

python docs/generate.py            write checks.md, commands.md, licences.md, statement.schema.json
python docs/generate.py --check    exit code 1 where one of them is stale (a test asks the same)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from rich.console import Console

from tradebook.check import Listed, catalogue
from tradebook.check.examples import Told, examples, verdicts_on
from tradebook.cli.app import COMMANDS, GROUPS, make_app
from tradebook.cli.schema import schema_text

DOCS = Path(__file__).resolve().parent
WIDTH = 100

COMMANDS_HEAD = """\
# The command line

This page is made from `--help` by `make docs`. `python -m tradebook` is the same as `tradebook`.

Exit codes: 0, all went well; 1, a failure of the work (an input was refused, the book cannot be used, `verify` found
something); 2, wrong usage; 130, interrupted with Ctrl-C. Messages go to standard error, results to standard output;
JSON is UTF-8 whatever the console's encoding. `tradebook ... | head` ends quietly.
"""

LICENCES_HEAD = """\
# Licences

This page is made from the comments in `pyproject.toml` by `make docs`.

Tradebook is under the Apache License 2.0 (see [LICENSE](../LICENSE)). It contains only code, tables and texts that its
authors wrote. It is installed beside the packages below, none of which is part of it.
"""
GROUP_HEADS = {
    "dependencies": "What every installation needs:",
    "dev": "For the tests and checks only:",
    "bench": "For the benchmark only:",
    "compiled": "To build the compiled wheel only (`make compiled`):",
}
TABLE_HEAD = "| package | licence | for |\n|---|---|---|\n"
REQUIREMENT = re.compile(
    r'^\s*"(?P<name>[A-Za-z0-9_.-]+)[^"]*",?\s*(?:#\s*(?P<purpose>.*?)\s*\((?P<licence>[^()]+)\))?$'
)


def help_of(arguments: list[str]) -> str:
    """What `tradebook ARGUMENTS --help` prints on a console of WIDTH columns without colours."""
    out = StringIO()
    console = Console(file=out, width=WIDTH, color_system=None, force_terminal=False, legacy_windows=False)
    make_app()([*arguments, "--help"], console=console, exit_on_error=False, result_action="return_value")
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip() + "\n"


def commands_page() -> str:
    """The help of every command."""
    parts = [COMMANDS_HEAD, _block("tradebook", [])]
    parts += [_block(f"tradebook {name}", [name]) for name in COMMANDS]
    for group, (_, _, commands) in GROUPS.items():
        parts += [
            _block(f"tradebook {' '.join(words)}", list(words)) for words in [(group,), *((group, c) for c in commands)]
        ]
    return "\n".join(parts)


def _block(title: str, arguments: list[str]) -> str:
    return f"## {title}\n\n```text\n{help_of(arguments)}```\n"


def licences_page() -> str:
    """The dependencies with their licences; raises `ValueError` for one that names none."""
    parts = [LICENCES_HEAD]
    for group, lines in requirements().items():
        rows = "".join(f"| {name} | {licence} | {purpose} |\n" for name, purpose, licence in lines)
        parts.append(f"{GROUP_HEADS.get(group, f'For the extra `{group}` only:')}\n\n{TABLE_HEAD}{rows}")
    return "\n".join(parts)


def requirements() -> dict[str, list[tuple[str, str, str]]]:
    """Group -> (package, purpose, licence) of each requirement, as pyproject.toml and its comments say."""
    groups: dict[str, list[tuple[str, str, str]]] = {}
    text = (DOCS.parent / "pyproject.toml").read_text(encoding="utf-8")
    project = text.split("[project]")[1].split("[project.scripts]")[0]
    for found in re.finditer(r"^(dependencies|[a-z]+) = \[\n(.*?)^\]", project, re.M | re.S):
        if found[1] in ("authors", "classifiers", "keywords"):
            continue
        groups[found[1]] = [_requirement(line) for line in found[2].splitlines() if line.strip().startswith('"')]
    return groups


def _requirement(line: str) -> tuple[str, str, str]:
    found = REQUIREMENT.match(line)
    if found is None or not found["licence"]:
        raise ValueError(
            f"pyproject.toml: {line.strip()}: say in a comment what it is for, and its licence in brackets"
        )
    return found["name"].lower(), found["purpose"], found["licence"]


CHECKS_HEAD = """\
# What is checked

This page is made by `make docs` from the code of the checks and their examples; the tests read each example as a report
and check it. `tradebook checks` shows the same.

A check compares only like with like: the same countries, goods, days, currency, coverage and terms, told by one voice.
Each figure is read as widely as it was printed ("$424.4 million" is $424.35 to $424.45 million, "about" and "over" are
wider), and a red flag is raised only where even the widest readings contradict each other. Where that is not sure the
verdict is "cannot tell", with the reason; where a comparison cannot be made there is no verdict.

| verdict | says |
|---|---|
| adds up | the figures agree among themselves; not that they are true |
| does not add up | the figures cannot all be right |
| impossible | the figure cannot be right whatever the others are |
| cannot tell | they differ, and what may explain the difference is named |
| agrees, agrees within, differs | against [official statistics](checks-official.md) |

Between reports a red flag needs more: both say whose exports or imports they tell, or name one source for the figure;
both were told when their time was over, and read with a confidence of at least 0.7; the figures lie further apart
than offices revise (a tenth), but not more than three times, for figures so far apart are seldom of one thing; no
good stands in the sentence of a figure that is read as all trade; and of a country's whole exports it is said whether
services are counted. Where one of these is missing the verdict is "cannot tell" and says which.

`tradebook check` shows the verdicts on a book or on two countries (`--all` with what cannot be told);
`tradebook export --format claimreview --publisher NAME` writes them as ClaimReview of schema.org.
"""


def checks_page() -> str:
    """Every check with its explanation and its two examples."""
    parts = [CHECKS_HEAD]
    scope = None
    for check in catalogue():
        if check.scope != scope:
            scope = check.scope
            parts.append(f"## {scope.capitalize()}\n")
        parts.append(_check_block(check))
    return "\n".join(parts)


def _check_block(check: Listed) -> str:
    text = f"### {check.name}\n\n{check.explanation}\n"
    example = examples().get(check.name)
    if example is None:
        return f"{text}\nExamples stand in [press figures against official statistics](checks-official.md).\n"
    rows = [("holds", example.holds), ("broken", example.broken)]
    return text + "\n| | reports | verdict |\n|---|---|---|\n" + "".join(_row(*row, check.name) for row in rows)


def _row(title: str, told: tuple[Told, ...], check: str) -> str:
    reports = "<br>".join(f"{_dated(each, len(told) > 1)}{each.text}" for each in told)
    found = [f"**{v.result}**: {v.sentence}" for v in verdicts_on(told) if v.check == check]
    return f"| {title} | {reports} | {'<br>'.join(found) or 'no objection'} |\n"


def _dated(told: Told, several: bool) -> str:
    return f"{told.published}, {told.outlet}: " if several else ""


PAGES: dict[str, Callable[[], str]] = {
    "checks.md": checks_page,
    "commands.md": commands_page,
    "licences.md": licences_page,
    "statement.schema.json": schema_text,
}


def stale() -> list[str]:
    """The names of the pages that differ from what the code says."""
    return [name for name, make in PAGES.items() if _text(DOCS / name) != make()]


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def main() -> int:
    """Write the pages, or with --check say which are stale."""
    if "--check" in sys.argv[1:]:
        for name in (names := stale()):
            print(f"docs/{name} is stale: run `make docs`", file=sys.stderr)
        return int(bool(names))
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
