"""Stance: stated, planned, target, expected or denied, from the verbs around a claim."""

from __future__ import annotations

from functools import cache

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.statement import Period, Stance

_BORDERS = frozenset({";", "while", "whereas", "although", "but"})
_REACHING = frozenset("reach reaching grow exceed hit total".split())
_BEFORE_VERB = frozenset({"be", "also", "still", "even", "soon", "further", "go", "go up"})
_COMING = _REACHING | frozenset(
    "raised increased brought boosted lifted expanded pushed taken doubled tripled trebled quadrupled achieved reached "
    "double triple treble quadruple pass surpass cross top expand climb rise soar amount climb export sell supply "
    "import buy touch attain cut reduced multiplied".split()
)
_BY_ITSELF = _REACHING | frozenset(
    "rise fall climb increase decrease decline drop shrink double triple treble soar surge jump surpass pass top cross "
    "expand remain touch".split()
)
_TO_REACH = frozenset({"to reach", "increase to"})
_SPEAKING = frozenset(
    "say note stress emphasise emphasize remind underline add point recall mention thank tell".split()
)
NEGATING = frozenset({"not", "has not", "have not", "had not", "did not", "does not", "cannot", "unlikely", "never"})
"""What turns round the verb behind it."""
_DENYING = frozenset({"not true", "no truth", "denied", "denies", "deny", "refuted", "dismissed", "untrue"})
_ROUTINE = frozenset({"ready", "stands ready", "stand ready", "set to", "due to", "scheduled"})
_HOPING = frozenset({"hope", "hopes", "hoping", "hoped"})
_WANTING = frozenset({"want", "wants", "wanted"})
_AIMS_FOR = frozenset(
    {
        "working towards",
        "working toward",
        "eye",
        "eyes",
        "eyed",
        "eyeing",
        "target",
        "targets",
        "targeted",
        "targeting",
        "goal",
        "aiming",
    }
)
_AIMS = frozenset({"aim", "aims", "aims to"})
_BEFORE_AIM = frozenset({"to", "of", "and", "will", "would", "us"})
_COME_ABOUT = frozenset({"than", "as", "had", "previously", "initially"})
_FORESEEN = frozenset({"forecast", "forecasts", "expectation", "expectations", "estimate", "estimates", "consensus"})
_COMPARING = frozenset(
    "compared against versus vs above below beat beating beats missed missing misses topped topping than".split()
) | {"compared with", "compared to"}
_SEERS = frozenset({"ministry", "bank", "government", "it", "association", "agency", "office", "fund", "board"})
_BEHIND_SEEN = frozenset({"at", "to", "between", "above", "below", "up", "down"})
_NO_HOPE = frozenset({"estimate", "estimates", "projects", "potential", "prospect"})


class _Told:
    """What the words of a clause tell of a claim's stance; see `stance_of`."""

    __slots__ = (
        "aims",
        "awaited",
        "denied",
        "expected",
        "future",
        "hoped",
        "named",
        "planned",
        "plans",
        "reaches",
        "to_reach",
        "wanted",
        "wants",
    )

    def __init__(self, items: list[Item], start: int, stop: int) -> None:
        aim = flow_words("aim")
        lows = {item.lower for item in items[start:stop]}
        self.hoped = not lows.isdisjoint(_HOPING)
        self.wants = not lows.isdisjoint(_WANTING) and not any(
            items[k].lower in _WANTING and _only_speaks(items, k) for k in range(start, stop)
        )
        self.named = not lows.isdisjoint(_AIMS_FOR)
        self.awaited = -1
        self.aims = self.reaches = self.to_reach = self.wanted = self.expected = False
        self.planned = self.plans = self.future = self.denied = False
        for k in range(start, stop):
            item = items[k]
            if item.lower == "see" and items[k - 1].lower == "to" and items[k - 2].lower in _WANTING:
                self.aims = True  # "we want to see it at $1 billion"
            if item.lower in aim or item.lower in _REACHING:
                self._goal(items, k, item.lower in aim)
            if item.kind == "CUE":
                self._cue(items, k, item)
        self.denied = self.denied and not lows.isdisjoint(_DENYING)

    def _goal(self, items: list[Item], k: int, aim: bool) -> None:
        if not _is_infinitive(items, k):
            return
        if aim:
            self.aims = True
        else:
            self.reaches = True

    def _cue(self, items: list[Item], k: int, item: Item) -> None:
        classes = item.value.classes
        self.denied = self.denied or "deny" in classes
        self.future = self.future or "future" in classes
        if item.lower in _TO_REACH:
            self.reaches = self.to_reach = True
        elif "target" in classes and item.lower not in flow_words("aim"):
            self.wanted = True
        if item.lower in _AIMS:
            self.wanted = self.named = True
        if "plan" in classes and not _only_speaks(items, k):
            self.planned = self.planned or item.lower not in _ROUTINE
            if item.lower == "set to" and lower_at(items, k + 1) in _BY_ITSELF:
                self.expected = True  # "trade is set to reach": foreseen, nobody's plan
            else:
                self.plans = self.plans or item.lower != "preparing"
        if "expect" in classes and _governs(items, k):
            self.expected = True
            if k and items[k - 1].lower in {"is", "are"} and _infinitive_behind(items, k):
                self.awaited = k


_TELLING = frozenset({"deny", "future", "target", "plan", "expect"})


def _tells(sentence: Sentence) -> bool:
    """Whether a sentence has any word that `_Told` looks for; most have none."""
    return not (sentence.cues.isdisjoint(_TELLING) and sentence.lowers.isdisjoint(_told_words()))


@cache
def _told_words() -> frozenset[str]:
    return flow_words("aim") | _REACHING | _HOPING | _WANTING | _AIMS_FOR | _TO_REACH | _AIMS


@cache
def _nothing() -> _Told:
    return _Told([], 0, 0)


def _only_speaks(items: list[Item], k: int) -> bool:
    """ "I |want to say| that trade grew", "wishes to stress": a way of speaking, no plan."""
    if not items[k].lower.startswith(("want", "wish", "like")):
        return False
    at = k + 1 if items[k].lower.endswith(" to") else k + 2
    return (at == k + 1 or lower_at(items, k + 1) == "to") and lower_at(items, at) in _SPEAKING


def stance_of(sentence: Sentence, at: int, draft: Draft, within: tuple[int, int] | None = None) -> Stance:
    """The stance of a flow whose head stands at item `at`, from the cues of its clause (no further than `within`) and
    the period it is for."""
    items, lowers = sentence.items, sentence.lowers
    if items[at].is_("target"):
        return "target"  # "the target for 2023 is $3 billion": that it is one stands in the word itself
    borders = not (lowers.isdisjoint(_BORDERS) and lowers.isdisjoint(_ADDING))
    start, stop = _clause(items, at) if borders else (0, len(items))
    if "of which" in lowers:  # "exported 9 tonnes, |of which| 7 will go to": what is told of a part
        stop = next((k for k in range(at + 1, stop) if items[k].lower == "of which"), stop)
    if within is not None:
        start, stop = max(start, within[0]), min(stop, within[1])
    told = _Told(items, start, stop) if _tells(sentence) else _nothing()
    if told.denied:
        return "denied"
    if not lowers.isdisjoint(NEGATING) and _is_negated(items, at, start, stop):
        return "denied"
    if not lowers.isdisjoint(_TARGETS) and _called_target(items, draft):
        return "target"
    if not lowers.isdisjoint(_modals()) and (to_come := _to_come(items, at, start, stop)) is not None:
        return to_come
    ahead = _ahead(draft, sentence)
    if ahead is False and told.awaited >= 0 and not _figures_between(items, at, told.awaited):
        return "expected"
    aims = not lowers.isdisjoint(flow_words("aim"))
    if aims and (sought := _sought(items, at)) is not None:
        return sought
    if ahead is False:
        return "target" if aims and _was_meant(items, at) else "stated"
    if _is_target(told, bool(ahead)):
        return "target"
    if told.expected:
        return "expected"
    if told.plans:
        return "planned"
    # what is told of a time to come cannot be a fact yet
    return "expected" if told.future or ahead or _headline_to(sentence, at) else "stated"


def _is_negated(items: list[Item], at: int, start: int, stop: int) -> bool:
    """Whether it is said not to be meant or done: "does not plan to raise imports to $50m", "did not export 5
    tonnes"."""
    done = at - 1 - (lower_at(items, at - 1) in {"actually", "ever"})
    if items[at].is_("fverb") and lower_at(items, done) in NEGATING and lower_at(items, at + 1) != "only":
        return True
    for k in range(start, stop):
        if items[k].lower in NEGATING and lower_at(items, k + 1) != "only" and not _figures_between(items, at, k):
            verb = k + 1 + (lower_at(items, k + 1) in {"yet", "currently"})
            if verb < len(items) and items[verb].is_("plan"):
                return True
    return False


def _called_target(items: list[Item], draft: Draft) -> bool:
    """Whether the figure itself is called one: "the target of $50 million in trade was not met", "missed their $50
    million trade target"."""
    spans = draft.spans.get("amount") or draft.spans.get("quantity")
    at = next((k for k, item in enumerate(items) if spans and (item.start, item.end) == spans[0]), 0)
    if at > 1 and lower_at(items, at - 1) == "of" and lower_at(items, at - 2) in _TARGETS:
        return True
    return at > 0 and any(lower_at(items, k) in _TARGETS for k in (at + 1, at + 2)) and kind_at(items, at + 1) != "PER"


_TARGETS = frozenset({"target", "targets", "goal", "goals"})


def _to_come(items: list[Item], at: int, start: int, stop: int) -> Stance | None:
    """What may come about or has to, and has not yet: "trade can be brought to $2bn", "has the potential to reach"
    (expected), "must raise its exports to" (a target); of a figure told before that, nothing is said."""
    for k in range(start, stop):
        low = items[k].lower
        if low not in _modals() or items[k].kind == "PER" or _figures_between(items, at, k):
            continue  # "exports in May rose" tells no modal
        if low in flow_words("has_to_come"):
            if _comes_about(items, k + 1):
                # "exports should reach 5 tonnes this season" is foreseen, "should be raised" is wanted
                return "expected" if low == "should" and lower_at(items, k + 1) != "be" else "target"
        elif low in flow_words("may_come"):
            if _comes_about(items, k + 1):
                return "expected"
        elif _of_potential(items, k, at):
            return "expected"
        elif lower_at(items, k + 1) == "to reach" or (
            lower_at(items, k + 1) in {"to", "of", "to be"} and _comes_about(items, k + 2)
        ):
            if low in flow_words("has_to"):
                return "target"
            if lower_at(items, k - 1) != "it" or not lower_at(items, k - 2).startswith("ma"):  # "made it possible to"
                return "expected"
    return None


@cache
def _modals() -> frozenset[str]:
    return flow_words("may_come") | flow_words("may_come_to") | flow_words("has_to") | flow_words("has_to_come")


def _of_potential(items: list[Item], k: int, at: int) -> bool:
    """ "The |potential| for trade between A and B is $2bn": the head stands right behind."""
    if items[k].lower != "potential" or lower_at(items, k + 1) not in {"for", "of"}:
        return False
    return k < at <= k + 5 and not any(item.lower in {",", "to"} for item in items[k + 1 : at])


def _comes_about(items: list[Item], k: int) -> bool:
    """Whether a verb of rising, reaching or selling begins at `k`: "|also be doubled|", "|further increase|"."""
    while lower_at(items, k) in _BEFORE_VERB or (kind_at(items, k) == "w" and lower_at(items, k).endswith("ly")):
        k += 1
    if k >= len(items):
        return False
    item = items[k]
    if item.is_("noun") and not item.is_("chverb") and lower_at(items, k - 1) not in _BEFORE_VERB | {"to"}:
        return item.lower in flow_words("aim")
    return item.is_("chverb") or item.is_("times") or item.lower in _COMING or item.lower in flow_words("aim")


def _headline_to(sentence: Sentence, at: int) -> bool:
    """ "Peru to export 6 million tonnes", "Trade deficit to fall by": in a headline, of what is to come."""
    items = sentence.items
    opened = kind_at(items, 0) == "PLACE" and lower_at(items, 1) == "to" and 2 < at <= _NEAR
    if opened and (items[2].is_("times") or items[2].is_("chverb") or items[2].lower in flow_words("aim")):
        return True  # "Kenya to triple sugar imports from Uganda"
    if not sentence.headline:
        return False
    if lower_at(items, at - 1) == "to":
        return at > 1 and items[at - 2].kind == "PLACE" and items[at].is_("fverb")
    return lower_at(items, at + 1) == "to" and at + 2 < len(items) and items[at + 2].is_("chverb")


_NEAR = 6


def _sought(items: list[Item], at: int) -> Stance | None:
    """What is looked for and not yet there: "steps to raise trade to $5bn", "how to double exports" (a target), "has
    the potential to bring trade to" (expected)."""
    aim, effort, chance = flow_words("aim"), flow_words("effort"), flow_words("chance")
    for k in range(max(1, at - 4), at + 1):
        if items[k].lower in aim and _agreed_to_let(items, k):
            return "target"
        if items[k].lower not in aim or (to := _sought_at(items, k)) is None:
            continue
        before = {word for item in items[max(0, to - 3) : to + 1] for word in item.lower.split(" ")}
        if not before.isdisjoint(effort) or _pledged(items, to):
            return "target"
        return None if before.isdisjoint(chance) else "expected"
    return None


def _pledged(items: list[Item], to: int) -> bool:
    """Whether "to" hangs on a pledge further back, be it behind place, day and another aim: "agreed in Kabul on
    Saturday to open a trade house and |to| raise turnover", "signed an agreement to cut duties and |to| lift trade"."""
    if items[to].lower != "to" and not items[to].lower.endswith(" to"):
        return False
    for k in range(to - 1, max(-1, to - 18), -1):
        low = items[k].lower
        if low in _PLEDGES:
            return any(items[j].lower == "to" for j in range(k + 1, to + 1)) or k == to - 1
        if low in {";", "which", "who", "that", "but", "after", "helped", "managed"} or items[k].kind in {"AMT", "QTY"}:
            return False
    return False


_PLEDGES = frozenset("agreed agree agrees pledged vowed promised decided undertook agreement accord memorandum".split())


def _agreed_to_let(items: list[Item], k: int) -> bool:
    """Whether a side "agreed to let" the other one |increase| its trade."""
    let = next((j for j in range(k - 1, max(0, k - 4), -1) if items[j].lower in {"let", "allow"}), 0)
    if lower_at(items, let - 1) != "to":
        return False
    return any(item.lower.startswith("agree") for item in items[max(0, let - 4) : let])


def _sought_at(items: list[Item], k: int) -> int | None:
    """The index of the preposition that governs the verb at `k`, also over one joined to it: "agreements |to| expand
    investment and increase trade"; None where none does."""
    before = k - 1 - (items[k - 1].lower.endswith("ly") or items[k - 1].lower in {"further", "also"})
    if items[before].lower in _BEFORE_SOUGHT or items[before].lower.endswith(" to"):
        return before
    if items[before].lower != "and":
        return None
    for j in range(before - 1, max(0, before - 8), -1):
        if items[j].kind in {"AMT", "PCT", "QTY"} or items[j].lower in {",", ";", "that"}:
            return None
        if items[j].lower == "to" and items[j + 1].kind in {"w", "CUE"}:
            return j
        if items[j].lower.endswith(" to"):
            return j
    return None


_BEFORE_SOUGHT = frozenset({"to", "of", "for", "on", "at", "in"})


def _was_meant(items: list[Item], at: int) -> bool:
    """ "had set out to double their trade by 2020": a target of the past, missed or met, is one still."""
    aim = flow_words("aim")
    for k in range(max(1, at - 4), at):
        if items[k].lower in aim and items[k - 1].lower.endswith("to"):
            before = items[max(0, k - 4) : k]
            return any(i.is_("plan") or i.is_("target") or i.lower in {"out", "agreed"} for i in before)
    return False


def _is_target(told: _Told, ahead: bool) -> bool:
    """Whether somebody wants it: it is called a target, or a side means to bring it about."""
    if (told.hoped or told.expected) and not (told.named or told.planned or told.wants):
        return False  # "hopes to reach", "expects exports to reach"
    if (told.wants or told.to_reach) and ahead:
        return True  # "wants exports of half a billion by 2026"
    if told.wanted and (ahead or told.aims or told.reaches or told.named):
        return True
    if (told.aims or told.reaches) and (told.planned or told.wants):
        return True
    return told.aims and ahead and not told.expected


def _clause(items: list[Item], at: int) -> tuple[int, int]:
    """The clause around an index, as start and stop: borders are semicolons and contrasts."""
    start = next((k + 1 for k in range(at - 1, -1, -1) if _is_border(items, k)), 0)
    stop = next((k for k in range(at + 1, len(items)) if _is_border(items, k)), len(items))
    return start, stop


def _is_border(items: list[Item], k: int) -> bool:
    return items[k].lower in _BORDERS or (items[k].lower in _ADDING and lower_at(items, k - 1) == ",")


# What is told behind these is said of something else: "have tripled, he said, |adding| that they hoped to double"
_ADDING = frozenset({"adding", "noting", "stressing", "expressing", "voicing"})


def _is_infinitive(items: list[Item], k: int) -> bool:
    before = items[k - 1].lower if k else ""
    return items[k].lower.endswith("ing") or before in _BEFORE_AIM or before.endswith(" to")


def _figures_between(items: list[Item], at: int, k: int) -> bool:
    """Whether a figure stands between the head and "are expected to": that one has come about."""
    return any(items[j].kind in {"AMT", "QTY", "PCT", "FAC"} for j in range(min(at, k), max(at, k)))


def _infinitive_behind(items: list[Item], k: int) -> bool:
    """ "are expected to": still awaited when it was written, though the time that it is for may be over."""
    return items[k].lower.endswith(" to") or (k + 1 < len(items) and items[k + 1].lower == "to")


def _governs(items: list[Item], k: int) -> bool:
    """Whether a word of expectation speaks of the figure and not of what came about ("more than expected")."""
    item = items[k]
    if k and items[k - 1].lower in _COME_ABOUT:
        return False
    if item.lower in _FORESEEN and any(i.lower in _COMPARING for i in items[max(0, k - 5) : k]):
        return False  # "compared with the median forecast for a 6% rise"
    if item.lower in {"sees", "see"}:  # "Peru sees exports up 5%", not "May sees exports rise"
        who = items[k - 1] if k else item
        return who.kind in {"PLACE", "ORG", "NAME", "DEM"} or who.lower in _SEERS
    if item.lower.endswith(" seen"):  # "are seen rising", not "a decline is seen in"
        behind = lower_at(items, k + 1)
        return behind in _BEHIND_SEEN or behind.endswith("ing")
    if item.lower == "may":  # the month is written with a capital
        return item.text[0].islower() and k + 1 < len(items) and items[k + 1].kind in {"w", "CUE"}
    return item.lower not in _NO_HOPE


def _ahead(draft: Draft, sentence: Sentence) -> bool | None:
    """Whether the period lies ahead of the report (True), behind it (False), or cannot be told (None)."""
    period: Period | None = draft.get("period")
    if period is None or period.end is None or period.start is None or sentence.today is None:
        return None
    if period.end < sentence.today:
        return False
    return True if period.start > sentence.today else None
