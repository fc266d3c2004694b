"""Who reads: the name and version that every statement carries."""

from __future__ import annotations

from tradebook import __version__
from tradebook.statement import Reader

READER = Reader(name="tradebook", version=__version__)
