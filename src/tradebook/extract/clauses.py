"""Where one sentence is two in all but their signs: both sides of a semicolon, or of a comma with "while", "but" or
"and", are clauses with a verb and a subject of their own, so that a reader takes the second as if a full stop stood
before it ("Exports rose 5% to $3m; imports fell"). In a list the members are no clauses ("Kenya, $3m; Uganda, $2m"),
and what leans on the words of the first stays with it ("; to Oman, 5%", ", while those to Oman fell")."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*|[,(]")

# Verbs in a finite form wherever they stand behind a subject; regular past forms are told by their end
_FINITE = frozenset(
    "is are was were has have had does did will would shall can could may might must should cannot isn't aren't "
    "wasn't weren't rose fell grew came went took made bought sold sent got gave paid stood sank slid shrank led "
    "lost won met became began saw said told hit held kept left ran drew brought built spent set put overtook "
    "rebounded says comes goes takes makes buys sells sends gets gives pays stands remains accounts covers gains "
    "belongs runs wants exceeds reaches amounts totals falls rises grows becomes includes expects plans hopes "
    "means follows leads ends "
    "closes produces assembles operates brings owns own hosts employs".split()
)
# A regular past form behind one of these belongs to the noun that follows: "the reported sum", "of processed cheese"
_BEFORE_NOUN = frozenset(
    "a an the its their his her our of to in on at by for from with and or as than other all some any most more , ( "
    "about under over per".split()
)
_NO_PAST = frozenset(
    "speed need seed feed indeed hundred red led bed shed exceed proceed succeed breed united reed weed".split()
)
_RELATIVE = frozenset("which who whom whose where that".split())
# What leans on the clause before has no subject of its own: "; of it 5% went", "; followed by", "; up 5%"
_NO_SUBJECT = frozenset(
    "followed up down worth including especially mainly mostly namely e.g i.e then up such compared".split()
)
_JOINING = frozenset("and but while whereas so or yet".split())
# What these tell is set against the clause before, and told only beside it: "; now its main buyers are"
_BESIDE = re.compile(
    r"\s*(?:and |but )?(?:now|today|the (?:former|latter)|its new|"
    r"the (?:largest|biggest|main)(?: ones)? (?:are|were))\b"
)


_TO_ANOTHER = re.compile(r"with (?:the )?[A-Z][\w.-]+(?: [A-Z][\w.-]+)?, ")  # another partner opens the clause
# What may part two clauses; behind the comma only where the second leans on nothing
_BORDER = re.compile(r";|, (?:while|whereas|but|and) ")
# An opening time or place, behind which the subject stands: "in 2022, the United States"
_SETTING = re.compile(r"(?:in|on|during|over|since|by)\b[^,;]{2,40}, ", re.IGNORECASE)
# Subjects that point back, or are told with the words of the clause before: "those fell", "imports rose", "its sales"
_LEANING = frozenset(
    "it they this these those that its their both each there here he she we our my i you then other others another "
    "only "
    "so such most half one more less all many much nobody none no not to from of up down by with for than last "
    "compared against".split()
)
_POINTS = re.compile(
    r"[\"“”]|\b(?:there|it|thereof|former|latter|same|this|these|(?<!ed )(?<!said )that|those|too|also|another|"
    r"respectively|the (?:fair|forum|expo|exhibition))\b"
)
_FLOWS = "(?:exports|imports|sales|shipments|supplies|deliveries|purchases|trade|turnover)"
# A flow without its partner takes that of the clause before: ", while Norwegian imports fell", "Hungary's were $5m"
_HALF = re.compile(
    rf"(?:the )?(?:[A-Z][\w.-]+(?: [A-Z][\w.-]+)?(?:['’]s?)? )?(?:(?:total|overall|own) )?{_FLOWS}\b"
    r"(?! (?:of \w+ )?(?:to|from|with)\b)|"
    r"(?:[^\W\d_][\w.-]* ){0,3}?[\w.-]+['’]s? (?:was|were|is|are|came|stood|rose|fell|grew|had|amounted)\b"
)
# A flow without its verb: ", and German imports from Brazil by 18 per cent"
_GAPPED = re.compile(rf"(?:[\w.'’-]+ ){{0,4}}?{_FLOWS}(?: (?:to|from) (?:the )?[A-Z][\w.-]+(?: [A-Z][\w.-]+)?)? by \d")
# A first clause that opens with one of these is none by itself, or sets the measure of both
_SUBORDINATE = re.compile(
    r"(?:if|when|as|although|though|while|because|since|after|before|compared|unlike)\b", re.IGNORECASE
)


# The time at the end of the second clause is that of the first too where that has none: "rose, while tea fell in May"
_TIME = re.compile(
    r"\b(?:(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October|November|December|year|"
    r"quarter|half|months?|season|week|[A-Z][a-z]+day)\b"
)
_GROWS = re.compile(r"\d ?(?:%|percent|per cent|pct|million|billion|tonnes|tons)")


def parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences in all but their signs of the sentence `text[start:end]`, without what parts them."""
    borders = [(m.start(), m.end()) for m in _BORDER.finditer(text, start, end)]
    at = start
    for k, (border, behind) in enumerate(borders):
        stop = borders[k + 1][0] if k + 1 < len(borders) else end
        if text.count("(", at, border) > text.count(")", at, border) or not _is_clause(text, at, border):
            continue
        if text[border] == ";":
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
    if _TO_ANOTHER.match(text, behind, end) is not None:
        return False
    if _SUBORDINATE.match(text, start) is not None or _POINTS.search(text, behind, end) is not None:
        return True
    setting = _SETTING.match(text, behind, end)
    at = setting.end() if setting is not None else behind
    first = _WORD.match(text, at, end)
    if first is None or first[0].lower() in _LEANING or _HALF.match(text, at, end) is not None:
        return True
    if _GAPPED.match(text, at, end) is not None:
        return True
    undated = _TIME.search(text, start, behind) is None and _GROWS.search(text, start, behind) is not None
    return undated and setting is None and _TIME.search(text, at, end) is not None


def _is_clause(text: str, start: int, end: int, *, joined: bool = False) -> bool:
    """Whether `text[start:end]` has a subject and, behind it and outside relative clauses, a finite verb; `joined`
    where it is the second of two."""
    before = ""
    relative = False
    for m in _WORD.finditer(text, start, end):
        word = m[0].lower()
        if not before:
            if word in _JOINING or word == ",":
                continue
            if (joined and word in _NO_SUBJECT) or word in _RELATIVE or word in _FINITE:
                return False
        elif word in _RELATIVE:
            if word == "that" and before in _SAYING:
                return True
            relative = word != "that" or before not in _SAID
        elif word in {",", "("}:
            relative = False
        elif (word in _FINITE and m[0] != "May") or _is_past(word, before):
            if not relative:
                return True
            relative = False  # "the flour that Turkey sends abroad |ends up|"
        before = word
    return False


_SAYING = frozenset("reports report shows show suggests suggest indicates indicate estimates estimate notes".split())
_SAID = frozenset("said says told added reported noted stated announced".split())


def _is_past(word: str, before: str) -> bool:
    return word.endswith("ed") and len(word) > 3 and word not in _NO_PAST and before not in _BEFORE_NOUN
