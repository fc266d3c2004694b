"""The same told in other sentences: joined, parted, opened by other words, in other paragraphs, in another order."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from random import Random

from tests.varied import Variation, Varied
from tests.varied.wording import place_patterns
from tradebook.evaluate import Case

# Words that open a sentence and are no names: joined behind another one they lose their capital.
_COMMON = frozenset(
    "the a an its in on at over during for of from to by with total overall exports imports export import trade "
    "bilateral mutual shipments supplies sales deliveries purchases turnover this these those that it they their both "
    "most more another other last one two three four five six seven eight nine ten some all nearly about almost under "
    "after before since while only as compared foreign outbound inbound merchandise goods farm food wheat rice coffee "
    "tea copper gold oil gas crude steel cars buyers traders talks officials bids offers contracts part half much he "
    "she we there no according".split()
)
_NAMES_OF_TIME = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday".split()
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_BORDER = re.compile(r"(?<=[a-z\d%)]\.) (?=[A-Z])")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]\.|Mr|Mrs|Ms|Dr|St|No|mln|bln|bn|mn|Ltd|Inc|Co|Corp|vs|a\.m|p\.m|Jan|Feb|Aug|Sept|Oct|Nov|Dec|tn)\.?$"
)
_QUOTED = re.compile(r"[\"“”«»:;\n\t|]|'{2}|(?<!\w)['’‘]|• ")
_SPEECH = re.compile(
    r"\b(?:said|says|told|added|adds|noted|stressed|announced|according|reported|recalled|stated|explained|I|we|our|you|my)\b",
    re.IGNORECASE,
)


def _sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph of plain prose, parted where a full stop ends one for sure."""
    found: list[str] = []
    for piece in _BORDER.split(paragraph):
        if found and _ABBREVIATED.search(found[-1][:-1]):
            found[-1] += " " + piece
        else:
            found.append(piece)
    return found


@cache
def _opens_with_place() -> re.Pattern[str]:
    country, other = place_patterns()
    return re.compile(rf"{country.pattern}|{other.pattern}")


def _inside(sentence: str) -> str | None:
    """The sentence as it stands behind other words of its own: without its capital unless a name opens it; None where
    that cannot be told."""
    word = re.match(r"[A-Z][\w-]*", sentence)
    if word is None:
        return None
    if word[0].lower() in _COMMON:
        if word[0].isupper() and len(word[0]) > 1:
            return None
        return sentence[0].lower() + sentence[1:]
    if word[0] in _NAMES_OF_TIME:
        return sentence
    place = _opens_with_place().match(sentence)
    return sentence if place is not None and place.end() else None


def _plain(sentence: str, longest: int = 160) -> bool:
    return 25 <= len(sentence) <= longest and sentence.endswith(".") and not _QUOTED.search(sentence)


def _changed(text: str, change: Callable[[list[str]], bool]) -> str | None:
    """`text` with the sentences of its paragraphs changed; None where `change` found nothing to do."""
    hit = False
    out: list[str] = []
    for paragraph in _PARAGRAPH.split(text.strip()):
        sentences = _sentences(paragraph)
        hit |= change(sentences)
        out.append(" ".join(sentences))
    return "\n\n".join(out) if hit else None


# ---------------------------------------------------------------------------------------------------------- joining

# What opens a sentence that cannot stand behind "while" and the like
_NO_CLAUSE = re.compile(
    r"(?:This|These|Those|That|It|He|She|They|We|There|And|But|So|Also|However|Meanwhile|Thus|"
    r"In (?:addition|turn|particular|total|all)|For (?:example|instance|comparison)|At the same time|"
    r"Of (?:these|this|that|them)|Among|According|As|If|When|While|After|Before|Both|Another|"
    r"The (?:former|latter|rest|remaining|other|same|sum|figure|amount|two|deal|contract))\b"
)


# What one growth of a sentence is compared with holds for the next one too, behind a full stop it does not
_COMPARED = re.compile(
    r"\b(?:earlier|ago|compared|against|than|previous|over|year[ -]on[ -]year|on the year|before|from)\b", re.IGNORECASE
)
_GROWN = re.compile(r"%|percent|per cent|\b(?:half|halved|doubled|quarter|third)\b")


def _joined(joints: Callable[[Random], str], subordinate: bool) -> Variation:
    def vary(case: Case, rng: Random) -> Varied | None:
        def change(sentences: list[str]) -> bool:
            k = hit = 0
            while k + 1 < len(sentences):
                first, second = sentences[k], sentences[k + 1]
                behind = _inside(second)
                fits = _plain(first) and _plain(second) and behind is not None and rng.random() < 0.7
                fits = fits and not (_COMPARED.search(first) and _GROWN.search(second))
                if fits and subordinate:
                    fits = not (_NO_CLAUSE.match(second) or re.search(r"\b(?:while|whereas|but)\b", first + second))
                    fits = fits and not re.search(r", which\b|, (?:and|with)\b", first) and len(first + second) < 230
                if fits:
                    sentences[k : k + 2] = [f"{first[:-1]}{joints(rng)}{behind}"]
                    hit = True
                k += 1
            return bool(hit)

        text = _changed(case.report.text, change)
        return Varied(text) if text else None

    return vary


def _semicolon(rng: Random) -> str:
    return (
        "; " if rng.random() < 0.8 else rng.choice(("; and ", "; meanwhile, ", "; at the same time, ", "; however, "))
    )


def _joint(rng: Random) -> str:
    return rng.choice((", and ", ", while ", ", while ", ", but ", ", whereas "))


# ---------------------------------------------------------------------------------------------------------- parting

_VERB = (
    r"(?:rose|fell|grew|climbed|dropped|declined|decreased|increased|shrank|jumped|slid|sank|totalled|totaled|amounted|came|stood|"
    r"reached|was|were|is|are|went|took|bought|sold|exported|imported|supplied|shipped|made|accounted|got|had|has|have|will|can|"
    r"remained|became|edged|gained|lost|plunged|surged|soared|doubled|halved|widened|narrowed|purchased|received|sent|signed|won)"
)
_PARTED = re.compile(
    rf"(?P<first>[A-Z][^,;:\"“”()]{{20,}}(?:, [^,;:\"“”()]+)*?)(?P<joint>, (?:while|whereas|but|and)) "
    rf"(?P<second>(?:(?:the|its|exports|imports|total|trade|shipments|sales|those|[A-Z][\w-]+(?:'s)?)\b)"
    rf"(?: (?!{_VERB}\b)[\w'’-]+){{0,6}}? {_VERB} [^;:\"“”]*\.)$"
)
_OPENS = {
    ", while": ("Meanwhile, ", "At the same time, ", "", ""),
    ", whereas": ("Meanwhile, ", "By contrast, ", ""),
    ", but": ("However, ", "But ", "Meanwhile, ", ""),
    ", and": ("", "", "In turn, "),
}


def parted(case: Case, rng: Random) -> Varied | None:
    """Two clauses with a subject each as two sentences."""

    def change(sentences: list[str]) -> bool:
        hit = False
        for k, sentence in enumerate(sentences):
            m = _PARTED.fullmatch(sentence)
            if m is None or re.search(
                r"\b(?:that|between|both|from|either|whether|if|when|respectively|after)\b",
                m["first"][-70:] if m["joint"] == ", and" else "",
            ):
                continue
            if m["joint"] == ", and" and ("," in m["first"] or not re.search(rf"\b{_VERB}\b", m["first"])):
                continue
            if re.search(r"\bthat\b|^(?:While|If|When|As)\b", m["first"]):
                continue
            if _COMPARED.search(m["first"]) and _GROWN.search(m["second"]):
                continue
            opens = rng.choice(_OPENS[m["joint"]])
            second = m["second"] if opens else m["second"][0].upper() + m["second"][1:]
            sentences[k : k + 1] = [f"{m['first']}.", f"{opens}{second}"]
            hit = True
        return hit

    text = _changed(case.report.text, change)
    return Varied(text) if text else None


# ---------------------------------------------------------------------------------------------------------- openers

_OPENERS = (
    "Meanwhile, ", "At the same time, ", "In addition, ", "However, ", "Notably, ", "According to him, ", "Thus, ",
    "In turn, ",
    "In particular, ", "Moreover, ", "By contrast, ", "As a result, ", "In fact, ", "Still, ",
    "According to the data, ",
    "As noted, ", "It is noted that ", "Additionally, ", "Besides, ", "Furthermore, ", "Also, ", "As reported, ",
    "To recall, ",
)  # fmt: skip
_OWN = re.compile(
    r"(?:This|That|And|But|So|Also|However|Meanwhile|Thus|According|If|When|While|As|At the same time|"
    r"In (?:addition|turn|particular)|For (?:example|instance|comparison)|Another|He|She|There)\b"
)


def openers(case: Case, rng: Random) -> Varied | None:
    """Words that open a sentence and say nothing."""

    def change(sentences: list[str]) -> bool:
        hit = False
        for k, sentence in enumerate(sentences):
            behind = _inside(sentence) if k and _plain(sentence, 400) and not _OWN.match(sentence) else None
            if behind is not None and rng.random() < 0.7:
                sentences[k] = rng.choice(_OPENERS) + behind
                hit = True
        return hit

    text = _changed(case.report.text, change)
    return Varied(text) if text else None


def for_its_part(case: Case, rng: Random) -> Varied | None:
    """ "For its part, Peru exported": in front of a sentence that opens with a country as its subject."""
    country, _ = place_patterns()

    def change(sentences: list[str]) -> bool:
        hit = False
        for k, sentence in enumerate(sentences):
            m = country.match(sentence) if k and _plain(sentence, 400) else None
            if m and re.match(rf" {_VERB}\b", sentence[m.end() :]):
                sentences[k] = f"{rng.choice(('For its part, ', 'In its turn, ', 'On its side, '))}{sentence}"
                hit = True
        return hit

    text = _changed(case.report.text, change)
    return Varied(text) if text else None


# ---------------------------------------------------------------------------------------------------------- paragraphs


def paragraphs(case: Case, rng: Random) -> Varied | None:
    """Each sentence its own paragraph, parted by a blank line or by none."""
    between = rng.choice(("\n\n", "\n\n", "\n"))
    found = [_sentences(p) for p in _PARAGRAPH.split(case.report.text.strip())]
    if all(len(s) < 2 for s in found) or "\n" in " ".join(s for p in found for s in p):
        return None
    return Varied(between.join(s for p in found for s in p))


def one_paragraph(case: Case, rng: Random) -> Varied | None:
    """All paragraphs of prose in one."""
    found = _PARAGRAPH.split(case.report.text.strip())
    prose = all(p.rstrip().endswith((".", '."', ".”")) and "\n" not in p and len(p) > 40 for p in found)
    return Varied(" ".join(found)) if len(found) > 1 and prose else None


def no_blank_lines(case: Case, rng: Random) -> Varied | None:
    """Blank lines left out."""
    found = _PARAGRAPH.split(case.report.text.strip())
    prose = all(p.rstrip().endswith((".", '."', ".”")) and "\n" not in p and len(p) > 40 for p in found)
    return Varied("\n".join(found)) if len(found) > 1 and prose else None


# ---------------------------------------------------------------------------------------------------------- brackets

_PERCENT = r"[\d.]+(?:%| percent| per cent)"
_MOVE = (
    rf"(?:(?:up|down) (?:by )?(?:(?:about|nearly|almost|some|just|more than|over) )?{_PERCENT}"
    r"(?: (?:from|on|compared with|compared to|against|year[ -]on[ -]year|over)(?: [\w$'-]+){0,4}?)?)"
)
_ASIDES = re.compile(
    rf"(?<=[\w%]), (?P<said>{_MOVE}|or {_PERCENT}(?: of (?:the|its) \w+)?|including [^,.()]{{8,60}}|"
    r"a (?:rise|fall|drop|decline|increase|decrease) of [\d.]+(?:%| percent)(?: from [^,.()]{4,30})?|"
    r"mainly [^,.()]{4,50}|mostly [^,.()]{4,50})(?P<end>,(?= )(?![^.,]* and [A-Z])|\.(?= |$))"
)


def brackets(case: Case, rng: Random) -> Varied | None:
    """What stands between commas in brackets or between dashes."""

    def put(m: re.Match[str]) -> str:
        said = m["said"].removeprefix("or ")
        end = "" if m["end"] == "," else "."
        if rng.random() < 0.6 or (end and said.startswith(("mainly", "mostly"))):
            return f" ({said}){end}"
        dash = rng.choice((" – ", " - ", " — "))
        return f"{dash}{said}{end or dash.rstrip()}"

    text = case.report.text
    new = "\n".join(
        _ASIDES.sub(put, line) if not re.search(r"[\"“”;]| [–—-] |\(", line) else line for line in text.split("\n")
    )
    return Varied(new) if new != text else None


_RELATIVE = re.compile(r"(?<=[\w%]), (?P<said>(?:which|who) [^,.;:()\"“”]{10,90}), (?=[a-z])")


def dashes(case: Case, rng: Random) -> Varied | None:
    """A relative clause between dashes."""
    dash = rng.choice(("–", "—", "-"))
    text = _RELATIVE.sub(lambda m: f" {dash} {m['said']} {dash} ", case.report.text)
    return Varied(text) if text != case.report.text else None


# ---------------------------------------------------------------------------------------------------------- order

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_TIME = (
    rf"(?:in (?:\d{{4}}(?!-)|{_MONTH}(?: ?(?:-|to) ?{_MONTH})?(?: (?:\d{{4}}|of this year|last year))?|"
    r"the first (?:half|quarter|\w+ months) of (?:the year|\d{4}|this year|last year)|"
    rf"the (?:second|third|fourth) quarter(?: of \d{{4}})?)|last (?:year|month)|this year)"
)
_TWO_TIMES = re.compile(rf"\b(?:\d{{4}}|{_MONTH}|year|month|quarter|half|months|earlier|period)\b")
_BACK = re.compile(rf"(?P<time>{_TIME}), (?P<rest>[^;:\"“”\n]+)\.", re.IGNORECASE)
_FRONT = re.compile(rf"(?P<rest>[A-Z][^;:\"“”\n]*?),? (?P<time>{_TIME})\.")


def _one_clause(rest: str) -> bool:
    return not re.search(
        r",|\b(?:and|against|compared|than|while|which|who|but|from|after|that|as|followed|with|including|worth|signed|because|were)\b|\(",
        rest,
    ) and not _TWO_TIMES.search(rest)


def period_back(case: Case, rng: Random) -> Varied | None:
    """ "In 2023, X rose." -> "X rose in 2023." """

    def change(sentences: list[str]) -> bool:
        hit = False
        for k, sentence in enumerate(sentences):
            m = _BACK.fullmatch(sentence)
            if m and m["time"][0].isupper() and _one_clause(m["rest"]):
                sentences[k] = f"{m['rest'][0].upper()}{m['rest'][1:]} {m['time'][0].lower()}{m['time'][1:]}."
                hit = True
        return hit

    text = _changed(case.report.text, change)
    return Varied(text) if text else None


def period_front(case: Case, rng: Random) -> Varied | None:
    """ "X rose in 2023." -> "In 2023, X rose." """

    def change(sentences: list[str]) -> bool:
        hit = False
        for k, sentence in enumerate(sentences):
            m = _FRONT.fullmatch(sentence)
            behind = _inside(sentence) if m else None
            if m and behind and _one_clause(m["rest"]) and not _SPEECH.search(m["rest"]):
                comma = "," if rng.random() < 0.8 else ""
                sentences[k] = f"{m['time'][0].upper()}{m['time'][1:]}{comma} {behind[: len(m['rest'])]}."
                hit = True
        return hit

    text = _changed(case.report.text, change)
    return Varied(text) if text else None


_UP = re.compile(
    r"(?P<subject>[A-Z][^,;:\"“”\n]*?) (?P<verb>rose|grew|increased|climbed|fell|declined|dropped|decreased) "
    rf"(?:by )?(?P<by>{_PERCENT})"
    r"(?P<versus> (?:from a year (?:earlier|ago)|year[ -]on[ -]year|from the previous year|on the year))? to "
    r"(?P<sum>(?:\$|€|£)[\d.,]+ (?:million|billion)|[\d.,]+ (?:million )?tonnes)(?P<rest>[^\n]*)"
)


def up_by(case: Case, rng: Random) -> Varied | None:
    """ "rose 5% to $3m in 2022" -> "came to $3m in 2022, up 5%", "came to $3m, a 5% rise", "Up 5%, X came to $3m"."""
    done = False

    def put(m: re.Match[str]) -> str:
        nonlocal done
        rest = re.fullmatch(rf"(?P<time> {_TIME})?(?P<end>\.)", m["rest"])
        if rest is None or re.search(r"\b(?:that|and|while|but|between)\b", m["subject"]):
            return m[0]
        done = True
        down = m["verb"] in {"fell", "declined", "dropped", "decreased"}
        versus, time = m["versus"] or "", rest["time"] or ""
        way = "down" if down else "up"
        noun = rng.choice(("decline", "drop", "decrease")) if down else rng.choice(("rise", "increase"))
        level = rng.choice(("came to", "amounted to", "totalled", "reached", "stood at"))
        behind = _inside(m["subject"])
        shapes = [
            f"{m['subject']} {level} {m['sum']}{time}, {way} {m['by']}{versus}.",
            f"{m['subject']} {level} {m['sum']}{time}, a {m['by']} {noun}{versus}.",
            f"{m['subject']} {level} {m['sum']}{time}, a {noun} of {m['by']}{versus}.",
            f"{m['subject']} {m['verb']} to {m['sum']}{time}, or by {m['by']}{versus}.",
            f"{m['subject']}, {way} {m['by']}{versus}, {level} {m['sum']}{time}.",
            f"{m['subject']} {level} {m['sum']}{time} after a {noun} of {m['by']}{versus}.",
        ]
        if behind:
            shapes += [f"{way.capitalize()} {m['by']}{versus}, {behind} {level} {m['sum']}{time}."]
        return rng.choice(shapes)

    def change(sentences: list[str]) -> bool:
        for k, sentence in enumerate(sentences):
            if _plain(sentence, 300):
                sentences[k] = _UP.sub(put, sentence)
        return done

    text = _changed(case.report.text, change)
    return Varied(text) if text else None


_MAIN = re.compile(
    rf"(?P<main>[A-Z][^,;:\"“”\n]*?\b{_VERB}\b[^,;:\"“”\n]*), (?P<joint>while|whereas|although|as) "
    rf"(?P<sub>(?:the|its|exports|imports|[A-Z]\w+)[^;:\"“”\n,]*? {_VERB} [^;:,\"“”\n]*)\."
)


def swapped(case: Case, rng: Random) -> Varied | None:
    """ "X rose, while Y fell" -> "While Y fell, X rose"."""

    def change(sentences: list[str]) -> bool:
        hit = False
        for k, sentence in enumerate(sentences):
            m = _MAIN.fullmatch(sentence)
            behind = _inside(m["main"]) if m else None
            if m and behind and not re.search(r"\b(?:its|it|their|they|them|those|that)\b", m["sub"]):
                sentences[k] = f"{m['joint'].capitalize()} {m['sub']}, {behind}."
                hit = True
        return hit

    text = _changed(case.report.text, change)
    return Varied(text) if text else None


def _first_that_fits(*changes: Variation) -> Variation:
    """One of several changes that few texts give room for: the first that this one does, in an order that is drawn."""

    def vary(case: Case, rng: Random) -> Varied | None:
        drawn = rng.sample(changes, len(changes))
        return next((varied for change in drawn if (varied := change(case, rng)) is not None), None)

    return vary


VARIATIONS: dict[str, tuple[Variation, float]] = {
    # .83 of all; so few of one case in 40 give room that the floor cannot be nearer
    "joined": (_joined(_joint, subordinate=True), 0.6),
    "openers": (_first_that_fits(openers, for_its_part), 0.99),
    "order": (_first_that_fits(period_back, period_front, up_by, swapped, parted, brackets, dashes), 0.92),
    "paragraphs": (_first_that_fits(paragraphs, one_paragraph, no_blank_lines), 0.99),
    "semicolon": (_joined(_semicolon, subordinate=False), 0.965),
}
