"""Facts in words: one short, sober entry each, with who says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tradebook.brief.material import country
from tradebook.brief.measure import clean, clipped
from tradebook.check.wording import (
    amount_words,
    change_words,
    percent_words,
    period_words,
    quantity_words,
)
from tradebook.statement import (
    Attribution,
    Change,
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
    Speaker,
    Statement,
    Tender,
    TradedGoods,
    TradeFlow,
    Venture,
)

NAME = 90  # characters of one name
TEXT = 240  # characters of one entry
BY = 130  # characters of an attribution
UNSAID = "the report does not say whose"
LONGEST_NAME = 20  # characters of a country's name beside another one's
MEASURES = {"turnover": "turnover", "exports": "exports", "imports": "imports", "balance": "balance"}


def short(text: str | None, limit: int = NAME) -> str:
    """A name or wording of a report, fit to be shown."""
    return clipped(clean(text or ""), limit)


def joined(words: Iterable[str], most: int = 6) -> str:
    """ "a, b and c"; beyond `most`, the first ones and how many more."""
    kept = [w for w in dict.fromkeys(words) if w]
    if len(kept) > most:
        return ", ".join(kept[:most]) + f" and {len(kept) - most} more"
    return " and ".join(filter(None, (", ".join(kept[:-1]), kept[-1]))) if kept else ""


def owned(name: str) -> str:
    """ "Azerbaijan’s", "Belarus’"."""
    return name + ("’" if name.endswith("s") else "’s")


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def says_who(attribution: Attribution) -> str:
    """Who says so: "Belta, citing the chairman of ..., in Azernews"."""
    speakers = joined((speaker_words(s) for s in attribution.speakers), 2)
    agencies = joined((short(a, 40) for a in attribution.agencies), 2)
    outlet = short(attribution.outlet, 40)
    voice = f"{agencies}, citing {speakers}" if agencies and speakers else agencies or speakers
    if attribution.figure_source:
        figures = f"figures of {short(attribution.figure_source, 60)}"
        voice = f"{voice}; {figures}" if voice else figures
    if not voice:
        return outlet
    inside = f", in {outlet}" if outlet and outlet != agencies else ""
    return clipped(voice, BY) + inside


def speaker_words(speaker: Speaker) -> str:
    """ "Ann Example, director, Example Works"."""
    return ", ".join(short(part, 50) for part in (speaker.name, speaker.role, speaker.organisation) if part)


def goods_words(goods: Iterable[Good], most: int = 6) -> str:
    """Goods with their codes: "butter (HS 0405) and steel"."""
    return joined((short(g.text, 60) + (f" (HS {', '.join(g.hs[:3])})" if g.hs else "") for g in goods), most)


def party_words(party: Party) -> str:
    """ "Example Works (supplier, Belarus)"."""
    told = ", ".join(filter(None, (party.role or "", country(party.country) if party.name else "")))
    name = short(party.name) or country(party.country)
    return f"{name} ({told})" if told and name else name


def when(period: Period | None, word: str = "") -> str:
    """A period with a word in front, or "" where nothing is known."""
    words = clean(period_words(period))
    return f"{word} {words}".strip() if words else ""


def sentence(*parts: str, mark: str = "; ") -> str:
    return mark.join(p for p in parts if p)


def mark_of(statement: Statement) -> str:
    """The stance in words where it is not plainly stated."""
    return "" if statement.stance == "stated" else statement.stance


# Flows


def flow_owner(flow: TradeFlow) -> str:
    """Whose trade it is: "Azerbaijan’s exports to Belarus", "exports (the report does not say whose)"."""
    measure = MEASURES[flow.measure]
    if flow.between or not flow.reporter:
        area = f" of {short(flow.reporter_area, 40)}" if flow.reporter_area else ""
        return f"{measure}{area}" if flow.measure == "turnover" else f"{measure}{area} ({UNSAID})"
    mine = _side(flow.reporter, flow.reporter_area)
    if not flow.partner:
        return f"{owned(mine)} {measure}"
    link = {"exports": "to", "imports": "from"}.get(flow.measure, "with")
    return f"{owned(mine)} {measure} {link} {_side(flow.partner, flow.partner_area)}"


def _side(code: str, area: str | None) -> str:
    return f"{short(area, 40)} ({named(code)})" if area else named(code)


def named(code: str) -> str:
    """A country by name, by its code where the name is long: the brief's head explains the codes of its pair."""
    name = country(code)
    return name if len(name) <= LONGEST_NAME else code


def flow_terms(flow: TradeFlow) -> str:
    """What the flow counts where it is not simply all goods: "non-oil", "goods and services", "preliminary"."""
    excludes = short(flow.excludes, 40)
    left_out = excludes if excludes.startswith("non-") else excludes and f"without {excludes}"
    coverage = flow.coverage if flow.coverage != "goods" else None
    return ", ".join(filter(None, (left_out, coverage, flow.revision, "re-exports" if flow.re_exports else None)))


def flow_label(flow: TradeFlow) -> str:
    """The flow without its figure and period, as a title."""
    return capital(_flow_words(flow))


def _flow_words(flow: TradeFlow) -> str:
    goods = joined((short(g.text, 40) for g in flow.goods), 3)
    return sentence(sentence(goods, flow_owner(flow), mark=": "), flow_terms(flow), mark=", ")


def flow_figure(flow: TradeFlow) -> str:
    """The leading figure of a flow in words."""
    if flow.amount:
        return amount_words(flow.amount)
    if flow.quantity:
        return quantity_words(flow.quantity)
    if flow.change:
        return change_words(flow.change)
    if flow.share and flow.share.percent is not None:
        return f"{percent_words(flow.share.percent, flow.share.qualifier)} share"
    return f"rank {flow.rank.n}" if flow.rank and flow.rank.n else ""


def flow_aside(flow: TradeFlow) -> str:
    """What is told beside the leading figure: its growth, quantity or share."""
    change = change_words(flow.change) if flow.change and (flow.amount or flow.quantity) else ""
    quantity = quantity_words(flow.quantity) if flow.quantity and flow.amount else ""
    grown = f"{change} {_against(flow.change)}".strip() if flow.change else ""
    rank = f"rank {flow.rank.n} {short(flow.rank.among, 40)}".strip() if flow.rank and flow.rank.n else ""
    return clean(sentence(quantity, grown, _share(flow), rank, mark=", "))


def _against(change: Change) -> str:
    """What a growth is compared with: "on 2020", "as in 2020"."""
    return when(change.versus, "as in" if change.percent is None and change.factor is not None else "on")


def _share(flow: TradeFlow) -> str:
    """What the flow is a share of: "12 % of Brazil’s exports"; only the whole where the share is the leading figure."""
    share = flow.share
    if share is None or share.percent is None:
        return ""
    of = share.of
    if of is None or of.measure is None:
        whole = ""
    else:
        owner = owned(country(of.reporter)) if of.reporter else "all"
        goods = joined((short(g.text, 30) for g in of.goods), 2)
        link = "to" if of.measure == "exports" else "from"
        partner = f"{link} {country(of.partner)}" if of.partner and of.partner != "WLD" else ""
        whole = " ".join(filter(None, ("of", owner, of.measure, f"of {goods}" if goods else "", partner)))
    leading = not (flow.amount or flow.quantity or flow.change)
    return whole if leading else f"{percent_words(share.percent, share.qualifier)} {whole or 'share'}"


def _before(lead: str, mark: str, text: str = " ") -> str:
    """The lead with the mark that joins it to its text, where there is one."""
    return lead + mark if lead and text else lead


# Kinds: each function gives the lead and the text of an entry.

Words = tuple[str, str]


def flow_words(flow: TradeFlow) -> Words:
    return _before(capital(flow_figure(flow)), ","), sentence(
        _flow_words(flow), when(flow.period), flow_aside(flow), mark=", "
    )


def traded_words(traded: TradedGoods) -> Words:
    return goods_words(traded.goods, 3), direction_words(traded)


def direction_words(traded: TradedGoods) -> str:
    """ "from Belarus to Azerbaijan"; a side that is not told is left out."""
    origin, destination = country(traded.origin), country(traded.destination)
    return sentence(origin and f"from {origin}", destination and f"to {destination}", mark=" ")


def deal_words(deal: Deal) -> Words:
    kind = _instrument(deal)
    done = " ".join(filter(None, (deal.status if deal.status != "planned" else "", when(deal.date))))
    subject = kind if _worth(deal) else ""
    text = sentence(
        sentence(subject, done, mark=" "),
        goods_words(deal.goods),
        quantity_words(deal.quantity) if deal.quantity and deal.amount else "",
        f"delivered so far: {quantity_words(deal.delivered)}" if deal.delivered else "",
        f"in {joined(short(s, 40) for s in deal.sectors)}" if deal.sectors else "",
        joined((party_words(p) for p in deal.parties), 4),
        f"at {short(deal.at, 60)}" if deal.at else "",
        when(deal.term, "term"),
        "running total" if deal.running_total else "",
    )
    return _before(capital(_worth(deal)), ",", text) or capital(kind), text


def _worth(deal: Deal) -> str:
    if deal.amount:
        return amount_words(deal.amount)
    return quantity_words(deal.quantity) if deal.quantity else ""


def _instrument(deal: Deal) -> str:
    kind = deal.instrument or "deal"
    several = {"memorandum": "memoranda"}.get(kind, kind + "s")
    if deal.count:
        return f"{deal.count:,} {several if deal.count != 1 else kind}"
    return several if several in deal.evidence.text.casefold() else kind


def tender_words(tender: Tender) -> Words:
    text = sentence(
        sentence(f"of {party_words(tender.buyer)}" if tender.buyer else "", when(tender.date), mark=", "),
        goods_words(tender.goods),
        tender.status if tender.status and tender.status != tender.stance else "",
        f"bidders: {joined((party_words(p) for p in tender.bidders), 3)}" if tender.bidders else "",
    )
    return (f"Tender, {amount_words(tender.amount)}" if tender.amount else "Tender"), text


def event_words(event: Event) -> Words:
    name = short(event.name)
    counts = (f"{c.n:,} {short(c.of, 30) or 'participants'} {_of(c.country)}".strip() for c in event.counts if c.n)
    named = bool(name) and event.type not in name.casefold()
    visitors = joined((party_words(p) for p in event.participants), 3)
    countries = "" if event.participants or event.counts else joined((country(c) for c in event.countries), 4)
    edition = f"edition {event.edition}" if event.edition else ""
    text = sentence(
        sentence(event.type if named else "", edition, short(event.place, 50), when(event.period), mark=", "),
        joined(counts, 4),
        visitors or countries,
    )
    return _before(name, ",", text) or capital(event.type), text


def _of(code: str | None) -> str:
    return f"of {country(code)}" if code else ""


def venture_words(venture: Venture) -> Words:
    product = goods_words(venture.product, 4)
    activity = venture.activity or "joint work"
    count = f"{venture.count:,} so far" if venture.count else ""
    text = sentence(
        sentence(activity if product else "", f"in {short(venture.place, 50)}" if venture.place else "", mark=" "),
        joined((party_words(p) for p in venture.partners), 4),
        when(venture.since, "" if (venture.since and venture.since.end is None) else "since"),
        amount_words(venture.amount) if venture.amount else "",
        f"capacity {quantity_words(venture.capacity)}" if venture.capacity else "",
        count,
    )
    return _before(capital(product), ",", text) or capital(activity), text


def sales_words(mix: SalesMix) -> Words:
    name = short(mix.company.name) if mix.company and mix.company.name else "A producer"
    text = sentence(
        joined((_segment(s) for s in mix.segments), 5),
        f"markets: {joined(country(c) for c in mix.markets)}" if mix.markets else "",
        _changes("entered", mix.entered),
        _changes("suspended", mix.suspended) + (f" ({short(mix.reason, 60)})" if mix.suspended and mix.reason else ""),
        _changes("replaced by", mix.replaced_by),
        joined((short(t.text, 60) + (" (met)" if t.met else "") for t in mix.targets if t.text), 2),
    )
    return _before(name, ":", text), text


def _segment(segment: Segment) -> str:
    market = short(segment.market, 50) or country(segment.country)
    share = segment.share
    if share is None or share.percent is None:
        return market
    return f"{market} {percent_words(share.percent, share.qualifier)}"


def _changes(word: str, changes: Iterable[Replacement]) -> str:
    words = joined((sentence(country(c.country) or short(c.text, 40), when(c.period), mark=" ") for c in changes), 5)
    return f"{word} {words}" if words else ""


def restriction_words(restriction: Restriction) -> Words:
    by = joined((country(c) for c in restriction.by), 3)
    on = joined((country(c) for c in restriction.on), 3)
    status = restriction.status if restriction.status and restriction.status != restriction.stance else ""
    text = sentence(
        sentence(f"by {by}" if by else "", f"on {on}" if on else "", mark=" "),
        goods_words(restriction.goods, 4),
        sentence(status or "", when(restriction.date), mark=", "),
    )
    return capital(restriction.type), text


def milestone_words(milestone: Milestone) -> Words:
    countries = joined((country(c) for c in milestone.countries), 4)
    return capital(milestone.type), sentence(countries, when(milestone.date), mark=", ")


_WORDS: dict[str, Callable[..., Words]] = {
    "trade_flow": flow_words,
    "traded_goods": traded_words,
    "deal": deal_words,
    "tender": tender_words,
    "event": event_words,
    "venture": venture_words,
    "sales_mix": sales_words,
    "restriction": restriction_words,
    "milestone": milestone_words,
}


def words_of(statement: Statement, lead_limit: int = NAME, limit: int = TEXT) -> Words:
    """The lead and the text of a statement's entry, each at most so many characters: a few lines."""
    kind = str(statement.__struct_config__.tag)
    lead, text = _WORDS[kind](statement)
    return clipped(clean(lead), lead_limit), clipped(clean(text), limit)
