"""What a text says does not hang on how it is dressed: see `tests.varied`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.varied import cases, part, run, variations


@pytest.mark.parametrize("one_in", [40, pytest.param(1, marks=pytest.mark.soak)])
@pytest.mark.parametrize("name", sorted(variations()))
def test_another_dress_gives_the_same_reading(root: Path, name: str, one_in: int) -> None:
    vary, least = variations()[name]
    outcome = run(vary, part(cases(root), one_in, name))
    assert outcome.tried
    # a small part holds few cases, so one more than its share may differ there
    allowed = outcome.tried * (1 - least) + (one_in > 1)
    differing = [f"{d.case.id}: lost {d.lost} new {d.new}" for d in outcome.differences]
    assert len(differing) <= allowed, "\n".join([f"{len(differing)} of {outcome.tried} differ", *differing])
