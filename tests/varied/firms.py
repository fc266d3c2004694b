"""Firms by other names of all shapes, and their countries told in other places."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

from tests.varied import Variation, Varied
from tests.varied.firm_words import (
    TRADES,
    capital,
    is_body,
    is_firm,
    land,
    parties,
    places_of,
    stems,
)
from tradebook.evaluate import Case
from tradebook.statement import Party

# gives a new name and the spellings that may be read of it, from two invented words
_Shape = Callable[[Random, str, str, Party], str | None]


def _backed(back: Mapping[str, str]) -> Callable[[str], str]:
    longest = re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(w) for w in sorted(back, key=len, reverse=True))})(?!\w)")
    return lambda content: longest.sub(lambda m: back[m[0]], content)


def _renamed(shape: _Shape) -> Variation:
    """All firms of a case by names of one shape."""

    def vary(case: Case, rng: Random) -> Varied | None:
        text = case.report.text
        firms = [p for p in parties(case) if is_firm(p.name or "") and places_of(p.name or "", text)]
        if not firms:
            return None
        words = stems(rng, 2 * len(firms))
        back: dict[str, str] = {}
        for i, party in enumerate(firms):
            old = party.name or ""
            new = shape(rng, words[2 * i], words[2 * i + 1], party)
            if new is None or (new.endswith("s") and f"{old}'s" in text):
                return None
            text = re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new.replace("\\", r"\\"), text)
            if new.endswith("."):
                text = re.sub(rf"{re.escape(new)}\.(?=\s|$)", new.replace("\\", r"\\"), text)
            back |= dict.fromkeys((s for s in (new, new.rstrip("."), _core(new)) if '"' not in s), old)
        return Varied(text, back=_backed(back))

    return vary


_FORMS_BEHIND = (
    "JSC", "OJSC", "LLC", "S.A.", "SA", "SpA", "S.p.A.", "GmbH", "AG", "Sdn Bhd", "Pvt Ltd", "Private Limited", "Ltd",
    "Co., Ltd", "Inc", "PLC", "NV", "AS", "A.S.", "AB", "Oyj", "Kft", "d.o.o.", "Corp", "Limited", "LLP", "BV", "SE",
)  # fmt: skip
_FORMS_BEFORE = ("JSC", "OJSC", "LLC", "PJSC", "OAO", "PT", "CJSC", "LLP")
_QUOTES = ("«{}»", '"{}"', "“{}”", "'{}'", "‘{}’")


def _core(name: str) -> str:
    """The name without its legal form and quotes, as the reader may tell it."""
    name = re.sub(r"[«»\"“”'‘’]", "", name) if name[0] in "«\"“'‘" else name
    before, behind = "|".join(_FORMS_BEFORE), "|".join(map(re.escape, sorted(_FORMS_BEHIND, key=len, reverse=True)))
    return re.sub(rf"^(?:{before}) |,? (?:{behind}|Tbk)$", "", name)


def _plain(rng: Random, one: str, two: str, party: Party) -> str:
    trade = rng.choice(TRADES)
    return rng.choice(
        (one, f"{one} {two}", f"{one} Group", f"{one} Holding", f"{one} & Sons", f"{one} & {two}", f"{one}-{two}",
         f"{one} {trade}", f"{one} {two} {trade}", f"{one} Holdings", f"{one} International", f"{one} Company",
         f"{one} and Sons", f"Al {one}", f"De {one}", f"{one} {trade} Group", f"{one}{two.lower()}")
    )  # fmt: skip


def _formed(rng: Random, one: str, two: str, party: Party) -> str:
    name = rng.choice((one, f"{one} {two}", f"{one} {rng.choice(TRADES)}"))
    if rng.random() < 0.3:
        return f"{rng.choice(_FORMS_BEFORE)} {name}"
    if rng.random() < 0.1:
        return f"PT {name} Tbk"
    return f"{name} {rng.choice(_FORMS_BEHIND)}"


def _odd(rng: Random, one: str, two: str, party: Party) -> str:
    letters = one[:1] + two[:1] + rng.choice("KLMTZ")
    return rng.choice(
        (letters, letters + rng.choice("AEO") + "S", f"easy{one}", f"i{one}", f"e{one}", f"{rng.randint(2, 9)}V {one}",
         f"{one}{two}", one.upper(), f"{letters} {two}", f"{rng.choice('DKLV')}&{rng.choice('KMTZ')}", f"O'{one}",
         f"{one}.com", f"X{rng.randint(2, 9)} {two}", f"{one.upper()} {two}", f"{letters} {rng.choice(TRADES)}")
    )  # fmt: skip


def _quoted(rng: Random, one: str, two: str, party: Party) -> str:
    name = rng.choice((one, f"{one} {two}", f"{one} {rng.choice(TRADES)}"))
    return rng.choice(_QUOTES).format(name)


def _placed(rng: Random, one: str, two: str, party: Party) -> str | None:
    own = land(party.country) if party.country else None
    if own is None or not own.towns:
        return None
    town = rng.choice(own.towns)
    return rng.choice(
        (f"{town} {one}", f"{one} {town}", f"{one} {own.name}", f"{town} {rng.choice(TRADES)}", f"{own.name} {one}",
         f"{own.name} {rng.choice(TRADES)}", f"{town} {one} {rng.choice(TRADES)}", f"{one} ({own.name}) Ltd")
    )  # fmt: skip


def names_quoted(case: Case, rng: Random) -> Varied | None:
    """Names in quotes, where a text has none so far."""
    return None if re.search(r"[\"“”«»]", case.report.text) else _renamed(_quoted)(case, rng)


_BODIES = (
    "{the}{land}'s Ministry of Transport", "{land}'s State Oil Company", "the Ministry of Defence of {the}{land}",
    "the {demonym} Ministry of Health", "{land}'s defence ministry", "the State Oil Company of {the}{land}",
    "the {demonym} Grain Board", "the {land} Port Authority", "{land}'s National Railways", "the {demonym} navy",
    "the {demonym} Navy", "{land}'s army", "the {land} Electricity Board", "{land}'s Food Security Agency",
    "the {demonym} energy ministry", "the Port Authority of {the}{land}", "{land}'s state railway company",
)  # fmt: skip
_BODY_NAMES = (
    "Ministry of Transport", "State Oil Company", "Ministry of Defence", "Ministry of Health", "defence ministry",
    "Grain Board", "Port Authority", "National Railways", "navy", "Navy", "army", "Electricity Board",
    "state railway company", "Food Security Agency", "energy ministry",
)  # fmt: skip


def bodies(case: Case, rng: Random) -> Varied | None:
    """A buyer or another party that is a firm told as a body of its state instead."""
    text = case.report.text
    for party in parties(case):
        name = party.name or ""
        own = land(party.country) if party.country else None
        if party.role != "buyer" or own is None or not is_firm(name) or len(places_of(name, text)) != 1:
            continue
        told = _told_party(name, own.name, own.demonym, text)
        if told is None:
            continue
        template = rng.choice(_BODIES)
        if own.the and ("{land}'s" in template or "the {land}" in template):
            template = "the Ministry of Defence of {the}{land}"
        new = template.format(the=own.the, land=own.name, demonym=own.demonym)
        body = max((b for b in _BODY_NAMES if b in new), key=len)
        start = told.start()
        new = capital(new) if start == 0 or text[:start].rstrip().endswith(".") else new
        plain = new.removeprefix("the ").removeprefix("The ")
        spelled = {new, plain, body, f"{own.name} {body}", f"{own.demonym} {body}", f"{own.name}'s {body}"}
        spelled |= {f"{body} of {own.name}", f"{body} of {own.the}{own.name}"}
        return Varied(text[:start] + new + text[told.end() :], back=_backed(dict.fromkeys(spelled, name)))
    return None


def _told_party(name: str, its_land: str, demonym: str, text: str) -> re.Match[str] | None:
    """Where a firm stands with its country before it: group 1 the article, 2 the country, 3 what it is."""
    found = list(
        re.finditer(
            rf"(?<![\w-])([Tt]he )?({re.escape(its_land)}(?:'s|’s)|{re.escape(demonym)})((?: [a-z][a-z-]+){{0,4}}) "
            rf"{re.escape(name)}(?![\w'’&(-]| [A-Z&(])",
            text,
        )
    )
    return found[0] if len(found) == 1 else None


def lands(case: Case, rng: Random) -> Varied | None:
    """The country of each party told in another place."""
    text = case.report.text
    changed = False
    for party in parties(case):
        name, own = party.name or "", land(party.country) if party.country else None
        if own is None or name not in text or not name[0].isupper() or is_body(name):
            continue
        m = _told_party(name, own.name, own.demonym, text)
        if m is None or re.search(r"\b(?:state|national|and|of|by|from|with|to|in|for|its|on)\b|,", m[3]):
            continue
        new = _in_place(rng, name, m[3].strip(), own.the, own.name, own.demonym, own.capital, text[m.end() :])
        if m.start() == 0 or text[: m.start()].rstrip(" ").endswith((".", "\n", '"')):
            new = capital(new)
        text = text[: m.start()] + new + text[m.end() :]
        changed = True
    return Varied(text) if changed and text != case.report.text else None


def _in_place(rng: Random, name: str, kind: str, the: str, its_land: str, demonym: str, seat: str, behind: str) -> str:
    what = f"{kind} " if kind else rng.choice(("firm ", "company ", ""))
    noun = kind or rng.choice(("firm", "company"))
    kind = "" if kind in {"firm", "company"} else kind
    article = "an" if demonym[0] in "AEIO" else "a"
    styles = [
        f"{demonym} {what}{name}",
        f"the {demonym} {noun} {name}",
        f"{the}{its_land}-based {noun} {name}",
        f"{seat}-based {what}{name}",
        f"{name} of {the}{its_land}" if not kind else f"{kind} {name} of {the}{its_land}",
        f"{kind} {name} ({its_land})".strip(),
        f"{kind} {name} from {the}{its_land}".strip(),
    ]
    if not the and not kind:
        styles += [f"{its_land}'s {name}", f"{its_land}'s {name}"]
    if not kind or not kind.endswith("s"):
        comma = "" if behind.startswith((",", ".", ";", ":")) else ","
        styles += [
            f"{name}, {article} {demonym} {noun}{comma}",
            f"{name}, {noun_with_article(noun)} based in {seat}{comma}",
        ]
    return rng.choice(styles)


def noun_with_article(noun: str) -> str:
    """ "a firm", "an oil trader"."""
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"


VARIATIONS: dict[str, tuple[Variation, float]] = {
    "names_plain": (_renamed(_plain), 0.97),
    "names_formed": (_renamed(_formed), 0.97),
    "names_odd": (_renamed(_odd), 0.96),
    "names_quoted": (names_quoted, 0.96),
    "names_placed": (_renamed(_placed), 0.93),
    "bodies": (bodies, 0.88),
    "lands": (lands, 0.9),
}
