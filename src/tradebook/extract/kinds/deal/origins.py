"""The countries of sides whose own clause does not tell them: where the report introduced them, or its own country."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.places import is_group


class Sides:
    """The sides before the verb, behind it, and those behind "by"."""

    def __init__(self, subject: list[Side], other: list[Side], by: list[Side]) -> None:
        self.subject, self.other, self.by = subject, other, by

    def all(self) -> list[Side]:
        """All sides, in order."""
        return [*self.subject, *self.other, *self.by]


def known(document: Document, draft: Draft, clause: Clause, sides: Sides) -> Sides:
    """The sides, each named one without a country given the one it was introduced with elsewhere in the report; the
    subject that is the report's own body or firm gets the report's country."""
    sides.subject = [introduced(document, draft, side) for side in sides.subject]
    sides.other = [introduced(document, draft, side) for side in sides.other]
    sides.subject = _said_by_itself(draft, sides)
    sides.subject = [_at_home(document, draft, clause, side, sides) for side in sides.subject]
    return sides


def _said_by_itself(draft: Draft, sides: Sides) -> list[Side]:
    """The subject with the nationality by which the sentence calls it where it says who told this: "X took delivery of
    two jets, the Portuguese airline said"."""
    named = [s for s in sides.subject if s.name]
    items = draft.sentence.items
    if len(named) != 1 or named[0].country is not None or not _in_sentence(draft.sentence, named[0]):
        return sides.subject
    for k in range(len(items) - 3, named[0].stop, -1):
        if items[k].kind == "DEM" and lower_at(items, k - 1) == "the" and lower_at(items, k - 2) == ",":
            said = lower_at(items, k + 2) in _SAYS and lower_at(items, k + 1) in word_class("generic", "ref")
            code = items[k].value.code
            if said and not is_group(code) and not any(s.country == code for s in sides.other):
                return [s._replace(country=code) if s is named[0] else s for s in sides.subject]
            break
    return sides.subject


_SAYS = frozenset({"said", "says", "announced", "reported", "confirmed"})


def introduced(document: Document, draft: Draft, side: Side) -> Side:
    """The side with the country that the words behind it or another sentence tell, where it has none yet."""
    if side.name is None or side.country is not None or len(side.name) < 3:
        return side
    if _in_sentence(draft.sentence, side) and (code := _told_behind(draft.sentence.items, side.stop)) is not None:
        return side._replace(country=code)
    for other in document.sentences:
        if other is draft.sentence or side.name not in other.text:
            continue
        if side.name.isupper() and (owner := _with_acronym(other, side.name)) is not None:
            draft.lean_on(other)
            return side._replace(country=owner)
        code = _told_of_name(other, side.name)
        if code is not None:
            draft.lean_on(other)
            draft.confidence -= 0.05
            return side._replace(country=code)
        found = next(
            (s for s in sides_in(other, 0, len(other.items)) if s.name == side.name and s.country is not None), None
        )
        if found is not None:
            draft.lean_on(other)
            draft.confidence -= 0.05
            return side._replace(country=found.country)
    return side


def _with_acronym(sentence: Sentence, acronym: str) -> str | None:
    """The country of the body that a sentence gives with its short name: "Jordan Grain Board (JGB)"."""
    if f"({acronym})" not in sentence.text:
        return None
    at = sentence.text.index(f"({acronym})")
    for side in sides_in(sentence, 0, len(sentence.items)):
        first, last = sentence.items[side.start], sentence.items[side.stop - 1]
        if first.start - sentence.start < at <= last.end - sentence.start and side.country is not None:
            return side.country
    return None


def _told_of_name(sentence: Sentence, name: str) -> str | None:
    """The country of a firm that a sentence is about: "Alba Grain is a firm based in Lyon, France"."""
    for side in sides_in(sentence, 0, len(sentence.items)):
        if side.name == name:
            return _told_behind(sentence.items, side.stop)
    return None


def _owner_behind(items: list[Item], k: int) -> str | None:
    """The country that opens an aside behind a name ("X – Peru's largest maker –") or is all of it ("X, Kenya.")."""
    if lower_at(items, k) not in _OPENS or kind_at(items, k + 1) != "PLACE" or is_group(items[k + 1].value.code):
        return None
    code = str(items[k + 1].value.code)
    behind = possessive_at(items, k + 2)
    if behind > k + 2:
        described = next((j for j in range(behind, min(len(items), behind + 6)) if items[j].lower in _heads()), 0)
        return code if described else None
    alone = items[k + 1].value.form == "name" and lower_at(items, k + 2) in {".", ",", ")", ""}
    return code if alone and lower_at(items, k) == "," and lower_at(items, k + 3) not in _GOES_ON else None


_OPENS = frozenset({",", "-", "–", "—"})
_GOES_ON = frozenset({"and", "or", "the"})
_MAKES = frozenset("makes produces builds manufactures assembles grows mines".split())
_TELLING = frozenset({"of", "in", "from", "based"})
_BORDERS = frozenset("which that who whose with has have had by for to , . ;".split())


def _told_behind(items: list[Item], k: int) -> str | None:
    """The country that the words right behind a name tell of it: ", a Government of India undertaking", "is a
    privately owned firm based in Lyon", "– Peru's largest maker –", ", Kenya."."""
    if (owner := _owner_behind(items, k)) is not None:
        return owner
    if lower_at(items, k) == "," and lower_at(items, k + 1) in {"based", "of", "headquartered", "from"}:
        at = k + 2 + (lower_at(items, k + 2) in {"in", "at"})
        at += kind_at(items, at) == "w" and lower_at(items, at + 1) == ","  # "based in Toledo, Parana"
        at += lower_at(items, at) == ","
        told = kind_at(items, at) == "PLACE" and not is_group(items[at].value.code)
        return str(items[at].value.code) if told else None
    if lower_at(items, k) == "," and kind_at(items, k + 1) == "DEM" and lower_at(items, k + 2) in word_class("generic"):
        return (
            None if is_group(items[k + 1].value.code) else str(items[k + 1].value.code)
        )  # "X, Korean builder based in"
    which = 2 * (lower_at(items, k) == "," and lower_at(items, k + 1) == "which")
    if lower_at(items, k + which) in _MAKES:
        at = next((j for j in range(k + which + 1, min(len(items), k + which + 6)) if items[j].lower in {"in", ","}), 0)
        told = at > 0 and items[at].lower == "in" and kind_at(items, at + 1) == "PLACE"
        return str(items[at + 1].value.code) if told and not is_group(items[at + 1].value.code) else None
    if lower_at(items, k) not in {",", "is", "was"} or lower_at(items, k + 1).split(" ")[0] not in _ARTICLES:
        return None
    for j in range(k + 2, min(len(items), k + 14)):
        item = items[j]
        if item.lower in _BORDERS or item.is_("deal_noun"):
            return None
        if item.kind == "DEM" and not is_group(item.value.code) and _only_praise(items, k + 2, j):
            return str(item.value.code)
        if item.kind == "ORG" and j == k + 2 and item.value.country:
            return str(item.value.country)
        if item.kind != "PLACE" or is_group(item.value.code) or item.value.code == "WLD":
            continue
        before = j - 1 - (lower_at(items, j - 1) == "the")
        owned = lower_at(items, j + 1) in {"'", "’"}
        if lower_at(items, before) in _TELLING or (j == k + 2 and owned):
            return str(item.value.code)
    return None


_ARTICLES = frozenset({"a", "an", "the", "one"})


def _only_praise(items: list[Item], k: int, j: int) -> bool:
    """Whether nothing but praise stands before the nationality at `j`: "a leading German maker"."""
    return j - k < 3 and all(i.is_("rank") or i.is_("superlative") or i.lower in _PRAISE for i in items[k:j])


_PRAISE = frozenset("leading major big large top renowned global state-owned listed private".split())


def home(document: Document) -> str | None:
    """The country that a report is about: the one it names by far most often."""
    ranked = sorted((c for c in document.countries.items() if not is_group(c[0])), key=lambda c: -c[1])
    if not ranked or ranked[0][1] < 3:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 1.5 * ranked[1][1] else None


def own_country(document: Document) -> str | None:
    """The country at home in a report: that of its dateline, else that whose doings its headline opens with, else the
    one that it is about."""
    if document.seat is not None and document.seat.lower not in word_class("desk"):
        code = str(document.seat.value.code)
        return None if is_group(code) else code
    title = document.sentences[0]
    first = title.items[0] if title.headline and title.items else None
    if first is not None and first.kind == "PLACE" and first.value.form == "name" and not is_group(first.value.code):
        return str(first.value.code)
    return home(document)


_OWN = frozenset("state state-owned state-run national government central".split())


def _at_home(document: Document, draft: Draft, clause: Clause, side: Side, sides: Sides) -> Side:
    """The side with the report's country, where it is spoken of as its own: "the state oil company X", or a firm
    seated in a town ("X-based Y") whose counterpart's nationality is told and another."""
    if side.name is None or side.country is not None or not _in_sentence(draft.sentence, side):
        return side
    items = draft.sentence.items
    own = _own_body(items, side.start) or (
        (_seated(items, side.start) or _described(items, side.start)) and any(s.country for s in sides.other)
    )
    code = home(document) if own else own_country(document) if _own_ministry(items, side) else None
    if code is None or any(s.country == code and s.name and s.word != "city" for s in sides.other):
        return side
    draft.confidence -= 0.1
    return side._replace(country=code)


def _own_ministry(items: list[Item], side: Side) -> bool:
    """Whether a ministry is named as of the report's own country: "The Oil Ministry said it had signed"."""
    name = side.name or ""
    ministry = name.rsplit(" ", 1)[-1] in {"Ministry", "ministry"} or name.startswith("Ministry of ")
    return ministry and lower_at(items, side.start - 1) == "the"


def _in_sentence(sentence: Sentence, side: Side) -> bool:
    return any(i is side.items[0] for i in sentence.items)


def _before(items: list[Item], k: int) -> tuple[int, list[str]]:
    """The index where the lower-case words before a name begin, and the words."""
    j = k - 1
    while (
        j >= 0 and items[j].kind in ("w", "GOOD", "CUE") and items[j].text[:1].islower() and items[j].lower not in _EDGE
    ):
        j -= 1
    return j, [word for i in items[j + 1 : k] for word in i.lower.split(" ")]


_EDGE = frozenset("and or that of with from by to for in at on the a an said says its has had have".split())


def _own_body(items: list[Item], k: int) -> bool:
    """Whether "the state grain buyer" stands before the name at `k`."""
    if (
        lower_at(items, k - 1) in {"owned", "run"}
        and lower_at(items, k - 2) == "-"
        and lower_at(items, k - 3) == "state"
    ):
        return True
    j, described = _before(items, k)
    return (
        bool(_OWN & set(described)) and described[-1] in _heads() | {"buyer"} and lower_at(items, j) not in {"a", "an"}
    )


def _heads() -> frozenset[str]:
    return word_class("generic", "body_head")


def _seated(items: list[Item], k: int) -> bool:
    """Whether "Town-based" stands right before the name, the town being none of the tables'."""
    return (
        lower_at(items, k - 1) == "based"
        and lower_at(items, k - 2) == "-"
        and kind_at(items, k - 3) not in ("PLACE", "DEM")
    )


def _described(items: list[Item], k: int) -> bool:
    """Whether a sentence opens with what a firm is, and no nationality: "Engineering firm X"."""
    return (
        0 < k <= 3
        and items[0].kind in ("w", "GOOD")
        and items[k - 1].lower in word_class("generic")
        and all(i.kind in ("w", "GOOD", "CUE") and i.text[:1].islower() for i in items[1:k])
    )


def main_pair(document: Document, sentence: Sentence) -> tuple[str, ...]:
    """The two countries that a report names most often; () where a third is named as often."""
    ranked = sorted((c for c in document.lands(sentence).items() if not is_group(c[0])), key=lambda c: -c[1])
    if len(ranked) < 2 or (len(ranked) > 2 and ranked[2][1] == ranked[1][1]):
        return ()
    return ranked[0][0], ranked[1][0]


def who_is(sentence: Sentence, named: list[Side]) -> Side | None:
    """The name that a sentence says is some country's firm: "X is Zambia's state oil company"."""
    if len(named) < 2 or named[0].country is not None or named[1].country is None:
        return None
    being = lower_at(sentence.items, named[0].stop) in {"is", "was"}
    return named[0]._replace(country=named[1].country) if being and named[1].start <= named[0].stop + 2 else None
