"""Drafts -> statements: evidence, ids, attribution, order."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import Any, cast

from msgspec import structs

from tradebook.extract.attribution import Attributions
from tradebook.extract.confidence import confidence_of
from tradebook.extract.draft import Draft
from tradebook.extract.items import Sentence
from tradebook.extract.reader import READER
from tradebook.report import Report
from tradebook.statement import KINDS, SLOTS, Attribution, Evidence, ReportRef, Statement, statement_id


def evidence_of(sentence: Sentence) -> Evidence:
    """The whole sentence as evidence, made once for all that cite it."""
    if sentence.evidence is None:
        sentence.evidence = Evidence(field=sentence.field, start=sentence.start, end=sentence.end, text=sentence.text)
    return sentence.evidence


def report_ref(report: Report, language: str | None) -> ReportRef:
    """What a statement says of its report."""
    return ReportRef(
        id=report.id,
        source=report.source,
        url=report.url,
        title=report.title,
        outlet=report.outlet,
        published=report.published.isoformat() if report.published else None,
        language=language,
    )


def finish(drafts: list[Draft], report: Report, language: str | None, attributions: Attributions) -> list[Statement]:
    """The statements of a report in the order of its text; a claim that came out twice stands once."""
    ref = report_ref(report, language)
    found: dict[str, Statement] = {}
    for draft in sorted(drafts, key=_place):
        statement = _statement(draft, report, ref, attributions)
        before = found.get(statement.id)
        found[statement.id] = statement if before is None else _told_again(before, statement)
    return list(found.values())


def _place(draft: Draft) -> tuple[int, int]:
    starts = [start for spans in draft.spans.values() for start, _ in spans]
    return draft.sentence.index, min(starts, default=draft.sentence.start)


def _told_again(first: Statement, again: Statement) -> Statement:
    """A claim that came out twice, as it came first; who says it is taken from the second where the first cites
    nobody, as a headline does."""
    if _cites(first.attribution) or not _cites(again.attribution):
        return first
    context = tuple(e for e in (again.evidence, *again.evidence_context) if e != first.evidence)
    context = tuple(dict.fromkeys((*first.evidence_context, *context)))
    return structs.replace(first, attribution=again.attribution, evidence_context=context)


def _cites(attribution: Attribution) -> bool:
    """Whether anybody is cited besides the outlet."""
    return bool(attribution.speakers or attribution.figure_source or attribution.agencies)


_index = attrgetter("index")


@cache
def _slots_of(kind: str) -> frozenset[str]:
    return frozenset(SLOTS[kind])


def _statement(draft: Draft, report: Report, ref: ReportRef, attributions: Attributions) -> Statement:
    known = _slots_of(draft.kind)
    slots: dict[str, Any] = {slot: value for slot, value in draft.slots.items() if value is not None and slot in known}
    sentence = draft.sentence
    also = sorted(draft.also, key=_index) if draft.also else []
    attribution, teller = _said(sentence, also, attributions)
    context = [*draft.context, *[s for s in attributions.context(teller) if s not in draft.context]]
    inside = {slot: tuple(sorted(spans)) for slot, spans in draft.spans.items() if spans and slot in slots}
    evidence = evidence_of(sentence)  # that of a clause is its whole sentence, which others may share
    again = [one for s in also if (one := evidence_of(s)) != evidence]
    behind = [evidence_of(s) for s in sorted(context, key=_index) if s is not sentence and s not in also]
    made = KINDS[draft.kind](
        id=statement_id(report.id, draft.kind, slots, draft.stance),
        reader=READER,
        report=ref,
        evidence=evidence,
        evidence_also=tuple(dict.fromkeys(again)),
        evidence_context=tuple(dict.fromkeys([one for one in behind if one != evidence and one not in again])),
        spans=inside,
        attribution=attribution,
        stance=draft.stance,
        confidence=confidence_of(draft),
        **slots,
    )
    return cast(Statement, made)  # KINDS maps to the classes of this very union


def _said(sentence: Sentence, also: list[Sentence], attributions: Attributions) -> tuple[Attribution, Sentence]:
    """Who says a claim, and the sentence that tells it: that of the evidence, else the first other one that makes the
    same claim and cites somebody."""
    for one in (sentence, *also):
        told = attributions.of(one)
        if _cites(told):
            return told, one
    return attributions.of(sentence), sentence
