"""The country of a firm that a report names without one: its press names the nation of foreigners only."""

from __future__ import annotations

import msgspec

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.places import is_group
from tradebook.statement import Party

_LEAST = 3


def take_home(document: Document, draft: Draft) -> None:
    """Give the one party without a country that of the report, where its counterpart is a foreigner by name.

    "Rosas del Sumapaz signed a contract with Japanese retailer Aozora" in a report on Colombia: the report must name
    one country far more than any other, and another one for just one of the two parties."""
    parties: tuple[Party, ...] = draft.get("parties") or ()
    countries = tuple(draft.get("countries") or ())
    bare = [p for p in parties if p.country is None and p.name]
    told = {p.country for p in parties if p.country}
    if draft.get("instrument") == "loan" and not countries and len(parties) == 2 == len(bare):
        _borrowed_at_home(document, draft, parties)
        return
    if len(parties) != 2 or len(bare) != 1 or len(told) != 1 or len(countries) != 1 or set(countries) != told:
        return
    home = _headed(document) or _home(document)
    if home is None or home in told or _is_international(bare[0].name or ""):
        return
    draft.slots["parties"] = tuple(msgspec.structs.replace(p, country=home) if p is bare[0] else p for p in parties)
    draft.slots["countries"] = (*countries, home)
    draft.confidence -= 0.1


def _borrowed_at_home(document: Document, draft: Draft, parties: tuple[Party, ...]) -> None:
    """Give a firm that borrows from a bank of many countries the country of the report."""
    home = _home(document)
    lender = next((p for p in parties if p.role == "lender"), None)
    if home is None or lender is None or not _is_international(lender.name or ""):
        return
    draft.slots["parties"] = tuple(p if p is lender else msgspec.structs.replace(p, country=home) for p in parties)
    draft.slots["countries"] = (home,)


def _headed(document: Document) -> str | None:
    """The country that stands before the report, as trade papers set it: "KAZAKHSTAN: The railway has"."""
    first = next((s for s in document.sentences if not s.headline), None)
    if first is None or len(first.items) < 3 or first.items[1].lower != ":" or first.items[0].kind != "PLACE":
        return None
    place = first.items[0].value
    return place.code if place.form == "name" and not is_group(place.code) else None


def _home(document: Document) -> str | None:
    """The country that a report names more than all others together."""
    counts = {code: n for code, n in document.countries.items() if not is_group(code)}
    if not counts:
        return None
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] >= _LEAST and counts[best] * 2 > sum(counts.values()) else None


def _is_international(name: str) -> bool:
    """Whether a body belongs to many countries: "Black Sea Trade and Development Bank"."""
    words = {word.lower() for word in name.split()}
    return bool(words & {"international", "european", "asian", "african", "islamic", "world", "development", "union"})
