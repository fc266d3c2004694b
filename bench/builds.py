"""The builds of Tradebook that are measured: the pure one that runs the benchmark, and the compiled one beside it.

Each works in a process of its own, and they take turns, pass by pass, on the same texts: what else the machine does
meanwhile slows both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.measure import Rate, middle

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ".compiled"  # where `make compiled` installs the compiled wheel


@dataclass(frozen=True)
class Build:
    """A build by its name, the Python that it is installed for, and the environment to run it in."""

    name: str
    python: str
    environment: dict[str, str]


class Worker:
    """A build at work (`bench.worker`): answers a list of items with the seconds that it took."""

    def __init__(self, build: Build, process: subprocess.Popen[str]) -> None:
        self.build = build
        self._process = process
        self.compiled: bool = self._answered()

    def seconds(self, work: str, items: Sequence[str]) -> float:
        """The seconds that the work on the items took."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"work": work, "items": items}) + "\n")
        self._process.stdin.flush()
        return float(self._answered())

    def _answered(self) -> bool:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"bench: the {self.build.name} build ended early; what it printed stands above")
        answer: bool = json.loads(line)
        return answer


def builds(root: Path = ROOT) -> list[Build]:
    """The pure build, and the compiled one where it is installed; says so where it is not."""
    found = [Build("pure", sys.executable, dict(os.environ))]
    python = next((p for p in (root / FOLDER / "bin/python", root / FOLDER / "Scripts/python.exe") if p.exists()), None)
    if python is None:
        print(f"-- the compiled build is not in {FOLDER}/, so only the pure one is measured: {_remedy()}")
        return found
    # Paths of the environment would put the sources in front of what is installed
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return [*found, Build("compiled", str(python), environment)]


def _remedy() -> str:
    try:
        from hatch_build import missing
    except ImportError:  # hatchling comes with what `make bench` installs
        return "make compiled"
    return missing() or "make compiled"


@contextmanager
def at_work(found: Sequence[Build], root: Path = ROOT) -> Iterator[list[Worker]]:
    """A worker for each of the builds, ended behind."""
    with ExitStack() as stack:
        workers = []
        for build in found:
            process = stack.enter_context(
                subprocess.Popen(
                    [build.python, "-m", "bench.worker"], cwd=root, env=build.environment,
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
                )
            )  # fmt: skip
            workers.append(Worker(build, process))
        _checked(workers)
        yield workers


def _checked(workers: Sequence[Worker]) -> None:
    for worker in workers:
        if worker.compiled != (worker.build.name == "compiled"):
            raise SystemExit(
                f"bench: what {worker.build.python} runs is {'' if worker.compiled else 'not '}compiled, so no figure "
                f"would be of the {worker.build.name} build: remove {FOLDER}/ and run `make compiled`"
            )


def rates(
    workers: Sequence[Worker], work: str, warm_up: str, passes: Sequence[Sequence[str]], words: int
) -> dict[str, Rate]:
    """How fast each build goes over the items of `passes`, which hold `words` words together; as `measure.rate`, the
    builds taking turns."""
    for worker in workers:
        worker.seconds(work, [warm_up])
    each: dict[str, list[float]] = {worker.build.name: [] for worker in workers}
    for turn, items in enumerate(passes):
        for worker in workers[:: -1 if turn % 2 else 1]:
            each[worker.build.name].append(worker.seconds(work, items) / len(items))
    count = sum(map(len, passes))
    return {name: middle(times, words / count) for name, times in each.items()}
