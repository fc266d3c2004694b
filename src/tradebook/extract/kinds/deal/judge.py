"""Whether a filled draft is a deal of trade at all."""

from __future__ import annotations

from tradebook.extract.draft import Draft
from tradebook.extract.items import Item
from tradebook.extract.kinds.deal.instruments import auxiliary, builds_works
from tradebook.extract.kinds.deal.origins import Sides
from tradebook.extract.kinds.deal.purchases import days
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.deal.sides import Side
from tradebook.extract.kinds.deal.slots import is_day
from tradebook.extract.kinds.deal.wording import word_class
from tradebook.extract.kinds.phrases import lower_at
from tradebook.places import is_group
from tradebook.statement import Party


def is_bank(side: Side) -> bool:
    """Whether a side lends money by trade."""
    name = (side.name or "").lower()
    words = {*name.split(), side.word}
    finances = name.startswith("export development") or " finance corporation" in name
    return bool(words & _LENDERS) or finances


_LENDERS = frozenset(
    "bank banks fund eximbank ebrd imf bank's adb aiib bndes kfw afreximbank banco banque banka banca lender "
    "chartered citigroup hsbc jica".split()
)


_OF_MANY = frozenset(
    "development investment international reconstruction world afreximbank ebrd eib aiib adb ifc isdb imf afdb idb "
    "opec".split()
)


def is_of_many(side: Side) -> bool:
    """Whether a bank is one of many countries, which lends to theirs: "the European Investment Bank"."""
    return is_bank(side) and side.country is None and bool(set((side.name or "").lower().split()) & _OF_MANY)


def is_deal(draft: Draft, clause: Clause, sides: Sides) -> bool:
    """Two countries; or one with a foreign counterpart that the words show."""
    countries = draft.get("countries") or ()
    sized = any(draft.get(s) for s in ("amount", "count", "quantity", "goods"))
    parties = draft.get("parties") or ()
    if clause.instrument == "loan" and _no_new_loan(clause):
        return False
    if clause.instrument in ("loan", "investment") and not any(draft.get(s) for s in ("amount", "count")):
        return False
    if clause.instrument == "document" and not sized:
        return False
    if clause.instrument == "protocol" and not sized and not _on_trade(clause):
        return False
    if clause.instrument == "agreement" and _founds_company(clause):
        return False
    if clause.instrument == "agreement" and not draft.get("amount") and not clause.sentence.lowers.isdisjoint(_TREATY):
        return False
    if clause.form == "win" and not parties and draft.context:
        return False  # orders received by an industry
    if clause.form == "buy" and not parties and (not draft.get("goods") or "respectively" in clause.sentence.cues):
        return False  # "Pakistan bought 17 million kg, followed by Egypt": what they bought of a country's exports
    if clause.form == "win" and len(countries) > 2 and not sized and not clause.mood.ahead:
        return False  # "has also won orders from Hungary and Spain in recent years"
    if clause.form == "invest":
        return len(countries) >= 2 and bool(draft.get("amount"))
    traded = any(draft.get(s) for s in ("amount", "quantity", "goods"))
    if clause.instrument == "purchase" or clause.form in ("buy", "sell", "send") or clause.noun < 0:
        if not traded and not _builds_abroad(draft, clause):
            return False
    elif (not traded and not _plainly_signed(draft, clause)) or _is_background(draft, clause):
        return False
    if len(countries) >= 2:
        return sized or bool(parties) or clause.instrument in ("memorandum", "agreement", "protocol", "contract")
    if clause.instrument == "loan" and draft.get("amount") and _of_many_to(sides, parties):
        draft.confidence -= 0.1 + 0.1 * (not countries)
        return True
    if len(countries) == 1 and _by_own_body(draft, clause, sides):
        draft.confidence -= 0.1
        return True
    if len(countries) == 1 and sized:
        draft.confidence -= 0.2
        if clause.form in ("lend", "borrow") and any(is_of_many(s) for s in sides.all()):
            return True
        if _flies(draft, clause, sides) or _at_fair(draft, clause):
            return True
        if _won_by_firm(draft, clause, parties) or _sent(clause, parties):
            return bool(draft.get("goods")) and bool(draft.get("quantity") or draft.get("amount"))
        if _between_banks(clause, sides, parties) or _to_import(draft, clause):
            return True
        return _counter_country(draft, clause, sides, parties) or _both_named(draft, sides, parties)
    if len(countries) == 1 and _with_foreigner(draft, clause, sides):
        draft.confidence -= 0.2
        return True
    return False


def _no_new_loan(clause: Clause) -> bool:
    """Whether loans are only booked ("place AMT of loans on a cash basis") or those of many years are summed up: "got
    only AMT in loans in the past four years"."""
    items = clause.sentence.items
    if items[clause.verb].lower in {"place", "places", "placed", "placing"}:
        return True
    return any(i.kind == "PER" and "past" in i.lower.split(" ")[:2] and days(i.value.period) > 400 for i in items)


def _to_import(draft: Draft, clause: Clause) -> bool:
    """Whether a named side signs to import or export so much of a good, wherever from: "a contract for the import
    of 1 million tonnes of rice"."""
    if clause.noun < 0 or clause.form != "two" or not (draft.get("quantity") and draft.get("goods")):
        return False
    items = clause.sentence.items
    crosses = any(items[k].lower in _CROSSING for k in range(clause.noun + 1, min(clause.stop, clause.noun + 5)))
    return crosses and any(p.country for p in draft.get("parties") or ())


_CROSSING = frozenset({"import", "imports", "importing", "export", "exporting"})


def _of_many_to(sides: Sides, parties: tuple[Party, ...]) -> bool:
    """Whether a bank of many countries lends to somebody named, wherever that is."""
    return (
        len(parties) > 1
        and any(is_of_many(s) for s in sides.all())
        and {"lender", "borrower"} <= {p.role for p in parties}
    )


def _with_foreigner(draft: Draft, clause: Clause, sides: Sides) -> bool:
    """Whether a firm signs with one whose country the report found worth naming: "X and South Korea's Y signed a
    memorandum"; what it calls its first firm by ("Russia's X and Y") may be the country of both."""
    if clause.form != "two" or clause.mood.ahead or draft.sentence.headline:
        return False
    if clause.instrument not in ("memorandum", "agreement"):
        return False  # a contract is also a player's
    names = {p.name for p in draft.get("parties") or ()}
    named = [s for s in sides.all() if s.name in names]
    if len(named) != 2 or named[0].country is not None or len(draft.get("parties") or ()) != 2:
        return False
    return named[1].country not in (None, "USA") and any(
        i.kind in ("PLACE", "DEM") and i.start < named[1].items[0].start for i in named[1].items
    )


_TRADED = frozenset("trade economic trade-economic industrial agricultural agriculture commerce business".split())


def _on_trade(clause: Clause) -> bool:
    """Whether a protocol is one on trade: "signed a protocol on trade cooperation"."""
    items = clause.sentence.items
    k = clause.noun + 1
    near = {word for i in items[k : k + 6] for word in i.lower.split(" ")}
    return lower_at(items, k) in {"on", "of", "for"} and bool(near & _TRADED)


def _sent(clause: Clause, parties: tuple[Party, ...]) -> bool:
    """Whether a load was sent, or a firm is to send goods: where to is enough."""
    if clause.form != "send" or (clause.noun >= 0 and len(parties) < 2):
        return False
    if clause.noun >= 0:
        return not any(p.country == "USA" for p in parties) and {p.role for p in parties} == {"supplier", "buyer"}
    return auxiliary(clause.sentence.items, clause.verb) or (clause.status == "planned" and bool(parties))


_STATES = frozenset({"", "parliament", "government", "cabinet", "senate", "lawmakers", "president"})
_TREATY = frozenset({"fta", "ftas", "free-trade"})


def _lent_abroad(clause: Clause, sides: Sides) -> bool:
    """Whether a bank of no country lends: that is no business at home."""
    return clause.instrument == "loan" and any(is_bank(s) and s.country is None for s in sides.all())


def _between_banks(clause: Clause, sides: Sides, parties: tuple[Party, ...]) -> bool:
    """Whether a body of many countries and one of a country sign a loan: "X Bank and the Export Bank of Y signed"."""
    if clause.instrument != "loan" or len(parties) < 2 or not any(p.country for p in parties):
        return False
    return any(is_bank(s) and s.name and s.country is None for s in sides.all())


def _stands_in(items: list[Item], k: int, *, won: bool) -> bool:
    """Whether the place at `k` is only where something is: "stores in the U.S."; a contract `won` in a country is
    one with it."""
    before = lower_at(items, k - 1 - (lower_at(items, k - 1) == "the"))
    return before in {"throughout", "across", "around", "within"} or (before == "in" and not won)


def _founds_company(clause: Clause) -> bool:
    """Whether what was agreed is a joint company: that is a venture."""
    items = clause.sentence.items
    first = clause.noun - 2 if clause.noun >= 0 else clause.verb
    return any(i.lower.startswith("joint venture") for i in items[max(0, first) : clause.stop]) or any(
        items[k].lower == "joint" and lower_at(items, k + 1) in {"venture", "ventures", "company"}
        for k in range(max(0, first), clause.stop)
    )


def _is_background(draft: Draft, clause: Clause) -> bool:
    """Whether an agreement is only mentioned ("the accord signed last July"), with no sum, size or second party."""
    if clause.noun < 0 or clause.verb <= clause.noun or clause.instrument not in ("agreement", "protocol", "document"):
        return False
    told = any(draft.get(s) for s in ("amount", "quantity", "count")) or len(draft.get("parties") or ()) > 1
    return not told and not auxiliary(clause.sentence.items, clause.verb)


def _builds_abroad(draft: Draft, clause: Clause) -> bool:
    """Whether works of one country are built by a firm of another: what they cost need not be told."""
    lands = len(draft.get("countries") or ()) > 1
    return lands and builds_works(clause.sentence.items, max(clause.start, 0), clause.stop)


_SIGNING = frozenset(
    "signed sign signs signing ink inks inked inking initialled initialed conclude concludes concluded concluding "
    "clinch clinches clinched seal seals sealed finalise finalises finalised finalize finalizes finalized "
    "suspended cancelled canceled terminated cancelling scrapping terminating scrapped".split()
) | {"ended with", "concluded with", "culminated in", "resulted in", "yielded"}


def _plainly_signed(draft: Draft, clause: Clause) -> bool:
    """Whether an agreement without goods or a sum is one all the same: signed, on no matter of arms or borders."""
    items = clause.sentence.items
    if clause.form in ("win", "give", "given"):
        if clause.form == "win" and not clause.mood.ahead and _builds_abroad(draft, clause):
            return True
        abroad = len(draft.get("countries") or ()) > 1 and bool(draft.get("parties"))
        given = clause.form in ("win", "given") or any(p.role == "supplier" for p in draft.get("parties") or ())
        return len(draft.get("parties") or ()) > 1 or (abroad and given and not clause.mood.ahead)
    lands = {p.country for p in draft.get("parties") or () if p.country and p.name}
    told = items[clause.verb].lower in _SIGNING or (len(lands) > 1 and not clause.mood.ahead)
    if not told and clause.verb != clause.noun:
        return False
    matters = word_class("political")
    built = any(i.lower in {"build", "construct", "supply"} for i in items[clause.noun : clause.stop])
    if not draft.get("count") and not built and any(i.lower in matters for i in items[clause.start : clause.stop]):
        return False
    draft.confidence -= 0.1
    return True


def _counter_country(draft: Draft, clause: Clause, sides: Sides, parties: tuple[Party, ...]) -> bool:
    """One country only: a named side of unknown country deals with the country itself, or with a firm whose country
    the report found worth naming; a country's own body that buys at home is none."""
    if not any(p.country is None and p.name for p in parties) or any(i.lower in _HOME for i in clause.sentence.items):
        return False
    for side in sides.all():
        if side.country is None or (side.word in word_class("state_buyer") and not _lent_abroad(clause, sides)):
            continue
        place = next((i for i in side.items if i.kind in ("PLACE", "DEM")), None)
        if place is None:  # the name itself tells its country: "Ethiopian Airlines"
            works = (side.name or "x").rsplit(" ", 1)[-1].islower()  # "the Alba refinery" stands at home
            if (
                side.name is not None
                and not works
                and side.country != "USA"
                and draft.get("goods")
                and clause.instrument != "loan"
            ):
                return True
            continue
        if place.value.form in {"area", "city"} and not (_lent_abroad(clause, sides) and place.value.form == "area"):
            continue
        if side.name is None and place.kind == "PLACE" and side.word in _STATES:
            if _stands_in(clause.sentence.items, side.start, won=clause.form == "win"):
                continue
            return True
        if side.name is not None and place.start < side.items[0].start and len(parties) > 1:
            return True
    return False


def _at_fair(draft: Draft, clause: Clause) -> bool:
    """Whether contracts of a sum were signed at a country's fair, whoever came: "contracts worth AMT signed at"."""
    nouns = clause.noun >= 0 and clause.sentence.items[clause.noun].lower.endswith("s")
    return nouns and bool(draft.get("amount")) and "event_fair" in clause.sentence.cues


_MAKERS = frozenset({"USA", "FRA", "BRA", "CAN", "RUS"})  # who builds airliners may buy at home


def _flies(draft: Draft, clause: Clause, sides: Sides) -> bool:
    """Whether an airline orders aircraft, by number or sum: its own country builds none."""
    subject = next((s for s in sides.subject if s.country), None)
    if subject is None or clause.form not in ("buy", "give", "two") or subject.country in _MAKERS:
        return False
    words = {subject.word, *(subject.name or "").lower().split(), *(s.word for s in sides.subject)}
    codes = [code for good in draft.get("goods") or () for code in good.hs]
    sized = bool(draft.get("quantity") or draft.get("amount"))
    return bool(words & _AIRLINES) and sized and (not codes or any(code.startswith("88") for code in codes))


_AIRLINES = frozenset("airline airlines airways carrier air lessor".split())


def _won_by_firm(draft: Draft, clause: Clause, parties: tuple[Party, ...]) -> bool:
    """Whether a firm of a known country wins an order of a sum whose buyer the report does not name ("an owner based in
    Oceania"); the home orders of the wires of the United States are no trade."""
    told = draft.get("amount") or (draft.get("quantity") and _from_group(clause))
    if clause.form != "win" or not told or len(parties) != 1 or draft.sentence.headline:
        return False
    return parties[0].country not in (None, "USA", "PRI")


def _from_group(clause: Clause) -> bool:
    """Whether an order comes from somewhere in a group of countries: "from a European shipowner"."""
    items = clause.sentence.items
    return any(
        items[k].kind in ("DEM", "PLACE")
        and is_group(items[k].value.code)
        and "from" in (lower_at(items, k - 1), lower_at(items, k - 2))
        for k in range(clause.verb, clause.stop)
    )


def _both_named(draft: Draft, sides: Sides, parties: tuple[Party, ...]) -> bool:
    """Whether a firm stands on each side and one of them is of no country that the report tells; what the wires of the
    United States tell of firms and their own country's bodies stays at home."""
    names = {p.name for p in parties}
    roles = {p.role for p in parties}
    if len(names) < 2 or (len(roles) == 1 and None not in roles) or all(p.country for p in parties):
        return False
    if tuple(draft.get("countries")) == ("USA",) or draft.sentence.headline:
        return False
    if all(p.country is None or (p.name or "x").rsplit(" ", 1)[-1].islower() for p in parties):
        return False  # "the Alba refinery" stands at home
    return any(s.name in names for s in sides.subject) and any(s.name in names for s in (*sides.other, *sides.by))


_ABROAD = frozenset({"international", "private", "c&f", "optional", "traders", "suppliers", "dealers"})
_STATE = frozenset("agency office buyer board authority importer ministry corporation".split())
_AT_HOME = frozenset("local domestic farmers growers government bond bonds state-run auction auctions".split())
_DOLLARS = frozenset({"CAN", "AUS", "NZL", "HKG", "SGP", "TWN"})  # whose bare dollar may be their own
_HARD = {"USD": "USA", "CNY": "CHN", "JPY": "JPN", "GBP": "GBR"}


def _by_own_body(draft: Draft, clause: Clause, sides: Sides) -> bool:
    """One country only, and yet trade with the world: its state buyer buys so many tonnes, or one of its firms signs
    a loan in the money of another country."""
    on_day = draft.get("date") is not None and is_day(draft.get("date"))
    by_tender = clause.form == "buy" and ("tender_noun" in clause.sentence.cues or on_day)
    body = next((s for s in sides.subject if s.country and (s.name or by_tender)), None)
    if body is None or len(draft.get("countries") or ()) != 1 or draft.get("countries")[0] == "USA":
        return False
    if clause.instrument == "purchase" and clause.form == "buy":
        last = (body.name or "").lower().rsplit(" ", 1)[-1]
        tender = (
            by_tender
            or "tender_noun" in clause.sentence.cues
            or any(i.lower in _ABROAD for i in clause.sentence.items)
            or "c&f" in clause.sentence.text
        )
        if not (tender or {body.word, last} & _STATE) or not draft.get("quantity") or not draft.get("goods"):
            return False
        lows = {i.lower for i in clause.sentence.items[clause.verb : clause.stop]}
        return "international" in " ".join(lows).split() or not _AT_HOME & lows
    amount = draft.get("amount")
    if body.country in _DOLLARS and not (amount is not None and "US" in amount.text.replace(".", "")):
        return False
    if clause.instrument != "loan" or clause.form not in ("two", "borrow") or is_bank(body) or amount is None:
        return False
    return clause.mood.stance in ("stated", "denied") and _HARD.get(amount.currency or "", body.country) != body.country


_HOME = frozenset("defense defence navy army pentagon military".split())
