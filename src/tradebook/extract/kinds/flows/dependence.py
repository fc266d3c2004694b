"""Shares of what a country needs: "Egypt buys 60 percent of its wheat from Russia", "Norway supplied a third of the gas
that the EU imported", "Bulgaria covers 40% of its gas needs with supplies from Azerbaijan"."""

from __future__ import annotations

import re

from tradebook.extract.draft import Draft
from tradebook.extract.items import Fraction, Item, Sentence
from tradebook.extract.kinds.flows.sides import WORLD
from tradebook.extract.kinds.flows.timing import is_of_speech
from tradebook.extract.kinds.phrases import good_of
from tradebook.statement import Share, ShareOf

_BUYS = (
    "imports|imported|buys|bought|gets|got|sources|sourced|receives|received|obtains|obtained|purchases|purchased|"
    "draws|drew|takes|took"
)
_GIVES = "supplies|supplied|provides|provided|delivers|delivered|covers|covered|meets|met|satisfies|satisfied"
_SELLS = "sells|sold|exports|exported|ships|shipped|sends|sent"
_MAKES_UP = "accounts for|accounted for|made up|makes up|represents|represented|covers|covered|meets|met|provided"
_NEEDS = "needs|demand|consumption|requirements|use|usage"
_BOUGHT = f"imports|supplies|supply|purchases|{_NEEDS}"
_OWN = "(?:its|their|the country ' s|the country ’ s)"
_ITS = f"of {_OWN} (?:(?:total|overall|annual|domestic) )?(?P<goods>GOOD)(?: (?P<whole>{_BOUGHT}))?"
_FROM = "from (?:the )?(?P<seller>PLACE)(?! ' s)(?!,? (?:and|or) (?:the )?PLACE)(?!, PLACE)"
_WHEN = "(?: in (?:the )?PER)?"
_WHOSE = "(?:the )?(?P<buyer>PLACE|DEM)(?: ' s| ’ s| ’| ')?"
_BUYER = r"\b(?P<buyer>PLACE)(?: (?:now|also|still|currently|has|had))?"
_GIVER = r"(?<!from )(?<!to )(?<!in )\b(?P<giver>PLACE)(?: , which)?(?: (?:now|also|still))?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_BUYER} (?P<verb>{_BUYS}) (?P<share>PCT) {_ITS}{_WHEN} {_FROM}",
        rf"{_BUYER} (?P<verb>relies|relied|depends|depended|counts|counted)(?: heavily| largely)? on "
        rf"(?:the )?(?P<seller>PLACE) for (?P<share>PCT) {_ITS}",
        rf"{_BUYER} (?P<verb>covers|covered|meets|met|satisfies|satisfied) (?P<share>PCT) {_ITS} "
        rf"(?:with|by|through|via) (?:[a-z]+ ){{0,2}}{_FROM}",
        rf"{_GIVER} (?P<verb>{_GIVES}) (?P<share>PCT) of {_WHOSE} (?P<goods>GOOD)(?! imports)"
        rf"(?: (?P<whole>supplies|supply|{_NEEDS}))?",
        rf"{_GIVER} (?P<verb>{_GIVES}) (?P<share>PCT) of (?:the )?(?P<goods>GOOD)(?: that| which)? "
        r"(?:the )?(?P<buyer>PLACE) (?P<whole>imports|imported|buys|bought)",
        r"\b(?P<taker>PLACE)(?: (?:now|also|still))? "
        r"(?P<verb>takes|took|buys|bought|absorbs|absorbed|receives|received) (?P<share>PCT) of (?:the |all )?"
        r"(?P<goods>GOOD)(?: that| which)? (?:the )?(?P<owner>PLACE) "
        r"(?:exports|exported|(?:sells|sold|ships|shipped) abroad)",
        r"\b(?P<taker>PLACE)(?: (?:now|also|still|alone))? "
        r"(?P<verb>takes|took|buys|bought|absorbs|absorbed|receives|received) (?P<share>PCT) of "
        r"(?:the )?(?P<owner>PLACE|DEM)(?: ' s| ’ s| ’| ')? (?P<goods>GOOD)(?: exports| shipments)?(?! [a-z]+ing )",
        rf"(?P<share>PCT) of (?:the |all )?(?P<goods>GOOD)(?: that| which)? (?:the )?(?P<buyer>PLACE) "
        rf"(?P<whole>imports|imported|buys|bought){_WHEN} (?P<verb>comes|came|originates|originated) {_FROM}",
        rf"(?P<share>PCT) of (?:the )?(?P<owner>PLACE|DEM)(?: ' s| ’ s| ’| ')? (?P<goods>GOOD) (?:exports|shipments)"
        rf"{_WHEN} (?P<verb>was|were|is|are) (?:bought|taken|absorbed|purchased|imported) by (?:the )?(?P<taker>PLACE)",
        rf"\b(?P<owner>PLACE)(?: (?:now|also|still))? (?P<verb>{_SELLS}) (?P<share>PCT) of {_OWN} (?P<goods>GOOD)"
        rf"(?: exports| shipments)?{_WHEN} to (?:the )?(?P<taker>PLACE)",
        r"\b(?P<seller>DEM) (?P<goods>GOOD)(?: imports| supplies| deliveries)?(?: (?:now|also|still))? "
        rf"(?P<verb>{_MAKES_UP}) (?P<share>PCT) of {_WHOSE} "
        r"(?:(?:total|overall|all) )?(?:GOOD )?(?P<whole>imports|supplies|supply|purchases)",
    )
)
_WORTH = re.compile(
    rf"^{_WHEN}(?: ,)? (?:which (?:came to|amounted to|totalled|totaled|reached|stood at)|worth|or) (AMT|QTY)"
    r"(?! to\b| of (?!them|it))\b"
)
# The words of which each pattern has one
_SIGNS = frozenset(
    {"its", "their", "accounts", "accounted", "came", "comes", "taken", "absorbed", "originates", "originated"}
    | {*_BUYS.split("|"), *_GIVES.split("|"), *_MAKES_UP.split("|"), *_SELLS.split("|")}
)


def shares_of_needs(sentence: Sentence) -> list[Draft]:
    """The flows that are told as a share of what a country imports or needs of a good: the seller's exports where the
    words take its side ("Norway supplied"), else the buyer's imports."""
    if not {"PCT", "GOOD"} <= sentence.kinds or sentence.lowers.isdisjoint(_SIGNS):
        return []
    for pattern in _PATTERNS:
        match = pattern.search(sentence.masked)
        if match is not None and (draft := _draft(sentence, match)) is not None:
            return [draft, *_further(sentence, match, draft)]
    return []


_NEXT = re.compile(
    rf"^(?:{_WHEN}(?: ,)?(?: (?:and|while|with))?) (?:(?:the )?(?P<who>PLACE)(?: for| with)? "
    r"(?:a |another |some |only )?(?P<first>PCT)|"
    r"(?:a |another |some |only )?(?P<second>PCT) (?P<way>from|to|by) (?:the )?(?P<where>PLACE))(?! [a-z]+ing)(?= |$)"
)


def _further(sentence: Sentence, match: re.Match[str], draft: Draft) -> list[Draft]:
    """The flows of those who go on behind the first: "Egypt buys half of Oman's tea |and Jordan a quarter|", "40
    percent from Nepal |and 25 percent from Armenia|"."""
    groups = match.groupdict()
    role = next(name for name in ("taker", "giver", "seller") if name in groups)
    leads = match.start(role) < match.start("share")
    slot = "reporter" if role == "giver" else "partner"
    out: list[Draft] = []
    end = match.end()
    while (told := _NEXT.search(sentence.masked[end:])) is not None:
        share, who = ("first", "who") if told["first"] else ("second", "where")
        place, percent = (sentence.items[sentence.item_at(end + told.start(name))] for name in (who, share))
        code = place.value.code
        if (share == "first") != leads or percent.value.percent is None or code in {draft.slots["reporter"], WORLD}:
            break
        made = Draft("trade_flow", sentence, confidence=draft.confidence)
        made.slots.update(draft.slots)
        made.slots.pop("amount", None)
        made.slots.pop("quantity", None)
        made.spans.update({name: list(spans) for name, spans in draft.spans.items() if name not in {slot, "share"}})
        made.put(slot, code, place)
        known: Share = draft.slots["share"]
        of = known.of
        made.put("share", Share(percent=percent.value.percent, qualifier=percent.value.qualifier, of=of), percent)
        out.append(made)
        end += told.end()
    return out


def _draft(sentence: Sentence, match: re.Match[str]) -> Draft | None:
    groups = match.groupdict()
    takes, gives = "taker" in groups, "giver" in groups
    buyer = sentence.found(match, "taker" if takes else "buyer")[0]
    seller = sentence.found(match, "owner" if takes else "giver" if gives else "seller")[0]
    percent, good = (sentence.found(match, group)[0] for group in ("share", "goods"))
    fraction: Fraction = percent.value
    if (
        WORLD in {buyer.value.code, seller.value.code}
        or buyer.value.code == seller.value.code
        or fraction.percent is None
        or good.value.attributive
        or fraction.points
    ):
        return None
    draft = Draft("trade_flow", sentence, confidence=0.75)
    draft.slots["measure"] = "exports" if gives or takes else "imports"
    reporter, partner = (seller, buyer) if gives or takes else (buyer, seller)
    draft.put("reporter", reporter.value.code, reporter)
    draft.put("partner", partner.value.code, partner)
    draft.put("goods", (good_of(good),), good)
    for slot, place in (("reporter_area", reporter), ("partner_area", partner)):
        if place.value.form == "area" and place.value.area:
            draft.slots[slot] = place.value.area
    needed = (groups.get("whole") or "") in _NEEDS.split("|")
    whole = ShareOf(
        measure=None if needed else "exports" if takes else "imports",
        reporter=seller.value.code if takes else buyer.value.code,
        partner=None if needed else WORLD,
        goods=(good_of(good),),
    )
    qualifier = fraction.qualifier
    draft.put("share", Share(percent=fraction.percent, qualifier=qualifier, of=whole, text=percent.text), percent)
    _put_sum(draft, sentence, match)
    if groups["verb"].endswith("s") and not any(_dates(item) for item in sentence.items):
        draft.slots["_standing"] = True
    return draft


def _put_sum(draft: Draft, sentence: Sentence, match: re.Match[str]) -> None:
    """ "supplies from Azerbaijan, which came to 1 billion cubic metres": the sum behind."""
    told = _WORTH.match(sentence.masked[match.end() :])
    if told is None:
        return
    item: Item = sentence.items[sentence.item_at(match.end() + told.start(1))]
    draft.put("amount" if item.kind == "AMT" else "quantity", item.value, item)


def _dates(item: Item) -> bool:
    return item.kind == "PER" and not item.value.relation and not is_of_speech(item)
