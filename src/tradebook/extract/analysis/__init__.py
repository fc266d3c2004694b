"""A report -> sentences with items. One pass: figures and periods by their readers, words by the lexicon.

linked      the countries that a passage is about
builder     one sentence's tokens -> items
wording     goods with what stands around them: modifiers before, heads behind
plainer     "have risen", "held a share of 12% of": roundabout wordings as the plain ones
qualified   "about", "more than" go to the figure behind them
counted     "the six GCC states": a group with its number or its noun
namesakes   "Georgia" as the US state, "the Kingdom" as Jordan
acronyms    "SAGO" as the office that a bracket gives it to, not the starch
old_states  Moscow as a town of the Soviet Union, in reports of its time
seats       where a firm is at home, told beside its name
pairs       ranges with "between", scales and units that a figure takes from its pair
dollars     "dollars" as those of New Zealand, where the report names them so
millions    levels in millions without their unit: "imports fell to |1.7 billion|"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from msgspec.structs import replace

from tradebook.extract.analysis.acronyms import settle_acronyms
from tradebook.extract.analysis.builder import build
from tradebook.extract.analysis.called import homes_called, with_called
from tradebook.extract.analysis.dollars import WORD, dollars_meant
from tradebook.extract.analysis.linked import countries_in, linked_countries
from tradebook.extract.analysis.namesakes import settle_namesakes, settle_nicknames, settle_towns
from tradebook.extract.analysis.old_states import LAST, settle_old_states
from tradebook.extract.analysis.plainer import put_plainly
from tradebook.extract.analysis.seats import TELLS_SEAT, may_tell_homes, with_homes, with_seats
from tradebook.extract.analysis.wording import resolved
from tradebook.extract.items import Item, Sentence
from tradebook.extract.lettering import plain
from tradebook.extract.mentions.names import chunk_names
from tradebook.extract.tables import rows
from tradebook.extract.tokens import Stretch, story_of, tokenize, unwrapped
from tradebook.report import Report
from tradebook.statement import Evidence

__all__ = ["Document", "analyse", "resolved"]

_SCALE_WORDS = r"(?:mln|million|bln|bn|billion|thousand|percent|per cent|%|tonnes|tons|mn|crore)"
_DECIMAL_COMMA = re.compile(rf"\d,\d{{1,2}}\s?{_SCALE_WORDS}", re.IGNORECASE)
_DECIMAL_POINT = re.compile(r"\d\.\d{1,2}(?!\d|\.\d)")
# Relative words are resolved only against a day of these years; another one is a mistake of the source
_YEARS = range(1800, 2200)
_PLACES = frozenset({"PLACE", "DEM"})


class Document:
    """A report in sentences, with what holds for the whole of it.

    `sentences` in order, the title (field "title") first; `countries` counts the mentions of each country;
    `today` is the day of publication, or None where it is unknown or outside 1800-2199; `decimal_comma` says that the
    report writes decimal commas; `local` maps the default meaning of a currency word to the one it has here;
    `dateline` is what stands before the first sentence ("LONDON, June 20 (Newswire) - "), in `sentences` no more, and
    `seat` its town; both None where there is none; `stories` the number of the story of each sentence, once it is
    known.
    """

    __slots__ = (
        "_homes",
        "_linked",
        "countries",
        "dateline",
        "decimal_comma",
        "local",
        "report",
        "seat",
        "sentences",
        "stories",
        "today",
    )

    def __init__(self, report: Report, of: Document | None = None) -> None:
        """`of` is the document of the whole report, where this one is of some of its sentences."""
        self.report = report
        published = report.published
        self.today: date | None = published if published is not None and published.year in _YEARS else None
        self.decimal_comma: bool = _writes_decimal_comma(report.text) if of is None else of.decimal_comma
        self.local: dict[str, str] = _local_currencies(report.text) if of is None else of.local
        self.sentences: list[Sentence] = []
        self.countries: dict[str, int] = {}
        self.dateline: Sentence | None = None
        self.seat: Item | None = None
        self.stories: list[int] | None = None
        self._homes: Document | None = None
        self._linked: dict[int, dict[str, int]] | None = None

    def lands(self, sentence: Sentence) -> dict[str, int]:
        """How often the countries are named that a sentence may speak of: those of the whole report, without what it
        tells of others elsewhere."""
        if self.sentences[0].paragraph == self.sentences[-1].paragraph:
            return self.countries
        if self._linked is None:
            self._linked = linked_countries(self.sentences)
        return self._linked.get(sentence.paragraph) or self.countries

    def part(self, sentences: list[Sentence]) -> Document:
        """Some of the sentences as a report of their own."""
        part = Document(self.report, of=self)
        part.sentences, part.countries = sentences, countries_in(sentences)
        return part

    @property
    def with_homes(self) -> Document:
        """The report as the kinds read it that ask only whose a works or a market is: what a name is called beside
        it ("X, a Turkish bus maker,") gives the name its country and is left out. Made once."""
        if self._homes is None:
            self._homes = self._with_homes()
        return self._homes

    def _with_homes(self) -> Document:
        found = [with_homes(s.items) if may_tell_homes(s) else s.items for s in self.sentences]
        if homes := homes_called(found, [s.headline for s in self.sentences]):
            found = [with_called(items, homes) for items in found]
        if all(items is s.items for items, s in zip(found, self.sentences, strict=True)):
            return self
        other = Document(self.report, of=self)
        other.sentences = [
            s if items is s.items else s.of_items(items) for items, s in zip(found, self.sentences, strict=True)
        ]
        other.countries, other.dateline, other.seat = self.countries, self.dateline, self.seat
        return other


def _writes_decimal_comma(text: str) -> bool:
    return bool(_DECIMAL_COMMA.search(text)) and not _DECIMAL_POINT.search(text)


def analyse(report: Report) -> Document:
    """The sentences of a report with their items. Never raises on any text.

    What is read is the unwrapped text in plain type; the evidence of a sentence quotes the report as it is.
    """
    text = unwrapped(plain(report.text), report.body_start)
    title = None if report.title is None else plain(report.title)
    as_printed = text is report.text and title is report.title
    document = Document(report if as_printed else replace(report, text=text, title=title))
    stretches, dateline = story_of(document.report, text)
    heading = _heading(text, stretches)
    for index, stretch in enumerate(stretches):
        sentence = _sentence(document, index, stretch, headline=index == heading)
        sentence.joined = bool(stretch.sign)
        document.sentences.append(sentence)
    if dateline is not None:
        document.dateline = _sentence(document, -1, dateline)
    if document.today is not None and document.today.year <= LAST:
        before = [document.dateline] if document.dateline is not None else []
        settle_old_states([*before, *document.sentences], document.today.year)
    countries = document.countries = countries_in(document.sentences)
    if document.dateline is not None:
        document.seat = next((item for item in document.dateline.items if item.kind == "PLACE"), None)
        if document.seat is not None and (code := document.seat.value.code) in countries:
            countries[code] += 1  # the report is from a country that it tells of
    settle_namesakes(text, document.sentences, countries)
    settle_nicknames(document.sentences, document.seat, countries)
    settle_towns(document.sentences, countries)
    settle_acronyms(text, document.sentences)
    for k, sentence in enumerate(document.sentences):
        if not as_printed or stretches[k].sign or (k + 1 < len(stretches) and stretches[k + 1].sign):
            sentence.evidence = _quoted(report, stretches, k)
    if document.dateline is not None and dateline is not None and not as_printed:
        document.dateline.evidence = _quoted(report, [dateline], 0)
    return document


def _quoted(report: Report, stretches: Sequence[Stretch], k: int) -> Evidence:
    """The whole sentence of the clause `k`, with its line ends, as the report has it."""
    first = last = k
    while stretches[first].sign:
        first -= 1
    while last + 1 < len(stretches) and stretches[last + 1].sign:
        last += 1
    field, start, end = stretches[k].field, stretches[first].start, stretches[last].end
    text = (report.text if field == "text" else report.title or "")[start:end]
    return Evidence(field=field, start=start, end=end, text=text)


_LONGEST_HEADLINE = 160
_LEAST_STORY = 40
_STOPS = frozenset('.!?:;,…"”')


def _heading(text: str, stretches: Sequence[Stretch]) -> int:
    """The index of the headline that was left as the first line of the text, -1 where there is none: a line without a
    full stop over a paragraph of prose."""
    first = int(bool(stretches) and stretches[0].field == "title")
    if len(stretches) < first + 2:
        return -1
    line, story = stretches[first], stretches[first + 1]
    size = line.end - line.start
    if line.paragraph == story.paragraph or size > _LONGEST_HEADLINE or text[line.end - 1] in _STOPS:
        return -1
    prose = story.end - story.start >= _LEAST_STORY and text[story.end - 1] in _STOPS
    return first if prose and " " in text[line.start : line.end] else -1


def _sentence(document: Document, index: int, stretch: Stretch, *, headline: bool = False) -> Sentence:
    field = document.report.text if stretch.field == "text" else document.report.title or ""
    tokens = tokenize(field, stretch.start, stretch.end)
    titled = (headline or stretch.field == "title") and _is_titled(tokens)
    items = build(
        field,
        tokens,
        today=document.today,
        decimal_comma=document.decimal_comma,
        local=document.local,
        titled=titled,
    )
    items = chunk_names(items, field, titled=titled)
    if TELLS_SEAT.search(field, stretch.start, stretch.end):
        items = with_seats(items)
    sentence = Sentence(
        stretch.field,
        index,
        stretch.paragraph,
        stretch.start,
        stretch.end,
        field[stretch.start : stretch.end],
        items,
        document.today.isoformat() if document.today else None,
        headline=headline,
    )
    put_plainly(sentence)
    return sentence


def _is_titled(tokens: Sequence[Item]) -> bool:
    """Whether a headline writes nearly every word with a capital: then capitals tell no names."""
    long = [token.text for token in tokens if token.kind == "w" and len(token.text) > 3]
    return len(long) >= 3 and sum(word[0].isupper() for word in long) * 10 >= len(long) * 8


class _Local(NamedTuple):
    """A row of `tables/local_currencies.csv`, its words as numbers of the automaton's patterns."""

    default: str
    code: str
    words: frozenset[int]
    unless: frozenset[int]


@cache
def _full_names() -> dict[str, tuple[str, str]]:
    """The full names of currencies that share a word ("Jordanian dinar"): the default meaning of the word and the
    code."""
    shared = {row["default"][1:].removesuffix("s"): row["default"] for row in rows("local_currencies")}
    found: dict[str, tuple[str, str]] = {}
    for row in rows("currencies"):
        whose, _, noun = row["form"].rpartition(" ")
        default = shared.get(noun.removesuffix("s"))
        if whose.isalpha() and default is not None and default.startswith("?") and row["code"].isalpha():
            found[f"{whose.capitalize()} {noun.removesuffix('s')}"] = (default, row["code"])
    return found


@cache
def _local_rows() -> tuple[Any, tuple[_Local, ...], dict[int, frozenset[int]], dict[int, tuple[str, str]]]:
    """All words of the table, and the full names, as one automaton; the rows; for each word the indexes of the rows
    that it may tell; the full names."""
    import ahocorasick_rs

    numbers: dict[str, int] = {}

    def numbered(words: str) -> frozenset[int]:
        named = [word for word in words.split("|") if word]
        spelt = [*named, *(word.upper() for word in named)]  # "COLOMBO, June 3 -"
        return frozenset(numbers.setdefault(word, len(numbers)) for word in spelt)

    table = tuple(
        _Local(row["default"], row["code"], numbered(row["words"]), numbered(row["unless"]))
        for row in rows("local_currencies")
    )
    told = {n: frozenset(k for k, row in enumerate(table) if n in row.words) for n in numbers.values()}
    full = {numbers.setdefault(name, len(numbers)): what for name, what in _full_names().items()}
    return ahocorasick_rs.AhoCorasick(list(numbers)), table, told, full


def _local_currencies(text: str) -> dict[str, str]:
    """What a currency word shared by several countries means in this report: "Rs" in a Pakistani one is PKR.

    Told by the words of the text: it names the row's country more often than those that have the word for themselves
    or, at least half as often, before them ("Nepal's trade came to Rs 1.4 trillion. Imports from India were"); but
    where one of the currencies is named in full ("Jordanian dinars"), it is that one."""
    automaton, table, told, full = _local_rows()
    starts: dict[int, list[int]] = {}
    leads: set[int] = set()  # "|Jordan's| exports to Iraq": the country that a report opens with has its currency
    for word, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        starts.setdefault(word, []).append(start)
        if start < _OPENING and text[end : end + 2] in {"'s", "’s"}:
            leads.add(word)
    named = {full[word] for word in starts if word in full}
    local = {word: code for word, code in named if sum(other == word for other, _ in named) == 1}
    for k in sorted({k for word in starts for k in told.get(word, ())}):
        row = table[k]
        if row.default not in local and (not leads.isdisjoint(row.words) or _is_of(row, starts, leads)):
            local[row.default] = row.code
    if (dollars := dollars_meant(text)) is not None:
        local[WORD] = dollars
    return local


_OPENING = 12  # letters


def _is_of(row: _Local, starts: dict[int, list[int]], leads: set[int]) -> bool:
    """Whether a text is one of the row's country."""
    if not leads.isdisjoint(row.unless):
        return False
    own = [start for word in row.words for start in starts.get(word, ())]
    others = [start for word in row.unless for start in starts.get(word, ())]
    if len(own) > len(others) or not others:
        return len(own) > len(others)
    return bool(own) and min(own) < min(others) and 2 * len(own) >= len(others)
