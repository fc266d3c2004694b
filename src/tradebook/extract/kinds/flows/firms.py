"""Figures of a firm that are no country's: "Exports brought in 78 percent of the company's sales. Germany took 34
percent of its sales"."""

from __future__ import annotations

from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.deal.firms import known_country
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.home import owners_in
from tradebook.extract.kinds.flows.markets_named import is_market
from tradebook.extract.kinds.flows.noted import lands_named
from tradebook.extract.kinds.flows.topic import Topic
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.kinds.sales_mix.producer import Producer
from tradebook.extract.kinds.sales_mix.producers import producers_in
from tradebook.extract.kinds.sales_mix.producers import word_class as producing

# how many sentences back a firm is still the one spoken of
_REACH = 2
_PROFILE = 12  # where the report tells of nothing but firms
# and whose words are still quoted
_VOICES = 5
_OFFICES = frozenset({"minister", "ministry", "president", "government", "ambassador", "governor"})
_OF_STATISTICS = frozenset("statistics statistical customs census bureau bank".split())
_ITS = frozenset({"its", "it", "their", "they"})
_RESULTS = frozenset({"reported", "posted"})  # "X Ltd reported a 14 percent rise in exports"
_OURS = frozenset({"our", "we", "us"})
_SALES = frozenset({"sales", "revenue", "revenues", "turnover", "earnings", "income"})
_TAKES = frozenset(
    "takes took accounts accounted buys bought absorbs absorbed represents represented makes made".split()
)
_SHIPPED = frozenset("delivery deliveries shipment shipments consignment batch".split())  # of whom is not said
_TELLING = frozenset(
    "said says told according added noted reported estimates estimated forecasts expects sees put".split()
)
_WANTING = frozenset("wants vows pledges urges calls orders seeks asks hopes promises visits meets".split())
_IS = frozenset({"is", "are", "was", "were", "remains"})
_NAMES = frozenset({"ORG", "NAME"})
_CALLING = frozenset({"DEM", "GOOD", "w", "PLACE"})  # "the Yerevan brandy company"
_PLACES = frozenset({"PLACE", "DEM"})


def of_countries(sentence: Sentence, found: list[Head], topic: Topic) -> list[Head]:
    """The heads of a sentence without those that tell of a firm's sales: a head that names whose trade it is stays."""
    if "ORG" in sentence.kinds or not sentence.lowers.isdisjoint(producing("producer")):
        found = [head for head in found if not _of_described_firm(sentence.items, head)]
    found = [head for head in found if not _by_company(head)]
    if _tells_sales_of_firm(sentence):
        found = [head for head in found if any(i.kind in _PLACES for i in head.spots.get("owner", ()))]
    loose = [head for head in found if not _owned(head)]
    if (
        loose
        and len(loose) < len(found)
        and _owned(found[0])
        and sentence.lowers.isdisjoint(flow_words("firm") | _OURS)
    ):
        return found  # "Estonia's exports fell by 19% and imports by 18%"
    if not loose or not tells_of_a_firm(sentence, topic, min(head.first for head in loose)):
        return found
    return [head for head in found if _owned(head)]


def _by_company(head: Head) -> bool:
    """ "Exports by Siam Cement Group": a firm whose name tells its country."""
    told = [item for role in ("owner", "agent", "source", "origin") for item in head.spots.get(role, ())]
    return any(item.kind == "ORG" and item.value.kind == "company" for item in told)


def _tells_sales_of_firm(sentence: Sentence) -> bool:
    """Whether shares are told of the sales of a firm whose name may tell a country: "exports bring in 62 percent of the
    revenue of Kenya Tea Packers"."""
    if sentence.lowers.isdisjoint(_SALES) or not sentence.kinds & _NAMES or "PCT" not in sentence.kinds:
        return False
    items = sentence.items
    for k in range(2, len(items)):
        if items[k].kind == "NAME":
            if not _is_maker(items, k - 1):
                continue
        elif items[k].kind != "ORG" or items[k].value.kind != "company":
            continue
        j = k - 1
        while j > 0 and (lower_at(items, j) == "the" or kind_at(items, j) in {"DEM", "GOOD"} or _is_maker(items, j)):
            j -= 1
        if lower_at(items, j) in {"of", "at"} and lower_at(items, j - 1) in _SALES:
            return True
    return False


def _is_maker(items: list[Item], k: int) -> bool:
    return lower_at(items, k) in producing("producer")


def _owned(head: Head) -> bool:
    return bool(head.owner or head.agent or head.origin or head.between or (head.source and head.measure == "exports"))


def _of_described_firm(items: list[Item], head: Head) -> bool:
    """Whether the owner only says whose firm is spoken of: "the biggest buyer of the |Turkish| flour miller Ulusoy"."""
    told = [item for role in ("owner", "origin", "source", "agent") for item in head.spots.get(role, ())]
    spots = [k for k, known in enumerate(items) if any(known is item for item in told)]
    return any(_is_home_of_firm(items, k) or (items[k].kind == "DEM" and _is_firm(items, k)) for k in spots)


def _is_home_of_firm(items: list[Item], k: int) -> bool:
    """ "Dangota Cement of |Nigeria|'s exports": a country that only tells where a firm is at home."""
    body = items[k - 2] if k > 1 and lower_at(items, k - 1) == "of" else None
    return body is not None and items[k].kind == "PLACE" and body.kind == "ORG" and body.value.kind == "company"


def of_a_firm(items: list[Item], k: int) -> bool:
    """Whether the partners named at `k` are a firm's: "the biggest buyer of the Turkish flour miller Ulusoy"."""
    if lower_at(items, k + 1) not in {"of", "for", "at"}:
        return False
    return _is_firm(items, k + 2 + (lower_at(items, k + 2) == "the"))


def _is_firm(items: list[Item], k: int) -> bool:
    """Whether the country at `k` only describes a firm named behind it: "Turkish flour miller Ulusoy", "Slovenia's
    drug maker Krka"."""
    if kind_at(items, k) not in _PLACES:
        return False
    makers = producing("producer")
    k = max(k, possessive_at(items, k + 1) - 1)
    last = k + 4
    while k < last and kind_at(items, k + 1) in {"GOOD", "w"} and lower_at(items, k + 1) not in makers:
        k += 1
    return lower_at(items, k + 1) in makers and kind_at(items, k + 2) in _NAMES


def tells_of_a_firm(sentence: Sentence, topic: Topic, stop: int) -> bool:
    """Whether what a sentence tells without an owner (from item `stop` on) is a firm's: it names "the company", or
    "its sales" go back to a firm, here or in the sentences before."""
    items = sentence.items
    low = sentence.lowers
    if not low.isdisjoint(flow_words("firm")) and any(_is_the_firm(items, k) for k in range(1, len(items))):
        return True
    if not low.isdisjoint(_OURS) and (
        any(_is_manager(items, k) for k in range(len(items))) or _speaks_for_a_firm(sentence, topic)
    ):
        return True
    if any(_is_the_works(items, k, stop) for k in range(1, len(items))):
        return True
    subject = _subject(sentence, stop, topic)
    if subject is not None:
        if subject == "country" or low & (_ITS | _RESULTS):
            return subject == "firm"
        # a firm may tell of others' exports: "Brokers X Ltd said exports would fall"
        return low.isdisjoint(_TELLING) or _is_left_open(sentence, topic)
    if (told := topic.told(sentence, 1)) is not None and told.told:
        return False
    shares = "PCT" in sentence.kinds and sentence.kinds.isdisjoint({"AMT", "QTY"}) and not _grows(sentence)
    if _is_left_open(sentence, topic):
        return _is_about_a_firm(sentence, topic)
    if low.isdisjoint(_ITS | _OURS | _SALES | _SHIPPED) and not shares:
        return False
    return _spoken_of(sentence, topic)


def _grows(sentence: Sentence) -> bool:
    """Whether exports of a good have grown, and nobody took a share of them: "Exports of copper rose 12 percent"."""
    return "flow" in sentence.cues and "rise" in sentence.cues and "GOOD" in sentence.kinds


def _is_left_open(sentence: Sentence, topic: Topic) -> bool:
    """Whether bare "exports" may be a firm's: no good is named with them, no office tells them, and the report has told
    of no country's trade so far."""
    items = sentence.items
    goods = [i for k, i in enumerate(items) if i.kind == "GOOD" and not _describes_firm(items, k)]
    if not sentence.lowers.isdisjoint(_OFFICES | _OF_STATISTICS):
        return False
    if goods and not _made_before(goods, sentence, topic):
        return False
    if topic.focus is not None and topic.focus.told:
        return False
    return not any(owners_in(before) for before in topic.document.sentences[: sentence.index + 1])


def _is_about_a_firm(sentence: Sentence, topic: Topic) -> bool:
    """Whether a firm was the subject last, however far back, of a report that has told of no country's trade."""
    for before in reversed(topic.document.sentences[max(0, sentence.index - _PROFILE) : sentence.index]):
        if before.headline and not sentence.headline:
            continue
        subject = _subject(before, len(before.items), topic)
        if subject is not None or _tells_sales_of_firm(before):
            return subject != "country"
    # "'Exports fell,' the chief executive of the miner X said"
    speaks = any(_is_manager(sentence.items, k) for k in range(len(sentence.items)))
    return speaks and _subject(sentence, len(sentence.items), topic) == "firm"


def _spoken_of(sentence: Sentence, topic: Topic) -> bool:
    """Whether a firm was the subject last, and no country's trade told since."""
    reach = sentence.index - 1 - _REACH
    for before in reversed(topic.document.sentences[max(0, sentence.index - 1 - 2 * _REACH) : sentence.index]):
        if before.index <= reach:
            return False
        if topic.focus is not None and topic.focus.told and before is topic.focus.sentence:
            return False
        if before.headline != sentence.headline or (
            before.paragraph != sentence.paragraph
            and sentence.lowers.isdisjoint(_OURS)
            and not lands_named(sentence) <= lands_named(before)
        ):
            return False  # another paragraph, on a country that the firm was not told with
        if before.items and lower_at(before.items, 0) in _ITS:
            reach -= 1
            continue  # "Its trailers are sold in Germany": still of who was spoken of
        subject = _subject(before, len(before.items), topic)
        if subject is not None or _tells_sales_of_firm(before):
            return subject != "country"
    return False


def _made_before(goods: list[Item], sentence: Sentence, topic: Topic) -> bool:
    """Whether goods are those of which the sentence before tells how much a firm made: "X made 9,000 tonnes of tea.
    Exports of tea came to 4,000 tonnes"."""
    before = topic.document.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.paragraph != sentence.paragraph or before.kinds.isdisjoint({"QTY", "AMT"}):
        return False
    made = {i.lower for i in before.items if i.kind == "GOOD"}
    return all(i.lower in made for i in goods) and _subject(before, len(before.items), topic) == "firm"


def _describes_firm(items: list[Item], k: int) -> bool:
    """Whether the good at `k` says what a firm makes: "the Vietnamese |garment| maker Than Cong"."""
    makers = producing("producer")
    return any(lower_at(items, n) in makers for n in (k + 1, k + 2)) or kind_at(items, k + 1) in _NAMES


def _speaks_for_a_firm(sentence: Sentence, topic: Topic) -> bool:
    """Whether "we" is a firm: the body named last with a person is one ("Aye Chan, from Kericho Gold Ltd, said")."""
    known = topic.document.sentences
    for k in range(sentence.index, max(-1, sentence.index - 1 - _VOICES), -1):
        items = known[k].items
        bodies = [j for j, item in enumerate(items) if item.kind == "ORG" and item.value.kind != "agency"]
        if not known[k].lowers.isdisjoint(_OFFICES):
            return False
        if bodies and any(item.kind == "PERSON" for item in items):
            at = bodies[0]
            return items[at].value.kind == "company" and lower_at(items, at - 1) in {"from", "of", "at", "with", "for"}
    return False


def _is_the_firm(items: list[Item], k: int) -> bool:
    """ "the company", "the Turkish carmaker"; not "the group of Asian countries"."""
    if items[k].lower not in flow_words("firm") or (items[k].lower == "group" and kind_at(items, k - 1) == "GOOD"):
        return False  # "the textile group" is one of goods
    j = k - 1
    while j > 0 and k - j < 4 and kind_at(items, j) in _CALLING and lower_at(items, j) not in {"the", "a"}:
        j -= 1
    return lower_at(items, j) in {"the", "this"} and lower_at(items, k + 1) != "of"


def _is_the_works(items: list[Item], k: int, stop: int) -> bool:
    """ "|The enterprise| plans to raise exports", "exports from |the plant|": works that are spoken of, where they
    sell; not "exports fell after a fire at the plant"."""
    if (
        items[k].lower not in producing("producer")
        or items[k].lower in _ALSO_COUNTRIES
        or lower_at(items, k + 1) == "of"
    ):
        return False
    j = k - 1
    while j > 0 and k - j < 4 and kind_at(items, j) in {"DEM", "GOOD", "w"} and lower_at(items, j) not in {"the", "a"}:
        j -= 1
    if lower_at(items, j) not in {"the", "this"}:
        return False
    return (j < 3 and k < stop and kind_at(items, j - 1) in {"", "PER"}) or (
        lower_at(items, j - 1) in {"from", "by", "of"} and items[j - 2].is_("flow")
    )


# a country is called so, too: "the world's top exporter"
_ALSO_COUNTRIES = frozenset("exporter supplier producer grower trader commission division service house brand".split())


def _is_manager(items: list[Item], k: int) -> bool:
    """Whether a word tells that the speaker is a firm's: "the sales manager", "managing director"."""
    if items[k].lower == "director":
        return lower_at(items, k - 1) in {"managing", "general", "sales", "commercial", "export"}
    return items[k].lower in flow_words("manager")


def _subject(sentence: Sentence, stop: int, topic: Topic) -> str | None:
    """Whether a firm or a country is what a sentence is about, before the item `stop`; None where neither is."""
    items = sentence.items
    first = next(
        (
            k
            for k in range(stop)
            if (kind := items[k].kind) in _NAMES or (kind in _PLACES and _is_free_country(items, k))
        ),
        None,
    )
    if not sentence.lowers.isdisjoint(flow_words("firm")) and any(
        _is_the_firm(items, k) for k in range(1, min(8, stop, first or stop))
    ):
        return "firm"
    if items and items[0].kind == "w" and _opens_with_firm(sentence, topic):
        return "firm"
    if first is None:
        return None
    if items[first].kind not in _NAMES:
        return "country"
    named = [p for p in producers_in(sentence) if p.start < stop]
    if any(p.sure and (p.free or any(_is_manager(items, k) for k in range(p.start))) for p in named):
        return "firm"
    if any(p.start == first and p.free and (_has_results(sentence, p) or _is_known(p, topic)) for p in named):
        return "firm"
    # "Hanjina will build a plant in Serbia, |the South Korean company| said"
    if not any(p.free and p.start == first for p in named):
        return None
    if any(p.start == first and p.likely for p in named) and sentence.lowers.isdisjoint(_TELLING | _WANTING):
        return "firm"  # "Nigeria's Indorama to double urea exports", but "Brazil's Lula wants to"
    return "firm" if any(_is_the_firm(items, k) or _says(items, k) for k in range(first + 1, len(items))) else None


def _opens_with_firm(sentence: Sentence, topic: Topic) -> bool:
    """Whether the first word is the name of a firm, which at the head of a sentence looks like any word."""
    if not sentence.items[0].text[:1].isupper() or len(sentence.items[0].text) < 4:
        return False
    named = next((p for p in producers_in(sentence) if p.start == 0 and p.free), None)
    return named is not None and (named.sure or _has_results(sentence, named) or _is_known(named, topic))


def _says(items: list[Item], k: int) -> bool:
    """ "X's exports fell, |the Russian machinery maker said|"."""
    return lower_at(items, k + 1) in {"said", "says", "added"} and items[k].lower in producing("producer")


def _is_known(named: Producer, topic: Topic) -> bool:
    """Whether the report tells elsewhere that a bare name is a firm's: "Yazara" behind "the cable maker Yazara Oto", or
    before "The company"."""
    known = topic.document.sentences
    for before in known[: named.sentence.index]:
        if named.name in before.text:
            known_by = (p for p in producers_in(before) if p.name.startswith(named.name))
            if any(p.sure or (p.free and _has_results(before, p)) for p in known_by):
                return True
    behind = known[named.sentence.index + 1 : named.sentence.index + 4]
    return any(lower_at(s.items, 0) == "the" and lower_at(s.items, 1) in flow_words("firm") for s in behind)


def _has_results(sentence: Sentence, named: Producer) -> bool:
    """Whether a bare name has what only firms have: "X had revenue of $800 million", "X said its overseas sales fell",
    "X, the largest salmon farmer,", "X employs 300 people"; or the world knows it as a firm."""
    low, items = sentence.lowers, sentence.items
    if not low.isdisjoint(_OF_FIRMS) or known_country(named.name) is not None:
        return True
    if lower_at(items, named.stop) in _MAKING and named.items[-1].kind in _NAMES:
        return True
    if any(
        items[k].lower == "its" and _SALES & {lower_at(items, k + 1), lower_at(items, k + 2)} for k in range(len(items))
    ):
        return True
    behind = possessive_at(items, named.stop)
    short = len(named.name) < 4  # "SA's exports"
    if (
        not short
        and behind > named.stop
        and any(lower_at(items, n) in _SALES or (n < len(items) and items[n].is_("flow")) for n in (behind, behind + 1))
    ):
        return True  # "Rostselmara's exports"
    near = range(max(1, named.start - 1), min(len(items), named.stop + 9))
    k = next((k for k in near if items[k].lower in _FARMING), 0)
    return bool(k) and kind_at(items, k - 1) == "GOOD"


_OF_FIRMS = frozenset(
    "profit profits turnover revenue revenues shareholders employs employees subsidiary shares plant factory mill "
    "venture assembling".split()
)
_MAKING = frozenset(
    "sold sells shipped ships exported exports produced produces makes made manufactures processes processed".split()
)
_FARMING = frozenset({"farmer", "grower", "breeder", "union"})


_WHERE = frozenset("in at near to from for into across".split())
_LEAVING = frozenset("left entered leaves enters quit exited leaving entering".split())


def _list_start(items: list[Item], k: int) -> int:
    """The index of the first country of the list that the one at `k` ends: "in |Peru|, Chile and Bolivia"."""
    while k > 1 and (
        kind_at(items, k - 1) == "PLACE"
        or (lower_at(items, k - 1) in {",", "and", "or", "the"} and kind_at(items, k - 2) in {"PLACE", "p"})
    ):
        k -= 1
    while lower_at(items, k) in {",", "and", "or"}:
        k += 1
    return k


_BUYING = frozenset("buyer customer market destination client outlet".split())


def _behind_list(items: list[Item], k: int) -> int:
    """The index behind a list of countries and a word on all of them: "Norway, Peru and the UAE together |took|"."""
    k += 1
    while kind_at(items, k) == "PLACE" or lower_at(items, k) in _IN_LISTS:
        k += 1
    return k


_IN_LISTS = frozenset({",", "and", "the", "together", "now", "still", "alone"})


def _is_free_country(items: list[Item], k: int) -> bool:
    """Whether a country stands as a subject or owner, not as whose firm it is ("Brazil's Sertao Foods")."""
    first = _list_start(items, k)
    before = lower_at(items, first - 1)
    if first < k and before in _WHERE:
        return False  # "will be sold in Peru and |Chile|"
    before = lower_at(items, k - 1)
    if before in {",", "on"} or before in flow_words("governing") or (k > 2 and before in {"in", "at", "near"}):
        return False
    if before in _LEAVING and k > 1:
        return False  # "X left Russia"
    if before in {"to", "from"} or (k > 1 and before in _IS):
        return False  # "Sales to Peru, which", "The biggest buyer is Austria"
    if kind_at(items, k + 1) == "PCT" or lower_at(items, _behind_list(items, k)) in _TAKES:
        return False  # "Norway takes 45 percent", "Norway and Peru together take": who buys
    if lower_at(items, k + 1) == "," and lower_at(items, k + 2) in {"which", "its", "our"}:
        aside = {lower_at(items, n) for n in range(k + 2, k + 11)}
        if aside & {"its", "our", "their"} and aside & _BUYING:
            return False  # "Italy, which had been its second-largest buyer, now accounts for"
    if is_market(items, k):
        return False
    if lower_at(items, k + 1) in flow_words("rank_being") and lower_at(items, k + 2) in {"its", "our", "their"}:
        return False  # "Russia was its biggest buyer"
    behind = possessive_at(items, k + 1)
    if items[k].kind == "PLACE" and behind == k + 1:
        return items[k].value.form not in {"city", "area"}
    return behind < len(items) and (items[behind].is_("flow") or items[behind].is_("supply"))
