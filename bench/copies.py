"""Copies under load: how fast reports find their originals, whether they find them, what that weighs.

The reports are put together from phrases of our own, each sentence with names and figures that no other has, as in the
press; a part of them are copies of the latest ones (cut, begun anew, under another dateline), and a part carry a
background sentence that some agency repeats. Making them is not timed, nor is reading: statements play no part here.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from time import process_time

from sqlalchemy import select

from bench.corpus import GOODS, LANDS, MONTHS, NAMED_IN_TRADE, SECTORS, SYLLABLES, TRADE
from bench.figure import Figure
from tradebook.book import Book, open_book, schema
from tradebook.book.copies.layer import COPIES
from tradebook.book.groups import Arrival, Arrivals, Ready
from tradebook.book.recording import add_appearance, add_report
from tradebook.report import Report, make_report

COPIED = 0.3  # of the reports
BACKGROUND = 0.2
LATEST = 200  # stories that can be copied
WINDOW = 10_000  # reports: the first and the last so many are timed apart, to show whether the cost grows
SAID = (
    "{n} {m} of {t} told {o} that {k} people had come to see the {good} of {A}.",
    "In {t} the {sector} firm {o} took on {k} people after {n} {m} had left for {B}.",
    "{o}, which {n} {m} founded in {t}, sold {k} lorries of {good} to {B} in {month}.",
    "Not every grower around {t} believes {n} {m}, who speaks for {o} and its {k} members.",
    "A judge in {t} let {o} keep the {good} that customs had seized from {n} {m} in {month}.",
    "The road from {t} to the border of {B} was closed for {k} days, said {n} {m} of {o}.",
)


@dataclass(frozen=True)
class Made:
    """A report, and the number of the story that it tells."""

    report: Report
    story: int
    is_copy: bool


def stories(seed: int = 1) -> Iterator[Made]:
    """Reports without end, the same each time, a thousand of them a day."""
    rng = Random(seed)
    backgrounds = [_sentence(rng, rng.choice(TRADE)) for _ in range(200)]
    latest: deque[tuple[int, list[str]]] = deque(maxlen=LATEST)
    number = 0
    while True:
        day = date(2020, 1, 1) + timedelta(days=number // 1000)
        outlet = f"Outlet {rng.randrange(80)}"
        if latest and rng.random() < COPIED:
            story, sentences = rng.choice(latest)
            text = _copied(rng, sentences)
            yield Made(make_report(text, outlet=outlet, published=day), story, True)
        else:
            sentences = _told(rng, backgrounds)
            latest.append((number, sentences))
            yield Made(make_report(" ".join(sentences), outlet=outlet, published=day), number, False)
        number += 1


def _told(rng: Random, backgrounds: list[str]) -> list[str]:
    sentences = [_sentence(rng, rng.choice(SAID)) for _ in range(rng.randint(8, 18))]
    return [*sentences, rng.choice(backgrounds)] if rng.random() < BACKGROUND else sentences


def _copied(rng: Random, sentences: list[str]) -> str:
    manner = rng.randrange(3)
    if manner == 0:
        return f"{_name(rng).upper()} - {' '.join(sentences)}"
    if manner == 1:
        return " ".join(sentences[: max(4, len(sentences) * rng.randint(3, 8) // 10)]) + f" ({_name(rng)})"
    return " ".join([f"As {_name(rng)} {_name(rng)} reports from {_name(rng)}, much has been said.", *sentences[1:]])


def _sentence(rng: Random, frame: str) -> str:
    lands = rng.sample(LANDS, 2)
    words = {"n": _name(rng), "m": _name(rng), "t": _name(rng), "o": f"{_name(rng)} {_name(rng)}"}
    named = {name.upper(): _name(rng) for name in "nmot"} | {"office": "minister", "sector2": rng.choice(SECTORS)}
    figures = {"p": rng.randint(2, 60), "d": rng.randint(0, 9), "y": 2019, "x": 2018, "z": 2024}
    if frame in (*TRADE, *NAMED_IN_TRADE):
        words |= {"n": str(rng.randint(500, 999)), "m": str(rng.randint(100, 499))}
    return frame.format(
        **words, **named, **figures, k=rng.randint(2, 999), good=rng.choice(GOODS), good2=rng.choice(GOODS),
        good3=rng.choice(GOODS), sector=rng.choice(SECTORS), month=rng.choice(MONTHS),
        A=lands[0][0], a=lands[0][1], B=lands[1][0], b=lands[1][1],
    )  # fmt: skip


def _name(rng: Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(3)).capitalize()


@dataclass
class Spent:
    """Processor time, in seconds, of some reports: of finding their originals, and of ending their transactions."""

    reports: int = 0
    finding: float = 0.0
    ending: float = 0.0

    def figures(self, which: str) -> Iterator[Figure]:
        yield Figure(f"copies, cost of one report, {which}", self.finding / self.reports * 1e6, "µs of CPU")
        yield Figure(f"end of its transaction, {which}", self.ending / self.reports * 1e6, "µs of CPU")


def copies_figures(number: int) -> Iterator[Figure]:
    """The figures of a book into which `number` reports come, in the order of their days, each in a transaction of its
    own as when a report is recorded."""
    window = min(WINDOW, number // 2)
    every, first, last = Spent(), Spent(), Spent()
    story_of: dict[str, tuple[int, bool]] = {}
    with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "book.sqlite") as book:
        for at, one in enumerate(islice(stories(), number)):
            story_of[one.report.id] = one.story, one.is_copy
            found, ended = _recorded(book, one.report)
            parts = [every] + [first] * (at < window) + [last] * (at >= number - window)
            for part in parts:
                part.reports += 1
                part.finding += found
                part.ending += ended
        yield from every.figures(f"{number:,} reports")
        yield from first.figures(f"the first {window:,}")
        yield from last.figures(f"the last {window:,}")
        yield from _quality(book, story_of)
        yield from _weight(Path(folder) / "book.sqlite", number)


def _recorded(book: Book, report: Report) -> tuple[float, float]:
    """Records a report without statements; the processor time of finding its original, and of the commit."""
    day = report.published or date.today()
    now = datetime(day.year, day.month, day.day)
    with book._access.writing() as connection:
        seq = add_report(connection, report, now)
        add_appearance(connection, seq, report, now)
        before = process_time()
        ready = Ready(report, (), 0, None, None, layers={COPIES.name: COPIES.prepare(report, ())})
        COPIES.recorded(connection, Arrivals([Arrival(seq, ready, [], [(report, day)])]))
        done = process_time()
    return done - before, process_time() - done


def _quality(book: Book, story_of: dict[str, tuple[int, bool]]) -> Iterator[Figure]:
    """Of the copies planted, those that stand in the group of their story; of those called copies, the right ones."""
    c, r, o = schema.copy_report.c, schema.report, schema.report.alias("original")
    query = select(r.c.id, o.c.id).join(schema.copy_report, c.report == r.c.seq).join(o, o.c.seq == c.original)
    with book._access.reading() as connection:
        called = [(story_of[report][0], story_of[original][0]) for report, original in connection.execute(query)]
    right = sum(own == original for own, original in called)
    copied = {story for story, is_copy in story_of.values() if is_copy}
    planted = sum(story in copied for story, _ in story_of.values()) - len(copied)
    yield Figure("copies found of those planted", right / max(1, planted) * 100, "%")
    yield Figure("copies that are copies of those found", right / max(1, len(called)) * 100, "%")


def _weight(path: Path, number: int) -> Iterator[Figure]:
    with closing(sqlite3.connect(path)) as raw:
        asked = "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%copy_%'"
        try:
            size = raw.execute(asked).fetchone()[0]
        except sqlite3.OperationalError:  # an SQLite without the table that tells sizes
            return
    yield Figure("copies, weight of one report", size / number, "bytes")
