"""The slots of a deal that can be read from a stretch of a sentence by themselves."""

from __future__ import annotations

from calendar import monthrange
from typing import Any, NamedTuple

import msgspec

from tradebook.extract.analysis import resolved
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.aircraft import aircraft_at
from tradebook.extract.kinds.deal.turning import MOVED, handed_over
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at, unknown_good
from tradebook.extract.mentions.numbers import plain
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.extract.tables import words
from tradebook.goods import HS_EDITION
from tradebook.statement import Good, Period, Quantity

INCOTERMS = frozenset("exw fca fas fob cfr cif cpt cip dap dpu ddp daf des deq c&f".split())


class Read(NamedTuple):
    """A value read, with its items."""

    value: Any
    items: tuple[Item, ...]


class Money(NamedTuple):
    """The sums of a stretch: the deal's, the same in other currencies, the price of a unit."""

    amount: Item | None
    also: tuple[Item, ...]
    unit_price: Item | None


def money(items: list[Item], start: int, stop: int) -> Money:
    """The sums among `items[start:stop]`; a sum that belongs to another noun (turnover, profit) is none."""
    amount: Item | None = None
    also: list[Item] = []
    price: Item | None = None
    for k in range(start, stop):
        if items[k].kind != "AMT":
            continue
        if is_unit_price(items, k):
            price = price or (None if _other_sum(items, k, start) else items[k])
        elif amount is not None:
            if lower_at(items, k - 1) in {"(", "or"} and items[k].value.currency != amount.value.currency:
                also.append(items[k])
        elif not _other_sum(items, k, start):
            amount = items[k]
    return Money(amount, tuple(also), price)


def is_unit_price(items: list[Item], k: int) -> bool:
    """Whether the sum at `k` is for one unit: "$285 a tonne", "per barrel", "each"."""
    nxt = lower_at(items, k + 1)
    if lower_at(items, k - 1) == "at" and lower_at(items, k - 2) in {"valued", "priced"} and _each(items, k - 3):
        return True  # "with each ton valued at US$489.3"
    if lower_at(items, k - 1) in {"costing", "at", "costs", "valued"} and any(
        lower_at(items, j) == "each" for j in range(max(0, k - 4), k - 1)
    ):
        return True  # "with each vessel costing AMT"
    if nxt in INCOTERMS and (items[k].value.value or 0) < 5000:
        return True  # "at $404.89 cif"
    if nxt in {"each", "apiece", "/"} or (nxt == "for" and lower_at(items, k + 2) in {"each", "every"}):
        return True
    if nxt in {"to", "and"} and kind_at(items, k + 2) == "AMT" and lower_at(items, k - 1) in {"from", "between"}:
        return is_unit_price(items, k + 2)
    if nxt not in {"a", "per", "an"}:
        return False
    return lower_at(items, k + 2) not in {"year", "annum", "month", "day", "week"}


def _each(items: list[Item], k: int) -> bool:
    return lower_at(items, k - 1) in {"each", "every", "per"}


def _other_sum(items: list[Item], k: int, start: int) -> bool:
    if lower_at(items, k - 1) == "of" and lower_at(items, k - 2) in {"premium", "discount", "surcharge"}:
        return True  # what comes on top of a price that the report does not tell
    behind = lower_at(items, k + 1) in {"in", "of"} and lower_at(items, k + 2) in word_class("other_sum")
    owed = any(lower_at(items, k + d) in {"debt", "debts", "deficit", "surplus"} for d in (1, 2))
    if behind or owed:
        return True
    for j in range(k - 1, max(start, k - 4) - 1, -1):
        if items[j].is_("deal_noun"):
            return False  # "trade deals worth AMT"
        if items[j].lower in word_class("other_sum") or items[j].cue("flow") in {"turnover", "balance"}:
            return True
    return False


def incoterm(items: list[Item], start: int, stop: int) -> Item | None:
    """The delivery term, written in capitals or in the wires' lower case."""
    for k in range(start, stop):
        item = items[k]
        if (
            item.kind in ("w", "NAME", "ORG", "CUE")
            and item.lower in INCOTERMS
            and (item.text.isupper() or _priced(items, k))
        ):
            return item
    return None


def _priced(items: list[Item], k: int) -> bool:
    return any(items[j].kind == "AMT" for j in range(max(0, k - 5), k))


# -- quantities ------------------------------------------------------------------------------------------------------


class Counted(NamedTuple):
    """A quantity with its good, where the counted noun is one; `stop` is the index behind."""

    quantity: Quantity
    good: Good | None
    items: tuple[Item, ...]
    start: int
    stop: int


def quantity_at(sentence: Sentence, k: int) -> Counted | None:
    """A quantity at item `k`: by weight or volume, or a number with the goods it counts ("70 electric buses")."""
    items = sentence.items
    item = items[k]
    if item.kind == "QTY" and lower_at(items, k + 1) in {"ships", "vessels"} and item.value.unit.islower():
        return _ships(sentence, k)
    if item.kind == "QTY":
        good = _counted_good(item) if lower_at(items, k + 1) != "of" else None
        _, _, inside = item.text.partition(" of ")
        if inside and good is None and (found := resolved(inside.lower())) is not None:  # "12,000 head of cattle"
            good = Good(text=inside, hs=found.codes, hs_edition=HS_EDITION, confidence=found.confidence)
        return Counted(item.value, good, (item,), k, k + 1)
    if item.kind != "NUM" or item.value.low < 1 or lower_at(items, k - 1) in {"no", "-", "article"}:
        return None
    if lower_at(items, k + 1) == "-" and items[k + 1].start == item.end:
        return None  # "a 5-year gas contract", "6,000-horsepower locomotives": the number measures, it counts nothing
    if "respectively" in sentence.lowers and lower_at(items, k - 1) == "and" and kind_at(items, k - 2) == "NUM":
        return None  # "290 and 470 buses respectively"
    if kind_at(items, k - 1) in {"NAME", "ORG"} and kind_at(items, k - 2) == "NUM" and item.text[:1].isdigit():
        return None  # "three Boeing 737-800 freighters": the model
    if kind_at(items, k - 1) == "NUM" and lower_at(items, k + 1).split(" ")[0] in _SIZE_WORDS:
        return None  # "two 36,000 dwt bulkers": the size of one
    described = int(kind_at(items, k + 1) == "QTY" and "-" in items[k + 1].text)  # "three 30-ton boilers"
    behind = k + 2 + (lower_at(items, k + 2) == "-")
    if kind_at(items, k + 1) == "NUM" and lower_at(items, behind).split(" ")[0] in _SIZE_WORDS:
        described = behind - k
    noun = aircraft_at(sentence, k + 1) or _counted_noun(sentence, k + 1 + described)
    if noun is None or (lower_at(items, k - 1) in _SIDES_OF and noun[2] is not None and not noun[2].hs):
        return None  # "orders from two Gulf carriers": who deals
    first, last, good = noun
    unit = (
        items[last].lower
        if items[first].kind == "GOOD" and last > first
        else good.text
        if good is not None and items[first].kind == "GOOD"
        else sentence.text_between(items[first], items[last])
    )
    bare = item.value
    single = bare.low == bare.high
    quantity = Quantity(
        value=plain(bare.low) if single else None,
        low=None if single else plain(bare.low),
        high=None if single else plain(bare.high),
        unit=unit,
        qualifier=bare.qualifier,
        precision=plain(bare.precision),
        text=sentence.text_between(item, items[last]),
    )
    return Counted(quantity, good, (item, items[last]), k, last + 1)


_SIDES_OF = frozenset({"from", "by", "with", "between"})
_SIZE_WORDS = frozenset("dwt teu cbm gt mw kw hp kva mva tonne ton tonnes foot metre meter seat seater".split())


def _counted_good(item: Item) -> Good | None:
    """The good that a counted noun is by itself ("200 wagons"), where the tables know it."""
    unit = item.value.unit
    found = resolved(unit) if unit.islower() else None
    return Good(text=unit, hs=found.codes, hs_edition=HS_EDITION, confidence=found.confidence) if found else None


def _ships(sentence: Sentence, k: int) -> Counted:
    """A number of ships for some good, whose word was read as what is counted: "four container ships"."""
    items = sentence.items
    words_ = sentence.text_between(items[k], items[k + 1]).split(" ")
    text = " ".join(word for word in words_[-2:])
    found = resolved(text.lower())
    good = Good(text=text, hs=found.codes, hs_edition=HS_EDITION) if found is not None else Good(text=text)
    quantity = msgspec.structs.replace(items[k].value, unit=text, text=" ".join(words_))
    return Counted(quantity, good, (items[k], items[k + 1]), k, k + 2)


def _counted_noun(sentence: Sentence, k: int) -> tuple[int, int, Good | None] | None:
    """The goods that a number before `k` counts: indexes of the first and last item, the good."""
    items = sentence.items
    k = _behind_model(items, k)
    while (
        kind_at(items, k) == "DEM"
        or lower_at(items, k) in _SKIPPED
        or (kind_at(items, k) == "w" and (items[k].text.isupper() or items[k].text.isdigit()))
    ):
        k += 1  # "180 K2 tanks"
        if kind_at(items, k) == "NUM":
            k += 1
    k = _behind_model(items, k)
    if kind_at(items, k) == "GOOD" and lower_at(items, k + 1) == "-" and kind_at(items, k + 2) in {"w", "CUE"}:
        k += 3  # "16 methanol-fuelled container ships"
    if kind_at(items, k) == "GOOD" and lower_at(items, k + 1) == "-" and kind_at(items, k + 2) == "GOOD":
        k += 2  # "two methanol-ready car carriers"
    if kind_at(items, k) == "GOOD" and lower_at(items, k + 1) in _CARRIERS:
        return k, k + 1, _resolved_good(sentence.text_between(items[k], items[k + 1]), items[k + 1].lower)
    if kind_at(items, k) == "GOOD" and (items[k].value.attributive or kind_at(items, k + 1) != "GOOD"):
        return (k, k, good_of(items[k])) if not items[k].value.attributive else None
    if kind_at(items, k) == "GOOD":
        return k, k + 1, compound(sentence, k)  # "seven sleeper trains"
    last = k
    while last - k < 5 and _plain(items, last):
        last += 1
    last += lower_at(items, last) == "ships"  # "two patrol ships", where the word might be a verb
    if kind_at(items, last) == "GOOD" and last > k and not items[last].value.attributive and _plural(items[last].lower):
        return k, last, good_of(items[last])
    last -= 1
    while last >= k and not _plural(items[last].lower):
        last -= 1
    if last < k or items[last].lower in word_class("not_unit") or items[k].lower in word_class("not_unit"):
        return None
    if sum(i.kind != "p" for i in items[k:last]) - any(i.kind == "p" for i in items[k:last]) > 2 or items[
        last
    ].lower in words("plain_words"):
        return None
    text = sentence.text_between(items[k], items[last])
    found = resolved(text.lower())
    if found is None:
        return k, last, Good(text=text)
    return k, last, Good(text=text, hs=found.codes, hs_edition=HS_EDITION, confidence=found.confidence)


_CARRIERS = frozenset({"ships", "vessels", "carriers", "tankers"})


def _resolved_good(text: str, head: str) -> Good:
    """The good of a wording, by the tables' codes for all of it, else for its last word."""
    found = resolved(text.lower()) or resolved(head) or resolved("tankers")
    return Good(text=text, hs=found.codes, hs_edition=HS_EDITION) if found is not None else Good(text=text)


def compound(sentence: Sentence, k: int) -> Good:
    """The one good that two goods in a row name ("sleeper trains"): with the codes of the whole wording where it has
    some, else with those of its head."""
    items = sentence.items
    text = sentence.text_between(items[k], items[k + 1])
    whole = resolved(text.lower())
    head = good_of(items[k + 1])
    if whole is not None:
        return Good(text=text, hs=whole.codes, hs_edition=HS_EDITION, confidence=whole.confidence)
    return Good(text=text, hs=head.hs, hs_edition=head.hs_edition, confidence=head.confidence)


def _behind_model(items: list[Item], k: int) -> int:
    """The index behind the name of a model at `k`, where goods follow it ("96 Apache attack helicopters")."""
    j = k
    while j < k + 8 and (
        kind_at(items, j) in {"NAME", "ORG", "PERSON"}
        or (j > k and kind_at(items, j) == "NUM" and items[j].text[:1].isdigit())
        or (kind_at(items, j) == "w" and (items[j].text[:1].isupper() or items[j].text[:1].isdigit()))
        or (j > k and lower_at(items, j) == "-")
    ):
        j += 1
    return j if j > k and kind_at(items, j) == "GOOD" and not items[j].value.attributive else k


_SKIPPED = frozenset("new more such modern additional used its their".split())


def _plain(items: list[Item], k: int) -> bool:
    low = lower_at(items, k)
    if kind_at(items, k) == "p":
        return low == "-" and kind_at(items, k + 1) in {"w", "GOOD"}
    if kind_at(items, k) == "GOOD" and items[k].value.attributive:
        return True
    return kind_at(items, k) == "w" and items[k].text.islower() and low not in _ENDS


_ENDS = frozenset(
    "to for from with on in at by under over worth of and or as the a an which that was were is "
    "are be been has have per "
    "between among into after before until during ordered delivered it he they its each will would".split()
) - {"and"}


def _plural(word: str) -> bool:
    return (word.endswith("s") and not word.endswith(("ss", "us", "is"))) or word in {
        "aircraft",
        "equipment",
        "cattle",
        "sheep",
        "head",
    }


def quantities(sentence: Sentence, start: int, stop: int) -> list[Counted]:
    """All quantities in the items `start:stop`, in order."""
    found: list[Counted] = []
    k = start
    while k < stop:
        one = quantity_at(sentence, k)
        if one is None or one.stop > stop:
            k += 1
            continue
        found.append(one)
        k = one.stop
    return found


# -- goods -----------------------------------------------------------------------------------------------------------

_OPENING = frozenset(
    "supply shipment shipments supplies delivery deliveries sale sales purchase purchases export exports "
    "import imports procurement provision".split()
)


def goods_in(sentence: Sentence, start: int, stop: int) -> list[tuple[Good, Item]]:
    """The goods of a stretch: those of the lexicon; else what follows "the supply of" in plain words."""
    items = sentence.items
    found = [
        (good_of(items[k]), items[k])
        for k in range(start, stop)
        if items[k].kind == "GOOD"
        and not items[k].value.attributive
        and not _loose(items, items[k], start)
        and kind_at(items, k + 1) != "GOOD"
        and not (items[k].lower in {"feed", "food"} and lower_at(items, k - 1) in {"for", "as"})
        and not (
            items[k].text[0].isupper() and lower_at(items, k - 1) == "of" and kind_at(items, k - 2) in {"ORG", "NAME"}
        )
        and not (lower_at(items, k + 1) == "-" and kind_at(items, k + 2) in {"w", "GOOD"})
        and not (lower_at(items, k - 1) == "-" and kind_at(items, k - 2) == "NUM")  # "a 21-gun salute"
    ]
    if found:
        return found
    for k in range(start, stop - 1):
        opened = items[k].lower in _OPENING and lower_at(items, k + 1) == "of"
        if opened or (items[k].kind == "QTY" and lower_at(items, k + 1) == "of"):
            at = k + 2
            while kind_at(items, at) == "DEM" or lower_at(items, at) in {"the", "new"}:
                at += 1
            named = unknown_good(items, at) or _products(items, at)
            if named is None and items[k].kind == "QTY" and (items[k].value.unit or "") in _WEIGHTS:
                named = _stuff(items, at)
            if named is not None:
                return [(Good(text=sentence.text_between(named[0], named[-1])), named[0])]
    return _supplied_with(sentence, start, stop)


_WEIGHTS = frozenset({"TNE", "KGM", "LTR", "BLL"})


def _stuff(items: list[Item], k: int) -> list[Item] | None:
    """One plain word that is weighed and no table knows: "55,000 tonnes of lithium"."""
    if kind_at(items, k) != "w" or not items[k].text.islower() or len(items[k].text) < 4:
        return None
    ends = kind_at(items, k + 1) in {"PER", "p", "PLACE", ""} or lower_at(items, k + 1) in _ENDS
    return [items[k]] if ends and items[k].lower not in words("plain_words") | _ENDS else None


def _supplied_with(sentence: Sentence, start: int, stop: int) -> list[tuple[Good, Item]]:
    """The goods in plain words of "to supply Alba Foods with polyhalite", which no table needs to know."""
    items = sentence.items
    verb = next((k for k in range(start, stop) if items[k].lower in _SUPPLIED), None)
    if verb is None:
        return []
    for k in range(verb + 2, min(stop, verb + 9)):
        if items[k].lower == "with":
            run: list[Item] = []
            while kind_at(items, k + 1 + len(run)) == "w" and items[k + 1 + len(run)].text.islower():
                run.append(items[k + 1 + len(run)])
            ends = lower_at(items, k + 1 + len(run)) in {".", ",", ""} or kind_at(items, k + 1 + len(run)) == "PER"
            known = any(i.lower in words("plain_words") or i.lower in _ENDS for i in run)
            if run and len(run) < 3 and ends and not known and len(run[-1].text) > 3:
                return [(Good(text=sentence.text_between(run[0], run[-1])), run[0])]
            return []
    return []


_SUPPLIED = frozenset("supply supplying provide providing supplies supplied".split())


def _products(items: list[Item], k: int) -> list[Item] | None:
    """Plain words that end in a word for goods at large: "wheel products", "road marking equipment"."""
    run: list[Item] = []
    for item in items[k : k + 4]:
        if item.kind not in ("w", "GOOD", "CUE") or not item.text.islower() or item.lower in _ENDS:
            break
        run.append(item)
        if item.lower in {"products", "equipment", "materials", "components", "machinery"}:
            return run if len(run) > 1 else None
    return None


def _loose(items: list[Item], item: Item, start: int) -> bool:
    """An ambiguous good counts only behind a word that trade in it needs ("tanks" after a number, "of", "for")."""
    chains = item.lower in {"chain", "chains"}
    if not item.value.ambiguous and not chains:
        return False
    k = next(n for n in range(start, len(items)) if items[n] is item)
    if chains:
        return item.value.ambiguous or lower_at(items, k - 1) in _CHAINS
    return not any(
        items[j].kind in ("QTY", "NUM", "GOOD")
        or items[j].lower in {"of", "for", "on", "supply", "deliver", "sell", "buy", "import", "export"}
        for j in range(max(start, k - 2), k)
    )


_CHAINS = frozenset("retail supermarket store hotel restaurant pharmacy grocery supply value cold coffee".split())


# -- time and place --------------------------------------------------------------------------------------------------


class Times(NamedTuple):
    """When: the date of the deal and its term."""

    date: Read | None
    term: Read | None


def is_day(period: Period) -> bool:
    """Whether a period is a day or a few, as a load is sent; a month or more is none."""
    if not period.start or not period.end:
        return bool(period.edtf and len(period.edtf) == 10 and "/" not in period.edtf)
    return period.start[:7] == period.end[:7] and int(period.end[8:]) - int(period.start[8:]) <= 6


_TERM_BEFORE = frozenset("over for through until till by during".split())


def times(sentence: Sentence, start: int, stop: int, *, ahead: bool, verb: int | None = None) -> Times:
    """The date and the term among the items; `ahead` reads a date as one to come; with the index of the `verb`, what
    a relative clause beside it tells is left out."""
    items = sentence.items
    date = term = None
    for k in range(start, stop):
        item = items[k]
        if item.kind == "PER":
            mention: PeriodMention = item.value
            if verb is not None and _aside(items, k, start, verb):
                continue
            if mention.cue == "since" and _first_since(items, k):
                continue
            if mention.relation not in (None, "same") or (
                lower_at(items, k + 1) in {"'", "’"} and lower_at(items, k + 2) == "s"
            ):
                continue  # "this year's contract" tells no day
            if lower_at(items, k - 1) in {"the", "its", "their"} and lower_at(items, k + 1) in _DATED:
                continue  # "following the June tender"
            if (
                lower_at(items, k - 1 - (lower_at(items, k - 1) == "on")) == "announced"
                and lower_at(items, k + 1) == "the"
            ):
                continue  # "announced on Monday the signing of"
            if _is_term(items, k, mention) or _of_infinitive(sentence, k, start, verb):
                term = term or Read(_open_term(mention), (item,))
            elif date is None and not _for_delivery(items, k) and not handed_over(items, k, verb):
                date = Read(_begun(mention.ahead if ahead and mention.ahead else mention.period), (item,))
        elif item.kind == "NUM" and term is None and (span := _years_at(sentence, k)) is not None:
            term = span
    return Times(date, term)


_DATED = frozenset("tender auction talks visit summit forum meeting agreement contract deal memorandum crop".split())


def _first_since(items: list[Item], k: int) -> bool:
    """Whether the time at `k` only says how long nothing like it was seen: "a loan, the second since 2010"."""
    return any(items[j].is_("ordinal") or items[j].is_("superlative") for j in range(max(0, k - 6), k))


def _prolongs(items: list[Item], k: int) -> bool:
    """Whether a contract is prolonged to the period at `k`: "extended their agreement by three years, to 2028"."""
    return any(i.lower in {"extended", "extend", "extends", "prolonged", "renewed"} for i in items[:k])


def _begun(period: Period) -> Period:
    """When it began, of a period that is open to now: "negotiating since January"."""
    if not (period.edtf or "").endswith("/..") or not period.start:
        return period
    edtf = (period.edtf or "").removesuffix("/..")
    if len(edtf) == 4:
        return msgspec.structs.replace(period, edtf=edtf, end=f"{edtf}-12-31")
    if len(edtf) == 7:
        last = monthrange(int(edtf[:4]), int(edtf[5:]))[1]
        return msgspec.structs.replace(period, edtf=edtf, end=f"{edtf}-{last:02d}")
    return msgspec.structs.replace(period, edtf=edtf, end=edtf)


def _aside(items: list[Item], k: int, start: int, verb: int) -> bool:
    """Whether the item at `k` stands in a relative clause that closes before the verb: "X, which opens in May,"."""
    opens = next(
        (j for j in range(k - 1, start, -1) if items[j].lower in {"which", "who", "whose", "where", ","}), start
    )
    if lower_at(items, opens) == "," and lower_at(items, opens + 1) in _RENAMED:
        return any(items[j].lower == "," for j in range(k + 1, verb))
    if lower_at(items, opens) in {",", ""} or opens == start or lower_at(items, opens - 1) != ",":
        return False
    if k > verb and lower_at(items, opens + 1) in _RUNS:
        return True  # "at the fair in X, which closed on Sunday"
    return any(items[j].lower == "," for j in range(k + 1, verb))


_RENAMED = frozenset("renamed formerly founded established rebranded incorporated acquired previously".split())
_RUNS = frozenset("closed closes closing ended ends opened opens began begins started starts finished runs ran".split())


def _is_term(items: list[Item], k: int, mention: PeriodMention) -> bool:
    before = lower_at(items, k - 1)
    if before in {"the"}:
        before = lower_at(items, k - 2)
    if before == "to" and (_prolongs(items, k) or lower_at(items, k - 2) in {"through", "up"}):
        return True
    if mention.cue in {"by", "until"} or before in {"by", "until", "till", "through", "from", "starting", "beginning"}:
        return True
    period = mention.period
    years = bool(period.start and period.end and period.end[:4] > period.start[:4])
    return years or (
        before in {"for", "over"} and bool(period.start and period.end and period.end[:7] != period.start[:7])
    )


def _of_infinitive(sentence: Sentence, k: int, start: int, verb: int | None) -> bool:
    """Whether the months at `k` that are not over are those in which goods are to move: "signed a deal to import
    300,000 tonnes in the first half of the year"."""
    items, period, today = sentence.items, sentence.items[k].value.period, sentence.today
    if verb is None or k < verb or not today or not period.start or not period.end or period.end < today:
        return False
    if is_day(period):
        return False
    to = next((j for j in range(k - 1, max(start, verb), -1) if items[j].lower == "to" and _trades(items, j + 1)), None)
    return to is not None and not any(items[j].is_("deal_do") for j in range(to + 2, k))


def _trades(items: list[Item], k: int) -> bool:
    if k >= len(items):
        return False
    return items[k].lower in {"import", "take"} or any(items[k].is_(c) for c in ("deal_send", "deal_buy", "deal_sell"))


def _open_term(mention: PeriodMention) -> Period:
    period = mention.ahead or mention.period
    if mention.cue not in {"by", "until"} and period.start and period.end and period.end[:4] > period.start[:4]:
        return period
    if period.start is None and period.end is None:
        return period
    if period.edtf and "/" in period.edtf:
        return period
    return period


_MOVES = frozenset("leaves leave arrives arrive departs depart ships starts begins sails".split())


def _for_delivery(items: list[Item], k: int) -> bool:
    """Whether a period is when the goods are due, and not when the deal was made."""
    if any(items[j].lower in _MOVES for j in range(max(0, k - 4), k)) or lower_at(items, k - 1) == "purchase":
        return True  # "the third large purchase this year"
    return any(
        items[j].lower in {"delivery", "shipment", "arrival", "loading", "crop", "season", "budget", "marketing"}
        and lower_at(items, j - 1) not in {"took", "takes", "taken"}
        for j in range(max(0, k - 3), min(len(items), k + 2))
    ) or any(
        items[j].lower in MOVED and items[j - 1].lower.split(" ")[-1] in {"be", "being"}
        for j in range(max(1, k - 3), k)
    )


def _years_at(sentence: Sentence, k: int) -> Read | None:
    """A length of time: "for five years", "a 27-year agreement"."""
    items = sentence.items
    j = k + 1
    if lower_at(items, j) == "-":
        j += 1
    if lower_at(items, j) not in {"year", "years", "month", "months"}:
        return None
    first = k - 1 if lower_at(items, k - 1) in {"for", "over"} else k
    if first == k and lower_at(items, k + 1) != "-":
        return None
    return Read(Period(text=sentence.text_between(items[first], items[j])), (items[k], items[j]))
