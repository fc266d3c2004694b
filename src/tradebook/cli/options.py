"""The options that several commands share, with the words of help that all of them show."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number


def _no_unknown_option(_type: object, value: object) -> None:
    """Leading hyphens reach the paths because "-" is standard input; any other such word is a mistyped option."""
    for word in value if isinstance(value, tuple) else (value,):
        if isinstance(word, str) and word.startswith("-") and word != "-":
            raise ValueError(f"Unknown option: {word}. (A file of that name is given as ./{word})")


def no_blank(_type: object, value: object) -> None:
    """An empty name would choose everything or nothing: most often a variable of a script that was never set."""
    if isinstance(value, str) and not value.strip():
        raise ValueError("It is empty.")


Paths = Annotated[
    str,
    Parameter(
        name="PATH",
        help="Files, folders and globs of reports: text, HTML, JSON Lines; - is standard input.",
        allow_leading_hyphen=True,
        validator=_no_unknown_option,
    ),
]
Published = Annotated[
    date | None,
    Parameter(
        name="--published", help="Day of publication (YYYY-MM-DD) of all reports named; it stands over what they say."
    ),
]
Outlet = Annotated[
    str | None,
    Parameter(name="--outlet", help="Who published all reports named; it stands over what they say."),
]
MinConfidence = Annotated[
    float,
    Parameter(
        name="--min-confidence",
        help="Leave out statements with a lower confidence (0 to 1).",
        validator=Number(gte=0, lte=1),
    ),
]
BookAddress = Annotated[
    str | None,
    Parameter(
        name="--book",
        help="The book: a file, or a database's address; without it TRADEBOOK_BOOK, else the file in your data folder.",
    ),
]
StatisticsFolder = Annotated[
    Path | None,
    Parameter(
        name="--statistics",
        help="The folder of official figures; without it TRADEBOOK_STATISTICS, else the one in your data folder.",
    ),
]
Company = Annotated[
    str | None,
    Parameter(
        name="--company",
        help="Only what concerns this company or body, by (part of) its name.",
        validator=no_blank,
    ),
]
Good = Annotated[
    str | None,
    Parameter(
        name="--good",
        help="Only what concerns this good: a word (butter) or the first digits of an HS code (0405).",
        validator=no_blank,
    ),
]
FirstOfTwo = Annotated[str, Parameter(name="A", help="A country, by name or code.")]
SecondOfTwo = Annotated[str, Parameter(name="B", help="The other country.")]
First = Annotated[str | None, Parameter(name="A", help="A country, by name or code.")]
Second = Annotated[str | None, Parameter(name="B", help="The other country.")]
AsJson = Annotated[
    bool,
    Parameter(name="--json", negative=(), help="Print JSON instead of a table."),
]
By = Annotated[str, Parameter(name="--by", help="Who says so: a name or initials, kept with what is said.")]
Remark = Annotated[str | None, Parameter(name="--note", help="A remark to keep with it: why, or who was asked.")]
