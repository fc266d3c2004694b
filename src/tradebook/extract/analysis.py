"""A report -> sentences with items. One pass: figures and periods by their readers, words by the lexicon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from tradebook import goods
from tradebook.extract.items import GoodMention, Item, Sentence
from tradebook.extract.lexicon import Entry, lookup, spelt_as, tree
from tradebook.extract.mentions.figures import SIGNS, Bare, FigureReader, figure_openers
from tradebook.extract.mentions.names import chunk_names
from tradebook.extract.mentions.numbers import plain
from tradebook.extract.mentions.periods import PeriodReader, period_openers
from tradebook.extract.tables import rows
from tradebook.extract.tokens import Stretch, Token, stretches, tokenize
from tradebook.report import Report
from tradebook.statement import Amount, Good, Quantity

_SCALE_WORDS = r"(?:mln|million|bln|bn|billion|thousand|percent|per cent|%|tonnes|tons|mn|crore)"
_DECIMAL_COMMA = re.compile(rf"\d,\d{{1,2}}\s?{_SCALE_WORDS}", re.IGNORECASE)
_DECIMAL_POINT = re.compile(r"\d\.\d{1,2}(?!\d|\.\d)")


class Document:
    """A report in sentences, with what holds for the whole of it.

    `sentences` in order, the title (field "title") first; `countries` counts the mentions of each country;
    `today` is the day of publication or None.
    """

    __slots__ = ("countries", "decimal_comma", "local", "report", "sentences", "today")

    def __init__(self, report: Report) -> None:
        self.report = report
        self.today: date | None = report.published
        text = report.text
        self.decimal_comma = bool(_DECIMAL_COMMA.search(text)) and not _DECIMAL_POINT.search(text)
        self.local = _local_currencies(text, report.outlet)
        self.sentences: list[Sentence] = []
        self.countries: dict[str, int] = {}


def analyse(report: Report) -> Document:
    """The sentences of a report with their items."""
    document = Document(report)
    for index, stretch in enumerate(stretches(report)):
        sentence = _sentence(document, index, stretch)
        document.sentences.append(sentence)
        for item in sentence.items:
            if item.kind in ("PLACE", "DEM"):
                code = item.value.code
                document.countries[code] = document.countries.get(code, 0) + 1
    return document


def _sentence(document: Document, index: int, stretch: Stretch) -> Sentence:
    field = document.report.text if stretch.field == "text" else document.report.title or ""
    tokens = tokenize(field, stretch.start, stretch.end)
    items = _Builder(document, field, tokens).items()
    items = chunk_names(items, field)
    return Sentence(
        stretch.field,
        index,
        stretch.paragraph,
        stretch.start,
        stretch.end,
        field[stretch.start : stretch.end],
        items,
        document.today.isoformat() if document.today else None,
    )


# -- currencies that the outlet's country gives a meaning ----------------------------------------------------------


@cache
def _local_rows() -> tuple[dict[str, str], ...]:
    return rows("local_currencies")


def _local_currencies(text: str, outlet: str | None) -> dict[str, str]:
    """What a currency word shared by several countries means in this report: "Rs" in a Pakistani one is PKR.

    Told by the words of the text: where the row's country word stands in it and the default's does not."""
    local: dict[str, str] = {}
    for row in _local_rows():
        if row["default"] in local:
            continue
        if any(word in text for word in row["words"].split("|")) and not any(
            w in text for w in row["unless"].split("|") if w
        ):
            local[row["default"]] = row["code"]
    return local


@cache
def _openers() -> frozenset[str]:
    """All words that may begin a period, a figure or a phrase of the lexicon; any other word is a plain one."""
    return frozenset(tree()) | period_openers() | figure_openers()


# -- building the items --------------------------------------------------------------------------------------------


class _Builder:
    def __init__(self, document: Document, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.figures = FigureReader(text, tokens, decimal_comma=document.decimal_comma, local=document.local)
        self.periods = PeriodReader(text, tokens, document.today)
        self.out: list[Item] = []

    def items(self) -> list[Item]:
        tokens, out, openers = self.tokens, self.out, _openers()
        size = len(tokens)
        i = 0
        while i < size:
            token = tokens[i]
            if token.cls == "p" and token.text not in SIGNS:
                out.append(Item("p", token.start, token.end, token.text, token.text))
                i += 1
            elif token.cls == "w" and token.lower not in openers:
                out.append(Item("w", token.start, token.end, token.text, token.lower))
                i += 1
            else:
                i = self._next(i, token)
        return _carry_scales(_between(self.text, _qualified(self.text, out)))

    def _next(self, i: int, token: Token) -> int:
        found = self.periods.read(i)
        if found is not None and not self._figure_rather(i, found[0]):
            self.out.append(found[0])
            return found[1]
        figure = self.figures.read(i)
        if figure is not None:
            self.out.append(figure[0])
            return figure[1]
        if token.cls == "w":
            stop = self._word(i)
            if stop is not None:
                return stop
        self.out.append(Item("w", token.start, token.end, token.text, token.lower))
        return i + 1

    def _figure_rather(self, i: int, period: Item) -> bool:
        """Whether a lone four-digit year is a figure after all: a currency before or a unit behind it."""
        if not period.value.bare_year or not self.tokens[i].cls == "n":
            return False
        before = self.out[-1] if self.out else None
        if before is not None and before.text in SIGNS:
            return True
        figure = self.figures.read(i)
        return figure is not None and figure[0].kind in {"AMT", "QTY", "PCT"}

    # -- words of the lexicon ---------------------------------------------------------------------------------------

    def _word(self, i: int) -> int | None:
        for entries, stop in lookup(self.tokens, i):
            item = self._choose(entries, i, stop)
            if item is not None:
                self.out.append(item)
                if item.kind == "GOOD":
                    return self._finish_good(item, i, stop)
                return stop
        return None

    def _choose(self, entries: Sequence[Entry], i: int, stop: int) -> Item | None:
        cue = good = None
        for entry in entries:
            if entry.place is not None:
                if spelt_as(entry, self.tokens, i) and (
                    not entry.needs_context or self._place_in_context(i, stop, entries)
                ):
                    return self._item("DEM" if entry.adjective else "PLACE", i, stop, entry.place)
            elif entry.cue is not None:
                cue = entry.cue
            elif entry.good is not None:
                good = entry.good
        if cue is not None:
            return self._item("CUE", i, stop, cue)
        if good is not None and not (self.tokens[i].text[0].isupper() and i and self._capital_run(i, stop)):
            mention = GoodMention(
                Good(
                    text=self._wording(i, stop), hs=good.codes, hs_edition=goods.HS_EDITION, confidence=good.confidence
                ),
                ambiguous=good.ambiguous,
            )
            return self._item("GOOD", i, stop, mention)
        return None

    def _capital_run(self, i: int, stop: int) -> bool:
        """Whether a capitalised good stands in a run of capitals: then it is part of a name ("Inter Food")."""
        before = self.tokens[i - 1]
        after = self.tokens[stop] if stop < len(self.tokens) else None
        return (before.cls == "w" and before.text[0].isupper() and not before.text.isupper()) or (
            after is not None and after.cls == "w" and after.text[0].isupper() and not after.text.isupper()
        )

    def _place_in_context(self, i: int, stop: int, entries: Sequence[Entry]) -> bool:
        """A place word that is also a name of people: not beside another capitalised plain word ("Michael Jordan")."""
        before = self.out[-1] if self.out else None
        if (
            before is not None
            and before.kind == "w"
            and before.text[0].isupper()
            and before.end + 1 == self.tokens[i].start
            and len(self.out) > 1
        ):
            return False
        if stop < len(self.tokens):
            after = self.tokens[stop]
            if after.cls == "w" and after.text[0].isupper() and after.text.isalpha() and not after.text.isupper():
                return bool(lookup(self.tokens, stop))
        return True

    def _wording(self, i: int, stop: int) -> str:
        return self.text[self.tokens[i].start : self.tokens[stop - 1].end]

    def _item(self, kind: str, i: int, stop: int, value: object) -> Item:
        start, end = self.tokens[i].start, self.tokens[stop - 1].end
        text = self.text[start:end]
        return Item(kind, start, end, text, text.lower(), value)

    # -- goods with what stands around them -----------------------------------------------------------------------------

    def _finish_good(self, item: Item, i: int, stop: int) -> int:
        stop = self._with_head(item, stop)
        self._with_modifiers(item)
        return stop

    def _with_head(self, item: Item, stop: int) -> int:
        """A word behind the good that makes another good of it ("wheat flour mills" is none, "tractor parts" is one)."""
        tokens = self.tokens
        if stop >= len(tokens) or tokens[stop].cls != "w" or not tokens[stop].text.islower():
            return stop
        if lookup_is_cue(tokens, stop):
            return stop
        word = tokens[stop].lower
        found = resolved(f"{item.lower} {word}")
        mention: GoodMention = item.value
        if found is not None and word in _heads():
            item.end = tokens[stop].end
            item.text = self.text[item.start : item.end]
            item.lower = item.text.lower()
            item.value = _mention(item.text, found)
            return stop + 1
        if word in _not_goods():
            item.value = GoodMention(mention.good, mention.ambiguous, attributive=True)
        return stop

    def _with_modifiers(self, item: Item) -> None:
        """Words before the good that belong to its wording ("fresh", "high-quality"); they may change its code."""
        out = self.out
        take = 0
        for previous in reversed(out[:-1]):
            if take >= 3 or not _is_modifier(previous):
                break
            take += 1
        while take and out[-1 - take].lower in {"-", "and", "more", "other"}:
            take -= 1
        if not take:
            return
        first = out[-1 - take]
        text = self.text[first.start : item.end]
        found = resolved(text.lower())
        if found is None:
            return
        del out[-1 - take : -1]
        item.start, item.text, item.lower = first.start, text, text.lower()
        attributive = item.value.attributive
        item.value = _mention(text, found)
        if attributive:
            item.value = GoodMention(item.value.good, item.value.ambiguous, attributive=True)


def _mention(text: str, found: goods.Resolved) -> GoodMention:
    good = Good(text=text, hs=found.codes, hs_edition=goods.HS_EDITION, confidence=found.confidence)
    return GoodMention(good, ambiguous=found.ambiguous)


def _is_modifier(item: Item) -> bool:
    if item.kind == "p":
        return item.text == "-"
    return item.kind in ("w", "GOOD") and item.lower in goods.modifiers()


def lookup_is_cue(tokens: Sequence[Token], i: int) -> bool:
    """Whether a phrase of the grammar begins at token `i`."""
    return any(entry.cue is not None for entries, _ in lookup(tokens, i) for entry in entries)


@cache
def _not_goods() -> frozenset[str]:
    return frozenset(row["form"] for row in rows("not_goods"))


@cache
def _heads() -> frozenset[str]:
    return frozenset(row["form"] for row in rows("good_heads"))


_resolved: dict[str, goods.Resolved | None] = {}


def resolved(phrase: str) -> goods.Resolved | None:
    """`goods.resolve`, remembered: press repeats itself."""
    if phrase not in _resolved:
        if len(_resolved) > 50_000:
            _resolved.clear()
        _resolved[phrase] = goods.resolve(phrase)
    return _resolved[phrase]


# -- qualifiers and carried scales ----------------------------------------------------------------------------------


@cache
def _qualifiers() -> dict[str, str]:
    return {row["form"]: row["qualifier"] for row in rows("qualifiers")}


_FIGURES = frozenset({"AMT", "QTY", "PCT", "NUM", "FAC"})
# Verbs that qualify are also what a clause says; they qualify and stay.
_STAYING = frozenset(
    "exceeding exceeded exceeds exceed surpassed surpassing surpass surpasses topped tops topping crossed crossing passed passing".split()
)


def _qualified(text: str, items: list[Item]) -> list[Item]:
    """The items with qualifying words taken into the figures behind them ("about $55 million")."""
    out: list[Item] = []
    qualifiers = _qualifiers()
    for item in items:
        if item.kind not in _FIGURES or not out:
            out.append(item)
            continue
        size, qualifier = _qualifier_before(out, qualifiers)
        if qualifier is None:
            out.append(item)
            continue
        first = out[-size]
        if size == 1 and first.lower in _STAYING:
            out.append(_with_qualifier(item, qualifier, item.start, text))
            continue
        del out[-size:]
        out.append(_with_qualifier(item, qualifier, first.start, text))
    return out


def _qualifier_before(out: list[Item], qualifiers: dict[str, str]) -> tuple[int, str | None]:
    for size in (5, 4, 3, 2, 1):
        if size > len(out):
            continue
        part = out[-size:]
        if any(i.kind not in ("w", "CUE", "p") for i in part):
            continue
        found = qualifiers.get(" ".join(i.lower for i in part))
        if found is not None:
            return size, found
    return 0, None


def _with_qualifier(item: Item, qualifier: str, start: int, text: str) -> Item:
    wording = text[start : item.end]
    value = item.value
    if item.kind == "AMT":
        value = Amount(
            value=value.value,
            low=value.low,
            high=value.high,
            currency=value.currency,
            qualifier=qualifier,
            precision=value.precision,
            text=wording,
        )  # type: ignore[arg-type]
    elif item.kind == "QTY":
        value = Quantity(
            value=value.value,
            low=value.low,
            high=value.high,
            unit=value.unit,
            qualifier=qualifier,
            precision=value.precision,
            text=wording,
        )  # type: ignore[arg-type]
    elif item.kind == "PCT":
        value = type(value)(
            percent=value.percent,
            qualifier=qualifier,
            points=value.points,
            text=wording,
            low=value.low,
            high=value.high,
            printed=value.printed,
        )
    elif item.kind == "NUM":
        value = Bare(value.low, value.high, value.precision, value.printed, value.scale, qualifier)
    return Item(item.kind, start, item.end, wording, wording.lower(), value)


def _between(text: str, items: list[Item]) -> list[Item]:
    """ "between 7 and 8 thousand tonnes", "between $1.1 and $1.2 billion": one range."""
    out: list[Item] = []
    k = 0
    while k < len(items):
        if items[k].lower == "between" and k + 3 < len(items) and items[k + 2].lower == "and":
            made = _range(text, items[k], items[k + 1], items[k + 3])
            if made is not None:
                out.append(made)
                k += 4
                continue
        out.append(items[k])
        k += 1
    return out


def _range(text: str, opener: Item, first: Item, second: Item) -> Item | None:
    if first.kind not in ("NUM", second.kind) or second.kind not in ("AMT", "QTY") or second.value.value is None:
        return None
    high = second.value.value
    low: int | float | None
    if first.kind == "NUM":
        bare: Bare = first.value
        low = plain(bare.low * (_printed_scale(second) if bare.scale == 1 else Decimal(1)))
    else:
        low = first.value.value
        if low is not None and low < 1000 <= high:
            low = plain(Decimal(str(low)) * _printed_scale(second))
    if low is None or low >= high:
        return None
    wording = text[opener.start : second.end]
    made: Amount | Quantity
    if second.kind == "AMT":
        made = Amount(
            low=low, high=high, currency=second.value.currency, precision=second.value.precision, text=wording
        )
    else:
        made = Quantity(low=low, high=high, unit=second.value.unit, precision=second.value.precision, text=wording)
    return Item(second.kind, opener.start, second.end, wording, wording.lower(), made)


_CARRIERS = frozenset({"to", "from", "against", "versus", "and", "or", "vs"})


def _carry_scales(items: list[Item]) -> list[Item]:
    """Figures without scale or unit take them from their pair: "rose to 2.5 from 2.1 billion dollars",
    "from $1.2 to $1.5 billion", "5.93 mln against 5.81"."""
    for k, item in enumerate(items):
        partner = _pair_of(items, k)
        if partner is None:
            continue
        if item.kind == "NUM" and partner.kind in ("AMT", "QTY"):
            carried = _carried(item, partner)
            if carried is not None:
                items[k] = carried
        elif item.kind == "AMT" and partner.kind == "AMT":
            items[k] = _rescaled(item, partner) or item
    return items


def _pair_of(items: list[Item], k: int) -> Item | None:
    """The figure that the one at `k` is paired with across one or two small words, or None."""
    if items[k].kind not in ("NUM", "AMT"):
        return None
    for step in (1, -1):
        j = k + step
        seen = False
        for _ in range(5):
            if not 0 <= j < len(items):
                break
            other = items[j]
            if other.kind in ("AMT", "QTY") and seen:
                if items[k].kind == "NUM" or (step == 1 and other.kind == "AMT"):
                    return other
                break
            if other.lower in _CARRIERS or other.is_("compare"):
                seen = True
            elif (
                other.lower not in {"up", "down", "with", "between", "in", "the", ",", "a", "compared"}
                and other.kind != "PER"
            ):
                break
            j += step
    return None


def _carried(item: Item, partner: Item) -> Item | None:
    """A bare number in the unit of its pair, where both are of one order of size."""
    value = partner.value
    bare: Bare = item.value
    if not bare.printed:
        return None
    # a number with a scale of its own takes only the currency or the unit
    scale = _printed_scale(partner) if bare.scale == 1 else Decimal(1)
    low, high = bare.low * scale, bare.high * scale
    other = value.value if value.value is not None else value.high
    if other is None or not other or not 0.05 <= float(high) / float(other) <= 20:
        return None
    single = low == high
    fields = {
        "value": plain(low) if single else None,
        "low": None if single else plain(low),
        "high": None if single else plain(high),
        "qualifier": bare.qualifier,
        "precision": plain(bare.precision * scale),
        "text": item.text,
    }
    made = Amount(currency=value.currency, **fields) if partner.kind == "AMT" else Quantity(unit=value.unit, **fields)
    return Item(partner.kind, item.start, item.end, item.text, item.lower, made)


_NUMERAL = re.compile(r"\d[\d.,]*")


def _printed_scale(item: Item) -> Decimal:
    """The factor between the printed digits of a figure and its value: a million for "2.1 billion" at precision 1e8."""
    digits = _NUMERAL.search(item.text)
    if digits is None:
        return Decimal(1)
    fraction = digits.group().rstrip(".,")
    places = len(fraction.rsplit(".", 1)[1]) if "." in fraction else 0
    return Decimal(str(item.value.precision)) * (Decimal(10) ** places)


def _rescaled(item: Item, partner: Item) -> Item | None:
    """ "from $1.2 to $1.5 billion": an amount below a thousand takes the scale of its pair of the same currency."""
    a, b = item.value, partner.value
    if a.currency != b.currency or a.value is None or a.value >= 1000 or b.precision is None:
        return None
    other = b.value if b.value is not None else b.high
    scale = _printed_scale(partner)
    if other is None or scale == 1 or not 0.05 <= float(a.value) * float(scale) / float(other) <= 20:  # type: ignore[arg-type]
        return None
    value = Decimal(str(a.value)) * scale
    precision = Decimal(str(a.precision)) * scale
    made = Amount(
        value=plain(value), currency=a.currency, qualifier=a.qualifier, precision=plain(precision), text=a.text
    )
    return Item("AMT", item.start, item.end, item.text, item.lower, made)
