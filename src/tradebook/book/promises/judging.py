"""The state of a promise as of a day, from all that was told and noted by then. Pure.

Evidence in the order of its days: a later word stands over an earlier one, but a figure gives way to none that is
coarser, and what was kept stays kept unless a person says otherwise. A person's word stands over all that was told
before it. Where nothing was found, the days decide: open, due, and at last unknown, never missed: the press seldom
reports a failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from operator import attrgetter

from msgspec import Struct

from tradebook.book.model import NoteGiven, PromiseState
from tradebook.book.promises import acts, flows
from tradebook.book.promises.due import day_for, later, rule_of
from tradebook.book.promises.flows import percent
from tradebook.book.promises.found import Held, Match, Told
from tradebook.statement import TradeFlow

NEAREST = 3  # near misses shown


class Judged(Struct, frozen=True):
    """A state with what it rests on: `deciding` are the statements that decided, `others` settle or touch the promise
    too, `nearest` settle nothing. `since` is the day from which the state holds."""

    state: PromiseState
    since: date
    reason: str
    share: float | None
    review: date | None
    deciding: tuple[tuple[Told, Match], ...]
    others: tuple[tuple[Told, Match], ...]
    nearest: tuple[tuple[Told, Match], ...]


def hold(p: Held, o: Told) -> Match | None:
    """What one statement says of a promise."""
    return flows.hold(p, o) if isinstance(p.statement, TradeFlow) else acts.hold(p, o)


def judge(p: Held, told: Iterable[Told], notes: Sequence[NoteGiven], as_of: date) -> Judged:
    """The state on the day `as_of`; `told` and `notes` are what was known by then."""
    matches = [(o, match) for o in told if (match := hold(p, o)) is not None]
    matches.sort(key=lambda one: (one[0].first, one[0].statement.id, one[0].rank))
    settling = [one for one in matches if one[1].result not in ("near", "running")]
    running = [one for one in matches if one[1].result == "running"]
    near = sorted((one for one in matches if one[1].result == "near"), key=lambda one: one[1].apart)
    says = _by_people(p, notes)
    after = [one for one in settling if says is None or one[0].first > says.on]
    chosen = _deciding(p, after)
    state, since, reason, share = _state(p, chosen, says, running, as_of)
    deciding = (chosen,) if chosen else ()
    others = [one for one in (*settling, *running) if one is not chosen]
    review = None if p.due else day_for(p.statement, None, p.last)
    return Judged(state, since, reason, share, review, deciding, tuple(others), tuple(near[:NEAREST]))


def _by_people(p: Held, notes: Sequence[NoteGiven]) -> NoteGiven | None:
    """The last note that says a state."""
    telling = [note for note in notes if note.state is not None]
    return max(telling, key=attrgetter("on", "given_at", "number")) if telling else None


_Found = tuple[Told, Match]


def _deciding(p: Held, settling: Sequence[_Found]) -> _Found | None:
    """The one that decides, of what was told in the order of its days."""
    if isinstance(p.statement, TradeFlow):
        return _of_flows(settling)
    kept = next((one for one in settling if one[1].result == "kept"), None)
    if kept:
        return kept
    parts = [one for one in settling if one[1].result == "partly"]
    last = settling[-1] if settling else None
    if last and last[1].result == "partly":
        return max(parts, key=lambda one: one[1].share or 0)
    return last


def _of_flows(settling: Sequence[_Found]) -> _Found | None:
    """Of figures the finest, of equally fine ones the last; a denial or a new target counts where no figure is."""
    figures = [one for one in settling if one[1].fine]
    if figures:
        return max(figures, key=lambda one: (one[1].fine, one[0].first, one[0].statement.id))
    return settling[-1] if settling else None


def _state(
    p: Held, chosen: _Found | None, says: NoteGiven | None, running: Sequence[_Found], as_of: date
) -> tuple[PromiseState, date, str, float | None]:
    if chosen:
        told, match = chosen
        return _word(match), told.first, match.reason, match.share
    if says is not None and says.state is not None and says.state != "open":
        return says.state, says.on, _noted(says), says.share
    own = acts.by_itself(p.statement)
    if own and says is None:
        return _word(own), p.first, own.reason, own.share
    state, since, reason = _by_days(p, as_of)
    if says is not None:
        return state, max(since, says.on), f"{reason}; {_noted(says)}", says.share
    if running:
        told, match = running[-1]
        reason = f"{match.reason} ({told.first.isoformat()}); {reason}"
    return state, since, reason, None


def _word(match: Match) -> PromiseState:
    """The state that a match gives; only those that settle come here."""
    assert match.result != "near" and match.result != "running"
    return match.result


def _noted(note: NoteGiven) -> str:
    share = f", {percent(note.share)}" if note.share is not None else ""
    return f"noted by {note.author} on {note.on.isoformat()}{share}: {note.text}"


def _by_days(p: Held, as_of: date) -> tuple[PromiseState, date, str]:
    """The state where nothing was found."""
    rule = rule_of(p.statement)
    day = day_for(p.statement, p.due, p.last)
    end = later(day, rule.wait)
    if as_of > end:
        since = end + timedelta(days=1)
        return "unknown", since, f"nothing found {rule.wait} days after {_day_words(p, day)}; {rule.why}"
    if as_of >= day:
        return "due", day, f"nothing found since {_day_words(p, day)}"
    if p.due:
        return "open", p.first, f"its day, {day.isoformat()}, is still to come"
    return "open", p.first, f"no day named; to be looked at again on {day.isoformat()}"


def _day_words(p: Held, day: date) -> str:
    return f"its day, {day.isoformat()}" if p.due else f"{day.isoformat()}, when it was to be looked at again"
