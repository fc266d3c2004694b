"""What one sentence tells of a sales mix, piece by piece."""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct

from tradebook.extract.items import Fraction, Item, Sentence
from tradebook.extract.kinds.deal.clause import mood_before
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.sales_mix.patterns import expression
from tradebook.extract.kinds.sales_mix.producers import word_class
from tradebook.extract.mentions.periods import PeriodMention
from tradebook.places import is_group
from tradebook.statement import Period, Replacement, SalesTarget, Segment, SegmentShare


class Piece(Struct, gc=False):
    """One thing told: a value for a slot, the items it was read from, the indexes of its first and last item, and
    how it is said; `leans` where it means something only beside other pieces ("Russia takes 55 percent")."""

    slot: str
    value: Any
    items: tuple[Item, ...]
    at: int
    stop: int
    stance: str = "stated"
    leans: bool = False


def pieces_of(sentence: Sentence) -> list[Piece]:
    """The pieces of one sentence, in the order of its text."""
    masked = sentence.masked
    found: list[Piece] = []
    found += _all_exported(sentence)
    if "PCT" in masked or "half of" in masked:
        found += _shares(sentence)
    if any(word in masked for word in _MARKET_WORDS):
        found += _markets(sentence, found)
    found += _moves(sentence, found)
    if "target" in masked or "plan" in masked or "goal" in masked:
        found += _targets(sentence)
    return found


_MARKET_WORDS = (
    "market",
    "customer",
    "buyer",
    "client",
    "consumer",
    "countries",
    "destination",
    "at home",
    "sells",
    "exports",
    "ships",
    "supplies",
    "delivers",
    "mainly",
    "including",
    "among",
    "mostly",
)


def _span(sentence: Sentence, match: re.Match[str]) -> tuple[int, int]:
    return sentence.item_at(match.start()), sentence.item_at(max(match.start(), match.end() - 1)) + 1


def _text(sentence: Sentence, match: re.Match[str], group: str) -> str | None:
    items = sentence.found(match, group) if match.groupdict().get(group) else []
    return sentence.text_between(items[0], items[-1]).strip() if items else None


def _places(sentence: Sentence, match: re.Match[str], group: str = "places") -> list[Item]:
    if not match.groupdict().get(group):
        return []
    return [i for i in sentence.found(match, group) if i.kind in ("PLACE", "DEM")]


def _codes(places: list[Item]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i.value.code for i in places if i.value.code != "WLD"))


# -- shares ---------------------------------------------------------------------------------------------------------------


def _shares(sentence: Sentence) -> list[Piece]:
    found: list[Piece] = []
    taken: set[int] = set()
    for name in ("sells_share", "earns_share", "goes_share", "export_is", "share_is"):
        for match in expression(name).finditer(sentence.masked):
            made = _export_share(sentence, match, name, taken)
            found += made
            if made and match.groupdict().get("places"):
                found += _sold_besides(sentence, match.end(), made[0], taken)
    whole = next((p.value.share.of for p in found if p.slot == "segments"), None)
    beside = bool(found) or "exports all" in sentence.masked
    found += _market_shares(sentence, taken, whole, beside)
    found += _goes_to(sentence, taken, whole)
    if not any(p.slot == "segments" for p in found):
        found += [
            p for m in expression("exports_share").finditer(sentence.masked) for p in _bare_export(sentence, m, taken)
        ]
    return found


def _percent(sentence: Sentence, match: re.Match[str], taken: set[int]) -> Item | None:
    items = [i for i in sentence.found(match, 0) if i.kind == "PCT"]
    item = items[-1] if items else None
    if (
        item is None
        or item.start in taken
        or item.value.points
        or item.value.percent is None
        or item.value.percent > 100
    ):
        return None
    return item


def _segment(market: str | None, country: str | None, fraction: Fraction, whole: str | None) -> Segment:
    share = SegmentShare(percent=fraction.percent, of=whole, qualifier=fraction.qualifier)  # type: ignore[arg-type]
    return Segment(market=market, country=country, share=share)


_SOLD = ("sell", "sold", "ship", "suppl", "deliver", "sen", "market", "place")


def _export_share(sentence: Sentence, match: re.Match[str], name: str, taken: set[int]) -> list[Piece]:
    item = _percent(sentence, match, taken)
    groups = match.groupdict()
    verb = groups.get("verb") or ""
    where, places = groups.get("where"), _places(sentence, match)
    if item is None or (name == "sells_share" and verb.startswith(_SOLD) and not where and not places):
        return []
    if name == "goes_share" and not where and not places and verb not in _ABROAD_VERBS:
        return []
    at, stop = _span(sentence, match)
    mood = mood_before(sentence.items, at, max(0, at - 6))
    if mood.no or mood.ahead:
        return []
    taken.add(item.start)
    codes = _codes(places) or _codes(_places(sentence, match, "only"))
    single = codes[0] if len(codes) == 1 and not is_group(codes[0]) and name != "earns_share" else None
    market = _market_text(sentence, match, places)
    if single is not None and places:
        market = places[0].text
    piece = Piece("segments", _segment(market, single, item.value, _text(sentence, match, "of")), (item,), at, stop)
    out = [piece]
    if codes and single is None:
        out.append(Piece("markets", codes, tuple(places), at, stop))
    return out


def _sold_besides(sentence: Sentence, end: int, first: Piece, taken: set[int]) -> list[Piece]:
    """ "65 percent to Japan and 20 percent to South Korea": what follows the first market."""
    found: list[Piece] = []
    while (more := expression("sells_chain").match(sentence.masked[end:])) is not None:
        k, stop = sentence.item_at(end + 1), sentence.item_at(end + more.end() - 1) + 1
        items = sentence.items[k:stop]
        percent = next(i for i in items if i.kind == "PCT")
        places = [i for i in items if i.kind in ("PLACE", "DEM")]
        if percent.start in taken or percent.value.percent is None:
            break
        taken.add(percent.start)
        codes = _codes(places)
        country = codes[0] if len(codes) == 1 and not is_group(codes[0]) else None
        whole = first.value.share.of
        found.append(
            Piece("segments", _segment(places[0].text, country, percent.value, whole), (percent, *places), k, stop)
        )
        end += more.end()
    return found


_ABROAD_VERBS = frozenset({"exported", "abroad", "overseas", "for export", "to export", "exports"})


def _market_text(sentence: Sentence, match: re.Match[str], places: list[Item]) -> str:
    where = _text(sentence, match, "where")
    if where:
        for opener in ("to ", "in ", "on ", "at "):
            where = where.removeprefix(opener)
        return where
    if places:
        return sentence.text_between(places[0], places[-1])
    return "export"


def _all_exported(sentence: Sentence) -> list[Piece]:
    """ "exports all its kernels": the whole."""
    match = expression("exports_all").search(sentence.masked) if "exports all" in sentence.masked else None
    if match is None:
        return []
    at, stop = _span(sentence, match)
    made = sentence.text_between(sentence.items[stop - 1], sentence.items[min(stop, len(sentence.items) - 1)])
    segment = _segment("export", None, Fraction(percent=100, text="all", printed=False), made)
    return [Piece("segments", segment, (sentence.items[at], sentence.items[stop - 1]), at, stop)]


def _bare_export(sentence: Sentence, match: re.Match[str], taken: set[int]) -> list[Piece]:
    """ "exports 70 percent": of what it makes, where the sentence speaks of a producer by itself."""
    item = _percent(sentence, match, taken)
    if item is None or sentence.masked[match.end() :].startswith((" of", " more", " less", " higher")):
        return []
    at, stop = _span(sentence, match)
    return [Piece("segments", _segment("export", None, item.value, None), (item,), at, stop, leans=True)]


def _market_shares(sentence: Sentence, taken: set[int], whole: str | None, beside: bool) -> list[Piece]:
    """ "Russia takes 55 percent and Uzbekistan 8 percent"."""
    found: list[Piece] = []
    for match in expression("takes").finditer(sentence.masked):
        piece = _taker(sentence, match, 0, taken, whole)
        if piece is None:
            continue
        own = bool(match.groupdict().get("of")) and bool(_OURS.match(match["of"]))
        piece.leans = not own and not beside
        found.append(piece)
        end = match.end()
        while (more := expression("chain").match(sentence.masked[end:])) is not None:
            piece_more = _taker(sentence, more, end, taken, piece.value.share.of)
            if piece_more is None:
                break
            piece_more.leans = piece.leans
            found.append(piece_more)
            end += more.end()
    return found


_OURS = re.compile(r"(?:our|its|their|the (?:company|factory|plant|mill|firm|group|enterprise|cooperative))\b")


def _taker(sentence: Sentence, match: re.Match[str], offset: int, taken: set[int], whole: str | None) -> Piece | None:
    first, last = offset + match.start(), offset + match.end()
    k, stop = sentence.item_at(first + (1 if offset else 0)), sentence.item_at(last - 1) + 1
    items = sentence.items[k:stop]
    percent = next((i for i in items if i.kind == "PCT"), None)
    places = [i for i in items if i.kind in ("PLACE", "DEM") and percent is not None and i.start < percent.start]
    if (
        percent is None
        or percent.start in taken
        or percent.value.percent is None
        or percent.value.percent > 100
        or not places
    ):
        return None
    taken.add(percent.start)
    of = match.groupdict().get("of")
    if of:
        tail = [i for i in items if i.start > percent.end]
        of = sentence.text_between(tail[1], tail[-1]) if len(tail) > 1 else None
    codes = _codes(places)
    text = sentence.text_between(places[0], places[-1])
    if lower_at(sentence.items, sentence.items.index(places[0]) - 1) == "the":
        text = f"the {text}"
    country = codes[0] if len(codes) == 1 and not is_group(codes[0]) else None
    return Piece("segments", _segment(text, country, percent.value, of or whole), (places[0], percent), k, stop)


def _goes_to(sentence: Sentence, taken: set[int], whole: str | None) -> list[Piece]:
    """ "One third goes to Russian machine builders, and 10 percent is sold to spot customers at home"."""
    found: list[Piece] = []
    for match in expression("goes_to").finditer(sentence.masked):
        piece, end = _receiver(sentence, match, 0, taken, whole)
        if piece is None:
            continue
        found.append(piece)
        while (more := expression("by_chain").match(sentence.masked[end:])) is not None:
            piece, further = _receiver(sentence, more, end, taken, piece.value.share.of)
            if piece is None:
                break
            found.append(piece)
            end = further
    return found


def _receiver(
    sentence: Sentence, match: re.Match[str], offset: int, taken: set[int], whole: str | None
) -> tuple[Piece | None, int]:
    masked = sentence.masked
    items = sentence.items
    begin = offset + match.end()
    k = sentence.item_at(begin)
    at = sentence.item_at(offset + match.start() + (1 if offset else 0))
    percent = next((i for i in items[at:k] if i.kind == "PCT"), None)
    half = match.groupdict().get("half")
    if (percent is None and not half) or (
        percent is not None and (percent.start in taken or percent.value.percent is None)
    ):
        return None, begin
    stop = _end_of_market(items, k)
    if stop <= k:
        return None, begin
    fraction: Fraction = percent.value if percent is not None else Fraction(percent=50, text="half", printed=False)
    if fraction.percent is None or fraction.percent > 100:
        return None, begin
    marker = percent or items[at]
    taken.add(marker.start)
    codes = [i.value.code for i in items[k:stop] if i.kind in ("PLACE", "DEM")] + [
        i.value.country for i in items[k:stop] if i.kind in ("ORG", "NAME") and i.value.country
    ]
    codes = list(dict.fromkeys(c for c in codes if c != "WLD"))
    country = codes[0] if len(codes) == 1 and not is_group(codes[0]) else None
    of = (
        match.groupdict().get("of")
        or ("exports" if match.groupdict().get("that") in {"that", "those"} else None)
        or whole
    )
    text = sentence.text_between(items[k], items[stop - 1])
    owned = bool(match.groupdict().get("of"))
    used = (marker, items[k], items[stop - 1])
    piece = Piece("segments", _segment(text, country, fraction, of), used, at, k, leans=not owned)
    return piece, len(masked) if stop >= len(items) else _offset(sentence, stop) - 1


def _offset(sentence: Sentence, index: int) -> int:
    """Where an item stands in `masked`."""
    _ = sentence.masked
    return sentence._borders[index]


_MARKET_ENDS = frozenset('; . " “ ” while which who said says noted added but with whereas'.split())


def _end_of_market(items: list[Item], k: int) -> int:
    j = k
    while j < len(items) and items[j].lower not in _MARKET_ENDS and items[j].kind not in ("PCT", "PER", "PERSON"):
        if items[j].lower == "," and (j + 1 >= len(items) or items[j + 1].kind not in ("PLACE", "DEM", "GOOD")):
            break
        if (
            items[j].lower in {"and", ","}
            and j + 1 < len(items)
            and (items[j + 1].kind == "PCT" or items[j + 1].lower in {"half", "the"})
        ):
            break
        j += 1
        if j - k > 10:
            break
    while j > k and items[j - 1].lower in {",", "and", "in"}:
        j -= 1
    return j


# -- markets --------------------------------------------------------------------------------------------------------------


def _markets(sentence: Sentence, known: list[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for name in ("among", "known_are", "of_plant", "countries", "at_home", "sells_to"):
        for match in expression(name).finditer(sentence.masked):
            places = _places(sentence, match)
            at, stop = _span(sentence, match)
            if not places or any(p.at < stop and at < p.stop for p in known):
                continue
            if name == "sells_to" and not _habitual(sentence, at, stop):
                continue
            if mood_before(sentence.items, at, max(0, at - 6)).ahead:
                continue
            found.append(
                Piece("markets", _codes(places), tuple(places), at, stop, leans=match.groupdict().get("whose") == "the")
            )
    if not found and any(p.slot == "segments" for p in known):
        last = max(p.stop for p in known)
        for match in expression("mainly").finditer(sentence.masked):
            at, stop = _span(sentence, match)
            if 0 <= at - last <= 2:
                found.append(
                    Piece("markets", _codes(_places(sentence, match)), tuple(_places(sentence, match)), at, stop)
                )
    return found


def _habitual(sentence: Sentence, at: int, stop: int) -> bool:
    """Whether a sale is told as a habit: no quantity, sum or date beside it, the verb no noun ("Belarus' exports to")."""
    items = sentence.items
    if any(i.kind in ("AMT", "QTY", "PER", "PCT", "FAC") for i in items[max(0, at - 6) : stop + 6]):
        return False
    k = at - 1
    while (
        lower_at(items, k) in {"also", "now", "currently", "mainly", "already", "regularly", "still", "which", ","}
        and k > 0
    ):
        k -= 1
    if k < 0 or lower_at(items, k) in {"'", "’", "s"}:
        return False
    return items[k].kind in ("ORG", "NAME") or lower_at(items, k) in word_class("producer") | {"it"}


def in_many_countries(sentence: Sentence) -> bool:
    """Whether somebody sells in so many countries: no piece by itself, but what follows tells of his sales."""
    return expression("many").search(sentence.masked) is not None


# -- moves: entered, left, replaced ---------------------------------------------------------------------------------------


def _moves(sentence: Sentence, known: list[Piece]) -> list[Piece]:
    masked = sentence.masked
    found: list[Piece] = []
    if "PLACE" in masked or "DEM" in masked:
        for name, slot in _MOVES:
            for match in expression(name).finditer(masked):
                piece = _move(sentence, match, name, slot)
                if piece is not None and not any(_overlap(piece, p) for p in [*found, *known]):
                    found.append(piece)
    found += _stopped_again(sentence, found)
    return found


_MOVES = (
    ("stopped", "suspended"),
    ("lost", "suspended"),
    ("replaced", "replaced_by"),
    ("redirected", "replaced_by"),
    ("with_more", "replaced_by"),
    ("selling_since", "entered"),
    ("began", "entered"),
    ("entered", "entered"),
    ("found", "found"),
    ("were_stopped", "suspended"),
)


def _overlap(a: Piece, b: Piece) -> bool:
    """Whether two pieces were read from the same countries."""
    if b.slot == "segments" or a.slot == "segments":
        return False
    return bool({i.start for i in a.items if i.kind != "PER"} & {i.start for i in b.items if i.kind != "PER"})


_BALANCING = frozenset(
    "compensate compensated compensating offset replace replaced replacing make made cover covered covering balance balanced slump loss losses lost".split()
)


def _move(sentence: Sentence, match: re.Match[str], name: str, slot: str) -> Piece | None:
    places = [i for i in _places(sentence, match) if i.value.code != "WLD"]
    if not places:
        return None
    items = sentence.items
    at, stop = _span(sentence, match)
    verb = sentence.item_at(match.start("verb")) if match.groupdict().get("verb") else at
    mood = mood_before(items, verb, max(0, verb - 7))
    if mood.no or mood.stance in ("denied", "expected"):
        return None
    if name == "with_more" and not any(i.lower.split(" ")[0] in _BALANCING for i in items):
        return None
    if name in {"replaced", "redirected"} and not ({i.lower for i in sentence.found(match, 0)} & _SALES):
        return None
    if name == "entered" and not _is_market(sentence, match, places):
        return None
    if name == "lost" and not _lost_market(sentence, match, places):
        return None
    when = _when(sentence, at, stop, behind_only=slot == "replaced_by" or name == "found")
    period = _entry_period(when.value, name) if when is not None else None
    used = (*places, *((when,) if when is not None else ()))
    value = tuple(Replacement(country=code, period=period, text=_text_of(sentence, match)) for code in _codes(places))
    return Piece(
        slot,
        value,
        used,
        at,
        stop,
        stance="planned" if mood.ahead and name != "with_more" and slot != "replaced_by" else "stated",
    )


_SALES = frozenset(
    "sales supplies deliveries exports shipments orders buyers customers clients market markets volumes them consumers importers".split()
)


def _text_of(sentence: Sentence, match: re.Match[str]) -> str:
    at, stop = _span(sentence, match)
    return sentence.text_between(sentence.items[at], sentence.items[stop - 1])


def _is_market(sentence: Sentence, match: re.Match[str], places: list[Item]) -> bool:
    """Whether a producer entered a market and not a country: "market" is said, or nothing but the country follows."""
    words = {i.lower for i in sentence.found(match, 0)}
    verb = match["verb"]
    if words & {"market", "markets"} or sentence.masked[match.end() :].startswith((" market", " markets")):
        return True
    follows = sentence.masked[match.end() :].lstrip().split(" ", 1)[0]
    ends = follows in _MARKET_BORDERS or not follows
    return verb in {"entered", "entering"} and ends and all(i.kind == "PLACE" for i in places)


_MARKET_BORDERS = frozenset('. , ; PER and but with for in through where while " ” as after'.split())


def _lost_market(sentence: Sentence, match: re.Match[str], places: list[Item]) -> bool:
    words = {i.lower for i in sentence.found(match, 0)}
    if lower_at(sentence.items, sentence.item_at(match.start()) - 1) in {
        "the",
        "a",
        "its",
        "their",
        "our",
        "for",
        "of",
    }:
        return False  # "made up for the lost sales"
    return bool(words & {"market", "markets", "customers", "buyers", "clients", "orders", "sales"})


def _when(sentence: Sentence, at: int, stop: int, *, behind_only: bool) -> Item | None:
    """The period of a move: right behind it, else before it in its clause."""
    items = sentence.items
    for k in range(stop, min(stop + 4, len(items))):
        if items[k].kind == "PER" and items[k].value.relation is None:
            return items[k]
        if items[k].lower not in {"in", "on", "market", "markets", ","}:
            break
    if behind_only:
        return None
    for k in range(at - 1, max(-1, at - 12), -1):
        if items[k].kind == "PER" and items[k].value.relation is None:
            return items[k]
        if items[k].lower in {";", "but", "while", "and"}:
            break
    return None


def _entry_period(mention: PeriodMention, name: str) -> Period:
    """The time of a move; "since 2022" says that it was made in 2022."""
    period = mention.period
    if mention.cue == "since" and period.edtf and period.edtf.endswith("/..") and period.start:
        edtf = period.edtf.removesuffix("/..")
        if len(edtf) == 4:
            return Period(start=f"{edtf}-01-01", end=f"{edtf}-12-31", edtf=edtf, text=period.text)
    return period


def _stopped_again(sentence: Sentence, found: list[Piece]) -> list[Piece]:
    """ "but the supplies were suspended": of the market entered just before."""
    entered = [p for p in found if p.slot == "entered" and p.stance == "stated"]
    if not entered:
        return []
    for match in expression("were_stopped").finditer(sentence.masked):
        at, stop = _span(sentence, match)
        if match.groupdict().get("places") or at < entered[-1].at:
            continue
        value = tuple(
            Replacement(country=r.country, period=None, text=_text_of(sentence, match)) for r in entered[-1].value
        )
        return [Piece("suspended", value, (sentence.items[at], sentence.items[stop - 1]), at, stop)]
    return []


# -- reasons --------------------------------------------------------------------------------------------------------------

_REASONS = re.compile(r"\b(?:because of|due to|owing to|on account of|as a result of|following|in view of|amid|over) ")
_REASON_ENDS = frozenset(
    "the a an in at on to from for by with which that who it we they he she its our was were is are has have had and but as".split()
)


def reason_in(sentence: Sentence) -> tuple[str, Item] | None:
    """Why a market was left: "because of the sanctions"."""
    for match in _REASONS.finditer(sentence.masked):
        items = sentence.items
        k = sentence.item_at(match.end())
        j = k + 1 if lower_at(items, k) in {"the", "a", "an"} else k
        start = j
        while (
            j < len(items)
            and j - start < 6
            and items[j].kind in ("w", "CUE", "DEM", "PLACE", "GOOD")
            and items[j].lower not in _REASON_ENDS
        ):
            j += 1
            if lower_at(items, j) == "of" and j - start < 4:
                j += 1
                j += lower_at(items, j) == "the"
        if j > start:
            return sentence.text_between(items[k], items[j - 1]), items[j - 1]
    return None


# -- targets --------------------------------------------------------------------------------------------------------------

_MISSED = frozenset({"missed", "miss", "fell short of", "underfulfilled"})


def _targets(sentence: Sentence) -> list[Piece]:
    found: list[Piece] = []
    for match in expression("target").finditer(sentence.masked):
        at, stop = _span(sentence, match)
        verb = match["verb"]
        mood = mood_before(sentence.items, at, max(0, at - 7))
        failed = any(
            lower_at(sentence.items, k) in {"failed", "unable", "not", "n't", "never"}
            for k in range(max(0, at - 4), at)
        )
        if (
            mood.ahead
            and not failed
            and not any(lower_at(sentence.items, k) in {"managed", "able"} for k in range(max(0, at - 22), at))
        ):
            continue
        met = verb not in _MISSED and not failed
        words = sentence.found(match, "text")
        wording = sentence.text_between(words[0], sentence.items[stop - 1] if match["for"] else words[-1])
        when = _target_period(sentence, at, stop)
        target = SalesTarget(text=wording, period=when.value.period if when is not None else None, met=met)
        found.append(Piece("targets", (target,), (*words, *((when,) if when is not None else ())), at, stop))
    return found


def _target_period(sentence: Sentence, at: int, stop: int) -> Item | None:
    items = sentence.items
    for k in range(stop, min(stop + 5, len(items))):
        if items[k].kind == "PER":
            return items[k]
    for k in range(at - 1, max(-1, at - 10), -1):
        if items[k].kind == "PER" and items[k].value.relation is None:
            return items[k]
    return next((i for i in items[at:stop] if i.kind == "PER"), None)
