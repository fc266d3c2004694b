"""What other sentences give a deal: the pair, the side that "the company" means, sectors, sums, what became of it."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, empty
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal import branches, slots
from tradebook.extract.kinds.deal.again import named_again, told_again
from tradebook.extract.kinds.deal.clause import mood_before
from tradebook.extract.kinds.deal.intake import take_other, take_times
from tradebook.extract.kinds.deal.name_lands import names_meeting, pair_in
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.deal.sides import Side, sides_in
from tradebook.extract.kinds.deal.sizes import in_parts, take_sizes
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import lower_at
from tradebook.places import is_group
from tradebook.statement import Period

_BACK = 3


def codes_of(sentence: Sentence) -> list[str]:
    """The countries that a sentence names, in order."""
    found: list[str] = []
    posted = posts(sentence.items)
    for k, i in enumerate(sentence.items[(first := _behind_seat(sentence.items)) :], first):
        if i.kind in ("PLACE", "DEM") and k in posted:
            continue  # "the ambassador to Beijing"
        if i.kind in ("PLACE", "DEM"):
            found.append(i.value.code)
        elif i.kind in ("ORG", "NAME") and i.value.country:
            found += pair_in(i.text) or ([] if names_meeting(i.text) else [i.value.country])
    return [code for code in dict.fromkeys(found) if code and not is_group(code)]


def posts(items: list[Item]) -> set[int]:
    """The indexes of the places to which ambassadors are sent, who sign for others: "the ambassador to Beijing"."""
    return {
        k
        for k in range(2, len(items))
        if items[k].kind == "PLACE" and items[k - 1].lower in {"to", "in"} and items[k - 2].lower == "ambassador"
    }


def _behind_seat(items: list[Item]) -> int:
    """The index behind the town of a dateline where wires only have their desk: "HAMBURG: ...", "LONDON, 3 May -"."""
    if len(items) < 2 or items[0].lower not in word_class("desk"):
        return 0
    return 1 if items[1].lower in {":", "–", "—", "("} or (items[1].lower == "," and items[0].text.isupper()) else 0


def sentences_before(document: Document, sentence: Sentence, most: int) -> list[Sentence]:
    """The sentences before one, the nearest first; the headline stands last."""
    at = document.sentences.index(sentence)
    near = document.sentences[max(0, at - most) : at][::-1]
    title = document.sentences[0]
    if title.headline and title not in near and title is not sentence:
        near.append(title)
    return near


def pair_before(document: Document, sentence: Sentence, known: set[str]) -> tuple[tuple[str, ...], Sentence] | None:
    """The two countries that the sentences before speak of, where the sentence itself names fewer."""
    for other in sentences_before(document, sentence, _BACK):
        codes = codes_of(other)
        if len(codes) == 2 and known <= set(codes):
            return tuple(codes), other
        if len(codes) > 2:
            return None
    return None


def both_sides(document: Document, sentence: Sentence, known: set[str]) -> tuple[tuple[str, ...], Sentence] | None:
    """The pair of the whole report, where a sentence speaks of "the two sides": its two most named countries."""
    joint = _joint(sentence, _STATES_TWO)
    ranked = sorted((c for c in document.lands(sentence).items() if not is_group(c[0])), key=lambda c: -c[1])
    if not joint or len(ranked) < 2 or (len(ranked) > 2 and ranked[2][1] == ranked[1][1]):
        return None
    codes = (ranked[0][0], ranked[1][0])
    where = next((s for s in document.sentences if set(codes) <= set(codes_of(s)) and s is not sentence), None)
    return (codes, where) if where is not None and known <= set(codes) else None


def speaks_of_both(sentence: Sentence) -> bool:
    """Whether a sentence speaks of two that have been named: "the sides", "companies of the two countries"."""
    return _joint(sentence, _STATES_TWO | _BOTH)


def _joint(sentence: Sentence, heads: frozenset[str]) -> bool:
    words = " ".join(i.lower for i in sentence.items).split()
    return any(words[k] in heads and words[k - 1] in {"two", "the", "both"} for k in range(1, len(words)))


_STATES_TWO = frozenset("sides countries parties nations states".split())
_BODIES = frozenset(
    "sides countries parties nations states chambers ministries governments agencies associations universities "
    "organisations organizations institutions bodies ministers".split()
)


def goods_of_tender(document: Document, draft: Draft, clause: Clause) -> None:
    """The goods of a bare weight bought in a tender, from the tender told just before: "seeks wheat in a tender. In its
    last tender it bought 60,000 tonnes"."""
    size = draft.get("quantity")
    if draft.get("goods") or size is None or clause.form != "buy" or "tender_noun" not in clause.sentence.cues:
        return
    if not (size.unit or "").isupper():
        return
    for other in sentences_before(document, clause.sentence, 3):
        if "tender_noun" not in other.cues:
            continue
        call = next(k for k, i in enumerate(other.items) if i.is_("tender_noun"))
        behind_first = [*other.items[call:], *other.items[:call]]
        ware = next((i for i in behind_first if i.kind == "GOOD" and not i.value.attributive), None)
        if ware is not None:
            draft.put("goods", (ware.value.good,), ware, sentence=other)
        return


def of_both(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether the items `start:stop` speak of two that have been named: "between the two chambers of commerce"."""
    words = " ".join(i.lower for i in sentence.items[start:stop]).split()
    return any(w in {"two", "both"} and _BODIES & set(words[k + 1 : k + 3]) for k, w in enumerate(words))


def only_pair(document: Document, sentence: Sentence, known: set[str]) -> tuple[tuple[str, ...], Sentence] | None:
    """The two countries of a report that names no others, each more than once."""
    lands = {code: n for code, n in document.lands(sentence).items() if not is_group(code)}
    if len(lands) != 2 or min(lands.values()) < 2 or not known or not known <= set(lands):
        return None
    where = next((s for s in document.sentences if set(codes_of(s)) == set(lands) and s is not sentence), None)
    return (tuple(codes_of(where)), where) if where is not None else None


def both_named(document: Document, sentence: Sentence, start: int, edge: int) -> tuple[list[Side], Sentence] | None:
    """The two named sides of the sentence before, where "the sides" or "the companies" do something."""
    items = sentence.items
    words = ["", *" ".join(i.lower for i in items[start:edge]).split()]
    they = "they" in words and start == 0
    joint = any(
        w in _BOTH and words[k - 1] in {"the", "both", "two"} and not _STATES & set(words[k + 1 : k + 2])
        for k, w in enumerate(words)
    )
    if not joint and not they:
        return None
    for other in sentences_before(document, sentence, 1):
        named = [s for s in sides_in(other, 0, len(other.items)) if s.name and (s.country or they)]
        if len(named) == 2 and (named[0].country != named[1].country or (they and named[0].country is None)):
            return named, other
    return None


_STATES = frozenset("countries nations states governments leaders presidents ministers capitals".split())
_BOTH = frozenset({"sides", "parties", "companies", "firms", "partners", "two"})


def date_of_event(sentence: Sentence) -> tuple[Period, Item] | None:
    """The day of the meeting, visit or fair that a sentence tells of: deals told right behind it were made there."""
    heads = word_class("event_head") | {"visit"}
    if not any(i.lower.split(" ")[-1] in heads for i in sentence.items):
        return None
    when = slots.times(sentence, 0, len(sentence.items), ahead=False).date
    return (when.value, when.items[0]) if when is not None and isinstance(when.value, Period) else None


def inherit(draft: Draft, last: Draft | None, definite: bool) -> None:
    """What "the contract" takes over from the deal told just before: sides and goods."""
    if last is None or not definite or not _near_draft(draft.sentence, last):
        return
    for slot in ("parties", "countries", "goods"):
        if empty(draft.get(slot)) and not empty(last.get(slot)):
            draft.put(slot, last.get(slot))
            draft.lean_on(last.sentence)


def _near_draft(sentence: Sentence, last: Draft) -> bool:
    return last.sentence.headline == sentence.headline and 0 < sentence.index - last.sentence.index <= 2


# -- sentences that go on about a deal -------------------------------------------------------------------------------

_SAME = frozenset("the this that these those both its their main most".split())


def goes_on(document: Document, sentence: Sentence, drafts: list[Draft]) -> bool:
    """Whether a sentence only says more of the last deal ("The contract is to be signed next month"); then that
    deal has taken it in."""
    last = _last_of(drafts, sentence)
    if not _near(document, sentence, last):
        return False
    if _delivery_term(sentence, last) or _signing_took_place(sentence, last):
        return True
    noun = _definite(sentence)
    if noun is None:
        return False
    codes = codes_of(sentence)
    if _won_jointly(sentence, noun):
        return True
    if _only_signers(sentence, noun, last, codes) or _signed_aside(sentence, noun, last):
        return True
    if told_again(sentence, noun, last, codes) or named_again(sentence, noun, last):
        return True
    lands = set(last.get("countries") or ())
    told = (len(codes) > 1 and set(codes) != lands) or (len(lands) > 1 and not lands & set(codes) and bool(codes))
    if told or any(s.name for s in sides_in(sentence, 0, noun)):
        return False
    return _take_in(last, sentence, noun)


def _won_jointly(sentence: Sentence, noun: int) -> bool:
    """Whether a sentence only tells with whom the deal before was won: "The deal was won in a consortium with X"."""
    items = sentence.items
    if sentence.lowers.isdisjoint(_TOGETHER) or not sentence.kinds.isdisjoint({"AMT", "QTY"}) or noun > 2:
        return False
    return lower_at(items, noun + 1) in {"was", "were"} and lower_at(items, noun + 2) in {"won", "secured", "clinched"}


_TOGETHER = frozenset({"consortium", "partnership", "alliance", "jointly", "together"})


def _only_signers(sentence: Sentence, noun: int, last: Draft, codes: list[str]) -> bool:
    """Whether a sentence only tells who signed the document just told of: people, and no sum or size of its own."""
    items = sentence.items
    newest = max([last.sentence.index, *(s.index for s in last.also)])
    near = 0 < sentence.index - newest <= 2 and items[noun].cue("deal_noun") is not None
    if not near or not set(codes) <= set(last.get("countries") or ()):
        return False
    if not any(i.kind == "PERSON" for i in items) or any(i.kind in ("AMT", "QTY") for i in items):
        return False
    return lower_at(items, noun - 1) in {"the", "this"} and any(i.lower in {"signed", "signing"} for i in items)


def _signed_aside(sentence: Sentence, noun: int, last: Draft) -> bool:
    """Whether a sentence opens with the deal and tells in an aside when it was signed, and goes on about other things:
    "The contract, signed on Friday, is part of the country's biggest"; then that deal has taken the day."""
    items = sentence.items
    if noun > 2 or noun + 2 >= len(items) or items[noun + 1].lower != "," or not items[noun + 2].is_("deal_do"):
        return False
    closes = next((k for k in range(noun + 3, min(len(items), noun + 12)) if items[k].lower == ","), None)
    if closes is None or any(i.kind in ("AMT", "QTY") for i in items[closes:]):
        return False
    when = slots.times(sentence, noun + 2, closes, ahead=False)
    if when.date is None or not empty(last.get("date")) or last.get("status") in {"cancelled", "suspended"}:
        return False
    last.put("date", when.date.value, *when.date.items, sentence=sentence)
    last.also.append(sentence)
    return True


def _last_of(drafts: list[Draft], sentence: Sentence) -> Draft:
    """The deal that a sentence goes on about: the last one, but what was signed is not what is hoped for."""
    last = drafts[-1]
    if len(drafts) > 1 and drafts[-2].sentence is last.sentence:
        kinds = {i.cue("deal_noun") for i in sentence.items} - {None}
        if last.get("instrument") not in kinds and drafts[-2].get("instrument") in kinds:
            return drafts[-2]  # "14 contracts and four memoranda ... The contracts add up to"
    if last.stance == "stated" or len(drafts) < 2 or not any(i.is_("deal_do") for i in sentence.items):
        return last
    return next((d for d in reversed(drafts) if d.stance == "stated" and sentence.index - d.sentence.index <= 4), last)


def is_signing(sentence: Sentence) -> bool:
    """Whether a sentence opens with the act of signing what was told before."""
    return lower_at(sentence.items, 0) == "the" and lower_at(sentence.items, 1) in {"signing", "ceremony"}


def _signing_took_place(sentence: Sentence, last: Draft) -> bool:
    """ "The signing took place in Hanoi on Monday": the day of the deal before."""
    items = sentence.items
    if not is_signing(sentence):
        return False
    held = any(lower_at(items, k) in {"took", "held"} for k in range(2, 6))
    if not held or last.stance != "stated" or any(i.kind in ("AMT", "QTY") for i in items):
        return False
    when = slots.times(sentence, 2, len(items), ahead=False)
    if when.date is not None and empty(last.get("date")):
        last.put("date", when.date.value, *when.date.items, sentence=sentence)
    last.also.append(sentence)
    return True


def _delivery_term(sentence: Sentence, last: Draft) -> bool:
    """ "Delivery will be completed by the end of November": the term of the deal before."""
    items = sentence.items
    head = 1 if lower_at(items, 0) == "the" else 0
    if (
        lower_at(items, head) not in {"delivery", "deliveries", "shipment", "shipments", "supplies"}
        or last.get("term") is not None
    ):
        return False
    if not any(i.lower in {"will", "to", "begin", "start", "completed", "due", "scheduled"} for i in items) or codes_of(
        sentence
    ):
        return False
    when = slots.times(sentence, 0, len(items), ahead=True)
    read = when.term or when.date
    if read is None:
        return False
    last.put("term", read.value, *read.items, sentence=sentence)
    return True


def _near(document: Document, sentence: Sentence, last: Draft) -> bool:
    if last.sentence.headline:
        return False
    newest = max([last.sentence.index, *(s.index for s in last.also)])
    return 0 < sentence.index - newest <= 4 if last.stance == "stated" else 0 < sentence.index - newest <= 2


def _definite(sentence: Sentence) -> int | None:
    """The index of a deal's word that means one already named."""
    items = sentence.items
    if "deal_noun" not in sentence.cues:
        return None
    for n, item in enumerate(items):
        if item.is_("deal_noun"):
            if lower_at(items, n - 1) in _TRADED_ON:
                continue  # "The benchmark contract lost 208 ringgit"
            before = [lower_at(items, k) for k in (n - 1, n - 2)]
            if before[0] in _SAME or (before[1] in _SAME and items[n - 1].kind in ("w", "AMT", "CUE", "GOOD")):
                return n if lower_at(items, n - 1) != "under" else None
    return None


_TRADED_ON = frozenset("benchmark futures active traded month forward".split())
_PAPERS = frozenset({"document", "memorandum", "protocol"})


def _take_in(last: Draft, sentence: Sentence, noun: int) -> bool:
    items = sentence.items
    changed = False
    found = slots.money(items, 0, len(items))
    if items[noun].cue("deal_noun") == "loan" and last.get("instrument") in _PAPERS:
        return False  # "50 documents were signed. This, as well as the credit line of $120 million"
    if found.amount is not None and (_brings_to(items, found.amount) or _pays_by_loan(items, noun, found.amount)):
        return False
    if found.amount is not None:
        if not empty(last.get("amount")):
            return False
        if not in_parts(sentence):
            last.put("amount", found.amount.value, found.amount, sentence=sentence)
            if found.also:
                last.put("amount_also", tuple(i.value for i in found.also), *found.also, sentence=sentence)
        changed = True
    told = _opens_with(items, noun) or _by_document(items, noun)
    if told and last.get("instrument") not in ("loan", "investment", "purchase"):
        changed = take_sizes(last, sentence) or changed
    signing = next((k for k, i in enumerate(items) if i.is_("deal_do")), None)
    if signing is not None:
        mood = mood_before(items, signing, 0)
        if (
            mood.ahead
            and last.get("status") in {"signed", "negotiated"}
            and last.get("instrument") in {"agreement", None}
        ):
            last.stance = mood.stance
            last.put("status", "planned", items[signing], sentence=sentence)
            last.put("instrument", items[noun].cue("deal_noun"), items[noun], sentence=sentence)
        elif mood.ahead and last.stance not in {"planned", "expected"}:
            return False
        changed = True
    changed = take_other(last, sentence, noun) or changed
    changed = take_times(last, sentence) or changed
    fields = branches.sectors(sentence)
    if fields and empty(last.get("sectors")):
        last.put("sectors", fields)
        changed = True
    if changed and sentence not in last.also:
        last.also.append(sentence)
    return changed


def _pays_by_loan(items: list[Item], noun: int, amount: Item) -> bool:
    """Whether a sum is that of a loan that pays for the deal: "The order is financed with a $20 million credit"."""
    if items[noun].cue("deal_noun") == "loan" or not any(i.lower in _PAID for i in items[noun:]):
        return False
    at = next(k for k, i in enumerate(items) if i is amount)
    return any(
        items[k].cue("deal_noun") == "loan" or items[k].lower == "credit" for k in range(at, min(len(items), at + 3))
    )


_PAID = frozenset("funded financed backed covered supported".split())


def _brings_to(items: list[Item], amount: Item) -> bool:
    """Whether a sum is what all deals come to with this one: "The deal brings its bookings to AMT"."""
    at = next(k for k, i in enumerate(items) if i is amount)
    return lower_at(items, at - 1) == "to" and any(items[k].lower in _BRINGS for k in range(at))


_BRINGS = frozenset("brings bringing brought takes taking took raises raising lifts lifting".split())


def _opens_with(items: list[Item], noun: int) -> bool:
    """Whether the sentence opens with the deal itself and says what it is for: "The deal, worth AMT, is for"."""
    if noun > 3 or lower_at(items, 0) not in {"the", "this"}:
        return False
    return any(lower_at(items, k) in _COVERS for k in range(noun + 1, min(len(items), noun + 14)))


def _by_document(items: list[Item], noun: int) -> bool:
    """Whether the sentence opens with the document and tells who is to supply by it: "According to the document, X is
    set to supply"."""
    led = items[0].lower.split(" ")[0] in {"under", "according", "by"} or lower_at(items, 1) in {"accordance", "line"}
    if not led or noun > 4:
        return False
    return any(
        (items[k].is_("deal_send") or items[k].is_("deal_sell"))
        and (items[k - 1].lower.split(" ")[-1] in _TO or _passive_to(items, k))
        for k in range(noun + 2, min(len(items), noun + 14))
    )


def _passive_to(items: list[Item], k: int) -> bool:
    """Whether the verb at `k` tells what will be done: "800,000 tonnes a year will be delivered"."""
    words = f"{lower_at(items, k - 2)} {lower_at(items, k - 1)}".split()
    return words[-1:] == ["be"] and words[-2:-1] != [] and words[-2] in _TO


_TO = frozenset({"will", "would", "to", "shall"})
_COVERS = frozenset(
    "for covers covered covering calls called included involved envisaged foresaw includes involves envisages "
    "provides comprises".split()
)


# -- running totals and hopes ----------------------------------------------------------------------------------------


def running_total(document: Document, sentence: Sentence, drafts: list[Draft]) -> None:
    """Marks sums "so far" and "in all" of a visit or fair, and reads "the total has come to AMT" behind a deal."""
    for draft in drafts:
        if draft.sentence is sentence and not empty(draft.get("amount")) and _so_far(sentence):
            draft.put("running_total", True)
    if drafts and drafts[-1].sentence is sentence:
        _second_total(sentence, drafts, drafts[-1])


def _so_far(sentence: Sentence) -> bool:
    low = f" {sentence.text.lower()} "
    if "superlative" in sentence.cues:
        return False  # "its biggest order so far"
    return any(
        p in low
        for p in (
            " so far",
            " in all,",
            " to date",
            " till date",
            " since the opening",
            " since the start",
            " altogether",
        )
    )


def total_behind(sentence: Sentence, drafts: list[Draft]) -> bool:
    """Whether a sentence only tells to what the deals told just before have come: "Since the opening of the fair the
    total has come to $47 million"; that total is then one of `drafts`."""
    if "total" not in sentence.lowers or "AMT" not in sentence.kinds or not sentence.kinds.isdisjoint(_NAMED):
        return False
    first, size = drafts[-1], len(drafts)
    if first.sentence.index + 1 != sentence.index or not _so_far(sentence) or "flow" in sentence.cues:
        return False
    _second_total(sentence, drafts, first)
    return len(drafts) > size


_NAMED = frozenset({"PLACE", "DEM", "ORG", "NAME", "PERSON", "GOOD"})


def _second_total(sentence: Sentence, drafts: list[Draft], first: Draft) -> None:
    items = sentence.items
    for k, item in enumerate(items):
        if item.lower != "total" or lower_at(items, k - 1) not in {"the", "their"}:
            continue
        amount = next((i for i in items[k : k + 8] if i.kind == "AMT"), None)
        if amount is None or amount.value == first.get("amount"):
            continue
        draft = Draft("deal", sentence, confidence=0.7)
        for slot in ("instrument", "status", "countries"):
            if not empty(first.get(slot)):
                draft.slots[slot] = first.get(slot)
        first.slots.pop("running_total", None)
        draft.put("amount", amount.value, amount)
        draft.put("running_total", True, item)
        drafts.append(draft)
        return


def _joins_a_hope(items: list[Item]) -> bool:
    """Whether "and (that) he expects new contracts" follows in the sentence."""
    joined = next((k for k, i in enumerate(items) if k and i.lower == "and" and lower_at(items, k - 1) == ","), None)
    if joined is None or not any(i.is_("deal_noun") for i in items[:joined]):
        return False
    hopes = any(i.lower in _HOPES for i in items[joined : joined + 6])
    return hopes and any(
        i.is_("deal_noun") and lower_at(items, k - 1) in _NEW for k, i in enumerate(items) if k > joined
    )


_HOPES = frozenset(
    "expect expects expected hope hopes hoping anticipate anticipates plan plans planned forthcoming "
    "upcoming prepared preparing will".split()
)
_NEW = frozenset("new further more additional other another several".split())


def hoped_for(document: Document, sentence: Sentence, *, besides: bool = False) -> Draft | None:
    """ "More contracts will follow within days": deals still to come, between the pair of the report;
    with `besides` only in a clause of its own behind "and", where the sentence speaks of deals made first."""
    items = sentence.items
    if besides and not _joins_a_hope(items):
        return None
    noun = next((n for n, i in enumerate(items) if i.is_("deal_noun") and lower_at(items, n - 1) in _NEW), None)
    if noun is None:
        return None
    lows = {i.lower for i in items[:noun]} | {w for i in items[noun:] for w in i.lower.split()}
    if not lows & _HOPES or lows & {"not", "no", "if"} or items[noun].cue("deal_noun") not in {"contract", "agreement"}:
        return None
    if not items[noun].lower.endswith("s"):
        return None
    codes = codes_of(sentence)
    where = None
    if len(codes) < 2:
        pair = pair_before(document, sentence, set(codes))
        if pair is None:
            return None
        codes, where = list(pair[0]), pair[1]
    draft = Draft("deal", sentence, stance="expected", confidence=0.6)
    draft.put("instrument", items[noun].cue("deal_noun"), items[noun])
    draft.put("status", "planned", items[noun])
    draft.put("countries", tuple(codes))
    if where is not None:
        draft.lean_on(where)
    when = slots.times(sentence, 0, len(items), ahead=True)
    if when.date is not None:
        draft.put("date", when.date.value, *when.date.items)
    return draft
