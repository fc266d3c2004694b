"""The book: reports, appearances, statements and the facts that follow from them, stored in SQLite or PostgreSQL.

from tradebook.book import open_book

with open_book("book.sqlite") as book:
    book.record(report, extract(report))
    for entry in book.statements(pair=("AZE", "BLR")):
        ...
"""

from tradebook.book.corrections.store import Corrections, Given
from tradebook.book.facts.explaining import Explanation
from tradebook.book.facts.pinboard import Pinned, Pins
from tradebook.book.forgetting import Forgetting, Forgotten
from tradebook.book.model import (
    Appearance,
    Difference,
    Entry,
    Extract,
    Fact,
    FactSource,
    LatestFacts,
    NoteGiven,
    Outlet,
    Problem,
    Promise,
    PromisePage,
    PromiseState,
    ReadingLike,
    Recorded,
    Sign,
    Summary,
    Taken,
    TakenBack,
)
from tradebook.book.names.asking import Names
from tradebook.book.names.model import Acted, Listed, Page, Post, RulingGiven, SpelledAs
from tradebook.book.search.asking import Found, Hit
from tradebook.book.search.question import Slots
from tradebook.book.search.snippet import Snippet
from tradebook.book.store import Book, open_book

__all__ = [
    "Acted",
    "Appearance",
    "Book",
    "Corrections",
    "Difference",
    "Entry",
    "Explanation",
    "Extract",
    "Fact",
    "FactSource",
    "Forgetting",
    "Forgotten",
    "Found",
    "Given",
    "Hit",
    "LatestFacts",
    "Listed",
    "Names",
    "NoteGiven",
    "Outlet",
    "Page",
    "Pinned",
    "Pins",
    "Post",
    "Problem",
    "Promise",
    "PromisePage",
    "PromiseState",
    "ReadingLike",
    "Recorded",
    "RulingGiven",
    "Sign",
    "Slots",
    "Snippet",
    "SpelledAs",
    "Summary",
    "Taken",
    "TakenBack",
    "open_book",
]
