"""The same words in other type: quotes, blanks, dashes, entities, spellings, bullets."""

from __future__ import annotations

import re
from random import Random

from tests.varied import Variation, Varied
from tradebook.evaluate import Case


def _back(content: str) -> str:
    """Names as they were before their signs were set in other type."""
    for new, old in (
        ("’", "'"),
        ("‘", "'"),
        ("“", '\\"'),
        ("”", '\\"'),
        ("\u00a0", " "),
        ("\u202f", " "),
        ("\u2009", " "),
    ):
        content = content.replace(new, old)
    content = re.sub(r"[\u200b\ufeff\u00ad\u2060\u200c]", "", content)
    content = re.sub(r"(?<=[a-z])[–—](?=[A-Z])|--", lambda m: "-" if m[0] != "--" else "–", content)
    return content.replace("&amp;", "&").replace("&#39;", "'").replace("&nbsp;", " ")


def _changed(text: str, case: Case) -> Varied | None:
    # what stands in curly quotes before the change is set straight in both
    return (
        Varied(text, back=_back) if text != case.report.text and _back(case.report.text) == case.report.text else None
    )


def quotes(case: Case, rng: Random) -> Varied | None:
    """Curly quotation marks and apostrophes, or other marks around quotations."""
    opening, closing = rng.choice((("“", "”"), ("“", "”"), ("‘‘", "’’"), ("``", "''")))
    text = re.sub(r'"([^"\n]*)"', rf"{opening}\1{closing}", case.report.text)
    apostrophe = rng.choice(("’", "’", "’", "`", "´", "ʼ"))
    text = re.sub(r"(?<=\w)'(?=\w|\s)", apostrophe, text)
    return _changed(text, case)


def blanks(case: Case, rng: Random) -> Varied | None:
    """Hard and thin blanks before units, behind signs and inside names."""
    blank = rng.choice("\u00a0\u202f\u2009")
    text = re.sub(r"(?<=\d) (?=million|billion|percent|per cent|tonnes|tons|%)", blank, case.report.text)
    if rng.random() < 0.5:
        text = re.sub(r" (?=(?:in|of|to|and|by|the) )", lambda _: rng.choice((" ", " ", "\u00a0")), text)
    if rng.random() < 0.3:
        text = re.sub(r"(?<=[.,]) (?=\S)", lambda _: rng.choice((" ", "  ", "\u00a0", " \u00a0")), text)
    return _changed(text, case)


def thousands(case: Case, rng: Random) -> Varied | None:
    """Grouped figures with blanks in place of commas."""
    blank = rng.choice("\u00a0\u202f\u2009 ")
    text = re.sub(
        r"(?<![\d.,])(\d{1,3})((?:,\d{3})+)(?![\d,])(?! ?,\d{2}\b)",
        lambda m: m[1] + m[2].replace(",", blank),
        case.report.text,
    )
    return _changed(text, case)


def dashes(case: Case, rng: Random) -> Varied | None:
    """Dashes of other lengths: in ranges, between countries, around asides."""
    mark = rng.choice(("–", "—", "--", " -- "))
    text = re.sub(r" [-–—] ", f" {mark.strip()} " if rng.random() < 0.7 else "—", case.report.text)
    span = rng.choice("––‐‑")
    text = re.sub(r"(?<![\w-][\d-])(?<=\d)-(?=\d{2,4}\b)|(?<=[a-z])-(?=[A-Z])", span, text)
    return _changed(text, case)


_ENTITIES = {
    "'": ("&#39;", "&rsquo;", "&#8217;", "&apos;"),
    '"': ("&quot;",),
    "&": ("&amp;",),
    "$": ("&#36;",),
    "–": ("&ndash;", "&#8211;"),
    "€": ("&euro;",),
    "£": ("&pound;",),
}


def entities(case: Case, rng: Random) -> Varied | None:
    """Leftovers of a page's code: "&amp;", "&nbsp;", "&#39;"."""
    signs = {sign: rng.choice(codes) for sign, codes in _ENTITIES.items()}
    text = re.sub("|".join(map(re.escape, signs)), lambda m: signs[m[0]], case.report.text)
    text = re.sub(r"(?<=\d) (?=million|billion|percent|tonnes|tons)", "&nbsp;", text)
    return _changed(text, case)


_SPELLINGS = (
    ("labour", "labor"),
    ("aluminium", "aluminum"),
    ("totalled", "totaled"),
    ("programme", "program"),
    ("fibre", "fiber"),
    ("licence", "license"),
    ("organisation", "organization"),
    ("neighbouring", "neighboring"),
    ("cheque", "check"),
    ("per cent", "percent"),
    ("litres", "liters"),
    ("kilometres", "kilometers"),
    ("tyres", "tires"),
    ("jewellery", "jewelry"),
    ("favour", "favor"),
    ("travelled", "traveled"),
    ("defence", "defense"),
    ("sulphur", "sulfur"),
    ("mould", "mold"),
    ("moulds", "molds"),
    ("cancelled", "canceled"),
    ("metres", "meters"),
    ("yoghurt", "yogurt"),
    ("fertiliser", "fertilizer"),
    ("fertilisers", "fertilizers"),
    ("colour", "color"),
    ("harbour", "harbor"),
    ("centre", "center"),
    ("grey", "gray"),
    ("plough", "plow"),
    ("ploughs", "plows"),
    ("catalogue", "catalog"),
    ("modernise", "modernize"),
    ("specialised", "specialized"),
    ("authorised", "authorized"),
    ("utilised", "utilized"),
    ("realised", "realized"),
)


def spelling(case: Case, rng: Random) -> Varied | None:
    """British words spelt as Americans do and the other way round; "U.S." and "US"."""
    text = case.report.text
    told: list[tuple[str, str]] = [("U.S.", "US"), ("U.K.", "UK"), ("E.U.", "EU")]
    for british, american in _SPELLINGS:
        old, new = (british, american) if re.search(rf"\b{british}\b", text) else (american, british)
        if re.search(rf"(?:water|gas) {old}\b", text):
            continue  # a meter that counts is spelt so everywhere
        if re.search(rf"\b{old}\b", text):
            text = re.sub(rf"\b{old}\b", new, text)
            if " " not in f"{new}{old}":  # "percent" is also the name of a slot
                told.append((new, old))
    if re.search(r"\bU\.S\.(?=[ '])", text):
        text = re.sub(r"\bU\.S\.(?=[ '])", "US", text)
    else:
        text = re.sub(r"\bUS(?=[ '])(?! dollar)", "U.S.", text)
    text = re.sub(r"\bUK(?=[ '])", "U.K.", text) if rng.random() < 0.5 else text
    text = re.sub(r"\bEU(?=[ '])", "E.U.", text) if rng.random() < 0.3 else text

    def back(content: str) -> str:
        for new, old in told:
            content = re.sub(rf"\b{re.escape(new)}(?!\w)", old, content)
        return content

    return Varied(text, back=back) if text != case.report.text else None


def bullets(case: Case, rng: Random) -> Varied | None:
    """Bullets, numbers or marks in front of the paragraphs."""
    mark = rng.choice(("• ", "- ", "* ", "– ", "■ ", "▪ ", "→ ", "» ", "> ", "● "))
    pieces = re.split(r"(\n\s*\n)", case.report.text.strip())
    if any("\n" in p or len(p) < 40 for p in pieces[::2]) or re.match(r"\W", case.report.text):
        return None
    return _changed("".join(mark + p if k % 2 == 0 else p for k, p in enumerate(pieces)), case)


def without_stop(case: Case, rng: Random) -> Varied | None:
    """The last sentence without its full stop, as pages that are cut off end."""
    text = case.report.text.rstrip()
    return _changed(text[:-1], case) if re.search(r"[a-z\d]\.$", text) else None


_SCRAPS = ("\u200b", "\ufeff", "\u00ad", "\u2060", "\u200c")


def leftovers(case: Case, rng: Random) -> Varied | None:
    """Tags that were left in, and signs of no width inside and between words."""
    text = case.report.text
    if rng.random() < 0.5:
        scrap = rng.choice(_SCRAPS)
        text = re.sub(r"(?<=[a-z]{4})(?=[a-z]{4})", lambda _: scrap if rng.random() < 0.2 else "", text)
        text = re.sub(r"(?<= )(?=[A-Z])", lambda _: scrap if rng.random() < 0.2 else "", text)
    else:
        pieces = _paragraphs(text)
        style = rng.choice(("p", "div", "br", "span"))
        if style == "br":
            text = "<br /><br />".join(pieces)
        else:
            text = "".join(f"<{style}>{piece}</{style}>\n" for piece in pieces)
        if rng.random() < 0.5:
            text = re.sub(r"(\$[\d.]+ (?:million|billion))", r"<strong>\1</strong>", text, count=1)
        if rng.random() < 0.3:
            text = re.sub(r"\b(exports|imports)\b", r'<a href="/tags/\1">\1</a>', text, count=1)
    return _changed(text, case)


def _paragraphs(text: str) -> list[str]:
    return re.split(r"\n\s*\n", text.strip())


VARIATIONS: dict[str, tuple[Variation, float]] = {
    "quotes": (quotes, 0.98),
    "blanks": (blanks, 0.99),
    "thousands": (thousands, 0.98),
    "dashes": (dashes, 0.98),
    "entities": (entities, 0.99),
    "spelling": (spelling, 0.96),
    "leftovers": (leftovers, 0.98),
    "without_stop": (without_stop, 0.99),
    "bullets": (bullets, 0.99),
}
