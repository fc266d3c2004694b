"""Whose "we" and "our" are: the firm of who says a sentence, as the report tells it anywhere."""

from __future__ import annotations

from tradebook.extract.analysis import Document, analyse
from tradebook.extract.attribution import attribute
from tradebook.statement import Speaker


class OwnWords:
    """The firms and bodies of those who speak in a report, sentence by sentence, looked for when first asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._said: dict[int, tuple[Speaker, ...]] | None = None
        self._told: dict[int, str] | None = None

    def body_of(self, index: int) -> str | None:
        """The name of the firm or body whose officer says the sentence with that index; None where nobody is known to
        speak, several do, or the report does not tell of what."""
        if self._told is None:
            self._told = _bodies(self._speakers())
        return self._told.get(index)

    def of_office(self, index: int) -> bool:
        """Whether a minister or the like says the sentence with that index."""
        told = self._speakers().get(index, ())
        return len(told) == 1 and not _OFFICES.isdisjoint((told[0].role or "").lower().split())

    def _speakers(self) -> dict[int, tuple[Speaker, ...]]:
        if self._said is None:
            # the sentences at hand have lost what tells who speaks: it is an aside to the grammars
            whole = analyse(self._document.report)
            said = attribute(whole)
            self._said = {s.index: said.stated_by(s) for s in whole.sentences}
        return self._said


_OFFICES = frozenset("minister premier ambassador governor senator lawmaker mayor consul".split())


def _bodies(speakers: dict[int, tuple[Speaker, ...]]) -> dict[int, str]:
    of_whom = {p.name: p.organisation for told in speakers.values() for p in told if p.name and p.organisation}
    found: dict[int, str] = {}
    for index, told in speakers.items():
        body = told[0].organisation or of_whom.get(told[0].name or "") if len(told) == 1 else None
        if body is not None and any(c.isupper() for c in body):
            found[index] = body
    return found


def is_called(name: str, body: str) -> bool:
    """Whether a firm's name is that of the body, or the one is the other's short form: "Slavutych", "the Slavutych
    brewery"."""
    short, long = sorted((name.lower().removeprefix("the "), body.lower().removeprefix("the ")), key=len)
    return f" {short} " in f" {long} "
