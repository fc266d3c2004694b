"""One flow told in another grammar: active and passive, verb and noun, the seller's and the buyer's side."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from random import Random
from typing import Any

from tests.varied import Variation, Varied, read
from tests.varied.wording import country_words
from tradebook.evaluate import Case
from tradebook.goods import resolve

DEGREE = r"(?:(?:about|almost|nearly|more than|less than|over|some|around|at least|approximately|roughly|only) )?"
_N = r"\d(?:[\d.,]*\d)?"
MONEY = (
    rf"(?:(?:US|A|C|NZ|HK|S)?[$€£¥] ?{_N}(?: ?(?:thousand|million|billion|trillion|bn|m))?\b"
    rf"|(?:USD|EUR|Rs|KSh|CHF|NOK) ?{_N}(?: (?:thousand|million|billion|trillion|crore))?\b"
    rf"|{_N} (?:thousand |million |billion |trillion )?(?:US )?(?:dollars|euros|yen|pounds|rand|rubles|roubles)\b)"
)
WEIGHT = (
    rf"{_N} (?:thousand |million |billion )?(?:metric )?"
    rf"(?:tonnes|tons|kg|kilograms|cubic metres|cubic meters|barrels|bags|litres|liters|bales|carats|head|kWh|MWh)\b"
)
FIGURE = rf"{DEGREE}(?:{MONEY}|{WEIGHT})"
WARES = r"[a-z]+(?:-[a-z]+)?(?: [a-z]+){0,3}?"
# what may stand behind the direction up to the end of the sentence, so that the subject can be changed
TAIL = (
    r"(?P<tail>(?:(?! and | its? | their | which | who | whose | while | but | from | to (?:its|the country)| than |"
    r" than it|, with | as |[^.]* week\b| for [A-Z])(?:[^.;:\n]|\.(?=\d)))*)(?=\.(?:\s|$))"
)
OPENS = r"(?P<opens>(?:^|(?<=\. )|(?<=\n))(?:In [^,.;]{4,30}, (?=(?:the )?[A-Z]))?)"


@cache
def names() -> str:
    found = [word for word, (_, form) in country_words().items() if form == "name"]
    return "|".join(re.escape(w) for w in sorted(found, key=len, reverse=True))


def place(group: str) -> str:
    """A pattern of a country's name, with its article."""
    return rf"(?P<{group}>(?:[Tt]he )?(?:{names()}))(?![\w'’-])"


def code(name: str) -> str:
    """The country that a name means."""
    return country_words()[re.sub(r"^[Tt]he ", "", name)][0]


def low(name: str) -> str:
    """A name as it stands within a sentence."""
    return re.sub(r"^The ", "the ", name)


def owner(name: str) -> str:
    """The possessive of a name."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def upper(text: str) -> str:
    """A text as it opens a sentence."""
    return text[:1].upper() + text[1:]


@cache
def demonym(name: str) -> str | None:
    """The adjective of a country, None where the tables know none that is plain."""
    alpha3 = code(name)
    return next((w for w, (c, form) in country_words().items() if c == alpha3 and form == "demonym"), None)


def are_wares(words: str) -> bool:
    """Whether words name goods."""
    return words in {"goods", "products"} or resolve(words) is not None


def turned(of: Sequence[tuple[str, str, str]]) -> Callable[[str], str]:
    """What gives the flow of (measure, reporter, partner) back its other side."""
    other = {"exports": "imports", "imports": "exports"}
    known = set(of)

    def back(content: str) -> str:
        data: dict[str, Any] = json.loads(content)
        if (data.get("measure"), data.get("reporter"), data.get("partner")) in known:
            data["measure"] = other[data["measure"]]
            data["reporter"], data["partner"] = data["partner"], data["reporter"]
            areas = data.pop("reporter_area", None), data.pop("partner_area", None)
            data.update({k: v for k, v in zip(("partner_area", "reporter_area"), areas, strict=True) if v})
        return json.dumps(data)

    return back


def rewrite(
    case: Case,
    rng: Random,
    pattern: re.Pattern[str],
    forms: Callable[[re.Match[str]], Sequence[str]],
) -> str | None:
    """The text of `case` with each match of `pattern` told in one of the forms that it allows; None without any."""
    changed = False

    def other(m: re.Match[str]) -> str:
        nonlocal changed
        found = [f for f in forms(m) if f != m[0]]
        if not found:
            return m[0]
        changed = True
        return rng.choice(found)

    text = pattern.sub(other, case.report.text)
    return text if changed else None


_DOT = r"(?P<dot>^|(?<=[.\n\"] )|(?<=\n)|(?<=\"))?"

# -- verbs -----------------------------------------------------------------------------------------------------------

_OUT = r"(?:exported|sold|shipped|supplied|delivered)"
_IN = r"(?:imported|bought|purchased)"


@cache
def _told(verb: str, joined: str) -> re.Pattern[str]:
    """A pattern of "A exported X of Y to B" and its like in three orders."""
    a, b = place("a"), place("b")
    what = (
        rf"(?:(?P<f>{FIGURE})(?: worth)? of (?P<g>{WARES})|(?P<g2>{WARES}) (?:worth|valued at) (?P<f2>{FIGURE}))"
        rf" {joined} {b}|(?P<g3>{WARES}) {joined} {place('b3')} (?:worth|for|valued at) (?P<f3>{FIGURE})"
    )
    return re.compile(rf"{OPENS}{a} (?P<v>{verb}) (?:{what})(?! and |, (?:the )?[A-Z]){TAIL}")


def _parts(m: re.Match[str]) -> tuple[str, str, str, str] | None:
    """Who, to or from whom, the figure and the goods; None where the goods are none."""
    g = m["g"] or m["g2"] or m["g3"]
    if not are_wares(g):
        return None
    return low(m["a"]), low(m["b"] or m["b3"]), m["f"] or m["f2"] or m["f3"], g


def _money(figure: str) -> bool:
    return re.search(MONEY, figure) is not None


def _object(figure: str, goods: str, rng: Random) -> str:
    """ "$5 million worth of tea", "tea worth $5 million", "5 tonnes of tea"."""
    if not _money(figure):
        return f"{figure} of {goods}"
    return rng.choice([f"{goods} worth {figure}", f"{figure} worth of {goods}", f"{goods} valued at {figure}"])


def _was(figure: str) -> str:
    return "was" if _money(figure) else "were"


def _opened(m: re.Match[str], text: str) -> str:
    return f"{m['opens']}{text if m['opens'] else upper(text)}{m['tail']}"


def passive(case: Case, rng: Random) -> Varied | None:
    """ "A exported X of Y to B" as "X of Y was exported from A to B"; what B bought as bought by B."""

    def out(m: re.Match[str]) -> list[str]:
        if (told := _parts(m)) is None:
            return []
        a, b, f, g = told
        v = "shipped" if m["v"] == "delivered" else m["v"]
        was, thing = _was(f), f"{f} worth of {g}" if _money(f) else f"{f} of {g}"
        sold = [f"{thing} {was} {v} from {a} to {b}", f"{thing} {was} {v} to {b} by {a}"]
        if _money(f):
            sold.append(
                f"{g} worth {f} were {v} from {a} to {b}"
                if g.endswith("s")
                else f"{g} worth {f} was {v} from {a} to {b}"
            )
        return [_opened(m, s) for s in sold]

    def into(m: re.Match[str]) -> list[str]:
        if (told := _parts(m)) is None:
            return []
        a, b, f, g = told
        was, thing = _was(f), f"{f} worth of {g}" if _money(f) else f"{f} of {g}"
        took = [f"{thing} {was} {m['v']} by {a} from {b}", f"{thing} {was} {m['v']} from {b} by {a}"]
        if m["v"] == "imported":
            took.append(f"{thing} {was} imported from {b} to {a}")
            took.append(f"{thing} {was} imported into {a} from {b}")
        return [_opened(m, t) for t in took]

    return _both_ways(case, rng, out, into)


def _both_ways(
    case: Case,
    rng: Random,
    out: Callable[[re.Match[str]], Sequence[str]],
    into: Callable[[re.Match[str]], Sequence[str]],
) -> Varied | None:
    text = rewrite(case, rng, _told(_OUT, "to"), out) or rewrite(case, rng, _told(_IN, "from"), into)
    return Varied(text) if text else None


def nominal(case: Case, rng: Random) -> Varied | None:
    """ "A exported X of Y to B" as "A's exports of Y to B came to X"; imports too."""

    def made(m: re.Match[str], noun: str, ends: tuple[str, str]) -> list[str]:
        if (told := _parts(m)) is None:
            return []
        a, b, f, g = told
        of = "" if g in {"goods", "products"} else f" of {g}"
        verb = rng.choice(("came to", "were", "amounted to", "totalled", "reached", "stood at"))
        here, there = ends
        goods = "" if g in {"goods", "products"} else f"{g} "
        inner = of if g.endswith("s") else ""
        return [
            _opened(m, phrase)
            for phrase in (
                f"{owner(a)} {noun}{of} {there} {b} {verb} {f}",
                f"{noun}{of} {there} {b} {here} {a} {verb} {f}"
                if noun == "imports"
                else f"{noun}{of} {here} {a} {there} {b} {verb} {f}",
                f"{owner(a)} {'' if inner else goods}{noun}{inner} {there} {b} {verb} {f}",
                f"the value of {owner(a)} {noun}{of} {there} {b} was {f}"
                if _money(f)
                else f"{owner(a)} {noun}{of} {there} {b} {verb} {f}",
            )
        ]

    return _both_ways(
        case, rng, lambda m: made(m, "exports", ("from", "to")), lambda m: made(m, "imports", ("to", "from"))
    )


def to_whom(case: Case, rng: Random) -> Varied | None:
    """ "A sold X of Y to B" as "A sold B Y worth X", "A supplied B with Y worth X"."""

    def out(m: re.Match[str]) -> list[str]:
        if (told := _parts(m)) is None:
            return []
        a, b, f, g = told
        thing = _object(f, g, rng)
        return [
            _opened(m, f"{a} {how}")
            for how in (f"sold {b} {thing}", f"supplied {b} with {thing}", f"shipped to {b} {thing}")
        ]

    text = rewrite(case, rng, _told(_OUT, "to"), out)
    return Varied(text) if text else None


def other_side(case: Case, rng: Random) -> Varied | None:
    """ "A exported X of Y to B" as "B imported X of Y from A", and the other way, in the last sentence."""
    if len(re.findall(r"\.(?:\s|$)", case.report.text)) > 1:
        return None
    was: list[tuple[str, str, str]] = []

    def told(m: re.Match[str], verbs: Sequence[str], joined: str, measure: str) -> list[str]:
        if (parts := _parts(m)) is None:
            return []
        a, b, f, g = parts
        was.append((measure, code(b), code(a)))
        thing = _object(f, g, rng)
        return [_opened(m, f"{b} {v} {thing} {joined} {a}") for v in verbs]

    def out(m: re.Match[str]) -> list[str]:
        return told(m, ("imported", "bought", "purchased"), "from", "imports")

    def into(m: re.Match[str]) -> list[str]:
        return told(m, ("exported", "sold", "shipped", "supplied"), "to", "exports")

    varied = _both_ways(case, rng, out, into)
    if varied is None or any(_has(case, flow) for flow in was):
        return None
    return Varied(varied.text, back=turned(was))


def _has(case: Case, flow: tuple[str, str, str]) -> bool:
    """Whether the text as it stands tells the flow from that side too."""
    told = [json.loads(content) for content in read(case.report.text, case)]
    return any((t.get("measure"), t.get("reporter"), t.get("partner")) == flow for t in told)


# -- nouns -----------------------------------------------------------------------------------------------------------

_PLURAL_VERB = r"(?! (?:were|are|have|also were))"


@cache
def _noun(noun: str, joined: str) -> re.Pattern[str]:
    a = rf"(?P<a>(?:[Tt]he )?(?:{names()}))(?:'s|’s|'|’)"
    return re.compile(rf"{_DOT}{a} {noun}(?: of (?P<g>{WARES}))? {joined} {place('b')}(?! and |, (?:the )?[A-Z])")


def _nouns(
    case: Case, rng: Random, noun: str, joined: str, forms: Callable[[re.Match[str]], Sequence[str]]
) -> Varied | None:
    def all_forms(m: re.Match[str]) -> list[str]:
        if m["g"] and not are_wares(m["g"]):
            return []
        if m.string[: m.start()].endswith("list of "):
            return []
        opens = m["dot"] is not None
        return [upper(f) if opens else f for f in forms(m)]

    text = rewrite(case, rng, _noun(noun, joined), all_forms)
    return Varied(text) if text else None


def export_nouns(case: Case, rng: Random) -> Varied | None:
    """ "A's exports to B" as "exports from A to B", "A's sales to B", "the exports of A to B" and the like."""

    def forms(m: re.Match[str]) -> list[str]:
        a, b, g = low(m["a"]), m["b"], m["g"]
        of = f" of {g}" if g else ""
        out = [
            f"exports{of} from {a} to {b}",
            f"{owner(a)} sales{of} to {b}",
            f"{owner(a)} shipments{of} to {b}",
            f"{owner(a)} deliveries{of} to {b}",
        ]
        if not g:
            out += [
                f"the exports of {a} to {b}",
                f"{owner(a)} merchandise exports to {b}",
                f"{owner(a)} goods exports to {b}",
            ]
            out += [f"{owner(a)} exports of goods to {b}"]
            if not re.match(r"a(?:bo)", a):
                out += [f"{a} exports to {b}"]
        if adjective := demonym(a):
            out += [f"{adjective} exports{of} to {b}"]
        if not re.match(r" (?:were|are|have|also)\b", m.string[m.end() :]) and not m.string[: m.start()].endswith("f "):
            out += [f"the value of {owner(a)} exports{of} to {b}"]
        return out

    return _nouns(case, rng, "exports", "to", forms)


def import_nouns(case: Case, rng: Random) -> Varied | None:
    """ "A's imports from B" as "imports from B to A", "A's purchases from B" and the like."""

    def forms(m: re.Match[str]) -> list[str]:
        a, b, g = low(m["a"]), m["b"], m["g"]
        of = f" of {g}" if g else ""
        out = [
            f"imports{of} from {b} to {a}",
            f"imports{of} from {b} into {a}",
            f"{owner(a)} purchases{of} from {b}",
            f"imports{of} by {a} from {b}",
        ]
        if not g:
            out += [f"{owner(a)} merchandise imports from {b}", f"{owner(a)} imports of goods from {b}"]
        if adjective := demonym(a):
            out += [f"{adjective} imports{of} from {b}"]
        if not re.match(r" (?:were|are|have|also)\b", m.string[m.end() :]) and not m.string[: m.start()].endswith("f "):
            out += [f"the value of {owner(a)} imports{of} from {b}"]
        return out

    return _nouns(case, rng, "imports", "from", forms)


_TRADE = r"(?:[Tt]rade turnover|[Bb]ilateral trade|[Tt]wo-way trade|[Mm]utual trade|[Tt]rade|[Tt]urnover)"


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"{_DOT}(?<!\w )(?P<t>{_TRADE}) between {place('a')} and {place('b')}(?! and |, (?:the )?[A-Z])")


def trade_between(case: Case, rng: Random) -> Varied | None:
    """ "trade between A and B" as "A-B trade", "two-way trade between A and B" and the like."""

    def forms(m: re.Match[str]) -> list[str]:
        a, b = m["a"], m["b"]
        bare = re.sub("^[Tt]he ", "", a), re.sub("^[Tt]he ", "", b)
        out = [
            f"{word} between {a} and {b}"
            for word in (
                "trade",
                "two-way trade",
                "trade turnover",
                "bilateral trade",
                "the volume of trade",
                "mutual trade",
                "the value of trade",
                "trade volume",
                "trade exchange",
                "commercial exchange",
                "commerce",
                "goods trade",
                "bilateral trade volume",
                "total trade",
                "trade in goods",
                "the trade turnover",
                "merchandise trade",
            )
        ]
        out += [
            f"{bare[0]}-{bare[1]} trade",
            f"bilateral {bare[0]}-{bare[1]} trade",
            f"the trade turnover of {a} and {b}",
        ]
        out += [f"trade between {b} and {a}", f"the {bare[0]}-{bare[1]} trade turnover", f"{bare[0]}–{bare[1]} trade"]
        if "total trade" in m.string:  # of all trade, and not of that in goods alone
            out = [f for f in out if "goods" not in f and "merchandise" not in f]
        return [upper(f) if m["dot"] is not None else f for f in out]

    text = rewrite(case, rng, _between(), forms)
    return Varied(text) if text else None


@cache
def _with() -> re.Pattern[str]:
    a = rf"(?P<a>(?:[Tt]he )?(?:{names()}))(?:'s|’s|'|’)"
    return re.compile(
        rf"{_DOT}{a} (?P<n>trade|trade turnover|bilateral trade|total trade|trade deficit|trade surplus|deficit"
        rf"|surplus)"
        rf" with {place('b')}(?! and |, (?:the )?[A-Z])"
    )


def trade_with(case: Case, rng: Random) -> Varied | None:
    """ "A's trade with B", "A's trade deficit with B" in other words."""

    def forms(m: re.Match[str]) -> list[str]:
        if m.string[: m.start()].endswith("balance of ") or re.match(r"[^.]* showed", m.string[m.end() :]):
            return []
        a, b, sign = low(m["a"]), m["b"], m["n"].split()[-1]
        if sign in {"deficit", "surplus"}:
            out = [
                f"{owner(a)} {sign} with {b}",
                f"{owner(a)} trade {sign} with {b}",
                f"{owner(a)} {sign} in trade with {b}",
                f"the {sign} in {owner(a)} trade with {b}",
                f"the trade {sign} of {a} with {b}",
                f"{owner(a)} bilateral trade {sign} with {b}",
                f"{owner(a)} merchandise trade {sign} with {b}",
                f"{owner(a)} goods {sign} with {b}",
            ]
            if sign == "deficit":
                out += [f"{owner(a)} trade gap with {b}", f"{owner(a)} trade shortfall with {b}"]
        else:
            out = [
                f"{owner(a)} {word} with {b}"
                for word in (
                    "trade",
                    "trade turnover",
                    "total trade",
                    "two-way trade",
                    "bilateral trade",
                    "overall trade",
                    "goods trade",
                    "merchandise trade",
                    "foreign trade turnover",
                    "trade volume",
                    "trade exchange",
                    "commerce",
                )
            ]
            out += [
                f"the volume of {owner(a)} trade with {b}",
                f"trade of {a} with {b}",
                f"the trade turnover of {a} with {b}",
                f"the value of {owner(a)} trade with {b}",
            ]
        return [upper(f) if m["dot"] is not None else f for f in out]

    text = rewrite(case, rng, _with(), forms)
    return Varied(text) if text else None


# -- goods before and behind -----------------------------------------------------------------------------------------

_BEHIND_FLOW = (
    r"(?:to|from|in|were|was|rose|fell|grew|reached|came|totalled|amounted|increased|declined|dropped|climbed|stood)"
)
_FLOW = r"(?P<n>[Ee]xports|[Ii]mports|[Ss]hipments|[Ss]ales|[Pp]urchases|[Ss]upplies)"


def goods_before(case: Case, rng: Random) -> Varied | None:
    """ "exports of wheat" as "wheat exports", and the other way."""
    behind = re.compile(rf"{_DOT}(?<![\w-]){_FLOW} of (?P<g>[a-z]+(?: [a-z]+)?)(?= {_BEHIND_FLOW}\b)")
    ahead = re.compile(
        rf"{_DOT}(?<![\w-])(?P<g>[A-Za-z][a-z]+(?: [a-z]+)?)"
        rf" (?P<n>exports|imports|shipments|sales|purchases|supplies)(?= {_BEHIND_FLOW}\b)"
    )

    def before(m: re.Match[str]) -> list[str]:
        g = m["g"]
        if resolve(g) is None or g.endswith("ss"):
            return []
        g = re.sub(r"ies$", "y", g) if g.endswith("ies") else re.sub(r"(?<!s)s$", "", g)
        if resolve(g) is None or resolve(g).codes != resolve(m["g"]).codes:
            return []
        made = f"{g} {m['n'].lower()}"
        return [upper(made) if m["dot"] is not None else made]

    def after(m: re.Match[str]) -> list[str]:
        g = m["g"][:1].lower() + m["g"][1:]
        found = resolve(g)
        named = m["g"].split()[0] in country_words() or (m["g"][0].isupper() and m["dot"] is None)
        if found is None or named or m.string[: m.start()].endswith(("-", "U.S. ")):
            return []
        plural = f"{g}s"
        g = plural if resolve(plural) is not None and not g.endswith("s") and _counted(g) else g
        made = f"{m['n']} of {g}"
        return [upper(made) if m["dot"] is not None else made]

    text = rewrite(case, rng, behind, before) or rewrite(case, rng, ahead, after)
    return Varied(text) if text else None


def _counted(good: str) -> bool:
    return good.split()[-1] in {
        "apple",
        "car",
        "tractor",
        "banana",
        "onion",
        "potato",
        "truck",
        "bus",
        "vehicle",
        "cherry",
        "avocado",
        "grape",
        "orange",
        "flower",
    }


def one_of(*ways: Variation) -> Variation:
    """A variation that changes a text in the first of several ways, in a drawn order, that it gives room for."""

    def vary(case: Case, rng: Random) -> Varied | None:
        for way in rng.sample(ways, len(ways)):
            if (varied := way(case, rng)) is not None:
                return varied
        return None

    return vary


WAYS: dict[str, Variation] = {
    "passive": passive,
    "nominal": nominal,
    "to_whom": to_whom,
    "other_side": other_side,
    "export_nouns": export_nouns,
    "import_nouns": import_nouns,
    "trade_between": trade_between,
    "trade_with": trade_with,
}

VARIATIONS: dict[str, tuple[Variation, float]] = {
    "voice": (one_of(*WAYS.values()), 0.98),
    "goods_before": (goods_before, 0.98),
}
