"""Words that may be noun or verb of trade ("exports", "supplies", "imported"): which of the two they are."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.head import MOVED
from tradebook.extract.kinds.flows.wording import flow_words, opens_clause
from tradebook.extract.kinds.phrases import kind_at, lower_at, one_place

_CERTAIN = frozenset({"to", "will", "can", "could", "would", "may", "not", "should", "might", "must", "shall"})
_DESCRIBED = frozenset({"goods", "products", "volume", "volumes", "items", "commodities"})
_GOES_ON = frozenset({"is", "are", "was", "were", "been", "began", "started", "be"})


def is_verb(items: list[Item], at: int) -> bool:
    """Whether a word that may be noun or verb ("exports", "supplies", "imported") is a verb here."""
    before = lower_at(items, at - 1)
    if before in _CERTAIN and items[at].is_("flow") and items[at].lower.endswith("s"):
        return False  # "due to exports of"
    if lower_at(items, at - 2) in {"-", "–"} and lower_at(items, at - 3) in {"extra", "intra", "non"}:
        return False  # "extra-EU |exports|"
    if items[at].lower.endswith("ing"):
        if _takes_a_part(items, at):
            return False
        if before in _GOES_ON or kind_at(items, at - 1) == "PLACE" or is_aim(items, at):
            return True
        return (
            before in {"and", ",", "while"} and any(t.is_("strong") for t in items[:at]) and _second_of_two(items, at)
        )
    if items[at].is_("past"):  # "imported goods" are described, "Kenya imported goods" tells
        described = lower_at(items, at + 1) in _DESCRIBED
        if before == "and" and _second_of_two(items, at):
            return True
        return not (described and (at == 0 or before in flow_words("before_described")))
    if before.endswith(" to"):
        return True  # "aims to export": one cue
    if before in {"which", "who"} and lower_at(items, at - 2) == "," and items[at].lower.endswith("s"):
        return True  # "Norway, which supplies a third of the gas"
    behind = kind_at(items, at + 1)
    if (
        before == "and"
        and (behind == "GOOD" or gives_it(items, at))
        and (items[at].lower.endswith("s") or not items[at].is_("flow"))
    ):
        return _second_of_two(items, at)
    subject = subject_at(items, at) if before == "," else at - 1
    if not at or not _like_a_subject(items[subject]):
        return False
    if lower_at(items, at + 1) == "from" and items[at].cue("fverb") == "imports" and not items[at].is_("flow"):
        return not items[at].is_("supply")  # "the goods that Bolivia buys from Peru"
    if lower_at(items, at + 1) in {"its", "their"} and kind_at(items, at + 2) == "GOOD":
        return True  # "Zambia sells its coffee to Peru"
    if _has_dative(items, at + 1, behind):
        return True  # "Kazakhstan supplies Tajikistan with wheat"
    if behind in MOVED or behind == "DEM" or lower_at(items, at + 1) in flow_words("behind_verb"):
        return True
    if before in _CERTAIN:
        return True
    return behind == "w" and not any(i.is_("chverb") or i.is_("val") for i in items[at + 1 :])


def _takes_a_part(items: list[Item], at: int) -> bool:
    """ "exported 7 tonnes, with Japan taking 2 tonnes": a part of the flow before, which is not told anew."""
    if items[at].cue("fverb") != "imports" or kind_at(items, at - 1) != "PLACE":
        return False
    j = at - 3 if lower_at(items, at - 2) == "the" else at - 2
    return lower_at(items, j) == "with" and any(
        i.cue("fverb") == "exports" or i.cue("flow") == "exports" for i in items[:j]
    )


def _has_dative(items: list[Item], j: int, kind: str) -> bool:
    """Whether somebody at `j` is supplied "with" something: a country, "it", "the region"."""
    if kind == "PLACE":
        found = one_place(items, j)
        if found is None or lower_at(items, found.stop) == "with":
            return found is not None
        # "sends Hungary electricity", "sells China mostly shrimp"; "imports Chile copper" says where from
        stop = found.stop + (lower_at(items, found.stop) in flow_words("mainly"))
        given = kind_at(items, stop) == "GOOD" or object_opens(items, stop)
        return items[j - 1].cue("fverb") == "exports" and given
    points = lower_at(items, j) == "it" or (
        kind == "CUE" and (items[j].is_("area_noun") or items[j].is_("country_noun"))
    )
    return points and lower_at(items, j + 1) == "with"


def object_opens(items: list[Item], k: int) -> bool:
    """Whether an object with an article begins at `k`: "sells Iceland |a variety of goods ranging from pork to"."""
    if lower_at(items, k) not in {"a", "its", "some", "various", "many", "both", "large", "most"}:
        return False
    near = items[k + 1 : k + 9]
    return any(i.kind == "GOOD" for i in near) and not any(i.kind in {"PLACE", "NUM", "AMT", "QTY"} for i in near)


def gives_it(items: list[Item], at: int) -> bool:
    """ "and sells it jewellery", "sold it goods worth $8m": the partner told before gets the goods."""
    if lower_at(items, at + 1) != "it" or items[at].cue("fverb") != "exports" or at + 2 >= len(items):
        return False
    return items[at + 2].kind in {"GOOD", "AMT", "QTY"} or items[at + 2].is_("goods_word")


def is_aim(items: list[Item], at: int) -> bool:
    """ "has set a target of selling": what a country means to do."""
    return (
        lower_at(items, at - 1) == "of" and at > 1 and items[at - 2].is_("target") and items[at - 2].lower != "to reach"
    )


def _second_of_two(items: list[Item], at: int) -> bool:
    """ "exports gems to China and imports steel from it": the subject of the verb before does this too."""
    return any(items[k].is_("fverb") and is_verb(items, k) for k in range(at - 1, 0, -1))


def _like_a_subject(item: Item) -> bool:
    """Whether a verb may follow: a place, a pronoun, a modal, an adverb, a word for those who trade."""
    if item.kind == "PLACE" or item.is_("country_noun") or item.is_("area_noun"):
        return True
    return item.lower in flow_words("before_verb") or item.lower in flow_words("subject")


def subject_at(items: list[Item], at: int) -> int:
    """The index of the last word of a verb's subject, -1 where there is none."""
    auxiliaries = flow_words("auxiliary")
    j = at - 1
    while j >= 0 and (items[j].lower in auxiliaries or items[j].lower.endswith(" to")):
        j -= 1
    if lower_at(items, j) == "whole" and lower_at(items, j - 2) == "as":
        j -= 3  # "Botswana as a whole exported"
    if lower_at(items, j) in {"turn", "return"} and lower_at(items, j - 1) == "in":
        j -= 2  # "which in turn supplies"
    if lower_at(items, j) in {"itself", "alone"}:
        j -= 1
    if kind_at(items, j) == "PER" and (timed := _timed_before(items, j)) is not None:
        return timed
    if lower_at(items, j) == ",":  # "Kenya, in the same year, exported"
        k = j - 1
        while k >= 0 and items[k].kind != "p":
            k -= 1
        if lower_at(items, k) == "," and kind_at(items, k - 1) == "PLACE":
            listed = all(item.kind == "PLACE" or item.lower in {"and", "the"} for item in items[k + 1 : j])
            return j - 1 if listed else k - 1  # "China, India and the UAE, |shipped": the list's last
        if lower_at(items, 1) == "," and items[0].is_("country_noun") and not any(i.is_("fverb") for i in items[1:j]):
            return 0  # "The country, the world's top producer of cocoa, |exported"
        if (named := _described_before(items, j)) is not None:
            return named
    return j


def _timed_before(items: list[Item], j: int) -> int | None:
    """The subject that stands before the time at `j` and opens the clause: "Kenya |in May| exported", "which last year
    exported"."""
    k = j - 1 - (lower_at(items, j - 1) in {"in", "on", "over", "for", "the"})
    k -= lower_at(items, k) in {"in", "over"} and lower_at(items, k + 1) == "the"
    subject = kind_at(items, k) == "PLACE" or lower_at(items, k) in {"which", "it", "country"}
    first = k - 1 - (lower_at(items, k - 1) == "the")
    return k if subject and (opens_clause(lower_at(items, first)) or lower_at(items, k) == "which") else None


def _described_before(items: list[Item], j: int) -> int | None:
    """The place that what stands between commas before `j` describes: "Kenya, the world's biggest producer of tea,
    |exported"."""
    for k in range(j - 1, max(0, j - 16), -1):
        if items[k].is_("fverb") or items[k].is_("flow") or items[k].lower == ";" or items[k].kind in {"AMT", "QTY"}:
            return None
        if items[k].lower == "," and lower_at(items, k + 1) in {"the", "a", "an", "which", "one", "home"}:
            place = kind_at(items, k - 1) == "PLACE" and opens_clause(lower_at(items, k - 2))
            return k - 1 if place else None
    return None
