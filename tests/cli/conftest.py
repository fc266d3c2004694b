"""Running the command in process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.making import make_book
from tradebook.cli import main
from tradebook.statement import Statement


@dataclass(frozen=True)
class Run:
    """What a command did: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The output as JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Run]


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the commands' book is: a file, or where the test uses `database` a book on each kind of database."""
    if "database" in request.fixturenames:
        return str(request.getfixturevalue("address"))
    return str(tmp_path / "book.sqlite")


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: str, tmp_path: Path) -> Command:
    """`run("extract", path)`: the command in this process, with a book and official figures of its own."""
    monkeypatch.setenv("TRADEBOOK_BOOK", place)
    monkeypatch.setenv("TRADEBOOK_STATISTICS", str(tmp_path / "statistics"))

    def call(*arguments: object) -> Run:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Run(code, out, err)

    return call


@pytest.fixture
def book(place: str) -> list[Statement]:
    """The statements of a hand-made book, which `run` works on."""
    return make_book(place)
