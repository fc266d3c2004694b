"""Restrictions told without their noun or verb: "no German pork may enter Korea", "X closed its market to Y's grain",
"Chinese exporters of gallium need a licence", "solar cells from China carry a tariff of 50% in the United States"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import country_of, names_land
from tradebook.extract.kinds.event.timing import clause, speaks_ahead
from tradebook.extract.kinds.phrases import good_of, lower_at
from tradebook.extract.kinds.restriction.verbs import wished
from tradebook.extract.kinds.restriction.when import LIFTED, finish

if TYPE_CHECKING:
    from tradebook.extract.kinds.restriction.memory import Memory

_LAND = r"(?:the )?PLACE"
_BODY = r"(?: ' s (?:\w+ ){0,4}?\w+)?(?: on PER)?"  # "'s food safety agency X on Tuesday"
_OFFICE = r"the (?:\w+ ){0,2}(?P<office>government|cabinet|ministry|authorities|centre|center)"
_GOODS = r"(?:\w+ ){0,2}?(?:DEM |PLACE ' s )?(?:\w+ ){0,2}?GOOD(?:(?: ,| and| , and| or) (?:DEM )?(?:\w+ )?GOOD)*"
_ORIGIN = rf"(?: (?:(?:coming |originating |imported )?from|of|made in|grown in|produced in|originating in) {_LAND})?"
_WARES = rf"(?P<goods>{_GOODS}{_ORIGIN})"
_HAVE = r"(?:(?:has|have|had) )?(?:(?:also|now|again|already|formally|officially|since|recently) )?"
_TO_COME = r"(?:(?:will|would|is to|plans to|is going to|intends to) )?"
_ENTER = (
    r"(?:enter|reach|come|go|move|cross|(?:be )?(?:sold|imported|shipped|exported|brought|sent|delivered|marketed))"
)
_INTO = r"(?: into| in| to| onto)?(?: the territory of)?"
_MAY = r"(?:may|can|could|must|are allowed to|is allowed to|will|will be allowed to|shall)"
_MARKET = r"(?:market|markets|border|borders|doors|door|ports|stores|shelves)"
_DUTY = (
    r"(?:\w+ )?(?:(?:PCT|anti|-|dumping|additional|extra|punitive|new|steep|flat|import|export|customs) ){0,5}"
    r"(?P<duty>duty|duties|tariff|tariffs|levy|levies|surcharge|surcharges|customs duty|customs duties|import duty|"
    r"import duties|export duty|export duties|import tariff|import tariffs|anti-dumping duty|anti-dumping duties|"
    r"import tax|export tax|export levy|import levy)"
)
_PAYS = (
    r"(?:carry|carried|carries|face|faces|faced|attract|attracts|attracted|incur|incurs|(?:are |is |was |were |"
    r"been )?"
    r"(?:subject to|subjected to|hit by|hit with|charged|slapped with|liable to|burdened with))"
)
_LICENCE = (
    r"(?P<licence>licence|licences|license|licenses|permit|permits|export licence|export license|export permit|"
    r"import licence|import license|import permit|export licences|export licenses|export permits|import permits)"
)
_LETS = (
    r"(?:will allow|will permit|will authorise|will approve|"
    r"allowed|allows|permitted|permits|authorised|authorized|authorises|authorizes|cleared|clears|approved|"
    r"approves|"
    r"unblocked|unblocks|unfroze|gave the green light (?:to|for)|gives the green light (?:to|for)|given the green "
    r"light (?:to|for))"
)
_TRADING = r"(?:imports?|importation|importing|exports?|exportation|exporting|shipments?|sales?)"
_IMPORT = r"(?:import|imports|importation|importing|entry|purchases)"

_PATTERNS = tuple(
    (kind, status, re.compile(pattern))
    for kind, status, pattern in (
        ("ban", "in force", rf"\bno (?:more )?{_WARES} (?P<act>{_MAY}) {_ENTER}{_INTO} (?P<by>{_LAND})"),
        ("ban", "in force", rf"\b{_WARES} {_MAY} (?P<act>no longer|not) {_ENTER}{_INTO} (?P<by>{_LAND})"),
        ("ban", LIFTED, rf"\b{_WARES} {_MAY} (?P<act>again|once more|once again) {_ENTER}{_INTO} (?P<by>{_LAND})"),
        ("ban", LIFTED, rf"\b{_WARES} (?P<act>{_MAY}) {_ENTER}{_INTO} (?P<by>{_LAND}) (?:again|once more|once again)"),
        (
            "ban",
            "in force",
            rf"\b(?P<by>{_LAND}) {_TO_COME}{_HAVE}(?P<act>closed|closes|shut|shuts|sealed|close) (?:off )?(?:its|the|"
            rf"their) "
            rf"(?:\w+ )?{_MARKET}(?: \w+)? (?:to|for|against) (?:all |imports of )?{_WARES}",
        ),
        (
            "ban",
            LIFTED,
            rf"\b(?P<by>{_LAND}){_BODY} {_HAVE}"
            rf"(?P<act>reopened|reopens|reopen|re-opened|opened|opens) (?:its|the|their) "
            rf"(?:\w+ )?{_MARKET}(?: \w+)? (?:to|for) (?:all |imports of )?{_WARES}",
        ),
        (
            "ban",
            LIFTED,
            rf"\b(?P<by>{_LAND})(?: ' s (?:\w+ ){{0,2}}?\w+)? {_HAVE}(?P<act>{_LETS}) (?:the )?(?:resumption of )?"
            rf"(?:(?P<way>{_IMPORT}|exports?|export|exporting)(?: of)? {_WARES}|(?P<goods2>(?:DEM )?(?:\w+ "
            rf")?GOOD{_ORIGIN} (?P<way2>imports|exports){_ORIGIN}))",
        ),
        (
            "ban",
            LIFTED,
            rf"\b(?P<by>{_LAND}) {_HAVE}(?:will )?(?P<act>resumed|resumes|resume|restarted|restarts|restart) (?:the "
            rf")?(?P<way>{_IMPORT})(?: of)? "
            rf"(?P<goods>(?:\w+ )?(?:DEM |PLACE ' s )(?:\w+ )?GOOD|(?:\w+ )?GOOD(?:(?: ,| and| , and) (?:\w+ "
            rf")?GOOD)* from {_LAND})",
        ),
        (
            "ban",
            LIFTED,
            rf"\b(?P<way>imports|shipments) of {_WARES} (?:was|were|has been|have been|will be|are to be) "
            rf"(?P<act>resumed|restarted) by (?P<by>{_LAND})",
        ),
        (
            "ban",
            "in force",
            r"(?<!imports of )(?<!exports of )(?<!in )(?<!the )"
            rf"(?P<goods>(?:DEM|PLACE ' s|PLACE) (?:\w+ )?GOOD|GOOD from {_LAND}) "
            rf"(?:was|were|has been|have been) (?P<act>banned|prohibited|barred|outlawed) by (?P<by>{_LAND})",
        ),
        (
            "ban",
            LIFTED,
            rf"\b{_WARES} (?:is|are|was|were|has been|have been) (?:now |again |once more )?"
            rf"(?P<act>welcome|allowed|admitted|permitted|cleared)(?: again| back)?(?: for (?:entry|import|sale))? "
            rf"(?:in|into|to enter|entry to|entry into|access to) (?P<by>{_LAND})",
        ),
        (
            "ban",
            LIFTED,
            rf"\b(?P<by>{_LAND}){_BODY} {_HAVE}(?P<act>cleared|approved|authorised|authorized|"
            rf"admitted) {_WARES} for (?P<way>{_IMPORT}|export|sale)",
        ),
        (
            "ban",
            LIFTED,
            rf"\b(?P<on>{_LAND}) (?:can|may|will|is able to|is allowed to|will be able to)(?: now)? "
            rf"(?P<act>again|once more|once again) (?:export|sell|ship|supply) (?P<goods>(?:\w+ ){{0,2}}?GOOD"
            rf"(?:(?: ,| and| , and) GOOD)*) (?:to|into) (?P<by>{_LAND})",
        ),
        (
            "licence",
            "in force",
            rf"\b(?P<by>{_LAND})(?: ' s (?:\w+ ){{0,2}}?\w+)? {_HAVE}(?:will )?(?P<act>require|requires|required|"
            rf"obliges|obliged) (?:all )?(?P<way>importers|exporters|traders) of {_WARES} to "
            rf"(?:obtain|hold|get|have|apply for) "
            rf"(?:\w+ ){{0,2}}?{_LICENCE}",
        ),
        (
            "licence",
            "in force",
            rf"\b(?P<way>imports?|importation) of {_WARES} (?:into|to) (?P<by>{_LAND}) (?:\w+ ){{0,2}}?"
            rf"(?P<act>need|needs|needed|require|requires|required|subject to) (?:\w+ ){{0,2}}?{_LICENCE}",
        ),
        (
            "tariff",
            LIFTED,
            rf"\b(?P<by>{_LAND}) {_HAVE}(?P<act>made|makes) (?P<way>{_IMPORT}|exports) of {_WARES} "
            rf"(?:duty - free|free of (?:customs )?duty|duty free)",
        ),
        (
            "ban",
            "in force",
            rf"\b{_WARES} (?:has been|have been|had been|was|were|is|are) (?:now |still |again )?"
            rf"(?P<act>barred|excluded|shut out|kept out|locked out|banned) (?:from|of) "
            rf"(?:entry to |entering |the market of )?"
            rf"(?P<by>{_LAND})(?! (?:was|were|is|are)\b)",
        ),
        (
            "ban",
            "in force",
            rf"\b(?P<by>{_LAND}) (?:has |have )?(?:since )?(?:PER )?(?P<act>turned back|turned away|turns back|"
            rf"rejected|refused entry to) "
            rf"all (?:\w+ )?(?:consignments|shipments|cargoes|deliveries|imports) of {_WARES}",
        ),
        (
            "ban",
            "in force",
            rf"\b(?P<by>{_LAND}) (?:will |would )?(?P<act>no longer) (?:accepts?|admits?|allows?|lets? in|"
            rf"permits?) (?:imports of )?{_WARES}",
        ),
        (
            "ban",
            "in force",
            rf"\b(?P<by>{_LAND}) (?:(?:will|does|do|did|would) (?P<act>not) (?:allow|permit|accept|admit)|"
            r"(?:has|have|had) (?P<act2>not) (?:allowed|permitted|accepted|admitted)) "
            r"(?:the |any )?"
            rf"(?:(?P<way>{_IMPORT}|exports?|exporting)(?: of)? {_WARES}|(?P<goods2>(?:DEM )?(?:\w+ )?GOOD{_ORIGIN} "
            rf"(?P<way2>imports|exports){_ORIGIN}))",
        ),
        (
            "tariff",
            "in force",
            rf"\b(?:(?P<by>DEM)|(?P<by2>PLACE) ' s) (?:\w+ )?(?:importers|buyers) of {_WARES} (?:\w+ ){{0,2}}?"
            rf"(?P<act>pay|paid|pays|face|faced|owe) {_DUTY}",
        ),
        (
            "tariff",
            "in force",
            rf"\b(?:imports of |shipments of |deliveries of )?{_WARES} (?:\w+ ){{0,2}}?(?P<act>{_PAYS}) {_DUTY}"
            rf"(?: of (?:up to )?PCT)?(?: since PER| from PER)? (?:in|into|on entering|when entering|on entry to|"
            rf"at the border of) (?P<by>{_LAND})",
        ),
        (
            "tariff",
            "in force",
            rf"\b(?:imports|shipments|deliveries) of {_WARES} (?:into|to|in) (?P<by>{_LAND}) (?:\w+ "
            rf"){{0,2}}?(?P<act>{_PAYS}) {_DUTY}",
        ),
        (
            "licence",
            "in force",
            rf"\b(?:(?P<by>DEM)|(?P<by2>PLACE) ' s) (?:\w+ )?(?P<way>exporters|importers|traders|shippers) of "
            rf"{_WARES} (?:\w+ ){{0,2}}?"
            rf"(?P<act>need|needed|require|required|must|have) (?:(?:to )?(?:hold|have|obtain|get|apply for) )?"
            rf"(?:\w+ ){{0,2}}?{_LICENCE}",
        ),
        (
            "licence",
            "in force",
            rf"\b(?P<way>exporters|importers|traders|shippers) of {_WARES} in (?P<by>{_LAND}) (?:\w+ ){{0,2}}?"
            rf"(?P<act>need|needed|require|required|must|have) (?:(?:to )?(?:hold|have|obtain|get|apply for) )?"
            rf"(?:\w+ ){{0,2}}?{_LICENCE}",
        ),
        (
            "licence",
            "in force",
            rf"\b(?P<way>exports?|imports?|importation|exporting|importing) of {_WARES} (?:to \w+ )?(?:\w+ ){{0,2}}?"
            rf"(?P<act>need|needs|needed|require|requires|required|subject to) (?:\w+ ){{0,2}}?{_LICENCE}",
        ),
        (
            "quota",
            "in force",
            rf"\b(?:(?P<by>{_LAND})(?: ' s (?:\w+ ){{0,2}}?\w+)?|{_OFFICE}) {_HAVE}"
            rf"(?P<act>{_LETS}|allow|permit|approve) (?:\w+ to )?(?:the )?(?P<way>{_TRADING})(?: of)? QTY "
            r"(?:of )?(?P<goods>(?:\w+ )?(?:DEM )?(?:\w+ )?GOOD"
            rf"(?: (?:from|to|into) {_LAND}(?:(?: and|,) QTY (?:of )?(?:GOOD )?(?:from|to) {_LAND})*)?)",
        ),
        (
            "quota",
            "in force",
            rf"\b(?P<by>{_LAND}) ' s (?:\w+ |- ){{0,4}}?quota (?P<act>covers|covered|allows|allowed|provides|is) "
            rf"(?:for )?QTY of (?P<goods>(?:DEM )?(?:\w+ )?GOOD(?: (?P<way>imports|exports))?"
            rf"(?: (?:from|to) {_LAND})?)",
        ),
        (
            "tariff",
            LIFTED,
            rf"^(?:in (?P<by>{_LAND}) ,? ?)?(?P<way>imports|exports) of {_WARES} "
            rf"(?:is|are|was|were|will be|have been|has been) (?:now )?"
            rf"(?P<act>exempt|exempted|free)(?P<theirs> from| of) (?:\w+ ){{0,2}}?{_DUTY}",
        ),
        (
            "ban",
            LIFTED,
            rf"\b(?P<by>{_LAND}){_BODY} {_HAVE}(?P<act>restored|restores|granted|grants|reopened|reopens) (?:market )?"
            rf"access (?:to its market )?(?:for|to) {_WARES}",
        ),
        (
            "licence",
            LIFTED,
            rf"^licen[cs]es (?:for|to) (?:the )?(?P<way>{_TRADING}) (?:of )?{_WARES} (?:is|are|were|will be) "
            rf"(?P<act>no longer)(?P<theirs>) (?:needed|required|necessary)(?: in (?P<by>{_LAND}))?",
        ),
        (
            "ban",
            "in force",
            rf"\b(?P<by>{_LAND}) (?:has|have|had|does|did|will|would) (?P<act>not) "
            rf"(?:allowed|let|admitted|allow|admit) {_WARES} (?:in|into the country)\b",
        ),
        (
            "tariff",
            LIFTED,
            rf"\b(?P<by>{_LAND}) (?:will )?{_HAVE}(?P<act>exempted|exempts|exempt|freed|frees|free|relieved|"
            rf"spared) (?:all |the )?"
            rf"(?:imports? of |imported |importation of |exports? of )?{_WARES} from (?:\w+ ){{0,2}}?{_DUTY}",
        ),
    )
)
# One of these stands in whatever a pattern finds: its verb, or what makes a ban of "may enter" ("no", "again")
_WORDS = (
    frozenset(
        "no not again once more longer allowed closed closes close shut shuts sealed reopened reopens reopen "
        "re-opened permitted permits authorised authorized authorises authorizes cleared clears approved "
        "approves resumed resumes restarted restarts pay paid pays face faced faces carry carried carries "
        "attract attracts attracted incur incurs owe subject subjected liable charged slapped burdened need "
        "needed needs opened opens require requires required welcome return turned turns rejected refused exempt "
        "exempted exempts freed frees free relieved spared hit light hold obtain allows unblocked unblocks unfroze "
        "duty obliges obliged restored restores granted grants barred excluded kept locked banned "
        "admitted prohibited outlawed allow permit approve covers covered provides quota".split()
    )
    | {"resume", "restart", "does not", "do not", "did not", "will not", "would not"}
    | {"no longer", "no more", "once more", "once again", "not to", "subject to", "turned back", "turned away"}
)


def worded(sentence: Sentence, memory: Memory | None = None) -> list[Draft]:
    """The restrictions that the patterns find in a sentence; `memory` tells whose "the government" is."""
    out: list[Draft] = []
    if not sentence.lowers.isdisjoint(_LISTS) and (put := _listed(sentence) or _approved(sentence)):
        out.append(put)
    if "GOOD" not in sentence.kinds or _WORDS.isdisjoint(sentence.lowers):
        return out
    for kind, status, pattern in _PATTERNS:
        match = pattern.search(sentence.masked)
        draft = _draft(sentence, match, kind, status, memory) if match is not None else None
        if draft is not None and all(d.get("type") != kind for d in out):
            out.append(draft)
    return out


_LISTS = frozenset({"list", "blacklist", "sanctioned", "blacklisted"})
_SANCTIONED = re.compile(
    rf"\b(?P<by>{_LAND}){_BODY} {_HAVE}(?P<act>sanctioned|blacklisted) (?:(?:more than )?NUM )?"
    r"(?:more |other )?(?P<on>DEM(?:(?: ,| and| , and) DEM)*) (?:\w+ |GOOD ){0,2}?"
    r"(?:companies|firms|banks|individuals|entities|officials|people|citizens|ships|tankers|vessels|businessmen)\b"
)
_LISTED = re.compile(
    rf"\b(?P<by>{_LAND}){_BODY} {_HAVE}(?P<act>added|adds|put|puts|placed|places) "
    r"(?:NUM )?(?:more )?"
    r"(?P<on>DEM(?:(?: ,| and| , and) DEM)*) (?:\w+ |GOOD ){1,4}?(?:to|on|onto) (?:its|the|an|a) (?:\w+ ){0,3}?"
    r"(?:list|blacklist)\b"
)


_APPROVED = re.compile(
    rf"\b(?P<by>{_LAND}){_BODY} {_HAVE}(?P<act>removed|removes|struck|dropped|drops|"
    r"deleted|added|adds|put|placed|included|includes) (?:NUM )?(?:more |other )?"
    r"(?P<on>DEM (?:GOOD )?(?:GOOD )?(?:\w+ ){0,2}?\w+|(?:NAME|ORG) of PLACE|PLACE ' s (?:NAME|ORG)) "
    r"(?P<way>off|from|to|on|in) (?:its|the|their) (?:\w+ )?list of "
    r"(?:approved|authorised|authorized|eligible|registered|accredited|permitted) (?P<goods>GOOD )?"
    r"(?:suppliers|exporters|sellers|producers|plants|importers|establishments)\b"
)


def _approved(sentence: Sentence) -> Draft | None:
    """ "China removed 12 Brazilian meat plants from its list of approved suppliers": a ban on what they sell; put on
    the list, it is lifted."""
    match = _APPROVED.search(sentence.masked)
    if match is None:
        return None
    act = sentence.item_at(match.start("act"))
    by = [i for i in sentence.found(match, "by") if names_land(i) and country_of(i)]
    on = [i for i in sentence.found(match, "on") if i.kind in {"DEM", "PLACE"} and names_land(i)]
    spot = [*sentence.found(match, "on"), *(sentence.found(match, "goods") if match["goods"] else [])]
    wares = [i for i in spot if i.kind == "GOOD"]
    if not by or not on or wished(sentence.items, act) or {country_of(i) for i in by} & {country_of(i) for i in on}:
        return None
    draft = Draft("restriction", sentence, confidence=0.6)
    draft.put("type", "ban", sentence.items[act])
    draft.put("by", tuple(dict.fromkeys(c for i in by if (c := country_of(i)))), *by)
    draft.put("on", tuple(dict.fromkeys(c for i in on if (c := country_of(i)))), *on)
    if wares:
        draft.put("goods", tuple(good_of(i) for i in wares[:1]), wares[0])
    start, end = clause(sentence.items, act)
    status = "in force" if match["way"] in {"off", "from"} else LIFTED
    finish(draft, act, start, end, status, ahead=_ahead(sentence.items, act, "ban"))
    return draft


def _listed(sentence: Sentence) -> Draft | None:
    """ "The United States added 12 Chinese companies to its entity list": a sanction on them."""
    match = _LISTED.search(sentence.masked) or _SANCTIONED.search(sentence.masked)
    if match is None:
        return None
    kind = match[0].rsplit(" ", 2)[-2:]
    if kind[1] == "list" and kind[0] not in {"sanctions", "entity", "black", "control", "blocking"}:
        return None
    act = sentence.item_at(match.start("act"))
    by = [i for i in sentence.found(match, "by") if names_land(i) and country_of(i)]
    on = [i for i in sentence.found(match, "on") if i.kind == "DEM" and country_of(i)]
    if not by or not on or wished(sentence.items, act):
        return None
    draft = Draft("restriction", sentence, confidence=0.7)
    draft.put("type", "sanction", sentence.items[act])
    draft.put("by", tuple(dict.fromkeys(c for i in by if (c := country_of(i)))), *by)
    draft.put("on", tuple(dict.fromkeys(c for i in on if (c := country_of(i)))), *on)
    start, end = clause(sentence.items, act)
    finish(draft, act, start, end, "in force", ahead=_ahead(sentence.items, act, "ban"))
    return draft


def _draft(sentence: Sentence, match: re.Match[str], kind: str, status: str, memory: Memory | None) -> Draft | None:
    items = sentence.items
    groups = match.groupdict()
    act = sentence.item_at(match.start("act" if groups["act"] else "act2"))
    if wished(items, act) and items[act].lower not in {"allowed", "allows"}:
        return None
    spot = sentence.found(match, "goods") or (sentence.found(match, "goods2") if groups.get("goods2") else [])
    wares = [i for i in spot if i.kind == "GOOD" and not i.value.attributive]
    lands = [i for i in spot if names_land(i)]
    doer = sentence.item_at(match.start("by")) if groups.get("by") else -1
    if (
        lower_at(items, doer - 1) in {"to", "from", "in"}
        and kind not in {"tariff", "licence"}
        and match.start("by") < match.start("act" if groups["act"] else "act2")
    ):
        return None
    by = [
        i
        for name in ("by", "by2")
        if groups.get(name)
        for i in sentence.found(match, name)
        if i.kind in {"PLACE", "DEM"} and country_of(i)
    ]
    if not by and not groups.get("office") and groups.get("way", "") and str(groups["way"]).startswith("ex"):
        by, lands = lands[:1], []
    if groups.get("on"):
        lands += [i for i in sentence.found(match, "on") if names_land(i)]
    on = [i for i in lands if country_of(i) not in {country_of(b) for b in by}]
    if any(i.kind in {"QTY", "AMT", "NUM"} for i in spot + items[act : act + 5]) and status == LIFTED:
        return None  # "allowed the export of 30,000 tonnes": so much of it and no more
    doers = tuple(dict.fromkeys(c for i in by if (c := country_of(i))))
    if not doers and memory is not None and groups.get("theirs") is not None:
        code = memory.actor(sentence, 0, act, {c for i in on if (c := country_of(i))}, passive=True)
        doers = (code,) if code is not None else ()
    if not doers and memory is not None and groups.get("office"):
        code = memory.actor(sentence, 0, act, {c for i in on if (c := country_of(i))}, passive=False)
        doers = (code,) if code is not None else ()
    if not wares or not doers or (kind == "ban" and not on and not groups.get("way") and status == LIFTED):
        return None
    draft = Draft("restriction", sentence, confidence=0.65)
    draft.put("type", kind, items[act])
    draft.put("by", doers, *by)
    if on:
        draft.put("on", tuple(dict.fromkeys(c for i in on if (c := country_of(i)))), *on)
    draft.put("goods", tuple(good_of(i) for i in wares), *wares)
    start, end = clause(items, act)
    ahead = _ahead(items, act, kind)
    finish(draft, act, start, end, status, ahead=ahead)
    return draft


def _ahead(items: list[Item], act: int, kind: str) -> bool:
    """Whether it is still to come: "may" and "will no longer" tell what holds, "will pay a duty" what comes."""
    if kind == "ban":
        return lower_at(items, act - 1) in {"will", "would", "to"} or items[act].lower == "will"
    return speaks_ahead(items, act, 5)
