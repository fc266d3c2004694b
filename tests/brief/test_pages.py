"""The brief on paper, by a real browser: at most two A4 pages, nothing cut off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pypdf import PdfReader

from tests.tools.browser import Browser
from tradebook.brief import BriefInfo

Briefs = Callable[[str], BriefInfo]
A4 = (595, 842)  # points

# Whether any page's content reaches below its footer's line, and by how much a column is wider than its place.
CUT = """[...document.querySelectorAll('.page')].map(page => {
  const line = page.querySelector('footer').getBoundingClientRect().top;
  const parts = [...page.children].filter(e => e.tagName != 'FOOTER').map(e => e.getBoundingClientRect().bottom);
  return Math.max(0, ...parts.map(bottom => bottom - line));
}).reduce((a, b) => Math.max(a, b), 0)"""
WIDE = """[...document.querySelectorAll('.column, .page, .band > div, .cell')].map(e => e.scrollWidth - e.clientWidth)
  .reduce((a, b) => Math.max(a, b), 0)"""


@pytest.fixture(scope="module")
def printed(briefs: Briefs, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], PdfReader]:
    """Prints the brief of a book, once."""
    folder = tmp_path_factory.mktemp("printed")

    def pdf(book: str) -> PdfReader:
        path = folder / f"{book}.pdf"
        if not path.exists():
            browser.print(briefs(book).path, path)
        return PdfReader(path)

    return pdf


@pytest.mark.parametrize(("book", "pages"), [("empty", 1), ("tiny", 1), ("normal", 2), ("thousand", 2), ("long", 2)])
def test_it_prints_to_two_a4_pages_at_most(book: str, pages: int, printed: Callable[[str], PdfReader]) -> None:
    found = printed(book).pages
    assert len(found) == pages
    assert {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in found} == {A4}


@pytest.mark.parametrize("book", ["tiny", "normal", "thousand", "long"])
def test_nothing_is_cut_off(book: str, briefs: Briefs, browser: Browser) -> None:
    below, beside = browser.evaluate(briefs(book).path, f"[{CUT}, {WIDE}]").split(",")
    assert float(below) <= 0.5
    assert float(beside) <= 1


def test_what_is_printed_can_be_read(printed: Callable[[str], PdfReader]) -> None:
    text = "\n".join(page.extract_text() for page in printed("normal").pages)
    assert "$424.4 million" in text
    assert "295.5 + 128.9 adds up to 424.4" in text
    assert "as of 20 June 2022" in text
