# ruff: noqa: E501 - an expression reads best on one line
"""The wordings of a sales mix, as expressions over `Sentence.masked`; built once, on first use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

_SMALL = r"(?:the |its |our |their |both |neighbou?ring |nearby |other |some |new |local |foreign |key )*"
_ONE = rf"{_SMALL}(?:PLACE(?: ' s)?(?: market| markets| countries| states| region)?|DEM(?: and DEM| , DEM)* (?:\w+ )?(?:markets?|customers|buyers|clients|consumers|importers|retailers))"
_SIZE = r"(?: \( (?:NUM|QTY|AMT)(?: [a-z]+)? \))?"  # "Poland (520), Lithuania (300) and the UK"
PLACES = rf"{_ONE}{_SIZE}(?:(?: , as well as| , and| as well as| and| or| ,) (?:to |in |with |from )?{_ONE}{_SIZE})*"

_OWN = r"(?:(?:maker|carmaker|truckmaker|automaker|manufacturer|brewer|PLACE ' s?(?= (?:ORG|NAME))|PLACE ’ s?(?= (?:ORG|NAME))|its|our|their|the|this|all|total|annual|own|whole|overall|finished|entire|combined|milled|yearly|ORG|NAME|'|’|s|company|factory|plant|mill|firm|group|enterprise|cooperative|producer|DEM|GOOD|dairy|winery|works|foundry|AMT in|AMT of|AMT) )*"
_MADE = r"(?:what|everything|all that) (?:it|they|we|(?:PLACE ' s? ?|the )?(?:DEM )?(?:\w+ |GOOD ){0,2}(?:ORG|NAME|\w+)) (?!is|are|was|were)\w+"
_WHOLE = rf"(?:output|production|products|produce|goods|sales|revenues?|turnover|income|earnings|installations|volumes?|exports?|shipments|deliveries|harvest|crop|catch|machines|vehicles|orders|range|manufactures|wares|business|total(?! [a-z]+ (?:of|in)\b)|GOOD|{_MADE})"
_OWNER = r"(?: (?:of|at|from|(?:made|produced|built|manufactured|bottled|brewed|grown) (?:by|at)) (?:the )?(?:PLACE (?:'|’) (?:s )?)?(?:DEM )?(?:\w+ |GOOD |- ){0,3}(?:ORG|NAME))?"
_NOT_MADE = r"(?!(?:stakes?|shares?|staff|workers|employees|tickets|bonds|assets|holdings?|equity|reserves?|forces|troops|land|capital|budget|debts?|players|subsidiary|units?|loans?|profits?)\b)"
# "of |the tannery's| turnover": who makes it, by his trade
_NO_FIRM = r"country|nation|state|region|world|republic|kingdom|island|province|government|sector|industry|continent|bloc|union|economy|market"
_BY_TRADE = rf"(?:the (?:[a-z]+ )?(?!(?:{_NO_FIRM}) )[a-z]+ ' s? ?)?"
OF = rf"(?:of |(?=(?:its|their|our) ))(?P<of>{_BY_TRADE}{_OWN}{_WHOLE}|(?:its|our|their) {_NOT_MADE}[a-z]+)(?: volumes?| sales| output| production| revenues?)?{_OWNER}"

OF_FROM = rf"of {_BY_TRADE}{_OWN}{_WHOLE}"
# "four out of five |pianos that the factory makes| are exported": what is counted has no "of"
_OF_OR_GOODS = rf"(?:{OF}|(?P<counted>GOOD|bottles|units|pieces|cars){_OWNER}(?: (?:that|which) (?:it|they|the (?:DEM |GOOD )?(?:ORG|NAME|\w+)) \w+)?)"

_SELLS = r"(?:exports?|exported|exporting|sells?|sold|selling|ships?|shipped|shipping|supplies|supply|supplied|delivers?|delivered|sends?|sent|markets|places)"
_EARNS = r"(?:earns?|earned|gets?|got|generates?|generated|makes|made|derives?|derived|receives?|received|draws?|achieves?|achieved)"
_ABROAD = r"abroad|at home|domestically|in the country|(?:on|to|in) the (?:domestic|home|local) market|overseas|for export|on (?:foreign|export|external|international) markets|to (?:foreign|export|external|international|overseas) (?:markets|customers|buyers|clients)|to (?:customers|buyers|clients) (?:abroad|overseas)|to the foreign market|outside (?:the country|(?:the )?PLACE)|in (?:NUM|QTY) (?:\w+ )?(?:countries|markets)|to (?:NUM|QTY) (?:\w+ )?(?:countries|markets)"
_BE = r"(?:is|are|was|were|has been|have been|gets|get|being)"
_FIRM = r"(?:it|them|us|(?:the |PLACE ' s? ?)?(?:DEM )?(?:[a-z]+ |GOOD ){0,3}(?:ORG|NAME|company|firm|group|plant|factory|mill|producer|maker))"
_TAKES = rf"(?:takes?|took|taking|buys?|bought|buying|accounts? for|accounted for|accounting for|receives?|received|absorbs?|absorbed|consumes?|consumed|makes? up|made up|contributes?|contributed|provides?|provided|generates?|generated|brings? in|brought in|represents?|represented|constitutes?|constituted|(?:represent|constitut|contribut|provid|generat|absorb|consum|receiv)ing|making up|bringing in|(?:brings?|brought|gives?|gave|earns?|earned|provides?|provided) {_FIRM}|(?:has|had|have|holds?|held) (?:a|an|the) (?:[a-z]+ )?share of)"
_JUST = r"(?: (?:now|still|alone|today|already|currently|also|PER|together|\w+ly))*"
_CUSTOMER = r"(?:markets?|customers?|buyers?|clients?|destinations?|outlets?|consumers?|importers?|purchasers?|takers?)"
_HAS = r"(?:is|are|was|were|has been|have been|remains?|remained|became|becomes?|makes?|being)"


@cache
def expression(name: str) -> re.Pattern[str]:
    """The expression of a name, compiled."""
    return re.compile(_SOURCES[name])


_NOUNS = r"(?:the sale|sales|exports|export|shipments|deliveries|supplies|selling|exporting|shipping|supplying|delivering|trade)"
_THINGS = r"(?: (?:of|its|our|their|the|all|any|new|and|GOOD|products?|goods|first|production|output|there|also|activity|activities|operations))*"
_MORE = r"(?:additional|increased|increasing|higher|extra|new|more|larger|growing|rising|bigger)"
_KNOWN = r"(?:customers?|markets?|buyers?|clients?|consumers?|importers?|destinations?|partners|purchasers?)"

_SOURCES = {
    # "exports about 60 percent of its output", "sells 70% of what it makes abroad"
    "sells_share": rf"\b(?P<verb>{_SELLS})(?: (?:about|some|up to))? PCT {_OF_OR_GOODS}(?: (?P<where>{_ABROAD})| (?:to|in) (?P<places>{PLACES}))?",
    # "produces 35 percent of its paper for export"
    "made_for_export": rf"\b(?P<verb>produces?|makes?|made|manufactures?|produced) PCT {OF} (?P<where>for (?:export|foreign markets|export markets))",
    # "and 20 percent to South Korea"
    "sells_chain": rf"^(?: ,| and| ;| :| , and)+ PCT(?: {OF})? (?:to|in|from) (?P<places>{_ONE}|(?:all )?other (?:markets|countries|states|destinations|regions))",
    # ", half of it to Africa", ", with half going to Egypt", ", 40 percent to Chile", ", of which a third goes to Peru"
    "part_of_it": rf"^(?:(?: in)? PER)?(?: ,| and| ;| :| \(| -| –| —| with| including)* (?P<which>of which |of this |of that |of these )?(?:about |some |roughly |nearly |the other )?(?:PCT|(?P<half>half))(?P<of> of (?:it|them|that|this|these|those|which|(?:the|these|its|those|their) (?:exports|exported \w+|total|volume|foreign sales|sales abroad)))?(?: (?:{_BE}|goes|go|went|going|comes?))?(?: \w+ly)?(?: (?:sold|shipped|exported|sent|supplied|delivered|bound|destined))? (?:to|in|for) (?P<places>{PLACES})",
    # "goes abroad|: 40 percent to Turkey, 35 percent to China"
    "abroad_list": r"\b(?:goes?|went|going|sells?|sold|exports?|exported|ships?|shipped|sent)(?: (?:it|them|all of it|most of it|(?:its|their|our) (?:entire )?(?:GOOD|[a-z]+)))?(?: (?:abroad|overseas|for export))?(?= (?:,|:|;|–|—|\() (?:with )?(?:PCT|half) (?:of (?:it|them) )?(?:goes |going )?to (?:the )?(?:PLACE|DEM))",
    # ", to Austria for a fifth"
    "exports_chain": rf"^(?: ,| and| ;)+ (?:those |exports |sales )?to (?P<places>{_ONE}) (?:for |another |make up |makes up )?PCT",
    # "and the rest in Togo and Burkina Faso"
    "rest_chain": rf"^(?: ,| and| ;| while| with)+ (?:(?:it |they )?(?:exports?|sells?|ships?|sends?|supplies) )?the (?:rest|remainder|remaining (?:\w+|PCT))(?: of (?:it|them))?(?: (?:{_BE}|go|goes|went|going))?(?: (?:sold|shipped|sent|exported|delivered))? (?:to|in) (?P<places>{PLACES})",
    # "sells 30 percent in 70 countries abroad"
    "exports_share": r"\b(?:(?P<verb>exports?) PCT (?P<where>of it|of them)?|(?:with|the (?:remaining|other)) PCT(?: is| are| was| were| being)? exported(?= \.| ,| ;| abroad| to (?:foreign|export|overseas|international) markets|$))",
    # "exports all its kernels"
    "exports_all": rf"\b(?P<all>(?:exports|ships|sells) (?:all of it|everything(?: that)? (?:it|they|we)|all(?: of)? (?:its|our|their)|(?:its|our|their) (?:entire|whole)|the (?:entire|whole) of its)) (?P<made>(?:\w+ )?GOOD|\w+|(?<=of it)| :)(?P<where> abroad| overseas)?(?: (?:to|in) (?P<places>{PLACES}))?",
    # "all of the output of the firm X goes to Peru"
    "all_goes": rf"(?<!nearly )(?<!almost )(?<!not )\b(?P<all>all)(?: of)? (?P<made>(?:its|the|their|our) {_OWN}{_WHOLE}|{_MADE}){_OWNER} (?:(?:is|are|was|were|has been|have been|goes|go|went)(?: \w+ly| now| still)*)(?: (?:sold|exported|shipped|sent|delivered))?(?: (?P<where>abroad|overseas|for export))?(?: (?:to|in) (?P<places>{PLACES}))?",
    # "earns 45 per cent of its revenue from exports to Africa"
    "earns_share": rf"\b{_EARNS} PCT {OF} (?:(?P<abroad>abroad|overseas|outside (?:the )?PLACE)\b|(?:from|through|on|by|in|with) (?P<where>(?:its )?(?:exports?|export sales|foreign sales|foreign markets|sales abroad|abroad|exporting|foreign customers|customers abroad|overseas customers)(?: (?:to|in) (?P<places>{PLACES}))?|(?P<only>{PLACES})|(?P<region>the (?:(?:NAME|[a-z]+|DEM) ){{1,2}}(?:region|markets|area))))",
    # "half of what the mill makes is sold abroad"
    "goes_share": rf"\bPCT {_OF_OR_GOODS} (?:(?:{_BE}|go|goes|went|stays?|stayed|remains?|ends? up|find(?:s|ing)? (?:its|their) way|heads?|headed)(?: \w+ly| now| currently| also| being| still)*|(?=exported |sold (?:abroad|overseas|outside)|going |destined |bound |sent abroad|shipped (?:abroad|overseas))(?:going )?) ?(?P<verb>exported|sold|shipped|supplied|delivered|sent|marketed|meant|bound|made|produced|earned|generated|achieved|booked|reserved|intended|destined|earmarked|\w+(?= abroad| overseas)|abroad|overseas|for export|to export|exports|to|in(?! the country)|(?= in the country)|(?= (?:at home|on the (?:home|domestic|local) market)))(?: (?P<where>{_ABROAD})| (?:to |in |across )?(?P<places>{PLACES}))?",
    # "85 percent of the tannery's turnover comes from abroad"
    "comes_from": rf"\bPCT {OF} (?:comes?|came|{_BE} (?:derived|earned|generated|made)|derives?|derived|stems?|stemmed|originates?) (?:from|by|through|with) (?P<where>abroad|overseas|(?:its )?(?:exports?|export sales|foreign sales|foreign markets|foreign customers|sales abroad|exporting|overseas sales|overseas markets|international sales))",
    # "exports account for 88 per cent of its sales", "the share of exports in output is 60 percent"
    "export_is": rf"\b(?P<what>exports|export sales|foreign sales|sales abroad|(?:overseas|foreign|international|export) (?:business|operations)|(?:sales|deliveries) (?:of|by) (?:the )?(?:PLACE ' s? ?)?(?:DEM )?(?:[a-z]+ |GOOD ){{0,3}}(?:ORG|NAME) (?:abroad|overseas|outside (?:the )?PLACE)|(?:sales|exports|deliveries) (?:of|by) (?:the )?(?:PLACE - based |PLACE ' s? ?)?(?:DEM )?(?:[a-z]+ |GOOD ){{0,3}}(?:ORG|NAME)(?: ORG| NAME)? (?:to|in) (?P<places2>{PLACES})|(?:sales|deliveries|exports) (?:to|in) (?P<places3>{PLACES})(?: , [^,;.]{{3,70}} ,)?|sales outside (?:the |its |their )?(?:home market|home country|PLACE)|domestic sales|home sales|sales at home|the (?:home|domestic) market|foreign (?:markets|customers|buyers|clients)|overseas (?:sales|markets|customers|buyers)|export markets|international (?:sales|markets|customers)|(?:customers|buyers|markets|clients) (?:abroad|overseas)|exports to (?P<places>{PLACES})){_JUST} (?P<ahead>to |will |should |would |could |are to )?(?:{_TAKES}|reach(?:es|ed)?|exceed(?:s|ed)?|amount(?:s|ed)? to|be|(?:rose|grew|climbed|increased|went up|jumped|fell|dropped|declined|came|went down) to|provide|generate|account|bring in|accounts?|accounted|brings?|brought|form(?:s|ed)?|makes?|made|yields?|yielded) (?:for |up |in |{_FIRM} )?PCT {OF}",
    # "foreign sales had a share of 68 percent in its turnover"
    "export_has": rf"\b(?P<what>exports|export sales|foreign sales|sales abroad|overseas sales){_JUST} (?:had|has|have|with) a share of PCT (?:in|of) (?:the )?(?P<of>{_OWN}{_WHOLE})",
    # "Of the 12 million shoes that it made, 95 percent were exported"
    "of_first": rf"\bof (?:the |its |all |what )[^;.]{{3,90}}? , PCT (?:were|was|are|is|went|go|goes) (?:(?P<verb>exported|abroad)|(?:sold |shipped |sent |exported )?(?:(?P<where>abroad|overseas)|to (?P<places>{PLACES})))",
    # "Of the $2 million that it earned abroad, 40 percent came from Russia"
    "of_earned": rf"\bof (?:the |its |all |what )[^;.]{{3,90}}? , PCT (?:came|comes|was earned|were earned|was made|were made) (?:from|in) (?P<places>{PLACES})",
    # "sales of 410 million euros, 83% of which came from exports", "revenue was $2 billion, 94% of it earned abroad"
    "of_it_abroad": rf"\bPCT of (?:it|them|this|that|which)(?: (?:is|are|was|were|being|comes?|came|coming))?(?: (?:earned|generated|made|sold|exported|derived|achieved|shipped))? ?(?:(?P<where>from (?:exports|abroad|foreign (?:markets|sales|customers)|overseas)|abroad|overseas|(?:from )?outside (?:the )?PLACE|for export)|(?:in|from) (?P<places>{PLACES}))",
    # "had sales of $300 million, of which exports made up 60 percent"
    "of_which_exports": rf"\b(?P<of>sales|revenues?|turnover|income|output|production) (?:of|was|were|came to|reached|totalled|amounted to) [^;.]{{3,60}}? (?:of which|with) (?:the )?(?P<what>exports|export sales|foreign sales|sales abroad|overseas sales)(?: (?:to|for))? {_TAKES} PCT(?! (?:more|less|higher|lower))",
    # "sold 11,000 tonnes abroad last year|, 70 per cent of it to the Netherlands"
    "sold_some": rf"\b(?P<verb>{_SELLS}) (?:[a-z]+ ){{0,2}}?(?:(?:QTY|NUM)(?: of)?(?: GOOD| [a-z]+){{0,3}}?|(?:GOOD|[a-z]+)(?: worth| for| to the value of)? AMT|AMT (?:worth )?of (?:its )?(?:GOOD|[a-z]+))(?P<where> abroad| overseas)?(?: (?:in |during )?(?:the )?PER)?(?= ,| -| –| —| \()",
    # "exported 1,150 boats last year, 92 percent of its output"
    "exported_so": rf"\b(?P<verb>exported|exports|shipped|sold) (?:about |some |over |more than )*(?:QTY(?: of GOOD)?|NUM (?:GOOD|[a-z]+)|AMT of (?:its )?GOOD|AMT worth of (?:its )?GOOD|(?:GOOD |[a-z]+ ){{1,3}}worth AMT)(?P<where> abroad| overseas)?(?: (?:in )?PER)? ,(?: or| that is| accounting for| making up| representing| equal to| equivalent to)? PCT {OF}",
    # "exports were up 6% to $1 billion, representing 93 percent of its revenue"
    "export_so": rf"\b(?P<what>exports|export sales|foreign sales|sales abroad|overseas sales)\b(?:(?! of PCT| ; ).){{0,110}}? (?:,|and)(?: or| equal to| and)? ?(?:representing|represents|represented|accounting for|accounted for|making up|made up|equal to|or|equivalent to)(?: up| about)? PCT {OF}",
    # "to raise the share of exports in its sales to 70 percent"
    "share_raised": rf"\b(?P<verb>raise|raised|raising|increase|increased|increasing|bring|brought|bringing|lift|lifted|lifting|boost|boosted|boosting|push|pushed|take|grow|double|doubled|cut|reduced|reduce)(?: (?:the|its|their|our))? (?:export share|(?:share|proportion|percentage) of (?:the |its |their )?(?:exports?|export sales|foreign sales|sales abroad|overseas sales|(?P<places>{_ONE})))(?: (?:in|of) (?:the )?(?P<of>(?:\w+ |ORG |NAME |GOOD |' )*?(?:exports|output|production|sales|revenues?|turnover|shipments|volume|income|business)))?(?: from PCT(?: {OF_FROM})?(?: now| today| at present| currently| PER)?)? (?:up |down )?to PCT",
    # "to increase exports of shirts from the present 10 percent of its total production to 80 percent"
    "exports_raised": rf"\b(?P<verb>raise|raised|raising|increase|increased|increasing|bring|lift|lifted|boost|boosting|expand)(?: its| their| the| our)? exports?(?: of (?:its |\w+ )?GOOD)? from (?:the )?(?:present |current )?PCT {OF}(?: now| today| at present| currently)? to PCT",
    "share_is": rf"\b(?:export (?:share|quota|ratio|intensity|rate|component)|(?:share|proportion|percentage) of (?:the )?(?:exports?|export sales|foreign sales|sales abroad|overseas sales))(?: (?:in|of) (?:the )?(?P<of>(?:\w+ |ORG |NAME |GOOD |' )*?(?:output|production|sales|revenues?|turnover|shipments|volume|income|business){_OWNER}))?(?: ,)?(?: of (?:{_FIRM}|(?:the )?(?:\w+ )?\w+))?{_JUST} (?:of|:|is|was|are|stands at|stood at|reached|reaches|makes up|made up|amounts to|amounted to|exceeds|exceeded|has reached|totals|(?:has |had )?(?:gr[eo]wn?|r[io]sen?|rose|increased|climbed|jumped|fell|fallen|dropped|decreased|declined|shrank|came|comes|edged up|went up|gone up|edged down)(?: (?:from|by) PCT)? to)(?: at)? PCT",
    # "Russia takes 55 percent"
    "takes": rf"(?P<places>{PLACES})(?: sales| exports| deliveries)?(?: , (?:(?:which|where) (?:it|they|we|the \w+|had been|has been|was|is) [^,;.]{{3,50}}|(?:its|their|our|the) [a-z ]{{3,40}}?{_CUSTOMER}(?: abroad)?) ,)?(?: ,)?(?: (?:which|that|who))?{_JUST} {_TAKES} PCT(?: {OF}(?: abroad| overseas)?| of (?P<that>it|that|them|this|those|the total|total|the rest|the whole|all))?",
    # "Croatia is its second market with 9 percent"
    "market_with": rf"(?P<places>{_ONE}) (?:is|was|remains?|became|has become)(?: still| by far| now)* (?:its|our|their|the|the \w+ ' s)(?: \w+){{1,3}}? (?:market|customer|buyer|destination)(?:(?: in)? PER)?(?: ,)? (?:with|at|taking|buying|absorbing|accounting for|on|\(|generating|bringing in|contributing) (?:a share of |(?:about|some) |a )?PCT(?:(?: share)? {OF}| share)?",
    # "Its biggest market is Germany with 40 percent, followed by Austria (12 percent)"
    "market_is": rf"\b(?:its|our|their|the \w+ ' s|(?:ORG|NAME) ' s?|the)(?: [a-z]+){{1,3}}? {_CUSTOMER} {_HAS}(?: still| now)? (?:in )?(?P<places>{_ONE})(?: ,)? (?:with|at|on|\(|taking|buying|which takes|which buys|accounting for|which accounts for) (?:a share of |(?:about|some) )?PCT(?: {OF})?",
    # "with the United States (21 percent) and Japan (9 percent) its biggest markets"
    "in_brackets": rf"(?P<places>{_ONE}) \( PCT(?: {OF})? \)",
    # "the United States comes second with 22 percent"
    "rank_with": rf"(?P<places>{_ONE}) (?:comes?|came|ranks?|ranked|is|was|follows?|followed)(?: in)? (?:first|second|third|fourth|fifth|next)(?: place)?(?: ,)? (?:with|at|on|\() PCT(?: {OF})?",
    # "all its exports, 90 percent of the output, had gone to"
    "exports_apposed": rf"\b(?:(?:its|their|our) (?:\w+ |GOOD )?(?P<what>exports|foreign sales|sales abroad|export sales)|export (?:revenues?|sales|turnover)) (?:,|\() PCT {OF}",
    # "depends on Russia for 40 percent of its sales"
    "depends": rf"\b(?:depends?|depended|relies|relied|rely|counts?|counted|leans?) (?:\w+ly )?(?:up)?on (?:(?P<places>{PLACES})|(?P<abroad>exports|foreign (?:markets|buyers|customers)|export (?:sales|markets))) (?:\w+ )?for PCT {OF}",
    # "Russia's share in the sales of the maker is 55 percent", "the EU's share is 10 percent"
    "share_of": rf"(?:\b(?P<places>{_ONE}) ' s? share(?: (?:of|in) (?:the )?(?P<of>{_OWN}{_WHOLE}){_OWNER})?|\bshare of (?P<places2>{PLACES}) (?:in|of) (?:the )?(?P<of2>{_OWN}{_WHOLE}){_OWNER}){_JUST} (?:is|was|are|stands at|stood at|came to|comes to|amounts to|amounted to|reached|reaches|makes up|made up|(?:has |had )?(?:gr[eo]wn?|r[io]sen?|rose|increased|climbed|jumped|fell|fallen|dropped|decreased|declined|shrank|sank|slipped|went up|went down)(?: (?:from|by) PCT(?:(?: in)? PER)?)? to)(?: at)? PCT",
    # "and China's 8 percent"
    "share_chain": rf"^(?:(?: in)? PER)?(?: ,| and| ;| , and| while| that of)+ (?P<places>{_ONE})(?: ' s?)?(?: share)?(?: is| was| to| at)* PCT",
    # "with a share of 44 percent, Germany was the most important market of the maker X, followed by Austria with 12 percent"
    "share_first": rf"\b(?:with|at|taking|accounting for) (?:a share of )?PCT(?: {OF})? , (?P<places>{_ONE}) {_HAS}(?: still| now| by far)*(?: (?:its|our|their|the|\w+)){{1,4}}? {_CUSTOMER}(?: (?:of|for) (?:the )?(?:PLACE ' s? ?)?(?:DEM )?(?:[a-z]+ |GOOD ){{0,3}}(?:ORG|NAME))?",
    # "In Brazil the maker sold 25 percent of its trucks last year, in Britain 8 percent"
    "sold_there": rf"\bin (?P<places>{_ONE}) ,? ?(?!which|where|that)(?:(?:[a-z]+|DEM|GOOD|ORG|NAME|PLACE ' s?) ){{1,8}}?(?:{_SELLS}|{_EARNS}) PCT {OF}",
    "there_chain": rf"^(?:(?: in)? PER)?(?: ,| and| ;| , and| while)+ in (?P<places>{_ONE})(?: it was| only| another)* PCT",
    # "the sales of X break down as follows: the Netherlands 30 percent, the US 25 percent"
    "listed": rf"\b(?P<of>sales|exports|output|revenues?|turnover|deliveries|shipments|customers|buyers|markets)\b[^;.]{{0,90}}? : (?P<places>{_ONE}) (?:\( )?PCT",
    # "the shares of Italy and Spain in the sales of X are 20 and 15 percent"
    "shares_in_turn": rf"\bshares of (?P<places>{PLACES}) (?:in|of) (?:the )?{_OWN}{_WHOLE}{_OWNER} (?:are|were|stood at|came to) (?P<shares>(?:PCT|NUM)(?: , (?:PCT|NUM))*(?: ,)? and PCT)",
    # "Italy and Spain are the main buyers, with 20 and 15 percent"
    "in_turn": rf"(?P<places>{PLACES}) {_HAS} (?:its|our|their|the) (?:\w+ ){{0,3}}{_CUSTOMER} ,? ?(?:with|at|taking|on) (?P<shares>(?:PCT|NUM)(?: , (?:PCT|NUM))*(?: ,)? and PCT)",
    # "Of its exports, the maker X sends 30 percent to Libya"
    "of_exports": rf"\bof (?:its|their|all its|the) (?P<of>(?:\w+ )?(?:exports|sales|output|shipments)) , (?:{_FIRM} )?{_SELLS} PCT (?:to|in) (?P<places>{PLACES})",
    # "sells two thirds abroad"
    "sells_abroad": rf"\b(?:exports?|exported|sells?|sold|selling|ships?|shipped|sends?|sent|markets|exporting) PCT (?P<where>{_ABROAD})",
    # "Enterprises of the railways take one third": who takes stands before, and is no country
    "takes_share": rf"\b{_TAKES} PCT(?! (?:more|less|higher|lower|of (?!it\b|that\b|them\b|this\b|those\b|its\b|our\b|their\b|the (?:total|output|whole|factory|plant|company)\b)))(?: {OF}| of (?:it|that|them|this|those|the total|the whole))?",
    # "and Uzbekistan 8 percent"
    "chain": rf"^(?:(?: in)? PER)?(?: ,| and| ;| , and| , while| while| with| followed by| ahead of| before| \)| those in| those from| customers in| buyers in)* (?P<places>{_ONE}(?= (?:without|excluding|outside) PLACE)|{_ONE}|DEM(?= (?:ones )?PCT)|{PLACES}(?= (?:with |for |at )?PCT (?:each|apiece)))(?: (?:without|excluding|outside) PLACE)?(?: with| for| ,| at| another| a further| first| second| third| fourth| \(| (?:contributing|taking|accounting for|took|takes|contributed|brought in))* PCT(?: {OF}| of (?P<that>it|that|them|the total))?",
    # ", followed by Ukraine and Germany"
    "followers": rf"^(?: ,)? (?:followed by|ahead of) (?P<places>{PLACES})(?= \.| ,| ;|$| PER)(?! , (?:with|which))",
    # "one third goes to Russian machine builders", "10 percent is sold to spot customers"
    "goes_to": rf"(?P<pre>\b(?:of (?:these|those|this|that|them|which|(?:the |its )?(?:total )?(?:exports|foreign sales|shipments abroad)) ,? ?))?\b(?:PCT|(?P<half>half))(?: ,)?(?: {OF}| of (?P<that>it|that|them|this|those|the total|these))? (?:(?:{_BE}|go|goes|went|comes?|came|falls?|fell)(?: \w+ly| also| then)*)(?: (?:sold|shipped|supplied|delivered|sent|bought|taken|exported|accounted for|purchased|consumed|made up|made|earned|generated|achieved|ordered|due|down))? (?:to|by|on|from|in|up by|with) ",
    "by_chain": rf"^(?: ,| and| ;| , and| while)* PCT(?: of (?P<that>it|that|them|the total))? (?:(?:{_BE}|go|goes|went)(?: (?:sold|shipped|supplied|delivered|sent|bought|taken|accounted for|exported))? )?(?:by|to|on|from|in|with) ",
    # markets
    "among": rf"(?P<places>{PLACES})(?: ,)?(?: and (?:others|other (?:\w+ )?(?:countries|states))| etc \.)? (?:is|are|remains?|were|was|have been|stay) (?:still |now |also |traditionally )?(?:among |one of |some of )?(?P<whose>our|its|their|the \w+ ' s|the \w+ ’ s|the ORG ' s|ORG ' s|NAME ' s)(?: \w+| GOOD){{0,4}} {_KNOWN}",
    "known_are": rf"\b(?P<whose>our|its|their|the \w+ ' s|the \w+ ’ s|ORG ' s|the ORG ' s|NAME ' s|the)(?: \w+| GOOD| -){{0,4}} {_KNOWN} (?:for \w+ \w+ )?(?:are|is|include|includes|remain|remains|were|was|being|have been|come from)(?: also| still| mainly| traditionally)? (?:in |from |(?:(?:[a-z]+|GOOD|,) ){{1,4}}?(?:in|from) )?(?P<places>{PLACES})(?: ,? ?(?:followed by|ahead of|and then|then) (?P<next>{PLACES}))?",
    # "Customers include retailers in Iraq and Chile"
    "customers_are": rf"^(?:(?:regular|main|key|foreign|largest|other|export|among) )*(?:the )?(?:customers|buyers|clients) (?:include|are|come from) (?:in |from |(?:(?:[a-z]+|GOOD|,) ){{1,4}}?(?:in|from) )?(?P<places>{PLACES})",
    # "Iraq and Chile are the main buyers of Sri Lanka's Ruhuna Estates"
    "buyers_of": rf"(?P<places>{PLACES})(?: ,)? {_HAS}(?: still| now| also| traditionally)? (?:among |one of |some of )?(?:the )?(?:\w+ ){{0,3}}{_CUSTOMER} (?:of|for|at) (?:the )?(?:PLACE ' s? ?)?(?:DEM )?(?:[a-z]+ |GOOD ){{0,2}}(?:ORG|NAME)",
    # "Among the buyers of X are Iraq and Chile"
    "among_are": rf"\bamong (?:the|its|our|their)(?: [a-z]+){{0,3}}? {_CUSTOMER}(?: (?:of|for) (?:the )?(?:PLACE ' s? ?)?(?:DEM )?(?:[a-z]+ |GOOD ){{0,2}}(?:ORG|NAME|GOOD|\w+))? {_HAS} (?:in |from )?(?P<places>{PLACES})",
    # "Russia remains the main buyer, ahead of Kazakhstan"
    "main_buyer": rf"(?P<places>{PLACES})(?: ,)? (?:is|are|remains?|became|has become|have become|was|were) (?:still |now )?(?:the|its|our|their)(?: \w+)? (?:main|largest|biggest|principal|key|chief|top|only|leading|most important) (?:NUM |two |three |four |five )?(?:export |foreign |overseas |single |sales |foreign sales )?(?:markets?|customers?|buyers?|clients?|destinations?)(?: ,? ?(?:ahead of|followed by|before|after|behind|along with|together with|then come|then comes) (?P<next>{PLACES}))?",
    "next_are": rf"(?P<places>{PLACES}) (?:are|is|come|comes|came|rank|ranks|ranked|follow|followed) (?:next|behind|after that|in second place)",
    # "Its wines are on the shelves in Romania and Poland"
    "on_sale": rf"(?:\b|^)(?P<whose>(?<![a-zA-Z] )(?=products |goods )|its|their|our|her|his|the(?= (?:products|goods|output|production|wares) goe?s? )|(?:ORG|NAME) ' s?|(?:GOOD|products|goods|wares) (?:of|from|by|made by) (?:PLACE ' s? ?|the )?(?:ORG|NAME)|the (?:company|factory|plant|mill|firm|group|brand|winery|brewery|dairy) ' s|the GOOD of (?:PLACE ' s? ?|the )?(?:ORG|NAME)|(?:GOOD|products) (?:of|from) the (?:company|factory|plant|mill|firm))(?: ?GOOD| ?[a-z]+| -){{0,4}}? (?:is|are|can be|can now be|can also be|go|goes|get)(?: now| also| already| today| being| PER| mainly| currently| mostly| regularly)* (?:on (?:sale|the (?:GOOD|shelves|market|markets)|offer|supermarket \w+|shop \w+)|sold|available|found|stocked|marketed|bought|to be found|exported|shipped|delivered|supplied|sent|drunk|worn|used|to)(?: [a-z]+| GOOD){{0,3}}? (?:(?:in|to|across|by) )?(?P<places>{PLACES})",
    "present_in": rf"\b(?:is|are|has been|being)(?: now| also| already| currently)* (?:present|represented|active)(?: \w+)? (?:in|on) (?:the (?:\w+ )?markets? of )?(?P<places>{PLACES})",
    "has_customers": rf"\b(?:has|have|serves|serve|supplies|sells to|ships to|exports to|delivers to|works with) (?:regular |loyal |long - standing |many |its )?(?:customers|buyers|clients|consumers|shops|distributors|dealers|outlets) (?:in|from) (?P<places>{PLACES})",
    "of_plant": rf"\b(?:main|largest|biggest|key|major|principal|chief|regular|traditional|top)(?: \w+)? (?:customers|markets|buyers|clients|destinations) (?:of|for) (?:the |PLACE ' s? ?)?(?P<owner>(?:its|their|our) (?:GOOD|products)|ORG|NAME|company|factory|plant|mill|works|firm|enterprise|dairy|winery|foundry|cooperative|group)(?: ' s \w+)? (?:are|is|include|remain) (?:in )?(?P<places>{PLACES})",
    "countries": rf"\b(?:customers|buyers|clients|exports?|exported|sells?|sold|ships?|shipped|supplies|supplied|delivers?|delivered|markets|present|represented)(?: {_THINGS}| \w+){{0,5}}? (?:to|in|on) (?:(?:NUM|QTY|several|dozens of|many|other|neighbou?ring|the|\w+) )*(?:countries|markets|nations|states)(?: abroad| worldwide| of the world| around the world)? ?,? (?:including|among them|such as|mainly|primarily|above all|like|notably|chiefly|mostly|led by|headed by|with|chief among them|foremost among them|foremost|principally|especially|in particular|for example|for instance|first of all|the (?:main|biggest|largest|most important)(?: ones| of (?:them|which))?(?: being| are| is)|:|-|–|—)(?: ,)?(?: to| in)? (?P<places>{PLACES})",
    # "the geography of its exports covers 15 countries, among them Peru", "counts Peru and Chile among its buyers"
    "geography": rf"\b(?:geography|map|list|network)(?: of (?:the |its |their )?(?:exports?|sales|supplies|deliveries|customers|markets|shipments|export markets|buyers))(?: of (?:the )?(?:DEM )?(?:[a-z]+ |GOOD ){{0,3}}(?:ORG|NAME|\w+))? (?:covers?|includes?|spans?|comprises?|takes in|extends to|reaches)(?: (?:\w+ )?(?:QTY|NUM)(?: countries| markets| states)? ,? ?(?:including|among them|such as|with|:|-|–|—))? (?P<places>{PLACES})",
    "counts_among": rf"\b(?:counts?|has|have|names?|numbers?) (?P<places>{PLACES}) among (?:its|our|their) (?:\w+ ){{0,3}}{_CUSTOMER}",
    # "go to 15 countries, Peru and Chile among them"
    "among_them": rf"\b(?:to|in) (?:\w+ ){{0,2}}(?:NUM|QTY)(?: (?:foreign |other )?(?:countries|markets|states))? , (?P<places>{PLACES}) (?:among them|included|being the (?:main|largest|biggest))",
    "many": r"\b(?:exports?|exported|sells?|sold|ships?|supplies|supplied|delivers?)(?: \w+| GOOD){0,6} (?:to|in) (?:\w+ ){0,3}(?:NUM|QTY)(?: \w+)?(?: countries| markets)?",
    "mainly": rf",? (?:most of (?:it|them|that|this|these)|mainly|mostly|primarily|chiefly|largely|above all|including|among them|notably|especially|first of all|in particular)(?: to| in)? (?P<places>{PLACES})(?: , which (?:alone )?[a-z]+ (?:for |up )?PCT(?: of (?:it|them|that|this))? ,? and (?:to |in )?(?P<next>{PLACES}))?",
    "sells_to": rf"\b(?:exports|sells|ships|supplies|delivers|(?<=we )are(?: already| also| now| currently)* (?:exporting|selling|shipping|supplying|delivering)|(?<=we )(?:export|sell|ship|supply|deliver))(?: (?:its|their|our|the|all|most|much|more|of|it|them|GOOD|products?|goods|output|production|range|,|and))* (?:mainly |mostly |primarily |chiefly |only |exclusively )?(?:to|in|across) (?:(?:[a-z]+ |GOOD ){{0,2}}(?:customers|buyers|clients|makers|manufacturers|importers|retailers|wholesalers|distributors|chains|shops|supermarkets) in |the markets of )?(?P<places>{PLACES})",
    "at_home": rf"\b(?:sold|sells|sell|selling)(?: \w+){{0,2}} at home and in (?P<places>{PLACES})",
    # "; the largest are the United States and Germany", ", of which the biggest are Peru and Chile"
    "largest_are": rf"(?:(?<=markets )|(?<=countries )|(?<=customers )|(?<=buyers )|(?<=clients ))(?:;|,|:|–|—|\() ?(?:of which |among which |and )?(?:the )?(?:largest|biggest|main|most important|principal|chief)(?: ones)?(?: of (?:them|these|which|all))? (?:are|being|is|were) (?P<places>{PLACES})",
    # "with Slovenia and Bosnia the main markets"
    "with_as": rf"\bwith (?P<places>{PLACES})(?: as| being| among| remaining)? (?:its|the|their|our) (?:\w+ ){{0,2}}{_CUSTOMER}",
    # entered
    "entered": rf"\b(?P<verb>entered|enter|entering|broke into|break into|moved into|move into|moving into|tapped|conquered|opened up|opened|won|enters|reached|expanded into|expanded to|expand into|expand to|expanding into|debuted in|made (?:its|their) debut in|made inroads into|gained a foothold in|penetrated|launched in|added|adding|add|gained access to|got access to|won access to|obtained access to|received access to|returned to|return to|returns to|came back to|re - entered|arrived in|branched out into|ventured into|cracked|conquer)(?: also)? (?:(?:(?:NUM|\w+) )?(?:QTY|new (?:export )?markets?)(?: PER)? ?(?:, |: |- |– |— )?(?:such as |including |like |namely )?)?(?:the )?(?:new )?(?:(?:\w+ )?markets? (?:of|in) )?(?P<places>{PLACES})",
    "began": rf"\b(?P<verb>began|begun|started|start|launched|launch|opened|begin|begins|starts|resumed|resume|resumes|restarted)(?: \w+)? {_NOUNS}{_THINGS} (?:to|in|into) (?P<places>{PLACES})",
    # "made its first deliveries to the Emirates", "first reached shops in Kuwait"
    "first_sales": rf"\b(?P<verb>made|got|sent|shipped|sold|delivered|exported|recorded|saw|completed|carried out|celebrated|received|won)(?: (?:its|their|the|our|a))? first (?:ever )?(?:\w+ |- ){{0,3}}(?:sales|deliveries|exports|shipments|supplies|sale|delivery|shipment|order|orders|batch|lot|consignment|containers?|truckloads?|lorr(?:y|ies)|trucks?|wagons?|pallets?|cargo|QTY(?: GOOD)?|NUM GOOD|GOOD|products|machines)(?: of (?:its |\w+ ){{0,2}}(?:GOOD|\w+))?(?: , worth AMT ,)? (?:to|in|into|from) (?P<places>{PLACES})",
    "first_went": rf"\bfirst (?:ever )?(?:(?:\w+ )?(?:batch|lot|consignment|shipments?|delivery|deliveries|containers?|truckloads?|lorry|trucks?|wagons?|train|pallets?|cargo|order) )?(?:of (?:(?!and|or)\w+ |- ){{0,4}}?)?(?:GOOD |products |machines |goods )?(?P<verb>went|left|was shipped|were shipped|was sold|were sold|was delivered|were delivered|was exported|were exported|was sent|were sent) (?:to|for) (?P<places>{PLACES})",
    # "Peru and Chile became new markets in 2023", "New markets in 2023 were Peru and Chile", "The next market is to be Peru"
    "new_markets": rf"(?P<places>{PLACES}) (?P<verb>became|become|were|was|are|is) (?:its |the company ' s |the firm ' s |the plant ' s )?new (?:export |foreign )?(?:markets?|destinations?|buyers?|customers?)",
    "new_were": rf"\bnew (?:export |foreign )?(?:markets?|destinations?)(?: (?:in )?PER| this year| last year)? (?P<verb>were|was|are|is|include|included|came to include) (?P<places>{PLACES})",
    "next_market": rf"\bnext (?:export |foreign |new )?(?:markets?|destinations?) (?P<verb>is to be|are to be|will be|should be|would be|is to become|will become) (?P<places>{PLACES})",
    # "Deliveries to Peru began in 2023", "Sales to Kenya are planned for 2027"
    "noun_began": rf"(?<!no )\b(?:sales|exports|deliveries|shipments|supplies|(?:first )?(?:trial |test |pilot )?(?:delivery|shipment|sale|consignment|batch))(?: of (?:its |the |the first |their |\w+ )?(?:GOOD|products|machines))? (?:to|in|into) (?P<places>{PLACES}) (?:(?:was|were|is|are|has|have|will|is to|are to|should|been|be|to|also) )*(?P<verb>began|begun|begin|started|start|launched|opened|commence|commenced|took place|planned|scheduled|made(?= in)|sent|dispatched|shipped|completed)(?= (?:in |for |on |from )?PER| \.| ,| and|$| next| this| last| soon)",
    "first_sold": rf"\bfirst (?P<verb>sold|exported|shipped|delivered|supplied)(?: (?:its|their|the|our|GOOD|products?|goods|\w+)){{0,3}} (?:to|in) (?P<places>{PLACES})",
    # "shipped for the first time to South Korea", "sold its wine to Japan for the first time"
    "first_time": rf"\b(?P<verb>shipped|exported|sold|delivered|supplied|sent)(?: (?:its|their|the|our|GOOD|products?|goods|\w+)){{0,4}}? for the first time(?: ever)?(?: abroad)? (?:to|in) (?P<places>{PLACES})",
    "opens_first": rf"\bfor the first time (?:ever )?,? ?(?:(?:[a-z]+|DEM|GOOD|ORG|NAME|PLACE ' s?) ){{1,8}}?(?:has |have )?(?P<verb>shipped|exported|sold|delivered|supplied|sent)(?: (?:its|their|the|our|GOOD|products?|goods|\w+)){{0,4}}? (?:to|in) (?P<places>{PLACES})",
    "prepares": rf"\b(?P<verb>preparing|prepares|getting ready|planning|plans|planned) (?:for )?(?:its |their |the )?first (?:deliveries|exports|shipments|sales|delivery|shipment|supplies) (?:of (?:\w+ |GOOD )?)?(?:to|in) (?P<places>{PLACES})",
    "then_first": rf"\b(?P<verb>shipped|exported|sold|delivered|supplied|sent)(?: (?:its|their|the|our|GOOD|products?|goods|\w+)){{0,4}}? (?:to|in) (?P<places>{PLACES}) for the first time",
    # "with Uruguay and Paraguay added in May", "Oman was added to its export map"
    "were_added": rf"(?P<places>{PLACES})(?: ,)? (?:(?:was|were|has been|have been|having been|being|had been) )?(?P<verb>added|opened up|conquered|entered|won|tapped)(?= (?:in )?PER| to (?:its|the|their|our)\b| as | ,)",
    "wider_by": rf"\b(?:geography|list|map|range|portfolio|number) of (?:its |the |their )?(?:\w+ )?(?:exports|sales|supplies|markets|deliveries|shipments|customers|destinations|countries)(?: (?:has|have|had|was|were|is|been|also|recently))+ (?P<verb>expanded|extended|widened|broadened|enlarged|replenished|supplemented|joined) (?:to include|to|with|by adding|by) (?P<places>{PLACES})",
    "wider": rf"\b(?P<verb>expanded|extended|widened|broadened|enlarged|expand|widen|extend|grew)(?: (?:its|their|the|our))? (?:(?:export|sales|market|supply|delivery) )?(?:geography|list|map|range|reach|network|footprint|portfolio|presence)(?: of (?:its |the |their )?(?:\w+ )?(?:exports|sales|supplies|markets|deliveries|shipments|customers|destinations|countries))?(?: abroad)? (?:to include|to|with|by adding|by|into|in) (?P<places>{PLACES})",
    # "since January the plant has been supplying Libya"
    "selling_from": rf"PER ,? ?(?:(?:the|it|its|they|we|\w+|ORG|NAME|GOOD) ){{0,4}}?(?:PLACE ' (?:s )?(?:ORG|NAME) )?(?P<verb>has|have)(?: also| already)?(?: been)? (?:selling|exporting|shipping|supplying|delivering|sold|exported|shipped|supplied|delivered)(?: (?:its|their|the|our|of|GOOD|products?|goods))*(?: (?:to|in))? (?P<places>{PLACES})",
    "also_sells": rf"PER ,? ?(?:it|they|we|the \w+|ORG|NAME|\w+) (?:also |now )*(?P<verb>sells|exports|ships|supplies|delivers)(?: (?:also|its|their|GOOD|products|goods|there))* (?:to|in) (?P<places>{PLACES})",
    "entry_into": rf"\bentry (?:in)?to (?P<places>{PLACES}) (?:is|are|was) (?P<verb>planned|scheduled)",
    # "has sold its pumps in Kenya since 2023", "have been sold in Kenya since 2023"
    "sold_since": rf"\b(?P<verb>has|have)(?: also| now)?(?: been)? (?:sold|exported|shipped|supplied|delivered|marketed|available|on sale){_THINGS} (?:to|in) (?P<places>{PLACES})(?= PER)",
    "selling_since": rf"\b(?P<verb>has been|have been) (?:selling|exporting|shipping|supplying|delivering|sending|flying|trucking|railing){_THINGS} (?:to|in) (?P<places>{PLACES})(?= PER)",
    "found": rf"\b(?P<verb>found|finds|gained|won|secured|find|acquired|attracted|discovered|signed up)(?: (?:\w+|GOOD|for|its|DEM|-)){{0,4}}? (?:buyers|customers|clients|markets?|outlets|partners|importers|takers|distributors|others|new ones|other ones) ?,? (?:in|from) (?P<places>{PLACES})",
    "demonym_found": r"\b(?P<verb>found|gained|won|secured|acquired|attracted|signed up)(?: (?:new|its first|first|regular|some|several|NUM|QTY))? (?P<places>DEM(?: ,? ?(?:and )?DEM)*) (?:buyers|customers|clients|importers|takers|distributors)",
    # suspended
    "stopped": rf"\b(?P<verb>suspended|stopped|halted|ceased|discontinued|broke off|cut off|gave up|given up|suspend|stop|halt|suspends|stops|halts|ended|abandoned|curtailed)(?: \w+)? {_NOUNS}{_THINGS} (?:to|in|with) (?P<places>{PLACES})",
    # "has not delivered to Russia since May 2022", "no longer ships its shoes to Russia"
    "not_since": rf"\b(?:has|have|had) (?P<verb>not|n't|never)(?: been)? (?:(?:delivered|sold|shipped|exported|supplied|sent|selling|exporting|shipping|supplying|delivering)(?: (?:a|an|any|anything|its|their|the|our|single|\w+|GOOD)){{0,4}} (?:to|in|into)|supplied|served|supplying) (?P<places>{PLACES})(?= PER)",
    "nothing_since": rf"\b(?:has|have|had) (?P<verb>sold|shipped|exported|supplied|sent|delivered) (?:nothing|no (?:\w+|GOOD)(?: GOOD)?) (?:to|in|into) (?P<places>{PLACES})(?= PER)",
    "no_longer": rf"\bno longer (?P<verb>sells?|ships?|exports?|supplies|supply|delivers?|sends?|sold|shipped|exported|supplied|delivered|goes|go|serves?|trades?)(?: (?:its|their|the|our|any|anything|GOOD|\w+)){{0,4}}? (?:(?:to|in|into|with) )?(?P<places>{PLACES})",
    # "sales to Peru stopped in 2022"
    "ceased": rf"(?<!no )\b(?:sales|exports|deliveries|shipments|supplies|orders(?= from| in))(?: of (?:its |the |their |\w+ )?(?:GOOD|products|machines))?(?: (?:of|by|from) {_FIRM}(?= to| in))? (?:to|in|(?<=orders )from) (?P<places>{PLACES}) (?:have |has |had )?(?P<verb>stopped|ended|ceased|(?:came|come) to an end|(?:came|come) to a (?:halt|stop|standstill)|fell away|dried up|broke off|collapsed|fell to zero|fell to nothing)(?= (?:in )?PER| \.| ,| ;| because| due| owing| when| after| as| over| following| since|$)",
    # "sanctions closed the Peruvian market", "the war cost it its customers in Peru"
    "shut_by": rf"\b(?P<verb>closed|shut|blocked)(?: (?:it|them|the company|the firm|the plant) (?:out of|off from))? (?P<places>{_ONE})",
    "cost": rf"\b(?P<verb>cost) (?:it|them|us|the \w+|its \w+|ORG|NAME|\w+) (?:(?:its|the|their|our|most of its|all its) )*(?:(?:\w+ )?(?:customers|markets?|buyers|clients|sales|orders) (?:in|of|from|to) )?(?P<places>{PLACES})",
    # "payment problems forced the company out of the Peruvian market"
    "forced_out": rf"\b(?:(?P<verb>forced|drove|pushed|driven|cut|barred|shut|locked|excluded|banned|kept) {_FIRM} (?:out of|(?:off )?from)|(?P<verb2>cut off|barred|shut out|locked out|excluded|driven out|forced out|pushed out|banned) (?:from|of)) (?P<places>{PLACES})",
    # "lost its biggest market, Peru", "lost its main buyer in Peru", "the lost Peruvian market"
    "lost_main": rf"\b(?P<verb>lost|loses|lose) (?:its|their|our|the|a) (?:\w+ ){{0,3}}{_CUSTOMER} ?,? (?:in )?(?P<places>{PLACES})",
    "lost_adj": rf"\bthe lost (?P<places>{_ONE})",
    "place_of": rf"\b(?:taken|took|takes) the place of (?:the )?(?P<places>{PLACES})",
    "customers_in": rf"\breplaced (?:its|the|their|our) (?:\w+ )?(?:customers|buyers|clients|sales|exports|deliveries|orders) (?:in|to|from) (?P<places>{PLACES}) (?:with|by)",
    # "Russia, which used to take 40 percent, has been replaced by Poland"
    "was_replaced": rf"(?P<places>{PLACES})(?: , which [^,;.]{{3,60}} ,)? (?P<verb>has been|have been|was|were|is being)(?: \w+ly)? replaced (?:by|with) (?:the )?(?:PLACE|DEM)",
    "replaced_it": rf"(?P<verb>(?:been|was|were|being)(?: \w+ly)? replaced (?:by|with)) (?P<places>{PLACES})",
    # "the loss of the Peruvian market"
    "loss_of": rf"(?<!fear )(?<!fears )(?<!risk )(?<!feared )\b(?:the|its|their|this) loss of (?:(?:its|the|their|all|most|of) )*(?:(?:\w+ )?(?:customers|markets?|buyers|clients|orders|sales) (?:in|of|from|to) )?(?P<places>{PLACES})",
    # "the Peruvian market, which the company lost in 2022"
    "which_lost": rf"(?P<places>{PLACES}) ,? ?(?:which|that) (?:it|they|we|the \w+|ORG|NAME|\w+) (?:had |has |have )?(?P<verb>lost|left|gave up|abandoned)",
    # "the US market, which it entered in 2015"
    "which_entered": rf"(?P<places>{PLACES}) , (?:which|where) (?:it|they|we|the (?:company|firm|group|plant|factory|mill)) (?:had |has )?(?P<verb>entered|tapped|began selling|started selling|began exporting)",
    # "since 2022 it has not sold to Peru"
    "since_not": rf"PER ,? ?(?:it|they|we|the \w+|ORG|NAME|\w+) (?:has|have|had) (?P<verb>not|n't|never)(?: been)? (?:delivered|sold|shipped|exported|supplied|sent|selling|exporting|shipping|supplying|delivering)(?: (?:a|an|any|anything|its|their|the|our|single|\w+|GOOD)){{0,4}}? (?:to|in|into) (?P<places>{PLACES})",
    # "until 2022 the company sold mainly to Peru", "until 2022 its main market was Peru", "Peru was its biggest market until 2022"
    "until_sold": rf"PER ,? ?(?:(?:it|they|we|the \w+|ORG|NAME|\w+) )?(?:had )?(?P<verb>sold|exported|shipped|supplied|delivered|sent)(?: (?:its|their|the|our|GOOD|products|goods|output|most|much|half|all|of))*(?: (?:mainly|mostly|chiefly|primarily|largely|only|exclusively))? to (?P<places>{PLACES})",
    "until_market": rf"PER ,? ?(?:its|their|our|the \w+ ' s) (?:\w+ ){{0,3}}{_CUSTOMER} (?P<verb>was|were|had been) (?:in )?(?P<places>{PLACES})",
    "was_until": rf"(?P<places>{PLACES}) (?P<verb>was|were|had been|remained) (?:its|their|our|the \w+ ' s)(?: \w+){{0,3}} {_CUSTOMER} (?=PER)",
    # "used to sell mainly to Peru", "instead of Peru", "switched from Peru to", "when Peru banned imports":
    # left only where another market has taken its place
    "used_to": rf"\b(?:used to (?P<verb>sell|export|ship|supply|deliver|send|go)|(?:once|formerly|previously|earlier) (?:sold|exported|shipped|supplied|delivered|sent))(?: (?:its|their|the|our|GOOD|products|goods|output|most|much|half|all|of))*(?: (?:mainly|mostly|chiefly|primarily|largely|only|exclusively|almost))* (?:to|in) (?P<places>{PLACES})",
    "instead_of": rf"\binstead of (?:to |in |the |on )?(?P<places>{PLACES})",
    "moved_from": rf"\b(?P<verb>switched|turned|moved away)(?: (?:its|their|the|our|sales|exports|deliveries|\w+)){{0,3}}? from (?P<places>{PLACES}) (?:to|towards)",
    "they_closed": rf"\b(?:when|after|since|because|as|saw) (?P<places>{_ONE}) (?:had |has )?(?P<verb>banned|closed|close|shut|stopped|halted|blocked|restricted|prohibited) (?:the )?(?:imports?|purchases|its (?:market|borders?|doors)|buying|sales|entry)",
    "closed_to": rf"(?P<places>{PLACES}) (?P<verb>closed|shut|was closed|has closed|fell away|fell out|dropped out|dropped away|was lost|were lost|has been lost|was gone|is gone|dried up|collapsed|disappeared|vanished|broke away|is closed|was closed|has been closed|remains closed)(?= (?:in )?PER| to (?:it|them|the company|the plant|the firm)\b| ,| \.| after| because| when| for| as| and| over| following| by)",
    "lost": rf"\b(?P<verb>lost|loses|lose|losing|leaving|leave|left|quit|withdrew from|withdrawn from|withdrawing from|withdraw from|exited|exit|leaves|abandoned|pulled out of|pull out of|pulls out of|pulling out of|forfeited|gave up|given up|retreated from|turned (?:its|their) back on|turned away from|turning away from|walked away from|dropped)(?: (?:its|our|their|the|all|most|of|access|to|main|a|big|part))* (?:(?:\w+ )?(?:customers|markets?|buyers|clients|orders|sales|partners) (?:in|of|from|to) )?(?P<places>{PLACES})",
    # "withdrew from Venezuela in 2018 and from Belarus in 2022"
    "move_chain": rf"^(?:(?: in)? PER)?(?: ,| and| , and) (?:(?P<verb>from|to|in|into) (?P<places>{_ONE})|(?P<one>the DEM one))(?= (?:in )?PER| \.| ,| ;|$| and)",
    "were_stopped": rf"\b(?:supplies|sales|deliveries|shipments|exports|they|these|it)(?: there)?(?: (?:of|by|from) (?:PLACE ' s? ?)?(?:DEM )?(?:[a-z]+ ){{0,2}}(?:ORG|NAME|GOOD)(?: [a-z]+)?)?(?: to (?P<places>{PLACES})(?: , (?:which|that) [^,;.]{{3,60}} ,)?)? (?P<verb>were|was|had been|have been|has been|had to be|are|is)(?: \w+ly)*(?: \w+)? (?:suspended|stopped|halted|discontinued|interrupted|blocked|frozen)(?: (?:to|in) (?P<places2>{PLACES}))?",
    # "closed its Russian business", "wound up its Russian operations"
    "closed_business": r"\b(?P<verb>closed|close|closes|lost|wound up|sold off|sold|divested|shut down|shut) (?:down )?(?:its|their|the) (?P<places>DEM) (?:business|operations|division|arm|subsidiary|unit|sales office|sales|market)",
    # replaced
    "replaced_one": rf"\b(?P<verb>replaced|replacing|swapped|exchanged) (?:the )?(?P<places>{_ONE}) (?:with|by|for) (?:the )?(?:PLACE|DEM)",
    "replaced": rf"\b(?P<verb>replaced|replace|replacing|compensated|compensate|offset|made up|make up|substituted|compensating|swapped)(?: \w+| GOOD| PLACE| DEM){{0,8}}? (?:with|by|for by|(?<=PLACE )for|(?<=DEM market )for|through|at the expense of|thanks to)(?: (?:\w+|GOOD)){{0,5}}?(?: (?:to|in|from|for|with))? (?P<places>{PLACES})",
    # "left Russia in 2022 and made up for the loss in Vietnam"
    "made_up_in": rf"\b(?P<verb>made up for|make up for|compensated|compensated for|offset|replaced)(?: (?:the|this|that|these|most of the))* (?:loss|losses|shortfall|gap|drop|it|them) in (?P<places>{PLACES})",
    # "Brazil and Mexico have filled the gap"
    "gap_filled": rf"(?P<places>{PLACES}) (?:has |have |had )?(?:\w+ly |now |since |soon )*(?P<verb>filled|fill|fills|filling|stepped|took|taken|take|plugged|closed|replaced|compensated|made up) (?:the (?:gap|void|hole|breach|place)|in|over|(?:its|their) place|it|them|for (?:the loss|it|that|this|them)|(?:most|much|part|all) of the (?:gap|loss))",
    # "the loss was made up for by Peru", "in its place came Peru and Chile", "new buyers were found in Peru"
    "made_up_by": rf"\bthe (?:loss|gap|shortfall) (?:was|has been|is|were)(?: \w+ly)? (?P<verb>made up for|made up|made good|offset|compensated|compensated for|filled|covered|closed) (?:by|with|through)(?: (?:sales|exports|deliveries|orders|buyers|customers) (?:to|in|from))? (?P<places>{PLACES})",
    "in_its_place": rf"\bin (?:its|their) place (?P<verb>came|come|stepped|have come|are|sells to|it sells to|turned to)(?: (?:buyers|customers|orders) (?:in|from))? (?P<places>{PLACES})",
    "were_found": rf"\b(?:new|other) (?:buyers|customers|clients|markets) (?P<verb>were|have been|was|has been) (?:\w+ )?found (?:PER )?(?:in|from) (?P<places>{PLACES})",
    # "after that the plant turned to buyers in Peru"
    "turned": rf"\b(?P<verb>turned|turns|turning|switched|looked|looks|reoriented)(?: (?:its|their|our|the) (?:attention|eyes|sights|focus))?(?: (?:instead|then|now|\w+ly))? (?:to|towards|toward)(?: (?:new |other |the )?(?:buyers|customers|clients|markets?|importers|partners) (?:in|of))? (?P<places>{PLACES})",
    "from_to": rf"\b(?P<verb>switched|turned|shifted|moved away) from {PLACES} (?:to|towards) (?P<places>{PLACES})",
    "took_over": rf"(?P<places>{PLACES}) (?:has |have |had )?(?P<verb>replaced|took the place of|taken the place of|replace|make up for|made up for) (?:the )?(?:loss of )?(?:the )?(?:DEM|PLACE) ?",
    # "sells the hides to Kazakhstan instead"
    "instead": rf"\b(?P<verb>sells?|sold|selling|ships?|shipped|shipping|exports?|exported|sends?|sent|supplies|delivers?|goes?|going|went|serves?|serving)(?: (?:its|their|the|our|more|them|it|now|mainly|GOOD|\w+)){{0,5}}? (?:to|in) (?P<places>{PLACES}) instead",
    "instead_first": rf"\binstead ,? ?(?:(?:it|the \w+|they|its \w+|its GOOD|the GOOD|ORG|NAME) )?(?:now )?(?P<verb>sells?|sold|selling|ships?|shipped|shipping|exports?|exported|sends?|sent|supplies|delivers?|goes?|going|went|serves?|looks?|turned|turns)(?: (?:its|their|the|our|more|them|it|now|mainly|GOOD|\w+)){{0,5}}? (?:to|in) (?P<places>{PLACES})",
    "redirected": rf"\b(?P<verb>moved|transferred|moving|redirected|redirect|rerouted|reoriented|reorient|switched|shifted|diverted|shifting|redirecting|reorienting|redirects|reorients)(?: (?:\w+|GOOD|PLACE|DEM)){{0,6}}? (?:to|towards|toward|into) (?P<places>{PLACES})",
    "with_more": rf"\b(?:with|thanks to|through|by|due to)(?: (?:the|our|its))? (?:additional|increased|increasing|higher|extra|new|more|larger|growing|expanded|expanding|raising|bigger)(?: \w+)? ?(?:supplies|sales|deliveries|shipments|exports|orders|supply)?(?: GOOD)? (?:to|from|in) (?P<places>{PLACES})",
    # "additional shipments to Russia and Georgia made up for the loss"
    "more_made_up": rf"\b{_MORE}(?: \w+)? (?:supplies|sales|deliveries|shipments|exports|orders)(?: of GOOD)? (?:to|from|in) (?P<places>{PLACES})(?: (?:have|has|had|more|than|fully|partly|largely|soon|also|later))* (?P<verb>made up for|make up for|makes up for|compensated|compensate|offset|replaced|covered|balanced|filled)",
    # "will supply Peru from this season", "but resumed them in 2023"
    "will_supply": rf"\bwill (?P<verb>supply|sell to|deliver to|export to|ship to|serve) (?P<places>{PLACES})(?= (?:from |as of |starting |for the first )?PER)",
    "left_again": r"\b(?:but|and)(?: it)? (?:has |had )?(?P<verb>left|withdrew|pulled out|quit)(?: it| the market)?(?: again)?(?= PER| in PER| \.| ,)",
    "resumed_them": r"\b(?:but|and|before) (?:it )?(?:has |had )?(?P<verb>resumed|restarted|resuming) (?:them|it|these|sales|deliveries|exports)\b",
    # targets
    "target": r"\b(?P<verb>reached|reach|met|meet|achieved|achieve|fulfilled|fulfil|fulfill|exceeded|exceed|surpassed|hit|beat|overfulfilled|missed|miss|reaches|meets|fell short of|underfulfilled|completed|attained)(?: all(?: of)?)? (?:our|its|their|the|this|annual|half - year|PER ' s|the \w+ ' s| )* ?(?P<text>(?:\w+ ){0,2}?export (?:targets?|plans?|goals?)|(?:targets?|plans?|goals?) for exports?)(?P<for> for (?:the )?(?:half - year|year|quarter|month|first half(?: of the year)?|PER))?",
}  # fmt: skip

# The ends of what `_TAKES` matches, and the percentage behind it
_TAKING = (
    "representing PCT", "constituting PCT", "contributing PCT", "providing PCT", "generating PCT", "absorbing PCT",
    "consuming PCT", "receiving PCT",
    "contribute PCT", "contributes PCT", "contributed PCT", "provide PCT", "provides PCT", "provided PCT", " in PCT",
    "generate PCT", "generates PCT", "generated PCT", "represent PCT", "represents PCT", "represented PCT",
    "constitute PCT", "constitutes PCT", "constituted PCT",
    "take PCT", "takes PCT", "took PCT", "taking PCT", "buy PCT", "buys PCT", "bought PCT", "buying PCT", " for PCT",
    "ORG PCT", "NAME PCT", "it PCT", "company PCT", "firm PCT", "group PCT", "share of PCT",
    "consume PCT", "consumes PCT", "consumed PCT", "receive PCT", "receives PCT", "received PCT", "absorb PCT", "absorbs PCT", "absorbed PCT", " up PCT",
)  # fmt: skip

# Words of which a sentence must have one before an expression is worth its time.
_NEEDS = {
    "target": ("target", "plan", "goal"),
    "share_of": ("share is", " share ", "share of"),
    "share_first": ("PCT , PLACE", "PCT , the PLACE"),
    "sold_there": ("in PLACE", "in the PLACE"),
    "listed": (" : PLACE", " : the PLACE"),
    "shares_in_turn": ("shares of",),
    "in_turn": ("PCT and PCT", "PCT , and PCT", "NUM and PCT", "NUM , and PCT"),
    "all_goes": ("all of", "all its", "all the", "all their", "all our", "all what"),
    "geography": ("geography", "map of", "list of", "network of"),
    "counts_among": (" among its", " among their", " among our"),
    "opens_first": ("for the first time",),
    "prepares": (" first ",),
    "export_has": ("a share of PCT",),
    "of_exports": ("of its ", "of their ", "of all its", "of the "),
    "of_first": (", PCT",),
    "of_it_abroad": ("PCT of it ", "PCT of them ", "PCT of which ", "PCT of this ", "PCT of that "),
    "of_which_exports": ("of which exports", "of which export", "of which foreign", "of which sales", "with exports", "with export", "with foreign"),
    "sold_some": ("PCT of it ", "PCT of them ", "PCT of which ", "of which PCT", "of it to", " PCT to ", "of which PLACE", "of which the PLACE"),
    "of_earned": (", PCT",),
    "exported_so": (", PCT", ", or PCT", ", that is PCT", ", accounting", ", making", ", representing", ", equal", ", equivalent"),
    "will_supply": ("will supply", "will sell to", "will deliver to", "will export to", "will ship to", "will serve"),
    "resumed_them": ("resum", "restarted"),
    "left_again": ("left", "withdrew", "pulled out", "quit"),
    "exports_all": ("exports all", "ships all", "sells all", " entire ", " whole ", " everything "),
    "sells_share": ("PCT of", "PCT its", "PCT their", "PCT our", "PCT GOOD", "PCT bottles", "PCT units", "PCT pieces", "PCT cars"),
    "made_for_export": ("for export", "for foreign markets"),
    "earns_share": ("PCT of", "PCT its", "PCT their"),
    "goes_share": ("PCT of", "PCT its", "PCT GOOD", "PCT bottles", "PCT units", "PCT pieces", "PCT cars"),
    "export_is": ("PCT of",),
    "export_so": (", representing", ", accounting", ", making", ", equal", ", or ", "and accounted", "and represented", "and made up", "and equal"),
    "comes_from": ("PCT of",),
    "abroad_list": ("abroad ", "overseas ", "exported ", "for export ", "exports "),
    "share_is": ("export share", "share of", "proportion of", "percentage of", "export quota", "export ratio", "export intensity", "export rate", "export component"),
    "in_brackets": ("( PCT",),
    "exports_raised": ("exports from", "export from", "exports of"),
    "share_raised": ("share of", "export share", "proportion of", "percentage of"),
    "depends": ("depend", "rely", "relie", "count", "lean"),
    "sells_abroad": tuple(
        f"{verb} PCT"
        for verb in ("export", "exports", "exported", "exporting", "sell", "sells", "sold", "selling", "ship", "ships",
                     "shipped", "send", "sends", "sent", "markets")
    ),
    "market_is": ("PCT",),
    "rank_with": ("second", "third", "fourth", "fifth", "first", "next"),
    "next_are": ("next", "behind", "after that", "in second place"),
    "exports_apposed": ("exports ,", "exports (", "sales ,", "sales (", "abroad ,", "abroad ("),
    "buyers_of": tuple(
        f"{noun}{joint}"
        for noun in ("customer", "customers", "market", "markets", "buyer", "buyers", "clients", "consumers", "importers",
                     "destinations", "purchasers", "outlets", "takers")
        for joint in (" of ", " for ", " at ")
    ),
    "among_are": ("among ",),
    "main_buyer": ("the main", "main ", "largest", "biggest", "principal", "key ", "chief", "top ", "only ", "most important"),
    "on_sale": ("products ", "goods ", "its ", "their ", "our ", "ORG '", "NAME '", "the "),
    "among_them": ("among them", "included", "being the"),
    "largest_are": ("largest", "biggest", "main", "most important", "principal", "chief"),
    "with_as": ("with PLACE", "with the PLACE", "with DEM"),
    "closed_business": (" sales", "business", "operations", "division", " arm", "subsidiary", " unit", "sales office", " market"),
    "replaced_one": ("replac", "swapped", "exchanged"),
    "first_went": ("first ",),
    "new_markets": (" new ",),
    "new_were": ("new ",),
    "next_market": ("next market", "next destination", "next export", "next foreign", "next new"),
    "noun_began": ("made", "sent", "dispatched", "shipped", "completed", "began", "begun", "begin", "start", "launched", "opened", "commence", "took place", "planned", "scheduled"),
    "sold_since": ("has sold", "have sold", "been sold", "exported", "shipped", "supplied", "delivered", "marketed", "available", "on sale"),
    "ceased": ("stopped", "ended", "ceased", "came to a", "come to a", "fell away", "dried up", "broke off", "collapsed", "fell to"),
    "forced_out": ("out of", "off from", "from PLACE", "from the PLACE", "from DEM", "from the DEM"),
    "lost_main": ("lost ", "lose"),
    "lost_adj": ("the lost ",),
    "place_of": ("the place of",),
    "was_replaced": (" replaced ",),
    "replaced_it": (" replaced ",),
    "customers_are": ("customers ", "buyers ", "clients "),
    "customers_in": ("replaced",),
    "made_up_by": ("the loss", "the gap", "the shortfall"),
    "in_its_place": ("in its place", "in their place"),
    "were_found": ("found in", "found from", "found PER"),
    "also_sells": ("sells", "exports", "ships", "supplies", "delivers"),
    "entry_into": ("entry ",),
    "shut_by": ("closed", "shut", "blocked"),
    "cost": ("cost ",),
    "loss_of": ("loss of",),
    "which_lost": ("lost", "left", "gave up", "abandoned"),
    "which_entered": ("entered", "tapped", "began selling", "started selling", "began exporting"),
    "since_not": (" not ", " n't ", " never "),
    "until_sold": ("PER",),
    "until_market": ("PER",),
    "was_until": ("PER",),
    "used_to": ("used to", "once ", "formerly ", "previously ", "earlier "),
    "instead_of": ("instead of",),
    "moved_from": ("moved away", "switched", "turned"),
    "they_closed": ("banned", "close", "shut", "stopped", "halted", "blocked", "restricted", "prohibited"),
    "turned": ("turn", "switched", "look", "reoriented"),
    "from_to": ("switched from", "turned from", "shifted from", "moved away from"),
    "took_over": ("replace", "place of", "make up for", "made up for"),
    "present_in": ("present", "represented", "active"),
    "has_customers": ("customers", "buyers", "clients", "consumers", "shops", "distributors", "dealers", "outlets"),
    "first_sales": ("first ",),
    "first_sold": ("first ",),
    "first_time": ("for the first time",),
    "then_first": ("for the first time",),
    "were_added": ("added", "opened up", "conquered", "entered", "won", "tapped"),
    "wider_by": ("geography", "list", "map", "range", "portfolio", "number"),
    "wider": ("geography", "list", "map", "range", "reach", "network", "footprint", "portfolio", "presence"),
    "selling_from": (
        "been selling", "been exporting", "been shipping", "been supplying", "been delivering", "has sold", "have sold",
        "has exported", "have exported", "has shipped", "has supplied", "has delivered", "also sold", "also exported",
    ),
    "demonym_found": ("DEM",),
    "not_since": (" not ", " n't ", " never "),
    "nothing_since": (" nothing ", " no "),
    "no_longer": ("no longer",),
    "closed_to": ("closed", "shut", "fell ", "dropped", "lost", "gone", "dried up", "collapsed", "disappeared", "vanished", "broke away"),
    "made_up_in": ("made up for", "make up for", "compensated", "offset", "replaced"),
    "gap_filled": ("fill", "stepped", "took", "take", "plugged", "closed", "replaced", "compensated", "made up"),
    "instead": ("instead",),
    "instead_first": ("instead",),
    "exports_share": ("export PCT", "exports PCT", "exported"),
    "takes": _TAKING,
    "takes_share": _TAKING,
    "market_with": (" with PCT", " with a share of PCT"),
    "goes_to": (" is ", " are ", " was ", " were ", " been ", " get", " being ", " go", " went ", " come", " came ", " fall", " fell "),
    "among": ("customer", "market", "buyer", "client", "consumer", "importer", "destination", "partners", "purchaser"),
    "known_are": ("customer", "market", "buyer", "client", "consumer", "importer", "destination", "partners", "purchaser"),
    "of_plant": ("main", "largest", "biggest", "key", "major", "principal", "chief", "regular", "traditional", "top"),
    "countries": ("countries", "markets", "nations", "states"),
    "many": ("NUM", "QTY"),
    "at_home": ("at home and",),
    "sells_to": ("exports", "sells", "ships", "supplies", "delivers", "we "),
    "entered": ("opened", "enter", "broke into", "break into", "move", "moving into", "tapped", "conquer", "opened up", "won", "reached", "expand", "debut", "inroads", "foothold", "penetrated", "launched in", "add", "access to", "arrived in", "return", "came back", "re - enter", "branched", "ventured", "cracked"),
    "began": ("began", "begun", "start", "resum", "launch", "opened", "begin"),
    "selling_since": ("been selling", "been exporting", "been shipping", "been supplying", "been delivering", "been sending", "been flying", "been trucking", "been railing"),
    "found": ("found", "finds", "gained", "won", "secured", "find", "acquired", "attracted", "discovered", "signed up"),
    "stopped": ("gave up", "given up", "suspend", "stop", "halt", "ceased", "discontinued", "broke off", "cut off", "ended", "abandoned", "curtailed"),
    "lost": ("lost", "lose", "losing", "leav", "left", "quit", "withdr", "exit", "leaves", "abandoned", "pull", "forfeited", "gave up", "given up", "retreated", "turn", "walked", "dropped"),
    "were_stopped": ("suspended", "stopped", "halted", "discontinued", "interrupted", "blocked", "frozen"),
    "replaced": ("swapped", "replac", "compensat", "offset", "made up", "make up", "substituted"),
    "redirected": ("redirect", "rerouted", "reorient", "switched", "shift", "diverted", "moved", "transferred", "moving"),
    "rest_chain": (" the rest", " the remain"),
    "more_made_up": ("made up", "make up", "makes up", "compensat", "offset", "replaced", "covered", "balanced", "filled"),
    "with_more": ("additional", "increas", "higher", "extra", "new", "more", "larger", "growing", "expand", "raising", "bigger"),
}  # fmt: skip


_BUYERS = (
    "market",
    "customer",
    "buyer",
    "client",
    "destination",
    "outlet",
    "consumer",
    "importer",
    "purchaser",
    "taker",
)

# Words of which it must have one besides
_NEEDS_BESIDES = {
    "will_supply": ("PER",),
    "of_exports": ("sends PCT", "sells PCT", "ships PCT", "exports PCT", "sent PCT", "sold PCT", "shipped PCT"),
    "of_earned": ("came from", "comes from", "earned", "was made", "were made"),
    "exported_so": ("exported ", "exports ", " abroad", " overseas"),
    "of_first": (" exported", " abroad", " overseas", " to PLACE", " to the PLACE"),
    "share_of": ("PCT",),
    "exports_raised": ("to PCT",),
    "in_turn": _BUYERS,
    "sold_there": (
        "sold PCT",
        "sells PCT",
        "makes PCT",
        "made PCT",
        "earns PCT",
        "earned PCT",
        "generated PCT",
        "generates PCT",
        "gets PCT",
    ),
    "prepares": ("prepar", "getting ready", "plan"),
    "counts_among": ("count", " has ", " have ", "name", "number"),
    "listed": ("PCT",),
    "until_sold": ("sold", "exported", "shipped", "supplied", "delivered", "sent"),
    "until_market": _BUYERS,
    "was_until": _BUYERS,
    "market_is": _BUYERS,
    "also_sells": ("PER",),
    "on_sale": (" is ", " are ", " can ", " go ", " goes ", " get "),
    "demonym_found": ("found", "gained", "won", "secured", "acquired", "attracted", "signed up"),
    "many": ("export", "sell", "sold", "ship", "suppl", "deliver"),
    "next_are": ("PLACE", "DEM"),
    "goes_to": ("PCT", "half"),
    "largest_are": (" are ", " being ", " is ", " were "),
    "with_as": _BUYERS,
    "closed_business": ("closed", "close ", "lost", "closes", "wound up", "sold ", "divested", "shut"),
    "rank_with": ("PCT",),
    "depends": ("PCT",),
    "of_plant": ("customers", "markets", "buyers", "clients", "destinations"),
    "next_market": (" is to ", " are to ", " will ", " should ", " would "),
    "noun_began": ("sale", "exports", "deliver", "shipment", "supplies"),
    "wider_by": ("expand", "extend", "widen", "broaden", "enlarg", "replenish", "supplement", "joined"),
    "wider": ("expand", "extend", "widen", "broaden", "enlarge", "grew"),
    "stopped": ("sale", "export", "deliver", "ship", "suppl", "selling", "trade"),
    "ceased": ("sales", "exports", "deliveries", "shipments", "supplies", "orders"),
    "which_lost": (" which ", " that "),
    "were_added": ("PLACE", "DEM"),
    "entered": ("PLACE", "DEM"),
    "turned": ("PLACE", "DEM"),
    "lost": ("PLACE", "DEM"),
}

# Words of which a sentence must have one before its markets are looked for
MARKETS = "a word of markets"
_MARKET_WORDS = (
    "market", "customer", "buyer", "client", "consumer", "countries", "destination", "at home", "sells", "exports",
    "ships", "supplies", "delivers", "mainly", "including", "among", "mostly", "chief", "geography", " in PLACE", "next", "come",
    " to PLACE", " to the PLACE", " in the PLACE",
)  # fmt: skip


# Each expression is a bit, so that a set of them is a number: a sentence opens some twenty
_BITS = {name: 1 << k for k, name in enumerate((*_SOURCES, MARKETS))}


@cache
def _bits(*names: str) -> int:
    """Expressions by name, as one number."""
    return sum(_BITS[name] for name in names)


@cache
def _automaton() -> tuple[Any, tuple[int, ...], tuple[int, ...]]:
    """All those words as one automaton, and the expressions that each one opens, alone and besides."""
    import ahocorasick_rs

    opened: dict[str, int] = {}
    besides: dict[str, int] = {}
    for needs, told in ((_NEEDS | {MARKETS: _MARKET_WORDS}, opened), (_NEEDS_BESIDES, besides)):
        for name, needed in needs.items():
            for word in needed:
                told[word] = told.get(word, 0) | _BITS[name]
    words = [*opened, *(word for word in besides if word not in opened)]
    return (
        ahocorasick_rs.AhoCorasick(words),
        tuple(opened.get(word, 0) for word in words),
        tuple(besides.get(word, 0) for word in words),
    )


# What only goes on with what another expression has found, and what needs a word besides
_GOING_ON = _bits(*(_SOURCES.keys() - _NEEDS.keys()))
_OF_TWO = _bits(*_NEEDS_BESIDES)


@lru_cache(maxsize=4)  # the expressions are tried on one sentence after the other
def _possible(masked: str) -> int:
    """The expressions that may hold in a masked sentence, told in one scan."""
    automaton, opened, besides = _automaton()
    alone, beside = _GOING_ON, 0
    for pattern, _, _ in automaton.find_matches_as_indexes(masked, overlapping=True):
        alone |= opened[pattern]
        beside |= besides[pattern]
    return alone & ~(_OF_TWO & ~beside)


def tells_anything(masked: str) -> bool:
    """Whether any expression but those that go on with another's find may hold in a masked sentence."""
    return bool(_possible(masked) & ~(_GOING_ON | _BITS[MARKETS]))


def any_possible(names: tuple[str, ...], masked: str) -> bool:
    """Whether any of the expressions may hold in a masked sentence."""
    return bool(_bits(*names) & _possible(masked))


def matches_of(names: tuple[str, ...], masked: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The places of a masked sentence where expressions hold, each with its name, in the order of the names."""
    possible = _bits(*names) & _possible(masked)
    if not possible:
        return
    for name in names:
        if possible & _BITS[name]:
            for match in expression(name).finditer(masked):
                yield name, match


def matches(name: str, masked: str) -> Iterator[re.Match[str]]:
    """The places of a masked sentence where an expression holds."""
    return expression(name).finditer(masked) if _BITS[name] & _possible(masked) else iter(())
