"""What one sentence tells of a sales mix, piece by piece."""

from __future__ import annotations

import re

from tradebook.extract.items import Fraction, Item, Sentence
from tradebook.extract.kinds.deal.clause import mood_before
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.sales_mix.listed_shares import listed_shares
from tradebook.extract.kinds.sales_mix.markets import markets_of
from tradebook.extract.kinds.sales_mix.moves import entry_period, moves_of, targets_of
from tradebook.extract.kinds.sales_mix.parts import after_loss, of_so_many, parts_of, rest_of
from tradebook.extract.kinds.sales_mix.patterns import (
    MARKETS,
    any_possible,
    expression,
    matches,
    matches_of,
    tells_anything,
)
from tradebook.extract.kinds.sales_mix.piece import (
    Piece,
    codes_of,
    percent_in,
    places_of,
    segment_of,
    span_of,
    text_of,
)
from tradebook.extract.kinds.sales_mix.producers import producers_in, word_class
from tradebook.statement import Replacement, Segment


def pieces_of(sentence: Sentence) -> list[Piece]:
    """The pieces of one sentence, in the order of its text."""
    masked = sentence.masked
    if not tells_anything(masked):
        return []
    found: list[Piece] = []
    found += _all_exported(sentence)
    if "PCT" in masked or "half " in masked:
        found += _shares(sentence)
    if any_possible((MARKETS,), masked):
        found += markets_of(sentence, found)
    found += moves_of(sentence, found)
    return after_loss(sentence, found) + targets_of(sentence)


# -- shares ----------------------------------------------------------------------------------------


_EXPORT_SHARES = (
    "sells_share",
    "made_for_export",
    "earns_share",
    "goes_share",
    "comes_from",
    "export_is",
    "exports_apposed",
    "export_has",
    "of_first",
    "of_earned",
    "exported_so",
    "of_it_abroad",
    "of_which_exports",
    "of_exports",
    "export_so",
    "share_raised",
    "exports_raised",
    "share_is",
    "depends",
    "sells_abroad",
)


def _shares(sentence: Sentence) -> list[Piece]:
    found: list[Piece] = []
    taken: set[int] = set()
    for name, match in matches_of(_EXPORT_SHARES, sentence.masked):
        made = _export_share(sentence, match, name, taken)
        found += made
        if made:
            placed = any(match.groupdict().get(group) for group in ("places", "places2", "places3", "only"))
            found += _sold_besides(sentence, match.end(), made[0], taken) if placed else []
            found += parts_of(sentence, match.end(), made[0], taken) if made[0].slot == "segments" else []
    found += [] if found else _listed_abroad(sentence, taken) or of_so_many(sentence, taken)
    whole = next((p.value.share.of for p in found if p.slot == "segments"), None)
    beside = bool(found) or "exports all" in sentence.masked
    found += listed_shares(sentence, taken, whole)
    found += _market_shares(sentence, taken, whole, beside)
    found += _buyer_shares(sentence, taken, whole)
    found += _goes_to(sentence, taken, whole)
    if any(p.slot == "segments" for p in found) or any(word in sentence.masked for word in _BEFORE_BRACKETS):
        found += _bracketed(sentence, taken, whole)
    if not any(p.slot == "segments" for p in found):
        found += [p for m in matches("exports_share", sentence.masked) for p in _bare_export(sentence, m, taken)]
    return found


def _listed_abroad(sentence: Sentence, taken: set[int]) -> list[Piece]:
    """ "Nearly all of the yarn goes abroad: 40 percent to Turkey, 35 percent to China": markets behind a colon."""
    for match in matches("abroad_list", sentence.masked):
        at, stop = span_of(sentence, match)
        whole = Piece("segments", Segment(market="export", country=None, share=None), (), at, stop)
        if parts := parts_of(sentence, match.end(), whole, taken):
            return parts
    return []


_BEFORE_BRACKETS = (
    "market",
    "customer",
    "buyer",
    "client",
    " sells ",
    " exports ",
    "goes to",
    "go to",
    "sold to",
    "sold in",
    "exported to",
    "shipped to",
)


_SOLD = ("sell", "sold", "ship", "suppl", "deliver", "sen", "market", "place")


def _export_share(sentence: Sentence, match: re.Match[str], name: str, taken: set[int]) -> list[Piece]:
    item = percent_in(sentence, match, taken)
    groups = match.groupdict()
    verb = groups.get("verb") or ""
    where, places = (
        groups.get("where"),
        next((p for g in ("places", "places2", "places3") if (p := places_of(sentence, match, g))), []),
    )
    if item is None or (name == "sells_share" and verb.startswith(_SOLD) and not where and not places):
        return []
    if name == "goes_share" and not where and not places and verb not in _ABROAD_VERBS:
        return []
    at, stop = span_of(sentence, match)
    mood = mood_before(sentence.items, at, max(0, at - 6))
    stance = _aimed_at(sentence.items, at, stop) if mood.ahead or groups.get("ahead") or name in _RAISED else "stated"
    if mood.no or (mood.ahead and stance == "stated"):
        return []
    if stance == "stated" and lower_at(sentence.items, at - 1) == "of" and lower_at(sentence.items, at - 2) in _AIMS:
        stance = "target"  # "set itself the target of exporting 40 percent"
    taken.add(item.start)
    if _long_past(sentence, at):
        return []
    if (over := _sold_until(sentence, stop, places)) is not None:
        return [over]
    codes = codes_of(places) or codes_of(places_of(sentence, match, "only"))
    only = bool(groups.get("only"))  # "generates 30% of its sales in Germany"
    single = codes[0] if len(codes) == 1 and (only or name != "earns_share") else None
    places = places or places_of(sentence, match, "only")
    market = _market_text(sentence, match, places)
    if single is not None and places:
        market = places[0].text
    piece = Piece("segments", segment_of(market, single, item.value, text_of(sentence, match, "of")), (item,), at, stop)
    piece.stance = stance
    out = [piece, *_so_far(sentence, match, name, taken)]
    if codes and single is None:
        out.append(Piece("markets", codes, tuple(places), at, stop))
    return out


def _long_past(sentence: Sentence, at: int) -> bool:
    """Whether a share is of a time that is over, told beside that of today: "Ten years ago it sold 70 percent to Peru;
    |today| Chile takes half"."""
    items = sentence.items
    if any(
        i.kind == "PER" and i.lower.endswith(("years ago", "decades ago", "decade ago")) for i in items[: min(at, 4)]
    ):
        return True  # "Ten years ago, 90 percent of what we exported went to Peru"
    border = next((k for k in range(at, len(items)) if items[k].lower in {";", "but", "while"}), None)
    if border is None or not any(i.lower in _AT_PRESENT for i in items[border : border + 3]):
        return False
    return any(items[k].lower in {"ago", "once", "formerly"} or items[k].lower.endswith(" ago") for k in range(border))


def _sold_until(sentence: Sentence, stop: int, places: list[Item]) -> Piece | None:
    """A market that had its share only for a time: "sold a quarter of its cheese to Peru until 2014"."""
    if not places:
        return None
    slot = "suspended"
    when = next((i for i in sentence.items[stop : stop + 2] if i.kind == "PER" and i.value.cue == "until"), None)
    if when is None:
        when, slot = _opening_until(sentence.items)
    if when is None:
        return None
    left = tuple(Replacement(country=c, period=entry_period(when.value), text=when.text) for c in codes_of(places))
    return Piece(slot, left, (*places, when), stop - 1, stop)


def _opening_until(items: list[Item]) -> tuple[Item | None, str]:
    """The time till when a market had its share, told first: "|Until 2022| a third went to Peru"; "before 2022" leaves
    it open whether the market was left."""
    if items and items[0].kind == "PER" and items[0].value.cue == "until":
        return items[0], "suspended"
    before = 1 if lower_at(items, 0) == "before" else 2 if lower_at(items, 0) == "prior" else 0
    told = items[before] if before and before < len(items) else None
    if told is not None and told.kind == "PER" and told.value.relation is None:
        return told, "formerly"
    return None, "suspended"


_RAISED = frozenset({"share_raised", "exports_raised"})
_AT_PRESENT = frozenset({"now", "today", "currently", "at present", "present", "the present", "current"})


def _so_far(sentence: Sentence, match: re.Match[str], name: str, taken: set[int]) -> list[Piece]:
    """What the share is at present, where one is to be raised: "from 24 percent of its sales now to 35 percent"."""
    told = sentence.found(match, 0)
    shares = [i for i in told if i.kind == "PCT"]
    if name not in _RAISED or len(shares) != 2 or not any(i.lower in _AT_PRESENT for i in told):
        return []
    first = shares[0]
    if first.start in taken or first.value.percent is None:
        return []
    taken.add(first.start)
    at, stop = span_of(sentence, match)
    return [Piece("segments", segment_of("export", None, first.value, None), (first,), at, stop)]


_AIMS = frozenset(
    (
        "want wants wanted aim aims aiming aimed target targets targeted targeting goal intend intends intending plan "
        "plans planning planned seek seeks seeking hoped ambition strategy"
    ).split()
)
_FORESEEN = frozenset("expect expects expected will could should would may might forecast hopes hope likely".split())


def _aimed_at(items: list[Item], at: int, stop: int) -> str:
    """The stance of a share told as one to come: "wants exports to account for 60 percent" is a target, "exports will
    account for" is expected."""
    words = {word for i in items[max(0, at - 6) : stop] for word in i.lower.split(" ")}
    if words & _AIMS:
        return "target"
    return "expected" if words & _FORESEEN else "stated"


def _sold_besides(sentence: Sentence, end: int, first: Piece, taken: set[int]) -> list[Piece]:
    """ "65 percent to Japan and 20 percent to South Korea": what follows the first market."""
    found: list[Piece] = []
    while (more := _next_market(sentence.masked[end:])) is not None:
        k, stop = sentence.item_at(end + 1), sentence.item_at(end + more.end() - 1) + 1
        items = sentence.items[k:stop]
        percent = next(i for i in items if i.kind == "PCT")
        places = [i for i in items if i.kind in ("PLACE", "DEM")]
        if percent.start in taken or percent.value.percent is None:
            break
        taken.add(percent.start)
        codes = codes_of(places)
        country = codes[0] if len(codes) == 1 else None
        whole = first.value.share.of
        words = places[:1] or items[-2:]  # "27 percent to |other markets|"
        market = sentence.text_between(words[0], words[-1])
        found.append(Piece("segments", segment_of(market, country, percent.value, whole), (percent, *words), k, stop))
        end += more.end()
    return found + rest_of(sentence, end)


def _next_market(masked: str) -> re.Match[str] | None:
    """The next market in words that go on: "and 20 percent to South Korea", ", to Austria for a fifth"."""
    return expression("sells_chain").match(masked) or expression("exports_chain").match(masked)


_ABROAD_VERBS = frozenset({"exported", "abroad", "overseas", "for export", "to export", "exports"})


def _market_text(sentence: Sentence, match: re.Match[str], places: list[Item]) -> str:
    where = text_of(sentence, match, "where")
    if where:
        for opener in ("to ", "in ", "on ", "at ", "from "):
            where = where.removeprefix(opener)
        return where
    if places:
        return sentence.text_between(places[0], places[-1])
    return "export"


def _all_exported(sentence: Sentence) -> list[Piece]:
    """ "exports all its kernels", "exports its entire output to Japan": the whole."""
    match = next((m for _, m in matches_of(("exports_all", "all_goes"), sentence.masked)), None)
    if match is None:
        return []
    places = places_of(sentence, match)
    if not match["all"].startswith("exports") and not (places or match["where"] or match[0].endswith("exported")):
        return []
    at, stop = span_of(sentence, match)
    codes = codes_of(places)
    single = codes[0] if len(codes) == 1 else None
    whole = Fraction(percent=100, text="all", printed=False)
    market = sentence.text_between(places[0], places[-1]) if places else "export"
    items = (sentence.items[at], *(places or [sentence.items[stop - 1]]))
    out = [Piece("segments", segment_of(market, single, whole, text_of(sentence, match, "made")), items, at, stop)]
    if len(codes) > 1:
        out.append(Piece("markets", codes, tuple(places), at, stop))
    return out + parts_of(sentence, match.end(), out[0], set())


def _bare_export(sentence: Sentence, match: re.Match[str], taken: set[int]) -> list[Piece]:
    """ "exports 70 percent": of what it makes, where the sentence speaks of a producer by itself."""
    item = percent_in(sentence, match, taken)
    if item is None or sentence.masked[match.end() :].startswith((" of", " more", " less", " higher")):
        return []
    at, stop = span_of(sentence, match)
    leans = match["verb"] is not None  # "with 70 percent exported" is told of what was just made
    return [Piece("segments", segment_of("export", None, item.value, None), (item,), at, stop, leans=leans)]


_TAKEN_SHARES = ("takes", "market_with", "market_is", "rank_with")


def _market_shares(sentence: Sentence, taken: set[int], whole: str | None, beside: bool) -> list[Piece]:
    """ "Russia takes 55 percent and Uzbekistan 8 percent"."""
    found: list[Piece] = []
    for name, match in matches_of(_TAKEN_SHARES, sentence.masked):
        piece = _taker(sentence, match, 0, taken, whole)
        if piece is None:
            continue
        of = match["of"] or ""
        own = name != "takes" or bool(_OURS.match(of)) or _names_firm(match) or _of_maker(of)
        piece.leans = not own and not beside
        found += _apart(sentence, piece) or [piece, *_both(piece)]
        end = match.end()
        while (more := expression("chain").match(sentence.masked[end:])) is not None:
            piece_more = _taker(sentence, more, end, taken, piece.value.share.of)
            if piece_more is None:
                break
            piece_more.leans = piece.leans
            found += _apart(sentence, piece_more) or [piece_more]
            end += more.end()
        found += _followers(sentence, end, piece.leans)
    return found


def _followers(sentence: Sentence, end: int, leans: bool) -> list[Piece]:
    """ "China was second with 9 percent, |followed by Ukraine and Germany|": markets of less."""
    more = expression("followers").match(sentence.masked[end:])
    if more is None:
        return []
    at, stop = sentence.item_at(end + 1), sentence.item_at(end + more.end() - 1) + 1
    places = [i for i in sentence.items[at:stop] if i.kind in ("PLACE", "DEM")]
    return [Piece("markets", codes_of(places), tuple(places), at, stop, leans=leans)]


def _apart(sentence: Sentence, piece: Piece) -> list[Piece]:
    """The markets that have one share each: "Kazakhstan and Pakistan a tenth |each|"."""
    if lower_at(sentence.items, piece.stop) not in {"each", "apiece"}:
        return []
    share = piece.value.share
    return [
        Piece(
            "segments", Segment(market=i.text, country=i.value.code, share=share), (i,), piece.at, piece.stop,
            leans=piece.leans,
        )
        for i in piece.items
        if i.kind in ("PLACE", "DEM")
    ]  # fmt: skip


def _both(piece: Piece) -> list[Piece]:
    """The markets that share one percentage: "Germany and the Netherlands, which together buy 65 percent"."""
    places = [i for i in piece.items if i.kind in ("PLACE", "DEM")]
    codes = codes_of(places)
    if piece.value.country is not None or len(codes) < 2:
        return []
    return [Piece("markets", codes, tuple(places), piece.at, piece.stop, leans=piece.leans)]


def _names_firm(match: re.Match[str]) -> bool:
    """Whether the words behind a share name whose sales they are: "of the sales of the Israeli firm Negev Flow"."""
    return match[0].endswith(("ORG", "NAME")) or bool(_A_FIRMS.match(match["of"] or ""))


_A_FIRMS = re.compile(r"(?:ORG|NAME) (?:'|’)")


_OURS = re.compile(r"(?:our|its|their|the (?:company|factory|plant|mill|firm|group|enterprise|cooperative))\b")


def _of_maker(of: str) -> bool:
    """ "Of |the bottler's output|"."""
    told = _MAKERS_OWN.match(of)
    return told is not None and told[1] in word_class("producer")


_MAKERS_OWN = re.compile(r"the (?:DEM |GOOD |[a-z]+ )?([a-z]+) (?:'|’)")


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
    where = sentence.items.index(places[0])
    where -= lower_at(sentence.items, where - 1) == "the"
    if lower_at(sentence.items, where - 1) == "in" and lower_at(sentence.items, where - 2) in _WORKS:
        return None  # "its factories in Serbia and Kenya contributed 27 percent of sales": they make it there
    taken.add(percent.start)
    of = match.groupdict().get("of")
    if of:
        tail = [i for i in items if i.start > percent.end]
        tail = tail[lower_at(tail, 0) == "share" :]
        of = sentence.text_between(tail[1], tail[-1]) if len(tail) > 1 else None
    codes = codes_of(places)
    text = sentence.text_between(places[0], places[-1])
    if lower_at(sentence.items, sentence.items.index(places[0]) - 1) == "the":
        text = f"the {text}"
    country = codes[0] if len(codes) == 1 else None
    if whole is not None and match.groupdict().get("that"):
        whole = "exports"  # "Exports make up 70 percent of its sales, and Norway takes half of them"
    piece = Piece("segments", segment_of(text, country, percent.value, of or whole), (*places, percent), k, stop)
    if of and of.split(" ")[0].lower() in {"its", "their", "our"}:
        piece.taker = (k, sentence.items.index(places[-1]) + 1)  # "Russia buys 40 percent of its output": not Russia's
    return piece


_WORKS = frozenset("plants plant factories factory mills mill subsidiaries subsidiary units works sites shops".split())


def _bracketed(sentence: Sentence, taken: set[int], whole: str | None) -> list[Piece]:
    """ "with the United States (21 percent) and Japan (9 percent) its biggest markets": beside other shares, or beside
    the word that they are markets."""
    found = []
    for match in matches("in_brackets", sentence.masked):
        piece = _taker(sentence, match, 0, taken, whole)
        if piece is not None:
            piece.leans = whole is None and not _sold_there(sentence, piece.at) and not _of_its_own(sentence)
            found.append(piece)
    return found


def _of_its_own(sentence: Sentence) -> bool:
    """ "|Its output| goes to Peru (60 percent)"."""
    return lower_at(sentence.items, 0) in {"its", "their", "our"}


def _sold_there(sentence: Sentence, at: int) -> bool:
    """ "The juice maker Sok sells its juices in |Germany (40 percent)": a maker named as such is the seller."""
    items = sentence.items
    verb = next((k for k in range(at - 1, max(0, at - 9), -1) if items[k].lower in {"sells", "exports", "ships"}), 0)
    return verb > 0 and any(p.sure and p.stop == verb for p in producers_in(sentence))


def _buyer_shares(sentence: Sentence, taken: set[int], whole: str | None) -> list[Piece]:
    """ "Enterprises of the railways take one third, and spot purchases make up 10 percent": buyers that are no
    country."""
    found: list[Piece] = []
    items = sentence.items
    for match in matches("takes_share", sentence.masked):
        percent = percent_in(sentence, match, taken)
        at, stop = span_of(sentence, match)
        first = _buyer_before(items, at)
        mood = mood_before(items, at, first)
        if percent is None or first == at or mood.no or mood.ahead:
            continue
        taken.add(percent.start)
        words = items[first:at]
        named = [i.value.country for i in words if i.kind in ("ORG", "NAME")]
        codes = {*(c for c in named if c), *(i.value.code for i in words if i.kind in ("PLACE", "DEM"))}
        country = codes.pop() if len(codes) == 1 else None
        text = sentence.text_between(words[0], words[-1])
        used = (words[0], words[-1], percent)
        segment = segment_of(text, country, percent.value, text_of(sentence, match, "of") or whole)
        found.append(Piece("segments", segment, used, at, stop, leans=True, taker=(first, at)))
    return found


def _buyer_before(items: list[Item], at: int) -> int:
    """Where the wording of the buyers that are the subject of the verb at `at` begins; `at` where none are."""
    k = at
    while k > 0 and at - k < 11:
        item = items[k - 1]
        joins = item.lower in {"and", "or"} and not (k > 1 and items[k - 2].lower == ",")
        if item.lower in _NO_BUYER or (item.kind == "p" and item.lower not in {"-", "'", "’"}):
            break
        if item.kind in ("PCT", "PER", "AMT", "PERSON") or (item.lower in {"and", "or"} and not joins):
            break
        k -= 1
    buyers = word_class("taker")
    owner = lower_at(items, k) in {"our", "its", "their", "the", "this"}
    own = owner and lower_at(items, k + 1) in word_class("producer")
    told = any(w in buyers for i in items[k:at] if i.kind not in ("PLACE", "DEM") for w in i.lower.split())
    return k if told and not own else at


_NO_BUYER = frozenset("that which who while whereas said says but because when where if".split())


def _goes_to(sentence: Sentence, taken: set[int], whole: str | None) -> list[Piece]:
    """ "One third goes to Russian machine builders, and 10 percent is sold to spot customers at home"."""
    found: list[Piece] = []
    for match in matches("goes_to", sentence.masked):
        piece, end = _receiver(sentence, match, 0, taken, whole)
        if piece is None:
            continue
        found += [piece, *_both(_of_lands(sentence, piece))]
        while (more := expression("by_chain").match(sentence.masked[end:])) is not None:
            piece, further = _receiver(sentence, more, end, taken, piece.value.share.of)
            if piece is None:
                break
            found.append(piece)
            end = further
        if match.end() < end < len(sentence.masked):
            found += rest_of(sentence, end)
    return found


def _of_lands(sentence: Sentence, piece: Piece) -> Piece:
    """A share that goes to several countries, with these among what it was read from."""
    last = sentence.items.index(piece.items[-1])
    places = tuple(i for i in sentence.items[piece.stop : last + 1] if i.kind == "PLACE")
    return Piece(piece.slot, piece.value, places, piece.at, piece.stop, leans=piece.leans)


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
    country = codes[0] if len(codes) == 1 else None
    pre = match.groupdict().get("pre") or ""
    of = (
        text_of(sentence, match, "of")
        or ("exports" if match.groupdict().get("that") in {"that", "those"} or (pre and pre != "of which ") else None)
        or whole
    )
    text = sentence.text_between(items[k], items[stop - 1])
    owned = bool(match.groupdict().get("of"))
    used = (marker, items[k], items[stop - 1])
    relative = pre.startswith("of which")  # "90,000 lambs, of which 85 percent are sold in"
    piece = Piece("segments", segment_of(text, country, fraction, of), used, at, k, leans=not owned and not relative)
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
            and (
                items[j + 1].kind == "PCT"
                or items[j + 1].lower == "half"
                or (items[j + 1].lower == "the" and (j + 2 >= len(items) or items[j + 2].kind not in ("PLACE", "DEM")))
            )
        ):
            break
        j += 1
        if j - k > 10:
            break
    while j > k and items[j - 1].lower in {",", "and", "in"}:
        j -= 1
    return j
