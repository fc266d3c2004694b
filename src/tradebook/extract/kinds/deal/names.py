"""Names of firms and bodies in a row of items: where they begin and end, what only stands beside them."""

from __future__ import annotations

import re
from functools import cache

from tradebook.extract.items import Item
from tradebook.extract.kinds.deal.firms import known_country
from tradebook.extract.kinds.deal.name_lands import firm_of_land
from tradebook.extract.kinds.deal.wording import NAMES, word_class
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.tables import words
from tradebook.places import is_group

NAMELESS = frozenset(
    {
        "unit",
        "government",
        "federal government",
        "central government",
        "royal government",
        "open",
        "closed",
        "joint-stock company",
        "joint stock company",
        "limited liability company",
        "open joint-stock company",
        "closed joint-stock company",
        "govt",
        "ministry",
        "state",
        "company",
        "parliament",
        "authorities",
        "officials",
        "republic",
        "cabinet",
        "phase",
        "lot",
        "package",
        "stage",
        "cif",
        "fob",
        "cfr",
        "c&f",
        "cnf",
        "cpt",
        "dap",
    }
)
DESCRIBED = frozenset(
    "directorate railway railways grid utility company buyer carrier airline operator importer bank".split()
)


def acts_at(items: list[Item], k: int) -> bool:
    """Whether a verb of deals stands at `k`, or right behind an auxiliary there."""
    k += lower_at(items, k) in _AUXILIARIES
    return any(items[k].is_(c) for c in ("deal_do", "deal_win", "deal_buy", "deal_give")) if k < len(items) else False


def land_behind(items: list[Item], i: int, stop: int) -> bool:
    """Whether a country's name right behind capitalised words ends the name of a body that then acts."""
    return (
        items[i].kind == "w"
        and kind_at(items, stop) == "PLACE"
        and items[stop].value.form == "name"
        and items[stop].start == items[stop - 1].end + 1
        and (kind_at(items, stop + 1) == "CUE" or lower_at(items, stop + 1) in _AUXILIARIES)
    )


def only_kind(items: list[Item], i: int, stop: int) -> bool:
    """Whether the words from `i` on only say what the body is that is named right behind them: "National Company
    [Kazakhstan Temir Zholy]"."""
    if kind_at(items, stop) not in NAMES or items[stop].start != items[stop - 1].end + 1:
        return False
    return {word.lower() for item in items[i:stop] for word in item.text.split(" ")} <= _KINDS_OF_FIRM


_KINDS_OF_FIRM = frozenset("national company joint stock state enterprise corporation jsc holding group public".split())


def nation_behind(items: list[Item], i: int, stop: int) -> bool:
    """Whether a nationality ends the name that begins at `i`: "Royal Jordanian" before a verb, preposition or stop."""
    if items[i].kind not in NAMES or kind_at(items, stop) != "DEM" or items[stop].start != items[stop - 1].end + 1:
        return False
    behind = lower_at(items, stop + 1)
    return kind_at(items, stop + 1) in {"", "p", "CUE", "PER"} or behind in _BEHIND_NAMES


_BEHIND_NAMES = frozenset("to for in on at and with from by of under".split())


def opens_name(items: list[Item], k: int) -> bool:
    """Whether the nationality at `k` is the first word of a firm's name: "Arab Contractors", "with Saudi Aramco"."""
    behind = k + 1 < len(items) and items[k + 1].start == items[k].end + 1
    if behind and is_group(items[k].value.code):
        return (kind_at(items, k + 1) in NAMES or capital_word(items, k + 1)) and name_length(items, k + 1) > 0
    return items[k].text == "Saudi" and behind and kind_at(items, k + 1) in NAMES and lower_at(items, k - 1) != "the"


def is_owned_acronym(items: list[Item], k: int) -> bool:
    """Whether capitals that also name a good stand for a firm at `k`: a country owns them ("Serbia's EPS won")."""
    return kind_at(items, k) == "GOOD" and items[k].text.isupper() and owned_by_country(items, k)


def capital_before(items: list[Item], i: int) -> bool:
    """Whether a common word that opens the name at `i` stands before it with a capital, as nothing else asks for one
    there: "Greek shipowner Global Chartering"."""
    k = i - 1
    if (
        k < 1
        or i >= len(items)
        or kind_at(items, k) != "w"
        or items[k].end + 1 != items[i].start
        or items[k].lower in _SMALL
    ):
        return False
    before = items[k - 1]
    return items[k].text.istitle() and before.text[:1].islower() and before.lower in word_class("generic")


_PARTICLES = frozenset("Van De La Le El Al Los Las Del Der Den Ter Dos Das Da Di Du San Santa Saint".split())


def particle_before(items: list[Item], i: int) -> bool:
    """Whether a capitalised particle right before the name at `i` belongs to it: "Van Houdt Fruit"."""
    before = items[i - 1] if i else None
    return (
        before is not None
        and before.text in _PARTICLES
        and before.kind in ("w", "GOOD")
        and before.end + 1 == items[i].start
    )


def capital_cue(items: list[Item], k: int) -> bool:
    """Whether a capitalised word of the grammar begins a name at `k`: "Romanian partner Construct Vest"."""
    if items[k].kind != "CUE" or not items[k].text.istitle() or " " in items[k].text:
        return False
    before = lower_at(items, k - 1)
    led = items[k - 1].kind == "DEM" or before in word_class("generic") or before in {"partner", "s"}
    return led and kind_at(items, k + 1) in {"NAME", "ORG", "w"} and name_length(items, k + 1) > 0


_AUXILIARIES = frozenset("has have had will would is was said says".split())


_TITLES = frozenset({"CEO", "CFO", "COO", "CTO", "MD", "PM", "MP"})


def names_nobody(items: list[Item], i: int, stop: int) -> bool:
    """Whether a name is an officer of a list, an office ("said CEO Anna Lind") or the model of what is counted ("18
    Bohdana howitzers")."""
    if listed_officer(items, i, stop) or (stop == i + 1 and items[i].text in _TITLES):
        return True
    counted = kind_at(items, i - 1) == "NUM" and kind_at(items, stop) == "GOOD" and items[i].kind == "NAME"
    return counted and known_country(items[i].text) is None


def ticker(items: list[Item], k: int) -> int:
    """The index behind a stock market's sign at `k` ("Alsthom <ALSF.PA>"), or `k`: it is no name and no country."""
    for j in range(k + 1, min(len(items), k + 7)):
        if items[j].lower == ">":
            inside = "".join(i.text for i in items[k + 1 : j])
            return j + 1 if inside.isupper() and len(inside) <= 8 else k
    return k


def behind_aside(items: list[Item], k: int) -> int:
    """The index behind a sign or bracket at `k` that names no side, or `k`."""
    if items[k].lower == "<":
        return ticker(items, k)
    if (behind := _behind_other_name(items, k)) > k:
        return behind
    return _source_or_sign(items, k) if items[k].lower in OPENING else k


_CLOSING = {",": ",", "(": ")", "–": "–", "—": "—"}


def _behind_other_name(items: list[Item], k: int) -> int:
    """The index behind an aside that opens at `k` with another name of the same body (", renamed X this month,",
    "(formerly X)", ", also known as X,"), or `k`."""
    closing = _CLOSING.get(items[k].lower)
    if closing is None or not k:
        return k
    first, second = lower_at(items, k + 1), lower_at(items, k + 2)
    if first not in _ONCE and not (first in {"now", "also", "once", "then", "better"} and second in _CALLED):
        return k
    named = False
    for j in range(k + 2, min(len(items), k + 12)):
        if items[j].lower == closing:
            return j + 1 if named else k
        named = named or items[j].kind in NAMES or (items[j].kind in ("w", "CUE") and items[j].text[:1].isupper())
    return k


_ONCE = frozenset("renamed formerly previously rebranded known".split())
_CALLED = frozenset("known called renamed named trading".split())
_OFFICES = frozenset("minister ministers secretary ambassador governor director commissioner".split())


def behind_office(items: list[Item], k: int) -> int:
    """The index behind a minister's field and name at `k` ("Minister of Food, Agriculture and Light Industry Ana
    Lind"), or `k`: they name no side."""
    if items[k].lower not in _OFFICES or lower_at(items, k + 1) not in {"of", "for"} or not items[k].text[0].isupper():
        return k
    j = k + 2
    while j < len(items) and (
        (items[j].text[:1].isupper() and items[j].kind in ("w", "CUE", "GOOD", "ORG", "NAME"))
        or lower_at(items, j) in {",", "and", "&", "of", "the"}
    ):
        j += 1
    named = kind_at(items, j) == "PERSON"
    if not named and not (j > k + 3 and (kind_at(items, j) == "CUE" or items[j - 1].kind == "w")):
        return k
    while lower_at(items, j - 1) in {",", "and", "of", "the"} and not named:
        j -= 1
    return j + named


OFFICE_HOLDERS = frozenset(
    "governments ministers premiers presidents secretaries governors chancellors ambassadors".split()
)


def listed_officer(items: list[Item], i: int, stop: int) -> bool:
    """Whether a name of two words is that of a person whose office is told before a comma: "the vice premiers of both
    countries, Serik Alim and Jamshid Khojaev,"."""
    if kind_at(items, i) != "NAME" or items[i].text.count(" ") != 1 or stop != i + 1:
        return False
    k = i - 1
    while k > 0 and (kind_at(items, k) in {"NAME", "PERSON", "PLACE", "DEM"} or lower_at(items, k) in _IN_LIST):
        k -= 1
    told = any(lower_at(items, j) == "," for j in range(k + 1, i))
    return told and items[k].lower.rsplit(" ", 1)[-1] in OFFICE_HOLDERS


_IN_LIST = frozenset("of both the two countries and , states nations sides".split())


def titled_behind(items: list[Item], stop: int) -> bool:
    """Whether an office right behind the name that ends before `stop` shows a person: "Jiang Yao, Chinese Vice Minister
    of Commerce,"."""
    if lower_at(items, stop) != ",":
        return False
    k = stop + 1
    while k < stop + 5 and (kind_at(items, k) in ("DEM", "PLACE") or lower_at(items, k) in _RANKS):
        k += 1
    return kind_at(items, k) in ("w", "ORG", "NAME") and lower_at(items, k).split(" ")[0] in _OFFICES


_RANKS = frozenset(
    "the vice deputy first state senior foreign finance trade prime industry energy agriculture s ' ’".split()
)
OPENING = frozenset({"(", "["})
BRACKET = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")  # "Kenya Railways (KR)"


def behind_bracket(items: list[Item], k: int) -> int:
    """The index behind the short bracket that opens at `k` with another name of the same ("(KTZ)", "(ASX: EGR)"),
    or `k`."""
    for j in range(k + 1, min(len(items), k + 7)):
        if items[j].lower in {")", "]"}:
            return j + 1
        if items[j].kind in ("AMT", "QTY", "PER", "PCT"):
            break
    return k


def _source_or_sign(items: list[Item], k: int) -> int:
    """The index behind the bracket at `k` where it names an agency ("(VNA) -") or a stock market's sign
    ("(ASX: EGR)"), or `k`."""
    behind = behind_bracket(items, k)
    if behind == k:
        return k
    source = k <= 6 and lower_at(items, behind) in {"-", "–", "—"}
    return behind if source or any(i.lower == ":" for i in items[k:behind]) else k


BOARD = re.compile(r"^(?:Executive |Governing )?Board of (?:Executive )?(?:Directors|Governors) of (?:the )?")


_LEADS = frozenset("flagship subsidiary unit arm affiliate".split())


def only_leads(items: list[Item], stop: int) -> bool:
    """Whether the name that ends before `stop` only says whose firm or on which exchange the one behind it is."""
    if lower_at(items, stop) == "-" and lower_at(items, stop + 1) in {"listed", "quoted", "backed"}:
        return True
    behind = items[stop + 1 : stop + 2]
    if lower_at(items, stop) not in _LEADS or not behind:
        return False
    return behind[0].text[:1].isupper() or (behind[0].lower == "," and _opens_aside(items, stop - 2))


def _opens_aside(items: list[Item], k: int) -> bool:
    """Whether an article behind a comma stands at `k`: what follows says what the name before is ("X, a Y unit,")."""
    return lower_at(items, k) in {"a", "an", "the"} and lower_at(items, k - 1) == ","


def hyphened(items: list[Item], i: int) -> bool:
    """Whether a word of the grammar stands before the name at `i` by a hyphen, and belongs to it."""
    return (
        i > 1
        and lower_at(items, i - 1) == "-"
        and items[i - 2].kind == "CUE"
        and items[i - 2].text[:1].isupper()
        and items[i - 2].end == items[i - 1].start
        and items[i - 1].end == items[i].start
    )


def hyphen_behind(items: list[Item], stop: int) -> bool:
    """Whether a hyphen and a capitalised word, with no space, go on with the name that ends before `stop`."""
    return (
        lower_at(items, stop) == "-"
        and stop + 1 < len(items)
        and items[stop].start == items[stop - 1].end
        and items[stop + 1].start == items[stop].end
        and (items[stop + 1].text[:1].isupper() or items[stop + 1].lower.startswith("operative"))
        and items[stop + 1].kind in ("CUE", "w")
    )


def numbered(items: list[Item], stop: int) -> bool:
    """Whether a small number behind a name is part of it: no noun that it could count follows."""
    if (
        kind_at(items, stop) != "NUM"
        or not items[stop].text.isdigit()
        or len(items[stop].text) > 2
        or items[stop].start != items[stop - 1].end + 1
    ):
        return False
    return kind_at(items, stop + 1) in {"CUE", "", "p"} or lower_at(items, stop + 1) in {
        "has",
        "have",
        "and",
        "will",
        "is",
        "to",
        "said",
    }


def described_before(items: list[Item], i: int) -> int:
    """The index where the words begin that name the body of the country at `i` ("the state oil company of Poland"),
    or -1: they have to say that it is the country's."""
    if lower_at(items, i - 1) != "of" or lower_at(items, i - 2) not in word_class("generic", "body_head"):
        return -1
    k = i - 3
    while k > max(0, i - 7) and items[k].kind in ("w", "GOOD", "CUE") and lower_at(items, k) not in _OWN:
        k -= 1
    if lower_at(items, k) == "the state":
        return k
    return k if lower_at(items, k) in _OWN and lower_at(items, k - 1) == "the" else -1


_OWN = frozenset({"state", "national", "the state"})


def is_city_works(items: list[Item], i: int, stop: int) -> bool:
    """Whether the name is only a town and a word for works, behind an indefinite article."""
    return lower_at(items, i - 1) in {"a", "an", "one"} and items[stop - 1].lower.rsplit(" ", 1)[-1] in word_class(
        "generic"
    )


BREAKS = frozenset(
    "and or with from by to for on in at of under after during between which that who "
    "has have had was were is are be will "
    "would said also as its their the a an it".split()
)


@cache
def body_heads() -> frozenset[str]:
    return (
        word_class("generic")
        | word_class("body_head")
        | {"government", "producers", "suppliers", "buyers", "state", "power", "trade", "export", "import", "supply"}
    )


def tail_word(name: str) -> str:
    """The word that says what a name is: its last, or the head of "Ministry of Trade"."""
    head, _, field = name.partition(" of ")
    first = head.rsplit(" ", 1)[-1].lower()
    if field and (first in word_class("body_head") or first in {"office", "institute", "university", "city"}):
        return first
    return name.rsplit(" ", 1)[-1].lower()


def capital_word(items: list[Item], i: int) -> bool:
    """Whether a capitalised word that no table knows stands at `i`."""
    if kind_at(items, i) != "w":
        return False
    text = items[i].text
    if i == 0 and text.endswith("ing") and kind_at(items, 1) == "CUE" and _is_object(items[1]):
        return False  # "Receiving bids from suppliers will end"
    if items[i].lower in words("ordinary_words") and opens_speech(items, i):
        return False  # "Normally Armenia calls tenders", "Technology problems have"
    return text[0].isupper() and items[i].lower not in words("plain_words") and items[i].lower not in _SMALL


def opens_speech(items: list[Item], i: int) -> bool:
    """Whether a capital at `i` tells nothing: the sentence opens there, or what is quoted ("Right now we will")."""
    return i == 0 or (items[i - 1].lower in _QUOTES and _small_behind(items, i))


_QUOTES = frozenset({'"', "“", "«", "„"})


def _is_object(item: Item) -> bool:
    return item.is_("tender_bid") or item.is_("tender_noun") or item.is_("deal_noun")


_SMALL = frozenset(
    "the a an in on at it he she they we i this that these those and but for as by of to from with during under after "
    "following meanwhile earlier according since both however also total exports imports".split()
)


def name_length(items: list[Item], i: int) -> int:
    """How many items from `i` on form a name: one of the name reader's, or a run of capitalised words."""
    kind = kind_at(items, i)
    named = kind in NAMES
    if not named and kind != "PERSON" and not capital_word(items, i):
        return 0
    if _opens(items, i):
        return 0
    if named:
        return 1 + (_tail(items, i) or _firm_word(items, i + 1)) if kind == "NAME" else 1
    if kind == "PERSON":
        return int(_firm_like(items, i))
    j = i
    while (
        capital_word(items, j)
        or (j > i and _firm_word(items, j))
        or (
            j > i
            and (lower_at(items, j) in {"&", "-"} or (kind_at(items, j) == "NUM" and items[j].text.isdigit()))
            and _goes_on(items, j)
        )
    ):
        j += 1
    if j - i == 1 and items[i].lower in word_class("person"):
        return 0
    if lower_at(items, i + 1) == "-" and kind_at(items, i + 2) == "w" and items[i + 2].text.islower():
        return 0  # "State-owned Vinafood"
    if j == i + 1 and kind_at(items, j) == "NAME" and items[j].start == items[i].end + 1 and i > 0:
        j += 1  # "Italy's Gas Adria"
    return j - i


def _firm_word(items: list[Item], j: int) -> bool:
    """Whether a word of the grammar at `j` ends a firm's name: "Rift Farm Supplies has"; in a headline of capitals the
    word behind it has one too."""
    return (
        kind_at(items, j) == "CUE"
        and items[j].text in _FIRM_WORDS
        and j + 1 < len(items)
        and items[j].start == items[j - 1].end + 1
        and items[j + 1].text.islower()
    )


_FIRM_WORDS = frozenset({"Supply", "Supplies", "Exports", "Imports", "Shipping", "Trading"})


def _opens(items: list[Item], i: int) -> bool:
    """Whether the word at `i` only opens the sentence ("Separately,") or tells the seat ("Karnal-based")."""
    if i == 0 and kind_at(items, 0) == "w" and items[0].lower.endswith("ly") and lower_at(items, 1) == ",":
        return True
    if i == 0 and kind_at(items, 0) == "w" and lower_at(items, 1) in word_class("generic") and items[1].text.islower():
        return True  # "Engineering firm X"
    if i == 0 and kind_at(items, 0) == "w" and items[0].lower in words("ordinary_words") and _small_behind(items):
        return True  # "Trading houses X and Y", "Having won"
    plain = i == 0 and all(kind_at(items, k) == "w" for k in range(3))
    if plain and items[1].text.islower() and items[2].text.islower() and items[2].lower in word_class("generic"):
        return True  # "Public transit operator X"
    return lower_at(items, i + 1) == "-" and lower_at(items, i + 2) in {"based", "headquartered"}


def _small_behind(items: list[Item], i: int = 0) -> bool:
    """Whether a word written small stands behind the first one, where that does not make it a subject ("Total has")."""
    if len(items) < i + 2 or not items[i + 1].text.islower():
        return False
    return items[i + 1].kind in {"w", "GOOD"} or items[i].lower.endswith("ing")


def _tail(items: list[Item], i: int) -> int:
    """The capitalised words right behind a name that a country owns: they belong to it ("China's Jiangnan Fruit")."""
    j = i + 1
    while (
        (owned_by_country(items, i) or lower_at(items, i - 1) == "<")
        and capital_word(items, j)
        and items[j].start == items[j - 1].end + 1
    ):
        j += 1
    return j - i - 1


def owned_by_country(items: list[Item], i: int) -> bool:
    """Whether a country's possessive stands right before `i`."""
    return any(kind_at(items, i - d) == "PLACE" and possessive_at(items, i - d + 1) == i for d in (2, 3))


def two_towns(items: list[Item], i: int) -> bool:
    """Whether towns of two countries stand side by side at `i` with nothing between: the name of a firm
    ("Saigon Newport")."""
    if kind_at(items, i + 1) != "PLACE" or items[i + 1].start != items[i].end + 1:
        return False
    one, two = items[i].value, items[i + 1].value
    return {one.form, two.form} <= {"city", "area"} and one.code != two.code and not owned_by_country(items, i)


def _firm_like(items: list[Item], i: int) -> bool:
    """Whether what looks like a person at `i` is a firm: a country owns it, and no first name opens it or a firm
    is joined to it by "and"."""
    trade = lower_at(items, i - 1) in word_class("generic") and kind_at(items, i - 2) == "GOOD"
    if (
        trade
        or _said_it(items, i)
        or _called_by_trade(items, i)
        or firm_of_land(items[i])
        or known_country(items[i].text)
    ):
        return True  # "grain trader X", "X said it has"
    if not owned_by_country(items, i):
        return False
    joined = lower_at(items, i + 1) == "and" and any(kind_at(items, k) in NAMES for k in range(i + 2, i + 8))
    return joined or items[i].lower.split(" ")[0] not in words("first_names")


def _called_by_trade(items: list[Item], i: int) -> bool:
    """Whether a nationality and a word for firms stand before the name at `i`, and no first name opens it: "the Dutch
    trader X", "Peru's fish processor Y"."""
    if lower_at(items, i - 1) not in word_class("generic") or items[i].lower.split(" ")[0] in words("first_names"):
        return False
    k = i - 2
    if lower_at(items, k) in {"from", "with", "by"}:
        return True  # "from trader X"
    while k > i - 5 and (kind_at(items, k) == "GOOD" or (kind_at(items, k) == "w" and items[k].text.islower())):
        k -= 1
    return kind_at(items, k) == "DEM" or (lower_at(items, k) == "s" and kind_at(items, k - 2) == "PLACE")


def _said_it(items: list[Item], i: int) -> bool:
    """Whether the name at `i` is spoken of as "it" ("X on Friday said it has bagged") or called a maker of goods."""
    for k in range(i + 1, min(len(items), i + 12)):
        if items[k].lower in word_class("speech"):
            return lower_at(items, k + 1 + (lower_at(items, k + 1) == "that")) == "it"
        if items[k].kind in ("AMT", "QTY") or items[k].lower in {";", "who", "he", "she"}:
            return False
        if lower_at(items, i + 1) == "," and items[k].lower in word_class("generic"):
            inside = items[i + 2 : k]  # "President N, X and the Pakistani company Y" tells nothing of N
            return not any(j.lower in {"of", "at", "the", "and"} or j.kind in NAMES for j in inside)
    return False


def _goes_on(items: list[Item], j: int) -> bool:
    return capital_word(items, j + 1) or kind_at(items, j) == "NUM"
