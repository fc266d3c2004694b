"""Long runs (`make soak`): mangled reports never crash the reading and never break its contract."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from tradebook.errors import InputError
from tradebook.extract import extract
from tradebook.report import make_report
from tradebook.sources import Defaults, read_reports
from tradebook.statement import from_json, to_json

pytestmark = pytest.mark.soak

VARIANTS = 5_000
ODD = (
    "", " ", "\n", "\n\n", "\t", "\r\n", "\u00a0", "\u202f", "\u200b", "\u0301", "\ufeff", "\x00", "\udc80",
    "“", "”", "’", "–",
    "$", "€", "%", "million", "$1.2.3 million", "1,2,3,4", "(", ")", "((((", '"', "...", "1e309",
    "99999999999999999999",
    "of", "to", "from", "between", "and", "respectively", "2022", "May", "XXXX", "😀", "Türkiye", "हिन्दी", "A" * 5_000,
)  # fmt: skip


def mangled(rng: Random, text: str) -> str:
    """`text` with a few words dropped, doubled, moved or replaced by something odd."""
    words = text.split(" ")
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(words))
        match rng.randrange(5):
            case 0:
                del words[at]
            case 1:
                words.insert(at, words[rng.randrange(len(words))])
            case 2:
                words[at] = rng.choice(ODD)
            case 3:
                words.insert(at, rng.choice(ODD))
            case _:
                words = words[at:] + words[:at]
        if not words:
            words = [rng.choice(ODD)]
    return rng.choice((" ", " ", "  ", "\n")).join(words)


def examples_of(folder: Path) -> list[str]:
    refused: list[InputError] = []
    reports = read_reports([str(folder)], defaults=Defaults(), refused=refused.append)
    return [report.text for report in reports]


@pytest.mark.parametrize("seed", range(8))
def test_mangled_reports_are_read(examples: Path, seed: int) -> None:
    rng = Random(seed)
    texts = examples_of(examples)
    for _ in range(VARIANTS // 8):
        report = make_report(mangled(rng, rng.choice(texts)), title=rng.choice((None, "Trade", rng.choice(ODD))))
        reading = extract(report)
        for statement in reading.statements:
            field = report.text if statement.evidence.field == "text" else report.title or ""
            assert field[statement.evidence.start : statement.evidence.end] == statement.evidence.text
            if "\udc80" not in field:  # half a character cannot be written as JSON; sources never let one in
                assert from_json(to_json(statement)) == statement
        assert [s.id for s in extract(report).statements] == [s.id for s in reading.statements]


def test_mangled_files_are_read_or_refused(examples: Path, tmp_path: Path) -> None:
    """Bytes cut and changed at random: each file is read or refused by name."""
    rng = Random(99)
    originals = [path.read_bytes() for path in sorted(examples.iterdir())]
    file = tmp_path / "mangled"
    for _ in range(VARIANTS // 5):
        data = bytearray(rng.choice(originals))
        for _ in range(rng.randint(1, 20)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        file.write_bytes(bytes(data[: rng.randint(1, len(data))]))
        refused: list[InputError] = []
        for report in read_reports([str(file)], defaults=Defaults(), refused=refused.append):
            for statement in extract(report).statements:
                json.loads(to_json(statement))
        assert all(str(file) in str(error) for error in refused)
