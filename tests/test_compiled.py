"""The compiled build: off unless asked for, complete by rule, and (`make soak`) reading what the pure build reads."""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

import hatch_build
from bench.corpus import near_press, other_press, trade_reports
from tests.cli.test_soak import examples_of, mangled
from tests.tools.typed import mistyped
from tradebook.evaluate.cases import load_cases
from tradebook.extract import extract
from tradebook.extract.kinds.phrases import lower_at
from tradebook.report import Report, make_report

MANGLED = 500
COMPILED = ".compiled/bin/python"
FAMILY = """
class A:
    pass

class B:
    pass

class C(A, B):
    pass
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the modules that are left out by name, all empty."""
    for name in hatch_build.LEFT_OUT:
        (tmp_path / "src" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "src" / name).touch()
    (tmp_path / "pyproject.toml").write_text("[tool.mypy]\n", encoding="utf-8")
    return tmp_path


def write(project: Path, module: str, code: str) -> str:
    name = f"tradebook/{module}.py"
    (project / "src" / name).parent.mkdir(exist_ok=True)
    (project / "src" / name).write_text(code, encoding="utf-8")
    return name


def hook(root: Path) -> hatch_build.CompiledBuildHook:
    nothing: Any = None
    return hatch_build.CompiledBuildHook(str(root), {}, nothing, nothing, str(root / "dist"), "wheel")


@pytest.mark.parametrize(
    ("value", "version"), [(None, "standard"), ("0", "standard"), ("", "standard"), ("1", "editable")]
)
def test_nothing_is_compiled_unless_a_wheel_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str | None, version: str
) -> None:
    monkeypatch.delenv(hatch_build.SWITCH, raising=False)
    if value is not None:
        monkeypatch.setenv(hatch_build.SWITCH, value)
    build_data: dict[str, Any] = {"pure_python": True, "infer_tag": False, "force_include": {}}
    made = hook(tmp_path)
    made.initialize(version, build_data)
    made.finalize(version, build_data, "")
    assert build_data == {"pure_python": True, "infer_tag": False, "force_include": {}}
    if value != "1":
        assert made.dependencies() == []


def test_new_modules_join_and_structs_stay_out(project: Path) -> None:
    write(project, "statement", "from msgspec import Struct\nclass Claim(Struct):\n    pass\n")
    write(project, "extract/told", "import msgspec\nclass Told(msgspec.Struct):\n    pass\n")
    write(project, "extract/heir", "from tradebook.statement import Claim\nclass Heir(Claim):\n    pass\n")
    write(project, "extract/empty", "")
    plain = write(project, "extract/plain", "class Plain(dict[str, str]):\n    pass\n")
    assert hatch_build.modules(project / "src") == [plain]


def test_a_struct_above_the_package_may_bear_the_name_of_a_class_in_it(project: Path) -> None:
    write(project, "book/people", "from msgspec import Struct\nclass People(Struct):\n    pass\n")
    base = write(project, "extract/base", "class People:\n    pass\n")
    heir = write(project, "extract/heir", "from tradebook.extract.base import People\nclass Heir(People):\n    pass\n")
    assert hatch_build.modules(project / "src") == [base, heir]


def test_a_module_left_out_by_name_has_to_exist(project: Path) -> None:
    (project / "src/tradebook/extract/gate.py").unlink()
    with pytest.raises(SystemExit, match=r"names tradebook/extract/gate.py, which is not there"):
        hatch_build.modules(project / "src")


def test_most_of_the_reading_is_compiled(root: Path) -> None:
    found = hatch_build.modules(root / "src")
    assert len(found) > 90
    assert "tradebook/extract/items.py" in found
    assert "tradebook/extract/item.py" not in found


def test_a_module_that_cannot_be_compiled_is_named(project: Path) -> None:
    """`make types` asks this of all modules."""
    write(project, "extract/family", FAMILY)
    with pytest.raises(SystemExit) as raised:
        hatch_build.check(project)
    assert "tradebook/extract/family.py:8: " in str(raised.value)
    assert "docs/compiled.md" in str(raised.value)


def test_a_module_that_cannot_be_imported_is_named(project: Path) -> None:
    """What mypyc compiles may still fail where it is first run."""
    write(project, "__init__", "")
    write(project, "extract/__init__", "")
    names = [write(project, "extract/well", ""), write(project, "extract/ill", "WORDS = {}\nWORD = WORDS['no']\n")]
    hatch_build.imported(project / "src", names[:1])
    with pytest.raises(SystemExit, match=r"^tradebook/extract/ill.py:2: KeyError: 'no'\nmypyc cannot"):
        hatch_build.imported(project / "src", names)


def test_a_crash_of_mypyc_names_the_module_too() -> None:
    crash = "Traceback (most recent call last):\n  File ...\ntradebook/extract/a.py:5: AssertionError: no\n"
    noise = "tradebook/extract/b.py:9: warning: Treating generator comprehension as list\n"
    assert hatch_build.failure(noise + crash).startswith("tradebook/extract/a.py:5: AssertionError: no\nmypyc cannot")


def test_where_no_module_is_to_blame_the_last_words_are_told() -> None:
    assert hatch_build.failure("one\ngcc: fatal error: killed\n").endswith("gcc: fatal error: killed")


def test_a_missing_compiler_is_a_message(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "no-such-compiler -pthread")
    monkeypatch.setattr("sysconfig.get_path", lambda _: str(tmp_path))
    with pytest.raises(SystemExit) as raised:
        hatch_build.compiled(root, tmp_path)
    assert str(raised.value) == (
        "The compiled build needs the C compiler no-such-compiler and Python's headers (Python.h): "
        "apt install gcc python3-dev (Debian and Ubuntu)"
    )


def test_what_is_passed_about_is_of_the_annotated_type(root: Path) -> None:
    """The compiled build holds the values to that, and raises where the pure one goes on."""
    files = sorted((root / "cases" / "dev").rglob("*.yaml"))[::6]
    reports = [case.report for file in files for case in load_cases(file)[::8]]
    extract(make_report("Kenya exports tea."))  # the tables are not looked at
    assert mistyped(lambda: [extract(report) for report in reports]) == []


def test_a_value_of_another_type_is_told() -> None:
    nothing: Any = ()
    found = mistyped(lambda: lower_at(nothing, 0))
    assert len(found) == 1
    assert found[0].endswith("lower_at: items is tuple")


# ---- the build itself: minutes


@pytest.fixture(scope="module")
def compiled(root: Path) -> Path:
    """The Python of the compiled build, which is built where it is not there or older than its sources."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    made = subprocess.run(["make", "compiled"], cwd=root, capture_output=True, text=True, env=environment)
    assert made.returncode == 0, f"`make compiled` fails:\n{made.stdout[-2000:]}{made.stderr[-2000:]}"
    return root / COMPILED


@pytest.fixture(scope="module")
def installed() -> dict[str, str]:
    """An environment in which Python finds what is installed, not the sources."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def reports_of(root: Path) -> list[Report]:
    """The cases, the examples, the texts of the benchmark, and examples mangled at random."""
    rng = Random(7)
    examples = examples_of(root / "examples")
    texts = [*examples, *trade_reports(100), *near_press(100), *other_press(20)]
    texts += [mangled(rng, rng.choice(examples)) for _ in range(MANGLED)]
    return [*(case.report for case in load_cases(root / "cases" / "dev")), *map(make_report, texts)]


def readings(
    python: str | Path, root: Path, reports: Path, out: Path, environment: dict[str, str] | None = None
) -> list[str]:
    command = [str(python), "-m", "tests.tools.readings", str(reports), str(out)]
    subprocess.run(command, cwd=root, check=True, env=environment)
    found: list[str] = json.loads(out.read_text(encoding="utf-8"))
    return found


@pytest.mark.soak
def test_the_compiled_build_reads_the_same(
    root: Path, tmp_path: Path, compiled: Path, installed: dict[str, str]
) -> None:
    reports = reports_of(root)
    pickled = tmp_path / "reports.pickle"
    pickled.write_bytes(pickle.dumps(reports))
    pure = readings(sys.executable, root, pickled, tmp_path / "pure.json")
    fast = readings(compiled, root, pickled, tmp_path / "compiled.json", installed)
    assert len(pure) == len(fast) == len(reports)
    apart = [(r.text[:200], one, two) for r, one, two in zip(reports, pure, fast, strict=True) if one != two]
    assert not apart, f"{len(apart)} of {len(reports)} readings differ, the first: {apart[0]}"


@pytest.mark.soak
def test_a_traceback_leads_to_the_source(root: Path, tmp_path: Path, compiled: Path, installed: dict[str, str]) -> None:
    """The file and the line; Python finds no text of the line to print beside them where a module is compiled."""
    code = "from tradebook.extract import tokens; print(tokens.__file__); tokens.tokenize(None, 0, 1)"
    done = subprocess.run([compiled, "-c", code], cwd=tmp_path, capture_output=True, text=True, env=installed)
    assert not done.stdout.strip().endswith(".py")
    found = re.search(r'File "(tradebook/extract/tokens.py)", line (\d+), in tokenize', done.stderr)
    assert found, done.stderr
    assert "def tokenize" in (root / "src" / found[1]).read_text(encoding="utf-8").splitlines()[int(found[2]) - 1]


@pytest.mark.soak
def test_no_library_stands_beside_the_sources(root: Path, compiled: Path) -> None:
    assert [path for path in (root / "src").rglob("*") if path.suffix in (".so", ".pyd")] == []
