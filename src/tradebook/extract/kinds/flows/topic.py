"""What a report is about, kept over its sentences: the one place from which a phrase takes what it leaves open.

Two scopes are kept, each with sides, measure and goods. The **base** is what the report has settled on; a bare noun
("exports fell 4%") means it. The **focus** is the flow told last; what only points back ("it", "the figure", "of
this", "those to China") means that one. A narrower flow, of one partner or one good, told after the whole, is an
excursion: the focus goes there, the base stays. docs/reading.md has the rules by slot.
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Place, Sentence
from tradebook.extract.kinds.flows.acting import subject_of
from tradebook.extract.kinds.flows.crops import akin, crop_before, is_kind_of, same_goods, wider
from tradebook.extract.kinds.flows.differences import is_another
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.home import home_of
from tradebook.extract.kinds.flows.noted import noted_in
from tradebook.extract.kinds.flows.scope import Scope as Scope
from tradebook.extract.kinds.flows.settled_on import Settled as Settled
from tradebook.extract.kinds.flows.settled_on import (
    about,
    buys_of_all,
    buys_the_good,
    goes_back,
    goes_to,
    in_contrast,
    is_part_of_whole,
    is_way_back,
    only_measures,
    seen_from_home,
    tells_of_the_same,
    tells_sides,
)
from tradebook.extract.kinds.flows.sides import WORLD, Sides
from tradebook.extract.kinds.flows.still_told import (
    is_a_kind_of,
    is_part_of_focus,
    lists_other_goods,
    told_in_general,
)
from tradebook.extract.kinds.flows.stories import stories_of
from tradebook.extract.kinds.flows.theme import theme_of, weighs_the_theme
from tradebook.extract.kinds.flows.wares import counts_goods, goods_behind_figure
from tradebook.places import is_group
from tradebook.statement import Amount, Good, Measure, Period

REACH = 3
"""How many sentences a flow stays what is spoken of."""
_ASIDE = 3  # so many sentences on other things may stand between
_TRADE = frozenset({"flow", "supply", "fverb", "traded", "partner_noun", "earning", "earnings", "goods_word"})


class Topic:
    """What the report has been speaking of before the sentence that is read; where it holds several stories, `story` is
    the one that this is the topic of.

    `base` and `focus` are the scopes, `trade` the sentence that told last of trade between two countries as a whole
    (`whole` its scope); `about` the countries of the headline or, where that names none, of the lead; `pair`,
    `subject`, `group`, `area` what the sentences name without a flow; `halves` the last exports and imports of all
    goods, `sums` what they came to; `market` the ranking that goes on, `ranked` that of goods, `unit` the sum or weight
    told last, `two` the two flows that the sentence before told, `last` those
    of its latest time, `figures` the sums told with a partner. Times stand
    in `last_period`, `period` and so on; `periods` resolves them; `outer` is the time that a paragraph comes back to
    when it ends, after a month of it alone; `ahead` that of the last forecast, with whose it is."""

    def __init__(self, document: Document, story: Document) -> None:
        self.document = document
        self.story = story
        self.base: Scope | None = None
        self.focus: Scope | None = None
        self.trade: Sentence | None = None
        self.whole: Scope | None = None
        self.first_goods: tuple[Good, ...] | None = None
        self.halves: dict[Measure, tuple[Sides, Sentence]] = {}
        self.of_all: dict[Measure, tuple[Sides, Sentence]] = {}  # the last of them that are with all the world
        self.sums: dict[Measure, Amount] = {}
        self.about = about(story)
        self.pair: tuple[str, ...] = ()
        self.pair_sentence: Sentence | None = None
        self.subject: str | None = None
        self.subject_sentence: Sentence | None = None
        self.group: str | None = None
        self.area: Place | None = None
        self.market: Any = None
        self.market_period: Period | None = None
        self.market_seen: Sentence | None = None
        self.ranked: tuple[Measure, tuple[str, str], Sentence] | None = None
        self.last_period: Item | None = None
        self.period: Period | None = None
        self.period_countries: list[str] = []
        self.period_sentence: Sentence | None = None
        self.seen_period: Item | None = None
        self.seen_sentence: Sentence | None = None
        self.stretches: dict[int, Period] = {}
        self.outer: tuple[Item, Period, Sentence, list[str]] | None = None
        self.farm_year: Period | None = None
        self.sharing: Sentence | None = None  # told the share of one partner and nothing else
        self.viewpoints: dict[frozenset[str], dict[str, set[str]]] = {}  # whose halves of the trade of two were told
        self.compared: tuple[Period, Period, Sentence, str | None] | None = None  # see `earlier_again`
        self.ahead: tuple[Period, str | None, Sentence] | None = None
        self.unit: Item | None = None
        # the index of a clause, its time, and what its growth is compared with
        self.clause: tuple[int, Item | None, Item | None] = (-1, None, None)
        self.two: list[Draft] = []
        self.last: list[Draft] = []
        self.figures: dict[tuple[str, str, str, str], Amount] = {}
        self._office: str | None = None
        self._home: str | None = None

    # -- what the sentences name --------------------------------------------------------------------------------------

    def enter(self, sentence: Sentence) -> None:
        """Take note of the countries of a sentence before its flows are read."""
        self._come_back(sentence)
        if self.outer is not None and sentence.paragraph != self.outer[2].paragraph:
            item, self.period, told, self.period_countries = self.outer
            # as if told by the last sentence of its paragraph, so that it reaches as far
            self.last_period, self.period_sentence, self.outer = item, self.period_sentence or told, None
        noted = noted_in(sentence)
        self.group = noted.group or self.group
        self.area = self.area or noted.area
        if noted.pair:
            self.pair, self.pair_sentence = noted.pair, sentence

    def _come_back(self, sentence: Sentence) -> None:
        """Turn back, where a paragraph begins, from one direction to the trade between the two: its "it" means that."""
        focus, whole = self.focus, self.whole
        if focus is None or whole is None or self.trade is None or focus.measure not in {"exports", "imports"}:
            return
        if sentence.paragraph > focus.sentence.paragraph and set(focus.sides.pair) == set(whole.sides.pair):
            self.focus = replace(whole, sentence=focus.sentence)

    def label(self, here: Sentence) -> Place | None:
        """The place that opens the paragraph of a sentence as its label: "Asia: The deficit fell"."""
        first = here
        while first.index and self.document.sentences[first.index - 1].paragraph == here.paragraph:
            first = self.document.sentences[first.index - 1]
            if here.index - first.index > REACH:
                return None
        k = 1 if first.items and first.items[0].lower in {"*", "-", "–", "•", "·"} else 0
        labelled = len(first.items) > k + 2 and first.items[k].kind == "PLACE" and first.items[k + 1].lower == ":"
        return first.items[k].value if labelled else None

    def leave(self, sentence: Sentence) -> None:
        """Take note of the subject and the period of a sentence after its flows were read."""
        noted = noted_in(sentence)
        if noted.period is not None and not self._is_passed_over(sentence):
            self.seen_period, self.seen_sentence = noted.period, sentence
        # a demonym only says whose something is: it serves where no country was the subject yet
        subject = noted.first if self.subject is None else noted.subject
        if subject is not None:
            self.subject, self.subject_sentence = subject, sentence

    def _is_passed_over(self, sentence: Sentence) -> bool:
        """Whether the time of a sentence is that of other things, with no trade behind it in its paragraph, and one of
        trade has been told: "The minister took office in 2016. ¶ Exports in the eight months"."""
        seen = self.seen_sentence
        if seen is None or seen.cues.isdisjoint(_TRADE) or not sentence.cues.isdisjoint(_TRADE):
            return False
        if seen.paragraph >= sentence.paragraph:
            return False
        for behind in self.document.sentences[sentence.index + 1 :]:
            if behind.paragraph != sentence.paragraph:
                break
            if not behind.cues.isdisjoint(_TRADE):
                return False
        return True

    @property
    def reporting_country(self) -> str | None:
        """The country of the one office that gives the figures of a report which names no country else: "May beef
        exports rose, the U.S. Meat Export Federation said"."""
        office = self.office_country
        alone = office is not None and not {c for c in self.story.countries if not is_group(c)} - {office}
        return office if alone else None

    @property
    def office_country(self) -> str | None:
        """The one country whose offices a report names, whatever other countries it speaks of."""
        if self._office is None:
            offices = {
                str(item.value.country)
                for sentence in self.story.sentences
                if "ORG" in sentence.kinds
                for item in sentence.items
                if item.kind == "ORG" and item.value.country
            }
            self._office = offices.pop() if len(offices) == 1 else ""
        return self._office or None

    @property
    def home(self) -> str | None:
        """The one country whose statistics the report tells, also where only a later sentence says so."""
        if self._home is None:
            self._home = home_of(self.story) or ""
        return self._home or None

    def near(self, sentence: Sentence | None, here: Sentence, reach: int = REACH) -> bool:
        """Whether a sentence before is near enough to be still what is spoken of."""
        if sentence is None:
            return False
        if sentence.headline:
            return here.paragraph <= 1
        apart = here.index - sentence.index
        return apart <= reach or (reach > 1 and apart - self._beside(sentence, here) <= reach)

    def _beside(self, sentence: Sentence, here: Sentence) -> int:
        """How many sentences between two that speak of trade stand in paragraphs on other things, which do not count:
        "China's imports of soybeans rose. ¶ The population is 1.4 billion. ¶ Arrivals from Brazil fell"."""
        between = self.document.sentences[sentence.index + 1 : here.index]
        if len(between) > 2 * _ASIDE or here.cues.isdisjoint(_TRADE):
            return 0
        told = {s.paragraph for s in between if not s.cues.isdisjoint(_TRADE)} | {sentence.paragraph, here.paragraph}
        return min(_ASIDE, sum(s.paragraph not in told for s in between))

    # -- the scopes ---------------------------------------------------------------------------------------------------

    def told(self, here: Sentence, reach: int = REACH) -> Scope | None:
        """The flow told last, where it is still near."""
        focus = self.focus
        return focus if focus is not None and self.near(focus.sentence, here, reach) else None

    def settled(self, here: Sentence, reach: int = REACH) -> Scope | None:
        """What the report has settled on, where a flow is still near."""
        return self.base if self.told(here, reach) is not None else None

    def take(self, settled: list[Settled], sentence: Sentence, *, told: bool) -> None:
        """Take note of the flows of a sentence; `told`: some of them with a figure."""
        if not settled:
            return
        if not told and told_in_general(settled, self.settled(sentence, 1)):
            self.go_on(sentence)
            return
        # supplies told in passing do not change what the report speaks of
        main = [(head, side) for head, side in settled if not head.supply and not head.echo]
        chosen = main or (settled if not told or self.told(sentence, 2) is None else [])
        chosen = [(head, side) for head, side in chosen if not only_measures(sentence, head)]
        if told and self.first_goods is None:
            self.first_goods = settled[0][0].goods
        if told and self.base is not None and lists_other_goods(settled, self.base, self.first_goods):
            self.focus = replace(self.base, sentence=sentence)
            return
        for head, side in chosen:
            self._settle(head, side, sentence, told)
        self._focus(settled, chosen, sentence, told)

    def begin(self, side: Sides, measure: Measure, sentence: Sentence) -> None:
        """Begin with what a ranking of partners tells."""
        self.base = self.focus = Scope(side, measure, (), sentence)

    def look_at(self, ranking: list[Draft], sentence: Sentence) -> None:
        """Turn to the one partner that a ranking tells of: "that country" means it; the base stays."""
        partners = {draft.get("partner") for draft in ranking}
        reporter, partner = ranking[0].get("reporter"), ranking[0].get("partner")
        if len(partners) == 1 and partner not in {None, WORLD} and reporter not in {None, WORLD}:
            goods = ranking[0].get("goods") or (self.focus.goods if self.focus is not None else ())
            self.focus = Scope(Sides(reporter, partner, confidence=0.7), ranking[0].slots["measure"], goods, sentence)

    def widen(self, told: list[Draft]) -> None:
        """Turn the base from one partner to all of them, where others share out the same trade: "China received 91
        percent, the US 3 percent"; trade between two as a whole stays what the report is about."""
        base = self.base
        if base is None or self.trade is not None or base.sides.partner in {None, WORLD} or base.sides.reporter is None:
            return
        same = [
            draft.get("partner")
            for draft in told
            if draft.get("share") is not None
            and (draft.get("reporter"), draft.get("measure")) == (base.sides.reporter, base.measure)
        ]
        others = {partner for partner in same if partner not in {None, WORLD, base.sides.partner}}
        if base.sides.partner in same and others:
            self.base = replace(base, sides=Sides(base.sides.reporter, WORLD, confidence=base.sides.confidence))

    def turn_to(self, owner: str, *, led: bool = False) -> None:
        """Turn to a country whose partners are listed, where the report has spoken of its trade with one of them from
        the other end ("Oman is Peru's main partner. Peru topped the list of countries importing Omani goods")."""
        base, focus = self.base, self.focus
        if base is None:
            return
        if owner in base.sides.between and base.measure == "turnover":
            self.base = replace(base, sides=Sides(owner, base.sides.other(owner), confidence=0.7))
            return
        ranked = focus is not None and focus.sides.pair == (base.sides.reporter, owner)
        if led and ranked and base.sides.partner == WORLD:
            self.base = replace(base, sides=Sides(owner, WORLD, confidence=0.7))
            return
        if base.sides.partner != owner or base.sides.reporter in {None, owner}:
            return
        if base.measure in {"turnover", "balance"}:
            self.base = replace(base, sides=base.sides.turned(), sign=-base.sign if base.sign else None)
        else:
            other: Measure = "imports" if base.measure == "exports" else "exports"
            self.base = replace(base, sides=Sides(owner, WORLD, confidence=0.7), measure=other)

    def pass_over(self, line: Sentence) -> None:
        """What was spoken of, and its time, stay so over a line of a list."""
        if self.focus is not None and self.near(self.focus.sentence, line):
            self.focus = replace(self.focus, sentence=line)
        if self.near(self.period_sentence, line, 4):
            self.period_sentence = line

    def go_on(self, sentence: Sentence) -> None:
        """What was spoken of stays so over a sentence that is none about it."""
        if self.focus is not None:
            self.focus = replace(self.focus, sentence=sentence)

    def goods_of(self, head: Head, here: Sentence) -> tuple[Good, ...]:
        """The goods of a flow that names none: what points back, supplies, sales and bare tonnages are of the goods
        told last; a bare noun ("exports rose to $2bn") is of the one good that the report has settled on."""
        if head.after is not None and head.after.goods:
            return head.after.goods
        told, base = self.told(here, 2), self.base
        if crop := self._crop(head, here, told):
            return crop
        if told is None or base is None:
            return self._theme(head, here)
        tonnage = "QTY" in here.kinds and ("AMT" not in here.kinds or _weighs(head, here))
        if head.after is not None:
            return head.after.goods
        if head.supply and (head.dest or head.elsewhere) and not tonnage and not base.goods:
            return ()  # "By country, shipments to China rose": of all goods, as the base
        if head.supply and here.paragraph > told.sentence.paragraph and tells_sides(head):
            return ()
        if head.echo or head.supply or tonnage:
            own = goods_behind_figure(here.items, head.last + 1, len(here.items))
            if (
                own is not None
                or goes_back(head, told)
                or ((head.verb or head.taking) and counts_goods(here.items, head.last + 1))
            ):
                return ()
            whole = len(base.goods) == 1 and base.measure == head.measure and not (head.echo or head.supply)
            if whole and told.goods and all(is_kind_of(base.goods[0], good) for good in told.goods):
                return base.goods  # "Robusta exports soared. |Brazil shipped| 43 million bags in the season"
            return told.goods or (() if head.echo or head.supply else self._theme(head, here))
        bare = not (head.total or head.coverage or head.excludes or head.two_way or head.verb or head.owner)
        if not bare or len(base.goods) != 1 or base.measure != head.measure:
            return ()
        if not same_goods(base.goods, self.first_goods) and base.sentence.paragraph != here.paragraph:
            return ()
        first = self.first_goods or ()
        if len(first) == 1 and not (head.dest or head.source) and wider(first[0], base.goods[0]):
            return first  # "farm exports were $45bn. Oil exports rose. In 2024 |exports| are seen at"
        acting = subject_of(here, head.first)
        return base.goods if acting is None or acting == base.sides.reporter else ()

    def _theme(self, head: Head, here: Sentence) -> tuple[Good, ...]:
        """The good that the report is about, where a flow only weighs."""
        if head.total or head.excludes or head.coverage or head.two_way or here.headline:
            return ()
        known = self.document.sentences
        before = known[here.index - 1] if 0 < here.index <= len(known) else None
        theme = theme_of(known)
        return theme if weighs_the_theme(here, before, theme) else ()

    def _crop(self, head: Head, here: Sentence, told: Scope | None) -> tuple[Good, ...]:
        """The good whose production or use is told before a bare noun that weighs, in its sentence or that before."""
        if head.verb or head.echo or head.supply or head.two_way or head.total or head.excludes or head.coverage:
            return ()
        if "QTY" not in here.kinds or "AMT" in here.kinds:
            return ()
        if found := crop_before(here.items, head.first):
            return found
        known = self.document.sentences
        before = known[here.index - 1] if 0 < here.index <= len(known) else None
        if before is None or before.headline != here.headline or (told is not None and told.sentence is before):
            return ()
        return crop_before(before.items, len(before.items))

    def _focus(self, settled: list[Settled], chosen: list[Settled], sentence: Sentence, told: bool) -> None:
        focus = self.focus
        goods = next((head.goods for head, _ in reversed(settled) if head.goods and not self._in_other_words(head)), ())
        lone = focus is not None and all(head.echo or head.supply for head, _ in settled)
        if focus is not None and lone and (not goods or is_part_of_focus(settled, sentence)):
            goods = focus.goods
        if chosen:
            last = chosen[-1][0]
            side = next((s for h, s in reversed(chosen) if h.sided or h.mutual), chosen[-1][1])
            mixed = len({head.measure for head, _ in settled}) > 1
            self.focus = Scope(side, last.measure, goods, sentence, told, last.sign, last.excludes, mixed)
        elif focus is not None:
            self.focus = Scope(focus.sides, focus.measure, goods, sentence, told, focus.sign, focus.excludes)

    def _settle(self, head: Head, side: Sides, sentence: Sentence, told: bool) -> None:
        """Make a flow the base, or leave the base where the flow is an excursion from it."""
        base = self.base
        two = {c for c in (side.reporter, side.partner, *side.between) if c and c != WORLD}
        if len(two) == 2 and head.measure == "turnover" and not head.loose:
            if base is not None and seen_from_home(base, side, sentence):
                side = side.turned()  # "Italy came first, with turnover with Kenya reaching", in a report on Kenya's
            self.trade = sentence
            self.whole = Scope(side, "turnover", (), sentence)
        elif base is not None and len(two) == 2 and is_part_of_whole(base, head, side, sentence):
            return
        elif base is not None and not told and head.verb and side.partner == base.sides.reporter:
            return  # "Thailand supplies Laos with diesel", in a report on what Laos sells
        elif base is None or (len(two) == 2 and two <= self.about and not buys_of_all(base, head, side)):
            pass
        elif side.partner == WORLD:
            if told and is_a_kind_of(base, head, side):
                return  # "garments came to $47 billion. Knitwear brought in $26 billion"
            named = head.sided or head.open_owner or head.total or (head.goods and base.goods)
            if (side.reporter == base.sides.reporter and not named) or buys_the_good(base, head, side):
                if told and not (head.goods or base.goods) and head.measure == base.measure:
                    self.base = replace(base, told=True)  # what the headline announced
                return
            self.trade = None
        elif tells_of_the_same(base, head, side, two):
            return
        elif side.reporter == base.sides.reporter and side.partner != base.sides.partner:
            if not self.trade:  # one after the other: of all of them
                side = Sides(side.reporter, WORLD, (), side.reporter_area, confidence=side.confidence)
            self.trade = None
        all_goods = base is not None and base.told and not base.goods and base.sides.reporter in two
        goods = () if all_goods else head.goods
        self.base = Scope(side, head.measure, goods, sentence, told, excludes=head.excludes)

    def partner_of(
        self, owner: str, head: Head, here: Sentence, before: list[Settled], *, anew: bool = False
    ) -> tuple[str, Sentence | None] | None:
        """The partner of a country's flow that names none, from the sentence's own flows before it or from the base; a
        country named `anew` trades with all the world, unless trade between the two is spoken of."""
        if head.measure == "balance" and is_another(self, owner, head, here):
            return None
        if head.total or (before and before[-1][0].total and before[-1][1].reporter == owner):
            return None  # "its total exports were $6bn and its imports $17bn"
        named = anew or (head.names_reporter and not (head.returns or head.loose or head.points_at_owner))
        for known, side in reversed(before):
            if (other := side.other(owner)) is not None and (not named or known.two_way):
                return other, None
            if side.reporter == owner and side.partner not in {None, WORLD} and is_way_back(known, head, here):
                return str(side.partner), None
        last = self.focus
        if last is not None and not before and here.joined and self._turns_round(last, owner, head, here):
            return str(last.sides.partner), last.sentence
        base = self.settled(here)
        if named and base is not None and before and in_contrast(before[-1], owner, head, base):
            return str(base.sides.reporter), None
        if named and not self.near(self.trade, here) and not self._halves_a_balance(here):
            return None
        of_all = base is not None and not base.told and base.measure != head.measure
        of_all = of_all and not (before or head.verb)
        if of_all and "country" in (head.open_owner or "") and not self.near(self.trade, here):
            return None  # "Cuba buys wheat from Oman. Sugar remains |the country's| leading export"
        if named and base is not None and self._is_shared_out(here, base):
            return None
        other = base.sides.other(owner) if base is not None else None
        if base is None or other is None:
            return None
        anew = bool(head.goods) and head.goods != base.goods
        anew = anew or (head.measure == "balance" and base.measure != "balance")  # mostly of all trade
        spoken = base.told or self.near(base.sentence, here, 1)
        if (anew or not spoken) and not self._holds_for_all(base, here):
            return None
        return other, base.sentence

    def _turns_round(self, last: Scope, owner: str, head: Head, here: Sentence) -> bool:
        """Whether a clause sets a country against itself as `_is_way_back` has it, behind the clause before."""
        if here.index != last.sentence.index + 1 or head.goods or not head.verb or last.mixed:
            return False
        if {last.measure, head.measure} != {"exports", "imports"}:
            return False
        if last.sides.reporter != owner or last.sides.partner in {None, WORLD}:
            return False
        between = self.document.report.text[last.sentence.end : here.start].lower()
        return here.field == "text" and ("while" in between or "whereas" in between)

    def _is_shared_out(self, here: Sentence, base: Scope) -> bool:
        """Whether what a country of the pair sold is shared out to others, in another paragraph than that of the pair:
        "Chile exported 400,000 tonnes of cherries. Most went to China (377,000 tonnes)"."""
        if here.paragraph <= base.sentence.paragraph:
            return False
        behind = self.document.sentences[here.index + 1 : here.index + 2]
        if any(s.paragraph == here.paragraph and goes_to(s, base) for s in behind):
            return True
        return any(
            item.kind == "PLACE" and not is_group(item.value.code) and item.value.code not in base.sides.pair
            for sentence in (here, *behind)
            if sentence.paragraph == here.paragraph and not sentence.kinds.isdisjoint({"AMT", "QTY", "PCT"})
            for item in sentence.items
        )

    def _halves_a_balance(self, here: Sentence) -> bool:
        """Whether both exports and imports are told right behind a balance between two: "Serbia had a surplus of $1.1
        billion with CEFTA. Serbia's exports were $2.4 billion and its imports $1.3 billion"."""
        return self.base is not None and bool(self.base.sides.pair) and self._halves(here, self.base)

    def halves_with_unknown(self, here: Sentence) -> bool:
        """The same behind a balance with somebody whom no table knows ("with nine regional countries")."""
        side = self.base.sides if self.base is not None else None
        unknown = side is not None and side.partner is None and not side.between
        return unknown and self.base is not None and self._halves(here, self.base)

    def _halves(self, here: Sentence, base: Scope) -> bool:
        if base.measure != "balance" or not base.told or here.index - base.sentence.index > 2:
            return False
        if self.focus is None or self.focus.measure != "balance":
            return False
        return {"exports", "imports"} <= {item.cue("flow") for item in here.items if item.kind == "CUE"}

    def _holds_for_all(self, base: Scope, here: Sentence) -> bool:
        """Whether trade between the two is the theme, so that a good named anew is of it too."""
        in_place = self.trade is not None and base.sentence.paragraph == here.paragraph
        return in_place or set(base.sides.pair) <= self.about

    def _in_other_words(self, head: Head) -> bool:
        """Whether the goods of a supply without a direction are those of the report in other words ("the bean
        shipments" in one on coffee)."""
        if not head.supply or head.sided or self.base is None or not self.base.goods:
            return False
        coded = any(good.hs for good in head.goods) and any(good.hs for good in self.base.goods)
        return not coded or akin(head.goods, self.base.goods)


def _weighs(head: Head, here: Sentence) -> bool:
    """Whether a weight is the object of a verb: "Oman sold it |31,000 tonnes|, worth $12 million"."""
    return head.verb and any(item.kind == "QTY" for item in here.items[head.at + 1 : head.at + 3])


def topics_of(document: Document) -> list[Topic]:
    """For each sentence of a report the topic of the story that it belongs to."""
    numbers = stories_of(document)
    if not any(numbers):
        return [Topic(document, document)] * len(numbers)
    told = [[s for s, n in zip(document.sentences, numbers, strict=True) if n == k] for k in range(max(numbers) + 1)]
    topics = [Topic(document, document.part(sentences)) for sentences in told]
    return [topics[n] for n in numbers]
