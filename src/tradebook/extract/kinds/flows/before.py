"""What the sentences before, and the report as a whole, say of the sides that a phrase leaves open."""

from __future__ import annotations

from functools import cache

from tradebook.extract.analysis import Document
from tradebook.extract.items import Item, Sentence
from tradebook.extract.kinds.flows.head import Head
from tradebook.extract.kinds.flows.talk import WORLD, Sides, Talk
from tradebook.extract.kinds.flows.wording import flow_words
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.tables import rows
from tradebook.places import is_group


def owner_of(
    head: Head, talk: Talk, sentence: Sentence, before: list[tuple[Head, Sides]]
) -> tuple[str | None, float, Sentence | None]:
    """The owner by name, or the country that "its" and "the country" point at."""
    if head.owner is not None:
        return head.owner.code, 0.9, None
    if head.open_owner is None:
        return None, 0.0, None
    taken = {p.code for p in (*head.dest, *head.counterpart)} | ({head.source.code} if head.source else set())
    if head.open_owner == "their":
        return None, 0.0, None
    if before and before[-1][1].reporter and before[-1][1].reporter not in taken:
        return before[-1][1].reporter, 0.75, None
    for item in places_before(sentence, head.first):
        if item.value.code not in taken:
            return item.value.code, 0.8, None
    if talk.last and talk.last.reporter and talk.last.reporter not in taken and talk.near(talk.last_sentence, sentence):
        return talk.last.reporter, 0.7, talk.last_sentence
    if talk.subject and talk.subject not in taken and talk.near(talk.subject_sentence, sentence):
        return talk.subject, 0.65, talk.subject_sentence
    main = main_country(talk.document, taken)
    return (main, 0.55, None) if main else (None, 0.0, None)


def places_before(sentence: Sentence, stop: int) -> list[Item]:
    """Countries as subjects before an index of the sentence, nearest clause first."""
    items = sentence.items
    found: list[Item] = []
    object_of = -2  # the index of the last place that a preposition governs, alone or in a list
    for k, item in enumerate(items[:stop]):
        if item.kind != "PLACE":
            continue
        before = lower_at(items, k - 1)
        j = k - 2 if before == "the" else k - 1
        if lower_at(items, j) in _GOVERNING or (lower_at(items, j) in {"and", ","} and object_of == j - 1):
            object_of = k
        elif not is_group(item.value.code):
            found.append(item)
    return found[:1] + found[1:][::-1]


_GOVERNING = frozenset({"to", "from", "with", "into", "at", "between"})


def main_country(document: Document, taken: set[str]) -> str | None:
    """The one country that a report is about: named more than all others together, or alone."""
    counts = {c: n for c, n in document.countries.items() if not is_group(c)}
    if not counts:
        return None
    best = max(counts, key=lambda c: counts[c])
    rest = sum(counts.values()) - counts[best]
    return best if best not in taken and counts[best] > rest and counts[best] >= 2 else None


def counterpart_of(
    country: str, talk: Talk, sentence: Sentence, before: list[tuple[Head, Sides]], head: Head | None = None
) -> tuple[str, Sentence | None] | None:
    """The other side of a country in what is being spoken of; in the sentence itself it must stand before `head`.

    "Shipments to B fell": whose shipments, what was spoken of before tells better than a place in the sentence."""
    stop = None if head is None else head.first
    last = talk.last.reporter if talk.last and talk.near(talk.last_sentence, sentence, 2) else None
    if head is not None and head.supply and not before and last is not None and last != country:
        return last, talk.last_sentence
    for _, known in reversed(before):
        if country in (pair := pair_in(known)):
            return pair[1] if pair[0] == country else pair[0], None
        if known.reporter and known.reporter != country and known.partner != country:
            return known.reporter, None
    for item in places_before(sentence, len(sentence.items) if stop is None else stop):
        if item.value.code != country and item.value.form in {"name", "government", "nickname"}:
            return item.value.code, None
    if stop is not None and (speaker := whose_statistics(sentence, stop, country)) is not None:
        return speaker, None
    if talk.last and talk.near(talk.last_sentence, sentence):
        if country in (pair := pair_in(talk.last)):
            return pair[1] if pair[0] == country else pair[0], talk.last_sentence
        if talk.last.reporter and talk.last.reporter != country:
            return talk.last.reporter, talk.last_sentence
    if country in talk.pair and talk.near(talk.pair_sentence, sentence):
        return talk.pair[1] if talk.pair[0] == country else talk.pair[0], talk.pair_sentence
    sold = head is not None and head.measure == "exports"
    if sold and talk.subject not in {None, country} and talk.near(talk.subject_sentence, sentence, 2):
        assert talk.subject is not None
        return talk.subject, talk.subject_sentence
    main = main_country(talk.document, {country})
    return (main, None) if main else None


def whose_statistics(sentence: Sentence, start: int, country: str) -> str | None:
    """The country of the office that gives the figure: "exports to Austria ..., Hungary's statistical office said"."""
    items = sentence.items
    for k in range(start, len(items)):
        item = items[k]
        if item.kind == "ORG" and item.value.country not in {None, country}:
            return str(item.value.country)
        behind = possessive_at(items, k + 1)
        if (
            item.kind == "PLACE"
            and behind > k + 1
            and lower_at(items, behind) in flow_words("office")
            and item.value.code != country
        ):
            return str(item.value.code)
    return None


def bilateral_partner(
    country: str, talk: Talk, sentence: Sentence, before: list[tuple[Head, Sides]]
) -> tuple[str, Sentence | None] | None:
    """The partner of a country that is named as owner: only where trade between two countries is the theme. After
    "sales to Russia fell", "Turkish imports rose" speaks of all the world again."""
    for head, known in reversed(before):
        if head.measure in {"turnover", "balance"} and country in (pair := pair_in(known)):
            return pair[1] if pair[0] == country else pair[0], None
    if country in talk.theme and talk.near(talk.theme_sentence, sentence, 3):
        return talk.theme[1] if talk.theme[0] == country else talk.theme[0], talk.theme_sentence
    return None


def spoken_partner(
    country: str, talk: Talk, sentence: Sentence, before: list[tuple[Head, Sides]]
) -> tuple[str, Sentence | None] | None:
    """The partner of a country where trade between two countries is what is being spoken of."""
    for _, known in reversed(before):
        if country in (pair := pair_in(known)):
            return pair[1] if pair[0] == country else pair[0], None
    if talk.last and country in (pair := pair_in(talk.last)) and talk.near(talk.last_sentence, sentence, 2):
        return pair[1] if pair[0] == country else pair[0], talk.last_sentence
    return None


def goes_on(head: Head, country: str, talk: Talk, sentence: Sentence) -> bool:
    """Whether the trade of a country with the partner of the sentence before is still what is spoken of: in a report
    about the two, or right behind it and of no other goods. "Kenya bought $5m from Tanzania. Tea exports earned $1bn"
    speaks of all the world again."""
    if head.total:
        return False
    last = talk.last
    pair = pair_in(last) if last is not None else ()
    if country not in pair or last is None or talk.last_sentence is None:
        return True  # nothing is carried over, or by other rules
    if set(pair) in (set(main_two(talk.document)), about := talk.about):
        return True
    if len(about) == 1 and (not talk.last_told or (head.measure == "balance" and not head.echo)):
        return False
    if len(about) == 1 and any(i.lower in flow_words("authority") for i in sentence.items[: head.first]):
        return False  # what a government aims for is all its trade
    if head.goods and head.goods != talk.last_goods and not head.echo:
        return False
    return sentence.paragraph == talk.last_sentence.paragraph or sentence.index - talk.last_sentence.index <= 1


def subject_of(sentence: Sentence, stop: int) -> str | None:
    """The country whose flow a verb of having tells before an index: "Japan ran a deficit", "the Norwegian government
    aims for"."""
    items = sentence.items
    for k in range(stop):
        item = items[k]
        if item.kind not in {"PLACE", "DEM"} or is_group(item.value.code):
            continue
        verb = k + 1
        if lower_at(items, verb) in flow_words("authority"):
            verb += 1
        elif item.kind == "DEM" or item.value.form not in {"name", "government", "nickname"}:
            continue
        verb += lower_at(items, verb) in {"has", "had", "have", "also"}
        opens = k == 0 or lower_at(items, k - 1) in {",", "the", "that", "as", "while", "when", "–", "-", ":", "if"}
        if opens and lower_at(items, verb) in flow_words("having"):
            return str(item.value.code)
    return None


def foreign_body(sentence: Sentence, stop: int, known: Sides, *, same: bool) -> bool:
    """Whether a body of a country that the flow before was not of does something before an index: in a report on
    Vietnam "the National Food Authority of the Philippines has completed the import of". Who only tells a figure of the
    `same` measure may tell it of another country."""
    items = sentence.items
    k = int(lower_at(items, 0) in {"the", '"', "“"})
    if k >= stop or kind_at(items, k) not in {"ORG", "NAME"}:
        return False
    code = items[k].value.country if items[k].kind == "ORG" else None
    at = k + 1
    if lower_at(items, at) in {"of", "in"}:
        at += 1 + (lower_at(items, at + 1) == "the")
        if kind_at(items, at) == "PLACE":
            code, at = items[at].value.code, at + 1
    if code is None or at >= stop or is_group(code) or code in {known.reporter, known.partner, *known.between}:
        return False
    verb = at + (lower_at(items, at) in {"has", "have", "had", "also", "will"})
    if verb < stop and lower_at(items, verb) in reporting():
        return not same
    return verb < stop and lower_at(items, verb).endswith(("ed", "s"))


@cache
def reporting() -> frozenset[str]:
    """The verbs of telling: "said", "expects"."""
    return frozenset(row["form"] for row in rows("reporting_verbs"))


def pair_in(known: Sides) -> tuple[str, ...]:
    if len(known.between) == 2:
        return known.between
    if known.reporter and known.partner and known.partner != WORLD:
        return (known.reporter, known.partner)
    return ()


def main_two(document: Document) -> tuple[str, ...]:
    """The two countries that a report is about: named twice each, and no third one near them."""
    ranked = sorted(((n, c) for c, n in document.countries.items() if not is_group(c)), reverse=True)
    if len(ranked) >= 2 and ranked[1][0] >= 2 and (len(ranked) == 2 or ranked[2][0] * 2 <= ranked[1][0]):
        return (ranked[0][1], ranked[1][1])
    return ()
