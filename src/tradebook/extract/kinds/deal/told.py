"""Deals told by words that name neither an instrument nor a sale: "X has been chosen to supply", "took delivery of",
"committed to 250,000 tonnes", "will be the sole supplier of", "signed for 25 trams"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.another import is_another
from tradebook.extract.kinds.deal.clause import left_edge, mood_before, other_matter, right_edge
from tradebook.extract.kinds.deal.counts import quantities
from tradebook.extract.kinds.deal.instruments import auxiliary, builds_works, passive_at
from tradebook.extract.kinds.deal.purchases import is_flow
from tradebook.extract.kinds.deal.shapes import Clause, Mood
from tradebook.extract.kinds.deal.sides import sides_in
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at

_DELIVERY = frozenset({"took", "takes", "taken", "taking"})
_BINDS = frozenset({"committed", "commits", "promised", "pledged", "undertook", "undertaken"})
_RECEIVED = frozenset({"received", "receives"})
_SIGNED = frozenset({"signed", "signs"})
_SUPPLIERS = frozenset({"supplier", "provider", "vendor"})
_TALKS = frozenset({"talks", "negotiations", "discussions"})
_CAME = frozenset({"came", "comes", "come", "gone", "went", "goes"})
_GIVES = frozenset({"provide", "supply", "equip", "furnish", "provides", "supplies", "equips"})
_AWARDS = frozenset({"awarded", "granted", "entrusted"})
_EXERCISED = frozenset({"exercised", "exercises"})
_FIRMED = frozenset({"firmed", "firms", "firmed up", "firms up"})
_PASSIVE = frozenset({"been awarded", "was awarded", "were awarded"})
WORDS = (
    _EXERCISED
    | _FIRMED
    | _RECEIVED
    | _AWARDS
    | _PASSIVE
    | _DELIVERY
    | _BINDS
    | _SIGNED
    | _SUPPLIERS
    | _TALKS
    | _CAME
    | _GIVES
)


# Words that are looked at alone, and those of which only another word of the sentence makes a deal; orders that came or
# went name an instrument, which is looked for before
_ALONE = _EXERCISED | _FIRMED | _AWARDS | _PASSIVE | _BINDS | _SIGNED | _SUPPLIERS
_TOGETHER = (
    ("delivery", _DELIVERY),
    ("from", _RECEIVED),
    ("between", _TALKS),
    ("with", _GIVES),
    ("lot", _CAME),
    ("package", _CAME),
)


def says_so(sentence: Sentence) -> bool:
    """Whether a word of the sentence can tell a deal so; a quick look before the grammar."""
    lowers = sentence.lowers
    if not lowers.isdisjoint(_ALONE) or not lowers.isdisjoint(word_class("choose")):
        return True
    for word, verbs in _TOGETHER:  # noqa: SIM110 - a loop, for any() costs more than all the looking
        if word in lowers and not lowers.isdisjoint(verbs):
            return True
    return False


def clauses(sentence: Sentence) -> list[Clause]:
    """The deal that a sentence tells by such words, or none."""
    if sentence.lowers.isdisjoint(WORDS) and not says_so(sentence):
        return []
    choose = word_class("choose")
    for v, item in enumerate(sentence.items):
        low = item.lower
        if low not in WORDS and low not in choose and " " not in low:
            continue
        if low in choose:
            made = _chosen(sentence, v)
        elif low in _DELIVERY and lower_at(sentence.items, v + 1) == "delivery":
            made = _taken(sentence, v)
        elif low in _EXERCISED or (low in _FIRMED and lower_at(sentence.items, v + 1) in {"up", "options", "its"}):
            made = _optioned(sentence, v)
        elif low in _RECEIVED:
            made = _received(sentence, v)
        elif low in _BINDS:
            made = _bound(sentence, v)
        elif low in _SIGNED and lower_at(sentence.items, v + 1) in {"for", "up"}:
            made = _signed_for(sentence, v)
        elif low in _SUPPLIERS:
            made = _supplier(sentence, v)
        elif low in _TALKS and lower_at(sentence.items, v + 1) != "with":
            made = _talks_between(sentence, v)
        elif low.split(" ")[-1] in _AWARDS:
            made = _awarded(sentence, v)
        elif low in _CAME:
            made = _went(sentence, v)
        elif low in _GIVES:
            made = _provides(sentence, v)
        else:
            continue
        if made is not None:
            return [made]
    return []


def _made(sentence: Sentence, v: int, form: str, instrument: str | None, status: str = "signed") -> Clause | None:
    items = sentence.items
    start, stop = left_edge(items, v), right_edge(items, v)
    mood: Mood = mood_before(items, v, start)
    if mood.no or mood.stance in ("expected", "denied") or other_matter(sentence, start, stop):
        return None
    return Clause(
        sentence=sentence, start=start, stop=stop, verb=v, noun=-1, form=form, instrument=instrument,
        status="planned" if mood.ahead and status == "signed" else status, mood=mood, confidence=0.65,
    )  # fmt: skip


_WORKS = frozenset("supply deliver build provide construct manufacture equip ship furnish".split())
_WORK_NOUNS = frozenset("supply delivery construction provision purchase shipment".split())


def _sites(items: list[Item], v: int, to: int) -> bool:
    """Whether a firm picks the land for its own works: "GSK has selected Ethiopia to build a plant"."""
    if kind_at(items, v + 1) != "PLACE" or lower_at(items, to + 1) not in {"build", "construct"}:
        return False
    k = v - 1 - (lower_at(items, v - 1) in {"has", "have", "had"})
    return kind_at(items, k) in {"NAME", "ORG"} or lower_at(items, k) == ")"


def _chosen(sentence: Sentence, v: int) -> Clause | None:
    """ "Ilmatar has chosen Vestas to supply 40 turbines"; "Vestas was picked by Ilmatar to supply"."""
    items = sentence.items
    stop = right_edge(items, v)
    to = next(
        (
            k
            for k in range(v + 1, min(stop - 1, v + 16))
            if (items[k].lower == "to" and lower_at(items, k + 1) in _WORKS)
            or (items[k].lower == "for" and {lower_at(items, k + 1), lower_at(items, k + 2)} & _WORK_NOUNS)
            or (items[k].lower in _SUPPLIERS and lower_at(items, k - 1) == "the" and lower_at(items, k + 1) == "of")
            or (items[k].lower == "as" and any(lower_at(items, j) in _SUPPLIERS for j in range(k + 1, k + 6)))
        ),
        None,
    )
    if (
        to is None
        or not (_goods_behind(items, to, stop) or builds_works(items, to, stop) or quantities(sentence, to, stop))
        or any(i.kind == "PERSON" for i in items[v:to])
    ):
        return None
    passive = auxiliary(items, v)
    if not passive and to == v + 2 and _sites(items, v, to):
        return None
    named = any(items[k].kind in ("NAME", "ORG", "PLACE") or items[k].text[:1].isupper() for k in range(v + 1, to))
    if not passive and not named:
        return None
    return _made(sentence, v, "win" if passive else "give", "contract")


def _goods_behind(items: list[Item], k: int, stop: int) -> bool:
    return any(items[j].kind == "GOOD" and not items[j].value.attributive for j in range(k, min(stop, k + 12)))


def _taken(sentence: Sentence, v: int) -> Clause | None:
    """ "took delivery of the last of 90 wagons from India's Rites"."""
    items = sentence.items
    stop = right_edge(items, v)
    if lower_at(items, v + 2) != "of" or not quantities(sentence, v + 3, stop):
        return None
    words = {i.lower for i in items[v:stop]}
    part = words & {"first", "second", "third"} or any(
        lower_at(items, k) == "of" and kind_at(items, k - 1) == "NUM" for k in range(v + 3, stop)
    )
    status = "delivering" if part and not words & {"last", "final", "all"} else "delivered"
    made = _made(sentence, v, "buy", None, status)
    return made if made is not None and not made.mood.ahead else None


_BEFORE_COUNT = frozenset("the its first second third fourth fifth last final another of a further".split())


def _optioned(sentence: Sentence, v: int) -> Clause | None:
    """ "has exercised an option for 50 more cranes from X"."""
    items = sentence.items
    option = next((k for k in range(v + 1, min(len(items), v + 5)) if items[k].lower in {"option", "options"}), 0)
    if not option or not quantities(sentence, option + 1, min(len(items), option + 11)):
        return None
    return _made(sentence, v, "buy", "contract")


def _received(sentence: Sentence, v: int) -> Clause | None:
    """ "has received the first 12 of 48 howitzers it ordered from Portugal", "received six trains from X on Monday"."""
    items = sentence.items
    stop = right_edge(items, v)
    found = quantities(sentence, v + 1, min(stop, v + 9))
    if passive_at(items, v) or not found or found[0].start > v + 5 or not (found[0].quantity.unit or "").islower():
        return None
    if any(i.lower not in _BEFORE_COUNT and i.kind != "NUM" for i in items[v + 1 : found[0].start]):
        return None  # "received four bids for 12 cranes"
    source = any(items[k].lower == "from" for k in range(found[0].stop, min(stop, found[0].stop + 6)))
    if not source or "PCT" in sentence.kinds or not sentence.lowers.isdisjoint(_AID):
        return None
    ordered = "ordered" in sentence.lowers
    if not ordered and is_flow(sentence, v, stop):
        return None
    words = {i.lower for i in items[v:stop]}
    part = words & {"first", "second", "third", "another"} or any(
        lower_at(items, k) == "of" and kind_at(items, k - 1) == "NUM" for k in range(v + 1, found[0].start + 1)
    )
    status = "delivering" if part and not words & {"last", "final", "all"} else "delivered"
    made = _made(sentence, v, "buy", "contract" if ordered else None, status)
    return made if made is not None and not made.mood.ahead else None


def _bound(sentence: Sentence, v: int) -> Clause | None:
    """ "committed to 250,000 tonnes of potash", "has pledged to buy 40 buses"."""
    items = sentence.items
    if lower_at(items, v + 1) != "to" or auxiliary(items, v) or not sentence.lowers.isdisjoint(_OUTPUT):
        return None
    verb = items[v + 2] if v + 2 < len(items) else None
    if verb is None:
        return None
    if verb.kind == "QTY":
        return _made(sentence, v, "buy", "agreement")
    if not quantities(sentence, v + 3, min(len(items), v + 9)):
        return None
    if verb.is_("deal_buy") or verb.lower in {"take", "taking", "import"}:
        return _made(sentence, v, "buy", "agreement")
    if verb.is_("deal_sell") or verb.lower in _WORKS | {"supplying", "delivering"}:
        return _made(sentence, v, "sell", "agreement")
    return None


_OUTPUT = frozenset("output production capacity".split())


def _signed_for(sentence: Sentence, v: int) -> Clause | None:
    """ "We have signed for 25 trams with Lodz", "signed up for 40 buses", "signed up to buy 3,000 tonnes"."""
    items = sentence.items
    k = v + 1 + (lower_at(items, v + 1) == "up")
    if k > v + 1 and lower_at(items, k) == "with":
        k = next((j for j in range(k + 2, min(len(items), k + 14)) if items[j].lower == "for"), k)
    if k > v + 1 and lower_at(items, k) == "to" and k + 1 < len(items):
        form = "buy" if items[k + 1].is_("deal_buy") else "sell" if items[k + 1].lower in _WORKS else None
        k += 1
    else:
        form = "two" if lower_at(items, k) == "for" else None
    counted = quantities(sentence, k + 1, min(len(items), k + 7))
    if form is None or not counted or counted[0].start > k + 3:
        return None
    return _made(sentence, v, form, "contract")


_BEFORE_SUPPLIER = frozenset("sole exclusive main only official preferred".split())


def _supplier(sentence: Sentence, k: int) -> Clause | None:
    """ "will be the sole supplier of milk powder to Alba Foods"."""
    items = sentence.items
    if lower_at(items, k - 1) not in _BEFORE_SUPPLIER or lower_at(items, k + 1) not in {"of", "for", "to"}:
        return None
    v = next((j for j in range(k - 2, max(-1, k - 6), -1) if lower_at(items, j).split(" ")[-1] in _BECOMES), None)
    if v is None or not _goods_behind(items, k, right_edge(items, k)):
        return None
    noun = any(i.is_("deal_noun") for i in items[k:])
    made = _made(sentence, v, "sell", "agreement" if noun else None)
    if made is not None and noun and made.mood.ahead:
        made.mood, made.status = Mood(), "signed"
    return made


_BECOMES = frozenset("be become becomes became".split())


def _talks_between(sentence: Sentence, v: int) -> Clause | None:
    """ "Talks are under way between X and Y on a supply contract for 500,000 tonnes"."""
    items = sentence.items
    stop = right_edge(items, v)
    between = next((k for k in range(v + 1, min(stop, v + 6)) if items[k].lower == "between"), None)
    if between is None:
        return None
    about = next((k for k in range(between + 3, stop) if items[k].lower in {"on", "over", "about", "for"}), None)
    if (ended := _ended_with(items, v, stop)) >= 0:
        return Clause(
            sentence=sentence, start=left_edge(items, v), stop=stop, verb=v, noun=-1, form="two",
            instrument=items[ended].cue("deal_noun"), status="signed", mood=Mood(), confidence=0.6,
        )  # fmt: skip
    if about is None:
        return None
    matter = range(about + 1, min(stop, about + 8))
    noun = next((k for k in matter if items[k].is_("deal_noun")), -1)
    if noun < 0 and not any(items[k].lower in _WORK_NOUNS | {"sale"} or items[k].kind == "QTY" for k in matter):
        return None
    if not _goods_behind(items, about, stop) or other_matter(sentence, left_edge(items, v), stop):
        return None
    instrument = items[noun].cue("deal_noun") if noun >= 0 else None
    return Clause(
        sentence=sentence, start=left_edge(items, v), stop=stop, verb=v, noun=-1, form="two", instrument=instrument,
        status="negotiated", mood=Mood(), confidence=0.6,
    )  # fmt: skip


def _ended_with(items: list[Item], v: int, stop: int) -> int:
    """The index of the contract with which the talks at `v` ended, or -1: "ended on Friday with a contract"."""
    over = next((k for k in range(v + 3, stop) if items[k].lower in _ENDED), -1)
    if over < 0:
        return -1
    return next((k for k in range(over + 1, min(stop, over + 8)) if items[k].is_("deal_noun")), -1)


_ENDED = frozenset({"ended", "resulted", "led", "ended with", "resulted in", "culminated"})


def _went(sentence: Sentence, v: int) -> Clause | None:
    """ "The EUR 72m order came from X", "The contract to modernise the port has gone to X"."""
    items = sentence.items
    way = lower_at(items, v + 1)
    if way not in {"from", "to"} or (way == "to") != (items[v].lower in {"gone", "went", "goes"}):
        return None
    noun = next((k for k in range(v - 1, max(-1, v - 16), -1) if items[k].is_("deal_noun")), -1)
    part = next((k for k in range(min(v, 4)) if items[k].lower in _LOTS and is_another(items, k)), -1)
    if part < 0 and (noun < 0 or noun > 6 or items[noun].cue("deal_noun") != "contract"):
        return None
    noun = noun if part < 0 else part
    if not any(
        items[k].kind in ("NAME", "ORG", "w", "PLACE") and items[k].text[:1].isupper()
        for k in range(v + 2, v + 7)
        if k < len(items)
    ):
        return None
    made = _made(sentence, v, "win" if way == "from" else "given", "contract")
    if made is not None:
        made.noun = noun
    return made


_LOTS = frozenset({"lot", "package", "batch"})


def _provides(sentence: Sentence, v: int) -> Clause | None:
    """ "will provide Lithuania's road administration with 64 snow ploughs"."""
    items = sentence.items
    if lower_at(items, v - 1) not in {"will", "to", "would"} and not items[v].lower.endswith("s"):
        return None
    stop = right_edge(items, v)
    at = next((k for k in range(v + 2, min(stop, v + 10)) if items[k].lower == "with"), None)
    if at is None or not quantities(sentence, at + 1, min(stop, at + 5)) or not sentence.lowers.isdisjoint(_AID):
        return None
    if not any(s.name for s in sides_in(sentence, v + 1, at)) or not _goods_behind(items, at, stop):
        return None
    if any(i.kind in ("AMT", "QTY", "NUM") or i.is_("deal_noun") for i in items[v + 1 : at]):
        return None
    made = _made(sentence, v, "send", None)
    if made is not None and made.mood.ahead and made.mood.stance != "planned":
        return None
    return made


_AID = frozenset("aid humanitarian victims donation donated free grant relief refugees".split())


def _awarded(sentence: Sentence, v: int) -> Clause | None:
    """ "has been awarded the delivery of 400 wagons to X", "had awarded it the supply of 70,000 tonnes of rails"."""
    items = sentence.items
    noun = next((k for k in range(v + 1, min(len(items), v + 10)) if items[k].lower in _WORK_NOUNS), None)
    if noun is None or lower_at(items, noun - 1) != "the" or lower_at(items, noun + 1) != "of":
        return None
    if not quantities(sentence, noun + 2, min(len(items), noun + 6)):
        return None
    return _made(sentence, v, "win" if auxiliary(items, v) or " " in items[v].lower else "give", "contract")
