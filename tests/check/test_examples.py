"""The published examples: each is read by the reader, the true one is not objected to, the broken one is found."""

from __future__ import annotations

import pytest

from tradebook.check import RED, catalogue
from tradebook.check.examples import Example, examples, verdicts_on
from tradebook.extract import extract
from tradebook.report import make_report

# What these say of a true example; the others can only object.
CONFIRM = {
    "turnover is exports plus imports",
    "balance is exports less imports",
    "growth fits its base",
    "growth in per cent fits the sum that it adds",
    "sales shares make no more than the whole",
    "a share fits its two sums",
    "a deal is its price times its quantity",
    "growth fits the figure of another report",
}


def test_every_check_has_its_examples_and_every_example_its_check() -> None:
    # those against official statistics need rows as well: tests/check/official/cases.yaml has theirs
    own = [check.name for check in catalogue() if check.scope != "against official statistics"]
    assert list(examples()) == own


@pytest.mark.parametrize("example", examples().values(), ids=examples())
def test_the_true_example_holds(example: Example) -> None:
    found = verdicts_on(example.holds)
    assert not [v.sentence for v in found if v.result in RED]
    own = [v.result for v in found if v.check == example.check]
    assert own == (["adds up"] if example.check in CONFIRM else [])


@pytest.mark.parametrize("example", examples().values(), ids=examples())
def test_the_broken_example_is_found_by_its_check_alone(example: Example) -> None:
    red = [v for v in verdicts_on(example.broken) if v.result in RED]
    assert [v.check for v in red] == [example.check]


@pytest.mark.parametrize("example", examples().values(), ids=examples())
def test_every_figure_of_an_example_is_read(example: Example) -> None:
    for told in (*example.holds, *example.broken):
        reading = extract(make_report(told.text, published=told.published, outlet=told.outlet))
        assert reading.statements
        assert reading.gaps == []
