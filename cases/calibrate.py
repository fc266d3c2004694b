"""Fit the confidences to cases: `python cases/calibrate.py CASES... [--write]`.

Reads every case, marks each statement that was read as right (in every strict slot) or not, and fits the weights of
`src/tradebook/extract/tables/confidence.csv` by logistic regression with a ridge. Use cases that no rule was made
for: on others the reading is better than it is. Prints how well the fitted confidences hold when each fifth of the
cases is left out in turn.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from math import exp
from pathlib import Path

from tradebook.evaluate import evaluate, load_cases
from tradebook.extract import Reading
from tradebook.extract.analysis import analyse
from tradebook.extract.attribution import attribute
from tradebook.extract.confidence import FEATURES, GROUPS, OTHER, features_of
from tradebook.extract.finish import finish
from tradebook.extract.pipeline import drafts_of
from tradebook.report import Report

TABLE = Path(__file__).parents[1] / "src" / "tradebook" / "extract" / "tables" / "confidence.csv"
RIDGE, STEPS, RATE, FOLDS = 1.0, 4000, 0.5, 5

Sample = tuple[list[float], bool, int]  # features in the order of FEATURES, right or not, the number of the case


def samples(paths: list[str]) -> dict[str, list[Sample]]:
    """The statements read of all cases, by group of kinds."""
    seen: dict[str, tuple[str, list[float]]] = {}

    def read(report: Report) -> Reading:
        document = analyse(report)
        drafts = drafts_of(document)
        attributions = attribute(document)
        for draft in drafts:
            features = features_of(draft)
            for statement in finish([draft], report, "en", attributions):
                seen[statement.id] = (GROUPS.get(draft.kind, OTHER), [features[name] for name in FEATURES])
        return Reading(finish(drafts, report, "en", attributions), [])

    found: dict[str, list[Sample]] = defaultdict(list)
    result = evaluate([case for path in paths for case in load_cases(path)], read)
    for number, outcome in enumerate(result.outcomes):
        for pair in outcome.pairs:
            if pair.got is not None:
                group, features = seen[pair.got.id]
                found[group].append((features, pair.strict, number))
    return dict(found)


def fit(data: list[Sample]) -> list[float]:
    """The weights of one group: gradient descent on the logistic loss with a ridge on all but the bias."""
    weights = [0.0] * len(FEATURES)
    for _ in range(STEPS):
        slope = [0.0 if k == 0 else RIDGE * weight for k, weight in enumerate(weights)]
        for features, right, _ in data:
            error = chance(weights, features) - right
            for k, value in enumerate(features):
                slope[k] += error * value
        weights = [weight - RATE * step / max(len(data), 1) for weight, step in zip(weights, slope, strict=True)]
    return weights


def chance(weights: list[float], features: list[float]) -> float:
    """What the model gives for one statement."""
    return 1 / (1 + exp(-sum(w * f for w, f in zip(weights, features, strict=True))))


def left_out(data: list[Sample]) -> list[tuple[float, bool]]:
    """Each statement's chance by a model that did not see its case, and whether it was right."""
    told = []
    for fold in range(FOLDS):
        weights = fit([one for one in data if one[2] % FOLDS != fold])
        told += [(chance(weights, features), right) for features, right, number in data if number % FOLDS == fold]
    return told


def report(group: str, told: list[tuple[float, bool]]) -> None:
    """Prints the reliability of one group, in tenths."""
    brier = sum((p - right) ** 2 for p, right in told) / len(told)
    print(f"{group}: {len(told)} statements, Brier score {brier:.3f}")
    for tenth in range(10):
        members = [(p, right) for p, right in told if min(int(p * 10), 9) == tenth]
        if members:
            mean = sum(p for p, _ in members) / len(members)
            print(
                f"  {mean:.2f} said, {sum(right for _, right in members) / len(members):.2f} right, n = {len(members)}"
            )


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Fit the confidences to cases.")
    parser.add_argument("cases", nargs="+", help="files or folders of cases")
    parser.add_argument("--write", action="store_true", help=f"write the weights to {TABLE.name}")
    asked = parser.parse_args()
    table = [("group", "feature", "weight")]
    for group, data in sorted(samples(asked.cases).items()):
        report(group, left_out(data))
        table += [(group, name, f"{w:.3f}") for name, w in zip(FEATURES, fit(data), strict=True) if round(w, 3)]
    if asked.write:
        with TABLE.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(table)
        print(f"{TABLE}: written")


if __name__ == "__main__":
    main()
