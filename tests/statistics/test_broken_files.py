"""Files that were cut, flipped or mixed up: every reader refuses what it cannot use, and none ends in a traceback."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradebook.errors import TradebookError
from tradebook.statistics import Refused, Row
from tradebook.statistics.loading import Terms, _format_of
from tradebook.statistics.opening import Opening

FILES = Path(__file__).parent / "files"
EXAMPLES = Path(__file__).parents[2] / "bulletins"
TEXTS = [(path, None) for path in sorted(FILES.rglob("*.*"))]
BULLETINS = [
    (path, EXAMPLES / f"{path.stem}.yaml")
    for path in sorted(EXAMPLES.iterdir())
    if path.suffix != ".yaml" and (EXAMPLES / f"{path.stem}.yaml").exists()
]


def broken(content: bytes, chance: random.Random) -> bytes:
    """The content with a few bytes changed, put in, taken out or doubled, or cut off."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(5):
            case 0 if at < len(made):
                made[at] = chance.randrange(256)
            case 1:
                made[at:at] = bytes(chance.choices(b'",;\t\n<>&0129-.:\x00\xff{}[]', k=chance.randint(1, 8)))
            case 2:
                del made[at : at + chance.randint(1, 60)]
            case 3:
                del made[max(1, at) :]
            case _:
                made[at:at] = made[at // 2 : at // 2 + chance.randint(1, 80)]
    return bytes(made)


def read(path: Path, mapping: Path | None) -> Iterator[Row | Refused]:
    terms = Terms(retrieved=date(2026, 11, 1), mapping=mapping)
    yield from _format_of(Opening(path, mapping)).read(path, terms)


def survives(path: Path, mapping: Path | None) -> None:
    try:
        found = list(read(path, mapping))
    except TradebookError as error:
        assert len(str(error)) > 20
    else:
        assert all(isinstance(one, Row) or (one.where and one.problem and one.mend) for one in found)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([*TEXTS, *BULLETINS]), st.randoms(use_true_random=False))
def test_a_broken_table_is_told(
    tmp_path_factory: pytest.TempPathFactory, source: tuple[Path, Path | None], chance: random.Random
) -> None:
    path, mapping = source
    copy = tmp_path_factory.mktemp("broken") / path.name
    copy.write_bytes(broken(path.read_bytes(), chance))
    survives(copy, mapping)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(BULLETINS), st.randoms(use_true_random=False))
def test_a_broken_mapping_is_told(
    tmp_path_factory: pytest.TempPathFactory, source: tuple[Path, Path], chance: random.Random
) -> None:
    path, mapping = source
    copy = tmp_path_factory.mktemp("mapping") / mapping.name
    copy.write_bytes(broken(mapping.read_bytes(), chance))
    survives(path, copy)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([pair for pair in BULLETINS if pair[0].suffix == ".xlsx"]), st.randoms(use_true_random=False))
def test_a_workbook_that_is_broken_inside_is_told(
    tmp_path_factory: pytest.TempPathFactory, source: tuple[Path, Path], chance: random.Random
) -> None:
    path, mapping = source
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = broken(parts[name], chance)
    copy = tmp_path_factory.mktemp("workbook") / path.name
    with zipfile.ZipFile(copy, "w") as packed:
        for part, content in parts.items():
            packed.writestr(part, content)
    survives(copy, mapping)
