"""Deals of a report: the clauses of each sentence, filled with what they and their neighbours say."""

from __future__ import annotations

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft, empty, merged, same_claim, slot_agrees
from tradebook.extract.items import Sentence
from tradebook.extract.kinds.deal import agreed, context, later, lots, told, trades
from tradebook.extract.kinds.deal.awards import parts_of_award
from tradebook.extract.kinds.deal.fill import fill
from tradebook.extract.kinds.deal.financing import funded_by
from tradebook.extract.kinds.deal.further import ordered_by, signed_by, sold_by
from tradebook.extract.kinds.deal.instruments import names_deal
from tradebook.extract.kinds.deal.loads import SENT
from tradebook.extract.kinds.deal.papers import kinds_of_papers
from tradebook.extract.kinds.deal.parts import further_parts
from tradebook.extract.kinds.deal.purchases import buys_ahead
from tradebook.extract.kinds.deal.second import respective_deals, second_deals
from tradebook.extract.kinds.deal.shapes import Clause
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import Amount, Quantity

_STARTS = frozenset({"deal_load", "deal_noun", "deal_buy", "deal_sell", "deal_lend", "deal_invest", "deal_talk"})

_COUNTED = frozenset({"QTY", "NUM"})
_AGREED = frozenset({"agreed", "agree", "agrees", "contracted"})


def read(document: Document) -> list[Draft]:
    """The deals of an analysed report, one draft a claim, in the order of the text."""
    drafts: list[Draft] = []
    for sentence in document.sentences:
        if drafts and (of_last := lots.lots_of(sentence, drafts)):
            drafts += of_last
            continue
        if drafts and (parts := parts_of_award(sentence, drafts)):
            drafts += parts
            continue
        if drafts and not sentence.kinds.isdisjoint(_COUNTED) and (parts := further_parts(sentence, drafts)):
            drafts += parts
            continue
        if drafts and (loans := funded_by(sentence, drafts)):
            drafts += loans
            continue
        if drafts and context.total_behind(sentence, drafts):
            continue
        if drafts and (by_kind := kinds_of_papers(sentence, drafts)):
            drafts += by_kind
            continue
        if (
            sentence.cues.isdisjoint(_STARTS)
            and "deal_send" not in sentence.cues
            and sentence.lowers.isdisjoint(SENT)
            and not ("import" in sentence.lowers and not sentence.lowers.isdisjoint(_AGREED))
            and not buys_ahead(sentence)
            and not names_deal(sentence)
            and not told.says_so(sentence)
            and not (drafts and context.is_signing(sentence))
            and not trades.moves_money(sentence)
        ):
            continue
        if drafts and any(sentence is told for told in drafts[-1].also):
            continue
        if drafts and (signed_by(sentence, drafts[-1]) or ordered_by(sentence, drafts[-1])):
            continue
        if drafts and "by" in sentence.lowers and sold_by(sentence, drafts[-1]):
            continue
        if drafts and context.goes_on(document, sentence, drafts):
            more = context.hoped_for(document, sentence, besides=True)
            drafts += [more] if more is not None else []
            continue
        found = _of_sentence(document, sentence, drafts[-1] if drafts else None)
        drafts += [] if drafts and _is_under(drafts[-1], sentence, found) else found
        drafts += lots.lots_within(sentence, drafts) or lots.more_lots(sentence, drafts)
        context.running_total(document, sentence, drafts)
    lots.price_behind(document, drafts)
    later.told_later(document, drafts)
    _join_sides(drafts)
    for draft in drafts:
        _name_once(draft)
        _with_their_lands(draft)
    return _kept(merged(drafts, _same))


def _of_sentence(document: Document, sentence: Sentence, last: Draft | None) -> list[Draft]:
    if "if" in (sentence.items[0].lower, lower_at(sentence.items, 1)):
        return []  # "If the contract is signed, X will supply"
    if sentence.items[0].lower in _RUMOURS and not sentence.lowers.isdisjoint(_UNTRUE):
        return []  # "Reports that X had signed a contract are false"
    clauses = agreed.clauses(sentence) if names_deal(sentence) else []
    found = [draft for clause in clauses for draft in _filled(document, clause, last)]
    if not found or all(_after_all(clause) for clause in clauses):
        ways = (
            [d for clause in told_so for d in _filled(document, clause, last)] for told_so in trades.clauses(sentence)
        )
        found = [*next((way for way in ways if way), []), *found]
    if not found and "deal_noun" in sentence.cues:
        hoped = context.hoped_for(document, sentence)
        found = [hoped] if hoped is not None else []
    return found


def _after_all(clause: Clause) -> bool:
    """Whether a clause only tells what was stopped before the deal that the sentence is about: "after cancelling"."""
    return (
        clause.status == "cancelled"
        and clause.skip[1] > 0
        and lower_at(clause.sentence.items, clause.verb - 1) == "after"
    )


_RUMOURS = frozenset({"reports", "claims", "rumours", "rumors", "allegations"})
_UNTRUE = frozenset({"false", "untrue", "wrong", "baseless", "incorrect", "unfounded"})


def _filled(document: Document, clause: Clause, last: Draft | None) -> list[Draft]:
    """The deal of a clause, and those that its verb tells besides."""
    draft = fill(document, clause, last)
    if draft is None or _only_sells(draft):
        return []
    first = max(clause.verb, clause.noun)
    shared = respective_deals(clause.sentence, draft, first)
    return [draft, *(shared or second_deals(clause.sentence, draft, first))]


def _only_sells(draft: Draft) -> bool:
    """Whether several makers sold so much and nobody bought it: "brands like Audi and Porsche sold 29,996 cars across
    Europe" tells their results."""
    parties = draft.get("parties") or ()
    if draft.get("instrument") != "purchase" or len(parties) < 2 or any(p.role != "supplier" for p in parties):
        return False
    return set(draft.get("countries") or ()) <= {p.country for p in parties}


def _is_under(last: Draft, sentence: Sentence, more: list[Draft]) -> bool:
    """Whether the one deal of a sentence is what the document just told of is for: "Under the MOU, Vietnam will
    supply"; then that one has taken it in."""
    items = sentence.items
    if len(more) != 1 or items[0].lower != "under" or items[1].lower not in {"the", "this"}:
        return False
    one = more[0]
    near = last.sentence.headline == sentence.headline and 0 < sentence.index - last.sentence.index <= 2
    same = last.get("instrument") == one.get("instrument") and set(one.get("countries") or ()) <= set(
        last.get("countries") or ()
    )
    if not near or not same or last.stance != one.stance or (one.get("parties") and not last.get("parties")):
        return False
    filled = {s: one.get(s) for s in _TOLD_OF if not empty(one.get(s))}
    if any(not empty(last.get(s)) and last.get(s) != value for s, value in filled.items() if s != "goods"):
        return False
    if not {p.name for p in one.get("parties") or ()} <= {p.name for p in last.get("parties") or ()}:
        return False
    for slot, value in filled.items():
        if empty(last.get(slot)):
            last.put(slot, value, sentence=sentence)
            last.spans[slot] = one.spans.get(slot, [])
    last.also.append(sentence)
    return True


_TOLD_OF = ("amount", "quantity", "unit_price", "goods", "date", "term", "count")
_SIZES = ("amount", "quantity", "count")


def _same(a: Draft, b: Draft) -> bool:
    """Whether two drafts make one claim: a sum, a size or the parties agree and nothing contradicts."""
    if a.get("running_total") != b.get("running_total"):
        return False
    if not _one_seller(a, b) or _is_other_paper(a, b) or _lends_beside(a, b) or _lends_beside(b, a):
        return False
    if _complementary(a, b) or _repeated(a, b) or _announced_loan(a, b):
        return True
    if same_claim(
        a, b, needs=("amount", "quantity"), ignore=("at", "sectors", "instrument", "parties", "term", "goods", "status")
    ):
        return _alike(a, b) and _of_one_good(a, b)
    if a.sentence.headline != b.sentence.headline:
        title = a if a.sentence.headline else b
        vague = ("goods",) if empty(title.get("quantity")) and empty(title.get("amount")) else ()  # "an arms contract"
        left = ("at", "sectors", "instrument", "parties", "date", "term", *vague)
        return same_claim(a, b, needs=("countries",), ignore=left)
    if _headline_of(a, b):
        mixed = ("instrument",) if b.get("instrument") == "document" else ()  # "agreements and memorandums"
        left = ("at", "sectors", "date", "term", "parties", "goods", *mixed)
        return same_claim(a, b, needs=("countries",), ignore=left)
    if same_claim(a, b, needs=("parties",), ignore=("at", "sectors", "instrument")):
        return not _is_new(a, b)
    return any(a.get(s) and a.get(s) == b.get(s) for s in _SIZES) and same_claim(
        a, b, needs=("countries",), ignore=("at",)
    )


def _is_new(a: Draft, b: Draft) -> bool:
    """Whether a sentence of the text tells with an article a contract of its own behind an agreement: "signed an
    agreement to build the line. In May the firm won |a contract worth AMT|"."""
    if {a.get("instrument"), b.get("instrument")} != {"agreement", "contract"} or a.sentence.field != b.sentence.field:
        return False
    items = b.sentence.items
    noun = next((k for k, i in enumerate(items) if i.is_("deal_noun")), 0)
    told = not empty(b.get("amount")) and not empty(b.get("date")) and empty(a.get("date"))
    return told and any(lower_at(items, k) in {"a", "an"} for k in range(max(0, noun - 3), noun))


def _is_other_paper(a: Draft, b: Draft) -> bool:
    """Whether a sentence of the text tells a paper besides that of another one: "signed an earlier contract", or a
    protocol behind a memorandum."""
    if a.sentence is b.sentence or a.sentence.field != b.sentence.field or a.sentence.headline or b.sentence.headline:
        return False
    if {a.get("instrument"), b.get("instrument")} in _APART:
        return True
    items = b.sentence.items
    noun = next((k for k, i in enumerate(items) if i.is_("deal_noun")), 0)
    return noun > 0 and any(lower_at(items, k) in _FORMER for k in range(max(0, noun - 3), noun))


def _lends_beside(a: Draft, b: Draft) -> bool:
    """Whether one draft is a loan and the other tells goods by number or weight: what is lent is no such deal."""
    return a.get("instrument") == "loan" and b.get("instrument") != "loan" and not empty(b.get("quantity"))


_APART = ({"memorandum", "protocol"}, {"memorandum", "contract"}, {"protocol", "contract"})
_FORMER = frozenset({"earlier", "previous", "similar"})


def _repeated(a: Draft, b: Draft) -> bool:
    """Whether a headline tells the deal with the same parties and size that the text tells with what became of it."""
    if a.sentence.headline == b.sentence.headline:
        return False
    names = [{(p.name, p.role) for p in d.get("parties") or () if p.name} for d in (a, b)]
    if len(names[0]) < 2 or names[0] != names[1] or not _of_one_good(a, b):
        return False
    return any(not empty(a.get(s)) for s in _SIZES) and all(slot_agrees(s, a.get(s), b.get(s)) for s in _SIZES)


def _announced_loan(a: Draft, b: Draft) -> bool:
    """Whether a headline tells the loan of the text by the borrower's short name: "Cocobod signs $200m loan" over
    "Ghana Cocoa Board has signed a $200 million loan agreement"."""
    if a.sentence.headline == b.sentence.headline or (a.get("instrument"), b.get("instrument")) != ("loan", "loan"):
        return False
    lands = [set(d.get("countries") or ()) for d in (a, b)]
    return a.stance == b.stance and a.get("amount") == b.get("amount") and bool(lands[0] & lands[1])


def _complementary(a: Draft, b: Draft) -> bool:
    """Whether one sentence tells who sells and the other who buys for the same sum the same number of goods."""
    if any(empty(a.get(s)) or a.get(s) != b.get(s) for s in ("amount", "quantity")):
        return False
    roles = [{p.role for p in d.get("parties") or ()} for d in (a, b)]
    return (
        not roles[0] & roles[1]
        and None not in roles[0] | roles[1]
        and bool(set(a.get("countries") or ()) & set(b.get("countries") or ()))
    )


def _join_sides(drafts: list[Draft]) -> None:
    """Give the drafts that tell the two sides of one deal all its parties."""
    for k, a in enumerate(drafts):
        for b in drafts[k + 1 :]:
            if a.stance == b.stance and a.sentence is not b.sentence and _complementary(a, b):
                both = (*(a.get("parties") or ()), *(b.get("parties") or ()))
                a.slots["parties"] = b.slots["parties"] = both
                return


def _name_once(draft: Draft) -> None:
    """Leave out a party that is another one by its short name: "The Kenya Ports Authority (KPA) ... the KPA and"."""
    parties = draft.get("parties") or ()
    text = draft.sentence.text
    kept = tuple(
        p
        for p in parties
        if not any(q is not p and p.name and q.name and _is_short_for(p.name, q.name, text) for q in parties)
    )
    if len(kept) < len(parties):
        draft.slots["parties"] = kept


def _with_their_lands(draft: Draft) -> None:
    """Add the countries of parties that other sentences or words told, where the deal has but one."""
    lands: tuple[str, ...] = draft.get("countries") or ()
    more = tuple(p.country for p in draft.get("parties") or () if p.country and p.country not in lands)
    if len(lands) == 1 and more and draft.get("instrument") != "loan":
        draft.slots["countries"] = tuple(dict.fromkeys((*lands, *more)))


def _is_short_for(short: str, long: str, text: str) -> bool:
    if len(short) >= len(long) or not short.isupper() or " " in short:
        return False
    return f"{long} ({short}" in text or short == "".join(word[0] for word in long.split() if word[0].isupper())


def _headline_of(a: Draft, b: Draft) -> bool:
    """Whether the first sentence of the text is a headline that was left in it, without a full stop, and the other
    draft tells what it announces."""
    first = a.sentence
    if first.index != 0 or first.field != "text" or b.sentence.index > 4 or first.text.rstrip()[-1:] in {".", "”", '"'}:
        return False
    return _alike(a, b) and _of_one_good(a, b)


def _one_seller(a: Draft, b: Draft) -> bool:
    """Whether two purchases can be one by who sold: lots of one tender are bought from several."""
    if a.get("instrument") != "purchase" or b.get("instrument") != "purchase":
        return True
    one, two = ({p.name for p in d.get("parties") or () if p.role == "supplier" and p.name} for d in (a, b))
    return not one or not two or bool(one & two)


def _of_one_good(a: Draft, b: Draft) -> bool:
    """Whether the goods do not contradict: a round figure of wheat is not one half as large of rice."""
    one, two = ({code[:4] for good in d.get("goods") or () for code in good.hs} for d in (a, b))
    return not one or not two or bool(one & two)


def _alike(a: Draft, b: Draft) -> bool:
    """Whether parties do not contradict: one names none, or a name is common to both."""
    names_a = {p.name.lower() for p in a.get("parties") or () if p.name}
    names_b = {p.name.lower() for p in b.get("parties") or () if p.name}
    if not names_a or not names_b:
        return True
    short = f"{a.sentence.text} {b.sentence.text}".lower()
    return bool(names_a & names_b) or any(
        x in y or y in x or f"({x})" in short or f"({y})" in short or _shortened(x, y) or _shortened(y, x)
        for x in names_a
        for y in names_b
    )


def _shortened(short: str, long: str) -> bool:
    """Whether a name is made of the first letters of the other's words: "l&t", "larsen & toubro"."""
    return len(short) > 2 and short == "".join(word[0] for word in long.split())


def _kept(drafts: list[Draft]) -> list[Draft]:
    """The drafts without headlines that a fuller draft of the text leaves nothing to say."""
    told = [d for d in drafts if d.get("countries") or len(d.get("parties") or ()) > 1]
    return [d for d in told if not (d.sentence.headline and any(_rounds(d, other) for other in told))]


def _rounds(title: Draft, text: Draft) -> bool:
    """Whether a headline tells the deal of the text by a round figure: "buys 200,000 tonnes" of what are 190,000."""
    if text.sentence.headline or set(title.get("countries") or ()) != set(text.get("countries") or ()):
        return False
    if title.get("instrument") == text.get("instrument") == "loan":
        mine, theirs = title.get("amount"), text.get("amount")
        told = mine is not None and theirs is not None and mine.value == theirs.value
        return told and title.stance != text.stance
    sizes = [(title.get(s), text.get(s)) for s in ("quantity", "amount") if not empty(title.get(s))]
    goods = bool(title.get("goods")) and _of_one_good(title, text)
    return goods and bool(sizes) and all(_near(a, b) for a, b in sizes)


def _near(one: Quantity | Amount, other: Quantity | Amount | None) -> bool:
    if other is None or one.value is None or other.value is None or type(one) is not type(other):
        return False
    alike = one.unit == other.unit if isinstance(one, Quantity) and isinstance(other, Quantity) else True
    return alike and one.value != other.value and abs(one.value - other.value) <= _ROUND * other.value


_ROUND = 0.1
