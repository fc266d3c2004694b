"""When an event or act is: its date in the sentence, whether it lies ahead, and the clause that it is told in.

Shared by the kinds `event`, `milestone` and `restriction`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

import msgspec

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import NAMED, PLACED, role_words
from tradebook.extract.kinds.phrases import kind_at, lower_at
from tradebook.statement import Period

# -- dates -----------------------------------------------------------------------------------------------------------

_SPEECH = frozenset("said says told reported reports noted wrote statement interview quoted according added".split())


def is_speech_date(items: list[Item], k: int) -> bool:
    """Whether the period at `k` is when something was said ("the ministry said on July 20")."""
    for j in range(k - 1, max(-1, k - 10), -1):
        low = items[j].lower
        if low in _SPEECH:
            return True
        if (items[j].kind == "p" and low not in {"-", "'", "’"}) or items[j].kind in ("PER", "PLACE"):
            return False  # but "told the state-run agency on Tuesday"
    return False


def dates(sentence: Sentence, start: int, stop: int) -> list[int]:
    """The indexes of the periods among items `start:stop` that may date an event."""
    items = sentence.items
    return [
        k
        for k in range(start, min(stop, len(items)))
        if items[k].kind == "PER"
        and items[k].value.relation is None
        and items[k].value.period.edtf is not None
        and not is_speech_date(items, k)
        and not _span_of_time(items[k])
        and not (lower_at(items, k - 1) == "office" and "tak" in lower_at(items, k - 2))  # "since taking office in May"
        and not (lower_at(items, k - 1) == "the" and kind_at(items, k + 1) in PLACED)  # "the February 22 Paris accord"
        and not _of_putting_off(items, k)
        and not (k < 5 and _of_dateline(items, k))
    ]


def _of_dateline(items: list[Item], k: int) -> bool:
    """Whether the date at `k` is that of a dateline: "WINDHOEK, April 14 — Namibia has suspended"."""
    opens = items[0].kind == "PLACE" and items[0].value.form in {"city", "capital"}
    return opens and any(lower_at(items, j) in _DASHES or lower_at(items, j) == "(" for j in (k + 1, k + 2))


_DASHES = frozenset({"-", "–", "—", "--"})


def _of_putting_off(items: list[Item], k: int) -> bool:
    """Whether the period at `k` is when something was put off: "postponed in November, will now take place"."""
    return lower_at(items, k - 2) in PUT_OFF and lower_at(items, k - 1) in {"in", "on", "since"}


PUT_OFF = frozenset({"postponed", "delayed", "cancelled", "canceled"})


_FOUNDING = frozenset(
    "formed founded established created born signed reached imposed introduced released ended published".split()
)


def _since_founding(items: list[Item], k: int) -> bool:
    day = items[k].value.period
    if day.start is not None and day.start == day.end and "ended" in {lower_at(items, k - 1), lower_at(items, k - 2)}:
        return False  # "the summit ended on Friday in Mombasa"
    if lower_at(items, k - 2) == "set up" or (lower_at(items, k - 2) == "up" and lower_at(items, k - 3) == "set"):
        return True
    return any(lower_at(items, j) in _FOUNDING for j in range(max(0, k - 3), k))


_LENGTH = re.compile(
    r"\b(years?|months?|decades?)\b.*\b(past|last)\b|\b(past|last)\b.*\b(years|months|decades)\b|^annual|^every"
)


def _span_of_time(item: Item) -> bool:
    return _LENGTH.search(item.lower) is not None


def nearest_date(sentence: Sentence, at: int, start: int, stop: int, *, founded: bool = True) -> int | None:
    """The period nearest to item `at` among items `start:stop`; one behind it counts as nearer. Without `founded`
    the date of what came to be long ago ("the group formed in 1983") is none."""
    found = [k for k in dates(sentence, start, stop) if founded or not _since_founding(sentence.items, k)]
    found = [k for k in found if not _is_term(sentence.items, k)]
    if not found:
        return None
    found = [k for k in found if sentence.items[k].value.cue != "since"] or found  # "the first since 2018"
    best = min(found, key=lambda k: k - at if k > at else (at - k) * 1.5 + 2)
    if len(sentence.items[best].value.period.edtf or "") != 4:
        return best
    # "met for the second time this year on Monday": the day beside the year tells more
    return next((k for k in found if 0 < k - best < 4 and lower_at(sentence.items, k - 1) != "since"), best)


def _is_term(items: list[Item], k: int) -> bool:
    """Whether the period at `k` is the term of what was agreed, and no date of what is told: "met in Cairo and agreed
    to raise trade to $1bn |by 2030|", "a plan for |2025-2030|"."""
    if items[k].value.cue == "by" or lower_at(items, k - 1) == "by":
        return any(item.kind in {"AMT", "QTY", "PCT", "FAC"} or item.lower in _MEANT for item in items[:k])
    return lower_at(items, k - 1) == "for" and any(item.lower in _PROGRAMMES for item in items[max(0, k - 6) : k])


_MEANT = frozenset("agreed pledged vowed promised committed target goal double triple raise increase boost".split())
_PROGRAMMES = frozenset(
    "plan programme program roadmap map memorandum protocol agreement strategy targets target schedule".split()
)


def period_at(sentence: Sentence, k: int, *, ahead: bool) -> Period:
    """The period at `k`, as one to come where the sentence speaks of the future."""
    mention = sentence.items[k].value
    period: Period = mention.ahead if ahead and mention.ahead is not None else mention.period
    return period


def first_to_last(sentence: Sentence, k: int, *, ahead: bool) -> Period | None:
    """The days from the one at `k` on which something opens to the one on which it ends: "starts on May 3 and ends on
    May 6"; None where no other is told."""
    items = sentence.items
    end = next((j for j in range(k + 1, min(len(items), k + 5)) if items[j].lower in _CLOSES), None)
    last = next((j for j in range(end, min(len(items), end + 3)) if kind_at(items, j) == "PER"), None) if end else None
    if last is None or not any(item.lower in _OPENS for item in items[max(0, k - 4) : k]):
        return None
    first, closing = period_at(sentence, k, ahead=ahead), period_at(sentence, last, ahead=ahead)
    if first.start is None or closing.end is None or closing.end < first.start:
        return None
    whole = msgspec.structs.replace(first, end=closing.end, edtf=f"{first.edtf}/{closing.edtf}")
    return msgspec.structs.replace(whole, text=sentence.text_between(items[k], items[last]))


_OPENS = frozenset("opens starts begins open start begin opened started began opening starting beginning".split())
_CLOSES = frozenset("ends closes end close ended closed concludes concluded finishes ending closing".split())


def begun(period: Period) -> Period:
    """When a thing came that still is: "has banned exports since July 20" dates the ban to that day, "since 2019" to
    that year."""
    first = (period.edtf or "").removesuffix("/..")
    if first == period.edtf or period.start is None or len(first) not in {4, 7, 10}:
        return period
    end = f"{first}-12-31" if len(first) == 4 else first
    if len(first) == 7:
        year, month = map(int, first.split("-"))
        end = f"{first}-{monthrange(year, month)[1]:02d}"
    return msgspec.structs.replace(period, end=end, edtf=first)


def lies_ahead(sentence: Sentence, period: Period | None) -> bool:
    """Whether a period begins after the report was published."""
    return bool(period and period.start and sentence.today and period.start > sentence.today)


# -- clauses ---------------------------------------------------------------------------------------------------------

_BORDERS = frozenset({";", ":", "while", "whereas", "although", "but", "that", "said", "says"})


def clause(items: list[Item], at: int) -> tuple[int, int]:
    """The items of the clause around `at` as `start, stop`: borders are semicolons, contrasts and speech tags."""
    start, stop = 0, len(items)
    for k in range(at - 1, -1, -1):
        if items[k].lower in _BORDERS:
            start = k + 1
            break
    for k in range(at + 1, len(items)):
        if items[k].lower in _BORDERS and items[k].lower != "that":
            stop = k
            break
    return start, stop


_HOLDING = frozenset("hold organise organize host convene stage meet".split())
_AHEAD_CLASSES = frozenset({"future", "plan"})
_AHEAD_WORDS = frozenset(
    "will shall would plans plan planned planning scheduled due intends intend expected slated set upcoming "
    "forthcoming expect expects preparing prepares organising organizing organises organizes".split()
)
_NEGATIONS = frozenset("not never no without cannot nor neither n't denied".split())


def speaks_ahead(items: list[Item], at: int, reach: int = 6) -> bool:
    """Whether words of plan or future stand before item `at` in its clause, or "is planned" close behind."""
    start, _ = clause(items, at)
    if any(_comes_next(items, k) for k in range(at - 3, at)) or _is_headline_infinitive(items, at):
        return True
    for k in range(max(start, at - reach), at):
        if _is_ahead(items, k):
            return True
    behind = range(at + 1, min(len(items), at + 7))
    if any(lower_at(items, k) == "later" and lower_at(items, k + 1).startswith("this ") for k in behind):
        return True  # "the fair opens in Lima later this month"
    if lower_at(items, at + 1) in {"due", "planned", "scheduled", "slated"} and lower_at(items, at + 2) in _WHEN:
        return True  # "the forum due in Hanoi on 20 November"
    return any(
        lower_at(items, k) in {"planned", "scheduled", "due", "slated", "prepared"} and lower_at(items, k - 1) in _BEING
        for k in behind
    )


def said_there(items: list[Item], at: int) -> bool:
    """Whether item `at` only tells where somebody said what is to come: "Guyana will end visas, its president said
    during a state |visit| to Accra"."""
    during = next((k for k in range(at - 1, max(0, at - 6), -1) if items[k].lower == "during"), None)
    if during is None:
        return False
    before = range(max(0, during - 3), during)
    return any(items[k].is_("said") or items[k].lower in _SAID for k in before)


_SAID = frozenset("said announced told reported declared stated noted added disclosed confirmed reporters".split())


def _comes_next(items: list[Item], k: int) -> bool:
    """Whether "next" or "coming" tells of what is to come: not "the next day it retaliated"."""
    return lower_at(items, k) in {"next", "coming"} and lower_at(items, k + 1) not in {"day", "morning", "evening"}


def _is_headline_infinitive(items: list[Item], at: int) -> bool:
    """Headlines speak of the future in the infinitive: "Serbia to ban wheat exports", "Minister to visit Oman"."""
    if lower_at(items, at - 1) != "to" or at < 2 or items[at].kind not in {"w", "CUE"}:
        return False
    if any(item.lower in _FINITE for item in items[: at - 1]):
        return False  # "he is the first minister of Oman to visit Assam"
    return items[at - 2].kind in PLACED or items[at - 2].kind in NAMED or items[at - 2].lower in role_words()


_FINITE = frozenset("is are was were has have had".split())
_WHEN = frozenset("in on for from at to next".split())
_BEING = frozenset("is are was were be also been being".split())


def will_be(items: list[Item], at: int, reach: int = 12) -> bool:
    """Whether the verb of a noun at `at` speaks of the future: "the session is to take place"."""
    closed = -1
    if lower_at(items, at + 1) == "(":  # "the fair (March 3-6, Lublin) will bring"
        closed = next((k for k in range(at + 2, min(len(items), at + 10)) if items[k].lower == ")"), -1)
    for k in range(max(at, closed) + 1, min(len(items), max(at, closed) + reach)):
        if lower_at(items, k - 1) == "," and "to be" in {items[k].lower, f"{items[k].lower} {lower_at(items, k + 1)}"}:
            return True  # "the forum, to be held in June"
        if items[k].lower in {"will", "shall", "is to", "are to"} or (
            items[k].lower == "to" and lower_at(items, k - 1) in {"is", "are", "set", "expected"}
        ):
            return True
        if items[k].lower == "which" and lower_at(items, k + 1) == "will":
            return True
        if items[k].lower in _PLANNED and lower_at(items, k - 1) in {"is", "are", "being"}:
            return True  # "is planned for July 29", "is set to open"
        if items[k].kind == "PER" and lower_at(items, k + 1) in {"will", "is to"}:
            return True  # "the fair in Hanoi in August will host"
        if (items[k].kind == "PER" and not _of_putting_off(items, k)) or items[k].lower in {
            ";",
            "which",
            "who",
            "said",
            "was",
            "were",
            "took",
            "has",
            "where",
        }:
            return False
    return False


_PLANNED = frozenset({"planned", "scheduled", "slated", "set to", "due to", "expected to"})
_OPENS_NOW = frozenset(
    "opens begins starts runs kicks takes returns gets concludes closes ends leads brings sends travels visits pays "
    "heads attends hosts holds invites applications registration".split()
)
_GOES_ON = frozenset("runs continues lasts goes stays".split())
_UNDER_WAY = frozenset(
    "leading bringing taking sending travelling traveling visiting heading attending hosting holding inviting "
    "organising organizing accepting preparing".split()
)


def begins_nearby(sentence: Sentence, at: int, when: int) -> bool:
    """Whether "opens on December 5" tells of a day to come: in the present tense a date without a year is the one
    nearest to the day of the report."""
    mention, today = sentence.items[when].value, sentence.today
    later, sooner = mention.ahead, mention.period
    if later is None or today is None:
        return False
    if later.start is None and later.end is not None and sooner.start is None:
        return later.end > today and any(item.lower in _GOES_ON for item in sentence.items[at:when])
    if later.start is None or sooner.start is None or later.start <= today:
        return False
    items = sentence.items
    present = any(item.lower in _OPENS_NOW for item in items[at:when])
    if not present and not any(items[k].lower in _UNDER_WAY and _is_now(items, k) for k in range(at, when)):
        return False
    now = date.fromisoformat(today)
    return date.fromisoformat(later.start) - now <= now - date.fromisoformat(sooner.start)


def _is_now(items: list[Item], k: int) -> bool:
    """Whether the participle at `k` is a present tense: "is leading", "are now visiting"."""
    return bool({"is", "are"} & {lower_at(items, k - 1), lower_at(items, k - 2)})


def _is_ahead(items: list[Item], k: int) -> bool:
    item = items[k]
    if item.lower == "due" and lower_at(items, k + 1) == "to":
        return lower_at(items, k - 1) in {"is", "are", "was", "were"}  # "due to falling prices" is a cause
    if (
        item.lower == "to"
        and lower_at(items, k + 1) in _HOLDING
        and any(lower_at(items, j) in _TELLING_TO for j in range(k - 4, k))
    ):
        return True  # "directed their ministers to convene the commission"
    if item.lower in {"agreed", "agree"} and lower_at(items, k + 1) == "to" and lower_at(items, k + 2) in _HOLDING:
        return True
    if item.lower in _AHEAD_WORDS:
        return item.lower != "set" or lower_at(items, k + 1) in {"to", "for"}  # "set up relations"
    return (
        item.kind == "CUE"
        and not _AHEAD_CLASSES.isdisjoint(item.value.classes)
        and item.lower not in {"ready", "proposed", "proposes", "due to"}
    )


_TELLING_TO = frozenset("directed instructed ordered urged asked tasked mandated decided".split())


def negated(items: list[Item], at: int, reach: int = 4) -> bool:
    """Whether a negation stands shortly before item `at`."""
    return any(
        items[k].lower in _NEGATIONS
        or (items[k].kind == "CUE" and not _NEGATIONS.isdisjoint(items[k].lower.split()))
        or items[k].lower in {"don", "didn", "hasn", "won", "doesn"}
        for k in range(max(0, at - reach), at)
    )
