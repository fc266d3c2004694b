"""Sketches: a few numbers that two texts share the more, the more of the one stands in the other. Pure.

A sketch is a MinHash of the text's runs of words (Broder, "On the resemblance and containment of documents", 1997): at
each of `SIZE` places stands the least of a hash of its own over all runs, so that of a text and a shortened copy of it
with a share f of its runs about f * SIZE places agree. It is computed by rensa (MIT), a hundred times as fast as all
that is around it. rensa's sketches are not the same in all versions (those of 0.4 and 0.5 differ) nor on machines of 32
bits. Hence `mark` says which sketches this machine makes: it is part of the layer's rules, so that a book with other
sketches gets them made anew, and two kinds never meet.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b

SIZE = 24
_SEED = 20_221
_FORM = struct.Struct(f"<{SIZE}I")


def sketch_of(runs: Iterable[str]) -> bytes:
    """The sketch of a text, its runs given; empty for a text without any."""
    every = list(runs)
    if not every:
        return b""
    from rensa import RMinHash

    sketch = RMinHash(num_perm=SIZE, seed=_SEED)
    sketch.update(every)
    return _FORM.pack(*sketch.digest())


def keys_of(sketch: bytes) -> list[int]:
    """The sketch as numbers to look up by, one a place: place and value in one."""
    return [place << 32 | value for place, value in enumerate(_FORM.unpack(sketch))] if sketch else []


def alike(a: bytes, b: bytes) -> int:
    """At how many places two sketches agree."""
    return len(set(keys_of(a)) & set(keys_of(b)))


@cache
def mark() -> str:
    """Which sketches this version of the library makes on this machine: 8 digits."""
    probes = [[f"run of words {n}" for n in range(number)] for number in (1, 5, 200)] + [["тонн пшеницы в год", "é"]]
    return blake2b(b"".join(map(sketch_of, probes)), digest_size=4).hexdigest()
