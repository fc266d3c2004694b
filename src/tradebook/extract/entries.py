"""What a phrase of the lexicon may mean."""

from __future__ import annotations

from msgspec import Struct

from tradebook import goods
from tradebook.extract.items import Cue, Place


class Entry(Struct, frozen=True, gc=False):
    """What one phrase may mean: a place as noun or adjective, a good, a cue (any of them, None where it is not).

    `cased` are the tokens as a place must be spelt; several spellings of one lower-case form are several entries."""

    place: Place | None = None
    adjective: bool = False
    needs_context: bool = False
    cased: tuple[str, ...] = ()
    good: goods.GoodTerm | None = None
    cue: Cue | None = None
