"""The two real reports with countries, names, figures, months and goods exchanged: the same statements, exchanged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.real.expected import Want, missing, producer, visit
from tests.real.reading import read_file
from tests.real.world import ORIGINAL, World, random_world, rewrite

pytestmark = pytest.mark.real

VARIANTS = 200
REPORTS: list[tuple[str, Callable[[World], list[Want]], bool]] = [("000", visit, False), ("004", producer, True)]


@pytest.mark.parametrize(("number", "wants", "dated"), REPORTS, ids=[r[0] for r in REPORTS])
def test_exchanged(texts: Path, tmp_path: Path, number: str, wants: Callable[[World], list[Want]], dated: bool) -> None:
    original = next((texts / "reports").glob(f"{number}_*.txt"))
    text = original.read_text(encoding="utf-8")
    kinds = Counter(s["kind"] for s in read_file(original)[1])
    problems: dict[str, list[str]] = defaultdict(list)
    failed = 0
    for seed in range(VARIANTS):
        world = random_world(seed)
        variant = tmp_path / "variant.txt"
        variant.write_text(rewrite(text, world, dated=dated), encoding="utf-8")
        statements = read_file(variant)[1]
        found = missing(statements, wants(world))
        read = Counter(s["kind"] for s in statements)
        if read != kinds:
            found.append(f"kinds {dict(read)} instead of {dict(kinds)}")
        failed += bool(found)
        for problem in found:
            problems[problem.split("{", maxsplit=1)[0]].append(f"seed {seed}: {problem}")
    shown = "\n".join(f"{len(those)} times, first {those[0]}" for those in problems.values())
    assert not problems, f"{failed} of {VARIANTS} exchanged versions read otherwise:\n{shown}"


def test_rewriting_into_the_same_world_changes_nothing(texts: Path) -> None:
    for number, _, dated in REPORTS:
        text = next((texts / "reports").glob(f"{number}_*.txt")).read_text(encoding="utf-8")
        assert rewrite(text, ORIGINAL, dated=dated) == text


def test_nothing_of_the_old_world_is_left(texts: Path) -> None:
    """The exchange is whole: no name or figure of the original stands in an exchanged version."""
    for number, _, dated in REPORTS:
        text = next((texts / "reports").glob(f"{number}_*.txt")).read_text(encoding="utf-8")
        new = rewrite(text, random_world(1), dated=dated)
        for word in ("Azerbaijan", "Belarus", "424.4", "295.5", "128.9", "Ganja", "Borivos", "Myatlikov"):
            assert word not in new
