"""Partners told behind the venture: "The local partner is X", "Y will hold the remaining 40 percent"."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.wording import NAMES
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.extract.kinds.venture.not_partners import initials, is_body
from tradebook.extract.kinds.venture.words import any_of, word_class
from tradebook.statement import Party


def take_partners_on(last: Draft, sentence: Sentence) -> bool:
    """Put who shares the venture told last among its partners, where a sentence behind it says so."""
    if last.stance == "denied" or sentence.headline != last.sentence.headline:
        return False
    if "PCT" not in sentence.kinds and sentence.lowers.isdisjoint(_SHARING):
        return False
    items = sentence.items
    known = tuple(last.get("partners") or ())
    found = [s for s in sides_in(sentence, 0, len(items)) if s.name is not None and s.word != "city"]
    found = [s for s in found if not is_body(items, s) and not any(_is_one(s, p) for p in known)]
    if not found or not (_is_partner(items, found[0]) or (len(found) == 1 and _shares(last, items, found[0]))):
        return False
    if any(lower_at(items, b.start - 1) not in {"and", ","} for b in found[1:] if b.items[0].kind in NAMES):
        return False  # "the partner is X, which sold its share to Y"
    more = tuple(Party(name=s.name, role=None, country=s.country) for s in found)
    lands = tuple(last.get("countries") or ())
    new = tuple(dict.fromkeys(p.country for p in more if p.country is not None and p.country not in lands))
    if new and known and _is_local(items):
        return False
    last.put("partners", (*known, *more), *(i for s in found for i in s.items), sentence=sentence)
    if new:
        last.put("countries", (*lands, *new))
    return True


_SHARING = frozenset("partner partners jointly together partnership joint".split())
_HOLDING = frozenset("hold holds own owns have has".split())


def _is_one(side: Side, party: Party) -> bool:
    name, told = side.name or "", party.name or ""
    return name in told or told in name or name == initials(told)


def _is_partner(items: list[Item], side: Side) -> bool:
    """ "Its partner in the project |is| the Uzbek company X", "X |is| the local partner"."""
    k = side.start - 1
    while k > 0 and (kind_at(items, k) in {"DEM", "GOOD", "PLACE"} or lower_at(items, k) in _DESCRIBING):
        k -= 1
    first = {lower_at(items, n) for n in range(min(6, len(items)))}
    if lower_at(items, k) in _BEING and k <= 8 and first & _PARTNER:
        noun = next(n for n in range(6) if lower_at(items, n) in _PARTNER)
        return lower_at(items, noun + 1) != "for"  # "the partner for the sale of the glass"
    behind = range(side.stop, side.stop + 7)
    called = any(lower_at(items, n) in _PARTNER for n in behind)
    if side.start <= 3 and called and lower_at(items, side.stop) in _BEING:
        return lower_at(items, side.stop + 1) in {"the", "its", "their"}
    if lower_at(items, k) not in {"with", "and"} or not any_of(items, "anaphor", 0, 4):
        return False
    return bool({lower_at(items, n) for n in range(max(0, k - 3), k)} & _JOINTLY)


_PARTNER = frozenset({"partner", "partners"})
_BEING = frozenset({"is", "was", "are", "will"})
_JOINTLY = frozenset({"jointly", "together", "partnership", "joint", "project"})
_DESCRIBING = frozenset(
    "the a local state-owned company firm group maker producer holding investor ' ’ s state - owned private".split()
)


def _shares(last: Draft, items: list[Item], side: Side) -> bool:
    """ "X will hold 60 percent |and Y the remaining 40|", "the rest belongs to Y", "Y owns the rest"."""
    held = any(i.lower in _HOLDING | {"belongs", "belong"} for i in items)
    if not held or not any(i.kind == "PCT" for i in items) or any_of(items, "no_partner", 0, len(items)):
        return False
    names = {w for p in last.get("partners") or () for w in (p.name or "").split()}
    known = [k for k, i in enumerate(items) if not names.isdisjoint(i.text.split())]
    if any(lower_at(items, k - 1) == "of" for k in known):
        return False  # "Norway's Y owns 10 percent of X"
    rest = any(i.lower in {"rest", "remaining", "remainder"} for i in items)
    if known:
        return rest or sum(i.kind == "PCT" for i in items) > 1
    return rest and bool({i.lower for i in items[:3]} & word_class("works", "anaphor"))


def _is_local(items: list[Item]) -> bool:
    return any(i.lower in {"local", "domestic"} for i in items)
