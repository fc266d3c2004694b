"""What the tests of mentions share."""

from __future__ import annotations

import re
from datetime import date

from tradebook.extract.analysis.builder import build
from tradebook.extract.items import Item
from tradebook.extract.tokens import tokenize

_MARKED = re.compile(r"\[([^\]]*)\]")


def marked(text: str) -> tuple[str, list[str]]:
    """A text without its brackets, and what stood in them."""
    return _MARKED.sub(r"\1", text), _MARKED.findall(text)


def items_of(
    text: str, published: date | None = None, *, decimal_comma: bool = False, local: dict[str, str] | None = None
) -> list[Item]:
    """The items of one sentence, names not chunked."""
    tokens = tokenize(text, 0, len(text))
    return build(text, tokens, today=published, decimal_comma=decimal_comma, local=local or {})
