"""The slots of a deal that can be read from a stretch of a sentence by themselves."""

from __future__ import annotations

from calendar import monthrange
from typing import Any, NamedTuple

import msgspec

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.counts import ENDS_GOODS
from tradebook.extract.kinds.deal.turning import MOVED, handed_over
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import good_of, kind_at, lower_at, unknown_good
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.extract.tables import words
from tradebook.statement import Good, Period

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
    if lower_at(items, k - 1) == "at" and (items[k].value.value or _DEAR) < _DEAR and _priced_before(items, k):
        return True  # "wheat at $240 a tonne and barley at |$190|"
    if lower_at(items, k - 1) == "at" and lower_at(items, k - 2) in {"valued", "priced"} and _each(items, k - 3):
        return True  # "with each ton valued at US$489.3"
    if lower_at(items, k - 1) in {"costing", "at", "costs", "valued", "cost"} and any(
        lower_at(items, j) in {"each", "per"} for j in range(max(0, k - 5), k - 1)
    ):
        return True  # "with each vessel costing AMT", "where per ton rice would cost AMT"
    if (nxt in INCOTERMS or (nxt == "c" and lower_at(items, k + 3) == "f")) and (items[k].value.value or 0) < _DEAR:
        return True  # "at $404.89 cif", "c&f"
    if lower_at(items, k - 1) == "at" and (items[k].value.value or _DEAR) < _DEAR and _shipload(items):
        return True  # "bought 60,000 tonnes of wheat at $255"
    if nxt in {"each", "apiece", "/"} or (nxt == "for" and lower_at(items, k + 2) in {"each", "every"}):
        return True
    if nxt in {"to", "and"} and kind_at(items, k + 2) == "AMT" and lower_at(items, k - 1) in {"from", "between"}:
        return is_unit_price(items, k + 2)
    if nxt not in {"a", "per", "an"}:
        return False
    return lower_at(items, k + 2) not in {"year", "annum", "month", "day", "week"}


_DEAR = 5000


def _priced_before(items: list[Item], k: int) -> bool:
    """Whether a price of a unit was told before the sum at `k`."""
    return any(items[j].kind == "AMT" and lower_at(items, j + 1) in {"a", "per"} for j in range(k))


def _shipload(items: list[Item]) -> bool:
    """Whether thousands of tonnes are told of, which no few thousands of any money buy."""
    return any(i.kind == "QTY" and i.value.unit == "TNE" and (i.value.value or 0) >= _DEAR for i in items)


def _each(items: list[Item], k: int) -> bool:
    return lower_at(items, k - 1) in {"each", "every", "per"}


def _other_sum(items: list[Item], k: int, start: int) -> bool:
    if lower_at(items, k - 1) == "of" and lower_at(items, k - 2) in {"premium", "discount", "surcharge"}:
        return True  # what comes on top of a price that the report does not tell
    if any(lower_at(items, j) == "those" for j in range(max(start, k - 4), k)):
        return True  # "large orders are those valued between AMT and AMT"
    if _of_branch(items, k):
        return True  # "the $700 million livestock export industry"
    behind = lower_at(items, k + 1) in {"in", "of"} and lower_at(items, k + 2) in word_class("other_sum")
    owed = any(lower_at(items, k + d) in {"debt", "debts", "deficit", "surplus"} for d in (1, 2))
    if behind or owed:
        return True
    for j in range(k - 1, max(start, k - 4) - 1, -1):
        if items[j].is_("deal_noun"):
            return False  # "trade deals worth AMT"
        if items[j].lower in word_class("other_sum") or items[j].cue("flow") in {"turnover", "balance"}:
            return True
    return _of_trade(items, k, start)


def _of_branch(items: list[Item], k: int) -> bool:
    """Whether the sum at `k` is the size of a branch or market: "the [AMT] livestock export industry"."""
    if lower_at(items, k - 1) not in {"the", "its", "a", "an", "this", "s"}:
        return False
    for j in range(k + 1, min(len(items), k + 5)):
        if items[j].lower in _BRANCHES:
            return True
        if items[j].kind not in ("w", "GOOD", "CUE", "DEM") or items[j].is_("deal_noun"):
            return False
    return False


_BRANCHES = frozenset({"industry", "sector", "market", "economy", "business"})


def _of_trade(items: list[Item], k: int, start: int) -> bool:
    """Whether the sum at `k` is what trade came or is to come to: "trade is expected to reach $1 billion, from the
    current |$400 million|"."""
    for j in range(k - 1, start - 1, -1):
        if items[j].is_("deal_noun") or items[j].lower == ";":
            return False
        if items[j].cue("flow") in {"turnover", "balance"}:
            return any(item.is_("val") or item.is_("chverb") or item.is_("expect") for item in items[j + 1 : k])
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
        and not _of_office(items, k)
        and not (items[k].lower == "power" and (lower_at(items, k + 1) in _POWERED or items[k + 1].is_("deal_noun")))
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


_POWERED = frozenset({"plant", "plants", "station", "stations", "project", "projects", ""})
_OFFICES = frozenset({"minister", "ministers", "ministry", "secretary", "department"})


def _of_office(items: list[Item], k: int) -> bool:
    """Whether the good at `k` is part of a minister's field: "health, [chemicals] and fertilisers minister"."""
    for j in range(k + 1, min(len(items), k + 6)):
        if items[j].lower in _OFFICES:
            return True
        if items[j].kind != "GOOD" and items[j].lower not in {",", "and"}:
            return False
    return False


_WEIGHTS = frozenset({"TNE", "KGM", "LTR", "BLL"})


def _stuff(items: list[Item], k: int) -> list[Item] | None:
    """One plain word that is weighed and no table knows: "55,000 tonnes of lithium"."""
    if kind_at(items, k) != "w" or not items[k].text.islower() or len(items[k].text) < 4:
        return None
    ends = kind_at(items, k + 1) in {"PER", "p", "PLACE", ""} or lower_at(items, k + 1) in ENDS_GOODS
    return [items[k]] if ends and items[k].lower not in words("plain_words") | ENDS_GOODS else None


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
            known = any(i.lower in words("plain_words") or i.lower in ENDS_GOODS for i in run)
            if run and len(run) < 3 and ends and not known and len(run[-1].text) > 3:
                return [(Good(text=sentence.text_between(run[0], run[-1])), run[0])]
            return []
    return []


_SUPPLIED = frozenset("supply supplying provide providing supplies supplied".split())


def _products(items: list[Item], k: int) -> list[Item] | None:
    """Plain words that end in a word for goods at large: "wheel products", "road marking equipment"."""
    run: list[Item] = []
    for item in items[k : k + 4]:
        if item.kind not in ("w", "GOOD", "CUE") or not item.text.islower() or item.lower in ENDS_GOODS:
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
    if lower_at(items, k + 1).split(" ")[0] in _OPENING:
        return False  # "a gas supply agreement"
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
            if _of_saying(items, k) or _said_on(items, k) or _of_one_before(items, k, start):
                continue
            if mention.relation not in (None, "same") or (
                lower_at(items, k + 1) in {"'", "’"} and lower_at(items, k + 2) == "s"
            ):
                continue  # "this year's contract" tells no day
            if item.lower.startswith(("past ", "last ")) and _first_since(items, k, 14):
                continue  # "the biggest over the past seven years"
            if lower_at(items, k - 1) in {"the", "its", "their"} and lower_at(items, k + 1) in _DATED:
                continue  # "following the June tender"
            if "backlog" in (lower_at(items, k + 1), lower_at(items, k + 2)):
                continue  # "will be booked in the third-quarter order backlog"
            if (
                lower_at(items, k - 1 - (lower_at(items, k - 1) == "on")) == "announced"
                and lower_at(items, k + 1) == "the"
            ):
                continue  # "announced on Monday the signing of"
            to_come = not ahead and bool(sentence.today and (mention.period.start or "") > sentence.today)
            if to_come or _is_term(items, k, mention) or _of_infinitive(sentence, k, start, verb):
                term = term or Read(_open_term(mention), (item,))
            elif date is None and not _for_delivery(items, k) and not handed_over(items, k, verb):
                date = Read(_begun(mention.ahead if ahead and mention.ahead else mention.period), (item,))
        elif item.kind == "NUM" and term is None and (span := _years_at(sentence, k)) is not None:
            term = span
    return Times(date, term)


_DATED = frozenset("tender auction talks visit summit forum meeting agreement contract deal memorandum crop".split())


def _of_one_before(items: list[Item], k: int, start: int) -> bool:
    """Whether the time at `k` is that of an earlier deal: "their second after one for 25 in 2021"."""
    return any(
        items[j].lower == "after" and lower_at(items, j + 1) in {"one", "another"} for j in range(max(start, k - 8), k)
    )


def _of_saying(items: list[Item], k: int) -> bool:
    """Whether the day at `k` is when it was told: "According to the ministry on Wednesday, X signed"."""
    opens = items[0].lower == "according to" or (items[0].lower == "according" and lower_at(items, 1) == "to")
    return opens and lower_at(items, k + 1) == "," and not any(i.lower == "," or i.is_("deal_do") for i in items[:k])


def _said_on(items: list[Item], k: int) -> bool:
    """Whether the day at `k` ends an aside on who says it: ", the company said on Friday, part of"."""
    before = k - 1 - (lower_at(items, k - 1) in {"on", "late", "early"})
    return lower_at(items, before) in _SAID and lower_at(items, k + 1) in {",", ".", ""}


_SAID = frozenset({"said", "says", "told"})


def _first_since(items: list[Item], k: int, far: int = 6) -> bool:
    """Whether the time at `k` only says how long nothing like it was seen: "a loan, the second since 2010"."""
    return any(items[j].is_("ordinal") or items[j].is_("superlative") for j in range(max(0, k - far), k))


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


_UNTIL = frozenset("by before until till through from starting beginning".split())


def _is_term(items: list[Item], k: int, mention: PeriodMention) -> bool:
    before = lower_at(items, k - 1)
    if before in {"the"}:
        before = lower_at(items, k - 2)
    if before == "to" and (_prolongs(items, k) or lower_at(items, k - 2) in {"through", "up"}):
        return True
    if mention.cue in {"by", "until"} or before in _UNTIL:
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
    if verb is None or k < verb or not today or not period.start or not period.end:
        return False
    again = sentence.items[k].value.ahead is not None and not any(c.isdigit() for c in period.text)
    if period.end < today and not again:
        return False  # but "agreed to import 4,000 tonnes from July to December" means those to come
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


_MOVES = frozenset(
    "leaves leave arrives arrive departs depart ships starts begins sails commence commences commencing start begin "
    "beginning starting".split()
)


def _for_delivery(items: list[Item], k: int) -> bool:
    """Whether a period is when the goods are due, and not when the deal was made."""
    moves = (j for j in range(max(0, k - 4), k) if items[j].lower in _MOVES)
    if any(items[j].lower != "ships" or items[j].kind == "CUE" for j in moves) or lower_at(items, k - 1) == "purchase":
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
