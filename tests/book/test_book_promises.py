"""Promises: which day, which state, by what; small stories of promises.yaml, and what must hold for any."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select

from tests.check.build import period, statement
from tradebook.book import Book, Promise, PromiseState, open_book, schema
from tradebook.book.promises import listing, placed, store, subject_index
from tradebook.book.promises.due import due_of, rules
from tradebook.book.promises.found import Held, Told
from tradebook.book.promises.judging import hold
from tradebook.book.promises.notes import share_in, share_of
from tradebook.book.promises.subjects import subjects_of
from tradebook.book.queries import Filter
from tradebook.errors import UsageError
from tradebook.extract import extract
from tradebook.report import Report, make_report
from tradebook.statement import KINDS, SLOTS, Gap, Statement, statement_id

STORIES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("promises.yaml").read_text(encoding="utf-8"))
BARE: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("bare_promises.yaml").read_text(encoding="utf-8"))
REPEATED: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("repeated_promises.yaml").read_text(encoding="utf-8")
)
Raw = dict[str, Any]


class Reading(NamedTuple):
    statements: tuple[Statement, ...]
    gaps: tuple[Gap, ...] = ()
    language: str | None = "en"


def test_there_are_stories_enough() -> None:
    names = [story["name"] for story in STORIES]
    assert len(names) == len(set(names)) >= 120
    kinds = {story["promised"]["kind"] for story in STORIES if "promised" in story}
    assert kinds == set(KINDS) == set(rules())


def made(raw: Raw, number: int, published: date, outlet: str = "Trade Daily") -> tuple[Report, Reading]:
    """A report of one statement, and its reading."""
    sentence = (
        raw.get("sentence") or f"Sentence {number} of {published} in {outlet} says: {sorted(raw.items(), key=str)}."
    )
    report = make_report(sentence, published=published, outlet=outlet)
    slots = {k: v for k, v in raw.items() if v is not None and k not in ("on_day", "outlet", "whole")}
    words = slots.get("period")
    if isinstance(words, str) and words.startswith("by "):
        slots["period"] = period(words[3:]) | {"text": words}
    for target in slots.get("targets", ()):
        if isinstance(target.get("period"), str):
            target["period"] = period(target["period"])
    told = {"report": {"id": report.id, "outlet": outlet, "published": published.isoformat()}, "sentence": sentence}
    s = statement(_with_times(slots) | told)
    claim = {name: getattr(s, name) for name in SLOTS[slots["kind"]]}
    return report, Reading((replace(s, id=statement_id(report.id, slots["kind"], claim, s.stance)),))


def _with_times(slots: Raw) -> Raw:
    """YAML reads a plain day as a date."""
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in slots.items()}


def reports_of(story: Raw) -> list[tuple[Report, Any]]:
    """The reports of a story, each with its reading, the promise first."""
    if "texts" in story:
        reports = [make_report(text, published=day, outlet="Trade Daily") for day, text in story["texts"]]
        return [(report, extract(report)) for report in reports]
    raw = yaml.safe_load(yaml.safe_dump(story["promised"]))
    promised = _apart(raw)
    found = [made(promised[1], 0, promised[0])]
    for number, later in enumerate(story.get("told", ()), 1):
        day, slots = _apart(yaml.safe_load(yaml.safe_dump(later)))
        base = (
            {} if later.get("whole") else {k: v for k, v in promised[1].items() if k not in ("attribution", "sentence")}
        )
        found.append(made({**base, **slots}, number, day, later.get("outlet", "Trade Daily")))
    return found


def _apart(raw: Raw) -> tuple[date, Raw]:
    """The day of a statement of a story (`on`, which restrictions have as a slot too), and its slots."""
    day = raw[True] if True in raw else raw.get("on")
    slots = {k: v for k, v in raw.items() if k not in (True, "on")}
    if isinstance(raw.get("upon"), list):
        slots["on"] = slots.pop("upon")
    assert isinstance(day, date), raw
    return day, slots


def told_in(book: Book, reports: list[tuple[Report, Any]]) -> None:
    for report, reading in reports:
        book.record(report, reading, recorded_at=datetime(2031, 1, 1, tzinfo=UTC))


def the_promise(book: Book, promised: Statement, day: date) -> Promise | None:
    return book.following.of_statement(promised.id, as_of=day)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: str(story["name"]))
def test_stories(story: Raw, empty: Path, tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite"
    shutil.copy(empty, path)
    check(story, reports_of(story), path)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty book, to be copied: making one takes longer than a story."""
    path = tmp_path_factory.mktemp("empty") / "book.sqlite"
    open_book(path).close()
    return path


def check(story: Raw, reports: list[tuple[Report, Any]], path: Path) -> None:
    promised = reports[0][1].statements[0]
    shuffled = sorted(reports, key=lambda one: one[0].id)
    with open_book(path) as book:
        told_in(book, shuffled)
        found = None
        for day, wanted in story["becomes"].items():
            found = the_promise(book, promised, day)
            assert seen(found, wanted) == (str(wanted) if wanted else None), (day, found and found.reason)
        if found and "near" in story:
            assert story["near"] in found.nearest[0].says
            assert not any(sign.result == "kept" for sign in found.evidence)
        if found and "says" in story:
            assert story["says"] in found.reason


def seen(found: Promise | None, wanted: Any) -> str | None:
    """The state, with the share where one is wanted."""
    if found is None:
        return None
    if " " not in str(wanted):
        return found.state
    from tradebook.book.promises.flows import percent

    return f"{found.state} {percent(found.share or 0).removesuffix(' %')}"


# What must hold for any statements


PAIRS = [("KEN", "UGA"), ("AZE", "BLR"), ("PER", "CHL"), ("VNM", "JPN")]
GOODS = [(), ("tea:0902",), ("coffee:0901",), ("trucks:8704",)]


@st.composite
def flows(draw: st.DrawFn, *, ahead: bool) -> Raw:
    """A flow in the notation of the stories."""
    one, other = draw(st.permutations(draw(st.sampled_from(PAIRS))))
    measure = draw(st.sampled_from(("turnover", "exports", "imports")))
    sides: Raw = {"between": sorted((one, other))} if measure == "turnover" else {"reporter": one, "partner": other}
    year = draw(st.integers(2020, 2024))
    return sides | {
        "kind": "trade_flow",
        "stance": draw(st.sampled_from(("target", "planned", "expected"))) if ahead else "stated",
        "measure": measure,
        "goods": list(draw(st.sampled_from(GOODS))),
        "amount": f"{draw(st.integers(1, 900))} million {draw(st.sampled_from(('USD', 'EUR')))}",
        "period": draw(st.sampled_from((str(year), f"{year}-01..{year}-06", f"{year}-07..{year}-12"))),
    }


SAME = ("measure", "between", "reporter", "partner", "goods", "period")


@settings(max_examples=300)
@given(flows(ahead=True), flows(ahead=False))
def test_a_flow_is_kept_only_by_the_same_flow_of_its_time(promised: Raw, other: Raw) -> None:
    p, o = statement(promised), statement(other | {"report": "other"})
    due = due_of(p, date(2020, 1, 1))
    day = date(2025, 6, 1)
    match = hold(Held(p, "value", date(2020, 1, 1), date(2020, 1, 1), due), Told(1, o, day, day))
    if match and match.result in ("kept", "partly", "missed"):
        inside = promised["period"] == str(other["period"])[:4] and match.result == "kept"
        same = [name for name in SAME if promised.get(name) == other.get(name)]
        assert same == list(SAME) or (inside and set(SAME) - set(same) == {"period"})
        assert promised["amount"][-3:] == other["amount"][-3:]
        reached = int(other["amount"].split()[0]) >= int(promised["amount"].split()[0])
        assert (match.result == "kept") == reached
        assert match.share is not None and (match.share >= 1) == reached


ACTS = [story["promised"] for story in STORIES if story.get("promised", {}).get("kind") not in (None, "trade_flow")]
CODES = {"AZE": "BOL", "BLR": "LAO", "EGY": "NPL", "KEN": "MLI", "PER": "ISL", "CHL": "IRL", "IND": "CUB", "USA": "TLS"}


@settings(max_examples=200)
@given(st.sampled_from(ACTS), st.sampled_from(ACTS), st.booleans())
def test_an_act_is_kept_only_by_one_of_its_kind_countries_and_goods(promised: Raw, other: Raw, later: bool) -> None:
    """Acts of different stories never keep each other, whatever their days, unless they are on one thing."""
    (made_on, p_slots), (_, o_slots) = _apart(dict(promised)), _apart(dict(other))
    _, p_reading = made(p_slots, 1, made_on)
    day = date(2025, 1, 1) if later else made_on
    _, o_reading = made(dict(o_slots) | {"stance": "stated"}, 2, day)
    p, o = p_reading.statements[0], o_reading.statements[0]
    match = hold(Held(p, "none", made_on, made_on, due_of(p, made_on)), Told(1, o, day, day))
    if match and match.result not in ("near", "running"):
        alike = {"kind", "type", "countries", "by", "product", "origin", "destination", "name", "company"}
        assert all(p_slots.get(name) == o_slots.get(name) for name in alike & p_slots.keys() & o_slots.keys())
        ours, theirs = (slots.get("buyer") or {} for slots in (p_slots, o_slots))  # one may not tell its name
        assert all(ours[name] == theirs[name] for name in ours.keys() & theirs.keys())


def test_the_order_of_reading_never_shows(book: Book, tmp_path: Path) -> None:
    chosen = [story for story in STORIES if "told" in story][:60:4]
    reports = [one for story in chosen for one in reports_of(story)]
    random.Random(7).shuffle(reports)
    told_in(book, reports)
    with open_book(tmp_path / "other.sqlite") as other:
        told_in(other, reports[::-1])
        for day in (date(2022, 6, 1), date(2024, 4, 1)):
            ours, theirs = book.promises(as_of=day), other.promises(as_of=day)
            assert [(p.fact.id, p.state, p.reason, p.evidence, p.nearest) for p in ours] == [
                (p.fact.id, p.state, p.reason, p.evidence, p.nearest) for p in theirs
            ]
    assert book.verify() == []


def test_a_planned_tender_and_its_announcement_are_two_promises(book: Book) -> None:
    story = next(story for story in STORIES if story["name"] == "a planned tender is announced")
    award = made(_apart(dict(story["promised"]))[1] | {"stance": "stated", "status": "awarded"}, 9, date(2022, 8, 1))
    told_in(book, [*reports_of(story), award])
    found = {p.fact.statement.status: p for p in book.promises(as_of=date(2022, 7, 15))}  # type: ignore[union-attr]
    assert (found["planned"].state, found["planned"].evidence[0].says) == ("kept", "announced")
    assert found["announced"].state in ("open", "due") and found["announced"].evidence == ()
    found = {p.fact.statement.status: p for p in book.promises(as_of=date(2022, 8, 2))}  # type: ignore[union-attr]
    assert (found["announced"].state, found["announced"].evidence[0].says) == ("kept", "awarded")
    assert found["planned"].state == "kept"


# Notes


def contract() -> list[tuple[Report, Any]]:
    return reports_of(next(story for story in STORIES if story["name"] == "a contract delivered"))


def noted_on(book: Book, day: date) -> Promise:
    (found,) = book.promises(as_of=day)
    return found


def test_a_note_is_evidence(book: Book) -> None:
    told_in(book, contract()[:1])
    promise = noted_on(book, date(2023, 1, 1))
    text = "firm called on 3 March: 180 of 500 delivered"
    note = book.following.note(promise.fact.statement.id[:8], text, by="ann", on=date(2023, 3, 3))
    assert (note.state, note.share) == ("partly", 0.36)
    assert noted_on(book, date(2023, 3, 2)).state == "open"
    found = noted_on(book, date(2023, 3, 3))
    assert (found.state, found.share, found.notes) == ("partly", 0.36, (note,))
    assert "ann" in found.reason and found.changed
    book.following.undo(note.number, by="bob")
    assert noted_on(book, date(2023, 3, 3)).state == "open"
    assert [n.undone for n in book.following.notes()] == ["bob"]
    with pytest.raises(UsageError, match="taken back by bob already"):
        book.following.undo(note.number, by="bob")


def test_of_clashing_notes_the_later_counts_and_both_are_shown(book: Book) -> None:
    told_in(book, contract()[:1])
    promise = noted_on(book, date(2023, 1, 1)).fact.id
    book.following.note(promise, "they say it is done", by="ann", state="kept", on=date(2023, 3, 3))
    book.following.note(promise, "saw the yard: nothing", by="bob", state="missed", on=date(2023, 4, 3))
    found = noted_on(book, date(2023, 5, 1))
    assert found.state == "missed"
    assert [(n.author, n.overruled) for n in found.notes] == [("bob", False), ("ann", True)]
    assert noted_on(book, date(2023, 3, 20)).state == "kept"


def test_a_later_report_stands_over_a_note_and_a_later_note_over_the_report(book: Book) -> None:
    told_in(book, contract())
    promise = noted_on(book, date(2023, 1, 1)).fact.id
    book.following.note(promise, "180 of 500 there", by="ann", on=date(2023, 3, 3))
    assert noted_on(book, date(2023, 6, 1)).state == "partly"
    assert noted_on(book, date(2023, 12, 1)).state == "kept"
    book.following.note(promise, "that was another contract", by="ann", state="open", on=date(2023, 12, 2))
    assert noted_on(book, date(2023, 12, 3)).state == "open"


def test_notes_survive_a_new_reading_and_making_anew(book: Book) -> None:
    told_in(book, contract()[:1])
    (report, reading), *_ = contract()
    promise = noted_on(book, date(2023, 1, 1)).fact.statement
    book.following.note(promise.id, "180 of 500 delivered", by="ann", on=date(2023, 3, 3))
    raw = next(story for story in STORIES if story["name"] == "a contract delivered")["promised"]
    _, better = made(
        _apart(dict(raw))[1] | {"quantity": "510 tractors", "sentence": report.text}, 0, report.published or date.max
    )
    book.reread(lambda _: better)
    found = noted_on(book, date(2023, 4, 1))
    assert found.fact.statement.id == better.statements[0].id != promise.id
    assert (found.state, found.notes[0].author) == ("partly", "ann")
    assert book.verify() == []
    book.reread(lambda _: Reading(()))
    assert book.promises(as_of=date(2023, 4, 1)) == []
    assert [n.lost for n in book.following.notes()] == [True]
    book.reread(lambda _: reading)
    assert book.verify() == []


def test_a_correction_changes_the_promise(book: Book) -> None:
    reports = reports_of(next(story for story in STORIES if story["name"] == "turnover partly reached"))
    told_in(book, reports)
    assert noted_on(book, date(2026, 4, 1)).state == "partly"
    book.corrections.set(reports[1][1].statements[0].id, {"between": ["KEN", "TZA"]}, author="ann")
    assert noted_on(book, date(2026, 4, 1)).state == "due"
    book.corrections.mark(reports[0][1].statements[0].id, "wrong", author="ann")
    assert book.promises(as_of=date(2026, 4, 1)) == []
    assert book.verify() == []


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ({"text": " ", "by": "ann"}, "empty"),
        ({"text": "x", "by": " "}, "--by NAME"),
        ({"text": "x", "by": "ann", "state": "unknown"}, "no state that a note can give"),
        ({"text": "x" * 10_001, "by": "ann"}, "10,001 characters"),
        ({"text": "a\x00b", "by": "ann"}, "plain text"),
    ],
)
def test_a_note_that_cannot_be(book: Book, call: dict[str, str], words: str) -> None:
    told_in(book, contract()[:1])
    promise = noted_on(book, date(2023, 1, 1)).fact.id
    with pytest.raises(UsageError, match=words):
        book.following.note(promise, **call)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="no promise with this id"):
        book.following.note("ffffffff", "x", by="ann")


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("180 of 500 delivered", 0.36),
        ("1,800 out of 5,000 tonnes", 0.36),
        ("all of it", None),
        ("one of 3 calls answered", None),
        ("180 of 500 in March, 200 of 500 in May", None),
        ("3 of 0", None),
    ],
)
def test_shares_in_words(text: str, share: float | None) -> None:
    assert share_in(text) == share


def test_shares_as_given() -> None:
    assert share_of("36%") == share_of("0.36") == share_of("36 %") == 0.36
    for words in ("much", "-1%", "nan"):
        with pytest.raises(UsageError, match="share"):
            share_of(words)


def test_filters_states_and_order(book: Book) -> None:
    names = ("turnover reached", "a tender cancelled", "a visit paid", "a contract delivered", "nothing was heard")
    told_in(book, [one for story in STORIES if story["name"] in names for one in reports_of(story)])
    day = date(2023, 2, 14)
    found = book.promises(as_of=day)
    assert [(p.state, p.changed) for p in found] == [
        ("due", False),
        ("missed", True),
        ("open", False),
        ("open", False),
        ("kept", False),
    ]
    assert [p.state for p in book.promises(as_of=day, states=["missed"])] == ["missed"]
    assert [p.state for p in book.promises(("PER", "CHL"), day)] == ["kept"]
    assert [p.fact.kind for p in book.promises(as_of=day, company="Minsk Tractor")] == ["deal"]
    assert [p.fact.kind for p in book.promises(as_of=day, good="1003")] == ["tender"]
    assert book.promises(as_of=day, limit=2) == found[:2]


DAYS = (date(2022, 6, 1), date(2023, 2, 14), date(2024, 4, 1))
LISTS: tuple[dict[str, Any], ...] = (
    {},
    {"pair": ("AZE", "BLR")},
    {"country": "KEN"},
    {"good": "1001"},
    {"company": "Minsk"},
    {"good": "butter"},
    {"min_confidence": 0.8},
    {"pair": ("KEN", "UGA"), "good": "butter"},
)
TURNS = ("due", "new", "coming", "rest")


def turn_of(promise: Promise, day: date) -> str:
    if promise.state == "due":
        return "due"
    if promise.changed:
        return "new"
    looked_at = promise.due or promise.review
    assert looked_at is not None
    return "coming" if promise.state in ("open", "partly") and looked_at > day else "rest"


@pytest.mark.parametrize("few", [0, 60], ids=["found by the index", "judged at once"])
def test_lists_are_whole_in_order_and_the_same_page_by_page(
    book: Book, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However a list is asked for, it holds what judging every promise of the book gives."""
    monkeypatch.setattr(placed, "FEW", few)
    monkeypatch.setattr(placed, "MANY", few)
    reports = [one for story in (*STORIES[::3], REPEATED[0]) for one in reports_of(story)]
    told_in(book, reports)
    made = [s for _, reading in reports for s in reading.statements]
    seen: set[int] = set()
    for day in DAYS:
        single = {p.fact.id: p for s in made if (p := book.following.of_statement(s.id, as_of=day))}
        whole = book.promises(as_of=day)
        assert {p.fact.id: p for p in whole} == single and len(whole) == len(single)
        turns = [TURNS.index(turn_of(p, day)) for p in whole]
        assert turns == sorted(turns)
        seen |= set(turns)
        for turn, sign in (("due", 1), ("coming", 1), ("rest", -1)):
            days = [(p.due or p.review or day).toordinal() * sign for p in whole if turn_of(p, day) == turn]
            assert days == sorted(days)
        for wanted in LISTS:
            found = book.promises(as_of=day, **wanted)
            ids = [p.fact.id for p in found]
            fitting = {f.id for f in book.facts(as_of=day, leading=False, taken_back=True, **wanted)}
            assert ids == [p.fact.id for p in whole if p.fact.id in fitting]
            assert paged(book, day, 7, **wanted) == ids
            for state in ("due", "kept", "open", "partly"):
                of_state = [p.fact.id for p in found if p.state == state]
                assert [p.fact.id for p in book.promises(as_of=day, states=[state], **wanted)] == of_state
                assert paged(book, day, 3, states=[state], **wanted) == of_state
    assert len(seen) == len(TURNS)


@pytest.mark.parametrize("story", REPEATED, ids=lambda story: str(story["name"]))
@pytest.mark.parametrize("few", [0, 60], ids=["found by the index", "judged at once"])
def test_a_list_holds_what_one_of_its_statements_promises(
    book: Book, story: Raw, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the others that promise the same say, and though it is due by one of those."""
    monkeypatch.setattr(placed, "FEW", few)
    monkeypatch.setattr(placed, "MANY", few)
    told_in(book, reports_of(story))
    for day, state in story["becomes"].items():
        (single,) = book.promises(as_of=day)
        assert single.state == state
        for wanted in story["lists"]:
            chosen = {k: tuple(v) if isinstance(v, list) else v for k, v in wanted.items()}
            assert book.promises(as_of=day, **chosen) == [single], (day, wanted)
            for one in ("open", "due", "unknown"):
                found = paged(book, day, 3, states=[one], **chosen)
                assert found == ([single.fact.id] if one == state else []), (day, wanted, one)


def paged(book: Book, day: date, limit: int, states: Sequence[PromiseState] = (), **wanted: Any) -> list[str]:
    """The ids of a list's promises, a page at a time."""
    found: list[str] = []
    page = None
    while True:
        one = book.following.page(Filter(**wanted), as_of=day, states=states, limit=limit, page=page)
        assert len(one.promises) == limit or one.next_page is None or one.looked_at
        found += [p.fact.id for p in one.promises]
        page = one.next_page
        if page is None:
            return found


def test_a_page_goes_on_behind_the_last_promise_though_others_came(book: Book) -> None:
    """What moves to the front of the list meanwhile makes no other be told twice or left out."""
    chosen = [s for s in STORIES if s["name"] in ("a tender cancelled", "a visit paid", "turnover partly reached")]
    stories = [reports_of(story) for story in chosen]
    told_in(book, [one for several in stories for one in several[:1]])
    promised = [several[0][1].statements[0].id for several in stories]
    for promise, day in zip(promised, (3, 5, 7), strict=True):
        book.following.note(promise, "called them", by="ann", state="kept", on=date(2027, 6, day))
    day = date(2027, 6, 10)
    whole = [p.fact.id for p in book.promises(as_of=day)]
    first = book.following.page(as_of=day, limit=1)
    book.following.note(promised[1], "called again", by="ann", state="missed", on=date(2027, 6, 9))
    rest = book.following.page(as_of=day, limit=5, page=first.next_page)
    assert [p.fact.id for p in first.promises] == whole[:1]
    assert [p.fact.id for p in rest.promises] == whole[2:]


def test_the_pages_of_a_list_are_of_one_day(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        today = datetime(2023, 2, 14, 23, 59, tzinfo=UTC)

        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return cls.today

    monkeypatch.setattr(store, "datetime", Clock)
    told_in(book, [one for story in STORIES[::9] for one in reports_of(story)])
    whole = book.promises()
    first = book.following.page(limit=3)
    Clock.today = datetime(2024, 6, 1, tzinfo=UTC)
    assert book.promises() != whole
    rest = book.following.page(limit=1_000, page=first.next_page)
    assert [*first.promises, *rest.promises] == whole
    with pytest.raises(UsageError, match="another question"):
        book.following.page(as_of=date(2023, 2, 14), page=first.next_page)


def test_a_page_of_a_rare_state_ends_early_and_says_so(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LOOKED_AT", 1)
    monkeypatch.setattr(placed, "_SIZES", (1,))
    monkeypatch.setattr(placed, "FEW", 0)
    told_in(book, [one for story in STORIES[:30] for one in reports_of(story)])
    day = date(2024, 6, 1)
    missed = [p.fact.id for p in book.promises(as_of=day, states=["missed"])]
    first = book.following.page(as_of=day, states=["missed"], limit=5)
    assert first.looked_at == 1 and first.next_page and len(first.promises) < 5
    assert missed and paged(book, day, 5, states=["missed"]) == missed


@pytest.mark.parametrize(("light", "whole"), [(1, False), (20, True)])
def test_a_page_of_a_rare_good_ends_early_too_but_looks_further(
    book: Book, light: int, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What does not fit the filter is counted, else a page without end would be looked through; but it costs little."""
    monkeypatch.setattr(store, "LOOKED_AT", 30)
    monkeypatch.setattr(listing, "LIGHT", light)
    monkeypatch.setattr(placed, "_SIZES", (10,))
    told_in(book, [one for story in STORIES[:60] for one in reports_of(story)])
    day = date(2024, 6, 1)
    first = book.following.page(Filter(good="0901"), as_of=day)
    assert (first.next_page is None) == whole
    assert paged(book, day, 50, good="0901") == [p.fact.id for p in book.promises(as_of=day, good="0901")]


def test_the_last_day_of_the_calendar_breaks_no_list(book: Book) -> None:
    told_in(book, reports_of(next(s for s in STORIES if s["name"] == "for the last day of the calendar")))
    for day, state in ((date(2021, 6, 1), "open"), (date.max, "due")):
        for wanted in LISTS[:3]:
            assert {p.state for p in book.promises(as_of=day, **wanted)} <= {state}
        assert [p.state for p in book.promises(("AZE", "TUR"), day)] == [state]


def test_an_earlier_appearance_moves_what_is_known_from_when(book: Book) -> None:
    reports = reports_of(next(story for story in STORIES if story["name"] == "turnover partly reached"))
    told_in(book, reports)
    (report, reading) = reports[1]
    earlier = make_report(report.text, published=date(2026, 1, 5), outlet="Early Bird")
    assert [p.state for p in book.promises(as_of=date(2026, 1, 6))] == ["due"]
    book.record(earlier, reading, recorded_at=datetime(2031, 1, 1, tzinfo=UTC))
    assert [(p.state, p.changed) for p in book.promises(as_of=date(2026, 1, 6))] == [("partly", True)]
    assert book.verify() == []


@pytest.mark.parametrize("story", BARE, ids=lambda story: str(story["name"]))
def test_an_earlier_appearance_moves_what_has_no_subject(story: Raw, book: Book) -> None:
    """A promise that names too little to stand under any subject is moved by its report all the same."""
    ((report, reading),) = reports_of(story)
    assert not subjects_of(reading.statements[0])
    told_in(book, [(report, reading)])
    earlier = make_report(report.text, published=story["appears"], outlet="Early Bird")
    told_in(book, [(earlier, reading)])
    assert book.verify() == []
    for day, state in story["becomes"].items():
        single = the_promise(book, reading.statements[0], day)
        assert single and single.state == state and single.due == story.get("due")
        assert book.promises(as_of=day) == [single]


def test_verify_sees_days_that_are_wrong(book: Book) -> None:
    told_in(book, contract())
    with book._access.writing() as connection:
        connection.exec_driver_sql("UPDATE promise_day SET day = day + 1 WHERE scope = ''")
    assert [p.problem for p in book.verify()] == ["what it promises is not as it says"]


def test_verify_sees_an_index_of_subjects_that_is_out_of_step(book: Book) -> None:
    """Also where the table beside it, which says what each statement is about, is right."""
    told_in(book, contract())
    with book._access.writing() as connection:
        index = subject_index.index_of(connection)
        first, *_ = standing = sorted(index.everything(connection))
        _, day, statement = first
        assert sorted({one[2] for one in standing}) == list(connection.scalars(select(schema.subject.c.statement)))
        index.drop(connection, [subject_index.About(statement, day, subject_index.packed_keys([first[0]]))])
    (problem,) = book.verify()
    assert problem.where == "subjects"


@given(st.sets(st.integers(0, 2**48 - 1), max_size=20))
def test_subjects_are_packed_in_order(keys: set[int]) -> None:
    subjects = sorted(keys)
    assert subject_index.keys_in(subject_index.packed_keys(reversed(subjects))) == subjects


def test_official_statistics_are_evidence(book: Book) -> None:
    """How the later part on statistics plugs in: a witness tells figures as a report does."""
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from tradebook.book.promises.store import Promises

    reports = reports_of(next(story for story in STORIES if story["name"] == "turnover partly reached"))
    told_in(book, reports[:1])
    figure = reports[1][1].statements[0]

    class Office:
        def told(self, connection: Connection, promised: Sequence[Statement], as_of: date) -> Iterable[Told]:
            day = date(2026, 5, 1)
            return [Told(-1, figure, day, day, source="Office of Statistics, edition 1")] if as_of >= day else []

    following = Promises(book._access, [Office()])
    assert [p.state for p in following.find(as_of=date(2026, 4, 1))] == ["due"]
    (found,) = following.find(as_of=date(2026, 5, 2))
    assert (found.state, found.evidence[0].source) == ("partly", "Office of Statistics, edition 1")
