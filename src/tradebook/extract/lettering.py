"""A text set in plain type for reading: blanks that are blanks, apostrophes and hyphens of one sort, no leftovers of a
page's code. Every change keeps the length, so that offsets stay."""

from __future__ import annotations

import html
import re

_SIGNS = str.maketrans(
    {
        "\u00a0": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u2005": " ",
        "\u2007": " ",
        "\u2008": " ",
        "\u2009": " ",
        "\u200a": " ",
        "\u202f": " ",
        "\u3000": " ",
        "\u02bc": "’",
        "\u02b9": "’",
        "\u2032": "’",
        "\u00b4": "’",
        "\u2010": "-",
        "\u2011": "-",
        "\u2212": "-",
        "\u2015": "—",
    }
)
_ODD = re.compile("[\u00a0\u2002-\u200a\u202f\u3000\u02b9\u02bc\u2032\u00b4\u2010\u2011\u2212\u2015]")
_POSSESSIVE = re.compile(r"(?<=\w)[’](?=s\b)")
_JOINED = re.compile(r"(?<=[a-z])–(?=[A-Z])")
_GRAVE = re.compile(r"(?<=\w)`(?=\w|\s)")
_DASH = re.compile(r"(?<![-\S])--(?!-)|(?<=\w)--(?=\w)")
_DOUBLED = re.compile(r"(?:``|‘‘|,,)(?=\w)|(?<=[\w.,!?])(?:''|’’)(?!\w)")
_CODE = re.compile(r"&(?:amp;)*(?:#\d{2,5}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
_GLUED = frozenset(".,;:!?)%")  # behind which a sign closes
_MONEY = frozenset("$€£¥")
_LETTERS = re.compile(r"[A-Za-z]+$")
_REST = re.compile(r"(?:[\w'’-]|&(?:amp;)*#?\w{2,8};)*")
_MESSRS = re.compile(r"\b(?:M/[Ss]|Messrs)\.?(?=\s+[A-Z])")  # which only announce a firm's name


_TAG = re.compile(r"</?(\w{1,10})(?:\s[^<>\n]{0,300})?/?>")
# what pages are written in; another word in angle brackets is a name, as old wires wrote firms without shares
_TAGS = frozenset(
    "a abbr acronym address article aside audio b big blockquote body br button caption center cite code col colgroup "
    "dd del details dfn div dl dt em embed figcaption figure font footer form frame h1 h2 h3 h4 h5 h6 head header hr "
    "html i iframe img input ins kbd label legend li link main map mark meta nav noscript object ol option p param "
    "path picture pre q s samp script section select small source span strike strong style sub summary sup svg table "
    "tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr".split()
)
_LISTED = 11  # "<MART>", "<ERIC ST>"
_BLOCKS = frozenset("p br div li ul ol tr table h1 h2 h3 h4 h5 h6 blockquote figure figcaption hr".split())
_NO_WIDTH = "\u00ad\u200b-\u200d\u2060\ufeff"
_WIDTHLESS = re.compile(f"[{_NO_WIDTH}]")
_WITH_NO_WIDTH = re.compile(rf"[\w'’-]+(?:[{_NO_WIDTH}]+[\w'’-]+)+")  # "ex-ports" with a soft hyphen


def plain(text: str) -> str:
    """`text` in plain type, as long as it was."""
    if not text.isascii() and _ODD.search(text) is not None:
        text = text.translate(_SIGNS)
    if not text.isascii() and _WIDTHLESS.search(text) is not None:
        text = _WITH_NO_WIDTH.sub(lambda m: _WIDTHLESS.sub("", m[0]).ljust(len(m[0])), text)
        text = _WIDTHLESS.sub(" ", text)
    if "<" in text and ">" in text:
        text = _TAG.sub(_blank, text)
    if "&" in text:
        text = _decoded(text)
    if "’" in text:
        text = _POSSESSIVE.sub("'", text)
    if "–" in text:
        text = _JOINED.sub("-", text)
    if "--" in text:
        text = _DASH.sub("— ", text)
    if "`" in text:
        text = _GRAVE.sub("’", text)
    if "''" in text or "``" in text or "’’" in text:
        text = _DOUBLED.sub(lambda m: ' "' if m[0][0] in "`‘," else '" ', text)
    if "M/" in text or "Messrs" in text:
        text = _MESSRS.sub(lambda m: " " * len(m[0]), text)
    return text


def _blank(tag: re.Match[str]) -> str:
    """Blanks for a tag, a line end first where it parts paragraphs; a name in angle brackets ("<Cap Gemini Sogeti>")
    only loses these, a sign of the stock market ("<MART>") is left out too."""
    word, whole = tag[1], tag[0]
    listed = whole.isupper() and len(whole) < _LISTED
    if word[0].isupper() and not listed and word.lower() not in _TAGS and "=" not in whole and whole[1] != "/":
        return f" {whole[1:-1]} "
    return ("\n" if tag[1].lower() in _BLOCKS else " ").ljust(len(tag[0]))


def _decoded(text: str) -> str:
    """`text` with the signs that its entities stand for ("Kenya&#39;s" is "Kenya's"), and blanks for the rest of them:
    behind the word, or before one that such a sign opens."""
    pieces: list[str] = []
    at = 0
    while (m := _CODE.search(text, at)) is not None:
        sign, size = _sign(m[0]), len(m[0])
        before = text[at : m.start()]
        at = m.end()
        if not sign:
            pieces += (before, m[0])
        elif sign == " " or not before or (before[-1] not in _GLUED and not before[-1].isalnum()):
            pieces += (before, sign.rjust(size))
        elif sign in _MONEY and (letters := _LETTERS.search(before)) is not None:
            pieces += (before[: letters.start()], " " * (size - 1), letters[0], sign)  # "US&#36;9.5 million"
        else:
            rest = _REST.match(text, at)
            at = m.end() if rest is None else rest.end()
            word = _CODE.sub(lambda code: _sign(code[0]) or code[0], text[m.start() : at])
            pieces += (before, word.ljust(at - m.start()))
    return "".join([*pieces, text[at:]]) if pieces else text


def _sign(code: str) -> str:
    """The sign that an entity stands for, in plain type; "" where it stands for none, or for one that would break the
    line."""
    sign = html.unescape(html.unescape(code)).translate(_SIGNS)
    return sign if len(sign) == 1 and (sign == " " or sign.isprintable()) else ""
