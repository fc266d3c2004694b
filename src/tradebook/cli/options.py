"""The options that several commands share, with the words of help that all of them show."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number


def _no_unknown_option(_type: object, value: object) -> None:
    """Leading hyphens reach the paths because "-" is standard input; any other such word is a mistyped option."""
    for word in value if isinstance(value, tuple) else (value,):
        if isinstance(word, str) and word.startswith("-") and word != "-":
            raise ValueError(f"Unknown option: {word}. (A file of that name is given as ./{word})")


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
    Parameter(name="--published", help="Day of publication (YYYY-MM-DD) of reports that do not say theirs."),
]
Outlet = Annotated[
    str | None,
    Parameter(name="--outlet", help="Who published the reports that do not say it."),
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
        env_var="TRADEBOOK_BOOK",
        help="The book: a file, or a database's address.",
    ),
]
AsJson = Annotated[
    bool,
    Parameter(name="--json", negative=(), help="Print JSON instead of a table."),
]
