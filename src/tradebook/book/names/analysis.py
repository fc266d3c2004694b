"""A name made comparable: what tells its body from all others, with case, legal form, language and romanisation taken
off. Pure.

Two names whose keys are equal are spellings of one name. What a key drops is only what never tells two bodies of a
country apart; every number, place and distinguishing word stays in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from tradebook.book.names import tables
from tradebook.places import words as place_words

LONGEST = 400  # characters of a name that are compared; of a longer one a hash of the whole is compared too
Sort = Literal["body", "person"]


class Analysed(Struct, frozen=True):
    """A name, comparable. `words` tell it from others; `country` is the one told, else the one that it names, else "";
    `form` the class of its legal form, "" where it has none; `short` the acronym that stands in brackets behind it;
    `distinct` says that a word of it is a proper name, so that it is hardly borne by two; `official` that its body is
    an office of state, of which every country has one."""

    sort: Sort
    words: tuple[str, ...]
    country: str
    form: str = ""
    legal: tuple[str, ...] = ()
    short: str | None = None
    acronym: bool = False
    distinct: bool = False
    official: bool = False

    @property
    def key(self) -> str:
        """The words as one string."""
        return " ".join(self.words)


class _Token(Struct, frozen=True):
    raw: str
    plain: str


_POINTS = re.compile(r"\b(?:[^\W\d_]\.\s?){2,}(?:[^\W\d_]\b)?")
_TOKEN = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_ACRONYM = re.compile(r"[^\W\d_][\w&.\-]{1,11}$")
_QUOTED_MARKS = re.compile(r"[’'ʻʼ‘`ʹʺ′](?=\w)")
_ROMAN = {"II": "2", "III": "3", "IV": "4", "VI": "6", "VII": "7", "VIII": "8", "IX": "9"}
_NUMBER_WORDS = frozenset({"no", "nr", "num", "number"})
STOP = frozenset("of the and for de do da du des dos del la le les und et ve fur im in at y e".split())
_LONGEST_PLACE = 6  # words


def plain(word: str) -> str:
    """`word` in lower case and in the 26 Latin letters where it is of a known alphabet, without accents."""
    if word.isascii():
        return word.lower()
    composed = unicodedata.normalize("NFC", word).replace("İ", "i").casefold()
    return tables.unaccented(composed.translate(tables.romanised())).translate(tables.romanised())


@lru_cache(maxsize=1024)
def skeleton(word: str) -> str:
    """A plain `word` as all its romanisations have it in common: Myatlikov and Miatlikov are both "miatlikov"."""
    if len(word) < 4 or not word.isalpha():
        return word
    for letters, as_ in tables.letters():
        if letters in word:
            word = word.replace(letters, as_)
    word = re.sub(r"ah$", "a", word)
    return re.sub(r"([^a])\1+", r"\1", word)  # "aa" stays: Shaanxi is not Shanxi


@lru_cache(maxsize=8192)
def analyse(name: str, country: str = "", sort: Sort = "body") -> Analysed:
    """`name` made comparable; `country` is the code that is told with it, "" where none is."""
    return _person(name, country) if sort == "person" else _body(name, country)


def bare_words(name: str) -> list[str]:
    """The plain words of a body's name, without its legal forms and an acronym in brackets."""
    return [t.plain for t in _without_legal_forms(_tokens(_without_brackets(name[:LONGEST])[1]))[0]]


def key_of(name: str) -> str:
    """The key of a body's name as a person asks for it."""
    return analyse(" ".join(name.split())).key


# Bodies


def _body(name: str, country: str) -> Analysed:
    name = " ".join(unicodedata.normalize("NFC", name).split())
    short, rest = _without_brackets(name[:LONGEST])
    tokens = _tokens(rest)
    tokens, legal = _without_legal_forms(tokens)
    words = _translated(tokens)
    heads = tables.heads()
    classes = {heads[w][1] for w in words if w in heads}
    official = "official" in classes or ("bank" in classes and not {"central", "national", "reserve"}.isdisjoint(words))
    words = _with_countries(words, official)
    named = {w[1:] for w in words if w[:1] == "@"} or _seats(words)
    home = country or (next(iter(named)) if len(named) == 1 else "")
    core = _shortened(_core(words, home, official), name)
    kinds = {tables.legal_forms()[form].kind for form in legal} - {""}
    return Analysed(
        sort="body",
        words=core,
        country=home,
        form=min(kinds) if len(kinds) == 1 else "",
        legal=tuple(" ".join(form) for form in legal),
        short=short,
        acronym=len(tokens) == 1 and _is_acronym(tokens[0].raw),
        distinct=any(_is_proper(w) for w in core),
        official=official,
    )


def _shortened(words: Sequence[str], name: str) -> tuple[str, ...]:
    """The words of a name; of a very long one the first, with a hash of it all; never none."""
    words = tuple(words) or (name,)
    if len(name) <= LONGEST and sum(map(len, words)) + len(words) <= LONGEST:
        return words
    return (*(w for w in words[:20] if len(w) < 15), f"#{hash_of(name)}")


def hash_of(text: str) -> str:
    """16 hexadecimal digits that stand for `text`."""
    import hashlib

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _without_brackets(name: str) -> tuple[str | None, str]:
    """The acronym in brackets, and the name without it and without what a bracket says of an earlier name."""
    short: list[str] = []

    def _take(found: re.Match[str]) -> str:
        inside = found[1].strip()
        if _is_acronym(inside) and name[: found.start()].strip() and not _is_form(inside):
            short.append(inside)
            return " "
        return " " if re.match(r"(?:formerly|former|ex-|previously|now)\b", inside, re.I) else f" {inside} "

    rest = _BRACKETS.sub(_take, name)
    return (short[0] if short else None), rest


def _is_acronym(word: str) -> bool:
    return bool(_ACRONYM.match(word)) and sum(c.isupper() for c in word) >= 2 and len(word.replace(".", "")) >= 2


def _is_form(word: str) -> bool:
    return tuple(plain(w) for w in _TOKEN.findall(word.replace(".", ""))) in tables.legal_forms()


def _tokens(name: str) -> list[_Token]:
    name = _POINTS.sub(lambda m: m[0].replace(".", "").replace(" ", "").upper() + " ", name)
    name = _QUOTED_MARKS.sub("", name).replace("&", " and ").replace("+", " plus ")
    return [_Token(raw, plain(raw)) for raw in _TOKEN.findall(name)]


def _without_legal_forms(tokens: list[_Token]) -> tuple[list[_Token], list[tuple[str, ...]]]:
    """The tokens without the legal forms at either end, and the forms; a name that is nothing else stays whole."""
    found: list[tuple[str, ...]] = []
    whole = tokens
    while True:
        form = _form_at(tokens, at_end=True) or _form_at(tokens, at_end=False)
        if form is None:
            return (tokens, found) if tokens else (whole, [])
        words, from_end = form
        tokens = tokens[: -len(words)] if from_end else tokens[len(words) :]
        found.append(words)


def _form_at(tokens: list[_Token], *, at_end: bool) -> tuple[tuple[str, ...], bool] | None:
    forms = tables.legal_forms()
    for size in range(min(6, len(tokens) - 1), 0, -1):
        part = tokens[-size:] if at_end else tokens[:size]
        words = tuple(t.plain for t in part)
        form = forms.get(words)
        if form is None or (form.capitals and not all(_is_capital(t.raw) for t in part)):
            continue
        if at_end or form.before:
            return words, at_end
    return None


def _is_capital(word: str) -> bool:
    """ "AS", "SpA"; a form with points counts as written so, whatever its case."""
    return word.isupper() or (len(word) < 4 and sum(c.isupper() for c in word) > 1)


def _translated(tokens: list[_Token]) -> list[str]:
    """The words with general ones taken for their English twins, numbers as digits."""
    words = [_ROMAN.get(t.raw, t.plain) if at else t.plain for at, t in enumerate(tokens)]
    words = [
        w
        for at, w in enumerate(words)
        if not (w in _NUMBER_WORDS and words[at + 1 : at + 2] and words[at + 1].isdigit())
    ]
    words = _replaced(words, tables.phrases())
    heads = tables.heads()
    return [heads[w][0] if w in heads else w for w in words]


def _replaced(words: list[str], table: dict[tuple[str, ...], tuple[str, ...]]) -> list[str]:
    starts = _starts(id(table), table)
    found: list[str] = []
    at = 0
    while at < len(words):
        longest = starts.get(words[at], 0)
        for size in range(min(longest, len(words) - at), 0, -1):
            twin = table.get(tuple(words[at : at + size]))
            if twin is not None:
                found += twin
                at += size
                break
        else:
            found.append(words[at])
            at += 1
    return found


_STARTS: dict[int, dict[str, int]] = {}


def _starts(key: int, table: dict[tuple[str, ...], tuple[str, ...]]) -> dict[str, int]:
    """First word -> the most words of an entry of the table (one that lives as long as the process) that begins so."""
    if key not in _STARTS:
        found: dict[str, int] = {}
        for words in table:
            found[words[0]] = max(len(words), found.get(words[0], 0))
        _STARTS[key] = found
    return _STARTS[key]


@cache
def _country_names() -> tuple[dict[tuple[str, ...], tuple[str, ...]], dict[tuple[str, ...], tuple[str, ...]]]:
    """Words of a country's name or demonym -> its code behind "@": those that are always its, and all."""
    sure: dict[tuple[str, ...], set[str]] = {}
    every: dict[tuple[str, ...], set[str]] = {}
    for entry in place_words():
        if entry.form not in ("name", "demonym"):
            continue
        folded = _place_key(entry.word)
        if folded and len(folded) <= _LONGEST_PLACE:
            every.setdefault(folded, set()).add(entry.code)
            sure.setdefault(folded, set()).update({"", entry.code} if entry.needs_context else {entry.code})
    return _only(sure), _only(every)


def _only(found: dict[tuple[str, ...], set[str]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {words: (f"@{next(iter(codes))}",) for words, codes in found.items() if len(codes) == 1 and "" not in codes}


def _place_key(word: str) -> tuple[str, ...]:
    heads = tables.heads()
    plain_words = [plain(w) for w in _TOKEN.findall(word.replace("&", " and ").replace(".", ""))]
    return tuple(heads[w][0] if w in heads else w for w in plain_words)


@cache
def _seat_names() -> dict[tuple[str, ...], str]:
    """Words of a city or an area that is one country's -> its code."""
    found: dict[tuple[str, ...], set[str]] = {}
    for entry in place_words():
        if entry.form in ("capital", "city", "area"):
            codes = found.setdefault(_place_key(entry.word), set())
            codes.update({entry.code, ""} if entry.needs_context else {entry.code})
    return {words: next(iter(codes)) for words, codes in found.items() if len(codes) == 1 and "" not in codes and words}


def _with_countries(words: list[str], official: bool) -> list[str]:
    sure, every = _country_names()
    return _replaced(words, every if official else sure)


def _seats(words: Sequence[str]) -> set[str]:
    """The countries of the cities and areas among the words."""
    seats = _seat_names()
    found = set()
    for at in range(len(words)):
        for size in (3, 2, 1):
            if code := seats.get(tuple(words[at : at + size])):
                found.add(code)
                break
    return found


def _core(words: Iterable[str], home: str, official: bool) -> tuple[str, ...]:
    """The words that count: an office's own country says nothing, and neither does the order of its words."""
    heads = _head_words()
    kept = [w for w in words if w not in STOP]
    if official:
        kept = [w for w in kept if w != f"@{home}"] or kept
    core = [w if w[:1] == "@" or w in heads else skeleton(w) for w in kept]
    if official:
        core = sorted(set(core))
    return tuple(core) or tuple(words)


@cache
def _head_words() -> frozenset[str]:
    return frozenset(means for means, _ in tables.heads().values())


@cache
def _known_words() -> frozenset[str]:
    """Words that are no proper names of bodies: general words, ordinary words, places."""
    from tradebook.extract.tables import words

    found = set(_head_words() | STOP)
    for table in ("ordinary_words", "plain_words"):
        found.update(word for form in words(table) for word in plain(form).split())
    found.update(word for key in _seat_names() for word in key)
    return frozenset(found | {skeleton(word) for word in found})


def _is_proper(word: str) -> bool:
    return word[:1] != "@" and not word[:1].isdigit() and word not in _known_words() and len(word) > 1


def is_known_word(word: str) -> bool:
    """Whether a word of a key is a general word, an ordinary word, a place or a number."""
    return not _is_proper(word)


# People

_PATRONYMIC = re.compile(r".{3,}(?:ovich|evich|ovna|evna|ovych|evych|ivna|avich|ichna)$")
_SON_OF = frozenset({"oglu", "ogly", "ogli", "oghlu", "uly", "kyzy", "qizi", "kizi", "gizi"})
_PARTICLES = frozenset({"al", "el", "ul"})


def _person(name: str, country: str) -> Analysed:
    name = " ".join(unicodedata.normalize("NFC", name).split())
    words = [t.plain for t in _tokens(_BRACKETS.sub(" ", name[:LONGEST]))]
    kept = [w for w in words if w not in tables.titles()] or words
    if len(kept) > 2:
        kept = [w for at, w in enumerate(kept) if at == 0 or not _PATRONYMIC.match(w)]
    kept = _without_fathers(kept)
    if len(kept) > 1:
        kept = [w for w in kept if w not in _PARTICLES] or kept
    given = tables.given_names()
    core = _shortened(sorted(given.get(w) or _surname(w) for w in kept), name)
    full = len(core) > 1 and all(len(w) > 1 for w in core)
    common = set(given.values())
    return Analysed(
        sort="person",
        words=core,
        country=country,
        distinct=full and any(w not in common for w in core),
    )


def _without_fathers(words: list[str]) -> list[str]:
    """Without "Ilham oglu": the father's name and the word for son or daughter."""
    if len(words) > 3 and words[-1] in _SON_OF:
        return words[:-2]
    return words


def _surname(word: str) -> str:
    word = re.sub(r"(?<=[oe])(?:ff|w)$", "v", word)
    return skeleton(re.sub(r"enka$", "enko", word))  # Belarusian spells the o without stress as a
