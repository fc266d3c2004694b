"""One line for a statement, and the cells of the tables that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from tradebook.check.wording import amount_words, change_words, percent_words, period_words, quantity_words
from tradebook.places import name as place_name
from tradebook.statement import (
    Amount,
    Deal,
    Event,
    Good,
    Milestone,
    Party,
    Period,
    Replacement,
    Restriction,
    SalesMix,
    Segment,
    Statement,
    Tender,
    TradedGoods,
    TradeFlow,
    Venture,
)


def country_words(code: str | None) -> str:
    """The name of a country or group, the code itself where the table has none, "" for none."""
    return "" if code is None else place_name(code) or code


def countries_words(codes: Iterable[str]) -> str:
    """ "Azerbaijan and Belarus"."""
    return _listed([country_words(code) for code in codes])


def good_words(good: Good) -> str:
    """The report's words with the codes they cover: "beef (HS 0201, 0202)"."""
    return f"{good.text} (HS {', '.join(good.hs)})" if good.hs else good.text


def goods_words(goods: Sequence[Good]) -> str:
    """Goods with their codes, separated by semicolons, for a comma stands between codes."""
    return "; ".join(good_words(good) for good in goods)


def party_words(party: Party | None) -> str:
    """A side of a deal: its name, else its country."""
    if party is None:
        return ""
    return party.name or country_words(party.country)


def kind_of(statement: Statement) -> str:
    """The kind, as the format names it."""
    return str(type(statement).__struct_config__.tag)


def period_of(statement: Statement) -> Period | None:
    """The time that a statement is about, whatever its kind calls it."""
    for slot in ("period", "date", "since"):
        found: Period | None = getattr(statement, slot, None)
        if found is not None:
            return found
    return None


def when(period: Period | None) -> str:
    """A period in words, "no date" for none."""
    return period_words(period) or "no date"


def promise_words(statement: Statement) -> str:
    """What is promised, with how firmly: "target: trade of Azerbaijan and Belarus, $500 million"."""
    return f"{statement.stance}: {headline(statement)}"


def headline(statement: Statement) -> str:
    """What a statement says, in one line without its source."""
    return _HEADLINES[type(statement)](statement)


def _listed(words: Iterable[str]) -> str:
    parts = [word for word in words if word]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _dated(words: str, period: Period | None) -> str:
    when = period_words(period)
    return f"{words}, {when}" if when else words


# ---- trade flows


def flow_subject(flow: TradeFlow) -> str:
    """Whose trade of what with whom: "Belarus's exports to Azerbaijan of butter"."""
    goods = f" of {_listed(good.text for good in flow.goods)}" if flow.goods else ""
    excludes = f", {flow.excludes}" if flow.excludes else ""
    return f"{_direction(flow)}{goods}{excludes}"


def _direction(flow: TradeFlow) -> str:
    if flow.reporter is None:
        sides = countries_words(flow.between)
        if flow.measure == "turnover":
            return f"trade of {sides}" if sides else "trade"
        return f"{flow.measure} between {sides} (whose is not said)" if sides else flow.measure
    reporter = _with_area(flow.reporter, flow.reporter_area)
    if flow.partner is None:
        return f"{reporter}: {flow.measure}"
    partner = _with_area(flow.partner, flow.partner_area)
    way = {"exports": "to", "imports": "from"}.get(flow.measure, "with")
    return f"{reporter}: {flow.measure} {way} {partner}"


def _with_area(code: str, area: str | None) -> str:
    return f"{area} ({country_words(code)})" if area else country_words(code)


def flow_figure(flow: TradeFlow) -> str:
    """The value, with the same figure in a second currency, and the quantity."""
    money = " / ".join(_amounts(flow.amount, flow.amount_also))
    return _joined(money, quantity_words(flow.quantity) if flow.quantity else "")


def _amounts(amount: Amount | None, also: Sequence[Amount]) -> list[str]:
    return [amount_words(a) for a in (amount, *also) if a is not None]


def flow_notes(flow: TradeFlow) -> str:
    """Growth, share and rank."""
    return _joined(_change(flow), _share(flow), _rank(flow), flow.revision or "")


def _change(flow: TradeFlow) -> str:
    if flow.change is None:
        return ""
    since = period_words(flow.change.versus)
    return f"{change_words(flow.change)}{f' on {since}' if since else ''}"


def _share(flow: TradeFlow) -> str:
    if flow.share is None or flow.share.percent is None:
        return ""
    of = flow.share.of
    whole = "" if of is None else _joined(country_words(of.reporter), of.measure or "")
    return f"{percent_words(flow.share.percent, flow.share.qualifier)}{f' of {whole}' if whole else ''}"


def _rank(flow: TradeFlow) -> str:
    if flow.rank is None or flow.rank.n is None:
        return ""
    return f"no. {flow.rank.n}{f' among {flow.rank.among}' if flow.rank.among else ''}"


def _flow(flow: TradeFlow) -> str:
    return _dated(_joined(flow_subject(flow), flow_figure(flow), flow_notes(flow)), flow.period)


# ---- the other kinds


def traded_goods_direction(traded: TradedGoods) -> str:
    """ "from Belarus to Azerbaijan"."""
    origin = f"from {country_words(traded.origin)}" if traded.origin else ""
    destination = f"to {country_words(traded.destination)}" if traded.destination else ""
    return " ".join(part for part in (origin, destination) if part)


def _traded_goods(traded: TradedGoods) -> str:
    return f"{traded_goods_direction(traded)}: {goods_words(traded.goods)}".removeprefix(": ")


def deal_subject(deal: Deal) -> str:
    """Instrument, sides and object: "contract, Borivos (supplier), on bridge beams"."""
    count = f"{deal.count} " if deal.count else ""
    sides = _listed(f"{party_words(p)} ({p.role})" if p.role else party_words(p) for p in deal.parties)
    what = _listed([good.text for good in deal.goods] or list(deal.sectors))
    many = "s" if deal.count and deal.count > 1 and deal.instrument else ""
    return _joined(
        f"{count}{deal.instrument or 'deal'}{many}",
        sides or countries_words(deal.countries),
        f"on {what}" if what else "",
    )


def deal_figure(deal: Deal) -> str:
    """Value, quantity, price and what was delivered."""
    return _joined(
        " / ".join(_amounts(deal.amount, deal.amount_also)),
        quantity_words(deal.quantity) if deal.quantity else "",
        f"{amount_words(deal.unit_price)} each" if deal.unit_price else "",
        f"{quantity_words(deal.delivered)} delivered" if deal.delivered else "",
        "in all so far" if deal.running_total else "",
    )


def _deal(deal: Deal) -> str:
    return _dated(_joined(deal_subject(deal), deal_figure(deal), deal.status or ""), deal.date)


def tender_subject(tender: Tender) -> str:
    """Buyer and goods."""
    goods = _listed(good.text for good in tender.goods)
    return _joined(party_words(tender.buyer) or "a tender", f"for {goods}" if goods else "")


def bidders_words(tender: Tender) -> str:
    """The bidders by name."""
    return _listed(party_words(bidder) for bidder in tender.bidders)


def _tender(tender: Tender) -> str:
    bidders = bidders_words(tender)
    money = amount_words(tender.amount) if tender.amount else ""
    return _dated(
        _joined(f"tender: {tender_subject(tender)}", f"bidders {bidders}" if bidders else "", money), tender.date
    )


def event_subject(event: Event) -> str:
    """Name (else kind), edition and place."""
    edition = f" (no. {event.edition})" if event.edition else ""
    return _joined(f"{event.name or event.type}{edition}", event.place or "")


def event_counts(event: Event) -> str:
    """ "39 companies of Belarus"."""
    return _listed(
        f"{count.n} {count.of or ''}{f' of {country_words(count.country)}' if count.country else ''}".strip()
        for count in event.counts
        if count.n is not None
    )


def _event(event: Event) -> str:
    kind = f"{event.type}: " if event.name else ""
    return _dated(_joined(f"{kind}{event_subject(event)}", event_counts(event)), event.period)


def venture_subject(venture: Venture) -> str:
    """What is made together, by whom and where."""
    product = _listed(good.text for good in venture.product)
    partners = _listed(party_words(p) for p in venture.partners)
    return _joined(
        f"{venture.activity or 'cooperation'}{f' of {product}' if product else ''}",
        partners or countries_words(venture.countries),
        venture.place or "",
    )


def venture_figure(venture: Venture) -> str:
    """Number, value and capacity."""
    return _joined(
        f"{venture.count:,}" if venture.count is not None else "",
        amount_words(venture.amount) if venture.amount else "",
        f"capacity {quantity_words(venture.capacity)}" if venture.capacity else "",
    )


def _venture(venture: Venture) -> str:
    return _joined(venture_subject(venture), venture_figure(venture), period_words(venture.since))


def sales_words(mix: SalesMix) -> str:
    """Shares, markets, and what was entered, lost and put in its place."""
    return _joined(
        _listed(_segment(segment) for segment in mix.segments),
        f"markets: {countries_words(mix.markets)}" if mix.markets else "",
        f"entered: {_replacements(mix.entered)}" if mix.entered else "",
        f"suspended: {_replacements(mix.suspended)}" if mix.suspended else "",
        f"because of {mix.reason}" if mix.reason else "",
        f"replaced by: {_replacements(mix.replaced_by)}" if mix.replaced_by else "",
        _listed(f"{target.text}{' (met)' if target.met else ''}" for target in mix.targets),
    )


def _segment(segment: Segment) -> str:
    market = segment.market or country_words(segment.country) or "a market"
    if segment.share is None or segment.share.percent is None:
        return market
    return f"{market} {percent_words(segment.share.percent, segment.share.qualifier)}"


def _replacements(rows: Sequence[Replacement]) -> str:
    return _listed(_dated(country_words(row.country) or row.text, row.period) for row in rows)


def _sales_mix(mix: SalesMix) -> str:
    return f"{party_words(mix.company) or 'a producer'}: {sales_words(mix)}"


def restriction_subject(restriction: Restriction) -> str:
    """Kind, by whom, on whom and on what."""
    goods = _listed(good.text for good in restriction.goods)
    by, on = countries_words(restriction.by), countries_words(restriction.on)
    return _joined(
        f"{restriction.type}{f' by {by}' if by else ''}{f' on {on}' if on else ''}", f"goods: {goods}" if goods else ""
    )


def _restriction(restriction: Restriction) -> str:
    return _dated(_joined(restriction_subject(restriction), restriction.status or ""), restriction.date)


def _milestone(milestone: Milestone) -> str:
    return _dated(_joined(milestone.type, countries_words(milestone.countries)), milestone.date)


_HEADLINES: dict[type, Callable[..., str]] = {
    TradeFlow: _flow,
    TradedGoods: _traded_goods,
    Deal: _deal,
    Tender: _tender,
    Event: _event,
    Venture: _venture,
    SalesMix: _sales_mix,
    Restriction: _restriction,
    Milestone: _milestone,
}
