"""Sketches: a few numbers that two texts share the more, the more of the one stands in the other. Pure.

A sketch is a MinHash of the text's runs of words (Broder, "On the resemblance and containment of documents", 1997): at
each of `SIZE` places stands the least of a hash of its own over all runs, so that of a text and a shortened copy of it
with a share f of its runs about f * SIZE places agree. Only the runs that tell something (`words.telling_runs`) are
sketched: with the others it costs four times as much and finds no better.

It is computed by rensa (MIT), a hundred times as fast as all that is around it. rensa's sketches are not the same in
all versions (those of 0.4 and 0.5 differ) nor on machines of 32 bits. Hence `mark` says which sketches this machine
makes: it is part of the layer's rules, so that a book with other sketches gets them made anew, and two kinds never
meet.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b

SIZE = 24
LOOKED_UP = 12  # places that reports are looked up by
_SEED = 20_221
_FORM = struct.Struct(f"<{SIZE}I")


def sketch_of(runs: Sequence[str]) -> bytes:
    """The sketch of a text, its runs of words given; empty for a text without any."""
    if not runs:
        return b""
    from rensa import RMinHash

    sketch = RMinHash(num_perm=SIZE, seed=_SEED)
    sketch.update(runs)
    return _FORM.pack(*sketch.digest())


def keys_of(sketch: bytes) -> list[int]:
    """The numbers that a text is looked up by beside those of its sentences, one for each of the first places: place
    and value in one, below zero."""
    return [~(place << 32 | value) for place, value in enumerate(_FORM.unpack(sketch)[:LOOKED_UP])] if sketch else []


def alike(a: bytes, b: bytes) -> int:
    """At how many places two sketches agree."""
    if not a or not b:
        return 0
    return sum(map(int.__eq__, _FORM.unpack(a), _FORM.unpack(b)))


@cache
def mark() -> str:
    """Which sketches this version of the library makes on this machine: 8 digits."""
    probes = [[f"run of words {n}" for n in range(number)] for number in (1, 5, 200)] + [["тонн пшеницы в год", "é"]]
    return blake2b(b"".join(map(sketch_of, probes)), digest_size=4).hexdigest()
