"""Exhibitions, fairs and forums with a foreign side."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.called_off import fate, move
from tradebook.extract.kinds.event.fair_heads import FairHead, fair_head
from tradebook.extract.kinds.event.meetings import ORDINALS, edition_before, nth_time
from tradebook.extract.kinds.event.named import bare_name, edition_told
from tradebook.extract.kinds.event.scene import (
    Scene,
    country_of,
    places_inside,
    town_inside,
    word_class,
)
from tradebook.extract.kinds.event.showing import bracketed_counts, later_counts, with_country
from tradebook.extract.kinds.event.taking_part import taking_part
from tradebook.extract.kinds.event.timing import (
    begins_nearby,
    clause,
    first_to_last,
    lies_ahead,
    nearest_date,
    negated,
    period_at,
    speaks_ahead,
    will_be,
)
from tradebook.extract.kinds.event.venue import Counted, counts_in, venue
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.statement import Period

_SHOWS = frozenset({"event_fair", "event_forum"})


def fairs(sentence: Sentence, scene: Scene) -> list[Draft]:
    """The exhibitions, fairs and forums of one sentence, with counts from the one behind it."""
    if not _SHOWS.isdisjoint(sentence.cues) and _about_art(sentence.items):
        return []
    head = fair_head(sentence)
    if (head is None or not head.names) and (known := bare_name(sentence)) is not None:
        name, first, last = known
        head = FairHead(first, "exhibition", ((name, sentence.items[first], sentence.items[last]),), first)
    if head is not None and head.names and _is_named_for_art(head):
        return []
    if head is not None and not head.names and _told_already(sentence.items, head):
        return []
    if (
        head is None
        or _held_within(sentence.items, head)
        or (not head.names and possessive_at(sentence.items, head.at + 1) > head.at + 1)  # "the fair's director"
        or negated(sentence.items, head.at)
        or any(i.lower in {"told", "speech"} for i in sentence.items[max(0, head.first - 4) : head.at])
        or _only_discussed(sentence.items, head)
        or _stayed_away(sentence.items)
        or ((became := fate(sentence, head.at)) is not None and became.when is None)
    ):
        return []
    start, stop = clause(sentence.items, head.at)
    if any(i.lower == ";" for i in sentence.items[head.at :]):
        stop = len(sentence.items)  # "the forum was held on May 3; 140 firms attended"
    if (whole := _part_of(sentence, head)) is not None:
        head = whole
    other = _other_event(sentence, head)
    if other is None:
        return _drafts(sentence, head, scene, start, stop, None)
    if _side_by_side(sentence.items, head, other):
        return [d for one in (head, other) for d in _drafts(sentence, one, scene, start, stop, None)]
    parted = _parted_before(sentence.items, other.first)
    own = _drafts(sentence, head, scene, start, min(stop, parted), None)
    if not own:
        return _drafts(sentence, head, scene, start, stop, None)
    return [*own, *_drafts(sentence, other, scene, parted, len(sentence.items), own[0])]


def _other_event(sentence: Sentence, head: FairHead) -> FairHead | None:
    """A second fair told behind the first, each with its own place, date or count: "at Agro Expo in Riga in March and
    at Food Expo in Oslo in May"; None where the names are a list."""
    items = sentence.items
    if not head.names or not head.names[-1][2].start <= items[-1].start:
        return None
    last = items.index(head.names[-1][2])
    other = fair_head(sentence, max(head.at, last) + 1)
    if other is None or not other.names or other.names[0][0] == head.names[0][0]:
        return None
    between = items[last + 1 : other.first]
    told = any(i.kind in {"PLACE", "PER", "NUM"} for i in between)
    return other if told and any(i.lower in {"and", ",", ";"} for i in between) else None


def _side_by_side(items: list[Item], head: FairHead, other: FairHead) -> bool:
    """Whether two events are told of as one subject or object: "the 15th Caspian Agro |exhibition and the 27th|
    InterFood exhibition opened in Baku on May 18"."""
    behind = max(head.at, *(items.index(last) for _, _, last in head.names)) + 1
    between = items[behind : other.first]
    if not between or between[0].lower not in {"and", ","}:
        return False
    return all(i.kind == "NUM" or i.lower in _BESIDE or i.is_("ordinal") or i.lower in ORDINALS for i in between)


_BESIDE = frozenset({"and", ",", "the", "st", "nd", "rd", "th"})


def _part_of(sentence: Sentence, head: FairHead) -> FairHead | None:
    """The event that a show is a part of: "the Country Exhibition at |the sixth China International Import Expo|"."""
    items = sentence.items
    if not head.names:
        return None
    at = items.index(head.names[-1][2]) + 1 if head.names[-1][2] in items else len(items)
    if lower_at(items, at) not in {"at", "of", "within"} or lower_at(items, at + 1) != "the":
        return None
    whole = fair_head(sentence, at + 1)
    near = whole is not None and bool(whole.names) and whole.first - at < 6
    return whole if near and whole is not None and edition_before(items, whole.first) is not None else None


def _parted_before(items: list[Item], k: int) -> int:
    """Where the words about the event at `k` begin, behind those about another."""
    return next((j for j in range(k - 1, 0, -1) if items[j].lower in {"and", ",", ";"}), k)


def _held_within(items: list[Item], head: FairHead) -> bool:
    """Whether an event only tells within which another was held: "It was held |during the International Fair|"."""
    if lower_at(items, 0) not in {"it", "the", "this"} or head.first > 9 or any(i.kind == "PER" for i in items):
        return False
    held = next(
        (k for k in range(1, head.first) if items[k].lower in {"held", "place", "organised", "organized"}), None
    )
    return held is not None and lower_at(items, held + 1) in {"during", "within", "alongside", "as", "at"} and held < 6


def _told_already(items: list[Item], head: FairHead) -> bool:
    """Whether a noun only goes back to an event or names a sort of them: "to attend this forum", "one of the largest
    trade fairs in the world"."""
    if items[head.at].lower.endswith("s"):
        return any(
            items[j].lower == "one" and lower_at(items, j + 1) == "of" for j in range(max(0, head.at - 8), head.at)
        )
    opener = next((j for j in range(head.at - 1, max(-1, head.at - 5), -1) if items[j].lower in {"this", "that"}), None)
    return opener is not None and lower_at(items, opener - 1) in {"attend", "at", "of", "during", "in", "for"}


def _only_discussed(items: list[Item], head: FairHead) -> bool:
    """Whether an event is only something to talk of: "discussed the organization of a business forum"."""
    k = head.first - 1
    while lower_at(items, k) in {"a", "the", "an"}:
        k -= 1
    return (
        lower_at(items, k) == "of"
        and lower_at(items, k - 1) in {"organization", "organisation", "holding", "possibility"}
        and any(items[j].lower in {"discussed", "discuss", "discussing"} for j in range(max(0, k - 5), k))
        and not any(i.kind == "PER" for i in items[head.at :])
    )


def _stayed_away(items: list[Item]) -> bool:
    """Whether somebody does not take part, or nothing was held: "did not take part in", "was not held in 2020"."""
    for k, item in enumerate(items):
        if item.lower.rpartition(" ")[2] in {"not", "never"} and lower_at(items, k + 1) in _ATTENDING:
            return True
    return False


_ATTENDING = frozenset("take taken participate participated attend attended exhibit exhibited held be join".split())


def _is_named_for_art(head: FairHead) -> bool:
    """Whether a fair's own name tells that it is one of culture: "the Bogota International Book Fair"."""
    words = set(head.names[0][0].lower().split())
    return head.kind == "exhibition" and not words.isdisjoint(word_class("event_words", "art") - _OF_TRADE)


def _about_art(items: list[Item]) -> bool:
    art = word_class("event_words", "art")
    if any(item.lower in _ARTISTS for item in items):
        return True
    for k, item in enumerate(items):
        if item.kind != "CUE" or _SHOWS.isdisjoint(item.value.classes):
            continue
        behind = range(k + 2, min(len(items), k + 6)) if lower_at(items, k + 1) == "of" else range(0)
        traded = _OF_TRADE if item.lower != "show" else frozenset()
        if any(items[j].lower in art - traded for j in (*range(max(0, k - 3), k), *behind)):
            return True
    return False


_ARTISTS = frozenset("artists painters sculptors photographers paintings sculptures".split())
_OF_TRADE = frozenset("beauty medical flower fashion".split())  # a show of these is none, an expo is


# -- the drafts ------------------------------------------------------------------------------------------------------


class _Shown(NamedTuple):
    """Who and what is at an event: countries with their items, counts, the sentence of the counts if another."""

    codes: tuple[str, ...]
    side: tuple[Item, ...]
    counts: tuple[Counted, ...]
    source: Sentence | None


def _shown(
    sentence: Sentence, head: FairHead, where: Item | None, start: int, stop: int, scene: Scene, before: Draft | None
) -> _Shown:
    inside = places_inside(head.names[0][0]) if head.names else ()
    side = taking_part(sentence, head, where)
    codes = [*(inside if len(inside) > 1 else ()), *(c for i in side if (c := country_of(i)))]
    counts = counts_in(sentence, start, stop, known=before.get("counts") if before is not None else None)
    if "(" in sentence.lowers and (listed := bracketed_counts(sentence)):
        counts = listed
    source = None
    if before is None and not counts and (later := later_counts(sentence, scene)) is not None:
        counts, source = later
        codes += [c.value.country for c in counts if c.value.country]
    counts = with_country(sentence, counts, list(dict.fromkeys(codes)), (source or sentence).items)
    codes += [c.value.country for c in counts if c.value.country]
    return _Shown(tuple(dict.fromkeys(codes)), tuple(side), tuple(counts), source)


def _drafts(
    sentence: Sentence, head: FairHead, scene: Scene, start: int, stop: int, before: Draft | None
) -> list[Draft]:
    """The drafts of an event told in items `start:stop`; `before` is the first where it is the sentence's second."""
    items = sentence.items
    start = _behind_and(items, head, start)
    where = venue(items, head.at, start, stop)
    if where is not None and _inside_name(head, where):
        where = None
    where = where or _town_of_name(head) or _town_before(items, head) or _town_owning(items, head)
    shown = _shown(sentence, head, where, start, stop, scene, before)
    when = _date_of(sentence, head, start, stop)
    news = sentence.index <= 1 and bool(head.names) and not _only_where(sentence, head)
    news = news and (bool(shown.codes) or (where is not None and _opened(items, head)))
    if not news and not _worth(head, list(shown.codes), when is not None, where, list(shown.counts)):
        return []
    place = (where.text, where) if where is not None else _town_of_venue(items, start, stop)
    if place is None and head.kind == "exhibition" and head.names and "International" in head.names[0][0]:
        town = town_inside(head.names[0][0])  # "the 46th Baghdad International Fair"
        place = (town, head.names[0][1]) if town is not None else None
    if where is not None and where.value.form == "area" and head.kind == "exhibition" and head.names:
        own = town_inside(head.names[0][0])  # "the Guangzhou Fair was held in the Guangdong province capital"
        place = (own, head.names[0][1]) if own is not None else place
    place = place or _named_place(items, head, start, stop) or _where_expected(shown.source)
    return [_made(sentence, head, name, place, when, shown, scene) for name in head.names or (None,)]


def _opened(items: list[Item], head: FairHead) -> bool:
    """Whether the lead tells that an exhibition opened, be its day told or not: "Agro Expo opened in Riga"."""
    last = items.index(head.names[-1][2]) if head.names[-1][2] in items else head.at
    at = max(head.at, last) + 1
    return head.kind == "exhibition" and any(lower_at(items, k) in _OPENED for k in range(at, at + 3))


_OPENED = frozenset("opened opens held kicked begun began starts started took takes concluded closed".split())


def _behind_and(items: list[Item], head: FairHead, start: int) -> int:
    """Where the words about the event begin, where a verb of its own tells that somebody goes there: "will see meat
    packers in Mato Grosso |and attend| the Apas Show"."""
    for k in range(head.first - 1, max(start, head.first - 5), -1):
        if items[k].lower in _GOING and lower_at(items, k - 1) in {"and", "then"}:
            return k
    return start


_GOING = frozenset("attend attended visit visited join joined exhibit exhibited".split())


def _only_where(sentence: Sentence, head: FairHead) -> bool:
    """Whether the event only tells where a deal was made: "contracts were signed at the X-Y business forum"."""
    items = sentence.items
    k = head.first - 1
    while k > 0 and (lower_at(items, k) in {"the", "a", "this", "last", "recent"} or kind_at(items, k) == "ORD"):
        k -= 1
    return lower_at(items, k) in {"at", "during"} and "deal_noun" in sentence.cues and "deal_do" in sentence.cues


def _named_place(items: list[Item], head: FairHead, start: int, stop: int) -> tuple[str, Item] | None:
    """A town that the tables do not know, behind "in" and before a date or the end: "closed in Gornja Radgona on"; the
    one told before "there"."""
    for k in range(head.at + 1, stop - 1):
        name = items[k + 1]
        if (
            lower_at(items, k) != "in"
            or name.kind not in {"NAME", "PERSON"}
            or name.value.kind not in {"name", "person"}
        ):
            continue
        if lower_at(items, k + 2) in {"on", "from", ".", ",", "", "with", "this", "last", "between"}:
            return name.text, name
    if any(items[k].lower == "there" for k in range(head.at, stop)):
        town = next((i for i in items[: head.first] if i.kind == "PLACE" and i.value.form in {"city", "capital"}), None)
        return (town.text, town) if town is not None else None
    return None


def _where_expected(source: Sentence | None) -> tuple[str, Item] | None:
    """The town where those are awaited whom the next sentence counts: "2,000 exhibitors are expected in Oslo"."""
    if source is None or "expect" not in source.cues:
        return None
    where = venue(source.items, 0, 0, len(source.items))
    return (where.text, where) if where is not None and where.value.form in {"city", "capital"} else None


def _date_of(sentence: Sentence, head: FairHead, start: int, stop: int) -> int | None:
    """The nearest date; the year behind a name ("Gulfood 2024, which runs from February 19 to 23") only where no
    other is told."""
    when = nearest_date(sentence, head.at, start, stop, founded=False)
    if when is None or not head.names or len(sentence.items[when].text) != 4:
        return when
    if lower_at(sentence.items, when - 1) in {"in", "of", "for", "during"}:
        return when
    other = nearest_date(sentence, when + 1, when + 1, stop, founded=False)
    return other if other is not None else when


def _town_of_venue(items: list[Item], start: int, stop: int) -> tuple[str, Item] | None:
    """The town that the name of a hall begins with: "at the Wuhan International Expo Center"."""
    for k in range(start + 1, stop):
        if items[k].kind in ("ORG", "NAME") and lower_at(items, k - 1 - (lower_at(items, k - 1) == "the")) == "at":
            town = town_inside(items[k].text)
            if town is not None:
                return town, items[k]
    return None


def _made(
    sentence: Sentence,
    head: FairHead,
    name: tuple[str, Item, Item] | None,
    place: tuple[str, Item] | None,
    when: int | None,
    shown: _Shown,
    scene: Scene,
) -> Draft:
    items = sentence.items
    draft = Draft("event", sentence, confidence=0.8 if shown.codes and name is not None else 0.6)
    draft.put("type", head.kind, items[head.at])
    if name is not None:
        draft.put("name", name[0].split(" ", 1)[1] if _counted_name(name) else name[0], name[1], name[2])
    edition = edition_before(items, head.first) or edition_before(items, head.at) or _counted_name(name)
    edition = edition or _edition_apposed(items, head.at) or _held_again(items, head.at)
    if edition is not None:
        draft.put("edition", edition[0], edition[1])
    elif (told := edition_told(sentence, scene)) is not None:
        draft.put("edition", told[0], told[1], sentence=told[2])
    if place is not None:
        draft.put("place", place[0], place[1])
    named = items.index(name[2]) if name is not None and name[2] in items else head.at
    ahead = speaks_ahead(items, head.at, 18) or will_be(items, max(head.at, named))
    ahead = ahead or any(i.lower in {"invited", "invites"} for i in items[max(0, head.first - 6) : head.first])
    if when is not None:
        ahead = ahead or begins_nearby(sentence, head.first, when)
        ahead = ahead or any(
            item.lower in {"will", "shall", "expect", "expects"}
            or (item.lower in _SET and lower_at(items, j + 1) in {"to", "to be", "for"})
            for j, item in enumerate(items[head.at : when], head.at)
        )
        period = first_to_last(sentence, when, ahead=ahead) or _in_its_year(sentence, name, when)
        period = period or _in_this_year(sentence, head, when) or period_at(sentence, when, ahead=ahead)
        draft.put("period", period, items[when])
        over = bool(period.end and sentence.today and period.end < sentence.today)
        ahead = (ahead and not over) or lies_ahead(sentence, period)
    draft.stance = "planned" if ahead else "stated"
    if (became := fate(sentence, head.at)) is not None and became.when is not None:
        move(draft, sentence, became.when)
    if shown.codes:
        draft.put("countries", shown.codes, *shown.side)
    if shown.counts:
        draft.put(
            "counts", tuple(c.value for c in shown.counts), *(c.item for c in shown.counts), sentence=shown.source
        )
    return draft


def _held_again(items: list[Item], at: int) -> tuple[int, Item] | None:
    """ "The exhibition was held (in Lima in May) |for the 20th time|"."""
    held = next((j for j in range(at + 1, min(len(items) - 3, at + 9)) if items[j].lower in _HELD_AGAIN), None)
    return None if held is None else nth_time(items, held + 1, held + 13)


_SET = frozenset("scheduled due set slated planned expected".split())
_HELD_AGAIN = frozenset("held organised organized place opened taking".split())


def _edition_apposed(items: list[Item], at: int) -> tuple[int, Item] | None:
    """ "The fair in Damascus, |the 61st|, drew"."""
    for j in range(at + 1, min(len(items) - 2, at + 8)):
        if items[j].lower == "," and items[j + 1].lower == "the":
            end = next((k for k in range(j + 2, min(len(items), j + 6)) if items[k].lower == ","), 0)
            return edition_before(items, end) if end and end - j <= 4 else None
    return None


def _in_its_year(sentence: Sentence, name: tuple[str, Item, Item] | None, when: int) -> Period | None:
    """The days told without a year, in the year that the name bears: "Caspian Agro 2024, held on May 14-17"."""
    mention = sentence.items[when].value
    if name is None or mention.ahead is None or mention.period.start is None:
        return None
    at = sentence.items.index(name[2]) + 1
    if _WEEK.search(sentence.items[when].lower):
        return None  # "opened on Monday" is told by the paper's day, whatever year the name bears
    told = _YEAR.search(name[0]) or (_YEAR.fullmatch(sentence.items[at].text) if at < len(sentence.items) else None)
    if told is None:
        return None
    for period in (mention.period, mention.ahead):
        if period.start is not None and period.start.startswith(told[0]):
            found: Period = period
            return found
    year = mention.period.start[:4]
    if "-02-29" in f"{mention.period.start} {mention.period.end}" or not (mention.period.end or "").startswith(year):
        return None
    moved = {slot: getattr(mention.period, slot).replace(year, told[0]) for slot in ("start", "end", "edtf")}
    shifted: Period = msgspec.structs.replace(mention.period, **moved)
    return shifted


def _in_this_year(sentence: Sentence, head: FairHead, when: int) -> Period | None:
    """The days told without a year of "this year's" event."""
    mention, today = sentence.items[when].value, sentence.today
    near = [lower_at(sentence.items, k) for k in range(head.first - 4, head.first)]
    if today is None or "this year" not in " ".join(near):
        return None
    for period in (mention.period, mention.ahead):
        if period is not None and period.start is not None and period.start[:4] == today[:4]:
            found: Period = period
            return found
    return None


_WEEK = re.compile(r"day|week")
_YEAR = re.compile(r"\b20\d\d\b")


def _counted_name(name: tuple[str, Item, Item] | None) -> tuple[int, Item] | None:
    """The edition that a name begins with: "Fourth ExpoCuba Fair"."""
    if name is None or " " not in name[0]:
        return None
    n = ORDINALS.get(name[0].split(" ", 1)[0].lower())
    return (n, name[1]) if n is not None else None


def _town_of_name(head: FairHead) -> Item | None:
    """The town that a fair is named for ("the Brno engineering fair"): where it is held."""
    if not head.names or head.kind != "exhibition":
        return None
    first, last = head.names[0][1], head.names[0][2]
    if last is not first and last.kind == "PLACE" and last.value.form in {"city", "capital"}:
        return last  # "the International Fair of Tunis"
    return (
        first
        if first.kind == "PLACE" and not first.text.isupper() and first.value.form in {"city", "capital"}
        else None
    )


def _inside_name(head: FairHead, item: Item) -> bool:
    """Whether a place stands in an event's name: "Made in Uzbekistan"."""
    return any(first.start < item.start <= last.start for _, first, last in head.names)


def _town_owning(items: list[Item], head: FairHead) -> Item | None:
    """The town whose fair it is: "|Lublin|'s Agrolink fair opened"."""
    owners = (k for k in range(max(0, head.first - 4), head.first) if possessive_at(items, k + 1) == head.first)
    town = next((items[k] for k in owners), None)
    return town if town is not None and town.kind == "PLACE" and town.value.form in {"city", "capital"} else None


def _town_before(items: list[Item], head: FairHead) -> Item | None:
    """The town before the noun whose name stands behind it: "the Bishkek trade fair |"Made in Uzbekistan"|"."""
    first = items[head.first]
    behind = head.names and head.names[0][1].start > items[head.at].start
    town = first.kind == "PLACE" and first.value.form in {"city", "capital"} and head.first < head.at
    return first if behind and town else None


def _worth(head: FairHead, codes: list[str], dated: bool, where: Item | None, counts: list[Counted]) -> bool:
    """Whether the mention is one of relations between countries and carries a date, a place or a count."""
    if not (dated or where is not None or counts):
        return False
    if len(codes) > 1:
        return True
    if codes:
        return (
            bool(head.names)
            or bool(counts)
            or (head.kind == "exhibition" and (where is None or where.value.code != codes[0]))
        )
    if head.kind == "exhibition" and where is not None and counts:
        return True
    return (
        bool(head.names)
        and (dated or any(c.value.of in {"countries", "nations", "states"} for c in counts))
        and head.names[0][1].kind != "PERSON"
    )
