"""Many rows, a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

AT_ONCE = 500  # values in one query: under SQLite's limit of variables, in any version


def batches(items: Iterable[Any], size: int = AT_ONCE) -> Iterator[list[Any]]:
    """`items` in lists of at most `size`, in their order."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
