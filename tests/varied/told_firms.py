"""Ventures and sales mixes told in other ways of the press, from what a case says of one."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

import msgspec

from tests.varied import Variation, Varied, read
from tests.varied.firm_words import capital, every_place, land
from tests.varied.told_deals import deals
from tradebook.evaluate import Case
from tradebook.statement import Party, SalesMix, Segment, Venture


def _only(case: Case, kind: str) -> dict[str, Any] | None:
    """The one statement that the text as it stands is read as, where it is of the kind."""
    found = [msgspec.json.decode(content) for content in read(case.report.text, case)]
    return found[0] if len(found) == 1 and found[0]["kind"] == kind else None


def _firm(party: Party, rng: Random) -> str | None:
    name = party.name or ""
    if not name or every_place().search(name):
        return None
    if party.country is None:
        return name if name[0].isupper() else None
    own = land(party.country)
    if own is None or not name[0].isupper():
        return None
    styles = [f"the {own.demonym} company {name}", f"{own.demonym} firm {name}"]
    styles += [f"{own.name}'s {name}"] * 4 if not own.the else []
    return rng.choice(styles)


# -- ventures --------------------------------------------------------------------------------------


class _Works(NamedTuple):
    """A venture in words: the firms, what is made, where with its preposition ("" for nowhere)."""

    one: str
    two: str
    ware: str
    where: str


_Telling = Callable[[_Works], str]

_JOINT: tuple[_Telling, ...] = (
    lambda w: f"{w.one} and {w.two} set up a joint venture{w.where} to make {w.ware}.",
    lambda w: f"{w.one} has set up a joint venture with {w.two}{w.where} to produce {w.ware}.",
    lambda w: f"{w.one} and {w.two} have established a joint venture{w.where} for the production of {w.ware}.",
    lambda w: f"{w.one} and {w.two} have formed a joint venture that makes {w.ware}{w.where}.",
    lambda w: f"{w.one} formed a joint venture with {w.two} to manufacture {w.ware}{w.where}.",
    lambda w: f"A joint venture of {w.one} and {w.two} to make {w.ware} has been set up{w.where}.",
    lambda w: f"A joint venture between {w.one} and {w.two} makes {w.ware}{w.where}.",
    lambda w: f"A joint venture to produce {w.ware} was set up{w.where} by {w.one} and {w.two}.",
    lambda w: f"{w.one} has founded a joint company with {w.two} to make {w.ware}{w.where}.",
    lambda w: f"{w.one} and {w.two} created a joint company{w.where} that produces {w.ware}.",
    lambda w: f"{w.one} launched a joint venture with {w.two}{w.where}, which will make {w.ware}.",
)
_MADE: tuple[_Telling, ...] = (
    lambda w: f"{w.one} makes {w.ware}{w.where}.",
    lambda w: f"{w.one} produces {w.ware} at a plant{w.where}.",
    lambda w: f"{w.one} has been producing {w.ware}{w.where}.",
    lambda w: f"{w.one} manufactures {w.ware} at its plant{w.where}.",
    lambda w: f"{w.one} runs a plant{w.where} that makes {w.ware}.",
    lambda w: f"{capital(w.ware)} are made{w.where} by {w.one}.",
    lambda w: f"{w.one} has opened a plant{w.where} that will make {w.ware}.",
    lambda w: f"{w.one} opened a factory{w.where} for the production of {w.ware}.",
    lambda w: f"{w.one} has launched the production of {w.ware}{w.where}.",
    lambda w: f"{w.one} started producing {w.ware}{w.where}.",
    lambda w: f"A plant of {w.one}{w.where} produces {w.ware}.",
    lambda w: f"{w.one} has built a plant{w.where} to produce {w.ware}.",
)
_TOGETHER: tuple[_Telling, ...] = (
    lambda w: f"{w.one} and {w.two} make {w.ware} together{w.where}.",
    lambda w: f"{w.one} produces {w.ware}{w.where} together with {w.two}.",
    lambda w: f"{w.one} and {w.two} jointly produce {w.ware}{w.where}.",
    lambda w: f"{w.one} has launched the production of {w.ware}{w.where} jointly with {w.two}.",
    lambda w: f"In partnership with {w.two}, {w.one} produces {w.ware}{w.where}.",
    lambda w: f"{w.one} and {w.two} have opened a joint plant{w.where} that makes {w.ware}.",
    lambda w: f"{w.one} and {w.two} opened a plant{w.where} for the production of {w.ware}.",
)
_ASSEMBLED: tuple[_Telling, ...] = (
    lambda w: f"{w.one} and {w.two} assemble {w.ware} together{w.where}.",
    lambda w: f"{w.one} has started to assemble {w.ware}{w.where} together with {w.two}.",
    lambda w: f"{w.one} and {w.two} have launched the assembly of {w.ware}{w.where}.",
    lambda w: f"{w.one} and {w.two} opened an assembly plant for {w.ware}{w.where}.",
    lambda w: f"{capital(w.ware)} are assembled{w.where} by {w.one} and {w.two}.",
)


def ventures(case: Case, rng: Random) -> Varied | None:
    """The only venture of a case told by another sentence."""
    told = _only(case, "venture")
    venture = case.statements[0].statement
    if told is None or len(case.statements) != 1 or not isinstance(venture, Venture) or venture.stance != "stated":
        return None
    if venture.amount or venture.capacity or venture.count or venture.since or not 1 <= len(venture.partners) <= 2:
        return None
    names = [{"name": p.name, "country": p.country} for p in venture.partners]
    read_so = [{"name": p.get("name"), "country": p.get("country")} for p in told.get("partners", ())]
    wares = [good.text for good in venture.product]
    if sorted(map(str, names)) != sorted(map(str, read_so)) or len(wares) != 1 or not wares[0].endswith("s"):
        return None
    place = venture.place or ""
    if told.get("place", "") != place or told.get("activity") != venture.activity or wares[0] not in case.report.text:
        return None
    firms = [_firm(p, rng) for p in venture.partners]
    host = [c for c in venture.countries if c not in {p.country for p in venture.partners}]
    own = land(host[0]) if len(host) == 1 else None
    if None in firms or len(host) > 1 or (host and own is None) or (place and not place[0].isupper()):
        return None
    where = f" in {place}" if place else f" in {own.the}{own.name}" if own is not None else ""
    if place and own is not None:
        where += f", {own.name}" if rng.random() < 0.3 and not own.the else ""
    if len(firms) == 1 and (own is None or venture.activity != "production"):
        return None
    works = _Works(str(firms[0]), str(firms[-1]), wares[0], where)
    tellings = {"joint company": _JOINT, "assembly": _ASSEMBLED, "production": _TOGETHER}.get(venture.activity or "")
    if tellings is None:
        return None
    return Varied(capital(rng.choice(_MADE if len(firms) == 1 else tellings)(works)))


# -- sales mixes -----------------------------------------------------------------------------------


def _percent(segment: Segment, rng: Random) -> str | None:
    share = segment.share
    if share is None or share.percent is None or share.qualifier not in {"exact", "about", "over"}:
        return None
    if share.percent != round(share.percent):
        return None
    degree = {"exact": "", "about": "about ", "over": "more than "}[share.qualifier]
    return f"{degree}{share.percent:.0f}{rng.choice(('%', ' percent', ' per cent'))}"


_SALES: tuple[Callable[[str, str], str], ...] = (
    lambda firm, share: f"{firm} exports {share} of its output.",
    lambda firm, share: f"{firm} sells {share} of its output abroad.",
    lambda firm, share: f"{firm} sells {share} of what it makes abroad.",
    lambda firm, share: f"{capital(share)} of {firm}'s output is exported.",
    lambda firm, share: f"{capital(share)} of the output of {firm} goes abroad.",
    lambda firm, share: f"Exports make up {share} of {firm}'s sales.",
    lambda firm, share: f"Exports account for {share} of the sales of {firm}.",
    lambda firm, share: f"{firm} earns {share} of its revenue from exports.",
    lambda firm, share: f"{firm} ships {share} of its production to foreign markets.",
    lambda firm, share: f"{capital(share)} of what {firm} makes is sold abroad.",
    lambda firm, share: f"Foreign markets account for {share} of {firm}'s sales.",
    lambda firm, share: f"{firm} makes {share} of its sales abroad.",
    lambda firm, share: f"{capital(share)} of {firm}'s products are exported.",
)


def _lands(codes: list[str]) -> str | None:
    """ "Germany, France and the Netherlands"."""
    names = [f"{own.the}{own.name}" for code in codes if (own := land(code)) is not None]
    if len(names) != len(codes) or not names:
        return None
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


_MARKETS: tuple[Callable[[str, str], str], ...] = (
    lambda firm, lands: f"Its main markets are {lands}.",
    lambda firm, lands: f"The main export markets are {lands}.",
    lambda firm, lands: f"Its main buyers are in {lands}.",
    lambda firm, lands: f"The company exports to {lands}.",
    lambda firm, lands: f"It sells mainly to {lands}.",
    lambda firm, lands: f"The products go to {lands}.",
)
_TO: tuple[Callable[[str, str, str], str], ...] = (
    lambda firm, share, to: f"{firm} sells {share} of its output in {to}.",
    lambda firm, share, to: f"{firm} ships {share} of its output to {to}.",
    lambda firm, share, to: f"{firm} exports {share} of its output to {to}.",
    lambda firm, share, to: f"{capital(share)} of {firm}'s output goes to {to}.",
    lambda firm, share, to: f"{capital(to)} takes {share} of {firm}'s output.",
    lambda firm, share, to: f"{capital(to)} accounts for {share} of {firm}'s sales.",
    lambda firm, share, to: f"{firm} makes {share} of its sales in {to}.",
    lambda firm, share, to: f"{capital(share)} of the sales of {firm} come from {to}.",
)


def sales(case: Case, rng: Random) -> Varied | None:
    """The only sales mix of a case told by other sentences; of what its shares are is compared no more."""
    told = _only(case, "sales_mix")
    mix = case.statements[0].statement
    if told is None or len(case.statements) != 1 or not isinstance(mix, SalesMix) or mix.stance != "stated":
        return None
    if mix.entered or mix.suspended or mix.replaced_by or mix.targets or mix.company is None or len(mix.segments) > 1:
        return None
    if {k for k in told if k not in {"kind", "stance", "company", "segments", "markets"}}:
        return None
    company = {"name": mix.company.name, "country": mix.company.country}
    if {"name": told["company"].get("name"), "country": told["company"].get("country")} != company:
        return None
    shares = [s.get("share", {}).get("percent") for s in told.get("segments", ())]
    expected = [s.share.percent if s.share else None for s in mix.segments]
    if shares != expected or sorted(told.get("markets", ())) != sorted(mix.markets):
        return None
    firm = _firm(mix.company, rng)
    lands = _lands(rng.sample(list(mix.markets), len(mix.markets))) if mix.markets else ""
    if firm is None or lands is None or not mix.segments:
        return None
    segment = mix.segments[0]
    share = _percent(segment, rng)
    if share is None:
        return None
    if segment.country is None and segment.market in {"export", "abroad", "exports"}:
        text = capital(rng.choice(_SALES)(firm, share))
    elif segment.country is not None and (to := _lands([segment.country])) is not None:
        text = capital(rng.choice(_TO)(firm, share, to))
    else:
        return None
    if lands:
        text += f" {rng.choice(_MARKETS)(firm, lands)}"
    return Varied(text, back=lambda content: _with_wording(content, told))


def _with_wording(content: str, told: dict[str, Any]) -> str:
    """A reading with the words for what its shares are of as the text as it stands has them."""
    data = msgspec.json.decode(content)
    if data["kind"] == "sales_mix" and len(data.get("segments", ())) == len(told.get("segments", ())) == 1:
        old, new = told["segments"][0], data["segments"][0]
        if "share" in new and "share" in old and (new.get("country") == old.get("country")):
            new["share"]["of"] = old["share"].get("of")
            new["market"] = old.get("market")
    return msgspec.json.encode(data).decode()


def told(case: Case, rng: Random) -> Varied | None:
    """The only deal, venture or sales mix of a case told by another sentence."""
    return deals(case, rng) or ventures(case, rng) or sales(case, rng)


VARIATIONS: dict[str, tuple[Variation, float]] = {"told": (told, 0.92)}
