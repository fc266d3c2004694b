"""The answers of a service, kept with the day on which they came, so that work goes on without a network."""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct


class Answer(Struct, frozen=True, kw_only=True):
    """What a service answered to `asked` (its address and parameters, never a key) on the day `retrieved`."""

    asked: str
    retrieved: date
    body: msgspec.Raw


class Answers:
    """Answers in a folder, one file a question; a later answer to the same question takes its place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, asked: str) -> Answer | None:
        """The kept answer; None where there is none or its file is broken, as after a full disk."""
        try:
            with gzip.open(self._path(asked)) as file:
                found = msgspec.json.decode(file.read(), type=Answer)
        except (OSError, EOFError, msgspec.DecodeError):
            return None
        return found if found.asked == asked else None

    def keep(self, answer: Answer) -> None:
        """Keep an answer: written beside its place and moved there, so that nobody reads half of it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=self.folder, prefix=".answer-")
        try:
            with os.fdopen(handle, "wb") as raw, gzip.open(raw, "wb", compresslevel=5) as file:
                file.write(msgspec.json.encode(answer))
            Path(made).replace(self._path(answer.asked))
        finally:
            Path(made).unlink(missing_ok=True)

    def clear(self) -> int:
        """Remove all answers; how many there were."""
        found = list(self.folder.glob("*.json.gz"))
        for path in found:
            path.unlink(missing_ok=True)
        return len(found)

    def _path(self, asked: str) -> Path:
        return self.folder / f"{hashlib.sha256(asked.encode()).hexdigest()[:24]}.json.gz"


def address(path: str, parameters: Mapping[str, str]) -> str:
    """The question as text: the path and its parameters in the order of their names."""
    return f"{path}?{'&'.join(f'{name}={value}' for name, value in sorted(parameters.items()))}"
