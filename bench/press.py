"""Reports with their statements made directly, for books of any size: `Press(seed).reports(count)`, the same each time.

What a book meets is copied, not the wording: few pairs fill most of the press and many have a line a year; a claim is
repeated for months, rounded now one way and now another; some reports are reprinted as they stand; a few firms are in
the news every week and every report brings names that were never seen. Half of what is claimed was claimed before. The
phrases are our own, the firms invented, the countries and goods real.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from bench.corpus import AROUND, MONTHS, OFFICES, SECTORS, SYLLABLES
from tradebook.report import Report, make_report
from tradebook.statement import (
    KINDS,
    SLOTS,
    Amount,
    Attribution,
    Change,
    EventCount,
    Evidence,
    Gap,
    Good,
    Party,
    Period,
    Reader,
    ReportRef,
    Segment,
    SegmentShare,
    Speaker,
    Statement,
    statement_id,
)

READER = Reader(name="bench", version="1")
FIRST_DAY, LAST_DAY = date(2005, 1, 3), date(2025, 12, 31)
# Those that the press in hand is about come first, and often
LANDS = (
    ("AZE", "Azerbaijan"), ("BLR", "Belarus"), ("KAZ", "Kazakhstan"), ("TUR", "Türkiye"), ("DEU", "Germany"),
    ("CHN", "China"), ("IND", "India"), ("ITA", "Italy"), ("POL", "Poland"), ("UZB", "Uzbekistan"), ("GEO", "Georgia"),
    ("VNM", "Vietnam"), ("BRA", "Brazil"), ("EGY", "Egypt"), ("JPN", "Japan"), ("KOR", "South Korea"),
    ("MEX", "Mexico"), ("CHL", "Chile"), ("KEN", "Kenya"), ("MAR", "Morocco"), ("ROU", "Romania"), ("SRB", "Serbia"),
    ("FRA", "France"), ("ESP", "Spain"), ("GBR", "the United Kingdom"), ("USA", "the United States"),
    ("CAN", "Canada"), ("AUS", "Australia"), ("NZL", "New Zealand"), ("IDN", "Indonesia"), ("MYS", "Malaysia"),
    ("THA", "Thailand"), ("PAK", "Pakistan"), ("BGD", "Bangladesh"), ("IRN", "Iran"), ("IRQ", "Iraq"),
    ("SAU", "Saudi Arabia"), ("ARE", "the United Arab Emirates"), ("ISR", "Israel"), ("JOR", "Jordan"),
    ("NGA", "Nigeria"), ("GHA", "Ghana"), ("ETH", "Ethiopia"), ("TZA", "Tanzania"), ("ZAF", "South Africa"),
    ("ARG", "Argentina"), ("PER", "Peru"), ("COL", "Colombia"), ("CIV", "Côte d'Ivoire"), ("UKR", "Ukraine"),
    ("MDA", "Moldova"), ("LVA", "Latvia"), ("LTU", "Lithuania"), ("EST", "Estonia"), ("FIN", "Finland"),
    ("SWE", "Sweden"), ("NOR", "Norway"), ("HUN", "Hungary"), ("CZE", "Czechia"), ("MNG", "Mongolia"),
)  # fmt: skip
GOODS = (
    ("wheat", "1001"), ("butter", "0405"), ("cheese", "0406"), ("beef", "0201"), ("tomatoes", "0702"),
    ("tractors", "8701"), ("tyres", "4011"), ("furniture", "9403"), ("cement", "2523"), ("crude oil", "2709"),
    ("mineral fertilizers", "31"), ("coffee", "0901"), ("tea", "0902"), ("cotton", "5201"), ("medicines", "3004"),
    ("electric transformers", "8504"), ("timber", "44"), ("copper", "74"), ("machinery", "84"), ("trucks", "8704"),
    ("buses", "8702"), ("sugar", "1701"), ("potatoes", "0701"), ("natural gas", "2711"), ("polyethylene", "3901"),
    ("steel pipes", "7304"), ("aluminium", "76"), ("footwear", "64"), ("apples", "080810"), ("sunflower oil", "1512"),
    ("fish", "03"), ("milk powder", "0402"), ("ceramic tiles", "6907"), ("glass", "70"), ("elevators", "8428"),
    ("combine harvesters", "8433"), ("telephones", "8517"), ("garments", "61"), ("rice", "1006"), ("wine", "2204"),
)  # fmt: skip
FIRMS = ("Motor Works", "Trading House", "Dairy Plant", "Holding", "Machine Factory", "Foods", "Chemicals", "Logistics")
FAIRS = ("Agro", "Build", "Food", "Auto", "Textile", "Energy", "Medica", "Rail")
AGENCIES = ("Examplepress", "Northwire", "Tradewire", "Chamber News", "Southern Agency")
SOURCES = ("customs data", "the statistics committee", "the central bank", "the trade ministry")
KIND_SHARES = (
    ("trade_flow", 0.55), ("deal", 0.14), ("traded_goods", 0.08), ("event", 0.08), ("restriction", 0.04),
    ("venture", 0.04), ("tender", 0.03), ("sales_mix", 0.02), ("milestone", 0.02),
)  # fmt: skip
REPEATED = 0.5  # of the claims, those that the pair's press made before
REPRINTED = 0.1  # of the reports, those that come once more as they stand
REMEMBERED = 40  # claims of a pair that are still repeated
AT_LEAST_WORDS = 250
Said = tuple[str, dict[str, Any], dict[str, str]]  # the sentence, the slots, and the words by which slots were read


@dataclass
class Reading:
    """What a reader returns."""

    statements: list[Statement]
    gaps: list[Gap] = field(default_factory=list)
    language: str | None = "en"


@dataclass(frozen=True)
class Claim:
    """What is claimed, before it is worded: all that its wordings have in common."""

    kind: str
    a: tuple[str, str]
    b: tuple[str, str]
    day: date
    amount: float
    goods: tuple[tuple[str, str], ...]
    firms: tuple[str, str]
    shape: int  # chooses the measure, the status ...
    period: Period


class Press:
    """Endless press from FIRST_DAY on, in the order of its days."""

    def __init__(self, seed: int = 11) -> None:
        self._rng = Random(seed)
        self._recent: dict[tuple[str, str], deque[Claim]] = {}
        self._known_firms: list[str] = []
        self._outlets = [f"{self._word(2)} {kind}" for kind in ("Times", "Business", "Daily") for _ in range(80)]

    def reports(self, count: int) -> Iterator[tuple[Report, Reading]]:
        """Reports with their readings, the first `count` of them spread over the whole time and the others on its last
        day; a reprint is the same report with another outlet and day."""
        days = (LAST_DAY - FIRST_DAY).days
        last: deque[tuple[Report, Reading]] = deque(maxlen=50)
        for number in itertools.count():
            day = FIRST_DAY + timedelta(days=min(number * days // count, days))
            if last and self._rng.random() < REPRINTED:
                report, reading = self._rng.choice(last)
                copy = self._report(report.text, report.title or "", day)
                yield copy, reading
                continue
            last.append(self._story(day))
            yield last[-1]

    def _story(self, day: date) -> tuple[Report, Reading]:
        rng = self._rng
        pair = self._pair()
        claims = list(dict.fromkeys(self._claim(pair, day) for _ in range(1 + min(7, int(rng.expovariate(1 / 4))))))
        said = [self._say(claim) for claim in claims]
        text, places = self._text([sentence for sentence, _, _ in said], pair)
        report = self._report(text, _title(rng, claims[0]), day)
        speaker = self._speaker(pair)
        statements = [
            self._statement(report, claim, one, places[one[0]], speaker)
            for claim, one in zip(claims, said, strict=True)
        ]
        return report, Reading(statements)

    # What is claimed

    def _pair(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Two countries, the first of the list far more often than the last."""
        first, second = (int(len(LANDS) * self._rng.random() ** 1.8) for _ in "ab")
        if first == second:
            second = (first + 1) % len(LANDS)
        return LANDS[first], LANDS[second]

    def _claim(self, pair: tuple[tuple[str, str], tuple[str, str]], day: date) -> Claim:
        rng = self._rng
        recent = self._recent.setdefault((pair[0][0], pair[1][0]), deque(maxlen=REMEMBERED))
        if recent and rng.random() < REPEATED:
            return rng.choice(recent)
        kinds, shares = zip(*KIND_SHARES, strict=True)
        kind = rng.choices(kinds, shares)[0]
        goods = rng.sample(GOODS, rng.choice((1, 1, 2, 3))) if kind != "trade_flow" or rng.random() < 0.5 else []
        claim = Claim(
            kind, *pair, day, round(rng.lognormvariate(18, 1.6), -5) + 1e5, tuple(goods), (self._firm(), self._firm()),
            rng.randrange(1000), _period(rng, day),
        )  # fmt: skip
        recent.append(claim)
        return claim

    def _firm(self) -> str:
        """A firm: one that was in the news before, the oldest most often, or a new one."""
        rng = self._rng
        if self._known_firms and rng.random() < 0.7:
            return self._known_firms[int(len(self._known_firms) * rng.random() ** 3)]
        self._known_firms.append(f"{self._word(3)} {rng.choice(FIRMS)}")
        return self._known_firms[-1]

    def _word(self, syllables: int) -> str:
        return "".join(self._rng.choice(SYLLABLES) for _ in range(syllables)).capitalize()

    def _speaker(self, pair: tuple[tuple[str, str], tuple[str, str]]) -> Attribution:
        rng = self._rng
        speaker = Speaker(
            name=f"{self._word(2)} {self._word(3)}", role=rng.choice(OFFICES), organisation=f"Chamber of {pair[0][1]}"
        )
        return Attribution(
            agencies=(rng.choice(AGENCIES),) if rng.random() < 0.4 else (),
            speakers=(speaker,) if rng.random() < 0.3 else (),
            figure_source=rng.choice(SOURCES) if rng.random() < 0.3 else None,
        )

    # How it is worded

    def _say(self, claim: Claim) -> Said:
        return getattr(self, f"_say_{claim.kind}")(claim)  # type: ignore[no-any-return]  # found by its name: one a kind

    def _money(self, value: float) -> Amount:
        """The value as it is printed this time: to the last digit, or rounded one way or the other."""
        how = self._rng.random()
        if how < 0.6:
            return Amount(value=int(value), currency="USD", precision=100000, text=f"${value / 1e6:,.1f} million")
        digits = 10 ** max(5, len(str(int(value))) - 2)
        rounded = int(value // digits * digits)
        million = f"${rounded / 1e6:g} million"
        if how < 0.85:
            return Amount(value=rounded, currency="USD", qualifier="about", precision=digits, text=f"about {million}")
        return Amount(value=rounded, currency="USD", qualifier="over", precision=digits, text=f"over {million}")

    def _say_trade_flow(self, c: Claim) -> Said:
        rng = self._rng
        amount = self._money(c.amount)
        measure = ("turnover", "exports", "imports", "exports", "balance")[c.shape % 5]
        percent = c.shape % 61 - 20
        change = Change(percent=percent, text=f"{abs(percent)} percent") if rng.random() < 0.4 and percent else None
        grew = f", {change.text} {'more' if percent > 0 else 'less'} than before" if change else ""
        of_goods = f" of {_list(c.goods)}" if c.goods else ""
        opening = rng.choice(("", "The customs service said that ", "According to the report, "))
        if measure == "turnover":
            sides = f"between {c.a[1]} and {c.b[1]}"
            said = f"{opening}trade{of_goods} {sides} amounted to {amount.text} {c.period.text}{grew}."
            slots: dict[str, Any] = {"between": (c.a[0], c.b[0])}
        else:
            verb = rng.choice(("reached", "amounted to", "came to"))
            said = f"{opening}{c.a[1]}'s {measure}{of_goods} with {c.b[1]} {verb} {amount.text} {c.period.text}{grew}."
            slots = {"reporter": c.a[0], "partner": c.b[0]}
        slots |= {
            "measure": measure, "amount": amount, "period": c.period, "goods": _goods(c.goods), "change": change,
        }  # fmt: skip
        marks = {"amount": amount.text, "period": c.period.text, "measure": measure, "partner": c.b[1]}
        return said[0].upper() + said[1:], slots, marks | ({"change": change.text} if change else {})

    def _say_traded_goods(self, c: Claim) -> Said:
        said = f"{c.a[1]} mainly supplies {_list(c.goods)} to {c.b[1]}{self._tail()}."
        return said, {"origin": c.a[0], "destination": c.b[0], "goods": _goods(c.goods)}, {"goods": _list(c.goods)}

    def _say_deal(self, c: Claim) -> Said:
        amount = self._money(c.amount / 10)
        said = (
            f"{c.firms[0]} of {c.a[1]} and {c.firms[1]} of {c.b[1]} signed a contract for {_list(c.goods)} "
            f"worth {amount.text}{self._tail()}."
        )
        parties = (
            Party(name=c.firms[0], role="supplier", country=c.a[0]),
            Party(name=c.firms[1], role="buyer", country=c.b[0]),
        )
        slots = {
            "instrument": "contract", "status": ("signed", "planned", "delivered")[c.shape % 3], "parties": parties,
            "countries": (c.a[0], c.b[0]), "amount": amount, "goods": _goods(c.goods), "date": _day(c.day),
        }  # fmt: skip
        return said, slots, {"amount": amount.text, "goods": _list(c.goods), "parties": c.firms[0]}

    def _say_tender(self, c: Claim) -> Said:
        said = f"{c.firms[0]} announced a tender for {_list(c.goods)} from {c.b[1]}{self._tail()}."
        buyer = Party(name=c.firms[0], role="buyer", country=c.a[0])
        status = ("announced", "planned", "awarded")[c.shape % 3]
        slots = {"buyer": buyer, "goods": _goods(c.goods), "status": status, "date": _day(c.day)}
        return said, slots, {"buyer": c.firms[0], "goods": _list(c.goods)}

    def _say_event(self, c: Claim) -> Said:
        name = f"{FAIRS[c.shape % 8]} {c.day.year}"
        said = (
            f"{5 + c.shape % 80} companies of {c.a[1]} showed their goods at the fair {name} in {c.b[1]}{self._tail()}."
        )
        counts = (EventCount(n=5 + c.shape % 80, of="companies", country=c.a[0]),)
        slots = {
            "type": "exhibition", "name": name, "period": _day(c.day), "countries": (c.a[0], c.b[0]), "counts": counts,
        }  # fmt: skip
        return said, slots, {"name": name}

    def _say_restriction(self, c: Claim) -> Said:
        lifted = c.shape % 3 == 0
        did = "lifted" if lifted else "put in force"
        said = f"{c.a[1]} {did} its ban on {_list(c.goods)} from {c.b[1]}{self._tail()}."
        slots = {
            "type": "ban", "by": (c.a[0],), "on": (c.b[0],), "goods": _goods(c.goods), "date": _day(c.day),
            "status": "lifted" if lifted else "in force",
        }  # fmt: skip
        return said, slots, {"goods": _list(c.goods)}

    def _say_venture(self, c: Claim) -> Said:
        said = f"{c.firms[0]} assembles {_list(c.goods)} in {c.b[1]} together with {c.firms[1]}{self._tail()}."
        partners = (Party(name=c.firms[0], country=c.a[0]), Party(name=c.firms[1], country=c.b[0]))
        slots = {
            "partners": partners, "countries": (c.a[0], c.b[0]), "product": _goods(c.goods), "activity": "assembly",
        }  # fmt: skip
        return said, slots, {"partners": c.firms[0]}

    def _say_sales_mix(self, c: Claim) -> Said:
        percent = 5 + c.shape % 80
        said = f"{c.firms[0]} of {c.a[1]} sells {percent} percent of its {_list(c.goods)} to {c.b[1]}{self._tail()}."
        segment = Segment(market=c.b[1], country=c.b[0], share=SegmentShare(percent=percent, of="sales"))
        company = Party(name=c.firms[0], role="supplier", country=c.a[0])
        return said, {"company": company, "segments": (segment,), "markets": (c.b[0],)}, {"company": c.firms[0]}

    def _say_milestone(self, c: Claim) -> Said:
        said = f"{c.a[1]} and {c.b[1]} signed a treaty on {SECTORS[c.shape % 6]} {c.period.text}{self._tail()}."
        slots = {"type": "treaty", "countries": (c.a[0], c.b[0]), "date": c.period}
        return said, slots, {"date": c.period.text}

    def _tail(self) -> str:
        """What no two sentences have in common, as in the press."""
        rng = self._rng
        person = f"{self._word(2)} {self._word(3)}"
        return rng.choice(
            (f", {person} said", f", the {rng.choice(OFFICES)} {person} told reporters", f" near {self._word(3)}", "")
        )

    # The report around it

    def _report(self, text: str, title: str, day: date) -> Report:
        rng = self._rng
        outlet = self._outlets[int(len(self._outlets) * rng.random() ** 2)]
        url = (
            f"https://{outlet.replace(' ', '-').lower()}.example/{day:%Y/%m/%d}/{title[:40].replace(' ', '-').lower()}"
        )
        return make_report(
            text, title=title, published=day, outlet=outlet, url=f"{url}-{rng.randrange(10**6)}", language="en",
            source="bench.jsonl",
        )  # fmt: skip

    def _text(self, sentences: list[str], pair: Any) -> tuple[str, dict[str, int]]:
        """The sentences among others, in paragraphs, and where each begins."""
        rng = self._rng
        parts: list[str] = []
        places: dict[str, int] = {}
        at = words = 0
        left = list(sentences)
        while left or words < AT_LEAST_WORDS:
            if left and rng.random() < 0.6:
                sentence = left.pop(0)
                places.setdefault(sentence, at)
            else:
                sentence = rng.choice(AROUND).format(
                    office=rng.choice(OFFICES), sector=rng.choice(SECTORS), sector2=f"{self._word(2)} {self._word(2)}"
                )
            parts.append(sentence + ("\n\n" if rng.random() < 0.3 else " "))
            at += len(parts[-1])
            words += sentence.count(" ") + 1
        return "".join(parts), places

    def _statement(self, report: Report, claim: Claim, said: Said, at: int, speaker: Attribution) -> Statement:
        sentence, slots, marks = said
        spans: dict[str, tuple[tuple[int, int], ...]] = {}
        for slot, words in marks.items():
            if (start := sentence.find(words)) >= 0:
                spans[slot] = ((at + start, at + start + len(words)),)
        stance = ("planned", "target", "expected")[claim.shape % 3] if claim.shape % 12 == 0 else "stated"
        told = {name: slots[name] for name in SLOTS[claim.kind] if slots.get(name) is not None}
        return KINDS[claim.kind](  # type: ignore[return-value]  # every class of KINDS is a Statement
            id=statement_id(report.id, claim.kind, told, stance),
            reader=READER,
            report=ReportRef(
                id=report.id, source=report.source, url=report.url, title=report.title, outlet=report.outlet,
                published=report.published.isoformat() if report.published else None, language=report.language,
            ),
            evidence=Evidence(field="text", start=at, end=at + len(sentence), text=sentence),
            spans=spans,
            attribution=Attribution(
                outlet=report.outlet, agencies=speaker.agencies, speakers=speaker.speakers,
                figure_source=speaker.figure_source,
            ),
            stance=stance,  # type: ignore[arg-type]  # the table above names only stances that exist
            confidence=round(self._rng.uniform(0.5, 0.97), 3),
            **told,
        )  # fmt: skip


def _title(rng: Random, claim: Claim) -> str:
    about = claim.goods[0][0] if claim.goods else rng.choice(("trade", "customs", "growth", "investment"))
    return rng.choice(("{a} and {b} speak of {x}", "{x}: what {a} sells to {b}", "{b} looks to {a} for {x}")).format(
        a=claim.a[1], b=claim.b[1], x=about
    )


def _list(goods: tuple[tuple[str, str], ...]) -> str:
    names = [name for name, _ in goods]
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _goods(goods: tuple[tuple[str, str], ...]) -> tuple[Good, ...]:
    return tuple(Good(text=name, hs=(code,), hs_edition="2022", confidence=0.9) for name, code in goods)


def _day(day: date) -> Period:
    return Period(start=day.isoformat(), end=day.isoformat(), edtf=day.isoformat(), text=f"on {day:%d} {day:%B}")


def _period(rng: Random, day: date) -> Period:
    """The year before, or the year so far up to a month."""
    year = day.year - 1
    if rng.random() < 0.6:
        return Period(start=f"{year}-01-01", end=f"{year}-12-31", edtf=f"{year}", text=f"in {year}")
    month = rng.choice(MONTHS)
    number = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
              "November").index(month) + 1  # fmt: skip
    end = (date(year, number + 1, 1) - timedelta(days=1)).isoformat()
    return Period(
        start=f"{year}-01-01", end=end, edtf=f"{year}-01/{year}-{number:02}", text=f"in January-{month} {year}"
    )
