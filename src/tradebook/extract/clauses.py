"""Where one sentence is two in all but their signs: both sides of a semicolon, or of a comma with "while", "but" or
"and", are clauses with a verb and a subject of their own, so that a reader takes the second as if a full stop stood
before it ("Exports rose 5% to $3m; imports fell"). In a list the members are no clauses ("Kenya, $3m; Uganda, $2m"),
and what leans on the words of the first stays with it ("; to Oman, 5%", ", while those to Oman fell").

Sentences are parted before there are items, so the rules stand over the text; their words are those of
`tables/clause_words.csv`:

    finite       verbs in a finite form wherever they stand behind a subject; regular past forms are told by their end
    before_noun  words behind which a regular past form belongs to the noun: "|the| reported sum"
    no_past      nouns and adjectives that end like a past form: "seed"
    no_subject   words that open what has no subject of its own, and so leans on the clause before: "; |followed| by"
    leaning      subjects that point back, or are told with the words of the clause before: "|those| fell"
    subordinate  words that open a clause that is none by itself, or sets the measure of both
    flow         words for trade: a flow without its partner takes that of the clause before
    saying       verbs behind which "that" opens what is said: the clause goes on
    telling      verbs whose "that" ends their own clause: "the report |shows| that"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tradebook.extract.tables import rows


@cache
def _words(cls: str) -> frozenset[str]:
    return frozenset(row["form"] for row in rows("clause_words") if row["class"] == cls)


_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*|[,(]")
_SIGNS = frozenset({",", "("})
_RELATIVE = frozenset("which who whom whose where that".split())
_JOINING = frozenset("and but while whereas though although so or yet".split())
# What these tell is set against the clause before, and told only beside it: "; now its main buyers are"
_BESIDE = re.compile(
    r"\s*(?:and |but )?(?:now|today|the (?:former|latter)|its new|"
    r"the (?:largest|biggest|main)(?: ones)? (?:are|were))\b"
)
_TO_ANOTHER = re.compile(r"with (?:the )?[A-Z][\w.-]+(?: [A-Z][\w.-]+)?, ")  # another partner opens the clause
# What may part two clauses; behind the comma only where the second leans on nothing
_BORDER = re.compile(
    r";|, (?:while|whereas|but|and|though|although) |, (?=(?:it|they) (?:was|were|represented|marked) )|"
    r": (?=(?:it|they) (?:sold|bought|exported|imported|shipped|supplied|took) )"
)
# An opening time or place, behind which the subject stands: "in 2022, the United States"
_SETTING = re.compile(r"(?:in|on|during|over|since|by)\b[^,;]{2,40}, ", re.IGNORECASE)
_POINTS = re.compile(
    r"[\"“”]|\b(?:there|it|thereof|former|latter|same|this|these|(?<!ed )(?<!said )that|those|too|also|another|"
    r"respectively|the (?:fair|forum|expo|exhibition))\b"
)
# "while |a year earlier it stood at| $5m": the same of another time, as a sentence of its own would tell it
_OTHER_TIME = re.compile(
    r"(?:in (?:[A-Z][a-z]+ )?\d{4},?|(?:a|one|the) (?:year|month|quarter) (?:earlier|before|ago),?|last year,?) "
    r"it (?:was|stood|had been|came|amounted|totall?ed|reached)\b"
)
# "|it was 7 percent higher| than the $1.2 billion of the quarter before": the same held against another time
_COMPARED = re.compile(
    r"(?:it|they|this|that|the (?:figure|total|value|volume|amount)) (?:was|were|is|are|represented|represents|marked|"
    r"remained)(?: still)?(?: (?:about|some|around|nearly|almost|up|down|an?))?(?: sharp| slight)? ?\d[\d.,]* ?"
    r"(?:%|per ?cent|pct)"
)
# The time at the end of the second clause is that of the first too where that has none: "rose, while tea fell in May"
_TIME = re.compile(
    r"\b(?:(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October|November|December|year|"
    r"quarter|half|months?|season|week|[A-Z][a-z]+day)\b"
)
_GROWS = re.compile(r"\d ?(?:%|percent|per cent|pct|million|billion|tonnes|tons)")


@cache
def _half() -> re.Pattern[str]:
    """A flow without its partner, that takes that of the clause before: ", while Norwegian imports fell", "Hungary's
    were $5m"."""
    return re.compile(
        rf"(?:the )?(?:[A-Z][\w.-]+(?: [A-Z][\w.-]+)?(?:['’]s?)? )?(?:(?:total|overall|own) )?{_any('flow')}\b"
        r"(?! (?:of \w+ )?(?:to|from|with)\b)|"
        r"(?:[^\W\d_][\w.-]* ){0,3}?[\w.-]+['’]s? (?:was|were|is|are|came|stood|rose|fell|grew|had|amounted)\b"
    )


@cache
def _speaks_of_trade() -> re.Pattern[str]:
    """Words of trade, or verbs of it, in the clause before: "Oman took 5 percent" has no partner for the next one."""
    return re.compile(rf"\b(?:{_any('flow')}|[a-z]*(?:port|purchas|suppl|ship|sold|sell|bought|buy)\w*)\b", re.I)


@cache
def _gapped() -> re.Pattern[str]:
    """A flow without its verb: ", and German imports from Brazil by 18 per cent"."""
    partner = r" (?:to|from) (?:the )?[A-Z][\w.-]+(?: [A-Z][\w.-]+)?"
    return re.compile(rf"(?:[\w.'’-]+ ){{0,4}}?{_any('flow')}(?:{partner})? by \d")


@cache
def _subordinate() -> re.Pattern[str]:
    return re.compile(rf"{_any('subordinate')}\b", re.IGNORECASE)


def _any(cls: str) -> str:
    return f"(?:{'|'.join(sorted(_words(cls)))})"


def parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences in all but their signs of the sentence `text[start:end]`, without what parts them."""
    borders = [(m.start(), m.end()) for m in _BORDER.finditer(text, start, end)]
    at = start
    for k, (border, behind) in enumerate(borders):
        stop = borders[k + 1][0] if k + 1 < len(borders) else end
        if text.count("(", at, border) > text.count(")", at, border) or not _is_clause(text, at, border):
            continue
        if text[border] == ":":  # "Peru became the top supplier: it sold goods worth $4m"
            apart = _is_clause(text, behind, stop, joined=True)
        elif text[border] == ";":
            apart = _BESIDE.match(text, behind, end) is None and _is_clause(text, behind, stop, joined=True)
        else:
            apart = not _leans(text, at, border, behind, stop) and _is_clause(text, behind, stop, joined=True)
        if apart:
            yield at, border
            at = behind
    yield at, end


def may_part(text: str, start: int, end: int) -> bool:
    """Whether a sign stands in `text[start:end]` that may part two clauses."""
    return _BORDER.search(text, start, end) is not None


def _leans(text: str, start: int, border: int, behind: int, end: int) -> bool:
    """Whether the clause from `behind` is read with the words of the one from `start`."""
    if text.startswith(", and", border) and text.find(", ", start, border) >= 0:
        return True  # of a list the last member
    if _COMPARED.match(text, behind, end) is not None:
        return _GROWS.search(text, start, border) is None
    if text[border:behind] == ", ":
        return True  # no word joins them
    if _TO_ANOTHER.match(text, behind, end) is not None or _OTHER_TIME.match(text, behind, end) is not None:
        return False
    if _subordinate().match(text, start) is not None or _POINTS.search(text, behind, end) is not None:
        return True
    setting = _SETTING.match(text, behind, end)
    at = setting.end() if setting is not None else behind
    first = _WORD.match(text, at, end)
    if first is None or first[0].lower() in _words("leaning"):
        return True
    if _half().match(text, at, end) is not None and _speaks_of_trade().search(text, start, border) is not None:
        return True
    if _gapped().match(text, at, end) is not None:
        return True
    if text.find("tender", at, end) >= 0:
        return False  # each tender has a day of its own on which it closes
    undated = _TIME.search(text, start, behind) is None and _GROWS.search(text, start, behind) is not None
    return undated and setting is None and _TIME.search(text, at, end) is not None


def _is_clause(text: str, start: int, end: int, *, joined: bool = False) -> bool:
    """Whether `text[start:end]` has a subject and, behind it and outside relative clauses, a finite verb; `joined`
    where it is the second of two."""
    finite = _words("finite")
    before = ""
    relative = False
    for m in _WORD.finditer(text, start, end):
        word = m[0].lower()
        if not before:
            if word in _JOINING or word == ",":
                continue
            if (joined and word in _words("no_subject")) or word in _RELATIVE or word in finite:
                return False
        elif word in _RELATIVE:
            if word == "that" and before in _words("telling"):
                return True
            relative = word != "that" or before not in _words("saying")
        elif word in _SIGNS:
            relative = False
        elif (word in finite and m[0] != "May") or _is_past(word, before):
            if not relative:
                return True
            relative = False  # "the flour that Turkey sends abroad |ends up|"
        before = word
    return False


def _is_past(word: str, before: str) -> bool:
    if not word.endswith("ed") or len(word) <= 3 or word in _words("no_past"):
        return False
    return before not in _SIGNS and before not in _words("before_noun")
