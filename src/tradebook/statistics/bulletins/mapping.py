"""The mapping file of a bulletin: where in the publisher's table each thing stands (docs/statistics.md).

It is YAML that a statistician can write. Every complaint names its line, what is wrong and the mend.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Named
from datetime import date
from pathlib import Path
from typing import Literal, cast, get_args

import msgspec
from msgspec import Struct

from tradebook.errors import BadRecord, UsageError
from tradebook.places import country
from tradebook.statistics.bulletins.document import Entry, given, load
from tradebook.statistics.bulletins.words import fold, months, scales
from tradebook.statistics.row import Basis, Coverage, Flow, TradeSystem, Valuation
from tradebook.statistics.units import units

Sign = Literal["nothing", "unknown", "withheld"]
Covers = Literal["year", "quarter", "month", "cumulative"]
_NO_WORDS: tuple[str, ...] = ()
_PLACES = ("column", "heading", "cell", "sheet")
_RANGE = re.compile(r"(?P<first>\d+)(?:\s*(?:-|–|to)\s*(?P<last>\d+))?")


class Spot(Struct, frozen=True):
    """Where a thing stands: `fixed` (the word itself), in a `column` (its heading, letters or number), in row `heading`
    above the value's column, in one `cell` of the sheet, or in the name of the `sheet`. `line`: of the mapping."""

    kind: Literal["fixed", "column", "heading", "cell", "sheet"]
    what: str
    line: int


class PeriodSpots(Struct, frozen=True, kw_only=True):
    """Where the period stands: as one `text` or as `year`, `month`, `quarter`; what it `covers` where that is not
    plain; the month in which the year `begins`; words for the `whole_year` among months."""

    text: Spot | None = None
    year: Spot | None = None
    month: Spot | None = None
    quarter: Spot | None = None
    covers: Covers | None = None
    begins: int = 1
    whole_year: frozenset[str] = frozenset()


class Goods(Struct, frozen=True, kw_only=True):
    """Where the code of the goods stands and what it is: `nomenclature`, `edition` (or "in force": the HS edition of
    the period), `digits` to cut it to, `width` to which noughts lost at its front are put back, words for `total`
    ("" where a blank is the total)."""

    code: Spot | None = None
    nomenclature: str = "HS"
    edition: str | None = None
    digits: int | None = None
    width: int | None = None
    total: frozenset[str] = frozenset()


class Quantity(Struct, frozen=True):
    """The column of a quantity and its unit, a key of tables/units.csv."""

    column: str
    unit: str
    line: int


class Value(Struct, frozen=True, kw_only=True):
    """The columns of a value: one, or a range ("C-N", "from C"); the flow where it differs by column; currency and the
    scale in which values are counted (1000 for thousands)."""

    columns: str
    currency: str
    scale: int = 1
    flow: Spot | None = None
    quantity: Quantity | None = None
    line: int


class CountryTable(Struct, frozen=True):
    """A publisher's own table of country codes: a CSV file beside the mapping, the columns of its `code` and of the
    `country` (a name or ISO code)."""

    path: Path
    code: str
    country: str
    line: int


class Mapping(Struct, frozen=True, kw_only=True):
    """One table of a bulletin; see docs/statistics.md for what a person writes."""

    file: str
    source: str
    licence: str | None = None
    published: date | None = None
    sheet: str | None = None
    separator: str | None = None
    encoding: str | None = None
    decimal: Literal["point", "comma"] = "point"
    headings: tuple[int, int] = (1, 1)
    first_row: int
    last_row: int | None = None
    until: tuple[str, ...] = ()
    reporter: Spot
    partner: Spot
    flow: Spot | None = None
    period: PeriodSpots
    goods: Goods = Goods()
    values: tuple[Value, ...]
    countries: Named[str, str] = {}
    country_table: CountryTable | None = None
    numeric_codes: bool = False
    flows: Named[str, Flow] = {}
    leave_out: tuple[str, ...] = ()
    signs: Named[str, Sign] = {}
    fill_down: tuple[str, ...] = ()
    add_up: bool = False
    valuation: Named[Flow, Valuation] = {}
    trade_system: TradeSystem | None = None
    coverage: Coverage = "goods"
    basis: Basis = "customs"


def read_mapping(path: Path) -> tuple[Mapping, ...]:
    """The tables that a mapping file describes. Raises BadRecord with the line and the mend."""
    whole = load(path)
    tables = whole.get("tables")
    if tables is None:
        return (_mapping(whole, path.parent),)
    if not tables.items:
        raise tables.wrong("'tables' holds no list", "Begin each table with a dash, its values indented below it.")
    shared = {key: entry for key, entry in whole.keys.items() if key != "tables"}
    base = Entry(whole.where, whole.line, None, [], shared)
    return tuple(_mapping(_block(table).over(base), path.parent) for table in tables.items)


def _block(entry: Entry) -> Entry:
    if not entry.is_block:
        raise entry.wrong(
            "a table is described by named values", "Write lines such as 'sheet: Exports' after the dash."
        )
    return entry


def _mapping(entry: Entry, folder: Path) -> Mapping:
    entry.get("title")  # for the reader of the file
    headings = given(entry.get("headings"), _rows, (1, 1))
    counted, currency = entry.get("in"), entry.get("currency")
    flow = given(entry.get("flow"), _spot, None)
    found = Mapping(
        file=entry.where,
        source=entry.need("source", "Write 'source: belstat', a short name of the publisher.").word().casefold(),
        licence=given(entry.get("licence"), Entry.word, None),
        published=given(entry.get("published"), _day, None),
        sheet=given(entry.get("sheet"), Entry.word, None),
        separator=given(entry.get("separator"), _separator, None),
        encoding=given(entry.get("encoding"), _encoding, None),
        decimal=cast(Literal["point", "comma"], given(entry.get("decimal"), _decimal, "point")),
        headings=headings,
        first_row=given(entry.get("first row"), Entry.number, headings[1] + 1),
        last_row=given(entry.get("last row"), Entry.number, None),
        until=given(entry.get("until"), Entry.words, _NO_WORDS),
        reporter=_place_spot(entry.need("reporter", "Write 'reporter: Belarus', the country whose figures these are.")),
        partner=_place_spot(entry.need("partner", "Write 'partner: {column: Country}'.")),
        flow=flow,
        period=_period(entry.need("period", "Write 'period: 2023' or 'period: {column: Year}'.")),
        goods=given(entry.get("goods"), _goods, Goods()),
        values=_values(entry, currency, counted, flow),
        countries=given(entry.get("countries"), _countries, {}),
        country_table=given(entry.get("country table"), _CountryTable(folder), None),
        numeric_codes=given(entry.get("country codes"), _iso, False),
        flows=given(entry.get("flows"), _flows, {}),
        leave_out=tuple(fold(word) for word in given(entry.get("leave out"), Entry.words, _NO_WORDS)),
        signs=given(entry.get("signs"), _signs, {}),
        fill_down=given(entry.get("fill down"), Entry.words, _NO_WORDS),
        add_up=given(entry.get("add up"), Entry.flag, False),
        valuation=given(entry.get("valuation"), _valuation, {}),
        trade_system=cast(TradeSystem | None, given(entry.get("trade system"), _choice(TradeSystem), None)),
        coverage=cast(Coverage, given(entry.get("coverage"), _choice(Coverage), "goods")),
        basis=cast(Basis, given(entry.get("basis"), _choice(Basis), "customs")),
    )
    entry.finish()
    return found


def _choice(kind: object) -> _Choice:
    return _Choice(get_args(kind))


class _Choice:
    """Reads an entry as one of the words of a Literal, in whatever case it is written."""

    def __init__(self, allowed: tuple[str, ...]) -> None:
        self._written = {word.casefold(): word for word in allowed}

    def __call__(self, entry: Entry) -> str:
        return self._written[entry.one_of(tuple(self._written))]


def _spot(entry: Entry) -> Spot:
    """Where a thing stands. Raises where it says no place or several."""
    if entry.text is not None:
        return Spot("fixed", entry.word(), entry.line)
    told = [(kind, place) for kind in _PLACES if (place := entry.get(kind)) is not None]
    entry.finish()
    if len(told) != 1:
        mend = "Write one of: {column: Country}, {heading: 1}, {cell: A2}, {sheet: name}, or the word itself."
        raise entry.wrong("it does not say where this stands" if not told else "it says two places", mend)
    kind, place = told[0]
    if kind == "heading":
        place.number()
    if kind == "cell" and not re.fullmatch(r"[A-Za-z]{1,3}[1-9]\d*", place.word()):
        raise place.wrong(f"'{place.text}' is no cell", "Write the column's letter and the row, such as A2.")
    return Spot(cast(Literal["column", "heading", "cell", "sheet"], kind), place.word(), entry.line)


def _place_spot(entry: Entry) -> Spot:
    """A spot whose fixed word must be a country, so that the complaint comes with its line."""
    spot = _spot(entry)
    if spot.kind != "fixed":
        return spot
    return msgspec.structs.replace(spot, what=_country(entry, spot.what))


def _country(entry: Entry, word: str) -> str:
    try:
        return country(word)
    except UsageError as error:
        raise entry.wrong(str(error).rstrip("."), "Write an English name or a code such as BLR") from None


def _period(entry: Entry) -> PeriodSpots:
    if entry.text is not None or not {"year", "text", "month", "quarter"} & set(entry.keys):
        return _period_text(entry)
    found = PeriodSpots(
        text=given(entry.get("text"), _spot, None),
        year=given(entry.get("year"), _spot, None),
        month=given(entry.get("month"), _spot, None),
        quarter=given(entry.get("quarter"), _spot, None),
        covers=cast(Covers | None, given(entry.get("covers"), _choice(Covers), None)),
        begins=given(entry.get("year begins"), _month, 1),
        whole_year=_folded(entry.get("whole year")),
    )
    entry.finish()
    if found.text is None and found.year is None:
        raise entry.wrong("the period has no year", "Write 'year: 2023' or 'year: {column: Year}'.")
    return found


def _period_text(entry: Entry) -> PeriodSpots:
    """The short form: a fixed period, or one place, with `covers` and `year begins` beside it."""
    if entry.text is not None:
        return PeriodSpots(text=_spot(entry))
    covers = cast(Covers | None, given(entry.get("covers"), _choice(Covers), None))
    begins = given(entry.get("year begins"), _month, 1)
    whole_year = _folded(entry.get("whole year"))
    place = Entry(entry.where, entry.line, None, [], {k: v for k, v in entry.keys.items() if k in _PLACES})
    for kind in _PLACES:
        entry.get(kind)
    entry.finish()
    return PeriodSpots(text=_spot(place), covers=covers, begins=begins, whole_year=whole_year)


def _goods(entry: Entry) -> Goods:
    if entry.text is not None:
        return Goods(code=_spot(entry))
    places = Entry(entry.where, entry.line, None, [], {k: v for k, v in entry.keys.items() if k in _PLACES})
    code = entry.get("code")
    found = Goods(
        code=_spot(code) if code is not None else _spot(places),
        nomenclature=given(entry.get("nomenclature"), Entry.word, "HS"),
        edition=given(entry.get("edition"), Entry.word, None),
        digits=given(entry.get("digits"), Entry.number, None),
        width=given(entry.get("width"), Entry.number, None),
        total=frozenset("" if word == "blank" else word for word in _folded(entry.get("total"))),
    )
    for kind in _PLACES:
        entry.get(kind)
    entry.finish()
    return found


def _values(entry: Entry, currency: Entry | None, counted: Entry | None, flow: Spot | None) -> tuple[Value, ...]:
    one, several = entry.get("value"), entry.get("values")
    if (one is None) == (several is None):
        raise entry.wrong(
            "it does not say where the values stand", "Write 'value: {column: Value}' or a list 'values'."
        )
    told = [one] if one is not None else (several.items if several is not None else [])
    if not told:
        raise entry.wrong(
            "'values' holds no list", "Begin each value with a dash: '- {column: Export, flow: exports}'."
        )
    values = tuple(_value(value, currency, counted) for value in told)
    for value in values:
        if value.flow is None and flow is None:
            raise BadRecord(
                entry.where,
                "it does not say whether these are exports",
                "Write 'flow: exports' or where it stands.",
                value.line,
            )
    return values


def _value(entry: Entry, currency: Entry | None, counted: Entry | None) -> Value:
    if entry.text is not None:
        entry = Entry(entry.where, entry.line, None, [], {"column": entry})
    columns = entry.get("columns") or entry.need("column", "Write '{column: Value}' or '{columns: C-N}'.")
    entry.get("column")
    money = entry.get("currency") or currency
    if money is None:
        raise entry.wrong("the currency is missing", "Write 'currency: USD' here or at the top of the file.")
    found = Value(
        columns=columns.word(),
        currency=_currency(money),
        scale=given(entry.get("in") or counted, _scale, 1),
        flow=given(entry.get("flow"), _spot, None),
        quantity=given(entry.get("quantity"), _quantity, None),
        line=entry.line,
    )
    entry.finish()
    return found


def _quantity(entry: Entry) -> Quantity:
    column = entry.need("column", "Write 'quantity: {column: Net weight, unit: kg}'.").word()
    unit = entry.need("unit", "Write 'quantity: {column: Net weight, unit: kg}'.")
    found = Quantity(column, unit.one_of(tuple(units())), entry.line)
    entry.finish()
    return found


def _rows(entry: Entry) -> tuple[int, int]:
    match = _RANGE.fullmatch(entry.word())
    if match is None or int(match["first"]) < 1 or int(match["last"] or match["first"]) < int(match["first"]):
        raise entry.wrong(f"'{entry.text}' is no row or range of rows", "Write 'headings: 4' or 'headings: 4-5'.")
    return int(match["first"]), int(match["last"] or match["first"])


def _day(entry: Entry) -> date:
    try:
        return date.fromisoformat(entry.word())
    except ValueError:
        raise entry.wrong(f"'{entry.text}' is no day", "Write it as 2024-02-20.") from None


def _separator(entry: Entry) -> str:
    names = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
    text = entry.word()
    if text in names.values():
        return text
    return names[entry.one_of(tuple(names))]


def _encoding(entry: Entry) -> str:
    import codecs

    try:
        return codecs.lookup(entry.word()).name
    except LookupError:
        mend = "Write utf-8, windows-1251, windows-1252, windows-1254 or latin-1, or take the line out."
        raise entry.wrong(f"the encoding '{entry.text}' is not known", mend) from None


def _decimal(entry: Entry) -> str:
    return {",": "comma", ".": "point"}.get(entry.word()) or entry.one_of(("point", "comma"))


def _month(entry: Entry) -> int:
    found = months().get(fold(entry.word()))
    if found is None:
        raise entry.wrong(f"'{entry.text}' is no month", "Write its name or number, such as April or 4.")
    return found


def _currency(entry: Entry) -> str:
    text = entry.word()
    if not re.fullmatch(r"[A-Z]{3}", text):
        raise entry.wrong(f"'{text}' is no currency code", "Write its ISO 4217 code, such as USD, EUR or KES.")
    return text


def _scale(entry: Entry) -> int:
    return scales()[entry.one_of(tuple(scales()))]


def _countries(entry: Entry) -> dict[str, str]:
    return {fold(word): _country(code, code.word()) for word, code in entry.pairs()}


class _CountryTable:
    """Reads `country table`; its file is sought beside the mapping."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, entry: Entry) -> CountryTable:
        mend = "Write 'country table: {file: codes.csv, code: heading of the codes, country: heading of the names}'."
        file = entry.need("file", mend)
        path = self._folder / file.word()
        if not path.is_file():
            raise file.wrong(f"there is no file '{file.text}' beside the mapping", "Put it there or correct its name.")
        found = CountryTable(path, entry.need("code", mend).word(), entry.need("country", mend).word(), entry.line)
        entry.finish()
        return found


def _iso(entry: Entry) -> bool:
    return entry.one_of(("iso numeric",)) == "iso numeric"


def _flows(entry: Entry) -> dict[str, Flow]:
    return {fold(word): cast(Flow, flow.one_of(get_args(Flow))) for word, flow in entry.pairs()}


def _signs(entry: Entry) -> dict[str, Sign]:
    return {sign: cast(Sign, meaning.one_of(get_args(Sign))) for sign, meaning in entry.pairs()}


def _valuation(entry: Entry) -> dict[Flow, Valuation]:
    found: dict[Flow, Valuation] = {}
    for flow, valuation in entry.pairs():
        if flow not in get_args(Flow):
            raise valuation.wrong(f"'{flow}' is no flow", f"Write one of: {', '.join(get_args(Flow))}.")
        found[cast(Flow, flow)] = cast(Valuation, valuation.one_of(("fob", "cif")).upper())
    return found


def _folded(entry: Entry | None) -> frozenset[str]:
    return frozenset(fold(word) for word in given(entry, Entry.words, _NO_WORDS))
