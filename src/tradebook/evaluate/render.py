"""The result of an evaluation as readable text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from tradebook.evaluate.compare import kind_of
from tradebook.evaluate.score import Outcome, Pair, Result, Score
from tradebook.statement import SLOTS, Statement

# Parts of a value that a reader of misses does not need.
_WORDING = frozenset({"text", "confidence", "precision", "hs_edition"})
_ROW = "{:<28}{:>9}{:>7}  {:>6}{:>6}{:>6}  {:>6}{:>6}{:>6}"


def render(result: Result, *, misses: bool = True, open_sealed: bool = False) -> str:
    """Tables by kind, by group and by slot, the reliability table, and (unless told not) the misses side by side.

    The misses of sealed cases are shown only where `open_sealed` says so."""
    blocks = [_by_kind(result), _by_group(result), _by_slot(result), _by_confidence(result)]
    if misses:
        blocks.append(_misses(result, open_sealed))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _score_row(name: str, loose: Score, strict: Score) -> str:
    figures = [f"{value:.3f}" for one in (loose, strict) for value in (one.precision, one.recall, one.f1)]
    return _ROW.format(name, loose.expected, loose.got, *figures).rstrip()


def _head(name: str) -> str:
    return _ROW.format(name, "expected", "got", "P", "R", "F1", "P", "R", "F1") + "   (loose, then strict)"


def _by_kind(result: Result) -> str:
    lines = [_head("kind")]
    for kind in [*result.kinds(), None]:
        score = result.score(kind)
        lines.append(_score_row(kind or "all", score.loose, score.strict))
    flows = result.score("trade_flow")
    lines.append(
        f"exporter and importer swapped: {flows.swaps} of {flows.loose.right} matched flows;"
        f" direction guessed where the text leaves it open: {flows.guesses}"
    )
    return "\n".join(lines)


def _by_group(result: Result) -> str:
    lines = [_head("group of cases")]
    for group in result.groups():
        score = result.score(group=group)
        lines.append(_score_row(group, score.loose, score.strict))
    return "\n".join(lines)


def _by_slot(result: Result) -> str:
    form = "{:<34}{:>9}{:>7}  {:>6}{:>6}{:>6}"
    lines = [form.format("slot (matched statements)", "expected", "got", "P", "R", "F1")]
    for kind in result.kinds():
        for slot, score in result.slots(kind).items():
            figures = [f"{value:.3f}" for value in (score.precision, score.recall, score.f1)]
            lines.append(form.format(f"{kind}.{slot}", score.expected, score.got, *figures))
    return "\n".join(lines)


def _by_confidence(result: Result) -> str:
    form = "{:<16}{:>12}{:>7}{:>8}{:>8}"
    lines = [form.format("reliability", "confidence", "n", "mean", "right")]
    for kind in [*result.kinds(), None]:
        for row in result.reliability(kind):
            figures = (f"from {row.low:.1f}", row.n, f"{row.mean:.3f}", f"{row.right / row.n:.3f}")
            lines.append(form.format(kind or "all", *figures))
    return "\n".join(lines) if len(lines) > 1 else ""


def _shown(result: Result, open_sealed: bool) -> list[Outcome]:
    return [outcome for outcome in result.outcomes if open_sealed or not outcome.case.sealed]


def _misses(result: Result, open_sealed: bool) -> str:
    shown = _shown(result, open_sealed)
    blocks = [block for outcome in shown if (block := _case_misses(outcome))]
    kept = len(result.outcomes) - len(shown)
    said = [f"The misses of {kept} sealed cases are not shown: who sees them can no longer be tested by them."]
    if not shown and kept:
        return said[0]
    found = ["Misses (expected | got)", *blocks] if blocks else ["No misses."]
    return "\n\n".join(found + (said if kept else []))


def _case_misses(outcome: Outcome) -> str:
    lines = [line for pair in outcome.pairs if not pair.strict for line in _pair_lines(pair)]
    if not lines:
        return ""
    case = outcome.case
    return "\n".join([f"{case.id} ({case.where}, line {case.line})", *lines])


def _pair_lines(pair: Pair) -> Iterable[str]:
    """A missed or superfluous statement in one line, a wrong one with a line for each wrong slot."""
    statement = pair.expected.statement if pair.expected else pair.got
    assert statement is not None
    evidence = " ".join(statement.evidence.text.split())
    if pair.expected is None:
        yield f"  + {pair.kind}: not expected: {_slots(statement)}"
    elif pair.got is None:
        yield f"  - {pair.kind}: not read: {_slots(statement)}"
    else:
        yield f"  ~ {pair.kind}" + (": SWAPPED" if pair.swapped else ": direction guessed" if pair.guessed else "")
    yield f"      in: {evidence}"
    if pair.expected is not None and pair.got is not None:
        for slot in pair.wrong:
            yield f"      {slot}: {_show(slot, pair.expected.statement)} | {_show(slot, pair.got)}"


def _bare(value: Any) -> Any:
    """A value without wording and empty parts; goods keep their words."""
    if isinstance(value, dict):
        wording = _WORDING - {"text"} if "hs" in value else _WORDING
        return {key: _bare(part) for key, part in value.items() if key not in wording and part not in (None, (), [])}
    if isinstance(value, (list, tuple)):
        return [_bare(part) for part in value]
    return value


def _show(slot: str, statement: Statement) -> str:
    name, _, part = slot.partition(".")
    holder: Any = statement.attribution if name in ("agencies", "speakers", "figure_source") else statement
    value = getattr(holder, "parties" if name == "roles" else name)
    value = getattr(value, part, None) if part else value
    bare = _bare(msgspec.to_builtins(value))
    return "-" if bare in (None, [], {}) else msgspec.json.encode(bare).decode()


def _slots(statement: Statement) -> str:
    """The filled slots of a statement in one line."""
    stance = [f"stance={statement.stance}"] if statement.stance != "stated" else []
    filled = [f"{slot}={shown}" for slot in SLOTS[kind_of(statement)] if (shown := _show(slot, statement)) != "-"]
    return ", ".join(stance + [one for one in filled if one != "running_total=false"])


def _figures(score: Score) -> dict[str, float | int]:
    return {
        "expected": score.expected,
        "got": score.got,
        "right": score.right,
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
    }


def _score_data(result: Result, kind: str | None, group: str | None = None) -> dict[str, Any]:
    score = result.score(kind, group)
    return {
        "loose": _figures(score.loose),
        "strict": _figures(score.strict),
        "swaps": score.swaps,
        "guesses": score.guesses,
    }


def _pair_data(pair: Pair) -> dict[str, Any]:
    return {
        "kind": pair.kind,
        "expected": msgspec.to_builtins(pair.expected.statement) if pair.expected else None,
        "got": msgspec.to_builtins(pair.got) if pair.got else None,
        "wrong": list(pair.wrong),
        "wrong_scored": list(pair.wrong_scored),
        "swapped": pair.swapped,
        "guessed": pair.guessed,
    }


def as_data(result: Result, *, open_sealed: bool = False) -> dict[str, Any]:
    """The result as builtins, ready for JSON: scores by kind, group and slot, reliability, and the misses (of sealed
    cases only where `open_sealed` says so)."""
    return {
        "cases": len(result.outcomes),
        "all": _score_data(result, None),
        "kinds": {kind: _score_data(result, kind) for kind in result.kinds()},
        "groups": {group: _score_data(result, None, group) for group in result.groups()},
        "slots": {
            kind: {slot: _figures(score) for slot, score in result.slots(kind).items()} for kind in result.kinds()
        },
        "reliability": {kind: msgspec.to_builtins(result.reliability(kind)) for kind in result.kinds()},
        "misses": [
            {"case": outcome.case.id, "where": outcome.case.where, "line": outcome.case.line, **_pair_data(pair)}
            for outcome in _shown(result, open_sealed)
            for pair in outcome.pairs
            if not pair.strict
        ],
    }
