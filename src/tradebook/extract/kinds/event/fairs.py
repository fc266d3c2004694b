"""Exhibitions, fairs and forums with a foreign side."""

from __future__ import annotations

import re
from typing import NamedTuple

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.meetings import ORDINALS, edition_before
from tradebook.extract.kinds.event.named import bare_name, edition_told
from tradebook.extract.kinds.event.scene import (
    NAMED,
    PLACED,
    Scene,
    begins_nearby,
    clause,
    country_of,
    lies_ahead,
    names_land,
    nearest_date,
    negated,
    period_at,
    places_inside,
    speaks_ahead,
    town_inside,
    will_be,
    word_class,
)
from tradebook.extract.kinds.event.showing import later_counts, with_country
from tradebook.extract.kinds.event.venue import Counted, counts_in, venue
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at


class _Head(NamedTuple):
    """An event's noun: index, type, the names read (several for "X and Y fairs"), where its wording begins."""

    at: int
    kind: str
    names: tuple[tuple[str, Item, Item], ...]
    first: int


_NOUN_INSIDE = re.compile(
    r"\b(exhibition|fair|expo|forum|conference|congress|trade show|\w+ show|messe|feria|foire)( \d{4})?( \([^)]*\))?$"
    r"|\b(?!expor|expon|expos|expou)\w{0,9}expo(?!r|n|s|u)\w{0,8}\b|^(foire|feria|salon) "
)
_SHOWS = frozenset({"event_fair", "event_forum"})
_FORUM_INSIDE = re.compile(r"\b(forum|conference|congress)\b")
_STANDING = ("united nations conference", "islamic conference")


def fairs(sentence: Sentence, scene: Scene) -> list[Draft]:
    """The exhibitions, fairs and forums of one sentence, with counts from the one behind it."""
    if not _SHOWS.isdisjoint(sentence.cues) and _about_art(sentence.items):
        return []
    head = _head(sentence)
    if (head is None or not head.names) and (known := bare_name(sentence)) is not None:
        name, first, last = known
        head = _Head(first, "exhibition", ((name, sentence.items[first], sentence.items[last]),), first)
    if (
        head is None
        or negated(sentence.items, head.at)
        or any(i.lower in {"told", "speech"} for i in sentence.items[max(0, head.first - 4) : head.at])
    ):
        return []
    return _drafts(sentence, head, scene)


def _about_art(items: list[Item]) -> bool:
    art = word_class("event_words", "art")
    for k, item in enumerate(items):
        if not (item.is_("event_fair") or item.is_("event_forum")):
            continue
        behind = range(k + 2, min(len(items), k + 6)) if lower_at(items, k + 1) == "of" else range(0)
        traded = _OF_TRADE if item.lower != "show" else frozenset()
        if any(items[j].lower in art - traded for j in (*range(max(0, k - 3), k), *behind)):
            return True
    return False


_OF_TRADE = frozenset("beauty medical flower fashion".split())  # a show of these is none, an expo is


def _head(sentence: Sentence) -> _Head | None:
    """The first exhibition or forum of the sentence; one with a name goes before one without."""
    plain: _Head | None = None
    items = sentence.items
    for k, item in enumerate(items):
        if item.kind == "CUE":
            kind = item.cue("event_fair") or ("forum" if item.is_("event_forum") else None)
            if kind is None or _in_list_of_names(items, k):
                continue
            if item.lower in {"show", "fair", "salon"} and not _is_noun(items, k):
                continue
            head = _with_names(sentence, k, kind)
        elif (
            item.kind in NAMED
            and item.kind != "PERSON"
            and _NOUN_INSIDE.search(item.lower)
            and not _in_list_of_names(items, k)
            and not _is_body(items, k)
        ):
            kind = "forum" if _FORUM_INSIDE.search(item.lower) else "exhibition"
            head = _named(sentence, k, kind)
        else:
            continue
        if head.names:
            return head
        plain = plain or head
    return plain


def _named(sentence: Sentence, k: int, kind: str) -> _Head:
    """The head that is inside a name at `k`: without an agency before "The", with the country joined by a dash before
    it ("Serbia - Romania Business Forum") and what it is about behind ("International Conference on Asia")."""
    items = sentence.items
    item, first = items[k], k
    text = _BRACKET.sub("", item.text.split(" The ", 1)[-1])
    if text == item.text and lower_at(items, k - 1) in _DASHES and kind_at(items, k - 2) in PLACED:
        first = k - 2
        text = sentence.text_between(items[first], item)
    elif lower_at(items, k - 1) == "&" and k > 1 and items[k - 2].text[0].isupper():
        first = k - 2
        while first > 0 and (_proper(items, first - 1) or items[first - 1].text == "&"):
            first -= 1
        text = sentence.text_between(items[first], item)
    last = _about(items, k)
    if last > k:
        text += sentence.text_between(item, items[last])[len(item.text) :]
    return _Head(k, kind, ((text, items[first], items[last]),), first)


_BRACKET = re.compile(r" \([^)]*\)$")
_DASHES = frozenset({"-", "–", "—"})


def _about(items: list[Item], k: int) -> int:
    """The index of the last word of what an event's name says that it is about: "on the Future of Asia"."""
    if lower_at(items, k + 1) not in {"on", "for"}:
        return k
    j = k + 2 + (lower_at(items, k + 2) == "the")
    last = k
    while j < len(items) and (items[j].text[:1].isupper() or (last > k and items[j].lower in {"of", "and", "the"})):
        if items[j].kind == "PER" or items[j].kind == "PERSON":
            break
        if items[j].text[:1].isupper():
            last = j
        j += 1
    return last


def _in_list_of_names(items: list[Item], k: int) -> bool:
    """Whether a name with "Expo" in it stands in a list whose noun is still to come ("Rebuild Expo and Agro World
    exhibitions"), "Expo Prado exhibition")."""
    if not items[k].text[0].isupper() or k + 2 >= len(items):
        return False
    j = k + 1
    while j < len(items) and (_proper(items, j) or lower_at(items, j) in {"and", ","}):
        j += 1
    if j >= len(items) or not items[j].is_("event_fair") or not items[j].text.islower():
        return False
    return items[j].lower.endswith("s") or items[k].kind == "CUE" or j == k + 1


def _is_body(items: list[Item], k: int) -> bool:
    """Whether a name with a forum in it is a body that says something ("the World Economic Forum said")."""
    if items[k].lower.startswith(_STANDING) or items[k].value.kind in {"company", "agency"}:
        return True
    return (
        lower_at(items, k + 1) in {"said", "says", "report", "reported", "estimates", "ranked", "'", "’"}
        and lower_at(items, k + 2) != "exhibition"
    )


def _is_noun(items: list[Item], k: int) -> bool:
    """Whether "show" or "fair" is an event here and no verb or adjective ("figures show", "a fair price")."""
    before = items[k - 1] if k else None
    if before is None:
        return False
    named = (
        before.kind in NAMED
        or (before.kind == "PLACE" and before.text.isupper())
        or (before.kind in ("w", "CUE", "GOOD") and before.text[0].isupper() and k > 1)
        or before.kind == "GOOD"
    )
    described = before.lower in {
        "trade",
        "international",
        "agricultural",
        "industrial",
        "annual",
        "engineering",
        "food",
        "the",
        "book",
        "national",
        "world",
        "spring",
        "autumn",
        "commodity",
        "canton",
        "export",
        "this",
        "furniture",
    }
    if items[k].lower == "show":
        behind_show = lower_at(items, k + 1) in _BEHIND_FAIR or kind_at(items, k + 1) == "PER"
        told = items[k].text == "Show" or lower_at(items, k + 1) in {"was", "is", "will", "opens", "opened", "in"}
        return (before.kind in NAMED and behind_show and told) or before.lower in {
            "trade",
            "air",
            "motor",
            "agricultural",
            "auto",
            "boat",
        }
    behind = lower_at(items, k + 1)
    described = described or (before.lower in _PLAIN and before.lower not in {"big", "and", "economic", "business"})
    return (named or described) and (
        behind in _BEHIND_FAIR or kind_at(items, k + 1) == "PER" or (k + 1 < len(items) and items[k + 1].kind == "p")
    )


_BEHIND_FAIR = frozenset(
    "in at to will was is has of on from opened opens which where that with and for this next held took takes closed "
    "closes began begins ended ends drew attracted starts started runs ran brings brought gathered returned returns got "
    "kicked hosted had saw featured features welcomed "
    ", .".split()
) | {""}


# -- names -----------------------------------------------------------------------------------------------------------


def _with_names(sentence: Sentence, k: int, kind: str) -> _Head:
    """The head at `k` with the names before it ("the Agro Expo and Food Days exhibitions"), or behind it in
    quotes or plain ("the exhibition Made in Belarus")."""
    items = sentence.items
    j = k - 1
    while j >= 0 and _describes(items[j]):
        j -= 1
    run = _run_before(items, j)
    between = j < k - 1
    if run:
        first = items[run[0]]
        if kind == "forum" or (between and all(items[x].kind in PLACED or items[x].lower in {"-", "–"} for x in run)):
            demonyms = sum(items[x].kind == "DEM" for x in run) == 1 and len(run) == 1
            capital = items[k].text[0].isupper()
            if (demonyms and not capital) or (
                between
                and not capital
                and all(items[x].kind == "PLACE" and items[x].value.form == "group" for x in run)
            ):
                return _Head(k, kind, (), run[0])
            if kind == "exhibition" and first.kind == "PLACE" and names_land(first) and first.value.form != "capital":
                return _Head(k, kind, (), run[0])
            last = items[_about(items, k) if capital else k]
            return _Head(k, kind, ((sentence.text_between(first, last), first, last),), run[0])
        if items[k].text[0].isupper():
            last = items[_about(items, k)]
            return _Head(k, kind, ((sentence.text_between(first, last), first, last),), run[0])
        lands = [x for x in run if items[x].kind in PLACED]
        joined = len(lands) > 1 and all(x in lands or items[x].lower in _DASHES for x in run)
        if kind == "exhibition" and joined and not between:  # "the Mozambique-India trade fair"
            return _Head(k, kind, ((sentence.text_between(first, items[k]), first, items[k]),), run[0])
        if kind == "exhibition" and all(items[x].kind == "PLACE" for x in run):  # "the Paris air show"
            return _Head(k, kind, ((sentence.text_between(first, items[k]), first, items[k]),), run[0])
        names = _split(sentence, run) if items[k].lower.endswith("s") else _whole(sentence, run)
        if between and not names:
            return _Head(k, kind, (), run[0])
        return _Head(k, kind, names, run[0])
    if items[k].lower.endswith("s") and (several := _several_behind(sentence, k)):
        return _Head(k, kind, several, j + 1)
    quoted = _quoted_behind(sentence, k)
    if quoted is not None and items[k].text == "Expo" and quoted[1] is items[k + 1]:
        quoted = (sentence.text_between(items[k], quoted[2]), items[k], quoted[2])
    return _Head(k, kind, (quoted,) if quoted else (), j + 1)


_PLAIN = frozenset(
    "international national trade business industrial agricultural food annual engineering economic "
    "specialized specialised "
    "investment export import industry building construction furniture tourism energy oil gas machinery "
    "textile defence defense border cross-border "
    "agri consumer regional leading major big biggest largest world joint general agro mining autumn "
    "spring and commodity goods "
    "technology medical pharmaceutical aviation automotive transport logistics universal multi sector product "
    "products".split()
)


def _describes(item: Item) -> bool:
    """Whether an item is a lower-case word that describes the event."""
    if item.kind == "GOOD":
        return item.text[0].islower()
    return item.kind in ("w", "CUE", "p") and not item.text[0].isupper() and (item.lower in _PLAIN or item.lower == "-")


def _proper(items: list[Item], j: int) -> bool:
    item = items[j]
    if item.kind in NAMED or item.kind in PLACED:
        return item.kind != "PERSON"
    if item.kind in ("NUM", "PER"):
        return item.text.isdigit() and len(item.text) in (2, 4) and j > 0 and _proper(items, j - 1)
    return (
        item.kind in ("w", "CUE", "GOOD")
        and item.text[0].isupper()
        and item.lower not in {"the", "a", "an", "this", "in", "at"}
        and j > 0
    )


def _run_before(items: list[Item], j: int) -> list[int]:
    """The proper words that end at `j`: indexes in order, joined by "and", "-", "&"."""
    run: list[int] = []
    if lower_at(items, j) in _QUOTES:
        j -= 1
    while j >= 0:
        if _proper(items, j):
            run.append(j)
        elif items[j].lower in {"and", ",", "-", "–", "&", "of"} and j > 0 and _proper(items, j - 1) and run:
            if items[j].lower == "of" and items[j - 1].kind in PLACED:
                break
            run.append(j)
        else:
            break
        j -= 1
    run.reverse()
    if run and items[run[0]].kind in PLACED and len(run) > 2 and items[run[0] + 1].lower in {"'", "’"}:
        run = run[1:]
    return run


_QUOTES = frozenset("\"“”'’«»„")


def _split(sentence: Sentence, run: list[int]) -> tuple[tuple[str, Item, Item], ...]:
    """The names of a run, parted at "and" and commas; a run of demonyms alone names nothing."""
    items = sentence.items
    parts: list[list[int]] = [[]]
    for j in run:
        if items[j].lower in {"and", ","}:
            parts.append([])
        else:
            parts[-1].append(j)
    names = []
    for part in parts:
        while part and items[part[-1]].kind in ("PER", "NUM"):
            part = part[:-1]
        if part and not all(items[j].kind == "DEM" or items[j].kind == "p" for j in part):
            names.append((sentence.text_between(items[part[0]], items[part[-1]]), items[part[0]], items[part[-1]]))
    return tuple(names)


def _whole(sentence: Sentence, run: list[int]) -> tuple[tuple[str, Item, Item], ...]:
    """The run as one name ("Agro and Food"), without a year behind it."""
    items = sentence.items
    while run and items[run[-1]].kind in ("PER", "NUM"):
        run = run[:-1]
    if not run or all(items[j].kind in ("DEM", "p") for j in run):
        return ()
    return ((sentence.text_between(items[run[0]], items[run[-1]]), items[run[0]], items[run[-1]]),)


def _several_behind(sentence: Sentence, k: int) -> tuple[tuple[str, Item, Item], ...]:
    """The names behind a plural head: "the exhibitions Agro Expo and FoodTech Georgia"; () where fewer than two
    stand there. A country's name ends a name that it stands right behind."""
    items = sentence.items
    names: list[tuple[str, Item, Item]] = []
    j = k + 1
    while True:
        start = j
        while j < len(items) and (
            (items[j].kind in NAMED and items[j].kind != "PERSON")
            or (items[j].kind in ("w", "GOOD", "CUE") and items[j].text[0].isupper())
            or (items[j].kind in ("PLACE", "NUM", "PER") and j > start and items[j].text[:1].isalnum())
        ):
            j += 1
        if j == start:
            break
        last = j - 1
        while last > start and items[last].kind in ("PER", "NUM"):
            last -= 1
        names.append((sentence.text_between(items[start], items[last]), items[start], items[last]))
        while lower_at(items, j) in {",", "and"} and j < len(items) - 1:
            j += 1
    return tuple(names) if len(names) > 1 else ()


def _quoted_behind(sentence: Sentence, k: int) -> tuple[str, Item, Item] | None:
    """A name behind the head: in quotes, or a run of capitals."""
    items = sentence.items
    j = k + 1
    quoted = lower_at(items, j) in _QUOTES
    if quoted:
        j += 1
    start = j
    while j < len(items) and j - start < 9 and lower_at(items, j) not in _QUOTES:
        if not quoted and not (items[j].kind in NAMED or (items[j].kind == "w" and items[j].text[0].isupper())):
            break
        j += 1
    if j == start or (quoted and lower_at(items, j) not in _QUOTES):
        return None
    if items[start].kind == "PERSON" or (not quoted and items[start].kind == "PLACE"):
        return None
    return sentence.text_between(items[start], items[j - 1]), items[start], items[j - 1]


# -- who takes part --------------------------------------------------------------------------------------------------


def _taking_part(sentence: Sentence, head: _Head, where: Item | None) -> list[Item]:
    """The items that tell the countries which take part."""
    items = sentence.items
    counted = (
        word_class("event_words", "counted") | word_class("event_words", "stand") | word_class("event_words", "role")
    )
    join = word_class("event_words", "join")
    named = range(head.first, head.at)
    inside = {
        id(i)
        for i in items
        if any(a.start <= i.start < b.end for _, a, b in head.names) and i.start > items[head.at].start
    }
    found: list[Item] = []
    for k, item in enumerate(items):
        if item.kind not in PLACED or not names_land(item) or item is where or id(item) in inside:
            continue
        if k in named:
            if item.kind == "DEM" or head.kind == "forum":
                found.append(item)
            continue
        before = lower_at(items, k - 1) if lower_at(items, k - 1) != "the" else lower_at(items, k - 2)
        if before == "of" and any(items[j].is_("event_fair") for j in range(max(0, k - 3), k)) and item.kind == "PLACE":
            found.append(item)  # "the national exhibition of Kyrgyzstan"
            continue
        if item.kind == "DEM":
            if _followed(items, k, counted, 5):
                found.append(item)
        elif _possesses(items, k) and before not in {"in", "at"}:
            if _followed(items, k, counted, 6):
                found.append(item)
        elif (
            (before in {"from", "of"} and any(lower_at(items, j) in counted for j in range(max(0, k - 6), k)))
            or (before in {"and", ","} and found and items[k - 2] is found[-1])
            or (
                (
                    before == "including"
                    or (before == "as" and "such" in {lower_at(items, k - 2), lower_at(items, k - 3)})
                )
                and any(lower_at(items, j) in counted | {"countries", "nations"} for j in range(max(0, k - 9), k))
            )
            or (before not in _AROUND and (_followed(items, k, join, 7) or _followed(items, k, counted, 2)))
            or (before not in _AROUND and _followed(items, k, _BOOKING, 4))
        ):
            found.append(item)
    if not found and not sentence.lowers.isdisjoint({"pavilion", "stand", "booth"}):
        found = [i for i in items[:8] if i.kind == "ORG" and i.value.country][:1]  # who invites to its stand
    return found


_BOOKING = frozenset("rented rents rent booked books sends sent send sending brings brought leads led".split())
_AROUND = frozenset("in at to from with of into between for on near under against by".split())


def _possesses(items: list[Item], k: int) -> bool:
    return possessive_at(items, k + 1) > k + 1


def _followed(items: list[Item], k: int, words: frozenset[str], reach: int) -> bool:
    for j in range(k + 1, min(len(items), k + 1 + reach)):
        if items[j].lower in words:
            return True
        if items[j].kind in ("PER", "PLACE") or items[j].lower in {"in", "at", ".", ";"}:
            return False
    return False


# -- the drafts ------------------------------------------------------------------------------------------------------


class _Shown(NamedTuple):
    """Who and what is at an event: countries with their items, counts, the sentence of the counts if another."""

    codes: tuple[str, ...]
    side: tuple[Item, ...]
    counts: tuple[Counted, ...]
    source: Sentence | None


def _shown(sentence: Sentence, head: _Head, where: Item | None, stop: int, scene: Scene) -> _Shown:
    inside = places_inside(head.names[0][0]) if head.names else ()
    side = _taking_part(sentence, head, where)
    codes = [*(inside if len(inside) > 1 else ()), *(c for i in side if (c := country_of(i)))]
    counts = counts_in(sentence, clause(sentence.items, head.at)[0], stop)
    source = None
    if not counts and (later := later_counts(sentence, scene)) is not None:
        counts, source = later
        codes += [c.value.country for c in counts if c.value.country]
    counts = with_country(sentence, counts, list(dict.fromkeys(codes)), sentence.items)
    codes += [c.value.country for c in counts if c.value.country]
    return _Shown(tuple(dict.fromkeys(codes)), tuple(side), tuple(counts), source)


def _drafts(sentence: Sentence, head: _Head, scene: Scene) -> list[Draft]:
    items = sentence.items
    start, stop = clause(items, head.at)
    if any(items[k].lower == ";" for k in range(head.at, len(items))):
        stop = len(items)  # "the forum was held on May 3; 140 firms attended"
    where = venue(items, head.at, start, stop) or _town_of_name(head)
    shown = _shown(sentence, head, where, stop, scene)
    when = _date_of(sentence, head, start, stop)
    news = sentence.index <= 1 and bool(head.names) and bool(shown.codes)
    if not news and not _worth(head, list(shown.codes), when is not None, where, list(shown.counts)):
        return []
    place = (where.text, where) if where is not None else _town_of_venue(items, start, stop)
    if place is None and head.kind == "exhibition" and head.names and "International" in head.names[0][0]:
        town = town_inside(head.names[0][0])  # "the 46th Baghdad International Fair"
        place = (town, head.names[0][1]) if town is not None else None
    return [_made(sentence, head, name, place, when, shown, scene) for name in head.names or (None,)]


def _date_of(sentence: Sentence, head: _Head, start: int, stop: int) -> int | None:
    """The nearest date; the year behind a name ("Gulfood 2024, which runs from February 19 to 23") only where no
    other is told."""
    when = nearest_date(sentence, head.at, start, stop, founded=False)
    if when is None or not head.names or len(sentence.items[when].text) != 4:
        return when
    other = nearest_date(sentence, when + 1, when + 1, stop, founded=False)
    return other if other is not None and sentence.items[when - 1] is head.names[0][2] else when


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
    head: _Head,
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
    if edition is not None:
        draft.put("edition", edition[0], edition[1])
    elif (told := edition_told(sentence, scene)) is not None:
        draft.put("edition", told[0], told[1], sentence=told[2])
    if place is not None:
        draft.put("place", place[0], place[1])
    ahead = speaks_ahead(items, head.at, 18) or will_be(items, head.at)
    if when is not None:
        ahead = ahead or begins_nearby(sentence, head.first, when)
        ahead = ahead or any(item.lower in {"will", "shall"} for item in items[head.at : when])
        period = period_at(sentence, when, ahead=ahead)
        draft.put("period", period, items[when])
        over = bool(period.end and sentence.today and period.end < sentence.today)
        ahead = (ahead and not over) or lies_ahead(sentence, period)
    draft.stance = "planned" if ahead else "stated"
    if shown.codes:
        draft.put("countries", shown.codes, *shown.side)
    if shown.counts:
        draft.put(
            "counts", tuple(c.value for c in shown.counts), *(c.item for c in shown.counts), sentence=shown.source
        )
    return draft


def _counted_name(name: tuple[str, Item, Item] | None) -> tuple[int, Item] | None:
    """The edition that a name begins with: "Fourth ExpoCuba Fair"."""
    if name is None or " " not in name[0]:
        return None
    n = ORDINALS.get(name[0].split(" ", 1)[0].lower())
    return (n, name[1]) if n is not None else None


def _town_of_name(head: _Head) -> Item | None:
    """The town that a fair is named for ("the Brno engineering fair"): where it is held."""
    if not head.names or head.kind != "exhibition":
        return None
    first = head.names[0][1]
    return first if first.kind == "PLACE" and first.value.form in {"city", "capital"} else None


def _worth(head: _Head, codes: list[str], dated: bool, where: Item | None, counts: list[Counted]) -> bool:
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
        and (dated or any(c.value.of == "countries" for c in counts))
        and head.names[0][1].kind != "PERSON"
    )
