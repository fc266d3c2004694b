"""The documentation is under test: what is generated is fresh, what exists is documented, links lead somewhere."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from tradebook.cli.app import COMMANDS, GROUPS
from tradebook.statement import COMMON_FIELDS, KINDS, SLOTS


@pytest.fixture(scope="module")
def generate(root: Path) -> ModuleType:
    """docs/generate.py, which makes the pages."""
    spec = importlib.util.spec_from_file_location("generate", root / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# "show", and of a group each command of its own: "statistics pull"
ALL = [*COMMANDS, *GROUPS, *(f"{group} {name}" for group, (*_, commands) in GROUPS.items() for name in commands)]


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_the_generated_pages_are_fresh(generate: ModuleType) -> None:
    assert generate.stale() == [], "stale: run `make docs`"


def test_the_schema_names_all_nine_kinds(root: Path) -> None:
    schema = json.loads(text_of(root / "docs" / "statement.schema.json"))
    tags = {d["properties"]["kind"]["enum"][0] for d in schema["$defs"].values() if "kind" in d.get("properties", {})}
    assert tags == set(KINDS)


@pytest.mark.parametrize("name", ALL)
def test_every_command_is_documented_and_described(root: Path, generate: ModuleType, name: str) -> None:
    assert f"## tradebook {name}\n" in text_of(root / "docs" / "commands.md")
    lines = generate.help_of(name.split()).splitlines()
    assert lines[0].startswith(f"Usage: tradebook {name}")
    assert len(lines[2].strip()) > 20


@pytest.mark.parametrize("name", ALL)
def test_every_option_says_what_it_does(generate: ModuleType, name: str) -> None:
    for option, words in re.findall(r"^│ (--[a-z-]+)[^│]*?  +(\S[^│]*)│", generate.help_of(name.split()), re.M):
        assert len(words.strip()) > 10, f"tradebook {name} {option} has no help"


def test_the_format_page_names_every_slot(root: Path) -> None:
    page = text_of(root / "docs" / "format.md")
    for kind, slots in SLOTS.items():
        assert f"`{kind}`" in page
        for slot in slots:
            assert f"`{slot}`" in page, f"docs/format.md does not name {slot} of {kind}"
    for field in COMMON_FIELDS:
        assert f"`{field}`" in page


def test_every_dependency_has_its_licence_named(root: Path, generate: ModuleType) -> None:
    project = tomllib.loads(text_of(root / "pyproject.toml"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    page = text_of(root / "docs" / "licences.md")
    names = {re.split(r"[<>=!~\[ ]", one, maxsplit=1)[0].lower() for group in groups for one in group}
    assert names == {name for group in generate.requirements().values() for name, _, _ in group}
    assert all(f"| {name} |" in page for name in names)


def pages(root: Path) -> list[Path]:
    return [*sorted((root / "docs").glob("*.md")), *sorted(root.glob("*.md"))]


def test_links_between_pages_lead_somewhere(root: Path) -> None:
    broken = [
        f"{page.name}: {target}"
        for page in pages(root)
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text_of(page))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_page_is_reached_from_the_index(root: Path) -> None:
    index = text_of(root / "docs" / "index.md")
    for page in sorted((root / "docs").glob("*.md")):
        assert page.name == "index.md" or f"({page.name})" in index, f"docs/index.md does not lead to {page.name}"


def test_make_targets_of_the_documentation_exist(root: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of(root / "Makefile"), re.M))
    for page in pages(root):
        for target in re.findall(r"`make ([a-z]+)", text_of(page)):
            assert target in targets, f"{page.name} names `make {target}`"


def test_the_changelog_has_the_version(root: Path) -> None:
    from tradebook import __version__

    assert f"## {__version__}" in text_of(root / "CHANGELOG.md")
