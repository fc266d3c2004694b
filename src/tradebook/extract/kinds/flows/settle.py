"""Whose flow it is: the roles of a phrase, and what the sentences before it settle, become reporter and partner.

A direction is written down only where the words carry it: from the phrase itself, or from a pair that the report has
just been speaking of. What stays open gives `between` (the pair is known) or nothing.
"""

from __future__ import annotations

from tradebook.extract.items import Place, Sentence
from tradebook.extract.kinds.flows.acting import (
    another_seller,
    countries_in,
    other_named,
    placed_country,
    seats_in,
    seller_to,
    set_in,
    subject_of,
    who_moves,
)
from tradebook.extract.kinds.flows.before import (
    counterpart_of,
    main_two,
    new_subject,
    owner_of,
    way_back,
    whose_statistics,
)
from tradebook.extract.kinds.flows.bodies import of_its_members
from tradebook.extract.kinds.flows.crops import same_goods
from tradebook.extract.kinds.flows.customs import THROUGH, of_its_customs, take_owner_of_customs
from tradebook.extract.kinds.flows.differences import added_up, difference
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.inherited import inherited_sides
from tradebook.extract.kinds.flows.one_way import one_way_sides
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.sides import WORLD, Sides, pair_of
from tradebook.extract.kinds.flows.still_told import bought_from
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.flows.unspoken import balance_of_home
from tradebook.extract.kinds.phrases import lower_at
from tradebook.places import is_group


def sides(head: Head, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]]) -> Sides | None:
    """The sides of a head, or None where it cannot be said what the figure is of at all."""
    if head.again is not None:
        return next((side for known, side in before if known is head.again), None)
    if not (head.sided or before) and (back := way_back(head, topic, sentence)) is not None:
        return back
    if not sentence.lowers.isdisjoint(THROUGH):
        if not (head.sided or head.open_owner or head.echo):
            take_owner_of_customs(sentence, head)
        return _settled(of_its_customs(sentence, head, _sides(head, topic, sentence, before)), head, topic, sentence)
    found = _sides(head, topic, sentence, before)
    if any(known.elsewhere and known.two_way for known, _ in before) and not (head.total or head.sided):
        head.elsewhere = True  # "trade with third countries showed an increase in imports and exports"
    return _settled(found, head, topic, sentence)


def _settled(found: Sides | None, head: Head, topic: Topic, sentence: Sentence) -> Sides | None:
    """The sides found, without a partner where that is told to be no country of the table."""
    other = head.source if head.measure == "imports" else head.dest
    if found is not None and found.partner == WORLD and not head.total and topic.halves_with_unknown(sentence):
        head.elsewhere = True  # "a deficit with nine regional countries. Its exports were $4bn and its imports $17bn"
    if found is None or other or head.counterpart or (head.measure == "imports" and head.dest and not head.open_other):
        return found
    if head.elsewhere or (head.open_other is not None and found.partner == WORLD):
        # "exports to non-EU countries", "to the neighbour": not the world, and no country of the table
        if found.reporter is None:
            return None
        return Sides(found.reporter, None, (), found.reporter_area, None, found.confidence, found.source)
    return found


def _sides(head: Head, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]]) -> Sides | None:
    if head.open_area and not _take_area(head, topic, sentence, before):
        return None
    if head.open_owner is not None and not before and (acting := new_subject(head, topic, sentence)) is not None:
        head.owner, head.open_owner = acting, None
    if not (head.sided or head.open_owner or head.open_other or head.mutual or head.echo or head.supply):
        _take_set_in(head, topic, sentence)
    if head.open_other is not None:
        _point(head, topic, sentence, before)
    if head.echo:
        return _echoed(head, topic, sentence, before)
    if len({p.code for p in head.between}) == 1 and len(head.between) > 1:
        head.owner, head.between = head.between[0], ()  # "Manila, Philippines - Philippine exports": a dateline
    if head.between:
        pair = pair_of(tuple(dict.fromkeys(p.code for p in head.between)))
        area = next((p.area for p in head.between if p.area), None)
        return Sides(between=pair.between, reporter_area=area, confidence=pair.confidence) if area else pair
    if head.measure in {"turnover", "balance"}:
        return _two_way(head, topic, sentence, before)
    return one_way_sides(head, topic, sentence, before)


def _take_set_in(head: Head, topic: Topic, sentence: Sentence) -> None:
    """Put the place that a bare noun is said to be in into the head as its owner; where that is a region, or the one
    with whom the report's country trades, whose trade it is stays open."""
    if head.verb:
        return
    if head.first and (mover := who_moves(sentence, head)) is not None:
        head.take_owner(mover)
        return
    if (item := set_in(sentence, head)) is None:
        if head.first > 1 and (speaking := of_its_members(sentence, head, topic)) is not None:
            head.owner = speaking
        return
    if _is_next_market(item.value, head, topic, sentence):
        head.take_partner(item.value)
        return
    base, code = topic.settled(sentence), item.value.code
    if base is not None and base.sides.reporter not in {None, code} and (is_group(code) or code in base.sides.pair):
        head.elsewhere = True
        return
    head.take_owner(item)


def _is_next_market(place: Place, head: Head, topic: Topic, sentence: Sentence) -> bool:
    """Whether a country that opens a sentence is the next of several markets told of for a good: "U.S. pork
    exports to Mexico rose 3% and those to Peru 2%. In |Japan|, pork exports were down"."""
    told = topic.told(sentence, 2)
    if told is None or head.measure != "exports" or told.measure != "exports" or not head.goods:
        return False
    market = told.sides.partner not in {None, WORLD, place.code} and told.sides.reporter not in {
        None,
        WORLD,
        place.code,
    }
    named = market and lower_at(sentence.items, 0) == "in" and same_goods(told.goods, head.goods)
    return named and len(_markets_before(topic, sentence)) > 1


def _markets_before(topic: Topic, sentence: Sentence) -> set[str]:
    """The countries and groups to which exports were told to go before a sentence."""
    return {
        str(item.value.code)
        for before in topic.story.sentences
        if before.index < sentence.index
        for k, item in enumerate(before.items)
        if item.kind == "PLACE" and lower_at(before.items, k - 1 - (lower_at(before.items, k - 1) == "the")) == "to"
    }


def _take_area(head: Head, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]]) -> bool:
    """Put the area that "the region" points at into the head as its owner; False where a verb is left without."""
    head.owner = _area_spoken_of(topic, sentence, before) or topic.area
    return head.owner is not None or not head.verb


def _area_spoken_of(topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]]) -> Place | None:
    """The area whose trade has just been told."""
    told = topic.told(sentence, 4)
    known = before[-1][1] if before else told.sides if told is not None else None
    if known is None or known.reporter is None or known.reporter_area is None:
        return None
    return Place(code=known.reporter, form="area", area=known.reporter_area)


def _point(head: Head, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]]) -> None:
    """Put the place that "the neighbouring country" or "the bloc" points at into the head's open role; where nobody
    was spoken of, the partner stays unknown."""
    owner = owner_of(head, topic, sentence, before)[0]
    if owner is None and (told := topic.told(sentence, 1)) is not None:
        owner = told.sides.reporter
    if head.open_other == "area":
        area = _area_spoken_of(topic, sentence, before)
        if area is not None and area.code != owner:
            _put_other(head, area)
        return
    if head.open_other != "group" and _of_nobody_known(before):
        head.elsewhere = True  # "exports to countries outside the bloc rose 3% and imports from them 5%"
        return
    if head.open_other == "country" and before and _another_since(sentence, head, before[-1], owner):
        head.elsewhere = True  # "exports to Russia fell and made Egypt the main market, with more sold to that country"
        return
    if head.open_other == "group":
        code = topic.group
    else:
        if head.open_other == "it" and before and (there := before[-1][1].partner) not in {None, WORLD, owner}:
            _put_other(head, Place(code=str(there), form="name"))  # "while Brazil sent 17 million tonnes there"
            return
        scopes = [scope.sides for scope in (topic.told(sentence), topic.settled(sentence)) if scope is not None]
        pairs = [side.pair for side in (*(side for _, side in reversed(before)), *scopes)]
        if topic.pair_sentence is not sentence or not scopes:
            pairs.append(topic.pair)  # two that this sentence names may each trade with the one spoken of
        if owner is not None and (other := other_named(sentence, head, owner)) is not None:
            pairs.insert(0, (owner, other))
        code = next((c for pair in pairs if owner in pair for c in pair if c != owner), None)
        if code is None and owner is not None and scopes and scopes[-1].reporter != WORLD:
            code = scopes[-1].reporter  # "Peru imported wheat. Canada's exports to the country": the one spoken of
    if code is None or code == owner:
        return
    _put_other(head, Place(code=code, form="group" if head.open_other == "group" else "name"))


def _another_since(sentence: Sentence, head: Head, before: tuple[Head, Sides], owner: str | None) -> bool:
    """Whether another country than the two of the flow before has been named behind that flow."""
    known, side = before
    pair = {side.reporter, side.partner, *side.between, owner}
    return any(
        item.kind == "PLACE" and item.value.form == "name" and item.value.code not in pair
        for item in sentence.items[known.last + 1 : head.first]
    )


def _of_nobody_known(before: list[tuple[Head, Sides]]) -> bool:
    """Whether the flow before is with partners that no table knows."""
    return bool(before) and before[-1][0].elsewhere and before[-1][1].partner is None


def _put_other(head: Head, place: Place) -> None:
    """A place is the partner that the phrase leaves open."""
    if head.measure in {"turnover", "balance"}:
        head.counterpart, head.loose = head.counterpart or (place,), False
    elif head.measure == "exports":
        head.dest = head.dest or (place,)
    else:
        head.source = head.source or place


def _echoed(head: Head, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]]) -> Sides | None:
    """The sides of the flow that is pointed back at, with what the pointing words change ("those to China")."""
    if lower_at(sentence.items, head.at) == "total" and (summed := added_up(topic, sentence)) is not None:
        head.measure = "turnover"  # "exports were $3m and imports $2m. The total was $5m"
        return summed[0].again(0.7, summed[1])
    focus = topic.focus if head.after is None else None
    if focus is not None and head.goods and (whole := bought_from(focus, topic.base, sentence)) is not None:
        focus, head.measure = whole, whole.measure
    known = focus.sides if focus is not None else before[-1][1] if before else None
    if head.after is not None:
        known = next((s for h, s in before if h is head.after), known)
    if known is None:
        return None
    source = focus.sentence if focus is not None else None
    if (seller := another_seller(head, known)) is not None:
        return Sides(seller.code, seller_to(seller, known), (), seller.area, None, 0.75, source)
    other = head.dest or head.counterpart or ((head.source,) if head.source else ())
    if len(other) > 1:
        return None
    if other:
        if known.reporter is None or other[0] is None or other[0].code == known.reporter:
            return None
        return Sides(known.reporter, other[0].code, (), known.reporter_area, other[0].area, 0.75, source)
    return known.again(0.75, source)


def _two_way(head: Head, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]]) -> Sides | None:
    bare = head.measure == "turnover" and not (head.sided or head.mutual or before)
    if bare and (summed := added_up(topic, sentence)) is not None:
        return summed[0].again(0.7, summed[1])
    if head.loose:
        return _loose_trade(head, topic, sentence, before)
    owner, owner_conf, owner_source = owner_of(head, topic, sentence, before)
    others = tuple(dict.fromkeys(p.code for p in head.counterpart if p.code != owner))
    if len(others) > 1:
        return None
    area = head.owner.area if head.owner else None
    other_area = head.counterpart[0].area if head.counterpart else None
    if owner is not None and others:
        return Sides(owner, others[0], (), area, other_area, owner_conf, owner_source)
    if head.mutual and owner is None:
        return _mutual(head, topic, sentence, before, others)
    if others:
        other = others[0]
        office = None if before else whose_statistics(sentence, head.last, other)
        if (placed := placed_country(sentence, head.first)) not in {None, other}:
            return Sides(placed, other, (), None, other_area, 0.75)  # "Spain ranked second, with turnover with Peru of"
        known = (office, None) if office is not None else counterpart_of(other, topic, sentence, before)
        if known is not None:
            return Sides(known[0], other, (), None, other_area, 0.7, known[1])
        return None
    if owner is not None:
        if head.measure == "balance" and (told := difference(topic, owner, head, sentence)) is not None:
            return Sides(owner, told[0], (), area, None, min(owner_conf, 0.75), told[1])
        partner = topic.partner_of(owner, head, sentence, before)
        if head.mutual and partner is not None:
            return pair_of((owner, partner[0]), 0.75, partner[1])
        if partner is not None and not head.owner:
            return Sides(owner, partner[0], (), area, None, min(owner_conf, 0.7), partner[1])
        return Sides(owner, WORLD, (), area, None, owner_conf, owner_source)
    return inherited_sides(head, topic, sentence, before)


def _loose_trade(head: Head, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]]) -> Sides | None:
    """A bare "turnover" or "deficit": only where trade between two countries has just been spoken of."""
    if head.owner is not None:
        partner = topic.partner_of(head.owner.code, head, sentence, before)
        if partner is None:
            return _balance_again(head.owner.code, head, topic, sentence)
        return Sides(head.owner.code, partner[0], confidence=0.65, source=partner[1])
    if any(i.kind == "ORG" for i in sentence.items[: head.at]) and topic.told(sentence, 1) is None:
        return balance_of_home(head, topic, sentence)
    if before and before[-1][1].pair:
        return before[-1][1].again(0.7, None)
    if before and head.measure == "balance" and before[-1][0].measure in {"exports", "imports"}:
        half, side = before[-1]
        if side.reporter is not None and side.partner == WORLD and not half.goods:
            return Sides(side.reporter, WORLD, confidence=0.65)  # "imports rose 4%, so the surplus shrank to $2bn"
    base = topic.settled(sentence)
    if base is not None and base.sides.pair:
        if head.measure == "turnover" and base.measure in {"exports", "imports"}:
            return pair_of(base.sides.pair, 0.65, base.sentence)  # the trade of the two, whose is not said
        return _of_all(head, base, topic, sentence) or base.sides.again(0.65, base.sentence)
    if head.measure == "turnover" and topic.base is None and (pair := main_two(topic.story)):
        # nothing was told yet: a report on two countries means their trade, where both were named just before
        return (
            pair_of(pair, 0.55)
            if set(pair) == set(topic.pair) and topic.near(topic.pair_sentence, sentence, 2)
            else None
        )
    return (
        _balance_of(head, topic, sentence, before)
        or _theme_again(head, topic)
        or _all_trade_again(head, topic, sentence)
        or balance_of_home(head, topic, sentence)
    )


def _of_all(head: Head, base: Scope, topic: Topic, sentence: Sentence) -> Sides | None:
    """ "Exports to Peru fell 44%. Latvia had a deficit of $213 million": of all its trade, where only one direction of
    the trade between the two was told."""
    if head.measure != "balance" or base.measure not in {"exports", "imports"} or topic.near(topic.trade, sentence):
        return None
    acting = subject_of(sentence, head.first)
    if acting is None or acting != base.sides.reporter or _balance_of(head, topic, sentence) is not None:
        return None
    return Sides(acting, WORLD, confidence=0.6)


def _all_trade_again(head: Head, topic: Topic, sentence: Sentence) -> Sides | None:
    """ "Peru's foreign trade came to $100bn. China accounted for 30 percent of |turnover|": a share of the whole trade
    that has just been told."""
    known = topic.settled(sentence, 2)
    if head.measure != "turnover" or known is None or known.measure != "turnover" or known.sides.partner != WORLD:
        return None
    items = sentence.items
    k = head.first - 1 - (lower_at(items, head.first - 1) == "the")
    part = lower_at(items, k) in {"of", "in"} and any(item.kind == "PCT" for item in items[:k])
    return Sides(known.sides.reporter, WORLD, confidence=0.65, source=known.sentence) if part else None


def _theme_again(head: Head, topic: Topic) -> Sides | None:
    """ "In 2024, trade stood at", however late, in a report that began with the trade of two countries and has told
    nobody else's since."""
    base, whole = topic.base, topic.whole
    if head.measure != "turnover" or base is None or whole is None or topic.trade is None:
        return None
    same = set(base.sides.pair) == set(whole.sides.pair) <= topic.about
    return whole.sides.again(0.6, whole.sentence) if same else None


def _balance_of(
    head: Head, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]] | None = None
) -> Sides | None:
    """ "The deficit was EUR 5 billion", right behind exports and imports of the same sides."""
    here = {known.measure: (side, sentence) for known, side in before or () if not (known.goods or known.excludes)}
    # "Exports came to $3m. Imports were $4m, leaving a deficit": one half told here, the other before
    sold, bought = here.get("exports", topic.halves.get("exports")), here.get("imports", topic.halves.get("imports"))
    if head.measure != "balance":
        return None
    known = topic.told(sentence, 2)
    if known is not None and known.measure == "balance":
        return known.sides.again(0.65, known.sentence)
    if (whole := _whole_before(known, topic, sentence, before)) is not None:
        return whole
    if sold is None or bought is None:
        return None
    if not all(topic.near(there, sentence, _REACH_OF_HALVES) for _, there in (sold, bought)):
        return None
    same = (sold[0].reporter, sold[0].partner) == (bought[0].reporter, bought[0].partner)
    if not same and bought[0].partner == WORLD and (sold_at_all := topic.of_all.get("exports")) is not None:
        # "Exports fell to $51bn. Those to the EU rose 2%. Imports fell to $82bn. The deficit was $31bn"
        sold = sold_at_all
        same = sold[0].reporter == bought[0].reporter and topic.near(sold[1], sentence, 6)
    return sold[0].again(0.65, bought[1]) if same and sold[0].reporter is not None else None


_REACH_OF_HALVES = 4


def _whole_before(
    known: Scope | None, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]] | None
) -> Sides | None:
    """ "Peru's trade came to $109 billion, resulting in |a surplus| of $2 billion": of all its trade, told right
    before."""
    if before:
        head, side = before[-1]
        return side.again(0.7, None) if head.measure == "turnover" and side.partner == WORLD else None
    if known is None or known.measure != "turnover" or known.goods or known.sides.partner != WORLD:
        return None
    return known.sides.again(0.65, known.sentence) if topic.told(sentence, 1) is not None else None


def _balance_again(owner: str, head: Head, topic: Topic, sentence: Sentence) -> Sides | None:
    """ "The surplus of the euro area for March": of trade where its trade balance has just been told."""
    known = topic.told(sentence, 2)
    if head.measure != "balance" or known is None or known.measure != "balance" or known.sides.reporter != owner:
        return None
    return known.sides.again(0.65, known.sentence)


def _mutual(
    head: Head, topic: Topic, sentence: Sentence, before: list[tuple[Head, Sides]], others: tuple[str, ...]
) -> Sides | None:
    named = countries_in(sentence)
    if len(named) == 1 and "counterpart" in sentence.lowers:
        named = tuple(dict.fromkeys((*named, *seats_in(sentence))))  # "said in Rome with his Turkish counterpart"
    if others:
        known = counterpart_of(others[0], topic, sentence, before)
        return pair_of((known[0], others[0]), 0.75, known[1]) if known else None
    if len(named) == 2:
        return pair_of(named, 0.85)
    if len(named) == 1 and (other := counterpart_of(named[0], topic, sentence, before)):
        return pair_of((named[0], other[0]), 0.7, other[1])
    if len(named) > 2:
        return None
    if before and (pair := before[-1][1].pair):
        return pair_of(pair, 0.8)
    scopes = [scope for scope in (topic.told(sentence, 4), topic.settled(sentence, 4)) if scope is not None]
    for scope in sorted(scopes, key=lambda scope: any(is_group(code) for code in scope.sides.pair)):
        if scope.sides.pair and not any(is_group(code) for code in scope.sides.pair):
            return pair_of(scope.sides.pair, 0.75, scope.sentence)
    if topic.pair and topic.near(topic.pair_sentence, sentence, 5):
        return pair_of(topic.pair, 0.7, topic.pair_sentence)
    top = main_two(topic.story)
    return pair_of(top, 0.6) if top else None
