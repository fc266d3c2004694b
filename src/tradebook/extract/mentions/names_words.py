"""The words that names are made of: one vocabulary from the tables, loaded once, late."""

from __future__ import annotations

from functools import cache, lru_cache

from tradebook.extract.tables import rows, words

Forms = frozenset[str]
JOBS = frozenset({"economist", "analyst", "trader", "farmer"})
"""Words of no office, behind which a person may be named by one word."""


def by_class(table: str) -> dict[str, Forms]:
    """The forms of a table by class (a row may have several classes, parted by spaces)."""
    found: dict[str, set[str]] = {}
    for row in rows(table):
        for cls in row["class"].split():
            found.setdefault(cls, set()).add(row["form"])
    return {cls: frozenset(forms) for cls, forms in found.items()}


class Vocabulary:
    """Sets of lower-case words by their part in names; see the tables' headers.

    `head` ends or begins a body's name ("Bank", "Agency"), `of` may have "of ..." behind it, `tail` ends a name of a
    company ("Railways"), `facility` and `generic` make a name in lower case behind a proper word ("Ganja automobile
    plant", "Borivos company"), `official` makes one with its field alone ("finance ministry"), `openers` only
    say what the firm is ("Brewer Lida"); `legal` and `legal_before` are legal forms; `breaking` are the words of office
    at which a name ends ("Chairman").
    """

    def __init__(self) -> None:
        org = by_class("organisation_words")
        self.head = org["head"]
        self.of = org["of"] | org["official"]
        self.tail = org["tail"] | org["head"]
        self.facility = org["facility"]
        self.generic = org["generic"]
        self.official = org["official"]
        self.openers = org["opener"]
        self.members = org["members"]
        self.combined = org["combined"]
        self.legal = org["legal"]
        self.legal_openers = self.legal | frozenset("abcdefghijklmnopqrstuvwxyz")  # a letter: "S.p.A."
        self.legal_before = org["legal_before"]
        self.possessive = org["possessive"]
        self.bodies: Forms = frozenset(row["form"] for row in rows("organisation_words") if row["kind"] == "body")
        role = by_class("role_words")
        self.role = role["role"]
        self.plural = role["plural"]
        self.breaking = role["role"] - role["plural"] - role["soft"]
        self.crowned = role["crowned"]
        self.modifier = role["modifier"]
        self.portfolio = role["portfolio"]
        self.office = self.modifier | self.portfolio
        self.title = role["title"]
        self.before_person = self.title | self.breaking | JOBS
        self.ordinary = words("ordinary_words")
        names = by_class("first_names")
        self.given = names["given"]
        self.endings = tuple(ending[1:] for ending in names["ending"])
        self.particles = names["particle"]
        verbs = by_class("reporting_verbs")
        self.speech = verbs["speech"] - verbs["weak"]
        self.media = verbs["media"]
        self.tells = verbs["speech"]
        parts = by_class("name_words")
        self.function = parts["function"]
        self.fairs = parts["fair"]
        self.descent = parts["descent"]
        self.like_people = parts["firm"]  # firms that bear a person's name
        self.persons_verbs = parts["personal"]
        self.public_fields = parts["public_field"]
        self.bank_fields = parts["bank_field"]
        self.firms = by_class("citing_words")["body"]
        self.agencies = _agencies()


@cache
def vocabulary() -> Vocabulary:
    """The one vocabulary."""
    return Vocabulary()


def _agencies() -> dict[str, tuple[str, ...]]:
    """First word (lower case) -> the agencies and media whose names begin with it, longest first."""
    found: dict[str, list[str]] = {}
    for row in rows("agencies"):
        form = row["form"]
        found.setdefault(first_word(form), []).append(form)
    return {word: tuple(sorted(set(forms), key=lambda f: (-len(f), f))) for word, forms in found.items()}


@lru_cache(maxsize=1 << 14)
def first_word(text: str) -> str:
    """The first word of a name in lower case, up to a blank, hyphen, dot, slash or apostrophe."""
    for k, letter in enumerate(text):
        if not letter.isalnum():
            return text[:k].lower()
    return text.lower()
