"""UN Comtrade over a real server on loopback: what is asked, what fails, what is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.statistics.service import KEY, Clock, Comtrade, Fault, note, record, running, too_many
from tradebook.errors import KeyRefused, SourceBusy, SourceFailed, SourceUnreachable, UsageError
from tradebook.statistics import Row, Statistics
from tradebook.statistics.comtrade import Asked, Pulled, pull
from tradebook.statistics.comtrade.asking import all_headings, questions, split
from tradebook.statistics.comtrade.codes import area_of, code_to_ask, own_areas, units
from tradebook.statistics.comtrade.service import Service
from tradebook.statistics.rates import known_rates

TODAY = date(2024, 3, 1)
PAIR = Asked(countries=("AZE", "BLR"), since=2021, until=2021)
PATH = "/public/v1/preview/C/A/HS"
TOTALS = {"reporterCode": "31", "cmdCode": "TOTAL"}


@pytest.fixture
def comtrade() -> Iterator[Comtrade]:
    with running() as server:
        yield server


@pytest.fixture
def statistics(tmp_path: Path) -> Statistics:
    return Statistics(tmp_path / "statistics")


@pytest.fixture
def clock() -> Clock:
    return Clock()


def pulled(
    comtrade: Comtrade,
    statistics: Statistics,
    asked: Asked = PAIR,
    *,
    today: date = TODAY,
    key: str | None = None,
    clock: Clock | None = None,
) -> Pulled:
    with Service(key, base=comtrade.base, clock=clock or Clock()) as service:
        return pull(asked, statistics, service, today)


def both_sides() -> list[dict[str, Any]]:
    return [
        record(primaryValue=1000.5),
        record(partnerCode=0, primaryValue=9000.25),
        record(flowCode="RX", primaryValue=100),
        record(cmdCode="08", primaryValue=700),
        record(cmdCode="0805", primaryValue=600.125, qtyUnitCode=8, qty=5000, netWgt=5000),
        record(reporterCode=112, partnerCode=31, flowCode="M", primaryValue=1100.5),
        record(reporterCode=112, partnerCode=0, flowCode="M", primaryValue=8000, classificationCode="H6"),
    ]


# ---- what a pull gives


def test_a_pull_gives_both_sides_with_what_the_publications_say(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.records = both_sides()
    comtrade.notes = [note(31, 2021, "2022-06-02"), note(112, 2021, "2022-05-01", tradeSystem="Special (strict)")]
    found = pulled(comtrade, statistics)
    assert (found.missing, found.failure, found.loaded.refused) == ((), None, ())
    assert found.loaded.batch is not None and found.loaded.batch.what == "comtrade AZE BLR 2021"
    (ours,) = statistics.rows(reporters=["AZE"], partners=["BLR"], flows=["exports"], commodities=["TOTAL"])
    assert ours == Row(
        reporter="AZE",
        partner="BLR",
        flow="exports",
        start=date(2021, 1, 1),
        end=date(2021, 12, 31),
        frequency="year",
        value=Decimal("1000.5"),
        currency="USD",
        valuation="FOB",
        trade_system="general",
        source="comtrade",
        licence="UN Comtrade terms",
        redistributable=False,
        retrieved=TODAY,
        vintage=date(2022, 6, 2),
        origin=ours.origin,
    )
    assert "reporterCode=31" in ours.origin and "(record 1)" in ours.origin
    (theirs,) = statistics.rows(reporters=["BLR"], partners=["AZE"], flows=["imports"])
    assert (theirs.value, theirs.valuation, theirs.trade_system) == (Decimal("1100.5"), "CIF", "special")
    (world,) = statistics.rows(reporters=["BLR"], partners=["WLD"])
    assert world.edition is None and world.value == 8000
    (fruit,) = statistics.rows(commodities=["0805"])
    assert (fruit.nomenclature, fruit.edition, fruit.quantity, fruit.unit) == ("HS", "2017", Decimal(5000), "KGM")
    (again,) = statistics.rows(flows=["re-exports"])
    assert again.value == 100


def test_the_factors_of_the_publications_are_kept_as_rates(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.records = both_sides()
    comtrade.notes = [
        note(31, 2021, "2022-06-02", importConvFactor="0.5", exportConvFactor="0.50"),
        note(112, 2021, "2022-05-01", importConvFactor="0.25", exportConvFactor="none"),
        note(112, 2021, "2021-05-01", importConvFactor="9"),
    ]
    pulled(comtrade, statistics)
    rates = known_rates(statistics.folder)
    (row,) = statistics.rows(reporters=["AZE"], partners=["BLR"], flows=["exports"], commodities=["TOTAL"])
    made = rates.convert(row, "XTS")
    assert made is not None and made.value == 2001 and "AZE's own factor 0.5 USD for 1 XTS" in str(made.conversion)
    (row,) = statistics.rows(reporters=["BLR"], partners=["AZE"], flows=["imports"])
    made = rates.convert(row, "XTS")
    assert made is not None and made.value == 4402
    comtrade.notes = [note(31, 2020, "2021-06-02", exportConvFactor="0.5"), note(31, 2021, "2022-07-02")]
    pulled(comtrade, statistics, Asked(countries=("AZE", "GEO"), since=2020, until=2021))
    told = [
        (one.start.year, one.flow, one.rate) for one in known_rates(statistics.folder).all() if one.reporter == "AZE"
    ]
    assert told == [(2020, None, Decimal("0.5")), (2021, "imports", Decimal("0.5"))]


def test_the_aggregates_are_pinned_and_the_key_is_in_no_address(comtrade: Comtrade, statistics: Statistics) -> None:
    pulled(comtrade, statistics)
    for path, asked in comtrade.calls:
        if "preview" in path:
            assert (asked["partner2Code"], asked["motCode"], asked["customsCode"]) == ("0", "0", "C00")
    comtrade.calls.clear()
    pulled(comtrade, Statistics(statistics.folder / "keyed"), key=KEY)
    assert {path for path, _ in comtrade.calls} == {"/data/v1/get/C/A/HS", "/data/v1/getMetadata/C/A/HS"}
    assert all(KEY not in str(asked) for _, asked in comtrade.calls)
    assert all(headers["ocp-apim-subscription-key"] == KEY for headers in comtrade.headers[-2:])
    kept = b"".join(path.read_bytes() for path in (statistics.folder / "keyed").rglob("*") if path.is_file())
    assert KEY.encode() not in kept


def test_months_goods_and_consignment_on_request(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.records = [
        record(),
        record(freqCode="M", period="202102", primaryValue=80),
        record(freqCode="M", period="202112", primaryValue=90, cmdCode="0805"),
        record(cmdCode="0805", partnerCode=0, primaryValue=5000),
        record(partner2Code=268, primaryValue=400),
        record(customsCode="C04", primaryValue=1),
        record(motCode=2100, primaryValue=1),
    ]
    asked = Asked(countries=("AZE", "BLR"), since=2021, until=2021, monthly=True, goods=("0805",), consignment=True)
    assert asked.what == "comtrade AZE BLR 2021 monthly 0805 by consignment"
    found = pulled(comtrade, statistics, asked)
    assert found.loaded.refused == ()
    months = statistics.rows(frequencies=["month"])
    assert [(row.start, row.end, row.commodity) for row in months] == [
        (date(2021, 12, 1), date(2021, 12, 31), "0805"),
        (date(2021, 2, 1), date(2021, 2, 28), "TOTAL"),
    ]
    assert [row.value for row in statistics.rows(partners=["WLD"])] == [5000]
    via = [row for row in statistics.rows(all_partner2=True) if row.partner2]
    assert [(row.partner2, row.value) for row in via] == [("GEO", 400)]
    assert len(statistics.rows(all_partner2=True)) == 5  # parts by procedure and transport are in none of them


def test_a_country_that_tells_nothing_is_named(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.records = both_sides()[:5]
    found = pulled(comtrade, statistics)
    assert any("no figures reported by Belarus for 2021" in remark for remark in found.loaded.notes)
    assert not any("Azerbaijan" in remark for remark in found.loaded.notes)


# ---- truncation


@pytest.mark.parametrize("cap", [1, 3, 7])
def test_an_answer_cut_off_is_asked_for_in_parts(comtrade: Comtrade, statistics: Statistics, cap: int) -> None:
    asked = Asked(countries=("AZE", "BLR"), since=2019, until=2021)
    headings = ["0101", "0805", "2709", "4406", "8548"]
    comtrade.records = [
        record(period=str(year), flowCode=flow, cmdCode=code, primaryValue=year + len(code) + index)
        for year in (2019, 2020, 2021)
        for flow in ("X", "M")
        for index, code in enumerate(headings)
    ]
    whole = pulled(comtrade, Statistics(statistics.folder / "whole"), asked)
    comtrade.open_cap = cap + 1
    comtrade.records += [record(period="1999")]  # never asked for
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tradebook.statistics.comtrade.service.OPEN_CAP", cap + 1)
        parts = pulled(comtrade, statistics, asked)
    assert parts.missing == () and parts.calls > whole.calls
    assert whole.loaded.batch is not None and whole.loaded.batch.rows == len(comtrade.records) - 1
    assert {(row.start.year, row.flow, row.commodity, row.value) for row in statistics.rows()} == {
        (row.start.year, row.flow, row.commodity, row.value) for row in Statistics(statistics.folder / "whole").rows()
    }


def test_what_cannot_be_split_is_named_as_missing(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.records = [record(flowCode="X", primaryValue=value) for value in range(600)]
    found = pulled(comtrade, statistics)
    assert any("X, 2021, TOTAL" in told and "cut off at 500 records" in told for told in found.missing)
    assert statistics.empty


def test_parts_ask_for_the_same_as_the_whole() -> None:
    (first, *_) = questions(Asked(countries=("AZE", "BLR"), since=2019, until=2023, monthly=True))
    parts = [first]
    for _ in range(20):
        parts = [small for part in parts for small in (split(part) or [part])]
    keys = {(part.periods, part.flows, part.partners, part.goods) for part in parts}
    assert len(keys) == len(parts) == 5 * 4 * 2
    headings = set(all_headings())
    assert {"0101", "4406", "8548", "9706", "9999"} <= headings  # 8548 was a heading until 2022


class Unheard:
    """A service without a network between: the server's answers, cut off at any cap."""

    def __init__(self, records: list[dict[str, Any]], cap: int) -> None:
        self.keyed, self.cap = False, cap
        self._server = Comtrade()
        self._server.records, self._server.open_cap = records, cap

    def ask(self, path: str, parameters: Any) -> bytes:
        return self._server.answer(path, dict(parameters), None)[1]


@settings(max_examples=25)
@given(
    st.lists(
        st.builds(
            record,
            reporterCode=st.sampled_from([31, 112]),
            flowCode=st.sampled_from(["X", "M", "RX", "RM"]),
            cmdCode=st.sampled_from(["TOTAL", "08", "0805", "4406", "9999"]),
            period=st.sampled_from(["2019", "2020", "2021"]),
            primaryValue=st.integers(0, 10**12),
        ).map(lambda one: one | {"partnerCode": 143 - one["reporterCode"]}),
        unique_by=lambda one: (one["reporterCode"], one["flowCode"], one["cmdCode"], one["period"]),
    ),
    st.integers(2, 20),
)
def test_whatever_the_cap_every_figure_comes_once(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]], cap: int
) -> None:
    statistics = Statistics(tmp_path_factory.mktemp("cap"))
    asked = Asked(countries=("AZE", "BLR"), since=2019, until=2021)
    found = pull(asked, statistics, Unheard(records, cap), TODAY)  # type: ignore[arg-type]
    assert found.missing == () and found.loaded.refused == ()
    areas = {"AZE": 31, "BLR": 112}
    assert sorted(
        (areas[row.reporter], str(row.start.year), row.commodity, row.value) for row in statistics.rows()
    ) == (sorted((one["reporterCode"], one["period"], one["cmdCode"], one["primaryValue"]) for one in records))


# ---- refusals and outages


def asked_of(comtrade: Comtrade, clock: Clock, key: str | None = None, told: list[str] | None = None) -> bytes:
    tell = (told if told is not None else []).append
    path = PATH if key is None else "/data/v1/get/C/A/HS"
    with Service(key, base=comtrade.base, clock=clock, tell=tell) as service:
        return service.ask(path, TOTALS)


@pytest.mark.parametrize(
    ("fault", "wait"),
    [
        (too_many("3"), 3.0),
        (too_many("Fri, 01 Mar 2024 00:00:09 GMT"), 9.0),
        (too_many(None), 2.0),
        (too_many("soon"), 2.0),
        (Fault(503, b"<html>busy</html>"), 2.0),
        (Fault(500, b"", {"Retry-After": "7"}), 7.0),
        (Fault(half=True), 2.0),
        (Fault(drop=True), 2.0),
        (Fault(200, b'{"count": 2, "data": [{"repor'), 2.0),
        (Fault(200, b"<html>maintenance</html>"), 2.0),
    ],
)
def test_what_passes_is_waited_for_and_told(comtrade: Comtrade, clock: Clock, fault: Fault, wait: float) -> None:
    comtrade.records = [record()]
    comtrade.faults = [fault]
    told: list[str] = []
    assert b"1000.5" in asked_of(comtrade, clock, told=told)
    assert clock.waits == [wait] and len(comtrade.calls) == 2
    assert len(told) == 1 and f"waiting {wait:g} s (attempt 1 of 5)" in told[0]


def test_calls_are_a_second_apart(comtrade: Comtrade, clock: Clock) -> None:
    with Service(base=comtrade.base, clock=clock) as service:
        for _ in range(3):
            service.ask(PATH, TOTALS)
    assert clock.waits == [1.0, 1.0]


def test_waits_grow_and_end(comtrade: Comtrade, clock: Clock) -> None:
    comtrade.faults = [Fault(503)] * 9
    with pytest.raises(SourceBusy, match=r"out of order \(503\), 5 times.*Try again later"):
        asked_of(comtrade, clock)
    assert clock.waits == [2.0, 4.0, 8.0, 16.0] and len(comtrade.calls) == 5


def test_a_long_wait_is_not_waited_for(comtrade: Comtrade, clock: Clock) -> None:
    comtrade.faults = [too_many("7200")]
    with pytest.raises(SourceBusy, match="asks to wait 2 hours"):
        asked_of(comtrade, clock)
    assert clock.waits == []


def test_no_network_is_said_in_one_line(clock: Clock) -> None:
    with running() as gone:
        pass
    with pytest.raises(SourceUnreachable, match=r"UN Comtrade: it cannot be reached .*Check the network"):
        asked_of(gone, clock)


@pytest.mark.parametrize(
    ("status", "message", "error", "words"),
    [
        (401, "Access denied due to invalid subscription key.", KeyRefused, "refuses the key .401.*TRADEBOOK_COMTRADE"),
        (403, "Forbidden", KeyRefused, "refuses the key .403"),
        (403, "Out of call volume quota. Quota will be replenished in 03:12:11.", SourceBusy, "quota .* 03:12:11"),
        (400, "The field period is invalid", SourceFailed, "does not take the question .400: The field period"),
        (302, "", SourceFailed, "302"),
    ],
)
def test_refusals_are_not_asked_again(
    comtrade: Comtrade, clock: Clock, status: int, message: str, error: type[Exception], words: str
) -> None:
    comtrade.faults = [Fault(status, msgspec.json.encode({"statusCode": status, "message": message}))]
    with pytest.raises(error, match=words) as caught:
        asked_of(comtrade, clock, key=KEY)
    assert KEY not in str(caught.value)
    assert len(comtrade.calls) == 1 and clock.waits == []


def test_an_error_within_an_answer_is_no_data(comtrade: Comtrade, clock: Clock) -> None:
    comtrade.faults = [Fault(200, b'{"count": -1, "data": [], "error": "Invalid parameter value"}')]
    with pytest.raises(SourceFailed, match="Invalid parameter value"):
        asked_of(comtrade, clock)


REFUSED = Fault(400, b'{"statusCode": 400, "message": "The field period is too long"}')


def test_a_question_that_is_not_taken_is_asked_by_years(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.records = [record(period=str(year), primaryValue=year) for year in (2019, 2020, 2021)]
    comtrade.faults = [REFUSED]
    found = pulled(comtrade, statistics, Asked(countries=("AZE", "BLR"), since=2019, until=2021))
    assert found.missing == () and found.failure is None
    assert [row.value for row in statistics.rows(commodities=["TOTAL"])] == [2019, 2020, 2021]


def test_what_is_never_taken_is_named_with_the_reason(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.faults = [REFUSED] * 99
    found = pulled(comtrade, statistics, Asked(countries=("AZE", "BLR"), since=2010, until=2021))
    assert len(found.missing) > 3 and all("The field period is too long" in told for told in found.missing)
    assert found.calls < 15 and found.loaded.batch is None


def test_a_wrong_key_ends_the_pull(comtrade: Comtrade, statistics: Statistics) -> None:
    with pytest.raises(KeyRefused):
        pulled(comtrade, statistics, key="wrong")
    assert len(comtrade.calls) == 1


# ---- going on with what was kept


def test_fresh_answers_are_not_asked_for_again(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.records = both_sides()
    first = pulled(comtrade, statistics)
    again = pulled(comtrade, statistics, today=date(2024, 3, 5))
    assert first.calls > 0 and again.calls == 0 and again.oldest == TODAY
    assert [batch.retrieved for batch in statistics.batches()] == [TODAY]
    assert pulled(comtrade, statistics, today=date(2024, 3, 8)).calls == first.calls


def test_the_same_figures_again_are_known_since_the_first_day(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.records = both_sides()
    pulled(comtrade, statistics)
    pulled(comtrade, statistics, today=date(2024, 9, 1))
    assert [batch.retrieved for batch in statistics.batches()] == [TODAY]
    assert {row.retrieved for row in statistics.rows()} == {TODAY}


def test_a_revision_is_a_vintage_of_its_own(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.records, comtrade.notes = both_sides(), [note(31, 2021, "2022-06-02")]
    pulled(comtrade, statistics)
    comtrade.records[0]["primaryValue"] = comtrade.records[0]["fobvalue"] = 1234
    comtrade.notes = [note(31, 2021, "2024-05-05")]
    pulled(comtrade, statistics, today=date(2024, 9, 1))
    ours: dict[str, Any] = {
        "reporters": ["AZE"], "partners": ["BLR"], "flows": ["exports"], "commodities": ["TOTAL"]
    }  # fmt: skip
    assert [row.value for row in statistics.rows(**ours)] == [1234]
    assert [row.value for row in statistics.rows(**ours, as_known=date(2023, 1, 1))] == [Decimal("1000.5")]


def test_without_a_network_kept_answers_do(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.records = both_sides()
    pulled(comtrade, statistics)
    comtrade.faults = [Fault(503)] * 99
    calls = len(comtrade.calls)
    found = pulled(comtrade, statistics, today=date(2025, 1, 1))
    assert found.failure is not None and "out of order" in found.failure
    assert found.missing == () and found.oldest == TODAY
    assert len(comtrade.calls) == calls + 5  # one question, five attempts: an outage is not met again and again
    assert len(statistics.batches()) == 1


def test_an_outage_halfway_keeps_what_came_and_names_the_rest(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.records = both_sides()
    with Service(base=comtrade.base, clock=Clock()) as service:
        service.ask = _failing_after(service, 1)  # type: ignore[method-assign]
        found = pull(PAIR, statistics, service, TODAY)
    assert found.failure is not None
    assert any("AZE with BLR" in told and "AG2" in told for told in found.missing)
    assert any("BLR with AZE" in told for told in found.missing)
    assert {row.reporter for row in statistics.rows()} == {"AZE"}
    found = pulled(comtrade, statistics)
    assert found.missing == () and {row.reporter for row in statistics.rows()} == {"AZE", "BLR"}


def _failing_after(service: Service, calls: int) -> Any:
    ask, left = service.ask, [calls]

    def failing(path: str, parameters: Any) -> bytes:
        if left[0] == 0:
            raise SourceUnreachable("UN Comtrade", "it cannot be reached", "Check the network.")
        left[0] -= 1
        return ask(path, parameters)

    return failing


def test_a_broken_kept_answer_is_fetched_anew(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.records = both_sides()
    calls = pulled(comtrade, statistics).calls
    for path in (statistics.folder / "answers").iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    assert pulled(comtrade, statistics).calls == calls


def test_nothing_kept_and_no_network(statistics: Statistics) -> None:
    found = pull(PAIR, statistics, None, TODAY)
    assert found.loaded.batch is None and len(found.missing) == 4
    assert statistics.empty


# ---- records that are odd


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"partnerCode": 899}, "partner 899 (Areas, not elsewhere specified) is no country"),
        ({"partnerCode": 12345}, "partner 12345 is no country"),
        ({"reporterCode": None}, "reporter not told"),
        ({"flowCode": "DX"}, "flow DX is none of X, M, RX, RM"),
        ({"period": "2021Q1"}, "period '2021Q1' is neither"),
        ({"period": "202113"}, "period '202113' is neither"),
        ({"classificationCode": "Z9"}, "nomenclature 'Z9'"),
        ({"primaryValue": "a lot"}, "primaryValue 'a lot' is no number"),
        ({"primaryValue": 1e30}, "larger than any trade"),
        ({"cmdCode": None}, "commodity 'not told'"),
    ],
)
def test_an_odd_record_is_listed_and_the_others_kept(
    comtrade: Comtrade, statistics: Statistics, values: dict[str, Any], words: str
) -> None:
    odd = record() | values
    body = msgspec.json.encode({"count": 2, "data": [odd, record(cmdCode="0805")]})
    comtrade.faults = [Fault(200, body)]
    found = pulled(comtrade, statistics)
    assert [row.commodity for row in statistics.rows()] == ["0805"]
    (refused,) = found.loaded.refused
    assert words in refused.problem and "left out" in refused.mend


def test_a_record_that_is_none(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.faults = [Fault(200, b'{"count": 2, "data": ["?", ' + msgspec.json.encode(record()) + b"]}")]
    found = pulled(comtrade, statistics)
    assert len(statistics.rows()) == 1 and "no record" in found.loaded.refused[0].problem


def test_repeated_keys(comtrade: Comtrade, statistics: Statistics) -> None:
    comtrade.records = [
        record(cmdCode="0805"), record(cmdCode="0805"),
        record(cmdCode="0806", primaryValue=1), record(cmdCode="0806", primaryValue=2),
    ]  # fmt: skip
    found = pulled(comtrade, statistics)
    assert [row.commodity for row in statistics.rows()] == ["0805"] and found.loaded.repeated == 1
    assert "AZE exports BLR, 0806" in found.loaded.refused[0].problem


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"flowCode": "M", "primaryValue": 5, "cifvalue": 5, "fobvalue": 4}, "CIF"),
        ({"flowCode": "M", "primaryValue": 4, "cifvalue": 5, "fobvalue": 4}, "FOB"),
        ({"flowCode": "M", "primaryValue": 4, "cifvalue": None, "fobvalue": None}, "CIF"),
        ({"flowCode": "X", "primaryValue": 4, "cifvalue": None, "fobvalue": None}, "FOB"),
        ({"flowCode": "X", "primaryValue": 4, "cifvalue": 4, "fobvalue": 4}, "FOB"),
    ],
)
def test_the_valuation_is_that_of_the_record_else_of_the_note(
    comtrade: Comtrade, statistics: Statistics, values: dict[str, Any], expected: str
) -> None:
    comtrade.records, comtrade.notes = [record(**values)], [note(31, 2021, "2022-06-02")]
    pulled(comtrade, statistics)
    assert [row.valuation for row in statistics.rows()] == [expected]


@pytest.mark.parametrize(
    ("values", "quantity"),
    [
        ({"qtyUnitCode": 5, "qty": 12, "netWgt": 99}, (Decimal(12), "H87")),
        ({"qtyUnitCode": 9, "qty": 12}, (Decimal(12000), "H87")),
        ({"qtyUnitCode": 5, "qty": 12, "isQtyEstimated": True, "netWgt": 99}, (Decimal(99), "KGM")),
        ({"qtyUnitCode": 77, "qty": 12, "netWgt": 99.5}, (Decimal("99.5"), "KGM")),
        ({"qtyUnitCode": 8, "qty": 0, "netWgt": 0}, (None, None)),
        ({"qtyUnitCode": -1, "qty": 12, "netWgt": 9, "isNetWgtEstimated": True}, (None, None)),
    ],
)
def test_an_estimated_or_unknown_quantity_is_none(
    comtrade: Comtrade, statistics: Statistics, values: dict[str, Any], quantity: tuple[Decimal | None, str | None]
) -> None:
    comtrade.records = [record(cmdCode="0805", **values)]
    pulled(comtrade, statistics)
    (row,) = statistics.rows()
    assert (row.quantity, row.unit) == quantity


# ---- codes


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        (757, "CHE"), (490, "TWN"), (842, "USA"), (699, "IND"), (251, "FRA"), (579, "NOR"), (381, "ITA"), (0, "WLD"),
        (97, "EUU"), (31, "AZE"), ("004", "AFG"), (8, "ALB"), (810, "SUN"), (891, "SCG"), (890, "YUG"), (280, "DEU"),
        (899, None), (837, None), (123456, None), ("", None), ("x", None),
    ],
)  # fmt: skip
def test_area_codes(code: object, ours: str | None) -> None:
    assert area_of(code) == ours


def test_each_country_is_asked_for_under_one_code() -> None:
    assert [code_to_ask(area) for area in ("CHE", "USA", "IND", "FRA", "NOR", "WLD", "EUU", "AFG", "DEU", "SDN")] == [
        "757", "842", "699", "251", "579", "0", "97", "4", "276", "729",
    ]  # fmt: skip
    with pytest.raises(UsageError, match=r"ASEAN.*members one by one"):
        code_to_ask("ASEAN")
    asked = [area.ours for area in own_areas().values() if area.ask == "yes"]
    assert len(asked) == len(set(asked)) and all(area.ours for area in own_areas().values() if area.ask == "yes")
    assert list(own_areas()) == sorted(own_areas(), key=int)
    assert units()["m³"] == units()["12"] and units()["12"].code == "MTQ"
