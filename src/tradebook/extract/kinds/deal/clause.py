"""Clauses of deals: where the verb stands, how far its clause goes, how certain it is."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.deal.shapes import Mood as Mood
from tradebook.extract.kinds.deal.turning import TURNS, left_out, paper_beside, repeats, turns
from tradebook.extract.kinds.deal.wording import NAMES, word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at

_DONE = Mood()
_EXPECTED = frozenset(
    "expected expects expect expecting could may might likely hope hopes hoped hoping should think "
    "believe anticipated anticipates possible can".split()
)
_AHEAD = frozenset(
    "will to shall would plan plans planned planning intend intends intending ready about "
    "set due scheduled poised preparing prepares "
    "prepared wants want wishes agreed close near soon upcoming".split()
)
_NOT = frozenset("not n't never no failed neither without unable refused nor didn".split())
_DENIED = frozenset("denied denies deny denying".split())
_PASSABLE = frozenset(
    "be been have has had also soon officially formally jointly recently already then later further "
    "finally just today yesterday being".split()
)


def mood_before(items: list[Item], v: int, start: int) -> Mood:
    """How the verb at `v` is said, from the words before it back to `start`."""
    if (lost := beaten(items, v, start)) >= 0:
        return Mood(no=True) if lower_at(items, lost - 1) in _BEEN else _DONE  # "were beaten by X to supply"
    if _is_said_to_have(items, v):
        return _DONE
    if items[v].lower in _GOES_ON and lower_at(items, v - 1) == "to" and lower_at(items, v - 2) in {"agreed", "agree"}:
        return _DONE  # "have agreed to extend their contract"
    if (first := _first_infinitive(items, v, start)) is not None:
        v = first
    elif lower_at(items, v - 1) == "to" and lower_at(items, v - 2) in {"managed", "able", "helped"}:
        v -= 2  # "managed to secure": done
    seen: set[str] = set()
    k = v - 1
    steps = 0
    while k >= max(0, start - 1) and steps < 7:
        item = items[k]
        low = item.lower
        words = set(low.split()) if item.kind == "CUE" else {low}
        if words & (_EXPECTED | _AHEAD | _NOT | _DENIED):
            seen |= words
        elif (
            low not in _PASSABLE
            and item.kind not in ("PER",)
            and low not in {"is", "are", "was", "were", "that", "it", "they", "he"}
        ):
            break
        k -= 1
        steps += 1
    if any(lower_at(items, j) in _DENIED for j in range(max(0, start - 4), start)):
        return Mood("denied")
    return _mood(seen, items[v].lower)


def beaten(items: list[Item], v: int, start: int) -> int:
    """The index of the verb whose outcome the infinitive at `v` tells ("beat rivals from Chile to win"), or -1."""
    if lower_at(items, v - 1) != "to":
        return -1
    return next((k for k in range(max(start, 0), v - 1) if items[k].lower in _BEAT), -1)


_BEAT = frozenset("beat beats beaten beating outbid outbidding edged defeated overcame pipped".split())
_GOES_ON = frozenset("extend renew prolong".split())
_BARE = frozenset("sign conclude ink buy sell supply finalise finalize".split())


def _first_infinitive(items: list[Item], v: int, start: int) -> int | None:
    """The index of the verb whose "to" the bare verb at `v` shares: "are expected to accompany X and sign deals"."""
    if items[v].lower not in _BARE or lower_at(items, v - 1) != "and":
        return None
    for k in range(v - 2, max(start, v - 22), -1):
        if (
            lower_at(items, k - 1) == "to"
            and kind_at(items, k) in ("w", "CUE")
            and lower_at(items, k - 2) in _BEFORE_TO
        ):
            return k
    return None


_BEFORE_TO = frozenset("expected planning plans plan intends intend due scheduled set wants hopes".split())
_SAID = frozenset("believed said thought understood reported known confirmed heard seen rumoured rumored".split())


def _is_said_to_have(items: list[Item], v: int) -> bool:
    """Whether others tell what was done: "is believed to have bought"."""
    before = [word for k in range(max(0, v - 3), v) for word in items[k].lower.split(" ")]
    if before[-1:] == ["been"]:
        before = [word for k in range(max(0, v - 4), v - 1) for word in items[k].lower.split(" ")]
    return before[-2:] == ["to", "have"] and len(before) > 2 and before[-3] in _SAID


def _told_of(items: list[Item], k: int) -> bool:
    """Whether others tell at `k` what its subject did: "Jordan was said to have ordered"."""
    return lower_at(items, k + 1).split(" ")[0] == "to" and lower_at(items, k - 1).split(" ")[-1] in _BEEN


_BEEN = frozenset({"is", "was", "are", "were", "been"})
_OFFERED = frozenset("supply sell buy deliver export import ship provide build lend invest purchase".split())


def _mood(seen: set[str], verb: str) -> Mood:
    if seen & _DENIED:
        return Mood("denied")
    if seen & _NOT or ("ready" in seen and verb in _OFFERED):
        return Mood(no=True)  # "is ready to supply": an offer
    if seen & _EXPECTED:
        return Mood("expected", ahead=True)
    if seen & _AHEAD:
        return Mood("planned", ahead=True)
    return _DONE


def left_edge(items: list[Item], v: int) -> int:
    """Where the clause of the item at `v` begins: behind a reporting verb, a semicolon, a conjunction."""
    for k in range(v - 1, -1, -1):
        low = items[k].lower
        if (low in _EDGES and not (low == ":" and _in_bracket(items, k))) or (
            low in {'"', "“", "”", "«"} and items[k].kind == "p"
        ):
            return k + 1
        if (
            low in word_class("speech")
            and kind_at(items, k + 1) != "DEM"
            and not _announces(items, k, v)
            and not _told_of(items, k)
        ):
            return _behind_saying(items, k + 1)
        if (
            low in {"-", "–", "—"}
            and k <= 9
            and any(i.kind == "PER" for i in items[:k])
            and items[k].start > items[k - 1].end
        ):
            return k + 1  # "WASHINGTON, June 12 - "
        if low in {"-", "–", "—"} and k <= 11 and lower_at(items, k - 1) == ")" and _opens_dateline(items):
            return k + 1  # "HANOI (Example News) - "
        if low in {"-", "–", "—"} and k <= 5 and _dateline(items, k):
            return k + 1  # "JAKARTA, Example Wire - "
        firm = lower_at(items, k + 1) == "it" or lower_at(items, k + 2) in word_class("generic")
        if low == "after" and k > 3 and firm and v - k <= _AFTER and not any(i.is_("country_noun") for i in items[k:v]):
            return k + 1  # "Shares rose after the company won an order"
        if low == "," and lower_at(items, k + 1) in {"but", "while", "although", "after"}:
            return k + 1
        if (low == "where" and lower_at(items, k - 1) == ",") or (
            low == "which" and lower_at(items, k - 1) == "during"
        ):
            return k + 1
        if low == "," and lower_at(items, 0) == "among" and k <= 6:
            return k + 1  # "Among listed players, ..."
        if low == "," and k < _SOURCE and items[0].lower.startswith("according") and _first_comma(items) == k:
            return k + 1  # "According to the ministry, the country has ordered"
        if low == "," and _closes_aside(items, k):
            return k + 1  # "While X was announcing a deal, Y signed"
    return 0


_SOURCE = 12
_AFTER = 5


def _first_comma(items: list[Item]) -> int:
    return next((k for k, i in enumerate(items) if i.lower == ","), -1)


_BESIDES = frozenset({"while", "although", "though", "whereas"})


def _closes_aside(items: list[Item], k: int) -> bool:
    """Whether the comma at `k` ends the clause of another subject that opens the sentence: "While X was signing,"."""
    opens = next((j for j in range(k - 1, -1, -1) if items[j].lower in {",", *_BESIDES}), -1)
    if opens < 0 or items[opens].lower not in _BESIDES:
        return False
    return opens == 0 or items[opens - 1].lower in {"-", "–", "—"}


def _in_bracket(items: list[Item], k: int) -> bool:
    """Whether the colon at `k` stands in a stock market's sign: "(ASX: ALB)"."""
    return "(" in (lower_at(items, k - 2), lower_at(items, k - 3)) and ")" in (
        lower_at(items, k + 2),
        lower_at(items, k + 3),
    )


def _opens_dateline(items: list[Item]) -> bool:
    """Whether the sentence opens with a place, or with a town in capitals that no table knows."""
    return kind_at(items, 0) in _SEATS or (len(items[0].text) > 3 and items[0].text.isupper())


def _dateline(items: list[Item], k: int) -> bool:
    """Whether the dash at `k`, with spaces around it, closes a town in capitals and an agency's name."""
    town = kind_at(items, 0) in _SEATS and items[0].text.isupper() and lower_at(items, 1) == ","
    return town and items[k].start > items[k - 1].end and k + 1 < len(items) and items[k + 1].start > items[k].end


def _announces(items: list[Item], k: int, v: int) -> bool:
    """Whether the verb of saying at `k` tells of the signing at `v`: who announces it has signed it; one announced as
    the winner says nothing."""
    if lower_at(items, k + 1) == "as" and lower_at(items, k - 1).split(" ")[-1] in {"been", "was", "were"}:
        return True
    if items[v].lower not in {"signing", "obtaining", "securing", "conclusion"} or lower_at(items, k) != "announced":
        return False
    return all(i.kind == "PER" or i.lower in _BEFORE_SIGNING for i in items[k + 1 : v])


_BEFORE_SIGNING = frozenset("on the today successful formal official recent".split())
_SEATS = frozenset({"PLACE", "NAME", "p"})


def _behind_saying(items: list[Item], k: int) -> int:
    """The index behind the day on which it was said: "said on Monday it signed"."""
    day = k + (lower_at(items, k) == "on")
    if kind_at(items, day) == "PER" and lower_at(items, day + 1) in {"it", "they", "that", "the", "its"}:
        return day + 1
    return k


_EDGES = frozenset("; : that while whereas but although because whether if".split())


_BEATING = frozenset("beating outbidding defeating edging pipping".split())


def right_edge(items: list[Item], v: int, *, turning: bool = True) -> int:
    """Where the clause ends: before a semicolon, "while", the words that only say who reports it, and, with `turning`,
    before what "and" joins to it on another matter or for a second partner."""
    size = len(items)
    for k in range(v + 1, size):
        low = items[k].lower
        if low == "against" and lower_at(items, k + 1) in _RIVALS:
            return k  # "won the contract against competitors like X"
        if low == "as" and _part_of_more(items, k):
            return k - (lower_at(items, k - 1) == ",")
        if low == "following" and any(i.is_("deal_noun") for i in items[k + 1 : k + 4]):
            return k  # "following a contract to supply"
        if low == "after" and lower_at(items, k + 1) in {"it", "they"} and _traded_then(items, k + 2):
            return k  # "has ordered 60 jets, a year after it bought 39 others"
        if low == "after" and lower_at(items, k + 1) in _STOPPING:
            return k - (
                lower_at(items, k - 1) == ","
            )  # "picked X to build two ferries after scrapping a contract with Y"
        if low in TURNS or (low in {'"', "“", "”", "»"} and items[k].kind == "p"):
            return k
        if turning and (
            (low == "and" and (turns(items, k) or left_out(items, k) or repeats(items, v, k) is not None))
            or (low == "," and repeats(items, v, k) is not None)
            or paper_beside(items, v, k)
        ):
            return k - (lower_at(items, k - 1) == ",")
        if low == "," and (
            lower_at(items, k + 1) in _BEATING
            or (lower_at(items, k + 1) in {"part", "ahead"} and lower_at(items, k + 2) == "of")
        ):
            return k  # "for 152 howitzers, part of a massive effort", "to Sri Lanka, beating bidders from Japan"
        if low == "," and kind_at(items, k + 1) in NAMES and lower_at(items, k + 2) in _FINITE:
            return k  # "to sell rubber to two importers, Y is to work with"
        if low == "," and (
            _only_reports(items, k + 1) or lower_at(items, k + 1).split(" ")[0] in {"among", "including"}
        ):
            return k
    return size


def _traded_then(items: list[Item], k: int) -> bool:
    """Whether a deal of before is told at `k`: "bought", "had signed"."""
    k += lower_at(items, k) in {"had", "has"}
    return k < len(items) and any(items[k].is_(c) for c in ("deal_buy", "deal_do", "deal_win", "deal_sell"))


def _part_of_more(items: list[Item], k: int) -> bool:
    """Whether a deal is only said to be part of something larger from `k` on: "as part of a quota of 1.5 million"."""
    if lower_at(items, k + 1) != "part" or lower_at(items, k + 2) != "of":
        return False
    near = items[k + 3 : k + 9]
    return any(i.kind == "QTY" or i.lower in _LARGER for i in near) and not any(i.is_("deal_noun") for i in near)


_STOPPING = frozenset("scrapping cancelling canceling terminating dropping abandoning ending rejecting".split())
_LARGER = frozenset({"quota", "plan", "plans", "programme", "program"})
_RIVALS = frozenset("competitors rivals bidders bids competition offers".split())
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had", "will"})


def _only_reports(items: list[Item], k: int) -> bool:
    """Whether the words from `k` on say who reports: "the transport ministry said", "according to", "citing"."""
    for j in range(k, min(k + 12, len(items))):
        if items[j].lower in word_class("speech"):
            return True
        if items[j].lower == "," or items[j].kind in ("AMT", "QTY", "PER") or (items[j].kind == "NUM" and j > k):
            return False  # but "three traders said"
    return False


_CHANGES_HANDS = frozenset("sell sold buy bought purchase purchased".split())
_PARTS_OF_FIRMS = frozenset(
    "subsidiary subsidiaries unit units division affiliate business businesses operations".split()
)


def _of_business(items: list[Item], start: int, stop: int) -> bool:
    """Whether a part of a firm is bought or sold: "to sell its courier unit"."""
    for k in range(start, stop):
        if items[k].lower not in _CHANGES_HANDS:
            continue
        its = k + 1 + 2 * (lower_at(items, k + 1) in {"all", "most", "part"} and lower_at(items, k + 2) == "of")
        if lower_at(items, its) in {"its", "their"}:
            return any(lower_at(items, j) in _PARTS_OF_FIRMS for j in range(its + 1, its + 6))
    return False


def _of_house(items: list[Item], start: int, stop: int) -> bool:
    """Whether a house or land is dealt in: "a deal on the sale of a commercial building"."""
    return any(
        lower_at(items, k) in {"building", "tower", "hotel", "property", "properties", "plot"}
        and lower_at(items, k - 1) in {"commercial", "office", "residential", "its", "the", "a", "storey"}
        and any(lower_at(items, j) in {"sale", "sell", "sold", "buy", "purchase"} for j in range(max(start, k - 5), k))
        for k in range(start, stop)
    )


def _acquires_goods(items: list[Item], k: int) -> bool:
    """Whether a verb of acquisition at `k` takes goods, by number or weight: "to acquire 300 locomotives"."""
    if not items[k].lower.startswith("acquir"):
        return False
    behind = k + 1 + (lower_at(items, k + 1) in {"a", "up", "at", "the"}) + (lower_at(items, k + 2) in {"to", "least"})
    return kind_at(items, behind) in {"NUM", "QTY"} and lower_at(items, behind + 1) not in {"percent", "-"}


def other_matter(sentence: Sentence, start: int, stop: int) -> bool:
    """Whether words of the stretch show that no trade is meant: shares, players, ceasefires."""
    bad = word_class("other_matter")
    items = sentence.items
    if _of_business(items, start, stop) or _of_house(items, start, stop):
        return True
    if any(
        items[k].lower in bad
        and items[k].kind in ("w", "CUE", "GOOD")
        and not _acquires_goods(items, k)
        and not (items[k].lower == "futures" and not sentence.lowers.isdisjoint({"premium", "discount"}))
        for k in range(start, stop)
    ):
        return True
    return any(items[k].lower == "interest" and lower_at(items, k + 1) == "in" for k in range(start, stop))


def _with_subject(items: list[Item], v: int) -> int:
    """Where the clause of the verb at `v` begins; one that shares the subject of the clause before begins with that:
    "made no purchase of corn but bought wheat"."""
    start = left_edge(items, v)
    if start == v and lower_at(items, v - 1) == "but":
        return left_edge(items, v - 1)
    return start


def clause_made(
    sentence: Sentence,
    v: int,
    form: str,
    instrument: str | None,
    status: str,
    mood: Mood,
    confidence: float,
    start: int | None = None,
) -> Clause | None:
    """The clause of the verb at `v`, None where it did not happen or another matter is meant."""
    items = sentence.items
    start = _with_subject(items, v) if start is None else start
    stop = right_edge(items, v)
    if mood.no or other_matter(sentence, start, stop):
        return None
    if mood.ahead and status == "signed":
        status = "planned"
    return Clause(
        sentence=sentence, start=start, stop=stop, verb=v, noun=-1, form=form, instrument=instrument,
        status=status, mood=mood, confidence=confidence,
    )  # fmt: skip
