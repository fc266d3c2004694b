"""Growth, comparisons, shares and the tense of a figure told in other words."""

from __future__ import annotations

import json
import re
from functools import cache
from random import Random

from tests.varied import Variation, Varied, read
from tests.varied.voices import FIGURE, one_of, rewrite
from tradebook.evaluate import Case

_PCT = r"(?:(?:about|almost|nearly|more than|over|some|around) )?\d(?:[\d.,]*\d)?(?:%| percent| per cent)"
_UP = r"(?:rose|grew|increased|climbed|went up|jumped|surged|expanded)"
_DOWN = r"(?:fell|declined|dropped|decreased|went down|shrank|slid|plunged)"
# nouns of trade that are counted as one
_ONE = re.compile(r"\b(?:trade|turnover|deficit|surplus|value|volume|commerce|exchange)\b")
_MANY = re.compile(r"\b(?:exports|imports|sales|shipments|purchases|supplies|deliveries|re-exports)\b")


def _noun(before: str) -> str | None:
    """ "one" or "many" by the last noun of trade in the clause before a verb; None where it has none."""
    clause = re.split(r"[.;\n]| and | while | but ", before)[-1]
    found = [(m.start(), n) for n, p in (("one", _ONE), ("many", _MANY)) for m in p.finditer(clause)]
    if not found:
        return None
    head = min(found)[1] if " of " in clause or " in " in clause else max(found)[1]
    return head if "whose" not in clause and "which" not in clause else None


def growth(case: Case, rng: Random) -> Varied | None:
    """ "rose 5% to X" as "increased by 5% and reached X", "were up 5% at X", "showed growth of 5%, to X"."""
    pattern = re.compile(
        rf"(?P<v>{_UP}|{_DOWN}) (?:by )?(?P<p>{_PCT}) to (?P<f>{FIGURE})(?P<end>\.(?:\s|$)| in \d{{4}}\.)?"
    )

    def forms(m: re.Match[str]) -> list[str]:
        number = _noun(m.string[: m.start()])
        if number is None:
            return []
        up = re.fullmatch(_UP, m["v"]) is not None
        p, f, end = m["p"], m["f"], m["end"] or ""
        was = "was" if number == "one" else "were"
        a, rise, moved = ("a", "rise", "increased") if up else ("a", "fall", "declined")
        higher, upward = ("higher", "up") if up else ("lower", "down")
        out = [
            f"{moved} by {p} and reached {f}{end}",
            f"{was} {upward} {p} at {f}{end}",
            f"saw a {p} {rise} to {f}{end}",
            f"{moved} by {p} to reach {f}{end}",
            f"{moved} {p}, reaching {f}{end}",
            f"{moved} {p}, to {f}{end}",
            f"{was} {p} {higher}, at {f}{end}",
            f"recorded a {p} {'increase' if up else 'decrease'} to {f}{end}",
            f"went {upward} by {p} to {f}{end}",
            f"{was} {upward} by {p} to {f}{end}",
        ]
        if up:
            out += [
                f"showed growth of {p}, to {f}{end}",
                f"registered {p} growth to {f}{end}",
                f"gained {p} to {f}{end}",
                f"advanced {p} to {f}{end}",
            ]
        if end:
            tail = end.rstrip()[:-1]
            dot = end[len(tail) :]
            out += [
                f"{'grew' if up else 'fell'} to {f}{tail}, {'an increase' if up else 'a decrease'} of {p}{dot}",
                f"reached {f}{tail}, {upward} {p}{dot}",
                f"came to {f}{tail}, {a} {rise} of {p}{dot}",
                f"amounted to {f}{tail}, {upward} by {p}{dot}",
                f"totalled {f}{tail} ({'+' if up else '-'}{p}){dot}"
                if not re.match("[a-z]", p)
                else f"totalled {f}{tail}, {upward} {p}{dot}",
            ]
        return out

    text = rewrite(case, rng, pattern, forms)
    return Varied(text) if text else None


def growing(case: Case, rng: Random) -> Varied | None:
    """ "rose 5%" without a level as "showed growth of 5%", "were up by 5%", "saw a rise of 5%"."""
    pattern = re.compile(rf"(?P<v>{_UP}|{_DOWN}) (?:by )?(?P<p>{_PCT})(?=\.(?:\s|$)| in (?:\d{{4}}|[A-Z])| last year)")

    def forms(m: re.Match[str]) -> list[str]:
        number = _noun(m.string[: m.start()])
        if number is None:
            return []
        up, p = re.fullmatch(_UP, m["v"]) is not None, m["p"]
        was = "was" if number == "one" else "were"
        rise, moved, upward = ("increase", "increased", "up") if up else ("decrease", "decreased", "down")
        out = [
            f"{moved} by {p}",
            f"{was} {upward} {p}",
            f"{was} {upward} by {p}",
            f"saw {'an' if up else 'a'} {rise} of {p}",
            f"recorded a {p} {rise}",
            f"saw a {p} {'rise' if up else 'fall'}",
            f"went {upward} {p}",
            f"{'rose' if up else 'fell'} {p}",
            f"registered a {p} {'gain' if up else 'drop'}",
            f"{was} {p} {'higher' if up else 'lower'}",
            f"posted {'an' if up else 'a'} {rise} of {p}",
        ]
        return [*out, f"showed growth of {p}", f"recorded {p} growth", f"showed a growth of {p}"] if up else out

    text = rewrite(case, rng, pattern, forms)
    return Varied(text) if text else None


_YEAR = (
    r"(?:\d{4}|[A-Z][a-z]+ \d{4}|the (?:same|corresponding) (?:period|month|quarter) (?:of|in|last) (?:\d{4}|year)"
    r"|[A-Z][a-z]+-[A-Z][a-z]+ \d{4})"
)


def compared(case: Case, rng: Random) -> Varied | None:
    """ "to X from Y in 2022" as "compared with Y in 2022", "against Y in 2022", "(2022: Y)"."""
    link = r"(?:compared with|compared to|against|as against|versus|up from|down from|from)"
    pattern = re.compile(
        rf"(?P<f>{FIGURE})(?P<per> in {_YEAR}| last year)?(?P<comma>,)? (?P<l>{link}) (?P<g>{FIGURE})"
        rf" (?P<then>in {_YEAR}|a year (?:earlier|before)|the (?:year before|previous year))(?=[.;,]| and |$)"
    )

    def forms(m: re.Match[str]) -> list[str]:
        f, per, g, then = m["f"], m["per"] or "", m["g"], m["then"]
        moves = m["l"].split()[0] if m["l"].startswith(("up", "down")) else None
        out = [
            f"{f}{per} {w} {g} {then}"
            for w in (
                "compared with",
                "compared to",
                "against",
                "as against",
                "versus",
                "as compared to",
                "as compared with",
            )
        ]
        out += [f"{f}{per}, compared with {g} {then}", f"{f}{per}, against {g} {then}"]
        if m["l"] == "from":
            out += [f"{f}{per} from {g} {then}"]
        if moves:
            out += [f"{f}{per}, {moves} from {g} {then}"]
        if then.startswith("in ") and re.fullmatch(r"in \d{4}", then):
            out += [f"{f}{per} ({then[3:]}: {g})", f"{f}{per} ({g} {then})"]
        return out

    text = rewrite(case, rng, pattern, forms)
    return Varied(text) if text else None


_PAST = {
    "rose": "risen", "grew": "grown", "increased": "increased", "climbed": "climbed", "fell": "fallen",
    "declined": "declined",
    "dropped": "dropped", "decreased": "decreased", "shrank": "shrunk", "reached": "reached", "exceeded": "exceeded",
    "amounted to": "amounted to", "totalled": "totalled", "doubled": "doubled", "tripled": "tripled",
    "widened": "widened",
    "narrowed": "narrowed", "came to": "come to", "made up": "made up", "accounted for": "accounted for",
}  # fmt: skip
_NOW = {
    "rose": "rise", "grew": "grow", "increased": "increase", "climbed": "climb", "fell": "fall", "declined": "decline",
    "dropped": "drop", "reached": "reach", "exceeded": "exceed", "amounted to": "amount to", "totalled": "total",
    "doubled": "double", "widened": "widen", "narrowed": "narrow", "came to": "come to", "stood at": "stand at",
}  # fmt: skip


def _tensed(case: Case, rng: Random, table: dict[str, str], tense: str) -> Varied | None:
    pattern = re.compile(rf"(?<=[a-z] )(?P<v>{'|'.join(table)})(?= )")

    def forms(m: re.Match[str]) -> list[str]:
        before = m.string[: m.start()]
        number = _noun(before)
        if number is None or re.search(
            r"\b(?:has|have|had|was|were|not|that|which|to|would|could|will|also|and|be|been) $", before
        ):
            return []
        told = table[m["v"]]
        if tense == "perfect":
            return [f"{'has' if number == 'one' else 'have'} {told}"]
        if tense == "past perfect":
            return [f"had {told}"]
        many = number == "many"
        first, _, rest = told.partition(" ")
        ending = "es" if first.endswith("ch") else "s"
        return [told if many else f"{first}{ending} {rest}".rstrip()]

    text = rewrite(case, rng, pattern, forms)
    return Varied(text) if text else None


def perfect(case: Case, rng: Random) -> Varied | None:
    """ "rose 5%" as "have risen 5%"."""
    return _tensed(case, rng, _PAST, "perfect")


def past_perfect(case: Case, rng: Random) -> Varied | None:
    """ "rose 5%" as "had risen 5%"."""
    return _tensed(case, rng, _PAST, "past perfect")


def present(case: Case, rng: Random) -> Varied | None:
    """ "exports rose 5%" as "exports rise 5%", as headlines and some desks have it."""
    return _tensed(case, rng, _NOW, "present")


def shares(case: Case, rng: Random) -> Varied | None:
    """ "accounted for 12% of" as "made up 12% of", "had a share of 12% of"; not before what it took or gave."""
    pattern = re.compile(
        rf"\b(?:accounted for|made up|represented|constituted|took|comprised)"
        rf" (?P<p>{_PCT}) of (?=(?:the |all |total |its |[A-Z]))"
    )

    def forms(m: re.Match[str]) -> list[str]:
        p = m["p"]
        return [
            f"{v} {p} of "
            for v in (
                "accounted for",
                "made up",
                "represented",
                "constituted",
                "had a share of",
                "were responsible for",
                "was responsible for",
            )
            if v != "were responsible for"
        ] + [f"had a {p} share of ", f"held a {p} share of ", f"had a share of {p} in "]

    text = rewrite(case, rng, pattern, forms)
    return Varied(text) if text else None


_MASS = (
    "wheat maize barley rice sugar cotton tea coffee milk beef pork cheese butter honey wine beer salt cement steel"
    " copper"
    " aluminium timber furniture paper fish salmon tobacco cocoa soap glass coal gold zinc nickel flour rubber wool"
).split()
_PLURAL = (
    "apples bananas grapes oranges lemons potatoes onions tomatoes avocados mangoes cherries pears cashews tractors"
    " cars"
    " buses trucks tyres pharmaceuticals fertilizers garments carpets bicycles batteries"
).split()


@cache
def _good(word: str) -> str | None:
    """The JSON of a good as a statement bears it; None where the word alone is read as none."""
    case = _probe()
    for content in read(f"Peru exported {word} worth $5 million to Chile in 2021.", case):
        goods = json.loads(content).get("goods")
        if goods and len(goods) == 1:
            return json.dumps(goods[0], sort_keys=True, ensure_ascii=False)
    return None


@cache
def _probe() -> Case:
    from pathlib import Path

    from tests.varied import cases

    return cases(Path(__file__).parents[2])[0]


_BESIDE = re.compile(
    r"(?:^|[^\w-])(of|and|the|in|with|its|their|sold|exported|imported|bought|shipped|for|s|to|supplied|purchased|,|\"|from)$"
)
_BEHIND = re.compile(
    r"^(?: (?:to|from|in|and|was|were|worth|rose|fell|exports|imports|shipments|sales"
    r"|for|valued|came|reached|increased|declined|by|grew|dropped)\b|[.,;:)])"
)


def other_goods(case: Case, rng: Random) -> Varied | None:
    """Goods replaced by others, one for one, plural for plural and mass for mass."""
    text = case.report.text
    known = {w: k for k in (_MASS, _PLURAL) for w in k}
    found = list(re.finditer(rf"(?<![\w-])(?:{'|'.join(known)})(?![\w-])", text))
    words = sorted({m[0] for m in found})
    if not words:
        return None
    lower = text.lower()
    singular = {w: (w[:-1] if w in _PLURAL else f"{w}s") for w in words}
    if any(re.search(rf"\b{re.escape(s)}\b", lower) for s in singular.values()):
        return None  # "banana exports" beside "bananas"
    for m in found:
        if not _BESIDE.search(text[max(0, m.start() - 12) : m.start()].rstrip()) or not _BEHIND.match(text[m.end() :]):
            return None
    if sum(len(re.findall(rf"\b{w}\b", lower)) for w in words) != len(found):
        return None
    taken: dict[str, str] = {}
    for word in words:
        free = [w for w in known[word] if w not in taken.values() and w not in lower and _good(w) is not None]
        if not free or _good(word) is None:
            return None
        taken[word] = rng.choice(free)
    swapped = re.sub(rf"(?<![\w-])(?:{'|'.join(taken)})(?![\w-])", lambda m: taken[m[0]], text)
    pairs = [(str(_good(new)), str(_good(old))) for old, new in taken.items()]

    def back(content: str) -> str:
        for at, (new, _) in enumerate(pairs):
            content = content.replace(new, f'"@{at}"')
        for at, (_, old) in enumerate(pairs):
            content = content.replace(f'"@{at}"', old)
        for old, new in taken.items():
            content = content.replace(new, old)
        return content

    return Varied(swapped, back=back)


WAYS: dict[str, Variation] = {
    "growth": growth,
    "growing": growing,
    "compared": compared,
    "shares": shares,
    "perfect": perfect,
    "past_perfect": past_perfect,
    "present": present,
}

VARIATIONS: dict[str, tuple[Variation, float]] = {
    "figures_told": (one_of(growth, growing, compared, shares), 0.98),
    "tense": (one_of(perfect, past_perfect, present), 0.98),
    "other_goods": (other_goods, 0.98),
}
