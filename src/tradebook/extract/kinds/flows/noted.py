"""What one sentence names: countries, groups, areas and periods, noted once for all who speak about it."""

from __future__ import annotations

from datetime import date
from functools import cache

from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.flows.notes import Noted
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.extract.tables import rows
from tradebook.places import is_group

_PLACES = frozenset({"PLACE", "DEM"})
_GROUP_FORMS = frozenset({"group", "group_demonym"})
# Kinds of items that are noted: places, periods, bodies and persons
_NOTED = _PLACES | {"PER", "ORG", "PERSON"}
_NAMING = _PLACES | {"ORG"}


_NOTHING = Noted(None, None, (), None, None, None)


def noted_in(sentence: Sentence) -> Noted:
    """The notes of a sentence, made once for all who talk about it."""
    noted: Noted | None = sentence.noted
    if noted is None:
        noted = sentence.noted = _note(sentence)
    return noted


def lands_named(sentence: Sentence) -> set[str]:
    """All countries and groups that a sentence names, and those of its bodies."""
    if sentence.kinds.isdisjoint(_NAMING):
        return set()
    found = {
        str(item.value.code if item.kind in _PLACES else item.value.country)
        for item in sentence.items
        if item.kind in _PLACES or (item.kind == "ORG" and item.value.country)
    }
    return found - {WORLD}


def _is_paired(items: list[Item], k: int) -> bool:
    """Whether a hyphen joins a place to another one as what describes a noun."""
    return any(lower_at(items, k + way) in {"-", "–"} and kind_at(items, k + 2 * way) in _PLACES for way in (1, -1))


def _note(sentence: Sentence) -> Noted:
    """Read once who and which time a sentence names, for all that look back at it."""
    group = subject = first = None
    period: Item | None = None
    area: Place | None = None
    named: list[str] = []
    ways: list[str] = []
    if sentence.kinds.isdisjoint(_NOTED):
        return _NOTHING
    for k, item in enumerate(sentence.items):
        kind = item.kind
        if kind not in _NOTED:
            continue
        if kind in _PLACES:
            behind = possessive_at(sentence.items, k + 1)
            if behind > k + 1 and kind_at(sentence.items, behind) == "PLACE":
                continue  # "China's Hong Kong"
            if kind == "DEM" and _is_of_media(sentence.items, k):
                continue
            code, form = item.value.code, item.value.form
            if form in _GROUP_FORMS and code != WORLD:
                group = code
            if is_group(code):
                continue
            if form == "area" and area is None:
                area = item.value
            governor = _governor(sentence.items, k)
            way = ways[-1] if ways and governor in {"and", ",", "or", "/", "&"} else governor
            ways.append(way if kind != "DEM" else "")
            paired = _is_paired(sentence.items, k)  # "the |US-China| trade war": nobody's trade
            free = kind != "DEM" and not paired and governor not in _LISTING and governor not in flow_words("governing")
            free = free and not ("partner_noun" in sentence.cues and _are_partners(sentence.items, k))
            subject = subject or (code if free else None)
            first = first or (code if free or (kind == "DEM" and not paired) else None)
            if form == "city":
                continue
        elif kind == "PER":
            beside = _of_an_event(sentence.items, k) or lower_at(sentence.items, k + 1) == "that"
            beside = beside or _is_compared_with(sentence.items, k)
            period = item if _is_of_statistics(item, sentence) and not beside else period
            continue
        elif item.value.country:
            code = item.value.country
        else:
            continue
        if code not in named:
            named.append(code)
    # two that goods go to, or come from, are no pair
    pair = tuple(named) if len(named) == 2 and not (len(ways) > 1 and set(ways) in _ONE_WAY) else ()
    return Noted(group, area, pair, period, subject, first)


def _are_partners(items: list[Item], k: int) -> bool:
    """Whether the place at `k` is one of several that are called partners: "|Poland|, France and Oman were the biggest
    markets": none that acts."""
    stop = k + 1
    while kind_at(items, stop) == "PLACE" or lower_at(items, stop) in {",", "and", "the"}:
        stop += 1
    several = stop > k + 1 or (k > 1 and lower_at(items, k - 1 - (lower_at(items, k - 1) == "the")) == "and")
    if not several or lower_at(items, stop) not in {"were", "are", "remain", "remained"}:
        return False
    return any(item.is_("partner_noun") and item.lower.endswith("s") for item in items[stop : stop + _PREDICATE])


_PREDICATE = 8  # items
# "other markets included the Netherlands": none that acts
_LISTING = frozenset({",", "include", "includes", "included", "including"})
_ONE_WAY = ({"to"}, {"from"}, {"into"})


def _is_of_media(items: list[Item], k: int) -> bool:
    """Whether a demonym only says where a paper or site is at home: "the French newspaper", "a specialised Spanish
    site"."""
    return not {lower_at(items, k + 1), lower_at(items, k + 2)}.isdisjoint(_media())


@cache
def _media() -> frozenset[str]:
    return frozenset(row["form"] for row in rows("media_words") if row["class"] == "common") - _NOT_ALONE | _SITES


_NOT_ALONE = frozenset({"agency"})  # "the French agency" may be an office that counts trade
_SITES = frozenset({"site", "website", "blog", "weekly"})


def _governor(items: list[Item], k: int) -> str:
    """The preposition before a place; "going to" is one word of the grammar; "" behind a time that opens the
    sentence ("In May, Saudi Arabia's output fell")."""
    j = k - 1 - (lower_at(items, k - 1) == "the")
    if lower_at(items, j) == "," and kind_at(items, j - 1) == "PER" and j < _OPENING_TIME:
        return ""
    return lower_at(items, j).rpartition(" ")[2]


_OPENING_TIME = 4


_AROUND = frozenset(
    {"before", "until", "till", "after", "since", "following", "prior to", "ahead", "due", "because", "owing"}
)
_AROUND |= {"result", "thanks"}


def _of_an_event(items: list[Item], k: int) -> bool:
    """Whether a period only dates what something came before or after: "before the conflict in February 2022"."""
    if _is_signed_then(items, k) or _ends_a_name(items, k):
        return True
    for j in range(k - 1, max(-1, k - 8), -1):
        if items[j].lower in _AROUND | _HELD:
            return True
        if items[j].kind in {"AMT", "QTY", "PCT"} or items[j].is_("flow"):
            return False
    return False


# when a meeting or visit was is no time of trade
_HELD = frozenset({"took place", "place", "held", "convened", "visited", "met", "hosted", "inaugurated"})


def _is_compared_with(items: list[Item], k: int) -> bool:
    """Whether a period is that of a figure compared with: "lower than the $4.4 billion deficit in October"."""
    for j in range(k - 1, max(-1, k - 9), -1):
        if items[j].lower == "than" or items[j].is_("compare"):
            return True
        if items[j].lower in {",", ";", "and", "while"} or items[j].kind == "PER":
            return False
    return False


def _is_signed_then(items: list[Item], k: int) -> bool:
    """Whether a period only dates an act: "the agreement signed in October"."""
    return lower_at(items, k - 1 - (lower_at(items, k - 1) in {"in", "on"})) in _ACTS


def is_of_an_act(items: list[Item], k: int) -> bool:
    """Whether the period at `k` only dates something that was signed or begun and told beside the trade."""
    return _is_signed_then(items, k)


_ACTS = frozenset("signed concluded inked ratified founded established inaugurated provided published".split())


def _ends_a_name(items: list[Item], k: int) -> bool:
    """Whether a bare year is the end of a name: "the Palm Oil Fair & Seminar |2017|"."""
    before = items[k - 1] if k else None
    if before is None or not items[k].value.bare_year or before.kind not in {"w", "NAME", "ORG", "CUE"}:
        return False
    return before.text[0].isupper() and before.end + 1 == items[k].start and k > 1


def _is_of_statistics(item: Item, sentence: Sentence) -> bool:
    """Whether a period is one that figures are given for: a past month or longer, told by itself."""
    mention: PeriodMention = item.value
    period = mention.period
    if mention.fiscal is not None:
        return mention.relation is None and (mention.fiscal.offset or 0) <= 0
    if item.lower.endswith(" ago"):
        return False  # "two years ago" dates what is told beside it
    if mention.relation is not None or mention.cue is not None or period.start is None or period.end is None:
        return False
    days = (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days
    return 26 <= days <= 366 and (sentence.today is None or period.start < sentence.today)
