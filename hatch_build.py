"""The build hook of the wheel: off, unless TRADEBOOK_COMPILED=1 asks for the compiled build of `tradebook.extract`.

`make compiled` uses it. `python hatch_build.py` says whether this machine can build it, and what to install where not;
`python hatch_build.py --check` asks mypyc whether it takes each module, which needs no C compiler (`make types`).
docs/compiled.md tells what is compiled and what mypyc cannot take.
"""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.builders.wheel import WheelBuilderConfig

SWITCH = "TRADEBOOK_COMPILED"
PACKAGE = "tradebook/extract"
LIBRARY = "tradebook_extract"  # the shared library is named after it: tradebook_extract__mypyc
BELOW = ("*.py", "extract/**/*.py", "goods/**/*.py", "places/**/*.py")  # what the package may import, by the contracts
# Modules that stay Python, each with its reason. Those that define a Struct stay Python by rule: msgspec makes its
# classes with a metaclass, and mypyc takes none but ABCMeta.
LEFT_OUT = {
    "tradebook/extract/gate.py": "the first pass: its time goes in ahocorasick_rs, and most press needs no more",
    "tradebook/extract/language.py": "asked once a report, and its time goes in `re` and py3langid",
    "tradebook/extract/stems.py": "a call of ahocorasick_rs and no more",
    "tradebook/extract/tables.py": "runs once a table; the first pass needs it before the library is loaded",
}
# Run in a process of its own, in src/: so the paths in tracebacks are those that Python finds beside the library.
SETUP = """\
import sys
import setuptools
from mypyc.build import mypycify
config, folder, library, *modules = sys.argv[1:]
sys.argv[1:] = ["--quiet", "build_ext", f"--build-lib={folder}/lib", f"--build-temp={folder}/temp"]
options = {"target_dir": f"{folder}/c", "group_name": library, "debug_level": "0"}
extensions = mypycify([f"--config-file={config}", *modules], only_compile_paths=modules, **options)
setuptools.setup(name="tradebook", ext_modules=extensions, packages=[])
"""
# The first half of it: mypyc parses, checks the types and writes its C, which nobody compiles.
CHECK = """\
import sys
from mypyc.build import CompilerOptions, mypyc_build
config, folder, library, *modules = sys.argv[1:]
options = CompilerOptions(target_dir=folder, group_name=library)
mypyc_build([f"--config-file={config}", *modules], only_compile_paths=modules, compiler_options=options)
"""
# What mypyc took may still fail where Python first runs it.
IMPORT = """\
import importlib, os, sys, traceback
for name in sys.argv[1:]:
    try:
        importlib.import_module(name.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        path = frame.filename.removeprefix(os.getcwd() + os.sep).replace(os.sep, "/")
        sys.exit(f"{path}:{frame.lineno}: {type(error).__name__}: {error}")
"""
BLAMED = re.compile(rf"^({PACKAGE}/\S+\.py:\d+: (?!warning|note).*)$", re.M)


class CompiledBuildHook(BuildHookInterface[WheelBuilderConfig]):
    """Adds the compiled modules to a wheel where TRADEBOOK_COMPILED asks for them; changes nothing otherwise."""

    PLUGIN_NAME = "custom"
    work: tempfile.TemporaryDirectory[str] | None = None

    def dependencies(self) -> list[str]:
        """What a build needs beyond hatchling: mypyc, and for the types that it follows what Tradebook imports."""
        if not wanted():
            return []
        core = self.metadata.core
        return [*core.dependencies, *core.optional_dependencies["compiled"]]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and add the libraries. An editable install stays Python: libraries beside the sources would hide
        every later edit of them."""
        if not wanted() or version == "editable":
            return
        self.work = tempfile.TemporaryDirectory(prefix="tradebook-compiled-")
        folder = Path(self.work.name)
        self.app.display_info(f"Compiling {PACKAGE} with mypyc; this takes some minutes")
        libraries = compiled(Path(self.root), folder)
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["force_include"].update({str(folder / "lib" / name): name for name in libraries})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what the compilation left."""
        if self.work is not None:
            self.work.cleanup()


def wanted() -> bool:
    """Whether the environment asks for the compiled build."""
    return os.environ.get(SWITCH, "") not in ("", "0")


# ---- what is compiled


def modules(src: Path) -> list[str]:
    """The modules to compile, as paths relative to `src`: all of the package that hold code, define no Struct and are
    not left out by name."""
    for name in LEFT_OUT:
        if not (src / name).is_file():
            raise SystemExit(f"hatch_build.py: LEFT_OUT names {name}, which is not there: take it off the list")
    structs = struct_names(src)
    found = {path.relative_to(src).as_posix(): _classes(path) for path in sorted((src / PACKAGE).rglob("*.py"))}
    return [
        name
        for name, classes in found.items()
        if name not in LEFT_OUT
        and (src / name).stat().st_size
        and not any(base in structs for _, bases in classes for base in bases)
    ]


def struct_names(src: Path) -> set[str]:
    """The names of all Structs that the package may know, those that inherit from another Struct too: its own and those
    of what it imports. Packages above it may give a Struct the name of a plain class here."""
    paths = [path for name in BELOW for path in (src / "tradebook").glob(name)]
    classes = [found for path in paths for found in _classes(path)]
    names = {"Struct"}
    while more := {name for name, bases in classes if name not in names and names.intersection(bases)}:
        names |= more
    return names


@cache
def _classes(path: Path) -> list[tuple[str, list[str]]]:
    """The classes of a module with the last words of their bases' names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [(node.name, list(_bases(node))) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


def _bases(node: ast.ClassDef) -> Iterator[str]:
    for base in node.bases:
        if isinstance(base, ast.Name):
            yield base.id
        elif isinstance(base, ast.Attribute):
            yield base.attr


# ---- how


def compiled(root: Path, folder: Path) -> list[str]:
    """Compile the modules into `folder`/lib; the libraries' paths relative to it. Exits with a message that names the
    module where mypyc cannot take one, and with what to install where a tool is missing."""
    if lacking := missing():
        raise SystemExit(lacking)
    _run(SETUP, root, folder)
    lib = folder / "lib"
    libraries = sorted(path.relative_to(lib).as_posix() for path in lib.rglob("*") if path.is_file())
    shutil.copytree(root / "src" / "tradebook", lib / "tradebook", dirs_exist_ok=True)
    imported(lib, modules(root / "src"))
    return libraries


def imported(lib: Path, names: list[str]) -> None:
    """Import the modules that lie in `lib`; exit with a message that names the one that fails."""
    _call([sys.executable, "-c", IMPORT, *names], lib)


def check(root: Path) -> None:
    """Exit with a message that names the module where mypyc cannot take one."""
    with tempfile.TemporaryDirectory(prefix="tradebook-compiled-") as folder:
        _run(CHECK, root, Path(folder))


def _run(code: str, root: Path, folder: Path) -> None:
    src = root / "src"
    arguments = [root / "pyproject.toml", folder, LIBRARY, *modules(src)]
    _call([sys.executable, "-c", code, *map(str, arguments)], src)


def _call(command: list[str], cwd: Path) -> None:
    run = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(failure(run.stdout + run.stderr))


def failure(output: str) -> str:
    """What to say where the compilation failed: the modules to blame, else the end of what the tools printed."""
    blamed = list(dict.fromkeys(BLAMED.findall(output)))
    if blamed:
        told = "\n".join(blamed)
        return f"{told}\nmypyc cannot compile this: docs/compiled.md names the shapes that it does not take"
    return "\n".join(["The compilation failed; the tools' last words:", *output.splitlines()[-30:]])


def missing() -> str | None:
    """What this machine lacks for a compiled build, with the command that installs it; None where nothing is."""
    compiler = shlex.split(os.environ.get("CC") or str(sysconfig.get_config_var("CC") or ""))
    lacking = []
    if compiler and shutil.which(compiler[0]) is None:  # on Windows none is named: setuptools looks for it
        lacking.append(f"the C compiler {compiler[0]}")
    if not (Path(sysconfig.get_path("include")) / "Python.h").is_file():
        lacking.append("Python's headers (Python.h)")
    if not lacking:
        return None
    return f"The compiled build needs {' and '.join(lacking)}: apt install gcc python3-dev (Debian and Ubuntu)"


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        check(Path(__file__).resolve().parent)
    else:
        sys.exit(missing())
