"""The wheel carries all that the program needs: every module and every table."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def names(root: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in the wheel, built without isolation, so without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    environment = {name: value for name, value in os.environ.items() if name != "TRADEBOOK_COMPILED"}
    subprocess.run(build, cwd=root, check=True, capture_output=True, env=environment)
    (wheel,) = folder.glob("tradebook-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def in_source(root: Path) -> set[str]:
    """What git would ship of the package: all but caches, which are hidden (.mypy_cache) or named __pycache__."""
    src = root / "src"
    files = (path.relative_to(src) for path in (src / "tradebook").rglob("*") if path.is_file())
    return {path.as_posix() for path in files if not any(p.startswith((".", "__pycache__")) for p in path.parts)}


def test_everything_of_the_package_is_in_the_wheel(root: Path, names: set[str]) -> None:
    assert in_source(root) <= names


def test_the_tables_are_in_the_wheel(names: set[str]) -> None:
    tables = {name for name in names if name.endswith((".csv", ".toml", ".yaml", ".html", ".css", ".tsv"))}
    for package in ("places", "goods", "sources", "extract", "check"):
        assert any(name.startswith(f"tradebook/{package}/") for name in tables), f"no table of {package}"


def test_nothing_else_is_in_the_wheel(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names if not name.startswith("tradebook-")} == {"tradebook"}


def test_the_command_and_the_licence_are_declared(names: set[str]) -> None:
    assert any(name.endswith(".dist-info/entry_points.txt") for name in names)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
