"""HTML -> reports: trafilatura finds the article; plain tag stripping stands in where a page would hurt it.

trafilatura (with lxml below it) loses what is nested deeper than 256 elements and takes time that grows with the square
of the number of elements, so a page over one of the limits below is not given to it: all its visible text is read, with
a note. The limits lie far above what pages of the press have.
"""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]

from tradebook.errors import BadRecord, InputError, TooLarge
from tradebook.sources.draft import Draft
from tradebook.sources.header import Head

# Over these the article is not looked for: characters of the page, elements, depth of nesting (a close estimate).
MAX_ARTICLE_PAGE = 4_000_000
MAX_ELEMENTS = 20_000
MAX_DEPTH = 200
# Over this a page is refused: even to strip its tags would take long.
MAX_TAGS = 2_000_000

BLOCKS = frozenset(("p", "head", "quote", "list", "item", "table", "row", "code", "div"))
NEVER_CLOSED = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
     "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody")
)  # fmt: skip
INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
     "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)  # fmt: skip
HIDDEN = frozenset(("script", "style", "noscript", "template", "svg", "title", "textarea", "select"))
TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)")
WHOLE_TAG = re.compile(r"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>""")
TITLE = re.compile(r"<title[^<>]{0,200}>([^<]{1,400})</title", re.IGNORECASE)
LANGUAGE = re.compile(r"<html\b[^<>]{0,2000}?\slang\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SPACES = re.compile(r"[^\S\n]+")
MEND = "Save the article's text alone, or leave the page out."


def read_page(page: str, source: str, notes: tuple[str, ...]) -> Draft:
    """The report of an HTML page. Raises InputError where it holds no text, TooLarge where it has too many tags."""
    tags = page.count("<")
    if tags > MAX_TAGS:
        raise TooLarge(source, f"the page has {tags:,} tags, over {MAX_TAGS:,}", MEND)
    page = NOT_XML.sub("", page)
    head = Head(notes=list(notes))
    reason = _too_much(page)
    text = _article(page, source, head) if reason is None else ""
    if not text:
        text = strip_tags(page)
        head.notes.append(f"all text of the page was read: {reason or 'no article was found in it'}")
        title = TITLE.search(page)
        head.title = head.title or (_one_line(html.unescape(title[1])) if title is not None else None) or None
    if not text:
        raise InputError(source, "the page holds no text", "Leave it out or give it a text.")
    language = LANGUAGE.search(page)
    if language is not None and re.fullmatch(r"[a-zA-Z]{2}(?:-\w+)*", language[1]):
        head.set("language", language[1])
    return Draft(text, head, source)


def _too_much(page: str) -> str | None:
    """Why the article of `page` is not looked for, or None."""
    if len(page) > MAX_ARTICLE_PAGE:
        return f"it is over {MAX_ARTICLE_PAGE:,} characters"
    opened = list(TAG.finditer(page))
    if sum(1 for match in opened if not match[1]) > MAX_ELEMENTS or len(opened) > 3 * MAX_ELEMENTS:
        return f"it has over {MAX_ELEMENTS:,} elements"
    return f"it is nested over {MAX_DEPTH} deep" if _depth(page, opened) > MAX_DEPTH else None


def _depth(page: str, tags: list[re.Match[str]]) -> int:
    """The deepest nesting, as a parser that closes what was left open sees it."""
    stack: list[str] = []
    deepest = 0
    for tag in tags:
        name = tag[2].lower()
        if name in NEVER_CLOSED:
            continue
        if not tag[1]:
            if not _closes_itself(page, tag.end()):
                stack.append(name)
                deepest = max(deepest, len(stack))
        elif name in stack[-MAX_DEPTH:]:
            while stack.pop() != name:
                pass
    return deepest


def _closes_itself(page: str, at: int) -> bool:
    end = page.find(">", at, at + 2000)
    return end > at and page[end - 1] == "/"


def _article(page: str, source: str, head: Head) -> str:
    """The article's text, "" where none is found; title, day, outlet, byline and address go to `head`."""
    import trafilatura

    try:
        document: Any = trafilatura.bare_extraction(
            page,
            include_comments=False,
            with_metadata=True,
            # Only dates that the page declares: the long search takes any year for a date.
            date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2199-12-31"},
        )
    except Exception as error:  # a third party's parser on a stranger's page: it must not take the other files down
        raise BadRecord(source, f"the page cannot be parsed ({type(error).__name__})", MEND) from error
    if document is None:
        return ""
    for field, value in (("title", document.title), ("published", document.date), ("url", document.url)):
        if isinstance(value, str):
            head.set(field, _one_line(value))
    site = document.sitename or (urlsplit(document.url).hostname if document.url else None)
    if site:
        head.set("outlet", _one_line(site))
    if document.author:
        head.set("byline", _one_line(document.author.replace("; ", ", ")))
    return _paragraphs(document.body)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _paragraphs(body: Any) -> str:
    """The text of trafilatura's tree, a blank line between paragraphs, a newline between items and rows."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        border = {"item": "\n", "row": "\n", "lb": "\n", "cell": "\t"}.get(element.tag)
        if border is None and element.tag in BLOCKS:
            border = "\n\n"
        if border is not None:
            pieces.append(border)
        text = element.text if event == "start" else element.tail
        if text and not (event == "end" and element is body):
            pieces.append(SPACES.sub(" ", text.replace("\n", " ")))
    return _tidy("".join(pieces))


def _tidy(text: str) -> str:
    """Lines without blanks at their ends, and never more than one blank line."""
    lines = "\n".join(_one_line(line) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def strip_tags(page: str) -> str:
    """All visible text of `page`, in time that grows with its length alone, whatever its nesting and quotes."""
    pieces: list[str] = []
    folded = page.lower() if len(page.lower()) == len(page) else page
    quotes_close = True
    at = 0
    while (tag := page.find("<", at)) >= 0:
        pieces.append(page[at:tag])
        if page.startswith("<!--", tag):
            end = page.find("-->", tag)
            if end < 0:
                return _stripped(pieces)
            at = end + 3
            continue
        name = TAG.match(page, tag)
        if name is None and page[tag + 1 : tag + 2] not in ("!", "?", "/"):
            pieces.append("<")
            at = tag + 1
            continue
        whole = WHOLE_TAG.match(page, tag) if quotes_close else None
        quotes_close = whole is not None
        end = whole.end() if whole is not None else page.find(">", tag) + 1
        if end == 0:
            return _stripped(pieces)
        word = "" if name is None else name[2].lower()
        if word in HIDDEN and name is not None and not name[1] and page[end - 2] != "/":
            close = folded.find(f"</{word}", end)
            if close < 0:
                return _stripped(pieces)
            end = close
        elif word not in INLINE:
            pieces.append("\n" if word == "br" else "\n\n" if word not in ("td", "th") else "\t")
        at = end
    pieces.append(page[at:])
    return _stripped(pieces)


def _stripped(pieces: list[str]) -> str:
    # A newline of the source is a space, one that stands for a border is kept.
    joined = "".join(piece if piece in ("\n", "\n\n") else piece.replace("\n", " ") for piece in pieces)
    return _tidy(html.unescape(joined))
