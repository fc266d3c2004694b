"""Heads that only point back at a flow: "it grew 5%", "the figure was", "those to China", "We expect them to reach"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.echo_alone import heads_alone, is_dated, means_to, pointing_head
from tradebook.extract.kinds.flows.flow import FIGURES
from tradebook.extract.kinds.flows.gapped import gapped_heads, those_of
from tradebook.extract.kinds.flows.goods_on import goods_that_grew
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.no_trade import acts_as_a_few
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at, place_list, possessive_at
from tradebook.statement import Measure

_PRONOUNS = frozenset({"it", "they", "them", "this", "that"})
_TO_PARTNERS = frozenset({"to", "from", "with", "between"})
_POINTING = frozenset({"those", "that", "these", "same", "ones"})
_SUMS = frozenset({"AMT", "QTY"})
_OF_IT = frozenset({"of which", "of this", "of that", "of it"})


def echo_heads(sentence: Sentence, found: list[Head], measure: Measure | None) -> list[Head]:
    """`found` with heads for what only points back: at the sentence's own flows or, with `measure`, at the last flow
    of the sentences before it."""
    items = sentence.items
    out = list(found)
    if lower_at(items, 0) in _OF_IT and acts_as_a_few(
        items, next((k for k, i in enumerate(items) if i.kind in _SUMS), 0)
    ):
        return out  # "Of which, the domestic sector accounted for $7 billion"
    for i, item in enumerate(items if not sentence.lowers.isdisjoint(_POINTING) else ()):
        the_same = item.lower == "same" and lower_at(items, i - 1) == "the"
        points = item.lower in {"those", "that", "these", "ones"} or the_same
        if points and any(head.first < i <= head.last for head in found):
            continue  # "exports, excluding |those to Peru|,"
        if points and lower_at(items, i + 1) in _TO_PARTNERS:
            before = [h for h in out if h.at < i]
            source = before[-1].measure if before else measure
            if source is not None and (head := _those_with_partner(items, i, source)) is not None:
                head.after = before[-1] if before else None
                out.append(head)
        elif (
            item.lower in {"those", "that"}
            and lower_at(items, i + 1) == "of"
            and (head := those_of(items, i, out)) is not None
        ):
            out.append(head)
    out += gapped_heads(items, out)
    if out and ";" in sentence.lowers:
        out += _told_on(items, out)
    goes_on = "rise" in sentence.cues or ";" in sentence.lowers or lower_at(items, 0) in {"of", "among"}
    if "GOOD" in sentence.kinds and goes_on:
        out += goods_that_grew(items, out)
    if measure is not None and not out and (alone := heads_alone(sentence, measure)):
        return alone
    if measure is not None and len(out) == 1 and (subject := _is_share_of(items, out[0])) is not None:
        return [pointing_head(measure, subject), *out]
    if measure is not None and (subject := _pointing_subject(items, out)) is not None:
        out.append(pointing_head(measure, subject))
    return sorted(out, key=lambda h: h.at)


def _told_on(items: list[Item], before: list[Head]) -> list[Head]:
    """Heads of "trade was $91 million; last year |it| passed $540 million": the flow before the semicolon."""
    found: list[Head] = []
    for i, item in enumerate(items):
        if item.lower not in {"it", "they"} or i + 1 >= len(items):
            continue
        j = i - 1
        period = items[j] if kind_at(items, j) == "PER" else None
        while kind_at(items, j) == "PER" or lower_at(items, j) in {
            "in",
            "during",
            ",",
            "by",
            "volume",
            "value",
            "terms",
        }:
            j -= 1
        known = next((head for head in reversed(before) if head.at < j), None)
        verb = i + 1 + (lower_at(items, i + 1) in {"has", "had", "will", "since"})
        told = verb < len(items) and (items[verb].is_("val") or items[verb].is_("chverb"))
        if lower_at(items, j) != ";" or known is None or not told:
            continue
        head = Head(known.measure, i)
        head.echo, head.after, head.goods, head.period, head.sign = True, known, known.goods, period, known.sign
        found.append(head)
    return found


def _is_share_of(items: list[Item], whole: Head) -> int | None:
    """The index of what points back in "This represented 39% of total exports": a share of the flow told before."""
    k = 1 if lower_at(items, 0) in {"the", "this", "that"} and lower_at(items, 1) in flow_words("figure_noun") else 0
    if lower_at(items, k) not in {"this", "that", "it", "which"} and k == 0:
        return None
    at = next((j for j in range(k + 1, min(k + 5, len(items))) if items[j].kind == "PCT"), None)
    told = at is not None and lower_at(items, at + 1) == "of" and whole.first <= at + 4 and not whole.verb
    return k if told and items[k + 1].is_("val") else None


def _those_with_partner(items: list[Item], i: int, measure: Measure) -> Head | None:
    """ "those to Japan", "that from Chile": the flow told before, with another partner; None without one."""
    places = place_list(items, i + 2)
    if places is None or possessive_at(items, places.stop) > places.stop:
        return None
    head = Head(measure, i)
    head.echo = lower_at(items, i + 1) != "between"
    head.last = places.stop - 1
    if not head.echo:
        if len(places.places) != 2 or measure not in {"turnover", "balance"}:
            return None
        head.take_between(places)
        return head
    if lower_at(items, i + 1) == "to":
        head.dest = places.places
    elif lower_at(items, i + 1) == "from":
        head.source = places.places[0]
    else:
        head.counterpart = places.places
    head.spot("dest", *places.items)
    return head


def _pointing_subject(items: list[Item], found: list[Head]) -> int | None:
    """The index of a pronoun or figure noun that is the subject of the sentence's first figure."""
    first = next((k for k, i in enumerate(items) if i.kind in FIGURES or i.is_("times")), None)
    if first is None:
        return None
    near = first + (0 if lower_at(items, first + 1) in {",", ";"} else 4)  # "it stood at $2bn, with exports at"
    if any(h.at < first or (h.first <= near and not _dates(items, h)) for h in found):
        return None
    if (multiplied := _multiplied(items, first)) is not None:
        return multiplied
    for k in range(first - 1, -1, -1):
        item = items[k]
        points = item.lower in _PRONOUNS or (
            (item.lower in flow_words("figure_noun") or (item.lower in REVENUES and k == 0))
            and (lower_at(items, _behind_month(items, k)) in _DETERMINERS or is_dated(items, k) or _bare(items, k))
            and (lower_at(items, k + 1) not in {"of", "for", "bill", "on"} or _for_a_time(items, k + 1))
        )
        if k and item.lower in {"it", "them"} and items[k - 1].is_("fverb"):
            return None  # "Vietnam |sold it| goods worth $8 million": an object
        if item.lower in {"this", "that"} and not _verb_behind(items, k):
            continue  # "noted that the rate was 70"
        put_at = lower_at(items, k - 2) in _PUTTING and lower_at(items, k + 1) == "at" and k + 2 == first
        if points and put_at and items[first].kind in _SUMS:
            # "The Chamber of Mines put their value at $2 billion"; what it "had put" them at holds no more
            return None if any(t.lower in _NO_MORE for t in items[:k]) else k
        if points and _is_raised(items, k, first):
            return k
        if points and _governs(items, k, first):
            spoken_of = item.lower not in {"this", "that"} and item.lower in _PRONOUNS
            spoken_of = spoken_of and any(i.kind in {"PERSON", "ORG", "NAME"} for i in items[:k])
            return None if spoken_of else k
        if item.kind in {"PERSON", "ORG", "NAME"} and k > 0 and lower_at(items, k + 1) in {"said", "announced"}:
            return None
        if item.kind in {"PLACE", "PERSON", "ORG", "NAME"} and lower_at(items, k - 1) not in {
            "with",
            "in",
            "to",
            "from",
        }:
            return None
    return None


def _dates(items: list[Item], head: Head) -> bool:
    """Whether a flow only tells of the time compared with: "This is 7% less than in 2023, |when the turnover was|"."""
    return lower_at(items, head.first - 1) == "when" and lower_at(items, head.first - 2) == ","


_NO_MORE = frozenset({"had", "earlier", "previously", "initially", "originally"})
_PUTTING = frozenset({"put", "puts", "estimated", "estimates", "valued"})
_DETERMINERS = frozenset({"the", "this", "that", "its", "their"})
_RAISING_IT = frozenset("raising increasing bringing boosting lifting taking expanding pushing growing".split())
_GOALS = frozenset({"goal", "task", "objective", "aim", "target"})
_RAISING = frozenset("raise increase bring boost lift take double expand push grow".split())


REVENUES = frozenset({"revenue", "revenues", "earnings", "receipts", "proceeds"})
"""Nouns of the money that what was told by weight has brought: "|Revenue| fell 13 percent to $790 million"."""


def _bare(items: list[Item], k: int) -> bool:
    """ "|Volumes| were down 4 percent", "and |values| rose": without an article."""
    opens = k == 0 or lower_at(items, k - 1) == "but"
    bare = items[k].lower in {"volume", "volumes", "value", "values"} and opens
    if items[k].lower in {"volume", "volumes"} and kind_at(items, k - 1) == "GOOD":
        bare = k == 1 or lower_at(items, k - 2) in {",", "but", "the"}  # "flower |volumes| dropped to"
    bare = bare or (items[k].lower in REVENUES and opens)
    if not k and items[k].lower == "growth" and len(items) > 1 and items[1].is_("compare"):
        return True  # "|Growth| compared to 2022 was 12%"
    bare = bare or (items[k].lower == "growth" and not k)
    return bare and k + 1 < len(items) and (items[k + 1].is_("val") or items[k + 1].is_("rise"))


def _for_a_time(items: list[Item], k: int) -> bool:
    """ "The figure |for 2023|"."""
    return lower_at(items, k) == "for" and kind_at(items, k + 1) == "PER"


def _is_raised(items: list[Item], k: int, first: int) -> bool:
    """Whether the pronoun or noun at `k` is what somebody means to bring to the figure at `first`: "the two countries
    plan to raise it to $2.5 billion", "to bring this figure to"."""
    brought = lower_at(items, first - 1) in _LEVELS or items[first].lower.startswith("up to ")
    brought = brought or (lower_at(items, first - 1) == "the" and lower_at(items, first - 2) in _BEYOND)
    if not brought or first - k > 3:
        return False
    verb = k - 1 if items[k].lower in _PRONOUNS else _behind_month(items, k) - 1
    led = lower_at(items, verb - 1).split(" ")[-1]
    gerund = lower_at(items, verb) in _RAISING_IT and led in {"of", "at"}  # "set the goal |of raising it| to"
    if not gerund and (lower_at(items, verb) not in _RAISING or led != "to"):
        return False
    near = range(verb - 1, max(-1, verb - 4), -1)
    meant = next((j for j in near if _means(items[j]) or (gerund and items[j].lower in _GOALS)), None)
    if meant is None or (meant == 1 and kind_at(items, 0) == "w" and items[0].lower not in {"they", "we", "both"}):
        return False  # "Delta plans to raise it": a firm's
    return kind_at(items, meant - 1) not in {"ORG", "NAME", "PERSON"}


def _means(item: Item) -> bool:
    return means_to(item) or item.lower in _AGREED


_AGREED = frozenset({"agreed", "agree", "pledged", "vowed", "decided", "undertook", "promised"})
_BEYOND = frozenset({"past", "above", "beyond", "over"})
_LEVELS = _BEYOND | {"to"}


def _multiplied(items: list[Item], first: int) -> int | None:
    """The index of "it" in "the two countries aim to double |it|", "the sides want to triple this |figure|"."""
    if not items[first].is_("times") or lower_at(items, first - 1).split(" ")[-1] != "to":
        return None
    k = first + 1
    if lower_at(items, k) not in _PRONOUNS:
        k += lower_at(items, k) in _DETERMINERS
        if k == first + 1 or lower_at(items, k) not in flow_words("figure_noun"):
            return None
    elif lower_at(items, k + 1) in flow_words("figure_noun"):
        k += 1
    near = range(first - 2, max(-1, first - 5), -1)
    meant = next((j for j in near if _means(items[j])), None)
    if meant is None or kind_at(items, meant - 1) in {"ORG", "NAME", "PERSON"}:
        return None
    return k


_PUSHING = frozenset({"pushed", "lifted", "drove", "raised", "took", "pushes", "lifts", "takes"})


def _verb_behind(items: list[Item], k: int) -> bool:
    """Whether the word behind "that" may be its verb: "that was 5% more", "this would be a record"."""
    if k + 1 >= len(items):
        return False
    behind = items[k + 1]
    if behind.lower in _PUSHING:
        return any(item.lower in flow_words("said_again") for item in items[k + 2 : k + 6])
    return (behind.kind == "CUE" and not behind.is_("flow")) or behind.lower in flow_words("pronoun_verb")


def _behind_month(items: list[Item], k: int) -> int:
    """The index before a noun of figures and its month ("the February deficit")."""
    dated = kind_at(items, k - 1) == "PER" and items[k].is_("sign") and kind_at(items, k + 1) != "PER"
    summed = lower_at(items, k - 1) == "total" and lower_at(items, k - 2) == "their"
    return k - 2 if dated or summed else k - 1


_COMPARED = frozenset({"compares", "compared", "compares with", "compared with", "compares to", "compared to"})


def _governs(items: list[Item], k: int, first: int) -> bool:
    """Whether the verb between subject and figure tells a value or a change."""
    between = items[k + 1 : first + 1]
    if lower_at(items, k - 1) in {"expect", "expects", "want", "wants", "see"} and items[k].lower in {
        "them",
        "it",
        "this",
    }:
        return True
    if items[k + 1].lower == "went" and lower_at(items, k + 2) in {"from", "up", "down"}:
        return True
    if any(i.is_("flow") or i.is_("fverb") or kind_at([i], 0) in {"PERSON", "ORG"} for i in between):
        return False
    if items[k + 1].lower in _PUSHING and lower_at(items, first - 1) == "to":
        return any(item.lower in flow_words("said_again") for item in between)  # "This pushed the total to"
    if items[k + 1].lower in _COMPARED and k + 3 >= first - 2:
        return True  # "This compares with about $5bn a year earlier"
    if any(i.lower == "that" for i in between):
        return False  # "it is notable that the rate was 70"
    return len(between) <= 8 and any(
        i.is_("chverb") or i.is_("val") or i.is_("times") or i.lower in {"had", "been", "reach", "grow", "went"}
        for i in between
    )
