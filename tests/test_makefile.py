"""What the Makefile and .ci/run say to a newcomer; nothing is installed here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

MAKE = shutil.which("make") or "make"


def make(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run([MAKE, *arguments], cwd=root, capture_output=True, text=True, env=environment)


def test_help_lists_every_target_that_is_for_people(root: Path) -> None:
    told = make(root, "help").stdout
    for target in ("brief", "test", "lint", "types", "bench", "evaluate", "real", "soak", "schema", "wheel", "clean"):
        assert re.search(rf"^  make {target} +\S", told, re.M)


def test_real_without_texts_is_a_message(root: Path) -> None:
    done = make(root, "real", "TEXTS=")
    assert done.returncode != 0
    assert "make real TEXTS=path" in done.stderr


def test_real_with_a_folder_without_reports_is_a_message(root: Path, tmp_path: Path) -> None:
    assert f"{tmp_path}/reports" in make(root, "real", f"TEXTS={tmp_path}").stderr


def test_a_missing_python_is_a_message(root: Path) -> None:
    done = make(root, "python-ready", "PYTHON=no-such-python")
    assert done.returncode != 0
    assert "apt install python3 python3-venv" in done.stderr


@pytest.mark.parametrize(("code", "words"), [("3", "Tradebook needs 3.11"), ("1", "apt install python3-venv")])
def test_a_python_that_does_not_do_is_a_message(root: Path, tmp_path: Path, code: str, words: str) -> None:
    """A python that answers no to the question for its version (3), or only to that for ensurepip (1)."""
    fake = tmp_path / "python"
    answers = {"3": "exit 1", "1": 'case "$2" in *ensurepip*) exit 1;; esac'}[code]
    fake.write_text(f"#!/bin/sh\n{answers}\n", encoding="utf-8")
    fake.chmod(0o755)
    done = make(root, "python-ready", f"PYTHON={fake}")
    assert done.returncode != 0
    assert words in done.stderr


def test_ci_without_real_press_is_a_message(root: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [root / ".ci" / "run"], capture_output=True, text=True, env={**os.environ, "TEXTS": str(tmp_path)}
    )
    assert run.returncode == 1
    assert f"no real press at {tmp_path}" in run.stderr
