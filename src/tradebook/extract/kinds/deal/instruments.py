"""The words that name a deal: which noun of a sentence is one, of what kind, and which only looks like one."""

from __future__ import annotations

from collections.abc import Iterator

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at

BE = frozenset("be been being were was are is".split())


def names_deal(sentence: Sentence) -> bool:
    """Whether a word of the sentence can name a deal: one of the table's, a tender awarded, projects won."""
    cues = sentence.cues
    if (
        "deal_noun" in cues
        or not sentence.lowers.isdisjoint(TRADES)
        or ("import" in sentence.lowers and not sentence.lowers.isdisjoint(CLEARED))
        or ("AMT" in sentence.kinds and not sentence.lowers.isdisjoint(_FACILITY))
    ):
        return True
    return ("tender_noun" in cues and "awarded" in sentence.lowers) or (
        "deal_win" in cues and not sentence.lowers.isdisjoint(_PROJECTS)
    )


def nouns(sentence: Sentence) -> Iterator[int]:
    items = sentence.items
    for n, item in enumerate(items):
        if item.is_("deal_noun"):
            again = lower_at(items, n - 1) == "(" and n > 1 and items[n - 2].is_("deal_noun")
            if not again and not _other_kind(items, n):  # "a memorandum of understanding (MoU)" is one
                yield n
        elif (
            (item.lower in _FACILITY and _of_money(items, n))
            or (item.is_("tender_noun") and awarded_purchase(items, n))
            or _won_project(items, n)
            or _closed_trade(items, n)
        ):
            yield n


_FACILITY = frozenset({"facility", "facilities", "credit"})


def _of_money(items: list[Item], n: int) -> bool:
    """Whether the facility at `n` is a sum lent ("a $4 million facility with", "a $4 million trade finance facility"),
    and no works."""
    if lower_at(items, n + 1) in {"of", "worth"} and kind_at(items, n + 2) == "AMT":
        return True
    k = n - 1
    while k > n - 4 and items[k].kind in ("w", "CUE") and items[k].text.islower():
        k -= 1
    return kind_at(items, k) == "AMT" and lower_at(items, n + 1) in {"with", "for", "from", "to", "by", ",", "."}


def awarded_purchase(items: list[Item], n: int) -> bool:
    """Whether the tender at `n` is one that a buyer has awarded for so much of a good: "awarded X a tender to buy
    60,000 tonnes of wheat" tells a purchase."""
    if lower_at(items, n + 1) not in {"to", "for"}:
        return False
    if not any(items[k].lower == "awarded" and not auxiliary(items, k) for k in range(max(0, n - 12), n)):
        return False
    behind = n + 2 + (lower_at(items, n + 2) in _FOR_GOODS) + (lower_at(items, n + 3) == "of")
    return kind_at(items, behind) == "QTY"


_FOR_GOODS = frozenset("purchase buy supply deliver import sell provide the".split())
_PROJECTS = frozenset({"project", "projects", "bids"})


def _won_project(items: list[Item], n: int) -> bool:
    """Whether projects or bids of a sum are won: "has won seven projects worth AMT"."""
    return (
        items[n].lower in _PROJECTS
        and (lower_at(items, n + 1) in {"worth", "valued"} or kind_at(items, n - 1) == "AMT")
        and any(items[k].is_("deal_win") for k in range(max(0, n - 4), n))
    )


TRADES = {"purchase": "buy", "sale": "sell", "import": "buy", "procurement": "buy"}


def _closed_trade(items: list[Item], n: int) -> bool:
    """Whether a purchase or sale of so much is closed: "closed a purchase of 150,000 tonnes"."""
    if items[n].lower not in TRADES or lower_at(items, n + 1) != "of" or n + 2 >= len(items):
        return False
    sized = any(items[k].kind in ("QTY", "NUM", "GOOD") for k in range(n + 2, min(len(items), n + 5)))
    closed = _STOPPED | (_CLOSED if items[n].lower == "sale" else _CLOSED | CLEARED)
    if items[n].lower == "import":  # what others are let bring in is a quota
        closed = CLEARED if any(i.kind == "AMT" for i in items[n:]) else frozenset()
    return sized and any(items[k].lower in closed for k in range(max(0, n - 6), n))


_CLOSED = frozenset(
    "closed closes concluded concludes completed completes sealed seals agreed agrees finalised finalized clinched "
    "negotiated struck".split()
)
_STOPPED = frozenset("cancelled canceled cancels scrapped".split())
CLEARED = frozenset("approved approves cleared clears authorised authorized okayed".split())


def kind_of(items: list[Item], n: int) -> str:
    """What the deal at `n` is: by its word, "document" for several kinds in one list ("20 agreements and
    memorandums"), a purchase for a tender awarded."""
    if items[n].is_("tender_noun") or items[n].lower in TRADES:
        return "purchase"
    if items[n].lower in _FACILITY:
        return "loan"
    first = items[n].cue("deal_noun") or "contract"
    if not items[n].lower.endswith(("s", "a")) or not _counted(items, n):
        return first
    k = n
    while (more := _joined_noun(items, k)) is not None:
        if items[more].cue("deal_noun") != first:
            return "document"
        k = more
    return first


def _counted(items: list[Item], n: int) -> bool:
    return any(kind_at(items, k) == "NUM" for k in range(max(0, n - 3), n))


def _joined_noun(items: list[Item], n: int) -> int | None:
    """The next noun of deals in a list that no number of its own opens: "agreements, memorandums and trade
    contracts"."""
    k = n + 1
    while lower_at(items, k) in {",", "and"}:
        k += 1
    if k == n + 1 or k >= len(items):
        return None
    k += items[k].kind == "w" and items[k].text.islower() and lower_at(items, k) not in {"a", "an", "the"}
    return k if k < len(items) and items[k].is_("deal_noun") and items[k].lower.endswith(("s", "a")) else None


_TREATIES = frozenset({"free", "preferential"})


_COMMANDING = frozenset("banning prohibiting restricting limiting lifting suspending imposing raising cutting".split())


def _other_kind(items: list[Item], n: int) -> bool:
    """Whether the noun at `n` is no deal of trade: a futures contract, a peace agreement, "in order to"."""
    low, before = items[n].lower, lower_at(items, n - 1)
    if low in {"order", "orders"} and (
        (
            before in {"in", "the", "by", "law", "public", "money", "court", "executive"}
            and lower_at(items, n + 1) in {"to", "that", ",", "."}
        )
        or (before == "in" and kind_at(items, n - 2) != "AMT")  # but "secured AMT in orders"
    ):
        return True
    if low == "order" and lower_at(items, n + 1) in _COMMANDING:
        return True  # "signed an order banning imports"
    if any(lower_at(items, k) in word_class("other_deal") for k in (n - 1, n - 2)):
        return True
    if items[n].text.istitle() and kind_at(items, n - 1) in {"w", "GOOD", "NAME"} and items[n - 1].text.istitle():
        # a treaty by its name: "International Coffee Agreement"
        return n > 1 and (items[n - 2].text.istitle() or " " in items[n - 1].text)
    if before == "trade" and lower_at(items, n - 2) in _TREATIES:
        return True
    nxt = lower_at(items, n + 1)
    if before == "more" and nxt in BE | {"will", "may", "could"}:
        return True  # "and more orders are expected to be placed": of nobody yet
    if nxt == "-" and lower_at(items, n + 2) in {"based", "linked", "free"}:
        return True  # "the average contract-based price"
    return nxt in {
        "months",
        "month",
        "price",
        "prices",
        "extension",
        "note",
        "notes",
        "books",
        "book",
        "holders",
        "talks",
        "market",
        "losses",
        "loss",
        "portfolio",
        "growth",
    }


def auxiliary(items: list[Item], v: int) -> bool:
    """Whether a form of "be" makes the participle at `v` a verb."""
    return any(lower_at(items, k).split(" ")[-1] in BE for k in range(max(0, v - 4), v))


def builds_works(items: list[Item], start: int, stop: int) -> bool:
    """Whether the items `start:stop` tell that works are built: "to build its first nuclear power plant"."""
    works = word_class("works")
    for k in range(max(0, start), min(stop, len(items))):
        if items[k].lower in _BUILDS:
            return any(lower_at(items, j) in works for j in range(k + 1, min(stop, k + 9)))
    return False


_BUILDS = frozenset("build construct building construction".split())


def passive_at(items: list[Item], v: int) -> bool:
    """Whether a form of "be" stands right before the participle at `v`, or before an adverb or day there."""
    k = v - 1
    while kind_at(items, k) == "PER" or (kind_at(items, k) == "w" and lower_at(items, k).endswith("ly")):
        k -= 1
    return lower_at(items, k).split(" ")[-1] in BE


def one_of_list(items: list[Item], n: int) -> bool:
    """Whether the document at `n` is one of several that a list names by their sides: "an MoU between A and B, an MoU
    between C and D"."""
    return _names_sides(items, n) and sum(_names_sides(items, k) for k in range(len(items))) > 1


def list_member(items: list[Item], n: int, stop: int) -> int:
    """Where the member of such a list ends that opens with the document at `n`: before the next, or at `stop`."""
    following = next((k for k in range(n + 1, stop) if _names_sides(items, k)), None)
    return stop if following is None else following - 1 - (lower_at(items, following - 2) in {"and", ","})


def _names_sides(items: list[Item], n: int) -> bool:
    return items[n].is_("deal_noun") and lower_at(items, n - 1) in {"a", "an"} and lower_at(items, n + 1) == "between"


def behind_giver(items: list[Item], k: int) -> int | None:
    """The index of the article of the object behind "from" and who gave it: "obtained from a Greek owner an order"."""
    return next((j for j in range(k + 2, k + 7) if lower_at(items, j) in {"a", "an"}), None)


def behind_where(items: list[Item], k: int) -> int:
    """The index behind the place and day from `k` on: "in Piura on Friday"."""
    while lower_at(items, k) in {"in", "on", "at"} and kind_at(items, k + 1) in ("PLACE", "PER"):
        k += 2
    return k


def led_astray(first: str, verb: str) -> bool:
    """Whether the word behind the verb leads away from its object: "signed in", but "agreed in Bamako on a credit"."""
    if verb == "signing":
        return False
    return first in {"to", "by", "from", "into"} or (first == "in" and verb != "agreed")
