"""The export potential indicator: the published formulas on a small table, computed by hand, and through the store.

The table (millions of dollars; one year), from whom to whom:

    4406   BLR->KAZ 10, BLR->GBR 30, BLR->RUS 20, RUS->KAZ 40, POL->GBR 100    world 200, Belarus 60
    0405   BLR->KAZ 60, BLR->RUS 180, POL->GBR 160                            world 400, Belarus 240

Share of Belarus in 4406: 60 / 200 = .3, in 0405: 240 / 400 = .6. Hypothetical trade with Kazakhstan, which imports 50
of the one and 60 of the other: .3 x 50 + .6 x 60 = 51; actual 10 + 60 = 70, so the ease is 70 / 51. Its potential in
4406: .3 x 50 x 70 / 51 = 20.588. Russia: .3 x 20 + .6 x 180 = 114, actual 200, potential .3 x 20 x 200 / 114 = 10.526.
Britain: .3 x 130 + .6 x 160 = 135, actual 30, potential .3 x 130 x 30 / 135 = 8.667.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.analysis.making import a_row, load
from tests.book.making import a_report, a_statement, reading
from tradebook.analysis.potential import Market, Years, alternatives, read_outlook
from tradebook.analysis.potential import formulas as f
from tradebook.book import Book, open_book
from tradebook.errors import BadRecord, UsageError
from tradebook.statement import Good, Party, Period, Replacement
from tradebook.statistics import Row, Statistics

D = Decimal
MILLION = 1_000_000
FLOWS = {
    "440610": [("BLR", "KAZ", 10), ("BLR", "GBR", 30), ("BLR", "RUS", 12), ("RUS", "KAZ", 40), ("POL", "GBR", 100)],
    "440690": [("BLR", "RUS", 8)],
    "040510": [("BLR", "KAZ", 60), ("BLR", "RUS", 180), ("POL", "GBR", 160)],
}
WOOD = Good(text="wood", hs=("44",))


def baci(year: str = "2021", times: int = 1, edition: str = "2017") -> list[Row]:
    """The table as a load of a reconciled series gives it: all is told as exports, each pair once, by subheading,
    heading, chapter and as a whole, and each country's trade with the world."""
    more = {"source": "baci", "series": "reconciled", "licence": "Etalab 2.0", "edition": edition}
    sums: dict[tuple[str, str, str], int] = {}
    for code, flows in FLOWS.items():
        for exporter, importer, value in flows:
            for one, other in ((exporter, importer), (exporter, "WLD"), ("WLD", importer)):
                for good in (code, code[:4], code[:2], "TOTAL"):
                    sums[one, other, good] = sums.get((one, other, good), 0) + value
    return [
        a_row(one, "exports", other, value * MILLION * times, year, commodity=good, **more)
        for (one, other, good), value in sums.items()
    ]


def reported() -> list[Row]:
    """The same table as the countries report it: headings, totals, with the world and with Belarus."""
    rows: list[Row] = []
    goods = {"4406": ("440610", "440690"), "0405": ("040510",), "TOTAL": tuple(FLOWS)}
    for commodity, codes in goods.items():
        flows = [flow for code in codes for flow in FLOWS[code]]
        for country in ("BLR", "KAZ", "GBR", "RUS", "POL"):
            sold = sum(v for exporter, _, v in flows if exporter == country)
            bought = sum(v for _, importer, v in flows if importer == country)
            of_belarus = sum(v for exporter, importer, v in flows if (exporter, importer) == ("BLR", country))
            rows += [
                a_row(country, flow, "WLD", value * MILLION, commodity=commodity)
                for flow, value in (("exports", sold), ("imports", bought))
                if value
            ]
            if of_belarus:
                rows.append(a_row("BLR", "exports", country, of_belarus * MILLION, commodity=commodity))
                rows.append(a_row(country, "imports", "BLR", of_belarus * MILLION, commodity=commodity))
    return rows


@pytest.fixture
def statistics(tmp_path: Path) -> Statistics:
    return Statistics(tmp_path / "statistics")


def test_supply_by_hand() -> None:
    exports = {"A": D(60), "B": D(40), "C": D(100)}
    assert f.supply("A", exports).value == D("0.3")
    grown = f.supply("A", exports, growth={"A": D("1.5"), "B": D(1), "C": D("0.6")})
    assert grown.projected == D(90) / D(190)  # 60 x 1.5 over 90 + 40 + 60
    assert f.supply("A", exports, imports=D(120)).balance == D("0.5")  # half of it passes through
    assert f.supply("A", exports, imports=D(30)).balance == 1
    assert f.supply("A", exports, tariff=D("0.21"), tariff_of_all=D("0.1")).tariffs == D("1.1")
    with pytest.raises(ValueError, match="B, C"):
        f.supply("A", exports, growth={"A": D(1)})
    with pytest.raises(ValueError, match="nobody"):
        f.supply("A", {})


def test_demand_by_hand() -> None:
    grown = f.demand(D(100), gdp=D("1.21"), population=D("1.1"), elasticity=D(2))
    assert grown.value == D("133.1")  # 100 x 1.1 squared x 1.1
    assert f.demand(D(100), tariff=D(0), tariff_of_all=D("0.1"), sigma=D(2)).value == D("121")
    assert f.demand(D(100), tariff_of_all=D("0.1")).value == 100  # half a correction is none
    near = f.demand(D(100), distance=D(1000), distance_of_all=D(2000))
    assert round(near.value, 9) == 50  # exp(-ln 2)
    far = f.demand(D(100), distance=D(2000), distance_of_all=D(1000))
    assert round(far.value, 9) == 50  # either way: buyers who buy near buy less far, and the other way round


def test_ease_and_potential_by_hand() -> None:
    own, world = {"4406": D(60), "0405": D(240)}, {"4406": D(200), "0405": D(400), "27": D(900)}
    hypothetical = f.hypothetical(own, world, {"4406": D(50), "0405": D(60), "27": D(500)})
    assert hypothetical == 51
    ease = f.Ease(actual=D(70), hypothetical=hypothetical)
    potential = f.potential(f.supply("A", {"A": D(60), "B": D(140)}), ease, f.demand(D(50)))
    assert round(potential, 3) == D("20.588")
    assert round(f.untapped(potential, D(10)), 3) == D("10.588")
    assert f.untapped(potential, D(30)) == 0
    assert f.Ease(actual=D(0), hypothetical=D(0)).value == 0


@pytest.mark.parametrize("rows", [baci(), reported()], ids=["reconciled", "reported"])
def test_the_ranking_is_the_hand_made_one(statistics: Statistics, rows: list[Row]) -> None:
    found = alternatives(load(statistics, rows), None, "BLR", ["4406"])
    assert [one.country for one in found.ranked] == ["KAZ", "RUS", "GBR"]
    assert [round(one.potential / MILLION, 3) for one in found.ranked if one.potential] == [
        D("20.588"), D("10.526"), D("8.667"),
    ]  # fmt: skip
    assert [one.untapped for one in found.ranked] == [D("10588235.29"), 0, 0]
    assert [one.sold_now for one in found.ranked] == [10 * MILLION, 20 * MILLION, 30 * MILLION]
    assert found.supply is not None and found.supply.value == D("0.3")
    assert found.ease_digits == 4
    assert found.missing == ()


def test_a_market_that_is_excluded_goes_first_and_is_not_ranked(statistics: Statistics) -> None:
    found = alternatives(load(statistics, baci()), None, "BLR", ["4406"], without=["GBR"])
    assert [one.country for one in found.ranked] == ["KAZ", "RUS"]
    (shut,) = found.closed
    assert (shut.closed.country, shut.closed.why) == ("GBR", ("excluded",))
    assert shut.sold is not None and shut.sold.value == 30 * MILLION
    with pytest.raises(UsageError, match="BLR"):
        alternatives(statistics, None, "BLR", ["4406"], without=["CIS"])


def test_years_are_averaged_and_editions_never_added(statistics: Statistics) -> None:
    load(statistics, baci("2020", 3))
    load(statistics, baci("2021"), "two")
    load(statistics, baci("2021", 100, edition="2012"), "older")
    found = alternatives(statistics, None, "BLR", ["4406"])
    assert found.basis is not None and found.basis.years == Years(2020, 2021)
    assert found.ranked[0].demand_parts.imports == 100 * MILLION  # (150 + 50) / 2
    alone = alternatives(statistics, None, "BLR", ["4406"], years=Years(2020, 2020))
    assert alone.ranked[0].demand_parts.imports == 150 * MILLION


def test_a_reconciled_load_of_the_exporter_alone_is_no_market(statistics: Statistics) -> None:
    rows = [row for row in baci() if "BLR" in (row.reporter, row.partner)]
    found = alternatives(load(statistics, rows), None, "BLR", ["4406"])
    assert found.ranked == () and found.missing  # what the markets import of others is not loaded


def test_an_exporter_that_does_not_report_is_seen_in_the_mirror(statistics: Statistics) -> None:
    rows = [row for row in reported() if row.reporter != "BLR"]
    found = alternatives(load(statistics, rows), None, "BLR", ["4406"])
    assert [(one.country, one.sold_parts.ours, one.sold_parts.theirs) for one in found.ranked] == [
        ("KAZ", None, 10 * MILLION), ("RUS", None, 20 * MILLION), ("GBR", None, 30 * MILLION),
    ]  # fmt: skip
    assert round(found.ranked[0].potential or D(0), -3) == 20_588_000


def test_one_sides_figure_is_not_halved_by_the_others_silence(statistics: Statistics) -> None:
    rows = [row for row in reported() if (row.reporter, row.partner, row.commodity) != ("KAZ", "BLR", "4406")]
    found = alternatives(load(statistics, rows), None, "BLR", ["4406"])
    kazakhstan = found.ranked[0]
    assert (kazakhstan.sold_parts.ours, kazakhstan.sold_parts.theirs) == (10 * MILLION, None)
    assert kazakhstan.sold_now == 10 * MILLION
    new = [
        a_row("USA", "imports", "WLD", value * MILLION, commodity=good) for good, value in (("4406", 9), ("TOTAL", 90))
    ]
    found = alternatives(load(statistics, new, "two"), None, "BLR", ["4406"])
    last = found.ranked[-1]
    assert (last.country, last.sold_now, last.ease) == ("USA", 0, 0)


def test_without_other_exporters_there_is_a_rank_and_no_value(statistics: Statistics) -> None:
    rows = [row for row in reported() if row.flow == "imports" or row.reporter == "BLR"]
    found = alternatives(load(statistics, [r for r in rows if r.commodity != "0405"]), None, "BLR", ["4406"])
    # What the world imports beyond the exports that are told is somebody's: 200 in all, 60 of Belarus.
    assert found.supply is not None and found.supply.share == D("0.3")
    lonely = [r for r in rows if r.reporter == "KAZ" or r.commodity == "TOTAL"]
    lonely += [r for r in rows if r.reporter == "BLR" and r.partner == "KAZ"]
    found = alternatives(load(Statistics(statistics.folder / "b"), lonely), None, "BLR", ["4406"])
    assert [one.country for one in found.ranked] == ["KAZ"]


def test_what_is_missing_is_said(statistics: Statistics) -> None:
    empty = alternatives(statistics, None, "BLR", ["4406"], without=["GBR"])
    assert empty.ranked == () and len(empty.missing) == 2 and empty.closed[0].sold is None
    only = [row for row in reported() if row.commodity == "4406"]
    found = alternatives(load(statistics, only), None, "BLR", ["4406"])
    assert found.ranked == ()
    assert [one.country for one in found.unranked] == ["GBR", "KAZ", "RUS"]
    assert "all goods" in found.missing[0]


def test_some_headings_are_no_composition(statistics: Statistics) -> None:
    rows = [row for row in reported() if row.commodity != "0405"]  # a pull of one good and of all goods
    found = alternatives(load(statistics, rows), None, "BLR", ["4406"])
    assert found.ease_digits == 0
    # Kazakhstan: actual 70; Belarus exports 300 of 600, so 300 / 600 x 110 = 55
    kazakhstan = next(one for one in found.ranked if one.country == "KAZ")
    assert (kazakhstan.ease_parts.actual, kazakhstan.ease_parts.hypothetical) == (70 * MILLION, 55 * MILLION)


def test_a_code_within_another_counts_once(statistics: Statistics) -> None:
    load(statistics, baci())
    both, one = (alternatives(statistics, None, "BLR", goods) for goods in (["440610", "4406"], ["4406"]))
    assert both.goods == ("4406",) and both.ranked == one.ranked


@settings(max_examples=4)
@given(
    flows=st.lists(
        st.tuples(
            st.sampled_from(["BLR", "RUS", "POL"]), st.sampled_from(["KAZ", "GBR", "GEO", "RUS"]), st.integers(1, 99)
        ),
        min_size=1,
        unique_by=lambda flow: flow[:2],
    ),
    without=st.sampled_from(["KAZ", "GBR", "GEO"]),
)
def test_every_market_has_one_place_and_ranks_do_not_hang_on_the_unit(
    tmp_path_factory: pytest.TempPathFactory, flows: list[tuple[str, str, int]], without: str
) -> None:
    def rows(times: int) -> list[Row]:
        sums: dict[tuple[str, str], int] = {}
        for exporter, importer, value in flows:
            if exporter != importer:
                for pair in ((exporter, importer), (exporter, "WLD"), ("WLD", importer)):
                    sums[pair] = sums.get(pair, 0) + value * times
        more = {"source": "baci", "series": "reconciled"}
        return [
            a_row(*pair_flow, commodity=good, **more)  # type: ignore[arg-type]
            for (one, other), value in sums.items()
            for good in ("4406", "TOTAL")
            for pair_flow in ((one, "exports", other, value),)
        ]

    assume(rows(1))
    small, large = (
        alternatives(
            load(Statistics(tmp_path_factory.mktemp("s")), rows(times)), None, "BLR", ["4406"], without=[without]
        )
        for times in (1_000, 1_000_000)
    )
    assert [(one.country, one.ease) for one in small.ranked] == [(one.country, one.ease) for one in large.ranked]
    places = [one.country for one in (*small.ranked, *small.unranked)]
    importers = {importer for exporter, importer, _ in flows if exporter != importer} - {"BLR", without}
    assert sorted(places) == sorted(importers if small.basis else ())
    potentials = [one.potential for one in small.ranked if one.potential is not None]
    assert potentials == sorted(potentials, reverse=True)


def test_the_outlook_corrects_all_markets_or_none(statistics: Statistics) -> None:
    load(statistics, baci())
    some = {"KAZ": Market(tariff=D(0), tariff_of_all=D(10)), "RUS": Market(tariff=D(0), tariff_of_all=D(10))}
    assert all(
        one.demand_parts.tariffs == 1 for one in alternatives(statistics, None, "BLR", ["4406"], outlook=some).ranked
    )
    every = some | {"GBR": Market(tariff=D(25), tariff_of_all=D(0))}
    found = alternatives(statistics, None, "BLR", ["4406"], outlook=every)
    assert {one.country: one.demand_parts.tariffs for one in found.ranked} == {
        "KAZ": D("1.1"),
        "RUS": D("1.1"),
        "GBR": D("0.8"),
    }
    # Met on average: .25 x 130 / 200 = .1625; of all: .1 x 70 / 200 = .035
    assert found.supply is not None and found.supply.tariffs == D("1.1625") / D("1.035")
    assert not any(sentence.startswith("Tariffs") for sentence in found.leaves_out)
    grown = {c: Market(gdp_ratio=D(2), population_ratio=D(1)) for c in ("KAZ", "RUS", "GBR", "BLR", "POL")}
    found = alternatives(statistics, None, "BLR", ["4406"], outlook=grown)
    assert found.ranked[0].demand_parts.growth == 2 and found.supply is not None and found.supply.projected == D("0.3")


def test_a_bad_outlook_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "outlook.csv"
    path.write_text("country,tariff\nKazakhstan,4.5\nRU,\n")
    assert read_outlook(path) == {"KAZ": Market(tariff=D("4.5")), "RUS": Market()}
    for text, words in (
        ("land,tariff\n", "'land'"),
        ("tariff\n1\n", "'country' is missing"),
        ("country,tariff\nKAZ,1\nKazakhstan,2\n", "line 3: KAZ stands there twice"),
        ("country,tariff\nKAZ,low\n", "tariff 'low'"),
        ("country,gdp_ratio\nKAZ,0\n", "gdp_ratio '0'"),
        ("country,tariff\nAtlantis,1\n", "Atlantis"),
        ("country,tariff\nKAZ,1,2\n", "more fields"),
    ):
        path.write_text(text)
        with pytest.raises(BadRecord, match=words):
            read_outlook(path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_outlook(tmp_path / "none.csv")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return open_book(tmp_path / "book.sqlite")


def tell(book: Book, text: str, published: date = date(2022, 4, 1), kind: str = "restriction", **slots: object) -> None:
    report = a_report(text, published=published)
    stance = str(slots.pop("stance", "stated"))
    book.record(report, reading(a_statement(report, kind, stance=stance, **slots)))


BAN = {"type": "ban", "by": ("EUU",), "on": ("BLR",), "goods": (WOOD,), "status": "in force"}


def closed(book: Book, statistics: Statistics, **more: object) -> dict[str, tuple[str, ...]]:
    found = alternatives(statistics, book, "BLR", ["4406"], **more)  # type: ignore[arg-type]
    return {one.closed.country: tuple(said.sentence for said in one.closed.said) for one in found.closed}


def test_a_ban_of_a_group_closes_its_members_of_then(book: Book, statistics: Statistics) -> None:
    day = Period(start="2022-03-01", end="2022-03-31", edtf="2022-03", text="March 2022")
    tell(book, "The European Union banned wood of Belarus.", date=day, **BAN)
    shut = closed(book, statistics)
    assert "POL" in shut and "GBR" not in shut and len(shut) == 27
    assert shut["POL"] == ("The European Union banned wood of Belarus.",)
    assert closed(book, statistics, as_known=date(2022, 3, 31)) == {}


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        ({"status": "planned"}, "planned"),
        ({"stance": "planned"}, "planned"),
        ({"goods": ()}, "not told which goods"),
        ({"goods": (Good(text="dual-use goods"),)}, "not told which goods"),
        ({"type": "tariff"}, "dearer"),
        ({"status": "lifted"}, "lifted"),
    ],
)
def test_what_does_not_close_is_told_beside(
    book: Book, statistics: Statistics, change: dict[str, object], remark: str
) -> None:
    tell(book, "Britain and the wood of Belarus.", **{**BAN, "by": ("GBR",), **change})
    found = alternatives(load(statistics, baci()), book, "BLR", ["4406"])
    assert found.closed == ()
    (said,) = next(one.said for one in found.ranked if one.country == "GBR")
    assert remark in said.remark


@pytest.mark.parametrize(
    "change", [{"goods": (Good(text="fish", hs=("03",)),)}, {"on": ("RUS",)}, {"stance": "denied"}]
)
def test_what_is_on_others_closes_nothing(book: Book, statistics: Statistics, change: dict[str, object]) -> None:
    tell(book, "Britain bans something.", **{**BAN, "by": ("GBR",), **change})
    found = alternatives(load(statistics, baci()), book, "BLR", ["4406"])
    assert found.closed == () and all(one.said == () for one in found.ranked)


def test_a_later_end_opens_the_market_again(book: Book, statistics: Statistics) -> None:
    tell(book, "Britain bans the wood of Belarus.", **{**BAN, "by": ("GBR",)})
    tell(book, "Britain lifts its ban.", date(2024, 5, 2), **{**BAN, "by": ("GBR",), "status": "lifted"})
    assert closed(book, statistics) == {}
    assert "GBR" in closed(book, statistics, as_known=date(2023, 1, 1))
    tell(
        book, "Britain bans it again.", date(2025, 5, 2), **{**BAN, "by": ("GBR",), "date": Period(start="2025-05-01")}
    )
    assert "GBR" in closed(book, statistics)


def test_one_firm_that_stopped_closes_no_market(book: Book, statistics: Statistics) -> None:
    report = a_report("The sleeper factory sells sleepers. It left Britain.")
    mix = a_statement(
        report,
        "sales_mix",
        company=Party(name="Example Sleepers", country="BLR"),
        suspended=(Replacement(country="GBR", text="left"),),
        reason="sanctions",
    )
    goods = a_statement(report, "traded_goods", origin="BLR", goods=(Good(text="sleepers", hs=("4406",)),))
    book.record(report, reading(mix, goods))
    found = alternatives(load(statistics, baci()), book, "BLR", ["4406"])
    assert found.closed == ()
    (said,) = next(one.said for one in found.ranked if one.country == "GBR")
    assert said.remark.startswith("Example Sleepers suspended its supplies (sanctions)")
    other = alternatives(statistics, book, "BLR", ["0405"])
    assert all(one.said == () for one in other.ranked)
