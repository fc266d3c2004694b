"""Who shows at a fair: counts of firms and stands, and whose they are."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.event.scene import NAMED, Scene, country_of, names_land, places_inside, word_class
from tradebook.extract.kinds.event.venue import Counted, counts_in
from tradebook.extract.kinds.phrases import lower_at
from tradebook.statement import EventCount

_BRINGING = frozenset("represented lead leads led sends sent sending presented presents presenting".split())
_JOINING = frozenset("take takes took taken part participate participates participated".split())


def _comes_with(items: list[Item], counts: list[Counted]) -> bool:
    """Whether the firms counted are those with which the one country takes part: "took part with 23 companies"."""
    if len(counts) != 1:
        return False
    before = next((lower_at(items, k - 1) for k, i in enumerate(items) if i is counts[0].item), "")
    return before in _TAKING or (before == "with" and any(i.lower in _JOINING for i in items))


_TAKING = frozenset("brought brings bring took takes take taking bringing".split())


def with_country(sentence: Sentence, counts: list[Counted], codes: list[str], items: list[Item]) -> list[Counted]:
    """Counts of a stand or of "N companies" beside the one country that is the sentence's: theirs."""
    if len(codes) != 1 or any(c.value.of in {"countries", "nations"} for c in counts):
        return counts  # "a pavilion at the fair, with 300 exhibitors from 25 countries"
    stand = word_class("event_words", "stand")
    shown = any(i.lower in stand or i.lower in _BRINGING for i in items) or _comes_with(items, counts)
    out = []
    for c in counts:
        if c.value.country is None and shown and c.value.of != "countries":
            c = Counted(EventCount(n=c.value.n, of=c.value.of, country=codes[0]), c.item, c.stop)
        out.append(c)
    return out


def bracketed_counts(sentence: Sentence) -> list[Counted]:
    """ "Companies from Kazakhstan (40), Serbia (25) and Belarus (12)": how many came from each."""
    items = sentence.items
    noun: str | None = None
    out: list[Counted] = []
    for k in range(1, len(items) - 3):
        if not names_land(items[k]) or lower_at(items, k + 1) != "(" or items[k + 2].kind != "NUM":
            continue
        if lower_at(items, k - 1) == "from" and items[k - 2].lower in word_class("event_words", "counted"):
            noun = items[k - 2].text
        bare = items[k + 2].value
        if noun is None or lower_at(items, k + 3) != ")" or bare.low != bare.high or bare.low != int(bare.low):
            continue
        value = EventCount(n=int(bare.low), of=noun, country=country_of(items[k]))
        out.append(Counted(value, items[k + 2], k + 4))
    return out if len(out) > 1 else []


_SENDING = frozenset("sent sends send brought brings fielded fields".split())


def sent_counts(sentence: Sentence) -> list[Counted] | None:
    """ "Spain sent 65 companies, Italy 30 and Panama 22": what each country sent."""
    items = sentence.items
    act = next((k for k, i in enumerate(items) if i.lower in _SENDING or _is_represented(items, k)), None)
    if act is None or act == 0:
        return None
    sender = act - 1
    while sender > 0 and items[sender].lower in {"is", "was", "will", "be", "are", "will be"}:
        sender -= 1  # "Germany |is| represented by 20 firms"
    if not names_land(items[sender]):
        return None
    first = counts_in(sentence, act, min(len(items), act + 8), country_of(items[sender]))
    if not first:
        return None
    out = first[:1]
    k = out[0].stop
    while k + 1 < len(items):
        while lower_at(items, k) in {",", "and", "the", "with"}:
            k += 1
        at = k + 1 + (lower_at(items, k + 1) in {"by", "with"})  # "Italy |by| 12"
        if at >= len(items) or not names_land(items[k]) or items[at].kind != "NUM":
            break
        bare = items[at].value
        if bare.low != bare.high:
            break
        value = EventCount(n=int(bare.low), of=out[0].value.of, country=country_of(items[k]))
        out.append(Counted(value, items[at], at + 1))
        k = at + 1
    return out


def _is_represented(items: list[Item], k: int) -> bool:
    return items[k].lower == "represented" and lower_at(items, k + 1) == "by"


_SHOWING = frozenset(
    "exhibitors participants exhibit exhibiting exhibited participation visitors registered attended delegates "
    "delegations attendees".split()
)


_EVENTS = frozenset({"event_fair", "event_forum", "event_meet"})


def _is_other(items: list[Item], k: int) -> bool:
    """Whether another event is spoken of at `k`, and not "the exhibition" told before."""
    if items[k].kind != "CUE" or _EVENTS.isdisjoint(items[k].value.classes):
        return False
    return not any(lower_at(items, j) in {"the", "this"} and items[k].text.islower() for j in range(k - 2, k))


_EARLIER = frozenset("previous last first inaugural past earlier preceding".split())


def _is_earlier(sentence: Sentence) -> bool:
    """Whether a sentence goes back to an earlier time of the event: "Last year it drew", "the first edition had"."""
    items = sentence.items
    if "edition" in sentence.lowers or "event" in sentence.lowers:
        told = (k for k, i in enumerate(items) if i.lower in {"edition", "event"})
        if any(not _EARLIER.isdisjoint(lower_at(items, j) for j in range(k - 2, k)) for k in told):
            return True
    return any(i.kind == "PER" and (i.lower.startswith("last ") or _is_past_year(i, sentence)) for i in items)


def _is_past_year(item: Item, sentence: Sentence) -> bool:
    start = item.value.period.start
    if sentence.today is None or start is None:
        return False
    return len(item.value.period.edtf or "") == 4 and start[:4] < sentence.today[:4]


def later_counts(sentence: Sentence, scene: Scene) -> tuple[list[Counted], Sentence] | None:
    """Counts in the next sentence, where it goes on about those who show: "The Czech stand brings
    together 26 firms"; their country is the stand's."""
    if (sent := sent_counts(sentence)) is not None:
        return sent, sentence
    sentences = scene.document.sentences
    if sentence.index + 1 >= len(sentences):
        return None
    behind = sentences[sentence.index + 1]
    items = behind.items
    if (sent := sent_counts(behind)) is not None:
        return sent, behind
    if any(_is_other(items, k) for k in range(len(items))) or _is_earlier(behind):
        return None
    stand = word_class("event_words", "stand")
    at = next((k for k, i in enumerate(items) if i.lower in stand), None)
    showing = at is not None or any(i.lower in _SHOWING or i.lower in word_class("event_words", "join") for i in items)
    showing = showing or any(i.lower == "signed" and lower_at(items, k + 1) == "up" for k, i in enumerate(items))
    if not showing:
        return None
    country = None
    if at is not None:
        before = [country_of(i) for i in items[max(0, at - 5) : at] if names_land(i)]
        if not before and items[at - 1].kind in NAMED:  # "The Australian exposition", which is a newspaper's name too
            before = list(places_inside(items[at - 1].text))
        after = [country_of(i) for i in items[at + 1 : at + 4] if names_land(i)]
        country = (before or after or [None])[-1]
    found = counts_in(behind, 0, len(items), country)
    return (found, behind) if found else None
