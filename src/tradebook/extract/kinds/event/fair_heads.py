"""The noun or name of an exhibition or forum in a sentence, and how far its name reaches."""

from __future__ import annotations

import re
from typing import NamedTuple

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import NAMED, PLACED, names_land, town_inside
from tradebook.extract.kinds.phrases import kind_at, lower_at


class FairHead(NamedTuple):
    """An event's noun: index, type, the names read (several for "X and Y fairs"), where its wording begins."""

    at: int
    kind: str
    names: tuple[tuple[str, Item, Item], ...]
    first: int


_NOUN_INSIDE = re.compile(
    r"\b(exhibition|exposition|fair|expo|forum|conference|congress|trade show|\w+ show|messe|feria|foire|"
    r"(?:business|investment|trade|economic|export) summit)( \d{4})?( \([^)]*\))?$"
    r"|\b(?!expor|expon|expos|expou)\w{0,9}expo(?!r|n|s|u)\w{0,8}\b|^(foire|feria|salon|forum of) "
    r"|\b(?:forum|conference) on \w"
)
_HALLS = frozenset("center centre complex hall halls grounds fairground fairgrounds showground showgrounds".split())
_FORUM_INSIDE = re.compile(r"\b(forum|conference|congress|summit)\b")
_GROUNDS = ("expocenter", "expocentre", "expo center", "expo centre")
_PARLIAMENT = re.compile(r"[\w.]+ congress|(?:national )?congress of [\w ]+")  # "the U.S. Congress"
_STANDING = ("united nations conference", "islamic conference")


def fair_head(sentence: Sentence, start: int = 0) -> FairHead | None:
    """The first exhibition or forum of the sentence from item `start` on; one with a name goes before one without."""
    plain: FairHead | None = None
    items = sentence.items
    for k in range(start, len(items)):
        item = items[k]
        if item.kind == "CUE":
            kind = item.cue("event_fair") or ("forum" if item.is_("event_forum") else None)
            if kind is None or _in_list_of_names(items, k):
                continue
            if item.lower in {"show", "fair", "salon"} and not _is_noun(items, k):
                continue
            if item.lower == "congress" and kind_at(items, k - 1) in PLACED:
                continue  # "the Peruvian congress", a parliament
            head = _with_names(sentence, k, kind)
        elif (
            item.kind in NAMED
            and item.kind != "PERSON"
            and _NOUN_INSIDE.search(item.lower)
            and not _in_list_of_names(items, k)
            and not _is_body(items, k)
            and lower_at(items, k + 1) not in _HALLS
            and item.lower.rpartition(" ")[2] not in _HALLS
            and not (plain is not None and _is_ground(items, k))
        ):
            kind = "forum" if _FORUM_INSIDE.search(item.lower) else "exhibition"
            head = _named(sentence, k, kind)
        else:
            continue
        if head.names:
            return head
        plain = plain or head
    return plain


def _is_ground(items: list[Item], k: int) -> bool:
    """Whether a name is the hall where another event is held: "an exhibition of cheese will run at the |Yerevan
    Expo|"."""
    parts = items[k].text.split(" ")
    there = lower_at(items, k - 1 - (lower_at(items, k - 1) == "the")) == "at"
    return there and len(parts) == 2 and parts[1] == "Expo" and town_inside(items[k].text) is not None


def _named(sentence: Sentence, k: int, kind: str) -> FairHead:
    """The head that is inside a name at `k`: without an agency before "The", with the country joined by a dash before
    it ("Serbia - Romania Business Forum") and what it is about behind ("International Conference on Asia")."""
    items = sentence.items
    item, first = items[k], k
    text = _BRACKET.sub("", item.text.split(" The ", 1)[-1]).removeprefix("The ")
    if item.text.endswith(text) and lower_at(items, k - 1) in _DASHES and kind_at(items, k - 2) in PLACED:
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
    return FairHead(k, kind, ((text, items[first], items[last]),), first)


_BRACKET = re.compile(r" \([^)]*\)$")
_DASHES = frozenset({"-", "–", "—", "/"})


def _about(items: list[Item], k: int) -> int:
    """The index of the last word of what an event's name says that it is about: "on the Future of Asia"."""
    if items[k].lower.startswith("forum of ") and lower_at(items, k + 1) == "and" and kind_at(items, k + 2) == "PLACE":
        return k + 2  # "the Forum of Regions of Kenya |and Norway|"
    town = k + 2 < len(items) and items[k + 2].kind == "PLACE" and items[k + 2].value.form in {"city", "capital"}
    if lower_at(items, k + 1) == "of" and town and items[k].text[:1].isupper():
        return k + 2  # "the International Fair of Tunis"
    if lower_at(items, k + 1) == "of" and items[k].text[:1].isupper() and _ware_word(items, k + 2):
        j = k + 2  # "the International Exhibition of Construction Materials"
        while _ware_word(items, j + 1) or (lower_at(items, j + 1) in _JOINING and _ware_word(items, j + 2)):
            j += 1
        return j
    if lower_at(items, k + 1) not in {"on", "for"}:
        joined = lower_at(items, k + 1) == "&" and kind_at(items, k + 2) != "PER" and items[k + 2 : k + 3]
        return k + 2 if joined and items[k + 2].text[:1].isupper() else k  # "Food Expo & Conference"
    j = k + 2 + (lower_at(items, k + 2) == "the")
    last = k
    while j < len(items) and (
        items[j].text[:1].isupper() or (last > k and items[j].lower in {"of", "and", "the", "&"})
    ):
        if items[j].kind == "PER" or items[j].kind == "PERSON":
            break
        if items[j].text[:1].isupper():
            last = j
        j += 1
    return last


def _ware_word(items: list[Item], k: int) -> bool:
    """Whether a capital word that names no place or person stands at `k`."""
    return kind_at(items, k) in {"w", "CUE", "GOOD"} and items[k].text[:1].isupper()


_JOINING = frozenset({"of", "and", "the", "&"})


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
    if items[k].lower.endswith(_GROUNDS) or (items[k].value.country and _PARLIAMENT.fullmatch(items[k].lower)):
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
        or (before.kind == "PLACE" and (before.text.isupper() or _ends_name(items, k - 1)))
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
        "day",
    }
    if (
        items[k].lower == "fair"
        and lower_at(items, k - 1) in {"a", "the"}
        and lower_at(items, k - 2) in {"at", "during"}
    ):
        return lower_at(items, k + 1) in _BEHIND_FAIR  # "showed their machines at a fair in Accra"
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
        behind in _BEHIND_FAIR
        or kind_at(items, k + 1) in {"PER", "NAME"}
        or (k + 1 < len(items) and items[k + 1].kind == "p")
    )


def _ends_name(items: list[Item], k: int) -> bool:
    """Whether the place at `k` stands behind a capital word of the same name: "the Food |West Africa| fair"."""
    before = items[k - 1] if k > 1 else None
    return (
        before is not None and before.kind in {"w", "NAME", "GOOD", "CUE"} and before.text[:1].isupper() and k - 1 > 0
    )


_BEHIND_FAIR = frozenset(
    "in at to will was is has of on from opened opens which where that with and for this next held took takes closed "
    "closes began begins ended ends drew attracted starts started runs ran brings brought gathered returned returns "
    "got kicked hosted had saw featured features welcomed "
    ", .".split()
) | {""}


# -- names -----------------------------------------------------------------------------------------------------------


def _with_names(sentence: Sentence, k: int, kind: str) -> FairHead:
    """The head at `k` with the names before it ("the Agro Expo and Food Days exhibitions"), or behind it in
    quotes or plain ("the exhibition Made in Belarus")."""
    items = sentence.items
    j = k - 1
    while j >= 0 and _describes(items[j]):
        j -= 1
    run = _run_before(items, j)
    if not run and j == 0 == k - 1 and (_names_itself(items, k) or _opens_name(items)):
        run = [0]
    between = j < k - 1
    if run and (made := _made_in(sentence, run)) is not None:
        return FairHead(k, kind, (made,), items.index(made[1]))
    if run and items[k].text.islower() and lower_at(items, k + 1) in _QUOTES and items[run[0]].kind == "PLACE":
        titled = _quoted_behind(sentence, k)
        if titled is not None and len(run) == 1:
            return FairHead(k, kind, (titled,), run[0])  # "the Bishkek trade fair "Made in Uzbekistan""
    if run:
        first = items[run[0]]
        if kind == "forum" or (between and all(items[x].kind in PLACED or items[x].lower in _DASHES for x in run)):
            demonyms = sum(items[x].kind == "DEM" for x in run) == 1 and len(run) == 1
            capital = items[k].text[0].isupper()
            if (demonyms and not capital) or (
                between
                and not capital
                and all(items[x].kind == "PLACE" and items[x].value.form == "group" for x in run)
            ):
                return FairHead(k, kind, (), run[0])
            if kind == "exhibition" and first.kind == "PLACE" and names_land(first) and first.value.form != "capital":
                return FairHead(k, kind, (), run[0])
            last = items[_about(items, k) if capital else k]
            return FairHead(k, kind, ((sentence.text_between(first, last), first, last),), run[0])
        if items[k].text[0].isupper():
            last = items[k + 1] if _names_itself(items, k) else items[_about(items, k)]
            return FairHead(k, kind, ((sentence.text_between(first, last), first, last),), run[0])
        lands = [x for x in run if items[x].kind in PLACED]
        joined = len(lands) > 1 and all(x in lands or items[x].lower in _DASHES for x in run)
        if kind == "exhibition" and joined and not between:  # "the Mozambique-India trade fair"
            return FairHead(k, kind, ((sentence.text_between(first, items[k]), first, items[k]),), run[0])
        if kind == "exhibition" and len(run) == 1 and first.kind == "PLACE" and first.text.isupper():
            return FairHead(k, kind, ((first.text, first, first),), run[0])  # "the AGRA fair"
        if kind == "exhibition" and all(items[x].kind == "PLACE" for x in run):  # "the Paris air show"
            return FairHead(k, kind, ((sentence.text_between(first, items[k]), first, items[k]),), run[0])
        names = _split(sentence, run) if items[k].lower.endswith("s") else _whole(sentence, run)
        if between and not names:
            return FairHead(k, kind, (), run[0])
        return FairHead(k, kind, names, run[0])
    if items[k].lower.endswith("s") and (several := _several_behind(sentence, k)):
        return FairHead(k, kind, several, j + 1)
    quoted = _quoted_behind(sentence, k)
    if quoted is not None and items[k].text == "Expo" and quoted[1] is items[k + 1]:
        quoted = (sentence.text_between(items[k], quoted[2]), items[k], quoted[2])
    return FairHead(k, kind, (quoted,) if quoted else (), j + 1)


def _made_in(sentence: Sentence, run: list[int]) -> tuple[str, Item, Item] | None:
    """ "The |Made in Belarus| exhibition"."""
    items = sentence.items
    j = run[0]
    if len(run) > 1 or j < 2 or lower_at(items, j - 1) != "in" or items[j - 2].text != "Made":
        return None
    return sentence.text_between(items[j - 2], items[j]), items[j - 2], items[j]


def _names_itself(items: list[Item], k: int) -> bool:
    """Whether the land behind the noun ends the name: "Agritech Expo Zambia takes place"."""
    if items[k].text != "Expo" or kind_at(items, k + 1) != "PLACE" or k + 2 >= len(items):
        return False
    return items[0].kind in {"w", "NAME"} and (items[k + 2].lower in _BEHIND_FAIR or items[k + 2].kind in {"PER", "p"})


def _opens_name(items: list[Item]) -> bool:
    """Whether the sentence begins with an event's name of two words: "Agrolink Expo, now in its seventh edition"."""
    return (
        items[1].text[:1].isupper()
        and items[0].kind in {"w", "NAME", "GOOD"}
        and items[0].lower not in _DETERMINERS
        and lower_at(items, 2) in {",", "(", "-", "–"}
    )


_DETERMINERS = frozenset("the a an this that last next each every our their its another".split())
_PLAIN = frozenset(
    "international national trade business industrial agricultural food annual engineering economic "
    "specialized specialised "
    "investment export import industry building construction furniture tourism energy oil gas machinery "
    "textile defence defense border cross-border "
    "agri consumer regional leading major big biggest largest world joint general agro mining autumn "
    "spring and commodity goods "
    "technology medical pharmaceutical aviation automotive transport logistics universal multi sector product "
    "products construction fashion beauty electronics packaging printing halal catering hospitality automobile "
    "security education plastics timber leather agriculture agribusiness farming livestock horticultural "
    "horticulture fisheries fishing interior environment environmental water solar power electrical digital tech "
    "innovation ict health healthcare maritime shipbuilding shipping aerospace railway rail infrastructure real "
    "estate housing gastronomy culinary retail franchise gift home innovations craft crafts handicraft handicrafts "
    "invention".split()
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
        elif items[j].lower in {"and", ",", "-", "–", "/", "&", "of"} and j > 0 and _proper(items, j - 1) and run:
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
        j += lower_at(items, j) in _QUOTES
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
        while (lower_at(items, j) in {",", "and"} or lower_at(items, j) in _QUOTES) and j < len(items) - 1:
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
