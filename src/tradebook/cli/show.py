"""`tradebook show`: what the book says on two countries, a company or a good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from tradebook.book.corrections.applying import is_corrected
from tradebook.book.rows import kind_of, period_of
from tradebook.brief.words import flow_aside, flow_figure, flow_label, when
from tradebook.cli import options, say
from tradebook.cli.console import make_console, print_json, write_line
from tradebook.cli.official import official_checks, official_witnesses
from tradebook.cli.pairs import optional_pair
from tradebook.cli.say import counted
from tradebook.cli.sources import SourceList, days_words
from tradebook.errors import UsageError
from tradebook.statement import TradeFlow

if TYPE_CHECKING:
    from rich.table import Table

    from tradebook.book import Book, Fact, Promise
    from tradebook.check import Verdict

ROWS = 20  # of a table, unless more are asked for: what a person reads, and what a book of any size finds at once


def run(
    first: options.First = None,
    second: options.Second = None,
    /,
    *,
    company: options.Company = None,
    good: options.Good = None,
    min_confidence: options.MinConfidence = 0.0,
    every: Annotated[
        bool,
        Parameter(name="--all", negative=(), help="Show every row; in a large book this takes long."),
    ] = False,
    rows: Annotated[
        int, Parameter(help="How many rows a table has at most: those told last.", validator=Number(gte=1, lte=1000))
    ] = ROWS,
    statistics: options.StatisticsFolder = None,
    book: options.BookAddress = None,
    as_json: options.AsJson = False,
) -> int:
    """Show what the book says on two countries, a company or a good, each row with its numbered sources.

    Flows by year, deals, tenders, events, ventures, goods both ways, restrictions, open promises; and figures on which
    the sources disagree, with who says which. A table has the rows that were told last, and says where there are more.
    Where official statistics are loaded, the figures shown are held against them.
    """
    from tradebook.book import Slots, open_book

    pair = optional_pair(first, second)
    if pair is None and company is None and good is None:
        raise UsageError("nothing to show named. Name two countries, or --company NAME, or --good WORD")
    with open_book(book, create=False) as opened:
        opened.witnesses = official_witnesses(statistics)
        more: Sequence[str] = ()
        if every:
            facts: Sequence[Fact] = opened.facts(
                pair=pair, company=company, good=good, min_confidence=min_confidence, taken_back=True
            )
        else:
            slots = Slots(pair=pair, company=company, good=good, min_confidence=min_confidence)
            latest = opened.latest_facts(slots, rows)
            facts, more = latest.facts, latest.more
        promises = opened.promises(
            pair, company=company, good=good, min_confidence=min_confidence, limit=None if every else rows
        )
        official = official_checks(statistics)
        verdicts = official([fact.statement for fact in facts]) if official else []
        flags = _red_flags(facts)
        if as_json:
            told = {"verdicts": verdicts} if official else {}
            print_json({"facts": facts, "promises": promises, "more": more, "red_flags": flags, **told})
        else:
            _print(opened, _heading(pair, company, good), facts, promises, more, [*flags, *verdicts])
    return 0


def _red_flags(facts: Sequence[Fact]) -> list[Verdict]:
    """What does not add up among the facts shown; figures that differ have a table of their own."""
    from tradebook.check import RED, run_across, run_checks
    from tradebook.check.across import BUT_CONFLICTS

    standing = [fact for fact in facts if fact.taken_back is None]
    found = [*run_checks(fact.statement for fact in standing), *run_across(standing, BUT_CONFLICTS)]
    return [verdict for verdict in found if verdict.result in RED]


def _heading(pair: tuple[str, str] | None, company: str | None, good: str | None) -> str:
    parts = [say.countries_words(pair) if pair else "", company or "", good or ""]
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class _Section:
    """One table: its title, the kind of facts in it, its columns, and the cells of a fact (without id and sources)."""

    title: str
    kind: str
    columns: tuple[str, ...]
    cells: Callable[..., tuple[str, ...]] = say.cells


def _flow_cells(flow: TradeFlow) -> tuple[str, ...]:
    return (when(flow.period) or "no date", flow_label(flow), flow_figure(flow), flow_aside(flow))


SECTIONS = (
    _Section("Trade", "trade_flow", ("period", "whose, of what", "figure", "beside it"), _flow_cells),
    _Section("Goods both ways", "traded_goods", ("goods", "direction")),
    _Section("Deals", "deal", ("deal", "of what, when, who")),
    _Section("Tenders", "tender", ("tender", "of whom, for what")),
    _Section("Events", "event", ("event", "when, who")),
    _Section("Ventures", "venture", ("product", "who, since when")),
    _Section("Producers' sales", "sales_mix", ("producer", "where it sells")),
    _Section("Restrictions", "restriction", ("restriction", "by whom, on what")),
    _Section("Milestones", "milestone", ("milestone", "of whom, when")),
)
MEASURES = ("turnover", "exports", "imports", "balance")
FLAGGED = ("does not add up", "impossible")
OFFICIAL = ("differs", "agrees within", "agrees")
AHEAD = ("planned", "target", "expected")


def _print(
    book: Book,
    heading: str,
    facts: Sequence[Fact],
    promises: Sequence[Promise],
    more: Sequence[str],
    verdicts: Sequence[Verdict],
) -> None:
    sources = SourceList(book)
    write_line(heading)
    settled = [fact for fact in facts if fact.statement.stance not in AHEAD]  # a signed contract stays a deal too
    shown = [_print_section(section, settled, sources, section.kind in more) for section in SECTIONS]
    _print_disagreements(settled, sources)
    _print_red_flags([verdict for verdict in verdicts if verdict.result in FLAGGED], sources)
    _print_verdicts([verdict for verdict in verdicts if verdict.result not in FLAGGED], sources)
    if promises:
        print_promises(promises, sources)
    if not any(shown) and not promises:
        write_line("The book has nothing on this.")
    sources.write()


def _print_section(section: _Section, facts: Sequence[Fact], sources: SourceList, more: bool) -> bool:
    """The section's table, where it has rows; whether it has. `more` says that the book has further ones."""
    chosen = [fact for fact in facts if kind_of(fact.statement) == section.kind]
    if not chosen:
        return False
    table = _table(section.title, (*section.columns, "id", "sources"))
    for fact in sorted(chosen, key=_order):
        table.add_row(*section.cells(fact.statement), *_last_cells(fact, sources))
    make_console().print(table)
    if more:
        write_line("There are more: --rows 200 shows more of them, --all shows all")
    return True


def _print_disagreements(facts: Sequence[Fact], sources: SourceList) -> None:
    """The figures that cannot all be right, and those that were revised, each with who says so and when."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.conflicts or fact.revises or fact.revised_by:
            groups.setdefault(fact.key, []).append(fact)
    rows = [fact for group in groups.values() for fact in sorted(group, key=lambda f: (f.first_seen, f.id))]
    if not rows:
        return
    table = _table("Disputed and revised", ("of what", "says", "who says so", "when", "id", "sources"))
    for fact in rows:
        table.add_row(*_claim_cells(fact), *_last_cells(fact, sources))
    make_console().print(table)


def _print_red_flags(flags: Sequence[Verdict], sources: SourceList) -> None:
    """What does not add up: `tradebook check` compares every statement of the book, this those shown."""
    if not flags:
        return
    table = _table("What does not add up", ("result", "why", "id", "sources"))
    for flag in flags:
        table.add_row(
            flag.result, flag.sentence, flag.statements[0][:8], sources.mark(*(flag.reports or (flag.report,)))
        )
    make_console().print(table)


def _print_verdicts(verdicts: Sequence[Verdict], sources: SourceList) -> None:
    """What official statistics say of the figures shown, what differs first; those that cannot be told are counted."""
    told = [verdict for verdict in verdicts if verdict.result != "cannot tell"]
    if not verdicts:
        return
    if told:
        table = _table("Against official statistics", ("result", "why", "id", "sources"))
        for verdict in sorted(told, key=lambda v: OFFICIAL.index(v.result)):
            why = "\n".join(filter(None, (verdict.sentence, verdict.beside)))
            table.add_row(verdict.result, why, verdict.statements[0][:8], sources.mark(verdict.report))
        make_console().print(table)
    if len(told) < len(verdicts):
        count = counted(len(verdicts) - len(told), "figure")
        write_line(f"{count} cannot be told from the statistics loaded: tradebook check --all says what is missing")


def _claim_cells(fact: Fact) -> tuple[str, str, str, str]:
    statement = fact.statement
    what = say.headline(statement)
    figure = ""
    if isinstance(statement, TradeFlow):
        parts = (flow_label(statement), when(statement.period))
        what, figure = ", ".join(part for part in parts if part), flow_figure(statement)
    who = ", ".join(fact.origins) or "nobody named"
    return what, figure, who, days_words(fact)


def _last_cells(fact: Fact, sources: SourceList) -> tuple[str, str]:
    marks = (
        "denied" if fact.statement.stance == "denied" else "",
        "disputed" if fact.conflicts else "",
        "revised since" if fact.revised_by else "",
        "revision" if fact.revises and not fact.revised_by else "",
        "corrected" if is_corrected(fact.statement) else "",
        _taken_back(fact),
        _place_in_series(fact),
    )
    return fact.statement.id[:8], "\n".join((sources.of_fact(fact), *filter(None, marks)))


def _taken_back(fact: Fact) -> str:
    """That its outlets themselves took the fact back."""
    if fact.taken_back is None:
        return ""
    return "corrected by the outlet" if fact.taken_back.kind == "correction" else "withdrawn by the outlet"


def _place_in_series(fact: Fact) -> str:
    """ "so far, 2 of 3"; a whole year is the end of its series, and no "so far"."""
    dated = period_of(fact.statement)
    is_year = isinstance(fact.statement, TradeFlow) and dated is not None and (dated.end or "").endswith("12-31")
    if not fact.series or is_year:
        return ""
    return f"so far, {fact.series.index(fact.id) + 1} of {len(fact.series)}"


def _order(fact: Fact) -> tuple[str, int, str]:
    """By date, where it is known; turnover before exports, imports and balance; then by what the fact says."""
    dated = period_of(fact.statement)
    measure = getattr(fact.statement, "measure", MEASURES[0])
    return (dated.start or dated.edtf or "" if dated else "", MEASURES.index(measure), say.headline(fact.statement))


def _table(title: str, columns: Sequence[str]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, no_wrap=column in ("id", "sources"), overflow="fold")
    return table


def print_promises(promises: Sequence[Promise], sources: SourceList) -> None:
    """The table of promises, in their order."""
    from tradebook.cli.promised import due_words, state_words

    table = _table("Promises", ("due", "state", "what", "what came of it", "id", "sources"))
    for promise in promises:
        what = say.headline(promise.fact.statement)
        table.add_row(due_words(promise), state_words(promise), what, promise.reason, *_promise_cells(promise, sources))
    make_console().print(table)


def _promise_cells(promise: Promise, sources: SourceList) -> tuple[str, str]:
    """The id, and the sources of the promise and of what decided it."""
    id_, cited = _last_cells(promise.fact, sources)
    reports = [sign.statement.report.id for sign in promise.evidence[:1] if sign.source is None]
    return id_, f"{cited} {sources.mark(*reports)}".strip()
