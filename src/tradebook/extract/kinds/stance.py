"""Stance: stated, planned, target, expected or denied, from the verbs around a claim."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.statement import Period, Stance

_REACHING = frozenset("reach reaching grow exceed hit total".split())
_MODALS = frozenset({"could", "may", "might", "likely"})


def stance_of(sentence: Sentence, at: int, draft: Draft) -> Stance:
    """The stance of a flow whose head stands at item `at`, from the cues of its clause and the period it is for."""
    items = sentence.items
    clause = _clause(items, at)
    lows = {i.lower for i in clause}
    denied = any(i.is_("deny") for i in clause) and lows & {
        "denied",
        "denies",
        "deny",
        "refuted",
        "dismissed",
        "untrue",
    }
    if denied:
        return "denied"
    ahead = _ahead(draft, sentence)
    if ahead is False:
        return "stated"
    aims = any(i.lower in flow_words("aim") and _infinitive(items, i) for i in clause)
    reaches = any(i.lower in _REACHING and _infinitive(items, i) for i in clause)
    wanted = any(i.is_("target") and i.lower not in flow_words("aim") for i in clause)
    planned = any(i.is_("plan") and i.lower not in {"ready", "set to", "due to", "scheduled"} for i in clause)
    hoped = bool(lows & {"hope", "hopes", "hoping", "hoped", "want", "wants"})
    expected = any(i.is_("expect") and _governs(items, i) for i in clause)
    if wanted and (
        ahead
        or any(i.lower in {"targeting", "targets", "targeted", "aiming"} for i in clause)
        or aims
        or reaches
        or lows & {"target", "goal", "targets", "targeted"}
    ):
        return "target"
    if ((aims or reaches) and (planned or hoped)) or (aims and ahead and not expected):
        return "target"
    if expected:
        return "expected"
    if any(i.is_("plan") and i.lower not in {"preparing"} for i in clause):
        return "planned"
    if any(i.is_("future") for i in clause):
        return "expected"
    return "stated"


def _clause(items: list[Item], at: int) -> list[Item]:
    """The items of the clause around an index: borders are semicolons, contrasts and the speech tag."""
    start, end = 0, len(items)
    for k in range(at - 1, -1, -1):
        if items[k].lower in {";", "while", "whereas", "although", "but"}:
            start = k + 1
            break
    for k in range(at + 1, len(items)):
        if items[k].lower in {";", "while", "whereas", "although", "but"}:
            end = k
            break
    return items[start:end]


def _infinitive(items: list[Item], item: Item) -> bool:
    k = items.index(item)
    before = items[k - 1].lower if k else ""
    return before in {"to", "of", "and", "will", "would", "us"} or item.lower.endswith("ing")


def _governs(items: list[Item], item: Item) -> bool:
    """Whether a word of expectation speaks of the figure and not of what came about ("more than expected")."""
    k = items.index(item)
    before = items[k - 1].lower if k else ""
    if before in {"than", "as", "had", "previously", "initially"}:
        return False
    if item.lower in {"may"}:
        return item.text[0].islower() and k + 1 < len(items) and items[k + 1].kind in {"w", "CUE"}
    if item.lower in {"estimate", "estimates", "projects", "hope", "hopes", "potential", "prospect"}:
        return item.lower in {"hope", "hopes"}
    return True


def _ahead(draft: Draft, sentence: Sentence) -> bool | None:
    """Whether the period lies ahead of the report (True), behind it (False), or cannot be told (None)."""
    period: Period | None = draft.get("period")
    if period is None or period.end is None or period.start is None:
        return None
    today = _today(sentence)
    if today is None:
        return None
    if period.end < today:
        return False
    return True if period.start > today else None


def _today(sentence: Sentence) -> str | None:
    return sentence.today
