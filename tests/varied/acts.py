# ruff: noqa: E501 - an expression reads best on one line
"""Restrictions, tenders, events and milestones told by other verbs, and goods replaced by others."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from random import Random

from tests.varied import Variation, Varied, read
from tests.varied.times import one_after_the_other
from tradebook.evaluate import Case
from tradebook.extract import extract
from tradebook.report import make_report

_Ways = Sequence[tuple[str, Sequence[str]]]


def _by(ways: _Ways) -> Variation:
    """A variation that writes one of the templates behind each pattern in place of what it matches."""
    compiled = [(re.compile(pattern), templates) for pattern, templates in ways]

    def vary(case: Case, rng: Random) -> Varied | None:
        text = told = case.report.text
        for pattern, templates in compiled:
            told = pattern.sub(lambda m, templates=templates: _cased(m, m.expand(rng.choice(templates))), told)
        return Varied(told) if told != text else None

    return vary


def _cased(m: re.Match[str], said: str) -> str:
    return said[0].upper() + said[1:] if m[0][0].isupper() else said


_AT_HOME = r"(?<!n't )(?<!not )(?<!never )"
_WAY = r"(?P<way>import|export)"
_RESTRICTIONS: _Ways = (
    (
        rf"{_AT_HOME}\b(?P<has>has |have )?banned (?:the )?{_WAY}s? of ",
        (
            r"\g<has>imposed a ban on \g<way>s of ",
            r"\g<has>introduced a ban on \g<way>s of ",
            r"\g<has>prohibited \g<way>s of ",
            r"\g<has>prohibited the \g<way> of ",
            r"\g<has>banned the \g<way> of ",
            r"\g<has>placed a ban on \g<way>s of ",
            r"\g<has>put a ban on the \g<way> of ",
            r"\g<has>outlawed \g<way>s of ",
            r"\g<has>slapped a ban on \g<way>s of ",
        ),
    ),
    (
        rf"\b(?P<has>has |have )?(?:lifted|ended|scrapped|abolished) (?P<its>its|the|a) ban on (?:the )?{_WAY}s? of ",
        (
            r"\g<has>lifted \g<its> ban on the \g<way> of ",
            r"\g<has>ended \g<its> ban on \g<way>s of ",
            r"\g<has>removed \g<its> ban on \g<way>s of ",
            r"\g<has>scrapped \g<its> ban on the \g<way> of ",
            r"\g<has>revoked \g<its> ban on \g<way>s of ",
            r"\g<has>withdrawn \g<its> ban on \g<way>s of ",
            r"\g<has>put an end to \g<its> ban on \g<way>s of ",
            r"\g<has>cancelled \g<its> ban on \g<way>s of ",
        ),
    ),
    (
        rf"\b(?:lifted|ended|scrapped|abolished) (?P<its>its|the|a) (?P<what>{_WAY} ban|ban|embargo|quota|duty|tariff)\b",
        (r"lifted \g<its> \g<what>", r"ended \g<its> \g<what>", r"removed \g<its> \g<what>", r"scrapped \g<its> \g<what>"),
    ),
    (
        r"\b(?<!to )(?:imposed|introduced|slapped|levied) (?P<rate>(?:an? |the )?(?:[\d.]+(?:%| per ?cent) )?(?:anti-dumping |import |export |customs )?(?:duty|duties|tariffs?)) on\b",
        (r"imposed \g<rate> on", r"introduced \g<rate> on", r"levied \g<rate> on", r"slapped \g<rate> on", r"put \g<rate> on"),
    ),
    (r"\bwill ban (?:the )?(?P<way>import|export)s? of ", (r"will impose a ban on \g<way>s of ", r"is to ban \g<way>s of ", r"will prohibit \g<way>s of ", r"will introduce a ban on \g<way>s of ", r"is going to ban \g<way>s of ")),
    (r"\bplans to ban (?:the )?(?P<way>import|export)s? of ", (r"intends to ban \g<way>s of ", r"plans a ban on \g<way>s of ", r"is planning to ban \g<way>s of ", r"plans to impose a ban on \g<way>s of ")),
    (r"\b(?P<has>has |have )?(?:resumed|restarted) (?:the )?imports of ", (r"\g<has>resumed the import of ", r"\g<has>restarted imports of ", r"\g<has>resumed importing ")),
    (r"\b(?P<has>has |have )?(?:suspended|halted|stopped) (?:the )?(?P<way>import|export)s? of ", (r"\g<has>suspended \g<way>s of ", r"\g<has>halted \g<way>s of ", r"\g<has>stopped \g<way>s of ", r"\g<has>suspended the \g<way> of ", r"\g<has>halted the \g<way> of ")),
)  # fmt: skip

_TENDERS: _Ways = (
    (
        r"\b(?<!to )(?P<has>has |have |had )?(?:issued|announced|launched|floated|called|opened) (?P<an>an? )(?P<new>new )?(?P<int>international )?tender (?P<to>to (?:buy|purchase|import)|for)\b",
        (
            r"\g<has>issued a \g<new>\g<int>tender \g<to>",
            r"\g<has>announced a \g<new>\g<int>tender \g<to>",
            r"\g<has>launched a \g<new>\g<int>tender \g<to>",
            r"\g<has>floated a \g<new>\g<int>tender \g<to>",
            r"\g<has>called a \g<new>\g<int>tender \g<to>",
            r"\g<has>opened a \g<new>\g<int>tender \g<to>",
            r"\g<has>published a \g<new>\g<int>tender \g<to>",
        ),
    ),
    (
        r"\b(?P<has>has |have |had )?invited (?:bids|offers|tenders) (?P<to>for|to (?:buy|supply))\b",
        (r"\g<has>invited bids \g<to>", r"\g<has>invited offers \g<to>", r"\g<has>invited tenders \g<to>", r"\g<has>called for bids \g<to>", r"\g<has>sought bids \g<to>", r"\g<has>requested bids \g<to>", r"\g<has>solicited bids \g<to>"),
    ),
    (r"\b(?:won|secured) (?P<a>a|the) tender (?P<to>for|to supply)\b", (r"won \g<a> tender \g<to>", r"was awarded \g<a> tender \g<to>", r"secured \g<a> tender \g<to>", r"emerged as the winner of \g<a> tender \g<to>")),
    (r"\b(?P<has>has |have )?(?:cancelled|scrapped) (?P<its>its|a|the) tender\b", (r"\g<has>cancelled \g<its> tender", r"\g<has>scrapped \g<its> tender", r"\g<has>called off \g<its> tender", r"\g<has>annulled \g<its> tender")),
    (r"\bThe deadline for (?:the submission of )?(?:price )?(?:bids|offers)(?P<in> in the tender)? is (?P<d>[^.]+?)\.", (r"Bids\g<in> are due by \g<d>.", r"Offers must be submitted by \g<d>.", r"The deadline for submission of price offers\g<in> is \g<d>.", r"The closing date for bids\g<in> is \g<d>.", r"Bids\g<in> must be in by \g<d>.", r"Offers\g<in> are due on \g<d>.")),
    (r"\b(?P<t>tender[^.,;]*?) (?P<that>that|which) closes on\b", (r"\g<t> \g<that> closes on", r"\g<t> closing on", r"\g<t> with a deadline of", r"\g<t> with a closing date of", r"\g<t> \g<that> will close on")),
    (r"\b(?:submitted|handed in|lodged) (?P<b>bids|offers)\b", (r"submitted \g<b>", r"handed in \g<b>", r"lodged \g<b>", r"put in \g<b>", r"presented \g<b>")),
)  # fmt: skip

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_DAY = r"on [A-Z]\w+ \d\d?(?:-\d\d?)?|on \d\d? [A-Z]\w+|on [MTWFS]\w+day"
_EVENTS: _Ways = (
    (r"\bwas held\b(?! by)", ("took place", "was held", "was organised")),
    (r"\bwere held\b(?! by)", ("took place", "were held")),
    (r"\bwill be held\b", ("will take place", "is to be held", "is to take place", "is scheduled to be held", "is due to be held", "is due to take place", "is set to take place")),
    (r"\bwill visit (?P<p>[A-Z])", (r"is to visit \g<p>", r"is due to visit \g<p>", r"will pay a visit to \g<p>", r"is scheduled to visit \g<p>", r"is set to visit \g<p>", r"plans to visit \g<p>", r"is expected to visit \g<p>", r"will travel to \g<p>")),
    (r"\b(?<!has )visited (?P<p>[A-Z])", (r"paid a visit to \g<p>", r"made a visit to \g<p>", r"was on a visit to \g<p>")),
    (r"\bare taking part in\b", ("are taking part in", "are participating in", "take part in", "are attending")),
    (r"\btook part in\b", ("took part in", "participated in", "attended")),
    (rf"\b(?P<p>in [A-Z]\w+) (?P<d>{_DAY})(?=[.;,])", (r"\g<d> in \g<p>", r"\g<p> \g<d>")),
    (rf"(?P<d>{_DAY}) (?P<p>in [A-Z]\w+)(?=[.;])", (r"\g<p> \g<d>",)),
    (r"\b(?P<n>\d\d?)(?:st|nd|rd|th) (?=[A-Z]|international|session|meeting|edition)", (r"#\g<n># ",)),
    (r"\bopened in\b", ("opened in", "kicked off in", "began in", "got under way in", "started in")),
    (r"\b(?:meeting|session) of the\b", ("meeting of the", "session of the")),
    (r"\bheld talks\b", ("held talks", "had talks")),
    (r"\barrived in\b", ("arrived in", "has arrived in")),
)  # fmt: skip

_MILESTONES: _Ways = (
    (r"\b(?:came|entered) into force\b", ("came into force", "entered into force", "took effect", "became effective", "went into effect", "came into effect")),
    (r"\bestablished diplomatic relations\b", ("established diplomatic relations", "established diplomatic ties", "opened diplomatic relations", "set up diplomatic relations")),
    (r"\b(?P<has>has |had )?(?:joined|acceded to) the (?=World Trade|Eurasian|European|WTO)", (r"\g<has>joined the ", r"\g<has>acceded to the ", r"\g<has>become a member of the ")),
    (r"\bbecame a member of\b", ("joined", "acceded to", "became a full member of", "was admitted to")),
    (r"\bsigned (?P<a>an?|the|their) (?P<what>free trade agreement|[a-z ]*partnership agreement|friendship treaty)", (r"signed \g<a> \g<what>", r"concluded \g<a> \g<what>", r"inked \g<a> \g<what>")),
)  # fmt: skip


def _numbered(case: Case, rng: Random) -> Varied | None:
    """The verbs of events, their places and days in another order, and editions by word or number."""
    varied = _by(_EVENTS)(case, rng)
    if varied is None:
        return None
    text = re.sub(r"\bin in\b", "in", varied.text)
    text = re.sub(r"#(\d+)# ", lambda m: edition(int(m[1]), rng), text)
    return Varied(text) if text != case.report.text else None


def edition(n: int, rng: Random) -> str:
    """ "12th", "twelfth" and a blank behind."""
    suffix = "th" if 10 < n % 100 < 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    ways = [f"{n}{suffix} ", f"{n}{suffix} "]
    return rng.choice([*ways, f"{_ORDINALS[n - 1]} "] if n <= len(_ORDINALS) else ways)


def _passive(case: Case, rng: Random) -> Varied | None:
    """A ban told from its goods: "Imports of eggs from Peru were banned by Chile"."""
    pattern = re.compile(
        r"(?m)(?:^|(?<=\. ))(?P<by>(?:The )?[A-Z][\w']+(?: [A-Z]\w+)?) (?P<has>has )?(?P<did>banned|prohibited|suspended|halted) "
        r"(?:the )?(?P<way>import|export)s? of (?P<what>[^.,;]+?)(?P<when> (?:in|on) (?:[A-Z]\w+ ?\d*|\d+(?: [A-Z]\w+)?|20\d\d))?\."
    )
    templates = (
        r"\g<w>s of \g<what> were \g<did> by \g<by>\g<when>.",
        r"\g<w>s of \g<what> have been \g<did> by \g<by>\g<when>.",
        r"The \g<way> of \g<what> was \g<did> by \g<by>\g<when>.",
    )

    def said(m: re.Match[str]) -> str:
        if re.search(r"\b(?:after|since|until|because|to|which|that|while|and)\b", m["what"]):
            return m[0]
        by = m["by"].replace("The ", "the ")
        way = rng.choice(templates).replace(r"\g<w>", m["way"].capitalize()).replace(r"\g<by>", by)
        return m.expand(way)

    text = pattern.sub(said, case.report.text)
    return Varied(text) if text != case.report.text else None


GOODS = [
    *(
        "wheat rice sugar poultry beef pork eggs onions potatoes maize coal timber apples tomatoes barley soybeans cement honey "
        "coffee tea bananas grapes garlic lamb lentils cashews mangoes avocados bauxite urea soap footwear furniture toys"
    ).split(),
    "palm oil",
    "olive oil",
    "milk powder",
    "iron ore",
    "natural gas",
    "crude oil",
    "sunflower oil",
    "natural rubber",
]


@cache
def entries() -> Mapping[str, str]:
    """For each of the words of `GOODS` what it is read as, as JSON."""
    found = {}
    for word in GOODS:
        read_as = extract(make_report(f"Peru's exports of {word} to Chile came to $5 million.")).statements
        good = read_as[0].goods[0]  # type: ignore[union-attr]
        plain = {"confidence": good.confidence, "hs": sorted(good.hs), "hs_edition": good.hs_edition}
        found[word] = json.dumps(plain, sort_keys=True)
    return found


def _goods(case: Case, rng: Random) -> Varied | None:
    """Goods replaced by others, one for one."""
    known_as = entries()
    text = case.report.text
    longest = "|".join(sorted(map(re.escape, known_as), key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{longest})(?![\w-])")
    known = " ".join(read(text, case))
    words = sorted({m[0] for m in pattern.finditer(text)})
    counted = re.search(r"\b(?:barrels|bales|boxes|bags|cubic|bcm|litres|pairs|gas|oil|grain|bottles)\b", text)
    if not words or counted or any(known_as[w] not in known for w in words):
        return None
    if re.search(rf"(?:{longest})(?:-| (?:{longest}|\w+(?:s|ers?|ing)\b))|\b(?:season|federation|coking)", text):
        return None  # compounds, and what hangs on the good
    free = [w for w in GOODS if w not in text and known_as[w] not in known]
    taken = dict(zip(words, rng.sample(free, len(words)), strict=True))
    back = {known_as[new]: known_as[old] for old, new in taken.items()}
    changed = pattern.sub(lambda m: taken[m[0]], text)
    every = re.compile("|".join(map(re.escape, back)))
    return Varied(changed, back=lambda content: every.sub(lambda m: back[m[0]], content))


VARIATIONS: dict[str, tuple[Variation, float]] = {
    "acts": (one_after_the_other(*map(_by, (_RESTRICTIONS, _TENDERS, _MILESTONES)), _numbered, _passive), 0.96),
    "other_goods": (_goods, 0.98),
}
