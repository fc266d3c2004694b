"""Deals told by their instrument: "signed a contract with", "contracts worth AMT were signed", "won an order from",
"is negotiating the sale of", "will deliver under a contract"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.clause import beaten, left_edge, mood_before, other_matter, right_edge
from tradebook.extract.kinds.deal.instruments import (
    BE,
    CLEARED,
    TRADES,
    auxiliary,
    behind_giver,
    behind_where,
    kind_of,
    led_astray,
    list_member,
    nouns,
    one_of_list,
    passive_at,
)
from tradebook.extract.kinds.deal.shapes import Clause as Clause
from tradebook.extract.kinds.deal.shapes import Mood
from tradebook.extract.kinds.deal.under import under
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at

_PARTICIPLES = frozenset(
    "signed inked concluded clinched sealed finalised finalized initialled initialed reached struck agreed won "
    "bagged secured received placed awarded granted extended suspended cancelled canceled terminated scrapped annulled "
    "rescinded revoked frozen halted negotiated obtained "
    "formalised formalized approved".split()
)
_BACK = 16
_AHEAD = 28


def clauses(sentence: Sentence) -> list[Clause]:
    """The deals of a sentence that name an instrument, in order."""
    found: list[Clause] = []
    taken: set[int] = set()
    for n in nouns(sentence):
        clause = _among(sentence, n, found) or _active(sentence, n)
        if clause is None and not _awarded_behind(sentence.items, n):
            clause = under(sentence, n)
        clause = clause or _under_which(sentence, n) or _passive(sentence, n) or _standing(sentence, n)
        clause = (
            clause
            or _with_whom(sentence, n)
            or _held(sentence, n)
            or _brought_home(sentence, n)
            or _that_was(sentence, n)
        )
        if (
            clause is not None
            and clause.verb in taken
            and (joined := _also_counted(sentence.items, n, found)) is not None
        ):
            found.append(joined)
            continue
        if clause is None or clause.verb in taken:
            continue
        taken.add(clause.verb)
        if found and found[-1].stop > clause.verb > found[-1].verb:
            found[-1].stop = max(found[-1].noun + 1, _behind_conjunction(sentence.items, clause.verb))
            clause.start = max(clause.start, found[-1].start)
            if clause.start < found[-1].verb and clause.verb - found[-1].stop <= 2:
                clause.skip = (found[-1].verb, found[-1].stop)
        found.append(clause)
    return found


def _also_counted(items: list[Item], n: int, found: list[Clause]) -> Clause | None:
    """The second of two kinds of documents that a number of its own opens: "14 contracts and four memoranda"."""
    first = found[-1]
    k = n - 1
    while k > first.noun and items[k].kind in ("w", "DEM") and items[k].text.islower() and items[k].lower != "and":
        k -= 1
    if not first.noun < k or items[k].kind != "NUM" or lower_at(items, k - 1) not in {"and", ","}:
        return None
    instrument = items[n].cue("deal_noun")
    if instrument is None or instrument == first.instrument or first.form != "two":
        return None
    return Clause(
        sentence=first.sentence, start=first.start, stop=first.stop, verb=first.verb, noun=n, form="two",
        instrument=instrument, status=first.status, mood=first.mood, confidence=0.7, skip=(first.verb, k),
    )  # fmt: skip


def _among(sentence: Sentence, n: int, found: list[Clause]) -> Clause | None:
    """One of several documents: "six documents were signed, among them a contract of A with B on ...", "an MoU between
    A and B on X, an MoU between C and D"."""
    items = sentence.items
    led = any(lower_at(items, k).split(" ")[0] in {"among", "including"} for k in range(max(0, n - 4), n))
    if not (found and led) and not one_of_list(items, n):
        return None
    if not any(items[k].kind in ("NAME", "ORG", "QTY", "AMT", "NUM") for k in range(n + 1, right_edge(items, n))):
        return None  # "including agreements on a dry port": no deal by itself
    status, mood = (found[-1].status, found[-1].mood) if found else ("signed", Mood())
    return Clause(
        sentence=sentence, start=n + 1, stop=list_member(items, n, right_edge(items, n)), verb=n, noun=n, form="two",
        instrument=items[n].cue("deal_noun"), status=status, mood=mood, confidence=0.75,
    )  # fmt: skip


def _behind_conjunction(items: list[Item], verb: int) -> int:
    for k in range(verb - 1, max(0, verb - 6), -1):
        if items[k].lower in {"and", ",", "which", "that"}:
            return k
    return verb


# -- active: "signed a contract" ---------------------------------------------------------------------------------------

_BARRIER = frozenset("; : which who that where after before under".split())


def _active(sentence: Sentence, n: int) -> Clause | None:
    items = sentence.items
    for v in range(n - 1, max(-1, n - _BACK), -1):
        item = items[v]
        if item.lower in _BARRIER and item.kind != "CUE":
            return None
        verb = _verb_classes(item)
        if items[n].lower in {"order", "orders"} and item.lower in _TAKES_ORDERS and verb in (None, "deal_do"):
            verb = "deal_win"
        if verb is None and items[n].lower in {"order", "orders"} and item.lower in _FIRMS_UP:
            verb = "deal_do"
        if verb is None and item.lower in {"opened", "opens", "open"} and items[n].cue("deal_noun") == "loan":
            verb = "deal_lend"
        if verb is None:
            continue
        if not _governs(items, v, n) or _only_told(items, v):
            return None
        return _clause(sentence, v, n, verb)
    return None


def _only_told(items: list[Item], v: int) -> bool:
    """Whether "announced" at `v` is a participle that only dates the news: "Announced on Monday, the order ..."."""
    return lower_at(items, v) in _TELLING and (v == 0 or lower_at(items, v - 1) in {",", "(", "-"})


_TELLING = frozenset({"announced", "unveiled"})


_VERBS = ("deal_win", "deal_give", "deal_do", "deal_stop", "deal_talk", "deal_lend", "deal_borrow", "deal_buy")


def _verb_classes(item: Item) -> str | None:
    if item.kind != "CUE" or item.is_("deal_noun"):
        return None
    return next((c for c in _VERBS if c in item.value.classes), None)


# what only who supplies does with an order
_FIRMS_UP = frozenset({"confirmed", "firmed", "finalised", "finalized", "firms", "confirms"})
_TAKES_ORDERS = frozenset({"took", "takes", "taken", "clinched"})
_ARTICLES = frozenset({"a", "an", "the", "two", "three", "several"})


def _governs(items: list[Item], v: int, n: int) -> bool:
    """Whether the noun is the object of the verb: a determiner, adjectives, figures and lists between them."""
    first = lower_at(items, v + 1)
    between = items[v + 1 : n]
    if first in {"on", "to"} and lower_at(items, v) in {"agreed", "agree", "agrees"}:
        between = between[1:]
        if between and between[0].kind == "PER" and len(between) > 1 and between[1].lower in {"on", "to"}:
            between = between[2:]  # "agreed on Monday to the purchase of"
    elif first == "from" and (behind := behind_giver(items, v + 1)) is not None:
        between = items[behind:n]
    elif led_astray(first, lower_at(items, v)) and lower_at(items, behind_where(items, v + 1)) not in _ARTICLES:
        return False  # but "signed in Tripoli an agreement"
    prepositions = [
        k
        for k, i in enumerate(between)
        if i.lower in {"to", "by", "from", "under", "in", "at", "after", "on", "for", "toward", "towards"}
    ]
    if prepositions and lower_at(items, v) in {"agreed", "agree", "agrees"} and between[prepositions[-1]].lower == "on":
        prepositions = prepositions[:-1]  # "agreed in Bamako on Tuesday on a credit"
    if prepositions == [len(between) - 1] and between[-1].lower == "in" and len(between) > 1:
        prepositions = [] if between[-2].kind == "AMT" else prepositions  # "secured AMT in orders"
    if any(
        between[k].lower not in {"in", "on", "at"}
        or k + 1 >= len(between)
        or between[k + 1].kind not in ("PLACE", "PER")
        for k in prepositions
    ):
        return False
    if lower_at(items, v) in _TALK_NOUNS:
        return False
    return not any(i.kind == "CUE" and _verb_classes(i) is not None for i in between)


_TALK_NOUNS = frozenset(
    {
        "talks",
        "negotiations",
        "negotiation",
        "in talks",
        "holding talks",
        "hold talks",
        "held talks",
        "in negotiations",
        "in discussions",
    }
)


def _clause(sentence: Sentence, v: int, n: int, cls: str) -> Clause | None:
    items = sentence.items
    instrument = kind_of(items, n)
    if cls in ("deal_lend", "deal_borrow") and instrument != "loan":
        return None
    if instrument == "loan" and cls in ("deal_do", "deal_give", "deal_win"):
        cls = {"deal_give": "deal_lend", "deal_win": "deal_borrow"}.get(cls, cls)
        cls = "deal_lend" if "deal_lend" in items[v].value.classes else cls
    if cls == "deal_buy":
        return None
    if cls == "deal_give" and auxiliary(items, v):
        cls = "deal_win"  # "is being awarded a contract"
    start, stop = left_edge(items, v), right_edge(items, n)
    if instrument == "agreement" and any(i.cue("deal_noun") == "loan" for i in items[n + 1 : stop]):
        instrument = "loan"  # "an agreement on a line of credit"
    mood = mood_before(items, _agreement_before(items, v), start)
    if mood.no or other_matter(sentence, start, stop) or _unreal(items, v, n):
        return None
    status = items[v].cue(cls) or "signed"
    if cls in ("deal_lend", "deal_borrow", "deal_win", "deal_give"):
        status = "signed"
    status, mood = _settled(items, v, status, mood, cls)
    form = {
        "deal_win": "win",
        "deal_give": "give",
        "deal_talk": "talk",
        "deal_lend": "lend",
        "deal_borrow": "borrow",
    }.get(cls, "two")
    if instrument == "purchase" and items[n].lower in TRADES and form == "two":
        form = TRADES[items[n].lower]
    return Clause(
        sentence=sentence,
        start=start,
        stop=stop,
        verb=v,
        noun=n,
        form=form,
        instrument=instrument,
        status=status,
        mood=mood,
        skip=(rivals, v) if (rivals := beaten(items, v, start)) >= 0 else _done_after(items, v, start),
    )


def _done_after(items: list[Item], v: int, start: int) -> tuple[int, int]:
    """What the same subject did after the act at `v`, as items to leave out: "Peru |picked X to supply 20 cranes after|
    cancelling a contract with Y"; (0, 0) where it did nothing else."""
    if not items[v].is_("deal_stop") or not items[v].lower.endswith("ing") or lower_at(items, v - 1) != "after":
        return 0, 0
    choose = word_class("choose")
    acts = (
        k
        for k in range(start + 1, v - 1)
        if items[k].lower in choose | _HOLDS | {"had", "will"} or any(items[k].is_(c) for c in _VERBS)
    )
    return next(acts, 0), v


def _agreement_before(items: list[Item], v: int) -> int:
    """The index of the verb that tells how the one at `v` is meant: "signed an agreement to provide a loan",
    "under which it will provide one"."""
    if lower_at(items, v - 1) == "to" and v > 1 and items[v - 2].is_("deal_noun"):
        return next((k for k in range(v - 3, max(-1, v - 8), -1) if items[k].is_("deal_do")), v)
    which = next((k for k in range(v - 1, max(0, v - 8), -1) if items[k].lower == "which"), 0)
    if which > 2 and lower_at(items, which - 1) == "under" and items[which - 2].is_("deal_noun"):
        return next((k for k in range(which - 3, max(-1, which - 8), -1) if items[k].is_("deal_do")), v)
    return v


_NEARING = frozenset(
    "close near before plans considering towards discuss discussed expects possible about approved approves "
    "approval cleared okayed".split()
)


def _settled(items: list[Item], v: int, status: str, mood: Mood, cls: str) -> tuple[str, Mood]:
    """Status and mood together: what is ahead is planned, talks stay talks."""
    if cls == "deal_talk":
        return "negotiated", Mood() if mood.stance != "denied" else mood
    if cls == "deal_stop":
        return status, mood
    if items[v].lower in CLEARED and any(i.lower in TRADES for i in items[v + 1 : v + 4]):
        return "planned", Mood("planned", ahead=True)
    if items[v].lower in {"finalising", "finalizing", "concluding"} and passive_at(items, v) and not mood.ahead:
        return "negotiated", Mood()
    if items[v].lower == "signing" and _set_for(items, v):
        return "planned", Mood("planned", ahead=True)
    gerund = items[v].lower in {"signing", "concluding", "finalising", "finalizing"}
    if gerund and not mood.ahead and any(lower_at(items, k) in _NEARING for k in range(max(0, v - 4), v)):
        return "planned", Mood("planned", ahead=True)
    if gerund and any(lower_at(items, k) == "will" and _watched(items, v) for k in range(max(0, v - 4), v)):
        return "planned", Mood("planned", ahead=True)  # "will witness the signing of"
    return ("planned", mood) if mood.ahead else (status, mood)


def _set_for(items: list[Item], v: int) -> bool:
    """Whether the signing at `v` is the subject of a plan: "The signing of a contract ... is planned for February"."""
    if lower_at(items, v - 1) not in {"the", "formal"} or v > 3:
        return False
    return any(items[k].lower in _SET and passive_at(items, k) for k in range(v + 3, len(items)))


_SET = frozenset("planned scheduled expected due set".split())
_ANY = frozenset({"no", "any", "all", "such", "every"})


def _unreal(items: list[Item], v: int, n: int) -> bool:
    """Whether the clause only supposes: "if they sign", "no contract was signed"."""
    if items[v].lower in {"made", "make", "makes"} and lower_at(items, v + 1) in {"the", "this", "that"}:
        return True
    if items[v].lower == "signing" and lower_at(items, v - 2) == "at" and lower_at(items, v + 2) == "the":
        return True  # "At the signing of the facility, X said": told before
    if items[v].lower == "signing" and lower_at(items, n - 1) in {"the", "this"} and _watched(items, v):
        return True
    if items[v].lower == "signing" and lower_at(items, v - 2) == "with":
        return any(lower_at(items, k) in {"this", "above"} for k in range(v, n))  # "With the signing of this agreement"
    if any(lower_at(items, k) in _HOLDING_BACK for k in range(max(0, v - 5), v)):
        return True  # "hesitant to sign contracts", "delayed the signing of"
    if lower_at(items, n - 1) in {"further", "new", "more", "other"} and lower_at(items, n - 2) in _ANY:
        return True  # "has awarded X no further orders"
    return lower_at(items, n - 1) in _ANY or any(
        lower_at(items, k) in {"if", "unless", "whether"} for k in range(max(0, v - 8), v)
    )


_HOLDING_BACK = frozenset(
    "hesitant reluctant wary unwilling unable afraid delayed delaying delay delays postponed hesitate hesitated "
    "hesitates reluctance refused refuses declined".split()
)


def _watched(items: list[Item], v: int) -> bool:
    """Whether the signing at `v` is only one that somebody saw: "were present to witness the signing of the deal"."""
    return any(lower_at(items, k) in _SEEING for k in range(max(0, v - 3), v))


_SEEING = frozenset("witness witnessed witnessing witnesses attend attended attending oversaw observed".split())


# -- passive: "contracts worth AMT were signed" ----------------------------------------------------------------------


def _passive(sentence: Sentence, n: int) -> Clause | None:
    items = sentence.items
    if items[n].lower in _PERMITS and "under" in (lower_at(items, n - 1), lower_at(items, n - 2)):
        return None  # "shipped under a protocol signed in 2019": what opened a market is not what was sold
    for v in range(n + 1, min(len(items), n + _AHEAD)):
        item = items[v]
        if item.lower in {";", "which", "while", "said"}:
            return None
        if (
            item.kind != "CUE"
            or not any(c in item.value.classes for c in ("deal_do", "deal_win", "deal_give", "deal_stop"))
            or _adjective(items, v)
            or (item.lower in _TELLING and not auxiliary(items, v))
        ):
            continue
        if _finite(items, v) or (item.lower == "reached" and kind_at(items, v + 1) == "AMT"):
            return None  # "its new orders this year had reached AMT": what all come to
        if lower_at(items, v - 1) == "," and (ended := _ended_behind(items, v)) > 0:
            v = ended  # "The contract, signed in 2022, has been terminated"
        return _passive_clause(sentence, v, n)
    return None


def _ended_behind(items: list[Item], v: int) -> int:
    """The index of the verb that ends what an aside at `v` tells the signing of, or 0."""
    closes = next((k for k in range(v + 1, min(len(items), v + 10)) if items[k].lower == ","), len(items))
    behind = range(closes + 1, min(len(items), closes + 6))
    return next((k for k in behind if items[k].is_("deal_stop") and passive_at(items, k)), 0)


_PERMITS = frozenset({"protocol", "memorandum", "mou"})


def _under_which(sentence: Sentence, n: int) -> Clause | None:
    """What a contract is for, told between its word and the act: "A contract under which X will supply 40 buses to Y
    was signed on Monday"."""
    items = sentence.items
    which = n + 1 + (lower_at(items, n + 1) == ",")
    if lower_at(items, which) != "under" or lower_at(items, which + 1) != "which":
        return None
    done = next((k for k in range(which + 3, len(items)) if items[k].is_("deal_do") and auxiliary(items, k)), None)
    verbs = [k for k in range(which + 3, done or 0) if items[k].is_("deal_send") or items[k].is_("deal_sell")]
    if done is None or not verbs or lower_at(items, verbs[0] - 1) not in {"will", "would", "is to", "are to"}:
        return None
    mood = mood_before(items, done, done - 3)
    if mood.no or other_matter(sentence, n, done):
        return None
    return Clause(
        sentence=sentence, start=which + 2, stop=right_edge(items, done), verb=verbs[0], noun=n, form="send",
        instrument=kind_of(items, n), status="planned" if mood.ahead else "signed", mood=mood, confidence=0.75,
    )  # fmt: skip


_WORTH = frozenset("worth valued totals amounts exceeds provides envisages covers".split())


def _standing(sentence: Sentence, n: int) -> Clause | None:
    """A contract told by its sides and its sum, without the act of signing: "The contract between X and Y for 40
    buses is worth AMT"."""
    items = sentence.items
    opened = lower_at(items, 0) in {"worth", "valued"}  # "Worth AMT, the contract between X and Y is for 40 buses"
    if n > 3 + 2 * (lower_at(items, 0) == "the") + 5 * opened or lower_at(items, n + 1) != "between":
        return None
    if lower_at(items, n - 1) in _ANY:
        return None
    told = _WORTH | {"is", "was"} if opened else _WORTH
    worth = next((k for k in range(n + 3, len(items)) if items[k].lower.split(" ")[0] in told), None)
    if worth is None or not any(i.kind in ("AMT", "QTY", "NUM") for i in items[worth : worth + 6]):
        return None
    said = lower_at(items, worth) not in {"worth", "valued"} or auxiliary(items, worth)
    start, stop = 0 if opened else left_edge(items, n), right_edge(items, worth)
    mood = mood_before(items, worth, n)
    if not said or mood.no or mood.ahead or other_matter(sentence, start, stop):
        return None
    return Clause(
        sentence=sentence, start=start, stop=stop, verb=n, noun=n, form="two", instrument=kind_of(items, n),
        status="signed", mood=mood, confidence=0.7,
    )  # fmt: skip


def _with_whom(sentence: Sentence, n: int) -> Clause | None:
    """A deal told by its sum, its other side and what it is for: "A deal valued at AMT with Egypt was for trains"."""
    items = sentence.items
    k = n + 1
    if lower_at(items, k) in {"worth", "valued", "estimated"}:
        k += 1 + (lower_at(items, k + 1) == "at")
        k += kind_at(items, k) == "AMT"
    if lower_at(items, 0) in {"the", "this", "that", "its", "their"}:
        return None  # told before
    if n > 8 or lower_at(items, k) != "with" or lower_at(items, n - 1) in _ANY or "AMT" not in sentence.kinds:
        return None
    is_ = next((j for j in range(k + 2, min(len(items), k + 10)) if items[j].lower in _TOLD_FOR), None)
    if is_ is None or (items[is_].lower in _IS and lower_at(items, is_ + 1) not in {"for", "worth", "valued"}):
        return None
    start, stop = left_edge(items, n), right_edge(items, is_)
    if other_matter(sentence, start, stop):
        return None
    return Clause(
        sentence=sentence, start=start, stop=stop, verb=n, noun=n, form="two", instrument=kind_of(items, n),
        status="signed", mood=Mood(), confidence=0.6,
    )  # fmt: skip


_HOLDS = frozenset({"has", "have", "holds", "hold"})


def _brought_home(sentence: Sentence, n: int) -> Clause | None:
    """Contracts that a delegation took home: "returned from Egypt with contracts worth AMT"."""
    items = sentence.items
    with_ = next((k for k in range(n - 1, max(0, n - 5), -1) if items[k].lower == "with"), 0)
    if not with_ or kind_at(items, with_ - 1) != "PLACE" or lower_at(items, with_ - 2) != "from":
        return None
    v = next((k for k in range(with_ - 3, max(-1, with_ - 6), -1) if lower_at(items, k) in _CAME_HOME), -1)
    if v < 0:
        return None
    start, stop = left_edge(items, v), right_edge(items, n)
    mood = mood_before(items, v, start)
    if mood.no or mood.ahead or other_matter(sentence, start, stop):
        return None
    return Clause(
        sentence=sentence, start=start, stop=stop, verb=v, noun=n, form="two", instrument=kind_of(items, n),
        status="signed", mood=mood, confidence=0.65,
    )  # fmt: skip


_CAME_HOME = frozenset({"returned", "returns", "came", "back", "brought"})


def _that_was(sentence: Sentence, n: int) -> Clause | None:
    """A contract told with who signed it in a relative clause: "the value of the contract that X signed with Y"."""
    items = sentence.items
    if lower_at(items, n - 1) != "the" or lower_at(items, n + 1) not in {"that", "which"}:
        return None
    v = next((k for k in range(n + 3, min(len(items), n + 9)) if items[k].is_("deal_do")), 0)
    if not v or not any(items[k].lower == "with" for k in range(v + 1, min(len(items), v + 4))):
        return None
    stop = right_edge(items, v)
    mood = mood_before(items, v, n + 2)
    if mood.no or mood.ahead or other_matter(sentence, 0, stop):
        return None
    return Clause(
        sentence=sentence, start=0, stop=stop, verb=v, noun=-1, form="two", instrument=kind_of(items, n),
        status="signed", mood=mood, confidence=0.65,
    )  # fmt: skip


def _held(sentence: Sentence, n: int) -> Clause | None:
    """A contract that a firm has: "X has a contract with Y for 80 wagons", "X holds a contract to supply 80 wagons"."""
    items = sentence.items
    if items[n].lower.endswith("s") or lower_at(items, n + 1) not in {"with", "to"}:
        return None
    k = n - 1
    while k > 0 and items[k].kind in ("w", "AMT", "GOOD", "NUM", "p") and lower_at(items, k) not in {"a", "an", ","}:
        k -= 1
    if lower_at(items, k) not in {"a", "an"} or lower_at(items, k - 1) not in _HOLDS:
        return None
    start, stop = left_edge(items, k - 1), right_edge(items, n)
    sized = any(i.kind in ("QTY", "NUM", "AMT", "GOOD") for i in items[n + 1 : stop])
    if not sized or other_matter(sentence, start, stop):
        return None
    return Clause(
        sentence=sentence, start=start, stop=stop, verb=k - 1, noun=n, form="two", instrument=kind_of(items, n),
        status="signed", mood=Mood(), confidence=0.65,
    )  # fmt: skip


_IS = frozenset("is was".split())
_TOLD_FOR = _IS | {"covers", "covered", "includes", "included", "envisages", "provides"}


def _adjective(items: list[Item], v: int) -> bool:
    """Whether the participle at `v` describes the goods behind it: "frozen fish"."""
    return kind_at(items, v + 1) == "GOOD" and not auxiliary(items, v)


def _finite(items: list[Item], v: int) -> bool:
    """Whether the verb at `v` has a subject of its own and takes an object: another clause."""
    low = items[v].lower.split()[-1]
    if low not in _PARTICIPLES:
        return True
    if any(lower_at(items, k).split()[-1:] and lower_at(items, k).split()[-1] in BE for k in range(max(0, v - 4), v)):
        return False
    if " " in items[v].lower:
        return False
    before = items[v - 1]
    return (
        before.kind in ("PLACE", "ORG", "NAME", "PERSON")
        or before.lower in {"has", "have", "had", "it", "they", "he"}
        or lower_at(items, v + 1) in {"a", "an", "the", "its"}
    )


def _passive_clause(sentence: Sentence, v: int, n: int) -> Clause | None:
    items = sentence.items
    start, stop = left_edge(items, n), right_edge(items, v)
    if not auxiliary(items, v):  # "the agreement signed last July, ...": what follows the comma is the main clause
        comma = next((k for k in range(v + 1, stop) if items[k].lower == "," and not _lists_on(items, k)), stop)
        stop = stop if n <= 3 and lower_at(items, comma + 1).split(" ")[0] in _PROVIDES else comma
    mood = mood_before(items, v, n)
    if (
        mood.no
        or other_matter(sentence, start, stop)
        or lower_at(items, n - 1) in _ANY
        or {"if", "unless", "when"} & {i.lower for i in items[max(0, n - 8) : v]}
    ):
        return None
    classes = items[v].value.classes
    status = classes.get("deal_stop") or "signed"
    if mood.ahead and "deal_stop" not in classes:
        status = "planned"
    instrument = kind_of(items, n)
    form = "two"
    if instrument != "loan" and items[v].lower == "granted":
        form = "given"
    if items[v].lower in {"awarded", "placed"} or items[v].lower.endswith("awarded"):
        form = "given"
    return Clause(
        sentence=sentence,
        start=start,
        stop=stop,
        verb=v,
        noun=n,
        form=form,
        instrument=instrument,
        status=status,
        mood=mood,
    )


_PROVIDES = frozenset("provides covers envisages calls includes foresees".split())


def _lists_on(items: list[Item], k: int) -> bool:
    """Whether the comma at `k` stands in a list of names: "to Alba, Example Trains and China's Norwood"."""
    return (
        kind_at(items, k - 1) in _NAMED and kind_at(items, k + 1) in _NAMED and lower_at(items, k + 2) in {",", "and"}
    )


_NAMED = frozenset({"NAME", "ORG"})


def _awarded_behind(items: list[Item], n: int) -> bool:
    """Whether the contract at `n` was, as told right behind it, awarded to somebody."""
    for k in range(n + 1, min(len(items), n + 16)):
        if items[k].lower == "awarded":
            return any(lower_at(items, j) == "to" for j in range(k + 1, k + 5))
    return False
