"""How far two annotators agree: the second one's statements are scored as if they were a reading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tradebook.errors import UsageError
from tradebook.evaluate.cases import Case, load_labels
from tradebook.evaluate.score import Result, evaluate
from tradebook.extract.tokens import stretches
from tradebook.report import Report
from tradebook.statement import Statement


class _Annotated(Struct, frozen=True):
    statements: tuple[Statement, ...]


def agreement(first: Sequence[Case], second: Path | str) -> Result:
    """The second annotator's statements, a file of `load_labels` over the texts of `first`, scored against the
    first's; only the cases that both have count. F1 is the same whichever of the two is taken as the truth.

    Each named piece of evidence is widened to its sentence, as a reading's evidence is. Raises `BadRecord` for a
    wrong file, `UsageError` where no case is in both."""
    labels = load_labels(second, {case.id: case.report for case in first})
    if not labels:
        raise UsageError(f"{second}: no case. Write the statements of some of the cases, each under its id")
    readings = {_key(case.report): _Annotated(tuple(_widened(case))) for case in labels}
    read_twice = {case.id for case in labels}
    return evaluate([case for case in first if case.id in read_twice], lambda report: readings[_key(report)])


def _key(report: Report) -> tuple[str, str | None]:
    """A report's id is over its text alone; two cases may differ by their headline only."""
    return report.id, report.title


def _widened(case: Case) -> list[Statement]:
    sentences = stretches(case.report)
    widened = []
    for expected in case.statements:
        evidence = expected.statement.evidence
        touched = [
            s for s in sentences if s.field == evidence.field and s.start < evidence.end and evidence.start < s.end
        ]
        if touched:
            start, end = touched[0].start, touched[-1].end
            text = (case.report.title or "") if evidence.field == "title" else case.report.text
            evidence = replace(evidence, start=start, end=end, text=text[start:end])
        widened.append(replace(expected.statement, evidence=evidence))
    return widened
