"""Who gets a tender: "was awarded to X", "named X the winner of its tender", "having won a tender in Chile, X will"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.clause import left_edge, mood_before
from tradebook.extract.kinds.deal.shapes import Mood
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.tender_call import Call
from tradebook.extract.kinds.tender_calls import joined_behind, made

_NAMING = frozenset(
    "named names naming declared declares chose chooses chosen selected selects picked picks announced confirmed "
    "recognised recognized crowned".split()
)
_WINNERS = frozenset({"winner", "winners"})
_BEING = frozenset("be been was were is are being".split())


def named_winner(sentence: Sentence, n: int) -> Call | None:
    """ "A named X of B the winner of its tender for trains", "A declared X winner of the tender"."""
    if sentence.lowers.isdisjoint(_WINNERS) or sentence.lowers.isdisjoint(_NAMING):
        return None
    items = sentence.items
    won = next((k for k in range(n - 1, max(-1, n - 8), -1) if items[k].lower in _WINNERS), None)
    if won is None:
        return None
    verb = next((k for k in range(won - 1, max(-1, won - 14), -1) if items[k].lower in _NAMING), None)
    if verb is None or lower_at(items, verb - 1).split(" ")[-1] in _BEING or not sides_in(sentence, verb + 1, won):
        return None
    mood = mood_before(items, verb, left_edge(items, verb))
    return None if mood.no or mood.ahead else made(sentence, n, verb, "awarded", mood, subject_buys=True)


def winners_named(sentence: Sentence, call: Call) -> list[Side]:
    """Who stands between the verb of naming and "the winner"."""
    items = sentence.items
    if call.status != "awarded" or items[call.verb].lower not in _NAMING or call.verb > call.noun:
        return []
    won = next((k for k in range(call.verb + 1, call.noun) if items[k].lower in _WINNERS), None)
    return [] if won is None else [s for s in sides_in(sentence, call.verb + 1, won) if s.name]


def preferred(sentence: Sentence, n: int) -> Call | None:
    """ "A has selected X as preferred bidder for a contract to supply 30 trams", "X was named preferred bidder"."""
    items = sentence.items
    if items[n].lower != "bidder" or lower_at(items, n - 1) not in {"preferred", "selected"}:
        return None
    verb = next((k for k in range(n - 2, max(-1, n - 12), -1) if items[k].lower in _NAMING), None)
    if verb is None:
        return None
    passive = lower_at(items, verb - 1).split(" ")[-1] in _BEING
    return made(sentence, n, verb, "bidding", Mood(), subject_buys=not passive)


def preferred_one(sentence: Sentence, call: Call) -> list[Side]:
    """Who stands between the verb and "preferred bidder"."""
    items = sentence.items
    if items[call.noun].lower != "bidder" or not call.subject_buys or items[call.verb].lower not in _NAMING:
        return []
    return [s for s in sides_in(sentence, call.verb + 1, call.noun) if s.name]


_HAVING = frozenset({"having", "after", "by", "following"})


def having_won(sentence: Sentence, n: int) -> Call | None:
    """ "Having won a tender in Chile, X will deliver": an opener whose subject stands behind it."""
    items = sentence.items
    if lower_at(items, 0) not in _HAVING or lower_at(items, 1) not in {"won", "winning", "clinching", "securing"}:
        return None
    if n > 7 or not any(item.lower == "," for item in items[n:]):
        return None
    return made(sentence, n, 1, "awarded", Mood(), subject_buys=False)


def winner_behind(sentence: Sentence, call: Call) -> list[Side]:
    """The subject behind an opener: the first side named behind its comma."""
    items = sentence.items
    if call.verb != 1 or lower_at(items, 0) not in _HAVING:
        return []
    comma = next((k for k in range(call.noun, len(items)) if items[k].lower == ","), len(items))
    return [s for s in sides_in(sentence, comma + 1, len(items)) if s.name and s.start <= comma + 5][:1]


_AWARDING = frozenset("awarded award awards awarding given granted gave handed".split())


def awarded_to(sentence: Sentence, call: Call) -> list[Side] | None:
    """Who is behind the "to" of an award, active ("awarded the tender to supply 200 buses to X") or passive ("the
    tender to supply 200 buses to A has been awarded to X"); None where the verb awards nothing to anybody."""
    items = sentence.items
    if items[call.verb].lower.split(" ")[-1] not in _AWARDING or call.status != "awarded":
        return None
    passive = lower_at(items, call.verb - 1).split(" ")[-1] in _BEING or items[call.verb].lower.split(" ")[0] in _BEING
    if passive and call.verb < call.noun:
        return None  # "X was awarded the tender"
    first = call.verb + 1 if passive or call.verb > call.noun else call.noun
    to = [k for k in range(first, call.stop) if items[k].lower == "to" and not _of_supply(items, k)]
    if not to:
        return None
    return [s for s in joined_behind(sentence, sides_in(sentence, to[-1], call.stop), "to") if s.name]


def given(sentence: Sentence, call: Call) -> list[Side]:
    """Who stands between the verb and the tender: "has awarded X of B the tender for 40 buses"."""
    items = sentence.items
    if items[call.verb].lower not in _AWARDING or call.verb > call.noun:
        return []
    if lower_at(items, call.verb - 1).split(" ")[-1] in _BEING:
        return []
    return [s for s in sides_in(sentence, call.verb + 1, call.noun) if s.name and s.start <= call.verb + 4]


def as_winner(sentence: Sentence, call: Call) -> list[Side]:
    """ "The tender for 40 buses ended with X of B as the winner"."""
    items = sentence.items
    if items[call.verb].lower.rsplit(" ", 1)[-1] not in _WINNERS or call.verb < call.noun:
        return []
    at = next((k for k in range(call.noun, call.verb) if items[k].lower == "with"), None)
    return [] if at is None else [s for s in sides_in(sentence, at + 1, call.verb) if s.name]


def _of_supply(items: list[Item], k: int) -> bool:
    """Whether "to" at `k` opens what is to be done ("to supply")."""
    return lower_at(items, k + 1) in {"supply", "deliver", "provide", "sell", "build", "buy", "purchase", "import"}
