"""Texts for the measurements: trade reports and other press, put together from phrases of our own, the same each time.

Each is about 300 words and has names of its own, put together from syllables, so that the stock of words grows with
the texts as it does in the press: caches help no more than they would there. The trade reports carry what real ones
do: figures, shares, growth, deals, tenders, events, quotes, goods lists, and sentences that say nothing on trade.
"""

from __future__ import annotations

from random import Random

Phrases = tuple[str, ...]

LANDS = (
    ("Azerbaijan", "Azerbaijani"), ("Belarus", "Belarusian"), ("Brazil", "Brazilian"), ("Chile", "Chilean"),
    ("Egypt", "Egyptian"), ("Germany", "German"), ("India", "Indian"), ("Italy", "Italian"), ("Japan", "Japanese"),
    ("Kazakhstan", "Kazakh"), ("Kenya", "Kenyan"), ("Mexico", "Mexican"), ("Morocco", "Moroccan"),
    ("Poland", "Polish"), ("Romania", "Romanian"), ("Serbia", "Serbian"), ("Vietnam", "Vietnamese"),
)  # fmt: skip
GOODS = (
    "wheat", "butter", "cheese", "beef", "tomatoes", "tractors", "tyres", "furniture", "cement", "crude oil",
    "fertilizers", "coffee", "tea", "cotton", "medicines", "electric transformers", "timber", "copper", "machinery",
)  # fmt: skip
MONTHS = ("January", "March", "April", "June", "July", "September", "October", "November")
SECTORS = ("agriculture", "engineering", "food processing", "pharmaceuticals", "transport", "energy")
OFFICES = ("trade minister", "ambassador", "prime minister", "head of the customs service", "chairman of the chamber")

TRADE = (
    "The trade turnover between {A} and {B} amounted to ${n} million in {y}, with exports of ${m} million.",
    "{A}'s exports to {B} rose by {p} percent to ${n} million in January-{month} {y}.",
    "{A} imported {good} worth ${n} million from {B} last year, {p} percent more than in {x}.",
    "{a} exports to {B} reached ${n}.{d} million, against ${m}.{d} million in the same period of the previous year.",
    "Imports from {B} fell from ${n} million to ${m} million, according to the customs service of {A}.",
    "{B} accounted for {p} percent of {a} exports in {y}.",
    "Companies of {A} and {B} signed contracts worth ${n} million at the forum in the {a} capital.",
    "The {a} company Example Trading will deliver {k},000 tonnes of {good} to {B} by the end of {y}.",
    "A tender for the supply of {good} to {A} will be announced in {month} {y}.",
    "The two governments plan to bring bilateral trade to ${n} million by {z}.",
    "{A} mainly exports {good}, {good2} and {good3} to {B}.",
    "The exhibition in {month} {y} was attended by {k} companies from {B}.",
    "A joint venture of {A} and {B} has assembled {good} since {x}.",
    "{A} lifted its ban on imports of {good} from {B} in {month} {y}.",
    '"We expect shipments of {good} to {B} to grow by {p} percent," the {office} of {A} said.',
    "The {office} added that {k} documents had been signed during the visit.",
    "In physical terms, deliveries of {good} came to {k},{n} tonnes.",
)
AROUND = (
    "The meeting took place in a friendly atmosphere and ended with a press conference.",
    "The sides noted the high level of their political dialogue and agreed to continue it.",
    "Both delegations visited an industrial park and a university before they left.",
    "The {office} thanked the hosts for the organisation of the talks.",
    "Cooperation in {sector} and {sector2} was also on the agenda.",
    "Direct flights between the capitals make such contacts easier than before.",
    "The participants discussed logistics, insurance and the recognition of certificates.",
    "A working group will prepare proposals for the next meeting.",
)
OTHER = (
    "The home side took an early lead and defended it until the final whistle.",
    "Rain is forecast for the coast on Tuesday, with wind from the north-west and {k} degrees in the afternoon.",
    "The museum shows {k} paintings that have not been seen in public since {x}.",
    "Police said that nobody was hurt when two cars collided on the ring road.",
    "The novel tells the story of three sisters who return to their village after many years.",
    "Doctors advise people over {k} to have their blood pressure measured twice a year.",
    "The striker scored his {k}th goal of the season in front of {n}00 spectators.",
    "The choir will sing works of the nineteenth century in the old town hall on Friday evening.",
    "Researchers found traces of a settlement that is about {k} centuries old.",
    "The mayor opened a playground and a library in the northern district.",
    "The orchestra's new conductor wants to play more chamber music and fewer marches.",
    "Students of the school planted {k} trees along the river.",
    "The court heard two witnesses and adjourned the case until {month}.",
    "The film festival begins in {month} and shows documentaries from many regions.",
)
NEAR = (
    "The minister received a delegation from {B} and spoke with it about schools and universities.",
    "The company {O} reported a loss of ${n} million for the year {y} and will close its plant in {T}.",
    "Parliament passed the budget for {z}, which sees a deficit of {p} percent of economic output.",
    "Shares of {O} fell by {p} percent after the director, {N} {M}, had stepped down.",
    "The population of {A} grew to {k} million, the statistics office said.",
    "Workers of the plant in {T} went on strike for higher wages.",
    "The president of {A} arrived in {B} for the funeral of a former head of state.",
    "The bank raised its rate by half a point, and inflation came to {p} percent in {month}.",
    "A bridge between {T} and the capital will cost ${m} million and open in {z}.",
    "{k} officers were suspended after an inquiry into the police of {T}.",
)
SYLLABLES = (
    "an", "bar", "cor", "dal", "el", "fen", "gor", "hal", "is", "jan", "kov", "lin", "mar", "nor", "ost", "pel", "quin",
    "ran", "sel", "tor", "ul", "ven", "wes", "yar", "zan",
)  # fmt: skip
NAMED_IN_TRADE = (
    "{N} {M}, who heads the company {O}, came from the town of {T}.",
    "The delegation also met {N} {M} of {O} and saw the works in {T}.",
    "{N} {M} spoke about the plans of {O} for {T} and the {k} people who work there.",
    "A bridge near {T} is being repaired, {N} {M} of {O} explained.",
)
NAMED_ELSEWHERE = (
    "{N} {M} of {T} won the second prize with a painting called {O}.",
    "The referee, {N} {M} from {T}, showed {k} yellow cards.",
    "{N} {M} has lived in {T} for {k} years and sings in the choir {O}.",
    "The actors {N} and {M} read from the diary of a teacher in {T}.",
)
WORDS = 300


def trade_reports(count: int, seed: int = 1) -> list[str]:
    """`count` trade reports of about 300 words."""
    rng = Random(seed)
    return [_text(rng, TRADE, AROUND, NAMED_IN_TRADE, 0.6) for _ in range(count)]


def other_press(count: int, seed: int = 2) -> list[str]:
    """`count` texts of about 300 words that are not about trade."""
    rng = Random(seed)
    return [_text(rng, OTHER, OTHER, NAMED_ELSEWHERE, 1.0) for _ in range(count)]


def near_press(count: int, seed: int = 4) -> list[str]:
    """`count` texts of about 300 words on politics and companies: not about trade either, but in words near to it."""
    rng = Random(seed)
    return [_text(rng, NEAR, OTHER, NAMED_ELSEWHERE, 0.5) for _ in range(count)]


def page_of(text: str) -> str:
    """A web page that carries `text` as its article, with what pages carry around it."""
    paragraphs = "\n".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    links = "".join(f'<li><a href="/{sector}">{sector}</a></li>' for sector in SECTORS)
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>Trade talks | Tradebook Example</title>"
        "<meta property='article:published_time' content='2024-03-01'></head>"
        f"<body><nav><ul>{links}</ul></nav><article><h1>Trade talks</h1>{paragraphs}</article>"
        f"<aside><h2>Read on</h2><ul>{links}</ul></aside><footer>Tradebook Example</footer></body></html>"
    )


def _text(rng: Random, main: Phrases, around: Phrases, named: Phrases, share: float) -> str:
    lands = rng.sample(LANDS, 2)
    paragraphs: list[str] = []
    words = 0
    while words < WORDS:
        sentences = [_sentence(rng, rng.choice(main if rng.random() < share else around), lands) for _ in range(3)]
        if rng.random() < 0.5:
            sentences.append(_sentence(rng, rng.choice(named), lands))
        paragraphs.append(" ".join(sentences))
        words += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs)


def _sentence(rng: Random, template: str, lands: list[tuple[str, str]]) -> str:
    good, good2, good3 = rng.sample(GOODS, 3)
    sector, sector2 = rng.sample(SECTORS, 2)
    year = rng.randint(2010, 2024)
    less, more = sorted(rng.sample(range(100, 1_000), 2))
    return template.format(
        A=lands[0][0], a=lands[0][1], B=lands[1][0], b=lands[1][1], good=good, good2=good2, good3=good3,
        sector=sector, sector2=sector2, office=rng.choice(OFFICES), month=rng.choice(MONTHS),
        n=more, m=less, k=rng.randint(2, 99), p=rng.randint(2, 60),
        d=rng.randint(0, 9),
        N=_name(rng, 2), M=_name(rng, 3), O=_name(rng, 3), T=_name(rng, 2),
        y=year, x=year - rng.randint(1, 9), z=year + rng.randint(1, 9),
    )  # fmt: skip


def _name(rng: Random, syllables: int) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(syllables)).capitalize()
