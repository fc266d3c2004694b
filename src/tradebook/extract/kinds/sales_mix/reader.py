"""The sales mixes of a report: one draft a producer, put together from all sentences that speak of its sales."""

from __future__ import annotations

import msgspec

from tradebook.extract.analysis import Document
from tradebook.extract.draft import Draft
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.home import owners_in
from tradebook.extract.kinds.phrases import lower_at
from tradebook.extract.kinds.sales_mix.markets import in_many_countries
from tradebook.extract.kinds.sales_mix.piece import Piece
from tradebook.extract.kinds.sales_mix.pieces import pieces_of
from tradebook.extract.kinds.sales_mix.producer import Producer
from tradebook.extract.kinds.sales_mix.producers import stems
from tradebook.extract.kinds.sales_mix.reasons import reason_in
from tradebook.extract.kinds.sales_mix.registry import Registry
from tradebook.statement import Party, Replacement, Segment, Stance


class _Mix:
    """What a report tells of one producer's sales."""

    def __init__(self, producer: Producer) -> None:
        self.producer = producer
        self.told: list[tuple[Sentence, Piece]] = []
        self.seen = producer.sentence.index

    @property
    def last(self) -> int:
        """The index of the sentence that spoke of it last."""
        return max(self.seen, self.told[-1][0].index if self.told else 0)


def read(document: Document) -> list[Draft]:
    """The sales mixes of an analysed report, one draft a producer and stance, in the order of the text."""
    if not stems("stem").inside(document.report.text):
        return []
    telling = {sentence.index for sentence in stems("sentence").sentences_of(document)}
    if not telling:
        return []
    document = document.with_homes
    registry = Registry(document)
    mixes: dict[str, _Mix] = {}
    current: _Mix | None = None
    for sentence in document.sentences:
        if sentence.headline or sentence.index not in telling:
            continue
        pieces = pieces_of(sentence)
        others = registry.of_office(sentence) or registry.of_many(sentence)
        if pieces and (others or _is_of_a_country(sentence, registry)):
            current = None  # "Two thirds of Moldovan wine exports went to the EU"
        elif pieces:
            current = _place(registry, sentence, pieces, mixes, current) or current
        elif in_many_countries(sentence) and (subject := registry.subject(sentence) or registry.spoken(sentence)):
            current = mixes.setdefault(subject.name, _Mix(subject))
            current.seen = sentence.index
    return [draft for mix in mixes.values() for draft in _drafts(mix, registry)]


def _is_of_a_country(sentence: Sentence, registry: Registry) -> bool:
    """Whether a sentence that names no producer tells of a country's exports."""
    if any(p.sure or p.likely for p in registry.at(sentence)):
        return False
    return bool(owners_in(sentence)) and sentence.lowers.isdisjoint(_OUR)


_OUR = frozenset({"our", "we", "us", "its", "their", "company", "firm", "plant", "factory"})


def _place(
    registry: Registry, sentence: Sentence, pieces: list[Piece], mixes: dict[str, _Mix], current: _Mix | None
) -> _Mix | None:
    """Give the pieces of a sentence to the producer whose they are; None where there is none."""
    spoken_of = (current.producer, current.last) if current is not None else None
    buyers = [p.taker for p in pieces if p.taker is not None]
    producer = registry.owner(sentence, [(p.at, p.stop) for p in pieces], spoken_of, buyers)
    if producer is None and current is None and any(p.slot == "segments" and not p.leans for p in pieces):
        producer = registry.last(sentence)
    if producer is None and current is None and _of_total(sentence) and _continues(pieces):
        producer = registry.before(sentence, 2)
        for piece in pieces:
            piece.leans = piece.leans and producer is None
    if producer is None and _of_nobody(sentence, pieces) and not registry.at(sentence):
        producer = registry.before(sentence)
    goes_on = all(_of_turnover(p) for p in pieces) or _shares_out(pieces) or _of_no_country(registry, sentence, pieces)
    if producer is None and current is None and goes_on:
        producer = registry.before(sentence)
        if producer is not None and not _tells_sales(producer.sentence):
            producer = None
        for piece in pieces:
            piece.leans = piece.leans and producer is None
    near = current if current is not None and sentence.index - current.last <= 2 else None
    if producer is None:
        goes_on = _continues(pieces) or (_of_nobody(sentence, pieces) and not registry.at(sentence))
        if near is None or not goes_on:
            return None
        near.told += [(sentence, p) for p in pieces]
        return near
    producer = registry.fullest(producer)
    # who sells a share of his output is a producer for certain; who only enters a country need be none
    tells_shares = any(p.slot == "segments" and not p.leans for p in pieces)
    known = tells_shares or producer.likely or registry.sure(producer) or _leaves_market(sentence, producer, pieces)
    known = known or _turns_elsewhere(producer, pieces)
    if producer.name not in mixes and not known:
        return None
    named = producer.sentence is sentence and (producer.sure or producer.likely) and bool(_OF_SALES & sentence.lowers)
    named = named or _tells_sales(sentence)
    strong = [p for p in pieces if not p.leans or near is not None or named or _owned(sentence, p)]
    if not strong:
        return None
    strong = pieces  # what leans stands beside what does not
    mix = mixes.get(producer.name)
    if mix is None:
        mix = mixes[producer.name] = _Mix(producer)
    mix.told += [(sentence, p) for p in strong]
    return mix


_OF_SALES = frozenset(
    "sales revenue revenues turnover output production market markets customers buyers clients orders".split()
)


def _turns_elsewhere(producer: Producer, pieces: list[Piece]) -> bool:
    """ "After losing access to the EU market, X redirected its potash to China": who swaps markets sells."""
    gained = any(p.slot in ("replaced_by", "instead") and 0 <= p.at - producer.stop <= 2 for p in pieces)
    return gained and any(p.slot == "suspended" for p in pieces)


def _of_no_country(registry: Registry, sentence: Sentence, pieces: list[Piece]) -> bool:
    """Whether markets or shares of them follow in a report that has told of no country's exports so far: "X exported
    5,200 lifts. The main markets are Peru and Chile"."""
    told = (s for s in registry.document.sentences[: sentence.index + 1] if "flow" in s.cues)
    return _continues(pieces) and not any(owners_in(s) for s in told)


def _shares_out(pieces: list[Piece]) -> bool:
    """Whether several markets share what was told before: "Customers in Peru bought 55 percent, those in Chile 20"."""
    return len(pieces) > 1 and sum(p.slot == "segments" for p in pieces) > 1


def _tells_sales(sentence: Sentence) -> bool:
    """Whether a sentence tells what a firm sold: "X shipped 140 tonnes last year"."""
    sold = "shipped sold exported exports sells ships sales turnover revenue revenues income earnings orders".split()
    return not sentence.lowers.isdisjoint(sold) and not owners_in(sentence)


def _of_turnover(piece: Piece) -> bool:
    """Whether a piece is a share of what no country has: "Norway accounted for 40 percent of turnover"."""
    share = piece.value.share if piece.slot == "segments" else None
    return share is not None and (share.of or "").rsplit(" ", 1)[-1] in _TURNOVER


_TURNOVER = frozenset("turnover revenue revenues sales income earnings orders".split())


def _of_total(sentence: Sentence) -> bool:
    """Whether a sentence parts what the one before told: "Of the total exports, 95% went to Russia"."""
    words = [i.lower for i in sentence.items[:5]]
    return words[:1] == ["of"] and bool({"the", "this", "that", "these", "them", "its"} & set(words[1:3]))


def _leaves_market(sentence: Sentence, producer: Producer, pieces: list[Piece]) -> bool:
    """Whether a name loses, stops or starts its sales: "Borivos lost the Peruvian market in 2022", "Borivos of Norway
    will start exports to Peru": who has a market sells."""
    said = {"market", "markets", "sale", "sales", "exports", "deliveries", "shipments", "customers", "buyers"}
    said |= {"supplying", "selling", "exporting", "delivering", "shipping"}
    return any(
        (p.slot == "suspended" or (p.slot == "entered" and producer.country is not None))
        and 0 <= p.at - producer.stop <= 8
        and all(_is_small(item) for item in sentence.items[producer.stop : p.at])
        and any(i.lower in said for i in sentence.items[p.at : p.stop])
        for p in pieces
    )


def _is_small(item: Item) -> bool:
    """Whether a word may stand between a firm and what it did: "Scania|, in turn, has temporarily |stopped"."""
    return item.lower in _BETWEEN or (item.kind == "w" and item.lower.endswith("ly"))


_BETWEEN = frozenset("has have had , in turn also will decided to been recently then now already of".split())


_OTHERS = frozenset("country countries country's republic state region national government nation economy".split())


def _of_nobody(sentence: Sentence, pieces: list[Piece]) -> bool:
    """Whether a sentence tells of sales without saying whose, right behind a firm: "Deliveries to Peru began in 2023",
    "Three quarters of production is exported"."""
    items = sentence.items
    if any(_OTHERS & set(i.lower.split(" ")) and not _counted(items, k) for k, i in enumerate(items)) or all(
        p.leans for p in pieces
    ):
        return False
    told = {i.start for p in pieces for i in p.items}
    return not any(
        i.kind in ("PLACE", "DEM") and i.start not in told and lower_at(sentence.items, k - 1) != "from"
        for k, i in enumerate(sentence.items)
    )


def _counted(items: list[Item], k: int) -> bool:
    """ "In 180 |countries|": where a firm sells, and no other owner of sales."""
    return items[k].lower == "countries" and k > 0 and items[k - 1].kind == "NUM"


def _owned(sentence: Sentence, piece: Piece) -> bool:
    told = [*sentence.items[:1], *sentence.items[piece.at : piece.stop]]  # "|Its| fries are sold in 40 countries, with"
    return any(i.lower in {"our", "its"} for i in told)


def _continues(pieces: list[Piece]) -> bool:
    """Whether pieces without a producer may go on about the one before: its markets, and shares of them."""
    return all(p.slot in ("segments", "markets", "instead") for p in pieces)


_STANCES: tuple[Stance, ...] = ("stated", "planned", "target", "expected")

# -- drafts ----------------------------------------------------------------------------------------


def _drafts(mix: _Mix, registry: Registry) -> list[Draft]:
    made = []
    for stance in _STANCES:
        told = [(s, p) for s, p in mix.told if p.stance == stance]
        draft = _draft(mix, told, registry) if told else None
        if draft is not None:
            draft.stance = stance
            made.append(draft)
    return made


def _draft(mix: _Mix, told: list[tuple[Sentence, Piece]], registry: Registry) -> Draft | None:
    best = _best(told)
    draft = Draft("sales_mix", best, confidence=0.8)
    _put_company(draft, mix.producer, registry.country_of(mix.producer))
    gained = _sorted_moves(told)
    for slot in ("segments", "markets", "entered", "suspended", "replaced_by", "targets"):
        _put_list(draft, slot, [(s, p) for s, p in gained if p.slot == slot])
    _without_doubles(draft)
    _put_reason(draft, told, registry.document.sentences)
    for sentence, _ in told:
        if sentence is not best and sentence not in draft.also:
            draft.also.append(sentence)
    draft.context = [s for s in draft.context if s not in draft.also]
    filled = [s for s in ("segments", "markets", "entered", "suspended", "replaced_by", "targets") if draft.get(s)]
    if not filled:
        return None
    if not mix.producer.sure:
        draft.confidence -= 0.15
    if filled == ["markets"]:
        draft.confidence -= 0.1
    return draft


def _best(told: list[tuple[Sentence, Piece]]) -> Sentence:
    """The sentence with the most specific wording: shares first, then moves and targets."""
    weight: dict[int, float] = {}
    for sentence, piece in told:
        weight[sentence.index] = weight.get(sentence.index, 0.0) + (2.0 if piece.slot == "segments" else 1.0)
    top = max(weight.items(), key=lambda pair: (pair[1], -pair[0]))[0]
    return next(s for s, _ in told if s.index == top)


def _put_company(draft: Draft, producer: Producer, country: str | None) -> None:
    party = Party(name=producer.name, role=None, country=country)
    draft.put("company", party, *producer.items, sentence=producer.sentence)


def _sorted_moves(told: list[tuple[Sentence, Piece]]) -> list[tuple[Sentence, Piece]]:
    """The pieces, where new buyers are replacements if a market was lost before and entries if not."""
    out: list[tuple[Sentence, Piece]] = []
    lost = False
    gained = any(piece.slot in ("instead", "replaced_by", "found") for _, piece in told)
    for _, piece in told:
        if piece.slot == "formerly" and gained:
            piece.slot = "suspended"  # left for certain only where another market took its place
    told = [(s, p) for s, p in told if p.slot != "formerly"]
    left = any(piece.slot == "suspended" for _, piece in told)
    for sentence, piece in told:
        lost = lost or piece.slot == "suspended"
        if piece.slot == "found":
            piece.slot = "replaced_by" if lost else "entered"
        elif piece.slot == "instead":
            if not left:
                continue  # "instead" of another good, or of a firm
            piece.slot = "replaced_by"
        out.append((sentence, piece))
    return out


def _put_list(draft: Draft, slot: str, told: list[tuple[Sentence, Piece]]) -> None:
    values: list[object] = []
    for sentence, piece in told:
        members = (_of_whole(piece.value, values),) if slot == "segments" else piece.value
        for member in members:
            if not _known(member, values):
                values.append(member)
            elif isinstance(member, Replacement) and member.period is not None:
                values = [member if _undated(v, member) else v for v in values]
        draft.cite(slot, *_of_field(piece.items), sentence=sentence)
    if values:
        draft.slots[slot] = tuple(values)


def _of_whole(segment: Segment, before: list[object]) -> Segment:
    """A segment whose share is of what the one before it was of, where it does not say."""
    last = before[-1] if before else None
    if segment.share is None or segment.share.of is not None or not isinstance(last, Segment) or last.share is None:
        return segment
    return msgspec.structs.replace(segment, share=msgspec.structs.replace(segment.share, of=last.share.of))


def _known(member: object, values: list[object]) -> bool:
    if isinstance(member, Replacement):
        return any(isinstance(v, Replacement) and v.country == member.country for v in values)
    return member in values


def _undated(value: object, dated: Replacement) -> bool:
    """Whether a move was told before without its time."""
    return isinstance(value, Replacement) and value.country == dated.country and value.period is None


def _of_field(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return items


def _without_doubles(draft: Draft) -> None:
    """A market that has a share stands among the segments only; one just entered or left is no regular market."""
    shares = {s.country for s in draft.get("segments") or () if s.country}
    moved = {r.country for slot in ("entered", "suspended") for r in draft.get(slot) or ()}
    markets = tuple(c for c in draft.get("markets") or () if c not in shares and c not in moved)
    if markets:
        draft.slots["markets"] = markets
    else:
        draft.slots.pop("markets", None)


def _put_reason(draft: Draft, told: list[tuple[Sentence, Piece]], sentences: list[Sentence]) -> None:
    """Why a market was left: in the sentence that says so, or in one right behind it ("The reason was the war")."""
    for sentence, piece in told:
        if piece.slot == "suspended" and (found := reason_in(sentence)) is not None:
            draft.put("reason", found[0], found[1], sentence=sentence)
            return
    for sentence, piece in told:
        behind = next((s for s in sentences if s.index == sentence.index + 1), None)
        if piece.slot == "suspended" and behind is not None and behind.text.lower().startswith("the reason "):
            if (found := reason_in(behind)) is not None:
                draft.put("reason", found[0], found[1], sentence=behind)
            return
