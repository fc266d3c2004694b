"""`tradebook who` and `tradebook names` on the book of the examples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tradebook.cli import main


@pytest.fixture
def at(tmp_path: Path, examples: Path) -> list[str]:
    """The options that name a book of the examples."""
    options = ["--book", str(tmp_path / "book.sqlite")]
    assert main(["read", *options, str(examples)]) == 0
    return options


def test_lists_pages_and_what_people_say(at: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["names", *at, "--kind", "body", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {"Borivos", "Minsk Tractor Works"} <= {one["name"] for one in listed}
    assert main(["who", "Borivos", *at]) == 0
    assert "its country is told elsewhere in the same report" in capsys.readouterr().out
    assert main(["names", "rename", "Minsk Tractor Works", "Tractors of Minsk", "--by", "A. Clerk", *at]) == 0
    assert "Tractors of Minsk" in capsys.readouterr().out
    assert main(["names", "undo", "1", "--by", "B. Chief", *at]) == 0
    assert main(["names", "said", *at]) == 0
    assert "taken back by B. Chief" in capsys.readouterr().out
    assert main(["verify", *at]) == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["who", "Nobody Ltd"], "names nobody so"),
        (["names", "join", "Borivos"], "2 names wanted, 1 given"),
        (["names", "undo", "x", "--by", "A"], "undo takes the number"),
        (["names", "join", "Borivos", "Minsk Tractor Works"], "--by NAME"),
    ],
)
def test_what_is_told_of_wrong_calls(
    at: list[str], capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert main([*words, *at]) == 2
    assert told in capsys.readouterr().err
