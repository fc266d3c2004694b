"""What stands between the parts of a clause: adverbs, appositions, relative clauses, who says it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from random import Random

from tests.varied import Variation, Varied
from tests.varied.wording import country_words, place_patterns
from tradebook.evaluate import Case

_MOVES = (
    "rose fell grew increased decreased declined dropped climbed jumped surged shrank slipped soared plunged "
    "totalled totaled reached exceeded stood came amounted accounted doubled halved"
).split()
_ACTS = (
    "exported imported bought sold purchased shipped supplied signed banned imposed lifted opened launched won "
    "awarded built produced delivered received ordered agreed announced plans hosted"
).split()
_OTHER_WORDS = r"(?:and|or|has|have|had|was|were|is|are|be|been|not|to|also|already|then|which|that|who|of|the|a|its)"
_MOVE = re.compile(rf"(?<=[\w%)])(?<!\band)(?<!\bor)(?<!\b(?:has|had|was|not|the))(?= (?:{'|'.join(_MOVES)})\b)")
_SUBJECTS = r"(?:[A-Z][\w.&'-]*\w|country|company|firm|ministry|government|group|it|[Tt]hey)"
_ACT = re.compile(rf"(?<![\w-])({_SUBJECTS})(?= (?:{'|'.join(_ACTS)})\b)")
_PREPOSITION = re.compile(
    rf"\b((?:{'|'.join((*_MOVES, *_ACTS))})(?: (?:[\d.,]+|tonnes|of|tea|wheat|cotton|copper|goods|sugar|coffee))*)"
    r"(?= (?:to|from|in|by|with) [A-Z$€\d])"
)
_SENTENCE = re.compile(r"(?<=[a-z\d%)]\.) (?=[A-Z])")
_SPEECH = re.compile(
    r"\b(?:said|says|according|report(?:s|ed)?|show(?:s|ed|n)?|told|announce[sd]?|noted?|not(?:es|ing)|add(?:s|ed|ing)|"
    r"data|figures|stat(?:ed|es)|statement|recalled|wrote|believes?|expect\w*|estimate\w*|hopes?|minister|he|she|we|our|I)"
    r"\b|[\"”“:;?]|: |\bn't\b"
)

_ADVERBIALS = (
    "as expected", "on the whole", "however", "in turn", "for example", "in fact", "as a result", "for its part",
    "by contrast", "in particular", "as usual", "once again", "nevertheless", "according to preliminary data",
    "according to experts", "as before", "in general", "in other words", "of course", "by the way", "therefore",
    "as is known", "in real terms", "despite the pandemic", "for the first time", "in the end", "at the same time",
    "contrary to expectations", "as planned", "moreover", "meanwhile", "for instance", "all in all", "thus",
)  # fmt: skip
_FREE = (
    "despite a poor season", "much to the surprise of analysts", "for the third year running", "unlike its neighbours",
    "as many had predicted", "thanks to good weather", "owing to a strike at the ports", "after a slow start",
    "even before the war", "in line with the long-term trend", "somewhat unexpectedly", "not without difficulty",
    "under the new rules", "amid fierce competition", "following years of stagnation", "as the table shows",
    "due to high freight rates", "with few exceptions", "in spite of logistical problems", "predictably enough",
    "by all indications", "in the opinion of many experts", "to the delight of farmers", "seasonally",
    "partly because of the weak currency", "as has been the case for years", "perhaps surprisingly", "in theory",
    "if one believes the ministry", "as already mentioned above", "what is more", "on the back of strong demand",
)  # fmt: skip
_SAID = (
    "he said", "she added", "the minister said", "according to the customs service", "the ministry said",
    "officials say", "according to the statistics office", "he noted", "analysts say", "the agency reported",
    "according to official data", "the report says", "as the minister put it", "data show", "he told reporters",
    "according to the head of the agency", "the ambassador recalled", "it was noted", "as reported earlier",
    "the press service said", "the head of the chamber told journalists", "sources say",
)  # fmt: skip
_ADVERBS = ("also", "already", "officially", "now", "again", "indeed", "actually", "thus", "still", "reportedly")


_COMMAS = ((", ", ","),)
_DASHES = ((" – ", " –"), (" — ", " —"), (" - ", " -"), (" (", ")"))


def _inserted(
    patterns: Iterable[re.Pattern[str]], asides: tuple[str, ...], marks: tuple[tuple[str, str], ...] = _COMMAS
) -> Variation:
    """A variation that puts an aside between marks where one of the patterns ends, once a text."""

    def vary(case: Case, rng: Random) -> Varied | None:
        text = case.report.text
        spots = sorted({m.end() for pattern in patterns for m in pattern.finditer(text)})
        spots = [at for at in spots if not re.search(rf"(?<!\w){_OTHER_WORDS}$", text[:at], re.IGNORECASE)]
        if not spots:
            return None
        at, aside, (left, right) = rng.choice(spots), rng.choice(asides), rng.choice(marks)
        return Varied(f"{text[:at]}{left}{aside}{right}{text[at:]}")

    return vary


def _sentences(text: str) -> list[tuple[int, int]]:
    """Where the plain sentences of a text stand: whole ones that nobody is said to say."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        borders = [0, *(m.end() for m in _SENTENCE.finditer(line[0])), len(line[0])]
        for start, stop in pairwise(borders):
            sentence = line[0][start:stop].rstrip()
            if (
                sentence.endswith(".")
                and len(sentence) > 40
                and _OPENS.match(sentence)
                and not _SPEECH.search(sentence)
            ):
                found.append((line.start() + start, line.start() + start + len(sentence)))
    return found


_OPENS_LOWER = re.compile(
    r"(?:The|Its|In|Of|Exports|Imports|Trade|Sales|Supplies|Shipments|Total|Two|A|An|Their|This|For|From|During|Last|"
    r"Over|More|At|It|Both|Bilateral|Mutual|Deliveries|Purchases|Turnover|Prices|Gold|Most|Some|About|By|On|These)\b"
)


_OPENS = re.compile(rf"{_OPENS_LOWER.pattern}|{place_patterns()[0].pattern}")


def _lowered(sentence: str) -> str:
    """The sentence as it stands behind another word."""
    return sentence[0].lower() + sentence[1:] if _OPENS_LOWER.match(sentence) else sentence


_WHO = (
    "the minister", "a ministry official", "Agriculture Minister Henrik Aalto", "the head of the chamber of commerce",
    "an embassy spokesman", "Maria Lindqvist, an analyst at the chamber,", "the ministry's press service",
    "the statistics office", "the customs service", "Deputy Minister Ivan Petrov", "the ambassador",
)  # fmt: skip
_THAT = (
    "Officials said that", "The minister recalled that", "It was noted that", "He added that",
    "The ministry reported that",
    "The minister told reporters on the sidelines of the forum that", "It was announced that", "Data show that",
    "The ambassador stressed that", "It should be noted that", "Speaking at the forum, the minister said that",
    "During the meeting, it was emphasized that", "The agency learned that", "According to him,",
    "As the minister noted,",
    "Addressing a press conference on Tuesday, he said", "The sides noted that", "It is worth noting that",
    "According to the statistics office,", "As reported by the customs service,", "The official pointed out that",
    "In an interview with the agency, the head of the chamber said", "It became known that", "The report says that",
)  # fmt: skip


def _quoted(sentence: str, rng: Random) -> str:
    who, body = rng.choice(_WHO), sentence[:-1]
    said = rng.choice(["said", "noted", "said", "told reporters", "stressed"])
    left, right = rng.choice([('"', '"'), ("“", "”")])
    opener = who[0].upper() + who[1:]
    told = f"{who} said" if said != "told reporters" else f"{who} told reporters"
    shapes = [
        f"{left}{body},{right} {told}.",
        f"{opener} {said}: {left}{body}.{right}",
        f"{opener} {said}, {left}{body}.{right}",
    ]
    if said != "told reporters" and "," not in who:
        shapes.append(f"{left}{body},{right} {said} {who}.")
    opening = re.match(r"(In [\w\s-]+|Last year|This year), ", body)
    if opening:
        rest = body[opening.end() :]
        shapes.append(f"{left}{opening[1]},{right} {told}, {left}{rest}.{right}")
    return rng.choice(shapes)


def _spoken(change: Callable[[str, Random], str]) -> Variation:
    """A variation that changes one plain sentence of a text."""

    def vary(case: Case, rng: Random) -> Varied | None:
        text = case.report.text
        plain = _sentences(text)
        if not plain:
            return None
        start, stop = rng.choice(plain)
        return Varied(text[:start] + change(text[start:stop], rng) + text[stop:])

    return vary


_LANDS_BEHIND = (
    "a landlocked country", "the biggest economy of the region", "a country of eleven million people",
    "one of the poorest countries in the region", "a member of the bloc since 2001", "the most populous of the four",
    "once among the richest nations in the world", "itself hit by drought", "a key ally of the bloc",
    "home to 30 million people", "long an ally", "an economy of $90 billion", "the economic powerhouse of the region",
    "hit by two years of drought", "still recovering from the pandemic", "with its 20 million people",
)  # fmt: skip
_LANDS_WHICH = (
    "which joined the bloc in 2001", "which has been hit by a drought since 2019",
    "where consumers have cut their spending",
    "whose economy shrank 3% in 2020", "where inflation reached 12% in May", "which borders Lesotho",
    "which is recovering from a crisis", "whose currency lost a tenth of its value last year",
    "where the harvest failed",
    "which has no access to the sea", "which held elections in November 2015", "where 40 million people live",
    "which has been at war since 2014", "whose government resigned on 3 May", "which is led by a new cabinet",
)  # fmt: skip
_LANDS_FRONT = (
    "neighbouring", "neighboring", "oil-rich", "landlocked", "export-dependent", "tiny", "nearby", "energy-hungry",
    "crisis-hit", "resource-rich", "war-torn", "communist-run", "mineral-rich", "cash-strapped", "distant",
    "fast-growing", "sanctions-hit", "drought-stricken", "import-dependent",
)  # fmt: skip
_LANDS_NOUN = (
    "its southern neighbour", "the island nation of", "the former Soviet republic of", "its long-time ally",
    "the landlocked nation of", "its neighbour", "the kingdom of", "the small state of", "its eastern neighbor",
    "the Latin American country of", "fellow member",
)  # fmt: skip


def _named_lands(case: Case) -> list[re.Match[str]]:
    """Where the countries of a text stand for the first time by their names, as plain nouns."""
    text = case.report.text
    seen: set[str] = set()
    found = []
    for m in place_patterns()[0].finditer(text):
        behind = text[m.end() : m.end() + 2]
        before = text[: m.start()].rstrip().rpartition(" ")[2].lower()
        if m[2] in seen or country_words()[m[2]][1] != "name" or before in {"and", "or", "of", "non"}:
            continue
        seen.add(m[2])
        if text[max(0, m.start() - 1) : m.start()] in {"-", "("} or behind[:1] in {"'", "’", "-", "/", "&"}:
            continue
        found.append(m)
    return found


# a country as the subject before its verb, or the object at the end of its sentence or before a time
_VERB_BEHIND = re.compile(rf" (?:{'|'.join((*_MOVES, *_ACTS))}|has|have|had|was|were|is|will)\b")
_CLOSES = re.compile(r"\.(?=\s|$)| (?:in (?:\d{4}|[A-Z][a-z]+(?:-[A-Z][a-z]+)? \d{4})|last year|this year)\b")


def _ranked(code: str) -> str:
    """What "Lesotho's biggest trading partner" tells behind a country, as JSON."""
    rank = {"among": "trading partners", "by": "turnover", "n": 1}
    told = {"kind": "trade_flow", "measure": "turnover", "partner": code, "rank": rank, "reporter": "LSO"}
    return json.dumps({**told, "stance": "stated"}, sort_keys=True)


def _behind_land(
    asides: tuple[str, ...], marks: tuple[tuple[str, str], ...] = _COMMAS, tells: Callable[[str], str] | None = None
) -> Variation:
    def vary(case: Case, rng: Random) -> Varied | None:
        text = case.report.text
        spots = []
        for m in _named_lands(case):
            before = text[: m.start()].rstrip()
            opens = not before or before.endswith((".", "\n"))
            listed = re.search(r"(?:,|\band|\bor)(?: the)?$", before)
            if opens and _VERB_BEHIND.match(text, m.end()):
                spots.append((m, True))
            elif not listed and re.search(r"\b(?:to|from|with|by)$", before) and (c := _CLOSES.match(text, m.end())):
                spots.append((m, c[0] != "."))
        if not spots:
            return None
        (m, closed), (left, right) = rng.choice(spots), rng.choice(marks)
        at, added = m.end(), [tells(country_words()[m[2]][0])] if tells else []
        right = right if closed or right == ")" else ""
        return Varied(f"{text[:at]}{left}{rng.choice(asides)}{right}{text[at:]}", added=added)

    return vary


def _before_land(words: tuple[str, ...]) -> Variation:
    def vary(case: Case, rng: Random) -> Varied | None:
        text = case.report.text
        spots = [
            m
            for m in _named_lands(case)
            if not m[1]
            and re.search(r"(?:^|[.\n]\s*| (?:to|from|with|by|and|in) )$", text[: m.start()])
            and not re.match(r" and (?:the )?[A-Z]| [A-Z]", text[m.end() :])
            and not re.search(r"[A-Z]\w+ and $", text[: m.start()])
        ]
        if not spots:
            return None
        m, word = rng.choice(spots), rng.choice(words)
        if not text[: m.start()].rstrip() or text[: m.start()].rstrip().endswith((".", "\n")):
            word = word[0].upper() + word[1:]
        return Varied(f"{text[: m.start()]}{word} {text[m.start() :]}")

    return vary


_FIRMS_BEHIND = (
    "the largest company in the sector", "a family business", "a private company",
    "a state-owned company", "which was founded in 1950", "which employs 1,200 people", "founded in 1992",
    "part of a large holding", "one of the oldest companies in the country", "headed by a new director since 2019",
    "which went public in 2007", "a company with 60 years of history", "whose shares rose 4% on Monday",
    "which recently changed its name", "listed since 2011",
)  # fmt: skip
_FIRMS_FRONT = (
    "Founded in 1950,", "Established by two brothers in 1992,", "After years of losses,",
    "As part of its new strategy,",
    "Despite the crisis of 2009,", "Having changed its owner in 2018,", "Owned by a fund since 2015,",
)  # fmt: skip
_LANDS_OPENING = (
    "Hit by drought in 2019,", "Having joined the bloc in 2001,", "After two years of recession,",
    "Like most countries,",
    "Despite the pandemic,", "With its economy slowing,", "Emerging from the crisis of 2020,", "Bordering Lesotho,",
    "Amid high inflation,", "Independent since 1960,", "Helped by a weak currency,", "As a landlocked country,",
)  # fmt: skip


def _names(case: Case) -> set[str]:
    """The names of the bodies that the statements of a case name."""
    found = set()
    for expected in case.statements:
        statement = expected.statement
        for body in (*(getattr(statement, "parties", None) or ()), getattr(statement, "company", None)):
            name = getattr(body, "name", body)
            if isinstance(name, str) and name[0].isupper():
                found.add(name)
    return found


def _subjects(case: Case, named: Iterable[str]) -> list[tuple[int, int]]:
    """Where one of the names opens a sentence, right before its verb, for the first time."""
    text = case.report.text
    found = []
    for name in named:
        at = text.find(name)
        if at < 0 or not _VERB_BEHIND.match(text, at + len(name)):
            continue
        before = text[:at].removesuffix("The ").removesuffix("the ").rstrip()
        if not before or before.endswith((".", "\n")):
            found.append((at, at + len(name)))
    return sorted(found)


def firm_behind(case: Case, rng: Random) -> Varied | None:
    """An apposition or relative clause behind a firm."""
    text = case.report.text
    spots = []
    for name in sorted(_names(case)):
        at = text.find(name) + len(name)
        if at < len(name):
            continue
        if _VERB_BEHIND.match(text, at) and not re.search(r"\band (?:[\w'’]+ )*$", text[: at - len(name)][-40:]):
            spots.append((at, ","))
        elif re.match(r"\.(?:\s|$)", text[at:]):
            spots.append((at, ""))
    if not spots:
        return None
    at, closing = rng.choice(spots)
    return Varied(f"{text[:at]}, {rng.choice(_FIRMS_BEHIND)}{closing}{text[at:]}")


def _opened(case: Case, rng: Random, named: Iterable[str], openings: tuple[str, ...]) -> Varied | None:
    spots = [at for at, _ in _subjects(case, named)]
    text = case.report.text
    if not spots:
        return None
    at = rng.choice(spots)
    article = text[:at].endswith("The ")
    at -= 4 * article
    return Varied(f"{text[:at]}{rng.choice(openings)} {'the ' + text[at + 4 :] if article else text[at:]}")


def opened(case: Case, rng: Random) -> Varied | None:
    """A participle in front of a firm or country that acts."""
    firm = _opened(case, rng, sorted(_names(case)), _FIRMS_FRONT)
    return firm or _opened(case, rng, [m[2] for m in _named_lands(case)], _LANDS_OPENING)


_LANDS_FREE = (
    "whose new president took office in March", "the smallest of the three Baltic states", "a former French colony",
    "where half of the population lives on less than $2 a day", "long a bystander",
    "which is not a member of the union",
    "whose forests cover 60 percent of its territory", "a nation of islands", "which gained independence in 1991",
    "the birthplace of the movement", "which relies on tourism", "which will hold elections in 2026",
    "an archipelago of 7,000 islands", "better known for its beaches", "which has been ruled by one party since 1987",
    "the world's most populous country", "with a population of 45 million", "a young democracy", "torn by civil war",
    "where the currency has lost a third of its value since January", "which shares a border with Chad",
)  # fmt: skip
_LANDS_TRADING = (
    "a major trading partner of Lesotho", "an important supplier of Lesotho", "Lesotho's long-standing trading partner",
    "a traditional market for Lesotho",
)  # fmt: skip
_LANDS_RANKED = (
    "Lesotho's biggest trading partner", "the largest trading partner of Lesotho", "Lesotho's top trading partner",
)  # fmt: skip
_GOODS_BEHIND = (
    "a staple food", "a key raw material", "the pride of the region", "a delicacy",
    "a symbol of the country", "known for their quality",
)  # fmt: skip
_GOODS = re.compile(
    r"\b(?:(?:exported|imported|bought|sold|shipped|supplied|export|import|buy|sell|supply)|of) "
    r"(?:wheat|tea|coffee|cotton|sugar|rice|maize|corn|barley|cocoa beans|copper|beef|soybeans|rubber|potash|wine|"
    r"gas|oil|cement|fertiliser|flour|milk powder|butter|poultry|timber|steel|coal|tomatoes|apples|onions)"
    r"(?= (?:to|from|in|worth|for|by|rose|fell|at) )"
)
_SPEAKERS = re.compile(
    r"\b(?:(?:Minister|President|Ambassador|[Dd]irector|chairman|CEO) [A-Z]\w+ [A-Z]\w+|[Mm]inister|[Mm]inistry|office|"
    r"[Ss]ervice|[Aa]gency|officials?|ambassador|[Tt]raders|[Cc]ommittee|[Cc]hamber|[Uu]nion|consul|analysts?|[Bb]ank|he|she)"
    r"(?= (?:said|told|noted|added|confirmed|says|wrote|stressed)\b)"
)
_SPEAKERS_BEHIND = (
    "speaking at a forum on Monday", "citing official data", "in an interview", "in a statement", "at a briefing",
    "in turn", "however", "for his part", "in response to a question", "in an interview with the agency",
)  # fmt: skip
_FIGURES_WHICH = (
    "which is a record", "which is above the forecast", "a record high", "the highest figure since 2008",
    "a record for the country", "the lowest level in six years", "which exceeded expectations", "an all-time high",
    "well above the plan", "which surprised analysts",
)  # fmt: skip
_SUM = re.compile(r"\b(?:to|totalled|reached|at|came to|amounted to|hit) (?:\$|€)[\d.,]+ (?:million|billion)")


def figure_which(case: Case, rng: Random) -> Varied | None:
    """What is thought of a figure, behind it."""
    text = case.report.text
    spots = [
        m.end()
        for m in _SUM.finditer(text)
        if re.match(r"\.(?:\s|$)| (?:in|last year|from|compared|against)\b", text[m.end() :])
    ]
    if not spots:
        return None
    at = rng.choice(spots)
    return Varied(f"{text[:at]}, {rng.choice(_FIGURES_WHICH)}{'' if text[at] == '.' else ','}{text[at:]}")


def indirect(sentence: str, rng: Random) -> str:
    """The sentence behind who says it."""
    return f"{rng.choice(_THAT)} {_lowered(sentence)}"


VARIATIONS: dict[str, tuple[Variation, float]] = {
    "aside_before_verb": (_inserted([_MOVE, _ACT], _ADVERBIALS), 0.98),
    "said_before_verb": (_inserted([_MOVE, _ACT], _SAID), 0.98),
    "aside_behind_verb": (_inserted([_PREPOSITION], _ADVERBIALS), 0.98),
    "said_behind_verb": (_inserted([_PREPOSITION], _SAID), 0.98),
    "aside_free": (_inserted([_MOVE, _ACT, _PREPOSITION], _FREE), 0.97),
    "aside_dashed": (_inserted([_MOVE, _ACT, _PREPOSITION], (*_ADVERBIALS, *_FREE), _DASHES), 0.97),
    "land_free": (_behind_land(_LANDS_FREE), 0.97),
    "land_trading": (_behind_land(_LANDS_TRADING, (*_COMMAS, *_DASHES)), 0.95),
    "land_ranked": (_behind_land(_LANDS_RANKED, _COMMAS, _ranked), 0.88),
    "land_dashed": (_behind_land((*_LANDS_BEHIND, *_LANDS_WHICH), _DASHES), 0.97),
    "goods_behind": (_inserted([_GOODS], _GOODS_BEHIND), 0.95),
    "speaker_behind": (_inserted([_SPEAKERS], _SPEAKERS_BEHIND), 0.95),
    "adverb": (_inserted([_MOVE, _ACT], _ADVERBS, ((" ", ""),)), 0.97),
    "land_behind": (_behind_land(_LANDS_BEHIND), 0.98),
    "land_which": (_behind_land(_LANDS_WHICH), 0.98),
    "land_before": (_before_land(_LANDS_FRONT), 0.98),
    "land_noun_before": (_before_land(_LANDS_NOUN), 0.98),
    "opened": (opened, 0.98),
    "firm_behind": (firm_behind, 0.95),
    "figure_which": (figure_which, 0.98),
    "quoted": (_spoken(_quoted), 0.985),
    "indirect": (_spoken(indirect), 0.985),
}
