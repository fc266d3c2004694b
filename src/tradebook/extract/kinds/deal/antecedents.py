"""Whom "it", "the company", "the agency" stands for: the side that the sentences before are about."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.context import sentences_before
from tradebook.extract.kinds.deal.origins import who_is
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.wording import NAMES, word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at

_PRONOUNS = frozenset("it they we".split())


def antecedent(document: Document, sentence: Sentence, start: int, edge: int) -> tuple[Side, Sentence] | None:
    """The named side that "it", "the company", "the factory" before the verb stands for, and where it was named."""
    items = sentence.items
    if not _refers(items, start, edge):
        return None
    if any(items[k].lower == "we" for k in range(start, edge)):
        ours = next(
            (
                s
                for s in sides_in(sentence, edge, len(items))
                if s.name and s.country and s.start > _quote_end(items, edge)
            ),
            None,
        )
        return (ours, sentence) if ours is not None else None
    inside = [s for s in sides_in(sentence, 0, start) if s.name]
    if inside:
        return ([s for s in inside if stands_free(sentence, s)] or inside)[-1], sentence
    called = _body_meant(items, start, edge)
    far: tuple[Side, Sentence] | None = None
    for other in sentences_before(document, sentence, _FAR):
        if other.headline:
            continue
        named = [
            s for s in sides_in(other, 0, len(other.items)) if s.name and s.word != "city" and _may_refer(other, s)
        ]
        if called:
            named = _fitting(other, named, called)
        if named:
            told = who_is(other, named) or next((s for s in named if s.country), named[0]), other
            if called not in _TELLING_BODIES or other.index == sentence.index - 1:
                return told
            far = told  # of several banks that which the report began with
    return far


def _body_meant(items: list[Item], start: int, edge: int) -> str:
    """The word by which "the ministry" before the verb tells what the body is that it stands for; "" where the word
    may stand for any."""
    found = (items[k].lower for k in range(start + 1, edge) if lower_at(items, k - 1) == "the")
    return next((low for low in found if low in _TELLING_BODIES | _BUYING_BODIES), "")


_TELLING_BODIES = frozenset("ministry navy army municipality fund railway bank".split())
_BUYING_BODIES = frozenset("agency authority board utility refiner refinery airline carrier operator".split())
_OFFERS = frozenset({"offered", "bid", "submitted", "quoted"})


def _fitting(sentence: Sentence, named: list[Side], called: str) -> list[Side]:
    """The sides that "the ministry" or "the agency" may mean: one that is called so; no firm that sells."""
    alike = [s for s in named if s.word == called or called in (s.name or "").lower().replace("railways", "railway")]
    if alike or called in _TELLING_BODIES:
        return alike
    return [s for s in named if not _sells(sentence.items, s)]


def _sells(items: list[Item], side: Side) -> bool:
    """Whether a side is told to supply, sell or offer: "X will supply", "X has sold", "X offered a premium of"."""
    behind = items[side.stop : side.stop + 2]
    return any(item.is_("deal_send") or item.is_("deal_sell") or item.lower in _OFFERS for item in behind)


def joined_before(sentence: Sentence, start: int, edge: int) -> list[Side]:
    """The two named sides that "they" before the verb stands for, joined by "and" before the clause: "A of Japan and
    the Norwegian B said they have placed"; [] where there are none."""
    items = sentence.items
    if not start or not any(items[k].lower == "they" for k in range(start, edge)):
        return []
    named = [s for s in sides_in(sentence, 0, start) if s.name]
    if len(named) != 2 or not any(i.lower == "and" for i in items[named[0].stop : named[1].start]):
        return []
    return named if named[1].start - named[0].stop <= 4 else []


def _may_refer(sentence: Sentence, side: Side) -> bool:
    counted = sentence.items[side.start - 1].kind in {"NUM", "QTY"} if side.start else False  # "3,000 MAZ vehicles"
    return not counted and stands_free(sentence, side) and not _outlet(sentence, side)


def _outlet(sentence: Sentence, side: Side) -> bool:
    """Whether a side is only the source that a dateline names: "(Meridian Wire) -"."""
    items = sentence.items
    return lower_at(items, side.start - 1) == "(" and lower_at(items, side.stop + 1) in {"-", "–", "—"}


def spoken_of(document: Document, sentence: Sentence) -> tuple[Side, Sentence] | None:
    """The firm whose news a sentence goes on with: the one that "it" or "the plant" is in the sentence before."""
    before = sentences_before(document, sentence, 1)
    if not before or before[0].headline != sentence.headline or before[0].paragraph < sentence.paragraph - 1:
        return None
    return antecedent(document, before[0], 0, min(4, len(before[0].items)))


def firm_before(document: Document, sentence: Sentence) -> tuple[Side, Sentence] | None:
    """The one named side that the sentence before is about."""
    before = sentences_before(document, sentence, 1)
    if not before or before[0].headline != sentence.headline:
        return None
    other = before[0]
    named = [s for s in sides_in(other, 0, len(other.items)) if s.name and s.word != "city" and _may_refer(other, s)]
    return (named[0], other) if named else None


def _quote_end(items: list[Item], k: int) -> int:
    return next((j for j in range(k, len(items)) if items[j].lower in {'"', "”", "»"}), len(items))


_FAR = 12


def _behind_what_it_is(items: list[Item], k: int) -> int:
    """The index of what stands before the words, back from `k`, that only say what a name is: "the aircraft maker"."""
    while k > 0 and (
        items[k].lower in {"the", "a", "an", "'", "s", "’", "-"}
        or items[k].kind in ("DEM", "PLACE")
        or (items[k].kind == "GOOD" and items[k].text.islower())
        or (items[k].kind == "w" and items[k].text.islower() and items[k].lower not in _PREPOSITIONS | _OPENS)
    ):
        k -= 1
    return k


def stands_free(sentence: Sentence, side: Side) -> bool:
    """Whether a side stands before its sentence's verb and hangs on no preposition: what a pronoun goes back to."""
    items = sentence.items
    k = _behind_what_it_is(items, side.start - 1)
    while lower_at(items, k) == "and" and kind_at(items, k - 1) in NAMES:
        k = _behind_what_it_is(items, k - 2)  # "from X and Y": Y hangs on it too
    joint = lower_at(items, k) in {"of", "between"} and lower_at(items, k - 1) in _BODIES_OF
    joint = joint or (
        lower_at(items, k) == "with"
        and lower_at(items, k - 1) in _JOINTLY
        and any(i.kind in NAMES for i in items[: k - 1])  # not "the deal was won in a consortium with X"
    )
    if lower_at(items, side.start - 1) == "," and lower_at(items, 0) in _LEADS_IN:
        return True  # "In the presence of the president, X and Y signed"
    return (joint or lower_at(items, k) not in _PREPOSITIONS) and not any(
        i.kind == "PERSON" and i.end <= items[side.start].start for i in items[max(0, side.start - 2) : side.start]
    )


_LEADS_IN = frozenset({"in", "during", "after", "following", "at", "before"})
_JOINTLY = frozenset(
    "together jointly along working partnership consortium tandem cooperation alliance teaming".split()
)
_OPENS = frozenset({"which", "that", "where", "when", "whereby"})
_BODIES_OF = frozenset(
    "consortium alliance tandem team grouping subsidiary unit arm division affiliate venture".split()
)
_PREPOSITIONS = frozenset("near in at on with from to for of by into between under citing".split())


def _refers(items: list[Item], start: int, edge: int) -> bool:
    if any(items[k].lower in _PRONOUNS for k in range(start, edge)):
        return True
    if any(
        items[k].lower == "its" and {lower_at(items, k + 1), lower_at(items, k + 2)} & _MANAGERS
        for k in range(start, edge)
    ):
        return True  # "Its director said that a contract had been signed"
    return any(items[k].lower in word_class("ref") and _definite(items, k, start) for k in range(start + 1, edge))


def _definite(items: list[Item], k: int, start: int) -> bool:
    """Whether "the" stands before the word at `k`, or before what only describes it: "the state miner"."""
    if lower_at(items, k - 1) in {"the", "the state"}:
        return True
    described = lower_at(items, k - 1) in _DESCRIBES or kind_at(items, k - 1) == "GOOD"
    return described and k - 2 >= start and lower_at(items, k - 2) == "the"


_DESCRIBES = frozenset("state national listed private family engineering energy oil shipping".split())


_MANAGERS = frozenset(
    "arm unit subsidiary division director head chief manager management chairman spokesman spokeswoman owner "
    "founder".split()
)
