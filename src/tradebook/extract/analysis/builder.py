"""One sentence's tokens -> items: periods first, then figures, then the lexicon's longest phrase, else a plain word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from tradebook import goods
from tradebook.extract.analysis.counted import with_groups
from tradebook.extract.analysis.members import carry_units
from tradebook.extract.analysis.millions import carry_millions
from tradebook.extract.analysis.packed import join_packs
from tradebook.extract.analysis.pairs import carry_back, carry_scales, join_between
from tradebook.extract.analysis.pointed import with_the_latter
from tradebook.extract.analysis.qualified import may_qualify, qualify
from tradebook.extract.analysis.revised import revised_in_front
from tradebook.extract.analysis.wording import with_head, with_modifiers
from tradebook.extract.entries import Entry
from tradebook.extract.items import Cue, GoodMention, Item
from tradebook.extract.lexicon import Node, lookup, phrases_from, spelt_as, tree
from tradebook.extract.mentions.figures import FigureReader, figure_openers
from tradebook.extract.mentions.periods import AFTER_THE, PeriodReader, period_openers
from tradebook.extract.mentions.units import SIGNS, currency_before
from tradebook.extract.tables import rows
from tradebook.extract.tokens import Token
from tradebook.places import is_group
from tradebook.statement import Good

# What a word may begin, as bits
_PERIOD, _FIGURE = 1, 2
_NUMBER = _PERIOD | _FIGURE


# What before a period says no more than "in", so that the grammars need not know it
_INSIDE = frozenset({"during", "throughout"})
_BEHIND_WARE = frozenset(
    "and , . ; from in for are were have has is was made produced assembled worth together at with by jointly".split()
)


class _Opening(NamedTuple):
    """What a word may begin: a period or a figure (as bits), phrases of the lexicon (its node in the tree); `cue`
    where alone it is a cue and nothing else."""

    bits: int
    node: Node | None
    cue: Cue | None


@cache
def _openings() -> dict[str, _Opening]:
    """All words that may begin a period, a figure or a phrase of the lexicon; any other word is a plain one."""
    periods, figures, phrases = period_openers(), figure_openers(), tree()
    found: dict[str, _Opening] = {}
    for word in phrases.keys() | periods | figures:
        node = phrases.get(word)
        bits = (_PERIOD if word in periods else 0) | (_FIGURE if word in figures else 0)
        found[word] = _Opening(bits, node, _only_cue(node) if node is not None else None)
    return found


def _only_cue(node: Node) -> Cue | None:
    """The cue that the phrase of a node is, None where it may also be a place or a good, or is none at all."""
    cue = None
    for entry in node.entries:
        if entry.cue is None:
            return None
        cue = entry.cue
    return cue


_MAKES = frozenset(
    "make makes making produce produces producing manufacture manufactures manufacturing assemble assembles assembling "
    "build builds building for".split()
)
_MAKERS = frozenset(
    "maker makers producer producers manufacturer manufacturers importer exporter trader company firm group plant "
    "factory giant".split()
)
MAKING = frozenset("made grown produced manufactured assembled built".split())


def build(
    text: str,
    tokens: Sequence[Token],
    *,
    today: date | None,
    decimal_comma: bool,
    local: dict[str, str],
    titled: bool = False,
) -> list[Item]:
    """The items of one sentence of the field `text`, names not yet chunked; the rest as in `Document`. `titled` is a
    headline with a capital at every word: there a capital makes no good a name."""
    builder = _Builder(text, tokens, today, decimal_comma, local)
    builder.titled = titled
    items = builder.items()
    if builder.points:
        items = with_the_latter(text, items)
    if builder.groups:
        items = with_groups(text, items)
    figures = builder.figures_put
    if not figures:
        return items
    if len(figures) > 1 and any(token.lower == "revised" for token in tokens):
        items = revised_in_front(items)
    items = join_between(text, qualify(text, items) if builder.qualified else items)
    if len(figures) > 1:
        items = carry_scales(items)
    if "NUM" in figures:
        if "QTY" in figures:
            items = join_packs(text, items)
        items = carry_units(carry_back(items) if "AMT" in figures else items)
        if len(figures) > 1 and carry_millions(items):
            items = carry_scales(items)  # "from 889.2 million in April and |903.2| in May"
    return items


class _Builder:
    def __init__(
        self, text: str, tokens: Sequence[Token], today: date | None, decimal_comma: bool, local: dict[str, str]
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.figures = FigureReader(text, tokens, decimal_comma=decimal_comma, local=local)
        self.periods = PeriodReader(text, tokens, today)
        self.out: list[Item] = []
        self.figures_put: list[str] = []  # the kinds of the figures
        self.qualified = False  # whether one of them stands behind what may qualify it
        self.titled = False
        self.points = False  # whether "the latter" stands there
        self.groups = False  # whether a group of countries does

    def items(self) -> list[Item]:
        tokens, put, opening_of = self.tokens, self.out.append, _openings().get
        size = len(tokens)
        i = 0
        while i < size:
            token = tokens[i]
            stop = None
            if token.kind == "w":
                opening = opening_of(token.lower)
                if opening is None:  # most words are plain ones
                    if token.lower == "latter":
                        self.points = True
                    put(token)
                    i += 1
                    continue
                bits, node, cue = opening
                if not bits and cue is None and node is not None and not node.entries:  # or only open a phrase
                    if i + 1 < size and tokens[i + 1].lower in node and (behind := self._phrase(i, node)) is not None:
                        i = behind
                    else:
                        put(token)
                        i += 1
                    continue
                if bits and (token.lower != "the" or (i + 1 < size and _may_open(tokens[i + 1]))):
                    stop = self._read(i, bits)
                    if stop == i + 1 and node is not None and self.out[-1].kind == "NUM":
                        stop = self._phrase_rather(i, node)
                if stop is None and node is not None:
                    if i + 1 < size and tokens[i + 1].lower in node:
                        stop = self._phrase(i, node)
                    elif cue is not None:
                        put(Item("CUE", token.start, token.end, token.text, token.lower, cue))
                        i += 1
                        continue
                    elif node.entries:
                        stop = self._phrase(i, node)
            elif token.kind == "n":
                stop = self._read(i, _NUMBER)
            elif token.text in SIGNS:
                stop = self._read(i, _FIGURE)
            else:
                put(token)
                i += 1
                continue
            if stop is None:
                put(token if token.kind == "w" else Item("w", token.start, token.end, token.text, token.lower))
                stop = i + 1
            i = stop
        return self.out

    def _read(self, i: int, bits: int) -> int | None:
        """Put out the period or figure at token `i`, of the sorts that `bits` names: the index behind it, or None."""
        if bits & _PERIOD:
            found = self.periods.read(i)
            if found is not None and not self._figure_rather(i, found[0]):
                before = self.out[-1] if self.out else None
                if before is not None and (
                    before.lower in _INSIDE or (before.lower == "over" and self._runs(found[0]))
                ):
                    before.lower = "in"
                self.out.append(found[0])
                return found[1]
        if bits & _FIGURE:
            figure = self.figures.read(i)
            if figure is not None and self._broken_off(i):
                figure = self._mended(figure)
            if figure is not None:
                self._put_figure(figure[0])
                return figure[1]
        return None

    def _runs(self, period: Item) -> bool:
        """Whether "over" before a period is no comparison: "over the course of 2022", "came to $5m over 2022"."""
        if period.lower.startswith(("the course", "the whole", "the entire")):
            return True
        mention = period.value
        told = mention.relation in {"same_in_year", "year_earlier"} or (
            mention.relation is None and mention.period.start is not None
        )
        if not told or mention.cue is not None:
            return False
        return "PCT" not in self.figures_put and not any(t.kind == "FAC" or t.is_("rise") for t in self.out)

    def _put_figure(self, figure: Item) -> None:
        self.figures_put.append(figure.kind)
        self.qualified = self.qualified or (bool(self.out) and may_qualify(self.out[-1]))
        self.out.append(figure)

    def _broken_off(self, i: int) -> bool:
        """Whether the number at token `i` may be the end of one that a slip broke: "32, 979 tonnes" are hardly 979."""
        token = self.tokens[i]
        whole = token.text.partition(".")[0]
        if len(self.out) < 2 or len(whole) != 3 or not whole.isdigit():
            return False
        number, comma = self.out[-2:]
        glued = number.end == comma.start and comma.end < token.start
        return comma.lower == "," and glued and number.kind == "NUM" and number.text.isdigit() and len(number.text) < 4

    def _mended(self, figure: tuple[Item, int]) -> tuple[Item, int] | None:
        """The weight "86, 288 tons" as the one number that it is; nothing where no unit makes it sure."""
        item, stop = figure
        quantity = item.value
        if item.kind != "QTY" or quantity.value is None:
            return None
        number = self.out[-2]
        del self.out[-2:]
        text = self.text[number.start : item.end]
        whole = replace(quantity, value=int(number.value.low) * 1000 + quantity.value, text=text)
        return Item("QTY", number.start, item.end, text, text.lower(), whole), stop

    def _figure_rather(self, i: int, period: Item) -> bool:
        """Whether a lone four-digit year is a figure after all: a currency before or a unit behind it."""
        if not period.value.bare_year or self.tokens[i].kind != "n":
            return False
        if self.out and self.out[-1].text in SIGNS:
            return True
        figure = self.figures.read(i)
        return figure is not None and figure[0].kind in {"AMT", "QTY", "PCT"}

    # -- words of the lexicon ---------------------------------------------------------------------------------------

    def _phrase(self, i: int, node: Node) -> int | None:
        for entries, stop in phrases_from(node, self.tokens, i):
            item = self._choose(entries, i, stop)
            if item is None:
                continue
            self.out.append(item)
            if item.kind in ("DEM", "PLACE"):
                self.groups = self.groups or is_group(item.value.code)
                return self._with_making(item, stop)
            if item.kind != "GOOD":
                return stop
            stop = with_head(self.text, self.tokens, item, stop)
            with_modifiers(self.text, self.out)
            return stop
        return None

    def _with_making(self, item: Item, stop: int) -> int:
        """Take up "-made" behind a country: "Chinese-made cars" are Chinese cars. The index behind."""
        tokens = self.tokens
        if stop + 1 >= len(tokens) or tokens[stop].text != "-" or tokens[stop + 1].lower not in MAKING:
            return stop
        if tokens[stop].start != item.end or tokens[stop + 1].start != tokens[stop].end:
            return stop
        item.end = tokens[stop + 1].end
        item.text = self.text[item.start : item.end]
        item.lower = item.text.lower()
        return stop + 2

    def _phrase_rather(self, i: int, node: Node) -> int:
        """Put out the phrase that begins with the number word just read ("two-way"), where there is one, in its place:
        the index behind what was put out."""
        number = self.out.pop()
        if (
            i + 1 < len(self.tokens)
            and self.tokens[i + 1].lower in node
            and (stop := self._phrase(i, node)) is not None
        ):
            return stop
        self.out.append(number)
        return i + 1

    def _choose(self, entries: Sequence[Entry], i: int, stop: int) -> Item | None:
        """What a phrase with several meanings is here: a place spelt as such, else a cue, else a good."""
        cue = good = None
        for entry in entries:
            if entry.place is not None and (entry.adjective or not self._trade_of(entry, entries, i, stop)):
                # a demonym before a name is one still ("Polish Borivos")
                fits = not entry.needs_context or entry.adjective or self._place_in_context(i, stop)
                if spelt_as(entry, self.tokens, i) and fits and not self._other_than_a_place(i, stop):
                    return self._item("DEM" if entry.adjective else "PLACE", i, stop, entry.place)
            elif entry.cue is not None:
                cue = None if "target" in entry.cue.classes and self._noun_of_growth(stop) else entry.cue
            elif entry.good is not None:
                good = entry.good
        if cue is not None and good is not None and self._counted(i):
            return None  # "two patrol ships"
        if cue is not None and (good is None or not self._as_ware(i, stop)):
            return self._item("CUE", i, stop, cue)
        capital = i and not self.titled and self.tokens[i].text[0].isupper()
        if good is None or (capital and self._capital_run(i, stop)) or self._is_no_ware(i, stop):
            return None
        named = Good(
            text=self.text[self.tokens[i].start : self.tokens[stop - 1].end],
            hs=good.codes,
            hs_edition=goods.HS_EDITION,
            confidence=good.confidence,
        )
        return self._item("GOOD", i, stop, GoodMention(named, ambiguous=good.ambiguous))

    def _noun_of_growth(self, stop: int) -> bool:
        """Whether what ends at `stop` with "to" is a noun: "a 5% increase to", "recorded an increase to"."""
        before = self.out[-1] if self.out and self.tokens[stop - 1].lower == "to" else None
        return before is not None and (before.kind == "PCT" or before.lower in {"a", "an"})

    def _trade_of(self, town: Entry, entries: Sequence[Entry], i: int, stop: int) -> bool:
        """Whether a town's name that is a ware too opens the sentence before a word for firms: "Tyre producer X"."""
        if i or not town.needs_context or stop >= len(self.tokens):
            return False
        if not any(entry.good is not None for entry in entries):
            return False
        return self.tokens[stop].lower in _MAKERS

    def _counted(self, i: int) -> bool:
        """Whether the word at `i` ends what a number counts: "two patrol |ships|", "six container |ships|"."""
        out = self.out
        if out and out[-1].kind == "QTY":
            return out[-1].value.unit.islower() and self.tokens[i].lower == "ships"
        return (
            len(out) > 1
            and out[-1].kind == "w"
            and out[-1].text.islower()
            and out[-2].kind == "NUM"
            and self.tokens[i].lower.endswith("s")
        )

    def _as_ware(self, i: int, stop: int) -> bool:
        """Whether a word that may be a verb is a ware: "Belarusian lifts are assembled", "cars, ships and scrap"."""
        before = self.out[-1] if self.out else None
        behind = self.tokens[stop].lower if stop < len(self.tokens) else "."
        if before is None or behind not in _BEHIND_WARE:
            return before is None and behind in {"are", "were"}
        if before.kind == "DEM" or before.lower == "of" or before.lower.rsplit(" ", 1)[-1] in _MAKES:
            return True
        listed = before.lower in {"and", ","} and len(self.out) > 1 and self.out[-2].kind == "GOOD"
        return listed and behind not in {"have", "has", "for"}

    def _is_no_ware(self, i: int, stop: int) -> bool:
        """Whether a ware's word is none here: "the ban dates from 2013", "dates back to May", "the co-chairs", "by all
        means of transport"."""
        tokens = self.tokens
        if i > 1 and tokens[i - 1].text == "-" and tokens[i - 2].lower in {"co", "vice"}:
            return True
        if tokens[i].lower == "means" and i and tokens[i - 1].lower in {"all", "any", "other", "by"}:
            return True
        if tokens[i].lower != "dates" or stop + 1 >= len(tokens):
            return False
        return tokens[stop].lower == "back" or (tokens[stop].lower == "from" and tokens[stop + 1].text[0].isdigit())

    def _capital_run(self, i: int, stop: int) -> bool:
        """Whether a capitalised good stands in a run of capitals: then it is part of a name ("Inter Food")."""
        tokens = self.tokens
        following = tokens[stop] if stop < len(tokens) else None
        if _in_name(tokens[i - 1]):
            # "Qatari LNG", "Chinese EVs", "Pakistan LNG imports"; "Pakistan LNG" alone is a company
            before = self.out[-1].kind if self.out else ""
            traded = following is not None and following.lower in _TRADED
            short = stop == i + 1 and tokens[i].text.removesuffix("s").isupper()
            if not (short and (before == "DEM" or (before == "PLACE" and traded))):
                return True
        return following is not None and _in_name(following)

    def _place_in_context(self, i: int, stop: int) -> bool:
        """A place word that is also a name of people: not beside another capitalised plain word ("Michael Jordan")."""
        before = self.out[-1] if len(self.out) > 1 else None
        if (
            before is not None
            and before.kind == "w"
            and before.text[0].isupper()
            and before.lower != "the"  # which opens a quotation
            and before.end + 1 == self.tokens[i].start
        ):
            return False
        if stop < len(self.tokens) and _in_name(self.tokens[stop]) and self.tokens[stop].text.isalpha():
            return bool(lookup(self.tokens, stop))
        return True

    def _other_than_a_place(self, i: int, stop: int) -> bool:
        """Whether a place only names a currency ("in U.S. dollar terms"), what is left out ("non-EU countries") or a
        family ("Nawaf Al-Sabah")."""
        tokens = self.tokens
        if stop < len(tokens) and tokens[stop].lower in _money():
            return True
        if stop < len(tokens) and tokens[stop].text in SIGNS and tokens[i].lower == "the":
            return stop - i == 2 and currency_before(tokens, stop - 1) is not None  # "more than |the US $2 billion| of"
        if i < 2 or tokens[i - 1].text != "-" or tokens[i - 2].end + 1 != tokens[i].start:
            return False
        return tokens[i - 2].lower == "non" or (tokens[i - 2].text in {"Al", "El"} and _in_name(tokens[i - 3]))

    def _item(self, kind: str, i: int, stop: int, value: object) -> Item:
        start, end = self.tokens[i].start, self.tokens[stop - 1].end
        text = self.text[start:end]
        return Item(kind, start, end, text, text.lower(), value)


_TRADED = frozenset("export exports import imports shipment shipments delivery deliveries supplies trade".split())


@cache
def _money() -> frozenset[str]:
    """The nouns of currencies that a country's name may stand before; none that is also a verb or an adjective."""
    forms = {row["form"].lower() for row in rows("currencies")}
    return frozenset(word for word in forms if word.isalpha() and len(word) > 3) - {"marks", "real", "crowns", "soles"}


def _may_open(token: Token) -> bool:
    """Whether "the" before a token may begin a period."""
    return token.lower in AFTER_THE if token.kind == "w" else token.kind == "n" and len(token.text) <= 2


def _in_name(token: Token) -> bool:
    return token.kind == "w" and token.text[0].isupper() and not token.text.isupper()
