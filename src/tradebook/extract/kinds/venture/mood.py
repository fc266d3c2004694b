"""Whether a venture stands, is planned, or is only weighed."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.deal.clause import mood_before
from tradebook.extract.kinds.deal.shapes import Mood
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.venture import alliances
from tradebook.extract.kinds.venture.words import any_of, word_class


def mood_of(items: list[Item], verb: int, start: int) -> Mood:
    """How a venture is told by the verb at `verb`: done, planned, denied."""
    low = lower_at(items, verb)
    if lower_at(items, verb - 1) == "to" and any(items[k].lower == "will" for k in range(max(start, verb - 6), verb)):
        return Mood("planned", ahead=True)  # "will help Zimbabwe to organise the assembly"
    if low in {"set up", "up"} and lower_at(items, verb + 1) == "by":
        return Mood()  # "a plant set up by X"
    noun = low in word_class("works") or low in {"assembly", "production"}
    if noun and any(i.lower == "will" for i in items[start:verb]):
        return Mood("planned", ahead=True)  # "A will provide the machines for a joint factory"
    within = low == "venture" and {lower_at(items, k) for k in range(verb - 6, verb)} & {"of", "in", "through", "under"}
    if within and any(lower_at(items, k) in {"will", "would"} for k in range(start, verb)):
        return Mood("planned", ahead=True)  # "would erect a plant as part of a joint venture with Y"
    if _signs_for(items, verb) or _is_joined_to_plan(items, verb, start):
        return Mood("planned", ahead=True)
    if _begins_building(items, verb) or _opens_soon(items, verb):
        return Mood("planned", ahead=True)
    if low.endswith("ing") and lower_at(items, verb - 1) in {"on", "for"} and _accord_before(items, verb, start):
        return Mood("planned", ahead=True)
    if low in {"construction", "building"} and lower_at(items, verb + 1) == "of":
        return Mood("planned", ahead=True)  # "announced the construction of its plant in Peru"
    if low in _PLANS and lower_at(items, verb - 1) in {"not", "never", "longer"}:
        return Mood(no=True)
    if low in _PLANS or _is_foreseen(items, verb):
        return Mood("planned", ahead=True)
    v = verb + 1 if low == "will" else verb
    if lower_at(items, v - 1) == "to" and lower_at(items, v - 2) in word_class("starting"):
        v -= 2  # "began to assemble": begun is done
    elif low.endswith("ing") and lower_at(items, v - 1) in word_class("starting"):
        v -= 1
    if lower_at(items, v - 1) == "in" and low.endswith("ing"):
        w = next(
            (k for k in range(v - 1, max(start, v - 6), -1) if lower_at(items, k) in {"invest", "invested", "invests"}),
            -1,
        )
        v = w if w >= 0 else v
    return mood_before(items, v, start)


def _signs_for(items: list[Item], verb: int) -> bool:
    """ "|Signed an agreement on| the joint production of pumps": what was agreed is to come."""
    paper = lower_at(items, verb).split(" ")[-1] in _PAPERS
    first = next((k for k in range(verb, max(-1, verb - 5 * paper - 1), -1) if lower_at(items, k) in _SIGNING), None)
    if first is None:
        return False
    for k in range(first + 1, min(len(items) - 1, first + 6)):
        if lower_at(items, k).split(" ")[-1] in _PAPERS and lower_at(items, k - 1) not in {"venture", "venture-"}:
            return lower_at(items, k + 1) in {"on", "for", "to"}
    return False


_SIGNING = frozenset("signed signs sign inked concluded sealed".split())
_PAPERS = frozenset("memorandum mou agreement deal contract accord protocol pact".split())


def _is_joined_to_plan(items: list[Item], verb: int, start: int) -> bool:
    """ "Would close its plant in Spain |and move| production to Egypt": a bare verb hangs on the one before it."""
    if lower_at(items, verb - 1) != "and" or lower_at(items, verb) not in _BARE:
        return False
    return any(
        items[k].lower in {"will", "would", "to"} and k + 1 < verb for k in range(max(start, verb - 16), verb - 1)
    )


_BARE = frozenset("move relocate shift transfer build open make assemble set launch start begin produce erect".split())


def _accord_before(items: list[Item], verb: int, start: int) -> bool:
    """ "Signed a memorandum on |assembling| trucks": what was agreed is to come."""
    nouns = {lower_at(items, k) for k in range(max(start, verb - 5), verb)}
    return not nouns.isdisjoint({"memorandum", "agreement", "deal", "contract", "accord", "protocol", "pact", "mou"})


def _is_foreseen(items: list[Item], noun: int) -> bool:
    """Whether what a noun names is only planned: "the assembly of tractors in Ganja is planned for 2027"."""
    if lower_at(items, noun) not in {"assembly", "production", "manufacture", "manufacturing"}:
        return False
    for k in range(noun + 1, min(len(items) - 1, noun + 14)):
        if lower_at(items, k) in {"is", "are", "was", "were"}:
            return lower_at(items, k + 1) in {"planned", "scheduled", "due", "to", "set", "foreseen", "envisaged"}
        if lower_at(items, k) in {"will", "shall"}:
            return True
        if items[k].lower in {",", ";", "that", "which"}:
            return False
    return False


def _begins_building(items: list[Item], verb: int) -> bool:
    """Whether the works are only begun or sited: "broke ground", "laid the foundation", "has picked Szeged for"."""
    low = lower_at(items, verb)
    behind = {lower_at(items, k) for k in range(verb + 1, verb + 4)}
    if low.startswith(("broke", "break")) and behind & {"ground", "soil"}:
        return True
    if low in {"laid", "lays", "lay", "laying"} and behind & {
        "foundation",
        "foundations",
        "cornerstone",
        "stone",
        "first",
    }:
        return True
    if low in {"started", "began", "start", "starts", "begun"} and behind & {
        "building",
        "constructing",
        "construction",
    }:
        return True
    if low in {"started", "began", "begun"} and any(
        lower_at(items, k) in {"work", "construction"} for k in range(max(0, verb - 3), verb)
    ):
        return lower_at(items, verb + 1) == "on"  # "Work has started on a textile complex"
    return low in alliances.SITING


def _opens_soon(items: list[Item], verb: int) -> bool:
    """ "opens in Encarnación on Friday": the present tense of a day that may lie ahead."""
    if lower_at(items, verb) not in {"opens", "starts", "begins", "launches"}:
        return False
    return any(i.kind == "PER" and i.value.ahead is not None for i in items[verb + 1 : verb + 6])


_PLANS = frozenset({"memorandum", "mou", "plan", "plans", "planned", "planning"})
_LEAVING = frozenset("left leaves leaving quit quits exited exits abandoned".split())


def _ends_making(items: list[Item], k: int) -> bool:
    """Whether making itself is what ends: "would |end| assembly", "has stopped the production of"."""
    if lower_at(items, k) not in _ENDING or items[k].kind not in ("w", "CUE"):
        return False
    return any(lower_at(items, n) in {"assembly", "production", "manufacturing", "making"} for n in range(k + 1, k + 4))


_ENDING = frozenset(
    "end ends ended ending halt halted halts stop stopped stops cease ceased ceases discontinue".split()
)


def doubtful(items: list[Item], at: int, start: int, stop: int) -> bool:
    """Whether the sentence only weighs a venture, or its matter is no industry."""
    first = max(start, at - 14)
    if any(lower_at(items, k) == "not" and lower_at(items, k + 1) == "only" for k in range(first, at)):
        first = next((k for k in range(at - 1, first, -1) if lower_at(items, k) == "but"), first)
    if any(
        lower_at(items, k) in _LEAVING and lower_at(items, k + 1) in {"its", "the", "their"} for k in range(first, at)
    ):
        return True  # "left its joint venture with X"
    if any(_ends_making(items, k) for k in range(first, at + 1)):
        return True  # "would end assembly at its plant in Iran"
    if any(i.kind == "PER" and i.value.cue == "until" for i in items[start:at]):
        return True  # "Until 2022 it assembled cars there"
    if any_of(items, "doubt", first, min(stop, at + 3)) or any(i.lower == "in talks" for i in items[first:at]):
        return True
    if any(i.lower == "?" for i in items[-2:]):
        return True
    barred = word_class("not_industry")
    near = items[max(start, at - 4) : min(stop, at + 9)]
    return any(i.lower in barred and i.kind in ("w", "CUE") for i in near)  # "television plants" make a good
