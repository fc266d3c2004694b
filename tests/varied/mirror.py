"""Exports told as imports and imports as exports: whatever a grammar reads of the one half, it must of the other."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

from tests.varied import Variation, Varied
from tests.varied.voices import names, upper
from tests.varied.wording import country_words
from tradebook.evaluate import Case
from tradebook.goods import resolve
from tradebook.statement import TradeFlow

_MIRRORED = {
    "exports": "imports",
    "exported": "imported",
    "exporting": "importing",
    "export": "import",
    "re-exports": "re-imports",
}
# words of one direction that have no plain counterpart
_ONE_SIDED = re.compile(
    r"\b(?:balance|surplus|deficit|gap|sold|sells?|selling|sales|bought|buys?|buying|buyers?|purchas\w*|suppl\w+|ship\w*|"
    r"deliver\w*|markets?|destinations?|customers?|sources?|suppliers?|importers?|exporters?|took|takes?|taking|went|"
    r"goes|going|came from|comes from|coming from|re-export\w*|earn\w*|abroad|receiv\w*|sent|sends?|bill|spen[dt]\w*|"
    r"paid|depend\w*|origin\w*|outstrip\w*|exceed\w*|cover\w*|traded|domestic|output|produc\w+|harvest\w*|crop|"
    r"absorb\w*|outlets?|topped|farmers|sector|industry|newspaper|came mainly|Chinese-made|made|bound|gold brought|"
    r"province|quota|tariff|dut(?:y|ies)|ban(?:ned|s)?|tender|contract|signed|goods items|revenue|"
    r"receipts|foreign exchange)\b",
    re.IGNORECASE,
)


_GROUP = re.compile(
    r"\b(?:EU|E\.U\.|Union|ASEAN|EAEU|GCC|EAC|CIS|Africa|Asian?|Europe|countries|states|region"
    r"|bloc|Hanoi)\b"
)


def _own_goods(text: str, demonyms: str) -> bool:
    """Whether a demonym stands before goods or a flow: "Chinese steel", "Chinese exports"."""
    found = re.findall(rf"\b(?:{demonyms}) ((?:[a-z]+ )?[a-z]+)", text)
    return any(re.search(r"\b(?:ex|im)ports\b|goods", w) or resolve(w) or resolve(w.split()[0]) for w in found)


def mirrored(case: Case, rng: Random) -> Varied | None:
    """Exports told as imports and imports as exports, "to" and "from" with them: all flows are the other half."""
    text = case.report.text
    if _ONE_SIDED.search(text) or not re.search(r"\b(?:exports|imports|exported|imported)\b", text):
        return None
    table = _MIRRORED | {new: old for old, new in _MIRRORED.items()}

    def other(m: re.Match[str]) -> str:
        word = table[m[0].lower()]
        return upper(word) if m[0][0].isupper() else word

    if any(not isinstance(e.statement, TradeFlow) for e in case.statements) or _GROUP.search(text):
        return None
    demonyms = "|".join(w for w, (_, form) in country_words().items() if form == "demonym")
    if _own_goods(text, demonyms):
        return None  # "Chinese steel exports" are China's, "Chinese steel imports" may be anybody's
    swapped = re.sub(rf"\b(?:{'|'.join(table)})\b", other, text, flags=re.IGNORECASE)
    ways = {"to": "from", "from": "to", "To": "From", "From": "To"}
    there = rf"(?P<way>\b(?:to|from|To|From))(?= (?:(?:the )?(?:{names()})\b|there\b|it\b|that country))"
    swapped = re.sub(there, lambda m: ways[m["way"]], swapped)

    def back(content: str) -> str:
        content = re.sub(r'"(exports|imports)"', lambda m: f'"{table[m[1]]}"', content)
        data: dict[str, Any] = json.loads(content)
        if data["kind"] == "traded_goods":
            ends = data.pop("origin", None), data.pop("destination", None)
            data |= {k: v for k, v in zip(("destination", "origin"), ends, strict=True) if v}
        return json.dumps(data)

    return Varied(swapped, back=back)


VARIATIONS: dict[str, tuple[Variation, float]] = {"mirrored": (mirrored, 0.96)}
