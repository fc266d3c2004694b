"""The heads of a sentence completed: those that only point back, and the goods, signs and partners that a head takes
over from the heads beside it or from what the report has told."""

from __future__ import annotations

from itertools import pairwise

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.by_origin import turned_by_origin
from tradebook.extract.kinds.flows.crops import same_goods
from tradebook.extract.kinds.flows.echo import REVENUES, echo_heads
from tradebook.extract.kinds.flows.excluded import may_leave_out, opening_left_out
from tradebook.extract.kinds.flows.firms import of_countries
from tradebook.extract.kinds.flows.flow import RANKS, has_figure
from tradebook.extract.kinds.flows.gapped import each_of_two
from tradebook.extract.kinds.flows.goods_on import goods_that_go_on
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.heads import heads
from tradebook.extract.kinds.flows.pointing import opening_partner, partner_that_grew
from tradebook.extract.kinds.flows.pronoun_takers import pronoun_takers
from tradebook.extract.kinds.flows.recorded_in import take_recorded_in
from tradebook.extract.kinds.flows.scope import Scope
from tradebook.extract.kinds.flows.share_moves import share_heads
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.flows.worth import worth_heads
from tradebook.extract.kinds.phrases import good_of, goods_list, lower_at
from tradebook.statement import Good


def completed_heads(sentence: Sentence, topic: Topic) -> list[Head]:
    """The heads of a sentence, with those that only point back and what they take over."""
    told = topic.told(sentence, 2)
    measure = None if told is None else told.measure
    own = heads(sentence)
    if told is not None and told.measure == "exports" and own and all(_takes_a_part(sentence.items, h) for h in own):
        own = []  # "Poland sold apples to Egypt. |Germany and Romania took| 88,000 and 71,000 tonnes"
    found = share_heads(sentence, echo_heads(sentence, own, measure), told)
    if told is not None and "PCT" in sentence.kinds and topic.told(sentence, 1) is None:
        # "exported 45 tonnes. Farmers sowed 5 million hectares. Wheat accounted for 40 percent": of what was sown
        found = [h for h in found if not (h.echo and h.goods and sentence.items[h.at].kind == "GOOD")]
    found = turned_by_origin(found, told, sentence.items)
    found = worth_heads(sentence, found, told) or pronoun_takers(sentence, told)
    if told is not None and told.measure == "turnover" and told.sides.pair:
        found = each_of_two(sentence.items, found, told.sides.pair)
    found = _with_signs(found, told, sentence)
    if found and found[0].echo and may_leave_out(sentence):
        found = opening_left_out(sentence.items, found)  # "Excluding oil, |they| were down"
    found = [head for head in found if not _of_another_thing(head, told, sentence)]
    found = of_countries(sentence, found or goods_that_go_on(sentence, topic.told(sentence, 1)), topic)
    _take_label(found, topic, sentence)
    if "terms" in sentence.lowers and told is not None and len(found) == 1:
        _tell_in_other_terms(found[0], told, sentence)
    if len(found) == 1 and found[0].echo and not found[0].goods and sentence.items[0].lower == "it":
        _take_ranked_good(found[0], topic, sentence)
    theme, base = _theme_of_goods(sentence), topic.settled(sentence)
    alone = "alone" in sentence.lowers and len(found) == 1 and found[0].echo and found[0].period is sentence.items[0]
    if alone and (base is None or told is None or not same_goods(base.goods, told.goods)):
        return []  # "Exports of yarn fell 5%. May alone saw a drop of 14%": of yarn, or of all
    wider = False  # "trade came to $5bn, of which exports made up 2": of all goods, as what they are part of
    if not sentence.lowers.isdisjoint(_THESE):
        for before_it, head in zip((None, *found), found, strict=False):
            _point_back(head, before_it, told, sentence)
    if len(found) > 1 and found[0].echo and "PCT" in sentence.kinds and _is_whole(sentence.items, found[1]):
        found[1].total = True
    for head in found:
        take_recorded_in(sentence.items, head)
        if head.after is not None and head.re_exports is None and not head.held:
            head.re_exports = head.after.re_exports  # "re-exports to Oman fell, while |the same to Peru| rose"
        if head.echo and head.measure == "balance" and head.sign is None and (head.after or told) is not None:
            # "the deficit with Oman was $5m, larger than |that with Peru|"
            head.sign = head.after.sign if head.after is not None else told.sign if told is not None else None
        if head.echo and told is not None and head.after is None and not head.goods and not head.sided:
            head.excludes = head.excludes or told.excludes
        if theme and not (head.goods or head.excludes or head.total or head.two_way):
            head.goods = theme
        if not head.goods and (head.echo or head.supply or not wider):
            head.goods = _goods_there(head, found, sentence.items) or topic.goods_of(head, sentence)
        wider = wider or not head.goods
        if base is not None and base.excludes and base.measure == "turnover" and not _limits(head):
            head.excludes = base.excludes  # "non-oil trade was $9bn. Exports rose to $4bn": a part of it
    for before, head in pairwise(found):
        same = before.measure == head.measure and before.dest and head.dest and not (head.goods or head.total)
        if same and before.excludes and not (head.excludes or head.verb):
            head.excludes = before.excludes  # "non-oil exports to the UAE rose, but exports to Oman fell"
        named = _limits(head) or head.echo or "country" in (head.open_owner or "")
        sized = sentence.items[head.at].lower in _SIZES and before.measure == head.measure
        if before.goods and sized and not named:
            head.goods = before.goods  # "imported 274,000 tons of shrimp, and |the import value| reached"
    return found


def _is_whole(items: list[Item], head: Head) -> bool:
    """Whether a bare flow is what a share is of, behind what points back: "This represents 12 percent of |imports|":
    never the goods that were pointed at alone."""
    k = head.first - 1
    while lower_at(items, k) in {"the", "all", "its", "their"}:
        k -= 1
    bare = not (head.goods or head.sided or head.echo or head.verb)
    return bare and lower_at(items, k) == "of" and k > 0 and items[k - 1].kind == "PCT"


_SIZES = frozenset(
    f"{half} {noun}" for half in ("export", "import") for noun in ("value", "values", "volume", "volumes", "earnings")
)


def _of_another_thing(head: Head, told: Scope | None, sentence: Sentence) -> bool:
    """Whether "Revenue fell", "coffee volumes rose" speak of no exports told by weight right before, of that good."""
    if not head.echo or told is None:
        return False
    items, noun = sentence.items, sentence.items[head.at].lower
    if noun in REVENUES:
        near = sentence.index - told.sentence.index == 1 and sentence.paragraph == told.sentence.paragraph
        return not (near and told.measure == "exports" and "QTY" in told.sentence.kinds and told.told)
    named = items[head.at - 1] if head.at and noun in {"volume", "volumes"} else None
    return named is not None and named.kind == "GOOD" and not same_goods(told.goods, (good_of(named),))


def _takes_a_part(items: list[Item], head: Head) -> bool:
    """Whether a verb with several buyers names no seller and may tell what each took of the exports told before."""
    verb = items[head.at]
    loose = verb.lower in flow_words("loose_imports", "taking") and not verb.is_("strong")
    relative = lower_at(items, head.at - 1) in {"which", "that", "who"}
    got = head.loose and verb.lower in _GOT and not head.goods  # "|Morocco received| 27,558 tonnes"
    return (head.shared or got) and loose and not relative and not head.sided_beyond_owner


_GOT = frozenset({"received", "receives", "purchased", "bought"})
_THESE = frozenset({"these", "those", "such", "of these", "of those"})


def _point_back(head: Head, before: Head | None, told: Scope | None, sentence: Sentence) -> None:
    """Make "the value of |these imports|" one of those told before, in the sentence or the one before it."""
    bare = not (head.goods or head.sided or head.total or head.two_way or head.verb or head.echo)
    if not bare or lower_at(sentence.items, head.first - 1) not in _THESE or head.measure == "balance":
        return
    if before is not None:
        head.goods = before.goods if before.measure == head.measure else ()
    elif told is not None and told.measure == head.measure and not told.mixed:
        head.echo = True


def _limits(head: Head) -> bool:
    """Whether a phrase says itself of what it is: of goods, of all, without something, or of other sides."""
    told = head.goods or head.excludes or head.coverage or head.total
    return bool(told or head.sided or head.two_way or head.verb or head.supply)


def _theme_of_goods(sentence: Sentence) -> tuple[Good, ...]:
    """The goods that open a sentence as what it is about: "When it comes to |frozen cherries,| Serbia exported"."""
    items = sentence.items
    opener = lower_at(items, 0)
    if opener in {"regarding", "concerning"}:
        start = 1
    elif opener == "when" and lower_at(items, 1) == "it" and lower_at(items, 3) == "to":
        start = 4 if lower_at(items, 2) in {"comes", "came"} else 0
    else:
        return ()
    found = goods_list(items, start, unknown=False) if start else None
    return found.goods if found is not None and lower_at(items, found.stop) == "," else ()


def _tell_in_other_terms(head: Head, told: Scope, sentence: Sentence) -> None:
    """Make "In value terms, the onion exports were up 6%" point back at the flow whose weight was told right before."""
    items = sentence.items
    at = next((k for k, item in enumerate(items[:5]) if item.lower == "terms"), 0)
    opens = at > 1 and at < head.first and lower_at(items, at - 2) == "in"
    near = sentence.index - told.sentence.index == 1 and told.measure == head.measure
    if not opens or not near or head.sided or head.total or head.verb or head.open_owner or head.open_other:
        return
    if not head.goods or same_goods(head.goods, told.goods):
        head.echo = True


def _with_signs(found: list[Head], told: Scope | None, sentence: Sentence) -> list[Head]:
    """The heads without a gap between exports and imports of which nobody says which are larger."""
    if "gap" not in sentence.cues:
        return found
    for head in found:
        if head.measure == "balance" and head.sign is None and sentence.items[head.at].lower == "gap" and told:
            head.sign = told.sign if told.measure == "balance" else None
    return [head for head in found if head.sign is not None or sentence.items[head.at].lower != "gap"]


def _take_ranked_good(head: Head, topic: Topic, sentence: Sentence) -> None:
    """Give "It brought $417 million in revenue" the good that the sentence before, without a figure, gave a place
    ("coffee is the leading export item")."""
    known = topic.document.sentences
    before = known[sentence.index - 1] if 0 < sentence.index <= len(known) else None
    if before is None or has_figure(before) or before.cues.isdisjoint(RANKS) or head.measure != "exports":
        return
    named = [item for item in before.items if item.kind == "GOOD" and not item.value.attributive]
    if len(named) == 1 and not before.lowers.isdisjoint({"export", "exports", "exported", "earner"}):
        head.goods = (good_of(named[0]),)
        head.spot("goods", named[0])


def _take_label(found: list[Head], topic: Topic, sentence: Sentence) -> None:
    """Give the flows of a line or paragraph that a place labels ("* Asia: The deficit fell"), or of a sentence that it
    opens ("With China, Japan ran a deficit"), that place as the partner of the country that is spoken of."""
    opening = opening_partner(sentence.items)
    base = topic.base
    label = opening[0] if opening is not None else partner_that_grew(sentence.items) or topic.label(sentence)
    reporter = base.sides.reporter if base is not None else None
    if opening is None and (label is None or reporter is None):
        return
    if opening is not None:
        # "With Asia, it shrank to": the surplus of before, and nothing where a flow of one direction was told last
        found[:] = [head for head in found if not head.echo or head.after is not None or head.two_way]
    for head in found:
        told = head.dest or head.source or head.counterpart or head.between or head.agent or head.origin
        if told or head.mutual or head.open_other or head.elsewhere or head.total:
            continue
        if head.echo and (opening is None or not head.two_way):
            continue
        owner = head.owner.code if head.owner is not None else reporter
        if label is None:
            head.elsewhere, head.loose = True, False
        elif owner is not None and owner != label.code:
            head.take_partner(label)


def _goods_there(head: Head, found: list[Head], items: list[Item]) -> tuple[Good, ...]:
    """The goods of "while Brazil sent 17 million tonnes there", "the import was 5 tonnes": those of the flow before."""
    before = next((h for h in reversed(found) if h.at < head.at), None)
    if before is None or not (before.goods or before.excludes):
        return ()
    if head.open_other == "it" and before.measure == head.measure and head.verb:
        return before.goods
    plain = not (head.verb or head.total or head.coverage or head.excludes or head.two_way or before.two_way)
    weighed = plain and any(item.kind == "QTY" for item in items[head.last + 1 : head.last + 6])
    # "exported 11,504 tons of cherries, whereas the import amounted to 273 tons"
    return before.goods if weighed and before.measure != head.measure and not head.echo else ()
