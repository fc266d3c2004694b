"""What the press tells of a flow between two countries: figures of the book, to stand beside the official ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from tradebook.book import Fact
from tradebook.check.intervals import decimal
from tradebook.check.official import Lookup, run_official
from tradebook.check.official.figures import the_figure_agrees_with_official_statistics
from tradebook.check.official.whose import whose_figure_it_is
from tradebook.check.wording import amount_words
from tradebook.statement import TradeFlow

Whose = Literal["exporter", "importer", "not said"]
_CHECKS = (the_figure_agrees_with_official_statistics, whose_figure_it_is)  # one of them speaks of any figure


class BookLike(Protocol):
    """What is asked of a book; `tradebook.book.Book` is one."""

    def facts(
        self, *, pair: tuple[str, str] | None = None, kind: str | None = None, as_of: date | None = None
    ) -> list[Fact]: ...


class Press(Struct, frozen=True, kw_only=True):
    """One figure of the press: `words` as printed, `value` in full units of `currency` (null for a range); `whose`
    books it is of, by the report; its sentence, who says it, and the reports. `result` and `verdict` are what the
    checks against official statistics find ("agrees", with a sentence), null where they were not asked."""

    fact: str
    statement: str
    whose: Whose
    measure: str
    start: date
    end: date
    words: str
    value: Decimal | None
    currency: str | None
    sentence: str
    origins: tuple[str, ...]
    reports: tuple[str, ...]
    result: str | None = None
    verdict: str | None = None

    @property
    def year(self) -> int | None:
        """The calendar year that it is of; None for any other period."""
        whole = (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31)
        return self.start.year if whole and self.start.year == self.end.year else None


def press_figures(
    book: BookLike | None, exporter: str, importer: str, goods: Sequence[str] = (), as_of: date | None = None
) -> list[Press]:
    """What the book tells, as stated, of the goods (codes; none: all goods) that `exporter` sold to `importer`, by
    period. A figure of which the report does not say whose it is may be of the other direction too, and is told so."""
    if book is None:
        return []
    facts = book.facts(pair=(exporter, importer), kind="trade_flow", as_of=as_of)
    found = [one for fact in facts if (one := _press(fact, exporter, importer, frozenset(goods)))]
    return sorted(found, key=lambda one: (one.start, one.end, one.whose, one.fact))


def _press(fact: Fact, exporter: str, importer: str, goods: frozenset[str]) -> Press | None:
    flow = fact.statement
    if not isinstance(flow, TradeFlow) or fact.figure != "value" or flow.amount is None or not _plain(flow):
        return None
    whose, period = _whose(flow, exporter, importer), flow.period
    if whose is None or period is None or not period.start or not period.end:
        return None
    if any(not good.hs for good in flow.goods) or {code for good in flow.goods for code in good.hs} != goods:
        return None
    value = flow.amount.value
    return Press(
        fact=fact.id,
        statement=flow.id,
        whose=whose,
        measure=flow.measure,
        start=date.fromisoformat(period.start),
        end=date.fromisoformat(period.end),
        words=amount_words(flow.amount),
        value=None if value is None else decimal(value),
        currency=flow.amount.currency,
        sentence=flow.evidence.text,
        origins=fact.origins,
        reports=tuple(dict.fromkeys(source.report for source in fact.sources)),
    )


def judged(book: BookLike | None, told: Sequence[Press], exporter: str, importer: str, lookup: Lookup) -> list[Press]:
    """The figures with what official statistics say of each."""
    wanted = {one.fact for one in told}
    facts = book.facts(pair=(exporter, importer), kind="trade_flow") if book is not None and wanted else []
    statements = {fact.id: fact.statement for fact in facts if fact.id in wanted}
    found = []
    for one in told:
        verdicts = run_official([statements[one.fact]], lookup, _CHECKS) if one.fact in statements else []
        found += [replace(one, result=v.result, verdict=v.sentence) for v in verdicts[:1]] or [one]
    return found


def _plain(flow: TradeFlow) -> bool:
    """Whether a flow is of whole countries, of goods, and leaves nothing out."""
    partly = flow.reporter_area or flow.partner_area or flow.excludes or flow.re_exports
    return not partly and flow.stance == "stated" and flow.coverage in (None, "goods")


def _whose(flow: TradeFlow, exporter: str, importer: str) -> Whose | None:
    if flow.measure not in ("exports", "imports"):
        return None
    if set(flow.between) == {exporter, importer}:
        return "not said"
    if (flow.measure, flow.reporter, flow.partner) == ("exports", exporter, importer):
        return "exporter"
    return "importer" if (flow.measure, flow.reporter, flow.partner) == ("imports", importer, exporter) else None
