"""What the readers of deals hand on: the mood of a verb, a deal before its slots are read."""

from __future__ import annotations

from msgspec import Struct

from tradebook.extract.items import Sentence
from tradebook.statement import Stance


class Mood(Struct, frozen=True, gc=False):
    """How a verb is said: `stance`; `ahead` for what is still to come; `no` where it did not happen."""

    stance: Stance = "stated"
    ahead: bool = False
    no: bool = False


class Clause(Struct, kw_only=True, gc=False):
    """One deal in one sentence, before its slots are read. `start:stop` are the items of the clause, `verb` and
    `noun` indexes of the verb and the instrument's word (-1 where there is none); `form` says who stands where:
    `two` (both sides sign), `win` (subject supplies), `give` (subject buys), `sell`, `buy`, `send`, `lend`,
    `borrow`, `invest`, `talk`, `more` (deals hoped for)."""

    sentence: Sentence
    start: int
    stop: int
    verb: int
    noun: int
    form: str
    instrument: str | None
    status: str
    mood: Mood
    confidence: float = 0.85
    skip: tuple[int, int] = (0, 0)  # the items of another deal that the same subject made
