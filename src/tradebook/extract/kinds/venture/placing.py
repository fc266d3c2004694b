"""Where the works of a venture stand, and which countries its clause names."""

from __future__ import annotations

from tradebook.extract.items import Item
from tradebook.extract.kinds.deal.sides import Side
from tradebook.extract.kinds.deal.wording import NAMES
from tradebook.extract.kinds.event.scene import town_inside
from tradebook.extract.kinds.phrases import kind_at, lower_at, possessive_at
from tradebook.extract.kinds.sales_mix.producers import word_class as producing
from tradebook.extract.kinds.venture.alliances import MOVING, SITING
from tradebook.extract.kinds.venture.head import Cast, Head
from tradebook.extract.kinds.venture.role import AT, role_of
from tradebook.extract.kinds.venture.words import word_class
from tradebook.places import is_group

_TOWN = frozenset({"city", "area", "capital"})


def put_places(items: list[Item], head: Head, cast: Cast, sides: list[Side]) -> None:
    """Put the countries of a clause into the cast, and where the works stand."""
    names = {id(i) for s in sides if s.name is not None and len(s.items) and s.word != "city" for i in s.items[:1]}
    for k in range(head.start, min(head.stop, len(items))):
        item = items[k]
        if item.kind not in ("PLACE", "DEM") or id(item) in names:
            continue
        if item.kind == "DEM" and items[min(k + 1, len(items) - 1)].lower.endswith(_ZONES):
            continue  # "in the Japanese Economic Zone near Dhaka"
        if _of_nothing(items, k) or lower_at(items, k - 1) in {"bordering", "neighbouring", "neighboring"}:
            continue
        role = role_of(items, k)
        if role == "in" and (_in_aside(items, k, head) or lower_at(items, k - 2) in _CUSTOMERS):
            continue
        if role == "in" and _of_other_object(items, head, k):
            continue
        if k < head.verb and lower_at(items, k - 1) == "by" and lower_at(items, k - 2) == "owned":
            continue  # "X, which is partly owned by Belgium's Y, will build"
        if (
            role == "with"
            and item.kind == "DEM"
            and not head.joint
            and kind_at(items, k + 1) in {"GOOD", "w"}
            and lower_at(items, k + 1) in _MEANS
        ):
            continue
        if role == "from" and head.activity == "assembly" and (_of_kits(items, k) or kind_at(items, k - 2) == "GOOD"):
            role = ""  # "assembled from Turkish kits": who sends the parts takes part
        made_there = role == "for" and item.kind == "DEM" and kind_at(items, k + 1) == "GOOD"
        made_there = made_there and lower_at(items, k + 2) not in producing("producer") | {"makers", "producers"}
        if lower_at(items, head.verb) in MOVING:
            if role == "in" and k < head.verb:
                continue  # "would close its plant in Slovakia and move production to"
            role = "in" if role == "to" else role
        if k - head.verb in (1, 2) and lower_at(items, head.verb) in SITING:
            role = "in"  # "has picked Szeged for its factory"
        if role in word_class("far") and not made_there and not (role == "into" and head.joint):
            continue
        seat = item.kind == "PLACE" and item.value.form == "government" and lower_at(items, k - 1) in {"in", "near"}
        town = seat or (item.kind == "PLACE" and item.value.form in _TOWN)  # "in Dar es Salaam"
        if town and kind_at(items, possessive_at(items, k + 1)) == "ORG" and possessive_at(items, k + 1) > k + 1:
            continue  # "a source at Istanbul's Chamber of Commerce"
        if role == "in" and lower_at(items, k - 2) in {"signed", "inked", "sealed", "concluded"}:
            continue  # "signed in Cairo an agreement to": where it was signed
        there = item.kind == "DEM" and lower_at(items, k + 1) in KINDS_OF_PLACE  # "in the Indonesian town of Subang"
        if role == "in" and there and not is_group(item.value.code):
            cast.host = cast.host or item.value.code
        elif role == "in" and item.kind == "PLACE":
            homes = {p.country for p in cast.partners}
            if not is_group(item.value.code) and (cast.host is None or (cast.host in homes and not head.joint)):
                cast.host = item.value.code  # "X of Slovenia has factories in Slovenia and Serbia"
            if town and cast.place is None:
                cast.place = (item.text, item)
            elif town and cast.host not in {None, item.value.code} and lower_at(items, k - 1) in {"and", ","}:
                cast.add(item.value.code, item)  # "produces lifts in Kunshan and Chennai"
        elif town:
            if kind_at(items, k + 1) == "GOOD" and k > head.verb:
                cast.makers.add(item.value.code)  # "to assemble Grodno Oblast machines"
            continue
        else:
            cast.makers.add(item.value.code)
        if not town:
            cast.add(item.value.code, item)
    if cast.place is None:
        _named_city(items, head, cast)
    if cast.place is None and _opens_located(items):
        cast.place = (items[2].text, items[2])  # "Located in Port Elizabeth, the plant is a joint venture"
    if cast.place is not None and (len(cast.countries) < 2 or _GONE.isdisjoint(cast.countries)):
        cast.add(cast.host, cast.place[1])  # but Tallinn was in a Soviet concern's own country
    if cast.place is not None and len(cast.countries) > 2 and lower_at(items, head.at).endswith("s"):
        cast.place = None  # "has mills in Scotland, the Faroe Islands and Turkey"
    if cast.host is None:
        _host_of_branch(items, head, cast)
    inside = next(
        (
            (s, t)
            for s in sides
            if s.name and cast.place is None and (t := town_inside(s.name)) and role_of(items, s.start) != "with"
        ),
        None,
    )
    if inside is not None and not head.joint and not cast.host:
        cast.place = (inside[1], inside[0].items[0])


_CUSTOMERS = frozenset("customers clients buyers carmakers retailers shops consumers importers users markets".split())
_RUNNING = frozenset("has have had runs owns operates already also".split())


def _in_aside(items: list[Item], k: int, head: Head) -> bool:
    """Whether a place stands in a clause on the subject: "X, |which has a shop in Kostanay,| will make tractors in"."""
    if k > head.verb or head.at < head.verb:
        return False
    opened = next((n for n in range(k - 1, head.start, -1) if lower_at(items, n) in {"which", "where"}), None)
    if opened is None or lower_at(items, opened - 1) != "," or lower_at(items, opened + 1) not in _RUNNING:
        return False
    return any(lower_at(items, n) == "," for n in range(k + 1, head.verb))


def _of_other_object(items: list[Item], head: Head, k: int) -> bool:
    """Whether a place belongs to what else is told: "open an office |in Rotterdam| and a plant in Peru"."""
    if not head.verb < k < head.at or not any(lower_at(items, n) == "and" for n in range(k + 1, head.at)):
        return False
    behind = range(head.at + 1, min(head.stop, head.at + 5))
    return any(lower_at(items, n) in {"in", "at", "near"} and kind_at(items, n + 1) == "PLACE" for n in behind)


_ZONES = (" zone", " park", " estate")
_GONE = frozenset({"SUN", "YUG", "SCG", "CSK", "DDR"})


def _host_of_branch(items: list[Item], head: Head, cast: Cast) -> None:
    """Where the works are that a foreign owner has: "the |Portuguese| plant of the German supplier X makes"."""
    for k in range(head.start, min(head.verb, len(items) - 3)):
        if items[k].kind != "DEM" or is_group(items[k].value.code):
            continue
        noun = k + 1 + (kind_at(items, k + 1) == "GOOD")
        whose = (
            lower_at(items, k - 1) in {"s", "'", "’"}
            and kind_at(items, k - 2 - (lower_at(items, k - 1) == "s")) in NAMES
        )
        if lower_at(items, noun) in _BRANCHES and whose:
            cast.host = items[k].value.code  # "X's Ghanaian plant"
            cast.makers.discard(items[k].value.code)
            return
        owned = any(s.country != items[k].value.code and s.start > noun for s in cast.partners if s.country)
        if lower_at(items, noun) in _BRANCHES and lower_at(items, noun + 1) == "of" and owned:
            cast.host = items[k].value.code
            cast.makers.discard(items[k].value.code)
            return


_BRANCHES = frozenset("plant plants factory factories subsidiary arm unit branch works mill brewery".split())


def _opens_located(items: list[Item]) -> bool:
    located = lower_at(items, 0) in {"located", "situated", "sited"} and lower_at(items, 1) == "in"
    return located and kind_at(items, 2) == "PLACE" and items[2].value.form in _TOWN


def _named_city(items: list[Item], head: Head, cast: Cast) -> None:
    """The town that only its last word tells: "in Sadat City"."""
    for k in range(head.start + 2, min(head.stop, len(items))):
        if items[k].text == "City" and items[k - 1].kind in {"NAME", "PERSON", "PER"}:
            first = k - 1 - (items[k - 2].text[:1].isupper() and items[k - 2].kind == "w")
            its = lower_at(items, first - 1) in {"its", "the", "their"} and lower_at(items, k + 1) in word_class(
                "works"
            )
            if lower_at(items, first - 1 - its) in AT | {"in"}:
                text = " ".join(item.text for item in items[first : k + 1])
                cast.place = (text, items[k - 1])
                return


KINDS_OF_PLACE = frozenset(
    "city town province region state port capital area district village governorate county municipality".split()
)
_MEANS = frozenset(
    (
        "machines machinery equipment technology technologies parts components engines kits loans money capital "
        "help aid credit"
    ).split()
)


_KITS = frozenset("kit kits set sets parts components assemblies units sub-assemblies vehicle-kits".split())


def _of_kits(items: list[Item], k: int) -> bool:
    """Whether the country at `k` sends the parts: "from Turkish kits", "from kits of Turkey", "from parts made in"."""
    if any(lower_at(items, n) in _KITS for n in range(k + 1, k + 4)):
        return True
    return lower_at(items, k - 1) in {"of", "from", "by"} and any(
        lower_at(items, n) in _KITS for n in range(k - 4, k - 1)
    )


def sends_kits(items: list[Item], side: Side, head: Head) -> bool:
    """ "assembled from Borivos kits": whose parts are put together takes part."""
    return head.activity == "assembly" and lower_at(items, side.stop) in _KITS


def _of_nothing(items: list[Item], k: int) -> bool:
    """Whether a country only describes what takes no part: money, a visit, a ministry, a dateline, a standard."""
    behind = lower_at(items, k + 1)
    if (
        behind
        in {
            "minister",
            "president",
            "ambassador",
            "ministry",
            "government",
            "dollars",
            "dlrs",
            "market",
            "markets",
            "embassy",
            "parliament",
            "prime",
            "standards",
            "-",
        }
        and items[k].kind == "DEM"
        and behind != "-"
    ):
        return True
    return k == 0 and behind in {"-", "–", "—", "("}
