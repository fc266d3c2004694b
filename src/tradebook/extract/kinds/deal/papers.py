"""What the documents of a visit or forum were, told by their kinds: "Among them are 52 export contracts worth AMT, 3
import contracts worth AMT and three agreements worth AMT"."""

from __future__ import annotations

from tradebook.extract.draft import Draft, empty
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.phrases import kind_at, lower_at

_NEAR = 4
_OPENS = frozenset({"among", "these", "they", "of"})
_LEADS = frozenset("worth totaling totalling valued for at amounting to of".split())


def kinds_of_papers(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """The deals of a sentence that parts the documents told before by their kinds, each with number and sum; [] where
    it tells fewer than two."""
    items = sentence.items
    if not drafts or items[0].lower.split(" ")[0] not in _OPENS or "AMT" not in sentence.kinds:
        return []
    last = drafts[-1]
    near = last.sentence.headline == sentence.headline and 0 < sentence.index - last.sentence.index <= _NEAR
    lands = set(last.get("countries") or ())
    named = {i.value.code for i in items if i.kind in ("PLACE", "DEM")}
    if not near or len(lands) < 2 or not named <= lands or last.stance != "stated":
        return []
    found = [d for n in range(2, len(items)) if (d := _of_kind(sentence, n, last)) is not None]
    return found if len(found) > 1 else []


def _of_kind(sentence: Sentence, n: int, last: Draft) -> Draft | None:
    """The documents of one kind whose noun stands at `n`: "52 export contracts worth AMT"."""
    items = sentence.items
    instrument = items[n].cue("deal_noun")
    count = next((k for k in range(n - 1, max(-1, n - 5), -1) if items[k].kind == "NUM"), -1)
    if instrument is None or count < 0 or not _only_describes(items, count + 1, n):
        return None
    at = next((k for k in range(n + 1, min(len(items), n + 5)) if items[k].kind == "AMT"), -1)
    if at < 0 or not all(i.lower in _LEADS or i.lower == "a" for i in items[n + 1 : at]):
        return None
    draft = Draft("deal", sentence, confidence=0.65)
    draft.lean_on(last.sentence)
    draft.put("instrument", instrument, items[n])
    draft.put("status", "signed", items[n])
    draft.put("count", int(items[count].value.low), items[count])
    draft.put("amount", items[at].value, items[at])
    draft.put("countries", tuple(last.get("countries")))
    if not empty(last.get("date")):
        draft.put("date", last.get("date"))
    return draft


def _only_describes(items: list[Item], start: int, stop: int) -> bool:
    return all(kind_at(items, k) in {"w", "CUE", "GOOD"} and lower_at(items, k) != "and" for k in range(start, stop))
