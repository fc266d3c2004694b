"""Heads of flows, and that exporter and importer are never exchanged."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.drawing import Country, countries
from tradebook.extract import extract
from tradebook.extract.analysis import analyse
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.heads import heads
from tradebook.report import make_report
from tradebook.statement import TradeFlow

HERE = Path(__file__).parent
PUBLISHED = date(2022, 3, 1)
PAIRS_A_PHRASING = 5

COUNTRIES = countries(
    "Kenya",
    "Peru",
    "Norway",
    "Turkey",
    "Vietnam",
    "Georgia",
    "Chile",
    "Egypt",
    "Poland",
    "Japan",
    "Jordan",
    "Mongolia",
    "Zambia",
    "Australia",
)


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


HEADS = _rows("heads.csv")
DIRECTIONS = [row["text"] for row in _rows("directions.csv")]
WORDINGS = _rows("wordings.csv")
SEVERAL = _rows("several.csv")


# -- heads -----------------------------------------------------------------------------------------------------------


def _told(head: Head) -> str:
    """A head in the notation of heads.csv: the measure, roles with codes, what is left open, goods."""
    parts: list[str] = [head.measure]
    roles = {
        "owner": (head.owner,),
        "source": (head.source,),
        "dest": head.dest,
        "counterpart": head.counterpart,
        "agent": (head.agent,),
        "origin": (head.origin,),
        "between": head.between,
    }
    for role, places in roles.items():
        if codes := [place.code for place in places if place is not None]:
            parts.append(f"{role}={'+'.join(codes)}")
    for role, word in (("open_owner", head.open_owner), ("open_other", head.open_other)):
        if word is not None:
            parts.append(f"{role}={word.replace(' ', '_')}")
    marks = {"mutual": head.mutual, "total": head.total, "passive": head.passive, "loose": head.loose}
    parts += [mark for mark, holds in marks.items() if holds]
    if head.goods:
        parts.append(f"goods={'+'.join(good.text.replace(' ', '_') for good in head.goods)}")
    if head.excludes is not None:
        parts.append(f"excludes={head.excludes}")
    return " ".join(parts)


@pytest.mark.parametrize("row", HEADS, ids=lambda row: row["text"][:50])
def test_heads(row: dict[str, str]) -> None:
    found = [head for sentence in analyse(make_report(row["text"])).sentences for head in heads(sentence)]
    assert ("; ".join(_told(head) for head in found) or "none") == row["heads"]


def test_heads_stand_in_order_and_inside_their_sentence() -> None:
    for row in HEADS:
        for sentence in analyse(make_report(row["text"])).sentences:
            found = heads(sentence)
            assert [h.at for h in found] == sorted(h.at for h in found)
            for head in found:
                assert 0 <= head.first <= head.at <= head.last < len(sentence.items)


# -- directions ------------------------------------------------------------------------------------------------------


def _flows(text: str) -> list[TradeFlow]:
    return [s for s in extract(make_report(text, published=PUBLISHED)).statements if isinstance(s, TradeFlow)]


def _filled(template: str, seller: Country, buyer: Country) -> str:
    return template.format(A=seller.name, A_adj=seller.adjective, B=buyer.name, B_adj=buyer.adjective)


def _sides(flow: TradeFlow) -> tuple[str | None, str | None]:
    """Exporter and importer of a flow of exports or imports."""
    return (flow.reporter, flow.partner) if flow.measure == "exports" else (flow.partner, flow.reporter)


@pytest.mark.parametrize("template", DIRECTIONS)
def test_never_swapped(template: str) -> None:
    rng = Random(template)
    for _ in range(PAIRS_A_PHRASING):
        seller, buyer = rng.sample(COUNTRIES, 2)
        text = _filled(template, seller, buyer)
        directed = [flow for flow in _flows(text) if flow.measure in {"exports", "imports"}]
        assert directed, text
        assert {_sides(flow) for flow in directed} == {(seller.code, buyer.code)}, text


def _noted(flow: TradeFlow, letters: dict[str, str]) -> str:
    """A flow as `wordings.csv` notes it: "exports A>B 512" (millions), "turnover A-B 512", "exports A>B +12%"."""
    if flow.amount is not None and flow.amount.value is not None:
        figure = f"{flow.amount.value / 1_000_000:g}"
    else:
        figure = f"{flow.change.percent:+g}%" if flow.change is not None and flow.change.percent is not None else ""
    if flow.between:
        assert {letters.get(code) for code in flow.between} == {"A", "B"}
        return f"{flow.measure} A-B {figure}"
    sides = ">".join(letters.get(code or "", code or "nobody") for code in (flow.reporter, flow.partner))
    return f"{flow.measure} {sides} {figure}"


@pytest.mark.parametrize("row", WORDINGS, ids=lambda row: row["text"][:60])
def test_wordings(row: dict[str, str]) -> None:
    """The many ways of saying one thing, for any pair: the flows of `text` behind the sentence `before`."""
    rng = Random(row["text"])
    for _ in range(2):
        first, second = rng.sample(COUNTRIES, 2)
        letters = {first.code: "A", second.code: "B", "WLD": "world"}
        opening = _filled(row["before"], first, second)
        found = _flows(f"{opening} {_filled(row['text'], first, second)}".strip())
        told = {_noted(flow, letters) for flow in found if flow.evidence.start >= len(opening)}
        assert told == {noted for noted in row["flows"].split("; ") if noted}, (first.name, second.name)


def _noted_whole(flow: TradeFlow, letters: dict[str, str], *, dated: bool) -> str:
    """A flow as `several.csv` notes it: "exports A>B wheat 40000t $9 +12% @2023" (tonnes, millions, the year where the
    row tells years)."""
    codes = flow.between or (flow.reporter, flow.partner)
    named = [letters.get(code or "", code or "nobody") for code in codes]
    named = sorted(named) if flow.between else named
    told = [
        flow.measure,
        ("-" if flow.measure == "turnover" else ">" if flow.measure == "exports" else "<").join(named),
    ]
    told += [good.text for good in flow.goods or ()]
    if flow.quantity is not None and flow.quantity.value is not None:
        told.append(f"{flow.quantity.value:g}t")
    if flow.amount is not None and flow.amount.value is not None:
        told.append(f"${flow.amount.value / 1_000_000:g}")
    if flow.change is not None and flow.change.percent is not None:
        told.append(f"{flow.change.percent:+g}%")
    if dated and flow.period is not None:
        told.append(f"@{flow.period.edtf}")
    return " ".join(told)


@pytest.mark.parametrize("row", SEVERAL, ids=lambda row: row["text"][:60])
def test_several_in_one_sentence(row: dict[str, str]) -> None:
    """Each figure of a list goes to its own country, good and direction, whatever the list leaves out."""
    rng = Random(row["text"])
    drawn = dict(zip("ABCD", rng.sample(COUNTRIES, 4), strict=True))
    letters = {country.code: letter for letter, country in drawn.items()} | {"WLD": "world"}
    found = _flows(row["text"].format(**{letter: country.name for letter, country in drawn.items()}))
    told = {_noted_whole(flow, letters, dated="@" in row["flows"]) for flow in found}
    assert told == {noted for noted in row["flows"].split("; ") if noted}, [country.name for country in drawn.values()]


@settings(max_examples=60, deadline=None)
@given(
    template=st.sampled_from(DIRECTIONS),
    pair=st.lists(st.sampled_from(COUNTRIES), min_size=2, max_size=2, unique=True),
    amount=st.integers(min_value=2, max_value=990),
)
def test_exchanged_countries_exchange_reporter_and_partner(template: str, pair: list[Country], amount: int) -> None:
    worded = template.replace("$50 million", f"${amount} million")
    there, back = _flows(_filled(worded, pair[0], pair[1])), _flows(_filled(worded, pair[1], pair[0]))
    assert there
    assert [(f.measure, f.partner, f.reporter) for f in back] == [(f.measure, f.reporter, f.partner) for f in there]
    assert all(flow.reporter != flow.partner for flow in there + back)


@settings(max_examples=40, deadline=None)
@given(template=st.sampled_from(DIRECTIONS), country=st.sampled_from(COUNTRIES))
def test_no_country_trades_with_itself(template: str, country: Country) -> None:
    for flow in _flows(_filled(template, country, country)):
        assert flow.reporter != flow.partner
