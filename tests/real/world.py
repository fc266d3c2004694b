"""What the two reports speak of: the countries, names, figures, dates and goods, as facts that can be exchanged.

`ORIGINAL` is the world of the two reports as published. `random_world` makes another; `rewrite` carries a text from
the first into it. The expectations of `expected.py` are written over a world, so that they hold for both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random


@dataclass(frozen=True)
class Land:
    """A country: name, adjective, code, and a town of it that can name a plant."""

    name: str
    adjective: str
    code: str
    town: str


AZERBAIJAN = Land("Azerbaijan", "Azerbaijani", "AZE", "Ganja")
BELARUS = Land("Belarus", "Belarusian", "BLR", "Minsk")
RUSSIA = Land("Russia", "Russian", "RUS", "Kazan")
GEORGIA = Land("Georgia", "Georgian", "GEO", "Kutaisi")

LANDS = (
    Land("Argentina", "Argentine", "ARG", "Rosario"),
    Land("Australia", "Australian", "AUS", "Geelong"),
    Land("Austria", "Austrian", "AUT", "Linz"),
    Land("Bangladesh", "Bangladeshi", "BGD", "Chittagong"),
    Land("Brazil", "Brazilian", "BRA", "Curitiba"),
    Land("Bulgaria", "Bulgarian", "BGR", "Plovdiv"),
    Land("Cambodia", "Cambodian", "KHM", "Battambang"),
    Land("Canada", "Canadian", "CAN", "Hamilton"),
    Land("Chile", "Chilean", "CHL", "Temuco"),
    Land("Colombia", "Colombian", "COL", "Medellin"),
    Land("Croatia", "Croatian", "HRV", "Rijeka"),
    Land("Egypt", "Egyptian", "EGY", "Mansoura"),
    Land("Estonia", "Estonian", "EST", "Tartu"),
    Land("Ethiopia", "Ethiopian", "ETH", "Adama"),
    Land("Finland", "Finnish", "FIN", "Oulu"),
    Land("Germany", "German", "DEU", "Dortmund"),
    Land("Ghana", "Ghanaian", "GHA", "Kumasi"),
    Land("Hungary", "Hungarian", "HUN", "Debrecen"),
    Land("India", "Indian", "IND", "Nagpur"),
    Land("Indonesia", "Indonesian", "IDN", "Surabaya"),
    Land("Italy", "Italian", "ITA", "Brescia"),
    Land("Kazakhstan", "Kazakh", "KAZ", "Kostanay"),
    Land("Kenya", "Kenyan", "KEN", "Nakuru"),
    Land("Latvia", "Latvian", "LVA", "Liepaja"),
    Land("Malaysia", "Malaysian", "MYS", "Ipoh"),
    Land("Mexico", "Mexican", "MEX", "Puebla"),
    Land("Mongolia", "Mongolian", "MNG", "Darkhan"),
    Land("Morocco", "Moroccan", "MAR", "Meknes"),
    Land("Nigeria", "Nigerian", "NGA", "Kaduna"),
    Land("Norway", "Norwegian", "NOR", "Bergen"),
    Land("Pakistan", "Pakistani", "PAK", "Faisalabad"),
    Land("Peru", "Peruvian", "PER", "Trujillo"),
    Land("Poland", "Polish", "POL", "Lublin"),
    Land("Portugal", "Portuguese", "PRT", "Braga"),
    Land("Romania", "Romanian", "ROU", "Craiova"),
    Land("Saudi Arabia", "Saudi", "SAU", "Jubail"),
    Land("Serbia", "Serbian", "SRB", "Kragujevac"),
    Land("South Korea", "South Korean", "KOR", "Changwon"),
    Land("Spain", "Spanish", "ESP", "Zaragoza"),
    Land("Tanzania", "Tanzanian", "TZA", "Arusha"),
    Land("Tunisia", "Tunisian", "TUN", "Sfax"),
    Land("Uruguay", "Uruguayan", "URY", "Salto"),
    Land("Uzbekistan", "Uzbek", "UZB", "Namangan"),
    Land("Vietnam", "Vietnamese", "VNM", "Haiphong"),
)
SHORT_LANDS = (("UK", "GBR"), ("US", "USA"), ("UAE", "ARE"))

FIRST_NAMES = ("Anton", "Maria", "Pedro", "Henrik", "Leila", "Tomas", "Ewa", "Viktor", "Daniel", "Irena", "Omar")
LAST_NAMES = ("Halvorsen", "Dimitrov", "Santoro", "Kowalczyk", "Navarro", "Lindqvist", "Petrovic", "Farouk", "Tamm")
COMPANIES = ("Ostrella", "Metrival", "Tavrion", "Kelbros", "Nordanit", "Velmora", "Sarvex")
FAIRS = ("Agro Horizon", "World Food", "Green Field", "Farm Tech", "Prod Expo", "Harvest Days")
AGENCIES = ("Reuters", "Xinhua", "Interfax", "TASS", "Belta", "Anadolu")
OUTLETS = ("Azernews", "Trend", "Daily Sabah", "The Astana Times", "Business Daily", "Euractiv")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

# the words of a list of goods -> the headings that must be among the codes read for the list
EXPORT_GOODS = (
    ("fiberboard of wood", ("4411",)), ("butter", ("0405",)), ("medicaments", ("3004",)), ("furniture", ("9403",)),
    ("wood sawn or chipped lengthwise", ("4407",)), ("beef", ("0201", "0202")), ("electric transformers", ("8504",)),
    ("cheese", ("0406",)),
)  # fmt: skip
IMPORT_GOODS = (("polymers of propylene", ("3902",)), ("tomatoes", ("0702",)))
OTHER_GOODS = (
    ("wheat", ("1001",)), ("rice", ("1006",)), ("barley", ("1003",)), ("coffee", ("0901",)), ("tea", ("0902",)),
    ("honey", ("0409",)), ("wine", ("2204",)), ("beer", ("2203",)), ("sugar", ("1701",)), ("cement", ("2523",)),
    ("bananas", ("0803",)), ("potatoes", ("0701",)), ("footwear", ("64",)), ("newsprint", ("4801",)),
    ("crude oil", ("2709",)), ("plywood", ("4412",)), ("cotton", ("52",)), ("refrigerators", ("8418",)),
    ("frozen fish", ("0303",)), ("poultry meat", ("0207",)), ("chocolate", ("1806",)), ("sunflower oil", ("1512",)),
)  # fmt: skip
FRACTIONS = {"one-third": 33.3, "one-quarter": 25, "one-fifth": 20, "half": 50}


@dataclass(frozen=True)
class World:
    """Everything in the two reports that can be exchanged. Money in whole dollars, shares in percent."""

    here: Land  # the country the reports speak of (Azerbaijan)
    there: Land  # the country that sells and visits (Belarus)
    third: Land  # two more markets of the producer
    fourth: Land
    closed: tuple[str, str]  # the market that was entered and lost: name, code
    chairman: str
    director: str
    prime_minister: str
    company: str
    fairs: tuple[str, str]
    agency: str
    outlet: str
    contracts: int  # in millions
    exports: int  # in hundreds of thousands
    imports: int
    firms: int
    year: int  # of the flows
    relations: date
    since: int  # joint production
    exported: int  # shares of the producer's sales
    fraction: str
    spot: int
    published: date  # of report 004
    meeting: tuple[str, int]  # month and day of the meeting in report 000
    export_goods: tuple[tuple[str, tuple[str, ...]], ...] = EXPORT_GOODS
    import_goods: tuple[tuple[str, tuple[str, ...]], ...] = IMPORT_GOODS

    @property
    def turnover(self) -> int:
        return self.exports + self.imports

    @property
    def month_before(self) -> str:
        """The month before the one in which report 004 was published, for the contract and the targets."""
        return MONTHS[self.published.month - 2]

    @property
    def month_of(self) -> str:
        """The month of the planned tender: the one of publication."""
        return MONTHS[self.published.month - 1]


ORIGINAL = World(
    here=AZERBAIJAN,
    there=BELARUS,
    third=RUSSIA,
    fourth=GEORGIA,
    closed=("UK", "GBR"),
    chairman="Mikhail Myatlikov",
    director="Gennady Prosmytsky",
    prime_minister="Roman Golovchenko",
    company="Borivos",
    fairs=("Caspian Agro", "Inter Food"),
    agency="Belta",
    outlet="Azernews",
    contracts=55,
    exports=2955,
    imports=1289,
    firms=39,
    year=2021,
    relations=date(1993, 6, 11),
    since=2007,
    exported=60,
    fraction="one-third",
    spot=10,
    published=date(2022, 6, 14),
    meeting=("May", 18),
)


def random_world(seed: int) -> World:
    """Another world, the same for the same seed."""
    rng = Random(seed)
    here, there, third, fourth = rng.sample(LANDS, 4)
    chairman, director, prime_minister = (
        f"{first} {last}"
        for first, last in zip(rng.sample(FIRST_NAMES, 3), rng.sample(LAST_NAMES, 3), strict=True)
    )  # fmt: skip
    goods = rng.sample(OTHER_GOODS, len(EXPORT_GOODS) + len(IMPORT_GOODS))
    year = rng.randint(2013, 2023)
    exported = rng.randint(35, 70)
    fraction = rng.choice([f for f, worth in FRACTIONS.items() if exported + worth <= 98])
    return World(
        here=here,
        there=there,
        third=third,
        fourth=fourth,
        closed=rng.choice(SHORT_LANDS),
        chairman=chairman,
        director=director,
        prime_minister=prime_minister,
        company=rng.choice(COMPANIES),
        fairs=tuple(rng.sample(FAIRS, 2)),  # type: ignore[arg-type]  # two of them
        agency=rng.choice(AGENCIES),
        outlet=rng.choice(OUTLETS),
        contracts=rng.randint(11, 98),
        exports=rng.randint(1001, 8999),
        imports=rng.randint(1001, 8999),
        firms=rng.randint(12, 98),
        year=year,
        relations=date(1970, 1, 1) + timedelta(days=rng.randint(0, 14_000)),
        since=rng.randint(1995, 2012),
        exported=exported,
        fraction=fraction,
        spot=rng.randint(5, 25),
        published=date(year + 1, rng.randint(2, 12), rng.randint(2, 28)),
        meeting=(rng.choice(MONTHS), rng.randint(2, 27)),
        export_goods=tuple(goods[: len(EXPORT_GOODS)]),
        import_goods=tuple(goods[len(EXPORT_GOODS) :]),
    )


def rewrite(text: str, new: World, *, dated: bool) -> str:
    """`text` of the original world carried into `new`. `dated` is whether the report carries its day of publication
    (then its bare months keep their distance from that day)."""
    old = ORIGINAL
    exchanges = {
        **_lands(old, new),
        **_names(old, new),
        **_figures(old, new),
        **_days(old, new, dated=dated),
        **{o[0]: n[0] for o, n in zip(old.export_goods, new.export_goods, strict=True)},
        **{o[0]: n[0] for o, n in zip(old.import_goods, new.import_goods, strict=True)},
    }
    longest_first = sorted(exchanges, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<![\w$.]){re.escape(words)}(?!\w)" for words in longest_first))
    money = {f"${words}": f"${number}" for words, number in _money(old, new).items()}
    text = re.sub("|".join(map(re.escape, money)), lambda m: money[m[0]], text)
    return pattern.sub(lambda m: exchanges[m[0]], text)


def _lands(old: World, new: World) -> dict[str, str]:
    pairs = ((old.here, new.here), (old.there, new.there), (old.third, new.third), (old.fourth, new.fourth))
    names = {o.name: n.name for o, n in pairs}
    adjectives = {o.adjective: n.adjective for o, n in pairs}
    joined = {f"{old.there.adjective}-{old.here.adjective}": f"{new.there.adjective}-{new.here.adjective}"}
    return names | adjectives | joined | {old.closed[0]: new.closed[0], old.here.town: new.here.town}


def _names(old: World, new: World) -> dict[str, str]:
    fields = ("chairman", "director", "prime_minister", "company", "agency", "outlet")
    exchanges = {getattr(old, field): getattr(new, field) for field in fields}
    exchanges[old.director.split()[1]] = new.director.split()[1]
    return exchanges | dict(zip(old.fairs, new.fairs, strict=True))


def _money(old: World, new: World) -> dict[str, str]:
    tenths = {f"{getattr(old, f) / 10:.1f}": f"{getattr(new, f) / 10:.1f}" for f in ("exports", "imports", "turnover")}
    return tenths | {str(old.contracts): str(new.contracts)}


def _figures(old: World, new: World) -> dict[str, str]:
    share = new.fraction
    return {
        f"{old.firms} companies": f"{new.firms} companies",
        f"{old.exported} percent": f"{new.exported} percent",
        f"{old.spot} percent": f"{new.spot} percent",
        old.fraction: share,
        f"in {old.year}": f"in {new.year}",
        f"Since {old.since}": f"Since {new.since}",
    }


def _days(old: World, new: World, *, dated: bool) -> dict[str, str]:
    relations = {_spelt(old.relations): _spelt(new.relations)}
    meeting = {f"{old.meeting[0]} {old.meeting[1]}": f"{new.meeting[0]} {new.meeting[1]}"}
    if not dated:
        return relations | meeting
    return relations | {
        old.published.isoformat(): new.published.isoformat(),
        f"in {old.month_before}": f"in {new.month_before}",
        f"by {old.month_before}": f"by {new.month_before}",
        f"of {old.month_of}": f"of {new.month_of}",
    }


def _spelt(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
