"""Briefs of four books, written once, and a browser to print them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.brief.books import Raw, book_of, long_names, many, realistic
from tests.tools.browser import Browser
from tradebook.brief import BriefInfo, write_brief

DAY = date(2022, 6, 20)
BOOKS: dict[str, Callable[[], list[Raw]]] = {
    "empty": list,
    "tiny": lambda: realistic()[:1],
    "normal": realistic,
    "thousand": lambda: many(1050),
    "long": long_names,
}


@pytest.fixture(scope="session")
def briefs(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], BriefInfo]:
    """Writes the brief of a book by the book's name, once."""
    written: dict[str, BriefInfo] = {}

    def brief(name: str) -> BriefInfo:
        if name not in written:
            folder = tmp_path_factory.mktemp(name)
            with book_of(folder / "book.sqlite", BOOKS[name]()) as book:
                day = date(2024, 1, 1) if name == "thousand" else DAY
                written[name] = write_brief(book, "AZE", "BLR", folder / "brief.html", as_of=day)
        return written[name]

    return brief


@pytest.fixture(scope="session")
def browser() -> Browser:
    """A browser; the tests fail, naming the command that installs it, where there is none."""
    try:
        return Browser()
    except RuntimeError as missing:
        pytest.fail(str(missing))


@pytest.fixture
def normal(briefs: Callable[[str], BriefInfo]) -> str:
    """The HTML of the normal book's brief."""
    return Path(briefs("normal").path).read_text(encoding="utf-8")
