"""The words of citing, from the tables; loaded once, late."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from tradebook.extract.mentions.names_words import by_class, vocabulary
from tradebook.extract.tables import rows

PRONOUNS = frozenset(["he", "she", "they", "it", "him", "her", "them"])
PERSONAL = frozenset(["he", "she", "him", "her"])
APOSTROPHES = frozenset("'’‘`")


class CiteWords:
    """Sets of lower-case words: verbs by use, words of offices, of data and of media; `bodies` are nouns that stand for
    a body named before ("the factory"), `company_nouns` those that fit any company, `aside` words between subject and
    verb ("has", "also")."""

    def __init__(self) -> None:
        verbs = by_class("reporting_verbs")
        self.speech = verbs["speech"] - _PARTICIPLES
        self.weak = verbs["weak"]
        self.inverted = verbs["inverted"]
        self.media_verbs = verbs["media"]
        self.present = verbs["present"]
        self.data_verbs = verbs["data"]
        self.estimating = verbs["estimate"]
        self.foreseeing = verbs["foresee"]
        figures = by_class("figure_sources")
        self.data = figures["data"]
        self.figure_bodies = figures["body"]
        self.data_adjectives = figures["adjective"]
        self.documents = figures["document"]
        roles = by_class("role_words")
        self.role = roles["role"]
        self.plural = roles["plural"]
        self.generic_role = roles["generic"]
        self.modifier = roles["modifier"]
        self.portfolio = roles["portfolio"]
        self.title = roles["title"]
        media = by_class("media_words")
        self.media_common = media["common"]
        self.media_any = media["common"] | media["name"]
        self.ordinary = vocabulary().ordinary
        citing = by_class("citing_words")
        self.aside = citing["aside"]
        self.company_nouns = citing["company"]
        self.bodies = citing["body"] | vocabulary().official
        self.agency_names = {row["form"].lower(): row["name"].lower() for row in rows("agencies")}
        self.triggers = self.speech | self.media_verbs | self.data_verbs | _PHRASE_TRIGGERS | frozenset({"quoted"})
        self.triggers |= self.data
        self.triggers |= frozenset(f"{verb} to" for verb in self.foreseeing)  # "aims to" is one cue


_PARTICIPLES = frozenset(["saying", "adding", "noting", "stressing", "emphasizing", "emphasising", "explaining"])
_PHRASE_TRIGGERS = frozenset(
    [
        "according",
        "citing",
        "quoting",
        "cites",
        "reference",
        "referring",
        "via",
        "interview",
        "words",
        "opinion",
        "by",
        "per",
        "comments",
        "told",
        "quoted",
        "based",
        "basis",
        "going",
        "remarks",
        "speaking",
        "talking",
        "statement",
        "source",
        "sources",
        "set",
        "view",
    ]
)


@cache
def cite_words() -> CiteWords:
    """The one set of words."""
    return CiteWords()


def same_outlet(a: str | None, b: str | None) -> bool:
    """Whether two names are the same medium, in any spelling the table knows; `a` may be a part of the outlet's name
    ("the Herald") or its short form ("CNA" for the Carthage News Agency)."""
    if not a or not b:
        return False
    if _canonical(a) == _canonical(b) or b.endswith(f" {a}") or b.startswith(f"{a} "):  # "[Caspian] Business Note"
        return True
    if a == "".join(word[0] for word in b.split()).upper():
        return True
    return a.lower() not in cite_words().agency_names and _short_form(a, b)


def _short_form(short: str, name: str) -> bool:
    """Whether capitals are made of the beginnings of a name's words, the first one's among them."""
    words = name.lower().removeprefix("the ").split()
    return 2 < len(short) < 7 and short.isalpha() and short.isupper() and _made_of(short.lower(), words, first=True)


def _made_of(letters: str, words: Sequence[str], *, first: bool = False) -> bool:
    if not letters:
        return True
    if not words:
        return False
    if not first and _made_of(letters, words[1:]):
        return True
    return any(
        words[0].startswith(letters[:size]) and _made_of(letters[size:], words[1:])
        for size in range(1, min(3, len(letters)) + 1)
    )


@lru_cache(maxsize=1 << 12)
def _canonical(name: str) -> str:
    low = " ".join(name.lower().split()).removeprefix("the ")
    names = cite_words().agency_names
    low = names.get(low) or names.get(f"the {low}") or low
    return "".join(c for c in low.removeprefix("the ") if c.isalnum())
