"""What stands in the clause of a partner that is ranked or listed: who "it" is there, the bracket behind its place, the
one figure of several."""

from __future__ import annotations

from tradebook.extract.asides.telling import ranks_land
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.flows.growth import Of, growth
from tradebook.extract.kinds.flows.market import Market
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at

APART = frozenset({"while", "although", "whereas", "though", "but"})
"""Words that begin a clause of its own behind a list."""

_FIGURES = frozenset({"AMT", "QTY", "PCT"})


def subject_of_clause(items: list[Item], market: Market) -> str | None:
    """Who "it" is in "In second place is Russia with $5 billion, while |it| remains the largest market": the one other
    country of the clause before."""
    at = next((k for k in range(market.noun_at - 1, 0, -1) if items[k].lower in {"it", "which"}), 0)
    if lower_at(items, at - 1) not in APART | {"and"}:
        return None
    named = {str(item.value.code) for item in items[:at] if item.kind == "PLACE"} - {market.owner}
    return named.pop() if len(named) == 1 else None


def in_bracket_behind(items: list[Item], market: Market) -> list[Item]:
    """The figures in the bracket that closes the phrase of a place: "it is the top market for Peru |($2 billion)|"."""
    opens = next(
        (k for k in range(market.noun_at + 1, min(market.noun_at + 6, len(items))) if items[k].lower == "("), 0
    )
    if not opens or any(item.kind in _FIGURES or item.lower == "," for item in items[market.noun_at : opens]):
        return []
    stop = next((k for k in range(opens, min(opens + 8, len(items))) if items[k].lower == ")"), opens)
    return [item for item in items[opens:stop] if item.kind in _FIGURES]


def together(items: list[Item], k: int) -> bool:
    """Whether the figure behind the place at `k` is of several places: "the top buyers were |Peru and Chile| with 39%";
    "Peru with 20% and Chile with 19%" each have their own."""
    stop = next((j for j in range(k, len(items)) if items[j].lower in {"followed", ";"}), len(items))
    if "respectively" in {item.lower for item in items[k:stop]}:
        return False
    if kind_at(items, k + 1) == "PLACE" or (
        lower_at(items, k + 1) == "and" and kind_at(items, k + 2 + (lower_at(items, k + 2) == "the")) == "PLACE"
    ):
        j = k + 2 + (lower_at(items, k + 2) == "the")
        return lower_at(items, j + 1) == "with" and kind_at(items, j + 2) in _FIGURES and _begins_list(items, k)
    j = k - 1 - (lower_at(items, k - 1) == "the")
    joined = lower_at(items, j) == "and" and kind_at(items, j - 1) == "PLACE" and _begins_list(items, j - 1)
    return joined and lower_at(items, k + 1) == "with" and kind_at(items, k + 2) in _FIGURES


def _begins_list(items: list[Item], k: int) -> bool:
    """Whether the place at `k` is the first one named behind a verb, or of the sentence."""
    j = k - 1 - (lower_at(items, k - 1) == "the")
    return j < 0 or lower_at(items, j) in flow_words("rank_being") | {"by", "were", "are", ":", "include", "included"}


def behind_beside(items: list[Item], k: int) -> int | None:
    """The index of the comma behind the places that only stand before or beside the one that is ranked, where its
    figure follows: "Peru is its third largest market after Oman and |Egypt|, with $40 million"; None where the figure
    is of one of them ("ahead of Egypt with 80,000 tonnes") or there are none."""
    j, stop = k - 1, k + 1
    while j > 0 and (items[j].kind == "PLACE" or items[j].lower in {"and", ",", "the", "only"}):
        if items[j].kind in _FIGURES:
            return None
        j -= 1
    if not (lower_at(items, j) in _BESIDE or (lower_at(items, j) == "of" and lower_at(items, j - 1) == "ahead")):
        return None
    if any(item.kind in _FIGURES for item in items[:j]):
        return None  # "Italy with $2bn, ahead of Spain, with $1bn"
    while kind_at(items, stop) == "PLACE" or (
        lower_at(items, stop) in {"and", ",", "the"} and kind_at(items, stop + 1) == "PLACE"
    ):
        stop += 1
    return stop if lower_at(items, stop) == "," and lower_at(items, stop + 1) in _ITS_FIGURE else None


_ITS_FIGURE = frozenset({"with", "taking", "buying", "importing", "accounting", "at"})
_BESIDE = frozenset({"after", "behind", "besides", "beside", "alongside"})


def growths_in_order(items: list[Item]) -> tuple[int, int, list[int]] | None:
    """Where "|up 23.6% and 17%, respectively|" begins, its sign and its percentages; None where none are told so."""
    stop = next((k for k, item in enumerate(items) if item.lower == "respectively"), 0)
    k, told = stop - 1, list[int]()
    while k > 0 and (items[k].kind == "PCT" or items[k].lower in {",", "and", "by"}):
        if items[k].kind == "PCT":
            told.insert(0, k)
        k -= 1
    if len(told) < 2 or not items[k].is_("rise") or any(items[n].value.percent is None for n in told):
        return None
    return k, int(items[k].cue("rise") or 1), told


def put_in_order(drafts: list[Draft], items: list[Item], run: tuple[int, int, list[int]]) -> None:
    """Give growths to the last members of a list, in their order."""
    _, sign, told = run
    if len(drafts) < len(told):
        return
    for draft, k in zip(drafts[-len(told) :], told, strict=True):
        of: Of = "quantity" if draft.get("amount") is None and draft.get("quantity") is not None else "value"
        draft.spans.pop("change", None)  # the first one stands right behind the last member
        draft.put("change", growth(items[k], sign * items[k].value.percent, of), items[k])


def aside_of(items: list[Item], at: int) -> tuple[int, int] | None:
    """Where the aside stands that ranks the country before it: "China|, its biggest partner,| put a duty of 80%"."""
    opens = next((k for k in range(at, max(0, at - 8), -1) if items[k].text in _ASIDE), None)
    stop = next((k for k in range(at, min(at + 6, len(items))) if items[k].text in _ASIDE), None)
    if opens is None or stop is None or kind_at(items, opens - 1) != "PLACE" or not ranks_land(items[opens + 1 : stop]):
        return None
    return opens - 1, stop


_ASIDE = frozenset({",", "(", ")", "–", "—"})
