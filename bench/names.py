"""Names under load: a hundred thousand bodies brought into the book's names, with other spellings of some among them.

Names are put together as firms are named: a proper word, what it is, a legal form, a country. Planted are other
spellings of bodies told before, each in one way, and neighbours that are other bodies. Making and recording the
reports is not timed, only the layer of names; what came of it is compared with what was planted.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from time import process_time

from sqlalchemy import Connection, func, select

from bench.corpus import SYLLABLES
from bench.figure import Figure
from bench.press import LANDS, READER
from tradebook.book import open_book, recording, schema
from tradebook.book.batching import batches
from tradebook.book.names import keeping
from tradebook.report import Report, make_report
from tradebook.statement import Attribution, Deal, Evidence, Gap, Party, ReportRef, Statement, statement_id

WINDOW = 10_000  # bodies: the first and the last so many are timed apart, to show whether the cost grows
A_REPORT = 8  # names
AGAIN = 0.2  # of the bodies, those that are told once more in another spelling
SISTERS = 0.1  # and those beside which another body of nearly the same name stands
SORTS = (
    "Automobile Plant", "Machine Works", "Dairy Factory", "Machinery", "Cement", "Trading House", "Foods", "Textiles",
    "Chemicals", "Shipyard", "Sugar Refinery", "Steel Works", "Pharmaceuticals", "Furniture", "Logistics",
)  # fmt: skip
FORMS = (("JSC", "OJSC", "Joint Stock Company"), ("LLC", "Ltd", "Limited Liability Company"))
_MOST_WAITING = 3_000  # bodies that can still be told again
Name = tuple[str, str | None]  # as spelled, with the country told
Told = tuple[Name, int, str]  # a name, the number of its body, how it was spelled


@dataclass(frozen=True)
class Body:
    """A body as first told."""

    number: int
    proper: str
    sort: str
    form: int
    country: str

    @property
    def name(self) -> str:
        return f"{self.proper} {self.sort} {FORMS[self.form][0]}"


def names_figures(bodies: int) -> Iterator[Figure]:
    """The figures of so many bodies, brought in one report after another."""
    planted = list(_told(bodies))
    first, last = Pace(), Pace()
    window = min(WINDOW, max(1, bodies // 5))
    done = 0
    with tempfile.TemporaryDirectory() as folder, open_book(Path(folder) / "names.sqlite") as book:
        for some in batches(batches(planted, A_REPORT), 100):
            with book._access.writing() as connection:
                for told in some:
                    seconds = _recorded(connection, [name for name, _, _ in told], done)
                    done += len(told)
                    if done <= window:
                        first.add(len(told), seconds)
                    elif done > len(planted) - window:
                        last.add(len(told), seconds)
        yield Figure(f"names, the first {window:,} of {len(planted):,}", first.each, "µs of CPU a name")
        yield Figure(f"names, the last {window:,}", last.each, "µs of CPU a name")
        with book._access.reading() as connection:
            yield from _quality(connection, planted)


@dataclass
class Pace:
    """Names brought in, and the seconds of the processor that it took."""

    names: int = 0
    seconds: float = 0.0

    def add(self, names: int, seconds: float) -> None:
        self.names += names
        self.seconds += seconds

    @property
    def each(self) -> float:
        return self.seconds / max(1, self.names) * 1e6


# Names


def _told(bodies: int) -> Iterator[Told]:
    """Each name with the number of its body and how it was spelled, the same each time."""
    rng = Random(5)
    waiting: list[Body] = []
    number = 0
    while number < bodies:
        body = _new(rng, number)
        number += 1
        yield (body.name, body.country), body.number, "first"
        if rng.random() < SISTERS:
            yield _sister(rng, body), -number - 1, "sister"
        if rng.random() < AGAIN:
            waiting.append(body)
        if waiting and (len(waiting) > _MOST_WAITING or rng.random() < AGAIN * 0.9):
            again = waiting.pop(rng.randrange(len(waiting)))
            way = rng.choice(tuple(WAYS))
            yield WAYS[way](again), again.number, way
    for body in waiting:
        way = rng.choice(tuple(WAYS))
        yield WAYS[way](body), body.number, way


def _new(rng: Random, number: int) -> Body:
    proper = "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 3, 3, 4)))).capitalize()
    if rng.random() < 0.5:
        proper = f"{proper} {''.join(rng.choice(SYLLABLES) for _ in range(2)).capitalize()}"
    country = rng.choice(LANDS)[0]
    return Body(number, f"{proper}kh{rng.choice('aeo')}ya", rng.choice(SORTS), rng.randrange(len(FORMS)), country)


def _sister(rng: Random, body: Body) -> Name:
    """Another body of nearly the same name."""
    elsewhere = next(code for code, _ in LANDS if code != body.country)
    return rng.choice(
        (
            (body.name, elsewhere),
            (f"{body.proper} {body.sort} No. 2", body.country),
            (f"{body.proper} Bank", body.country),
            (f"{body.proper[:-4]}m{body.proper[-3:]} {body.sort}", body.country),
        )
    )


WAYS: dict[str, Callable[[Body], Name]] = {
    "legal form in front": lambda b: (f"{FORMS[b.form][1]} {b.proper} {b.sort}", b.country),
    "legal form in full": lambda b: (f"{b.proper} {b.sort} {FORMS[b.form][2]}", b.country),
    "without legal form": lambda b: (f"{b.proper} {b.sort}", b.country),
    "capitals": lambda b: (f"{b.proper} {b.sort}".upper(), b.country),
    "another romanisation": lambda b: (b.name.replace("ya ", "ia ", 1).replace("kh", "h", 1), b.country),
    "in quotation marks": lambda b: (f"{FORMS[b.form][0]} “{b.proper} {b.sort}”", b.country),
    "a slip of the pen": lambda b: (f"{b.proper} {b.sort[:3]}{b.sort[4:]} {FORMS[b.form][0]}", b.country),
    "country not told": lambda b: (b.name, None),
}


# Reports


@dataclass
class _Reading:
    statements: list[Statement]
    gaps: list[Gap] = field(default_factory=list)
    language: str | None = "en"


def _recorded(connection: Connection, names: list[Name], told: int) -> float:
    """Records a report with these names; the seconds that the names took."""
    day = date(2010, 1, 1) + timedelta(days=told // 100)
    report = make_report(f"Report {told}. " + " ".join(_sentence(name) for name in names), published=day)
    statements: list[Statement] = [_deal(report, name, at) for name, at in _places(report, names)]
    now = datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    seq = recording.add_report(connection, report, now)
    recording.add_appearance(connection, seq, report, now)
    reading = recording.add_reading(connection, seq, _Reading(statements), len(statements), READER, now)
    written = recording.add_statements(connection, seq, reading, list(enumerate(statements)))
    start = process_time()
    said = keeping.names_of(report.text, statements)
    keeping.keep_new(connection, [(seq, [w.seq for w in written], said)])
    return process_time() - start


def _sentence(name: Name) -> str:
    return f"{name[0]} signed a contract for tea."


def _places(report: Report, names: list[Name]) -> Iterator[tuple[Name, int]]:
    at = 0
    for name in names:
        at = report.text.index(_sentence(name), at)
        yield name, at
        at += 1


def _deal(report: Report, name: Name, at: int) -> Deal:
    spelled, country = name
    parties = (Party(name=spelled, role="supplier", country=country),)
    slots = {"instrument": "contract", "status": "signed", "parties": parties}
    return Deal(
        id=statement_id(report.id, "deal", {**slots, "at": str(at)}, "stated"),
        reader=READER,
        report=ReportRef(id=report.id, published=report.published.isoformat() if report.published else None),
        evidence=Evidence(field="text", start=at, end=at + len(_sentence(name)), text=_sentence(name)),
        spans={},
        attribution=Attribution(),
        stance="stated",
        confidence=0.9,
        instrument="contract",
        status="signed",
        parties=parties,
    )


# What came of it


def _quality(connection: Connection, planted: Sequence[Told]) -> Iterator[Figure]:
    """How many of the planted spellings stand under their body, and how many of those that stand together belong so."""
    body_of = _bodies(connection)
    home = {number: body_of.get(name) for name, number, way in planted if way == "first"}
    found: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for name, number, way in planted:
        if way in WAYS:
            asked[way] += 1
            found[way] += body_of.get(name) == home[number]
    together: dict[str, set[int]] = defaultdict(set)
    for name, number, _ in planted:
        if body := body_of.get(name):
            together[body].add(number)
    joined = sum(found.values())
    wrong = sum(len(numbers) - 1 for numbers in together.values())
    yield Figure("names, precision of what was joined", joined / max(1, joined + wrong), "", 0.99)
    yield Figure("names, planted spellings found", joined / max(1, sum(asked.values())), "", 0.9)
    for way in WAYS:
        yield Figure(f"  of it {way}", found[way] / max(1, asked[way]), f"of {asked[way]:,}")


def _bodies(connection: Connection) -> dict[Name, str]:
    """Name with the country told -> the body under which it stands."""
    u, s, g = schema.name_use.c, schema.name_spelling.c, schema.name_group.c
    group = func.coalesce(u.group, s.group)
    query = (
        select(s.name, s.country, g.body)
        .join(schema.name_use, u.spelling == s.id)
        .join(schema.name_group, g.id == group)
    )
    return {(name, country or None): body for name, country, body in connection.execute(query)}
